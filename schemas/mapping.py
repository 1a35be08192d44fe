"""Mapping rows: which vendor property is which of ours, and the test whether it really is.

A row is a claim that a name means one of our properties. It counts only for a source property whose kind, unit and
range fit, so the same row may fit one device and not the next.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from sys import float_info
from typing import Final, Generic, TypeVar

from schemas import units
from schemas.conversion import (
    IDENTITY,
    NUMERIC,
    VENDOR_PREFIX,
    Conversion,
    ConversionError,
    Convert,
    Linear,
    linear_function,
    rounded,
)
from schemas.device import PropertyDescription
from schemas.registry import Spec
from schemas.value import Scalar, Value
from schemas.vocabulary import Kind

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row(Generic[T]):
    """One claim. `source` is the vendor's own key: a name, (platform, class), (cluster, attribute).

    `unit` is what the source is in where the vendor names none, or what a rescaling conversion expects.
    `difference` marks a temperature that is an amount of change. `whole` says that the vendor takes whole numbers only.
    `repeats` names other sources that tell the very same thing, so that one of them may stand for this one.
    """

    source: T
    capability: str
    name: str
    convert: Conversion = IDENTITY
    unit: str = ""
    difference: bool = False
    whole: bool = False
    repeats: frozenset[T] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What a vendor's description tells of one property. `unit` is the vendor's own text."""

    kind: Kind
    unit: str = ""
    minimum: float | None = None
    maximum: float | None = None
    step: float | None = None
    values: tuple[Scalar, ...] | None = None
    access: str = "rn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """The row holds: two compiled functions, and the limits of this very device in schema units."""

    spec: Spec
    source_unit: str
    decode: Convert
    encode: Convert
    minimum: float | None
    maximum: float | None
    step: float | None
    values: tuple[str, ...] | None
    access: str

    def description(
        self, *, endpoint: int, address: str, label: str = "", optimistic: bool = False
    ) -> PropertyDescription:
        """Describe the property as the home will see it."""
        return PropertyDescription(
            endpoint=endpoint,
            capability=self.spec.capability,
            name=self.spec.name,
            address=address,
            kind=self.spec.kind,
            unit=self.spec.unit,
            access=self.access,
            minimum=self.minimum,
            maximum=self.maximum,
            step=self.step,
            values=self.values,
            optimistic=optimistic,
            label=label,
        )


@dataclass(frozen=True, slots=True)
class Misfit:
    """The row does not hold; `reason` is one sentence for the vendor property that it becomes."""

    reason: str


class _Misfits(Exception):  # noqa: N818
    """Carries the reason out of the steps of the test."""


_SAME_KIND: Final[dict[Kind, frozenset[Kind]]] = {
    Kind.INTEGER: NUMERIC,
    Kind.NUMBER: NUMERIC,
    Kind.STRING: frozenset({Kind.STRING, Kind.ENUM}),
    Kind.TIMESTAMP: frozenset({Kind.TIMESTAMP, Kind.INTEGER}),
}


def fits(row: Row[T], spec: Spec, source: Source) -> Fit | Misfit:
    """Test whether kind, unit and range of the source fit our property, and compile the conversion if they do."""
    try:
        return _fit(row, spec, source)
    except _Misfits as reason:
        return Misfit(str(reason))


def _fit(row: Row[T], spec: Spec, source: Source) -> Fit:
    _check_kind(row.convert, spec, source)
    unit = _source_unit(row, spec, source)
    decode, encode = _compiled(row, spec, source.kind, unit)
    low, high = _range(decode, spec, source, row)
    return Fit(
        spec=spec,
        source_unit=unit,
        decode=decode,
        encode=encode,
        minimum=low,
        maximum=high,
        step=_step(row, spec, source, unit),
        values=_values(decode, spec, source, row),
        access="".join(letter for letter in source.access if letter in spec.access),
    )


def _check_kind(convert: Conversion, spec: Spec, source: Source) -> None:
    allowed = convert.sources or _SAME_KIND.get(spec.kind, frozenset({spec.kind}))
    if spec.kind is Kind.ENUMSET:  # its members are converted one by one
        allowed = frozenset({Kind.ENUMSET, Kind.ENUM, Kind.STRING})
    if source.kind not in allowed:
        raise _Misfits(f"kind {source.kind} does not become {spec.kind}")
    if convert is IDENTITY and (spec.fields or (spec.item is not None and spec.item.fields)):
        raise _Misfits("nobody says that its entries are like ours")


def _source_unit(row: Row[T], spec: Spec, source: Source) -> str:
    """Give the UCUM unit that source values are in."""
    if spec.kind not in NUMERIC:
        return ""
    named = units.normalise(source.unit)
    if named is None:
        raise _Misfits(f"unit {source.unit!r} is not known")
    wanted = row.unit if row.convert.rescales or not named else spec.unit
    unit = named or row.unit
    if unit != wanted and not units.convertible(unit, wanted) and not {unit, wanted} <= units.UNITLESS:
        raise _Misfits(f"unit {unit or 'none'} does not become {wanted or 'none'}")
    if row.convert.rescales or units.convertible(unit, spec.unit) or {unit, spec.unit} <= units.UNITLESS:
        return unit
    raise _Misfits(f"unit {unit or 'none'} does not become {spec.unit or 'none'}")


def _unit_step(row: Row[T], spec: Spec, unit: str) -> Linear:
    wanted = row.unit if row.convert.rescales else spec.unit
    if unit == wanted or not units.convertible(unit, wanted):
        return Fraction(1), Fraction(0)
    return units.coefficients(unit, wanted, difference=row.difference)


def _compiled(row: Row[T], spec: Spec, kind: Kind, unit: str) -> tuple[Convert, Convert]:
    """Fold unit conversion, the row's conversion and rounding into as few calls as there need be."""
    if spec.kind in {Kind.ENUM, Kind.ENUMSET}:
        return _members(row.convert, spec, kind)
    if spec.kind is Kind.TIMESTAMP:
        return rounded(row.convert.decode), row.convert.encode
    if spec.kind not in NUMERIC:
        return row.convert.decode, row.convert.encode
    decode, encode = _numeric(row, _unit_step(row, spec, unit))
    if spec.kind is Kind.INTEGER and (decode is not IDENTITY.decode or kind is not Kind.INTEGER):
        decode = rounded(decode)
    if row.whole or kind is Kind.INTEGER:
        encode = rounded(encode)
    return decode, encode


