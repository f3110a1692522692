"""The reserve through the years, month by month: build-up, losses, late insurance, a market that may fall with them.

Law-neutral; chance comes in from outside.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hozen.rules.adequacy.arrays import Array, Whole
from hozen.rules.adequacy.facts import Cover, Firm, LossModel
from hozen.rules.adequacy.simulated import answering, drawn_causes

_MONTHS = 12


@dataclass(frozen=True, slots=True)
class PathTerms:
    """Terms of the path. Each month: money of insurers that is due comes in, losses fall, the reserve pays, then own capital.

    `level` and `yearly_addition` are those of the reserve: each year-end adds min(yearly_addition, level − reserve).
    `volatility` is the yearly one of the market; `with_market` is the correlation between a large loss and a fall;
    `in_crypto` is the part of the reserve that falls and rises with the market. Custody does so as a whole.
    """

    years: int
    level: float
    yearly_addition: float
    volatility: float
    with_market: float
    in_crypto: float


@dataclass(frozen=True, slots=True)
class PathResult:
    """The path's outcome, over so many simulated futures.

    `whole_at_once[y]`: no customer waited in years 1 to y + 1; `whole_in_the_end`: nothing is owed once insurers have
    paid. `left_at_once` is what customers waited for, `left_in_the_end` what they never got, both a mean per future.
    """

    paths: int
    whole_at_once: Array
    whole_in_the_end: float
    left_at_once: float
    left_in_the_end: float
    reserve_after: Array  # mean at each year's end


class _Paths:
    """The futures side by side: one array entry each."""

    def __init__(self, firm: Firm, terms: PathTerms, paths: int) -> None:
        self.reserve = np.full(paths, firm.reserve, dtype=float)
        self.capital = np.full(paths, firm.capital, dtype=float)
        self.market = np.ones(paths)
        self.to_come = np.zeros(paths, dtype=int)  # losses of this year that have not fallen yet
        self.owed = np.zeros(paths)  # to customers, by insurers still to pay or by nobody
        self.waited = np.zeros(paths)
        self.top = max(terms.level, firm.reserve)
        late = max((one.paid_after for one in firm.covers), default=0)
        self.coming = np.zeros((late + 1, paths))  # insurers' money by the month it is due, in a ring
        self.left_of = [np.full(paths, one.share * one.aggregate, dtype=float) for one in firm.covers]

    def receive(self, month: int) -> None:
        """Insurers' money: first to customers who wait, then to the reserve up to its level, the rest to capital."""
        slot = month % len(self.coming)
        money, self.coming[slot] = self.coming[slot].copy(), 0.0
        to_customers = np.minimum(money, self.owed)
        self.owed -= to_customers
        money -= to_customers
        refill = np.minimum(money, np.maximum(0.0, self.top - self.reserve))
        self.reserve += refill
        self.capital += money - refill

    def pay(self, lost: Array) -> None:
        """From the reserve, then from own capital; the rest is owed."""
        from_reserve = np.minimum(lost, self.reserve)
        self.reserve -= from_reserve
        from_capital = np.minimum(lost - from_reserve, self.capital)
        self.capital -= from_capital
        unpaid = lost - from_reserve - from_capital
        self.owed += unpaid
        self.waited += unpaid

    def move(self, change: Array, in_crypto: float) -> None:
        """The market's month."""
        self.market *= change
        self.reserve *= 1 + in_crypto * (change - 1)

    def year_end(self, terms: PathTerms, covers: tuple[Cover, ...]) -> None:
        """Build-up, and policies renewed with their whole yearly limit."""
        gap = np.maximum(0.0, terms.level - self.reserve)
        self.reserve += np.minimum(terms.yearly_addition, gap)
        for left, cover in zip(self.left_of, covers, strict=True):
            left[:] = cover.share * cover.aggregate


def reserve_path(
    model: LossModel, firm: Firm, terms: PathTerms, paths: int, chance: np.random.Generator
) -> PathResult:
    """So many futures. A loss is at most what custody is worth that month; covers pay in the order of losses."""
    state = _Paths(firm, terms, paths)
    at_once, reserves = [], []
    for month in range(terms.years * _MONTHS):
        state.receive(month)
        _month(model, firm, terms, state, month, chance)
        if month % _MONTHS == _MONTHS - 1:
            state.year_end(terms, firm.covers)
            at_once.append(float((state.waited == 0).mean()))
            reserves.append(float(state.reserve.mean()))
    for later in range(len(state.coming)):
        state.receive(terms.years * _MONTHS + later)
    tolerance = 1e-9 * firm.custody
    return PathResult(
        paths,
        np.array(at_once),
        float((state.owed <= tolerance).mean()),
        float(state.waited.mean()),
        float(state.owed.mean()),
        np.array(reserves),
    )


def _month(
    model: LossModel, firm: Firm, terms: PathTerms, state: _Paths, month: int, chance: np.random.Generator
) -> None:
    paths = len(state.reserve)
    scores = chance.standard_normal(paths)
    sd = terms.volatility / np.sqrt(_MONTHS)
    state.move(np.exp(sd * scores - sd * sd / 2), terms.in_crypto)
    if month % _MONTHS == 0:
        state.to_come = model.frequency.draw(chance, paths)
    # each loss still to come in the year falls into this month with the same chance as into the others left
    counts = chance.binomial(state.to_come, 1 / (_MONTHS - month % _MONTHS))
    state.to_come = state.to_come - counts
    hit = np.flatnonzero(counts)
    while len(hit):
        _losses(model, firm, terms, state, hit, scores[hit], month, chance)
        counts[hit] -= 1
        hit = hit[counts[hit] > 0]


def _losses(
    model: LossModel,
    firm: Firm,
    terms: PathTerms,
    state: _Paths,
    places: Whole,
    market: Array,
    month: int,
    chance: np.random.Generator,
) -> None:
    """One loss in each future of `places`."""
    own = chance.standard_normal(len(places))
    scores = -terms.with_market * market + np.sqrt(1 - terms.with_market**2) * own
    lost = np.zeros(len(state.reserve))
    whole = np.minimum(model.severity.at(scores), firm.custody * state.market[places])
    lost[places] = whole
    cause = drawn_causes(model, len(places), chance)
    for left, cover in zip(state.left_of, firm.covers, strict=True):
        due = cover.part.of(whole) * answering(model, cover)[cause]
        due = np.minimum(due, left[places])
        left[places] -= due
        if not cover.paid_after:
            lost[places] = np.maximum(0.0, lost[places] - due)
            continue
        state.coming[(month + cover.paid_after) % len(state.coming), places] += due
    state.pay(lost)
