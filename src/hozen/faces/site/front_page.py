"""The page that people come to: the newest snapshot, what it shows and does not, and the whole history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256

from hozen.faces.site.frame import card, facts, foot, framed, hash_of, large_hash, switch, word
from hozen.faces.site.html import Html, element, joined, named
from hozen.faces.site.states import in_a_word, instant, signed, stamped
from hozen.faces.site.totals import totals
from hozen.faces.words import LANGUAGES, Language
from hozen.workflows.snapshot.history import PublishedDay
from hozen.workflows.snapshot.signing_key import fingerprint

LIMITS = ("assets", "all", "alike", "id")


def front_page(
    days: Sequence[PublishedDay], verifiers: Mapping[str, bytes], firm: str, lang: Language
) -> bytes:
    """`<lang>/index.html`. `verifiers`: name → content of the files beside it with which customers check."""
    other = "en" if lang == "ja" else "ja"
    title = word(lang, "title", firm=firm)
    header = element(
        "header",
        switch(lang, f"../{other}/index.html"),
        element("h1", title),
        element("p", word(lang, "lead"), class_="lead"),
    )
    first = [_newest(days[-1], lang), _check(verifiers, lang), _limits(lang)]
    parts = [*first, _keys(days, lang), _history(days, lang)]
    return framed(lang, title, element("main", header, *parts, _machines(lang), foot(lang)))


def entry_page(days: Sequence[PublishedDay], firm: str) -> bytes:
    """`index.html`: the newest commitment, and the way to either language."""
    newest = days[-1]
    parts = [
        element(
            "section",
            element("h2", word(lang, "title", firm=firm)),
            element("p", word(lang, "newest", day=newest.day)),
            large_hash(newest.public.commitment),
            element("p", element("a", word(lang, "open"), href=f"{lang}/index.html", hreflang=lang)),
            class_="card",
            lang=lang,
        )
        for lang in LANGUAGES
    ]
    return framed("en", firm, element("main", element("h1", firm), *parts))


def _newest(one: PublishedDay, lang: Language) -> Html:
    return card(
        word(lang, "newest", day=one.day),
        facts(
            (word(lang, "fact.cut_off"), instant(one.opening.cut_off, lang)),
            (word(lang, "fact.book"), named(one.opening.book)),
        ),
        element("h3", word(lang, "fact.commitment")),
        large_hash(one.public.commitment),
        element("p", word(lang, "compare"), class_="lead"),
        signed(one, lang),
        stamped(one, lang),
        element("h3", word(lang, "totals.head")),
        totals(one, lang),
        element("p", element("a", word(lang, "more", day=one.day), href=f"{one.day}.html")),
    )


def _check(verifiers: Mapping[str, bytes], lang: Language) -> Html:
    rows = []
    for name, content in verifiers.items():
        kind = name.rpartition(".")[2]
        place = f"../{name}#{lang}" if kind == "html" else f"../{name}"
        link = element("a", word(lang, f"check.{kind}"), href=place)
        rows.append((link, joined("SHA-256 ", hash_of(sha256(content).digest()))))
    return card(word(lang, "check.head"), element("p", word(lang, "check.how")), facts(*rows))


def _limits(lang: Language) -> Html:
    rows = (element("li", word(lang, f"limits.{name}")) for name in LIMITS)
    return card(word(lang, "limits.head"), element("ul", *rows))


def _keys(days: Sequence[PublishedDay], lang: Language) -> Html:
    """Each key that signed, with the first day that it signed."""
    first = {one.signature.public_key: one.day for one in reversed(days) if one.signature}
    if not first:
        return card(word(lang, "keys.head"), element("p", word(lang, "keys.none")))
    rows = [
        facts(
            (word(lang, "keys.since"), day.isoformat()),
            (word(lang, "keys.public"), hash_of(key)),
            (word(lang, "keys.fingerprint"), element("code", fingerprint(key), class_="hash")),
        )
        for key, day in sorted(first.items(), key=lambda pair: pair[1], reverse=True)
    ]
    return card(word(lang, "keys.head"), element("p", word(lang, "keys.compare")), *rows)


def _history(days: Sequence[PublishedDay], lang: Language) -> Html:
    heads = ("history.day", "fact.commitment", "history.state")
    table = element(
        "table",
        element("thead", element("tr", *(element("th", word(lang, one), scope="col") for one in heads))),
        element("tbody", *(_row(one, lang) for one in reversed(days))),
        class_="history",
    )
    return card(word(lang, "history.head"), element("p", word(lang, "history.chain", count=len(days))), table)


def _row(one: PublishedDay, lang: Language) -> Html:
    day = element("a", one.day.isoformat(), href=f"{one.day}.html")
    return element(
        "tr",
        element("th", day, scope="row", class_="day"),
        element("td", hash_of(one.public.commitment)),
        element("td", in_a_word(one, lang)),
    )


def _machines(lang: Language) -> Html:
    index = element("a", "index.json", href="../index.json")
    return element("p", word(lang, "machines"), " ", index)
