"""How cells look. Colour never carries a meaning alone: a sign and a word stand beside it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from hozen.faces.words import Language

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

FONTS: Mapping[Language, str] = MappingProxyType({"en": "Calibri", "ja": "Yu Gothic"})
SIZE = 10
_YEN = '"¥"#,##0;-"¥"#,##0'
_WRAP: Mapping[str, object] = {"text_wrap": True}
_RIGHT: Mapping[str, object] = {"align": "right", "indent": 1}  # the indent keeps it off the next column
_HEAD: Mapping[str, object] = {"bold": True, "bg_color": "#D9E2F3", "bottom": 1, "text_wrap": True}
_STATUS: Mapping[str, object] = {"bold": True, "text_wrap": True}
LOOKS: Mapping[str, Mapping[str, object]] = MappingProxyType(
    {
        "text": _WRAP,
        "bold": {"bold": True, "text_wrap": True},
        "right": {**_RIGHT, "num_format": "@", "text_wrap": True},
        "yen": {**_RIGHT, "num_format": _YEN},
        "whole": {**_RIGHT, "num_format": "#,##0"},
        "plain": {**_RIGHT, "num_format": "0"},
        "day": {"num_format": "yyyy-mm-dd", "align": "left"},
        "hash": {"font_name": "Courier New", "font_size": 8, "text_wrap": True},
        "title": {"bold": True, "font_size": 16},
        "section": {"bold": True, "font_size": 12, "font_color": "#1F3864"},
        "run": {},
        "note": {"italic": True, "font_color": "#595959"},
        "head": _HEAD,
        "head_right": {**_HEAD, **_RIGHT},
        "band": {"bold": True, "bg_color": "#F2F2F2", "top": 1, "text_wrap": True},
        "line": {"bottom": 1},
        "link": {"font_color": "#0563C1", "underline": 1, "text_wrap": True},
        "met": {**_STATUS, "bg_color": "#E2F0D9"},
        "attention": {**_STATUS, "bg_color": "#FFF2CC"},
        "breach": {**_STATUS, "bg_color": "#F8CBAD"},
        "cannot_tell": {**_STATUS, "bg_color": "#E7E6E6"},
    }
)


class Styles:
    """書式: each look made once, and only if used."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[tuple[str, bool], Format] = {}

    def __call__(self, name: str, *, quoted: bool = False) -> Format:
        """The look; `quoted` keeps a text a text even after somebody edits the cell."""
        made = self._made.get((name, quoted))
        if made is None:
            look = {"valign": "top", **LOOKS[name], "quote_prefix": quoted}
            made = self._made[name, quoted] = self._workbook.add_format(look)
        return made
