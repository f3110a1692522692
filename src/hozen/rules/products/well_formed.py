"""Whether a register contradicts itself: identifiers, periods, versions, and names that lead nowhere. Law-neutral."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from hozen.records.product_tables import MOST_DECIMALS
from hozen.rules.products.fields import FIELDS, wanted
from hozen.rules.products.register import DELIST, LIST, MIGRATE, RESUME, SUSPEND, TAKEN_BACK
from hozen.values.identifiers import is_caip19, is_dti, is_lei

Row = Mapping[str, object]
Tables = Mapping[str, Sequence[Row]]
_IDENTIFIERS = (
    ("dti", is_dti, "not-a-dti", "an ISO 24165 identifier with a right check character"),
    ("caip19", is_caip19, "not-a-caip19", "a CAIP-19 identifier such as eip155:1/slip44:60"),
    ("issuer_lei", is_lei, "not-a-lei", "an ISO 17442 identifier with right check digits"),
)


@dataclass(frozen=True, slots=True)
class Fault:
    """不備: the cell of a row, by the row's place in its table; `reason` is one of the door's."""

    table: str
    row: int
    column: str
    value: str
    reason: str
    want: str


def faults(tables: Tables) -> list[Fault]:
    """Everything that no cell shows alone. A table that is not there has no rows; cells may be None."""
    return [
        *_identifiers(tables.get("products", ())),
        *_issuers(tables.get("products", ())),
        *_ended(tables),
        *_overlaps("product_tickers", tables.get("product_tickers", ()), "asset"),
        *_overlaps("product_classes", tables.get("product_classes", ()), "product_id"),
        *_successors(tables),
        *_states(tables.get("product_decisions", ())),
        *_versions(tables.get("disclosures", ())),
        *_fields(tables),
    ]


def _identifiers(rows: Sequence[Row]) -> Iterator[Fault]:
    for place, row in enumerate(rows):
        for column, fits, reason, want in _IDENTIFIERS:
            text = row.get(column)
            if isinstance(text, str) and text and not fits(text):
                yield Fault("products", place, column, text, reason, want)
        decimals = row.get("decimals")
        if isinstance(decimals, int) and decimals > MOST_DECIMALS:
            want = f"0 to {MOST_DECIMALS}"
            yield Fault("products", place, "decimals", str(decimals), "too-many-decimals", want)


def _issuers(rows: Sequence[Row]) -> Iterator[Fault]:
    """Who discloses must fit whether there is an issuer."""
    for place, row in enumerate(rows):
        case, issuer = row.get("disclosure_case"), row.get("issuer")
        if case == "no_issuer" and issuer:
            yield Fault("products", place, "issuer", str(issuer), "issuer-case", "no issuer, or another case")
        if case in ("raised_funds", "issuer") and not issuer:
            yield Fault("products", place, "issuer", "", "issuer-case", f"an issuer: the case is {case}")


def _ended(tables: Tables) -> Iterator[Fault]:
    for table, first, last in (
        ("product_tickers", "since", "until"),
        ("product_classes", "since", "until"),
        ("disclosures", "published_on", "valid_until"),
    ):
        for place, row in enumerate(tables.get(table, ())):
            since, until = row.get(first), row.get(last)
            if isinstance(since, date) and isinstance(until, date) and until < since:
                yield Fault(
                    table, place, last, until.isoformat(), "ends-before-it-begins", f"{since} or later"
                )


def _overlaps(table: str, rows: Sequence[Row], of: str) -> Iterator[Fault]:
    """Periods of one thing that begin before an earlier one has ended."""
    dated = [(place, row) for place, row in enumerate(rows) if isinstance(row.get("since"), date)]
    dated.sort(key=lambda one: (str(one[1].get(of)), cast("date", one[1]["since"]), one[0]))
    busy: dict[str, date] = {}
    for place, row in dated:
        name, since = str(row.get(of)), cast("date", row["since"])
        if name in busy and since <= busy[name]:
            want = f"a day after {busy[name]}"
            yield Fault(table, place, "since", since.isoformat(), "overlapping-periods", want)
        until = cast("date | None", row.get("until")) or date.max
        busy[name] = max(until, busy.get(name, date.min))


def _successors(tables: Tables) -> Iterator[Fault]:
    """A migration leads to another product of the register; nothing else leads anywhere."""
    known = {row.get("product_id") for row in tables.get("products", ())}
    for place, row in enumerate(tables.get("product_decisions", ())):
        to, moves = row.get("successor"), row.get("decision") == MIGRATE
        if moves and (not to or to == row.get("product_id") or to not in known):
            want = "another product of the table products"
            yield Fault("product_decisions", place, "successor", str(to or ""), "unknown-product", want)
        if to and not moves:
            want = "nothing: only a migration leads to another product"
            yield Fault("product_decisions", place, "successor", str(to), "pattern", want)


_BEFORE = {LIST: ("", DELIST), SUSPEND: (LIST, RESUME), RESUME: (SUSPEND,), DELIST: (LIST, RESUME, SUSPEND)}


def _states(rows: Sequence[Row]) -> Iterator[Fault]:
    """The firm's own decisions follow each other, one a day: what is not listed cannot be delisted.

    Of two of one day nothing says which came last: rows have no order of their own.
    """
    own = [
        (place, row)
        for place, row in enumerate(rows)
        if row.get("decision") in _BEFORE
        and not row.get("member")
        and isinstance(row.get("effective_on"), date)
    ]
    own.sort(key=lambda one: (str(one[1].get("product_id")), cast("date", one[1]["effective_on"]), one[0]))
    last: dict[str, tuple[str, date]] = {}
    for place, row in own:
        name, decision = str(row.get("product_id")), str(row.get("decision"))
        before, day = last.get(name, ("", date.min))
        on = cast("date", row["effective_on"])
        if before not in _BEFORE[decision]:
            want = f"first one of: {', '.join(filter(None, _BEFORE[decision]))}"
            yield Fault("product_decisions", place, "decision", decision, "decision-order", want)
        elif on == day:
            want = f"another day than that of '{before}'"
            yield Fault("product_decisions", place, "effective_on", on.isoformat(), "decision-order", want)
        last[name] = decision, on


def _versions(rows: Sequence[Row]) -> Iterator[Fault]:
    """Versions are counted 1, 2, 3 … in the order of their days."""
    by_product: dict[str, list[tuple[int, Row]]] = {}
    for place, row in enumerate(rows):
        by_product.setdefault(str(row.get("product_id")), []).append((place, row))
    for versions in by_product.values():
        yield from _counted([one for one in versions if isinstance(one[1].get("version"), int)])


def _counted(versions: list[tuple[int, Row]]) -> Iterator[Fault]:
    last = date.min
    ordered = sorted(versions, key=lambda one: cast("int", one[1]["version"]))
    for count, (place, row) in enumerate(ordered, 1):
        if row["version"] != count:
            yield Fault("disclosures", place, "version", str(row["version"]), "version-order", str(count))
        day = row.get("published_on")
        if isinstance(day, date) and day < last:
            want = f"{last} or later, the day of the version before"
            yield Fault("disclosures", place, "published_on", day.isoformat(), "version-order", want)
        last = day if isinstance(day, date) else last


def _fields(tables: Tables) -> Iterator[Fault]:
    known = {(row.get("product_id"), row.get("version")) for row in tables.get("disclosures", ())}
    for place, row in enumerate(tables.get("disclosure_fields", ())):
        code, text = str(row.get("field") or ""), str(row.get("text") or "")
        if (row.get("product_id"), row.get("version")) not in known and row.get("version") is not None:
            want = "a version of the table disclosures"
            yield Fault(
                "disclosure_fields", place, "version", str(row["version"]), "unknown-disclosure", want
            )
        if code and code not in FIELDS:
            want = "one of " + ", ".join(sorted(FIELDS))
            yield Fault("disclosure_fields", place, "field", code, "unknown-field", want)
        elif code and text and text != TAKEN_BACK and (want := wanted(FIELDS[code], text)):
            yield Fault("disclosure_fields", place, "text", text, "field-form", want)


def in_order(found: Iterable[Fault]) -> list[Fault]:
    """By table and row, so that a reader goes down the file once."""
    return sorted(found, key=lambda one: (one.table, one.row, one.column))
