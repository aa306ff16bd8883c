r"""Read a displayed formula strictly: each phrase becomes a function from a `World` to its value there.

What the reader does not know is an error, never a guess. A sum reaches to the next + or −; a superscript ``(i)`` is an
example, any other superscript a power; `:=` defines, ``\leftarrow`` updates, and everything else must be true.
"""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import add
from typing import Any

import sympy as sp

from lrlib.proofs.world import ArgMax, Definition, LambdaMax, Unbound, Unreadable, World, times

Phrase = Callable[[World], Any]
Constraint = tuple[str, Any, Any]
Condition = Callable[[World], list[list[Constraint]]]

WORDS = r"\\(?:text|begin|end)\s*\{[^{}]*\}"
HATS = r"\\(?:hat|tilde|mathcal|mathbf|mathrm|operatorname)\s*\{(?:[^{}]|\{[^{}]*\})*\}"
PLAIN = rf"{WORDS} | {HATS} | \\[A-Za-z]+ | \\. | := | \d+\.\d+ | \d+ | [A-Za-z] | \S"
INVISIBLE = {
    rf"\{word}"
    for word in ["left", "right", "big", "Big", "bigl", "bigr", "Bigl", "Bigr", "limits", "displaystyle", *",;!:"]
} | {"\\ "}
SPELLINGS = {  # other ways to write the same
    **{
        "ŷ": r"\hat{y}",
        "σ": r"\sigma",
        "θ": r"\theta",
        "α": r"\alpha",
        "λ": r"\lambda",
        "δ": r"\delta",
        "ℒ": r"\mathcal{L}",
    },
    **{
        "Σ": r"\sum",
        "∑": r"\sum",
        "∂": r"\partial",
        "∇": r"\nabla",
        "⊤": r"\top",
        "−": "-",
        "·": r"\cdot",
        "×": r"\cdot",
    },
    **{"≤": r"\le", "≥": r"\ge", "≠": r"\neq", "≈": r"\approx", "ℓ": r"\ell", "ĉ": r"\hat{c}"},
}
ALIASES = {
    **{r"\leq": r"\le", r"\geq": r"\ge", r"\ne": r"\neq", r"\ln": r"\log", r"\coloneqq": ":=", r"\times": r"\cdot"},
    **{r"\dfrac": r"\frac", r"\tfrac": r"\frac", r"\qquad": r"\quad"},
    **{r"\lvert": "|", r"\rvert": "|", r"\operatorname{arg\,max}": r"\arg\max", r"\operatorname{Var}": "Var"},
}
RELATIONS: dict[str, Any] = {
    "=": sp.Eq,
    r"\approx": sp.Eq,
    r"\neq": sp.Ne,
    "<": sp.Lt,
    ">": sp.Gt,
    r"\le": sp.Le,
    r"\ge": sp.Ge,
}
LARGEST = (r"\rho_{\max}", r"\lambda_{\max}")  # the largest eigenvalue; without a bracket behind it, a number
FUNCTIONS: dict[str, Callable[[Any], Any]] = {
    r"\exp": sp.exp,
    r"\log": sp.log,
    r"\sqrt": sp.sqrt,
    r"\operatorname{diag}": lambda v: sp.diag(*v),
    **dict.fromkeys(LARGEST, lambda M: LambdaMax(*M)),
}
JOIN: dict[str, Callable[[Sequence[Any]], Any]] = {
    r"\sum": lambda values: reduce(add, values),
    r"\prod": lambda values: sp.Mul(*values),
    r"\max": lambda values: sp.Max(*values),
    r"\arg\max": lambda values: ArgMax(*values),
}
BRACKETS = {"(": ")", "[": "]", "{": "}"}
LONGEST = 100  # terms of a sum
HIGHEST = 1000  # power that is computed
ENDS = {"+", "-", *BRACKETS.values(), "&", ",", ";", ":", r"\\", r"\}", r"\in", r"\mid", r"\rVert", ":=", *RELATIONS}


