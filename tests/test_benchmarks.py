"""The stored results of make bench: complete, from a full run, and with the ratios that the page speaks of."""

import importlib
import inspect
import json
import multiprocessing
import re
import time
from pathlib import Path
from types import SimpleNamespace

import mpmath
import numpy as np
import pytest

from benchmarks import __main__ as timed
from benchmarks import cases, exact, grid, kernel, rivals
from lrlib import activations

RESULTS = json.loads((Path(__file__).parent.parent / "benchmarks" / "results.json").read_text(encoding="utf-8"))


def test_the_results_hold_every_table_of_the_page():
    page = (Path(__file__).parent.parent / "chapters" / "measured.md").read_text(encoding="utf-8")
    asked = {line.split()[1] for line in page.splitlines() if line.startswith("```{measured}")}
    assert asked == {
        "machine",
        "exact",
        "evaluation",
        "solution",
        "statsmodels",
        "import",
        "streaming",
        "site",
        "grid",
        "in_page",
        "kernel",
    }
    assert asked - {"machine", "site", "grid", "in_page", "kernel"} <= set(RESULTS)
    assert not RESULTS["quick"]


def test_the_row_of_another_kernel_is_of_that_kernel_and_of_a_set_of_the_page(monkeypatch):
    found = json.loads(kernel.STORE.read_text(encoding="utf-8"))
    assert all(kernel.KERNEL in blas for blas in found["machine"]["blas"])
    assert not any(kernel.KERNEL in blas for blas in RESULTS["machine"]["blas"])
    (row,) = found["rows"]
    assert row["set"] == RESULTS["solution"][-2]["set"]
    assert row["rounds"] == kernel.ROUNDS
    assert row["quartiles"][0] <= row["ratio"] <= row["quartiles"][1]
    monkeypatch.setattr(
        timed, "solution", lambda case, rounds, goal: {"set": case.name, "rounds": rounds, "goal": goal}
    )
    assert kernel.measure(300, 1)["rows"] == [{"set": "300 x 784 x 10, independent", "rounds": 1, "goal": 0.5}]


def test_every_row_says_against_what_and_how_often():
    for part in ("evaluation", "solution", "statsmodels", "import"):
        for row in RESULTS[part]:
            assert row["rounds"] >= 7
            assert row["quartiles"][0] <= row["ratio"] <= row["quartiles"][1]
    for part in ("solution", "statsmodels"):
        assert all(row["ratio"] < 1 for row in RESULTS[part])
    assert all(row["same bits"] for row in RESULTS["streaming"] if "Dask" not in row["way"])
    assert all(row["peak MB"] <= 100 for row in RESULTS["streaming"][1:])


def test_a_row_names_each_solver_that_was_tried():
    for row in RESULTS["solution"]:
        named = [row["against"], *row["near"], *row["slower"], *row["given up"]]
        tried = rivals.solvers_of_scikit_learn(SimpleNamespace(K=2 if "liblinear" in named else 3))
        assert sorted(named) == sorted(tried)


def test_the_settings_that_the_page_names_are_those_of_the_benchmark():
    page = (Path(__file__).parent.parent / "chapters" / "measured.md").read_text(encoding="utf-8")
    assert timed.PATIENCE == 2
    assert "longer than a tenth of a second and more than twice as long" in page
    assert timed.PATIENCE * timed.SHORT == 0.1
    assert "within 1.2 times" in page
    assert "1.2 * fastest" in inspect.getsource(timed.solution)
    assert "would need 500 MB" in page
    megabytes = 8 * (10 * 785) ** 2 / 1e6
    assert megabytes == pytest.approx(500, rel=0.02)
    assert f"$10^{{{round(np.log10(rivals.GAP))}}}$" in page
    assert f"above $10^{{{round(np.log10(rivals.SLOPE))}}}$" in page


def test_the_loosest_tolerance_that_solves_is_found_by_halving():
    case = cases.bundled("iris")
    judge, asked = rivals.Judge(case, case.design), []

    def _fit(tol):
        asked.append(tol)
        return rivals.ours(case, case.design)(tol)

    judge.loosest(_fit)()
    solved = [judge.solved(rivals.ours(case, case.design)(tol)) for tol in rivals.TOLERANCES]
    assert asked[-1] == rivals.TOLERANCES[solved.index(True)]
    assert len(asked) <= 6
    nowhere = SimpleNamespace(parameters=np.zeros((case.K, case.design.shape[1])))
    assert judge.loosest(lambda tol: nowhere) is None


def test_a_call_that_takes_too_long_is_given_up_and_others_are_handed_back(tmp_path):
    assert rivals.within(lambda: 3, 3600) == 3

    def waits():
        time.sleep(3600)
        done.touch()

    done, before = tmp_path / "done", multiprocessing.active_children()

    def works():
        while True:
            pass

    assert rivals.within(waits, 0.1) is None
    assert rivals.within(works, 0.1) is None
    assert not done.exists()
    assert multiprocessing.active_children() == before


def test_liblinear_is_held_to_its_own_minimum():
    case = cases.bundled("tumour")
    assert "liblinear" in rivals.solvers_of_scikit_learn(case)
    assert "liblinear" not in rivals.solvers_of_scikit_learn(cases.bundled("iris"))
    precise = rivals.theirs(case, "liblinear")(1e-9)
    assert rivals.LiblinearJudge(case).solved(precise)
    assert not rivals.Judge(case, case.design).solved(precise)


def test_large_sets_come_with_correlated_and_with_independent_columns():
    for make in (cases.table, cases.pictures):
        between = [np.corrcoef(make(3000, correlated=c).X[:, :10].T)[np.triu_indices(10, 1)] for c in (True, False)]
        assert np.abs(between[0]).mean() > 2 * np.abs(between[1]).mean()
        assert np.abs(between[1]).max() < 0.1


