"""What can be told of wrong values without a known mistake of the exercise: an error, a shape, a sign, a factor."""

import re
from collections.abc import Sequence
from typing import Any

import numpy as np

from lrlib import activations, data, descent, logistic, metrics, one_vs_all, softmax
from lrlib.exercises.trial import Trial, shape

HOMES = (activations, data, descent, logistic, metrics, one_vs_all, softmax)  # what chapters 1 to 9 import from

COLUMN = "an array of shape (m, 1) and one of shape (m,), where they meet, would make one of shape (m, m)"


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
    shown = min(bad, key=Trial.size)
    seen = f"the shape is {shape(shown.outcome.value)}; expected is {shape(shown.expected)}"
    examples = next((len(a) for a in shown.arguments if isinstance(a, np.ndarray) and a.ndim == 2), 0)
    wide = shape(shown.outcome.value)
    flat_wanted = not isinstance(shown.expected, tuple) and np.ndim(shown.expected) < 2
    if not turned and flat_wanted and wide == (examples, examples) and examples > 1:
        seen += f"; {COLUMN}"
    return shown, "transposed-result" if turned else "wrong-shape", seen


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
    """Say whether a value was lost to an overflow: it is gone, or NumPy has warned, where a number is expected.

    Parameters
    ----------
    trial : Trial
        A wrong one.

    Returns
    -------
    bool
        False for a finite value that is merely another.
    """
    return gone(trial) or (trial.returned and bool(trial.outcome.warned))


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
