"""How good predictions are: counts of right and wrong, the rates made of them, and the log loss."""

from dataclasses import dataclass
from types import EllipsisType

import numpy as np
import numpy.typing as npt

from lrlib.checks import Array, are_distributions, as_binary, as_floats, as_indices, as_probabilities, as_targets

TABLE = 30_000  # classes: a table of more has a billion entries


def confusion(y: npt.ArrayLike, labels: npt.ArrayLike, K: int | None = None) -> npt.NDArray[np.int64]:
    """Count how often each true class was predicted as each class.

    Parameters
    ----------
    y : array_like of shape (m,)
        True classes 0, ..., K - 1, or words.
    labels : array_like of shape (m,)
        Predicted classes, of the same kind.
    K : int, optional
        The number of classes; without it, one more than the largest index. Words are sorted, and have no K.

    Returns
    -------
    ndarray of shape (K, K)
        Row: true class. Column: predicted class.

    Raises
    ------
    TypeError, ValueError
        If an entry is no class, or the lengths differ.

    Examples
    --------
    >>> confusion([0, 0, 1, 1], [0, 1, 1, 1])
    array([[1, 1],
           [0, 2]])
    """
    true, predicted = _pair(y, labels, K)
    size = int(max(true.max(), predicted.max())) + 1 if K is None else K
    return np.bincount(size * true + predicted, minlength=size * size).reshape(size, size).astype(np.int64)


def accuracy(y: npt.ArrayLike, labels: npt.ArrayLike) -> float:
    """Return the share of predictions that are right.

    Parameters
    ----------
    y : array_like of shape (m,)
        True classes 0, 1, ..., or words.
    labels : array_like of shape (m,)
        Predicted classes, of the same kind.

    Returns
    -------
    float
        From 0 to 1.

    Raises
    ------
    TypeError, ValueError
        If an entry is no class, or the lengths differ.

    References
    ----------
    .. [1] Chapter 9, equation (9.3).

    Examples
    --------
    >>> accuracy([0, 0, 1, 1], [0, 1, 1, 1])
    0.75
    """
    true, predicted = _pair(y, labels)
    return float(np.mean(true == predicted))


def precision(y: npt.ArrayLike, labels: npt.ArrayLike) -> float:
    """Return which share of the alarms (predictions of class 1) is right.

    Parameters
    ----------
    y : array_like of shape (m,)
        True classes, 0 or 1.
    labels : array_like of shape (m,)
        Predicted classes, 0 or 1.

    Returns
    -------
    float
        From 0 to 1; NaN where there is no alarm, since 0 / 0 says nothing.

    Raises
    ------
    TypeError, ValueError
        If an entry is neither 0 nor 1, or the lengths differ.

    References
    ----------
    .. [1] Chapter 1, equation (1.1).

    Examples
    --------
    >>> round(precision([0, 0, 1, 1], [0, 1, 1, 1]), 4)
    0.6667
    """
    (_, false_alarms), (_, hits) = confusion(y, labels, 2)
    return _share(hits, hits + false_alarms)


def recall(y: npt.ArrayLike, labels: npt.ArrayLike) -> float:
    """Return which share of the examples of class 1 was found.

    Parameters
    ----------
    y : array_like of shape (m,)
        True classes, 0 or 1.
    labels : array_like of shape (m,)
        Predicted classes, 0 or 1.

    Returns
    -------
    float
        From 0 to 1; NaN where class 1 does not occur.

    Raises
    ------
    TypeError, ValueError
        If an entry is neither 0 nor 1, or the lengths differ.

    References
    ----------
    .. [1] Chapter 1, equation (1.1).

    Examples
    --------
    >>> recall([0, 0, 1, 1], [0, 1, 1, 1])
    1.0
    """
    _, (misses, hits) = confusion(y, labels, 2)
    return _share(hits, hits + misses)


