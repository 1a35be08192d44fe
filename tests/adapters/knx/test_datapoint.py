"""Datapoint types, both ways, and against the codec of xknx, which was written apart from ours."""

from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from xknx.dpt.dpt import DPTBase
from xknx.dpt.payload import DPTArray, DPTBinary
from xknx.exceptions import XKNXException

from adapters.knx.protocol.datapoint import Datapoint, DatapointError, Payload, datapoint, datapoint_name
from adapters.knx.protocol.datapoints import MAINS, TABLE
from schemas.units import normalise
from schemas.vocabulary import Kind

TYPES = sorted(TABLE.values(), key=lambda one: (one.main, one.sub or 0))
NUMERIC = [one for one in TYPES if one.form.kind in {"integer", "number"}]
PAYLOADS = st.one_of(st.integers(0, 63), st.binary(min_size=1, max_size=14))

FLOW = (13, 2)
"""Counts tenths of a litre an hour, 0.0001 m³/h (3/7/2, DPT 13.002); xknx has it without its resolution."""
MILLISECONDS = {(7, 3), (7, 4), (8, 3), (8, 4)}
"""xknx gives these in ms, we in s."""

WRITTEN: list[tuple[str, Any, Payload]] = [
    # KNX Standard v2.1, 3/7/2: the same values by hand
    ("1.001", True, 1),
    ("2.001", "forced_on", 3),
    ("3.007", 3, 0b1011),
    ("3.007", -7, 0b0111),
    ("3.007", 0, 0),
    ("4.001", "K", b"K"),
    ("5.001", 100.0, b"\xff"),
    ("5.001", 40.0, b"\x66"),
    ("5.003", 360.0, b"\xff"),
    ("6.001", -3, b"\xfd"),
    ("7.600", 4000, b"\x0f\xa0"),
    ("8.010", -1.5, b"\xff\x6a"),
    ("9.001", 21.0, b"\x0c\x1a"),
    ("9.001", -30.0, b"\x8a\x24"),
    ("9.004", 0.0, b"\x00\x00"),
    ("10.001", "Mon 07:30:05", b"\x27\x1e\x05"),
    ("10.001", "23:59:59", b"\x17\x3b\x3b"),
    ("11.001", "2026-11-22", b"\x16\x0b\x1a"),
    ("11.001", "1999-12-31", b"\x1f\x0c\x63"),
    ("12.001", 4_294_967_295, b"\xff\xff\xff\xff"),
    ("13.002", 1.5, b"\x00\x00\x3a\x98"),
    ("13.010", -2, b"\xff\xff\xff\xfe"),
    ("14.056", 812.5, b"\x44\x4b\x20\x00"),
    ("16.001", "Küche", b"K\xfcche" + bytes(9)),
    ("17.001", 1, b"\x00"),
    ("18.001", {"scene": 64, "learn": True}, b"\xbf"),
    ("19.001", "2026-11-22T07:30:05", b"\x7e\x0b\x16\xe7\x1e\x05\x20\x00"),
    ("20.102", "economy", b"\x03"),
    ("20.105", "dehumidification", b"\x0e"),
    ("20.105", "200", b"\xc8"),
    ("29.010", -1, b"\xff" * 8),
    ("232.600", "#00ff80", b"\x00\xff\x80"),
    ("251.600", "#01020304", b"\x01\x02\x03\x04\x00\x0f"),
    ("99.001", "=5", 5),
    ("99.001", "0c1a", b"\x0c\x1a"),
]


def named(text: str) -> Datapoint:
    found = datapoint_name(text)
    assert found is not None
    return datapoint(*found)


@pytest.mark.parametrize(("name", "value", "payload"), WRITTEN)
def test_values_are_written_as_the_standard_has_them(name: str, value: Any, payload: Payload) -> None:
    assert named(name).encode(value) == payload
    assert named(name).decode(payload) == value


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("1.001", 1),
        ("3.007", 8),
        ("5.001", 101),
        ("5.001", "40"),
        ("6.001", 128),
        ("7.600", True),
        ("9.001", 700_000),
        ("9.001", -700_000),
        ("9.001", float("nan")),
        ("9.001", float("inf")),
        ("10.001", "24:00:00"),
        ("11.001", "1989-12-31"),
        ("11.001", "yesterday"),
        ("14.056", "812"),
        ("16.000", "Küche"),
        ("16.000", "fifteen letters"),
        ("17.001", 0),
        ("18.001", {"learn": True}),
        ("18.001", 3),
        ("19.001", "2026-11-22T07:30:05+01:00"),
        ("20.102", "cosy"),
        ("20.102", None),
        ("232.600", "00ff80"),
        ("232.600", "#00ff8"),
        ("99.001", "=64"),
        ("99.001", ""),
        ("99.001", "xy"),
    ],
)
def test_what_a_type_cannot_say_is_refused(name: str, value: Any) -> None:
    with pytest.raises(DatapointError):
        named(name).encode(value)


