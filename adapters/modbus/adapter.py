"""Puts the parts together: one session for each unit, one connection for all units of a host and port."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager, suppress
from typing import Any

from adapters.modbus.config import DeviceConfig, ModbusConfig, complaints_of
from adapters.modbus.describe import Profiles, describer
from adapters.modbus.gateway import GatewaySession, Neighbours
from adapters.modbus.line import Connect, Lines
from adapters.modbus.pairing import ModbusPairer, place_of
from adapters.modbus.session import Means, ModbusSession, Place
from adapters.modbus.wire import wire
from adapters.sdk.channel import Channel
from adapters.sdk.contract import AdapterContext
from adapters.sdk.errors import LinkError
from adapters.sdk.session import Session, SessionAdapter
from schemas.pairing import Candidate, Paired
from schemas.registry import Registry


def check(settings: Mapping[str, Any]) -> tuple[str, ...]:
    """Give the faults of a section."""
    return complaints_of(settings)


class Units:
    """Makes the sessions of units, and keeps in mind which share a gateway."""

    def __init__(self, means: Means, profiles: Profiles, neighbours: Neighbours) -> None:
        """All sessions share `means`."""
        self._means = means
        self._profiles = profiles
        self._neighbours = neighbours
        self._known: dict[str, tuple[str, Place]] = {}
        self.adapter: SessionAdapter | None = None

    def configured(self, one: DeviceConfig) -> ModbusSession:
        """Make the session of a unit of the configuration."""
        self._neighbours.add(one.key, one.place)
        describe = describer(one.key, one.name, one.profile, self._profiles)
        return ModbusSession(one.key, one.place, describe, self._means)

    def paired(self, paired: Paired) -> ModbusSession:
        """Make the session of a unit that was paired. KeyError, ValueError where that is not what was kept."""
        place, kept = place_of(paired), paired.kept
        describe = describer(
            paired.key, str(kept["name"]), str(kept["profile"]), self._profiles, serial=str(kept["serial"])
        )
        self._known[paired.key] = (paired.name, place)
        if self._neighbours.add(paired.key, place) and self.adapter is not None:
            self.adapter.adopt(self.gateway(place))
        return ModbusSession(paired.key, place, describe, self._means)

    def gateway(self, place: Place) -> GatewaySession:
        """Make the session of a gateway."""
        return GatewaySession(place, self._means.lines)

    def forgotten(self, key: str) -> None:
        """Give up a unit; its gateway with it, where only one unit is left."""
        self._known.pop(key, None)
        if (gateway := self._neighbours.remove(key)) and self.adapter is not None:
            self.adapter.dismiss(gateway, "one unit is left behind it")

    def known(self) -> Iterator[Candidate]:
        """Give the units that were paired."""
        for key, (name, place) in self._known.items():
            answers = (("host", place.host), ("port", str(place.port)), ("unit", str(place.unit)))
            yield Candidate(key=key, name=name, address=str(place), answers=answers)


def create(settings: Mapping[str, Any], context: AdapterContext, connect: Connect | None = None) -> SessionAdapter:
    """Make the adapter of a section that was checked. `connect` opens channels; over TCP if left out."""
    config = ModbusConfig.model_validate(dict(settings))

    def tcp(host: str, port: int) -> AbstractAsyncContextManager[Channel]:
        return wire(host, port, answer_s=config.answer_s)

    neighbours = Neighbours()
    means = Means(
        lines=Lines(connect or tcp, tap=context.tap, pause_s=config.pause_s),
        registry=Registry.load(),
        pace=config.pace,
        now_ns=context.monotonic_ns,
        via=neighbours.via,
    )
    profiles = Profiles(config.folder)
    units = Units(means, profiles, neighbours)
    twice = _paired_too(config.devices, context.paired)
    alone = [one for one in config.devices if one.key not in twice]
    sessions: list[Session] = [units.configured(one) for one in alone]
    gateways = {one.place.gateway: one.place for one in alone if neighbours.via(one.place)}
    sessions += [units.gateway(place) for place in gateways.values()]
    pairer = ModbusPairer(
        means,
        profiles,
        known=units.known,
        forgotten=units.forgotten,
        configured=(one.place for one in config.devices),
    )
    adapter = SessionAdapter(context, sessions=sessions, make=units.paired, pairer=pairer)
    units.adapter = adapter
    for key, name in twice.items():
        adapter.fault(_twice(name), place=key)
    return adapter


def _paired_too(devices: Iterable[DeviceConfig], paired: Iterable[Paired]) -> dict[str, str]:
    """Give the units of the configuration that were paired before, by key, with the names they were paired under."""
    places: dict[Place, str] = {}
    for one in paired:
        with suppress(KeyError, ValueError):
            places[place_of(one)] = one.name
    return {one.key: places[one.place] for one in devices if one.place in places}


def _twice(name: str) -> LinkError:
    reason = f"it stands in the configuration and was paired before, as {name}: it is taken as what was paired"
    return LinkError(reason, "remove it from the configuration; or unpair it, and start anew", code="paired-too")
