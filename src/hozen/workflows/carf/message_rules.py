"""電文の規則: what the framework asks of a message and an XML schema cannot say.

After the checks that HM Revenue & Customs publishes for its own portal (50008, 80001, 80010, 60011), which follow the
OECD's user guide. Japan's own list was not found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from hozen.workflows.carf.head import CORRECTION, NAMESPACE, NEW, NIL, TYPES

Problem = tuple[int, str, str]  # line, element, kind
_C, _T = f"{{{NAMESPACE}}}", f"{{{TYPES}}}"
_OF_PROVIDER = {NEW: {"OECD0", "OECD1"}, CORRECTION: {"OECD0", "OECD2", "OECD3"}, NIL: {"OECD0", "OECD1"}}
_OF_RECORD = {NEW: {"OECD1"}, CORRECTION: {"OECD2", "OECD3"}, NIL: set[str]()}


@dataclass(slots=True)
class Told:
    """電文の読取り: what was read of one message so far. `last` is the greatest DocRefId of a record."""

    ref: str = ""
    kind: str = ""
    last: str = ""
    records: int = 0
    provider: str = ""


def message_problems(node: Any, told: Told) -> Iterator[Problem]:
    """What is wrong with an element that has just ended. Records are let go of."""
    if node.tag == f"{_C}MessageSpec":
        yield from _head(node, told)
    elif node.tag == f"{_C}RCASP":
        yield from _provider(node, told)
    elif node.tag == f"{_C}CryptoUsers":
        told.records += 1
        yield from _record(node, told)
        node.clear()
        while (before := node.getprevious()) is not None and before.tag == node.tag:
            node.getparent().remove(before)
    elif node.tag == f"{_C}CARFBody" and told.kind == NEW and not told.records:
        yield node.sourceline, "CryptoUsers", "a message of new records has none"


def _head(node: Any, told: Told) -> Iterator[Problem]:
    if node.getroottree().docinfo.doctype:  # entities could make a file be read that is no message
        yield 1, "DOCTYPE", "a message has none"
    said = {child.tag.removeprefix(_C): child.text or "" for child in node}
    told.ref, told.kind = said.get("MessageRefId", ""), said.get("MessageTypeIndic", "")
    start = (
        said.get("TransmittingCountry", "")
        + said.get("ReportingPeriod", "")[:4]
        + said.get("ReceivingCountry", "")
    )
    if not re.fullmatch(
        rf"{re.escape(start)}-{re.escape(said.get('SendingEntityIN', ''))}-[A-Za-z0-9_.-]+", told.ref
    ):
        yield node.sourceline, "MessageRefId", "does not begin with countries, year and sender"
    if not said.get("ReportingPeriod", "").endswith("-12-31"):
        yield node.sourceline, "ReportingPeriod", "is not the last day of a year"


def _provider(node: Any, told: Told) -> Iterator[Problem]:
    indicator, ref, corrects = _doc_spec(node)
    told.provider = ref
    if indicator not in _OF_PROVIDER.get(told.kind, set()):
        yield node.sourceline, "DocTypeIndic", f"{indicator} of the provider in {told.kind}"
    if indicator != "OECD0" and not ref.startswith(f"{told.ref}-"):
        yield node.sourceline, "DocRefId", "does not begin with the MessageRefId"
    yield from _corrects(node, indicator, corrects)


def _record(node: Any, told: Told) -> Iterator[Problem]:
    indicator, ref, corrects = _doc_spec(node)
    if indicator not in _OF_RECORD.get(told.kind, set()):
        yield node.sourceline, "DocTypeIndic", f"{indicator} of a record in {told.kind}"
    if not ref.startswith(f"{told.ref}-"):
        yield node.sourceline, "DocRefId", "does not begin with the MessageRefId"
    if ref <= told.last:  # references ascend, so that none is there twice and none need be kept
        yield node.sourceline, "DocRefId", "does not ascend"
    told.last = max(told.last, ref)
    yield from _corrects(node, indicator, corrects)
    yield from _amounts(node)


def _corrects(node: Any, indicator: str, corrects: str) -> Iterator[Problem]:
    if (indicator in ("OECD2", "OECD3")) != bool(corrects):
        yield node.sourceline, "CorrDocRefId", "stands with corrections and deletions alone"


def _amounts(node: Any) -> Iterator[Problem]:
    for amount in node.iter(f"{_C}Amount"):
        if not re.fullmatch(r"[0-9]+\.[0-9]{2}", amount.text or ""):
            yield amount.sourceline, "Amount", "is not written with two decimals"


def _doc_spec(node: Any) -> tuple[str, str, str]:
    spec = node.find(f"{_C}DocSpec")
    if spec is None:
        return "", "", ""
    return tuple(spec.findtext(f"{_T}{name}") or "" for name in ("DocTypeIndic", "DocRefId", "CorrDocRefId"))  # type: ignore[return-value]  # three names, three texts
