/* A line and a logistic curve through labels, as lrlib fits them. */

import test from "node:test";
import { fitCurve, fitLine } from "../../../lrlib/pictures/browser/curve.js";
import { each, given, near } from "./given.mjs";

test("the line and the curve are those of lrlib", () => {
  each(given.far, ({ x, y, line, curve }) => {
    near(fitLine(x, y), line, 1e-9);
    near(fitCurve(x, y), curve, 1e-6);
  });
});
