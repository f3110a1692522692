"""A disclosure as one XHTML page whose facts are tagged (inline XBRL 1.1), by hozen's own field codes.

It is no filing in ESMA's taxonomy: whoever files maps the codes. The same disclosure gives the same bytes.
"""

from __future__ import annotations

from pathlib import Path

from hozen.faces.reports.disclosure_pdf import name_of, text_of
from hozen.faces.reports.errors import ReportError
from hozen.faces.site.html import Html, element, joined
from hozen.faces.words import Language, say
from hozen.rules.products.taxonomy import CONCEPTS, TAXONOMY
from hozen.workflows.products.one import DisclosureView, Item

FACTS = "urn:hozen:disclosure:1"  # the namespace of the field codes
_SPACES = {
    "xmlns": "http://www.w3.org/1999/xhtml",
    "xmlns:ix": "http://www.xbrl.org/2013/inlineXBRL",
    "xmlns:xbrli": "http://www.xbrl.org/2003/instance",
    "xmlns:link": "http://www.xbrl.org/2003/linkbase",
    "xmlns:xlink": "http://www.w3.org/1999/xlink",
    "xmlns:hozen": FACTS,
}
_CONTEXT = "version"
_DTI_SCHEME, _OWN_SCHEME = "urn:iso:std:iso:24165", "urn:hozen:product"


def write_xhtml(path: Path, found: DisclosureView, lang: Language) -> Path:
    """The page into a file, which takes its place whole. Raises ReportError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_name(f".{path.name}.part")
        aside.write_text(xhtml_of(found, lang), encoding="utf-8")
        aside.replace(path)
    except OSError as error:
        raise ReportError(
            f"cannot write {path.name}: {error.strerror}",
            where=str(path),
            try_next="free space, or choose another folder",
        ) from error
    return path


def xhtml_of(found: DisclosureView, lang: Language) -> str:
    """The page as text, well-formed XML with its declaration."""
    title = f"{name_of(found, lang)}  {_said('title' if found.view == 'japan' else 'mica_title', lang)}"
    page = element(
        "html",
        element("head", _empty("meta", charset="utf-8"), element("title", title)),
        element("body", _hidden(found), element("h1", title), *_body(found, lang)),
        **_SPACES,
        **{"xml:lang": lang},
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{page}'


def _hidden(found: DisclosureView) -> Html:
    """The header: what the facts are about, and as of when."""
    product = found.product.product
    scheme, who = (_DTI_SCHEME, product.dti) if product.dti else (_OWN_SCHEME, product.product_id)
    entity = element("xbrli:entity", element("xbrli:identifier", who, scheme=scheme))
    period = element("xbrli:period", element("xbrli:instant", found.version.published_on.isoformat()))
    schema = _empty("link:schemaRef", **{"xlink:type": "simple", "xlink:href": "hozen-disclosure-1.xsd"})
    header = element(
        "ix:header",
        element("ix:references", schema),
        element("ix:resources", element("xbrli:context", entity, period, id=_CONTEXT)),
    )
    return element("div", header, style="display:none")


def _body(found: DisclosureView, lang: Language) -> list[Html]:
    version = found.version
    names = ("code", "field", "text", *(("concept",) if found.view == "mica" else ()))
    heads = joined(*(element("th", _said(f"column.{one}", lang)) for one in names))
    rows = (_row(one, found, lang) for one in found.items if one.said)
    told = _said("period", lang, published=version.published_on, until=version.valid_until)
    return [
        element("p", told),
        element("table", element("thead", element("tr", heads)), element("tbody", *rows)),
        element("p", _said("no_taxonomy", lang)),
        *([element("p", _said("concepts", lang, taxonomy=TAXONOMY))] if found.view == "mica" else []),
    ]


def _row(one: Item, found: DisclosureView, lang: Language) -> Html:
    number = one.field.mica if found.view == "mica" else str(one.field.japan)
    fact = element(
        "ix:nonNumeric",
        _printable(text_of(one, lang)),
        name=f"hozen:{one.field.code}",
        contextRef=_CONTEXT,
        id=f"f-{one.field.code}",
    )
    concept = (CONCEPTS.get(one.field.code, ""),) if found.view == "mica" else ()
    cells = (number, _said(f"field.{one.field.code}", lang), fact, *concept)
    source = one.said.source if one.said else ""
    return element("tr", *(element("td", cell) for cell in cells), title=_printable(source))


def _printable(text: str) -> str:
    """Signs that XML has no place for become a mark; nothing else changes."""
    return "".join(sign if sign.isprintable() or sign in "\n\t" else "\ufffd" for sign in text)


def _empty(name: str, **attributes: str) -> Html:
    opened = element(name, **attributes).rstrip("\n").removesuffix(f"</{name}>").removesuffix(">")
    return Html(f"{opened}/>\n")


def _said(key: str, lang: Language, **values: object) -> str:
    return say(f"products.{key}", lang, **values)
