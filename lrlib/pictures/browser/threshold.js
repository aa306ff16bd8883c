/* A threshold and its price: the confusion matrix, precision, recall and the cost of both kinds of error. */

import { answer } from "./answer.js";
import { counted } from "./counts.js";
import { Frame, line, upright } from "./frame.js";
import { fix } from "./numbers.js";

const SHARES = new Frame([0, 1], [0, 1]);

export function start(root) {
  answer(root, draw);
}

/* A problem just chosen brings its own prices. */
export function draw(given, values, touched) {
  const problem = given.problems[values.problem];
  const chosen = touched === undefined || touched === "problem";
  const [alarm, miss] = chosen ? problem.costs : [Math.max(0, values.alarm), Math.max(0, values.miss)];
  const cells = problem.counts[0].map((_, stop) => counted(problem.counts, stop));
  const prices = cells.map(([, alarms, misses]) => alarm * alarms + miss * misses);
  const here = Math.round(values.t * given.stops);
  const highest = Math.max(1, ...prices);
  const best = alarm / (alarm + miss);
  const drawn = {
    ".price": { d: line(prices.map((price, stop) => SHARES.pixels([stop / given.stops, price / highest]))) },
    ".here": { d: upright(SHARES.x(values.t)) },
    ".best": { d: best >= 0 ? upright(SHARES.x(best)) : "" },
  };
  cells[here].forEach((count, k) => {
    drawn[".n" + k] = { text: count };
  });
  const words = problem.name + ", threshold " + fix(values.t, 3) + ": " + bill(cells[here], prices[here], best);
  return { drawn, words, fields: chosen ? { alarm, miss } : {} };
}

function bill([left, alarms, misses, hits], price, best) {
  const asked = best >= 0 ? "; the prices ask for threshold " + fix(best, 3) : ""; // both prices 0 ask for none
  return hits + " hits, " + misses + " misses, " + alarms + " false alarms, " + left + " rightly left alone. Precision "
    + share(hits, hits + alarms) + ", recall " + share(hits, hits + misses) + ", cost " + fix(price, 0) + asked + ".";
}

function share(part, whole) {
  return whole ? fix(part / whole, 3) : "undefined";
}
