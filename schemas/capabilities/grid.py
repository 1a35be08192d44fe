"""Chargers, flexible loads and tariffs: where home and grid meet."""

# One property a line, so that the file reads as the table it is.
# fmt: off

from typing import Annotated, Final

from pydantic import Field

from schemas import reasons
from schemas.capabilities.week import Weekday
from schemas.capability import SAFE, Arg, Capability, Choice, Cmd, Ev, F, P, Record, Sens, Timestamp
from schemas.reasons import Reason
from schemas.vocabulary import Hazard

TARIFF: Final = Reason(
    "Set by the supplier for all its customers or by the market, never by what this home does.",
    "由供电方面向全体用户或由市场决定，与本户的活动无关。",
)


class EnergyEvseState(Choice):
    """What the charger knows of the car."""

    NOT_PLUGGED_IN = "notPluggedIn", "未插枪"
    PLUGGED_IN_NO_DEMAND = "pluggedInNoDemand", "已插枪，无需充电", "Plugged in, no demand"
    PLUGGED_IN_DEMAND = "pluggedInDemand", "已插枪，等待充电", "Plugged in, waiting"
    PLUGGED_IN_CHARGING = "pluggedInCharging", "充电中", "Charging"
    PLUGGED_IN_DISCHARGING = "pluggedInDischarging", "放电中", "Discharging"
    SESSION_ENDING = "sessionEnding", "正在结束"
    FAULT = "fault", "故障"


class EnergyEvseSupplyState(Choice):
    """Whether the charger may give or take energy."""

    DISABLED = "disabled", "已禁用"
    CHARGING_ENABLED = "chargingEnabled", "允许充电"
    DISCHARGING_ENABLED = "dischargingEnabled", "允许放电"
    DISABLED_ERROR = "disabledError", "因故障禁用", "Disabled by a fault"
    DISABLED_DIAGNOSTICS = "disabledDiagnostics", "自检中禁用", "Disabled for diagnostics"
    ENABLED = "enabled", "允许充放电", "Charging and discharging enabled"


class EnergyEvseFaultState(Choice):
    """A fault of the charger, the plug or the supply."""

    NO_ERROR = "noError", "无故障"
    METER_FAILURE = "meterFailure", "计量故障"
    OVER_VOLTAGE = "overVoltage", "过压"
    UNDER_VOLTAGE = "underVoltage", "欠压"
    OVER_CURRENT = "overCurrent", "过流"
    CONTACT_WET_FAILURE = "contactWetFailure", "带载触点故障"
    CONTACT_DRY_FAILURE = "contactDryFailure", "空载触点故障"
    GROUND_FAULT = "groundFault", "接地故障"
    POWER_LOSS = "powerLoss", "断电"
    POWER_QUALITY = "powerQuality", "电能质量异常"
    PILOT_SHORT_CIRCUIT = "pilotShortCircuit", "导引信号短路"
    EMERGENCY_STOP = "emergencyStop", "急停"
    EV_DISCONNECTED = "evDisconnected", "车辆断开", "Car disconnected"
    WRONG_POWER_SUPPLY = "wrongPowerSupply", "供电制式错误"
    LIVE_NEUTRAL_SWAP = "liveNeutralSwap", "火零线接反", "Live and neutral swapped"
    OVER_TEMPERATURE = "overTemperature", "过温"
    OTHER = "other", "其他"


class EnergyEvseChargeMode(Choice):
    """By what rule the charger charges."""

    MANUAL = "manual", "手动"
    TIME_OF_USE = "timeOfUse", "谷电充电", "At the cheap hours"
    SOLAR_CHARGING = "solarCharging", "光伏充电"
    V2X = "v2x", "车网互动", "Vehicle to home or grid"


class EnergyEvseStoppedReason(Choice):
    """Who ended the transfer."""

    EV_STOPPED = "evStopped", "车辆停止", "The car"
    EVSE_STOPPED = "evseStopped", "充电桩停止", "The charger"
    OTHER = "other", "其他"


class EnergyEvseChargingTarget(Record):
    """How full the car shall be, and when."""

    days: Annotated[list[Weekday], Field(min_length=1, max_length=7), F(zh="星期")]
    time: Annotated[int, Field(ge=0, le=1439), F(unit="min", zh="时刻（零点起的分钟数）", en="Minutes after midnight")]
    targetSoC: Annotated[int | None, Field(ge=0, le=100), F(unit="%", zh="目标电量", en="Target state of charge")] = None
    addedEnergy: Annotated[float | None, Field(ge=0, le=1000), F(unit="kW.h", zh="充入电量")] = None


