// What a reader has done, kept in this browser alone: exercises that passed, quiz questions answered, derivations.

const KEY = "lrlib-progress";
const KINDS = ["exercises", "quizzes", "derivations"];
const course = JSON.parse(document.getElementById("lr-course")?.textContent ?? "{}");

/** What is kept; where the browser keeps nothing, or something else stands there, nothing was done yet. */
function read() {
  try {
    return cleaned(JSON.parse(localStorage.getItem(KEY)));
  } catch {
    return cleaned(null);
  }
}

/** Only what this course would write: names that were done, under the three kinds. */
function cleaned(all) {
  const done = (kind) => Object.entries(all?.[kind] ?? {}).filter(([, value]) => value === true);
  return Object.fromEntries(KINDS.map((kind) => [kind, Object.fromEntries(done(kind))]));
}

function write(all) {
  try {
    localStorage.setItem(KEY, JSON.stringify(all));
  } catch {
    // a browser that keeps nothing lets one learn all the same
  }
  show();
}

function keep(kind, name) {
  const all = read();
  all[kind][name] = true;
  write(all);
}

/** How much of a page is done, of how much. */
function counted(page, all) {
  const { exercises = [], quiz = null, questions = 0, derivations = [] } = course[page] ?? {};
  const answered = [...Array(questions).keys()].filter((i) => all.quizzes[`${quiz}-${i + 1}`]);
  return {
    exercises: [exercises.filter((name) => all.exercises[name]).length, exercises.length],
    quizzes: [answered.length, questions],
    derivations: [derivations.filter((name) => all.derivations[name]).length, derivations.length],
  };
}

const SAID = {
  exercises: ([done, of]) => `${done} of ${of} functions`,
  quizzes: ([done, of]) => `${done} of ${of} quiz questions`,
  derivations: ([done, of]) => `${done} of ${of} derivations`,
};

function sentence(counts) {
  const parts = Object.entries(counts).filter(([, [, of]]) => of);
  return parts.map(([kind, count]) => SAID[kind](count)).join(" · ");
}

function show() {
  const all = read();
  for (const place of document.querySelectorAll("[data-lr-done]")) {
    const counts = counted(place.dataset.lrDone, all);
    if (place.matches("p")) {
      place.textContent = `Done in this browser: ${sentence(counts)}`;
      continue;
    }
    const [done, of] = Object.values(counts).reduce(([a, b], [c, d]) => [a + c, b + d], [0, 0]);
    place.textContent = done ? `${done}/${of} done` : "";
    place.hidden = !done;
  }
  const whole = document.getElementById("lr-progress");
  if (whole) {
    const pages = Object.keys(course).map((page) => counted(page, all));
    const sums = Object.keys(pages[0] ?? {}).map((kind) => [
      kind,
      pages.reduce(([a, b], counts) => [a + counts[kind][0], b + counts[kind][1]], [0, 0]),
    ]);
    whole.querySelector("p").textContent = `${sentence(Object.fromEntries(sums))}.`;
  }
}

/** A quiz question counts once its right answer was chosen. */
function watchQuizzes() {
  for (const quiz of document.querySelectorAll(".lr-quiz[id^='quiz-']")) {
    quiz.querySelectorAll("fieldset").forEach((question, i) => {
      question.addEventListener("change", ({ target }) => {
        if (target.value === "right") {
          keep("quizzes", `${quiz.id}-${i + 1}`);
        }
      });
    });
  }
}

/** The buttons of the page on running: save as a file, read a file, forget. */
function watchButtons(whole) {
  const [save, load, forget] = whole.querySelectorAll("button");
  const [file, word] = [whole.querySelector("input"), whole.querySelector("output")];
  save.addEventListener("click", () => {
    const link = document.createElement("a");
    link.href = `data:application/json,${encodeURIComponent(JSON.stringify(read(), null, 1))}`;
    link.download = "progress.json";
    link.click();
    word.textContent = "Saved as progress.json.";
  });
  load.addEventListener("click", () => file.click());
  file.addEventListener("change", async () => {
    try {
      const found = cleaned(JSON.parse(await file.files[0].text()));
      const all = read();
      write(Object.fromEntries(KINDS.map((kind) => [kind, { ...all[kind], ...found[kind] }])));
      const count = KINDS.reduce((sum, kind) => sum + Object.keys(found[kind]).length, 0);
      word.textContent = `Read: ${count} things that were done are marked here too.`;
    } catch {
      word.textContent = "This file holds no progress; wanted is one that was saved here.";
    }
    file.value = "";
  });
  forget.addEventListener("click", () => {
    if (forget.dataset.sure) {
      localStorage.removeItem(KEY);
      show();
    }
    word.textContent = forget.dataset.sure ? "Forgotten." : "Press again to forget everything that was done here.";
    forget.dataset.sure = forget.dataset.sure ? "" : "yes";
  });
}

document.addEventListener("lr-passed", ({ detail }) => keep("exercises", detail));
document.addEventListener("lr-derived", () => show());
window.addEventListener("storage", ({ key }) => key === KEY && show()); // another page of the course
watchQuizzes();
const whole = document.getElementById("lr-progress");
if (whole) {
  watchButtons(whole);
}
show();
