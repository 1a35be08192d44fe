"""One Zigbee device as it is known now, and the reading of its state messages: the hot path of this dialect."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any, Final

from adapters.mqtt.dialect import Encoded, Output, Publish
from adapters.mqtt.zigbee2mqtt.action import by_whom
from adapters.mqtt.zigbee2mqtt.blueprint import VENDOR_NAME, Blueprint, Node, Slot
from adapters.mqtt.zigbee2mqtt.command import nested
from adapters.mqtt.zigbee2mqtt.leaf import PLAIN, SECRET
from adapters.mqtt.zigbee2mqtt.question import PROPERTIES
from schemas.commands import Command, InvokeCommand, ReadProperties, SetProperties
from schemas.conversion import ISO_TIMESTAMP, ConversionError
from schemas.device import DeviceDescription, PropertyDescription
from schemas.outcomes import Refused
from schemas.updates import DeviceDescribed, FaultReported, PropertiesReported
from schemas.validate import compile_check
from schemas.value import Value
from schemas.vocabulary import VENDOR, Kind

EXTRAS: Final = 64
"""Properties that a device may publish without announcing them."""
FLAT: Final = 4
"""Levels to which an object that was not announced is taken apart."""
_SAME: Final = next(iter(PLAIN))
_KEPT_APART: Final = frozenset({"last_seen", "elapsed", "device"})
"""Keys of a state message that zigbee2mqtt adds about the message or the device, not of the device."""

Change = tuple[int, Value]
Path = tuple[str, ...]


@dataclass(slots=True, kw_only=True)
class Device:
    """Mutable: what changes while the gateway runs. `colors` are the raw colour values last seen, by their key."""

    key: str
    friendly_name: str
    description: DeviceDescription
    blueprint: Blueprint
    available: bool | None = None
    extras: int = 0
    ignored: set[Path] = field(default_factory=set)
    colors: dict[str, dict[str, Value]] = field(default_factory=dict)

    def read(self, state: dict[str, Any], topic: str, arrived_ns: int, *, retained: bool) -> Iterator[Output]:
        """Turn one state message into at most one batch, and what else it tells."""
        changes: list[Change] = []
        faults: list[tuple[Path, str, str]] = []
        unknown: list[tuple[Path, Value]] = []
        _walk(state, self.blueprint.bindings, (), changes, faults, unknown)
        if unknown:
            yield from self._meet(unknown, topic, changes)
        for key in self.colors:
            raw = state.get(key)
            if raw.__class__ is dict:
                self.colors[key] = raw
        if changes:
            yield PropertiesReported(
                device=self.key,
                arrived_ns=arrived_ns,
                changes=tuple(changes),
                device_time_ms=_seen(state.get("last_seen")),
                retained=retained,
            )
        for path, code, reason in faults:
            yield self.fault(code, f"{topic} {'.'.join(path)}", reason)
        action = state.get("action")
        if action and isinstance(action, str) and not retained:
            who = by_whom(state.get("action_user"), state.get("action_source_name"))
            yield self.blueprint.actions.event(self.key, action, arrived_ns, who)

    def fault(self, code: str, place: str, reason: str, fix: str = "") -> FaultReported:
        """Report bad input of this device."""
        return FaultReported(device=self.key, code=code, place=place, reason=reason, fix=fix)

    # What the device publishes without having announced it.

    def _meet(self, unknown: list[tuple[Path, Value]], topic: str, changes: list[Change]) -> Iterator[Output]:
        """Describe new properties as the vendor's own, then report them with the rest."""
        before = len(self.blueprint.slots)
        for path, value in chain.from_iterable(_flat(*one) for one in unknown):
            if path in self.ignored or path[0] in _KEPT_APART or value is None:
                continue
            if _holds_secret(path[-1], value):
                self.ignored.add(path)
            elif self.extras >= EXTRAS:
                self.ignored.add(path)
                yield self.fault("too-many-properties", topic, f"more than {EXTRAS} properties that were not announced")
            else:
                self.extras += 1
                slot = _extra(path, value, {one.description.path for one in self.blueprint.slots})
                rule = slot.check(value)
                if rule is None:
                    changes.append((len(self.blueprint.slots), value))
                else:
                    yield self.fault(_code(rule), f"{topic} {'.'.join(path)}", rule)
                self.blueprint = self.blueprint.extended(slot)
        if len(self.blueprint.slots) != before:
            yield DeviceDescribed(device=self.describe(self.description))

    def describe(self, like: DeviceDescription) -> DeviceDescription:
        """Take over a description with the properties of the present blueprint."""
        self.description = DeviceDescription(
            key=self.key,
            name=like.name,
            manufacturer=like.manufacturer,
            model=like.model,
            hardware=like.hardware,
            firmware=like.firmware,
            endpoints=self.blueprint.endpoints,
            properties=self.blueprint.properties,
            commands=self.blueprint.commands,
        )
        return self.description

    # Commands.

    def encode(self, command: Command, base: str) -> Encoded | Refused:
        """Turn a command into publications."""
        topic = f"{base}/{self.friendly_name}"
        match command:
            case SetProperties():
                return self._set(command, f"{topic}/set")
            case InvokeCommand():
                return self._invoke(command, f"{topic}/set")
            case ReadProperties():
                return self._get(command, f"{topic}/get")

    def _set(self, command: SetProperties, topic: str) -> Encoded | Refused:
        payload: dict[str, Any] = {}
        confirmable = False
        for index, value in command.changes:
            slot = self._slot(index)
            if slot is None or "w" not in slot.description.access:
                return Refused(command=command.id, code="not-writable", reason=f"property {index} cannot be written")
            rule = "must be a value, not null" if value is None else slot.check(value)
            if rule:
                return Refused(command=command.id, code="out-of-range", reason=f"{slot.description.path} {rule}")
            try:
                raw = slot.encode(value)
            except ConversionError as error:
                return Refused(command=command.id, code="out-of-range", reason=f"{slot.description.path}: {error}")
            _merge(payload, nested(slot.path, raw))
            confirmable = confirmable or not slot.description.optimistic
        self._complete_colors(payload)
        return _published(topic, payload, confirmable=confirmable)

    def _complete_colors(self, payload: dict[str, Any]) -> None:
        """Send x with y, and hue with saturation: one alone is no colour."""
        for key, last in self.colors.items():
            wanted = payload.get(key)
            if not isinstance(wanted, dict):
                continue
            for one, other in (("x", "y"), ("y", "x"), ("hue", "saturation"), ("saturation", "hue")):
                if one in wanted and other in last:
                    wanted.setdefault(other, last[other])

    def _slot(self, index: int) -> Slot | None:
        slots = self.blueprint.slots
        return slots[index] if 0 <= index < len(slots) else None

    def _invoke(self, command: InvokeCommand, topic: str) -> Encoded | Refused:
        encoder = self.blueprint.encoders.get((command.endpoint, command.capability, command.command))
        if encoder is None:
            reason = f"the device has no command {command.capability}.{command.command} at endpoint {command.endpoint}"
            return Refused(command=command.id, code="unknown-command", reason=reason)
        arguments = dict(command.arguments)
        offered = self._arguments(command)
        strange = [name for name in arguments if name not in offered]
        if strange:
            return Refused(command=command.id, code="unknown-argument", reason=f"it takes no {', '.join(strange)}")
        try:
            payload = encoder(arguments)
        except (KeyError, TypeError, ValueError, OverflowError) as error:
            return Refused(command=command.id, code="bad-argument", reason=f"an argument is missing or wrong: {error}")
        return _published(topic, payload, confirmable=True)

    def _arguments(self, command: InvokeCommand) -> tuple[str, ...]:
        wanted = (command.endpoint, command.capability, command.command)
        return next((c.arguments for c in self.blueprint.commands if (c.endpoint, c.capability, c.name) == wanted), ())

    def question(self, base: str) -> tuple[Publish, ...]:
        """Ask for the first few properties that the schema knows; a device on a battery sleeps, and is left alone."""
        names = {one.capability for one in self.description.properties}
        if self.available is False or "powerSource" in names:
            return ()
        slots = enumerate(self.blueprint.slots)
        wanted = [i for i, slot in slots if slot.readable and slot.reported and not slot.description.is_vendor]
        command = ReadProperties(id="", device=self.key, properties=tuple(wanted[:PROPERTIES]))
        asked = self._get(command, f"{base}/{self.friendly_name}/get")
        return () if isinstance(asked, Refused) else asked.messages

    def _get(self, command: ReadProperties, topic: str) -> Encoded | Refused:
        payload: dict[str, Any] = {}
        for index in command.properties:
            slot = self._slot(index)
            if slot is not None and slot.readable:
                _merge(payload, nested(slot.path, ""))
        if not payload:
            reason = "the device cannot be asked; it reports by itself"
            return Refused(command=command.id, code="not-readable", reason=reason)
        return _published(topic, payload, confirmable=True)


