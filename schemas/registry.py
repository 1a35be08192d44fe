"""The flat registry: what the running core knows of the schema, loaded from one JSON file without pydantic."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, TypeVar

from schemas.value import Scalar
from schemas.vocabulary import Hazard, Kind, Sensitivity

PUBLISHED: Final = Path(__file__).parent / "published"
"""Where the generated forms of the schema live."""

_T = TypeVar("_T")


class UnknownName(LookupError):  # noqa: N818
    """A name that the schema does not have."""

    def __init__(self, what: str, name: str) -> None:
        """Say what kind of name it was: capability, property, command, event, device type."""
        super().__init__(f"the schema has no {what} {name!r}")
        self.what = what
        self.name = name


@dataclass(frozen=True, slots=True, kw_only=True)
class Spec:
    """One property of one capability; also an argument of a command and a field of an event.

    `values` are the members of an enum or enumset, in order. `hazards` are those of writing it, so they are empty
    where `access` has no w. `fresh_s` is 0 where a value never grows stale.
    """

    capability: str
    name: str
    kind: Kind
    unit: str = ""  # UCUM
    minimum: float | None = None
    maximum: float | None = None
    step: float | None = None
    values: tuple[str, ...] | None = None
    max_length: int | None = None  # of a string, a list or an enumset
    access: str = "rn"
    fresh_s: int = 0
    sensitivity: Sensitivity = Sensitivity.UNLABELLED
    category: str = ""
    hazards: tuple[Hazard, ...] = ()
    actuates: bool = False  # writing it moves what stands on its endpoint: the device type's hazards come on top
    ends: tuple[Scalar, ...] = ()  # values that only end what goes on: off, closed, zero
    item: "Spec | None" = None  # of a list: what each entry must be; None where anything may be
    fields: "tuple[Spec, ...]" = ()  # of an object; empty where anything may be
    required: tuple[str, ...] = ()  # those of the fields that may not lack
    aliases: tuple[str, ...] = ()  # former names that are still read: "capability/name", "vendor/jomoo.heat"
    zh: str = ""
    en: str = ""
    # What only documents need; the flat registry of the running core leaves it out.
    texts: tuple[tuple[str, str], ...] = ()  # English and Chinese of each of `values`
    about: tuple[str, str] = ("", "")  # English, Chinese
    why: tuple[str, str] | None = None  # the reason of a low label: English, Chinese
    since: str = "1.0"
    decided: bool = True  # somebody said which hazards there are, or that there are none

    @property
    def writable(self) -> bool:
        """Whether the schema lets it be written at all."""
        return "w" in self.access


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandSpec:
    """One command; `required` names the arguments that may not be left out."""

    capability: str
    name: str
    zh: str
    en: str
    arguments: tuple[Spec, ...] = ()
    required: tuple[str, ...] = ()
    hazards: tuple[Hazard, ...] = ()
    actuates: bool = False  # as in Spec
    ends: bool = False  # it only ends what goes on
    outcome: tuple[str, ...] = ()  # properties of the capability that show it was obeyed
    returns: tuple[Spec, ...] = ()  # what the device answers
    about: tuple[str, str] = ("", "")
    since: str = "1.0"
    decided: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class EventSpec:
    """One event and its fields."""

    capability: str
    name: str
    zh: str
    en: str
    sensitivity: Sensitivity = Sensitivity.UNLABELLED
    category: str = ""
    fields: tuple[Spec, ...] = ()
    why: tuple[str, str] | None = None
    about: tuple[str, str] = ("", "")
    since: str = "1.0"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceType:
    """A kind of device: what it must and may be able to do."""

    id: str
    zh: str
    en: str
    required: tuple[str, ...]
    optional: tuple[str, ...]
    scenarios: tuple[str, ...] = ()
    hazards: tuple[Hazard, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CapabilitySpec:
    """One capability with all it holds, each by name."""

    id: str
    version: str
    group: str
    zh: str
    en: str
    about: tuple[str, str] = ("", "")
    extends: str = ""  # of a vendor's capability: the core's that it is a kind of
    properties: Mapping[str, Spec] = field(default_factory=dict)
    commands: Mapping[str, CommandSpec] = field(default_factory=dict)
    events: Mapping[str, EventSpec] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Registry:
    """The whole schema, immutable. Look-ups raise UnknownName."""

    version: str
    capabilities: Mapping[str, CapabilitySpec]
    device_types: Mapping[str, DeviceType]
    specs: Mapping[tuple[str, str], Spec]
    aliases: Mapping[tuple[str, str], tuple[str, str]]  # former (capability, name) to the one of today

    @staticmethod
    def of(version: str, capabilities: Iterable[CapabilitySpec], device_types: Iterable[DeviceType]) -> "Registry":
        """Build a registry and its index."""
        by_id = {capability.id: capability for capability in capabilities}
        return Registry(
            version=version,
            capabilities=MappingProxyType(by_id),
            device_types=MappingProxyType({kind.id: kind for kind in device_types}),
            specs=MappingProxyType({(c.id, name): spec for c in by_id.values() for name, spec in c.properties.items()}),
            aliases=MappingProxyType(dict(_aliases(by_id.values()))),
        )

    @staticmethod
    def load(path: Path = PUBLISHED / "registry.json") -> "Registry":
        """Read the generated file once; later calls return the same registry."""
        return _load(path)

    def capability(self, capability: str) -> CapabilitySpec:
        """Give one capability."""
        return _found(self.capabilities, capability, "capability")

    def today(self, capability: str, name: str) -> tuple[str, str]:
        """Give what a property is called today; the same where it never had another name."""
        return self.aliases.get((capability, name), (capability, name))

    def spec(self, capability: str, name: str) -> Spec:
        """Give one property; `specs.get((capability, name))` is the way that does not raise."""
        try:
            return self.specs[capability, name]
        except KeyError:
            raise UnknownName("property", f"{capability}/{name}") from None

    def command(self, capability: str, name: str) -> CommandSpec:
        """Give one command of one capability."""
        return _found(self.capability(capability).commands, name, f"command in {capability},")

    def event(self, capability: str, name: str) -> EventSpec:
        """Give one event of one capability."""
        return _found(self.capability(capability).events, name, f"event in {capability},")

    def device_type(self, name: str) -> DeviceType:
        """Give one device type."""
        return _found(self.device_types, name, "device type")


def _aliases(capabilities: Iterable[CapabilitySpec]) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    for one in capabilities:
        for name, spec in one.properties.items():
            for alias in spec.aliases:
                capability, _, former = alias.partition("/")
                yield (capability, former), (one.id, name)


def _found(table: Mapping[str, _T], name: str, what: str) -> _T:
    try:
        return table[name]
    except KeyError:
        raise UnknownName(what, name) from None


@cache
def _load(path: Path) -> Registry:
    return from_flat(json.loads(path.read_bytes()))


def from_flat(flat: dict[str, Any]) -> Registry:
    """Build the registry from its flat form, whose rows hold values alone; `to_flat` is the way back."""
    return Registry.of(
        flat["version"],
        [_capability(row) for row in flat["capabilities"]],
        [_device_type(row) for row in flat["device_types"]],
    )


def _capability(row: dict[str, Any]) -> CapabilitySpec:
    name = row["id"]
    return CapabilitySpec(
        id=name,
        version=row["version"],
        group=row["group"],
        zh=row["zh"],
        en=row["en"],
        properties=MappingProxyType({p[0]: _spec(name, p) for p in row["properties"]}),
        commands=MappingProxyType({c[0]: _command(name, c) for c in row["commands"]}),
        events=MappingProxyType({e[0]: _event(name, e) for e in row["events"]}),
    )


def _hazards(words: list[str]) -> tuple[Hazard, ...]:
    return tuple(Hazard(word) for word in words)


_KINDS: Final = {kind.value: kind for kind in Kind}
_SENSITIVITIES: Final = tuple(Sensitivity)


def _spec(capability: str, row: list[Any]) -> Spec:
    (name, kind, unit, minimum, maximum, step, values, max_length, access, fresh_s, level, category, hazards, zh, en,
     more) = row  # fmt: skip
    return Spec(
        capability=capability,
        name=name,
        kind=_KINDS[kind],
        unit=unit,
        minimum=minimum,
        maximum=maximum,
        step=step,
        values=None if values is None else tuple(values),
        max_length=max_length,
        access=access,
        fresh_s=fresh_s,
        sensitivity=_SENSITIVITIES[level],
        category=category,
        hazards=_hazards(hazards),
        zh=zh,
        en=en,
        **(_more(capability, more) if more else {}),
    )


def _more(capability: str, more: dict[str, Any]) -> dict[str, Any]:
    """Read what few specifications have."""
    return {
        "actuates": more.get("actuates", False),
        "ends": tuple(more.get("ends", ())),
        "item": _spec(capability, more["item"]) if "item" in more else None,
        "fields": tuple(_spec(capability, one) for one in more.get("fields", ())),
        "required": tuple(more.get("required", ())),
        "aliases": tuple(more.get("aliases", ())),
    }


def _command(capability: str, row: list[Any]) -> CommandSpec:
    name, zh, en, arguments, required, hazards, actuates, ends, outcome, returns = row
    return CommandSpec(
        capability=capability,
        name=name,
        zh=zh,
        en=en,
        arguments=tuple(_spec(capability, argument) for argument in arguments),
        required=tuple(required),
        hazards=_hazards(hazards),
        actuates=actuates,
        ends=ends,
        outcome=tuple(outcome),
        returns=tuple(_spec(capability, one) for one in returns),
    )


def _event(capability: str, row: list[Any]) -> EventSpec:
    name, zh, en, level, category, fields = row
    return EventSpec(
        capability=capability,
        name=name,
        zh=zh,
        en=en,
        sensitivity=_SENSITIVITIES[level],
        category=category,
        fields=tuple(_spec(capability, one) for one in fields),
    )


def _device_type(row: list[Any]) -> DeviceType:
    name, zh, en, required, optional, scenarios, hazards = row
    return DeviceType(
        id=name,
        zh=zh,
        en=en,
        required=tuple(required),
        optional=tuple(optional),
        scenarios=tuple(scenarios),
        hazards=_hazards(hazards),
    )


def to_flat(registry: Registry) -> dict[str, Any]:
    """Give the flat form of a registry, ready for JSON."""
    return {
        "version": registry.version,
        "capabilities": [_capability_row(one) for one in registry.capabilities.values()],
        "device_types": [
            [d.id, d.zh, d.en, d.required, d.optional, d.scenarios, d.hazards] for d in registry.device_types.values()
        ],
    }


def _capability_row(one: CapabilitySpec) -> dict[str, Any]:
    return {
        "id": one.id,
        "version": one.version,
        "group": one.group,
        "zh": one.zh,
        "en": one.en,
        "properties": [_spec_row(spec) for spec in one.properties.values()],
        "commands": [
            [
                *(c.name, c.zh, c.en, [_spec_row(a) for a in c.arguments], c.required, c.hazards),
                *(c.actuates, c.ends, c.outcome, [_spec_row(a) for a in c.returns]),
            ]
            for c in one.commands.values()
        ],
        "events": [
            [e.name, e.zh, e.en, int(e.sensitivity), e.category, [_spec_row(f) for f in e.fields]]
            for e in one.events.values()
        ],
    }


def _spec_row(s: Spec) -> list[Any]:
    limits = [s.minimum, s.maximum, s.step, s.values, s.max_length]
    return [
        s.name,
        s.kind,
        s.unit,
        *limits,
        s.access,
        s.fresh_s,
        int(s.sensitivity),
        s.category,
        s.hazards,
        s.zh,
        s.en,
        _more_row(s),
    ]


def _more_row(s: Spec) -> dict[str, Any] | None:
    more = {
        "actuates": s.actuates,
        "ends": s.ends,
        "item": s.item and _spec_row(s.item),
        "fields": [_spec_row(one) for one in s.fields],
        "required": s.required,
        "aliases": s.aliases,
    }
    return {key: one for key, one in more.items() if one} or None
