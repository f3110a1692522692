"""A tape goes out as order-book records and comes back as it was: nothing lost, nothing made."""

from __future__ import annotations

import csv
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fix_text import report

from hozen.engine import Engine, open_engine
from hozen.records import Query
from hozen.records.importers import ImportRefused
from hozen.records.tape_tables import ORDER_EVENTS, TAPE_TRADES
from hozen.workflows.tape_files import hand_out, take_in

MADE = datetime(2026, 11, 21, 3, tzinfo=UTC)
HEAD = [column.name for column in ORDER_EVENTS.columns]
# Buyer C1 asks for 0.5 at 15,000,000; seller C2 takes 0.2 of it, then an iceberg of C3 shows 0.1 of 1, then C1 cancels 0.3.
EVENTS = [
    "1,2026-11-20T01:00:00.000001Z,BTC/JPY,4H95J0R2X,O1,mine-1,C1,NEWO,buy,limit,GTC,15000000,0.5,0.5,,,,true,true,,web",
    "2,2026-11-20T01:00:01.000000Z,BTC/JPY,4H95J0R2X,O2,,C2,NEWO,sell,market,IOC,,0.2,0.2,,,,,,ALGO7,fix",
    "3,2026-11-20T01:00:01.000000Z,BTC/JPY,4H95J0R2X,O1,mine-1,C1,PARF,buy,limit,GTC,15000000,0.5,0.3,,0.2,T1,true,true,,web",
    "4,2026-11-20T01:00:01.000000Z,BTC/JPY,4H95J0R2X,O2,,C2,FILL,sell,market,IOC,,0.2,0,,0.2,T1,,,ALGO7,fix",
    "5,2026-11-20T01:00:02.000000Z,BTC/JPY,,O3,,C3,NEWO,sell,limit,GTD,15000001.5,1,1,0.1,,,false,false,,",
    "6,2026-11-20T01:00:03.000000Z,BTC/JPY,4H95J0R2X,O1,mine-1,C1,CAME,buy,limit,GTC,15000000,0.5,0,,,,true,true,,web",
]
TRADES = ["T1,2026-11-20T01:00:01.000250Z,BTC/JPY,15000000,0.2,O1,O2,C1,C2,sell"]


@pytest.fixture(scope="module")
def engine(tmp_path_factory) -> Engine:
    with open_engine("duckdb", temp=tmp_path_factory.mktemp("spill"), threads=1) as running:
        yield running


@pytest.fixture
def tape(tmp_path) -> Path:
    folder = tmp_path / "tape"
    folder.mkdir()
    (folder / "order_events.csv").write_text("\n".join([",".join(HEAD), *EVENTS]) + "\n")
    trades = ",".join(column.name for column in TAPE_TRADES.columns)
    (folder / "trades.csv").write_text("\n".join([trades, *TRADES]) + "\n")
    return folder


def rows(engine: Engine, path: Path) -> list[tuple[object, ...]]:
    return engine.rows(Query("all", f"SELECT * FROM {engine.scan([path], 'parquet', {})} ORDER BY 1", ()))


def as_written(engine: Engine, path: Path) -> list[list[str]]:
    def text(cell: object) -> str:
        if isinstance(cell, datetime):
            return cell.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        return "" if cell is None else str(cell).lower() if isinstance(cell, bool) else str(cell)

    return [[text(cell) for cell in row] for row in rows(engine, path)]


def back(pages: Path, tape: Path, engine: Engine):
    files = [("order-book", path) for path in sorted(pages.glob("*.json"))]
    return take_in(files, tape, {}, engine, tape.parent)


@pytest.mark.parametrize("page", [2, 100])
def test_there_and_back_is_the_same_tape(tape, tmp_path, engine, page):
    out = hand_out(tape, tmp_path / "out", "XHZN", MADE, engine, page)
    assert (out.records, out.untold_trades, len(out.pages)) == (6, 0, 3 if page == 2 else 1)
    back(tmp_path / "out", tmp_path / "again", engine)
    assert as_written(engine, tmp_path / "again" / "order_events.parquet") == list(csv.reader(EVENTS))
    assert as_written(engine, tmp_path / "again" / "trades.parquet") == list(csv.reader(TRADES))


