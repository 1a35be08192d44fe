"""What a command does to the state of its device, where that is known: only then can it be confirmed."""

from collections.abc import Mapping
from typing import Final

EFFECTS: Final[Mapping[tuple[str, str], tuple[str, frozenset[str | bool]]]] = {
    ("onOff", "on"): ("onOff", frozenset({True})),
    ("onOff", "off"): ("onOff", frozenset({False})),
    ("doorLock", "lockDoor"): ("lockState", frozenset({"locked"})),
    ("doorLock", "unlockDoor"): ("lockState", frozenset({"unlocked", "unlatched"})),
    ("doorLock", "unboltDoor"): ("lockState", frozenset({"unlocked", "unlatched"})),
    ("valveControl", "open"): ("currentState", frozenset({"open"})),
    ("valveControl", "close"): ("currentState", frozenset({"closed"})),
}
"""(capability, command) to the property that tells, and the values that mean it was done."""

REACHED: Final[Mapping[tuple[str, str], tuple[str, float]]] = {
    ("windowCovering", "open"): ("currentPosition", 100.0),
    ("windowCovering", "close"): ("currentPosition", 0.0),
    ("closureControl", "open"): ("position", 100.0),
    ("closureControl", "close"): ("position", 0.0),
}
"""Likewise, for what takes its time: where the property has this value already, there is nothing to wait for."""
