"""The levels of the derivation game, in the order of the chapters."""

from lrlib.proofs.game.level import Level
from lrlib.proofs.game.levels import cost, derivation, descent, loss

LEVELS: dict[str, Level] = {
    level.name: level for level in (*cost.LEVELS, *descent.LEVELS, *loss.LEVELS, *derivation.LEVELS)
}
