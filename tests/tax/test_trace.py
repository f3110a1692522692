"""Every yen of a cost comes from a purchase, or from a cell that rounds."""

from __future__ import annotations

import hashlib
from fractions import Fraction

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from test_cost import FAQ, MODES, NOTHING, any_trades, bought, columns, sold

from hozen.faces.cli import main
from hozen.rules.tax.trace import Share, shares
from hozen.workflows.tax import compute
from hozen.workflows.tax.forms import Given
from hozen.workflows.tax.tracing import explain, write_chain


def told(mode: str, place: int) -> dict:
    done = MODES[mode](NOTHING, FAQ)
    return {one.source: one.yen for one in shares(mode, NOTHING, columns(FAQ), place, done.costs[place])}


def test_the_public_example() -> None:
    """Total average, the 2 of 6.5 sold: 2/6.5 of each purchase. Moving: 2/6 of the two before it."""
    assert told("total_average", 2) == {
        0: Fraction(1_845_000 * 20, 65),
        1: Fraction(1_650_000 * 20, 65),
        3: Fraction(542_800 * 20, 65),
    }
    assert told("moving_average", 2) == {0: 615_000, 1: 550_000}
    # Later 3 of 4.5: two thirds of what is left, 1,230,000 + 1,100,000 + 542,800.
    assert told("moving_average", 4) == {0: 820_000, 1: Fraction(2_200_000, 3), 3: Fraction(1_085_600, 3)}


def test_what_the_sheet_rounds_is_named() -> None:
    """3 for ¥100, 1 sold: 33 1/3 from the purchase, and −1/3 from the cell that rounds up what is left."""
    trades = [bought("3", 100), sold("1")]
    cost = MODES["moving_average_nta_sheet"](NOTHING, trades).costs[1]
    assert shares("moving_average_nta_sheet", NOTHING, columns(trades), 1, cost) == (
        Share(0, Fraction(100, 3)),
        Share(None, Fraction(-1, 3), rounding=True),
    )


@pytest.mark.parametrize("mode", MODES)
@given(any_trades())
def test_the_shares_make_the_whole_cost(mode, given_) -> None:
    pool, trades = given_
    done = MODES[mode](pool, trades)
    for place, one in enumerate(trades):
        if one.units < 0:
            found = shares(mode, pool, columns(trades), place, done.costs[place])
            assert sum(one.yen for one in found) == done.costs[place]
            assert mode == "moving_average_nta_sheet" or not any(one.rounding for one in found)


def from_the_chain(rows: list[dict], disposal: dict) -> dict[str, Fraction]:
    """Shares of a disposal out of the rows of chain.parquet alone, by the two lines that its page gives."""
    part = Fraction(disposal["out"]) / Fraction(disposal["of"])
    if disposal["method"] == "total_average":
        return {one["move"]: Fraction(one["yen"]) * part for one in rows if one["yen"] != "0"}
    found = {}
    for one in reversed(rows[: int(disposal["move"])]):
        if one["of"]:
            part *= Fraction(one["left"]) / Fraction(one["of"])
        found[one["move"]] = Fraction(one["yen"]) * part
    return {move: yen for move, yen in found.items() if yen}


@pytest.mark.parametrize("mode", ["total_average", "moving_average"])
def test_the_chain_alone_gives_every_share(mode, tmp_path) -> None:
    """Every disposal of the example and of a year that sells out and begins again, rebuilt from the file."""
    done = year_with(tmp_path, mode)
    write_chain(done, tmp_path / "chain.parquet")
    rows = pq.read_table(tmp_path / "chain.parquet").to_pylist()
    out = [one for one in rows if one["out"]]
    assert len(out) == 4
    for one in out:
        told = explain(done, one["from"])
        shown = {str(0 if each.source is None else each.source + 1): each.yen for each in told.shares}
        assert from_the_chain(rows, one) == shown
        assert sum(shown.values()) == Fraction(one["cost"]) == told.disposal.cost


def test_the_same_year_gives_the_same_bytes(tmp_path) -> None:
    done = year_with(tmp_path, "moving_average")
    write_chain(done, tmp_path / "one.parquet")
    write_chain(done, tmp_path / "two.parquet")
    assert (tmp_path / "one.parquet").read_bytes() == (tmp_path / "two.parquet").read_bytes()