def tokens(latex: str, names: Collection[str] = ()) -> list[str]:
    r"""Split LaTeX into tokens; a declared name of several signs, such as ``J_\lambda``, stays one token.

    Parameters
    ----------
    latex : str
        A formula.
    names : collection of str
        The names that are longer than a letter.

    Returns
    -------
    list of str
        Without spaces and without the commands that only place things.

    Examples
    --------
    >>> tokens(r"J_\lambda(\theta) \geq 0.5", [r"J_\lambda"])
    ['J_\\lambda', '(', '\\theta', ')', '\\ge', '0.5']
    """
    for sign, command in SPELLINGS.items():
        latex = latex.replace(sign, f"{command} ")
    latex = re.sub(r"\\hat\s+([A-Za-z])(?![A-Za-z])", r"\\hat{\1}", latex)
    latex = re.sub(r"\\hat\{([A-Za-z])(_(?:\w|\{\w+\}))\}", r"\\hat{\1}\2", latex)
    long = sorted((n for n in names if len(n) > 1 and not n.isalpha()), key=len, reverse=True)
    own = "".join(f"{re.escape(n)}(?![A-Za-z])|" for n in (r"\operatorname{arg\,max}", *LARGEST, *long))
    own = own.replace(r"\ ", r"\s*")
    found = re.findall(f"(?x:{own.replace('#', r'[#]')}{PLAIN})", re.sub(r"\{\}", "", latex))
    out = [ALIASES.get(t, t) for t in found if t not in INVISIBLE]
    return re.sub(r"\\arg\x00\\max", r"\\arg\\max", "\x00".join(out)).split("\x00") if out else []


@dataclass
class Name:
    r"""A name with its scripts and arguments, such as ``\hat{y}_k^{(i)}`` or ``\sigma'(z)``."""

    name: str
    letters: tuple[Any, ...] = ()
    sample: Any = None
    primes: int = 0
    args: list[Phrase] | None = None

    def __call__(self, w: World) -> Any:
        """Return the value of the name in a world."""
        if self.name == r"\delta":
            if len(self.letters) != 2:
                raise Unreadable(r"\delta needs two indices")
            j, k = (w.number(x, "any") for x in self.letters)
            return w.delta(j, k)
        definition = w.definitions.get(self.name)
        if self.args is not None or self.primes:
            if definition is None or not definition.parameters:
                raise Unreadable(f"{self.name} is no function here")
            args = None if self.args is None else [a(w) for a in self.args]
            return w.call(self.name, self._places(w), args, self.primes)
        if not self.letters and not self.sample and self.name in {*w.sizes, *w.at}:
            return sp.sympify(w.at[self.name] if self.name in w.at else w.sizes[self.name])
        if self.name not in w.names:
            raise Unbound(self.name) if self.name in "ijkl" else Unreadable(f"{self.name} has no meaning here")
        if self.sample is not None and not w.notation.axes.get(self.name, "").startswith("^"):
            raise Unreadable(f"{self.name} is not indexed by examples")
        sample = None if self.sample is None else w.number(self.sample, "m")
        if definition is not None and definition.parameters:
            return w.call(self.name, self._places(w), None, 0)
        return w.value(self.name, self._places(w), sample)

    def _places(self, w: World) -> tuple[Any, ...]:
        axes = w.notation.axes.get(self.name, "").removeprefix("^")
        if len(self.letters) > len(axes):
            raise Unreadable(f"{self.name} has too many indices")
        return tuple(w.number(x, a) for x, a in zip(self.letters, axes, strict=False))


