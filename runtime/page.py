"""The kernel of a page: runs the cells of a chapter in one namespace, as a notebook does, and judges in place.

It runs in Pyodide, where there is no process to start, no floating-point flag to read and no clock that two machines
share. So a hang is a number of steps of the student's own code, a warning of NumPy is made where a value is lost, and
what a call has changed is put back from a snapshot.
"""

import ast
import base64
import contextlib
import copy
import dis
import functools
import importlib.abc
import importlib.machinery
import io
import json
import linecache
import os
import random
import sys
import traceback
import types
import warnings
from pathlib import Path

import numpy as np
from unpack import SITE, unpack

STEPS = (
    20_000_000  # jumps and calls in the code of one cell or one judged call: seconds, on the slowest machine minutes
)
TOOL = 4
EVENTS = sys.monitoring.events
UFUNCS = ("exp", "exp2", "expm1", "cosh", "sinh", "log", "log2", "log10", "log1p", "sqrt", "power", "float_power",
          "square", "reciprocal")  # fmt: skip
REFUSED = {"cholesky": "Matrix is not positive definite", "inv": "Singular matrix", "solve": "Singular matrix"}

ELSEWHERE = {  # what a cell may import on other machines
    "sklearn": "scikit-learn", "statsmodels": "statsmodels", "scipy": "SciPy", "pandas": "pandas", "dask": "Dask",
    "distributed": "Dask", "torch": "PyTorch", "tensorflow": "TensorFlow", "keras": "Keras", "jax": "JAX",
    "xgboost": "XGBoost", "lightgbm": "LightGBM", "seaborn": "seaborn", "multiprocessing": "processes of its own",
}  # fmt: skip


class Elsewhere(ModuleNotFoundError):
    """A package that the page does not bring."""


class TooLong(BaseException):
    """Raised in the cell's own code after so many steps."""


class Budget:
    """How many steps the watched code may still take."""

    def __init__(self):
        self.left = float("inf")
        sys.monitoring.use_tool_id(TOOL, "steps")
        for event in (EVENTS.JUMP, EVENTS.PY_START):
            sys.monitoring.register_callback(TOOL, event, self.step)

    def step(self, *_):
        """Count one step."""
        self.left -= 1
        if self.left < 0:  # and so at every step from now on, if one is caught
            raise TooLong

    def watch(self, code):
        """Count the steps of a piece of code and of all that is written in it; nobody else's are counted."""
        sys.monitoring.set_local_events(TOOL, code, EVENTS.JUMP | EVENTS.PY_START)
        for part in code.co_consts:
            if isinstance(part, types.CodeType):
                self.watch(part)

    @contextlib.contextmanager
    def of(self, steps):
        """Allow so many steps."""
        before, self.left = self.left, min(self.left, steps)
        try:
            yield
        finally:
            self.left = before


BUDGET = Budget()


class Packs(importlib.abc.MetaPathFinder):
    """Fetch a pack at the first import of a module, or the first opening of a file, that is in it."""

    def __init__(self, fetch, imported, opened):
        self.fetch, self.imported, self.there = fetch, imported, set()
        self.opened = {SITE + name: pack for name, pack in opened.items()}
        for name in self.opened:
            Path(name).parent.mkdir(parents=True, exist_ok=True)
            Path(name).touch()  # who lists a folder sees what is in it
        sys.addaudithook(self.hear)

    def find_spec(self, name, path=None, target=None):
        """Lay the pack down, and leave the finding to whoever comes next."""
        pack = self.imported.get(name)
        if pack and pack not in self.there:
            unpack(self.fetch(pack))
            self.there.add(pack)
            for finder in list(sys.path_importer_cache.values()):  # those of metadata are in a pack themselves
                if isinstance(finder, importlib.machinery.FileFinder):
                    finder.invalidate_caches()
        elif name in ELSEWHERE:
            raise Elsewhere(_said("{what} does not run in this page").format(what=ELSEWHERE[name]), name=name)

    def hear(self, event, arguments):
        """Lay a file down before it is opened."""
        if event == "open" and (pack := self.opened.pop(name := str(arguments[0]), None)):
            try:
                unpack(self.fetch(pack))
            except BaseException:
                self.opened[name] = pack
                raise


