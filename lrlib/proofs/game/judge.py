r"""Judge one line of a derivation: whether it is true, whether it is a step, and by which rule."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from lrlib.proofs.brackets import behind
from lrlib.proofs.elementary import FUNCTIONS
from lrlib.proofs.game.arithmetic import free_move
from lrlib.proofs.game.letters import foreign
from lrlib.proofs.game.level import CONDITIONS, Level
from lrlib.proofs.game.matrices import sides as sides_of
from lrlib.proofs.game.matrices import unfit
from lrlib.proofs.game.moves import settled
from lrlib.proofs.game.names import NotATree
from lrlib.proofs.game.reading import read
from lrlib.proofs.game.rules import explained, named, same, used
from lrlib.proofs.game.theory import agree
from lrlib.proofs.game.tree import Node, Num, Total, free, parts, times
from lrlib.proofs.game.typed import typed
from lrlib.proofs.game.writing import NoNumbers, latex, put_in
from lrlib.proofs.hints import FORMS, STANDS
from lrlib.proofs.hints import explained as read_is
from lrlib.proofs.lesson import Lesson
from lrlib.proofs.limit import OutOfTime, processor_time
from lrlib.proofs.plain import plain, told
from lrlib.proofs.result import Result
from lrlib.proofs.symbols import Elsewhere, Unbound, Unreadable
from lrlib.proofs.tokens import LARGEST

WORLDS = ({"K": 2, "n": 2, "m": 1}, {"K": 3, "n": 2, "m": 2})
SECONDS = 5.0
REMEMBERED = 2048  # lines, which a game asks about again at each move
FAILURES = (ArithmeticError, AttributeError, LookupError, NotImplementedError, RecursionError, TypeError, ValueError)
OPERATORS = {re.sub(r"\\operatorname|\W", "", name): name for name in FUNCTIONS if name not in LARGEST}
OPERATORS |= {"max": r"\max", "argmax": r"\arg\max"}
WORDS = "|".join(("hat|ln|sum|frac|sigma|partial|theta|cdot|left|right", *OPERATORS))
BARE = re.compile(rf"(?<![\\A-Za-z{{])[A-Za-z]?_?({WORDS})(?![A-Za-z])")  # typed without its backslash
PRIME = re.compile(r"[)\]]\s*(?:'|\^\s*\{?\s*\\prime)")  # of a bracket, as schools write a slope
PICKED = re.compile(r"(\\log\s*)?(\\hat\s*\{?y\}?|ŷ|[A-Za-z])_(?:\{y\}|y(?![A-Za-z]))")  # y as the name of a class
SWITCH = re.compile(  # one where two classes are the same
    r"\\delta_\{\s*(?P<a>\w)\s*,?\s*(?P<b>\w)\s*\}"
    r"|(?:1|I|\\math\w+\{\s*[1I]\s*\})\s*_?(?:\\?\{|\[|\()\s*(?P<c>\w)\s*=\s*(?P<d>\w)\s*(?:\\?\}|\]|\))"
)
SUM = re.compile(r"\\sum(?![A-Za-z])(?!\s*_)")  # of nothing
REACHES = {  # what stands before more than it reaches
    "sum": r"\\sum_(?:\{[^{}]*\}|\w)(?:\^(?:\{\w\}|\w))?",
    "slope": r"\\frac\{\s*(?:\\partial|d)\s*\}\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}",
    "factor": r"\\frac\{\w\}\{\w\}",
}
SLOPE = re.compile(r"'\((\w)\)|^\\frac\{d[^}]*\}\{d(\w)\}")  # the letter of a slope in one letter
FACTORS = (  # what a line is off by, where it is off by a factor
    (Num(-1), "sign", "The sign is turned round: it is minus what it must be."),
    (Num(2), "factor", "It is half of what it must be."),
    (Num(Fraction(1, 2)), "factor", "It is twice what it must be."),
)


LATEX = r"Type LaTeX, such as \frac{d\mathcal{L}}{dh} for a slope and \cdot for times, or press the signs."
HEADS = {
    "step": "Proved",
    "done": "Proved",
    "same": "True, but no step forward",
    "back": "True, but no step forward",
    "big": "True, but too big a step",
    "unclear": "No step that is known",
    "only-if": "True only under a condition",
    "false": "False",
    "unread": "Not read",
}


@dataclass(frozen=True, repr=False)
class Answer:
    r"""What is said to one line.

    Attributes
    ----------
    kind : str
        "step" or "done"; true, but no step: "same", "back", "big" or "unclear"; "only-if", "false" or "unread".
    words : str
        The answer.
    line : str
        What was judged, in LaTeX.
    rules : tuple of str
        By which it follows from the line before.
    by : str
        The one rule by which it stands, in words.
    mistake : str
        The name of the mistake, if it is a known one.
    numbers : tuple of str
        A counter-example: where, the line before with the numbers put in, and this one; in LaTeX but for the first.
    needs : str
        A condition under which it is true, in LaTeX.
    """

    kind: str
    words: str
    line: str
    rules: tuple[str, ...] = ()
    by: str = ""
    mistake: str = ""
    numbers: tuple[str, ...] = ()
    needs: str = ""

    @property
    def taken(self) -> bool:
        """Return whether the line stands now."""
        return self.kind in ("step", "done")

    @property
    def head(self) -> str:
        """Return the answer in a few words."""
        return HEADS[self.kind]

    @property
    def _has_place(self) -> bool:
        """Whether the line is shown with the place that was not read, sign below sign."""
        return self.kind == "unread" and "\n" in self.words

    def _repr_markdown_(self) -> str:
        if self._has_place:
            return f"**{self.head}**\n\n```\n{self.words}\n```"
        where, *rest = self.numbers or ("",)
        put_in = [f"Put in ${where}$: " + ", ".join(f"${n}$" for n in rest if n)] * bool(where)
        needs = [f"True if ${self.needs}$."] * bool(self.needs)
        return "\n\n".join([f"**{self.head}.** {self.words}", *put_in, *needs])

    def __repr__(self) -> str:
        """Say it as a reader is told."""
        words = self.words if self._has_place else told(self.words)
        needs = [f"true if {plain(self.needs)}"] * bool(self.needs)
        return "\n".join([*[words] * bool(words), *(plain(n) for n in self.numbers if n), *needs])


def tree(line: str) -> Node | None:
    """Return a line as a tree, or nothing where no rule speaks of what is in it.

    Parameters
    ----------
    line : str
        In LaTeX.

    Returns
    -------
    Node or None
        As it stands.
    """
    try:
        return read(line)
    except NotATree:
        return None


@lru_cache(maxsize=REMEMBERED)
def truth(level: Level, line: str, condition: str = "") -> Result:
    """Decide whether a line is equal to what is derived.

    Parameters
    ----------
    level : Level
        What is derived, under which condition.
    line : str
        In LaTeX.
    condition : str
        Another condition that the reader names; it is tried where the line is false without it.

    Returns
    -------
    Result
        With a counter-example, and a condition where one helps.

    Raises
    ------
    Unreadable
        Where it cannot be read: the place is marked.
    """
    lesson = Lesson(level.family, worlds=WORLDS)
    for definition in level.learns:
        lesson.learn(definition)
    formula = f"{level.left} = {line}" + rf" \quad \text{{if }} {level.given}" * bool(level.given)
    try:
        with processor_time(SECONDS):
            others = [c for c in (condition, *CONDITIONS[level.family]) if c and c != level.given]
            return lesson.read(formula, others)
    except OutOfTime:
        return Result(formula, kinds={"undecided"}, where="it takes too long")
    except Unreadable as problem:
        raise read_is(problem, line) from None
    except (Elsewhere, Unbound) as problem:
        raise read_is(Unreadable(str(problem) or "it speaks of more than there is"), line) from None
    except FAILURES:
        raise read_is(Unreadable("this cannot be computed as it stands"), line) from None


def judge(level: Level, lines: Sequence[str], line: str, condition: str = "") -> Answer:
    """Judge a line after those that stand.

    Parameters
    ----------
    level : Level
        What is derived.
    lines : sequence of str
        The lines that stand, from the first.
    line : str
        The new one: what stands right of the equals sign.
    condition : str
        A condition that the reader has written behind it.

    Returns
    -------
    Answer
        Its kind, and what is said.
    """
    if PRIME.search(line):
        slope = SLOPE.search(level.left)
        letter = (slope[1] or slope[2]) if slope else "t"
        words = (
            rf"Write the slope of a bracket with the bracket behind: $\frac{{d}}{{d{letter}}} \left( \dots \right)$."
        )
        return Answer("unread", words, line)
    if bare := BARE.search(line):
        example = r"\hat{y}_k" if bare[1] == "hat" else OPERATORS.get(bare[1], f"\\{bare[1]}")
        if "operatorname" in example and line[bare.end() :].startswith("("):
            inside = line[bare.end() : behind(line, bare.end() + 1)]
            example += inside.replace("ŷ", r"\hat{y}")
        return Answer("unread", f"A word begins with a backslash: write {example}. {LATEX}", line)
    if SUM.search(line):
        letter, size = "im" if "^{(i)}" in level.left else "jK"
        words = rf"A sum says over what it runs: write $\sum_{{{letter}=1}}^{{{size}}}$."
        return Answer("unread", words, line)
    if level.family == "softmax" and (words := _named_class(line)):
        return Answer("unread", words, line)
    new = tree(line)
    if new is not None and (words := _unfit(new)):
        return Answer("unread", words, line)
    try:
        result = truth(level, line, condition)
    except ValueError as problem:
        said = _unread(level, str(problem), line)
        if new is None:
            return Answer("unread", said, line)
        if "has no meaning" not in said and (strange := foreign(level, new)):
            return Answer("unread", strange, line)
        try:  # it may be written so that only the game reads it
            result = truth(level, latex(settled(new, level.known)), condition)
        except ValueError:
            return Answer("unread", said, line)
    if "false" in result.kinds and new is not None and (strange := foreign(level, new)):
        return Answer("unread", strange, line)
    if "false" in result.kinds:
        return refuted(level, lines, line, new, result)
    if "undecided" in result.kinds:
        return Answer(
            "unclear", f"Whether this is true could not be decided: {result.where}. Try a smaller step.", line
        )
    if new is None:
        return Answer("unclear", "It is true, but no rule here speaks of what is in it. Write it with the signs of the "
                      "palette.", line)  # fmt: skip
    return step(level, lines, line, new)


def step(level: Level, lines: Sequence[str], line: str, new: Node) -> Answer:
    """Say of a line that is true whether it is a step.

    Parameters
    ----------
    level : Level
        What is derived.
    lines : sequence of str
        Those that stand.
    line : str
        The new one.
    new : Node
        Its tree.

    Returns
    -------
    Answer
        "step", "done", "same", "back", "big" or "unclear".
    """
    before = [read(text) for text in lines]
    for n, old in enumerate(reversed(before)):
        if same(old, new):
            where = "the line before, in another order" if n == 0 else f"line {len(before) - n} again"
            return Answer("same" if n == 0 else "back", f"True, but it is {where}.", line)
    rules = _used(level, before[-1], new)
    if rules is None:
        return Answer("unclear", "It is true, but it does not follow from the line before by the rules that are "
                      "allowed here. Say with a line between how you came to it.", line)  # fmt: skip
    beside = next((rule for rule in rules if rule in level.written_out), "")
    if len(rules) == 2 and beside:
        rule = rules[0] if beside == rules[1] else rules[1]
        kind, end = (
            ("done", ". This is the goal.") if same(new, read(level.goal)) else ("step", f": {explained(rule)}.")
        )
        return Answer(kind, f"Proved, by {named(rule)} with {named(beside)}{end}", line, (rule,), named(rule))
    if len(rules) > 1:
        words = ", ".join(named(r) for r in rules[:-1]) + f" and {named(rules[-1])}"
        return Answer("big", f"It is true, but {len(rules)} rules were used at once: {words}. Which one came first? "
                      "Write the line after it.", line, rules)  # fmt: skip
    rule = rules[0] if rules else free_move(before[-1], new)
    slopes = rule.startswith("definition") and free_move(before[-1], new) == "derivative"
    by = named(rule) + ", differentiated" * slopes
    if same(new, read(level.goal)):
        return Answer("done", f"Proved, by {by}. This is the goal.", line, (rule,), by)
    return Answer("step", f"Proved, by {by}: {explained(rule)}.", line, (rule,), by)


@lru_cache(maxsize=REMEMBERED)
def _used(level: Level, before: Node, new: Node) -> tuple[str, ...] | None:
    """Return the fewest rules of a level by which a line follows from another."""
    return used(before, new, level.known, level.rules, level.world, level.apart)


def refuted(level: Level, lines: Sequence[str], line: str, new: Node | None, result: Result) -> Answer:
    """Say why a line is false.

    Parameters
    ----------
    level : Level
        What is derived.
    lines : sequence of str
        Those that stand.
    line : str
        The new one.
    new : Node or None
        Its tree.
    result : Result
        With the counter-example.

    Returns
    -------
    Answer
        "false" or "only-if", with its own words where the mistake is known.
    """
    known, sizes = level.known, level.world
    name, words = "", ""
    if new is not None:
        for mistake in level.mistakes:
            wrong = tree(mistake.line)
            if wrong is not None and agree(wrong, new, known, (), sizes, level.apart):
                name, words = mistake.name, mistake.words
                break
        else:
            last = read(lines[-1])
            for factor, kind, said in FACTORS:
                if agree(last, times(factor, new), known, level.rules, sizes, level.apart):
                    name, words = kind, said
                    break
    words = words or _too_short(level, line) or (_idle(new) if new is not None else "")
    if new is not None and not words and sides_of(read(level.left))[::-1] == sides_of(new) != sides_of(new)[::-1]:
        words = "Rows and columns are exchanged: transpose it."
    where, _, both = result.where.partition(": ")
    numbers: tuple[str, ...] = (
        where.strip().removeprefix("for "),
        *(_with_numbers(t, result.where, level) for t in (read(lines[-1]), new)),
        both,
    )
    if "shape" in where:
        words = words or _shaped(result.where)
        tried = re.split(", the (?:right|shapes)", numbers[0])[0]
        numbers = () if "transpose" in both else (tried, "", "", rf"\text{{{both}}}")
    needs = result.needs.strip()
    if needs:
        words = f"{words} It is true only under a condition that is not given here.".strip()
    words = words or "This is not equal to the line before."
    return Answer("only-if" if needs else "false", words, line, (), "", name, numbers, needs)


def _too_short(level: Level, line: str) -> str:
    """Return what is said of a line that would be true if what stands in front reached to its end; else nothing."""
    for name, pattern in REACHES.items():
        for found in re.finditer(pattern, line):
            rest = line[found.end() :]
            wider = rf"{line[: found.end()]} \left( {rest} \right)"
            if re.search(r"[+-]", rest) and tree(wider) is not None:
                try:
                    if truth(level, wider).true:
                        return f"A {name} reaches to the next plus or minus only: put all that is meant in brackets."
                except ValueError:
                    pass  # then brackets do not help
    return ""


def _unfit(new: Node) -> str:
    """Return what is said of matrices that do not fit together; nothing where all do."""
    found = unfit(new)
    if found is None:
        return ""
    both = (rf"${latex(node)}$ has the shape ${sides_of(node)[0]} \times {sides_of(node)[1]}$" for node in found[1:])
    return f"{' and '.join(both)}: they make no {found[0]}."


def _idle(new: Node) -> str:
    """Return what is said of a sum whose terms are all the same; nothing where each has its index."""
    for total in parts(new):
        if isinstance(total, Total) and total.letter not in free(total.body):
            return f"In the sum over ${total.letter}$ nothing has the index ${total.letter}$: is it missing?"
    return ""


def _shaped(where: str) -> str:
    """Return what is said where two lines are tables of different shapes."""
    if "transpose it" in where:
        return "Rows and columns are exchanged: transpose it."
    one, _, other = where.partition("differ: ")[2].partition(" and ")
    index = " Is an index missing?" * (one == "a number")
    return f"The shapes differ: the line before is {one}, and yours is {other}.{index}"


def _named_class(line: str) -> str:
    """Return how a line is written in which a class is compared with another, or the true one named y; else nothing."""
    labels = r"Here no class is named y: the labels $y_1, \dots, y_K$ say which is the true one."
    for found in SWITCH.finditer(line):
        one, other = sorted(filter(None, found.groups()))
        if other == "y":
            return f"{labels} For ${found[0]}$ write $y_{one}$."
        if found["c"]:
            return rf"For ${found[0]}$ write $\delta_{{{one}{other}}}$."
    if picked := PICKED.search(line):
        log, letter = r"\log " * bool(picked[1]), r"\hat{y}" if picked[2][0] in r"\ŷ" else picked[2]
        return rf"{labels} For ${log}{letter}_y$ write $\sum_{{j=1}}^{{K}} y_j {log}{letter}_j$."
    return ""


def _unread(level: Level, said: str, line: str) -> str:
    """Return what is said of a line that is not read: what, where, and the nearest form; about the line alone."""
    rows = [
        row for row in said.split("\n") if not row.startswith(("(letters of others", STANDS)) and "given=" not in row
    ]
    rows[0] = re.split(r"(?:;|\.) [Dd]efine it in front", rows[0])[0]
    if "is no function here" in rows[0]:
        rows.append(r"Read is: a slope says in which letter it is taken: \frac{dh}{dz}")
    if r"\text" not in line and r"\text{if }" in rows[0]:  # of the level's condition, which nobody has typed
        rows[0] = (
            rows[0].replace(r"did not expect \text{if }", "the line ends too early").replace(r"\text{if }", "the end")
        )
        rows[-1] = f"Read is: {next(form for pattern, form in FORMS if re.search(pattern, 'ends too early'))}"
    at = next((i for i, row in enumerate(rows) if row.strip() == "^"), 0)
    if at and rows[at - 1].strip() != " ".join(line.split()):
        whole, caret = rows[at - 1], rows[at].index("^")
        cut = [2, *(found.end() for found in re.finditer(" = ", whole))][: level.left.count("=") + 2][-1]
        text = re.split(r" (?:\\quad )?\\text\{if", whole[cut:])[0]
        rows[at - 1 : at + 1] = [f"  {text}", f"  {' ' * min(max(caret - cut, 0), len(text))}^"]
    rows = [LATEX if row.startswith("Read is: A = B") else row for row in rows]
    return "\n".join(rows)


def _with_numbers(node: Node | None, where: str, level: Level) -> str:
    if node is None:
        return ""
    try:
        return put_in(node, where, level.known)
    except (NoNumbers, ArithmeticError, ValueError, KeyError):
        return ""


def sides(level: Level, text: str) -> tuple[list[str], str]:
    r"""Split what a reader typed into lines: ``a = b = c`` is two steps, and what is derived is not repeated.

    Parameters
    ----------
    level : Level
        What is derived.
    text : str
        In LaTeX, with or without dollars and the left side.

    Returns
    -------
    list of str, str
        Right sides, one after the other; and the condition behind them.
    """
    text = re.sub(r"\\begin\{aligned\}|\\end\{aligned\}|^\s*\$+|\$+\s*$|\\tag\{[^}]*\}", " ", text.strip())
    text = re.sub(r"\\\\\s*&?\s*=|&\s*=", "=", text)
    text = typed(text)
    text, *condition = re.split(r",?\s*(?:\\q?quad\s*)?\\text\s*\{\s*if\b\s*\}?", _hidden(text), maxsplit=1)
    found = [part.strip().strip(".,") for part in text.split("=")]
    found = [part.replace("\x00", "=").replace("\x01", r"\text{if") for part in found if part.strip()]
    first = tree(found[0]) if len(found) > 1 else None
    if first is not None and same(first, read(level.left)):
        del found[0]
    return found, "".join(condition).replace("\x00", "=").strip()


def _table(text: str) -> str:
    return re.sub(r"\\text\s*\{\s*if", "\x01", text).replace("=", "\x00")


def _hidden(text: str) -> str:
    r"""Hide the equals signs in braces, square brackets and tables, which split nothing."""
    out, depth = [], 0
    text = re.sub(r"\\begin\{cases\}.*?\\end\{cases\}", lambda table: _table(table[0]), text, flags=re.S)
    for sign in text:
        depth += (sign in "{[") - (sign in "}]")
        out.append("\x00" if sign == "=" and depth > 0 else sign)
    return "".join(out)
