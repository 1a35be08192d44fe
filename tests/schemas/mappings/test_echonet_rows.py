"""ECHONET Lite's table: every row fits, bytes and values there and back, coefficients, codes nobody knows."""

from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.catalogue import catalogue
from schemas.conversion import ConversionError
from schemas.mapping import Misfit
from schemas.mappings.echonet import (
    COMMANDS,
    ROWS,
    SUPER_CLASS,
    TYPES,
    EchonetFit,
    EchonetRow,
    by_command,
    by_epc,
    by_property,
    claim,
    classes_of,
    command_of,
    device_type_of,
)
from schemas.registry import Spec
from schemas.validate import check_of
from schemas.vocabulary import Kind

REGISTRY: Final = catalogue()
NUMERIC: Final = (Kind.INTEGER, Kind.NUMBER)
READ_ONLY: Final = {9: {"manual"}}
"""Words that stand for any of eight steps: which of them, only the step itself says."""


def spec_of(row: EchonetRow) -> Spec:
    return REGISTRY.spec(row.capability, row.name)


def given_for(row: EchonetRow) -> dict[int, bytes]:
    return {} if row.coefficient is None else {row.coefficient.unit: b"\x01"}


def fit_of(row: EchonetRow) -> EchonetFit:
    found = claim(row, spec_of(row), given=given_for(row))
    assert isinstance(found, EchonetFit), (str(row.source), found)
    return found


def key(row: EchonetRow) -> str:
    return f"{row.source}{row.part and '.'}{row.part}->{row.capability}.{row.name}"


def only(eoj: int, epc: int, name: str = "") -> EchonetRow:
    (found,) = [row for row in by_epc(eoj, epc) if name in {"", row.name, row.part}]
    return found


@pytest.mark.parametrize("row", ROWS, ids=key)
def test_a_row_fits_what_the_standard_says(row: EchonetRow) -> None:
    found = fit_of(row)
    assert found.fit.spec is spec_of(row)
    assert found.fit.access


@pytest.mark.parametrize("row", [row for row in ROWS if row.access == "rwn"], ids=key)
def test_what_can_be_set_there_can_be_written_here(row: EchonetRow) -> None:
    assert "w" in spec_of(row).access


def written(row: EchonetRow) -> st.SearchStrategy[bytes]:
    """Bytes that a device may send for a row, its rarer codes left out."""
    edt = row.edt
    pairs = row.row.convert.pairs or {}
    if edt.name.startswith("state"):
        members = {ours: code for code, ours in pairs.items() if ours not in READ_ONLY.get(len(pairs), ())}
        raw: st.SearchStrategy[Any] = st.sampled_from([*members.values()] or [0x31, 0x41, 0x42, 0x43])
    elif edt.name.startswith("mask"):
        raw = st.integers(0, 255)
    elif edt.least is not None and edt.most is not None:
        raw = st.integers(edt.least, edt.most)
    elif edt.name.startswith("text"):
        raw = st.text("ABCdef0123-", max_size=edt.size)
    elif edt.name.startswith("digits"):
        raw = st.binary(min_size=edt.size, max_size=edt.size).map(lambda data: f"0x{data.hex().upper()}")
    else:
        special = {"date": "2024-10-31", "release": "R.1", "operated": 4711, "color": "#00FF80"}
        raw = st.just(special[edt.name])
    before = st.binary(min_size=edt.whole, max_size=edt.whole)
    return st.builds(edt.write, raw, before)


@settings(max_examples=15)
@given(data=st.data())
@pytest.mark.parametrize("row", ROWS, ids=key)
def test_bytes_go_there_and_back(row: EchonetRow, data: st.DataObject) -> None:
    found = fit_of(row)
    sent = data.draw(written(row))
    try:
        value = found.decode(sent)
    except ConversionError:
        assert row.edt.name.startswith("digits")  # a code that says "not known"
        return
    if value is not None:
        assert found.encode(value, sent) == sent


