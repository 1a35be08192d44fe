"""Warmth, moving air, humidity and the filters behind them."""

# One property a line, so that the file reads as the table it is.
# fmt: off

from typing import Annotated

from pydantic import Field

from schemas import reasons
from schemas.capabilities.week import Weekday
from schemas.capability import SAFE, Arg, Capability, Choice, Cmd, F, P, Record, Sens, Timestamp
from schemas.reasons import Reason
from schemas.vocabulary import Hazard


class ThermostatSystemMode(Choice):
    """What the thermostat is told to do with the air."""

    OFF = "off", "关闭"
    AUTO = "auto", "自动"
    COOL = "cool", "制冷"
    HEAT = "heat", "制热"
    EMERGENCY_HEAT = "emergencyHeat", "应急制热"
    PRECOOLING = "precooling", "预冷"
    FAN_ONLY = "fanOnly", "送风"
    DRY = "dry", "除湿"
    SLEEP = "sleep", "睡眠"


class ThermostatRunningState(Choice):
    """The parts of the installation that run at the moment."""

    HEAT = "heat", "制热中"
    COOL = "cool", "制冷中"
    FAN = "fan", "送风中"
    HEAT_STAGE_2 = "heatStage2", "二级制热"
    COOL_STAGE_2 = "coolStage2", "二级制冷"
    FAN_STAGE_2 = "fanStage2", "二级送风"
    FAN_STAGE_3 = "fanStage3", "三级送风"


class ThermostatRunningMode(Choice):
    """Which way the thermostat works at the moment, where it chooses by itself."""

    OFF = "off", "停止"
    COOL = "cool", "制冷"
    HEAT = "heat", "制热"


class ThermostatPreset(Choice):
    """A named set of set-points."""

    NONE = "none", "无"
    HOME = "home", "在家"
    AWAY = "away", "离家"
    SLEEP = "sleep", "睡眠"
    WAKE = "wake", "起床"
    VACATION = "vacation", "度假"
    ECO = "eco", "节能"
    BOOST = "boost", "强劲"
    COMFORT = "comfort", "舒适"
    MANUAL = "manual", "手动"
    SCHEDULE = "schedule", "按计划"
    FROST_PROTECTION = "frostProtection", "防冻"
    QUIET = "quiet", "静音"
    SMART = "smart", "智能"


class ThermostatSetpointMode(Choice):
    """Which set-point a step changes."""

    HEAT = "heat", "制热设定"
    COOL = "cool", "制冷设定"
    BOTH = "both", "两者"


class ThermostatSetpointChangeSource(Choice):
    """Who or what changed the set-point last."""

    MANUAL = "manual", "手动"
    SCHEDULE = "schedule", "计划"
    EXTERNAL = "external", "外部系统"


class ThermostatControlSequence(Choice):
    """What the installation behind the thermostat can do."""

    COOLING_ONLY = "coolingOnly", "仅制冷"
    COOLING_WITH_REHEAT = "coolingWithReheat", "制冷带再热"
    HEATING_ONLY = "heatingOnly", "仅制热"
    HEATING_WITH_REHEAT = "heatingWithReheat", "制热带再热"
    COOLING_AND_HEATING = "coolingAndHeating", "制冷和制热"
    COOLING_AND_HEATING_WITH_REHEAT = "coolingAndHeatingWithReheat", "制冷和制热带再热"


class ThermostatProgramMode(Choice):
    """Whether the thermostat follows its weekly schedule."""

    SETPOINT = "setpoint", "手动设定"
    SCHEDULE = "schedule", "周计划"
    SCHEDULE_WITH_PREHEAT = "scheduleWithPreheat", "周计划（提前升温）"
    ECO = "eco", "节能"


class ThermostatSensorSelection(Choice):
    """Which sensor the thermostat controls by."""

    AIR = "air", "室温传感器"
    FLOOR = "floor", "地温传感器"
    AIR_WITH_FLOOR_LIMIT = "airWithFloorLimit", "室温为主，地温限制"
    EXTERNAL = "external", "外部传感器"


class ThermostatFault(Choice):
    """A fault of the thermostat or of the machine that it drives."""

    COMPRESSOR_FAIL = "compressorFail", "压缩机故障", "Compressor failure"
    ROOM_SENSOR_FAIL = "roomSensorFail", "室温传感器故障", "Room sensor failure"
    OUTDOOR_SENSOR_FAIL = "outdoorSensorFail", "室外传感器故障", "Outdoor sensor failure"
    COIL_SENSOR_FAIL = "coilSensorFail", "盘管传感器故障", "Coil sensor failure"
    FAN_FAIL = "fanFail", "风机故障", "Fan failure"
    FLOOR_SENSOR_FAIL = "floorSensorFail", "地温传感器故障", "Floor sensor failure"
    VALVE_FAIL = "valveFail", "阀门故障", "Valve failure"
    OVER_TEMPERATURE = "overTemperature", "高温保护", "Over-temperature protection"
    LOW_TEMPERATURE = "lowTemperature", "低温保护", "Low-temperature protection"
    TIPPED_OVER = "tippedOver", "倾倒断电"
    OTHER = "other", "其他故障"


class ThermostatScheduleEntry(Record):
    """One switching point of the weekly schedule."""

    days: Annotated[list[Weekday], Field(min_length=1, max_length=7), F(zh="星期")]
    time: Annotated[int, Field(ge=0, le=1439), F(unit="min", zh="时刻（零点起的分钟数）", en="Minutes after midnight")]
    systemMode: Annotated[ThermostatSystemMode | None, F(zh="模式")] = None
    preset: Annotated[ThermostatPreset | None, F(zh="预设")] = None
    heatingSetpoint: Annotated[float | None, Field(ge=0, le=90), F(unit="Cel", zh="制热设定")] = None
    coolingSetpoint: Annotated[float | None, Field(ge=0, le=50), F(unit="Cel", zh="制冷设定")] = None


