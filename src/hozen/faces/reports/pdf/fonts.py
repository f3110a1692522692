"""The letters of a document: Japanese embedded where a font file is there, else the readers' own Japanese font."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from hozen.faces.reports.errors import ReportError

LATIN, LATIN_BOLD = "Helvetica", "Helvetica-Bold"  # every reader has them
OF_THE_READER = "HeiseiKakuGo-W5"  # not embedded: the reader brings its own
EMBEDDED = "hozen-ja"
FONT = "HOZEN_FONT"
_JIS = str.maketrans("≤≥−", "≦≧－")
_NEEDED = "0Aa¥あア円補"  # a fallback font has the rare letters only
_FOLDERS = (
    "~/.fonts",
    "~/.local/share/fonts",
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/Library/Fonts",
)
# Free Japanese fonts with TrueType outlines. Noto CJK as packed for Linux has PostScript ones, which cannot be embedded.
_NAMES = ("ipaexg.ttf", "ipag.ttf", "NotoSansJP-Regular.ttf", "TakaoExGothic.ttf", "BIZUDGothic-Regular.ttf")


@dataclass(frozen=True, slots=True)
class Typeface:
    """書体: which font a text is set in, and how wide it is."""

    japanese: str  # the registered name

    def of(self, text: str, bold: bool) -> str:
        """The font's name: Latin for what Latin can write, else the Japanese one, which has no bold."""
        if _latin(text):
            return LATIN_BOLD if bold else LATIN
        return self.japanese

    def shown(self, text: str) -> str:
        """The text in signs that the font has: the readers' Japanese fonts know ≦, not ≤."""
        return text.translate(_JIS) if self.japanese == OF_THE_READER else text

    def width(self, text: str, size: int, bold: bool = False) -> float:
        """Points that the text takes."""
        return _width(text, self.of(text, bold), size)


def typeface(file: Path | None = None) -> Typeface:
    """The typeface: `file`, else HOZEN_FONT, else a free Japanese font of the system, else the reader's own.

    ReportError for a file that is named and cannot be embedded.
    """
    named = file or (Path(os.environ[FONT]).expanduser() if os.environ.get(FONT) else None)
    return _registered(named or found())


@lru_cache(maxsize=1)
def found() -> Path | None:
    """A Japanese font on this machine that can be embedded; None where there is none."""
    folders = [Path(one).expanduser() for one in _FOLDERS]
    there = (path for name in _NAMES for one in folders for path in sorted(one.rglob(name)))
    return next(there, None)


@lru_cache(maxsize=4)
def _registered(file: Path | None) -> Typeface:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.ttfonts import TTFError, TTFont

    if file is None:
        pdfmetrics.registerFont(UnicodeCIDFont(OF_THE_READER))
        return Typeface(OF_THE_READER)
    name = f"{EMBEDDED}-{file.stem}"
    try:
        font = TTFont(name, str(file))
    except (TTFError, OSError) as error:
        raise _unfit(file, str(error)) from error
    if missing := [one for one in _NEEDED if ord(one) not in font.face.charToGlyph]:
        raise _unfit(file, f"it lacks {' '.join(missing)}")
    pdfmetrics.registerFont(font)
    return Typeface(name)


def _unfit(file: Path, why: str) -> ReportError:
    return ReportError(
        f"the font cannot be embedded: {why}",
        where=str(file),
        expected="a TrueType font with Japanese letters, such as IPAexGothic (ipaexg.ttf)",
        try_next=f"name another one with {FONT}, or none: readers then use their own",
    )


@lru_cache(maxsize=65_536)
def _width(text: str, font: str, size: int) -> float:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    return float(stringWidth(text, font, size))


@lru_cache(maxsize=65_536)
def _latin(text: str) -> bool:
    try:
        text.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True
