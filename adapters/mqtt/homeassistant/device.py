"""From the components of one device to its description, and to what is done with each message and command."""

import re
from collections.abc import Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import chain
from math import isfinite
from typing import Any, Final, TypeAlias

from adapters.mqtt.homeassistant import mapping
from adapters.mqtt.homeassistant.availability import Presence, Rule
from adapters.mqtt.homeassistant.deadline import Timing
from adapters.mqtt.homeassistant.entity import Entity
from adapters.mqtt.homeassistant.mapping import Company
from adapters.mqtt.homeassistant.message import DeviceBlock
from adapters.mqtt.homeassistant.point import Action, Extract, Offer, Parse, Point, Reading, Writing
from adapters.mqtt.template import UNDEFINED, Failure
from schemas import units
from schemas.conversion import ConversionError, Convert
from schemas.device import CommandDescription, DeviceDescription, EndpointDescription, PropertyDescription
from schemas.mapping import Fit
from schemas.mappings.homeassistant import ARGUMENTS, DEVICE_TYPES
from schemas.registry import Registry
from schemas.vocabulary import VENDOR

VENDOR_NAME: Final = "homeassistant"
_NOTHING: Final[Mapping[Any, Any]] = {}  # a plain dict: it is asked at each message
_ALWAYS: Final = Presence(())  # of all devices whose availability nobody tells: it hears nothing
SHARED: Final = 4096  # of each sort of object, those that are kept for the next device that is like another
_LEADING: Final = frozenset(
    {
        *("light", "climate", "cover", "lock", "fan", "switch", "valve", "water_heater", "humidifier", "vacuum"),
        *("lawn_mower", "alarm_control_panel", "siren", "camera"),
    }
)


Fitted: TypeAlias = tuple[int, Point, Fit | str]  # the place of a point in its offer, the point, what it became


@dataclass(slots=True, eq=False)
class Member:
    """One component of a device, read once when it was discovered.

    A home has many of the same: what their devices share of it is one object. `topics` are those that the points of
    the offer are heard on, and `fitted` is what the points became in the company that they were in last.
    """

    entity: Entity
    gang: str
    kinds: frozenset[str]
    offer: Offer
    topics: tuple[str, ...]
    rule: Rule | None
    company: Company | None = None
    fitted: tuple["Fitted", ...] = ()


@dataclass(frozen=True, slots=True)
class Outlet:
    """How one property is written."""

    field: str
    member: str
    writing: Writing
    encode: Convert
    values: tuple[str, ...] | None
    confirmable: bool


@dataclass(frozen=True, slots=True)
class Invocation:
    """How one command is sent: by an action, or by writing a property."""

    action: Action | None = None
    rename: Mapping[str, str] = field(default_factory=dict)  # our argument name -> template variable
    writes: int = -1
    value: Any = None  # what is written; UNDEFINED takes the only argument


@dataclass(frozen=True, slots=True)
class Happening:
    """How a message becomes an event."""

    endpoint: int
    name: str
    extract: Extract
    ours: Mapping[str, tuple[str, str]]


@dataclass(slots=True)
class Bound:
    """A described device, ready for messages and commands."""

    description: DeviceDescription
    readings: Mapping[str, tuple[tuple[int, Extract], ...]]
    events: Mapping[str, list[Happening]]
    outlets: Mapping[int, Outlet]
    invocations: Mapping[tuple[int, str, str], Invocation]
    makers: tuple[str, ...]  # of each property: the component's id
    points: tuple[Point, ...]  # of each property: what it was made from
    presence: Presence
    timings: Mapping[int, Timing]

    def path(self, index: int) -> str:
        """Name a property."""
        return self.description.properties[index].path

    @property
    def sources(self) -> tuple[tuple[str, Point], ...]:
        """Give for each property the component's id, and what it was made from."""
        return tuple(zip(self.makers, self.points, strict=True))

    @property
    def topics(self) -> set[str]:
        """Every topic it listens to."""
        heard = {source.topic for rule in self.presence.rules for source in rule.sources}
        return {*self.readings, *self.events, *heard}


