"""The answer by cause and by policy."""

from __future__ import annotations

from hozen.rules.adequacy.crossing import NEEDED_UP, chance, yen
from hozen.rules.adequacy.made_whole import at_least_one, need, need_of_cause, reserve_needed
from hozen.rules.adequacy.simulated import Simulated
from hozen.workflows.adequacy.report import BackAnswer, CauseAnswer, CoverAnswer
from hozen.workflows.adequacy.setting import Setting


def by_cause(setting: Setting) -> tuple[CauseAnswer, ...]:
    """Each cause as if it were the only one."""
    model, firm = setting.model, setting.firm
    held = firm.reserve + firm.capital
    found = []
    for cause in model.causes:
        gross = need_of_cause(model, firm.custody, (), cause, held)
        left = need_of_cause(model, firm.custody, firm.covers, cause, held)
        found.append(
            CauseAnswer(
                cause=cause.name,
                weight=chance(cause.weight),
                yearly_chance=chance(at_least_one(model.frequency, cause.weight)),
                mean=yen(gross.mean),
                needed=yen(reserve_needed(left, firm.capital, setting.level), NEEDED_UP),
                whole=chance(left.at_most(held)),
                insured_by=" ".join(one.name for one in firm.covers if cause.name in one.causes),
            )
        )
    return tuple(found)


def by_cover(setting: Setting, years: Simulated | None) -> tuple[CoverAnswer, ...]:
    """Each policy: what it pays, and what its absence costs."""
    model, firm = setting.model, setting.firm
    if years is None:
        return ()
    paid, found = years.paid, []
    for place, cover in enumerate(firm.covers):
        others = tuple(one for one in firm.covers if one is not cover)
        without = need(model, firm.custody, others, at=firm.reserve + firm.capital)
        most = cover.share * cover.aggregate
        found.append(
            CoverAnswer(
                policy=cover.name,
                mean_paid=yen(paid[place].mean()),
                pays=chance((paid[place] > 0).mean()),
                exhausted=chance((paid[place] >= most).mean() if most else 0),
                needed_without=yen(reserve_needed(without, firm.capital, setting.level), NEEDED_UP),
            )
        )
    return tuple(found)


def by_reinstatement(setting: Setting, years: Simulated | None) -> tuple[BackAnswer, ...]:
    """Each policy whose limit comes back: the mean and the most of its cost."""
    if years is None:
        return ()
    exact = {one.policy: one for one in setting.terms.reinstated}
    found = []
    for cover, paid in zip(setting.firm.covers, years.paid, strict=True):
        if cover.back is not None:
            said, cost = exact[cover.name], cover.back.costs(paid, cover.share * cover.limit)
            mean, most = yen(cost.mean()), yen(cover.back.most)
            found.append(BackAnswer(cover.name, said.times, said.premium, said.rate, mean, most))
    return tuple(found)
