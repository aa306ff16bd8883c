"""A formula of the reader's own: checked, or taken apart step by step."""

import re
import time
from dataclasses import replace

from lrlib.proofs.authors import TABLES
from lrlib.proofs.chances import refuse_ordered
from lrlib.proofs.clauses import TABULAR, where
from lrlib.proofs.columns import instead_of_scores, transposed, with_columns
from lrlib.proofs.divergences import refuse_entropies
from lrlib.proofs.expected import OF_A_LABEL
from lrlib.proofs.favour import (
    FAILURES,
    as_claim,
    lesson_of,
    lines_of,
    read_in_favour,
)
from lrlib.proofs.givens import Otherwise, elsewhere, free_letters, settled, spelled, with_entries
from lrlib.proofs.hints import explained
from lrlib.proofs.kinds import EDITIONS, MODEL, as_loss, of_author, to_write, up_to_k
from lrlib.proofs.labels import refuse_others, signed
from lrlib.proofs.layout import bare, differentials, slashes
from lrlib.proofs.lesson import Lesson, under
from lrlib.proofs.letters import in_letters
from lrlib.proofs.limit import OutOfTime, processor_time
from lrlib.proofs.names import Table
from lrlib.proofs.orders import explained as ordered
from lrlib.proofs.orders import orders
from lrlib.proofs.own import as_typed, definitions, own_letters, refuse_two
from lrlib.proofs.readings import classes_of, fitted, of_signs, readings, with_likelihood, with_probability
from lrlib.proofs.result import Result
from lrlib.proofs.signs import has, of_each_class
from lrlib.proofs.spelling import spelt
from lrlib.proofs.symbols import Ambiguous, Elsewhere, Unbound, Unknown, Unreadable
from lrlib.proofs.telling import better, in_typed_letters
from lrlib.proofs.tex import typed
from lrlib.proofs.turned import SHAPES, turned
from lrlib.proofs.undefined import Undefined
from lrlib.proofs.worked import written_out

LIKELIHOOD = (
    r"\ell is a loss to some and a log-likelihood to others, of which alone the line is true: write -\ell for \ell, or "
    'name a notation, as in notation="statistics"'
)
CONDITIONS = {
    "softmax": (
        r"\sum_{j=1}^{K} y_j = 1",
        r"y \text{ is one-hot}",
        r"\sum_{j=1}^{K} y_j^{(i)} = 1 \text{ for all } i",
        "j = k",
        r"j \neq k",
        "K = 2",
        "m = 1",
        r"y_k = 1, \sum_{j=1}^{K} y_j = 1",
        r"y_k = 0, \sum_{j=1}^{K} y_j = 1",
        "z_2 = 0",
    ),
    "binary": (r"y \in \{0, 1\}", "y = 1", "y = 0", "m = 1", "x_0 = 1", r"z \geq 0", "z = 0"),
}
SECONDS = 5.0  # of processor time, after which a formula counts as not decided
SUGGESTING = 2.0  # of these, at most, for the search for a condition that makes a false one true
WEIGHTS = re.compile(
    r"(?<![A-Za-z\\])w\s*(?:\^\s*(?:\\top|T)|\\cdot)\s*x(?![_^A-Za-z])(\s*\+\s*b(?![A-Za-z_]))?"
)  # in place of θ
APPLIED = re.compile(
    r"(?<![A-Za-z\\_^{])(?:h(?:_\\theta|_\{\\theta\})?|p|y|a|\\pi|\\mu|\\hat\s*\{?[yp]\}?|\\operatorname\{odds\})"
    r"\s*\(\s*-?\d+(?:\.\d+)?\s*\)"
)
OF_BEFORE = re.compile(  # in an update
    r"(?<=[\w}])\s*[_^]\s*\{?\s*\(?\s*(?:\\(?:text|mathrm)\s*\{\s*old\s*\}|old)\s*\)?\s*\}?"
)
FUNCTION = re.compile(
    r"\s*([A-Za-z]|\\(?:phi|psi|varphi|kappa|xi|chi|omega|rho|tau|hat\{\w\}))\s*\(\s*(\\?[A-Za-z]+)\s*\)\s*="
)