class Loud:
    """A ufunc that tells of overflow, of a pole and of invalid values, as NumPy does where the processor keeps flags.

    The operators / and ** stay silent; what they spoil is seen in the result.
    """

    def __init__(self, ufunc):
        self.ufunc, self.__name__, self.__doc__ = ufunc, ufunc.__name__, ufunc.__doc__

    def __getattr__(self, name):
        return getattr(self.ufunc, name)

    def __call__(self, *args, **kwargs):
        """Compute, then look what the finite numbers among the input became."""
        with np.errstate(all="ignore"):
            result = self.ufunc(*args, **kwargs)
        if isinstance(result, np.ndarray | np.floating) and not np.all(np.isfinite(result)):
            given = [np.asarray(a, float) for a in args[: self.ufunc.nin]]
            fine = np.logical_and.reduce(np.broadcast_arrays(*map(np.isfinite, given)))
            pole = self.__name__.startswith("log") or self.__name__ == "reciprocal"
            self._tell("divide" if pole else "over", "divide by zero" if pole else "overflow", fine & np.isinf(result))
            self._tell("invalid", "invalid value", fine & np.isnan(result))
        return result

    def _tell(self, kind, words, where):
        how = np.geterr()[kind]
        if how == "ignore" or not np.any(where):
            return
        text = f"{words} encountered in {self.__name__}"
        if how == "raise":
            raise FloatingPointError(text)
        warnings.warn(text, RuntimeWarning, stacklevel=3)


for _name in UFUNCS:
    setattr(np, _name, Loud(getattr(np, _name)))


def _refusing(compute, words):
    """Return a function of NumPy's linear algebra that raises where it fills what it cannot compute with NaN.

    Elsewhere it learns from a flag of the processor that LAPACK refused a matrix.
    """

    @functools.wraps(compute)
    def refusing(a, *args, **kwargs):
        result = compute(a, *args, **kwargs)
        each = tuple(range(np.ndim(a) - 2, np.ndim(result)))  # the axes of one matrix, or vector, of the stack
        spoilt = np.isnan(result).any() and np.isnan(result).all(axis=each).any()
        if spoilt and all(np.isfinite(given).all() for given in (a, *args)):
            raise np.linalg.LinAlgError(words)
        return result

    return refusing


for _name, _words in REFUSED.items():
    _refusal = _refusing(getattr(np.linalg, _name), _words)
    for _module in (np.linalg, np.linalg._linalg):  # the second is where others of its functions look
        setattr(_module, _name, _refusal)


class Shell:
    """What a cell shows, in the order in which it came, in the form in which a notebook stores it."""

    def __init__(self):
        self.outputs, self.count, self.files = [], 0, {}
        self.events = types.SimpleNamespace(register=lambda *_: None)  # matplotlib asks

    def write(self, name, text):
        """Take what was printed; neighbours of one stream are one output."""
        if self.outputs and self.outputs[-1].get("name") == name:
            self.outputs[-1]["text"] += text
        elif text:
            self.outputs.append({"output_type": "stream", "name": name, "text": text})

    def display(self, value, kind="display_data"):
        """Take a value in all the forms that it has."""
        shown = getattr(value, "_ipython_display_", None)
        if shown is not None:
            shown()
            return
        data = {"text/plain": pretty(value)}
        for method, mime in (("_repr_html_", "text/html"), ("_repr_markdown_", "text/markdown")):
            made = getattr(value, method, None)
            if made is not None and not isinstance(value, type):
                data[mime] = made()
        self.outputs.append({"output_type": kind, "data": data})

    def written(self):
        """Take the files that were written where a cell writes without a path, such as a report."""
        for path in sorted(HOME.iterdir()):
            if path.is_file() and self.files.get(path) != (stamp := path.stat().st_mtime_ns):
                if self.files:
                    content = base64.b64encode(path.read_bytes()).decode()
                    data = {"text/plain": path.name, "application/octet-stream": content}
                    self.outputs.append({"output_type": "display_data", "data": data})
                self.files[path] = stamp

    def figures(self):
        """Take the figures that were drawn, and close them."""
        pyplot = sys.modules.get("matplotlib.pyplot")
        if pyplot is None:
            return
        for number in pyplot.get_fignums():
            figure = pyplot.figure(number)
            out = io.BytesIO()
            figure.savefig(out, format="png", bbox_inches="tight")
            data = {"text/plain": repr(figure), "image/png": base64.b64encode(out.getvalue()).decode()}
            self.outputs.append({"output_type": "display_data", "data": data})
        pyplot.close("all")


