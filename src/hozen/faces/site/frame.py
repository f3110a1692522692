"""What every page has around its content: its language, its policy, its style, and nothing that runs."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path

from hozen.faces.site.html import Html, element, joined
from hozen.faces.words import Language, say

_STYLE = Path(__file__).parent / "site.css"


def framed(lang: Language, title: str, *inside: str) -> bytes:
    """A whole page. Its policy lets its own style through and nothing else: no script, no picture, no network."""
    style = _style()
    head = (
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=_policy(style)),
        element("meta", name="referrer", content="no-referrer"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("title", title),
        element("style", style),
    )
    page = element("html", element("head", *head), element("body", *inside), lang=lang)
    return f"<!doctype html>\n{page}".encode()


def word(lang: Language, key: str, **values: object) -> str:
    """A text of the site."""
    return say(f"site.{key}", lang, **values)


def switch(lang: Language, there: str) -> Html:
    """The link to the same page in the other language."""
    other: Language = "en" if lang == "ja" else "ja"
    link = element("a", word(other, "language"), href=there, lang=other, hreflang=other)
    return element("nav", link, class_="languages", aria_label=word(lang, "languages"))


def facts(*rows: tuple[str, str]) -> Html:
    """Names and values below each other."""
    return element("dl", *(element("div", element("dt", name), element("dd", value)) for name, value in rows))


def card(heading: str, *inside: str, **attributes: str) -> Html:
    """A part of a page under its heading."""
    return element("section", element("h2", heading), *inside, **{"class_": "card", **attributes})


def hash_of(value: bytes, **attributes: str) -> Html:
    """A hash, chosen whole by one press so that it can be copied."""
    return element("code", value.hex(), **{"class_": "hash", **attributes})


def large_hash(value: bytes) -> Html:
    """The hash that the page is about. It may break after each eight digits, and is copied without breaks."""
    digits = value.hex()
    groups = (Html(digits[at : at + 8]) for at in range(0, len(digits), 8))
    return element("p", element("code", Html(Html("<wbr>").join(groups)), class_="hash large"))


def foot(lang: Language) -> Html:
    """The end of a page."""
    return element("footer", element("p", word(lang, "foot")))


def _policy(style: str) -> str:
    digest = b64encode(sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


@cache
def _style() -> Html:
    return joined(Html(_STYLE.read_text(encoding="utf-8")))
