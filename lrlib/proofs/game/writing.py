r"""Write a tree down again: in LaTeX, or with numbers in place of its letters."""

import math
import re
from collections.abc import Callable, Mapping
from fractions import Fraction

from lrlib.proofs.game.knowledge import Knowledge, sigmoid
from lrlib.proofs.game.reading import read
from lrlib.proofs.game.tree import (
    Call,
    Cases,
    Delta,
    Dot,
    Name,
    Node,
    Num,
    Plus,
    Power,
    Product,
    Slope,
    Times,
    Total,
    Turned,
    free,
    renamed,
)

Letters = Callable[[Name], str]


class NoNumbers(ValueError):
    """Something in a line has no number at this place."""


def latex(node: Node) -> str:
    """Write a tree in LaTeX.

    Parameters
    ----------
    node : Node
        Any.

    Returns
    -------
    str
        As a line of a derivation.
    """
    return _Writer(_letter, None).sum(node)


def _letter(name: Name) -> str:
    at = "".join(_index(i) for i in name.at)
    out = name.name + (f"_{at}" if len(at) == 1 else f"_{{{at}}}" if at else "")
    return out + (rf"^{{({name.sample})}}" if name.sample else "")


def _index(index: str) -> str:
    plain = index.strip("#'")
    return {"y": "j", "hat{y}": "j", "z": "l", "w": "l"}.get(plain.lstrip("\\"), plain)


class _Writer:
    """Writes one tree; with sizes, sums are written out."""

    def __init__(self, letters: Letters, sizes: Mapping[str, int] | None) -> None:
        self.letters, self.sizes = letters, sizes
        self.running: list[str] = []  # the letters of the sums around

    def sum(self, node: Node) -> str:
        if not isinstance(node, Plus):
            return self.product(node)
        out = ""
        for term in node.terms:
            text = self.product(term)
            out += text if not out else f" - {text[1:].lstrip()}" if text.startswith("-") else f" + {text}"
        return out

    def product(self, node: Node) -> str:
        factors = node.factors if isinstance(node, Times) else (node,)
        sign = ""
        top: list[Node] = []
        bottom: list[Node] = []
        for factor in factors:
            if isinstance(factor, Num) and factor.value < 0:
                sign = "-"
                factor = Num(-factor.value)
                if factor == Num(1) and len(factors) > 1:
                    continue
            below = isinstance(factor, Power) and isinstance(factor.exponent, Num) and factor.exponent.value < 0
            if below:
                assert isinstance(factor, Power)
                assert isinstance(factor.exponent, Num)
                n = -factor.exponent.value
                bottom.append(factor.base if n == 1 else Power(factor.base, Num(n)))
            elif isinstance(factor, Num) and factor.value.denominator > 1 and not self.sizes:
                bottom.append(Num(factor.value.denominator))
                top += [Num(factor.value.numerator)] * (factor.value.numerator != 1)
            else:
                top.append(factor)
        above = self._beside(top, alone=bool(bottom)) if top else "1"
        if not bottom:
            return sign + above
        return sign + rf"\frac{{{above}}}{{{self._beside(bottom, alone=True)}}}"

    def _beside(self, factors: list[Node], alone: bool) -> str:
        if len(factors) == 1 and alone:
            return self.sum(factors[0])
        totals = [
            f for f in factors if isinstance(f, Total | Slope) and not (isinstance(f, Slope) and isinstance(f.of, Name))
        ]
        ordered = [f for f in factors if f not in totals] + totals
        return (r" \cdot " if self.sizes else " ").join(self.factor(f, last=f is ordered[-1]) for f in ordered)

    def factor(self, node: Node, last: bool = True) -> str:
        text = self.atom(node)
        if isinstance(node, Call) and node.function == r"\log" and not last:
            return rf"\log({self.sum(node.argument)})"
        several = isinstance(node, Total) and (not last or (self.sizes is not None and " + " in text))
        wide = isinstance(node, Plus | Times) or several
        return rf"\left( {text} \right)" if wide or text.startswith("-") else text

    def atom(self, node: Node) -> str:
        if isinstance(node, Num):
            value = Fraction(node.value)
            return str(value) if value.denominator == 1 else rf"\frac{{{value.numerator}}}{{{value.denominator}}}"
        if isinstance(node, Name):
            return self.letters(node)
        if isinstance(node, Power):
            base = self.atom(node.base)
            plain = isinstance(node.base, Num | Name) and not base.startswith("-") and "^" not in base
            return (base if plain else rf"\left( {base} \right)") + f"^{{{self.sum(node.exponent)}}}"
        if isinstance(node, Call):
            inside = self.sum(node.argument)
            if node.function == r"\exp":
                return f"e^{{{inside}}}"
            plain = isinstance(node.argument, Name) and node.function == r"\log"
            return f"{node.function} {inside}" if plain else rf"{node.function}({inside})"
        if isinstance(node, Total):
            return self.total(node)
        if isinstance(node, Delta):
            if self.sizes:
                return str(int(node.one == node.other))
            return rf"\delta_{{{_index(node.one)}{_index(node.other)}}}"
        if isinstance(node, Dot):
            return rf"{self.letters(node.left)}^\top {self.letters(node.right)}"
        if isinstance(node, Slope):
            return self.slope(node)
        if isinstance(node, Product):
            return f"{self.factor(node.left)} {self.factor(node.right)}"
        if isinstance(node, Turned):
            return rf"{self.factor(node.of)}^\top"
        if isinstance(node, Cases):
            return self.cases(node)
        return self.sum(node)

    def total(self, node: Total) -> str:
        if self.sizes:
            places = [str(i) for i in range(1, self.sizes[node.size] + 1) if str(i) != node.without]
            written = [renamed(node.body, node.letter, i) for i in places]
            return " + ".join(self.factor(w) if len(places) > 1 else self.sum(w) for w in written) or "0"
        taken = {*self.running, *free(node.body) - {node.letter}}
        letter = next(i for i in (_index(node.letter), "l", "j", "r", "s") if i not in taken)
        self.running.append(letter)
        text = self._summed(letter, node.size, node.without, renamed(node.body, node.letter, letter))
        self.running.pop()
        return text

    def _summed(self, letter: str, size: str, without: str | None, body: Node) -> str:
        limits = rf"_{{{letter} \neq {without}}}" if without else rf"_{{{letter}=1}}^{{{size}}}"
        text = self.product(body)
        bare = not isinstance(body, Plus) and not text.startswith("-")
        return rf"\sum{limits} " + (text if bare else rf"\left( {self.sum(body)} \right)")

    def slope(self, node: Slope) -> str:
        if self.sizes:
            raise NoNumbers("a derivative that is not taken has no number here")
        by: list[Name] = []
        inner: Node = node
        while isinstance(inner, Slope):
            by.append(inner.by)
            inner = inner.of
        power = f"^{len(by)}" if len(by) > 1 else ""
        below = " ".join(rf"\partial {self.letters(v)}" for v in by)
        if isinstance(inner, Name):
            return rf"\frac{{\partial{power} {self.letters(inner)}}}{{{below}}}"
        return rf"\frac{{\partial{power}}}{{{below}}} \left( {self.sum(inner)} \right)"

    def cases(self, node: Cases) -> str:
        if self.sizes:
            raise NoNumbers("cases are read as such")
        lines = []
        for value, (kind, left, right) in node.parts:
            letter = left if kind.startswith("index") else f"y_{left}" if left else "y"
            words = r"\text{otherwise}" if kind == "otherwise" else rf"\text{{if }} {letter} {kind.split()[1]} {right}"
            lines.append(f"{self.sum(value)} & {words}")
        return r"\begin{cases} " + r" \\ ".join(lines) + r" \end{cases}"


