/* The path of gradient descent over the contour lines of J, for a learning rate to be chosen. */

import { answer } from "./answer.js";
import { CIRCLE, Frame, line, marks } from "./frame.js";
import { told, walk } from "./walk.js";

export function start(root) {
  answer(root, draw);
}

export function draw(given, { alpha }) {
  const x = given.x.map(value => (value - given.mean) / given.deviation);
  const taken = walk(x, given.y, alpha, given.steps, given.low);
  const plane = new Frame(...given.frame);
  const time = new Frame([0, given.steps], [0, 1]);
  const path = taken.path.map(place => plane.near(place));
  const cycle = [...taken.cycle, ...taken.cycle.slice(0, 1)].map(place => plane.near(place));
  const [x1, y1] = path[path.length - 1];
  const drawn = {
    ".path": { d: line(path) },
    ".cycle": { d: line(cycle) + marks(cycle, CIRCLE) },
    ".end": { cx: x1.toFixed(1), cy: y1.toFixed(1) },
    ".costs": { d: line(taken.costs.map((cost, step) => time.pixels([step, Math.min(cost, 2)]))) },
  };
  return { drawn, words: told(taken) };
}
