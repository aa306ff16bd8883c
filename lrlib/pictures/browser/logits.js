/* Three logits, their softmax with a temperature, and the cross-entropy of the true class. */

import { answer } from "./answer.js";
import { above, bar } from "./bars.js";
import { Frame } from "./frame.js";
import { fix } from "./numbers.js";
import { logSumExp, softmax } from "./softmax.js";

const LOGITS = new Frame([0, 1], [-6, 6]);
const SHARES = new Frame([0, 1], [0, 1]);

export function start(root) {
  answer(root, draw);
}

export function draw(given, { z0, z1, z2, s, T, c }) {
  const z = [z0 + s, z1 + s, z2 + s];
  const scaled = z.map(logit => logit / T);
  const p = softmax(scaled);
  const drawn = {};
  for (let k = 0; k < 3; k++) {
    drawn[".z" + k] = bar(z[k], LOGITS);
    drawn[".p" + k] = bar(p[k], SHARES);
    drawn[".n" + k] = above(p[k], SHARES);
  }
  const loss = fix(logSumExp(scaled) - scaled[c], 3);
  const words = "Probabilities " + p.map(share => fix(share, 3)).join(", ") + ", sum 1. Class " + (c + 1)
    + " is true: cross-entropy " + loss + " nats." + moved(s);
  return { drawn, words };
}

/* The probabilities stay where all logits move by the same number. */
function moved(s) {
  return s === 0 ? "" : " All three logits were moved by " + fix(s, 1) + ": no probability changed.";
}
