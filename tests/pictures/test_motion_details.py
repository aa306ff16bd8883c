"""The moving picture: contour lines lie on their level whatever the cost, and words go with the points."""

import re

import numpy as np
import pytest
from bs4 import BeautifulSoup

from lrlib.pictures.motion import descent_path


def page(cost, path, costs, **place):
    return BeautifulSoup(descent_path("p", cost, path, costs, **place).html, "html.parser")


@pytest.mark.parametrize(("centre", "span"), [((0.0, 0.0), 2.0), ((5.0, -3.0), 0.5)])
def test_every_end_of_a_contour_piece_lies_on_one_of_the_levels_of_a_plane(centre, span):
    def plane(t):
        return float(2 * t[0] - t[1])

    path = [np.array(centre), np.array(centre) + span / 4]
    drawn = page(plane, path, [plane(t) for t in path], centre=centre, span=span)
    ends = np.array(re.findall(r"[ML](\S+?) (\d+)", drawn.find("path")["d"]), dtype=float)
    t0 = centre[0] + span * ((ends[:, 0] - 60) / 160 - 1)
    t1 = centre[1] + span * (1 - (ends[:, 1] - 20) / 160)
    middle = plane(centre)
    levels = middle - 3 * span + 6 * span * (np.arange(1, 11) / 11) ** 2
    off = np.abs((2 * t0 - t1)[:, None] - levels).min(axis=1)
    assert off.max() < 3 * span / 160  # pixels are whole numbers: half a pixel to each side, slopes 2 and 1


def test_every_point_has_its_words_and_the_slider_its_end():
    path = np.random.default_rng(5).normal(size=(200, 2))
    costs = (path**2).sum(axis=1)
    drawn = page(lambda t: float(t @ t), path, costs, centre=(0, 0), span=3)
    points = drawn.find("polyline")["data-points"].split()
    words = drawn.find("output")["data-words"].split("|")
    assert len(points) == len(words) == int(drawn.find("input")["max"]) + 1
    for point, word in zip(points, words, strict=True):
        step, cost = re.fullmatch(r"step (\d+): cost (\d+\.\d{4})", word).groups()
        assert float(cost) == pytest.approx(costs[int(step)], abs=6e-5)
        pixel = 60 + 160 * (1 + path[int(step), 0] / 3), 20 + 160 * (1 - path[int(step), 1] / 3)
        assert tuple(map(float, point.split(","))) == pytest.approx(pixel, abs=0.051)
    assert words[0].startswith("step 0:")
    assert words[-1].startswith("step 199:")


def test_names_are_text_and_no_markup():
    drawn = page(lambda t: float(t @ t), [[1, 1], [0, 0]], [2, 0], centre=(0, 0), span=2, names=("a<b", "x & y"))
    assert [t.text for t in drawn.find_all("text")][-2:] == ["a<b", "x & y"]


def test_the_arguments_are_not_changed():
    path, costs, centre = np.ones((3, 2)), np.ones(3), np.zeros(2)
    for array in (path, costs, centre):
        array.flags.writeable = False
    page(lambda t: float(t @ t), path, costs, centre=centre, span=2)


def test_what_does_not_fit_is_what_is_named():
    def _shown(path=((1, 1), (0, 0)), costs=(2, 0), centre=(0, 0), span=2):
        return descent_path("m", lambda t: float(t @ t), path, costs, centre=centre, span=span)

    assert "1 steps" in _shown().text
    for wrong, said in (
        ({"centre": (0, 0, 0)}, r"^centre has shape \(3,\) and span is 2; wanted are"),
        ({"span": 0}, "^centre .* span is 0; wanted are"),
        ({"path": [(1, 1)], "costs": [2]}, r"^path has shape \(1, 2\) and costs \(1,\); wanted .* s above 1"),
        ({"costs": [2]}, r"^path has shape \(2, 2\) and costs \(1,\)"),
    ):
        with pytest.raises(ValueError, match=said):
            _shown(**wrong)
