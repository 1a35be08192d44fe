"""The dialect: discovery messages become devices, state messages become reports, commands become messages.

No input and no command makes it raise. Order: a device is described before its first report. Nothing is lost
silently: what is not understood is a fault, on the device where one can be named.
"""

import json
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final

from adapters.mqtt.dialect import Encoded, Message, Output, Subscribe, Unsubscribe
from adapters.mqtt.homeassistant import component, mapping
from adapters.mqtt.homeassistant.availability import rule_of
from adapters.mqtt.homeassistant.command import encode
from adapters.mqtt.homeassistant.deadline import Deadlines
from adapters.mqtt.homeassistant.device import Bound, Happening, Member, bind, rebuilt
from adapters.mqtt.homeassistant.entity import BadConfig, Entity
from adapters.mqtt.homeassistant.message import (
    COMPONENT_LIMIT,
    Component,
    Described,
    DeviceBlock,
    Fault,
    Migrating,
    Place,
    Withdrawn,
    load_json,
    place_of,
    read,
)
from adapters.mqtt.homeassistant.point import shared
from adapters.mqtt.template import UNDEFINED, Failure, is_ready
from schemas.commands import Command
from schemas.mappings.setting import prepare
from schemas.outcomes import Refused
from schemas.registry import Registry
from schemas.updates import (
    AvailabilityChanged,
    DeviceDescribed,
    DeviceRemoved,
    EventOccurred,
    FaultReported,
    PropertiesReported,
)
from schemas.vocabulary import VENDOR

STATE_LIMIT: Final = 1_048_576  # bytes of one state message
DEVICE_LIMIT: Final = 5_000
ENTITY_LIMIT: Final = 50_000
_JSON: Final = json.JSONDecoder(parse_constant=lambda _word: None)  # NaN and Infinity: not known
_JSON_STARTS: Final = frozenset(b'{["-0123456789tfnNI \t\r\n')


@dataclass(slots=True, eq=False)
class _Device:
    """What is known of one device: its components by id, and what was made of them."""

    key: str
    block: DeviceBlock
    members: dict[str, Member] = field(default_factory=dict)
    bound: Bound | None = None
    alone: tuple["_Device", ...] = ()  # itself, for each topic that no other device listens to


