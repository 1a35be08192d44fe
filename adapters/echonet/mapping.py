"""What the home is told of an ECHONET Lite object, and which bytes are set for each wish.

The rows are in schemas/mappings/echonet; here they meet the property maps of a real object. What they do not know is a
vendor property, its bytes as hexadecimal digits. Property codes: ECHONET Lite APPENDIX, "Detailed Requirements for
ECHONET Device Objects", Release R, chapter 2 (super class); ECHONET Lite Specification 1.12, part 2, §6.11.1 (node).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from adapters.echonet.protocol import ANNOUNCED, NODE, READABLE, SETTABLE, Eoj
from adapters.sdk.errors import CannotError
from adapters.sdk.thing import Thing
from schemas.binding import NO_PLACE, Bound, Described
from schemas.commands import InvokeCommand
from schemas.conversion import ConversionError, Convert
from schemas.device import CommandDescription, DeviceDescription, EndpointDescription, PropertyDescription
from schemas.mapping import Misfit, Source
from schemas.mappings.echonet import (
    COMMANDS,
    CommandRow,
    EchonetFit,
    EchonetRow,
    by_epc,
    claim,
    command_of,
    device_type_of,
)
from schemas.mappings.echonet.edt import digits
from schemas.registry import Registry
from schemas.value import Value
from schemas.vocabulary import VENDOR, Kind

MAIN: Final = 1
UNKNOWN: Final = "unknown"
NUMBER: Final = 0x83
MAKER: Final = 0x8A
PRODUCT: Final = 0x8C
SERIAL: Final = 0x8D
WHO: Final = (MAKER, PRODUCT, SERIAL)
_STRUCTURE: Final = frozenset({ANNOUNCED, SETTABLE, READABLE})
_LISTS: Final = frozenset({0xD5, 0xD6, 0xD7})
"""What the node's devices themselves tell."""
_OF_NODE: Final = frozenset({NUMBER, 0x88, MAKER, PRODUCT, SERIAL, 0x8E})
"""Properties that a node profile has as devices have them; others of these codes differ."""
_BYTES: Final = digits()
_MOST_BYTES: Final = 255


