"""The tables of a tape: what an exchange's market surveillance reads, and the alerts that it writes.

A *tape folder* holds one Parquet or CSV file (or a folder of such) per table, named for the table. Every table may be
absent; without order_events or trades there is nothing to look at. Prices and amounts are plain decimal text here and
integers (× 10^decimals of the symbol) behind the door. Instants are UTC, to the microsecond. `mica` of a column is its
field of the order-book record of Regulation (EU) 2025/416.
"""

from __future__ import annotations

from hozen.records.alert_tables import ALERT_ROWS, ALERTS
from hozen.records.contract import Column, Kind, Table

SIDES = ("buy", "sell")
NEW, CHANGE, CANCEL, FILL = "NEWO", "REME", "CAME", "FILL"
EVENTS = (
    *("NEWO", "TRIG"),  # new; a stop order triggered
    *("REME", "REMA", "REMH"),  # replaced by the member; by the market, automatically; by hand
    *("CHME", "CHMO"),  # status changed by the member; by the market
    *("CAME", "CAMO"),  # cancelled by the member; by the market
    *("REMO", "EXPI"),  # rejected; expired
    *("PARF", "FILL"),  # filled in part; filled in whole
)
ACCOUNT_KINDS = ("client", "house", "staff", "maker")
LINKS = (
    *("same_owner", "bank_account", "device", "ip", "withdrawal_address", "power_of_attorney"),
    *("family", "employer", "other"),
)
_SYMBOL = "[A-Z0-9.]{1,20}/[A-Z0-9.]{1,10}"


def _may(name: str, doc: str, kind: Kind = Kind.TEXT, choices: tuple[str, ...] = ()) -> Column:
    return Column(name, kind, doc, required=False, choices=choices)


def _symbol(doc: str = "market, base/quote as ccxt has it, such as BTC/JPY") -> Column:
    return Column("symbol", Kind.TEXT, doc, pattern=_SYMBOL)


