"""All templates, in the order of the chapters, and how one is drawn."""

import difflib
from types import SimpleNamespace
from zlib import crc32

import numpy as np

from lrlib.questions import printed
from lrlib.questions.bank import (
    categories,
    classes,
    cost,
    decisions,
    derivation,
    descent,
    fit,
    layers,
    loss,
    penalties,
    rare,
    report,
    sigmoid,
    softmax,
    training,
    valley,
)
from lrlib.questions.practices import Practice
from lrlib.questions.question import Answer, Question
from lrlib.questions.template import Template

GROUPS = (
    *(decisions, sigmoid, cost, descent, classes, softmax, loss, derivation, training),
    *(fit, rare, penalties, categories, valley, layers, report),
)
ALL: dict[str, Template] = {template.name: template for group in GROUPS for template in group.TEMPLATES}
TRIES = 100


def names(chapter: int | None = None) -> list[str]:
    """Return the names of all templates, or of those of a chapter.

    Parameters
    ----------
    chapter : int, optional
        A chapter that has templates, from 1 to 19.

    Returns
    -------
    list of str
        In the order of the chapters.

    Examples
    --------
    >>> names(6)[0]
    'softmax-by-hand'
    """
    return [name for name, template in ALL.items() if chapter in (None, template.chapter)]


def draw(name: str, seed: int) -> Question:
    """Return a question with numbers of its own: the same for the same name and seed.

    Parameters
    ----------
    name : str
        As `names` gives it.
    seed : int
        0 or more.

    Returns
    -------
    Question
        Its answers all differ as they are printed.

    Raises
    ------
    TypeError, ValueError
        If there is no such template, or the seed is no whole number from 0 on.

    Examples
    --------
    >>> print(draw("threshold-from-prices", 3).solution.splitlines()[-1])
    2. The threshold is 3/(3 + 14) ≈ 0.1765.
    """
    if not isinstance(name, str):
        raise TypeError(f"the name is {type(name).__name__}; wanted is text, such as 'softmax-by-hand'")
    if name not in ALL:
        near = difflib.get_close_matches(name, ALL, n=3, cutoff=0.4) or list(ALL)
        raise ValueError(f"there is no question {name[:60]!r}; wanted is one of {', '.join(near)}")
    if isinstance(seed, bool) or not isinstance(seed, (int, np.integer)):
        raise TypeError(f"the seed is {seed!r}; wanted is a whole number, 0 or more")
    if seed < 0:
        raise ValueError(f"the seed is {seed}; wanted is a whole number, 0 or more")
    rng = np.random.default_rng([crc32(name.encode()), int(seed)])
    for _ in range(TRIES):
        if (question := _drawn(ALL[name], int(seed), rng)) is not None:
            return question
    raise ValueError(f"{name} found no numbers with answers that differ in {TRIES} draws: widen its numbers")


def practice(chapter: int, each: int = 3) -> Practice:
    """Return questions of a chapter to practise on, to be shown as the last line of a cell.

    Parameters
    ----------
    chapter : int
        One that has templates, from 1 to 19.
    each : int
        How many are drawn of each kind.

    Returns
    -------
    Practice
        Displays itself: one question at a time, with a button for another one like this.

    Raises
    ------
    ValueError
        If there is no such chapter, nothing is drawn, or a template has not so many different questions.

    Examples
    --------
    >>> practice(6)
    Practice for chapter 6: 6 kinds, 18 questions
    """
    if not names(chapter) or each < 1:
        having = ", ".join(str(n) for n in dict.fromkeys(template.chapter for template in ALL.values()))
        raise ValueError(f"chapter {chapter!r}, {each!r} of each kind; wanted is a chapter of {having}, and 1 or more")
    return Practice(chapter, [_different(name, each) for name in names(chapter)])


def _different(name: str, number: int) -> list[Question]:
    """Return the first questions of a template that all differ."""
    found: dict[str, Question] = {}
    for seed in range(1, 1 + TRIES):
        question = draw(name, seed)
        found.setdefault(question.words, question)
        if len(found) == number:
            return list(found.values())
    raise ValueError(
        f"{name} has {len(found)} different questions in {TRIES} draws, wanted are {number}: ask for fewer"
    )


def _drawn(template: Template, seed: int, rng: np.random.Generator) -> Question | None:
    """Return the question with the next numbers; None where two of its answers look the same."""
    given = template.numbers(rng)
    d = SimpleNamespace(**given)
    values = [
        (template.right(d), template.reason, ""),
        *((w.value(d), w.reason, w.misconception) for w in template.wrong),
    ]
    words = [printed.value(value, template.places) for value, _, _ in values]
    if len(set(words)) < len(words):
        return None
    answers = [Answer(value, said, reason(d), name) for said, (value, reason, name) in zip(words, values, strict=True)]
    return Question(
        template.name,
        seed,
        template.chapter,
        template.marks,
        given,
        template.text(d),
        tuple(answers[i] for i in rng.permutation(len(answers))),
        tuple(step(d) for step in template.steps),
    )
