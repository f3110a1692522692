"""Custodians' CSV: the four amounts stay apart, and what is not settled stays out."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime

import pytest
from outside_files import EXAMPLES

from hozen.records.importers import Assets, ImportRefused, KeeperLine, Skipped, read_bitgo, read_fireblocks

LATEST = date(2027, 11, 20)
DAY = date(2026, 11, 20)
ASSETS = Assets({"btc": "BTC"}, {"BTC": 8, "ETH": 18})
LOG_HEAD = (
    "Transaction ID,Created At,Status,Direction,Vault Account,Asset ID,Amount,Net Amount,Network Fee,Service Fee,"
    "Fee Asset ID"
)
SENT = "X1,2026-11-20T01:00:00Z,COMPLETED,OUT,7,ETH,2.5,2.5,0.00042,0,ETH"
TRANSFERS_HEAD = "id,date,state,type,wallet,coin,valueString,baseValueString,feeString"
SEND = "T1,2026-11-20T01:00:00Z,confirmed,send,w1,btc,-1000816,-1000000,816"


def fireblocks(text: str | bytes, day: date | None = None, **columns: str) -> list[KeeperLine | Skipped]:
    data = text.encode() if isinstance(text, str) else text
    return list(read_fireblocks(io.BytesIO(data), "log.csv", LATEST, ASSETS, day, columns))


def bitgo(text: str | bytes, day: date | None = None) -> list[KeeperLine | Skipped]:
    data = text.encode() if isinstance(text, str) else text
    return list(read_bitgo(io.BytesIO(data), "t.csv", LATEST, ASSETS, day))


def test_the_log_of_the_example_keeps_all_four_amounts() -> None:
    came, sent, failed = fireblocks((EXAMPLES / "fireblocks-log.csv").read_bytes())
    assert came == KeeperLine(
        "7c1f-01",
        DAY,
        "in",
        "7",
        "BTC",
        50_000_000,  # 0.5 BTC gross
        49_950_000,  # 0.4995 arrived
        20_000,  # 0.0002 to the network
        50_000,  # 0.0005 to the venue
        "BTC",
        "a1a1a1a1",
        datetime(2026, 11, 20, 1, 15, tzinfo=UTC),
    )
    assert isinstance(sent, KeeperLine)
    assert (sent.entry, sent.units, sent.network_fee) == ("out", 25 * 10**17, 42 * 10**13)
    assert failed == Skipped("7c1f-03", "failed")


def test_balances_are_those_of_the_day_that_is_said() -> None:
    data = (EXAMPLES / "fireblocks-balances.csv").read_bytes()
    lines = fireblocks(data, DAY)
    assert [
        (one.account, one.asset, one.entry, one.units) for one in lines if isinstance(one, KeeperLine)
    ] == [
        ("7", "BTC", "balance", 200_000_000),
        ("7", "ETH", "balance", 10**19),
    ]
    with pytest.raises(ImportRefused, match="does not say its day"):
        fireblocks(data)


def test_a_movement_at_night_in_london_is_of_the_next_day_in_japan() -> None:
    line = fireblocks(f"{LOG_HEAD}\n{SENT.replace('T01:00', 'T15:00')}\n")[0]
    assert isinstance(line, KeeperLine)
    assert line.day == date(2026, 11, 21)


def test_columns_may_be_named_otherwise_and_more_may_stand_there() -> None:
    text = f"{LOG_HEAD},Note\n{SENT},hello\n".replace("Net Amount", "Received")
    assert fireblocks(text, net="Received")[0] == fireblocks(f"{LOG_HEAD}\n{SENT}\n")[0]
    with pytest.raises(ImportRefused, match="lacks columns") as refusal:
        fireblocks(text)
    assert refusal.value.expected == "Net Amount"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("2.5,2.5", "2.5,2.6", "more arrived"),
        ("2.5,2.5", "NaN,2.5", "not an amount"),
        ("2.5,2.5", "-2.5,2.5", "not an amount"),
        ("2.5,2.5", "2.5,0.0000000000000000001", "more digits"),
        ("COMPLETED", "DONE", "not known"),
        ("OUT", "SIDEWAYS", "not known"),
        (",ETH,2.5", ",DOGE,2.5", "asset that the book does not have"),
        ("2026-11-20T01:00:00Z", "2026-11-20T01:00:00", "without its zone"),
        ("2026-11-20T01:00:00Z", "2099-11-20T01:00:00Z", "cannot be meant"),
        ("X1", "", "cell is empty"),
        ("X1", '"X1', "not CSV"),
        ("X1", "X1,X2", "another length"),
    ],
)
def test_a_line_that_does_not_fit_is_refused_with_its_line(old, new, said) -> None:
    with pytest.raises(ImportRefused, match=said) as refusal:
        fireblocks(f"{LOG_HEAD}\n{SENT.replace(old, new)}\n")
    assert "log.csv, line" in str(refusal.value.where)


def test_another_encoding_and_an_empty_file_are_refused() -> None:
    with pytest.raises(ImportRefused, match="another encoding"):
        fireblocks(f"{LOG_HEAD}\n{SENT.replace('X1', '取引')}\n".encode("cp932"))
    with pytest.raises(ImportRefused, match="empty"):
        fireblocks("")
    with pytest.raises(ImportRefused, match="another encoding"):
        fireblocks(LOG_HEAD.encode("utf-16"))


def test_a_byte_order_mark_is_taken_off() -> None:
    assert fireblocks(b"\xef\xbb\xbf" + f"{LOG_HEAD}\n{SENT}\n".encode()) == fireblocks(
        f"{LOG_HEAD}\n{SENT}\n"
    )


def test_a_column_that_stands_twice_is_refused() -> None:
    with pytest.raises(ImportRefused, match="stands twice"):
        fireblocks(f"{LOG_HEAD},Amount\n{SENT},1\n")


def test_transfers_of_the_example_are_in_base_units() -> None:
    came, sent = bitgo((EXAMPLES / "bitgo-transfers.csv").read_bytes())
    assert isinstance(came, KeeperLine)
    assert (came.entry, came.asset, came.units) == ("in", "BTC", 20_000_000)
    assert isinstance(sent, KeeperLine)
    # 1,000,000 arrived and 816 went to the network: 1,000,816 left the wallet
    assert (sent.units, sent.net_units, sent.network_fee, sent.service_fee) == (
        1_000_816,
        1_000_000,
        816,
        100,
    )


def test_a_service_fee_that_is_not_stated_is_not_known() -> None:
    line = bitgo(f"{TRANSFERS_HEAD}\n{SEND}\n")[0]
    assert isinstance(line, KeeperLine)
    assert line.service_fee is None


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("-1000816", "-1000816.5", "not an amount"),
        ("-1000816", "1e6", "not an amount"),
        ("-1000816,-1000000", "-1000000,-1000816", "more arrived"),  # two columns that changed places
        ("816\n", "-816\n", "not an amount"),
        ("send", "receive", "not an amount"),  # what came in has no minus
        ("confirmed", "maybe", "not known"),
        ("btc", "tbtc4", "asset that the book does not have"),
    ],
)
def test_a_transfer_that_does_not_fit_is_refused(old, new, said) -> None:
    with pytest.raises(ImportRefused, match=said):
        bitgo(f"{TRANSFERS_HEAD}\n{SEND}\n".replace(old, new))


@pytest.mark.parametrize("state", ["unconfirmed", "pendingApproval", "failed", "rejected", "replaced"])
def test_only_confirmed_transfers_count(state) -> None:
    assert isinstance(bitgo(f"{TRANSFERS_HEAD}\n{SEND.replace('confirmed', state)}\n")[0], Skipped)
