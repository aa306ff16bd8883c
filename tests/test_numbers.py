"""A number that states a result is printed by a cell of its chapter: in the same section, or in one before it."""

import ast
import functools
import json
import re
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest
from told import tell

from lrlib.proofs import check_inline
from lrlib.proofs.displays import inline, markdown
from lrlib.proofs.search import DIGITS

ROOT = Path(__file__).parent.parent
PAGES = sorted((ROOT / "chapters").glob("*.ipynb"))
CHAPTERS = [path for path in PAGES if path.stem[:2].isdigit()]
TEXTS = ("index", "run", "teach", "lecture", "glossary", "measured", "notation", "references", "register", "README")
# are pages without cells: a number is listed, or counted by a test below
every_page = pytest.mark.parametrize("name", [*(path.stem for path in PAGES), *TEXTS])

# What is no result, wherever it stands: displays, code, addresses, names of places, times to read, years, list marks.
TAGS = {t for path in PAGES for t in re.findall(r"\\\\tag\{([^}]+)\}", path.read_text(encoding="utf-8"))}
MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
PLACES = re.compile(
    r"\$\$.*?\$\$|```.*?```|`[^`\n]*`|\]\([^)]*\)|</?[a-zA-Z]+(?:\s[^<>]*)?/?>|<https?:[^<>\s]+>"
    r"|(?:\*\*Time\.\*\*|\d+ minutes, and \d+ for the functions to write)[^\n]*"
    r"|\(\d+ minutes\)|\bL\d\d\b|\bcommit \w{7}\b|^[>\s]*\d+\. "
    rf"|\((?:{'|'.join(map(re.escape, sorted(TAGS)))})\)"
    r"|\b50[- ]digits?\b|\bPython 3\.\d+(?: to 3\.\d+)?|\bCC BY 4\.0|\bBSD-3"
    rf"|(?:, |\bin )(?:19|20)\d\d(?=[\]),])|(?:\b{MONTH}|O'Reilly) (?:19|20)\d\d\b"
    r"|\b(?:[Cc]hapters?|[Ss]ections?|[Ss]lides?|[Ee]xercises?|[Ee]quations?|[Ii]ssue)"
    r" \d[\d.]*(?:(?: and |, | to |–)\d[\d.]*)*",
    re.DOTALL | re.MULTILINE,
)
SPACE = "(?:,|\\\\,|\\{,\\}|[ \u00a0\u2009\u202f])"  # between thousands
NUMBER = re.compile(  # a group is never possessive here: Python 3.11.2 loses its first turn
    rf"(?<![\w.^_])(?<![_^]\{{)(?<![_^]\{{[-−])([-−]?(?:\d{{1,3}}(?:{SPACE}\d{{3}}(?!\d))+(?!{SPACE}\d{{3}}(?!\d))|\d++)(?:\.\d++)?)(?:e(-?\d++))?(?!\w)"
    r"(?: ?(?:\\cdot|\\times|·|×) ?10(?:\^\{?(-?\d+)\}?|([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)))?((?: |\\,|\u00a0|\u202f)*\\?%)?"
)
UP = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
POWER = re.compile(r"(?<![\w.])(?<![·×] )(?<![·×])(?<!cdot )(?<!times )10(?:\^\{(-\d+)\}|(⁻[⁰¹²³⁴⁵⁶⁷⁸⁹]+))")
WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
ANY_WORD = "|".join(WORDS[2:])
SPELLED = re.compile(  # a result in words: "twice as fast", "half of the notes", "seven errors", "ninety per cent"
    rf"(?i)\b(twice|(?:{ANY_WORD}|a hundred|a thousand) times)(?= (?:as|more)\b)"
    rf"|\b({ANY_WORD})(?= (?:errors|mistakes|misses)\b)|\b([a-z-]+)(?= per ?cent\b)"
    r"|\b(half|an? (?:third|quarter|tenth)|two thirds|three quarters)(?= of (?:the|all|its|them)\b)"
)
SIGNED = r"[-−]?\d+(?:\.\d+)?"
VECTOR = re.compile(rf"\((?:{SIGNED}, )+{SIGNED}\)")
SUM = re.compile(rf"((?:{SIGNED} · {SIGNED})(?: [+−] {SIGNED} · {SIGNED})+) = ({SIGNED})")  # worked out in the text
SMALL = 10  # a whole number up to here names something, "class 1", unless the things it counts follow: "7 steps"
THINGS = "steps|errors|mails|tumours|notes|digits|penguins|rows|examples|cases|weights|parameters|seeds|pictures|pixels"
COUNTED = re.compile(rf"[ \u00a0](?:of \d|(?:(?!of )[A-Za-z-]+ )?(?:{THINGS})\b)")

