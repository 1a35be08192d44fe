"""ECHONET Lite's devices for air and climate: class group 01, and the heaters of group 02."""

from typing import Final

from schemas.conversion import scale
from schemas.mappings.code import codes, flag, sets
from schemas.mappings.echonet.edt import Edt, clock, level, number, state
from schemas.mappings.echonet.key import Class, EchonetRow, While
from schemas.mappings.echonet.superclass import YES

AIR_CONDITIONER: Final = Class(0x0130)
VENTILATION_FAN: Final = Class(0x0133)
AIR_CONDITIONING_FAN: Final = Class(0x0134)
AIR_CLEANER: Final = Class(0x0135)
HUMIDIFIER: Final = Class(0x0139)
ELECTRIC_HEATER: Final = Class(0x0142)
FAN_HEATER: Final = Class(0x0143)
FLOOR_HEATER: Final = Class(0x027B)
HEAT_SOURCE: Final = Class(0x027A)

_TYPE: Final = "the form holds more than any room or device has"
_AUTO: Final = 0x41
DEGREES: Final = number(1, signed=True, none=(0x7E,))
"""Whole degrees; 7E is not measurable."""
HUMIDITY: Final = number(1, most=100, none=(0xFD,))
SPEED: Final = level(none=(_AUTO,))
STEPS: Final = dict.fromkeys(range(0x31, 0x39), "manual")
FAN: Final = codes({"auto": _AUTO}, also=STEPS)
SWING: Final = sets(
    {0x31: (), 0x41: ("rockUpDown",), 0x42: ("rockLeftRight",), 0x43: ("rockLeftRight", "rockUpDown")}, any_as=0x43
)
MODE: Final = codes({"auto": 0x41, "cool": 0x42, "heat": 0x43, "dry": 0x44, "fanOnly": 0x45}, near={"precooling": 0x42})
_HEATING: Final = While(0xB0, (0x43,))
_COOLING: Final = While(0xB0, (0x41, 0x42, 0x44, 0x45))


def setpoint(*unset: int) -> Edt:
    """Whole degrees to be reached, 0 to 50; other codes set none."""
    return number(1, most=50, none=unset)


def timers(one: Class) -> tuple[EchonetRow, ...]:
    """Write down the hours and minutes until a device switches itself on and off."""
    return (
        one.at(0x92, clock(255), "timerControl.onCountdown", w=True, wide=_TYPE),
        one.at(0x96, clock(255), "timerControl.offCountdown", w=True, wide=_TYPE),
    )


def air_flow(one: Class) -> tuple[EchonetRow, ...]:
    """Write down the rate of air flow: automatic, or one of eight steps."""
    return (
        one.at(0xA0, state(), "fanControl.fanMode", FAN, w=True),
        one.at(0xA0, SPEED, "fanControl.speedSetting", w=True),
    )


_AIR_CONDITIONER: Final = (
    AIR_CONDITIONER.at(0x8F, state(), "comfortOptions.ecoMode", YES, w=True),
    *timers(AIR_CONDITIONER),
    *air_flow(AIR_CONDITIONER),
    AIR_CONDITIONER.at(0xA3, state(), "fanControl.rockSetting", SWING, w=True),
    AIR_CONDITIONER.at(0xB0, state(), "thermostat.systemMode", MODE, w=True),
    AIR_CONDITIONER.at(0xB2, state(), "comfortOptions.boostMode", flag(0x42, 0x41, also_false=(0x43,)), w=True),
    AIR_CONDITIONER.at(0xB2, state(), "comfortOptions.quietMode", flag(0x43, 0x41, also_false=(0x42,)), w=True),
    AIR_CONDITIONER.at(0xB3, setpoint(0xFD), "thermostat.heatingSetpoint", unit="Cel", w=True, when=_HEATING),
    AIR_CONDITIONER.at(0xB3, setpoint(0xFD), "thermostat.coolingSetpoint", unit="Cel", w=True, when=_COOLING),
    AIR_CONDITIONER.at(0xB4, number(1, most=100), "humidityControl.targetHumidity", unit="%", w=True),
    AIR_CONDITIONER.at(0xB5, setpoint(0xFD), "thermostat.coolingSetpoint", unit="Cel", w=True),
    AIR_CONDITIONER.at(0xB6, setpoint(0xFD), "thermostat.heatingSetpoint", unit="Cel", w=True),
    AIR_CONDITIONER.at(0xB9, number(2), "electricalPowerMeasurement.activeCurrent", scale(1, 10), unit="A", wide=_TYPE),
    AIR_CONDITIONER.at(0xBA, HUMIDITY, "relativeHumidityMeasurement.measuredValue", unit="%"),
    AIR_CONDITIONER.at(0xBB, DEGREES, "thermostat.localTemperature", unit="Cel", wide=_TYPE),
    AIR_CONDITIONER.at(0xBE, DEGREES, "thermostat.outdoorTemperature", unit="Cel", wide=_TYPE),
)

