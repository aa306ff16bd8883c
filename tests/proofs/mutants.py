r"""Mutants: every displayed equation, altered as authors do by mistake; the checker must refuse each.

The formulas are taken from the chapters as they are on disk. A mutant that is not refused must be listed as equivalent,
with the reason, in tests/equivalent_mutants.toml; one that is listed and refused is a failure too.
"""

import copy
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from lrlib.proofs.displays import Display, displays, markdown
from lrlib.proofs.lesson import Lesson
from lrlib.proofs.pages import _check
from lrlib.proofs.register import PAGES, REGISTER

ROOT = Path(__file__).resolve().parents[2]
EQUIVALENT = ROOT / "tests" / "equivalent_mutants.toml"


def one_at_a_time(pattern: str, new: str | Callable[[re.Match[str]], str]) -> Callable[[str], Iterator[str]]:
    """Return an operator that replaces each match of a pattern by itself."""

    def operator(latex: str) -> Iterator[str]:
        for match in re.finditer(pattern, latex):
            other = match.expand(new) if isinstance(new, str) else new(match)
            yield latex[: match.start()] + other + latex[match.end() :]

    return operator


def swap(a: str, b: str) -> Callable[[str], Iterator[str]]:
    """Return an operator that writes b for a and a for b, one at a time."""
    return one_at_a_time(f"{re.escape(a)}|{re.escape(b)}", lambda m: b if m[0] == a else a)


def whole(pattern: str, new: str) -> Callable[[str], Iterator[str]]:
    """Return an operator that replaces all matches at once."""

    def operator(latex: str) -> Iterator[str]:
        if re.search(pattern, latex):
            yield re.sub(pattern, new, latex)

    return operator


