"""JSON-RPC: exact numbers, answers matched by id, tried again only where it is safe, and at a steady pace."""

from __future__ import annotations

import json
import logging
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from node_server import NodeServer, Refusal, cut, drips, drops, says, silent, turned

from hozen.connectors.errors import NodeAnswered, NodeAnswerUnreadable, NodeSettings, NodeUnreachable
from hozen.connectors.json_text import read_json
from hozen.connectors.pace import Pace, backoff
from hozen.connectors.rpc import Rpc


class Time:
    """A clock that stands still but for the sleeps, which it keeps."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def rpc(node: NodeServer, time: Time) -> Rpc:
    node.methods["double"] = lambda number: 2 * number
    node.methods["amount"] = lambda: 0
    return Rpc(node.url, per_second=1000, tries=3, timeout=1, clock=time.clock, sleep=time.sleep)


def test_a_call_has_its_result(rpc, node) -> None:
    assert rpc.call("double", 21) == 42
    (request,) = node.requests
    assert request == {"jsonrpc": "2.0", "id": request["id"], "method": "double", "params": [21]}


def test_a_number_with_a_fraction_is_exact(rpc, node) -> None:
    node.then(says('{"jsonrpc": "2.0", "id": 1, "result": [0.00000001, 20999999.97690000, 1e-8, 3]}'))
    assert rpc.call("amount") == [Decimal("1E-8"), Decimal("20999999.97690000"), Decimal("1E-8"), 3]


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-(10**90), 10**90) | st.text(max_size=9),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    )
)
def test_json_without_fractions_is_what_pythons_reader_says(value) -> None:
    assert read_json(json.dumps(value).encode()) == value


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20, places=8))
def test_no_digit_of_an_amount_is_lost(value) -> None:
    assert read_json(f"{value:f}".encode()) == value


@pytest.mark.parametrize(
    "text",
    [
        *('{"a": 1, "a": 2}', "NaN", "-Infinity", "[1", "", "1 2", '"\\ud8"', "1" * 101, "0." + "1" * 101),
        *("1e101", "1e999999999999999999999", "[" * 100_000, "\xff"),
    ],
)
def test_what_is_no_json_is_no_answer(text) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_json(text.encode("latin-1"))


def test_a_batch_is_one_request_and_answers_are_matched_by_id(rpc, node) -> None:
    node.then(turned(lambda answers: list(reversed(answers))))
    assert rpc.batch([("double", [one]) for one in (1, 2, 3)]) == [2, 4, 6]
    assert len(node.requests) == 1


def test_an_empty_batch_asks_nothing(rpc, node) -> None:
    assert rpc.batch([]) == []
    assert node.requests == []


@pytest.mark.parametrize(
    ("turn", "said"),
    [
        (lambda answers: answers[:-1], "calls are not answered"),
        (lambda answers: [answers[0], *answers], "a call is answered twice"),
        (lambda answers: [{**answers[0], "id": 99}, *answers[1:]], "an answer is to another call"),
        (lambda answers: [{**answers[0], "id": str(answers[0]["id"])}, *answers[1:]], "another call"),
        (lambda answers: [{**answers[0], "id": True}, *answers[1:]], "another call"),
        (lambda answers: [7, *answers[1:]], "an answer is not an object"),
        (lambda answers: answers[0], "the answer is not a list"),
        (lambda answers: [{"id": answers[0]["id"]}, *answers[1:]], "the answer holds no result"),
        (lambda answers: [{**answers[0], "error": "no"}, *answers[1:]], "error cannot be read"),
        (lambda answers: [{**answers[0], "error": {"code": "7"}}, *answers[1:]], "error cannot be read"),
    ],
)
def test_a_batch_that_does_not_match_is_refused(rpc, node, turn, said) -> None:
    node.then(turned(turn))
    with pytest.raises(NodeAnswerUnreadable, match=said):
        rpc.batch([("double", [one]) for one in (1, 2, 3)])
    assert len(node.requests) == 1  # what was answered wrongly is not asked again


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('{"jsonrpc": "2.0", "id": 2, "result": 1}', "to another call"),
        ('{"jsonrpc": "2.0", "id": null, "result": 1}', "to another call"),
        ("[]", "not an object"),
        ('{"id": 1}', "no result"),
        ("<html>hello</html>", "cannot be read"),
        ('{"jsonrpc": "2.0", "id": 1, "resu', "cannot be read"),
        ('{"id": 1, "result": 1, "result": 2}', "cannot be read"),
        ("", "cannot be read"),
    ],
)
def test_garbage_is_refused(rpc, node, body, said) -> None:
    node.then(says(body))
    with pytest.raises(NodeAnswerUnreadable, match=said):
        rpc.call("double", 1)
    assert len(node.requests) == 1


def test_the_nodes_own_error_is_told_with_its_number(rpc, node) -> None:
    def refuse() -> object:
        raise Refusal(-8, "Scan already in progress", "0x08c379a0")

    node.methods["scan"] = refuse
    with pytest.raises(NodeAnswered) as refusal:
        rpc.call("scan")
    assert (refusal.value.number, refusal.value.said) == (-8, "Scan already in progress")
    assert refusal.value.data == "0x08c379a0"
    one, other = rpc.outcomes([("scan", []), ("double", [4])])
    assert isinstance(one, NodeAnswered)
    assert other == 8
    with pytest.raises(NodeAnswered, match="the node refused"):
        rpc.batch([("double", [4]), ("scan", [])])
    assert len(node.requests) == 3


@pytest.mark.parametrize("status", [200, 404, 500])
def test_an_error_of_the_older_form_is_read_whatever_its_status(rpc, node, status) -> None:
    node.then(says('{"result": null, "error": {"code": -5, "message": "Block not found"}, "id": 1}', status))
    with pytest.raises(NodeAnswered) as refusal:
        rpc.call("getblock", "00")
    assert refusal.value.number == -5


def test_an_error_before_the_node_knew_whose_call_it_was(rpc, node) -> None:
    body = '{"jsonrpc": "2.0", "id": null, "error": {"code": -32600, "message": "Batch too large"}}'
    node.then(says(body), says(body))
    for ask in (lambda: rpc.call("double", 1), lambda: rpc.batch([("double", [1])])):
        with pytest.raises(NodeAnswered) as refusal:
            ask()
        assert refusal.value.said == "Batch too large"


@pytest.mark.parametrize("status", [401, 403])
def test_who_is_not_let_in_is_not_asked_again(rpc, node, status) -> None:
    node.then(says("", status))
    with pytest.raises(NodeAnswered) as refusal:
        rpc.call("double", 1)
    assert refusal.value.number == status
    assert len(node.requests) == 1


BUSY = says("Work queue depth exceeded", 500)


@pytest.mark.parametrize(
    "fault", [drops, cut(2), BUSY, *(says("", status) for status in (429, 502, 503, 504))]
)
def test_what_may_pass_is_tried_again(rpc, node, time, fault) -> None:
    node.then(fault, fault)
    assert rpc.call("double", 2) == 4
    assert time.slept == [1, 2]


@pytest.mark.parametrize("fault", [drops, cut(2), BUSY, says("", 503)])
def test_but_not_for_ever(rpc, node, time, fault) -> None:
    node.then(fault, fault, fault)
    with pytest.raises(NodeUnreachable, match="does not answer") as refusal:
        rpc.call("double", 2)
    assert "tries: 3" in str(refusal.value.found)
    assert (len(node.requests), time.slept) == (3, [1, 2])


@pytest.mark.parametrize("status", [301, 302, 307, 400, 500])
def test_anything_else_is_not_tried_again_and_no_redirect_is_followed(rpc, node, status) -> None:
    node.then(says("no", status, Location=f"{node.url}/elsewhere"))
    with pytest.raises(NodeAnswerUnreadable) as refusal:
        rpc.call("double", 2)
    assert f"HTTP {status}" in str(refusal.value.found)
    assert len(node.requests) == 1


def test_a_node_that_names_its_time_is_left_alone_so_long(rpc, node, time) -> None:
    node.then(says("", 429, Retry_After="17"), says("", 503, Retry_After="0"))
    assert rpc.call("double", 2) == 4
    assert time.slept == [17, 1]


def test_a_node_that_asks_for_an_hour_is_unreachable(rpc, node, time) -> None:
    node.then(says("", 429, Retry_After="3600"))
    with pytest.raises(NodeUnreachable) as refusal:
        rpc.call("double", 2)
    assert "asks to wait 3600 seconds" in str(refusal.value.found)
    assert time.slept == []


def test_nobody_is_there(time) -> None:
    with NodeServer() as gone:
        url = gone.url
    rpc = Rpc(url, per_second=9, tries=2, timeout=1, clock=time.clock, sleep=time.sleep)
    with pytest.raises(NodeUnreachable) as refusal:
        rpc.call("double", 2)
    assert refusal.value.found == "no connection (tries: 2)"


@pytest.mark.parametrize("fault", [silent, drips])
def test_a_node_that_keeps_us_waiting_is_given_up(node, fault) -> None:
    rpc = Rpc(node.url, per_second=9, tries=1, timeout=1)
    node.then(fault)
    with pytest.raises(NodeUnreachable) as refusal:
        rpc.call("double", 2)
    assert refusal.value.found == "no answer within 1 seconds (tries: 1)"


@pytest.mark.parametrize(("most", "fits"), [(37, False), (38, True), (39, True)])
def test_an_answer_has_a_limit(node, most, fits) -> None:
    body = '{"jsonrpc":"2.0","id": 1,"result":777}'
    assert len(body) == 38
    node.then(says(body))
    rpc = Rpc(node.url, per_second=9, tries=3, timeout=1, most_bytes=most)
    if fits:
        assert rpc.call("double", 2) == 777
        return
    with pytest.raises(NodeAnswerUnreadable, match="too large"):
        rpc.call("double", 2)
    assert len(node.requests) == 1


@pytest.mark.parametrize(
    "url",
    [
        *(
            "",
            "127.0.0.1:8332",
            "ftp://a",
            "http://",
            "http://a:0",
            "http://a:99999",
            "http://a b",
            "http://[::1",
        ),
        *("http://user:hunter2@a", "http://hunter2@a", "file:///etc/passwd", "http://a\n"),
    ],
)
def test_a_url_that_is_none_or_holds_a_secret_is_refused_without_showing_it(url) -> None:
    with pytest.raises(NodeSettings) as refusal:
        Rpc(url, per_second=1, tries=1, timeout=1)
    assert "hunter2" not in str(refusal.value)


def test_a_path_may_hold_a_key_and_is_neither_shown_nor_logged(node, time, caplog) -> None:
    caplog.set_level(logging.DEBUG)
    node.methods["double"] = lambda number: 2 * number
    rpc = Rpc(f"{node.url}/v3/hunter2", per_second=9, tries=1, timeout=1, clock=time.clock, sleep=time.sleep)
    node.then(drops)
    with pytest.raises(NodeUnreachable) as refusal:
        rpc.call("double", 2)
    assert refusal.value.where == f"{node.url}, double"
    rpc.call("double", 2)
    assert "hunter2" not in str(refusal.value)
    assert "hunter2" not in repr(rpc)
    assert "hunter2" not in caplog.text


def paced(time: Time, per_second: int) -> Pace:
    return Pace(per_second, time.clock, time.sleep)


def test_a_seconds_worth_goes_out_at_once_and_then_at_the_pace(time) -> None:
    pace = paced(time, 4)
    for _ in range(6):
        pace.take(1)
    assert time.slept == [0.25, 0.25]  # four at once, then one each quarter of a second


def test_a_batch_costs_as_many_as_it_holds(time) -> None:
    pace = paced(time, 4)
    pace.take(10)
    assert time.slept == [1.5]  # (10 - 4) / 4


def test_a_long_rest_saves_up_no_more_than_a_second(time) -> None:
    pace = paced(time, 4)
    time.now += 3600
    pace.take(5)
    assert time.slept == [0.25]


@given(st.lists(st.tuples(st.integers(1, 50), st.integers(0, 5000)), max_size=30), st.integers(1, 20))
def test_never_more_than_the_pace_and_one_seconds_worth(takes, per_second) -> None:
    time = Time()
    pace, started, made = paced(time, per_second), time.now, 0
    for calls, rest in takes:
        time.now += rest / 1000
        pace.take(calls)
        made += calls
        assert made <= per_second * (time.now - started + 1) + 1e-3


@pytest.mark.parametrize(("failures", "seconds"), [(1, 1), (2, 2), (6, 32), (7, 60), (10_000, 60)])
def test_waits_double_up_to_a_minute(failures, seconds) -> None:
    assert backoff(failures) == seconds


def test_every_try_is_paced(node, time) -> None:
    node.methods["double"] = lambda number: 2 * number
    rpc = Rpc(node.url, per_second=1, tries=3, timeout=1, clock=time.clock, sleep=time.sleep)
    node.then(drops)
    assert rpc.call("double", 1) == 2
    assert time.slept == [1]  # the wait after the failure also paid for the second try


def ids(node: NodeServer) -> list[Any]:
    return [one["id"] for one in node.requests]


def test_a_call_that_is_tried_again_keeps_its_id_and_another_has_another(rpc, node) -> None:
    node.then(drops)
    rpc.call("double", 1)
    rpc.call("double", 1)
    first, again, second = ids(node)
    assert first == again != second