def _numeric(row: Row[T], unit_step: Linear) -> tuple[Convert, Convert]:
    convert = row.convert
    scale, shift = unit_step
    if scale == 1 and not shift:
        return convert.decode, convert.encode
    if convert.linear is not None and convert.null is None:
        factor, amount = convert.linear
        return _both(scale * factor, shift * factor + amount)
    into, out = _both(scale, shift)
    if convert is IDENTITY:
        return into, out
    if convert.null is not None:
        return _with_null(convert, into, out)
    return _chain(into, convert.decode), _chain(convert.encode, out)


def _with_null(convert: Conversion, into: Convert, out: Convert) -> tuple[Convert, Convert]:
    """Put the unit conversion inside, for the marker is a raw value of the source."""
    null = convert.null

    def decode(value: Value) -> Value:
        return None if value == null and value.__class__ is null.__class__ else convert.decode(into(value))

    def encode(value: Value) -> Value:
        return null if value is None else out(convert.encode(value))

    return decode, encode


def _both(scale: Fraction, shift: Fraction) -> tuple[Convert, Convert]:
    return linear_function(scale, shift), linear_function(1 / scale, -shift / scale)


def _chain(first: Convert, second: Convert) -> Convert:
    return lambda value: second(first(value))


def _members(convert: Conversion, spec: Spec, kind: Kind) -> tuple[Convert, Convert]:
    """Keep what the schema knows and mark the rest; a single word becomes a set of one, and "" the empty set."""
    known = frozenset(spec.values or ())

    def one(value: Value) -> Value:
        ours = convert.decode(value)
        if ours is None or (ours.__class__ is str and (ours in known or ours.startswith(VENDOR_PREFIX))):
            return ours
        if ours.__class__ is str:
            return f"{VENDOR_PREFIX}{ours}"
        raise ConversionError("one of the members", value)

    def back(value: Value) -> Value:
        if isinstance(value, str) and value.startswith(VENDOR_PREFIX):
            return value[len(VENDOR_PREFIX) :]
        return convert.encode(value)

    if spec.kind is Kind.ENUM:
        return one, back
    return (_each(one), _each(back)) if kind is Kind.ENUMSET else (_set_of(one), _only(back))


def _set_of(convert: Convert) -> Convert:
    def run(value: Value) -> Value:
        member = convert(value)
        return member if member is None else [member] if member != VENDOR_PREFIX else []

    return run


def _only(convert: Convert) -> Convert:
    def run(value: Value) -> Value:
        if value is None:
            return None
        if not isinstance(value, list) or len(value) > 1:
            raise ConversionError("at most one member", value)
        return convert(value[0] if value else "")

    return run


