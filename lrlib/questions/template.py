"""What a question is before its numbers are drawn: data. The bank draws it, the page and the exam show it."""

from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import numpy as np

Words = Callable[[SimpleNamespace], str]
Value = Callable[[SimpleNamespace], Any]


@dataclass(frozen=True)
class Wrong:
    """A wrong answer as the wrong formula itself.

    Attributes
    ----------
    misconception : str
        Its name in `lrlib.pictures.misconceptions` or `lrlib.exercises.mistakes`.
    value : callable
        The wrong formula, of the numbers that were drawn.
    reason : callable
        Why it is wrong, said with these numbers.
    """

    misconception: str
    value: Value
    reason: Words


@dataclass(frozen=True)
class Template:
    """A question whose numbers are not drawn yet; its words may hold formulas between dollar signs.

    Attributes
    ----------
    name : str
        Lower-case letters, digits and hyphens.
    chapter : int
        From 1 to 19.
    marks : int
        What the right answer earns in an exam, its way shown.
    numbers : callable
        Draws the numbers.
    text : callable
        The question.
    right : callable
        The right answer, by lrlib's functions.
    reason : callable
        Why it is right, in a line.
    wrong : tuple of Wrong
        Two or more.
    steps : tuple of callable
        The solution, step by step.
    places : int
        Decimals of a printed answer.
    """

    name: str
    chapter: int
    marks: int
    numbers: Callable[[np.random.Generator], dict[str, Any]]
    text: Words
    right: Value
    reason: Words
    wrong: tuple[Wrong, ...]
    steps: tuple[Words, ...]
    places: int = 4
