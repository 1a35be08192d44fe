"""One conversation with a unit, or with a gateway and the indoor units behind it."""

from collections.abc import Callable, Iterable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from itertools import chain
from typing import Final, Protocol

from adapters.gree.line import Line, SilentError
from adapters.gree.mapping import FIRST, further, present
from adapters.gree.protocol import GreeProtocolError
from adapters.gree.unit import Identity, Unit
from adapters.sdk.channel import Channel, Tapped
from adapters.sdk.errors import DeviceError
from adapters.sdk.polling import Lane, Nap
from adapters.sdk.session import Outlet
from adapters.sdk.tap import Tap
from adapters.sdk.thing import Thing
from schemas.commands import Command, ReadProperties, SetProperties
from schemas.outcomes import Answer, Refused, Sent
from schemas.registry import Registry
from schemas.value import Value

SETTLE_S: Final = 6.0
"""How long a unit may take to report what was set; it is asked again and again meanwhile."""
AGAIN_S: Final = 0.5
AWAY_S: Final = 60.0
"""How long an indoor unit that does not answer is left alone at most: asking in vain holds up the others."""
_NS: Final = 1e9


class Open(Protocol):
    """Opens a channel to the unit. Raises LinkError."""

    def __call__(self, odd: Callable[[GreeProtocolError], None]) -> AbstractAsyncContextManager[Channel]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How often a unit is asked, and how long it is left alone after each question."""

    poll_s: float
    pause_s: float


class Place:
    """One unit and when it is asked next. Its description is made of what it has when it answers for the first time."""

    def __init__(self, who: Identity, mac: str = "") -> None:
        """`mac` is empty for the unit that is spoken with."""
        self.who = who
        self.mac = mac
        self.unit: Unit | None = None
        self.due_ns = 0
        self._away_s = 0.0
        self._wanted: dict[str, Value] = {}
        self._until_ns = 0

    def hasten(self) -> None:
        """Ask it next."""
        self.due_ns, self._away_s = 0, 0.0

    def want(self, columns: dict[str, Value], now_ns: int) -> None:
        """Ask it until its columns are as they were set."""
        self._wanted |= columns
        self._until_ns = now_ns + round(SETTLE_S * _NS)
        self.due_ns = 0

    def heard(self, columns: dict[str, Value], now_ns: int, poll_s: float) -> None:
        """Take note of what it told, and when to ask next."""
        self._away_s = 0.0
        self._wanted = {name: value for name, value in self._wanted.items() if columns.get(name, value) != value}
        if now_ns >= self._until_ns:
            self._wanted.clear()
        self.later(now_ns, AGAIN_S if self._wanted else poll_s)

    def silent(self, now_ns: int, poll_s: float) -> None:
        """Leave it alone, longer each time."""
        self._away_s = min(max(2 * self._away_s, poll_s), max(AWAY_S, poll_s))
        self.later(now_ns, self._away_s)

    def later(self, now_ns: int, seconds: float) -> None:
        """Leave it alone for so long."""
        self.due_ns = now_ns + round(seconds * _NS)


class GreeSession:
    """One unit that is spoken with, and those behind it."""

    def __init__(
        self,
        who: Identity,
        connect: Open,
        registry: Registry,
        *,
        pace: Pace,
        now_ns: Callable[[], int],
        tap: Tap,
        extra: Iterable[str] = (),
    ) -> None:
        """`extra` are columns that a person wants besides."""
        self.name = who.key
        self._who = who
        self._connect = connect
        self._registry = registry
        self._pace = pace
        self._now_ns = now_ns
        self._tap = tap
        self._extra = tuple(extra)
        self._places: dict[str, Place] = {}  # by mac, as it was met
        self._unknown: set[tuple[str, tuple[str, ...]]] = set()
        self._line: Line | None = None
        self._nap = Nap()

    async def run(self, outlet: Outlet) -> None:
        def odd(error: GreeProtocolError) -> None:
            outlet.fault(error, key=self.name if self.name in outlet.devices else "")

        async with self._connect(odd) as channel:
            line = Line(Tapped(channel, self._tap, self.name), Lane(self._pace.pause_s))
            places = await self._listed(line, outlet)
            self._line = line
            try:
                while True:
                    await self._read(line, outlet, await self._due(places))
            finally:
                self._line = None

    # -- who is there

    async def _listed(self, line: Line, outlet: Outlet) -> list[Place]:
        if not self._who.is_gateway:
            return [self._known(self._places.setdefault("", Place(self._who)), outlet)]
        listed = [one for one in await line.units() if one[0] != self.name]
        outlet.describe(Thing(self._who.described("gateway"), ()))
        behind = {mac: self._behind(mac, mid, number) for number, (mac, mid) in enumerate(listed, 1)}
        self._places = behind  # who is not listed any more takes no wishes
        return [self._known(one, outlet) for one in behind.values()]

    def _behind(self, mac: str, mid: str, number: int) -> Place:
        who = Identity(key=mac, name=f"{self._who.name} {number}", brand=self._who.brand, model=mid, via=self._who.key)
        return self._places.get(mac) or Place(who, mac)

    def _known(self, place: Place, outlet: Outlet) -> Place:
        place.hasten()
        if place.unit is not None and not self._who.is_gateway:
            outlet.describe(place.unit.thing)
        return place

    # -- reading

    async def _due(self, places: list[Place]) -> Place | None:
        """Wait until one is to be asked, and give the one that waits longest; None where there is nobody to ask."""
        while True:
            first = min(places, key=lambda one: one.due_ns, default=None)
            now_ns = self._now_ns()
            if first is not None and first.due_ns <= now_ns:
                return first
            due_ns = now_ns + round(self._pace.poll_s * _NS) if first is None else first.due_ns
            await self._nap.until(now_ns, (due_ns,))
            if first is None:
                return None

    async def _read(self, line: Line, outlet: Outlet, place: Place | None) -> None:
        if place is None:
            await line.units()
            return
        try:
            columns = await self._asked(line, place)
        except SilentError:
            await self._is_silent(line, outlet, place)
            return
        except DeviceError as error:
            outlet.fault(error, key=place.who.key if place.unit else "", place="status")
            place.later(self._now_ns(), self._pace.poll_s)
            return
        if place.unit is None:
            place.unit = Unit(place.who, present(columns), self._registry, self._extra)
        outlet.describe(place.unit.thing)
        place.heard(columns, self._now_ns(), self._pace.poll_s)
        told = {name: value for name, value in columns.items() if name in place.unit.columns}
        outlet.heard(place.unit.thing, place.unit.heard(told))

    async def _asked(self, line: Line, place: Place) -> dict[str, Value]:
        """Ask for all that it has; the first time, for all that any unit may have."""
        if place.unit is not None:
            return await line.status(place.unit.columns, place.mac)
        found = await line.status(FIRST, place.mac)
        for some in chain(further(found), ((one,) for one in self._extra)):
            if (place.who.model, some) in self._unknown:
                continue
            try:
                found |= await line.status(some, place.mac)
            except (SilentError, DeviceError):  # it does not know one of the names, nor does another of its model
                self._unknown.add((place.who.model, some))
        return found

    async def _is_silent(self, line: Line, outlet: Outlet, place: Place) -> None:
        """Tell an indoor unit that is away from a whole gateway that is: that one answers nothing at all."""
        if not place.mac:
            raise SilentError("it does not answer any more, though it was asked several times")
        await line.units()
        if place.unit is not None:
            outlet.unavailable(place.who.key, "it does not answer behind its gateway")
        place.silent(self._now_ns(), self._pace.poll_s)

    # -- wishes

    async def execute(self, command: Command) -> Answer:
        line = self._line
        place = next((one for one in self._places.values() if one.who.key == command.device), None)
        if line is None or place is None or place.unit is None:
            return Refused(command=command.id, code="not-connected", reason="nothing of it can be set", retry=True)
        if isinstance(command, ReadProperties):
            place.hasten()
            self._nap.wake()
            return Sent(command=command.id)
        if not isinstance(command, SetProperties):
            return Refused(command=command.id, code="unknown-command", reason="a unit takes values and no commands")
        columns = place.unit.wanted(command.changes)
        await line.set(columns, place.mac)
        place.want(columns, self._now_ns())
        self._nap.wake()
        return Sent(command=command.id)
