"""The pictures that answer: the same each time, small, named, escaped, and asking nobody."""

import gzip
import re
from xml.etree import ElementTree

import numpy as np
import pytest
from bs4 import BeautifulSoup

from lrlib import network, softmax
from lrlib.pictures import live

X2, Y2 = np.array([[-1.0, 0.5], [0.5, -1.0], [1.0, 2.0], [2.0, 0.0]]), [0, 0, 1, 1]
X3, Y3 = np.array([[-1.0, 0.0], [-1.2, 1.0], [0.0, 0.1], [1.0, 0.0], [1.3, -1.0]]), [0, 0, 1, 2, 2]
W3 = ((-1.0, -2.0, 0.5), (-0.5, 0.0, 1.0), (-1.0, 2.0, 0.0))
HELD = {"spam": ([0, 1, 1, 0], [0.1, 0.9, 0.4, 0.6], 10, 1), "a<b & c": ([1, 0], [0.7, 0.7], 1, 5)}


def neuron(key="n", X=X2, y=Y2, **options):
    given = {"start": (1.0, 1.0, 0.0), "features": ("a<b", "x & y"), "classes": ('"no"', "<b>yes")}
    return live.neuron(key, X, y, **{**given, **options})


def rate(key="r", x=(1.0, 2.0, 3.0, 4.5), y=(0, 1, 0, 1), **options):
    return live.rate(key, x, y, **{"centre": (0, 1), "span": 3, "name": "w<1", **options})


def regions(key="g", X=X3, y=Y3, **options):
    return live.regions(key, X, y, **{"classes": ("l<e", "m", "r"), **options})


def tilt(key="a", x=(1.0, 2.0, 3.0, 4.5), y=(0, 1, 0, 1), **options):
    given = {"far": (4, 9), "feature": "x<1", "classes": ("n<o", "y&s"), "things": "t<s", "across": (0, 10)}
    return live.tilt(key, x, y, **{**given, **options})


def branches(key="b", **options):
    return live.branches(key, **{"classes": ("l<r", "s&m"), "marks": {"f<1": (0.9999, 0), "g": (0.2, 1)}, **options})


def digits(key="d", **options):
    P = np.array([[[0.5, 0.2, 0.3], [0.4, 0.5, 0.1]], [[0.1, 0.9, 0.0], [0.8, 0.1, 0.1]]])
    given = {"images": np.arange(128).reshape(2, 64) % 17, "truth": [1, 0], "steps": [0, 40], "P": P}
    return live.digits(key, **{**given, "accuracy": [[0.1, 0.2], [1.0, 0.75]], **options})


def shrink(key="s", names=("a<b", "c & d"), **options):
    given = {"weights": [[[1.5, -0.5], [0.2, 0]]] * 2, "losses": [[[0.3, 0.4], [0.5, 0.6]]] * 2}
    return live.shrink(key, names, **{**given, "lowest": -1, "reach": 1, "at": 1, **options})


def bends(key="w", X=X2, y=Y2, sizes=(1, 2, 3), **options):
    networks = [network.fit(np.column_stack((np.ones(4), X2)), Y2, H, steps=20) for H in sizes]
    return live.bends(key, X, y, networks, **{"span": 3, **options})


MAKERS = {
    "bends": bends,
    "baseline": lambda key="e", shares=(0.5, 0.9, 0.2), **options: live.baseline(
        key, ("A<", "B&", "C"), shares, **{"across": "group", "up": "share", **options}
    ),
    "tilt": tilt,
    "branches": branches,
    "digits": digits,
    "links": lambda key="k", W=((1, 0, 0), (0, -1, 1), (0.5, 0, 0)), x=(1, 2, 3), **options: live.links(
        key, W, x, **options
    ),
    "terms": lambda key="m", Y_hat=((0.7, 0.2, 0.1), (0.3, 0.6, 0.1), (0.1, 0.1, 0.8)), **options: live.terms(
        key, Y_hat, **options
    ),
    "neuron": neuron,
    "rate": rate,
    "logits": lambda key="l", **options: live.logits(key, **options),
    "threshold": lambda key="t", problems=HELD: live.threshold(key, problems),
    "regions": regions,
    "roc": lambda key="o", y=(0, 1) * 6, p=(0.2, 0.7) * 6: live.roc(key, y, p),
    "reliability": lambda key="c", y=(0, 1) * 6, z=(-1, 1) * 6: live.reliability(key, y, z),
    "shrink": shrink,
    "surest": lambda key="u", W=W3, X=X3, y=Y3, **options: live.surest(
        key, W, X, y, **{"classes": ("l<e", "m", "r"), **options}
    ),
    "bowl": lambda key="w", **options: live.bowl(key, **options),
}
each = pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)


