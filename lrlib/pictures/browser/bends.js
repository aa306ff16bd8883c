/* The border of a network with as many hidden neurons as are chosen, and the line of each of them. */

import { answer } from "./answer.js";
import { Frame } from "./frame.js";
import { fix } from "./numbers.js";

export function start(root) {
  answer(root, draw);
}

export function draw({ shown, count }, { H }) {
  const { border, lines, right, cost } = shown[H - 1];
  const share = new Frame([-0.5, shown.length - 0.5], [0.4, 1]);
  const drawn = {
    ".border": { d: border },
    ".lines": { d: lines },
    ".dot": { cx: share.x(H - 1).toFixed(1), cy: share.y(right / count).toFixed(1) },
  };
  const words = H + " hidden neuron" + (H > 1 ? "s" : "") + ": " + right + " of " + count + " right, cost "
    + fix(cost, 3) + ".";
  return { drawn, words };
}
