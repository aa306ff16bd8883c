"""Numbers as a reader sees them, and controls that refuse what they cannot show."""

import pytest

from lrlib.pictures.controls import fix, slider


@pytest.mark.parametrize(
    ("x", "digits", "text"),
    [(0.0625, 3, "0.063"), (-0.0625, 3, "−0.063"), (2.5, 0, "3"), (1.005, 2, "1.00"), (-0.0004, 3, "0.000"),
     (0.0, 2, "0.00"), (-1.25, 1, "−1.3"), (1e6, 0, "1000000"), (0.1 + 0.2, 4, "0.3000")],
)  # fmt: skip
def test_a_tie_goes_up_as_in_the_script_and_zero_has_no_sign(x, digits, text):
    assert fix(x, digits) == text


@pytest.mark.parametrize(("value", "limits"), [(2, (0, 1, 0.1)), (-1, (0, 1, 0.1)), (0.5, (0, 1, 0))])
def test_a_slider_that_cannot_stand_there_is_refused(value, limits):
    with pytest.raises(ValueError, match="wanted is a start between"):
        slider("k", "n", "label", value, limits)
