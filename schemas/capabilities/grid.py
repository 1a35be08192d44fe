"""Chargers, flexible loads and tariffs: where home and grid meet."""

# One property a line, so that the file reads as the table it is.
# fmt: off

from typing import Annotated, Any

from pydantic import Field

from schemas import reasons
from schemas.capability import Arg, Capability, Choice, Cmd, Ev, P, Sens, Timestamp
from schemas.reasons import Reason
from schemas.vocabulary import Hazard


class EnergyEvseState(Choice):
    """State."""

    NOT_PLUGGED_IN = "notPluggedIn"
    PLUGGED_IN_NO_DEMAND = "pluggedInNoDemand"
    PLUGGED_IN_DEMAND = "pluggedInDemand"
    PLUGGED_IN_CHARGING = "pluggedInCharging"
    PLUGGED_IN_DISCHARGING = "pluggedInDischarging"
    SESSION_ENDING = "sessionEnding"
    FAULT = "fault"


class EnergyEvseSupplyState(Choice):
    """Supply state."""

    DISABLED = "disabled"
    CHARGING_ENABLED = "chargingEnabled"
    DISCHARGING_ENABLED = "dischargingEnabled"
    DISABLED_ERROR = "disabledError"
    DISABLED_DIAGNOSTICS = "disabledDiagnostics"
    ENABLED = "enabled"


class EnergyEvseFaultState(Choice):
    """Fault state."""

    NO_ERROR = "noError"
    METER_FAILURE = "meterFailure"
    OVER_VOLTAGE = "overVoltage"
    UNDER_VOLTAGE = "underVoltage"
    OVER_CURRENT = "overCurrent"
    CONTACT_WET_FAILURE = "contactWetFailure"
    CONTACT_DRY_FAILURE = "contactDryFailure"
    GROUND_FAULT = "groundFault"
    POWER_LOSS = "powerLoss"
    POWER_QUALITY = "powerQuality"
    PILOT_SHORT_CIRCUIT = "pilotShortCircuit"
    EMERGENCY_STOP = "emergencyStop"
    EV_DISCONNECTED = "evDisconnected"
    WRONG_POWER_SUPPLY = "wrongPowerSupply"
    LIVE_NEUTRAL_SWAP = "liveNeutralSwap"
    OVER_TEMPERATURE = "overTemperature"
    OTHER = "other"


class EnergyEvse(Capability):
    """EV charger."""

    ID, ZH, GROUP = "energyEvse", "充电桩", "grid"
    EN = "Electric vehicle charger"
    COMMANDS = (
        Cmd("enableCharging", "允许充电", "Enable charging", args=(Arg("until", Timestamp, required=False, zh="截止时间"), Arg("minimumCurrent", float, "A", ge=0, le=80, required=False, zh="最小电流"), Arg("maximumCurrent", float, "A", ge=0, le=80, required=False, zh="最大电流")), hazards=(Hazard.ENERGY, Hazard.COST)),
        Cmd("disable", "停止充电", "Disable", hazards=(Hazard.SERVICE_INTERRUPTION,)),
    )
    EVENTS = (
        Ev("evConnected", "插枪", "EV connected", sens=Sens.BEHAVIOUR, cat="device-state"),
        Ev("evNotDetected", "拔枪", "EV not detected", sens=Sens.BEHAVIOUR, cat="device-state"),
        Ev("energyTransferStarted", "开始充电", "Energy transfer started", sens=Sens.BEHAVIOUR, cat="device-state"),
        Ev("energyTransferStopped", "停止充电", "Energy transfer stopped", sens=Sens.BEHAVIOUR, cat="device-state"),
        Ev("fault", "故障", "Fault", sens=Sens.HOUSEHOLD, cat="device-state"),
    )

    state: Annotated[EnergyEvseState | None, P(sens=Sens.BEHAVIOUR, cat="energy", zh="状态", en="State")] = None
    supplyState: Annotated[EnergyEvseSupplyState | None, P(sens=Sens.BEHAVIOUR, cat="presence", zh="供电状态", en="Supply state")] = None
    maximumChargeCurrent: Annotated[float | None, Field(ge=0, le=80), P("A", step=0.001, sens=Sens.HOUSEHOLD, cat="energy", zh="最大充电电流", en="Maximum charge current")] = None
    userMaximumChargeCurrent: Annotated[float | None, Field(ge=0, le=80), P("A", "rwn", step=0.001, sens=Sens.HOUSEHOLD, cat="energy", zh="设定充电电流", en="User maximum charge current", hazards=(Hazard.ENERGY, Hazard.COST))] = None
    sessionEnergyCharged: Annotated[float | None, Field(ge=0, le=1000), P("kW.h", step=0.001, sens=Sens.BEHAVIOUR, cat="energy", zh="本次充电量", en="Session energy charged")] = None
    sessionDuration: Annotated[int | None, Field(ge=0, le=4294967295), P("s", step=1, sens=Sens.BEHAVIOUR, cat="energy", zh="本次时长", en="Session duration")] = None
    stateOfCharge: Annotated[int | None, Field(ge=0, le=100), P("%", step=1, sens=Sens.BEHAVIOUR, cat="energy", zh="车辆电量", en="State of charge")] = None
    vehicleId: Annotated[str | None, Field(max_length=32), P(sens=Sens.PERSONAL, cat="identity", zh="车辆标识", en="Vehicle identifier")] = None
    faultState: Annotated[EnergyEvseFaultState | None, P(sens=Sens.HOUSEHOLD, cat="diagnostic", zh="故障", en="Fault state")] = None