@dataclass
class Formula:
    """One formula of a display, as read.

    Attributes
    ----------
    kind : str
        "claim", "definition" or "update".
    sides : list of callable
        What stands between the relations.
    relations : list of str
        The relations between the sides.
    conditions : list of callable
        From a world to alternatives, each a list of constraints; none means: not in this world.
    target : Name or None
        What a definition defines or an update changes.
    parameters : tuple of str
        The parameters of a defined function.
    equivalent : Formula or None
        What stands after "exactly if".
    sizes : dict
        Sizes that the conditions fix, such as K = 3.
    local : dict
        Definitions made by "with A := B".
    used : set of str
        The names that were met.
    cases : list of list
        For each case of a display with cases, whether its condition was ever possible where it was evaluated.
    decimals : list
        For each side, the digits after the point if it is a decimal number, else None.
    """

    kind: str
    sides: list[Phrase]
    relations: list[str]
    conditions: list[Condition] = field(default_factory=list)
    target: Name | None = None
    parameters: tuple[str, ...] = ()
    equivalent: "Formula | None" = None
    sizes: dict[str, int] = field(default_factory=dict)
    local: dict[str, Definition] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    cases: list[list[bool]] = field(default_factory=list)
    decimals: list[int | None] = field(default_factory=list)


class Reader:
    """Reads one formula; each method reads one kind of phrase.

    Parameters
    ----------
    latex : str
        The formula.
    names : collection of str
        All names that have a meaning.
    functions : collection of str
        Those among them that take arguments.
    """

    def __init__(self, latex: str, names: Collection[str], functions: Collection[str] = ()) -> None:
        self.tokens: list[str | None] = [*_without_spaces(tokens(latex, names)), None]
        self.names, self.functions = names, set(functions)
        self.used: set[str] = set()
        self.sizes: dict[str, int] = {}
        self.local: dict[str, Definition] = {}
        self.cases: list[list[bool]] = []
        self.running: list[str] = []  # the indices of the sums that are being read

    # -------------------------------------------------------------- the formula

    def formulas(self) -> list[Formula]:
        """Read formulas separated by commas; the conditions at the end hold for all of them.

        Returns
        -------
        list of Formula
            As they stand.

        Raises
        ------
        Unreadable
            Where something is not known.
        """
        found = [self._formula()]
        while self.next == "," and (not _is_words(self.tokens[1]) or self.tokens[1] in self.names):
            self._take(",")
            found.append(self._formula())
        equivalent = None
        if self._words("exactly if"):
            equivalent = self._formula()
        conditions = self._conditions(found[0].kind == "update")
        if self.next is not None:
            raise Unreadable(f"cannot read from {self.next} on")
        for formula in found:
            formula.conditions, formula.equivalent = conditions, equivalent
            formula.sizes, formula.local, formula.used = self.sizes, self.local, self.used
            formula.cases = self.cases
        return found

    def _formula(self) -> Formula:
        start = list(self.tokens)
        ends = [i for i, t in enumerate(start) if t in (":=", r"\leftarrow")]
        words = next((i for i, t in enumerate(start) if _is_words(t) and t not in self.names), len(start))
        comma = self._comma()
        here = [i for i in ends if i < min(words, comma)]
        if not here:
            sides, relations, decimals = self._chain()
            if not relations:
                raise Unreadable("there is no relation: nothing is claimed")
            return Formula("claim", sides, relations, decimals=decimals)
        kind = "definition" if start[here[0]] == ":=" else "update"
        target, parameters = self._target()
        self._take(":=" if kind == "definition" else r"\leftarrow")
        sides, relations, decimals = self._chain()
        return Formula(kind, sides, relations, target=target, parameters=parameters, decimals=decimals)

    def _comma(self) -> int:
        depth = 0
        for i, t in enumerate(self.tokens):
            depth += (t in BRACKETS or t == r"\{") - (t in BRACKETS.values() or t == r"\}")
            if t == "," and not depth:
                return i
        return len(self.tokens)

    def _target(self) -> tuple[Name, tuple[str, ...]]:
        name = self._name(self._take(), call=False)
        parameters = []
        if self._skip("("):
            parameters = [self._take()]
            while self._skip(",", ";", r"\mid"):
                parameters.append(self._take())
            self._take(")")
        return name, tuple(parameters)

    def _chain(self) -> tuple[list[Phrase], list[str], list[int | None]]:
        sides: list[Phrase] = []
        relations: list[str] = []
        decimals: list[int | None] = []
        while True:
            before = [t for t in self.tokens[:2] if t is not None]
            number = before[0] if before and before[0] != "-" else [*before, ""][1]
            sides.append(self._sum())
            alone = "." in number and (self.next in ENDS or self.next is None or _is_words(self.next))
            decimals.append(len(number.split(".")[1]) if alone else None)
            if self.next not in RELATIONS:
                return sides, relations, decimals
            relations.append(self._take())

    # -------------------------------------------------------------- expressions

    def _sum(self) -> Phrase:
        terms: list[tuple[int, Phrase]] = []
        while not terms or self.next in ("+", "-"):
            sign = -1 if self._skip("+", "-") == "-" else 1
            terms.append((sign, self._product()))
        return lambda w: reduce(w.plus, [sign * term(w) for sign, term in terms])

    def _product(self) -> Phrase:
        out = self._power()
        while self.next is not None and self.next not in ENDS and not self._stops():
            if self._skip("/"):
                out = _divide(out, self._power())
            else:
                self._skip(r"\cdot")
                out = _multiply(out, self._power())
        return out

    def _stops(self) -> bool:
        return (
            (_is_words(self.next) and self.next not in self.names)
            or str(self.next).startswith(r"\end")
            or (self.next == "|" and self.bars > 0)
        )

    bars = 0

    def _power(self) -> Phrase:
        base = self._atom()
        function = isinstance(base, Name) and base.args is None and base.name in self.functions
        while self._skip("^"):
            if self.next in ("T", r"\top") or self.tokens[:3] == ["{", r"\top", "}"]:
                del self.tokens[: 3 if self.next == "{" else 1]
                base = _transpose(base)
            else:
                base = _raise(base, self._group())
            if function and self.next == "(":
                raise Unreadable("write the power of a function behind its argument, as in f(z)^2")
        return base

    def _group(self) -> Phrase:
        r"""Read what stands in {...}, or a single sign, as in ``\frac12``."""
        if self._skip("{"):
            inside = self._sum()
            self._take("}")
            return inside
        token = self.next
        if token and token.isdigit() and len(token) > 1:
            self.tokens[0] = token[1:]
            return _constant(sp.Integer(token[0]))
        return self._atom()

    def _atom(self) -> Phrase:
        token = self._take()
        if token == "(" or token in BRACKETS:
            inside = [self._sum()]
            while token == "(" and self._skip(","):
                inside.append(self._sum())
            self._take(BRACKETS[token])
            return inside[0] if len(inside) == 1 else lambda w: sp.Matrix([part(w) for part in inside])
        if token in ("|", r"\lVert"):
            return self._bars(token)
        if token in ENDS or token.startswith(r"\end") or (_is_words(token) and token not in self.names):
            raise Unreadable(f"did not expect {token}")
        if re.fullmatch(r"\d+(\.\d+)?", token):
            return _constant(sp.Rational(token))
        if token == "e" and self._skip("^"):
            exponent = self._group()
            return lambda w: sp.exp(exponent(w))
        if token == r"\frac":
            return self._fraction()
        if token == r"\partial":
            return self._slash_derivative()
        if (token in JOIN and self.next in ("_", "^")) or token == r"\arg\max":
            return self._over_an_index(token)
        if token == r"\max":
            self._take("(")
            inside = [self._sum()]
            while self._skip(","):
                inside.append(self._sum())
            self._take(")")
            return lambda w: sp.Max(*(part(w) for part in inside))
        if token in FUNCTIONS and not (token in LARGEST and self.next != "("):
            argument = self._group() if token == r"\sqrt" else self._power()
            return lambda w: FUNCTIONS[token](argument(w))
        if token == r"\nabla":
            return self._nabla()
        if token in (r"\begin{cases}", r"\begin{bmatrix}"):
            return self._table(token)
        return self._name(token)

    def _bars(self, token: str) -> Phrase:
        r"""Read ``|z|``, ``|\{i : a = b\}|`` or ``\lVert w \rVert``."""
        if token == r"\lVert":
            inside = self._sum()
            self._take(r"\rVert")
            return lambda w: sp.sqrt(sum(v**2 for v in sp.Matrix([inside(w)])))
        if self._skip(r"\{"):
            index = self._take()
            self._take(":")
            (a, b), (relation,), _ = self._chain()
            self._take(r"\}"), self._take("|")
            return lambda w: sum(
                sp.Piecewise((1, _holds(relation, a(v), b(v))), (0, True))
                for v in (w.bind(**{index: i}) for i in w.range("m"))
            )
        self.bars += 1
        inside = self._sum()
        self.bars -= 1
        self._take("|")
        return lambda w: sp.Abs(inside(w))

    def _name(self, token: str, call: bool = True) -> Name:
        out = Name(token)
        self.used.add(token)
        while True:
            if self._skip("'"):
                out.primes += 1
            elif self._skip("_"):
                out.letters = self._subscripts()
            elif self.tokens[:3] == ["^", "{", "("]:
                del self.tokens[:3]
                out.sample = self._take()
                self._take(")"), self._take("}")
            else:
                break
        if call and token in self.functions and self._skip("("):
            out.args = [self._sum()]
            while self._skip(",", ";", r"\mid"):
                out.args.append(self._sum())
            self._take(")")
        return out

    def _subscripts(self) -> tuple[Any, ...]:
        """Read the indices of a name: letters, digits, or a name with an example, as in c^{(i)}."""
        if not self._skip("{"):
            return (self._one_digit(),)
        inside: list[Any] = []
        while not self._skip("}"):
            if self._skip(","):
                continue
            token = self._one_digit()
            if self.next in ("^", "_"):
                inside.append(self._name_with(token))
            else:
                inside.append(token)
        return tuple(inside)

    def _one_digit(self) -> str:
        token = self._take()
        if token.isdigit() and len(token) > 1:
            self.tokens.insert(0, token[1:])
            token = token[0]
        return token

    def _name_with(self, token: str) -> Name:
        return self._name(token, call=False)

    def _fraction(self) -> Phrase:
        t = self.tokens
        if t[0] == "{" and t[1] == r"\partial":
            del t[:2]
            return self._derivative(r"\partial")
        if t[:2] == ["{", "d"] and t[t.index("}") + 1 :][:2] == ["{", "d"]:
            del t[:2]
            return self._derivative("d")
        top = self._group()
        bottom = self._group()
        return _divide(top, bottom)

    def _derivative(self, sign: str) -> Phrase:
        order = 1
        if self._skip("^"):
            order = int(self._take())
        body = None if self.next == "}" else self._product()
        self._take("}"), self._take("{")
        variables: list[Any] = []
        while not self._skip("}"):
            self._take(sign)
            variable = self._name(self._take(), call=False)
            variables += [variable] * (int(self._take()) if self._skip("^") else 1)
        body = body or self._product()
        if len(variables) != order:
            raise Unreadable(f"a derivative of order {order} by {len(variables)} variables")
        return lambda w: w.derivative(body, variables)

    def _slash_derivative(self) -> Phrase:
        r"""Read ``\partial A / \partial v`` in a line of text."""
        body = self._name(self._take())
        self._take("/"), self._take(r"\partial")
        variable = self._name(self._take(), call=False)
        return lambda w: w.derivative(body, [variable])

    def _nabla(self) -> Phrase:
        order = 1
        if self._skip("^"):
            order = int(self._take())
        function = self._name(self._take())
        if function.name not in self.functions:
            raise Unreadable(f"{function.name} after \\nabla is no function here")

        def value(w: World) -> Any:
            args = None if function.args is None else [a(w) for a in function.args]
            return w.gradient(function.name, args, order)

        return value

    def _over_an_index(self, token: str) -> Phrase:
        r"""Read ``\sum_{j=1}^{K}``, ``\sum_{j \neq k}``, ``\max_j`` or ``\arg\max_k``, and its body."""
        self._take("_")
        braces = self._skip("{")
        index = self._take()
        low: Phrase | None = None
        other: Phrase | None = None
        if self._skip("=", r"\ge"):
            low = self._sum()
        elif self._skip(r"\neq"):
            other = self._sum()
        if braces:
            self._take("}")
        high = self._group() if self._skip("^") else None
        if index in self.running:
            raise Unreadable(f"{index} runs already: a {token} within another needs an index of its own")
        self.running.append(index)
        body = self._product()
        self.running.pop()

        def terms(w: World) -> Any:
            inside = w.without(index)
            try:
                size = None if high is None else high(w)
                if size is None:
                    body(inside)
                    raise Unreadable(f"{index} does not occur under its {token}")
            except Unbound as need:
                if high is not None or need.index != index:
                    raise
                first, size = need.first, need.last
            else:
                first = 1
            first = low(w) if low else first
            if token in (r"\sum", r"\prod") and sp.sympify(size).is_Integer and size > LONGEST:
                raise Unreadable(f"{token} to {size} is too long to be written out")
            try:
                hole = None if other is None else other(w)
            except Unbound as need:
                raise Unbound(need.index, first, size) from None
            return w.over(token, JOIN[token], body, index, first, size, hole)

        return terms

    def _table(self, token: str) -> Phrase:
        rows: list[list[Phrase]] = [[]]
        end = token.replace("begin", "end")
        while not self._skip(end):
            if token == r"\begin{cases}" and rows[-1]:
                rows[-1].append(self._case())
            else:
                rows[-1].append(self._sum())
            if not self._skip("&") and self._skip(r"\\"):
                rows.append([])
        if token == r"\begin{bmatrix}":
            return lambda w: sp.Matrix([[cell(w) for cell in row] for row in rows])
        return lambda w: sp.Piecewise(*((value(w), when(w)) for value, when in rows))

    def _case(self) -> Phrase:
        words = self._take()
        if "otherwise" in words:
            return _constant(sp.true)
        if _text(words) not in ("if", "when"):
            raise Unreadable(f"a case begins with {words}")
        (a, b), (relation,), _ = self._chain()
        met = [False]
        self.cases.append(met)

        def holds(w: World) -> Any:
            out = _holds(relation, a(w), b(w))
            met[0] = met[0] or out != sp.false
            return out

        return holds

    # -------------------------------------------------------------- conditions

    def _conditions(self, update: bool) -> list[Condition]:
        r"""Read what follows ``\text{if}``: from a world to lists of facts; no facts means: not in this world."""
        found: list[Condition] = []
        if update and self._words("for all"):
            self._take()
            while self._skip(","):
                self._take()
            if not self._words("at once"):
                raise Unreadable(r"an update is made \text{at once}")
            return found
        self._skip(",")
        if not (self._words("if") or self._words("with") or self._words("when") or self._words("for")):
            return found
        while True:
            condition = self._condition()
            if self._words("for all"):
                condition = everywhere(condition, self._take())
                while self.next == "," and self.tokens[1] in set("ijkl") and self.tokens[2] in (None, ","):
                    self._take(",")
                    condition = everywhere(condition, self._take())
            found.append(condition)
            if not (self._skip(",") or self._words("and")):
                return found
            self._words("if") or self._words("with")

    def _condition(self) -> Condition:
        before = list(self.tokens)
        if before[0] in ("K", "m", "n") and before[1] == "=" and str(before[2]).isdigit():
            del self.tokens[:3]
            self.sizes[str(before[0])] = int(str(before[2]))
            size, fixed = str(before[0]), int(str(before[2]))
            return lambda w: [[]] if w.sizes[size] == fixed else []
        if ":=" in before[: self._comma()]:
            target, parameters = self._target()
            self._take(":=")
            self.local[target.name] = Definition(target.letters, target.sample, parameters, self._sum())
            return lambda w: [[]]
        left = self._sum()
        if self._skip(r"\in"):
            self._take(r"\{")
            options = [self._sum()]
            while self._skip(","):
                options.append(self._sum())
            self._take(r"\}")
            return lambda w: [[("=", left(w), option(w))] for option in options]
        if self._words("is one-hot"):
            return lambda w: [[("=", left(w), sp.Matrix(row))] for row in sp.eye(len(left(w))).tolist()]
        if self.next not in RELATIONS:
            raise Unreadable(f"a condition without a relation, at {self.next}")
        relation, right = self._take(), self._sum()
        if self.next in RELATIONS:
            raise Unreadable("a condition with two relations; write them as two conditions")
        return lambda w: [[(relation, left(w), right(w))]]

    # -------------------------------------------------------------- tokens

    @property
    def next(self) -> str | None:
        """Return the next token, or None at the end."""
        return self.tokens[0]

    def _take(self, expected: str | None = None) -> str:
        token = self.tokens[0]
        if token is None or (expected is not None and token != expected):
            raise Unreadable(f"expected {expected or 'more'}, found {token or 'the end'}")
        del self.tokens[0]
        return token

    def _skip(self, *wanted: str) -> str | None:
        return self._take() if self.next is not None and self.next in wanted else None

    def _words(self, *wanted: str) -> bool:
        if _is_words(self.next) and _text(self.next) in wanted:
            self._take()
            return True
        return False


