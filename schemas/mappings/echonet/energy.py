"""ECHONET Lite's energy equipment and meters, class group 02."""

from fractions import Fraction
from typing import Final

from schemas.conversion import Conversion, scale
from schemas.mappings.code import codes, flag
from schemas.mappings.echonet.edt import Edt, number, part, state
from schemas.mappings.echonet.key import Class, Coefficient, CommandRow, EchonetRow
from schemas.mappings.echonet.superclass import YES

SOLAR: Final = Class(0x0279)
FUEL_CELL: Final = Class(0x027C)
BATTERY: Final = Class(0x027D)
CHARGER_DISCHARGER: Final = Class(0x027E)
CHARGER: Final = Class(0x02A1)
ENERGY_METER: Final = Class(0x0280)
WATER_METER: Final = Class(0x0281)
GAS_METER: Final = Class(0x0282)
DISTRIBUTION_BOARD: Final = Class(0x0287)
SMART_METER: Final = Class(0x0288)
SUB_METER: Final = Class(0x028D)

_TYPE: Final = "the form holds more than any home has"
_GIGA: Final = 999_999_999
_COUNTER: Final = number(4, most=_GIGA)
_DIGITS: Final = number(4, most=99_999_999)
_SIGNED: Final = number(4, signed=True, none=(0x7FFFFFFE,))
_BALANCE: Final = number(4, signed=True, least=-_GIGA, most=_GIGA)
_TENTHS: Final = number(2, signed=True, none=(0x7FFE,))
_PERCENT: Final = number(1, most=100)
_WATTS: Final = number(2)
_IMPORTED: Final = "electricalEnergyMeasurement.cumulativeEnergyImported"
_EXPORTED: Final = "electricalEnergyMeasurement.cumulativeEnergyExported"
_POWER: Final = "electricalPowerMeasurement.activePower"
_CURRENT: Final = "electricalPowerMeasurement.activeCurrent"
_VOLTAGE: Final = "electricalPowerMeasurement.voltage"
_RATED: Final = "electricalPowerMeasurement.ratedPower"


def _tens(*exponents: int) -> dict[int, Fraction]:
    """Give powers of ten for the codes from 0 on."""
    return {code: Fraction(10) ** exponent for code, exponent in enumerate(exponents)}


_UNITS: Final = _tens(0, -1, -2, -3, -4) | {0x09 + power: Fraction(10) ** power for power in (1, 2, 3, 4)}
_SMART: Final = Coefficient(unit=0xE1, units=_UNITS, factor=0xD3)
_SUB: Final = Coefficient(unit=0xD4, units=_UNITS, factor=0xD3)
_BOARD: Final = Coefficient(unit=0xC2, units=_UNITS)
_PLAIN: Final = Coefficient(unit=0xE2, units={1: Fraction(1, 10), 2: Fraction(1, 100)})
_WATER: Final = Coefficient(unit=0xE1, units=_tens(0, -1, -2, -3, -4, -5, -6))


def _counter(one: Class, epc: int, to: str, coefficient: Coefficient, edt: Edt = _DIGITS) -> EchonetRow:
    unit = "m3" if coefficient is _WATER else "kW.h"
    return one.at(epc, edt, to, unit=unit, coefficient=coefficient, wide=_TYPE)


def _direct_current(one: Class) -> tuple[EchonetRow, ...]:
    """Write down what is charged and discharged: power, current, voltage."""
    return (
        one.at(0xD4, number(2, signed=True), _CURRENT, scale(1, 10), unit="A", wide=_TYPE),
        one.at(0xD5, number(2, signed=True), _VOLTAGE, unit="V", wide=_TYPE),
    )


_SOLAR: Final = (
    SOLAR.at(0xE0, _WATTS, "solarGeneration.generationPower", unit="W"),
    SOLAR.at(0xE1, _COUNTER, "solarGeneration.generationTotal", unit="W.h"),
    SOLAR.at(0xE3, _COUNTER, _EXPORTED, unit="W.h"),
    SOLAR.at(0xE8, _WATTS, "solarGeneration.ratedPower", unit="W"),
)

