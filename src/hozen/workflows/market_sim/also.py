"""What a planted case is besides its own typology, by the written rules: an alert of these is no false alarm."""

from __future__ import annotations

from collections.abc import Mapping

# A price driven hard within minutes is abnormal, away from other venues, and driven by few; whoever drives it has a large
# share of what is traded. A trade with oneself or with a friend is of every kind of agreed trade whose rule it meets.
_DRIVEN = ("abnormal", "cross_venue", "ramping", "momentum_ignition")
_AGREED = ("matched", "ring", "painting", "self_match", "linked_owners", "abnormal")
ALSO: Mapping[str, tuple[str, ...]] = {
    "self_match": _AGREED,
    "linked_owners": _AGREED,
    "matched": _AGREED,
    "ring": _AGREED,
    "painting": (*_AGREED, "ramping", "momentum_ignition", "cross_venue"),
    "spoofing": ("layering",),
    "layering": ("spoofing",),
    "quote_stuffing": (),
    "marking": (*_DRIVEN, "high_share"),
    "ramping": _DRIVEN,
    "price_fixing": ("abnormal", "cross_venue"),
    "momentum_ignition": (*_DRIVEN, "spoofing"),
    "pump_dump": (*_DRIVEN, "painting"),
    "front_running": ("abnormal",),
    "insider": ("abnormal",),
    "cross_venue": _DRIVEN,
    "abnormal": _DRIVEN,
    "high_share": (),
}
