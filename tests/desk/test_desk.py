"""A surveillance case: who may do what, when, and what it comes to."""

from __future__ import annotations

import hashlib
import json
from datetime import date

import pytest

from hozen.books.errors import SamePerson
from hozen.workflows.surveillance_desk import CaseAlert, DeskRefused, SurveillanceDesk
from hozen.workflows.surveillance_desk.from_run import left_out_of
from hozen.workflows.surveillance_desk.state import state_of
from hozen.workflows.surveillance_desk.statistics import DetectorCount, figures
from hozen.workflows.surveillance_desk.stor_draft import draft_text, drafted, read_answers
from hozen.workflows.surveillance_desk.stor_form import FIELDS, SECTIONS, FormAnswer, blanks
from hozen.workflows.surveillance_run import TapeError


def alert(number: int, detector: str = "layering", account: str = "C1") -> CaseAlert:
    return CaseAlert(
        f"{number:032x}",
        detector,
        "BTC/JPY",
        1_000_000,
        2_000_000,
        (account,),
        800,
        "185-24(2)",
        "MAR 5(e)",
        "f" * 64,
    )


def desk(books, actor: str = "sato", case: str = "layers", day: date | None = None) -> SurveillanceDesk:
    return SurveillanceDesk(books, "sample", case, actor, day)


def opened(books, case: str = "layers", *alerts: CaseAlert, day: date | None = None) -> SurveillanceDesk:
    one = desk(books, case=case, day=day)
    one.open("Layers above the market", alerts or (alert(1),), [{"what": "insider", "why": "no lists"}])
    return one


def decided(books, outcome: str = "report", case: str = "layers", *alerts: CaseAlert) -> SurveillanceDesk:
    """Claimed and decided by sato, approved by suzuki."""
    one = opened(books, case, *alerts)
    one.claim()
    entry = one.decide(outcome, "Cancelled within a second of each fill, 40 times")
    desk(books, "suzuki", case).approve(entry.seq)
    return one


class TestHolding:
    def test_an_open_case_is_claimed_once(self, books):
        one = opened(books)
        one.claim()
        assert one.state().holder == "sato"
        with pytest.raises(DeskRefused, match="somebody holds"):
            desk(books, "suzuki").claim()

    def test_it_may_be_given_to_another(self, books):
        opened(books).claim()
        desk(books, "boss").assign("suzuki", "knows the client")
        assert desk(books).state().holder == "suzuki"

    def test_only_who_holds_it_decides(self, books):
        one = opened(books)
        with pytest.raises(DeskRefused, match="only who holds"):
            one.decide("report", "because")
        one.claim()
        with pytest.raises(DeskRefused, match="only who holds"):
            desk(books, "suzuki").decide("report", "because")


class TestDeciding:
    @pytest.mark.parametrize("outcome", ["report", "no-report"])
    def test_a_reason_is_needed_either_way(self, books, outcome):
        one = opened(books)
        one.claim()
        with pytest.raises(DeskRefused, match="without its reason"):
            one.decide(outcome, "  ")
        assert one.decide(outcome, "a market maker's quotes").seq

    def test_nobody_approves_what_they_decided(self, books):
        one = opened(books)
        one.claim()
        entry = one.decide("no-report", "an iceberg")
        with pytest.raises(SamePerson):
            one.approve(entry.seq)
        assert one.state().decision.approved_by == ""

    def test_no_report_is_closed_when_another_person_approved(self, books):
        one = opened(books)
        one.claim()
        entry = one.decide("no-report", "an iceberg")
        with pytest.raises(DeskRefused, match="nobody else has approved"):
            one.close()
        desk(books, "suzuki").approve(entry.seq)
        one.close()
        assert not one.state().is_open

    def test_a_decision_made_anew_takes_the_draft_with_it(self, books):
        from hozen.workflows.case_folder import CaseFile

        one = decided(books)
        one.drafted(CaseFile("stor.json", "0" * 64))
        assert one.state().draft
        one.decide("no-report", "the client hedged at another venue")
        assert one.state().draft is None
        with pytest.raises(DeskRefused, match="nothing is to be reported"):
            one.drafted(CaseFile("stor.json", "0" * 64))


class TestReporting:
    def test_sent_once_signed_and_closed_once_sent(self, books):
        from hozen.workflows.case_folder import CaseFile

        one = decided(books)
        with pytest.raises(DeskRefused, match="not signed"):
            one.sent("SESC-1")
        entry = one.drafted(CaseFile("stor.json", "0" * 64))
        with pytest.raises(DeskRefused, match="not signed"):
            one.sent("SESC-1")
        desk(books, "suzuki").approve(entry.seq)
        with pytest.raises(DeskRefused, match="not sent"):
            one.close()
        one.sent("SESC-1")
        with pytest.raises(DeskRefused, match="sent already"):
            one.sent("SESC-2")
        one.close()
        state = one.state()
        assert (state.sent, state.draft.signed_by, state.is_open) == ("SESC-1", "suzuki", False)

    def test_the_same_alert_is_not_in_a_case_twice(self, books):
        one = opened(books)
        one.link([alert(2, "spoofing", "C2")])
        assert one.state().accounts == ("C1", "C2")
        with pytest.raises(DeskRefused, match="has the alert already"):
            one.link([alert(1)])

    def test_a_case_of_another_kind_is_none_of_the_desks(self, books):
        books.cases.open("sample", "theft", "incident", {"what": "x"}, actor="sato")
        with pytest.raises(DeskRefused, match="none of surveillance"):
            desk(books, case="theft").state()


