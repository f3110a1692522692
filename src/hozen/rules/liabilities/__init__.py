"""負債証明: what customers are owed, under one commitment that each of them can check."""

from hozen.rules.liabilities.as_json import proof_text, snapshot_text
from hozen.rules.liabilities.build import Built, build
from hozen.rules.liabilities.check_proof import Proven, check_proof
from hozen.rules.liabilities.commitment import commitment
from hozen.rules.liabilities.errors import Fault, LiabilitiesRefused, ProofRefused
from hozen.rules.liabilities.facts import (
    NO_PREVIOUS,
    AccountBalance,
    ChainPoint,
    DerivedSecrets,
    Ledger,
    Opening,
    Secrets,
    Side,
    Snapshot,
    TreeHead,
)
from hozen.rules.liabilities.from_json import read_proof, read_snapshot
from hozen.rules.liabilities.odds import seen
from hozen.rules.liabilities.proof import CustomerProof, ProvenHolding, ProvenPart, cut_proof
from hozen.rules.liabilities.signature import (
    SnapshotSignature,
    is_strong,
    read_signature,
    signature_text,
    signed_bytes,
)

__all__ = [
    "NO_PREVIOUS",
    "AccountBalance",
    "Built",
    "ChainPoint",
    "CustomerProof",
    "DerivedSecrets",
    "Fault",
    "Ledger",
    "LiabilitiesRefused",
    "Opening",
    "ProofRefused",
    "Proven",
    "ProvenHolding",
    "ProvenPart",
    "Secrets",
    "Side",
    "Snapshot",
    "SnapshotSignature",
    "TreeHead",
    "build",
    "check_proof",
    "commitment",
    "cut_proof",
    "is_strong",
    "proof_text",
    "read_proof",
    "read_signature",
    "read_snapshot",
    "seen",
    "signature_text",
    "signed_bytes",
    "snapshot_text",
]
