"""`hozen carf` from the command line, in both languages."""

from __future__ import annotations

import json

import pytest
from carf_book import AT, PROFILES, TERMS, book_at, sources_at

from hozen.faces.cli import main


def words(case, to) -> list[str]:
    given = case.sources
    beside = ["--terms", given.terms, "--jurisdictions", given.partners, "--people", given.people]
    return [
        str(one)
        for one in (case.book, "--year", "2026", *beside, "--to", to, "--scenario", "assumed", "--at", AT)
    ]


def test_build_then_correct_then_status(reported, tmp_path, capsys) -> None:
    to = tmp_path / "out"
    assert main(["carf", "build", *words(reported, to), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["users"], told["entry"]["actions"]) == (4, {"OECD1": 4})
    assert (to / "0001/N001.xml").read_bytes() == (reported.folder / "0001/N001.xml").read_bytes()
    assert main(["carf", "correct", *words(reported, to)]) == 0
    assert "Nothing changed" in capsys.readouterr().out
    assert main(["carf", "status", str(to), "--day", "2027-04-29", "--lang", "ja"]) == 0
    shown = capsys.readouterr().out
    assert "報告期限は2027-04-30" in shown
    assert "¥10,000,200" in shown
    assert main(["carf", "status", str(to), "--day", "2027-05-01"]) == 0
    assert "was due on 2027-04-30" in capsys.readouterr().out


def test_validate_tells_what_was_checked_against_what(reported, capsys, tmp_path) -> None:
    assert main(["carf", "validate", str(reported.folder)]) == 0
    assert "No schema was given" in capsys.readouterr().out
    bad = tmp_path / "bad.xml"
    bad.write_text((reported.folder / "0001/N001.xml").read_text("utf-8").replace(".00<", "<"), "utf-8")
    assert main(["carf", "validate", str(bad)]) == 2
    assert "two decimals" in capsys.readouterr().out


def test_check_counts_and_writes_the_rows(tmp_path, capsys) -> None:
    """NOC is pending; of one the certification is over since yesterday; of one a change is open."""
    changed = {
        "KY1": ("KY1", "2026-03-01", "individual", "valid", "2026-03-01", "2026-11-24", "", "", ""),
        "JP1": ("JP1", "2026-03-01", "individual", "contradicted", "", "", "2026-11-01", "", ""),
    }
    rows = [*PROFILES, *changed.values()]
    book, out = book_at(tmp_path / "book", {"customer_tax_profiles": rows}), tmp_path / "rows.parquet"
    ask = ["carf", "check", str(book), "--year", "2026", "--day", "2026-11-25", "--rows", str(out)]
    assert main([*ask, "--json"]) == 0  # attention alone is 0
    told = json.loads(capsys.readouterr().out)
    assert {one["code"]: one["measure"] for one in told["findings"] if one["status"] == "attention"} == {
        "carf-certification": 1,
        "carf-expired": 1,
        "carf-tin": 1,
        "carf-contradicted": 1,
    }
    assert (
        next(one["cure_by"] for one in told["findings"] if one["code"] == "carf-contradicted") == "2027-02-01"
    )
    import pyarrow.parquet as pq

    found = [tuple(one.values()) for one in pq.read_table(out).to_pylist()]
    assert found == [
        ("carf-certification", "NOC", "pending"),
        ("carf-contradicted", "JP1", "2026-11-01"),
        ("carf-expired", "KY1", "2026-11-24"),
        ("carf-tin", "NOC", "DE "),
    ]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"sender": "no blanks allowed"}, "sender is not of its form"),
        ({"colour": "red"}, "a key that the terms do not have"),
    ],
)
def test_terms_that_are_not_strict_are_refused(change, told, reported, tmp_path, capsys) -> None:
    sources_at(tmp_path, **{**TERMS, **change})
    ask = words(reported, tmp_path / "out")
    ask[ask.index("--terms") + 1] = str(tmp_path / "carf.yaml")
    assert main(["carf", "build", *ask]) == 1
    assert told in capsys.readouterr().err


def test_jurisdictions_without_a_source_and_an_instant_without_a_zone_are_refused(
    reported, tmp_path, capsys
) -> None:
    ask = words(reported, tmp_path / "out")
    assert main(["carf", "build", *ask[:-1], "2027-04-01T09:00:00"]) == 1
    assert "not an instant" in capsys.readouterr().err
    (tmp_path / "list.csv").write_text("jurisdiction,since,until,source\nDE,2026-01-01,,\n", "utf-8")
    ask[ask.index("--jurisdictions") + 1] = str(tmp_path / "list.csv")
    assert main(["carf", "build", *ask]) == 1
    assert "column source" in capsys.readouterr().err
