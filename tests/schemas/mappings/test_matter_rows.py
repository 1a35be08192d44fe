"""Every Matter row holds in kind, unit and range, and goes there and back."""

import math
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from typing import Any, Final

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from schemas.conversion import ConversionError
from schemas.mapping import Fit, Misfit
from schemas.mappings.matter import ROWS, MatterRow, by_attribute, by_property, claim
from schemas.mappings.matter.raw import RAW_TYPES
from schemas.registry import Registry, Spec
from schemas.value import Value
from schemas.vocabulary import Kind

REGISTRY: Final = Registry.load()


def modes(*tags: tuple[str, int]) -> list[Any]:
    return [
        {"label": label, "mode": number, "modeTags": [{"value": tag}]} for number, (label, tag) in enumerate(tags, 1)
    ]


PRESETS: Final[list[Any]] = [
    {"presetHandle": "01", "presetScenario": 1, "name": None},
    {"presetHandle": "02", "presetScenario": 2, "name": None},
    {"presetHandle": "0a", "presetScenario": 254, "name": "Reading"},
]

TOLD: Final[dict[str, list[Value]]] = {
    "BatVoltage": [48_000],
    "Presets": [PRESETS],
    "Currency": [{"currency": 156, "decimalPoints": 4}],
    "SpinSpeeds": [["Off", "800", "1200 rpm"]],
    "InputList": [[{"index": 1, "name": "HDMI 1"}, {"index": 2, "name": "HDMI 2"}]],
    "DegradationDirection": [0, 1],
    "OutputList": [[{"index": 1, "name": "HDMI 1"}, {"index": 2, "name": "HDMI 2"}]],
    "SupportedWatts": [[300, 800]],
    "MicrophoneMinLevel": [0],
    "MicrophoneMaxLevel": [254],
    "SpeakerMinLevel": [10],
    "SpeakerMaxLevel": [210],
}
"""What a device might say in the attributes that rows need."""

MODES: Final[dict[str, Value]] = {
    "OvenMode": modes(("Bake", 0x4000), ("Grill", 0x4002), ("My roast", 0x4003), ("Auntie's", 0x8000)),
    "MicrowaveOvenMode": modes(("Normal", 0x4000), ("Defrost", 0x4001)),
    "RefrigeratorAndTemperatureControlledCabinetMode": modes(("Normal", 0), ("Rapid cool", 0x4000), ("Eco", 4)),
    "DishwasherMode": modes(("Normal", 0x4000), ("Heavy", 0x4001), ("Light", 0x4002)),
    "LaundryWasherMode": modes(("Normal", 0x4000), ("Delicate", 0x4001), ("Whites", 0x4003)),
    "RvcRunMode": modes(("Idle", 0x4000), ("Cleaning", 0x4001), ("Mapping", 0x4002)),
    "RvcCleanMode": modes(("Vacuum", 0x4001), ("Mop", 0x4002), ("Quiet", 2)),
    "WaterHeaterMode": modes(("Off", 0x4000), ("Manual", 0x4001), ("Timed", 0x4002)),
    "DeviceEnergyManagementMode": modes(
        ("Auto", 0),
    ),
}


def given_of(row: MatterRow, choice: int = 0) -> dict[int, Value]:
    if row.given is None or (not row.given.is_required and choice < 0):
        return {}
    told: dict[int, Value] = {}
    for name, number in zip(row.given.names, row.given.attributes, strict=True):
        if name == "SupportedModes":
            told[number] = MODES[row.cluster]
        elif name != "MeasurementUnit":
            told[number] = TOLD[name][choice % len(TOLD[name])]
    return told


def key(row: MatterRow) -> str:
    return f"{row.cluster}.{row.attribute}{'.' * bool(row.key.field)}{row.key.field}->{'.'.join(row.path)}"


def spec_of(row: MatterRow) -> Spec:
    return REGISTRY.spec(*row.path)


def fitted(row: MatterRow, choice: int = 0) -> Fit:
    fit = claim(row, spec_of(row), given=given_of(row, choice))
    assert isinstance(fit, Fit), fit
    return fit


@pytest.mark.parametrize("row", ROWS, ids=key)
def test_a_row_fits_with_the_range_of_its_type_or_a_written_reason(row: MatterRow) -> None:
    fit = fitted(row)
    assert fit.access


