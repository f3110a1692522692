"""What creditors and the administrator hand in during a wind-down. A filed row is never rewritten: a later file says more."""

from __future__ import annotations

from hozen.records.contract import Column, Kind, Table

_CUSTOMER = Column(
    "customer_id", Kind.TEXT, "customer, as in the ledger; one that it lacks is filed all the same"
)
_REASON = Column("reason", Kind.TEXT, "why", required=False)
_CLASS_NAME = "[a-z][a-z0-9_]{0,39}"

CLAIMS = Table(
    "claims",
    "届出債権",
    "Claims as creditors filed them in a wind-down. A later file takes the place of what it names again.",
    (
        _CUSTOMER,
        Column("asset", Kind.TEXT, "asset symbol, as in assets", refers="assets.asset"),
        Column("units", Kind.UNITS, "smallest units claimed"),
        Column("filed_on", Kind.DAY, "day on which it came in"),
        Column("reference", Kind.TEXT, "the creditor's or the office's own number", required=False),
        Column(
            "priority",
            Kind.TEXT,
            "class that the creditor claims; a person decides on it",
            required=False,
            pattern=_CLASS_NAME,
        ),
    ),
    ("customer_id", "asset"),
    required=False,
)
CLAIM_EVENTS = Table(
    "claim_events",
    "債権の認否・異動",
    "What was decided of claims, and what happened to them. One decision for a claim in a file.",
    (
        Column("event_id", Kind.TEXT, "the office's own number, one for each row of a file"),
        Column(
            "event",
            Kind.CHOICE,
            "disputed: `units` are admitted, `disputed_units` are not yet; linked: one person has two accounts; "
            "early: the creditor chose the early lump sum; "
            "classed: the claim is of the class `priority`",
            choices=(
                *("admitted", "disputed", "rejected", "transferred", "set_off"),
                *("linked", "unlinked", "held", "released", "early", "classed"),
            ),
        ),
        _CUSTOMER,
        Column(
            "asset",
            Kind.TEXT,
            "needed for decisions, transfers and set-off",
            required=False,
            refers="assets.asset",
        ),
        Column("units", Kind.UNITS, "smallest units admitted, transferred or set off", required=False),
        Column("disputed_units", Kind.UNITS, "smallest units in dispute", required=False),
        Column("holder", Kind.TEXT, "who assigns; empty: the customer", required=False),
        Column(
            "to",
            Kind.TEXT,
            "who takes over the claim, or the other account of the same person",
            required=False,
        ),
        _REASON,
        Column("on_day", Kind.DAY, "day it counts for"),
        Column(
            "priority",
            Kind.TEXT,
            "class of priority, as the terms name it",
            required=False,
            pattern=_CLASS_NAME,
        ),
    ),
    ("event_id",),
    required=False,
)
CLAIM_PAYEES = Table(
    "claim_payees",
    "債権者の払込先",
    "Where creditors are to be paid, and whether their identity is checked. That never stops a claim; it stops a payment.",
    (
        Column("payee_id", Kind.TEXT, "customer, or whoever a claim was assigned to"),
        Column("asset", Kind.TEXT, "asset symbol, as in assets", refers="assets.asset"),
        Column(
            "destination",
            Kind.TEXT,
            "bank account (for orders to a bank: 0001-001-1-1234567), or address of the asset's chain",
        ),
        Column(
            "name",
            Kind.TEXT,
            "name of the account, as the bank has it: in half-width kana for orders to a bank",
            required=False,
        ),
        Column("identity", Kind.CHOICE, "state of the check", choices=("verified", "pending", "refused")),
    ),
    ("payee_id", "asset"),
    required=False,
)
PAYMENT_RESULTS = Table(
    "payment_results",
    "払込結果",
    "What became of payments that were sent, each of one sending.",
    (
        Column("payment", Kind.TEXT, "the payment's key in the pay file", pattern="[0-9A-F]{20}"),
        Column("result", Kind.CHOICE, "returned: it came back", choices=("paid", "failed", "returned")),
        Column("on_day", Kind.DAY, "day of the bank's or chain's word"),
        Column("reference", Kind.TEXT, "the bank's number or the transaction", required=False),
        Column(
            "attempt",
            Kind.COUNT,
            "number of the pay file that sent it; needed once the payment was sent a second time",
            required=False,
        ),
    ),
    ("payment",),
    required=False,
)
CLAIM_FORKS = Table(
    "claim_forks",
    "分岐・無償交付",
    "Assets that came of another after the seal, by a fork or an airdrop. A later file replaces what it names again.",
    (
        Column("child", Kind.TEXT, "symbol of the new asset; none of the book", pattern="[A-Z0-9.]{1,20}"),
        Column("name", Kind.TEXT, "name of the new asset"),
        Column("decimals", Kind.COUNT, "decimals of its smallest unit, 0 to 30"),
        Column("parent", Kind.TEXT, "the asset whose holders were given it", refers="assets.asset"),
        Column("ratio", Kind.RATIO, "whole new coins for one whole coin of the parent"),
        Column("on_day", Kind.DAY, "day of the fork: claims as they stood at its end count"),
        Column(
            "choice",
            Kind.CHOICE,
            "claimants: it goes to claims in the parent; estate: it is property of the estate",
            choices=("claimants", "estate"),
        ),
        Column("price", Kind.PRICE, "yen for a whole coin, where there is a market", required=False),
        Column("source", Kind.TEXT, "who decided that, and where the price comes from"),
    ),
    ("child",),
    required=False,
)
CLAIM_TABLES = (CLAIMS, CLAIM_EVENTS, CLAIM_PAYEES, PAYMENT_RESULTS, CLAIM_FORKS)
