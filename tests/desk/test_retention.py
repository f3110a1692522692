"""Until when a closed case is kept, what is missed meanwhile, and the report on paper."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from dataclasses import replace
from datetime import date

import pytest

from hozen.faces.cli.show_retention import show_retention
from hozen.faces.reports.stor_pdf import stor_document, write_stor
from hozen.faces.words import has
from hozen.workflows.surveillance_desk.retention import kept_until, retained
from hozen.workflows.surveillance_desk.state import ReportDraft, SurveillanceCase
from hozen.workflows.surveillance_desk.stor_form import FIELDS, SECTIONS, FormAnswer
from hozen.workflows.surveillance_desk.stor_paper import StorPaper
from hozen.workflows.surveillance_run.result import LeftOut

TODAY = date(2026, 11, 25)
CONTENT = b"the order book around the alert"
KEPT = (("book.csv", hashlib.sha256(CONTENT).hexdigest()),)


def case(name: str, closed: date | None) -> SurveillanceCase:
    return SurveillanceCase("book", name, 1, closed is None, TODAY, "what", (), evidence=KEPT, closed=closed)


@pytest.mark.parametrize(
    ("closed", "until"),
    [
        (date(2026, 11, 20), date(2031, 11, 20)),
        (date(2024, 2, 29), date(2029, 2, 28)),  # 2029 has no 29 February
    ],
)
def test_kept_to_the_day_that_bears_the_date_five_years_later(closed: date, until: date) -> None:
    assert kept_until(closed, 5) == until


def test_what_is_gone_too_early_is_told_and_what_may_go_is_listed(tmp_path) -> None:
    for name in ("young", "last-day", "old", "changed"):
        (tmp_path / "cases" / name).mkdir(parents=True)
        (tmp_path / "cases" / name / "book.csv").write_bytes(CONTENT + (b"!" if name == "changed" else b""))
    cases = [
        case("young", date(2026, 11, 24)),
        case("last-day", date(2021, 11, 25)),  # to be kept on its last day still
        case("old", date(2021, 11, 24)),
        case("changed", date(2026, 1, 1)),
        case("gone", None),  # open, and its file is not there
    ]
    found = retained(cases, tmp_path, TODAY)
    told = {one.case: (one.lost, one.may_go) for one in found.cases}
    assert told == {
        "young": ((), False),
        "last-day": ((), False),
        "old": ((), True),
        "changed": (("book.csv",), False),
        "gone": (("book.csv",), False),
    }
    assert found.broken
    assert not retained(cases[:3], tmp_path, TODAY).broken
    assert found.years.standing.word == "reported"
    for lang, said in (("en", "May be removed"), ("ja", "廃棄できるファイル")):
        assert said in "\n".join(line.plain for line in show_retention(found, lang, 80))


ANSWERS = {name: FormAnswer("text") for name in FIELDS} | {"employment": FormAnswer("NA", "not known")}
PAPER = StorPaper(
    "book",
    "layers-1",
    "(EU) 2025/885, Annex",
    TODAY,
    ReportDraft(7, "stor-6.json", "a" * 64, "sato"),
    {number: {name: ANSWERS[name] for name in names} for number, names in SECTIONS.items()},
)


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_unsigned_it_is_marked_and_signed_it_is_not_and_every_field_has_its_words(lang) -> None:
    assert "DRAFT" in stor_document(PAPER, lang).mark
    signed = replace(PAPER, draft=replace(PAPER.draft, signed_by="suzuki"))
    assert stor_document(signed, lang).mark == ""
    assert all(has(f"stor.field.{name}") for name in FIELDS)
    assert all(has(f"stor.section.{number}") for number in SECTIONS)
    text = str(stor_document(PAPER, lang).blocks)
    assert "NA: not known" in text
    left_out = (LeftOut("insider", "no-data"), LeftOut("circular", "too-many-candidates", 12000))
    text = str(stor_document(replace(PAPER, left_out=left_out), lang).blocks)
    assert "12,000" in text
    assert {"en": "Ring trading", "ja": "循環取引"}[lang] in text


@pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="NO pdftotext, so no other program reads the pages"
)
def test_the_mark_stands_at_the_head_of_every_page(tmp_path) -> None:
    long = {**PAPER.sections, 5: {"habits": FormAnswer("a line of text\n" * 120)}}
    path = write_stor(tmp_path / "stor.pdf", replace(PAPER, sections=long), "en")
    done = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True)
    pages = done.stdout.decode().rstrip("\f\n").split("\f")
    assert len(pages) > 2
    assert all("DRAFT, not approved" in page for page in pages)
