"""Show the tables of `make bench` on a page: read from benchmarks/results.json at build time, never typed."""

import json
from html import escape
from math import log10
from pathlib import Path

from docutils import nodes
from docutils.parsers.rst import Directive
from in_page import files, first_press

RESULTS = Path(__file__).parent.parent / "benchmarks" / "results.json"
SITE = RESULTS.with_name("site.json")
IN_PAGE = RESULTS.with_name("in_page.json")
GRID = RESULTS.with_name("grid.json")
KERNEL = RESULTS.with_name("kernel.json")
BANDS = {  # up to which ratio: words, mark, colour
    0.5: ("at most 0.5", "circle", "#0072b2"),
    0.8: ("up to 0.8", "square", "#009e73"),
    1.0: ("up to 1", "triangle", "#cc79a7"),
    float("inf"): ("above 1, a loss", "diamond", "#d55e00"),
}
ONLY = "solved by lrlib only", "ring", "#0072b2"
NEITHER = "not solved by lrlib", "cross", "#d55e00"
WIDE, HIGH, LEFT, TOP = 560, 96, 120, 56  # a panel, and the room beside and above all
AXES = {"n": (3, 5000), "m": (100, 1_000_000)}
COLUMNS = {  # part of the results: what a row shows, under which head
    "evaluation": {"set": "data", "ratio": "ours / theirs", "quartiles": "quartiles", "temporaries / X": "extra / X",
                   "temporaries / logits": "extra / (m K)"},
    "solution": {"set": "data", "against": "its best solver", "ratio": "ours / theirs", "quartiles": "quartiles",
                 "near": "within 1.2 times", "slower": "others / its best", "given up": "given up"},
    "statsmodels": {"set": "data", "ratio": "ours / theirs", "quartiles": "quartiles"},
    "import": {"set": "statement", "ratio": "time / import numpy", "quartiles": "quartiles"},
    "streaming": {"way": "the fit runs", "time / in memory": "time", "peak MB": "peak MB", "same bits": "same bits"},
}  # fmt: skip


class Measured(Directive):
    """``{measured} part``: one table of the results; ``{measured} machine`` says where they were taken."""

    required_arguments = 1

    def run(self):
        self.state.document.settings.env.note_dependency(str(RESULTS))
        if self.arguments[0] == "site":
            self.state.document.settings.env.note_dependency(str(SITE))
            return [loaded(json.loads(SITE.read_text(encoding="utf-8")))]
        if self.arguments[0] == "in_page":
            self.state.document.settings.env.note_dependency(str(IN_PAGE))
            held = files()  # sizes are those of this build, as the button's; times were measured once
            sizes = {name: len(data) for name, data in held.items() if name.endswith(".bin")}
            found = json.loads(IN_PAGE.read_text(encoding="utf-8"))
            return in_page(found | {"packs": sizes, "first press": first_press(held)})
        if self.arguments[0] == "grid":
            self.state.document.settings.env.note_dependency(str(GRID))
            found = json.loads(GRID.read_text(encoding="utf-8"))
            return [
                nodes.paragraph("", counted(found)),
                nodes.raw("", picture(found["rows"]), format="html"),
                shapes(found),
            ]
        if self.arguments[0] == "kernel":
            self.state.document.settings.env.note_dependency(str(KERNEL))
            return [solved(json.loads(KERNEL.read_text(encoding="utf-8"))["rows"], "solution")]
        results, part = json.loads(RESULTS.read_text(encoding="utf-8")), self.arguments[0]
        if part == "machine":
            return [nodes.paragraph("", facts(results))]
        if part == "exact":
            return [exact(results["exact"])]
        return [solved(results[part], part)]


def solved(rows, part):
    """Return rows of a part of the results as a table."""
    heads = COLUMNS[part]
    return table(list(heads.values()), [[shown(row.get(name, "")) for name in heads] for row in rows])


def facts(results):
    """Return where and with what the numbers were taken, in a sentence."""
    machine, versions = results["machine"], results["versions"]
    words = ", ".join(f"{name} {number}" for name, number in versions.items())
    blas = "; ".join(machine["blas"]) if isinstance(machine["blas"], list) else machine["blas"]
    kind = "a quick run with smaller sets" if results["quick"] else "a full run"
    return f"Taken by {kind} on {machine['processor']}, {machine['cores']} cores, {blas}. Versions: {words}."


