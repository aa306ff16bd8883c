r"""What is asked: the quizzes of the chapters, and drawn questions of which each student gets one of several.

Words are HTML whose formulas stand between \( and \), as Canvas and Moodle set them; `parts` takes the two apart.
"""

import ast
import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))  # the lrlib of this checkout

from lrlib import questions  # noqa: E402
from lrlib.pictures.quizzes import quiz  # noqa: E402

FORMULA = re.compile(r"\\\((.*?)\\\)", re.S)
ASKED = re.compile(r'^quiz\(\s*"', re.M)


@dataclass(frozen=True)
class Answer:
    """One answer: its words, whether it is right, and the reason, which the LMS shows as feedback."""

    words: str
    right: bool
    reason: str


@dataclass(frozen=True)
class Question:
    """A question with exactly one right answer."""

    name: str
    words: str
    answers: tuple[Answer, ...]
    steps: tuple[str, ...] = ()

    @property
    def solution(self) -> str:
        """Return the steps of its solution as HTML, or nothing."""
        return f"<ol>{''.join(f'<li>{step}</li>' for step in self.steps)}</ol>" if self.steps else ""


@dataclass(frozen=True)
class Pool:
    """Questions of one kind, of which each student is asked one."""

    name: str
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Sheet:
    """A quiz of an LMS."""

    name: str
    title: str
    pools: tuple[Pool, ...]

    def questions(self) -> Iterator[Question]:
        """Yield every question of every pool."""
        for pool in self.pools:
            yield from pool.questions


def chapters() -> dict[int, Path]:
    """Return the notebooks of the chapters by their number."""
    return {int(path.name[:2]): path for path in sorted((ROOT / "chapters").glob("[0-9][0-9]-*.ipynb"))}


def marked(words: str) -> str:
    r"""Return words with formulas between dollar signs as HTML with formulas between \( and \)."""
    pieces = re.split(r"\$([^$]+)\$", words)  # words, formula, words, ...
    return "".join(rf"\({escape(p, quote=False)}\)" if i % 2 else escape(p, quote=False) for i, p in enumerate(pieces))


def parts(html: str) -> list[tuple[str, str]]:
    """Return words as pairs of HTML and the LaTeX behind it; the last LaTeX is empty."""
    pieces = FORMULA.split(html)
    return list(zip(pieces[::2], [*pieces[1::2], ""], strict=True))


def of_chapter(number: int) -> Sheet:
    """Return the quiz of a chapter."""
    path = chapters()[number]
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    sources = [text for cell in cells if cell["cell_type"] == "code" and ASKED.search(text := "".join(cell["source"]))]
    if len(sources) != 1:
        raise SystemExit(f"{path.name} has {len(sources)} quizzes; wanted is one cell that begins with quiz(")
    call = next(n for n in ast.walk(ast.parse(sources[0])) if isinstance(n, ast.Call))
    shown = quiz(*map(ast.literal_eval, call.args))
    asked = [_question(f"{shown.key}-{i}", text, answers) for i, (text, answers, *_) in enumerate(shown.questions, 1)]
    heading = next(line for cell in cells for line in "".join(cell["source"]).splitlines() if line.startswith("# "))
    return Sheet(f"quiz-{number:02}", f"{number}. {heading.lstrip('# ')}", tuple(Pool(q.name, (q,)) for q in asked))


def _question(name: str, text: str, answers: Sequence[tuple[str, bool, str]]) -> Question:
    if "\\(" in "".join((text, *(words + reason for words, _, reason in answers))):
        raise SystemExit(rf"{name} holds \( in its words; an LMS would take it for the begin of a formula")
    return Question(name, _strict(text), tuple(Answer(_strict(w), right, _strict(r)) for w, right, r in answers))


def _strict(html: str) -> str:
    """Return HTML whose loose signs, which a page bears, are entities."""
    return re.sub(r"<(?=\s)", "&lt;", re.sub(r"&(?=\s)", "&amp;", html))


def drawn(number: int, seed: int, variants: int) -> Sheet | None:
    """Return the questions with drawn numbers of a chapter, so many of each template; None where there are none."""
    pools = []
    for name in questions.names(number):
        found = (questions.draw(name, seed + k) for k in range(variants))
        pools.append(Pool(name, tuple(map(_drawn, found))))
    return Sheet(f"drawn-{number:02}", f"{number}. Questions with your own numbers", tuple(pools)) if pools else None


def _drawn(asked: questions.Question) -> Question:
    answers = (Answer(marked(a.words), not a.misconception, marked(a.reason)) for a in asked.answers)
    return Question(f"{asked.name}-{asked.seed}", marked(asked.words), tuple(answers), tuple(map(marked, asked.steps)))


def all_sheets(numbers: Sequence[int], seed: int, variants: int) -> list[Sheet]:
    """Return the quiz and the drawn questions of each chapter, in order."""
    found = [sheet for n in numbers for sheet in (of_chapter(n), drawn(n, seed, variants))]
    return [sheet for sheet in found if sheet]
