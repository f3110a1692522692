"""CARF報告の作成: from a book to the messages, their corrections, and what is missing before they can be sent."""

from hozen.workflows.carf.building import Built, build, correct
from hozen.workflows.carf.checking import Checked, check
from hozen.workflows.carf.errors import CarfInput, CarfReports
from hozen.workflows.carf.folder import Entry, Reports, read_reports
from hozen.workflows.carf.validating import Validated, validate

__all__ = [
    "Built",
    "CarfInput",
    "CarfReports",
    "Checked",
    "Entry",
    "Reports",
    "Validated",
    "build",
    "check",
    "correct",
    "read_reports",
    "validate",
]