class ThermostatPresetEntry(Record):
    """What a preset means on this thermostat."""

    preset: Annotated[ThermostatPreset, F(zh="预设")]
    name: Annotated[str | None, Field(max_length=64), F(zh="名称")] = None
    heatingSetpoint: Annotated[float | None, Field(ge=0, le=90), F(unit="Cel", zh="制热设定")] = None
    coolingSetpoint: Annotated[float | None, Field(ge=0, le=50), F(unit="Cel", zh="制冷设定")] = None


class Thermostat(Capability):
    """Keeps the air of a room, a floor or a radiator at a temperature that people choose."""

    ID, ZH, GROUP, VERSION = "thermostat", "温控", "climate", "1.1"
    ABOUT_ZH = "把室内空气、地面或散热器保持在人设定的温度。"
    COMMANDS = (
        Cmd("setpointRaiseLower", "微调设定", "Raise or lower setpoint", args=(Arg("amount", float, "K", ge=-12.8, le=12.7, zh="温差"), Arg("mode", ThermostatSetpointMode, required=False, zh="对象")), hazards=(Hazard.HEAT, Hazard.SERVICE_INTERRUPTION), outcome=("heatingSetpoint", "coolingSetpoint"), about=("Both set-points move where no mode is given.", "不指定对象时两个设定值一起调整。")),
        Cmd("setActivePreset", "切换预设", "Set active preset", args=(Arg("preset", ThermostatPreset, zh="预设"),), hazards=(Hazard.HEAT, Hazard.SERVICE_INTERRUPTION), outcome=("preset",), actuates=True),
    )

    localTemperature: Annotated[float | None, Field(ge=-50, le=100), P("Cel", step=0.01, fresh=1800, sens=Sens.BEHAVIOUR, cat="environment", zh="室内温度", en="Local temperature", about=("What the thermostat controls by; within the hour it follows the set-point and so the hours of sleep and absence.", "温控所依据的温度；一小时内会跟随设定值，因而反映睡眠和外出时段。"))] = None
    heatingSetpoint: Annotated[float | None, Field(ge=0, le=90), P("Cel", "rwn", step=0.1, sens=Sens.BEHAVIOUR, cat="device-state", zh="制热设定", en="Heating setpoint", hazards=(Hazard.HEAT, Hazard.SERVICE_INTERRUPTION))] = None
    coolingSetpoint: Annotated[float | None, Field(ge=0, le=50), P("Cel", "rwn", step=0.1, sens=Sens.BEHAVIOUR, cat="device-state", zh="制冷设定", en="Cooling setpoint", hazards=(Hazard.SERVICE_INTERRUPTION,))] = None
    systemMode: Annotated[ThermostatSystemMode | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="模式", en="System mode", hazards=(Hazard.HEAT, Hazard.SERVICE_INTERRUPTION), actuates=True)] = None
    runningState: Annotated[list[ThermostatRunningState] | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="运行状态", en="Running state", about=("Empty where nothing runs.", "空列表表示没有任何部件运行。"))] = None
    outdoorTemperature: Annotated[float | None, Field(ge=-60, le=60), P("Cel", step=0.01, sens=Sens.HOUSEHOLD, why=reasons.OUTDOORS, cat="environment", zh="室外温度", en="Outdoor temperature")] = None
    localTemperatureCalibration: Annotated[float | None, Field(ge=-12.8, le=12.7), P("Cel", "rw", step=0.1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="温度校准", en="Local temperature calibration", hazards=(Hazard.HEAT,), about=("Added to what the sensor measures.", "加到传感器读数上的修正值。"))] = None
    heatingDemand: Annotated[int | None, Field(ge=0, le=100), P("%", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="加热需求", en="Heating demand", about=("Of a radiator valve: how far it is open.", "对散热器阀即为阀门开度。"))] = None
    unoccupiedHeatingSetpoint: Annotated[float | None, Field(ge=0, le=90), P("Cel", "rw", step=0.1, sens=Sens.BEHAVIOUR, cat="device-state", zh="离家制热设定", en="Unoccupied heating setpoint", hazards=(Hazard.HEAT, Hazard.SERVICE_INTERRUPTION))] = None
    minHeatingSetpoint: Annotated[float | None, Field(ge=0, le=90), P("Cel", "rw", step=0.1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="制热设定下限", en="Minimum heating setpoint", hazards=(Hazard.HEAT, Hazard.SERVICE_INTERRUPTION))] = None
    maxHeatingSetpoint: Annotated[float | None, Field(ge=0, le=90), P("Cel", "rw", step=0.1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="制热设定上限", en="Maximum heating setpoint", hazards=(Hazard.HEAT, Hazard.SERVICE_INTERRUPTION))] = None
    windowOpen: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="检测到开窗", en="Window open", about=("Guessed from a sudden fall of the temperature, not measured at the window.", "由温度骤降推断，并非窗磁检测。"))] = None
    frostProtection: Annotated[bool | None, P("", "rw", sens=Sens.BEHAVIOUR, cat="device-state", zh="防冻保护", en="Frost protection", hazards=(Hazard.HEAT, Hazard.SERVICE_INTERRUPTION))] = None
    schedule: Annotated[list[ThermostatScheduleEntry] | None, Field(max_length=256), P("", "rw", sens=Sens.BEHAVIOUR, cat="device-state", zh="周计划", en="Schedule", hazards=(Hazard.HEAT, Hazard.SERVICE_INTERRUPTION))] = None
    setpointHold: Annotated[bool | None, P("", "rw", sens=Sens.BEHAVIOUR, cat="device-state", zh="保持设定", en="Setpoint hold", hazards=(Hazard.HEAT, Hazard.SERVICE_INTERRUPTION), about=("While true the schedule is suspended.", "为真时周计划暂停执行。"))] = None
    preset: Annotated[ThermostatPreset | None, P("", "rwn", sens=Sens.PERSONAL, cat="presence", zh="预设", en="Preset", hazards=(Hazard.HEAT, Hazard.SERVICE_INTERRUPTION), actuates=True)] = None
    unoccupiedCoolingSetpoint: Annotated[float | None, Field(ge=0, le=50), P("Cel", "rw", step=0.1, sens=Sens.BEHAVIOUR, cat="device-state", zh="离家制冷设定", en="Unoccupied cooling setpoint", hazards=(Hazard.SERVICE_INTERRUPTION,), since="1.1")] = None
    minCoolingSetpoint: Annotated[float | None, Field(ge=0, le=50), P("Cel", "rw", step=0.1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="制冷设定下限", en="Minimum cooling setpoint", hazards=(Hazard.SERVICE_INTERRUPTION,), since="1.1")] = None
    maxCoolingSetpoint: Annotated[float | None, Field(ge=0, le=50), P("Cel", "rw", step=0.1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="制冷设定上限", en="Maximum cooling setpoint", hazards=(Hazard.SERVICE_INTERRUPTION,), since="1.1")] = None
    ecoHeatingSetpoint: Annotated[float | None, Field(ge=0, le=90), P("Cel", "rw", step=0.1, sens=Sens.BEHAVIOUR, cat="device-state", zh="节能制热设定", en="Eco heating setpoint", hazards=(Hazard.HEAT, Hazard.SERVICE_INTERRUPTION), since="1.1")] = None
    comfortHeatingSetpoint: Annotated[float | None, Field(ge=0, le=90), P("Cel", "rw", step=0.1, sens=Sens.BEHAVIOUR, cat="device-state", zh="舒适制热设定", en="Comfort heating setpoint", hazards=(Hazard.HEAT, Hazard.SERVICE_INTERRUPTION), since="1.1")] = None
    frostProtectionSetpoint: Annotated[float | None, Field(ge=0, le=40), P("Cel", "rw", step=0.1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="防冻温度", en="Frost protection setpoint", hazards=(Hazard.HEAT, Hazard.SERVICE_INTERRUPTION), since="1.1")] = None
    windowDetection: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="开窗检测", en="Window detection", hazards=SAFE, since="1.1")] = None
    windowOpenTemperature: Annotated[float | None, Field(ge=0, le=40), P("Cel", "rw", step=0.1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="开窗时温度设定", en="Setpoint while a window is open", hazards=(Hazard.HEAT, Hazard.SERVICE_INTERRUPTION), since="1.1")] = None
    windowOpenDuration: Annotated[int | None, Field(ge=0, le=86400), P("s", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="开窗停热时长", en="Pause after an open window", hazards=(Hazard.SERVICE_INTERRUPTION,), since="1.1")] = None
    hysteresis: Annotated[float | None, Field(ge=0, le=20), P("K", "rw", step=0.1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="回差", en="Hysteresis", hazards=SAFE, about=("How far the temperature may leave the set-point before the relay switches.", "温度偏离设定值多少后继电器动作。"), since="1.1")] = None
    minSetpointDeadBand: Annotated[float | None, Field(ge=0, le=12.7), P("K", "rw", step=0.1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="冷热设定最小差", en="Minimum setpoint dead band", hazards=SAFE, about=("The least distance between heating and cooling set-point in automatic mode.", "自动模式下制热与制冷设定之间的最小差值。"), since="1.1")] = None
    setpointHoldDuration: Annotated[int | None, Field(ge=0, le=65535), P("min", "rw", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="保持时长", en="Setpoint hold duration", hazards=(Hazard.HEAT, Hazard.SERVICE_INTERRUPTION), about=("Null: until somebody ends the hold.", "为空表示一直保持到人工取消。"), since="1.1")] = None
    setpointHoldUntil: Annotated[Timestamp | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="保持至", en="Setpoint hold until", since="1.1")] = None
    setpointChangeSource: Annotated[ThermostatSetpointChangeSource | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="设定变更来源", en="Setpoint change source", since="1.1")] = None
    setpointChangedAt: Annotated[Timestamp | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="设定变更时间", en="Setpoint changed at", since="1.1")] = None
    runningMode: Annotated[ThermostatRunningMode | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="当前冷热方向", en="Running mode", since="1.1")] = None
    coolingDemand: Annotated[int | None, Field(ge=0, le=100), P("%", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="制冷需求", en="Cooling demand", since="1.1")] = None
    controlSequence: Annotated[ThermostatControlSequence | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="冷热配置", en="Control sequence", hazards=(Hazard.HEAT, Hazard.SERVICE_INTERRUPTION), since="1.1")] = None
    programMode: Annotated[ThermostatProgramMode | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="计划方式", en="Program mode", hazards=(Hazard.HEAT, Hazard.SERVICE_INTERRUPTION), actuates=True, since="1.1")] = None
    presets: Annotated[list[ThermostatPresetEntry] | None, Field(max_length=32), P("", "rw", sens=Sens.PERSONAL, cat="device-state", zh="预设内容", en="Presets", hazards=(Hazard.HEAT, Hazard.SERVICE_INTERRUPTION), since="1.1")] = None
    awayUntil: Annotated[Timestamp | None, P("", "rw", sens=Sens.PERSONAL, cat="presence", zh="离家至", en="Away until", hazards=(Hazard.HEAT, Hazard.SERVICE_INTERRUPTION), about=("When the away set-points end and normal heating begins again.", "离家设定结束、恢复正常采暖的时间。"), since="1.1")] = None
    boostDuration: Annotated[int | None, Field(ge=0, le=86400), P("s", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="强劲时长设定", en="Boost duration", hazards=(Hazard.HEAT,), since="1.1")] = None
    boostTimeLeft: Annotated[int | None, Field(ge=0, le=86400), P("s", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="强劲剩余时间", en="Boost time left", since="1.1")] = None
    floorTemperature: Annotated[float | None, Field(ge=-50, le=120), P("Cel", step=0.01, sens=Sens.BEHAVIOUR, cat="environment", zh="地面温度", en="Floor temperature", since="1.1")] = None
    maxFloorTemperature: Annotated[float | None, Field(ge=0, le=95), P("Cel", "rw", step=0.1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="地温上限", en="Maximum floor temperature", hazards=(Hazard.HEAT,), about=("Protects wood and feet: heating stops above it.", "保护地板和人：超过后停止加热。"), since="1.1")] = None
    sensorSelection: Annotated[ThermostatSensorSelection | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="传感器选择", en="Sensor selection", hazards=(Hazard.HEAT,), since="1.1")] = None
    externalTemperature: Annotated[float | None, Field(ge=-50, le=100), P("Cel", "rw", step=0.01, sens=Sens.BEHAVIOUR, cat="environment", zh="外部室温", en="External temperature", hazards=(Hazard.HEAT,), about=("Told to the thermostat by another sensor; a wrong value overheats the room.", "由其他传感器提供给温控器；错误的值会使房间过热。"), since="1.1")] = None
    emergencyHeatDelta: Annotated[float | None, Field(ge=0, le=25.5), P("K", "rw", step=0.1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="应急制热温差", en="Emergency heat delta", hazards=(Hazard.HEAT,), about=("How far below the set-point the second heat source starts.", "低于设定值多少时启动第二热源。"), since="1.1")] = None
    coilTemperature: Annotated[float | None, Field(ge=-50, le=120), P("Cel", step=0.1, sens=Sens.BEHAVIOUR, cat="diagnostic", zh="盘管温度", en="Coil temperature", since="1.1")] = None
    scaleProtection: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="阀门防卡", en="Valve scale protection", hazards=SAFE, about=("Moves the valve now and then in summer, so that it does not seize.", "夏季定期活动阀门，防止卡死。"), since="1.1")] = None
    faults: Annotated[list[ThermostatFault] | None, P(sens=Sens.HOUSEHOLD, why=reasons.ALARM, cat="diagnostic", zh="故障", en="Faults", since="1.1")] = None
    away: Annotated[bool | None, P("", "rwn", sens=Sens.PERSONAL, cat="presence", zh="离家模式", en="Away", hazards=(Hazard.HEAT, Hazard.SERVICE_INTERRUPTION), actuates=True, since="1.1")] = None
    windowDetectionDrop: Annotated[float | None, Field(ge=0, le=30), P("K", "rw", step=0.1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="开窗检测温降", en="Window detection drop", about=("The fall of temperature that means an open window.", "判为开窗的温度下降量。"), hazards=SAFE, since="1.1")] = None
    minFloorTemperature: Annotated[float | None, Field(ge=0, le=95), P("Cel", "rw", step=0.1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="地面温度下限", en="Min floor temperature", hazards=(Hazard.HEAT,), since="1.1")] = None
    mondaySchedule: Annotated[str | None, Field(max_length=255), P("", "rw", sens=Sens.BEHAVIOUR, cat="device-state", zh="周一计划", en="Monday schedule", about=("In the form of its maker, where it is not known as a list.", "按厂家格式，无法解析为列表时使用。"), hazards=(Hazard.HEAT,), since="1.1")] = None
    tuesdaySchedule: Annotated[str | None, Field(max_length=255), P("", "rw", sens=Sens.BEHAVIOUR, cat="device-state", zh="周二计划", en="Tuesday schedule", about=("In the form of its maker, where it is not known as a list.", "按厂家格式，无法解析为列表时使用。"), hazards=(Hazard.HEAT,), since="1.1")] = None
    wednesdaySchedule: Annotated[str | None, Field(max_length=255), P("", "rw", sens=Sens.BEHAVIOUR, cat="device-state", zh="周三计划", en="Wednesday schedule", about=("In the form of its maker, where it is not known as a list.", "按厂家格式，无法解析为列表时使用。"), hazards=(Hazard.HEAT,), since="1.1")] = None
    thursdaySchedule: Annotated[str | None, Field(max_length=255), P("", "rw", sens=Sens.BEHAVIOUR, cat="device-state", zh="周四计划", en="Thursday schedule", about=("In the form of its maker, where it is not known as a list.", "按厂家格式，无法解析为列表时使用。"), hazards=(Hazard.HEAT,), since="1.1")] = None
    fridaySchedule: Annotated[str | None, Field(max_length=255), P("", "rw", sens=Sens.BEHAVIOUR, cat="device-state", zh="周五计划", en="Friday schedule", about=("In the form of its maker, where it is not known as a list.", "按厂家格式，无法解析为列表时使用。"), hazards=(Hazard.HEAT,), since="1.1")] = None
    saturdaySchedule: Annotated[str | None, Field(max_length=255), P("", "rw", sens=Sens.BEHAVIOUR, cat="device-state", zh="周六计划", en="Saturday schedule", about=("In the form of its maker, where it is not known as a list.", "按厂家格式，无法解析为列表时使用。"), hazards=(Hazard.HEAT,), since="1.1")] = None
    sundaySchedule: Annotated[str | None, Field(max_length=255), P("", "rw", sens=Sens.BEHAVIOUR, cat="device-state", zh="周日计划", en="Sunday schedule", about=("In the form of its maker, where it is not known as a list.", "按厂家格式，无法解析为列表时使用。"), hazards=(Hazard.HEAT,), since="1.1")] = None


