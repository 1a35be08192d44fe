"""The table of datapoint types (KNX Standard v2.1, 3/7/2). Units are UCUM; what UCUM cannot say is left out."""

from collections.abc import Iterator, Mapping
from typing import Final

from adapters.knx.protocol.datapoint import (
    BIT,
    DATE,
    F16,
    F32,
    MOMENT,
    RGB,
    RGBW,
    SCENE,
    SCENE_CONTROL,
    STEP,
    TIME,
    Datapoint,
    Form,
    scaled,
    text,
    whole,
    words,
)

_U8, _V8, _U16, _V16 = whole("B"), whole("b"), whole("H"), whole("h")
_U32, _V32, _V64 = whole("I"), whole("i"), whole("q")

PRIORITY: Final = {0: "released_off", 1: "released_on", 2: "forced_off", 3: "forced_on"}
"""DPT 2: the higher bit says whether the lower one is forced (§3.2)."""
HVAC_MODE: Final = {0: "auto", 1: "comfort", 2: "standby", 3: "economy", 4: "building_protection"}
"""DPT 20.102 (§6, N8)."""
CONTROL_MODE: Final = {
    0: "auto",
    1: "heat",
    2: "morning_warmup",
    3: "cool",
    4: "night_purge",
    5: "precool",
    6: "off",
    7: "test",
    8: "emergency_heat",
    9: "fan_only",
    10: "free_cool",
    11: "ice",
    12: "maximum_heating",
    13: "economic_heat_cool",
    14: "dehumidification",
    15: "calibration",
    16: "emergency_cool",
    17: "emergency_steam",
    20: "no_demand",
}
"""DPT 20.105 (§6, N8)."""

_BITS: Final[Mapping[int, str]] = {
    1: "switch", 2: "true or false", 3: "enable", 4: "ramp", 5: "alarm", 6: "binary value", 7: "step",
    8: "up or down", 9: "open or close", 10: "start or stop", 11: "state", 12: "invert", 15: "reset",
    16: "acknowledge", 17: "trigger", 18: "occupancy", 19: "window or door", 21: "logical function",
    22: "scene a or b", 23: "shutter or blinds mode", 24: "day or night", 100: "cooling or heating",
}  # fmt: skip
_F16: Final[Mapping[int, tuple[str, str]]] = {
    1: ("temperature", "Cel"), 2: ("temperature difference", "K"), 3: ("temperature gradient, K/h", ""),
    4: ("illuminance", "lx"), 5: ("wind speed", "m/s"), 6: ("pressure", "Pa"), 7: ("humidity", "%"),
    8: ("air quality", "[ppm]"), 9: ("air flow", "m3/h"), 10: ("time", "s"), 11: ("time", "ms"),
    20: ("voltage", "mV"), 21: ("current", "mA"), 22: ("power density", "W/m2"), 23: ("kelvin per per cent", ""),
    24: ("power", "kW"), 25: ("flow of volume", "L/h"), 26: ("rain, l/m²", ""), 27: ("temperature", "[degF]"),
    28: ("wind speed", "km/h"), 29: ("absolute humidity", "g/m3"), 30: ("concentration", "ug/m3"),
}  # fmt: skip
_F32: Final[Mapping[int, tuple[str, str]]] = {
    7: ("angle", "deg"), 10: ("area", "m2"), 19: ("electric current", "A"), 27: ("electric potential", "V"),
    28: ("potential difference", "V"), 31: ("energy", "J"), 33: ("frequency", "Hz"), 36: ("heat flow", "W"),
    37: ("amount of heat", "J"), 39: ("length", "m"), 51: ("mass", "kg"), 55: ("phase angle", "deg"),
    56: ("power", "W"), 57: ("power factor", ""), 58: ("pressure", "Pa"), 65: ("speed", "m/s"),
    68: ("temperature", "Cel"), 69: ("absolute temperature", "K"), 70: ("temperature difference", "K"),
    74: ("time", "s"), 76: ("volume", "m3"), 79: ("work", "J"), 80: ("apparent power", "V.A"),
    1200: ("flow of volume", "m3/h"),
}  # fmt: skip
_OTHERS: Final[tuple[tuple[int, int, str, Form, str], ...]] = (
    (3, 7, "dimming", STEP, ""),
    (3, 8, "blinds", STEP, ""),
    (4, 1, "character", text(1, "ascii"), ""),
    (4, 2, "character", text(1, "latin-1"), ""),
    (5, 1, "scaling", scaled("B", 100, 255), "%"),
    (5, 3, "angle", scaled("B", 360, 255), "deg"),
    (5, 4, "per cent", _U8, "%"),
    (5, 5, "ratio", _U8, ""),
    (5, 6, "tariff", _U8, ""),
    (5, 10, "counter", _U8, ""),
    (6, 1, "per cent, signed", _V8, "%"),
    (6, 10, "counter, signed", _V8, ""),
    (7, 1, "counter", _U16, ""),
    (7, 2, "time", _U16, "ms"),
    (7, 3, "time", scaled("H", 1, 100), "s"),
    (7, 4, "time", scaled("H", 1, 10), "s"),
    (7, 5, "time", _U16, "s"),
    (7, 6, "time", _U16, "min"),
    (7, 7, "time", _U16, "h"),
    (7, 11, "length", _U16, "mm"),
    (7, 12, "current", _U16, "mA"),
    (7, 13, "brightness", _U16, "lx"),
    (7, 600, "colour temperature", _U16, "K"),
    (8, 1, "difference of counters", _V16, ""),
    (8, 2, "time difference", _V16, "ms"),
    (8, 3, "time difference", scaled("h", 1, 100), "s"),
    (8, 4, "time difference", scaled("h", 1, 10), "s"),
    (8, 5, "time difference", _V16, "s"),
    (8, 6, "time difference", _V16, "min"),
    (8, 7, "time difference", _V16, "h"),
    (8, 10, "per cent, signed", scaled("h", 1, 100), "%"),
    (8, 11, "angle of rotation", _V16, "deg"),
    (8, 12, "length", _V16, "m"),
    (10, 1, "time of day", TIME, ""),
    (11, 1, "date", DATE, ""),
    (12, 1, "counter", _U32, ""),
    (12, 100, "time", _U32, "s"),
    (12, 101, "time", _U32, "min"),
    (12, 102, "time", _U32, "h"),
    (12, 1200, "volume of liquid", _U32, "L"),
    (12, 1201, "volume", _U32, "m3"),
    (13, 1, "counter, signed", _V32, ""),
    (13, 2, "flow", scaled("i", 1, 10_000), "m3/h"),
    (13, 10, "active energy", _V32, "W.h"),
    (13, 11, "apparent energy", _V32, "V.A.h"),
    (13, 12, "reactive energy", _V32, "V.A{reactive}.h"),
    (13, 13, "active energy", _V32, "kW.h"),
    (13, 14, "apparent energy", _V32, "kV.A.h"),
    (13, 15, "reactive energy", _V32, "kV.A{reactive}.h"),
    (13, 16, "active energy", _V32, "MW.h"),
    (13, 100, "time", _V32, "s"),
    (16, 0, "text, ASCII", text(14, "ascii"), ""),
    (16, 1, "text, ISO 8859-1", text(14, "latin-1"), ""),
    (17, 1, "scene number", SCENE, ""),
    (18, 1, "scene control", SCENE_CONTROL, ""),
    (19, 1, "date and time", MOMENT, ""),
    (29, 10, "active energy", _V64, "W.h"),
    (29, 11, "apparent energy", _V64, "V.A.h"),
    (29, 12, "reactive energy", _V64, "V.A{reactive}.h"),
    (232, 600, "colour RGB", RGB, ""),
    (251, 600, "colour RGBW", RGBW, ""),
)


