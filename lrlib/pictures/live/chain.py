"""One example on its way through softmax regression: forward its numbers, backward the slopes, and both in words."""

from typing import NamedTuple

import numpy as np

from lrlib import activations
from lrlib.checks import Array
from lrlib.pictures.controls import fix

DOWN = ("₁", "₂", "₃")
LAST = 6  # the step at which all links are lit
TITLES = (
    "Start: an example x and three rows of weights",
    "Forward 1: the logits",
    "Forward 2: the softmax",
    "Forward 3: the loss, −log ŷ of the true class",
    "Backward 1: the slope in each probability",
    "Backward 2: the slope in each logit",
    "Backward 3: the slope in each row of weights",
)


class Pass(NamedTuple):
    """All numbers of one example: forward z, p and the loss; backward the slopes by p and by z."""

    W: Array
    x: Array
    c: int
    z: Array
    p: Array
    loss: float
    by_p: Array
    by_z: Array

    def told(self, step: int) -> str:
        """Return what is said at a step.

        Parameters
        ----------
        step : int
            From 0 to 6.

        Returns
        -------
        str
            A sentence.
        """
        words = f"{TITLES[step]}. Class {self.c + 1} is true"
        if step < 3:
            return f"{words}."
        if step == 3:
            return f"{words}: loss {fix(self.loss, 3)} nats."
        if step == 4:
            return f"{words}: only its probability has a slope, −1 / {fix(self.p[self.c], 3)}."
        slopes = ", ".join(fix(v, 3) for v in self.by_z)
        end = "." if step == 5 else ", each times x."
        return f"{words}: the slopes in the logits are {slopes}, probability minus label{end}"

    def lines(self, step: int) -> list[str]:
        """Return the title of a step, and what is computed at it for each class.

        Parameters
        ----------
        step : int
            From 0 to 6.

        Returns
        -------
        list of str
            Four lines.
        """
        return [TITLES[step], *(self._line(step, k) for k in range(3))]

    def _line(self, step: int, k: int) -> str:
        c, p, d = self.c, self.p, DOWN[k]
        if step == 0:
            return f"w{d} = ({', '.join(fix(v, 1) for v in self.W[k])})"
        if step == 1:
            return f"z{d} = {_products(self.W[k], self.x)} = {fix(self.z[k], 3)}"
        if step == 2:
            powers = np.exp(self.z)
            return f"ŷ{d} = {fix(powers[k], 3)} / {fix(powers.sum(), 3)} = {fix(p[k], 3)}"
        if step == 3:
            left_out = f"y{d} = 0: its logarithm is left out"
            return f"𝓛 = −log {fix(p[c], 3)} = {fix(self.loss, 3)}" if k == c else left_out
        if step == 4:
            return f"∂𝓛/∂ŷ{d} = −{int(k == c)} / {fix(p[k], 3)} = {fix(self.by_p[k], 3)}"
        if step == 5:
            product = f"({fix(self.by_p[c], 3)}) · ({fix(p[c] * ((k == c) - p[k]), 3)})"
            return f"∂𝓛/∂z{d} = {product} = {fix(self.by_z[k], 3)}"
        times_x = ", ".join(fix(self.by_z[k] * v, 2) for v in self.x)
        return f"∂𝓛/∂w{d} = {fix(self.by_z[k], 3)} · x = ({times_x})"


def passed(W: Array, x: Array, c: int) -> Pass:
    """Return the forward and the backward pass of one example.

    Parameters
    ----------
    W : ndarray of shape (3, n)
        One row of weights for each class.
    x : ndarray of shape (n,)
        The example.
    c : int
        Its class, from 0.

    Returns
    -------
    Pass
        All numbers.
    """
    z = W @ x
    p, y = activations.softmax(z), np.eye(3)[c]
    return Pass(W, x, c, z, p, float(-np.log(p[c])), -y / p, p - y)


def _products(w: Array, x: Array) -> str:
    return " + ".join(f"{fix(a, 1)} · {fix(b, 1)}" for a, b in zip(w, x, strict=True)).replace("+ −", "− ")
