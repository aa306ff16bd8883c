import assert from "node:assert/strict";
import test from "node:test";
import { cost, gradient, told, walk } from "../../../lrlib/pictures/browser/walk.js";
import { each, given, near } from "./given.mjs";

test("cost and gradient are lrlib's", () => {
  each(given.slopes, ({ theta, x, y, J, slope }) => {
    near(cost(theta, x, y), J, 1e-12 * Math.max(1, J));
    near(gradient(theta, x, y), slope, 1e-14);
  });
});

test("a descent goes where lrlib's goes", () => {
  each(given.walks, ({ x, y, low, steps, taken }) => {
    each(taken, ({ alpha, path, costs }) => {
      const found = walk(x, y, alpha, steps, low);
      near(found.path.slice(0, path.length), path, 1e-7);
      near(found.costs.slice(0, costs.length), costs, 1e-7);
    });
  });
});

test("it gets the same word and the same sentence", () => {
  each(given.walks, ({ x, y, low, steps, taken }) => {
    each(taken.filter(one => one.settled), ({ alpha, name, words }) => {
      const found = walk(x, y, alpha, steps, low);
      assert.equal(found.name, name);
      assert.equal(told(found), words);
    });
  });
});

test("where only the end hangs on the last bit, the steps that are shown are told alike", () => {
  const shown = words => words.split(": cost")[1].split(";")[0];
  const cases = given.walks.flatMap(({ taken, ...data }) => taken.map(one => ({ ...data, ...one })));
  each(cases.filter(one => one.shown && !one.settled), ({ x, y, low, steps, alpha, words }) => {
    const found = walk(x, y, alpha, steps, low);
    assert.equal(shown(told(found)), shown(words));
    assert.ok(["cycles", "wanders"].includes(found.name));
  });
});

test("a cycle has lrlib's places, whichever comes first", () => {
  each(given.walks, ({ x, y, low, steps, taken }) => {
    each(taken.filter(one => one.settled && one.name === "cycles"), ({ alpha, cycle, levels }) => {
      const found = walk(x, y, alpha, steps, low);
      const sorted = places => [...places].sort((a, b) => a[0] - b[0]);
      near(sorted(found.cycle), sorted(cycle), 1e-4);
      near(sorted(found.levels.map(level => [level])), sorted(levels.map(level => [level])), 1e-4);
    });
  });
});