def test_a_record_has_the_codes_of_the_regulation(tape, tmp_path, engine):
    hand_out(tape, tmp_path / "out", "XHZN", MADE, engine)
    page = json.loads((tmp_path / "out" / "page-00001.json").read_text())
    trades = [
        one["OrdrData"]["TxData"]["TxPric"]["Pric"]["MntryVal"]
        for one in page["OrdrBookRpt"]["OrdrRpt"][0]["New"]["Ordr"]
        if "TxData" in one["OrdrData"]
    ]
    assert trades == [{"Amt": "15000000", "Ccy": "JPY"}] * 2  # an amount without its currency says nothing
    report_ = page["OrdrBookRpt"]
    assert report_["RptHdr"]["NbRcrds"] == "6"
    fill = report_["OrdrRpt"][0]["New"]["Ordr"][2]
    assert fill["OrdrIdData"]["EvtTp"] == {"Cd": "PARF"}  # field 20
    assert fill["OrdrIdData"]["VldtyPrd"] == {"VldtyPrdCd": "GTCV"}  # field 9
    assert fill["OrdrIdData"]["TmStmp"] == "2026-11-20T01:00:01.000000Z"  # field 8
    assert fill["OrdrData"]["InstrData"]["BuySellInd"] == "BUYI"  # field 30
    assert fill["OrdrData"]["InstrData"]["RmngQty"] == {"Unit": "0.3"}  # field 34
    assert fill["OrdrData"]["TxData"]["PssvOrAggrssvInd"] == "PASV"  # field 42: the seller took
    assert fill["OrdrData"]["TxData"]["TxId"] == "T1"  # field 46
    assert fill["OrdrData"]["OrdrClssfctn"] == {"OrdrTp": "limit", "OrdrTpClssfctn": "LMTO"}  # fields 21, 22


def test_a_second_run_writes_the_same_bytes(tape, tmp_path, engine):
    first = hand_out(tape, tmp_path / "out", "XHZN", MADE, engine, 4)
    assert hand_out(tape, tmp_path / "out", "XHZN", MADE, engine, 4) == first


def changed(tape: Path, tmp_path: Path, engine: Engine, old: str, new: str) -> ImportRefused:
    hand_out(tape, tmp_path / "out", "XHZN", MADE, engine)
    page = tmp_path / "out" / "page-00001.json"
    assert old in page.read_text()
    page.write_text(page.read_text().replace(old, new, 1))
    with pytest.raises(ImportRefused) as caught:
        back(tmp_path / "out", tmp_path / "again", engine)
    assert not list((tmp_path / "again").glob("*"))
    return caught.value


@pytest.mark.parametrize(
    ("old", "new", "where", "message"),
    [
        ('"Cd":"CAME"', '"Cd":"GONE"', "record 6, OrdrIdData.EvtTp.Cd", "code"),
        ('"BuySellInd":"BUYI"', '"BuySellInd":"BUY"', "record 1, OrdrData.InstrData.BuySellInd", "code"),
        ('"Unit":"0.5"', '"Unit":["0.5"]', "record 1, OrdrData.InstrData.InitlQty.Unit", "not a text"),
        ('"Unit":"0.5"', '"Unit":"5e-1"', "record 1, OrdrData.InstrData.InitlQty.Unit", "not an amount"),
        ('"BuySellInd"', '"BuySide"', "record 1, OrdrData.InstrData.BuySide", "not known"),
        ('"NbRcrds":"6"', '"NbRcrds":"7"', "RptHdr.NbRcrds", "as many records"),
        ('"TxId":"T1"', '"TxId":"T9"', "record", "do not add up"),
        ('"PssvOrAggrssvInd":"PASV"', '"PssvOrAggrssvInd":"AGRE"', "record", "do not add up"),
        ('"Ccy":"JPY"}', '"Ccy":"JPY"', "line 1, column", "cut off"),
        ("01:00:03.000000Z", "25:00:03.000000Z", "record 6, OrdrIdData.TmStmp", "not an instant"),
        ("01:00:03.000000Z", "01:00:03.000000", "record 6, OrdrIdData.TmStmp", "not an instant"),
        ('"LastPgInd":"true"', '"LastPgInd":"yes"', "RptHdr.MsgPgntn", "no page"),
    ],
)
def test_a_page_with_a_fault_is_refused_whole(tape, tmp_path, engine, old, new, where, message):
    error = changed(tape, tmp_path, engine, old, new)
    assert where in str(error.where)
    assert message in error.message


