"""One provider: who it is, what it does, and all that is on file."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from hozen.faces.cli.grid import pairs
from hozen.faces.cli.quantities import told
from hozen.faces.cli.show_providers import does, name_of, said, standing
from hozen.faces.cli.view import BOLD, STYLES, View, heading
from hozen.faces.cli.wrap import paragraph
from hozen.faces.words import Language
from hozen.values.period import Period
from hozen.workflows.providers.one import OneProvider


def show_one(one: OneProvider, lang: Language, width: int) -> list[Text]:
    """Its identity and its day, then each list that is not empty."""
    view = View(lang, width)
    lists = (
        ("statuses", _statuses(one, lang)),
        ("links", _links(one, lang)),
        ("contracts", _contracts(one, lang)),
        ("chain", _chain(one)),
        ("reviews", _reviews(one, lang)),
        ("persons", [(each.function, said(_deputy(each.has_deputy), lang)) for each in one.persons]),
        ("incidents", [(str(each.day), _joined(each.text, each.source)) for each in one.incidents]),
    )
    return [
        Text(f"{one.on_day.provider.provider_id}  {name_of(one.on_day, view)}", BOLD),
        *pairs(_facts(one, view), width),
        *_findings(one, view),
        *(line for name, rows in lists if rows for line in _list(name, rows, view)),
    ]


def _facts(one: OneProvider, view: View) -> list[tuple[str, str]]:
    who = one.on_day.provider
    rows = [
        ("role", said(f"role.{who.role}", view.lang)),
        ("lei", who.lei),
        ("corporate_number", who.corporate_number),
        ("regulator", _joined(who.regulator, who.country)),
        ("day", str(one.day)),
        ("does", does(one.on_day, view.lang) or said("unused", view.lang)),
        ("status", standing(one.on_day, view.lang)),
        ("keeps", told(one.keeps, view) if one.on_day.keeps else ""),
        ("signs_for", told(one.signs_for, view) if one.on_day.signs else ""),
    ]
    return [(said(f"fact.{label}", view.lang), text) for label, text in rows if text]


def _findings(one: OneProvider, view: View) -> list[Text]:
    lines = []
    for each in one.findings:
        title = (view.status(each.status), STYLES[each.status])
        lines.append(Text.assemble(title, (f" {view.title(each.code)}", BOLD)))
        lines += paragraph(view.word("reasons", each.reason), view.width)
    return [heading(said("findings", view.lang)), *lines] if lines else []


def _list(name: str, rows: Sequence[tuple[str, str]], view: View) -> list[Text]:
    return [heading(said(f"on_file.{name}", view.lang)), *pairs(rows, view.width)]


def _statuses(one: OneProvider, lang: Language) -> list[tuple[str, str]]:
    return [
        (said(f"status.{each.status}", lang), _period(each.period, each.basis, each.reference, each.source))
        for each in one.statuses
    ]


def _links(one: OneProvider, lang: Language) -> list[tuple[str, str]]:
    return [
        (
            said(f"what.{each.what}", lang),
            _period(each.period, each.ref or said("wallets", lang, count=each.count)),
        )
        for each in one.links
    ]


def _chain(one: OneProvider) -> list[tuple[str, str]]:
    return [(f"{each.provider_id} → {each.sub_provider_id}", _period(each.period)) for each in one.chain]


def _contracts(one: OneProvider, lang: Language) -> list[tuple[str, str]]:
    return [
        (
            each.contract_id,
            _period(
                each.period,
                each.exit_terms,
                "" if each.notice_days is None else said("notice", lang, count=each.notice_days),
            ),
        )
        for each in one.contracts
    ]


def _reviews(one: OneProvider, lang: Language) -> list[tuple[str, str]]:
    return [
        (
            str(each.reviewed_on),
            _joined(
                said(f"outcome.{each.outcome}", lang),
                said("valid", lang, day=each.valid_until),
                each.reviewer,
            ),
        )
        for each in one.reviews
    ]


def _deputy(has: bool) -> str:
    return "deputy" if has else "no_deputy"


def _period(period: Period, *more: str) -> str:
    return _joined(f"{period.since} – {period.until or ''}".rstrip(), *more)


def _joined(*texts: str) -> str:
    return " · ".join(text for text in texts if text)
