"""Where customers are paid after a loss: its table."""

from __future__ import annotations

from hozen.records.contract import Column, Kind, Table


def _may(name: str, doc: str, pattern: str = "") -> Column:
    return Column(name, Kind.TEXT, doc, required=False, pattern=pattern)


PAYEES = Table(
    "payees",
    "支払先",
    "Where a customer is paid: a bank account, an address on a chain, or the account with the firm. "
    "Of several rows for one method and asset the newest on or before the day counts.",
    (
        Column("customer_id", Kind.TEXT, "customer", refers="customers.customer_id"),
        Column(
            "method",
            Kind.CHOICE,
            "bank: a transfer in yen; chain: coins to an address; account: booked on the customer's account with the firm",
            choices=("bank", "chain", "account"),
        ),
        Column("since", Kind.DAY, "first day on which it holds"),
        _may("bank_code", "bank: four digits", "[0-9]{4}"),
        _may("branch_code", "bank: three digits", "[0-9]{3}"),
        _may("account_type", "bank: 1 ordinary, 2 current, 4 savings, 9 other", "[1249]"),
        _may("account_number", "bank: seven digits", "[0-9]{7}"),
        _may(
            "holder_kana",
            "bank: the holder in half-width kana (no small ones), capitals and digits, at most 30 signs",
            "[0-9A-Z ｦｱ-ﾟ()./-]{1,30}",
        ),
        _may("asset", "chain: the asset that is paid to the address", "[A-Z0-9.]{1,20}"),
        _may("chain", "chain: CAIP-2 chain id or name"),
        _may("address", "chain: the address"),
    ),
    ("customer_id", "method", "asset", "since"),
    required=False,
)
