"""Policies and readings for the insurance tests: a policy that counts, and conditions that it meets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import pytest

from hozen.law import Citation, Instrument, Lawful, Reading, Seen, Standing
from hozen.rules.insurance import Policy
from hozen.values import Ratio, Yen

DAY = date(2026, 11, 20)
OURS = Citation(Instrument("ours", "ours", "当方", "ours", "当方", "", None), "1")
TERMS = {
    "share_max": "1",
    "rating_min": "A-",
    "rating_order": "AAA AA A A- BBB+ BBB B",
    "term_days_min": 365,
    "notice_days_min": 90,
    "waiting_days_max": 30,
    "causes": "theft",
    "cliff_days": 90,
}
POLICY = {
    "id": "P",
    "insurer": "Sample Insurer",
    "rating": "A",
    "starts": date(2025, 4, 1),
    "ends": date(2027, 3, 31),
    "notice_days": 90,
    "limit": 400,
    "aggregate": 1000,
    "eroded": 0,
    "retention": 0,
    "share": "1",
    "attachment": 0,
    "causes": "theft",
    "exclusions": "",
    "waiting_days": 30,
}
MONEY = ("limit", "aggregate", "eroded", "retention", "attachment")
WORDS = ("causes", "exclusions")


def _reading(terms: Mapping[str, object] | None = None) -> Reading:
    """A reading that holds the credit's figures and nothing else."""
    said = TERMS | dict(terms or {})
    values = said | {"share_max": Ratio.parse(str(said["share_max"]))}
    rows = {f"insurance.credit.{name}": _figure(name, value) for name, value in values.items()}
    return Reading("jp", DAY, "made-up", Standing.ASSUMED, rows)


def _figure(name: str, value: object) -> Lawful[object]:
    key = f"insurance.credit.{name}"
    return Lawful(key, value, "text", DAY, None, OURS, Standing.ASSUMED, Seen.OURS, "", "", "made-up.yaml")


def _policy(**given: object) -> Policy:
    """A policy that counts, but for what is given."""
    unknown = set(given) - set(POLICY)
    assert not unknown, f"a policy has no {unknown}"
    said = POLICY | given
    money = {name: Yen(said.pop(name)) for name in MONEY}
    words = {name: frozenset(str(said.pop(name)).split()) for name in WORDS}
    share = Ratio.parse(str(said.pop("share")))
    return Policy(policy_id=said.pop("id"), share=share, **money, **words, **said)


@pytest.fixture(scope="session")
def reading() -> Callable[..., Reading]:
    """Make a reading; terms given replace the usual ones."""
    return _reading


@pytest.fixture(scope="session")
def policy() -> Callable[..., Policy]:
    """Make a policy; fields given replace the usual ones."""
    return _policy
