/* A picture that answers: what its controls say is drawn, and put into words.
   `draw(given, values, touched)` returns the words, the attributes to set by selector, and fields to fill. */

import { fix } from "./numbers.js";

export function answer(root, draw, held = {}) {
  const form = root.querySelector("form");
  const given = JSON.parse(root.dataset.given);
  const atFirst = { ...held };

  function show(touched) {
    const picture = draw(given, { ...read(form), ...held }, touched);
    for (const [name, value] of Object.entries(picture.fields ?? {})) {
      form.querySelector("[data-c=" + name + "]").value = value;
    }
    for (const [selector, attributes] of Object.entries(picture.drawn)) {
      root.querySelectorAll(selector).forEach(part => set(part, attributes));
    }
    root.querySelector("output").textContent = picture.words;
  }

  function begin() {
    Object.assign(held, atFirst);
    show();
  }

  form.addEventListener("input", event => show(event.target.dataset.c));
  form.addEventListener("submit", event => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(begin)); // the fields are set back after this event
  show();
  return show;
}

function set(part, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "text") part.textContent = value;
    else part.setAttribute(name, value);
  }
}

/* The value of every control by its name; a slider also says its own. */
function read(form) {
  const values = {};
  for (const control of form.querySelectorAll("[data-c]")) {
    if (control.type === "radio" && !control.checked) continue;
    values[control.dataset.c] = valueOf(control);
    if (control.type === "range") say(control, values[control.dataset.c]);
  }
  return values;
}

function valueOf(control) {
  return control.dataset.log ? Number((10 ** control.value).toPrecision(2)) : Number(control.value);
}

function say(slider, value) {
  const text = fix(value, Number(slider.dataset.digits));
  slider.nextElementSibling.textContent = text;
  slider.setAttribute("aria-valuetext", text);
}
