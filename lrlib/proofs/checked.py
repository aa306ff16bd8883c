"""What came of one display of a page."""

import re
from dataclasses import dataclass

from lrlib.proofs.displays import Display

CONDITION = re.compile(  # what follows "if" or "with", to the end of its line
    r"\\quad\s*\\text\{\s*(?:if|with)\s*\}?((?:\\begin\{bmatrix\}.*?\\end\{bmatrix\}|.)*?)"
    r"(?=\\\\|\\end\{|\\quad\s*\\text\{if|$)",
    re.S,
)


@dataclass(frozen=True)
class Checked:
    """What came of one display of a page.

    Attributes
    ----------
    page : str
        The file's name without its ending.
    display : Display
        Tag, formula and heading.
    kind : str
        As `Result.kind`; empty where the reader failed.
    said : str
        The result in words, or the failure.
    failure : str
        Empty if all is well.
    seconds : float
        How long the processor worked on it.
    """

    page: str
    display: Display
    kind: str
    said: str
    failure: str
    seconds: float

    @property
    def assumptions(self) -> tuple[str, ...]:
        """Return the conditions on display.

        Returns
        -------
        tuple of str
            In LaTeX, one for each "if" or "with".
        """
        return tuple(dict.fromkeys(re.sub(r"[&,\s]+$", "", m).strip() for m in CONDITION.findall(self.display.latex)))
