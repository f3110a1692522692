"""What a cause brings with it: whether it is an accident, and which notices are due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hozen.law import Reading
from hozen.workflows.incident.cause import Cause, accident_by
from hozen.workflows.incident.errors import IncidentRefused
from hozen.workflows.incident.fold import notice_body
from hozen.workflows.incident.notices import notices_due


@dataclass(frozen=True, slots=True)
class CauseFound:
    """原因の判断: the cause as it is now known. `accident` None: worked out from it; else `why` says why it is set.

    `discovered` is the day of the discovery, `learnt` the day on which the cause was learnt.
    """

    cause: Cause
    accident: bool | None
    why: str
    discovered: date
    learnt: date


def consequences(case: str, found: CauseFound, reading: Reading) -> dict[str, object]:
    """For an entry of the case. Raises IncidentRefused for an accident set by hand without a reason."""
    worked_out, figure = accident_by(found.cause, reading)
    accident = worked_out if found.accident is None else found.accident
    if accident != worked_out and not found.why.strip():
        raise IncidentRefused(
            "an accident set by hand has a reason",
            where=f"case {case}",
            found=f"{found.cause.value}: accident {accident}",
            expected=f"a reason: by its cause it is {'one' if worked_out else 'none'} ({figure.cite})",
        )
    due = notices_due(reading, found.discovered, found.learnt, accident)
    return {
        "cause": found.cause.value,
        "is_accident": accident,
        "accident_why": found.why,
        "accident_cite": str(figure.cite),
        "accident_cite_ja": figure.cite.ja,
        "notices": [notice_body(one) for one in due],
    }
