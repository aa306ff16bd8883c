"""Right answers in the many styles in which people publish them: each passes, whatever it looks like."""

import collections
import copy
import fractions
import functools
import logging
import math
import warnings

import numpy as np

RIGHT = []


def right(name):
    """Enter a function into the table under its exercise."""

    def _enter(function):
        RIGHT.append((name, function))
        return function

    return _enter


def sg(z):
    return 0.5 * (1 + np.tanh(0.5 * np.asarray(z)))


def sm(Z):
    e = np.exp(Z - np.max(Z, axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def mask(n):
    v = np.ones(n)
    v[0] = 0
    return v


@right("sigmoid")
def sig_piecewise(z):
    return np.piecewise(
        np.asarray(z, dtype=float),
        [z < 0, z >= 0],
        [lambda t: np.exp(t) / (1 + np.exp(t)), lambda t: 1 / (1 + np.exp(-t))],
    )


@right("sigmoid")
def sig_masks(z):
    z = np.array(z, dtype=np.float64)
    result = np.zeros(z.shape)
    pos = z >= 0
    result[pos] = 1.0 / (1.0 + np.exp(-z[pos]))
    ez = np.exp(z[~pos])
    result[~pos] = ez / (1.0 + ez)
    return result


@right("sigmoid")
def sig_logaddexp(z):
    return np.exp(-np.logaddexp(0.0, -z))


@right("sigmoid")
def sig_typed(z: "np.ndarray") -> "np.ndarray":
    """Docs."""
    g: np.ndarray = np.zeros_like(z, dtype=float)
    it = np.nditer(z, flags=["multi_index"])
    for v in it:
        x = float(v)
        g[it.multi_index] = 1 / (1 + math.exp(-x)) if x >= 0 else math.exp(x) / (1 + math.exp(x))
    return g


@right("sigmoid")
def sig_apply(z):
    @np.vectorize
    def one(x):
        try:
            return 1.0 / (1.0 + math.exp(-x))
        except OverflowError:
            return 0.0

    return one(z.astype(float))


@right("sigmoid")
def sig_from_import(z):
    from scipy.stats import logistic

    return logistic.cdf(z)


@right("sigmoid")
def sig_errstate_all(z):
    with np.errstate(all="ignore"):
        return 1 / (1 + np.exp(-z))


@right("sigmoid")
def sig_warnings_catch(z):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return np.reciprocal(1 + np.exp(-np.asarray(z, dtype=float)))


@right("sigmoid")
def sig_global_np_import(z):
    import numpy as jnp

    return jnp.divide(1.0, jnp.add(1.0, jnp.exp(jnp.negative(z))))


@right("sigmoid")
def sig_inplace_on_copy(z):
    t = np.array(z, dtype=float, copy=True)
    t *= -1
    np.clip(t, -745, 709, out=t)
    np.exp(t, out=t)
    t += 1
    np.reciprocal(t, out=t)
    return t


right("sigmoid")(functools.reduce(lambda f, g: lambda x: g(f(x)), [lambda z: z / 2, np.tanh, lambda t: (t + 1) / 2]))


right("sigmoid")(lambda z, **options: sg(z))


right("sigmoid")(lambda z: np.frompyfunc(lambda v: 0.5 + 0.5 * math.tanh(v / 2), 1, 1)(z).astype(float))


@right("sigmoid")
def sig_logging(z):
    logging.getLogger("me").warning("shape %s", z.shape)
    return sg(z)


@right("sigmoid")
def sig_match(z):
    match z.ndim:
        case 0:
            return sg(z)
        case _:
            return np.stack([sg(row) for row in z])


@right("sigmoid")
def sig_generator_inside(z):
    return np.fromiter((0.5 + 0.5 * math.tanh(v / 2) for v in z.flat), dtype=float, count=z.size).reshape(z.shape)


@right("sigmoid")
def sig_torch_like_tensor(z):
    import decimal

    return np.array([float(1 / (1 + (-decimal.Decimal(float(v))).exp())) for v in z.flat]).reshape(z.shape)


@right("cost")
def cost_log1p(theta, X, y):
    z = X.dot(theta)
    return np.mean(np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z))))