@pytest.mark.parametrize("row", ROWS, ids=key)
def test_a_device_whose_own_limits_are_beyond_ours_does_not_fit(row: MatterRow) -> None:
    spec = spec_of(row)
    fit = claim(row, spec, given=given_of(row), least=-(10**16), most=10**16)
    assert isinstance(fit, Misfit) is is_limited(spec, row)


def is_limited(spec: Spec, row: MatterRow) -> bool:
    """Whether a range counts at all: it does not for what is one of a few numbers, or where ours has no end."""
    few = row.attribute in {"SpinSpeedCurrent", "SelectedWattIndex"}
    return spec.kind in {Kind.INTEGER, Kind.NUMBER} and spec.minimum is not None and not few


def test_the_limits_of_a_device_narrow_a_property() -> None:
    (row,) = by_property("temperatureMeasurement", "measuredValue")
    fit = claim(row, spec_of(row), least=-1000, most=5000)
    assert isinstance(fit, Fit)
    assert (fit.minimum, fit.maximum) == (-10, 50)


def test_limits_of_a_device_that_no_home_has_do_not_fit() -> None:
    (row,) = by_property("relativeHumidityMeasurement", "measuredValue")
    assert isinstance(claim(row, spec_of(row), least=0, most=20000), Misfit)


def test_the_numbers_that_a_device_supports_narrow_an_enum() -> None:
    (row,) = by_property("thermostat", "systemMode")
    fit = claim(row, spec_of(row), numbers=(0, 4))
    assert isinstance(fit, Fit)
    assert fit.values == ("off", "heat")


def test_a_claim_stands_once() -> None:
    claims = Counter((row.key, row.path) for row in ROWS)
    assert [one for one, count in claims.items() if count > 1] == []


ELSEWHERE: Final = {("utilityMeter", "flowRate"), ("occupancySensing", "sensorType")}
"""A second claim that is only for the way north, and one property that two attributes tell."""


def test_what_shares_an_attribute_is_told_apart_by_the_device_type() -> None:
    for row in ROWS:
        rivals = [other for other in ROWS if other.key == row.key and other.raw.type != "list" and other is not row]
        general = [other for other in rivals if not other.within and other.path not in ELSEWHERE]
        assert row.within or row.raw.type == "list" or row.path in ELSEWHERE or not general
        assert not [other for other in rivals if set(other.within) & set(row.within)]


CLOSED: Final[Value] = True


def test_one_boolean_means_what_its_sensor_is() -> None:
    found = {kind: by_attribute(0x0045, 0, [kind]) for kind in (0x0015, 0x0043, 0x0041, 0x0044)}
    assert [rows[0].path[1] for rows in found.values()] == [
        "open", "leakDetected", "freezeDetected", "rainDetected",
    ]  # fmt: skip
    assert all(len(rows) == 1 for rows in found.values())
    assert fitted(found[0x0015][0]).decode(CLOSED) is False
    assert fitted(found[0x0043][0]).decode(CLOSED) is True
    assert by_attribute(0x0045, 0, [0x0100]) == ()


def test_what_stands_below_a_device_speaks_of_it() -> None:
    assert by_attribute(0x0402, 0, [0x0071, 0x007B])[0].path == ("ovenControl", "cavityTemperature")
    assert by_attribute(0x0402, 0, [0x0302])[0].path == ("temperatureMeasurement", "measuredValue")
    assert by_attribute(0x0006, 0, [0x0022])[0].path == ("audioVolume", "mute")
    assert by_attribute(0x9999, 0) == ()


def test_a_bridge_declares_what_its_controllers_know() -> None:
    (old,) = by_property("onOff", "onOff")
    (new,) = by_property("ambientContextSensing", "activity")
    assert (old.known_in("1.4"), new.known_in("1.4"), new.known_in("1.6")) == (True, False, True)
    assert replace(old, since="1.4.2").known_in("1.10")


# --- there and back ---


