"""The sentences of a browser's script: its literals, and what + joins to them; and the same in another language."""

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

from lrlib.languages.python import Say
from lrlib.languages.sentence import is_html, of_html, sentence, sentences, split

TOKEN = re.compile(
    r"""(?P<space>\s+|//[^\n]*|/\*.*?\*/)|(?P<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|(?P<name>[\w$]+)|(?P<sign>.)""",
    re.S,
)
BEFORE_PATTERN = {"(", ",", "=", ":", "[", "!", "&", "|", "?", "{", "}", ";", "return", "+", ">"}
PATTERN = re.compile(r"/(?:[^/\\\n\[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]*")
PLACE = re.compile(r"\$\{")
OPEN, CLOSE = "([{", ")]}"
ENDS = {",", ";", "?", ":", "=", ">", "&", "|", "return"}
ALONE = re.compile(r"[\w$.]+(?:\([^()]*\))?")


class Token(NamedTuple):
    """A piece of a script: its kind, its text, and where it begins."""

    kind: str
    text: str
    at: int


def tokens(source: str) -> list[Token]:
    """Return the pieces of a script; one that cannot be read ends it with an error.

    Parameters
    ----------
    source : str
        Of the script.

    Returns
    -------
    list of Token
        Of the kinds space, text, template, pattern, name and sign.

    Raises
    ------
    ValueError
        If a template has no end.
    """
    found: list[Token] = []
    at, last = 0, ";"
    while at < len(source):
        if source[at] == "`":
            end = _template_end(source, at)
            found.append(Token("template", source[at:end], at))
        elif source[at] == "/" and last in BEFORE_PATTERN and (match := PATTERN.match(source, at)):
            found.append(Token("pattern", match[0], at))
        else:
            match = TOKEN.match(source, at)
            assert match is not None
            assert match.lastgroup is not None
            found.append(Token(match.lastgroup, match[0], at))
        at += len(found[-1].text)
        last = found[-1].text if found[-1].kind != "space" else last
    return found


def _template_end(source: str, at: int) -> int:
    depth, place = 0, at + 1
    while place < len(source):
        letter = source[place]
        if letter == "\\":
            place += 1
        elif letter == "`" and not depth:
            return place + 1
        elif letter == "`":
            place = _template_end(source, place) - 1
        elif source.startswith("${", place) and not depth:
            depth, place = 1, place + 1
        elif depth and letter in "{}":
            depth += 1 if letter == "{" else -1
        place += 1
    raise ValueError(f"a template without end: {source[at : at + 60]!r}")


class Said(NamedTuple):
    """A sentence in a script: where it begins and ends, its words, its places, and whether it is a template."""

    start: int
    end: int
    parts: list[str]
    places: list[str]
    template: bool


def messages(source: str) -> Iterator[tuple[int, str]]:
    """Yield each sentence of a script with its line.

    Parameters
    ----------
    source : str
        Of the script.

    Yields
    ------
    tuple of int and str
        Where it stands, and the sentence as the catalogue has it.

    Examples
    --------
    >>> list(messages('const said = count + " far " + things + " here.";'))
    [(1, '{count} far {things} here.')]
    """
    for said in _sentences(source):
        line = source.count("\n", 0, said.start) + 1
        for place in said.places:
            yield from ((line, text) for _, text in messages(place))
        yield from ((line, text) for text in sentences(said.parts, said.places))


def translated(source: str, say: Say) -> str:
    """Return a script whose sentences are put through a function; where none is changed it is the same.

    Parameters
    ----------
    source : str
        Of the script.
    say : callable
        Takes a sentence, gives it in another language, or as it is.

    Returns
    -------
    str
        The script.

    Examples
    --------
    >>> translated('f("far " + n);', {"far {n}": "{n} fern"}.get)
    'f("" + n + " fern");'
    """
    made, at = "", 0
    for said in _sentences(source):
        made += source[at : said.start] + _again(source[said.start : said.end], said, say)
        at = said.end
    return made + source[at:]


