"""What to try next for a reject, from its reason and the value that stood there."""

from __future__ import annotations

import re

BROKEN_EXPECTED = {
    "broken-parquet": "a whole Parquet file",
    "broken-csv": "sound CSV: comma, double quotes, as many fields in each line as there are column names",
    "control-character": "text without control characters",
    "encoding": "utf-8 text",
}
_EXCEL = "Excel turned this number; export the column as text and do not save the CSV from Excel"
_BY_VALUE: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"[0-9]([.][0-9]+)?E[+][0-9]+"), _EXCEL),
    (re.compile(r"[0-9]{1,3}(,[0-9]{3})+([.][0-9]+)?"), "write the number without thousands separators"),
    (re.compile(r"0[0-9]+"), "write the number without leading zeros"),
    (re.compile(r"\s.*|.*\s"), "take away the spaces at its ends"),
)
_DAYS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"[0-9]{4}[/.][0-9]{1,2}[/.][0-9]{1,2}"), "Excel's form of a date; write it as 2026-11-20"),
    (re.compile(r"[0-9]{1,2}[/-]([0-9]{1,2}|[A-Za-z]{3})[/-][0-9]{2,4}"), "write the date as 2026-11-20"),
    (re.compile(r"[0-9]{5}"), "this may be Excel's day number; write the date as 2026-11-20"),
    (
        re.compile(r".*[0-9]{2}:[0-9]{2}.*"),
        "this is an instant; write its day in Japan (15:00Z and later belong to the next day)",
    ),
)
_BY_REASON = {
    "missing-value": "fill the value in at its source",
    "fraction": "give whole smallest units: 0.5 BTC is 50000000",
    "float": "write the column as DECIMAL(38,0), an integer type or text: a float cannot hold money exactly",
    "negative": "a debt never nets against other customers; leave the row out or set it to 0",
    "exponent": "write the number out in digits",
    "not-a-number": "correct the value at its source",
    "too-many-digits": "check the unit of the amount",
    "zero-price": "a price is above zero; leave the row out where there is none",
    "no-zone": "say which zone it is: Z for UTC or +09:00 for Japan",
    "excel-number": _EXCEL,
    "broken-parquet": "write the file again from its source; it is not whole",
    "broken-csv": "look at that line: a quote may be open, or a comma may stand inside a value without quotes",
    "control-character": "take the invisible character out at its source",
    "spaces-at-ends": "take away the spaces at its ends",
    "duplicate-key": "keep one of the rows; two figures for one thing cannot both hold",
    "unknown-asset": "add the asset to assets",
    "unknown-customer": "add the customer to customers",
    "unknown-wallet": "add the wallet to wallets",
    "unknown-trust-account": "add the account to trust_accounts",
    "unknown-provider": "add the provider to providers",
    "unknown-product": "add the product to products",
    "unknown-disclosure": "add the version to disclosures",
    "unknown-field": "use the code of a field that hozen knows",
    "field-form": "write the text in the form that the field asks for",
    "version-order": "number the versions in the order of their days",
    "decision-order": "add the decision that came before, or correct its day",
    "issuer-case": "name the issuer, or say that nobody issues it",
    "not-a-lei": "copy the identifier from the LEI register, or leave it empty",
    "not-a-corporate-number": "copy the number from the 法人番号 register, or leave it empty",
    "ends-before-it-begins": "correct one of the two days",
    "overlapping-periods": "end the earlier period on the day before the later one begins",
    "circular-chain": "look who really does the work, and end the row that is wrong",
}


def hint_for(reason: str, value: str, table: str) -> str:
    """One sentence on what to do; '' where the expectation says it already."""
    if reason == "encoding":
        if "Shift_JIS" in value:
            return f'in book.toml: [encoding] {table} = "shift_jis"'
        return "save the file as UTF-8"
    chosen = _DAYS if reason == "not-a-day" else _BY_VALUE
    if reason in {"not-a-day", "wrong-type", "exponent"} or reason.startswith("unknown-"):
        for pattern, hint in chosen:
            if pattern.fullmatch(value) and not (reason.startswith("unknown-") and hint.endswith("zeros")):
                return hint
    if reason.startswith("unknown-") and value.isdigit():
        return f"{_BY_REASON.get(reason, '')}; if ids begin with zeros, Excel may have taken them away"
    return _BY_REASON.get(reason, "")
