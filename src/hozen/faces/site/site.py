"""The files of a whole site, worked out from the days alone: the same days give the same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from hozen.faces.site.day_page import day_page
from hozen.faces.site.front_page import entry_page, front_page
from hozen.faces.verifier import verifier_page, verifier_text
from hozen.faces.words import LANGUAGES
from hozen.workflows.snapshot.history import PublishedDay
from hozen.workflows.snapshot.publish import INDEX, day_files, index_of


def site_files(days: Sequence[PublishedDay], firm: str = "") -> dict[str, bytes]:
    """Path → bytes. `firm`: what the pages call the exchange; without it they use the book's name."""
    name = firm or days[-1].opening.book
    verifiers = {"hozen_verify.html": verifier_page().encode(), "hozen_verify.py": verifier_text().encode()}
    files = {
        INDEX: index_of(days, verifiers),
        "index.html": entry_page(days, name),
        **verifiers,
        **day_files(days),
    }
    for lang in LANGUAGES:
        files[f"{lang}/index.html"] = front_page(days, verifiers, name, lang)
        for before, one in pairwise([None, *days]):
            if one is not None:
                files[f"{lang}/{one.day}.html"] = day_page(one, before, name, lang)
    return files
