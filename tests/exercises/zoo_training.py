"""Wrong and right submissions for the exercises on training."""

import numpy as np


def walk(gradient, start, alpha, steps, tol):
    theta = np.asarray(start, dtype=float)
    for _ in range(steps):
        slope = gradient(theta)
        if np.abs(slope).max() <= tol:
            return theta
        theta = theta - alpha * slope
    return theta


def walk_while(gradient, start, alpha, steps, tol):
    theta, left = np.array(start, dtype=float), steps
    while left and not all(abs(slope) <= tol for slope in gradient(theta)):
        theta -= alpha * gradient(theta)
        left -= 1
    return theta


def walk_entries(gradient, start, alpha, steps, tol):
    theta = [float(v) for v in start]
    for _ in range(steps):
        slopes = gradient(np.array(theta))
        if max(map(abs, slopes)) <= tol:
            break
        theta = [t - alpha * g for t, g in zip(theta, slopes, strict=True)]
    return np.array(theta)


def walk_single(gradient, start, alpha, steps, tol):
    return walk(gradient, start, alpha, steps, tol).astype(np.float32)


def in_place(gradient, start, alpha, steps, tol):
    for _ in range(steps):
        if np.abs(gradient(start)).max() <= tol:
            break
        start -= (alpha * gradient(start)).astype(start.dtype)
    return start


def in_turn(gradient, start, alpha, steps, tol):
    theta = np.array(start, dtype=float)
    for _ in range(steps):
        if np.abs(gradient(theta)).max() <= tol:
            break
        for j in range(theta.size):
            theta[j] = theta[j] - alpha * gradient(theta)[j]
    return theta


def one_slope(gradient, start, alpha, steps, tol):
    slope, theta = gradient(start), start
    for _ in range(steps):
        theta = theta - alpha * slope
    return theta


def looks_after(gradient, start, alpha, steps, tol):
    theta = np.array(start, dtype=float)
    for _ in range(steps):
        slope = gradient(theta)
        theta = theta - alpha * slope
        if np.abs(slope).max() <= tol:
            break
    return theta


def stops_by(size):
    def _walk(gradient, start, alpha, steps, tol):
        theta = np.array(start, dtype=float)
        for _ in range(steps):
            if size(gradient(theta)) <= tol:
                break
            theta = theta - alpha * gradient(theta)
        return theta

    return _walk


def whole_path(gradient, start, alpha, steps, tol):
    return [walk(gradient, start, alpha, n, tol) for n in range(steps + 1)]


ZOO = {
    "descend": {
        "wrong": [
            ("wrong-way", lambda g, s, a, n, tol: walk(g, s, -a, n, tol)),
            ("alpha-twice", lambda g, s, a, n, tol: walk(g, s, a**2, n, tol)),
            ("alpha-missing", lambda g, s, a, n, tol: walk(g, s, 1, n, tol)),
            ("one-after-the-other", in_turn),
            ("gradient-once", one_slope),
            ("step-count", lambda g, s, a, n, tol: walk(g, s, a, n - 1, tol)),
            ("step-count", lambda g, s, a, n, tol: walk(g, s, a, n + 1, tol)),
            ("returns-too-early", lambda g, s, a, n, tol: s - a * g(s)),
            ("changes-argument", in_place),
            ("returns-list", whole_path),
            ("wrong-values", lambda g, s, a, n, tol: walk(g, s, a, n, -1)),
            ("wrong-values", looks_after),
            ("wrong-values", stops_by(max)),
            ("wrong-values", stops_by(lambda slope: min(abs(slope)))),
            ("wrong-values", stops_by(np.linalg.norm)),
        ],
        "right": [walk, walk_while, walk_entries, walk_single],
    },
}
