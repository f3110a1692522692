"""What a model of adequacy refuses.

HozenError
├── TermsError        a file of model terms is not as the reference says
├── FirmNotKnown      custody is not given, and no book tells it
└── FirmFactsError    the shipped facts of firms are not as expected
"""

from __future__ import annotations

from typing import ClassVar

from hozen.errors import HozenError


class TermsError(HozenError):
    """モデル条件の誤り: a term is missing, unknown, or has a value that no model can use."""

    code: ClassVar[str] = "adequacy-terms"


class FirmNotKnown(HozenError):
    """預り資産の不明: no loss is larger than what a firm holds, so the model needs to know what it holds."""

    code: ClassVar[str] = "adequacy-custody"


class FirmFactsError(HozenError):
    """事業者データの誤り: a row of the firms' facts is refused; `where` names file, line and column."""

    code: ClassVar[str] = "adequacy-firms"
