"""What people publish: the right answers pass in every style, the wrong ones get their names, or their place."""

import dis
import importlib

import numpy as np
import pytest
from desk import judged
from published_right import RIGHT
from published_wrong import NAMED, SEEN

from lrlib import exercises
from lrlib.exercises import sandbox

pytestmark = pytest.mark.slow

LIBRARIES = ("pandas", "scipy.optimize", "scipy.stats", "sklearn.linear_model", "sklearn.pipeline", "sklearn.metrics")


def loads(function):
    return any(line.opname == "IMPORT_NAME" for line in dis.get_instructions(function))


LOADING = [(name, function) for name, function in RIGHT if hasattr(function, "__code__") and loads(function)]
PLAIN = [pytest.param(n, f, id=f"{n}-{i}") for i, (n, f) in enumerate(RIGHT) if (n, f) not in LOADING]


@pytest.mark.parametrize(("name", "function"), PLAIN)
def test_a_right_answer_passes_in_every_style(name, function):
    verdict = judged(name, function)
    assert verdict.passed, verdict.message


def refused():
    """Return what is refused of the answers that load a library, in a process that has loaded all of them."""
    for library in LIBRARIES:
        importlib.import_module(library)
    verdicts = [judged(name, function) for name, function in LOADING]
    return [len(verdicts), *(verdict.message for verdict in verdicts if not verdict.passed)]


def test_a_right_answer_that_uses_another_library_passes():
    (outcome,) = sandbox.run(refused, [()], seconds=100.0, memory=2**33)
    assert outcome.value == [len(LOADING)], outcome
    assert len(LOADING) > 15


@pytest.mark.parametrize(("name", "mistake", "function"), NAMED)
def test_a_published_mistake_gets_its_name(name, mistake, function):
    verdict = judged(name, function)
    assert verdict.mistake == mistake, verdict.message


@pytest.mark.parametrize(("name", "seen", "function"), SEEN)
def test_a_mistake_without_a_name_is_told_by_its_place(name, seen, function):
    verdict = judged(name, function)
    lines = dict(line.partition(": ")[::2] for line in verdict.message.splitlines())
    assert verdict.mistake == "wrong-values", verdict.message
    assert seen in lines["Seen"], verdict.message
    assert lines["Question"]


@pytest.mark.parametrize(
    ("name", "function"),
    [
        ("sigmoid", lambda z: 1 / (1 + np.exp(z))),
        ("penalised_cost", lambda theta, X, y, l2: theta @ theta),
        ("precision_recall", lambda y, labels: labels.sort()),
        ("fit_logistic", lambda X, y, l2: np.random.rand(X.shape[1])),  # noqa: NPY002  it is seeded in both
    ],
)
def test_the_desk_judges_as_check_does(name, function):
    exercises.session.SESSION.clear()
    assert judged(name, function).message == exercises.check(name, function).message
