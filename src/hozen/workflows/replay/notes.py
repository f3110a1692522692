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
    Note("full-on-the-day"),
    Note("reserve-alone"),
    Note(
        "approval-for-an-outsiders-theft",
        ("FIEA 46-5(2)", "FIEA 39(3)", "FIB Order 118", "FIB Order 175(2)"),
    ),
    Note(
        "use-without-approval-is-reported-only",
        ("https://novaist.jp/articles/japan-fsa-crypto-reserves", "https://fxmonster.info/?p=324389"),
    ),
    Note("waterfall-order-not-fixed"),
    Note("list-leans-to-large-events"),
    Note("yen-of-the-day"),
)
FEW_FIRMS = Note("few-firms")
HINDSIGHT = Note("loss-history-knows-this-loss")

_BY_KIND = {
    Kind.INSOLVENCY: Note("insolvency-not-a-theft"),
    Kind.WRONG_CREDIT: Note("wrong-credit-no-loss-to-pay"),
    Kind.FAULT: Note("own-software-fault"),
}
_BY_BASIS = {
    "ceiling": Note("customers-part-is-a-ceiling"),
    "own": Note("only-the-firms-own-coins"),
    "paid": Note("part-is-what-was-paid"),
}


def incident_notes(incident: Incident, basis: str, methods: Sequence[str]) -> tuple[Note, ...]:
    """Notes of one incident, given how its customers' part is known and which methods answered."""
    found = [_BY_KIND.get(incident.kind), _BY_BASIS.get(basis)]
    found.append(HINDSIGHT if "loss_history" in methods else None)
    return tuple(note for note in found if note is not None)


def not_known(incident: Incident, sizes_known: frozenset[str]) -> tuple[str, ...]:
    """Keys (`replay_unknown`) of what the list leaves open, in the order of telling."""
    gaps = {
        "loss-in-yen": incident.loss is None,
        "loss-in-yen-is-converted": incident.yen_basis == "converted",
        "split-customers-own": incident.whose.value in ("mixed", "unknown") and incident.customer is None,
        "custody-of-the-firm": "custody" not in sizes_known,
        "volume-of-the-firm": "volume" not in sizes_known,
        "who-paid": incident.paid_by == "unknown",
        "days-to-compensation": incident.days is None,
        "recovered": incident.recovered_usd_m is None,
    }
    return tuple(key for key, open_ in gaps.items() if open_)
