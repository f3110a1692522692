"""報告期限の管理: the duties of a book's firm from a day on, and the capital-adequacy ratio from its figures."""

from hozen.workflows.duties.capital import CapitalAnswer, work_out
from hozen.workflows.duties.errors import CapitalFile
from hozen.workflows.duties.looking import DutyCalendar, calendar, duties_not_known, every_duty

__all__ = [
    "CapitalAnswer",
    "CapitalFile",
    "DutyCalendar",
    "calendar",
    "duties_not_known",
    "every_duty",
    "work_out",
]
