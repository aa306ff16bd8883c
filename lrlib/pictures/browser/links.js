/* The path from the weights to the loss of one example, link by link: forward the numbers, backward the slopes. */

import { answer } from "./answer.js";
import { fix, sum } from "./numbers.js";
import { softmax } from "./softmax.js";

const [BLUE, ORANGE] = ["#0072B2", "#D55E00"];
const DOWN = ["₁", "₂", "₃"];
const LAST = 6;
const TITLES = [
  "Start: an example x and three rows of weights",
  "Forward 1: the logits",
  "Forward 2: the softmax",
  "Forward 3: the loss, −log ŷ of the true class",
  "Backward 1: the slope in each probability",
  "Backward 2: the slope in each logit",
  "Backward 3: the slope in each row of weights",
];

export function start(root) {
  const slider = root.querySelector("[data-c=step]");
  for (const button of root.querySelectorAll("[data-by]")) {
    button.addEventListener("click", () => {
      slider.value = Number(slider.value) + Number(button.dataset.by);
      slider.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }
  answer(root, draw);
}

export function draw({ W, x }, { step, c }) {
  const passed = pass(W, x, c);
  const drawn = {};
  for (let k = 0; k < 3; k++) {
    Object.assign(drawn, below("w" + k, slope(passed.byZ[k], step >= 6, " · x")));
    Object.assign(drawn, below("z" + k, slope(passed.byZ[k], step >= 5, "")));
    Object.assign(drawn, below("p" + k, slope(passed.byP[k], step >= 4, "")));
    drawn[".nz" + k] = { text: shown(passed.z[k], step >= 1) };
    drawn[".np" + k] = { text: shown(passed.p[k], step >= 2) };
    drawn[".e" + k] = { "stroke-width": step === k + 1 || step === LAST - k ? 3 : 1 };
    drawn[".r" + (k + 1)] = { text: row(passed, step, k) };
  }
  drawn[".nL"] = { text: shown(passed.loss, step >= 3) };
  drawn[".r0"] = { text: TITLES[step] };
  return { drawn, words: told(passed, step) };
}

/* All numbers of one example. */
export function pass(W, x, c) {
  const z = W.map(w => sum(w.map((weight, j) => weight * x[j])));
  const p = softmax(z);
  const y = p.map((share, k) => (k === c ? 1 : 0));
  return {
    W, x, c, z, p,
    loss: -Math.log(p[c]),
    byP: p.map((share, k) => -y[k] / share),
    byZ: p.map((share, k) => share - y[k]),
  };
}

function shown(value, lit) {
  return lit ? fix(value, 3) : "";
}

/* A slope with its sign and its colour. */
function slope(value, lit, more) {
  if (!lit) return { text: "", colour: "currentColor" };
  const text = fix(value, 3) + more;
  if (text.startsWith("0.000")) return { text, colour: "currentColor" };
  return text.startsWith("−") ? { text, colour: ORANGE } : { text: "+" + text, colour: BLUE };
}

/* The slope under a box, and the line that underlines it in its colour. */
function below(name, { text, colour }) {
  return { [".s" + name]: { text }, [".u" + name]: { stroke: colour, "stroke-opacity": text ? 1 : 0 } };
}

function told({ c, p, loss, byZ }, step) {
  const words = TITLES[step] + ". Class " + (c + 1) + " is true";
  if (step < 3) return words + ".";
  if (step === 3) return words + ": loss " + fix(loss, 3) + " nats.";
  if (step === 4) return words + ": only its probability has a slope, −1 / " + fix(p[c], 3) + ".";
  const slopes = byZ.map(value => fix(value, 3)).join(", ");
  const end = step === 5 ? "." : ", each times x.";
  return words + ": the slopes in the logits are " + slopes + ", probability minus label" + end;
}

/* What is computed at a step for class k. */
function row({ W, x, c, z, p, loss, byP, byZ }, step, k) {
  const d = DOWN[k];
  const powers = z.map(Math.exp);
  const link = p[c] * ((k === c) - p[k]);
  const own = k === c ? 1 : 0;
  const rows = [
    () => "w" + d + " = (" + W[k].map(value => fix(value, 1)).join(", ") + ")",
    () => "z" + d + " = " + products(W[k], x) + " = " + fix(z[k], 3),
    () => "ŷ" + d + " = " + fix(powers[k], 3) + " / " + fix(sum(powers), 3) + " = " + fix(p[k], 3),
    () => (own ? "𝓛 = −log " + fix(p[c], 3) + " = " + fix(loss, 3) : "y" + d + " = 0: its logarithm is left out"),
    () => "∂𝓛/∂ŷ" + d + " = −" + own + " / " + fix(p[k], 3) + " = " + fix(byP[k], 3),
    () => "∂𝓛/∂z" + d + " = (" + fix(byP[c], 3) + ") · (" + fix(link, 3) + ") = " + fix(byZ[k], 3),
    () => "∂𝓛/∂w" + d + " = " + fix(byZ[k], 3) + " · x = (" + x.map(v => fix(byZ[k] * v, 2)).join(", ") + ")",
  ];
  return rows[step]();
}

function products(w, x) {
  return w.map((weight, j) => fix(weight, 1) + " · " + fix(x[j], 1)).join(" + ").replaceAll("+ −", "− ");
}
