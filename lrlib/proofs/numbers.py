"""A definition or an update with numbers in place of names, to be compared with the code."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import sympy as sp

from lrlib.proofs.latex import Formula
from lrlib.proofs.lesson import Lesson
from lrlib.proofs.names import Definition
from lrlib.proofs.symbols import ArgMax, LambdaMax, Unreadable, as_array
from lrlib.proofs.world import World


def numbers(lesson: Lesson, formula: Formula, data: Mapping[str, Any], sizes: Mapping[str, int]) -> np.ndarray:
    """Evaluate what stands right of a definition or update, with numbers in place of names.

    Parameters
    ----------
    lesson : Lesson
        With all that was defined before.
    formula : Formula
        A definition or an update.
    data : mapping
        From names to arrays; the first axis of a name with examples is the example.
    sizes : mapping
        K, m and n.

    Returns
    -------
    array
        One axis for the examples if the left side has them, then one for each index of the left side.
    """
    assert formula.target is not None
    axes_of = lesson.notation.axes
    given = {
        n: _given(v, axes_of.get(n, "").startswith("^") and np.ndim(v) == len(axes_of[n])) for n, v in data.items()
    }
    name, axes = formula.target, axes_of.get(formula.target.name, "").removeprefix("^")
    w = World(sizes, lesson.notation, {**lesson.definitions, **formula.local, **given})
    places: list[dict[str, Any]] = [{}]
    for letter, axis in [(name.sample, "m"), *zip(name.letters, axes, strict=False)]:
        if letter is not None and not str(letter).isdigit():
            places = [{**at, letter: n} for at in places for n in w.range(axis)]
    for condition in formula.conditions:
        if not any(all(_true_of_numbers(*c) for c in constraints) for constraints in condition(w)):
            raise Unreadable("the data do not meet the condition of the definition")
    found = [_numeric(formula.sides[0](w.bind(**at))) for at in places]
    shape = [len({at[k] for at in places}) for k in places[0]]
    return np.array(found).reshape((*shape, *found[0].shape))


def _given(value: Any, by_sample: bool) -> Definition:
    array = np.asarray(value)

    def exact(part: Any) -> Any:
        part = np.asarray(part)
        if part.ndim == 0:
            return sp.Integer(int(part)) if part.dtype.kind in "iu" else sp.Float(float(part), 30)
        return sp.Matrix([[exact(v) for v in row] for row in np.atleast_2d(part.T).T])

    def body(w: World) -> Any:
        if by_sample:
            if w.at["example"] is None:
                raise Unreadable("which example?")
            return exact(array[w.at["example"] - 1])
        return exact(array)

    def table(w: World) -> Any:
        return body(w)

    return Definition((), "example" if by_sample else None, (), table)


def _true_of_numbers(relation: str, left: Any, right: Any) -> bool:
    difference = _numeric(
        sp.Matrix([left]) - sp.Matrix([right]) if hasattr(left, "shape") else sp.sympify(left) - right
    )
    tests = {"=": np.abs(difference) < 1e-9, r"\le": difference <= 0, r"\ge": difference >= 0, r"\neq": difference != 0}
    return bool(np.all(tests.get(relation, False)))


def _numeric(value: Any) -> np.ndarray:
    value = sp.sympify(value)
    value = value.replace(ArgMax, lambda *v: sp.Integer(ArgMax.place(*v)))
    value = value.replace(LambdaMax, lambda *v: sp.Float(str(LambdaMax.largest(*map(float, v)))))
    if value.free_symbols:
        raise Unreadable(f"{', '.join(sorted(map(str, value.free_symbols)))} has no value in the data")
    return as_array(value)
