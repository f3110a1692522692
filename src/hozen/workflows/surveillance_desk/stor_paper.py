"""The newest draft of a case as it stands in the case folder, held to the hash that the books have of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hozen.workflows.case_folder import CaseFile, case_folder, unchanged
from hozen.workflows.surveillance_desk.act import SurveillanceDesk
from hozen.workflows.surveillance_desk.errors import DeskRefused
from hozen.workflows.surveillance_desk.state import ReportDraft
from hozen.workflows.surveillance_desk.stor_form import FormAnswer
from hozen.workflows.surveillance_run.result import LeftOut


@dataclass(frozen=True, slots=True)
class StorPaper:
    """届出書面: a draft section by section, who drafted it, and who signed it ('' while nobody has). `day`: drafted on.

    `left_out`: what the runs that found its alerts did not look at.
    """

    book: str
    case: str
    form: str
    day: date
    draft: ReportDraft
    sections: Mapping[int, Mapping[str, FormAnswer]]
    left_out: tuple[LeftOut, ...] = ()

    @property
    def is_draft(self) -> bool:
        """Nobody else has approved it yet."""
        return not self.draft.signed_by


def newest_paper(desk: SurveillanceDesk, book: Path) -> StorPaper:
    """The case's newest draft. DeskRefused where there is none, CaseFileRefused where the file is another."""
    record = desk.books.cases.show(desk.book, desk.case)
    draft = desk.state().draft
    entry = record.numbered(draft.seq) if draft else None
    if draft is None or entry is None:
        raise DeskRefused(
            "the case has no draft of a report",
            where=f"case {desk.case}",
            expected="a draft that follows from the newest decision",
            try_next=f"hozen surveil case draft {book} {desk.case} --answers FILE",
        )
    path = unchanged(case_folder(book, desk.case), CaseFile(draft.name, draft.sha256))
    told = json.loads(path.read_text(encoding="utf-8"))
    sections = {
        int(number): {name: FormAnswer(**answer) for name, answer in fields.items()}
        for number, fields in told["sections"].items()
    }
    left_out = tuple(LeftOut(**one) for one in told.get("not_looked_at", ()))
    return StorPaper(desk.book, desk.case, told["form"], entry.day, draft, sections, left_out)
