"""Optional tables that reconciliation reads: what is in flight, what chain and ledgers saw, and as of when."""

from __future__ import annotations

from hozen.records.contract import Column, Kind, Table

_ASSET = Column("asset", Kind.TEXT, "asset symbol, as in assets", refers="assets.asset")
_UNITS = Column("units", Kind.UNITS, "smallest units")

TRANSFERS = Table(
    "transfers",
    "移転中",
    "Deposits and withdrawals that only one side (chain or ledger) has seen at the end of the day.",
    (
        Column("day", Kind.DAY, "legal day in Japan (JST)"),
        Column("transfer_id", Kind.TEXT, "transaction or request id"),
        _ASSET,
        Column("direction", Kind.CHOICE, "deposit or withdrawal", choices=("deposit", "withdrawal")),
        Column("seen_on", Kind.CHOICE, "which side has it already", choices=("chain", "ledger")),
        _UNITS,
        Column("txid", Kind.TEXT, "transaction, where transfer_id is a request", required=False),
        Column("seen_at", Kind.INSTANT, "when that side saw it", required=False),
        Column("expires", Kind.DAY, "last day in flight; from the next it is a break", required=False),
        Column(
            "fee_units",
            Kind.UNITS,
            "network fee. Seen on chain: paid out of the wallets, not booked. In the ledger: debited, not paid",
            required=False,
        ),
    ),
    ("day", "transfer_id"),
    required=False,
)
CHAIN_CUTOFFS = Table(
    "chain_cutoffs",
    "照合基準点",
    "As of which block, or which statement, the balances of the day were read.",
    (
        Column("day", Kind.DAY, "legal day in Japan (JST)"),
        Column("chain", Kind.TEXT, "chain as in wallets"),
        Column("keeper", Kind.TEXT, "whose figures: 'self' for own nodes, or the custodian as in wallets"),
        Column("read_at", Kind.INSTANT, "when it was read, or the instant the statement stands at"),
        Column("height", Kind.COUNT, "height of the block", required=False),
        Column("hash", Kind.TEXT, "hash of that block", required=False),
        Column("finality_depth", Kind.COUNT, "blocks after which it counts as final", required=False),
    ),
    ("day", "chain", "keeper"),
    required=False,
)
CHAIN_EVENTS = Table(
    "chain_events",
    "チェーン上の動き",
    "What moved on a chain at addresses whose keys are the firm's or its keeper's. Days before count too.",
    (
        Column("day", Kind.DAY, "legal day in Japan (JST) of the block"),
        Column("event_id", Kind.TEXT, "transaction and output or log index"),
        Column("txid", Kind.TEXT, "transaction"),
        Column("asset", Kind.TEXT, "the asset it was taken for, as in assets", refers="assets.asset"),
        Column("caip19", Kind.TEXT, "CAIP-19 of what really moved; empty: the asset's own", required=False),
        Column("chain", Kind.TEXT, "chain as in wallets"),
        Column("address", Kind.TEXT, "the firm's address"),
        Column("direction", Kind.CHOICE, "into or out of the address", choices=("in", "out")),
        _UNITS,
        Column(
            "kind",
            Kind.CHOICE,
            "what it is",
            choices=("transfer", "fee", "stake", "unstake", "wrap", "unwrap", "airdrop", "fork"),
        ),
        Column(
            "status",
            Kind.CHOICE,
            "pending: not yet final, counts for nothing; reorged: gone with its block",
            choices=("final", "pending", "reorged"),
        ),
        Column("height", Kind.COUNT, "height of the block", required=False),
        Column("block_hash", Kind.TEXT, "hash of that block", required=False),
        Column("note", Kind.TEXT, "remark", required=False),
    ),
    ("event_id",),
    required=False,
)
LEDGER_ENTRIES = Table(
    "ledger_entries",
    "帳簿の記帳",
    "What the ledger booked for each transaction of chain_events. Days before count too.",
    (
        Column("day", Kind.DAY, "legal day in Japan (JST) it was booked"),
        Column("entry_id", Kind.TEXT, "the ledger's own id"),
        Column("txid", Kind.TEXT, "transaction it stands for"),
        Column(
            "customer_id",
            Kind.TEXT,
            "whose account: a customer id, or 'house'",
            refers="customers.customer_id",
            besides=("house",),
        ),
        _ASSET,
        Column("direction", Kind.CHOICE, "credit or debit", choices=("credit", "debit")),
        _UNITS,
    ),
    ("entry_id",),
    required=False,
)
ACCOUNTING_BALANCES = Table(
    "accounting_balances",
    "会計側の利用者別残高",
    "The second ledger: what accounting says each customer is owed. Customers unknown to the first may stand here.",
    (
        Column("day", Kind.DAY, "legal day in Japan (JST)"),
        Column("customer_id", Kind.TEXT, "customer, in the same ids"),
        _ASSET,
        Column("units", Kind.UNITS, "smallest units owed"),
    ),
    ("day", "customer_id", "asset"),
    required=False,
)

RECONCILIATION_TABLES = (CHAIN_CUTOFFS, CHAIN_EVENTS, LEDGER_ENTRIES, ACCOUNTING_BALANCES)