def log_loss(y: npt.ArrayLike, probabilities: npt.ArrayLike) -> float:
    """Return the mean of -log of the probability that was given to what then happened.

    Parameters
    ----------
    y : array_like of shape (m,) or (m, K)
        True classes, or rows that sum to 1.
    probabilities : array_like of shape (m,) or (m, K)
        Of class 1, or one column for each class.

    Returns
    -------
    float
        Nats per example; infinite where something happened that was called impossible.

    Raises
    ------
    TypeError, ValueError
        If shapes disagree, an entry is no class, or a number is no probability.

    References
    ----------
    .. [1] Chapter 3, equation (3.1); of one probability for all (3.9).

    Examples
    --------
    >>> round(log_loss([1, 0], [0.8, 0.3]), 4)
    0.2899
    """
    P = as_probabilities(probabilities)
    if P.ndim not in (1, 2) or not len(P):
        raise ValueError(f"probabilities has shape {P.shape}; wanted is (m,) or (m, K), m >= 1")
    if P.ndim == 1:
        true = as_binary(y, len(P))
        with np.errstate(divide="ignore"):
            return float(np.abs(np.mean(np.where(true == 1, np.log(P), np.log1p(-P)))))
    if not are_distributions(P, probabilities):
        raise ValueError("a row of probabilities does not sum to 1; wanted are distributions")
    targets = as_targets(y, len(P), P.shape[1])
    if targets.ndim == 1:
        return float(np.abs(np.mean(_log(P[np.arange(len(P)), targets]))))
    return float(np.abs(np.mean(np.where(targets > 0, targets * _log(np.where(targets > 0, P, 1)), 0).sum(axis=1))))


def standard_error(share: float, m: int) -> float:
    """Return the standard error of a share that was counted among independent examples.

    Parameters
    ----------
    share : float
        Such as an accuracy, from 0 to 1.
    m : int
        The number of examples, 1 or more.

    Returns
    -------
    float
        The root of share (1 - share) / m.

    Raises
    ------
    TypeError, ValueError
        If the share is not between 0 and 1, or there is no example.

    References
    ----------
    .. [1] Chapter 9, equation (9.5).

    Examples
    --------
    >>> standard_error(0.5, 100)
    0.05
    """
    part, count = as_floats(share, "share", ndim=0), as_floats(m, "m", ndim=0)
    if not 0 <= part <= 1 or count < 1 or count % 1:
        raise ValueError(f"share is {share} of m = {m}; wanted are a share from 0 to 1 and a whole number from 1 on")
    return float(np.sqrt(part * (1 - part) / count))


def cost_threshold(false_alarm: float, miss: float) -> float:
    """Return the threshold above which saying 1 is cheaper than saying 0.

    Parameters
    ----------
    false_alarm, miss : float
        What each error costs, above 0, in the same unit.

    Returns
    -------
    float
        The share of a false alarm in the sum: false_alarm / (false_alarm + miss).

    Raises
    ------
    TypeError, ValueError
        If a cost is not above 0.

    References
    ----------
    .. [1] Chapter 1, equation (1.2).

    Examples
    --------
    >>> cost_threshold(1, 9)
    0.1
    """
    alarm, silence = as_floats(false_alarm, "false_alarm", ndim=0), as_floats(miss, "miss", ndim=0)
    if alarm <= 0 or silence <= 0:
        raise ValueError(f"the costs are {false_alarm} and {miss}; wanted are two numbers above 0")
    alarm, silence = np.ldexp((alarm, silence), -np.frexp(max(alarm, silence))[1])  # their sum is a number
    return float(alarm / (alarm + silence))


