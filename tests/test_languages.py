"""Other languages: no sentence is missing, a translation keeps what is no word, and English stays byte for byte."""

import ast
import importlib.util
import json
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from lrlib import languages
from lrlib.languages import javascript, python
from lrlib.languages.sentence import is_said, split

sys.path.append(str(Path(__file__).parent.parent / "scripts" / "languages"))

import catalogues
import editions
import pages
import sources

ROOT = Path(__file__).parent.parent
CHAPTERS = sorted((ROOT / "chapters").glob("*.ipynb"))
FILES = sorted([*ROOT.glob("locale/*/LC_MESSAGES/**/*.po"), *ROOT.glob("lrlib/locale/*/LC_MESSAGES/*.po")])
FIRST = ROOT / "chapters" / "01-classification.ipynb"
every_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


@pytest.mark.parametrize("language", catalogues.languages())
def test_every_sentence_of_a_translated_page_is_translated(language):
    lacking = catalogues.missing(language)
    told = [f"{file}: to be translated anew: {sentence!r}" for file, some in lacking.items() for sentence in some]
    assert not told, "\n".join([*told, f"make gettext INTO={language} lists them, empty, in the file"])


def places(text):
    """The places of a sentence, where something is computed."""
    found = re.findall(r"\{\{|\}\}|\{((?:[^{}]|\{[^{}]*\})+)\}", text)
    return Counter(place for place in found if place)


def python_like(text):
    """Whether a sentence of a page comes from a cell's code: Markdown has braces in its formulas alone."""
    return "$" not in text and "\\" not in text


def kept(text):
    """What a translation has to keep: formulas, code, links, numbers, and how often each mark stands."""
    math = [re.sub(r"\\text\{[^{}]*\}", "", formula) for formula in re.findall(r"\$[^$]+\$|^\\text.*|^p\\, .*", text)]
    bare = re.sub(r"\$[^$]+\$", "", text)
    code = re.findall(r"`[^`]+`", bare)
    links = re.findall(r"\]\(([^)]*)\)", bare)
    numbers = re.findall(
        r"\d+(?:\.\d+)*", re.sub(r"(?<=\d)[,\u202f ](?=\d{3}\b)", "", re.sub(r"\]\([^)]*\)", "", bare))
    )
    return {
        "formulas": Counter(math), "code": Counter(code), "links": Counter(links), "numbers": Counter(numbers),
        "bold": bare.count("**"), "tags": Counter(re.findall(r"</?\w+", bare)), "lines": text.count("\n\n"),
    }  # fmt: skip


@every_file
def test_a_translation_keeps_places_formulas_code_links_and_numbers(path):
    for message in catalogues.read(path):
        if not message.id or not message.string:
            continue
        assert not message.fuzzy, message.id
        old, new = kept(message.id), kept(message.string)
        if re.match(r"2\. Auflage|.*, 2\. Auflage", message.string):  # an ordinal, written otherwise
            old["numbers"] = new["numbers"]
        assert new == old, (message.id, message.string)
        if "chapters" not in path.parts or python_like(message.id):
            assert places(message.string) == places(message.id), message.id


def test_lrlib_reads_the_catalogues_as_babel_does():
    for path in FILES:
        found = [m for m in catalogues.read(path) if m.id and m.string]
        held = {f"{m.context}\x04{m.id}" if m.context else m.id: m.string for m in found}
        assert {key: entry.text for key, entry in languages.entries(path).items()} == held


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_a_page_that_says_the_same_is_the_same(path):
    old, new = (
        json.loads(path.read_text())["cells"],
        json.loads(pages.translated(path, lambda text: text, "de"))["cells"],
    )
    for one, other in zip(old, new, strict=True):
        if not "".join(one["source"]).startswith(pages.SET_UP):
            assert "".join(one["source"]) == "".join(other["source"])


@pytest.mark.parametrize("path", CHAPTERS[::3], ids=lambda path: path.stem)
def test_a_page_in_which_every_sentence_is_another_still_runs(path):
    made = json.loads(pages.translated(path, lambda text: text.replace("e", "ë") if "{" not in text else text, "de"))
    for cell in made["cells"]:
        if cell["cell_type"] == "code":
            ast.parse("".join(cell["source"]))


def test_an_english_sentence_that_has_changed_is_shown_in_english(tmp_path):
    held = languages.entries(catalogues.place("chapters/01-classification", "de"))
    before = "The **accuracy** is the share of right answers."
    notebook = FIRST.read_text(encoding="utf-8")
    assert before in notebook
    changed = tmp_path / FIRST.name
    changed.write_text(notebook.replace(before, "The **accuracy** is the portion of right answers."), encoding="utf-8")
    made = pages.translated(changed, lambda text: held[text].text if text in held else text, "de")
    assert "is the portion of right answers" in made
    assert "Warum keine Gerade?" in made
    (lacking,) = (text for _, text in pages.messages(changed) if text not in held)
    assert lacking.startswith("The **accuracy** is the portion")


