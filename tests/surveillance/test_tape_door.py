"""The door of a tape: each fault is refused with file, line, column, value and what was expected; nothing is written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from made_tape import BTC, MadeTape, at

from hozen.records import RowsRefused
from hozen.workflows.surveillance_run import ParametersRefused, TapeError, read_parameters, run_surveillance


def small() -> MadeTape:
    """Two resting orders, one of which is met: six events, one trade."""
    tape = MadeTape()
    bid = tape.order(0, "a", "buy", 99, 2)
    tape.order(1, "b", "sell", 101, 2)
    tape.meet(2, bid, "c", 1)
    tape.cancel(300, bid)
    return tape


def event(**cells: object) -> Callable[[MadeTape], object]:
    base = {
        "t": 400,
        "symbol": BTC,
        "order_id": "o0",
        "account_id": "a",
        "side": "buy",
        "price": 99,
        "amount": 2,
    }
    return lambda tape: tape.add("order_events", **{**base, "type": "limit", "event": "CAME", **cells})


def change(table: str, row: int, **cells: object) -> Callable[[MadeTape], object]:
    return lambda tape: tape.rows[table][row].update(cells)


BROKEN = {
    "clock-backwards": (change("order_events", 5, seq=6, timestamp=at(1.5)), "order_events.csv", "timestamp"),
    "sequence-gap": (change("order_events", 5, seq=9), "order_events.csv", "seq"),
    "duplicate-key": (change("order_events", 5, seq=5), "order_events.csv", "seq"),
    "fill-without-order": (event(order_id="none", event="FILL"), "order_events.csv", "order_id"),
    "cancel-before-new": (event(order_id="none"), "order_events.csv", "order_id"),
    "event-before-new": (event(order_id="none", event="REME"), "order_events.csv", "order_id"),
    "order-entered-twice": (event(event="NEWO"), "order_events.csv", "order_id"),
    "crossed-book": (event(order_id="high", event="NEWO", price=101, t=60), "order_events.csv", "price"),
    "zero-price": (change("trades", 0, price="0"), "trades.csv", "price"),
    "unknown-account": (change("trades", 0, buy_account_id="nobody"), "trades.csv", "buy_account_id"),
    "unknown-symbol": (lambda tape: tape.add("instruments", symbol="ETH/JPY"), "order_events.csv", "symbol"),
    "not-a-choice": (change("order_events", 0, event="NEW"), "order_events.csv", "event"),
    "wrong-type": (change("order_events", 2, remaining="2,000"), "order_events.csv", "remaining"),
}


@pytest.mark.parametrize("reason", BROKEN)
def test_a_fault_is_refused(reason, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("HOZEN_HOME", str(tmp_path / "home"))
    tape, (spoil, file, column) = small(), BROKEN[reason]
    spoil(tape)
    if reason == "crossed-book":
        tape.order(62, "a", "buy", 98, 1)  # the tape goes on, so that the bid is seen to stand
    with pytest.raises(RowsRefused) as refusal:
        run_surveillance(tape.write(tmp_path / "tape"), tmp_path / "out", detectors=["self_match"])
    first = refusal.value.first[0]
    assert (first.reason, first.file, first.column) == (reason, file, column)
    assert first.line > 1
    assert first.expected
    assert [one.name for one in (tmp_path / "out").iterdir()] == ["rejects.csv"]


@pytest.mark.parametrize(
    ("tolerance", "crossed"),
    [("1000000", ["o2", "o3"]), ("1500000", ["o3"]), ("2000000", []), ("0", ["o2", "o3", "o5"])],
)
def test_for_how_long_a_book_may_be_crossed(tolerance, crossed, tmp_path, monkeypatch) -> None:
    """An ask of 101 all the time. Bids of 101: 1.5 s over the end of a minute, of 102: 2 s, of 100.99: a minute.

    A bid of 101 that is gone after a millisecond, and one that goes when it comes.
    """
    monkeypatch.setenv("HOZEN_HOME", str(tmp_path / "home"))
    tape = MadeTape()
    tape.order(0, "b", "sell", 101, 2)
    tape.order(0, "b", "sell", 150, 2)
    bids = ((59.2, 101, 1.5), (100, 102, 2), (100, 100.99, 60), (200, 101, 0.001), (300, 101, 0))
    for start, price, life in bids:
        tape.cancel(start + life, tape.order(start, "a", "buy", price, 1))
    (tmp_path / "own.yaml").write_text(
        f'name: own\nsince: "2026-11-25"\ndoor: {{crossed_us: "{tolerance}"}}\n'
    )
    where = {"parameters": tmp_path / "own.yaml", "detectors": ["self_match"]}
    folder = tape.write(tmp_path / "tape")
    if not crossed:
        run_surveillance(folder, tmp_path / "out", **where)
        return
    with pytest.raises(RowsRefused) as refusal:
        run_surveillance(folder, tmp_path / "out", **where)
    lines = (folder / "order_events.csv").read_text().splitlines()
    assert [lines[one.line - 1].split(",")[4] for one in refusal.value.first] == crossed


def test_the_line_is_the_files_own(tmp_path, monkeypatch) -> None:
    """Rows are written in the order of time: the header is line 1, the sixth event line 7."""
    monkeypatch.setenv("HOZEN_HOME", str(tmp_path / "home"))
    tape = small()
    change("order_events", 5, price="-1")(tape)
    with pytest.raises(RowsRefused) as refusal:
        run_surveillance(tape.write(tmp_path / "tape"), tmp_path / "out", detectors=["self_match"])
    assert refusal.value.first[0].line == 7


def test_what_is_sound_passes_and_a_busy_day_is_a_warning(tmp_path, monkeypatch) -> None:
    """An order that was open before may be cancelled, a rejected one was never in; 1, 1 and 10 a day: ten times the usual."""
    monkeypatch.setenv("HOZEN_HOME", str(tmp_path / "home"))
    tape = small()
    tape.add(
        "open_orders", order_id="old", timestamp=at(-9), symbol=BTC, account_id="a", side="sell", amount=3
    )
    event(order_id="old", side="sell")(tape)
    event(order_id="no", event="REMO")(tape)
    for day, amount in ((1, 1), (2, 10)):
        tape.trade(86400 * day, "x", "y", 100, amount)
    done = run_surveillance(
        tape.write(tmp_path / "tape"), tmp_path / "out", detectors=["self_match", "insider"]
    )
    assert [(one.symbol, str(one.day), one.times) for one in done.warnings] == [(BTC, "2026-11-22", 10)]
    assert done.rows["order_events"] == 8
    assert [(one.what, one.why) for one in done.left_out] == [("insider", "no-data")]
    assert done.counts == {"self_match": 0}


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda _: None, "not a folder"),
        (lambda folder: folder.mkdir(), "neither trades nor order_events"),
        (lambda folder: small().write(folder) and (folder / "trades").mkdir(), "more than once"),
        (lambda folder: small().write(folder) and (folder / "accounts.csv").write_bytes(b""), "empty"),
    ],
)
def test_what_is_no_tape(make, message, tmp_path) -> None:
    make(tmp_path / "tape")
    with pytest.raises(TapeError, match=message):
        run_surveillance(tmp_path / "tape", tmp_path / "out")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name: x\n", "keys are not"),
        ('name: x\nsince: "2026-13-01"\n', "not a day"),
        ('name: x\nsince: "2026-11-01"\ndetectors: {layring: {levels: "3"}}\n', "no detector has"),
        ('name: x\nsince: "2026-11-01"\ndetectors: {layering: {level: "3"}}\n', "no detector has"),
        ('name: x\nsince: "2026-11-01"\ndetectors: {layering: {levels: "3.5"}}\n', "not a whole number"),
        ('name: x\nsince: "2026-11-01"\nreference_times: [{name: a, at: "24:00:00"}]\n', "not a time"),
        ('name: x\nsince: "2026-11-01"\nstart: start-2020-01-01\n', "no such set"),
        ('name: x\nsince: "2026-11-01"\ndoor: {bell_us: "1"}\n', "no such parameter"),
    ],
)
def test_parameters_that_are_refused(text, message, tmp_path) -> None:
    (tmp_path / "own.yaml").write_text(text)
    with pytest.raises(ParametersRefused, match=message):
        read_parameters(tmp_path / "own.yaml")


def test_own_parameters_override_for_all_markets_and_for_one(tmp_path) -> None:
    text = 'name: own\nsince: "2026-12-01"\ndetectors: {layering: {levels: "4"}}\n'
    (tmp_path / "own.yaml").write_text(text + 'symbols: {BTC/JPY: {layering: {levels: "5"}}}\n')
    start, own = read_parameters(), read_parameters(tmp_path / "own.yaml")
    assert [own.of("layering", one)["levels"] for one in ("ETH/JPY", "BTC/JPY")] == [4, 5]
    assert (
        own.of("layering", "BTC/JPY")["cancel_us"]
        == start.of("layering", "BTC/JPY")["cancel_us"]
        == 10_000_000
    )
    assert own.digest("layering", "ETH/JPY") != own.digest("layering", "BTC/JPY")
    assert own.digest("spoofing", "ETH/JPY") == start.digest("spoofing", "BTC/JPY")
    assert all(start.sources[f"{name}.{key}"] for name, given in start.values.items() for key in given)


def test_an_older_set_of_start_values_stands_as_it_was(tmp_path) -> None:
    """The first set asked for 3 meetings of linked owners, the second for 2; what came later has its later value."""
    first, second = read_parameters(start="start-2026-11-25"), read_parameters(start="start-2026-11-25-2")
    assert [one.of("linked_owners", "X/JPY")["meets"] for one in (first, second)] == [3, 2]
    assert first.of("stuffing", "X/JPY")["quotes"] == read_parameters().of("stuffing", "X/JPY")["quotes"]
    assert [one.door["crossed_us"] for one in (first, second, read_parameters())] == [60_000_000] * 2 + [
        10**6
    ]
    (tmp_path / "own.yaml").write_text('name: own\nsince: "2026-12-01"\nstart: start-2026-11-25\n')
    own = read_parameters(tmp_path / "own.yaml")
    assert (own.name, own.start, own.values) == ("own", first.name, first.values)
    assert own.digest("layering", "X/JPY") == second.digest("layering", "X/JPY")  # nobody changed it


def test_a_decimal_is_read_to_its_last_digit() -> None:
    """18 digits, more than a binary fraction holds, and the fewest places that a market has."""
    texts = ("9007199254.74099312", "1", "0.00000001")
    sql = ", ".join(f"CAST('{one}' || 'e8' AS BIGINT)" for one in texts)
    assert duckdb.sql(f"SELECT {sql}").fetchall() == [(900719925474099312, 100000000, 1)]


def test_amounts_in_figures_are_decimals_again() -> None:
    from hozen.workflows.surveillance_run.writing import plain

    assert [plain(1050, 2), plain(1000, 2), plain(5, 3), plain(7, 0)] == ["10.5", "10", "0.005", "7"]


def test_the_folder_of_a_table_may_hold_several_files(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("HOZEN_HOME", str(tmp_path / "home"))
    folder = small().write(tmp_path / "tape", kind="parquet")
    (folder / "trades").mkdir()
    Path(folder / "trades.parquet").rename(folder / "trades" / "one.parquet")
    done = run_surveillance(folder, tmp_path / "out", detectors=["self_match"])
    assert done.rows["trades"] == 1
