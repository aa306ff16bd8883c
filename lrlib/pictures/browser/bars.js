/* Bars of a panel, from 0 to a value, and the numbers over bars of shares. */

import { fix } from "./numbers.js";

const GAP = 5; // pixels between a bar and its number

export function bar(value, frame) {
  const [end, zero] = [frame.y(value), frame.y(0)];
  return { y: Math.min(end, zero).toFixed(1), height: Math.abs(end - zero).toFixed(1) };
}

export function above(share, frame) {
  return { text: fix(share, 3), y: (frame.y(share) - GAP).toFixed(1) };
}
