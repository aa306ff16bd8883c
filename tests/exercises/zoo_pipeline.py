"""Wrong and right submissions for the exercises from a raw file to a model."""

import math

import numpy as np


def held(same, share, seed, pick=None):
    numbers = sorted(set(same.tolist()))
    order = np.random.default_rng(seed).permutation(len(numbers))
    count = round(share * len(numbers))
    chosen = set((order[:count] if pick is None else pick(order, count)).tolist())
    return np.array([i for i, number in enumerate(same.tolist()) if number in chosen])


def rows_dealt(same, share, seed):
    order = np.random.default_rng(seed).permutation(len(same))
    return np.sort(order[: round(share * len(same))])


def mask_first(same, share, seed):
    out = np.zeros(same.max() + 1, dtype=bool)
    out[np.random.default_rng(seed).permutation(len(out))[: round(share * len(out))]] = True
    return np.nonzero(out[same])[0]


def scaled(train, part, source=None, logs=np.log1p, spread=np.std):
    seen = logs(train) if source is None else source(train, part)
    columns = [(logs(part[:, j]) - seen[:, j].mean()) / spread(seen[:, j]) for j in range(train.shape[1])]
    return np.array([np.ones(len(part)), *columns]).T


def plain(part, mean, spread):
    return np.column_stack((np.ones(len(part)), (np.log1p(part) - mean) / spread))


def cost_slope(theta, X, y, penalty):
    h = 1 / (1 + np.exp(-X @ theta))
    return np.mean((h - y)[:, None] * X, axis=0) + penalty * theta


def line_with_a_penalty(X, y, l2):
    pull = np.diag(l2 * (np.arange(X.shape[1]) > 0))
    return np.linalg.solve(X.T @ X / len(y) + pull, X.T @ y / len(y))


def descended(X, y, l2, penalty=lambda X, l2: l2 * (np.arange(X.shape[1]) > 0), steps=None):
    theta, strengths = np.zeros(X.shape[1]), penalty(X, l2)
    rate = 1 / (np.linalg.eigvalsh(X.T @ X)[-1] / (4 * len(y)) + l2)
    for _ in range(steps or 6000):
        theta = theta - rate * cost_slope(theta, X, y, strengths)
    return theta


def newton(X, y, l2, steps=15):
    free = np.eye(X.shape[1])
    free[0, 0] = 0
    theta = np.zeros(X.shape[1])
    for _ in range(steps):
        h = 1 / (1 + np.exp(-X @ theta))
        bend = X.T @ np.diag(h * (1 - h)) @ X / len(y) + l2 * free
        theta = theta - np.linalg.inv(bend) @ cost_slope(theta, X, y, l2 * np.diag(free))
    return theta


def losses(thetas, X, y):
    chances = [1 / (1 + np.exp(-X @ theta)) for theta in thetas]
    return [-np.mean(np.log(np.where(y == 1, p, 1 - p))) for p in chances]


def chosen(strengths, thetas, X, y, score=lambda theta, l2, loss: loss):
    scores = [score(t, l2, loss) for t, l2, loss in zip(thetas, strengths, losses(thetas, X, y), strict=True)]
    return strengths[int(np.argmin(scores))]


def by_price(z, alarm, miss):
    p = 1 / (1 + np.exp(-z))
    return np.where((1 - p) * alarm <= p * miss, 1, 0)


def counted(y, said, group):
    return np.array(
        [
            [[np.sum((y == a) & (said == b) & (group == g)) for b in (0, 1)] for a in (0, 1)]
            for g in range(group.max() + 1)
        ]
    )


def once_each(y, said, group):
    table = np.zeros((group.max() + 1, 2, 2), dtype=int)
    table[group, y, said] += 1
    return table