OPERATORS: dict[str, Callable[[str], Iterator[str]]] = {
    "sign": one_at_a_time(r"(?<![{(])[+-](?!\})", lambda m: "-" if m[0] == "+" else "+"),
    "minus dropped": one_at_a_time(r"(?<=[={(&\s])-\s*(?=[\\a-z1-9])", ""),
    "minus added": one_at_a_time(r"(?<!:)(?:=|\\leq|\\geq)(?= )(?! 0)", lambda m: f"{m[0]} -"),
    "index j for k": one_at_a_time(r"(?<=_)[jk](?![A-Za-z])", lambda m: "j" if m[0] == "k" else "k"),
    "index l for k": one_at_a_time(r"(?<=_)[kl](?![A-Za-z])", lambda m: "l" if m[0] == "k" else "k"),
    "number of an index": one_at_a_time(r"(?<=[_])[123](?!\d)|(?<=_\{)[123](?=\d)", lambda m: {"1": "2", "2": "3", "3": "1"}[m[0]]),
    "number of an example": one_at_a_time(r"\^\{\(([123])\)\}", lambda m: f"^{{({int(m[1]) % 3 + 1})}}"),
    "y for its probability": one_at_a_time(r"\\hat\{y\}|(?<![A-Za-z\\{])y(?![A-Za-z])", lambda m: r"\hat{y}" if m[0] == "y" else "y"),
    "Y for its probabilities": one_at_a_time(r"\\hat\{Y\}|(?<![A-Za-z\\{])Y(?![A-Za-z])", lambda m: r"\hat{Y}" if m[0] == "Y" else "Y"),
    "h for y": one_at_a_time(r"(?<![A-Za-z\\{])[hy](?![A-Za-z_])", lambda m: "y" if m[0] == "h" else "h"),
    "1/m dropped": one_at_a_time(r"\\frac\{1\}\{m\}", ""),
    "1/m doubled": one_at_a_time(r"\\frac\{1\}\{m\}", r"\\frac{1}{m} \\frac{1}{m}"),
    "1/3 dropped": one_at_a_time(r"\\frac\{1\}\{3\}", ""),
    "one half dropped": one_at_a_time(r"\\frac\{(?:1|\\lambda)\}\{2\}|\\frac12", lambda m: r"\lambda" if "lambda" in m[0] else "1"),
    "fraction turned": one_at_a_time(r"\\frac\{([^{}]+)\}\{([^{}]+)\}", r"\\frac{\2}{\1}"),
    "term dropped": one_at_a_time(r" [+-] (?:\\?[A-Za-z0-9_{}^()\\]|\s(?![+=<>]|\\le|\\ge|\\quad|\\tag|&|\\\\))+?(?=\s*(?:[+=,)&]|\\right|\\quad|\\\\|$))", ""),
    "transpose dropped": one_at_a_time(r"\^\\top", ""),
    "transpose moved": one_at_a_time(r"X\^\\top S X", r"X S X^\\top"),
    "log(1 - h) misread": one_at_a_time(r"\\log\s*(?:\\left)?\((1) - ([^()]*(?:\([^()]*\)[^()]*)?)\)", r"(1 - \\log \2)"),
    "log dropped": one_at_a_time(r"\\log(?![a-z])", ""),
    "lower limit": one_at_a_time(r"(?<=_\{[ijkl]=)1(?=\})", "2"),
    "upper limit": one_at_a_time(r"(?<=\}\^\{)([Km])(?=\})", r"\1-1"),
    "hole in the sum closed": one_at_a_time(r"(\\sum_\{j) \\neq k\}", r"\1=1}^{K}"),
    "sum dropped": one_at_a_time(r"\\(?:sum|prod)_\{[ijkl]=1\}\^\{[Km]\}", ""),
    "sum for product": one_at_a_time(r"\\prod", r"\\sum"),
    "cases exchanged": one_at_a_time(r"(?<=if \})([^\\&]*?) (=|\\neq) ([^\\&]*?)(?= \\\\| \\end)", lambda m: f"{m[1]} {chr(92) + 'neq' if m[2] == '=' else '='} {m[3]}"),
    "values of the cases exchanged": one_at_a_time(r"\\begin\{cases\} (.*?) & (.*?) \\\\ (.*?) & (.*?) \\end", r"\\begin{cases} \3 & \2 \\\\ \1 & \4 \\end"),
    "condition dropped": one_at_a_time(r",?\s*\\quad \\text\{(?:if|with) ?\}.*$", ""),
    "square dropped": one_at_a_time(r"\^2(?!\s*(?:J|\\mathcal))", ""),
    "relation turned": one_at_a_time(r"\\leq|\\geq|(?<=[^\\])[<>]", lambda m: {r"\leq": r"\geq", r"\geq": r"\leq", "<": ">", ">": "<"}[m[0]]),
    "1 for 2": one_at_a_time(r"(?<=[ ({])1(?=[ )}])", "2"),
    "tenfold": one_at_a_time(r"(?<=[=\s])(\d\d+)(?=\s)", r"\g<1>0"),
    "factor x dropped": one_at_a_time(r"(?:\\,|\\cdot)?\s*(?<=[\s)])x(?:_j)?(?:\^\{\(i\)\})?(?=\s*$|\s+\\quad|\s*,)", ""),
    "max for min": one_at_a_time(r"\\max\((-?z), 0\)", r"\\max(0, 0)"),
    "hat dropped": one_at_a_time(r"\\tilde\{W\}", "W"),
    "prime added": one_at_a_time(r"'(?=\()", "''"),
    "prime dropped": one_at_a_time(r"'(?=\()", ""),
    "digits apart": one_at_a_time(r"(?<!\\frac\d)(?<=\d)(?=\d)(?![^{]*\})", " "),
    "root of another degree": one_at_a_time(r"\\sqrt\{", r"\\sqrt[3]{"),
    "strict": one_at_a_time(r"\\leq|\\geq", lambda m: "<" if m[0] == r"\leq" else ">"),
    "by another name": one_at_a_time(r"(?<=/ \\partial )\S|(?<=\}\{\\partial )[zw](?=_)", "v"),
    "rate dropped": one_at_a_time(r"\\alpha ", ""),
}  # fmt: skip


# Slips that were published (chapters/published-mistakes.ipynb), in the place of the equation that they are about.
PUBLISHED: dict[str, list[str]] = {
    "2.5": [r"\sigma'(z) = 1 - \sigma(z)"],
    "3.2": [r"\operatorname{Cost}(h, y) = y \log h + (1 - y) \log h \quad \text{if } y \in \{0, 1\}"],
    "7.2": [r"\mathcal{L} := \sum_{k=1}^{K} y_k \log \hat{y}_k"],
    "P.1": [r"\log \sum_{j=1}^{K} e^{z_j + c} = \log \sum_{j=1}^{K} e^{z_j}"],
    "P.3": [
        r"z = 0 \quad \text{exactly if} \quad x_2 = \frac{w_1}{w_2} x_1 - \frac{b}{w_2} \quad \text{if } w_2 \neq 0"
    ],
    "P.4": [r"\sigma(z + t) = e^{t} \sigma(z)"],
    "P.5": [
        r"C m\, J(\theta) + \frac{1}{2} \theta_1^2 = C m \left( J(\theta) + \lambda \theta_1^2 \right)"
        r" \quad \text{if } C = \frac{1}{\lambda}"
    ],
}


