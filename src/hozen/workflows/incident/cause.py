"""Causes, and whether they are an accident in the statute's sense."""

from __future__ import annotations

from enum import Enum

from hozen.law import Lawful, Reading

ACCIDENT = "reserves.accidents"


class Cause(Enum):
    """事案の原因: how customers' assets came to be missing."""

    HOT_KEY_THEFT = "hot_key_theft"  # ホットウォレットの秘密鍵の窃取
    VENDOR_SIGNING = "vendor_signing"  # 署名事業者経由の流出
    MULTISIG_APPROVAL = "multisig_approval"  # マルチシグ承認の詐取
    OTHER_EXTERNAL_THEFT = "other_external_theft"  # その他の外部者による流出
    INSIDER = "insider"  # 内部者
    OPERATIONAL_ERROR = "operational_error"  # 事務の誤り, such as a wrong credit
    ACCOUNTING_FAULT = "accounting_fault"  # 帳簿の誤り
    CUSTODIAN_FAILURE = "custodian_failure"  # 外部カストディアンの破綻
    INSOLVENCY = "insolvency"  # 自社の破綻

    @property
    def by_the_firm(self) -> bool:
        """Whether it is an act of the firm, its officers or staff; an outsider's theft is not one."""
        return self in (Cause.INSIDER, Cause.OPERATIONAL_ERROR, Cause.ACCOUNTING_FAULT)


def accident_by(cause: Cause, reading: Reading) -> tuple[bool, Lawful[str]]:
    """FIB Order 118, FIEA 39(3): 事故 is an act of the firm, its officers or staff. With the provision it rests on."""
    return cause.by_the_firm, reading.text(ACCIDENT)