_HEATERS: Final = tuple(
    row
    for heater in (ELECTRIC_HEATER, FAN_HEATER)
    for row in (
        heater.at(0xB3, setpoint(), "thermostat.heatingSetpoint", unit="Cel", w=True),
        heater.at(0xBB, DEGREES, "thermostat.localTemperature", unit="Cel", wide=_TYPE),
        *timers(heater),
    )
)

ROWS: Final[tuple[EchonetRow, ...]] = (
    *_AIR_CONDITIONER,
    *air_flow(VENTILATION_FAN),
    VENTILATION_FAN.at(0xBF, state(), "fanControl.fanMode", codes({"auto": 0x41, "manual": 0x42}), w=True),
    *air_flow(AIR_CONDITIONING_FAN),
    AIR_CONDITIONING_FAN.at(0xB4, number(1, most=100), "humidityControl.targetHumidity", unit="%", w=True),
    AIR_CONDITIONING_FAN.at(
        0xB9, number(2), "electricalPowerMeasurement.activeCurrent", scale(1, 10), unit="A", wide=_TYPE
    ),
    AIR_CONDITIONING_FAN.at(0xBA, HUMIDITY, "relativeHumidityMeasurement.measuredValue", unit="%"),
    AIR_CONDITIONING_FAN.at(0xBE, DEGREES, "thermostat.outdoorTemperature", unit="Cel", wide=_TYPE),
    AIR_CONDITIONING_FAN.at(0xBF, state(), "fanControl.fanMode", codes({"auto": 0x41, "manual": 0x42}), w=True),
    AIR_CONDITIONING_FAN.at(0xC0, number(2), "concentrationMeasurement.carbonDioxide", unit="[ppm]", wide=_TYPE),
    *air_flow(AIR_CLEANER),
    AIR_CLEANER.at(
        0xE1,
        state(),
        "consumableMonitoring.changeIndication",
        codes({"critical": 0x41, "ok": 0x42}, near={"warning": 0x42}),
        part="filter",
    ),
    HUMIDIFIER.at(0xB4, HUMIDITY, "relativeHumidityMeasurement.measuredValue", unit="%"),
    HUMIDIFIER.at(0xC0, number(1, most=100), "humidityControl.targetHumidity", unit="%", w=True),
    *_HEATERS,
    *air_flow(ELECTRIC_HEATER),
    FLOOR_HEATER.at(0xE0, setpoint(_AUTO), "thermostat.heatingSetpoint", unit="Cel", w=True),
    FLOOR_HEATER.at(0xE2, DEGREES, "thermostat.localTemperature", unit="Cel", wide=_TYPE),
    FLOOR_HEATER.at(0xE3, DEGREES, "thermostat.floorTemperature", unit="Cel", wide=_TYPE),
    FLOOR_HEATER.at(0xE9, number(2), "electricalPowerMeasurement.ratedPower", unit="W"),
    HEAT_SOURCE.at(0xE0, state(), "heatSource.mode", codes({"heating": 0x41, "cooling": 0x42}), w=True),
    HEAT_SOURCE.at(0xE1, number(1, most=100, none=(0x71,)), "heatSource.flowSetpoint", unit="Cel", w=True),
    HEAT_SOURCE.at(0xE3, number(1, most=100, none=(0x7E,)), "heatSource.flowTemperature", unit="Cel"),
    HEAT_SOURCE.at(0xE4, number(1, most=100, none=(0x7E,)), "heatSource.returnTemperature", unit="Cel"),
)
