"""A sentence with places for what is computed, as a catalogue has it: `{count} far tumours at {place}`."""

import re
from collections.abc import Callable, Sequence

WORDS = re.compile(
    r"[^\W\d_]{2,}[,:;]? +\S*[^\W\d_]|[^\W\d_]{2,}[.!?…]|^[A-Z][a-z]+\b|\S [^\W\d_]{3,}|[^\W\d_]{3,}:? $"
)
PATHS = re.compile(r"(?:\./|\w+://)\S*|[\w-]+(?:\.[\w-]+)+|\([a-z-]+: [a-z]+\)")
BRACES = re.compile(r"[{}]")
TAG = re.compile(r"</?[a-z]\w*[\s>/]|^[^<]*/?>")
NAMED = re.compile(r'\b(?:aria-label|aria-valuetext|title|alt|placeholder)="([^"]+)"')


def is_said(text: str) -> bool:
    """Say whether a text is words for a reader: two words, or one that begins or ends like a sentence.

    Parameters
    ----------
    text : str
        Of a literal, its places left out.

    Returns
    -------
    bool
        False for names, formats, paths, and what stands between words.

    Examples
    --------
    >>> is_said("false alarms"), is_said("Hint"), is_said("currentColor"), is_said(".4f"), is_said("changes-argument")
    (True, True, False, False, False)
    """
    return bool(WORDS.search(text)) and not PATHS.fullmatch(text.strip())


def sentence(parts: Sequence[str], places: Sequence[str]) -> str:
    """Return a sentence out of its words and what stands between them; a brace among the words is doubled.

    Parameters
    ----------
    parts : sequence of str
        The words, one more than there are places.
    places : sequence of str
        The source of what is computed.

    Returns
    -------
    str
        As the catalogue has it.

    Examples
    --------
    >>> sentence(["", " of ", ""], ["done", "all"])
    '{done} of {all}'
    """
    if not places:
        return parts[0]
    doubled = [BRACES.sub(r"\g<0>\g<0>", part) for part in parts]
    held = [f"{{{place}}}" for place in places] + [""]
    return "".join(part + place for part, place in zip(doubled, held, strict=True))


def sentences(parts: Sequence[str], places: Sequence[str]) -> list[str]:
    """Return what a literal says: its one sentence, or, where it is HTML, what stands between the tags.

    Parameters
    ----------
    parts : sequence of str
        The words, one more than there are places.
    places : sequence of str
        The source of what is computed.

    Returns
    -------
    list of str
        As the catalogue has them; none where nothing is said to a reader.

    Examples
    --------
    >>> sentences(["", " far points"], ["n"]), sentences(["<b>Start again</b>"], []), sentences([".4f"], [])
    (['{n} far points'], ['Start again'], [])
    """
    if not is_html("".join(parts)):
        return [sentence(parts, places)] if is_said(" ".join(parts)) else []
    found: list[str] = []

    def _note(text: str) -> str:
        found.append(text)
        return text

    of_html(parts, _note)
    return found


def split(text: str, places: Sequence[str]) -> tuple[list[str], list[int]]:
    """Return the words of a translation, and which place stands behind each.

    Parameters
    ----------
    text : str
        Of the catalogue.
    places : sequence of str
        Those of the original; they may stand in another order.

    Returns
    -------
    tuple of list
        The words, one more than the places, and the numbers of the places.

    Raises
    ------
    ValueError
        If it has not the places of the original, each as often.
    """
    if not places:
        return [text], []
    held = {f"{{{place}}}": number for number, place in enumerate(places)}
    order = sorted(held, key=len, reverse=True)
    found = re.split("(" + "|".join([*map(re.escape, order), r"\{\{", r"\}\}"]) + ")", text)
    parts, numbers = [""], []
    for piece in found:
        if piece in held:
            numbers.append(held[piece])
            parts.append("")
        else:
            parts[-1] += piece[0] if piece in ("{{", "}}") else piece
            if piece not in ("{{", "}}") and BRACES.search(piece):
                raise ValueError(
                    f"{text!r} holds {piece!r}; wanted are the places {', '.join(held)} and no other brace"
                )
    if sorted(places) != sorted(places[number] for number in numbers):
        raise ValueError(f"{text!r} has other places than its original, which has {', '.join(held)}: copy them")
    return parts, numbers


def of_html(texts: Sequence[str], say: Callable[[str], str]) -> list[str]:
    """Return the words of HTML with what a reader sees or hears put through a function; tags stay.

    Parameters
    ----------
    texts : sequence of str
        Pieces of one text, between which something is computed.
    say : callable
        Takes the words between two tags, or those of an attribute that is read aloud.

    Returns
    -------
    list of str
        As many pieces.

    Examples
    --------
    >>> of_html(['<p class="a', '">Start again</p>'], str.upper)
    ['<p class="a', '">START AGAIN</p>']
    """
    made, inside = [], False
    for text in texts:
        out = ""
        for piece in re.split(r"(<|>)", text):
            if piece in ("<", ">"):
                inside = piece == "<"
                out += piece
            elif inside:
                out += NAMED.sub(lambda m: m[0].replace(m[1], say(m[1])) if is_said(m[1]) else m[0], piece)
            else:
                bare = piece.strip()
                out += piece.replace(bare, say(bare)) if bare and is_said(bare) else piece
        made.append(out)
    return made


def is_html(text: str) -> bool:
    """Say whether a text holds a tag.

    Parameters
    ----------
    text : str
        Any.

    Returns
    -------
    bool
        Then only what stands between tags is said.
    """
    return bool(re.search(r"</?[a-z]\w*(?:\s[^<]*)?/?>|<[a-z]+ [a-z-]+=|\"[^\"]*>\w", text))
