"""Faults that can be planted in the register of crypto-assets handled, in disclosures, and in the reports filed."""

from __future__ import annotations

from hozen.workflows.sample.plant import Plant


def _plant(name: str, text: str, text_ja: str, expects: str) -> Plant:
    return Plant(name, text, text_ja, expects, "handled")


HANDLED_PLANTS = (
    _plant(
        "undisclosed",
        "Nothing was ever disclosed of the newest crypto-asset handled.",
        "最も新しい取扱暗号資産について、情報開示の版が一つもない。",
        "disclosure-missing",
    ),
    _plant(
        "field_missing",
        "The disclosure of ETH does not say what attacks it is open to.",
        "ETHの情報開示にサイバー攻撃のリスクの記載がない。",
        "disclosure-field",
    ),
    _plant(
        "disclosure_stale",
        "The disclosure of BTC counted as fresh until the day before the last.",
        "BTCの情報開示の有効期限が最終日の前日まで。",
        "disclosure-stale",
    ),
    _plant(
        "delisted_traded",
        "XRP is delisted from the last day on, and held and traded all the same.",
        "XRPは最終日から取扱廃止だが、保有も取引も続いている。",
        "asset-handled",
    ),
    _plant(
        "report_overdue",
        "The last quarterly report on customers' property whose day has gone by is not filed.",
        "期限の過ぎた直近の利用者財産の四半期報告が提出されていない。",
        "duty-filed",
    ),
)
