"""Disclosures: versions, what changed, the two views, and the files."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from product_rows import BOOK_ROWS, folder_of

from hozen.faces.reports.disclosure_pdf import disclosure_document
from hozen.faces.reports.disclosure_xhtml import FACTS, xhtml_of
from hozen.faces.reports.pdf import pdf_of
from hozen.faces.words import LANGUAGES, has
from hozen.findings import CureClock
from hozen.law import Law
from hozen.rules.products import AssetInUse, ProductFacts, Register, disclosure_on, product_on
from hozen.rules.products.fields import FIELDS, japan_view, mica_view
from hozen.rules.products.jp import field_findings, fields_asked
from hozen.rules.products.taxonomy import CONCEPTS, TAXONOMY
from hozen.values import BusinessDays
from hozen.workflows.products import UnknownProduct, open_register
from hozen.workflows.products.one import changes_between, disclosed, one_product

FRIDAY, LATER = date(2026, 11, 20), date(2026, 12, 1)
IX = "{http://www.xbrl.org/2013/inlineXBRL}"
XHTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Register:
    return open_register(folder_of(tmp_path_factory.mktemp("register") / "small")).register


def texts(register: Register, day: date, version: int | None = None) -> dict[str, str]:
    found = disclosed(register, "BTC", day, version)
    return {one.field.code: one.said.text for one in found.items if one.said}


def test_where_no_text_of_the_day_asks_for_a_field_nothing_is_said_to_be_complete(small: Register) -> None:
    # The first text that asks for fields is of 2020; before it 0 of 0 is no answer, and no provision stands behind it.
    day = date(2019, 1, 1)
    reading, product = Law.load("jp").reading(day), product_on(small, small.products[0], FRIDAY)
    record = disclosure_on(small, product.product, FRIDAY)
    facts = ProductFacts(on_file=True, assets=(AssetInUse("BTC", 1, 0, product, record),))
    assert fields_asked(reading, product) == {}
    assert field_findings(reading, facts, CureClock(day, BusinessDays.BANK)) == []


def test_a_version_says_what_is_new_and_the_rest_stands(small: Register) -> None:
    first, second = texts(small, FRIDAY), texts(small, LATER)
    assert first["consensus"] == "proof of work"
    assert second["consensus"] == "proof of work, SHA-256d"
    assert first["nature"] == second["nature"] == "electronic cash <&>"  # version 2 does not say it again
    assert "market_cap" in first
    assert "market_cap" not in second  # taken back with '-'
    # The register itself says these.
    assert (first["name"], first["ticker"], first["dti"], first["issuer"]) == (
        "Bitcoin",
        "BTC",
        "4H95J0R2X",
        "none",
    )


def test_a_past_day_knows_no_later_version_unless_it_is_asked_for(small: Register) -> None:
    assert texts(small, FRIDAY) == texts(small, LATER, 1)
    assert texts(small, FRIDAY, 2) == texts(small, LATER)
    with pytest.raises(UnknownProduct, match="nothing is disclosed"):
        disclosed(small, "BTC", date(2026, 3, 31))
    with pytest.raises(UnknownProduct, match="no such version"):
        disclosed(small, "BTC", FRIDAY, 3)


def test_the_diff_has_every_change_and_nothing_else(small: Register) -> None:
    found = changes_between(small, "BTC", FRIDAY, 1, 2)
    assert [(one.field, one.kind) for one in found] == [
        ("consensus", "changed"),
        ("market_cap", "removed"),
        ("supply_cap", "added"),
    ]
    assert changes_between(small, "BTC", FRIDAY, 1, 1) == ()
    assert [(one.field, one.kind) for one in changes_between(small, "BTC", FRIDAY, 2, 1)] == [
        ("consensus", "changed"),
        ("market_cap", "added"),
        ("supply_cap", "removed"),
    ]


def test_what_is_missing_bears_the_provision_that_asks_for_it(small: Register) -> None:
    missing = {
        one.field.code: str(one.asked.cite) for one in one_product(small, "BTC", FRIDAY).missing if one.asked
    }
    # Of the Order nothing is missing; of the sheet's 12 items ticker, issuer and consensus are there; of the report's 4 none.
    assert len(missing) == 9 + 4
    assert missing["supply_cap"] == "JVCEA 概要説明書"
    assert missing["rights"] == "WG report 03.pdf p. 1"
    assert not {"name", "nature", "value_guarantee"} & set(missing)


def test_every_field_asked_for_exists_and_has_its_words() -> None:
    family = Law.load("jp").reading(FRIDAY).family("products.fields")
    asked = {code for figure in family.values() for code in str(figure.value).split()}
    assert asked <= set(FIELDS)
    assert asked <= {one.code for one in japan_view()}
    assert all(has(f"products.field.{code}") for code in FIELDS)


def test_the_numbers_of_the_white_paper_that_are_on_record() -> None:
    # From the annex of Regulation (EU) 2024/2984 as surveillance desks cite it: parts A to J.
    by_number = {one.mica: one.code for one in mica_view() if "." in one.mica}
    assert by_number["F.4"] == "paper_type"
    assert by_number["F.5"] == "submission_type"
    assert (by_number["F.13"], by_number["F.14"], by_number["F.15"]) == ("dti", "ffg_dti", "voluntary_data")
    assert [one.mica.partition(".")[0] for one in mica_view()] == sorted(
        one.mica.partition(".")[0] for one in mica_view()
    )


def test_concepts_are_of_fields_with_a_number_and_no_concept_stands_for_two() -> None:
    numbered = {one.code for one in mica_view() if "." in one.mica}
    assert set(CONCEPTS) <= numbered
    assert len(set(CONCEPTS.values())) == len(CONCEPTS) == 28
    assert TAXONOMY.startswith("https://www.esma.europa.eu/")


def test_a_valid_lei_drops_what_can_be_looked_up_from_it(tmp_path: Path) -> None:
    rows = deepcopy({name: [dict(one) for one in every] for name, every in BOOK_ROWS.items()})
    rows["disclosures"].append(
        {"product_id": "USDC", "version": "1", "published_on": "2026-04-01", "valid_until": "2027-03-31"}
    )
    without = disclosed(open_register(folder_of(tmp_path / "a", rows)).register, "USDC", FRIDAY, view="mica")
    rows["products"][4]["issuer_lei"] = "213800KUD8LAJWSQ9D15"
    dropped = disclosed(open_register(folder_of(tmp_path / "b", rows)).register, "USDC", FRIDAY, view="mica")
    gone = {one.field.code for one in without.items} - {one.field.code for one in dropped.items}
    assert gone == {"issuer_legal_form", "issuer_address", "issuer_parent"}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("view", ["japan", "mica"])
def test_the_page_is_well_formed_and_every_fact_stands_once(small: Register, lang, view) -> None:
    found = disclosed(small, "BTC", FRIDAY, view=view)
    page = xhtml_of(found, lang)
    assert page == xhtml_of(found, lang)
    root = ElementTree.fromstring(page.encode())  # noqa: S314  # the page is our own
    assert root.tag == f"{XHTML}html"
    facts = list(root.iter(f"{IX}nonNumeric"))
    told = {one.field.code: one.said for one in found.items if one.said}
    assert [one.get("name") for one in facts] == [f"hozen:{code}" for code in told]
    assert len({one.get("id") for one in facts}) == len(facts)
    assert f'xmlns:hozen="{FACTS}"' in page
    # hand-picked out of ESMA's table for crypto-assets that are neither money nor referenced to assets (OTHR)
    for concept in ("NameOfOtherToken", "OtherTokenDigitalTokenIdentifierCode"):
        assert (f">{concept}<" in page) == (view == "mica")
    nature = next(one for one in facts if one.get("name") == "hozen:nature")
    assert nature.text == ("電子的な現金" if lang == "ja" else "electronic cash <&>")
    contexts = {one.get("id") for one in root.iter("{http://www.xbrl.org/2003/instance}context")}
    assert {one.get("contextRef") for one in facts} == contexts
    identifier = next(root.iter("{http://www.xbrl.org/2003/instance}identifier"))
    assert (identifier.get("scheme"), identifier.text) == ("urn:iso:std:iso:24165", "4H95J0R2X")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_pdf_says_what_is_missing_and_comes_out_the_same(small: Register, lang) -> None:
    document = disclosure_document(disclosed(small, "BTC", FRIDAY), lang)
    headings = [block.text for block in document.blocks if hasattr(block, "level")]
    assert headings == (
        ["不足する事項：13件", "出典"] if lang == "ja" else ["13 fields are missing", "Sources"]
    )
    first = pdf_of([document])
    assert first.startswith(b"%PDF")
    assert first == pdf_of([document])


def test_of_a_past_day_nothing_is_asked_that_nobody_asked_then(small: Register) -> None:
    # The report of 2025-12-10 asks for four fields where nobody issues; the Order and the sheet ask from 2020 on.
    btc = small.find("BTC")
    assert btc
    day = date(2025, 12, 9)
    before, after = (
        fields_asked(Law.load("jp").reading(on), product_on(small, btc, on)) for on in (day, FRIDAY)
    )
    assert len(before) == 3 + 12
    assert set(after) - set(before) == {"total_supply", "technology", "rights", "technology_risk"}