def test_the_grid_is_drawn_by_its_seed_and_holds_every_kind():
    first, again = (grid.drawn(np.random.default_rng(3)) for _ in range(2))
    np.testing.assert_array_equal(first.X, again.X)
    assert first.name == again.name
    for kind in grid.KINDS:
        X = grid.columns(np.random.default_rng(0), 400, 5, kind)
        assert X.shape == (400, 5)
        assert (np.abs(np.corrcoef(X.T)[0, 1:]).min() > 0.3) == (kind == "correlated")


def test_the_stored_grid_shows_every_shape_that_its_seed_draws_and_no_other():
    found = json.loads(grid.STORE.read_text(encoding="utf-8"))
    assert len(found["rows"]) >= 30
    rng = np.random.default_rng(found["seed"])
    for row in found["rows"][:4]:
        case = grid.drawn(rng, found["largest"])
        assert (row["m"], row["n"], row["K"]) == (*case.X.shape, case.K)
        assert row["l2"] == pytest.approx(case.l2)
        assert row["precision"] == str(case.X.dtype)
        assert f", {row['kind']}, " in case.name
    assert all(row["ratio"] is None or (row["against"] and row["solved"] and row["ratio"] > 0) for row in found["rows"])


def test_the_picture_of_the_grid_has_a_mark_for_each_shape_and_a_number_for_each_loss(monkeypatch):
    pytest.importorskip("docutils")
    monkeypatch.syspath_prepend(str(Path(__file__).parent.parent / "sphinx_ext"))
    measured = importlib.import_module("measured")
    row = {"m": 700, "n": 200, "K": 2, "kind": "flags", "l2": 1e-6, "precision": "float64", "solved": True,
           "against": "lbfgs", "ratio": 0.4}  # fmt: skip
    others = [{"ratio": 0.7}, {"ratio": 0.9}, {"ratio": 1.37, "kind": "unscaled"}, {"ratio": None, "against": None},
              {"ratio": None, "solved": False}]  # fmt: skip
    rows = [row, *({**row, **other} for other in others)]
    looks = [measured.band(one)[1] for one in rows]
    assert looks == ["circle", "square", "triangle", "diamond", "ring", "cross"]
    svg = measured.picture(rows)
    assert svg.count("<title>") == len(rows)
    assert svg.count("<rect") == 2
    assert re.findall(r">(\d\.\d\d)</text>", svg) == ["1.37"]
    found = {"rows": rows, "seed": 3, "largest": 1000, "patience": 8.0, "machine": {"processor": "one"}}
    said = measured.counted(found)
    assert "6 shapes" in said
    assert "1 above 1, a loss" in said
    assert "1 not solved by lrlib" in said
    text = measured.shapes(found).astext()
    assert text.index("not solved by lrlib") < text.index("1.37") < text.index("0.40")


def test_a_shape_is_measured_against_the_fastest_and_one_that_nobody_else_solves_is_kept(monkeypatch):
    case = next(c for c in (grid.drawn(np.random.default_rng(s), 3000) for s in range(99)) if c.K == 2)
    row = grid.measured(case)
    assert row["solved"]
    assert row["against"] in ("lbfgs", "newton-cholesky", "newton-cg")
    assert row["ratio"] > 0
    plain = rivals.Judge.loosest
    monkeypatch.setattr(rivals, "theirs", lambda case, name: None)
    monkeypatch.setattr(rivals.Judge, "loosest", lambda self, fit, limit: fit and plain(self, fit, limit))
    alone = grid.measured(case)
    assert (alone["solved"], alone["against"], alone["ratio"]) == (True, None, None)


def test_a_least_cost_next_to_nothing_is_judged_within_its_rounding():
    rng = np.random.default_rng(8)
    X, y = rng.standard_normal((60, 300)) * 10.0 ** rng.uniform(-2, 3, 300), np.arange(60) % 20
    case = cases.Case("tiny", X, y, C=1 / (1e-8 * 60))
    judge = rivals.Judge(case, case.design)
    assert judge.least < 1e-7
    assert judge.solved(rivals.ours(case, case.design)(1e-7))
    assert not judge.solved(SimpleNamespace(parameters=np.zeros((case.K, 301))))


def test_so_many_scores_and_rows_are_tried_as_the_page_says():
    assert len(exact.logits(np.float64)) == 1306
    sizes = [exact.rows(K, np.float64).shape for K in exact.CASES["softmax"]]
    assert min(rows for rows, _ in sizes) == 12
    assert min(rows * K for rows, K in sizes) == 600


def test_other_scores_than_those_of_the_page_have_up_to_three_times_its_error():
    shown = {(row["function"], row["K"], row["way"], row["format"]): row["units"] for row in RESULTS["exact"]}
    rng = np.random.default_rng(5)
    Z = rng.normal(size=(300, 10)) * np.exp(rng.uniform(-2, 4.5, (300, 1)))
    with mpmath.workdps(exact.DIGITS):
        worst = exact.off(activations.softmax(Z), exact.true_softmax(Z))
    printed = shown["softmax", 10, "lrlib", "float64"]
    assert printed < worst <= 3 * printed
    rival, most = (
        dict(exact.competitors()["softmax"])["scipy softmax"],
        shown["softmax", 1000, "scipy softmax", "float64"],
    )
    with mpmath.workdps(exact.DIGITS):
        others = [
            exact.off(rival(Z).ravel(), exact.true_softmax(Z))
            for Z in (exact.rows(1000, np.float64, s) for s in range(1, 5))
        ]
    assert 8 * most < max(others) <= 16 * most
