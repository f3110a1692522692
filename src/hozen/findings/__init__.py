"""Findings: what a rule answers, and how it explains itself."""

from hozen.findings.cure_clock import CureClock
from hozen.findings.finding import AssetUnits, Finding, Quantity, Status, Step, judge, worst

__all__ = ["AssetUnits", "CureClock", "Finding", "Quantity", "Status", "Step", "judge", "worst"]
