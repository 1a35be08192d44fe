"""Attributes that are read by the light of another one: units, lists of choices, directions, ranges."""

from fractions import Fraction
from functools import partial
from typing import Final

from schemas import units
from schemas.conversion import IDENTITY, VENDOR_PREFIX, Conversion, ConversionError, enum_map, linear
from schemas.mappings.matter.conversion import CLOSED_PERCENT
from schemas.mappings.matter.mode import choice, modes
from schemas.mappings.matter.row import Given
from schemas.value import Value
from schemas.vocabulary import Kind

MEASUREMENT_UNITS: Final[dict[int, str]] = {
    0: "[ppm]", 1: "[ppb]", 2: "[pptr]", 3: "mg/m3", 4: "ug/m3", 5: "ng/m3", 6: "{count}/m3", 7: "Bq/m3",
}  # fmt: skip
"""MeasurementUnitEnum of the concentration clusters, in UCUM."""


def concentration(unit: str) -> Given:
    """Read MeasuredValue in the unit that MeasurementUnit names; `unit` is ours, and the default."""
    return Given(attributes=(0x0008,), names=("MeasurementUnit",), build=partial(_measured_in, unit), is_required=False)


def _measured_in(ours: str, number: Value) -> Conversion:
    """A volume share and a mass do not convert without knowing the gas and the air; such a value stays the vendor's."""
    theirs = MEASUREMENT_UNITS.get(number) if isinstance(number, int) else None
    if theirs == ours:
        return IDENTITY
    if theirs is None or not units.convertible(theirs, ours):
        raise ConversionError(f"a unit that becomes {ours}", theirs or number)
    return linear(f"{theirs}-to-{ours}", *units.coefficients(theirs, ours))


def _wear(direction: Value) -> Conversion:
    """DegradationDirection: 0 counts up what is used, 1 counts down what is left."""
    if direction.__class__ is not int or direction not in (0, 1):
        raise ConversionError("up (0) or down (1)", direction)
    return IDENTITY if direction == 1 else CLOSED_PERCENT


REMAINING: Final = Given(attributes=(0x0001,), names=("DegradationDirection",), build=_wear, is_required=False)
"""Condition of a filter or tank as what is left of it."""


def _between(least: Value, most: Value) -> Conversion:
    if not isinstance(least, int) or not isinstance(most, int) or least >= most:
        raise ConversionError("a least and a greatest level", [least, most])
    factor = Fraction(100, most - least)
    return linear(f"between({least}, {most})", factor, -least * factor)


def between(least: int, least_name: str, most: int, most_name: str) -> Given:
    """Read a level as per cent of the way between two others."""
    return Given(attributes=(least, most), names=(least_name, most_name), build=_between, is_required=False)


def _records(value: Value) -> list[dict[str, Value]]:
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise ConversionError("a list of structs", value)
    return [one for one in value if isinstance(one, dict)]


def _names(value: Value) -> Conversion:
    """InputList, OutputList: the name of each entry, by its index."""
    names = {one["index"]: one.get("name") for one in _records(value) if isinstance(one.get("index"), int)}
    return choice({int(str(index)): str(name or index) for index, name in names.items()})


INPUTS: Final = Given(attributes=(0x0000,), names=("InputList",), build=_names)
OUTPUTS: Final = Given(attributes=(0x0000,), names=("OutputList",), build=_names)


def _speeds(value: Value) -> Conversion:
    """SpinSpeeds: texts, of which those that are numbers are revolutions a minute; "Off" and the like are none."""
    texts = value if isinstance(value, list) else []
    speeds = {index: speed for index, text in enumerate(texts) if (speed := _speed(text)) is not None}
    if not speeds:
        raise ConversionError("at least one speed in figures", value)
    unique = {index: speed for index, speed in speeds.items() if speed not in list(speeds.values())[:index]}
    return enum_map(unique, aliases={index: speed for index, speed in speeds.items() if index not in unique})


def _speed(text: Value) -> int | None:
    digits = text.lower().removesuffix("rpm").strip() if isinstance(text, str) else ""
    if digits in {"off", "none", "no spin"}:
        return 0
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) <= 4 else None


SPIN_SPEEDS: Final = Given(attributes=(0x0000,), names=("SpinSpeeds",), build=_speeds)


def _watts(value: Value) -> Conversion:
    """SupportedWatts: the power of each setting, by its place."""
    watts = [one for one in value if isinstance(one, int)] if isinstance(value, list) else []
    if not watts or len(set(watts)) < len(watts):
        raise ConversionError("at least one power, each once", value)
    return enum_map(dict(enumerate(watts)))


WATTS: Final = Given(attributes=(0x0006,), names=("SupportedWatts",), build=_watts)


PRESET_SCENARIOS: Final[dict[int, str]] = {
    1: "home", 2: "away", 3: "sleep", 4: "wake", 5: "vacation",
}  # fmt: skip
"""PresetScenarioEnum: occupied, unoccupied, sleep, wake, vacation. A user's own preset goes by its name."""


def _presets(value: Value) -> Conversion:
    """Presets: the scenario of each, by its handle; no handle is no preset."""
    words: dict[str, str] = {}
    for one in _records(value):
        scenario = one.get("presetScenario")
        word = PRESET_SCENARIOS.get(scenario) if isinstance(scenario, int) else None
        name = word if word not in words.values() else None
        words[str(one.get("presetHandle"))] = name or f"{VENDOR_PREFIX}{one.get('name') or one.get('presetHandle')}"
    return _handles(words)


def _handles(words: dict[str, str]) -> Conversion:
    handles = {word: handle for handle, word in words.items()}

    def decode(value: Value) -> Value:
        return "none" if value is None else words.get(str(value)) or f"{VENDOR_PREFIX}{value}"

    def encode(value: Value) -> Value:
        if value is None or value == "none":
            return None
        if not isinstance(value, str) or value not in handles:
            raise ConversionError(f"one of none, {', '.join(handles)}", value)
        return handles[value]

    return Conversion(name="presets", decode=decode, encode=encode, sources=frozenset({Kind.STRING, Kind.ENUM}))


PRESETS: Final = Given(attributes=(0x0050,), names=("Presets",), build=_presets)


def _minor(currency: Value) -> Conversion:
    places = currency.get("decimalPoints") if isinstance(currency, dict) else None
    if not isinstance(places, int) or not 0 <= places <= 9:
        raise ConversionError("a currency with its decimal points", currency)
    return linear(f"money({places})", Fraction(1, 10**places))


MONEY: Final = Given(attributes=(0x0001,), names=("Currency",), build=_minor)
"""Money counts the smallest part that Currency names."""


def _stored(millivolts: Value) -> Conversion:
    if not isinstance(millivolts, int) or millivolts <= 0:
        raise ConversionError("a voltage", millivolts)
    return linear(f"charge-at({millivolts} mV)", Fraction(millivolts, 10**9))


STORED: Final = Given(attributes=(0x000B,), names=("BatVoltage",), build=_stored)
"""A charge in mAh as energy, at the battery's voltage of the moment: an estimate, for Matter tells no nominal one."""


def cook_modes(**words: int) -> Given:
    """Read a cook mode by the SupportedModes of the mode cluster that stands beside this one."""
    return Given(attributes=(0x0000,), names=("SupportedModes",), build=partial(modes, words))
