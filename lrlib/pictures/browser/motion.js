/* A descent, step by step: dragged with a slider, or played. */

const TICK = 120; // milliseconds between two pictures while it plays
const TICKS = 60; // pictures of a whole play, about

export function start(root) {
  const slider = root.querySelector("input");
  const button = root.querySelector("button");
  const dot = root.querySelector("circle");
  const trail = root.querySelector(".lr-trail");
  const output = root.querySelector("output");
  const points = trail.dataset.points.split(" ");
  const words = output.dataset.words.split("|");
  const last = points.length - 1;
  let timer = null;

  function show(step) {
    const [x, y] = points[step].split(",");
    slider.value = step;
    trail.setAttribute("points", points.slice(0, step + 1).join(" "));
    dot.setAttribute("cx", x);
    dot.setAttribute("cy", y);
    output.textContent = words[step];
  }

  function stop() {
    clearInterval(timer);
    timer = null;
    button.textContent = "Play";
  }

  function advance() {
    show(Math.min(last, Number(slider.value) + Math.ceil(last / TICKS)));
    if (Number(slider.value) === last) stop();
  }

  function play() {
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
      show(last);
      return;
    }
    if (Number(slider.value) === last) show(0);
    button.textContent = "Pause";
    timer = setInterval(advance, TICK);
  }

  slider.addEventListener("input", () => {
    stop();
    show(Number(slider.value));
  });
  button.addEventListener("click", () => (timer === null ? play() : stop()));
}
