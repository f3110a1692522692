"""Findings: what a rule answers, and how it explains itself."""

from hozen.findings.cure_clock import CureClock, CureTimes
from hozen.findings.finding import AssetUnits, Finding, Quantity, Status, Step, judge, worst

__all__ = ["AssetUnits", "CureClock", "CureTimes", "Finding", "Quantity", "Status", "Step", "judge", "worst"]
