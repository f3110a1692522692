"""The rows of the register of crypto-assets handled, as values. Law-neutral."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hozen.values.period import Period

LIST, SUSPEND, RESUME, DELIST = "list", "suspend", "resume", "delist"
GREEN, GREEN_OFF, MIGRATE = "green_list", "green_list_off", "migrate"
SPECIFIED = "specified_crypto_asset"
OUTSIDE = ("electronic_payment_instrument", "nft")  # classes that are no crypto-asset
TAKEN_BACK = "-"  # the text that takes a field back


@dataclass(frozen=True, slots=True)
class Product:
    """取扱暗号資産: one token, whatever it was called. Texts that are not known are ''; `decimals` None likewise."""

    product_id: str
    name: str
    name_ja: str
    decimals: int | None
    dti: str
    caip19: str
    issuer: str
    issuer_lei: str
    disclosure_case: str
    source: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Ticker:
    """ティッカー: what a product is called in the book while the period runs."""

    product_id: str
    asset: str
    period: Period
    source: str


@dataclass(frozen=True, slots=True)
class ClassPeriod:
    """法令上の区分: what a product is under the law while the period runs, and on what that rests."""

    product_id: str
    kind: str
    period: Period
    basis: str
    source: str


@dataclass(frozen=True, slots=True)
class Decision:
    """取扱いの決定. `member` is another member of the association; '' for the firm itself and for the Green List."""

    product_id: str
    effective_on: date
    decision: str
    decided_on: date | None
    member: str
    successor: str
    reason: str
    source: str


@dataclass(frozen=True, slots=True)
class Version:
    """情報開示の版. It counts as fresh up to and including `valid_until`."""

    product_id: str
    version: int
    published_on: date
    valid_until: date
    source: str


@dataclass(frozen=True, slots=True)
class Said:
    """開示事項: what one version says of one field, and where it has that from."""

    product_id: str
    version: int
    field: str
    text: str
    text_ja: str
    source: str
    as_of: date | None


@dataclass(frozen=True, slots=True)
class Register:
    """取扱暗号資産の登録簿: all days of it. Rows in the order of their keys."""

    products: tuple[Product, ...] = ()
    tickers: tuple[Ticker, ...] = ()
    classes: tuple[ClassPeriod, ...] = ()
    decisions: tuple[Decision, ...] = ()
    versions: tuple[Version, ...] = ()
    said: tuple[Said, ...] = ()

    def find(self, product_id: str) -> Product | None:
        """The product of that id."""
        return next((one for one in self.products if one.product_id == product_id), None)
