"""Evidence that wallets are the firm's own: its table."""

from __future__ import annotations

from hozen.records.contract import Column, Kind, Table


def _may(name: str, doc: str, kind: Kind = Kind.TEXT, pattern: str = "") -> Column:
    return Column(name, kind, doc, required=False, pattern=pattern)


WALLET_EVIDENCE = Table(
    "wallet_evidence",
    "ウォレット支配の証跡",
    "Evidence that a wallet's keys are the firm's or its custodian's: signatures, statements, send-to-self tests.",
    (
        Column("wallet_id", Kind.TEXT, "wallet", refers="wallets.wallet_id"),
        Column(
            "kind",
            Kind.CHOICE,
            "a signature by its method, a custodian's statement, or an auditor's send-to-self test",
            choices=(
                *("bip322", "bip137", "eip191", "eip191_hashed"),
                *("custodian_statement", "send_to_self"),
            ),
        ),
        Column("made_on", Kind.DAY, "day on which it was made"),
        _may("valid_until", "last day of its own validity, where it names one", Kind.DAY),
        _may("challenge", "signatures: the text signed, from `hozen wallets challenge`"),
        _may("signature", "signatures: as the wallet gave it"),
        _may("address", "the address that signed or sent; empty for the wallet's own"),
        _may("file_sha256", "statements: SHA-256 of the file", pattern="[0-9a-f]{64}"),
        _may("checked_by", "who checked it: needed for statements and send-to-self tests"),
        _may("txid", "send-to-self: the transaction"),
        _may("units", "send-to-self: smallest units moved", Kind.UNITS),
        _may("to_address", "send-to-self: where they went; must be where they came from"),
        _may("note", "a remark"),
    ),
    ("wallet_id", "kind", "made_on"),
    required=False,
)
