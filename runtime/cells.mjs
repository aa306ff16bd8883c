// The cells of a chapter: at the first press Python is fetched, then each cell can be changed, run, stopped and restored.

const script = document.querySelector("script[data-lr-python]");
const folder = new URL(script.dataset.lrPython, document.baseURI).href;
const megabytes = (n) => `${(n / 1e6).toFixed(1)} MB`;
const PATIENCE = 15000; // after so many milliseconds a reader is asked, nothing is decided

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/** The worker: one for all cells, ended by Stop, and started again by the next run. */
class Kernel {
  constructor(told) {
    this.told = told;
    this.number = 0;
    this.waiting = new Map();
  }

  start() {
    this.worker = new Worker(`${folder}kernel.mjs`, { type: "module" });
    this.ready = new Promise((resolve, reject) => {
      this.worker.onerror = (event) => {
        this.worker = null;
        reject(new Error(event.message || "Python did not start"));
      };
      this.worker.onmessage = ({ data }) => {
        if (data.ready) {
          resolve();
        } else if (data.id === undefined) {
          this.told(data);
        } else {
          this.waiting.get(data.id)?.(data);
          this.waiting.delete(data.id);
        }
      };
    });
    return this.ready;
  }

  async run(source) {
    if (!this.worker) {
      this.start();
    }
    await this.ready;
    const id = this.number++;
    return new Promise((resolve) => {
      this.waiting.set(id, resolve);
      this.worker.postMessage({ id, source });
    });
  }

  stop() {
    this.worker?.terminate();
    this.worker = null;
    for (const resolve of this.waiting.values()) {
      resolve({ stopped: true });
    }
    this.waiting.clear();
  }
}

/** What a cell shows, as the site shows it; what it brings to run is added to the scripts. */
function shown(output, scripts) {
  const data = output.data ?? {};
  if (output.output_type === "stream") {
    return element("pre", { textContent: output.text, className: output.name === "stderr" ? "lr-stderr" : "" });
  }
  if (output.output_type === "error") {
    return element("pre", { textContent: output.traceback.join("\n"), className: "lr-stderr" });
  }
  if (data["image/png"]) {
    const alt = "The picture that this cell has drawn just now";
    return element("img", { src: `data:image/png;base64,${data["image/png"]}`, alt });
  }
  if (data["text/html"]) {
    const place = element("div", { innerHTML: data["text/html"] });
    for (const old of place.querySelectorAll("script")) {
      // the page's policy knows its own scripts; one that a cell has just made is handed over as a file
      const file = new Blob([old.textContent], { type: "text/javascript" });
      const fresh = element("script", { src: URL.createObjectURL(file), async: false });
      scripts.push(new Promise((resolve) => Object.assign(fresh, { onload: resolve, onerror: resolve })));
      old.replaceWith(fresh);
    }
    return place;
  }
  return element("pre", { textContent: data["text/plain"] ?? "" });
}

class Cell {
  constructor(node, number, all) {
    this.node = node;
    this.number = number;
    this.all = all;
    this.code = node.querySelector(".cell_input");
    this.given = this.code.querySelector("pre").textContent.replace(/\n$/, "");
    this.stored = node.querySelector(".cell_output")?.cloneNode(true);
    this.ran = false;
  }

  get checks() {
    return this.given.match(/^exercises\.check\("(\w+)"/)?.[1];
  }

  get source() {
    return this.editor ? this.editor.text() : this.given;
  }

  /** Put the editor where the code stood, and the buttons below it. */
  dress(edit) {
    const place = element("div", { className: "lr-editor" });
    this.code.replaceChildren(place);
    this.editor = edit(place, this.given, `Code of cell ${this.number}`, () => this.all.press(this));
    const button = (text, press) => element("button", { type: "button", textContent: text, onclick: press });
    this.word = element("span", { className: "lr-word" });
    this.word.setAttribute("role", "status");
    const row = element("div", { className: "lr-cell-buttons" });
    row.append(
      button(this.checks ? "Check" : "Run", () => this.all.press(this)),
      button("Run all above, then this", () => this.all.press(this, 0)),
      button("As it was", () => this.restore()),
      this.word,
    );
    this.code.append(row);
  }

  restore() {
    this.editor.write(this.given);
    this.output()?.remove();
    if (this.stored) {
      this.node.append(this.stored.cloneNode(true));
    }
    this.word.textContent = "";
  }

  output() {
    return this.node.querySelector(".cell_output");
  }

  /** Put the outputs where the old ones stood, and wait until what they bring has run. */
  async show(outputs) {
    const scripts = [];
    const place = element("div", { className: "cell_output docutils container" });
    place.append(...outputs.map((output) => element("div", { className: "output lr-fresh" }, shown(output, scripts))));
    const old = this.output();
    if (old) {
      old.replaceWith(place);
    } else {
      this.code.after(place);
    }
    for (const wide of place.querySelectorAll("pre")) {
      wide.tabIndex = 0;
    }
    await Promise.all(scripts);
  }
}

/** All cells of the page and the bar that starts them. */
class Chapter {
  constructor(nodes) {
    this.cells = nodes.map((node, i) => new Cell(node, i + 1, this));
    this.kernel = new Kernel((news) => this.hear(news));
    this.bar = document.querySelector("article .lr-python");
    [this.button, this.progress, this.word] = this.bar.children;
    this.button.onclick = () => this.begin();
    this.queue = Promise.resolve();
  }

