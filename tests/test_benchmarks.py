"""The stored results of make bench: complete, from a full run, and with the ratios that the page speaks of."""

import json
from pathlib import Path

RESULTS = json.loads((Path(__file__).parent.parent / "benchmarks" / "results.json").read_text(encoding="utf-8"))


def test_the_results_hold_every_table_of_the_page():
    page = (Path(__file__).parent.parent / "chapters" / "measured.md").read_text(encoding="utf-8")
    asked = {line.split()[1] for line in page.splitlines() if line.startswith("```{measured}")}
    assert asked == {"machine", "exact", "evaluation", "solution", "statsmodels", "import", "streaming"}
    assert asked - {"machine"} <= set(RESULTS)
    assert not RESULTS["quick"]


def test_every_row_says_against_what_and_how_often():
    for part in ("evaluation", "solution", "statsmodels", "import"):
        for row in RESULTS[part]:
            assert row["rounds"] >= 7
            assert row["quartiles"][0] <= row["ratio"] <= row["quartiles"][1]
    for part in ("solution", "statsmodels"):
        assert all(row["ratio"] < 1 for row in RESULTS[part])
    assert all(row["same bits"] for row in RESULTS["streaming"] if "Dask" not in row["way"])
    assert all(row["peak MB"] <= 100 for row in RESULTS["streaming"][1:])
