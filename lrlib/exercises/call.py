"""One call of a function that nobody has checked, in the process that is there for it: what it did and what came."""

import builtins
import contextlib
import copy
import dis
import hashlib
import importlib
import io
import os
import random
import re
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from inspect import signature
from typing import Any

import numpy as np

from lrlib.exercises import frames, state, wire

CHANCE = ("np.random", "random")  # what a function may change that is free to draw numbers
SEED = 5
PRINTED = 200  # characters that are kept
NOTHING = {  # of which an empty body is made, by CPython 3.11 to 3.15
    "RESUME", "NOP", "LOAD_CONST", "LOAD_SMALL_INT", "LOAD_COMMON_CONSTANT", "RETURN_CONST", "RETURN_VALUE",
}  # fmt: skip


@dataclass(frozen=True)
class Outcome:
    """What became of one call.

    Attributes
    ----------
    end : str
        One of returned, raised, recursed, memory, arguments, exited, crashed, hung, empty.
    value : object
        What was returned, if it may cross; else `lrlib.exercises.wire.Other`.
    error : str
        The exception in words.
    printed : str
        The begin of what was printed.
    arguments : tuple of int
        Which arguments were changed.
    shared : tuple of str
        Which shared state was changed.
    warned : str
        The first floating-point warning; one that something has no value goes before an overflow.
    takes : tuple of str
        The names of the function's own arguments.
    """

    end: str
    value: Any = None
    error: str = ""
    printed: str = ""
    arguments: tuple[int, ...] = ()
    shared: tuple[str, ...] = ()
    warned: str = ""
    takes: tuple[str, ...] = ()


def outcome_of(parts: Any) -> Outcome:
    """Return the outcome that a message told, or refuse it.

    Parameters
    ----------
    parts : object
        What `lrlib.exercises.wire.decode` read.

    Returns
    -------
    Outcome
        With every part of its own type.

    Raises
    ------
    BadMessage
        If a part is another.
    """
    if not isinstance(parts, tuple) or len(parts) != 8:
        raise wire.BadMessage("an outcome has eight parts")
    end, value, error, printed, arguments, shared, warned, takes = parts
    if not all(isinstance(part, tuple) for part in (arguments, shared, takes)):
        raise wire.BadMessage("an outcome with parts of other types")
    if not all(isinstance(text, str) for text in (end, error, printed, warned, *shared, *takes)):
        raise wire.BadMessage("an outcome with words that are none")
    if not all(type(i) is int for i in arguments):
        raise wire.BadMessage("an outcome with arguments that have no number")
    return Outcome(end, value, error, printed, arguments, shared, warned, takes)


def mark(argument: Any) -> str:
    """Return what tells an argument from a changed one; the asker compares, since a function may patch its own side.

    Parameters
    ----------
    argument : object
        An array, a list or a tuple of these; nothing else can be changed.

    Returns
    -------
    str
        The same for the same content.
    """
    if not isinstance(argument, np.ndarray | list | tuple | dict):
        return ""
    if isinstance(argument, np.ndarray):
        argument = (argument.shape, argument.dtype.str, argument.tobytes())
    return hashlib.blake2b(repr(argument).encode(), digest_size=12).hexdigest()


class _Screen(io.StringIO):
    """What is printed, as far as it is kept; a million lines take no memory."""

    def write(self, text: str) -> int:
        """Keep the begin."""
        return super().write(text[: PRINTED - self.tell()]) if self.tell() < PRINTED else len(text)


def answer(
    function: Callable[..., Any], calls: Sequence[Sequence[Any]], source: int, sink: int, *, chance: bool, room: Any
) -> None:
    """Answer each question that comes with the outcome of the next call, and with its token.

    All that is used after the first call is bound before it, so that a patch by the function does not reach it.

    Parameters
    ----------
    function : callable
        Not to be trusted.
    calls : sequence of sequences
        The arguments of each call.
    source, sink : int
        Where questions come from and where outcomes go.
    chance : bool
        Whether the function may draw random numbers; then they are the same at every run.
    room : callable
        Takes true before an import, which needs more memory, and false after it.
    """
    perform, encode, send, read, marked = _perform, wire.encode, frames.send, os.read, mark
    baseline: list[state.State] = []
    token = b""

    @contextlib.contextmanager
    def _loading() -> Iterator[None]:
        before, settled = state.parts(), list(baseline)
        send(sink, frames.LOADING, token)
        room(True)
        try:
            yield
        finally:
            room(False)
            for watching in settled:
                state.adopt(watching, before)
            send(sink, frames.LOADED, token)

    builtins.input = _nobody
    _watch_imports(_loading)
    if chance:
        _settle()
    for arguments in calls:
        token = read(source, 8)
        if not token:  # the session is gone
            return
        given = [copy.deepcopy(a) if marked(a) else a for a in arguments]
        if chance:
            random.seed(SEED)
            np.random.seed(SEED)  # noqa: NPY002  the legacy generator is what a student may use
        parts = perform(function, given, baseline, chance)
        end, value, error, printed, shared, warned, takes = parts
        after = tuple(marked(a) for a in given)
        send(sink, frames.OUTCOME, token, encode((end, value, error, printed, after, shared, warned, takes)))


