"""日次締め: records and a reading of the law in; findings, evidence and a kept closing out."""

from hozen.records import InputFile
from hozen.workflows.daily_close.as_json import closing_from_json, closing_json
from hozen.workflows.daily_close.breaks import in_log
from hozen.workflows.daily_close.closing import AssetLine, BreakLine, Closing, CutOff, EvidenceFile, Kept
from hozen.workflows.daily_close.closing_day import NO_FIGURES, close

__all__ = [
    "NO_FIGURES",
    "AssetLine",
    "BreakLine",
    "Closing",
    "CutOff",
    "EvidenceFile",
    "InputFile",
    "Kept",
    "close",
    "closing_from_json",
    "closing_json",
    "in_log",
]
