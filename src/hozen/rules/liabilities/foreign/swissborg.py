"""SwissBorg: one tree per asset, and one hash over all of them. Node: both amounts and both hashes, tagged and parted."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from hozen.rules.liabilities.foreign.claims import Claim, bound
from hozen.rules.liabilities.foreign.exact import written
from hozen.rules.liabilities.foreign.fields import Fields
from hozen.rules.liabilities.foreign.hashing import sha256_hex
from hozen.rules.liabilities.foreign.inspected import (
    Asked,
    Inspection,
    NotSo,
    own_account,
    require,
    same_root,
)
from hozen.rules.liabilities.foreign.sum_path import told

NAME = "swissborg"
BOUND = bound(one for one in Claim if one is not Claim.COMPLETE)


@dataclass(frozen=True, slots=True)
class Partition:
    """One asset's tree: its name, its published amount as written and exact, and its root."""

    id: str
    currency: str
    as_written: str
    amount: int
    digest: str


def looks_like(file: Fields) -> bool:
    """The published roots, or one customer's file."""
    return file.has("audit") or file.has("audit_id", "user_id", "liabilities")


def inspect(file: Fields, beside: Fields | None, asked: Asked) -> Inspection:
    """Check the roots, or a customer's file with them beside it and the audit credential as the secret.

    Raises ForeignProofUnreadable.
    """
    roots, customer = (file, beside) if file.has("audit") else (beside, file)
    found = Inspection(NAME, "totals" if customer is None else "customer", "", (), "", (), 0, BOUND)
    try:
        if roots is None:
            return replace(found, missing=("roots",))
        found, partitions = _of_roots(found, roots.inner("audit"), asked)
        if customer is None:
            return found
        audit, other = roots.inner("audit").text("id"), customer.text("audit_id")
        require(audit == other, NotSo("other_snapshot", "audit_id", other, audit))
        return _of_customer(found, customer, partitions, asked)
    except NotSo as why:
        return replace(found, refusal=why.refusal)


def _of_roots(found: Inspection, audit: Fields, asked: Asked) -> tuple[Inspection, Mapping[str, Partition]]:
    partitions = [_partition(row) for row in audit.rows("partitions")]
    root = audit.inner("commitment").digest("digest")
    totals = told({one.currency: one.amount for one in partitions})
    found = replace(found, root=root, totals=totals, nodes=len(partitions))
    for names in ([one.id for one in partitions], [one.currency.upper() for one in partitions]):
        if len(set(names)) != len(names):
            raise NotSo("asset_twice", "audit.partitions")
    computed = audit_digest(partitions)
    if computed != root:
        raise NotSo("path_leads_elsewhere", "audit.commitment.digest", computed, root)
    left = (*same_root(root, asked), "no_customer")
    return replace(found, left=left), {one.id: one for one in partitions}


def _partition(row: Fields) -> Partition:
    commitment = row.inner("commitment")
    amount = commitment.amount("liability")
    _require_no_debt(amount, row.where)
    text = commitment.text("liability")
    return Partition(row.text("id"), row.text("currency"), text, amount, commitment.digest("digest"))


def audit_digest(partitions: Sequence[Partition]) -> str:
    """SHA-256 over each partition's id, amount and root, in the order of the currencies."""
    ordered = sorted(partitions, key=lambda one: one.currency.upper().encode("utf-16-be"))
    told_of = (text for one in ordered for text in (one.id, one.as_written, one.digest))
    return sha256_hex(",".join(("SB PoL - Audit commitment hash", *told_of)))


def _of_customer(
    found: Inspection, file: Fields, partitions: Mapping[str, Partition], asked: Asked
) -> Inspection:
    user, audit = file.text("user_id"), file.text("audit_id")
    left = (*(one for one in found.left if one != "no_customer"), *own_account(asked))
    found = replace(found, account=user, left=left)
    if asked.account not in (None, user):
        raise NotSo("other_account", "user_id", user, asked.account)
    rows = file.rows("liabilities")
    if not rows:
        raise NotSo("account_absent", "liabilities", user)
    places = [(row.text("audit_partition_id"), row.inner("proof").whole("leaf_index")) for row in rows]
    if len(set(places)) != len(places):
        raise NotSo("leaf_twice", "liabilities")
    held: dict[str, int] = {}
    for row in rows:
        partition = _partition_of(row, partitions)
        held[partition.currency] = held.get(partition.currency, 0) + row.amount("liability")
        if asked.secret is not None:
            _require_part(row, user, audit, partition, asked.secret)
    nodes = sum(len(row.inner("proof").rows("witnesses")) + 1 for row in rows)
    missing = () if asked.secret else ("credential",)
    return replace(found, shown=told(held), nodes=found.nodes + nodes, missing=missing)


def _partition_of(row: Fields, partitions: Mapping[str, Partition]) -> Partition:
    name = row.text("audit_partition_id")
    if name not in partitions:
        raise NotSo("other_snapshot", f"{row.where}.audit_partition_id", name)
    return partitions[name]


def _require_part(row: Fields, user: str, audit: str, partition: Partition, credential: str) -> None:
    """One part of a holding from its leaf to the partition's root. NotSo."""
    proof, amount = row.inner("proof"), row.amount("liability")
    index, witnesses = proof.whole("leaf_index"), proof.path("witnesses")
    if not witnesses or not 0 <= index < 2 ** len(witnesses):
        raise NotSo("index_differs", proof.where, index, f"0 to {2 ** len(witnesses) - 1}")
    _require_no_debt(amount, row.where)
    nonce = leaf_nonce(credential, audit, partition.currency, index)
    digest = leaf_hash(nonce, user, row.text("liability"))
    for height, witness in enumerate(witnesses):
        beside = witness.amount("liability")
        _require_no_debt(beside, witness.where)
        pair = ((beside, witness.digest("digest")), (amount, digest))
        digest = inner_hash(*(pair if index >> height & 1 else pair[::-1]))
        amount += beside
    if digest != partition.digest:
        raise NotSo("path_leads_elsewhere", row.where, digest, partition.digest)
    if amount != partition.amount:
        raise NotSo("total_differs", row.where, written(amount), written(partition.amount))


def leaf_nonce(credential: str, audit: str, currency: str, index: int) -> str:
    """Three HMAC-SHA-256 in a row: of the snapshot, the asset and the place in the tree."""
    key = _hmac(credential, f"SB PoL - Audit nonce derivation,{audit}")
    key = _hmac(key, f"SB PoL - Currency Merkle tree nonce derivation,{currency}")
    return _hmac(key, f"SB PoL - Leaf nonce derivation,{index}")


def leaf_hash(nonce: str, user: str, amount: str) -> str:
    """SHA-256 of 'leaf', the nonce, the user and the amount as it is written."""
    return sha256_hex(f"leaf,{nonce},{user},{amount}")


def inner_hash(left: tuple[int, str], right: tuple[int, str]) -> str:
    """SHA-256 of 'inner', both amounts in their shortest form, both hashes."""
    return sha256_hex(f"inner,{written(left[0])},{written(right[0])},{left[1]},{right[1]}")


def _hmac(key: str, text: str) -> str:
    return hmac.new(key.encode(), text.encode(), hashlib.sha256).hexdigest()


def _require_no_debt(amount: int, where: str) -> None:
    if amount < 0:
        raise NotSo("negative", where, written(amount), "0 or more")
