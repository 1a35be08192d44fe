"""What the home is told of a MIoT device, and what is sent for each wish; the rows are in schemas/mappings/miot."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from adapters.miot.protocol import DeviceInfo, PropertyAddress
from adapters.sdk.errors import CannotError
from adapters.sdk.thing import Thing
from schemas.binding import Bound, Described, bind
from schemas.commands import InvokeCommand
from schemas.conversion import ConversionError
from schemas.descriptions.miot import MiotAction, MiotDevice, read
from schemas.descriptions.miot_call import MiotCall, calls
from schemas.device import CommandDescription, DeviceDescription, EndpointDescription
from schemas.mapping import Row, Source
from schemas.mappings.miot.service import GENERIC, MAIN_ENDPOINT, device_type
from schemas.registry import Registry, UnknownName
from schemas.value import Value
from schemas.vocabulary import VENDOR, Kind

INFO: Final = "info."
"""Addresses of what miIO.info tells, as properties of a device that has no description."""
_INFO_ROWS: Final = {"model": "modelIdentifier", "firmware": "softwareVersion", "hardware": "hardwareVersion"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Write:
    """Write these values. `once`: it is a wish and no state, so it must not be repeated."""

    values: tuple[tuple[PropertyAddress, Value], ...]
    once: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Call an action with these values, in its own order."""

    siid: int
    aiid: int
    values: tuple[Value, ...]


Deed = Write | Act
Occurred = tuple[int, str, str, tuple[tuple[str, Value], ...]]
"""Endpoint, capability, event, fields."""


