"""Wrong and right submissions for the exercises on training."""

import numpy as np


def walk(gradient, start, alpha, steps):
    theta = np.asarray(start, dtype=float)
    for _ in range(steps):
        theta = theta - alpha * gradient(theta)
    return theta


def walk_while(gradient, start, alpha, steps):
    theta, left = np.array(start, dtype=float), steps
    while left:
        theta -= alpha * gradient(theta)
        left -= 1
    return theta


def walk_entries(gradient, start, alpha, steps):
    theta = [float(v) for v in start]
    for _ in range(steps):
        theta = [t - alpha * g for t, g in zip(theta, gradient(np.array(theta)), strict=True)]
    return np.array(theta)


def walk_single(gradient, start, alpha, steps):
    return walk(gradient, start, alpha, steps).astype(np.float32)


def in_place(gradient, start, alpha, steps):
    for _ in range(steps):
        start -= (alpha * gradient(start)).astype(start.dtype)
    return start


def in_turn(gradient, start, alpha, steps):
    theta = np.array(start, dtype=float)
    for _ in range(steps):
        for j in range(theta.size):
            theta[j] = theta[j] - alpha * gradient(theta)[j]
    return theta


def from_the_start(gradient, start, alpha, steps):
    place = start
    for _ in range(steps):
        place = start - alpha * gradient(place)
    return place


def one_slope(gradient, start, alpha, steps):
    slope, theta = gradient(start), start
    for _ in range(steps):
        theta = theta - alpha * slope
    return theta


def stops(small, of=lambda slope, step: np.abs(step).max(), then_moves=False):
    """A walk that ends where a slope or a step is small, before that step or after it."""

    def walk(gradient, start, alpha, steps):
        theta = start
        for _ in range(steps):
            slope = gradient(theta)
            end = of(slope, alpha * slope) < small
            if end and not then_moves:
                break
            theta = theta - alpha * slope
            if end:
                break
        return theta

    return walk


def one_entry_a_step(gradient, start, alpha, steps):
    theta = np.array(start, dtype=float)
    for k in range(steps):
        theta[k % len(theta)] -= alpha * gradient(theta)[k % len(theta)]
    return theta


def whole_path(gradient, start, alpha, steps):
    return [walk(gradient, start, alpha, n) for n in range(steps + 1)]


def until_worse(gradient, start, alpha, steps):
    theta = np.array(start, dtype=float)
    for _ in range(steps):
        ahead = theta - alpha * gradient(theta)
        if np.linalg.norm(gradient(ahead)) > np.linalg.norm(gradient(theta)):
            break
        theta = ahead
    return theta


ZOO = {
    "descend": {
        "wrong": [
            ("step-count", until_worse),
            ("wrong-values", lambda g, s, a, n: walk(lambda t: np.clip(g(t), -10, 10), s, a, n)),
            ("wrong-values", lambda g, s, a, n: walk(g, s, a / n, n)),
            ("wrong-values", one_entry_a_step),
            ("wrong-values", lambda g, s, a, n: walk(lambda t: g(t) * (np.arange(len(t)) == 0), s, a, n)),
            ("wrong-values", lambda g, s, a, n: np.round(walk(g, s, a, n), 5)),
            ("wrong-way", lambda g, s, a, n: walk(g, s, -a, n)),
            ("alpha-twice", lambda g, s, a, n: walk(g, s, a**2, n)),
            ("alpha-missing", lambda g, s, a, n: walk(g, s, 1, n)),
            ("one-after-the-other", in_turn),
            ("steps-from-the-start", from_the_start),
            ("gradient-once", one_slope),
            ("step-count", lambda g, s, a, n: walk(g, s, a, n - 1)),
            ("step-count", lambda g, s, a, n: walk(g, s, a, n + 1)),
            ("step-count", lambda g, s, a, n: s),
            *(("step-count", stops(small)) for small in (2e-3, 1e-3, 1e-4, 1e-6, 1e-8)),
            ("step-count", stops(1e-2, of=lambda slope, step: np.linalg.norm(slope))),
            ("step-count", stops(1e-3, then_moves=True)),
            ("returns-too-early", lambda g, s, a, n: s - a * g(s)),
            ("changes-argument", in_place),
            ("returns-list", whole_path),
        ],
        "right": [walk, walk_while, walk_entries, walk_single],
    },
}
