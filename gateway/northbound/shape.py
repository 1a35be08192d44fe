"""The home's devices and properties as the API shows them, filtered by what the asker may see."""

from typing import Final

from pydantic import JsonValue

from gateway.core.home import Home
from gateway.core.state import ASSUMED, RESTORED, DeviceEntry
from gateway.northbound.base import Model
from gateway.northbound.scope import SCOPE_OF, View
from schemas.updates import FaultReported
from schemas.vocabulary import Sensitivity

SENSITIVITY: Final = {level: level.name.lower() for level in Sensitivity}


class PropertyBody(Model):
    """One property of one device, with its value if the token may read it."""

    path: str
    endpoint: int
    capability: str
    name: str
    en: str
    zh: str
    label: str
    """What the vendor calls it."""
    kind: str
    unit: str
    access: str
    minimum: float | None
    maximum: float | None
    step: float | None
    values: list[str] | None
    sensitivity: str
    hazards: list[str]
    confirmation: str
    """What it takes to write it: nothing, person, person-at-home, never."""
    withheld: str | None
    """The scope that would open the value, where the token lacks it."""
    value: JsonValue
    """null where not known, or withheld."""
    updated_ms: int | None
    age_s: float | None
    stale: bool | None
    """Older than the schema says a value of this kind stays true; null where unknown."""
    assumed: bool
    """Taken from a command: the device never reports it."""
    restored: bool
    """From before the last start, not reported since."""


class EndpointBody(Model):
    """One gang, zone, cavity or consumable."""

    id: int
    device_type: str
    en: str
    zh: str
    label: str
    tags: list[str]


class CommandBody(Model):
    """A command that the device takes."""

    endpoint: int
    capability: str
    name: str
    en: str
    zh: str
    arguments: list[str]
    hazards: list[str]
    confirmation: str
    """What it takes to invoke it: nothing, person, person-at-home, never."""


class FaultBody(Model):
    """Bad input that was contained. Its texts may quote what a device sent, so they need `read:unlabelled`.

    `device` is empty where none could be named.
    """

    adapter: str
    device: str
    code: str
    count: int
    place: str | None
    reason: str | None
    fix: str | None


class DeviceSummary(Model):
    """A device without its values."""

    id: str
    adapter: str
    name: str
    room: str
    available: bool
    reason: str
    manufacturer: str
    model: str
    hardware: str
    firmware: str
    via: str
    """Id of the bridge, hub or gateway that it is reached through; empty where there is none."""
    endpoints: list[EndpointBody]
    faults: int
    last_seen_ms: int | None
    """When it last reported; this shows habits, so it needs `read:behaviour`."""
    serial: str | None
    """Needs `read:personal`."""


class DeviceBody(DeviceSummary):
    """A device with all it has."""

    properties: list[PropertyBody]
    commands: list[CommandBody]


def summary(home: Home, entry: DeviceEntry, view: View) -> DeviceSummary:
    """Describe a device."""
    about = entry.description
    return DeviceSummary(
        id=entry.id,
        adapter=entry.adapter,
        name=entry.name,
        room=entry.room,
        available=entry.available,
        reason=entry.reason,
        manufacturer=about.manufacturer,
        model=about.model,
        hardware=about.hardware,
        firmware=about.firmware,
        via=home.via(entry),
        endpoints=_endpoints(home, entry),
        faults=len(entry.faults),
        last_seen_ms=entry.last_seen_ms or None if view.reads(Sensitivity.BEHAVIOUR) else None,
        serial=about.serial if view.reads(Sensitivity.PERSONAL) else None,
    )


def whole(home: Home, entry: DeviceEntry, view: View, now_ms: int | None) -> DeviceBody:
    """Describe a device with its properties, values and commands."""
    return DeviceBody(
        **summary(home, entry, view).__dict__,
        properties=properties(home, entry, view, now_ms),
        commands=_commands(home, entry),
    )


def properties(home: Home, entry: DeviceEntry, view: View, now_ms: int | None) -> list[PropertyBody]:
    """Describe all properties of a device, in the order of its description."""
    return [one(home, handle, view, now_ms) for handle in entry.handles]


def one(home: Home, handle: int, view: View, now_ms: int | None) -> PropertyBody:
    """Describe one property. A value that the view does not open is null, and so is its time, which tells as much."""
    state = home.state
    about, spec = state.descriptions[handle], state.specs[handle]
    if about is None:
        raise LookupError(f"handle {handle} is free")
    sensitivity = state.sensitivity[handle]
    is_open = view.reads(sensitivity)
    updated_ms = state.updated_ms[handle] or None if is_open else None
    age_s = None if updated_ms is None or now_ms is None else max(0.0, (now_ms - updated_ms) / 1000)
    limits = about if spec is None else spec
    flags = state.flags[handle] if is_open else 0
    return PropertyBody(
        path=state.paths[handle],
        endpoint=about.endpoint,
        capability=about.capability,
        name=about.name,
        en=spec.en if spec else about.label or about.name,
        zh=spec.zh if spec else about.label or about.name,
        label=about.label,
        kind=limits.kind,
        unit=limits.unit,
        access=about.access,
        minimum=limits.minimum,
        maximum=limits.maximum,
        step=limits.step,
        values=None if limits.values is None else list(limits.values),
        sensitivity=SENSITIVITY[sensitivity],
        hazards=sorted(state.hazards[handle]),
        confirmation=home.permission.demand(home.permission.hazards_of_writing({handle: None})),
        withheld=None if is_open else SCOPE_OF[sensitivity],
        value=state.values[handle] if is_open else None,
        updated_ms=updated_ms,
        age_s=age_s,
        stale=None if age_s is None else bool(spec and spec.fresh_s and age_s > spec.fresh_s),
        assumed=bool(flags & ASSUMED),
        restored=bool(flags & RESTORED),
    )


def fault(adapter: str, entry_id: str, found: FaultReported, view: View) -> FaultBody:
    """Describe a fault; its texts are of no known label."""
    is_open = view.reads(Sensitivity.UNLABELLED)
    return FaultBody(
        adapter=adapter,
        device=entry_id,
        code=found.code,
        count=found.count,
        place=found.place if is_open else None,
        reason=found.reason if is_open else None,
        fix=found.fix if is_open else None,
    )


def _endpoints(home: Home, entry: DeviceEntry) -> list[EndpointBody]:
    kinds = home.registry.device_types
    found = []
    for endpoint in entry.description.endpoints:
        kind = kinds.get(endpoint.device_type)
        found.append(
            EndpointBody(
                id=endpoint.id,
                device_type=endpoint.device_type,
                en=kind.en if kind else endpoint.device_type,
                zh=kind.zh if kind else endpoint.device_type,
                label=endpoint.label,
                tags=list(endpoint.tags),
            )
        )
    return found


def _commands(home: Home, entry: DeviceEntry) -> list[CommandBody]:
    found = []
    for command in entry.description.commands:
        capability = home.registry.capabilities.get(command.capability)
        spec = capability.commands.get(command.name) if capability else None
        hazards = home.permission.hazards_of_invoking(
            entry.description, command.endpoint, command.capability, command.name
        )
        found.append(
            CommandBody(
                endpoint=command.endpoint,
                capability=command.capability,
                name=command.name,
                en=spec.en if spec else command.name,
                zh=spec.zh if spec else command.name,
                arguments=list(command.arguments),
                hazards=sorted(hazards),
                confirmation=home.permission.demand(hazards),
            )
        )
    return found
