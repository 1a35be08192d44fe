"""One device: its registers, what the home is told of them, and which requests read them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from adapters.modbus.protocol.block import Block, blocks
from adapters.modbus.protocol.codec import EXPONENTS, Words, decode, encode, raw
from adapters.modbus.protocol.register import NUMBERS, Claim, EndpointType, Poll, Register, Type
from adapters.sdk.thing import SLOWEST_S, Thing
from schemas.binding import Bound, Described, bind
from schemas.conversion import IDENTITY, Conversion, ConversionError, scale
from schemas.device import DeviceDescription, EndpointDescription
from schemas.mapping import Row, Source
from schemas.registry import Registry, Spec
from schemas.value import Scalar, Value
from schemas.vocabulary import Kind

FIXED: Final = "fixed."
"""Addresses of what is so with every such device."""
NEVER_S: Final = 10.0 * 365 * 86400


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who a device is."""

    key: str
    name: str
    vendor: str  # of its vendor properties: "sunspec", or the profile
    manufacturer: str = ""
    model: str = ""
    serial: str = ""
    firmware: str = ""
    via: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What a device has: read from a profile, or found by SunSpec."""

    identity: Identity
    registers: tuple[Register, ...]
    endpoints: tuple[EndpointType, ...]
    fixed: tuple[tuple[str, Scalar], ...] = ()
    odd: tuple[str, ...] = ()  # what was found and is not known, for a person


def bound_of(table: Table, hidden: frozenset[str], registry: Registry) -> tuple[Bound, ...]:
    """Place the registers of a device, without those that it turned out not to have."""
    return bind(_described(table, hidden, registry), registry)


def _described(table: Table, hidden: frozenset[str], registry: Registry) -> Iterator[Described[str]]:
    vendor = table.identity.vendor
    for one in table.registers:
        if one.is_shown and one.id not in hidden:
            for claim in one.claims or (None,):
                yield _register(one, claim, vendor, registry)
    for path, value in table.fixed:
        yield _fixed(path, value, vendor, registry)


def _register(one: Register, claim: Claim | None, vendor: str, registry: Registry) -> Described[str]:
    return Described(
        endpoint=claim.endpoint if claim else one.endpoint,
        name=f"{vendor}.{one.id}",
        address=one.id,
        source=source_of(one),
        rows=(row_of(one, claim, registry),) if claim else (),
        label=one.label or one.id,
    )


def source_of(one: Register) -> Source:
    """Tell what a register holds as a source property."""
    names = tuple(dict.fromkeys(one.values.values())) or None
    kinds = {Type.STRING: Kind.STRING, Type.BOOL: Kind.BOOLEAN, Type.BITFIELD: Kind.ENUMSET, Type.ENUM: Kind.ENUM}
    whole = one.type in NUMBERS and one.scale == 1 and not one.scale_by and not one.type.startswith("float")
    return Source(
        kind=kinds.get(one.type, Kind.INTEGER if whole else Kind.NUMBER),
        unit=one.unit,
        minimum=one.minimum,
        maximum=one.maximum,
        step=abs(float(one.scale)) if one.type in NUMBERS and one.scale != 1 and not one.scale_by else None,
        values=names if one.type in {Type.ENUM, Type.BITFIELD} else None,
        access=one.access.replace("r", "rn"),
    )


def row_of(one: Register, claim: Claim, registry: Registry) -> Row[str]:
    """Make the row of a claim. KeyError where the schema has no such property."""
    capability, _, name = claim.to.partition(".")
    spec = registry.spec(capability, name)
    convert = IDENTITY if claim.factor == 1 else scale(claim.factor)
    if claim.floor is not None:
        convert = at_least(claim.floor)
    return Row(source=one.id, capability=capability, name=name, convert=convert, unit=_unit(spec, claim, one))


def _unit(spec: Spec, claim: Claim, one: Register) -> str:
    return spec.unit if claim.factor != 1 or not one.unit else ""


def at_least(floor: float) -> Conversion:
    """Raise numbers below a floor to it."""

    def raised(value: Value) -> Value:
        if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
            return value if value is None else max(value, floor)
        raise ConversionError("a number", value)

    kinds = frozenset({Kind.INTEGER, Kind.NUMBER})
    return Conversion(name=f"at-least({floor:g})", decode=raised, encode=raised, sources=kinds)


def _fixed(path: str, value: Scalar, vendor: str, registry: Registry) -> Described[str]:
    capability, _, name = path.partition(".")
    kind = registry.spec(capability, name).kind
    values = (value,) if kind is Kind.ENUM else None
    row = Row(source=path, capability=capability, name=name)
    source = Source(kind=kind, values=values, access="rn")
    return Described(endpoint=1, name=f"{vendor}.{path}", address=f"{FIXED}{path}", source=source, rows=(row,))


def ordered(one: Register, registry: Registry) -> Register:
    """Name bits in the order of the schema's members, as its lists are."""
    if one.type is not Type.BITFIELD or not one.claims:
        return one
    capability, _, name = one.claims[0].to.partition(".")
    members = registry.spec(capability, name).values or ()
    places = {word: place for place, word in enumerate(members)}
    named = sorted(one.values.items(), key=lambda pair: places.get(pair[1], len(places)))
    return replace(one, values=dict(named))


