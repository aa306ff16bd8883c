"""Momentum and mini-batches against scikit-learn's own steps, and against what must hold on a bowl."""

from functools import cache

import numpy as np
import pytest
from sklearn.linear_model import SGDClassifier
from sklearn.neural_network._stochastic_optimizers import SGDOptimizer

from lrlib import descent, logistic, momentum, stochastic


def drawn(seed, m=30, n=3):
    rng = np.random.default_rng(seed)
    X = np.column_stack((np.ones(m), rng.normal(size=(m, n - 1))))
    return X, rng.permutation(np.arange(m) % 2)


def bowl(*bends):
    bend = np.array(bends)
    return lambda t: float(bend @ t**2) / 2, lambda t: bend * t


def functions(X, y):
    return lambda t: logistic.cost(t, X, y), lambda t: logistic.gradient(t, X, y)


def steps_to(costs, part=1e-6):
    return int(np.argmax(costs <= part * costs[0]))


@pytest.mark.parametrize("ahead", [False, True])
def test_the_steps_are_those_of_scikit_learn(ahead):
    """Its Nesterov keeps the places at which slopes are taken, theta + beta v; ours keeps theta."""
    cost, gradient = functions(*drawn(0))
    theirs = np.zeros(3)
    optimizer = SGDOptimizer([theirs], learning_rate_init=0.5, momentum=0.8, nesterov=ahead)
    run = momentum.descend(cost, gradient, np.zeros(3), alpha=0.5, beta=0.8, steps=40, ahead=ahead, keep_path=True)
    for step in range(1, 41):
        optimizer.update_params([theirs], [gradient(theirs)])
        place, velocity = run.path[step], run.path[step] - run.path[step - 1]
        np.testing.assert_allclose(place + 0.8 * velocity if ahead else place, theirs, rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("ahead", [False, True])
def test_without_memory_it_is_gradient_descent(ahead):
    cost, gradient = functions(*drawn(1))
    given = {"alpha": 0.7, "steps": 25, "tol": 1e-3}
    plain = descent.descend(cost, gradient, np.ones(3), **given)
    run = momentum.descend(cost, gradient, np.ones(3), beta=0.0, ahead=ahead, **given)
    np.testing.assert_array_equal(run.costs, plain.costs)
    assert (run.outcome, run.converged, run.path) == (plain.outcome, plain.converged, None)


@pytest.mark.parametrize("kappa", [10.0, 100.0, 1000.0])
def test_the_factors_on_a_bowl_are_those_of_the_roots(kappa):
    """With the best rate and memory both ends of the bowl shrink by (sqrt kappa - 1) / (sqrt kappa + 1) a step."""
    root = np.sqrt(kappa)
    factor = (root - 1) / (root + 1)
    cost, gradient = bowl(1.0, kappa)
    run = momentum.descend(
        cost, gradient, [1.0, 1.0], alpha=4 / (root + 1) ** 2, beta=factor**2, steps=int(30 * root), keep_path=True
    )
    errors = np.log(np.linalg.norm(run.path, axis=1))
    steps = np.arange(len(errors))
    late = slice(len(errors) // 2, None)
    found = np.polyfit(steps[late], errors[late] - np.log(steps[late]), 1)[0]  # a double root: k factor^k
    assert np.exp(found) == pytest.approx(factor, rel=0.02)
    plain = descent.descend(cost, gradient, [1.0, 1.0], alpha=2 / (1 + kappa), steps=50, keep_path=True)
    np.testing.assert_allclose(np.abs(plain.path[1:] / plain.path[:-1]), (kappa - 1) / (kappa + 1))


def test_plain_steps_grow_with_kappa_and_those_of_momentum_with_its_root():
    plain, ball = [], []
    for kappa in (100.0, 400.0):
        root = np.sqrt(kappa)
        cost, gradient = bowl(1.0, kappa)
        given = {"alpha": 4 / (root + 1) ** 2, "beta": ((root - 1) / (root + 1)) ** 2}
        plain.append(steps_to(descent.descend(cost, gradient, [1, 1], alpha=2 / (1 + kappa), steps=3000).costs))
        ball.append(steps_to(momentum.descend(cost, gradient, [1, 1], steps=600, **given).costs))
    np.testing.assert_allclose(np.divide(plain[1:], plain[:-1]), 4, rtol=0.02)
    np.testing.assert_allclose(np.divide(ball[1:], ball[:-1]), 2, rtol=0.15)


@pytest.mark.parametrize("seed", range(4))
def test_nesterov_keeps_his_promise(seed):
    X, y = drawn(seed, m=40, n=6)
    X[:, 3:] *= 30
    cost, gradient = functions(X, y)
    best, bend = logistic.fit(X, y, tol=1e-10), logistic.smoothness(X)
    run = momentum.descend(
        cost, gradient, np.zeros(6), alpha=1 / bend, beta=momentum.nesterov_memory, steps=300, ahead=True
    )
    k = np.arange(1, 301)
    assert (run.costs[1:] - best.cost <= 2 * bend * (best.theta @ best.theta) / (k + 1) ** 2 + 1e-12).all()


def test_with_the_rate_of_plain_descent_the_ball_may_cycle_where_nesterov_arrives():
    """On a bowl the heavy ball converges for alpha below 2 (1 + beta) / bend, Nesterov's below a smaller border."""
    cost, gradient = bowl(1.0)
    given = {"beta": 0.9, "steps": 400}
    assert momentum.descend(cost, gradient, [1.0], alpha=3.7, **given).costs[-1] < 1e-6
    assert momentum.descend(cost, gradient, [1.0], alpha=3.9, **given).costs[-1] > 1
    assert momentum.descend(cost, gradient, [1.0], alpha=1.3, ahead=True, **given).costs[-1] < 1e-6
    assert momentum.descend(cost, gradient, [1.0], alpha=1.4, ahead=True, **given).costs[-1] > 1


def test_one_example_at_a_time_is_what_scikit_learn_does():
    X, y = drawn(2)
    order = np.concatenate(stochastic.batches(len(y), 1, rng=5))
    theirs = SGDClassifier(
        loss="log_loss", penalty=None, learning_rate="constant", eta0=0.3, shuffle=False, max_iter=1, tol=None,
        fit_intercept=False,
    ).fit(X[order], y[order])  # fmt: skip
    run = stochastic.descend(logistic.gradient, X, y, np.zeros(3), alpha=0.3, size=1, passes=1, rng=5)
    np.testing.assert_allclose(run.parameters, theirs.coef_[0], rtol=1e-10)
    assert run.steps == len(y)


@pytest.mark.parametrize("size", [1, 5, 15])
def test_batches_are_right_on_average_and_their_noise_falls_as_it_must(size):
    X, y = drawn(3)
    theta = np.array([0.3, -1.0, 0.5])
    whole, alone = logistic.gradient(theta, X, y), (logistic.predict_proba(theta, X) - y)[:, None] * X

    @cache  # of one example there are thirty
    def slope(*rows):
        return logistic.gradient(theta, X[list(rows)], y[list(rows)])

    seen = [slope(*rows) for seed in range(4000) for rows in stochastic.batches(30, size, seed)]
    np.testing.assert_allclose(np.mean(seen, axis=0), whole, atol=1e-14)
    expected = alone.var(axis=0) / size * (30 - size) / 29
    np.testing.assert_allclose(np.var(seen, axis=0), expected, rtol=0.2)


def test_all_examples_in_one_batch_are_gradient_descent_and_a_rate_may_fade():
    X, y = drawn(4)
    cost, gradient = functions(X, y)
    run = stochastic.descend(logistic.gradient, X, y, np.zeros(3), alpha=0.5, size=30, passes=9)
    plain = descent.descend(cost, gradient, np.zeros(3), alpha=0.5, steps=9, keep_path=True)
    np.testing.assert_allclose(run.path, plain.path, rtol=1e-12)
    rates = []

    def rate(step):
        rates.append(stochastic.fading(1.0, 4.0)(step))
        return rates[-1]

    stochastic.descend(logistic.gradient, X, y, np.zeros(3), alpha=rate, size=10, passes=2)
    np.testing.assert_allclose(rates, [4 / (4 + k) for k in range(6)])
    wave = [stochastic.cosine(2.0, 10)(k) for k in range(13)]
    np.testing.assert_allclose(np.add(wave[:11], wave[10::-1]), 2)
    assert wave == sorted(wave, reverse=True)
    assert wave[10:] == [0, 0, 0]


@pytest.mark.parametrize("ahead", [False, True])
def test_a_ball_that_rolls_over_the_minimum_has_not_arrived(ahead):
    """Its first step ends at the bottom, where the slope is exactly 0; v = -4 carries it on."""
    given = {"cost": lambda t: float(t @ t), "gradient": lambda t: 2 * t, "start": [4.0], "alpha": 0.5, "ahead": ahead}
    run = momentum.descend(**given, beta=0.5, steps=5, keep_path=True)
    assert run.path[:3].ravel().tolist() == ([4, 0, 0] if ahead else [4, 0, -2])  # ahead the slope brings it back
    assert (run.steps, run.converged) == ((2, True) if ahead else (5, False))
    once = momentum.descend(**given, beta=0.5, steps=1)
    assert (once.parameters.tolist(), once.converged, once.outcome) == ([0.0], False, "falling")
    late = momentum.descend(**given, beta=lambda step: 0.25 * (step > 1), steps=3, keep_path=True)
    assert late.path[2] == (0.0 if ahead else -1.0)
    given["start"] = [0.0]
    assert momentum.descend(**given, beta=0.5, steps=5).outcome == "converged"


@pytest.mark.parametrize("tol", [1e-3, 1e-9])
def test_a_ball_has_arrived_where_slope_and_what_is_kept_are_small(tol):
    given = {"alpha": 0.3, "beta": 0.8, "keep_path": True}
    path = momentum.descend(*bowl(1.0, 4.0), [1.0, 1.0], steps=500, **given).path
    run = momentum.descend(*bowl(1.0, 4.0), [1.0, 1.0], steps=500, tol=tol, **given)
    slopes = np.abs(path * [1.0, 4.0]).max(axis=1)
    kept = 0.8 * np.abs(np.diff(path, axis=0, prepend=path[:1])).max(axis=1) / 0.3
    small = np.flatnonzero((slopes <= tol) & (kept <= tol))
    assert (run.steps, run.converged) == (small[0], True)
    assert small[0] > np.flatnonzero(slopes <= tol)[0]  # the slope alone would have ended it on the way


def test_what_nesterov_keeps_is_counted_by_the_steps_that_are_done():
    assert [momentum.nesterov_memory(k + 1) for k in range(6)] == [0.0] + [(k - 1) / (k + 2) for k in range(1, 6)]


def test_what_is_no_memory_rate_or_batch_is_refused_and_a_flight_is_named():
    cost, gradient = bowl(1.0)
    for beta in (-0.1, 1.0, lambda k: k / 2):
        with pytest.raises(ValueError, match="beta is"):
            momentum.descend(cost, gradient, [1.0], alpha=0.1, beta=beta, steps=3)
    with pytest.raises(descent.DivergenceError, match="left the numbers"):
        momentum.descend(cost, gradient, [1.0], alpha=9.0, beta=0.9, steps=2000)
    X, y = drawn(0)
    given = {"alpha": 0.1, "size": 5, "passes": 1}
    for wrong, said in (
        ({"size": 0}, "size is 0"),
        ({"size": 31}, "size is 31"),
        ({"passes": 0}, "passes is 0"),
        ({"alpha": -1}, "alpha is -1"),
        ({"y": y[1:]}, "y has 29"),
    ):
        with pytest.raises(ValueError, match=said):
            stochastic.descend(logistic.gradient, X, start=np.zeros(3), **{"y": y, **given, **wrong})
    for make in (stochastic.fading, stochastic.cosine):
        with pytest.raises(ValueError, match="wanted are numbers above 0"):
            make(1.0, 0)


def swings(bend, alpha, beta):
    """The factor of the error along a bend in the long run: the larger root in size, of (17.2)."""
    return np.abs(np.roots([1, -(1 + beta - alpha * bend), beta])).max()


@pytest.mark.parametrize("kappa", [4.0, 30.0, 250.0])
def test_no_rate_and_no_memory_beats_the_best_on_a_bowl_and_a_swing_shrinks_by_the_root(kappa):
    root = np.sqrt(kappa)
    plain, ball = (kappa - 1) / (kappa + 1), (root - 1) / (root + 1)
    rates = np.linspace(0.01, 4 / kappa, 60)
    assert min(max(abs(1 - q), abs(1 - q * kappa)) for q in rates) >= plain - 1e-12
    memories = np.linspace(0, 0.999, 60)
    assert min(max(swings(b, q, r) for b in (1, kappa)) for q in rates for r in memories) >= ball - 1e-9
    q, r = 4 / (root + 1) ** 2, ball**2
    assert max(swings(b, q, r) for b in (1, kappa)) == pytest.approx(ball, rel=1e-6)
    assert swings(1, q, min(r * 1.1, 0.99)) == pytest.approx(np.sqrt(min(r * 1.1, 0.99)))  # it swings
    assert swings(1, q, 0.9 * r) > np.sqrt(0.9 * r)  # it creeps


@pytest.mark.parametrize("kappa", [10.0, 250.0, 2000.0])
def test_from_rest_the_steep_direction_of_a_ball_first_swings_out_and_it_takes_longer_than_its_factor(kappa):
    root = np.sqrt(kappa)
    factor = (root - 1) / (root + 1)
    given = {"alpha": 4 / (root + 1) ** 2, "beta": factor**2, "steps": int(9 * root), "keep_path": True}
    path = np.abs(momentum.descend(*bowl(1.0, kappa), [1.0, 1.0], **given).path)
    assert path[:, 1].max() > 1.3
    assert path[:, 0].max() == 1
    late = np.linalg.norm(path, axis=1) / np.sqrt(2) >= 1e-3
    assert not late[-1]
    assert np.flatnonzero(late)[-1] + 1 > 1.3 * np.log(1e-3) / np.log(factor)