def loaded(results):
    """Return what the ways to show formulas cost: `python benchmarks/site.py` wrote it."""
    heads = ["page", "formulas by", "time of MathML / its time", "kB", "requests", "layout shift"]
    rows = []
    for row in results["compared"]:
        for way, found in row.items():
            if way != "page":
                kilobytes, ratio = round(found["bytes"] / 1000), found.get("ratio", 1)
                if way == "stock" and not found["set by MathJax"]:
                    ratio = "–"  # no formula was set: nothing to compare
                rows.append(
                    [row["page"], way, *map(shown, (ratio, kilobytes, found["requests"], found["layout shift"]))]
                )
    return table(heads, rows)


PACKS = {  # what stands in a pack, and when it is fetched; a pack that is not here is a data set
    "core": ("Python itself", "the first press"), "stdlib": ("its library, what starts", "the first press"),
    "numpy": ("NumPy", "the first press"), "lrlib": ("lrlib", "the first press"),
    "drawing": ("matplotlib", "the first picture"), "library": ("the rest of Python's library", "an import of it"),
    "arrays": ("the rest of NumPy", "an import of it"), "algebra": ("SymPy", "the first proof"),
    "proofs": ("the prover", "the first proof"),
}  # fmt: skip


def in_page(found):
    """Return what Python in the page costs: `python -m benchmarks.in_page` wrote the times."""
    sizes = {name.removesuffix(".bin"): size for name, size in found["packs"].items()}
    scripts = found["first press"] - sum(sizes[name] for name, (_, when) in PACKS.items() if when == "the first press")
    rows = [[*PACKS[name], f"{sizes.pop(name) / 1000:,.0f}"] for name in PACKS]
    rows.insert(4, ["the scripts that start it", "the first press", f"{scripts / 1000:,.0f}"])
    sets = (
        "data sets and words of other languages, each alone",
        "the first reading",
        f"{min(sizes.values()) / 1000:,.1f}–{max(sizes.values()) / 1000:,.0f}",
    )
    asked = {
        "until the first cell can run, empty cache": "cold",
        "the same, packs in the cache": "warm",
        "a check of an exercise": "check",
        "a line of a derivation": "line",
    }
    waits = [
        [what, *(f"{found[key][part]:.2f}" for part in ("median", "worst")), str(found[key]["n"])]
        for what, key in asked.items()
    ]
    waits.insert(3, ["the first line, with SymPy's start", *[f"{found['first line']:.2f}"] * 2, "1"])
    facts = (
        f"The first press fetches {found['first press'] / 1e6:.1f} MB. Seconds of Chromium {found['chromium']} on "
        f"{found['cores']} cores that others used at the same time."
    )
    return [
        table(["what", "fetched at", "kB"], [*rows, list(sets)]),
        nodes.paragraph("", facts),
        table(["seconds", "median", "worst", "of"], waits),
    ]


def band(row):
    """Return the words, the mark and the colour of a shape of the grid."""
    if not row["solved"]:
        return NEITHER
    if row["ratio"] is None:
        return ONLY
    return next(look for most, look in BANDS.items() if row["ratio"] <= most)


def counted(found):
    """Return how many shapes of the grid lie in which band, in a sentence."""
    looks = [band(row)[0] for row in found["rows"]]
    parts = [f"{looks.count(words)} {words}" for words, *_ in (*BANDS.values(), ONLY, NEITHER) if words in looks]
    machine = found["machine"]
    return (
        f"{len(looks)} shapes, drawn by the seed {found['seed']} with up to {found['largest']:,} numbers each, on "
        f"{machine['processor']}: {', '.join(parts)}. A call had {found['patience']:g} seconds."
    )


def picture(rows):
    """Return the grid as one picture: a panel for each kind of columns, a mark for each shape."""
    kinds = sorted({row["kind"] for row in rows})
    looks = [*BANDS.values(), ONLY, NEITHER]
    width, height = LEFT + WIDE + 20, TOP + len(kinds) * HIGH + 40
    title = "Ratio of times by examples and columns, a panel for each kind of columns; the table below has the numbers"
    parts = [
        f'<svg class="lr-grid" viewBox="0 0 {width} {height}" role="img" aria-label="{title}" '
        'style="width:100%;max-width:45rem;font-size:12px" fill="currentColor">'
    ]
    for number, (words, shape, colour) in enumerate(looks):
        x, y = LEFT + number % 3 * 190, 14 + number // 3 * 18
        parts.append(f'{mark(shape, x, y, colour)}<text x="{x + 10}" y="{y + 4}">{words}</text>')
    for number, kind in enumerate(kinds):
        top = TOP + number * HIGH
        parts.append(
            f'<rect x="{LEFT}" y="{top}" width="{WIDE}" height="{HIGH - 12}" fill="none" stroke="currentColor" '
            f'stroke-opacity="0.4"/><text x="0" y="{top + HIGH / 2}">{escape(kind)}</text>'
        )
        for m, words in ((100, "100"), (10_000, "10⁴"), (1_000_000, "10⁶ rows")):
            parts.append(f'<text x="{LEFT - 4}" y="{down(m, top) + 4}" text-anchor="end" font-size="9">{words}</text>')
        for row in (row for row in rows if row["kind"] == kind):
            words, shape, colour = band(row)
            x, y = along(row["n"]), down(row["m"], top)
            said = f"{row['m']:,} x {row['n']:,}, K = {row['K']}: {words if row['ratio'] is None else row['ratio']}"
            parts.append(f"<g><title>{said}</title>{mark(shape, x, y, colour)}</g>")
            if (row["ratio"] or 0) > 1:
                parts.append(f'<text x="{x + 9}" y="{y + 4}">{row["ratio"]:.2f}</text>')
    bottom = TOP + len(kinds) * HIGH + 4
    for n in (3, 10, 100, 1000, 5000):
        words = f"{n:,} columns" if n == 5000 else f"{n:,}"
        parts.append(
            f'<text x="{along(n)}" y="{bottom}" text-anchor="{"end" if n == 5000 else "middle"}">{words}</text>'
        )
    return "".join((*parts, "</svg>"))


