/* The softmax of scores, and the logarithm of the sum that it divides by. */

import { sum } from "./numbers.js";

export function logSumExp(scores) {
  const top = Math.max(...scores);
  return top + Math.log(sum(scores.map(score => Math.exp(score - top))));
}

export function softmax(scores) {
  const top = Math.max(...scores);
  const powers = scores.map(score => Math.exp(score - top));
  const total = sum(powers);
  return powers.map(power => power / total);
}
