"""The reserve's working: volumes, the steps to the requirement, the position and its path."""

from __future__ import annotations

from collections.abc import Iterator

from hozen.faces.reports.cells import Put, day, quantity, yen
from hozen.faces.reports.contents import Pack
from hozen.faces.reports.phrases import Phrases
from hozen.faces.reports.sheet import Row, Sheet
from hozen.findings import Step
from hozen.rules.reserves import PathYear, ReservePosition, YearVolume

_PATH = ("year_ends", "held_before", "addition", "held_after")


def write_reserve(sheet: Sheet, pack: Pack) -> None:
    """責任準備金の算定過程."""
    words, closing = pack.words, pack.closing
    sheet.title(words("sheet.reserve"))
    if closing.reserve is None:
        sheet.note(words.pick(closing.reserve_gap, closing.reserve_gap_ja) or words("reserve.none"))
        sheet.gap()
    else:
        _requirement(sheet, words, closing.reserve)
        _position(sheet, words, closing.reserve)
    sheet.section(words("reserve.volumes"))
    heads = words.heads("year_begins", "year_ends", "class", "volume", "so_far")
    sheet.table(heads, (row for one in closing.volumes for row in _volumes(words, one)))


def _requirement(sheet: Sheet, words: Phrases, position: ReservePosition) -> None:
    required = position.requirement
    sheet.section(words("reserve.requirement"))
    sheet.pairs(
        (
            (words("summary.scenario"), Put(required.scenario, "run")),
            (
                words("reserve.method"),
                Put(words.maybe(f"report.method.{required.method}", required.method), "run"),
            ),
            (words("summary.rests_on"), Put(words.standing(required.standing), "run")),
        )
    )
    write_steps(sheet, words, required.steps)


def write_steps(sheet: Sheet, words: Phrases, steps: tuple[Step, ...]) -> None:
    """A table of the working, then a gap."""
    heads = words.heads("what", "value", "how", "cite")
    sheet.table(heads, (_step(words, one) for one in steps))
    sheet.gap()


def _step(words: Phrases, one: Step) -> Row:
    value = quantity(words.value(one))
    return words.step(one.label), value, words.how(one.how), words.cited((one.cite,))


def _position(sheet: Sheet, words: Phrases, one: ReservePosition) -> None:
    sheet.section(words("reserve.position"))
    sheet.pairs(_lines(words, one))
    for note in ("reserve.formula_level", "reserve.formula_addition", "reserve.formula_release"):
        sheet.note(words(note))
    sheet.gap()
    sheet.section(words("reserve.path"))
    sheet.note(words("reserve.path_note"))
    sheet.table(words.heads(*_PATH), (_year(year) for year in one.path))
    sheet.gap()


def _lines(words: Phrases, one: ReservePosition) -> Iterator[tuple[str, Put]]:
    yield words("reserve.yearly_addition"), yen(one.requirement.yearly_addition)
    yield words("reserve.level"), yen(one.requirement.level)
    yield words("reserve.credit"), yen(one.insurance_credit)
    yield words("reserve.level_after_credit"), yen(one.level_after_credit)
    yield words("reserve.held"), yen(one.held)
    yield words("reserve.addition_by", day=one.due), yen(one.addition)
    yield words("reserve.shortfall"), yen(one.shortfall)
    yield words("reserve.releasable"), yen(one.releasable)
    yield words("reserve.full_on"), day(one.full_on) if one.full_on else Put(words("reserve.not_in_path"))


def _year(one: PathYear) -> Row:
    return day(one.ends), yen(one.held_before), yen(one.addition), yen(one.held_after)


def _volumes(words: Phrases, one: YearVolume) -> Iterator[Row]:
    running = words("yes") if one.so_far else ""
    for name, volume in one.by_class.items():
        title = words.maybe(f"report.class.{name}", name)
        yield day(one.year.first), day(one.year.last), title, yen(volume), running
