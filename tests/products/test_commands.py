"""`hozen products` and the daily close over a small book."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from door_book import TRADE, SmallBook

from hozen.faces.cli import main
from hozen.findings import Status
from hozen.records import RowsRefused
from hozen.workflows.daily_close import close
from hozen.workflows.products import look
from hozen.workflows.tax.specified import read_register

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def command(*words: object) -> tuple[int, str]:
        capsys.readouterr()
        code = main(["products", *map(str, words)])
        return code, capsys.readouterr().out

    return command


def found(kept: SmallBook, **more: object) -> dict[tuple[str, str], Status]:
    return {(one.code, one.subject): one.status for one in look(kept.write().root, **more).findings}  # type: ignore[arg-type]  # a day


def test_the_checks_of_a_book(kept: SmallBook) -> None:
    told = found(kept)
    assert told["asset-handled", "BTC"] is Status.MET
    assert told["disclosure-missing", "BTC"] is Status.MET
    assert told["disclosure-stale", "BTC"] is Status.ATTENTION  # it counted until the 19th
    fields = {one.subject: one for one in look(kept.root).findings if one.code == "disclosure-field"}
    assert {subject: one.status for subject, one in fields.items()} == {
        "BTC sheet": Status.ATTENTION,
        "BTC no_issuer": Status.ATTENTION,
    }
    assert sum(int(str(one.distance)) for one in fields.values()) == -13
    assert "supply_cap" in str(fields["BTC sheet"].steps[0].value).split()


def test_an_asset_that_is_traded_only_is_asked_for_too(kept: SmallBook) -> None:
    kept.tables["assets"].append({"asset": "KAIA", "name": "Kaia", "decimals": "18"})
    kept.tables["prices"].append({"day": "2026-11-20", "asset": "KAIA", "price": "30", "source": "ref"})
    kept.tables["trades"] = [{**TRADE, "asset": "KAIA"}]
    told = found(kept)
    assert told["asset-handled", "KAIA"] is Status.BREACH  # delisted on 2026-08-05
    assert ("disclosure-missing", "KAIA") not in told
    # The 21st in Japan begins at 15:00 UTC: that trade is not of the day.
    kept.tables["trades"] = [{**TRADE, "asset": "KAIA", "timestamp": "2026-11-20T15:00:00Z"}]
    assert ("asset-handled", "KAIA") not in found(kept)


def test_a_close_asks_where_there_is_a_register_and_not_where_there_is_none(
    kept: SmallBook, tmp_path: Path
) -> None:
    place = {"books": tmp_path / "books.db", "out": tmp_path / "out"}
    first = close(kept.write().root, date(2026, 11, 20), actor="aoi", **place).closing
    codes = {one.code for one in first.findings if one.subject.startswith("BTC")}
    assert {"asset-handled", "disclosure-missing", "disclosure-field", "disclosure-stale"} <= codes
    for name in [name for name in kept.tables if name.startswith(("product", "disclosure"))]:
        del kept.tables[name]
        (kept.root / f"{name}.csv").unlink()
    second = close(kept.write().root, date(2026, 11, 20), actor="aoi", **place).closing
    assert not {one.code for one in second.findings} & {"asset-handled", "disclosure-missing"}


def test_a_bad_register_stops_at_the_door(kept: SmallBook) -> None:
    kept.tables["product_tickers"][4] |= {"asset": "MATIC"}
    with pytest.raises(RowsRefused) as refusal:
        look(kept.write().root)
    assert "overlapping-periods" in str(refusal.value)


def test_the_commands_tell_it_in_both_languages(kept: SmallBook, run: Run, tmp_path: Path) -> None:
    root = kept.write().root
    code, out = run("check", root)
    assert code == 0  # nothing in force is broken
    assert "Fields of a disclosure (BTC: the summary sheet)" in out
    assert re.search(r"Lacking .*Supply cap", out)
    assert re.search(r"JVCEA 概要説明書", out)
    assert "発行上限" in run("check", root, "--lang", "ja")[1]
    pdf, page = tmp_path / "btc.pdf", tmp_path / "btc.xhtml"
    out = run(*("disclose", "BTC", "--register", root, "--day", "2026-11-20", "--pdf", pdf, "--xhtml", page))[
        1
    ]
    assert "13 fields are missing" in out
    assert pdf.read_bytes().startswith(b"%PDF")
    assert "ix:nonNumeric" in page.read_text("utf-8")
    assert "proof of work, SHA-256d" in run("diff", "BTC", 1, 2, "--register", root)[1]
    told = json.loads(run("show", "KLAY", "--register", root, "--day", "2024-10-01", "--json")[1])
    assert told["on_day"]["product"]["product_id"] == "KAIA"
    assert told["legal"] == {
        "kind": "specified_crypto_asset",
        "figure": None,
        "since": "2024-10-01",
        "basis": "",
    }
    code, out = run("export", tmp_path / "out", "--register", root)
    assert code == 0
    code, out = run("list", "--register", tmp_path / "out", "--day", "2026-11-20")
    assert "KAIA" in out
    assert "delisted" in out
    assert run("disclose", "BTC", "--register", root, "--view", "usa")[0] == 1


def test_the_tax_room_reads_which_assets_are_specified_from_the_same_register(
    kept: SmallBook, run: Run, tmp_path: Path
) -> None:
    run("export", tmp_path / "out", "--register", kept.write().root)
    found = read_register(tmp_path / "out")
    assert [(one.since, one.until) for one in found["BTC"]] == [(date(2027, 7, 1), None)]
    assert [(one.since, one.until) for one in found["KLAY"]] == [(date(2024, 10, 1), date(2024, 10, 30))]
    assert read_register(kept.root) == found  # a book is read likewise
