"""検証プログラム: what customers and their auditors check a proof with. It stands alone; hozen only hands it out."""

from __future__ import annotations

from pathlib import Path

from hozen.faces.verifier.html_page import verifier_page

__all__ = ["verifier_page", "verifier_text"]

_FILE = Path(__file__).parent / "hozen_verify.py"


def verifier_text() -> str:
    """The verifier's own source, to the byte."""
    return _FILE.read_text(encoding="utf-8")
