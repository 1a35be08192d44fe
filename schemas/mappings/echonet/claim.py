"""The test whether an ECHONET Lite row holds for one device, and what is compiled where it does."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from schemas.conversion import NUMERIC, Conversion, linear
from schemas.mapping import Fit, Misfit, Row, Source, fits
from schemas.mappings.echonet.edt import Edt
from schemas.mappings.echonet.key import Coefficient, EchonetKey, EchonetRow
from schemas.registry import Spec
from schemas.value import Value
from schemas.vocabulary import Kind

NOTHING: Final[Mapping[int, bytes]] = MappingProxyType({})
_MEMBERS: Final = frozenset({Kind.ENUM, Kind.ENUMSET})


@dataclass(frozen=True, slots=True, kw_only=True)
class EchonetFit:
    """The row holds: bytes to values of ours, and back."""

    fit: Fit
    edt: Edt

    def decode(self, data: bytes) -> Value:
        """Give our value; None where the device does not know it; ConversionError where the bytes are none."""
        return self.fit.decode(self.edt.read(data))

    def encode(self, value: Value, before: bytes = b"") -> bytes:
        """Give the bytes to set; a part of a larger property needs the bytes of now."""
        return self.edt.write(self.fit.encode(value), before)


def claim(one: EchonetRow, spec: Spec, *, given: Mapping[int, bytes] = NOTHING) -> EchonetFit | Misfit:
    """Test a row and compile it; `given` holds what the device says in the properties of a coefficient."""
    convert = _conversion(one.row.convert, one.coefficient, given)
    if isinstance(convert, Misfit):
        return convert
    row = replace(one.row, convert=convert)
    source = Source(
        kind=Kind.ENUMSET if spec.kind is Kind.ENUMSET else one.edt.kind,
        minimum=one.edt.least,
        maximum=one.edt.most,
        step=None if one.edt.least is None else 1,
        access=one.access,
    )
    fit = fits(row, spec, source)
    if isinstance(fit, Misfit) and one.wide:
        fit = _common(fits(row, spec, replace(source, minimum=None, maximum=None)), row, source)
    if isinstance(fit, Misfit):
        return fit
    if spec.kind in _MEMBERS:  # the row's own functions know codes, which texts of words do not
        fit = replace(fit, decode=convert.decode, encode=convert.encode)
    return EchonetFit(fit=fit, edt=one.edt)


def _conversion(convert: Conversion, wanted: Coefficient | None, given: Mapping[int, bytes]) -> Conversion | Misfit:
    if wanted is None:
        return convert
    code = given.get(wanted.unit, b"")
    unit = wanted.units.get(code[0]) if len(code) == 1 else None
    if unit is None:
        return Misfit(f"it means nothing without its unit, property 0x{wanted.unit:02X}")
    factor = given.get(wanted.factor, b"") if wanted.factor is not None else b""
    times = int.from_bytes(factor, "big") if factor else 1
    return linear(f"coefficient({unit * times})", unit * times) if times else Misfit("its coefficient is zero")


def _common(fit: Fit | Misfit, row: Row[EchonetKey], source: Source) -> Fit | Misfit:
    """Keep what our range and that of the form have in common, so that nothing is offered that cannot be sent."""
    if isinstance(fit, Misfit) or fit.spec.kind not in NUMERIC or source.minimum is None or source.maximum is None:
        return fit
    ends = sorted(end for end in map(fit.decode, (source.minimum, source.maximum)) if isinstance(end, int | float))
    if len(ends) < 2 or fit.minimum is None or fit.maximum is None:
        return fit
    low, high = max(fit.minimum, ends[0]), min(fit.maximum, ends[1])
    return replace(fit, minimum=low, maximum=high) if low <= high else Misfit(f"{row.source}: the ranges do not meet")
