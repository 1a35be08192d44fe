"""What can go wrong when something of a device is written or invoked. What follows from that is policy.

The schema decides for each property and command. What the schema does not know, or what another maker says of itself,
takes the hazards of its whole device on top: a claim may add, never take away.
"""

from collections.abc import Iterable
from typing import Final

from schemas.device import DeviceDescription, PropertyDescription
from schemas.registry import CommandSpec, Registry, Spec
from schemas.vocabulary import VENDOR, Hazard

Hazards = frozenset[Hazard]
NONE: Final[Hazards] = frozenset()
EVERY: Final[Hazards] = frozenset(Hazard)
"""Of a thing that nobody can say what it is."""
EVERYWHERE: Final = frozenset(
    {"deviceInformation", "deviceHealth", "powerSource", "onOff", "levelControl", "modeSelect", "timerControl"}
)
"""Capabilities that do not tell what a device is."""
ABOUT: Final = frozenset({"deviceInformation", "deviceHealth", "powerSource"})
"""Capabilities with which nothing is done."""
ANYTHING: Final = "genericDevice"
"""The type of what has no better one: it says no more than none."""


def of_properties(device: DeviceDescription, registry: Registry) -> tuple[Hazards, ...]:
    """Give the hazards of writing each property, by index; empty where it cannot be written."""
    return tuple(_of_property(device, one, registry) if "w" in one.access else NONE for one in device.properties)


def _of_property(device: DeviceDescription, one: PropertyDescription, registry: Registry) -> Hazards:
    spec = registry.specs.get((one.capability, one.name))
    if spec is None or is_foreign(one.capability):
        return of_device(device, registry) | frozenset(spec.hazards if spec else ())
    return frozenset(spec.hazards) | _around(device, one.endpoint, spec, registry)


def of_command(device: DeviceDescription, endpoint: int, capability: str, command: str, registry: Registry) -> Hazards:
    """Give the hazards of invoking a command."""
    known = _command(registry, capability, command)
    added = _described(device, endpoint, capability, command)
    if known is None or is_foreign(capability):
        return of_device(device, registry) | added | frozenset(known.hazards if known else ())
    return frozenset(known.hazards) | added | _around(device, endpoint, known, registry)


def _command(registry: Registry, capability: str, command: str) -> CommandSpec | None:
    found = registry.capabilities.get(capability)
    return found.commands.get(command) if found else None


def is_foreign(capability: str) -> bool:
    """Whether another maker than the schema's says what it is."""
    return capability == VENDOR or "." in capability


def of_device(device: DeviceDescription, registry: Registry) -> Hazards:
    """Give all that can go wrong with this device, as far as its types and capabilities tell."""
    endpoints = (_of_endpoint(device, one.id, registry) for one in device.endpoints)
    return _union([*endpoints, *(frozenset(command.hazards) for command in device.commands)])


def _union(sets: Iterable[Hazards]) -> Hazards:
    return NONE.union(*sets)


def _described(device: DeviceDescription, endpoint: int, capability: str, name: str) -> Hazards:
    return _union(
        frozenset(one.hazards)
        for one in device.commands
        if (one.endpoint, one.capability, one.name) == (endpoint, capability, name)
    )


def _around(device: DeviceDescription, endpoint: int, spec: Spec | CommandSpec, registry: Registry) -> Hazards:
    """Give what an actuating member adds by what it stands beside: onOff of a valve opens it, of a kettle heats it."""
    return _of_endpoint(device, endpoint, registry) if spec.actuates else NONE


def _of_endpoint(device: DeviceDescription, endpoint: int, registry: Registry) -> Hazards:
    """Give the hazards of its device type, and of what it may be by capabilities that such a type does not have."""
    name = next((one.device_type for one in device.endpoints if one.id == endpoint), "")
    kind = registry.device_types.get(name)
    held = {one.capability for one in device.properties if one.endpoint == endpoint}
    held |= {one.capability for one in device.commands if one.endpoint == endpoint}
    if (kind is None or name == ANYTHING) and held - ABOUT <= {VENDOR}:
        return EVERY
    if kind is None:
        return _may_be(held, registry)
    return frozenset(kind.hazards) | _may_be(held - {*kind.required, *kind.optional}, registry)


def _may_be(held: set[str], registry: Registry) -> Hazards:
    """Give the hazards of every device type that an endpoint with these capabilities may be, whatever it is called."""
    telling = held - EVERYWHERE
    kinds = (kind for kind in registry.device_types.values() if kind.hazards)
    return _union(frozenset(kind.hazards) for kind in kinds if _fits(frozenset(kind.required) - EVERYWHERE, telling))


def _fits(required: frozenset[str], telling: set[str]) -> bool:
    return bool(required) and required <= telling
