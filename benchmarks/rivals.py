"""The same minimum by scikit-learn and statsmodels, and the loosest tolerance at which each one finds it."""

import multiprocessing
import signal
import warnings
from bisect import bisect_left

import numpy as np
from sklearn._loss import HalfBinomialLoss, HalfMultinomialLoss
from sklearn.linear_model import LogisticRegression
from sklearn.linear_model._linear_loss import LinearModelLoss

from lrlib import logistic, softmax

TOLERANCES = [a * 10.0**-k for k in range(2, 10) for a in (1, 0.3)]
GAP, SLOPE = 1e-8, 1e-5  # what counts as solved: (F - F*) / F* and the largest entry of the gradient


def model(case):
    return logistic if case.K == 2 else softmax


def ours(case, design, solver="auto"):
    return lambda tol: model(case).fit(design, case.y, l2=case.l2, tol=tol, solver=solver)


def theirs(case, solver):
    def fit(tol):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return LogisticRegression(C=case.C, solver=solver, tol=tol, max_iter=5000).fit(case.X, case.y)

    return fit


def solvers_of_scikit_learn(case, quick=False):
    """Return the names of its solvers, the usual winners first; liblinear knows two classes only.

    A quick run leaves out of large sets the three that never won there.
    """
    second_order = ["lbfgs", "newton-cholesky", "newton-cg"]
    last = ["liblinear"] if case.K == 2 else []
    return second_order if quick and case.X.size > 1e6 else [*second_order, *last, "sag", "saga"]


class Judge:
    """Says whether parameters solve the problem: one cost and one gradient for everybody."""

    def __init__(self, case, design):
        self.case, self.design = case, design
        exact = "newton" if case.K * design.shape[1] <= 200 else "newton-cg"
        self.least = ours(case, design, exact)(1e-10).cost

    def solved(self, fitted) -> bool:
        if hasattr(fitted, "coef_"):
            W = np.column_stack((fitted.intercept_, fitted.coef_))
        else:
            W = np.atleast_2d(fitted.parameters)
        W = W[0] if self.case.K == 2 else W
        value, slope = model(self.case).value_and_gradient(W, self.design, self.case.y, l2=self.case.l2)
        return value - self.least <= GAP * self.least and np.abs(slope).max() <= SLOPE

    def loosest(self, fit, limit=np.inf):
        """Return fit at the loosest tolerance that solves, or None: unsolved at all, or over the limit of a call.

        The tolerances are halved, not tried in turn: a tighter one solves what a looser one does. Two calls over the
        limit are enough to give up.
        """
        found = {}

        def _good_enough(number):
            patient = list(found.values()).count(None) < 2
            found[number] = within(lambda: fit(TOLERANCES[number]), limit) if patient else None
            return found[number] is None or self.solved(found[number])

        number = bisect_left(range(len(TOLERANCES)), True, key=_good_enough)
        if number == len(TOLERANCES) or found[number] is None:
            return None
        return lambda: fit(TOLERANCES[number])


class LiblinearJudge(Judge):
    """The same for liblinear, which penalises the intercept: the column of ones stands last, where lrlib does too."""

    def __init__(self, case):
        super().__init__(case, np.column_stack((case.X, np.ones(len(case.X)))))

    def solved(self, fitted) -> bool:
        theta = np.append(fitted.coef_[0], fitted.intercept_)
        value, slope = logistic.value_and_gradient(theta, self.design, self.case.y, l2=self.case.l2)
        return value - self.least <= GAP * self.least and np.abs(slope).max() <= SLOPE


def within(function, limit):
    """Return what a call returns, or None if it takes more seconds of the processor; a busy machine gives it longer.

    Then the process in which it runs is ended, and so it is after twenty times as many seconds of the clock.
    """
    if not np.isfinite(limit):
        return function()

    def _limited():
        signal.setitimer(signal.ITIMER_PROF, limit)
        way_back.send(function())

    fork = multiprocessing.get_context("fork")
    result, way_back = fork.Pipe(duplex=False)
    process = fork.Process(target=_limited)
    process.start()
    way_back.close()
    try:
        found = result.recv() if result.poll(20 * limit) else None
    except EOFError:  # the timer has ended it
        found = None
    process.kill()
    process.join()
    return found


def loss_gradient(case, W):
    """Return scikit-learn's own evaluation at W, one thread."""
    loss = HalfBinomialLoss() if case.K == 2 else HalfMultinomialLoss(n_classes=case.K)
    evaluate = LinearModelLoss(loss, fit_intercept=True).loss_gradient
    coef = np.append(W[0, 1:], W[0, 0]) if case.K == 2 else np.asfortranarray(np.column_stack((W[:, 1:], W[:, 0])))
    y = case.y.astype(float)
    return lambda: evaluate(coef, case.X, y, l2_reg_strength=case.l2, n_threads=1)
