"""One line for each customer and asset: the sums of the year, the identity, and how far the ledger is from it."""

from __future__ import annotations

from collections.abc import Mapping

from hozen.records import Query
from hozen.workflows.tax_year.columns import ISSUED, SIGNS

_NOTHING = "CAST(0 AS DECIMAL(38,0))"
LEDGER = "ledger_units"
_SUMMED = (*(name for name in ISSUED if name != "closing_units"), LEDGER)
_OF_TRADES = ("bought_units", "bought_yen", "sold_units", "sold_yen")
_BY_KIND = {
    "bought_units": "kind = 'grant'",
    "in_units": "kind = 'in'",
    "out_units": "kind = 'out'",
    "bought_btc_units": "kind = 'bought_for_btc'",
    "sold_btc_units": "kind = 'sold_for_btc'",
    "lent_units": "kind = 'lent'",
    "returned_units": "kind = 'returned'",
    "lending_units": "kind = 'lending_result'",
    "long_units": "kind = 'long_open'",
    "short_units": "kind = 'short_open'",
}


def lines(traded: str, moved: str, held: str) -> Query:
    """Every line of a part, with `closing_units` by the identity and `difference` = that less what the close has."""
    legs = " UNION ALL ".join(
        (
            _leg(held, "asset", {name: name for name in ("opening_units", LEDGER)}),
            _leg(traded, "asset", {name: name for name in _OF_TRADES}),
            _leg(traded, "'JPY'", _mirrored()),
            _leg(moved, "asset", _moves()),
            _leg(moved, "'JPY'", _margin(), "kind IN ('margin_result', 'margin_fee')"),
            _leg(moved, "'BTC'", _against(), "kind IN ('bought_for_btc', 'sold_for_btc')"),
        )
    )
    sums = ", ".join(f"CAST(sum({name}) AS DECIMAL(38,0)) AS {name}" for name in _SUMMED)
    closing = "CAST(" + " ".join(f"{sign} {name}" for name, sign in SIGNS.items()).removeprefix("+ ")
    closing += " AS DECIMAL(38,0))"
    figures = ", ".join(f"{closing} AS closing_units" if name == "closing_units" else name for name in ISSUED)
    return Query(
        "lines",
        f"""
        SELECT bucket, customer_id, asset, {figures}, {LEDGER},
               CAST({closing} - {LEDGER} AS DECIMAL(38,0)) AS difference
        FROM (SELECT bucket, customer_id, asset, {sums} FROM ({legs}) AS legs
              GROUP BY bucket, customer_id, asset) AS sums
        ORDER BY bucket, customer_id, asset
        """,
        (),
    )


def _leg(source: str, asset: str, figures: Mapping[str, str], where: str = "1 = 1") -> str:
    columns = ", ".join(f"{figures.get(name, _NOTHING)} AS {name}" for name in _SUMMED)
    return f"SELECT bucket, customer_id, {asset} AS asset, {columns} FROM {source} WHERE {where}"


def _mirrored() -> dict[str, str]:
    """The yen's side of spot trades: yen got for coins are bought, yen paid for them sold."""
    return {
        "bought_units": "sold_yen",
        "bought_yen": "sold_yen",
        "sold_units": "bought_yen",
        "sold_yen": "bought_yen",
    }


def _moves() -> dict[str, str]:
    figures = {name: _if(condition, "units") for name, condition in _BY_KIND.items()}
    figures["fee_units"] = (
        f"CASE WHEN kind = 'fee' THEN units WHEN kind = 'fee_back' THEN -units ELSE {_NOTHING} END"
    )
    # What is given free of charge counts as income at its value, and as bought for that value.
    figures |= {"bought_yen": _if("kind = 'grant'", "yen"), "sold_yen": _if("kind = 'grant'", "yen")}
    figures |= {
        "bought_btc": _if("kind = 'bought_for_btc'", "btc_units"),
        "sold_btc": _if("kind = 'sold_for_btc'", "btc_units"),
        "margin_result_yen": _if("kind = 'margin_result'", "yen"),
        "margin_fee_yen": _if("kind = 'margin_fee'", "yen"),
    }
    return figures


def _margin() -> dict[str, str]:
    return {"margin_net_yen": "CASE WHEN kind = 'margin_result' THEN yen ELSE -yen END"}


def _against() -> dict[str, str]:
    """BTC's side of trades against BTC."""
    return {
        "sold_btc_units": _if("kind = 'bought_for_btc'", "btc_units"),
        "bought_btc_units": _if("kind = 'sold_for_btc'", "btc_units"),
    }


def _if(condition: str, value: str) -> str:
    return f"CASE WHEN {condition} THEN {value} ELSE {_NOTHING} END"
