"""Rounds in words: sums by asset and class, what a pool pays in coins, payments, and sums that must agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from hozen.faces.reports.wind_down_cells import Places, Sheet, coins, lean, sheet, word
from hozen.faces.words import Language
from hozen.workflows.wind_down.court_report import RoundLine, RoundPart, Tie
from hozen.workflows.wind_down.paying import PaymentLine
from hozen.workflows.wind_down.round_facts import Bucket, ClassLine, MixLine
from hozen.workflows.wind_down.sending import PayLine


def plan_sheet(
    lines: Iterable[Bucket | RoundLine], places: Places, lang: Language, title: str = "plan"
) -> Sheet:
    """A round's sums, or those of all rounds."""
    names = ("available", "claims", "before", "pay", "reserve", "deferred", "left")
    rows = (
        (
            str(one.number) if isinstance(one, RoundLine) else f"{one.creditors:,}",
            one.asset,
            *(coins(getattr(one, name), one.asset, places) for name in names),
        )
        for one in lines
    )
    first = "round" if title == "rounds" else "creditors"
    return lean(sheet(title, (first, "asset", "available", "claimed", *names[2:]), rows, lang))


def classes_sheet(lines: Sequence[ClassLine | RoundPart[ClassLine]], places: Places, lang: Language) -> Sheet:
    """Sums by class of priority; no rows where there is one class alone."""
    parts = [one if isinstance(one, RoundPart) else RoundPart(0, one) for one in lines]
    names = ("units", "due", "pay", "reserve")
    several = len({one.part.priority for one in parts}) > 1
    rows = (
        (
            _where(one, lang),
            one.part.asset,
            f"{one.part.claims:,}",
            *(coins(getattr(one.part, name), one.part.asset, places) for name in names),
        )
        for one in (parts if several else ())
    )
    columns = ("priority", "asset", "claims", "claimed", "due_units", "pay", "reserve")
    return lean(sheet("classes", columns, tuple(rows), lang))


def _where(one: RoundPart[ClassLine], lang: Language) -> str:
    name = word(f"classes.{one.part.priority}", lang)
    return f"{one.number}: {name}" if one.number else name


def mix_sheet(lines: Iterable[MixLine | RoundPart[MixLine]], places: Places, lang: Language) -> Sheet:
    """What a pool in yen pays in each of its coins."""
    parts = [one if isinstance(one, RoundPart) else RoundPart(0, one) for one in lines]
    rows = (
        (
            f"{one.number}: {one.part.asset}" if one.number else one.part.asset,
            f"¥{one.part.price}",
            *(coins(getattr(one.part, name), one.part.asset, places) for name in ("there", "pay", "left")),
        )
        for one in parts
    )
    return sheet(
        "mix",
        ("asset", "price", "to_give", "pay", "left"),
        tuple(rows),
        lang,
        1,
        word("mix_note", lang) if parts else "",
    )


def pay_sheet(lines: Iterable[PayLine], places: Places, lang: Language) -> Sheet:
    """What a pay file sends and holds."""
    rows = (
        (
            word(f"holds.{one.hold or 'none'}", lang),
            one.asset,
            f"{one.payments:,}",
            coins(one.units, one.asset, places),
        )
        for one in lines
    )
    return sheet("pay", ("hold", "asset", "payments", "units"), rows, lang)


def payments_sheet(lines: Iterable[PaymentLine], places: Places, lang: Language) -> Sheet:
    """Payments by state."""
    rows = (
        (
            word(f"payment_states.{one.state}", lang),
            f"{one.number}",
            one.asset,
            f"{one.payments:,}",
            coins(one.units, one.asset, places),
        )
        for one in lines
    )
    return sheet("payments", ("state", "round", "asset", "payments", "units"), rows, lang, 3)


def ties_sheet(lines: Sequence[Tie], lang: Language) -> Sheet:
    """Sums that must be one and the same: how many pairs of each kind are, in a sentence; a row for each that is not."""
    rows = (
        (word(f"ties.{one.name}", lang), one.subject, f"{one.first:,}", f"{one.second:,}")
        for one in lines
        if not one.holds
    )
    every, good = Counter(one.name for one in lines), Counter(one.name for one in lines if one.holds)
    told = (
        word("tied", lang, what=word(f"ties.{name}", lang), good=good[name], of=count)
        for name, count in every.items()
    )
    return sheet("ties", ("tie", "subject", "first", "second"), tuple(rows), lang, 2, " ".join(told))