GIVEN = {name: FormAnswer("known", "", "answers") for section in (1, 2, 3, 4) for name in SECTIONS[section]}


class TestTheForm:
    def test_every_field_of_sections_1_to_4_is_asked_for(self):
        # 8 + 6 + 2 + 7 fields
        assert len(blanks({})) == 23
        assert blanks(GIVEN) == ()

    @pytest.mark.parametrize("name", [name for name, section in FIELDS.items() if section <= 4])
    @pytest.mark.parametrize(
        "blank", [FormAnswer(""), FormAnswer("  "), FormAnswer("NA"), FormAnswer("NA", " ")]
    )
    def test_a_blank_field_or_na_without_its_reason_is_refused(self, name, blank):
        assert blanks({**GIVEN, name: blank}) == (name,)

    def test_na_with_its_reason_stands(self):
        assert blanks({**GIVEN, "person_id": FormAnswer("NA", "a company")}) == ()

    def test_sections_5_and_6_may_be_empty(self):
        assert not {name for name in blanks({}) if FIELDS[name] > 4}

    def test_the_case_fills_what_it_knows_and_answers_the_rest(self, books, tmp_path):
        state = decided(books).state()
        with pytest.raises(DeskRefused, match="blank") as caught:
            drafted(state, {})
        for known in ("asset", "events", "nature", "reasons", "accounts_and_wallets"):
            assert known not in str(caught.value.found).split(", ")
        path = tmp_path / "answers.json"
        path.write_text(
            json.dumps({name: {"na": "not ours"} for name in str(caught.value.found).split(", ")})
        )
        text = draft_text(state, drafted(state, read_answers(path)))
        sections = json.loads(text)["sections"]
        assert sections["3"]["nature"]["value"] == "layering: 185-24(2) (MAR 5(e))"
        assert sections["4"]["person_name"] == {"value": "NA", "reason": "not ours", "source": "answers"}
        assert draft_text(state, drafted(state, read_answers(path))) == text

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ('{"nobody": "x"}', "nobody"),
            ('{"asset": 1}', "1"),
            ('{"asset": {"na": 1}}', "{'na': 1}"),
            ('{"asset": "a", "asset": "b"}', "a field stands twice"),
            ("[", "Expecting"),
        ],
    )
    def test_answers_that_cannot_be_meant_are_refused(self, tmp_path, text, found):
        path = tmp_path / "answers.json"
        path.write_text(text)
        with pytest.raises(DeskRefused) as caught:
            read_answers(path)
        assert found in str(caught.value.found)


def test_figures_of_the_desk(books):
    # Three cases: reported (2 layering alerts), not reported (1 spoofing), undecided (1 layering, 1 spoofing).
    decided(books, "report", "a", alert(1), alert(2))
    decided(books, "no-report", "b", alert(3, "spoofing")).close()
    opened(books, "c", alert(4), alert(5, "spoofing"))
    found = figures([state_of(one) for one in books.cases.list("sample", kind="surveillance")])
    assert found.counts == (
        DetectorCount("layering", in_cases=3, reported=2, not_reported=0, undecided=1),
        DetectorCount("spoofing", in_cases=2, reported=0, not_reported=1, undecided=1),
    )
    assert (found.cases, found.open_cases, found.reports_sent, found.days_to_close) == (3, 2, 0, (0,))
    assert found.unreported == (("b", "Cancelled within a second of each fill, 40 times"),)


def test_what_a_run_left_out_comes_from_its_record(tmp_path) -> None:
    """The record names its alerts by their hash: without one, or with one of other alerts, nothing is taken for known."""
    told = [{"what": "circular", "why": "too-many-candidates", "rows": 12}]
    (tmp_path / "alerts.parquet").write_bytes(b"alerts")
    digest = hashlib.sha256(b"alerts").hexdigest()
    assert left_out_of(tmp_path) == [{"what": "run.json", "why": "no-record", "rows": 0}]
    for text, message in (
        (json.dumps({"alerts": {"sha256": digest}, "left_out": told}), ""),
        (json.dumps({"alerts": {"sha256": "other"}, "left_out": told}), "of other alerts"),
        ("{", "cannot be read"),
    ):
        (tmp_path / "run.json").write_text(text)
        if message:
            with pytest.raises(TapeError, match=message):
                left_out_of(tmp_path)
        else:
            assert left_out_of(tmp_path) == told


def test_what_a_linked_alerts_run_left_out_is_the_cases_too(books) -> None:
    one = opened(books)
    one.claim()
    one.link([alert(3)], [{"what": "insider", "why": "no-data", "rows": 0}])
    assert [(left.what, left.why) for left in one.state().left_out] == [
        ("insider", "no lists"),
        ("insider", "no-data"),
    ]
