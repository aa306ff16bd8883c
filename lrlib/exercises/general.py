"""What can be told of wrong values without a known mistake of the exercise: an error, a shape, a sign, a factor."""

import re
from collections.abc import Sequence
from typing import Any

import numpy as np

from lrlib import activations, data, descent, logistic, metrics, one_vs_all, softmax
from lrlib.exercises.trial import Trial, shape

HOMES = (activations, data, descent, logistic, metrics, one_vs_all, softmax)  # what chapters 1 to 9 import from

COLUMN = (
    "a shape of (m, m) may come of a column of shape (m, 1) that met an array of shape (m,), of a product such as "
    "X @ X.T, or of whole columns where one entry of each row is wanted"
)
BASE = "Which base has your logarithm: e, 2 or 10?"
ROOT = "What stands inside the root, and what outside?"
FACTORS = (
    *((100.0, "Is a share asked for, or a percentage?"), (0.01, "Is a share asked for, or a percentage?")),
    *((1 / float(np.log(base)), BASE) for base in (2, 10)),
    *((float(np.log(base)), BASE) for base in (2, 10)),
    *((2**power, ROOT) for power in (0.5, -0.5)),
)


def misordered(names: Sequence[str], trials: Sequence[Trial]) -> str | None:
    """Return in words that a function takes the right arguments in another order.

    Parameters
    ----------
    names : sequence of str
        As the stub has them.
    trials : sequence of Trial
        All.

    Returns
    -------
    str or None
        None where it does not.
    """
    takes = next((list(t.outcome.takes) for t in trials if t.outcome.takes), [])
    if sorted(takes) != sorted(names) or takes == list(names):
        return None
    return f"it takes ({', '.join(takes)}); the order is ({', '.join(names)})"


def stopped(error: str, names: Sequence[str], arguments: Sequence[Any]) -> str:
    """Return a question about an error, where its words tell what is behind it.

    Parameters
    ----------
    error : str
        As Python says it.
    names : sequence of str
        Of the arguments.
    arguments : sequence
        Of the call.

    Returns
    -------
    str
        Empty where they do not.
    """
    if "truth value of an array" in error:
        return (
            "if, while, and, or and not ask for one answer, and an array has many: does np.where(condition, a, b), "
            "& or | say what you mean?"
        )
    if "can be converted to Python scalars" in error:
        return (
            "int, float and the functions of math take one number, those of NumPy an array: which of them do you call? "
            "An array has .astype(int), too."
        )
    if unknown := re.search(r"name '(\w+)' is not defined", error):
        return f"nothing is called {unknown[1]} where your function looks: {_home(unknown[1])}"
    sizes = [name for name, given in zip(names, arguments, strict=False) if isinstance(given, int | np.integer)]
    if "out of bounds" in error and sizes:
        return f"how large is the array that you make, and does {' or '.join(sizes)} say how large it has to be?"
    return ""


def _home(name: str) -> str:
    """Return what to write so that there is something of that name."""
    for module in HOMES:
        if name == module.__name__.rpartition(".")[2]:
            return f"is it lrlib's? Then write `from lrlib import {name}` above."
        if callable(getattr(module, name, None)):
            return f"is it lrlib's? Then write `from {module.__name__} import {name}` above, or define it yourself."
    return "is it spelled otherwise above, or is the cell that defines it not run yet?"


def misshaped(trials: Sequence[Trial]) -> tuple[Trial, str, str] | None:
    """Return a trial whose result has another shape, the name of the mistake, and what is seen.

    Parameters
    ----------
    trials : sequence of Trial
        All that returned.

    Returns
    -------
    tuple or None
        None where all shapes are right.
    """
    pairs = [(trial, list(trial.pairs())) for trial in trials]
    bad = [t for t, parts in pairs if any(a is not None and b is not None and a.shape != b.shape for a, b in parts)]
    if not bad:
        return None
    flat = [(a, b) for _, parts in pairs for a, b in parts]
    turned = all(a is not None and a.shape == b.T.shape and np.allclose(a, b.T) for a, b in flat)
    squares = [t for t in bad if _examples(t) > 1] if not turned and all(map(_is_square, bad)) else []
    shown = min(squares or bad, key=Trial.size)
    seen = f"the shape is {shape(shown.outcome.value)}; expected is {shape(shown.expected)}"
    if squares:
        seen += f"; {COLUMN}"
    return shown, "transposed-result" if turned else "wrong-shape", seen


