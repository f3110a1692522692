"""What creditors and the administrator hand in during a wind-down. A filed row is never rewritten: a later file says more."""

from __future__ import annotations

from hozen.records.contract import Column, Kind, Table

_CUSTOMER = Column(
    "customer_id", Kind.TEXT, "customer, as in the ledger; one that it lacks is filed all the same"
)
_REASON = Column("reason", Kind.TEXT, "why", required=False)

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
            "early: the creditor chose the early lump sum",
            choices=(
                *("admitted", "disputed", "rejected", "transferred", "set_off"),
                *("linked", "unlinked", "held", "released", "early"),
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
        Column("destination", Kind.TEXT, "bank account, or address of the asset's chain"),
        Column("name", Kind.TEXT, "name of the account, as the bank has it", required=False),
        Column("identity", Kind.CHOICE, "state of the check", choices=("verified", "pending", "refused")),
    ),
    ("payee_id", "asset"),
    required=False,
)
PAYMENT_RESULTS = Table(
    "payment_results",
    "払込結果",
    "What became of payments that were sent.",
    (
        Column("payment", Kind.TEXT, "the payment's key in the pay file", pattern="[0-9a-f]{32}"),
        Column("result", Kind.CHOICE, "returned: it came back", choices=("paid", "failed", "returned")),
        Column("on_day", Kind.DAY, "day of the bank's or chain's word"),
        Column("reference", Kind.TEXT, "the bank's number or the transaction", required=False),
    ),
    ("payment",),
    required=False,
)
CLAIM_TABLES = (CLAIMS, CLAIM_EVENTS, CLAIM_PAYEES, PAYMENT_RESULTS)
