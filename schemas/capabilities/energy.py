"""Electricity, home batteries, solar power and meters."""

# One property a line, so that the file reads as the table it is.
# fmt: off

from typing import Annotated

from pydantic import Field

from schemas import reasons
from schemas.capability import SAFE, Arg, Capability, Choice, Cmd, Ev, P, Sens, Timestamp
from schemas.reasons import Reason
from schemas.vocabulary import Hazard


class ElectricalPowerMeasurementPowerMode(Choice):
    """Kind of current."""

    UNKNOWN = "unknown", "未知"
    DC = "dc", "直流", "Direct current"
    AC = "ac", "交流", "Alternating current"


class ElectricalPowerMeasurementPowerFlow(Choice):
    """Which way the energy flows."""

    IDLE = "idle", "无"
    IMPORTING = "importing", "用电"
    EXPORTING = "exporting", "馈电"


class ElectricalPowerMeasurement(Capability):
    """Voltage, current and power of one circuit; one endpoint for each phase or channel."""

    ID, ZH, GROUP, VERSION = "electricalPowerMeasurement", "电参量测量", "energy", "1.1"
    ABOUT_ZH = "一条回路的电压、电流和功率；每相或每通道一个端点。"

    voltage: Annotated[float | None, Field(ge=0, le=1500), P("V", step=0.001, sens=Sens.BEHAVIOUR, cat="energy", zh="电压", en="Voltage", about=("Sags with every large load of the home.", "家中大负载投入时电压会随之下降。"))] = None
    activeCurrent: Annotated[float | None, Field(ge=-1000, le=1000), P("A", step=0.001, sens=Sens.BEHAVIOUR, cat="energy", zh="电流", en="Current", about=("Negative where energy flows back.", "反向送电时为负值。"))] = None
    activePower: Annotated[float | None, Field(ge=-1000000, le=1000000), P("W", step=0.001, fresh=60, sens=Sens.BEHAVIOUR, cat="energy", zh="有功功率", en="Active power", about=("Negative where energy flows back.", "反向送电时为负值。"))] = None
    reactivePower: Annotated[float | None, Field(ge=-1000000, le=1000000), P("V.A{reactive}", step=0.001, sens=Sens.BEHAVIOUR, cat="energy", zh="无功功率", en="Reactive power")] = None
    apparentPower: Annotated[float | None, Field(ge=0, le=1000000), P("V.A", step=0.001, sens=Sens.BEHAVIOUR, cat="energy", zh="视在功率", en="Apparent power")] = None
    frequency: Annotated[float | None, Field(ge=0, le=1000), P("Hz", step=0.001, sens=Sens.HOUSEHOLD, why=Reason("The frequency of the grid, at every moment the same in all homes of the country.", "电网频率，同一时刻全国各家相同。"), cat="energy", zh="频率", en="Frequency")] = None
    powerFactor: Annotated[float | None, Field(ge=-100, le=100), P("%", step=0.01, sens=Sens.BEHAVIOUR, cat="energy", zh="功率因数", en="Power factor")] = None
    powerMode: Annotated[ElectricalPowerMeasurementPowerMode | None, P("", "r", sens=Sens.PUBLIC, why=reasons.MODEL_FACT, cat="energy", zh="电流类型", en="Kind of current", since="1.1")] = None
    reactiveCurrent: Annotated[float | None, Field(ge=-1000, le=1000), P("A", step=0.001, sens=Sens.BEHAVIOUR, cat="energy", zh="无功电流", en="Reactive current", since="1.1")] = None
    apparentCurrent: Annotated[float | None, Field(ge=0, le=1000), P("A", step=0.001, sens=Sens.BEHAVIOUR, cat="energy", zh="视在电流", en="Apparent current", since="1.1")] = None
    neutralCurrent: Annotated[float | None, Field(ge=-1000, le=1000), P("A", step=0.001, sens=Sens.BEHAVIOUR, cat="energy", zh="零线电流", en="Neutral current", since="1.1")] = None
    leakageCurrent: Annotated[float | None, Field(ge=0, le=100), P("A", step=0.0001, sens=Sens.BEHAVIOUR, cat="energy", zh="剩余电流", en="Leakage current", about=("Grows with each machine that is plugged in.", "随接入的电器增多而增大。"), since="1.1")] = None
    phaseAngle: Annotated[float | None, Field(ge=-360, le=360), P("deg", step=0.1, sens=Sens.BEHAVIOUR, cat="energy", zh="相角", en="Phase angle", since="1.1")] = None
    peakPower: Annotated[float | None, Field(ge=0, le=1000000), P("W", step=0.001, sens=Sens.BEHAVIOUR, cat="energy", zh="峰值功率", en="Peak power", about=("The highest power since the device began to keep it.", "设备开始记录以来的最高功率。"), since="1.1")] = None
    powerFlow: Annotated[ElectricalPowerMeasurementPowerFlow | None, P(sens=Sens.PERSONAL, cat="location", zh="能量流向", en="Power flow", about=("Exporting begins and ends with the sun on the roof, which tells the place.", "馈电的起止跟随屋顶日照，会暴露所在地。"), since="1.1")] = None
    ratedPower: Annotated[float | None, Field(ge=0, le=1000000), P("W", "r", step=1, sens=Sens.PUBLIC, why=reasons.MODEL_FACT, cat="energy", zh="额定功率", en="Rated power", since="1.1")] = None
    ratedCurrent: Annotated[float | None, Field(ge=0, le=1000), P("A", "r", step=0.1, sens=Sens.PUBLIC, why=reasons.MODEL_FACT, cat="energy", zh="额定电流", en="Rated current", since="1.1")] = None
    powerLimit: Annotated[float | None, Field(ge=0, le=1000000), P("W", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="energy", zh="功率上限", en="Power limit", hazards=(Hazard.HEAT, Hazard.SERVICE_INTERRUPTION), about=("Above it the device switches off; too high and the wiring may overheat.", "超过时设备断电；设得过高线路可能过热。"), since="1.1")] = None
    overload: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="diagnostic", zh="过载", en="Overload", since="1.1")] = None
    reportingInterval: Annotated[int | None, Field(ge=0, le=604800), P("s", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="上报间隔", en="Reporting interval", hazards=SAFE, since="1.1")] = None