ZOO = {
    "hold_out": {
        "wrong": [
            ("wrong-shape", lambda same, share, seed: held(same, share, seed, lambda o, c: o[: int(share * len(o))])),
            ("wrong-shape", lambda same, s, seed: held(same, s, seed, lambda o, c: o[: math.ceil(s * len(o) - 1e-9)])),
            ("wrong-shape", lambda same, s, seed: held(same, s, seed, lambda o, c: o[: int(s * len(o) + 0.5)])),
            ("equal-rows-parted", rows_dealt),
            ("parts-exchanged", lambda s, share, seed: np.delete(np.arange(len(s)), held(s, share, seed))),
            ("seed-ignored", lambda s, share, seed: held(s, share, 0)),
            ("numbers-for-rows", lambda s, share, seed: np.array(sorted(set(s[held(s, share, seed)].tolist())))),
            ("last-for-first", lambda s, share, seed: held(s, share, seed, lambda order, k: order[len(order) - k :])),
            ("returns-list", lambda s, share, seed: held(s, share, seed).tolist()),
            ("prints", lambda s, share, seed: print(held(s, share, seed))),
        ],
        "right": [
            held,
            mask_first,
            lambda s, share, seed: np.flatnonzero([i in held(s, share, seed) for i in range(len(s))]),
        ],
    },
    "prepared": {
        "wrong": [
            ("statistics-over-wrong-axis", lambda t, part: plain(part, np.log1p(t).mean(), np.log1p(t).std())),
            ("half-standardised", lambda t, part: plain(part, 0, np.log1p(t).std(axis=0))),
            ("own-statistics", lambda train, part: scaled(part, part)),
            ("uses-test-data", lambda train, part: scaled(train, part, lambda a, b: np.log1p(np.vstack((a, b))))),
            ("statistics-of-the-raw", lambda train, part: scaled(train, part, lambda a, b: a)),
            ("logarithm-left-out", lambda train, part: scaled(train, part, logs=lambda t: t)),
            ("sample-deviation", lambda train, part: scaled(train, part, spread=lambda c: np.std(c, ddof=1))),
            ("half-standardised", lambda t, part: plain(part, np.log1p(t).mean(axis=0), 1)),
            ("ones-behind", lambda train, part: np.column_stack((scaled(train, part)[:, 1:], np.ones(len(part))))),
            ("ones-left-out", lambda train, part: scaled(train, part)[:, 1:]),
            ("returns-list", lambda train, part: scaled(train, part).tolist()),
        ],
        "right": [
            scaled,
            lambda train, part: scaled(train, part, logs=lambda t: np.log(1 + t)),
            lambda train, part: np.insert(scaled(train, part)[:, 1:], 0, 1, axis=1),
        ],
    },
    "fitted": {
        "wrong": [
            ("intercept-penalised", lambda X, y, l2: descended(X, y, l2, lambda X, l2: l2)),
            ("penalty-factor-2", lambda X, y, l2: newton(X, y, 2 * l2)),
            ("penalty-factor-half", lambda X, y, l2: newton(X, y, l2 / 2)),
            ("penalty-over-m", lambda X, y, l2: newton(X, y, l2 / len(y))),
            ("penalty-forgotten", lambda X, y, l2: newton(X, y, 0, steps=40)),
            ("not-converged", lambda X, y, l2: newton(X, y, l2, steps=1)),
            ("not-converged", lambda X, y, l2: newton(X, y, l2, steps=2)),
            ("not-converged", lambda X, y, l2: descended(X, y, l2, steps=10)),
            ("squared-error", lambda X, y, l2: np.linalg.lstsq(X, y, rcond=None)[0]),
            ("squared-error", line_with_a_penalty),
            ("wrong-way", lambda X, y, l2: 0.1 * X.T @ (0.5 - y) / len(y)),
            ("classes-exchanged", lambda X, y, l2: newton(X, 1 - y, l2)),
            ("returns-list", lambda X, y, l2: newton(X, y, l2).tolist()),
        ],
        "right": [newton, descended, lambda X, y, l2: newton(X, y, l2, steps=6)],
    },
    "best_strength": {
        "wrong": [
            ("place-for-value", lambda s, t, X, y: float(np.argmin(losses(t, X, y)))),
            ("lowest-loss-returned", lambda s, t, X, y: min(losses(t, X, y))),
            ("accuracy-for-loss", lambda s, t, X, y: s[np.argmax(((X @ t.T >= 0) == y[:, None]).mean(axis=0))]),
            (
                "penalty-in-the-score",
                lambda s, t, X, y: chosen(s, t, X, y, lambda theta, l2, loss: loss + l2 / 2 * (theta[1:] @ theta[1:])),
            ),
            ("worst-for-best", lambda s, t, X, y: chosen(s, t, X, y, lambda theta, l2, loss: -loss)),
            ("prints", lambda s, t, X, y: print(chosen(s, t, X, y))),
        ],
        "right": [
            chosen,
            lambda s, t, X, y: min(zip(losses(t, X, y), s, strict=True))[1],
            lambda s, t, X, y: float(s[np.argmin(np.array(losses(t, X, y)) * len(y))]),
        ],
    },
    "decided": {
        "wrong": [
            ("threshold-on-logit", lambda z, alarm, miss: (z > alarm / (alarm + miss)).astype(int)),
            ("costs-exchanged", lambda z, alarm, miss: by_price(z, miss, alarm)),
            ("always-one-half", lambda z, alarm, miss: (z > 0).astype(int)),
            ("odds-against-a-logit", lambda z, alarm, miss: (z > alarm / miss).astype(int)),
            ("classes-exchanged", lambda z, alarm, miss: 1 - by_price(z, alarm, miss)),
            ("wrong-dtype", lambda z, alarm, miss: z > math.log(alarm / miss)),
            ("returns-list", lambda z, alarm, miss: by_price(z, alarm, miss).tolist()),
        ],
        "right": [
            by_price,
            lambda z, alarm, miss: (1 / (1 + np.exp(-z)) > alarm / (alarm + miss)).astype(int),
            lambda z, alarm, miss: (z + math.log(miss) > math.log(alarm)).astype(int),
        ],
    },
    "by_group": {
        "wrong": [
            ("shares-for-counts", lambda y, said, group: counted(y, said, group) / len(y)),
            ("truth-and-prediction-exchanged", lambda y, said, group: counted(said, y, group)),
            ("shares-for-counts", lambda y, said, group: counted(y, said, group) / np.bincount(group)[:, None, None]),
            ("classes-exchanged", lambda y, said, group: counted(y, said, group)[:, ::-1, ::-1]),
            ("repeated-index", once_each),
            ("wrong-shape", lambda y, said, group: counted(y, said, group).sum(axis=0)),
            ("returns-list", lambda y, said, group: counted(y, said, group).tolist()),
        ],
        "right": [
            counted,
            lambda y, said, group: np.bincount(4 * group + 2 * y + said, minlength=4 * (group.max() + 1)).reshape(
                -1, 2, 2
            ),
            lambda y, said, group: np.histogramdd(
                (group, y, said), bins=[np.arange(group.max() + 2), [0, 1, 2], [0, 1, 2]]
            )[0].astype(int),
        ],
    },
}
