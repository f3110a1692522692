"""疑わしい注文・取引の届出: the fields of the report, section by section, and what is wrong with an answer.

Source: Annex of Delegated Regulation (EU) 2025/885. Japan has no form of its own yet; the sections serve for both. Every
field of sections 1 to 4 is filled, or 'NA' with the reason why it cannot be.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

FORM = "(EU) 2025/885, Annex"
NA = "NA"
MANDATORY = (1, 2, 3, 4)
SECTIONS: Mapping[int, tuple[str, ...]] = {
    1: (
        "submitter_name",
        "submitter_position",
        "entity_name",
        "entity_address",
        "acting_capacity",
        "trading_activity",
        "relationship",
        "contact",
    ),
    2: ("asset", "ledger", "platform", "country", "events", "alterations"),
    3: ("nature", "reasons"),
    4: (
        "person_name",
        "person_id",
        "person_address",
        "employment",
        "accounts_and_wallets",
        "client_id",
        "issuer_relation",
    ),
    5: ("habits", "portfolio", "on_chain", "others_involved"),
    6: ("attachments",),
}
FIELDS = {name: section for section, names in SECTIONS.items() for name in names}


@dataclass(frozen=True, slots=True)
class FormAnswer:
    """届出項目: a field's text; for 'NA' the reason. `source` says who filled it: the case, or the answers file."""

    value: str
    reason: str = ""
    source: str = ""

    @property
    def is_blank(self) -> bool:
        """Nothing in it, or 'NA' without its reason."""
        return not self.value.strip() or (self.value.strip() == NA and not self.reason.strip())


def blanks(answers: Mapping[str, FormAnswer]) -> tuple[str, ...]:
    """Fields of sections 1 to 4 that are neither filled nor 'NA' with a reason, in the form's order."""
    return tuple(
        name
        for section in MANDATORY
        for name in SECTIONS[section]
        if name not in answers or answers[name].is_blank
    )
