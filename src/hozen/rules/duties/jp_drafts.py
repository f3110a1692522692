"""The figures of three reports, drafted: PSA 63-14(1), (2); CAE Order 37, 38; the association's monthly table.

The printed forms were not to be had, so these are the figures that a form can be filled in from, not the form.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from hozen.findings import AssetUnits
from hozen.rules.duties.draft import DERIVATIVE, MARGIN, PRODUCTS, SPOT, DraftFacts, DraftLine, OpenPosition
from hozen.rules.duties.draft_trades import traded_units, traded_yen
from hozen.values import SHOWN_DOWN, Price, Units, Yen

CLOSING, TRUSTS, WALLETS, CUSTOMERS, POSITIONS = "closing", "trusts", "wallets", "customers", "positions"
_LEVERED = (MARGIN, DERIVATIVE)
_ATTACHED = ("bank_certificates", "crypto_proofs", "segregation_audit")
_ACCOUNTS = ("balance_sheet", "profit_and_loss", "audit_of_accounts", "officers_and_staff", "complaints")

JVCEA_COLUMNS = (
    *("spot_quantity", "spot_yen", "margin_quantity", "margin_yen"),
    *("deposit_quantity", "deposit_crypto_yen", "deposit_cash", "deposit_total", "deposit_margin"),
    *("open_sold_quantity", "open_sold_yen", "open_bought_quantity", "open_bought_yen"),
    *("open_total_quantity", "open_total_yen"),
    *("accounts", "accounts_active", "margin_accounts", "margin_accounts_active"),
)
"""The nineteen columns of the association's table, in order."""


def property_lines(facts: DraftFacts) -> Iterator[DraftLine]:
    """利用者財産の管理に関する報告書の数値: PSA 63-14(2), CAE Order 38(1)."""
    yield from _kept(facts)
    yield from _money(facts)
    for one in facts.wallets:
        kept, of = f"wallets_{one.temperature}", one.keeper
        yield DraftLine(kept, one.wallets, WALLETS, of=of)
        yield _or_blank(f"{kept}_yen", one.yen, WALLETS, "no_price", of)
    yield from _trading(facts)
    yield from _days(facts)
    yield from (DraftLine(item, None, why="attach") for item in _ATTACHED)


def annual_lines(facts: DraftFacts) -> Iterator[DraftLine]:
    """報告書の数値: PSA 63-14(1), CAE Order 37(1)."""
    yield _or_blank("capital", facts.capital, CLOSING, "no_financials")
    yield _or_blank("net_assets", facts.net_assets, CLOSING, "no_financials")
    yield _or_blank("reserve", facts.reserve, CLOSING, "no_reserve")
    yield _accounts(facts)
    yield DraftLine("deposit_crypto_yen", _crypto_yen(facts), CLOSING)
    yield from _money(facts)
    yield from _trading(facts)
    yield from _years(facts)
    yield from _days(facts)
    yield from (DraftLine(item, None, why="own_accounts") for item in _ACCOUNTS)


def monthly_lines(facts: DraftFacts) -> Iterator[DraftLine]:
    """協会への月次報告の数値: the nineteen columns in order; quantities by asset, for they have no sum."""
    (month,) = facts.months
    told: dict[str, list[DraftLine]] = {}
    for name, products in (("spot", (SPOT,)), ("margin", _LEVERED)):
        told[f"{name}_quantity"] = list(traded_units(facts, f"{name}_quantity", month, products))
        told[f"{name}_yen"] = [traded_yen(facts, f"{name}_yen", month, products)]
    told |= _deposits(facts)
    for item in JVCEA_COLUMNS:
        yield from told.get(item) or _asked(facts, item)


def _deposits(facts: DraftFacts) -> dict[str, list[DraftLine]]:
    crypto = _crypto_yen(facts)
    quantities = [
        DraftLine("deposit_quantity", AssetUnits(one.asset, one.owed, one.decimals), CLOSING, of=one.asset)
        for one in facts.kept
    ]
    return {
        "deposit_quantity": quantities,
        "deposit_crypto_yen": [DraftLine("deposit_crypto_yen", crypto, CLOSING)],
        "deposit_cash": [DraftLine("deposit_cash", facts.money_owed, CLOSING)],
        "deposit_total": [DraftLine("deposit_total", crypto + facts.money_owed, CLOSING)],
        "accounts": [_accounts(facts)],
    }


