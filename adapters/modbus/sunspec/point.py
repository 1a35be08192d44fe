"""Points and models of SunSpec as typed tables, and the registers that they become at an address.

SunSpec Device Information Model Specification V1.1: the types of points with their markers for "not implemented",
models as number, length and points, and groups that repeat. The tables follow the models that the SunSpec Alliance
publishes at github.com/sunspec/models (April 2026).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from adapters.modbus.protocol.register import NO_VALUES, Claim, EndpointType, Poll, Register, Space, Type

PHASES: Final = ("L1", "L2", "L3")
MOST_PORTS: Final = 32

_TYPES: Final[Mapping[str, tuple[Type, int, frozenset[int]]]] = {
    "int16": (Type.INT16, 1, frozenset({0x8000})),
    "uint16": (Type.UINT16, 1, frozenset({0xFFFF})),
    "count": (Type.UINT16, 1, frozenset({0})),
    "acc16": (Type.UINT16, 1, frozenset({0})),
    "enum16": (Type.ENUM, 1, frozenset({0xFFFF})),
    "bitfield16": (Type.BITFIELD, 1, frozenset({0xFFFF})),
    "pad": (Type.UINT16, 1, frozenset({0x8000})),
    "sunssf": (Type.INT16, 1, frozenset({0x8000})),
    "int32": (Type.INT32, 2, frozenset({0x8000_0000})),
    "uint32": (Type.UINT32, 2, frozenset({0xFFFF_FFFF})),
    "acc32": (Type.UINT32, 2, frozenset({0})),
    "enum32": (Type.ENUM, 2, frozenset({0xFFFF_FFFF})),
    "bitfield32": (Type.BITFIELD, 2, frozenset({0xFFFF_FFFF})),
    "float32": (Type.FLOAT32, 2, frozenset()),
    "int64": (Type.INT64, 4, frozenset({0x8000_0000_0000_0000})),
    "uint64": (Type.UINT64, 4, frozenset({0xFFFF_FFFF_FFFF_FFFF})),
    "acc64": (Type.UINT64, 4, frozenset({0})),
    "string": (Type.STRING, 0, frozenset()),
}
"""By the standard's word: type, words, and the number that means "not implemented"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One point of a model. `phase` is 1 to 3 where it belongs to one phase, 0 to the device."""

    name: str
    type: str
    size: int
    unit: str = ""
    scale: str = ""  # the point that holds its power of ten
    access: str = "r"
    must: bool = False
    claims: tuple[Claim, ...] = ()
    phase: int = 0
    names: Mapping[int, str] = field(default_factory=lambda: NO_VALUES)


def point(  # noqa: PLR0913 - a row of a table
    name: str,
    kind: str,
    unit: str = "",
    scale: str = "",
    *,
    size: int = 0,
    rw: bool = False,
    must: bool = False,
    to: str | tuple[Claim, ...] = (),
    phase: int = 0,
    names: Mapping[int, str] = NO_VALUES,
) -> Point:
    """Write down one point. `to` is "capability.property", or claims where one is not all."""
    return Point(
        name=name,
        type=kind,
        size=size or _TYPES[kind][1],
        unit=unit,
        scale=scale,
        access="rw" if rw else "r",
        must=must,
        claims=(Claim(to=to),) if isinstance(to, str) else to,
        phase=phase,
        names=names,
    )


def of_phases(
    names: str, kind: str, unit: str, scale: str = "", *, to: str | tuple[Claim, ...] = (), must: int = 0
) -> tuple[Point, ...]:
    """Write down what a device tells of itself and then of each phase; the first `must` of them every device has."""
    return tuple(
        point(name, kind, unit, scale, to=to, must=place < must, phase=place if to else 0)
        for place, name in enumerate(names.split())
    )


def scales(names: str) -> tuple[Point, ...]:
    """Write down points that hold powers of ten for others."""
    return tuple(point(name, "sunssf") for name in names.split())


def floating(points: Iterable[Point]) -> tuple[Point, ...]:
    """Give the model of the same points whose numbers are floats, which need no powers of ten."""
    kept = (one for one in points if one.type != "sunssf")
    return tuple(replace(one, type="float32", size=2, scale="") if one.scale else one for one in kept)


