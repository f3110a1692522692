"""法: the law as dated, cited data."""

from hozen.law.errors import LawConflict, LawFileError, LawGap
from hozen.law.lawful import Citation, Instrument, Lawful, weakest
from hozen.law.reading import Reading
from hozen.law.standing import Seen, Standing

__all__ = [
    "Citation",
    "Instrument",
    "LawConflict",
    "LawFileError",
    "LawGap",
    "Lawful",
    "Reading",
    "Seen",
    "Standing",
    "weakest",
]
