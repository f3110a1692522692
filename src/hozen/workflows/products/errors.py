"""What is refused of a register of crypto-assets handled."""

from __future__ import annotations

from typing import ClassVar

from hozen.errors import HozenError


class ProductsFile(HozenError):
    """取扱暗号資産の登録簿ファイルの誤り: a file or folder that cannot be read, or written, as the register."""

    code: ClassVar[str] = "products-file"


class UnknownProduct(HozenError):
    """登録簿にない銘柄または版: the register has no such product, or the product no such version of its disclosure."""

    code: ClassVar[str] = "unknown-product"
