"""The numbers that lrlib computes for the tests of the browser's scripts; Node's test runner reads them as JSON."""

import itertools
import json
import re

import numpy as np
from bs4 import BeautifulSoup

from lrlib import activations, calibration, data, logistic, metrics, momentum, network, one_vs_all, softmax
from lrlib.pictures import live
from lrlib.pictures.controls import fix
from lrlib.pictures.frame import Frame, line, marks
from lrlib.pictures.live.chain import passed
from lrlib.pictures.live.walk import walk

PLACES = {
    "neuron": [".half", ".sure", ".p0", ".p1"],
    "rate": [".path", ".cycle", ".end", ".costs"],
    "tilt": [".far", ".a", ".b", ".at-a", ".at-b"],
    "regions": [".a0", ".a1", ".a2", ".b0", ".b1", ".b2"],
}
STEPS = 60
TUMOUR = data.load("tumour")
RATES = sorted({float(f"{10**place:.2g}") for place in np.arange(-2, 2.001, 0.1)})


def plain(value):
    """Make arrays and NumPy's numbers what JSON knows."""
    return value.tolist() if isinstance(value, np.ndarray | np.generic) else value


def fixed(rng):
    numbers = [*rng.normal(size=60) * 10.0 ** rng.integers(-5, 6, 60), 0.0625, -0.0625, 2.5, 0.5, 1.005, -0.0004, 0.0]
    return [{"x": x, "digits": d, "text": fix(x, d)} for x in numbers for d in (0, 1, 2, 3, 4)]


def frames(rng):
    limits = [((-3, 3), (-3, 3)), ((0, 60), (0, 1)), ((-6.4, 4.4), (-0.6, 10.2))]
    out, paths = [], {}
    for across, up in limits:
        frame, points = Frame(across, up), rng.normal(size=(20, 2)) * 20
        brought = frame.near(points)
        out.append({"across": across, "up": up, "points": points, "pixels": frame.pixels(points), "brought": brought})
        paths[",".join(map(str, across))] = line(brought)
    return out, paths


def losses(rng):
    cases = [(z, y) for z in (*rng.normal(size=20) * 5, 0.0, 800.0, -800.0) for y in (0, 1)]
    return [{"z": z, "y": y, "cost": logistic.cost([z], np.ones((1, 1)), [y])} for z, y in cases]


def softmaxes(rng):
    scores = [*rng.normal(size=(20, 3)) * 4, np.array([1e3, -1e3, 999.0]), np.zeros(3)]
    return [
        {
            "z": z,
            "p": activations.softmax(z),
            "losses": [softmax.cost(np.diag(z), np.ones((1, 3)), [k]) for k in range(3)],
        }
        for z in scores
    ]


def systems(rng):
    matrices = [rng.normal(size=(n, n)) + n * np.eye(n) for n in (1, 2, 5, 9)] + [np.array([[0.0, 2.0], [3.0, 0.0]])]
    right = [rng.normal(size=len(A)) for A in matrices]
    return [{"A": A, "b": b, "x": np.linalg.solve(A, b)} for A, b in zip(matrices, right, strict=True)]


