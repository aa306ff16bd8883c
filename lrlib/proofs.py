"""The register: every statement of the lecture that SymPy can check, by its id, as residuals that must vanish."""

from collections.abc import Callable, Sequence
from typing import Any

import sympy as sp

from lrlib.residuals import Proof, Residuals, claim, is_zero, logits, loss, probabilities

__all__ = ["Proof", "claim", "is_zero", "items", "logits", "loss", "probabilities", "prove"]

REGISTER: dict[str, tuple[str, Residuals]] = {}


def prove(item: str) -> Proof:
    """Check one statement of the register, for K = 2, ..., 5.

    Parameters
    ----------
    item : str
        One of `items()`: a lecture id such as "L24", or a name such as "batch".

    Returns
    -------
    Proof
        Shows itself.

    Raises
    ------
    ValueError
        If there is no such statement.

    Examples
    --------
    >>> prove("L31")
    L31: proved for K = 2, 3, 4, 5: ∂ℒ/∂z_k = ŷ_k − y_k if Σ_j y_j = 1
    """
    if item not in REGISTER:
        raise ValueError(f"there is no statement {item!r}; wanted is one of {', '.join(REGISTER)}")
    statement, residuals = REGISTER[item]
    return claim(residuals, statement, item=item)


def items() -> list[str]:
    """Return the ids of all statements.

    Returns
    -------
    list of str
        In the order of the lecture.

    Examples
    --------
    >>> items()[:3]
    ['L02', 'L05', 'L06']
    """
    return list(REGISTER)


def _states(item: str, statement: str) -> Callable[[Residuals], Residuals]:
    def keep(residuals: Residuals) -> Residuals:
        REGISTER[item] = (statement, residuals)
        return residuals

    return keep


def _summing_to_one(K: int) -> list[Any]:
    """Return labels whose last one is what the others leave of 1."""
    y: list[Any] = logits(K, "y")
    return [*y[:-1], 1 - sum(y[:-1])]


def _slopes(y: Sequence[Any], z: Sequence[Any]) -> list[Any]:
    total = loss(y, probabilities(z))
    return [sp.diff(total, v) for v in z]


def _free(K: int) -> tuple[list[Any], list[Any], list[Any]]:
    """Return K probabilities and labels as free symbols, and the slopes of the softmax written in them."""
    p, y = logits(K, "p"), logits(K, "y")
    return p, y, [[p[j] * (int(j == k) - p[k]) for k in range(K)] for j in range(K)]


def _one_hot(K: int) -> list[list[int]]:
    return [[int(j == k) for j in range(K)] for k in range(K)]


def _sigmoid(z: Any) -> Any:
    return 1 / (1 + sp.exp(-z))


@_states("L02", "σ'(z) = σ(z) (1 − σ(z)), σ(−z) = 1 − σ(z), log(σ/(1 − σ)) = z")
def _(K: int) -> list[Any]:
    (z,) = logits(1)
    s = _sigmoid(z)
    return [sp.diff(s, z) - s * (1 - s), _sigmoid(-z) - 1 + s, sp.log(s / (1 - s)) - z]


@_states("L05", "−y log h − (1 − y) log(1 − h) is −log h at y = 1 and −log(1 − h) at y = 0")
def _(K: int) -> list[Any]:
    h, y = sp.Symbol("h", positive=True), sp.Symbol("y")
    line = -y * sp.log(h) - (1 - y) * sp.log(1 - h)
    return [line.subs(y, 1) + sp.log(h), line.subs(y, 0) + sp.log(1 - h)]


@_states("L06", "∂J/∂θ_j = (1/m) Σ_i (h⁽ⁱ⁾ − y⁽ⁱ⁾) x_j⁽ⁱ⁾, here m = 2 and n = K")
def _(K: int) -> list[Any]:
    theta, X, y = logits(K, "theta"), [logits(K, f"x{i}") for i in (1, 2)], logits(2, "y")
    h = [_sigmoid(sum(t * v for t, v in zip(theta, x, strict=True))) for x in X]
    J = -sum(b * sp.log(a) + (1 - b) * sp.log(1 - a) for a, b in zip(h, y, strict=True)) / 2
    return [sp.diff(J, theta[j]) - sum((h[i] - y[i]) * X[i][j] for i in (0, 1)) / 2 for j in range(min(K, 3))]


