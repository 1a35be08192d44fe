"""One conversation with a unit: find out what it has, read it in turn, write what is wished and read it back."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from adapters.modbus.line import Line, Lines
from adapters.modbus.part import Part, Table
from adapters.modbus.protocol.block import Block
from adapters.modbus.protocol.outcome import ILLEGAL_FUNCTION, ExceptionAnswerError
from adapters.modbus.protocol.register import Register, Space
from adapters.modbus.turns import Turn, Turns
from adapters.sdk.errors import DeviceError, LinkError
from adapters.sdk.session import Outlet
from schemas.commands import Command, InvokeCommand, ReadProperties, SetProperties
from schemas.outcomes import Answer, Refused, Sent
from schemas.registry import Registry
from schemas.value import Value

_NOT_THERE: Final = frozenset({1, 2, 3})
"""Exceptions that a read of something that is not there is answered with, by one maker or another."""


class Asker:
    """A line, for one unit."""

    def __init__(self, line: Line, unit: int) -> None:
        """Take the unit's number."""
        self._line = line
        self._unit = unit

    async def read(self, space: Space, address: int, count: int, *, urgent: bool = False) -> tuple[int, ...]:
        """Read words or bits. Raises LinkError."""
        return await self._line.read(self._unit, space, address, count, urgent=urgent)

    async def write(self, one: Register, words: Sequence[int]) -> None:
        """Write a register; with function 16 where the device does not know 6. Raises LinkError."""
        try:
            await self._line.write(self._unit, one.space, one.address, words, several=one.several)
        except ExceptionAnswerError as error:
            if error.number != ILLEGAL_FUNCTION or one.several or len(words) != 1 or one.space is not Space.HOLDING:
                raise
            await self._line.write(self._unit, one.space, one.address, words, several=True)


class Describe(Protocol):
    """Finds out what a unit is and has: itself first, then those behind it. Raises LinkError."""

    async def __call__(self, asker: Asker) -> tuple[Table, ...]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How a unit is asked."""

    poll_s: float = 5.0
    gap: int = 8  # registers nobody wants that are read along
    longest: int = 125  # registers a request


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a unit is."""

    host: str
    port: int = 502
    unit: int = 1

    @property
    def gateway(self) -> str:
        """The key of the gateway that it is behind, where there is one."""
        return f"{self.host}:{self.port}"

    def __str__(self) -> str:
        """Give it as people and keys name it."""
        return f"{self.host}:{self.port}/{self.unit}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What all sessions of an adapter share. `via` tells the key of the gateway, once it has more than one unit."""

    lines: Lines
    registry: Registry
    pace: Pace
    now_ns: Callable[[], int]
    via: Callable[[Place], str] = lambda _: ""