class Part:
    """One device of a conversation: reads words into values, and says what to ask for."""

    def __init__(self, table: Table, registry: Registry, *, gap: int, longest: int, poll_s: float) -> None:
        """Group its registers. Until `shape` it shows all that it may have."""
        self.table = table
        self._registry = registry
        self._gap = gap
        self._longest = longest
        self._poll_s = poll_s
        self.registers = {one.id: ordered(one, registry) for one in table.registers}
        self._exponents: dict[str, int] = {}
        self._hidden: frozenset[str] = frozenset()
        self.thing = self._made()

    @property
    def key(self) -> str:
        """The device's lasting identity."""
        return self.table.identity.key

    def bound(self) -> tuple[Bound, ...]:
        """Place what it shows in the schema."""
        return bound_of(self.table, self._hidden, self._registry)

    def _made(self, via: str | None = None) -> Thing:
        bound = self.bound()
        who = self.table.identity
        used = {one.description.endpoint for one in bound}
        description = DeviceDescription(
            key=who.key,
            name=who.name,
            manufacturer=who.manufacturer,
            model=who.model,
            serial=who.serial,
            firmware=who.firmware,
            via=who.via if via is None else via,
            endpoints=tuple(_endpoint(one) for one in self.table.endpoints if one.id == 1 or one.id in used),
            properties=tuple(one.description for one in bound),
        )
        return Thing(description, bound)

    def shape(self, values: Mapping[str, Value] | None = None, *, via: str | None = None) -> bool:
        """Show what the device turned out to have: all but optional registers that never had a value.

        True where that changed.
        """
        before, hidden = self.thing.description, self._hidden
        if values is not None:
            silent = frozenset(
                name for name, one in self.registers.items() if one.optional and values.get(name) is None
            )
            hidden = silent & self._hidden if self._hidden else silent
        if hidden != self._hidden or (via is not None and via != before.via):
            self._hidden = hidden
            self.thing = self._made(before.via if via is None else via)
        return self.thing.description != before

    def appeared(self, values: Mapping[str, Value]) -> bool:
        """Show registers that have a value for the first time; true where there are any."""
        new = {name for name in self._hidden if values.get(name) is not None}
        if not new:
            return False
        self._hidden -= new
        self.thing = self._made(self.thing.description.via)
        return True

    def fixed(self) -> dict[str, Value]:
        """Give what is so with every such device, by address."""
        return {f"{FIXED}{path}": value for path, value in self.table.fixed}

    # -- asking

    def wanted(self) -> tuple[Block, ...]:
        """Give the requests that read all of it.

        Neighbours are read together at the pace of the fastest, for a request costs more than its words; only what is
        asked for seldom on purpose is apart.
        """
        return self._grouped(self.registers.values(), gap=self._gap, longest=self._longest)

    def regrouped(self, read: Sequence[Block]) -> tuple[Block, ...]:
        """Give the requests of a device that refused some: what could be read, with nothing between.

        None asks for more at once than the longest that was answered.
        """
        registers = [one for block in read for one in block.registers]
        return self._grouped(registers, gap=0, longest=max(block.count for block in read))

    def _grouped(self, registers: Iterable[Register], *, gap: int, longest: int) -> tuple[Block, ...]:
        seldom = {one.id: one.poll if one.poll in {Poll.SLOW, Poll.ONCE} else None for one in self.registers.values()}
        return blocks((one for one in registers if "r" in one.access), gap=gap, longest=longest, apart=seldom)

    def _pace(self, one: Register, periods: Mapping[str, float]) -> float:
        paces = {Poll.FAST: self._poll_s, Poll.SLOW: max(SLOWEST_S, self._poll_s), Poll.ONCE: NEVER_S}
        return paces.get(one.poll, periods.get(one.id, SLOWEST_S))

    def period(self, block: Block) -> float:
        """Say how often a block is worth reading."""
        periods = self.thing.periods(self._registry, self._poll_s)
        shown = [self._pace(one, periods) for one in block.registers if one.is_shown]
        return min(shown, default=NEVER_S)

    # -- reading and writing

    def learn(self, words: Mapping[str, Sequence[int]]) -> None:
        """Take note of scale factors."""
        for name in {one.scale_by for one in self.registers.values() if one.scale_by} & words.keys():
            number = raw(self.registers[name], words[name])
            if number is not None and number in EXPONENTS:
                self._exponents[name] = number
            else:
                self._exponents.pop(name, None)

    def values(self, words: Mapping[str, Sequence[int]]) -> tuple[dict[str, Value], dict[str, str]]:
        """Give the values of registers, and why those have none that hold what they must not."""
        self.learn(words)
        found: dict[str, Value] = {}
        odd: dict[str, str] = {}
        for name, held in words.items():
            one = self.registers[name]
            if not one.is_shown:
                continue
            try:
                found[name] = self._value(one, held)
            except ConversionError as error:
                odd[name] = str(error)
        return found, odd

    def _value(self, one: Register, held: Sequence[int]) -> Value:
        if not one.scale_by:
            return decode(one, held)
        exponent = self._exponents.get(one.scale_by)
        return None if exponent is None else decode(one, held, exponent)

    def words(self, one: Register, value: Value, before: Sequence[int] = (0,)) -> Words:
        """Give the words of a wish. ConversionError where there are none."""
        if one.scale_by and one.scale_by not in self._exponents:
            raise ConversionError("a value whose scale the device has told", value)
        return encode(one, value, self._exponents.get(one.scale_by, 0), before)


def _endpoint(one: EndpointType) -> EndpointDescription:
    return EndpointDescription(id=one.id, device_type=one.device_type, label=one.label)
