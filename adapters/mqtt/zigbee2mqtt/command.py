"""Commands that a leaf offers beside writing its property, and the payload of each."""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Final, TypeAlias

from adapters.mqtt.zigbee2mqtt.expose import SET, Leaf
from adapters.mqtt.zigbee2mqtt.trait import Traits
from schemas.device import CommandDescription
from schemas.mappings.setting import pressed
from schemas.registry import Registry
from schemas.value import Scalar, Value

Arguments: TypeAlias = Mapping[str, Value]
Encoder: TypeAlias = Callable[[Arguments], dict[str, Value]]
Offer: TypeAlias = tuple[CommandDescription, Encoder]
Raw: TypeAlias = tuple[str, str, Encoder, tuple[str, ...]]

SWITCHES: Final = frozenset({"switch", "light", "fan"})
_COVER: Final = {"OPEN": "open", "CLOSE": "close", "STOP": "stop"}
_WARNINGS: Final = {
    "police_panic": "policePanic",
    "fire_panic": "firePanic",
    "emergency_panic": "emergencyPanic",
}
_SAID: Final = {"duration": "duration", "strobe": "strobe", "volume": "level"}
"""Our arguments of a warning and zigbee2mqtt's."""
WARNING_PARTS: Final = frozenset({"mode", *_SAID.values()})


def commands(registry: Registry, leaf: Leaf, endpoint: int, about: Traits) -> Iterator[Offer]:
    """Give the commands that one leaf stands for."""
    if not leaf.access & SET:
        return
    for capability, name, encode, arguments in (*_offers(leaf, about.container(leaf)), *_pressed(leaf, about.kinds)):
        spec = registry.capabilities[capability].commands.get(name)
        if spec is None:
            continue
        described = CommandDescription(
            endpoint=endpoint,
            capability=capability,
            name=name,
            address=leaf.address,
            hazards=spec.hazards,
            arguments=arguments,
        )
        yield described, encode


def is_button(leaf: Leaf, kinds: Collection[str]) -> bool:
    """Whether it is pressed, so that its command writes it and nothing else does."""
    return _button(leaf, kinds) is not None


def _button(leaf: Leaf, kinds: Collection[str]) -> tuple[str, str, Scalar] | None:
    if leaf.container or not leaf.access & SET or not (leaf.type == "binary" or len(leaf.values) == 1):
        return None
    payload = leaf.values[0] if leaf.values else leaf.value_on
    found = pressed(leaf.base, kinds)
    return None if found is None or payload is None else (*found, payload)


def _pressed(leaf: Leaf, kinds: Collection[str]) -> Iterator[Raw]:
    found = _button(leaf, kinds)
    if found is not None:
        yield from _simple(leaf, found[0], {found[1]: found[2]})


def _offers(leaf: Leaf, container: str) -> Iterator[Raw]:
    on, off, toggle = leaf.value_on, leaf.value_off, leaf.value_toggle
    match container, leaf.name:
        case (("switch" | "light" | "fan"), "state") if leaf.base in {"state", f"{container}_state"}:
            yield from _simple(leaf, "onOff", {"on": on, "off": off, "toggle": toggle})
        case "valve", "state":
            yield from _simple(leaf, "valveControl", {"open": on, "close": off})
        case "lock", "state" if leaf.base == "state":
            yield from _simple(leaf, "doorLock", {"lockDoor": on, "unlockDoor": off})
        case "cover", "state":
            yield from _simple(
                leaf, "windowCovering", {ours: word for word, ours in _COVER.items() if word in leaf.values}
            )
        case "cover", "position":
            yield "windowCovering", "goToLift", _argument(leaf, "position", 1), ("position",)
        case "warning", "mode" if "stop" in leaf.values:
            modes = {_WARNINGS.get(str(word), str(word)): word for word in leaf.values if word != "stop"}
            yield "warningDevice", "start", _warning(leaf, modes), ("duration", "mode", "volume", "strobe")
            yield "warningDevice", "stop", _constant(leaf, "stop"), ()
        case "light", "brightness" if leaf.maximum:
            yield "levelControl", "moveToLevel", _level(leaf, leaf.maximum), ("level", "transitionTime")


def _warning(leaf: Leaf, modes: Mapping[str, Scalar]) -> Encoder:
    """Start a warning (ZCL 8, §8.4.2.3.1): what is not said is left to zigbee2mqtt; without a mode an emergency."""

    def encode(arguments: Arguments) -> dict[str, Value]:
        wanted = str(arguments.get("mode") or "emergency")
        if wanted not in modes:
            raise ValueError(f"mode must be one of {', '.join(modes)}")
        told: dict[str, Value] = {"mode": modes[wanted]}
        told |= {theirs: arguments[ours] for ours, theirs in _SAID.items() if arguments.get(ours) is not None}
        if told.get("level") == "veryHigh":
            told["level"] = "very_high"
        return {leaf.path[0]: told}

    return encode


def _simple(
    leaf: Leaf, capability: str, payloads: Mapping[str, Scalar | None]
) -> Iterator[tuple[str, str, Encoder, tuple[str, ...]]]:
    for name, payload in payloads.items():
        if payload is not None:
            yield capability, name, _constant(leaf, payload), ()


def nested(path: tuple[str, ...], value: Value) -> dict[str, Value]:
    """Put a value at its path."""
    for part in reversed(path[1:]):
        value = {part: value}
    return {path[0]: value}


def _constant(leaf: Leaf, payload: Scalar) -> Encoder:
    return lambda _: nested(leaf.path, payload)


def _argument(leaf: Leaf, name: str, factor: float) -> Encoder:
    def encode(arguments: Arguments) -> dict[str, Value]:
        value = arguments[name]
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise TypeError(f"{name} must be a number")
        return nested(leaf.path, round(value * factor))

    return encode


def _level(leaf: Leaf, top: float) -> Encoder:
    """Level in per cent and the time of the transition in seconds, which zigbee2mqtt takes beside it."""
    level = _argument(leaf, "level", top / 100)

    def encode(arguments: Arguments) -> dict[str, Value]:
        time = arguments.get("transitionTime")
        return level(arguments) if time is None else {**level(arguments), "transition": time}

    return encode
