"""From the rows the measures yield to the register and the shares."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from typing import cast

from hozen.rules.providers.facts import NOBODY, Share, UnknownKeepers
from hozen.rules.providers.register import (
    Contract,
    Handing,
    KeyPerson,
    Link,
    Provider,
    ProviderIncident,
    Review,
    StatusPeriod,
)
from hozen.values import Price
from hozen.values.period import Period

Row = Sequence[object]
CUSTOMER = "customer"


def providers_of(rows: Iterable[Row]) -> tuple[Provider, ...]:
    """Rows in the columns of the measure; the door has checked each cell."""
    return tuple(Provider(*map(_text, row)) for row in rows)


def statuses_of(rows: Iterable[Row]) -> tuple[StatusPeriod, ...]:
    """(provider, status, basis, since, until, reference, source)."""
    return tuple(
        StatusPeriod(_text(who), _text(status), _text(basis), _period(since, until), *map(_text, rest))
        for who, status, basis, since, until, *rest in rows
    )


def links_of_rows(rows: Iterable[Row]) -> tuple[Link, ...]:
    """(provider, what, ref, since, until, count)."""
    return tuple(
        Link(_text(who), _text(what), _text(ref), _period(since, until), cast("int", count))
        for who, what, ref, since, until, count in rows
    )


def contracts_of(rows: Iterable[Row]) -> tuple[Contract, ...]:
    """(provider, contract, since, until, exit_terms, notice_days)."""
    return tuple(
        Contract(_text(who), _text(name), _period(since, until), _text(terms), cast("int | None", notice))
        for who, name, since, until, terms, notice in rows
    )


def chain_of(rows: Iterable[Row]) -> tuple[Handing, ...]:
    """(provider, sub-provider, since, until)."""
    return tuple(Handing(_text(who), _text(sub), _period(since, until)) for who, sub, since, until in rows)


def reviews_of(rows: Iterable[Row]) -> tuple[Review, ...]:
    """(provider, reviewed_on, valid_until, reviewer, outcome)."""
    return tuple(
        Review(_text(who), cast("date", on), cast("date", until), _text(reviewer), _text(outcome))
        for who, on, until, reviewer, outcome in rows
    )


def incidents_of(rows: Iterable[Row]) -> tuple[ProviderIncident, ...]:
    """(provider, day, text, source)."""
    return tuple(
        ProviderIncident(_text(who), cast("date", day), _text(text), _text(source))
        for who, day, text, source in rows
    )


def persons_of(rows: Iterable[Row]) -> tuple[KeyPerson, ...]:
    """(provider, function, has_deputy)."""
    return tuple(KeyPerson(_text(who), _text(what), bool(deputy)) for who, what, deputy in rows)


def by_how(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Rows of `held_by_who` by their first column, without it; [] where there are none."""
    found: dict[str, list[Row]] = defaultdict(list)
    for how, *row in rows:
        found[_text(how)].append(row)
    return found


def is_nobodys(row: Row) -> bool:
    """Whether a row of `by_how` is of a keeper that the register does not know."""
    return row[0] == NOBODY


def shares_of(rows: Iterable[Row]) -> tuple[Share, ...]:
    """Customers' crypto by `who`, from rows of `by_how`; by id."""
    by_who: dict[str, Share] = {}
    for who, purpose, cold, _, decimals, price, units, holdings in rows:
        if purpose == CUSTOMER:
            name, count = _text(who), cast("int", holdings)
            before = by_who.get(name, Share(name, Fraction(0), 0, 0))
            value = before.value + _value(price, units, decimals)
            by_who[name] = Share(name, value, before.holdings + count, before.cold + (count if cold else 0))
    return tuple(by_who[who] for who in sorted(by_who))


def whole_of(shares: Iterable[Share]) -> Share:
    """All keepers together: each wallet has one keeper, so nothing counts twice."""
    every = tuple(shares)
    return Share(
        "",
        sum((one.value for one in every), Fraction(0)),
        sum(one.holdings for one in every),
        sum(one.cold for one in every),
    )


def unknown_of(row: Row, kept: Iterable[Row]) -> UnknownKeepers:
    """The one row of `unknown_keepers`, with the yen value out of the rows of what is kept."""
    wallets, keepers, first = row
    nobody = (one for one in kept if is_nobodys(one))
    value = sum((_value(price, units, decimals) for *_, decimals, price, units, _ in nobody), Fraction(0))
    return UnknownKeepers(cast("int", wallets), cast("int", keepers), _text(first), value)


def _value(price: object, units: object, decimals: object) -> Fraction:
    """Exact yen; nothing is worth nothing, whatever its price. ValueError for an amount without a price."""
    if not units:
        return Fraction(0)
    return Price.parse(_text(price)).value_of(cast("int", units), cast("int", decimals))


def _period(since: object, until: object) -> Period:
    return Period(cast("date", since), cast("date | None", until))


def _text(cell: object) -> str:
    return "" if cell is None else str(cell)
