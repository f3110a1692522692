"""A book that lists one address twice does not close as if the coins were there twice."""

from __future__ import annotations

from close_book import BTC, FRIDAY, D, SmallExchange, balance

from hozen import close
from hozen.findings import AssetUnits, Finding, Status
from hozen.values import Units, Yen


def found(exchange: SmallExchange) -> dict[tuple[str, str], Finding]:
    closing = close(exchange.write(), FRIDAY).closing
    return {(one.code, one.subject): one for one in closing.findings}


def listed_twice(exchange: SmallExchange, first: str, temperature: str, units: int) -> SmallExchange:
    """One more customers' wallet at the address of `first`."""
    twin = {
        "wallet_id": "twin",
        "address": f"address of {first}",
        "chain": "test",
        "temperature": temperature,
        "purpose": "customer",
        "keeper": "self",
    }
    return exchange.add("wallets", twin).add("wallet_balances", balance("twin", "BTC", units, D))


def steps(one: Finding) -> dict[str, object]:
    return {step.label: step.value for step in one.steps}


def test_coins_that_are_listed_twice_make_no_shortage_good(exchange: SmallExchange) -> None:
    # Owed 10: really 6 cold and 0.3 hot. The 6 are listed twice: 12.3 on the list, 6.3 there.
    exchange.put("wallet_balances", "units", str(6 * BTC), wallet_id="btc-cold")
    told = found(listed_twice(exchange, "btc-cold", "cold", 6 * BTC))
    short = told["crypto-shortage", "BTC"]
    assert short.status is Status.BREACH
    assert str(short.measure) == "6.30000000 BTC"
    assert str(short.distance) == "-3.70000000 BTC"
    assert steps(short)["counted_twice"] == AssetUnits("BTC", Units(6 * BTC), 8)
    # The lists are compared as they stand: 12.3 − 10 = 2.3 too many, 6 of which are there twice and 3.7 nowhere.
    broken = told["reconciliation", "BTC"]
    assert str(broken.distance) == "2.30000000 BTC"
    assert {label: str(value) for label, value in steps(broken).items() if label.startswith("cause")} == {
        "cause_duplicate_address": "6.00000000 BTC",
        "cause_unknown": "-3.70000000 BTC",
    }


def test_of_two_figures_the_smaller_counts(exchange: SmallExchange) -> None:
    # 9.7 and 9.6 at one address: 9.6 + 0.3 hot = 9.9 of 10.
    told = found(listed_twice(exchange, "btc-cold", "cold", 96 * BTC // 10))
    assert str(told["crypto-shortage", "BTC"].distance) == "-0.10000000 BTC"
    assert steps(told["reconciliation", "BTC"])["cause_duplicate_address"] == AssetUnits(
        "BTC", Units(97 * BTC // 10), 8
    )


def test_an_address_that_is_hot_once_is_not_cold(exchange: SmallExchange) -> None:
    told = found(listed_twice(exchange, "btc-cold", "hot", 97 * BTC // 10))
    share = told["cold-share", ""]
    # Cold: ETH alone, 99 × ¥400,000 = ¥39.6m of ¥140m; 9.7 BTC × ¥10m = ¥97m are there once, and hot.
    assert share.status is Status.BREACH
    assert steps(share)["cold_value"] == Yen(39_600_000)
    assert steps(share)["counted_twice"] == Yen(97_000_000)
    # So guarantee crypto is due for 9.7 + 0.3 BTC, and 0.3 are there.
    assert str(told["guarantee-quantity", "BTC"].distance) == "-9.70000000 BTC"


def test_a_book_without_such_an_address_has_no_such_step(exchange: SmallExchange) -> None:
    assert not [one for one in found(exchange).values() if "counted_twice" in steps(one)]
