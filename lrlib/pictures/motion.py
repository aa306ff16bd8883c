"""A moving picture of gradient descent: hand-made SVG with a slider, small, without request, the same each time."""

import re
from collections.abc import Callable
from html import escape

import numpy as np
import numpy.typing as npt

from lrlib.checks import Array, as_floats

WIDTH, HEIGHT, LEFT, TOP, SIDE = 480, 400, 60, 20, 320
FRAMES, GRID, LEVELS = 600, 48, 10  # every step is kept while it fits: a zigzag thinned out is no zigzag
LIMIT = 100_000  # bytes
Box = tuple[float, float, float, float]  # left, top, width and height in pixels

STYLE = """<style>.lr-motion svg{max-width:100%;height:auto;color:inherit}
.lr-motion .lr-controls{display:flex;flex-wrap:wrap;gap:.6em;align-items:center}.lr-motion input{flex:1;min-width:8em}
.lr-motion output{min-width:13em;font-variant-numeric:tabular-nums}</style>"""
SCRIPT = """<script>(() => {
const root = document.getElementById("%s");
const slider = root.querySelector("input"), button = root.querySelector("button");
const dot = root.querySelector("circle"), trail = root.querySelector(".lr-trail");
const out = root.querySelector("output");
const stride = Math.ceil(slider.max / 60);
const points = trail.dataset.points.split(" "), words = out.dataset.words.split("|");
let timer = null;
const show = i => { trail.setAttribute("points", points.slice(0, i + 1).join(" "));
const [x, y] = points[i].split(","); dot.setAttribute("cx", x); dot.setAttribute("cy", y);
out.textContent = words[i]; };
const stop = () => { clearInterval(timer); timer = null; button.textContent = "Play"; };
slider.addEventListener("input", () => { stop(); show(+slider.value); });
button.addEventListener("click", () => {
if (timer) { stop(); return; }
if (+slider.value >= +slider.max) slider.value = 0;
if (matchMedia("(prefers-reduced-motion: reduce)").matches) { slider.value = slider.max; show(+slider.max); return; }
button.textContent = "Pause";
timer = setInterval(() => {
slider.value = +slider.value + stride; show(+slider.value); if (+slider.value >= +slider.max) stop(); }, 120);
});
})();</script>"""


class Motion:
    """A moving picture that displays itself.

    Parameters
    ----------
    html : str
        The picture.
    text : str
        What a plain terminal shows instead.
    """

    def __init__(self, html: str, text: str) -> None:
        self.html, self.text = html, text

    def __repr__(self) -> str:
        """Say what the picture shows."""
        return self.text

    def _repr_html_(self) -> str:
        return self.html


def descent_path(
    key: str,
    cost: Callable[[Array], float],
    path: npt.ArrayLike,
    costs: npt.ArrayLike,
    *,
    centre: npt.ArrayLike,
    span: float,
    names: tuple[str, str] = ("θ₀", "θ₁"),
) -> Motion:
    """Return the contour lines of a cost of two parameters with the path of a descent, to be played or dragged.

    Parameters
    ----------
    key : str
        Lower-case letters, digits and hyphens; unique in the book.
    cost : callable
        A function of two parameters.
    path : array_like of shape (steps + 1, 2)
        The parameters at every step.
    costs : array_like of shape (steps + 1,)
        The cost at every step.
    centre : array_like of shape (2,)
        The middle of the picture.
    span : float
        Half its width, in units of the parameters.
    names : tuple of str
        What the axes are called.

    Returns
    -------
    Motion
        Displays itself; below 100 kB.

    Raises
    ------
    TypeError, ValueError
        If the key has other characters, the shapes are others, or the picture would be too large.

    Examples
    --------
    >>> descent_path("bowl", lambda t: float(t @ t), [[1, 1], [0.5, 0.5]], [2, 0.5], centre=[0, 0], span=2)
    Moving picture: gradient descent in 1 steps, cost 2.0000 to 0.5000
    """
    if not re.fullmatch(r"[a-z0-9-]+", key):
        raise ValueError(f"the key is {key!r}; wanted are lower-case letters, digits and hyphens")
    steps, middle = as_floats(path, "path", ndim=2), as_floats(centre, "centre", ndim=1)
    values = as_floats(costs, "costs", ndim=1)
    if steps.shape != (len(values), 2) or middle.shape != (2,) or not 0 < span < np.inf or len(values) < 2:
        raise ValueError(f"path {steps.shape}, costs {values.shape}, span {span}; wanted are (s, 2), (s,) and above 0")
    shown = np.unique(np.linspace(0, len(values) - 1, min(FRAMES, len(values))).round().astype(int))
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in _pixels(steps[shown], middle, span))
    words = "|".join(f"step {i}: cost {values[i]:.4f}" for i in shown)
    text = f"gradient descent in {len(values) - 1} steps, cost {values[0]:.4f} to {values[-1]:.4f}"
    html = _page(f"motion-{key}", _contours(cost, middle, span), _axes(middle, span, names), points, words, text)
    if len(html.encode()) > LIMIT:
        raise ValueError(f"the picture has {len(html.encode())} bytes; wanted are at most {LIMIT}")
    return Motion(html, f"Moving picture: {text}")