def test_a_long_year_is_explained_to_the_last_part_of_a_yen(tmp_path) -> None:
    """700 trades: beyond 500 the parts are cut after many digits. The shares still make the cost, and what is cut is
    named, and is less than a millionth of a yen."""
    head, rows = "seq,ts_jst,side,qty,jpy,fee_jpy", []
    for seq in range(1, 701):
        side, yen = ("buy", 1000 + seq) if seq % 3 else ("sell", 900)
        rows.append(f"{seq},2025-01-01T00:{seq // 60:02}:{seq % 60:02}+09:00,{side},0.{seq:04}1,{yen},0")
    path = tmp_path / "long.csv"
    path.write_text("\n".join([head, *rows, ""]), "utf-8")
    elections = elected(tmp_path, "moving_average", 2025)
    done = compute(path, 2025, elections, form="trades", given=Given("A", asset="BTC"))
    told = explain(done, "long.csv, line 700")
    assert sum(one.yen for one in told.shares) == told.disposal.cost
    cut = [one.yen for one in told.shares if one.rounding]
    assert len(told.shares) > 400
    assert all(abs(yen) < Fraction(1, 10**6) for yen in cut)


def elected(tmp_path, mode: str, year: int):
    path = tmp_path / "elections.csv"
    path.write_text(f"asset,method,first_year,filed,approved\nBTC,{mode},{year},{year + 1}-03-15,\n", "utf-8")
    return path


def year_with(tmp_path, mode: str):
    rows = [
        "1,2025-01-01T00:00:00+09:00,buy,3,100,0",
        "2,2025-02-01T00:00:00+09:00,sell,1,90,0",
        "3,2025-03-01T00:00:00+09:00,buy,2,77,1",
        "4,2025-04-01T00:00:00+09:00,sell,4,300,2",  # all of it
        "5,2025-05-01T00:00:00+09:00,buy,7,1000,0",
        "6,2025-06-01T00:00:00+09:00,sell,2,300,0",
        "7,2025-07-01T00:00:00+09:00,sell,0.5,80,0",
    ]
    path = tmp_path / "trades.csv"
    path.write_text("\n".join(["seq,ts_jst,side,qty,jpy,fee_jpy", *rows, ""]), "utf-8")
    given_ = Given("A", asset="BTC")
    return compute(path, 2025, elected(tmp_path, mode, 2025), form="trades", given=given_)


class TestOnTheCommandLine:
    def events(self, tmp_path, capsys) -> str:
        year_with(tmp_path, "total_average")
        into = str(tmp_path / "events.csv")
        words = [str(tmp_path / "trades.csv"), "--into", into, "--venue", "A", "--asset", "BTC"]
        assert main(["tax", "import", *words]) == 0
        capsys.readouterr()
        return into

    def test_the_terminal_shows_part_and_the_file_has_all(self, tmp_path, capsys) -> None:
        """Line 3, the 1 of 12 of the year: 100/12 + 78/12 + 1000/12."""
        words = ["tax", "explain", self.events(tmp_path, capsys), "--year", "2025", "--line", "3"]
        to = tmp_path / "shares.parquet"
        assert main([*words, "--to", str(to), "--lang", "en"]) == 0
        assert "3 shares make the whole cost" in capsys.readouterr().out
        found = [Fraction(one["yen_exact"]) for one in pq.read_table(to).to_pylist()]
        assert found == [Fraction(100, 12), Fraction(78, 12), Fraction(1000, 12)]
        assert main([*words, "--to", str(to)]) == 1  # the file is there

    def test_a_line_without_a_disposal_is_refused(self, tmp_path, capsys) -> None:
        words = ["tax", "explain", self.events(tmp_path, capsys), "--year", "2025", "--line", "2"]
        assert main([*words, "--lang", "en"]) == 1
        assert "no disposal of the year stands there" in capsys.readouterr().err

    def test_the_papers_have_their_hashes(self, tmp_path, capsys) -> None:
        folder = tmp_path / "papers"
        words = ["tax", "report", self.events(tmp_path, capsys), "--year", "2025", "--to", str(folder)]
        assert main(words) == 0
        told = dict(line.split("  ")[::-1] for line in (folder / "SHA256SUMS").read_text().splitlines())
        assert sorted([*told, "SHA256SUMS"]) == sorted(one.name for one in folder.iterdir())
        for name, digest in told.items():
            assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