def test_numbers_without_quotes_are_read_by_their_digits(tape, tmp_path, engine):
    hand_out(tape, tmp_path / "out", "XHZN", MADE, engine)
    page = tmp_path / "out" / "page-00001.json"
    page.write_text(page.read_text().replace('"Unit":"0.5"', '"Unit":0.50', 1))
    back(tmp_path / "out", tmp_path / "again", engine)
    assert as_written(engine, tmp_path / "again" / "order_events.parquet")[0][12] == "0.50"


def test_what_a_field_cannot_hold_is_refused_on_the_way_out(tape, tmp_path, engine):
    text = (tape / "order_events.csv").read_text()
    # Field 33 holds 18 digits: 19 are one too many.
    (tape / "order_events.csv").write_text(text.replace(",1,1,0.1,", ",12.00000000000000001,1,0.1,"))
    with pytest.raises(ImportRefused, match="more digits") as caught:
        hand_out(tape, tmp_path / "out", "XHZN", MADE, engine)
    assert "seq 5" in str(caught.value.where)


@pytest.mark.parametrize("gone", ["page-00001.json", "page-00002.json", "page-00003.json"])
def test_a_report_without_one_of_its_pages_is_refused(tape, tmp_path, engine, gone):
    """Half a report looks like a whole one: its records add up, and the rest is not there."""
    hand_out(tape, tmp_path / "out", "XHZN", MADE, engine, 2)
    (tmp_path / "out" / gone).unlink()
    with pytest.raises(ImportRefused, match="not every page") as caught:
        back(tmp_path / "out", tmp_path / "again", engine)
    assert caught.value.expected == f"page {int(gone[5:10])}"
    assert not (tmp_path / "again").exists()


def test_an_instant_in_another_form_is_put_into_the_tapes(tape, tmp_path, engine):
    """Texts of instants are ordered: 03Z would stand after 03.5Z."""
    hand_out(tape, tmp_path / "out", "XHZN", MADE, engine)
    page = tmp_path / "out" / "page-00001.json"
    page.write_text(page.read_text().replace("2026-11-20T01:00:03.000000Z", "2026-11-20T10:00:03+09:00"))
    back(tmp_path / "out", tmp_path / "again", engine)
    assert as_written(engine, tmp_path / "again" / "order_events.parquet") == list(csv.reader(EVENTS))


@pytest.mark.parametrize(
    ("table", "old", "new", "why"),
    [
        ("trades", TRADES[0], "", "trade is not there"),
        ("trades", TRADES[0], f"{TRADES[0]}\n{TRADES[0]}", "stands twice"),
        ("trades", ",C1,C2,sell", ",,C2,sell", "says otherwise"),  # the buyer's account would come back as C1
        ("trades", ",15000000,0.2,", ",15000000,0.3,", "says otherwise"),
        ("order_events", EVENTS[3] + "\n", "", "one side alone"),
        ("order_events", "0.5,0,,,,true,true,,web", "0.5,0,,,T1,true,true,,web", "no fill"),
    ],
)
def test_what_would_not_come_back_is_not_handed_out(tape, tmp_path, engine, table, old, new, why):
    path = tape / f"{table}.csv"
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))
    with pytest.raises(ImportRefused, match="do not agree") as caught:
        hand_out(tape, tmp_path / "out", "XHZN", MADE, engine)
    assert why in str(caught.value.found)
    assert not (tmp_path / "out").exists()


