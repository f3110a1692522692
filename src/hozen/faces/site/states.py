"""Whether a day is signed and stamped, and what was found out about it: said in full, and in a word."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from hozen.faces.site.frame import word
from hozen.faces.site.html import Html, element
from hozen.faces.words import Language
from hozen.workflows.snapshot.history import PublishedDay
from hozen.workflows.snapshot.stamping import Stamp

_JST = timezone(timedelta(hours=9))


def signed(one: PublishedDay, lang: Language) -> Html:
    """The sentence on the day's signature."""
    return _state(word(lang, "signed.yes" if one.signature else "signed.no"), good=one.signature is not None)


def stamped(one: PublishedDay, lang: Language) -> Html:
    """The sentence on the day's time stamp. What was not verified is not called good."""
    if one.stamp is None:
        return _state(word(lang, "stamped.no"), good=False)
    said = word(
        lang,
        f"stamped.{_verified(one.stamp)}",
        at=instant(one.stamp.at, lang),
        authority=one.stamp.authority or "?",
        covers=word(lang, f"stamped.covers.{one.stamp.covers.value}"),
    )
    return _state(said, good=one.stamp.chain_verified)


def in_a_word(one: PublishedDay, lang: Language) -> str:
    """Both, for a row of the history."""
    first = word(lang, "signed.short_yes" if one.signature else "signed.short_no")
    second = word(lang, f"stamped.short_{_verified(one.stamp) if one.stamp else 'no'}")
    return word(lang, "both", first=first, second=second)


def instant(at: datetime, lang: Language) -> str:
    """Japan's time first, for people; then UTC, as the files have it."""
    there = f"{at.astimezone(_JST):%Y-%m-%d %H:%M:%S}"
    return word(lang, "instant", jst=there, utc=f"{at:%Y-%m-%dT%H:%M:%SZ}")


def _verified(stamp: Stamp) -> str:
    return "verified" if stamp.chain_verified else "unverified"


def _state(said: str, *, good: bool) -> Html:
    return element("p", "✓ " if good else "● ", said, class_="state good" if good else "state open")
