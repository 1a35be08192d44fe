"""What can go wrong when something of a device is written, and what therefore wants a person's confirmation.

Strict on purpose until policies of the residents exist: a lock, a valve or a heater refuses every wish that nobody
confirmed. A property that the schema does not know takes the hazards of its whole device.
"""

from collections.abc import Iterable
from typing import Final

from schemas.device import DeviceDescription, PropertyDescription
from schemas.registry import Registry
from schemas.vocabulary import Hazard

CONFIRMED_BY: Final = frozenset({"person"})
"""What a confirmation can be; anything else confirms nothing."""

NEEDS_CONFIRMATION: Final = frozenset(
    {Hazard.SECURITY, Hazard.GAS, Hazard.WATER, Hazard.MOTION_PERSON, Hazard.HEAT},
)
ALWAYS_SAFE: Final = frozenset({"stop", "identify"})
"""Commands that only ever end a hazard, or do nothing but blink, where the schema does not say otherwise."""
ACTUATORS: Final = frozenset({"onOff"})
"""Capabilities that move whatever else stands on their endpoint: onOff of a valve opens it, of a kettle heats it."""
GUARDED: Final = frozenset({"doorLock", "lockAccess", "valveControl"})
"""Locks and valves: every write and every command of theirs counts as the worst of them."""
COMFORT: Final = frozenset({"thermostat", "radiatorValve", "floorHeating", "heatPump"})
"""Capabilities and device types of room heating, which keeps to its own limits: not the heat that burns."""

Hazards = frozenset[Hazard]
NONE: Final[Hazards] = frozenset()


def of_properties(device: DeviceDescription, registry: Registry) -> tuple[Hazards, ...]:
    """Give the hazards of writing each property, by index; empty where it cannot be written."""
    whole = of_device(device, registry)

    def hazards(one: PropertyDescription) -> Hazards:
        if "w" not in one.access:
            return NONE
        spec = registry.specs.get((one.capability, one.name))
        if spec is None:
            return whole
        own = _tempered(one.capability, frozenset(spec.hazards))
        return own | _around(device, one.endpoint, one.capability, registry)

    return tuple(hazards(one) for one in device.properties)


def of_command(device: DeviceDescription, endpoint: int, capability: str, command: str, registry: Registry) -> Hazards:
    """Give the hazards of invoking a command."""
    found = registry.capabilities.get(capability)
    if found is None:
        return of_device(device, registry)
    known = found.commands.get(command)
    if command in ALWAYS_SAFE and not (known and known.hazards):
        return NONE
    own = _tempered(capability, frozenset(known.hazards)) if known else of_device(device, registry)
    return own | _described(device, endpoint, capability, command) | _around(device, endpoint, capability, registry)


def of_device(device: DeviceDescription, registry: Registry) -> Hazards:
    """Give all that can go wrong with this device."""
    names = {p.capability for p in device.properties} | {c.capability for c in device.commands}
    return _union(
        [
            *(_of_capability(name, registry) for name in names),
            *_of_endpoints(device, registry).values(),
            *(frozenset(command.hazards) for command in device.commands),
        ]
    )


def _union(sets: Iterable[Hazards]) -> Hazards:
    return NONE.union(*sets)


def _described(device: DeviceDescription, endpoint: int, capability: str, name: str) -> Hazards:
    return _union(
        frozenset(one.hazards)
        for one in device.commands
        if (one.endpoint, one.capability, one.name) == (endpoint, capability, name)
    )


def _around(device: DeviceDescription, endpoint: int, capability: str, registry: Registry) -> Hazards:
    """Give what a capability adds by what it is, or by what it stands beside."""
    if capability in GUARDED:
        return _of_capability(capability, registry)
    if capability not in ACTUATORS:
        return NONE
    names = {one.capability for one in device.properties if one.endpoint == endpoint}
    names |= {one.capability for one in device.commands if one.endpoint == endpoint}
    beside = _union(_of_capability(name, registry) for name in names)
    return beside | _of_endpoints(device, registry).get(endpoint, NONE)


def _of_endpoints(device: DeviceDescription, registry: Registry) -> dict[int, Hazards]:
    kinds = registry.device_types
    known = [(e.id, e.device_type) for e in device.endpoints if e.device_type in kinds]
    return {number: _tempered(kind, frozenset(kinds[kind].hazards)) for number, kind in known}


def _of_capability(name: str, registry: Registry) -> Hazards:
    found = registry.capabilities.get(name)
    if found is None:
        return NONE
    of_all = [*(c.hazards for c in found.commands.values()), *(p.hazards for p in found.properties.values())]
    return _tempered(name, _union(frozenset(hazards) for hazards in of_all))


def _tempered(name: str, hazards: Hazards) -> Hazards:
    return hazards - {Hazard.HEAT} if name in COMFORT else hazards
