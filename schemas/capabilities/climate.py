"""Warmth, moving air, humidity and the filters behind them."""

# One property a line, so that the file reads as the table it is.
# fmt: off

from typing import Annotated, Any

from pydantic import Field

from schemas import reasons
from schemas.capability import SAFE, Arg, Capability, Choice, Cmd, P, Sens, Timestamp
from schemas.vocabulary import Hazard


class ThermostatSystemMode(Choice):
    """System mode."""

    OFF = "off"
    AUTO = "auto"
    COOL = "cool"
    HEAT = "heat"
    EMERGENCY_HEAT = "emergencyHeat"
    PRECOOLING = "precooling"
    FAN_ONLY = "fanOnly"
    DRY = "dry"
    SLEEP = "sleep"


class ThermostatRunningState(Choice):
    """Running state."""

    HEAT = "heat"
    COOL = "cool"
    FAN = "fan"
    HEAT_STAGE_2 = "heatStage2"
    COOL_STAGE_2 = "coolStage2"
    FAN_STAGE_2 = "fanStage2"
    FAN_STAGE_3 = "fanStage3"


class ThermostatPreset(Choice):
    """Preset."""

    NONE = "none"
    HOME = "home"
    AWAY = "away"
    SLEEP = "sleep"
    WAKE = "wake"
    VACATION = "vacation"
    ECO = "eco"
    BOOST = "boost"
    COMFORT = "comfort"
    MANUAL = "manual", "手动"
    SCHEDULE = "schedule", "按计划"
    FROST_PROTECTION = "frostProtection", "防冻"


class ThermostatRunningMode(Choice):
    """Which of its modes an automatic thermostat is in."""

    OFF = "off", "关"
    HEAT = "heat", "制热"
    COOL = "cool", "制冷"


class ThermostatProgramming(Choice):
    """Whether it follows its weekly programme."""

    SETPOINT = "setpoint", "手动"
    SCHEDULE = "schedule", "按计划"
    SCHEDULE_WITH_PREHEAT = "scheduleWithPreheat", "按计划并预热"
    ECO = "eco", "节能"


class ThermostatSetpointChangeSource(Choice):
    """Who changed the set point last."""

    MANUAL = "manual", "手动"
    SCHEDULE = "schedule", "计划"
    EXTERNAL = "external", "外部"


class ThermostatTemperatureSensor(Choice):
    """The sensor that a thermostat regulates by."""

    INTERNAL = "internal", "内置"
    EXTERNAL = "external", "外置"
    FLOOR = "floor", "地面"
    INTERNAL_WITH_FLOOR_LIMIT = "internalWithFloorLimit", "内置并限制地温"


