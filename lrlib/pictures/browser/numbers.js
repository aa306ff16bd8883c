/* Numbers: their sum, and how a reader sees them. */

export function sum(list) {
  return list.reduce((total, value) => total + value, 0);
}

/* With so many decimals, a true minus, and none before zero. */
export function fix(number, digits) {
  const text = number.toFixed(digits);
  return Number(text) === 0 ? text.replace("-", "") : text.replace("-", "−");
}
