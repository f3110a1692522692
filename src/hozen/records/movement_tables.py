"""Optional table of what moves on customers' accounts besides trades: what their annual reports are made of."""

from __future__ import annotations

from hozen.records.contract import Column, Kind, Table

CUSTOMER_MOVEMENTS = Table(
    "customer_movements",
    "利用者口座の移動",
    "What moved on a customer's account besides spot trades against the yen. The annual transaction report reads it.",
    (
        Column("movement_id", Kind.TEXT, "the ledger's own id"),
        Column("timestamp", Kind.INSTANT, "when, in UTC; the legal day is worked out from it"),
        Column("customer_id", Kind.TEXT, "customer", refers="customers.customer_id"),
        Column(
            "asset",
            Kind.TEXT,
            "what moved; of margin kinds the asset that was traded",
            refers="assets.asset",
        ),
        Column(
            "kind",
            Kind.CHOICE,
            "in, out: 移入, 移出, without fees; fee, fee_back: 支払手数料, a rebate; grant: free of charge, at market "
            "value; bought_for_btc, sold_for_btc: trades against BTC; lent, returned, lending_result: 貸暗号資産; "
            "margin_result: settled, before fees; margin_fee; long_open, short_open: positions at the day's end",
            choices=(
                *("in", "out", "fee", "fee_back", "grant", "bought_for_btc", "sold_for_btc"),
                *("lent", "returned", "lending_result"),
                *("margin_result", "margin_fee", "long_open", "short_open"),
            ),
        ),
        Column("units", Kind.UNITS, "smallest units; 0 for margin_result and margin_fee"),
        Column("yen", Kind.SIGNED_YEN, "grant: market value; margin_result, margin_fee: yen", required=False),
        Column("btc_units", Kind.UNITS, "trades against BTC: smallest units of BTC", required=False),
    ),
    ("movement_id",),
    required=False,
)
