"""What the parts of a run share."""

from __future__ import annotations

from dataclasses import dataclass

from hozen.rules.adequacy import Firm, LossModel
from hozen.workflows.adequacy.firm import FirmSaid
from hozen.workflows.adequacy.losses_of_list import ListLosses
from hozen.workflows.adequacy.terms_file import Terms


@dataclass(frozen=True, slots=True)
class Setting:
    """The setting: everything that the parts of a run share."""

    terms: Terms
    losses: ListLosses
    said: FirmSaid
    firm: Firm
    model: LossModel
    level: float
