"""Whether a policy counts on a day. Law-neutral."""

from __future__ import annotations

from datetime import date

from hozen.rules.insurance.credit import Refused
from hozen.rules.insurance.facts import Policy
from hozen.rules.insurance.terms import Terms


def term_days(policy: Policy) -> int:
    """Days of cover, the first and the last both counted."""
    return (policy.ends - policy.starts).days + 1


def refusals(policy: Policy, terms: Terms, day: date) -> tuple[Refused, ...]:
    """Every reason why the whole policy does not count on `day`; none where it does."""
    found = (*_dates(policy, day), *_rating(policy, terms), *_conditions(policy, terms))
    return tuple(Refused(policy.policy_id, "", reason, detail) for reason, detail in found)


def out_of_term(policy: Policy, day: date) -> tuple[Refused, ...]:
    """Why the policy does not run on `day`; none on its first and last day, and between them."""
    return tuple(Refused(policy.policy_id, "", reason, detail) for reason, detail in _dates(policy, day))


def cause_refusal(policy: Policy, cause: str) -> Refused | None:
    """Why the policy does not answer for `cause`; None where it does. An exclusion beats a covered cause."""
    if cause in policy.exclusions:
        return Refused(policy.policy_id, cause, "cause_excluded", cause)
    if cause not in policy.causes:
        covered = " ".join(sorted(policy.causes)) or "no cause"
        return Refused(policy.policy_id, cause, "cause_not_covered", f"{cause}: covers {covered}")
    return None


Said = list[tuple[str, str]]


def _dates(policy: Policy, day: date) -> Said:
    if day < policy.starts:
        return [("not_yet_begun", f"{day} < {policy.starts}")]
    if day > policy.ends:
        return [("ended", f"{day} > {policy.ends}")]
    return []


def _rating(policy: Policy, terms: Terms) -> Said:
    if not policy.rating:
        return [("unrated", f"{policy.insurer}: at least {terms.rating_min}")]
    if policy.rating not in terms.rating_order:
        return [("rating_unknown", policy.rating)]
    order = terms.rating_order
    if order.index(policy.rating) > order.index(terms.rating_min):
        return [("rating_below", f"{policy.rating} < {terms.rating_min}")]
    return []


def _conditions(policy: Policy, terms: Terms) -> Said:
    term, notice, waiting = term_days(policy), policy.notice_days, policy.waiting_days
    found: Said = []
    if term < terms.term_days_min:
        found.append(("term_too_short", f"{term} < {terms.term_days_min}"))
    if notice < terms.notice_days_min:
        found.append(("notice_too_short", f"{notice} < {terms.notice_days_min}"))
    if waiting > terms.waiting_days_max:
        found.append(("waiting_too_long", f"{waiting} > {terms.waiting_days_max}"))
    return found
