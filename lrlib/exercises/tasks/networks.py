"""Exercises on networks: slopes along a graph, a hidden layer forward and back, a loss that forgets what is easy."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from lrlib import activations, network
from lrlib.checks import Array
from lrlib.exercises.exercise import Arguments, Exercise, Mimic
from lrlib.exercises.tasks.binary import EPS, SMALL

Graph = list[list[tuple[int, float]]]


def _graphs(rng: np.random.Generator) -> Iterator[Arguments]:
    yield ([[], [(0, 2.0)]],)
    yield ([[], [(0, 3.0)], [(0, 1.0), (1, 2.0)]],)
    yield ([[], [], [(0, 0.5), (1, -1.0)], [(2, 2.0), (2, 1.0)]],)
    for size in (5, 7):
        graph: Graph = [[]]
        for k in range(1, size):
            parts = sorted({int(rng.integers(0, k)), k - 1} if k > 1 else {0})
            graph.append([(part, round(float(rng.normal()), 2)) for part in parts])
        yield (graph,)
    yield ([[], [(0, 1.5), (0, 1.5)]],)  # 1.5 x + 1.5 x


def _slopes(graph: Graph) -> Array:
    found = np.zeros(len(graph))
    found[-1] = 1.0
    for k in reversed(range(len(graph))):
        for part, slope in graph[k]:
            found[part] += found[k] * slope
    return found


def _last_path(graph: Graph) -> Array:
    found = np.zeros(len(graph))
    found[-1] = 1.0
    for k in reversed(range(len(graph))):
        for part, slope in graph[k]:
            found[part] = found[k] * slope
    return found


def _first_to_last(graph: Graph) -> Array:
    found = np.zeros(len(graph))
    found[-1] = 1.0
    for k in range(len(graph)):
        for part, slope in graph[k]:
            found[part] += found[k] * slope
    return found


def _local_only(graph: Graph) -> Array:
    found = np.zeros(len(graph))
    found[-1] = 1.0
    for parts in graph:
        for part, slope in parts:
            found[part] += slope
    return found


def _added(graph: Graph) -> Array:
    found = np.zeros(len(graph))
    found[-1] = 1.0
    for k in reversed(range(len(graph))):
        for part, slope in graph[k]:
            found[part] += found[k] + slope
    return found


def _networks(rng: np.random.Generator) -> Iterator[Arguments]:
    yield np.array([[0.0, 1.0]]), np.array([[0.0, 1.0], [0.5, -1.0]]), np.array([[1.0, 2.0], [1.0, -1.0]])
    yield np.array([[0, 1], [1, -1], [2, 0]]), np.array([[0, 1, -1, 2], [1, 0, 0, 1]]), np.array([[1, 1]])
    for H, n, K, m in ((2, 3, 4, 5), (4, 2, 3, 3)):
        yield rng.normal(size=(H, n)), rng.normal(size=(K, H + 1)), rng.normal(size=(m, n))
    yield rng.normal(size=(2, 3)), rng.normal(size=(3, 3)), np.array([[1.0, 0.5, -1.5]])  # a single example, not whole


def _taught(rng: np.random.Generator) -> Iterator[Arguments]:
    for V, W, X in _networks(rng):
        yield V, W, X, np.arange(len(X)) % len(W)


def _errors(V: Array, W: Array, X: Array, y: Array) -> tuple[Array, Array]:
    S = network.hidden(V, X)
    return S[:, 1:], activations.softmax(S @ np.asarray(W, dtype=float).T) - np.eye(len(W))[y]


def _down(V: Array, W: Array, X: Array, y: Array, bend: Any) -> Array:
    s, R = _errors(V, W, X, y)
    return np.asarray((R @ W[:, 1:] * bend(s)).T @ X / len(X))


def _tangent(s: Array) -> Array:
    return np.asarray(1 - s**2)


def _by_V(V: Array, W: Array, X: Array, y: Array) -> Array:
    return network.gradient(V, W, X, y)[0]


def _without_first(V: Array, W: Array, X: Array, y: Array) -> Array:
    s, R = _errors(V, W, X, y)
    return np.asarray((R @ W[:, :-1] * _tangent(s)).T @ X / len(X))


def _margins(rng: np.random.Generator) -> Iterator[Arguments]:
    yield np.array([0.0, 1.0]), np.array([1, 0]), 2.0
    yield np.array([2, -1]), np.array([0, 1]), 1
    for m in (4, 6):
        yield rng.normal(size=m) * 2, rng.integers(0, 2, m), float(rng.choice([0.5, 2.0, 3.0]))


def _far(rng: np.random.Generator) -> Iterator[Arguments]:
    yield np.array([800.0, -800.0, 600.0]), np.array([1, 1, 0]), 2.0
    yield np.array([*SMALL, -28.0]), np.ones(4, dtype=int), 2.0  # here log(p + eps) is none of max(p, eps)


def _own(z: Array, y: Array) -> Array:
    """Return the probability of the true class."""
    return np.asarray(activations.sigmoid(np.where(np.asarray(y) == 1, z, -np.asarray(z, dtype=float))))


def _focal_of(p: Array, gamma: float) -> Array:
    return np.asarray((1 - p) ** gamma * -np.log(p))


def _focal(z: Array, y: Array, gamma: float) -> Array:
    own = np.where(np.asarray(y) == 1, z, -np.asarray(z, dtype=float))
    return np.asarray(np.exp(gamma * activations.log_sigmoid(-own)) * np.abs(activations.log_sigmoid(own)))


EXERCISES = [
    Exercise(
        name="graph_slopes",
        chapter=18,
        title="Slopes along a graph",
        task="A graph is a list of nodes. Each node is a list of pairs: the place of a node that it was made of, which "
        "stands before it, and its slope by that one. Return the slope of the last node by every node.",
        minutes=8,
        stub='''def graph_slopes(graph):
    """Return the slope of the last node by every node.

    graph: for each node a list of (place, slope), such as
    [[], [(0, 3.0)], [(0, 1.0), (1, 2.0)]] for y = x + 2 (3 x).
    Returns: array of shape (len(graph),); of the last node it is 1.
    """
    return ...
''',
        reference=_slopes,
        cases=_graphs,
        wrong=(
            Mimic("last-path-only", _last_path),
            Mimic("from-first-to-last", _first_to_last),
            Mimic("local-slopes-only", _local_only),
            Mimic("slopes-added-along-a-path", _added),
            Mimic("output-without-slope", lambda graph: np.append(_slopes(graph)[:-1], 0.0)),
        ),
        hints=(
            "Of the last node the slope is 1. Which node may pass its slope on first?",
            "Go from the last node to the first. Each adds its own slope times the local one to what it was made of.",
            "for k in reversed(range(len(graph))): for part, slope in graph[k]: found[part] += found[k] * slope",
        ),
        solution="""import numpy as np