class ModbusSession:
    """One unit, and what is behind it."""

    def __init__(self, name: str, place: Place, describe: Describe, means: Means) -> None:
        """`name` is the key of its device."""
        self.name = name
        self.place = place
        self._describe = describe
        self._lines = means.lines
        self._registry = means.registry
        self._pace = means.pace
        self._now_ns = means.now_ns
        self._via = means.via
        self._parts: tuple[Part, ...] = ()
        self._asker: Asker | None = None
        self._turns: Turns | None = None
        self._outlet: Outlet | None = None

    async def run(self, outlet: Outlet) -> None:
        async with self._lines.use(self.place.host, self.place.port) as line:
            asker = Asker(line, self.place.unit)
            try:
                await self._converse(asker, outlet)
            finally:
                self._asker = None

    async def _converse(self, asker: Asker, outlet: Outlet) -> None:
        tables = await self._describe(asker)
        self._parts = tuple(self._part(table) for table in tables)
        turns = [turn for part in self._parts for turn in await self._begin(asker, outlet, part)]
        self._turns, self._outlet, self._asker = Turns(turns, now_ns=self._now_ns), outlet, asker
        while True:
            due = await self._turns.due()
            self._tell_way(outlet)
            for part in self._parts:
                await self._read(asker, outlet, part, [turn.block for turn in due if turn.part is part])

    def _part(self, table: Table) -> Part:
        pace = self._pace
        return Part(table, self._registry, gap=pace.gap, longest=pace.longest, poll_s=pace.poll_s)

    def _tell_way(self, outlet: Outlet) -> None:
        """Tell the gateway, where that is new: a second unit behind it may be taken in at any time."""
        part = self._parts[0]
        if part.shape(via=self._via(self.place)):
            outlet.describe(part.thing)

    # -- reading

    async def _begin(self, asker: Asker, outlet: Outlet, part: Part) -> list[Turn]:
        """Read all of a device, so that it is described by what it has; leave out what it refuses."""
        words: dict[str, Sequence[int]] = {}
        read: list[Block] = []
        refused: list[LinkError] = []
        waiting = list(wanted := part.wanted())
        while waiting:
            block = waiting.pop(0)
            try:
                words |= _parted(block, await asker.read(block.space, block.address, block.count))
                read.append(block)
            except ExceptionAnswerError as error:
                if error.number not in _NOT_THERE:
                    raise
                halves = block.halves()
                waiting[:0] = halves
                refused += () if halves else (error,)
        if not read:
            raise _nothing(self.place, refused)
        self._describe_part(outlet, part, words)
        self._tell_odd(outlet, part, refused)
        return [Turn(part=part, block=block) for block in (read if len(read) == len(wanted) else part.regrouped(read))]

    def _describe_part(self, outlet: Outlet, part: Part, words: Mapping[str, Sequence[int]]) -> None:
        values, odd = part.values(words)
        part.shape(values, via=self._via(self.place) if part is self._parts[0] else None)
        outlet.describe(part.thing)
        outlet.heard(part.thing, part.fixed())
        self._tell(outlet, part, values, odd)

    @staticmethod
    def _tell_odd(outlet: Outlet, part: Part, refused: Iterable[LinkError]) -> None:
        for error in refused:
            outlet.fault(error, key=part.key, place=error.reason.split(":", 1)[0])
        for what in part.table.odd:
            outlet.fault(LinkError(what, code="unknown-model"), key=part.key)

    @staticmethod
    def _tell(outlet: Outlet, part: Part, values: Mapping[str, Value], odd: Mapping[str, str]) -> None:
        if part.appeared(values):
            outlet.describe(part.thing)
        outlet.heard(part.thing, values)
        for name, reason in odd.items():
            error = LinkError(f"{reason}; the value before it stays", code="unexpected-value")
            outlet.fault(error, key=part.key, place=name)

    async def _read(self, asker: Asker, outlet: Outlet, part: Part, blocks: Sequence[Block]) -> None:
        words: dict[str, Sequence[int]] = {}
        for block in blocks:
            try:
                words |= _parted(block, await asker.read(block.space, block.address, block.count))
            except DeviceError as error:
                outlet.fault(error, key=part.key, place=f"{block.space}/{block.address}")
        values, odd = part.values(words)
        self._tell(outlet, part, values, odd)
        if self._turns is not None:
            self._turns.heard(part, values)

    # -- wishes

    async def execute(self, command: Command) -> Answer:
        asker, turns, outlet = self._asker, self._turns, self._outlet
        part = next((one for one in self._parts if one.key == command.device), None)
        if asker is None or turns is None or outlet is None or part is None:
            return Refused(command=command.id, code="not-connected", reason="it is not connected yet", retry=True)
        if isinstance(command, InvokeCommand):
            return Refused(command=command.id, code="unknown-command", reason="it has registers and no commands")
        if isinstance(command, ReadProperties):
            turns.hasten(part, [part.thing.address(one) for one in command.properties])
            return Sent(command=command.id)
        return await self._write(asker, turns, outlet, part, command)

    async def _write(self, asker: Asker, turns: Turns, outlet: Outlet, part: Part, command: SetProperties) -> Answer:
        wishes = [(part.registers[address], value) for address, value in part.thing.writes(command.changes)]
        unwritable = next((one for one, _ in wishes if "w" not in one.access), None)
        if unwritable is not None:
            return Refused(command=command.id, code="not-writable", reason=f"{unwritable.id} cannot be written")
        for one, value in wishes:
            part.words(one, value)  # all are checked before the first is written
        for one, value in wishes:
            before = await asker.read(one.space, one.address, 1, urgent=True) if one.bit is not None else (0,)
            await asker.write(one, part.words(one, value, before))
        readable = [one for one, _ in wishes if "r" in one.access]
        values = await self._read_back(asker, outlet, part, readable)
        late = {one.id: value for one, value in wishes if one in readable and values.get(one.id) != value}
        turns.written(part, late)
        return Sent(command=command.id, confirmable=len(readable) == len(wishes))

    async def _read_back(
        self, asker: Asker, outlet: Outlet, part: Part, registers: Iterable[Register]
    ) -> dict[str, Value]:
        """Ask for what was written. What goes wrong here is told as never having been confirmed."""
        words: dict[str, Sequence[int]] = {}
        try:
            for one in registers:
                words[one.id] = await asker.read(one.space, one.address, one.words, urgent=True)
        except LinkError as error:
            outlet.fault(error, key=part.key)
        values, odd = part.values(words)
        self._tell(outlet, part, values, odd)
        return values


def _parted(block: Block, words: Sequence[int]) -> dict[str, Sequence[int]]:
    return {one.id: block.part(one, words) for one in block.registers}


def _nothing(place: Place, refused: Sequence[LinkError]) -> LinkError:
    why = refused[0].reason if refused else "its table has nothing to read"
    return DeviceError(
        f"unit {place.unit} has none of the registers of its profile ({why})",
        "check the unit number and the profile",
        code="nothing-readable",
    )
