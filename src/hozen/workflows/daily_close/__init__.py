"""日次締め: records and a reading of the law in; findings, evidence and a kept closing out."""

from hozen.workflows.daily_close.closing import AssetLine, Closing, EvidenceFile, InputFile, Kept

__all__ = ["AssetLine", "Closing", "EvidenceFile", "InputFile", "Kept"]
