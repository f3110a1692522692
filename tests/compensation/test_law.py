"""Whether the law lets the reserve and the guarantee crypto pay, before and after approval, on both sides of each line."""

from __future__ import annotations

from datetime import date

import pytest

from hozen.findings import Status
from hozen.law import Law, Standing
from hozen.rules.compensation import AssetLoss
from hozen.rules.compensation.jp import Approval, ReserveAtHand, guarantee_findings, reserve_use
from hozen.values import Price, Yen

LAW = Law.load("jp")
DAY = date(2026, 11, 20)
HELD = Yen(1000)


def use(scenario: str | None = None, **more: object):
    reading = LAW.reading(DAY, scenario) if scenario else LAW.reading(DAY)
    return reserve_use(reading, ReserveAtHand(HELD, **{"accident": False, **more}), DAY)  # type: ignore[arg-type]  # of the case


class TestTheReserve:
    def test_an_outsiders_theft_is_no_accident_and_needs_approval(self) -> None:
        found = use()
        assert (found.source.gives, found.source.reason) == (Yen(0), "reserve_approval_none")
        assert found.finding.status is Status.ATTENTION
        assert [str(one) for one in found.finding.cite] == ["FIEA 46-5(2)"]
        assert found.finding.standing is Standing.IN_FORCE

    def test_an_accident_may_be_paid_for_at_once(self) -> None:
        found = use(accident=True)
        assert (found.source.gives, found.source.day) == (HELD, DAY)
        assert found.finding.reason == "reserve_for_accident"

    @pytest.mark.parametrize("state", ["none", "requested", "refused"])
    def test_without_the_answer_yes_nothing_may_be_used(self, state) -> None:
        found = use(approval=Approval(state), approved=Yen(500))
        assert (found.source.gives, found.source.reason) == (Yen(0), f"reserve_approval_{state}")

    def test_what_was_approved_may_be_used_from_the_day_of_the_decision(self) -> None:
        found = use(approval=Approval.APPROVED, approved=Yen(400), decided=date(2026, 12, 4))
        assert (found.source.gives, found.source.day) == (Yen(400), date(2026, 12, 4))
        assert use(approval=Approval.APPROVED, approved=Yen(4000)).source.gives == HELD

    def test_a_scenario_may_let_an_outflow_be_paid_without_approval_and_its_standing_shows(self) -> None:
        found = use("press-band")
        assert (found.source.gives, found.finding.reason) == (HELD, "reserve_without_approval")
        assert found.finding.standing is Standing.REPORTED

    def test_a_scenario_that_fixes_nothing_leaves_approval_as_the_rule(self) -> None:
        found = use("act-64")
        assert found.source.reason == "reserve_approval_none"
        assert "law_gap" in [step.label for step in found.finding.steps]


class TestTheGuaranteeCrypto:
    """PSA 63-11-2(1): the same kind and quantity as the part that is not cold."""

    @pytest.mark.parametrize(
        ("guarantee", "status"), [(29, Status.BREACH), (30, Status.MET), (31, Status.MET)]
    )
    def test_below_on_and_above_the_hot_part(self, guarantee, status) -> None:
        lost = AssetLoss("BTC", 8, 100, Price.parse("10"), hot=30, guarantee=guarantee)
        (found,) = guarantee_findings(LAW.reading(DAY), [lost])
        assert (found.status, found.immediate, found.subject) == (status, guarantee < 30, "BTC")
        assert str(found.cite[0]) == "PSA 63-11-2(1)"

    def test_what_was_cold_asks_for_no_guarantee(self) -> None:
        assert guarantee_findings(LAW.reading(DAY), [AssetLoss("BTC", 8, 100, Price.parse("10"))]) == []
