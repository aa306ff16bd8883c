const draw = ({w1, w2, b}) => {
const z = given.x.map(([p, q]) => w1 * p + w2 * q + b), S = given.span, R = [-S, S], n = Math.hypot(w1, w2);
const level = c => { if (!n) return ""; const k = (c - b) / n, u = w1 / n, v = w2 / n;
return line([[k * u - 9 * v, k * v + 9 * u], [k * u + 9 * v, k * v - 9 * u]].map(([p, q]) => [px(p, R), py(q, R)])); };
put(".c0", {d: level(0)}); put(".c1", {d: level(Math.log(9)) + level(-Math.log(9))});
[0, 1].forEach(k => put(".p" + k, {d: z.filter((_, i) => given.y[i] === k).map(t =>
"M" + px(Math.max(-8, Math.min(8, t)), [-8, 8]).toFixed(1) + " " + py(sigmoid(t), [0, 1]).toFixed(1) + given.mark[k]).join("")}));
const right = z.filter((t, i) => (t >= 0) === (given.y[i] === 1)).length;
const cost = sum(z.map((t, i) => Math.max(t, 0) - t * given.y[i] + Math.log1p(Math.exp(-Math.abs(t))))) / z.length;
return "Length of w " + fix(n, 2) + (n ? ", line at signed distance " + fix(-b / n, 2) + " from the origin" : ", no line")
+ "; " + right + " of " + z.length + " right, cost " + fix(cost, 4) + "."; };
