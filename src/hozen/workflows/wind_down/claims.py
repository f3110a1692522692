"""届出と認否: claims filed, compared with the ledger, and decided, in files or one by one."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NoReturn

from hozen.engine import Cell
from hozen.records import Query
from hozen.workflows.wind_down.case_book import At
from hozen.workflows.wind_down.errors import ClaimRefused
from hozen.workflows.wind_down.files import write_table
from hozen.workflows.wind_down.register_sql import EMPTY
from hozen.workflows.wind_down.take_in import TakenIn, take_in
from hozen.workflows.wind_down.views import case_views

FREEING = {"released", "unlinked"}
"""What lets money go: it counts once a second person has confirmed its file."""
_NONE = "CAST(0 AS DECIMAL(38,0))"


@dataclass(frozen=True, slots=True)
class StateLine:
    """認否の状況: claims of one asset in one state."""

    state: str
    asset: str
    claims: int
    ledger: int
    filed: int
    net: int
    disputed: int


@dataclass(frozen=True, slots=True)
class Match:
    """照合の区分: how filed claims stand against the ledger; `by` is what they are above or below it."""

    difference: str
    asset: str
    claims: int
    by: int


@dataclass(frozen=True, slots=True)
class Matched:
    """届出と帳簿の照合: sums, the file of every claim that differs, and the entry of decisions, if they were asked for."""

    lines: tuple[Match, ...]
    file: Path
    decided: TakenIn | None


def file_claims(at: At, file: Path, key: str = "") -> TakenIn:
    """Take in claims as creditors filed them. A claim above the ledger, or of a customer it lacks, is filed all the same."""
    return take_in(at, "filed", file, key=key)


def decide(at: At, file: Path, key: str = "") -> TakenIn:
    """Take in decisions, transfers, set-offs, links, holds and choices. Raises ClaimRefused, and nothing is taken in then."""
    return take_in(at, "decided", file, _fits_register, key)


def decide_one(at: At, **cells: str) -> TakenIn:
    """One row of `decide`, made into a file of the case as any other."""
    names = [name for name in EMPTY["events"] if name != "batch"]
    text = StringIO()
    writer = csv.DictWriter(text, names, restval="", lineterminator="\n")
    writer.writeheader()
    number = 1 + len(at.record().entries)
    writer.writerow({"event_id": f"entry-{number}", **cells})
    with TemporaryDirectory() as place:
        path = Path(place) / "claim_events.csv"
        path.write_text(text.getvalue(), encoding="utf-8")
        return decide(at, path)


def register(at: At, bar_day: date | None = None) -> tuple[StateLine, ...]:
    """The register summed by state and asset."""
    case_views(at.engine, at.folder, at.record().entries, bar_day.isoformat() if bar_day else "")
    text = f"""
        SELECT state, asset, count(*), CAST(sum(ledger_units) AS DECIMAL(38,0)),
               CAST(sum(coalesce(filed_units, {_NONE})) AS DECIMAL(38,0)),
               CAST(sum(net_units) AS DECIMAL(38,0)), CAST(sum(disputed_units) AS DECIMAL(38,0))
        FROM register GROUP BY state, asset ORDER BY asset, state
    """
    rows = at.engine.rows(Query("register by state", text, ("register",)))
    return tuple(StateLine(str(state), str(asset), *map(whole, rest)) for state, asset, *rest in rows)


def match(at: At, *, decide_by_rule: bool = False, unfiled_too: bool = False, day: date) -> Matched:
    """Compare every claim with the ledger. `decide_by_rule`: what agrees or is less is admitted, the rest is disputed
    above the ledger; decisions that stand are left, and claims that ask for a class of their own wait for a person.
    `unfiled_too`: what nobody filed is admitted as the ledger has it.
    """
    record = at.record()
    case_views(at.engine, at.folder, record.entries)
    name = f"matching/{record.last:06d}.parquet"
    file = write_table(at.engine, _DIFFERENCES, at.folder, name)
    at.engine.view("differences", f"SELECT * FROM {at.engine.scan([at.folder / file.name], 'parquet', {})}")
    lines = tuple(
        Match(str(difference), str(asset), whole(claims), whole(by))
        for difference, asset, claims, by in at.engine.rows(_SUMS)
    )
    decided = _by_rule(at, unfiled_too, day) if decide_by_rule else None
    return Matched(lines, at.folder / file.name, decided)


def _by_rule(at: At, unfiled_too: bool, day: date) -> TakenIn | None:
    undecided = "state IN ('filed', 'late')" + (" OR state = 'unclaimed'" if unfiled_too else "")
    text = f"""
        SELECT concat('match-', customer_id, '-', asset) AS event_id,
               CASE WHEN coalesce(filed_units, ledger_units) <= ledger_units THEN 'admitted' ELSE 'disputed' END AS event,
               customer_id, asset, least(coalesce(filed_units, ledger_units), ledger_units) AS units,
               CASE WHEN filed_units > ledger_units THEN filed_units - ledger_units ELSE {_NONE} END AS disputed_units,
               CAST(NULL AS STRING) AS holder, CAST(NULL AS STRING) AS `to`,
               CASE WHEN filed_units IS NULL THEN 'as the ledger has it, not filed'
                    WHEN filed_units <= ledger_units THEN 'within the ledger' ELSE 'above the ledger' END AS reason,
               CAST('{day}' AS DATE) AS on_day
        FROM register WHERE {undecided} AND priority = '' ORDER BY asset, customer_id
    """
    with TemporaryDirectory() as place:
        path = Path(place) / "by-rule.parquet"
        written = at.engine.write_parquet(Query("decisions by rule", text, ("register",)), path)
        return decide(at, path) if written.rows else None


def _fits_register(at: At, number: int) -> Mapping[str, object]:
    """Refuse decisions that leave a claim below nothing, or say two things of one claim in one file.

    What of it lets money go is given back.
    """
    text = "SELECT event, count(*) FROM events WHERE batch = :number GROUP BY event"
    rows = at.engine.rows(Query("events of a file", text, ("events",), {"number": number}))
    said = {str(event): whole(count) for event, count in rows}
    for message, expected, events, sql in _FAULTS:
        found = (not events or not said.keys().isdisjoint(events)) and at.engine.rows(
            Query("faults of decisions", sql.format(number=number), ("register",))
        )
        if found:
            refuse_claim(f"case {at.case}", message, expected, found[0])
    return {"frees": sorted(FREEING & said.keys())} if FREEING & said.keys() else {}


def refuse_claim(where: str, message: str, expected: str, row: Sequence[Cell]) -> NoReturn:
    """Raise ClaimRefused, showing the row."""
    raise ClaimRefused(
        message,
        where=where,
        found=" ".join(str(cell) for cell in row if cell is not None),
        expected=expected,
        try_next="correct the row and hand in the whole file again",
    )


def whole(cell: Cell) -> int:
    """A whole number out of a measure."""
    if type(cell) is not int:
        raise TypeError(f"a measure must yield a whole number, not {cell!r}")
    return cell


_ONE = "ORDER BY 1, 2 LIMIT 1"
_DECIDED = ("admitted", "disputed", "rejected")
_NET = (*_DECIDED, "set_off", "transferred")
_EVERY: tuple[str, ...] = ()  # of any event
_NAMED = (*_NET, "linked", "unlinked")
_FAULTS = (
    (
        "a decision, transfer or set-off names no asset or no quantity",
        "asset and units in the row",
        _NAMED,
        "SELECT event_id, event, customer_id FROM events WHERE batch = {number} AND ("
        "(event IN ('admitted', 'disputed', 'rejected', 'transferred', 'set_off') AND asset IS NULL) OR "
        "(event IN ('admitted', 'disputed', 'transferred', 'set_off') AND units IS NULL) OR "
        "(event IN ('transferred', 'linked', 'unlinked') AND `to` IS NULL)) " + _ONE,
    ),
    (
        "a claim is classed without its asset or its class",
        "asset and priority in the row",
        ("classed",),
        "SELECT event_id, customer_id, asset FROM events WHERE batch = {number} AND event = 'classed' "
        "AND (asset IS NULL OR priority IS NULL) " + _ONE,
    ),
    (
        "a claim that was filed with a class is decided without one",
        "the class in the row (priority)",
        _DECIDED,
        "SELECT e.event_id, e.customer_id, e.asset, f.priority FROM events e JOIN newest_filing f "
        "ON f.customer_id = e.customer_id AND f.asset = e.asset WHERE e.batch = {number} "
        "AND e.event IN ('admitted', 'disputed') AND f.priority IS NOT NULL AND NOT EXISTS (SELECT 1 "
        "FROM newest_class k WHERE k.customer_id = e.customer_id AND k.asset = e.asset) " + _ONE,
    ),
    (
        "two decisions of one claim in one file",
        "one decision for a customer and asset",
        _DECIDED,
        "SELECT customer_id, asset, count(*) FROM events WHERE batch = {number} "
        "AND event IN ('admitted', 'disputed', 'rejected') GROUP BY customer_id, asset HAVING count(*) > 1 "
        + _ONE,
    ),
    (
        "a decision of a claim that nobody filed and the ledger does not have",
        "a claim of the register",
        _EVERY,
        "SELECT e.event_id, e.customer_id, e.asset FROM events e WHERE e.batch = {number} AND e.asset IS NOT NULL "
        "AND NOT EXISTS (SELECT 1 FROM sealed_ledger l WHERE l.customer_id = e.customer_id AND l.asset = e.asset) "
        "AND NOT EXISTS (SELECT 1 FROM newest_filing f WHERE f.customer_id = e.customer_id AND f.asset = e.asset) "
        + _ONE,
    ),
    (
        "more is admitted than the ledger has, without a reason",
        "a reason in the row",
        _DECIDED,
        "SELECT r.customer_id, r.asset, r.admitted_units, r.ledger_units FROM register r JOIN events e "
        "ON e.customer_id = r.customer_id AND e.asset = r.asset AND e.batch = {number} "
        "WHERE e.event IN ('admitted', 'disputed') AND e.units > r.ledger_units AND coalesce(e.reason, '') = '' "
        + _ONE,
    ),
    (
        "more is set off than is admitted",
        "set-offs of at most what is admitted",
        _NET,
        "SELECT customer_id, asset, set_off_units, admitted_units FROM register "
        "WHERE set_off_units > admitted_units " + _ONE,
    ),
    (
        "more of a claim is assigned than its holder has",
        "at most what is admitted, less set-off and what was assigned before",
        _NET,
        "SELECT m.customer_id, m.asset, m.holder, m.units FROM moved m LEFT JOIN register r "
        "ON r.customer_id = m.customer_id AND r.asset = m.asset "
        "WHERE m.units + CASE WHEN m.holder = m.customer_id THEN coalesce(r.net_units, CAST(0 AS DECIMAL(38,0))) "
        "ELSE CAST(0 AS DECIMAL(38,0)) END < 0 " + _ONE,
    ),
    (
        "a customer chose the early lump sum twice",
        "a choice that is final",
        ("early",),
        "SELECT customer_id, count(*) FROM events WHERE event = 'early' GROUP BY customer_id HAVING count(*) > 1 "
        + _ONE,
    ),
)
_DIFFERENCES = Query(
    "differences of claims",
    f"""
    SELECT customer_id, asset, ledger_units, filed_units,
           CASE WHEN filed_units IS NULL THEN 'not_filed'
                WHEN ledger_units = 0 AND NOT EXISTS (SELECT 1 FROM sealed_ledger l WHERE l.customer_id = r.customer_id)
                THEN 'unknown_customer'
                WHEN filed_units > ledger_units THEN 'more'
                WHEN filed_units < ledger_units THEN 'less' ELSE 'agrees' END AS difference,
           coalesce(filed_units, {_NONE}) - ledger_units AS by_units, state
    FROM register r ORDER BY asset, customer_id
    """,
    ("register",),
)
_SUMS = Query(
    "sums of differences",
    "SELECT difference, asset, count(*), CAST(sum(by_units) AS DECIMAL(38,0)) FROM differences "
    "GROUP BY difference, asset ORDER BY asset, difference",
    ("differences",),
)
