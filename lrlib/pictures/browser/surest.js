/* A point among three classes: the answers of three models, one class against the rest each, and the surest. */

import { answer } from "./answer.js";
import { above, bar } from "./bars.js";
import { drag } from "./drag.js";
import { scores } from "./fit.js";
import { Frame } from "./frame.js";
import { sigmoid } from "./logistic.js";
import { fix, sum } from "./numbers.js";

const SHARES = new Frame([0, 1], [0, 1]);

export function start(root) {
  const { at, span } = JSON.parse(root.dataset.given);
  const held = { place: at };
  const show = answer(root, draw, held);
  drag(root, square(span), () => held.place, (i, to) => {
    held.place = to;
    show();
  });
}

export function draw({ W, classes, span }, { place }) {
  const p = scores(W, place).map(sigmoid);
  const [x, y] = square(span).pixels(place);
  const where = place.map(value => fix(value, 2)).join(", ");
  const drawn = {
    "[data-i='0']": {
      "transform": "translate(" + x.toFixed(1) + " " + y.toFixed(1) + ")",
      "aria-label": "the ring, at " + where,
    },
  };
  p.forEach((share, k) => {
    drawn[".p" + k] = bar(share, SHARES);
    drawn[".n" + k] = above(share, SHARES);
  });
  const yes = p.filter(share => share > 0.5).length;
  const words = "At " + where + " the answers are " + p.map((share, k) => classes[k] + " " + fix(share, 3)).join(", ")
    + "; their sum is " + fix(sum(p), 3) + ". Above one half: " + yes + " of 3. The surest: "
    + classes[p.indexOf(Math.max(...p))] + ".";
  return { drawn, words };
}

function square(span) {
  return new Frame([-span, span], [-span, span]);
}
