"""Units: UCUM codes, conversion between them, and what vendors write instead of them.

UCUM 2.1 (Unified Code for Units of Measure), case-sensitive codes. Each unit has a dimension and is an affine
function of that dimension's base: base = value * scale + offset. Scales are exact fractions, so that a whole
number of millivolts becomes the nearest possible number of volts. Counts, indices and scores have a dimension
each: they convert to nothing else.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Final

MIRED: Final = "/MK"
"""Reciprocal megakelvin. Not convertible to K: the reciprocal is a mapping conversion."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One UCUM unit. `spellings` are what vendors write besides the code itself."""

    code: str
    dimension: str
    scale: Fraction
    offset: Fraction
    zh: str
    en: str
    spellings: tuple[str, ...]


class UnitError(ValueError):
    """Two units that do not convert, or a code that is not in the table."""

    def __init__(self, source: str, target: str) -> None:
        """Name both units, as codes."""
        super().__init__(f"unit {source!r} does not convert to {target!r}")
        self.source = source
        self.target = target


def _unit(code: str, dimension: str, scale: str, zh: str, en: str, *spellings: str, offset: str = "0") -> Unit:
    return Unit(code, dimension, Fraction(scale), Fraction(offset), zh, en, spellings)


# The base of each dimension comes first. Spellings are compared exactly, then without regard to case and dots.
_UNITS: Final = (
    _unit("K", "temperature", "1", "开", "kelvin", "kelvin"),
    _unit(
        "Cel",
        "temperature",
        "1",
        "摄氏度",
        "degree Celsius",
        "°C",
        "℃",
        "ºC",
        "˚C",
        "C",
        "degC",
        "celsius",
        offset="273.15",
    ),
    _unit(
        "[degF]",
        "temperature",
        "5/9",
        "华氏度",
        "degree Fahrenheit",
        "°F",
        "℉",
        "ºF",
        "˚F",
        "F",
        "degF",
        "fahrenheit",
        offset="45967/180",
    ),
    _unit("%", "fraction", "1", "百分比", "per cent", "percent", "percentage", "\uff05", "%RH", "% RH", "RH%", "pct"),
    _unit("1", "fraction", "100", "无量纲", "one"),
    _unit("[ppth]", "fraction", "1/10", "千分之一", "part per thousand", "‰", "ppth"),
    _unit("[ppm]", "fraction", "1/10000", "百万分之一", "part per million", "ppm", "µmol/mol", "ppmv"),
    _unit("[ppb]", "fraction", "1/10000000", "十亿分之一", "part per billion", "ppb", "ppbv"),
    _unit("s", "time", "1", "秒", "second", "sec", "second", "seconds", "secs", "秒"),
    _unit("ms", "time", "1/1000", "毫秒", "millisecond", "msec", "millisecond", "milliseconds", "毫秒"),
    _unit("us", "time", "1/1000000", "微秒", "microsecond", "µs", "μs", "microsecond", "microseconds"),
    _unit("min", "time", "60", "分", "minute", "mins", "minute", "minutes", "分钟"),
    _unit("h", "time", "3600", "小时", "hour", "hr", "hrs", "hour", "hours", "小时"),
    _unit("d", "time", "86400", "天", "day", "day", "days", "天"),
    _unit("wk", "time", "604800", "周", "week", "week", "weeks"),
    _unit("mo", "time", "2629800", "月", "month", "month", "months"),
    _unit("a", "time", "31557600", "年", "year", "year", "years", "yr"),
    _unit("Hz", "frequency", "1", "赫兹", "hertz", "hertz"),
    _unit("kHz", "frequency", "1000", "千赫", "kilohertz"),
    _unit("MHz", "frequency", "1000000", "兆赫", "megahertz"),
    _unit("GHz", "frequency", "1000000000", "吉赫", "gigahertz"),
    _unit("/min", "rate", "1", "次每分", "per minute", "1/min", "bpm", "breaths/min", "beats/min", "brpm"),
    _unit("{rpm}", "rotation", "1", "转每分", "revolutions per minute", "rpm", "r/min", "rev/min"),
    _unit("V", "voltage", "1", "伏", "volt", "volt", "volts"),
    _unit("mV", "voltage", "1/1000", "毫伏", "millivolt", "millivolt", "millivolts"),
    _unit("uV", "voltage", "1/1000000", "微伏", "microvolt", "µV", "μV"),
    _unit("kV", "voltage", "1000", "千伏", "kilovolt"),
    _unit("A", "current", "1", "安", "ampere", "amp", "amps", "ampere", "amperes"),
    _unit("mA", "current", "1/1000", "毫安", "milliampere", "milliamp", "milliamps"),
    _unit("uA", "current", "1/1000000", "微安", "microampere", "µA", "μA"),
    _unit("W", "power", "1", "瓦", "watt", "watt", "watts"),
    _unit("mW", "power", "1/1000", "毫瓦", "milliwatt"),
    _unit("kW", "power", "1000", "千瓦", "kilowatt", "kilowatt", "kilowatts"),
    _unit("MW", "power", "1000000", "兆瓦", "megawatt"),
    _unit("[Btu]/h", "power", "52752792631/180000000000", "英热单位每小时", "Btu per hour", "BTU/h", "BTU/hr"),
    _unit("V.A", "apparent-power", "1", "伏安", "volt-ampere", "VA", "volt-ampere"),
    _unit("kV.A", "apparent-power", "1000", "千伏安", "kilovolt-ampere", "kVA"),
    _unit("mV.A", "apparent-power", "1/1000", "毫伏安", "millivolt-ampere", "mVA"),
    _unit("V.A{reactive}", "reactive-power", "1", "乏", "var", "var", "VAr"),
    _unit("kV.A{reactive}", "reactive-power", "1000", "千乏", "kilovar", "kvar", "kVAr"),
    _unit("mV.A{reactive}", "reactive-power", "1/1000", "毫乏", "millivar", "mvar"),
    _unit("kW.h", "energy", "1", "千瓦时", "kilowatt-hour", "kWh", "kW·h", "kW*h", "度电"),
    _unit("W.h", "energy", "1/1000", "瓦时", "watt-hour", "Wh", "W·h"),
    _unit("mW.h", "energy", "1/1000000", "毫瓦时", "milliwatt-hour", "mWh"),
    _unit("MW.h", "energy", "1000", "兆瓦时", "megawatt-hour", "MWh"),
    _unit("GW.h", "energy", "1000000", "吉瓦时", "gigawatt-hour", "GWh"),
    _unit("J", "energy", "1/3600000", "焦", "joule", "joule", "joules"),
    _unit("kJ", "energy", "1/3600", "千焦", "kilojoule"),
    _unit("MJ", "energy", "10/36", "兆焦", "megajoule"),
    _unit("GJ", "energy", "10000/36", "吉焦", "gigajoule"),
    _unit("kcal", "energy", "4184/3600000", "千卡", "kilocalorie", "kilocalories"),
    _unit("V.A.h", "apparent-energy", "1", "伏安时", "volt-ampere-hour", "VAh"),
    _unit("kV.A.h", "apparent-energy", "1000", "千伏安时", "kilovolt-ampere-hour", "kVAh"),
    _unit("kV.A{reactive}.h", "reactive-energy", "1", "千乏时", "kilovar-hour", "kvarh", "kVArh"),
    _unit("V.A{reactive}.h", "reactive-energy", "1/1000", "乏时", "var-hour", "varh", "VArh"),
    _unit("A.h", "charge", "1", "安时", "ampere-hour", "Ah"),
    _unit("mA.h", "charge", "1/1000", "毫安时", "milliampere-hour", "mAh"),
    _unit("Ohm", "resistance", "1", "欧", "ohm", "Ω", "Ω", "ohms"),
    _unit("Pa", "pressure", "1", "帕", "pascal", "pascal"),
    _unit("hPa", "pressure", "100", "百帕", "hectopascal", "hectopascal"),
    _unit("kPa", "pressure", "1000", "千帕", "kilopascal", "kilopascal"),
    _unit("MPa", "pressure", "1000000", "兆帕", "megapascal"),
    _unit("mbar", "pressure", "100", "毫巴", "millibar"),
    _unit("bar", "pressure", "100000", "巴", "bar"),
    _unit("[psi]", "pressure", "8896443230521/1290320000", "磅每平方英寸", "pound per square inch", "psi"),
    _unit("mm[Hg]", "pressure", "133.322387415", "毫米汞柱", "millimetre of mercury", "mmHg"),
    _unit("[in_i'Hg]", "pressure", "3386.388640341", "英寸汞柱", "inch of mercury", "inHg"),
    _unit("lx", "illuminance", "1", "勒克斯", "lux", "lux", "lumen/m²"),
    _unit("klx", "illuminance", "1000", "千勒克斯", "kilolux"),
    _unit("W/m2", "irradiance", "1", "瓦每平方米", "watt per square metre", "W/m²", "W/m^2"),
    _unit("m", "length", "1", "米", "metre", "meter", "meters", "metre", "metres", "米"),
    _unit("km", "length", "1000", "千米", "kilometre", "kilometer", "kilometers"),
    _unit("dm", "length", "1/10", "分米", "decimetre"),
    _unit("cm", "length", "1/100", "厘米", "centimetre", "centimeter", "centimeters", "厘米"),
    _unit("mm", "length", "1/1000", "毫米", "millimetre", "millimeter", "millimeters", "毫米"),
    _unit("um", "length", "1/1000000", "微米", "micrometre", "µm", "μm"),
    _unit("[in_i]", "length", "0.0254", "英寸", "inch", "in", "inch", "inches", '"'),
    _unit("[ft_i]", "length", "0.3048", "英尺", "foot", "ft", "feet"),
    _unit("[mi_i]", "length", "1609.344", "英里", "mile", "mi", "mile", "miles"),
    _unit("m2", "area", "1", "平方米", "square metre", "m²", "m^2", "㎡", "平方米"),
    _unit("cm2", "area", "1/10000", "平方厘米", "square centimetre", "cm²"),
    _unit("[sft_i]", "area", "0.09290304", "平方英尺", "square foot", "ft²", "sqft"),
    _unit("m3", "volume", "1", "立方米", "cubic metre", "m³", "m^3", "㎥", "CBM", "立方米"),
    _unit("L", "volume", "1/1000", "升", "litre", "l", "litre", "liter", "litres", "liters", "升"),
    _unit("mL", "volume", "1/1000000", "毫升", "millilitre", "ml", "milliliter", "毫升", "cc", "cm³"),
    _unit("[gal_us]", "volume", "0.003785411784", "加仑", "US gallon", "gal", "gallon", "gallons"),
    _unit("[cft_i]", "volume", "0.028316846592", "立方英尺", "cubic foot", "ft³", "ft3"),
    _unit("m3/h", "flow", "1", "立方米每小时", "cubic metre per hour", "m³/h", "m^3/h", "m3h", "m³/hr"),
    _unit("L/min", "flow", "0.06", "升每分", "litre per minute", "l/min", "lpm"),
    _unit("L/h", "flow", "1/1000", "升每小时", "litre per hour", "l/h"),
    _unit("L/s", "flow", "3.6", "升每秒", "litre per second", "l/s"),
    _unit("m3/s", "flow", "3600", "立方米每秒", "cubic metre per second", "m³/s"),
    _unit("mL/s", "flow", "0.0036", "毫升每秒", "millilitre per second", "ml/s"),
    _unit("[gal_us]/min", "flow", "0.22712470704", "加仑每分", "US gallon per minute", "gal/min", "gpm"),
    _unit("[cft_i]/min", "flow", "1.69901079552", "立方英尺每分", "cubic foot per minute", "ft³/min", "CFM"),
    _unit("m/s", "speed", "1", "米每秒", "metre per second", "mps", "meters/s"),
    _unit("km/h", "speed", "10/36", "千米每小时", "kilometre per hour", "kmh", "kph", "km/hr"),
    _unit("mm/s", "speed", "1/1000", "毫米每秒", "millimetre per second"),
    _unit("[mi_i]/h", "speed", "0.44704", "英里每小时", "mile per hour", "mph"),
    _unit("[kn_i]", "speed", "1852/3600", "节", "knot", "kn", "knots"),
    _unit("mm/h", "precipitation", "1", "毫米每小时", "millimetre per hour", "mm/hr"),
    _unit("[in_i]/h", "precipitation", "25.4", "英寸每小时", "inch per hour", "in/h"),
    _unit("mm/d", "precipitation", "1/24", "毫米每天", "millimetre per day", "mm/day"),
    _unit("kg", "mass", "1", "千克", "kilogram", "kilogram", "kilograms", "千克", "公斤"),
    _unit("g", "mass", "1/1000", "克", "gram", "gram", "grams", "克"),
    _unit("mg", "mass", "1/1000000", "毫克", "milligram"),
    _unit("[lb_av]", "mass", "0.45359237", "磅", "pound", "lb", "lbs"),
    _unit("[oz_av]", "mass", "0.028349523125", "盎司", "ounce", "oz"),
    _unit("t", "mass", "1000", "吨", "tonne"),
    _unit(
        "ug/m3",
        "concentration",
        "1",
        "微克每立方米",
        "microgram per cubic metre",
        "µg/m³",
        "μg/m³",
        "µg/m3",
        "μg/m3",
        "ug/m³",
        "ug/m^3",
        "µg/m^3",
    ),
    _unit("mg/m3", "concentration", "1000", "毫克每立方米", "milligram per cubic metre", "mg/m³", "mg/m^3"),
    _unit("mg/L", "concentration", "1000000", "毫克每升", "milligram per litre", "mg/l"),
    _unit("g/m3", "concentration", "1000000", "克每立方米", "gram per cubic metre", "g/m³"),
    _unit("Bq/m3", "radioactivity", "1", "贝可每立方米", "becquerel per cubic metre", "Bq/m³"),
    _unit("pCi/L", "radioactivity", "37", "皮居每升", "picocurie per litre", "pCi/l"),
    _unit("mmol/L", "substance", "1", "毫摩尔每升", "millimole per litre", "mmol/l"),
    _unit("kg/m2", "surface-density", "1", "千克每平方米", "kilogram per square metre", "kg/m²"),
    _unit("uS/cm", "conductivity", "1", "微西每厘米", "microsiemens per centimetre", "µS/cm", "μS/cm"),
    _unit("mS/cm", "conductivity", "1000", "毫西每厘米", "millisiemens per centimetre"),
    _unit("S/m", "conductivity", "10000", "西每米", "siemens per metre"),
    _unit("deg", "angle", "1", "度", "degree", "°", "º", "degree", "degrees", "arcdegrees", "arcdegress"),
    _unit("rad", "angle", "57.29577951308232", "弧度", "radian", "radian", "radians"),
    _unit("dB[SPL]", "sound", "1", "分贝", "decibel of sound pressure", "dBA", "dB(A)"),
    _unit("dB", "sound", "1", "分贝", "decibel", "decibel", "decibels"),
    _unit("{dBm}", "signal", "1", "分贝毫瓦", "decibel-milliwatt", "dBm"),
    _unit("[pH]", "acidity", "1", "酸碱度", "pH", "pH"),
    _unit("{NTU}", "turbidity", "1", "浊度单位", "nephelometric turbidity unit", "NTU"),
    _unit(MIRED, "mired", "1", "迈尔德", "mired", "mired", "mireds", "mirek", "M⁻¹"),
    _unit("{count}", "count", "1", "次", "count", "times", "counts", "次", "pcs"),
    _unit("{steps}", "steps", "1", "步", "steps", "steps"),
    _unit(
        *("{index}", "index", "1", "指数", "index"),
        *("index", "AQI", "CAQI", "UV index", "VOC Index points", "NOx Index points"),
    ),
    _unit("{score}", "score", "1", "分", "score", "score"),
    _unit("%{LEL}", "explosive-limit", "1", "爆炸下限百分比", "per cent of the lower explosive limit", "%LEL", "% LEL"),
    _unit("{lqi}", "link-quality", "1", "链路质量", "link quality", "lqi"),
    _unit("bit/s", "data-rate", "1", "比特每秒", "bit per second", "bps"),
    _unit("Mbit/s", "data-rate", "1000000", "兆比特每秒", "megabit per second", "Mbps"),
    _unit("By", "data", "1", "字节", "byte", "B", "byte", "bytes"),
    _unit("kBy", "data", "1000", "千字节", "kilobyte", "kB"),
    _unit("MBy", "data", "1000000", "兆字节", "megabyte", "MB"),
    _unit("GBy", "data", "1000000000", "吉字节", "gigabyte", "GB"),
)