class EnergyEvse(Capability):
    """Charger of an electric car."""

    ID, ZH, GROUP, VERSION = "energyEvse", "充电桩", "grid", "1.1"
    EN = "Electric vehicle charger"
    ABOUT_ZH = "电动汽车充电桩。"
    COMMANDS = (
        Cmd("enableCharging", "允许充电", "Enable charging", args=(Arg("until", Timestamp, required=False, zh="截止时间"), Arg("minimumCurrent", float, "A", ge=0, le=200, required=False, zh="最小电流"), Arg("maximumCurrent", float, "A", ge=0, le=200, required=False, zh="最大电流")), hazards=(Hazard.ENERGY, Hazard.COST), outcome=("supplyState", "chargingEnabledUntil"), actuates=True, about=("For ever where no end is given.", "不指定截止时间则一直允许。")),
        Cmd("disable", "停止充放电", "Disable", hazards=(Hazard.SERVICE_INTERRUPTION,), outcome=("supplyState",)),
        Cmd("enableDischarging", "允许放电", "Enable discharging", args=(Arg("until", Timestamp, required=False, zh="截止时间"), Arg("maximumCurrent", float, "A", ge=0, le=200, required=False, zh="最大电流")), hazards=(Hazard.ENERGY, Hazard.COST, Hazard.SERVICE_INTERRUPTION), outcome=("supplyState", "dischargingEnabledUntil"), actuates=True, about=("Empties the battery of the car into the home or the grid.", "把车载电池的电放到家中或电网。"), since="1.1"),
        Cmd("startDiagnostics", "开始自检", "Start diagnostics", hazards=(Hazard.SERVICE_INTERRUPTION,), outcome=("supplyState",), since="1.1"),
    )
    EVENTS = (
        Ev("evConnected", "插枪", "Car connected", sens=Sens.PERSONAL, cat="presence", fields=(Arg("sessionId", int, ge=0, le=4294967295, required=False, zh="会话编号"),)),
        Ev("evNotDetected", "拔枪", "Car disconnected", sens=Sens.PERSONAL, cat="presence", fields=(Arg("sessionId", int, ge=0, le=4294967295, required=False, zh="会话编号"), Arg("state", EnergyEvseState, required=False, zh="此前状态"), Arg("sessionDuration", int, "s", ge=0, le=4294967295, required=False, zh="时长"), Arg("sessionEnergyCharged", float, "kW.h", ge=0, le=1000, required=False, zh="充电量"), Arg("sessionEnergyDischarged", float, "kW.h", ge=0, le=1000, required=False, zh="放电量"))),
        Ev("energyTransferStarted", "开始充放电", "Energy transfer started", sens=Sens.PERSONAL, cat="presence", fields=(Arg("sessionId", int, ge=0, le=4294967295, required=False, zh="会话编号"), Arg("state", EnergyEvseState, required=False, zh="状态"), Arg("maximumCurrent", float, "A", ge=0, le=200, required=False, zh="最大电流"))),
        Ev("energyTransferStopped", "停止充放电", "Energy transfer stopped", sens=Sens.PERSONAL, cat="presence", fields=(Arg("sessionId", int, ge=0, le=4294967295, required=False, zh="会话编号"), Arg("state", EnergyEvseState, required=False, zh="状态"), Arg("reason", EnergyEvseStoppedReason, required=False, zh="原因"), Arg("energyTransferred", float, "kW.h", ge=-1000, le=1000, required=False, zh="电量"))),
        Ev("fault", "故障", "Fault", sens=Sens.HOUSEHOLD, why=reasons.ALARM, cat="device-state", fields=(Arg("previous", EnergyEvseFaultState, required=False, zh="此前故障"), Arg("current", EnergyEvseFaultState, required=False, zh="当前故障"))),
        Ev("rfid", "刷卡", "Card shown", sens=Sens.PERSONAL, cat="identity", fields=(Arg("uid", str, max_length=20, zh="卡号", en="Card number"),), since="1.1"),
    )

    state: Annotated[EnergyEvseState | None, P(sens=Sens.PERSONAL, cat="presence", zh="状态", en="State", about=("Where the car is, there its driver is.", "车在家，通常人也在家。"))] = None
    supplyState: Annotated[EnergyEvseSupplyState | None, P(sens=Sens.PERSONAL, cat="presence", zh="供电状态", en="Supply state")] = None
    maximumChargeCurrent: Annotated[float | None, Field(ge=0, le=200), P("A", step=0.001, sens=Sens.PERSONAL, cat="presence", zh="当前最大充电电流", en="Maximum charge current", about=("What the charger offers at the moment; zero where charging is not enabled.", "当前可提供的最大电流；未允许充电时为 0。"))] = None
    userMaximumChargeCurrent: Annotated[float | None, Field(ge=0, le=200), P("A", "rwn", step=0.001, sens=Sens.BEHAVIOUR, cat="energy", zh="设定充电电流", en="Charge current chosen by the user", hazards=(Hazard.ENERGY, Hazard.COST))] = None
    sessionEnergyCharged: Annotated[float | None, Field(ge=0, le=1000), P("kW.h", step=0.001, sens=Sens.PERSONAL, cat="presence", zh="本次充电量", en="Energy charged in the session", about=("Tells how far the car was driven.", "可推断车辆行驶了多远。"))] = None
    sessionDuration: Annotated[int | None, Field(ge=0, le=4294967295), P("s", step=1, sens=Sens.PERSONAL, cat="presence", zh="本次时长", en="Session duration")] = None
    stateOfCharge: Annotated[int | None, Field(ge=0, le=100), P("%", step=1, sens=Sens.PERSONAL, cat="presence", zh="车辆电量", en="State of charge of the car")] = None
    vehicleId: Annotated[str | None, Field(max_length=32), P(sens=Sens.PERSONAL, cat="identity", zh="车辆标识", en="Vehicle identifier")] = None
    faultState: Annotated[EnergyEvseFaultState | None, P(sens=Sens.HOUSEHOLD, why=reasons.ALARM, cat="diagnostic", zh="故障", en="Fault state")] = None
    chargeMode: Annotated[EnergyEvseChargeMode | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="energy", zh="充电模式", en="Charge mode", hazards=(Hazard.ENERGY, Hazard.COST), actuates=True, since="1.1")] = None
    chargingEnabledUntil: Annotated[Timestamp | None, P(sens=Sens.PERSONAL, cat="presence", zh="允许充电至", en="Charging enabled until", since="1.1")] = None
    dischargingEnabledUntil: Annotated[Timestamp | None, P(sens=Sens.PERSONAL, cat="presence", zh="允许放电至", en="Discharging enabled until", since="1.1")] = None
    circuitCapacity: Annotated[float | None, Field(ge=0, le=200), P("A", "r", step=0.001, sens=Sens.HOUSEHOLD, why=reasons.RANGE, cat="energy", zh="回路容量", en="Circuit capacity", since="1.1")] = None
    minimumChargeCurrent: Annotated[float | None, Field(ge=0, le=200), P("A", step=0.001, sens=Sens.PERSONAL, cat="presence", zh="当前最小充电电流", en="Minimum charge current", since="1.1")] = None
    maximumDischargeCurrent: Annotated[float | None, Field(ge=0, le=200), P("A", step=0.001, sens=Sens.PERSONAL, cat="presence", zh="当前最大放电电流", en="Maximum discharge current", since="1.1")] = None
    randomizationDelayWindow: Annotated[int | None, Field(ge=0, le=86400), P("s", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="energy", zh="随机延迟窗口", en="Random delay window", hazards=SAFE, about=("Starts are spread over it, so that not all cars of the street start at once.", "在此窗口内随机延迟启动，避免全街同时充电。"), since="1.1")] = None
    nextChargeStartTime: Annotated[Timestamp | None, P(sens=Sens.PERSONAL, cat="presence", zh="下次充电开始", en="Next charge start", since="1.1")] = None
    nextChargeTargetTime: Annotated[Timestamp | None, P(sens=Sens.PERSONAL, cat="presence", zh="下次充电完成时限", en="Next charge target time", about=("When somebody means to leave.", "即计划出发的时间。"), since="1.1")] = None
    nextChargeRequiredEnergy: Annotated[float | None, Field(ge=0, le=1000), P("kW.h", step=0.001, sens=Sens.PERSONAL, cat="presence", zh="下次所需电量", en="Energy needed next", since="1.1")] = None
    nextChargeTargetSoC: Annotated[int | None, Field(ge=0, le=100), P("%", step=1, sens=Sens.PERSONAL, cat="presence", zh="下次目标电量", en="Next target state of charge", since="1.1")] = None
    chargingTargets: Annotated[list[EnergyEvseChargingTarget] | None, Field(max_length=70), P("", "rw", sens=Sens.PERSONAL, cat="presence", zh="充电计划", en="Charging targets", hazards=(Hazard.ENERGY, Hazard.COST), since="1.1")] = None
    batteryCapacity: Annotated[float | None, Field(ge=0, le=1000), P("kW.h", step=0.001, sens=Sens.PERSONAL, cat="identity", zh="车辆电池容量", en="Battery capacity of the car", since="1.1")] = None
    sessionId: Annotated[int | None, Field(ge=0, le=4294967295), P(step=1, sens=Sens.PERSONAL, cat="presence", zh="会话编号", en="Session number", since="1.1")] = None
    sessionEnergyDischarged: Annotated[float | None, Field(ge=0, le=1000), P("kW.h", step=0.001, sens=Sens.PERSONAL, cat="presence", zh="本次放电量", en="Energy discharged in the session", since="1.1")] = None
    autoCharge: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="energy", zh="插枪即充", en="Charge when plugged in", hazards=(Hazard.ENERGY, Hazard.COST), since="1.1")] = None
    cableLocked: Annotated[bool | None, P("", "rwn", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="充电枪常锁", en="Cable always locked", hazards=(Hazard.SECURITY,), about=("Whether the cable stays locked in the charger while no car is charging.", "未充电时充电线是否仍锁在桩上。"), since="1.1")] = None
    singlePhase: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="energy", zh="单相充电", en="Single-phase charging", hazards=(Hazard.ENERGY,), since="1.1")] = None
    authenticationRequired: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="access", zh="充电需认证", en="Authentication required", hazards=(Hazard.SECURITY, Hazard.COST), about=("Without it anybody may charge at the owner's cost.", "关闭后任何人都可充电，费用由户主承担。"), since="1.1")] = None
    derated: Annotated[bool | None, P(sens=Sens.PERSONAL, cat="presence", zh="降额运行", en="Derated", about=("Gives less because it is hot, which happens only while it charges.", "因过热而降低功率，只在充电时发生。"), since="1.1")] = None


