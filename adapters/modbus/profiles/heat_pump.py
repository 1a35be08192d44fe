"""A heat pump, in a table of our own for pumps whose maker lets the registers be arranged, and as a pattern to copy.

What it holds follows Matter 1.4's device types Heat Pump and Water Heater and the points that makers of air-to-water
pumps commonly document: flow and return, outdoors, hot water, mode, power and energy, tenths of a degree as signed
words, 0x8000 for a sensor that is not there. The addresses are ours: measured values are input registers from 0 on,
settings holding registers from 0 on. A pump with other addresses needs a file of its own in the folder `profiles`.
"""

from fractions import Fraction
from typing import Final

from adapters.modbus.protocol.register import Claim, EndpointType, Poll, Profile, Register, Space, Type

NO_SENSOR: Final = frozenset({0x8000})
TENTH: Final = Fraction(1, 10)
HOT_WATER: Final = 2
MODES: Final = {
    0: "off",
    1: "heating",
    2: "cooling",
    3: "hotWater",
    4: "heatingAndHotWater",
    5: "coolingAndHotWater",
    6: "auto",
}
FAULTS: Final = {
    0: "sensor",
    1: "lowWaterPressure",
    2: "noFlow",
    3: "refrigerantPressure",
    4: "compressor",
    5: "fan",
    6: "pump",
    7: "overTemperature",
    8: "freezing",
    9: "communication",
}


def _temperature(name: str, address: int, to: str, endpoint: int = 1) -> Register:
    return Register(
        id=name,
        space=Space.INPUT,
        address=address,
        type=Type.INT16,
        scale=TENTH,
        unit="Cel",
        absent=NO_SENSOR,
        claims=(Claim(to=to, endpoint=endpoint),),
    )


def _setpoint(name: str, address: int, to: str, low: float, high: float, endpoint: int = 1) -> Register:
    return Register(
        id=name,
        space=Space.HOLDING,
        address=address,
        type=Type.INT16,
        scale=TENTH,
        unit="Cel",
        access="rw",
        minimum=low,
        maximum=high,
        claims=(Claim(to=to, endpoint=endpoint),),
    )


def _switch(name: str, address: int, to: str, endpoint: int = 1) -> Register:
    return Register(
        id=name,
        space=Space.COIL,
        address=address,
        type=Type.BOOL,
        access="rw",
        claims=(Claim(to=to, endpoint=endpoint),),
    )


def _number(name: str, address: int, kind: Type, unit: str, to: str, scale: Fraction = Fraction(1)) -> Register:
    return Register(
        id=name, space=Space.INPUT, address=address, type=kind, scale=scale, unit=unit, claims=(Claim(to=to),)
    )


HEAT_PUMP: Final = Profile(
    id="heat-pump",
    zh="空气源热泵（通用寄存器表）",
    en="Air-to-water heat pump, generic table",
    source="a table of our own; what it holds follows Matter 1.4, Heat Pump and Water Heater",
    endpoints=(
        EndpointType(id=1, device_type="heatPump"),
        EndpointType(id=HOT_WATER, device_type="heatPumpWaterHeater"),
    ),
    fixed=(("heatSource.sourceType", "airSourceHeatPump"),),
    registers=(
        _temperature("flow-temperature", 0, "heatSource.flowTemperature"),
        _temperature("return-temperature", 1, "heatSource.returnTemperature"),
        _temperature("outdoor-temperature", 2, "heatSource.outdoorTemperature"),
        _temperature("hot-water-temperature", 3, "waterHeater.waterTemperature", HOT_WATER),
        _number("compressor-frequency", 4, Type.UINT16, "Hz", "heatSource.compressorFrequency", TENTH),
        _number("water-pressure", 5, Type.UINT16, "bar", "heatSource.waterPressure", Fraction(1, 100)),
        _number("electrical-power", 6, Type.UINT32, "W", "electricalPowerMeasurement.activePower"),
        _number("thermal-power", 8, Type.INT32, "W", "heatSource.thermalPower"),
        _number(
            "electrical-energy",
            10,
            Type.UINT32,
            "kWh",
            "electricalEnergyMeasurement.cumulativeEnergyImported",
            Fraction(1, 10),
        ),
        _number("thermal-energy", 12, Type.UINT32, "kWh", "heatSource.thermalEnergyTotal", Fraction(1, 10)),
        _number("performance", 14, Type.UINT16, "1", "heatSource.coefficientOfPerformance", Fraction(1, 100)),
        _number("operating-hours", 15, Type.UINT32, "h", "heatSource.operatingHours"),
        Register(
            id="faults",
            space=Space.INPUT,
            address=17,
            type=Type.BITFIELD,
            values=FAULTS,
            claims=(Claim(to="heatSource.faults"),),
        ),
        Register(id="software-version", space=Space.INPUT, address=20, type=Type.STRING, count=4, poll=Poll.ONCE),
        Register(
            id="mode",
            space=Space.HOLDING,
            address=0,
            type=Type.ENUM,
            access="rw",
            values=MODES,
            claims=(Claim(to="heatSource.mode"),),
        ),
        _setpoint("flow-setpoint", 1, "heatSource.flowSetpoint", 20, 65),
        _setpoint("hot-water-setpoint", 2, "waterHeater.targetTemperature", 10, 65, HOT_WATER),
        Register(
            id="heating-curve",
            space=Space.HOLDING,
            address=3,
            type=Type.UINT16,
            scale=Fraction(1, 100),
            unit="1",
            access="rw",
            claims=(Claim(to="heatSource.heatingCurve"),),
        ),
        _switch("quiet-mode", 0, "heatSource.quietMode"),
        _switch("summer-mode", 1, "heatSource.summerMode"),
        _switch("sterilization", 2, "waterHeater.sterilization", HOT_WATER),
        Register(
            id="compressor-on",
            space=Space.DISCRETE,
            address=0,
            type=Type.BOOL,
            poll=Poll.FAST,
        ),
        Register(
            id="defrosting",
            space=Space.DISCRETE,
            address=1,
            type=Type.BOOL,
            claims=(Claim(to="heatSource.defrosting"),),
        ),
        Register(
            id="auxiliary-heater",
            space=Space.DISCRETE,
            address=2,
            type=Type.BOOL,
            claims=(Claim(to="heatSource.auxiliaryHeaterOn"),),
        ),
    ),
)
