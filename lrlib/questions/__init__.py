"""Questions with new numbers each time: drawn from a seed, with the right answer, wrong ones by name, and the solution.

>>> from lrlib import questions
>>> questions.draw("softmax-by-hand", 7).right.text
'0.9756'
"""

from lrlib.questions.bank import draw, names
from lrlib.questions.question import Answer, Question

__all__ = ["Answer", "Question", "draw", "names"]
