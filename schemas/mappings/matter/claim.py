"""The test whether a row holds for one device, and what is compiled where it does.

The conversions of a `Fit` made here work on raw values as `raw` describes them: they pick the field out of a struct,
take bitmaps apart, and refuse to encode what the type cannot hold.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final, TypeVar

from schemas.conversion import NUMERIC, Conversion, ConversionError, Convert, rounded
from schemas.mapping import Fit, Misfit, Row, Source, fits
from schemas.mappings.matter.conversion import set_of_bits
from schemas.mappings.matter.raw import RAW_TYPES, Raw
from schemas.mappings.matter.row import Argument, Given, MatterKey, MatterRow
from schemas.registry import Spec
from schemas.value import Value
from schemas.vocabulary import Kind

T = TypeVar("T")

_MEMBERS: Final = frozenset({Kind.ENUM, Kind.ENUMSET})
_INTEGERS: Final = frozenset({Kind.INTEGER, Kind.ENUM})
NOTHING: Final[Mapping[int, Value]] = {}


def claim(
    one: MatterRow,
    spec: Spec,
    *,
    given: Mapping[int, Value] = NOTHING,
    least: float | None = None,
    most: float | None = None,
    numbers: tuple[int, ...] | None = None,
) -> Fit | Misfit:
    """Test a row against one device and compile it.

    `given` holds what the device says in the attributes that the row needs; `least` and `most` are its own raw limits
    (MinMeasuredValue and the like); `numbers` the enum numbers or bits that it supports.
    """
    convert = _conversion(one.row.convert, one.given, given)
    if isinstance(convert, Misfit):
        return convert
    row = replace(one.row, convert=convert)
    told = least is not None or most is not None
    source = _source(row, one.raw, spec, (least, most) if told else one.raw.limits(), numbers, access=one.access)
    fit = _compiled(row, one.raw, spec, source)
    if isinstance(fit, Misfit) and one.wide and not told:
        fit = _common(_compiled(row, one.raw, spec, replace(source, minimum=None, maximum=None)), source)
    return _picked(fit, one.key) if isinstance(fit, Fit) and one.key.field else fit


def claim_argument(one: Argument, spec: Spec, *, given: Mapping[int, Value] = NOTHING) -> Fit | Misfit:
    """Test and compile one argument of a command, or one field of an event."""
    convert = _conversion(one.row.convert, one.given, given)
    if isinstance(convert, Misfit):
        return convert
    row = replace(one.row, convert=convert)
    return _compiled(row, one.raw, spec, _source(row, one.raw, spec, (None, None), None, access="rwn"))


def _conversion(convert: Conversion, needed: Given | None, given: Mapping[int, Value]) -> Conversion | Misfit:
    if needed is None:
        return convert
    if any(given.get(number) is None for number in needed.attributes):
        missing = f"it means nothing without {' and '.join(needed.names)}"
        return Misfit(missing) if needed.is_required else convert
    try:
        return needed.build(*(given[number] for number in needed.attributes))
    except ConversionError as error:
        return Misfit(f"{' and '.join(needed.names)}: {error}")


def _common(fit: Fit | Misfit, whole: Source) -> Fit | Misfit:
    """Keep what our range and that of a wider type have in common, so that nothing is offered that cannot be sent."""
    if isinstance(fit, Misfit) or fit.spec.kind not in NUMERIC:
        return fit
    ends = sorted(end for end in (_end(fit, whole.minimum), _end(fit, whole.maximum)) if end is not None)
    if len(ends) < 2:
        return fit
    low = ends[0] if fit.minimum is None else max(fit.minimum, ends[0])
    return replace(fit, minimum=low, maximum=ends[1] if fit.maximum is None else min(fit.maximum, ends[1]))


def _end(fit: Fit, raw: float | None) -> float | None:
    try:
        value = fit.decode(raw)
    except ConversionError:
        return None
    return value if isinstance(value, int | float) else None


def _source(
    row: Row[T],
    raw: Raw,
    spec: Spec,
    limits: tuple[float | None, float | None],
    numbers: tuple[int, ...] | None,
    *,
    access: str,
) -> Source:
    return Source(
        kind=_kind(row.convert, raw, spec),
        unit="" if row.convert.rescales else raw.unit,
        minimum=limits[0],
        maximum=limits[1],
        values=numbers,
        access=access,
    )


def _kind(convert: Conversion, raw: Raw, spec: Spec) -> Kind:
    """Read a bitmap as a set of members, and a mode as one of them, where ours are."""
    if raw.is_mask and spec.kind is Kind.ENUMSET:
        return Kind.ENUMSET
    if spec.kind is Kind.ENUM and convert.pairs is not None:
        return Kind.ENUM
    return raw.kind


def _compiled(row: Row[T], raw: Raw, spec: Spec, source: Source) -> Fit | Misfit:
    fit = fits(row, spec, source)
    if isinstance(fit, Misfit):
        return fit
    decode, encode = fit.decode, fit.encode
    if spec.kind in _MEMBERS:  # the rows' own conversions know numbers, which `fits` does not
        whole = set_of_bits(row.convert) if source.kind is Kind.ENUMSET else row.convert
        decode, encode = whole.decode, whole.encode
    if raw.kind in _INTEGERS:
        encode = _within(rounded(encode), raw)
    return replace(fit, decode=decode, encode=encode, values=_with_null_word(fit, row.convert))


def _with_null_word(fit: Fit, convert: Conversion) -> tuple[str, ...] | None:
    """Add the member that null stands for, in its place among the members of the schema."""
    word = convert.decode(None) if fit.spec.kind is Kind.ENUM else None
    if not isinstance(word, str) or fit.values is None or word in fit.values:
        return fit.values
    known = tuple(one for one in fit.spec.values or () if one in fit.values or one == word)
    return (*known, *(one for one in fit.values if one not in known))


def _within(encode: Convert, raw: Raw) -> Convert:
    """Refuse what the type cannot hold. The limits of the type alone count, not those of one attribute."""
    least, most = RAW_TYPES[raw.type].least, RAW_TYPES[raw.type].most

    def run(value: Value) -> Value:
        result = encode(value)
        if result is None or result.__class__ is bool:
            return result
        if not isinstance(result, int) or least is None or most is None or not least <= result <= most:
            raise ConversionError(f"what a {raw.type} can hold", value)
        return result

    return run


def _picked(fit: Fit, key: MatterKey) -> Fit:
    into, out, name = fit.decode, fit.encode, key.field

    def decode(value: Value) -> Value:
        if value is None:
            return None
        if not isinstance(value, dict):
            raise ConversionError("a struct", value)
        return into(value.get(name))

    def encode(value: Value) -> Value:
        result = out(value)
        return None if result is None else {name: result}

    return replace(fit, decode=decode, encode=encode)
