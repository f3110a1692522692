"""What every sheet's writer is handed, and which sheets there are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from hozen.faces.reports.heading import Heading
from hozen.faces.reports.phrases import Phrases
from hozen.findings import Finding
from hozen.workflows.daily_close import Closing, EvidenceFile

FIXED_BEFORE = ("summary", "findings")
FIXED_AFTER = ("assets", "breaks", "reserve", "insurance", "law", "inputs", "evidence")


@dataclass(frozen=True, slots=True)
class Pack:
    """証跡一式: one closing on its way into a workbook. `folder` None: no rows of evidence are copied."""

    closing: Closing
    heading: Heading
    words: Phrases
    folder: Path | None
    most_rows: int
    names: Mapping[
        str, str
    ]  # sheet's key → name on its tab; a check's key is its code with 'check:' before it

    @property
    def firm(self) -> str:
        """The firm's name in the report's language, where it gave one."""
        return (self.words.lang == "ja" and self.closing.firm_ja) or self.closing.firm

    def of(self, code: str) -> tuple[Finding, ...]:
        """A check's findings, the worst first, else in the order of the closing."""
        found = (one for one in self.closing.findings if one.code == code)
        return tuple(sorted(found, key=lambda one: one.status.rank))

    def tab(self, code: str) -> str:
        """The name of a check's sheet."""
        return self.names[f"check:{code}"]

    def evidence_of(self, code: str) -> tuple[EvidenceFile, ...]:
        """The evidence files behind a check."""
        names = {one.evidence for one in self.of(code) if one.evidence}
        return tuple(one for one in self.closing.evidence if one.check in names)

    def home_of(self, file: EvidenceFile) -> str:
        """The first check that rests on the file: its sheet has the rows. '' where no check does."""
        return next((one.code for one in self.closing.findings if one.evidence == file.check), "")


def check_codes(closing: Closing) -> tuple[str, ...]:
    """Each check's code once, in the order of the closing."""
    return tuple(dict.fromkeys(one.code for one in closing.findings))
