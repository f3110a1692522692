"""The product facts of a case, from its own few words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from hozen.records import BusinessYears
from hozen.rules.duties.facts import DutyFacts
from hozen.rules.products import AssetInUse, Disclosure, Product, ProductFacts, ProductOnDay, Said, Version
from hozen.rules.products.fields import FIELDS
from hozen.rules.products.register import ClassPeriod
from hozen.values.period import Period

LONG_AGO = date(2020, 5, 1)
ALWAYS = date(2027, 12, 31)


def product_facts_of(case: Mapping[str, Any]) -> ProductFacts:
    """`products`: assets in use; one without a `state` is not in the register."""
    return ProductFacts(
        on_file=case.get("products_on_file", True),
        assets=tuple(_asset(one) for one in case.get("products", ())),
    )


def duty_facts_of(case: Mapping[str, Any]) -> DutyFacts:
    """`filed`: duty → last day of a period → day of filing. The business year begins on 1 April."""
    return DutyFacts(
        BusinessYears(4, 1),
        {(duty, end): on for duty, rows in case.get("filed", {}).items() for end, on in rows.items()},
    )


def _asset(given: Mapping[str, Any]) -> AssetInUse:
    product = _product(given) if "state" in given else None
    disclosure = _disclosure(given) if "version" in given else None
    return AssetInUse(given["asset"], given.get("owed", 0), given.get("trades", 0), product, disclosure)


def _product(given: Mapping[str, Any]) -> ProductOnDay:
    name = given["asset"]
    product = Product(name, name, "", 8, "", "", "", "", given.get("case", ""), "", "")
    kind = ClassPeriod(name, given["class"], Period(LONG_AGO), "", "") if "class" in given else None
    since = None if given["state"] == "unlisted" else LONG_AGO
    return ProductOnDay(product, name, kind, given["state"], since, green=False, successor="")


def _disclosure(given: Mapping[str, Any]) -> Disclosure:
    version = Version(given["asset"], given["version"], LONG_AGO, given.get("valid_until", ALWAYS), "")
    told = set(FIELDS) - set(given.get("lacks", ())) if given.get("fields") == "every" else set()
    said = {code: Said(given["asset"], 1, code, "text", "", "source", None) for code in told}
    return Disclosure(version, said)