def graph_slopes(graph):
    found = np.zeros(len(graph))
    found[-1] = 1.0
    for k in reversed(range(len(graph))):
        for part, slope in graph[k]:
            found[part] += found[k] * slope  # all paths are added
    return found""",
    ),
    Exercise(
        name="hidden_layer",
        chapter=18,
        title="Forward through a hidden layer",
        task="Return the probabilities of a network: tanh of `X @ V.T`, a column of ones in front, and a "
        "softmax with the weights W on top.",
        minutes=6,
        stub='''def hidden_layer(V, W, X):
    """Return the probabilities of a network with one hidden layer.

    V: (H, n). W: (K, H + 1), the bias first. X: (m, n).
    Returns: array of shape (m, K).
    """
    return ...
''',
        reference=network.predict_proba,
        cases=_networks,
        wrong=(
            Mimic(
                "no-bend",
                lambda V, W, X: activations.softmax(np.column_stack((np.ones(len(X)), X @ V.T)) @ W.T),
            ),
            Mimic(
                "sigmoid-for-tangent",
                lambda V, W, X: activations.softmax(
                    np.column_stack((np.ones(len(X)), activations.sigmoid(np.asarray(X @ V.T, dtype=float)))) @ W.T
                ),
            ),
            Mimic(
                "bias-behind",
                lambda V, W, X: activations.softmax(np.column_stack((np.tanh(X @ V.T), np.ones(len(X)))) @ W.T),
            ),
            Mimic("scores-returned", lambda V, W, X: network.hidden(V, X) @ W.T),
            Mimic(
                "bias-left-out",
                lambda V, W, X: activations.softmax(np.tanh(X @ V.T) @ np.asarray(W[:, 1:], dtype=float).T),
            ),
        ),
        hints=(
            "First what the hidden neurons say: np.tanh of one product.",
            "np.insert(S, 0, 1, axis=1) puts the ones in front, since W has its bias first.",
            "Scores are that times W.T; then the softmax of each row, as in chapter 6.",
        ),
        solution="""import numpy as np


