"""An independent reader of messages, with the standard library: what stands after every message of a folder."""

from __future__ import annotations

import json
from collections import defaultdict
from fractions import Fraction
from pathlib import Path
from xml.etree import ElementTree

C, T = "{urn:oecd:ties:carf:v1}", "{urn:oecd:ties:carfstf:v5}"
Totals = dict[tuple[str, str, str, str], tuple[int, Fraction, Fraction]]


def roots(folder: Path) -> list[ElementTree.Element]:
    """Every message, in the order of runs and of messages in a run."""
    runs = sorted(one for one in folder.iterdir() if one.is_dir())
    files = [
        run / message["file"]
        for run in runs
        for message in json.loads((run / "entry.json").read_text("utf-8"))["messages"]
    ]
    return [ElementTree.parse(file).getroot() for file in files]  # noqa: S314  # our own files


def doc_spec(node: ElementTree.Element) -> tuple[str, str, str]:
    spec = node.find(f"{C}DocSpec")
    assert spec is not None
    indicator, ref, corrects = (
        spec.findtext(f"{T}{name}") or "" for name in ("DocTypeIndic", "DocRefId", "CorrDocRefId")
    )
    return indicator, ref, corrects


def standing(folder: Path) -> dict[str, ElementTree.Element]:
    """DocRefId → record, after corrections and deletions; each must name a record that stands."""
    found: dict[str, ElementTree.Element] = {}
    for root in roots(folder):
        for node in root.iter(f"{C}CryptoUsers"):
            indicator, ref, corrects = doc_spec(node)
            assert (indicator == "OECD1") == (corrects == "")
            if corrects:
                del found[corrects]
            if indicator != "OECD3":
                assert ref not in found
                found[ref] = node
    return found


def who(node: ElementTree.Element) -> str:
    """A name to tell records apart by."""
    return "".join(node.find(f"{C}UserID").itertext()) if node.find(f"{C}UserID") is not None else ""  # type: ignore[union-attr]  # looked for


def totals_of(node: ElementTree.Element) -> dict[tuple[str, str, str], tuple[int, Fraction, Fraction]]:
    """(asset, element, kind) → transactions, yen, coins."""
    found = {}
    for part in node.iter(f"{C}RelevantTransactions"):
        asset = part.findtext(f"{C}CryptoAsset") or ""
        for one in list(part)[1:]:
            kind = one.findtext(f"{C}TransferType") or one.findtext(f"{C}ExchangeType") or ""
            count, yen, units = (
                one.findtext(f"{C}{name}") for name in ("NumberofTransactions", "Amount", "NumberofUnits")
            )
            key = (asset, one.tag.removeprefix(C), kind)
            assert key not in found or one.findtext(f"{C}AltValuation")
            found[key] = (int(count or 0), Fraction(yen or 0), Fraction(units or 0))
    return found


def whole(folder: Path) -> dict[tuple[str, str], tuple[int, Fraction, Fraction]]:
    """(asset, element) → sums over every record that stands."""
    sums: dict[tuple[str, str], tuple[int, Fraction, Fraction]] = defaultdict(
        lambda: (0, Fraction(0), Fraction(0))
    )
    for node in standing(folder).values():
        for (asset, element, _), (count, yen, units) in totals_of(node).items():
            before = sums[asset, element]
            sums[asset, element] = (before[0] + count, before[1] + yen, before[2] + units)
    return dict(sums)
