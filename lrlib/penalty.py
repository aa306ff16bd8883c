"""The strength of an L2 penalty, under the four names by which libraries ask for it."""

from collections.abc import Callable

import numpy as np

from lrlib.checks import as_floats

Form = Callable[[float, float], float]
FORMS: dict[
    str, tuple[Form, Form]
] = {  # the strength as l2 of this library, and back; s is the strength, m the examples
    "l2": (lambda s, m: s, lambda s, m: s),
    "C": (lambda s, m: 1 / (m * s), lambda s, m: 1 / (m * s)),
    "sum": (lambda s, m: s / m, lambda s, m: m * s),
    "no half": (lambda s, m: 2 * s, lambda s, m: s / 2),
}


def translate(strength: float, of: str, to: str, m: int) -> float:
    """Return the strength that has the same minimum in another form of the same objective.

    Of a loss summed over m examples, or averaged over them, and weights w, the forms are:

    - "l2": mean + l2 / 2 times the squares of w. This library; alpha of SGDClassifier; weight_decay of PyTorch's SGD.
    - "C": C times the sum + 1/2 times the squares. LogisticRegression of scikit-learn, and liblinear.
    - "sum": sum + strength / 2 times the squares.
    - "no half": mean + strength times the squares. l2 of Keras.

    The intercept is none of the weights, but for two: liblinear counts it among them, also as a solver of scikit-learn,
    and weight_decay covers every parameter that the optimiser is given. Their minimum is then another one.

    Parameters
    ----------
    strength : float
        Above 0.
    of, to : {"l2", "C", "sum", "no half"}
        The form in which it is given, and the one that is wanted.
    m : int
        The number of examples in the loss.

    Returns
    -------
    float
        Above 0.

    Raises
    ------
    TypeError, ValueError
        If there is no such form, the strength is not above 0, m is no whole number from 1 on, or no float holds the
        result.

    References
    ----------
    .. [1] Chapter 10, equation (10.4).

    Examples
    --------
    >>> translate(1.0, "C", "l2", m=200)
    0.005
    """
    given, count = as_floats(strength, "strength", ndim=0), as_floats(m, "m", ndim=0)
    for name in (of, to):
        if name not in FORMS:
            raise ValueError(f"there is no form {name!r}; wanted is one of {', '.join(map(repr, FORMS))}")
    if given <= 0 or count < 1 or count % 1:
        raise ValueError(f"strength is {strength} of m = {m}; wanted are a number above 0 and a whole number from 1 on")
    l2 = FORMS[of][0](float(given), float(count))
    wanted = FORMS[to][1](l2, float(count)) if 0 < l2 < np.inf else l2
    if not 0 < wanted < np.inf:
        raise ValueError(f"strength {strength} of m = {m} is too large or too small a number in the form {to!r}")
    return wanted