class Unit:
    """One device: spoken with, or behind the one that is (`did`)."""

    def __init__(self, did: str, thing: Thing, device: MiotDevice | None = None, bound: Sequence[Bound] = ()) -> None:
        """Take what `unit` made."""
        self.did = did
        self.thing = thing
        self._device = device
        self._bound = {one.description.address: one for one in reversed(bound)}  # the first of an address counts
        self._by_action = {one.described.address for one in device.properties if one.by_action} if device else set()
        self._events = device.events if device else ()
        self._calls = _offered(calls(device)) if device else {}
        self._own = dict(_own_actions(device)) if device else {}

    @property
    def key(self) -> str:
        """The device's lasting identity."""
        return self.thing.key

    @property
    def is_described(self) -> bool:
        """Whether there is a description of its model."""
        return self._device is not None

    def place(self, address: str) -> PropertyAddress:
        """Give the protocol's form of an address."""
        siid, _, piid = address.partition(".")
        return PropertyAddress(siid=int(siid), piid=int(piid), did=self.did)

    def polled(self, registry: Registry, poll_s: float) -> dict[str, float]:
        """Say how often each address is asked for."""
        periods = self.thing.periods(registry, poll_s)
        return {address: period for address, period in periods.items() if not address.startswith(INFO)}

    def occurred(self, body: Mapping[str, Any]) -> Occurred | None:
        """Read an event that it tells: {"siid", "eiid", "arguments": [{"piid", "value"}]}; None for a maker's own."""
        one = next((e for e in self._events if (e.siid, e.eiid) == (body.get("siid"), body.get("eiid"))), None)
        if one is None or one.row is None or self._device is None:
            return None
        listed = body.get("arguments")
        told = {
            arg["piid"]: arg.get("value")
            for arg in (listed if isinstance(listed, list) else ())
            if isinstance(arg, Mapping) and isinstance(arg.get("piid"), int)
        }
        names = {item.name: item.piid for item in self._device.properties if item.siid == one.siid}
        fields = ((ours, self._decoded(one.siid, names.get(theirs), told)) for ours, theirs in one.row.fields)
        return (
            one.endpoint,
            one.row.capability,
            one.row.event,
            tuple((name, value) for name, value in fields if value is not None),
        )

    def _decoded(self, siid: int, piid: int | None, told: Mapping[Any, Any]) -> Value:
        one = self._bound.get(f"{siid}.{piid}")
        try:
            return one.decode(told.get(piid)) if one is not None else None
        except ConversionError:
            return None

    @property
    def moving(self) -> Iterator[str]:
        """Give the addresses whose values can change: what is neither told nor written is as it was made."""
        told = (one for one in self.thing.description.properties if set(one.access) & {"n", "w"})
        yield from dict.fromkeys(one.address for one in told)

    # -- wishes

    def writes(self, changes: Iterable[tuple[int, Value]]) -> list[Deed]:
        """Turn wanted values into what is to be done. ConversionError, CannotError."""
        plain: list[tuple[PropertyAddress, Value]] = []
        deeds: list[Deed] = []
        for address, value in self.thing.writes(changes):
            if address in self._by_action:
                deeds.append(self._carried(address, value))
            else:
                plain.append((self.place(address), value))
        return [Write(values=tuple(plain)), *deeds] if plain else deeds

    def _carried(self, address: str, value: Value) -> Act:
        """Find the action that takes this value alone."""
        place = self.place(address)
        actions = self._device.actions if self._device else ()
        for one in actions:
            if one.siid == place.siid and one.into == (place.piid,):
                return Act(siid=one.siid, aiid=one.aiid, values=(value,))
        raise CannotError("not-writable", f"{address} is one of several parameters of an action; invoke that")

    def call(self, command: InvokeCommand) -> Deed:
        """Turn a command into what is to be done. ConversionError, CannotError."""
        arguments = dict(command.arguments)
        if command.capability == VENDOR:
            return self._own_act(command, arguments)
        found = self._calls.get((command.endpoint, command.capability, command.command), ())
        one = next((call for call in found if _stands_for(call, arguments)), None)
        if one is None:
            raise CannotError("unknown-command", "the device has no such command")
        given = {piid: self._encoded(one.siid, piid, arguments.get(name)) for name, piid in one.arguments}
        if one.is_action:
            return Act(siid=one.siid, aiid=one.iid, values=tuple(given[piid] for piid in one.into))
        value = given.get(one.iid, one.value)
        return Write(values=((self.place(f"{one.siid}.{one.iid}"), value),), once=True)

    def _own_act(self, command: InvokeCommand, arguments: Mapping[str, Value]) -> Act:
        own = self._own.get((command.endpoint, command.command))
        if own is None:
            raise CannotError("unknown-command", "the device has no such command")
        names = self._names(own)
        missing = next((name for name in names if name not in arguments), None)
        if missing is not None:
            raise CannotError("missing-argument", f"the argument {missing} is missing")
        values = (self._encoded(own.siid, piid, arguments[name]) for piid, name in zip(own.into, names, strict=True))
        return Act(siid=own.siid, aiid=own.aiid, values=tuple(values))

    def _encoded(self, siid: int, piid: int, value: Value) -> Value:
        one = self._bound.get(f"{siid}.{piid}")
        if one is None or value is None:
            raise CannotError("missing-argument", f"the parameter {siid}.{piid} has no value")
        encoded = one.encode(value)
        if isinstance(encoded, dict | list | tuple) or (
            one.described.source.kind is Kind.STRING and not isinstance(encoded, str)
        ):
            raise CannotError(
                "wrong-type", f"the device takes a text as {siid}.{piid}, whose form its description does not tell"
            )
        return encoded

    # -- what is offered

    def _names(self, action: MiotAction) -> tuple[str, ...]:
        properties = self._device.properties if self._device else ()
        names = {(one.siid, one.piid): one.name for one in properties}
        return tuple(names.get((action.siid, piid), str(piid)) for piid in action.into)

    def commands(self, registry: Registry) -> Iterator[CommandDescription]:
        """Tell the commands of the catalogue that it takes, and its maker's own actions."""
        for (endpoint, capability, name), offered in self._calls.items():
            try:
                hazards = registry.command(capability, name).hazards
            except UnknownName:
                continue
            arguments = (*(ours for ours, _ in offered[0].arguments), *(ours for ours, _ in offered[0].fixed))
            address = f"{offered[0].siid}.{'a' if offered[0].is_action else ''}{offered[0].iid}"
            yield CommandDescription(
                endpoint=endpoint,
                capability=capability,
                name=name,
                address=address,
                hazards=hazards,
                arguments=arguments,
            )
        for (endpoint, name), action in self._own.items():
            yield CommandDescription(
                endpoint=endpoint,
                capability=VENDOR,
                name=name,
                address=f"{action.siid}.a{action.aiid}",
                arguments=self._names(action),
            )


def _offered(found: Iterable[MiotCall]) -> dict[tuple[int, str, str], tuple[MiotCall, ...]]:
    """Sort calls by command; an action that has a parameter which nothing of ours fills is left out."""
    offered: dict[tuple[int, str, str], tuple[MiotCall, ...]] = {}
    for one in found:
        if set(one.into) <= {piid for _, piid in one.arguments}:
            key = (one.endpoint, one.capability, one.command)
            offered[key] = (*offered.get(key, ()), one)
    return offered


