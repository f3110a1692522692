"""One drill: make the exchange, close its day, rob it as the incident did, value, plan, approve."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType
from typing import Any

from hozen.books import Books, open_books
from hozen.engine import temp_prefix
from hozen.law import Law
from hozen.records import Query
from hozen.values import end_of
from hozen.workflows.compensation.answer import Compensation
from hozen.workflows.compensation.book_facts import WhatIf
from hozen.workflows.compensation.planning import AssetTotal, enter_plan
from hozen.workflows.compensation.terms import Terms
from hozen.workflows.compensation.working import Desk, at_desk, worked_out
from hozen.workflows.daily_close import close
from hozen.workflows.drill.payees import write_payees
from hozen.workflows.engine_at_home import engine_at_home
from hozen.workflows.home import temp_folder
from hozen.workflows.incident import Attribution, Cause, Hand, Report, Valuation, open_incident, value_losses
from hozen.workflows.replay import Incident, catalogue
from hozen.workflows.sample import make_sample

LAST_DAY = date(2026, 11, 20)
PREPARES, APPROVES = "drill-a", "drill-b"
_COINS = re.compile(r"(?:^|\+ |about )([0-9.]+)(m?) ([A-Z]{2,6})\b")
_CAUSES: Mapping[str, Cause] = MappingProxyType(
    {
        "key_compromise": Cause.HOT_KEY_THEFT,
        "third_party_signing_compromise": Cause.VENDOR_SIGNING,
        "insider_suspected": Cause.INSIDER,
        "operational_failure": Cause.OPERATIONAL_ERROR,
    }
)
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Largest:
    """One of the largest payments: who, in what, how much, how."""

    customer: str
    asset: str
    amount: int
    method: str


@dataclass(frozen=True, slots=True)
class Drilled:
    """訓練の結果: what was lost on the sample exchange (`capped`: the assets of which it held less than was stolen), who
    would pay when, and what the plan comes to."""

    incident: Incident
    customers: int
    hit: int
    lost: Mapping[str, int]
    capped: tuple[str, ...]
    found: Compensation
    totals: tuple[AssetTotal, ...]
    largest: tuple[Largest, ...]


def drill(
    name: str,
    *,
    customers: int = 5_000,
    scenario: str | Path | None = None,
    terms: Terms | None = None,
    what_if: WhatIf | None = None,
    keep: Path | None = None,
    progress: Progress | None = None,
) -> Drilled:
    """The incident of that name on a sample exchange. `keep`: a new folder for book and books; else nothing stays.

    The same coins are stolen, as far as the sample holds them; where the list does not say which, the sample's hot
    wallets are emptied. With `what_if` the plan is worked out and not entered. UnknownIncident.
    """
    incident = catalogue().find(name)
    say = progress or (lambda _what, _done, _of: None)
    with _place(keep) as place:
        book = place / "book"
        say("sample", 0, 4)
        make_sample(book, customers=customers, days=1, assets=12, last_day=LAST_DAY, trades=100)
        write_payees(book)
        say("close", 1, 4)
        close(book, LAST_DAY, actor=PREPARES, books=place / "books.sqlite", out=place / "closings")
        say("value", 2, 4)
        with open_books(place / "books.sqlite") as books:
            lost, capped = _rob(books, book, incident)
            say("plan", 3, 4)
            with at_desk(books, book, incident.name) as desk:
                return _planned(desk, incident, customers, (lost, capped), (scenario, terms, what_if))


def _rob(books: Books, book: Path, incident: Incident) -> tuple[dict[str, int], tuple[str, ...]]:
    """Open the case and value it; another person approves."""
    decimals, held, hot = _holdings(book)
    wanted = _coins(incident, decimals)
    lost = {asset: min(units, held[asset]) for asset, units in wanted.items() if held.get(asset)}
    at = end_of(LAST_DAY) - timedelta(hours=5)
    hand = Hand(books, "sample", incident.name, PREPARES, LAST_DAY)
    wallets = hot if not lost or incident.wallet.startswith("hot") else ()
    cause = _CAUSES.get(incident.cause, Cause.OTHER_EXTERNAL_THEFT)
    reading = Law.load("jp").reading(LAST_DAY)
    open_incident(hand, book, Report(at, at, cause, f"drill of {incident.name}", wallets), reading, _now(at))
    moment = end_of(LAST_DAY) - timedelta(seconds=1)
    order = Valuation(LAST_DAY, moment, Attribution.PRO_RATA, lost)
    entry = value_losses(hand, book, order, _now(at))
    books.cases.approve("sample", incident.name, entry.seq, actor=APPROVES)
    return lost, tuple(asset for asset, units in sorted(lost.items()) if units < wanted[asset])


def _planned(
    desk: Desk,
    incident: Incident,
    customers: int,
    lost: tuple[Mapping[str, int], tuple[str, ...]],
    asked: tuple[str | Path | None, Terms | None, WhatIf | None],
) -> Drilled:
    scenario, terms, what_if = asked
    found = worked_out(desk, scenario, terms or Terms(), what_if or WhatIf())
    totals, largest = _enter(desk, found)
    return Drilled(incident, customers, desk.valued.customers, lost[0], lost[1], found, totals, largest)


def _enter(desk: Desk, found: Compensation) -> tuple[tuple[AssetTotal, ...], tuple[Largest, ...]]:
    """The plan; nothing where there is nothing to pay with, or where amounts are assumed."""
    if found.assumed or not found.planned:
        return (), ()
    plan, totals = enter_plan(desk, found, LAST_DAY, actor=PREPARES)
    desk.books.cases.approve("sample", desk.case, plan.entry.seq, actor=APPROVES)
    scan = desk.engine.scan([desk.folder / plan.payments.name], "parquet", {})
    query = Query(
        "largest",
        f"SELECT customer_id, asset, amount, method FROM {scan} ORDER BY asset, amount DESC, customer_id LIMIT 5",
        (),
    )
    rows: Any = desk.engine.rows(query)
    return totals, tuple(Largest(*row) for row in rows)


def _coins(incident: Incident, decimals: Mapping[str, int]) -> dict[str, int]:
    """The coins that the list names, as smallest units of assets that the sample has."""
    found = {}
    for number, millions, asset in _COINS.findall(incident.units):
        if asset in decimals:
            units = Fraction(number) * (10**6 if millions else 1) * 10 ** decimals[asset]
            found[asset] = units.numerator // units.denominator
    return found


def _holdings(book: Path) -> tuple[dict[str, int], dict[str, int], tuple[str, ...]]:
    """Decimals by asset, what customers are owed of each, and the wallets of customers that are hot."""
    with engine_at_home("duckdb", "1GB") as engine:
        for table in ("assets", "customer_balances", "wallets"):
            files = sorted(book.glob(f"{table}.parquet")) or sorted((book / table).rglob("*.parquet"))
            engine.view(table, f"SELECT * FROM {engine.scan(files, 'parquet', {})}")
        rows: Any = engine.rows(
            Query(
                "owed",
                "SELECT a.asset, a.decimals, CAST(coalesce(sum(b.units), 0) AS DECIMAL(38,0)) AS units FROM assets a"
                " LEFT JOIN customer_balances b ON a.asset = b.asset WHERE a.asset <> 'JPY'"
                " GROUP BY a.asset, a.decimals ORDER BY a.asset",
                ("assets", "customer_balances"),
            )
        )
        wallets: Any = engine.rows(
            Query(
                "hot wallets",
                "SELECT wallet_id FROM wallets WHERE temperature <> 'cold' AND purpose = 'customer' ORDER BY wallet_id",
                ("wallets",),
            )
        )
    decimals = {str(asset): int(places) for asset, places, _ in rows}
    return (
        decimals,
        {str(asset): int(units) for asset, _, units in rows},
        tuple(str(one) for (one,) in wallets),
    )


@contextmanager
def _place(keep: Path | None) -> Iterator[Path]:
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        yield keep
        return
    with tempfile.TemporaryDirectory(prefix=temp_prefix(), dir=temp_folder()) as folder:
        yield Path(folder)


def _now(at: datetime) -> datetime:
    """A drill has its own clock: the day after."""
    return at + timedelta(days=1)
