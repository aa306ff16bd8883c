import test from "node:test";
import { loss, sigmoid } from "../../../lrlib/pictures/browser/logistic.js";
import { each, given, near } from "./given.mjs";

test("the sigmoid is lrlib's, in the tails too", () => {
  each(given.sigmoids, ({ z, p }) => near(sigmoid(z), p, 1e-15));
});

test("the loss of one example is lrlib's cost of it", () => {
  each(given.losses, ({ z, y, cost }) => near(loss(z, y), cost, 1e-12 * Math.max(1, cost)));
});
