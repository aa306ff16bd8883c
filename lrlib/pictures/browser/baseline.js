/* Categories at the height of their logits, measured from a reference or from their mean. */

import { answer } from "./answer.js";
import { Frame, PANEL } from "./frame.js";
import { fix, sum } from "./numbers.js";

const GAP = 5; // pixels between a bar and its number
const [BLUE, ORANGE] = ["#0072B2", "#D55E00"];

export function start(root) {
  answer(root, draw);
}

export function draw({ names, z, up }, { base }) {
  const frame = new Frame([0, 1], up);
  const zero = base < z.length ? z[base] : sum(z) / z.length;
  const ground = frame.y(zero);
  const drawn = { ".base": { d: "M" + PANEL.left + " " + ground.toFixed(1) + "h" + PANEL.width } };
  z.forEach((logit, k) => {
    const [end, value] = [frame.y(logit), logit - zero];
    const top = Math.min(end, ground);
    drawn[".s" + k] = {
      y: top.toFixed(1),
      height: Math.abs(end - ground).toFixed(1),
      fill: value < 0 ? ORANGE : BLUE,
    };
    drawn[".c" + k] = { y: (top - GAP).toFixed(1), text: signed(value) };
  });
  return { drawn, words: told(names, z, base, zero) };
}

function signed(value) {
  const text = fix(value, 2);
  return value > 0 && Number(text) ? "+" + text : text;
}

/* The intercept and the coefficients that a program would print; a reference has none. */
function told(names, z, base, zero) {
  const others = names.map((name, k) => name + " " + fix(z[k] - zero, 2)).filter((_, k) => k !== base);
  const ground = base < z.length ? "Reference " + names[base] : "Mean of all";
  return ground + ": intercept " + fix(zero, 2) + ", coefficients " + others.join(", ") + ". No share has moved.";
}
