"""開示事項の一覧: every field a disclosure may have, its place in the two views, and the form of its text.

`japan` orders the items of the association's 概要説明書 and of the reform; 0 for a field that is not among them. `mica`
is the number in the annex of Regulation (EU) 2024/2984; the letter of the part where the number was not verified.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from hozen.values.identifiers import is_caip19, is_dti, is_lei


@dataclass(frozen=True, slots=True)
class Field:
    """開示事項. `drop_with`: not asked for where that other field is given, for it can be looked up from there."""

    code: str
    japan: int = 0
    mica: str = ""
    kind: str = "text"
    drop_with: str = ""


_JAPAN = (
    *("name", "ticker", "unit", "where_traded", "issuer", "issuer_outline", "issue_method", "total_supply"),
    *("supply_cap", "nature", "value_guarantee", "rights", "ledger_type", "technology", "consensus"),
    *("confidentiality", "transfer_verification", "network_reliability", "settlement_finality", "price_risk"),
    *("technology_risk", "cyber_risk", "issuer_risk", "project_risk", "project", "use_of_funds"),
    *("market_cap", "dti", "caip", "decimals"),
)
_MICA = {
    "issuer": "B.2",
    "issuer_outline": "B.11",
    "issuer_lei": "B.7",
    "issuer_legal_form": "B.3",
    "issuer_address": "B",
    "issuer_parent": "B.9",
    "management": "A.12",
    "newly_established": "A.15",
    "finances": "A.16",
    "name": "D.2",
    "ticker": "D.3",
    "project": "D.4",
    "utility_token": "D.6",
    "goods_and_services": "D.7",
    "plans": "D.8",
    "resources": "D.9",
    "use_of_funds": "D.10",
    "where_traded": "E.33",
    "total_supply": "E",
    "supply_cap": "E",
    "fundraising_target": "E.3",
    "minimum_subscription": "E.4",
    "maximum_subscription": "E.5",
    "nature": "F.6",
    "issue_method": "F",
    "paper_type": "F.4",
    "submission_type": "F.5",
    "dti": "F.13",
    "ffg_dti": "F.14",
    "voluntary_data": "F.15",
    "rights": "G.1",
    "rights_exercise": "G.2",
    "ledger_type": "H.1",
    "standards": "H.2",
    "technology": "H.3",
    "consensus": "H.4",
    "incentives": "H.5",
    "audit": "H.8",
    "audit_outcome": "H.9",
    "price_risk": "I",
    "issuer_risk": "I.2",
    "technology_risk": "I",
    "cyber_risk": "I",
    "project_risk": "I.4",
    "sustainability": "J.1",
}
_KINDS = {
    "dti": "dti",
    "ffg_dti": "dti",
    "caip": "caip19",
    "issuer_lei": "lei",
    "decimals": "count",
    "paper_type": "paper_type",
    "submission_type": "submission_type",
    "newly_established": "flag",
    "utility_token": "flag",
    "voluntary_data": "flag",
    "audit": "flag",
}
_DROPPED = dict.fromkeys(("issuer_legal_form", "issuer_address", "issuer_parent"), "issuer_lei")


def _every() -> dict[str, Field]:
    codes = dict.fromkeys((*_JAPAN, *_MICA))
    places = {code: place for place, code in enumerate(_JAPAN, 1)}
    return {
        code: Field(
            code,
            places.get(code, 0),
            _MICA.get(code, ""),
            _KINDS.get(code, "text"),
            _DROPPED.get(code, ""),
        )
        for code in codes
    }


FIELDS: Mapping[str, Field] = MappingProxyType(_every())
_FORMS: Mapping[str, tuple[Callable[[str], bool], str]] = MappingProxyType(
    {
        "dti": (is_dti, "an ISO 24165 identifier with a right check character"),
        "caip19": (is_caip19, "a CAIP-19 identifier such as eip155:1/slip44:60"),
        "lei": (is_lei, "an ISO 17442 identifier with right check digits"),
        "count": (str.isdigit, "a whole number"),
        "flag": (lambda text: text in ("yes", "no"), "'yes' or 'no'"),
        "paper_type": (lambda text: text == "OTHR", "OTHR"),
        "submission_type": (
            lambda text: text in ("NEWT", "MODI", "EROR", "CORR"),
            "NEWT, MODI, EROR or CORR",
        ),
    }
)


def wanted(field: Field, text: str) -> str:
    """What the text should have been; '' where it is of the right form."""
    if field.kind not in _FORMS:
        return ""
    fits, want = _FORMS[field.kind]
    return "" if fits(text) else want


def japan_view() -> tuple[Field, ...]:
    """概要説明書: the items of the association's sheet and of the reform, in order."""
    return tuple(sorted((one for one in FIELDS.values() if one.japan), key=lambda one: one.japan))


def mica_view() -> tuple[Field, ...]:
    """暗号資産ホワイトペーパー: the fields with a place in the annex, in order."""
    return tuple(
        sorted((one for one in FIELDS.values() if one.mica), key=lambda one: (_place(one.mica), one.code))
    )


def _place(number: str) -> tuple[str, int]:
    part, _, rest = number.partition(".")
    return part, int(rest or 0)