def bind(key: str, block: DeviceBlock, members: Iterable[Member], registry: Registry) -> Generator[None, None, Bound]:
    """Assemble a device, a component at a step. The same members give the same, in whatever order they came."""
    return _Assembly(key, block, sorted(members, key=_order), registry).build()


def _order(member: Member) -> tuple[bool, list[tuple[int, str]], str]:
    parts = re.findall(r"\d+|\D+", member.entity.id)
    natural = [(int(part), "") if part.isdecimal() and len(part) < 12 else (0, part) for part in parts]
    return member.entity.component not in _LEADING, natural, member.entity.id


@dataclass(slots=True)
class _Assembly:
    """The state of one assembly."""

    key: str
    block: DeviceBlock
    members: list[Member]
    registry: Registry
    properties: list[PropertyDescription] = field(default_factory=list)
    commands: list[CommandDescription] = field(default_factory=list)
    readings: dict[str, tuple[tuple[int, Extract], ...]] = field(default_factory=dict)
    events: dict[str, list[Happening]] = field(default_factory=dict)
    outlets: dict[int, Outlet] = field(default_factory=dict)
    invocations: dict[tuple[int, str, str], Invocation] = field(default_factory=dict)
    used: dict[tuple[int, str, str], str] = field(default_factory=dict)  # path -> component that has it
    labels: dict[int, list[Member]] = field(default_factory=dict)
    makers: list[str] = field(default_factory=list)
    points: list[Point] = field(default_factory=list)
    timings: dict[int, Timing] = field(default_factory=dict)
    next: dict[tuple[str, int, tuple[str, str]], int] = field(default_factory=dict)  # where to look for a free endpoint

    def build(self) -> Generator[None, None, Bound]:
        gangs = _gangs(member.gang for member in self.members)
        company = self._company()
        for member in self.members:
            self._add(member, gangs[member.gang], company)
            yield
        self._derive()
        rules = tuple(dict.fromkeys(m.rule for m in self.members if m.rule is not None))
        description = self._description()
        return Bound(
            description,
            self.readings,
            self.events or _NOTHING,
            self.outlets or _NOTHING,
            self.invocations or _NOTHING,
            tuple(self.makers),
            tuple(self.points),
            Presence(rules) if rules else _ALWAYS,
            self.timings or _NOTHING,
        )

    def _company(self) -> Company:
        actors = _LEADING - {"switch"}
        actor = any(member.entity.component in actors for member in self.members)
        kinds = frozenset().union(*(member.kinds for member in self.members))
        battery = self._on_battery()
        return mapping.shared_company(
            battery=battery, actor=actor, kinds=kinds | ({"battery"} if battery else frozenset())
        )

    def _on_battery(self) -> bool:
        classes = {(m.entity.component, m.entity.config.get("device_class")) for m in self.members}
        has = bool(classes & {("sensor", "battery"), ("binary_sensor", "battery")})
        return has and not classes & {("sensor", "power"), ("sensor", "current")}

    def _add(self, member: Member, preferred: int, company: Company) -> None:
        if member.company is not company:
            found = tuple(self._fitted(member, company))
            member.company, member.fitted = company, _one_fitting(found) if member.offer.is_only_read else found
        endpoint = self._endpoint(member, preferred, member.fitted)
        self.labels.setdefault(endpoint, []).append(member)
        for place, point, fit in member.fitted:
            self._property(member, endpoint, member.topics[place], point, fit)
        for action in member.offer.actions:
            self._action(member, endpoint, action)
        for occurrence in member.offer.occurrences:
            ours = mapping.events_of(member.entity, occurrence, self.registry)
            name = f"{VENDOR_NAME}.{member.entity.slug}"
            happening = Happening(endpoint, name, occurrence.extract, ours)
            self.events.setdefault(occurrence.topic, []).append(happening)

    def _fitted(self, member: Member, company: Company) -> Iterator[Fitted]:
        names = mapping.names_of(member.entity)
        for place, point in enumerate(member.offer.points):
            if mapping.is_secret(member.entity, names, point):
                hidden = mapping.secret(point, member.topics[place])
                yield place, hidden, hidden.reason
                continue
            fit = mapping.fit(member.entity, names, point, self.registry, company)
            if isinstance(fit, Fit) and "w" in point.access and "w" not in fit.access:
                is_read, is_written = mapping.split(point)
                yield place, is_read, fit
                yield place, is_written, f"{fit.spec.capability}.{fit.spec.name} is not written"
                continue
            yield place, point, fit

    def _endpoint(self, member: Member, preferred: int, found: tuple[Fitted, ...]) -> int:
        """Give the endpoint of the gang, or the next free one where a component of its kind, or of rank, has it."""
        paths = [(fit.spec.capability, fit.spec.name) for _place, _point, fit in found if isinstance(fit, Fit)]
        paths += [to for action in member.offer.actions if (to := self._to(member, action)) is not None]
        if not paths:
            return preferred
        kind = (member.entity.component, preferred, paths[0])
        endpoint = self.next.get(kind, preferred)
        rivals = _LEADING if member.entity.component in _LEADING else {member.entity.component}
        while any(self.used.get((endpoint, *path)) in rivals for path in paths):
            endpoint += 1
        self.next[kind] = endpoint + 1
        return endpoint

    def _to(self, member: Member, action: Action) -> tuple[str, str] | None:
        return mapping.command_of(member.entity, action, self.registry)

    def _property(self, member: Member, endpoint: int, topic: str, point: Point, fit: Fit | str) -> None:
        if isinstance(fit, Fit):
            path = (endpoint, fit.spec.capability, fit.spec.name)
            if path in self.used:
                fit = f"{fit.spec.capability}.{fit.spec.name}: its {self.used[path]} has it already"
            else:
                self.used[path] = member.entity.component
        index = len(self.properties)
        address = f"{point.address(topic) or member.entity.topic} {member.entity.id}#{point.field}"
        self.properties.append(self._described(member, endpoint, address, point, fit))
        self.makers.append(member.entity.id)
        self.points.append(point)
        if point.read is not None:
            self._read(index, topic, point.read, point.values, fit)
        self._time(index, point, fit)
        if point.write is not None and "w" in self.properties[index].access:
            encode = fit.encode if isinstance(fit, Fit) else _same
            confirmable = not self.properties[index].optimistic
            outlet = Outlet(point.field, member.entity.id, point.write, encode, point.values, confirmable)
            self.outlets[index] = outlet

    def _read(self, index: int, topic: str, reading: Reading, values: tuple[str, ...] | None, fit: Fit | str) -> None:
        extract, parse = reading.extract, reading.parse
        take = _taker(extract, parse, fit.decode) if isinstance(fit, Fit) else _plain_taker(extract, parse, values)
        self.readings[topic] = _one_group((*self.readings.get(topic, ()), (index, take)))

    def _time(self, index: int, point: Point, fit: Fit | str) -> None:
        if not point.off_after_s and not point.expires_after_s:
            return
        on, off = (fit.decode(True), fit.decode(False)) if isinstance(fit, Fit) and point.off_after_s else (True, False)  # noqa: FBT003
        times = {"off_after_s": point.off_after_s, "expires_after_s": point.expires_after_s}
        self.timings[index] = Timing(on=on, off=off, **times)

    def _described(
        self, member: Member, endpoint: int, address: str, point: Point, fit: Fit | str
    ) -> PropertyDescription:
        entity = member.entity
        told = point.read is None or entity.config.get("optimistic") in (True, "true")
        label = entity.label if point.field == "state" else f"{entity.label} {point.field}".strip()
        if isinstance(fit, Fit):
            return fit.description(endpoint=endpoint, address=address, label=label, optimistic=told)
        return PropertyDescription(
            endpoint=endpoint,
            capability=VENDOR,
            name=self._vendor_name(endpoint, entity, point.field),
            address=address,
            kind=point.kind,
            unit=units.annotated(point.unit),
            access=point.access,
            minimum=point.minimum,
            maximum=point.maximum,
            step=point.step,
            values=point.values,
            optimistic=told and point.write is not None,
            label=label,
            reason=fit,
        )

    def _vendor_name(self, endpoint: int, entity: Entity, field_name: str) -> str:
        tail = "" if field_name == "state" else f"_{field_name}"
        stem = f"{VENDOR_NAME}.{entity.slug}{tail}"
        several = (stem, f"{VENDOR_NAME}.{entity.component}_{entity.slug}{tail}")
        more = (f"{stem}_{number}" for number in range(2, 10_000))
        for name in chain(several, more):
            if (endpoint, VENDOR, name) not in self.used:
                self.used[endpoint, VENDOR, name] = entity.component
                return name
        return stem

    def _action(self, member: Member, endpoint: int, action: Action) -> None:
        to = self._to(member, action)
        if to is None or (endpoint, *to) in self.invocations:
            to = VENDOR, self._vendor_name(endpoint, member.entity, action.field)
        capability, name = to
        known = {} if capability == VENDOR else self._arguments(capability, name, action)
        rename = known or {argument: argument for argument in action.arguments}
        self.used.setdefault((endpoint, capability, name), member.entity.component)
        self.invocations[endpoint, capability, name] = Invocation(action=action, rename=rename)
        self.commands.append(
            CommandDescription(
                endpoint=endpoint,
                capability=capability,
                name=name,
                address=f"{action.topic} {member.entity.id}#{action.field}",
                hazards=() if capability == VENDOR else self.registry.command(capability, name).hazards,
                arguments=tuple(rename),
            )
        )

    def _arguments(self, capability: str, name: str, action: Action) -> dict[str, str]:
        """Our names of the arguments that the action takes."""
        known = {one.name for one in self.registry.command(capability, name).arguments}
        named = {ARGUMENTS.get((capability, one), one): one for one in action.arguments}
        return {ours: theirs for ours, theirs in named.items() if ours in known}

    def _derive(self) -> None:
        """Offer the commands of the catalogue that are nothing but a write."""
        for index, one in enumerate(self.properties):
            for name, value in _DERIVED.get((one.capability, one.name), ()):
                if index not in self.outlets or (one.endpoint, one.capability, name) in self.invocations:
                    continue
                spec = self.registry.command(one.capability, name)
                arguments = tuple(argument.name for argument in spec.arguments)
                self.invocations[one.endpoint, one.capability, name] = Invocation(writes=index, value=value)
                self.commands.append(
                    CommandDescription(
                        endpoint=one.endpoint, capability=one.capability, name=name, address=one.address,
                        hazards=spec.hazards, arguments=arguments,
                    )
                )  # fmt: skip

    def _description(self) -> DeviceDescription:
        block = self.block
        fallback = self.members[0].entity.label if self.members else self.key
        return DeviceDescription(
            key=self.key,
            name=block.name or fallback,
            manufacturer=block.manufacturer,
            model=block.model,
            serial=block.serial,
            hardware=block.hardware,
            firmware=block.firmware,
            via=block.via,
            endpoints=tuple(self._endpoints()),
            properties=tuple(self.properties),
            commands=tuple(self.commands),
        )

    def _endpoints(self) -> Iterator[EndpointDescription]:
        has: dict[int, set[str]] = {}
        for one in self.properties:
            has.setdefault(one.endpoint, set()).add(f"{one.capability}.{one.name}")
        for happening in (one for several in self.events.values() for one in several):
            has.setdefault(happening.endpoint, set()).update(
                capability for capability, _name in happening.ours.values()
            )
        for endpoint, members in sorted(self.labels.items()):
            labels = [member.entity.label for member in members if member.entity.component in _LEADING]
            yield _one_endpoint(endpoint, self._device_type(members, has.get(endpoint, set())), next(iter(labels), ""))

    def _device_type(self, members: list[Member], has: set[str]) -> str:
        components = {member.entity.component for member in members}
        for component, sign, device_type in DEVICE_TYPES:
            if component in components and (not sign or sign in has):
                return device_type if device_type in self.registry.device_types else "unknown"
        return "unknown"


