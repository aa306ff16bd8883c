"""A parcel: a function with what it needs, for a fresh interpreter of the same Python.

What can be imported goes by its name. What was defined in the session goes as it is: the code of a function with its
defaults, its closure and those globals that its code names; a class with its members; data as pickle has them. What no
pickle can hold, such as an open file, is left behind, and the function finds a name missing. Only the session makes
parcels, and only a process that holds nothing opens them: nothing comes back this way.
"""

import builtins
import functools
import importlib
import io
import marshal
import pickle
import sys
from types import BuiltinFunctionType, CellType, CodeType, FunctionType, ModuleType
from typing import Any

FORMED = {"__dict__", "__weakref__", "__slots__"}  # a class makes these itself


def pack(value: Any) -> bytes:
    """Return the parcel.

    Parameters
    ----------
    value : object
        A function, or data that hold functions.

    Returns
    -------
    bytes
        For `unpack`.

    Examples
    --------
    >>> unpack(pack(lambda x: x + 1))(1)
    2
    """
    text = io.BytesIO()
    _Packer(text, protocol=5).dump(value)
    return text.getvalue()


def unpack(content: bytes) -> Any:
    """Return what is in the parcel.

    Parameters
    ----------
    content : bytes
        Of `pack`, by nobody else.

    Returns
    -------
    object
        The same, of this process.
    """
    return pickle.loads(content)


class _Packer(pickle.Pickler):
    def reducer_override(self, x: Any) -> Any:
        """Say how functions, classes and modules of the session are made again."""
        if isinstance(x, ModuleType):
            return importlib.import_module, (x.__name__,)
        if isinstance(x, functools._lru_cache_wrapper):
            return functools.lru_cache(x.cache_parameters()["maxsize"]), (x.__wrapped__,)
        if isinstance(x, FunctionType) and not _is_importable(x):
            scope = {name: x.__globals__[name] for name in sorted(_names(x.__code__)) if name in x.__globals__}
            cells = tuple(map(_content, x.__closure__ or ()))
            made = (marshal.dumps(x.__code__), x.__name__, len(cells))
            about = (_portable(scope), x.__defaults__, x.__kwdefaults__, x.__doc__, cells)
            return _function, made, about, None, None, _fill
        if isinstance(x, type) and not _is_importable(x):
            members = {name: part for name, part in vars(x).items() if name not in FORMED}
            return _class, (type(x), x.__name__, x.__bases__), _portable(members), None, None, _complete
        if isinstance(x, staticmethod | classmethod):
            return type(x), (x.__func__,)
        if isinstance(x, property):
            return property, (x.fget, x.fset, x.fdel)
        return NotImplemented


def _is_importable(x: Any) -> bool:
    if x.__module__ in ("__main__", None):
        return False
    found: Any = sys.modules.get(x.__module__)
    for name in x.__qualname__.split("."):
        found = getattr(found, name, None)
    return found is x


def _names(code: CodeType) -> set[str]:
    return set(code.co_names).union(*(_names(part) for part in code.co_consts if isinstance(part, CodeType)))


def _content(cell: CellType) -> Any:
    try:
        return cell.cell_contents
    except ValueError:  # empty as yet
        return None


def _portable(scope: dict[str, Any]) -> dict[str, Any]:
    """Return those entries that can be packed; functions and classes may name each other, and are."""
    kept = {}
    for name, value in scope.items():
        if not isinstance(value, FunctionType | type | ModuleType | BuiltinFunctionType):
            try:
                pickle.dumps(value)
            except Exception:
                try:
                    pack(value)
                except Exception:  # an open file, a lock, a generator, what refuses in a way of its own
                    continue
        kept[name] = value
    return kept


def _function(code: bytes, name: str, cells: int) -> FunctionType:
    scope = {"__name__": "__main__", "__builtins__": builtins}
    return FunctionType(marshal.loads(code), scope, name, None, tuple(CellType() for _ in range(cells)))


def _fill(function: FunctionType, about: Any) -> None:
    scope, function.__defaults__, function.__kwdefaults__, function.__doc__, cells = about
    function.__globals__.update(scope)
    for cell, content in zip(function.__closure__ or (), cells, strict=True):
        cell.cell_contents = content


def _class(kind: Any, name: str, bases: tuple[type, ...]) -> Any:
    return kind(name, bases, {})


def _complete(made: type, members: dict[str, Any]) -> None:
    for name, part in members.items():
        setattr(made, name, part)
