"""The Zigbee2MQTT dialect, sans-IO: its topics, and which device each is about.

Topics: zigbee2mqtt 2.x documentation, "MQTT Topics and Messages". What a device publishes is asked for once
`bridge/devices` has been read, so that no state comes before its description.
"""

import json
import re
from collections import OrderedDict, deque
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import Any, Final

from adapters.mqtt.dialect import Encoded, Message, Output, Subscribe
from adapters.mqtt.framing import LongMessage
from adapters.mqtt.zigbee2mqtt.blueprint import Blueprint, SlotCache, blueprint
from adapters.mqtt.zigbee2mqtt.device import Device
from adapters.mqtt.zigbee2mqtt.question import Questions
from adapters.mqtt.zigbee2mqtt.stream import DECODER, BrokenStream, Element, elements
from schemas.commands import Command
from schemas.device import DeviceDescription
from schemas.outcomes import Refused
from schemas.registry import Registry
from schemas.updates import AvailabilityChanged, DeviceDescribed, DeviceRemoved, FaultReported

DEVICES: Final = 5000
"""More than any Zigbee network holds; what a list names beyond is refused, visibly."""
BLUEPRINTS: Final = 8192
"""Definitions kept compiled; devices of one model share one."""
_ADDRESS: Final = re.compile(r"0x[0-9a-f]{16}", re.IGNORECASE)
_SILENT: Final = frozenset({"info", "logging", "definitions", "extensions", "event", "health", "converters", "config"})
"""Topics below bridge/ that tell nothing that is needed here: bridge/devices tells it too."""


