const draw = v => { const z = [v.z0, v.z1, v.z2], t = z.map(x => x / v.T), top = Math.max(...t);
const total = sum(t.map(x => Math.exp(x - top))), p = t.map(x => Math.exp(x - top) / total);
z.forEach((x, k) => { const y = py(x, given.r), o = py(0, given.r);
put(".z" + k, {y: Math.min(y, o).toFixed(1), height: Math.abs(y - o).toFixed(1)});
put(".p" + k, {y: py(p[k], [0, 1]).toFixed(1), height: (240 * p[k]).toFixed(1)});
at(".n" + k).textContent = fix(p[k], 3); put(".n" + k, {y: (py(p[k], [0, 1]) - 5).toFixed(1)}); });
return "Probabilities " + p.map(x => fix(x, 3)).join(", ") + ", sum 1. Class " + (v.c + 1) + " is true: cross-entropy "
+ fix(top + Math.log(total) - t[v.c], 3) + " nats."; };