def _is_square(trial: Trial) -> bool:
    """Say whether each example has met each: a table of them came where a row or a number is expected."""
    flat = not isinstance(trial.expected, tuple) and np.ndim(trial.expected) < 2
    return flat and shape(trial.outcome.value) == (_examples(trial), _examples(trial))


def _examples(trial: Trial) -> int:
    """Return how many rows the first table has that is given, or the first array where there is no table."""
    sizes = [(-a.ndim, len(a)) for a in trial.arguments if isinstance(a, np.ndarray) and a.ndim]
    return min(sizes, key=lambda size: size[0])[1] if sizes else 0


def multiple(trials: Sequence[Trial]) -> float | None:
    """Return the factor between all that came and all that was expected.

    Parameters
    ----------
    trials : sequence of Trial
        All.

    Returns
    -------
    float or None
        None where there is no such factor, or it is 1 or 0.
    """
    pairs = [pair for trial in trials for pair in trial.pairs()]
    if not pairs or any(a is None or b is None or a.shape != b.shape for a, b in pairs):
        return None
    came, wanted = (np.concatenate([pair[i].ravel() for pair in pairs]) for i in (0, 1))
    if not np.isfinite(came).all() or not wanted.any():
        return None
    factor = float(came @ wanted / (wanted @ wanted))
    same = np.allclose(came, factor * wanted, rtol=1e-5, atol=1e-7)
    return factor if same and abs(factor) > 1e-6 and abs(factor - 1) > 1e-3 else None


def asked_of(factor: float) -> str:
    """Return a question about a factor that tells where it comes from.

    Parameters
    ----------
    factor : float
        Between all that came and all that was expected.

    Returns
    -------
    str
        Empty where it tells nothing.
    """
    return next((question for size, question in FACTORS if abs(factor / size - 1) < 1e-4), "")


def truncated(trials: Sequence[Trial], failed: Sequence[Trial]) -> bool:
    """Say whether all that is wrong are the decimals that whole numbers as input have cost, where others cost none.

    Parameters
    ----------
    trials : sequence of Trial
        All.
    failed : sequence of Trial
        The wrong ones.

    Returns
    -------
    bool
        False where what was expected has no decimals, and where all input is whole.
    """
    if all(map(_is_whole, trials)):
        return False
    return all(_is_whole(t) and all(_is_cut(a, b) for a, b in t.pairs()) for t in failed)


def _is_whole(trial: Trial) -> bool:
    arrays = [a for a in trial.arguments if isinstance(a, np.ndarray)]
    return bool(arrays) and all(a.dtype.kind in "iu" for a in arrays)


def _is_cut(came: Any, wanted: Any) -> bool:
    if came is None or wanted is None or came.shape != wanted.shape:
        return False
    if not np.isfinite(came).all():
        return False
    if (came % 1 == 0).all() and not (wanted % 1 == 0).all():  # cut off at each step, not only at the end
        return True
    return any(np.array_equal(came, cut(np.round(wanted, 9))) for cut in (np.trunc, np.floor, np.rint))


def lost(trial: Trial) -> bool:
    """Say whether a value was lost: it is gone, or NumPy has warned of what leaves none, and another stands there.

    That an exp has overflowed is no sign of it: in 1 / (1 + exp(-z)) this spoils nothing. Labels do not show it.

    Parameters
    ----------
    trial : Trial
        A wrong one.

    Returns
    -------
    bool
        False for a finite value that is merely another.
    """
    warned = trial.outcome.warned
    labels = np.asarray(trial.expected).dtype.kind in "iu" if not isinstance(trial.expected, tuple) else False
    return gone(trial) or (trial.returned and bool(warned) and (labels or not warned.startswith("overflow")))


def gone(trial: Trial) -> bool:
    """Say whether no number is left: an overflow stopped the function, or what came is nan or inf.

    Parameters
    ----------
    trial : Trial
        A wrong one.

    Returns
    -------
    bool
        False where another number stands in its place, warned of or not.
    """
    if not trial.returned:
        return trial.outcome.error.startswith(("OverflowError", "FloatingPointError", "ZeroDivisionError"))
    return any(a is not None and not np.isfinite(a).all() for a, _ in trial.pairs())
