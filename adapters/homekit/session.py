"""One conversation with an accessory or bridge: describe, subscribe, hear, read again, carry wishes out."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Final, Protocol

from adapters.homekit.database import read
from adapters.homekit.line import Line, Place, Told, listening, parts
from adapters.homekit.mapping import Unit, units
from adapters.homekit.protocol import AWAY, OK, refusal
from adapters.sdk.channel import Channel, Tapped
from adapters.sdk.errors import DeviceError, LinkError, ProtocolError
from adapters.sdk.session import Outlet
from adapters.sdk.tap import Tap
from schemas.commands import Command, ReadProperties, SetProperties
from schemas.conversion import ConversionError
from schemas.outcomes import Answer, Failed, Refused, Sent
from schemas.pairing import Paired
from schemas.registry import Registry
from schemas.value import Value

SHORTEST_S: Final = 0.05
"""Between two requests that only read again."""
MOST_UNKNOWN: Final = 64
"""Places that the database did not have, for each of which it is read anew."""
GONE: Final = "its bridge does not list it any more"


class Open(Protocol):
    """Opens a channel to the accessory. Raises LinkError."""

    def __call__(self) -> AbstractAsyncContextManager[Channel]: ...


class HomeKitSession:
    """One accessory or bridge that is spoken with, and those behind it."""

    def __init__(
        self,
        paired: Paired,
        connect: Open,
        registry: Registry,
        *,
        poll_s: float,
        answer_s: float,
        tap: Tap,
        config: Callable[[], int | None] = lambda: None,
    ) -> None:
        """`config` gives the number of the configuration that the accessory announces, where it is known."""
        self.name = paired.key
        self._label = paired.name
        self._connect = connect
        self._registry = registry
        self._poll_s = poll_s
        self._answer_s = answer_s
        self._tap = tap
        self._config = config
        self._units: dict[int, Unit] = {}
        self._line: Line | None = None
        self._outlet: Outlet | None = None
        self._stale = False
        self._unknown_places: set[Place] = set()

    async def run(self, outlet: Outlet) -> None:
        self._outlet = outlet
        async with self._connect() as channel:
            line = Line(Tapped(channel, self._tap, self.name), self._told, answer_s=self._answer_s)
            async with listening(line):
                try:
                    await self._converse(line, outlet)
                finally:
                    self._line = None

    async def _converse(self, line: Line, outlet: Outlet) -> None:
        while True:
            config = self._config()
            await self._describe(line, outlet)
            while not self._stale and self._config() in {None, config}:
                await self._read_all(line, outlet)

    async def _describe(self, line: Line, outlet: Outlet) -> None:
        """Read the database, say what is there, and ask to be told of changes."""
        found = units(read(await line.accessories()), self._registry, key=self.name, name=self._label)
        self._units = {one.aid: one for one in found}
        self._stale = False
        self._line = line
        for key in set(outlet.devices) - {one.key for one in found}:
            outlet.unavailable(key, GONE)
        for one in found:
            outlet.describe(one.thing)
            outlet.heard(one.thing, {address: value for address, value in one.values.items() if value is not None})
            for fault in one.faults:
                outlet.fault(LinkError(fault, code="bad-database"), key=one.key, place="/accessories")
        for some in parts(place for one in found for place in one.told):
            self._faults(outlet, "subscribing", await line.subscribe(some))

    async def _read_all(self, line: Line, outlet: Outlet) -> None:
        """Read everything once within the period, a part at a time."""
        some = parts(place for one in self._units.values() for place in one.read)
        pause_s = max(self._poll_s / max(len(some), 1), SHORTEST_S)
        for places in some or [[]]:
            if places:
                await self._ask(line, outlet, places)
            await line.pause(pause_s)
            if self._stale:
                return

    async def _ask(self, line: Line, outlet: Outlet, places: Sequence[Place], *, urgent: bool = False) -> None:
        def take(told: list[Told]) -> None:
            self._available(outlet, told)
            self._heard(outlet, [one for one in told if one.status == OK])

        try:
            told = await line.get(places, take=take, urgent=urgent)
        except DeviceError as error:
            outlet.fault(error, key=self.name, place="/characteristics")
            return
        self._faults(outlet, "reading", [one for one in told if one.status != AWAY])

    def _available(self, outlet: Outlet, told: Iterable[Told]) -> None:
        """Say which accessories the bridge reaches: none of whose values it has, it does not reach."""
        reached: dict[int, bool] = {}
        for one in told:
            reached[one.place.aid] = reached.get(one.place.aid, False) or one.status != AWAY
        for aid, is_reached in reached.items():
            unit = self._units.get(aid)
            if unit is not None and is_reached:
                outlet.available(unit.key)
            elif unit is not None:
                outlet.unavailable(unit.key, refusal("reading", AWAY).reason)

    def _faults(self, outlet: Outlet, what: str, told: Iterable[Told]) -> None:
        for one in told:
            unit = self._units.get(one.place.aid)
            if one.status != OK and unit is not None:
                place = f"{one.place.aid}.{one.place.iid}"
                outlet.fault(refusal(f"{what} {place}", one.status), key=unit.key, place=place)

    # -- what it tells by itself

    def _told(self, told: list[Told]) -> None:
        if self._outlet is not None:
            self._heard(self._outlet, told)

    def _heard(self, outlet: Outlet, told: Iterable[Told]) -> None:
        by_unit: dict[int, dict[str, Value]] = {}
        for one in told:
            unit = self._units.get(one.place.aid)
            if unit is None or not unit.knows(one.place):
                self._unknown(outlet, one.place)
            elif (occurred := unit.occurred(one.place, one.value)) is not None:
                endpoint, capability, event, fields = occurred
                outlet.occurred(unit.key, endpoint, capability, event, fields)
            else:
                by_unit.setdefault(one.place.aid, {}).update(self._taken(outlet, unit, one))
        for aid, values in by_unit.items():
            outlet.describe(self._units[aid].thing)  # the same again changes nothing
            outlet.heard(self._units[aid].thing, values)

    def _taken(self, outlet: Outlet, unit: Unit, told: Told) -> dict[str, Value]:
        try:
            return unit.heard(told.place, told.value)
        except ConversionError as error:
            place = f"{told.place.aid}.{told.place.iid}"
            odd = ProtocolError(f"{error}; the value before it stays", code="unexpected-value")
            outlet.fault(odd, key=unit.key, place=place)
            return {}

    def _unknown(self, outlet: Outlet, place: Place) -> None:
        """Something came that the database did not have: it is read anew, once for each place, and not without end."""
        where = f"{place.aid}.{place.iid}"
        error = LinkError(f"it tells of {where}, which its database does not have", code="unknown-characteristic")
        outlet.fault(error, key=self.name, place=where)
        if self._line is not None and place not in self._unknown_places and len(self._unknown_places) < MOST_UNKNOWN:
            self._unknown_places.add(place)
            self._stale = True
            self._line.wake()

    # -- wishes

    async def execute(self, command: Command) -> Answer:
        line, outlet = self._line, self._outlet
        unit = next((one for one in self._units.values() if one.key == command.device), None)
        if line is None or outlet is None or unit is None:
            return Refused(command=command.id, code="not-connected", reason="it is not connected yet", retry=True)
        if isinstance(command, ReadProperties):
            return await self._read(line, outlet, unit, command)
        values = unit.writes(command.changes) if isinstance(command, SetProperties) else unit.call(command)
        return await self._write(line, outlet, unit, command.id, values)

    async def _write(
        self, line: Line, outlet: Outlet, unit: Unit, command: str, values: Sequence[tuple[Place, Value]]
    ) -> Answer:
        told = await line.put(values, timed=unit.is_timed(values))
        no = next((one for one in told if one.status != OK), None)
        if no is not None:
            error = refusal(f"writing {no.place.aid}.{no.place.iid}", no.status)
            return Failed(command=command, code=error.code, reason=error.reason, retry=error.retry)
        for places in parts(unit.beside(values)):  # who wrote is not told of it, so it must ask
            await self._ask(line, outlet, places, urgent=True)
        return Sent(command=command, confirmable=any(place in unit.read for place, _ in values))

    async def _read(self, line: Line, outlet: Outlet, unit: Unit, command: ReadProperties) -> Answer:
        wanted = [unit.thing.address(one) for one in command.properties]
        readable = {f"{one.aid}.{one.iid}": one for one in unit.read}
        silent = next((one for one in wanted if one not in readable), None)
        if silent is not None:
            return Refused(command=command.id, code="not-readable", reason=f"{silent} cannot be asked for")
        for places in parts(readable[one] for one in dict.fromkeys(wanted)):
            await self._ask(line, outlet, places, urgent=True)
        return Sent(command=command.id)
