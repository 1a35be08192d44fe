"""From a vendor's description of its properties to ours: rows are tried in turn, the rest becomes vendor properties.

An adapter turns its device description into `Described` records and binds them; the same call, offline, gives the
coverage of a corpus. No property is claimed twice, and nothing is dropped. A source that a row declares to be a repeat
of the one that has the place stays a vendor property, and tells which source stands for it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeAlias, TypeVar

from schemas.conversion import IDENTITY, Convert, fitted
from schemas.coverage import MapRow
from schemas.device import PropertyDescription
from schemas.mapping import Fit, Misfit, Row, Source, fits
from schemas.registry import Registry
from schemas.units import normalise
from schemas.vocabulary import VENDOR, Kind

T = TypeVar("T")
_Place: TypeAlias = tuple[int, str, str]  # endpoint, capability, name

NO_PLACE = "the schema has no place for it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Described(Generic[T]):
    """One property as its vendor describes it.

    `name` is what it is called as a vendor property, "<vendor>.<name>"; `address` where the vendor keeps it; `rows`
    the claims that apply to it, best first. `standard` is false for what a vendor added beside its ecosystem's own
    standard.
    """

    endpoint: int
    name: str
    address: str
    source: Source
    rows: tuple[Row[T], ...] = ()
    label: str = ""
    standard: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """What a source tells once more: how its value would be ours, and the address of the source that stands for it."""

    fit: Fit
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """One source property in its place, with the two conversions between the vendor's value and ours."""

    described: Described[Any]
    description: PropertyDescription
    decode: Convert
    encode: Convert
    is_extra: bool = False  # the way to write what the schema only reads; the property itself stands before it
    claim: Row[Any] | None = None  # the row that holds, None for a vendor property
    repeat: Repeat | None = None  # of a vendor property that tells again what is in the core already

    def row(self, device: str) -> MapRow:
        """Tell it as a line of a coverage report."""
        ours = self.repeat.fit.spec if self.repeat else self.description
        return MapRow(
            device=device,
            source=self.described.address,
            kind=self.described.source.kind.value,
            unit=self.described.source.unit,
            to=f"{ours.capability}.{ours.name}",
            to_unit=ours.unit,
            standard=self.described.standard,
            reason=self.description.reason,
        )


def bind(found: Iterable[Described[T]], registry: Registry) -> tuple[Bound, ...]:
    """Place every property of one device, in order; the first claimant of a place gets it."""
    taken: dict[_Place, Bound] = {}
    bound: list[Bound] = []
    for one in found:
        placed = _place(one, registry, taken)
        _add(bound, taken, placed)
        if "w" in one.source.access and "w" not in placed.description.access:
            extra = _vendor(one, "the schema only reads it; this writes it", taken, access="w")
            _add(bound, taken, replace(extra, is_extra=True))
    return tuple(bound)


def _add(bound: list[Bound], taken: dict[_Place, Bound], one: Bound) -> None:
    ours = one.description
    taken[ours.endpoint, ours.capability, ours.name] = one
    bound.append(one)


def _place(one: Described[T], registry: Registry, taken: dict[_Place, Bound]) -> Bound:
    reason = NO_PLACE
    for row in one.rows:
        holder = taken.get((one.endpoint, row.capability, row.name))
        fit = _fit(one, row, registry, holder)
        if isinstance(fit, Misfit):
            reason = f"{row.capability}.{row.name}: {fit.reason}"
        elif holder is None:
            described = fit.description(endpoint=one.endpoint, address=one.address, label=one.label)
            return Bound(described=one, description=described, decode=fit.decode, encode=fit.encode, claim=row)
        else:
            stands = holder.described.address
            repeated = _vendor(one, f"{row.capability}.{row.name}: {stands} tells the same and stands for it", taken)
            return replace(repeated, repeat=Repeat(fit=fit, address=stands))
    return _vendor(one, reason, taken)


def _fit(one: Described[T], row: Row[T], registry: Registry, holder: Bound | None) -> Fit | Misfit:
    if holder is not None and (holder.claim is None or holder.claim.source not in row.repeats):
        return Misfit("another property is already that")
    fitting = replace(row, convert=fitted(row.convert, one.source.values or (), one.source.maximum))
    fit = fits(fitting, registry.spec(row.capability, row.name), one.source)
    if isinstance(fit, Fit) and not fit.access:
        return Misfit(f"its access {one.source.access or 'none'} has nothing in common with ours")
    return fit


def _vendor(one: Described[T], reason: str, taken: dict[_Place, Bound], *, access: str = "") -> Bound:
    source = one.source
    known = normalise(source.unit) if source.kind in {Kind.INTEGER, Kind.NUMBER} else ""
    described = PropertyDescription(
        endpoint=one.endpoint,
        capability=VENDOR,
        name=_free(one, taken),
        address=one.address,
        kind=source.kind,
        unit=known or "",
        access=access or source.access,
        minimum=source.minimum,
        maximum=source.maximum,
        step=source.step,
        values=tuple(str(value) for value in source.values) if source.values else None,
        label=one.label,
        reason=reason,
    )
    return Bound(described=one, description=described, decode=IDENTITY.decode, encode=IDENTITY.encode)


def _free(one: Described[T], taken: dict[_Place, Bound]) -> str:
    """Give a second property of the same name a number."""
    name, count = one.name, 1
    while (one.endpoint, VENDOR, name) in taken:
        count += 1
        name = f"{one.name}#{count}"
    return name
