"""The word for a learning rate is true: told from the steps, and held against the curvature at the minimum."""

import re

import numpy as np
import pytest

from lrlib import data, descent, logistic
from lrlib.pictures import live
from lrlib.pictures.live.walk import Walk, walk

rng = np.random.default_rng(1)
NOISE = rng.normal(size=60)
TUMOUR = data.load("tumour")
SETS = {
    "four": ([1.0, 2.0, 3.0, 4.5], [0, 1, 0, 1]),
    "noise": (NOISE, (NOISE + rng.normal(size=60) > 1.2).astype(int)),
    "tumour": (TUMOUR.X[:, TUMOUR.features.index("mean radius")], TUMOUR.y),
}
RATES = sorted({float(f"{10**place:.2g}") for place in np.arange(-2, 2.001, 0.1)})
every_set = pytest.mark.parametrize("name", SETS)


@pytest.fixture(scope="module")
def walks():
    """For each set its X, y, fit, and a walk of 60 steps with each rate."""
    out = {}
    for name, (x, y) in SETS.items():
        X = data.add_intercept(data.standardize(np.asarray(x)[:, None])[0])
        fit = logistic.fit(X, np.asarray(y))
        out[name] = X, np.asarray(y), fit, {a: walk(X, np.asarray(y), a, 60, fit.cost) for a in RATES}
    return out


@every_set
def test_it_settles_exactly_where_the_curvature_at_the_minimum_lets_it(walks, name):
    X, y, fit, taken = walks[name]
    limit = 2 / np.linalg.eigvalsh(logistic.hessian(fit.theta, X, y)).max()
    for alpha, one in taken.items():
        if abs(alpha / limit - 1) > 0.01:  # nearer, a thousand steps are too few to tell
            assert (one.name in ("cycles", "wanders")) == (alpha > limit), alpha


def test_for_the_tumours_that_limit_lies_between_22_and_23(walks):
    X, y, fit, _ = walks["tumour"]
    assert 2 / np.linalg.eigvalsh(logistic.hessian(fit.theta, X, y)).max() == pytest.approx(22.29, abs=0.005)
    assert [walk(X, y, alpha, 60, fit.cost).name for alpha in (22.0, 23.0)] == ["overshoots", "cycles"]


@every_set
def test_path_and_costs_are_those_of_gradient_descent(walks, name):
    X, y, _, taken = walks[name]
    for alpha in RATES[::7]:
        one = taken[alpha]
        run = descent.descend(
            lambda t: logistic.cost(t, X, y),
            lambda t: logistic.gradient(t, X, y),
            [0, 0],
            alpha=alpha,
            steps=60,
            keep_path=True,
        )
        np.testing.assert_allclose(one.path, run.path, atol=1e-9)
        np.testing.assert_allclose(one.costs, run.costs, atol=1e-9)


@every_set
def test_a_cycle_returns_and_its_costs_are_those_of_its_places(walks, name):
    X, y, _, taken = walks[name]
    cycling = [one for one in taken.values() if one.name == "cycles"]
    assert len(cycling) >= 3
    for one in cycling:
        assert len(one.cycle) > 1
        for place, after in zip(one.cycle, np.roll(one.cycle, -1, axis=0), strict=True):
            np.testing.assert_allclose(place - one.alpha * logistic.gradient(place, X, y), after, atol=0.02)
        np.testing.assert_allclose(one.levels, [logistic.cost(place, X, y) for place in one.cycle])
        assert np.ptp(one.cycle, axis=0).max() > 0.01


@every_set
def test_a_step_that_overshoots_has_passed_the_lowest_point_on_its_line(walks, name):
    X, y, fit, taken = walks[name]
    for one in taken.values():
        count = 0
        for a, b in zip(one.path, one.path[1:], strict=False):
            line = [logistic.cost(a + share * (b - a), X, y) for share in (0.999, 1.0)]
            count += line[1] > line[0] and line[1] - fit.cost > 1e-6
        assert abs(one.overshoots - count) <= 1, one.alpha  # a step may end within a thousandth of that point


@every_set
def test_nothing_diverges_and_what_settles_has_come_near(walks, name):
    X, _, fit, taken = walks[name]
    for one in taken.values():
        assert np.isfinite(one.costs).all()
        assert one.costs.max() < one.alpha * np.abs(X).max() ** 2 + 1  # the gradient is bounded: so is a step
        if one.name == "converges":
            assert one.costs[-1] - fit.cost <= 0.001
            assert (np.diff(one.costs) < 1e-12).all()
        if one.name == "crawls":
            assert one.costs[-1] - fit.cost > 0.001
            assert (np.diff(one.costs) < 0).all()


def test_the_tumours_show_every_word_in_the_order_of_the_slider(walks):
    *_, taken = walks["tumour"]
    names = [one.name for one in taken.values()]
    order = ["crawls", "converges", "overshoots", "cycles", "wanders"]
    assert sorted(names, key=order.index) == names
    assert set(names) == set(order)


@pytest.mark.parametrize(("alpha", "said"), [
    (0.05, "0.05 crawls: cost 0.4657 after 60 steps, the minimum is 0.2900."),
    (4.0, "4.00 converges: cost 0.2900 after 60 steps, the minimum is 0.2900."),
    (14.0, "14.00 overshoots: cost 0.2900 after 60 steps, the minimum is 0.2900. 1 of 60 steps overshoots."),
])  # fmt: skip
def test_what_is_said_of_a_rate_that_settles(walks, alpha, said):
    X, y, fit, _ = walks["tumour"]
    assert walk(X, y, alpha, 60, fit.cost).words == f"Learning rate {said}"


def test_what_is_said_of_a_rate_that_does_not_settle(walks):
    X, y, fit, _ = walks["tumour"]
    cycles, wanders = (walk(X, y, alpha, 60, fit.cost).words for alpha in (28.0, 60.0))
    assert "2 places take turns, with costs from 0.3525 to 0.3757." in cycles
    assert wanders.endswith("after 1000 it has found neither rest nor a cycle of up to 8 places.")


def test_the_cycle_is_drawn():
    x, y = SETS["four"]
    drawn = {
        alpha: re.search(
            r'class="cycle" d="([^"]*)"', live.rate("r", x, y, centre=(0, 1), span=3, name="w", alpha=alpha).html
        )
        for alpha in (4.0, 12.0, 16.0)
    }
    assert [found[1].count("L") for found in drawn.values()] == [0, 2, 4]  # from each place to the next


def test_a_walk_that_goes_on_without_overshooting_is_said_in_one_sentence():
    """As the page says it: the number of steps that overshoot, none too, then what comes of it."""
    places = np.zeros((0, 2))
    nowhere = Walk(60.0, np.zeros((2, 2)), np.array([0.7, 0.6]), 0.1, 0, np.zeros((64, 2)), places, np.zeros(0))
    assert nowhere.words == (
        "Learning rate 60.00 wanders: cost 0.6000 after 1 step, the minimum is 0.1000. 0 of 1 step overshoot; "
        "after 1000 it has found neither rest nor a cycle of up to 8 places."
    )
