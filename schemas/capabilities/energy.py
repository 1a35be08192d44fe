"""Electricity, home batteries, solar power and meters."""

# One property a line, so that the file reads as the table it is.
# fmt: off

from typing import Annotated

from pydantic import Field

from schemas.capability import Arg, Capability, Choice, Cmd, Ev, P, Sens
from schemas.vocabulary import Hazard


class ElectricalPowerMeasurement(Capability):
    """Voltage, current, power."""

    ID, ZH, GROUP = "electricalPowerMeasurement", "电参量测量", "energy"

    voltage: Annotated[float | None, Field(ge=0, le=1000), P("V", step=0.001, sens=Sens.HOUSEHOLD, cat="energy", zh="电压", en="Voltage")] = None
    activeCurrent: Annotated[float | None, Field(ge=-1000, le=1000), P("A", step=0.001, sens=Sens.BEHAVIOUR, cat="energy", zh="电流", en="Current")] = None
    activePower: Annotated[float | None, Field(ge=-100000, le=100000), P("W", step=0.001, fresh=60, sens=Sens.BEHAVIOUR, cat="energy", zh="有功功率", en="Active power")] = None
    reactivePower: Annotated[float | None, Field(ge=-100000, le=100000), P("V.A{reactive}", step=0.001, sens=Sens.BEHAVIOUR, cat="energy", zh="无功功率", en="Reactive power")] = None
    apparentPower: Annotated[float | None, Field(ge=0, le=100000), P("V.A", step=0.001, sens=Sens.BEHAVIOUR, cat="energy", zh="视在功率", en="Apparent power")] = None
    frequency: Annotated[float | None, Field(ge=0, le=1000), P("Hz", step=0.001, sens=Sens.HOUSEHOLD, cat="energy", zh="频率", en="Frequency")] = None
    powerFactor: Annotated[float | None, Field(ge=-100, le=100), P("%", step=0.01, sens=Sens.BEHAVIOUR, cat="energy", zh="功率因数", en="Power factor")] = None


class ElectricalEnergyMeasurement(Capability):
    """Energy totals."""

    ID, ZH, GROUP = "electricalEnergyMeasurement", "电能计量", "energy"

    cumulativeEnergyImported: Annotated[float | None, Field(ge=0, le=1000000000), P("kW.h", step=0.001, sens=Sens.BEHAVIOUR, cat="energy", zh="累计用电", en="Cumulative energy imported")] = None
    cumulativeEnergyExported: Annotated[float | None, Field(ge=0, le=1000000000), P("kW.h", step=0.001, sens=Sens.BEHAVIOUR, cat="energy", zh="累计上网电量", en="Cumulative energy exported")] = None
    periodicEnergyImported: Annotated[float | None, Field(ge=0, le=1000000000), P("kW.h", step=0.001, sens=Sens.BEHAVIOUR, cat="energy", zh="周期用电", en="Periodic energy imported")] = None


class BatteryStorageOperatingMode(Choice):
    """Operating mode."""

    AUTO = "auto"
    SELF_CONSUMPTION = "selfConsumption"
    BACKUP = "backup"
    TIME_OF_USE = "timeOfUse"
    FORCE_CHARGE = "forceCharge"
    FORCE_DISCHARGE = "forceDischarge"
    STANDBY = "standby"


class BatteryStorage(Capability):
    """Home battery."""

    ID, ZH, GROUP = "batteryStorage", "储能电池", "energy"
    COMMANDS = (
        Cmd("setPower", "设定充放电功率", "Set power", args=(Arg("power", float, "W", ge=-1000000, le=1000000, zh="功率"), Arg("duration", int, "s", ge=0, le=86400, required=False, zh="时长")), hazards=(Hazard.ENERGY,)),
    )
    EVENTS = (
        Ev("gridLost", "市电丢失", "Grid lost", sens=Sens.HOUSEHOLD, cat="device-state"),
        Ev("overTemperature", "过温", "Over temperature", sens=Sens.HOUSEHOLD, cat="device-state"),
    )

    stateOfCharge: Annotated[float | None, Field(ge=0, le=100), P("%", step=0.1, sens=Sens.BEHAVIOUR, cat="energy", zh="荷电状态", en="State of charge")] = None
    capacity: Annotated[float | None, Field(ge=0, le=1000), P("kW.h", "r", step=0.001, sens=Sens.PUBLIC, cat="energy", zh="额定容量", en="Capacity")] = None
    power: Annotated[float | None, Field(ge=-100000, le=100000), P("W", step=1, sens=Sens.BEHAVIOUR, cat="energy", zh="充放电功率", en="Power")] = None
    operatingMode: Annotated[BatteryStorageOperatingMode | None, P("", "rwn", sens=Sens.HOUSEHOLD, cat="energy", zh="运行模式", en="Operating mode", hazards=(Hazard.ENERGY,))] = None
    backupReserve: Annotated[int | None, Field(ge=0, le=100), P("%", "rw", step=1, sens=Sens.HOUSEHOLD, cat="energy", zh="备电比例", en="Backup reserve", hazards=(Hazard.ENERGY,))] = None
    chargeLimit: Annotated[int | None, Field(ge=0, le=100), P("%", "rw", step=1, sens=Sens.HOUSEHOLD, cat="energy", zh="充电上限", en="Charge limit", hazards=(Hazard.ENERGY,))] = None
    stateOfHealth: Annotated[float | None, Field(ge=0, le=100), P("%", step=0.1, sens=Sens.HOUSEHOLD, cat="diagnostic", zh="健康度", en="State of health")] = None
    cycleCount: Annotated[int | None, Field(ge=0, le=100000), P("{count}", step=1, sens=Sens.HOUSEHOLD, cat="diagnostic", zh="循环次数", en="Cycle count")] = None
    cellTemperature: Annotated[float | None, Field(ge=-40, le=120), P("Cel", step=0.1, sens=Sens.HOUSEHOLD, cat="diagnostic", zh="电芯温度", en="Cell temperature")] = None
    gridPower: Annotated[float | None, Field(ge=-100000, le=100000), P("W", step=1, sens=Sens.BEHAVIOUR, cat="energy", zh="电网功率", en="Grid power")] = None
    gridConnected: Annotated[bool | None, P(sens=Sens.HOUSEHOLD, cat="energy", zh="并网", en="Grid connected")] = None


