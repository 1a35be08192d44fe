"""One conversation with a node: describe its objects, ask in turn, hear what it announces, set what is wanted."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from typing import TYPE_CHECKING, Final

from adapters.echonet.line import Line, SilentObjectError, listening
from adapters.echonet.mapping import Unit, text_of, wanted_first
from adapters.echonet.meet import Met, Node, device_key, meet, see
from adapters.echonet.poll import Poll
from adapters.echonet.protocol import (
    INSTANCE_NOTICE,
    NODE,
    Announced,
    BadPropertyError,
    EchonetProtocolError,
    read_instances,
)
from adapters.sdk.channel import Channel, Tapped
from adapters.sdk.errors import DeviceError, LinkError, UnreachableError
from adapters.sdk.session import Outlet
from adapters.sdk.tap import Tap
from schemas.commands import Command, InvokeCommand, ReadProperties, SetProperties
from schemas.conversion import ConversionError
from schemas.outcomes import Answer, Failed, Refused, Sent
from schemas.registry import Registry

if TYPE_CHECKING:
    from schemas.value import Value

Open = Callable[[], AbstractAsyncContextManager[tuple[Channel, Node]]]
"""Opens a channel to the node, wherever it is, and says who it is. Raises LinkError."""
_GONE: Final = "the node does not list it any more"
SURE_S: Final = 60.0
"""How often a node is asked who it is: its address may become another's. One that says that it begins is at once."""
LOOK_S: Final = 300.0
"""When a node is looked at anew, of which an object did not answer."""
_NS: Final = 1_000_000_000