@each
def test_it_is_the_same_each_time_small_and_asks_nobody(make):
    html = make().html
    assert html == make().html == make()._repr_html_()
    assert not re.search(r"https?:|\bsrc=|\bhref=|@import|fetch\(|\$", html)
    assert len(html.encode()) < 20_000
    assert len(gzip.compress(re.search(r"<script>(.*)</script>", html, re.S)[1].encode())) < 3_700


@each
def test_ids_are_unique_and_every_control_and_panel_is_named(make):
    page = BeautifulSoup(make("key-1").html, "html.parser")
    ids = [tag["id"] for tag in page.find_all(id=True)]
    assert len(ids) == len(set(ids))
    assert all(name.startswith("live-key-1") for name in ids)
    for control in page.find_all(["input", "select"]):
        assert len(page.find("label", attrs={"for": control["id"]}).text) > 0
    for slider in page.find_all("input", type="range"):
        assert float(slider["min"]) <= float(slider["value"]) <= float(slider["max"])
        assert slider["aria-valuetext"] == slider.find_next("b").text
    for svg in page.find_all("svg"):
        title, text = (page.find(id=name) for name in svg["aria-labelledby"].split())
        assert (title.name, text.name) == ("title", "desc")
        assert title.text
        assert len(text.text) > 20
    assert page.output["aria-live"] == "polite"


@each
def test_the_words_for_a_terminal_are_those_of_the_page(make):
    heading, _, words = repr(make()).partition(": ")
    page = BeautifulSoup(make().html, "html.parser")
    assert page.output.text == words
    assert page.div["aria-label"] == heading


@each
def test_numbers_are_given_to_nine_digits_which_every_processor_finds(make):
    given = BeautifulSoup(make().html, "html.parser").div["data-given"]
    assert all(len(word.replace(".", "").lstrip("0")) <= 9 for word in re.findall(r"\d*\.\d+", given))


@each
def test_its_svg_is_well_formed_and_uses_the_palette(make):
    for piece in make().html.split("<svg")[1:]:
        root = ElementTree.fromstring("<svg" + piece.split("</svg>")[0] + "</svg>")
        used = {t.get(k) for t in root.iter() for k in ("fill", "stroke")} - {None}
        assert used <= {"none", "currentColor", "#0072B2", "#D55E00", "#009E73", "#CC79A7"}


def test_what_the_caller_writes_is_text_and_no_markup():
    page = BeautifulSoup(neuron().html, "html.parser")
    assert {"a<b", "x & y"} <= {t.text for t in page.find_all("text")}
    assert page.p.text.startswith('"no": orange circles, <b>yes: blue crosses')
    options = BeautifulSoup(MAKERS["threshold"]().html, "html.parser").find_all("option")
    assert [o.text for o in options] == list(HELD)
    assert "l<e: circles" in BeautifulSoup(regions().html, "html.parser").p.text


def test_the_arguments_are_not_changed():
    X = X3.copy()
    X.flags.writeable = False
    regions(X=X)


def test_the_still_regions_are_where_softmax_says_so():
    page = BeautifulSoup(regions().html, "html.parser")
    W = softmax.fit(np.column_stack((np.ones(5), X3)), Y3, l2=0.01).W
    for k in range(3):
        d = page.find("path", class_=f"b{k}")["d"]
        corners = np.array(re.findall(r"([\d.]+) ([\d.]+)", d), dtype=float)
        plane = np.column_stack((-3 + 6 * (corners[:, 0] - 52) / 296, 3 - 6 * (corners[:, 1] - 12) / 240))
        scores = np.column_stack((np.ones(len(plane)), plane)) @ W.T
        assert (scores.max(axis=1) - scores[:, k] < 0.02 * np.abs(W).max()).all()