def try_step(latex: str, family: str | None = None, *, given: str = "", notation: str | None = None) -> Result:
    r"""Check a formula of your own.

    Parameters
    ----------
    latex : str
        A relation; "if" and a condition may follow. Definitions may stand in front, each on a line of its own.
    family : str, optional
        "softmax" (ŷ, w_k, one-hot y) or "binary" (h, θ, y of 0 or 1); it is found if it is not named.
    given : str
        Definitions that hold for the formula, such as ``g(z) := \frac{1}{1 + e^{-z}}``, one on a line. A letter with
        a meaning is then what is given, and what is made of it follows; a definition that cannot count is refused.
    notation : str, optional
        Whose letters are used: "cs229", "bishop", "statistics", "d2l", "ng", "ufldl", or "columns" where W has a
        column for each class, as in Z = X W; they are found if it is not named. In "cs229", "bishop" and "statistics"
        ℓ is a log-likelihood, in the others a loss; without a notation its place tells, and the answer says it. These
        three have a model of one label and one of several classes: what the line says of an index decides.

    Returns
    -------
    Result
        Shows itself: proved; tested, which is looked at in many places and not proved; FALSE with a counter-example
        and, where one is known, a condition that makes it true; or UNDECIDED with the reason. Its attribute `true` is
        True of what is proved or tested. It says for which K, m and n it was proved; of a bound that may hold for some
        K only, that larger K were tried; and where something in it has no value somewhere, that it is true "where both
        sides have a value".

    Raises
    ------
    TypeError
        If a formula is no string.
    ValueError
        If something in it cannot be read, or it claims nothing.

    Examples
    --------
    >>> try_step(r"\sigma'(z) = \sigma(z) (1 + \sigma(z))", family="binary")
    FALSE for z = 1: 0.19661 = 1.2655
    >>> try_step(r"g'(z) = g(z) (1 - g(z))", given=r"g(z) := \frac{1}{1 + e^{-z}}")
    proved: 1 case (read with h for the probability, w for the weights)
    """
    for name, value in (("the formula", latex), ("what is given", given)):
        if not isinstance(value, str):
            raise TypeError(rf"{name} is to be LaTeX in a string, as in r'\sigma(0) = \frac12'; {value!r} is none")
    wanted = notation or family
    if wanted is not None and wanted not in TABLES:
        raise ValueError(f"there is no family {wanted!r}; wanted is one of {', '.join(TABLES)}")
    end = time.process_time() + SECONDS
    line = typed(latex)
    applied = (APPLIED.search(latex) or APPLIED.search(line)) if ":=" not in latex + given else None
    if applied is not None and (wanted in MODEL or not applied[0].startswith("h_")):
        meant = "the probability at a number, or a product: define the function in front by :=, or write \\cdot"
        raise explained(Ambiguous(f"{applied[0]} may be {meant}"), latex)
    try:
        return replace(_read(line, wanted, typed(given), end), latex=latex)
    except Unreadable as problem:
        fitting = _fitting(line, wanted, typed(given), end) if SHAPES.search(str(problem)) else None
        if fitting is not None:
            said = re.sub(r"\n.*", "", str(problem), flags=re.S)
            return replace(fitting, latex=latex, where=f"{said}: {fitting.where}")
        raise explained(ordered(problem, line), latex) from None


def _fitting(line: str, wanted: str | None, given: str, end: float) -> Result | None:
    """Return that a line is false whose shapes do not fit, where with one matrix transposed it is true."""
    for matrix, other in turned(line, most=1 if wanted is None else 2):
        try:
            result = _read(other, wanted, given, end)
        except Unreadable:
            continue
        if result.true or ("false" in result.kinds and result.needs.strip()):
            return Result(line, kinds={"false"}, where=f"transpose {matrix}", family=result.family)
    return None


def counted(formula: str, wanted: str | None) -> str:
    r"""Return a formula with m for the number of examples, where its author writes N, or n in place of m.

    Parameters
    ----------
    formula : str
        In LaTeX.
    wanted : str or None
        The notation, where one is named.

    Returns
    -------
    str
        The same where N, n or an index of that name may be something else.

    Examples
    --------
    >>> counted(r"\sum_{i=1}^n y_i \leq n", "statistics")
    '\\sum_{i=1}^m y_i \\leq m'
    """
    if ":=" in formula or re.search(r"(?<![A-Za-z\\])m(?![A-Za-z])", formula):
        return formula
    of_bishop = wanted is None and re.search(r"(?<![A-Za-z\\])E\s*\(", formula)
    if wanted == "bishop" or of_bishop or re.search(r"\\sum\s*_\s*\{?\s*[in]\s*=[^^]*\^\s*(?:N|\{\s*N\s*\})", formula):
        return re.sub(r"(?<![A-Za-z\\_])N(?![A-Za-z])", "m", formula)
    elsewhere = r"_\s*\{?\s*n|\(n\)|_\s*\{?\s*j\s*=[^^]*\^\s*\{?\s*n"  # an index, or the number of columns
    if wanted not in ("statistics", "cs229") or re.search(elsewhere, formula):
        return formula
    return re.sub(r"(?<![A-Za-z\\])n(?![A-Za-z])", "m", formula)


