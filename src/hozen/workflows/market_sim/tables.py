"""The small tables of a tape: markets, accounts, their links, announcements, who knew; and the truth."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from hozen.workflows.market_sim.chance import Dice
from hozen.workflows.market_sim.people import KIND_NAMES, People
from hozen.workflows.market_sim.plan import Case, Fact
from hozen.workflows.market_sim.plant import NEWS
from hozen.workflows.market_sim.stage import HOUR
from hozen.workflows.market_sim.truth import Planted
from hozen.workflows.market_sim.write import Writer

_TEXT, _DAY, _WHEN = "VARCHAR", "DATE", "TIMESTAMP"
_BEFORE = timedelta(days=400)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def account_name(number: int) -> str:
    """An account's id."""
    return f"A{number:05d}"


def instant(micros: int) -> str:
    """Microseconds since 1970 as text that the engine takes for an instant in UTC."""
    return (_EPOCH + timedelta(microseconds=micros)).strftime("%Y-%m-%d %H:%M:%S.%f")


def write_small(
    writer: Writer, who: People, facts: Sequence[Fact], cases: Sequence[Case], first_day: date, dice: Dice
) -> None:
    """Every table that is not the flow's."""
    _markets(writer, first_day)
    _accounts(writer, who, first_day, dice)
    if facts:
        _announcements(writer, facts)
        _insiders(writer, who, facts, cases, dice)


def _markets(writer: Writer, first_day: date) -> None:
    types = {"symbol": _TEXT, "dti": _TEXT, "listed": _DAY}
    writer.small(
        "instruments", types, [(one.name, one.dti or None, first_day - _BEFORE) for one in writer.symbols]
    )


def _accounts(writer: Writer, who: People, first_day: date, dice: Dice) -> None:
    types = {"account_id": _TEXT, "owner_id": _TEXT, "kind": _TEXT, "opened": _DAY, "stp_off": "BOOLEAN"}
    rows = [
        (
            *(account_name(number), f"P{owner:05d}", KIND_NAMES[who.kind[number]]),
            *(first_day - timedelta(days=dice.between(3, 900)), int(number in who.stp_off)),
        )
        for number, owner in enumerate(who.owner)
    ]
    writer.small("accounts", types, rows)
    types = {"account_a": _TEXT, "account_b": _TEXT, "link": _TEXT, "detail": _TEXT}
    told = sorted({(one.a, one.b, one.kind): one.detail for one in who.links}.items())
    links = [(account_name(a), account_name(b), kind, detail) for (a, b, kind), detail in told]
    writer.small("account_links", types, links)


def _announcements(writer: Writer, facts: Sequence[Fact]) -> None:
    types = {"announcement_id": _TEXT, "symbol": _TEXT, "fact_type": _TEXT, "effect": _TEXT}
    types |= {"decided_at": _WHEN, "published_at": _WHEN, "source": _TEXT, "insider_list_id": _TEXT}
    rows = [
        (
            *(
                f"N{one.number:03d}",
                writer.symbols[one.symbol].name,
                one.kind,
                "good" if one.way > 0 else "bad",
            ),
            *(instant(one.at - 72 * HOUR), instant(one.at), "venue notice", f"L{one.number:03d}"),
        )
        for one in sorted(facts, key=lambda one: one.at)
    ]
    writer.small("announcements", types, rows)


def _insiders(writer: Writer, who: People, facts: Sequence[Fact], cases: Sequence[Case], dice: Dice) -> None:
    """Three of the staff know of each fact; of those who trade on it, one in four stands on the list himself."""
    knows = {
        (fact.number, account): fact.at - 72 * HOUR for fact in facts for account in dice.some(who.staff, 3)
    }
    for case in cases:
        if case.plant.when == NEWS and not case.plant.twin and dice.happens(25):
            for part in case.parts:
                knows[part.fact, case.cast[0]] = part.start - 71 * HOUR
    types = {"insider_list_id": _TEXT, "account_id": _TEXT, "knows_since": _WHEN}
    rows = [
        (f"L{fact:03d}", account_name(one), instant(since)) for (fact, one), since in sorted(knows.items())
    ]
    writer.small("insider_lists", types, rows)


def write_truth(writer: Writer, told: Sequence[Planted]) -> None:
    """truth: every case in every market; a twin is marked, and names the typology that it only looks like."""
    types = {"case_id": _TEXT, "typology": _TEXT, "play": _TEXT, "twin": "BOOLEAN", "symbol": _TEXT}
    types |= {"from_us": "BIGINT", "to_us": "BIGINT", "accounts": _TEXT, "also": _TEXT}
    rows = [
        (
            *(f"C{one.case:04d}", one.typology, one.play, int(one.twin), writer.symbols[one.symbol].name),
            *(one.from_us, one.to_us, json.dumps([account_name(who) for who in one.accounts])),
            json.dumps(list(one.also)),
        )
        for one in sorted(told, key=lambda one: (one.case, one.symbol))
    ]
    writer.small("truth", types, rows)
