"""ccxt's unified trades saved as JSON: datetime, symbol, side, amount, cost, fee {currency, cost}."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from hozen.rules.tax import TaxRefused
from hozen.workflows.tax.events_file import Cells, instant, is_number
from hozen.workflows.tax.forms.given import Given
from hozen.workflows.tax.forms.trade_list import SIDES


def ccxt(source: Path, given: Given) -> Iterator[Cells]:
    """Each trade of a yen market; of the given asset alone where one is given. Numbers stay text."""
    try:
        found = json.loads(source.read_text("utf-8"), parse_float=str, parse_int=str)
    except (ValueError, UnicodeDecodeError) as error:
        raise TaxRefused(
            "the file is not JSON", where=source.name, expected="a list of ccxt trades"
        ) from error
    if not isinstance(found, list):
        raise TaxRefused("the file holds no list", where=source.name, expected="a list of ccxt trades")
    for place, one in enumerate(found, 1):
        at, side, asset, qty, yen, fee = _trade(one, f"{source.name}, trade {place}")
        if given.asset in ("", asset):
            yield place, given.plain(at, str(place), side, asset, qty, yen, fee)


def _fee(trade: Mapping[str, Any]) -> Mapping[str, Any]:
    """The one fee of a trade: as `fee`, or as the only one in `fees`. Several cannot be told as one: nothing then."""
    fees = [one for one in trade.get("fees") or () if isinstance(one, Mapping)]
    if trade.get("fee"):
        return trade["fee"] if isinstance(trade["fee"], Mapping) else {}
    if len(fees) > 1:
        return {}
    return fees[0] if fees else {"currency": "JPY", "cost": "0"}


def _trade(one: object, where: str) -> tuple[str, ...]:
    trade = one if isinstance(one, Mapping) else {}
    base, _, quote = str(trade.get("symbol", "")).partition("/")
    fee = _fee(trade)
    amounts = (str(trade.get("amount")), str(trade.get("cost")), str(fee.get("cost")))
    at = str(trade.get("datetime")).replace("Z", "+00:00")
    good = {
        "symbol": quote == "JPY",
        "side": trade.get("side") in SIDES,
        "datetime": instant(at) is not None,
        "fee": fee.get("currency") == "JPY",
        "amount, cost or fee": all(is_number(each) for each in amounts),
    }
    for name, fine in good.items():
        if not fine:
            raise TaxRefused(
                f"the {name} of a trade is not as expected",
                where=where,
                found=str(trade.get(name.split(",")[0], "")),
                expected="one yen market, a side, an instant in UTC, plain decimals, a fee in JPY",
                try_next="enter an exchange of coins, or a fee in coin, as a row of its own",
            )
    return (at, str(trade["side"]), base, *amounts)