def _read(latex: str, wanted: str | None, given: str, end: float) -> Result:
    """Answer with what is given and with what stands behind "where" as definitions; else with that in its place."""
    plain, mine = slashes(bare(latex)), [slashes(d) for d in definitions(given)]
    if ":=" in plain:
        mine = [OF_BEFORE.sub("", d) for d in mine]
    main, meant = where(plain)
    try:
        return _in_own_letters(main, wanted, [*mine, *meant], end)
    except Unreadable:
        whole, rest = where(plain, every=True)
        if whole == main:
            raise
        try:
            return _in_own_letters(whole, wanted, [*mine, *rest], end)
        except Unreadable:
            pass
        raise


def _in_own_letters(latex: str, wanted: str | None, mine: list[str], end: float) -> Result:
    """Answer with each letter that is defined as one of its own, and speak of it as it was typed."""
    refuse_two(mine)
    formula, mine, typed_as = own_letters(latex, mine)
    if all(re.search(sign, "\n".join([formula, *mine])) for sign in (r"\\(?:var)?epsilon", r"\\alpha(?![A-Za-z])")):
        raise Unreadable(r"\epsilon is read as \alpha, which stands here too: take another letter for one of them")
    mine = [f"{name}:={counted(body, wanted)}" for name, _, body in (d.partition(":=") for d in mine)]
    try:
        result = _read_line(formula, wanted, "\n".join(differentials(d) for d in mine), end)
    except Unreadable as problem:
        if not typed_as:
            raise
        raise Unreadable(as_typed(str(problem), typed_as)) from None
    where, needs, family = (as_typed(part, typed_as) for part in (result.where, result.needs, result.family))
    return replace(result, where=where, needs=needs, family=family)


