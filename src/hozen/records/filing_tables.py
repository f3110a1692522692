"""What the firm reported, and when."""

from __future__ import annotations

from hozen.records.contract import Column, Kind, Table

FILINGS = Table(
    "filings",
    "提出の記録",
    "Reports as filed. From the first period that stands here on, the daily close asks for each report.",
    (
        Column(
            "duty",
            Kind.CHOICE,
            "which report, as hozen duties list --json names it",
            choices=(
                *("psa_annual", "psa_property", "psa_quarter_accounts", "psa_supervisory", "psa_audit"),
                *("customer_statement", "psa_misconduct", "psa_closure", "jvcea_monthly"),
                *("type_1_annual", "type_1_group", "type_1_ratio"),
            ),
        ),
        Column("period_end", Kind.DAY, "last day of the period; of an event, its day"),
        Column("filed_on", Kind.DAY, "day of filing"),
        Column("reference", Kind.TEXT, "receipt or file", required=False),
    ),
    ("duty", "period_end"),
    required=False,
)
