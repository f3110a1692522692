"""Movements on customers' accounts that lack what their kind needs, or have what it cannot have."""

from __future__ import annotations

from pathlib import Path

from hozen.engine import Cell, Engine
from hozen.records import Book, Query, Reject

_MOST = 10_000
_YEN = "'grant', 'margin_result', 'margin_fee'"
_BTC = "'bought_for_btc', 'sold_for_btc'"
_MARGIN = "'margin_result', 'margin_fee', 'long_open', 'short_open'"
# (column, condition of a bad row, what is expected)
_RULES = (
    ("yen", f"kind IN ({_YEN}) AND yen IS NULL", "yen for grant, margin_result and margin_fee"),
    ("yen", f"kind NOT IN ({_YEN}) AND coalesce(yen, 0) <> 0", "no yen for this kind"),
    ("yen", "kind IN ('grant', 'margin_fee') AND yen < 0", "yen of 0 or more"),
    ("btc_units", f"kind IN ({_BTC}) AND btc_units IS NULL", "btc_units for trades against BTC"),
    ("btc_units", f"kind NOT IN ({_BTC}) AND coalesce(btc_units, 0) <> 0", "no btc_units for this kind"),
    ("asset", f"kind IN ({_BTC}) AND asset IN ('BTC', 'JPY')", "an asset that is traded against BTC"),
    ("asset", f"kind IN ({_MARGIN}) AND asset = 'JPY'", "the asset that was traded on margin"),
    ("units", "kind IN ('margin_result', 'margin_fee') AND units <> 0", "0 units: it is settled in yen"),
)


def movement_rejects(book: Book, engine: Engine) -> list[Reject]:
    """At most 10,000 of them, in the order of rows."""
    bad = " OR ".join(f"({condition})" for _, condition, _ in _RULES)
    which = " ".join(f"WHEN {condition} THEN {place}" for place, (_, condition, _) in enumerate(_RULES))
    text = (
        f"SELECT filename, file_row_number, CASE {which} END AS rule, kind FROM traced_customer_movements "
        f"WHERE kind IS NOT NULL AND units IS NOT NULL AND ({bad}) "
        f"ORDER BY filename, file_row_number LIMIT {_MOST}"
    )
    return [_reject(book, row) for row in engine.rows(Query("movements", text, ()))]


def _reject(book: Book, row: tuple[Cell, ...]) -> Reject:
    file, number, rule, kind = row
    column, _, want = _RULES[int(str(rule))]
    line = int(str(number)) + (book.kind("customer_movements") == "csv")
    place = book.relative(Path(str(file)))
    return Reject("customer_movements", place, line, column, str(kind), "kind-needs", want)