def _again(text: str, said: Said, say: Say) -> str:
    inner = [translated(place, say) for place in said.places]
    if is_html("".join(said.parts)):
        parts, order = of_html(said.parts, say), list(range(len(inner)))
        changed = parts != said.parts
    else:
        whole = sentence(said.parts, said.places)
        new = say(whole)
        changed = new is not None and new != whole
        parts, order = split(new, said.places) if changed else (said.parts, list(range(len(inner))))
    if not changed and inner == said.places:
        return text
    if said.template:
        held = [part.replace("\\", "\\\\").replace("`", "\\`").replace("${", "\\${") for part in parts]
        return f"`{held[0]}" + "".join(f"${{{inner[n]}}}{part}" for n, part in zip(order, held[1:], strict=True)) + "`"
    pieces = [json.dumps(parts[0], ensure_ascii=False)]
    for number, part in zip(order, parts[1:], strict=True):
        place = inner[number] if ALONE.fullmatch(inner[number]) else f"({inner[number]})"
        pieces += [place, *([json.dumps(part, ensure_ascii=False)] if part else [])]
    return " + ".join(pieces)


def _sentences(source: str) -> Iterator[Said]:
    """Yield the literals of a script, those that + joins as one, in their order."""
    held = [token for token in tokens(source) if token.kind != "space"]
    done = 0
    for number, token in enumerate(held):
        if token.at < done or token.kind not in ("text", "template"):
            continue
        if token.kind == "template":
            parts, places = _of_template(token.text)
            yield Said(token.at, token.at + len(token.text), parts, places, True)
            done = token.at + len(token.text)
            continue
        first, last = _left(held, number, done), _right(held, number)
        said = _joined(source, held[first : last + 1])
        if said.places == [source[said.start : said.end]]:  # no sum: something is asked of the literal
            said = _joined(source, [token])
        yield said
        done = said.end


def _of_template(text: str) -> tuple[list[str], list[str]]:
    parts, places, at, body = [""], [], 0, text[1:-1]
    while at < len(body):
        if body[at] == "\\":
            parts[-1] += {"n": "\n"}.get(body[at + 1], body[at + 1])
            at += 2
        elif PLACE.match(body, at):
            depth, end = 1, at + 2
            while depth:
                if body[end] == "`":
                    end = _template_end(body, end) - 1
                depth += {"{": 1, "}": -1}.get(body[end], 0)
                end += 1
            places.append(body[at + 2 : end - 1])
            parts.append("")
            at = end
        else:
            parts[-1] += body[at]
            at += 1
    return parts, places


def _left(held: list[Token], number: int, done: int) -> int:
    """Return where the sum begins whose term this is."""
    first = number
    while first >= 2 and held[first - 1].text == "+":
        at, depth = first - 2, 0
        while at >= 0 and held[at].at >= done:
            text = held[at].text
            depth += (text in CLOSE) - (text in OPEN)
            if depth < 0 or (not depth and text in {*ENDS, "+"}):
                break
            at -= 1
        if at + 1 > first - 2 or held[at + 1].at < done:
            break
        first = at + 1
    return first


def _right(held: list[Token], number: int) -> int:
    """Return where the sum ends whose term this is."""
    last = number
    while last + 2 < len(held) and held[last + 1].text == "+":
        at, depth = last + 2, 0
        while at < len(held):
            text = held[at].text
            depth += (text in OPEN) - (text in CLOSE)
            if depth < 0 or (not depth and text in {*ENDS, "+"}):
                break
            at += 1
        last = at - 1
    return last


def _joined(source: str, some: list[Token]) -> Said:
    """Return a sum of literals and other terms as one sentence."""
    terms: list[list[Token]] = [[]]
    depth = 0
    for token in some:
        depth += token.text in OPEN
        depth -= token.text in CLOSE
        if token.text == "+" and not depth:
            terms.append([])
        else:
            terms[-1].append(token)
    parts, places = [""], []
    for term in terms:
        if len(term) == 1 and term[0].kind == "text":
            parts[-1] += _read(term[0].text)
        else:
            places.append(source[term[0].at : term[-1].at + len(term[-1].text)])
            parts.append("")
    return Said(some[0].at, some[-1].at + len(some[-1].text), parts, places, False)


def _read(literal: str) -> str:
    body = literal[1:-1]
    return re.sub(r"\\(.)", lambda m: {"n": "\n", "t": "\t"}.get(m[1], m[1]), body)