def pretty(value):
    """Return a value in words, as IPython does: long containers are broken."""
    import pprint

    if isinstance(value, dict | list | tuple | set) and len(repr(value)) > 79:
        return pprint.pformat(value, width=79, sort_dicts=False)
    return repr(value)


HOME = Path.home()
SHELL = Shell()


class Stream(io.TextIOBase):
    """Where a cell prints."""

    def __init__(self, name):
        self.name = name

    def write(self, text):
        """Hand it to the shell."""
        SHELL.write(self.name, text)
        return len(text)


def _display(*values, raw=False, **_):
    for value in values:
        if raw:
            SHELL.outputs.append({"output_type": "display_data", "data": dict(value)})
        else:
            SHELL.display(value)


def _stand_in():
    """Be IPython for whoever asks: get_ipython and display, no more."""
    ipython, shown = types.ModuleType("IPython"), types.ModuleType("IPython.display")
    ipython.get_ipython = lambda: SHELL
    ipython.display, shown.display, ipython.version_info = shown, _display, (9, 0, 0)
    sys.modules |= {"IPython": ipython, "IPython.display": shown}


def start(fetch, manifest, language="en"):
    """Make ready; `fetch` brings a pack by its name, the manifest says when each is wanted, the page its language."""
    if language not in ("", "en"):
        os.environ["LRLIB_LANGUAGE"] = language
    wanted = json.loads(manifest)
    sys.meta_path.insert(0, Packs(fetch, wanted["imported"], wanted["opened"]))
    _stand_in()
    os.environ["MPLBACKEND"] = "agg"
    from lrlib.exercises import sandbox

    sandbox.run, os._exit = in_place, sys.exit
    SHELL.written()


SCOPE = {"__name__": "__main__"}
LOST = {}  # a name that a cell would have bound, if what it needs ran here: what that is


def run(source):
    """Run a cell; return its outputs as JSON, in the form of a notebook."""
    SHELL.outputs, SHELL.count = [], SHELL.count + 1
    file = f"<cell {SHELL.count}>"
    linecache.cache[file] = (len(source), None, source.splitlines(True), file)
    streams, sys.stdout, sys.stderr = (sys.stdout, sys.stderr), Stream("stdout"), Stream("stderr")
    try:
        tree = ast.parse(source, file)
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) and not _quiet(source) else None
        body = compile(tree, file, "exec")
        BUDGET.watch(body)
        with BUDGET.of(STEPS):
            exec(body, SCOPE)
            if last is not None:
                code = compile(ast.Expression(last.value), file, "eval")
                BUDGET.watch(code)
                value = eval(code, SCOPE)
                if value is not None:
                    SHELL.display(value, "execute_result")
    except TooLong:
        error = _said("It was stopped after {steps} steps. Does the loop end?").format(steps=f"{STEPS:,}")
        SHELL.outputs.append({"output_type": "error", "ename": "TooLong", "evalue": error, "traceback": [error]})
    except BaseException as error:
        needs = _needs(error)
        if needs:
            _lose(_names(source)[1], needs)
        SHELL.outputs.append(_elsewhere(error, needs) if needs else _told(error))
    finally:
        sys.stdout, sys.stderr = streams
    SHELL.figures()
    SHELL.written()
    return json.dumps(SHELL.outputs)


def _said(text):
    """Return a sentence in the language of the page."""
    from lrlib.languages import translate

    return translate(text)


def _quiet(source):
    return source.rstrip().endswith(";")


def _needs(error):
    """Return what a cell needs that no page has, if this is why it ended."""
    if isinstance(error, Elsewhere):
        return ELSEWHERE[error.name]
    if isinstance(error, NameError) and error.name not in SCOPE:
        return LOST.get(error.name)
    if isinstance(error, RuntimeError) and str(error) == "can't start new thread":
        return "threads"
    if isinstance(error, OSError) and str(error).endswith("emscripten does not support processes."):
        return "processes of its own"
    return None


def _names(source):
    """Return the names that a cell reads from the others, and those that it binds for them."""
    try:
        parts = [compile(source, "<names>", "exec")]
    except SyntaxError:
        return set(), set()
    read, bound = set(), set()
    for depth, part in enumerate(parts):
        for step in dis.get_instructions(part):
            if step.opname in {"LOAD_NAME", "LOAD_GLOBAL"}:
                read.add(step.argval)
            elif step.opname == "STORE_GLOBAL" or (step.opname == "STORE_NAME" and not depth):
                bound.add(step.argval)
        parts += [constant for constant in part.co_consts if isinstance(constant, types.CodeType)]
    return read, bound


