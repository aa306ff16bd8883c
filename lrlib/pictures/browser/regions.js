const solve = (H, g) => { const n = g.length, A = H.map((r, i) => [...r, g[i]]);
for (let i = 0; i < n; i++) { let p = i; for (let r = i; r < n; r++) if (Math.abs(A[r][i]) > Math.abs(A[p][i])) p = r;
[A[i], A[p]] = [A[p], A[i]];
for (let r = i + 1; r < n; r++) { const f = A[r][i] / A[i][i]; for (let c = i; c <= n; c++) A[r][c] -= f * A[i][c]; } }
for (let i = n - 1; i >= 0; i--) { for (let c = i + 1; c < n; c++) A[i][n] -= A[i][c] * A[c][n]; A[i][n] /= A[i][i]; }
return A.map(r => r[n]); };
const scores = (W, x) => W.map(w => w[0] + w[1] * x[0] + w[2] * x[1]);
const soft = s => { const e = s.map(t => Math.exp(t - Math.max(...s))), c = sum(e); return e.map(t => t / c); };
const loss = (W, X, y, l2) => sum(X.map((x, i) => { const s = scores(W, x), top = Math.max(...s);
return top + Math.log(sum(s.map(t => Math.exp(t - top)))) - s[y[i]]; })) / X.length
+ l2 / 2 * sum(W.map(w => w[1] ** 2 + w[2] ** 2));
const fit = (X, y, K, l2) => { const n = 3 * K, m = X.length; let W = Array.from({length: K}, () => [0, 0, 0]), c = loss(W, X, y, l2);
for (let turn = 0; turn < 50; turn++) { const g = Array(n).fill(0), H = g.map((_, i) => g.map((_, j) => i === j ? 1e-9 : 0));
W.forEach((w, k) => { for (let j = 1; j < 3; j++) { g[3 * k + j] += l2 * w[j]; H[3 * k + j][3 * k + j] += l2; } });
X.forEach((x, i) => { const p = soft(scores(W, x)), u = [1, ...x];
for (let a = 0; a < n; a++) { const k = Math.floor(a / 3), v = u[a % 3] / m; g[a] += (p[k] - (y[i] === k)) * v;
for (let b = 0; b < n; b++) { const q = Math.floor(b / 3); H[a][b] += p[k] * ((k === q) - p[q]) * v * u[b % 3]; } } });
if (Math.max(...g.map(Math.abs)) < 1e-10) break;
const d = solve(H, g); let s = 1, V, e;
do { V = W.map((w, k) => w.map((t, j) => t - s * d[3 * k + j])); e = loss(V, X, y, l2); s /= 2; } while (e > c + 1e-15 && s > 1e-9);
W = V; c = e; } return W; };
const region = (W, k, S) => { let P = [[-S, -S], [S, -S], [S, S], [-S, S]];
W.forEach((w, j) => { if (j === k) return; const v = W[k].map((t, i) => t - w[i]), f = p => v[0] + v[1] * p[0] + v[2] * p[1];
P = P.flatMap((p, i) => { const q = P[(i + 1) % P.length], a = f(p), b = f(q), out = a >= 0 ? [p] : [];
if ((a >= 0) !== (b >= 0)) { const t = a / (a - b); out.push([p[0] + t * (q[0] - p[0]), p[1] + t * (q[1] - p[1])]); } return out; }); });
return P; };
const S = given.span, R = [-S, S], L = given.classes; let X = given.x.map(p => [...p]);
const place = i => { root.querySelectorAll("[data-i='" + i + "']").forEach(e => {
e.setAttribute("transform", "translate(" + px(X[i][0], R).toFixed(1) + " " + py(X[i][1], R).toFixed(1) + ")");
if (e.tabIndex === 0) e.setAttribute("aria-label", "point " + (i + 1) + ", " + L[given.y[i]] + ", at " + fix(X[i][0], 2) + ", " + fix(X[i][1], 2)); }); };
const draw = (v, target) => { if (target === form) { X = given.x.map(p => [...p]); X.forEach((_, i) => place(i)); }
const joint = fit(X, given.y, 3, given.l2);
const apart = [0, 1, 2].map(k => { const [a, b] = fit(X, given.y.map(c => +(c === k)), 2, 2 * given.l2); return b.map((t, j) => t - a[j]); });
root.dataset.fit = JSON.stringify({softmax: joint, one_vs_all: apart, x: X});
const said = [["a", apart, "One-vs-all"], ["b", joint, "softmax"]].map(([name, W, words]) => { [0, 1, 2].forEach(k => {
const P = region(W, k, S); put("." + name + k, {d: P.length ? line(P.map(p => [px(p[0], R), py(p[1], R)])) + "Z" : ""}); });
const hit = X.map((x, i) => { const s = scores(W, x); return s.indexOf(Math.max(...s)) === given.y[i]; });
const own = hit.filter((_, i) => given.y[i] === 1);
return words + " has " + hit.filter(t => t).length + " of " + X.length + " right, " + own.filter(t => t).length + " of " + own.length + " in class " + L[1]; });
return said.join("; ") + ". Cost of softmax without penalty " + fix(loss(joint, X, given.y, 0), 4) + "."; };
const move = (i, x, y) => { X[i] = [x, y].map(t => Math.round(100 * Math.max(-S, Math.min(S, t))) / 100); place(i); show(); };
root.querySelectorAll("[data-i]").forEach(e => { const i = +e.dataset.i, svg = e.ownerSVGElement;
e.addEventListener("keydown", k => { const d = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1]}[k.key];
if (!d) return; k.preventDefault(); k.stopPropagation(); const s = k.shiftKey ? .5 : .1; move(i, X[i][0] + s * d[0], X[i][1] + s * d[1]); });
e.addEventListener("pointerdown", p => e.setPointerCapture(p.pointerId));
e.addEventListener("pointermove", p => { if (!e.hasPointerCapture(p.pointerId)) return;
const q = new DOMPoint(p.clientX, p.clientY).matrixTransform(svg.getScreenCTM().inverse());
move(i, -S + 2 * S * (q.x - 52) / 296, S - 2 * S * (q.y - 12) / 240); }); });