# What no cell prints, and no cell beside it sets: where it stands, and what it is; or the page that prints it.
INPUT, SOURCE, WRONG = "given by the question", "from the source that is named", "a wrong answer, called so"
WORD, EXAMPLE, READ = "a word of the data", "an example, no result", "read by tests/proofs/test_formulas.py"
SETTING = "chosen, and written in the code"
REASONS = {INPUT, SOURCE, WRONG, WORD, EXAMPLE, READ, SETTING}  # or "a / b", two numbers that the page prints
LISTED: dict[str, dict[str, str]] = {
    "01-classification": {
        "right for 99.5 %": INPUT,
        "99.5 %. It is right": INPUT,
        '"george" and "650"': WORD,
    },
    "02-sigmoid": {"not 0.42": WRONG, "a probability of 0.6 cannot": EXAMPLE},
    "03-cost": {
        "about ten times as much": "9.2103 / 0.9163",
        "saying 0.5 to everyone": EXAMPLE,
        "At $h = 0.5$ both branches": EXAMPLE,
        "$\\log 0.9 = -0.1054$": READ,
        "$\\log 0.8 = -0.2231$": READ,
        "$\\log 0.4 = -0.9163$": READ,
    },
    "04-gradient-descent": {"held-out log loss of 0.2613": "03-cost", "the same α steps ten times as far": EXAMPLE},
    "06-softmax": {"sum to 2.11": "errata"},
    "05-one-vs-all": {"Ten classes, 64 features": INPUT},
    "07-multiclass-loss": {"Sure by 0.99 of a wrong class": EXAMPLE},
    "09-training": {
        "hold out a quarter of the pictures": SETTING,
        "trains on three quarters of the 1797": SETTING,
        "about 7 % ([Hopkins and others": SOURCE,
        "97.5 % ([Wolberg and others": SOURCE,
        "The 7 % for spam": SOURCE,
        "trained on 3823 others": SOURCE,
        "for those with 0.9 alone": EXAMPLE,
        "$\\log(x + 0.1)$": SETTING,
        "$\\lambda = 0.03$ a lower log loss": SETTING,
    },
    "10-libraries": {
        "until it falls below 0.01": INPUT,
        "data are 10,000 credit-card customers": SOURCE,
        "the numbers of table 4.3": SOURCE,
        "ends at 1.47, Ben's at 2.303, Cem's at 2.1 with an accuracy of 0.90": INPUT,
    },
    "11-reading-a-model": {
        "In 1973 the six largest": SOURCE,
        "the logit rises by 1.90 and by 0.40": EXAMPLE,
        "In the years 1972 to 1974": SOURCE,
        "sent 4870 invented": SOURCE,
        "in 2001 and 2002": SOURCE,
        "standard errors are four times as large": "0.51 / 0.12",
        "44.5 % of the men who applied and 30.4 % of the women": INPUT,
        "the coefficient 0.61. Does": INPUT,
        "the same 4526 applications": SOURCE,
        "those of table 2.2 of that book": SOURCE,
        "± 1.96 standard errors": SETTING,
        "in about 95 of 100 data sets": SETTING,
        "lies the 95 % interval": SETTING,
        '"three times as likely"': WRONG,
        "becomes 2.2 times as large": EXAMPLE,
        "95 % interval 0.9 to 3.6": INPUT,
    },
    "12-decisions": {
        "Of 10,000 customers 333 do not pay": INPUT,
        "about twice as much here": "1145.7 / 519.5",
        "One in 100 is ill": INPUT,
        "ten times as many false alarms": EXAMPLE,
        "jumps to 0.12 and": EXAMPLE,
        "three quarters of the customers": SETTING,
        "With the 30 columns of the tumours": SOURCE,
        "showed in 2019 from the older": SOURCE,
    },
    "13-fit": {
        "In Bangladesh 3020 households": SOURCE,
        "In 1965, 3918 girls": SOURCE,
        "beats arsenic by 32 units": EXAMPLE,
        "splits of 189 births": SOURCE,
    },
    "14-rare": {
        "the log loss is nearly four times as high": "0.2991 / 0.0786",
        "one of $10^{-15}$ is 0": EXAMPLE,
        "Of the 24 launches before, 23 left a record": SOURCE,
        "how little 23 launches say": SOURCE,
        "ten times as high": EXAMPLE,
    },
    "15-penalties": {
        "right in half of the cases": EXAMPLE,
        "an average correlation of 0.28": SOURCE,
        "A strength of 0.01 says little": EXAMPLE,
        "scikit-learn from 1.8 on": SOURCE,
    },
    "16-categories": {
        "For department C one prints −1.21, the other 0.04.": INPUT,
    },
    "18-networks": {
        "Digits of 64 pixels": INPUT,
    },
    "published-mistakes": {
        "*Data 100* notes": SOURCE,
        "Deep-ML, problem 105": SOURCE,
        "Deep-ML, problem 134": SOURCE,
        "needs 768 MB": SOURCE,
    },
    "errata": {"of this page yields $-1.09$": "errata", '"09 weights" demands': SOURCE},
    "measured": {
        "from −10,000 to 10,000": SETTING,
        "some 1,300 scores": SETTING,
        "with 600 entries or more": SETTING,
        "within $10^{-8}$": SETTING,
        "above $10^{-5}$": SETTING,
        "more than twice": SETTING,
        "up to 1200 weights": SETTING,
        "at its 5000 steps": SETTING,
        "of two classes up to 600": SETTING,
        "would need 500 MB": SETTING,
        "without AVX-512": SETTING,
        "The 60,000 pictures": SETTING,
        "within 1.2 times": SETTING,
    },
    "scale": {"a sample of 20,000 rows": SETTING},
    "teach": {"a probability of 0.9 means": EXAMPLE},
    "glossary": {
        "$\\log 2 = 0.693$": READ,
        "Of the examples that got 0.7": EXAMPLE,
        "such as 0.7 where seven of ten": EXAMPLE,
    },
}


