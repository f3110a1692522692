"""Checks of the register of providers: numbers that check themselves, periods, and who works for whom."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from pathlib import Path

from hozen.engine import Cell, Engine
from hozen.records import Book, Query, Reject
from hozen.records.provider_tables import PROVIDER_TABLES
from hozen.values.identifiers import is_corporate_number, is_lei
from hozen.values.period import Period
from hozen.workflows.door.chain import Handed, circular
from hozen.workflows.door.hints import hint_for

MOST = 10_000  # rejects of one kind: as many as anybody reads
FAR = "DATE '9999-12-31'"
_WITH_PERIOD = ("provider_status", "provider_links", "provider_contracts", "provider_chain")
# Table: (what a period is of, which rows are meant). A technology may stand beside another one, a keeper may not.
_ALONE = {
    "provider_status": (("provider_id", "TRUE"),),
    "provider_links": (
        ("what, ref", "what IN ('keeper', 'wallet')"),
        ("what, ref, provider_id", "what NOT IN ('keeper', 'wallet')"),
    ),
    "provider_chain": (("provider_id, sub_provider_id", "TRUE"),),
}


def register_rejects(book: Book, engine: Engine, known: Collection[str]) -> list[Reject]:
    """Everything that single values of the register cannot tell. `known` are the tables that can be read."""
    present = [table.name for table in PROVIDER_TABLES if table.name in known]
    look = _Look(book, engine)
    found = [one for name in present for one in _without_register(book, name)]
    found += look.numbers() if "providers" in present else []
    for name in present:
        found += look.backwards(name, "since", "until") if name in _WITH_PERIOD else []
        found += [one for what, rows in _ALONE.get(name, ()) for one in look.overlaps(name, what, rows)]
    if "provider_reviews" in present:
        found += look.backwards("provider_reviews", "reviewed_on", "valid_until")
    found += look.baseless() if "provider_status" in present else []
    found += look.links("wallets" in known) if "provider_links" in present else []
    found += look.chain() if "provider_chain" in present else []
    return found


def _without_register(book: Book, name: str) -> Iterator[Reject]:
    if not book.files("providers"):
        want = "the table providers, which names every provider"
        hint = hint_for("unknown-provider", "", name)
        yield Reject(
            name, book.relative(book.files(name)[0]), 0, "provider_id", "", "unknown-provider", want, hint
        )


class _Look:
    """Looks at the rows of the register where they stand in their files."""

    def __init__(self, book: Book, engine: Engine) -> None:
        self._book, self._engine = book, engine

    def numbers(self) -> list[Reject]:
        """LEI and 法人番号 whose check digits are wrong, and an id that means the firm itself."""
        rows = self._rows("providers", "lei, corporate_number", "TRUE")
        found = self._named_self()
        for file, number, lei, corporate in rows:
            if isinstance(lei, str) and not is_lei(lei):
                want = "an ISO 17442 identifier with right check digits"
                found.append(self._reject("providers", file, number, "lei", lei, "not-a-lei", want))
            if isinstance(corporate, str) and not is_corporate_number(corporate):
                want, reason = "13 digits, the first a right check digit", "not-a-corporate-number"
                found.append(
                    self._reject("providers", file, number, "corporate_number", corporate, reason, want)
                )
        return found

    def _named_self(self) -> list[Reject]:
        want = "an id other than 'self', which is the firm"
        return [
            self._reject("providers", file, number, "provider_id", name, "pattern", want)
            for file, number, name in self._rows("providers", "provider_id", "provider_id = 'self'")
        ]

    def backwards(self, table: str, first: str, last: str) -> list[Reject]:
        """Periods that end before they begin."""
        rows = self._rows(table, f"CAST({first} AS STRING), CAST({last} AS STRING)", f"{last} < {first}")
        reason = "ends-before-it-begins"
        return [
            self._reject(table, file, number, last, until, reason, f"{since} or later")
            for file, number, since, until in rows
        ]

    def overlaps(self, table: str, of: str, rows: str) -> list[Reject]:
        """Periods of one thing that begin before an earlier one has ended."""
        window = (
            f"PARTITION BY {of} ORDER BY since, filename, file_row_number "
            "ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING"
        )
        inner = (
            f"SELECT filename, file_row_number, since, max(coalesce(until, {FAR})) OVER ({window}) AS busy "
            f"FROM traced_{table} WHERE since IS NOT NULL AND {rows}"
        )
        text = (
            f"SELECT filename, file_row_number, CAST(since AS STRING), CAST(busy AS STRING) FROM ({inner}) p "
            f"WHERE busy >= since ORDER BY filename, file_row_number LIMIT {MOST}"
        )
        return [
            self._reject(
                table, file, number, "since", since, "overlapping-periods", f"a day after {_end(busy)}"
            )
            for file, number, since, busy in self._engine.rows(Query("periods", text, ()))
        ]

    def baseless(self) -> list[Reject]:
        """An exemption that names no article."""
        rows = self._rows("provider_status", "status", "status = 'exempt' AND basis IS NULL")
        want = "the article that exempts the provider"
        return [
            self._reject("provider_status", file, number, "basis", "", "missing-value", want)
            for file, number, _ in rows
        ]

    def links(self, wallets_known: bool) -> list[Reject]:
        """Wallets that nobody lists, and a provider said to be the firm itself."""
        rows = self._rows("provider_links", "ref", "what = 'keeper' AND ref = 'self'")
        want = "a keeper's name; 'self' is the firm and no provider"
        found = [
            self._reject("provider_links", file, number, "ref", ref, "pattern", want)
            for file, number, ref in rows
        ]
        if not wallets_known:
            return found
        nowhere = "what IN ('wallet', 'wallet_technology') AND ref IS NOT NULL AND NOT EXISTS "
        nowhere += "(SELECT 1 FROM tried_wallets w WHERE w.wallet_id = t.ref)"
        want = "a value of wallets.wallet_id"
        return found + [
            self._reject("provider_links", file, number, "ref", ref, "unknown-wallet", want)
            for file, number, ref in self._rows("provider_links", "ref", nowhere)
        ]

    def chain(self) -> list[Reject]:
        """Rows with which, on some day, work comes back to where it was handed on."""
        rows = self._rows(
            "provider_chain",
            "provider_id, sub_provider_id, since, until",
            "provider_id IS NOT NULL AND sub_provider_id IS NOT NULL AND since IS NOT NULL "
            "AND (until IS NULL OR until >= since)",
        )
        handed = [
            Handed(str(giver), str(taker), _period(since, until)) for *_, giver, taker, since, until in rows
        ]
        circle = [rows[place] for place in circular(handed)]
        want, reason = "a provider that does not stand above it in the chain", "circular-chain"
        return [
            self._reject("provider_chain", file, number, "sub_provider_id", taker, reason, want)
            for file, number, _, taker, *_ in circle
        ]

    def _rows(self, table: str, columns: str, where: str) -> list[tuple[Cell, ...]]:
        text = (
            f"SELECT filename, file_row_number, {columns} FROM traced_{table} t WHERE {where} "
            f"ORDER BY filename, file_row_number LIMIT {MOST}"
        )
        return self._engine.rows(Query("register", text, ()))

    def _reject(
        self, table: str, file: Cell, number: Cell, column: str, value: Cell, reason: str, want: str
    ) -> Reject:
        line = int(str(number)) + (self._book.kind(table) == "csv")
        place, text = self._book.relative(Path(str(file))), str(value or "")
        return Reject(table, place, line, column, text, reason, want, hint_for(reason, text, table))


def _end(busy: Cell) -> str:
    """The last day of the earlier period; one that goes on has none."""
    return "the earlier period, once that has a last day" if str(busy) in FAR else str(busy)


def _period(since: Cell, until: Cell) -> Period:
    if not isinstance(since, date):
        raise TypeError(f"a period begins on a day, not {since!r}")
    return Period(since, until if isinstance(until, date) else None)
