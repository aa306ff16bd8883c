/* Weights under an L2 or an L1 penalty of a strength to be chosen, beside the loss on both parts of the data. */

import { answer } from "./answer.js";
import { Frame, line, upright } from "./frame.js";
import { fix } from "./numbers.js";

const KINDS = ["L1", "L2"];
const MIDDLE = 186; // pixels: where bars begin
const HALF = 108; // their reach
const STEP = 0.1; // of the power of ten of the strength

export function start(root) {
  answer(root, draw);
}

export function draw({ weights, losses, lowest, reach, top }, { kind, at }) {
  const lost = losses[kind];
  const place = Math.round((at - lowest) / STEP);
  const highest = Number((lowest + STEP * (lost.length - 1)).toFixed(1));
  const plane = new Frame([lowest, highest], [0, top]);
  const row = weights[kind][place];
  const drawn = {
    ".train": { d: curve(plane, lost, 0) },
    ".held": { d: curve(plane, lost, 1) },
    ".here": { d: upright(plane.x(lowest + STEP * place)) },
  };
  row.forEach((weight, i) => Object.assign(drawn, bar(i, weight, reach)));
  return { drawn, words: told(KINDS[kind], lowest + STEP * place, row, lost[place]) };
}

function curve(plane, lost, part) {
  const [low, high] = plane.across;
  return line(lost.map((pair, i) => plane.pixels([low + (high - low) * i / (lost.length - 1), pair[part]])));
}

function bar(i, weight, reach) {
  const wide = HALF * Math.min(Math.abs(weight) / reach, 1);
  const left = MIDDLE - (weight < 0 ? wide : 0);
  const fill = weight < 0 ? "#D55E00" : "#0072B2";
  return {
    [".b" + i]: { x: left.toFixed(1), width: wide.toFixed(1), fill },
    [".n" + i]: { text: weight === 0 ? "0" : fix(weight, 2) },
  };
}

function told(name, power, row, [train, held]) {
  const left = row.filter(weight => weight !== 0).length;
  const strength = fix(10 ** Number(power.toFixed(1)), 4);
  return name + ", strength " + strength + ": " + left + " of " + row.length + " weights "
    + (left === 1 ? "is" : "are") + " left. Log loss: training " + fix(train, 4) + ", held out " + fix(held, 4) + ".";
}
