/* A neuron with two inputs: its decision line, its score of each example, and its cost. */

import { answer } from "./answer.js";
import { CIRCLE, CROSS, Frame, clip, line, marks } from "./frame.js";
import { loss, sigmoid } from "./logistic.js";
import { fix, sum } from "./numbers.js";

const SCORES = new Frame([-8, 8], [0, 1]);

export function start(root) {
  answer(root, draw);
}

export function draw(given, values) {
  const { w1, w2, b } = doubled(values);
  const z = given.x.map(([x1, x2]) => w1 * x1 + w2 * x2 + b);
  const drawn = {
    ".half": { d: level(0, w1, w2, b, given.span) },
    ".sure": { d: level(Math.log(9), w1, w2, b, given.span) + level(-Math.log(9), w1, w2, b, given.span) },
    ".p0": { d: marks(z.filter((_, i) => given.y[i] === 0).map(place), CIRCLE) },
    ".p1": { d: marks(z.filter((_, i) => given.y[i] === 1).map(place), CROSS) },
  };
  return { drawn, words: words(z, given.y, Math.hypot(w1, w2), b) };
}

/* The weights and the bias that are used: 0 as they are set, 1 all three times two, 2 the weights alone. */
function doubled({ w1, w2, b, double }) {
  const [w, bias] = [[1, 1], [2, 2], [2, 1]][double];
  return { w1: w * w1, w2: w * w2, b: bias * b };
}

/* The line where the score is z, longer than the frame. */
function level(z, w1, w2, b, span) {
  const length = Math.hypot(w1, w2);
  if (!length) return "";
  const plane = new Frame([-span, span], [-span, span]);
  const away = (z - b) / length;
  const [u1, u2] = [w1 / length, w2 / length];
  const ends = [9, -9].map(along => [away * u1 - along * u2, away * u2 + along * u1]);
  return line(ends.map(end => plane.pixels(end)));
}

function place(z) {
  return SCORES.pixels([clip(z, -8, 8), sigmoid(z)]);
}

function words(z, y, length, b) {
  const right = z.filter((score, i) => (score >= 0) === (y[i] === 1)).length;
  const cost = sum(z.map((score, i) => loss(score, y[i]))) / z.length;
  const away = length ? ", origin at signed distance " + fix(b / length, 2) + " from the line" : ", no line";
  return "Length of w " + fix(length, 2) + away + "; " + right + " of " + z.length + " right, "
    + "cost " + fix(cost, 4) + ".";
}