class EchonetSession:
    """One node, and the objects that it has."""

    def __init__(  # noqa: PLR0913  one argument a setting
        self,
        name: str,
        connect: Open,
        registry: Registry,
        *,
        poll_s: float,
        answer_s: float,
        pause_s: float,
        now_ns: Callable[[], int],
        first_tid: Callable[[], int],
        tap: Tap,
        devices: Sequence[str] = (),
    ) -> None:
        """`name` is the node's id; `devices` are the keys of those that it had when it was paired."""
        self.name = name
        self._connect = connect
        self._registry = registry
        self._poll_s = poll_s
        self._answer_s = answer_s
        self._pause_s = pause_s
        self._now_ns = now_ns
        self._first_tid = first_tid
        self._tap = tap
        self._devices = tuple(devices)
        self._line: Line | None = None
        self._poll: Poll | None = None
        self._met = Met(objects=(), units=())
        self._node: Node | None = None
        self._sure_until_ns: int | None = None  # None: it says that it begins, so it may be another

    async def run(self, outlet: Outlet) -> None:
        try:
            await self._run(outlet)
        except OSError as error:
            self._tell_lost(outlet, str(error.strerror or error))
            raise
        except LinkError as error:
            self._tell_lost(outlet, error.reason)
            raise

    def _tell_lost(self, outlet: Outlet, reason: str) -> None:
        """Say it of devices too that were there before a restart and were not met since."""
        for key in self._devices:
            outlet.unavailable(key, reason)

    async def _run(self, outlet: Outlet) -> None:
        async with self._connect() as (channel, node):
            line = Line(
                Tapped(channel, self._tap, self.name),
                answer_s=self._answer_s,
                first_tid=self._first_tid(),
                pause_s=self._pause_s,
                told=lambda said: self._told(outlet, said),
                odd=lambda error: self._odd(outlet, error),
            )
            self._node, self._sure_until_ns = node, self._after(SURE_S)
            async with listening(line):
                try:
                    while True:
                        await self._converse(line, node, outlet)
                finally:
                    self._line = self._poll = None

    def _after(self, seconds: float) -> int:
        return self._now_ns() + round(seconds * _NS)

    async def _see(self, line: Line, node: Node) -> None:
        """See, now and then, that the address is still this node's. OtherNodeError."""
        if self._sure_until_ns is None or self._sure_until_ns <= self._now_ns():
            await see(line, node)
            self._sure_until_ns = self._after(SURE_S)

    def _odd(self, outlet: Outlet, error: EchonetProtocolError) -> None:
        outlet.fault(error, key=self._met.units[0].key if self._met.units else "", place=self.name)

    async def _converse(self, line: Line, node: Node, outlet: Outlet) -> None:
        """Describe what is there, and ask for values until that changes."""
        await self._see(line, node)
        self._met = met = await meet(line, node, self._registry)
        self._tell_undescribed(outlet, met)
        poll = Poll(met.units, self._registry, poll_s=self._poll_s, now_ns=self._now_ns)
        self._line, self._poll = line, poll
        for unit in met.units:
            outlet.describe(unit.thing)
        self._tell_absent(outlet, node, met)
        look_ns = self._after(LOOK_S)
        while due := await poll.due():
            await self._see(line, node)
            for index, codes in due:
                await self._ask(line, poll, outlet, index, codes)
            if met.silent and look_ns <= self._now_ns():
                return

    def _tell_absent(self, outlet: Outlet, node: Node, met: Met) -> None:
        there = {one.key for one in met.units}
        silent = {device_key(node.id, eoj): error.reason for eoj, error in met.silent.items()}
        for key in dict.fromkeys((*outlet.devices, *self._devices)):
            if key in silent or (key in outlet.devices and key not in there):
                outlet.unavailable(key, silent.get(key, _GONE))

    @staticmethod
    def _tell_undescribed(outlet: Outlet, met: Met) -> None:
        for eoj, reason in met.odd.items():
            outlet.fault(DeviceError(f"object {eoj}: {reason}", code="no-description"), place=str(eoj))
        for eoj, error in met.silent.items():
            outlet.fault(error, place=str(eoj))
            if not met.units:
                raise error
        if not met.units:
            raise UnreachableError("none of its objects tells what it has", code="no-description")

    # -- reading

    async def _ask(self, line: Line, poll: Poll, outlet: Outlet, index: int, codes: Iterable[int]) -> None:
        unit = self._met.units[index]
        try:
            read = await line.read(unit.eoj, codes)
        except SilentObjectError as error:
            outlet.unavailable(unit.key, error.reason)
            outlet.fault(error, key=unit.key, place=str(unit.eoj))
            poll.leave(index)
            return
        self._heard(outlet, poll, index, read.values)
        for epc in read.refused:
            self._refused(outlet, poll, index, epc)

    def _heard(self, outlet: Outlet, poll: Poll, index: int, values: Mapping[int, bytes]) -> None:
        unit = self._met.units[index]
        outlet.available(unit.key)
        before = {epc: unit.values[epc] for epc in values if epc in unit.values}
        changes, odd = unit.heard(values)
        turned = {epc for epc, data in before.items() if unit.values.get(epc) != data}
        if changes:
            outlet.report(unit.key, changes)
        for epc, error in odd:
            outlet.fault(_unexpected(error), key=unit.key, place=text_of(epc))
        poll.heard(index, values)
        if hanging := unit.dependent(turned) - values.keys():
            poll.hasten(index, hanging)
        if turned & wanted_first(unit.eoj):
            poll.end()  # its counters are in another unit from now on

    def _refused(self, outlet: Outlet, poll: Poll, index: int, epc: int) -> None:
        """A value that is not given any more is not known; what is never given is told once."""
        unit = self._met.units[index]
        is_new = poll.rest(index, epc)
        if unit.values.pop(epc, None) is not None:
            changes: list[tuple[int, Value]] = [(at, None) for at, one in enumerate(unit.places) if one.epc == epc]
            outlet.report(unit.key, changes)
        elif is_new:
            said = DeviceError(f"{text_of(epc)} is in its property map, and it does not give it", code="not-readable")
            outlet.fault(said, key=unit.key, place=text_of(epc))

    # -- what it tells by itself

    def _told(self, outlet: Outlet, said: Announced) -> None:
        poll = self._poll
        if poll is None or self._sure_until_ns is None:
            return  # what it says is asked for once it is known to be the same
        if said.source.code == NODE.code and INSTANCE_NOTICE in said.values:
            self._looks_around(outlet, poll, said.values[INSTANCE_NOTICE])
            return
        index = next((at for at, one in enumerate(self._met.units) if one.eoj == said.source), None)
        if index is not None:
            self._heard(outlet, poll, index, said.values)

    def _looks_around(self, outlet: Outlet, poll: Poll, listed: bytes) -> None:
        """It began anew, or has other objects than before."""
        try:
            objects = read_instances(listed)
        except BadPropertyError as error:
            self._odd(outlet, error)
            return
        self._sure_until_ns = None
        if {one for one in objects if one.code != NODE.code} != set(self._met.objects):
            poll.end()
            return
        for index in range(len(self._met.units)):
            poll.hasten_all(index)

    # -- wishes

    async def execute(self, command: Command) -> Answer:
        line, poll = self._line, self._poll
        index = next((at for at, one in enumerate(self._met.units) if one.key == command.device), None)
        if line is None or poll is None or index is None:
            return Refused(command=command.id, code="not-connected", reason="it is not connected yet", retry=True)
        if isinstance(command, ReadProperties):
            return self._read(command, poll, index)
        return await self._carry_out(line, poll, index, command)

    def _read(self, command: ReadProperties, poll: Poll, index: int) -> Answer:
        codes = [self._met.units[index].places[one].epc for one in command.properties]
        silent = next((one for one in codes if not poll.has(index, one)), None)
        if silent is not None:
            return Refused(command=command.id, code="not-readable", reason=f"{text_of(silent)} cannot be asked for")
        poll.hasten(index, codes)
        return Sent(command=command.id)

    async def _carry_out(self, line: Line, poll: Poll, index: int, command: SetProperties | InvokeCommand) -> Answer:
        unit = self._met.units[index]
        if self._node is not None:
            await self._see(line, self._node)
        if isinstance(command, InvokeCommand):
            values = dict([unit.call(command)])
        else:
            if unknown := unit.unknown(command.changes):
                unit.values |= (await line.read(unit.eoj, unknown, urgent=True)).values
            values = unit.writes(command.changes)
        refused = await line.set(unit.eoj, values)
        if isinstance(command, InvokeCommand):
            poll.hasten_all(index)
        else:
            poll.written(index, {epc: data for epc, data in values.items() if epc not in refused})
        if refused:
            return _no(command.id, refused)
        return Sent(command=command.id, confirmable=_is_seen(unit, values))


def _is_seen(unit: Unit, values: Iterable[int]) -> bool:
    """Whether what was set can be seen afterwards."""
    return all(epc in unit.maps.readable or epc in unit.maps.announced for epc in values)


def _no(command: str, refused: Iterable[int]) -> Failed:
    named = ", ".join(text_of(epc) for epc in sorted(refused))
    reason = f"the device does not take this value of {named} now"
    return Failed(command=command, code="device-refused", reason=reason, retry=False)


def _unexpected(error: ConversionError) -> LinkError:
    return LinkError(f"{error}; the value before it stays", code="unexpected-value")
