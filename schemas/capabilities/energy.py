"""Electricity, home batteries, solar power and meters."""

# One property a line, so that the file reads as the table it is.
# fmt: off

from typing import Annotated

from pydantic import Field

from schemas import reasons
from schemas.capability import Arg, Capability, Choice, Cmd, Ev, P, Sens
from schemas.vocabulary import Hazard


class ElectricalPowerMeasurement(Capability):
    """Voltage, current, power."""

    ID, ZH, GROUP = "electricalPowerMeasurement", "电参量测量", "energy"
    VERSION = "1.1"

    voltage: Annotated[float | None, Field(ge=0, le=1000), P("V", step=0.001, sens=Sens.HOUSEHOLD, cat="energy", zh="电压", en="Voltage")] = None
    activeCurrent: Annotated[float | None, Field(ge=-1000, le=1000), P("A", step=0.001, sens=Sens.BEHAVIOUR, cat="energy", zh="电流", en="Current")] = None
    activePower: Annotated[float | None, Field(ge=-100000, le=100000), P("W", step=0.001, fresh=60, sens=Sens.BEHAVIOUR, cat="energy", zh="有功功率", en="Active power")] = None
    reactivePower: Annotated[float | None, Field(ge=-100000, le=100000), P("V.A{reactive}", step=0.001, sens=Sens.BEHAVIOUR, cat="energy", zh="无功功率", en="Reactive power")] = None
    apparentPower: Annotated[float | None, Field(ge=0, le=100000), P("V.A", step=0.001, sens=Sens.BEHAVIOUR, cat="energy", zh="视在功率", en="Apparent power")] = None
    frequency: Annotated[float | None, Field(ge=0, le=1000), P("Hz", step=0.001, sens=Sens.HOUSEHOLD, cat="energy", zh="频率", en="Frequency")] = None
    powerFactor: Annotated[float | None, Field(ge=-100, le=100), P("%", step=0.01, sens=Sens.BEHAVIOUR, cat="energy", zh="功率因数", en="Power factor")] = None
    leakageCurrent: Annotated[float | None, Field(ge=0, le=100), P("A", step=0.001, sens=Sens.BEHAVIOUR, cat="energy", zh="漏电流", en="Leakage current", since="1.1")] = None
    neutralCurrent: Annotated[float | None, Field(ge=-1000, le=1000), P("A", step=0.001, sens=Sens.BEHAVIOUR, cat="energy", zh="零线电流", en="Neutral current", since="1.1")] = None


class ElectricalEnergyMeasurement(Capability):
    """Energy totals."""

    ID, ZH, GROUP = "electricalEnergyMeasurement", "电能计量", "energy"
    VERSION = "1.1"
    COMMANDS = (
        Cmd("reset", "清零", "Reset", hazards=(Hazard.COST,), since="1.1"),
    )

    cumulativeEnergyImported: Annotated[float | None, Field(ge=0, le=1000000000), P("kW.h", step=0.001, sens=Sens.BEHAVIOUR, cat="energy", zh="累计用电", en="Cumulative energy imported")] = None
    cumulativeEnergyExported: Annotated[float | None, Field(ge=0, le=1000000000), P("kW.h", step=0.001, sens=Sens.BEHAVIOUR, cat="energy", zh="累计上网电量", en="Cumulative energy exported")] = None
    periodicEnergyImported: Annotated[float | None, Field(ge=0, le=1000000000), P("kW.h", step=0.001, sens=Sens.BEHAVIOUR, cat="energy", zh="周期用电", en="Periodic energy imported")] = None
    reactiveEnergyImported: Annotated[float | None, Field(ge=0, le=1000000000), P("kV.A{reactive}.h", step=0.001, sens=Sens.BEHAVIOUR, cat="energy", zh="无功电能", en="Reactive energy imported", since="1.1")] = None
    reactiveEnergyExported: Annotated[float | None, Field(ge=0, le=1000000000), P("kV.A{reactive}.h", step=0.001, sens=Sens.BEHAVIOUR, cat="energy", zh="反向无功电能", en="Reactive energy exported", since="1.1")] = None
    apparentEnergyImported: Annotated[float | None, Field(ge=0, le=1000000000), P("kV.A.h", step=0.001, sens=Sens.BEHAVIOUR, cat="energy", zh="视在电能", en="Apparent energy imported", since="1.1")] = None
    tier1EnergyImported: Annotated[float | None, Field(ge=0, le=1000000000), P("kW.h", step=0.001, sens=Sens.BEHAVIOUR, cat="energy", zh="费率1电能", en="Tariff 1 energy imported", since="1.1")] = None
    tier2EnergyImported: Annotated[float | None, Field(ge=0, le=1000000000), P("kW.h", step=0.001, sens=Sens.BEHAVIOUR, cat="energy", zh="费率2电能", en="Tariff 2 energy imported", since="1.1")] = None
    tier3EnergyImported: Annotated[float | None, Field(ge=0, le=1000000000), P("kW.h", step=0.001, sens=Sens.BEHAVIOUR, cat="energy", zh="费率3电能", en="Tariff 3 energy imported", since="1.1")] = None
    tier4EnergyImported: Annotated[float | None, Field(ge=0, le=1000000000), P("kW.h", step=0.001, sens=Sens.BEHAVIOUR, cat="energy", zh="费率4电能", en="Tariff 4 energy imported", since="1.1")] = None
    tier5EnergyImported: Annotated[float | None, Field(ge=0, le=1000000000), P("kW.h", step=0.001, sens=Sens.BEHAVIOUR, cat="energy", zh="费率5电能", en="Tariff 5 energy imported", since="1.1")] = None
    tier6EnergyImported: Annotated[float | None, Field(ge=0, le=1000000000), P("kW.h", step=0.001, sens=Sens.BEHAVIOUR, cat="energy", zh="费率6电能", en="Tariff 6 energy imported", since="1.1")] = None


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


