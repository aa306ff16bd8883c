/* A system of linear equations. */

/* The x with A x = b, by elimination with the largest pivot. */
export function solve(A, b) {
  const n = b.length;
  const rows = A.map((row, i) => [...row, b[i]]);
  for (let i = 0; i < n; i++) {
    bringUp(rows, i);
    for (let below = i + 1; below < n; below++) {
      const factor = rows[below][i] / rows[i][i];
      for (let j = i; j <= n; j++) rows[below][j] -= factor * rows[i][j];
    }
  }
  const x = Array(n);
  for (let i = n - 1; i >= 0; i--) {
    x[i] = rows[i][n];
    for (let j = i + 1; j < n; j++) x[i] -= rows[i][j] * x[j];
    x[i] /= rows[i][i];
  }
  return x;
}

/* Exchange row i with the row from there on that has the largest entry in column i. */
function bringUp(rows, i) {
  let largest = i;
  for (let row = i + 1; row < rows.length; row++) {
    if (Math.abs(rows[row][i]) > Math.abs(rows[largest][i])) largest = row;
  }
  [rows[i], rows[largest]] = [rows[largest], rows[i]];
}
