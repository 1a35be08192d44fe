"""What can go wrong when something of a device is written, and what therefore wants a person's confirmation.

Strict on purpose until policies of the residents exist: a lock, a valve or a heater refuses every wish that nobody
confirmed. A property that the schema does not know takes the hazards of its whole device.
"""

from collections.abc import Iterable
from typing import Final

from schemas.device import DeviceDescription, PropertyDescription
from schemas.registry import Registry
from schemas.vocabulary import VENDOR, Hazard

CONFIRMED_BY: Final = frozenset({"person"})
"""What a confirmation can be; anything else confirms nothing."""

NEEDS_CONFIRMATION: Final = frozenset(
    {Hazard.SECURITY, Hazard.GAS, Hazard.WATER, Hazard.MOTION_PERSON, Hazard.HEAT},
)
ALWAYS_SAFE: Final = frozenset({"stop", "identify"})
"""Commands that only ever end a hazard, or do nothing but blink."""
ACTUATORS: Final = frozenset({"onOff"})
"""Capabilities that move whatever else stands on their endpoint: onOff of a valve opens it."""

Hazards = frozenset[Hazard]
NONE: Final[Hazards] = frozenset()


def of_properties(device: DeviceDescription, registry: Registry) -> tuple[Hazards, ...]:
    """Give the hazards of writing each property, by index; empty where it cannot be written."""
    kinds = _of_endpoints(device, registry)
    capabilities = {name: _of_capability(name, registry) for name in {p.capability for p in device.properties}}
    whole = of_device(device, registry)

    def hazards(one: PropertyDescription) -> Hazards:
        if "w" not in one.access:
            return NONE
        spec = registry.specs.get((one.capability, one.name))
        if spec is None:
            return whole
        around = _on_endpoint(device, one.endpoint, registry) if one.capability in ACTUATORS else NONE
        return capabilities[one.capability] | kinds.get(one.endpoint, NONE) | around | frozenset(spec.hazards)

    return tuple(hazards(one) for one in device.properties)


def of_command(device: DeviceDescription, endpoint: int, capability: str, command: str, registry: Registry) -> Hazards:
    """Give the hazards of invoking a command."""
    if command in ALWAYS_SAFE and capability != VENDOR:
        return NONE
    described = _described(device, endpoint, capability, command)
    if capability not in registry.capabilities:
        return described | of_device(device, registry)
    around = _on_endpoint(device, endpoint, registry) if capability in ACTUATORS else NONE
    return (
        described | _of_capability(capability, registry) | _of_endpoints(device, registry).get(endpoint, NONE) | around
    )


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


def _of_endpoints(device: DeviceDescription, registry: Registry) -> dict[int, Hazards]:
    kinds = registry.device_types
    return {e.id: frozenset(kinds[e.device_type].hazards) for e in device.endpoints if e.device_type in kinds}


def _on_endpoint(device: DeviceDescription, endpoint: int, registry: Registry) -> Hazards:
    names = {one.capability for one in device.properties if one.endpoint == endpoint}
    names |= {one.capability for one in device.commands if one.endpoint == endpoint}
    return _union(_of_capability(name, registry) for name in names)


def _of_capability(name: str, registry: Registry) -> Hazards:
    found = registry.capabilities.get(name)
    if found is None:
        return NONE
    return _union(
        [
            *(frozenset(command.hazards) for command in found.commands.values()),
            *(frozenset(spec.hazards) for spec in found.properties.values()),
        ]
    )
