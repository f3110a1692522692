"""What is refused of a draft, and of a record that a report was filed."""

from __future__ import annotations

from typing import ClassVar

from hozen.errors import HozenError


class DraftRefused(HozenError):
    """報告書案の拒否: a draft cannot be made of the books, or a filing does not fit them; nothing was written."""

    code: ClassVar[str] = "draft-refused"
