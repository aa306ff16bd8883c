"""What must hold for the parts of a formula to have a value: SymPy cancels a / a, which has none where a is 0."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sympy as sp

from lrlib.proofs.unasked import is_positive, rebuilt

MET = {">": "is_positive", r"\ge": "is_nonnegative", r"\neq": "is_nonzero"}
UNMET = {">": "is_nonpositive", r"\ge": "is_negative", r"\neq": "is_zero"}


@dataclass(frozen=True)
class Need:
    r"""One value, and how it must stand to 0.

    Attributes
    ----------
    relation : str
        ">", "\\ge" or "\\neq".
    value : expression
        The argument of a logarithm or a root, a divisor, the base of a power.
    why : str
        What the formula does else, as "divides by 0".
    exponent : expression or None
        Of a power with letters in its exponent, whose base must be positive only where the exponent is no whole number.
    tacit : bool
        Whether every reader takes it for granted, as that a divisor is not 0.
    """

    relation: str
    value: Any
    why: str
    exponent: Any = None
    tacit: bool = False

    def under(self, change: Callable[[Any], Any]) -> "Need":
        """Return what is needed where values are put in for letters.

        Parameters
        ----------
        change : callable
            Puts them in.

        Returns
        -------
        Need
            Of the values that come out.
        """
        exponent = None if self.exponent is None else change(self.exponent)
        return replace(self, value=change(self.value), exponent=exponent)

    @property
    def met(self) -> bool:
        """Return whether it is met wherever its letters stand.

        Returns
        -------
        bool
            False where that is not seen.
        """
        if self.exponent is None:
            return _is(self.value, MET[self.relation])
        whole = self.exponent.is_integer
        return _is(self.value, "is_positive") or bool(whole and (self.exponent.is_nonnegative or self.value.is_nonzero))

    @property
    def lasting(self) -> bool:
        """Return whether it is seen to be met whatever is put in for its letters, even 0 for what is positive else.

        Returns
        -------
        bool
            False where that is not seen.
        """
        return is_positive(self.value)

    @property
    def unmet(self) -> bool:
        """Return whether it is a number that is not as it must be.

        Returns
        -------
        bool
            False of all that has letters.
        """
        if self.exponent is None or not self.value.is_number:
            return bool(self.value.is_number) and _is(self.value, UNMET[self.relation])
        return not self.met and bool(self.value.is_negative or (self.value.is_zero and self.exponent.is_nonpositive))


def of_power(base: Any, exponent: Any) -> Need:
    """Return what a power needs to have a value; a power of 0 with the exponent 0 is 1.

    Parameters
    ----------
    base, exponent : expression
        Neither a matrix.

    Returns
    -------
    Need
        That the base is not 0, or not negative, or that it is positive.
    """
    if exponent.is_Integer:
        return Need(r"\neq", base if exponent.is_negative else sp.Integer(1), "divides by 0", tacit=True)
    if exponent.is_number:
        return Need(r"\ge" if exponent.is_positive else ">", base, "takes a root of a negative number")
    return Need(">", base, "takes a root of a negative number", exponent)


class Needs(list[Need]):
    """All that a formula needs at one place: of its sides one after the other, then of its conditions."""

    def __init__(self) -> None:
        super().__init__()
        self.ends: list[int] = []

    def clear(self) -> None:
        """Forget all, to evaluate the formula at another place."""
        super().clear()
        self.ends = []

    def want(self, need: Need) -> None:
        """Remember what is needed, if it can be otherwise.

        Parameters
        ----------
        need : Need
            For the value that is computed.
        """
        if not need.lasting:
            self.append(need)

    def side(self, number: int) -> Sequence[Need]:
        """Return what one side needs.

        Parameters
        ----------
        number : int
            From 0 on; the last, -1, is the conditions.

        Returns
        -------
        sequence of Need
            Each once.
        """
        ends = [0, *self.ends]
        first, last = (ends[-1], len(self)) if number < 0 else ends[number : number + 2]
        return tuple(dict.fromkeys(self[first:last]))

    def within_cases(self, before: int, earlier: Sequence[Any], holds: Any) -> None:
        """Need what was added only where a case holds.

        Parameters
        ----------
        before : int
            How many there were before the case.
        earlier : sequence of conditions
            Of the cases that come first.
        holds : condition
            Of the case.
        """
        others = [(1, first) for first in earlier]
        for i in range(before, len(self)):
            self[i] = replace(self[i], value=sp.Piecewise(*others, (self[i].value, holds), (1, True)))


def changed(needs: Sequence[Need], change: Callable[[Any], Any]) -> list[Need]:
    """Return what is needed where values are put in for letters.

    Parameters
    ----------
    needs : sequence of Need
        Before.
    change : callable
        Puts them in.

    Returns
    -------
    list of Need
        Without those that are met whatever is put in further.
    """
    return [need for need in (old.under(change) for old in needs) if not need.lasting]


def put_in(facts: Mapping[Any, Any]) -> Callable[[Any], Any]:
    """Return what puts values in for letters.

    Parameters
    ----------
    facts : mapping
        From letters to values.

    Returns
    -------
    callable
        From an expression to one.
    """
    if not facts:
        return lambda expression: sp.sympify(expression)
    known: dict[Any, Any] = dict(facts)  # what comes of each part, which may stand in many expressions

    def _put(e: Any) -> Any:
        if e not in known:
            args = [_put(part) for part in e.args]
            same = all(new is old for new, old in zip(args, e.args, strict=True))
            known[e] = e if same else rebuilt(e, args)
        return known[e]

    def _of(expression: Any) -> Any:
        value = sp.sympify(expression)
        return _put(value) if isinstance(value, sp.Expr) else value.xreplace(facts)

    return _of


def _is(value: Any, what: str) -> bool:
    return bool(getattr(value, what))