class SolarGenerationInverterState(Choice):
    """Inverter state."""

    STANDBY = "standby"
    STARTING = "starting"
    GENERATING = "generating"
    DERATING = "derating"
    FAULT = "fault"
    OFF = "off"


class SolarGeneration(Capability):
    """Photovoltaic inverter."""

    ID, ZH, GROUP = "solarGeneration", "光伏发电", "energy"

    generationPower: Annotated[float | None, Field(ge=0, le=100000), P("W", step=1, sens=Sens.PERSONAL, cat="location", zh="发电功率", en="Generation power")] = None
    generationToday: Annotated[float | None, Field(ge=0, le=1000), P("kW.h", step=0.001, sens=Sens.PERSONAL, cat="location", zh="今日发电", en="Generation today")] = None
    generationTotal: Annotated[float | None, Field(ge=0, le=1000000000), P("kW.h", step=0.001, sens=Sens.PERSONAL, cat="location", zh="累计发电", en="Generation total")] = None
    stringVoltage: Annotated[float | None, Field(ge=0, le=1500), P("V", step=0.1, sens=Sens.PERSONAL, cat="location", zh="组串电压", en="String voltage")] = None
    stringCurrent: Annotated[float | None, Field(ge=0, le=100), P("A", step=0.01, sens=Sens.PERSONAL, cat="location", zh="组串电流", en="String current")] = None
    inverterState: Annotated[SolarGenerationInverterState | None, P(sens=Sens.PERSONAL, cat="location", zh="逆变器状态", en="Inverter state")] = None
    exportLimit: Annotated[int | None, Field(ge=0, le=100), P("%", "rw", step=1, sens=Sens.HOUSEHOLD, cat="energy", zh="上网功率限制", en="Export limit", hazards=(Hazard.ENERGY, Hazard.COST))] = None
    irradiance: Annotated[float | None, Field(ge=0, le=2000), P("W/m2", step=1, sens=Sens.PERSONAL, cat="location", zh="辐照度", en="Solar irradiance")] = None


class UtilityMeterMedium(Choice):
    """Medium."""

    WATER = "water"
    HOT_WATER = "hotWater"
    GAS = "gas"
    HEAT = "heat"
    COLD_WATER = "coldWater"


class UtilityMeter(Capability):
    """Water, gas and heat meters."""

    ID, ZH, GROUP = "utilityMeter", "水气热表", "energy"

    volumeTotal: Annotated[float | None, Field(ge=0, le=1000000000), P("m3", step=0.001, sens=Sens.BEHAVIOUR, cat="energy", zh="累计用量", en="Volume total")] = None
    flowRate: Annotated[float | None, Field(ge=0, le=100), P("m3/h", step=0.001, sens=Sens.BEHAVIOUR, cat="energy", zh="瞬时流量", en="Flow rate")] = None
    medium: Annotated[UtilityMeterMedium | None, P("", "r", sens=Sens.PUBLIC, cat="device-state", zh="介质", en="Medium")] = None
    heatTotal: Annotated[float | None, Field(ge=0, le=1000000000), P("kW.h", step=0.001, sens=Sens.BEHAVIOUR, cat="energy", zh="累计热量", en="Heat total")] = None
    meterSerialNumber: Annotated[str | None, Field(max_length=64), P("", "r", sens=Sens.PERSONAL, cat="identity", zh="表号", en="Meter serial number")] = None
    leakSuspected: Annotated[bool | None, P(sens=Sens.HOUSEHOLD, cat="diagnostic", zh="疑似泄漏", en="Leak suspected")] = None