def _nobody(*_: Any) -> str:
    """Stand for `input`, also where a notebook's kernel has its own, which would wait for ever."""
    raise EOFError("there is nobody to ask: take the value as an argument")


def _settle() -> None:
    """Let generators without a seed begin at the same place at every run."""
    import numpy.random.bit_generator as source

    if hasattr(source, "randbits"):
        source.randbits = lambda bits: SEED


def _watch_imports(around: Callable[[], Any]) -> None:
    """Have every first import of a module, however it is asked for, told at its begin and its end."""
    machinery: Any = getattr(importlib, "_bootstrap", None)
    load = getattr(machinery, "_find_and_load", None)
    if load is None:  # another Python: an import then counts as the function's own time
        return
    depth = 0

    def _load(name: str, *rest: Any) -> Any:
        nonlocal depth
        depth += 1
        try:
            if depth > 1:
                return load(name, *rest)
            with around():
                return load(name, *rest)
        finally:
            depth -= 1

    machinery._find_and_load = _load


def _perform(
    function: Callable[..., Any], given: list[Any], baseline: list[state.State], chance: bool
) -> tuple[Any, ...]:
    takes: tuple[str, ...] = ()
    try:
        asked = signature(function)
        takes = tuple(asked.parameters)[:20]
        asked.bind(*given)
    except TypeError as error:
        return "arguments", None, _words(error), "", (), "", takes
    except ValueError:  # a built-in function without a signature: the call will tell
        pass
    end, value, told, heard, screen = "returned", None, "", [""], _Screen()
    snapshot, changes = state.snapshot, state.changes
    with warnings.catch_warnings(), np.errstate(over="warn", divide="warn", invalid="warn", under="ignore"):
        warnings.simplefilter("always")
        warnings.showwarning = lambda message, category, *_: _hear(heard, message, category)
        streams, sys.stdout, sys.stderr = (sys.stdout, sys.stderr), screen, screen
        baseline[:] = [snapshot(function)]
        watching = baseline[0]
        try:
            value = function(*given)
        except BaseException as exception:
            end, told = _told(exception, function)
        shared = tuple(n[:80] for n in changes(watching, function) if not (chance and n in CHANCE))
        baseline.clear()
        sys.stdout, sys.stderr = streams
    if end == "returned" and value is None and _is_empty(function):
        end = "empty"
    printed = "" if screen.closed else screen.getvalue()
    return end, value, told, printed, shared[:5], heard[0], takes


def _hear(heard: list[str], message: Any, category: type) -> None:
    told = str(message)[:200]
    if issubclass(category, RuntimeWarning) and (not heard[0] or (_spares(heard[0]) and not _spares(told))):
        heard[0] = told


def _spares(warning: str) -> bool:
    """Say whether a warning is of what may spoil nothing, as an overflow in 1 / (1 + exp(-z)) does not."""
    return warning.startswith("overflow")


def said(exception: BaseException) -> str:
    """Return what an exception says, nothing where its own words fail.

    Parameters
    ----------
    exception : BaseException
        Anybody's.

    Returns
    -------
    str
        Without its type.

    Examples
    --------
    >>> said(ValueError("no"))
    'no'
    """
    try:
        return str(exception)
    except Exception:
        return ""


def _words(exception: BaseException) -> str:
    words, kind = said(exception), type(exception).__name__
    return re.sub(r"0x[0-9a-f]+", "0x…", f"{kind}: {words}" if words else kind)[:300]


def _told(exception: BaseException, function: Callable[..., Any]) -> tuple[str, str]:
    """Return how it ended and the exception in words, the same at every run."""
    text = _words(exception)
    code, trace, line = getattr(function, "__code__", None), exception.__traceback__, ""
    while trace is not None:
        if code is not None and trace.tb_frame.f_code is code:
            line = f" (line {trace.tb_lineno - code.co_firstlineno + 1} of the function)"
        trace = trace.tb_next
    dots = isinstance(exception, TypeError | AttributeError) and "ellipsis" in text  # a line with ... left in it
    if type(exception) is NotImplementedError or dots:
        return "empty", text
    kinds = ((RecursionError, "recursed"), (MemoryError, "memory"), (SystemExit, "exited"))
    return next((end for kind, end in kinds if isinstance(exception, kind)), "raised"), text + line


def _is_empty(function: Callable[..., Any]) -> bool:
    """Say whether the body does nothing: its instructions take constants, at most, and return."""
    code = getattr(function, "__code__", None)
    return code is not None and all(step.opname in NOTHING for step in dis.get_instructions(code))