def facts(where: str) -> dict[str, str]:
    """Read the numbers of a counter-example.

    Parameters
    ----------
    where : str
        As a result names them, such as ``K = 2, k = 1, y_1 = 1: 0.0 = -0.5``.

    Returns
    -------
    dict
        From names to values, as they are written.
    """
    found = re.findall(r"((?:\{[^}]*\}|[^,=:{])+) = ([^,:]+)", where.strip().removeprefix("for ").split(": ")[0])
    return {name.strip(): value.strip() for name, value in found}


def put_in(node: Node, where: str, known: Knowledge) -> str:
    """Write a line with numbers in place of its letters, and what it comes to.

    Parameters
    ----------
    node : Node
        The line.
    where : str
        The counter-example.
    known : Knowledge
        Of the letters.

    Returns
    -------
    str
        In LaTeX.

    Raises
    ------
    NoNumbers
        Where something has no number.
    """
    told = facts(where)
    given = {name: float(Fraction(value)) for name, value in told.items() if re.fullmatch(r"-?\d+([./]\d+)?", value)}
    sizes = {size: int(given.get(size, 2)) for size in "Kmn"}
    for name, value in told.items():  # such as y_2 = 1 - y_1
        if name not in given:
            given[name] = _Values(given, sizes, known).of(read(value))
    at = {i: str(int(given[i])) for i in "ijkl" if i in given}
    for letter, value in at.items():
        node = renamed(node, letter, value)
    values = _Values(given, sizes, known)
    writer = _Writer(lambda name: _plain(values.of(name)), sizes)
    return f"{writer.sum(node)} = {_plain(values.of(node))}"


def _plain(value: float) -> str:
    text = f"{value:.4g}"
    return "0" if text == "-0" else text


class _Values:
    """The number of each part of a line, at a counter-example."""

    def __init__(self, given: Mapping[str, float], sizes: Mapping[str, int], known: Knowledge) -> None:
        self.given, self.sizes, self.known = given, sizes, known

    def of(self, node: Node) -> float:
        if isinstance(node, Num):
            return float(node.value)
        if isinstance(node, Plus):
            return math.fsum(map(self.of, node.terms))
        if isinstance(node, Times):
            return math.prod(map(self.of, node.factors))
        if isinstance(node, Power):
            try:
                return float(self.of(node.base) ** self.of(node.exponent))
            except ZeroDivisionError:
                raise NoNumbers("divided by zero") from None
        if isinstance(node, Call):
            u = self.of(node.argument)
            if node.function == r"\sigma":
                return self.of(sigmoid(Num(Fraction(u))))
            if node.function == r"\log" and u <= 0:
                raise NoNumbers("the logarithm of no positive number")
            return math.exp(u) if node.function == r"\exp" else math.log(u)
        if isinstance(node, Total):
            places = [str(i) for i in range(1, self.sizes[node.size] + 1) if str(i) != node.without]
            return math.fsum(self.of(renamed(node.body, node.letter, i)) for i in places)
        if isinstance(node, Delta):
            return float(node.one == node.other)
        if isinstance(node, Name):
            return self.name(node)
        raise NoNumbers("this is no number")

    def name(self, node: Name) -> float:
        for key in (_letter(node), _letter(node).replace("{", "").replace("}", ""), self._flat(node)):
            if key in self.given:
                return self.given[key]
        if node.name in self.sizes and not node.at:
            return float(self.sizes[node.name])
        if node.name in self.known.definitions:
            return self.of(self.known.unfolded(node))
        raise NoNumbers(f"{node.name} has no number here")

    def _flat(self, node: Name) -> str:
        example = f"^({node.sample})" if node.sample else ""
        return f"{node.name}_{{{','.join(node.at)}}}{example}"
