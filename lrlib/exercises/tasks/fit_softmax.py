"""The exercise of a whole softmax classifier, judged by what it says of rows that it has not seen.

Each sign is a witness of the words that go with it: what is said of an answer is computed from that answer.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import permutations
from typing import Any

import numpy as np

from lrlib import data, softmax
from lrlib.activations import _softmax
from lrlib.checks import Array
from lrlib.exercises.excerpt import apart
from lrlib.exercises.exercise import Answered, Arguments, Exercise, Only, Pattern, Seen
from lrlib.exercises.tasks.classifier import (
    ONE,
    SLACK,
    Split,
    asked,
    fit,
    judged,
    known,
    reaches,
    split_of,
    splits,
    sums_to_one,
)

POWERS = 1.15 ** np.arange(1, 50)  # of probabilities: up to a thousand times the weights
APART = 0.05  # by which a probability changes that depends on a unit
SHARE = 0.03  # of a class, by which a trained fit misses it on the training rows
WIDE, FAR = 600.0, 20.0  # logits, and scaled columns, that are looked at no more
Calls = Sequence[Answered]
Frame = Callable[[Array], tuple[Array, Array]]  # takes rows, gives the shift and the scale that they would be given
UNITLESS = ("standardised", "brought to 0 and 1")
FRAMES: dict[str, Frame] = {
    "standardised": lambda X: (X.mean(axis=0), X.std(axis=0)),
    "brought to 0 and 1": lambda X: (X.min(axis=0), np.ptp(X, axis=0)),
    "only shifted": lambda X: (X.mean(axis=0), np.ones(X.shape[1])),
    "only divided": lambda X: (np.zeros(X.shape[1]), X.std(axis=0)),
    "raw": lambda X: (np.zeros(X.shape[1]), np.ones(X.shape[1])),
}


Told = Callable[[Arguments, Array, Any], str | None]  # takes (arguments, what came, what was expected)
UNITS = {
    "title": "it depends on the units of the features",
    "why": "A gramme and a millimetre ask for learning rates far apart, for other penalties, and they measure other "
    "distances. Standardise the columns, by the training rows alone, and the unit is gone.",
}
IMPOSSIBLE = {
    "title": "they are no probabilities",
    "hint": "Is each entry from 0 to 1, and does each row add up to 1?",
    "why": "The softmax is the last step: all its entries are above 0, and each row adds up to 1. Rounding, a power "
    "or a difference after it spoils that.",
}
SHORT = {
    "title": "the probabilities do not reach what is asked for",
    "hint": "Hold back a part of the training rows: which of them get the wrong class, and how sure is it there?",
    "why": "No single mistake that is looked for in this exercise was found in these probabilities; there may be one "
    "more, or two at once. Many classifiers would do: compare yours, line by line, with the four parts of the first "
    "hint.",
}
MIXED = {
    "title": "the rows stand in another order than those of X_test",
    "hint": "Which line sorts rows, turns them round or shuffles them?",
    "why": "Each row of the result answers the row of X_test in the same place. The training rows may be shuffled, "
    "together with their classes; the test rows, and their answers, stay where they are.",
}


def _wrong(calls: Calls, *kinds: str) -> Iterator[tuple[int, Split, Array, Any, Arguments]]:
    """Yield of each call that is wrong: its number, its problem, what came and what was expected, its arguments."""
    for i, (arguments, came, expected, right) in enumerate(calls):
        split = split_of(arguments[2])
        if not right and (not kinds or split.kind in kinds):
            yield i, split, np.asarray(came, dtype=float), expected, arguments


def _right_but_for(kind: str) -> Callable[..., bool]:
    return lambda X_train, y_train, X_test: split_of(X_test).kind != kind


def _plainly(told: Told) -> Callable[[Calls], Seen | None]:
    """Return a sign that is looked for where features are alike and rows are mixed."""

    def _sign(calls: Calls) -> Seen | None:
        for i, _, came, expected, arguments in _wrong(calls, "plain"):
            seen = told(arguments, came, expected)
            return None if seen is None else (i, seen)
        return None

    return _sign


def _somewhere(told: Told) -> Callable[[Calls], Seen | None]:
    """Return a sign that is looked for in each call that is wrong."""

    def _sign(calls: Calls) -> Seen | None:
        for i, _, came, expected, arguments in _wrong(calls):
            seen = told(arguments, came, expected)
            if seen is not None:
                return i, seen
        return None

    return _sign


def _everywhere(told: Told) -> Callable[[Calls], Seen | None]:
    """Return a sign that has to be seen in all calls that are wrong."""

    def _sign(calls: Calls) -> Seen | None:
        seen = [(i, told(arguments, came, expected)) for i, _, came, expected, arguments in _wrong(calls)]
        if not seen or any(text is None for _, text in seen):
            return None
        return seen[0][0], str(seen[0][1])

    return _sign


def _wherever_read(told: Told) -> Callable[[Calls], Seen | None]:
    """Return a sign that has to be seen in all wrong calls whose probabilities tell the weights, the plain one too."""

    def _sign(calls: Calls) -> Seen | None:
        read = [(i, s, told(a, came, e)) for i, s, came, e, a in _wrong(calls) if _weights(a, came) is not None]
        if all(text is not None for *_, text in read):
            return next(((i, str(text)) for i, split, text in read if split.kind == "plain"), None)
        return None

    return _sign


def _of(holds: bool, text: str = "") -> str | None:
    return text if holds else None


def _broken(arguments: Arguments, came: Array, expected: Any) -> str | None:
    """Say whether some probabilities are no numbers."""
    lost = ~np.isfinite(came).all(axis=1)
    return _of(bool(lost.any()), f"{lost.sum()} of {len(came)} rows hold nan or inf")


def _in_logarithms(arguments: Arguments, came: Array, expected: Any) -> str | None:
    """Say whether the exponentials of what came are probabilities."""
    return _of(bool((came <= 0).all()) and sums_to_one(np.exp(came)), "the exponentials of each row add up to 1")


def _of_columns(arguments: Arguments, came: Array, expected: Any) -> str | None:
    """Say whether the columns add up to 1, and the rows do not."""
    turned = sums_to_one(came, 0) and not sums_to_one(came)
    return _of(turned, "each column adds up to 1, and the rows do not")


def _scores(arguments: Arguments, came: Array, expected: Any) -> str | None:
    """Say whether what came are sums over the columns, or a softmax away from what is asked for; some below 0."""
    if not (np.isfinite(came).all() and (came < 0).any()):
        return None
    linear = _sums_of(arguments, came) is not None or reaches(arguments, _softmax(came), expected)
    return _of(linear, f"the values run from {came.min():.3g} to {came.max():.3g}")


def _are_shares(P: Array) -> bool:
    """Say whether these are no probabilities, and may have become so on the last steps: finite, none below 0."""
    return bool(np.isfinite(P).all() and (P >= 0).all() and not sums_to_one(P))


def _sums(P: Array) -> str:
    low, high = P.sum(axis=1).min(), P.sum(axis=1).max()
    if not np.isfinite(low + high):
        return ""
    return f"the rows add up to numbers from {low:.7g} to {high:.7g}"


def _other_sums(arguments: Arguments, came: Array, expected: Any) -> str | None:
    """Say that the rows do not add up to 1, or that some number is below 0."""
    if (came < 0).any():
        return f"the least value is {came.min():.3g}"
    return _of(not sums_to_one(came), _sums(came))


def _one_total(arguments: Arguments, came: Array, expected: Any) -> str | None:
    """Say whether all entries add up to 1, and not each row to the same."""
    one = _are_shares(came) and bool(np.isclose(came.sum(), 1, atol=1e-4)) and float(np.ptp(came.sum(axis=1))) > 1e-5
    return _of(one, "all entries together add up to 1")


def _one_factor(arguments: Arguments, came: Array, expected: Any) -> str | None:
    """Say whether all rows add up to the same number."""
    sums = came.sum(axis=1)
    same = _are_shares(came) and bool(np.allclose(sums, sums[0], rtol=1e-4, atol=0)) and sums[0] > 0
    return _of(same, f"every row adds up to {sums[0]:.4g}")


def _undivided(arguments: Arguments, came: Array, expected: Any) -> str | None:
    """Say whether a division of each row by its sum would do, or makes a softmax of sums over the columns."""
    if not _are_shares(came):
        return None
    P = came / came.sum(axis=1, keepdims=True)
    return _of(reaches(arguments, P, expected) or _weights(arguments, P) is not None, _sums(came))


def _cut(arguments: Arguments, came: Array, expected: Any) -> str | None:
    """Say whether all rows that do not add up to 1 have an entry at one least value above 0, or largest below 1."""
    if not _are_shares(came) or _one_factor(arguments, came, expected) is not None:
        return None
    other = np.flatnonzero(np.abs(came.sum(axis=1) - 1) > ONE)
    ends = [end for end in (came.min(), came.max()) if 0 < end < 1 and (came == end).sum() > 1]
    at_an_end = np.asarray(np.isin(came, ends).any(axis=1))
    values = " and ".join(f"{(came == end).sum()} entries are {end:.4g}" for end in ends)
    return _of(bool(ends) and bool(at_an_end[other].all()), values)


def _sigmoids(arguments: Arguments, came: Array, expected: Any) -> str | None:
    """Say whether each entry is the sigmoid of a sum over the columns."""
    if not (_are_shares(came) and (came <= 1).all()):
        return None
    return _of(_sums_of(arguments, np.log(came) - np.log1p(-came)) is not None, _sums(came))


def _hard(arguments: Arguments, came: Array, expected: Any) -> str | None:
    """Say whether the classes came, nearly as many of them right as with lrlib's fit."""
    only_these = sums_to_one(came) and set(np.unique(came)) <= {0.0, 1.0}
    right = only_these and judged(arguments, came)[1] >= judged(arguments, expected)[1] - 2 * SLACK
    return _of(right, "every entry is 0 or 1")


