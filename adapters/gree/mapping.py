"""The columns of Gree units: what each is, and where it belongs in the schema.

Columns are asked for in groups: there is firmware that stays silent when it does not know one of the names it is asked
for, so what every unit knows is asked apart from what only some know. A unit tells "" for a column that it lacks, or
leaves it out. Sources: tomikaa87/gree-remote README ("Reading status of a device") and issue 58 (dehumidifiers), as
cmroche/greeclimate, pull request 62; RobHofmann/HomeAssistant-GreeClimateComponent README (sensors, options);
roihuvaara/hacs_gree_versati (heat pumps).
"""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from schemas.conversion import NUMBER_AS_TEXT, Conversion, linear, null_as
from schemas.mapping import Row, Source
from schemas.mappings.code import codes, flag
from schemas.value import Value
from schemas.vocabulary import Kind

_SWITCH: Final = flag(1, 0)
_MODE: Final = codes({"auto": 0, "cool": 1, "dry": 2, "fanOnly": 3, "heat": 4}, near={"precooling": 1})
_PUMP_MODE: Final = codes({"heating": 1, "hotWater": 2, "coolingAndHotWater": 3, "heatingAndHotWater": 4, "cooling": 5})
_FAN: Final = codes({"auto": 0, "low": 1, "medium": 3, "high": 5}, also={2: "low", 4: "high"})
_SCALE: Final = codes({"celsius": 0, "fahrenheit": 1})
_VERTICAL: Final = flag(1, 0, also_true=(7, 8, 9, 10, 11), also_false=(2, 3, 4, 5, 6))
_HORIZONTAL: Final = flag(1, 0, also_false=(2, 3, 4, 5, 6))
_QUIET: Final = flag(1, 0, also_true=(2, 3))
_DIRTY: Final = codes({"ok": 0, "warning": 1})
_NUMBER: Final = replace(linear("number", Fraction(1)), rescales=False)
"""As it is, and a fault where it is no number."""
_STEP: Final = null_as(0, _NUMBER)
_HUMIDITY: Final = linear("humidity-steps", Fraction(5), Fraction(15))
"""Steps of 5 % from 15 %."""


def _fault(value: Value) -> Value:
    return "" if value == 0 and not isinstance(value, bool) else NUMBER_AS_TEXT.decode(value)


