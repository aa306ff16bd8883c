// A deck: reveal.js over the slides that the build has laid out, and a second window with the notes of the same deck.

import Reveal from "./reveal.mjs";

const asked = new URLSearchParams(location.search);
const speaks = asked.has("speaker");
const together = new BroadcastChannel(location.pathname);
const OWN = ".lr-live [tabindex], .lr-live input, .lr-live select, .lr-motion input, .lr-quiz input, button, a";

const deck = new Reveal({
  width: 1280,
  height: 720,
  margin: 0,
  center: false,
  hash: true,
  slideNumber: "c/t",
  transition: "none",
  viewDistance: Infinity, // a picture that is hidden when its script measures it has no size
  scrollActivationWidth: null,
  pdfSeparateFragments: false,
  showNotes: speaks,
  keyboardCondition: event => !keepsItsKeys(document.activeElement, event.key),
  keyboard: { 83: openNotes, 80: printed }, // S, P
});

function keepsItsKeys(element, key) {
  return element?.matches(OWN) && !["PageDown", "PageUp", "Escape"].includes(key);
}

function openNotes() {
  if (!speaks) {
    window.open(`${location.pathname}?speaker${location.hash}`, "notes", "width=1280,height=800");
  }
}

function printed() {
  location.search = "?print-pdf";
}

function where() {
  const { h, v, f } = deck.getIndices();
  return [h, v ?? 0, f ?? -1];
}

function tell() {
  if (String(where()) !== String(told)) {
    told = where();
    together.postMessage(told);
  }
}

let told = null;
together.addEventListener("message", ({ data }) => {
  told = data;
  deck.slide(...data);
});
for (const event of ["slidechanged", "fragmentshown", "fragmenthidden"]) {
  deck.on(event, tell);
}
await deck.initialize();
document.documentElement.dataset.deck = "ready";
