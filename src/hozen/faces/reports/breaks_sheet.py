"""Each break of the day: what it is, how old, who looks after it, by when to cure it, and under which provision."""

from __future__ import annotations

from itertools import zip_longest

from hozen.books import BreakRecord
from hozen.faces.reports.cells import Put, day, quantity, smallest_units
from hozen.faces.reports.contents import Pack
from hozen.faces.reports.sheet import Row, Sheet
from hozen.findings import AssetUnits
from hozen.findings.table import NOTHING
from hozen.workflows.daily_close import BreakLine, CutOff

_HEADS = (
    *("number", "asset", "root_cause", "quantity", "smallest_units", "rows"),
    *("opened", "age", "owner", "cure_by", "cite_en", "cite_ja"),
)

_CUT_OFFS = ("chain", "keeper", "read_at", "height", "finality_depth", "block_hash")


def write_breaks(sheet: Sheet, pack: Pack) -> None:
    """差異の一覧. The number and the owner are the break log's, as it stood when the pack was written."""
    words, lines = pack.words, pack.closing.breaks
    sheet.title(words("sheet.breaks"), words("note.breaks"), words("note.smallest_units"))
    known = zip_longest(lines, pack.heading.breaks[: len(lines)])
    sheet.table(words.heads(*_HEADS), (_row(pack, one, record) for one, record in known), main=True)
    sheet.gap()
    sheet.section(words("breaks.cut_offs"))
    sheet.table(words.heads(*_CUT_OFFS), map(_cut_off, pack.closing.cut_offs))


def _cut_off(one: CutOff) -> Row:
    height, depth = (NOTHING if it is None else Put(it, "plain") for it in (one.height, one.finality_depth))
    return one.chain, one.keeper, one.read_at, height, depth, one.block_hash or NOTHING


def _row(pack: Pack, one: BreakLine, known: BreakRecord | None) -> Row:
    words = pack.words
    cause = known.cause if known else one.cause
    amount = AssetUnits(one.asset, one.units, one.decimals)
    return (
        Put(known.seq, "plain") if known else NOTHING,
        one.asset,
        words.maybe(f"breaks.causes.{cause}", cause.replace("_", " ")),
        quantity(amount),
        smallest_units(amount),
        Put(one.rows, "plain"),
        day(one.opened_on),
        words.maybe(f"breaks.ages.{one.age.value}", one.age.value),
        (known.owner if known else "") or NOTHING,
        day(one.cure_by) if one.cure_by else NOTHING,
        words.cited(one.cite, "en"),
        words.cited(one.cite, "ja"),
    )