class DeviceEnergyManagementEsaType(Choice):
    """What kind of load or source it is."""

    EVSE = "evse", "充电桩", "Car charger"
    SPACE_HEATING = "spaceHeating", "采暖"
    WATER_HEATING = "waterHeating", "热水"
    SPACE_COOLING = "spaceCooling", "制冷"
    SPACE_HEATING_COOLING = "spaceHeatingCooling", "采暖和制冷", "Space heating and cooling"
    BATTERY_STORAGE = "batteryStorage", "储能电池"
    SOLAR_PV = "solarPv", "光伏", "Solar panels"
    FRIDGE_FREEZER = "fridgeFreezer", "冰箱冰柜", "Fridge or freezer"
    WASHING_MACHINE = "washingMachine", "洗衣机"
    DISHWASHER = "dishwasher", "洗碗机"
    COOKING = "cooking", "烹饪"
    HOME_WATER_PUMP = "homeWaterPump", "家用水泵"
    IRRIGATION_WATER_PUMP = "irrigationWaterPump", "灌溉水泵", "Irrigation pump"
    POOL_PUMP = "poolPump", "泳池水泵"
    OTHER = "other", "其他"


class DeviceEnergyManagementEsaState(Choice):
    """Whether the load can be moved, and is being moved."""

    OFFLINE = "offline", "不可调"
    ONLINE = "online", "可调"
    FAULT = "fault", "故障"
    POWER_ADJUST_ACTIVE = "powerAdjustActive", "功率调整中", "Power being adjusted"
    PAUSED = "paused", "已暂停"


