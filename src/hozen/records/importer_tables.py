"""Optional tables that importers fill: what a bank and a custodian state, line by line."""

from __future__ import annotations

from hozen.records.contract import Column, Kind, Table

_ASSET = Column("asset", Kind.TEXT, "asset symbol, as in assets", refers="assets.asset")
_SOURCE = Column("source", Kind.TEXT, "which import it comes from", required=False)


def _amount(name: str, doc: str) -> Column:
    return Column(name, Kind.UNITS, doc, required=False)


BANK_ENTRIES = Table(
    "bank_entries",
    "入出金明細",
    "What a trust bank booked on an account of customers' money. A notice repeats what a statement says later.",
    (
        Column("day", Kind.DAY, "legal day in Japan (JST) it was booked"),
        Column("trust_account_id", Kind.TEXT, "trust", refers="trust_accounts.trust_account_id"),
        Column(
            "kind",
            Kind.CHOICE,
            "out of a statement, or a notice ahead of it",
            choices=("statement", "notice"),
        ),
        Column("entry_id", Kind.TEXT, "statement and place in it"),
        Column("yen", Kind.SIGNED_YEN, "above 0: came in; below 0: went out"),
        Column("value_day", Kind.DAY, "day from which it counts", required=False),
        Column("reversal", Kind.FLAG, "takes an earlier entry back", required=False),
        Column("reference", Kind.TEXT, "the bank's reference", required=False),
        Column("counterparty", Kind.TEXT, "who paid or was paid", required=False),
        Column("text", Kind.TEXT, "what the bank says of it", required=False),
        _SOURCE,
    ),
    ("day", "trust_account_id", "kind", "entry_id"),
    required=False,
)
KEEPER_STATEMENTS = Table(
    "keeper_statements",
    "カストディアン明細",
    "What a custodian states: balances and movements. The four amounts stand as stated; none is worked out from another.",
    (
        Column(
            "day", Kind.DAY, "legal day in Japan (JST) of the movement, or at whose end the balance stood"
        ),
        Column("keeper", Kind.TEXT, "the custodian's name, as in wallets"),
        Column("line_id", Kind.TEXT, "the custodian's id of the line"),
        Column("entry", Kind.CHOICE, "what it is", choices=("balance", "in", "out")),
        Column("account", Kind.TEXT, "vault, account or wallet at the custodian"),
        Column(
            "wallet_id", Kind.TEXT, "our wallet, where it is one", required=False, refers="wallets.wallet_id"
        ),
        _ASSET,
        Column("units", Kind.UNITS, "balance, or gross amount, in smallest units"),
        _amount("net_units", "what arrived"),
        _amount("network_fee", "fee of the chain, in smallest units of fee_asset"),
        _amount("service_fee", "fee of the custodian or venue, in smallest units of asset"),
        Column("fee_asset", Kind.TEXT, "asset of the network fee", required=False),
        Column("txid", Kind.TEXT, "transaction", required=False),
        Column("made_at", Kind.INSTANT, "when the line came to be", required=False),
        Column("statement_id", Kind.TEXT, "which import it comes from"),
    ),
    ("day", "keeper", "line_id"),
    required=False,
)

IMPORTER_TABLES = (BANK_ENTRIES, KEEPER_STATEMENTS)
