"""In the process of a notebook: its cells run as IPython runs them, and each exercise that they hold is answered.

What counts is a function that the notebook itself defines, in the cell of the exercise or later, whatever becomes of
its name: it is taken as soon as its cell has run. What goes out are outcomes, never a verdict.
"""

import ast
import contextlib
import json
import os
import re
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from lrlib.exercises import enclosure, frames, judge, meter, sandbox, tasks, wire
from lrlib.exercises.call import Outcome, said
from lrlib.exercises.ownership import is_lrlibs

MEMORY = 4 * 2**30
WRITTEN = 2**30  # bytes of one file
CHECKED = re.compile(r"""\bcheck\(\s*["'](\w+)["']""")


def bound(source: str) -> dict[str, ast.stmt | None]:
    """Return the names that a cell gives to something, and for a function its definition.

    Parameters
    ----------
    source : str
        Python, or what IPython makes of a cell.

    Returns
    -------
    dict of str to statement or None
        Empty where it cannot be read.

    Examples
    --------
    >>> sorted(bound("import math as m\\nx = 1\\ndef f(): y = 2"))
    ['f', 'm', 'x']
    """
    found: dict[str, ast.stmt | None] = {}
    with contextlib.suppress(SyntaxError, ValueError, RecursionError):
        for node in _outside_functions(ast.parse(source)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                found[node.name] = node
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                found.setdefault(node.id, None)
            elif isinstance(node, ast.Import | ast.ImportFrom):
                found |= {(a.asname or a.name.partition(".")[0]): node for a in node.names}
    return found


def _outside_functions(node: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        yield child
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            yield from _outside_functions(child)


def wanted(sources: list[str]) -> dict[str, int]:
    """Return the exercises that count in a notebook, and from which of its cells on.

    A notebook that checks all exercises of a chapter is that chapter: what else it defines are the chapter's own
    examples. Where an exercise is checked, its cell is the last one before the check that defines it.

    Parameters
    ----------
    sources : list of str
        Of the code cells.

    Returns
    -------
    dict of str to int
        The number of the first cell that counts, for each exercise.
    """
    checks = {name: i for i, text in reversed(list(enumerate(sources))) for name in CHECKED.findall(text)}
    groups = {e.chapter: [o.name for o in tasks.ALL.values() if o.chapter == e.chapter] for e in tasks.ALL.values()}
    whole = [name for names in groups.values() if set(names) <= set(checks) for name in names]
    begin = {}
    for name in whole or tasks.names():
        defining = [i for i, text in enumerate(sources[: checks.get(name, -1) + 1]) if name in bound(text)]
        begin[name] = max(defining, default=0)
    return begin


class Examinee:
    """A notebook at work.

    Parameters
    ----------
    sources : list of str
        Of its code cells.
    send : callable
        Takes what goes to the grader.
    """

    def __init__(self, sources: list[str], send: Callable[[Any], None]) -> None:
        self.sources, self.send, self.begin = sources, send, wanted(sources)
        self.asked = {name: judge.calls(tasks.find(name)) for name in self.begin}
        self.run, self.judge, self.is_lrlibs = sandbox.run, judge.judge, is_lrlibs  # bound before a cell can patch them
        self.shell = _shell()
        self.found: dict[str, Callable[..., Any]] = {}
        self.passed: set[str] = set()
        self.faults: list[str] = []

    def sit(self) -> str:
        """Run all cells, answer all exercises, and return how it ended.

        Returns
        -------
        str
            One sentence, never empty.
        """
        for number, source in enumerate(self.sources, 1):
            self.send(("cell", number))
            text = self._perform(number, source)
            for name in self._take(number - 1, text):
                self._answer(name)
        self.shell.user_ns.update(self.found)  # what a later cell has put in place of a function that others call
        for name in self.found.keys() - self.passed:
            self._answer(name)
        self._mark_given()
        if not self.faults:
            return "it ran to its end" if self.found else "it ran to its end and defines no function of an exercise"
        more = f", and {len(self.faults) - 1} more cells end so" if len(self.faults) > 1 else ""
        return self.faults[0] + more

    def _perform(self, number: int, source: str) -> str:
        """Run a cell; return its Python. What it defines after an error counts all the same."""
        body = re.sub(r"\A(\s*%%.*\n)+", "", source)
        try:
            text = str(self.shell.transform_cell(body))
        except Exception:  # IPython's own reader refuses it
            text = body
        error = self._error_of(source)
        if error is not None:
            words = " ".join(said(error).split())[:100] if not isinstance(error, SystemExit) else ""
            self.faults.append(f"code cell {number} ends with {type(error).__name__}{': ' + words if words else ''}")
        for name, node in bound(text).items():
            if node is not None and not callable(self.shell.user_ns.get(name)):
                self._define(name, node)
        return text

    def _error_of(self, source: str) -> BaseException | None:
        try:
            result = self.shell.run_cell(source, store_history=False)
        except BaseException as error:  # of IPython itself, which cannot show every error
            return error
        told: BaseException | None = result.error_before_exec or result.error_in_exec
        return told

    def _define(self, name: str, node: ast.stmt) -> None:
        """Take the function that a cell defines, where its name has become something else or was never reached."""
        scope, missing = self.shell.user_ns, object()
        before = scope.get(name, missing)
        with contextlib.suppress(BaseException):
            exec(compile(ast.Module([node], []), f"cell of {name}", "exec"), scope)
            if name in self.begin:
                self.found[name] = scope[name]
        if before is not missing:
            scope[name] = before

    def _take(self, cell: int, text: str) -> list[str]:
        taken = []
        for name, node in bound(text).items():
            if cell < self.begin.get(name, len(self.sources)):
                self.found.pop(name, None)
                continue
            function = self.shell.user_ns.get(name)
            given = isinstance(node, ast.Import | ast.ImportFrom) and callable(function) and self.is_lrlibs(function)
            if callable(function) and not given:
                self.found[name] = function
            if name in self.found:
                taken.append(name)
        return taken

    def _answer(self, name: str) -> None:
        exercise, function = tasks.find(name), self.found[name]
        if self.is_lrlibs(function):
            self.send((name, "own"))
            return
        outcomes = self.run(function, self.asked[name], seconds=exercise.seconds, chance=exercise.chance)
        with contextlib.suppress(Exception):  # the grader judges; this only spares a second run
            if self.judge(exercise, outcomes).mistake is None:
                self.passed.add(name)
        self.send((name, tuple(_parts_of(outcome) for outcome in outcomes)))

    def _mark_given(self) -> None:
        """Tell of functions of lrlib's that stand under the name of an exercise, and were not imported for use."""
        imported = {n for text in self.sources for n, node in bound(text).items() if isinstance(node, ast.stmt)}
        for name in self.begin.keys() - self.found.keys() - imported:
            function = self.shell.user_ns.get(name)
            if callable(function) and self.is_lrlibs(function):
                self.send((name, "own"))


def _parts_of(outcome: Outcome) -> tuple[Any, ...]:
    return tuple(vars(outcome).values())


def _shell() -> Any:
    """Return IPython, without history, and without the system's commands: a grader installs nothing."""
    from IPython.core.interactiveshell import InteractiveShell
    from IPython.utils.text import SList
    from traitlets.config import Config

    shell: Any = InteractiveShell.instance(config=Config({"HistoryManager": {"enabled": False}}))
    shell.system = shell.system_piped = shell.system_raw = lambda *_: None
    shell.ask_exit = lambda: None  # of exit() and quit(): the next cell runs all the same
    shell.getoutput = lambda *_, **__: SList([])
    line_magic, cell_magic = shell.run_line_magic, shell.run_cell_magic

    def _line(name: str, line: str, _stack_depth: int = 1) -> Any:
        with contextlib.suppress(Exception):  # a magic of another place, or of a package that is not here
            return line_magic(name, line, _stack_depth=_stack_depth + 1)
        return None

    def _cell(name: str, line: str, body: str) -> Any:
        if shell.find_cell_magic(name) is not None:
            return cell_magic(name, line, body)
        return shell.run_cell(body, store_history=False).result

    shell.run_line_magic, shell.run_cell_magic = _line, _cell
    return shell


def serve(path: str, *hidden: str) -> None:
    """Run the cells of a notebook, and answer through what was the standard output.

    Parameters
    ----------
    path : str
        Of the cells, JSON; the folder in which they lie is the only one to write in.
    *hidden : str
        The folders of all notebooks and of those that run beside, which this one does not see where the system can
        hide them.
    """
    sink, nothing = os.dup(1), os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    write, encode, leave = frames.send, wire.encode, os._exit

    def _send(value: Any) -> None:
        write(sink, frames.OUTCOME, b"", encode(value))

    if sys.platform.startswith("linux"):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_FSIZE, (WRITTEN, WRITTEN))
        enclosure.enclose(Path(path).parent, *map(Path, hidden))
    else:
        threading.Thread(target=_tell, args=(sink, write), daemon=True).start()
    sys.path.insert(0, "")  # as in Jupyter: what lies beside a notebook can be imported
    sources = json.loads(Path(path).read_text(encoding="utf-8"))
    _send(("end", Examinee(sources, _send).sit()))
    leave(0)


def _tell(sink: int, write: Callable[..., None]) -> None:
    while True:
        write(sink, frames.ALIVE, b"", wire.encode(sum(os.times()[:4])))
        time.sleep(meter.LOOK)