@dataclass(frozen=True)
class Curve:
    """What each threshold on a score brings, from the highest score to the lowest; equal scores move together.

    Attributes
    ----------
    thresholds : ndarray of shape (k + 1,)
        Infinity, where nothing is an alarm, then the k distinct scores, falling: at or above them is an alarm.
    false_alarms, hits : ndarray of shape (k + 1,)
        How many examples of class 0, and of class 1, get an alarm.
    """

    thresholds: Array
    false_alarms: npt.NDArray[np.int64]
    hits: npt.NDArray[np.int64]

    @property
    def false_alarm_rate(self) -> Array:
        """Return which share of class 0 gets an alarm.

        Returns
        -------
        ndarray of shape (k + 1,)
            From 0 to 1.
        """
        return np.asarray(self.false_alarms / self.false_alarms[-1])

    @property
    def recall(self) -> Array:
        """Return which share of class 1 gets an alarm.

        Returns
        -------
        ndarray of shape (k + 1,)
            From 0 to 1.
        """
        return np.asarray(self.hits / self.hits[-1])

    @property
    def precision(self) -> Array:
        """Return which share of the alarms is right; 1 where there is none, the end at which curves are drawn.

        Returns
        -------
        ndarray of shape (k + 1,)
            From 0 to 1.
        """
        alarms = self.false_alarms + self.hits
        return np.asarray(np.where(alarms > 0, self.hits / np.maximum(alarms, 1), 1.0))


def curve(y: npt.ArrayLike, scores: npt.ArrayLike) -> Curve:
    """Return hits and false alarms at every threshold: what ROC and precision-recall curves are drawn from.

    Parameters
    ----------
    y : array_like of shape (m,)
        True classes, 0 and 1, both present.
    scores : array_like of shape (m,)
        Higher for class 1: probabilities, or logits.

    Returns
    -------
    Curve
        From no alarm to all.

    Raises
    ------
    TypeError, ValueError
        If a class is missing, the lengths differ, or a score is no number.

    Examples
    --------
    >>> curve([0, 1, 0, 1], [0.1, 0.4, 0.4, 0.8]).hits
    array([0, 1, 2, 2])
    """
    score = as_floats(scores, "scores", ndim=1)
    true = as_binary(y, len(score))
    if not 0 < true.sum() < len(true):
        raise ValueError("y holds one class only; wanted are examples of 0 and of 1, which a threshold sets apart")
    order = np.argsort(-score, kind="stable")
    falling, ones = score[order], true[order].astype(np.int64)
    last = np.append(np.flatnonzero(falling[1:] != falling[:-1]), len(score) - 1)  # of equal scores
    hits = np.append(0, np.cumsum(ones)[last])
    alarms = np.append(0, last + 1)
    return Curve(np.append(np.inf, falling[last]), alarms - hits, hits)


def auc(y: npt.ArrayLike, scores: npt.ArrayLike) -> float:
    """Return the area below the ROC curve: how often an example of class 1 has the higher score than one of class 0.

    Parameters
    ----------
    y : array_like of shape (m,)
        True classes, 0 and 1, both present.
    scores : array_like of shape (m,)
        Higher for class 1; equal scores count one half.

    Returns
    -------
    float
        From 0 to 1; one half if the scores tell nothing.

    Raises
    ------
    TypeError, ValueError
        As `curve`.

    References
    ----------
    .. [1] J. A. Hanley, B. J. McNeil, Radiology 143 (1982) 29-36; chapter 12.

    Examples
    --------
    >>> auc([0, 1, 0, 1], [0.1, 0.4, 0.4, 0.8])
    0.875
    """
    found = curve(y, scores)
    steps, middles = np.diff(found.false_alarms), found.hits[1:] + found.hits[:-1]
    return float((steps * middles).sum() / (2 * found.false_alarms[-1] * found.hits[-1]))


def average_precision(y: npt.ArrayLike, scores: npt.ArrayLike) -> float:
    """Return the mean precision over the examples of class 1, each at the threshold that just finds it.

    Parameters
    ----------
    y : array_like of shape (m,)
        True classes, 0 and 1, both present.
    scores : array_like of shape (m,)
        Higher for class 1.

    Returns
    -------
    float
        From 0 to 1; about the share of class 1 if the scores tell nothing.

    Raises
    ------
    TypeError, ValueError
        As `curve`.

    Examples
    --------
    >>> round(average_precision([0, 1, 0, 1], [0.1, 0.4, 0.4, 0.8]), 4)
    0.8333
    """
    found = curve(y, scores)
    return float((np.diff(found.recall) * found.precision[1:]).sum())


