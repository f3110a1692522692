"""報告書案: figures of a report out of the closed books, and the record that it was filed."""

from hozen.workflows.duty_drafts.close import DraftClose
from hozen.workflows.duty_drafts.drafting import DutyDraft, draft
from hozen.workflows.duty_drafts.errors import DraftRefused
from hozen.workflows.duty_drafts.facts import DraftSource
from hozen.workflows.duty_drafts.filing import Filed, record_filing

__all__ = ["DraftClose", "DraftRefused", "DraftSource", "DutyDraft", "Filed", "draft", "record_filing"]
