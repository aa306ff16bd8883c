/* A ball with a memory in a bowl of a condition number to be chosen, beside descent without one. */

import { answer } from "./answer.js";
import { Frame, line } from "./frame.js";
import { fix } from "./numbers.js";

const KINDS = ["heavy ball", "Nesterov"];
const START = [-1.8, 1.5];
const SHOWN = 60; // steps that are drawn
const LONGEST = 4000; // steps after which nothing is asked
const PART = 1e-6; // of the cost at the start
const LEVELS = [1, 0.5, 0.2, 0.05, 0.01]; // of the contour lines, as parts of it
const PLANE = new Frame([-2, 2], [-2, 2]);
const TIME = new Frame([0, SHOWN], [-6, 0]);

export function start(root) {
  answer(root, draw);
}

export function draw(given, { kappa, beta, kind }) {
  const ball = rolled(kappa, beta, kind === 1);
  const plain = rolled(kappa, 0, false);
  const path = ball.path.slice(0, SHOWN + 1).map(place => PLANE.near(place));
  const [x, y] = path[path.length - 1];
  const drawn = {
    ".path": { d: line(path) },
    ".end": { cx: x.toFixed(1), cy: y.toFixed(1) },
    ".costs": { d: curve(ball.costs) },
    ".plain": { d: curve(plain.costs) },
  };
  LEVELS.forEach((part, i) => {
    drawn[".r" + i] = { d: line(ring(kappa, part).map(place => PLANE.near(place))) };
  });
  const words = "Condition " + fix(kappa, 0) + ", " + KINDS[kind] + " with memory " + fix(beta, 2)
    + ": the cost stays below a millionth from step " + settled(ball.costs) + " on; without memory from "
    + settled(plain.costs) + " on.";
  return { drawn, words };
}

/* The path, and the costs as parts of that at the start; the learning rate is 1. */
function rolled(kappa, beta, ahead) {
  const bends = [1 / kappa, 1];
  const cost = place => (bends[0] * place[0] ** 2 + bends[1] * place[1] ** 2) / 2;
  const first = cost(START);
  const path = [START];
  const costs = [1];
  let velocity = [0, 0];
  for (let step = 0; step < LONGEST && path[step].some(value => value !== 0); step++) {
    const here = path[step];
    const from = ahead ? here.map((value, j) => value + beta * velocity[j]) : here;
    velocity = velocity.map((value, j) => beta * value - bends[j] * from[j]);
    path.push(here.map((value, j) => value + velocity[j]));
    costs.push(cost(path[step + 1]) / first);
  }
  return { path, costs };
}

/* The first step from which on the cost stays below the part. */
function settled(costs) {
  let last = costs.length - 1;
  while (costs[last] < PART) last--;
  return last + 1;
}

/* The ellipse on which the cost is a part of that at the start. */
function ring(kappa, part) {
  const level = part * (START[0] ** 2 / kappa + START[1] ** 2);
  return Array.from({ length: 61 }, (_, i) => {
    const turn = 2 * Math.PI * i / 60;
    return [Math.sqrt(level * kappa) * Math.cos(turn), Math.sqrt(level) * Math.sin(turn)];
  });
}

function curve(costs) {
  const powers = costs.slice(0, SHOWN + 1).map(cost => Math.log10(Math.max(cost, 1e-9)));
  return line(powers.map((power, step) => TIME.pixels([step, power])));
}
