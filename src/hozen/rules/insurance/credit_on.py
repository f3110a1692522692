"""The credit that policies earn on one day. Law-neutral."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from hozen.rules.insurance.credit import LayerPays, Refused
from hozen.rules.insurance.eligibility import cause_refusal, refusals
from hozen.rules.insurance.facts import Policy
from hozen.rules.insurance.layers import nothing_paid, pays
from hozen.rules.insurance.terms import Terms
from hozen.values import COVER_DOWN, Yen, total


@dataclass(frozen=True, slots=True)
class CreditOn:
    """The credit on one day, and how it came about. `sums` are Σ layers before the cap."""

    cap: Yen
    layers: tuple[LayerPays, ...]
    refused: tuple[Refused, ...]
    sums: tuple[tuple[str, Yen], ...]

    @property
    def by_cause(self) -> tuple[tuple[str, Yen], ...]:
        """min(cap, Σ layers) for each required cause."""
        return tuple((cause, min(self.cap, summed)) for cause, summed in self.sums)

    @property
    def credit(self) -> Yen:
        """The least over the required causes: a loss does not choose a cause that is well insured."""
        return min(amount for _, amount in self.by_cause)


def credit_on(policies: Sequence[Policy], terms: Terms, loss: Yen, day: date) -> CreditOn:
    """The credit for a loss of the size of the requirement, by cause.

    Each layer is taken as it would pay alone. Where layers overlap both count, as far as the cap goes; where they
    leave a gap, nobody pays for it.
    """
    counting = [one for one in policies if not refusals(one, terms, day)]
    layers = tuple(
        LayerPays(one.policy_id, cause, pays(one, loss))
        for cause in terms.causes
        for one in counting
        if cause_refusal(one, cause) is None
    )
    return CreditOn(
        cap=terms.share_max.of(loss, COVER_DOWN),
        layers=layers,
        refused=tuple(_refused(policies, terms, loss, day)),
        sums=tuple((cause, _sum(layers, cause)) for cause in terms.causes),
    )


def _sum(layers: Iterable[LayerPays], cause: str) -> Yen:
    return total([one.pays for one in layers if one.cause == cause])


def _refused(policies: Iterable[Policy], terms: Terms, loss: Yen, day: date) -> Iterable[Refused]:
    """Reasons in the order of the policies; a policy that does not count is not also asked for its causes."""
    for one in policies:
        whole = refusals(one, terms, day)
        parts = (nothing_paid(one, loss), *(cause_refusal(one, cause) for cause in terms.causes))
        yield from whole or (part for part in parts if part is not None)