def _exchanged(arguments: Arguments, came: Array, expected: Any) -> str | None:
    """Say whether the columns in another order would do."""
    K = came.shape[1]
    for order in list(permutations(range(K)))[1:] if K > 2 else ():  # two exchanged classes may be a walk uphill
        if reaches(arguments, came[:, list(order)], expected):
            return f"with the columns in the order {', '.join(map(str, order))} these probabilities would pass"
    return None


def _mixed(arguments: Arguments, came: Array, expected: Any) -> str | None:
    """Say whether the rows in another order would do, as a softmax of sums over the columns.

    The order is found by one difference of logits: at first it rises as that of lrlib's fit does, then as the sums do.
    """
    if not (sums_to_one(came) and (came > 0).all()):
        return None
    A = data.add_intercept(data.standardize(arguments[0], arguments[2])[1])
    (mine, aim), order = ((z[:, 0] - z[:, -1]) for z in map(_logits_of, (came, expected))), np.arange(len(came))
    for _ in range(30):
        order[np.argsort(aim)] = np.argsort(mine)
        aim = A @ np.linalg.lstsq(A, mine[order], rcond=None)[0]
    P = came[order]
    passes = reaches(arguments, P, expected) and _weights(arguments, P) is not None
    return _of(passes, "in another order of its rows the same answer would pass")


