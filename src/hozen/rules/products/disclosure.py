"""A product's disclosure: what it says as of a version or a day, and what one version changed. Law-neutral."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from hozen.rules.products.on_day import ticker_on
from hozen.rules.products.register import TAKEN_BACK, Product, Register, Said, Version

REGISTER = "register"  # the source of what stands in the register itself


@dataclass(frozen=True, slots=True)
class Disclosure:
    """情報開示の記録: all that a version says, by field; what an earlier one said and no later one changed is in it."""

    version: Version
    said: Mapping[str, Said]

    def missing(self, fields: Iterable[str]) -> tuple[str, ...]:
        """Which of `fields` it does not say, in their order."""
        return tuple(one for one in fields if one not in self.said)


@dataclass(frozen=True, slots=True)
class Change:
    """変更: one field between two versions; `before` or `after` None where it was not said."""

    field: str
    before: Said | None
    after: Said | None

    @property
    def kind(self) -> str:
        """'added', 'removed' or 'changed'."""
        if self.before is None:
            return "added"
        return "removed" if self.after is None else "changed"


def versions_of(register: Register, product_id: str) -> tuple[Version, ...]:
    """A product's versions in their order."""
    return tuple(one for one in register.versions if one.product_id == product_id)


def disclosure_of(register: Register, product: Product, number: int) -> Disclosure | None:
    """The record as of a version; None where there is no such version."""
    found = next((one for one in versions_of(register, product.product_id) if one.version == number), None)
    return _whole(register, product, found) if found else None


def disclosure_on(register: Register, product: Product, day: date) -> Disclosure | None:
    """The record as published on or before `day`; None where nothing was."""
    known = [one for one in versions_of(register, product.product_id) if one.published_on <= day]
    return _whole(register, product, max(known, key=lambda one: one.version)) if known else None


def _whole(register: Register, product: Product, version: Version) -> Disclosure:
    rows = (one for one in register.said if one.product_id == product.product_id)
    said = _from_register(register, product, version)
    for row in sorted(rows, key=lambda one: one.version):
        if row.version <= version.version:
            said[row.field] = row
    return Disclosure(version, {field: one for field, one in said.items() if one.text != TAKEN_BACK})


def _from_register(register: Register, product: Product, version: Version) -> dict[str, Said]:
    """What the register says already need not be said again; a version that says otherwise counts."""
    nobody = product.disclosure_case == "no_issuer"
    known = {
        "name": (product.name, product.name_ja),
        "ticker": (ticker_on(register, product.product_id, version.published_on), ""),
        "decimals": ("" if product.decimals is None else str(product.decimals), ""),
        "dti": (product.dti, ""),
        "caip": (product.caip19, ""),
        "issuer": ("none", "なし") if nobody else (product.issuer, ""),
        "issuer_lei": (product.issuer_lei, ""),
    }
    source = product.source or REGISTER
    return {
        field: Said(product.product_id, version.version, field, text, japanese, source, None)
        for field, (text, japanese) in known.items()
        if text
    }


def changes(before: Disclosure, after: Disclosure) -> tuple[Change, ...]:
    """変更履歴: every field that the two do not say alike, by field. A new source alone is a change too."""
    fields = sorted({*before.said, *after.said})
    every = (Change(field, before.said.get(field), after.said.get(field)) for field in fields)
    return tuple(one for one in every if _words(one.before) != _words(one.after))


def _words(said: Said | None) -> tuple[object, ...] | None:
    return None if said is None else (said.text, said.text_ja, said.source, said.as_of)
