"""zigbee2mqtt's `action` words as events: what a button did has no lasting value.

A word is a button and a gesture in either order: "1_double", "left_hold", "on_press_release", "brightness_move_up".
Where a remote sends light commands, the button is called by what it does: up is stepped, moved (held) and stopped.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from schemas.updates import EventOccurred
from schemas.value import Value
from schemas.vocabulary import VENDOR

_COUNTS: Final = {
    "double": 2, "triple": 3, "quadruple": 4, "quadrupple": 4, "quintuple": 5, "many": 5,
    "2x": 2, "3x": 3, "4x": 4, "5x": 5,
}  # fmt: skip
_HELD: Final = frozenset({"hold", "held", "long", "longpress"})
_SHORT: Final = frozenset({"single", "click", "clicked", "tap", "short", "pressed", "shortpress", "1x"})
_PRESS: Final = frozenset({"press", "initial"})
_RELEASE: Final = frozenset({"release", "released"})
_TURNS: Final = frozenset({"rotate", "rotation", "rotated", "knob", "dial"})
_CLOCKWISE: Final = frozenset({"right", "clockwise", "cw"})
_BACKWARDS: Final = frozenset({"left", "counterclockwise", "anticlockwise", "ccw"})
_HELP: Final = frozenset({"emergency", "panic", "sos"})
_GESTURES: Final = frozenset({*_COUNTS, *_HELD, *_SHORT, *_PRESS, *_RELEASE, "move", "stop", "step"})
_BUTTONS: Final = frozenset(
    {
        *("on", "off", "toggle", "up", "down", "open", "close", "left", "right", "center", "top", "bottom", "both"),
        *("all", "upper", "middle", "lower", "play", "pause", "next", "previous", "skip", "forward", "backward"),
        *("mode", "plus", "minus", "enter", "ok", "brightness", "color", "colour", "temperature", "hue", "saturation"),
        *("volume", "dim", "dimmer", "scene", "recall", "arrow", "dots", "dot", "button", "btn", "switch", "key"),
        *("wheel", "loop", "level", "to", "ep", "endpoint", "group", "with", "and", "input", "channel", "cover"),
        *("red", "green", "blue", "yellow"),
    }
)
_NUMBERED: Final = re.compile(r"(?:[a-z]{0,2})(\d{1,3})")
_LAYOUT: Final = frozenset(
    {"button", "btn", "switch", "key", "ep", "endpoint", "scene", "recall", "group", "arrow", "input", "channel"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gesture:
    """What an action word means: an event of the schema, the button it belongs to, and its fields."""

    capability: str
    event: str
    button: str = ""
    fields: tuple[tuple[str, Value], ...] = ()

    @property
    def is_core(self) -> bool:
        """Whether the common schema has this event."""
        return self.capability != VENDOR


_VENDOR: Final = Gesture(capability=VENDOR, event="zigbee2mqtt.action")
_OPERATIONS: Final = (("non_access_user", "nonAccessUserEvent"), ("unlock", "unlock"), ("lock", "lock"))
"""What a lock was told, by a word in its action; the longer word first. The whole action is kept beside it."""


_SOURCES: Final = {
    "keypad": "keypad", "rfid": "rfid", "manual": "manual", "rf": "remote", "fingerprint": "biometric", "key": "manual",
    "auto": "auto", "schedule": "schedule", "one_touch": "button", "remote": "remote", "button": "button",
}  # fmt: skip
_ERRORS: Final = (("invalid_pin", "invalidCredential"), ("invalid_schedule", "restricted"))


def gesture(action: str, *, lock: bool = False) -> Gesture:
    """Read one word; one that is no gesture, call for help or lock operation stays the vendor's own."""
    if lock:
        return _lock(action)
    words = [word for word in re.split(r"[^a-z0-9]+", action.casefold()) if word]
    for read in (_special, _turn, _press):
        found = read(words)
        if found is not None:
            return found
    return _VENDOR


def _lock(action: str) -> Gesture:
    operation = next((ours for word, ours in _OPERATIONS if word in action), None)
    if operation is None:
        return _VENDOR
    fields: list[tuple[str, Value]] = [("operation", operation)]
    source = next((ours for word, ours in _SOURCES.items() if action.startswith(f"{word}_")), None)
    error = next((ours for word, ours in _ERRORS if word in action), "unspecified")
    if "fail" in action:
        return Gesture(capability="doorLock", event="lockOperationError", fields=(*fields, ("error", error)))
    fields += [("source", source)] if source else []
    return Gesture(capability="doorLock", event="lockOperation", fields=tuple(fields))