@_states("logistic-hessian", "∂²J/∂θ_j∂θ_k = (1/m) Σ_i h⁽ⁱ⁾ (1 − h⁽ⁱ⁾) x_j⁽ⁱ⁾ x_k⁽ⁱ⁾, one example, n = 2")
def _(K: int) -> list[Any]:
    theta, x, (y,) = logits(2, "theta"), logits(2, "x"), logits(1, "y")
    h = _sigmoid(theta[0] * x[0] + theta[1] * x[1])
    J = -y * sp.log(h) - (1 - y) * sp.log(1 - h)
    return [sp.diff(J, theta[j], theta[k]) - h * (1 - h) * x[j] * x[k] for j in (0, 1) for k in (0, 1)]


@_states("L08", "Σ_k e^{z_k} / Σ_j e^{z_j} = 1")
def _(K: int) -> list[Any]:
    return [sum(probabilities(logits(K))) - 1]


@_states("shift", "softmax(z + c) = softmax(z)")
def _(K: int) -> list[Any]:
    z, c = logits(K), sp.Symbol("c", real=True)
    return [a - b for a, b in zip(probabilities([v + c for v in z]), probabilities(z), strict=True)]


@_states("two-classes", "for two classes ŷ_1 = σ(z_1 − z_2)")
def _(K: int) -> list[Any]:
    z = logits(2)
    return [probabilities(z)[0] - _sigmoid(z[0] - z[1])]


@_states("L14", "the double sum over K samples and K classes is its K² terms, each with −1/K")
def _(K: int) -> list[Any]:
    P = [[sp.Symbol(f"p_{i}{k}", positive=True) for k in range(K)] for i in range(K)]
    Y = [[sp.Symbol(f"y_{i}{k}") for k in range(K)] for i in range(K)]
    written_out = [-Y[i][k] * sp.log(P[i][k]) / K for i in range(K) for k in range(K)]
    return [sum(loss(y, p) for y, p in zip(Y, P, strict=True)) / K - sum(written_out)]


@_states("L15", "for one-hot labels with sample i of class i, −(1/K) Σ_i Σ_k y_k⁽ⁱ⁾ log ŷ_k⁽ⁱ⁾ = −(1/K) Σ_i log ŷ_i⁽ⁱ⁾")
def _(K: int) -> list[Any]:
    P = [[sp.Symbol(f"p_{i}{k}", positive=True) for k in range(K)] for i in range(K)]
    whole = sum(loss(y, p) for y, p in zip(_one_hot(K), P, strict=True)) / K
    return [whole + sum(sp.log(P[i][i]) for i in range(K)) / K]


@_states("L19", "∂ℒ/∂w_k = ∂ℒ/∂z_k · ∂z_k/∂w_k, since w_k enters z_k alone (n = 2)")
def _(K: int) -> list[Any]:
    W, x, y = [logits(2, f"w{k}") for k in range(1, K + 1)], logits(2, "x"), logits(K, "y")
    z = logits(K)
    inside = {z[k]: W[k][0] * x[0] + W[k][1] * x[1] for k in range(K)}
    slopes = _slopes(y, z)
    whole = loss(y, probabilities(list(inside.values())))
    return [sp.diff(whole, W[0][j]) - slopes[0].subs(inside) * sp.diff(inside[z[0]], W[0][j]) for j in (0, 1)]


@_states("L20", "∂ℒ/∂z_k = Σ_j ∂ℒ/∂ŷ_j · ∂ŷ_j/∂z_k")
def _(K: int) -> list[Any]:
    z, y, p = logits(K), logits(K, "y"), logits(K, "p")
    outer = [sp.diff(loss(y, p), v) for v in p]
    P = probabilities(z)
    place = dict(zip(p, P, strict=True))
    return [
        slope - sum(o.subs(place) * sp.diff(q, z[k]) for o, q in zip(outer, P, strict=True))
        for k, slope in enumerate(_slopes(y, z))
    ]


