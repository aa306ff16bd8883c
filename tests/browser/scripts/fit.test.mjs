import test from "node:test";
import { cost, fit, scores } from "../../../lrlib/pictures/browser/fit.js";
import { fits } from "../../../lrlib/pictures/browser/regions.js";
import { each, given, near } from "./given.mjs";

test("softmax regression is fitted as lrlib fits it", () => {
  each(given.fits, ({ X, y, l2, W }) => near(fit(X, y, 3, l2), W, 1e-6));
});

test("one-vs-all is fitted as lrlib fits it", () => {
  each(given.fits, ({ X, y, l2, apart }) => near(fits(X, { y, l2 }).apart, apart, 1e-6));
});

test("the cost of any weights is lrlib's, with and without penalty", () => {
  each(given.fits, ({ X, y, l2, other, bare, penalised }) => {
    near(cost(other, X, y, 0), bare, 1e-12);
    near(cost(other, X, y, l2), penalised, 1e-12);
  });
});

test("scores are the weights times the features", () => {
  each(given.fits, ({ X, other, Z }) => near(X.map(x => scores(other, x)), Z, 1e-12));
});
