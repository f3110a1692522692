"""十分性: whether a reserve is enough, as far as a model can say. It counts in floating point."""

from hozen.rules.adequacy.annual_loss import AnnualLoss, annual_loss
from hozen.rules.adequacy.facts import Cause, Cover, Firm, LossModel
from hozen.rules.adequacy.frequency import Binomial, Frequency, Given, NegativeBinomial, Poisson
from hozen.rules.adequacy.part_of_loss import PartOfLoss
from hozen.rules.adequacy.severity import Severity

__all__ = [
    "AnnualLoss",
    "Binomial",
    "Cause",
    "Cover",
    "Firm",
    "Frequency",
    "Given",
    "LossModel",
    "NegativeBinomial",
    "PartOfLoss",
    "Poisson",
    "Severity",
    "annual_loss",
]
