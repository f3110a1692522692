"""A report of suspicious orders and trades as PDF, with the sections of the form. Unsigned, every page says DRAFT."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from hozen.faces.reports.pdf import Block, Document, Heading, Pairs, Text, write_pdf
from hozen.faces.words import Language, has, say
from hozen.workflows.surveillance_desk.stor_form import NA, SECTIONS, FormAnswer
from hozen.workflows.surveillance_desk.stor_paper import StorPaper


def write_stor(path: Path, found: StorPaper, lang: Language) -> Path:
    """One PDF file. Raises ReportError."""
    return write_pdf(path, [stor_document(found, lang)])


def stor_document(found: StorPaper, lang: Language) -> Document:
    """Every section with every field of the form; what is not filled says so."""
    signed = found.draft.signed_by or _said("unsigned", lang)
    blocks: list[Block] = [
        Text(_said("form", lang, form=found.form), small=True),
        Text(_said("is_draft" if found.is_draft else "is_signed", lang)),
        Pairs(
            [
                (_said("case", lang), f"{found.book} / {found.case}"),
                (_said("drafted_by", lang), f"{found.draft.by}, {found.day}"),
                (_said("signed_by", lang), signed),
                (_said("file", lang), found.draft.name),
                ("SHA-256", found.draft.sha256),
            ]
        ),
        *_sections(found, lang),
        *_left_out(found, lang),
    ]
    mark = _said("mark", lang) if found.is_draft else ""
    reference = f"{found.case} {found.draft.name} {found.draft.sha256[:12]}"
    return Document(_said("title", lang), blocks, lang, found.day, reference, mark)


def _sections(found: StorPaper, lang: Language) -> Iterator[Block]:
    for number, names in SECTIONS.items():
        told = found.sections.get(number, {})
        yield Heading(f"{number}  {_said(f'section.{number}', lang)}")
        yield Pairs([(_said(f"field.{name}", lang), _answer(told.get(name), lang)) for name in names])


def _left_out(found: StorPaper, lang: Language) -> Iterator[Block]:
    """Detectors and files that the surveillance run left out, why, and how many rows."""
    if not found.left_out:
        return
    yield Heading(_said("not_looked_at", lang))
    yield Pairs(
        [
            (
                say(word, lang) if has(word := f"surveillance.detector.{one.what}") else one.what,
                say(f"surveillance.why.{one.why}", lang, rows=f"{one.rows:,}"),
            )
            for one in found.left_out
        ]
    )


def _answer(found: FormAnswer | None, lang: Language) -> str:
    if found is None or not found.value.strip():
        return _said("blank", lang)
    return f"NA: {found.reason}" if found.value.strip() == NA else found.value


def _said(key: str, lang: Language, **values: object) -> str:
    return say(f"stor.{key}", lang, **values)