def _walk(
    state: dict[str, Any],
    bindings: dict[str, Node],
    path: Path,
    changes: list[Change],
    faults: list[tuple[Path, str, str]],
    unknown: list[tuple[Path, Value]],
) -> None:
    """Read a state message against the bindings. One pass, no look-up by name beyond the keys that came."""
    for key, value in state.items():
        node = bindings.get(key)
        if node is None:
            unknown.append(((*path, key), value))
        elif node.__class__ is tuple:
            for index, decode, check in node:
                try:
                    ours = decode(value)
                except ConversionError as error:
                    faults.append(((*path, key), "wrong-value", str(error)))
                    continue
                rule = check(ours)
                if rule is None:
                    changes.append((index, ours))
                else:
                    faults.append(((*path, key), _code(rule), rule))
        elif isinstance(value, dict):
            _walk(value, node, (*path, key), changes, faults, unknown)  # type: ignore[arg-type]
        elif value is not None:
            faults.append(((*path, key), "wrong-value", "expected an object"))


def _code(rule: str) -> str:
    """Tell a value of the right kind from one of the wrong kind."""
    return "out-of-range" if rule.startswith(("must be between", "must be at ", "must be one of")) else "wrong-value"


def _flat(path: Path, value: Value) -> Iterator[tuple[Path, Value]]:
    """Take an object that was not announced apart, as far as is reasonable."""
    if isinstance(value, dict) and value and len(path) < FLAT:
        for key, below in value.items():
            yield from _flat((*path, key), below)
    else:
        yield path, value


