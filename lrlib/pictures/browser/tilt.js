/* A straight line and an S-curve through the same labels, and examples of class 1 that are moved far out. */

import { answer } from "./answer.js";
import { fitCurve, fitLine } from "./curve.js";
import { Frame, line, upright } from "./frame.js";
import { sigmoid } from "./logistic.js";
import { fix } from "./numbers.js";

const APART = 3; // pixels between two of the squares, which stand one above the other

export function start(root) {
  answer(root, draw);
}

export function draw(given, { place, count }) {
  const frame = new Frame(given.across, [-0.5, 1.5]);
  const x = [...given.no, ...given.yes, ...Array(count).fill(place)];
  const y = x.map((_, i) => (i < given.no.length ? 0 : 1));
  const [straight, curved] = [fitLine(x, y), fitCurve(x, y)];
  const places = [(0.5 - straight[0]) / straight[1], -curved[0] / curved[1]];
  const drawn = {
    ".far": { d: squares(frame.pixels([place, 1]), count) },
    ".a": { d: shape(frame, value => score(straight, value)) },
    ".b": { d: shape(frame, value => sigmoid(score(curved, value))) },
    ".at-a": { d: upright(frame.x(places[0])) },
    ".at-b": { d: upright(frame.x(places[1])) },
  };
  const misses = [missed(given, straight, 0.5), missed(given, curved, 0)];
  return { drawn, words: words(given, place, count, places, misses) };
}

function score([intercept, slope], value) {
  return intercept + slope * value;
}

function shape(frame, height) {
  const [low, high] = frame.across;
  const stops = Array.from({ length: 121 }, (_, i) => low + (high - low) * i / 120);
  return line(stops.map(value => frame.near([value, height(value)])));
}

function squares([x, y], count) {
  return Array.from({ length: count }, (_, i) => line([[x, y - APART * i]]) + "m-4-4h8v8h-8z").join("");
}

/* How many of the real examples of class 1 lie below the level. */
function missed({ yes }, fitted, level) {
  return yes.filter(value => score(fitted, value) < level).length;
}

function words({ yes, things, name }, place, count, [byLine, byCurve], [first, second]) {
  return count + " far " + things + " at " + fix(place, 1) + ". The line crosses one half at " + fix(byLine, 2)
    + " and misses " + first + " of " + yes.length + " in class " + name
    + "; the S-curve crosses it at " + fix(byCurve, 2)
    + " and misses " + second + ".";
}