@right("cost")
def cost_column(theta, X, y):
    theta = theta.reshape(-1, 1)
    y = y.reshape(-1, 1)
    m = y.shape[0]
    z = X @ theta
    return ((np.logaddexp(0, z) - y * z).sum() / m).item()


@right("cost")
def cost_einsum(theta, X, y):
    z = np.einsum("ij,j->i", X, theta)
    return np.einsum("i->", np.logaddexp(0, z) - y * z) / z.shape[0]


@right("cost")
def cost_loop(theta, X, y):
    J = 0.0
    m = X.shape[0]
    for i in range(m):
        z = 0
        for j in range(X.shape[1]):
            z += theta[j] * X[i][j]
        if y[i] == 1:
            J += math.log1p(math.exp(-z)) if z > 0 else -z + math.log1p(math.exp(z))
        else:
            J += z + math.log1p(math.exp(-z)) if z > 0 else math.log1p(math.exp(z))
    return J / m


@right("cost")
def cost_scipy_softplus(theta, X, y):
    from scipy.special import log_expit

    z = X @ theta
    return -(y * log_expit(z) + (1 - y) * log_expit(-z)).mean()


@right("cost")
def cost_squeeze(theta, X, y):
    z = X @ theta
    J = np.mean(np.logaddexp(0, z[:, None]) - y[:, None] * z[:, None], axis=0, keepdims=True)
    return np.squeeze(J)


@right("cost")
def cost_sorted_fsum(theta, X, y):
    return math.fsum(np.logaddexp(0, X @ theta) - y * (X @ theta)) / len(y)


@right("cost")
def cost_map(theta, X, y):
    return sum(map(lambda row, t: np.logaddexp(0, row @ theta) - t * (row @ theta), X, y)) / len(X)


@right("cost")
def cost_closure(theta, X, y):
    m = len(y)

    def h(i):
        return X[i] @ theta

    def loss(i):
        nonlocal m
        return np.logaddexp(0, h(i)) - y[i] * h(i)

    return sum(loss(i) for i in range(m)) / m


@right("cost")
def cost_lam_default(theta, X, y, lambda_=0):
    z = X @ theta
    return np.mean(np.logaddexp(0, z) - y * z) + lambda_ * np.sum(theta**2)


@right("cost")
def cost_pandas(theta, X, y):
    import pandas as pd

    df = pd.DataFrame(X)
    z = df.values @ theta
    return pd.Series(np.logaddexp(0, z) - y * z).mean()


@right("cost")
def cost_where_naive_stable(theta, X, y):
    z = X @ theta
    with np.errstate(over="ignore"):
        return np.where(np.abs(z) > 700, np.maximum(z, 0), np.log(1 + np.exp(z))).mean() - np.mean(y * z)


@right("cost")
def cost_inplace_own(theta, X, y):
    z = X @ theta
    J = np.logaddexp(0, z)
    J -= y * z
    J /= len(y)
    return J.sum()


@right("gradient")
def grad_einsum(theta, X, y):
    return np.einsum("ij,i->j", X, sg(X @ theta) - y) / len(y)


@right("gradient")
def grad_column_ravel(theta, X, y):
    theta = theta[:, np.newaxis]
    y = y[:, np.newaxis]
    g = X.T.dot(sg(X.dot(theta)) - y) / y.size
    return g.ravel()


@right("gradient")
def grad_loops(theta, X, y):
    m, n = X.shape
    grad = np.zeros(n)
    for i in range(m):
        e = sg(X[i] @ theta) - y[i]
        for j in range(n):
            grad[j] += e * X[i, j]
    return grad / m


@right("gradient")
def grad_mean_axis0(theta, X, y):
    return np.mean((sg(X @ theta) - y).reshape(-1, 1) * X, axis=0)


@right("gradient")
def grad_accumulate(theta, X, y):
    g = 0
    for x, t in zip(X, y, strict=True):
        g = g + x * (sg(x @ theta) - t)
    return g / len(y)


@right("gradient")
def grad_neg(theta, X, y):
    return -(1 / X.shape[0]) * (y - sg(np.dot(X, theta))).dot(X)


