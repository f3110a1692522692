"""Corrections: what changed goes out once, and points to the record that stands."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from carf_book import AT, OTHERS, PEOPLE, PERSON, RESIDENCE, RESIDENCES, book_at, sources_at, written
from carf_xml import C, doc_spec, roots, standing, who, whole

from hozen.workflows.carf import CarfReports, build, correct, read_reports, validate


def renamed(case, customer: str, city: str) -> None:
    """Somebody moves."""
    rows = [(*one[:9], city, *one[10:]) if one[0] == customer and not one[1] else one for one in PEOPLE]
    written(case.sources.people / "people.csv", PERSON, rows)


def again(case, days: int):
    return correct(case.book, 2026, case.sources, case.folder, at=AT + timedelta(days=days))


def last(case) -> dict[str, list[tuple[str, str, str]]]:
    """Kind of message → DocSpecs of its records, of the newest run."""
    count = len(read_reports(case.folder).last.messages)
    return {
        root.findtext(f"{C}MessageSpec/{C}MessageTypeIndic"): [
            doc_spec(one) for one in root.iter(f"{C}CryptoUsers")
        ]
        for root in roots(case.folder)[-count:]
    }


def test_one_user_is_corrected_twice_deleted_and_new_again(fresh) -> None:
    case = fresh
    first = next(ref for ref, node in standing(case.folder).items() if "Ohne" in who(node))
    renamed(case, "NOC", "Aachen")
    assert again(case, 2).entry.actions == {"OECD2": 1}
    ((indicator, second, corrects),) = last(case)["CARF702"]
    assert (indicator, corrects) == ("OECD2", first)
    renamed(case, "NOC", "Ulm")
    again(case, 3)
    ((indicator, third, corrects),) = last(case)["CARF702"]
    assert (indicator, corrects) == ("OECD2", second)  # a correction of a correction
    left = [one for one in RESIDENCES if one[0] != "NOC"]
    written(case.book / "customer_tax_residences.csv", RESIDENCE, left)
    assert again(case, 4).entry.actions == {"OECD3": 1}
    assert [one[::2] for one in last(case)["CARF702"]] == [("OECD3", third)]
    deleted = list(roots(case.folder)[-1].iter(f"{C}CryptoUsers"))
    assert "Ulm" in "".join(deleted[0].itertext())  # as it was sent
    assert len(standing(case.folder)) == 3
    written(case.book / "customer_tax_residences.csv", RESIDENCE, RESIDENCES)
    assert again(case, 5).entry.actions == {"OECD1": 1}  # what was deleted is new again
    assert list(last(case)) == ["CARF701"]
    assert validate(case.folder).problems == ()
    messages = [one.ref for entry in read_reports(case.folder).entries for one in entry.messages]
    assert len(set(messages)) == len(messages) == 5


def test_new_records_and_corrections_go_in_messages_of_their_own(fresh) -> None:
    """CARF702 takes no new record. IDLE moves something; D1's staking was 7 yen and is 70."""
    case = fresh
    rows = [(*one[:7], "70", *one[8:]) if one[0] == "R3" else one for one in OTHERS]
    rows.append(("R8", "2026-07-01T00:00:00Z", "IDLE", "BTC", "transfer_in", "mining", "5", "9", "", ""))
    person = ("IDLE", "", "Ida", "Le", "", "1999-09-09", "", "", "DE", "Jena", "", "", "", "", "", "")
    book_at(case.book, {"relevant_transactions": rows})
    written(case.sources.people / "people.csv", PERSON, (*PEOPLE, person))
    numbers = case.sources.people / "numbers.csv"
    numbers.write_text(numbers.read_text("utf-8") + "IDLE,,DE,77\n", "utf-8")
    built = again(case, 1)
    assert built.entry.actions == {"OECD1": 1, "OECD2": 1}
    assert {kind: [one[0] for one in found] for kind, found in last(case).items()} == {
        "CARF702": ["OECD2"],
        "CARF701": ["OECD1"],
    }
    providers = [doc_spec(root.find(f"{C}CARFBody/{C}RCASP")) for root in roots(case.folder)]
    assert [one[0] for one in providers] == ["OECD1", "OECD0", "OECD0"]
    assert len({one[1] for one in providers}) == 1  # sent again under the reference that stands
    # 10 before: 7 and 3; now 70 and 3.
    assert whole(case.folder)["Ether & Co", "CryptoTransferIn"][1] == 73
    assert built.entry.sums["transfer_in"] == {"transactions": 3, "yen": 73 + 9}
    assert validate(case.folder).problems == ()


