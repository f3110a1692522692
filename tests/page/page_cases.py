"""Snapshots and proofs, whole and tampered with, each with the specification's word for its fault, "" where it holds."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import proof_example
from liability_world import MALFORMED_PROOFS, MALFORMED_SNAPSHOTS, built, debt, owed
from page_world import COMMITMENT, content

from hozen.rules.liabilities import (
    Built,
    CustomerProof,
    Side,
    Snapshot,
    commitment,
    cut_proof,
    proof_text,
    snapshot_text,
)
from hozen.rules.liabilities.merkle_sum_tree import Node, parent

Change = Callable[[dict[str, Any]], object]


@dataclass(frozen=True, slots=True)
class Case:
    """Two files' bytes, what the customer types, and what must come of it."""

    name: str
    fault: str
    snapshot: bytes
    proof: bytes
    account: str = "1001"
    published: str = COMMITMENT


def case(name: str, fault: str, *, snapshot: Any = None, proof: Any = None, **typed: str) -> Case:
    """The worked example, but for what is told."""
    snapshot = proof_example.snapshot_file() if snapshot is None else snapshot
    proof = proof_example.proof_of("1001") if proof is None else proof
    return Case(name, fault, content(snapshot), content(proof), **typed)


def changed(made: dict[str, Any], change: Change) -> dict[str, Any]:
    """A copy with one thing changed."""
    copy: dict[str, Any] = json.loads(json.dumps(made))
    change(copy)
    return copy


def proof(name: str, fault: str, change: Change, **typed: str) -> Case:
    return case(name, fault, proof=changed(proof_example.proof_of("1001"), change), **typed)


def snapshot(name: str, fault: str, change: Change) -> Case:
    return case(name, fault, snapshot=changed(proof_example.snapshot_file(), change))


def part(**change: Any) -> Change:
    return lambda one: one["holdings"][0]["parts"][0].update(change)


def sibling(number: int, sign: int, said: Any) -> Change:
    return lambda one: one["holdings"][0]["parts"][0]["path"][number].__setitem__(sign, said)


def shown(name: str, fault: str, made: Snapshot, cut: CustomerProof, account: str = "1001") -> Case:
    """The commitment of any snapshot, published; the proof names it."""
    published = commitment(made)
    files = {"snapshot": snapshot_text(made), "proof": proof_text(replace(cut, commitment=published))}
    return case(name, fault, **files, account=account, published=published.hex())


def whole(name: str, book: Built, account: str = "1001") -> Case:
    return shown(name, "", book.snapshot, cut_proof(book, account), account)


def holding() -> Iterator[Case]:
    """What holds."""
    yield case("the worked example", "")
    yield case("its other customer", "", proof=proof_example.proof_of("利用者-7"), account="利用者-7")
    pretty = json.dumps(proof_example.proof_of("1001"), indent="\t").replace("\n", "\r\n")
    yield case("written with other blanks", "", proof=pretty)
    escaped = json.dumps(proof_example.proof_of("1001")).replace("BTC", "\\u0042\\u0054C")
    yield case("written with escapes", "", proof=escaped)
    backwards = dict(reversed(proof_example.snapshot_file().items()))
    yield case("fields in another order", "", snapshot=backwards)
    yield whole("one customer, one leaf", built(owed("1001", "BTC", 7), parts=1))
    yield whole("sixteen parts", built(owed("1001", "BTC", 10**9), owed("2", "BTC", 5), parts=16))
    yield whole("fewer units than parts", built(owed("1001", "BTC", 1), parts=3))
    yield whole("the most that there is", built(owed("1001", "BTC", 2**128 - 1), assets=["ETH"]))
    yield whole("debts", built(owed("1001", "BTC", 5), debt("1001", "BTC", 9), debt("2", "円", 1)))
    every = [owed("1001", f"A{number:03}", 10**number + 1) for number in range(20)]
    yield whole("twenty assets", built(*every, *(owed(str(one), "A007", one) for one in range(2, 9))))
    odd = 'e\u0301 👩‍🔧 \\"/\b'
    yield whole("an odd account and asset", built(owed(odd, "é\n€", 5)), odd)