UNPRINTED = (
    "no cell prints these numbers: print each, to as many digits, in a cell of its section or of one before; or, if it "
    "is no result, list the words around it in LISTED of tests/test_numbers.py with one of REASONS"
)


class Typed(NamedTuple):
    """A number in the prose, and what stands around it."""

    text: str
    value: Decimal
    last: Decimal  # one unit in its last place
    percent: bool
    coarse: bool  # one digit that is not 0, as in 0.5, 0.001, 7 % or 7 steps
    span: tuple[int, int]
    around: str


class Piece(NamedTuple):
    """A text of a page, and what may back its numbers."""

    text: str
    printed: set[Decimal]  # in its section, or in one before
    here: set[Decimal]  # in its section
    inputs: set[Decimal]  # that the code of the cells beside it sets
    vectors: set[tuple[Decimal, ...]]  # that stand there as one list


@functools.cache  # most tests read the same pages
def typed(text):
    """Return the numbers in a piece of prose that state a result."""
    text = PLACES.sub(lambda m: " " * len(m[0]), text)
    text = POWER.sub(lambda m: f"1e{(m[1] or m[2]).translate(UP)}".ljust(len(m[0])), text)
    found = []
    for match in SPELLED.finditer(text):
        word = match[0].lower().removesuffix(" times")
        value = WORDS.index(word) if word in WORDS else {"twice": 2, "a hundred": 100, "a thousand": 1000}.get(word, 0)
        around = " ".join(text[max(0, match.start() - 30) : match.end() + 30].split())
        found.append(Typed(match[0], Decimal(value), Decimal(1), False, True, match.span(), around))
    for match in NUMBER.finditer(text):
        number = decimal(match[1])
        power = match[2] or match[3] or (match[4] or "").translate(UP)
        percent = bool(match[5])
        small = "." not in match[1] and abs(number) <= SMALL
        if small and not (power or percent or COUNTED.match(text, match.end())):
            continue
        scale = int(power or 0) - (2 if percent else 0)
        last = Decimal(1).scaleb(number.as_tuple().exponent + scale)
        coarse = len(number.normalize().as_tuple().digits) == 1 and (small or percent or "." in match[1])
        around = " ".join(text[max(0, match.start() - 30) : match.end() + 30].split())
        found.append(Typed(match[0].strip(" ,"), number.scaleb(scale), last, percent, coarse, match.span(1), around))
    return tuple(found)