class ElectricalProtectionReaction(Choice):
    """What the breaker does when a limit is passed."""

    IGNORE = "ignore", "忽略"
    ALARM = "alarm", "报警"
    TRIP = "trip", "跳闸"


class ElectricalProtectionEvent(Choice):
    """What a breaker did last."""

    NORMAL = "normal", "正常"
    OVER_VOLTAGE_TRIP = "overVoltageTrip", "过压跳闸"
    OVER_VOLTAGE_ALARM = "overVoltageAlarm", "过压报警"
    UNDER_VOLTAGE_TRIP = "underVoltageTrip", "欠压跳闸"
    UNDER_VOLTAGE_ALARM = "underVoltageAlarm", "欠压报警"
    OVER_CURRENT_TRIP = "overCurrentTrip", "过流跳闸"
    OVER_CURRENT_ALARM = "overCurrentAlarm", "过流报警"
    OVER_POWER_TRIP = "overPowerTrip", "过载跳闸"
    OVER_POWER_ALARM = "overPowerAlarm", "过载报警"
    OVER_TEMPERATURE_TRIP = "overTemperatureTrip", "过温跳闸"
    OVER_TEMPERATURE_ALARM = "overTemperatureAlarm", "过温报警"
    LEAKAGE_TRIP = "leakageTrip", "漏电跳闸"
    LEAKAGE_ALARM = "leakageAlarm", "漏电报警"
    SHORT_CIRCUIT_TRIP = "shortCircuitTrip", "短路跳闸"
    ARC_TRIP = "arcTrip", "电弧跳闸"
    PHASE_LOSS_TRIP = "phaseLossTrip", "缺相跳闸"
    REMOTE_ON = "remoteOn", "远程合闸"
    REMOTE_OFF = "remoteOff", "远程分闸"
    MANUAL_ON = "manualOn", "手动合闸"
    MANUAL_OFF = "manualOff", "手动分闸"
    AUTO_RECLOSE = "autoReclose", "自动重合闸"