class DeviceEnergyManagementOptOutState(Choice):
    """Which requests the people of the home declined."""

    NO_OPT_OUT = "noOptOut", "未退出", "None"
    LOCAL_OPT_OUT = "localOptOut", "退出本地优化", "Of the home's own manager"
    GRID_OPT_OUT = "gridOptOut", "退出电网优化", "Of the grid"
    OPT_OUT = "optOut", "全部退出", "All"


class DeviceEnergyManagementAdjustmentCause(Choice):
    """On whose behalf the load is moved."""

    LOCAL_OPTIMIZATION = "localOptimization", "本地优化", "The home's own manager"
    GRID_OPTIMIZATION = "gridOptimization", "电网优化", "The grid"


class DeviceEnergyManagementCause(Choice):
    """Why an adjustment ended."""

    NORMAL_COMPLETION = "normalCompletion", "正常结束"
    OFFLINE = "offline", "离线"
    FAULT = "fault", "故障"
    USER_OPT_OUT = "userOptOut", "用户退出"
    CANCELLED = "cancelled", "已取消"


class DeviceEnergyManagementUpdateReason(Choice):
    """Who changed the forecast."""

    INTERNAL_OPTIMIZATION = "internalOptimization", "设备自身", "The device itself"
    LOCAL_OPTIMIZATION = "localOptimization", "本地优化", "The home's own manager"
    GRID_OPTIMIZATION = "gridOptimization", "电网优化", "The grid"