def values(spec: Spec, fit: Fit) -> st.SearchStrategy[Any]:
    if spec.kind in {Kind.ENUM, Kind.ENUMSET}:
        return members(spec, fit)
    if spec.kind is Kind.TIMESTAMP:
        return st.integers(946_684_800, 946_684_800 + 0xFFFFFFFF).map(lambda seconds: seconds * 1000)
    if spec.kind is Kind.BOOLEAN:
        return st.booleans()
    if spec.kind is Kind.INTEGER:
        return st.integers(math.ceil(fit.minimum or 0), math.floor(fit.maximum or 0xFFFF))
    if spec.kind is Kind.NUMBER:
        return st.floats(fit.minimum or 0, 1e6 if fit.maximum is None else fit.maximum)
    return of_shape(spec)


def of_shape(spec: Spec) -> st.SearchStrategy[Any]:
    """Whatever a specification lets be, part by part."""
    if spec.kind is Kind.LIST:
        return st.lists(of_shape(spec.item) if spec.item else st.text(max_size=4), max_size=3)
    if spec.kind is Kind.OBJECT:
        fields = [one for one in spec.fields if one.name not in ONLY_OURS]
        required = {one.name: of_shape(one) for one in fields if one.name in spec.required}
        optional = {one.name: of_shape(one) for one in fields if one.name not in spec.required}
        return st.fixed_dictionaries(required, optional=optional)
    return plain(spec)


ONLY_OURS: Final = {"labelZh", "tags"}
"""Fields of ours that Matter's mode options have no place for."""


def plain(spec: Spec) -> st.SearchStrategy[Any]:
    if spec.kind is Kind.ENUM:
        return st.sampled_from([word for word in spec.values or () if word != "other"])
    if spec.kind is Kind.TIMESTAMP:
        return st.integers(946_684_800, 946_684_800 + 0xFFFFFFFF).map(lambda seconds: seconds * 1000)
    if spec.kind is Kind.BOOLEAN:
        return st.booleans()
    if spec.kind in {Kind.INTEGER, Kind.NUMBER}:
        return st.integers(math.ceil(spec.minimum or 0), math.floor(spec.maximum or 0xFFFF))
    return st.text(max_size=6)


def members(spec: Spec, fit: Fit) -> st.SearchStrategy[Any]:
    """Those of the schema that Matter has a number for, and a vendor's."""
    known = [word for word in spec.values or () if can(fit, [word] if spec.kind is Kind.ENUMSET else word)]
    assert known
    if spec.kind is Kind.ENUM:
        return st.sampled_from(known)
    return st.sets(st.sampled_from(known)).map(lambda chosen: [word for word in known if word in chosen])


def can(fit: Fit, value: Value) -> bool:
    with suppress(ConversionError):
        fit.encode(value)
        return True
    return False


def inner(row: MatterRow, raw: Value) -> Value:
    return raw[row.key.field] if row.key.field and isinstance(raw, dict) else raw


def outer(row: MatterRow, raw: Value) -> Value:
    return {row.key.field: raw} if row.key.field else raw


BOTH_WAYS: Final = [row for row in ROWS if row.row.convert.name != "has-any"]
SPEEDS: Final = "laundryControl.spinSpeed"


@pytest.mark.parametrize("row", BOTH_WAYS, ids=key)
@settings(max_examples=6, deadline=None)
@given(data=st.data())
def test_a_value_of_ours_comes_back_within_a_step(row: MatterRow, data: st.DataObject) -> None:
    spec = spec_of(row)
    fit = fitted(row, data.draw(st.integers(0, 1)))
    choices = st.sampled_from([0, 800, 1200]) if ".".join(row.path) == SPEEDS else values(spec, fit)
    texts = named_inputs(row)
    value = data.draw(choices if texts is None else texts)
    raw = fit.encode(value)
    back = fit.decode(raw)
    if spec.kind in {Kind.LIST, Kind.OBJECT}:
        assert back == value
    elif isinstance(value, float) or (spec.kind is Kind.INTEGER and back != value):
        assert is_between(value, *neighbours(row, fit, inner(row, raw)))
    else:
        assert back == value


def named_inputs(row: MatterRow) -> st.SearchStrategy[Any] | None:
    if row.attribute in {"CurrentInput", "CurrentOutput"}:
        return st.sampled_from(["HDMI 1", "HDMI 2"])
    if row.attribute == "ActivePresetHandle":
        return st.sampled_from(["none", "home", "away", "vendor:Reading"])
    if row.attribute == "SelectedWattIndex":
        return st.sampled_from([300, 800])
    return st.sampled_from(["CNY", "EUR", "999"]) if row.attribute == "Currency" else None


