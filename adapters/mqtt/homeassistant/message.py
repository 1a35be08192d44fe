"""Discovery messages: which components a topic describes, with every key and `~` written out."""

import json
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from adapters.mqtt.homeassistant.abbreviation import DEVICE_KEYS, ORIGIN_KEYS, expand
from adapters.mqtt.template import text_of

PAYLOAD_LIMIT: Final = 1_048_576  # bytes of one discovery message
COMPONENT_LIMIT: Final = 1_000  # in one device message
NAME_LIMIT: Final = 256
_DECODER: Final = json.JSONDecoder()
_HALF: Final = re.compile(r"\\u[dD][89a-fA-F]")
_LONE: Final = re.compile("[\ud800-\udfff]")
_SEGMENT: Final = re.compile(r"[A-Za-z0-9_-]{1,256}", re.ASCII)
_SHARED: Final[tuple[str, ...]] = (
    *("state_topic", "command_topic", "encoding", "qos", "availability", "availability_mode"),
    *("availability_topic", "availability_template", "payload_available", "payload_not_available"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Bad input: where, what kind, why, and what would mend it."""

    place: str
    code: str
    reason: str
    fix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceBlock:
    """The `device` of a component, as far as it is used. No identity means that the component stands alone."""

    identities: tuple[str, ...] = ()  # identifiers first, then connections as "kind:value"
    name: str = ""
    manufacturer: str = ""
    model: str = ""
    serial: str = ""
    hardware: str = ""
    firmware: str = ""
    via: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """One component of a discovery message."""

    component: str
    id: str  # component and unique_id, else the topic
    slug: str
    config: Mapping[str, Any]
    device: DeviceBlock

    def templates(self) -> Iterator[str]:
        """Give the texts of its templates."""
        availability = self.config.get("availability")
        entries = [one for one in _listed(availability) if isinstance(one, dict)]
        for place in (self.config, *map(expand, entries)):
            yield from (text for key, text in place.items() if key.endswith("_template") and isinstance(text, str))


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """What a discovery topic now describes: all of it, in place of what it described before."""

    components: tuple[Component, ...]
    faults: tuple[Fault, ...] = ()
    origin: str = ""
    device: DeviceBlock = DeviceBlock()


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The topic describes nothing any more."""


@dataclass(frozen=True, slots=True)
class Migrating:
    """What the topic describes may be taken over by another topic."""


Message = Described | Withdrawn | Migrating | Fault


@dataclass(frozen=True, slots=True)
class Place:
    """A discovery topic, taken apart."""

    topic: str
    component: str
    slug: str

    @property
    def whole_device(self) -> bool:
        """Whether it describes a device with many components."""
        return self.component == "device"


def place_of(topic: str, prefix: str) -> Place | Fault | None:
    """Take a topic apart; None where it is no discovery topic at all."""
    if not topic.startswith(f"{prefix}/") or not topic.endswith("/config"):
        return None
    parts = topic[len(prefix) + 1 :].split("/")
    if len(parts) in (3, 4) and all(_SEGMENT.fullmatch(part) for part in parts):
        return Place(topic, sys.intern(parts[0]), parts[-2])
    return Fault(
        place=_short(topic),
        code="topic-mismatch",
        reason="not <prefix>/<component>/[<node>/]<object>/config",
        fix="use letters, digits, _ and - in the parts of a discovery topic",
    )


def read(place: Place, payload: bytes) -> Message:
    """Read one discovery message. Never raises."""
    if not payload.strip():
        return Withdrawn()
    data = _json(place, payload)
    if isinstance(data, Fault):
        return data
    config = expand(data)
    if config.get("migrate_discovery") is True:
        return Migrating()
    return _device_message(place, config) if place.whole_device else _single(place, config)


def _json(place: Place, payload: bytes) -> dict[str, Any] | Fault:
    if len(payload) > PAYLOAD_LIMIT:
        return _fault(place, "too-large", f"longer than {PAYLOAD_LIMIT} bytes", "send a smaller description")
    try:
        data = load_json(payload.decode())
    except UnicodeDecodeError:
        return _fault(place, "not-utf8", "the payload is not UTF-8 text", "send JSON as UTF-8")
    except (ValueError, RecursionError):
        return _fault(place, "malformed-json", "the payload is not JSON", "send one JSON object")
    if not isinstance(data, dict):
        return _fault(place, "wrong-type", "the payload is not a JSON object", "send one JSON object")
    return data


def load_json(text: str, decoder: json.JSONDecoder = _DECODER) -> Any:
    """Read JSON; half a surrogate pair, which it can smuggle in and UTF-8 cannot carry, becomes U+FFFD."""
    data = decoder.decode(text)
    return _whole(data) if _HALF.search(text) else data


def _whole(value: Any) -> Any:
    if isinstance(value, str):
        return _LONE.sub("\ufffd", value)
    if isinstance(value, list):
        return [_whole(one) for one in value]
    return {_whole(key): _whole(one) for key, one in value.items()} if isinstance(value, dict) else value


def _fault(place: Place, code: str, reason: str, fix: str, at: str = "") -> Fault:
    return Fault(place=_short(f"{place.topic}#{at}" if at else place.topic), code=code, reason=reason, fix=fix)


def _short(text: str) -> str:
    return text if len(text) <= 300 else f"{text[:297]}..."


def _single(place: Place, config: dict[str, Any]) -> Message:
    device = _device(place, config)
    if isinstance(device, Fault):
        return device
    built = _component(place, place.component, place.slug, place.topic, _based(config, config), device)
    if isinstance(built, Fault):
        return built
    return Described(components=(built,), origin=_origin(config), device=device)


def _device_message(place: Place, config: dict[str, Any]) -> Message:
    device = _device(place, config)
    if isinstance(device, Fault):
        return device
    parts = config.get("components")
    if not isinstance(parts, dict) or len(parts) > COMPONENT_LIMIT:
        return _fault(
            place, "wrong-type", "components is missing, no object, or too large", "send an object of components"
        )
    built = list(_components(place, config, parts, device))
    return Described(
        components=tuple(one for one in built if isinstance(one, Component)),
        faults=tuple(one for one in built if isinstance(one, Fault)),
        origin=_origin(config),
        device=device,
    )


def _components(
    place: Place, config: dict[str, Any], parts: dict[str, Any], device: DeviceBlock
) -> Iterator[Component | Fault]:
    shared = {key: config[key] for key in _SHARED if key in config}
    for key, raw in parts.items():
        if not isinstance(raw, dict):
            yield _fault(place, "wrong-type", "the component is no object", "send an object", _short(key))
            continue
        own = expand(raw)
        kind = own.pop("platform", None)
        if not isinstance(kind, str) or not _SEGMENT.fullmatch(kind):
            yield _fault(place, "wrong-type", "platform is missing", "name the kind of component", _short(key))
        elif own:
            full = _based({**shared, **own}, {**config, **own})
            yield _component(place, kind, _slug(key), f"{place.topic}#{key}", full, device)


def _component(
    place: Place, kind: str, slug: str, fallback: str, config: Mapping[str, Any], device: DeviceBlock
) -> Component | Fault:
    unique = config.get("unique_id")
    if unique is not None and not isinstance(unique, str | int):
        return _fault(place, "wrong-type", "unique_id is no text", "send a text", slug)
    name = f"{kind}/{_short(str(unique))}" if unique is not None else _short(fallback)
    return Component(component=kind, id=name, slug=slug, config=config, device=device)


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", text.casefold())[:64].strip("_") or "value"


def _based(config: Mapping[str, Any], root: Mapping[str, Any]) -> dict[str, Any]:
    """Put the base topic in the place of `~` at the start or end of topics."""
    base = root.get("~")
    if not isinstance(base, str):
        return dict(config)
    full = {key: _rooted(value, base) if key.endswith("topic") else value for key, value in config.items()}
    several = full.get("availability")
    if isinstance(several, list | dict):
        full["availability"] = [_rooted_topics(one, base) for one in _listed(several)]
    return full


def _rooted(value: Any, base: str) -> Any:
    if not isinstance(value, str):
        return value
    if value.startswith("~"):
        return base + value[1:]
    return value[:-1] + base if value.endswith("~") else value


def _rooted_topics(entry: Any, base: str) -> Any:
    if not isinstance(entry, dict):
        return entry
    full = expand(entry)
    return {**full, "topic": _rooted(full.get("topic"), base)}


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _origin(config: Mapping[str, Any]) -> str:
    origin = config.get("origin")
    return str(expand(origin, ORIGIN_KEYS).get("name", ""))[:NAME_LIMIT] if isinstance(origin, dict) else ""


def _device(place: Place, config: Mapping[str, Any]) -> DeviceBlock | Fault:
    raw = config.get("device")
    if raw is None and not place.whole_device:
        return DeviceBlock()
    if not isinstance(raw, dict):
        return _fault(place, "wrong-type", "device is no object", "send an object with identifiers", "device")
    block = expand(raw, DEVICE_KEYS)
    identities = (*_identifiers(block.get("identifiers")), *_connections(block.get("connections")))
    if not identities:
        return _fault(
            place, "wrong-type", "device has neither identifiers nor connections", "send a lasting identifier", "device"
        )
    return DeviceBlock(
        identities=identities,
        name=_word(block, "name"),
        manufacturer=_word(block, "manufacturer"),
        model=_word(block, "model_id") or _word(block, "model"),
        serial=_word(block, "serial_number"),
        hardware=_word(block, "hw_version"),
        firmware=_word(block, "sw_version"),
        via=_word(block, "via_device"),
    )


def _identifiers(value: Any) -> tuple[str, ...]:
    return tuple(_short(text_of(one)) for one in _listed(value) if isinstance(one, str | int) and one != "")


def _connections(value: Any) -> tuple[str, ...]:
    pairs = value if isinstance(value, list) else []
    return tuple(
        _short(f"{pair[0]}:{pair[1]}".casefold())
        for pair in pairs
        if isinstance(pair, list) and len(pair) == 2 and all(isinstance(half, str) for half in pair)
    )


def _word(block: Mapping[str, Any], key: str) -> str:
    value = block.get(key)
    return text_of(value)[:NAME_LIMIT] if isinstance(value, str | int | float) else ""
