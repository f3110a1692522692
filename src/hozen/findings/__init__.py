"""Findings: what a rule answers, and how it explains itself."""

from hozen.findings.finding import AssetUnits, Finding, Quantity, Status, Step, worst

__all__ = ["AssetUnits", "Finding", "Quantity", "Status", "Step", "worst"]
