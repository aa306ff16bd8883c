/* The nine terms of the loss, of which the chosen classes leave three; what each example pays, and the mean. */

import { answer } from "./answer.js";
import { Frame, PANEL } from "./frame.js";
import { fix, sum } from "./numbers.js";

const COSTS = new Frame([0, 1], [0, 3]);
const GAP = 5; // pixels between a bar and its number
const GREEN = "#009E73";

export function start(root) {
  answer(root, draw);
}

export function draw({ shares }, { c0, c1, c2 }) {
  const chosen = [c0, c1, c2].map(value => value - 1); // -1 where no class is chosen
  const drawn = {};
  shares.forEach((row, i) => row.forEach((share, k) => Object.assign(drawn, term(i, k, share, chosen[i]))));
  const paid = chosen.map((k, i) => (k < 0 ? null : -Math.log(shares[i][k])));
  paid.forEach((cost, i) => Object.assign(drawn, bar(i, cost ?? 0, cost !== null)));
  const mean = paid.includes(null) ? null : sum(paid) / 3;
  drawn[".mean"] = { d: mean === null ? "" : level(mean) };
  return { drawn, words: told(shares, chosen, paid, mean) };
}

/* One term: it stands while no class is chosen, is framed where its label is 1, and pale where it is 0. */
function term(i, k, share, own) {
  const log = fix(Math.log(share), 3);
  const at = "" + i + k;
  if (own < 0) return look(at, "1", "currentColor", "1", "y · (" + log + ")", "");
  if (own === k) return look(at, "1", GREEN, "3", "1 · (" + log + ")", "= " + log);
  return look(at, "0.65", "currentColor", "1", "0 · (" + log + ")", "= 0");
}

function look(at, opacity, stroke, width, numbers, value) {
  return {
    [".t" + at]: { opacity },
    [".f" + at]: { stroke, "stroke-width": width },
    [".n" + at]: { text: numbers },
    [".v" + at]: { text: value },
  };
}

function bar(i, cost, shown) {
  const [top, bottom] = [COSTS.y(cost), COSTS.y(0)];
  return {
    [".b" + i]: { y: top.toFixed(1), height: (bottom - top).toFixed(1) },
    [".p" + i]: { y: (top - GAP).toFixed(1), text: shown ? fix(cost, 3) : "" },
  };
}

/* A line through the whole panel. */
function level(cost) {
  return "M" + PANEL.left + " " + COSTS.y(cost).toFixed(1) + "h" + PANEL.width;
}

function told(shares, chosen, paid, mean) {
  const left = sum(chosen.map(k => (k < 0 ? 3 : 1)));
  let words = left + " of 9 terms stand.";
  if (left === 9) words += " Choose the class of an example: of its three terms one is left.";
  chosen.forEach((k, i) => {
    if (k < 0) return;
    words += " Example " + (i + 1) + " is of class " + (k + 1) + " and pays −log " + fix(shares[i][k], 2) + " = "
      + fix(paid[i], 3) + ".";
  });
  return mean === null ? words : words + " The loss is the mean of the three, " + fix(mean, 3) + " nats.";
}