def printed(cell):
    """Return the numbers that a cell printed; a quiz and a shown source are typed themselves and back nothing."""
    source = "".join(cell["source"])
    if source.startswith("# @title Quiz") or re.search(r"(?m)^show_source\(", source):
        return set()
    texts = []
    for output in cell.get("outputs", []):
        texts += [output.get("text", "")]
        texts += [content for kind, content in output.get("data", {}).items() if kind in ("text/plain", "text/html")]
    joined = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", " ".join("".join(text) for text in texts), flags=re.DOTALL)
    joined = re.sub(r"<(?:/?[a-zA-Z]|!)[^>]*>", " ", joined)
    found = re.findall(r"(?<![\w.])-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:e[+-]?\d+)?(?!\d)(?:\s?%)?", joined)
    numbers = {n: Decimal(re.sub(r"[,%\s]", "", n)) for n in found}
    return set(numbers.values()) | {value / 100 for n, value in numbers.items() if "%" in n}


def quiz_claims(cell):
    """Return what a quiz states, its right answers and all reasons, and what it gives: questions and wrong answers."""
    claims, given = [], []
    for node in ast.walk(ast.parse("".join(cell["source"]))):
        if isinstance(node, ast.Tuple) and len(node.elts) == 3 and isinstance(node.elts[1], ast.Constant):
            answer, right, reason = map(ast.literal_eval, node.elts)
            claims += [answer, reason] if right else [reason]
            given += [] if right else [answer]
        elif isinstance(node, ast.Tuple) and len(node.elts) == 2 and isinstance(node.elts[0], ast.Constant):
            given.append(node.elts[0].value)
    return ".\n\n".join(claims), {number.value for number in typed("\n\n".join(given))}


def decimal(text):
    return Decimal(re.sub(SPACE, "", text).replace("−", "-"))


