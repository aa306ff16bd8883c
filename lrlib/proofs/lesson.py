r"""Take in the formulas of a page one after the other: remember what is defined, check what is claimed.

>>> lesson = Lesson("softmax")
>>> lesson.read(r"\sum_{k=1}^{K} \hat{y}_k = 1")
proved for K = 2, 3, 4, 5 and for every K: 4 cases
>>> lesson.read(r"\sum_{k=1}^{K} z_k = 1")
FALSE for K = 2, z_1 = 1, z_2 = 1: 2.0 = 1.0
"""

import re
from collections.abc import Collection, Mapping, Sequence
from copy import deepcopy
from dataclasses import replace
from functools import lru_cache
from typing import Any

from lrlib.proofs.axes import axes_of, row_of
from lrlib.proofs.claims import Claim
from lrlib.proofs.latex import Formula, read_formulas
from lrlib.proofs.made import Made
from lrlib.proofs.names import Definition, Notation
from lrlib.proofs.naming import SIZES
from lrlib.proofs.notation import FAMILIES
from lrlib.proofs.result import Result
from lrlib.proofs.symbols import Elsewhere, Unbound, Unreadable

OWN = re.compile(r"([A-Za-z]|\\[A-Za-z]+(?:\{\w+\})?)\s*\(([^()]*)\)\s*:=")  # a function that a line defines
WORLDS: tuple[dict[str, int], ...] = (
    {"K": 2, "n": 3, "m": 1},
    {"K": 3, "n": 2, "m": 3},
    {"K": 4, "n": 3, "m": 2},
    {"K": 5, "n": 2, "m": 3},
)
REMEMBERED = 256  # lessons: of each author in each edition one, with what a line makes of it