@right("gradient")
def grad_matrix_to_array(theta, X, y):
    X = np.matrix(X)
    t = np.matrix(theta).T
    e = np.asarray(sg(X * t)).ravel() - y
    return np.asarray(e @ np.asarray(X)) / len(y)


@right("gradient")
def grad_float32_cast(theta, X, y):
    return (X.T @ (sg(X @ theta) - y) / len(y)).astype(np.float32)


@right("penalised_cost")
def pc_norm(theta, X, y, l2):
    z = X @ theta
    return np.mean(np.logaddexp(0, z) - y * z) + 0.5 * l2 * np.linalg.norm(theta[1:]) ** 2


@right("penalised_cost")
def pc_copy_zero(theta, X, y, l2):
    t = theta.copy()
    t[0] = 0
    z = X.dot(theta)
    return (np.logaddexp(0, z) - y * z).mean() + (l2 / 2) * t.T.dot(t)


@right("penalised_cost")
def pc_minus_first(theta, X, y, l2):
    z = X @ theta
    return np.mean(np.logaddexp(0, z) - y * z) + l2 / 2 * (np.sum(theta**2) - theta[0] ** 2)


@right("penalised_cost")
def pc_delete(theta, X, y, l2):
    z = X @ theta
    return np.mean(np.logaddexp(0, z) - y * z) + l2 * np.sum(np.square(np.delete(theta, 0))) / 2


@right("penalised_cost")
def pc_mask(theta, X, y, l2):
    mask = np.arange(theta.size) != 0
    z = X @ theta
    return np.logaddexp(0, z).mean() - (y * z).mean() + l2 / 2 * (theta[mask] @ theta[mask])


@right("descend")
def desc_list_history(gradient, start, alpha, steps):
    path = [np.array(start, dtype=float)]
    while len(path) <= steps:
        path.append(path[-1] - alpha * gradient(path[-1]))
    return path[-1]


@right("descend")
def drec(gradient, start, alpha, steps):
    return (
        np.asarray(start, dtype=float)
        if steps == 0
        else drec(gradient, start - alpha * gradient(start), alpha, steps - 1)
    )


@right("descend")
def desc_reduce(gradient, start, alpha, steps):
    return functools.reduce(lambda t, _: t - alpha * np.asarray(gradient(t)), range(steps), np.asarray(start, float))


@right("descend")
def desc_elementwise_temp(gradient, start, alpha, steps):
    theta = list(map(float, start))
    for _ in range(steps):
        g = gradient(np.array(theta))
        temp = [theta[j] - alpha * g[j] for j in range(len(theta))]
        theta = temp
    return np.array(theta)


@right("descend")
def desc_deepcopy(gradient, start, alpha, steps):
    w = copy.deepcopy(start).astype("float64")
    for _ in range(steps):
        w -= alpha * gradient(w)
    return w


@right("descend")
def desc_subtract_out(gradient, start, alpha, steps):
    w = np.empty(len(start))
    w[:] = start
    for _ in range(steps):
        np.subtract(w, alpha * gradient(w), out=w)
    return w


@right("descend")
def desc_print_progress(gradient, start, alpha, steps):
    w = start * 1.0
    for k in range(steps):
        w = w - alpha * gradient(w)
        if k % 2 == 0:
            print(f"step {k}: {w}")
    return w


@right("gradient_check")
def gc_zeros_like_float(cost, theta, h):
    g = np.zeros(theta.shape)
    p = np.zeros(theta.shape)
    for i in range(theta.size):
        p[i] = h
        g[i] = (cost(theta + p) - cost(theta - p)) / (2 * h)
        p[i] = 0
    return g


@right("gradient_check")
def gc_nditer(cost, theta, h):
    x = np.array(theta, dtype=float)
    grad = np.zeros_like(x)
    it = np.nditer(x, flags=["multi_index"])
    while not it.finished:
        ix = it.multi_index
        old = x[ix]
        x[ix] = old + h
        up = cost(x)
        x[ix] = old - h
        down = cost(x)
        x[ix] = old
        grad[ix] = (up - down) / 2 / h
        it.iternext()
    return grad


