"""Words of the book, and the codes that the OECD's schema 1.5 has for them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

EXCHANGE_KINDS: Mapping[str, str] = MappingProxyType(
    {"staking": "CARF401", "loan": "CARF402", "wrapping": "CARF403", "collateral": "CARF404"}
)
IN_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "airdrop": "CARF501",
        "staking": "CARF502",
        "mining": "CARF503",
        "loan": "CARF504",
        "other_provider": "CARF505",
        "goods_or_services": "CARF506",
        "collateral": "CARF507",
        "other": "CARF508",
        "unknown": "CARF509",
    }
)
OUT_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "other_provider": "CARF601",
        "loan": "CARF602",
        "goods_or_services": "CARF603",
        "collateral": "CARF604",
        "other": "CARF605",
        "unknown": "CARF606",
    }
)
ROLES: Mapping[str, str] = MappingProxyType(
    {
        "ownership": "CARF801",
        "other_means": "CARF802",
        "senior_manager": "CARF803",
        "settlor": "CARF804",
        "trustee": "CARF805",
        "protector": "CARF806",
        "beneficiary": "CARF807",
        "other_of_trust": "CARF808",
        "other_settlor": "CARF809",
        "other_trustee": "CARF810",
        "other_protector": "CARF811",
        "other_beneficiary": "CARF812",
        "other": "CARF813",
    }
)
NEXUS: Mapping[str, str] = MappingProxyType(
    {
        "tax_residence": "CARF901",
        "incorporation": "CARF902",
        "management": "CARF903",
        "place_of_business": "CARF904",
        "branch": "CARF905",
        "authorisation": "CARF906",
        "remote_services": "CARF907",
    }
)
VALUATIONS: Mapping[str, str] = MappingProxyType(
    {"book": "CARF1001", "third_party": "CARF1002", "recent": "CARF1003", "estimate": "CARF1004"}
)
# Category of a total → the element that holds it, in the order of the schema.
ELEMENTS: Mapping[str, str] = MappingProxyType(
    {
        "crypto_in": "CryptoToCryptoIn",
        "crypto_out": "CryptoToCryptoOut",
        "fiat_in": "CryptoFiatIn",
        "fiat_out": "CryptoFiatOut",
        "transfer_in": "CryptoTransferIn",
        "transfer_out": "CryptoTransferOut",
        "wallet_out": "TransferWallet",
        "retail_payment": "RRPT",
    }
)
KINDS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "crypto_in": EXCHANGE_KINDS,
        "crypto_out": EXCHANGE_KINDS,
        "fiat_in": EXCHANGE_KINDS,
        "fiat_out": EXCHANGE_KINDS,
        "transfer_in": IN_KINDS,
        "transfer_out": OUT_KINDS,
        "retail_payment": MappingProxyType({}),
    }
)