ORDER_EVENTS = Table(
    "order_events",
    "注文記録",
    "What happened to orders, one event a row. `seq` goes up by one without a gap; `timestamp` never goes back.",
    (
        Column("seq", Kind.COUNT, "sequence number over the whole tape"),
        Column("timestamp", Kind.INSTANT, "when, UTC"),
        _symbol(),
        _may("dti", "ISO 24165 identifier of the base asset"),
        Column("order_id", Kind.TEXT, "the venue's id of the order; the same through its life"),
        _may("client_order_id", "the client's own id of the order"),
        _may("account_id", "account that entered the order; empty on a public tape"),
        Column("event", Kind.CHOICE, "code of Reg. 2025/416, field 20", choices=EVENTS),
        Column("side", Kind.CHOICE, "side of the order", choices=SIDES),
        Column("type", Kind.CHOICE, "type of the order", choices=("limit", "market", "stop")),
        _may(
            "time_in_force",
            "validity",
            Kind.CHOICE,
            ("GTC", "GTD", "DAY", "IOC", "FOK"),
        ),
        _may("price", "limit price after the event, in the quote; empty for a market order", Kind.PRICE),
        Column("amount", Kind.PRICE, "the order's whole amount, in the base, as it stands after the event"),
        _may("remaining", "what is still open after the event; 0 when the order has ended"),
        _may("displayed", "what of the remaining the book shows; empty: all of it"),
        _may("traded", "PARF and FILL: amount of this fill"),
        _may("trade_id", "PARF and FILL: the trade"),
        _may("passive_only", "post only", Kind.FLAG),
        _may(
            "self_trade_prevention", "whether the order asks that it does not meet its own owner", Kind.FLAG
        ),
        _may("algo_id", "algorithm that decided"),
        _may("medium", "by which way it came: web, app, api, fix, phone, …"),
    ),
    ("seq",),
    required=False,
)
TAPE_TRADES = Table(
    "trades",
    "約定記録",
    "Trades of the venue. Order and account ids are empty on a public tape. No row goes back in time.",
    (
        Column("trade_id", Kind.TEXT, "id of the trade"),
        Column("timestamp", Kind.INSTANT, "when, UTC"),
        _symbol(),
        Column("price", Kind.PRICE, "in the quote"),
        Column("amount", Kind.PRICE, "in the base"),
        _may("buy_order_id", "order of the buyer"),
        _may("sell_order_id", "order of the seller"),
        _may("buy_account_id", "account of the buyer"),
        _may("sell_account_id", "account of the seller"),
        Column("taker_side", Kind.CHOICE, "side that took", choices=SIDES),
    ),
    ("trade_id",),
    required=False,
)
ACCOUNTS = Table(
    "accounts",
    "口座",
    "Accounts that trade. One owner may have many. An account of a declared market maker is of kind maker.",
    (
        Column("account_id", Kind.TEXT, "account"),
        Column("owner_id", Kind.TEXT, "beneficial owner, the firm's own id; no name, no address"),
        Column("kind", Kind.CHOICE, "house: the firm's own; staff: of its people", choices=ACCOUNT_KINDS),
        _may("opened", "day on which it was opened", Kind.DAY),
        _may("stp_off", "the maker has declared that its orders may meet each other", Kind.FLAG),
    ),
    ("account_id",),
    required=False,
)
ACCOUNT_LINKS = Table(
    "account_links",
    "口座の関連",
    "What two accounts have in common. Each pair once for each kind of link, whichever stands first.",
    (
        Column("account_a", Kind.TEXT, "one account", refers="accounts.account_id"),
        Column("account_b", Kind.TEXT, "the other account", refers="accounts.account_id"),
        Column("link", Kind.CHOICE, "what they share", choices=LINKS),
        _may("detail", "what exactly, hashed or shortened"),
    ),
    ("account_a", "account_b", "link"),
    required=False,
)
ANNOUNCEMENTS = Table(
    "announcements",
    "重要事実の公表",
    "Facts that move a price: when decided, when published, good or bad for the price.",
    (
        Column("announcement_id", Kind.TEXT, "the firm's own id"),
        _symbol("market whose price it moves"),
        Column("fact_type", Kind.TEXT, "kind of fact: listing, delisting, outflow, large_sale, …"),
        Column("effect", Kind.CHOICE, "which way it moves the price", choices=("good", "bad")),
        _may("decided_at", "when it was decided or became known inside", Kind.INSTANT),
        Column("published_at", Kind.INSTANT, "when it was published"),
        _may("source", "where it was published"),
        _may("insider_list_id", "list of those who knew"),
    ),
    ("announcement_id",),
    required=False,
)
INSIDER_LISTS = Table(
    "insider_lists",
    "内部者名簿",
    "Accounts of those who knew before, and since when.",
    (
        Column("insider_list_id", Kind.TEXT, "list"),
        Column("account_id", Kind.TEXT, "account", refers="accounts.account_id"),
        Column("knows_since", Kind.INSTANT, "since when"),
    ),
    ("insider_list_id", "account_id"),
    required=False,
)
PRICES_ELSEWHERE = Table(
    "prices_elsewhere",
    "他市場の価格",
    "Mid prices at other venues, from time to time.",
    (
        Column("timestamp", Kind.INSTANT, "when, UTC"),
        _symbol(),
        Column("venue", Kind.TEXT, "the other venue"),
        Column("price", Kind.PRICE, "its mid price, in the quote of the symbol"),
    ),
    ("timestamp", "symbol", "venue"),
    required=False,
)
PAST_TRADING = Table(
    "past_trading",
    "過去の売買",
    "What accounts traded on days before the tape's first trade, so that a first or a large purchase is told from a habit.",
    (
        Column("account_id", Kind.TEXT, "account", refers="accounts.account_id"),
        _symbol(),
        Column("day", Kind.DAY, "legal day in Japan; days from the tape's first trade on are not read"),
        Column("bought", Kind.TEXT, "in the base, a plain decimal, 0 or more"),
        Column("sold", Kind.TEXT, "in the base, a plain decimal, 0 or more"),
        Column("trades", Kind.COUNT, "how many trades"),
    ),
    ("account_id", "symbol", "day"),
    required=False,
)
OPEN_ORDERS = Table(
    "open_orders",
    "繰越注文",
    "Orders that were open before the first row of order_events: later events may name them.",
    (
        Column("order_id", Kind.TEXT, "order"),
        Column("timestamp", Kind.INSTANT, "when it was entered, UTC"),
        _symbol(),
        _may("account_id", "account that entered it"),
        Column("side", Kind.CHOICE, "side", choices=SIDES),
        _may("price", "limit price", Kind.PRICE),
        Column("amount", Kind.PRICE, "what is still open"),
    ),
    ("order_id",),
    required=False,
)
INSTRUMENTS = Table(
    "instruments",
    "銘柄対応表",
    "The markets of the venue. Where it is given, every other table names symbols of it only.",
    (
        _symbol(),
        _may("dti", "ISO 24165 identifier of the base asset"),
        _may("listed", "first day of trading", Kind.DAY),
        _may("issued", "units of the base in issue", Kind.PRICE),
    ),
    ("symbol",),
    required=False,
)
TAPE_TABLES = (
    *(INSTRUMENTS, ACCOUNTS, ACCOUNT_LINKS, OPEN_ORDERS, ORDER_EVENTS, TAPE_TRADES),
    *(ANNOUNCEMENTS, INSIDER_LISTS, PAST_TRADING, PRICES_ELSEWHERE),
)
TAPE_BY_NAME = {table.name: table for table in TAPE_TABLES}
# Column of order_events or trades → its field of Regulation (EU) 2025/416, Annex, Table 2.
MICA_FIELDS = {
    "account_id": 3,
    "algo_id": 4,
    "timestamp": 8,
    "time_in_force": 9,
    "seq": 14,
    "symbol": 16,
    "dti": 17,
    "order_id": 19,
    "event": 20,
    "type": 21,
    "price": 23,
    "side": 30,
    "amount": 33,
    "remaining": 34,
    "displayed": 35,
    "traded": 37,
    "passive_only": 41,
    "taker_side": 42,
    "self_trade_prevention": 43,
    "trade_id": 46,
}
__all__ = ["ALERTS", "ALERT_ROWS", "EVENTS", "MICA_FIELDS", "TAPE_BY_NAME", "TAPE_TABLES"]
