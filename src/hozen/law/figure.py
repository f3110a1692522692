"""One figure of the law through time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from hozen.law.lawful import Citation, Gap, Lawful
from hozen.law.standing import SinceMeans

Row = Lawful[object] | Gap


@dataclass(frozen=True, slots=True)
class Figure:
    """数値: everything known of one key. `rows` follow one another in time and never overlap."""

    key: str
    unit: str
    about: str
    about_ja: str
    rows: tuple[Row, ...]
    source: str  # 'jp/parameters/custody/hot_share_max.yaml'

    def on(self, day: date) -> Row:
        """The row that holds on `day`; a Gap that explains itself where none does."""
        held = next((row for row in self.rows if covers(row, day)), None)
        return held if held is not None else self._hole(day)

    @property
    def never_fixed(self) -> bool:
        """Whether no text known to us ever fixed it."""
        return all(isinstance(row, Gap) for row in self.rows)

    @property
    def boundaries(self) -> tuple[date, ...]:
        """Every first day and last day of a row."""
        ends = {day for row in self.rows for day in (row.since, row.until) if day is not None}
        return tuple(sorted(ends))

    def _hole(self, day: date) -> Gap:
        earlier = [row for row in self.rows if row.until is not None and row.until < day]
        later = [row for row in self.rows if row.since is not None and row.since > day]
        before, after = (earlier[-1] if earlier else None), (later[0] if later else None)
        beside = after or before
        why, why_ja = _why(before, after)
        return Gap(
            key=self.key,
            why=why,
            supply=f"the text in force on {day}, as a period of {self.source} or in a scenario file",
            unit=self.unit,
            since=before.until + timedelta(days=1) if before and before.until else None,
            until=after.since - timedelta(days=1) if after and after.since else None,
            cite=_cited(beside),
            note="",
            source=self.source,
            why_ja=why_ja,
            supply_ja=f"{day}に効力のある規定（{self.source} またはシナリオに期間として記載）",
        )


def covers(row: Row, day: date) -> bool:
    """Whether `day` lies in the row's period, both ends included."""
    begun = row.since is None or row.since <= day
    return begun and (row.until is None or day <= row.until)


def _why(before: Row | None, after: Row | None) -> tuple[str, str]:
    """Why no row holds, in English and in Japanese."""
    if isinstance(after, Lawful) and after.since_means is SinceMeans.SEEN:
        english = f"the text was read as of {after.since}; what held before was not established"
        return english, f"確認した条文は{after.since}時点のもので、それより前の内容は確認していない"
    if after is not None and before is None:
        return (
            f"the first period known to us begins on {after.since}",
            f"確認できた最初の期間は{after.since}に始まる",
        )
    if after is not None:
        return "no period of the file covers the day", "その日を含む期間がファイルにない"
    return "the last period has ended", "最後の期間が終了している"


def _cited(row: Row | None) -> tuple[Citation, ...]:
    if row is None:
        return ()
    return row.cite if isinstance(row, Gap) else (row.cite,)
