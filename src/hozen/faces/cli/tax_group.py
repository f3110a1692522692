"""The commands of `hozen tax`."""

from __future__ import annotations

from collections.abc import Callable

from hozen.faces.cli import tax, tax_compare, tax_explain, tax_ledger, tax_positions

TAX: dict[str, Callable[..., int]] = {
    "import": tax.take_in,
    "forms": tax.forms,
    "elect": tax.elect,
    "compute": tax.compute,
    "report": tax.report,
    "explain": tax_explain.explain,
    "compare": tax_compare.compare,
    "margin": tax_positions.margin,
    "company": tax_positions.company,
    "losses": tax_ledger.losses,
    "change": tax_ledger.change,
}
