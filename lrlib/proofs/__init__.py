r"""Check the equations of the book as they are displayed: ``python -m lrlib.proofs FILE...`` reads what is on disk.

A student's formula is checked by `try_step`:

>>> try_step(r"\frac{\partial \mathcal{L}}{\partial z_k} = \hat{y}_k - y_k")
FALSE for K = 2, k = 1, y_1 = 1, y_2 = 1, z_1 = 1, z_2 = 1: 0.0 = -0.5
true if Σ_j y_j = 1
>>> try_step(r"\frac{\partial \mathcal{L}}{\partial z_k} = \hat{y}_k - y_k \quad \text{if } \sum_{j=1}^{K} y_j = 1")
proved for K = 2, 3, 4, 5 and for every K: 14 cases
"""

from lrlib.proofs.checked import Checked
from lrlib.proofs.game import levels, play
from lrlib.proofs.lesson import Lesson
from lrlib.proofs.pages import check_inline, check_page, check_pages
from lrlib.proofs.result import Result
from lrlib.proofs.steps import show_steps, try_step

__all__ = [
    "Checked",
    "Lesson",
    "Result",
    "check_inline",
    "check_page",
    "check_pages",
    "levels",
    "play",
    "show_steps",
    "try_step",
]