@right("gradient_check")
def gc_half_difference(cost, theta, h):
    return np.array(
        [
            0.5 * ((cost(theta + h * e) - cost(theta)) / h + (cost(theta) - cost(theta - h * e)) / h)
            for e in np.identity(len(theta))
        ]
    )


@right("gradient_check")
def gc_apply(cost, theta, h):
    return np.apply_along_axis(lambda e: (cost(theta + h * e) - cost(theta - h * e)) / (2 * h), 0, np.eye(len(theta)))


@right("standardize")
def std_sigma_assign(train, test):
    mu, sigma = train.mean(axis=0), train.std(axis=0)
    sigma[sigma == 0] = 1
    return ((train - mu) / sigma, (test - mu) / sigma)


@right("standardize")
def std_sqrt_var_manual(train, test):
    m = len(train)
    mu = train.sum(0) / m
    sd = np.sqrt(((train - mu) ** 2).sum(0) / m)
    sd = sd + (sd == 0)
    return (train - mu) / sd, (test - mu) / sd


@right("standardize")
def std_columns_loop(train, test):
    A = train.astype(float).copy()
    B = test.astype(float).copy()
    for j in range(train.shape[1]):
        mu, sd = A[:, j].mean(), A[:, j].std()
        A[:, j] -= mu
        B[:, j] -= mu
        if sd > 0:
            A[:, j] /= sd
            B[:, j] /= sd
        else:
            A[:, j] = 0
            B[:, j] = 0
    return A, B


@right("standardize")
def std_eps_max(train, test):
    mu, sd = train.mean(0), np.maximum(train.std(0), 1e-12)
    return (train - mu) / sd * (train.std(0) > 0), (test - mu) / sd * (train.std(0) > 0)


@right("standardize")
def std_scipy_zmap(train, test):
    from scipy.stats import zmap

    with np.errstate(all="ignore"):
        return tuple(np.nan_to_num(zmap(p, train), nan=0.0, posinf=0, neginf=0) for p in (train, test))


@right("standardize")
def std_list_returned(train, test):
    mu, sd = train.mean(0), train.std(0)
    sd[sd == 0] = 1
    return [(train - mu) / sd, (test - mu) / sd]


@right("standardize")
def std_pandas(train, test):
    import pandas as pd

    a, b = pd.DataFrame(train), pd.DataFrame(test)
    mu, sd = a.mean(), a.std(ddof=0).replace(0, 1)
    return ((a - mu) / sd).values, ((b - mu) / sd).values


@right("standardize")
def std_inner_class(train, test):
    class Scaler:
        def fit(self, X):
            self.mean_ = X.mean(axis=0)
            self.scale_ = X.std(axis=0)
            self.scale_[self.scale_ == 0.0] = 1.0
            return self

        def transform(self, X):
            return (X - self.mean_) / self.scale_

        def fit_transform(self, X):
            return self.fit(X).transform(X)

    s = Scaler()
    return s.fit_transform(train), s.transform(test)


@right("newton_step")
def newton_inv(theta, X, y):
    h = sg(X @ theta)
    return theta - np.linalg.inv(X.T @ np.diag(h * (1 - h)) @ X / len(y)) @ (X.T @ (h - y) / len(y))


@right("newton_step")
def newton_pinv(theta, X, y):
    h = sg(X @ theta)
    return theta - np.linalg.pinv((X.T * (h * (1 - h))) @ X) @ X.T @ (h - y)


@right("newton_step")
def newton_irls(theta, X, y):
    h = sg(X @ theta)
    s = h * (1 - h)
    A = X * np.sqrt(s)[:, None]
    return theta + np.linalg.lstsq(A, (y - h) / np.sqrt(np.where(s > 0, s, 1)) * (s > 0), rcond=None)[0]


@right("newton_step")
def newton_scipy_cho(theta, X, y):
    from scipy.linalg import cho_factor, cho_solve

    h = sg(X @ theta)
    return theta - cho_solve(cho_factor(np.einsum("ij,i,ik->jk", X, h * (1 - h), X)), X.T @ (h - y))


