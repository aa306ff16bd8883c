"""What the browser computes is what lrlib computes: every control is moved, by keyboard and by mouse, and read back."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from lrlib import activations, calibration, coding, data, logistic, metrics, network, one_vs_all, softmax
from lrlib.pictures import live
from lrlib.pictures.live.walk import walk

rng = np.random.default_rng(3)
PLANE = np.round(rng.normal(size=(40, 2)), 2)
TWO = (PLANE @ [1.0, 2.0] + rng.normal(size=40) > 0).astype(int)
ROW = np.repeat([0, 1, 2], [8, 4, 8])
THREE = np.round(np.column_stack((1.2 * (ROW - 1) + 0.4 * rng.normal(size=20), rng.normal(size=20))), 2)
TUMOURS = data.load("tumour")
SHARES = np.array([[0.7, 0.2, 0.1], [0.3, 0.6, 0.1], [0.1, 0.1, 0.8]])
LINKS = np.array([[0.1, 0.2, -0.1], [0.0, 0.3, -0.3], [-0.1, -0.2, 0.4]]), np.array([1.0, 1.0, 2.0])
ASKED = rng.dirichlet(np.ones(4), size=(6, 5))
READ = np.array([0, 3, 2, 1, 2])
RIGHT = rng.random((6, 2)).round(3)
GROUPS = np.array([0.644, 0.5, 0.06])
NETWORKS = [network.fit(data.add_intercept(PLANE), TWO, H, steps=60) for H in (1, 2, 3)]
HELD = {
    "spam": (rng.integers(0, 2, 300), rng.random(300).round(3), 10, 1),
    "fraud": (np.arange(500) < 9, rng.random(500) ** 2, 1, 50),
    "tumour": (rng.integers(0, 2, 90), rng.random(90).round(2), 1, 20),
}

SHRUNK = np.round(rng.normal(size=(2, 1, 3)) * np.linspace(1, 0, 11)[:, None], 3), rng.random((2, 11, 2)).round(4)


APART = one_vs_all.fit(data.add_intercept(THREE), ROW, l2=0.01).W


def pictures():
    return {
        "neuron": live.neuron("n", PLANE, TWO, start=(1, -1, 0.5), features=("a", "b"), classes=("no", "yes")),
        "tilt": live.tilt(
            "a",
            TUMOURS.X[:, 0],
            TUMOURS.y,
            far=(28, 60),
            feature="radius",
            classes=TUMOURS.classes,
            things="tumours",
            across=(5, 65),
        ),
        "baseline": live.baseline("e", "ABC", GROUPS, across="group", up="share"),
        "bends": live.bends("w", PLANE, TWO, NETWORKS, span=4),
        "branches": live.branches("b", marks={"filter 1": (0.6, 0), "filter 2": (0.9999, 0)}),
        "rate": live.rate("r", TUMOURS.X[:, 0], TUMOURS.y, centre=(-1, 4.8), span=5.4, name="weight"),
        "logits": live.logits("l"),
        "terms": live.terms("m", SHARES),
        "links": live.links("k", *LINKS),
        "digits": live.digits("d", rng.integers(0, 17, (5, 64)), READ, [0, 1, 2, 5, 20, 80], ASKED, RIGHT),
        "threshold": live.threshold("t", HELD),
        "roc": live.roc("k", *HELD[next(iter(HELD))][:2]),
        "reliability": live.reliability("c", TWO, 3 * PLANE[:, 0]),
        "bowl": live.bowl("o"),
        "shrink": live.shrink("s", "abc", *SHRUNK, lowest=-2, reach=1, at=5),
        "regions": live.regions("g", THREE, ROW, classes=("left", "middle", "right")),
        "surest": live.surest("u", APART, THREE, ROW, classes=("left", "middle", "right"), at=(0.5, 1.0)),
    }


ALL = pictures()


def said(page):
    return page.inner_text("output").replace("−", "-")


def numbers(text):
    return [float(n) for n in re.findall(r"(?<![\w.])-?\d+(?:\.\d+)?(?![\d.]*\w)", text)]


def slide(page, control, value):
    """Move a slider to a value by the keyboard alone: to its lowest place, by pages, then step by step."""
    at = page.locator(f"[data-c={control}]")
    at.press("Home")
    low, step = (float(at.get_attribute(name)) for name in ("min", "step"))
    at.press("PageUp")
    far = float(at.input_value()) - low
    for _ in range(int((value - low + step / 2) / far) - 1):
        at.press("PageUp")
    key = "ArrowRight" if float(at.input_value()) < value else "ArrowLeft"
    for _ in range(round(abs(value - float(at.input_value())) / step)):
        at.press(key)
    assert float(at.input_value()) == pytest.approx(value)


def drag(page, control, share):
    """Press the mouse on a slider at a share of its length, and return where that led."""
    box = page.locator(f"[data-c={control}]").bounding_box()
    page.mouse.move(box["x"] + 12, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + share * box["width"], box["y"] + box["height"] / 2, steps=4)
    page.mouse.up()
    return float(page.locator(f"[data-c={control}]").input_value())


@pytest.mark.parametrize("name", ALL)
def test_the_still_picture_is_the_picture_at_its_start(shown, name):
    page = shown(ALL[name].html)
    assert page.inner_text("output") == ALL[name].text.partition(": ")[2]
    still = shown(re.sub(r"<script>.*?</script>", "", ALL[name].html, flags=re.S))
    for place in ("path", "rect", "circle", "g[transform]"):
        drawn, flat = (
            [
                [float(n) for n in re.findall(r"-?\d+\.\d+", e)]
                for e in p.eval_on_selector_all(
                    f"svg {place}",
                    "all => all.map(e => ['d', 'x', 'y', 'height', 'cx', 'cy', 'transform']"
                    ".map(a => e.getAttribute(a)).join(' '))",
                )
            ]
            for p in (page, still)
        )
        assert len(drawn) == len(flat)
        for a, b in zip(drawn, flat, strict=True):
            np.testing.assert_allclose(a, b, atol=0.11)


def test_the_neuron_by_keyboard(shown):
    page = shown(ALL["neuron"].html)
    for w in ((-0.5, 4.0, -2.0), (0.0, 0.0, 1.0)):
        for control, value in zip(("w1", "w2", "b"), w, strict=True):
            slide(page, control, value)
        check_neuron(page, np.array([w[2], w[0], w[1]]))


def test_the_neuron_by_mouse(shown):
    page = shown(ALL["neuron"].html)
    for share in (0.2, 0.8):
        w = [drag(page, control, share) for control in ("w1", "w2", "b")]
        assert all(value != start for value, start in zip(w, (1, -1, 0.5), strict=True))
        check_neuron(page, np.array([w[2], w[0], w[1]]))


@pytest.mark.parametrize(("double", "times"), [(1, (2, 2, 2)), (2, (1, 2, 2))])
def test_the_neuron_doubled_by_keyboard_keeps_its_line_only_with_its_bias(shown, double, times):
    page = shown(ALL["neuron"].html)
    half, sure = (page.get_attribute(name, "d") for name in ("path.half", "path.sure"))
    assert page.get_by_role("group", name="× 2").get_by_role("radio").count() == 3
    page.get_by_label("nothing").focus()
    for _ in range(double):
        page.keyboard.press("ArrowDown")
    assert page.locator("[data-c=double]").nth(double).is_checked()
    check_neuron(page, np.array(times) * (0.5, 1, -1))
    assert (page.get_attribute("path.half", "d") == half) == (double == 1)
    assert page.get_attribute("path.sure", "d") != sure
    page.get_by_role("button", name="Start again").click()
    expect(page.locator("output")).to_contain_text("Length of w 1.41, origin at signed distance 0.35")


def check_neuron(page, theta):
    X = data.add_intercept(PLANE)
    length = np.hypot(*theta[1:])
    found = numbers(said(page))
    assert found[0] == pytest.approx(length, abs=0.0051)
    if length:
        assert found[1] == pytest.approx(theta[0] / length, abs=0.0051)
    right = metrics.accuracy(TWO, logistic.predict(theta, X)) * len(TWO)
    assert found[-3] == pytest.approx(right)
    assert found[-1] == pytest.approx(logistic.cost(theta, X, TWO), abs=0.000051)
    d = " ".join(page.locator(f"path.p{k}").get_attribute("d") for k in (0, 1))
    seen = np.array(re.findall(r"M([\d.]+) ([\d.]+)m", d), dtype=float)
    z = np.sort(np.clip(X @ theta, -8, 8))
    order = np.argsort(seen[:, 0], kind="stable")
    np.testing.assert_allclose(seen[order, 0], 52 + 296 * (z + 8) / 16, atol=0.06)
    np.testing.assert_allclose(
        np.sort(1 - (seen[:, 1] - 12) / 240), activations.sigmoid(np.sort(X @ theta)), atol=0.0003
    )


def test_the_line_tilts_and_the_curve_does_not_by_keyboard_and_by_mouse(shown):
    page = shown(ALL["tilt"].html)
    for place, count in ((28.0, 0), (40.5, 3), (60.0, 20)):
        slide(page, "place", place)
        slide(page, "count", count)
        check_tilt(page, place, count)
    place, count = drag(page, "place", 0.4), drag(page, "count", 0.7)
    assert (place, count) != (60.0, 20)
    check_tilt(page, place, int(count))


def check_tilt(page, place, count):
    x, y = np.append(TUMOURS.X[:, 0], np.full(count, place)), np.append(TUMOURS.y, np.ones(count))
    slope, intercept = np.polyfit(x, y, 1)
    theta = logistic.fit(data.add_intercept(x[:, None]), y, tol=1e-10).theta
    real = TUMOURS.X[TUMOURS.y == 1, 0]
    line, curve = (0.5 - intercept) / slope, -theta[0] / theta[1]
    missed = [int(np.sum(real < border)) for border in (line, curve)]
    assert said(page) == (
        f"{count} far tumours at {place:.1f}. The line crosses one half at {line:.2f} and misses {missed[0]} of "
        f"{len(real)} in class malignant; the S-curve crosses it at {curve:.2f} and misses {missed[1]}."
    )
    for side, border in (("a", line), ("b", curve)):
        at = float(re.match(r"M([\d.]+) ", page.locator(f"path.at-{side}").get_attribute("d"))[1])
        assert at == pytest.approx(52 + 296 * (border - 5) / 60, abs=0.06)


def test_the_price_is_read_off_both_branches(shown):
    page = shown(ALL["branches"].html)
    for y in (1, 0):
        page.check(f"[data-c=y][value='{y}']")
        for h in (0.001, 0.25, 0.999):
            slide(page, "h", h)
            check_branches(page, h, y)
        check_branches(page, drag(page, "h", 0.3), y)
    page.locator("[data-c=y][value='0']").press("ArrowRight")
    check_branches(page, float(page.locator("[data-c=h]").input_value()), 1)


def check_branches(page, h, y):
    page.wait_for_function("y => document.querySelector('output').textContent.includes('y = ' + y + ':')", arg=y)
    paid, other = (metrics.log_loss([label], [h]) for label in (y, 1 - y))
    found = numbers(said(page))
    np.testing.assert_allclose(found[:3], [h, y, h if y else 1 - h], atol=0.00051)
    np.testing.assert_allclose([found[3], found[5]], [paid, other], atol=0.000051)
    for dot, price in (("paid", paid), ("other", other)):
        circle = page.locator(f"circle.{dot}")
        assert float(circle.get_attribute("cx")) == pytest.approx(52 + 296 * h, abs=0.051)
        assert float(circle.get_attribute("cy")) == pytest.approx(252 - 24 * price, abs=0.051)


def test_the_learning_rate_by_keyboard(shown):
    page = shown(ALL["rate"].html)
    said_of = {-1.3: "crawls", 0.6: "converges", 1.15: "overshoots", 1.45: "cycles", 1.78: "wanders"}
    for place, name in said_of.items():
        slide(page, "alpha", place)
        assert f" {name}: cost " in check_rate(page, float(f"{10**place:.2g}"))


def test_the_learning_rate_by_mouse(shown):
    page = shown(ALL["rate"].html)
    rates = [float(f"{10 ** drag(page, 'alpha', share):.2g}") for share in (0.1, 0.4, 0.65, 0.8)]
    assert rates == sorted(set(rates))
    check_rate(page, rates[-1])


def check_rate(page, alpha):
    X = data.add_intercept(data.standardize(TUMOURS.X[:, :1])[0])
    taken = walk(X, TUMOURS.y, alpha, 60, logistic.fit(X, TUMOURS.y).cost)
    assert page.inner_text("output") == taken.words
    points = np.array(re.findall(r"(-?[\d.]+) (-?[\d.]+)", page.locator("path.path").get_attribute("d")), dtype=float)
    back = np.column_stack((-6.4 + 10.8 * (points[:, 0] - 52) / 296, 10.2 - 10.8 * (points[:, 1] - 12) / 240))
    near = np.clip(taken.path, [-17.2, -11.4], [15.2, 21.0])  # farther off than the frame is wide: brought nearer
    np.testing.assert_allclose(back, near, atol=0.004)
    return taken.words


def test_the_ball_in_the_bowl(shown):
    page = shown(ALL["bowl"].html)
    for ahead in (False, True):
        page.check(f"[data-c=kind][value='{int(ahead)}']")
        for place, beta in ((0.3, 0.0), (1.5, 0.8), (2.3, 0.96)):
            slide(page, "kappa", place)
            slide(page, "beta", beta)
            check_bowl(page, float(f"{10**place:.2g}"), beta, ahead)
    check_bowl(page, float(f"{10 ** drag(page, 'kappa', 0.4):.2g}"), 0.96, True)


def check_bowl(page, kappa, beta, ahead):
    bends = np.array([1 / kappa, 1.0])
    found = []
    for memory in (beta, 0.0):
        place, velocity, steps, last = np.array([-1.8, 1.5]), np.zeros(2), 0, 0
        first = bends @ place**2
        for steps in range(1, 4000):
            velocity = memory * velocity - bends * (place + memory * velocity * ahead)
            place = place + velocity
            last = steps if bends @ place**2 >= 1e-6 * first else last
        found.append(last + 1)
    assert said(page) == (
        f"Condition {kappa:.0f}, {'Nesterov' if ahead else 'heavy ball'} with memory {beta:.2f}: the cost stays below "
        f"a millionth from step {found[0]} on; without memory from {found[1]} on."
    )


def test_the_weights_shrink_under_both_penalties(shown):
    page = shown(ALL["shrink"].html)
    for kind, name in ((1, "L2"), (0, "L1")):
        page.check(f"[data-c=kind][value='{kind}']")
        for power in (-2.0, -1.3, -1.0):
            slide(page, "at", power)
            check_shrink(page, kind, name, power)
    check_shrink(page, 0, "L1", round(drag(page, "at", 0.3), 1))


def check_shrink(page, kind, name, power):
    at = round(10 * (power + 2))
    weights, (train, held) = SHRUNK[0][kind, at], SHRUNK[1][kind, at]
    left = np.count_nonzero(weights)
    assert said(page) == (
        f"{name}, strength {10**power:.4f}: {left} of 3 weights {'is' if left == 1 else 'are'} left. "
        f"Log loss: training {train:.4f}, held out {held:.4f}."
    )
    for i, weight in enumerate(weights):
        bar = page.locator(f"rect.b{i}")
        assert float(bar.get_attribute("width")) == pytest.approx(108 * min(abs(weight), 1), abs=0.051)
        assert float(bar.get_attribute("x")) == pytest.approx(186 - 108 * min(max(-weight, 0), 1), abs=0.051)


def test_a_coefficient_is_measured_from_the_base_line_that_is_chosen(shown):
    page = shown(ALL["baseline"].html)
    labels = np.repeat([0, 1, 2], 500)
    y = np.concatenate([np.arange(500) < 500 * share for share in GROUPS]).astype(int)
    codes = [coding.dummy(labels, reference=k) for k in range(3)] + [coding.effect(labels)]
    for base, columns in enumerate(codes):
        page.select_option("[data-c=base]", index=base)
        theta = logistic.fit(data.add_intercept(columns), y).theta
        wanted = [*theta[:1], *([-theta[1:].sum()] if base == 3 else []), *theta[1:]]
        np.testing.assert_allclose(numbers(said(page)), wanted, atol=0.0051)


def test_the_border_of_a_network_is_where_its_classes_are_equally_probable(shown):
    page = shown(ALL["bends"].html)
    for H, net in enumerate(NETWORKS, 1):
        slide(page, "H", H)
        P = network.predict_proba(net.V, net.W, data.add_intercept(PLANE))
        assert numbers(said(page)) == [H, np.sum(P.argmax(axis=1) == TWO), 40, round(net.costs[-1], 3)]
        d = page.locator("path.border").get_attribute("d")
        at = np.array(re.findall(r"(-?[\d.]+) (-?[\d.]+)", d), dtype=float)
        places = np.column_stack((-4 + 8 * (at[:, 0] - 52) / 296, 4 - 8 * (at[:, 1] - 12) / 240))
        on = network.predict_proba(net.V, net.W, data.add_intercept(places))[:, 1]
        np.testing.assert_allclose(on, 0.5, atol=0.06)


def test_softmax_and_cross_entropy(shown):
    page = shown(ALL["logits"].html)
    for z in ((2.0, 1.0, -3.0, 1.0), (-4.0, 4.0, 4.0, 0.2)):
        for control, value in zip(("z0", "z1", "z2", "T"), z, strict=True):
            slide(page, control, value)
        for k in range(3):
            page.check(f"[data-c=c][value='{k}']")
            check_softmax(page, np.array(z[:3]) / z[3], k)
        page.locator("[data-c=c][value='2']").press("ArrowLeft")
        check_softmax(page, np.array(z[:3]) / z[3], 1)
        slide(page, "s", 1.5)
        check_softmax(page, np.array(z[:3]) / z[3], 1)
        assert said(page).endswith("moved by 1.5: no probability changed.")
        slide(page, "s", 0)


def test_softmax_by_mouse(shown):
    page = shown(ALL["logits"].html)
    z = [drag(page, control, share) for control, share in (("z0", 0.3), ("z1", 0.9), ("z2", 0.6), ("T", 0.4))]
    assert z[:3] != [2, 1, 0]
    check_softmax(page, np.array(z[:3]) / z[3], 0)
    page.get_by_role("button", name="Start again").click()
    page.wait_for_function("document.querySelector('output').textContent.includes('0.665, 0.245')")
    check_softmax(page, np.array([2.0, 1.0, 0.0]), 0)


def check_softmax(page, t, k):
    p = activations.softmax(t)
    page.wait_for_function("k => document.querySelector('output').textContent.includes('Class ' + (k + 1))", arg=k)
    found = numbers(said(page))
    np.testing.assert_allclose(found[:3], p, atol=0.00051)
    assert found[4] == k + 1
    loss = metrics.log_loss([k], p[None])
    assert found[5] == pytest.approx(loss, abs=0.00051)
    heights = [float(page.locator(f"rect.p{j}").get_attribute("height")) for j in range(3)]
    np.testing.assert_allclose(heights, 240 * p, atol=0.051)


@pytest.mark.parametrize("problem", HELD)
def test_the_threshold_and_its_price(shown, problem):
    page = shown(ALL["threshold"].html)
    page.select_option("[data-c=problem]", label=problem)
    alarm, miss = HELD[problem][2:]
    for t in (0.0, 0.25, 0.905, 1.0):
        slide(page, "t", t)
        check_threshold(page, problem, t, alarm, miss)
    t = drag(page, "t", 0.3)
    check_threshold(page, problem, t, alarm, miss)
    for control, typed in (("alarm", "7"), ("miss", "13")):
        page.locator(f"[data-c={control}]").fill(typed)
    check_threshold(page, problem, t, 7, 13)
    page.locator("[data-c=miss]").press("ArrowUp")
    check_threshold(page, problem, t, 7, 14)
    page.locator("[data-c=miss]").fill("")
    assert said(page).endswith("threshold 1.000.")
    page.locator("[data-c=alarm]").fill("-3")
    assert re.search(r"cost 0\.$", said(page))


def test_the_roc_curve_is_swept_by_the_threshold(shown):
    page = shown(ALL["roc"].html)
    y, p = (np.asarray(part, dtype=float) for part in next(iter(HELD.values()))[:2])
    for t in (0.0, 0.25, 0.905, 1.0, None):
        t = drag(page, "t", 0.3) if t is None else t
        slide(page, "t", t)
        (left, false), (missed, hits) = metrics.confusion(y, (p >= t).astype(int), 2)
        assert [page.text_content(f"text.n{k}") for k in range(4)] == [str(n) for n in (left, false, missed, hits)]
        recall, alarms, area = hits / (hits + missed), false / (false + left), metrics.auc(y, p)
        np.testing.assert_allclose(numbers(said(page))[-4:], [recall, 0, alarms, area], atol=0.00051)
        at = [float(page.get_attribute("circle.here", name)) for name in ("cx", "cy")]
        np.testing.assert_allclose(at, [52 + 296 * alarms, 252 - 240 * recall], atol=0.051)
        end = re.findall(r"([\d.]+) ([\d.]+)$", page.get_attribute("path.swept", "d"))[0]
        np.testing.assert_allclose([float(v) for v in end], at, atol=0.051)


def check_threshold(page, problem, t, alarm, miss):
    y, p = np.asarray(HELD[problem][0]).astype(int), HELD[problem][1]
    labels = (p >= t).astype(int)
    (left, false), (missed, hits) = metrics.confusion(y, labels, 2)
    text = said(page)
    assert text.startswith(f"{problem}, threshold {t:.3f}: {hits} hits, {missed} misses, {false} false alarms, {left} ")
    precision = metrics.precision(y, labels)
    if np.isnan(precision):
        assert "Precision undefined" in text
    else:
        assert float(re.search(r"Precision ([\d.]+),", text)[1]) == pytest.approx(precision, abs=0.00051)
    assert float(re.search(r"recall ([\d.]+),", text)[1]) == pytest.approx(metrics.recall(y, labels), abs=0.00051)
    assert f"cost {alarm * false + miss * missed};" in text
    assert numbers(text)[-1] == pytest.approx(metrics.cost_threshold(alarm, miss), abs=0.00051)
    assert [page.text_content(f"text.n{k}") for k in range(4)] == [str(n) for n in (left, false, missed, hits)]


def test_said_and_seen(shown):
    page = shown(ALL["reliability"].html)
    z = np.round(3 * PLANE[:, 0], 3)
    for stretch, shift in ((0.2, 0), (1.5, -1.2), (3.0, 2.0)):
        slide(page, "stretch", stretch)
        slide(page, "shift", shift)
        p = activations.sigmoid(stretch * z + shift)
        highest = np.argsort(z, kind="stable")[-4:]
        wanted = [metrics.log_loss(TWO, p), calibration.brier(TWO, p), p[highest].mean(), TWO[highest].mean()]
        np.testing.assert_allclose(numbers(said(page))[:2], [stretch, shift], atol=1e-9)
        np.testing.assert_allclose(numbers(said(page))[2:6], wanted, atol=0.0051)
        assert numbers(said(page))[6] == pytest.approx(metrics.auc(TWO, z), abs=0.00051)


def test_the_regions_by_keyboard_and_by_mouse(shown):
    page = shown(ALL["regions"].html)
    page.set_viewport_size({"width": 900, "height": 700})
    check_regions(page, THREE)
    X = THREE.copy()
    for key, step in (
        ("ArrowRight", (0.1, 0)),
        ("ArrowUp", (0, 0.1)),
        ("Shift+ArrowLeft", (-0.5, 0)),
        ("ArrowDown", (0, -0.1)),
    ):
        page.locator("[data-i='9'][tabindex]").press(key)
        X[9] += step
        check_regions(page, X)
    for side in (0, 1):
        box = page.locator("[data-i='2']").nth(side).bounding_box()
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.mouse.down()
        page.mouse.move(box["x"] + 90, box["y"] + 60, steps=5)
        page.mouse.up()
        moved = places(page)
        assert np.flatnonzero((np.abs(moved - X) > 0.2).any(axis=1)).tolist() == [2]
        X = moved
        check_regions(page, X)
    page.get_by_role("button", name="Start again").click()
    page.wait_for_function(
        f"document.querySelector('output').textContent === {ALL['regions'].text.partition(': ')[2]!r}"
    )
    check_regions(page, THREE)


def test_the_ring_is_moved_by_keyboard_and_by_mouse_and_three_models_answer(shown):
    page = shown(ALL["surest"].html)
    page.set_viewport_size({"width": 900, "height": 700})
    ring, at = page.locator("[data-i='0']"), np.array([0.5, 1.0])
    check_ring(page, at)
    steps = {"ArrowRight": (0.1, 0), "Shift+ArrowUp": (0, 0.5), "Shift+ArrowLeft": (-0.5, 0), "ArrowDown": (0, -0.1)}
    for key, step in steps.items():
        ring.press(key)
        check_ring(page, at := at + step)
    box = ring.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + 100, box["y"] - 30, steps=5)
    page.mouse.up()
    (moved,) = places(page)
    assert (np.abs(moved - at) > 0.2).all()
    check_ring(page, moved)
    page.get_by_role("button", name="Start again").click()
    expect(page.locator("output")).to_have_text(ALL["surest"].text.partition(": ")[2])


def check_ring(page, at):
    np.testing.assert_allclose(places(page)[0], at, atol=1e-9)
    (p,) = one_vs_all.scores(APART, [[1.0, *at]])
    assert [page.text_content(f"text.n{k}") for k in range(3)] == [f"{v:.3f}" for v in p]
    heights = [float(page.get_attribute(f"rect.p{k}", "height")) for k in range(3)]
    np.testing.assert_allclose(heights, 240 * p, atol=0.051)
    text = said(page)
    assert numbers(text)[-3] == pytest.approx(p.sum(), abs=0.00051)
    assert f"Above one half: {(p > 0.5).sum()} of 3. The surest: {('left', 'middle', 'right')[p.argmax()]}." in text


def places(page):
    """Where the points say that they are."""
    labels = page.locator("[data-i][tabindex]").evaluate_all("all => all.map(e => e.getAttribute('aria-label'))")
    return np.array([numbers(label.replace("−", "-"))[-2:] for label in labels])


def check_regions(page, X):
    np.testing.assert_allclose(places(page), X, atol=1e-9)
    design = data.add_intercept(X)
    joint, apart = softmax.fit(design, ROW, l2=0.01, tol=1e-9), one_vs_all.fit(design, ROW, l2=0.01, tol=1e-9)
    text = said(page)
    for words, labels in (("One-vs-all", apart.predict(design)), ("softmax", softmax.predict(joint.W, design))):
        right, own = int((labels == ROW).sum()), int((labels[ROW == 1] == 1).sum())
        assert f"{words} has {right} of 20 right, {own} of 4 in class middle" in text
    assert numbers(text)[-1] == pytest.approx(softmax.cost(joint.W, design, ROW), abs=0.000051)
    spots = np.random.default_rng(0).uniform(-2.9, 2.9, (60, 2))
    pixels = np.column_stack((52 + 296 * (spots[:, 0] + 3) / 6, 252 - 240 * (spots[:, 1] + 3) / 6))
    for side, W in (("a", apart.W), ("b", joint.W)):
        S = data.add_intercept(spots) @ W.T
        sure = np.sort(S, axis=1)[:, -1] - np.sort(S, axis=1)[:, -2] > 0.2
        inside = page.evaluate(
            "([side, at]) => at.map(([x, y]) => [0, 1, 2].filter(k => document.querySelector('.' + side + k)"
            ".isPointInFill(new DOMPoint(x, y))))",
            [side, pixels.tolist()],
        )
        for found, want, certain in zip(inside, S.argmax(axis=1), sure, strict=True):
            assert not certain or found == [want]


@pytest.mark.parametrize("classes", [(1, 2, 3), (2, 2, 1), (3, 1, 1)])
def test_of_nine_terms_the_classes_leave_three(shown, classes):
    page = shown(ALL["terms"].html)
    assert said(page).startswith("9 of 9 terms stand.")
    for i, c in enumerate(classes):
        page.locator(f"input[data-c=c{i}]").first.press("ArrowRight")
        for _ in range(c - 1):
            page.keyboard.press("ArrowDown")
        assert said(page).startswith(f"{9 - 2 * (i + 1)} of 9 terms stand.")
    framed = page.eval_on_selector_all("rect[stroke-width='3']", "all => all.map(e => e.getAttribute('class'))")
    assert framed == [f"f{i}{c - 1}" for i, c in enumerate(classes)]
    assert numbers(said(page))[-1] == pytest.approx(metrics.log_loss(np.array(classes) - 1, SHARES), abs=0.00051)


@pytest.mark.parametrize("c", [0, 1, 2])
def test_the_path_to_the_loss_by_button_and_by_arrow_key(shown, c):
    page, (W, x) = shown(ALL["links"].html), LINKS
    page.locator(f"input[data-c=c][value='{c}']").check()
    loss = softmax.cost(W, x[None], [c])
    assert numbers(said(page))[-1] == pytest.approx(loss, abs=0.00051)
    page.get_by_role("button", name="next").click()
    page.get_by_role("button", name="next").press("Enter")
    slopes = [float(t.replace("−", "-")) for t in page.locator("text[class^=sz]").all_text_contents()]
    np.testing.assert_allclose(np.outer(slopes, x), softmax.gradient(W, x[None], [c]), atol=0.0011)
    page.locator("[data-c=step]").press("ArrowRight")
    page.get_by_role("button", name="next").click()  # there is no further link
    assert said(page).startswith("Backward 3")
    assert "" not in page.locator("text[class^=sw]").all_text_contents()
    for _ in range(4):
        page.get_by_role("button", name="back").click()
    assert said(page).startswith("Forward 2")
    assert page.locator("text[class^=s]").all_text_contents() == [""] * 10


def test_the_digits_in_training_by_keyboard_and_by_mouse(shown):
    page = shown(ALL["digits"].html)
    for at in (3, 5, 0):
        slide(page, "at", at)
        check_digits(page, at)
    check_digits(page, int(drag(page, "at", 0.5)))


def check_digits(page, at):
    right = ASKED[at].argmax(axis=1) == READ
    found = numbers(said(page))
    assert found[1:] == pytest.approx([right.sum(), 5, RIGHT[at, 1], RIGHT[at, 0]], abs=0.00051)
    marks = [text[-1] for text in page.locator("text[class^=m]").all_text_contents()]
    assert marks == ["✓" if hit else "✗" for hit in right]
    widths = page.eval_on_selector_all("rect[class^=s]", "all => all.map(e => Number(e.getAttribute('width')) / 64)")
    np.testing.assert_allclose(widths, ASKED[at, np.arange(5), READ], atol=0.0014)