@given(data=st.data())
@pytest.mark.parametrize("kind", sorted({spec_of(row).kind for row in ROWS} - {Kind.STRING}))
def test_values_go_there_and_back(kind: Kind, data: st.DataObject) -> None:
    row = data.draw(st.sampled_from([row for row in ROWS if spec_of(row).kind is kind]))
    spec, found = spec_of(row), fit_of(row)
    value = data.draw(ours(row, spec, found))
    again = found.decode(found.encode(value, bytes(row.edt.whole)))
    if kind in NUMERIC:
        assert isinstance(again, int | float)
        step = found.fit.step or spec.step or 1
        assert again == pytest.approx(value, abs=max(step, spec.step or 0), rel=1e-9)
    else:
        assert check_of(spec)(again) is None
        assert again == value


def ours(row: EchonetRow, spec: Spec, found: EchonetFit) -> st.SearchStrategy[Any]:
    """Values of ours that ECHONET can hold."""
    if spec.kind is Kind.BOOLEAN:
        return st.booleans()
    if spec.kind is Kind.ENUM:
        pairs = row.row.convert.pairs or {}
        return st.sampled_from(sorted({str(word) for word in pairs.values()} - READ_ONLY.get(len(pairs), set())))
    if spec.kind is Kind.ENUMSET:
        known = [["waterLeak"], ["waterLeak", "freezing"]] if row.edt.whole else [["rockUpDown"]]
        return st.sampled_from([[], *known])
    low, high = found.fit.minimum, found.fit.maximum
    assert low is not None
    assert high is not None
    top = min(high, 0xFFFFFFFF)
    return st.integers(int(low), int(top)) if spec.kind is Kind.INTEGER else st.floats(low, top, allow_nan=False)


@settings(max_examples=15)
@given(data=st.data())
@pytest.mark.parametrize("row", ROWS, ids=key)
def test_no_bytes_break_it(row: EchonetRow, data: st.DataObject) -> None:
    size = row.edt.whole or row.edt.size
    sent = data.draw(st.binary(max_size=size + 1))
    found = fit_of(row)
    if size and len(sent) != size:
        with pytest.raises(ConversionError, match=f"{size} bytes"):
            found.decode(sent)
        return
    try:
        value = found.decode(sent)
    except ConversionError:
        return
    if spec_of(row).kind not in NUMERIC:
        assert check_of(spec_of(row))(value) is None


@pytest.mark.parametrize(
    ("eoj", "epc", "code", "value"),
    [
        (0x0130, 0xB0, 0x40, "vendor:64"),
        (0x0273, 0xB0, 0x60, "vendor:96"),
        (0x027D, 0xDA, 0x45, "vendor:69"),
        (0x026B, 0xC2, None, None),
    ],
)
def test_a_code_that_nobody_knows_survives(eoj: int, epc: int, code: int | None, value: Any) -> None:
    found = fit_of(only(eoj, epc))
    if code is None:
        assert found.decode(b"\x09\0\0\0") == ["vendor:0", "vendor:3"]
        assert found.encode(["vendor:0", "vendor:3"], bytes(4)) == b"\x09\0\0\0"
        return
    assert found.decode(bytes([code])) == value
    assert found.encode(value) == bytes([code])


