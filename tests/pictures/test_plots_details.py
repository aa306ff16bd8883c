"""What a reader needs to see: names, shapes that differ without colour, and the shading under the points."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from lrlib import data
from lrlib.pictures import plots

IRIS = data.load("iris")
X, Y = IRIS.X[:, 2:], IRIS.y
NAMES = {"features": ("petal length (cm)", "petal width (cm)"), "classes": IRIS.classes}
ONES = np.column_stack((np.ones(len(X)), X))
THETA = np.array([-4.0, 1.0, 1.0])


def nearest(points):
    """Class whose mean petal is nearest: a classifier of this test's own."""
    means = np.array([X[k == Y].mean(axis=0) for k in range(3)])
    return ((points[:, None] - means) ** 2).sum(axis=2).argmin(axis=1)


def boundary(ax=None):
    return plots.plot_boundary(THETA, ONES[:100], Y[:100], features=NAMES["features"], classes=IRIS.classes[:2], ax=ax)


def regions(ax=None):
    return plots.plot_regions(nearest, X, Y, **NAMES, ax=ax)


def simplex(ax=None):
    return plots.plot_simplex(np.eye(3)[Y], Y, classes=IRIS.classes, ax=ax)


@pytest.fixture(autouse=True)
def _close():
    yield
    plt.close("all")


@pytest.mark.parametrize("draw", [boundary, regions, simplex, plots.plot_sigmoid])
def test_a_picture_stays_in_the_axes_it_was_given(draw):
    fig, axes = plt.subplots(1, 2)
    assert draw(axes[0]) is axes[0]
    assert not axes[1].has_data()
    assert plt.get_fignums() == [fig.number]


@pytest.mark.parametrize("draw", [boundary, regions])
def test_the_axes_carry_the_names_and_units_of_the_features(draw):
    ax = draw()
    assert (ax.get_xlabel(), ax.get_ylabel()) == NAMES["features"]


@pytest.mark.parametrize(("draw", "classes"), [(boundary, 2), (regions, 3), (simplex, 3)])
def test_the_legend_names_each_class_once(draw, classes):
    shown = [text.get_text() for text in draw().get_legend().get_texts()]
    assert shown == list(IRIS.classes[:classes])


def test_classes_differ_in_marker_and_in_colour():
    drawn = plots.plot_points(X, Y, **NAMES).collections
    shapes = {group.get_paths()[0].vertices.tobytes() for group in drawn}
    colours = {tuple(group.get_facecolor()[0]) for group in drawn}
    assert (len(shapes), len(colours)) == (3, 3)


def test_curves_differ_in_line_style_too():
    for draw in (plots.plot_sigmoid, plots.plot_cost_branches):
        styles = [line.get_linestyle() for line in draw().lines]
        assert len(set(styles)) == len(styles) == 2
    ax = plots.plot_costs([2, 1], label="small α")
    plots.plot_costs([3, 1], label="large α", ax=ax)
    assert len({line.get_linestyle() for line in ax.lines}) == 2
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["small α", "large α"]


def test_the_probability_under_each_point_is_shaded_in_its_tenth():
    shading = next(c for c in boundary().collections if len(c.get_paths()) == 10)
    logit = ONES[:100] @ THETA
    probability = 1 / (1 + np.exp(-logit))
    edges = np.linspace(0, 1, 11)
    inner = np.abs(probability[:, None] - edges).min(axis=1) > 0.01  # not on the edge of a band
    for point, p in zip(X[:100][inner], probability[inner], strict=True):
        band = shading.get_paths()[np.searchsorted(edges, p) - 1]
        assert band.contains_point(point)


def test_without_a_boundary_in_view_no_line_is_drawn():
    ax = plots.plot_boundary([100.0, 1, 1], ONES, Y > 0, features=NAMES["features"], classes=("no", "yes"))
    assert not any(len(c.get_edgecolor()) and tuple(c.get_edgecolor()[0]) == (0, 0, 0, 1) for c in ax.collections)


def test_each_point_lies_in_the_region_of_the_class_predicted_for_it():
    ax = regions()
    shading = next(c for c in ax.collections if len(c.get_paths()) == 3 and len(c.get_facecolor()) == 3)
    inside = np.array([path.contains_points(X) for path in shading.get_paths()])
    assert (inside.argmax(axis=0) == nearest(X)).mean() > 0.97  # the grid is 300 wide: a point may lie on a seam


def test_the_middle_of_the_triangle_is_the_undecided_prediction():
    ax = plots.plot_simplex(np.full((1, 3), 1 / 3), [0], classes=IRIS.classes)
    middle = next(c.get_offsets()[0] for c in ax.collections if len(c.get_offsets()))
    corners = ax.lines[0].get_xydata()[:3]
    np.testing.assert_allclose(np.linalg.norm(corners - middle, axis=1), 1 / np.sqrt(3))
    assert {text.get_text().strip() for text in ax.texts} == set(IRIS.classes)


def test_a_larger_share_of_the_true_class_is_a_brighter_cell():
    ax = plots.plot_confusion([[9, 1], [50, 50]], classes=("no", "yes"))
    np.testing.assert_allclose(ax.images[0].get_array(), [[0.9, 0.1], [0.5, 0.5]])
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("predicted class", "true class")


def test_a_class_without_examples_leaves_its_row_of_the_confusion_dark():
    shares = plots.plot_confusion([[0, 0], [0, 4]], classes=("no", "yes")).images[0].get_array()
    np.testing.assert_array_equal(shares, [[0, 0], [0, 1]])


def test_contour_lines_have_one_cost_each():
    ax = plots.plot_contour(lambda t: float(t @ t), centre=[1, -1], span=2)
    lines = [path.vertices for path in ax.collections[0].get_paths() if len(path.vertices)]
    for vertices in lines:
        radius = np.linalg.norm(vertices, axis=1)
        assert np.ptp(radius) < 0.02
    assert len(lines) > 8
    assert (*ax.get_xlim(), *ax.get_ylim()) == (-1, 3, -3, 1)


def test_the_probability_one_falls_in_the_last_group_and_empty_groups_are_left_out():
    _, model = plots.plot_calibration([1, 0, 1], [1.0, 0.0, 0.96]).lines
    np.testing.assert_allclose(model.get_xydata(), [[0.0, 0.0], [0.98, 1.0]])


def test_unused_places_of_the_digits_stay_empty():
    axes = plots.plot_digits(np.zeros((3, 64)), ["a", "b", "c"], columns=2)
    assert [len(ax.images) for ax in axes.flat] == [1, 1, 1, 0]
    assert [ax.get_title() for ax in axes.flat] == ["a", "b", "c", ""]


def test_bars_are_named_from_the_top_down_and_carry_the_unit():
    ax = plots.plot_bars(["first", "second"], [1, 2], unit="weight (log-odds)")
    low, high = ax.get_ylim()
    assert low > high
    assert [tick.get_text() for tick in ax.get_yticklabels()] == ["first", "second"]
    assert ax.get_xlabel() == "weight (log-odds)"


def test_drawing_changes_no_argument():
    kept = X.copy(), Y.copy(), ONES.copy(), THETA.copy()
    for draw in (boundary, regions, simplex):
        draw()
    for now, before in zip((X, Y, ONES, THETA), kept, strict=True):
        np.testing.assert_array_equal(now, before)


def test_pictures_stand_on_opaque_white():
    assert plots.plot_sigmoid().figure.get_facecolor() == (1, 1, 1, 1)
