"""年間取引報告書: what an exchange reports to every customer for a calendar year, tied to the close that ends it."""

from hozen.workflows.tax_year.calendar_year import CalendarYear
from hozen.workflows.tax_year.desk import Ask
from hozen.workflows.tax_year.issue import Issue, YearReports
from hozen.workflows.tax_year.issuing import approve, draft, issue, issues

__all__ = ["Ask", "CalendarYear", "Issue", "YearReports", "approve", "draft", "issue", "issues"]
