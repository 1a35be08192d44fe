"""The MIoT tables: every row names a place, and what it converts comes back."""

from collections.abc import Iterator, Sequence
from functools import cache
from gzip import open as gzip_open
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.binding import Bound, Described, bind
from schemas.conversion import NUMERIC, Conversion, ConversionError, vocabulary
from schemas.descriptions.miot import MiotDevice, documents, read
from schemas.mapping import Row, Source
from schemas.mappings.miot import ROWS, rows_for
from schemas.mappings.miot.row import (
    CLOCK,
    DIGITS,
    OF_HUNDRED,
    ON_OFF,
    PERCENT,
    RGB,
    MiotKey,
    fitted_row,
    fitted_rows,
    meaning,
)
from schemas.registry import Registry, Spec
from schemas.validate import check_of
from schemas.value import Value
from schemas.vocabulary import Kind

CORPUS = Path(__file__).parents[2] / "corpora" / "miot-spec-instances.jsonl.gz"
REGISTRY = Registry.load()


@cache
def devices() -> tuple[MiotDevice, ...]:
    with gzip_open(CORPUS, "rt", encoding="utf-8") as file:
        return tuple(read(document) for document in documents(file))


@cache
def placed() -> tuple[Bound, ...]:
    """Every property of the corpus that has a place, once for each way it is described."""
    found = {}
    for device in devices():
        for one in device.bound(REGISTRY):
            if one.description.capability != "vendor":
                found[one.described.name, str(one.described.source), one.description.name] = one
    return tuple(found.values())


def test_every_row_names_a_place_of_the_schema() -> None:
    unknown = {f"{row.capability}.{row.name}" for row in ROWS if (row.capability, row.name) not in REGISTRY.specs}
    assert not unknown


def test_the_rows_of_a_service_come_before_those_of_any() -> None:
    services = [row.source[0] for row in rows_for("vacuum", "status")]
    assert services.index("vacuum") < services.index("*")
    assert services == sorted(services, key=lambda name: name == "*")


@cache
def raw_of() -> dict[int, Conversion]:
    """The raw conversion of each description, by identity."""
    return {id(one.described): one.raw for device in devices() for one in device.properties}


def wire_values(bound: Bound) -> st.SearchStrategy[Value]:
    """What a device of this description may send."""
    source, raw = bound.described.source, raw_of()[id(bound.described)]
    match source.kind:
        case Kind.ENUM:
            return st.sampled_from([raw.encode(str(word)) for word in source.values or ()])
        case Kind.BOOLEAN:
            return st.booleans().map(raw.encode)
        case Kind.INTEGER:
            low, high = ends(bound)
            whole = st.integers(round(low), round(high))
            return whole if raw.pairs is None else st.sampled_from(sorted(raw.pairs, key=str))
        case Kind.NUMBER:
            return st.floats(*ends(bound))
        case _:
            return st.sampled_from(["", "7", "E1", "no faults", "22:30"])


def ends(bound: Bound) -> tuple[float, float]:
    """The range that the device names, else what the schema allows, as the device would tell it."""
    source, ours = bound.described.source, bound.description
    low = source.minimum if source.minimum is not None else bound.encode(ours.minimum)
    high = source.maximum if source.maximum is not None else bound.encode(ours.maximum)
    return (low if isinstance(low, int | float) else 0), (high if isinstance(high, int | float) else 10**6)


@given(data=st.data(), bound=st.sampled_from(placed()))
def test_what_a_device_sends_fits_the_schema_and_comes_back_within_a_step(data: st.DataObject, bound: Bound) -> None:
    wire = data.draw(wire_values(bound))
    spec = REGISTRY.spec(bound.description.capability, bound.description.name)
    try:
        ours = bound.decode(wire)
    except ConversionError:  # a text that is no time of day
        assert bound.described.source.kind is Kind.STRING
        return
    assert check_of(spec)(ours) is None
    again = bound.encode(ours)
    assert bound.decode(again) == (pytest.approx(ours, abs=spec.step or 1e-6) if spec.kind in NUMERIC else ours)
    if bound.described.source.kind is Kind.BOOLEAN:
        assert again == wire


