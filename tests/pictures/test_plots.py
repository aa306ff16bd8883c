"""What is drawn is what was computed: the data of the lines, not their pixels."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from lrlib import data
from lrlib.pictures import plots

IRIS = data.load("iris")
PAIR = {"features": ("petal length (cm)", "petal width (cm)"), "classes": IRIS.classes}


@pytest.fixture(autouse=True)
def _close():
    yield
    plt.close("all")


def test_the_drawn_sigmoid_and_slope_are_those_of_the_formula():
    curve, slope = plots.plot_sigmoid().lines
    z = curve.get_xdata()
    np.testing.assert_allclose(curve.get_ydata(), 1 / (1 + np.exp(-z)))
    np.testing.assert_allclose(slope.get_ydata(), np.exp(-z) / (1 + np.exp(-z)) ** 2)


def test_the_two_branches_of_the_cost_meet_at_one_half():
    one, zero = plots.plot_cost_branches().lines
    middle = len(one.get_xdata()) // 2
    assert one.get_ydata()[middle] == pytest.approx(np.log(2))
    assert zero.get_ydata()[middle] == pytest.approx(np.log(2))
    np.testing.assert_allclose(one.get_ydata(), zero.get_ydata()[::-1])


def test_costs_and_path_are_drawn_as_given():
    assert plots.plot_costs([3, 2, 1]).lines[0].get_ydata().tolist() == [3, 2, 1]
    path = [[1.0, 1.0], [0.5, 0.2]]
    ax = plots.plot_contour(lambda t: float(t @ t), centre=[0, 0], span=2, path=path)
    np.testing.assert_array_equal(ax.lines[0].get_xydata(), path)


def test_the_boundary_is_where_the_logit_is_zero():
    X = np.column_stack((np.ones(100), IRIS.X[:100, 2:]))
    theta = np.array([-4.0, 1.0, 1.0])
    ax = plots.plot_boundary(theta, X, IRIS.y[:100], **PAIR)
    line = np.vstack([path.vertices for path in ax.collections[-1].get_paths()])
    np.testing.assert_allclose(theta[0] + line @ theta[1:], 0, atol=1e-9)


def test_every_example_is_drawn_once_in_its_class():
    ax = plots.plot_regions(lambda p: (p[:, 0] > 2.5).astype(int) + (p[:, 0] > 5), IRIS.X[:, 2:], IRIS.y, **PAIR)
    drawn = [c.get_offsets() for c in ax.collections if len(c.get_offsets()) == 50]
    for k, points in enumerate(drawn):
        np.testing.assert_array_equal(points, IRIS.X[IRIS.y == k, 2:])
    assert len(drawn) == 3


def test_a_sure_prediction_is_drawn_in_its_corner():
    ax = plots.plot_simplex(np.eye(3), [0, 1, 2], classes=IRIS.classes)
    corners = np.vstack([c.get_offsets() for c in ax.collections])
    np.testing.assert_allclose(corners, [[0, 0], [1, 0], [0.5, np.sqrt(0.75)]])


def test_the_confusion_picture_prints_every_count():
    ax = plots.plot_confusion([[5, 1], [0, 7]], classes=("no", "yes"))
    assert [text.get_text() for text in ax.texts] == ["5", "1", "0", "7"]


def test_digits_are_drawn_row_by_row():
    images = data.load("digits").X[:7]
    axes = plots.plot_digits(images, [str(i) for i in range(7)], columns=4)
    assert axes.shape == (2, 4)
    np.testing.assert_array_equal(axes[1, 2].images[0].get_array().ravel(), images[6])


def test_calibration_points_are_the_means_of_each_group():
    _, model = plots.plot_calibration([0, 1, 1, 1], [0.1, 0.15, 0.9, 0.95], bins=2).lines
    np.testing.assert_allclose(model.get_xydata(), [[0.125, 0.5], [0.925, 1.0]])


def test_bars_have_the_lengths_given():
    ax = plots.plot_bars(["a", "b"], [2.0, -1.0], unit="nats")
    assert [bar.get_width() for bar in ax.patches] == [2.0, -1.0]


@pytest.mark.parametrize(
    "draw",
    [
        plots.plot_sigmoid,
        plots.plot_cost_branches,
        lambda ax: plots.plot_costs([1, 0], ax=ax),
        lambda ax: plots.plot_points(IRIS.X[:, 2:], IRIS.y, ax=ax, **PAIR),
        lambda ax: plots.plot_bars(["a"], [1], unit="nats", ax=ax),
        lambda ax: plots.plot_calibration([0, 1], [0.1, 0.9], ax=ax),
        lambda ax: plots.plot_confusion(np.eye(2, dtype=int), classes=("no", "yes"), ax=ax),
        lambda ax: plots.plot_contour(lambda t: float(t @ t), centre=[0, 0], span=1, ax=ax),
    ],
)
def test_a_picture_is_drawn_where_it_was_asked_for_with_named_axes(draw):
    _, axes = plt.subplots(1, 2)
    assert draw(axes[1]) is axes[1]
    assert axes[1].get_xlabel()
    assert not axes[0].has_data()


def test_the_palette_of_the_style_is_that_of_the_module():
    assert plt.rcParams["axes.prop_cycle"].by_key()["color"] == list(plots.COLOURS)


def test_of_two_classes_the_regions_have_the_colours_of_the_points():
    classes = (IRIS.y > 0).astype(int)
    ax = plots.plot_regions(
        lambda p: (p[:, 0] > 2.5).astype(int), IRIS.X[:, 2:], classes, features=PAIR["features"], classes=["no", "yes"]
    )
    filled, points = ax.collections[2].get_facecolor(), [c.get_facecolor()[0] for c in ax.collections[:2]]
    np.testing.assert_array_equal(filled[:, :3], np.array(points)[:, :3])


@pytest.mark.parametrize("K", [7, 8, 10])
def test_each_of_many_classes_has_a_colour_of_its_own(K):
    X, y = np.random.default_rng(0).normal(size=(40, 2)), np.arange(40) % K
    names = {"features": ("a", "b"), "classes": [str(k) for k in range(K)]}
    drawn = plots.plot_points(X, y, **names).collections
    assert len({(tuple(part.get_facecolor()[0])) for part in drawn}) == K
    for k, part in enumerate(drawn):
        np.testing.assert_array_equal(part.get_offsets(), X[y == k])
    plots.plot_regions(lambda p: (p[:, 0] > 0).astype(int) * (K - 1), X, y, **names)


def test_what_cannot_be_drawn_says_what_is_wanted():
    with pytest.raises(ValueError, match="cost is 1 to 1 in the picture; wanted are numbers that differ"):
        plots.plot_contour(lambda t: 1.0, centre=[0, 0], span=1)
    with pytest.raises(ValueError, match=r"values has shape \(2,\); wanted is \(1,\)"):
        plots.plot_bars(["a"], [1.0, 2.0], unit="x")
