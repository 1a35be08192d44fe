"""One conversation with the bus: say what is there, read states in turn, hear telegrams, carry wishes out."""

import heapq
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from adapters.knx.link import BUS_SILENT, TRIES, Bus
from adapters.knx.mapping import LINK, Point, Unit, interface, interface_values
from adapters.knx.protocol.address import group_address, group_text
from adapters.knx.protocol.datapoint import DatapointError, Payload, Plain
from adapters.knx.protocol.frame import Telegram
from adapters.knx.way import Open, Way
from adapters.sdk.errors import DeviceError, LinkError, ProtocolError, RejectedError
from adapters.sdk.polling import Nap, Schedule
from adapters.sdk.session import Outlet
from schemas.commands import Command, InvokeCommand, ReadProperties, SetProperties
from schemas.outcomes import Answer, Refused, Sent
from schemas.registry import Registry
from schemas.value import Value

_NS: Final = 1e9

AGAIN_S: Final = (5.0, 20.0, 80.0)
"""When a state that nobody told is asked for again; then as often as all."""

BUS_S: Final = 30.0
"""How often a bus is tried that the interface does not get telegrams onto."""

Load = Callable[[], Awaitable[Sequence[Unit]]]
"""Gives the devices of the installation. LinkError where its project cannot be read."""


class KnxSession:
    """One KNX installation: everything behind one interface, or behind the routers of one network."""

    name = LINK

    def __init__(
        self, way: Way, load: Load, registry: Registry, *, refresh_s: float, now_ns: Callable[[], int]
    ) -> None:
        """`refresh_s`: how often a state is asked for that nobody has told."""
        self._way = way
        self._load = load
        self._registry = registry
        self._refresh_s = refresh_s
        self._now_ns = now_ns
        self._units: dict[str, Unit] = {}
        self._heard_by: Mapping[int, Sequence[tuple[Unit, Point]]] = {}
        self._bus: Bus | None = None
        self._schedule = Schedule({})
        self._nap = Nap()
        self._silent: dict[str, int] = {}  # states that nobody has told yet, and how often they were asked for
        self._again: list[tuple[int, str]] = []  # when they are asked for again
        self._is_deaf = False  # the interface answers, and its bus does not

    async def run(self, outlet: Outlet) -> None:
        self._take(await self._load())

        def odd(error: LinkError) -> None:
            outlet.fault(error, key=LINK if outlet.lives else "")

        async with self._way(lambda telegram: self._heard(outlet, telegram), odd) as found:
            self._bus = found.bus
            try:
                self._describe(outlet, found)
                await self._keep_reading(found.bus, outlet)
            finally:
                self._bus = None

    def _take(self, units: Sequence[Unit]) -> None:
        heard_by: dict[int, list[tuple[Unit, Point]]] = defaultdict(list)
        for unit in units:
            for point in unit.points.values():
                for group in point.listens:
                    heard_by[group].append((unit, point))
        self._units = {unit.key: unit for unit in units}
        self._heard_by = heard_by
        asked = {group_text(group): self._refresh_s for unit in units for group in _asked(unit.points.values())}
        self._schedule = Schedule(asked)
        states = (one.state for unit in units for one in unit.points.values() if one.state is not None)
        self._silent = {group_text(group): 0 for group in states}
        self._again = []
        self._is_deaf = False

    def _describe(self, outlet: Outlet, found: Open) -> None:
        about = interface(found.server, self._registry)
        outlet.describe(about)
        address = 0 if found.tunnel is None else found.tunnel.address
        outlet.heard(about, interface_values(found.server, found.host, address))
        for unit in self._units.values():
            outlet.describe(unit.thing)

    # -- what is told

    def _heard(self, outlet: Outlet, telegram: Telegram) -> None:
        payload = telegram.payload
        if self._bus is None:  # before the devices are described, nobody knows them
            return
        self._bus_is_there(outlet)
        if telegram.service == "secured":
            self._cannot_read(outlet, telegram.group)
        if payload is None:
            return
        self._silent.pop(group_text(telegram.group), None)
        told: dict[str, dict[str, Value]] = defaultdict(dict)
        for unit, point in self._heard_by.get(telegram.group, ()):
            try:
                told[unit.key][point.address] = point.dpt.decode(payload)
            except DatapointError as error:
                self._unread(outlet, unit, point, error)
        for key, raw in told.items():
            outlet.heard(self._units[key].thing, raw)

    def _cannot_read(self, outlet: Outlet, group: int) -> None:
        for unit, point in self._heard_by.get(group, ()):
            reason = f"telegrams to {group_text(group)} are secured; KNX Data Secure is not supported here"
            error = RejectedError(reason, "take the security off this address in ETS", code="secured")
            outlet.fault(error, key=unit.key, place=point.address)

    @staticmethod
    def _unread(outlet: Outlet, unit: Unit, point: Point, error: DatapointError) -> None:
        reason = f"{error}; the value before it stays"
        fix = "check the datapoint type of the address in ETS"
        outlet.fault(ProtocolError(reason, fix, code="unexpected-value"), key=unit.key, place=point.address)

    # -- what is asked

    async def _keep_reading(self, bus: Bus, outlet: Outlet) -> None:
        while True:
            for text in (*self._schedule.take(self._now_ns(), 1), *self._silent_due()):
                await self._read(bus, outlet, text)
                self._note(text)
            await self._until_due()

    def _note(self, text: str) -> None:
        """Ask again for a state that nobody tells: its device may not be awake yet."""
        tries = self._silent.get(text, len(AGAIN_S))
        if tries < len(AGAIN_S):
            self._silent[text] = tries + 1
            heapq.heappush(self._again, (self._now_ns() + round(AGAIN_S[tries] * _NS), text))

    def _silent_due(self) -> Iterator[str]:
        while self._again and self._again[0][0] <= self._now_ns():
            _, text = heapq.heappop(self._again)
            if text in self._silent:
                yield text

    async def _until_due(self) -> None:
        again_ns = self._again[0][0] if self._again else None
        await self._nap.until(self._now_ns(), (again_ns, self._schedule.next_ns))

    async def _read(self, bus: Bus, outlet: Outlet, text: str) -> None:
        """Ask for a value, until the question was on the bus; who answers does so with a telegram, and nobody must."""
        question, tries = Telegram(group=group_address(text), service="read"), 0
        while (error := await _in_vain(bus, question)) is not None:
            tries += 1
            if tries >= TRIES:
                await self._is_silent(outlet, error)
        self._bus_is_there(outlet)

    async def _is_silent(self, outlet: Outlet, error: DeviceError) -> None:
        """Say of all devices that nothing reaches them, and wait a while."""
        self._is_deaf = True
        for key in self._units:
            outlet.unavailable(key, error.reason)
        now_ns = self._now_ns()
        await self._nap.until(now_ns, (now_ns + round(BUS_S * _NS),))

    def _bus_is_there(self, outlet: Outlet) -> None:
        """Take all devices for reachable again, and read what was not heard meanwhile."""
        if not self._is_deaf:
            return
        self._is_deaf = False
        for key in self._units:
            outlet.available(key)
        self._soon([group for unit in self._units.values() for group in _asked(unit.points.values())])

    # -- wishes

    async def execute(self, command: Command) -> Answer:
        unit, bus = self._units.get(command.device), self._bus
        if bus is None:
            return Refused(command=command.id, code="not-connected", reason="it is not connected yet", retry=True)
        if unit is None:
            code = "not-readable" if isinstance(command, ReadProperties) else "not-writable"
            return Refused(command=command.id, code=code, reason="the interface is only described when it connects")
        if isinstance(command, ReadProperties):
            return self._hasten(unit, command)
        try:
            telegrams = _telegrams(unit, command)
        except DatapointError as error:
            return Refused(command=command.id, code="out-of-range", reason=str(error))
        if telegrams is None:
            return Refused(command=command.id, code="unknown-command", reason="the device has no such command")
        try:
            for group, payload in telegrams:
                await bus.send(Telegram(group=group, service="write", payload=payload), urgent=True)
        finally:
            self._ask_after(unit, [group for group, _ in telegrams])  # also what became of it where that failed
        return Sent(command=command.id, confirmable=not _only_stops(command))

    def _ask_after(self, unit: Unit, written: Sequence[int]) -> None:
        """Ask for the states of what was written: not every device tells them by itself."""
        states = [one.state for one in unit.points.values() if one.write in written and one.state is not None]
        self._soon(states)

    def _soon(self, groups: Sequence[int]) -> None:
        self._schedule.hasten(group_text(group) for group in groups)
        self._nap.wake()

    def _hasten(self, unit: Unit, command: ReadProperties) -> Answer:
        points = [unit.points[unit.thing.address(one)] for one in command.properties]
        silent = next((one for one in points if not one.asked), None)
        if silent is not None:
            reason = f"{silent.address} has no address that tells it"
            return Refused(command=command.id, code="not-readable", reason=reason)
        self._soon(_asked(points))
        return Sent(command=command.id)


