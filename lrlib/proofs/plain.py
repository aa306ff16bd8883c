r"""Write LaTeX for where no mathematics is set, as in the text that a cell prints.

>>> plain(r"\sum_{j=1}^{K} y_j = 1")
'Σ_j y_j = 1'
"""

import re

WRITTEN = (  # what is found, what is written
    (r"\\text\{([^{}]*)\}", r"\1"),
    (r"\\hat\{y\}|\\hat y", "ŷ"),
    (r"\\hat\{Y\}|\\hat Y", "Ŷ"),
    (r"\\mathcal\{L\}", "ℒ"),
    (r"\\math(?:bf|rm)\{(\w+)\}", r"\1"),
    (r"\\(?:left|right)(?![a-z])", ""),
    (r"\\sum_(\w|\{(\w) *= *1\}|\{([^{}]*)\})(?:\^\{?\w\}?)?", lambda found: "Σ_" + (found[2] or found[3] or found[1])),
    (r"\\square", "□"),
    (r"\\partial ?", "∂"),
    (r"\\(?:neq|ne)(?![a-z])", "≠"),
    (r"\\(?:geq|ge)(?![a-z])", "≥"),
    (r"\\(?:leq|le)(?![a-z])", "≤"),
    (r"\\in(?![a-z])", "in"),
    (r"\\cdot(?![a-z])", "·"),
    (r"\\theta(?![a-z])", "θ"),
    (r"\\sigma(?![a-z])", "σ"),
    (r"\\delta(?![a-z])", "δ"),
    (r"\\top(?![a-z])", "T"),
    (r"\\(log|exp)(?![a-z])", r"\1"),
    (r"\\(?:q?quad(?![a-z])|[ ,;])", " "),
    (r"\\([{}])", r"\1"),
    (r"([_^])\{(\w|\(\w\))\}", r"\1\2"),
)


def plain(latex: str) -> str:
    """Return a formula as it is typed where nothing sets it.

    Parameters
    ----------
    latex : str
        A formula.

    Returns
    -------
    str
        Signs in place of their names; fractions and what else has no sign stay.
    """
    for pattern, written in WRITTEN:
        latex = re.sub(pattern, written, latex)
    return re.sub(" +", " ", latex).strip()


def told(words: str) -> str:
    """Return a sentence whose formulas, between dollars, are written plainly.

    Parameters
    ----------
    words : str
        A sentence.

    Returns
    -------
    str
        Without dollars.
    """
    return "".join(plain(part) if i % 2 else part for i, part in enumerate(words.split("$")))
