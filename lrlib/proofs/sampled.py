"""Worlds larger than those in which is proved: more of everything, and hundreds, where names are random numbers."""

import random
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Self

import sympy as sp

from lrlib.proofs.symbols import MEANING
from lrlib.proofs.world import World

DIGITS = 420  # of a number that is drawn: more than any comparison uses


@dataclass(frozen=True)
class Large(World):
    """A world with more of everything than is proved: a free index stands at its first place and at its last."""

    def places(self, first: Any, last: Any) -> Sequence[Any]:
        """Return where a free index may stand.

        Parameters
        ----------
        first, last : int
            Its range.

        Returns
        -------
        sequence of int
            Its two ends.
        """
        return sorted({first, last})


@dataclass(frozen=True)
class Sampled(Large):
    """A world with hundreds of classes, columns or examples, in which names are random numbers.

    Attributes
    ----------
    free : frozenset of str
        Names that stay symbols: those of which conditions speak, and those by which is differentiated.
    facts : mapping
        What conditions say that symbols are; their names are free no longer.
    """

    free: frozenset[str] = frozenset()
    facts: Mapping[Any, Any] = field(default_factory=dict)

    def leaf(self, name: str, places: tuple[Any, ...], sample: Any) -> Any:
        """Return a number for a name that has no definition.

        Parameters
        ----------
        name : str
            As it is written.
        places : tuple
            Its indices.
        sample : int or None
            The example.

        Returns
        -------
        Float or Symbol
            The same number for the same place.
        """
        own = super().leaf(name, places, sample)
        if name in self.free:
            return own
        if own in self.facts:
            return sp.sympify(self.facts[own]).xreplace({s: self.drawn(s) for s in self.facts[own].free_symbols})
        return self.drawn(own)

    def drawn(self, s: Any) -> Any:
        """Return a number for a symbol.

        Parameters
        ----------
        s : Symbol
            Of a name at its place.

        Returns
        -------
        number
            Always the same for the same symbol.
        """
        name, places, sample = MEANING[s]
        rng = random.Random(f"{name} {places} {sample}")
        domain = self.notation.domains.get(name, "real")
        if domain == "class":
            return sp.Integer(rng.choice(self.range("K")))
        low, high = {"unit": (0.05, 0.95), "positive": (0.1, 3.0)}.get(domain, (-2.0, 2.0))
        return sp.Float(rng.uniform(low, high), DIGITS)

    def with_facts(self, facts: Mapping[Any, Any]) -> Self:
        """Return the world in which names are what conditions say, and no symbol is left.

        Parameters
        ----------
        facts : mapping
            From symbols to expressions.

        Returns
        -------
        Sampled
            A new one.
        """
        return replace(self, facts=facts, free=frozenset(), known={})

    def forget(self, names: Collection[str]) -> "Sampled":
        """Return the world in which some names are symbols.

        Parameters
        ----------
        names : collection of str
            Which.

        Returns
        -------
        Sampled
            A new one.
        """
        definitions = {n: d for n, d in self.definitions.items() if n not in names}
        return replace(self, definitions=definitions, free=self.free | set(names), known={})
