"""What all code of a process shares, and what a function has changed of it."""

import os
import random
import sys
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from operator import is_
from typing import Any

import numpy as np

WATCHED = ("builtins", "math", "numpy", "numpy.linalg", "numpy.random")  # and every module of lrlib
OWN = ("builtins", __name__)  # looked at name by name: a patch of what compares must not hide itself
UNSEEN = ("__warningregistry__", "__builtins__", "__annotations__", "_exit_code")  # the last is IPython's


@dataclass(frozen=True)
class State:
    """The shared state at one moment.

    Attributes
    ----------
    parts : dict of str to object
        What each part was; compared by value.
    modules : dict of str to tuple
        The names of each watched module, and what they stood for.
    scope : dict
        The names that the function shares with its own module.
    """

    parts: dict[str, Any]
    modules: dict[str, tuple[list[str], list[Any]]]
    scope: dict[str, Any]


def snapshot(function: Callable[..., Any]) -> State:
    """Return the state as it is now.

    Parameters
    ----------
    function : callable
        Whose module's names are watched too.

    Returns
    -------
    State
        To be given to `changes`.
    """
    watched = [(n, vars(sys.modules[n])) for n in _watched(tuple(sys.modules))]
    modules = {n: ([*here], [*here.values()]) for n, here in watched}
    return State(parts(), modules, {name: _frozen(value) for name, value in list(_scope(function).items())})


@lru_cache(maxsize=1)  # between two calls of a function, seldom is a module loaded
def _watched(loaded: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(n for n in loaded if n.startswith("lrlib.") or n in WATCHED or n == "lrlib")


def changes(before: State, function: Callable[..., Any]) -> list[str]:
    """Return in words what has changed since; a new name in a library is a late import and is not told.

    Parameters
    ----------
    before : State
        From `snapshot`.
    function : callable
        The same function.

    Returns
    -------
    list of str
        Empty where nothing has changed.
    """
    now = parts()
    found = [name for name, value in before.parts.items() if value != now[name]]
    for module, (names, values) in before.modules.items():
        here = vars(sys.modules[module])
        if module not in OWN and _begins_so(here, names, values):
            continue
        told = zip(names, values, strict=True)
        found += [f"{module}.{n}" for n, old in told if n not in UNSEEN and here.get(n, before) is not old]
    scope = {name: _frozen(value) for name, value in list(_scope(function).items())}
    return found + [
        f"the variable {n}" for n in sorted(scope.keys() | before.scope.keys()) if _differ(n, before, scope)
    ]


def _begins_so(here: dict[str, Any], names: list[str], values: list[Any]) -> bool:
    """Say whether these are the same names of the same objects in the same order; new ones come behind them."""
    return [*here][: len(names)] == names and all(map(is_, here.values(), values))


def adopt(watching: State, before: dict[str, Any]) -> None:
    """Take as given what has changed since: a library does so when it is loaded, and that is not the function's doing.

    Parameters
    ----------
    watching : State
        From `snapshot`; it is changed.
    before : dict of str to object
        The `parts` of the moment when the library began to be loaded.
    """
    now = parts()
    watching.parts.update({name: now[name] for name, value in before.items() if value != now[name]})


def parts() -> dict[str, Any]:
    """Return each part of the shared state by its name.

    Returns
    -------
    dict of str to object
        Compared by value.
    """
    state = np.random.get_state(legacy=False)  # noqa: NPY002  as above
    return {
        "np.random": (state["state"]["key"].tobytes(), state["state"]["pos"], state["has_gauss"]),
        "random": random.getstate(),
        "np.seterr": tuple(np.geterr().items()),
        "np.set_printoptions": repr(np.get_printoptions()),
        "os.environ": dict(getattr(os.environ, "_data", os.environ)),  # as they lie there: nothing is decoded
        "the working directory": _here(),
        "the filters of warnings": list(warnings.filters),
        "the limit of recursion": sys.getrecursionlimit(),
    }


def _here() -> str:
    try:
        return os.getcwd()
    except OSError:  # it was deleted
        return ""


def _scope(function: Callable[..., Any]) -> dict[str, Any]:
    names: dict[str, Any] = getattr(function, "__globals__", {})
    return names if names.get("__name__", "").partition(".")[0] != "lrlib" else {}


def _frozen(value: Any) -> tuple[Any, Any]:
    """Return the object, and a copy of its content where that is cheap."""
    if type(value) is np.ndarray and value.nbytes < 2**20:
        return value, value.tobytes()
    if type(value) in (list, dict, set) and len(value) < 1000:
        return value, type(value)(value)
    return value, None


def _differ(name: str, before: State, scope: dict[str, Any]) -> bool:
    if name in UNSEEN:
        return False
    if name not in scope or name not in before.scope:
        return True
    (old, content), (new, now) = before.scope[name], scope[name]
    if old is not new:
        return True
    try:
        different: bool = content != now
        return different
    except Exception:  # a list of arrays has no truth: taken as unchanged
        return False
