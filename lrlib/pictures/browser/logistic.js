/* Logistic regression: the sigmoid, and the loss of one example. */

export function sigmoid(z) {
  return 1 / (1 + Math.exp(-z));
}

/* log(1 + exp(z)) - y z, free of overflow. */
export function loss(z, y) {
  return Math.max(z, 0) - y * z + Math.log1p(Math.exp(-Math.abs(z)));
}
