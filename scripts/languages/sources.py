"""Where the words of the course stand: pages, lrlib and its scripts, the site's furniture; and what one page needs."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent))

import pages

from lrlib.exercises import tasks
from lrlib.exercises.mistakes import CATALOGUE, explain
from lrlib.languages import javascript, python
from lrlib.pictures.misconceptions import MISCONCEPTIONS
from lrlib.pictures.scripts import IMPORT
from lrlib.questions.bank import ALL

ROOT = Path(__file__).resolve().parents[2]
Found = tuple[str, str]  # a file, and a sentence in it
ROOMS = ("exercises", "pictures", "proofs", "questions")
DATA = "lrlib/data/sets.py"
SILENT = {  # modules that speak to instructors and authors, or hold patterns
    *("exercises/classroom.py", "exercises/commands.py", "exercises/grades.py", "exercises/grading.py"),
    *("exercises/rosters.py", "exercises/guard.py", "exercises/running.py", "exercises/examinee.py"),
    *("exercises/enclosure.py", "exercises/sandbox.py", "exercises/wire.py", "exercises/__main__.py"),
    *("exercises/meter.py", "exercises/state.py", "exercises/call.py", "exercises/parcel.py", "proofs/__main__.py"),
}
SITE = (
    "sphinx_ext/*.py",
    "runtime/cells.mjs",
    "runtime/play.mjs",
    "_static/*.mjs",
    "_static/*.js",
    "slides/deck.mjs",
    "scripts/languages/editions.py",
)
SINGLE = {  # words that stand alone, which nothing tells from a name: the files that say them to a reader
    "sphinx_ext/other_languages.py": (
        "next page",
        "previous page",
        "Light",
        "Dark",
        "Main",
        "Page",
        "Search",
        "Contents",
        "Repository",
    ),
    "sphinx_ext/mathml.py": ("equation",),
    "runtime/cells.mjs": ("stopped", "done", "runs …", "waits …", "did not run"),
    "sphinx_ext/portable_markup.py": ("question", "definition", "theorem", "exercise", "note", "tip", "take-away"),
    "lrlib/pictures/live/roc.py": ("threshold",),
    "lrlib/pictures/live/threshold.py": (
        *("problem", "threshold", "misses", "hits", "undefined", "says 0", "says 1", "is 0", "is 1"),
    ),
    "lrlib/pictures/browser/threshold.js": ("undefined",),
    DATA: (*("spam", "fraud", "tumour", "ham", "benign", "malignant", "genuine", "forged", "honest"),),
    "lrlib/exercises/difference.py": (
        *("{word} here", "large", "small", "first", "second", "third"),
        *("wrong: {part}{place}, {far}", "wrong: {part}{place or here}, {labels or far}"),
        *("wrong: {part.rstrip(', ')}, {far}", "wrong: {'; '.join(said)}{turned}"),
    ),
    "lrlib/exercises/relation.py": ("large", "small"),
}
ALWAYS = (  # what speaks on every page with exercises, a quiz and a live picture
    *(f"lrlib/exercises/{name}.py" for name in ("verdict", "judge", "difference", "relation", "general", "session")),
    *(f"lrlib/exercises/{name}.py" for name in ("excerpt", "trial")),
    *(f"lrlib/pictures/{name}.py" for name in ("controls", "frame", "page", "quizzes", "tables", "plots", "notebook")),
    *("lrlib/questions/practices.py", "lrlib/questions/question.py", "runtime/page.py"),
    *(f"lrlib/pictures/browser/{name}.js" for name in ("quiz", "practice", "answer")),
)
FURNITURE = (
    *(f"sphinx_ext/{name}.py" for name in ("portable_markup", "folds", "in_page", "verified", "progress", "deck")),
    *("sphinx_ext/page_facts.py", "sphinx_ext/slides.py", "sphinx_ext/finish.py", "sphinx_ext/published.py"),
    *(
        "sphinx_ext/other_languages.py",
        "scripts/languages/editions.py",
        "runtime/cells.mjs",
        "_static/progress.mjs",
        "sphinx_ext/mathml.py",
    ),
)
CODE = re.compile(  # what looks like words and is none
    "|".join(
        (
            *(r'="', "padding:", r"^\w[\w./]*/[\w./-]+\.\w+$", r"\.html\{", "<!--"),  # attributes, styles, paths
            *(r"^\w+ \w*\.[a-z_-]+$", r"^\.", "^fas? ", "_output |output lr-", "^math display$"),  # selectors, classes
            *(
                r"__\w+__",
                r"^Verdict\(",
                r"np\.array\(",
                r"exercises\.case\(",
                "dtype=",
                "%s",
                r"^Object\.",
            ),  # calls, logs
            *("^(?:upper|lower) (?:center|left|right)$", "^(?:MemoryError: |Elsewhere|Software)$"),  # names of others
        )
    )
)
NAMED = re.compile(r"\blive\.(\w+)\(")


def of_file(name: str) -> Iterator[Found]:
    """Yield the sentences of a file of Python or of a script, and the single words that are listed for it."""
    text = (ROOT / name).read_text(encoding="utf-8")
    reader = python if name.endswith(".py") else javascript
    for line, sentence in reader.messages(text):
        if sentence not in MISCONCEPTIONS and sentence not in CATALOGUE and not CODE.search(sentence):
            yield f"{name}:{line}", sentence
    for word in SINGLE.get(name, ()):
        yield name, word


def of_page(name: str) -> Iterator[Found]:
    """Yield the sentences of a page of the book."""
    path = next(path for path in (ROOT / f"{name}.ipynb", ROOT / f"{name}.md") if path.exists())
    for place, sentence in pages.messages(path):
        yield f"{path.relative_to(ROOT).as_posix()}:{place.rpartition(' ')[2]}", sentence


def of_lrlib() -> Iterator[Found]:
    """Yield all sentences of lrlib: its rooms that speak to a reader, their scripts, and Python in the page."""
    files = [*(p for room in ROOMS for p in (ROOT / "lrlib" / room).rglob("*.py")), ROOT / DATA]
    files += [*(ROOT / "lrlib/pictures/browser").glob("*.js"), ROOT / "runtime/page.py"]
    for path in sorted(files):
        if path.relative_to(ROOT / "lrlib" if path.is_relative_to(ROOT / "lrlib") else ROOT).as_posix() not in SILENT:
            yield from of_file(path.relative_to(ROOT).as_posix())


def of_site() -> Iterator[Found]:
    """Yield the sentences of the site's furniture."""
    for pattern in SITE:
        for path in sorted(ROOT.glob(pattern)):
            yield from of_file(path.relative_to(ROOT).as_posix())


