"""Held-out digits and what a model says of them at several steps of its training, beside its accuracy."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from lrlib.checks import Array, as_floats, as_indices
from lrlib.pictures.controls import fix, slider
from lrlib.pictures.frame import BLUE, GREEN, Frame, line, panel
from lrlib.pictures.page import Picture, name_of, page

LEVELS = 4  # of grey
MOST = 10  # digits
COLUMNS, WIDE, HIGH, SIZE, BAR = 5, 72, 146, 56, 64  # pixels: a digit's place, its picture, and a bar of share 1


def digits(
    key: str,
    images: npt.ArrayLike,
    truth: npt.ArrayLike,
    steps: Sequence[int],
    P: npt.ArrayLike,
    accuracy: npt.ArrayLike,
    *,
    at: int = 0,
) -> Picture:
    """Return ten digits with the share that a model gives to the truth, at steps of its training to be chosen.

    Parameters
    ----------
    key : str
        Lower-case letters, digits and hyphens; unique in the book.
    images : array_like of shape (p, 64)
        Pictures of 8 x 8 pixels, 0 to 16; at most ten.
    truth : array_like of shape (p,)
        Their classes.
    steps : sequence of int
        After how many steps of the training the model is asked, in rising order.
    P : array_like of shape (s, p, K)
        What it says then: probabilities of each class.
    accuracy : array_like of shape (s, 2)
        Its accuracy then: on the training part, and on the held-out part.
    at : int
        Which of the steps is shown at first, from 0.

    Returns
    -------
    Picture
        Displays itself.

    Raises
    ------
    TypeError, ValueError
        If an argument does not fit.

    Examples
    --------
    >>> digits("d", np.zeros((1, 64)), [1], [0, 5], [[[0.5, 0.5]], [[0.1, 0.9]]], [[0.5, 0.5], [1, 0.9]], at=1)
    Digits in training: After 5 steps 1 of these 1 is read right. Accuracy: held out 0.900, training 1.000.
    """
    name, pictures, shares = name_of("live", key), as_floats(images, "images", ndim=2), as_floats(P, "P", ndim=3)
    classes, right = as_indices(truth), as_floats(accuracy, "accuracy", ndim=2)
    s, p, K = shares.shape
    if pictures.shape != (len(classes), 64) or p != len(classes):
        raise ValueError(
            f"images {pictures.shape}, truth {classes.shape} and P {shares.shape} do not agree; "
            "wanted are (p, 64), (p,) and (s, p, K)"
        )
    if not 1 <= p <= MOST:
        raise ValueError(f"there are {p} images; wanted are 1 to {MOST}")
    if classes.max() >= K:
        raise ValueError(f"truth holds the class {classes.max()}; wanted are classes of P, 0 to {K - 1}")
    if right.shape != (s, 2) or len(steps) != s or s < 2 or list(steps) != sorted(set(steps)):
        raise ValueError(
            f"steps has {len(steps)} entries and accuracy {right.shape}; wanted are {s}, rising, and ({s}, 2)"
        )
    if at not in range(s):
        raise ValueError(f"at is {at!r}; wanted is a whole number from 0 to {s - 1}")
    own = shares[:, np.arange(p), classes].round(3)
    given = {
        "truth": classes.tolist(),
        "steps": list(steps),
        "own": own.tolist(),
        "read": shares.argmax(axis=2).tolist(),
        "right": right.round(4).tolist(),
    }
    time = Frame((-0.5, s - 0.5), (0.0, 1.0))
    panels = [
        panel(
            name,
            "a",
            "Held-out digits",
            "Each digit with what it is, what it is read as, and a bar for the share of the truth.",
            "".join(_digit(i, pictures[i], given, at) for i in range(p)),
        ),
        panel(
            name,
            "b",
            "The accuracy",
            "Solid: on all held-out digits. Dashed: on the digits of the training. A dot marks the step.",
            time.axes(("steps of training", "accuracy"), below=_thinned(steps)) + _curves(right, time, at),
        ),
    ]
    controls = slider(name, "at", "place in the training", at, (0, s - 1, 1), digits=0)
    hint = (
        "The training never saw these digits. Below each: what it is, then what it is read as, ✓ or ✗. "
        "The bar is the share of the truth."
    )
    return page(name, "Digits in training", panels, controls, _told(given, at), "digits", given, hint=hint)


def _told(given: dict[str, list[Array]], at: int) -> str:
    """Return what is said at one of the steps."""
    right = sum(int(a == b) for a, b in zip(given["read"][at], given["truth"], strict=True))
    train, held = given["right"][at]
    return (
        f"After {given['steps'][at]} steps {right} of these {len(given['truth'])} {'is' if right == 1 else 'are'} read "
        f"right. Accuracy: held out {fix(held, 3)}, training {fix(train, 3)}."
    )


def _thinned(steps: Sequence[int]) -> list[str]:
    """Return the numbers below the axis; of long ones every second has room."""
    last = len(steps) - 1
    return [str(n) if n < 10 or (last - i) % 2 == 0 else "" for i, n in enumerate(steps)]


def _digit(i: int, image: Array, given: dict[str, list[Array]], at: int) -> str:
    x, y = WIDE * (i % COLUMNS), HIGH * (i // COLUMNS)
    truth, read, own = given["truth"][i], given["read"][at][i], given["own"][at][i]
    mark = "✓" if truth == read else "✗"
    return (
        f'<g transform="translate({x + 8} {y + 4}) scale({SIZE / 8:g})">{_pixels(image)}</g>'
        f'<text class="m{i}" x="{x + WIDE // 2}" y="{y + 82}" text-anchor="middle">{truth}: {read} {mark}</text>'
        f'<rect x="{x + 4}" y="{y + 92}" width="{BAR}" height="9" fill="none" stroke="currentColor"/>'
        f'<rect class="s{i}" x="{x + 4}" y="{y + 92}" width="{BAR * float(own):.1f}" height="9" fill="{GREEN}"/>'
        f'<text class="n{i}" x="{x + WIDE // 2}" y="{y + 118}" text-anchor="middle">{fix(float(own), 2)}</text>'
    )


def _pixels(image: Array) -> str:
    """Return a picture as one path for each grey, runs of pixels as one stroke."""
    grey = np.round(image.reshape(8, 8) / 16 * LEVELS).astype(int)
    out = ""
    for level in range(1, LEVELS + 1):
        d = "".join(_run(row, y, level) for y, row in enumerate(grey))
        out += f'<path d="{d}" stroke="currentColor" stroke-opacity="{level / LEVELS:g}"/>' if d else ""
    return out


def _run(row: Array, y: int, level: int) -> str:
    edges = np.diff(np.concatenate(([0], (row == level).astype(int), [0])))
    starts, ends = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
    return "".join(f"M{a} {y}.5h{b - a}" for a, b in zip(starts, ends, strict=True))


def _curves(right: Array, time: Frame, at: int) -> str:
    places = np.arange(len(right))
    train, held = (time.pixels(np.column_stack((places, right[:, j]))) for j in (0, 1))
    x, y = held[at]
    return (
        f'<path d="{line(train)}" fill="none" stroke="currentColor" stroke-dasharray="5 4"/>'
        f'<path d="{line(held)}" fill="none" stroke="{BLUE}" stroke-width="2"/>'
        f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="6" fill="{BLUE}" stroke="currentColor"/>'
        + _key(time, 0.24, "held out", f'stroke="{BLUE}" stroke-width="2"')
        + _key(time, 0.1, "training", 'stroke="currentColor" stroke-dasharray="5 4"')
    )


def _key(time: Frame, height: float, name: str, style: str) -> str:
    """Return a line of the key, below the curves: they rise within the first steps."""
    x, y = time.pixels(np.array([[sum(time.across) / 2, height]]))[0]
    word = f'<text x="{x + 36:.1f}" y="{y + 4:.1f}" text-anchor="start">{name}</text>'
    return f'<path d="M{x:.1f} {y:.1f}h28" {style}/>{word}'
