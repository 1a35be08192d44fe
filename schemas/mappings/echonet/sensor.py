"""ECHONET Lite's sensors, class group 00."""

from typing import Final

from schemas.conversion import scale
from schemas.mappings.code import codes
from schemas.mappings.echonet.edt import number, state
from schemas.mappings.echonet.key import Class, EchonetRow
from schemas.mappings.echonet.superclass import YES

GAS_LEAK: Final = Class(0x0001)
EMERGENCY_BUTTON: Final = Class(0x0003)
PERSON: Final = Class(0x0007)
TEMPERATURE: Final = Class(0x0011)
HUMIDITY: Final = Class(0x0012)
RAIN: Final = Class(0x0013)
WATER_LEAK: Final = Class(0x0017)
FIRE: Final = Class(0x0019)
CARBON_DIOXIDE: Final = Class(0x001B)
GAS: Final = Class(0x001C)
VOLATILE: Final = Class(0x001D)
ENERGY: Final = Class(0x0022)
CURRENT: Final = Class(0x0023)
WATER_FLOW: Final = Class(0x0025)
BED: Final = Class(0x0028)
OPENING: Final = Class(0x0029)
AIR_PRESSURE: Final = Class(0x002D)
ILLUMINANCE: Final = Class(0x00D0)

_COUNTER: Final = 999_999_999
_TYPE: Final = "the form holds more than any such sensor tells"

ROWS: Final[tuple[EchonetRow, ...]] = (
    GAS_LEAK.at(0xB1, state(), "gasLeakAlarm.gasDetected", YES),
    EMERGENCY_BUTTON.at(0xB1, state(), "emergencyCall.active", YES),
    PERSON.at(0xB1, state(), "occupancySensing.occupied", YES),
    TEMPERATURE.at(
        0xE0,
        number(2, signed=True, least=-2732),
        "temperatureMeasurement.measuredValue",
        scale(1, 10),
        unit="Cel",
        wide=_TYPE,
    ),
    HUMIDITY.at(0xE0, number(1, most=100), "relativeHumidityMeasurement.measuredValue", unit="%"),
    RAIN.at(0xB1, state(), "liquidDetection.rainDetected", YES),
    WATER_LEAK.at(0xB1, state(), "liquidDetection.leakDetected", YES),
    FIRE.at(
        0xB1, state(), "smokeCoAlarm.smokeState", codes({"critical": 0x41, "normal": 0x42}, near={"warning": 0x41})
    ),
    CARBON_DIOXIDE.at(0xE0, number(2), "concentrationMeasurement.carbonDioxide", unit="[ppm]", wide=_TYPE),
    GAS.at(0xB1, state(), "gasLeakAlarm.gasDetected", YES),
    GAS.at(0xE0, number(2), "gasLeakAlarm.gasConcentrationByVolume", unit="[ppm]"),
    VOLATILE.at(0xE0, number(2), "concentrationMeasurement.tvocByVolume", unit="[ppm]", wide=_TYPE),
    ENERGY.at(0xE0, number(4, most=_COUNTER), "electricalEnergyMeasurement.cumulativeEnergyImported", unit="W.h"),
    ENERGY.at(
        0xE1,
        number(4, signed=True, least=-_COUNTER, most=_COUNTER),
        "electricalPowerMeasurement.activePower",
        unit="W",
        wide=_TYPE,
    ),
    ENERGY.at(0xE5, number(2), "electricalPowerMeasurement.voltage", unit="V", wide=_TYPE),
    CURRENT.at(0xE0, number(4), "electricalPowerMeasurement.activeCurrent", unit="mA", wide=_TYPE),
    CURRENT.at(0xE2, number(4, signed=True), "electricalPowerMeasurement.activeCurrent", unit="mA", wide=_TYPE),
    WATER_FLOW.at(0xE0, number(4, most=_COUNTER), "flowMeasurement.volumeTotal", unit="mL"),
    WATER_FLOW.at(
        0xE2, number(4), "flowMeasurement.measuredValue", scale(6, 100_000), unit="m3/h", wide=_TYPE
    ),  # millilitres a minute
    BED.at(0xB1, state(), "sleepMonitoring.inBed", YES),
    OPENING.at(0xB1, state(), "contactState.open", YES),
    AIR_PRESSURE.at(0xE0, number(2), "pressureMeasurement.measuredValue", scale(1, 10), unit="hPa"),
    ILLUMINANCE.at(0xE0, number(2), "illuminanceMeasurement.measuredValue", unit="lx"),
    ILLUMINANCE.at(0xE1, number(2), "illuminanceMeasurement.measuredValue", unit="klx", wide=_TYPE),
)