def _page(name: str, lines: str, axes: str, points: str, words: str, text: str) -> str:
    *_, last = points.split(" ")
    x, y = last.split(",")
    top = points.count(" ")
    return f"""<div class="lr-motion" id="{name}">{STYLE}
<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="{name}-t {name}-d" width="{WIDTH}" height="{HEIGHT}">
<title id="{name}-t">Path of gradient descent over the contour lines of the cost</title>
<desc id="{name}-d">{escape(text)}</desc>
<clipPath id="{name}-c"><rect x="{LEFT}" y="{TOP}" width="{SIDE}" height="{SIDE}"/></clipPath>
<g clip-path="url(#{name}-c)" fill="none"><path d="{lines}" stroke="currentColor" stroke-opacity=".45"/>
<polyline class="lr-trail" points="{points}" data-points="{points}" stroke="#D55E00" stroke-width="2.5"/>
<circle cx="{x}" cy="{y}" r="5" fill="#D55E00" stroke="currentColor"/></g>
{axes}</svg>
<div class="lr-controls"><button type="button">Play</button>
<input type="range" min="0" max="{top}" value="{top}" aria-label="step of the descent">
<output aria-live="polite" data-words="{words}">{words.split("|")[-1]}</output></div>
{SCRIPT % name}</div>"""


def _pixels(points: Array, centre: Array, span: float, box: Box = (LEFT, TOP, SIDE, SIDE)) -> Array:
    """Return parameters as pixels, kept within a picture's width of the frame."""
    unit, (left, top, width, height) = np.clip((points - centre) / span, -3, 3), box
    return np.column_stack((left + width / 2 * (1 + unit[:, 0]), top + height / 2 * (1 - unit[:, 1])))


def _axes(centre: Array, span: float, names: tuple[str, str]) -> str:
    out = [f'<rect x="{LEFT}" y="{TOP}" width="{SIDE}" height="{SIDE}" fill="none" stroke="currentColor"/>']
    text = '<text x="{:.0f}" y="{:.0f}" text-anchor="{}" fill="currentColor" font-size="13">{}</text>'
    digits = max(2, 2 - int(np.floor(np.log10(span))))
    bottom, middle_height = TOP + SIDE, TOP + SIDE // 2
    for share in (0, 0.5, 1):
        across, up = (centre + span * (2 * share - 1)).round(digits) + 0.0  # + 0.0: no minus at zero
        out.append(text.format(LEFT + SIDE * share, bottom + 18, "middle", f"{across:g}"))
        out.append(text.format(LEFT - 6, bottom - SIDE * share + 4, "end", f"{up:g}"))
    out.append(text.format(LEFT + SIDE / 2, bottom + 40, "middle", escape(names[0])))
    turned = text.replace("<text ", f'<text transform="rotate(-90 14 {middle_height})" ')
    out.append(turned.format(14, middle_height, "middle", escape(names[1])))
    return "\n".join(out)


def _contours(
    cost: Callable[[Array], float], centre: Array, span: float, box: Box = (LEFT, TOP, SIDE, SIDE), grid: int = GRID
) -> str:
    """Return the contour lines as SVG: in each triangle of a grid a level is crossed along one straight line."""
    ticks = np.linspace(-span, span, grid)
    V = np.array([[cost(centre + np.array([a, b])) for a in ticks] for b in ticks])
    if not np.isfinite(V).all():
        raise ValueError(
            "the cost is NaN or infinite inside the picture; wanted is a finite one: choose a smaller span"
        )
    low, high = V.min(), V.max()
    levels = low + (high - low) * (np.arange(1, LEVELS + 1) / (LEVELS + 1)) ** 2
    corners = _pixels(centre + np.array([(a, b) for b in ticks for a in ticks]), centre, span, box)
    i, j = (g.ravel() for g in np.meshgrid(np.arange(grid - 1), np.arange(grid - 1)))
    at = j * grid + i
    triangles = np.vstack(
        (np.column_stack((at, at + 1, at + grid)), np.column_stack((at + 1, at + grid, at + grid + 1)))
    )
    return "".join(_joined(_level(V.ravel(), corners, triangles, level)) for level in levels)


def _level(values: Array, corners: Array, triangles: Array, level: float) -> list[tuple[str, str]]:
    """Return the line pieces of one level, one for each triangle that it crosses, as their two ends."""
    out = []
    for triangle in triangles:
        above = values[triangle] > level
        if above.all() or not above.any():
            continue
        alone = int(np.flatnonzero(above == (above.sum() == 1))[0])  # the corner on its own side
        p = triangle[alone]
        ends = []
        for q in np.delete(triangle, alone):
            share = (level - values[p]) / (values[q] - values[p])
            ends.append(corners[p] + share * (corners[q] - corners[p]))
        (a, b), (c, d) = ends
        out.append((f"{a:.0f} {b:.0f}", f"{c:.0f} {d:.0f}"))
    return out


def _joined(pieces: list[tuple[str, str]]) -> str:
    """Return the pieces as an SVG path, a piece that starts where another ends being joined to it."""
    at: dict[str, list[str]] = {}
    for a, b in pieces:
        if a != b:
            at.setdefault(a, []).append(b)
            at.setdefault(b, []).append(a)
    out = ""
    for start in sorted(at, key=lambda end: len(at[end])):  # open lines from their ends, then closed ones
        while at[start]:
            out, here = f"{out}M{start}", start
            while at[here]:
                step = at[here].pop()
                at[step].remove(here)
                out, here = f"{out}L{step}", step
    return out
