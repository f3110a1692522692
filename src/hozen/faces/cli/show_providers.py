"""The register as a list, through time, and on its way in and out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.text import Text

from hozen.faces.cli.grid import laid, pairs
from hozen.faces.cli.quantities import told
from hozen.faces.cli.view import BOLD, STYLES, View, heading
from hozen.faces.cli.wrap import hanging, paragraph
from hozen.faces.words import Language, say
from hozen.findings import Status
from hozen.findings.table import NOTHING
from hozen.rules.providers import NOBODY, SELF, ProviderOnDay, Register, Share
from hozen.rules.providers.jp import supplies
from hozen.rules.providers.shares import part_of
from hozen.values import SHOWN_DOWN, Ratio, Yen
from hozen.workflows.providers import Event, ProviderDay
from hozen.workflows.providers.take_in import TakenIn


def show_list(found: ProviderDay, lang: Language, width: int) -> list[Text]:
    """Providers with their standing on the day, then keepers and technologies with their shares."""
    view = View(lang, width)
    title = said("list", lang, book=found.book, day=found.day, count=len(found.providers))
    heads = [said(f"column.{name}", lang) for name in ("provider", "name", "does", "status", "review")]
    rows = [_provider(one, view) for one in found.providers]
    table = laid(heads, lambda _: rows, (False,) * 5, width) if rows else []
    return [
        Text(title, BOLD),
        *(table or paragraph(said("none", lang), width)),
        *_shares("keepers", found.facts.keepers, found, view),
        *_shares("technologies", found.facts.technologies, found, view),
        *paragraph(said("see", lang), width),
    ]


def said(key: str, lang: Language, **values: object) -> str:
    """A text of the room `providers`."""
    return say(f"providers.{key}", lang, **values)


def name_of(one: ProviderOnDay, view: View) -> str:
    """The legal name in the reader's language where it is known."""
    return view.pick(one.provider.name, one.provider.name_ja)


def does(one: ProviderOnDay, lang: Language) -> str:
    """What it did for the firm on the day, in a word or two."""
    flags = (("keeps", one.keeps), ("signs", one.signs), ("runs", bool(one.systems)), ("below", one.indirect))
    words = [said(f"does.{name}", lang) for name, true in flags if true]
    return "・".join(words) if lang == "ja" else ", ".join(words)


def standing(one: ProviderOnDay, lang: Language) -> str:
    """Registered, notified … on the day."""
    return said(f"status.{one.status.status}", lang) if one.status else said("status.not_on_file", lang)


def _provider(one: ProviderOnDay, view: View) -> list[str]:
    review = str(one.review.valid_until) if one.review else NOTHING
    shown = standing(one, view.lang) if one.status or one.keeps or supplies(one) else NOTHING
    return [one.provider.provider_id, name_of(one, view), does(one, view.lang) or NOTHING, shown, review]


def _shares(kind: str, shares: Sequence[Share], found: ProviderDay, view: View) -> list[Text]:
    if not shares:
        return []
    heads = [said(f"column.{name}", view.lang) for name in (kind, "yen", "share", "balances", "cold")]
    rows = [_share(one, found, view) for one in shares]
    right = (False, True, True, True, True)
    return [heading(said(kind, view.lang)), *laid(heads, lambda _: rows, right, view.width)]


def _share(one: Share, found: ProviderDay, view: View) -> list[str]:
    part = Ratio(part_of(one, found.facts.total))
    yen = Yen(SHOWN_DOWN(one.value))
    names = {SELF: said("self", view.lang), NOBODY: said("nobody", view.lang)}
    who = names.get(one.who, one.who)
    return [who, told(yen, view), told(part, view), f"{one.holdings:,}", f"{one.cold:,}"]


def show_history(register: Register, events: Sequence[Event], lang: Language, width: int) -> list[Text]:
    """One line per event."""
    wide = max((len(one.provider_id) for one in events), default=0)
    lines = [Text(said("history", lang, count=len(events), providers=len(register.providers)), BOLD)]
    for one in events:
        lines += hanging(f"  {one.day}  {one.provider_id:{wide}}  ", ": ".join(_event(one, lang)), width)
    return lines


def _event(one: Event, lang: Language) -> list[str]:
    subject = one.subject
    if one.what.startswith("status_") and one.what != "status_unknown":
        subject = said(f"status.{subject}", lang)
    if one.what in ("reviewed", "review_ended"):
        subject = said(f"outcome.{subject}", lang)
    if one.what.startswith("wallet"):
        subject = said("wallets", lang, count=int(subject))
    return [said(f"event.{one.what}", lang), subject]


def show_written(paths: Sequence[Path], lang: Language, width: int) -> list[Text]:
    """Where the register was written to."""
    title = said("written", lang, count=len(paths))
    return [_done(title), *(line for path in paths for line in paragraph(str(path), width))]


def show_taken_in(done: Sequence[TakenIn], lang: Language, width: int) -> list[Text]:
    """What each table gained."""
    rows = [
        (one.table, said("gained", lang, added=one.added, filled=one.filled, same=one.same)) for one in done
    ]
    return [_done(said("taken_in", lang, count=len(done))), *pairs(rows, width)]


def _done(title: str) -> Text:
    return Text.assemble(("✓ ", STYLES[Status.MET]), (title, BOLD))