def _each(convert: Convert) -> Convert:
    def run(value: Value) -> Value:
        if value is None:
            return None
        if not isinstance(value, list):
            raise ConversionError("a list of members", value)
        return [convert(one) for one in value]

    return run


def _range(decode: Convert, spec: Spec, source: Source, row: Row[T]) -> tuple[float | None, float | None]:
    """Give the source's range in our unit, where it lies inside our own; our own where the source names none."""
    if spec.kind not in NUMERIC:
        return spec.minimum, spec.maximum
    if row.convert.pairs is not None:
        told = [ours for ours in row.convert.pairs.values() if isinstance(ours, int | float)]
        low, high = min(told, default=None), max(told, default=None)
        return _inside(low, spec, spec.minimum), _inside(high, spec, spec.maximum)
    if source.kind not in NUMERIC:  # a text that says a number has no ends
        return spec.minimum, spec.maximum
    ends = (_end(decode, source.minimum, row), _end(decode, source.maximum, row))
    falling = _falls(decode)
    low, high = (ends[1], ends[0]) if falling else ends
    return _inside(low, spec, spec.minimum), _inside(high, spec, spec.maximum)


def _end(decode: Convert, end: float | None, row: Row[T]) -> float | None:
    if end is None or end == row.convert.null:
        return None
    try:
        value = decode(end)
    except ConversionError as error:
        raise _Misfits(f"an end of its range does not convert: {error}") from None
    if not isinstance(value, int | float):
        return None
    if not -float_info.max <= value <= float_info.max:
        raise _Misfits("an end of its range is not a finite number")
    return value


def _falls(decode: Convert) -> bool:
    """Whether a greater source value gives a lesser one of ours; asked at two harmless places."""
    one, two = decode(1), decode(2000)
    return isinstance(one, int | float) and isinstance(two, int | float) and two < one


def _inside(end: float | None, spec: Spec, own: float | None) -> float | None:
    if end is None:
        return own
    slack = max(abs(end) * 1e-6, (spec.step or 0) / 2, 1e-9)
    if spec.minimum is not None and end < spec.minimum - slack:
        raise _Misfits(f"its range reaches {end:g}, ours starts at {spec.minimum:g}")
    if spec.maximum is not None and end > spec.maximum + slack:
        raise _Misfits(f"its range reaches {end:g}, ours ends at {spec.maximum:g}")
    if spec.minimum is not None and spec.maximum is not None:
        return min(max(end, spec.minimum), spec.maximum)
    return end


def _step(row: Row[T], spec: Spec, source: Source, unit: str) -> float | None:
    if source.step is None or spec.kind not in NUMERIC or row.convert.pairs is not None:
        return spec.step
    if row.convert is not IDENTITY and row.convert.linear is None:
        return spec.step
    factor = row.convert.linear[0] if row.convert.linear else Fraction(1)
    step = abs(float(_unit_step(row, spec, unit)[0] * factor)) * source.step
    return max(step, 1) if spec.kind is Kind.INTEGER else step


def _values(decode: Convert, spec: Spec, source: Source, row: Row[T]) -> tuple[str, ...] | None:
    """Give the members that this device has, in the order of the schema; the vendor's own follow."""
    named = source.values if source.values is not None else tuple(row.convert.pairs or ())
    if not named:
        return spec.values
    found = list(_decoded(decode, spec, named, many=source.kind is Kind.ENUMSET))
    if spec.kind not in {Kind.ENUM, Kind.ENUMSET}:
        return spec.values
    texts = [value for value in found if isinstance(value, str)]
    core = [member for member in spec.values or () if member in texts]
    if len(core) * 2 < len(set(texts)) or not core:
        raise _Misfits(f"only {len(core)} of its {len(set(texts))} values mean something here")
    return (*core, *dict.fromkeys(text for text in texts if text.startswith(VENDOR_PREFIX)))


def _decoded(decode: Convert, spec: Spec, named: tuple[Scalar, ...], *, many: bool) -> Iterator[Value]:
    for value in named:
        try:
            result = decode([value] if many else value)
        except ConversionError as error:
            raise _Misfits(f"its value {value!r} means nothing here: {error}") from None
        if spec.kind in NUMERIC and isinstance(result, str):
            raise _Misfits(f"its value {value!r} is no number here")
        if spec.kind is Kind.BOOLEAN and result.__class__ is not bool and result is not None:
            raise _Misfits(f"its value {value!r} is neither true nor false here")
        yield from result if isinstance(result, list) else (result,)
