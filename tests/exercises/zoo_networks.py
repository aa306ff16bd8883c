"""Wrong and right submissions for the exercises on networks."""

import numpy as np


def backwards(graph, start=1.0, add=True):
    found = [0.0] * len(graph)
    found[-1] = start
    for k in range(len(graph) - 1, -1, -1):
        for part, slope in graph[k]:
            found[part] = found[k] * slope + (found[part] if add else 0)
    return np.array(found)


def by_paths(graph):
    def slope(top, at):
        if top == at:
            return 1.0
        return sum(local * slope(part, at) for part, local in graph[top])

    return np.array([slope(len(graph) - 1, at) for at in range(len(graph))])


def forwards(graph):
    """One column for each node: what moves with it."""
    moved = np.eye(len(graph))
    for k, parts in enumerate(graph):
        for part, slope in parts:
            moved[k] += slope * moved[part]
    return moved[-1].copy()


def from_the_first(graph):
    found = np.append(np.zeros(len(graph) - 1), 1.0)
    for k, parts in enumerate(graph):
        for part, slope in parts:
            found[part] += slope * found[k]
    return found


def local(graph):
    found = np.append(np.zeros(len(graph) - 1), 1.0)
    for parts in graph:
        for part, slope in parts:
            found[part] += slope
    return found


def added(graph):
    found = np.append(np.zeros(len(graph) - 1), 1.0)
    for k in range(len(graph) - 1, -1, -1):
        for part, slope in graph[k]:
            found[part] += slope + found[k]
    return found


def graph_in_place(graph):
    found = backwards(graph)
    graph.reverse()
    return found


