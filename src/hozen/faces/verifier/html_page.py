"""検証ページ: the page with which customers check a proof in a browser, out of its parts into one file."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from pathlib import Path

_FOLDER = Path(__file__).parent / "page"
_SCRIPTS = (
    *("words", "faults", "strict_json", "form", "hashes", "amounts", "check", "signature"),
    *("dom", "slots", "rows", "verdict", "main"),
)


def verifier_page() -> str:
    """The page as it is given away: it fetches nothing, and its policy lets only its own script and style through."""
    style, script = _read("page.css"), _script()
    policy = "; ".join(
        (
            "default-src 'none'",
            f"script-src '{_source_hash(script)}'",
            f"style-src '{_source_hash(style)}'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    page = _read("page.html")
    for mark, text in (("{policy}", policy), ("{style}", style), ("{script}", script)):
        page = page.replace(mark, text, 1)
    return page


def _script() -> str:
    parts = "\n".join(_read(f"{name}.js") for name in _SCRIPTS)
    return f'"use strict";\n(() => {{\n{parts}}})();\n'


def _source_hash(text: str) -> str:
    """As a Content-Security-Policy names what may run."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _read(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")
