import assert from "node:assert/strict";
import test from "node:test";
import { Frame, clip, line, upright } from "../../../lrlib/pictures/browser/frame.js";
import { each, given, near } from "./given.mjs";

test("a point has the pixels that lrlib gives it, near the frame and far off", () => {
  each(given.frames, ({ across, up, points, pixels, brought }) => {
    const frame = new Frame(across, up);
    near(points.map(point => frame.pixels(point)), pixels);
    near(points.map(point => frame.near(point)), brought);
    assert.equal(line(points.map(point => frame.near(point))), given.paths[across.join()]);
  });
});

test("pixels lead back to their point", () => {
  each(given.frames, ({ across, up, points, pixels }) => {
    const frame = new Frame(across, up);
    near(pixels.map(([x, y]) => frame.point(x, y)), points);
  });
});

test("an empty path is empty, an upright line goes through the frame, a number is kept within limits", () => {
  assert.equal(line([]), "");
  assert.equal(upright(100), "M100.0 12v240");
  assert.deepEqual([-2, 0.5, 7].map(value => clip(value, 0, 1)), [0, 0.5, 1]);
});