class Thermostat(Capability):
    """Set-point control of room air, floor or radiator."""

    ID, ZH, GROUP = "thermostat", "温控", "climate"
    VERSION = "1.1"
    COMMANDS = (
        Cmd("setpointRaiseLower", "微调设定", "Raise or lower setpoint", args=(Arg("amount", float, "K", ge=-10, le=10, zh="温差"),), hazards=(Hazard.HEAT,)),
        Cmd("setActivePreset", "切换预设", "Set active preset", args=(Arg("preset", ThermostatPreset, zh="预设"),), hazards=(Hazard.HEAT,)),
    )

    localTemperature: Annotated[float | None, Field(ge=-50, le=100), P("Cel", step=0.01, fresh=1800, sens=Sens.HOUSEHOLD, cat="environment", zh="室内温度", en="Local temperature")] = None
    heatingSetpoint: Annotated[float | None, Field(ge=0, le=90), P("Cel", "rwn", step=0.1, sens=Sens.BEHAVIOUR, cat="device-state", zh="制热设定", en="Heating setpoint", hazards=(Hazard.HEAT,))] = None
    coolingSetpoint: Annotated[float | None, Field(ge=0, le=40), P("Cel", "rwn", step=0.1, sens=Sens.BEHAVIOUR, cat="device-state", zh="制冷设定", en="Cooling setpoint", hazards=SAFE)] = None
    systemMode: Annotated[ThermostatSystemMode | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="模式", en="System mode", hazards=(Hazard.HEAT,))] = None
    runningState: Annotated[list[ThermostatRunningState] | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="运行状态", en="Running state")] = None
    outdoorTemperature: Annotated[float | None, Field(ge=-60, le=60), P("Cel", step=0.01, sens=Sens.HOUSEHOLD, cat="environment", zh="室外温度", en="Outdoor temperature")] = None
    localTemperatureCalibration: Annotated[float | None, Field(ge=-12.7, le=12.7), P("Cel", "rw", step=0.1, sens=Sens.HOUSEHOLD, cat="device-state", zh="温度校准", en="Local temperature calibration", hazards=SAFE)] = None
    heatingDemand: Annotated[int | None, Field(ge=0, le=100), P("%", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="加热需求", en="Heating demand")] = None
    unoccupiedHeatingSetpoint: Annotated[float | None, Field(ge=0, le=40), P("Cel", "rw", step=0.1, sens=Sens.BEHAVIOUR, cat="device-state", zh="离家制热设定", en="Unoccupied heating setpoint", hazards=(Hazard.HEAT,))] = None
    minHeatingSetpoint: Annotated[float | None, Field(ge=0, le=90), P("Cel", "rw", step=0.1, sens=Sens.HOUSEHOLD, cat="device-state", zh="制热下限", en="Min heating setpoint", hazards=(Hazard.HEAT,))] = None
    maxHeatingSetpoint: Annotated[float | None, Field(ge=0, le=90), P("Cel", "rw", step=0.1, sens=Sens.HOUSEHOLD, cat="device-state", zh="制热上限", en="Max heating setpoint", hazards=(Hazard.HEAT,))] = None
    windowOpen: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="检测到开窗", en="Window open")] = None
    frostProtection: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, cat="device-state", zh="防冻", en="Frost protection", hazards=(Hazard.HEAT,))] = None
    schedule: Annotated[list[Any] | None, Field(max_length=256), P("", "rw", sens=Sens.BEHAVIOUR, cat="device-state", zh="周计划", en="Schedule", hazards=(Hazard.HEAT,))] = None
    setpointHold: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, cat="device-state", zh="保持设定", en="Setpoint hold", hazards=SAFE)] = None
    preset: Annotated[ThermostatPreset | None, P("", "rwn", sens=Sens.PERSONAL, cat="presence", zh="预设", en="Preset", hazards=(Hazard.HEAT,))] = None
    runningMode: Annotated[ThermostatRunningMode | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="运行模式", en="Running mode", since="1.1")] = None
    programming: Annotated[ThermostatProgramming | None, P("", "rw", sens=Sens.BEHAVIOUR, cat="device-state", zh="编程方式", en="Programming", hazards=(Hazard.HEAT,), since="1.1")] = None
    setpointHoldDuration: Annotated[int | None, Field(ge=0, le=65535), P("min", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="保持时长", en="Setpoint hold duration", hazards=SAFE, since="1.1")] = None
    setpointChangeSource: Annotated[ThermostatSetpointChangeSource | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="设定来源", en="Setpoint change source", since="1.1")] = None
    unoccupiedCoolingSetpoint: Annotated[float | None, Field(ge=0, le=40), P("Cel", "rw", step=0.1, sens=Sens.BEHAVIOUR, cat="device-state", zh="离家制冷设定", en="Unoccupied cooling setpoint", hazards=SAFE, since="1.1")] = None
    minCoolingSetpoint: Annotated[float | None, Field(ge=0, le=40), P("Cel", "rw", step=0.1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="制冷下限", en="Min cooling setpoint", hazards=SAFE, since="1.1")] = None
    maxCoolingSetpoint: Annotated[float | None, Field(ge=0, le=40), P("Cel", "rw", step=0.1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="制冷上限", en="Max cooling setpoint", hazards=SAFE, since="1.1")] = None
    ecoSetpoint: Annotated[float | None, Field(ge=0, le=40), P("Cel", "rw", step=0.1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="节能温度", en="Eco setpoint", hazards=(Hazard.HEAT,), since="1.1")] = None
    comfortSetpoint: Annotated[float | None, Field(ge=0, le=40), P("Cel", "rw", step=0.1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="舒适温度", en="Comfort setpoint", hazards=(Hazard.HEAT,), since="1.1")] = None
    awaySetpoint: Annotated[float | None, Field(ge=-10, le=40), P("Cel", "rw", step=0.1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="离家温度", en="Away setpoint", hazards=(Hazard.HEAT,), since="1.1")] = None
    frostSetpoint: Annotated[float | None, Field(ge=0, le=20), P("Cel", "rw", step=0.1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="防冻温度", en="Frost protection setpoint", hazards=(Hazard.HEAT,), since="1.1")] = None
    boost: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="强热", en="Boost", hazards=(Hazard.HEAT,), since="1.1")] = None
    boostTime: Annotated[int | None, Field(ge=0, le=86400), P("s", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="强热时长", en="Boost time", hazards=(Hazard.HEAT,), since="1.1")] = None
    away: Annotated[bool | None, P("", "rwn", sens=Sens.PERSONAL, cat="presence", zh="离家模式", en="Away", hazards=(Hazard.HEAT,), since="1.1")] = None
    windowDetection: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="开窗检测", en="Window detection", hazards=SAFE, since="1.1")] = None
    windowDetectionDrop: Annotated[float | None, Field(ge=0, le=30), P("Cel", "rw", step=0.1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="开窗检测温降", en="Window detection drop", about=("The fall of temperature that means an open window.", "判为开窗的温度下降量。"), hazards=SAFE, since="1.1")] = None
    windowOpenSetpoint: Annotated[float | None, Field(ge=0, le=40), P("Cel", "rw", step=0.1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="开窗温度", en="Window open setpoint", about=("What it heats to while a window is open.", "开窗期间的目标温度。"), hazards=(Hazard.HEAT,), since="1.1")] = None
    windowDetectionTime: Annotated[int | None, Field(ge=0, le=86400), P("s", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="开窗检测时间", en="Window detection time", hazards=SAFE, since="1.1")] = None
    hysteresis: Annotated[float | None, Field(ge=0, le=20), P("Cel", "rw", step=0.1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="回差", en="Hysteresis", hazards=SAFE, since="1.1")] = None
    temperatureSensor: Annotated[ThermostatTemperatureSensor | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="测温位置", en="Temperature sensor", hazards=(Hazard.HEAT,), since="1.1")] = None
    floorTemperature: Annotated[float | None, Field(ge=-50, le=100), P("Cel", step=0.1, sens=Sens.HOUSEHOLD, why=reasons.CLIMATE, cat="environment", zh="地面温度", en="Floor temperature", since="1.1")] = None
    maxFloorTemperature: Annotated[float | None, Field(ge=0, le=95), P("Cel", "rw", step=0.1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="地面温度上限", en="Max floor temperature", hazards=(Hazard.HEAT,), since="1.1")] = None
    minFloorTemperature: Annotated[float | None, Field(ge=0, le=95), P("Cel", "rw", step=0.1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="地面温度下限", en="Min floor temperature", hazards=(Hazard.HEAT,), since="1.1")] = None
    externalTemperature: Annotated[float | None, Field(ge=-50, le=100), P("Cel", "rw", step=0.01, sens=Sens.HOUSEHOLD, why=reasons.CLIMATE, cat="environment", zh="外部温度", en="External temperature", about=("What another sensor in the room measures; the thermostat regulates by it.", "房间内其他传感器的温度，温控器据此调节。"), hazards=(Hazard.HEAT,), since="1.1")] = None
    scaleProtection: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="防结垢", en="Scale protection", about=("Moves the valve now and then so that it does not stick.", "定期活动阀门以防卡滞。"), hazards=SAFE, since="1.1")] = None
    valveAlarm: Annotated[bool | None, P(sens=Sens.HOUSEHOLD, why=reasons.ALARM, cat="diagnostic", zh="阀门故障", en="Valve alarm", since="1.1")] = None
    mondaySchedule: Annotated[str | None, Field(max_length=255), P("", "rw", sens=Sens.BEHAVIOUR, cat="device-state", zh="周一计划", en="Monday schedule", about=("In the form of its maker.", "按厂家格式。"), hazards=(Hazard.HEAT,), since="1.1")] = None
    tuesdaySchedule: Annotated[str | None, Field(max_length=255), P("", "rw", sens=Sens.BEHAVIOUR, cat="device-state", zh="周二计划", en="Tuesday schedule", about=("In the form of its maker.", "按厂家格式。"), hazards=(Hazard.HEAT,), since="1.1")] = None
    wednesdaySchedule: Annotated[str | None, Field(max_length=255), P("", "rw", sens=Sens.BEHAVIOUR, cat="device-state", zh="周三计划", en="Wednesday schedule", about=("In the form of its maker.", "按厂家格式。"), hazards=(Hazard.HEAT,), since="1.1")] = None
    thursdaySchedule: Annotated[str | None, Field(max_length=255), P("", "rw", sens=Sens.BEHAVIOUR, cat="device-state", zh="周四计划", en="Thursday schedule", about=("In the form of its maker.", "按厂家格式。"), hazards=(Hazard.HEAT,), since="1.1")] = None
    fridaySchedule: Annotated[str | None, Field(max_length=255), P("", "rw", sens=Sens.BEHAVIOUR, cat="device-state", zh="周五计划", en="Friday schedule", about=("In the form of its maker.", "按厂家格式。"), hazards=(Hazard.HEAT,), since="1.1")] = None
    saturdaySchedule: Annotated[str | None, Field(max_length=255), P("", "rw", sens=Sens.BEHAVIOUR, cat="device-state", zh="周六计划", en="Saturday schedule", about=("In the form of its maker.", "按厂家格式。"), hazards=(Hazard.HEAT,), since="1.1")] = None
    sundaySchedule: Annotated[str | None, Field(max_length=255), P("", "rw", sens=Sens.BEHAVIOUR, cat="device-state", zh="周日计划", en="Sunday schedule", about=("In the form of its maker.", "按厂家格式。"), hazards=(Hazard.HEAT,), since="1.1")] = None


