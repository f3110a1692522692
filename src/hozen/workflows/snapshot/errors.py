"""What the making and publishing of snapshots refuses.

HozenError
├── SnapshotExtraMissing   the libraries that sign, seal and stamp are not installed
├── SecretStoreRefused     the store of the master secret, or its key
├── SigningKeyRefused      the key that signs
├── SnapshotFolderRefused  the folder of snapshots, or the day in it
├── SignatureRefused       a signature that does not hold, or is there already
├── StampRefused           a time stamp: request, reply, or the way to the authority
├── PublishRefused         the past, as the folder or the site has it
└── ProverRefused          a prover that another package brings
"""

from __future__ import annotations

from typing import ClassVar, TypeVar

from hozen.errors import HozenError


class SnapshotExtraMissing(HozenError):
    """署名ライブラリ未導入: a library that signs, seals or stamps is not installed."""

    code: ClassVar[str] = "snapshot-extra-missing"


class SecretStoreRefused(HozenError):
    """秘密値保管庫の拒否: the store of secrets or its key cannot be used; it was left as it is."""

    code: ClassVar[str] = "secret-store"


class SigningKeyRefused(HozenError):
    """署名鍵の拒否: the file of a signing key cannot be used; it was left as it is."""

    code: ClassVar[str] = "signing-key"


class SnapshotFolderRefused(HozenError):
    """スナップショットフォルダの拒否: a folder of snapshots, or a day of it, that cannot be read as one."""

    code: ClassVar[str] = "snapshot-folder"


class SignatureRefused(HozenError):
    """署名の拒否: a signature that does not hold, or would take the place of another."""

    code: ClassVar[str] = "signature-refused"


class StampRefused(HozenError):
    """タイムスタンプの拒否: a request or reply that cannot be used, or an authority that does not answer."""

    code: ClassVar[str] = "stamp-refused"


class PublishRefused(HozenError):
    """公表の拒否: the past has a gap or was changed, or the site is not ours. The site is as it was."""

    code: ClassVar[str] = "publish-refused"


class ProverRefused(HozenError):
    """外部証明器の拒否: a prover of another package is not there, is none, or did not prove."""

    code: ClassVar[str] = "prover-refused"


_Refusal = TypeVar("_Refusal", bound=HozenError)


def told_as(kind: type[_Refusal], error: HozenError) -> _Refusal:
    """The same refusal under the name that it has here."""
    return kind(
        error.message, where=error.where, found=error.found, expected=error.expected, try_next=error.try_next
    )
