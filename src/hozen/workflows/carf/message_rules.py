"""電文の規則: what the framework asks of a message and an XML schema cannot say.

After the checks that HM Revenue & Customs publishes for its own portal (50008, 80001, 80010, 60011), which follow the
OECD's user guide. Japan's own list was not found. A fault is told by a word of its own, which a face puts into a
language; what stood there is never told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from hozen.workflows.carf.head import CORRECTION, NAMESPACE, NEW, NIL, TYPES

Fault = tuple[int, str, str]  # line, element, kind
KINDS = (
    *("not-a-message", "doctype", "no-records", "reference-start", "period"),
    *("provider-indicator", "record-indicator", "record-start", "not-ascending", "corrects", "decimals"),
)
"""Every kind of fault that is told here."""
_C, _T = f"{{{NAMESPACE}}}", f"{{{TYPES}}}"
_HEAD, _SPEC = f"{_C}MessageSpec", f"{_C}DocSpec"
_OF_PROVIDER = {NEW: {"OECD0", "OECD1"}, CORRECTION: {"OECD0", "OECD2", "OECD3"}, NIL: {"OECD0", "OECD1"}}
_OF_RECORD = {NEW: {"OECD1"}, CORRECTION: {"OECD2", "OECD3"}, NIL: set[str]()}
_LONGEST = 1_000  # signs kept of a text: no reference is as long
_ASKED = frozenset(
    {
        *("MessageRefId", "MessageTypeIndic", "TransmittingCountry", "ReceivingCountry", "ReportingPeriod"),
        *("SendingEntityIN", "DocTypeIndic", "DocRefId", "CorrDocRefId"),
    }
)


@dataclass(slots=True)
class Told:
    """電文の読取り: what was read of one message so far; it does not grow with the message.

    `spec` is the DocSpec of the part that is being read, `last` the greatest DocRefId of a record. `refused` counts what the
    schema refused, `is_cut`: there was too much of it to read on.
    """

    ref: str = ""
    kind: str = ""
    last: str = ""
    records: int = 0
    refused: int = 0
    is_cut: bool = False
    has_doctype: bool = False
    has_ended: bool = False
    head: dict[str, str] = field(default_factory=dict)
    spec: dict[str, str] = field(default_factory=dict)

    def take_spec(self) -> tuple[str, str, str]:
        """Indicator, reference, and what it corrects, of the part that ends; the next one begins with nothing."""
        found, self.spec = self.spec, {}
        return tuple(found.get(name, "") for name in ("DocTypeIndic", "DocRefId", "CorrDocRefId"))  # type: ignore[return-value]  # three names, three texts


def message_problems(node: Any, told: Told) -> Iterator[Fault]:
    """What is wrong with an element that has just ended. Its children need not be there any more."""
    parent = node.getparent()
    if parent is None:
        told.has_ended = True
        yield from _root(node, told)
    elif parent.tag in (_HEAD, _SPEC):
        _keep(node, told.head if parent.tag == _HEAD else told.spec)
    elif node.tag == _HEAD:
        yield from _head(node, told)
    elif node.tag == f"{_C}Amount":
        yield from _amount(node)
    elif node.tag == f"{_C}RCASP":
        yield from _provider(node, told)
    elif node.tag == f"{_C}CryptoUsers":
        told.records += 1
        yield from _record(node, told)
    elif node.tag == f"{_C}CARFBody" and told.kind == NEW and not told.records:
        yield node.sourceline, "CryptoUsers", "no-records"


def _keep(node: Any, found: dict[str, str]) -> None:
    name = node.tag.removeprefix(_C).removeprefix(_T)
    if name in _ASKED:
        found.setdefault(name, (node.text or "")[:_LONGEST])


def _root(node: Any, told: Told) -> Iterator[Fault]:
    """A file that is another document, or has no head, breaks no rule of a message: it is none."""
    if node.tag != f"{_C}CARF_OECD" or not told.head:
        yield node.sourceline, "CARF_OECD", "not-a-message"


def _head(node: Any, told: Told) -> Iterator[Fault]:
    said = told.head
    told.ref, told.kind = said.get("MessageRefId", ""), said.get("MessageTypeIndic", "")
    period = said.get("ReportingPeriod", "")
    start = said.get("TransmittingCountry", "") + period[:4] + said.get("ReceivingCountry", "")
    form = rf"{re.escape(start)}-{re.escape(said.get('SendingEntityIN', ''))}-[A-Za-z0-9_.-]+"
    if not re.fullmatch(form, told.ref):
        yield node.sourceline, "MessageRefId", "reference-start"
    if not period.endswith("-12-31"):
        yield node.sourceline, "ReportingPeriod", "period"


def _provider(node: Any, told: Told) -> Iterator[Fault]:
    indicator, ref, corrects = told.take_spec()
    if indicator not in _OF_PROVIDER.get(told.kind, set()):
        yield node.sourceline, "DocTypeIndic", "provider-indicator"
    if indicator != "OECD0" and not ref.startswith(f"{told.ref}-"):
        yield node.sourceline, "DocRefId", "record-start"
    yield from _corrects(node, indicator, corrects)


def _record(node: Any, told: Told) -> Iterator[Fault]:
    indicator, ref, corrects = told.take_spec()
    if indicator not in _OF_RECORD.get(told.kind, set()):
        yield node.sourceline, "DocTypeIndic", "record-indicator"
    if not ref.startswith(f"{told.ref}-"):
        yield node.sourceline, "DocRefId", "record-start"
    if ref <= told.last:  # references ascend, so that none is there twice and none need be kept
        yield node.sourceline, "DocRefId", "not-ascending"
    told.last = max(told.last, ref)
    yield from _corrects(node, indicator, corrects)


def _corrects(node: Any, indicator: str, corrects: str) -> Iterator[Fault]:
    if (indicator in ("OECD2", "OECD3")) != bool(corrects):
        yield node.sourceline, "CorrDocRefId", "corrects"


def _amount(node: Any) -> Iterator[Fault]:
    if not re.fullmatch(r"[0-9]+\.[0-9]{2}", node.text or ""):
        yield node.sourceline, "Amount", "decimals"
