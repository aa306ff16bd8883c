/* Where one class has the largest score. */

/* The corners of its part of a square: the square, cut by one line for each other class. */
export function region(W, k, span) {
  let corners = [[-span, -span], [span, -span], [span, span], [-span, span]];
  W.forEach((row, other) => {
    if (other !== k) corners = cut(corners, W[k].map((weight, j) => weight - row[j]));
  });
  return corners;
}

/* The part of a polygon in which bias + w1 x1 + w2 x2 is not below 0. */
function cut(corners, [bias, w1, w2]) {
  const height = ([x1, x2]) => bias + w1 * x1 + w2 * x2;
  return corners.flatMap((corner, i) => {
    const next = corners[(i + 1) % corners.length];
    const [here, there] = [height(corner), height(next)];
    const kept = here >= 0 ? [corner] : [];
    if ((here >= 0) === (there >= 0)) return kept;
    const share = here / (here - there);
    return [...kept, corner.map((value, j) => value + share * (next[j] - value))];
  });
}