async def _in_vain(bus: Bus, question: Telegram) -> DeviceError | None:
    """Ask; give why nobody knows whether that was on the bus, and None where it was."""
    try:
        await bus.send(question)
    except DeviceError as error:
        return error if error.code == BUS_SILENT else None
    return None


def _only_stops(command: Command) -> bool:
    """Whether nothing need change: what is to stop may stand already."""
    return isinstance(command, InvokeCommand) and command.command == "stop"


def _asked(points: Iterable[Point]) -> list[int]:
    """Give the groups that tell present values, where they are asked."""
    return [group for one in points if one.asked for group in one.listens]


def _bare(raw: Value) -> Plain:
    if isinstance(raw, list):
        raise DatapointError("no telegram carries a list")
    return raw


def _telegrams(unit: Unit, command: SetProperties | InvokeCommand) -> Sequence[tuple[int, Payload]] | None:
    if isinstance(command, InvokeCommand):
        order = unit.orders.get((command.endpoint, command.capability, command.command))
        return None if order is None else order(dict(command.arguments))
    telegrams: list[tuple[int, Payload]] = []
    for address, raw in unit.thing.writes(command.changes):
        point = unit.points[address]
        if point.write is None:
            return None
        telegrams.append((point.write, point.dpt.encode(_bare(raw))))
    return telegrams