def _same_everywhere(arguments: Arguments, came: Array, expected: Any) -> str | None:
    """Say whether all rows get one answer."""
    return _of(bool(np.allclose(came, came[:1], rtol=0, atol=1e-9)))


def _some_unseen(arguments: Arguments, came: Array, expected: Any) -> str | None:
    """Say whether a class from the third on gets the same share everywhere, and another class does not."""
    spans = np.ptp(came, axis=0)
    same = [str(k) for k in range(2, len(spans)) if spans[k] < 1e-9]
    return _of(bool(same) and float(spans.max()) > 1e-3, f"class {' and '.join(same)} gets one share in all rows")


def _without_intercepts(arguments: Arguments, came: Array, expected: Any) -> str | None:
    """Say whether all logits are equal at one place: the mean of the training rows, that of all rows, or 0."""
    train, _, test = arguments
    sums, sizes = _weights(arguments, came), np.bincount(arguments[1])
    if sums is None or sizes.max() < 2 * sizes.min():  # intercepts of equal classes may be 0
        return None
    places = np.array([train.mean(axis=0), np.vstack((train, test)).mean(axis=0), np.zeros(train.shape[1])])
    there = data.add_intercept(data.standardize(train, places)[1]) @ sums
    return _of(bool((np.abs(there).max(axis=1) < 1e-9 * np.abs(sums[1:]).max()).any()))


