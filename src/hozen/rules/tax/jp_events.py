"""From events to postings under Japan's rules: Income Tax Act 36, 40, 48-2; Order 87, 119-2 to 119-7; NTA FAQ.

Which treatment an event has stands in the law's file `tax/event`, with its citation and standing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from hozen.law import Lawful, LawGap, Reading
from hozen.rules.tax.events import Kind, Posting, TaxEvent
from hozen.rules.tax.jp import SEPARATE, needs, regime_of

_Read = tuple[Lawful[object], ...]


def postings(reading: Reading, event: TaxEvent) -> tuple[Posting, ...]:
    """What the event does, asset by asset. LawGap where no treatment is fixed on the day."""
    treatment = reading.text(f"tax.event.{event.kind.value}")
    if treatment.value not in TREATMENTS:
        raise LawGap(
            f"no treatment {treatment.value!r} for an event",
            key=treatment.key,
            day=reading.day,
            found=treatment.value,
            expected=" | ".join(TREATMENTS),
        ).in_japanese(f"取扱い {treatment.value!r} はない", f"{treatment.key} を訂正する")
    _all_read(event, _READ[treatment.value])
    return TREATMENTS[treatment.value](reading, event, (treatment,))


_READ: Mapping[str, frozenset[str]] = {
    "purchase": frozenset({"yen", "fee"}),
    "sale": frozenset({"yen", "fee", "deemed"}),
    "exchange": frozenset({"yen", "fee", "to_asset", "to_units", "deemed"}),
    "sale_and_expense": frozenset(),
    "cost_at_market": frozenset(),
    "sale_at_market": frozenset({"fee", "deemed"}),
    "book_value": frozenset({"cost"}),
    "low_price_sale": frozenset({"yen", "fee", "deemed"}),
    "low_price_purchase": frozenset({"yen", "fee"}),
    "income_and_cost": frozenset(),
    "no_cost": frozenset(),
    "specific": frozenset({"yen", "fee", "cost"}),
    "moved": frozenset({"known", "cost"}),
    "income_alone": frozenset({"yen"}),
    "stated": frozenset(),
}
"""What each treatment reads; the market value besides, which may always stand there."""
_EMPTY: Mapping[str, object] = {
    "yen": None,
    "fee": 0,
    "cost": None,
    "to_asset": "",
    "to_units": 0,
    "known": True,
    "deemed": False,
}


def _all_read(event: TaxEvent, read: frozenset[str]) -> None:
    """TaxRefused for an amount that would go unread: whoever wrote it meant it to count."""
    for name, empty in _EMPTY.items():
        if name not in read and getattr(event, name) != empty:
            column = {"to_units": "to_qty"}.get(name, name)
            raise event.refuse(
                f"a {event.kind.value} does not read its {column}",
                str(getattr(event, name)),
                f"nothing in {column}; what it stands for, as a row of its own",
            )


_PLAIN = {"purchase": 1, "sale": -1}


def plain_kinds(reading: Reading) -> dict[str, tuple[Kind, int, Lawful[str]]]:
    """The kinds that are a plain purchase (1) or sale (-1) on the day, by name: such an event needs no posting."""
    found = {}
    for kind in (Kind.BUY, Kind.SELL, Kind.SPEND, Kind.YEAR_BUY, Kind.YEAR_SELL):
        rule = reading.text(f"tax.event.{kind.value}")
        if rule.value in _PLAIN:
            found[kind.value] = (kind, _PLAIN[rule.value], rule)
    return found


def _purchase(_: Reading, event: TaxEvent, read: _Read) -> tuple[Posting, ...]:
    """取得価額: the price and the fees of the purchase (Order 119-6(1)(i))."""
    return (_in(event, event.need("yen") + event.fee, read),)


def _sale(reading: Reading, event: TaxEvent, read: _Read) -> tuple[Posting, ...]:
    return (_out(reading, event, event.need("yen"), read),)


def _exchange(reading: Reading, event: TaxEvent, read: _Read) -> tuple[Posting, ...]:
    """Both legs carry the same yen: the value of the coin received."""
    if not event.to_asset or event.to_units <= 0 or event.to_asset == event.asset:
        raise event.refuse(
            "an exchange without the coin received", event.to_asset, "another asset, and units"
        )
    value = event.need("yen")
    got = Posting(event, event.to_asset, event.to_units, cost=value, rests_on=read)
    return (_out(reading, event, value, read), got)


def _spent_as_fee(_: Reading, event: TaxEvent, read: _Read) -> tuple[Posting, ...]:
    value = event.need("market")
    return (Posting(event, event.asset, -event.units, revenue=value, expense=value, rests_on=read),)


def _at_market(_: Reading, event: TaxEvent, read: _Read) -> tuple[Posting, ...]:
    return (_in(event, event.need("market"), read),)


def _out_at_market(reading: Reading, event: TaxEvent, read: _Read) -> tuple[Posting, ...]:
    return (_out(reading, event, event.need("market"), read),)


def _book_value(_: Reading, event: TaxEvent, read: _Read) -> tuple[Posting, ...]:
    return (_in(event, event.need("cost"), read),)


def _low_price(reading: Reading, event: TaxEvent, read: _Read) -> tuple[Posting, ...]:
    value, more = _not_below(reading, event, read)
    return (_out(reading, event, value, more),)


def _low_price_received(reading: Reading, event: TaxEvent, read: _Read) -> tuple[Posting, ...]:
    value, more = _not_below(reading, event, read)
    return (_in(event, value + event.fee, more),)


def _not_below(reading: Reading, event: TaxEvent, read: _Read) -> tuple[Fraction, _Read]:
    """低額譲渡: a price below the share of market value counts as that share; at the share or above, as it is."""
    share = reading.ratio("tax.low_price_share")
    return max(event.need("yen"), share.value.value * event.need("market")), (*read, share)


def _income_and_cost(_: Reading, event: TaxEvent, read: _Read) -> tuple[Posting, ...]:
    value = event.need("market")
    return (Posting(event, event.asset, event.units, cost=value, income=value, rests_on=read),)


def _no_cost(_: Reading, event: TaxEvent, read: _Read) -> tuple[Posting, ...]:
    return (_in(event, Fraction(0), read),)


def _specific(_: Reading, event: TaxEvent, read: _Read) -> tuple[Posting, ...]:
    """A coin bought only to get to another coin: its own cost, outside the average (Order 119-2(2))."""
    revenue, cost = event.need("yen"), event.need("cost")
    return (Posting(event, event.asset, 0, revenue=revenue, expense=event.fee, specific=cost, rests_on=read),)


def _moved(_: Reading, event: TaxEvent, read: _Read) -> tuple[Posting, ...]:
    """Between the customer's own wallets nothing happens. With an unknown other end it is shown, never guessed."""
    if event.cost is not None and (event.kind is Kind.MOVE_OUT or not event.known):
        raise event.refuse(
            f"a {event.kind.value} beside a cost", str(event.cost), "a cost where units of known cost come in"
        )
    if event.known and event.cost is None:
        return ()
    if event.known:
        return (_in(event, event.need("cost"), read),)
    sign = 1 if event.kind is Kind.MOVE_IN else -1
    return (Posting(event, event.asset, sign * event.units, explained=False, rests_on=read),)


