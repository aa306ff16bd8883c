"""A ball with a memory in a bowl of a condition number to be chosen, beside descent without one."""

import numpy as np

from lrlib import momentum
from lrlib.checks import Array
from lrlib.pictures.controls import fix, radios, slider
from lrlib.pictures.frame import GREEN, RED, Frame, clipped, line, panel
from lrlib.pictures.page import Picture, name_of, page

KINDS = ("heavy ball", "Nesterov")
START = (-1.8, 1.5)
SHOWN, LONGEST = 60, 4000  # steps that are drawn, and after which nothing is asked
PART = 1e-6  # of the cost at the start
LEVELS = (1.0, 0.5, 0.2, 0.05, 0.01)  # of the contour lines, as parts of it
PLANE, TIME = Frame((-2.0, 2.0), (-2.0, 2.0)), Frame((0, SHOWN), (-6.0, 0.0))


def bowl(key: str, *, kappa: float = 30.0, beta: float = 0.6) -> Picture:
    """Return the path of a ball with a memory in a bowl, for a condition number and a memory to be chosen.

    The bends of the bowl are 1 and 1 / kappa, and the learning rate is 1, the largest with a guarantee for both.

    Parameters
    ----------
    key : str
        Lower-case letters, digits and hyphens; unique in the book.
    kappa : float
        The condition number that is shown at first, from 2 to 200.
    beta : float
        The memory that is shown at first, from 0 to 0.96.

    Returns
    -------
    Picture
        Displays itself.

    Raises
    ------
    TypeError, ValueError
        If an argument is no number, or out of its range.

    Examples
    --------
    >>> print(bowl("b", kappa=10, beta=0.5).text.split(": ")[2])
    the cost stays below a millionth from step 19 on; without memory from 56 on.
    """
    name = name_of("live", key)
    if not 2 <= kappa <= 200 or not 0 <= beta <= 0.96:
        raise ValueError(f"kappa is {kappa} and beta {beta}; wanted are 2 to 200 and 0 to 0.96")
    setting = float(np.round(np.log10(kappa), 2))
    shape = float(f"{10**setting:.2g}")
    ball, plain = _rolled(shape, beta), _rolled(shape, 0.0)
    path = PLANE.near(ball[0][: SHOWN + 1])
    x, y = path[-1]
    rings = "".join(
        f'<path class="r{i}" d="{line(PLANE.near(_ring(shape, part)))}" stroke="currentColor" stroke-opacity=".4" '
        'stroke-width="1"/>'
        for i, part in enumerate(LEVELS)
    )
    panels = [
        panel(
            name,
            "a",
            "The path of the ball",
            "Contour lines of the bowl; the path begins at the upper left and ends at the dot.",
            PLANE.axes(("flat direction", "steep direction"))
            + clipped(
                name,
                "a",
                f'{rings}<path class="path" d="{line(path)}" stroke="{RED}"/>'
                f'<circle class="end" cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{RED}" stroke="currentColor"/>',
            ),
        ),
        panel(
            name,
            "b",
            "The cost at every step",
            "Solid: with memory. Dashed: without. The powers of ten say which part of the cost is left.",
            TIME.axes(("step", "cost, as a power of ten"))
            + clipped(
                name,
                "b",
                f'<path class="plain" d="{_curve(plain[1])}" stroke="{GREEN}" stroke-dasharray="5 4"/>'
                f'<path class="costs" d="{_curve(ball[1])}" stroke="{RED}"/>',
            ),
        ),
    ]
    controls = (
        slider(name, "kappa", "condition number κ", setting, (0.3, 2.3, 0.01), digits=0, log=True)
        + slider(name, "beta", "memory r", beta, (0, 0.96, 0.02), digits=2)
        + radios(name, "kind", "Where the slope is taken", ("here (heavy ball)", "ahead (Nesterov)"))
    )
    words = (
        f"Condition {fix(shape, 0)}, {KINDS[0]} with memory {fix(beta, 2)}: the cost stays below a millionth from step "
        f"{_settled(ball[1])} on; without memory from {_settled(plain[1])} on."
    )
    hint = "Left: the path over the contour lines. Right: the cost as a power of ten; dashed: without memory."
    return page(name, "A ball with a memory", panels, controls, words, "bowl", {}, hint=hint)


def _rolled(kappa: float, beta: float) -> tuple[Array, Array]:
    """Return the path, and the costs as parts of that at the start."""
    bends = np.array([1 / kappa, 1.0])
    run = momentum.descend(
        lambda t: float(bends @ t**2) / 2,
        lambda t: bends * t,
        START,
        alpha=1.0,
        beta=beta,
        steps=LONGEST,
        keep_path=True,
    )
    assert run.path is not None
    return run.path, run.costs / run.costs[0]


def _settled(costs: Array) -> int:
    """Return the first step from which on the cost stays below the part."""
    return int(np.flatnonzero(costs >= PART).max()) + 1


def _ring(kappa: float, part: float) -> Array:
    """Return the ellipse on which the cost is a part of that at the start."""
    level, turn = part * (START[0] ** 2 / kappa + START[1] ** 2), np.linspace(0, 2 * np.pi, 61)
    return np.column_stack((np.sqrt(level * kappa) * np.cos(turn), np.sqrt(level) * np.sin(turn)))


def _curve(costs: Array) -> str:
    powers = np.log10(np.maximum(costs[: SHOWN + 1], 1e-9))
    return line(TIME.pixels(np.column_stack((np.arange(len(powers)), powers))))
