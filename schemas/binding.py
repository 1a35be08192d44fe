"""From a vendor's description of its properties to ours: rows are tried in turn, the rest becomes vendor properties.

An adapter turns its device description into `Described` records and binds them; the same call, offline, gives the
coverage of a corpus. No property is claimed twice, and nothing is dropped.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from schemas.conversion import IDENTITY, Convert, fitted
from schemas.coverage import MapRow
from schemas.device import PropertyDescription
from schemas.mapping import Fit, Misfit, Row, Source, fits
from schemas.registry import Registry
from schemas.units import normalise
from schemas.vocabulary import VENDOR, Kind

T = TypeVar("T")

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
class Bound:
    """One source property in its place, with the two conversions between the vendor's value and ours."""

    described: Described[Any]
    description: PropertyDescription
    decode: Convert
    encode: Convert
    is_extra: bool = False  # the way to write what the schema only reads; the property itself stands before it

    def row(self, device: str) -> MapRow:
        """Tell it as a line of a coverage report."""
        ours = self.description
        return MapRow(
            device=device,
            source=self.described.address,
            kind=self.described.source.kind.value,
            unit=self.described.source.unit,
            to=f"{ours.capability}.{ours.name}",
            to_unit=ours.unit,
            standard=self.described.standard,
            reason=ours.reason,
        )


def bind(found: Iterable[Described[T]], registry: Registry) -> tuple[Bound, ...]:
    """Place every property of one device, in order; the first claimant of a place gets it."""
    taken: set[tuple[int, str, str]] = set()
    bound: list[Bound] = []
    for one in found:
        placed = _place(one, registry, taken)
        _add(bound, taken, placed)
        if "w" in one.source.access and "w" not in placed.description.access:
            extra = _vendor(one, "the schema only reads it; this writes it", taken, access="w")
            _add(bound, taken, replace(extra, is_extra=True))
    return tuple(bound)


def _add(bound: list[Bound], taken: set[tuple[int, str, str]], one: Bound) -> None:
    ours = one.description
    taken.add((ours.endpoint, ours.capability, ours.name))
    bound.append(one)


def _place(one: Described[T], registry: Registry, taken: set[tuple[int, str, str]]) -> Bound:
    reason = NO_PLACE
    for row in one.rows:
        fit = _fit(one, row, registry, taken)
        if isinstance(fit, Fit):
            described = fit.description(endpoint=one.endpoint, address=one.address, label=one.label)
            return Bound(described=one, description=described, decode=fit.decode, encode=fit.encode)
        reason = f"{row.capability}.{row.name}: {fit.reason}"
    return _vendor(one, reason, taken)


def _fit(one: Described[T], row: Row[T], registry: Registry, taken: set[tuple[int, str, str]]) -> Fit | Misfit:
    if (one.endpoint, row.capability, row.name) in taken:
        return Misfit("another property is already that")
    fitting = replace(row, convert=fitted(row.convert, one.source.values or (), one.source.maximum))
    fit = fits(fitting, registry.spec(row.capability, row.name), one.source)
    if isinstance(fit, Fit) and not fit.access:
        return Misfit(f"its access {one.source.access or 'none'} has nothing in common with ours")
    return fit


def _vendor(one: Described[T], reason: str, taken: set[tuple[int, str, str]], *, access: str = "") -> Bound:
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


def _free(one: Described[T], taken: set[tuple[int, str, str]]) -> str:
    """Give a second property of the same name a number."""
    name, count = one.name, 1
    while (one.endpoint, VENDOR, name) in taken:
        count += 1
        name = f"{one.name}#{count}"
    return name
