"""Wrong and right submissions for the exercises on the way down."""

import numpy as np


def h(theta, X):
    return 0.5 + 0.5 * np.tanh(X @ theta / 2)


def plain(theta, X, y):
    z = X @ theta
    return np.mean(np.logaddexp(0, z) - y * z)


def squares(theta):
    return sum(t * t for t in theta[1:])


def cost_loop(theta, X, y, l2):
    total = 0.0
    for row, label in zip(X, y, strict=True):
        z = float(row @ theta)
        total += max(z, 0) - label * z + np.log1p(np.exp(-abs(z)))
    for weight in theta[1:]:
        total += len(y) * l2 / 2 * weight**2
    return total / len(y)


def cost_masked(theta, X, y, l2):
    free = np.array(theta, dtype=float)
    free[0] = 0
    return plain(theta, X, y) + 0.5 * l2 * free @ free


def cost_spoils(theta, X, y, l2):
    value = plain(theta, X, y)
    theta[0] = 0
    return value + l2 / 2 * theta @ theta


def cost_naive(theta, X, y, l2):
    p = 1 / (1 + np.exp(-(X @ theta)))
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)) + l2 / 2 * squares(theta)


def slopes(cost, theta, h):
    return np.array([(cost(theta + e) - cost(theta - e)) / (2 * h) for e in h * np.eye(len(theta))])


def slopes_copies(cost, theta, h):
    found = []
    for i in range(len(theta)):
        ahead, behind = np.array(theta, dtype=float), np.array(theta, dtype=float)
        ahead[i] += h
        behind[i] -= h
        found.append((cost(ahead) - cost(behind)) / h / 2)
    return np.array(found)


def slopes_half_steps(cost, theta, h):
    found = np.zeros(len(theta), dtype=np.float32)
    for i, e in enumerate(np.eye(len(theta))):
        found[i] = np.mean([(cost(theta + s * h * e) - cost(theta)) / (s * h) for s in (1, -1)])
    return found


def slopes_in_place(cost, theta, h):
    found = np.empty(len(theta))
    for i in range(len(theta)):
        theta[i] += h
        ahead = cost(theta)
        theta[i] -= 2 * h
        found[i] = (ahead - cost(theta)) / (2 * h)
    return found


def slopes_truncated(cost, theta, h):
    found = np.empty(len(theta))
    for i in range(len(theta)):
        ahead, behind = theta.copy(), theta.copy()
        ahead[i] = ahead[i] + h
        behind[i] = behind[i] - h
        found[i] = (cost(ahead) - cost(behind)) / (2 * h)
    return found


def slopes_wander(cost, theta, h):
    return slopes_in_place(cost, np.array(theta, dtype=float), h)


def scaled(train, test):
    mean, spread = train.mean(axis=0), train.std(axis=0)
    spread = np.where(spread > 0, spread, 1)
    return (train - mean) / spread, (test - mean) / spread


def scaled_columns(train, test):
    out = [np.zeros(part.shape) for part in (train, test)]
    for j in range(train.shape[1]):
        mean = sum(train[:, j]) / len(train)
        spread = np.sqrt(sum((v - mean) ** 2 for v in train[:, j]) / len(train))
        for part, new in zip((train, test), out, strict=True):
            new[:, j] = (part[:, j] - mean) / spread if spread > 0 else 0
    return out


def scaled_naive(train, test):
    return tuple((part - train.mean(axis=0)) / train.std(axis=0) for part in (train, test))


def scaled_pooled(train, test):
    both = np.vstack((train, test))
    return tuple((part - both.mean(axis=0)) / both.std(axis=0) for part in (train, test))


def scaled_in_place(train, test):
    mean, spread = train.mean(axis=0), train.std(axis=0)
    test[:] = (test - mean) / np.where(spread > 0, spread, 1)
    return scaled(train, test)[0], test


def by(mean, spread):
    return lambda train, test: tuple((part - mean(train, part)) / spread(train, part) for part in (train, test))


