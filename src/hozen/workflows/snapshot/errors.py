"""What the making and publishing of snapshots refuses.

HozenError
├── SnapshotExtraMissing   the libraries that sign, seal and stamp are not installed
└── SecretStoreRefused     the store of the master secret, or its key
"""

from __future__ import annotations

from typing import ClassVar

from hozen.errors import HozenError


class SnapshotExtraMissing(HozenError):
    """署名ライブラリ未導入: a library that signs, seals or stamps is not installed."""

    code: ClassVar[str] = "snapshot-extra-missing"


class SecretStoreRefused(HozenError):
    """秘密値保管庫の拒否: the store of secrets or its key cannot be used; it was left as it is."""

    code: ClassVar[str] = "secret-store"