def _turned(arguments: Arguments, came: Array, expected: Any) -> str | None:
    """Say whether the scores, turned round, would do, or lie where the cost of the training rows rises most steeply."""
    sums = _weights(arguments, came)
    if sums is None:
        return None
    if reaches(arguments, _softmax(-np.maximum(_logits_of(came), -WIDE)), expected):
        return "with all scores turned round, the softmax of -z for that of z, it would pass in this call"
    A, Y = data.add_intercept(data.standardize(arguments[0], arguments[2])[0]), np.eye(sums.shape[1])[arguments[1]]
    up = A.T @ (1 / sums.shape[1] - Y)
    return _of(float((sums * up).sum()) > 0.9 * float(np.linalg.norm(sums) * np.linalg.norm(up)))


def _flat(arguments: Arguments, came: Array, expected: Any) -> str | None:
    """Say whether larger weights would do."""
    factor = _factor(arguments, came, expected, POWERS)
    return None if factor is None else f"with all weights {factor:.3g} times as large it would pass in this call"


def _steep(arguments: Arguments, came: Array, expected: Any) -> str | None:
    """Say whether smaller weights would do."""
    factor = _factor(arguments, came, expected, 1 / POWERS)
    return None if factor is None else f"with all weights {factor:.3g} times as large it would pass in this call"


def _part_of_the_order(calls: Calls) -> Seen | None:
    """Say whether, of classes that stood in order, only the first or the last ones are answered, and these rightly.

    It is the order that makes it so where the same rows, mixed, get answers of more classes.
    """
    mixed = {len(np.unique(np.argmax(came, axis=1))) for a, came, *_ in calls if split_of(a[2]).kind == "plain"}
    for i, _, came, _, arguments in _wrong(calls, "sorted"):
        shares, y = known(arguments, came)
        answers, K = shares.argmax(axis=1), shares.shape[1]
        seen = np.unique(answers)
        at_an_end = (
            len(seen) < min(mixed) and seen[-1] - seen[0] == len(seen) - 1 and (seen[0] == 0 or seen[-1] == K - 1)
        )
        if at_an_end and (answers == y)[np.isin(y, seen)].mean() > 0.8:
            return i, f"where the training rows are sorted by class, no test row is called {_others(seen, K)}"
    return None


def _others(seen: Array, K: int) -> str:
    return " or ".join(str(k) for k in range(K) if k not in seen)


def _scaled_otherwise(calls: Calls) -> Seen | None:
    """Say whether the same weights do it in every call, once the test rows have the scale of the training rows.

    Where the units differ it has to fail too: columns of about one unit tell too little. Where the answers are too sure
    to be read, nothing is told.
    """
    wrong = list(_wrong(calls))
    read = [(np.asarray(came), e, a) for a, came, e, _ in calls if _weights(a, np.asarray(came)) is not None]
    if not read or "other scales" not in {split.kind for _, split, *_ in wrong}:
        return None
    found = []
    for trained, given in ((trained, given) for trained in UNITLESS for given in FRAMES if given != trained):
        there, here = FRAMES[trained], FRAMES[given]
        moved = [_moved(a, came, there(a[0]), here(a[0])) for came, _, a in read]
        passes = all(P is not None and reaches(a, P, e) for P, (_, e, a) in zip(moved, read, strict=True))
        if passes and all(_meets_the_shares(a, came, there(a[0]), here(a[0])) for came, _, a in read):
            found.append((sum(judged(a, P)[0] for P, (*_, a) in zip(moved, read, strict=True)), given, trained))
    if not found:
        return None
    _, given, trained = min(found)
    return wrong[0][0], f"with the test rows {trained}, where they seem to be {given}, the same weights would pass"


def _meets_the_shares(arguments: Arguments, came: Array, there: tuple[Array, Array], here: tuple[Array, Array]) -> bool:
    """Say whether the weights, moved, give each class its share of the training rows, as those of a trained fit do.

    What passes by chance once it is moved does not.
    """
    sums = _weights(arguments, came)
    train, y, _ = arguments
    rows = data.standardize(train, here[0] + here[1] * (train - there[0]) / there[1])[1]
    gaps = _softmax(data.add_intercept(rows) @ sums).mean(axis=0) - np.bincount(y) / len(y)
    return bool(np.abs(gaps).max() < SHARE)


