/* Softmax regression of two features, fitted by Newton's method; the penalty spares the intercept. */

import { solve } from "./linear.js";
import { sum } from "./numbers.js";
import { logSumExp, softmax } from "./softmax.js";

const RIDGE = 1e-9; // softmax has a direction in which the cost is flat

export function scores(W, [x1, x2]) {
  return W.map(([bias, w1, w2]) => bias + w1 * x1 + w2 * x2);
}

export function cost(W, X, y, l2) {
  const losses = X.map((x, i) => {
    const z = scores(W, x);
    return logSumExp(z) - z[y[i]];
  });
  const squares = W.map(([, w1, w2]) => w1 ** 2 + w2 ** 2);
  return sum(losses) / X.length + l2 / 2 * sum(squares);
}

/* The W of least cost, one row for each class. */
export function fit(X, y, classes, l2) {
  let W = Array.from({ length: classes }, () => [0, 0, 0]);
  for (let turn = 0; turn < 50; turn++) {
    const { gradient, hessian } = slopes(W, X, y, l2);
    if (Math.max(...gradient.map(Math.abs)) < 1e-10) break;
    W = stepped(W, solve(hessian, gradient), X, y, l2);
  }
  return W;
}

/* The gradient and the Hessian of the cost, entry 3 k + j for weight j of class k. */
function slopes(W, X, y, l2) {
  const n = 3 * W.length;
  const gradient = Array.from({ length: n }, (_, a) => (a % 3 ? l2 * W[Math.floor(a / 3)][a % 3] : 0));
  const hessian = gradient.map((_, a) => gradient.map((__, b) => (a === b ? RIDGE + (a % 3 ? l2 : 0) : 0)));
  X.forEach((x, i) => {
    const p = softmax(scores(W, x));
    const inputs = [1, ...x];
    for (let a = 0; a < n; a++) {
      const k = Math.floor(a / 3);
      const input = inputs[a % 3] / X.length;
      gradient[a] += (p[k] - (y[i] === k)) * input;
      for (let b = 0; b < n; b++) {
        const other = Math.floor(b / 3);
        hessian[a][b] += p[k] * ((k === other) - p[other]) * input * inputs[b % 3];
      }
    }
  });
  return { gradient, hessian };
}

/* W after a step that is halved until the cost does not rise. */
function stepped(W, direction, X, y, l2) {
  const before = cost(W, X, y, l2);
  let size = 1;
  let after = W;
  do {
    after = W.map((row, k) => row.map((weight, j) => weight - size * direction[3 * k + j]));
    size /= 2;
  } while (cost(after, X, y, l2) > before + 1e-15 && size > 1e-9);
  return after;
}