@right("newton_step")
def newton_column(theta, X, y):
    t = theta.reshape(-1, 1).astype(float)
    y = y.reshape(-1, 1)
    h = sg(X @ t)
    H = X.T @ (h * (1 - h) * X)
    return (t - np.linalg.solve(H, X.T @ (h - y))).flatten()


@right("one_hot")
def oh_squeeze_T(y, K):
    Y = np.zeros((K, y.size))
    Y[y, np.arange(y.size)] = 1
    return Y.T


@right("one_hot")
def oh_bool_float(y, K):
    return np.equal.outer(y, np.arange(K)).astype(np.float32)


@right("one_hot")
def oh_loop_enum(y, K):
    out = np.zeros((len(y), K), dtype=int)
    for i, c in enumerate(y):
        out[i, c] = 1
    return out


@right("one_hot")
def oh_sklearn(y, K):
    from sklearn.preprocessing import OneHotEncoder

    return OneHotEncoder(categories=[list(range(K))], sparse_output=False).fit_transform(np.asarray(y).reshape(-1, 1))


@right("one_hot")
def oh_pandas(y, K):
    import pandas as pd

    return pd.get_dummies(pd.Categorical(y, categories=range(K))).to_numpy().astype(float)


@right("one_hot")
def oh_flat_index(y, K):
    Y = np.zeros(len(y) * K)
    Y[np.arange(len(y)) * K + np.asarray(y)] = 1.0
    return Y.reshape(len(y), K)


@right("softmax")
def sm_apply_along(Z):
    return np.apply_along_axis(lambda r: np.exp(r - r.max()) / np.exp(r - r.max()).sum(), 1, Z)


@right("softmax")
def sm_T_builtin_sum(Z):
    e = np.exp(Z.T - Z.max(axis=1))
    return (e / sum(e)).T


@right("softmax")
def sm_scipy(Z):
    from scipy.special import softmax

    return softmax(Z, axis=-1)


@right("softmax")
def sm_loops(Z):
    P = np.empty(Z.shape)
    for i in range(Z.shape[0]):
        c = max(Z[i])
        total = 0.0
        for k in range(Z.shape[1]):
            P[i, k] = math.exp(Z[i, k] - c)
            total += P[i, k]
        P[i] /= total
    return P


@right("softmax")
def sm_einsum(Z):
    e = np.exp(Z - np.amax(Z, axis=1)[..., None])
    return np.einsum("ij,i->ij", e, 1 / np.einsum("ij->i", e))


@right("softmax")
def sm_pairwise(Z):
    with np.errstate(over="ignore"):
        return 1 / np.exp(Z[:, None, :] - Z[:, :, None]).sum(axis=2)


@right("softmax")
def sm_float32(Z):
    Z = Z.astype(np.float32)
    e = np.exp(Z - Z.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)


@right("log_softmax")
def lsm_max(Z):
    c = Z.max(axis=1, keepdims=True)
    return Z - c - np.log(np.sum(np.exp(Z - c), axis=1, keepdims=True))


@right("log_softmax")
def lsm_scipy_logsumexp(Z):
    from scipy.special import logsumexp

    return Z - logsumexp(Z, axis=1)[:, None]


@right("log_softmax")
def lsm_rows(Z):
    return np.stack([r - (r.max() + np.log(np.exp(r - r.max()).sum())) for r in Z])


@right("cross_entropy")
def ce_einsum(Z, Y):
    S = Z - Z.max(1, keepdims=True)
    return -np.einsum("ij,ij->", Y, S - np.log(np.exp(S).sum(1))[:, None]) / len(Z)


@right("cross_entropy")
def ce_loops(Z, Y):
    total = 0.0
    for z, t in zip(Z, Y, strict=True):
        c = max(z)
        lse = c + math.log(sum(math.exp(v - c) for v in z))
        for k in range(len(z)):
            total -= t[k] * (z[k] - lse)
    return total / len(Z)


@right("cross_entropy")
def ce_average(Z, Y):
    return np.average(np.logaddexp.reduce(Z, axis=1) - np.sum(Z * Y, axis=1))


