"""From grouped addresses to devices as the home sees them, and to the telegrams of their wishes."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from adapters.knx.protocol.address import group_text, individual_text
from adapters.knx.protocol.datapoint import Datapoint, Payload, datapoint
from adapters.knx.protocol.frame import Described as Server
from adapters.knx.role import ROLES, STATE, device_type, fits_family, rows_of
from adapters.sdk.thing import Thing
from schemas.binding import Bound, Described, bind
from schemas.coverage import MapRow
from schemas.device import CommandDescription, DeviceDescription, EndpointDescription
from schemas.mapping import Row, Source
from schemas.registry import Registry
from schemas.value import Value
from schemas.vocabulary import Hazard, Kind

LINK: Final = "knx"
"""Key of the interface, and name of the session: one adapter has one KNX installation."""
_ENDPOINT: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One group address in a device: what it is for, and its type where somebody said it."""

    role: str
    group: int
    dpt: tuple[int, int | None] | None = None
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping:
    """Addresses that make one device. `kind` is one of TYPES; `key` lasts."""

    key: str
    name: str
    kind: str
    places: tuple[Place, ...]
    area: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One property on the bus: where it is written and where it is told."""

    address: str
    dpt: Datapoint
    write: int | None
    state: int | None
    asked: bool  # whether its present value is worth a question

    @property
    def listens(self) -> tuple[int, ...]:
        """Give the groups whose telegrams tell it: its own state, else what others write."""
        return tuple(one for one in (self.write if self.state is None else self.state,) if one is not None)


Order = Callable[[Mapping[str, Value]], Sequence[tuple[int, Payload]]]
"""What is sent for a command, from its arguments."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One device: what the home is told of it, where its properties are, and what its commands send."""

    thing: Thing
    bound: tuple[Bound, ...]
    points: Mapping[str, Point]
    orders: Mapping[tuple[int, str, str], Order]

    @property
    def key(self) -> str:
        """The device's lasting identity."""
        return self.thing.key

    def rows(self) -> Iterator[MapRow]:
        """Tell it as lines of a coverage report."""
        for one in self.bound:
            if not one.is_extra:
                yield one.row(self.thing.description.name)


# -- devices


def unit(grouping: Grouping, registry: Registry) -> Unit:
    """Make one device of its addresses; every address has a property."""
    pairs = list(_pairs(grouping.places))
    points = _apart(_point(acts, tells) for acts, tells in pairs)
    described = [_described(grouping, pair, point) for pair, point in zip(pairs, points, strict=True)]
    bound = tuple(_told_of(one, points) for one in bind(described, registry))
    orders = dict(_orders(grouping.places))
    roles = frozenset(place.role for place in grouping.places)
    description = DeviceDescription(
        key=grouping.key,
        name=grouping.name,
        via=LINK,
        endpoints=(
            EndpointDescription(id=_ENDPOINT, device_type=device_type(grouping.kind, roles), label=grouping.area),
        ),
        properties=tuple(one.description for one in bound),
        commands=tuple(_command(where, registry) for where in orders),
    )
    return Unit(
        thing=Thing(description, bound), bound=bound, points={one.address: one for one in points}, orders=orders
    )


def _pairs(places: Sequence[Place]) -> Iterator[tuple[Place | None, Place | None]]:
    """Put the address that acts and the one that tells together, where they are one property."""
    by_role: dict[str, Place] = {}
    rest = [replace(place, role="value") for place in places if by_role.setdefault(place.role, place) is not place]
    for role, place in by_role.items():
        name = role.removesuffix(STATE)
        known = ROLES.get(name)
        if known is not None and known.listens:
            yield (None, place)
        elif role.endswith(STATE):
            if name not in by_role or (known is not None and known.told):
                yield (None, place)
        else:
            yield (place, by_role.get(role + STATE))
    for place in rest:
        yield (place, None)


def _dpt(place: Place) -> Datapoint:
    if place.dpt is not None:
        return datapoint(*place.dpt)
    known = ROLES.get(place.role.removesuffix(STATE))
    if known is None or place.role == "value":
        return datapoint(0, None)
    main, _, sub = known.dpt.partition(".")
    return datapoint(int(main), int(sub))


def _point(acts: Place | None, tells: Place | None) -> Point:
    write = None if acts is None else acts.group
    state = None if tells is None else tells.group
    texts = [group_text(one) for one in (write, state) if one is not None]
    place = acts or tells
    if place is None:
        raise ValueError("a point without an address")
    free = place.role == "value"
    return Point(address=" ".join(texts), dpt=_dpt(place), write=write, state=state, asked=state is not None or free)


def _apart(found: Iterable[Point]) -> list[Point]:
    """Tell points at the same addresses apart: one address may stand in two roles."""
    count: Counter[str] = Counter()
    points: list[Point] = []
    for one in found:
        count[one.address] += 1
        again = count[one.address]
        points.append(one if again == 1 else replace(one, address=f"{one.address} #{again}"))
    return points


def _described(grouping: Grouping, pair: tuple[Place | None, Place | None], point: Point) -> Described[str]:
    acts, tells = pair
    place = acts or tells
    if place is None:
        raise ValueError("a property without an address")
    rows = tuple(
        row for row in rows_of(place.role, point.dpt.main, point.dpt.sub) if fits_family(grouping.kind, row.capability)
    )
    name = group_text(place.group).replace("/", "-") if place.role == "value" else place.role.replace("_", "-")
    return Described(
        endpoint=_ENDPOINT,
        name=f"knx.{name}",
        address=point.address,
        source=_source(point, rows),
        rows=rows,
        label=place.label,
    )