class ElectricalProtection(Capability):
    """What a breaker or a smart plug guards its circuit against."""

    ID, ZH, GROUP = "electricalProtection", "用电保护", "energy"
    ABOUT_ZH = "断路器或智能插座对其回路的保护。"
    COMMANDS = (
        Cmd("testLeakage", "漏电自检", "Test leakage protection", hazards=(Hazard.SERVICE_INTERRUPTION,), outcome=("lastEvent",), about=("The breaker trips if it works.", "断路器正常时会跳闸。")),
        Cmd("clearEvent", "清除告警", "Clear last event", hazards=(Hazard.SECURITY,), outcome=("lastEvent",), about=("Ends an alarm whose cause may still be there.", "清除告警，而故障原因可能仍在。")),
    )
    EVENTS = (
        Ev("protectionTripped", "保护动作", "Protection tripped", sens=Sens.BEHAVIOUR, cat="energy", fields=(Arg("cause", ElectricalProtectionEvent, zh="原因"),)),
    )

    overVoltageThreshold: Annotated[float | None, Field(ge=0, le=1500), P("V", "rw", step=0.1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="energy", zh="过压阈值", en="Over-voltage threshold", hazards=(Hazard.HEAT, Hazard.SERVICE_INTERRUPTION))] = None
    overVoltageReaction: Annotated[ElectricalProtectionReaction | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="energy", zh="过压处置", en="Over-voltage reaction", hazards=(Hazard.HEAT, Hazard.SERVICE_INTERRUPTION))] = None
    underVoltageThreshold: Annotated[float | None, Field(ge=0, le=1500), P("V", "rw", step=0.1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="energy", zh="欠压阈值", en="Under-voltage threshold", hazards=(Hazard.SERVICE_INTERRUPTION,))] = None
    underVoltageReaction: Annotated[ElectricalProtectionReaction | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="energy", zh="欠压处置", en="Under-voltage reaction", hazards=(Hazard.SERVICE_INTERRUPTION,))] = None
    overCurrentThreshold: Annotated[float | None, Field(ge=0, le=1000), P("A", "rw", step=0.001, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="energy", zh="过流阈值", en="Over-current threshold", hazards=(Hazard.HEAT, Hazard.SERVICE_INTERRUPTION), about=("Too high and the wiring may overheat; too low and the circuit is cut.", "过高可能导致线路过热，过低会误断电。"))] = None
    overCurrentReaction: Annotated[ElectricalProtectionReaction | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="energy", zh="过流处置", en="Over-current reaction", hazards=(Hazard.HEAT, Hazard.SERVICE_INTERRUPTION))] = None
    overPowerThreshold: Annotated[float | None, Field(ge=0, le=1000000), P("W", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="energy", zh="过载阈值", en="Over-power threshold", hazards=(Hazard.HEAT, Hazard.SERVICE_INTERRUPTION))] = None
    overPowerReaction: Annotated[ElectricalProtectionReaction | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="energy", zh="过载处置", en="Over-power reaction", hazards=(Hazard.HEAT, Hazard.SERVICE_INTERRUPTION))] = None
    overTemperatureThreshold: Annotated[float | None, Field(ge=-40, le=200), P("Cel", "rw", step=0.1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="energy", zh="过温阈值", en="Over-temperature threshold", hazards=(Hazard.HEAT, Hazard.SERVICE_INTERRUPTION))] = None
    overTemperatureReaction: Annotated[ElectricalProtectionReaction | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="energy", zh="过温处置", en="Over-temperature reaction", hazards=(Hazard.HEAT, Hazard.SERVICE_INTERRUPTION))] = None
    leakageCurrentThreshold: Annotated[float | None, Field(ge=0, le=10), P("A", "rw", step=0.001, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="energy", zh="漏电阈值", en="Leakage threshold", hazards=(Hazard.HEALTH, Hazard.SERVICE_INTERRUPTION), about=("Above 0.03 A it no longer protects people.", "超过 0.03 A 便不能保护人身。"))] = None
    leakageCurrentReaction: Annotated[ElectricalProtectionReaction | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="energy", zh="漏电处置", en="Leakage reaction", hazards=(Hazard.HEALTH, Hazard.SERVICE_INTERRUPTION))] = None
    autoReclosing: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="energy", zh="自动重合闸", en="Automatic reclosing", hazards=(Hazard.HEAT, Hazard.HEALTH, Hazard.ENERGY), about=("Switches on again by itself after a trip, whoever works at the circuit.", "跳闸后自行合闸，即使有人正在检修线路。"))] = None
    lastEvent: Annotated[ElectricalProtectionEvent | None, P(sens=Sens.BEHAVIOUR, cat="diagnostic", zh="最近事件", en="Last event", about=("Overload and switching by hand tell what people do.", "过载和手动分合闸会反映人的活动。"))] = None


