"""docs/reference/tape.md: what a tape folder holds and what a run writes, from the table contracts."""

from __future__ import annotations

from hozen.records import Table
from hozen.records.tape_tables import ALERT_ROWS, ALERTS, MICA_FIELDS, TAPE_TABLES
from reference.markdown import code, head, page, table
from reference.tables_page import _KINDS, _says

LEAD = (
    "*日本語の要約: 売買審査が読む取引記録フォルダの表と、書き出す抽出結果の表。価格・数量は十進の文字列、時刻は UTC。*",
    "A tape folder holds one file per table (`trades.parquet` or `trades.csv`), or one folder of files of"
    " one kind. Every table may be absent, but `trades` or `order_events` must be there. Prices and "
    "amounts are plain decimals; instants are UTC, to the microsecond. More columns than these do no "
    "harm. *EU* is the field of the order-book record of Regulation (EU) 2025/416.",
    "The door refuses a tape as a whole: `sequence-gap`, `clock-backwards`, `duplicate-key`, `fill-"
    "without-order`, `cancel-before-new`, `event-before-new`, `order-entered-twice`, `crossed-book` (a "
    "bid at or above an ask for longer than the tolerance), `zero-price`, `unknown-account`, `unknown-symbol`,"
    " `unknown-insider-list`, and the [reasons](reasons.md) that every table knows. Each reject names "
    "file, line, column, value and what was expected. A day of ten times the usual volume is a warning.",
)


def tape_page() -> str:
    """The page's text."""
    return page(
        head("The tape", "records/tape_tables.py", *LEAD),
        *(_one(each) for each in TAPE_TABLES),
        "# What a run writes",
        *(_one(each) for each in (ALERTS, ALERT_ROWS)),
    )


def _one(each: Table) -> str:
    keys = ", ".join(code(name) for name in each.key)
    orders = each.name in ("order_events", "trades")
    rows = [
        (
            code(one.name),
            _KINDS[one.kind][0],
            "yes" if one.required else "no",
            _says(one),
            *((str(MICA_FIELDS.get(one.name, "")),) if orders else ()),
        )
        for one in each.columns
    ]
    heads = ("column", "kind", "needed", "what it holds", *(("EU",) if orders else ()))
    return page(f"## {each.name}", f"{each.name_ja} · one row for each {keys}", each.doc, table(heads, rows))
