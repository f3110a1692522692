"""A disclosure as PDF: the association's summary sheet, or the fields of the EU's white paper."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from hozen.faces.reports.pdf import Block, Document, Grid, Heading, Pairs, Text, write_pdf
from hozen.faces.words import Language, say
from hozen.workflows.products.one import DisclosureView, Item


def write_disclosure(path: Path, found: DisclosureView, lang: Language) -> Path:
    """One PDF file. Raises ReportError."""
    return write_pdf(path, [disclosure_document(found, lang)])


def disclosure_document(found: DisclosureView, lang: Language) -> Document:
    """Every field of the view, its sources, and what is missing."""
    version = found.version
    heads = [_said(f"column.{one}", lang) for one in ("code", "field", "text")]
    rows = [_row(one, found, lang) for one in found.items]
    blocks: list[Block] = [
        Text(_said("period", lang, published=version.published_on, until=version.valid_until)),
        Grid(heads, rows),
        *_missing(found, lang),
        Heading(_said("sources", lang)),
        Pairs([(_said(f"field.{code}", lang), source) for code, source in _sources(found)]),
    ]
    reference = _said("reference", lang, product=found.product.product.product_id, version=version.version)
    return Document(_title(found, lang), blocks, lang, version.published_on, reference)


def _title(found: DisclosureView, lang: Language) -> str:
    return f"{name_of(found, lang)}  {_said('title' if found.view == 'japan' else 'mica_title', lang)}"


def name_of(found: DisclosureView, lang: Language) -> str:
    """The product's name in the reader's language."""
    product = found.product.product
    return (product.name_ja if lang == "ja" else "") or product.name


def text_of(one: Item, lang: Language) -> str:
    """What is disclosed; '' for nothing."""
    if one.said is None:
        return ""
    return (one.said.text_ja if lang == "ja" else "") or one.said.text


def _row(one: Item, found: DisclosureView, lang: Language) -> Sequence[str]:
    number = one.field.mica if found.view == "mica" else str(one.field.japan)
    return number, _said(f"field.{one.field.code}", lang), text_of(one, lang) or _said("not_told", lang)


def _missing(found: DisclosureView, lang: Language) -> list[Block]:
    if not found.missing:
        return []
    lacking = [
        (
            _said(f"field.{one.field.code}", lang),
            _said("asked_by", lang, cite=one.asked.cite.ja if lang == "ja" else str(one.asked.cite)),
        )
        for one in found.missing
        if one.asked
    ]
    return [Heading(_said("missing", lang, count=len(lacking))), Pairs(lacking)]


def _sources(found: DisclosureView) -> list[tuple[str, str]]:
    return [
        (one.field.code, f"{one.said.source}{f' ({one.said.as_of})' if one.said.as_of else ''}")
        for one in found.items
        if one.said
    ]


def _said(key: str, lang: Language, **values: object) -> str:
    return say(f"products.{key}", lang, **values)