@dataclass(frozen=True, slots=True, kw_only=True)
class Maps:
    """Which properties an object has: what it announces, what can be set, what can be read."""

    announced: frozenset[int] = frozenset()
    settable: frozenset[int] = frozenset()
    readable: frozenset[int] = frozenset()

    @property
    def codes(self) -> list[int]:
        """All of them, but for the maps themselves."""
        return sorted((self.announced | self.settable | self.readable) - _STRUCTURE)

    def access(self, epc: int) -> str:
        """Tell in letters what can be done with one."""
        has = ((self.readable, "r"), (self.settable, "w"), (self.announced, "n"))
        return "".join(letter for codes, letter in has if epc in codes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One property of ours: where it comes from, and how. Without a fit it is the vendor's, as digits."""

    epc: int
    bound: Bound
    row: EchonetRow | None = None
    fit: EchonetFit | None = None

    def holds(self, values: Mapping[int, bytes]) -> bool:
        """Whether it is this that the property tells now."""
        when = self.row.when if self.row else None
        told = values.get(when.epc, b"") if when else b""
        return when is None or not told or told[0] in when.codes

    def decode(self, data: bytes) -> Value:
        """Give our value. ConversionError."""
        return self.fit.decode(data) if self.fit else _BYTES.read(data)

    def encode(self, value: Value, before: bytes) -> bytes:
        """Give the bytes to set; those of now where they mean that already. ConversionError."""
        if before and self.fit and _means(self.fit, before, value):
            return before
        data = self.fit.encode(value, before) if self.fit else _BYTES.write(value)
        if len(data) > _MOST_BYTES:
            raise ConversionError(f"at most {_MOST_BYTES} bytes", value)
        return data


def _means(fit: EchonetFit, data: bytes, value: Value) -> bool:
    try:
        return fit.decode(data) == value
    except ConversionError:
        return False


def text_of(epc: int) -> str:
    """Write a property code as documents do; it is the address of the property."""
    return f"0x{epc:02X}"


# ---- placing


class _Placing:
    """Puts the properties of one object in their places, in the order of their codes."""

    def __init__(self, eoj: Eoj, maps: Maps, given: Mapping[int, bytes], registry: Registry) -> None:
        self._eoj = eoj
        self._maps = maps
        self._given = given
        self._registry = registry
        self._taken: dict[tuple[int, str, str], int] = {}
        self.parts: dict[str, int] = {}

    def all(self) -> Iterator[Place]:
        codes = [epc for epc in self._maps.codes if self._eoj.code != NODE.code or epc not in _LISTS]
        for epc in codes:
            yield from self._of(epc)

    def _of(self, epc: int) -> Iterator[Place]:
        access = self._maps.access(epc)
        placed, reason = [], NO_PLACE
        for row in self._rows(epc):
            found = self._claimed(row, access)
            if isinstance(found, Place):
                placed.append(found)
            else:
                reason = f"{row.capability}.{row.name}: {found}"
        yield from placed
        rest = access.replace("w", "") if self._has_commands(epc) else access
        if not placed and (rest or not self._has_commands(epc)):
            why = "its settings are commands" if rest != access else reason
            yield self._vendor(epc, rest, why)
        elif "w" in rest and not any("w" in one.bound.description.access for one in placed):
            yield self._vendor(epc, "w", "the schema only reads it; this writes it", is_extra=True)

    def _rows(self, epc: int) -> tuple[EchonetRow, ...]:
        return by_epc(self._eoj.code, epc) if self._eoj.code != NODE.code or epc in _OF_NODE else ()

    def _has_commands(self, epc: int) -> bool:
        return any((one.key.eoj, one.key.epc) == (self._eoj.code, epc) for one in COMMANDS)

    def _claimed(self, row: EchonetRow, access: str) -> Place | str:
        spec = self._registry.spec(row.capability, row.name)
        common = "".join(letter for letter in access if letter in row.access)
        fit = claim(replace(row, access=common), spec, given=self._given)
        if isinstance(fit, Misfit):
            return fit.reason
        if not fit.fit.access:
            return f"its access {access or 'none'} has nothing in common with ours"
        endpoint = self._endpoint(row.part)
        if (endpoint, row.capability, row.name) in self._taken:
            holder = self._taken[endpoint, row.capability, row.name]
            return f"property {text_of(holder)} is already that"
        self._taken[endpoint, row.capability, row.name] = row.source.epc
        described = fit.fit.description(endpoint=endpoint, address=text_of(row.source.epc))
        return self._place(row.source.epc, described, row=row, fit=fit)

    def _endpoint(self, part: str) -> int:
        return self.parts.setdefault(part, len(self.parts) + MAIN + 1) if part else MAIN

    def _vendor(self, epc: int, access: str, reason: str, *, is_extra: bool = False) -> Place:
        described = PropertyDescription(
            endpoint=MAIN,
            capability=VENDOR,
            name=f"echonet.{text_of(epc)}{'#2' if is_extra else ''}",
            address=text_of(epc),
            kind=Kind.STRING,
            access=access,
            reason=reason,
        )
        return self._place(epc, described, is_extra=is_extra)

    def _place(
        self,
        epc: int,
        described: PropertyDescription,
        *,
        row: EchonetRow | None = None,
        fit: EchonetFit | None = None,
        is_extra: bool = False,
    ) -> Place:
        source = Source(kind=fit.edt.kind if fit else Kind.STRING, access=described.access)
        told: Described[object] = Described(
            endpoint=described.endpoint,
            name=f"echonet.{text_of(epc)}",
            address=f"0x{self._eoj.code:04X}/{text_of(epc)}",
            source=source,
            standard=epc < 0xF0,  # from F0 on a maker's own (APPENDIX chapter 1)
        )
        decode, encode = _by_digits(fit)
        bound = Bound(
            described=told,
            description=described,
            decode=decode,
            encode=encode,
            is_extra=is_extra,
            claim=row.row if row else None,
        )
        return Place(epc=epc, bound=bound, row=row, fit=fit)


def _by_digits(fit: EchonetFit | None) -> tuple[Convert, Convert]:
    """Give both ways between digits and our value, for who has no bytes."""

    def decode(raw: Value) -> Value:
        data = _BYTES.write(raw)
        return fit.decode(data) if fit else _BYTES.read(data)

    def encode(value: Value) -> Value:
        return _BYTES.read(fit.encode(value) if fit else _BYTES.write(value))

    return decode, encode


# ---- one object


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who an object is, apart from what it can do."""

    key: str
    name: str
    manufacturer: str = ""
    model: str = ""
    serial: str = ""
    via: str = ""


@dataclass(slots=True, kw_only=True)
class Unit:
    """One object: its device, its places, and the bytes that it told last."""

    eoj: Eoj
    maps: Maps
    thing: Thing
    places: tuple[Place, ...]
    values: dict[int, bytes] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The device's lasting identity."""
        return self.thing.key

    def periods(self, registry: Registry, poll_s: float, *, announced: float) -> dict[int, float]:
        """Say how often each property is asked for; what it announces `announced` times more seldom."""
        periods = self.thing.periods(registry, poll_s)
        return {
            epc: periods[text_of(epc)] * (announced if epc in self.maps.announced else 1)
            for epc in self.maps.codes
            if epc in self.maps.readable and text_of(epc) in periods
        }

    def heard(self, values: Mapping[int, bytes]) -> tuple[list[tuple[int, Value]], list[tuple[int, ConversionError]]]:
        """Take note of what it told, and give what changes of that by index, and what cannot be taken."""
        before = dict(self.values)
        self.values |= values
        changes: list[tuple[int, Value]] = []
        odd: list[tuple[int, ConversionError]] = []
        for index, place in enumerate(self.places):
            when = place.row.when.epc if place.row and place.row.when else None
            is_told = place.epc in values and place.bound.description.access.strip("w")
            if not place.holds(self.values) and (is_told or when in values):
                changes.append((index, None))  # the property speaks of something else now
            elif is_told:
                try:
                    changes.append((index, place.decode(values[place.epc])))
                    self.values[place.epc] = values[place.epc]
                except ConversionError as error:
                    odd.append((place.epc, error))
                    taken = {self.places[at].epc for at, value in changes if value is not None}
                    self._stay(place.epc, before.get(place.epc), taken)
        return changes, odd

    def _stay(self, epc: int, before: bytes | None, taken: set[int]) -> None:
        """Keep the bytes of before, where those that came mean nothing in any place: others hang on them."""
        if epc in taken:
            return
        if before is None:
            self.values.pop(epc, None)
        else:
            self.values[epc] = before

    def dependent(self, codes: Iterable[int]) -> set[int]:
        """Give the properties whose meaning hangs on one of these."""
        told = set(codes)
        return {one.epc for one in self.places if one.row and one.row.when and one.row.when.epc in told}

    # -- wishes

    def unknown(self, changes: Iterable[tuple[int, Value]]) -> list[int]:
        """Give the properties whose bytes must be known before these can be written, and are not."""
        found = (self.places[index] for index, _ in changes)
        return [one.epc for one in found if one.fit and one.fit.edt.whole and one.epc not in self.values]

    def writes(self, changes: Iterable[tuple[int, Value]]) -> dict[int, bytes]:
        """Turn wanted values into bytes, what others hang on first. ConversionError, CannotError."""
        wanted = [(self.places[index], value) for index, value in changes]
        wanted.sort(key=lambda one: bool(one[0].row and one[0].row.when))
        pending: dict[int, bytes] = {}
        for place, value in wanted:
            if "w" not in place.bound.description.access:
                raise CannotError("not-writable", f"{text_of(place.epc)} cannot be set")
            after = self.values | pending
            if not place.holds(after):
                raise CannotError("not-now", f"{_told(place)} is not what the device follows in its present mode")
            pending[place.epc] = place.encode(value, after.get(place.epc, b""))
        return pending

    def call(self, command: InvokeCommand) -> tuple[int, bytes]:
        """Turn a command into the setting of a property. CannotError."""
        given = {name: value for name, value in command.arguments if value is not None}
        offered = command_of(command.capability, command.command, self.eoj.code)
        rows = [one for one in offered if one.key.epc in self.maps.settable]
        if not rows or command.endpoint != MAIN:
            raise CannotError("unknown-command", "the device has no such command")
        one = next((row for row in rows if dict(row.arguments) == given), None)
        if one is None:
            raise CannotError("bad-argument", "the device has no such form of the command")
        return one.key.epc, one.data


def _told(place: Place) -> str:
    return f"{place.bound.description.capability}.{place.bound.description.name}"


def unit(
    who: Identity, eoj: Eoj, maps: Maps, given: Mapping[int, bytes], registry: Registry, *, kind: str = ""
) -> Unit:
    """Describe one object. `given` holds what it says in properties that give others their unit."""
    placing = _Placing(eoj, maps, given, registry)
    places = tuple(placing.all())
    device_type = kind or device_type_of(eoj.code) or UNKNOWN
    parts = (
        EndpointDescription(id=number, device_type=device_type, label=part) for part, number in _by_number(placing)
    )
    description = DeviceDescription(
        key=who.key,
        name=who.name,
        manufacturer=who.manufacturer,
        model=who.model,
        serial=who.serial,
        via=who.via,
        endpoints=(EndpointDescription(id=MAIN, device_type=device_type), *parts),
        properties=tuple(one.bound.description for one in places),
        commands=tuple(commands(eoj, maps, registry)),
    )
    thing = Thing(description, [one.bound for one in places])
    return Unit(eoj=eoj, maps=maps, thing=thing, places=places, values=dict(given))


def _by_number(placing: _Placing) -> list[tuple[str, int]]:
    return sorted(placing.parts.items(), key=lambda one: one[1])


def commands(eoj: Eoj, maps: Maps, registry: Registry) -> Iterator[CommandDescription]:
    """Tell the commands of the catalogue that an object takes."""
    seen: dict[tuple[str, str], CommandRow] = {}
    for row in COMMANDS:
        if row.key.eoj == eoj.code and row.key.epc in maps.settable:
            seen.setdefault((row.capability, row.name), row)
    for row in seen.values():
        yield CommandDescription(
            endpoint=MAIN,
            capability=row.capability,
            name=row.name,
            address=text_of(row.key.epc),
            hazards=registry.command(row.capability, row.name).hazards,
            arguments=tuple(row.arguments),
        )


def wanted_first(eoj: Eoj) -> frozenset[int]:
    """Give the properties without which others of the class mean nothing: units and factors of counters."""
    found = (row.coefficient for epc in range(0x80, 0x100) for row in by_epc(eoj.code, epc))
    return frozenset(epc for one in found if one for epc in (one.unit, one.factor) if epc is not None)


def class_name(eoj: Eoj, registry: Registry) -> str:
    """Name an object after the device type of its class."""
    if eoj.code == NODE.code:
        return "ECHONET Lite node"
    kind = device_type_of(eoj.code)
    return registry.device_type(kind).en if kind else f"ECHONET 0x{eoj.code:04X}"


def identity(key: str, name: str, told: Mapping[int, bytes], node: Mapping[int, bytes], *, via: str = "") -> Identity:
    """Say who an object is: what it tells of itself, else what its node does."""
    own = {**{epc: node[epc] for epc in WHO if epc in node}, **{epc: told[epc] for epc in WHO if epc in told}}
    return Identity(
        key=key,
        name=name,
        manufacturer=f"0x{own[MAKER].hex().upper()}" if MAKER in own else "",
        model=ascii_of(own.get(PRODUCT, b"")),
        serial=ascii_of(own.get(SERIAL, b"")),
        via=via,
    )


def ascii_of(data: bytes) -> str:
    """Give the printable letters of a text that is filled up."""
    return "".join(chr(one) for one in data if 0x20 <= one < 0x7F).strip()