class FanControlFanMode(Choice):
    """How the air flow is chosen: by step, by the device itself, or for a purpose."""

    OFF = "off", "关闭"
    LOW = "low", "低风"
    MEDIUM = "medium", "中风"
    HIGH = "high", "高风"
    ON = "on", "开启"
    AUTO = "auto", "自动"
    SMART = "smart", "智能"
    SLEEP = "sleep", "睡眠"
    QUIET = "quiet", "静音"
    TURBO = "turbo", "强力"
    MANUAL = "manual", "手动"
    FAVORITE = "favorite", "最爱", "Favourite"


class FanControlRockSetting(Choice):
    """The ways in which the fan head turns."""

    ROCK_LEFT_RIGHT = "rockLeftRight", "左右摇头", "Left and right"
    ROCK_UP_DOWN = "rockUpDown", "上下摇头", "Up and down"
    ROCK_ROUND = "rockRound", "环绕摇头", "Round"


class FanControlWindSetting(Choice):
    """Patterns in which the flow rises and falls."""

    SLEEP_WIND = "sleepWind", "睡眠风"
    NATURAL_WIND = "naturalWind", "自然风"


class FanControlAirflowDirection(Choice):
    """Which way a ceiling fan moves the air."""

    FORWARD = "forward", "正转"
    REVERSE = "reverse", "反转"