def _lose(names, needs):
    """Note which names a cell owes, and let go of the values that it, or a cell before it, has left half made there."""
    LOST.update(dict.fromkeys(names, needs))
    for name in names:
        if not isinstance(SCOPE.get(name), types.ModuleType | types.FunctionType | types.BuiltinFunctionType | type):
            SCOPE.pop(name, None)


def _elsewhere(error, needs):
    """Return the sentence in place of a traceback."""
    lost = _said("`{name}`, which comes from a cell that needs {needs}")
    by = lost.format(name=error.name, needs=needs) if isinstance(error, NameError) else needs
    words = _said("This cell needs {by}: no page can run it. It runs in Colab, on Binder and on your own machine.")
    words = words.format(by=by)
    return {"output_type": "error", "ename": "Elsewhere", "evalue": words, "traceback": [words]}


def _told(error):
    """Return an error with its traceback, without the frames of this file."""
    frames = traceback.TracebackException.from_exception(error)
    frames.stack = traceback.StackSummary.from_list([f for f in frames.stack if f.filename != __file__])
    text = "".join(frames.format())
    return {"output_type": "error", "ename": type(error).__name__, "evalue": str(error), "traceback": [text]}


def in_place(function, calls, *, seconds=1.0, memory=0, chance=False):
    """Stand in for lrlib.exercises.sandbox.run: call the function here, and put back what it changed."""
    from lrlib.exercises import call, state, wire

    code = getattr(function, "__code__", None)
    if code is not None:
        BUDGET.watch(code)
    outcomes, legacy = [], np.random.get_state()  # noqa: NPY002 - what a student may use
    for arguments in calls:
        given = [copy.deepcopy(a) if call.mark(a) else a for a in arguments]
        if chance:
            random.seed(call.SEED)
            np.random.seed(call.SEED)  # noqa: NPY002
        before, baseline = state.snapshot(function), []
        try:
            with BUDGET.of(STEPS):
                end, value, error, printed, shared, warned, takes = call._perform(function, given, baseline, chance)
        finally:
            _put_back(before, function, legacy)
        if error.startswith("TooLong"):
            return [*outcomes, call.Outcome("hung")]
        if error.startswith(("ValueError: array is too big", "ValueError: Maximum allowed dimension")):
            end, error = "memory", "MemoryError: " + error.removeprefix("ValueError: ")  # an address has 32 bits here
        after = tuple(call.mark(a) for a in given)
        changed = tuple(i for i, (a, b) in enumerate(zip(map(call.mark, arguments), after, strict=True)) if a != b)
        told = wire.decode(wire.encode((end, value, error, printed, changed, shared, warned, takes)))
        outcomes.append(call.outcome_of(told))
        if end == "exited":
            break
    return outcomes


def ended(name, end):
    """Judge a function that has ended the Python before this one, or was stopped there."""
    from lrlib.exercises import call, sandbox, session

    sandbox.run = lambda *_, **__: [call.Outcome(end)]
    try:
        session.check(name, ended)
    finally:
        sandbox.run = in_place


def _put_back(before, function, legacy):
    for name, (names, values) in before.modules.items():
        now, held = vars(sys.modules[name]), dict(zip(names, values, strict=True))
        for key in [key for key in now if key not in held]:
            if not isinstance(now[key], types.ModuleType):
                del now[key]
        now.update({key: value for key, value in held.items() if now.get(key) is not value})
    np.random.set_state(legacy)  # noqa: NPY002


def needed(source, above):
    """Return which of the cells above bind the names that a cell reads, and those that these read, as positions.

    What a cell changes in place is not seen: this is for a judged function, whose verdict hangs on no cell above.
    """
    kept, (wanted, _) = [], _names(source)
    for i, other in reversed(list(enumerate(above))):
        read, bound = _names(other)
        if wanted & bound:
            kept.insert(0, i)
            wanted |= read
    return kept


def fresh():
    """Begin anew: no name is bound, no exercise tried."""
    from lrlib.exercises import session

    SCOPE.clear()
    LOST.clear()
    SCOPE["__name__"] = "__main__"
    session.SESSION.clear()
