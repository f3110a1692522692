"""What an exchange reports of customers who live abroad for tax: its optional tables. No name, no address, no number."""

from __future__ import annotations

from hozen.records.contract import Column, Kind, Table

_CUSTOMER = Column("customer_id", Kind.TEXT, "customer", refers="customers.customer_id")
_PERSON = Column("person_id", Kind.TEXT, "the firm's own id of a controlling person")
_SINCE = Column("since", Kind.DAY, "first day on which it holds")
_UNTIL = Column("until", Kind.DAY, "last day; empty: still", required=False)


def _may(name: str, kind: Kind, doc: str, choices: tuple[str, ...] = ()) -> Column:
    return Column(name, kind, doc, required=False, choices=choices)


CUSTOMER_TAX_PROFILES = Table(
    "customer_tax_profiles",
    "居住地国等の届出",
    "Each customer's self-certification (届出書) and its state. Of several rows the newest on or before the day counts.",
    (
        _CUSTOMER,
        _SINCE,
        Column("kind", Kind.CHOICE, "person or entity", choices=("individual", "entity")),
        Column(
            "certification",
            Kind.CHOICE,
            "valid: on file and plausible; pending: asked for; contradicted: something on file says otherwise",
            choices=("missing", "pending", "valid", "expired", "contradicted"),
        ),
        _may("certified_on", Kind.DAY, "day on which it came in"),
        _may("valid_until", Kind.DAY, "last day on which it counts; empty: no end"),
        _may("changed_on", Kind.DAY, "day of a change of circumstances that is not yet certified"),
        _may(
            "passive",
            Kind.FLAG,
            "whether an entity's controlling persons are looked at; empty: not known, so they are. false: an active one",
        ),
        _may(
            "excluded",
            Kind.CHOICE,
            "why the customer is never reported; empty: it is not excluded",
            ("listed", "related_to_listed", "government", "international", "central_bank", "financial"),
        ),
    ),
    ("customer_id", "since"),
    required=False,
)
CUSTOMER_TAX_RESIDENCES = Table(
    "customer_tax_residences",
    "居住地国",
    "Where a customer, or a controlling person of it, lives for tax; several at a time are dual residence.",
    (
        _CUSTOMER,
        _may("person_id", Kind.TEXT, "controlling person; empty: the customer itself"),
        Column("jurisdiction", Kind.TEXT, "ISO 3166 code such as DE; JP too", pattern="[A-Z]{2}"),
        _SINCE,
        _UNTIL,
        Column(
            "tin",
            Kind.CHOICE,
            "whether the taxpayer's number there is held, or why not; missing: without a reason",
            choices=("held", "not_issued", "not_required", "missing"),
        ),
    ),
    ("customer_id", "person_id", "jurisdiction", "since"),
    required=False,
)
CUSTOMER_CONTROLLING_PERSONS = Table(
    "customer_controlling_persons",
    "実質的支配者",
    "Who controls an entity, and how.",
    (
        _CUSTOMER,
        _PERSON,
        Column(
            "role",
            Kind.CHOICE,
            "of a legal person, a trust, or another arrangement (other_…)",
            choices=(
                *("ownership", "other_means", "senior_manager"),
                *("settlor", "trustee", "protector", "beneficiary", "other_of_trust"),
                *("other_settlor", "other_trustee", "other_protector", "other_beneficiary", "other"),
            ),
        ),
        _SINCE,
        _UNTIL,
    ),
    ("customer_id", "person_id", "role", "since"),
    required=False,
)
RELEVANT_TRANSACTIONS = Table(
    "relevant_transactions",
    "報告対象取引",
    "Customers' coin for coin exchanges and transfers, which the tape (trades) does not have, at their fair value.",
    (
        Column("id", Kind.TEXT, "the firm's own id; an exchange of coins has two rows, one for each coin"),
        Column("timestamp", Kind.INSTANT, "when, in UTC; the legal day is worked out from it"),
        _CUSTOMER,
        Column("asset", Kind.TEXT, "asset symbol, as in assets", refers="assets.asset"),
        Column(
            "category",
            Kind.CHOICE,
            "in and out as the customer sees it. fiat: for money outside the tape; retail_payment: as the firm classed it",
            choices=(
                *("crypto_in", "crypto_out", "fiat_in", "fiat_out"),
                *("transfer_in", "transfer_out", "retail_payment"),
            ),
        ),
        _may(
            "kind",
            Kind.CHOICE,
            "exchanges: staking, loan, wrapping, collateral. Transfers: see the how-to page; empty: not known",
            (
                *("staking", "loan", "wrapping", "collateral", "airdrop", "mining"),
                *("other_provider", "goods_or_services", "other", "unknown"),
            ),
        ),
        Column("units", Kind.UNITS, "smallest units"),
        Column("yen", Kind.YEN, "fair value in whole yen at that time"),
        _may(
            "valuation",
            Kind.CHOICE,
            "transfers without a market price",
            ("book", "third_party", "recent", "estimate"),
        ),
        _may(
            "to_known_provider",
            Kind.FLAG,
            "transfers out: false where no provider is known behind the address",
        ),
    ),
    ("id",),
    required=False,
)
CARF_TABLES = (
    CUSTOMER_TAX_PROFILES,
    CUSTOMER_TAX_RESIDENCES,
    CUSTOMER_CONTROLLING_PERSONS,
    RELEVANT_TRANSACTIONS,
)
