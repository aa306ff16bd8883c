// The derivation game: the reader writes the next line, Python judges it, and the lines that stand are kept here.

const KEY = "lrlib-progress";
const folder = new URL(document.querySelector("script[data-lr-python]").dataset.lrPython, document.baseURI).href;

function element(name, properties = {}, ...children) {
  const { attributes = {}, ...rest } = properties;
  const made = Object.assign(document.createElement(name), rest);
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

/** What the reader has done so far; other parts of the page keep theirs under the same key. */
const progress = {
  read() {
    try {
      return JSON.parse(localStorage.getItem(KEY)) ?? {};
    } catch {
      return {};
    }
  },
  done(level) {
    return this.read().derivations?.[level] === true;
  },
  keep(level) {
    const all = this.read();
    all.derivations = { ...all.derivations, [level]: true };
    try {
      localStorage.setItem(KEY, JSON.stringify(all));
    } catch {
      // a browser that keeps nothing lets one play all the same
    }
    document.dispatchEvent(new CustomEvent("lr-derived", { detail: level }));
  },
};

/** What is wider than its place is scrolled from the keyboard, too. */
function reach(formula) {
  const wide = formula.scrollWidth > formula.clientWidth;
  formula.tabIndex = wide ? 0 : -1;
  for (const [name, value] of Object.entries({ role: "group", "aria-label": "a long formula" })) {
    if (wide) {
      formula.setAttribute(name, value);
    } else {
      formula.removeAttribute(name);
    }
  }
}

let boards = 0;

class Game {
  constructor(place) {
    this.place = place;
    this.number = ++boards;
    this.level = place.dataset.level;
    this.chapter = window.lrChapter;
    this.wide = new ResizeObserver((seen) => {
      for (const { target } of seen) {
        reach(target);
      }
    });
    this.button = element("button", { type: "button", textContent: "Derive it here, line by line" });
    this.button.onclick = () => this.begin();
    const size = place.dataset.megabytes;
    const told = size ? `Fetches the prover once, ${size} MB, after Python; how much that is stands at the top.` : "";
    this.word = element("span", { attributes: { role: "status" }, textContent: told });
    place.replaceChildren(element("div", { className: "lr-play-bar" }, this.button, this.word));
  }

  /** Ask Python; it remembers nothing, so that it may be stopped at any time. */
  async ask(question) {
    const given = JSON.stringify(JSON.stringify(question));
    const desk = '__import__("lrlib.proofs.game.desk", fromlist=["asked"])';  // no name of the reader's is bound
    const source = `print(${desk}.answered(${given}))`;
    const answer = await this.chapter.kernel.run(source).catch((error) => ({ died: error.message }));
    if (answer.stopped) {
      throw new Error("Stopped. Your lines are kept; try another line, or the same one.");
    }
    const told = answer.outputs?.find((output) => output.name === "stdout");
    if (!told) {
      const error = answer.outputs?.find((output) => output.output_type === "error");
      throw new Error(error?.evalue ?? answer.died ?? "Python did not answer.");
    }
    return JSON.parse(told.text);
  }

  async begin() {
    this.button.disabled = true;
    this.word.textContent = "Python starts; how much is fetched stands at the top of the page …";
    try {
      if (!this.chapter.kernel.worker) {
        await this.chapter.begin();
      }
      if (!this.chapter.kernel.worker) {
        throw new Error("Python could not be started here.");
      }
      this.word.textContent = "The prover is fetched …";
      const [{ typeset }, { levels }] = await Promise.all([
        import(`${folder}typeset.mjs`),
        this.ask({ ask: "map", level: this.level }),
      ]);
      this.typeset = typeset;
      this.levels = levels;
      this.place.parentElement.classList.add("lr-playing");
      this.lay();
      this.choose(this.level);
      this.input.focus();
    } catch (error) {
      this.word.textContent = error.message;
      this.button.disabled = false;
    }
  }

  /** A cell has asked for a level: the board that stands goes to it, and keeps its lines where it is there already. */
  async play(level) {
    if (!this.levels) {
      this.level = level;
      await this.begin();
    } else if (level !== this.level) {
      const answer = await this.thinking({ ask: "map", level });
      if (answer) {
        this.levels = answer.levels;
        this.choose(level);
      }
    }
  }

  /** Put the board where the button stood. */
  lay() {
    const button = (text, press, more = {}) => element("button", { type: "button", textContent: text, onclick: press, ...more });
    this.map = element("ol", { className: "lr-levels", attributes: { "aria-label": "Derivations of this chapter" } });
    this.goal = element("div", { className: "lr-goal" });
    this.lines = element("ol", { className: "lr-lines", attributes: { "aria-label": "Your derivation" } });
    this.input = element("textarea", {
      id: `lr-line-${this.number}`, rows: 2, spellcheck: false, autocapitalize: "off", autocomplete: "off",
      attributes: { "aria-describedby": `lr-how-${this.number}` },
    });
    this.input.oninput = () => this.preview();
    this.input.onkeydown = (event) => this.key(event);
    this.shown = element("div", { className: "lr-preview", attributes: { "aria-label": "Preview", role: "group" } });
    const signs = { role: "toolbar", "aria-label": "Signs to put into the line" };
    this.palette = element("div", { className: "lr-palette", attributes: signs });
    this.palette.onkeydown = (event) => this.walk(event);
    this.moves = element("select", { attributes: { "aria-label": "A rule in place of a line" } });
    this.moves.onfocus = () => this.offer();
    this.answer = element("div", { className: "lr-answer", attributes: { role: "status" } });
    this.end = element("div", { className: "lr-roads" });
    this.halt = button("Stop", () => this.chapter.stop(), { hidden: true });
    this.place.replaceChildren(
      element("h3", { className: "lr-title", textContent: "Derive it, line by line" }),
      this.map,
      this.goal,
      this.lines,
      element("label", { htmlFor: this.input.id, textContent: "The next line" }),
      element("p", {
        id: `lr-how-${this.number}`,
        className: "lr-how",
        textContent: "Type in LaTeX what stands right of the equals sign, one rule a line, such as \\frac{1}{2}; or press the signs below. Enter checks it.",
      }),
      this.input,
      this.shown,
      this.palette,
      element(
        "div", { className: "lr-play-bar" },
        button("Check the line", () => this.write()),
        button("Hint", () => this.hint()),
        button("Take a line back", () => this.back()),
        this.moves,
        button("Use this rule", () => this.move()),
        this.halt,
      ),
      this.answer,
      this.end,
    );
  }

  get about() {
    return this.levels.find((level) => level.name === this.level);
  }

  choose(name) {
    this.level = name;
    this.stand = [];
    this.hints = 0;
    this.place.dataset.level = name;
    this.draw();
    this.palette.replaceChildren(...this.about.palette.map((sign, i) => this.sign(sign, i)));
    this.input.value = "";
    this.preview();
    this.say(this.about.says);
  }

  set(place, latex, display = false) {
    const math = this.typeset(latex, display);
    const made = element("div", { className: "lr-math" });
    if (math) {
      made.innerHTML = display ? math : math.replace("<math", '<math displaystyle="true"');
    } else {
      made.append(element("code", { textContent: latex }));
    }
    place.append(made);
    this.wide.observe(made);
    return made;
  }

  draw() {
    this.map.replaceChildren(...this.levels.map((level) => {
      const done = progress.done(level.name);
      const press = element("button", { type: "button", textContent: level.title, onclick: () => this.choose(level.name) });
      if (level.name === this.level) {
        press.setAttribute("aria-current", "true");
      }
      const ready = level.after.every((name) => progress.done(name) || !this.levels.some((other) => other.name === name));
      press.className = done ? "lr-done" : ready ? "" : "lr-later";
      press.append(done ? element("span", { textContent: " ✓ done" }) : "");
      return element("li", {}, press);
    }));
    this.goal.replaceChildren(element("span", { textContent: "The goal" }));
    this.set(this.goal, this.about.goal, true);
    if (this.about.letters.length) {
      this.goal.append(element("span", { textContent: "Given" }));
      for (const definition of this.about.letters) {
        this.set(this.goal, definition);
      }
    }
    this.lines.replaceChildren(element("li"));
    this.set(this.lines.firstChild, this.about.left);
    for (const { line, rule } of this.stand) {
      const row = element("li");
      this.set(row, `= ${line}`);
      row.append(element("span", { className: "lr-rule", textContent: rule }));
      this.lines.append(row);
    }
    this.moves.replaceChildren(element("option", { value: "", textContent: "or choose a rule …" }));
    this.offered = false;
    this.end.replaceChildren();
  }

  sign(latex, i) {
    const press = element("button", { type: "button", tabIndex: i ? -1 : 0, onclick: () => this.put(latex) });
    const math = this.typeset(latex.replaceAll("#", "\\square"));
    if (math) {
      press.innerHTML = math;
    } else {
      press.textContent = latex;
    }
    press.title = latex.replaceAll("#", "…");
    return press;
  }

  /** The arrows walk over the signs, so that Tab passes them in one step. */
  walk(event) {
    const keys = { ArrowRight: 1, ArrowLeft: -1 };
    if (!(event.key in keys)) {
      return;
    }
    const signs = [...this.palette.children];
    const next = signs[(signs.indexOf(document.activeElement) + keys[event.key] + signs.length) % signs.length];
    for (const one of signs) {
      one.tabIndex = one === next ? 0 : -1;
    }
    next.focus();
    event.preventDefault();
  }

  /** Put a sign where the cursor stands; what is marked goes into its first gap. */
  put(sign) {
    const { selectionStart: from, selectionEnd: to, value } = this.input;
    const marked = value.slice(from, to);
    const text = sign.replace("#", marked).replaceAll("#", "");
    const gap = sign.indexOf("#");
    const before = /[A-Za-z]$/.test(value.slice(0, from)) || from === 0 ? "" : " ";
    this.input.setRangeText(before + text, from, to, "end");
    const place = gap >= 0 && !marked ? from + before.length + gap : from + before.length + text.length;
    this.input.focus();
    this.input.setSelectionRange(place, place);
    this.preview();
  }

  preview() {
    const line = this.input.value.trim();
    const math = line && this.typeset(line, true);
    this.shown.replaceChildren();
    if (math) {
      this.set(this.shown, line, true);
    } else if (line) {
      this.shown.textContent = "… not finished yet";
    }
  }

  key(event) {
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.write();
    }
  }

  get texts() {
    return this.stand.map(({ line }) => line);
  }

  say(...parts) {
    const shown = (part) => (typeof part === "string" ? element("p", {}, ...this.mixed(part)) : part);
    this.answer.replaceChildren(...parts.flat().map(shown));
  }

  /** Words with mathematics between dollars. */
  mixed(text) {
    return text.split("$").map((part, i) => {
      const math = i % 2 && this.typeset(part);
      return math ? Object.assign(element("span"), { innerHTML: math }) : part;
    });
  }

  /** Ask, show that it thinks, and let it be stopped. */
  async thinking(question) {
    if (this.busy) {
      return null;
    }
    this.busy = true;
    this.place.setAttribute("aria-busy", "true");
    const slow = setTimeout(() => {
      this.halt.hidden = false;
      this.say("It thinks …");
    }, 700);
    try {
      return await this.ask({ level: this.level, lines: this.texts, ...question });
    } catch (error) {
      this.say(error.message);
      return null;
    } finally {
      clearTimeout(slow);
      this.halt.hidden = true;
      this.busy = false;
      this.place.removeAttribute("aria-busy");
    }
  }

  async write() {
    const text = this.input.value.trim();
    if (text) {
      await this.judged(await this.thinking({ ask: "write", text }));
    }
  }

  async move() {
    if (this.moves.value) {
      await this.judged(await this.thinking({ ask: "move", rule: this.moves.value }));
    }
  }

  async judged(answer) {
    if (!answer) {
      return;
    }
    for (const [i, line] of answer.stand.entries()) {
      this.stand.push({ line, rule: answer.by[i] });
      this.hints = 0;
    }
    if (answer.stand.length) {
      this.draw();
    }
    const head = element("strong", { className: `lr-${answer.kind}`, textContent: answer.head });
    const parts = [head];
    if (answer.kind === "step" || answer.kind === "done") {
      parts.push(answer.words.replace(/^Proved, /, "It follows "));
    } else if (answer.kind === "unread") {
      const [first, ...rest] = answer.words.split("\n");
      parts.push(first);
      if (rest.length) {
        parts.push(element("pre", { textContent: rest.join("\n"), tabIndex: 0 }));
      }
    } else {
      parts.push(answer.words);
    }
    if (answer.needs) {
      parts.push(`True if $${answer.needs}$`);
    }
    if (answer.numbers.length) {
      const [where, before, now, both] = answer.numbers;
      const list = element("dl", {});
      const row = (name, latex) => {
        const cell = element("dd");
        this.set(cell, latex);
        list.append(element("dt", { textContent: name }), cell);
      };
      row("Put in", where.replaceAll(", ", ",\\ ").replaceAll(/\^\((\d)\)/g, "^{($1)}"));
      if (before) {
        row("the line before", before);
      }
      if (now) {
        row("your line", now);
      }
      if (!before || !now) {
        row("the two sides", both.replace("=", "\\neq"));
      }
      parts.push(list);
    }
    this.say(parts);
    if (answer.stand.length && answer.kind !== "unread") {
      this.input.value = "";
      this.preview();
    }
    if (answer.kind === "done") {
      progress.keep(this.level);
      await this.finish();
    } else {
      this.input.focus();
    }
  }

  async finish() {
    const { road, short } = await this.ask({ ask: "roads", level: this.level });
    this.draw();
    const shown = (title, lines) => {
      const list = element("ol");
      for (const line of lines) {
        const row = element("li");
        this.set(row, `= ${line}`);
        list.append(row);
      }
      const words = `${title}: ${lines.length} line${lines.length > 1 ? "s" : ""}`;
      return element("section", {}, element("h4", { textContent: words }), list);
    };
    this.end.replaceChildren(shown("Your road", this.texts), shown("The lecture's road", road), shown("A short road", short));
    const at = this.levels.indexOf(this.about);
    const next = [...this.levels.slice(at), ...this.levels.slice(0, at)].find((level) => !progress.done(level.name));
    if (next) {
      const press = element("button", { type: "button", textContent: `Next: ${next.title}` });
      press.onclick = () => {
        this.choose(next.name);
        this.input.focus();
      };
      this.end.append(element("div", { className: "lr-play-bar" }, press));
      press.focus();
    }
  }

  async hint() {
    const answer = await this.thinking({ ask: "hint", number: this.hints });
    if (answer) {
      this.hints += 1;
      this.say(answer.hint);
    }
  }

  async offer() {
    if (!this.offered) {
      this.offered = true;
      const answer = await this.thinking({ ask: "moves" });
      for (const [name, words] of answer?.moves ?? []) {
        this.moves.append(element("option", { value: name, textContent: words }));
      }
    }
  }

  back() {
    this.stand.pop();
    this.hints = 0;
    this.draw();
    this.say(this.stand.length ? "The last line is taken back." : "You are at the first line.");
    this.input.focus();
  }
}

if (window.lrChapter) {
  window.lrPlay = (place, level) => {
    place.lrGame ??= new Game(place);
    return place.lrGame.play(level);
  };
  for (const place of document.querySelectorAll("article .lr-play[data-level]")) {
    place.lrGame = new Game(place);
  }
}
