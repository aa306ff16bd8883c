import assert from "node:assert/strict";
import test from "node:test";
import { solve } from "../../../lrlib/pictures/browser/linear.js";
import { each, given, near } from "./given.mjs";

test("a system is solved as NumPy solves it, with zeros on the diagonal too", () => {
  each(given.systems, ({ A, b, x }) => near(solve(A, b), x, 1e-8));
});

test("the system is left as it was", () => {
  each(given.systems, ({ A, b }) => {
    const before = structuredClone([A, b]);
    solve(A, b);
    assert.deepEqual([A, b], before);
  });
});
