"""Bitcoin Core's own script interpreter, asked whether an input spends an output."""

from __future__ import annotations

from collections.abc import Sequence

from hozen.rules.custody.ownership.signed.libraries import need
from hozen.rules.custody.ownership.signed.transaction import Output, Transaction
from hozen.rules.custody.ownership.signed.verified import NotProven


def require_spends(transaction: Transaction, spent: Sequence[Output]) -> None:
    """NotProven unless every input spends its output under all rules of consensus, taproot included.

    `spent` holds one output for each input, in order. Raises OwnershipExtraMissing.
    """
    need("pbk")
    import pbk
    from pbk.script import PrecomputedTransactionData

    # The library ends the whole process where a count is wrong, so it is proved here first.
    if len(spent) != len(transaction.inputs):
        raise NotProven("malformed")
    theirs = [pbk.TransactionOutput(pbk.ScriptPubkey(one.script), one.satoshi) for one in spent]
    try:
        to_sign = pbk.Transaction(bytes(transaction))
    except RuntimeError as error:  # what the library raises for bytes that it cannot read
        raise NotProven("malformed") from error
    hashes = PrecomputedTransactionData(to_sign, theirs)
    flags = pbk.ScriptVerificationFlags.ALL
    for index, (output, one) in enumerate(zip(theirs, spent, strict=True)):
        if not output.script_pubkey.verify(one.satoshi, to_sign, hashes, index, flags):
            raise NotProven("signature_wrong")