class FanControlFanMode(Choice):
    """Fan mode."""

    OFF = "off"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    ON = "on"
    AUTO = "auto"
    SMART = "smart"


class FanControlRockSetting(Choice):
    """Oscillation."""

    ROCK_LEFT_RIGHT = "rockLeftRight"
    ROCK_UP_DOWN = "rockUpDown"
    ROCK_ROUND = "rockRound"


class FanControlWindSetting(Choice):
    """Wind pattern."""

    SLEEP_WIND = "sleepWind"
    NATURAL_WIND = "naturalWind"


class FanControlAirflowDirection(Choice):
    """Airflow direction."""

    FORWARD = "forward"
    REVERSE = "reverse"


class FanControl(Capability):
    """Air flow of a fan, purifier, hood or air conditioner."""

    ID, ZH, GROUP = "fanControl", "风机", "climate"
    COMMANDS = (
        Cmd("step", "步进", "Step", args=(Arg("up", bool, zh="调高"),), hazards=SAFE),
        Cmd("nudge", "转动机头", "Nudge", args=(Arg("angle", int, "deg", ge=-180, le=180, zh="角度"),), hazards=SAFE),
    )

    fanMode: Annotated[FanControlFanMode | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="风量模式", en="Fan mode", hazards=SAFE)] = None
    percentSetting: Annotated[int | None, Field(ge=0, le=100), P("%", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="设定风量", en="Percent setting", hazards=SAFE)] = None
    percentCurrent: Annotated[int | None, Field(ge=0, le=100), P("%", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="实际风量", en="Percent current")] = None
    speedSetting: Annotated[int | None, Field(ge=0, le=100), P("", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="档位", en="Speed setting", hazards=SAFE)] = None
    rockSetting: Annotated[list[FanControlRockSetting] | None, P("", "rwn", sens=Sens.HOUSEHOLD, cat="device-state", zh="摇头", en="Oscillation", hazards=SAFE)] = None
    rockAngle: Annotated[int | None, Field(ge=0, le=360), P("deg", "rwn", step=1, sens=Sens.HOUSEHOLD, cat="device-state", zh="摇头角度", en="Oscillation angle", hazards=SAFE)] = None
    windSetting: Annotated[list[FanControlWindSetting] | None, P("", "rwn", sens=Sens.HOUSEHOLD, cat="device-state", zh="风类", en="Wind pattern", hazards=SAFE)] = None
    airflowDirection: Annotated[FanControlAirflowDirection | None, P("", "rwn", sens=Sens.HOUSEHOLD, cat="device-state", zh="风向", en="Airflow direction", hazards=SAFE)] = None
    motorSpeed: Annotated[int | None, Field(ge=0, le=20000), P("{rpm}", step=1, sens=Sens.BEHAVIOUR, cat="diagnostic", zh="转速", en="Motor speed")] = None


