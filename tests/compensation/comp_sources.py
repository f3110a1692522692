"""Sources of money after a loss, in millions of yen: what came back, a reserve, layers of insurance, own capital."""

from __future__ import annotations

from datetime import date, timedelta

from hozen.regimes.compensation import insurers
from hozen.rules.compensation import Source, SourceKind
from hozen.rules.insurance import Policy
from hozen.values import Ratio, Yen

DAY = date(2026, 11, 20)
M = 1_000_000


def layer(name: str, attachment: int, limit: int, share: str = "1", waiting: int = 30) -> Policy:
    """A policy of one layer, amounts in millions of yen, that covers stolen keys."""
    return Policy(
        policy_id=name,
        insurer="Insurer",
        rating="A",
        starts=date(2026, 4, 1),
        ends=date(2027, 3, 31),
        notice_days=90,
        limit=Yen(limit * M),
        aggregate=Yen(limit * M),
        eroded=Yen(0),
        retention=Yen(0),
        share=Ratio.parse(share),
        attachment=Yen(attachment * M),
        causes=frozenset({"key_compromise"}),
        exclusions=frozenset(),
        waiting_days=waiting,
    )


def source(kind: SourceKind, millions: int, days: int = 0, reason: str = "") -> Source:
    return Source(kind, kind.value, Yen(millions * M), DAY + timedelta(days=days), reason)


def sources(
    reserve: int, layers: list[tuple[int, int, str]], capital: int, net: int, recovered: int = 0
) -> list[Source]:
    policies = [layer(f"L{at}", *one) for at, one in enumerate(layers, 1)]
    return [
        source(SourceKind.RECOVERED, recovered),
        source(SourceKind.RESERVE, reserve),
        *insurers(policies, "key_compromise", Yen(net * M), DAY),
        source(SourceKind.CAPITAL, capital),
    ]
