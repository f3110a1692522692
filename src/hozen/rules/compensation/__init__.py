"""補償: what customers lost, who pays for it in which order and on which day, and how it falls on each."""

from hozen.rules.compensation.cash_path import CashDay, CashStep, by_day, cash_path, there_by, whole_on
from hozen.rules.compensation.facts import (
    DEFAULT_ORDER,
    IN_KIND,
    IN_YEN,
    AssetLoss,
    Method,
    Source,
    SourceKind,
    Spread,
    WaterfallOrder,
)
from hozen.rules.compensation.in_kind import Recovery, loss_of
from hozen.rules.compensation.payment import AssetPayment, Entitled, payments
from hozen.rules.compensation.waterfall import Taken, Waterfall, pour

__all__ = [
    "DEFAULT_ORDER",
    "IN_KIND",
    "IN_YEN",
    "AssetLoss",
    "AssetPayment",
    "CashDay",
    "CashStep",
    "Entitled",
    "Method",
    "Recovery",
    "Source",
    "SourceKind",
    "Spread",
    "Taken",
    "Waterfall",
    "WaterfallOrder",
    "by_day",
    "cash_path",
    "loss_of",
    "payments",
    "pour",
    "there_by",
    "whole_on",
]