def _holds_secret(key: str, value: Value) -> bool:
    if SECRET.search(key):
        return True
    if isinstance(value, dict):
        return any(_holds_secret(name, below) for name, below in value.items())
    return isinstance(value, list) and any(_holds_secret("", below) for below in value)


def _extra(path: Path, value: Value, taken: set[str]) -> Slot:
    kind = _kind(value)
    described = PropertyDescription(
        endpoint=1,
        capability=VENDOR,
        name=f"{VENDOR_NAME}.{'.'.join(path)}"[:200],
        address=".".join(path),
        kind=kind,
        reason="the device publishes it without announcing it",
    )
    while described.path in taken:  # announced as something that is only written
        described = replace(described, name=f"{described.name}#reported")
    return Slot(described, path, _SAME, _SAME, compile_check(kind=kind), readable=False, reported=True)


def _kind(value: Value) -> Kind:
    match value:
        case bool():
            return Kind.BOOLEAN
        case int() | float():
            return Kind.NUMBER
        case str():
            return Kind.STRING
        case list():
            return Kind.LIST
        case _:
            return Kind.OBJECT


def _seen(value: object) -> int | None:
    """Read last_seen, which is milliseconds or ISO 8601 as the user chose."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value if value > 0 else None
    if isinstance(value, str):
        try:
            found = ISO_TIMESTAMP.decode(value)
        except (ConversionError, OverflowError):
            return None
        return found if isinstance(found, int) else None
    return None


def _merge(into: dict[str, Any], other: dict[str, Any]) -> None:
    for key, value in other.items():
        if isinstance(value, dict) and isinstance(into.get(key), dict):
            _merge(into[key], value)
        else:
            into[key] = value


def _published(topic: str, payload: dict[str, Any], *, confirmable: bool) -> Encoded:
    return Encoded((Publish(topic, json.dumps(payload, ensure_ascii=False).encode()),), confirmable)