class HomeAssistantDialect:
    """Home Assistant's MQTT discovery. Devices of the named origins are left to another dialect."""

    name = "homeassistant"

    def __init__(
        self, registry: Registry, prefix: str = "homeassistant", ignored_origins: frozenset[str] = frozenset()
    ) -> None:
        """Keep the schema, the discovery prefix, and the origins (lower case) that another dialect speaks for."""
        self._registry = registry
        self._prefix = prefix
        self._ignored = ignored_origins
        self._devices: dict[str, _Device] = {}
        self._by_identity: dict[str, str] = {}  # identifier or connection -> device key
        self._by_topic: dict[str, tuple[str, ...]] = {}  # discovery topic -> entity ids
        self._homes: dict[str, str] = {}  # entity id -> device key
        self._migrating: set[str] = set()
        self._listeners: dict[str, tuple[_Device, ...]] = {}  # state topic -> devices
        self._wild: set[str] = set()  # those of them with wildcards
        self._deadlines = Deadlines()

    def start(self) -> Iterable[Output]:
        """Ask for the discovery topics, and again for the topics of known devices."""
        topics = (f"{self._prefix}/+/+/config", f"{self._prefix}/+/+/+/config")
        return (Subscribe((*topics, *self._listeners)),)

    def devices(self) -> Iterator[Bound]:
        """Every device that is described, as it is bound."""
        return (device.bound for device in self._devices.values() if device.bound is not None)

    def feed(self, message: Message) -> Iterable[Output | None] | None:
        """Take one message; None where the topic is neither a discovery topic nor one of a device."""
        topic = message.topic
        place = place_of(topic, self._prefix) if topic.endswith("/config") else None
        if place is None:
            return self._state(message)
        return (_reported(place),) if isinstance(place, Fault) else self._discover(place, message.payload)

    @property
    def next_due_ns(self) -> int | None:
        """When `due` has something to say at the earliest; None for never."""
        return self._deadlines.soonest

    def due(self, now_ns: int) -> Iterator[Output]:
        """Report what goes off by itself and what is no longer known."""
        for key, path, value in self._deadlines.take(now_ns):
            device = self._devices.get(key)
            bound = None if device is None else device.bound
            index = None if bound is None else next((i for i in bound.timings if bound.path(i) == path), None)
            if index is not None:
                yield PropertiesReported(device=key, arrived_ns=now_ns, changes=((index, value),))

    def encode(self, command: Command) -> Encoded | Refused | None:
        """Turn a command into messages; None where the device is not one of ours."""
        device = self._devices.get(command.device)
        return None if device is None or device.bound is None else encode(device.bound, command)

    # --- discovery ------------------------------------------------------------------------------------------------

    def _discover(self, place: Place, payload: bytes) -> Iterator[Output | None]:
        found = read(place, payload)
        if isinstance(found, Fault):
            yield _reported(found, next((self._homes[one] for one in self._by_topic.get(place.topic, ())), ""))
        elif isinstance(found, Migrating):
            self._migrating.update(self._by_topic.get(place.topic, ()))
        elif isinstance(found, Withdrawn):
            yield from self._replace(place, ())
        elif found.origin.casefold() not in self._ignored:
            yield from self._describe(place, found)

    def _describe(self, place: Place, found: Described) -> Iterator[Output | None]:
        while not is_ready(text for one in found.components for text in one.templates()):
            yield None
        for _ in prepare():
            yield None
        free = []
        faults = [_reported(fault) for fault in found.faults]
        for one in found.components:
            if self._is_taken(one, place):
                faults.append(_clash(one, place, self._owner(one.id)))
            else:
                free.append(one)
        faults += yield from self._replace(place, tuple(free))
        key = self._known(found.device)
        yield from (replace(fault, device=key or fault.device) for fault in faults)  # on the device, once there is one

    def _known(self, block: DeviceBlock) -> str:
        return next((self._by_identity[one] for one in block.identities if one in self._by_identity), "")

    def _is_taken(self, one: Component, place: Place) -> bool:
        return self._owner(one.id) not in ("", place.topic) and one.id not in self._migrating

    def _owner(self, entity: str) -> str:
        """Give the discovery topic that describes an entity; an empty text where none does."""
        key = self._homes.get(entity)
        return "" if key is None else self._devices[key].members[entity].entity.topic

    def _replace(
        self, place: Place, components: tuple[Component, ...]
    ) -> Generator[Output | None, None, list[FaultReported]]:
        """Put what a topic describes in the place of what it described before; the faults of what could not be."""
        touched = self._forget(place.topic, {one.id for one in components})
        faults: list[FaultReported] = []
        for one in components:
            if len(self._homes) >= ENTITY_LIMIT:
                faults.append(_reported(_too_many(place, "components", ENTITY_LIMIT)))
                break
            built = self._member(one, place)
            if isinstance(built, FaultReported):
                faults.append(built)  # what this component was before stays in force
                continue
            device = self._home(one)
            if device is None:
                faults.append(_reported(_too_many(place, "devices", DEVICE_LIMIT)))
                continue
            if len(device.members) >= COMPONENT_LIMIT and one.id not in device.members:
                faults.append(_reported(_too_many(place, "components of one device", COMPONENT_LIMIT)))
                continue  # each new one describes the whole device anew
            touched.update(self._adopt(place.topic, one, device, built))
            yield None  # a whole device is a long message: let others have a turn
        for key in sorted(touched):
            yield from self._settle(self._devices[key])
        return faults

    def _forget(self, topic: str, kept: set[str]) -> set[str]:
        gone = [entity for entity in self._by_topic.get(topic, ()) if entity not in kept]
        return {key for entity in gone for key in self._drop(topic, entity)}

    def _drop(self, topic: str, entity: str) -> set[str]:
        self._release(topic, entity)
        key = self._homes.pop(entity)
        self._migrating.discard(entity)
        self._devices[key].members.pop(entity)
        return {key}

    def _release(self, topic: str, entity: str) -> None:
        rest = tuple(one for one in self._by_topic[topic] if one != entity)
        if rest:
            self._by_topic[topic] = rest
        else:
            del self._by_topic[topic]

    def _adopt(self, topic: str, one: Component, device: _Device, member: Member) -> set[str]:
        """Give a component to a device; the keys of all devices that this changes."""
        changed = {device.key}
        before, key = self._owner(one.id), self._homes.get(one.id, device.key)
        if key != device.key:
            self._devices[key].members.pop(one.id)
            changed.add(key)
        if before and before != topic:
            self._release(before, one.id)
        if before != topic:
            self._by_topic[topic] = (*self._by_topic.get(topic, ()), one.id)
        self._migrating.discard(one.id)
        self._homes[one.id] = device.key
        device.members[one.id] = member
        return changed

    def _home(self, one: Component) -> _Device | None:
        """Find the device of a component by any identity it shares, or begin one."""
        identities = one.device.identities or (one.id,)
        key = next((self._by_identity[i] for i in identities if i in self._by_identity), None)
        if key is None:
            if len(self._devices) >= DEVICE_LIMIT:
                return None
            key = min(identities)
            fresh = self._devices[key] = _Device(key, one.device)
            fresh.alone = (fresh,)
        for identity in identities:
            self._by_identity.setdefault(identity, key)
        device = self._devices[key]
        if one.device.identities:
            device.block = one.device
        return device

    def _member(self, one: Component, place: Place) -> Member | FaultReported:
        entity = Entity(one.component, one.id, place.topic, one.config, _label(one), one.slug)
        try:
            for key in ("device_class", "entity_category"):  # looked at in many places as texts
                entity.text(key)
            names, (offer, topics) = mapping.names_of(entity), shared(component.offer(entity))
            kinds = mapping.kinds_of(entity, names)
            member = Member(entity, names.gang, kinds, offer, topics, rule_of(entity))
        except BadConfig as bad:
            device = self._by_identity.get((one.device.identities or (one.id,))[0], "")
            return _reported(
                Fault(place=f"{place.topic}#{bad.key}"[:300], code="bad-config", reason=bad.reason, fix=bad.fix), device
            )
        entity.forget_all_but(mapping.LOOKED_AT)  # most of what a home's entities would otherwise weigh
        return member

    def _settle(self, device: _Device) -> Iterator[Output | None]:
        if not device.members:
            yield from self._remove(device)
            return
        before = device.bound
        bound = yield from bind(device.key, device.block, device.members.values(), self._registry)
        device.bound = bound if before is None else rebuilt(bound, before.presence)
        if before is None or before.description != bound.description:
            yield DeviceDescribed(device=bound.description)
        yield from self._listen(device, before.topics if before else set(), bound.topics)

    def _remove(self, device: _Device) -> Iterator[Output]:
        yield from self._listen(device, device.bound.topics if device.bound else set(), set())
        del self._devices[device.key]
        device.alone = ()
        self._deadlines.forget((device.key,))
        self._by_identity = {identity: key for identity, key in self._by_identity.items() if key != device.key}
        if device.bound is not None:
            yield DeviceRemoved(device=device.key, reason="its discovery message was withdrawn")

    def _listen(self, device: _Device, described: set[str], topics: set[str]) -> Iterator[Output]:
        before = {topic for topic in described if device in self._listeners.get(topic, ())}
        new = sorted(topic for topic in topics - before if topic not in self._listeners)
        for topic in topics - before:
            others = self._listeners.get(topic)
            self._listeners[topic] = device.alone if others is None else (*others, device)
        gone = sorted(self._unheard(device, before - topics))
        self._wild.update(topic for topic in new if "+" in topic or "#" in topic)
        self._wild.difference_update(gone)
        if new:
            yield Subscribe(tuple(new))
        if gone:
            yield Unsubscribe(tuple(gone))

    def _unheard(self, device: _Device, topics: set[str]) -> Iterator[str]:
        for topic in topics:
            rest = tuple(one for one in self._listeners[topic] if one is not device)
            if rest:
                self._listeners[topic] = rest
            else:
                del self._listeners[topic]
                yield topic

    # --- states ---------------------------------------------------------------------------------------------------

    def _state(self, message: Message) -> list[Output | None] | None:
        topic = message.topic
        listeners = self._listeners.get(topic)
        filters = [topic] if listeners is not None else []
        filters += [wild for wild in self._wild if matches(wild, topic)] if self._wild else []
        if not filters:
            return None
        text, data = _decoded(message.payload)
        if text is None:
            keys = {device.key for one in filters for device in self._listeners[one]}
            return [_reported(_unreadable(topic, message.payload), key) for key in sorted(keys)]
        outputs: list[Output | None] = []
        for one in filters:
            for device in self._listeners[one]:
                if device.bound is not None:
                    found = list(_reports(device.bound, one, message, text, data))
                    outputs += found
                    if device.bound.timings:
                        self._note(device.bound, found, message.arrived_ns)
        return outputs

    def _note(self, bound: Bound, outputs: list[Output], now_ns: int) -> None:
        for output in outputs:
            if isinstance(output, PropertiesReported):
                for index, value in output.changes:
                    if (timing := bound.timings.get(index)) is not None:
                        self._deadlines.heard(output.device, bound.path(index), timing, value, now_ns)