def along(n):
    """Return where a number of columns stands."""
    return round(LEFT + WIDE * share(n, "n"), 1)


def down(m, top):
    """Return where a number of examples stands in a panel."""
    return round(top + (HIGH - 12) * (1 - share(m, "m")), 1)


def share(number, axis):
    """Return the part of an axis, in logarithms, that lies below a number."""
    low, high = AXES[axis]
    return log10(number / low) / log10(high / low)


def mark(shape, x, y, colour):
    """Return a mark: each band has a shape of its own beside its colour."""
    paths = {
        "square": f"M{x - 4} {y - 4}h8v8h-8z",
        "triangle": f"M{x} {y - 5}l5 9h-10z",
        "diamond": f"M{x} {y - 7}l7 7l-7 7l-7 -7z",
        "cross": f"M{x - 5} {y - 5}l10 10m0 -10l-10 10",
    }
    if shape in ("circle", "ring"):
        fill = colour if shape == "circle" else "none"
        return f'<circle cx="{x}" cy="{y}" r="4.5" fill="{fill}" stroke="{colour}" stroke-width="1.5"/>'
    return f'<path d="{paths[shape]}" fill="{colour}" stroke="{colour}" stroke-width="{2 if shape == "cross" else 0}"/>'


def shapes(found):
    """Return all shapes of the grid as a table, the largest ratio first."""
    heads = ["examples", "columns", "K", "kind", "penalty", "precision", "its best solver", "ours / theirs"]
    order = sorted(found["rows"], key=lambda row: (row["solved"], row["ratio"] is not None, -(row["ratio"] or 0)))
    lines = [
        [f"{row['m']:,}", f"{row['n']:,}", str(row["K"]), row["kind"], f"{row['l2']:.0e}", row["precision"],
         row["against"] or "–", band(row)[0] if row["ratio"] is None else f"{row['ratio']:.2f}"]
        for row in order
    ]  # fmt: skip
    return table(heads, lines)


def exact(rows):
    """Return the units in the last place, a row for each function, number of classes and format."""
    ways = {"lrlib": "lrlib", "scipy": "SciPy", "scikit-learn": "scikit-learn", "as": "as typed"}
    found = {}
    for row in rows:
        K = f", K = {row['K']}" if row["K"] else ""
        found.setdefault(f"{row['function']}{K}, {row['format']}", {})[row["way"].split()[0]] = row["units"]
    lines = [[name, *(shown(line.get(way, "–")) for way in ways)] for name, line in found.items()]
    return table(["units in the last place", *ways.values()], lines)


def shown(value):
    """Return a cell's text."""
    if isinstance(value, dict):
        return ", ".join(f"{name} {shown(number)}" for name, number in value.items()) or "–"
    if isinstance(value, list):
        return (" to " if value and isinstance(value[0], float) else ", ").join(map(str, value)) or "–"
    if isinstance(value, float):
        return "no number" if value == float("inf") else f"{value:.3g}"
    return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)


def table(heads, rows):
    """Return a table."""
    grid = nodes.tgroup("", *(nodes.colspec("", colwidth=1) for _ in heads), cols=len(heads))

    def row(cells):
        return nodes.row("", *(nodes.entry("", nodes.paragraph("", cell)) for cell in cells))

    grid += [nodes.thead("", row(heads)), nodes.tbody("", *map(row, rows))]
    return nodes.table("", grid)


def setup(app):
    """Register the directive."""
    app.add_directive("measured", Measured)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
