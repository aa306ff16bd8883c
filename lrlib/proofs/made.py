"""What the names at one place of the book are made of: a graph that grows with each definition.

>>> made = Made()
>>> made.note("z", {"w", "x"})
>>> made.note("p", {"z", "b"})
>>> sorted(made.of("p"))
['b', 'w', 'x', 'z']
"""

from collections.abc import Iterable, Mapping

from lrlib.proofs.names import Definition


class Made:
    """Of each name that has a definition, the names that stand in it, and in the definitions of these.

    Parameters
    ----------
    begun : Made, optional
        What is known already; it stays as it is.
    """

    def __init__(self, begun: "Made | None" = None) -> None:
        self._of: dict[str, frozenset[str]] = {**begun._of} if begun else {}

    def note(self, name: str, used: Iterable[str]) -> None:
        """Remember what stands in the definition of a name, as the names in it are defined now.

        Parameters
        ----------
        name : str
            What is defined.
        used : iterable of str
            Names in its definition.
        """
        self._of[name] = frozenset(used).union(*(self.of(n) for n in used))

    def of(self, name: str) -> frozenset[str]:
        """Return the names that a name is made of.

        Parameters
        ----------
        name : str
            Any.

        Returns
        -------
        frozenset of str
            None, where it has no definition.
        """
        return self._of.get(name, frozenset())

    def parts(self) -> set[str]:
        """Return every name that another is made of.

        Returns
        -------
        set of str
            Of all names.
        """
        return set().union(*self._of.values())

    def written(self, definitions: Mapping[str, Definition], rows: Mapping[str, str]) -> dict[str, set[str]]:
        """Return what each name is made of, as a line may write it: matrices for their rows, parameters of functions.

        Parameters
        ----------
        definitions : mapping
            From names to definitions.
        rows : mapping
            From matrices to the names of their rows.

        Returns
        -------
        dict
            From names to sets of names.
        """
        out = {}
        for name, parts in self._of.items():
            definition = definitions.get(name)
            small = parts.union(definition.parameters if definition else ())
            out[name] = {*small, *(big for big, row in rows.items() if row in small)}
        return out
