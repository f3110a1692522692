"""The register of custodians and technology providers: its tables. Rows are added, and end; none is rewritten."""

from __future__ import annotations

from hozen.records.contract import Column, Kind, Table

_PROVIDER = Column("provider_id", Kind.TEXT, "provider", refers="providers.provider_id")
_SINCE = Column("since", Kind.DAY, "first day")
_SOURCE = Column("source", Kind.TEXT, "where it comes from", required=False)
_UNTIL = Column("until", Kind.DAY, "last day; empty while it goes on", required=False)
PROVIDERS = Table(
    "providers",
    "外部委託先",
    "The register: every firm that keeps assets, or runs technology, for the exchange.",
    (
        Column("provider_id", Kind.TEXT, "the firm's own id"),
        Column("name", Kind.TEXT, "legal name"),
        Column("name_ja", Kind.TEXT, "legal name in Japanese", required=False),
        Column("lei", Kind.TEXT, "ISO 17442 legal entity identifier", required=False),
        Column("corporate_number", Kind.TEXT, "法人番号, 13 digits", required=False),
        Column(
            "role",
            Kind.CHOICE,
            "what it mainly does",
            choices=(
                *("custodian", "wallet_software", "key_management", "matching_engine", "cloud", "data"),
                "other",
            ),
        ),
        Column("regulator", Kind.TEXT, "who supervises it at home", required=False),
        Column("country", Kind.TEXT, "ISO 3166 code", required=False, pattern="[A-Z]{2}"),
    ),
    ("provider_id",),
    required=False,
)
PROVIDER_STATUS = Table(
    "provider_status",
    "登録・届出の状況",
    "What a provider's legal standing was from day to day. Periods of one provider do not overlap.",
    (
        _PROVIDER,
        Column(
            "status",
            Kind.CHOICE,
            "lapsed: was registered or notified once; none: never was",
            choices=("registered", "notified", "exempt", "lapsed", "none"),
        ),
        Column("basis", Kind.TEXT, "the article it rests on; needed for exempt", required=False),
        _SINCE,
        _UNTIL,
        Column("reference", Kind.TEXT, "registration or notification number", required=False),
        _SOURCE,
    ),
    ("provider_id", "since"),
    required=False,
)
PROVIDER_LINKS = Table(
    "provider_links",
    "委託の対象",
    "What a provider keeps or runs. One keeper of a wallet at a time; technologies may stand side by side.",
    (
        _PROVIDER,
        Column(
            "what",
            Kind.CHOICE,
            "keeper, wallet: it keeps the keys; *_technology: its technology signs; system: it runs it",
            choices=("keeper", "wallet", "keeper_technology", "wallet_technology", "system"),
        ),
        Column(
            "ref", Kind.TEXT, "a keeper as wallets name it ('self' for technology), a wallet_id, a system"
        ),
        Column("used_for", Kind.TEXT, "what for", required=False),
        _SINCE,
        _UNTIL,
    ),
    ("provider_id", "what", "ref", "since"),
    required=False,
)
PROVIDER_CONTRACTS = Table(
    "provider_contracts",
    "委託契約",
    "Contracts with providers, and how they end.",
    (
        _PROVIDER,
        Column("contract_id", Kind.TEXT, "the firm's own id"),
        _SINCE,
        _UNTIL,
        Column("exit_terms", Kind.TEXT, "how assets and data come back at the end", required=False),
        Column("notice_days", Kind.COUNT, "days of notice before it may end", required=False),
    ),
    ("provider_id", "contract_id"),
    required=False,
)
PROVIDER_CHAIN = Table(
    "provider_chain",
    "再委託",
    "Who hands work on to whom. On no day does a chain come back to where it began.",
    (
        _PROVIDER,
        Column("sub_provider_id", Kind.TEXT, "who does the work", refers="providers.provider_id"),
        Column("used_for", Kind.TEXT, "what for", required=False),
        _SINCE,
        _UNTIL,
    ),
    ("provider_id", "sub_provider_id", "since"),
    required=False,
)
PROVIDER_REVIEWS = Table(
    "provider_reviews",
    "委託先の審査",
    "Due diligence on providers. The newest on or before a day counts.",
    (
        _PROVIDER,
        Column("reviewed_on", Kind.DAY, "day of the review"),
        Column("valid_until", Kind.DAY, "last day on which it counts"),
        Column("reviewer", Kind.TEXT, "who reviewed"),
        Column("outcome", Kind.CHOICE, "result", choices=("passed", "passed_with_conditions", "failed")),
    ),
    ("provider_id", "reviewed_on"),
    required=False,
)
PROVIDER_INCIDENTS = Table(
    "provider_incidents",
    "委託先の事案",
    "What went wrong at a provider.",
    (
        _PROVIDER,
        Column("day", Kind.DAY, "legal day in Japan (JST)"),
        Column("text", Kind.TEXT, "what happened"),
        _SOURCE,
    ),
    ("provider_id", "day", "text"),
    required=False,
)
PROVIDER_PERSONS = Table(
    "provider_persons",
    "委託先の要員",
    "Functions at a provider that hang on few people. No names.",
    (
        _PROVIDER,
        Column("function", Kind.TEXT, "what the person does"),
        Column("has_deputy", Kind.FLAG, "whether somebody else can do it"),
    ),
    ("provider_id", "function"),
    required=False,
)
PROVIDER_TABLES: tuple[Table, ...] = (
    PROVIDERS,
    PROVIDER_STATUS,
    PROVIDER_LINKS,
    PROVIDER_CONTRACTS,
    PROVIDER_CHAIN,
    PROVIDER_REVIEWS,
    PROVIDER_INCIDENTS,
    PROVIDER_PERSONS,
)
