"""Who is reported, and as what: entities, several residences, what came in later, and what nobody certified."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from carf_book import (
    AT,
    CONTROLLER,
    CUSTOMERS,
    NUMBER,
    PERSON,
    PROFILES,
    RESIDENCES,
    TRADES,
    book_at,
    sources_at,
    written,
)
from carf_xml import C, standing, who

from hozen.law import LawGap
from hozen.workflows.carf import CarfReports, build, check, correct

ODD = ("EDE", "EFR", "ENIL", "EACT", "THREE", "LATER", "MOVED")


def profile(customer: str, kind: str, passive: str = "") -> tuple[str, ...]:
    return (customer, "2026-02-01", kind, "valid", "2026-02-01", "", "", passive, "")


def lives(
    customer: str, person: str, where: str, since: str = "2020-01-01", tin: str = "held", until: str = ""
) -> tuple[str, ...]:
    return (customer, person, where, since, until, tin)


def person(customer: str, ident: str, name: str, country: str) -> tuple[str, ...]:
    entity = customer.startswith("E") and not ident
    names = ("", "", name, "") if entity else (name, "X", "", "1980-01-01")
    return (customer, ident, *names, "", "", country, "City", "", "", "", "", "", "")


@pytest.fixture(scope="module")
def odd(tmp_path_factory):
    """One report over customers that each have something odd. ENIL and EACT have no profile, and an active one."""
    root = tmp_path_factory.mktemp("odd")
    profiles = [
        profile("EDE", "entity", "false"),
        profile("EFR", "entity"),  # whether it is passive is not known
        profile("EACT", "entity", "false"),
        *(profile(one, "individual") for one in ("THREE", "LATER", "MOVED")),
    ]
    residences = [
        lives("EDE", "", "DE"),
        lives("EFR", "", "DE"),
        lives("EFR", "P2", "FR"),
        lives("EFR", "P3", "JP"),
        lives("ENIL", "", "JP"),
        lives("ENIL", "P4", "DE"),
        lives("EACT", "", "JP"),
        lives("EACT", "P5", "DE"),
        *(lives("THREE", "", one) for one in ("DE", "FR", "KY")),
        lives("LATER", "", "DE"),
        lives("LATER", "", "DE", "2026-06-01", "not_issued"),  # the newest row: there is no number any more
        lives("MOVED", "", "JP", until="2026-06-30"),
        lives("MOVED", "", "DE", "2026-07-01"),
    ]
    trades = [
        (f"O{n}", "2026-05-01T00:00:00Z", "BTC", "buy", "house", one, "spot", "5", "", "7")
        for n, one in enumerate(ODD)
    ]
    book = book_at(
        root / "book",
        {
            "customers": [(one, "2025-06-01") for one in (*CUSTOMERS, *ODD)],
            "customer_tax_profiles": [*PROFILES, *profiles],
            "customer_tax_residences": [*RESIDENCES, *residences],
            "trades": [*TRADES, *trades],
        },
    )
    controlled = [("E1", "P1"), ("EFR", "P2"), ("EFR", "P3"), ("ENIL", "P4"), ("EACT", "P5")]
    written(
        book / "customer_controlling_persons.csv",
        CONTROLLER,
        [(*one, "ownership", "2020-01-01", "") for one in controlled],
    )
    sources = sources_at(root / "beside")
    people = sources.people
    told = [
        *(person(one, "", f"Name of {one}", "DE") for one in ODD),
        *(person(*one, f"Name of {one[1]}", "DE") for one in controlled),
    ]
    from carf_book import NUMBERS, PEOPLE

    written(people / "people.csv", PERSON, [*(one for one in PEOPLE if one[1] != "P1"), *told])
    abroad = [one for one in residences if one[2] != "JP" and one[5] == "held"]
    numbers = {(one[0], one[1], one[2], f"N-{one[0]}{one[1]}-{one[2]}") for one in abroad}
    written(people / "numbers.csv", NUMBER, [*NUMBERS, *sorted(numbers)])
    build(book, 2026, sources, root / "out", at=AT)
    return root, book, sources


def record(odd, customer: str):
    found = [node for node in standing(odd[0] / "out").values() if f"Name of {customer}" in who(node)]
    return found[0] if found else None


def test_an_entity_abroad_is_reported_for_itself(odd) -> None:
    """Active or not, nobody behind it: an Entity with its own residence and number, and no controlling person."""
    node = record(odd, "EDE")
    assert node.findtext(f"{C}UserID/{C}Entity/{C}ResCountryCode") == "DE"
    assert node.findtext(f"{C}UserID/{C}Entity/{C}TIN") == "N-EDE-DE"
    assert node.find(f"{C}ControllingPerson") is None


def test_persons_behind_an_entity_are_looked_at_unless_it_is_known_to_be_active(odd) -> None:
    """P2 lives in France and is named, P3 in Japan and is not; of ENIL no profile is on file; EACT is active."""
    persons = record(odd, "EFR").findall(f"{C}ControllingPerson")
    assert [one.findtext(f"{C}Individual/{C}Name/{C}FirstName") for one in persons] == ["Name of P2"]
    unknown = record(odd, "ENIL")
    assert unknown.find(f"{C}UserID/{C}Entity") is not None
    assert unknown.findtext(f"{C}ControllingPerson/{C}Individual/{C}TIN") == "N-ENILP4-DE"
    assert record(odd, "EACT") is None


def test_every_residence_is_told_with_its_number(odd) -> None:
    """Nobody is reported to in KY in 2026, but a record tells all residences of who is reported."""
    node = record(odd, "THREE")
    assert [one.text for one in node.iter(f"{C}ResCountryCode")] == ["DE", "FR", "KY"]
    assert [one.text for one in node.iter(f"{C}TIN")] == ["N-THREE-DE", "N-THREE-FR", "N-THREE-KY"]


def test_of_two_rows_of_one_residence_the_newest_counts(odd) -> None:
    assert [one.attrib for one in record(odd, "LATER").iter(f"{C}TIN")] == [{"unknown": "true"}]


def test_who_moved_abroad_is_reported_for_the_whole_year(odd) -> None:
    """The trade of May, before the move of July, is told: residence is looked at on one day."""
    node = record(odd, "MOVED")
    assert [one.text for one in node.iter(f"{C}ResCountryCode")] == ["DE"]
    assert node.findtext(f".//{C}NumberofTransactions") == "1"


def test_a_correction_is_never_older_than_what_it_corrects(odd) -> None:
    root, book, sources = odd
    with pytest.raises(CarfReports, match="before that of the last run"):
        correct(book, 2026, sources, root / "out", at=AT - timedelta(seconds=1))


def test_no_report_is_due_for_a_year_before_the_duty(odd) -> None:
    """In force from 1 January 2026: the first report is of 2026, by 30 April 2027."""
    assert check(odd[1], 2026, day=date(2026, 11, 25)).due == date(2027, 4, 30)
    with pytest.raises(LawGap):
        check(odd[1], 2025, day=date(2026, 11, 25))
