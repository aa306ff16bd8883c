"""Wrong and right submissions for the exercises on penalties."""

import numpy as np


def prior(tau, m):
    return tau**-2 / m


def moved(z, t):
    return np.clip(z - t, 0, None) - np.clip(-z - t, 0, None)


def moved_one_by_one(z, t):
    return np.array([v - t if v > t else v + t if v < -t else 0.0 for v in z])


def strongest(X, y):
    return max(abs(np.mean((y - y.mean()) * column)) for column in X.T)


def missed(theta, slope, l1):
    out = np.zeros(len(theta))
    for j, (w, g) in enumerate(zip(theta, slope, strict=True)):
        out[j] = abs(g + l1) if w > 0 else abs(g - l1) if w < 0 else max(abs(g) - l1, 0)
    return out


def missed_by_moving(theta, slope, l1):
    lo, hi = np.where(theta > 0, l1, -l1), np.where(theta < 0, -l1, l1)
    return np.maximum(-(slope + hi), 0) + np.maximum(slope + lo, 0)


def rule(strengths, losses, ddof=1, root=0.5):
    means = losses.mean(axis=0)
    best = np.argmin(means)
    limit = means[best] + np.std(losses[:, best], ddof=ddof) / len(losses) ** root
    return max(s for s, mean in zip(strengths, means, strict=True) if mean <= limit)


def rule_by_order(strengths, losses):
    order = np.argsort(-strengths)
    means = losses[:, order].mean(axis=0)
    limit = means.min() + losses[:, order[means.argmin()]].std(ddof=1) / np.sqrt(losses.shape[0])
    return strengths[order[np.argmax(means <= limit)]]


def in_place(theta, slope, l1):
    slope += l1 * np.sign(theta)
    return np.abs(slope)


def best(losses):
    return losses.mean(axis=0).argmin()


def error(losses):
    return losses[:, best(losses)].std(ddof=1) / np.sqrt(len(losses))


def within(strengths, losses, error):
    mean = losses.mean(axis=0)
    return strengths[mean <= mean.min() + error].max()


ZOO = {
    "prior_strength": {
        "wrong": [
            ("deviation-for-variance", lambda tau, m: 1 / (tau * m)),
            ("mean-forgotten", lambda tau, m: tau**-2),
            ("belief-upside-down", lambda tau, m: tau * tau / m),
            ("penalty-factor-half", lambda tau, m: 0.5 / (m * tau**2)),
            ("wrong-sign", lambda tau, m: -prior(tau, m)),
            ("prints", lambda tau, m: print(prior(tau, m))),
        ],
        "right": [prior, lambda tau, m: 1 / (tau * tau * m), lambda tau, m: np.float64(1) / m / tau / tau],
    },
    "towards_zero": {
        "wrong": [
            ("passes-zero", lambda z, t: z - np.where(z > 0, t, -t)),
            ("kept-or-killed", lambda z, t: z * (np.abs(z) > t)),
            ("sign-dropped", lambda z, t: np.clip(np.abs(z) - t, 0, None)),
            ("one-side-only", lambda z, t: np.where(z > t, z - t, 0)),
            ("wrong-sign", lambda z, t: -moved(z, t)),
            ("returns-list", lambda z, t: moved(z, t).tolist()),
        ],
        "right": [moved, moved_one_by_one, lambda z, t: np.sign(z) * np.maximum(np.abs(z) - t, 0)],
    },
    "strongest_l1": {
        "wrong": [
            ("sign-of-the-slope-kept", lambda X, y: (X.T @ (y - y.mean())).max() / len(y)),
            ("sign-of-the-slope-kept", lambda X, y: (X.T @ (y.mean() - y)).max() / len(y)),
            ("starts-at-one-half", lambda X, y: np.abs(X[:, 1:].T @ (0.5 - y)).max() / len(y)),
            ("sign-of-the-slope-kept", lambda X, y: np.max(X[:, 1:].T @ (y.mean() - y)) / len(y)),
            ("mean-forgotten", lambda X, y: np.abs(X.T @ (y - y.mean())).max()),
            ("sum-for-largest", lambda X, y: np.abs(X.T @ (y - y.mean()) / len(y)).sum()),
            ("wrong-sign", lambda X, y: -strongest(X, y)),
            ("prints", lambda X, y: print(strongest(X, y))),
        ],
        "right": [
            strongest,
            lambda X, y: np.linalg.norm(X.T @ (y - y.mean()), np.inf) / len(y),
            lambda X, y: np.abs(((y.mean() - y)[:, None] * X).mean(axis=0)).max(),
        ],
    },
    "settled": {
        "wrong": [
            ("zero-like-the-others", lambda theta, slope, l1: np.abs(slope + l1 * np.sign(theta))),
            (
                "sign-of-the-weight-forgotten",
                lambda theta, slope, l1: np.where(
                    theta == 0, np.clip(np.abs(slope) - l1, 0, None), np.abs(np.abs(slope) - l1)
                ),
            ),
            (
                "less-than-nothing-missed",
                lambda theta, slope, l1: np.where(
                    theta == 0, np.abs(slope) - l1, np.abs(slope + np.copysign(l1, theta))
                ),
            ),
            ("with-the-sign", lambda theta, slope, l1: missed(-theta, slope, l1)),
            ("changes-argument", in_place),
            ("returns-list", lambda theta, slope, l1: missed(theta, slope, l1).tolist()),
        ],
        "right": [
            missed,
            missed_by_moving,
            lambda theta, slope, l1: np.abs(slope - np.where(theta, -l1 * np.sign(theta), np.clip(slope, -l1, l1))),
        ],
    },
    "one_error_rule": {
        "wrong": [
            ("raises", lambda s, L: s[L.mean(axis=0) < L.mean(axis=0).min() + error(L)].max()),
            ("deviation-over-k", lambda s, L: within(s, L, L[:, best(L)].std() / np.sqrt(len(L)))),
            ("wrong-values", lambda s, L: within(s, L, L[:, best(L)].std(ddof=1) / np.sqrt(len(s)))),
            ("wrong-values", lambda s, L: within(s, L, L[:, best(L)].std(ddof=1) / np.sqrt(len(L) - 1))),
            ("wrong-values", lambda s, L: within(s, L, L.std(axis=0, ddof=1).max() / np.sqrt(len(L)))),
            ("lowest-mean-alone", lambda strengths, losses: strengths[np.argmin(losses.mean(axis=0))]),
            ("deviation-for-error", lambda strengths, losses: rule(strengths, losses, root=0)),
            (
                "error-of-each-strength",
                lambda strengths, losses: strengths[
                    losses.mean(axis=0) - losses.std(axis=0, ddof=1) / np.sqrt(len(losses)) <= losses.mean(axis=0).min()
                ].max(),
            ),
            (
                "weakest-within",
                lambda strengths, losses: -rule(-strengths, losses),
            ),
            ("wrong-sign", lambda strengths, losses: -rule(strengths, losses)),
            ("prints", lambda strengths, losses: print(rule(strengths, losses))),
        ],
        "right": [rule, rule_by_order, lambda strengths, losses: float(rule(strengths, losses))],
    },
}