def _stands_for(call: MiotCall, arguments: Mapping[str, Value]) -> bool:
    """Whether a call's fixed arguments are those that are wanted; of a number, which way is enough."""
    return all(_alike(value, arguments.get(name)) for name, value in call.fixed)


def _alike(fixed: Value, wanted: Value) -> bool:
    if isinstance(fixed, int | float) and isinstance(wanted, int | float):
        return fixed * wanted > 0 or fixed == wanted
    return fixed == wanted


def _own_actions(device: MiotDevice) -> Iterator[tuple[tuple[int, str], MiotAction]]:
    """Name the actions that are no command of the catalogue, or carry more than it has arguments for."""
    offered = {(one.siid, one.iid) for found in _offered(calls(device)).values() for one in found if one.is_action}
    seen: dict[tuple[int, str], int] = {}
    for one in device.actions:
        if (one.siid, one.aiid) in offered or not one.name:
            continue
        key = (one.endpoint, f"miot.{one.service}.{one.name}")
        seen[key] = seen.get(key, 0) + 1
        yield (key[0], key[1] if seen[key] == 1 else f"{key[1]}#{seen[key]}"), one


# ---- describing


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who a device is, apart from what its description says. `did` is empty for the one that is spoken with."""

    key: str
    name: str
    model: str
    firmware: str = ""
    hardware: str = ""
    via: str = ""
    did: str = ""


def unit(who: Identity, document: Mapping[str, Any] | None, registry: Registry) -> Unit:
    """Make a device of its description; without one it is there with what it says of itself."""
    if document is None:
        return _plain(who, registry)
    device = read(document, name=who.model)
    bound = device.bound(registry)
    bare = Unit(who.did, Thing(_described(who, _endpoints(device, bound), bound), bound), device, bound)
    described = _described(who, _endpoints(device, bound), bound, tuple(bare.commands(registry)))
    return Unit(who.did, Thing(described, bound), device, bound)


def _described(
    who: Identity,
    endpoints: tuple[EndpointDescription, ...],
    bound: Sequence[Bound],
    commands: tuple[CommandDescription, ...] = (),
) -> DeviceDescription:
    return DeviceDescription(
        key=who.key,
        name=who.name,
        manufacturer=who.model.partition(".")[0],
        model=who.model,
        hardware=who.hardware,
        firmware=who.firmware,
        via=who.via,
        endpoints=endpoints,
        properties=tuple(one.description for one in bound),
        commands=commands,
    )


def _endpoints(device: MiotDevice, bound: Iterable[Bound]) -> tuple[EndpointDescription, ...]:
    """Endpoint 1 is the device; another is named after the service whose siid it has."""
    services = {one.siid: one.service for one in device.properties}
    services |= {one.siid: one.service for one in device.actions}
    used = {one.description.endpoint for one in bound} | {one.endpoint for one in device.actions}
    others = sorted(used - {MAIN_ENDPOINT})
    first = EndpointDescription(id=MAIN_ENDPOINT, device_type=device.device_type)
    return (first, *(_part(number, services.get(number, "")) for number in others))


def _part(number: int, service: str) -> EndpointDescription:
    return EndpointDescription(id=number, device_type=device_type(service, ()), label=service)


def _plain(who: Identity, registry: Registry) -> Unit:
    rows = {name: Row(source=name, capability="deviceInformation", name=ours) for name, ours in _INFO_ROWS.items()}
    bound = bind(
        (
            Described(
                endpoint=MAIN_ENDPOINT,
                name=f"miot.{name}",
                address=f"{INFO}{name}",
                source=Source(kind=Kind.STRING, access="r"),
                rows=(row,),
            )
            for name, row in rows.items()
        ),
        registry,
    )
    endpoints = (EndpointDescription(id=MAIN_ENDPOINT, device_type=GENERIC),)
    return Unit(who.did, Thing(_described(who, endpoints, bound), bound))


def info_values(info: DeviceInfo) -> dict[str, Value]:
    """Give what miIO.info tells, by address, for a device without a description."""
    told = {"model": info.model, "firmware": info.firmware, "hardware": info.hardware}
    return {f"{INFO}{name}": value for name, value in told.items() if value}