class DeviceEnergyManagementSlot(Record):
    """One stretch of the forecast."""

    minDuration: Annotated[int | None, Field(ge=0, le=604800), F(unit="s", zh="最短时长")] = None
    maxDuration: Annotated[int | None, Field(ge=0, le=604800), F(unit="s", zh="最长时长")] = None
    defaultDuration: Annotated[int | None, Field(ge=0, le=604800), F(unit="s", zh="默认时长")] = None
    elapsedTime: Annotated[int | None, Field(ge=0, le=604800), F(unit="s", zh="已过时间")] = None
    remainingTime: Annotated[int | None, Field(ge=0, le=604800), F(unit="s", zh="剩余时间")] = None
    pausable: Annotated[bool | None, F(zh="可暂停")] = None
    minPauseDuration: Annotated[int | None, Field(ge=0, le=604800), F(unit="s", zh="最短暂停")] = None
    maxPauseDuration: Annotated[int | None, Field(ge=0, le=604800), F(unit="s", zh="最长暂停")] = None
    nominalPower: Annotated[float | None, Field(ge=-1000000, le=1000000), F(unit="W", zh="标称功率")] = None
    minPower: Annotated[float | None, Field(ge=-1000000, le=1000000), F(unit="W", zh="最小功率")] = None
    maxPower: Annotated[float | None, Field(ge=-1000000, le=1000000), F(unit="W", zh="最大功率")] = None
    nominalEnergy: Annotated[float | None, Field(ge=-10000, le=10000), F(unit="kW.h", zh="标称电量")] = None


class DeviceEnergyManagementForecast(Record):
    """What the device means to use or give, and what of it may be moved."""

    forecastId: Annotated[int, Field(ge=0, le=4294967295), F(zh="预测编号", en="Forecast number")]
    startTime: Annotated[Timestamp, F(zh="开始时间")]
    endTime: Annotated[Timestamp, F(zh="结束时间")]
    earliestStartTime: Annotated[Timestamp | None, F(zh="最早开始")] = None
    latestEndTime: Annotated[Timestamp | None, F(zh="最晚结束")] = None
    pausable: Annotated[bool | None, F(zh="可暂停")] = None
    activeSlot: Annotated[int | None, Field(ge=0, le=255), F(zh="当前时段序号")] = None
    slots: Annotated[list[DeviceEnergyManagementSlot] | None, Field(max_length=10), F(zh="时段")] = None
    updateReason: Annotated[DeviceEnergyManagementUpdateReason | None, F(zh="更新原因")] = None


class DeviceEnergyManagementPowerRange(Record):
    """How far the power may be moved, and for how long."""

    minPower: Annotated[float, Field(ge=-1000000, le=1000000), F(unit="W", zh="最小功率")]
    maxPower: Annotated[float, Field(ge=-1000000, le=1000000), F(unit="W", zh="最大功率")]
    minDuration: Annotated[int, Field(ge=0, le=604800), F(unit="s", zh="最短时长")]
    maxDuration: Annotated[int, Field(ge=0, le=604800), F(unit="s", zh="最长时长")]


class DeviceEnergyManagementSlotAdjustment(Record):
    """What shall change in one stretch of the forecast."""

    slot: Annotated[int, Field(ge=0, le=255), F(zh="时段序号")]
    nominalPower: Annotated[float | None, Field(ge=-1000000, le=1000000), F(unit="W", zh="标称功率")] = None
    duration: Annotated[int, Field(ge=0, le=604800), F(unit="s", zh="时长")]


class DeviceEnergyManagementConstraint(Record):
    """What the device shall keep to while it plans."""

    startTime: Annotated[Timestamp, F(zh="开始时间")]
    duration: Annotated[int, Field(ge=0, le=86400), F(unit="s", zh="时长")]
    nominalPower: Annotated[float | None, Field(ge=-1000000, le=1000000), F(unit="W", zh="标称功率")] = None
    maximumEnergy: Annotated[float | None, Field(ge=-10000, le=10000), F(unit="kW.h", zh="最大电量")] = None
    loadControl: Annotated[int | None, Field(ge=-100, le=100), F(unit="%", zh="负荷调整")] = None


