"""売買審査: detectors of market abuse. An alert is no report: a person decides."""

from hozen.rules.surveillance.abnormal import ABNORMAL
from hozen.rules.surveillance.circular import CIRCULAR
from hozen.rules.surveillance.cross_venue import CROSS_VENUE
from hozen.rules.surveillance.detector import Detector, Gather, Hit, Judged, number, numbers
from hozen.rules.surveillance.front_running import FRONT_RUNNING
from hozen.rules.surveillance.high_share import HIGH_SHARE
from hozen.rules.surveillance.insider import INSIDER
from hozen.rules.surveillance.layering import LAYERING
from hozen.rules.surveillance.linked_owners import LINKED_OWNERS
from hozen.rules.surveillance.marking_close import MARKING_CLOSE
from hozen.rules.surveillance.matched_orders import MATCHED_ORDERS
from hozen.rules.surveillance.momentum import MOMENTUM
from hozen.rules.surveillance.painting import PAINTING
from hozen.rules.surveillance.price_fixing import PRICE_FIXING
from hozen.rules.surveillance.pump import PUMP
from hozen.rules.surveillance.ramping import RAMPING
from hozen.rules.surveillance.self_match import SELF_MATCH
from hozen.rules.surveillance.spoofing import SPOOFING
from hozen.rules.surveillance.stuffing import STUFFING

DETECTORS = (
    *(
        SELF_MATCH,
        LINKED_OWNERS,
        MATCHED_ORDERS,
        CIRCULAR,
        PAINTING,
        SPOOFING,
        LAYERING,
        STUFFING,
        MARKING_CLOSE,
    ),
    *(RAMPING, PRICE_FIXING, MOMENTUM, PUMP, FRONT_RUNNING, INSIDER, CROSS_VENUE, ABNORMAL, HIGH_SHARE),
)
BY_DETECTOR = {one.name: one for one in DETECTORS}

__all__ = ["BY_DETECTOR", "DETECTORS", "Detector", "Gather", "Hit", "Judged", "number", "numbers"]