def test_each_dashed_line_is_where_its_model_says_one_half():
    page = BeautifulSoup(MAKERS["surest"]().html, "html.parser")
    found = page.select("path[stroke-dasharray]")
    assert len(found) == 3
    for path, w in zip(found, W3, strict=True):
        ends = np.array(re.findall(r"(-?[\d.]+) (-?[\d.]+)", path["d"]), dtype=float)
        plane = np.column_stack((-3 + 6 * (ends[:, 0] - 52) / 296, 3 - 6 * (ends[:, 1] - 12) / 240))
        assert np.abs(np.column_stack((np.ones(2), plane)) @ w).max() < 0.01
        assert np.abs(plane).max() > 3, "it goes through the whole frame"
    flat = BeautifulSoup(live.surest("f", np.zeros((3, 3)), X3, Y3, classes="abc").html, "html.parser")
    assert flat.select("path[stroke-dasharray]") == [], "a model without weights has no line"


@pytest.mark.parametrize("name", MAKERS)
@pytest.mark.parametrize("key", ["Big", "a b", "", "x<"])
def test_a_key_that_is_no_id_is_refused(name, key):
    with pytest.raises(ValueError, match="the key is"):
        MAKERS[name](key)


@pytest.mark.parametrize(
    ("make", "wrong"),
    [
        (neuron, {"X": [[1.0], [2.0], [3.0], [4.0]]}),
        (neuron, {"y": [0, 1]}),
        (neuron, {"y": [0, 1, 2, 1]}),
        (neuron, {"start": (9.0, 0.0, 0.0)}),
        (neuron, {"span": 0}),
        (neuron, {"features": ("cost in $", "b")}),
        (rate, {"alpha": 0}),
        (rate, {"span": np.inf}),
        (rate, {"y": (0, 1)}),
        (MAKERS["logits"], {"z": (1.0, 2.0)}),
        (MAKERS["logits"], {"z": (1.0, 2.0, 5.0)}),
        (MAKERS["roc"], {"p": (0.2, 1.7) * 6}),
        (MAKERS["roc"], {"y": (0,) * 12}),
        (MAKERS["threshold"], {"problems": {}}),
        (MAKERS["threshold"], {"problems": {"p": ([0, 1], [0.5, 1.5], 1, 1)}}),
        (MAKERS["threshold"], {"problems": {"p": ([0, 1], [0.5, 0.5], 0, 1)}}),
        (MAKERS["reliability"], {"y": (0, 1)}),
        (MAKERS["reliability"], {"y": (0,) * 12}),
        (MAKERS["reliability"], {"y": (0, 1), "z": (0, 1)}),
        (tilt, {"y": (0, 0, 1, 1)}),
        (tilt, {"y": (1, 1, 0, 0)}),
        (tilt, {"y": (1, 0, 1, 0)}),
        (tilt, {"y": (1, 1, 1, 1)}),
        (tilt, {"far": (2, 9)}),
        (tilt, {"far": (9, 9)}),
        (tilt, {"count": 21}),
        (branches, {"h": 0}),
        (branches, {"h": 0.9999}),
        (branches, {"marks": {"sure": (1.0, 0)}}),
        (branches, {"marks": {"odd": (0.5, 2)}}),
        (branches, {"marks": {"high": (1e-9, 1)}}),
        (MAKERS["terms"], {"Y_hat": [[0.5, 0.5], [0.5, 0.5]]}),
        (MAKERS["terms"], {"first": 4}),
        (MAKERS["terms"], {"Y_hat": [[0.5, 0.3, 0.1], [0.3, 0.6, 0.1], [0.1, 0.1, 0.8]]}),
        (MAKERS["terms"], {"Y_hat": [[0.9, 0.09, 0.01], [0.3, 0.6, 0.1], [0.1, 0.1, 0.8]]}),
        (MAKERS["links"], {"W": np.zeros((2, 3))}),
        (MAKERS["links"], {"x": (1, 2)}),
        (MAKERS["links"], {"step": 7}),
        (digits, {"images": np.zeros((2, 60))}),
        (digits, {"truth": [1, 3]}),
        (digits, {"steps": [40, 0]}),
        (digits, {"steps": [0, 1, 2]}),
        (digits, {"accuracy": [[0.1, 0.2]]}),
        (digits, {"at": 2}),
        (MAKERS["bowl"], {"kappa": 1}),
        (MAKERS["bowl"], {"beta": 1}),
        (shrink, {"names": ("a",)}),
        (shrink, {"losses": [[[0.3, 0.4]]] * 2}),
        (shrink, {"at": 2}),
        (shrink, {"reach": 0}),
        (MAKERS["baseline"], {"shares": (0.5, 0.5)}),
        (MAKERS["baseline"], {"shares": (0.5, 0.5, 1.0)}),
        (bends, {"X": X2 * 9}),
        (bends, {"sizes": (1, 3)}),
        (bends, {"sizes": (1,)}),
        (MAKERS["surest"], {"W": [[1.0, 2.0, 3.0]]}),
        (MAKERS["surest"], {"classes": ("a", "b")}),
        (MAKERS["surest"], {"X": [[1.0], [2.0], [3.0], [4.0], [5.0]]}),
        (MAKERS["surest"], {"at": (3.5, 0.0)}),
        (MAKERS["surest"], {"at": (0.0, 0.0, 0.0)}),
        (MAKERS["surest"], {"at": (float("nan"), 0.0)}),
        (regions, {"X": X3 * 9}),
        (regions, {"l2": 0}),
        (regions, {"classes": ("a", "b")}),
        (regions, {"y": [0, 0, 1, 1, 1]}),
        (regions, {"X": np.zeros((61, 2)), "y": np.arange(61) % 3}),
    ],
)
def test_arguments_that_do_not_fit_are_refused_in_words(make, wrong):
    with pytest.raises(ValueError, match="wanted"):
        make(**wrong)