def _without_spaces(found: list[str]) -> list[str]:
    r"""Drop each ``\quad`` that stands beside words, a comma or a relation; between two formulas it says nothing."""
    out: list[str] = []
    for i, token in enumerate(found):
        if token != r"\quad":
            out.append(token)
            continue
        beside = [*out[-1:], *found[i + 1 : i + 2]]
        if (
            out
            and i + 1 < len(found)
            and not any(_is_words(t) or t in (",", "&", r"\quad", *RELATIONS) for t in beside)
        ):
            raise Unreadable(r"a \quad between two formulas: put a comma or words there")
    return out


def _text(token: str | None) -> str:
    found = re.fullmatch(r"\\text\s*\{\s*(.*?)\s*\}", token or "")
    return found[1] if found else ""


def _is_words(token: str | None) -> bool:
    return token is not None and token.startswith(r"\text")


def _holds(relation: str, a: Any, b: Any) -> Any:
    if isinstance(a, sp.MatrixBase) or isinstance(b, sp.MatrixBase):
        raise Unreadable("a case compares numbers, not vectors")
    return RELATIONS[relation](a, b)


def _constant(value: Any) -> Phrase:
    return lambda w: value


def _multiply(a: Phrase, b: Phrase) -> Phrase:
    return lambda w: times(a(w), b(w))


