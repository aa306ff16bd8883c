/* Every picture, at every place tried, is what lrlib draws and says there. */

import assert from "node:assert/strict";
import test from "node:test";
import { draw as baseline } from "../../../lrlib/pictures/browser/baseline.js";
import { draw as bends } from "../../../lrlib/pictures/browser/bends.js";
import { draw as bowl } from "../../../lrlib/pictures/browser/bowl.js";
import { draw as branches } from "../../../lrlib/pictures/browser/branches.js";
import { draw as digits } from "../../../lrlib/pictures/browser/digits.js";
import { draw as links } from "../../../lrlib/pictures/browser/links.js";
import { draw as logits } from "../../../lrlib/pictures/browser/logits.js";
import { draw as neuron } from "../../../lrlib/pictures/browser/neuron.js";
import { draw as rate } from "../../../lrlib/pictures/browser/rate.js";
import { draw as regions } from "../../../lrlib/pictures/browser/regions.js";
import { draw as reliability } from "../../../lrlib/pictures/browser/reliability.js";
import { draw as roc } from "../../../lrlib/pictures/browser/roc.js";
import { draw as shrink } from "../../../lrlib/pictures/browser/shrink.js";
import { draw as surest } from "../../../lrlib/pictures/browser/surest.js";
import { draw as terms } from "../../../lrlib/pictures/browser/terms.js";
import { draw as threshold } from "../../../lrlib/pictures/browser/threshold.js";
import { draw as tilt } from "../../../lrlib/pictures/browser/tilt.js";
import { each, given, near } from "./given.mjs";

const PICTURES = {
  baseline, bends, bowl, branches, digits, links, logits, neuron, rate, regions, reliability, roc, shrink, surest,
  terms, threshold, tilt,
};
const NUMBER = /-?\d+(?:\.\d+)?/g;

/* An attribute is the same text but for its numbers, which may differ by the last digit drawn. */
function alike(found, wanted) {
  const [a, b] = [String(found), String(wanted)];
  assert.equal(a.replace(NUMBER, "#"), b.replace(NUMBER, "#"));
  near((a.match(NUMBER) ?? []).map(Number), (b.match(NUMBER) ?? []).map(Number), 0.11);
}

for (const [name, draw] of Object.entries(PICTURES)) {
  test(`${name}: drawn and told as by lrlib`, () => {
    each(given.pictures[name], ({ data, values, touched, words, drawn }) => {
      const picture = draw(data, values, touched ?? undefined);
      assert.equal(picture.words, words);
      assert.deepEqual(Object.keys(picture.drawn).sort(), Object.keys(drawn).sort());
      for (const [selector, attributes] of Object.entries(picture.drawn)) {
        for (const [attribute, value] of Object.entries(attributes)) alike(value, drawn[selector][attribute]);
      }
    });
  });
}

test("a problem that is chosen brings its prices, a price that is typed stays", () => {
  const [{ data }] = given.pictures.threshold;
  const values = { problem: 1, t: 0.5, alarm: 3, miss: 4 };
  const [alarm, miss] = data.problems[1].costs;
  for (const touched of ["problem", undefined]) {
    assert.deepEqual(threshold(data, values, touched).fields, { alarm, miss });
  }
  assert.deepEqual(threshold(data, values, "t").fields, {});
});
