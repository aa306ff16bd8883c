const draw = (v, target) => { const {name, counts, costs} = given.problems[+v.problem];
if (!target || target.dataset.c === "problem" || target === form) {
at("[data-c=alarm]").value = costs[0]; at("[data-c=miss]").value = costs[1]; v = read(); }
const A = Math.max(0, v.alarm), M = Math.max(0, v.miss), i = Math.round(v.t * given.stops);
const all = j => [counts[0][0] - counts[0][j], counts[0][j], counts[1][0] - counts[1][j], counts[1][j]];
const price = j => A * counts[0][j] + M * (counts[1][0] - counts[1][j]), [tn, fp, fn, tp] = all(i);
[tn, fp, fn, tp].forEach((n, k) => at(".n" + k).textContent = n);
const prices = counts[0].map((_, j) => price(j)), high = Math.max(1, ...prices);
put(".price", {d: line(prices.map((c, j) => [px(j, [0, given.stops]), py(c / high, [0, 1])]))});
put(".here", {d: "M" + px(v.t, [0, 1]).toFixed(1) + " 12v240"});
const best = A / (A + M); put(".best", {d: best >= 0 ? "M" + px(best, [0, 1]).toFixed(1) + " 12v240" : ""});
const share = (a, b) => b ? fix(a / b, 3) : "undefined";
return name + ", threshold " + fix(v.t, 3) + ": " + tp + " hits, " + fn + " misses, " + fp + " false alarms, " + tn
+ " rightly left alone. Precision " + share(tp, tp + fp) + ", recall " + share(tp, tp + fn) + ", cost " + fix(price(i), 0)
+ (best >= 0 ? "; the prices ask for threshold " + fix(best, 3) + "." : "."); };