def _asked(facts: DraftFacts, item: str) -> Iterator[DraftLine]:
    """Open positions where the book has them; all else that no table of a book says is blank."""
    if not item.startswith("open_"):
        yield DraftLine(item, None, why=f"not_kept_{item}")
    elif facts.positions is None:
        yield DraftLine(item, None, why="no_positions")
    elif item.endswith("_yen"):
        yield _open_yen(facts, facts.positions, item)
    else:
        decimals = {one.asset: one.decimals for one in facts.kept}
        for one in facts.positions:
            units = AssetUnits(one.asset, Units(_SIDES[item](one)), decimals[one.asset])
            yield DraftLine(item, units, POSITIONS, of=one.asset)


_SIDES: Mapping[str, Callable[[OpenPosition], int]] = MappingProxyType(
    {
        "open_sold_quantity": lambda one: one.sold.amount,
        "open_bought_quantity": lambda one: one.bought.amount,
        "open_total_quantity": lambda one: one.sold.amount + one.bought.amount,
    }
)


def _open_yen(facts: DraftFacts, positions: tuple[OpenPosition, ...], item: str) -> DraftLine:
    """At the close's price, cut to whole yen asset by asset."""
    known, side = {one.asset: one for one in facts.kept}, _SIDES[item.replace("_yen", "_quantity")]
    total = Yen(0)
    for one in positions:
        kept = known[one.asset]
        if not kept.price:
            return DraftLine(item, None, why="no_price")
        total += Yen(SHOWN_DOWN(Price.parse(kept.price).value_of(side(one), kept.decimals)))
    return DraftLine(item, total, POSITIONS)


def _kept(facts: DraftFacts) -> Iterator[DraftLine]:
    for one in facts.kept:
        for item in ("owed", "cold", "not_cold", "guarantee"):
            units = AssetUnits(one.asset, getattr(one, item), one.decimals)
            yield DraftLine(f"crypto_{item}", units, CLOSING, of=one.asset)
        yield DraftLine("crypto_owed_yen", one.owed_yen, CLOSING, of=one.asset)
    yield DraftLine("deposit_crypto_yen", _crypto_yen(facts), CLOSING)


def _money(facts: DraftFacts) -> Iterator[DraftLine]:
    yield DraftLine("deposit_cash", facts.money_owed, CLOSING)
    yield _or_blank("in_trust", facts.in_trust, CLOSING, "no_trust")
    for account, trustee, yen in facts.trusts:
        yield DraftLine("trust_principal", yen, TRUSTS, of=f"{trustee} {account}")


def _trading(facts: DraftFacts) -> Iterator[DraftLine]:
    for month in facts.months:
        for product in PRODUCTS:
            yield traded_yen(facts, f"{product}_traded", month, (product,))


def _years(facts: DraftFacts) -> Iterator[DraftLine]:
    """The year by product: the sum of its months where each of them is known."""
    for product in PRODUCTS:
        months = [traded_yen(facts, "", month, (product,)) for month in facts.months]
        known = [one.value for one in months if isinstance(one.value, Yen)]
        sources = {one.source for one in months}
        if len(known) < len(months):
            yield DraftLine(f"{product}_year", None, why="months_missing")
        else:
            yield DraftLine(f"{product}_year", sum(known, Yen(0)), " ".join(sorted(sources)))


def _days(facts: DraftFacts) -> Iterator[DraftLine]:
    yield DraftLine("days_closed", facts.days.closed, CLOSING)
    yield DraftLine("days_left_out", facts.days.left_out, CLOSING)
    yield DraftLine("days_in_breach", facts.days.in_breach, CLOSING)


def _accounts(facts: DraftFacts) -> DraftLine:
    return _or_blank("accounts", facts.customers, CUSTOMERS, "no_opening_day")


def _crypto_yen(facts: DraftFacts) -> Yen:
    return sum((one.owed_yen for one in facts.kept), Yen(0))


def _or_blank(item: str, value: Yen | int | None, source: str, why: str, of: str = "") -> DraftLine:
    if value is None:
        return DraftLine(item, None, why=why, of=of)
    return DraftLine(item, value, source, of=of)


DRAFTS: Mapping[str, Callable[[DraftFacts], Iterator[DraftLine]]] = MappingProxyType(
    {"psa_property": property_lines, "jvcea_monthly": monthly_lines, "psa_annual": annual_lines}
)
"""Duties that can be drafted: by the code of the duty, what yields its lines."""
