/* Whether probabilities are what they say: a reliability diagram whose logits a reader stretches and shifts. */

import { answer } from "./answer.js";
import { CIRCLE, Frame, line, marks, upright } from "./frame.js";
import { loss, sigmoid } from "./logistic.js";
import { fix, sum } from "./numbers.js";

const GROUPS = 10;
const [LOWEST, STEP, STOPS] = [0.2, 0.05, 57];
const SHARES = new Frame([0, 1], [0, 1]);

export function start(root) {
  answer(root, draw);
}

export function draw({ z, y, low, area }, { stretch, shift }) {
  const truth = [...y].map(Number);
  const bent = z.map(score => stretch * score + shift);
  const groups = grouped(bent.map(sigmoid), truth);
  const points = groups.map(group => SHARES.pixels(group));
  const frame = new Frame([0, 3], [low, low + 0.4]);
  const stops = Array.from({ length: STOPS }, (_, stop) => LOWEST + STEP * stop);
  const losses = stops.map(stop => [stop, cost(z.map(score => stop * score + shift), truth)]);
  const drawn = {
    ".way": { d: line(points) },
    ".dots": { d: marks(points, CIRCLE) },
    ".losses": { d: line(losses.map(point => frame.near(point))) },
    ".here": { d: upright(frame.x(stretch)) },
  };
  const [said, seen] = groups[groups.length - 1];
  const words = "Stretch " + fix(stretch, 2) + ", shift " + fix(shift, 1) + ": log loss " + fix(cost(bent, truth), 3)
    + ", Brier score " + fix(brier(bent, truth), 3) + "; the highest of ten groups: said " + fix(said, 2) + ", seen "
    + fix(seen, 2) + ". Area below the ROC curve " + area + ", whatever you choose.";
  return { drawn, words };
}

function cost(scores, truth) {
  return sum(scores.map((score, i) => loss(score, truth[i]))) / truth.length;
}

function brier(scores, truth) {
  return sum(scores.map((score, i) => (sigmoid(score) - truth[i]) ** 2)) / truth.length;
}

/* Of ten groups by place the mean that was said, and the share that was seen. */
function grouped(p, truth) {
  const groups = Array.from({ length: GROUPS }, () => [0, 0, 0]);
  p.forEach((chance, i) => {
    const group = groups[Math.floor((2 * i + 1) * GROUPS / (2 * p.length))];
    group[0] += chance;
    group[1] += truth[i];
    group[2] += 1;
  });
  return groups.map(([said, seen, size]) => [said / size, seen / size]);
}