def malformed() -> Iterator[Case]:
    """What does not have the form."""
    for number, change in enumerate(MALFORMED_PROOFS):
        yield proof(f"malformed proof {number}", "malformed", change)
    for number, change in enumerate(MALFORMED_SNAPSHOTS):
        yield snapshot(f"malformed snapshot {number}", "malformed", change)
    good = json.dumps(proof_example.proof_of("1001"))
    for name, said in {
        "nothing": b"",
        "a brace": b"{",
        "null": b"null",
        "a list": b"[]",
        "a text": b'"proof"',
        "deep": b"[" * 100_000,
        "deep and closed": b"[" * 500 + b"]" * 500,
        "a mark before": b"\xef\xbb\xbf" + good.encode(),
        "not UTF-8": good.encode().replace(b"BTC", b"BT\xff"),
        "a surrogate in UTF-8": good.encode().replace(b"BTC", b"\xed\xa0\x80"),
        "a lone surrogate": good.replace("BTC", "\\udfff").encode(),
        "surrogates the wrong way round": good.replace("BTC", "\\udc00\\ud800").encode(),
        "a field twice": good.replace('"kind"', '"kind": "proof", "kind"').encode(),
        "a field twice, once escaped": good.replace('"kind"', '"\\u006bind": "proof", "kind"').encode(),
        "an inner field twice": good.replace('"units"', '"units": "68151710", "units"', 1).encode(),
        "a field named __proto__": good.replace('"kind"', '"__proto__": {}, "kind"').encode(),
        "more after the end": f"{good} {{}}".encode(),
        "a comma too many": f"{good[:-1]},}}".encode(),
        "single quotes": good.replace('"', "'").encode(),
        "a comment": f"{good} // proof".encode(),
        "a control sign in a text": good.replace("BTC", "B\tC").encode(),
        "a bad escape": good.replace("BTC", "B\\xC").encode(),
        "a blank of another kind": good.replace(" ", "\u00a0", 1).encode(),
        "a position with a point": good.replace('"position": 4', '"position": 4.0').encode(),
        "a position with an exponent": good.replace('"position": 4', '"position": 4e0').encode(),
        "a position with a zero before": good.replace('"position": 4', '"position": 04').encode(),
        "a position with a plus": good.replace('"position": 4', '"position": +4').encode(),
        "a position in hexadecimal": good.replace('"position": 4', '"position": 0x4').encode(),
        "a position of many digits": good.replace('"position": 4', f'"position": {"9" * 6000}').encode(),
        "not a number": good.replace('"position": 4', '"position": NaN').encode(),
        "infinity": good.replace('"position": 4', '"position": -Infinity').encode(),
        "half": good[: len(good) // 2].encode(),
        "all but the last sign": good[:-1].encode(),
        "the snapshot": json.dumps(proof_example.snapshot_file()).encode(),
    }.items():
        yield case(f"a proof that is {name}", "malformed", proof=said)
    yield case("a snapshot that is the proof", "malformed", snapshot=good)
    yield case("an account beyond 255 bytes", "malformed", account="あ" * 86)
    yield case("no commitment", "malformed", published="00")


def refused() -> Iterator[Case]:
    """What has the form and does not hold."""
    yield case("another commitment", "not published", published="00" * 32)
    for name, change in {
        "total": lambda one: one["trees"][0].update(total="179999999"),
        "root": lambda one: one["trees"][0].update(root="00" * 32),
        "decimals": lambda one: one["trees"][0].update(decimals=9),
        "side": lambda one: one["trees"][1].update(side="debt"),
        "tree": lambda one: one["trees"].pop(),
        "parts": lambda one: one.update(parts=2),
        "book": lambda one: one.update(book="acme-Main"),
        "cut-off": lambda one: one.update(cut_off="2026-11-20T15:00:01Z"),
        "previous": lambda one: one.update(previous="01" * 32),
        "block": lambda one: one["chains"][0].update(height="900001"),
        "software": lambda one: one.update(software="hozen 0.1.1"),
        "own commitment": lambda one: one.update(commitment="ab" * 32),
    }.items():
        yield snapshot(f"a snapshot of another {name}", "not published", change)
    yield proof("a proof of another snapshot", "other snapshot", lambda one: one.update(commitment="ab" * 32))
    for account in ("1002", "10010", "１００１", " 1001", "1001 ", "利用者-7"):
        yield case(f"account {account!r}", "account absent", account=account)
    yield proof("no holdings", "account absent", lambda one: one.update(holdings=[]))
    yield proof("another key", "account absent", lambda one: one.update(key="00" * 32))
    yield proof("another account hash", "account absent", lambda one: one.update(account="00" * 32))
    yield proof("an asset without a tree", "no tree", lambda one: one["holdings"][0].update(asset="BTX"))
    yield proof("a side without a tree", "no tree", lambda one: one["holdings"][0].update(side="debt"))
    yield proof("a part left out", "parts", lambda one: one["holdings"][0]["parts"].pop())
    yield proof(
        "a part twice",
        "parts",
        lambda one: one["holdings"][0]["parts"].append(one["holdings"][0]["parts"][0]),
    )
    yield proof("a path too short", "height", lambda one: one["holdings"][0]["parts"][0]["path"].pop())
    yield proof("no path", "height", part(path=[]))
    yield proof(
        "a path too long",
        "height",
        lambda one: one["holdings"][0]["parts"][0]["path"].append(["00" * 32, "0"]),
    )
    yield proof("a position outside", "height", part(position=8))
    yield proof("the last position there is", "height", part(position=2**48 - 1))
    yield proof("units more", "root", part(units="68151711"))
    yield proof("units less", "root", part(units="0"))
    yield proof("another position", "root", part(position=0))
    yield proof("a sibling's hash", "root", sibling(1, 0, "00" * 32))
    yield proof("a sibling's sum", "root", sibling(2, 1, "0"))
    yield proof("a sum beyond all", "too large", sibling(0, 1, str(2**128 - 1)))
    yield proof("parts changed about", "root", lambda one: one["holdings"][0]["parts"].reverse())


def forged() -> Iterator[Case]:
    """Lies that hang together: the exchange publishes the commitment of a snapshot that is not as it must be."""
    honest = built(owed("1001", "BTC", 100), owed("2", "BTC", 60))
    (tree,) = honest.snapshot.trees
    below = replace(honest.snapshot, trees=(replace(tree, total=100),))
    yield shown("a total below the root's", "total", below, cut_proof(honest, "1001"))
    cut = cut_proof(honest, "1001")
    first, *rest = cut.holdings[0].parts
    path = (Node(first.path[0].hash, 2**128 - 1), *first.path[1:])
    parts = (replace(first, units=max(first.units, 1), path=path), *rest)
    wrapped = replace(cut, holdings=(replace(cut.holdings[0], parts=parts),))
    yield shown("a sum that would wrap around", "too large", honest.snapshot, wrapped)
    lonely = built(owed("1001", "BTC", 10**9), parts=2)
    right, left = lonely.trees[Side.OWED, "BTC"].levels[0]
    cut, (tree,) = cut_proof(lonely, "1001"), lonely.snapshot.trees
    turned = tuple(replace(one, position=1 - one.position) for one in cut.holdings[0].parts)
    root = replace(lonely.snapshot, trees=(replace(tree, root=parent(left, right).hash),))
    swapped = replace(cut, holdings=(replace(cut.holdings[0], parts=turned),))
    yield shown("leaves out of order", "order", root, swapped)
    twice = replace(cut, holdings=cut.holdings * 2)
    yield shown("a holding twice", "malformed", lonely.snapshot, twice)


def one_sign_changed(step: int) -> Iterator[Case]:
    """The proof with one sign changed, here and there; what it comes to is for others to say."""
    good = json.dumps(proof_example.proof_of("1001"), separators=(",", ":"))
    signs = '09af"{}[],:-. x'
    for number, at in enumerate(range(0, len(good), step)):
        said = f"{good[:at]}{signs[number % len(signs)]}{good[at + 1 :]}"
        yield case(f"sign {at}", "?", proof=said)


def table() -> list[Case]:
    return [*holding(), *malformed(), *refused(), *forged()]
