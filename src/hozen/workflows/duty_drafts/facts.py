"""From a kept close, its evidence and the book to the facts of a draft, each with its source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import cast

from hozen.engine import Cell, Engine
from hozen.findings import Finding
from hozen.records import Book, InputFile, Query
from hozen.records.book import folder_day
from hozen.rules.duties.draft import AssetKept, DraftFacts, KeptAt, MonthTraded, OpenPosition
from hozen.rules.duties.draft_trades import STATED, TRADED
from hozen.rules.duties.jp_drafts import CLOSING, CUSTOMERS, POSITIONS, TRUSTS, WALLETS
from hozen.rules.duties.measures import customers_opened, open_positions, tape_days, traded_by_month
from hozen.rules.reserves.measures import stated
from hozen.values import Units, Yen
from hozen.values.months import month_ends
from hozen.workflows.case_folder import sha256_of, writing
from hozen.workflows.daily_close import Closing, EvidenceFile
from hozen.workflows.door import PassedFiles, admit
from hozen.workflows.door.admit import Progress
from hozen.workflows.duty_drafts.close import DraftClose
from hozen.workflows.duty_drafts.errors import DraftRefused
from hozen.workflows.home import home

_MONEY = "JPY"
_TABLES = {"trades": "trades", "volumes": STATED, "customers": CUSTOMERS, "customer_movements": POSITIONS}
_EVIDENCE = {"money-in-trust": TRUSTS, "cold-share": WALLETS}
_TRUSTS = "SELECT ref, note, yen FROM draft_evidence WHERE side = 'trust' ORDER BY note, ref"
_WALLETS = """
SELECT keeper, temperature, wallets, CASE WHEN untold = 0 THEN yen END AS yen FROM (
    SELECT keeper, temperature, count(DISTINCT wallet_id) AS wallets, sum(yen) AS yen,
           count(CASE WHEN yen IS NULL THEN 1 END) AS untold
    FROM draft_wallet_rows GROUP BY keeper, temperature
) AS kept ORDER BY keeper, temperature
"""


@dataclass(frozen=True, slots=True)
class DraftSource:
    """出所: a file or an entry of the books behind figures, with its SHA-256. `name` is what the lines call it.

    `as_closed`: whether the close read this very file; a table that has grown since, as customers do, is another.
    """

    name: str
    where: str
    rows: int | None
    sha256: str
    as_closed: bool = True


def facts_of(
    engine: Engine,
    book: Book,
    close: DraftClose,
    closing: Closing,
    evidence: Path,
    progress: Progress | None,
) -> tuple[DraftFacts, tuple[DraftSource, ...]]:
    """The facts, and where they come from; trades of the period by month go to the file `evidence`.

    Raises DraftRefused where the evidence is not that of the close.
    """
    first, last = period = close.first, close.last
    # Before any row is read: it may refuse.
    trusts, wallets = (_evidence(close, closing, check) for check in _EVIDENCE)
    inputs = _let_in(engine, book, last, progress)
    traded = _traded(engine, book, period, evidence)
    facts = DraftFacts(
        first=first,
        last=last,
        months=_months(first, last),
        tape=_tape(engine, book, last),
        traded=traded,
        stated=_stated(engine),
        kept=_kept(closing),
        money_owed=next(Yen(one.owed.amount) for one in closing.assets if one.asset == _MONEY),
        in_trust=_measured(closing, "money-in-trust"),
        trusts=_trusts(engine, trusts),
        wallets=_wallets(engine, wallets),
        customers=_customers(engine, last),
        positions=_positions(engine, last),
        capital=_measured(closing, "capital"),
        net_assets=_measured(closing, "net-assets"),
        reserve=closing.reserve.held if closing.reserve else None,
        days=close.days,
    )
    return facts, tuple(_sources(close, closing, inputs, evidence if traded else None))


def _let_in(engine: Engine, book: Book, last: date, progress: Progress | None) -> tuple[InputFile, ...]:
    day = book.of_day(last)
    rejects = home() / "rejects" / book.settings.book
    passed = PassedFiles.load(home())
    say = progress or _silent
    return admit(day, engine, day=last, passed=passed, rejects=rejects, progress=say).inputs


def _silent(_what: str, _done: int, _of: int) -> None:
    return None


def _traded(engine: Engine, book: Book, period: tuple[date, date], path: Path) -> tuple[MonthTraded, ...]:
    if not book.files("trades"):
        return ()
    query = traded_by_month(*period)
    path.parent.mkdir(parents=True, exist_ok=True)
    with writing(path) as part:
        engine.write_parquet(query, part)
    return tuple(
        MonthTraded(
            str(month), str(asset), str(product), _whole(trades), Units(_whole(units)), Yen(_whole(yen))
        )
        for month, asset, product, trades, units, yen in engine.rows(query)
    )


def _tape(engine: Engine, book: Book, last: date) -> tuple[date, date] | None:
    if not book.files("trades"):
        return None
    ((first, newest),) = engine.rows(tape_days(last))
    return (cast("date", first), cast("date", newest)) if first else None


def _stated(engine: Engine) -> dict[tuple[str, str], Yen]:
    return {(str(period), str(product)): Yen(_whole(yen)) for period, product, yen in engine.rows(stated())}


def _customers(engine: Engine, last: date) -> int | None:
    ((opened, undated),) = engine.rows(customers_opened(last))
    return None if undated else _whole(opened)


def _positions(engine: Engine, last: date) -> tuple[OpenPosition, ...] | None:
    """None where the book has no row of the day: whether nothing is open it does not say."""
    found = engine.rows(open_positions(last))
    told = (
        OpenPosition(str(asset), Units(_whole(sold)), Units(_whole(bought))) for asset, sold, bought in found
    )
    return tuple(told) or None


def _kept(closing: Closing) -> tuple[AssetKept, ...]:
    return tuple(
        AssetKept(
            one.asset,
            one.decimals,
            one.price,
            one.owed,
            one.owed_yen,
            one.cold,
            one.not_cold,
            Units(one.guarantee_cold.amount + one.guarantee_not_cold.amount),
        )
        for one in closing.assets
        if one.asset != _MONEY
    )


def _measured(closing: Closing, code: str) -> Yen | None:
    found: Finding | None = next((one for one in closing.findings if one.code == code), None)
    return found.measure if found and isinstance(found.measure, Yen) else None


def _evidence(close: DraftClose, closing: Closing, check: str) -> Path | None:
    """The evidence of a check, held to its hash; None where the closing has none. DraftRefused where it is another."""
    file: EvidenceFile | None = next((one for one in closing.evidence if one.check == check), None)
    if file is None:
        return None
    path = close.folder / file.path
    found = sha256_of(path) if path.is_file() else "no file"
    if found != file.sha256:
        raise DraftRefused(
            "the evidence is not what the closing names",
            where=str(path),
            found=found,
            expected=f"SHA-256 {file.sha256}",
            try_next="put the file back, or close the day again",
        )
    return path


def _trusts(engine: Engine, path: Path | None) -> tuple[tuple[str, str, Yen], ...]:
    if path is None:
        return ()
    engine.view("draft_evidence", f"SELECT * FROM {engine.scan([path], 'parquet', {})}")
    rows = engine.rows(Query("trusts", _TRUSTS, ()))
    return tuple((str(account), str(trustee), Yen(_whole(yen))) for account, trustee, yen in rows)


def _wallets(engine: Engine, path: Path | None) -> tuple[KeptAt, ...]:
    if path is None:
        return ()
    engine.view("draft_wallet_rows", f"SELECT * FROM {engine.scan([path], 'parquet', {})}")
    return tuple(
        KeptAt(str(keeper), str(temperature), _whole(wallets), None if yen is None else Yen(_whole(yen)))
        for keeper, temperature, wallets, yen in engine.rows(Query("wallets", _WALLETS, ()))
    )


def _sources(
    close: DraftClose, closing: Closing, inputs: tuple[InputFile, ...], evidence: Path | None
) -> Iterator[DraftSource]:
    yield DraftSource(CLOSING, str(close.entry), None, close.fingerprint)
    for one in closing.evidence:
        if one.check in _EVIDENCE:
            yield DraftSource(_EVIDENCE[one.check], one.path, one.rows, one.sha256)
    read = [file for file in inputs if file.table in _TABLES and _within(file, close.first, close.last)]
    closed = {one.path: one.sha256 for one in closing.inputs}
    if evidence is not None:
        same = all(closed.get(one.path) == one.sha256 for one in read if one.table == "trades")
        yield DraftSource(TRADED, evidence.name, None, sha256_of(evidence), same)
    for file in read:
        yield DraftSource(
            _TABLES[file.table], file.path, file.rows, file.sha256, closed.get(file.path) == file.sha256
        )


def _within(file: InputFile, first: date, last: date) -> bool:
    """Of a table in folders by day, whether the folder's day is one of the period."""
    told = folder_day(Path(), Path(file.path))
    return told is None or first <= told <= last


def _months(first: date, last: date) -> dict[str, tuple[date, date]]:
    """Each month that the period touches, with its first and last day in it."""
    ends = [*(one for one in month_ends(first, last) if one < last), last]
    begins = [first, *(one + timedelta(days=1) for one in ends[:-1])]
    return {f"{end:%Y-%m}": (begin, end) for begin, end in zip(begins, ends, strict=True)}


def _whole(cell: Cell) -> int:
    if type(cell) is not int:
        raise TypeError(f"a measure must yield a whole number, not {cell!r}")
    return cell