# ---- every row by itself, on a source made for it


def distinct() -> list[Row[MiotKey]]:
    """One row of each place, conversion and unit, with the key of its first service."""
    return list({(r.capability, r.name, id(r.convert), r.unit): r for r in reversed(ROWS)}.values())


def made_for(row: Row[MiotKey]) -> Source:
    """A source that a device might have where the row is right."""
    spec, pairs = REGISTRY.spec(row.capability, row.name), row.convert.pairs
    if pairs is not None and all(isinstance(word, str) for word in pairs):
        return Source(kind=Kind.ENUM, values=tuple(pairs), access="rn")
    if row.convert is PERCENT or row.convert is OF_HUNDRED:
        return Source(kind=Kind.INTEGER, minimum=0, maximum=100, step=1, access="rwn")
    kind = next(iter(sorted(row.convert.sources or {spec.kind})))
    return Source(kind=Kind(kind), unit=(row.unit or spec.unit) if kind in NUMERIC else "", access="rwn")


@pytest.mark.parametrize(
    "row", distinct(), ids=lambda row: f"{row.source[0]}:{row.source[1]}->{row.capability}.{row.name}"
)
def test_a_row_holds_for_a_source_made_for_it_and_converts_both_ways(row: Row[MiotKey]) -> None:
    source = made_for(row)
    spec = REGISTRY.spec(row.capability, row.name)
    described = Described(endpoint=1, name="miot.a.b", address="2.1", source=source, rows=fitted_rows((row,), source))
    (bound, *_) = bind((described,), REGISTRY)
    assert bound.description.capability == row.capability, bound.description.reason
    for ours in samples(spec, bound):
        assert check_of(spec)(ours) is None
        back = bound.decode(bound.encode(ours))
        assert back == (pytest.approx(ours, abs=step_of(bound, spec), rel=1e-9) if spec.kind in NUMERIC else ours)


def step_of(bound: Bound, spec: Spec) -> float:
    """The coarser of two steps: ours, and the vendor's whole number in our unit."""
    if bound.described.source.kind is not Kind.INTEGER:
        return spec.step or 1e-6
    one, two = bound.decode(1), bound.decode(2)
    assert isinstance(one, int | float)
    assert isinstance(two, int | float)
    return max(abs(two - one), spec.step or 0)


def samples(spec: Spec, bound: Bound) -> Sequence[Value]:
    """Values of ours that the device can be told."""
    if bound.described.source.values is not None:
        return [bound.decode(str(word)) for word in bound.described.source.values]
    if spec.kind in NUMERIC:
        low, high = spec.minimum or 0, 0 if spec.maximum == 0 else spec.maximum or 1
        middle = round((low + high) / 2)
        return [low, middle, high] if bound.described.source.kind is not Kind.STRING else [middle]
    if spec.kind is Kind.BOOLEAN:
        return [True, False]
    if spec.kind is Kind.ENUM:
        return [bound.decode(wire) for wire in (True, False)]
    return {"rgb": ["#12AB00"], "digits": ["42"]}.get(bound.described.rows[0].convert.name, ["text"])


# ---- words and conversions


@pytest.mark.parametrize(
    ("word", "ours"),
    [("On", True), ("turn-on", True), ("Switch Off", False), ("关闭", False), ("On#3", True), ("On Mode", True)],
)
def test_a_word_is_known_however_it_is_spelt(word: str, ours: object) -> None:
    source = Source(kind=Kind.ENUM, values=(word,))
    row = fitted_row(Row(source=("a", "b"), capability="c", name="d", convert=ON_OFF), source)
    assert row.convert.decode(word.casefold().replace(" ", "_").replace("-", "_")) is ours