class DeviceEnergyManagementEsaType(Choice):
    """Type of flexible load."""

    EVSE = "evse"
    SPACE_HEATING = "spaceHeating"
    WATER_HEATING = "waterHeating"
    SPACE_COOLING = "spaceCooling"
    SPACE_HEATING_COOLING = "spaceHeatingCooling"
    BATTERY_STORAGE = "batteryStorage"
    SOLAR_PV = "solarPv"
    FRIDGE_FREEZER = "fridgeFreezer"
    WASHING_MACHINE = "washingMachine"
    DISHWASHER = "dishwasher"
    COOKING = "cooking"
    HOME_WATER_PUMP = "homeWaterPump"
    IRRIGATION_WATER_PUMP = "irrigationWaterPump"
    POOL_PUMP = "poolPump"
    OTHER = "other"


class DeviceEnergyManagementEsaState(Choice):
    """State of the flexible load."""

    OFFLINE = "offline"
    ONLINE = "online"
    FAULT = "fault"
    POWER_ADJUST_ACTIVE = "powerAdjustActive"
    PAUSED = "paused"


class DeviceEnergyManagementOptOutState(Choice):
    """Opt out state."""

    NO_OPT_OUT = "noOptOut"
    LOCAL_OPT_OUT = "localOptOut"
    GRID_OPT_OUT = "gridOptOut"
    OPT_OUT = "optOut"


