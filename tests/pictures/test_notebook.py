"""What the page shows is the library's own source."""

import inspect

import pytest

from lrlib import logistic
from lrlib.pictures.notebook import show_source


def test_the_source_shown_is_that_of_the_file_with_or_without_its_docstring():
    shown = show_source(logistic.gradient, docstring=True)
    assert shown.text == "# lrlib/logistic.py\n" + inspect.getsource(logistic.gradient).rstrip()
    short = show_source(logistic.gradient).text
    assert '"""' not in short
    assert short.endswith("return _gradient(*_checked(theta, X, y, l2))")
    assert repr(shown) == shown.text
    assert show_source(logistic._cost)._repr_markdown_().startswith("```python\n")


def test_what_has_no_python_source_is_refused():
    with pytest.raises(TypeError):
        show_source(len)