def test_of_two_words_for_one_meaning_both_can_be_chosen_where_there_is_a_choice() -> None:
    row: Row[MiotKey] = Row(source=("a", "b"), capability="c", name="d", convert=vocabulary(cool="cool", cold="cool"))
    words = ("Cool", "Cold")
    assert fitted_row(row, Source(kind=Kind.ENUM, values=words, access="rw")).convert.pairs == {"cool": "cool"}
    assert fitted_row(row, Source(kind=Kind.ENUM, values=words, access="r")).convert.decode("cold") == "cool"


def test_a_word_that_means_nothing_is_not_guessed() -> None:
    assert meaning({"on": True}, "onward") is None


def test_the_vocabulary_that_knows_most_words_comes_first() -> None:
    few = Row(source=("a", "b"), capability="c", name="few", convert=vocabulary(sleep=1))
    many = Row(source=("a", "b"), capability="c", name="many", convert=vocabulary(sleep=1, normal=2))
    found = fitted_rows((few, many), Source(kind=Kind.ENUM, values=("Normal", "Sleep")))
    assert [row.name for row in found] == ["many", "few"]


def share(source: Source) -> Row[MiotKey]:
    return fitted_row(Row(source=("a", "b"), capability="c", name="d", convert=PERCENT), source)


def test_a_level_of_its_own_is_a_share_of_the_highest() -> None:
    row = share(Source(kind=Kind.INTEGER, minimum=0, maximum=8))
    assert row.convert.decode(2) == 25
    assert row.convert.encode(25) == 2
    assert row.unit == ""


@pytest.mark.parametrize(
    "source", [Source(kind=Kind.INTEGER, unit="percentage", maximum=8), Source(kind=Kind.NUMBER, maximum=100)]
)
def test_per_cent_stays_per_cent(source: Source) -> None:
    row = share(source)
    assert row.convert.decode(7) == 7
    assert row.unit == "%"


def test_a_level_below_nothing_is_no_share() -> None:
    assert share(Source(kind=Kind.INTEGER, minimum=-10, maximum=10)).convert is PERCENT


@pytest.mark.parametrize(("top", "fits"), [(100, True), (8, False), (None, False)])
def test_a_level_is_per_cent_only_where_it_counts_to_a_hundred(top: float | None, fits: bool) -> None:
    row: Row[MiotKey] = Row(source=("a", "b"), capability="c", name="d", convert=OF_HUNDRED)
    assert (fitted_row(row, Source(kind=Kind.INTEGER, maximum=top)).convert is not OF_HUNDRED) is fits


@given(st.integers(0, 0xFFFFFF))
def test_a_colour_comes_back(number: int) -> None:
    assert RGB.encode(RGB.decode(number)) == number


@given(st.integers(0, 1439))
def test_a_time_of_day_comes_back(minutes: int) -> None:
    assert CLOCK.decode(CLOCK.encode(minutes)) == minutes


@given(st.integers(-(10**17), 10**17))
def test_a_code_comes_back(number: int) -> None:
    assert DIGITS.encode(DIGITS.decode(number)) == number


NO_SUCH: tuple[Value, ...] = ([], {}, 1.5, True)


def refusals() -> Iterator[tuple[object, object]]:
    for convert in (RGB, CLOCK, DIGITS):
        for value in NO_SUCH:
            yield convert.decode, value
            yield convert.encode, value
    yield RGB.decode, 0x1000000
    yield RGB.encode, "red"
    yield CLOCK.decode, "24:00"
    yield CLOCK.encode, 1440
    yield DIGITS.encode, "E1"
    yield DIGITS.decode, 10**30


@pytest.mark.parametrize(("convert", "value"), list(refusals()))
def test_what_is_no_such_value_is_refused(convert: object, value: object) -> None:
    assert callable(convert)
    with pytest.raises(ConversionError):
        convert(value)


@pytest.mark.parametrize("convert", [RGB, CLOCK, DIGITS])
def test_not_known_stays_not_known(convert: object) -> None:
    assert convert.decode(None) is None  # type: ignore[attr-defined]
    assert convert.encode(None) is None  # type: ignore[attr-defined]
