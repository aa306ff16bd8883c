"""A number that states a result is printed by a cell of its chapter: in the same section, or in one before it."""

import json
import re
from decimal import Decimal
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CHAPTERS = sorted((ROOT / "chapters").glob("*.ipynb"))
every_chapter = pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)

# What is no result, wherever it stands: displays, code, addresses, names of places, times to read, years.
PLACES = re.compile(
    r"\$\$.*?\$\$|```.*?```|`[^`\n]*`|\[\(\w+\.\d+\)\]\([^)]*\)|\]\([^)]*\)|<[^>]+>"
    r"|\*\*Time\.\*\*[^\n]*|\(\d+ minutes\)|\bL\d\d\b|\(\w+\.\d+\)"
    r"|(?:, |\bin |[A-Z][a-z'’]+ )(?:19|20)\d\d\b|\bcommit \w{7}\b"
    r"|\b(?:[Cc]hapters?|[Ss]ections?|[Ss]lides?|[Ee]xercises?|[Ee]quations?) \d[\d.]*(?:(?: and |, | to |–)\d[\d.]*)*",
    re.DOTALL,
)
NUMBER = re.compile(r"(?<![\w.^_{/])([-−]?\d[\d,]*(?:\.\d+)?)(?![\w/}])(?: ?\\cdot 10\^\{(-?\d+)\})?((?: |\\,)*\\?%)?")
SMALL = 10  # a whole number up to here counts or names something: "class 1", "ten of 10"

# What no cell of its section, or of one before, prints: where it stands, and what it is; or the chapter that prints it.
INPUT, SOURCE = "given by the question", "from the source that is named"
LISTED: dict[str, dict[str, str]] = {
    "01-classification": {"right for 99.5 %": INPUT, '"george" and "650"': "a word of the data"},
    "02-sigmoid": {"not to 0.60": "a wrong answer: three times 0.20"},
    "03-cost": {
        '"spam, 60 %"': INPUT,
        '"spam, 99.99 %"': INPUT,
    },
    "04-gradient-descent": {"held-out log loss of 0.2613": "03-cost"},
    "05-one-vs-all": {"Ten classes, 64 features": INPUT},
    "09-training": {
        "digits apart from 64 pixels": INPUT,
        "97.5 % by one plane": SOURCE,
        "98.00 % by the nearest neighbour": SOURCE,
        "trained on 3823 others": SOURCE,
    },
    "published-mistakes": {"0.9, 0.09 and 0.01 *instead*": SOURCE},
    "errata": {"the formula yields $-3.17$": "errata"},
}


def typed(text):
    """Return the numbers in a piece of prose that state a result: as typed, value, unit in the last place, where."""
    text = PLACES.sub(lambda m: " " * len(m[0]), text)
    found = []
    for match in NUMBER.finditer(text):
        number = Decimal(match[1].replace(",", "").replace("−", "-"))
        if number == number.to_integral_value() and abs(number) <= SMALL and not (match[2] or match[3]):
            continue
        scale = (int(match[2]) if match[2] else 0) - (2 if match[3] else 0)
        last = Decimal(1).scaleb(number.as_tuple().exponent + scale)
        around = " ".join(text[max(0, match.start() - 30) : match.end() + 30].split())
        found.append((match[0].strip(" ,"), number.scaleb(scale), last, around))
    return found


def printed(cell):
    """Return the numbers that a cell printed."""
    texts = []
    for output in cell.get("outputs", []):
        texts += [output.get("text", "")]
        texts += [content for kind, content in output.get("data", {}).items() if kind in ("text/plain", "text/html")]
    joined = re.sub(r"<[^>]*>", " ", " ".join("".join(text) for text in texts))
    return {Decimal(n.replace(",", "")) for n in re.findall(r"-?\d[\d,]*(?:\.\d+)?(?:e-?\d+)?", joined)}


def backed(number, last, numbers):
    """Return whether one of the numbers, rounded as the prose is, is what the prose says; 93 may stand for 93 %."""
    percent = (Decimal(1), Decimal("0.01")) if last <= Decimal("0.01") else (Decimal(1),)
    return any(abs(candidate * scale - number) <= last / 2 for candidate in numbers for scale in percent)


