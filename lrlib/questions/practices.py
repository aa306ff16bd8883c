"""Practice on a page: questions of one chapter, some of each kind, of which a reader sees one at a time."""

import json
from collections.abc import Sequence

from lrlib.pictures.page import name_of
from lrlib.pictures.quizzes import fieldset
from lrlib.pictures.scripts import script, style
from lrlib.questions import spelling
from lrlib.questions.question import Question

LIMIT = 40_000  # bytes of the whole, all its questions included
BUTTONS = '<button type="button">Another one like this</button> <button type="button">Another kind of question</button>'


class Practice:
    """Questions with drawn numbers that display themselves, with a button for another one like this.

    Parameters
    ----------
    chapter : int
        From 1 to 19.
    kinds : sequence of sequence of Question
        For each template what was drawn of it.
    """

    def __init__(self, chapter: int, kinds: Sequence[Sequence[Question]]) -> None:
        self.chapter, self.kinds = chapter, kinds

    def __repr__(self) -> str:
        """Name the chapter, and count kinds and questions."""
        count = sum(map(len, self.kinds))
        return f"Practice for chapter {self.chapter}: {len(self.kinds)} kinds, {count} questions"

    def _repr_html_(self) -> str:
        name = name_of("practice", str(self.chapter))
        shown = [[_shown(name, question) for question in kind] for kind in self.kinds]
        data = json.dumps(shown, separators=(",", ":"), ensure_ascii=False).replace("</", "<\\/")
        html = (
            f'<div class="lr-quiz lr-practice" id="{name}" role="group" aria-label="Questions with new numbers">'
            f"{style('quiz')}\n<p><b>Practise with other numbers</b></p>\n{shown[0][0]}\n<p hidden>{BUTTONS}</p>\n"
            f'<script type="application/json">{data}</script>\n{script("quiz", name)}\n{script("practice", name)}</div>'
        )
        if (size := len(html.encode())) > LIMIT:
            raise ValueError(f"{name} has {size} bytes; wanted are at most {LIMIT}: draw fewer of each kind")
        return html


def _shown(name: str, question: Question) -> str:
    """Return one question as HTML, its solution folded below."""
    answers = [(spelling.html(a.words), not a.misconception, spelling.html(a.reason)) for a in question.answers]
    steps = "".join(f"<li>{spelling.html(step)}</li>" for step in question.steps)
    asked = fieldset(name, spelling.html(question.words), answers)
    return f"{asked}<details><summary>Solution</summary><ol>{steps}</ol></details>"