def hidden_layer(V, W, X):
    S = np.column_stack((np.ones(len(X)), np.tanh(X @ V.T)))
    E = np.exp(S @ W.T - np.max(S @ W.T, axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)""",
    ),
    Exercise(
        name="down_to_hidden",
        chapter=18,
        title="Back through a hidden layer",
        task="Return the gradient of the mean cross-entropy by V, the weights of the hidden neurons of exercise "
        "hidden_layer.",
        minutes=10,
        stub='''def down_to_hidden(V, W, X, y):
    """Return the gradient of the cost by the hidden weights.

    V: (H, n). W: (K, H + 1), the bias first. X: (m, n). y: (m,), classes.
    Returns: array of shape (H, n).
    """
    return ...
''',
        reference=_by_V,
        cases=_taught,
        wrong=(
            Mimic("bend-forgotten", lambda V, W, X, y: _down(V, W, X, y, np.ones_like)),
            Mimic("bend-of-the-sigmoid", lambda V, W, X, y: _down(V, W, X, y, lambda s: s * (1 - s))),
            Mimic("missing-mean", lambda V, W, X, y: len(X) * _by_V(V, W, X, y)),
            Mimic("bias-taken-for-a-neuron", _without_first),
        ),
        hints=(
            "On top the error is P - Y. What of it arrives at a hidden neuron? Equation (18.2).",
            "errors @ W[:, 1:] has a row for each example; the bias leads to no neuron. Then the slope of "
            "tanh, 1 - s^2.",
            "(errors @ W[:, 1:] * (1 - S**2)).T @ X / len(X)",
        ),
        solution="""import numpy as np


def down_to_hidden(V, W, X, y):
    S = np.tanh(X @ V.T)
    Z = np.column_stack((np.ones(len(X)), S)) @ W.T
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    errors = E / E.sum(axis=1, keepdims=True) - np.eye(len(W))[y]
    return (errors @ W[:, 1:] * (1 - S**2)).T @ X / len(X)""",
    ),
    Exercise(
        name="focal_loss",
        chapter=18,
        title="A loss that forgets what is easy",
        task="With p the probability of the true class, the focal loss is `-(1 - p)**gamma * log(p)`. Return it for "
        "each example, from the logits z of class 1. It should hold for logits of any size.",
        minutes=8,
        stub='''def focal_loss(z, y, gamma):
    """Return the focal loss of each example.

    z: (m,), logits of class 1. y: (m,) of 0 and 1. gamma: 0 or more.
    Returns: array of shape (m,), in nats.
    """
    return ...
''',
        reference=_focal,
        cases=_margins,
        extremes=_far,
        wrong=(
            Mimic("focus-forgotten", lambda z, y, g: _focal(z, y, 0)),
            Mimic("focus-on-the-easy", lambda z, y, g: np.exp(-g * _focal(z, y, 0)) * _focal(z, y, 0)),
            Mimic("labels-exchanged", lambda z, y, g: _focal(z, 1 - np.asarray(y), g)),
            Mimic("class-one-only", lambda z, y, g: _focal(z, np.ones_like(y), g)),
            Mimic("clipped", lambda z, y, g, eps: _focal_of(np.clip(_own(z, y), eps, 1 - eps), g), EPS),
            Mimic("clipped", lambda z, y, g, eps: _focal_of(np.maximum(_own(z, y), eps), g), EPS),
            Mimic("log-plus-eps", lambda z, y, g, eps: (1 - _own(z, y)) ** g * -np.log(_own(z, y) + eps), EPS),
            Mimic("focus-times-gamma", lambda z, y, g: g * (1 - np.exp(-_focal(z, y, 0))) * _focal(z, y, 0)),
        ),
        words={
            "labels-exchanged": {
                "hint": "Of two examples with y = 1, one with a large logit and one with a small one: which has "
                "the larger loss?",
                "why": "The true class has the probability sigmoid(z) where y is 1, and 1 minus it where y is 0.",
            },
        },
        hints=(
            "Of class 0 the logit is -z. Turn the sign first, and the rest is one formula.",
            "log(p) is -log(1 + e^(-t)) for the turned logit t, and log(1 - p) is -log(1 + e^t).",
            "np.exp(-gamma * np.logaddexp(0, t)) * np.logaddexp(0, -t)",
        ),
        solution="""import numpy as np


def focal_loss(z, y, gamma):
    t = np.where(y == 1, z, -z)  # the logit of the true class
    return np.exp(-gamma * np.logaddexp(0, t)) * np.logaddexp(0, -t)""",
    ),
]