@pytest.mark.parametrize(
    ("reader", "source", "said"),
    [
        (python, 'show(f"{count} hits are missed")', "{count} hits are missed"),
        (python, 'x = {"a": "One " "and two"}', "One and two"),
        (python, 'page = f\'<p class="a">Start {n} again</p><b aria-label="Said aloud">x</b>\'', "Said aloud"),
        (python, 'f"{x!r} is not {y:.3f} or {z:.{digits}f}"', "{x!r} is not {y:.3f} or {z:.{digits}f}"),
        (javascript, 'return n + " hits of " + all(n, "x");', '{n} hits of {all(n, "x")}'),
        (javascript, "say(`${a} of ${b.map((c) => `${c}`)} fetched`);", "{a} of {b.map((c) => `${c}`)} fetched"),
        (javascript, "/[\"']/.test(x) ? 'Right, so far' : 0", "Right, so far"),
    ],
)
def test_a_new_literal_that_says_something_is_found_and_can_be_said_otherwise(reader, source, said):
    assert said in [text for _, text in reader.messages(source)]
    made = reader.translated(
        source, *(["x.py"] if reader is python else []), lambda text: text.replace(said, f"¡{said}!")
    )
    assert "¡" in (ast.unparse(made) if reader is python else made)


@pytest.mark.parametrize(
    "source", ['raise ValueError("this came")', 'if "a word" in error: pass', 'd["key"]', 'f(".4f")']
)
def test_errors_and_what_is_compared_are_nobodys_words(source):
    assert list(python.messages(source)) == []


def test_the_order_of_places_is_the_translators():
    made = javascript.translated('f(n + " far " + things);', {"{n} far {things}": "{things}, {n} davon"}.get)
    assert made == 'f("" + things + ", " + n + " davon");'
    with pytest.raises(ValueError, match="other places than its original"):
        split("{things} only", ["n", "things"])


def test_every_module_that_speaks_is_read_and_every_single_word_stands_in_its_file():
    assert {name for name in sources.SILENT if not (ROOT / "lrlib" / name).exists()} == set()
    for file, words in sources.SINGLE.items():
        text = (ROOT / file).read_text(encoding="utf-8")
        assert [word for word in words if word.split("{")[0] not in text] == [], file


SCRIPT = """
import json, sys
from lrlib.exercises import judge, tasks, verdict, sandbox
from lrlib import data
said = []
for name, function in json.loads(sys.argv[1]):
    exercise, space = tasks.find(name), {}
    exec("import numpy as np\\nfrom lrlib import metrics\\n" + function, space)
    finding = judge.judge(exercise, sandbox.run(space[name], judge.calls(exercise)))
    said.append([finding.mistake, verdict.verdict(exercise, finding, attempt=2).message])
print(json.dumps([said, data.load("tumour").classes]))
"""
WRONG = [
    ("confusion", "def confusion(y, labels, K): return metrics.confusion(labels, y, K)"),
    ("confusion", "def confusion(y, labels, K): return np.diag(np.diag(metrics.confusion(y, labels, K)))"),
    ("threshold", "def threshold(a, b): return a / b"),
    ("threshold", "def threshold(a, b): return 3 * a / (a + b)"),
    ("threshold", "def threshold(a, b): return a / (a + b) + 0.125"),
    ("threshold", "def threshold(a, b): return [a / (a + b)]"),
    ("precision_recall", "def precision_recall(y, labels): return 0.5, 0.5"),
    (
        "precision_recall",
        "def precision_recall(y, labels): return metrics.accuracy(y, labels), metrics.recall(y, labels)",
    ),
    ("threshold", "def threshold(a, b): return a / (a + b)"),
]


def verdicts(language):
    """What check says in a language of some functions, and the classes of a data set."""
    environment = {**os.environ, "LRLIB_LANGUAGE": language, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", SCRIPT, json.dumps(WRONG)]
    return json.loads(subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True).stdout)


@pytest.mark.slow
def test_check_speaks_german_and_finds_the_same():
    (english, _), (german, classes) = verdicts(""), verdicts("de")
    assert classes == ["gutartig", "bösartig"]
    for (mistake, said), (same, gesagt) in zip(english, german, strict=True):
        assert same == mistake
        digits = [sorted(re.findall(r"\d+(?:\.\d+)?", text)) for text in (said, gesagt)]
        assert digits[0] == digits[1]
        english_lines, german_lines = said.split("\n"), gesagt.split("\n")
        assert len(english_lines) == len(german_lines)
        alike = [line for line, zeile in zip(english_lines, german_lines, strict=True) if line == zeile]
        assert not alike, alike


def test_a_language_that_is_not_there_is_named(monkeypatch):
    monkeypatch.setenv("LRLIB_LANGUAGE", "tlh")
    with pytest.raises(ValueError, match=f"lrlib speaks {', '.join(['en', *languages.LANGUAGES])}: choose one"):
        languages.chosen()


def test_english_loads_no_loader_of_its_own():
    code = "import sys, lrlib.exercises; print([f for f in sys.meta_path if 'lrlib' in type(f).__module__])"
    environment = {key: value for key, value in os.environ.items() if key != "LRLIB_LANGUAGE"}
    said = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == "[]"


def test_german_code_is_in_no_cache():
    spec = importlib.util.find_spec("lrlib.exercises.verdict")
    cached = Path(importlib.util.cache_from_source(spec.origin))
    assert not cached.exists() or b"bestanden" not in cached.read_bytes()


def test_words_are_told_from_names():
    assert [text for text in ("Hint", "the first", "No, not yet.", "Solve for p.") if not is_said(text)] == []
    assert [
        text
        for text in ("currentColor", "changes-argument", ".4f", "./answer.js", "lr-quiz", "m-4 0a4")
        if is_said(text)
    ] == []


def test_a_language_is_built_where_no_english_site_was(tmp_path, monkeypatch):
    site, built = tmp_path / "_build" / "html", []
    monkeypatch.setattr(editions, "SITE", site)
    monkeypatch.setattr(editions, "build", lambda language, target: built.append((language, target)))
    editions.main(["de"])
    assert built == [("de", site / "de")]
    assert 'lang="en"' in (site / "index.html").read_text(encoding="utf-8")