class FanControl(Capability):
    """Air flow of a fan, purifier, hood or air conditioner."""

    ID, ZH, GROUP, VERSION = "fanControl", "风机", "climate", "1.1"
    ABOUT_ZH = "风扇、净化器、油烟机或空调的风量与送风方式。"
    COMMANDS = (
        Cmd("step", "步进", "Step", args=(Arg("up", bool, zh="调高"), Arg("wrap", bool, required=False, zh="到头循环"), Arg("lowestOff", bool, required=False, zh="最低档为关")), hazards=SAFE, outcome=("percentSetting", "speedSetting"), actuates=True, about=("Up from off starts the fan.", "从关闭状态调高会启动风机。")),
        Cmd("nudge", "转动机头", "Nudge", args=(Arg("angle", int, "deg", ge=-180, le=180, zh="角度"),), hazards=SAFE, about=("Positive is to the right, seen from the device.", "正值表示从设备看向右转。")),
    )

    fanMode: Annotated[FanControlFanMode | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="风量模式", en="Fan mode", hazards=SAFE, actuates=True)] = None
    percentSetting: Annotated[int | None, Field(ge=0, le=100), P("%", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="设定风量", en="Percent setting", hazards=SAFE, actuates=True, about=("Zero is off; null while the device chooses by itself.", "0 表示关闭；设备自动调节时为空。"))] = None
    percentCurrent: Annotated[int | None, Field(ge=0, le=100), P("%", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="实际风量", en="Percent current")] = None
    speedSetting: Annotated[int | None, Field(ge=0, le=100), P("", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="设定档位", en="Speed setting", hazards=SAFE, actuates=True, about=("A step from 1 to speedMax; zero is off.", "1 至最高档；0 表示关闭。"))] = None
    rockSetting: Annotated[list[FanControlRockSetting] | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="摇头", en="Oscillation", hazards=SAFE)] = None
    rockAngle: Annotated[int | None, Field(ge=0, le=360), P("deg", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="左右摇头角度", en="Oscillation angle", hazards=SAFE, about=("The whole angle from one end to the other.", "从一端到另一端的总角度。"))] = None
    windSetting: Annotated[list[FanControlWindSetting] | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="风类", en="Wind pattern", hazards=SAFE, about=("Empty is a steady wind.", "空列表表示直吹风。"))] = None
    airflowDirection: Annotated[FanControlAirflowDirection | None, P("", "rwn", sens=Sens.HOUSEHOLD, why=Reason("Turned round when summer or winter begins, not from day to day.", "随冬夏换季切换，并不逐日变化。"), cat="device-state", zh="送风方向", en="Airflow direction", hazards=SAFE)] = None
    motorSpeed: Annotated[int | None, Field(ge=0, le=200000), P("{rpm}", step=1, sens=Sens.BEHAVIOUR, cat="diagnostic", zh="电机转速", en="Motor speed")] = None
    speedCurrent: Annotated[int | None, Field(ge=0, le=100), P(step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="实际档位", en="Speed current", since="1.1")] = None
    speedMax: Annotated[int | None, Field(ge=1, le=100), P("", "r", step=1, sens=Sens.PUBLIC, why=reasons.MODEL_FACT, cat="device-state", zh="最高档位", en="Highest speed", since="1.1")] = None
    verticalRockAngle: Annotated[int | None, Field(ge=0, le=360), P("deg", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="上下摇头角度", en="Vertical oscillation angle", hazards=SAFE, since="1.1")] = None
    airFlowRate: Annotated[float | None, Field(ge=0, le=10000), P("m3/h", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="风量", en="Air flow rate", since="1.1")] = None
    favoriteLevel: Annotated[int | None, Field(ge=0, le=100), P("", "rwn", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="最爱模式档位", en="Favourite level", about=("The step that the favourite mode runs at.", "最爱模式所用的档位。"), hazards=SAFE, since="1.1")] = None
    favoriteSpeed: Annotated[int | None, Field(ge=0, le=20000), P("{rpm}", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="最爱模式转速", en="Favourite speed", hazards=SAFE, since="1.1")] = None
    motorSpeedTarget: Annotated[int | None, Field(ge=0, le=20000), P("{rpm}", step=1, sens=Sens.BEHAVIOUR, cat="diagnostic", zh="目标转速", en="Target motor speed", since="1.1")] = None