@right("cross_entropy")
def ce_nansum_where(Z, Y):
    S = Z - Z.max(1, keepdims=True)
    L = S - np.log(np.exp(S).sum(1, keepdims=True))
    return -np.where(Y > 0, Y * L, 0).sum() / Z.shape[0]


@right("softmax_jacobian")
def jac_loops(z):
    p = np.exp(z - np.max(z)) / np.sum(np.exp(z - np.max(z)))
    J = np.zeros((len(p), len(p)))
    for i in range(len(p)):
        for j in range(len(p)):
            J[i][j] = p[i] * (1 - p[i]) if i == j else -p[i] * p[j]
    return J


@right("softmax_jacobian")
def jac_diagflat(z):
    s = sm(np.atleast_2d(z)).reshape(-1, 1)
    return np.diagflat(s) - np.dot(s, s.T)


@right("softmax_jacobian")
def jac_kron(z):
    p = sm(np.asarray(z)[None, :])[0]
    return p[:, None] * (np.eye(p.size) - p[None, :])


@right("softmax_jacobian")
def jac_complex_step(z):
    z = np.asarray(z, dtype=float)
    K = len(z)
    J = np.zeros((K, K))
    for k in range(K):
        w = (z - z.max()).astype(complex)
        w[k] += 1e-20j
        e = np.exp(w)
        J[:, k] = (e / e.sum()).imag / 1e-20
    return J


@right("softmax_gradient")
def sgr_einsum(W, X, Y):
    return np.einsum("mk,mn->kn", sm(X @ W.T) - Y, X) / X.shape[0]


@right("softmax_gradient")
def sgr_outer_loop(W, X, Y):
    G = np.zeros(W.shape)
    m = len(X)
    for i in range(m):
        G += np.outer(sm((W @ X[i])[None])[0] - Y[i], X[i])
    return G / m


@right("softmax_gradient")
def sgr_transposed_layout(W, X, Y):
    w = W.T
    s = X.dot(w)
    s = s - s.max(axis=1)[:, None]
    p = np.exp(s) / np.exp(s).sum(axis=1)[:, None]
    d = (p - Y) / X.shape[0]
    return X.T.dot(d).T


@right("softmax_gradient")
def sgr_inplace_own(W, X, Y):
    P = sm(X @ W.T)
    P -= Y
    P /= len(X)
    return P.T @ X


@right("penalised_gradient")
def pg_hstack(W, X, Y, l2):
    return (sm(X @ W.T) - Y).T @ X / len(X) + l2 * np.hstack((np.zeros((len(W), 1)), W[:, 1:]))


@right("penalised_gradient")
def pg_slice(W, X, Y, l2):
    G = (sm(X @ W.T) - Y).T @ X / len(X)
    G[:, 1:] += l2 * W[:, 1:]
    return G


@right("penalised_gradient")
def pg_mask(W, X, Y, l2):
    mask = np.ones_like(W)
    mask[:, 0] = 0
    return (sm(X @ W.T) - Y).T @ X / len(X) + l2 * mask * W


@right("confusion")
def conf_loop(y, labels, K):
    C = np.zeros((K, K))
    for t, p in zip(y, labels, strict=True):
        C[t][p] += 1
    return C


@right("confusion")
def conf_bincount(y, labels, K):
    return np.bincount(K * y + labels, minlength=K * K).reshape(K, K)


@right("confusion")
def conf_counter(y, labels, K):
    c = collections.Counter(zip(y.tolist(), labels.tolist(), strict=True))
    return np.array([[c[i, j] for j in range(K)] for i in range(K)])


@right("confusion")
def conf_list_to_array(y, labels, K):
    m = [[0] * K for _ in range(K)]
    for i in range(len(y)):
        m[y[i]][labels[i]] += 1
    return np.array(m)


@right("confusion")
def conf_sklearn(y, labels, K):
    from sklearn.metrics import confusion_matrix

    return confusion_matrix(y, labels, labels=np.arange(K))


@right("confusion")
def conf_scipy_coo(y, labels, K):
    from scipy.sparse import coo_matrix

    return coo_matrix((np.ones(len(y), dtype=int), (y, labels)), shape=(K, K)).toarray()


