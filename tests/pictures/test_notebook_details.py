"""Without its docstring a function is still the same Python."""

import ast
import inspect
import textwrap

import pytest

from lrlib import activations, descent, gradcheck, logistic, metrics, one_vs_all, softmax, solvers
from lrlib.pictures.notebook import show_source

MODULES = (activations, descent, gradcheck, logistic, metrics, one_vs_all, softmax, solvers)
FUNCTIONS = [f for m in MODULES for _, f in inspect.getmembers(m, inspect.isfunction) if f.__module__ == m.__name__]


def body(source):
    """Return the steps of a function, as Python reads them, without a docstring."""
    (function,) = ast.parse(source).body
    steps = function.body[1:] if ast.get_docstring(function) and len(function.body) > 1 else function.body
    return [ast.dump(step) for step in steps]


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda f: f"{f.__module__}.{f.__name__}")
def test_what_is_shown_is_python_with_the_same_steps(function):
    shown = show_source(function).text
    assert body(shown) == body(textwrap.dedent(inspect.getsource(function)))
    assert ast.get_docstring(ast.parse(shown).body[0]) is None
    assert shown.startswith(f"# {function.__module__.replace('.', '/')}.py\n")
    assert "```" not in shown  # would end the block early