class DeviceEnergyManagement(Capability):
    """What of a device's use of electricity may be moved, and moving it."""

    ID, ZH, GROUP, VERSION = "deviceEnergyManagement", "能源管理", "grid", "1.1"
    EN = "Flexible load"
    ABOUT_ZH = "设备的用电中哪些可以调整，以及如何调整。"
    COMMANDS = (
        Cmd("powerAdjustRequest", "功率调整", "Power adjust request", args=(Arg("power", float, "W", ge=-1000000, le=1000000, zh="功率"), Arg("duration", int, "s", ge=0, le=604800, zh="时长"), Arg("cause", DeviceEnergyManagementAdjustmentCause, required=False, zh="原因")), hazards=(Hazard.ENERGY, Hazard.COST, Hazard.SERVICE_INTERRUPTION), outcome=("esaState",), actuates=True, about=("Positive is taken from the grid, negative is given to it.", "正值为用电，负值为送电。")),
        Cmd("cancelPowerAdjust", "取消功率调整", "Cancel power adjust", hazards=(Hazard.ENERGY,), outcome=("esaState",), actuates=True),
        Cmd("pauseRequest", "暂停", "Pause request", args=(Arg("duration", int, "s", ge=0, le=604800, zh="时长"), Arg("cause", DeviceEnergyManagementAdjustmentCause, required=False, zh="原因")), hazards=(Hazard.ENERGY, Hazard.SERVICE_INTERRUPTION), outcome=("esaState",), about=("It goes on by itself after the time.", "到时自动恢复运行。")),
        Cmd("resumeRequest", "恢复运行", "Resume request", hazards=(Hazard.ENERGY,), outcome=("esaState",), actuates=True),
        Cmd("startTimeAdjustRequest", "调整启动时间", "Start time adjust request", args=(Arg("start", Timestamp, zh="开始时间"), Arg("cause", DeviceEnergyManagementAdjustmentCause, required=False, zh="原因")), hazards=(Hazard.ENERGY, Hazard.SERVICE_INTERRUPTION), outcome=("forecast",), actuates=True),
        Cmd("modifyForecastRequest", "修改用电预测", "Modify forecast request", args=(Arg("forecastId", int, ge=0, le=4294967295, zh="预测编号", en="Forecast number"), Arg("slotAdjustments", list[DeviceEnergyManagementSlotAdjustment], max_length=10, zh="时段调整"), Arg("cause", DeviceEnergyManagementAdjustmentCause, required=False, zh="原因")), hazards=(Hazard.ENERGY, Hazard.COST, Hazard.SERVICE_INTERRUPTION), outcome=("forecast",), actuates=True, since="1.1"),
        Cmd("requestConstraintBasedForecast", "按约束重新预测", "Request a constrained forecast", args=(Arg("constraints", list[DeviceEnergyManagementConstraint], max_length=10, zh="约束"), Arg("cause", DeviceEnergyManagementAdjustmentCause, required=False, zh="原因")), hazards=(Hazard.ENERGY, Hazard.COST, Hazard.SERVICE_INTERRUPTION), outcome=("forecast",), actuates=True, since="1.1"),
        Cmd("cancelRequest", "取消调整请求", "Cancel request", hazards=(Hazard.ENERGY,), outcome=("forecast",), actuates=True, about=("The device goes back to its own plan.", "设备恢复自身计划。"), since="1.1"),
    )
    EVENTS = (
        Ev("powerAdjustStart", "功率调整开始", "Power adjustment started", sens=Sens.BEHAVIOUR, cat="energy", since="1.1"),
        Ev("powerAdjustEnd", "功率调整结束", "Power adjustment ended", sens=Sens.BEHAVIOUR, cat="energy", fields=(Arg("cause", DeviceEnergyManagementCause, zh="原因"), Arg("duration", int, "s", ge=0, le=604800, required=False, zh="时长"), Arg("energyUse", float, "kW.h", ge=-10000, le=10000, required=False, zh="电量")), since="1.1"),
        Ev("paused", "已暂停", "Paused", sens=Sens.BEHAVIOUR, cat="energy", since="1.1"),
        Ev("resumed", "已恢复", "Resumed", sens=Sens.BEHAVIOUR, cat="energy", fields=(Arg("cause", DeviceEnergyManagementCause, zh="原因"),), since="1.1"),
    )

    esaType: Annotated[DeviceEnergyManagementEsaType | None, P("", "r", sens=Sens.PUBLIC, why=reasons.MODEL_FACT, cat="energy", zh="设备类别", en="Type of flexible load")] = None
    esaState: Annotated[DeviceEnergyManagementEsaState | None, P(sens=Sens.BEHAVIOUR, cat="energy", zh="可调状态", en="State of the flexible load", about=("An appliance is online only while somebody has loaded it.", "家电只有装好待运行时才可调。"))] = None
    absMinPower: Annotated[float | None, Field(ge=-1000000, le=1000000), P("W", step=0.001, sens=Sens.HOUSEHOLD, why=reasons.RANGE, cat="energy", zh="最小功率", en="Absolute minimum power", about=("Negative where it can give energy.", "可送电的设备为负值。"))] = None
    absMaxPower: Annotated[float | None, Field(ge=-1000000, le=1000000), P("W", step=0.001, sens=Sens.HOUSEHOLD, why=reasons.RANGE, cat="energy", zh="最大功率", en="Absolute maximum power")] = None
    optOutState: Annotated[DeviceEnergyManagementOptOutState | None, P(sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="energy", zh="退出状态", en="Opt-out state")] = None
    forecast: Annotated[DeviceEnergyManagementForecast | None, P(sens=Sens.BEHAVIOUR, cat="energy", zh="用电预测", en="Forecast")] = None
    esaCanGenerate: Annotated[bool | None, P("", "r", sens=Sens.PUBLIC, why=reasons.MODEL_FACT, cat="energy", zh="可送电", en="Can give energy", since="1.1")] = None
    powerAdjustmentCapability: Annotated[list[DeviceEnergyManagementPowerRange] | None, Field(max_length=8), P(sens=Sens.BEHAVIOUR, cat="energy", zh="功率可调范围", en="How far power may be moved", about=("Null while nothing can be moved.", "暂不可调时为空。"), since="1.1")] = None
    loadControlLevel: Annotated[int | None, Field(ge=-1, le=10), P("", step=1, sens=Sens.HOUSEHOLD, why=Reason("How urgent the event of the grid is; the same for every home that takes part.", "电网事件的紧急程度，对所有参与的家庭相同。"), cat="energy", zh="需求响应等级", en="Load control level", about=("-1: no event.", "-1 表示没有事件。"), since="1.1")] = None
    loadControlStart: Annotated[Timestamp | None, P(sens=Sens.HOUSEHOLD, why=Reason("When the event of the grid begins; the same for every home that takes part.", "电网事件的开始时间，对所有参与的家庭相同。"), cat="energy", zh="需求响应开始", en="Load control start", since="1.1")] = None
    loadControlDuration: Annotated[float | None, Field(ge=0, le=10000000000), P("s", step=1, sens=Sens.HOUSEHOLD, why=Reason("How long the event of the grid lasts; the same for every home that takes part.", "电网事件的持续时间，对所有参与的家庭相同。"), cat="energy", zh="需求响应时长", en="Load control duration", since="1.1")] = None
    loadControlOverridden: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="energy", zh="已退出需求响应", en="Load control overridden", about=("Somebody at home declined the event.", "家中有人拒绝了本次事件。"), since="1.1")] = None
    maxLoadControlDuration: Annotated[float | None, Field(ge=0, le=10000000000), P("s", "r", step=1, sens=Sens.PUBLIC, why=reasons.MODEL_FACT, cat="energy", zh="最长需求响应", en="Longest load control", since="1.1")] = None