def _all() -> Iterator[Datapoint]:
    for sub, en in _BITS.items():
        yield Datapoint(main=1, sub=sub, en=en, form=BIT)
    for sub in range(1, 13):
        yield Datapoint(main=2, sub=sub, en="priority", form=words(PRIORITY, 0), values=tuple(PRIORITY.values()))
    for main, sub, en, form, unit in _OTHERS:
        yield Datapoint(main=main, sub=sub, en=en, form=form, unit=unit)
    for main, form, table in ((9, F16, _F16), (14, F32, _F32)):
        for sub, (en, unit) in table.items():
            yield Datapoint(main=main, sub=sub, en=en, form=form, unit=unit)
    for sub, en, members in ((102, "HVAC mode", HVAC_MODE), (105, "HVAC control mode", CONTROL_MODE)):
        yield Datapoint(main=20, sub=sub, en=en, form=words(members, 1), values=tuple(members.values()))


TABLE: Final[Mapping[tuple[int, int | None], Datapoint]] = {(one.main, one.sub): one for one in _all()}

_PLAIN: Final[Mapping[int, tuple[str, Form]]] = {
    1: ("bit", BIT), 2: ("priority", words(PRIORITY, 0)), 3: ("step", STEP), 4: ("character", text(1, "latin-1")),
    5: ("octet", _U8), 6: ("octet, signed", _V8), 7: ("two octets", _U16), 8: ("two octets, signed", _V16),
    9: ("float", F16), 10: ("time of day", TIME), 11: ("date", DATE), 12: ("four octets", _U32),
    13: ("four octets, signed", _V32), 14: ("float", F32), 16: ("text", text(14, "latin-1")),
    17: ("scene number", SCENE), 18: ("scene control", SCENE_CONTROL), 19: ("date and time", MOMENT),
    20: ("octet", _U8), 29: ("eight octets, signed", _V64), 232: ("colour RGB", RGB), 251: ("colour RGBW", RGBW),
}  # fmt: skip
MAINS: Final[Mapping[int, Datapoint]] = {
    main: Datapoint(main=main, sub=None, en=en, form=form, values=tuple(PRIORITY.values()) if main == 2 else None)
    for main, (en, form) in _PLAIN.items()
}
"""What is known of a main type alone: its form and no unit."""
