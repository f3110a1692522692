"""What a replay does not show: keys that faces print in their language, with the sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hozen.workflows.replay.incident import Incident, Kind


@dataclass(frozen=True, slots=True)
class Note:
    """注記. `key` is a glossary key (`replay_notes`); `sources` are citations or addresses, () for our own."""

    key: str
    sources: tuple[str, ...] = ()


REPORT_NOTES: tuple[Note, ...] = (
    Note("full_on_the_day"),
    Note("reserve_alone"),
    Note(
        "approval_for_an_outsiders_theft",
        ("FIEA 46-5(2)", "FIEA 39(3)", "FIB Order 118", "FIB Order 175(2)"),
    ),
    Note(
        "use_without_approval_is_reported_only",
        ("https://novaist.jp/articles/japan-fsa-crypto-reserves", "https://fxmonster.info/?p=324389"),
    ),
    Note("waterfall_order_not_fixed"),
    Note("list_leans_to_large_events"),
    Note("yen_of_the_day"),
)
FEW_FIRMS = Note("few_firms")
HINDSIGHT = Note("loss_history_knows_this_loss")

_BY_KIND = {
    Kind.INSOLVENCY: Note("insolvency_not_a_theft"),
    Kind.WRONG_CREDIT: Note("wrong_credit_no_loss_to_pay"),
    Kind.FAULT: Note("own_software_fault"),
}
_BY_BASIS = {
    "ceiling": Note("customers_part_is_a_ceiling"),
    "own": Note("only_the_firms_own_coins"),
    "paid": Note("part_is_what_was_paid"),
}


def incident_notes(incident: Incident, basis: str, methods: Sequence[str]) -> tuple[Note, ...]:
    """Notes of one incident, given how its customers' part is known and which methods answered."""
    found = [_BY_KIND.get(incident.kind), _BY_BASIS.get(basis)]
    found.append(HINDSIGHT if "loss_history" in methods else None)
    return tuple(note for note in found if note is not None)


def not_known(incident: Incident, sizes_known: frozenset[str]) -> tuple[str, ...]:
    """Keys (`replay_unknown`) of what the list leaves open, in the order of telling."""
    gaps = {
        "loss_in_yen": incident.loss is None,
        "loss_in_yen_is_converted": incident.yen_basis == "converted",
        "split_customers_own": incident.whose.value in ("mixed", "unknown") and incident.customer is None,
        "custody_of_the_firm": "custody" not in sizes_known,
        "volume_of_the_firm": "volume" not in sizes_known,
        "who_paid": incident.paid_by == "unknown",
        "days_to_compensation": incident.days is None,
        "recovered": incident.recovered_usd_m is None,
    }
    return tuple(key for key, open_ in gaps.items() if open_)
