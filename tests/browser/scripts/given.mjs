/* The numbers that lrlib computed, and how near a script must come to them. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

export const given = JSON.parse(readFileSync(process.env.NUMBERS, "utf-8"));

/* Two numbers, or two lists of lists of numbers, agree to a tolerance. */
export function near(found, wanted, tolerance = 1e-9) {
  if (Array.isArray(wanted)) {
    assert.equal(found.length, wanted.length);
    wanted.forEach((value, i) => near(found[i], value, tolerance));
    return;
  }
  assert.ok(Math.abs(found - wanted) <= tolerance, `${found} is not within ${tolerance} of ${wanted}`);
}

/* All cases of a kind; there is at least one. */
export function each(cases, check) {
  assert.ok(cases.length > 0);
  cases.forEach(check);
}
