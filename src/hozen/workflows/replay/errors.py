"""What a replay refuses.

HozenError
├── IncidentFileError   a file of incidents or firm sizes is not as the reference says
└── UnknownIncident     no incident, or more than one, has the name asked for
"""

from __future__ import annotations

from typing import ClassVar

from hozen.errors import HozenError


class IncidentFileError(HozenError):
    """事案データの誤り: a row of the incident data is refused; `where` names file, line and column."""

    code: ClassVar[str] = "incident-file"


class UnknownIncident(HozenError):
    """該当事案なし: the name fits no incident, or fits several."""

    code: ClassVar[str] = "unknown-incident"