class HumidityControlMode(Choice):
    """What a humidifier or dehumidifier is told to do."""

    OFF = "off", "关闭"
    AUTO = "auto", "自动恒湿"
    HUMIDIFY = "humidify", "加湿"
    DEHUMIDIFY = "dehumidify", "除湿"
    SLEEP = "sleep", "睡眠"
    BOOST = "boost", "强力"
    DRY_CLOTHES = "dryClothes", "干衣"
    CONTINUOUS = "continuous", "连续"
    ECO = "eco", "节能"
    MANUAL = "manual", "手动"


class HumidityControlAction(Choice):
    """What it does at the moment."""

    IDLE = "idle", "待机"
    HUMIDIFYING = "humidifying", "加湿中"
    DRYING = "drying", "除湿中"
    OFF = "off", "关闭"


class HumidityControl(Capability):
    """Keeps the humidity of a room where people want it."""

    ID, ZH, GROUP, VERSION = "humidityControl", "加湿/除湿", "climate", "1.1"
    ABOUT_ZH = "把室内湿度保持在人设定的水平。"

    targetHumidity: Annotated[int | None, Field(ge=0, le=100), P("%", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="目标湿度", en="Target humidity", hazards=SAFE)] = None
    mode: Annotated[HumidityControlMode | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="模式", en="Mode", hazards=SAFE, actuates=True)] = None
    mistLevel: Annotated[int | None, Field(ge=0, le=100), P("%", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="雾量", en="Mist level", hazards=SAFE, actuates=True)] = None
    action: Annotated[HumidityControlAction | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="当前动作", en="Action")] = None
    waterLevel: Annotated[int | None, Field(ge=0, le=100), P("%", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="水箱水位", en="Water level")] = None
    tankRemoved: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="水箱已取出", en="Tank removed")] = None
    tankFull: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="水箱已满", en="Tank full")] = None
    overwetProtect: Annotated[bool | None, P("", "rwn", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="过湿保护", en="Over-humidity protection", hazards=SAFE)] = None
    waterShortage: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="缺水", en="Water shortage", since="1.1")] = None
    warmMist: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="暖雾", en="Warm mist", hazards=(Hazard.HEAT,), since="1.1")] = None
    warmMistLevel: Annotated[int | None, Field(ge=0, le=100), P("%", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="暖雾强度", en="Warm mist level", hazards=(Hazard.HEAT,), since="1.1")] = None
    afterDrying: Annotated[bool | None, P("", "rwn", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="关机后自干燥", en="Drying after use", hazards=SAFE, about=("Keeps the fan on after use, so that the wick does not grow mould.", "关机后继续送风，防止滤芯发霉。"), since="1.1")] = None
    hysteresis: Annotated[float | None, Field(ge=0, le=50), P("%", "rw", step=0.1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="湿度回差", en="Hysteresis", hazards=SAFE, since="1.1")] = None
    defrosting: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="除霜中", en="Defrosting", since="1.1")] = None