@pytest.mark.parametrize(
    ("name", "payload", "value"),
    [
        ("9.001", b"\x7f\xff", None),
        ("14.056", b"\x7f\x80\x00\x00", None),
        ("19.001", b"\x7e\x0b\x16\xe7\x1e\x05\xa0\x00", None),
        ("20.102", b"\x09", "9"),
        ("3.007", 0b1000, 0),
    ],
)
def test_what_says_that_there_is_no_value(name: str, payload: Payload, value: Any) -> None:
    assert named(name).decode(payload) == value


@given(st.sampled_from(sorted({*TYPES, *MAINS.values()}, key=lambda one: one.name)), PAYLOADS)
@example(named("10.001"), b"\xff\xff\xff")
@example(named("11.001"), b"\x1f\x02\x1a")
@example(named("19.001"), b"\x7e\x0d\x16\xe7\x1e\x05\x20\x00")
def test_any_payload_is_read_or_refused_and_goes_back(one: Datapoint, payload: Payload) -> None:
    try:
        value = one.decode(payload)
    except DatapointError:
        return
    if value is not None and not _loses_bits(one, payload):
        assert one.decode(one.encode(value)) == value


def _loses_bits(one: Datapoint, payload: Payload) -> bool:
    """Letters of another code page, and years that a date cannot have, do not go back."""
    return one.main in {4, 16} and isinstance(payload, bytes) and any(octet > 127 for octet in payload)


@given(st.sampled_from(NUMERIC), st.floats(0, 1))
def test_numbers_within_the_ends_come_back_within_a_step(one: Datapoint, share: float) -> None:
    low = one.form.minimum if one.form.minimum is not None else -1e6
    high = one.form.maximum if one.form.maximum is not None else 1e6
    wanted = low + (high - low) * share
    if one.form.kind == "integer":
        wanted = min(max(round(wanted), int(low)), int(high))
    assume(abs(wanted) < 2**53)
    found = one.decode(one.encode(wanted))
    assert isinstance(found, int | float)
    slack = one.form.step or abs(wanted) / 1024 + 0.01
    assert abs(found - wanted) <= slack


@given(st.sampled_from(NUMERIC), PAYLOADS)
def test_xknx_reads_the_same_numbers(one: Datapoint, payload: Payload) -> None:
    theirs = DPTBase.parse_transcoder(one.name)
    assume(theirs is not None and one.main != 3 and (one.main, one.sub) != FLOW)
    assert theirs is not None
    wrapped = DPTBinary(payload) if isinstance(payload, int) else DPTArray(payload)
    try:
        expected = theirs.from_knx(wrapped) * (0.001 if (one.main, one.sub) in MILLISECONDS else 1)
    except XKNXException:
        return
    if one.main == 14 and not abs(expected) < float("inf"):
        return
    try:
        found = one.decode(payload)
    except DatapointError as error:
        raise AssertionError(f"xknx reads {expected!r} of {payload!r}") from error
    if found is not None:
        assert found == pytest.approx(expected, abs=_rounding(one, expected))


def _rounding(one: Datapoint, expected: float) -> float:
    """xknx gives whole per cents and degrees."""
    return 0.51 if (one.main, one.sub) in {(5, 1), (5, 3)} else abs(expected) * 1e-6 + 1e-6


def test_every_unit_is_one_of_ours_and_every_kind_too() -> None:
    for one in TYPES:
        assert normalise(one.unit) == one.unit, one.name
        assert Kind(one.form.kind)
        assert (one.values is not None) == (one.form.kind == "enum"), one.name


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("9.001", (9, 1)),
        ("DPST-9-1", (9, 1)),
        ("DPT-9", (9, None)),
        ("DPT 1.001", (1, 1)),
        ("232.600", (232, 600)),
        ("5", (5, None)),
        ("temperature", None),
        ("1.2.3", None),
        ("", None),
        ("-1", None),
    ],
)
def test_names_of_types(text: str, found: tuple[int, int | None] | None) -> None:
    assert datapoint_name(text) == found


def test_an_unknown_subtype_keeps_the_form_of_its_main_type() -> None:
    assert datapoint(9, 999).decode(b"\x0c\x1a") == 21.0
    assert datapoint(9, 999).unit == ""
    assert datapoint(9, 999).name == "9.999"
    assert datapoint(200, None).decode(b"\x01\x02") == "0102"
