"""Cooking, cooling and washing up."""

# One property a line, so that the file reads as the table it is.
# fmt: off

from typing import Annotated, Any

from pydantic import Field

from schemas.capability import SAFE, Arg, Capability, Choice, Cmd, Ev, P, Sens
from schemas.vocabulary import Hazard


class TemperatureControl(Capability):
    """Set-point of a cabinet, cavity, kettle or wash."""

    ID, ZH, GROUP = "temperatureControl", "温度设定", "kitchen"
    COMMANDS = (
        Cmd("setTemperature", "设定温度", "Set temperature", args=(Arg("targetTemperature", float, "Cel", ge=-40, le=300, zh="目标温度"),), hazards=(Hazard.HEAT,)),
    )

    temperatureSetpoint: Annotated[float | None, Field(ge=-40, le=350), P("Cel", "rwn", step=0.5, sens=Sens.BEHAVIOUR, cat="device-state", zh="设定温度", en="Temperature setpoint", hazards=(Hazard.HEAT,))] = None
    minTemperature: Annotated[float | None, Field(ge=-40, le=350), P("Cel", "r", step=0.5, sens=Sens.PUBLIC, cat="device-state", zh="最低温度", en="Min temperature")] = None
    maxTemperature: Annotated[float | None, Field(ge=-40, le=350), P("Cel", "r", step=0.5, sens=Sens.PUBLIC, cat="device-state", zh="最高温度", en="Max temperature")] = None
    selectedTemperatureLevel: Annotated[int | None, Field(ge=0, le=31), P("", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="温度档位", en="Selected temperature level", hazards=(Hazard.HEAT,))] = None
    supportedTemperatureLevels: Annotated[list[Any] | None, Field(max_length=256), P("", "r", sens=Sens.PUBLIC, cat="device-state", zh="温度档位表", en="Supported temperature levels")] = None


class CookSurfaceResidualHeat(Choice):
    """Residual heat."""

    NONE = "none"
    WARM = "warm"
    HOT = "hot"


class CookSurface(Capability):
    """Hob zone: induction, ceramic or gas."""

    ID, ZH, GROUP = "cookSurface", "灶面", "kitchen"
    COMMANDS = (
        Cmd("off", "关火", "Off", hazards=SAFE),
    )
    EVENTS = (
        Ev("panRemoved", "锅具移开", "Pan removed", sens=Sens.BEHAVIOUR, cat="device-state"),
        Ev("boilDry", "干烧", "Boil dry", sens=Sens.BEHAVIOUR, cat="device-state"),
        Ev("flameOut", "意外熄火", "Flame out", sens=Sens.BEHAVIOUR, cat="device-state"),
    )

    on: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="加热中", en="On")] = None
    heatLevel: Annotated[int | None, Field(ge=0, le=15), P("", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="火力", en="Heat level", hazards=(Hazard.HEAT, Hazard.GAS))] = None
    heatLevelPercent: Annotated[int | None, Field(ge=0, le=100), P("%", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="火力百分比", en="Heat level percent")] = None
    surfaceTemperature: Annotated[float | None, Field(ge=0, le=400), P("Cel", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="面板温度", en="Surface temperature")] = None
    residualHeat: Annotated[CookSurfaceResidualHeat | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="余热", en="Residual heat")] = None
    panDetected: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="检测到锅具", en="Pan on the zone")] = None
    timeLeft: Annotated[int | None, Field(ge=0, le=86400), P("s", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="剩余时间", en="Time left", hazards=(Hazard.HEAT, Hazard.GAS))] = None
    flameFailure: Annotated[bool | None, P(sens=Sens.HOUSEHOLD, cat="diagnostic", zh="熄火保护", en="Flame failure")] = None


class RangeHood(Capability):
    """Range hood extras beyond the fan."""

    ID, ZH, GROUP = "rangeHood", "油烟机", "kitchen"

    hoodLight: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="照明", en="Hood light", hazards=SAFE)] = None
    delayedOff: Annotated[int | None, Field(ge=0, le=3600), P("s", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="延时关机", en="Delayed off", hazards=SAFE)] = None
    stoveLinked: Annotated[bool | None, P("", "rwn", sens=Sens.HOUSEHOLD, cat="device-state", zh="烟灶联动", en="Linked to the stove", hazards=(Hazard.SERVICE_INTERRUPTION,))] = None
    leftStoveOn: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="左灶开启", en="Left stove on")] = None
    rightStoveOn: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="右灶开启", en="Right stove on")] = None
    gestureControl: Annotated[bool | None, P("", "rwn", sens=Sens.HOUSEHOLD, cat="device-state", zh="手势控制", en="Gesture control", hazards=SAFE)] = None
    airPatrol: Annotated[bool | None, P("", "rwn", sens=Sens.HOUSEHOLD, cat="device-state", zh="巡航增压", en="Air patrol", hazards=SAFE)] = None
    cleanReminder: Annotated[bool | None, P(sens=Sens.HOUSEHOLD, cat="diagnostic", zh="清洗提醒", en="Clean reminder")] = None


