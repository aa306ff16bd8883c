"""A desk: what `check` does in a process apart, done in this one, for functions that do no harm."""

import contextlib
import copy
import io
import random

import numpy as np

from lrlib.exercises import call, judge, tasks, wire
from lrlib.exercises.verdict import verdict


def judged(name, function):
    """Return the verdict on a function: the same calls, crossings and judgement, without the process."""
    exercise, outcomes = tasks.find(name), []
    for arguments in judge.calls(exercise):
        given = [copy.deepcopy(a) if call.mark(a) else a for a in arguments]
        if exercise.chance:
            random.seed(call.SEED)
            np.random.seed(call.SEED)  # noqa: NPY002  as in the process apart
        with contextlib.redirect_stdout(io.StringIO()):
            end, value, *told, shared, warned, takes = call._perform(function, given, [], exercise.chance)
        changed = tuple(
            i for i, (a, b) in enumerate(zip(arguments, given, strict=True)) if call.mark(a) != call.mark(b)
        )
        value = wire.decode(wire.encode(value))
        outcomes.append(call.Outcome(end, value, *told, changed, shared, warned, takes))
    return verdict(exercise, judge.judge(exercise, outcomes), attempt=1)
