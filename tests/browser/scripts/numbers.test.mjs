import assert from "node:assert/strict";
import test from "node:test";
import { fix, sum } from "../../../lrlib/pictures/browser/numbers.js";
import { each, given, near } from "./given.mjs";

test("a number is written as lrlib writes it", () => {
  each(given.fixed, ({ x, digits, text }) => assert.equal(fix(x, digits), text));
});

test("a sum is NumPy's", () => {
  each(given.sums, ({ list, total }) => near(sum(list), total, 1e-12));
});