@right("precision_recall")
def pr_counts(y, labels):
    tp = fp = fn = 0
    for t, p in zip(y, labels, strict=True):
        if p == 1 and t == 1:
            tp += 1
        elif p == 1:
            fp += 1
        elif t == 1:
            fn += 1
    return tp / (tp + fp), tp / (tp + fn)


@right("precision_recall")
def pr_namedtuple(y, labels):
    PR = collections.namedtuple("PR", "precision recall")
    hits = np.sum((y == 1) & (labels == 1))
    return PR(hits / np.sum(labels == 1), hits / np.sum(y == 1))


@right("precision_recall")
def pr_list(y, labels):
    tp = (y * labels).sum()
    return [tp / labels.sum(), tp / y.sum()]


@right("precision_recall")
def pr_sklearn(y, labels):
    from sklearn.metrics import precision_recall_fscore_support

    p, r_, *_ = precision_recall_fscore_support(y, labels, average="binary")
    return p, r_


@right("precision_recall")
def pr_fractions(y, labels):
    tp = int(np.sum(y * labels))
    return fractions.Fraction(tp, int(labels.sum())), fractions.Fraction(tp, int(y.sum()))


@right("threshold")
def thr_fraction(false_alarm, miss):
    return float(fractions.Fraction(false_alarm) / (fractions.Fraction(false_alarm) + fractions.Fraction(miss)))


@right("threshold")
def thr_root(false_alarm, miss):
    from scipy.optimize import brentq

    return brentq(lambda p: (1 - p) * false_alarm - p * miss, 0, 1, xtol=1e-13)


@right("predict")
def pred_list_comp(theta, X, threshold):
    return np.array([1 if sg(x @ theta) >= threshold else 0 for x in X])


@right("predict")
def pred_int8(theta, X, threshold):
    return (sg(X @ theta) >= threshold).astype(np.int8)


@right("predict")
def pred_zeros_mask(theta, X, threshold):
    p = np.zeros(len(X), dtype=int)
    p[sg(X @ theta) >= threshold] = 1
    return p


@right("boundary")
def bound_poly1d(theta, x1):
    return np.poly1d([-theta[1] / theta[2], -theta[0] / theta[2]])(x1)


@right("boundary")
def bound_unpack(theta, x1):
    b, (w1, w2) = theta[0], theta[1:]
    c = -b / w2
    m = -w1 / w2
    return m * x1 + c


@right("one_vs_all_labels")
def ova_listcomp(y, k):
    return np.array([1 if c == k else 0 for c in y])


@right("one_vs_all_predict")
def ovp_dot_loop(W, X):
    out = np.zeros(len(X), dtype=int)
    for i in range(len(X)):
        best = -np.inf
        for k in range(len(W)):
            s = W[k] @ X[i]
            if s > best:
                best, out[i] = s, k
    return out


@right("softmax_predict")
def smp_argsort(W, X):
    return np.argsort(-(X @ W.T), axis=1, kind="stable")[:, 0]


@right("fit_logistic")
def fl_momentum_global_rng(X, y, l2):
    np.random.seed(42)  # noqa: NPY002  as people write it
    t = np.random.rand(X.shape[1])  # noqa: NPY002
    v = 0
    for _ in range(4000):
        v = 0.9 * v + X.T @ (sg(X @ t) - y) / len(y) + l2 * mask(len(t)) * t
        t = t - 0.1 * v
    return t


@right("fit_logistic")
def fl_fmin_tnc(X, y, l2):
    import scipy.optimize as opt

    def J(t):
        z = X @ t
        return np.mean(np.logaddexp(0, z) - y * z) + l2 / 2 * t[1:] @ t[1:]

    def G(t):
        return X.T @ (sg(X @ t) - y) / len(y) + l2 * mask(len(t)) * t

    return opt.fmin_tnc(func=J, x0=np.zeros(X.shape[1]), fprime=G, messages=0, ftol=1e-12, pgtol=1e-8)[0]


