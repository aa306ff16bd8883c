"""A desk: what `check` does in a process apart, done in this one, for functions that do no harm."""

import contextlib
import copy
import io
import math
import random
import time

import numpy as np

from lrlib.exercises import call, judge, tasks, wire
from lrlib.exercises.verdict import verdict


def run(function, calls, *, seconds=math.inf, chance=False):
    """What became of each call, as `sandbox.run` tells it: the same crossings and seconds of the processor.

    Without the process, so that what never ends is not ended.
    """
    outcomes = []
    for arguments in calls:
        given = [copy.deepcopy(a) if call.mark(a) else a for a in arguments]
        if chance:
            random.seed(call.SEED)
            np.random.seed(call.SEED)  # noqa: NPY002  as in the process apart
        begin = time.process_time()
        with contextlib.redirect_stdout(io.StringIO()):
            end, value, *told, shared, warned, takes = call._perform(function, given, [], chance)
        if time.process_time() - begin > seconds:
            return [*outcomes, call.Outcome("hung")]
        changed = tuple(
            i for i, (a, b) in enumerate(zip(arguments, given, strict=True)) if call.mark(a) != call.mark(b)
        )
        value = wire.decode(wire.encode(value))
        outcomes.append(call.Outcome(end, value, *told, changed, shared, warned, takes))
    return outcomes


def judged(name, function):
    """Return the verdict on a function: the same calls and judgement as those of `check`."""
    exercise = tasks.find(name)
    outcomes = run(function, judge.calls(exercise), chance=exercise.chance)
    return verdict(exercise, judge.judge(exercise, outcomes), attempt=1)
