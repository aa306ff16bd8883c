"""What an exercise is: data. The judge, the page and the grader read it; nothing else has to change for a new one.

How to write one is told, with an example, in docs/exercises.md.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

Arguments = tuple[Any, ...]
Cases = Callable[[np.random.Generator], Iterable[Arguments]]
Answered = tuple[Arguments, Any, Any, bool]  # arguments, what came, what was expected, whether it is right
Seen = tuple[int, str]  # the number of the call that shows it, and what is seen there


@dataclass(frozen=True)
class Mimic:
    """A known mistake as the wrong formula itself: who agrees with it, and not with lrlib, makes that mistake.

    Attributes
    ----------
    mistake : str
        Its name in `lrlib.exercises.mistakes`.
    function : callable
        The wrong formula, with the arguments of the exercise.
    variants : sequence
        Values of one more, last argument, such as the eps of log(p + eps).
    seen : str
        What is seen of it, where the name alone does not say it.
    words : mapping
        Where a text of the exercise or of the catalogue is not true of this formula: another title, hint or why.
    """

    mistake: str
    function: Callable[..., Any]
    variants: Sequence[Any] = ()
    seen: str = ""
    words: Mapping[str, str] = field(default_factory=dict)

    def forms(self) -> list[Callable[..., Any]]:
        """Return the wrong formula, once for each variant.

        Returns
        -------
        list of callable
            Each takes the arguments of the exercise.
        """
        if not self.variants:
            return [self.function]
        return [lambda *a, v=variant: self.function(*a, v) for variant in self.variants]


@dataclass(frozen=True)
class Only:
    """A known mistake by where it is right: on just those inputs for which `when` holds, and wrong on all others.

    Attributes
    ----------
    mistake : str
        Its name in `lrlib.exercises.mistakes`.
    when : callable
        Takes the arguments of a case; true where the mistake does not show.
    """

    mistake: str
    when: Callable[..., bool]


@dataclass(frozen=True)
class Trap:
    """A known mistake by a sign that it leaves, also where the result is within the tolerance.

    Attributes
    ----------
    mistake : str
        Its name in `lrlib.exercises.mistakes`.
    sign : callable
        Takes (arguments, what came, what was expected); true where the sign is seen.
    remark : str
        What is said of it where the function passes all the same; empty where it does not pass.
    words : mapping
        Where a text of the exercise or of the catalogue is not true of this sign: another title, hint or why.
    everywhere : bool
        Whether a call that is wrong and shows no sign clears the function: what was seen elsewhere came by chance.
    """

    mistake: str
    sign: Callable[[Arguments, Any, Any], bool]
    remark: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    everywhere: bool = False


@dataclass(frozen=True)
class Pattern:
    """A known mistake by what all calls show together, where more than one answer is right.

    Attributes
    ----------
    mistake : str
        Its name in `lrlib.exercises.mistakes`.
    sign : callable
        Takes (arguments, what came, what was expected, whether that is right) of all calls; returns the number of the
        call that shows the mistake with what is seen of it, or None.
    words : mapping
        Where a text of the exercise or of the catalogue is not true of this pattern: another title, hint or why.
    """

    mistake: str
    sign: Callable[[Sequence[Answered]], Seen | None]
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Beyond:
    """A call that a right function need not survive: one that does not passes with a remark.

    Attributes
    ----------
    arguments : tuple
        Of the call.
    remark : str
        What is said then.
    """

    arguments: Arguments
    remark: str


@dataclass(frozen=True)
class Exercise:
    """One function that the student writes.

    Attributes
    ----------
    name : str
        Of the exercise and of its function.
    chapter : int
        Where it stands.
    title, task : str
        What to do, in Markdown; the stub's docstring gives the shapes.
    minutes : int
        How long it takes.
    stub : str
        The source that the student starts from; it runs.
    reference : callable
        What is expected for a case: lrlib's own function, or one that calls it.
    cases : callable
        Takes a generator of random numbers, gives the arguments of each call, small ones first.
    wrong : sequence
        Known mistakes, of the kinds `Mimic`, `Only`, `Trap` and `Pattern`; the first that fits is named.
    hints : sequence of str
        Two or more, from a nudge to nearly the answer.
    words : mapping
        Where a text of the catalogue is not true here: by the name of the mistake, another title, hint or why.
    returns : str or tuple of str
        array, labels (whole numbers), number or any; a tuple of these for a function that returns several.
    solution : callable, sequence of callables, or str
        What `solution` shows: functions of lrlib, or lines that use them.
    extremes : callable or None
        Like `cases`: inputs so large or small that only a stable formula is right.
    beyond : sequence of Beyond
        What is asked at the end; wrong answers cost a remark.
    breaks_at : callable or None
        Takes a size t = 1, 2, ... and gives arguments as large, to find where an unstable formula breaks.
    agrees : callable or None
        Takes (arguments, came, expected) where more than one answer is right, such as a fit.
    told : callable or None
        Takes (arguments, came, expected); returns what is seen of wrong values and a question, where that says more
        than single entries; None where it does not.
    rtol, atol : float
        What may differ otherwise; wider where the student computes in float32.
    seconds : float
        Of processor time, for each call.
    chance : bool
        Whether the function may draw random numbers, from NumPy's global generator too.
    """

    name: str
    chapter: int
    title: str
    task: str
    minutes: int
    stub: str
    reference: Callable[..., Any]
    cases: Cases
    wrong: Sequence[Mimic | Only | Trap | Pattern]
    hints: Sequence[str]
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    returns: str | tuple[str, ...] = "array"
    solution: Any = None
    extremes: Cases | None = None
    beyond: Sequence[Beyond] = ()
    breaks_at: Callable[[float], Arguments] | None = None
    agrees: Callable[[Arguments, Any, Any], bool] | None = None
    told: Callable[[Arguments, Any, Any], tuple[str, str] | None] | None = None
    rtol: float = 1e-6
    atol: float = 1e-8
    seconds: float = 1.0
    chance: bool = False
    seed: int = field(default=5)

    def ordinary(self) -> list[Arguments]:
        """Return the cases.

        Returns
        -------
        list of tuple
            The same at every call.
        """
        return [tuple(case) for case in self.cases(np.random.default_rng(self.seed))]

    def extreme(self) -> list[Arguments]:
        """Return the extreme cases.

        Returns
        -------
        list of tuple
            The same at every call.
        """
        return [tuple(c) for c in self.extremes(np.random.default_rng(self.seed + 1))] if self.extremes else []


def single(arguments: Arguments) -> Arguments:
    """Return the arguments with every array of float64 as float32.

    Parameters
    ----------
    arguments : tuple
        Of a case.

    Returns
    -------
    tuple
        The same values, rounded.

    Examples
    --------
    >>> single((np.ones(1), 2))
    (array([1.], dtype=float32), 2)
    """
    return tuple(a.astype(np.float32) if isinstance(a, np.ndarray) and a.dtype == float else a for a in arguments)


def listed(arguments: Arguments) -> Arguments:
    """Return the arguments with every array as a list.

    Parameters
    ----------
    arguments : tuple
        Of a case.

    Returns
    -------
    tuple
        The same values.

    Examples
    --------
    >>> listed((np.ones(1), 2))
    ([1.0], 2)
    """
    return tuple(a.tolist() if isinstance(a, np.ndarray) else a for a in arguments)