class ComfortOptionsAirflowTarget(Choice):
    """What the air stream does when it finds people."""

    OFF = "off", "关闭"
    FOLLOW = "follow", "风随人"
    AVOID = "avoid", "风避人"


class ComfortOptionsLouverPosition(Choice):
    """How far the louver stands open."""

    CLOSED = "closed", "关闭"
    OPEN = "open", "全开"
    QUARTER = "quarter", "四分之一"
    HALF = "half", "一半"
    THREE_QUARTERS = "threeQuarters", "四分之三"


class ComfortOptions(Capability):
    """Extra functions of air conditioners, heaters and purifiers."""

    ID, ZH, GROUP, VERSION = "comfortOptions", "舒适与净化选项", "climate", "1.1"
    ABOUT_ZH = "空调、取暖和净化设备的附加功能。"

    ecoMode: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="节能", en="Eco mode", hazards=SAFE)] = None
    sleepMode: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="睡眠", en="Sleep mode", hazards=SAFE)] = None
    boostMode: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="强劲", en="Boost mode", hazards=SAFE, actuates=True)] = None
    quietMode: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="静音", en="Quiet mode", hazards=SAFE)] = None
    auxiliaryHeat: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="电辅热", en="Auxiliary heat", hazards=(Hazard.HEAT,))] = None
    dryer: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="干燥防霉", en="Drying after use", hazards=(Hazard.HEAT,))] = None
    selfClean: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="自清洁", en="Self-cleaning", hazards=SAFE)] = None
    verticalSwing: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="上下扫风", en="Vertical swing", hazards=SAFE)] = None
    horizontalSwing: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="左右扫风", en="Horizontal swing", hazards=SAFE)] = None
    verticalAngle: Annotated[int | None, Field(ge=-90, le=90), P("deg", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="上下角度", en="Vertical angle", hazards=SAFE, about=("Zero is level, positive upward.", "0 为水平，正值向上。"))] = None
    antiDirectBlow: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="防直吹", en="No direct blowing", hazards=SAFE)] = None
    ionizer: Annotated[bool | None, P("", "rwn", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="负离子", en="Ionizer", hazards=SAFE)] = None
    uvSterilization: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="紫外杀菌", en="UV sterilization", hazards=(Hazard.HEALTH,))] = None
    freshAir: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="新风", en="Fresh air", hazards=SAFE)] = None
    horizontalAngle: Annotated[int | None, Field(ge=-180, le=180), P("deg", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="左右角度", en="Horizontal angle", hazards=SAFE, about=("Zero is straight ahead, positive to the right, seen from the device.", "0 为正前方，正值表示从设备看向右。"), since="1.1")] = None
    louverPosition: Annotated[ComfortOptionsLouverPosition | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="导风板开度", en="Louver position", hazards=SAFE, since="1.1")] = None
    airflowTarget: Annotated[ComfortOptionsAirflowTarget | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="人感送风", en="Airflow and people", hazards=SAFE, since="1.1")] = None
    windFree: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="无风感", en="Draught-free", hazards=SAFE, since="1.1")] = None
    heatLevel: Annotated[int | None, Field(ge=0, le=10), P("", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="加热档位", en="Heat level", hazards=(Hazard.HEAT,), actuates=True, about=("A higher step heats more; zero is off.", "数字越大加热越强；0 表示关闭。"), since="1.1")] = None
    freshAirBypass: Annotated[bool | None, P("", "rwn", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="新风旁通", en="Fresh air bypass", hazards=SAFE, about=("Leads the air past the heat exchanger on mild nights.", "天气温和时让新风绕过热交换芯。"), since="1.1")] = None
    fragrance: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="香薰", en="Fragrance", hazards=SAFE, since="1.1")] = None
    mosquitoRepellent: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="驱蚊", en="Mosquito repellent", hazards=(Hazard.HEALTH,), about=("Vaporises an insecticide into the air of the room.", "向室内空气释放驱蚊药剂。"), since="1.1")] = None
    deodorization: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="除味", en="Deodorization", hazards=SAFE, since="1.1")] = None
    deodorizationProgress: Annotated[int | None, Field(ge=0, le=100), P("%", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="除味进度", en="Deodorization progress", since="1.1")] = None
    selfCleaning: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="正在自清洁", en="Self-cleaning", since="1.1")] = None
    selfCleanProgress: Annotated[int | None, Field(ge=0, le=100), P("%", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="自清洁进度", en="Self-clean progress", since="1.1")] = None
    selfCleanDuration: Annotated[int | None, Field(ge=0, le=86400), P("s", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="自清洁时长", en="Self-clean duration", hazards=SAFE, since="1.1")] = None
    ecoLevel: Annotated[int | None, Field(ge=0, le=10), P("", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="节能等级", en="Eco level", about=("0: none; the higher, the more is saved.", "0 为不节能；数值越大越节能。"), hazards=(Hazard.SERVICE_INTERRUPTION,), since="1.1")] = None
    sleepLevel: Annotated[int | None, Field(ge=0, le=100), P("", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="睡眠模式等级", en="Sleep level", hazards=SAFE, since="1.1")] = None