class ElectricalEnergyMeasurement(Capability):
    """How much electricity was taken or given, in total and by period."""

    ID, ZH, GROUP, VERSION = "electricalEnergyMeasurement", "电能计量", "energy", "1.1"
    ABOUT_ZH = "用电量和上网电量的累计值与分时段值。"
    COMMANDS = (
        Cmd("resetEnergy", "电量清零", "Reset energy", hazards=(Hazard.COST,), outcome=("cumulativeEnergyImported",), about=("The total begins at zero again; what a bill was reckoned from is lost.", "累计电量归零，用于结算的读数会丢失。"), since="1.1"),
    )

    cumulativeEnergyImported: Annotated[float | None, Field(ge=0, le=1000000000), P("kW.h", step=0.001, sens=Sens.BEHAVIOUR, cat="energy", zh="累计用电量", en="Cumulative energy imported")] = None
    cumulativeEnergyExported: Annotated[float | None, Field(ge=0, le=1000000000), P("kW.h", step=0.001, sens=Sens.PERSONAL, cat="location", zh="累计上网电量", en="Cumulative energy exported", about=("What solar panels give, less what the home takes: its daily course tells the place.", "光伏发电扣除自用后的上网电量，其日变化会暴露所在地。"))] = None
    periodicEnergyImported: Annotated[float | None, Field(ge=0, le=1000000000), P("kW.h", step=0.001, sens=Sens.BEHAVIOUR, cat="energy", zh="时段用电量", en="Periodic energy imported", about=("Of the period that ended last; the device chooses its length.", "最近一个已结束时段的用电量，时段长度由设备决定。"))] = None
    periodicEnergyExported: Annotated[float | None, Field(ge=0, le=1000000000), P("kW.h", step=0.001, sens=Sens.PERSONAL, cat="location", zh="时段上网电量", en="Periodic energy exported", since="1.1")] = None
    energyToday: Annotated[float | None, Field(ge=0, le=1000000), P("kW.h", step=0.001, sens=Sens.BEHAVIOUR, cat="energy", zh="今日用电量", en="Energy today", since="1.1")] = None
    energyYesterday: Annotated[float | None, Field(ge=0, le=1000000), P("kW.h", step=0.001, sens=Sens.BEHAVIOUR, cat="energy", zh="昨日用电量", en="Energy yesterday", since="1.1")] = None
    energyThisMonth: Annotated[float | None, Field(ge=0, le=1000000), P("kW.h", step=0.001, sens=Sens.BEHAVIOUR, cat="energy", zh="本月用电量", en="Energy this month", since="1.1")] = None
    energyLastMonth: Annotated[float | None, Field(ge=0, le=1000000), P("kW.h", step=0.001, sens=Sens.BEHAVIOUR, cat="energy", zh="上月用电量", en="Energy last month", since="1.1")] = None
    energyThisYear: Annotated[float | None, Field(ge=0, le=10000000), P("kW.h", step=0.001, sens=Sens.BEHAVIOUR, cat="energy", zh="今年用电量", en="Energy this year", since="1.1")] = None
    energyOfLastRun: Annotated[float | None, Field(ge=0, le=10000), P("kW.h", step=0.001, sens=Sens.BEHAVIOUR, cat="energy", zh="上次运行用电量", en="Energy of the last run", since="1.1")] = None
    reactiveEnergyImported: Annotated[float | None, Field(ge=0, le=1000000000), P("kV.A{reactive}.h", step=0.001, sens=Sens.BEHAVIOUR, cat="energy", zh="累计正向无功电量", en="Reactive energy imported", since="1.1")] = None
    reactiveEnergyExported: Annotated[float | None, Field(ge=0, le=1000000000), P("kV.A{reactive}.h", step=0.001, sens=Sens.PERSONAL, cat="location", zh="累计反向无功电量", en="Reactive energy exported", since="1.1")] = None
    apparentEnergyImported: Annotated[float | None, Field(ge=0, le=1000000000), P("kV.A.h", step=0.001, sens=Sens.BEHAVIOUR, cat="energy", zh="累计视在电量", en="Apparent energy imported", since="1.1")] = None
    tier1EnergyImported: Annotated[float | None, Field(ge=0, le=1000000000), P("kW.h", step=0.001, sens=Sens.BEHAVIOUR, cat="energy", zh="费率一用电量", en="Energy imported at tariff 1", about=("The total at one price of the day, in the order of the meter.", "按电表费率顺序分别累计的用电量。"), since="1.1")] = None
    tier2EnergyImported: Annotated[float | None, Field(ge=0, le=1000000000), P("kW.h", step=0.001, sens=Sens.BEHAVIOUR, cat="energy", zh="费率二用电量", en="Energy imported at tariff 2", since="1.1")] = None
    tier3EnergyImported: Annotated[float | None, Field(ge=0, le=1000000000), P("kW.h", step=0.001, sens=Sens.BEHAVIOUR, cat="energy", zh="费率三用电量", en="Energy imported at tariff 3", since="1.1")] = None
    tier4EnergyImported: Annotated[float | None, Field(ge=0, le=1000000000), P("kW.h", step=0.001, sens=Sens.BEHAVIOUR, cat="energy", zh="费率四用电量", en="Energy imported at tariff 4", since="1.1")] = None
    tier5EnergyImported: Annotated[float | None, Field(ge=0, le=1000000000), P("kW.h", step=0.001, sens=Sens.BEHAVIOUR, cat="energy", zh="费率五用电量", en="Energy imported at tariff 5", since="1.1")] = None
    tier6EnergyImported: Annotated[float | None, Field(ge=0, le=1000000000), P("kW.h", step=0.001, sens=Sens.BEHAVIOUR, cat="energy", zh="费率六用电量", en="Energy imported at tariff 6", since="1.1")] = None
    periodStart: Annotated[Timestamp | None, P(sens=Sens.BEHAVIOUR, cat="energy", zh="时段开始", en="Period start", since="1.1")] = None
    periodEnd: Annotated[Timestamp | None, P(sens=Sens.BEHAVIOUR, cat="energy", zh="时段结束", en="Period end", since="1.1")] = None
    cumulativeEnergySaved: Annotated[float | None, Field(ge=0, le=1000000000), P("kW.h", step=0.001, sens=Sens.BEHAVIOUR, cat="energy", zh="累计节电量", en="Cumulative energy saved", since="1.1")] = None
    periodicEnergySaved: Annotated[float | None, Field(ge=0, le=1000000000), P("kW.h", step=0.001, sens=Sens.BEHAVIOUR, cat="energy", zh="时段节电量", en="Periodic energy saved", since="1.1")] = None
    resetAt: Annotated[Timestamp | None, P(sens=Sens.HOUSEHOLD, why=Reason("The day on which somebody set a counter to zero; it happens once in years.", "计数器被清零的日期，数年才一次。"), cat="energy", zh="清零时间", en="Reset at", since="1.1")] = None


