"""A transfer that names no last day excuses a shortage for ever: the close says so, or the house's rule ends it."""

from __future__ import annotations

import pytest
from close_book import BTC, FRIDAY, TOML, D, SmallExchange

from hozen import close
from hozen.findings import AssetUnits, Finding, Status
from hozen.records import BookError
from hozen.values import Units


def sent(exchange: SmallExchange) -> dict[tuple[str, str], Finding]:
    """One of 9.7 cold coins was sent on Tuesday the 17th, and its customer is not debited yet."""
    exchange.put("wallet_balances", "units", str(87 * BTC // 10), wallet_id="btc-cold")
    transfer = {
        "day": D,
        "transfer_id": "R1",
        "asset": "BTC",
        "direction": "withdrawal",
        "seen_on": "chain",
        "units": str(BTC),
        "seen_at": "2026-11-17T03:00:00Z",
    }
    closing = close(exchange.add("transfers", transfer).write(), FRIDAY).closing
    return {(one.code, one.subject): one for one in closing.findings}


def test_the_first_of_them_calls_for_attention_with_what_it_moves(exchange: SmallExchange) -> None:
    told = sent(exchange)
    assert told["crypto-shortage", "BTC"].status is Status.MET
    found = told["reconciliation", "BTC"]
    assert (found.status, found.reason) == (Status.ATTENTION, "transfer_without_end")
    steps = {step.label: step.value for step in found.steps}
    assert steps["transfers_without_end"] == 1
    assert steps["units_without_end"] == AssetUnits("BTC", Units(BTC), 8)


def test_the_houses_rule_makes_a_break_and_a_shortage_of_it(exchange: SmallExchange) -> None:
    # Two business days after Tuesday the 17th: 18, 19. On the 20th it excuses nothing.
    exchange.toml = TOML.replace("[buffer_limits]", "transfer_days = 2\n[buffer_limits]")
    told = sent(exchange)
    assert str(told["crypto-shortage", "BTC"].distance) == "-1.00000000 BTC"
    found = told["reconciliation", "BTC"]
    assert [(step.label, str(step.value)) for step in found.steps if step.label.startswith("cause")] == [
        ("cause_expired_transfer", "-1.00000000 BTC")
    ]


def test_on_its_last_day_it_is_in_flight_and_has_an_end(exchange: SmallExchange) -> None:
    exchange.toml = TOML.replace("[buffer_limits]", "transfer_days = 3\n[buffer_limits]")
    assert {one.status for key, one in sent(exchange).items() if key[1] == "BTC"} == {Status.MET}


@pytest.mark.parametrize("days", ["0", "-1", '"2"', "true", "1.5"])
def test_a_number_of_days_that_is_none_is_refused_with_its_line(exchange: SmallExchange, days: str) -> None:
    exchange.toml = TOML.replace("[buffer_limits]", f"transfer_days = {days}\n[buffer_limits]")
    with pytest.raises(BookError, match="transfer_days is a count of days") as refusal:
        close(exchange.write(), FRIDAY)
    assert str(refusal.value.where).endswith("book.toml, line 6")
