"""法: the law as dated, cited data."""

from hozen.law.answers import Change, Gaps, LawDiff, Shown
from hozen.law.errors import LawConflict, LawFileError, LawGap
from hozen.law.figure import Figure
from hozen.law.law import Law
from hozen.law.lawful import Citation, Gap, Instrument, Lawful, weakest
from hozen.law.not_coded import NotCoded
from hozen.law.reading import Reading
from hozen.law.scenario import Scenario
from hozen.law.standing import Seen, SinceMeans, Standing

__all__ = [
    "Change",
    "Citation",
    "Figure",
    "Gap",
    "Gaps",
    "Instrument",
    "Law",
    "LawConflict",
    "LawDiff",
    "LawFileError",
    "LawGap",
    "Lawful",
    "NotCoded",
    "Reading",
    "Scenario",
    "Seen",
    "Shown",
    "SinceMeans",
    "Standing",
    "weakest",
]
