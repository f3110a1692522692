"""docs/reference/checks.md: the checks of Japan's regime, and the provisions that none carries out."""

from __future__ import annotations

from hozen.faces.words.catalogue import find
from hozen.law.not_coded import NotCoded
from hozen.regimes.carf import CARF_CHECKS, CarfCheck
from hozen.regimes.jp import CHECKS, Check
from reference.law_rows import LAW, figures
from reference.markdown import code, head, page, table

LEAD = (
    "*日本語の要約: 検査項目の一覧と、まだ検査していない規定の一覧。数値・条文・効力は法令ファイルのもの。*",
    "A check reads figures of the law, compares, and answers with findings. `hozen law show FIGURE` gives a figure's "
    "own words. A figure that ends in `.*` is a family that a [scenario](scenarios.md) supplies. *Seen* "
    "in a since column means: the day of the copy that was read; what held before was not established.",
)


def checks_page() -> str:
    """The page's text."""
    return page(
        head("Checks", "regimes/jp.py and law/jp", *LEAD),
        "## The checks",
        table(("check", "検査項目", "what it asks", "figures it reads"), [_check(one) for one in CHECKS]),
        "## Before the report on customers resident abroad",
        "`hozen carf check` asks these; a close does not.",
        table(
            ("check", "検査項目", "what it asks", "figures it reads"), [_check(one) for one in CARF_CHECKS]
        ),
        "## The figures they read",
        figures(_keys()),
        "## Provisions that no check carries out",
        f"{len(LAW.not_coded)} provisions are known and not carried out. `hozen law gaps` lists them too.",
        table(("provision", "what it says", "内容", "why not"), [_open(one) for one in LAW.not_coded]),
    )


def _check(one: Check | CarfCheck) -> tuple[str, str, str, str]:
    title = find(f"findings.{one.code}.title", "ja")
    asks = find(f"findings.{one.code}.meaning", "en")
    return f"[{one.code}](findings/{one.code}.md)", title, asks, ", ".join(map(code, one.figures))


def _keys() -> tuple[str, ...]:
    keys = (key for one in (*CHECKS, *CARF_CHECKS) for key in one.figures)
    return tuple(dict.fromkeys(key for key in keys if not key.endswith(".*")))


def _open(one: NotCoded) -> tuple[str, str, str, str]:
    return str(one.cite), one.says, one.says_ja, one.why
