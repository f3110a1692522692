"""A wind-down on the terminal: rounds, payments, statements, report, replay and transfer."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.text import Text

from hozen.books import CaseEntry
from hozen.faces.cli.show_wind_down import show_sheets
from hozen.faces.cli.view import BOLD
from hozen.faces.cli.wrap import paragraph
from hozen.faces.reports.wind_down_cells import Places, coins, sheet, word
from hozen.faces.reports.wind_down_claims import statement_sheets
from hozen.faces.reports.wind_down_estate import unvalued_sheet
from hozen.faces.reports.wind_down_rounds import classes_sheet, mix_sheet, pay_sheet, plan_sheet
from hozen.faces.reports.wind_down_tables import report_sheets
from hozen.faces.words import Language
from hozen.workflows.case_folder import CaseFile
from hozen.workflows.wind_down.book_transfer import BookTransfer
from hozen.workflows.wind_down.court_report import CourtReport
from hozen.workflows.wind_down.replay import Replayed
from hozen.workflows.wind_down.round_facts import Planned
from hozen.workflows.wind_down.sending import Sent
from hozen.workflows.wind_down.statements import Statement


def show_plan(found: Planned, places: Places, lang: Language, width: int) -> list[Text]:
    """A round's sums."""
    title = Text(word("planned", lang, number=found.number, entry=found.entry.seq), BOLD)
    made = found.made
    tables = [
        plan_sheet(made.buckets, places, lang),
        classes_sheet(made.classes, places, lang),
        mix_sheet(made.mix, places, lang),
        unvalued_sheet(made.unvalued, places, lang),
    ]
    return [title, *show_sheets(tables, width)]


def show_approval(number: int, found: CaseEntry, lang: Language, width: int) -> list[Text]:
    """Who approved."""
    return paragraph(word("approved", lang, number=number, name=found.actor, entry=found.seq), width, 0)


def show_confirmed(entry: int, found: CaseEntry, lang: Language, width: int) -> list[Text]:
    """Who confirmed."""
    return paragraph(word("confirmed", lang, entry=entry, name=found.actor, own=found.seq), width, 0)


def show_sent(found: Sent, places: Places, lang: Language, width: int) -> list[Text]:
    """What goes out, and what is held and why."""
    if found.file is None:
        title = word("nothing_to_send", lang, number=found.number)
    else:
        title = word("sent", lang, number=found.number, attempt=found.attempt)
    told = [("rows_at", found.file)] if found.file else []
    told += [("bank_file", one) for one in found.bank] + [("made_again", one) for one in found.again]
    rest = [line for key, path in told for line in paragraph(word(key, lang, path=path), width)]
    return [Text(title, BOLD), *show_sheets([pay_sheet(found.lines, places, lang)], width), *rest]


def show_files(folder: Path, files: Sequence[CaseFile], lang: Language, width: int) -> list[Text]:
    """Files that were written."""
    told = (
        word("file", lang, path=folder / one.name, rows=f"{one.rows or 0:,}", sha256=one.sha256)
        for one in files
    )
    return [line for text in told for line in paragraph(text, width, 0)]


def show_papers(folder: Path, made: int, there: int, lang: Language, width: int) -> list[Text]:
    """How many files of statements were made, and how many were there."""
    told = word("papers", lang, folder=folder, made=f"{made:,}", there=f"{there:,}", count=made)
    return paragraph(told, width, 0)


def show_statement(found: Statement, lang: Language, width: int) -> list[Text]:
    """One creditor's claims and rounds."""
    title = Text(word("statement_of", lang, customer=found.customer), BOLD)
    return [title, *show_sheets(statement_sheets(found, lang), width)]


def show_report(found: CourtReport, lang: Language, width: int) -> list[Text]:
    """The court's report."""
    firm = found.firm_ja if lang == "ja" else found.firm
    title = word("report_head", lang, case=found.case, firm=firm, day=found.day)
    tied = word("ties_hold" if found.ties_hold else "ties_fail", lang)
    return [Text(title, BOLD), *paragraph(tied, width, 0), *show_sheets(report_sheets(found, lang), width)]


def show_replay(found: Sequence[Replayed], lang: Language, width: int) -> list[Text]:
    """How many files agree, and each that does not."""
    bad = [one for one in found if not one.agrees]
    made = sum(one.derived for one in found)
    title = word(
        "replayed" if not bad else "replay_differs", lang, files=len(found), made=made, count=len(bad)
    )
    rows = ((str(one.seq), one.name, one.expected[:12], one.found[:12]) for one in bad)
    differing = sheet("differing", ("entry", "file", "in_journal", "made"), rows, lang, 4)
    return [*paragraph(title, width, 0), *show_sheets([differing], width)]


def show_transfer(found: BookTransfer, places: Places, lang: Language, width: int) -> list[Text]:
    """What goes over, and that it is whole."""
    title = word("transfer_whole" if found.is_complete else "transfer_lacks", lang, to=found.to)
    rows = (
        (
            one.asset,
            f"{one.customers:,}",
            coins(one.units, one.asset, places),
            coins(one.sealed, one.asset, places),
        )
        for one in found.lines
    )
    table = sheet("transfer", ("asset", "customers", "units", "sealed"), rows, lang, 1)
    trees = found.committed
    said = paragraph(word("committed", lang, value=trees.value, folder=trees.folder), width) if trees else []
    return [*paragraph(title, width, 0), *show_sheets([table], width), *said]