UNITS: Final = {unit.code: unit for unit in _UNITS}
"""Every unit known, by its UCUM code."""

UNITLESS: Final = frozenset({"", "1", "{count}", "{steps}", "{index}", "{score}", "[pH]"})
"""Units that a vendor leaves out without anything being lost."""


def _plain(text: str) -> str:
    return text.strip().rstrip(".").casefold()


def _spellings() -> Iterator[tuple[str, str]]:
    for unit in _UNITS:
        yield unit.code, unit.code
        for spelling in unit.spellings:
            yield spelling, unit.code


def _folded() -> dict[str, str]:
    """Spellings without case, only where all that fold to the same text mean the same unit (mW and MW do not)."""
    meanings: dict[str, set[str]] = {}
    for text, code in _spellings():
        meanings.setdefault(_plain(text), set()).add(code)
    return {text: codes.pop() for text, codes in meanings.items() if len(codes) == 1}


_EXACT: Final = dict(_spellings())
_FOLDED: Final = _folded()


def normalise(vendor_text: str) -> str | None:
    """Give the UCUM code for what a vendor wrote, "" for an empty text, or None where it is no unit we know."""
    text = vendor_text.strip()
    if not text:
        return ""
    return _EXACT.get(text) or _FOLDED.get(_plain(text))