def neighbours(row: MatterRow, fit: Fit, raw: Value) -> tuple[float, float]:
    """Give what the raw values just below and just above mean."""
    assert isinstance(raw, int | float)
    if row.raw.kind is Kind.NUMBER:
        return raw - abs(raw) * 1e-9, raw + abs(raw) * 1e-9
    found = [decoded(fit, outer(row, one)) for one in (raw - 1, raw, raw + 1)]
    kept = [one for one in found if one is not None]
    return min(kept), max(kept)


def decoded(fit: Fit, raw: Value) -> float | None:
    with suppress(ConversionError, OverflowError):
        value = fit.decode(raw)
        return float(value) if isinstance(value, int | float) else None
    return None


def is_between(value: float, low: float, high: float) -> bool:
    slack = 1e-9 * max(abs(low), abs(high), 1)
    return low - slack <= value <= high + slack


def partial(row: MatterRow) -> bool:
    """Whether a row speaks of some bits of its attribute only, or cannot be written at all."""
    return row.row.convert.name.startswith(("bit", "has-any", "semantic")) or row.raw.kind not in {
        Kind.INTEGER, Kind.ENUM, Kind.BOOLEAN,
    }  # fmt: skip


def loses(row: MatterRow) -> bool:
    """Whether ours counts more coarsely than Matter does."""
    linear = row.row.convert.linear
    return spec_of(row).kind in {Kind.INTEGER, Kind.TIMESTAMP} and linear is not None and abs(linear[0]) < 1


EXACT: Final = [row for row in ROWS if not partial(row) and not row.given and not loses(row)]


@pytest.mark.parametrize("row", EXACT, ids=key)
@settings(max_examples=5, deadline=None)
@given(data=st.data())
def test_a_raw_value_comes_back_exactly(row: MatterRow, data: st.DataObject) -> None:
    fit = fitted(row)
    raw = outer(row, data.draw(raw_values(row, fit)))
    assume(can_read(fit, raw))
    value = fit.decode(raw)
    merged = row.row.convert.name == "enum" and value is True  # several numbers that mean yes
    assert fit.encode(value) == raw or merged or (raw == 0 and "illuminance" in row.row.convert.name)


def can_read(fit: Fit, raw: Value) -> bool:
    with suppress(ConversionError):
        fit.decode(raw)
        return True
    return False


def raw_values(row: MatterRow, fit: Fit) -> st.SearchStrategy[Any]:
    if row.raw.type == "bool":
        return st.booleans()
    if row.raw.kind is Kind.ENUM or row.row.convert.name == "enum":
        return st.sampled_from(sorted(int(one) for one in row.row.convert.pairs or ()))
    least, most = (1, 999) if row.attribute == "Currency" else row.raw.limits()
    ends = [inner(row, fit.encode(end)) for end in (fit.minimum, fit.maximum) if end is not None]
    numbers = [end for end in ends if isinstance(end, int)] if row.row.convert.pairs is None else []
    low, high = (min(numbers), max(numbers)) if len(numbers) == 2 else (least or 0, min(most or 0, 2**53))
    return st.integers(low, high)


ANYTHING: Final = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3) | st.lists(st.integers(), max_size=3)
)


@settings(max_examples=600, deadline=None)
@given(row=st.sampled_from(ROWS), value=ANYTHING)
def test_whatever_comes_nothing_but_a_conversion_error_comes_of_it(row: MatterRow, value: Any) -> None:
    fit = fitted(row)
    for convert in (fit.decode, fit.encode):
        with suppress(ConversionError):
            convert(value)


def test_nothing_is_encoded_that_the_type_cannot_hold() -> None:
    (row,) = by_property("levelControl", "onLevel")
    with pytest.raises(ConversionError, match="uint8"):
        fitted(row).encode(200)
    assert RAW_TYPES["uint8"].most == 255


def test_the_word_for_null_is_one_of_the_values() -> None:
    (row,) = by_property("onOff", "startUpOnOff")
    assert fitted(row).values == ("off", "on", "toggle", "previous")