def _reports(bound: Bound, topic: str, message: Message, text: str, data: Any) -> Iterator[Output]:
    key = bound.description.key
    changes: list[tuple[int, Any]] = []
    for index, take in bound.readings.get(topic, ()):
        value = take(text, data)
        if value is UNDEFINED:
            continue
        if value.__class__ is Failure:
            yield _unread(key, bound, index, value)
        else:
            changes.append((index, value))
    if changes:
        yield PropertiesReported(
            device=key, arrived_ns=message.arrived_ns, changes=tuple(changes), retained=message.retained
        )
    for happening in bound.events.get(topic, ()):
        yield from _event(key, happening, message, text, data)
    if bound.presence.rules and (available := bound.presence.hear(topic, text, data)) is not None:
        yield AvailabilityChanged(device=key, available=available)


def _event(key: str, happening: Happening, message: Message, text: str, data: Any) -> Iterator[Output]:
    if message.retained:
        return  # kept by the broker: it happened some time ago
    found = happening.extract(text, data)
    if isinstance(found, Failure):
        yield FaultReported(device=key, code="bad-event", place=message.topic, reason=found.reason)
    if not isinstance(found, dict):
        return
    kind = str(found["event_type"])
    capability, name = happening.ours.get(kind, (VENDOR, happening.name))
    fields = tuple((field_name, value) for field_name, value in found.items() if field_name != "event_type")
    typed = fields if capability != VENDOR else (("event_type", kind), *fields)
    counted = (("count", {"double": 2, "triple": 3}.get(kind.removeprefix("button_").split("_")[0], 2)),)
    yield EventOccurred(
        device=key,
        endpoint=happening.endpoint,
        capability=capability,
        event=name,
        arrived_ns=message.arrived_ns,
        fields=counted if name == "multiPressComplete" else typed,
    )


