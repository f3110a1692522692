"""Which alerts a change of parameters would make appear or vanish.

An alert's id changes with the parameters, so alerts are told to be the same by what they are about: typology, market, time
and accounts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hozen.workflows.surveillance_score import Alert

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Changes:
    """What is new, what is gone, and what is still told (as it was told before)."""

    appeared: tuple[Alert, ...]
    vanished: tuple[Alert, ...]
    kept: tuple[Alert, ...]


def changes(before: Sequence[Alert], after: Sequence[Alert]) -> Changes:
    """Compare two runs over the same tape; each part in order of time."""
    old, new = _by_key(before), _by_key(after)
    return Changes(
        _ordered(one for one in after if not _same(one, old[_key(one)])),
        _ordered(one for one in before if not _same(one, new[_key(one)])),
        _ordered(one for one in before if _same(one, new[_key(one)])),
    )


def _same(alert: Alert, others: Sequence[Alert]) -> bool:
    return any(_overlap(alert, other) and _shared(alert, other) for other in others)


def _overlap(one: Alert, other: Alert) -> bool:
    return one.span.from_us <= other.span.to_us and other.span.from_us <= one.span.to_us


def _shared(one: Alert, other: Alert) -> bool:
    return one.accounts == other.accounts or bool(one.accounts & other.accounts)


def _key(alert: Alert) -> Key:
    return alert.typology, alert.span.symbol


def _by_key(alerts: Iterable[Alert]) -> defaultdict[Key, list[Alert]]:
    found: defaultdict[Key, list[Alert]] = defaultdict(list)
    for alert in alerts:
        found[_key(alert)].append(alert)
    return found


def _ordered(alerts: Iterable[Alert]) -> tuple[Alert, ...]:
    return tuple(sorted(alerts, key=lambda one: (one.span.from_us, one.span.symbol, one.alert_id)))