class BatteryStorageOperatingMode(Choice):
    """By what rule the battery charges and discharges."""

    AUTO = "auto", "自动"
    SELF_CONSUMPTION = "selfConsumption", "自发自用"
    BACKUP = "backup", "备电优先"
    TIME_OF_USE = "timeOfUse", "峰谷套利"
    FORCE_CHARGE = "forceCharge", "强制充电"
    FORCE_DISCHARGE = "forceDischarge", "强制放电"
    STANDBY = "standby", "待机"


class BatteryStorageChargeState(Choice):
    """What the battery does at the moment."""

    IDLE = "idle", "静置"
    CHARGING = "charging", "充电中"
    DISCHARGING = "discharging", "放电中"
    FULL = "full", "已充满"
    EMPTY = "empty", "已放空"


class BatteryStorageFault(Choice):
    """A fault of the battery or its inverter."""

    OVER_TEMPERATURE = "overTemperature", "过温"
    UNDER_TEMPERATURE = "underTemperature", "低温"
    OVER_VOLTAGE = "overVoltage", "过压"
    UNDER_VOLTAGE = "underVoltage", "欠压"
    OVER_CURRENT = "overCurrent", "过流"
    INSULATION = "insulation", "绝缘故障"
    IMBALANCE = "imbalance", "电芯不均衡", "Cell imbalance"
    COMMUNICATION = "communication", "通信故障"
    THERMAL_RUNAWAY = "thermalRunaway", "热失控"
    OTHER = "other", "其他"


