"""A quiz as plain accessible HTML: radio buttons, answers read aloud, and all reasons folded away below."""

import re
from collections.abc import Sequence
from html import escape

from lrlib.pictures.misconceptions import MISCONCEPTIONS
from lrlib.pictures.page import name_of
from lrlib.pictures.scripts import script, style

Answers = Sequence[tuple[str, bool, str]]
Question = tuple[str, Answers] | tuple[str, Answers, str]
MARKUP = re.compile(r"<(?!/?(?:sub|sup|em|b|code)>|\s)|&(?!#?\w+;|\s)")  # what may not stand in a text


class Quiz:
    """A quiz that displays itself.

    Parameters
    ----------
    key : str
        Names the quiz in the page.
    questions : sequence
        Checked questions, as `quiz` takes them.
    """

    def __init__(self, key: str, questions: Sequence[Question]) -> None:
        self.key, self.questions = key, questions

    def __repr__(self) -> str:
        """Name the quiz and count its questions."""
        return f"Quiz {self.key!r}: {len(self.questions)} questions"

    def _repr_html_(self) -> str:
        name = name_of("quiz", self.key)
        asked = "\n".join(
            fieldset(f"{name}-{i}", f"{i}. {text}", *rest) for i, (text, *rest) in enumerate(self.questions, 1)
        )
        return (
            f'<div class="lr-quiz" id="{name}">{style("quiz")}\n{asked}\n{self._folded()}\n{script("quiz", name)}</div>'
        )

    def _folded(self) -> str:
        def line(answer: str, right: bool, reason: str) -> str:
            return f"<li>{'✓' if right else '✗'} {answer}: {reason}</li>"

        lists = "".join(
            f"<li><ul>{''.join(line(*answer) for answer in answers)}</ul></li>" for _, answers, *_ in self.questions
        )
        return f"<details><summary>All answers with their reasons</summary><ol>{lists}</ol></details>"


def fieldset(name: str, text: str, answers: Answers, treats: str = "") -> str:
    """Return one question as HTML: labelled radio buttons that hold their reasons, and the place of what is said.

    Parameters
    ----------
    name : str
        Unique in the page: the ids of the answers are made of it.
    text : str
        The question.
    answers : sequence of (str, bool, str)
        For each its text, whether it is right, and the reason.
    treats : str
        The misconception that the question treats, or nothing.

    Returns
    -------
    str
        A fieldset.
    """
    options = "\n".join(
        f'<label for="{name}-{j}"><input type="radio" id="{name}-{j}" name="{name}" '
        f'value="{"right" if right else "wrong"}" data-reason="{escape(reason)}"> {answer}</label>'
        for j, (answer, right, reason) in enumerate(answers, 1)
    )
    mark = f' data-treats="{treats}"' if treats else ""
    out = '<output aria-live="polite"></output>'
    return f"<fieldset{mark}>\n<legend>{text}</legend>\n{options}\n{out}\n</fieldset>"


def quiz(key: str, questions: Sequence[Question]) -> Quiz:
    """Return a quiz, to be shown as the last line of a cell.

    Parameters
    ----------
    key : str
        Lower-case letters, digits and hyphens; unique in the book.
    questions : sequence of (str, sequence of (str, bool, str)) or of the same with a third str
        Question, and for each answer its text, whether it is right, and the reason; third, the name of the
        misconception that it treats. Text with sub, sup, em, b and code as its only tags and without dollar signs:
        Colab sets no mathematics inside HTML.

    Returns
    -------
    Quiz
        Displays itself.

    Raises
    ------
    ValueError
        If the key has other characters, there is no question, a question lacks its text, answers or reasons, holds
        another tag, treats a misconception that is not in the list, or not exactly one answer is right.

    Examples
    --------
    >>> quiz("sum", [("1 + 1?", [("2", True, "One and one."), ("3", False, "One too many.")])])
    Quiz 'sum': 1 questions
    """
    name_of("quiz", key)
    if not questions or not all(text.strip() for text, *_ in questions):
        raise ValueError(f"the quiz {key!r} has no question, or an empty one; wanted is text for each")
    for text, answers, *treats in questions:
        if unknown := set(treats) - set(MISCONCEPTIONS):
            raise ValueError(f"{text!r} treats {unknown}; wanted is a name in lrlib.pictures.misconceptions")
        right = sum(right for _, right, _ in answers)
        if len(answers) < 2 or right != 1:
            raise ValueError(
                f"{text!r} has {len(answers)} answers, {right} of them right; wanted are two or more, "
                "exactly one of them right"
            )
        if not all(answer.strip() and reason.strip() for answer, _, reason in answers):
            raise ValueError(f"an answer to {text!r} is empty or lacks its reason; wanted is a reason for each")
        if found := next(filter(None, map(MARKUP.search, (text, *(a + r for a, _, r in answers)))), None):
            raise ValueError(
                f"{text!r} holds {found[0]!r} that is no tag; wanted is &lt; or &amp;, or sub, sup, em, b, code"
            )
        if any("$" in part for part in (text, *(a + r for a, _, r in answers))):
            raise ValueError(f"{text!r} holds a dollar sign; wanted is HTML, since Colab sets no mathematics there")
    return Quiz(key, questions)
