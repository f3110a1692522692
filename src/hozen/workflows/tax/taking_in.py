"""From a venue's export to rows of the events file: a trade list, or ccxt's unified trades as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from hozen.rules.tax import TaxRefused
from hozen.workflows.strict_csv import rows
from hozen.workflows.tax.events_file import COLUMNS, instant, line, read_events, units_of

TRADE_LIST = ("seq", "ts_jst", "side", "qty", "jpy", "fee_jpy")
_SIDES = ("buy", "sell")


def take_in(
    source: Path, into: Path, form: str, venue: str, asset: str = "", registered: bool = False
) -> int:
    """Add the rows of `source` to the events file `into`, which is made where there is none. How many came in.

    `form` is 'trades' (seq, ts_jst, side, qty, jpy, fee_jpy of one asset) or 'ccxt' (JSON). TaxRefused, and nothing
    written, for a fault in either file or a venue that is there already.
    """
    if form not in FORMS:
        raise TaxRefused("no such form", where="--form", found=form, expected=" | ".join(FORMS))
    if not source.is_file():
        raise TaxRefused("no such file", where=str(source), expected="an export of a venue")
    before = into.read_text("utf-8") if into.is_file() else line(COLUMNS)
    if any(text.endswith(f",{venue}") for text in before.splitlines()[1:]):
        raise TaxRefused(
            "the venue was imported before", where=str(into), found=venue, expected="each venue once"
        )
    common = {"venue": venue, "registered": "yes" if registered else "no"}
    new = [line({**one, **common}.get(name, "") for name in COLUMNS) for one in FORMS[form](source, asset)]
    fresh = into.with_name(f"{into.name}.new")
    try:
        fresh.write_text(before + "".join(new), "utf-8")
        read_events(fresh)
    except BaseException:  # whatever stopped it: what was not let in leaves no file behind
        fresh.unlink(missing_ok=True)
        raise
    fresh.replace(into)
    return len(new)


def _trade_list(source: Path, asset: str) -> Iterator[dict[str, str]]:
    if not asset:
        raise TaxRefused(
            "a trade list does not say its asset", where="--asset", expected="an asset such as BTC"
        )
    for row in rows(source.read_bytes(), source.name, TRADE_LIST, TaxRefused):
        yield {
            "at": row.cells["ts_jst"],
            "seq": row.cells["seq"],
            "kind": row.choice("side", _SIDES),
            "asset": asset,
            "qty": row.cells["qty"],
            "yen": row.cells["jpy"],
            "fee": row.cells["fee_jpy"],
        }


def _ccxt(source: Path, asset: str) -> Iterator[dict[str, str]]:
    """ccxt's unified trade: datetime, symbol, side, amount, cost, fee {currency, cost}. Numbers stay text."""
    try:
        found = json.loads(source.read_text("utf-8"), parse_float=str, parse_int=str)
    except (ValueError, UnicodeDecodeError) as error:
        raise TaxRefused(
            "the file is not JSON", where=source.name, expected="a list of ccxt trades"
        ) from error
    if not isinstance(found, list):
        raise TaxRefused("the file holds no list", where=source.name, expected="a list of ccxt trades")
    for place, one in enumerate(found, 1):
        row = _ccxt_trade(one, f"{source.name}, trade {place}")
        if asset in ("", row["asset"]):
            yield {**row, "seq": str(place)}


def _ccxt_trade(one: object, where: str) -> dict[str, str]:
    trade = one if isinstance(one, Mapping) else {}
    base, _, quote = str(trade.get("symbol", "")).partition("/")
    fee = trade.get("fee") or {"currency": "JPY", "cost": "0"}
    amounts = (str(trade.get("amount")), str(trade.get("cost")), str(fee.get("cost")))
    good = {
        "symbol": quote == "JPY",
        "side": trade.get("side") in _SIDES,
        "datetime": instant(str(trade.get("datetime")).replace("Z", "+00:00")) is not None,
        "fee": fee.get("currency") == "JPY",
        "amount, cost or fee": all(units_of(each) is not None for each in amounts),
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
    return {
        "at": str(trade["datetime"]).replace("Z", "+00:00"),
        "kind": str(trade["side"]),
        "asset": base,
        "qty": amounts[0],
        "yen": amounts[1],
        "fee": amounts[2],
    }


FORMS: Mapping[str, Callable[[Path, str], Iterator[dict[str, str]]]] = {"trades": _trade_list, "ccxt": _ccxt}