def needed(name: str) -> dict[str, list[Found]]:
    """Return what has to be translated for a page to be whole, by domain: the page's own words, lrlib's, the site's."""
    return {
        name: [*of_page(name)],
        "lrlib": [*of_lrlib_on(name)],
        "site": [f for file in FURNITURE for f in of_file(file)],
    }


def of_lrlib_on(name: str) -> Iterator[Found]:
    """Yield the sentences of lrlib that a page can show: of its exercises, pictures and questions."""
    path = ROOT / f"{name}.ipynb"
    if not path.exists():
        return
    for file in (*ALWAYS, DATA, *_pictures(path.read_text(encoding="utf-8"))):
        yield from (found for found in of_file(file) if file != DATA or ":" not in found[0] or "{" in found[1])
    number = int(path.stem[:2]) if path.stem[:2].isdigit() else 0
    exercises = [exercise for exercise in tasks.ALL.values() if exercise.chapter == number]
    for exercise in exercises:
        yield from _of_exercise(exercise)
    named = {mistake: [CATALOGUE[mistake]] for mistake in _common()}
    for exercise in exercises:
        for mistake in {wrong.mistake for wrong in exercise.wrong}:
            named.setdefault(mistake, []).append(explain(mistake, exercise.words))
    own = {text for exercise in exercises for text in _own(exercise)}
    for mistake in sorted(named):
        for held in named[mistake]:
            said = [text for text in (held.title, held.hint, held.why) if text not in own]
            yield from (("lrlib/exercises/mistakes.py", text) for text in said)
    templates = [template for template in ALL.values() if template.chapter == number]
    for module in sorted({template.text.__module__ for template in templates}):
        yield from of_file(f"{module.replace('.', '/')}.py")
    treated = {wrong.misconception for template in templates for wrong in template.wrong} | _treated(path)
    for key in sorted(treated & set(MISCONCEPTIONS)):
        yield "lrlib/pictures/misconceptions.py", MISCONCEPTIONS[key]
    for key in sorted(treated & set(CATALOGUE)):
        yield "lrlib/exercises/mistakes.py", CATALOGUE[key].title


def _of_exercise(exercise: tasks.Exercise) -> Iterator[Found]:
    room = next(group for group in tasks.GROUPS if exercise in group.EXERCISES).__name__.replace(".", "/")
    said = [exercise.title, exercise.task, *exercise.hints, *(beyond.remark for beyond in exercise.beyond)]
    said += [text for wrong in exercise.wrong for text in (getattr(wrong, "seen", ""), getattr(wrong, "remark", ""))]
    said += _own(exercise)
    yield from ((f"{room}.py", text) for text in said if text)


def _own(exercise: tasks.Exercise) -> list[str]:
    """Return what an exercise, or a wrong formula of it, says of mistakes in words of its own."""
    held = [*exercise.words.values(), *(getattr(wrong, "words", {}) for wrong in exercise.wrong)]
    return [text for words in held for text in words.values()]


def _common() -> set[str]:
    """Return the mistakes that the judge itself names, whatever the exercise."""
    found = set()
    for file in ("judge", "general", "difference"):
        tree = ast.parse((ROOT / f"lrlib/exercises/{file}.py").read_text(encoding="utf-8"))
        found |= {
            node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
    return found & set(CATALOGUE)


def _treated(path: Path) -> set[str]:
    text = path.read_text(encoding="utf-8")
    return {key for key in MISCONCEPTIONS if f'\\"{key}\\"' in text}


def _pictures(text: str) -> Iterator[str]:
    """Yield the files of the live pictures of a page, and of the scripts that they run."""
    scripts: list[str] = []
    for name in dict.fromkeys(NAMED.findall(text)):
        yield f"lrlib/pictures/live/{name}.py"
        waiting = [name]
        while waiting:
            one = waiting.pop()
            if one not in scripts and (ROOT / f"lrlib/pictures/browser/{one}.js").exists():
                scripts.append(one)
                waiting += IMPORT.findall((ROOT / f"lrlib/pictures/browser/{one}.js").read_text(encoding="utf-8"))
    yield from (f"lrlib/pictures/browser/{name}.js" for name in scripts if name not in ("quiz", "practice", "answer"))