def _source(point: Point, rows: Sequence[Row[str]]) -> Source:
    """Describe the values of a type; its own ends say nothing of a device, so a property of ours keeps ours."""
    form = point.dpt.form
    access = ("r" if point.asked else "") + ("w" if point.write is not None else "") + "n"
    return Source(
        kind=Kind(form.kind),
        unit=point.dpt.unit,
        minimum=None if rows else form.minimum,
        maximum=None if rows else form.maximum,
        step=form.step,
        values=_members(point, rows),
        access=access,
    )


def _members(point: Point, rows: Sequence[Row[str]]) -> tuple[str, ...] | None:
    """Give the words of an enum; of a property of ours those that mean something there: no device has them all."""
    pairs = rows[0].convert.pairs if rows else None
    if point.dpt.values is None or pairs is None:
        return point.dpt.values
    return tuple(word for word in point.dpt.values if word in pairs)


def _told_of(one: Bound, points: Sequence[Point]) -> Bound:
    """Mark what nobody tells back: a wish there counts as done when it was on the bus."""
    point = next(point for point in points if point.address == one.description.address)
    is_target = one.description.name in {"targetPosition", "targetTilt"}
    if "w" not in one.description.access or (point.state is not None and not is_target):
        return one
    return replace(one, description=replace(one.description, optimistic=True))


# -- commands


def _orders(places: Sequence[Place]) -> Iterator[tuple[tuple[int, str, str], Order]]:
    """Give the commands of a blind: they are written to addresses that have no state of their own."""
    by_role = {place.role: place for place in reversed(places)}
    for name, order in _cover(by_role):
        yield (_ENDPOINT, "windowCovering", name), order
    if "switch" in by_role and by_role["switch"].dpt in {None, (1, 1), (1, None)}:
        for name, payload in (("on", 1), ("off", 0)):
            yield (_ENDPOINT, "onOff", name), _always(by_role["switch"].group, payload)


def _cover(by_role: Mapping[str, Place]) -> Iterator[tuple[str, Order]]:
    move, position = by_role.get("move"), by_role.get("position")
    if move is not None:  # 1.008: 0 is up, 1 is down
        yield "open", _always(move.group, 0)
        yield "close", _always(move.group, 1)
    elif position is not None:  # 5.001: 0 is up, 255 is down
        yield "open", _always(position.group, b"\x00")
        yield "close", _always(position.group, b"\xff")
    if (stop := by_role.get("stop")) is not None:  # 1.010: 0 is stop; of 1.007 and 1.017 either stops what moves
        yield "stop", _always(stop.group, 0 if _dpt(stop).sub == 10 else 1)
    for name, role, argument in (("goToLift", "position", "position"), ("goToTilt", "tilt", "tilt")):
        if (place := by_role.get(role)) is not None:
            yield name, _inverted(place.group, argument, _dpt(place))


def _always(group: int, payload: Payload) -> Order:
    return lambda _: ((group, payload),)


def _inverted(group: int, argument: str, dpt: Datapoint) -> Order:
    def order(arguments: Mapping[str, Value]) -> Sequence[tuple[int, Payload]]:
        wanted = arguments[argument]
        return ((group, dpt.encode(100 - wanted if isinstance(wanted, int | float) else None)),)

    return order


def _command(where: tuple[int, str, str], registry: Registry) -> CommandDescription:
    endpoint, capability, name = where
    spec = registry.command(capability, name)
    hazards: tuple[Hazard, ...] = spec.hazards
    arguments = tuple(one.name for one in spec.arguments if one.name in {"position", "tilt"})
    return CommandDescription(
        endpoint=endpoint, capability=capability, name=name, address=name, hazards=hazards, arguments=arguments
    )


# -- the interface itself

_ABOUT: Final = (
    ("name", "productName", "name"),
    ("serial", "serialNumber", "serial"),
    ("mac", "macAddress", "mac"),
    ("host", "ipAddress", "host"),
)


def interface(server: Server | None, registry: Registry) -> Thing:
    """Describe the interface, or the routers, that all devices are reached through."""
    found = [
        Described(
            endpoint=_ENDPOINT,
            name=f"knx.{name}",
            address=name,
            source=Source(kind=Kind.STRING, access="rn"),
            rows=(Row(source=name, capability="deviceInformation", name=ours),),
        )
        for name, ours, _ in _ABOUT
    ]
    found.append(
        Described(
            endpoint=_ENDPOINT,
            name="knx.individual-address",
            address="individual-address",
            source=Source(kind=Kind.STRING, access="rn"),
        )
    )
    bound = bind(found, registry)
    description = DeviceDescription(
        key=LINK,
        name=(server.name if server and server.name else "KNX"),
        serial=server.serial if server else "",
        endpoints=(EndpointDescription(id=_ENDPOINT, device_type="bridge"),),
        properties=tuple(one.description for one in bound),
    )
    return Thing(description, bound)


def interface_values(server: Server | None, host: str, address: int) -> dict[str, Value]:
    """Give what is known of the interface, by address."""
    told: dict[str, Value] = {"host": host, "individual-address": individual_text(address) if address else ""}
    if server is not None:
        told |= {"name": server.name, "serial": server.serial, "mac": server.mac}
    return {name: value for name, value in told.items() if value}


def report_rows(units: Iterable[Unit]) -> tuple[MapRow, ...]:
    """Tell all devices as lines of a coverage report."""
    return tuple(row for one in units for row in one.rows())
