"""Alerts and cases as far as they are compared: where, when, who."""

from __future__ import annotations

from dataclasses import dataclass, field

SLACK = 120_000_000  # µs: what an alert may begin after a case's last order, or end before its first
AFTER = 3_600_000_000  # µs: how long a price that was driven may take to come back
OF_THE_PRICE = frozenset(("abnormal", "cross_venue"))  # typologies of what a price does, whoever trades at it


@dataclass(frozen=True, slots=True)
class Span:
    """A market and a stretch of time, both ends in microseconds UTC."""

    symbol: str
    from_us: int
    to_us: int

    def near(self, other: Span, before: int = SLACK) -> bool:
        """The same market, and the other ends no more than `before` earlier, or begins no more than SLACK later."""
        return (
            self.symbol == other.symbol
            and self.from_us <= other.to_us + before
            and other.from_us <= self.to_us + SLACK
        )


@dataclass(frozen=True, slots=True)
class Alert:
    """One alert: the typology its detector looks for; no account where the tape is public."""

    alert_id: str
    typology: str
    span: Span
    accounts: frozenset[str] = frozenset()
    score: int = 0


@dataclass(frozen=True, slots=True)
class Case:
    """One planted case; a twin only looks like its typology. `also`: typologies whose rule it meets as well."""

    case_id: str
    typology: str
    play: str
    twin: bool
    spans: tuple[Span, ...]
    accounts: frozenset[str]
    also: frozenset[str] = field(default=frozenset())

    def met_by(self, alert: Alert) -> bool:
        """Somewhere in the case's time and market, and about one of its accounts (or about none)."""
        about = not alert.accounts or bool(alert.accounts & self.accounts)
        return about and any(alert.span.near(span) for span in self.spans)

    def explains(self, alert: Alert) -> bool:
        """The alert is of a typology that the case is as well; one of the price may tell of it afterwards, of anybody."""
        if alert.typology not in self.also:
            return False
        later = alert.typology in OF_THE_PRICE and any(alert.span.near(span, AFTER) for span in self.spans)
        return later or self.met_by(alert)