def constant(node):
    """Return the number that a piece of code writes, or None; one in a string is none."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        inner = constant(node.operand)
        return None if inner is None else -inner
    number = isinstance(node, ast.Constant) and type(node.value) in (int, float)
    return Decimal(str(node.value)) if number else None


def code_numbers(*cells):
    """Return the numbers and the lists of numbers that code sets: inputs, which need no output."""
    numbers, vectors = set(), set()
    for cell in cells:
        try:
            nodes = list(ast.walk(ast.parse("".join(cell["source"]))))
        except SyntaxError:  # the set-up, with its line for the shell
            continue
        numbers |= {constant(node) for node in nodes} - {None}
        lists = [node.elts for node in nodes if isinstance(node, ast.List | ast.Tuple)]
        vectors |= {tuple(constant(item) for item in items) for items in lists}
    return numbers, vectors


def backed(number, piece):
    """Return whether a number is printed, rounded as the prose is, or set beside it; 93 % may be 0.93 or 93.0.

    To one digit, as in 0.5, that would match almost any page: a coarse number must be exactly what its section prints
    or the cell beside it sets, and a vector of them must stand there whole. A sum that the text works out must be so.
    """
    if any(not right(m[1], m[2]) for m in SUM.finditer(piece.text) if m.start() <= number.span[0] < m.end()):
        return False
    if number.text[0].isalpha():
        return False  # in words, that no output is compared with: write figures, or list it
    if number.coarse:
        for m in VECTOR.finditer(piece.text):
            if m.start() <= number.span[0] < m.end():
                return tuple(map(decimal, m[0].strip("()").split(", "))) in piece.vectors
    if number.value in piece.inputs or (number.percent and number.value * 100 in piece.inputs):
        return True
    if number.coarse:
        return number.value in piece.here
    shares = {c / 100 for c in piece.printed if c != c.to_integral_value()} if number.percent else set()
    return any(abs(c - number.value) <= number.last / 2 for c in piece.printed | shares)


def right(products, total):
    """Return whether a sum of products, as in 0.1 · 2 + 0.3 · 1, is what the text says."""
    terms = re.sub(r" ([+−]) ", r"|\1", products).replace("+", "").replace("−−", "").split("|")
    return sum(decimal(a) * decimal(b) for a, b in (term.split(" · ") for term in terms)) == decimal(total)


def pieces(cells):
    """Return prose, texts of pictures and claims of quizzes, each with what may back its numbers."""
    section, found, here, so_far = 0, [], {0: set()}, {0: set()}
    code = [i for i, cell in enumerate(cells) if cell["cell_type"] == "code"]
    for i, cell in enumerate(cells):
        if cell["cell_type"] == "code":
            here[section] |= printed(cell)
            so_far[section] |= here[section]
            alt = cell["metadata"].get("mystnb", {}).get("image", {}).get("alt", "")
            found.append((section, alt, code_numbers(cell)))
            if "".join(cell["source"]).startswith("# @title Quiz"):
                claims, given = quiz_claims(cell)
                found.append((section, claims, (given, set())))
            continue
        beside = [max((j for j in code if j < i), default=None), min((j for j in code if j > i), default=None)]
        inputs = code_numbers(*(cells[j] for j in beside if j is not None))
        for part in re.split(r"(?m)^(?=## )", "".join(cell["source"])):
            if part.startswith("## "):
                section += 1
                here[section], so_far[section] = set(), set(so_far[section - 1])
            found.append((section, part if not part.startswith("## Sources") else "", inputs))
    return [Piece(text, so_far[section], here[section], *inputs) for section, text, inputs in found]


def file(name):
    """Return where a page is written, from the root of the checkout."""
    if name == "README":
        return "README.md"
    return f"chapters/{name}{'.md' if name in TEXTS else '.ipynb'}"


def cells_of(name):
    path = ROOT / file(name)
    if path.suffix == ".md":
        return [{"cell_type": "markdown", "source": path.read_text(encoding="utf-8")}]
    return json.loads(path.read_text(encoding="utf-8"))["cells"]


def typed_numbers(name, cells=None):
    """Return every number that a page states as a result, each with the piece that it stands in."""
    return [(number, piece) for piece in pieces(cells or cells_of(name)) for number in typed(piece.text)]


def entries(name, number, piece):
    """Return the entries of LISTED within which a number stands."""
    found = []
    for part in LISTED.get(name, {}):
        places = re.finditer(r"\s+".join(map(re.escape, part.split())), piece.text)
        found += [part for m in places if m.start() <= number.span[0] and number.span[1] <= m.end()][:1]
    return found


@functools.cache
def everything(name):
    """Return all that the cells of a page print."""
    return set().union(*(printed(cell) for cell in cells_of(name) if cell["cell_type"] == "code"))


def is_ratio(number, reason, name):
    """Return whether a reason is "a / b", of numbers that the page prints, and rounds to the number."""
    parts = reason.split(" / ")
    if len(parts) != 2 or not set(map(Decimal, parts)) <= everything(name):
        return False
    return abs(Decimal(parts[0]) / Decimal(parts[1]) - number.value) <= number.last / 2


def on_page(number, page):
    """Return whether another page prints the number."""
    return (ROOT / "chapters" / f"{page}.ipynb").exists() and backed(
        number, Piece("", *[everything(page)] * 2, set(), set())
    )


def unbacked(name, cells=None):
    """Return the typed results of a page that nothing backs, and the entries of LISTED that were used."""
    wrong, used = [], set()
    for number, piece in typed_numbers(name, cells):
        if backed(number, piece):
            continue
        found = entries(name, number, piece)
        used |= set(found)
        reasons = [LISTED[name][part] for part in found]
        if not any(r in REASONS or is_ratio(number, r, name) or on_page(number, r) for r in reasons):
            wrong.append(f"{number.text} in: {number.around}")
    return wrong, used


@every_page
def test_every_typed_result_is_printed_by_a_cell(name):
    wrong, used = unbacked(name)
    tell([f"{file(name)}: {number}" for number in wrong], UNPRINTED)
    idle = set(LISTED.get(name, {})) - used
    tell(
        [f"{file(name)}: {part!r}" for part in sorted(idle)], "no number needs these any more: take them out of LISTED"
    )


def test_a_contributor_is_told_the_page_the_number_and_what_to_do(monkeypatch):
    cells = [*cells_of("03-cost"), {"cell_type": "markdown", "source": "It falls to 0.31415."}]
    monkeypatch.setitem(globals(), "cells_of", lambda name: cells)
    said = (
        r"(?s)print each.*LISTED of tests/test_numbers\.py.*chapters/03-cost\.ipynb: 0\.31415 in: It falls to 0\.31415"
    )
    with pytest.raises(pytest.fail.Exception, match=said):
        test_every_typed_result_is_printed_by_a_cell("03-cost")


def test_the_list_names_pages_and_gives_reasons():
    assert set(LISTED) <= {path.stem for path in PAGES} | set(TEXTS)
    for reason in (reason for listed in LISTED.values() for reason in listed.values()):
        assert reason in REASONS | {path.stem for path in PAGES} or re.fullmatch(r"[\d.]+ / [\d.]+", reason)


def test_a_listed_formula_is_read_and_would_fail_with_another_last_digit():
    formulas = [(page, part.strip("$")) for page, listed in LISTED.items() for part in listed if listed[part] == READ]
    assert len(formulas) >= 4
    for page, latex in formulas:
        path = next((ROOT / "chapters").glob(f"{page}.*"))
        assert latex in inline(markdown(path))
        for text, true in ((latex, True), (altered(latex), False)):
            (checked,) = check_inline(path, {}, text=f"${text}$")
            assert (checked.failure == "") == true, checked


# What the index says about the book is counted here.


def test_the_index_counts_what_the_book_holds():
    text = " ".join(markdown(ROOT / "chapters" / "index.md").split())
    lecture = [path for path in CHAPTERS if "beyond the lecture" not in markdown(path)]
    minutes = [int(re.search(r"<summary>(\d+) minutes", markdown(path))[1]) for path in lecture]
    assert f"The {WORDS[len(lecture)]} chapters take about {WORDS[round(sum(minutes) / 60)]} hours" in text
    assert f"into {WORDS[len(lecture)]} chapters" in text
    assert DIGITS == 50  # "with 50 digits" is no typed result
    assert "most lines of the derivation for every number of classes" in text
    proofs = re.findall(r"proved for K = 2, 3, 4, 5[^:]*: ", json.dumps(cells_of("08-derivation")))
    assert sum("and for every K" in proof for proof in proofs) > len(proofs) / 2 > 0
    text = " ".join(markdown(ROOT / "chapters" / "lecture.md").split())
    rows = re.findall(r"\| L\d\d \|[^|]*\| (\d+) \| \[[^\]]*\]\((\d+)-", text)
    assert len(rows) == len(re.findall(r"\| L\d\d \|", text)) > 0
    assert all(int(number) == int(file) for number, file in rows)


# Teeth


def altered(text):
    """Return a number with its last digit changed by one."""
    place = max(i for i, character in enumerate(text) if character.isdigit())
    return text[:place] + str(int(text[place]) + 1 if text[place] != "9" else 8) + text[place + 1 :]


def misprints():
    """Return each number with its last digit changed by one: what became what, and whether that is found.

    Quizzes are left out, since their wrong answers are such numbers.
    """
    found = []
    for name in [*(path.stem for path in PAGES), *TEXTS]:
        cells = [cell for cell in cells_of(name) if not "".join(cell["source"]).startswith("# @title Quiz")]
        for number, piece in typed_numbers(name, cells):
            if number.text[0].isalpha() or not piece.text.startswith(number.text, number.span[0]):
                continue  # words, and a power of ten: its only digits are 1 and 0
            start, end = number.span
            wrong = piece._replace(text=piece.text[:start] + altered(piece.text[start:end]) + piece.text[end:])
            (same,) = (n for n in typed(wrong.text) if n.span[0] == start)
            noticed = not backed(same, wrong) and not entries(name, same, wrong)
            found.append((f"{name}: {number.text} as {same.text}", "." in number.text, number.last, noticed))
    return found


@pytest.mark.slow
def test_a_number_with_another_last_digit_is_found():
    """A decimal of four places is always found; of coarse ones a cell beside may set the wrong one too: under 5 %."""
    found = misprints()
    for decimals in (True, False):
        some = [(name, noticed) for name, kind, _, noticed in found if kind == decimals]
        missed = [name for name, noticed in some if not noticed]
        assert len(some) > 50
        assert len(missed) / len(some) < (0.05 if decimals else 0.1), missed  # whole ones: 8 by 8, 64 and 65
    assert [name for name, _, last, noticed in found if last <= Decimal("0.0001") and not noticed] == []


@pytest.mark.parametrize("name", [path.stem for path in CHAPTERS])
def test_a_made_up_accuracy_in_any_paragraph_is_found(name):
    """In all at once: what a paragraph says backs nothing in another."""
    false = "A larger model reads 0.98731 (0.98732) of $0 < p < 1$, 98.733 %, with 91713 weights and loss $0.05194$."
    cells = cells_of(name)
    texts = [c for c in cells if c["cell_type"] == "markdown" and "## Sources" not in "".join(c["source"])]
    planted = [{**c, "source": [*c["source"], "\n\n", false]} if c in texts else c for c in cells]
    made_up = ["0.98731", "0.98732", "98.733 %", "91713", "0.05194"]
    wrong = [number.split(" in: ")[0] for number in unbacked(name, planted)[0]]
    assert [number for number in wrong if number in made_up] == made_up * len(texts)


def test_what_is_typed_in_a_quiz_a_string_or_a_shown_source_backs_nothing():
    output = {"output_type": "stream", "text": "0.77"}
    for source in ('# @title Quiz {display-mode: "form"}\nquiz()', "show_source(logistic.cost)"):
        assert printed({"source": source, "outputs": [output]}) == set()
    assert printed({"source": "print(a)", "outputs": [output]}) == {Decimal("0.77")}
    numbers, _ = code_numbers({"source": 'alpha = -0.5\nprint(f"accuracy 0.77, {alpha:.4f}")  # 0.88'})
    assert numbers == {Decimal("0.5"), Decimal("-0.5")}


def test_what_a_quiz_claims_is_read_and_what_it_asks_or_calls_wrong_is_not():
    questions = '[("Is 0.77 much?", [("Yes, 0.88", False, "No, 0.91."), ("No, 0.93", True, "See 0.77.")])]'
    cell = {"cell_type": "code", "metadata": {}, "source": f"# @title Quiz\nquiz('a', {questions})"}
    claims, given = quiz_claims(cell)
    assert given == {Decimal("0.77"), Decimal("0.88")}
    assert sorted(str(number.value) for number in typed(claims)) == ["0.77", "0.91", "0.93"]
    wrong, _ = unbacked("07-multiclass-loss", [cell])
    assert sorted(w.split(" in: ")[0] for w in wrong) == ["0.91", "0.93"]


def test_a_ratio_in_words_is_listed_with_the_two_numbers():
    (number,) = typed("It pays about ten times as much.")
    assert is_ratio(number, "9.2103 / 0.9163", "03-cost")
    assert not is_ratio(number, "9.2103 / 0.5", "03-cost")
    assert not is_ratio(number, "9.2103 / 0.1054", "03-cost")


def test_a_bare_whole_number_backs_no_percentage():
    (number,) = typed("It reads 71 % of them.")
    for output, true in (("71 steps", False), ("71 % of them", True), ("0.712", True), ("71.2 percent", True)):
        cell = {"source": "print(a)", "outputs": [{"output_type": "stream", "text": output}]}
        assert backed(number, Piece("", printed(cell), set(), set(), set())) == true, output


def test_a_sum_in_the_text_and_a_vector_must_be_right_as_a_whole():
    assert right("0.1 · 1 + 0.2 · 1 − 0.1 · 2", "0.1")
    assert right("−0.1 · 1 − 0.2 · 1 + 0.4 · 2", "0.5")
    assert not right("0.1 · 1 + 0.2 · 1 − 0.1 · 2", "0.2")
    half, fifth = Decimal("0.5"), Decimal("0.2")
    beside = Piece("At (0.5, 0.2), and (0.2, 0.5).", set(), set(), {half, fifth}, {(half, fifth)})
    assert [backed(number, beside) for number in typed(beside.text)] == [True, True, False, False]


@pytest.mark.parametrize(
    ("prose", "wanted"),
    [
        ("In chapter 12, L14, see (3.14) or [(E.11)](#eq-e-11), section 4.3 of [Bishop, 2006](https://a.b/1.5).", []),
        ("<summary>40 minutes, and 18 for the functions to write · L04</summary>", []),
        ("**Time.** 40 minutes. **Exercise 2.2 (18 minutes).** Class 3 of ten, read in November 2026.", []),
        ("It reads 93.2 % of 1,797 digits; the loss is −0.25, or $4.2 \\cdot 10^{-18}$, 1e-15.",
         ["0.932", "1797", "-0.25", "4.2E-18", "1E-15"]),
        ("Half, 0.5, and `0.77` in code, $$0.88$$ in a display.", ["0.5"]),
        ("High (0.9555), in 2000 steps, 1 813 or $1\\,814$ rows.", ["0.9555", "2000", "1813", "1814"]),
        ("For $0 < p < 1$ it is 0.1234.\n\n> **Box.** 12.5/100, $e^{-40}$, $\\frac{0.3}{2}$, 0.05",
         ["0.1234", "12.5", "100", "0.3", "0.05"]),
        ("A gap of 10⁻³, $10^{-7}$ or 3 · 10⁻⁷; twice as fast; seven errors, of two classes; half of them.",
         ["2", "7", "0", "0.001", "1E-7", "3E-7"]),
        ("Converged in 7 Newton steps; 3 of 5 are right, digit 8 costs most.", ["7", "3"]),
    ],
)  # fmt: skip
def test_what_is_a_result_and_what_is_none(prose, wanted):
    assert [str(number.value) for number in typed(prose)] == wanted
