/* What gradient descent does with one learning rate: how it goes, and where it ends when it is let run on. */

import { loss, sigmoid } from "./logistic.js";
import { fix, sum } from "./numbers.js";

const END = 1000; // steps after which it is asked whether the descent rests, goes in a cycle, or neither
const LONGEST = 8; // steps of a cycle that is looked for
const SAME = 1e-3; // two places nearer to each other than this are one
const CLOSE = 1e-3; // a cost no farther above the minimum has converged
const SEEN = 1e-6; // a step that ends nearer above the minimum is not asked whether it overshoots

export function cost([bias, weight], x, y) {
  return sum(x.map((value, i) => loss(bias + weight * value, y[i]))) / x.length;
}

export function gradient([bias, weight], x, y) {
  let [first, second] = [0, 0];
  for (let i = 0; i < x.length; i++) {
    const error = sigmoid(bias + weight * x[i]) - y[i];
    first += error;
    second += error * x[i];
  }
  return [first / x.length, second / x.length];
}

/* Descend from the origin; `low` is the least cost. */
export function walk(x, y, alpha, steps, low) {
  const path = [[0, 0]];
  const costs = [cost(path[0], x, y)];
  let slope = gradient(path[0], x, y);
  let overshoots = 0;
  for (let step = 0; step < Math.max(steps, END); step++) {
    const before = slope;
    path.push(path[step].map((value, j) => value - alpha * slope[j]));
    slope = gradient(path[step + 1], x, y);
    if (step >= steps) continue;
    costs.push(cost(path[step + 1], x, y));
    const rises = before[0] * slope[0] + before[1] * slope[1] < 0;
    if (rises && costs[step + 1] - low > SEEN) overshoots++;
  }
  const turns = takingTurns(path.slice(-8 * LONGEST));
  const levels = turns.map(place => cost(place, x, y));
  const taken = { alpha, costs, low, overshoots, turns, levels, path: path.slice(0, steps + 1) };
  return { ...taken, name: name(taken), cycle: turns.length > 1 ? turns : [] };
}

/* The places that take turns at the end of a descent: one where it rests, several in a cycle, none else. */
function takingTurns(end) {
  for (let period = 1; period <= LONGEST; period++) {
    const later = end.slice(period);
    if (later.every((place, i) => near(place, end[i]))) return end.slice(-period);
  }
  return [];
}

function near(place, other) {
  return Math.abs(place[0] - other[0]) < SAME && Math.abs(place[1] - other[1]) < SAME;
}

/* What it does, in one word. */
function name({ costs, low, overshoots, turns }) {
  if (turns.length !== 1) return turns.length ? "cycles" : "wanders";
  if (overshoots) return "overshoots";
  return costs[costs.length - 1] - low > CLOSE ? "crawls" : "converges";
}

/* What it does, with the numbers that say so. */
export function told({ name, alpha, costs, low, overshoots, turns, levels }) {
  const n = costs.length - 1;
  const said = "Learning rate " + fix(alpha, 2) + " " + name + ": cost " + fix(costs[n], 4) + " after " + counted(n)
    + ", the minimum is " + fix(low, 4) + ".";
  const over = " " + overshoots + " of " + counted(n) + " overshoot" + (overshoots === 1 ? "s" : "");
  if (!turns.length) {
    return said + over + "; after " + END + " it has found neither rest nor a cycle of up to " + LONGEST + " places.";
  }
  if (turns.length > 1) {
    const costsFrom = fix(Math.min(...levels), 4) + " to " + fix(Math.max(...levels), 4);
    return said + over + "; in the end " + turns.length + " places take turns, with costs from " + costsFrom + ".";
  }
  return overshoots ? said + over + "." : said;
}

function counted(steps) {
  return steps + " step" + (steps === 1 ? "" : "s");
}
