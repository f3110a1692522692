"""責任準備金: what must be set aside, and what is."""

from hozen.rules.reserves.facts import FactMissing, ReserveFacts, YearVolume
from hozen.rules.reserves.requirement import PathYear, Requirement, ReservePosition

__all__ = ["FactMissing", "PathYear", "Requirement", "ReserveFacts", "ReservePosition", "YearVolume"]
