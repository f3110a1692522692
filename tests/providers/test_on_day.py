"""The register as of a day: who was used, what it was, who worked below it."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from hozen.rules.providers import Register, holes, providers_on
from hozen.rules.providers.on_day import newest_review, status_on, working_below
from hozen.rules.providers.register import (
    Contract,
    Handing,
    KeyPerson,
    Link,
    Provider,
    Review,
    StatusPeriod,
)
from hozen.values.period import Period

MARCH, APRIL, MAY, JUNE = (date(2026, month, 1) for month in (3, 4, 5, 6))
DAY = timedelta(days=1)


def provider(name: str, role: str = "custodian") -> Provider:
    return Provider(name, name, "", "", "", role, "", "")


def status(word: str, since: date, until: date | None = None) -> StatusPeriod:
    return StatusPeriod("K", word, "", Period(since, until), "", "")


def review(on: date, until: date) -> Review:
    return Review("K", on, until, "audit", "passed")


def link(who: str, what: str, since: date, until: date | None = None) -> Link:
    return Link(who, what, "name", Period(since, until), 1)


REGISTER = Register(
    providers=(provider("K"), provider("S"), provider("T"), provider("Z")),
    statuses=(status("registered", APRIL, MAY - DAY), status("lapsed", JUNE)),
    links=(link("K", "keeper", APRIL, JUNE), link("T", "keeper_technology", MAY), link("T", "system", JUNE)),
    contracts=(
        Contract("K", "K1", Period(MARCH, APRIL), "", None),
        Contract("K", "K2", Period(JUNE), "", None),
    ),
    chain=(Handing("K", "S", Period(APRIL, MAY)), Handing("S", "Z", Period(MAY))),
    reviews=(review(MARCH, APRIL), review(MAY, JUNE)),
    persons=(KeyPerson("K", "signs", False), KeyPerson("K", "pays", True)),
)


def on(day: date) -> dict[str, tuple[bool, bool, tuple[str, ...], bool]]:
    return {
        one.provider.provider_id: (one.keeps, one.signs, one.systems, one.indirect)
        for one in providers_on(REGISTER, day)
    }


def test_who_was_used_for_what_on_each_day() -> None:
    nothing = (False, False, (), False)
    keeps, below = (True, False, (), False), (False, False, (), True)
    assert on(APRIL - DAY) == {"K": nothing, "S": nothing, "T": nothing, "Z": nothing}
    assert on(APRIL) == {"K": keeps, "S": below, "T": nothing, "Z": nothing}
    # In May both hand-overs run for one day: K → S → Z.
    assert on(MAY) == {"K": keeps, "S": below, "T": (False, True, (), False), "Z": below}
    # From the 2nd K hands nothing on, so Z no longer works below anybody in use.
    assert on(MAY + DAY)["Z"] == nothing
    assert on(JUNE) == {"K": keeps, "S": nothing, "T": (False, True, ("name",), False), "Z": nothing}
    assert on(JUNE + DAY)["K"] == nothing


def test_the_status_of_a_day_and_the_hole_between_two() -> None:
    states = {APRIL - DAY: "", APRIL: "registered", MAY - DAY: "registered", MAY: "", JUNE: "lapsed"}
    assert {day: getattr(status_on(REGISTER, "K", day), "status", "") for day in states} == states
    assert holes(REGISTER, "K") == ((MAY, date(2026, 5, 31)),)
    assert holes(REGISTER, "S") == ()


def test_the_newest_review_up_to_the_day_counts_even_when_it_is_over() -> None:
    assert newest_review(REGISTER, "K", MARCH - DAY) is None
    assert newest_review(REGISTER, "K", MAY - DAY) == review(MARCH, APRIL)
    assert newest_review(REGISTER, "K", MAY) == review(MAY, JUNE)
    assert newest_review(REGISTER, "K", date(2030, 1, 1)) == review(MAY, JUNE)


def test_contracts_that_have_not_begun_are_not_on_file_yet() -> None:
    (kita,) = (one for one in providers_on(REGISTER, MAY) if one.provider.provider_id == "K")
    assert [one.contract_id for one in kita.contracts] == ["K1"]
    assert len(kita.alone) == 1


def test_work_that_comes_back_is_walked_once() -> None:
    # The door refuses such a chain; the walk ends all the same.
    circle = Register(
        links=(link("A", "keeper", MARCH),),
        chain=(Handing("A", "B", Period(MARCH)), Handing("B", "A", Period(MARCH))),
    )
    assert working_below(circle, MARCH) == {"A", "B"}


DAYS = st.dates(date(2026, 1, 1), date(2026, 3, 1))


@st.composite
def stated(draw: st.DrawFn) -> Register:
    """Periods of one provider that do not overlap, cut out of sorted days."""
    days = sorted(draw(st.sets(DAYS, max_size=12)))
    pairs = list(zip(days[::2], days[1::2], strict=False))
    return Register(statuses=tuple(status("registered", since, until) for since, until in pairs))


@given(stated(), DAYS)
def test_a_day_has_a_status_or_lies_in_a_hole_or_outside_all(register: Register, day: date) -> None:
    inside = [one for one in register.statuses if one.period.has(day)]
    in_hole = [one for one in holes(register, "K") if one[0] <= day <= one[1]]
    assert len(inside) <= 1
    assert status_on(register, "K", day) == (inside[0] if inside else None)
    first = min((one.period.since for one in register.statuses), default=date.max)
    last = max((one.period.until or date.max for one in register.statuses), default=date.min)
    between = first <= day <= last
    assert bool(inside) + len(in_hole) == int(between)
