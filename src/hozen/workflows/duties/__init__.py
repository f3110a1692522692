"""報告期限の管理: the duties of a book's firm from a day on."""

from hozen.workflows.duties.looking import DutyCalendar, calendar, every_duty

__all__ = ["DutyCalendar", "calendar", "every_duty"]