def _read_line(latex: str, wanted: str | None, given: str, end: float) -> Result:
    """Answer in the letters of a named table, or of the likeliest that reads the formula."""
    if wanted is None and re.match(r"\s*y\s*=\s*(?:\\sigma|\\operatorname\{(?:sigmoid|softmax)\})", latex):
        raise Ambiguous(r"y is the label where no notation is named, and \hat{y} the probability: write \hat{y} for it")
    if re.match(r"\s*\\hat\{y\}\s*=\s*(?:[01]\s*(?:$|,|\\quad|\\text)|\\begin\{cases\}\s*[01]\s*&)", latex):
        raise Ambiguous(
            r"\hat{y} is the probability here, and no class: write \hat{y} \geq \frac{1}{2} where 1 is predicted"
        )
    if wanted is None and OF_A_LABEL.search(spelt(latex, ())):
        raise Unreadable(
            r"an expected value or a variance is read in a notation, which says what y and p are: write "
            'notation="statistics"'
        )
    formula = counted(orders(differentials(latex)), wanted)
    refuse_ordered(spelt(formula, ()) + given)
    if not re.search(r"(?<![A-Za-z\\])H[^=:]*:?=", given):
        refuse_entropies(spelt(formula, ()))
    letter = signed(spelt(formula, ()))
    if letter:  # another table would cut these labels down to the 1
        return _of_signs(formula, wanted, letter, given, end)
    refuse_others(spelt(formula, ()))
    refused: list[Unreadable] = []
    last: list[Unreadable] = []
    likely, misshapen = wanted is None, None
    logistic = re.sub(r"(?<![A-Za-z\\])f(?=\s*(?:'*|\^\s*\{\s*\(\s*\d\s*\)\s*\})\s*\()", r"\\sigma", formula)
    defined = free_letters(given)
    if (
        logistic != formula
        and "f" not in (defined or ())
        and not re.search(r"\\(?:theta|beta)|(?<![A-Za-z\\])[wyp](?![A-Za-z])", formula)
    ):
        try:
            result = _answer(logistic, TABLES["binary"], given, end)
        except Unreadable:
            pass
        else:
            if result.true:
                return replace(result, family="f for the logistic function")
    if wanted in MODEL:
        return _of_author(formula, wanted, given, end)
    otherwise: list[Unreadable] = []
    for name, table in readings(f"{spelt(formula, ())} {spelled(given)}", wanted, defined):
        try:
            result = _answer(formula, table, given, end)
        except Otherwise as problem:
            otherwise.append(problem)
            continue
        except Unreadable as problem:
            if "a power of a vector" in str(problem) and name == "other":
                last.append(problem)  # its letter is a number here
                continue
            likely = likely if refused else likely and name == "other"
            refused.append(problem)
            continue
        strange = name == "other" and "shapes differ" in result.where
        open_ = any(isinstance(p, Ambiguous | Undefined) for p in refused)  # what is false in one of two readings
        if "false" in result.kinds and ((refused and likely) or strange or open_):
            refused.append(Unreadable(f"{result.where} ({table.said})"))
            continue  # its letters are another's, who was not understood
        other = with_probability(spelt(formula, ())) if "false" in result.kinds and name == "binary" != wanted else None
        if other is not None and not given:
            found = _judged(formula, other, given, end)
            if isinstance(found, Result) and (found.kind == "proved" or re.match(r"\s*p\s*=", formula)):
                return replace(found, family="; ".join(part for part in (other.said, found.family) if part))
        if "false" in result.kinds and name == "other" and r"\ell a loss" in result.family:
            text = f"{spelt(formula, ())} {spelled(given)}"
            if _true(_judged(formula, with_likelihood(table, text), given, end)):
                raise Ambiguous(LIKELIHOOD)
        if name != (wanted or "softmax"):
            meant = r"\ell a loss" * (wanted is None and name == "binary" and _speaks_of_ell(formula, given))
            words = table.said * (f"the given {table.p}" not in result.family)
            result.family = "; ".join(part for part in (words, meant, result.family) if part)
        if wanted is None and misshapen is None and "shapes differ" in result.where:
            misshapen = result
            continue  # where z is a number they may agree
        return result
    if misshapen is not None:
        return misshapen
    function = _as_definition(_definition_first(formula))
    if function is not None:
        for name in ("binary", "softmax"):
            try:
                return _answer(function, TABLES[name], given, end)
            except Unreadable:
                continue
    refused += last
    rest = re.search(r"[+-]\s*[Oo]\s*(\([^()]*\))", formula)
    if rest is not None:
        refused[0] = Unreadable(f"O{rest[1]} says how large a rest is up to a factor: nothing is compared with that")
    telling = (problem for kind in (Ambiguous, Undefined) for problem in refused if isinstance(problem, kind))
    raise next(telling, [*refused, *otherwise][0])


def _of_signs(formula: str, wanted: str | None, letter: str, given: str, end: float) -> Result:
    """Answer where the labels are said to be −1 and 1."""
    table = of_signs(spelt(formula, ()), wanted, letter)
    result = _answer(formula, table, given, end)
    result.family = "; ".join(part for part in (table.said, result.family) if part)
    return result


def _of_author(formula: str, wanted: str, given: str, end: float) -> Result:
    """Answer in a notation with two models: in the one that a line is about, else where both do not contradict."""
    last, sure = up_to_k(formula) if wanted == "cs229" else (formula, False)
    formula = last if sure else formula
    text = f"{spelt(formula, ())} {spelled(given)}"
    tables, both = of_author(text, wanted, fitted(wanted, text))
    answers: list[Result | Unreadable] = []
    for table in tables:
        answers.append(_judged(formula, table, given, end))
        if isinstance(answers[-1], Result) and ("false" not in answers[-1].kinds or not both):
            break
    first, other = answers[0], answers[-1]
    if other is not first and _true(other):  # in the likelier reading it is not
        first = other if isinstance(first, Unreadable) else Unreadable(to_write(wanted, text))
    elif isinstance(other, Ambiguous):
        first = other
    elif all(isinstance(answer, Unreadable) for answer in answers):  # its letters may be another's
        free = _judged(formula, classes_of(text, likelihood=True), given, end)
        first = free if _true(free) else first
    elif wanted == "cs229" and isinstance(first, Result) and "false" in first.kinds and has(text, r"\ell"):
        if len(tables) == 1 and tables[0].many and _true(_judged(formula, as_loss(text, wanted), given, end)):
            first = Unreadable(EDITIONS)
    elif last != formula and isinstance(first, Result) and "false" in first.kinds:
        table = of_author(spelt(last, ()), wanted, tables[0])[0][0]
        if _true(_judged(last, table, given, end)):
            first = Unreadable("k may be any class here, or the last one, of which alone it is true: write K for that")
    if isinstance(first, Unreadable):
        raise first
    return first