def own_mean(train, part):
    return part.mean(axis=0)


def own_spread(train, part):
    return np.where(np.ptp(part, axis=0) > 0, part.std(axis=0), 1)


def train_mean(train, part):
    return train.mean(axis=0)


def bend(theta, X, weights=None):
    s = h(theta, X) * (1 - h(theta, X)) if weights is None else weights
    return X.T @ (s[:, None] * X)


def slope(theta, X, y):
    return X.T @ (h(theta, X) - y)


def newton(theta, X, y):
    return theta - np.linalg.solve(bend(theta, X), slope(theta, X, y))


def newton_inverse(theta, X, y):
    p, m = h(theta, X), len(y)
    S = np.diag(p * (1 - p))
    return theta - np.linalg.inv(X.T @ S @ X / m) @ (X.T @ (p - y) / m)


def newton_by_the_book(theta, X, y):
    """Reweighted least squares as books have it: a score of 800 has no weight, and 0 / 0 is no number."""
    p = h(theta, X)
    root = np.sqrt(p * (1 - p))
    return theta + np.linalg.lstsq(root[:, None] * X, (y - p) / root, rcond=None)[0]


def newton_reweighted(theta, X, y):
    """The same step as a weighted least-squares problem."""
    p = h(theta, X)
    s = p * (1 - p)
    target = X @ theta + (y - p) / np.where(s > 0, s, 1)
    root = np.sqrt(s)
    return np.linalg.lstsq(root[:, None] * X, root * target, rcond=None)[0]


def newton_in_place(theta, X, y):
    if theta.dtype.kind == "f":
        theta -= newton(theta, X, y) * 0 + 1
    return theta


def newton_naive(theta, X, y):
    p = 1 / (1 + np.exp(-(X @ theta)))
    return theta - np.linalg.solve(X.T @ ((p * (1 - p))[:, None] * X), X.T @ (p - y))


def fit(X, y, l2, *, free=True, factor=1.0, steps=30, sign=1):
    penalty = np.full(X.shape[1], factor * l2)
    penalty[0] *= not free
    theta = np.zeros(X.shape[1])
    for _ in range(steps):
        g = slope(theta, X, y) / len(y) + penalty * theta
        theta = theta - sign * np.linalg.solve(bend(theta, X) / len(y) + np.diag(penalty), g)
    return theta


def fit_descent(X, y, l2, alpha=None, steps=4000, sign=1):
    penalty = np.full(X.shape[1], l2)
    penalty[0] = 0
    alpha = alpha or 1 / (np.linalg.norm(X, 2) ** 2 / (4 * len(y)) + l2)
    theta = np.zeros(X.shape[1])
    for _ in range(steps):
        theta = theta - sign * alpha * (slope(theta, X, y) / len(y) + penalty * theta)
    return theta


def fit_nesterov(X, y, l2):
    penalty = np.full(X.shape[1], l2, dtype=np.float32)
    penalty[0] = 0
    X, alpha = X.astype(np.float32), 1 / (np.linalg.norm(X, 2) ** 2 / (4 * len(y)) + l2)
    theta = ahead = np.zeros(X.shape[1], dtype=np.float32)
    for k in range(800):
        new = ahead - (alpha * (slope(ahead, X, y) / len(y) + penalty * ahead)).astype(np.float32)
        ahead = new + np.float32(k / (k + 3)) * (new - theta)
        theta = new
    return theta


def fit_loops(X, y, l2):
    theta = [0.0] * X.shape[1]
    for _ in range(40):  # Newton's step for one parameter after the other, which arrives as well
        for _ in range(5):
            for j in range(len(theta)):
                p = h(np.array(theta), X)
                push = l2 if j else 0.0
                theta[j] -= (X[:, j] @ (p - y) / len(y) + push * theta[j]) / (
                    X[:, j] ** 2 @ (p * (1 - p)) / len(y) + push
                )
    return np.array(theta)


