"""What may cross the border of a process: numbers, text and arrays, in a form that can run nothing when it is read."""

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass
from math import prod
from numbers import Rational
from typing import Any

import numpy as np

DEEPEST = 8  # nested lists
LONGEST = 200_000  # entries of lists, together
LARGEST = 16 * 2**20  # bytes of an array
KINDS = "biufc"


class BadMessage(ValueError):
    """Bytes that are no message of ours."""


@dataclass(frozen=True)
class Other:
    """A value that does not cross: what it was is all that is told.

    Attributes
    ----------
    what : str
        Such as generator, or array of objects.
    """

    what: str


def encode(value: Any) -> bytes:
    """Return the message for a value; whatever is no number, text, array or list of these becomes `Other`.

    Parameters
    ----------
    value : object
        Anything.

    Returns
    -------
    bytes
        JSON.

    Examples
    --------
    >>> decode(encode([1, 2.5, None, ...]))
    [1, 2.5, None, Ellipsis]
    """
    return json.dumps(_packed(value, 0, [0])).encode()


def decode(message: bytes) -> Any:
    """Return the value of a message.

    Parameters
    ----------
    message : bytes
        As `encode` makes it, or anything that an enemy wrote.

    Returns
    -------
    object
        Numbers, text, arrays, lists, tuples, None, Ellipsis or Other.

    Raises
    ------
    BadMessage
        If it is anything else.

    Examples
    --------
    >>> decode(encode(np.ones(2)))
    array([1., 1.])
    """
    try:
        return _unpacked(json.loads(message), 0)
    except BadMessage:
        raise
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, RecursionError) as error:
        raise BadMessage(f"a message that cannot be read: {type(error).__name__}") from None


def _packed(x: Any, depth: int, count: list[int]) -> list[Any]:
    kind = type(x)
    if x is None or x is ...:
        return ["none" if x is None else "ellipsis"]
    if kind is bool:
        return ["bool", int(x)]
    if kind is int and abs(x) < 2**63:
        return ["int", x]
    if kind is float:
        return ["float", x.hex()]
    if kind is str:
        return ["str", x[:2000]]
    if isinstance(x, list | tuple):  # a tuple with names too
        kind = list if isinstance(x, list) else tuple
        count[0] += len(x)
        if depth >= DEEPEST or count[0] > LONGEST:
            return ["other", f"{kind.__name__} that is too long or too deep"]
        return [kind.__name__, [_packed(entry, depth + 1, count) for entry in x]]
    if isinstance(x, np.generic) or kind is np.ndarray:
        return _packed_array(x)
    if isinstance(x, Rational) and kind is not int:  # such as a Fraction
        return ["float", float(x).hex()]
    return ["other", kind.__name__[:60]]


def _packed_array(x: Any) -> list[Any]:
    tag = "array" if type(x) is np.ndarray else "scalar"
    if x.dtype.kind not in KINDS:
        return ["other", f"array of {'objects' if x.dtype.kind == 'O' else x.dtype}"]
    if x.nbytes > LARGEST:
        return ["other", f"array of shape {x.shape}"]
    plain = np.ascontiguousarray(x).astype(x.dtype.newbyteorder("<"))
    return [tag, plain.dtype.str, list(x.shape), base64.b64encode(plain.tobytes()).decode()]


def _unpacked(part: Any, depth: int) -> Any:
    tag, *rest = part
    if tag in ("none", "ellipsis"):
        return None if tag == "none" else ...
    if tag in ("list", "tuple") and depth < DEEPEST + 1:
        entries = [_unpacked(entry, depth + 1) for entry in rest[0]]
        return entries if tag == "list" else tuple(entries)
    if tag in ("array", "scalar"):
        return _unpacked_array(tag, *rest)
    readers: dict[str, Callable[[Any], Any]]
    readers = {"bool": bool, "int": int, "float": float.fromhex, "str": str, "other": Other}
    if tag not in readers or type(rest[0]) is not (int if tag in ("bool", "int") else str):
        raise BadMessage(f"a message with the tag {str(tag)[:20]!r}")
    return readers[tag](rest[0])


def _unpacked_array(tag: str, code: str, shape: list[int], text: str) -> Any:
    dtype = np.dtype(code)
    if dtype.kind not in KINDS or any(type(n) is not int or n < 0 for n in shape) or len(shape) > 8:
        raise BadMessage("a message with an array that is no array of numbers")
    data = base64.b64decode(text, validate=True)
    if len(data) != prod(shape) * dtype.itemsize or len(data) > LARGEST:
        raise BadMessage("a message with an array of another length")
    array = np.frombuffer(data, dtype).reshape(shape).copy()
    return array if tag == "array" else array[()]