class EnergyTariffLevel(Choice):
    """A level among the hours of the day."""

    LOW = "low", "低"
    MEDIUM = "medium", "中"
    HIGH = "high", "高"


class EnergyTariffPricePeriod(Record):
    """The price of one stretch of time."""

    periodStart: Annotated[Timestamp, F(zh="开始时间")]
    periodEnd: Annotated[Timestamp | None, F(zh="结束时间")] = None
    price: Annotated[float | None, Field(ge=-100000, le=100000), F(zh="电价")] = None
    priceLevel: Annotated[int | None, Field(ge=-32768, le=32767), F(zh="价格等级")] = None
    description: Annotated[str | None, Field(max_length=32), F(zh="说明")] = None


class EnergyTariffCarbonPeriod(Record):
    """How clean the electricity will be in one stretch of time."""

    periodStart: Annotated[Timestamp, F(zh="开始时间")]
    periodEnd: Annotated[Timestamp | None, F(zh="结束时间")] = None
    carbonIntensity: Annotated[float | None, Field(ge=0, le=2000), F(unit="g", zh="每千瓦时碳排放", en="Grams of CO2 a kilowatt-hour")] = None
    carbonLevel: Annotated[EnergyTariffLevel | None, F(zh="碳排放等级")] = None


class EnergyTariff(Capability):
    """What electricity costs, and how clean it is."""

    ID, ZH, GROUP, VERSION = "energyTariff", "电价", "grid", "1.1"
    ABOUT_ZH = "电价以及电力的清洁程度。"
    EVENTS = (
        Ev("priceChange", "电价变化", "Price change", sens=Sens.HOUSEHOLD, why=TARIFF, cat="energy", fields=(Arg("price", float, ge=-100000, le=100000, required=False, zh="电价"), Arg("priceLevel", int, ge=-32768, le=32767, required=False, zh="价格等级"), Arg("periodStart", Timestamp, required=False, zh="开始时间"), Arg("periodEnd", Timestamp, required=False, zh="结束时间"))),
    )

    currentPrice: Annotated[float | None, Field(ge=-100000, le=100000), P(step=0.0001, sens=Sens.HOUSEHOLD, why=TARIFF, cat="energy", zh="当前电价", en="Current price", about=("Of a kilowatt-hour, in the currency; below zero one is paid for using it.", "每千瓦时价格，以币种计；负值表示用电可获补贴。"))] = None
    currency: Annotated[str | None, Field(max_length=3), P(sens=Sens.HOUSEHOLD, why=Reason("The money of the country.", "所在国家的货币。"), cat="energy", zh="币种", en="Currency", about=("ISO 4217 letters.", "ISO 4217 字母代码。"))] = None
    priceForecast: Annotated[list[EnergyTariffPricePeriod] | None, Field(max_length=256), P(sens=Sens.HOUSEHOLD, why=TARIFF, cat="energy", zh="电价预告", en="Price forecast")] = None
    gridCarbonIntensity: Annotated[float | None, Field(ge=0, le=2000), P("g", step=1, sens=Sens.HOUSEHOLD, why=Reason("A figure of the grid of a whole region, published for everybody.", "整个区域电网的公开数据。"), cat="energy", zh="电网碳强度", en="Grid carbon intensity", about=("Grams of CO2 a kilowatt-hour.", "每千瓦时的二氧化碳克数。"))] = None
    localGenerationAvailable: Annotated[bool | None, P(sens=Sens.PERSONAL, cat="location", zh="本地绿电可用", en="Local generation available")] = None
    priceLevel: Annotated[int | None, Field(ge=-32768, le=32767), P(step=1, sens=Sens.HOUSEHOLD, why=TARIFF, cat="energy", zh="价格等级", en="Price level", about=("The higher, the dearer.", "数值越大越贵。"), since="1.1")] = None
    exportPrice: Annotated[float | None, Field(ge=-100000, le=100000), P(step=0.0001, sens=Sens.HOUSEHOLD, why=TARIFF, cat="energy", zh="上网电价", en="Export price", about=("What is paid for a kilowatt-hour given to the grid.", "每千瓦时上网电量的收购价。"), since="1.1")] = None
    priceUntil: Annotated[Timestamp | None, P(sens=Sens.HOUSEHOLD, why=TARIFF, cat="energy", zh="当前电价有效至", en="Price valid until", since="1.1")] = None
    tariffName: Annotated[str | None, Field(max_length=128), P("", "r", sens=Sens.PERSONAL, cat="identity", zh="电价方案", en="Tariff name", since="1.1")] = None
    providerName: Annotated[str | None, Field(max_length=128), P("", "r", sens=Sens.PERSONAL, cat="identity", zh="供电公司", en="Provider name", since="1.1")] = None
    peakPeriod: Annotated[EnergyTariffLevel | None, P(sens=Sens.HOUSEHOLD, why=TARIFF, cat="energy", zh="用电高峰等级", en="Peak period", about=("How tight the grid is; null outside a peak.", "电网紧张程度；非高峰时为空。"), since="1.1")] = None
    gridCarbonLevel: Annotated[EnergyTariffLevel | None, P(sens=Sens.HOUSEHOLD, why=Reason("A figure of the grid of a whole region, published for everybody.", "整个区域电网的公开数据。"), cat="energy", zh="电网碳强度等级", en="Grid carbon level", since="1.1")] = None
    localCarbonIntensity: Annotated[float | None, Field(ge=0, le=2000), P("g", step=1, sens=Sens.PERSONAL, cat="location", zh="本地碳强度", en="Local carbon intensity", about=("With the home's own generation reckoned in.", "计入本户发电后的数值。"), since="1.1")] = None
    carbonForecast: Annotated[list[EnergyTariffCarbonPeriod] | None, Field(max_length=256), P(sens=Sens.HOUSEHOLD, why=Reason("A forecast for the grid of a whole region, published for everybody.", "整个区域电网的公开预测。"), cat="energy", zh="碳强度预告", en="Carbon forecast", since="1.1")] = None