@_states("L21", "for one-hot labels with y_k = 1, ℒ = −log ŷ_k")
def _(K: int) -> list[Any]:
    p = [sp.Symbol(f"p_{k}", positive=True) for k in range(K)]
    return [loss(y, p) + sp.log(p[k]) for k, y in enumerate(_one_hot(K))]


@_states("L22", "∂ℒ/∂ŷ_j = −y_j/ŷ_j")
def _(K: int) -> list[Any]:
    p, y, _ = _free(K)
    return [sp.diff(loss(y, p), p[j]) + y[j] / p[j] for j in range(K)]


@_states("L23", "ŷ_j Σ_l e^{z_l} = e^{z_j}, and Σ_j ŷ_j = 1")
def _(K: int) -> list[Any]:
    z = logits(K)
    P = probabilities(z)
    return [sum(P) - 1] + [P[j] * sum(sp.exp(v) for v in z) - sp.exp(z[j]) for j in range(K)]


@_states("L24", "∂ŷ_j/∂z_k = ŷ_k (1 − ŷ_k) if j = k, −ŷ_j ŷ_k if j ≠ k")
def _(K: int) -> list[Any]:
    z = logits(K)
    P = probabilities(z)
    cases = [[P[k] * (1 - P[k]) if j == k else -P[j] * P[k] for k in range(K)] for j in range(K)]
    return [sp.diff(P[j], z[k]) - cases[j][k] for j in range(K) for k in range(K)]


@_states("L25", "∂ℒ/∂z_k = Σ_j (−y_j/ŷ_j) · ∂ŷ_j/∂z_k")
def _(K: int) -> list[Any]:
    z, y = logits(K), logits(K, "y")
    P = probabilities(z)
    return [s - sum(-y[j] / P[j] * sp.diff(P[j], z[k]) for j in range(K)) for k, s in enumerate(_slopes(y, z))]


@_states("L26", "the term j = k: −(y_k/ŷ_k) · ŷ_k (1 − ŷ_k) = −y_k (1 − ŷ_k)")
def _(K: int) -> list[Any]:
    p, y, slopes = _free(K)
    return [-y[k] / p[k] * slopes[k][k] + y[k] * (1 - p[k]) for k in range(K)]


@_states("L27", "a term j ≠ k: −(y_j/ŷ_j) · (−ŷ_j ŷ_k) = y_j ŷ_k")
def _(K: int) -> list[Any]:
    p, y, slopes = _free(K)
    return [-y[j] / p[j] * slopes[j][k] - y[j] * p[k] for j in range(K) for k in range(K) if j != k]


def _others(v: Sequence[Any], k: int) -> Any:
    return sum(v[:k]) + sum(v[k + 1 :])


@_states("L28", "∂ℒ/∂z_k = −y_k (1 − ŷ_k) + Σ_{j≠k} y_j ŷ_k")
def _(K: int) -> list[Any]:
    z, y = logits(K), logits(K, "y")
    P = probabilities(z)
    return [s + y[k] * (1 - P[k]) - _others(y, k) * P[k] for k, s in enumerate(_slopes(y, z))]


@_states("L29", "−y_k (1 − ŷ_k) + Σ_{j≠k} y_j ŷ_k = −y_k + y_k ŷ_k + ŷ_k Σ_{j≠k} y_j")
def _(K: int) -> list[Any]:
    p, y, _ = _free(K)
    return [
        -y[k] * (1 - p[k]) + sum(y[j] * p[k] for j in range(K) if j != k) - (-y[k] + y[k] * p[k] + p[k] * _others(y, k))
        for k in range(K)
    ]


@_states("general-labels", "∂ℒ/∂z_k = ŷ_k Σ_j y_j − y_k, for any labels")
def _(K: int) -> list[Any]:
    z, y = logits(K), logits(K, "y")
    P = probabilities(z)
    return [s - (P[k] * sum(y) - y[k]) for k, s in enumerate(_slopes(y, z))]


@_states("L30", "for one-hot labels Σ_{j≠k} y_j = 1 if y_k = 0, and 0 if y_k = 1")
def _(K: int) -> list[Any]:
    return [_others(y, k) - (1 if y[k] == 0 else 0) for y in _one_hot(K) for k in range(K)]