class Zigbee2Mqtt:
    """One zigbee2mqtt instance, told apart by its base topic."""

    name = "zigbee2mqtt"

    def __init__(self, registry: Registry, base: str = "zigbee2mqtt") -> None:
        """Know nothing yet."""
        self._registry = registry
        self._base = base
        self._prefix = f"{base}/"
        self._by_key: dict[str, Device] = {}
        self._by_topic: dict[str, Device] = {}
        self._groups: frozenset[str] = frozenset()
        self._blueprints: OrderedDict[bytes, Blueprint] = OrderedDict()
        self._slots: SlotCache = {}
        self._online = True
        self._questions = Questions()

    def start(self) -> Iterable[Output]:
        """Ask for what the bridge says of itself; the rest follows once devices are known."""
        self._questions.reset()
        yield Subscribe(tuple(f"{self._prefix}bridge/{name}" for name in ("state", "groups", "devices")))

    @property
    def next_due_ns(self) -> int | None:
        """When `due` wants to be called: there is a device to be asked."""
        return self._questions.next_due_ns

    def due(self, now_ns: int) -> Iterable[Output]:
        """Ask the device whose turn it is for its state."""
        key = self._questions.take(now_ns)
        device = None if key is None else self._by_key.get(key)
        return () if device is None else device.question(self._base)

    def owns(self, topic: str) -> bool:
        """Whether a topic is below this instance's base."""
        return topic.startswith(self._prefix)

    def feed(self, message: Message) -> Iterable[Output | None] | None:
        """Take one message."""
        device = self._by_topic.get(message.topic)
        if device is not None:
            return self._state(device, message)
        if not message.topic.startswith(self._prefix):
            return None
        rest = message.topic[len(self._prefix) :]
        if rest.startswith("bridge/"):
            return self._bridge(rest[7:], message)
        if rest.endswith("/availability"):
            return self._availability(rest.removesuffix("/availability"), message)
        return () if rest in self._groups or rest.rpartition("/")[2] in {"set", "get"} else None

    def feed_long(self, message: LongMessage) -> Iterable[Output | None] | None:
        """Take a message of more than 256 KiB; only the list of devices may be that long."""
        if message.topic == f"{self._prefix}bridge/devices":
            return self._devices(message.pieces, message.topic)
        if self.owns(message.topic):
            reason = f"{message.size} bytes are too long for anything but the list of devices"
            device = self._by_topic.get(message.topic)
            return (
                FaultReported(device=device.key if device else "", code="too-long", place=message.topic, reason=reason),
            )
        return None

    def encode(self, command: Command) -> Encoded | Refused | None:
        """Turn a command into messages for the device's own topics."""
        device = self._by_key.get(command.device)
        return None if device is None else device.encode(command, self._base)

    def knows(self, key: str) -> bool:
        """Whether a device is described by this dialect."""
        return key in self._by_key

    # State and availability.

    def _state(self, device: Device, message: Message) -> Iterable[Output]:
        if not message.payload:
            return ()  # a retained message was deleted
        try:
            state = DECODER.decode(message.payload.decode())
        except (ValueError, RecursionError) as error:
            return (device.fault("malformed-json", message.topic, _json_reason(error)),)
        if state.__class__ is not dict:
            return (device.fault("wrong-value", message.topic, "the state is not a JSON object"),)
        self._questions.heard(device.key)
        return device.read(state, message.topic, message.arrived_ns, retained=message.retained)

    def _availability(self, name: str, message: Message) -> Iterable[Output] | None:
        device = self._by_topic.get(f"{self._prefix}{name}")
        if device is None:
            return () if name in self._groups or not message.payload else None
        if not message.payload:
            return ()
        state = _online(message.payload)
        if state is None:
            return (device.fault("wrong-value", message.topic, "availability is neither online nor offline"),)
        device.available = state
        reachable = state and self._online
        reason = "" if reachable else "zigbee2mqtt cannot reach it" if self._online else "zigbee2mqtt is offline"
        return (AvailabilityChanged(device=device.key, available=reachable, reason=reason),)

    # The bridge.

    def _bridge(self, name: str, message: Message) -> Iterable[Output | None]:
        if name == "devices":
            return self._devices(deque([message.payload]), message.topic)
        if name == "groups":
            return self._read_groups(message)
        if name == "state":
            return self._bridge_state(message)
        if name in _SILENT or name.startswith(("request/", "response/", "converters/", "extensions/")):
            return ()
        return (self._fault("unknown-topic", message.topic, "zigbee2mqtt has no such topic that is known here"),)

    def _bridge_state(self, message: Message) -> Iterator[Output]:
        state = _online(message.payload) if message.payload else None
        if state is None:
            if message.payload:
                yield self._fault("wrong-value", message.topic, "the bridge is neither online nor offline")
            return
        if state is self._online:
            return
        self._online = state
        for device in self._by_key.values():
            reachable = state and device.available is not False
            yield AvailabilityChanged(
                device=device.key, available=reachable, reason="" if state else "zigbee2mqtt is offline"
            )

    def _read_groups(self, message: Message) -> Iterable[Output]:
        try:
            groups = DECODER.decode(message.payload.decode()) if message.payload else []
        except (ValueError, RecursionError) as error:
            return (self._fault("malformed-json", message.topic, _json_reason(error)),)
        if not isinstance(groups, list):
            return (self._fault("wrong-value", message.topic, "it is not a list"),)
        names = (group.get("friendly_name") for group in groups if isinstance(group, dict))
        self._groups = frozenset(name for name in names if isinstance(name, str))
        return ()

    # The list of devices.

    def _devices(self, pieces: deque[bytes], topic: str) -> Iterator[Output | None]:
        """Compare a whole list with what is known. Who is missing is gone, but only where the list was whole."""
        seen: set[str] = set()
        whole = True
        for item in elements(pieces):
            if isinstance(item, BrokenStream):
                yield self._fault("malformed-json", f"{topic} {item.place}", item.reason)
                return
            if isinstance(item, Element):
                key = _address(item.value)
                whole = whole and key is not None
                yield from self._listed(item.value, key, topic, seen)
            yield None
        for key in [key for key in self._by_key if whole and key not in seen]:
            self._forget(self._by_key.pop(key))
            yield DeviceRemoved(device=key, reason="it left the Zigbee network")
        yield Subscribe((f"{self._prefix}+", f"{self._prefix}+/availability"))

    def _listed(self, entry: Any, key: str | None, topic: str, seen: set[str]) -> Iterator[Output]:
        if key is None:
            yield self._fault("wrong-value", topic, "an entry has no ieee_address of the form 0x and 16 digits")
            return
        if entry.get("type") == "Coordinator":
            return
        if key in seen:
            reason = "the list names it twice; the first counts"
            yield FaultReported(device=key, code="duplicate-device", place=topic, reason=reason)
            return
        if len(seen) >= DEVICES:
            yield self._fault("too-many-devices", topic, f"the list names more than {DEVICES} devices")
            return
        seen.add(key)
        name = entry.get("friendly_name")
        if isinstance(name, str) and 0 < len(name) <= 256 and not any(letter in name for letter in "+#\0"):
            yield from self._device(key, name, entry, topic)
        else:
            reason = "its friendly_name cannot be part of a topic"
            device = key if key in self._by_key else ""
            yield FaultReported(device=device, code="wrong-value", place=f"{topic} {key}", reason=reason)

    def _device(self, key: str, name: str, entry: dict[str, Any], topic: str) -> Iterator[Output]:
        definition = entry.get("definition")
        definition = definition if isinstance(definition, dict) else {}
        print_ = self._blueprint(definition)
        known = self._by_key.get(key)
        before = None if known is None else known.description
        device = self._same(known, print_) or self._new(key, name, print_)
        described = _described(device, name, entry, definition)
        fresh = before != described
        self._by_key[key] = device
        yield from self._move(device, name)
        if fresh:
            yield DeviceDescribed(device=described)
            for fault in print_.faults:
                yield device.fault("wrong-description", f"{topic} {key} {fault.place}", fault.reason)
            if not definition:
                yield device.fault("unsupported-device", f"{topic} {key}", "zigbee2mqtt does not support this device")
        self._questions.add(key)
        if name.count("/"):
            yield Subscribe((f"{self._prefix}{name}", f"{self._prefix}{name}/availability"))
        if entry.get("disabled") is True and device.available is not False:
            device.available = False
            yield AvailabilityChanged(device=key, available=False, reason="it is disabled in zigbee2mqtt")

    def _same(self, known: Device | None, print_: Blueprint) -> Device | None:
        """Give the known device where its definition did not change, with what it taught us since."""
        unchanged = known is not None and known.blueprint.encoders is print_.encoders
        return known if unchanged else None

    def _new(self, key: str, name: str, print_: Blueprint) -> Device:
        old = self._by_key.get(key)
        empty = DeviceDescription(key=key, name=name)
        device = Device(key=key, friendly_name=old.friendly_name if old else name, description=empty, blueprint=print_)
        device.available = old.available if old else None
        device.colors = {part: {} for part, node in print_.bindings.items() if isinstance(node, dict)}
        if old is not None:
            self._forget(old)
        return device

    def _move(self, device: Device, name: str) -> Iterator[Output]:
        """Listen under the present name; the key stays."""
        self._forget(device)
        device.friendly_name = name
        topic = f"{self._prefix}{name}"
        other = self._by_topic.setdefault(topic, device)
        if other is not device:
            yield device.fault("clashing-name", topic, f"{other.key} has the same friendly_name; the first keeps it")

    def _forget(self, device: Device) -> None:
        topic = f"{self._prefix}{device.friendly_name}"
        if self._by_topic.get(topic) is device:
            del self._by_topic[topic]

    def _blueprint(self, definition: dict[str, Any]) -> Blueprint:
        exposes = definition.get("exposes", [])
        text = str(definition.get("description") or "")[:512]
        key = blake2b(json.dumps([exposes, text]).encode()).digest()
        found = self._blueprints.get(key)
        if found is None:
            found = self._blueprints[key] = blueprint(exposes, self._registry, text, self._slots)
            if len(self._blueprints) > BLUEPRINTS:
                self._blueprints.popitem(last=False)
        else:
            self._blueprints.move_to_end(key)
        return found

    def _fault(self, code: str, place: str, reason: str) -> FaultReported:
        return FaultReported(device="", code=code, place=place, reason=reason)


