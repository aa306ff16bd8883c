r"""What a reader types, in the spelling of a level's lines.

>>> typed(r"Ŷ^T X - \partial \mathcal L / \partial w_k")
'\\hat{Y}^\\top X - \\frac{\\partial \\mathcal{L}}{\\partial w_k}'
"""

import re

LETTER = r"(?:\\hat\{\w\}|\\mathcal\{\w\}|\\[a-z]+|[A-Za-z])(?:_(?:\{\w+\}|\w))?(?:\^\{\(\w\)\})?"
SPELLINGS = (  # what is typed, what it stands for
    (r"Ŷ", r"\\hat{Y}"),
    (r"\\(hat|mathcal|mathbf)\s*([A-Za-z])(?![A-Za-z])", r"\\\1{\2}"),
    (r"\^\s*(?:\{\s*(?:T|\\top)\s*\}|T(?![a-z]{2}))(?=[A-Za-z])", r"^\\top "),
    (r"\^\s*(?:\{\s*(?:T|\\top)\s*\}|T(?![A-Za-z]))", r"^\\top"),
    (rf"\\partial\s*({LETTER})\s*/\s*\\partial\s*({LETTER})", r"\\frac{\\partial \1}{\\partial \2}"),
)


def typed(text: str) -> str:
    """Return a line in the spelling of the levels.

    Parameters
    ----------
    text : str
        As a reader typed it.

    Returns
    -------
    str
        The same with braces, a transpose and a slope as the levels write them.
    """
    for pattern, spelling in SPELLINGS:
        text = re.sub(pattern, spelling, text)
    return text