def test_a_picture_that_would_weigh_too_much_is_refused():
    many = np.random.default_rng(0).normal(size=(3000, 2))
    with pytest.raises(ValueError, match=r"bytes; wanted are at most 30000: give fewer points"):
        neuron(X=many, y=(many[:, 0] > 0).astype(int))


def test_without_far_examples_there_is_no_square():
    squares = [BeautifulSoup(tilt(count=n).html, "html.parser").select(".far") for n in (0, 3)]
    assert [[bool(one["d"]) for one in found] for found in squares] == [[False, False], [True, True]]


def test_what_is_given_beside_the_branches_is_text():
    page = BeautifulSoup(branches().html, "html.parser")
    assert {"f<1", "g"} <= {t.text for t in page.find_all("text")}
    assert page.output.text.endswith("F<1 pays 9.2103. G pays 1.6094.")
    assert not BeautifulSoup(branches(marks=None).html, "html.parser").select(".bar2")


def test_a_neuron_without_weights_has_no_line():
    page = neuron(start=(0.0, 0.0, 1.0))
    assert "no line" in repr(page)
    assert BeautifulSoup(page.html, "html.parser").find("path", class_="half")["d"] == ""


def test_the_grey_of_a_digit_is_that_of_its_pixels():
    page = BeautifulSoup(digits().html, "html.parser")
    for i, image in enumerate((np.arange(128).reshape(2, 8, 8) % 17) / 16):
        drawn = np.zeros((8, 8))
        for path in page.select("g[transform]")[i].find_all("path"):
            for x, y, wide in re.findall(r"M(\d) (\d)\.5h(\d)", path["d"]):
                drawn[int(y), int(x) : int(x) + int(wide)] += float(path["stroke-opacity"])
        np.testing.assert_allclose(drawn, image, atol=0.126)


def test_the_slopes_have_their_sign_as_text_and_as_colour():
    page = BeautifulSoup(MAKERS["links"](step=6).html, "html.parser")
    said = [(page.find("text", class_=f"sz{k}").text, page.find("path", class_=f"uz{k}")["stroke"]) for k in range(3)]
    assert [text[0] for text, _ in said] == ["−", "+", "+"]
    assert [colour for _, colour in said] == ["#D55E00", "#0072B2", "#0072B2"]


