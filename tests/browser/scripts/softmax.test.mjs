import test from "node:test";
import { sum } from "../../../lrlib/pictures/browser/numbers.js";
import { logSumExp, softmax } from "../../../lrlib/pictures/browser/softmax.js";
import { each, given, near } from "./given.mjs";

test("softmax is lrlib's, for scores that overflow too", () => {
  each(given.softmaxes, ({ z, p }) => {
    near(softmax(z), p, 1e-14);
    near(sum(softmax(z)), 1, 1e-14);
  });
});

test("the loss of each class is lrlib's", () => {
  each(given.softmaxes, ({ z, losses }) => near(losses.map((_, k) => logSumExp(z) - z[k]), losses, 1e-9));
});