class OvenControlOvenMode(Choice):
    """Oven mode."""

    AUTO = "auto"
    BAKE = "bake"
    CONVECTION = "convection"
    GRILL = "grill"
    ROAST = "roast"
    CLEAN = "clean"
    CONVECTION_BAKE = "convectionBake"
    CONVECTION_ROAST = "convectionRoast"
    WARMING = "warming"
    PROOFING = "proofing"
    STEAM = "steam"
    AIR_FRY = "airFry"
    AIR_SOUS_VIDE = "airSousVide"
    FROZEN_FOOD = "frozenFood"
    NORMAL = "normal"
    DEFROST = "defrost"


class OvenControl(Capability):
    """Cooking cavity."""

    ID, ZH, GROUP = "ovenControl", "烤箱/微波炉/蒸箱", "kitchen"
    COMMANDS = (
        Cmd("setCookingParameters", "设置烹饪", "Set cooking parameters", args=(Arg("ovenMode", OvenControlOvenMode, required=False, zh="烹饪模式"), Arg("cookTime", int, "s", ge=0, le=86400, required=False, zh="烹饪时间"), Arg("temperature", float, "Cel", ge=20, le=300, required=False, zh="温度")), hazards=(Hazard.HEAT,)),
        Cmd("addMoreTime", "加时", "Add more time", args=(Arg("time", int, "s", ge=1, le=86400, zh="时长"),), hazards=(Hazard.HEAT,)),
    )

    ovenMode: Annotated[OvenControlOvenMode | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="烹饪模式", en="Oven mode", hazards=(Hazard.HEAT,))] = None
    cookTime: Annotated[int | None, Field(ge=1, le=86400), P("s", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="烹饪时间", en="Cook time", hazards=(Hazard.HEAT,))] = None
    powerSetting: Annotated[int | None, Field(ge=0, le=100), P("%", "rwn", step=10, sens=Sens.BEHAVIOUR, cat="device-state", zh="微波火力", en="Power setting", hazards=(Hazard.HEAT,))] = None
    cavityTemperature: Annotated[float | None, Field(ge=0, le=350), P("Cel", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="腔体温度", en="Cavity temperature")] = None
    preheated: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="预热完成", en="Preheated")] = None
    doorOpen: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="门打开", en="Door open")] = None
    cavityLight: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="炉灯", en="Cavity light", hazards=SAFE)] = None
    coreTemperature: Annotated[float | None, Field(ge=0, le=120), P("Cel", step=0.1, sens=Sens.BEHAVIOUR, cat="device-state", zh="食物芯温", en="Core temperature")] = None


class CookingProgramStatus(Choice):
    """Status."""

    IDLE = "idle"
    SCHEDULED = "scheduled"
    PREHEATING = "preheating"
    COOKING = "cooking"
    PAUSED = "paused"
    KEEP_WARM = "keepWarm"
    FINISHED = "finished"
    ERROR = "error"


class CookingProgram(Capability):
    """Rice cooker, pressure cooker, air fryer, kettle, coffee."""

    ID, ZH, GROUP = "cookingProgram", "烹饪程序", "kitchen"
    COMMANDS = (
        Cmd("startCook", "开始烹饪", "Start cook", args=(Arg("program", str, max_length=64, required=False, zh="程序"), Arg("targetTemperature", float, "Cel", ge=20, le=300, required=False, zh="目标温度")), hazards=(Hazard.HEAT,)),
        Cmd("cancelCooking", "取消烹饪", "Cancel cooking", hazards=SAFE),
    )
    EVENTS = (
        Ev("cookingFinished", "烹饪完成", "Cooking finished", sens=Sens.BEHAVIOUR, cat="device-state"),
    )

    program: Annotated[str | None, Field(max_length=64), P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="程序", en="Program", hazards=(Hazard.HEAT,))] = None
    status: Annotated[CookingProgramStatus | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="状态", en="Status")] = None
    targetTemperature: Annotated[float | None, Field(ge=0, le=300), P("Cel", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="目标温度", en="Target temperature", hazards=(Hazard.HEAT,))] = None
    currentTemperature: Annotated[float | None, Field(ge=0, le=300), P("Cel", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="当前温度", en="Current temperature")] = None
    timeLeft: Annotated[int | None, Field(ge=0, le=172800), P("s", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="剩余时间", en="Time left")] = None
    keepWarm: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="保温", en="Keep warm", hazards=(Hazard.HEAT,))] = None
    pressure: Annotated[float | None, Field(ge=0, le=200), P("kPa", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="锅内压力", en="Pressure")] = None
    portion: Annotated[float | None, Field(ge=0, le=20), P("{count}", "rw", step=0.5, sens=Sens.BEHAVIOUR, cat="device-state", zh="份量", en="Portion", hazards=(Hazard.HEAT,))] = None
    waterLevelLow: Annotated[bool | None, P(sens=Sens.HOUSEHOLD, cat="device-state", zh="缺水", en="Water level low")] = None
    lidOpen: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="盖子打开", en="Lid open")] = None


