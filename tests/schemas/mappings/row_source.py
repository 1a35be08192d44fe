"""What a vendor would have to send for a row to fit, and the way there and back."""

from typing import Any

from hypothesis import strategies as st

from schemas.conversion import fitted
from schemas.mapping import Fit, Row, Source, fits
from schemas.registry import Spec
from schemas.vocabulary import Kind

NUMERIC = frozenset({Kind.INTEGER, Kind.NUMBER})


def source_of(row: Row[Any], spec: Spec) -> Source:
    """Describe the source that the row is made for."""
    pairs = row.convert.pairs
    if spec.kind is Kind.ENUMSET:
        return Source(kind=Kind.ENUMSET, values=tuple(pairs) if pairs else spec.values, access="rwn")
    if pairs and all(isinstance(word, bool) for word in pairs):
        return Source(kind=Kind.BOOLEAN, access="rwn")
    if pairs:
        return Source(kind=Kind.ENUM, values=tuple(map(str, pairs)), access="rwn")
    if row.convert.name.startswith("amounts"):
        return Source(kind=Kind.ENUM, values=("none", "10", "20"), access="rwn")
    kind = (
        next(iter(row.convert.sources)) if row.convert.sources and spec.kind not in row.convert.sources else spec.kind
    )
    values = spec.values if kind is Kind.ENUM else None
    numeric = kind in NUMERIC
    unit = "" if row.convert.name == "share" else (row.unit if row.convert.rescales else row.unit or spec.unit)
    top = 10.0 if row.convert.name == "share" else None
    return Source(
        kind=Kind.NUMBER if numeric else kind, unit=unit if numeric else "", maximum=top, values=values, access="rwn"
    )


def fit_of(row: Row[Any], spec: Spec) -> Fit:
    """Fit a row to its own source."""
    source = source_of(row, spec)
    found = fits_of(row, spec, source)
    assert isinstance(found, Fit), (row.capability, row.name, row.source, found)
    return found


def fits_of(row: Row[Any], spec: Spec, source: Source) -> Any:
    """Fit a row to a source, words and range included."""
    return fits(_fitted(row, source), spec, source)


def _fitted(row: Row[Any], source: Source) -> Row[Any]:
    convert = fitted(row.convert, source.values or (), source.maximum)
    return Row(
        source=row.source, capability=row.capability, name=row.name, convert=convert, unit=row.unit,
        difference=row.difference, whole=row.whole,
    )  # fmt: skip


def back_and_forth(data: st.DataObject, row: Row[Any], spec: Spec) -> None:
    """Draw a value of ours that the source can hold, send it, and read it again."""
    found = fit_of(row, spec)
    if spec.kind in NUMERIC:
        _number(data, row, spec, found)
        return
    pairs = row.convert.pairs
    known = sorted({str(ours) for ours in (pairs or {}).values()} & set(spec.values or ())) or list(spec.values or ())
    match spec.kind:
        case Kind.BOOLEAN:
            value: Any = data.draw(st.booleans())
        case Kind.ENUM:
            value = data.draw(st.sampled_from(known))
        case Kind.ENUMSET:
            value = [data.draw(st.sampled_from(known))]
        case Kind.TIMESTAMP:
            value = data.draw(st.integers(0, 4_102_444_800_000))
        case _:
            value = data.draw(st.integers(0, 99).map(str))
    assert found.decode(found.encode(value)) == value


def _number(data: st.DataObject, row: Row[Any], spec: Spec, found: Fit) -> None:
    if row.convert.name.startswith("amounts"):
        word = data.draw(st.sampled_from(["none", "10", "20"]))
        assert found.encode(found.decode(word)) == word
        return
    low, high = found.minimum, found.maximum
    assert low is not None
    assert high is not None
    if spec.kind is Kind.INTEGER:
        value: float = data.draw(st.integers(int(low), int(high)))
    else:
        value = data.draw(st.floats(low, high, allow_nan=False))
    back = found.decode(found.encode(value))
    assert isinstance(back, int | float)
    assert abs(back - value) <= max(spec.step or 0, abs(value) * 1e-9, 1e-9), (row.source, value, back)
