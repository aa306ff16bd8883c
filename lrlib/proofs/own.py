r"""Letters that a reader defines: with given=, behind "where", or in front of a line.

What is defined is one letter of its own, also where it has a mark: ``\tilde{y}``, y', y^{LS} or J_\lambda is no y and
no J. A definition counts wherever its letter stands; one that would be passed over is refused.
"""

import re
from collections.abc import Collection, Mapping, Sequence

from lrlib.proofs.brackets import split
from lrlib.proofs.elementary import FUNCTIONS
from lrlib.proofs.expressions import COMMANDS
from lrlib.proofs.layout import AFTER, EQUALS
from lrlib.proofs.naming import SIZES
from lrlib.proofs.symbols import Unreadable
from lrlib.proofs.words import SPACE, WORDS, word

LETTER = r"(?:\\(?:mathbf|boldsymbol|bm|mathcal|mathsf|mathit|vec)\s*\{\s*\\?[A-Za-z]+\s*\}|\\[A-Za-z]+|[A-Za-z])"
INDEX = r"_\s*(?:\{[^{}]*\}|\\?[A-Za-z]+|\w)"
OVER = r"\\(?:tilde|widetilde|bar|overline|dot|check|breve|underline|hat|widehat)"
BEHIND = (
    r"(?:'+|\^\s*(?:\*|\\ast|\\star|\{\s*(?:\*|\\ast|\\star|\\prime|(?!new|old)(?:\\(?:text|mathrm)\s*\{[A-Za-z ]+\}"
    r"|[A-Za-z](?:\s*[A-Za-z])+))\s*\}))"
)
NAMED = r"\\(?:operatorname\*?|mathrm|text|mathit|textit)\s*\{\s*[A-Za-z]+\s*\}"
BELOW = (
    r"_\s*(?:\d|\{\s*\d\s*\}|\{\s*(?:\\(?:text|mathrm)\s*\{[A-Za-z ]+\}|\\?max|(?![ijklmnK]{2}\s*\})[A-Za-z]{2,})\s*\})"
)
COSTS = r"(?:[JLE]|\\ell|\\mathcal\{[JLE]\})"
PENALTY = r"_\s*(?:\\[a-z]+|\{\s*\\[a-z]+\s*\})"
PROBABILITY = re.compile(r"\\(?:wide)?hat\s*\{\s*(?:\\\w+\s*\{\s*)?[ypcYPC]\s*\}")
READ = {*WORDS, "KL", "CE", "BCE", "odds"}  # words with a meaning
RESERVED = {*SIZES, *"ijkle", r"\delta", *FUNCTIONS, *COMMANDS}
FRONT = re.compile(r"(?:^|(?<=,)|(?<=\n)|(?<=\\\\))[^=,\n]*?(?=\s*:=)")  # what a definition in a line defines
LED = re.compile(rf"^(?:(?:&|\\text\s*\{{\s*(?:with|where|and)\s*\}})?{SPACE})*")  # what stands before a definition
TARGET = re.compile(r"\s*(\\(?:operatorname|hat|tilde|mathcal|mathbf|text)\s*\{[^{}]*\}|\\[A-Za-z]+|[A-Za-z])")
CONDITION = re.compile(r"\\text\s*\{\s*(?:if|when|with|for)(?![A-Za-z])")
OTHER = re.compile(r"[<>]|\\(?:in|leq?|geq?|neq?|approx|sim)(?![A-Za-z])")


def definitions(given: str) -> list[str]:
    r"""Return what is given as definitions, one after the other.

    Parameters
    ----------
    given : str
        In LaTeX, on one line or on several.

    Returns
    -------
    list of str
        Each with ``:=``.

    Raises
    ------
    Unreadable
        If something in it is no definition: nothing that is given is passed over.

    Examples
    --------
    >>> definitions("a = 1, b := 2")
    ['a := 1', 'b := 2']
    """
    found = []
    for line in _lines(given):
        for part in [line] if r"\begin" in line else split(line, ","):
            text = re.sub(rf"^{SPACE}|{SPACE}[.;]?{SPACE}$", "", AFTER.sub("", re.sub(EQUALS, "=", part)))
            if not text:
                continue
            first = re.search(r":?=", text)
            words = re.search(
                r"\\text\s*\{\s*(?:if|when|with|for)(?![A-Za-z])", re.sub(r"\\begin.*", "", text, flags=re.S)
            )
            if first is None or words or OTHER.search(text[: first.start()]):
                raise Unreadable(
                    f"what is given defines a letter, as in a := …; {text} is none: "
                    r"write a condition behind \text{if }"
                )
            found.append(f"{text[: first.start()].strip()} := {text[first.end() :].strip()}")
    return found


def refuse_two(given: Sequence[str]) -> None:
    """Refuse one letter that is defined twice.

    Parameters
    ----------
    given : sequence of str
        Definitions.

    Raises
    ------
    Unreadable
        If one would be passed over.
    """
    left = [re.sub(r"[\s{}]|\\mathbf|\\boldsymbol", "", d.split(":=")[0]) for d in given]
    names = [re.sub(r"\(.*|_.*", "", name) if not re.search(r"_\d", name) else name for name in left]
    twice = next((d for i, d in enumerate(given) if names[i] in names[:i]), "")
    if twice:
        raise Unreadable(
            f"{twice.split(':=')[0].strip()} is given twice: one letter is one thing, take another for the other"
        )


def _lines(given: str) -> list[str]:
    found = [line.strip() for line in given.strip().strip("$").split("\n") if line.strip()]
    whole = all("=" in line and line.count("{") == line.count("}") for line in found) and r"\begin" not in given
    return found if whole else [" ".join(found)] * bool(found)