_FUEL_CELL: Final = (
    FUEL_CELL.at(0xC1, _PERCENT, "waterHeater.waterTemperature", unit="Cel"),
    FUEL_CELL.at(0xC2, _WATTS, _RATED, unit="W"),
    FUEL_CELL.at(0xC4, _WATTS, _POWER, scale(-1), unit="W"),  # what is generated counts below zero
    FUEL_CELL.at(0xC5, _COUNTER, _EXPORTED, unit="W.h"),
    FUEL_CELL.at(0xC7, _WATTS, "utilityMeter.flowRate", unit="L/h"),
    FUEL_CELL.at(0xC8, _COUNTER, "utilityMeter.volumeTotal", unit="L"),
    FUEL_CELL.at(
        0xCB,
        state(),
        "operationalState.operationalState",
        codes({"running": 0x41, "stopped": 0x42, "waiting": 0x45}, also={0x43: "running", 0x44: "running"}),
    ),
    FUEL_CELL.at(0xE1, _WATTS, "waterHeater.hotWaterVolume", unit="L"),
    FUEL_CELL.at(0xE2, _WATTS, "waterHeater.tankVolume", unit="L"),
)

_BATTERY: Final = (
    BATTERY.at(0xA6, _PERCENT, "batteryStorage.chargeLimit", unit="%", w=True),
    BATTERY.at(0xA7, _PERCENT, "batteryStorage.dischargeLimit", unit="%", w=True),
    BATTERY.at(0xC8, part(_COUNTER, 4, 8), "batteryStorage.maxChargePower", unit="W", wide=_TYPE),
    BATTERY.at(0xC9, part(_COUNTER, 4, 8), "batteryStorage.maxDischargePower", unit="W", wide=_TYPE),
    BATTERY.at(
        0xCF,
        state(),
        "batteryStorage.chargeState",
        codes({"charging": 0x42, "discharging": 0x43, "idle": 0x44}, also={0x41: "charging"}),
    ),
    BATTERY.at(0xD0, _COUNTER, "batteryStorage.capacity", unit="W.h", wide=_TYPE),
    BATTERY.at(0xD3, _BALANCE, "batteryStorage.power", unit="W", wide=_TYPE),
    *_direct_current(BATTERY),
    BATTERY.at(0xD6, _COUNTER, "batteryStorage.energyDischarged", unit="W.h"),
    BATTERY.at(0xD8, _COUNTER, "batteryStorage.energyCharged", unit="W.h"),
    BATTERY.at(
        0xDA,
        state(),
        "batteryStorage.operatingMode",
        codes({"forceCharge": 0x42, "forceDischarge": 0x43, "standby": 0x44, "auto": 0x46}, also={0x41: "forceCharge"}),
        w=True,
    ),
    BATTERY.at(0xDB, state(), "batteryStorage.gridConnected", flag(0x00, 0x01, also_true=(0x02,))),
    BATTERY.at(0xE2, _COUNTER, "batteryStorage.storedEnergy", unit="W.h", wide=_TYPE),
    BATTERY.at(0xE4, _PERCENT, "batteryStorage.stateOfCharge", unit="%"),
    BATTERY.at(0xE5, _PERCENT, "batteryStorage.stateOfHealth", unit="%"),
)

_PLUG: Final = {"notPluggedIn": 0x30, "pluggedInNoDemand": 0x40, "pluggedInDemand": 0x41}
_BOTH_WAYS: Final = codes(_PLUG, also={0x42: "pluggedInNoDemand", 0x43: "pluggedInDemand"})
"""Connected is no more than that; able to be charged is what we call demand."""


def _vehicle(one: Class, power: Edt, plug: Conversion) -> tuple[EchonetRow, ...]:
    return (
        one.at(0xC5, _COUNTER, _RATED, unit="W", wide=_TYPE),
        one.at(0xC7, state(none=(0x44, 0xFF)), "energyEvse.state", plug),
        one.at(
            0xCA,
            part(number(2, most=32766), 2, 4),
            "energyEvse.maximumChargeCurrent",
            scale(1, 10),
            unit="A",
            wide=_TYPE,
        ),
        one.at(0xD0, _COUNTER, "energyEvse.batteryCapacity", unit="W.h", wide=_TYPE),
        one.at(0xD3, power, _POWER, unit="W", wide=_TYPE),
        one.at(0xD8, _COUNTER, _IMPORTED, unit="W.h"),
        one.at(0xE4, _PERCENT, "energyEvse.stateOfCharge", unit="%"),
        one.at(0xED, number(2), "energyEvse.userMaximumChargeCurrent", scale(1, 10), unit="A", w=True, wide=_TYPE),
    )