@dataclass(frozen=True)
class Mutant:
    """One altered display and what became of it."""

    tag: str
    operator: str
    latex: str
    survived: bool


def mutants(latex: str) -> list[tuple[str, str]]:
    """Return (operator, altered formula), each formula once."""
    found: dict[str, str] = {}
    for name, operator in OPERATORS.items():
        for other in operator(latex):
            if " ".join(other.split()) != latex:
                found.setdefault(" ".join(other.split()), name)
    return [(name, other) for other, name in found.items()]


def jobs(every: int = 1) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Return (page, tag, mutants) for every display of the book; of all mutants every n-th."""
    found, count = [], 0
    for path in [ROOT / "chapters" / "notation.md", *sorted((ROOT / "chapters").glob("*.ipynb"))]:
        for display in displays(markdown(path)):
            chosen = []
            published = [("published", latex) for latex in PUBLISHED.get(display.tag, [])]
            for mutant in published + mutants(" ".join(display.latex.split())):
                count += 1
                if count % every == 0:
                    chosen.append(mutant)
            if chosen:
                found.append((str(path), display.tag, chosen))
    return found


def try_mutants(job: tuple[str, str, list[tuple[str, str]]]) -> list[Mutant]:
    """Put each mutant in the place of its display and check it there."""
    path, tag, altered = job
    page, entry = Path(path).stem, REGISTER[tag]
    lesson = Lesson(entry.family, PAGES.get(page))
    for display in displays(markdown(Path(path))):
        if display.tag == tag:
            break
        if REGISTER[display.tag].family == entry.family:
            lesson.learn(display.latex)
    out = []
    for operator, latex in altered:
        checked = _check(page, Display(tag, latex, ""), entry, {entry.family: copy.copy(lesson)})
        out.append(Mutant(tag, operator, latex, not checked.failure))
    return out


def listed() -> dict[str, dict[str, str]]:
    """Return the mutants that say something true: from tags to formulas to reasons."""
    return {tag: dict(found) for tag, found in tomllib.loads(EQUIVALENT.read_text(encoding="utf-8")).items()}


def run(every: int = 1, processes: int = 2) -> tuple[list[Mutant], list[str]]:
    """Return the mutants, and what is wrong: survivors that are not listed, listed ones that were refused."""
    work = jobs(every)
    if processes == 1:  # which knows already what the tests before have asked
        found = [m for job in work for m in try_mutants(job)]
    else:
        with ProcessPoolExecutor(processes) as pool:
            found = [m for some in pool.map(try_mutants, work) for m in some]
    known = listed()
    wrong = [
        f"({m.tag}) survived, {m.operator}: {m.latex}"
        for m in found
        if m.survived and m.latex not in known.get(m.tag, {})
    ]
    wrong += [
        f"({m.tag}) is listed as equivalent and was refused: {m.latex}"
        for m in found
        if not m.survived and m.latex in known.get(m.tag, {})
    ]
    if every == 1:
        made = {(m.tag, m.latex) for m in found}
        wrong += [
            f"({tag}) is listed and is no mutant: {latex}"
            for tag, some in known.items()
            for latex in some
            if (tag, latex) not in made
        ]
    return found, wrong


def summary(found: list[Mutant], wrong: list[str]) -> str:
    """Return the kill rate in words."""
    alive = [m for m in found if m.survived]
    equivalent = len(alive) - sum("survived" in line for line in wrong)
    real = len(found) - equivalent
    refused = len(found) - len(alive)
    kinds = Counter(m.operator for m in found)
    return (
        f"{len(found)} mutants of {len({m.tag for m in found})} displays by {len(kinds)} operators: "
        f"{refused} of {real} refused ({100 * refused / max(real, 1):.1f} %), {equivalent} equivalent"
    )
