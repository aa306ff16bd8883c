/* The two branches of the cost: what happened, the probability that was said, and what it is charged. */

import { answer } from "./answer.js";
import { Frame, PANEL, upright } from "./frame.js";
import { fix } from "./numbers.js";

const SHARES = new Frame([0, 1], [0, 10]);
const COLOURS = ["#D55E00", "#0072B2"]; // of y = 0 and of y = 1

export function start(root) {
  answer(root, draw);
}

export function draw({ said }, { h, y }) {
  const prices = [-Math.log1p(-h), -Math.log(h)];
  const [paid, other] = [prices[y], prices[1 - y]];
  const drawn = {
    ".here": { d: upright(SHARES.x(h)) },
    ".paid": dot(h, paid),
    ".other": dot(h, other),
    ".bar0": { ...bar(paid), fill: COLOURS[y] },
    ".bar1": { ...bar(other), fill: COLOURS[1 - y] },
    ".n0": above(paid),
    ".n1": above(other),
  };
  const words = "h = " + fix(h, 3) + ", y = " + y + ": the truth was given " + fix(y ? h : 1 - h, 3) + ". You pay "
    + fix(paid, 4) + " nats; for y = " + (1 - y) + ", " + fix(other, 4) + "." + said;
  return { drawn, words };
}

function dot(h, price) {
  return { cx: SHARES.x(h).toFixed(1), cy: SHARES.y(price).toFixed(1) };
}

function bar(price) {
  const top = SHARES.y(price);
  return { y: top.toFixed(1), height: (PANEL.top + PANEL.height - top).toFixed(1) };
}

function above(price) {
  return { y: (SHARES.y(price) - 5).toFixed(1), text: fix(price, 3) };
}
