"""Three logits and their softmax, with a temperature, and the cross-entropy of the true class."""

from collections.abc import Sequence

from lrlib import activations, metrics
from lrlib.checks import as_floats
from lrlib.pictures.bars import bars, shares
from lrlib.pictures.controls import fix, radios, slider
from lrlib.pictures.frame import Frame, panel
from lrlib.pictures.page import Picture, name_of, page

LOGITS, SHARES = Frame((0.0, 1.0), (-6.0, 6.0)), Frame((0.0, 1.0), (0.0, 1.0))
CLASSES = ("1", "2", "3")


def logits(key: str, z: Sequence[float] = (2.0, 1.0, 0.0)) -> Picture:
    """Return three logits against their softmax, with a temperature, and the cross-entropy of the true class.

    One more slider moves all three logits together, which changes no probability.

    Parameters
    ----------
    key : str
        Lower-case letters, digits and hyphens; unique in the book.
    z : sequence of three floats
        Where the logits stand at first, each from -4 to 4.

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
    >>> logits("equal", (0, 0, 0))
    Logits and softmax: Probabilities 0.333, 0.333, 0.333, sum 1. Class 1 is true: cross-entropy 1.099 nats.
    """
    name, scores = name_of("live", key), as_floats(z, "z", ndim=1)
    if scores.shape != (3,):
        raise ValueError(f"z has shape {scores.shape}; wanted are three logits")
    p, first = activations.softmax(scores), ", ".join(f"{score:g}" for score in scores)
    panels = [
        panel(
            name,
            "a",
            "The logits",
            f"One bar for each of three classes, at first {first}.",
            LOGITS.axes(("class", "logit z"), below=CLASSES) + bars("z", scores, LOGITS),
        ),
        panel(
            name,
            "b",
            "Their softmax",
            f"One bar for each class; they sum to 1. Here of {first}.",
            SHARES.axes(("class", "probability"), below=CLASSES) + bars("p", p, SHARES) + shares(p),
        ),
    ]
    words = (
        f"Probabilities {', '.join(fix(v, 3) for v in p)}, sum 1. Class 1 is true: "
        f"cross-entropy {fix(metrics.log_loss([0], p[None]), 3)} nats."
    )
    controls = "".join(
        slider(name, f"z{k}", f"logit of class {k + 1}", float(v), (-4, 4, 0.1)) for k, v in enumerate(scores)
    )
    controls += slider(name, "s", "added to all three logits", 0.0, (-2, 2, 0.1))
    controls += slider(name, "T", "temperature T", 1.0, (0.2, 5, 0.1)) + radios(name, "c", "True class", CLASSES)
    return page(
        name,
        "Logits and softmax",
        panels,
        controls,
        words,
        "logits",
        {},
        hint="One set of bars shows the logits z, the other the softmax of z/T, where T is the temperature.",
    )