def generated(what: str) -> tuple[Claim, ...]:
    """Claim a power that is generated: below zero as a circuit's power, and as what `what` names."""
    return (Claim(to="electricalPowerMeasurement.activePower", factor=-1), Claim(to=what, floor=0.0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """Models of one layout. `phases` tells by number how many phases each has; `ports` are the points that repeat."""

    phases: Mapping[int, int]
    device_type: str
    points: tuple[Point, ...]
    ports: tuple[Point, ...] = ()

    @property
    def length(self) -> int:
        """Words of the points that do not repeat, without identifier and length."""
        return sum(one.size for one in self.points)

    @property
    def port_length(self) -> int:
        """Words of one repetition."""
        return sum(one.size for one in self.ports)


def ports(model: Model, length: int) -> int:
    """Tell how many repetitions a model of this length has."""
    room = length - model.length
    return min(room // model.port_length, MOST_PORTS) if model.ports and room > 0 else 0


def phases(model: Model, number: int) -> int:
    """Tell how many phases get endpoints of their own: none where there is only one."""
    count = model.phases[number]
    return count if count > 1 else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A model as a device has it: `address` is that of its first point, `name` its number, unique in the device.

    What it tells of the device is at `endpoint`, of its phases at the next ones, of its ports from `ports_at` on.
    """

    number: int
    name: str
    address: int
    length: int
    model: Model
    endpoint: int
    ports_at: int

    @property
    def ports(self) -> int:
        """How many repetitions there are room for."""
        return ports(self.model, self.length)

    @property
    def phases(self) -> int:
        """How many phases get endpoints of their own: none where there is only one."""
        return phases(self.model, self.number)

    @property
    def endpoints(self) -> tuple[EndpointType, ...]:
        """Give the endpoints: the device, its phases, its ports."""
        kind = self.model.device_type
        own = (EndpointType(id=self.endpoint, device_type=kind),) if kind else ()
        of_phases = (
            EndpointType(id=self.endpoint + place, device_type="electricMeter", label=PHASES[place - 1])
            for place in range(1, self.phases + 1)
        )
        of_ports = (
            EndpointType(id=self.ports_at + place, device_type=kind, label=f"{self.name}.{place + 1}")
            for place in range(self.ports)
        )
        return (*own, *of_phases, *of_ports)

    def registers(self) -> Iterator[Register]:
        """Give all registers of it."""
        yield from self._placed(self.model.points, self.address, "", self.endpoint)
        start = self.address + self.model.length
        for number in range(self.ports):
            place = start + number * self.model.port_length
            yield from self._placed(self.model.ports, place, f"{number + 1}.", self.ports_at + number)

    def _placed(self, points: Iterable[Point], address: int, prefix: str, endpoint: int) -> Iterator[Register]:
        end = self.address + self.length  # an older device may have a shorter one
        for one in points:
            if address + one.size <= end:
                yield self._register(one, address, prefix, endpoint)
            address += one.size

    def _register(self, one: Point, address: int, prefix: str, endpoint: int) -> Register:
        kind, _, absent = _TYPES[one.type]
        plain = kind in {Type.ENUM, Type.BITFIELD} and not one.names
        return Register(
            id=f"{self.name}.{prefix}{one.name}",
            space=Space.HOLDING,
            address=address,
            type=(Type.UINT16 if one.size == 1 else Type.UINT32) if plain else kind,
            count=one.size,
            scale_by=f"{self.name}.{one.scale}" if one.scale else "",
            unit=one.unit,
            access=one.access,
            absent=absent,
            values=one.names,
            poll=Poll.USUAL,
            claims=tuple(self._claims(one, endpoint)),
            endpoint=self._place(one, endpoint),
            label=one.name,
            group=self.name,
            optional=not one.must or one.phase > self.model.phases[self.number],
            is_shown=one.type not in {"sunssf", "pad"},
            several=one.size > 1,
        )

    def _place(self, one: Point, endpoint: int) -> int:
        return endpoint + (one.phase if one.phase <= self.phases else 0)

    def _claims(self, one: Point, endpoint: int) -> Iterator[Claim]:
        if one.phase <= self.model.phases[self.number]:
            for claim in one.claims:
                yield replace(claim, endpoint=self._place(one, endpoint))