class HumidityControlMode(Choice):
    """Mode."""

    OFF = "off"
    AUTO = "auto"
    HUMIDIFY = "humidify"
    DEHUMIDIFY = "dehumidify"
    SLEEP = "sleep"
    BOOST = "boost"
    DRY_CLOTHES = "dryClothes"
    CONTINUOUS = "continuous"


class HumidityControlAction(Choice):
    """Action."""

    IDLE = "idle"
    HUMIDIFYING = "humidifying"
    DRYING = "drying"
    OFF = "off"


class HumidityControl(Capability):
    """Set-point control of humidity."""

    ID, ZH, GROUP = "humidityControl", "加湿/除湿", "climate"

    targetHumidity: Annotated[int | None, Field(ge=20, le=90), P("%", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="目标湿度", en="Target humidity", hazards=SAFE)] = None
    mode: Annotated[HumidityControlMode | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="模式", en="Mode", hazards=SAFE)] = None
    mistLevel: Annotated[int | None, Field(ge=0, le=100), P("%", "rwn", step=1, sens=Sens.HOUSEHOLD, cat="device-state", zh="雾量", en="Mist level", hazards=SAFE)] = None
    action: Annotated[HumidityControlAction | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="当前动作", en="Action")] = None
    waterLevel: Annotated[int | None, Field(ge=0, le=100), P("%", step=1, sens=Sens.HOUSEHOLD, cat="device-state", zh="水位", en="Water level")] = None
    tankRemoved: Annotated[bool | None, P(sens=Sens.HOUSEHOLD, cat="device-state", zh="水箱移除", en="Tank removed")] = None
    tankFull: Annotated[bool | None, P(sens=Sens.HOUSEHOLD, cat="device-state", zh="水箱已满", en="Tank full")] = None
    overwetProtect: Annotated[bool | None, P("", "rwn", sens=Sens.HOUSEHOLD, cat="device-state", zh="过湿保护", en="Overwet protect", hazards=SAFE)] = None