class BatteryStorage(Capability):
    """A battery that stores electricity for the home."""

    ID, ZH, GROUP, VERSION = "batteryStorage", "储能电池", "energy", "1.1"
    ABOUT_ZH = "为家庭储存电能的电池。"
    COMMANDS = (
        Cmd("setPower", "设定充放电功率", "Set power", args=(Arg("power", float, "W", ge=-1000000, le=1000000, zh="功率"), Arg("duration", int, "s", ge=0, le=86400, required=False, zh="时长")), hazards=(Hazard.ENERGY, Hazard.COST), outcome=("power",), actuates=True, about=("Positive charges, negative discharges.", "正值充电，负值放电。")),
    )
    EVENTS = (
        Ev("gridLost", "市电中断", "Grid lost", sens=Sens.HOUSEHOLD, why=reasons.ALARM, cat="device-state"),
        Ev("overTemperature", "电池过温", "Over-temperature", sens=Sens.HOUSEHOLD, why=reasons.ALARM, cat="device-state", fields=(Arg("temperature", float, "Cel", ge=-40, le=200, required=False, zh="温度"),)),
    )

    stateOfCharge: Annotated[float | None, Field(ge=0, le=100), P("%", step=0.1, sens=Sens.PERSONAL, cat="location", zh="荷电状态", en="State of charge", about=("Rises with the sun on the roof and falls with the evening of the people.", "随屋顶日照上升，随晚间用电下降。"))] = None
    capacity: Annotated[float | None, Field(ge=0, le=1000), P("kW.h", "r", step=0.001, sens=Sens.PUBLIC, why=reasons.MODEL_FACT, cat="energy", zh="额定容量", en="Capacity")] = None
    power: Annotated[float | None, Field(ge=-1000000, le=1000000), P("W", step=1, sens=Sens.PERSONAL, cat="location", zh="充放电功率", en="Power", about=("Positive while charging, negative while discharging.", "充电为正，放电为负。"))] = None
    operatingMode: Annotated[BatteryStorageOperatingMode | None, P("", "rwn", sens=Sens.HOUSEHOLD, why=Reason("Set by tariff and season or by an energy manager that follows prices, not by what people do.", "由电价、季节或能源管理系统决定，与人的活动无关。"), cat="energy", zh="运行模式", en="Operating mode", hazards=(Hazard.ENERGY, Hazard.COST, Hazard.SERVICE_INTERRUPTION), actuates=True)] = None
    backupReserve: Annotated[int | None, Field(ge=0, le=100), P("%", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="energy", zh="备电比例", en="Backup reserve", hazards=(Hazard.ENERGY, Hazard.SERVICE_INTERRUPTION), about=("Kept for an outage; at zero the home has none.", "为停电预留的电量；为 0 时停电即断电。"))] = None
    chargeLimit: Annotated[int | None, Field(ge=0, le=100), P("%", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="energy", zh="充电上限", en="Charge limit", hazards=(Hazard.ENERGY,))] = None
    stateOfHealth: Annotated[float | None, Field(ge=0, le=100), P("%", step=0.1, sens=Sens.HOUSEHOLD, why=reasons.WEAR, cat="diagnostic", zh="健康度", en="State of health")] = None
    cycleCount: Annotated[int | None, Field(ge=0, le=100000), P("{count}", step=1, sens=Sens.HOUSEHOLD, why=Reason("Grows by about one a day in every home; a whole number hides what a day was like.", "各家每天约增加一次，整数计数看不出当天情况。"), cat="diagnostic", zh="循环次数", en="Cycle count")] = None
    cellTemperature: Annotated[float | None, Field(ge=-40, le=200), P("Cel", step=0.1, sens=Sens.BEHAVIOUR, cat="diagnostic", zh="电芯温度", en="Cell temperature")] = None
    gridPower: Annotated[float | None, Field(ge=-1000000, le=1000000), P("W", step=1, sens=Sens.PERSONAL, cat="location", zh="电网功率", en="Grid power", about=("Positive is taken from the grid, negative is given to it.", "正值为从电网取电，负值为向电网送电。"))] = None
    gridConnected: Annotated[bool | None, P(sens=Sens.HOUSEHOLD, why=reasons.ALARM, cat="energy", zh="市电在线", en="Grid connected")] = None
    chargeState: Annotated[BatteryStorageChargeState | None, P(sens=Sens.PERSONAL, cat="location", zh="充放电状态", en="Charge state", since="1.1")] = None
    storedEnergy: Annotated[float | None, Field(ge=0, le=1000), P("kW.h", step=0.001, sens=Sens.PERSONAL, cat="location", zh="储存电量", en="Stored energy", since="1.1")] = None
    loadPower: Annotated[float | None, Field(ge=0, le=1000000), P("W", step=1, sens=Sens.BEHAVIOUR, cat="energy", zh="家庭负载功率", en="Power of the home", since="1.1")] = None
    energyCharged: Annotated[float | None, Field(ge=0, le=1000000000), P("kW.h", step=0.001, sens=Sens.PERSONAL, cat="location", zh="累计充电量", en="Energy charged", since="1.1")] = None
    energyDischarged: Annotated[float | None, Field(ge=0, le=1000000000), P("kW.h", step=0.001, sens=Sens.PERSONAL, cat="location", zh="累计放电量", en="Energy discharged", since="1.1")] = None
    dischargeLimit: Annotated[int | None, Field(ge=0, le=100), P("%", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="energy", zh="放电下限", en="Discharge limit", hazards=(Hazard.ENERGY, Hazard.SERVICE_INTERRUPTION), about=("Discharging ends at this state of charge.", "放电到此电量时停止。"), since="1.1")] = None
    maxChargePower: Annotated[float | None, Field(ge=0, le=1000000), P("W", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="energy", zh="最大充电功率", en="Maximum charge power", hazards=(Hazard.ENERGY, Hazard.COST), since="1.1")] = None
    maxDischargePower: Annotated[float | None, Field(ge=0, le=1000000), P("W", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="energy", zh="最大放电功率", en="Maximum discharge power", hazards=(Hazard.ENERGY, Hazard.COST), since="1.1")] = None
    timeToFull: Annotated[int | None, Field(ge=0, le=604800), P("s", step=1, sens=Sens.PERSONAL, cat="location", zh="充满剩余时间", en="Time to full", since="1.1")] = None
    timeToEmpty: Annotated[int | None, Field(ge=0, le=604800), P("s", step=1, sens=Sens.PERSONAL, cat="location", zh="放空剩余时间", en="Time to empty", since="1.1")] = None
    faults: Annotated[list[BatteryStorageFault] | None, P(sens=Sens.HOUSEHOLD, why=reasons.ALARM, cat="diagnostic", zh="故障", en="Faults", since="1.1")] = None


class SolarGenerationInverterState(Choice):
    """What the inverter does at the moment."""

    STANDBY = "standby", "待机"
    STARTING = "starting", "启动中"
    GENERATING = "generating", "发电中"
    DERATING = "derating", "降额运行"
    FAULT = "fault", "故障"
    OFF = "off", "关机"


class SolarGenerationFault(Choice):
    """A fault of the panels, the inverter or the grid as the inverter sees it."""

    GRID_VOLTAGE = "gridVoltage", "电网电压异常"
    GRID_FREQUENCY = "gridFrequency", "电网频率异常"
    GRID_LOST = "gridLost", "电网中断"
    INSULATION = "insulation", "绝缘阻抗低", "Low insulation resistance"
    LEAKAGE = "leakage", "漏电"
    STRING = "string", "组串异常", "Panel string"
    ARC = "arc", "电弧"
    OVER_TEMPERATURE = "overTemperature", "过温"
    FAN = "fan", "风扇故障"
    COMMUNICATION = "communication", "通信故障"
    OTHER = "other", "其他"


