"""見本市場: a pretend venue's market, with planted abuse and innocent twins, and the truth about them."""

from hozen.workflows.market_sim.errors import TapeError
from hozen.workflows.market_sim.make import Tape, make_tape
from hozen.workflows.market_sim.plant import TYPOLOGIES, Plant
from hozen.workflows.market_sim.plants import PLANTS

__all__ = ["PLANTS", "TYPOLOGIES", "Plant", "Tape", "TapeError", "make_tape"]