class ConsumableMonitoringChangeIndication(Choice):
    """How urgent the replacement is."""

    OK = "ok", "正常"
    WARNING = "warning", "即将到期"
    CRITICAL = "critical", "须立即更换"


class ConsumableMonitoringKind(Choice):
    """What wears out or runs out."""

    HEPA_FILTER = "hepaFilter", "HEPA 滤网", "HEPA filter"
    ACTIVATED_CARBON_FILTER = "activatedCarbonFilter", "活性炭滤网"
    WATER_FILTER = "waterFilter", "净水滤芯"
    GREASE_FILTER = "greaseFilter", "油网"
    MAIN_BRUSH = "mainBrush", "主刷"
    SIDE_BRUSH = "sideBrush", "边刷"
    MOP = "mop", "拖布"
    DUST_BAG = "dustBag", "集尘袋"
    WATER_TANK = "waterTank", "水箱"
    DETERGENT = "detergent", "洗涤剂"
    SOFTENER = "softener", "柔顺剂"
    SALT = "salt", "软水盐"
    RINSE_AID = "rinseAid", "亮碟剂"
    DESICCANT = "desiccant", "干燥剂"
    FRAGRANCE = "fragrance", "香薰"
    SENSOR = "sensor", "传感器"
    PRE_FILTER = "preFilter", "初效滤网", "Pre-filter"
    DUST_FILTER = "dustFilter", "防尘滤网"
    DEODORIZING_FILTER = "deodorizingFilter", "除味滤网"
    ANODE = "anode", "镁棒", "Anode rod"
    BLADE = "blade", "刀片"
    OTHER = "other", "其他"


class ConsumableMonitoringReplacementProduct(Record):
    """A product that may be bought as the replacement."""

    identifierType: Annotated[str, Field(max_length=8), F(zh="编码类型", en="Kind of code")]
    identifier: Annotated[str, Field(max_length=20), F(zh="编码", en="Code")]


class ConsumableMonitoringMaintenance(Choice):
    """What is to be done with it."""

    REPLACE = "replace", "更换"
    WASH = "wash", "清洗"


