/* The regions of one-vs-all beside those of softmax; both are fitted again when a point is moved. */

import { answer } from "./answer.js";
import { drag } from "./drag.js";
import { cost, fit, scores } from "./fit.js";
import { Frame, line } from "./frame.js";
import { fix } from "./numbers.js";
import { region } from "./region.js";

const CLASSES = [0, 1, 2];

export function start(root) {
  const given = JSON.parse(root.dataset.given);
  const held = { points: given.x };
  const show = answer(root, draw, held);
  drag(root, square(given.span), i => held.points[i], (i, to) => {
    held.points = held.points.map((point, k) => (k === i ? to : point));
    show();
  });
}

export function draw(given, { points }) {
  const { joint, apart } = fits(points, given);
  const drawn = {};
  points.forEach((point, i) => {
    const [x, y] = square(given.span).pixels(point);
    drawn["[data-i='" + i + "']"] = { transform: "translate(" + x.toFixed(1) + " " + y.toFixed(1) + ")" };
    drawn["[data-i='" + i + "'][tabindex]"] = { "aria-label": label(i, point, given) };
  });
  for (const k of CLASSES) {
    drawn[".a" + k] = { d: outline(apart, k, given.span) };
    drawn[".b" + k] = { d: outline(joint, k, given.span) };
  }
  const words = score("One-vs-all", apart, points, given) + "; " + score("softmax", joint, points, given)
    + ". Cost of softmax without penalty " + fix(cost(joint, points, given.y, 0), 4) + ".";
  return { drawn, words };
}

/* Both fits. A model of one class against the rest has half the weights' difference, so twice the penalty. */
export function fits(points, { y, l2 }) {
  const joint = fit(points, y, 3, l2);
  const apart = CLASSES.map(k => {
    const [rest, own] = fit(points, y.map(label => Number(label === k)), 2, 2 * l2);
    return own.map((weight, j) => weight - rest[j]);
  });
  return { joint, apart };
}

function square(span) {
  return new Frame([-span, span], [-span, span]);
}

function label(i, [x1, x2], { y, classes }) {
  return "point " + (i + 1) + ", " + classes[y[i]] + ", at " + fix(x1, 2) + ", " + fix(x2, 2);
}

function outline(W, k, span) {
  const corners = region(W, k, span);
  return corners.length ? line(corners.map(corner => square(span).pixels(corner))) + "Z" : "";
}

function score(model, W, points, { y, classes }) {
  const hit = points.map((point, i) => {
    const z = scores(W, point);
    return z.indexOf(Math.max(...z)) === y[i];
  });
  const own = hit.filter((_, i) => y[i] === 1);
  const [right, middle] = [hit, own].map(list => list.filter(Boolean).length);
  return model + " has " + right + " of " + hit.length + " right, "
    + middle + " of " + own.length + " in class " + classes[1];
}
