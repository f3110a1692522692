"""A fault that can be planted, and one that was."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Plant:
    """仕込み: `expects` is the finding's code, or the reason of the refusal at the door.

    `where`: 'plan' (the day's ledger and wallets), 'terms' (capital, cover, reserve), 'register' (of providers),
    'handled' (the register of crypto-assets, disclosures, reports filed), 'proof' (evidence that wallets are the
    firm's), 'statement' (a custodian's), 'door' (what is refused) or 'chain' (a break between chain and ledger, with
    its evidence; its name is 'break_' and the cause).
    `cure` is the key of the law's cure time; '' where no text gives time, or none is at stake.
    """

    name: str
    text: str
    text_ja: str
    expects: str
    where: str
    cure: str = ""


Said = tuple[str, int, str]
"""(subject, amount, unit) of a planted fault."""


@dataclass(frozen=True, slots=True)
class Planted:
    """What was planted: `amount` in `unit` ('satoshi', 'yen', 'rows' …) of `subject` (an asset, a table or '').

    `cure_business_days`: what law and contract give to cure it; None where no text known for the day gives time.
    """

    plant: Plant
    subject: str
    amount: int
    unit: str
    cure_business_days: int | None = None

    def __str__(self) -> str:
        where = f" {self.subject}" if self.subject else ""
        cure = f", to be cured in {self.cure_business_days} business days" if self.cure_business_days else ""
        return f"{self.plant.name}:{where} {self.amount:,} {self.unit}; look for {self.plant.expects}{cure}"
