"""A venue's FIX log as events of orders and sides of trades."""

from __future__ import annotations

import io

import pytest
from fix_text import SOH, message, report
from hypothesis import given
from hypothesis import strategies as st

from hozen.records.importers import ImportRefused
from hozen.records.importers.fix_executions import read_fix
from hozen.records.importers.tape_rows import NotTaken, OrderEvent, Symbols, TapeRow, TradeSide

NAMES = Symbols({"BTCJPY": "BTC/JPY"})


def read(*messages: bytes) -> list[TapeRow]:
    return list(read_fix(io.BytesIO(b"".join(messages)), "log.fix", NAMES))


def refused(*messages: bytes) -> ImportRefused:
    with pytest.raises(ImportRefused) as caught:
        read(*messages)
    return caught.value


def event(*changed: str) -> OrderEvent:
    first = read(report(*changed))[0]
    assert isinstance(first, OrderEvent)
    return first


def test_a_new_order():
    assert event() == OrderEvent(
        timestamp="2026-11-20T01:02:03.500000Z",
        symbol="BTC/JPY",
        order_id="O1",
        event="NEWO",
        side="buy",
        type="limit",
        amount="0.5",
        account_id="C1",
        price="15000000",
        remaining="0.5",
        medium="fix",
    )


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        (("150=4", "151=0"), "CAME"),
        (("150=4", "151=0", "378=6"), "CAMO"),  # restated by the market
        (("150=4", "151=0", "59=3"), "CAMO"),  # the rest of an immediate-or-cancel order
        (("150=5",), "REME"),
        (("150=D",), "REMA"),
        (("150=8", "151=0"), "REMO"),
        (("150=C", "151=0"), "EXPI"),
        (("150=L",), "TRIG"),
    ],
)
def test_each_kind_of_execution_has_its_code_of_the_european_record(changed, code):
    assert event(*changed).event == code


def test_a_fill_in_part_and_one_in_whole_each_tell_their_side():
    # 0.5 ordered: 0.2 done, 0.3 left; then 0.3 done, nothing left.
    part = report("150=F", "14=0.2", "151=0.3", "32=0.2", "31=14999999", "880=T1", "851=2")
    whole = report("150=F", "14=0.5", "151=0.0", "32=0.3", "31=15000000", "880=T2", "851=1")
    first, side, second, other = read(part, whole)
    assert (first.event, first.traded, first.remaining, first.trade_id) == ("PARF", "0.2", "0.3", "T1")
    assert second.event == "FILL"
    assert isinstance(side, TradeSide)
    assert (side.price, side.amount, side.side, side.role) == ("14999999", "0.2", "buy", "taker")
    assert other.role == "maker"


def test_without_an_order_quantity_what_was_done_and_what_is_left_make_it():
    assert event("38=", "14=0.125", "151=0.375").amount == "0.500"


def test_a_venues_own_name_of_a_market_is_mapped_and_another_refused():
    assert event("55=BTCJPY").symbol == "BTC/JPY"
    error = refused(report("55=ETHJPY"))
    assert (error.found, error.try_next) == ("ETHJPY", "--symbol ETHJPY=BASE/QUOTE")


def test_parties_tell_the_account_where_no_field_does():
    group = ("453=2", "448=desk", "452=1", "448=C9", "447=D", "452=24")
    fields = ("37=O1", "17=E", "150=0", "55=BTC/JPY", "54=2", "40=2", "44=1", "38=1", "151=1", "14=0")
    found = read(message(*fields, "60=20261120-00:00:00", *group))[0]
    assert (found.account_id, found.side) == ("C9", "sell")


def test_what_is_no_event_of_an_order_is_left_out_with_its_reason():
    heartbeat, asked = read(message("34=7", kind="0"), report("150=A"))
    assert heartbeat == NotTaken("log.fix, message 1 (byte 0)", "a message of type 0")
    assert asked.what == "order asked for"
    assert read(report("150=H"))[0].what == "trade cancelled"


def test_a_log_may_print_bars_and_begin_lines_with_a_clock():
    printed = b"20261120-01:02:03.500 in  " + report(separator="|") + b"\n"
    assert read(printed, printed) == [event(), event()]


def test_both_versions_are_read_and_no_other():
    assert read(report(version="FIXT.1.1")) == [event()]
    assert refused(report(version="FIX.4.0")).found == "FIX.4.0"


def test_another_kind_of_message_may_repeat_what_it_likes():
    """A request for market data names fields several times; its groups are not read, and it stops no log."""
    asked = message("34=2", "262=Q", "267=2", "269=0", "269=1", "146=2", "55=BTC/JPY", "55=ETH/JPY", kind="V")
    assert [type(one).__name__ for one in read(asked, report())] == ["NotTaken", "OrderEvent"]
    assert "checksum" in refused(asked.replace(b"262=Q", b"262=R")).message


@pytest.mark.parametrize("kind", ["3", "7", "B", "J", "K"])
def test_a_state_that_ends_nothing_stops_no_log(kind):
    assert isinstance(read(report(f"150={kind}"))[0], NotTaken)


