/* The two fits of labels to one feature: a straight line of least squares, and a logistic curve. */

import { solve } from "./linear.js";
import { loss, sigmoid } from "./logistic.js";
import { sum } from "./numbers.js";

/* Intercept and slope of the line. */
export function fitLine(x, y) {
  const [middle, share] = [sum(x) / x.length, sum(y) / y.length];
  const apart = x.map(value => value - middle);
  const slope = sum(apart.map((value, i) => value * (y[i] - share))) / sum(apart.map(value => value ** 2));
  return [share - slope * middle, slope];
}

/* Intercept and slope of the score, by Newton's method on the feature in standard deviations. */
export function fitCurve(x, y) {
  const middle = sum(x) / x.length;
  const wide = Math.sqrt(sum(x.map(value => (value - middle) ** 2)) / x.length);
  const u = x.map(value => (value - middle) / wide);
  let theta = [0, 0];
  for (let turn = 0; turn < 60; turn++) {
    const { gradient, hessian } = slopes(theta, u, y);
    if (Math.max(...gradient.map(Math.abs)) < 1e-11 * x.length) break;
    theta = stepped(theta, solve(hessian, gradient), u, y);
  }
  return [theta[0] - theta[1] * middle / wide, theta[1] / wide];
}

function slopes([bias, slope], u, y) {
  const h = u.map(value => sigmoid(bias + slope * value));
  const errors = h.map((chance, i) => chance - y[i]);
  const bends = h.map(chance => chance * (1 - chance));
  const mixed = sum(bends.map((bend, i) => bend * u[i]));
  return {
    gradient: [sum(errors), sum(errors.map((error, i) => error * u[i]))],
    hessian: [[sum(bends), mixed], [mixed, sum(bends.map((bend, i) => bend * u[i] ** 2))]],
  };
}

/* The step is halved until the cost does not rise. */
function stepped(theta, direction, u, y) {
  const cost = ([bias, slope]) => sum(u.map((value, i) => loss(bias + slope * value, y[i])));
  const before = cost(theta);
  let size = 1;
  let after = theta;
  do {
    after = theta.map((value, j) => value - size * direction[j]);
    size /= 2;
  } while (cost(after) > before + 1e-12 && size > 1e-9);
  return after;
}
