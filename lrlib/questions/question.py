"""A question whose numbers are drawn: as text, as a quiz on a page, and as Markdown."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lrlib.exercises.mistakes import CATALOGUE
from lrlib.pictures.misconceptions import MISCONCEPTIONS
from lrlib.pictures.quizzes import Quiz, quiz
from lrlib.questions import spelling


@dataclass(frozen=True)
class Answer:
    """One answer to choose.

    Attributes
    ----------
    value : object
        A number, a row of numbers, or words.
    words : str
        As it is printed, with formulas between dollar signs.
    reason : str
        Why it is right, or why it is not.
    misconception : str
        The name of what leads to it; empty for the right one.
    """

    value: Any
    words: str
    reason: str
    misconception: str = ""

    @property
    def text(self) -> str:
        """Return the answer as a terminal shows it.

        Returns
        -------
        str
            Without dollar signs.
        """
        return spelling.text(self.words)

    @property
    def thought(self) -> str:
        """Return what a person thinks who gives this answer.

        Returns
        -------
        str
            In the words of the list that holds the misconception; empty for the right answer.
        """
        name = self.misconception
        return MISCONCEPTIONS[name] if name in MISCONCEPTIONS else CATALOGUE[name].title if name else ""


@dataclass(frozen=True, repr=False)
class Question:
    """A question, its answers in the order in which they are shown, and its solution.

    Attributes
    ----------
    name : str
        Of the template.
    seed : int
        What its numbers were drawn from.
    chapter : int
        From 1 to 19.
    marks : int
        What it earns in an exam.
    numbers : mapping
        The numbers that were drawn.
    words : str
        The question, with formulas between dollar signs.
    answers : tuple of Answer
        Exactly one of them is right.
    steps : tuple of str
        The solution.
    """

    name: str
    seed: int
    chapter: int
    marks: int
    numbers: Mapping[str, Any]
    words: str
    answers: tuple[Answer, ...]
    steps: tuple[str, ...]

    @property
    def right(self) -> Answer:
        """Return the right answer.

        Returns
        -------
        Answer
            The one without a misconception.
        """
        return next(answer for answer in self.answers if not answer.misconception)

    @property
    def wrong(self) -> tuple[Answer, ...]:
        """Return the wrong answers.

        Returns
        -------
        tuple of Answer
            In the order in which they are shown.
        """
        return tuple(answer for answer in self.answers if answer.misconception)

    @property
    def solution(self) -> str:
        """Return the solution as text.

        Returns
        -------
        str
            One step a line.
        """
        return "\n".join(f"{i}. {spelling.text(step)}" for i, step in enumerate(self.steps, 1))

    def quiz(self) -> Quiz:
        """Return the question as a quiz, to be shown as the last line of a cell.

        Returns
        -------
        Quiz
            Of this one question.
        """
        treated = [a.misconception for a in self.wrong if a.misconception in MISCONCEPTIONS]
        answers = [(spelling.html(a.words), not a.misconception, spelling.html(a.reason)) for a in self.answers]
        text = spelling.html(self.words)
        return quiz(f"{self.name}-{self.seed}", [(text, answers, treated[0]) if treated else (text, answers)])

    def markdown(self, *, key: bool = False) -> str:
        """Return the question as Markdown.

        Parameters
        ----------
        key : bool
            Whether to add the right answer, the solution and what the wrong answers come from.

        Returns
        -------
        str
            With formulas between dollar signs.
        """
        letters = "abcdefgh"
        listed = [f"{letter}. {answer.words}" for letter, answer in zip(letters, self.answers, strict=False)]
        if not key:
            return "\n".join([self.words, "", *listed])
        at = letters[self.answers.index(self.right)]
        steps = [f"{i}. {step}" for i, step in enumerate(self.steps, 1)]
        wrong = [f"- {a.words} ({a.misconception}): {a.reason}" for a in self.wrong]
        why = f"Right is {at}, {self.right.words}: {self.right.reason}"
        return "\n".join([self.words, "", *listed, "", why, "", *steps, "", *wrong])

    def _repr_html_(self) -> str:
        return self.quiz()._repr_html_()

    def __repr__(self) -> str:
        """Show question and answers; the solution is asked for."""
        listed = [f"  {letter}) {a.text}" for letter, a in zip("abcdefgh", self.answers, strict=False)]
        return "\n".join([spelling.text(self.words), *listed])