def _judged(formula: str, table: Table, given: str, end: float) -> Result | Unreadable:
    """Return what came of a formula in the letters of a table, or why it is not read."""
    try:
        result = _answer(formula, table, given, end)
    except Unreadable as problem:
        return problem
    if table.many and "shapes differ" in result.where:
        return Unreadable(f"{result.where} ({table.said})")
    result.family = "; ".join(part for part in (table.said * table.many, result.family) if part)
    return result


def _true(answer: Result | Unreadable) -> bool:
    return isinstance(answer, Result) and answer.true


def _definition_first(latex: str) -> str:
    """Put f(x) = ... in front of what is said about f, where a comma is between them."""
    parts = re.split(
        r",(?:\s|\\quad|\\qquad|\\text\s*\{\s*(?:and|where|for|with)\s*\}|\\[ ,;])*(?=[^()]*(?:\([^()]*\)[^()]*)*$)",
        latex,
    )
    front = [p for p in parts if FUNCTION.match(p)]
    return ", ".join([*front, *(p for p in parts if p not in front)]) if len(parts) > 1 and front else latex


def _as_definition(latex: str) -> str | None:
    """Return a formula that begins with f(x) = ... as the definition of f; its letter is a number."""
    found = FUNCTION.match(latex)
    if found is None or ":=" in latex:
        return None
    name, argument = found[1], found[2].strip()
    defined = f"{latex[: found.end() - 1]}:={latex[found.end() :]}"
    if argument == "x" and not re.search(r"\\top|\^\s*\{?T|x\s*[_^]", latex):
        defined = re.sub(r"(?<![A-Za-z\\])(d?)x(?![A-Za-z])", r"\1t", defined)
    known = {n for table in TABLES.values() for n in (*table.notation.axes, *table.notation.rows)} - {
        "f",
        "g",
        "s",
        "u",
        "v",
        "S",
    }
    return defined if name not in known else None


def _answer(latex: str, table: Table, given: str, end: float) -> Result:
    """Answer in the letters of one table; a letter that the line transposes is a column, of the length that fits."""
    own = table in (TABLES["binary"], TABLES["softmax"])
    latex = instead_of_scores(latex, table)
    text = spelt(latex, ())
    names = transposed(text, table, given)
    if not names:
        return _in_letters(latex, table, given, end, own)
    refused: list[Unreadable] = []
    for words, columns in with_columns(names, table, text):
        try:
            result = _in_letters(latex, columns, given, end, own)
        except Unreadable as problem:
            refused.append(problem)
            continue
        if "shape" not in result.where:
            result.family = "; ".join(part for part in (result.family, words) if part)
            return result
        refused.append(Unreadable(result.where))
    if re.search("shape|multiplied", str(refused[0])):
        raise Unreadable(rf"{names[0]} is a column here, as {names[0]}^\top is a row, and none fits: {refused[0]}")
    raise refused[0]


def _in_letters(latex: str, table: Table, given: str, end: float, own: bool) -> Result:
    """Answer in the letters of one table, within the processor time that is left."""
    text = latex
    try:
        with processor_time(max(end - time.process_time(), 0.01)):
            text = _spelt(latex, table, own)
            text, given, anew = settled(text, latex, table, given.split("\n") if given else [], own)
            lesson = _taught(text, table, given)
            result = _in_brackets(text, table, given, lesson, anew)
    except OutOfTime:
        return Result(latex, kinds={"undecided"}, where=f"in {SECONDS:.0f} s of processor time")
    except Unreadable as problem:
        raise _placed(problem, text, table) from None
    except (Elsewhere, Unbound) as problem:
        raise Unreadable(str(problem) or "the formula speaks of more than there is") from None
    except FAILURES:
        raise Unreadable("this cannot be computed as it stands; try it in smaller steps") from None
    for name in dict.fromkeys(anew):
        result.family = "; ".join(part for part in (result.family, f"the given {name}") if part)
    if (
        has(text, "J")
        and "J with" not in result.family
        and any(d.startswith("J(") and r"\lambda" in d for d in table.definitions)
    ):
        words = r"J with \frac{\lambda}{2 m} times the squares of all weights but the intercept"
        result.family = "; ".join(part for part in (result.family, words) if part)
    if table.likelihood is None and not own and _speaks_of_ell(latex, given):
        loss = table.many or "-1" in "".join(table.holds) or not has(text, r"\ell")
        meant = r"\ell a loss" if loss else r"\ell a log-likelihood"  # no notation says it: its place in the line does
        result.family = "; ".join(part for part in (meant, result.family) if part)
    if "false" in result.kinds and not result.needs:
        try:
            with processor_time(max(min(SUGGESTING, end - time.process_time()), 0.01)):
                conditions = CONDITIONS.get("softmax" if table.many else "binary", ()) if own else table.holds
                result.needs = lesson.needs(result.latex, conditions)
        except OutOfTime:
            pass
    if "false" in result.kinds:
        result.where = _telling(result.where, text, table, given, anew, end)
    result.where = in_typed_letters(result.where, latex, table)
    return result


