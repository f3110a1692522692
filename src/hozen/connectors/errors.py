"""What a node, the way to it, or its settings are refused for.

HozenError
├── NodeSettings          a URL or a setting that cannot be used
├── SecretRefused         a password, token or cookie file that cannot be used, or that others can read
├── LiveExtraMissing      the library that speaks HTTP is not installed
├── NodeUnreachable       no answer, however often it was asked
├── NodeAnswered          the node answered with an error of its own
├── NodeAnswerUnreadable  what came back is no answer: cut, too large, of another request
├── NodeBehind            the node has not caught up, or is of another chain than the one asked for
└── ChainReorged          the block that was read gave way to another, again and again
"""

from __future__ import annotations

from typing import ClassVar

from hozen.errors import HozenError


class NodeSettings(HozenError):
    """ノード設定の誤り: a URL, or a setting of nodes.toml, that cannot be used."""

    code: ClassVar[str] = "node-settings"


class SecretRefused(HozenError):
    """秘密情報の拒否: a password, token or cookie file that is not there, or that others can read."""

    code: ClassVar[str] = "node-secret"


class LiveExtraMissing(HozenError):
    """接続ライブラリ未導入: the library that speaks HTTP is not installed."""

    code: ClassVar[str] = "live-extra-missing"


class NodeUnreachable(HozenError):
    """ノード接続不能: no answer from the node, however often it was asked."""

    code: ClassVar[str] = "node-unreachable"


class NodeAnswered(HozenError):
    """ノードの拒否応答: the node answered with an error. `number` and `said` are the node's own, `data` what it added."""

    code: ClassVar[str] = "node-answered"

    def __init__(self, where: str, number: int, said: str, data: object = None) -> None:
        super().__init__("the node refused", where=where, found=f"{number}: {said}")
        self.number = number
        self.said = said
        self.data = data


class NodeAnswerUnreadable(HozenError):
    """応答の読取不能: what came back is no answer to what was asked: cut off, too large, or of another request."""

    code: ClassVar[str] = "node-answer"


class NodeBehind(HozenError):
    """ノードの遅れ: the node has not caught up with its chain, or is of another chain than the one asked for."""

    code: ClassVar[str] = "node-behind"


class ChainReorged(HozenError):
    """チェーンの再編成: the block that was read gave way to another, as often as it was tried."""

    code: ClassVar[str] = "chain-reorged"
