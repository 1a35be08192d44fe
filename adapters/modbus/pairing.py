"""Taking Modbus devices into the home: by address, for nothing in the protocol lets them be searched for."""

from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from typing import Final

from adapters.modbus.config import SUNSPEC
from adapters.modbus.describe import Profiles, describer, key_of
from adapters.modbus.line import Line
from adapters.modbus.part import Part, Table
from adapters.modbus.protocol.outcome import ExceptionAnswerError
from adapters.modbus.session import Asker, Means, Place
from adapters.sdk.errors import DeviceError, LinkError
from schemas.pairing import Candidate, Paired

UNITS: Final = range(256)
PORTS: Final = range(1, 65536)


class ModbusPairer:
    """Asks one unit what it is."""

    def __init__(
        self,
        means: Means,
        profiles: Profiles,
        *,
        known: Callable[[], Iterable[Candidate]],
        forgotten: Callable[[str], None],
        configured: Iterable[Place] = (),
    ) -> None:
        """`known` gives the devices that were paired; `forgotten` is told the key of one that is given up."""
        self._means = means
        self._profiles = profiles
        self._known = known
        self._forgotten = forgotten
        self._configured = frozenset(configured)

    async def discover(self, seconds: float) -> tuple[Candidate, ...]:
        """Give what is known already: Modbus has no search."""
        del seconds
        return tuple(self._known())

    async def pair(self, answers: Mapping[str, str]) -> AsyncIterator[str | Paired]:
        place = _place(answers)
        profile = answers.get("profile") or SUNSPEC
        yield "connect"
        if place in self._configured:
            raise DeviceError(f"{place} stands in the configuration", "remove it there to pair it", code="configured")
        async with self._means.lines.use(place.host, place.port) as line:
            yield "identify"
            table = await self._identified(line, place, answers.get("name", ""), profile)
            yield "read"
            await self._try_reading(line, place, table)
        yield Paired(
            key=key_of(table, str(place)),
            name=table.identity.name,
            kept={
                "host": place.host,
                "port": place.port,
                "unit": place.unit,
                "profile": profile,
                "name": answers.get("name", ""),
                "serial": table.identity.serial,
            },
        )

    async def _identified(self, line: Line, place: Place, title: str, profile: str) -> Table:
        tables = await describer(str(place), title, profile, self._profiles)(Asker(line, place.unit))
        return tables[0]

    async def _try_reading(self, line: Line, place: Place, table: Table) -> None:
        """Read some registers: a profile of another device would give none. LinkError."""
        pace = self._means.pace
        part = Part(table, self._means.registry, gap=pace.gap, longest=pace.longest, poll_s=pace.poll_s)
        last: LinkError = DeviceError("the profile has nothing to read", code="nothing-readable")
        for block in part.wanted():
            one = block.registers[0]
            try:
                await Asker(line, place.unit).read(one.space, one.address, one.words)
            except ExceptionAnswerError as error:
                last = error
            else:
                return
        raise DeviceError(
            f"none of the registers of the profile can be read ({last.reason})",
            "check the unit number and the profile",
            code="nothing-readable",
        )

    async def forget(self, paired: Paired) -> None:
        """Nothing is told: the device knows of no pairing."""
        self._forgotten(paired.key)


def _place(answers: Mapping[str, str]) -> Place:
    port, unit = int(answers.get("port") or 502), int(answers.get("unit") or 1)
    if port not in PORTS:
        raise DeviceError(f"there is no port {port}", "give 1 to 65535", code="bad-answer")
    if unit not in UNITS:
        raise DeviceError(f"there is no unit {unit}", "give 0 to 255", code="bad-answer")
    return Place(host=answers["host"], port=port, unit=unit)


def place_of(paired: Paired) -> Place:
    """Give where a paired unit is. KeyError, ValueError."""
    kept = paired.kept
    return Place(host=str(kept["host"]), port=int(str(kept["port"])), unit=int(str(kept["unit"])))