def annotated(vendor_text: str) -> str:
    """Give the UCUM code, or what the vendor wrote as an annotation (UCUM 2.1 §12), so that it is not lost."""
    code = normalise(vendor_text)
    return "{" + re.sub(r"[{}\s]", "", vendor_text)[:32] + "}" if code is None else code


def convertible(source: str, target: str) -> bool:
    """Whether values in one unit can be told in the other."""
    if source == target:
        return True
    a, b = UNITS.get(source), UNITS.get(target)
    return a is not None and b is not None and a.dimension == b.dimension


@lru_cache(maxsize=1024)
def coefficients(source: str, target: str, *, difference: bool = False) -> tuple[Fraction, Fraction]:
    """Give (scale, offset) with target = source * scale + offset; a difference of two values has no offset."""
    if source == target:
        return Fraction(1), Fraction(0)
    if not convertible(source, target):
        raise UnitError(source, target)
    a, b = UNITS[source], UNITS[target]
    return a.scale / b.scale, Fraction(0) if difference else (a.offset - b.offset) / b.scale


def affine(scale: Fraction, offset: Fraction) -> Callable[[float], float]:
    """Compile value * scale + offset; a whole number stays one where the result is exact."""
    top, bottom = scale.numerator, scale.denominator
    shift = int(offset) if offset.denominator == 1 else float(offset)
    if scale == 1:
        return (lambda value: value + shift) if shift else lambda value: value
    if bottom == 1:
        return (lambda value: value * top + shift) if shift else lambda value: value * top
    return (lambda value: value * top / bottom + shift) if shift else lambda value: value * top / bottom


def convert(value: float, source: str, target: str) -> float:
    """Tell a value of one unit in another; UnitError where that has no meaning."""
    return affine(*coefficients(source, target))(value)