_FAULT: Final = replace(NUMBER_AS_TEXT, name="fault", decode=_fault)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One property that is in a column. `reason` says why it is the unit's own, where it has no place in the schema.

    A column may be several properties, and each of them has all that it needs. `name` is its address.
    """

    name: str
    source: Source
    row: Row[str] | None = None
    reason: str = ""


def _whole(high: float, *, low: float = 0, access: str = "rw", unit: str = "") -> Source:
    return Source(kind=Kind.INTEGER, unit=unit, minimum=low, maximum=high, access=access)


_ON_OFF: Final = _whole(1)
_READ: Final = _whole(1, access="r")


def _core(name: str, to: str, convert: Conversion, source: Source = _ON_OFF) -> Column:
    capability, _, ours = to.partition(".")
    row = Row(source=name, capability=capability, name=ours, convert=convert, unit=source.unit)
    return Column(name=name, source=source, row=row)


def _own(name: str, reason: str, source: Source) -> Column:
    return Column(name=name, source=source, reason=reason)


def _degrees(name: str, to: str, *, low: float, high: float, access: str = "r") -> Column:
    source = Source(kind=Kind.NUMBER, unit="Cel", minimum=low, maximum=high, step=1, access=access)
    return _core(name, to, _NUMBER, source)


AIR_CONDITIONER: Final = (
    _core("Pow", "onOff.onOff", _SWITCH),
    _core("Mod", "thermostat.systemMode", _MODE, _whole(4)),
    _degrees("SetTem", "thermostat.coolingSetpoint", low=8, high=30, access="rw"),
    _degrees("SetTem", "thermostat.heatingSetpoint", low=8, high=30, access="rw"),
    _degrees("TemSen", "thermostat.localTemperature", low=-40, high=100),
    _core("TemUn", "userInterface.temperatureDisplayUnit", _SCALE),
    _core("WdSpd", "fanControl.fanMode", _FAN, _whole(5)),
    _core("WdSpd", "fanControl.speedSetting", _STEP, _whole(5, low=1)),
    _core("Air", "comfortOptions.freshAir", flag(1, 0, also_true=(2,))),
    _core("Blo", "comfortOptions.dryer", _SWITCH),
    _core("Health", "comfortOptions.ionizer", _SWITCH),
    _core("SwhSlp", "comfortOptions.sleepMode", _SWITCH),
    _own("SlpMod", "it is which of several courses of temperature sleep takes, and no level", _whole(3)),
    _core("Lig", "userInterface.displayOn", _SWITCH),
    _core("SwUpDn", "comfortOptions.verticalSwing", _VERTICAL),
    _own("SwUpDn", "positions and parts of the way; the schema has whether it swings, and angles", _whole(11)),
    _core("SwingLfRig", "comfortOptions.horizontalSwing", _HORIZONTAL),
    _own("SwingLfRig", "positions; the schema has whether it swings, and angles", _whole(6)),
    _core("Quiet", "comfortOptions.quietMode", _QUIET),
    _own("Quiet", "kinds of quiet; the schema has whether it is", _whole(3)),
    _core("Tur", "comfortOptions.boostMode", _SWITCH),
    _core("StHt", "thermostat.frostProtection", _SWITCH),
    _core("SvSt", "comfortOptions.ecoMode", _SWITCH),
    _own("HeatCoolType", "what its numbers mean is not published", Source(kind=Kind.INTEGER, access="r")),
)
OPTIONS: Final = (
    _core("AssHt", "comfortOptions.auxiliaryHeat", _SWITCH),
    _core("AutoClean", "comfortOptions.selfClean", _SWITCH),
    _core("AntiDirectBlow", "comfortOptions.antiDirectBlow", _SWITCH),
    _core("AllErr", "deviceHealth.faultCode", _FAULT, _whole(65535, access="r")),
    _core("HumSen", "relativeHumidityMeasurement.measuredValue", _STEP, _whole(100, access="r", unit="%")),
    _own("Buzzer_ON_OFF", "it silences one command on some units and all on others", _whole(1)),
)
DEHUMIDIFIER: Final = (
    _core("Dwet", "humidityControl.targetHumidity", _HUMIDITY, _whole(13, low=3, unit="%")),
    _core("DwatSen", "relativeHumidityMeasurement.measuredValue", _STEP, _whole(100, access="r", unit="%")),
    _core("DwatFul", "humidityControl.tankFull", _SWITCH, _READ),
    _core("Dfltr", "consumableMonitoring.changeIndication", _DIRTY, _READ),
    _own("Dmod", "its numbers mean one thing on one unit and another on the next", _whole(15)),
    _core("ChildLock", "userInterface.keypadLockout", _SWITCH),
    _own("PM2P5", "1 is the best; what else it tells is not published", Source(kind=Kind.INTEGER, access="r")),
    _own("airQlt", "1 is the best; what else it tells is not published", Source(kind=Kind.INTEGER, access="r")),
)
SECOND_SENSOR: Final = (_degrees("TemBody", "thermostat.localTemperature", low=-40, high=100),)
OUTDOORS: Final = (_degrees("OutEnvTem", "thermostat.outdoorTemperature", low=-40, high=60),)

TABLE: Final = (*AIR_CONDITIONER, *OPTIONS, *DEHUMIDIFIER, *SECOND_SENSOR, *OUTDOORS)
"""All but heat pumps."""

HEAT_PUMP: Final = (
    _core("Pow", "onOff.onOff", _SWITCH),
    _core("Mod", "heatSource.mode", _PUMP_MODE, _whole(5, low=1)),
    _degrees("HeWatOutTemSet", "heatSource.flowSetpoint", low=20, high=65, access="rw"),
    _own("CoWatOutTemSet", "the flow while it cools, in °C; the schema has one for heating", _whole(25, low=5)),
    _degrees("WatBoxTemSet", "waterHeater.targetTemperature", low=40, high=80, access="rw"),
    _degrees("HeHomTemSet", "thermostat.heatingSetpoint", low=16, high=30, access="rw"),
    _degrees("CoHomTemSet", "thermostat.coolingSetpoint", low=16, high=30, access="rw"),
    _core("Quiet", "heatSource.quietMode", _SWITCH),
    _degrees("AllInWatTemHi", "heatSource.returnTemperature", low=-40, high=120),
    _degrees("AllOutWatTemHi", "heatSource.flowTemperature", low=-40, high=120),
    _degrees("WatBoxTemHi", "waterHeater.waterTemperature", low=-20, high=120),
    Column(
        name="HepOutWatTemHi",
        source=Source(kind=Kind.NUMBER, unit="Cel", minimum=-40, maximum=120, access="r"),
        reason="the schema has no place for the water behind the heat exchanger",
    ),
    _degrees("RmoHomTemHi", "thermostat.localTemperature", low=-40, high=100),
    _core("ElcHe1RunSta", "heatSource.auxiliaryHeaterOn", _SWITCH, _READ),
    _own("ElcHe2RunSta", "the schema has one auxiliary heater", _READ),
    _own("WatBoxElcHeRunSta", "whether the heater in the tank runs; the schema has whether any does", _READ),
    _core("SyAnFroRunSta", "heatSource.defrosting", _SWITCH, _READ),
    _own("AnFrzzRunSta", "whether the frost guard runs; the schema has whether it may", _READ),
    _own("FastHtWter", "the schema starts fast heating with a command that names a time", _whole(1)),
    _own("TemUn", "what set-points mean in its other unit is not published", _READ),
    _core("AllErr", "deviceHealth.faultCode", _FAULT, _whole(65535, access="r")),
)
"""Air-to-water heat pumps: other modes, and temperatures in two columns, whole degrees from 100 and tenths."""

TENTHS: Final[Mapping[str, str]] = {
    f"{one}Hi": f"{one}Lo" for one in ("AllInWatTem", "AllOutWatTem", "WatBoxTem", "HepOutWatTem", "RmoHomTem")
}
PART_OF: Final[Mapping[str, str]] = {
    "TemRec": "SetTem",
    "Add0.5": "SetTem",
    **{low: high for high, low in TENTHS.items()},
}
"""Columns that are a part of another and nothing by themselves."""
PARTS: Final = frozenset(PART_OF)
TOGETHER: Final[Mapping[str, str]] = {"SwhSlp": "SlpMod"}
"""Columns that are switched on together with another."""


def names(columns: Iterable[Column]) -> tuple[str, ...]:
    """Give the names of columns, each once."""
    return tuple(dict.fromkeys(one.name for one in columns))


FIRST: Final = (*names(AIR_CONDITIONER), "TemRec")
"""What every client asks for, so that every unit knows the names."""
FURTHER: Final = (
    (*names(OPTIONS), "Add0.5"),
    names(DEHUMIDIFIER),
    names(SECOND_SENSOR),
    names(OUTDOORS),
)


HEAT_PUMP_NAMES: Final = (*names(HEAT_PUMP), *TENTHS.values())


def is_heat_pump(columns: Container[str]) -> bool:
    """Whether a unit that has these columns is an air-to-water heat pump."""
    return any(name in columns for name in ("HeWatOutTemSet", "CoWatOutTemSet", "WatBoxTemSet"))


def further(found: Mapping[str, object]) -> Iterator[tuple[str, ...]]:
    """Give groups of columns to ask for besides the first, by what was found so far."""
    if not says(found.get("SetTem")):
        yield HEAT_PUMP_NAMES
    if not is_heat_pump(found):
        yield from FURTHER


def present(columns: Mapping[str, object]) -> tuple[str, ...]:
    """Give the names of the columns that a unit has; one that it lacks says nothing."""
    found = [name for name, value in columns.items() if says(value)]
    if columns.get("Dwet"):
        return tuple(found)
    only = set(names(DEHUMIDIFIER))  # air conditioners tell zeros in them
    return tuple(name for name in found if name not in only)


def says(value: object) -> bool:
    """Whether a column has a value."""
    return isinstance(value, int | float | str) and value != ""


def properties(there: Iterable[str], extra: Iterable[str] = ()) -> Iterator[Column]:
    """Give the properties of a unit that has these columns; `extra` are those that a person asked for."""
    has = set(there)
    known = {*names(TABLE), *names(HEAT_PUMP), *PARTS}
    yield from (one for one in (HEAT_PUMP if is_heat_pump(has) else TABLE) if one.name in has)
    yield from (
        Column(
            name=one, source=Source(kind=Kind.INTEGER, access="rw"), reason="a person asked for it in the configuration"
        )
        for one in dict.fromkeys(extra)
        if one in has and one not in known
    )