class Lesson:
    """The names and definitions that are known at one place of the book.

    Parameters
    ----------
    family : str or (Notation, sequence of str)
        "binary", "softmax", or names with their definitions.
    axes : mapping
        Names of this page, and what they are indexed by (see `Notation`).
    worlds : sequence of mapping
        The sizes to try.
    """

    def __init__(
        self,
        family: str | tuple[Notation, Sequence[str]] = "softmax",
        axes: Mapping[str, str] | None = None,
        worlds: Sequence[Mapping[str, int]] = WORLDS,
    ) -> None:
        if isinstance(family, str) and family not in FAMILIES:
            raise ValueError(f"there is no family {family!r}; wanted is one of {', '.join(FAMILIES)}")
        notation, definitions = FAMILIES[family] if isinstance(family, str) else family
        self.notation = notation.with_names(axes=axes or {}) if axes else notation
        self.worlds = [dict(w) for w in worlds]
        self.definitions: dict[str, Definition] = {}
        self.made = Made()
        self.anew = False  # whether a reader defines: a letter is what he says, whatever it was for
        self.own: set[str] = set()  # what a reader has defined
        self._answers: dict[Any, Result | Exception] = {}  # a line is read under one condition for several reasons
        if definitions:
            begun = _begun(self.notation, tuple(definitions), tuple(tuple(w.items()) for w in worlds))
            self.notation, self.definitions, self.made = begun.notation, {**begun.definitions}, Made(begun.made)

    def read(self, latex: str, conditions: Sequence[str] = (), *, free: Collection[str] = ()) -> Result:
        r"""Take in one display: remember definitions, check claims.

        Parameters
        ----------
        latex : str
            Without dollars and without ``\tag``.
        conditions : sequence of str
            Conditions in LaTeX, to be tried one by one where it is false.
        free : collection of str
            Names that stand for any value here, whatever was defined before.

        Returns
        -------
        Result
            What came of it.

        Raises
        ------
        Unreadable
            Where something is not known, or nothing is compared.
        """
        if free or ":=" in latex:
            return self._read(latex, conditions, free)
        asked = (
            self.notation,
            tuple(self.definitions.items()),
            self.anew,
            frozenset(self.own),
            latex,
            tuple(conditions),
        )
        if asked not in self._answers:
            try:
                self._answers[asked] = self._read(latex, conditions, free)
            except (Unreadable, Unbound, Elsewhere) as problem:
                problem.__context__ = problem.__cause__ = None
                self._answers[asked] = problem
        answer = self._answers[asked]
        if isinstance(answer, Exception):
            raise answer.with_traceback(None)
        return deepcopy(answer)

    def _read(self, latex: str, conditions: Sequence[str], free: Collection[str]) -> Result:
        result, kept = Result(latex), self.definitions
        self.definitions = {n: d for n, d in kept.items() if n not in free}
        domains = self.notation.domains
        self.notation = replace(self.notation, domains={n: d for n, d in domains.items() if n not in free})
        try:
            for line in lines(latex):
                for formula in self.formulas(line):
                    self._take(formula, result)
        finally:
            self.notation = replace(self.notation, domains=domains)
        self.definitions = {**{n: d for n, d in kept.items() if n in free}, **self.definitions}
        if not result.kinds:
            raise Unreadable("there is nothing to read")
        if "false" in result.kinds:
            result.needs = self.needs(latex, conditions)
        return result

    def needs(self, latex: str, conditions: Sequence[str], *, told: bool = True) -> str:
        """Return the first condition under which a display is true.

        Parameters
        ----------
        latex : str
            A display.
        conditions : sequence of str
            In LaTeX.
        told : bool
            Whether a reader is told it: then the display has a value wherever it holds, and is no bound of several
            letters that was tried at some places only.

        Returns
        -------
        str
            Empty if none makes it true.
        """
        return next((c for c in conditions if self._true_if(latex, c, told)), "")

    def learn(self, latex: str) -> None:
        """Remember the definitions of a display and check nothing.

        Parameters
        ----------
        latex : str
            A display.
        """
        for line in lines(latex):
            for formula in self.formulas(line):
                if formula.kind == "definition":
                    self._define(formula)

    def give(self, latex: str) -> None:
        """Remember what a reader defines; nothing that stands there is passed over.

        Parameters
        ----------
        latex : str
            One definition.

        Raises
        ------
        Unreadable
            If something stands beside it, or what it is said to be is two things.
        """
        for formula in self.formulas(latex):
            if formula.kind != "definition" or formula.conditions or formula.equivalent or formula.sizes:
                raise Unreadable(r"what is given defines a letter, and no more: write a condition behind \text{if }")
            self._define(formula)
            if formula.relations:
                Claim(formula, self.notation, self.known(formula), self.worlds, result := Result(latex)).check()
                if not result.true:
                    raise Unreadable(f"what is given is said to be two things, which differ {result.where}")

    def formulas(self, line: str) -> list[Formula]:
        """Read one line without checking it.

        Parameters
        ----------
        line : str
            Formulas in LaTeX, separated by commas.

        Returns
        -------
        list of Formula
            As read.
        """
        names = {*self.notation.axes, *self.notation.rows, *self.definitions}
        functions = {n for n, d in self.definitions.items() if d.parameters}
        names |= {p for _, some in OWN.findall(line) for p in re.split(r"\s*(?:,|;|\\mid)\s*", some) if len(p) == 1}
        own = OWN.findall(line)
        made = self.made.written(self.definitions, self.notation.rows)
        return read_formulas(line, names, functions | {n for n, _ in own}, made)

    def _take(self, formula: Formula, result: Result) -> None:
        if formula.kind != "claim":
            assert formula.target is not None
            result.kinds.add(formula.kind)
            if formula.kind == "definition":
                self._define(formula)
            if not formula.relations:
                return
        if "false" in result.kinds:
            return  # the place is that of the first claim that fails
        Claim(formula, self.notation, self.known(formula), self.worlds, result).check()

    def _define(self, formula: Formula) -> None:
        assert formula.target is not None
        t = formula.target
        unknown = [p for p in formula.parameters if p not in self.notation.axes]
        if any(len(p) > 1 or p in "ijkl" for p in unknown) or len(set(formula.parameters)) < len(formula.parameters):
            raise Unreadable(f"the parameters of {t.name} are {', '.join(formula.parameters)}")
        taken = self.made.parts() | set(self.notation.rows)
        free = [p for p in formula.parameters if p not in taken]
        self.notation = self.notation.with_names(axes=dict.fromkeys(unknown, ""))
        if self.anew:
            self.notation = self.notation.with_names(axes=dict.fromkeys(free, ""))
            self._define_anew(formula)
        self.definitions[t.name] = Definition(t.letters, t.sample, formula.parameters, formula.sides[0])
        if t.name not in self.notation.axes and t.name not in self.notation.rows:
            self.notation = self.notation.with_names(axes={t.name: ""})
        self.made.note(t.name, set(formula.used) - {t.name, *formula.parameters})

    def _define_anew(self, formula: Formula) -> None:
        """Let a letter be what a reader says it is: indexed by what stands there, and no longer any number."""
        t = formula.target
        assert t is not None
        self.own.add(t.name)
        one = next((x for x in t.letters if not (isinstance(x, str) and x.isalpha() and x not in SIZES)), None)
        if one is not None:
            at = "".join(str(getattr(x, "name", x)) for x in t.letters)
            raise Unreadable(rf"{t.name}_{{{at}}} is one entry of {t.name}: write what it is behind \text{{if }}")
        if t.sample is not None and not str(t.sample).isalpha():
            raise Unreadable(rf"{t.name}^{{({t.sample})}} is that of one example: write what it is behind \text{{if }}")
        row = self.notation.rows.get(t.name)
        if row is not None and not t.letters and self.notation.axes[row].startswith("^"):
            self.own.add(row)
            self.definitions[row] = row_of(formula, t.name, t.name in self.notation.across)
            self.made.note(row, {t.name, *formula.used})
        if formula.parameters or t.name in self.definitions or t.name in self.notation.rows:
            return
        if t.name in self.made.parts() and not t.letters:
            return  # what others are made of, which has a shape
        self.notation = self.notation.with_names(axes={t.name: axes_of(formula, self.notation, self.definitions)})

    def known(self, formula: Formula) -> dict[str, Definition]:
        """Return the definitions that hold in a formula.

        Parameters
        ----------
        formula : Formula
            As read.

        Returns
        -------
        dict
            Without those of names that stand for any value there.
        """
        taken = [n for n in formula.local if n in self.definitions and n not in self.notation.open]
        if taken:
            raise Unreadable(f"{taken[0]} has a meaning already: take another letter, or define it anew in front")
        parameters = (self.definitions[f].parameters for f in formula.called if f in self.definitions)
        used = formula.used.union(*parameters)
        return {n: d for n, d in self.definitions.items() if not self._loose(n, used)}

    def _loose(self, name: str, used: set[str]) -> bool:
        """Say whether a name that can take every value may be a symbol here: nothing it is made of is spoken of."""
        parts = self.made.of(name)
        rows = {big for big, small in self.notation.rows.items() if small in parts}
        free = not self.own & {name, *parts}
        return free and name in self.notation.loose and bool(parts) and not used & (parts | rows)

    def _true_if(self, latex: str, condition: str, told: bool) -> bool:
        try:
            found = self.read(under(latex, condition))
            return found.true and not (told and (found.partly or found.sparsely))
        except (ArithmeticError, NotImplementedError, TypeError, ValueError, Elsewhere, Unbound):
            return False  # it does not go together with the conditions that are there