def test_the_provider_alone_is_corrected(fresh) -> None:
    case = fresh
    sources_at(case.root / "beside", name="New Name KK")
    built = again(case, 1)
    (message,) = built.entry.messages
    assert (message.kind, message.users) == ("CARF702", 0)
    before, after = (doc_spec(root.find(f"{C}CARFBody/{C}RCASP")) for root in roots(case.folder))
    assert (after[0], after[2]) == ("OECD2", before[1])
    renamed(case, "D1", "Hamburg")
    again(case, 2)
    shown = doc_spec(roots(case.folder)[-1].find(f"{C}CARFBody/{C}RCASP"))
    assert shown == ("OECD0", after[1], "")
    assert validate(case.folder).problems == ()


def test_nothing_to_report_and_then_somebody(tmp_path) -> None:
    """CARF703 has a provider and no record; who is found later is new."""
    book = book_at(tmp_path / "book", {"trades": [], "relevant_transactions": []})
    sources, folder = sources_at(tmp_path / "beside"), tmp_path / "out"
    built = build(book, 2026, sources, folder, at=AT)
    assert (built.entry.kind, built.users) == ("nil", 0)
    assert [one.kind for one in built.entry.messages] == ["CARF703"]
    book_at(book)
    later = correct(book, 2026, sources, folder, at=AT + timedelta(days=1))
    assert ([one.kind for one in later.entry.messages], later.entry.actions) == (["CARF701"], {"OECD1": 4})
    assert validate(folder).problems == ()


def test_a_report_stands_and_another_year_is_refused(reported) -> None:
    with pytest.raises(CarfReports, match="a report stands"):
        build(reported.book, 2026, reported.sources, reported.folder, at=AT)
    with pytest.raises(CarfReports, match="no report of the year"):
        correct(reported.book, 2027, reported.sources, reported.folder, at=AT.replace(year=2028))
    with pytest.raises(CarfReports, match="no report of the year"):
        correct(reported.book, 2026, reported.sources, reported.root / "nowhere", at=AT)


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda run: (run / "N001.xml").write_bytes(b"<x/>"), "not what was made"),
        (lambda run: (run / "totals.parquet").unlink(), "not what was made"),
        (lambda run: (run / "entry.json").write_text("[]", "utf-8"), "cannot be read"),
        (
            lambda run: (run / "entry.json").write_text(
                json.dumps({**json.loads((run / "entry.json").read_text("utf-8")), "previous": "1" * 64}),
                "utf-8",
            ),
            "chain of runs is broken",
        ),
        (lambda run: run.rename(run.with_name("0002")), "chain of runs is broken"),
    ],
)
def test_a_folder_that_was_changed_is_refused(spoil, message, reported, tmp_path) -> None:
    import shutil

    shutil.copytree(reported.folder, tmp_path / "reports")
    spoil(tmp_path / "reports" / "0001")
    with pytest.raises(CarfReports, match=message):
        read_reports(tmp_path / "reports")


def test_a_run_that_is_stopped_leaves_nothing(reported, tmp_path, monkeypatch) -> None:
    from hozen.workflows.carf import building

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(building, "write_run", stopped)
    with pytest.raises(KeyboardInterrupt):
        build(reported.book, 2026, reported.sources, tmp_path / "out", at=AT)
    assert list((tmp_path / "out").iterdir()) == []
