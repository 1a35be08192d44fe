"""zigbee2mqtt's `action` words as events: what a button did has no lasting value."""

from typing import Final

from schemas.updates import EventOccurred
from schemas.value import Value
from schemas.vocabulary import VENDOR

_COUNTS: Final = {"double": 2, "triple": 3, "quadruple": 4, "quintuple": 5, "many": 5}
_VERBS: Final = {
    "single": "shortRelease",
    "click": "shortRelease",
    "tap": "shortRelease",
    "on": "shortRelease",
    "off": "shortRelease",
    "toggle": "shortRelease",
    "press": "initialPress",
    "hold": "longPress",
    "long": "longPress",
    "release": "longRelease",
}
_TURNS: Final = {"rotate", "rotation", "rotated"}
_BACKWARDS: Final = {"left", "counterclockwise", "ccw", "down"}


def event(device: str, action: str, arrived_ns: int, *, lock: bool) -> EventOccurred:
    """Name what an action is; one that is no press, turn or lock operation stays the vendor's own."""
    capability, name, fields = _lock(action) if lock else _press(action)
    return EventOccurred(
        device=device,
        endpoint=1,
        capability=capability,
        event=name,
        arrived_ns=arrived_ns,
        fields=(*fields, ("action", action)),
    )


def _lock(action: str) -> tuple[str, str, tuple[tuple[str, Value], ...]]:
    return "doorLock", "lockOperationError" if "failure" in action else "lockOperation", ()


def _press(action: str) -> tuple[str, str, tuple[tuple[str, Value], ...]]:
    words = action.casefold().replace("-", "_").split("_")
    if _TURNS & set(words):
        return "genericSwitch", "rotated", (("steps", -1 if _BACKWARDS & set(words) else 1),)
    for word in words:
        if word in _COUNTS:
            return "genericSwitch", "multiPressComplete", (("count", _COUNTS[word]),)
    if "release" in words:
        return "genericSwitch", "shortRelease" if "short" in words else "longRelease", ()
    for word in reversed(words):  # the verb comes last: on_press, 1_single
        if word in _VERBS:
            return "genericSwitch", _VERBS[word], ()
    return VENDOR, "zigbee2mqtt.action", ()