def _divide(a: Phrase, b: Phrase) -> Phrase:
    return lambda w: a(w) / b(w)


def _transpose(a: Phrase) -> Phrase:
    def value(w: World) -> Any:
        out = a(w)
        return out.T if hasattr(out, "T") else out  # a product of one row and one column is a number

    return value


def _raise(a: Phrase, b: Phrase) -> Phrase:
    def value(w: World) -> Any:
        base = a(w)
        if isinstance(base, sp.MatrixBase) and base.rows != base.cols:
            raise Unreadable("a power of a vector has no meaning; write its norm, or its product with itself")
        exponent = sp.sympify(b(w))
        if exponent.is_number and abs(exponent) > HIGHEST:
            raise Unreadable(f"a power of {exponent} is too high")
        return base**exponent

    return value


def everywhere(condition: Condition, index: str) -> Condition:
    """Return the condition for every value of an index at once.

    Parameters
    ----------
    condition : callable
        From a world to alternatives.
    index : str
        The letter after "for all".

    Returns
    -------
    callable
        From a world to the alternatives for all values together.
    """

    def alternatives(w: World) -> list[list[Constraint]]:
        try:
            return condition(w)
        except Unbound as need:
            if need.index != index:
                raise
            places = range(need.first, need.last + 1)
        together: list[list[Constraint]] = [[]]
        for n in places:
            more = alternatives(w.bind(**{index: n}))
            together = [old + new for old in together for new in more]
        return together

    return alternatives