def _decoded(payload: bytes) -> tuple[str | None, Any]:
    """Give the payload's text, and its JSON where it is any; None where it is neither text nor short enough."""
    if len(payload) > STATE_LIMIT:
        return None, UNDEFINED
    try:
        text = payload.decode()
    except UnicodeDecodeError:
        return None, UNDEFINED
    if not payload or payload[0] not in _JSON_STARTS:
        return text, UNDEFINED
    try:
        return text, load_json(text, _JSON)
    except (ValueError, RecursionError):
        return text, UNDEFINED


def matches(pattern: str, topic: str) -> bool:
    """Whether a topic filter with wildcards takes a topic (MQTT 5.0 §4.7)."""
    wanted, given = pattern.split("/"), topic.split("/")
    for place, part in enumerate(wanted):
        if part == "#":
            return True
        if place >= len(given) or part not in ("+", given[place]):
            return False
    return len(wanted) == len(given)


def _label(one: Component) -> str:
    name = one.config.get("name")
    return name[:256] if isinstance(name, str) and name else one.device.name or one.slug


def _reported(fault: Fault, device: str = "") -> FaultReported:
    return FaultReported(device=device, code=fault.code, place=fault.place, reason=fault.reason, fix=fault.fix)


def _clash(one: Component, place: Place, owner: str) -> FaultReported:
    return FaultReported(
        device="",
        code="duplicate-id",
        place=place.topic[:300],
        reason=f"{one.id[:100]} is already described by {owner[:150]}",
        fix="give each component its own unique_id, or withdraw the other description",
    )


def _too_many(place: Place, what: str, limit: int) -> Fault:
    return Fault(
        place=place.topic[:300], code="too-many", reason=f"more than {limit} {what}", fix="withdraw what is not needed"
    )


def _unreadable(topic: str, payload: bytes) -> Fault:
    reason = "not UTF-8 text" if len(payload) <= STATE_LIMIT else f"longer than {STATE_LIMIT} bytes"
    return Fault(place=topic[:300], code="unreadable", reason=f"the payload is {reason}", fix="send text or JSON")


def _unread(key: str, bound: Bound, index: int, failure: Failure) -> FaultReported:
    path = bound.description.properties[index].path
    return FaultReported(device=key, code="bad-value", place=path, reason=failure.reason)
