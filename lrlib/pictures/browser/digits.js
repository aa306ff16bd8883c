/* Held-out digits and what a model says of them at one step of its training, beside its accuracy. */

import { answer } from "./answer.js";
import { Frame } from "./frame.js";
import { fix } from "./numbers.js";

const BAR = 64; // pixels of a share of 1

export function start(root) {
  answer(root, draw);
}

export function draw({ truth, steps, own, read, right }, { at }) {
  const time = new Frame([-0.5, steps.length - 0.5], [0, 1]);
  const [train, held] = right[at];
  const drawn = { ".dot": { cx: time.x(at).toFixed(1), cy: time.y(held).toFixed(1) } };
  truth.forEach((digit, i) => {
    const mark = read[at][i] === digit ? "✓" : "✗";
    drawn[".m" + i] = { text: digit + ": " + read[at][i] + " " + mark };
    drawn[".s" + i] = { width: (BAR * own[at][i]).toFixed(1) };
    drawn[".n" + i] = { text: fix(own[at][i], 2) };
  });
  const hits = truth.filter((digit, i) => read[at][i] === digit).length;
  const words = "After " + steps[at] + " steps " + hits + " of these " + truth.length + (hits === 1 ? " is" : " are")
    + " read right. Accuracy: held out " + fix(held, 3) + ", training " + fix(train, 3) + ".";
  return { drawn, words };
}