def _taught(text: str, table: Table, given: str) -> Lesson:
    """Return a lesson that knows what the letters of a formula are, also where its table does not."""
    weights = WEIGHTS.search(text) if table.said.startswith("one label") else None
    score = weights and not re.search(r":=|\\theta", text + given)
    lesson = lesson_of(table, given, r"z := w^\top x" + " + b" * bool(weights[1]) if weights and score else "")
    if table.many:
        with_entries(text, lesson)
        some = dict.fromkeys(of_each_class(text, lesson.notation, lesson.definitions), "K")
        anew = {n: "real" for n in some if lesson.notation.domains.get(n) == "class"}
        lesson.notation = lesson.notation.with_names(axes=some, domains=anew)
    return lesson


def _telling(where: str, text: str, table: Table, given: str, anew: list[str], end: float) -> str:
    """Return a counter-example that a reader can follow, where one is found soon."""

    def read(condition: str) -> str:
        lesson = _taught(text, table, given)
        try:
            found = _in_brackets(under(text, condition), table, given, lesson, anew)
        except (*FAILURES, Elsewhere, Unbound):
            return ""
        return found.where if "false" in found.kinds and ": " in found.where else ""

    if r"\begin{aligned}" in text or ": " not in where:
        return where
    try:
        with processor_time(max(min(SUGGESTING, end - time.process_time()), 0.01)):
            return better(where, text, table, read)
    except OutOfTime:
        return where


def _in_brackets(text: str, table: Table, given: str, lesson: Lesson, anew: list[str]) -> Result:
    """Read a formula in which p(x + 1) is the probability there; refuse it where it is true as a product only."""
    applied = elsewhere(text, table, anew)
    result = read_in_favour(as_claim(applied, lesson), table, given, lesson)
    if applied == text or "false" not in result.kinds:
        return result
    try:
        product = read_in_favour(as_claim(text, lesson), table, given, lesson_of(table, given))
    except (Unreadable, Unbound, Elsewhere):
        return result
    if product.true:
        raise Ambiguous(
            rf"brackets behind {table.p} say where it is taken, and as a product the line is true: write \cdot for that"
        )
    return result


def _speaks_of_ell(latex: str, given: str) -> bool:
    r"""Say whether \ell stands in a formula, which does not define it."""
    return has(spelt(latex, ()), r"\ell") and not re.search(r"\\ell[^=]*:=", latex + given)


def _spelt(latex: str, table: Table, own: bool) -> str:
    parts = [in_letters(line, table, own) for line in lines_of(latex)]
    text = r" \\ ".join(parts)
    if r"\\" in TABULAR.sub("", text):
        return rf"\begin{{aligned}} {text} \end{{aligned}}"
    return TABULAR.sub(lambda m: m[0].replace("&", "\x00"), text).replace("&", " ").replace("\x00", "&")


def _placed(problem: Unreadable, latex: str, table: Table) -> Unreadable:
    """Return the problem with the place at which it stands, and the nearest name that is known."""
    if not isinstance(problem, Unknown) or problem.name not in latex:
        return problem
    place = latex.index(problem.name)
    names = {*table.notation.axes, *table.notation.rows}
    return Unreadable(f"{problem}{problem.nearest(names)}\n  {latex}\n  {' ' * place}^")


def show_steps(latex: str, family: str = "softmax") -> None:
    r"""Print what `try_step` compares, in the smallest case, step by step.

    Parameters
    ----------
    latex : str
        A relation in the notation of the book.
    family : str
        "softmax" or "binary".

    Raises
    ------
    ValueError
        If something in it cannot be read.

    Examples
    --------
    >>> show_steps(r"\frac{\partial z_k}{\partial w_k} = x")
    K = 2, n = 3, k = 1
      left side:    x_0
      right side:   x_0
      left - right: 0
                  = 0
    ...
    """
    print(written_out(Lesson(family), latex.strip().strip("$")))
