"""One product as of a day, and its disclosure in a view."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Literal

from hozen.law import Law, Lawful, Reading
from hozen.rules.products import (
    Change,
    Disclosure,
    Product,
    ProductOnDay,
    Register,
    Said,
    disclosure_of,
    disclosure_on,
    product_on,
)
from hozen.rules.products import changes as changed
from hozen.rules.products.disclosure import versions_of
from hozen.rules.products.fields import Field, japan_view, mica_view
from hozen.rules.products.jp import fields_asked
from hozen.rules.products.jp_class import LegalClass, legal_class, moves_on
from hozen.rules.products.register import Decision, Ticker, Version
from hozen.workflows.products.errors import UnknownProduct

ViewName = Literal["japan", "mica"]


@dataclass(frozen=True, slots=True)
class OneProduct:
    """取扱暗号資産の一件: as of `day`; the lists hold all days. `moves`: when crypto-assets
    move to the amended FIEA; None where no text fixes it."""

    day: date
    on_day: ProductOnDay
    legal: LegalClass | None
    moves: Lawful[date] | None
    tickers: tuple[Ticker, ...]
    decisions: tuple[Decision, ...]
    versions: tuple[Version, ...]
    missing: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """開示事項の一行: a field of a view, what is said of it, and the provision that asks for it (None where none does)."""

    field: Field
    said: Said | None
    asked: Lawful[str] | None


@dataclass(frozen=True, slots=True)
class DisclosureView:
    """情報開示: one version of one product's record in one of the two views, with what is lacking."""

    product: ProductOnDay
    version: Version
    view: ViewName
    items: tuple[Item, ...]

    @property
    def missing(self) -> tuple[Item, ...]:
        """Fields that some provision asks for, and that nobody says."""
        return tuple(one for one in self.items if one.said is None and one.asked is not None)


def one_product(register: Register, name: str, day: date) -> OneProduct:
    """Everything of one product. UnknownProduct for a name that the register lacks."""
    on_day = product_on(register, known(register, name, day), day)
    reading, own = Law.load("jp").reading(day), on_day.product.product_id
    record = disclosure_on(register, on_day.product, day)
    return OneProduct(
        day=day,
        on_day=on_day,
        legal=legal_class(reading, on_day),
        moves=moves_on(reading),
        tickers=tuple(one for one in register.tickers if one.product_id == own),
        decisions=tuple(one for one in register.decisions if one.product_id == own),
        versions=versions_of(register, own),
        missing=_view(on_day, record, "japan", reading).missing if record else (),
    )


def known(register: Register, name: str, day: date) -> Product:
    """The product of that id, or that the symbol `name` meant on `day`. UnknownProduct, with the nearest names."""
    named = next((one for one in register.tickers if one.asset == name and one.period.has(day)), None)
    found = register.find(name) or (register.find(named.product_id) if named else None)
    if found:
        return found
    ids = [one.product_id for one in register.products]
    near = get_close_matches(name.upper(), ids, 1)
    raise UnknownProduct(
        "the register has no such product",
        where="products",
        found=name,
        expected="a product_id, or a symbol of the day",
        try_next=f"{near[0]}?" if near else "hozen products list",
    )


def disclosed(
    register: Register, name: str, day: date, version: int | None = None, view: ViewName = "japan"
) -> DisclosureView:
    """A product's disclosure as published by `day`, or as of a version. UnknownProduct where there is none."""
    on_day = product_on(register, known(register, name, day), day)
    if version is None:
        record = disclosure_on(register, on_day.product, day)
    else:
        record = disclosure_of(register, on_day.product, version)
    if record is None:
        raise _no_version(register, on_day.product, version, day)
    return _view(on_day, record, view, Law.load("jp").reading(day))


def _view(on_day: ProductOnDay, record: Disclosure, view: ViewName, reading: Reading) -> DisclosureView:
    asked = fields_asked(reading, on_day) if view == "japan" else {}
    fields = japan_view() if view == "japan" else mica_view()
    items = tuple(
        Item(field, record.said.get(field.code), asked.get(field.code))
        for field in fields
        if not field.drop_with or field.drop_with not in record.said
    )
    return DisclosureView(on_day, record.version, view, items)


def _no_version(register: Register, product: Product, version: int | None, day: date) -> UnknownProduct:
    there = [str(one.version) for one in versions_of(register, product.product_id)]
    return UnknownProduct(
        "nothing is disclosed of the product" if version is None else "the disclosure has no such version",
        where=f"disclosures, {product.product_id}",
        found=None if version is None else str(version),
        expected=f"a version published on or before {day}" if version is None else ", ".join(there) or None,
        try_next="add rows to disclosures and disclosure_fields",
    )


def changes_between(register: Register, name: str, day: date, before: int, after: int) -> tuple[Change, ...]:
    """What `after` says otherwise than `before`. UnknownProduct for a version that is not there."""
    product = known(register, name, day)
    first, second = (disclosure_of(register, product, number) for number in (before, after))
    for number, record in ((before, first), (after, second)):
        if record is None:
            raise _no_version(register, product, number, day)
    return changed(first, second) if first and second else ()
