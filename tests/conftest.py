"""Small data that every test module may ask for, and the drawing backend that needs no screen."""

import os

os.environ.setdefault("MPLBACKEND", "Agg")
os.environ.setdefault("SCIPY_ARRAY_API", "1")  # or scikit-learn skips a check of its estimators
os.environ.setdefault("SYMPY_CACHE_SIZE", "20000")  # results that it keeps: thousands of formulas ask for the same

import hypothesis
import numpy as np
import pytest

busy = {"deadline": None, "suppress_health_check": [hypothesis.HealthCheck.too_slow]}  # a machine's, not a function's
hypothesis.settings.register_profile("course", derandomize=True, **busy)  # the same examples, so the same verdict
hypothesis.settings.register_profile("search", print_blob=True, **busy)  # others each time, in `make versions`
hypothesis.settings.load_profile("course")


@pytest.fixture
def at_the_desk(monkeypatch):
    """Let `exercises.check` call in this process what does no harm, where its judgement is what is asked for."""
    import desk

    from lrlib.exercises import sandbox

    monkeypatch.setattr(sandbox, "run", desk.run)


@pytest.fixture
def binary():
    """Forty examples of two overlapping classes, a leading column of ones."""
    rng = np.random.default_rng(1)
    X = np.column_stack((np.ones(40), rng.normal(size=(40, 3))))
    y = (X @ [0.3, 1.0, -2.0, 0.5] + rng.logistic(size=40) > 0).astype(int)
    return X, y


@pytest.fixture
def multiclass():
    """Sixty examples of four overlapping classes, a leading column of ones."""
    rng = np.random.default_rng(2)
    X = np.column_stack((np.ones(60), rng.normal(size=(60, 2))))
    y = (X @ rng.normal(size=(3, 4)) + rng.gumbel(size=(60, 4))).argmax(axis=1)
    return X, y