def _income_alone(_: Reading, event: TaxEvent, read: _Read) -> tuple[Posting, ...]:
    """Yen earned on units that another row brings in: what an annual report counts as sold without a quantity."""
    return (Posting(event, event.asset, income=event.need("yen"), rests_on=read),)


def _stated(_: Reading, event: TaxEvent, read: _Read) -> tuple[Posting, ...]:
    """Units that an annual report states of a day: nothing moves, but what is worked out must have them."""
    return (Posting(event, event.asset, rests_on=read),)


def _in(event: TaxEvent, cost: Fraction, read: _Read) -> Posting:
    return Posting(event, event.asset, event.units, cost=cost, rests_on=read)


def _out(reading: Reading, event: TaxEvent, revenue: Fraction, read: _Read) -> Posting:
    """A disposal; with the deemed cost where the customer chose it for this disposal (Circular 48-2-4)."""
    if not event.deemed:
        return Posting(event, event.asset, -event.units, revenue=revenue, expense=event.fee, rests_on=read)
    share, more = reading.ratio("tax.deemed_cost_share"), read
    if regime_of(reading).value == SEPARATE:
        more = (*read, needs(reading, "tax.separate.deemed_cost", "allowed"))
    cost = share.value.value * revenue
    return Posting(
        event,
        event.asset,
        -event.units,
        revenue=revenue,
        expense=event.fee,
        specific=cost,
        rests_on=(*more, share),
    )


TREATMENTS: Mapping[str, Callable[[Reading, TaxEvent, _Read], tuple[Posting, ...]]] = {
    "purchase": _purchase,
    "sale": _sale,
    "exchange": _exchange,
    "sale_and_expense": _spent_as_fee,
    "cost_at_market": _at_market,
    "sale_at_market": _out_at_market,
    "book_value": _book_value,
    "low_price_sale": _low_price,
    "low_price_purchase": _low_price_received,
    "income_and_cost": _income_and_cost,
    "no_cost": _no_cost,
    "specific": _specific,
    "moved": _moved,
    "income_alone": _income_alone,
    "stated": _stated,
}