def own_letters(line: str, given: list[str]) -> tuple[str, list[str], dict[str, str]]:
    r"""Write each letter with a mark that is defined as one letter, wherever it stands.

    Parameters
    ----------
    line : str
        A formula, with definitions in front or without.
    given : list of str
        Definitions.

    Returns
    -------
    line : str
        With the new letters.
    given : list of str
        With the new letters.
    typed : dict
        From each of them to what was typed.

    Raises
    ------
    Unreadable
        If one entry of a letter is defined beside others.

    Examples
    --------
    >>> own_letters(r"\tilde{y}_k = y_k", [r"\tilde{y}_k := 2 y_k"])
    ('\\owna _k = y_k', ['\\owna _k := 2 y_k'], {'\\owna': '\\tilde{y}'})
    """
    texts, typed = [line, *given], dict[str, str]()
    fronts = [m[0] for m in FRONT.finditer(line)] if ":=" in line else []
    for target in [*(d.split(":=")[0] for d in given), *fronts]:
        mark = _mark(LED.sub("", target), texts)
        if mark is None or mark[0] in typed.values():
            continue
        name = rf"\own{'abcdefghijklmnopqrstuvwxyz'[len(typed)]}"
        typed[name] = mark[0]
        texts = [_written(text, mark[1], name) for text in texts]
    return texts[0], texts[1:], typed


def _written(text: str, pattern: str, name: str) -> str:
    """Write a letter for what a pattern finds, with the index that stands within it."""
    return re.sub(pattern, lambda m: f"{name} {next((group for group in m.groups() if group), '')}", text)


def _mark(target: str, texts: list[str]) -> tuple[str, str] | None:
    """Return a letter with its mark, as it is typed, and the pattern of it; None where it has no mark."""
    found = re.match(rf"{OVER}\s*\{{(?:[^{{}}]|\{{[^{{}}]*\}})*\}}", target)
    if found:
        return None if PROBABILITY.match(target) else (found[0], _loosely(found[0]) + "()")
    found = re.match(r"\\(?:var)?epsilon(?![A-Za-z])|\\alpha(?![A-Za-z])", target)
    if found and ("eps" in found[0] or any("epsilon" in text for text in texts)):  # the one is written for the other
        return found[0], _loosely(found[0]) + "()"
    found = re.match(NAMED, target)
    if found:
        inside = re.sub(r".*\{\s*|\s*\}", "", found[0])
        return None if inside in READ else (found[0], _loosely(found[0]) + "()")
    found = re.match(rf"({LETTER})\s*(?:{INDEX})?\s*({BEHIND})(?!\s*\()", target)
    if found:
        letter, mark = _alone(found[1]), _loosely(found[2])
        return f"{found[1]}{found[2]}", rf"{letter}\s*{mark}()|{letter}\s*({INDEX})\s*{mark}"
    found = re.match(rf"({LETTER})\s*({BELOW})", target) or re.match(rf"({COSTS})\s*({PENALTY})", target)
    if found is None or re.sub(r".*\{|[\s_}]", "", found[2]) in {*READ, "ce", "bce", "nll"}:
        return None
    letter, mark = _alone(found[1]), re.sub(r"[\s{}]", "", found[2])
    own = rf"{letter}\s*(?:{_loosely(found[2])}|_\s*\{{?\s*{re.escape(mark[1:])}\s*\}}?)(?![A-Za-z])()"
    if mark[1:].isdigit() and any(re.search(rf"{letter}(?!\s*_\s*\{{?\s*\d)", text) for text in texts):
        raise Unreadable(
            rf"{found[1]}{mark} is one entry of {found[1]}: write what it is as a condition, behind \text{{if }}"
        )
    return f"{found[1]}{found[2]}", own


def _alone(letter: str) -> str:
    return word(letter) if re.fullmatch(r"\\?[A-Za-z]+", letter) else _loosely(letter)


def _loosely(latex: str) -> str:
    """Return the pattern of some LaTeX, with spaces anywhere between its signs."""
    signs = re.findall(r"\\[A-Za-z]+|\S", latex)
    before = r"(?<![A-Za-z\\])" if signs[0].isalpha() else ""
    behind = r"(?![A-Za-z])" if signs[-1][-1].isalpha() else ""
    return before + r"\s*".join(re.escape(sign) for sign in signs) + behind


def target_of(definition: str, names: Collection[str] = ()) -> str:
    """Return the name that a definition defines.

    Parameters
    ----------
    definition : str
        With ``:=``.
    names : collection of str
        Those that have a meaning; one of several signs, such as h with a mark below, is one name.

    Returns
    -------
    str
        Without its indices and arguments; empty where none is read.
    """
    left = re.sub(r"\s", "", definition.split(":=")[0])
    long = next((n for n in names if "_" in n and re.match(re.escape(n) + r"(?![A-Za-z])", left)), "")
    if long:
        return long
    found = TARGET.match(definition)
    return re.sub(r"\s", "", found[1]) if found else ""


def as_typed(text: str, typed: Mapping[str, str]) -> str:
    """Return a message with the letters that were typed.

    Parameters
    ----------
    text : str
        With letters of `own_letters`.
    typed : mapping
        From each to what was typed.

    Returns
    -------
    str
        For the reader.
    """
    for name, letter in typed.items():
        text = re.sub(rf"{re.escape(name)}(?![A-Za-z])\s?", letter.replace("\\", r"\\"), text)
    return text
