"""Every part of every refusal of tax has its Japanese: found in the source, so that a new one is not forgotten."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import hozen
from hozen.faces.cli import main
from hozen.faces.words import retold
from hozen.workflows.tax.events_file import COLUMNS
from hozen.workflows.tax.forms.sheet import BY_HAND

SRC = Path(hozen.__file__).parent
FILES = [
    *(SRC / "rules/tax").rglob("*.py"),
    *(SRC / "workflows/tax").rglob("*.py"),
    SRC / "workflows/strict_csv.py",
]
CALLS = {"TaxRefused", "refuse", "refusal", "misfit"}
PARTS = {"expected", "try_next"}
PLAIN = re.compile(
    r"[A-Z0-9_\-]{0,40}|hozen tax import|hozen tax change|UTF-8|CSV|[^a-z]*"
)  # names, and Japanese


def texts(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in CALLS:
            column = 1 if getattr(node.func, "attr", "") == "refuse" and "forms" in str(path) else 0
            given = [*node.args[column:], *(one.value for one in node.keywords if one.arg in PARTS)]
            yield from filter(None, (_text(one) for one in given))


def _text(node: ast.expr) -> str:
    """A text, with something in the place of what varies; the sentence that several forms share in full."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(one) if isinstance(one, ast.Constant) else _varies(one) for one in node.values)
    return ""


def _varies(node: ast.expr) -> str:
    said = ast.unparse(node)
    return BY_HAND if "BY_HAND" in said else "X1"


def test_each_has_its_japanese() -> None:
    found = {text for path in FILES for text in texts(path) if not PLAIN.fullmatch(text)}
    assert len(found) > 100
    columns = {*COLUMNS, "year", "until", "price", "approved", "first_year", "close_yen"}
    without = [text for text in found - columns if retold("refused_tax_input", text, "ja") == text]
    assert sorted(without) == [], "say it in faces/words/refused_tax_input.yaml"


def test_a_refusal_on_a_japanese_screen(tmp_path, capsys) -> None:
    path = tmp_path / "mine.csv"
    rows = ["2020-03-01T12:00:00+09:00,1,buy,BTC,1,100", "2020-04-01T12:00:00+09:00,2,sell,BTC,1.5,90"]
    path.write_text("\n".join([",".join(COLUMNS), *(row + "," * 9 for row in rows), ""]), "utf-8")
    assert main(["tax", "compute", str(path), "--year", "2020", "--lang", "ja"]) == 1
    assert capsys.readouterr().err.splitlines() == [
        "✕ tax-input: 税額計算の入力に誤りがあります。推測による補完はしていません。",
        "  詳細: 保有数量を超える払出しがある",
        "  場所: mine.csv 3行目",
        "  実際の値: 1.5 BTC の払出し",
        "  期待する値: 保有する 1 BTC まで",
        "  対処: 漏れている取得、前年からの繰越し、または受入れの経緯を加える",
    ]