class ConsumableMonitoring(Capability):
    """How long a filter, brush, bag, tank or supply will last; one endpoint each."""

    ID, ZH, GROUP, VERSION = "consumableMonitoring", "耗材与滤芯", "climate", "1.1"
    ABOUT_ZH = "滤网、刷子、尘袋、水箱和补充剂还能用多久；每种耗材一个端点。"
    COMMANDS = (
        Cmd("resetCondition", "复位寿命", "Reset condition", hazards=(Hazard.HEALTH,), outcome=("condition", "changeIndication"), about=("Ends the reminder; where nothing was replaced, a worn-out filter goes unnoticed.", "会清除更换提醒；若未真正更换，失效的滤芯将不再被发现。")),
    )

    condition: Annotated[int | None, Field(ge=0, le=100), P("%", step=1, sens=Sens.BEHAVIOUR, cat="diagnostic", zh="剩余寿命", en="Condition", about=("100 is new, 0 used up; a supply falls with each run of the machine.", "100 为全新，0 为耗尽；补充剂每次运行都会减少。"))] = None
    changeIndication: Annotated[ConsumableMonitoringChangeIndication | None, P(sens=Sens.HOUSEHOLD, why=reasons.WEAR, cat="diagnostic", zh="更换提示", en="Change indication")] = None
    timeLeft: Annotated[int | None, Field(ge=0, le=100000), P("h", step=1, sens=Sens.BEHAVIOUR, cat="diagnostic", zh="剩余时间", en="Time left")] = None
    timeUsed: Annotated[int | None, Field(ge=0, le=100000), P("h", step=1, sens=Sens.BEHAVIOUR, cat="diagnostic", zh="已用时间", en="Time used", about=("Counts the hours of running in most makes, and so tells how long the device ran today.", "多数品牌按运行小时累计，因而可看出当天运行时长。"))] = None
    inPlace: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="diagnostic", zh="已安装", en="In place")] = None
    lastChanged: Annotated[Timestamp | None, P("", "rw", sens=Sens.HOUSEHOLD, why=Reason("Tells one moment in months, and only that somebody changed a part then.", "数月才有一个时刻，只说明当时有人更换了部件。"), cat="diagnostic", zh="上次更换", en="Last changed", hazards=(Hazard.HEALTH,))] = None
    kind: Annotated[ConsumableMonitoringKind | None, P("", "r", sens=Sens.PUBLIC, why=reasons.MODEL_FACT, cat="device-state", zh="耗材类型", en="Kind")] = None
    ratedLife: Annotated[int | None, Field(ge=0, le=100000), P("h", "r", step=1, sens=Sens.PUBLIC, why=reasons.MODEL_FACT, cat="diagnostic", zh="额定寿命", en="Rated life", since="1.1")] = None
    alertAfter: Annotated[int | None, Field(ge=0, le=100000), P("h", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="diagnostic", zh="提醒间隔", en="Alert after", hazards=SAFE, about=("Hours of use after which it asks to be cleaned or replaced.", "使用达到该时长后提醒清洁或更换。"), since="1.1")] = None
    volumeLeft: Annotated[float | None, Field(ge=0, le=1000000), P("L", step=0.1, sens=Sens.BEHAVIOUR, cat="diagnostic", zh="剩余净水量", en="Volume left", about=("How much water the filter will still clean.", "滤芯还能净化的水量。"), since="1.1")] = None
    replacementProducts: Annotated[list[ConsumableMonitoringReplacementProduct] | None, Field(max_length=8), P("", "r", sens=Sens.PUBLIC, why=reasons.MODEL_FACT, cat="diagnostic", zh="可用替换件", en="Replacement products", since="1.1")] = None
    remainingVolume: Annotated[float | None, Field(ge=0, le=1000000), P("mL", step=1, sens=Sens.BEHAVIOUR, cat="diagnostic", zh="剩余量", en="Remaining volume", about=("What is left in the tank.", "容器内的剩余量。"), since="1.1")] = None
    capacityVolume: Annotated[float | None, Field(ge=0, le=1000000), P("mL", "r", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="diagnostic", zh="满量", en="Capacity", about=("What the tank held when it was filled.", "加满时的量。"), since="1.1")] = None
    doseVolume: Annotated[float | None, Field(ge=0, le=10000), P("mL", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="diagnostic", zh="单次用量", en="Dose", hazards=SAFE, since="1.1")] = None
    lowThreshold: Annotated[float | None, Field(ge=0, le=1000000), P("mL", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="diagnostic", zh="不足提醒阈值", en="Low threshold", hazards=SAFE, since="1.1")] = None
    lowAlarmEnabled: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="diagnostic", zh="不足提醒", en="Low alarm enabled", hazards=SAFE, since="1.1")] = None
    remainingMass: Annotated[float | None, Field(ge=0, le=1000000), P("g", step=1, sens=Sens.BEHAVIOUR, cat="diagnostic", zh="剩余重量", en="Remaining mass", about=("What a scale under the stock weighs.", "存放处的秤所称的重量。"), since="1.1")] = None
    maintenance: Annotated[list[ConsumableMonitoringMaintenance] | None, P("", "r", sens=Sens.PUBLIC, why=reasons.MODEL_FACT, cat="diagnostic", zh="保养方式", en="Maintenance", since="1.1")] = None
    product: Annotated[str | None, Field(max_length=64), P(sens=Sens.HOUSEHOLD, why=reasons.WEAR, cat="diagnostic", zh="耗材种类", en="Product", about=("What is in it: liquid or powder, and the like.", "所装的种类，例如液体或粉末。"), since="1.1")] = None
    serialNumber: Annotated[str | None, Field(max_length=64), P("", "r", sens=Sens.PERSONAL, cat="identity", zh="耗材序列号", en="Serial number of the consumable", since="1.1")] = None
    tagId: Annotated[str | None, Field(max_length=64), P("", "r", sens=Sens.PERSONAL, cat="identity", zh="耗材标签号", en="Tag of the consumable", about=("What the radio tag in the filter or cartridge says of itself.", "滤芯或耗材内射频标签的编号。"), since="1.1")] = None
    partNumber: Annotated[str | None, Field(max_length=64), P("", "r", sens=Sens.PUBLIC, why=reasons.MODEL_FACT, cat="diagnostic", zh="耗材型号", en="Part number of the consumable", since="1.1")] = None
    manufacturer: Annotated[str | None, Field(max_length=64), P("", "r", sens=Sens.PUBLIC, why=reasons.MODEL_FACT, cat="diagnostic", zh="耗材厂家", en="Maker of the consumable", since="1.1")] = None
