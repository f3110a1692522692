"""From the admitted book to the day's facts: each measure runs once, and its rows become exact values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import cast

from hozen.engine import Cell, Engine
from hozen.records import Query, Settings
from hozen.regimes.day import DayFacts
from hozen.rules.custody import AssetCustody, Holding, PricedAsset, custody_facts, price_use
from hozen.rules.custody import measures as custody
from hozen.rules.insurance import Policy
from hozen.rules.insurance import measures as insurance
from hozen.rules.insurance.from_rows import policies_of
from hozen.rules.reserves import YearVolume
from hozen.rules.reserves import measures as reserves
from hozen.rules.reserves.from_rows import year_volumes
from hozen.rules.segregation import (
    AssetHolding,
    Capital,
    Money,
    asset_holdings,
    in_flight_by_asset,
    keeper_statements,
)
from hozen.rules.segregation import measures as segregation
from hozen.rules.segregation.flight_time import seen_since
from hozen.rules.segregation.statement_measures import statements
from hozen.rules.segregation.statements import StatementRow
from hozen.values import DUTY_UP, Yen
from hozen.workflows.duties.reading import duty_facts
from hozen.workflows.products.reading import product_facts
from hozen.workflows.providers.reading import provider_facts

Row = tuple[Cell, ...]
_MONEY = "JPY"


@dataclass(frozen=True, slots=True)
class _Sums:
    """What the measures yield, by asset."""

    assets: tuple[PricedAsset, ...]
    owed: dict[str, int]
    wallets: tuple[Holding, ...]
    ledger: tuple[Holding, ...]


def day_facts(engine: Engine, settings: Settings, day: date, years_ahead: int = 5) -> DayFacts:
    """The facts of `day`, read from the typed views that the door has made. EngineError where a measure fails."""
    sums, flying = _sums(engine, day), _in_flight(engine, settings, day)
    kept = custody_facts(sums.assets, sums.owed, sums.wallets, sums.ledger)
    return DayFacts(
        day=day,
        year=settings.business_year_of(day),
        custody=kept,
        holdings=_holdings(sums, flying, settings),
        money=_money(engine, sums.owed.get(_MONEY, 0), day),
        capital=_capital(engine, kept, day),
        prices=price_use(settings.price_source, sums.assets, sums.owed),
        price_of={one.asset: (one.price, one.source) for one in sums.assets if one.price},
        years=volumes(engine, settings, day),
        reserve_held=reserve_held(engine, day),
        policies=policies(engine),
        withdrawal_days=settings.withdrawal_days,
        statements=keeper_statements(cast("list[StatementRow]", engine.rows(statements(day)))),
        years_ahead=years_ahead,
        providers=provider_facts(engine, settings, day),
        products=product_facts(engine, day, sums.owed),
        duties=duty_facts(engine, settings, day),
    )


def custody_queries(day: date) -> tuple[Query, Query, Query, Query]:
    """Priced assets, what is owed, what wallets hold, what the house ledger says: all that custody rests on."""
    return (
        custody.prices(day),
        segregation.owed(day),
        custody.wallet_holdings(day),
        segregation.house_ledger(day),
    )


def custody_on(engine: Engine, day: date) -> tuple[AssetCustody, ...]:
    """How customers' crypto is kept on `day`, asset by asset."""
    sums = _sums(engine, day)
    return custody_facts(sums.assets, sums.owed, sums.wallets, sums.ledger)


def owed_by_asset(facts: DayFacts) -> dict[str, int]:
    """What customers are owed, money too; an asset of which nothing is owed may be left out."""
    return {one.asset: one.owed for one in facts.custody} | {_MONEY: facts.money.owed.amount}


def volumes(engine: Engine, settings: Settings, day: date) -> tuple[YearVolume, ...]:
    """Volume of each business year up to `day`."""
    traded = cast("list[tuple[date, str, int]]", engine.rows(reserves.traded(day)))
    stated = cast("list[tuple[str, str, int]]", engine.rows(reserves.stated()))
    return year_volumes(settings.years, day, traded, stated)


def reserve_held(engine: Engine, day: date) -> Yen:
    """What is set aside, by the newest figures on or before `day`; ¥0 where the book has none."""
    return Yen(sum(_whole(yen) for _, yen in engine.rows(reserves.newest_reserve(day))))


def policies(engine: Engine) -> tuple[Policy, ...]:
    """Every policy of the book."""
    return policies_of(engine.rows(insurance.policies()))


def _sums(engine: Engine, day: date) -> _Sums:
    assets, owed, wallets, ledger = map(engine.rows, custody_queries(day))
    return _Sums(
        assets=tuple(
            PricedAsset(str(asset), _whole(decimals), _text(price), _text(source))
            for asset, decimals, price, source in assets
        ),
        owed={str(asset): _whole(units) for asset, units, _ in owed},
        wallets=_kept(wallets),
        ledger=_kept(ledger),
    )


def _in_flight(engine: Engine, settings: Settings, day: date) -> dict[str, int]:
    since = seen_since(day, settings.business_days, settings.transfer_days)
    flights = cast("list[tuple[str, str, str, int, int]]", engine.rows(segregation.in_flight(day, since)))
    return in_flight_by_asset(flights)


def _kept(rows: Iterable[Row]) -> tuple[Holding, ...]:
    return tuple(
        Holding(str(asset), str(purpose), _text(temperature), *map(_whole, sums))
        for asset, purpose, temperature, *sums in rows
    )


def _holdings(sums: _Sums, flying: dict[str, int], settings: Settings) -> tuple[AssetHolding, ...]:
    customers = [one for one in sums.wallets if one.purpose == "customer"]
    on_chain = _by_asset((one.asset, one.units) for one in customers)
    twice = _by_asset((one.asset, one.twice) for one in customers)
    buffer = _by_asset((one.asset, one.units) for one in sums.ledger if one.purpose == "buffer")
    decimals = {one.asset: one.decimals for one in sums.assets}
    return asset_holdings(decimals, sums.owed, flying, on_chain, buffer, settings.buffer_limits, twice)


def _by_asset(amounts: Iterable[tuple[str, int]]) -> dict[str, int]:
    sums: dict[str, int] = {}
    for asset, units in amounts:
        sums[asset] = sums.get(asset, 0) + units
    return sums


def _money(engine: Engine, owed: int, day: date) -> Money:
    ((principal, trusts),) = engine.rows(segregation.trust_principal(day))
    return Money(Yen(owed), Yen(_whole(principal or 0)), _whole(trusts))


def _capital(engine: Engine, kept: Iterable[AssetCustody], day: date) -> Capital | None:
    found = engine.rows(segregation.newest_financials(day))
    if not found:
        return None
    as_of, capital, net_assets = found[0]
    exact = (one.price.value_of(one.guarantee_cold + one.guarantee_not_cold, one.decimals) for one in kept)
    value = Yen(DUTY_UP(sum(exact, Fraction(0))))
    return Capital(cast("date", as_of), Yen(_whole(capital)), Yen(_whole(net_assets)), value)


def _whole(cell: Cell) -> int:
    if type(cell) is not int:
        raise TypeError(f"a measure must yield a whole number, not {cell!r}")
    return cell


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell)
