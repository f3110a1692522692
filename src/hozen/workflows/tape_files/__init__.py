"""注文記録の取込・出力: a venue's logs become a tape folder; a tape becomes the European order-book record."""

from hozen.workflows.tape_files.handing_out import HandedOut, hand_out
from hozen.workflows.tape_files.taking_in import KINDS, TakenTape, take_in

__all__ = ["KINDS", "HandedOut", "TakenTape", "hand_out", "take_in"]
