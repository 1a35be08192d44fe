"""The columns of Gree units: what each is, and where it belongs in the schema.

Columns are asked for in groups: there is firmware that stays silent when it does not know one of the names it is asked
for, so what every unit knows is asked apart from what only some know. A unit tells "" for a column that it lacks, or
leaves it out. Sources: tomikaa87/gree-remote README ("Reading status of a device"); cmroche/greeclimate, README and
issues 101, 148 (dehumidifiers, gateways); RobHofmann/HomeAssistant-GreeClimateComponent README (sensors, options).
"""

from collections.abc import Iterable, Iterator, Mapping
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
    _core("DwatFul", "humidityControl.tankFull", _SWITCH, _whole(1, access="r")),
    _core("Dfltr", "consumableMonitoring.changeIndication", _DIRTY, _whole(1, access="r")),
    _own("Dmod", "of its numbers only 9, ions alone, is published", _whole(9)),
)
SECOND_SENSOR: Final = (_degrees("TemBody", "thermostat.localTemperature", low=-40, high=100),)
OUTDOORS: Final = (_degrees("OutEnvTem", "thermostat.outdoorTemperature", low=-40, high=60),)

TABLE: Final = (*AIR_CONDITIONER, *OPTIONS, *DEHUMIDIFIER, *SECOND_SENSOR, *OUTDOORS)
PARTS: Final = frozenset({"TemRec", "Add0.5"})
"""Columns that are a part of the set-point and nothing by themselves."""
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
    known = set(names(TABLE)) | PARTS
    yield from (one for one in TABLE if one.name in has)
    yield from (
        Column(
            name=one, source=Source(kind=Kind.INTEGER, access="rw"), reason="a person asked for it in the configuration"
        )
        for one in dict.fromkeys(extra)
        if one in has and one not in known
    )