class ComfortOptions(Capability):
    """Extra functions of climate devices."""

    ID, ZH, GROUP = "comfortOptions", "舒适与净化选项", "climate"

    ecoMode: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="节能", en="Eco mode", hazards=SAFE)] = None
    sleepMode: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="睡眠", en="Sleep mode", hazards=SAFE)] = None
    boostMode: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="强劲", en="Boost mode", hazards=SAFE)] = None
    quietMode: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="静音", en="Quiet mode", hazards=SAFE)] = None
    auxiliaryHeat: Annotated[bool | None, P("", "rwn", sens=Sens.HOUSEHOLD, cat="device-state", zh="电辅热", en="Auxiliary heat", hazards=(Hazard.HEAT,))] = None
    dryer: Annotated[bool | None, P("", "rwn", sens=Sens.HOUSEHOLD, cat="device-state", zh="干燥防霉", en="Dryer", hazards=(Hazard.HEAT,))] = None
    selfClean: Annotated[bool | None, P("", "rwn", sens=Sens.HOUSEHOLD, cat="device-state", zh="自清洁", en="Self clean", hazards=SAFE)] = None
    verticalSwing: Annotated[bool | None, P("", "rwn", sens=Sens.HOUSEHOLD, cat="device-state", zh="上下扫风", en="Vertical swing", hazards=SAFE)] = None
    horizontalSwing: Annotated[bool | None, P("", "rwn", sens=Sens.HOUSEHOLD, cat="device-state", zh="左右扫风", en="Horizontal swing", hazards=SAFE)] = None
    verticalAngle: Annotated[int | None, Field(ge=-90, le=90), P("deg", "rwn", step=1, sens=Sens.HOUSEHOLD, cat="device-state", zh="上下角度", en="Vertical angle", hazards=SAFE)] = None
    antiDirectBlow: Annotated[bool | None, P("", "rwn", sens=Sens.HOUSEHOLD, cat="device-state", zh="防直吹", en="Anti direct blow", hazards=SAFE)] = None
    ionizer: Annotated[bool | None, P("", "rwn", sens=Sens.HOUSEHOLD, cat="device-state", zh="负离子", en="Ionizer", hazards=SAFE)] = None
    uvSterilization: Annotated[bool | None, P("", "rwn", sens=Sens.HOUSEHOLD, cat="device-state", zh="紫外杀菌", en="UV sterilization", hazards=(Hazard.HEALTH,))] = None
    freshAir: Annotated[bool | None, P("", "rwn", sens=Sens.HOUSEHOLD, cat="device-state", zh="新风", en="Fresh air", hazards=SAFE)] = None