PLACES = [[-1.0, 0.0], [0.0, 0.5], [1.0, 0.0]]
ANY = {"alpha": 4.0, "centre": (0, 1), "span": 3, "name": "weight", "steps": 20}
NEURON = {"start": (1, 0, 0), "features": ("a", "b"), "classes": ("no", "yes")}
TILT = {
    "far": (4, 9),
    "feature": "x",
    "classes": ("no", "yes"),
    "things": "points",
    "across": (0, 10),
}
SHRUNK = {"weights": np.ones((2, 2, 1)), "losses": np.ones((2, 2, 2)), "lowest": -1, "reach": 2, "at": 1}
DRAWN = {
    "neuron": lambda **wrong: live.neuron("k", PLACES[::2], [0, 1], **NEURON | wrong),
    "rate": lambda **wrong: live.rate("k", [1, 2, 3, 4], [0, 1, 0, 1], **ANY | wrong),
    "tilt": lambda **wrong: live.tilt("k", [1, 2, 3, 4], [0, 1, 0, 1], **TILT | wrong),
    "surest": lambda **wrong: live.surest("k", np.eye(3), PLACES, [0, 1, 2], **{"classes": "lmr"} | wrong),
    "regions": lambda **wrong: live.regions("k", PLACES, [0, 1, 2], **{"classes": ("l", "m", "r")} | wrong),
    "shrink": lambda **wrong: live.shrink("k", ["a"], **SHRUNK | wrong),
    "threshold": lambda problems: live.threshold("k", problems),
    "bends": lambda networks: live.bends("k", PLACES, [0, 1, 1], networks, span=2),
}


@pytest.mark.parametrize(
    ("picture", "wrong"),
    [
        ("neuron", {"features": ("a",)}),
        ("neuron", {"classes": ("a", "b", "c", "d")}),
        ("neuron", {"start": (1, 0)}),
        ("rate", {"centre": (1,)}),
        ("rate", {"centre": (1, 2, 3, 4)}),
        ("rate", {"steps": 0}),
        ("tilt", {"across": (1,)}),
        ("tilt", {"far": (4, 5, 6)}),
        ("tilt", {"count": -1}),
        ("surest", {"features": ("a",)}),
        ("surest", {"span": np.inf}),
        ("regions", {"features": "ab"}),
        ("regions", {"span": np.inf}),
        ("shrink", {"lowest": 1e6}),
        ("shrink", {"reach": np.inf}),
        ("threshold", {"problems": [([0, 1], [0.2, 0.8], 1, 2)]}),
        ("bends", {"networks": [1, 2]}),
    ],
)
def test_an_argument_that_does_not_fit_is_named(picture, wrong):
    with pytest.raises((TypeError, ValueError), match=f"{next(iter(wrong))}.*wanted"):
        DRAWN[picture](**wrong)


@pytest.mark.parametrize("y", [[0, 0, 1, 1], [1, 1, 1, 0]])
def test_a_rate_is_shown_only_where_there_is_a_minimum(y):
    with pytest.raises(ValueError, match="tells the classes apart; wanted are labels for which the cost has a minimum"):
        rate(x=(1, 2, 3, 4), y=y)


def test_what_is_wrong_with_digits_is_what_is_said():
    def _shown(p=2, truth=(0, 1), K=2):
        return live.digits("d", np.zeros((p, 64)), truth, [0, 1], np.full((2, len(truth), K), 1 / K), np.ones((2, 2)))

    assert "read right" in _shown().text
    with pytest.raises(ValueError, match=r"images \(3, 64\), truth \(2,\).*do not agree; wanted are \(p, 64\)"):
        _shown(p=3)
    with pytest.raises(ValueError, match="there are 11 images; wanted are 1 to 10"):
        _shown(p=11, truth=[0] * 11)
    with pytest.raises(ValueError, match="truth holds the class 7; wanted are classes of P, 0 to 1"):
        _shown(truth=(0, 7))


def test_a_share_that_has_no_logit_is_refused_as_such():
    with pytest.raises(ValueError, match="the shares above 0 and below 1"):
        live.baseline("b", "AB", [0.5, 1.0], across="group", up="share")
