"""Run scikit-learn's own tests of logistic regression on lrlib's estimators: python scripts/peer.py [pytest's options].

The tests are those of the installed scikit-learn. What cannot be asked of lrlib (other penalties, inner functions) is
left out by the words in a test's source; what is meant to differ stands in peer.toml, each with its reason. A test that
fails and is not listed fails the run, and so does one that is listed and passes.
"""

import inspect
import os
import re
import sys
import tomllib
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from sklearn import linear_model
from sklearn.linear_model.tests import test_logistic as tests

from lrlib.estimators import LogisticRegression, SoftmaxRegression

LISTED = tomllib.loads((Path(__file__).parent / "peer.toml").read_text(encoding="utf-8"))
FOREIGN = re.compile("|".join(LISTED["foreign"]["words"]))


class Adapter(linear_model.LogisticRegression):
    """Scikit-learn's parameters, lrlib's fit: two classes by LogisticRegression, more by SoftmaxRegression."""

    def fit(self, X, y, sample_weight=None):
        if self.solver not in ("lbfgs", "newton-cg", "newton-cholesky") or self.l1_ratio not in (0, None, "warn"):
            pytest.skip(f"lrlib has no {self.solver} with l1_ratio {self.l1_ratio}")
        model = (LogisticRegression if len(np.unique(y)) == 2 else SoftmaxRegression)(
            C=self.C,
            fit_intercept=self.fit_intercept,
            tol=self.tol,
            max_iter=self.max_iter,
            class_weight=self.class_weight,
            warm_start=self.warm_start and hasattr(self, "coef_"),
        )
        if model.warm_start:
            for name in ("classes_", "coef_", "intercept_"):
                setattr(model, name, getattr(self, name))
        model.fit(X, y, sample_weight)
        for name, value in vars(model).items():
            if name.endswith("_"):
                setattr(self, name, value)
        self.n_iter_ = np.array([model.n_iter_], dtype=np.int32)
        return self


def body(function):
    """Return the source of a test without its decorators."""
    source = inspect.getsource(function)
    return source[source.index("def ") :]


class Peer:
    """Replace the estimator, leave out what is foreign, and hold the rest against the list."""

    def __init__(self):
        self.outcomes, self.foreign = {}, set()

    def pytest_collection_modifyitems(self, config, items):
        tests.LogisticRegression = Adapter
        foreign = [item for item in items if FOREIGN.search(body(item.function) + item.name)]
        self.foreign = {item.name for item in foreign}
        config.hook.pytest_deselected(items=foreign)
        items[:] = [item for item in items if item.name not in self.foreign]

    def pytest_runtest_logreport(self, report):
        name = report.nodeid.partition("::")[2]
        if report.failed or (report.when == "call" and name not in self.outcomes) or report.skipped:
            self.outcomes[name] = report.outcome

    def verdict(self):
        """Print the counts, and return what is wrong with the list."""
        reasons = {name: reason for reason, names in LISTED["differ"].items() for name in names}
        counts, wrong, failed = Counter(), [], set()
        for name, outcome in sorted(self.outcomes.items()):
            test = name.partition("[")[0]
            counts["meant to differ" if outcome == "failed" and test in reasons else outcome] += 1
            if outcome == "failed":
                failed.add(test)
                wrong += [] if test in reasons else [f"{name} fails and is not listed"]
        counts["not applicable"] = counts.pop("skipped", 0) + len(self.foreign)
        print(", ".join(f"{count} {outcome}" for outcome, count in counts.items()))
        stale = reasons.keys() - failed
        return wrong + [f"{name} is listed, since {reasons[name]}; but it passes" for name in sorted(stale)]


if __name__ == "__main__":
    peer = Peer()
    pytest.main(
        ["-q", "-p", "no:cacheprovider", "--pyargs", tests.__name__, "-c", os.devnull, "-W", "ignore", *sys.argv[1:]],
        [peer],
    )
    wrong = peer.verdict() if peer.outcomes else ["no test ran"]
    sys.exit("\n".join(wrong) or 0)
