"""Wrong and right submissions for the exercises on softmax regression, from the cost to a whole classifier."""

import numpy as np


def softmax(Z, axis=-1):
    e = np.exp(Z - Z.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def naive(Z):
    return np.exp(Z) / np.exp(Z).sum(axis=-1, keepdims=True)


def logs(Z, axis=1):
    return Z - np.logaddexp.reduce(Z, axis=axis, keepdims=True)


def sigmoid(Z):
    return 0.5 + 0.5 * np.tanh(Z / 2)


def entropy(Z, Y):
    return -np.mean(np.sum(Y * logs(Z), axis=1))


def entropy_of(shares, log=np.log):
    """The cost with another way to the probabilities, or another logarithm."""
    return lambda Z, Y: -np.mean(np.sum(Y * log(shares(Z)), axis=1))


def entropy_loop(Z, Y):
    total = 0.0
    for z, y in zip(Z, Y, strict=True):
        top = max(z)
        size = top + np.log(sum(np.exp(v - top) for v in z))
        total += sum(share * (size - v) for share, v in zip(y, z, strict=True))
    return total / len(Z)


def entropy_of_two(Z, Y):
    d = Z[:, 1] - Z[:, 0]
    return np.mean(np.logaddexp(0, d) - Y[:, 1] * d)


def two_sided(Z, Y):
    P = softmax(Z)
    return np.where(Y > 0, -Y * np.log(P), 0) - (1 - Y) * np.log1p(-P)


def entropy_of_hot(Z, Y):
    return -np.mean([logs(Z)[i, np.argmax(row)] for i, row in enumerate(Y)])


def unshifted(Z, Y):
    return np.mean(np.log(np.exp(Z).sum(axis=1)) - (Y * Z).sum(axis=1))


def binary_entropies(Z, Y):
    return np.mean(np.sum(np.logaddexp(0, Z) - Y * Z, axis=1))


def jacobian(z):
    p = softmax(z)
    return np.diag(p) - p[:, None] * p


def jacobian_loop(z):
    p, K = softmax(z), len(z)
    H = np.zeros((K, K))
    for j in range(K):
        for k in range(K):
            H[j, k] = p[j] * (1 - p[j]) if j == k else -p[j] * p[k]
    return H


def jacobian_single(z):
    p = softmax(np.asarray(z, dtype=np.float32))
    return p[:, None] * (np.eye(len(p), dtype=np.float32) - p)


def jacobian_positive(z):
    p = softmax(z)
    H = p[:, None] * p
    np.fill_diagonal(H, p * (1 - p))
    return H


def jacobian_naive(z):
    p = naive(z)
    return np.diag(p) - np.outer(p, p)


def errors(W, X, Y):
    return softmax(X @ W.T) - Y


def gradient(W, X, Y):
    return np.einsum("ik,ij->kj", errors(W, X, Y), X) / len(X)


def gradient_from(errors):
    return lambda W, X, Y: errors(W, X, Y).T @ X / len(X)


def gradient_loop(W, X, Y):
    slope = np.zeros(W.shape)
    for x, y in zip(X, Y, strict=True):
        p = softmax(W @ x)
        for k in range(len(W)):
            slope[k] += (p[k] - y[k]) * x
    return slope / len(X)


def leftover(W, X, Y):
    p = softmax(X @ W.T)
    return (p - Y) * p * (1 - p)


def gradient_in_place(W, X, Y):
    W -= W[0]
    return gradient(W, X, Y)


def inner(W):
    return W * (np.arange(W.shape[1]) > 0)


def penalised(term):
    return lambda W, X, Y, l2: gradient(W, X, Y) + term(W, l2, len(X))


def penalised_loop(W, X, Y, l2):
    slope = gradient_loop(W, X, Y)
    for k in range(W.shape[0]):
        for j in range(1, W.shape[1]):
            slope[k, j] += l2 * W[k, j]
    return slope


def penalised_joined(W, X, Y, l2):
    P = np.hstack((np.zeros((len(W), 1)), W[:, 1:]))
    return (gradient(W, X, Y) + l2 * P).astype(np.float32)


def penalised_in_place(W, X, Y, l2):
    slope = gradient(W, X, Y)
    W[:, 0] = 0
    return slope + l2 * W


def not_the_first_class(W):
    return np.vstack((0 * W[:1], W[1:]))


def design(X):
    return np.column_stack((np.ones(len(X)), X))


def scaled(train, test):
    return (train - train.mean(axis=0)) / train.std(axis=0), (test - train.mean(axis=0)) / train.std(axis=0)


def itself(train, test):
    return train, test


def together(train, test):
    both = np.vstack((train, test))
    return (train - both.mean(axis=0)) / both.std(axis=0), (test - both.mean(axis=0)) / both.std(axis=0)


def each_alone(train, test):
    return (train - train.mean(axis=0)) / train.std(axis=0), (test - test.mean(axis=0)) / test.std(axis=0)


def test_raw(train, test):
    return scaled(train, test)[0], test


def test_only(change):
    return lambda train, test: (scaled(train, test)[0], change(test, train))


def shifted_by_the_test(train, test):
    return scaled(train, test)[0], (test - test.mean(axis=0)) / train.std(axis=0)


def on_columns(columns):
    return lambda X_train, y_train, X_test: trained()(X_train[:, columns], y_train, X_test[:, columns])


def gaussians_of_single_columns(X_train, y_train, X_test):
    """No softmax of sums: each column has a mean and a deviation of its own in each class."""
    parts = [X_train[y_train == k] for k in range(max(y_train) + 1)]
    logs = [
        -(((X_test - a.mean(axis=0)) / a.std(axis=0)) ** 2 / 2 + np.log(a.std(axis=0))).sum(axis=1) + np.log(len(a))
        for a in parts
    ]
    return softmax(np.column_stack(logs))


def at_zero(shape):
    return np.zeros(shape)


def at_random(shape):
    return np.random.default_rng(0).normal(size=shape)


def trained(
    scale=scaled,
    steps=300,
    alpha=0.5,
    end=softmax,
    turn=1,
    shares=softmax,
    part=slice(None),
    design=design,
    start=at_zero,
):
    """A classifier by gradient descent, with one piece of it exchanged."""

    def fit(X_train, y_train, X_test):
        K = max(y_train) + 1
        A, B = scale(X_train[part], X_test)
        A, B, Y = design(A), design(B), np.eye(K)[y_train[part]]
        W = start((K, A.shape[1]))
        for _ in range(steps):
            W = W - alpha * (shares(A @ W.T) - Y).T @ A / len(A)
        return end(turn * (B @ W.T))

    return fit


def trained_loop(X_train, y_train, X_test):
    """Example by example, in a shuffled order, with steps that grow shorter."""
    A, B = scaled(X_train, X_test)
    A, K, rng = design(A), max(y_train) + 1, np.random.default_rng(0)
    W = np.zeros((K, A.shape[1]))
    for turn in range(30):
        for i in rng.permutation(len(A)):
            p = softmax(W @ A[i])
            p[y_train[i]] -= 1
            W -= 0.2 / (1 + turn) * np.outer(p, A[i])
    return softmax(design(B) @ W.T)


def trained_single(X_train, y_train, X_test):
    return trained()(X_train, y_train, X_test).astype(np.float32)


def trained_by_newton(X_train, y_train, X_test):
    """K one-vs-rest pieces are not enough: the whole Hessian, with a small penalty."""
    A, B = (design(part) for part in scaled(X_train, X_test))
    m, n, K = len(A), A.shape[1], max(y_train) + 1
    Y, W = np.eye(K)[y_train], np.zeros((K, A.shape[1]))
    for _ in range(20):
        P = softmax(A @ W.T)
        H = np.zeros((K, n, K, n))
        for j in range(K):
            for k in range(K):
                H[j, :, k] = (A * (P[:, j] * ((j == k) - P[:, k]))[:, None]).T @ A / m
        slope = ((P - Y).T @ A / m + 1e-3 * W).ravel()
        W = W - np.linalg.solve(H.reshape(K * n, K * n) + 1e-3 * np.eye(K * n), slope).reshape(K, n)
    return softmax(B @ W.T)


def hard(Z):
    return np.eye(Z.shape[1])[Z.argmax(axis=1)]


def shares_of_the_classes(X_train, y_train, X_test):
    return np.tile(np.bincount(y_train) / len(y_train), (len(X_test), 1))


def row_after_row(X_train, y_train, X_test):
    """One turn of long steps, example by example, in the order that came."""
    A, B = scaled(X_train, X_test)
    A, K = design(A), max(y_train) + 1
    W = np.zeros((K, A.shape[1]))
    for a, c in zip(A, y_train, strict=True):
        p = softmax(W @ a)
        p[c] -= 1
        W = W - 0.3 * np.outer(p, a)
    return softmax(design(B) @ W.T)


def neighbours(X_train, y_train, X_test):
    """No softmax classifier: the shares of the classes among the five nearest rows."""
    A, B = scaled(X_train, X_test)
    nearest = np.argsort(((B[:, None] - A) ** 2).sum(axis=2), axis=1)[:, :5]
    return np.eye(max(y_train) + 1)[y_train[nearest]].mean(axis=1)


def fits_two(X_train, y_train, X_test):
    """The two-class model; the other classes get a share that nobody trained."""
    A, B = scaled(X_train, X_test)
    A, theta = design(A), np.zeros(A.shape[1] + 1)
    for _ in range(300):
        theta = theta - 0.5 * A.T @ (sigmoid(A @ theta) - (y_train == 1)) / len(A)
    p = sigmoid(design(B) @ theta)
    P = np.full((len(B), max(y_train) + 1), 1e-3)
    P[:, 0], P[:, 1] = 1 - p, p
    return P / P.sum(axis=1, keepdims=True)


def one_against_the_rest(X_train, y_train, X_test):
    A, B = scaled(X_train, X_test)
    A, K = design(A), max(y_train) + 1
    W = np.zeros((K, A.shape[1]))
    for _ in range(300):
        W = W - 0.5 * (sigmoid(A @ W.T) - np.eye(K)[y_train]).T @ A / len(A)
    return sigmoid(design(B) @ W.T)


ZOO = {
    "cross_entropy": {
        "wrong": [
            ("unstable", entropy_of(naive)),
            ("unstable", lambda Z, Y: -np.mean(np.sum(Y * (Z - np.log(np.exp(Z).sum(axis=1))[:, None]), axis=1))),
            ("unstable", unshifted),
            ("unstable", lambda Z, Y: unshifted(Z - Z[:, :1], Y)),
            ("unstable", lambda Z, Y: unshifted(Z - Z.mean(axis=1, keepdims=True), Y)),
            ("wrong-sign", lambda Z, Y: -entropy(Z, Y)),
            ("missing-mean", lambda Z, Y: -np.sum(Y * logs(Z))),
            ("doubled-mean", lambda Z, Y: entropy(Z, Y) / len(Y)),
            ("mean-over-classes", lambda Z, Y: -np.mean(Y * logs(Z))),
            ("base-2-logarithm", entropy_of(softmax, np.log2)),
            ("base-10-logarithm", entropy_of(softmax, np.log10)),
            ("labels-and-probabilities-exchanged", lambda Z, Y: -np.mean(np.sum(softmax(Z) * np.log(Y), axis=1))),
            ("labels-and-probabilities-exchanged", lambda Z, Y: -(softmax(Z) * np.log(Y + 1e-9)).sum() / len(Z)),
            ("hard-labels-only", entropy_of_hot),
            ("binary-cost-for-each-class", lambda Z, Y: two_sided(Z, Y).sum() / len(Y)),
            ("binary-cost-for-each-class", lambda Z, Y: np.mean(two_sided(Z, Y))),
            ("softmax-over-wrong-axis", lambda Z, Y: -np.mean(np.sum(Y * logs(Z, 0), axis=1))),
            ("missing-softmax", lambda Z, Y: -np.sum(Y * Z) / len(Z)),
            ("missing-softmax", lambda Z, Y: -np.mean(np.sum(Y * np.log(Z), axis=1))),
            ("sigmoid-for-each-class", binary_entropies),
            ("sigmoid-for-each-class", lambda Z, Y: np.mean(np.sum(Y * np.logaddexp(0, -Z), axis=1))),
            ("squared-error", lambda Z, Y: np.sum((softmax(Z) - Y) ** 2) / len(Z)),
            ("squared-error", lambda Z, Y: np.mean((softmax(Z) - Y) ** 2)),
            ("two-classes-only", entropy_of_two),
            ("two-classes-only", lambda Z, Y: entropy(Z, Y) + Z.shape[1] - 2),
            ("log-of-an-underflow", entropy_of(softmax)),
            ("log-plus-eps", entropy_of(softmax, lambda P: np.log(P + 1e-15))),
            ("log-plus-eps", entropy_of(softmax, lambda P: np.log(P + 1e-8))),
            ("log-of-an-underflow", lambda Z, Y: -np.nansum(Y * np.log(softmax(Z))) / len(Z)),
            ("log-plus-eps", entropy_of(softmax, lambda P: np.log(P + 1e-20))),
            ("log-plus-eps", entropy_of(softmax, lambda P: np.log(P + 1e-300))),
            ("clipped", entropy_of(softmax, lambda P: np.log(np.maximum(P, 1e-20)))),
            ("clipped", entropy_of(softmax, lambda P: np.log(np.clip(P, 1e-300, 1)))),
            ("clipped", entropy_of(softmax, lambda P: np.log(np.maximum(P, 1e-12)))),
            ("clipped", entropy_of(softmax, lambda P: np.log(np.clip(P, 1e-7, 1 - 1e-7)))),
            ("wrong-shape", lambda Z, Y: -np.sum(Y * logs(Z), axis=1)),
        ],
        "right": [
            entropy,
            entropy_loop,
            lambda Z, Y: np.einsum("ik,ik", -np.asarray(Y), logs(Z)) / len(Z),
            lambda Z, Y: entropy(Z.astype(np.float32), Y.astype(np.float32)),
        ],
    },
    "softmax_jacobian": {
        "wrong": [
            ("unstable", jacobian_naive),
            ("unstable", lambda z: jacobian_naive(z - z[0])),
            ("unstable", lambda z: jacobian_naive(z - z.mean())),
            ("wrong-sign", lambda z: -jacobian(z)),
            ("off-diagonal-missing", lambda z: np.diag(softmax(z) - softmax(z) ** 2)),
            ("off-diagonal-missing", lambda z: softmax(z) - softmax(z) ** 2),
            ("off-diagonal-sign", jacobian_positive),
            ("off-diagonal-sign", lambda z: np.diag(softmax(z)) + np.outer(softmax(z), softmax(z))),
            ("diagonal-formula-everywhere", lambda z: softmax(z) - np.outer(softmax(z), softmax(z))),
            ("diagonal-formula-everywhere", lambda z: softmax(z)[:, None] * (1 - softmax(z))),
            ("off-diagonal-formula-everywhere", lambda z: -softmax(z) * softmax(z)[:, None]),
            ("jacobian-of-the-logarithm", lambda z: np.eye(len(z)) - softmax(z)),
            ("jacobian-of-the-logarithm", lambda z: np.eye(len(z)) - softmax(z)[:, None]),
            ("sigmoid-for-each-class", lambda z: np.diag(sigmoid(z) - sigmoid(z) ** 2)),
            ("two-classes-only", lambda z: np.prod(softmax(z)) * (2 * np.eye(len(z)) - 1)),
            ("returns-list", lambda z: jacobian(z).tolist()),
        ],
        "right": [jacobian, jacobian_loop, jacobian_single],
    },
    "softmax_gradient": {
        "wrong": [
            ("unstable", gradient_from(lambda W, X, Y: naive(X @ W.T) - Y)),
            ("hard-labels-only", gradient_from(lambda W, X, Y: softmax(X @ W.T) - np.eye(len(W))[Y.argmax(axis=1)])),
            ("wrong-values", lambda W, X, Y: gradient(W, X, Y) + W[0] / 7),
            ("wrong-sign", lambda W, X, Y: -gradient(W, X, Y)),
            ("wrong-sign", gradient_from(lambda W, X, Y: Y - softmax(X @ W.T))),
            ("missing-mean", lambda W, X, Y: len(X) * gradient(W, X, Y)),
            ("doubled-mean", lambda W, X, Y: gradient(W, X, Y) / len(X)),
            ("mean-over-wrong-axis", lambda W, X, Y: errors(W, X, Y).T @ X / W.shape[1]),
            ("mean-over-classes", lambda W, X, Y: errors(W, X, Y).T @ X / W.shape[0]),
            ("mean-over-classes", lambda W, X, Y: errors(W, X, Y).T @ X / Y.size),
            ("sigmoid-for-each-class", gradient_from(lambda W, X, Y: sigmoid(X @ W.T) - Y)),
            ("softmax-over-wrong-axis", gradient_from(lambda W, X, Y: softmax(X @ W.T, axis=0) - Y)),
            ("transposed-weights", gradient_from(lambda W, X, Y: softmax(X @ W) - Y)),
            ("missing-softmax", gradient_from(lambda W, X, Y: X @ W.T - Y)),
            ("only-the-own-class", gradient_from(lambda W, X, Y: Y * errors(W, X, Y))),
            ("only-the-own-class", gradient_from(lambda W, X, Y: Y * (softmax(X @ W.T) - 1))),
            ("leftover-derivative", gradient_from(leftover)),
            (
                "two-classes-only",
                lambda W, X, Y: gradient(W, X, Y) * (1 if len(W) == 2 else X.mean() + 3) + (len(W) - 2),
            ),
            ("transposed-result", lambda W, X, Y: gradient(W, X, Y).T),
            ("changes-argument", gradient_in_place),
        ],
        "right": [
            gradient,
            gradient_loop,
            lambda W, X, Y: np.mean(errors(W, X, Y)[:, :, None] * X[:, None, :], axis=0),
            lambda W, X, Y: (X.T @ errors(W, X, Y) / len(X)).T.astype(np.float32),
        ],
    },
    "penalised_gradient": {
        "wrong": [
            ("intercept-penalised", penalised(lambda W, l2, m: l2 * W)),
            ("penalty-factor-2", penalised(lambda W, l2, m: 2 * l2 * inner(W))),
            ("penalty-factor-half", penalised(lambda W, l2, m: 0.5 * l2 * inner(W))),
            ("penalty-subtracted", penalised(lambda W, l2, m: -l2 * inner(W))),
            ("penalty-forgotten", penalised(lambda W, l2, m: 0)),
            ("penalty-over-m", penalised(lambda W, l2, m: l2 / m * inner(W))),
            ("first-class-unpenalised", penalised(lambda W, l2, m: l2 * not_the_first_class(W))),
            ("penalty-not-differentiated", penalised(lambda W, l2, m: l2 / 2 * np.sum(inner(W) ** 2))),
            ("penalty-not-differentiated", penalised(lambda W, l2, m: l2 / 2 * inner(W) ** 2)),
            ("wrong-values", penalised(lambda W, l2, m: l2 * inner(np.roll(W, 1, axis=1)))),
            ("wrong-sign", lambda W, X, Y, l2: l2 * inner(W) - gradient(W, X, Y)),
            ("missing-mean", lambda W, X, Y, l2: len(X) * gradient(W, X, Y) + l2 * inner(W)),
            ("changes-argument", penalised_in_place),
            ("transposed-result", lambda W, X, Y, l2: (gradient(W, X, Y) + l2 * inner(W)).T),
        ],
        "right": [penalised(lambda W, l2, m: l2 * inner(W)), penalised_loop, penalised_joined],
    },
    "fit_softmax": {
        "wrong": [
            ("softmax-over-wrong-axis", trained(end=lambda Z: softmax(Z, axis=0))),
            ("missing-softmax", trained(end=lambda Z: Z)),
            ("missing-normalisation", trained(end=np.exp)),
            ("missing-normalisation", trained(end=lambda Z: np.exp(Z - Z.max(axis=1, keepdims=True)))),
            ("missing-normalisation", trained(end=lambda Z: np.exp(Z - Z.max()))),
            ("missing-normalisation", trained(end=lambda Z: softmax(Z) ** 2)),
            ("missing-normalisation", trained(end=lambda Z: np.round(softmax(Z), 3))),
            ("wrong-factor", trained(end=lambda Z: 100 * softmax(Z))),
            ("wrong-factor", trained(end=lambda Z: softmax(Z) / Z.shape[1])),
            ("wrong-factor", trained(end=lambda Z: softmax(Z) / len(Z))),
            ("wrong-factor", trained(end=lambda Z: 1 - softmax(Z))),
            ("wrong-values", trained(end=lambda Z: softmax(Z) / softmax(Z).max())),
            ("wrong-values", trained(end=lambda Z: softmax(Z) - 1 / Z.shape[1])),
            ("wrong-values", trained(end=lambda Z: softmax(softmax(Z)))),
            ("logarithm-returned", trained(end=lambda Z: np.log(softmax(Z) + 1e-300))),
            ("unstable", trained(steps=2000, end=lambda Z: np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True))),
            ("logarithm-returned", trained(end=lambda Z: np.log(softmax(Z)))),
            ("logarithm-returned", trained(end=logs)),
            ("normalised-over-everything", trained(end=lambda Z: np.exp(Z - Z.max()) / np.exp(Z - Z.max()).sum())),
            ("clipped", trained(end=lambda Z: np.clip(softmax(Z), 0.05, 0.95))),
            ("clipped", trained(end=lambda Z: np.maximum(softmax(Z), 0.2))),
            ("sigmoid-for-each-class", one_against_the_rest),
            ("hard-labels", trained(end=hard)),
            ("columns-exchanged", trained(end=lambda Z: softmax(Z)[:, ::-1])),
            ("columns-exchanged", trained(end=lambda Z: np.roll(softmax(Z), 1, axis=1))),
            ("wrong-way", trained(alpha=-0.05)),
            ("wrong-way", trained(turn=-1)),
            ("wrong-way", trained(turn=-1, steps=20)),
            ("bias-forgotten", trained(design=lambda X: X)),
            ("bias-forgotten", trained(design=lambda X: X, scale=itself)),
            ("uses-test-data", trained(scale=together)),
            ("uses-test-data", trained(scale=each_alone)),
            ("depends-on-order", row_after_row),
            ("depends-on-order", trained(part=slice(50), steps=100)),
            ("depends-on-order", trained(part=slice(20))),
            ("uses-test-data", trained(scale=shifted_by_the_test)),
            ("test-left-raw", trained(scale=test_raw)),
            ("test-left-raw", trained(scale=test_only(lambda X, a: X / a.std(axis=0)))),
            ("test-left-raw", trained(scale=test_only(lambda X, a: X - a.mean(axis=0)))),
            ("test-left-raw", trained(scale=test_only(lambda X, a: (X - a.min(axis=0)) / np.ptp(a, axis=0)))),
            ("wrong-values", on_columns(slice(-2, None))),
            ("wrong-values", on_columns(slice(1))),
            ("wrong-values", gaussians_of_single_columns),
            ("wrong-values", lambda *a: np.sort(trained()(*a), axis=1)),
            ("wrong-values", trained(start=at_random, alpha=0.01, steps=100)),
            ("wrong-values", trained(start=at_random, alpha=0.1, steps=10)),
            ("wrong-values", neighbours),
            ("two-classes-only", fits_two),
            ("not-trained-enough", trained(steps=3)),
            ("not-trained-enough", trained(steps=20)),
            ("overconfident", trained(turn=20)),
            ("overconfident", trained(shares=lambda Z: softmax(Z, axis=0))),
            ("features-not-scaled", trained(scale=itself)),
            ("features-not-scaled", trained(scale=itself, alpha=0.1, steps=1000)),
            ("features-not-scaled", trained(scale=itself, alpha=0.01)),
            ("features-not-scaled", trained(scale=itself, alpha=1e-6, steps=1000)),
            ("features-not-scaled", trained(scale=lambda a, b: (a - a.mean(axis=0), b - a.mean(axis=0)))),
            ("features-not-scaled", trained(scale=lambda a, b: (a / 100, b / 100))),
            ("same-answer-for-every-row", shares_of_the_classes),
            ("same-answer-for-every-row", trained(steps=0)),
            ("wrong-shape", lambda *a: trained()(*a).argmax(axis=1)),
            ("wrong-shape", lambda *a: trained()(*a).T),
            ("returns-list", lambda *a: trained()(*a).tolist()),
        ],
        "right": [
            trained(),
            trained_loop,
            trained_single,
            trained_by_newton,
            trained(steps=1000, alpha=1.0),
            trained(scale=lambda a, b: (a / a.std(axis=0), b / a.std(axis=0)), steps=3000),
            trained(design=lambda X: np.column_stack((np.ones(len(X)), X, X**2))),
        ],
    },
}
