"""The tables of a book folder: one list, from which the door's SQL and the reference are generated."""

from __future__ import annotations

from hozen.records.carf_tables import CARF_TABLES
from hozen.records.claim_tables import CLAIM_TABLES
from hozen.records.contract import Column, Kind, Table
from hozen.records.filing_tables import FILINGS
from hozen.records.importer_tables import IMPORTER_TABLES
from hozen.records.movement_tables import CUSTOMER_MOVEMENTS
from hozen.records.ownership_tables import WALLET_EVIDENCE
from hozen.records.payee_tables import PAYEES
from hozen.records.product_tables import PRODUCT_TABLES
from hozen.records.provider_tables import PROVIDER_TABLES
from hozen.records.reconciliation_tables import RECONCILIATION_TABLES, TRANSFERS

_ASSET = Column("asset", Kind.TEXT, "asset symbol, as in assets", refers="assets.asset")
_DAY = Column("day", Kind.DAY, "legal day in Japan (JST)")
_SOURCE = Column("source", Kind.TEXT, "where the figure comes from", required=False)


def _account(side: str) -> Column:
    doc = f"{side}'s account: a customer id, or 'house'"
    return Column(side, Kind.TEXT, doc, refers="customers.customer_id", besides=("house",))


ASSETS = Table(
    "assets",
    "取扱資産",
    "Every asset in the book. JPY is one of them, with 0 decimals.",
    (
        Column("asset", Kind.TEXT, "symbol used everywhere in the book", pattern="[A-Z0-9.]{1,20}"),
        Column("name", Kind.TEXT, "name"),
        Column("decimals", Kind.COUNT, "decimals of the smallest unit, 0 to 30"),
        Column("dti", Kind.TEXT, "ISO 24165 identifier", required=False),
        Column("caip19", Kind.TEXT, "CAIP-19 identifier", required=False),
    ),
    ("asset",),
)
CUSTOMERS = Table(
    "customers",
    "利用者",
    "Every customer that any other table names.",
    (
        Column("customer_id", Kind.TEXT, "the firm's own id; no name, no address"),
        Column("kind", Kind.CHOICE, "person or company", required=False, choices=("person", "company")),
        Column("opened", Kind.DAY, "day the account was opened", required=False),
    ),
    ("customer_id",),
)
CUSTOMER_BALANCES = Table(
    "customer_balances",
    "利用者別残高",
    "What each customer is owed at the end of the day, money (JPY) included. Debts never net here.",
    (
        _DAY,
        Column("customer_id", Kind.TEXT, "customer", refers="customers.customer_id"),
        _ASSET,
        Column("units", Kind.UNITS, "smallest units owed"),
    ),
    ("day", "customer_id", "asset"),
)
CUSTOMER_DEBTS = Table(
    "customer_debts",
    "利用者別債務",
    "What each customer owes the firm, as for margin. It lowers nothing that the firm owes; it has trees of its own.",
    (
        _DAY,
        Column("customer_id", Kind.TEXT, "customer", refers="customers.customer_id"),
        _ASSET,
        Column("units", Kind.UNITS, "smallest units that the customer owes"),
    ),
    ("day", "customer_id", "asset"),
    required=False,
)
HOUSE_BALANCES = Table(
    "house_balances",
    "自己残高",
    "The firm's own crypto per its ledger.",
    (
        _DAY,
        _ASSET,
        Column(
            "purpose",
            Kind.CHOICE,
            "own: in own wallets; buffer: mixed into customers' wallets; guarantee: 履行保証暗号資産",
            choices=("own", "buffer", "guarantee"),
        ),
        Column(
            "temperature",
            Kind.CHOICE,
            "where a buffer sits",
            required=False,
            choices=("cold", "warm", "hot"),
        ),
        Column("units", Kind.UNITS, "smallest units"),
    ),
    ("day", "asset", "purpose", "temperature"),
)
WALLETS = Table(
    "wallets",
    "ウォレット",
    "Every wallet that holds customers', guarantee or own crypto.",
    (
        Column("wallet_id", Kind.TEXT, "the firm's own id"),
        Column(
            "address",
            Kind.TEXT,
            "address, descriptor or account at the keeper; the same one twice on a chain counts once",
        ),
        Column("chain", Kind.TEXT, "CAIP-2 chain id or name"),
        Column(
            "temperature",
            Kind.CHOICE,
            "cold: keys on media never online, or equal protection; all else is not cold",
            choices=("cold", "warm", "hot"),
        ),
        Column("purpose", Kind.CHOICE, "whose crypto", choices=("customer", "guarantee", "own")),
        Column("keeper", Kind.TEXT, "who keeps the keys: 'self' or the custodian's name"),
    ),
    ("wallet_id",),
)
WALLET_BALANCES = Table(
    "wallet_balances",
    "ウォレット残高",
    "What the chain (or the custodian's statement) shows.",
    (
        _DAY,
        Column("wallet_id", Kind.TEXT, "wallet", refers="wallets.wallet_id"),
        _ASSET,
        Column("units", Kind.UNITS, "smallest units"),
        Column("block_height", Kind.COUNT, "height read at", required=False),
        Column("block_hash", Kind.TEXT, "hash of that block", required=False),
        _SOURCE,
    ),
    ("day", "wallet_id", "asset"),
)
TRUST_ACCOUNTS = Table(
    "trust_accounts",
    "信託口座",
    "Trusts that hold customers' money.",
    (
        Column("trust_account_id", Kind.TEXT, "the firm's own id"),
        Column("trustee", Kind.TEXT, "trust bank"),
    ),
    ("trust_account_id",),
)
TRUST_BALANCES = Table(
    "trust_balances",
    "信託残高",
    "Principal of each trust at the end of the day.",
    (
        _DAY,
        Column("trust_account_id", Kind.TEXT, "trust", refers="trust_accounts.trust_account_id"),
        Column("yen", Kind.YEN, "principal in yen"),
        _SOURCE,
    ),
    ("day", "trust_account_id"),
)
PRICES = Table(
    "prices",
    "時価",
    "One price per asset and day, from the source book.toml names.",
    (
        _DAY,
        _ASSET,
        Column("price", Kind.PRICE, "yen per whole coin as a decimal string"),
        Column("source", Kind.TEXT, "where the price comes from"),
    ),
    ("day", "asset"),
)
TRADES = Table(
    "trades",
    "約定",
    "The tape; names follow ccxt. `cost` is the executed amount in whole yen as booked.",
    (
        Column("id", Kind.TEXT, "trade id"),
        Column("timestamp", Kind.INSTANT, "when, in UTC; the legal day is worked out from it"),
        _ASSET,
        Column("side", Kind.CHOICE, "the taker's side", choices=("buy", "sell")),
        _account("maker"),
        _account("taker"),
        Column("product", Kind.CHOICE, "product class", choices=("spot", "margin", "derivative")),
        Column("amount", Kind.UNITS, "smallest units traded"),
        Column("price", Kind.PRICE, "yen per whole coin", required=False),
        Column("cost", Kind.YEN, "executed amount in yen"),
    ),
    ("id",),
    required=False,
)
VOLUMES = Table(
    "volumes",
    "取引高",
    "Volume of a month (2026-07) or a business year (FY2025, named by its first day's year) without a tape.",
    (
        Column("period", Kind.TEXT, "2026-07 or FY2025", pattern="[0-9]{4}-(0[1-9]|1[0-2])|FY[0-9]{4}"),
        Column("product", Kind.TEXT, "product class, or a class of the securities reserve"),
        Column("yen", Kind.YEN, "volume in yen"),
        _SOURCE,
    ),
    ("period", "product"),
    required=False,
)
POLICIES = Table(
    "policies",
    "保険契約",
    "Insurance that may stand for part of the reserve. One row per layer.",
    (
        Column("policy_id", Kind.TEXT, "policy and layer"),
        Column("insurer", Kind.TEXT, "insurer"),
        Column("rating", Kind.TEXT, "the insurer's rating, e.g. A+", required=False),
        Column("starts", Kind.DAY, "first day of cover"),
        Column("ends", Kind.DAY, "last day of cover"),
        Column("notice_days", Kind.COUNT, "days of notice before the insurer may end it"),
        Column("limit_yen", Kind.YEN, "limit for each loss"),
        Column("aggregate_yen", Kind.YEN, "limit for all losses of the term"),
        Column("eroded_yen", Kind.YEN, "part of the aggregate already used"),
        Column("retention_yen", Kind.YEN, "the firm bears this first"),
        Column("share", Kind.RATIO, "the insurer's part of each loss, e.g. 0.8"),
        Column("attachment_yen", Kind.YEN, "the layer begins above this loss"),
        Column("causes", Kind.TEXT, "covered causes, separated by spaces"),
        Column("exclusions", Kind.TEXT, "excluded causes, separated by spaces", required=False),
        Column("waiting_days", Kind.COUNT, "days from loss to payment"),
    ),
    ("policy_id",),
    required=False,
)
RESERVE_POSITIONS = Table(
    "reserve_positions",
    "準備金残高",
    "What is set aside as the liability reserve at the end of the day.",
    (
        _DAY,
        Column("account", Kind.TEXT, "where it is held"),
        Column("yen", Kind.YEN, "amount in yen"),
        _SOURCE,
    ),
    ("day", "account"),
    required=False,
)
FINANCIALS = Table(
    "financials",
    "財務数値",
    "Capital and net assets, newest figure on or before the day counts.",
    (
        _DAY,
        Column("capital", Kind.YEN, "stated capital"),
        Column("net_assets", Kind.SIGNED_YEN, "net assets"),
        _SOURCE,
    ),
    ("day",),
    required=False,
)

TABLES: tuple[Table, ...] = (
    ASSETS,
    CUSTOMERS,
    CUSTOMER_BALANCES,
    CUSTOMER_DEBTS,
    HOUSE_BALANCES,
    WALLETS,
    WALLET_BALANCES,
    TRUST_ACCOUNTS,
    TRUST_BALANCES,
    PRICES,
    TRADES,
    CUSTOMER_MOVEMENTS,
    VOLUMES,
    TRANSFERS,
    POLICIES,
    RESERVE_POSITIONS,
    FINANCIALS,
    PAYEES,
    *PROVIDER_TABLES,
    *PRODUCT_TABLES,
    FILINGS,
    *RECONCILIATION_TABLES,
    WALLET_EVIDENCE,
    *IMPORTER_TABLES,
    *CLAIM_TABLES,
    *CARF_TABLES,
)
BY_NAME = {table.name: table for table in TABLES}