_VEHICLE: Final = (
    *_vehicle(CHARGER_DISCHARGER, _BALANCE, _BOTH_WAYS),
    CHARGER_DISCHARGER.at(
        0xCB,
        part(number(2, most=32766), 2, 4),
        "energyEvse.maximumDischargeCurrent",
        scale(1, 10),
        unit="A",
        wide=_TYPE,
    ),
    *_direct_current(CHARGER_DISCHARGER),
    CHARGER_DISCHARGER.at(0xD6, _COUNTER, _EXPORTED, unit="W.h"),
    CHARGER_DISCHARGER.at(
        0xDA,
        state(),
        "energyEvse.supplyState",
        codes(
            {"chargingEnabled": 0x42, "dischargingEnabled": 0x43, "disabled": 0x44, "enabled": 0x46},
            also={0x47: "disabled"},
        ),
    ),
    *_vehicle(CHARGER, _COUNTER, codes(_PLUG)),
    CHARGER.at(
        0xDA,
        state(),
        "energyEvse.supplyState",
        codes({"chargingEnabled": 0x42, "disabled": 0x44}, also={0x47: "disabled"}, near={"enabled": 0x42}),
    ),
)

_METERS: Final = (
    _counter(ENERGY_METER, 0xE0, _IMPORTED, _PLAIN),
    _counter(WATER_METER, 0xE0, "utilityMeter.volumeTotal", _WATER, _COUNTER),
    WATER_METER.at(0xE3, state(), "utilityMeter.leakSuspected", YES),
    GAS_METER.at(0xE0, _COUNTER, "utilityMeter.volumeTotal", unit="L"),
    DISTRIBUTION_BOARD.at(0xB0, number(1), "electricalPowerMeasurement.ratedCurrent", unit="A"),
    _counter(DISTRIBUTION_BOARD, 0xC0, _IMPORTED, _BOARD),
    _counter(DISTRIBUTION_BOARD, 0xC1, _EXPORTED, _BOARD),
    DISTRIBUTION_BOARD.at(0xC6, _SIGNED, _POWER, unit="W", wide=_TYPE),
    DISTRIBUTION_BOARD.at(0xC7, part(_TENTHS, 0, 4), _CURRENT, scale(1, 10), unit="A", wide=_TYPE),
    DISTRIBUTION_BOARD.at(0xC8, part(number(2), 0, 4), _VOLTAGE, scale(1, 10), unit="V", wide=_TYPE),
    _counter(SMART_METER, 0xE0, _IMPORTED, _SMART),
    _counter(SMART_METER, 0xE3, _EXPORTED, _SMART),
    SMART_METER.at(0xE7, _SIGNED, _POWER, unit="W", wide=_TYPE),
    SMART_METER.at(0xE8, part(_TENTHS, 0, 4), _CURRENT, scale(1, 10), unit="A", wide=_TYPE),
    _counter(SUB_METER, 0xE1, _IMPORTED, _SUB),
    _counter(SUB_METER, 0xE3, _EXPORTED, _SUB),
    SUB_METER.at(0xE7, _SIGNED, _POWER, unit="W", wide=_TYPE),
)

ROWS: Final[tuple[EchonetRow, ...]] = (*_SOLAR, *_FUEL_CELL, *_BATTERY, *_VEHICLE, *_METERS)

COMMANDS: Final[tuple[CommandRow, ...]] = (
    *(one.command(0xDA, 0x42, "energyEvse.enableCharging") for one in (CHARGER_DISCHARGER, CHARGER)),
    CHARGER_DISCHARGER.command(0xDA, 0x43, "energyEvse.enableDischarging"),
    *(one.command(0xDA, 0x44, "energyEvse.disable") for one in (CHARGER_DISCHARGER, CHARGER)),
)
