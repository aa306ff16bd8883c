// The cells of a chapter: at the first press Python is fetched, then each cell can be changed, run, stopped and restored.

const script = document.querySelector("script[data-lr-python]");
const folder = new URL(script.dataset.lrPython, document.baseURI).href;
const megabytes = (n) => `${(n / 1e6).toFixed(1)} MB`;
const size = (n) => (n < 1e5 ? `${Math.ceil(n / 1e3)} kB` : megabytes(n));
const PLAY = /^(?!.*\\begin\{aligned\}).*<div class="lr-play" data-level="([\w-]+)">/s; // begun, with no line yet
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
    this.worker = new Worker(`${folder}kernel.mjs`, { type: "module", name: document.documentElement.lang });
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

  run(source) {
    return this.ask({ source });
  }

  /** Forget every name that cells have bound. */
  fresh() {
    return this.ask({ fresh: true });
  }

  async ask(what) {
    if (!this.worker) {
      this.start();
    }
    await this.ready;
    const id = this.number++;
    return new Promise((resolve) => {
      this.waiting.set(id, resolve);
      this.worker.postMessage({ id, ...what });
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

const FILE = "application/octet-stream";

/** A file that a cell has written: it lies in the page until the reader saves it. */
function saved(name, content) {
  const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
  const href = URL.createObjectURL(new Blob([bytes], { type: FILE }));
  return element("p", {}, element("a", { href, download: name, textContent: `Save ${name}` }));
}

/** What a cell shows, as the site shows it; what it brings to run is added to the scripts. */
function shown(output, scripts, alt) {
  const data = output.data ?? {};
  if (output.output_type === "stream") {
    return element("pre", { textContent: output.text, className: output.name === "stderr" ? "lr-stderr" : "" });
  }
  if (output.output_type === "error") {
    return element("pre", { textContent: output.traceback.join("\n"), className: "lr-stderr" });
  }
  if (data[FILE]) {
    return saved(data["text/plain"], data[FILE]);
  }
  if (data["image/png"]) {
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
    this.stored = this.output();
    this.ran = false;
  }

  get checks() {
    return this.given.match(/^exercises\.check\("(\w+)"/)?.[1];
  }

  /** Whether it checks a function, or is where that is written. */
  get judged() {
    const below = this.all.cells[this.number]?.checks;
    return Boolean(this.checks || (below && this.defines(below)));
  }

  defines(name) {
    return new RegExp(`^def ${name}\\(`, "m").test(this.source);
  }

  /** Whether it needs no cell above it: a derivation brings its own import. */
  get alone() {
    return Boolean(this.stored?.querySelector(".lr-play")) && /^(from|import) /m.test(this.source);
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
    );
    this.code.append(row);
    if (this.checks) {
      row.append(
        button("Hint", () => this.all.help(this, "hint")),
        button("Solution", () => this.all.help(this, "solution")),
      );
      this.helped = element("div", { className: "lr-help" });
      this.helped.setAttribute("role", "status");
      this.code.append(this.helped);
    }
    row.append(this.word);
  }

  /** Say a hint, or show lrlib's own lines. */
  help(text) {
    const lines = text.replace(/^```python\n|\n```$/g, "").replaceAll("```\n\n```python\n", "\n");
    this.helped.replaceChildren(element("pre", { textContent: lines, tabIndex: 0 }));
  }

  restore() {
    this.editor.write(this.given);
    this.put(this.stored);
    this.helped?.replaceChildren();
    this.word.textContent = "";
  }

  output() {
    return this.node.querySelector(".cell_output");
  }

  /** Have this output in place of the one that stands. */
  put(output) {
    this.node.querySelector(".lr-elsewhere")?.remove();
    const old = this.output();
    if (output && old) {
      old.replaceWith(output);
    } else if (output) {
      this.code.after(output);
    } else {
      old?.remove();
    }
  }

  /** What the pictures of this cell show: said by who wrote the cell, and true as long as nobody changed it. */
  alt(number) {
    const said = this.stored?.querySelectorAll("img")[number]?.alt;
    if (said && this.source.trim() === this.given.trim()) {
      return said;
    }
    return said ? `Drawn by the changed cell. As it was: ${said}` : "The picture that this cell has drawn just now";
  }

  /** Put the outputs where the old ones stood, and wait until what they bring has run. */
  async show(outputs) {
    const level = PLAY.exec(outputs[0]?.data?.["text/markdown"])?.[1];
    if (level && window.lrPlay) {
      const place = this.stored?.querySelector(".lr-play") ?? element("div", { className: "lr-play" });
      this.put(this.stored?.contains(place) ? this.stored : element("div", { className: "cell_output" }, place));
      window.lrPlay(place, level);
      return;
    }
    if (outputs.length === 1 && outputs[0].ename === "Elsewhere" && this.stored) {
      this.put(this.stored);
      const words = `${outputs[0].evalue} What it shows there stands below.`;
      this.code.after(element("p", { className: "lr-elsewhere", textContent: words }));
      return;
    }
    const scripts = [];
    let pictures = 0;
    const place = element("div", { className: "cell_output docutils container" });
    for (const output of outputs) {
      const alt = output.data?.["image/png"] ? this.alt(pictures++) : "";
      place.append(element("div", { className: "output lr-fresh" }, shown(output, scripts, alt)));
    }
    this.put(place);
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
    this.presses = 0;
  }

  hear({ fetched, total, fetching, bytes }) {
    if (fetching) {
      this.say(`Fetching ${fetching}, ${size(bytes)} …`);
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
      this.anew = element("button", { type: "button", textContent: "Begin anew", onclick: () => this.forget() });
      this.button.after(this.anew);
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
    if (this.anew) {
      this.anew.hidden = now;
    }
    this.bar.classList.toggle("lr-running", now);
  }

  stop() {
    this.presses += 1;
    this.kernel.stop();
    for (const cell of this.cells) {
      cell.ran = false;
    }
    this.say("Stopped. What the cells had computed is gone; the next run begins anew, with all cells above it.");
  }

  /** Have Python as it was before the first cell; what stands in the cells stays. */
  async forget() {
    await this.kernel.fresh();
    for (const cell of this.cells) {
      cell.ran = false;
    }
    this.say("Python has forgotten what the cells had computed. Your changes in the cells stay.");
  }

  /** Ask lrlib for the next hint of an exercise, or for its solution. */
  async help(cell, what) {
    const house = '__import__("lrlib.exercises", fromlist=["check"])'; // no name of the reader's is bound
    const answer = await this.kernel.run(`${house}.${what}("${cell.checks}")`);
    cell.help(answer.outputs?.at(-1)?.data?.["text/plain"] ?? "Python did not answer.");
  }

  /** Say in lrlib's own words what a function did that has ended Python, or was stopped. */
  async judge(cell, end) {
    const answer = await this.kernel.run(`__import__("page").ended("${cell.checks}", "${end}")`);
    await cell.show(answer.outputs ?? []);
  }

  /** Run a cell; those above it that did not run yet come first, since it may need what they define. */
  press(cell, from) {
    cell.word.textContent = "waits …";
    const pressed = this.presses; // Stop ends what waits, too
    this.queue = this.queue
      .then(async () => {
        const first = pressed === this.presses ? await this.before(cell, from) : [];
        if (pressed === this.presses) {
          await this.perform([...first, cell]);
        } else {
          cell.word.textContent = "stopped";
        }
      })
      .catch((error) => this.fail(cell, error));
    return this.queue;
  }

  /** Say what went wrong in this page's own code or network, and leave the cells as able as before. */
  fail(cell, error) {
    cell.word.textContent = "did not run";
    this.runs(false);
    this.say(`This cell did not run (${error.message}). Press it again, or begin anew.`);
  }

  /** What runs before a cell: a judged function needs no more than what binds the names that it reads. */
  async before(cell, from) {
    const above = this.cells.slice(0, this.cells.indexOf(cell));
    const again = (other) => cell.checks && other.defines(cell.checks); // it may have been changed since it ran
    const open = above.filter((other) => !other.checks && (!other.ran || again(other)));
    if (from === 0 || cell.alone) {
      return from === 0 ? above : [];
    }
    if (!cell.judged) {
      return open;
    }
    const given = [cell.source, open.map((other) => other.source)].map((part) => JSON.stringify(part)).join(", ");
    const answer = await this.kernel.run(`__import__("page").needed(${given})`);
    if (answer.stopped) {
      return [];
    }
    return JSON.parse(answer.outputs.at(-1).data["text/plain"]).map((i) => open[i]);
  }

  async perform(cells) {
    this.runs(true);
    for (const cell of cells) {
      cell.word.textContent = "runs …";
      if (cells.length > 1) {
        this.say(`Cell ${cell.number} of ${this.cells.length} runs …`);
      }
      const asking = setTimeout(() => this.say("It still runs. Stop it, if you think that it does not end."), PATIENCE);
      const answer = await this.kernel.run(cell.source).catch((error) => ({ died: error.message }));
      clearTimeout(asking);
      cell.word.textContent = "";
      if (answer.stopped || answer.died) {
        cell.word.textContent = answer.stopped ? "stopped" : "this ended Python; the next run begins anew";
        if (answer.died) {
          this.stop();
        }
        if (cell.checks) {
          await this.judge(cell, answer.died ? "crashed" : "hung");
        }
        break;
      }
      cell.ran = true;
      await cell.show(answer.outputs);
      cell.word.textContent = "done";
      this.dispatch(cell, answer.outputs);
      if (answer.outputs.some((output) => output.output_type === "error" && output.ename !== "Elsewhere")) {
        break;
      }
    }
    this.runs(false);
    this.say("");
  }

  /** Tell whoever keeps the reader's progress which exercise passed. */
  dispatch(cell, outputs) {
    const text = outputs.map((output) => output.text ?? output.data?.["text/plain"] ?? "").join("\n");
    for (const [, name] of text.matchAll(/^✓ (\w+): /gm)) {
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
