"""Show the tables of `make bench` on a page: read from benchmarks/results.json at build time, never typed."""

import json
from pathlib import Path

from docutils import nodes
from docutils.parsers.rst import Directive

RESULTS = Path(__file__).parent.parent / "benchmarks" / "results.json"
SITE = RESULTS.with_name("site.json")
COLUMNS = {  # part of the results: what a row shows, under which head
    "evaluation": {"set": "data", "ratio": "ours / theirs", "quartiles": "quartiles", "temporaries / X": "extra / X",
                   "temporaries / logits": "extra / (m K)"},
    "solution": {"set": "data", "against": "its best solver", "ratio": "ours / theirs", "quartiles": "quartiles",
                 "slower": "others / its best", "given up": "given up"},
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
        results, part = json.loads(RESULTS.read_text(encoding="utf-8")), self.arguments[0]
        if part == "machine":
            return [nodes.paragraph("", facts(results))]
        if part == "exact":
            return [exact(results["exact"])]
        heads = COLUMNS[part]
        return [table(list(heads.values()), [[shown(row.get(name, "")) for name in heads] for row in results[part]])]


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