class RefrigeratorControlMode(Choice):
    """Mode."""

    AUTO = "auto"
    NORMAL = "normal"
    RAPID_COOL = "rapidCool"
    RAPID_FREEZE = "rapidFreeze"
    VACATION = "vacation"
    ECO = "eco"
    SMART = "smart"


class RefrigeratorControl(Capability):
    """Refrigerator functions."""

    ID, ZH, GROUP = "refrigeratorControl", "冰箱", "kitchen"
    EVENTS = (
        Ev("doorAlarm", "开门报警", "Door alarm", sens=Sens.BEHAVIOUR, cat="device-state"),
    )

    mode: Annotated[RefrigeratorControlMode | None, P("", "rwn", sens=Sens.PERSONAL, cat="device-state", zh="模式", en="Mode", hazards=(Hazard.HEALTH,))] = None
    rapidCool: Annotated[bool | None, P("", "rwn", sens=Sens.HOUSEHOLD, cat="device-state", zh="速冷", en="Rapid cool", hazards=SAFE)] = None
    rapidFreeze: Annotated[bool | None, P("", "rwn", sens=Sens.HOUSEHOLD, cat="device-state", zh="速冻", en="Rapid freeze", hazards=SAFE)] = None
    doorOpenAlarm: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="门未关报警", en="Door open alarm")] = None
    iceMaker: Annotated[bool | None, P("", "rwn", sens=Sens.HOUSEHOLD, cat="device-state", zh="制冰", en="Ice maker", hazards=SAFE)] = None
    defrosting: Annotated[bool | None, P(sens=Sens.HOUSEHOLD, cat="device-state", zh="化霜中", en="Defrosting")] = None
    deodorization: Annotated[bool | None, P("", "rwn", sens=Sens.HOUSEHOLD, cat="device-state", zh="除味", en="Deodorization", hazards=SAFE)] = None
    foodItems: Annotated[list[Any] | None, Field(max_length=256), P(sens=Sens.PERSONAL, cat="device-state", zh="食材清单", en="Food items")] = None


class DishwasherControlProgram(Choice):
    """Program."""

    AUTO = "auto"
    QUICK = "quick"
    QUIET = "quiet"
    NORMAL = "normal"
    HEAVY = "heavy"
    LIGHT = "light"
    ECO = "eco"
    INTENSIVE = "intensive"
    RINSE = "rinse"
    GLASS = "glass"
    CUSTOM = "custom"


class DishwasherControlAlarms(Choice):
    """Alarms."""

    INFLOW_ERROR = "inflowError"
    DRAIN_ERROR = "drainError"
    DOOR_ERROR = "doorError"
    TEMP_TOO_LOW = "tempTooLow"
    TEMP_TOO_HIGH = "tempTooHigh"
    WATER_LEVEL_ERROR = "waterLevelError"


class DishwasherControlDryingLevel(Choice):
    """Drying level."""

    OFF = "off"
    NORMAL = "normal"
    EXTRA = "extra"


class DishwasherControl(Capability):
    """Dishwasher program and alarms."""

    ID, ZH, GROUP = "dishwasherControl", "洗碗机", "kitchen"
    EVENTS = (
        Ev("alarm", "告警", "Alarm", sens=Sens.HOUSEHOLD, cat="device-state"),
    )

    program: Annotated[DishwasherControlProgram | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="程序", en="Program", hazards=(Hazard.HEAT, Hazard.WATER))] = None
    alarms: Annotated[list[DishwasherControlAlarms] | None, P(sens=Sens.HOUSEHOLD, cat="diagnostic", zh="告警", en="Alarms")] = None
    saltLow: Annotated[bool | None, P(sens=Sens.HOUSEHOLD, cat="diagnostic", zh="缺盐", en="Salt low")] = None
    rinseAidLow: Annotated[bool | None, P(sens=Sens.HOUSEHOLD, cat="diagnostic", zh="缺亮碟剂", en="Rinse aid low")] = None
    dryingLevel: Annotated[DishwasherControlDryingLevel | None, P("", "rwn", sens=Sens.HOUSEHOLD, cat="device-state", zh="烘干", en="Drying level", hazards=SAFE)] = None
    storageMode: Annotated[bool | None, P("", "rwn", sens=Sens.HOUSEHOLD, cat="device-state", zh="储存保洁", en="Storage mode", hazards=SAFE)] = None
    doorOpen: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="门打开", en="Door open")] = None