def _address(entry: object) -> str | None:
    """Give the IEEE address of an entry in the list of devices, which is its lasting identity."""
    key = entry.get("ieee_address") if isinstance(entry, dict) else None
    return key.lower() if isinstance(key, str) and _ADDRESS.fullmatch(key) else None


def _described(device: Device, name: str, entry: dict[str, Any], definition: dict[str, Any]) -> DeviceDescription:
    return device.describe(
        DeviceDescription(
            key=device.key,
            name=name,
            manufacturer=_text(definition.get("vendor")) or _text(entry.get("manufacturer")),
            model=_text(definition.get("model")) or _text(entry.get("model_id")),
            firmware=_text(entry.get("software_build_id")),
        )
    )


def _text(value: object) -> str:
    """Take a text as it is, without the zero bytes that some devices pad with."""
    return value.rstrip("\0")[:128] if isinstance(value, str) else ""


def _online(payload: bytes) -> bool | None:
    """Read availability: {"state": "online"} or, as older versions write it, the bare word."""
    try:
        text = payload.decode()
        word = json.loads(text)["state"] if text.lstrip().startswith("{") else text.strip()
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return {"online": True, "offline": False}.get(word) if isinstance(word, str) else None


def _json_reason(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"it is not JSON: {error.msg} at letter {error.pos}"
    if isinstance(error, UnicodeDecodeError):
        return "it is not UTF-8 text"
    return "it is nested too deep" if isinstance(error, RecursionError) else f"it is not JSON: {error}"