def shares(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def ones(S):
    return np.insert(S, 0, 1.0, axis=1)


def forward(V, W, X, bend=np.tanh):
    return shares(ones(bend(X @ V.T)) @ W.T)


def forward_loop(V, W, X):
    out = []
    for x in X:
        s = [np.tanh(sum(a * b for a, b in zip(v, x, strict=True))) for v in V]
        e = np.array([np.exp(w[0] + sum(a * b for a, b in zip(w[1:], s, strict=True))) for w in W])
        out.append(e / e.sum())
    return np.array(out)


def back(V, W, X, y, bend=lambda s: 1 - s * s, top=slice(1, None)):
    S = np.tanh(X @ V.T)
    R = forward(V, W, X)
    R[np.arange(len(y)), y] -= 1
    return np.einsum("mk,kh,mh,mn->hn", R, W[:, top], bend(S), X) / len(y)


def back_loop(V, W, X, y):
    total = np.zeros(V.shape)
    for x, k in zip(X, y, strict=True):
        s = np.tanh(V @ x)
        z = W[:, 0] + W[:, 1:] @ s
        r = np.exp(z) / np.exp(z).sum()
        r[k] -= 1
        total = total + np.outer((W[:, 1:].T @ r) * (1 - s**2), x)
    return total / len(X)


def back_by_tape(V, W, X, y):
    S = np.tanh(X @ V.T)
    R = forward(V, W, X) - (np.arange(len(W)) == y[:, None])
    return (np.delete(R @ W, 0, axis=1) / np.cosh(np.arctanh(S)) ** 2).T @ X / len(X)


def focal(z, y, gamma):
    t = (2 * y - 1) * z
    return np.logaddexp(0, -t) * np.exp(-gamma * np.logaddexp(0, t))


def focal_naive(z, y, gamma):
    p = 1 / (1 + np.exp(-np.where(y == 1, z, -z)))
    return -((1 - p) ** gamma) * np.log(p)


def focal_by(guarded, z, y, gamma):
    h = 1 / (1 + np.exp(-z))
    p = np.where(y == 1, h, 1 - h)
    return -((1 - p) ** gamma) * np.log(guarded(p))


def focal_easy(z, y, gamma):
    p = np.exp(-np.logaddexp(0, -(2 * y - 1) * z))
    return -(p**gamma) * np.log(p)


def focal_product(z, y, gamma):
    p = np.exp(-np.logaddexp(0, -(2 * y - 1) * z))
    return -gamma * (1 - p) * np.log(p)


ZOO = {
    "graph_slopes": {
        "wrong": [
            ("last-path-only", lambda graph: backwards(graph, add=False)),
            ("wrong-values", lambda graph: backwards([list(set(node)) for node in graph])),
            ("from-first-to-last", from_the_first),
            ("local-slopes-only", local),
            ("slopes-added-along-a-path", added),
            (
                "output-without-slope",
                lambda graph: np.where(np.arange(len(graph)) < len(graph) - 1, backwards(graph), 0),
            ),
            ("wrong-factor", lambda graph: backwards(graph, start=2.0)),
            ("returns-list", lambda graph: backwards(graph).tolist()),
            ("changes-argument", graph_in_place),
        ],
        "right": [backwards, by_paths, forwards],
    },
    "hidden_layer": {
        "wrong": [
            ("no-bend", lambda V, W, X: forward(V, W, X, lambda u: u)),
            ("sigmoid-for-tangent", lambda V, W, X: forward(V, W, X, lambda u: 1 / (1 + np.exp(-u)))),
            ("bias-behind", lambda V, W, X: shares(np.append(np.tanh(X @ V.T), np.ones((len(X), 1)), axis=1) @ W.T)),
            ("scores-returned", lambda V, W, X: ones(np.tanh(X @ V.T)) @ W.T),
            ("bias-left-out", lambda V, W, X: shares(np.tanh(X @ V.T) @ W[:, 1:].T)),
            ("transposed-result", lambda V, W, X: forward(V, W, X).T),
            ("returns-list", lambda V, W, X: forward(V, W, X).tolist()),
        ],
        "right": [forward, forward_loop, lambda V, W, X: shares(np.tanh(X @ V.T) @ W[:, 1:].T + W[:, 0])],
    },
    "down_to_hidden": {
        "wrong": [
            ("bend-forgotten", lambda V, W, X, y: back(V, W, X, y, np.ones_like)),
            ("bend-of-the-sigmoid", lambda V, W, X, y: back(V, W, X, y, lambda s: s - s**2)),
            ("missing-mean", lambda V, W, X, y: back(V, W, X, y) * len(y)),
            ("bias-taken-for-a-neuron", lambda V, W, X, y: back(V, W, X, y, top=slice(None, -1))),
            ("wrong-sign", lambda V, W, X, y: -back(V, W, X, y)),
            ("transposed-result", lambda V, W, X, y: back(V, W, X, y).T),
            ("prints", lambda V, W, X, y: print(back(V, W, X, y))),
        ],
        "right": [back, back_loop, back_by_tape],
    },
    "focal_loss": {
        "wrong": [
            ("clipped", lambda z, y, gamma: focal_by(lambda p: np.clip(p, 1e-7, 1 - 1e-7), z, y, gamma)),
            ("clipped", lambda z, y, gamma: focal_by(lambda p: np.maximum(p, 1e-10), z, y, gamma)),
            ("log-plus-eps", lambda z, y, gamma: focal_by(lambda p: p + 1e-12, z, y, gamma)),
            ("unstable", lambda z, y, gamma: focal_by(lambda p: p, z, y, gamma)),
            ("focus-forgotten", lambda z, y, gamma: focal(z, y, 0)),
            ("focus-on-the-easy", focal_easy),
            ("labels-exchanged", lambda z, y, gamma: focal(-z, y, gamma)),
            ("class-one-only", lambda z, y, gamma: focal(z, 1, gamma)),
            ("focus-times-gamma", focal_product),
            ("unstable", focal_naive),
            ("wrong-sign", lambda z, y, gamma: -focal(z, y, gamma)),
        ],
        "right": [
            focal,
            lambda z, y, gamma: (
                np.exp(-gamma * np.logaddexp(0, np.where(y, z, -z))) * np.logaddexp(0, np.where(y, -z, z))
            ),
            lambda z, y, gamma: np.array([focal(a, b, gamma) for a, b in zip(z, y, strict=True)]),
        ],
    },
}
