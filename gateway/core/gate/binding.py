"""Finds the devices behind a contract's inputs, by ability and device type; aliases are a resident's to bind."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from privacy.binding import Binding, BoundInput, Source
from privacy.contract import Contract, Input
from privacy.reading import today
from schemas.device import DeviceDescription
from schemas.registry import Registry


class Device(Protocol):
    """What is read of a device of the home."""

    @property
    def id(self) -> str:
        """Its lasting id."""
        ...

    @property
    def description(self) -> DeviceDescription:
        """What it can do."""
        ...


def bind_by_ability(contract: Contract, contract_hash: str, devices: Iterable[Device], registry: Registry) -> Binding:
    """Bind each input without alias to every property that fits; a former name binds what it is called today."""
    known = list(devices)
    inputs = tuple(
        BoundInput(input=one.name, sources=tuple(_sources(one, today(one, registry), known)))
        for one in contract.inputs
        if not one.alias
    )
    return Binding(contract=contract_hash, inputs=inputs)


def _sources(wanted: Input, name: tuple[str, str], devices: Iterable[Device]) -> Iterator[Source]:
    for device in devices:
        types = {endpoint.id: endpoint.device_type for endpoint in device.description.endpoints}
        for one in device.description.properties:
            if (one.capability, one.name) != name:
                continue
            if not wanted.device_type or types.get(one.endpoint) == wanted.device_type:
                yield Source(device=device.id, path=one.path)