def by_whom(user: object, source: object) -> tuple[tuple[str, Value], ...]:
    """Give who worked a lock and how, which zigbee2mqtt publishes beside the action."""
    who = (("user", user),) if isinstance(user, int) and not isinstance(user, bool) and 0 <= user <= 65_535 else ()
    how = _SOURCES.get(source) if isinstance(source, str) else None
    return (*who, ("source", how)) if how else who


def _special(words: list[str]) -> Gesture | None:
    if _HELP & set(words):
        return Gesture(capability="emergencyCall", event="sos")
    if {"shake", "shaken"} & set(words):
        return Gesture(capability="genericSwitch", event="shaken")
    if any(re.fullmatch(r"flip(?:ped|90|180)?", word) for word in words):
        return Gesture(capability="genericSwitch", event="flipped")
    return None


def _turn(words: list[str]) -> Gesture | None:
    backwards, clockwise = _BACKWARDS & set(words), _CLOCKWISE & set(words)
    if not _TURNS & set(words) or not (backwards or clockwise):
        return None
    fields: tuple[tuple[str, Value], ...] = (
        ("steps", -1 if backwards else 1),
        ("direction", "counterclockwise" if backwards else "clockwise"),
    )
    return Gesture(capability="genericSwitch", event="rotated", fields=fields)


def _press(words: list[str]) -> Gesture | None:
    """Find the gesture among the words; what is left names the button."""
    event = _event(set(words))
    rest = [word for word in words if word not in _GESTURES]
    if event is None or not all(word in _BUTTONS or _NUMBERED.fullmatch(word) for word in rest):
        return None
    count = next((_COUNTS[word] for word in words if word in _COUNTS), None)
    fields = (("count", count),) if event == "multiPressComplete" else ()
    button = "_".join(word for word in rest if word not in _LAYOUT or len(rest) == 1)
    return Gesture(capability="genericSwitch", event=event, button=button, fields=fields)


def _event(words: set[str]) -> str | None:
    """Tell the gesture: how it ended says more than how it began, and holding more than counting."""
    if words & _RELEASE:
        return "shortRelease" if words & (_SHORT | _PRESS) and not words & _HELD else "longRelease"
    moves = "move" in words and bool(words & {"up", "down"}) and "stop" not in words
    told = (
        (bool(words & _HELD) or moves, "longPress"),
        (bool(words & _COUNTS.keys()), "multiPressComplete"),
        ("stop" in words, "longRelease"),
        (bool(words & _SHORT), "shortRelease"),
        (bool(words & _PRESS), "initialPress"),
        (bool(words & _BUTTONS) or any(_NUMBERED.fullmatch(word) for word in words), "shortRelease"),
    )
    return next((event for holds, event in told if holds), None)


@dataclass(frozen=True, slots=True)
class Actions:
    """The words that a device announces: which gesture each is, at which endpoint, as which position."""

    lock: bool
    places: tuple[tuple[str, int], ...]  # label and number of each endpoint
    buttons: tuple[str, ...]

    def event(
        self, device: str, action: str, arrived_ns: int, more: tuple[tuple[str, Value], ...] = ()
    ) -> EventOccurred:
        """Name what an action is; the word itself stays beside it."""
        found = gesture(action, lock=self.lock)
        return EventOccurred(
            device=device,
            endpoint=self.endpoint(found.button),
            capability=found.capability,
            event=found.event,
            arrived_ns=arrived_ns,
            fields=(*{**dict(found.fields), **dict(self._position(found)), **dict(more)}.items(), ("action", action)),
        )

    def endpoint(self, button: str) -> int:
        """Give the endpoint that is called like a button: left, l1, 1; else the first."""
        names = {button, f"l{button}", button.rpartition("_")[2]} - {""}
        for label, number in self.places:
            if label in names:
                return number
        return 1

    def _position(self, found: Gesture) -> tuple[tuple[str, Value], ...]:
        """Number a button: by its own number, else by its place among the buttons of the device."""
        if found.capability != "genericSwitch" or not found.button:
            return ()
        match = _NUMBERED.fullmatch(found.button)
        if match:
            return (("position", min(int(match[1]), 255)),)
        return (("position", self.buttons.index(found.button) + 1),) if found.button in self.buttons else ()


def actions(words: Iterable[str], places: Iterable[tuple[str, int]], *, lock: bool) -> Actions:
    """Compile the announced words of one device."""
    names = (gesture(word, lock=lock).button for word in words)
    named = dict.fromkeys(name for name in names if name and not _NUMBERED.fullmatch(name))
    return Actions(lock=lock, places=tuple(places), buttons=tuple(named))


def is_carried(words: Iterable[str], *, lock: bool) -> bool:
    """Whether at least half of the words become events of the schema."""
    found = [gesture(word, lock=lock).is_core for word in words]
    return bool(found) and sum(found) * 2 >= len(found)