def by_class(y: npt.ArrayLike, labels: npt.ArrayLike, K: int | None = None) -> tuple[Array, Array]:
    """Return precision and recall of each class against all others; their means are the macro averages.

    Parameters
    ----------
    y, labels : array_like of shape (m,)
        True and predicted classes.
    K : int, optional
        The number of classes, as in `confusion`.

    Returns
    -------
    precision : ndarray of shape (K,)
        NaN where a class is never predicted.
    recall : ndarray of shape (K,)
        NaN where a class does not occur.

    Raises
    ------
    TypeError, ValueError
        As `confusion`.

    Examples
    --------
    >>> by_class([0, 0, 1, 2], [0, 1, 1, 2])[1]
    array([0.5, 1. , 1. ])
    """
    table = confusion(y, labels, K)
    right = np.diag(table)
    with np.errstate(invalid="ignore"):
        return right / table.sum(axis=0), right / table.sum(axis=1)


def shift_prior(probabilities: npt.ArrayLike, old: float, new: float) -> Array:
    """Return the probabilities of class 1 for another share of class 1, if nothing else has changed.

    Parameters
    ----------
    probabilities : array_like
        Of class 1, where its share is `old`.
    old, new : float
        Between 0 and 1.

    Returns
    -------
    ndarray
        Of the same shape.

    Raises
    ------
    TypeError, ValueError
        If a number is no probability, or a share is 0 or 1.

    References
    ----------
    .. [1] Chapter 12, equation (12.2).

    Examples
    --------
    >>> shift_prior([0.5], 0.5, 0.1).round(4)
    array([0.1])
    """
    p = as_probabilities(probabilities)
    before, after = (float(as_probabilities(share, name, ndim=0)) for share, name in ((old, "old"), (new, "new")))
    if not 0 < before < 1 or not 0 < after < 1:
        raise ValueError(f"shares {old} and {new}; wanted are shares between 0 and 1")
    more, exact = max(before, after), p.astype(np.float64)  # over the larger share, so that no product vanishes
    ones, zeros = exact * (after / more * (1 - before)), (1 - exact) * ((1 - after) * (before / more))
    return np.asarray(ones / (ones + zeros)).astype(p.dtype, copy=False)


def _log(p: Array) -> Array:
    """Return log p with log 0 = -inf said aloud: it is the value, not an accident."""
    with np.errstate(divide="ignore"):
        return np.asarray(np.log(p))


def _share(part: int, whole: int) -> float:
    return float(part / whole) if whole else float("nan")


def _pair(
    y: npt.ArrayLike, labels: npt.ArrayLike, K: int | EllipsisType | None = ...
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Return two lists of classes as indices; where a K is asked for, or None, a table of them is to follow."""
    table, K = K is not ..., None if isinstance(K, EllipsisType) else K
    if K is None and _are_words(y) and _are_words(labels):
        _, places = np.unique(np.concatenate((np.ravel(y), np.ravel(labels))), return_inverse=True)
        true, predicted = places[: np.size(y)], places[np.size(y) :]
    else:
        true, predicted = as_indices(y, K), as_indices(labels, K, "labels")
    if len(true) != len(predicted):
        raise ValueError(f"y has {len(true)} entries and labels {len(predicted)}; wanted are as many of each")
    if table and (largest := max(int(true.max()), int(predicted.max()), (K or 1) - 1)) >= TABLE:
        raise ValueError(f"class {largest} wants a table of {largest + 1} rows; wanted are classes below {TABLE}")
    return true, predicted


def _are_words(y: npt.ArrayLike) -> bool:
    array = np.asarray(y)
    given = y if isinstance(y, list | tuple) else array.tolist()  # an array of words and numbers makes all words
    return array.ndim == 1 and array.size > 0 and all(isinstance(label, str) for label in given)
