"""The moving picture: its points are the path, it is small, the same each time, and asks nobody."""

import numpy as np
import pytest
from bs4 import BeautifulSoup

from lrlib.pictures.motion import descent_path

PATH = np.array([[1.0, 1.0], [0.5, -0.5], [0.0, 0.0]])
COSTS = [2.0, 0.5, 0.0]


def picture(path=PATH, costs=COSTS, span=2.0):
    return descent_path("bowl", lambda t: float(t @ t), path, costs, centre=[0, 0], span=span)


def test_the_trail_is_the_path_in_pixels():
    page = BeautifulSoup(picture().html, "html.parser")
    points = np.array([p.split(",") for p in page.find("polyline")["points"].split()], dtype=float)
    back = np.column_stack(((points[:, 0] - 60) / 160 - 1, 1 - (points[:, 1] - 20) / 160)) * 2
    np.testing.assert_allclose(back, PATH, atol=0.001 + 2 * 0.05 / 160)


def test_the_contour_lines_of_a_round_bowl_are_circles():
    page = BeautifulSoup(picture().html, "html.parser")
    numbers = page.find("path")["d"].replace("M", " ").replace("L", " ").split()
    points = np.array(numbers, dtype=float).reshape(-1, 2)
    radius = np.hypot(points[:, 0] - 220, points[:, 1] - 180) / 80
    levels = np.sqrt(8 * (np.arange(1, 11) / 11) ** 2)
    assert np.abs(radius[:, None] - levels).min(axis=1).max() < 0.02


def test_controls_are_named_and_the_last_step_is_shown_without_scripts():
    page = BeautifulSoup(picture().html, "html.parser")
    slider = page.find("input", type="range")
    assert (slider["min"], slider["max"], slider["value"]) == ("0", "2", "2")
    assert slider["aria-label"]
    assert page.find("button").text == "Play"
    assert page.find("output").text == "step 2: cost 0.0000"
    assert page.find("svg").find("title").text
    ids = [tag["id"] for tag in page.find_all(id=True)]
    assert len(ids) == len(set(ids))


def test_a_long_path_stays_small_and_everything_repeats():
    path = np.column_stack((np.linspace(1, 0, 5000), np.linspace(-1, 0, 5000)))
    long = picture(path, (path**2).sum(axis=1))
    assert len(long.html) < 100_000
    assert long.html == picture(path, (path**2).sum(axis=1)).html
    assert "http" not in long.html
    assert "prefers-reduced-motion" in long.html


@pytest.mark.parametrize(
    "bad", [{"path": PATH[:, :1]}, {"costs": [1.0]}, {"span": 0}, {"path": PATH[:1], "costs": [1.0]}]
)
def test_arguments_that_do_not_fit_are_refused(bad):
    with pytest.raises(ValueError, match="wanted"):
        picture(**bad)
