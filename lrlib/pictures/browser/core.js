(() => {
const root = document.getElementById("@key@"), form = root.querySelector("form"), given = JSON.parse(root.dataset.given);
const at = s => root.querySelector(s), put = (s, a) => { for (const k in a) at(s).setAttribute(k, a[k]); };
const fix = (x, d) => { const t = x.toFixed(d); return +t === 0 ? t.replace("-", "") : t.replace("-", "\−"); };
const px = (x, [a, b]) => 52 + 296 * (x - a) / (b - a), py = (y, [a, b]) => 252 - 240 * (y - a) / (b - a);
const line = points => points.length ? "M" + points.map(p => p.map(v => v.toFixed(1)).join(" ")).join("L") : "";
const sum = list => list.reduce((a, b) => a + b, 0), sigmoid = z => 1 / (1 + Math.exp(-z));
const read = () => { const v = {};
form.querySelectorAll("[data-c]").forEach(i => { if (i.type === "radio" && !i.checked) return;
v[i.dataset.c] = i.tagName === "SELECT" ? i.value : i.dataset.log ? +(10 ** i.value).toPrecision(2) : +i.value;
if (i.type !== "range") return; const t = fix(v[i.dataset.c], +i.dataset.digits);
i.nextElementSibling.textContent = t; i.setAttribute("aria-valuetext", t + i.dataset.unit); });
return v; };
const show = e => { at("output").textContent = draw(read(), e && e.target); };
@draw@
form.addEventListener("input", show); form.addEventListener("submit", e => e.preventDefault());
form.addEventListener("reset", e => setTimeout(() => show(e))); show();
})();
