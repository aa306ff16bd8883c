import assert from "node:assert/strict";
import test from "node:test";
import { scores } from "../../../lrlib/pictures/browser/fit.js";
import { region } from "../../../lrlib/pictures/browser/region.js";
import { each, given } from "./given.mjs";

/* Whether a point lies inside a polygon: a ray to the right crosses its edges an odd number of times. */
function inside([x, y], corners) {
  const crossed = corners.filter(([x1, y1], i) => {
    const [x2, y2] = corners[(i + 1) % corners.length];
    return y1 > y !== y2 > y && x < x1 + (y - y1) / (y2 - y1) * (x2 - x1);
  });
  return crossed.length % 2 === 1;
}

test("a point lies in the region of the class that lrlib predicts there, and in no other", () => {
  each(given.regions, ({ W, span, points, labels }) => {
    const corners = W.map((_, k) => region(W, k, span));
    points.forEach((point, i) => {
      assert.deepEqual(corners.map((polygon, k) => (inside(point, polygon) ? k : -1)).filter(k => k >= 0), [labels[i]]);
    });
  });
});

test("every corner lies in the square, and no other class has a larger score there", () => {
  each(given.regions, ({ W, span }) => {
    W.forEach((_, k) => {
      for (const corner of region(W, k, span)) {
        assert.ok(corner.every(value => Math.abs(value) <= span + 1e-9));
        const z = scores(W, corner);
        assert.ok(Math.max(...z) - z[k] < 1e-9);
      }
    });
  });
});