class SolarGeneration(Capability):
    """Solar panels and their inverter."""

    ID, ZH, GROUP, VERSION = "solarGeneration", "光伏发电", "energy", "1.1"
    ABOUT_ZH = "光伏组件及其逆变器。"

    generationPower: Annotated[float | None, Field(ge=0, le=1000000), P("W", step=1, sens=Sens.PERSONAL, cat="location", zh="发电功率", en="Generation power", about=("Sunrise, noon and clouds over the roof tell where the home is.", "日出、正午和云影的变化会暴露住宅所在地。"))] = None
    generationToday: Annotated[float | None, Field(ge=0, le=10000), P("kW.h", step=0.001, sens=Sens.PERSONAL, cat="location", zh="今日发电量", en="Generation today")] = None
    generationTotal: Annotated[float | None, Field(ge=0, le=1000000000), P("kW.h", step=0.001, sens=Sens.PERSONAL, cat="location", zh="累计发电量", en="Generation total")] = None
    stringVoltage: Annotated[float | None, Field(ge=0, le=1500), P("V", step=0.1, sens=Sens.PERSONAL, cat="location", zh="组串电压", en="String voltage")] = None
    stringCurrent: Annotated[float | None, Field(ge=0, le=100), P("A", step=0.01, sens=Sens.PERSONAL, cat="location", zh="组串电流", en="String current")] = None
    inverterState: Annotated[SolarGenerationInverterState | None, P(sens=Sens.PERSONAL, cat="location", zh="逆变器状态", en="Inverter state")] = None
    exportLimit: Annotated[int | None, Field(ge=0, le=100), P("%", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="energy", zh="上网功率限制", en="Export limit", hazards=(Hazard.ENERGY, Hazard.COST), about=("Of the rated power; at zero nothing is given to the grid.", "相对额定功率的百分比；0 表示不上网。"))] = None
    irradiance: Annotated[float | None, Field(ge=0, le=2000), P("W/m2", step=1, sens=Sens.PERSONAL, cat="location", zh="辐照度", en="Solar irradiance")] = None
    generationThisMonth: Annotated[float | None, Field(ge=0, le=1000000), P("kW.h", step=0.001, sens=Sens.PERSONAL, cat="location", zh="本月发电量", en="Generation this month", since="1.1")] = None
    generationThisYear: Annotated[float | None, Field(ge=0, le=10000000), P("kW.h", step=0.001, sens=Sens.PERSONAL, cat="location", zh="今年发电量", en="Generation this year", since="1.1")] = None
    ratedPower: Annotated[float | None, Field(ge=0, le=1000000), P("W", "r", step=1, sens=Sens.PUBLIC, why=reasons.MODEL_FACT, cat="energy", zh="额定功率", en="Rated power", since="1.1")] = None
    stringPower: Annotated[float | None, Field(ge=0, le=1000000), P("W", step=1, sens=Sens.PERSONAL, cat="location", zh="组串功率", en="String power", since="1.1")] = None
    exportPower: Annotated[float | None, Field(ge=0, le=1000000), P("W", step=1, sens=Sens.PERSONAL, cat="location", zh="上网功率", en="Export power", since="1.1")] = None
    inverterTemperature: Annotated[float | None, Field(ge=-50, le=150), P("Cel", step=0.1, sens=Sens.PERSONAL, cat="location", zh="逆变器温度", en="Inverter temperature", since="1.1")] = None
    insulationResistance: Annotated[float | None, Field(ge=0, le=100000000), P("Ohm", step=1, sens=Sens.PERSONAL, cat="location", zh="绝缘电阻", en="Insulation resistance", about=("Measured at sunrise and lower on wet mornings.", "日出时测量，潮湿的早晨偏低。"), since="1.1")] = None
    faults: Annotated[list[SolarGenerationFault] | None, P(sens=Sens.HOUSEHOLD, why=reasons.ALARM, cat="diagnostic", zh="故障", en="Faults", since="1.1")] = None


class UtilityMeterMedium(Choice):
    """What flows through the meter."""

    WATER = "water", "水"
    HOT_WATER = "hotWater", "热水"
    GAS = "gas", "燃气"
    HEAT = "heat", "供热"
    COLD_WATER = "coldWater", "冷水"
    COOLING = "cooling", "供冷"


class UtilityMeterMeterType(Choice):
    """To whom the meter belongs."""

    UTILITY = "utility", "公用表"
    PRIVATE = "private", "自用表"
    GENERIC = "generic", "通用表"


class UtilityMeterFault(Choice):
    """A fault or a warning of the meter."""

    TAMPER = "tamper", "拆动"
    REVERSE_FLOW = "reverseFlow", "反向流"
    BURST = "burst", "爆管"
    LOW_BATTERY = "lowBattery", "电量低"
    LOW_TEMPERATURE = "lowTemperature", "低温"
    SENSOR = "sensor", "传感器故障"
    EMPTY_PIPE = "emptyPipe", "空管"
    MAGNETIC = "magnetic", "磁干扰", "Magnetic interference"
    OTHER = "other", "其他"