def _by_itself(arguments: Arguments, came: Array, expected: Any) -> str | None:
    """Say whether the same weights do it once the test rows have the scale of the training rows, not their own."""
    train, _, test = arguments
    for frame in UNITLESS:
        there, (shift, scale) = FRAMES[frame](train), FRAMES[frame](test)
        moved = [_moved(arguments, came, there, own) for own in ((shift, scale), (shift, there[1]))]
        if any(P is not None and reaches(arguments, P, expected) for P in moved):
            own = "where the test rows seem to have their own"
            return f"with the shift of the training rows, {own}, it would pass in this call"
    return None


def _by_unit(calls: Calls) -> Seen | None:
    """Say whether the same rows are answered otherwise, and wrongly, where a column has another unit."""
    plain = next(np.asarray(came) for a, came, *_ in calls if split_of(a[2]).kind == "plain")
    for i, _, came, _, _ in _wrong(calls, "another unit"):
        gap = float(np.abs(came[: len(plain)] - plain).max())
        nearest = np.abs(came[:, None] - plain).max(axis=2).min(axis=0)  # where the rows have only changed places: 0
        if gap > APART and nearest.max() > 1e-3:
            return (
                i,
                f"where the second column is multiplied by 800, probabilities of the same rows change by {gap:.2g}",
            )
    return None


def _short(arguments: Arguments, came: Array, expected: Any) -> str | None:
    """Say how far it is from what is asked for."""
    (cost, accuracy), (dear, low) = judged(arguments, came), asked(arguments, expected)
    count = int((split_of(arguments[2]).y_test >= 0).sum())
    limit, paid = apart(dear, cost)
    if not np.isfinite(cost):
        paid = "infinite"
    said = f"the held-out cost is {paid}, at most {limit} passes; {round(accuracy * count)} of {count} test rows "
    return (
        said + f"have the right class, at least {int(np.ceil(low * count))} are wanted{_without_use(arguments, came)}"
    )


def _without_use(arguments: Arguments, came: Array) -> str:
    """Say which columns change nothing."""
    sums = _weights(arguments, came)
    if sums is None or not sums[1:].any():
        return ""
    idle = [str(j) for j, row in enumerate(sums[1:]) if np.abs(row).max() < 1e-6 * np.abs(sums[1:]).max()]
    if len(idle) == 1:
        return f"; column {idle[0]} of X_test changes nothing"
    return f"; columns {' and '.join(idle)} of X_test change nothing" if idle else ""


def _sums_of(arguments: Arguments, V: Array) -> Array | None:
    """Return the numbers of each test row as sums over its columns, scaled as the training rows are: (n + 1, K).

    The first row is what stands at the mean of the training rows. None where they are no such sums.
    """
    A = data.add_intercept(data.standardize(arguments[0], arguments[2])[1])
    told = np.isfinite(V).all(axis=1) & (np.abs(A) < FAR).all(axis=1) & (np.abs(V) < WIDE).all(axis=1)
    if told.sum() < 2 * A.shape[1]:
        return None
    sums, *_ = np.linalg.lstsq(A[told], V[told], rcond=None)
    return np.asarray(sums) if np.abs(A[told] @ sums - V[told]).max() < 1e-3 * (1 + np.abs(sums).max()) else None


def _logits_of(came: Array) -> Array:
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = np.log(came)
        return np.asarray(logs - logs.mean(axis=1, keepdims=True))


def _weights(arguments: Arguments, came: Array) -> Array | None:
    """Return what the logits behind the probabilities add up for each column, scaled; None where they are no sums."""
    return _sums_of(arguments, _logits_of(came)) if sums_to_one(came) else None


def _factor(arguments: Arguments, came: Array, expected: Any, factors: Array) -> float | None:
    """Return by which of these the logits of a softmax classifier are to be multiplied to reach what is asked for."""
    if _weights(arguments, came) is None:
        return None
    logits = np.maximum(_logits_of(came), -WIDE)
    return next((float(f) for f in factors if reaches(arguments, _softmax(f * logits), expected)), None)


