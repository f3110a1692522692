"""The register of crypto-assets handled, and what is disclosed of each: its tables. Rows are added; none is rewritten."""

from __future__ import annotations

from hozen.records.contract import Column, Kind, Table

MOST_DECIMALS = 30
CASES = ("raised_funds", "issuer", "no_issuer")
CLASSES = ("crypto_asset", "specified_crypto_asset", "electronic_payment_instrument", "nft")
DECISIONS = ("list", "suspend", "resume", "delist", "green_list", "green_list_off", "migrate")

_PRODUCT = Column("product_id", Kind.TEXT, "product", refers="products.product_id")
_SINCE = Column("since", Kind.DAY, "first day")
_UNTIL = Column("until", Kind.DAY, "last day; empty while it goes on", required=False)
_SOURCE = Column("source", Kind.TEXT, "where it comes from", required=False)
_CONFIDENCE = Column(
    "confidence",
    Kind.CHOICE,
    "official: read at its origin; secondary: somebody says that it stands there; low: unsure",
    required=False,
    choices=("official", "secondary", "low"),
)
PRODUCTS = Table(
    "products",
    "取扱暗号資産",
    "The register: every crypto-asset that the firm handles or handled. One row for each token, not for each name.",
    (
        Column("product_id", Kind.TEXT, "the firm's own id; it never changes"),
        Column("name", Kind.TEXT, "name"),
        Column("name_ja", Kind.TEXT, "name in Japanese", required=False),
        Column("decimals", Kind.COUNT, "decimals of the smallest unit, 0 to 30", required=False),
        Column("dti", Kind.TEXT, "ISO 24165 identifier", required=False),
        Column("caip19", Kind.TEXT, "CAIP-19 identifier", required=False),
        Column("issuer", Kind.TEXT, "who issues it; empty where nobody does", required=False),
        Column("issuer_lei", Kind.TEXT, "the issuer's ISO 17442 identifier", required=False),
        Column(
            "disclosure_case",
            Kind.CHOICE,
            "who discloses: raised_funds: the issuer; issuer: the exchange, from the issuer; no_issuer: the exchange",
            required=False,
            choices=CASES,
        ),
        _SOURCE,
        _CONFIDENCE,
    ),
    ("product_id",),
    required=False,
)
PRODUCT_TICKERS = Table(
    "product_tickers",
    "ティッカー",
    "What a product is called in the book from day to day. On no day does a ticker mean two products.",
    (
        _PRODUCT,
        Column("asset", Kind.TEXT, "symbol as in assets", pattern="[A-Z0-9.]{1,20}"),
        _SINCE,
        _UNTIL,
        _SOURCE,
    ),
    ("product_id", "asset", "since"),
    required=False,
)
PRODUCT_CLASSES = Table(
    "product_classes",
    "法令上の区分",
    "What a product is under the law from day to day. Periods of one product do not overlap.",
    (
        _PRODUCT,
        Column("class", Kind.CHOICE, "class under the law", choices=CLASSES),
        _SINCE,
        _UNTIL,
        Column("basis", Kind.TEXT, "what the classification rests on", required=False),
        _SOURCE,
    ),
    ("product_id", "since"),
    required=False,
)
PRODUCT_DECISIONS = Table(
    "product_decisions",
    "取扱いの決定",
    "Listings, delistings, the Green List, migrations: what was decided, and from which day.",
    (
        _PRODUCT,
        Column("effective_on", Kind.DAY, "first day on which it holds"),
        Column("decision", Kind.CHOICE, "what was decided", choices=DECISIONS),
        Column("decided_on", Kind.DAY, "day of the decision", required=False),
        Column(
            "member", Kind.TEXT, "another member that decided; empty for the firm or the list", required=False
        ),
        Column("successor", Kind.TEXT, "the product that a migration leads to", required=False),
        Column("reason", Kind.TEXT, "why", required=False),
        _SOURCE,
    ),
    ("product_id", "effective_on", "decision", "member"),
    required=False,
)
DISCLOSURES = Table(
    "disclosures",
    "情報開示の版",
    "The versions of a product's disclosure: when each was published, and until when the firm counts it as fresh.",
    (
        _PRODUCT,
        Column("version", Kind.COUNT, "1, 2, 3 …"),
        Column("published_on", Kind.DAY, "day of publication"),
        Column("valid_until", Kind.DAY, "last day on which it counts as fresh"),
        _SOURCE,
    ),
    ("product_id", "version"),
    required=False,
)
DISCLOSURE_FIELDS = Table(
    "disclosure_fields",
    "開示事項",
    "What a version says anew. A field that it leaves out stands as before; '-' takes a field back.",
    (
        _PRODUCT,
        Column("version", Kind.COUNT, "the version that says it first"),
        Column("field", Kind.TEXT, "code of the field", pattern="[a-z][a-z_]{1,40}"),
        Column("text", Kind.TEXT, "what is disclosed; '-' where it is taken back"),
        Column("text_ja", Kind.TEXT, "the same in Japanese", required=False),
        Column("source", Kind.TEXT, "where it comes from"),
        Column("as_of", Kind.DAY, "day of the source", required=False),
    ),
    ("product_id", "version", "field"),
    required=False,
)
PRODUCT_TABLES: tuple[Table, ...] = (
    PRODUCTS,
    PRODUCT_TICKERS,
    PRODUCT_CLASSES,
    PRODUCT_DECISIONS,
    DISCLOSURES,
    DISCLOSURE_FIELDS,
)