class TestSentAgain:
    def fill(self, number: int, *more: str, trade: str = "T1") -> bytes:
        done = ("150=F", "14=0.5", "151=0", "32=0.5", "31=15000000", f"880={trade}", "851=2")
        return report(*done, f"34={number}", "49=V", "56=M", *more)

    def whats(self, *messages: bytes) -> list[str]:
        return [one.what if isinstance(one, NotTaken) else type(one).__name__ for one in read(*messages)]

    def test_a_fill_that_is_sent_again_counts_once(self):
        assert self.whats(self.fill(7), self.fill(7, "43=Y")) == ["OrderEvent", "TradeSide", "sent again"]

    def test_what_only_the_second_copy_tells_is_taken(self):
        """8 was lost on the way, 9 came, then 8 was sent again: the log of who received it has 8 once."""
        taken = self.whats(self.fill(7), self.fill(9, trade="T3"), self.fill(8, "43=Y", trade="T2"))
        assert taken == ["OrderEvent", "TradeSide"] * 3
        again = self.whats(self.fill(7), self.fill(9, trade="T3"), *[self.fill(8, "43=Y", trade="T2")] * 2)
        assert again[-1] == "sent again"

    def test_a_session_that_begins_anew_counts_from_one(self):
        assert self.whats(self.fill(1), self.fill(1, trade="T2")) == ["OrderEvent", "TradeSide"] * 2

    def test_two_sessions_have_numbers_of_their_own(self):
        other = report("150=4", "151=0", "34=7", "49=V", "56=N", "43=Y")
        assert self.whats(self.fill(7), other)[-1] == "OrderEvent"


def test_an_order_keeps_its_first_id_through_a_chain_of_changes():
    """The venue gives each change a new OrderID: O1, O2, O3. Another client has the same ids of its own."""
    done = ("150=F", "32=0.2", "31=15000000", "880=T1", "851=2", "14=0.2", "151=0.3")
    chain = (
        report("37=O1", "11=a"),
        report("37=P1", "11=a", "1=C2"),
        report("37=O2", "150=5", "11=b", "41=a"),
        report("37=O3", "150=5", "11=c", "41=b"),
        report("37=O3", "11=c", *done),
        report("37=P2", "150=5", "11=b", "41=a", "1=C2"),
        report("37=O3", "150=4", "151=0", "11=d", "41=c"),
        report("37=O3", "11=c"),  # and an id that is given anew is an order of its own
    )
    told = [(one.event, one.order_id) for one in read(*chain) if isinstance(one, OrderEvent)]
    assert told == [
        ("NEWO", "O1"), ("NEWO", "P1"), ("REME", "O1"), ("REME", "O1"), ("PARF", "O1"), ("REME", "P1"),
        ("CAME", "O1"), ("NEWO", "O3"),
    ]  # fmt: skip
    (side,) = (one for one in read(*chain) if isinstance(one, TradeSide))
    assert side.order_id == "O1"


def test_two_clients_of_one_report_are_refused():
    fields = ("37=O1", "17=E", "150=0", "55=BTC/JPY", "54=2", "40=2", "44=1", "38=1", "151=1", "14=0")
    group = ("453=2", "448=C8", "452=3", "448=C9", "452=3")
    assert refused(message(*fields, "60=20261120-00:00:00", *group)).found == "C8, C9"


class TestBroken:
    def test_a_changed_byte_fails_the_checksum(self):
        assert "checksum" in refused(report().replace(b"O1", b"O2")).message

    def test_every_cut_is_seen(self):
        whole = report()
        for length in range(1, len(whole)):
            refused(whole[:length])
        assert read(whole)

    def test_a_body_of_another_length(self):
        longer = report().replace(f"37=O1{SOH}".encode(), f"37=O10{SOH}".encode())
        assert "as long as it says" in refused(longer).message

    @pytest.mark.parametrize(
        "group",
        [
            ("453=2", "448=A", "452=24"),
            ("448=A", "452=24"),
            ("453=1", "448=A", "452=24", "802=2", "523=x", "803=1"),
            ("453=1", "448=A", "452=24", "802=x", "523=x", "803=1"),
            ("768=2", "769=20261120-01:02:03", "770=1"),
        ],
    )
    def test_a_repeating_group_that_is_not_as_long_as_it_says(self, group):
        assert "repeating group" in refused(message("37=O1", *group)).message

    def test_sub_ids_of_two_parties_count_together(self):
        groups = ("453=2", "448=A", "452=24", "802=1", "523=x", "448=B", "452=1", "802=2", "523=y", "523=z")
        raw = message("37=O1", *groups)
        assert (
            "a field is missing" in refused(raw).message
        )  # its groups are right, the rest of it is not there

    def test_an_entry_that_does_not_begin_with_its_first_field(self):
        assert "begin with its id" in refused(message("453=1", "452=24", "448=A")).message

    def test_a_field_twice(self):
        assert refused(message("37=O1", "37=O2")).found == "37=O2"

    def test_half_a_message_between_two(self):
        assert "no message" in refused(report(), b"35=8\x0137=O1\x01", report()).message

    @pytest.mark.parametrize(
        ("changed", "where"),
        [
            ("60=2026-11-20", "TransactTime"),
            ("60=20261131-00:00:00", "TransactTime"),
            ("44=0", "Price"),
            ("44=1e7", "Price"),
            ("38=-1", "OrderQty"),
            ("54=9", "Side"),
            ("40=P", "OrdType"),
            ("150=Z", "ExecType"),
            ("151=", "LeavesQty"),
            ("37=", "OrderID"),
        ],
    )
    def test_a_field_that_cannot_be_read_is_named(self, changed, where):
        assert where in str(refused(report(changed)).where)


@given(st.lists(st.sampled_from(["0", "4", "A", "5"]), max_size=30), st.integers(1, 200))
def test_where_the_file_is_cut_into_pieces_makes_no_difference(kinds, size):
    class Slow(io.BytesIO):
        def read(self, _: int | None = -1) -> bytes:
            return super().read(size)

    log = b"".join(report(f"150={kind}") for kind in kinds)
    assert list(read_fix(Slow(log), "log.fix", NAMES)) == (read(log) if log else [])
