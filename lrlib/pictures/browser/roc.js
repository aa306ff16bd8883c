/* A threshold: its four counts, and its place on the ROC curve. */

import { answer } from "./answer.js";
import { counted } from "./counts.js";
import { Frame, line } from "./frame.js";
import { fix } from "./numbers.js";

const SHARES = new Frame([0, 1], [0, 1]);

export function start(root) {
  answer(root, draw);
}

export function draw(given, { t }) {
  const [no, yes] = given.counts;
  const places = no.map((alarms, stop) => SHARES.pixels([alarms / no[0], yes[stop] / yes[0]]));
  const here = Math.round(t * given.stops);
  const [x, y] = places[here];
  const drawn = {
    ".swept": { d: line(places.slice(here).reverse()) },
    ".here": { cx: x.toFixed(1), cy: y.toFixed(1) },
  };
  const [left, alarms, misses, hits] = counted(given.counts, here);
  [left, alarms, misses, hits].forEach((count, k) => {
    drawn[".n" + k] = { text: count };
  });
  const words = "Threshold " + fix(t, 3) + ": " + hits + " hits, " + misses + " misses, " + alarms
    + " false alarms, " + left + " rightly left alone. Recall " + fix(hits / yes[0], 3)
    + ", share of false alarms among class 0 " + fix(alarms / no[0], 3) + "; area under the curve "
    + fix(given.area, 3) + ".";
  return { drawn, words };
}