def fit_without_bias(X, y, l2):
    return np.append(0.0, fit(X[:, 1:], y, l2, free=False))


def cost_clipped(theta, X, y, l2):
    p = np.clip(h(theta, X), 1e-12, 1 - 1e-12)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)) + l2 / 2 * squares(theta)


def cost_padded(theta, X, y, l2, eps=1e-8):
    p = np.exp(-np.logaddexp(0, -X @ theta))
    return -np.mean(y * np.log(p + eps) + (1 - y) * np.log(1 - p + eps)) + l2 / 2 * squares(theta)


def cost_floored(theta, X, y, l2, eps):
    p = np.exp(-np.logaddexp(0, -X @ theta))
    return l2 / 2 * squares(theta) - np.mean(np.log(np.maximum(np.where(y > 0, p, 1 - p), eps)))


def cost_renamed(theta, X, y, l2):
    first, kept = plain(theta, X, y), theta
    kept[0] = 0
    return first + l2 / 2 * kept @ kept


def scaled_into_likeness(train, test):
    mean, spread, parts = train.mean(axis=0), train.std(axis=0), []
    spread[spread == 0] = 1
    for part in (train, test):
        new = np.zeros_like(part)
        new[:] = (part - mean) / spread
        parts.append(new)
    return parts[0], parts[1]


def scaled_where_it_varies(train, test):
    varies = np.ptp(train, axis=0) > 0
    mean, spread = np.where(varies, train.mean(axis=0), 0), np.where(varies, train.std(axis=0), 1)
    return (train - mean) / spread, (test - mean) / spread


def slopes_along(cost, theta, h):
    step, found = np.zeros(len(theta)), []
    for i in range(len(theta)):
        step[i] = h
        found.append((cost(theta + step) - cost(theta - step)) / (2 * h))
    return np.array(found)