class TestTakingIn:
    def fills(self, **two: str) -> bytes:
        """A seller's order and a buyer's that meet: T1 of 0.2."""
        common = ("150=F", "14=0.2", "151=0", "38=0.2", "32=0.2", "31=15000000", "880=T1")
        buyer = report(*common, "37=O1", "851=1")
        return buyer + report(*common, "37=O2", "1=C2", "54=2", "851=2", *two.values())

    def taken(self, log: bytes, tmp_path: Path, engine: Engine):
        (tmp_path / "venue.fix").write_bytes(log)
        return take_in([("fix", tmp_path / "venue.fix")], tmp_path / "tape", {}, engine, tmp_path)

    def test_two_sides_make_one_trade(self, tmp_path, engine):
        found = self.taken(self.fills() + report("150=A"), tmp_path, engine)
        assert (found.rows, found.left_out) == ({"order_events": 2, "trades": 1}, {"order asked for": 1})
        trade = as_written(engine, tmp_path / "tape" / "trades.parquet")[0]
        assert trade[3:] == ["15000000", "0.2", "O1", "O2", "C1", "C2", "sell"]
        assert (tmp_path / "tape" / "left_out.csv").read_text().count("order asked for") == 1

    @pytest.mark.parametrize(
        ("two", "why"),
        [
            ({"price": "31=15000001"}, "differ in market, price or amount"),
            ({"side": "54=1"}, "without one buyer and one seller"),
            ({"role": "851=1"}, "both sides say"),
            ({"id": "880=T2"}, "without one buyer and one seller"),
        ],
    )
    def test_sides_that_do_not_agree_are_refused(self, tmp_path, engine, two, why):
        with pytest.raises(ImportRefused) as caught:
            self.taken(self.fills(**two), tmp_path, engine)
        assert why in str(caught.value.found)
        assert not (tmp_path / "tape").exists()

    def test_a_tape_that_stands_is_never_replaced(self, tmp_path, engine):
        self.taken(self.fills(), tmp_path, engine)
        with pytest.raises(ImportRefused, match="already"):
            self.taken(self.fills(), tmp_path, engine)

    def test_several_logs_are_merged_by_time(self, tmp_path, engine):
        late, early = tmp_path / "a.fix", tmp_path / "b.fix"
        late.write_bytes(report("60=20261120-05:00:00", "37=L"))
        early.write_bytes(report("60=20261120-04:00:00", "37=E"))
        take_in([("fix", late), ("fix", early)], tmp_path / "tape", {}, engine, tmp_path)
        found = as_written(engine, tmp_path / "tape" / "order_events.parquet")
        assert [(row[0], row[4]) for row in found] == [("1", "E"), ("2", "L")]

    def test_a_file_that_is_named_twice_is_refused(self, tmp_path, engine):
        log = tmp_path / "a.fix"
        log.write_bytes(report())
        with pytest.raises(ImportRefused, match="named twice"):
            take_in(
                [("fix", log), ("fix", tmp_path / "." / "a.fix")], tmp_path / "tape", {}, engine, tmp_path
            )

    def test_two_files_of_one_name_are_both_told(self, tmp_path, engine):
        for folder, order in (("x", "1"), ("y", "2")):
            (tmp_path / folder).mkdir()
            (tmp_path / folder / "a.fix").write_bytes(report(f"37=O{order}"))
        files = [("fix", tmp_path / folder / "a.fix") for folder in ("x", "y")]
        found = take_in(files, tmp_path / "tape", {}, engine, tmp_path)
        assert list(found.files) == [str(path) for _, path in files]

    def test_an_order_that_is_told_of_late_stands_where_it_came_in(self, tmp_path, engine):
        """O2 came in before O1 was cancelled, and its line came after."""
        common = {"symbol": "BTC/JPY", "type": "limit", "side": "buy", "price": 1, "amount": 1, "filled": 0}
        lines = [
            {**common, "id": "O1", "datetime": "2026-11-20T01:00:00Z", "status": "open"},
            {
                **common,
                "id": "O1",
                "datetime": "2026-11-20T01:00:00Z",
                "status": "canceled",
                "lastUpdateTimestamp": 1795136409000,
            },
            {**common, "id": "O2", "datetime": "2026-11-20T01:00:05Z", "status": "open"},
        ]
        path = tmp_path / "orders.jsonl"
        path.write_text("".join(json.dumps(one) + "\n" for one in lines))
        take_in([("ccxt-orders", path)], tmp_path / "tape", {}, engine, tmp_path)
        found = as_written(engine, tmp_path / "tape" / "order_events.parquet")
        assert [(row[4], row[7]) for row in found] == [("O1", "NEWO"), ("O2", "NEWO"), ("O1", "CAME")]