@pytest.mark.parametrize(
    ("eoj", "epc", "name", "sent", "value"),
    [
        (0x0130, 0x80, "", "30", True),
        (0x0130, 0x80, "", "31", False),
        (0x0130, 0xA0, "speedSetting", "33", 3),
        (0x0130, 0xA0, "fanMode", "41", "auto"),
        (0x0130, 0xA3, "", "42", ["rockLeftRight"]),
        (0x0130, 0xB2, "quietMode", "43", True),
        (0x0130, 0xB5, "", "FD", None),
        (0x0130, 0xBB, "", "F6", -10),
        (0x0130, 0xBB, "", "7E", None),
        (0x0011, 0xE0, "", "00FA", 25),
        (0x0022, 0xE0, "", "000003E8", 1),
        (0x027C, 0xC4, "", "02BC", -700),
        (0x027D, 0xD3, "", "FFFFFC18", -1000),
        (0x027D, 0xDB, "", "01", False),
        (0x027D, 0xC8, "", "0000006400000BB8", 3000),
        (0x0288, 0xE8, "", "00327FFE", 5),
        (0x0282, 0xE0, "", "0001E240", 123.456),
        (0x026F, 0xE3, "", "42", "doorClosed"),
        (0x03B7, 0xE3, "", "EE", -18),
        (0x03BB, 0xE5, "", "41", False),
        (0x03B9, 0xB1, "grill", "40404041", True),
        (0x03D3, 0xED, "", "0130", 6480),
        (0x0260, 0xEA, "", "42", "stopped"),
        (0x0003, 0x8A, "", "00000B", "0x00000B"),
    ],
)
def test_what_the_standard_means(eoj: int, epc: int, name: str, sent: str, value: Any) -> None:
    assert fit_of(only(eoj, epc, name)).decode(bytes.fromhex(sent)) == value


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ({0xE1: b"\x01"}, 12345.6),
        ({0xE1: b"\x02", 0xD3: b"\0\0\0\x0a"}, 12345.6),
        ({0xE1: b"\x0a"}, 1_234_560),
        ({0xE1: b"\x00", 0xD3: b""}, 123456),
    ],
)
def test_a_counter_is_multiplied_with_its_coefficients(said: dict[int, bytes], value: float) -> None:
    row = only(0x0288, 0xE0)
    found = claim(row, spec_of(row), given=said)
    assert isinstance(found, EchonetFit)
    assert found.decode(bytes.fromhex("0001E240")) == pytest.approx(value)
    assert found.decode(bytes.fromhex("FFFFFFFE")) is None


@pytest.mark.parametrize("said", [{}, {0xE1: b"\x05"}, {0xE1: b""}, {0xE1: b"\x01", 0xD3: bytes(4)}])
def test_a_counter_without_its_unit_means_nothing(said: dict[int, bytes]) -> None:
    row = only(0x0288, 0xE0)
    assert isinstance(claim(row, spec_of(row), given=said), Misfit)


@pytest.mark.parametrize(("mode", "name"), [(0x43, "heatingSetpoint"), (0x42, "coolingSetpoint")])
def test_what_a_single_setpoint_means_hangs_on_the_mode(mode: int, name: str) -> None:
    rows = by_epc(0x0130, 0xB3, {0xB0: bytes([mode])})
    assert [row.name for row in rows] == [name]


def test_a_claim_is_made_once_per_part() -> None:
    claims = [(row.source, row.capability, row.name, row.part) for row in ROWS]
    assert len(claims) == len(set(claims))


def test_rows_are_found_from_both_sides() -> None:
    for row in ROWS:
        assert row in by_epc(row.source.eoj, row.source.epc)
        assert row in by_property(row.capability, row.name)
        assert row in by_property(row.capability, row.name, row.source.eoj)
    assert by_epc(0x0602, 0x80) == by_epc(SUPER_CLASS, 0x80)
    assert by_epc(0x0602, 0xFE) == ()


def test_commands_exist_and_are_found_from_both_sides() -> None:
    for one in COMMANDS:
        command = REGISTRY.capabilities[one.capability].commands[one.name]
        known = {argument.name: argument for argument in command.arguments}
        assert all(check_of(known[name])(value) is None for name, value in one.arguments.items()), one
        assert one in by_command(one.key.eoj, one.key.epc, one.data)
        assert one in command_of(one.capability, one.name, one.key.eoj)


def test_classes_are_device_types_of_ours() -> None:
    assert {name for names in TYPES.values() for name in names} <= set(REGISTRY.device_types)
    assert {row.source.eoj for row in ROWS} - {SUPER_CLASS} <= TYPES.keys()
    assert device_type_of(0x0130) == "roomAirConditioner"
    assert device_type_of(0x0EF0) is None
    assert classes_of("gasMeter") == (0x0282,)
