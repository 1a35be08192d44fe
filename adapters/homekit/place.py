"""Characteristics as the schema sees them: each in its place, by the rows of schemas/mappings/homekit."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from adapters.homekit.database import Accessory, Characteristic, Service
from schemas.binding import Bound, Described, bind
from schemas.mapping import Fit, Misfit, Source
from schemas.mappings.homekit import HomeKitKey, HomeKitRow, by_characteristic, claim
from schemas.mappings.homekit.characteristic import CHARACTERISTICS, UNITS
from schemas.mappings.homekit.command import EVENTS
from schemas.registry import Registry, Spec
from schemas.value import Value
from schemas.vocabulary import VENDOR, Kind

_KINDS: Final = {
    "bool": Kind.BOOLEAN,
    "float": Kind.NUMBER,
    "string": Kind.STRING,
    "tlv8": Kind.STRING,
    "data": Kind.STRING,
}
_MEMBERS: Final = frozenset({Kind.ENUM, Kind.ENUMSET})
_KEYS: Final = frozenset({"4C", "4E", "50", "118", "131", "21E"})
"""PairSetup, PairVerify, PairingPairings, SetupEndpoints, SetupDataStreamTransport and WiFiConfigurationControl: what
goes through them has keys or passwords in it, so it is never read."""
_NAMES: Final = {
    "37": "Version",
    "75": "StatusActive",
    "A5": "ServiceSignature",
    "A6": "AccessoryFlags",
    "A7": "LockPhysicalControls",
    "CB": "ServiceLabelIndex",
    "CD": "ServiceLabelNamespace",
    "D5": "ValveType",
    "D6": "IsConfigured",
    "DB": "InputSourceType",
    "E3": "ConfiguredName",
    "E6": "Identifier",
    "E7": "ActiveIdentifier",
    "E8": "SleepDiscoveryMode",
    "143": "CharacteristicValueTransitionControl",
    "14B": "CharacteristicValueActiveTransitionCount",
    "220": "ProductData",
    "34C": "MatterFirmwareRevisionNumber",
}
"""Apple's own that the schema has no place for, by short type, so that their vendor properties have a name."""
EVENT_KEYS: Final = frozenset(one.key for one in EVENTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """One characteristic with where it belongs. `address` is "aid.iid"."""

    service: Service
    characteristic: Characteristic
    endpoint: int
    address: str

    @property
    def key(self) -> HomeKitKey:
        """Service and characteristic, by HAP's names."""
        return HomeKitKey(self.service.name, self.characteristic.name)

    @property
    def numbers(self) -> tuple[int, ...]:
        """The states that HAP has of it, whichever the accessory lists."""
        return CHARACTERISTICS[self.characteristic.name].numbers if self.characteristic.name else ()

    @property
    def is_event(self) -> bool:
        """Whether it tells what happened, and has no value that lasts."""
        return self.key in EVENT_KEYS

    @property
    def is_secret(self) -> bool:
        """Whether keys or passwords go through it."""
        return self.characteristic.is_standard and self.characteristic.short in _KEYS


def placed(accessory: Accessory, of: Mapping[int, int]) -> tuple[Placed, ...]:
    """Give every characteristic, in the order of the database."""
    return tuple(
        Placed(service=service, characteristic=one, endpoint=of[service.iid], address=f"{accessory.aid}.{one.iid}")
        for service in accessory.services
        for one in service.characteristics
    )


def bound(
    found: Iterable[Placed], registry: Registry, values: Mapping[str, Value]
) -> tuple[tuple[Bound, ...], dict[str, str]]:
    """Place every property; and tell which are read at one address and written at another.

    `values` are the newest by address: a few characteristics mean one thing or another by what the service is doing.
    """
    sources = {one.address: one for one in found if not one.is_event}
    claims = {address: _claim(one, registry, values, sources.values()) for address, one in sources.items()}
    order = sorted(sources, key=lambda address: claims[address].only_written)
    made = bind((_described(sources[address], claims[address]) for address in order), registry)
    fixed = [_exact(one, sources) for one in made]
    return _redirected(fixed, claims)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Claim:
    """The rows that may hold of one characteristic, best first, and the source as they see it."""

    rows: tuple[HomeKitRow, ...]
    source: Source

    @property
    def only_written(self) -> bool:
        return bool(self.rows) and self.rows[0].only == "w"


def _claim(one: Placed, registry: Registry, values: Mapping[str, Value], all_of_it: Iterable[Placed]) -> _Claim:
    beside = {
        other.characteristic.name: values.get(other.address)
        for other in all_of_it
        if other.service is one.service and other.characteristic.name
    }
    rows = () if one.is_secret else by_characteristic(*one.key, others=beside)
    for row in rows:
        spec = registry.spec(row.capability, row.name)
        limits = _limits(row, spec, one.characteristic)
        if isinstance(_claimed(row, spec, one.characteristic, limits), Fit):
            return _Claim(
                rows=(row, *(other for other in rows if other is not row)), source=_source(row, spec, one, limits)
            )
    return _Claim(rows=rows, source=_plain(one))


def _claimed(
    row: HomeKitRow, spec: Spec, one: Characteristic, limits: tuple[float | None, float | None]
) -> Fit | Misfit:
    return claim(row, spec, least=limits[0], most=limits[1], step=one.step, numbers=states(one) or None)


def _limits(row: HomeKitRow, spec: Spec, one: Characteristic) -> tuple[float | None, float | None]:
    """Give the limits that count: a sensor that tells wider ones than any room has is not taken at its word."""
    told = (one.minimum, one.maximum)
    of = row.characteristic
    if told == (None, None):
        return (None, None) if row.wide else (of.minimum, of.maximum)
    if row.wide and isinstance(claim(row, spec, least=told[0], most=told[1], step=one.step), Misfit):
        return None, None
    return told


def states(one: Characteristic) -> tuple[int, ...]:
    """Give the numbers that this accessory has of one that lists states."""
    known = CHARACTERISTICS[one.name].numbers if one.name else ()
    listed = one.numbers or known
    least = one.minimum if one.minimum is not None else min(listed, default=0)
    most = one.maximum if one.maximum is not None else max(listed, default=0)
    return tuple(number for number in listed if least <= number <= most)


def _source(row: HomeKitRow, spec: Spec, one: Placed, limits: tuple[float | None, float | None]) -> Source:
    """Tell `bind` what `claim` was told."""
    of, its = row.characteristic, one.characteristic
    null = row.row.convert.null
    numbers = tuple(number for number in states(its) if number != null) if spec.kind is not Kind.ENUMSET else ()
    return Source(
        kind=Kind.ENUMSET if spec.kind is Kind.ENUMSET else of.kind,
        unit="" if row.row.convert.rescales else UNITS[of.unit],
        minimum=None if row.one_ended else limits[0],
        maximum=None if row.one_ended else limits[1],
        step=of.step if its.step is None else its.step,
        values=numbers or None,
        access="".join(letter for letter in its.access if letter in row.only),
    )


def _plain(one: Placed) -> Source:
    its = one.characteristic
    if one.is_secret:
        return Source(kind=Kind.SECRET, access="w")
    kind = _KINDS.get(its.format, Kind.INTEGER)
    has_limits = kind in {Kind.INTEGER, Kind.NUMBER}
    return Source(
        kind=kind,
        unit=UNITS.get(its.unit, its.unit),
        minimum=its.minimum if has_limits else None,
        maximum=its.maximum if has_limits else None,
        step=its.step if has_limits else None,
        access=its.access,
    )


def _described(one: Placed, made: _Claim) -> Described[HomeKitKey]:
    its = one.characteristic
    name = its.name or (_NAMES.get(its.short, its.short) if its.is_standard else its.type)
    return Described(
        endpoint=one.endpoint,
        name=f"homekit.{name}",
        address=one.address,
        source=made.source,
        rows=tuple(row.row for row in made.rows),
        label=its.label or (one.service.label if not its.is_standard else ""),
        standard=its.is_standard,
    )


def _exact(one: Bound, sources: Mapping[str, Placed]) -> Bound:
    """Use a row's own functions for members, for they know numbers; a vendor property keeps its plain form."""
    address = one.description.address
    if one.claim is not None:
        if one.description.kind in _MEMBERS:
            return replace(one, decode=one.claim.convert.decode, encode=one.claim.convert.encode)
        return one
    plain = _plain(sources[address])
    access = one.description.access if one.is_extra else plain.access
    described = replace(
        one.description,
        kind=plain.kind,
        minimum=plain.minimum,
        maximum=plain.maximum,
        step=plain.step,
        values=None,
        access=access,
    )
    return replace(one, description=described)


def _redirected(made: Sequence[Bound], claims: Mapping[str, _Claim]) -> tuple[tuple[Bound, ...], dict[str, str]]:
    """Let a property that one characteristic tells and another takes be written too: the position of a door."""
    written: dict[str, str] = {}
    result = list(made)
    for one in made:
        row = next(iter(claims[one.description.address].rows), None)
        if one.claim is not None or row is None or row.only != "w":
            continue
        for index, holder in enumerate(result):
            its = holder.description
            if (its.endpoint, its.capability, its.name) == (one.description.endpoint, row.capability, row.name):
                access = "".join(letter for letter in "rwn" if letter in its.access + "w")
                result[index] = replace(holder, description=replace(its, access=access))
                written[its.address] = one.description.address
    return tuple(result), written


def is_ours(one: Bound) -> bool:
    """Whether the schema has a place for it."""
    return one.description.capability != VENDOR


def watched(found: Iterable[Placed]) -> Iterator[str]:
    """Give the addresses whose values decide what others mean."""
    listed = tuple(found)
    for one in listed:
        names = {row.when.characteristic for row in by_characteristic(*one.key) if row.when is not None}
        yield from (o.address for o in listed if o.service is one.service and o.characteristic.name in names)
