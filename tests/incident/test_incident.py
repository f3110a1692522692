"""An incident from its first report to its closing: what is due, what is refused, and that any earlier state comes back."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from incident_world import BTC, CASE, DAY, FOUND, MOMENT, NOW, hand, opened

from hozen.books.errors import CaseRefused, KeyReused, SamePerson
from hozen.workflows.case_folder import CaseFileRefused
from hozen.workflows.incident import Attribution, Cause, IncidentRefused, Valuation, as_of, value_losses

OWN = {Cause.INSIDER, Cause.OPERATIONAL_ERROR, Cause.ACCOUNTING_FAULT}


def valued(books, firm, lost=BTC, **more):
    order = Valuation(DAY, MOMENT, Attribution.PRO_RATA, {"BTC": lost}, **more)
    return value_losses(hand(books), firm, order, NOW)


# The first report


@pytest.mark.parametrize("cause", list(Cause))
def test_an_accident_is_an_act_of_the_firms_own_people(books, firm, cause) -> None:
    state = opened(books, firm, cause)
    assert state.is_accident == (cause in OWN)
    assert state.accident_cite == "FIB Order 118"


def test_form_16_is_due_two_weeks_after_learning_of_what_the_firm_did_itself(books, firm) -> None:
    state = opened(books, firm, Cause.INSIDER)
    # CAE Order 42: found out on 20 November, two weeks: 4 December.
    assert state.notice("misconduct").due == date(2026, 12, 4)
    assert state.notice("misconduct").cite == "CAE Order 42"
    assert not state.notice("misconduct").is_late(date(2026, 12, 4))
    assert state.notice("misconduct").is_late(date(2026, 12, 5))


def test_an_outsiders_theft_calls_for_no_form_16_and_for_notices_without_a_fixed_time(books, firm) -> None:
    state = opened(books, firm)
    assert [(one.code, one.due) for one in state.notices] == [
        ("authority", None),
        ("customers", None),
        ("payment_policy", None),
    ]
    assert all("No text" in one.gap or "fixes none" in one.gap for one in state.notices)


def test_an_accident_set_by_hand_has_a_reason(books, firm) -> None:
    with pytest.raises(IncidentRefused, match="FIB Order 118"):
        opened(books, firm, accident=True)
    state = opened(books, firm, accident=True, why="the key was left on a shared disk")
    assert (state.is_accident, state.accident_why) == (True, "the key was left on a shared disk")
    assert state.notice("misconduct") is not None


@pytest.mark.parametrize(
    ("more", "match"),
    [
        (
            {"discovered_at": NOW + timedelta(seconds=1), "reported_at": NOW + timedelta(seconds=1)},
            "in the future",
        ),
        ({"reported_at": FOUND - timedelta(seconds=1)}, "reported before"),
        ({"wallets": ("nowhere",)}, "nowhere"),
    ],
)
def test_a_report_that_cannot_be_is_refused_and_nothing_is_written(books, firm, more, match) -> None:
    before = books.anchor()
    with pytest.raises(IncidentRefused, match=match):
        opened(books, firm, **more)
    assert books.anchor() == before


def test_a_case_is_opened_once(books, firm) -> None:
    opened(books, firm)
    with pytest.raises(CaseRefused, match="of this name"):
        opened(books, firm)


# Stopping and taking up again


def test_a_service_is_stopped_and_taken_up_again(books, firm) -> None:
    opened(books, firm)
    hand(books).freeze("withdrawals", "", FOUND)
    hand(books).freeze("deposits", "BTC", FOUND)
    assert len(hand(books).state().frozen) == 2
    hand(books).resume("withdrawals", "", FOUND + timedelta(hours=1))
    (left,) = hand(books).state().frozen
    assert (left.service, left.asset) == ("deposits", "BTC")
    with pytest.raises(IncidentRefused, match="not stopped"):
        hand(books).resume("withdrawals", "", FOUND + timedelta(hours=2))
    with pytest.raises(IncidentRefused, match="stopped later"):
        hand(books).resume("deposits", "BTC", FOUND - timedelta(hours=1))


# Notices


def test_a_notice_is_given_once_with_what_it_can_be_found_by_or_waived_with_a_reason(books, firm) -> None:
    opened(books, firm)
    hand(books, day=DAY).give_notice("authority", "letter 1")
    hand(books).give_notice("customers", "", waived="no customer is hit")
    state = hand(books).state()
    assert (state.notice("authority").given_on, state.notice("authority").reference) == (DAY, "letter 1")
    assert [one.code for one in state.notices if one.is_open] == ["payment_policy"]
    for code, reference, match in [
        ("authority", "again", "settled"),
        ("form-99", "x", "no such notice"),
        ("payment_policy", "", "given or waived"),
    ]:
        with pytest.raises(IncidentRefused, match=match):
            hand(books).give_notice(code, reference)


# Coins that come back


def test_recovered_coins_add_up_and_never_pass_what_was_lost(books, firm) -> None:
    opened(books, firm)
    with pytest.raises(IncidentRefused, match="value the loss first"):
        hand(books).recover("BTC", 1, "police")
    valued(books, firm, lost=100)
    hand(books).recover("BTC", 60, "an exchange abroad")
    with pytest.raises(IncidentRefused, match="1 to 40 units"):
        hand(books).recover("BTC", 41, "police")
    hand(books).recover("BTC", 40, "police")
    loss = hand(books).state().loss_of("BTC")
    assert (loss.lost, loss.recovered, loss.missing) == (100, 100, 0)
    with pytest.raises(IncidentRefused):
        hand(books).recover("BTC", 1, "police")


def test_a_recovery_sent_twice_under_its_key_counts_once(books, firm) -> None:
    opened(books, firm)
    valued(books, firm, lost=100)
    # All of it at once: sent again without its key it would be more than was lost.
    first = hand(books, key="k").recover("BTC", 100, "police")
    assert hand(books, key="k").recover("BTC", 100, "police") == first
    with pytest.raises(KeyReused):
        hand(books, key="k").recover("BTC", 99, "police")


# Bithumb, 6 February 2026: 620,000 BTC credited by mistake, 618,212 reversed, 1,788 sold and made up from own coins


def test_a_wrong_credit_is_reversed_and_what_was_sold_is_made_up(books, firm) -> None:
    opened(books, firm, Cause.OPERATIONAL_ERROR, case="wrong-credit")
    clerk, other = hand(books, case="wrong-credit"), hand(books, "suzuki", "wrong-credit")
    clerk.wrong_credit("credited", "BTC", 8, 620_000 * BTC, 249)
    clerk.wrong_credit("reversed", "BTC", 8, 618_212 * BTC, 249)
    assert clerk.state().wrong_of("BTC").outstanding == 1_788 * BTC
    with pytest.raises(IncidentRefused, match=f"1 to {1_788 * BTC} units"):
        clerk.wrong_credit("made_up", "BTC", 8, 1_788 * BTC + 1, 0)
    clerk.wrong_credit("made_up", "BTC", 8, 1_788 * BTC, 0)
    one = clerk.state().wrong_of("BTC")
    assert (one.credited, one.reversed, one.made_up, one.outstanding) == (
        620_000 * BTC,
        618_212 * BTC,
        1_788 * BTC,
        0,
    )
    waiting = clerk.state().unapproved
    assert len(waiting) == 3  # each step is another thing to approve
    for seq in waiting:
        with pytest.raises(SamePerson):
            clerk.approve(seq)
        other.approve(seq)
    assert clerk.state().unapproved == ()


def test_nothing_is_reversed_that_was_not_credited(books, firm) -> None:
    opened(books, firm)
    with pytest.raises(IncidentRefused, match="1 to 0 units"):
        hand(books).wrong_credit("reversed", "BTC", 8, 1, 1)
    with pytest.raises(IncidentRefused, match="no such step"):
        hand(books).wrong_credit("vanished", "BTC", 8, 1, 1)


# Evidence


def test_evidence_is_copied_with_its_hash_and_never_overwritten(books, firm, tmp_path) -> None:
    import hashlib

    opened(books, firm)
    note = tmp_path / "note.txt"
    note.write_text("seen at noon")
    hand(books).keep_file(firm, note, "the watch's note")
    (kept,) = hand(books).state().files
    assert kept.sha256 == hashlib.sha256(b"seen at noon").hexdigest()
    assert (firm / "cases" / CASE / kept.name).read_text() == "seen at noon"
    note.write_text("seen at one")
    with pytest.raises(CaseFileRefused):
        hand(books).keep_file(firm, note, "the watch's note")
    assert (firm / "cases" / CASE / kept.name).read_text() == "seen at noon"


# Closing


def test_a_case_closes_when_everything_is_settled_or_a_reason_is_given(books, firm) -> None:
    opened(books, firm)
    seq = valued(books, firm).seq
    hand(books).freeze("withdrawals", "", FOUND)
    with pytest.raises(IncidentRefused) as refused:
        hand(books).close()
    assert refused.value.found == (
        "notice authority; notice customers; notice payment_policy; "
        f"approval of entry {seq}; withdrawals stopped"
    )
    for code in ("authority", "customers", "payment_policy"):
        hand(books).give_notice(code, "sent")
    hand(books, "suzuki").approve(seq)
    hand(books).resume("withdrawals", "", NOW)
    hand(books).close()
    assert not hand(books).state().is_open
    hand(books).take_up_again("coins came back")
    assert hand(books).state().is_open


def test_a_reason_closes_what_is_still_open(books, firm) -> None:
    opened(books, firm)
    hand(books).close("handed over to the administrator")
    assert hand(books).state().closed_for == "handed over to the administrator"


# Replay


def test_the_state_as_of_any_entry_is_what_was_shown_then(books, firm) -> None:
    shown = [opened(books, firm)]
    steps = [
        lambda: hand(books).freeze("all", "", FOUND),
        lambda: valued(books, firm, lost=100),
        lambda: hand(books, "suzuki").approve(shown[-1].seq),
        lambda: hand(books).recover("BTC", 60, "police"),
        lambda: valued(books, firm, lost=90),
        lambda: hand(books).close("settled elsewhere"),
    ]
    for step in steps:
        step()
        shown.append(hand(books).state())
    record = books.cases.show("small", CASE)
    assert [as_of(record, one.seq) for one in shown] == shown
    # A later valuation keeps what came back.
    assert (shown[-1].loss_of("BTC").lost, shown[-1].loss_of("BTC").recovered) == (90, 60)
    assert shown[-1].unapproved == (shown[-2].seq,)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.sampled_from(["credited", "reversed", "made_up"]), st.integers(0, 5)), max_size=8)
)
def test_what_is_outstanding_is_never_below_nothing(books, firm, steps) -> None:
    case = f"c{sum(1 for _ in books.cases.list('small'))}"
    opened(books, firm, Cause.OPERATIONAL_ERROR, case=case)
    outstanding = 0
    for step, units in steps:
        fits = units > 0 and (step == "credited" or units <= outstanding)
        try:
            hand(books, case=case).wrong_credit(step, "BTC", 8, units, 1)
            assert fits
            outstanding += units if step == "credited" else -units
        except IncidentRefused:
            assert not fits
    found = hand(books, case=case).state().wrong_of("BTC")
    assert (found.outstanding if found else 0) == outstanding


def test_instants_are_kept_in_utc_and_days_are_japans(books, firm) -> None:
    from zoneinfo import ZoneInfo

    tokyo = datetime(2026, 11, 20, 12, tzinfo=ZoneInfo("Asia/Tokyo"))
    state = opened(books, firm, discovered_at=tokyo, reported_at=tokyo)
    assert state.discovered_at == "2026-11-20T03:00:00.000000Z"
    assert datetime.fromisoformat(state.discovered_at) == tokyo.astimezone(UTC)
