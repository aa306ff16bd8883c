r"""What is compared in the smallest world, written out step by step."""

from typing import Any

import sympy as sp

from lrlib.proofs.latex import Formula
from lrlib.proofs.lesson import Lesson, lines
from lrlib.proofs.positions import Touched, entries, plain, positions
from lrlib.proofs.result import Result
from lrlib.proofs.solve import solve
from lrlib.proofs.symbols import written
from lrlib.proofs.world import World
from lrlib.proofs.zero import is_zero


def written_out(lesson: Lesson, latex: str, places: int = 2) -> str:
    r"""Write out what is compared in the smallest world, step by step.

    Parameters
    ----------
    lesson : Lesson
        What is known.
    latex : str
        One display.
    places : int
        How many places of the indices to show.

    Returns
    -------
    str
        For each place and each relation: both sides, their difference over one denominator, and what is left.

    Examples
    --------
    >>> print(written_out(Lesson("binary"), r"(1 - y)^2 = 1 - 2 y + y^2"))
      left side:    (1 - y)**2
      right side:   y**2 - 2*y + 1
      left - right: -y**2 + 2*y + (1 - y)**2 - 1
                  = 0
    """
    found = []
    for line in lines(latex):
        for formula in lesson.formulas(line):
            definitions = lesson.known(formula)
            touched = Touched({**lesson.worlds[0], **formula.sizes})
            world = World(touched, lesson.notation, {**definitions, **formula.local})
            for w, values, alternatives in list(positions(world, formula))[:places]:
                found += _at_one_place(formula, w, values, alternatives, touched)
    return "\n".join(found)


def _at_one_place(
    formula: Formula, w: World, values: list[Any], alternatives: list[list[Any]], touched: Touched
) -> list[str]:
    out = []
    for constraints in alternatives:
        for facts, _ in solve(constraints):
            where = [f"{s} = {touched[s]}" for s in ("K", "m", "n") if s in touched.seen]
            where += [f"{k} = {v}" for k, v in w.at.items()] + [f"{written(s)} = {plain(v)}" for s, v in facts.items()]
            out += [", ".join(where)] * bool(where)
            for relation, a, b in zip(formula.relations, values, values[1:], strict=False):
                for p, q in entries(a, b, Result(""), w):
                    left, right = sp.sympify(p).subs(facts), sp.sympify(q).subs(facts)
                    difference = sp.together(left - right)
                    out += [f"  left side:    {plain(left)}", f"  right side:   {plain(right)}"]
                    if relation == "=":
                        rest = "0" if is_zero(left - right) else plain(sp.factor(sp.simplify(difference)))
                        out += [f"  left - right: {plain(difference)}", f"              = {rest}"]
    return out