def three(rng, m=24):
    """Points of three classes in a row, the middle one rare."""
    y = np.repeat([0, 1, 2], [m // 2 - 2, 4, m // 2 - 2])
    X = np.column_stack((1.1 * (y - 1) + 0.5 * rng.normal(size=m), rng.normal(size=m)))
    return np.clip(X, -2.9, 2.9).round(2), y


def fits(rng):
    out = []
    for l2 in (0.01, 0.1, 1.0):
        X, y = three(rng)
        design, other = data.add_intercept(X), rng.normal(size=(3, 3))
        out.append({
            "X": X, "y": y, "l2": l2, "other": other, "Z": design @ other.T,
            "W": softmax.fit(design, y, l2=l2, tol=1e-10).W,
            "apart": one_vs_all.fit(design, y, l2=l2, tol=1e-10).W,
            "bare": softmax.cost(other, design, y), "penalised": softmax.cost(other, design, y, l2=l2),
        })  # fmt: skip
    return out


def regions(rng):
    out = []
    for _ in range(8):
        W, points = rng.normal(size=(3, 3)), rng.uniform(-3, 3, (60, 2))
        Z = np.sort(data.add_intercept(points) @ W.T, axis=1)
        points = points[Z[:, 2] - Z[:, 1] > 1e-6]
        out.append({"W": W, "span": 3, "points": points, "labels": softmax.predict(W, data.add_intercept(points))})
    return out


def problems(rng):
    x = rng.normal(size=60)
    column = TUMOUR.X[:, TUMOUR.features.index("mean radius")]
    return [
        (np.array([1.0, 2.0, 3.0, 4.5]), np.array([0, 1, 0, 1])),
        (x, (x + rng.normal(size=60) > 1).astype(int)),
        (column, TUMOUR.y),
    ]


def slopes(rng):
    out = []
    for x, y in problems(rng):
        X = data.add_intercept(x[:, None])
        for theta in rng.normal(size=(6, 2)):
            J, slope = logistic.cost(theta, X, y), logistic.gradient(theta, X, y)
            out.append({"theta": theta, "x": x, "y": y, "J": J, "slope": slope})
    return out


def walks(rng):
    """Descents with many rates, each as far as it does not hang on the last bit of the data."""
    out = []
    for x, y in problems(rng):
        X = data.add_intercept(data.standardize(x[:, None])[0])
        low = logistic.fit(X, y).cost
        taken = [as_far_as_sure(*(walk(part, y, a, STEPS, low) for part in (X, X * (1 + 1e-14)))) for a in RATES]
        out.append({"x": X[:, 1], "y": y, "low": low, "steps": STEPS, "taken": taken})
    assert sum(one["settled"] for part in out for one in part["taken"]) > 0.7 * len(out) * len(RATES)
    return out


def as_far_as_sure(one, other):
    """A descent up to the step at which a change of the last bit grows to where it would be seen."""
    apart = np.abs(one.path - other.path).max(axis=1) > 1e-10
    sure = int(apart.argmax()) if apart.any() else len(apart)
    settled = sure == len(apart) and bool(np.abs(one.end - other.end).max() < 1e-6)
    return {
        "alpha": one.alpha, "path": one.path[:sure], "costs": one.costs[:sure], "name": one.name, "words": one.words,
        "cycle": one.cycle, "levels": one.levels, "shown": sure == len(apart), "settled": settled,
    }  # fmt: skip


def as_drawn(picture, selectors, values):
    """A case from a picture: what it gives its script, what it says, and the attributes that it draws."""
    page = BeautifulSoup(picture.html, "html.parser")
    drawn = {}
    for selector in selectors:
        part = page.select_one(selector)
        drawn[selector] = {**part.attrs, "text": part.text}
    words, given = page.output.text, json.loads(page.div["data-given"])
    return {"data": given, "values": values, "touched": None, "words": words, "drawn": drawn}


def neurons(rng):
    X, y = rng.normal(size=(30, 2)).round(2), rng.integers(0, 2, 30)
    starts = [*rng.uniform(-5, 5, (12, 3)).round(1).tolist(), [0.0, 0.0, 1.0], [5.0, 5.0, 5.0], [0.0, -5.0, 0.0]]
    starts.append([2.5, -1.2, 0.5])
    times = ((1, 1, 1), (2, 2, 2), (2, 2, 1))  # of w1, w2 and b: what is doubled
    return [
        as_drawn(
            live.neuron("n", X, y, start=tuple(used), features=("a", "b"), classes=("no", "yes")),
            PLACES["neuron"],
            dict(zip(("w1", "w2", "b"), start, strict=True)) | {"double": double},
        )
        for start in starts
        for double, used in enumerate(np.multiply(times, start).tolist())
        if max(map(abs, used)) <= 5
    ]


def far_out(rng):
    """Fits of a line and of a logistic curve, with examples of class 1 far out or without."""
    out = []
    for x, y in problems(rng):
        for count, place in ((0, 5.0), (1, 9.0), (10, 60.0), (20, 300.0)):
            all_x, all_y = np.append(x, np.full(count, place)), np.append(y, np.ones(count))
            slope, intercept = np.polyfit(all_x, all_y, 1)
            theta = logistic.fit(data.add_intercept(all_x[:, None]), all_y, tol=1e-10).theta
            out.append({"x": all_x, "y": all_y, "line": [intercept, slope], "curve": theta})
    return out


def tilts(rng):
    _, (some, two), (column, y) = problems(rng)
    given = {"feature": "a", "classes": ("no", "yes"), "things": "tumours"}
    out = []
    for x, labels, far, across in ((some, two, (3.0, 30.0), (-3, 40)), (column, y, (20.0, 90.0), (5, 95))):
        for count, place in ((0, far[0]), (1, far[0]), (10, far[1] - 5), (20, far[1] - 0.5)):
            picture = live.tilt("t", x, labels, far=(place, far[1]), count=count, across=across, **given)
            alike = {"d": BeautifulSoup(picture.html, "html.parser").select(".far")[1]["d"]}
            case = as_drawn(picture, PLACES["tilt"], {"place": place, "count": count})
            assert alike["d"] == case["drawn"][".far"]["d"]
            out.append(case)
    return out


def coded(rng):
    out = []
    for p in (np.array([0.5, 0.9, 0.2]), rng.uniform(0.02, 0.98, 6).round(3)):
        names, z = "ABCDEF"[: len(p)], np.log(p / (1 - p))
        picture = live.baseline("e", names, p, across="group", up="share")
        marks = [f".{mark}{k}" for mark in "sc" for k in range(len(p))]
        first = as_drawn(picture, [".base", *marks], {"base": 0})
        out.append(first)
        low, high = first["data"]["up"]
        for base, zero in enumerate((*z, z.mean())):
            at, ends = (252 - 240 * (value - low) / (high - low) for value in (zero, z))
            drawn = {".base": {"d": f"M52 {at:.1f}h296"}}
            for k, end in enumerate(ends):
                top, text = min(end, at), fix(z[k] - zero, 2)
                text = text if text == "0.00" or text[0] == "−" else f"+{text}"
                colour = ("#0072B2", "#D55E00")[int(round(z[k] - zero, 6) < 0)]
                drawn[f".s{k}"] = {"y": f"{top:.1f}", "height": f"{abs(end - at):.1f}", "fill": colour}
                drawn[f".c{k}"] = {"y": f"{top - 5:.1f}", "text": text}
            others = ", ".join(f"{n} {fix(v - zero, 2)}" for k, (n, v) in enumerate(zip(names, z, strict=True))
                               if k != base)  # fmt: skip
            ground = f"Reference {names[base]}" if base < len(p) else "Mean of all"
            words = f"{ground}: intercept {fix(zero, 2)}, coefficients {others}. No share has moved."
            out.append({**first, "values": {"base": base}, "words": words, "drawn": drawn})
    return out


def bent(rng):
    X, y = rng.uniform(-3, 3, (30, 2)).round(2), rng.integers(0, 2, 30)
    networks = [network.fit(data.add_intercept(X), y, H, rng=rng, steps=30) for H in (1, 2, 3, 4)]
    given = as_drawn(live.bends("w", X, y, networks, span=3), [], {})["data"]
    out = []
    for H, net in enumerate(networks, 1):
        right = int(np.sum(network.predict_proba(net.V, net.W, data.add_intercept(X)).argmax(axis=1) == y))
        shown = given["shown"][H - 1]
        dot = {"cx": f"{52 + 296 * (H - 0.5) / 4:.1f}", "cy": f"{252 - 240 * (right / 30 - 0.4) / 0.6:.1f}"}
        drawn = {".border": {"d": shown["border"]}, ".lines": {"d": shown["lines"]}, ".dot": dot}
        words = f"{H} hidden neuron{'s' * (H > 1)}: {right} of 30 right, cost {fix(round(net.costs[-1], 4), 3)}."
        out.append({"data": given, "values": {"H": H}, "touched": "H", "words": words, "drawn": drawn})
    return out


def branched(rng):
    marks = {"filter 1": (0.6, 0), "filter 2": (0.9999, 0)}
    said = " Filter 1 pays 0.9163. Filter 2 pays 9.2103."
    first = live.branches("b", marks=marks)
    out = [as_drawn(first, [".here", ".paid", ".other", ".bar0", ".bar1", ".n0", ".n1"], {"h": 0.6, "y": 0})]
    for h in (0.001, 0.25, 0.5, 0.999, *rng.uniform(0.001, 0.999, 6).round(3)):
        for y in (0, 1):
            paid, other = (metrics.log_loss([label], [h]) for label in (y, 1 - y))
            x, tops = 52 + 296 * h, [252 - 24 * price for price in (paid, other)]
            dots = [{"cx": f"{x:.1f}", "cy": f"{top:.1f}"} for top in tops]
            bars = [
                {"y": f"{top:.1f}", "height": f"{252 - top:.1f}", "fill": ("#D55E00", "#0072B2")[label]}
                for top, label in zip(tops, (y, 1 - y), strict=True)
            ]
            above = [{"y": f"{top - 5:.1f}", "text": fix(p, 3)} for top, p in zip(tops, (paid, other), strict=True)]
            drawn = {
                ".here": {"d": f"M{x:.1f} 12v240"}, ".paid": dots[0], ".other": dots[1],
                ".bar0": bars[0], ".bar1": bars[1], ".n0": above[0], ".n1": above[1],
            }  # fmt: skip
            words = (
                f"h = {fix(h, 3)}, y = {y}: the truth was given {fix(h if y else 1 - h, 3)}. You pay {fix(paid, 4)} "
                f"nats; for y = {1 - y}, {fix(other, 4)}.{said}"
            )
            out.append({"data": {"said": said}, "values": {"h": h, "y": y}, "touched": None, "words": words,
                        "drawn": drawn})  # fmt: skip
    return out


def rates(rng):
    x, y = problems(rng)[2]
    given = {"centre": (-1, 4.8), "span": 5.4, "name": "weight"}
    return [
        as_drawn(live.rate("r", x, y, **given, alpha=alpha), PLACES["rate"], {"alpha": alpha})
        for alpha in (0.01, 0.05, 1.0, 4.0, 10.0, 22.0, 23.0, 28.0, 33.0)
    ]


def logits(rng):
    out = []
    for z in ([2.0, 1.0, -3.0], [-4.0, 4.0, 4.0], *rng.uniform(-4, 4, (6, 3)).round(1).tolist()):
        for T, c, shift in ((1.0, 0, 0.0), (0.2, 1, 1.5), (5.0, 2, -2.0)):
            p = activations.softmax(np.array(z) / T)
            drawn = {}
            for k in range(3):
                up = 20 * (z[k] + shift)
                drawn[f".z{k}"] = {"y": f"{min(132.0, 132 - up):.1f}", "height": f"{abs(up):.1f}"}
                drawn[f".p{k}"] = {"y": f"{252 - 240 * p[k]:.1f}", "height": f"{240 * p[k]:.1f}"}
                drawn[f".n{k}"] = {"y": f"{247 - 240 * p[k]:.1f}", "text": fix(p[k], 3)}
            said = ", ".join(fix(share, 3) for share in p)
            loss = fix(metrics.log_loss([c], p[None]), 3)
            words = f"Probabilities {said}, sum 1. Class {c + 1} is true: cross-entropy {loss} nats."
            words += f" All three logits were moved by {fix(shift, 1)}: no probability changed." if shift else ""
            values = {"z0": z[0], "z1": z[1], "z2": z[2], "s": shift, "T": T, "c": c}
            out.append({"data": {}, "values": values, "touched": "T", "words": words, "drawn": drawn})
    return out


def terms(rng):
    out = []
    for P in (
        np.array([[0.7, 0.2, 0.1], [0.3, 0.6, 0.1], [0.1, 0.1, 0.8]]),
        *rng.dirichlet((4, 4, 4), (2, 3)).round(2),
    ):
        P = np.maximum(P, 0.05) / np.maximum(P, 0.05).sum(axis=1, keepdims=True)
        data = as_drawn(live.terms("t", P), [], {})["data"]
        for chosen in ((0, 0, 0), (1, 0, 0), (0, 3, 2), (1, 2, 3), (3, 1, 1)):
            out.append(shrunk(data, P, chosen))
        parts = [f".{mark}{i}{k}" for mark in "tfnv" for i, k in np.ndindex(3, 3)]
        parts += [".mean", *(f".{mark}{i}" for mark in "bp" for i in range(3))]
        out += [as_drawn(live.terms("t", P, c), parts, {"c0": c, "c1": 0, "c2": 0}) for c in range(4)]
    return out


def shrunk(data, P, chosen):
    """The case of nine terms of which some are chosen, 0 where none is."""
    drawn, words = {}, f"{sum(1 if c else 3 for c in chosen)} of 9 terms stand."
    words += "" if any(chosen) else " Choose the class of an example: of its three terms one is left."
    for i, k in np.ndindex(3, 3):
        log, own = fix(float(np.log(P[i, k])), 3), chosen[i] == k + 1
        drawn[f".t{i}{k}"] = {"opacity": "1" if own or not chosen[i] else "0.6"}
        drawn[f".f{i}{k}"] = {"stroke": "#009E73" if own else "currentColor", "stroke-width": "3" if own else "1"}
        drawn[f".n{i}{k}"] = {"text": f"{('y' if not chosen[i] else int(own))} · ({log})"}
        drawn[f".v{i}{k}"] = {"text": "" if not chosen[i] else f"= {log}" if own else "= 0"}
    for i, c in enumerate(chosen):
        cost = metrics.log_loss([c - 1], P[i : i + 1]) if c else 0.0
        drawn[f".b{i}"] = {"y": f"{252 - 80 * cost:.1f}", "height": f"{80 * cost:.1f}"}
        drawn[f".p{i}"] = {"y": f"{247 - 80 * cost:.1f}", "text": fix(cost, 3) if c else ""}
        if c:
            share = fix(P[i, c - 1], 2)
            words += f" Example {i + 1} is of class {c} and pays −log {share} = {fix(cost, 3)}."
    drawn[".mean"] = {"d": ""}
    if all(chosen):
        mean = metrics.log_loss(np.array(chosen) - 1, P)
        drawn[".mean"] = {"d": f"M52 {252 - 80 * mean:.1f}h296"}
        words += f" The loss is the mean of the three, {fix(mean, 3)} nats."
    values = {f"c{i}": c for i, c in enumerate(chosen)}
    return {"data": data, "values": values, "touched": "c0", "words": words, "drawn": drawn}


def links(rng):
    out = []
    for W, x in ((np.zeros((3, 3)), np.array([1.0, 2.0, -1.0])), *((rng.normal(size=(3, 3)), rng.normal(size=3)),) * 2):
        data = as_drawn(live.links("l", W, x), [], {})["data"]
        out += [traced(data, W, x, step, c) for step in range(7) for c in range(3)]
    first = [f".{mark}{name}{k}" for mark in "su" for name in "wzp" for k in range(3)]
    first += [".nz0", ".nz1", ".nz2", ".np0", ".np1", ".np2", ".nL", ".e0", ".e1", ".e2", ".r0", ".r1", ".r2", ".r3"]
    for step in range(7):
        W, x = rng.normal(size=(3, 3)).round(1), rng.normal(size=3).round(1)
        out.append(as_drawn(live.links("l", W, x, step=step), first, {"step": step, "c": 0}))
    return out


def traced(data, W, x, step, c):
    """The case of one place of the path to the loss; the slopes are those of softmax.gradient."""
    one, y = passed(W, x, c), np.eye(3)[c]
    slopes = softmax.gradient(np.diag(W @ x), np.ones((1, 3)), [c])[:, 0]  # of z_k, with the other parts of 0 slope
    known = {"z": W @ x, "p": activations.softmax(W @ x)}
    assert np.allclose(np.outer(slopes, x), softmax.gradient(W, [x], [c]))
    marks = {"w": (slopes, 6, " · x"), "z": (slopes, 5, ""), "p": (-y / known["p"], 4, "")}
    drawn = {f".r{n}": {"text": text} for n, text in enumerate(one.lines(step))}
    for k in range(3):
        for name, (values, first, more) in marks.items():
            text, value = fix(values[k], 3), values[k]
            flat = step < first or text == "0.000"
            sign = "+" if value > 0 and not flat else ""
            drawn[f".s{name}{k}"] = {"text": f"{sign}{text}{more}" if step >= first else ""}
            colour = "currentColor" if flat else "#0072B2" if value > 0 else "#D55E00"
            drawn[f".u{name}{k}"] = {"stroke": colour, "stroke-opacity": str(int(step >= first))}
        drawn[f".nz{k}"] = {"text": fix(known["z"][k], 3) if step >= 1 else ""}
        drawn[f".np{k}"] = {"text": fix(known["p"][k], 3) if step >= 2 else ""}
        drawn[f".e{k}"] = {"stroke-width": "3" if step in (k + 1, 6 - k) else "1"}
    drawn[".nL"] = {"text": fix(metrics.log_loss([c], known["p"][None]), 3) if step >= 3 else ""}
    values = {"step": step, "c": c}
    return {"data": data, "values": values, "touched": "c", "words": one.told(step), "drawn": drawn}


def digits(rng):
    P = rng.dirichlet(np.ones(4), size=(5, 3))
    accuracy, truth = rng.random((5, 2)), [3, 0, 1]
    out = []
    for at in range(5):
        picture = live.digits("d", rng.integers(0, 17, (3, 64)), truth, [0, 1, 4, 20, 100], P, accuracy, at=at)
        places = [".dot", *(f".{mark}{i}" for mark in "msn" for i in range(3))]
        out.append(as_drawn(picture, places, {"at": at}))
        right = P[at].argmax(axis=1) == truth
        assert f" {right.sum()} of these 3 " in out[-1]["words"]
    return out


def shrunken(rng, p=5, stops=21):
    """Weights that shrink and vanish, under both penalties; what is drawn for L2 is drawn for L1 with its data."""
    W = rng.normal(size=(2, 1, p)) * np.linspace(2, 0, stops)[:, None]
    W[np.abs(W) < 0.3] = 0.0
    W[0, 3, 0] = 1e-5
    lost = np.sort(rng.random((2, stops, 2)), axis=2)
    places = [".train", ".held", ".here", *(f".{mark}{i}" for mark in "bn" for i in range(p))]
    out = []
    for kind, at in itertools.product((0, 1), (0, 3, 10, 20)):
        options = {"lowest": -3, "reach": 1.5, "at": at}
        drawn = as_drawn(live.shrink("s", "abcde", W[[kind, 1 - kind]], lost[[kind, 1 - kind]], **options), places, {})
        given = as_drawn(live.shrink("s", "abcde", W, lost, **options), [], {})["data"]
        words = drawn["words"].replace("L1", ("L1", "L2")[kind])
        out.append({**drawn, "data": given, "values": {"kind": kind, "at": -3 + at / 10}, "words": words})
        left = np.count_nonzero(W[kind, at])
        assert f"strength {fix(10 ** (at / 10 - 3), 4)}: {left} of {p} weights {'is' if left == 1 else 'are'}" in words
    return out


def balls():
    """Balls with a memory in a bowl, and Nesterov's, which is rolled here."""
    places = [".path", ".end", ".costs", ".plain", *(f".r{i}" for i in range(5))]
    out = []
    for kappa, beta in ((2.0, 0.0), (3.0, 0.5), (30.0, 0.6), (78.0, 0.9), (200.0, 0.96)):
        case = as_drawn(live.bowl("b", kappa=kappa, beta=beta), places, {"kappa": kappa, "beta": beta, "kind": 0})
        bends = np.array([1 / kappa, 1.0])
        run = momentum.descend(
            lambda t, bends=bends: float(bends @ t**2) / 2, lambda t, bends=bends: bends * t, [-1.8, 1.5],
            alpha=1.0, beta=beta, steps=4000, ahead=True, keep_path=True,
        )  # fmt: skip
        pixels = np.column_stack((52 + 74 * (run.path[:61, 0] + 2), 252 - 60 * (run.path[:61, 1] + 2)))
        costs = run.costs / run.costs[0]
        curve = np.column_stack((52 + 296 * np.arange(61) / 60, 12 - 40 * np.log10(np.maximum(costs[:61], 1e-9))))
        from_step = np.flatnonzero(costs >= 1e-6).max() + 1
        drawn = {**case["drawn"], ".path": {"d": line(pixels)}, ".costs": {"d": line(curve)}}
        drawn[".end"] = {"cx": f"{pixels[-1, 0]:.1f}", "cy": f"{pixels[-1, 1]:.1f}"}
        words = re.sub(r"step \d+ on", f"step {from_step} on", case["words"]).replace("heavy ball", "Nesterov")
        out += [case, {**case, "values": {**case["values"], "kind": 1}, "words": words, "drawn": drawn}]
    return out


def thresholds(rng):
    held = {
        "even": (rng.integers(0, 2, 300), rng.random(300).round(3), 10, 1),
        "rare": (np.arange(500) < 9, rng.random(500) ** 2, 1, 50),
        "rough": (rng.integers(0, 2, 90), rng.random(90).round(2), 1, 20),
    }
    picture = live.threshold("t", held)
    first = as_drawn(picture, [".price", ".here", ".best", ".n0", ".n1", ".n2", ".n3"], {"problem": 0, "t": 0.5})
    out = [first]
    for k, (name, (y, p, *_)) in enumerate(held.items()):
        for t, alarm, miss in ((0.0, 3, 4), (0.25, 7, 13), (0.905, 1, 1), (1.0, 0, 5), (0.5, 2.5, 0), (0.5, 0, 0)):
            out.append(priced(first["data"], k, name, np.asarray(y).astype(int), np.asarray(p), t, alarm, miss))
    return out


def swept():
    """A threshold on its way down the ROC curve, counted by lrlib's metrics; drawn by a generator of its own."""
    rng = np.random.default_rng(29)
    y, p = rng.integers(0, 2, 300), rng.random(300).round(3)
    picture, area = live.roc("k", y, p), metrics.auc(y, p)
    out = [as_drawn(picture, [".swept", ".here", ".n0", ".n1", ".n2", ".n3"], {"t": 0.5})]
    for t in (0.0, 0.25, 0.905, 1.0):
        (left, false), (missed, hits) = metrics.confusion(y, (p >= t).astype(int), 2)
        stops = np.arange(200, round(200 * t) - 1, -1) / 200
        places = np.array([[np.mean(p[y == k] >= s) for k in (0, 1)] for s in stops])
        places = np.array([52, 252]) + np.array([296, -240]) * places
        drawn = {f".n{k}": {"text": str(n)} for k, n in enumerate((left, false, missed, hits))}
        drawn[".swept"] = {"d": line(places)}
        drawn[".here"] = {"cx": f"{places[-1, 0]:.1f}", "cy": f"{places[-1, 1]:.1f}"}
        words = (
            f"Threshold {fix(t, 3)}: {hits} hits, {missed} misses, {false} false alarms, {left} rightly left alone. "
            f"Recall {fix(hits / (hits + missed), 3)}, share of false alarms among class 0 "
            f"{fix(false / (false + left), 3)}; area under the curve {fix(area, 3)}."
        )
        out.append({"data": out[0]["data"], "values": {"t": t}, "touched": "t", "words": words, "drawn": drawn})
    return out


def priced(given, problem, name, y, p, t, alarm, miss):
    """The case of a threshold and two prices, counted by lrlib's metrics."""
    (left, false), (missed, hits) = metrics.confusion(y, (p >= t).astype(int), 2)
    stops = np.arange(201) / 200
    prices = np.array([alarm * ((p >= s) & (y == 0)).sum() + miss * ((p < s) & (y == 1)).sum() for s in stops])
    best = alarm / (alarm + miss) if alarm + miss else None
    curve = np.column_stack((52 + 296 * stops, 252 - 240 * prices / max(1, prices.max())))
    drawn = {f".n{k}": {"text": str(n)} for k, n in enumerate((left, false, missed, hits))}
    drawn[".price"] = {"d": line(curve)}
    drawn[".here"] = {"d": f"M{52 + 296 * t:.1f} 12v240"}
    drawn[".best"] = {"d": "" if best is None else f"M{52 + 296 * best:.1f} 12v240"}
    precision = fix(metrics.precision(y, p >= t), 3) if hits + false else "undefined"
    words = (
        f"{name}, threshold {t:.3f}: {hits} hits, {missed} misses, {false} false alarms, {left} rightly left alone. "
        f"Precision {precision}, recall {fix(metrics.recall(y, p >= t), 3)}, "
        f"cost {fix(alarm * false + miss * missed, 0)}"
    )
    words += "." if best is None else f"; the prices ask for threshold {fix(best, 3)}."
    values = {"problem": problem, "t": t, "alarm": alarm, "miss": miss}
    return {"data": given, "values": values, "touched": "t", "words": words, "drawn": drawn}


def said_and_seen(rng):
    y, z = rng.permutation(np.arange(57) % 3 == 0).astype(int), rng.normal(size=57).round(2)
    picture = live.reliability("c", y, 2 * z + y)
    out = [as_drawn(picture, [".way", ".dots", ".losses", ".here"], {"stretch": 1.0, "shift": 0.0})]
    given = out[0]["data"]
    frame, stops = Frame((0, 3), (given["low"], given["low"] + 0.4)), 0.2 + 0.05 * np.arange(57)
    order, scores = np.argsort(2 * z + y, kind="stable"), np.array(given["z"])
    truth = y[order]
    for stretch, shift in ((0.2, -2.0), (0.65, 0.3), (3.0, 1.1)):
        p = activations.sigmoid(stretch * scores + shift)
        parts = np.array_split(np.arange(57), np.searchsorted((np.arange(57) + 0.5) * 10 / 57, np.arange(1, 10)))
        points = Frame((0, 1), (0, 1)).pixels(np.array([[p[part].mean(), truth[part].mean()] for part in parts]))
        costs = [metrics.log_loss(truth, activations.sigmoid(stop * scores + shift)) for stop in stops]
        drawn = {
            ".way": {"d": line(points)},
            ".dots": {"d": marks(points, 0)},
            ".losses": {"d": line(frame.near(np.column_stack((stops, costs))))},
            ".here": {"d": f"M{52 + 296 * stretch / 3:.1f} 12v240"},
        }
        top, score = parts[-1], fix(calibration.brier(truth, p), 3)
        words = (
            f"Stretch {stretch:.2f}, shift {fix(shift, 1)}: log loss {fix(metrics.log_loss(truth, p), 3)}, Brier score "
            f"{score}; the highest of ten groups: said {fix(p[top].mean(), 2)}, seen {fix(truth[top].mean(), 2)}. "
            f"Area below the ROC curve {fix(metrics.auc(truth, p), 3)}, whatever you choose."
        )
        values = {"stretch": stretch, "shift": shift}
        out.append({"data": given, "values": values, "touched": "shift", "words": words, "drawn": drawn})
    return out


def moved(rng):
    out = []
    for l2 in (0.01, 0.3):
        X, y = three(rng, 20)
        for _ in range(4):
            X = X.copy()
            X[rng.integers(20)] = rng.uniform(-3, 3, 2).round(2)
            picture = live.regions("g", X, y, classes=("left", "middle", "right"), l2=l2)
            points = [f"[data-i='{i}']{state}" for i in range(20) for state in ("", "[tabindex]")]
            out.append(as_drawn(picture, PLACES["regions"] + points, {"points": X.tolist()}))
    return out


def ringed():
    """A ring among three classes; answers of models that one_vs_all has fitted, and of weights drawn by lot."""
    rng = np.random.default_rng(31)
    X, y = three(rng, 12)
    fitted = one_vs_all.fit(data.add_intercept(X), y, l2=0.01).W
    selectors = ["[data-i='0']", *(f".{kind}{k}" for kind in "pn" for k in range(3))]
    return [
        as_drawn(
            live.surest("u", W, X, y, classes=("left", "middle", "right"), at=place), selectors, {"place": list(place)}
        )
        for W in (fitted, rng.normal(size=(3, 3)), np.zeros((3, 3)))
        for place in ((0.0, 0.0), (1.5, -2.25), (-3.0, 3.0), *rng.uniform(-3, 3, (4, 2)).round(2).tolist())
    ]


def numbers(seed=0):
    """Everything by the name under which the tests look for it."""
    rng = np.random.default_rng(seed)
    placed, paths = frames(rng)
    z = [*rng.normal(size=30) * 8, 0.0, 40.0, -40.0, 800.0, -700.0]
    return {
        "fixed": fixed(rng),
        "sums": [{"list": part, "total": part.sum()} for part in (rng.normal(size=9), np.zeros(0))],
        "frames": placed,
        "paths": paths,
        "sigmoids": [{"z": one, "p": activations.sigmoid(one)} for one in z],
        "losses": losses(rng),
        "softmaxes": softmaxes(rng),
        "systems": systems(rng),
        "fits": fits(rng),
        "regions": regions(rng),
        "far": far_out(np.random.default_rng(1)),
        "slopes": slopes(rng),
        "walks": walks(rng),
        "pictures": {
            "digits": digits(rng),
            "links": links(rng),
            "neuron": neurons(rng),
            "rate": rates(rng),
            "logits": logits(rng),
            "terms": terms(rng),
            "threshold": thresholds(rng),
            "roc": swept(),
            "surest": ringed(),
            "tilt": tilts(np.random.default_rng(2)),
            "bends": bent(np.random.default_rng(5)),
            "baseline": coded(np.random.default_rng(4)),
            "branches": branched(np.random.default_rng(3)),
            "bowl": balls(),
            "shrink": shrunken(np.random.default_rng(4)),
            "regions": moved(rng),
            "reliability": said_and_seen(np.random.default_rng(4)),
        },
    }
