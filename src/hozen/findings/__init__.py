"""Findings: what a rule answers, and how it explains itself."""

from hozen.findings.cannot_tell import cannot_tell
from hozen.findings.cure_clock import CureClock, CureTimes
from hozen.findings.finding import AssetUnits, Finding, Quantity, Status, Step, judge, worst
from hozen.findings.in_tables import InTables

__all__ = [
    "AssetUnits",
    "CureClock",
    "CureTimes",
    "Finding",
    "InTables",
    "Quantity",
    "Status",
    "Step",
    "cannot_tell",
    "judge",
    "worst",
]
