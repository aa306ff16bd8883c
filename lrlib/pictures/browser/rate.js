const S = given.s, m = given.x.length, f = (a, b) => { let c = 0, g = 0, h = 0;
given.x.forEach((r, i) => { const x = (r - S[0]) / S[1], y = given.y[i], z = a + b * x, e = sigmoid(z) - y;
c += Math.max(z, 0) - y * z + Math.log1p(Math.exp(-Math.abs(z))); g += e; h += e * x; });
return [c / m, g / m, h / m]; };
const draw = ({alpha}) => { let a = 0, b = 0, [c, g, h] = f(0, 0), out = false, rose = false;
const path = [[a, b]], costs = [c];
while (costs.length <= given.steps && !out) { a -= alpha * g; b -= alpha * h; [c, g, h] = f(a, b);
rose = rose || c > costs[costs.length - 1] + 1e-6; path.push([a, b]); costs.push(c); out = !(c <= costs[0] * (1 + 1e-12)); }
const [u, v] = given.frame, cut = (t, [lo, hi]) => Math.max(2 * lo - hi, Math.min(2 * hi - lo, t));
const points = path.map(p => [px(cut(p[0], u), u), py(cut(p[1], v), v)]), end = points[points.length - 1];
put(".path", {d: line(points)}); put(".end", {cx: end[0].toFixed(1), cy: end[1].toFixed(1)});
put(".costs", {d: line(costs.map((t, i) => [px(i, [0, given.steps]), py(Math.min(t, 2), [0, 1])]))});
const n = costs.length - 1, over = c - given.low;
const name = out ? "diverges" : rose ? "zigzags" : over > .001 ? "crawls" : "converges";
return "Learning rate " + fix(alpha, 2) + " " + name + ": cost " + fix(c, 4) + " after " + n + (n === 1 ? " step" : " steps")
+ ", the minimum is " + fix(given.low, 4) + "."; };
