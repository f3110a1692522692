"""The tables that a surveillance run writes: alerts, and the rows of the tape that each rests on."""

from __future__ import annotations

from hozen.records.contract import Column, Kind, Table

_ALERT_ID = Column(
    "alert_id", Kind.TEXT, "hash of detector, version, parameters and rows", pattern="[0-9a-f]{32}"
)

ALERTS = Table(
    "alerts",
    "売買審査の抽出結果",
    "alerts.parquet: what a run found, sorted by alert_id. An alert is no report: a person decides.",
    (
        _ALERT_ID,
        Column("detector", Kind.TEXT, "name of the detector: self_match, layering, …"),
        Column("version", Kind.COUNT, "version of the detector"),
        Column("parameters", Kind.TEXT, "hash of the parameters it ran with", pattern="[0-9a-f]{32}"),
        Column("symbol", Kind.TEXT, "market"),
        Column("from_us", Kind.COUNT, "first instant, microseconds since 1970 UTC"),
        Column("to_us", Kind.COUNT, "last instant, microseconds since 1970 UTC"),
        Column("accounts", Kind.TEXT, "accounts concerned, a JSON list in sorted order; [] on a public tape"),
        Column("score", Kind.COUNT, "how strong, 0 to 1000; compares alerts of one detector only"),
        Column("reason", Kind.TEXT, "reason code; its words are in words/surveillance.yaml"),
        Column("figures", Kind.TEXT, "figures of the reason, a JSON object of whole numbers and texts"),
        Column("law", Kind.TEXT, "provision of the FIEA, such as 185-24(1)"),
        Column("eu", Kind.TEXT, "code of the EU's list, such as MAR 3(a)"),
        Column("rows", Kind.COUNT, "how many rows of the tape it rests on"),
    ),
    ("alert_id",),
)
ALERT_ROWS = Table(
    "alert_rows",
    "抽出結果の根拠行",
    "alert_rows.parquet: the rows of each alert, sorted by alert_id, table, row_id.",
    (
        _ALERT_ID,
        Column(
            "table", Kind.TEXT, "table of the tape: order_events, trades, announcements, prices_elsewhere"
        ),
        Column("row_id", Kind.TEXT, "seq of order_events, trade_id of trades, announcement_id, …"),
    ),
    ("alert_id", "table", "row_id"),
)