class ElectricalProtectionReaction(Choice):
    """What it does beyond a limit."""

    IGNORE = "ignore", "忽略"
    ALARM = "alarm", "报警"
    TRIP = "trip", "跳闸"


class ElectricalProtectionEvent(Choice):
    """The last event of a breaker."""

    NORMAL = "normal", "正常"
    OVER_VOLTAGE_ALARM = "overVoltageAlarm", "过压报警"
    UNDER_VOLTAGE_ALARM = "underVoltageAlarm", "欠压报警"
    OVER_CURRENT_ALARM = "overCurrentAlarm", "过流报警"
    OVER_POWER_ALARM = "overPowerAlarm", "过载报警"
    OVER_TEMPERATURE_ALARM = "overTemperatureAlarm", "过温报警"
    LEAKAGE_ALARM = "leakageAlarm", "漏电报警"
    OVER_VOLTAGE_TRIP = "overVoltageTrip", "过压跳闸"
    UNDER_VOLTAGE_TRIP = "underVoltageTrip", "欠压跳闸"
    OVER_CURRENT_TRIP = "overCurrentTrip", "过流跳闸"
    OVER_POWER_TRIP = "overPowerTrip", "过载跳闸"
    OVER_TEMPERATURE_TRIP = "overTemperatureTrip", "过温跳闸"
    LEAKAGE_TRIP = "leakageTrip", "漏电跳闸"
    SHORT_CIRCUIT_TRIP = "shortCircuitTrip", "短路跳闸"
    REMOTE_ON = "remoteOn", "远程合闸"
    REMOTE_OFF = "remoteOff", "远程分闸"
    MANUAL_ON = "manualOn", "手动合闸"
    MANUAL_OFF = "manualOff", "手动分闸"


class ElectricalProtection(Capability):
    """Limits at which a breaker or plug warns or switches off."""

    ID, ZH, GROUP = "electricalProtection", "用电保护", "energy"
    VERSION = "1.1"

    overVoltageThreshold: Annotated[float | None, Field(ge=0, le=1000), P("V", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="过压阈值", en="Overvoltage threshold", hazards=(Hazard.HEAT, Hazard.SERVICE_INTERRUPTION), since="1.1")] = None
    overVoltageReaction: Annotated[ElectricalProtectionReaction | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="过压动作", en="Overvoltage reaction", hazards=(Hazard.HEAT, Hazard.SERVICE_INTERRUPTION), since="1.1")] = None
    underVoltageThreshold: Annotated[float | None, Field(ge=0, le=1000), P("V", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="欠压阈值", en="Undervoltage threshold", hazards=(Hazard.HEAT, Hazard.SERVICE_INTERRUPTION), since="1.1")] = None
    underVoltageReaction: Annotated[ElectricalProtectionReaction | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="欠压动作", en="Undervoltage reaction", hazards=(Hazard.HEAT, Hazard.SERVICE_INTERRUPTION), since="1.1")] = None
    overCurrentThreshold: Annotated[float | None, Field(ge=0, le=1000), P("A", "rw", step=0.1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="过流阈值", en="Overcurrent threshold", hazards=(Hazard.HEAT, Hazard.SERVICE_INTERRUPTION), since="1.1")] = None
    overCurrentReaction: Annotated[ElectricalProtectionReaction | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="过流动作", en="Overcurrent reaction", hazards=(Hazard.HEAT, Hazard.SERVICE_INTERRUPTION), since="1.1")] = None
    overPowerThreshold: Annotated[float | None, Field(ge=0, le=100000), P("W", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="过载阈值", en="Overload threshold", hazards=(Hazard.HEAT, Hazard.SERVICE_INTERRUPTION), since="1.1")] = None
    overPowerReaction: Annotated[ElectricalProtectionReaction | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="过载动作", en="Overload reaction", hazards=(Hazard.HEAT, Hazard.SERVICE_INTERRUPTION), since="1.1")] = None
    leakageCurrentThreshold: Annotated[float | None, Field(ge=0, le=10), P("A", "rw", step=0.001, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="漏电阈值", en="Leakage current threshold", hazards=(Hazard.HEAT, Hazard.SERVICE_INTERRUPTION), since="1.1")] = None
    leakageCurrentReaction: Annotated[ElectricalProtectionReaction | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="漏电动作", en="Leakage current reaction", hazards=(Hazard.HEAT, Hazard.SERVICE_INTERRUPTION), since="1.1")] = None
    overTemperatureThreshold: Annotated[float | None, Field(ge=-50, le=150), P("Cel", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="过温阈值", en="Overtemperature threshold", hazards=(Hazard.HEAT, Hazard.SERVICE_INTERRUPTION), since="1.1")] = None
    overTemperatureReaction: Annotated[ElectricalProtectionReaction | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="过温动作", en="Overtemperature reaction", hazards=(Hazard.HEAT, Hazard.SERVICE_INTERRUPTION), since="1.1")] = None
    autoReclosing: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="自动重合闸", en="Automatic reclosing", about=("Switches on again by itself once the fault is gone.", "故障消失后自动合闸。"), hazards=(Hazard.HEAT, Hazard.ENERGY), since="1.1")] = None
    lastEvent: Annotated[ElectricalProtectionEvent | None, P(sens=Sens.HOUSEHOLD, why=reasons.ALARM, cat="diagnostic", zh="最近保护事件", en="Last event", since="1.1")] = None