_DERIVED: Final[Mapping[tuple[str, str], tuple[tuple[str, Any], ...]]] = {
    ("onOff", "onOff"): (("on", True), ("off", False)),
    ("windowCovering", "targetPosition"): (("goToLift", UNDEFINED),),
    ("closureControl", "position"): (("moveTo", UNDEFINED),),
}


def _gangs(gangs: Iterable[str]) -> dict[str, int]:
    """Give each gang its endpoint: its own number where it has one, else the next free; without a gang the first."""
    found = set(gangs) - {""}
    numbered = {gang: int(gang) for gang in found if gang.isdecimal() and 0 < int(gang) <= 64}
    numbered |= {phase: place for place, phase in enumerate("abc", start=1) if phase in found}
    free = (number for number in range(1, 200) if number not in numbered.values())
    return {"": 1, **numbered, **{gang: next(free) for gang in sorted(found - set(numbered))}}


def _same(value: Any) -> Any:
    return value


@lru_cache(maxsize=SHARED)
def _one_endpoint(endpoint: int, device_type: str, label: str) -> EndpointDescription:
    return EndpointDescription(id=endpoint, device_type=device_type, label=label)


@lru_cache(maxsize=SHARED)
def _one_group(group: tuple[tuple[int, Extract], ...]) -> tuple[tuple[int, Extract], ...]:
    """Give the group of readings that is equal to this one."""
    return group


