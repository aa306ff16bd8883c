"""A tag leads from the page to the code: each function that computes a display cites its equation."""

import inspect
import sys

import pytest

from lrlib.proofs.register import REGISTER, sample

SHOWN = {
    "2.6": "the score of two columns, on the way to (2.3)",
    "3.10": "the squared error, which the course shows and does not use",
    "7.9": "the order of columns on a slide",
    "9.8": "one-vs-all's K gradients, each logistic.gradient",
}
COMPUTED = {tag: entry for tag, entry in REGISTER.items() if entry.code and tag[0].isdigit() and tag not in SHOWN}


def called(code, data):
    """Return the functions of lrlib that ran, none of the register's own."""
    found = set()

    def see(frame, event, _):
        function = frame.f_globals.get(frame.f_code.co_name)
        module = frame.f_globals.get("__name__", "")
        if event == "call" and inspect.isfunction(function) and module.startswith("lrlib.") and "proofs" not in module:
            found.add(inspect.unwrap(function))

    sys.setprofile(see)
    try:
        code(data)
    finally:
        sys.setprofile(None)
    return found


@pytest.mark.parametrize("tag", COMPUTED)
def test_a_function_of_lrlib_cites_the_equation_that_it_computes(tag):
    data = sample(0, **dict(COMPUTED[tag].sizes))
    functions = set().union(*(called(code, data) for code in COMPUTED[tag].code))
    assert any(f"({tag})" in (inspect.getdoc(function) or "") for function in functions), (
        f"({tag}) is computed by {sorted(f'{f.__module__}.{f.__qualname__}' for f in functions)}; "
        f"wanted is one of them that says equation ({tag}) under References"
    )


@pytest.mark.parametrize("tag", SHOWN)
def test_what_is_only_shown_stands_in_the_register(tag):
    assert REGISTER[tag].code