def _moved(arguments: Arguments, came: Array, there: tuple[Array, Array], here: tuple[Array, Array]) -> Array | None:
    """Return what a softmax classifier whose test rows went through one shift and scale says with another one."""
    sums = _weights(arguments, came)
    if sums is None:
        return None
    train, _, test = arguments
    rows = here[0] + here[1] * (test - there[0]) / there[1]
    return np.asarray(_softmax(data.add_intercept(data.standardize(train, rows)[1]) @ sums))


_FORMS = (  # what becomes of the scores on the last lines
    Pattern("logarithm-returned", _plainly(_in_logarithms)),
    Pattern("softmax-over-wrong-axis", _plainly(_of_columns)),
    Pattern("missing-softmax", _plainly(_scores)),
    Pattern("normalised-over-everything", _plainly(_one_total)),
    Pattern("wrong-factor", _plainly(_one_factor)),
    Pattern("clipped", _plainly(_cut)),
    Pattern("sigmoid-for-each-class", _plainly(_sigmoids)),
    Pattern("missing-normalisation", _plainly(_undivided)),
    Pattern("unstable", _somewhere(_broken)),
    Pattern("wrong-values", _somewhere(_other_sums), words=IMPOSSIBLE),
    Pattern("hard-labels", _plainly(_hard)),
    Pattern("columns-exchanged", _plainly(_exchanged)),
    Pattern("wrong-values", _plainly(_mixed), words=MIXED),
    Pattern("same-answer-for-every-row", _plainly(_same_everywhere)),
    Pattern("two-classes-only", _plainly(_some_unseen)),
)
_FITS = (  # what became of the weights before
    Pattern("wrong-way", _plainly(_turned)),
    Pattern("bias-forgotten", _somewhere(_without_intercepts)),
    Only("uses-test-data", _right_but_for("far test rows")),
    Only("depends-on-order", _right_but_for("sorted")),
    Pattern("depends-on-order", _part_of_the_order),
    Pattern("not-trained-enough", _everywhere(_flat)),
    Pattern("overconfident", _everywhere(_steep)),
    Pattern("uses-test-data", _wherever_read(_by_itself)),
    Pattern("test-left-raw", _scaled_otherwise),
    Pattern("features-not-scaled", _by_unit, words=UNITS),
    Pattern("not-trained-enough", _plainly(_flat)),
    Pattern("overconfident", _plainly(_steep)),
)
EXERCISES = [
    Exercise(
        name="fit_softmax",
        chapter=9,
        title="A whole classifier",
        task="Train a softmax classifier on the training part and return the probabilities of the test part. How you "
        "train is up to you. The labels of the test part you do not get: your answers are compared with them. You pass "
        "if your held-out cost is at most that of `lrlib`'s own fit plus one tenth of its distance to that of a guess, "
        "with at most one wrong answer more in twenty rows. The features come in any units, and the rows in any order.",
        minutes=30,
        stub='''def fit_softmax(X_train, y_train, X_test):
    """Return the probabilities of the test rows by a softmax classifier
    that was trained on the training rows.

    X_train: (m, n), features without a column of ones. y_train: (m,), class
    indices 0, ..., K - 1, all of them present.
    X_test: (any, n). Returns: array of shape (any, K); each row sums to 1.
    """
    return ...
''',
        reference=fit,
        cases=lambda rng: ((s.X_train, s.y_train, s.X_test) for s in splits()),
        agrees=reaches,
        seconds=10.0,
        chance=True,
        wrong=(
            *_FORMS,
            *_FITS,
            Pattern("wrong-values", _everywhere(_short), words=SHORT),
        ),
        words={
            "unstable": {
                "title": "some probabilities are no numbers",
                "hint": "Which line divides by 0, or takes exp of a number that is too large?",
                "why": "0 / 0 and inf / inf are nan. exp overflows beyond 709.78; with the largest logit of each row "
                "taken off first it does not. And a column that never changes has the deviation 0: nothing divides "
                "by that.",
            },
            "missing-softmax": {
                "title": "it returns scores, not probabilities",
                "hint": "Is each entry from 0 to 1, and does each row add up to 1?",
                "why": "A score may be any number. The softmax makes probabilities of the scores of a row.",
            },
            "missing-normalisation": {
                "title": "the rows do not add up to 1",
                "hint": "What is the last thing that happens to a row, and what does it add up to then?",
                "why": "Each number divided by the sum of its own row, at the very end, makes probabilities of them.",
            },
            "wrong-factor": {
                "title": "every row adds up to the same number, and that is not 1",
                "hint": "Is something multiplied or divided after the softmax, or left out before?",
                "why": "Probabilities of all classes add up to 1: after the softmax nothing is multiplied, divided or "
                "subtracted any more.",
            },
            "clipped": {
                "title": "it clips probabilities",
                "hint": "Which line sets a least or a largest value, and what does a row add up to after it?",
                "why": "Rows in which an entry was clipped do not add up to 1 any more. A softmax of scores less the "
                "largest of their row needs no clipping.",
            },
            "wrong-way": {
                "title": "the scores point the wrong way",
                "hint": "Follow the signs: in the gradient, in the step, and in the last softmax.",
                "why": "The gradient is P - Y times X, the step subtracts it, and the softmax takes the scores as they "
                "are. With one sign turned round the classes that fit least are the most probable.",
            },
            "bias-forgotten": {
                "title": "no class has an intercept",
                "hint": "Which class does your classifier find the most probable where all columns have their mean?",
                "why": "There is one place where all classes get the same probability, whatever their shares are. A "
                "column of ones, in training and for the test rows, gives each class an intercept.",
            },
            "same-answer-for-every-row": {
                "hint": "Does X_test enter your result, and do the weights leave 0?",
            },
            "uses-test-data": {
                "hint": "Does X_test enter anything before the last step, such as a mean?",
                "why": "What is held out plays the future. Two far rows more in X_test change what is said of the "
                "others: a mean or a deviation has seen them.",
            },
            "not-trained-enough": {
                "title": "it is less sure than it may be",
                "why": "The classes are mostly right, but the probabilities are too close to each other: larger "
                "weights would do. Few steps, a small rate, a strong penalty, columns of a small scale and another "
                "cost than the cross-entropy all keep them small.",
            },
            "overconfident": {
                "hint": "What does a wrong answer with a probability near 1 cost, and how many are there?",
                "why": "The classes are mostly right, but the probabilities too close to 0 and 1: smaller weights "
                "would do. They may come from too many steps, too large a rate, a column left out, or a gradient "
                "that does not vanish: when training, too, the probabilities of each row sum to 1.",
            },
            "test-left-raw": {
                "title": "the test rows have another shift or scale than the training rows",
                "hint": "Print the mean and the deviation of each column, of both parts, as your weights meet them.",
                "why": "What the model meets later goes through the same shift and the same scale as what it learned "
                "from: the numbers of the training rows, for both parts.",
            },
        },
        hints=(
            "Four parts: bring the features to one scale, add a column of ones, descend, and take the softmax of the "
            "test rows.",
            "The scale is learned too: mean and standard deviation come from the training rows alone, for all rows.",
            "Begin with `W = np.zeros((K, n + 1))` and repeat `W = W - 0.5 * gradient` some hundred times, with the "
            "gradient of the exercise `softmax_gradient`.",
        ),
        solution=(
            "import numpy as np\n\nfrom lrlib import activations\n\n\n"
            "def fit_softmax(X_train, y_train, X_test):\n"
            "    mean, spread = X_train.mean(axis=0), X_train.std(axis=0)\n"
            "    spread[spread == 0] = 1  # a constant column tells nothing\n"
            "    A, B = (\n"
            "        np.column_stack((np.ones(len(X)), (X - mean) / spread))\n"
            "        for X in (X_train, X_test)\n"
            "    )\n"
            "    Y = np.eye(y_train.max() + 1)[y_train]\n"
            "    W = np.zeros((Y.shape[1], A.shape[1]))\n"
            "    for _ in range(300):\n"
            "        P = activations.softmax(A @ W.T)\n"
            "        W = W - 0.5 * (P - Y).T @ A / len(A)\n"
            "    return activations.softmax(B @ W.T)",
            softmax.fit,
        ),
    ),
]
