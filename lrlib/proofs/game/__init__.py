"""The derivation game: a reader writes line after line, and each is judged: is it true, and is it a step?"""

from lrlib.proofs.game.judge import Answer
from lrlib.proofs.game.play import Game, levels, play

__all__ = ["Answer", "Game", "levels", "play"]