def test_a_number_that_a_later_matter_may_bring_is_kept() -> None:
    (row,) = by_property("thermostat", "systemMode")
    fit = fitted(row)
    assert (fit.decode(17), fit.encode("vendor:17")) == ("vendor:17", 17)
    (faults,) = by_property("valveControl", "valveFault")
    fit = fitted(faults)
    assert (fit.decode(0b1000_0010), fit.encode(["blocked", "vendor:7"])) == (["blocked", "vendor:7"], 0b1000_0010)


DOCUMENTED: Final[list[tuple[str, Value, Value]]] = [
    ("temperatureMeasurement.measuredValue", -550, -5.5),
    ("windowCovering.currentPosition", 10000, 0),
    ("windowCovering.currentPosition", 2500, 75),
    ("illuminanceMeasurement.measuredValue", 20001, 100),
    ("illuminanceMeasurement.measuredValue", 0, 0),
    ("colorControl.colorTemperature", 370, 2703),
    ("electricalPowerMeasurement.activePower", 1500, 1.5),
    ("electricalEnergyMeasurement.cumulativeEnergyImported", {"energy": 2_500_000}, 2.5),
    ("levelControl.currentLevel", 127, 50),
    ("powerSource.batteryLevel", 155, 77.5),
    ("pressureMeasurement.measuredValue", 1013, 1013),
    ("flowMeasurement.measuredValue", 15, 1.5),
    ("consumableMonitoring.lastChanged", 0, 946_684_800_000),
    ("onOff.startUpOnOff", None, "previous"),
    ("onOff.startUpOnOff", 1, "on"),
    ("temperatureMeasurement.measuredValue", None, None),
    ("occupancySensing.occupied", 1, True),
    ("windowCovering.operationalStatus", 0b000101, "opening"),
    ("windowCovering.obstacleDetected", 0b100000, True),
    ("thermostat.runningState", 0b101, ["heat", "fan"]),
    ("userInterface.keypadLockout", 3, True),
    ("solarGeneration.generationPower", -3_000_000, 3000),
    ("audioVolume.mute", False, True),
    ("energyTariff.currency", {"currency": 156, "decimalPoints": 2}, "CNY"),
    ("energyTariff.currency", {"currency": 999}, "999"),
    ("ambientContextSensing.activity", [{"ambientContextSensed": [{"namespaceId": 0x4B, "tag": 1}]}], "fall"),
    ("ambientContextSensing.activity", [{"ambientContextSensed": [{"namespaceId": 0x49, "tag": 1}]}], None),
    ("cameraStream.streaming", [{}], True),
    ("thermostat.preset", "0a", "vendor:Reading"),
    ("thermostat.preset", None, "none"),
    ("energyTariff.currentPrice", {"price": 5_600}, 0.56),
    ("laundryControl.spinSpeed", 2, 1200),
    ("consumableMonitoring.condition", 20, 80),
    ("batteryStorage.capacity", 100_000, 4.8),
    ("ovenControl.ovenMode", 4, "vendor:Auntie's"),
    ("ovenControl.ovenMode", 3, "roast"),
]


@pytest.mark.parametrize(("path", "raw", "ours"), DOCUMENTED)
def test_the_documented_conversions(path: str, raw: Value, ours: Value) -> None:
    capability, name = path.split(".")
    value = fitted(by_property(capability, name)[0]).decode(raw)
    assert value == pytest.approx(ours) if isinstance(ours, float) else value == ours


def test_a_unit_of_another_dimension_is_no_concentration_of_ours() -> None:
    (row,) = by_property("concentrationMeasurement", "tvoc")
    told = {number: claim(row, spec_of(row), given={0x0008: number}) for number in (0, 3, 4, 5, 6, 99)}
    assert [isinstance(one, Fit) for one in told.values()] == [False, True, True, False, False, False]
    grams = told[4]
    assert isinstance(grams, Fit)
    assert (grams.decode(250.0), grams.encode(0.25)) == (0.25, 250)


def test_a_struct_that_is_none_is_refused() -> None:
    with pytest.raises(ConversionError, match="a struct"):
        fitted(by_property("electricalEnergyMeasurement", "cumulativeEnergyImported")[0]).decode(5)