@lru_cache(maxsize=SHARED)
def _one_fitting(fitting: tuple[Fitted, ...]) -> tuple[Fitted, ...]:
    """Give the fitting that is equal to this one."""
    return fitting


@lru_cache(maxsize=SHARED)
def _plain_taker(extract: Extract, parse: Parse, values: tuple[str, ...] | None) -> Extract:
    """Take a value as its source describes it; of an enum, only what it names."""
    if values is None:
        return lambda text, data: parse(extract(text, data))
    known = frozenset(values)

    def take(text: str, data: Any) -> Any:
        value = parse(extract(text, data))
        named = value if isinstance(value, list) else [value]
        unknown = [one for one in named if isinstance(one, str) and one not in known]
        return Failure(f"{unknown[0][:40]!r} is not one of its values") if unknown else value

    return take


@lru_cache(maxsize=SHARED)
def _taker(extract: Extract, parse: Parse, decode: Convert) -> Extract:
    """Make one call of three: take the raw value out, take it as the source's kind, convert it to ours."""

    def take(text: str, data: Any) -> Any:
        value = parse(extract(text, data))
        if value is UNDEFINED or value.__class__ is Failure:
            return value
        try:
            ours = decode(value)
        except (ConversionError, OverflowError) as error:
            return Failure(str(error))
        return ours if ours.__class__ is not float or isfinite(ours) else Failure("beyond what a number can hold")

    return take


def rebuilt(bound: Bound, presence: Presence) -> Bound:
    """Keep what was heard of availability across a new description of the same device."""
    if not bound.presence.rules and not presence.heard:
        return bound
    known = Presence(bound.presence.rules, dict(presence.heard), dict(presence.latest), presence.available)
    return replace(bound, presence=known)