@lru_cache(maxsize=REMEMBERED)
def _begun(
    notation: Notation, definitions: tuple[str, ...], worlds: tuple[tuple[tuple[str, int], ...], ...]
) -> "Lesson":
    """Return a lesson that has read its definitions; nobody reads more with it."""
    lesson = Lesson((notation, ()), worlds=list(map(dict, worlds)))
    for latex in definitions:
        lesson.read(latex)
    return lesson


def under(latex: str, condition: str) -> str:
    r"""Return a display with one more condition.

    Parameters
    ----------
    latex : str
        A display.
    condition : str
        In LaTeX; empty for none.

    Returns
    -------
    str
        With "if" in front of it, where no condition is there yet.

    Examples
    --------
    >>> print(under(r"h = 1 \text{ if } z = 2", "y = 0"))
    h = 1 \text{ if } z = 2, y = 0
    """
    outside = re.sub(r"\\begin\{cases\}.*?\\end\{cases\}", "", latex, flags=re.S)
    begun = re.search(r"\\text\s*\{\s*(?:if|for|when|with)\s*\}", outside)
    return latex + (", " if begun else r" \quad \text{if } ") * bool(condition) + condition


def lines(latex: str) -> list[str]:
    """Split a display into its formulas: a line that begins with a relation or a sign continues the one before.

    Parameters
    ----------
    latex : str
        A display.

    Returns
    -------
    list of str
        One or more formulas.

    Examples
    --------
    >>> lines(r"\\begin{aligned} a &= b \\\\ &= c \\\\ d &= e \\end{aligned}")
    ['a = b = c', 'd = e']
    """
    if r"\begin{aligned}" in latex:
        latex = re.sub(r"\\begin\{aligned\}|\\end\{aligned\}", " ", latex)
        latex = re.sub(r"\\\\\s*&\s*(?=-)", " ", latex)  # a line that begins behind the & with a minus goes on
        tables = re.split(r"(\\begin\{(?:cases|bmatrix)\}.*?\\end\{(?:cases|bmatrix)\})", latex, flags=re.S)
        latex = "".join(t if i % 2 else t.replace("&", " ").replace(r"\\", "\n") for i, t in enumerate(tables))
        latex = re.sub(r"\n(?=\s*(?:\{\})?\s*(?:=|\\(?:leq?|geq?|neq?|approx)(?![A-Za-z])|<|>|\+))", " ", latex)
    else:
        latex = latex.replace("\n", " ")
    return [" ".join(line.split()) for line in latex.split("\n") if line.strip()]