class DeviceEnergyManagement(Capability):
    """Flexibility and demand response."""

    ID, ZH, GROUP = "deviceEnergyManagement", "能源管理", "grid"
    VERSION = "1.1"
    EN = "Flexible load"
    COMMANDS = (
        Cmd("powerAdjustRequest", "功率调整", "Power adjust request", args=(Arg("power", float, "W", ge=-1000000, le=1000000, zh="功率"), Arg("duration", int, "s", ge=0, le=86400, zh="时长")), hazards=(Hazard.ENERGY,)),
        Cmd("cancelPowerAdjust", "取消调整", "Cancel power adjust", hazards=(Hazard.ENERGY,)),
        Cmd("pauseRequest", "暂停", "Pause request", args=(Arg("duration", int, "s", ge=0, le=86400, zh="时长"),), hazards=(Hazard.ENERGY,)),
        Cmd("resumeRequest", "恢复", "Resume request", hazards=(Hazard.ENERGY,)),
        Cmd("startTimeAdjustRequest", "错峰启动", "Start time adjust request", args=(Arg("start", Timestamp, zh="开始时间"),), hazards=(Hazard.ENERGY,)),
    )

    esaType: Annotated[DeviceEnergyManagementEsaType | None, P("", "r", sens=Sens.PUBLIC, cat="energy", zh="设备类别", en="Type of flexible load")] = None
    esaState: Annotated[DeviceEnergyManagementEsaState | None, P(sens=Sens.HOUSEHOLD, cat="energy", zh="可调状态", en="State of the flexible load")] = None
    absMinPower: Annotated[float | None, Field(ge=-100000, le=100000), P("W", step=0.001, sens=Sens.HOUSEHOLD, cat="energy", zh="最小功率", en="Abs min power")] = None
    absMaxPower: Annotated[float | None, Field(ge=-100000, le=100000), P("W", step=0.001, sens=Sens.HOUSEHOLD, cat="energy", zh="最大功率", en="Abs max power")] = None
    optOutState: Annotated[DeviceEnergyManagementOptOutState | None, P(sens=Sens.HOUSEHOLD, cat="energy", zh="退出状态", en="Opt out state")] = None
    forecast: Annotated[dict[str, Any] | None, Field(max_length=64), P(sens=Sens.BEHAVIOUR, cat="energy", zh="用电预测", en="Forecast")] = None
    loadControlLevel: Annotated[int | None, Field(ge=-1, le=10), P("", step=1, sens=Sens.HOUSEHOLD, why=Reason("How urgent the event of the grid is; the same for every home that takes part.", "电网事件的紧急程度，对所有参与的家庭相同。"), cat="energy", zh="需求响应等级", en="Load control level", about=("-1: no event.", "-1 表示没有事件。"), since="1.1")] = None
    loadControlStart: Annotated[Timestamp | None, P(sens=Sens.HOUSEHOLD, why=Reason("When the event of the grid begins; the same for every home that takes part.", "电网事件的开始时间，对所有参与的家庭相同。"), cat="energy", zh="需求响应开始", en="Load control start", since="1.1")] = None
    loadControlDuration: Annotated[float | None, Field(ge=0, le=10000000000), P("s", step=1, sens=Sens.HOUSEHOLD, why=Reason("How long the event of the grid lasts; the same for every home that takes part.", "电网事件的持续时间，对所有参与的家庭相同。"), cat="energy", zh="需求响应时长", en="Load control duration", since="1.1")] = None
    loadControlOverridden: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="energy", zh="已退出需求响应", en="Load control overridden", about=("Somebody at home declined the event.", "家中有人拒绝了本次事件。"), since="1.1")] = None
    maxLoadControlDuration: Annotated[float | None, Field(ge=0, le=10000000000), P("s", "r", step=1, sens=Sens.PUBLIC, why=reasons.MODEL_FACT, cat="energy", zh="最长需求响应", en="Longest load control", since="1.1")] = None


class EnergyTariff(Capability):
    """Price and grid conditions."""

    ID, ZH, GROUP = "energyTariff", "电价", "grid"
    EVENTS = (
        Ev("priceChange", "电价变化", "Price change", sens=Sens.HOUSEHOLD, cat="device-state"),
    )

    currentPrice: Annotated[float | None, Field(ge=-100, le=100), P(step=0.0001, sens=Sens.PUBLIC, cat="energy", zh="当前电价", en="Current price")] = None
    currency: Annotated[str | None, Field(max_length=3), P(sens=Sens.PUBLIC, cat="energy", zh="币种", en="Currency")] = None
    priceForecast: Annotated[list[Any] | None, Field(max_length=256), P(sens=Sens.PUBLIC, cat="energy", zh="电价预测", en="Price forecast")] = None
    gridCarbonIntensity: Annotated[float | None, Field(ge=0, le=2000), P("g", step=1, sens=Sens.PUBLIC, cat="energy", zh="电网碳强度", en="Grid carbon intensity")] = None
    localGenerationAvailable: Annotated[bool | None, P(sens=Sens.PERSONAL, cat="location", zh="本地绿电可用", en="Local generation available")] = None
