/* Points that are dragged with a pointer, or moved with the arrow keys. */

import { clip } from "./frame.js";

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
const SHORT = 0.1;
const LONG = 0.5; // with shift

/* `place(i)` is where point i is, `move(i, to)` is called with where it shall be, within the frame. */
export function drag(root, frame, place, move) {
  for (const point of root.querySelectorAll("[data-i]")) {
    const i = Number(point.dataset.i);
    const go = to => move(i, [within(to[0], frame.across), within(to[1], frame.up)]);

    point.addEventListener("keydown", event => {
      const way = ARROWS[event.key];
      if (!way) return;
      event.preventDefault();
      event.stopPropagation();
      const step = event.shiftKey ? LONG : SHORT;
      go(place(i).map((value, j) => value + step * way[j]));
    });
    point.addEventListener("pointerdown", event => point.setPointerCapture(event.pointerId));
    point.addEventListener("pointermove", event => {
      if (!point.hasPointerCapture(event.pointerId)) return;
      const pixel = new DOMPoint(event.clientX, event.clientY);
      const { x, y } = pixel.matrixTransform(point.ownerSVGElement.getScreenCTM().inverse());
      go(frame.point(x, y));
    });
  }
}

/* A number within limits, to two decimals. */
function within(value, [low, high]) {
  return Math.round(100 * clip(value, low, high)) / 100;
}
