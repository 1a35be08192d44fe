"""What a SunSpec device says it has: a chain of models behind the word "SunS".

SunSpec Device Information Model Specification V1.1, on Modbus: the chain starts at holding register 40000, 50000 or 0;
each model says its number and length; number 0xFFFF ends it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Protocol

from adapters.modbus.part import Identity, Table
from adapters.modbus.protocol.codec import decode
from adapters.modbus.protocol.outcome import ExceptionAnswerError
from adapters.modbus.protocol.register import EndpointType, Register, Space
from adapters.modbus.sunspec.common import COMMON
from adapters.modbus.sunspec.point import Found, Model, phases, ports
from adapters.modbus.sunspec.table import METERS, MODELS, ROLES
from adapters.sdk.errors import DeviceError, ProtocolError

MARK: Final = (0x5375, 0x6E53)  # "SunS"
BASES: Final = (40000, 50000, 0)
END: Final = 0xFFFF
MOST_MODELS: Final = 64
VENDOR: Final = "sunspec"
_ABSENT: Final = frozenset({1, 2, 3})


class Reads(Protocol):
    """Reads registers of one unit."""

    async def read(self, space: Space, address: int, count: int) -> tuple[int, ...]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One model of a chain; `address` is that of its first point."""

    number: int
    address: int
    length: int


async def chain(reads: Reads) -> tuple[Link, ...]:
    """Follow the chain. DeviceError "no-sunspec" where there is none; ProtocolError where it does not end."""
    at = await _start(reads)
    found: list[Link] = []
    while (head := await _head(reads, at)) is not None:
        number, length = head
        found.append(Link(number=number, address=at + 2, length=length))
        at += 2 + length
        if len(found) > MOST_MODELS:
            raise ProtocolError(f"its chain of models has more than {MOST_MODELS}", code="endless-chain")
    return tuple(found)


async def _start(reads: Reads) -> int:
    for base in BASES:
        try:
            if await reads.read(Space.HOLDING, base, 2) == MARK:
                return base + 2
        except ExceptionAnswerError as error:
            if error.number not in _ABSENT:
                raise
    raise DeviceError(
        'it does not say "SunS" at holding register 40000, 50000 or 0',
        "check the unit number; a device without SunSpec needs a profile",
        code="no-sunspec",
    )


async def _head(reads: Reads, at: int) -> tuple[int, int] | None:
    """Give number and length of the model at an address; None at the end, also of a chain that was cut."""
    if at + 2 > 1 << 16:
        return None
    try:
        number, length = await reads.read(Space.HOLDING, at, 2)
    except ExceptionAnswerError as error:
        if error.number in _ABSENT:
            return None
        raise
    return None if number == END or at + 2 + length > 1 << 16 else (number, length)


async def tables(reads: Reads, name: str, title: str = "") -> tuple[Table, ...]:
    """Find out what a unit has: itself, and a device of its own for each further model 1.

    `name` is the key of the unit's own device, `title` what a person calls it. Raises LinkError.
    """
    groups = tuple(_devices(await chain(reads)))
    own = await _table(reads, groups[0], name, title)
    behind = [await _table(reads, one, "", "") for one in groups[1:]]
    return (own, *(_behind(one, own, number) for number, one in enumerate(behind, 2)))


def _devices(links: Sequence[Link]) -> Iterator[list[Link]]:
    """Cut the chain before each model 1."""
    group: list[Link] = []
    for one in links:
        if one.number == 1 and group:
            yield group
            group = []
        group.append(one)
    yield group


def _behind(one: Table, own: Table, number: int) -> Table:
    who = one.identity
    mark = who.serial or str(number)
    name = who.name if who.serial or who.model else f"{own.identity.name} {number}"
    return replace(one, identity=replace(who, key=f"{own.identity.key}/{mark}", name=name, via=own.identity.key))


async def _table(reads: Reads, links: Sequence[Link], key: str, title: str) -> Table:
    found = tuple(_placed(links))
    registers = tuple(register for one in found for register in one.registers())
    texts = await _common(reads, found)
    endpoints = {endpoint.id: endpoint for one in reversed(found) for endpoint in one.endpoints}
    first = EndpointType(id=1, device_type="unknown")
    identity = Identity(
        key=key,
        name=title or " ".join(filter(None, (texts["Mn"], texts["Md"]))) or "SunSpec",
        vendor=VENDOR,
        manufacturer=texts["Mn"],
        model=texts["Md"],
        serial=texts["SN"],
        firmware=texts["Vr"],
    )
    unknown = [one for one in links if one.number not in MODELS]
    return Table(
        identity=identity,
        registers=registers,
        endpoints=tuple(sorted({1: first, **endpoints}.values(), key=lambda one: one.id)),
        odd=tuple(f"SunSpec model {one.number}, {one.length} registers, is not known here" for one in unknown),
    )


def _placed(links: Sequence[Link]) -> Iterator[Found]:
    """Give each known model its name and endpoints."""
    names: dict[int, int] = {}
    roles: dict[str, int] = {}
    free = 1
    for one in links:
        model = MODELS.get(one.number)
        if model is None:
            continue
        names[one.number] = count = names.get(one.number, 0) + 1
        role = ROLES.get(one.number) or (f"meter {one.address}" if one.number in METERS else "")
        endpoint = roles.get(role, free) if role else 1
        if role and role not in roles:
            roles[role] = endpoint
            free += 1 + phases(model, one.number)
        yield _found(one, model, f"{one.number}#{count}" if count > 1 else str(one.number), endpoint, max(free, 2))
        free = max(free, 2 if ports(model, one.length) else 1) + ports(model, one.length)


def _found(one: Link, model: Model, name: str, endpoint: int, ports_at: int) -> Found:
    return Found(
        number=one.number,
        name=name,
        address=one.address,
        length=one.length,
        model=model,
        endpoint=endpoint,
        ports_at=ports_at,
    )


async def _common(reads: Reads, found: Sequence[Found]) -> dict[str, str]:
    """Read who it is; empty texts where it does not say."""
    texts = dict.fromkeys(("Mn", "Md", "Vr", "SN"), "")
    common = next((one for one in found if one.model is COMMON), None)
    if common is None or not common.length:
        return texts
    registers = [one for one in common.registers() if one.label in texts]
    end = max((one.end for one in registers), default=common.address)
    words = await reads.read(Space.HOLDING, common.address, min(end - common.address, 125))
    return texts | {one.label: _text(one, words, common.address) for one in registers}


def _text(one: Register, words: Sequence[int], start: int) -> str:
    held = words[one.address - start : one.end - start]
    value = decode(one, held) if len(held) == one.words else None
    return value if isinstance(value, str) else ""