  hear({ fetched, total, fetching, bytes }) {
    if (fetching) {
      this.say(`Fetching what ${fetching} needs, ${megabytes(bytes)} …`);
    } else {
      this.progress.value = fetched / total;
      this.say(fetched < total ? `${megabytes(fetched)} of ${megabytes(total)}` : "Python starts …");
    }
  }

  say(text) {
    this.word.textContent = text;
  }

  async begin() {
    this.button.disabled = true;
    this.progress.hidden = false;
    try {
      const [{ edit }] = await Promise.all([import(`${folder}editor.mjs`), this.kernel.start()]);
      for (const cell of this.cells) {
        cell.dress(edit);
      }
      this.button.textContent = "Stop";
      this.button.onclick = () => this.stop();
      this.button.disabled = false;
      this.say("Python is here. Change a cell and run it: Shift and Enter, or its button.");
    } catch (error) {
      this.say(`Python could not be started here (${error.message}). The download and Colab links at the top still work.`);
      this.button.textContent = "Try again";
      this.button.disabled = false;
    }
    this.progress.hidden = true;
    this.runs(false);
  }

  /** While a cell runs the bar stays in sight, with the button that ends it. */
  runs(now) {
    this.button.hidden = !now && this.button.textContent === "Stop";
    this.bar.classList.toggle("lr-running", now);
  }

  stop() {
    this.kernel.stop();
    for (const cell of this.cells) {
      cell.ran = false;
    }
    this.say("Stopped. What the cells had computed is gone; the next run begins anew, with all cells above it.");
  }

  /** Run a cell; those above it that did not run yet come first, since it may need what they define. */
  press(cell, from) {
    const above = this.cells.slice(0, this.cells.indexOf(cell));
    const before = from === 0 ? above : above.filter((other) => !other.ran && !other.checks);
    this.queue = this.queue.then(() => this.perform([...before, cell]));
    return this.queue;
  }

  async perform(cells) {
    this.runs(true);
    for (const cell of cells) {
      cell.word.textContent = "runs …";
      const asking = setTimeout(() => this.say("It still runs. Stop it, if you think that it does not end."), PATIENCE);
      const answer = await this.kernel.run(cell.source).catch((error) => ({ died: error.message }));
      clearTimeout(asking);
      cell.word.textContent = "";
      if (answer.stopped || answer.died) {
        cell.word.textContent = answer.stopped ? "stopped" : "this ended Python; the next run begins anew";
        if (answer.died) {
          this.stop();
        }
        break;
      }
      cell.ran = true;
      await cell.show(answer.outputs);
      cell.word.textContent = "done";
      this.dispatch(cell, answer.outputs);
      if (answer.outputs.some((output) => output.output_type === "error")) {
        break;
      }
    }
    this.runs(false);
    this.say("");
  }

  /** Tell whoever keeps the reader's progress which exercise passed. */
  dispatch(cell, outputs) {
    const text = outputs.map((output) => output.text ?? output.data?.["text/plain"] ?? "").join("\n");
    for (const [, name] of text.matchAll(/✓ (\w+): passed/g)) {
      document.dispatchEvent(new CustomEvent("lr-passed", { detail: name }));
    }
  }
}

const able = "DecompressionStream" in window && "WebAssembly" in window && location.protocol.startsWith("http");
const nodes = [...document.querySelectorAll("article div.cell")].filter((node) => node.querySelector(".cell_input pre"));
if (able && nodes.length) {
  window.lrChapter = new Chapter(nodes);
} else {
  document.querySelector("article .lr-python").remove();
}