ZOO = {
    "penalised_cost": {
        "wrong": [
            ("penalty-forgotten", lambda theta, X, y, l2: plain(theta, X, y)),
            ("penalty-factor-2", lambda theta, X, y, l2: plain(theta, X, y) + l2 * squares(theta)),
            ("penalty-factor-half", lambda theta, X, y, l2: plain(theta, X, y) + l2 / 4 * squares(theta)),
            ("intercept-penalised", lambda theta, X, y, l2: plain(theta, X, y) + l2 / 2 * np.sum(theta**2)),
            ("intercept-penalised", lambda theta, X, y, l2: plain(theta, X, y) + l2 * theta @ theta),
            ("penalty-over-m", lambda theta, X, y, l2: plain(theta, X, y) + l2 / (2 * len(y)) * squares(theta)),
            ("penalty-not-squared", lambda theta, X, y, l2: plain(theta, X, y) + l2 / 2 * np.abs(theta[1:]).sum()),
            ("penalty-not-squared", lambda theta, X, y, l2: plain(theta, X, y) + l2 / 2 * squares(theta) ** 0.5),
            ("penalty-subtracted", lambda theta, X, y, l2: plain(theta, X, y) - l2 / 2 * squares(theta)),
            ("missing-mean", lambda theta, X, y, l2: len(y) * plain(theta, X, y) + l2 / 2 * squares(theta)),
            ("missing-mean", lambda theta, X, y, l2: len(y) * (plain(theta, X, y) + l2 / 2 * squares(theta))),
            ("unstable", cost_naive),
            ("clipped", cost_clipped),
            ("log-plus-eps", cost_padded),
            *(("log-plus-eps", lambda *a, eps=eps: cost_padded(*a, eps=eps)) for eps in (1e-9, 1e-12, 1e-20, 1e-300)),
            *(("clipped", lambda *a, eps=eps: cost_floored(*a, eps)) for eps in (1e-9, 1e-12, 1e-20, 1e-300)),
            ("changes-argument", cost_spoils),
            ("changes-argument", cost_renamed),
            ("wrong-shape", lambda theta, X, y, l2: plain(theta, X, y) + l2 / 2 * theta[1:] ** 2),
        ],
        "right": [
            lambda theta, X, y, l2: plain(theta, X, y) + l2 / 2 * squares(theta),
            cost_loop,
            cost_masked,
            lambda theta, X, y, l2: np.float32(plain(theta, X, y) + l2 / 2 * np.linalg.norm(theta[1:]) ** 2),
        ],
    },
    "gradient_check": {
        "wrong": [
            (
                "one-sided-difference",
                lambda c, theta, h: np.array([(c(theta + e) - c(theta)) / h for e in h * np.eye(len(theta))]),
            ),
            (
                "one-sided-difference",
                lambda c, theta, h: np.array([(c(theta) - c(theta - e)) / h for e in h * np.eye(len(theta))]),
            ),
            ("divided-by-h", lambda c, theta, h: 2 * slopes(c, theta, h)),
            ("difference-undivided", lambda c, theta, h: 2 * h * slopes(c, theta, h) / 2 * h),
            ("h-ignored", lambda c, theta, h: slopes(c, theta, 1e-7)),
            ("h-ignored", lambda c, theta, h: slopes(c, theta, 1e-3)),
            ("difference-undivided", lambda c, theta, h: 2 * h * slopes(c, theta, h)),
            (
                "all-entries-at-once",
                lambda c, theta, h: np.ones(len(theta)) * (c(theta + h) - c(theta - h)) / (2 * h),
            ),
            ("not-put-back", slopes_wander),
            ("not-put-back", slopes_along),
            ("h-ignored", lambda c, theta, h: slopes_copies(c, theta, 1e-5)),
            ("truncates-integers", slopes_truncated),
            ("wrong-sign", lambda c, theta, h: slopes(c, theta, -h) * -1),
            ("changes-argument", lambda c, theta, h: slopes_in_place(c, theta, theta.dtype.type(h) or 1)),
            ("wrong-shape", lambda c, theta, h: (c(theta + h) - c(theta - h)) / (2 * h)),
        ],
        "right": [slopes, slopes_copies, slopes_half_steps],
    },
    "standardize": {
        "wrong": [
            ("uses-test-data", scaled_pooled),
            ("own-statistics", by(own_mean, own_spread)),
            ("own-statistics", by(own_mean, lambda train, part: part.std(axis=0))),
            ("variance-for-deviation", by(train_mean, lambda train, part: train.var(axis=0))),
            ("sample-deviation", by(train_mean, lambda train, part: np.std(train, axis=0, ddof=1))),
            ("half-standardised", by(train_mean, lambda train, part: 1)),
            ("half-standardised", by(lambda train, part: 0, lambda train, part: train.std(axis=0))),
            ("statistics-over-wrong-axis", by(lambda train, part: train.mean(), lambda train, part: train.std())),
            (
                "statistics-over-wrong-axis",
                by(lambda train, part: part.mean(axis=1)[:, None], lambda train, part: part.std(axis=1)[:, None]),
            ),
            ("test-left-raw", lambda train, test: (scaled(train, test)[0], test)),
            (
                "range-for-deviation",
                by(lambda train, part: train.min(axis=0), lambda train, part: np.ptp(train, axis=0)),
            ),
            ("constant-column", scaled_naive),
            ("constant-column", scaled_where_it_varies),
            ("constant-column", by(train_mean, lambda train, part: train.std(axis=0) + 1e-8)),
            ("constant-column", by(train_mean, lambda train, part: np.maximum(train.std(axis=0), 1e-8))),
            ("constant-column", by(train_mean, lambda train, part: np.maximum(train.std(axis=0), 1e-3))),
            ("changes-argument", scaled_in_place),
            ("truncates-integers", scaled_into_likeness),
            ("transposed-result", lambda train, test: tuple(part.T for part in scaled(train, test))),
            ("wrong-values", lambda train, test: (scaled(train, test)[0] + 1e-3, scaled(train, test)[1])),
            ("returns-something-else", lambda train, test: scaled(train, test)[0]),
        ],
        "right": [
            scaled,
            scaled_columns,
            lambda a, b: tuple(np.where(a.std(axis=0) > 0, (p - a.mean(axis=0)) / a.std(axis=0), 0) for p in (a, b)),
            lambda train, test: tuple(part.astype(np.float32) for part in scaled(train, test)),
        ],
    },
    "newton_step": {
        "wrong": [
            ("wrong-way", lambda theta, X, y: 2 * theta - newton(theta, X, y)),
            ("gradient-for-newton", lambda theta, X, y: theta - slope(theta, X, y) / len(y)),
            ("mean-in-one-only", lambda t, X, y: t - np.linalg.solve(bend(t, X) / len(y), slope(t, X, y))),
            ("mean-in-one-only", lambda t, X, y: t - np.linalg.solve(bend(t, X), slope(t, X, y) / len(y))),
            ("curvature-weights-wrong", lambda t, X, y: t - np.linalg.solve(X.T @ X, slope(t, X, y))),
            ("curvature-weights-wrong", lambda t, X, y: t - np.linalg.solve(bend(t, X, h(t, X)), slope(t, X, y))),
            ("step-for-parameters", lambda theta, X, y: np.linalg.solve(bend(theta, X), slope(theta, X, y))),
            ("hessian-not-inverted", lambda t, X, y: t - bend(t, X) @ slope(t, X, y) / len(y) ** 2),
            ("hessian-diagonal-only", lambda t, X, y: t - slope(t, X, y) / bend(t, X).diagonal()),
            ("wrong-values", lambda t, X, y: t - np.linalg.solve(bend(t, X) + 1e-6 * np.eye(len(t)), slope(t, X, y))),
            ("changes-argument", newton_in_place),
        ],
        "right": [newton, newton_inverse, newton_reweighted, newton_by_the_book, newton_naive],
    },
    "fit_logistic": {
        "wrong": [
            ("intercept-penalised", lambda X, y, l2: fit(X, y, l2, free=False)),
            ("penalty-factor-2", lambda X, y, l2: fit(X, y, l2, factor=2)),
            ("penalty-factor-half", lambda X, y, l2: fit(X, y, l2, factor=0.5)),
            ("penalty-over-m", lambda X, y, l2: fit(X, y, l2, factor=1 / len(y))),
            ("penalty-forgotten", lambda X, y, l2: fit(X, y, 0.0, steps=12)),
            ("classes-exchanged", lambda X, y, l2: fit(X, 1 - y, l2)),
            ("bias-forgotten", fit_without_bias),
            ("squared-error", lambda X, y, l2: np.linalg.lstsq(X, y, rcond=None)[0]),
            ("wrong-way", lambda X, y, l2: fit_descent(X, y, l2, sign=-1, steps=60)),
            ("not-converged", lambda X, y, l2: fit_descent(X, y, l2, steps=5)),
            ("not-converged", lambda X, y, l2: fit(X, y, l2, steps=1)),
            *(("wrong-values", lambda X, y, l2, fixed=fixed: fit(X, y, fixed)) for fixed in (0.02, 0.2, 0.5)),
            ("wrong-values", lambda X, y, l2: fit(X, y, 1 / len(y))),  # as a library has it, without l2
            ("wrong-values", lambda X, y, l2: fit(X, y, l2, factor=1 / X.shape[1])),
            ("wrong-shape", lambda X, y, l2: fit(X, y, l2)[1:]),
            ("returns-something-else", lambda X, y, l2: {"theta": fit(X, y, l2)}),
            ("hangs", lambda X, y, l2: fit_descent(X, y, l2, steps=10**9)),
        ],
        "right": [fit, fit_descent, fit_nesterov, fit_loops],
    },
}