@_states("L31", "∂ℒ/∂z_k = ŷ_k − y_k if Σ_j y_j = 1")
def _(K: int) -> list[Any]:
    z, y = logits(K), _summing_to_one(K)
    P = probabilities(z)
    return [s - (P[k] - y[k]) for k, s in enumerate(_slopes(y, z))]


@_states("L32", "for one-hot labels ∂ℒ/∂z_k = −1 + ŷ_k if y_k = 1, and ŷ_k if y_k = 0")
def _(K: int) -> list[Any]:
    z = logits(K)
    P = probabilities(z)
    return [s - (P[k] - 1 if y[k] == 1 else P[k]) for y in _one_hot(K) for k, s in enumerate(_slopes(y, z))]


@_states("L33", "the two cases in one line: (−1 + ŷ_k) y_k + ŷ_k (1 − y_k)")
def _(K: int) -> list[Any]:
    p, _, _ = _free(K)
    return [
        (-1 + p[k]) * y[k] + p[k] * (1 - y[k]) - (p[k] - 1 if y[k] == 1 else p[k])
        for y in _one_hot(K)
        for k in range(K)
    ]


@_states("L34", "(−1 + ŷ_k) y_k + ŷ_k (1 − y_k) = −y_k + ŷ_k y_k + ŷ_k − ŷ_k y_k = ŷ_k − y_k")
def _(K: int) -> list[Any]:
    p, y, _ = _free(K)
    middle = [-y[k] + p[k] * y[k] + p[k] - p[k] * y[k] for k in range(K)]
    first = [(-1 + p[k]) * y[k] + p[k] * (1 - y[k]) for k in range(K)]
    return [a - b for a, b in zip(first, middle, strict=True)] + [m - (p[k] - y[k]) for k, m in enumerate(middle)]


@_states("L35", "z_k = w_kᵀx has ∂z_k/∂w_k = x (n = K)")
def _(K: int) -> list[Any]:
    w, x = logits(K, "w"), logits(K, "x")
    z = sum(a * b for a, b in zip(w, x, strict=True))
    return [sp.diff(z, a) - b for a, b in zip(w, x, strict=True)]


@_states("L36", "∂ℒ/∂w_k = (ŷ_k − y_k) x if Σ_j y_j = 1 (one example, n = 2)")
def _(K: int) -> list[Any]:
    W, x, y = [logits(2, f"w{k}") for k in range(1, K + 1)], logits(2, "x"), _summing_to_one(K)
    P = probabilities([w[0] * x[0] + w[1] * x[1] for w in W])
    whole = loss(y, P)
    return [sp.diff(whole, W[k][j]) - (P[k] - y[k]) * x[j] for k in (0, K - 1) for j in (0, 1)]


@_states("jacobian", "∂ŷ/∂z = diag(ŷ) − ŷŷᵀ")
def _(K: int) -> list[Any]:
    z = logits(K)
    p = sp.Matrix(probabilities(z))
    return list(p.jacobian(z) - (sp.diag(*p) - p * p.T))


@_states("hessian", "∂²ℒ/∂z∂zᵀ = diag(ŷ) − ŷŷᵀ if Σ_j y_j = 1")
def _(K: int) -> list[Any]:
    z = logits(K)
    p = sp.Matrix(probabilities(z))
    slope = p - sp.Matrix(_summing_to_one(K))  # L31
    return list(slope.jacobian(z) - (sp.diag(*p) - p * p.T))


@_states("batch", "∂L/∂W = (1/m) (Ŷ − Y)ᵀ X for one-hot rows, here m = 2 and n = 2")
def _(K: int) -> list[Any]:
    W, X = [logits(2, f"w{k}") for k in range(1, K + 1)], [logits(2, f"x{i}") for i in (1, 2)]
    Y = [_one_hot(K)[0], _one_hot(K)[K - 1]]
    P = [probabilities([w[0] * x[0] + w[1] * x[1] for w in W]) for x in X]
    L = sum(loss(y, p) for y, p in zip(Y, P, strict=True)) / 2
    right = (sp.Matrix(P) - sp.Matrix(Y)).T * sp.Matrix(X) / 2
    return [sp.diff(L, W[k][j]) - right[k, j] for k in (0, K - 1) for j in (0, 1)]