class ConsumableMonitoringChangeIndication(Choice):
    """Change indication."""

    OK = "ok"
    WARNING = "warning"
    CRITICAL = "critical"


class ConsumableMonitoringKind(Choice):
    """Kind."""

    HEPA_FILTER = "hepaFilter"
    ACTIVATED_CARBON_FILTER = "activatedCarbonFilter"
    WATER_FILTER = "waterFilter"
    GREASE_FILTER = "greaseFilter"
    MAIN_BRUSH = "mainBrush"
    SIDE_BRUSH = "sideBrush"
    MOP = "mop"
    DUST_BAG = "dustBag"
    WATER_TANK = "waterTank"
    DETERGENT = "detergent"
    SOFTENER = "softener"
    SALT = "salt"
    RINSE_AID = "rinseAid"
    DESICCANT = "desiccant"
    FRAGRANCE = "fragrance"
    SENSOR = "sensor"
    OTHER = "other"


class ConsumableMonitoring(Capability):
    """Filters, brushes, bags, tanks, detergent."""

    ID, ZH, GROUP = "consumableMonitoring", "耗材与滤芯", "climate"
    COMMANDS = (
        Cmd("resetCondition", "复位寿命", "Reset condition", hazards=SAFE),
    )

    condition: Annotated[int | None, Field(ge=0, le=100), P("%", step=1, sens=Sens.HOUSEHOLD, cat="diagnostic", zh="剩余寿命", en="Condition")] = None
    changeIndication: Annotated[ConsumableMonitoringChangeIndication | None, P(sens=Sens.HOUSEHOLD, cat="diagnostic", zh="更换提示", en="Change indication")] = None
    timeLeft: Annotated[int | None, Field(ge=0, le=100000), P("h", step=1, sens=Sens.HOUSEHOLD, cat="diagnostic", zh="剩余时间", en="Time left")] = None
    timeUsed: Annotated[int | None, Field(ge=0, le=100000), P("h", step=1, sens=Sens.HOUSEHOLD, cat="diagnostic", zh="已用时间", en="Time used")] = None
    inPlace: Annotated[bool | None, P(sens=Sens.HOUSEHOLD, cat="diagnostic", zh="已安装", en="In place")] = None
    lastChanged: Annotated[Timestamp | None, P("", "rw", sens=Sens.HOUSEHOLD, cat="diagnostic", zh="上次更换", en="Last changed", hazards=SAFE)] = None
    kind: Annotated[ConsumableMonitoringKind | None, P("", "r", sens=Sens.PUBLIC, cat="device-state", zh="耗材类型", en="Kind")] = None
