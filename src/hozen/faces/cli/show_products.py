"""The register of crypto-assets handled: as a list, one by one, and through time; and what is disclosed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from rich.text import Text

from hozen.faces.cli.grid import laid, pairs
from hozen.faces.cli.view import BOLD, STYLES, View, heading
from hozen.faces.cli.wrap import hanging, paragraph
from hozen.faces.words import Language, say
from hozen.findings import Status
from hozen.findings.table import NOTHING
from hozen.rules.products import Change, ProductOnDay, Said
from hozen.workflows.products import Event
from hozen.workflows.products.coverage import Coverage
from hozen.workflows.products.one import DisclosureView, Item, OneProduct, ViewName


def said(key: str, lang: Language, **values: object) -> str:
    """A text of the room `products`."""
    return say(f"products.{key}", lang, **values)


def show_list(
    name: str,
    day: date,
    products: Sequence[ProductOnDay],
    known: Coverage | None,
    lang: Language,
    width: int,
) -> list[Text]:
    """One line per product; for the shipped register also how far it is from the press count."""
    view = View(lang, width)
    title = said("list", lang, name=name or said("shipped", lang), day=day, count=len(products))
    heads = [said(f"column.{one}", lang) for one in ("product", "name", "class", "state")]
    rows = [_row(one, view) for one in products]
    table = laid(heads, lambda _: rows, (False,) * len(heads), width) if rows else []
    return [
        *_wrapped_title(title, width),
        *(table or paragraph(said("none", lang), width)),
        *(_coverage(known, lang, width) if known else []),
        *paragraph(said("see", lang), width),
    ]


def _wrapped_title(title: str, width: int) -> list[Text]:
    return paragraph(title, width, 0, BOLD)


def _row(one: ProductOnDay, view: View) -> list[str]:
    kind = one.kind.kind if one.kind else "not_on_file"
    own = one.product.product_id
    return [
        own if one.ticker == own else f"{own} ({one.ticker or NOTHING})",
        name_of(one, view),
        said(f"class.{kind}", view.lang),
        said(f"state.{one.state}", view.lang),
    ]


def _coverage(known: Coverage, lang: Language, width: int) -> list[Text]:
    told = said("far", lang, count=known.named, press=known.press, short=known.short)
    return [*paragraph(told, width), *paragraph(said("not_yours", lang), width)]


def name_of(one: ProductOnDay, view: View) -> str:
    """The product's name in the reader's language."""
    return view.pick(one.product.name, one.product.name_ja)


def show_one(one: OneProduct, lang: Language, width: int) -> list[Text]:
    """Its identity on the day, then each list that is not empty."""
    view = View(lang, width)
    lists = (
        ("tickers", [(each.asset, _span(each.period.since, each.period.until)) for each in one.tickers]),
        (
            "decisions",
            [
                (str(each.effective_on), _joined(said(f"event.{each.decision}", lang), each.member))
                for each in one.decisions
            ],
        ),
        (
            "versions",
            [(str(each.version), _span(each.published_on, each.valid_until)) for each in one.versions],
        ),
        ("missing", [_lacking(each, view) for each in one.missing]),
    )
    return [
        Text(f"{one.on_day.product.product_id}  {name_of(one.on_day, view)}", BOLD),
        *pairs(_facts(one, view), width),
        *(
            line
            for name, rows in lists
            if rows
            for line in (heading(said(f"on_file.{name}", lang)), *pairs(rows, width))
        ),
    ]


def _facts(one: OneProduct, view: View) -> list[tuple[str, str]]:
    product, lang = one.on_day.product, view.lang
    moves = said("moves", lang, day=one.moves.value) if one.moves else said("moves_unknown", lang)
    rows = [
        ("day", str(one.day)),
        ("ticker", one.on_day.ticker),
        ("state", _joined(said(f"state.{one.on_day.state}", lang), str(one.on_day.since or ""))),
        *_legal(one, view),
        ("moves", moves),
        ("case", said(f"case.{product.disclosure_case or 'not_on_file'}", lang)),
        ("issuer", product.issuer),
        ("dti", product.dti),
        ("caip19", product.caip19),
        ("decimals", "" if product.decimals is None else str(product.decimals)),
        ("green", said("event.green_list", lang) if one.on_day.green else ""),
        ("successor", one.on_day.successor),
        ("source", product.source),
        ("confidence", said(f"confidence.{product.confidence}", lang) if product.confidence else ""),
    ]
    return [(said(f"fact.{label}", lang), text) for label, text in rows if text]


def _legal(one: OneProduct, view: View) -> list[tuple[str, str]]:
    if one.legal is None:
        return [("class", said("class.not_on_file", view.lang))]
    told = [("class", said(f"class.{one.legal.kind}", view.lang))]
    if one.legal.figure:
        told.append(("under", view.cited((one.legal.figure.cite,))))
        told.append(("standing", view.standing(one.legal.figure.standing)))
    return told


def _lacking(one: Item, view: View) -> tuple[str, str]:
    cite = view.cited((one.asked.cite,)) if one.asked else ""
    return said(f"field.{one.field.code}", view.lang), said("asked_by", view.lang, cite=cite)


def show_history(events: Sequence[Event], lang: Language, width: int) -> list[Text]:
    """One line per event."""
    products = len({one.product_id for one in events})
    wide = max((len(one.product_id) for one in events), default=0)
    lines = [Text(said("history", lang, count=len(events), products=products), BOLD)]
    for one in events:
        subject = said(f"class.{one.subject}", lang) if one.what.startswith("class_") else one.subject
        told = _joined(f"{said(f'event.{one.what}', lang)} {subject}".rstrip(), one.who)
        lines += hanging(f"  {one.day}  {one.product_id:{wide}}  ", told, width)
    return lines


def show_disclosure(found: DisclosureView, files: Sequence[Path], lang: Language, width: int) -> list[Text]:
    """Every field that is said, with its source; then what is missing, with the provision that asks for it."""
    view = View(lang, width)
    title = said(
        "disclosure",
        lang,
        product=name_of(found.product, view),
        version=found.version.version,
        day=found.version.published_on,
    )
    rows = [_told(one, found.view, view) for one in found.items if one.said]
    return [
        *_wrapped_title(title, width),
        *pairs(rows, width),
        *_missing(found, view),
        *(line for path in files for line in paragraph(said("file", lang, path=path), width)),
    ]


def _told(one: Item, which: ViewName, view: View) -> tuple[str, str]:
    label = said(f"field.{one.field.code}", view.lang)
    number = f"{one.field.mica} " if which == "mica" else ""
    if one.said is None:
        return label, NOTHING
    text = view.pick(one.said.text, one.said.text_ja)
    return f"{number}{label}", f"{text}\n({_sourced(one.said)})"


def _sourced(told: Said) -> str:
    return _joined(told.source, str(told.as_of or ""))


def _missing(found: DisclosureView, view: View) -> list[Text]:
    if found.view != "japan":
        return []
    if not found.missing:
        return paragraph(said("complete", view.lang), view.width)
    title = said("missing", view.lang, count=len(found.missing))
    return [heading(title), *pairs([_lacking(one, view) for one in found.missing], view.width)]


def show_changes(
    product: str, before: int, after: int, found: Sequence[Change], lang: Language, width: int
) -> list[Text]:
    """Each field with what was said before and after."""
    view = View(lang, width)
    title = said("changes", lang, product=product, before=before, after=after, count=len(found))
    lines = [Text(title, BOLD)]
    for one in found:
        lines.append(Text(f"  {said(f'field.{one.field}', lang)}  {said(f'change.{one.kind}', lang)}", BOLD))
        told = [("before", one.before), ("after", one.after)]
        rows = [
            (said(f"change.{side}", lang), f"{view.pick(each.text, each.text_ja)}\n({_sourced(each)})")
            for side, each in told
            if each
        ]
        lines += pairs(rows, width, 4)
    return lines


def show_written(paths: Sequence[Path], lang: Language, width: int) -> list[Text]:
    """Where the register was written to."""
    title = Text.assemble(("✓ ", STYLES[Status.MET]), (said("written", lang, count=len(paths)), BOLD))
    return [title, *(line for path in paths for line in paragraph(str(path), width))]


def _span(since: date, until: date | None) -> str:
    return f"{since} – {until or ''}".rstrip()


def _joined(*texts: str) -> str:
    return " · ".join(text for text in texts if text)
