"""The sample's register of crypto-assets handled, and what is disclosed of each. Issuers, dates and texts are made up.

Five faults can be planted on the last day, each in an asset of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from hozen.law import Lawful, LawGap, Reading
from hozen.workflows.sample.coins import Coin
from hozen.workflows.sample.job import Job
from hozen.workflows.sample.plants import Said
from hozen.workflows.sample.rows import Row

SOURCE, BOARD = "made up by hozen sample", "board minutes"
LACKED = "cyber_risk"  # the field that field_missing leaves out
_DAY = timedelta(days=1)
_FRESH = timedelta(days=365)
_ISSUED = "/erc20:"  # in CAIP-19: somebody issued it
# What the register itself says, or what must have a form of its own, is not told again in words.
_NOT_IN_WORDS = {"name", "ticker", "issuer", "issuer_lei", "decimals", "dti", "caip"}
# Plant → the place of its asset among the sample's coins; every sample has three.
_WHERE = {"disclosure_stale": 0, "field_missing": 1, "delisted_traded": 2, "undisclosed": -1}


def product_tables(job: Job) -> dict[str, list[Row]]:
    """Table → rows, in the order of their keys; with the planted faults in them."""
    begun = _begun(job)
    coins = sorted(job.size.coins, key=lambda one: one.symbol)
    told = [one for one in coins if one.symbol != _planted(job).get("undisclosed")]
    return {
        "products": [_product(one) for one in coins],
        "product_tickers": [(one.symbol, one.symbol, begun, None, SOURCE) for one in coins],
        "product_classes": [(one.symbol, "crypto_asset", begun, None, "PSA 2(14)", SOURCE) for one in coins],
        "product_decisions": [row for one in coins for row in _decisions(job, one, begun)],
        "disclosures": [(one.symbol, 1, begun, _valid_until(job, one), BOARD) for one in told],
        "disclosure_fields": [row for one in told for row in _fields(job, one, begun)],
    }


def said(job: Job) -> Mapping[str, Said]:
    """(subject, amount, unit) of each fault of the register."""
    coins = job.size.coins
    units = {
        "disclosure_stale": "day",
        "field_missing": "field",
        "delisted_traded": "day",
        "undisclosed": "disclosure",
    }
    return {name: (coins[place].symbol, 1, units[name]) for name, place in _WHERE.items()}


def _planted(job: Job) -> dict[str, str]:
    return {name: job.size.coins[place].symbol for name, place in _WHERE.items() if job.has(name)}


def _begun(job: Job) -> date:
    return date(job.size.balance_days[0].year - 2, 4, 1)


def _case(coin: Coin) -> str:
    return "issuer" if _ISSUED in coin.caip19 else "no_issuer"


def _product(coin: Coin) -> Row:
    issuer = f"Sample Issuer of {coin.symbol}" if _case(coin) == "issuer" else None
    return (
        *(coin.symbol, coin.name, None, coin.decimals, coin.dti or None, coin.caip19 or None),
        *(issuer, None, _case(coin), SOURCE, None),
    )


def _decisions(job: Job, coin: Coin, begun: date) -> Iterator[Row]:
    if coin.symbol == _planted(job).get("delisted_traded"):
        yield (coin.symbol, job.size.last_day, "delist", begun, None, None, "thin trading", BOARD)
    yield (coin.symbol, begun, "list", begun - _DAY, None, None, None, BOARD)


def _valid_until(job: Job, coin: Coin) -> date:
    is_stale = coin.symbol == _planted(job).get("disclosure_stale")
    return job.size.last_day - _DAY if is_stale else job.size.last_day + _FRESH


def _fields(job: Job, coin: Coin, begun: date) -> Iterator[Row]:
    left_out = {LACKED} if coin.symbol == _planted(job).get("field_missing") else set()
    for field in sorted(_asked(job.reading, _case(coin)) - _NOT_IN_WORDS - left_out):
        words = field.replace("_", " ")
        yield (coin.symbol, 1, field, f"Sample: {words} of {coin.name}", None, SOURCE, begun)


def _asked(reading: Reading, case: str) -> set[str]:
    """Every field that the law, the association's sheet or the reform asks of this case on the last day."""
    figures = (_text(reading, f"products.fields.{layer}") for layer in ("order", "sheet", case))
    return {field for figure in figures if figure for field in figure.value.split()}


def _text(reading: Reading, key: str) -> Lawful[str] | None:
    try:
        return reading.text(key)
    except LawGap:
        return None  # a day from before the texts that are known