def code_numbers(cell):
    """Return the numbers that a cell's code sets: inputs, which need no output."""
    source = re.sub(r"#.*", "", "".join(cell["source"]))
    found = re.findall(r"(?<![\w.])\d[\d_]*(?:\.\d+)?(?:e-?\d+)?(?![\w.])", source)
    return {Decimal(sign + n.replace("_", "")) for n in found for sign in ("", "-")}


def pieces(cells):
    """Return prose and texts of pictures, each with the numbers that its section, or one before, prints or sets."""
    section, found, numbers = 0, [], {0: set()}
    for cell in cells:
        if cell["cell_type"] == "code":
            numbers[section] |= printed(cell) | code_numbers(cell)
            found.append((section, cell["metadata"].get("mystnb", {}).get("image", {}).get("alt", "")))
            continue
        for part in re.split(r"(?m)^(?=## )", "".join(cell["source"])):
            if part.startswith("## "):
                section += 1
                numbers[section] = set(numbers[section - 1])
            found.append((section, part.split("\n## Sources")[0] if not part.startswith("## Sources") else ""))
    return [(text, numbers[section]) for section, text in found]


def cells_of(name):
    return json.loads((ROOT / "chapters" / f"{name}.ipynb").read_text(encoding="utf-8"))["cells"]


def unbacked(name, cells=None):
    """Return the typed results of a chapter that nothing backs, and the entries of LISTED that were used."""
    wrong, used = [], set()
    for prose, numbers in pieces(cells or cells_of(name)):
        for text, number, last, around in typed(prose):
            if backed(number, last, numbers):
                continue
            entries = [part for part in LISTED.get(name, {}) if text in part and part in " ".join(prose.split())]
            used |= set(entries)
            sources = [LISTED[name][part] for part in entries]
            if not any(" " in s or backed(number, last, everything(s)) for s in sources):
                wrong.append(f"{text} in: {around}")
    return wrong, used


def everything(name):
    """Return all that the cells of a chapter print."""
    return set().union(*(printed(cell) for cell in cells_of(name) if cell["cell_type"] == "code"))


@every_chapter
def test_every_typed_result_is_printed_by_a_cell(path):
    wrong, used = unbacked(path.stem)
    assert wrong == []
    assert used == set(LISTED.get(path.stem, {})), "listed, and not needed"


def test_the_list_names_chapters_only():
    assert set(LISTED) <= {path.stem for path in CHAPTERS}


def test_a_result_with_another_last_digit_is_found():
    """Fine results and whole numbers are found one unit away; of coarse ones, such as 0.5, any page prints both."""
    fine = [
        (number, last, numbers)
        for path in CHAPTERS
        for prose, numbers in pieces(cells_of(path.stem))
        for _, number, last, _ in typed(prose)
        if (last == 1 or last <= Decimal("0.0001")) and backed(number, last, numbers)
    ]
    assert len(fine) > 60
    for number, last, numbers in fine:
        assert not (backed(number + last, last, numbers) and backed(number - last, last, numbers)), number


def test_a_made_up_accuracy_in_the_prose_is_found():
    cells = cells_of("09-training")
    place = next(
        cell for cell in cells if cell["cell_type"] == "markdown" and "## A common mistake" in "".join(cell["source"])
    )
    place["source"] = ["A larger model reads 0.9873 of them, 98.73 %, with 1713 weights and a loss of $0.0519$.\n"]
    wrong, _ = unbacked("09-training", cells)
    assert [line.split(" in: ")[0] for line in wrong[:4]] == ["0.9873", "98.73 %", "1713", "0.0519"]


@pytest.mark.parametrize(
    ("prose", "wanted"),
    [
        ("In chapter 12 and L14, see (3.14) or [(E.11)](#eq-e-11), section 4.3.2 of Bishop, 2006.", []),
        ("**Time.** 40 minutes. **Exercise 2.2 (18 minutes).** Class 3 of 10.", []),
        ("It reads 93.2 % of 1,797 digits; the loss is −0.25, or $4.2 \\cdot 10^{-18}$.",
         ["0.932", "1797", "-0.25", "4.2E-18"]),
        ("Half, 0.5, and `0.77` in code, $$0.88$$ in a display.", ["0.5"]),
    ],
)  # fmt: skip
def test_what_is_a_result_and_what_is_none(prose, wanted):
    assert [str(number) for _, number, _, _ in typed(prose)] == wanted
