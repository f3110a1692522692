"""The days ahead on which the credit falls because cover ends. Law-neutral."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from hozen.rules.insurance.credit import Cliff
from hozen.rules.insurance.credit_on import credit_on
from hozen.rules.insurance.facts import Policy
from hozen.rules.insurance.terms import Terms
from hozen.values import Yen

_DAY = timedelta(days=1)


def horizon(day: date, cliff_days: int) -> date:
    """The last day that is looked at."""
    return day + timedelta(days=cliff_days)


def cliffs(policies: Sequence[Policy], terms: Terms, loss: Yen, day: date) -> tuple[Cliff, ...]:
    """One for each policy whose first day without cover lies within the horizon and whose end lowers the credit.

    A renewal that begins on that day is in the credit after it, so a policy that is renewed in time is no cliff.
    """
    ahead = horizon(day, terms.cliff_days)
    ending = [one for one in policies if day < one.ends + _DAY <= ahead]
    found = (_cliff(one, policies, terms, loss) for one in sorted(ending, key=_order))
    return tuple(one for one in found if one is not None)


def _order(policy: Policy) -> tuple[date, str]:
    return policy.ends, policy.policy_id


def _cliff(policy: Policy, policies: Sequence[Policy], terms: Terms, loss: Yen) -> Cliff | None:
    before = credit_on(policies, terms, loss, policy.ends)
    after = credit_on(policies, terms, loss, policy.ends + _DAY)
    paid = any(one.pays for one in before.layers if one.policy_id == policy.policy_id)
    if not paid or after.credit >= before.credit:
        return None
    return Cliff(policy.policy_id, policy.ends + _DAY, before.credit, after.credit)