class UtilityMeter(Capability):
    """Meter of water, gas or heat."""

    ID, ZH, GROUP, VERSION = "utilityMeter", "水气热表", "energy", "1.2"
    ABOUT_ZH = "水表、燃气表或热量表。"
    COMMANDS = (
        Cmd("setReading", "设置读数", "Set reading", args=(Arg("volumeTotal", float, "m3", ge=0, le=1000000000, zh="累计用量"),), hazards=(Hazard.COST,), outcome=("volumeTotal",), about=("Brings a pulse counter into line with the dial; a wrong reading makes a wrong bill.", "使脉冲计数与表盘一致；读数错误会导致账单错误。"), since="1.1"),
    )

    volumeTotal: Annotated[float | None, Field(ge=0, le=1000000000), P("m3", step=0.001, sens=Sens.BEHAVIOUR, cat="energy", zh="累计用量", en="Volume total")] = None
    flowRate: Annotated[float | None, Field(ge=0, le=100), P("m3/h", step=0.001, sens=Sens.BEHAVIOUR, cat="energy", zh="瞬时流量", en="Flow rate")] = None
    medium: Annotated[UtilityMeterMedium | None, P("", "r", sens=Sens.PUBLIC, why=reasons.MODEL_FACT, cat="device-state", zh="介质", en="Medium")] = None
    heatTotal: Annotated[float | None, Field(ge=0, le=1000000000), P("kW.h", step=0.001, sens=Sens.BEHAVIOUR, cat="energy", zh="累计热量", en="Heat total")] = None
    energyTotal: Annotated[float | None, Field(ge=0, le=1000000000), P("kW.h", step=0.001, sens=Sens.BEHAVIOUR, cat="energy", zh="累计燃气能量", en="Energy total", about=("Of the gas that was burnt, as its supplier charges it.", "按供气商计费的燃气能量。"), since="1.2")] = None
    meterSerialNumber: Annotated[str | None, Field(max_length=64), P("", "r", sens=Sens.PERSONAL, cat="identity", zh="表号", en="Meter serial number")] = None
    leakSuspected: Annotated[bool | None, P(sens=Sens.HOUSEHOLD, why=reasons.ALARM, cat="diagnostic", zh="疑似泄漏", en="Leak suspected")] = None
    volumeToday: Annotated[float | None, Field(ge=0, le=10000), P("m3", step=0.001, sens=Sens.BEHAVIOUR, cat="energy", zh="今日用量", en="Volume today", since="1.1")] = None
    volumeThisMonth: Annotated[float | None, Field(ge=0, le=1000000), P("m3", step=0.001, sens=Sens.BEHAVIOUR, cat="energy", zh="本月用量", en="Volume this month", since="1.1")] = None
    volumeReverse: Annotated[float | None, Field(ge=0, le=1000000000), P("m3", step=0.001, sens=Sens.BEHAVIOUR, cat="energy", zh="反向累计用量", en="Reverse volume", since="1.1")] = None
    heatPower: Annotated[float | None, Field(ge=-1000000, le=1000000), P("W", step=1, sens=Sens.BEHAVIOUR, cat="energy", zh="热功率", en="Heat power", since="1.1")] = None
    flowTemperature: Annotated[float | None, Field(ge=-50, le=200), P("Cel", step=0.01, sens=Sens.BEHAVIOUR, cat="energy", zh="供水温度", en="Flow temperature", since="1.1")] = None
    returnTemperature: Annotated[float | None, Field(ge=-50, le=200), P("Cel", step=0.01, sens=Sens.BEHAVIOUR, cat="energy", zh="回水温度", en="Return temperature", since="1.1")] = None
    pulseVolume: Annotated[float | None, Field(ge=0, le=10000), P("L", "rw", step=0.001, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="每脉冲体积", en="Volume of a pulse", hazards=(Hazard.COST,), since="1.1")] = None
    meterType: Annotated[UtilityMeterMeterType | None, P("", "r", sens=Sens.PUBLIC, why=reasons.MODEL_FACT, cat="device-state", zh="表计归属", en="Meter type", since="1.1")] = None
    pointOfDelivery: Annotated[str | None, Field(max_length=64), P("", "r", sens=Sens.PERSONAL, cat="identity", zh="用户编号", en="Point of delivery", since="1.1")] = None
    prepaidBalance: Annotated[float | None, Field(ge=-1000000, le=1000000), P(step=0.01, sens=Sens.BEHAVIOUR, cat="energy", zh="预付余额", en="Prepaid balance", about=("In the currency of the contract; below zero it is owed.", "以合同货币计；负值表示欠费。"), since="1.1")] = None
    readAt: Annotated[Timestamp | None, P(sens=Sens.BEHAVIOUR, cat="energy", zh="抄表时间", en="Read at", since="1.1")] = None
    faults: Annotated[list[UtilityMeterFault] | None, P(sens=Sens.HOUSEHOLD, why=reasons.ALARM, cat="diagnostic", zh="故障与告警", en="Faults and warnings", since="1.1")] = None
    periodicVolume: Annotated[float | None, Field(ge=0, le=1000000000), P("m3", step=0.001, sens=Sens.PERSONAL, cat="energy", zh="周期用量", en="Periodic volume", since="1.1")] = None
    periodStart: Annotated[Timestamp | None, P(sens=Sens.PERSONAL, cat="energy", zh="周期起始", en="Period start", since="1.1")] = None
