"""As of when custodians' statements stand: the rows on both engines, and what is made of them by hand."""

from __future__ import annotations

from datetime import date

import pytest
from chain_world import DAY, balance, sound, view, wallet

from hozen.rules.segregation import KeeperStatements, keeper_statements
from hozen.rules.segregation.statement_measures import statements
from hozen.rules.segregation.statements import last_business_day
from hozen.values import BusinessDays


def cut(keeper: str, read_at: str, chain: str = "c", day: date = DAY) -> dict[str, object]:
    return {"day": day, "chain": chain, "keeper": keeper, "read_at": read_at}


def test_each_keeper_and_chain_once_and_a_day_in_japan(engine) -> None:
    firm = sound()
    firm["wallets"] += [
        wallet("W4", "a4", keeper="Keeper") | {"chain": "d"},
        wallet("W5", "a5", keeper="Late", purpose="guarantee"),
        wallet("W6", "a6", keeper="Own", purpose="own"),
        wallet("W7", "a7", keeper="Empty"),
    ]
    firm["wallet_balances"] += [balance("W4", 1), balance("W5", 1), balance("W6", 1), balance("W7", 0)]
    firm["chain_cutoffs"] = [
        cut("Keeper", "2026-11-19 15:00:00"),  # midnight in Japan: the 20th has begun
        cut("Late", "2026-11-19 14:59:59"),  # a second before it
        cut("self", "2026-11-01 00:00:00"),  # the firm's own node is no statement
        cut("Keeper", "2026-11-20 00:00:00", "d", date(2026, 11, 19)),  # said for another day
    ]
    view(engine, firm)
    assert engine.rows(statements(DAY)) == [
        ("Keeper", "c", date(2026, 11, 20)),
        ("Keeper", "d", None),
        ("Late", "c", date(2026, 11, 19)),
    ]


def test_a_keepers_statements_are_one_value() -> None:
    a, b = date(2026, 11, 19), date(2026, 11, 20)
    late, keeper = keeper_statements([("Z", "c", b), ("K", "c", b), ("K", "d", a), ("K", "e", None)])[::-1]
    assert keeper == KeeperStatements("K", (a, b), 1)
    assert (keeper.oldest, keeper.before(b), keeper.before(a)) == (a, 1, 0)
    assert (late.keeper, late.oldest, late.undated) == ("Z", b, 0)
    assert KeeperStatements("K", (), 2).oldest is None


@pytest.mark.parametrize(
    ("today", "kind", "found"),
    [
        (date(2026, 11, 20), BusinessDays.BANK, date(2026, 11, 20)),  # Friday
        (date(2026, 11, 23), BusinessDays.BANK, date(2026, 11, 20)),  # Monday, a holiday
        (date(2027, 1, 3), BusinessDays.BANK, date(2026, 12, 30)),  # banks rest from 31 December to 3 January
        (date(2026, 11, 23), BusinessDays.EVERY_DAY, date(2026, 11, 23)),
    ],
)
def test_the_last_business_day(today, kind, found) -> None:
    assert last_business_day(today, kind) == found