@right("fit_logistic")
def fl_class(X, y, l2):
    class LogReg:
        def __init__(self, lr=0.5, n_iter=6000):
            self.lr, self.n_iter, self.losses = lr, n_iter, []

        def fit(self, X, y):
            self.w = np.zeros(X.shape[1])
            for i in range(self.n_iter):
                g = X.T @ (sg(X @ self.w) - y) / len(y)
                g[1:] += l2 * self.w[1:]
                self.w -= self.lr * g
                if i % 1000 == 0:
                    print(i)
            return self

    return LogReg().fit(X, y).w


@right("fit_logistic")
def fl_sklearn(X, y, l2):
    from sklearn.linear_model import LogisticRegression

    m = LogisticRegression(C=1 / (l2 * len(y)) if l2 > 0 else np.inf, max_iter=10000, tol=1e-10).fit(X[:, 1:], y)
    return np.concatenate((m.intercept_, m.coef_.ravel()))


@right("fit_logistic")
def fl_nelder(X, y, l2):
    from scipy.optimize import minimize

    def f(t):
        return np.mean(np.logaddexp(0, X @ t) - y * (X @ t)) + l2 / 2 * np.sum(t[1:] ** 2)

    return minimize(
        f,
        np.random.randn(X.shape[1]),  # noqa: NPY002
        method="Nelder-Mead",
        options={"xatol": 1e-7, "fatol": 1e-12, "maxiter": 20000, "maxfev": 20000},
    ).x


@right("fit_softmax")
def fs_newton_cg(X_train, y_train, X_test):
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    return (
        make_pipeline(StandardScaler(), LogisticRegression(C=10, max_iter=1000, random_state=0))
        .fit(X_train, y_train)
        .predict_proba(X_test)
    )


@right("fit_softmax")
def fs_adam_rng(X_train, y_train, X_test):
    rng = np.random.RandomState(0)
    mu, sd = X_train.mean(0), X_train.std(0)
    A = np.c_[np.ones(len(X_train)), (X_train - mu) / sd]
    B = np.c_[np.ones(len(X_test)), (X_test - mu) / sd]
    K = y_train.max() + 1
    W = rng.normal(0, 0.01, (A.shape[1], K))
    Y = np.eye(K)[y_train]
    m = v = np.zeros_like(W)
    for t in range(1, 801):
        g = A.T @ (sm(A @ W) - Y) / len(A)
        m = 0.9 * m + 0.1 * g
        v = 0.999 * v + 0.001 * g * g
        W = W - 0.03 * (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8)
    return sm(B @ W)


@right("fit_softmax")
def fs_sgd_shuffle(X_train, y_train, X_test):
    import random

    random.seed(1)
    mu, sd = X_train.mean(0), X_train.std(0)
    A = np.c_[np.ones(len(X_train)), (X_train - mu) / sd]
    B = np.c_[np.ones(len(X_test)), (X_test - mu) / sd]
    K = len(set(y_train.tolist()))
    W = np.zeros((K, A.shape[1]))
    order = list(range(len(A)))
    for e in range(40):
        random.shuffle(order)
        for i in order:
            p = sm((W @ A[i])[None])[0]
            p[y_train[i]] -= 1
            W -= 0.3 / (1 + e) ** 0.6 * np.outer(p, A[i])
    return sm(B @ W.T)


@right("fit_softmax")
def fs_lbfgs(X_train, y_train, X_test):
    from scipy.optimize import minimize

    mu, sd = X_train.mean(0), X_train.std(0)
    A = np.c_[np.ones(len(X_train)), (X_train - mu) / sd]
    B = np.c_[np.ones(len(X_test)), (X_test - mu) / sd]
    K = int(max(y_train)) + 1
    Y = np.eye(K)[y_train]
    n = A.shape[1]

    def f(w):
        W = w.reshape(K, n)
        Z = A @ W.T
        P = sm(Z)
        return np.mean(np.logaddexp.reduce(Z, 1) - (Y * Z).sum(1)) + 5e-4 * w @ w, (
            (P - Y).T @ A / len(A) + 1e-3 * W
        ).ravel()

    return sm(B @ minimize(f, np.zeros(K * n), jac=True, method="L-BFGS-B").x.reshape(K, n).T)
