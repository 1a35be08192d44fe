"""Cooking, cooling and washing up."""

# One property a line, so that the file reads as the table it is.
# fmt: off

from typing import Annotated

from pydantic import Field

from schemas import reasons
from schemas.capability import SAFE, Arg, Capability, Choice, Cmd, Ev, F, P, Record, Sens, Timestamp
from schemas.reasons import Reason
from schemas.vocabulary import Hazard

_CONSUMABLE = Reason(
    "Runs out over weeks and is topped up now and then; a single day does not show in it.",
    "以周为单位消耗，偶尔补充，看不出某一天的情况。",
)


class TemperatureControl(Capability):
    """Sets the temperature of a cabinet, cavity, kettle or wash."""

    ID, ZH, GROUP = "temperatureControl", "温度设定", "kitchen"
    ABOUT_ZH = "设定冷藏室、炉腔、水壶或洗涤的温度。"
    VERSION = "1.1"
    COMMANDS = (
        Cmd("setTemperature", "设定温度", "Set temperature", args=(Arg("targetTemperature", float, "Cel", ge=-90, le=600, required=False, zh="目标温度"), Arg("targetTemperatureLevel", int, ge=0, le=31, required=False, zh="目标档位")), hazards=(Hazard.HEAT, Hazard.HEALTH), outcome=("temperatureSetpoint", "selectedTemperatureLevel"), about=("Exactly one of the two.", "两个参数只给其一。")),
    )

    temperatureSetpoint: Annotated[float | None, Field(ge=-90, le=600), P("Cel", "rwn", step=0.5, sens=Sens.BEHAVIOUR, cat="device-state", zh="设定温度", en="Temperature setpoint", hazards=(Hazard.HEAT, Hazard.HEALTH), about=("Too warm a fridge spoils food.", "冷藏温度过高会使食物变质。"))] = None
    minTemperature: Annotated[float | None, Field(ge=-90, le=600), P("Cel", "r", step=0.5, sens=Sens.PUBLIC, why=reasons.RANGE, cat="device-state", zh="最低可设温度", en="Lowest setpoint")] = None
    maxTemperature: Annotated[float | None, Field(ge=-90, le=600), P("Cel", "r", step=0.5, sens=Sens.PUBLIC, why=reasons.RANGE, cat="device-state", zh="最高可设温度", en="Highest setpoint")] = None
    temperatureStep: Annotated[float | None, Field(ge=0.01, le=100), P("Cel", "r", step=0.01, sens=Sens.PUBLIC, why=reasons.RANGE, cat="device-state", zh="温度步进", en="Step of the setpoint", since="1.1")] = None
    selectedTemperatureLevel: Annotated[int | None, Field(ge=0, le=31), P("", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="温度档位", en="Selected temperature level", hazards=(Hazard.HEAT, Hazard.HEALTH), about=("Place in the supported levels, from 0.", "在温度档位表中的序号，从 0 起。"))] = None
    supportedTemperatureLevels: Annotated[list[Annotated[str, Field(max_length=64)]] | None, Field(max_length=256), P("", "r", sens=Sens.PUBLIC, why=reasons.MODEL_FACT, cat="device-state", zh="温度档位表", en="Supported temperature levels")] = None
    overTemperature: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="diagnostic", zh="超温报警", en="Too warm", since="1.1")] = None
    underTemperature: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="diagnostic", zh="低温报警", en="Too cold", since="1.1")] = None
    overTemperatureThreshold: Annotated[float | None, Field(ge=-90, le=600), P("Cel", "rw", step=0.1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="超温报警阈值", en="Too warm above", hazards=(Hazard.HEALTH,), since="1.1")] = None
    underTemperatureThreshold: Annotated[float | None, Field(ge=-90, le=600), P("Cel", "rw", step=0.1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="低温报警阈值", en="Too cold below", hazards=(Hazard.HEALTH,), since="1.1")] = None


class CookSurfaceHeatingMode(Choice):
    """How a hob heats when nobody sets the level by hand."""

    MANUAL = "manual", "手动"
    BOOST = "boost", "增强"
    KEEP_WARM = "keepWarm", "保温"
    QUICK_PREHEAT = "quickPreheat", "快速预热"
    DEFROST = "defrost", "解冻"
    MELT = "melt", "融化"
    SIMMER = "simmer", "小火慢炖"


class CookSurfaceResidualHeat(Choice):
    """How hot a zone still is after it was switched off."""

    NONE = "none", "无"
    WARM = "warm", "温热"
    HOT = "hot", "烫"


class CookSurface(Capability):
    """Heats one zone of a hob: induction, ceramic or gas."""

    ID, ZH, GROUP = "cookSurface", "灶面", "kitchen"
    ABOUT_ZH = "控制电磁、电陶或燃气灶的一个灶头。"
    VERSION = "1.1"
    COMMANDS = (
        Cmd("off", "关火", "Off", hazards=SAFE, outcome=("on", "heatLevel")),
        Cmd("setHeat", "设定火力", "Set heat", args=(Arg("heatLevel", int, ge=0, le=20, zh="火力"), Arg("time", int, "s", ge=1, le=86400, required=False, zh="时长")), hazards=(Hazard.HEAT, Hazard.GAS), actuates=True, outcome=("heatLevel", "on"), since="1.1"),
    )
    EVENTS = (
        Ev("panRemoved", "锅具移开", "Pan removed", sens=Sens.BEHAVIOUR, cat="device-state"),
        Ev("boilDry", "干烧", "Boil dry", sens=Sens.BEHAVIOUR, cat="device-state"),
        Ev("flameOut", "意外熄火", "Flame out", sens=Sens.BEHAVIOUR, cat="device-state"),
        Ev("timerElapsed", "定时结束", "Timer elapsed", sens=Sens.BEHAVIOUR, cat="device-state", since="1.1"),
    )

    on: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="加热中", en="On")] = None
    heatLevel: Annotated[int | None, Field(ge=0, le=20), P("", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="火力", en="Heat level", hazards=(Hazard.HEAT, Hazard.GAS), actuates=True, about=("0 is off.", "0 为关闭。"))] = None
    heatLevelPercent: Annotated[int | None, Field(ge=0, le=100), P("%", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="火力百分比", en="Heat level percent")] = None
    power: Annotated[int | None, Field(ge=0, le=10000), P("W", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="energy", zh="加热功率", en="Heating power", hazards=(Hazard.HEAT,), actuates=True, since="1.1")] = None
    boost: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="爆炒/增强", en="Boost", hazards=(Hazard.HEAT, Hazard.GAS), actuates=True, since="1.1")] = None
    heatingMode: Annotated[CookSurfaceHeatingMode | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="加热模式", en="Heating mode", hazards=(Hazard.HEAT, Hazard.GAS), actuates=True, since="1.1")] = None
    targetTemperature: Annotated[float | None, Field(ge=20, le=300), P("Cel", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="目标温度", en="Target temperature", hazards=(Hazard.HEAT, Hazard.GAS), actuates=True, since="1.1")] = None
    surfaceTemperature: Annotated[float | None, Field(ge=0, le=600), P("Cel", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="面板温度", en="Surface temperature")] = None
    panTemperature: Annotated[float | None, Field(ge=0, le=400), P("Cel", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="锅底温度", en="Pan temperature", since="1.1")] = None
    residualHeat: Annotated[CookSurfaceResidualHeat | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="余热", en="Residual heat")] = None
    panDetected: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="检测到锅具", en="Pan on the zone")] = None
    timeLeft: Annotated[int | None, Field(ge=0, le=86400), P("s", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="剩余时间", en="Time left", hazards=(Hazard.HEAT, Hazard.GAS), about=("The zone switches itself off when it reaches 0.", "到 0 时自动关火。"))] = None
    flameFailure: Annotated[bool | None, P(sens=Sens.HOUSEHOLD, why=reasons.ALARM, cat="diagnostic", zh="熄火保护动作", en="Flame failure")] = None
    boilDryProtection: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="防干烧", en="Boil-dry protection", hazards=(Hazard.HEAT, Hazard.GAS), since="1.1")] = None


class RangeHood(Capability):
    """What a range hood does beyond moving air."""

    ID, ZH, GROUP = "rangeHood", "油烟机", "kitchen"
    ABOUT_ZH = "油烟机在排风之外的功能。"
    VERSION = "1.1"

    hoodLight: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="照明", en="Hood light", hazards=SAFE)] = None
    hoodLightLevel: Annotated[int | None, Field(ge=0, le=100), P("%", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="照明亮度", en="Hood light level", hazards=SAFE, since="1.1")] = None
    delayedOff: Annotated[int | None, Field(ge=0, le=3600), P("s", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="延时关机", en="Delayed off", hazards=SAFE, about=("How long it runs on after it was told to stop.", "收到关机指令后继续运转的时间。"))] = None
    stoveLinked: Annotated[bool | None, P("", "rwn", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="烟灶联动", en="Linked to the stove", hazards=(Hazard.SERVICE_INTERRUPTION, Hazard.HEALTH), about=("The hood starts with the stove; without it fumes of a gas flame may stay in the room.", "开灶即开烟机；关闭后燃气废气可能滞留室内。"))] = None
    leftStoveOn: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="左灶开启", en="Left stove on")] = None
    rightStoveOn: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="右灶开启", en="Right stove on")] = None
    gestureControl: Annotated[bool | None, P("", "rwn", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="手势控制", en="Gesture control", hazards=SAFE)] = None
    airPatrol: Annotated[bool | None, P("", "rwn", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="空气巡检", en="Air patrol", hazards=SAFE, about=("It starts by itself when it senses fumes.", "感知油烟时自动启动。"))] = None
    cleanReminder: Annotated[bool | None, P(sens=Sens.HOUSEHOLD, why=reasons.WEAR, cat="diagnostic", zh="清洗提醒", en="Cleaning due")] = None
    oilCupFull: Annotated[bool | None, P(sens=Sens.HOUSEHOLD, why=reasons.WEAR, cat="diagnostic", zh="油杯已满", en="Oil cup full", since="1.1")] = None
    panelRaised: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="翻板打开", en="Panel open", hazards=(Hazard.MOTION,), since="1.1")] = None
    smokeLevel: Annotated[int | None, Field(ge=0, le=100), P("%", step=1, sens=Sens.BEHAVIOUR, cat="environment", zh="油烟浓度", en="Fume level", since="1.1")] = None


class OvenControlOvenMode(Choice):
    """How an oven, steamer or microwave cooks."""

    AUTO = "auto", "自动", "Automatic"
    BAKE = "bake", "烘焙"
    CONVECTION = "convection", "热风"
    GRILL = "grill", "烧烤"
    ROAST = "roast", "烘烤"
    CLEAN = "clean", "自清洁", "Self-cleaning"
    CONVECTION_BAKE = "convectionBake", "热风烘焙"
    CONVECTION_ROAST = "convectionRoast", "热风烘烤"
    WARMING = "warming", "保温", "Keep warm"
    PROOFING = "proofing", "发酵"
    STEAM = "steam", "蒸"
    AIR_FRY = "airFry", "空气炸"
    AIR_SOUS_VIDE = "airSousVide", "空气低温慢煮", "Air sous vide"
    FROZEN_FOOD = "frozenFood", "速冻食品"
    NORMAL = "normal", "普通"
    DEFROST = "defrost", "解冻"
    STEAM_BAKE = "steamBake", "蒸烤"
    STEAM_CLEAN = "steamClean", "蒸汽清洁", "Steam cleaning"
    MICROWAVE = "microwave", "微波"
    MICROWAVE_GRILL = "microwaveGrill", "微波烧烤"
    MICROWAVE_CONVECTION = "microwaveConvection", "微波热风"
    PIZZA = "pizza", "披萨"
    SLOW_COOK = "slowCook", "慢炖"
    DEHYDRATE = "dehydrate", "果干"
    REHEAT = "reheat", "再加热"
    PREHEAT = "preheat", "预热"
    STERILIZE = "sterilize", "消毒"
    DESCALE = "descale", "除垢"


class OvenPhase(Choice):
    """What an oven is doing within its program."""

    IDLE = "idle", "待机"
    PREHEATING = "preheating", "预热中"
    COOKING = "cooking", "烹饪中"
    PAUSED = "paused", "已暂停"
    FINISHED = "finished", "已完成"
    COOLING = "cooling", "冷却中"
    CLEANING = "cleaning", "清洁中"
    DRAINING = "draining", "排水中"
    RINSING = "rinsing", "冲洗中"


class OvenControl(Capability):
    """Cooks in a cavity: oven, steam oven or microwave."""

    ID, ZH, GROUP = "ovenControl", "烤箱/微波炉/蒸箱", "kitchen"
    ABOUT_ZH = "控制烤箱、蒸箱或微波炉的炉腔。"
    VERSION = "1.1"
    COMMANDS = (
        Cmd("setCookingParameters", "设置烹饪", "Set cooking parameters", args=(Arg("ovenMode", OvenControlOvenMode, required=False, zh="烹饪模式"), Arg("cookTime", int, "s", ge=1, le=86400, required=False, zh="烹饪时间"), Arg("temperature", float, "Cel", ge=20, le=600, required=False, zh="温度"), Arg("powerSetting", int, "%", ge=0, le=100, required=False, zh="微波火力"), Arg("startAfterSetting", bool, required=False, zh="设置后立即启动", en="Start at once")), hazards=(Hazard.HEAT,), actuates=True, outcome=("ovenMode", "cookTime", "powerSetting")),
        Cmd("addMoreTime", "加时", "Add more time", args=(Arg("time", int, "s", ge=1, le=86400, zh="时长"),), hazards=(Hazard.HEAT,), actuates=True, outcome=("cookTime",)),
    )
    EVENTS = (
        Ev("preheatFinished", "预热完成", "Preheat finished", sens=Sens.BEHAVIOUR, cat="device-state", since="1.1"),
        Ev("cookingFinished", "烹饪完成", "Cooking finished", sens=Sens.BEHAVIOUR, cat="device-state", since="1.1"),
    )

    ovenMode: Annotated[OvenControlOvenMode | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="烹饪模式", en="Oven mode", hazards=(Hazard.HEAT,), actuates=True)] = None
    cookTime: Annotated[int | None, Field(ge=1, le=86400), P("s", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="烹饪时间", en="Cook time", hazards=(Hazard.HEAT,), actuates=True)] = None
    maxCookTime: Annotated[int | None, Field(ge=1, le=86400), P("s", "r", step=1, sens=Sens.PUBLIC, why=reasons.RANGE, cat="device-state", zh="最长烹饪时间", en="Longest cook time", since="1.1")] = None
    timeLeft: Annotated[int | None, Field(ge=0, le=86400), P("s", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="剩余时间", en="Time left", since="1.1")] = None
    powerSetting: Annotated[int | None, Field(ge=0, le=100), P("%", "rwn", step=10, sens=Sens.BEHAVIOUR, cat="device-state", zh="微波火力", en="Power setting", hazards=(Hazard.HEAT,), actuates=True)] = None
    selectedWatts: Annotated[int | None, Field(ge=0, le=10000), P("W", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="微波功率", en="Selected microwave power", hazards=(Hazard.HEAT,), actuates=True, since="1.1")] = None
    supportedWatts: Annotated[list[Annotated[int, Field(ge=0, le=10000)]] | None, Field(max_length=32), P("W", "r", sens=Sens.PUBLIC, why=reasons.MODEL_FACT, cat="device-state", zh="可选微波功率", en="Microwave powers to choose from", since="1.1")] = None
    wattRating: Annotated[int | None, Field(ge=0, le=10000), P("W", "r", step=1, sens=Sens.PUBLIC, why=reasons.MODEL_FACT, cat="device-state", zh="微波额定输出功率", en="Rated microwave output", since="1.1")] = None
    cavityTemperature: Annotated[float | None, Field(ge=-40, le=600), P("Cel", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="腔体温度", en="Cavity temperature")] = None
    preheated: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="预热完成", en="Preheated")] = None
    preheat: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="预热", en="Preheat first", hazards=(Hazard.HEAT,), actuates=True, since="1.1")] = None
    doorOpen: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="门打开", en="Door open")] = None
    doorLocked: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="门已锁", en="Door locked", since="1.1")] = None
    cavityLight: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="炉灯", en="Cavity light", hazards=SAFE)] = None
    turntable: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="转盘/旋转烤叉", en="Turntable or spit", hazards=(Hazard.MOTION,), since="1.1")] = None
    coreTemperature: Annotated[float | None, Field(ge=-40, le=150), P("Cel", step=0.1, sens=Sens.BEHAVIOUR, cat="device-state", zh="食物芯温", en="Core temperature")] = None
    steamLevel: Annotated[int | None, Field(ge=0, le=100), P("%", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="蒸汽量", en="Steam level", hazards=(Hazard.HEAT,), since="1.1")] = None
    waterTankEmpty: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="水箱缺水", en="Water tank empty", since="1.1")] = None
    phase: Annotated[OvenPhase | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="烹饪阶段", en="Phase", since="1.1")] = None
    coreTemperatureSetpoint: Annotated[float | None, Field(ge=0, le=150), P("Cel", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="目标芯温", en="Core temperature setpoint", hazards=(Hazard.HEAT, Hazard.HEALTH), about=("Cooking ends when the probe reaches it; meat taken out too cool can make ill.", "探针达到该温度时结束烹饪；过低时肉类可能未熟。"), since="1.1")] = None
    probeConnected: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="探针已插入", en="Probe connected", since="1.1")] = None


class CookingProgramStatus(Choice):
    """How far a cooking program is."""

    IDLE = "idle", "空闲"
    SCHEDULED = "scheduled", "预约中"
    PREHEATING = "preheating", "预热中"
    COOKING = "cooking", "烹饪中"
    PAUSED = "paused", "暂停"
    KEEP_WARM = "keepWarm", "保温中", "Keeping warm"
    FINISHED = "finished", "已完成"
    ERROR = "error", "故障"


class CookingProgramTexture(Choice):
    """How soft or how strong the result shall be."""

    SOFT = "soft", "软"
    NORMAL = "normal", "适中"
    FIRM = "firm", "硬"


class CookingProgram(Capability):
    """Runs a program of a rice or pressure cooker, air fryer, kettle, coffee machine or blender."""

    ID, ZH, GROUP = "cookingProgram", "烹饪程序", "kitchen"
    ABOUT_ZH = "运行电饭煲、压力锅、空气炸锅、水壶、咖啡机或破壁机的程序。"
    VERSION = "1.1"
    COMMANDS = (
        Cmd("startCook", "开始烹饪", "Start cooking", args=(Arg("program", str, max_length=64, required=False, zh="程序"), Arg("targetTemperature", float, "Cel", ge=0, le=300, required=False, zh="目标温度"), Arg("time", int, "s", ge=1, le=172800, required=False, zh="时长"), Arg("portion", float, "{count}", ge=0, le=20, required=False, zh="份量")), hazards=(Hazard.HEAT,), actuates=True, outcome=("status",)),
        Cmd("pause", "暂停", "Pause", hazards=SAFE, outcome=("status",), since="1.1"),
        Cmd("resume", "继续", "Resume", hazards=(Hazard.HEAT,), actuates=True, outcome=("status",), since="1.1"),
        Cmd("cancelCooking", "取消烹饪", "Cancel cooking", hazards=SAFE, outcome=("status",)),
    )
    EVENTS = (
        Ev("cookingFinished", "烹饪完成", "Cooking finished", sens=Sens.BEHAVIOUR, cat="device-state", fields=(Arg("program", str, max_length=64, required=False, zh="程序"),)),
        Ev("boilDry", "干烧", "Boil dry", sens=Sens.BEHAVIOUR, cat="device-state", since="1.1"),
    )

    program: Annotated[str | None, Field(max_length=64), P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="程序", en="Program", hazards=(Hazard.HEAT,), actuates=True)] = None
    supportedPrograms: Annotated[list[Annotated[str, Field(max_length=64)]] | None, Field(max_length=256), P("", "r", sens=Sens.PERSONAL, cat="device-state", zh="可选程序", en="Supported programs", about=("People add recipes of their own.", "用户可添加自己的食谱。"), since="1.1")] = None
    status: Annotated[CookingProgramStatus | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="状态", en="Status")] = None
    targetTemperature: Annotated[float | None, Field(ge=0, le=300), P("Cel", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="目标温度", en="Target temperature", hazards=(Hazard.HEAT,), actuates=True)] = None
    currentTemperature: Annotated[float | None, Field(ge=0, le=300), P("Cel", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="当前温度", en="Current temperature")] = None
    targetTime: Annotated[int | None, Field(ge=0, le=172800), P("s", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="设定时长", en="Target time", hazards=(Hazard.HEAT,), actuates=True, since="1.1")] = None
    timeLeft: Annotated[int | None, Field(ge=0, le=172800), P("s", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="剩余时间", en="Time left")] = None
    keepWarm: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="保温", en="Keep warm", hazards=(Hazard.HEAT,), actuates=True)] = None
    autoKeepWarm: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="自动保温", en="Keep warm afterwards", hazards=(Hazard.HEAT,), since="1.1")] = None
    keepWarmTime: Annotated[int | None, Field(ge=0, le=172800), P("s", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="保温时长", en="Time kept warm", hazards=(Hazard.HEAT, Hazard.HEALTH), about=("Food kept lukewarm too long spoils.", "温热存放过久食物会变质。"), since="1.1")] = None
    keepWarmTemperature: Annotated[float | None, Field(ge=0, le=100), P("Cel", "rw", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="保温温度", en="Temperature of keeping warm", hazards=(Hazard.HEAT, Hazard.HEALTH), since="1.1")] = None
    pressure: Annotated[float | None, Field(ge=0, le=200), P("kPa", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="锅内压力", en="Pressure", about=("Above that of the room.", "相对于大气压的压力。"))] = None
    portion: Annotated[float | None, Field(ge=0, le=20), P("{count}", "rw", step=0.5, sens=Sens.BEHAVIOUR, cat="device-state", zh="份量", en="Portions", hazards=(Hazard.HEAT,))] = None
    texture: Annotated[CookingProgramTexture | None, P("", "rw", sens=Sens.BEHAVIOUR, cat="device-state", zh="口感", en="Texture", hazards=SAFE, since="1.1")] = None
    speed: Annotated[int | None, Field(ge=0, le=20), P("", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="转速档位", en="Speed level", hazards=(Hazard.MOTION,), actuates=True, about=("Of blades or stirrer; 0 stands still.", "刀头或搅拌器的档位，0 为停止。"), since="1.1")] = None
    waterLevelLow: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="缺水", en="Water level low")] = None
    lidOpen: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="盖子打开", en="Lid open")] = None
    potPresent: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="内胆/壶体在位", en="Pot in place", since="1.1")] = None
    faultCode: Annotated[str | None, Field(max_length=64), P(sens=Sens.BEHAVIOUR, cat="diagnostic", zh="故障码", en="Fault code", about=("Empty where nothing is wrong.", "无故障时为空字符串。"), since="1.1")] = None
    foodWeight: Annotated[float | None, Field(ge=0, le=20000), P("g", "rw", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="食材重量", en="Food weight", hazards=(Hazard.HEAT,), since="1.1")] = None


class RefrigeratorControlMode(Choice):
    """How a refrigerator cools."""

    AUTO = "auto", "自动", "Automatic"
    NORMAL = "normal", "普通"
    RAPID_COOL = "rapidCool", "速冷"
    RAPID_FREEZE = "rapidFreeze", "速冻"
    VACATION = "vacation", "假日"
    ECO = "eco", "节能"
    SMART = "smart", "智能"
    QUIET = "quiet", "静音"


class FoodItem(Record):
    """One piece of food that a refrigerator knows of."""

    name: Annotated[str, Field(max_length=64), F(zh="名称")]
    quantity: Annotated[float | None, Field(ge=0, le=100000), F(zh="数量")] = None
    unit: Annotated[str | None, Field(max_length=16), F(zh="计量单位")] = None
    compartment: Annotated[str | None, Field(max_length=32), F(zh="存放位置")] = None
    storedAt: Annotated[Timestamp | None, F(zh="放入时间")] = None
    expiresAt: Annotated[Timestamp | None, F(zh="到期时间")] = None


class RefrigeratorZoneMode(Choice):
    """What a convertible compartment keeps."""

    FREEZER = "freezer", "冷冻"
    FRIDGE = "fridge", "冷藏"
    SOFT_FREEZE = "softFreeze", "软冷冻"
    MEAT = "meat", "肉类和鱼"
    DELI = "deli", "熟食"
    BEVERAGE = "beverage", "饮料"
    PRODUCE = "produce", "果蔬"
    WINE = "wine", "葡萄酒"


class RefrigeratorControl(Capability):
    """Sets what a refrigerator does beyond its temperatures, and what is in it."""

    ID, ZH, GROUP = "refrigeratorControl", "冰箱", "kitchen"
    ABOUT_ZH = "控制冰箱温度以外的功能，并管理食材。"
    VERSION = "1.1"
    COMMANDS = (
        Cmd("resetDoorAlarm", "解除开门报警", "Reset the door alarm", hazards=(Hazard.HEALTH,), outcome=("doorOpenAlarm",), about=("Silenced with the door open, the food warms up unnoticed.", "门未关时解除报警，食物升温不易被发现。"), since="1.1"),
    )
    EVENTS = (
        Ev("doorAlarm", "开门报警", "Door alarm", sens=Sens.BEHAVIOUR, cat="device-state", fields=(Arg("active", bool, required=False, zh="报警中"),)),
        Ev("foodExpiring", "食材将过期", "Food expiring", sens=Sens.PERSONAL, cat="device-state", fields=(Arg("name", str, max_length=64, zh="名称"),), since="1.1"),
    )

    mode: Annotated[RefrigeratorControlMode | None, P("", "rwn", sens=Sens.PERSONAL, cat="device-state", zh="模式", en="Mode", hazards=(Hazard.HEALTH,), about=("The vacation mode tells that nobody is at home.", "假日模式表明家中无人。"))] = None
    rapidCool: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="速冷", en="Rapid cool", hazards=SAFE)] = None
    rapidFreeze: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="速冻", en="Rapid freeze", hazards=SAFE)] = None
    vacationMode: Annotated[bool | None, P("", "rwn", sens=Sens.PERSONAL, cat="device-state", zh="假日模式", en="Vacation mode", hazards=(Hazard.HEALTH,), since="1.1")] = None
    ecoMode: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="节能模式", en="Eco mode", hazards=(Hazard.HEALTH,), since="1.1")] = None
    doorOpenAlarm: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="门未关报警", en="Door open alarm")] = None
    doorOpen: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="门打开", en="Door open", since="1.1")] = None
    iceMaker: Annotated[bool | None, P("", "rwn", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="制冰", en="Ice maker", hazards=SAFE)] = None
    iceBinFull: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="冰盒已满", en="Ice bin full", since="1.1")] = None
    defrosting: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="化霜中", en="Defrosting", about=("Many start it by how often the door was opened.", "许多机型按开门次数决定化霜。"))] = None
    compressorRunning: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="压缩机运行", en="Compressor running", since="1.1")] = None
    deodorization: Annotated[bool | None, P("", "rwn", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="除味", en="Deodorization", hazards=SAFE)] = None
    sterilization: Annotated[bool | None, P("", "rwn", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="除菌", en="Sterilization", hazards=SAFE, since="1.1")] = None
    foodItems: Annotated[list[FoodItem] | None, Field(max_length=256), P(sens=Sens.PERSONAL, cat="device-state", zh="食材清单", en="Food items")] = None
    zoneMode: Annotated[RefrigeratorZoneMode | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="变温区模式", en="Zone mode", about=("What a convertible compartment is set to keep.", "变温区所设定的存放类型。"), hazards=(Hazard.HEALTH,), since="1.1")] = None


class DishwasherControlProgram(Choice):
    """Which program a dishwasher runs."""

    AUTO = "auto", "自动", "Automatic"
    QUICK = "quick", "快速"
    QUIET = "quiet", "静音"
    NORMAL = "normal", "标准"
    HEAVY = "heavy", "强力"
    LIGHT = "light", "轻柔"
    ECO = "eco", "节能"
    INTENSIVE = "intensive", "强劲"
    RINSE = "rinse", "冲洗"
    GLASS = "glass", "玻璃杯"
    CUSTOM = "custom", "自定义"
    DELICATE = "delicate", "精洗"
    DAILY = "daily", "日常"
    HALF_LOAD = "halfLoad", "半载"
    PRE_WASH = "preWash", "预洗"
    NIGHT = "night", "夜间"
    SANITIZE = "sanitize", "除菌洗"
    BABY_CARE = "babyCare", "母婴洗"
    PLASTIC = "plastic", "塑料餐具"
    FRUIT_AND_VEGETABLES = "fruitAndVegetables", "果蔬洗"
    DRY_ONLY = "dryOnly", "单独烘干"
    SELF_CLEAN = "selfClean", "自清洁"


class DishwasherControlAlarms(Choice):
    """What is wrong with a dishwasher."""

    INFLOW_ERROR = "inflowError", "进水异常"
    DRAIN_ERROR = "drainError", "排水异常"
    DOOR_ERROR = "doorError", "门未关好"
    TEMP_TOO_LOW = "tempTooLow", "水温过低", "Water too cold"
    TEMP_TOO_HIGH = "tempTooHigh", "水温过高", "Water too hot"
    WATER_LEVEL_ERROR = "waterLevelError", "水位异常"
    LEAKAGE = "leakage", "漏水"


class DishwasherControlDryingLevel(Choice):
    """How thoroughly a dishwasher dries."""

    OFF = "off", "关"
    NORMAL = "normal", "标准"
    EXTRA = "extra", "加强"


class DishwasherPhase(Choice):
    """What a dishwasher is doing within its program."""

    NONE = "none", "无"
    PRE_WASH = "preWash", "预洗"
    WASH = "wash", "洗涤"
    RINSE = "rinse", "漂洗"
    DRYING = "drying", "烘干"
    AIR_WASH = "airWash", "通风"
    COOLING = "cooling", "冷却"
    FINISHED = "finished", "已完成"


class DishwasherControl(Capability):
    """Chooses the program of a dishwasher and tells what it lacks."""

    ID, ZH, GROUP = "dishwasherControl", "洗碗机", "kitchen"
    ABOUT_ZH = "选择洗碗机程序，并提示缺料和故障。"
    VERSION = "1.2"
    COMMANDS = (
        Cmd("resetAlarms", "复位告警", "Reset alarms", args=(Arg("alarms", list[DishwasherControlAlarms], required=False, zh="告警"),), hazards=(Hazard.WATER,), outcome=("alarms",), about=("Without a list: all of them. A leak may go on unnoticed.", "不给列表时复位全部；漏水可能因此被忽视。"), since="1.1"),
    )
    EVENTS = (
        Ev("alarm", "告警", "Alarm", sens=Sens.BEHAVIOUR, cat="diagnostic", fields=(Arg("active", list[DishwasherControlAlarms], zh="新出现的告警"), Arg("inactive", list[DishwasherControlAlarms], required=False, zh="已解除的告警"))),
        Ev("cycleFinished", "洗涤完成", "Cycle finished", sens=Sens.BEHAVIOUR, cat="device-state", since="1.1"),
    )

    program: Annotated[DishwasherControlProgram | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="程序", en="Program", hazards=(Hazard.HEAT, Hazard.WATER), actuates=True)] = None
    alarms: Annotated[list[DishwasherControlAlarms] | None, P(sens=Sens.BEHAVIOUR, cat="diagnostic", zh="告警", en="Alarms", about=("They come up while it runs.", "只在运行期间出现。"))] = None
    enabledAlarms: Annotated[list[DishwasherControlAlarms] | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="启用的告警", en="Alarms that are told", hazards=(Hazard.WATER,), since="1.1")] = None
    saltLow: Annotated[bool | None, P(sens=Sens.HOUSEHOLD, why=_CONSUMABLE, cat="diagnostic", zh="缺盐", en="Salt low")] = None
    rinseAidLow: Annotated[bool | None, P(sens=Sens.HOUSEHOLD, why=_CONSUMABLE, cat="diagnostic", zh="缺亮碟剂", en="Rinse aid low")] = None
    detergentLow: Annotated[bool | None, P(sens=Sens.HOUSEHOLD, why=_CONSUMABLE, cat="diagnostic", zh="缺洗涤剂", en="Detergent low", since="1.1")] = None
    dryingLevel: Annotated[DishwasherControlDryingLevel | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="烘干强度", en="Drying level", hazards=(Hazard.HEAT,))] = None
    storageMode: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="储存保洁", en="Storage mode", hazards=SAFE, about=("Airs and sterilises the clean dishes until they are taken out.", "洗后持续通风除菌，直至取出餐具。"))] = None
    autoOpenDoor: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="自动开门", en="Door opens by itself", hazards=(Hazard.MOTION, Hazard.HEAT), about=("At the end of a program; hot steam comes out.", "程序结束时自动开门，会有高温蒸汽冒出。"), since="1.1")] = None
    halfLoad: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="分层洗", en="Half load", hazards=SAFE, since="1.1")] = None
    sanitize: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="高温除菌", en="Hot sanitizing", hazards=(Hazard.HEAT,), since="1.1")] = None
    heatedDrying: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="加热烘干", en="Heated drying", hazards=(Hazard.HEAT,), since="1.1")] = None
    highTemperature: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="高温洗", en="High-temperature wash", hazards=(Hazard.HEAT,), since="1.1")] = None
    speedUp: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="加速洗", en="Shortened program", hazards=SAFE, since="1.1")] = None
    extraRinse: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="加漂", en="Extra rinse", hazards=SAFE, since="1.1")] = None
    intensiveZone: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="强力洗区", en="Intensive zone", hazards=SAFE, about=("Sprays a part of the basket harder, for pots.", "加强部分碗篮的喷淋，适合锅具。"), since="1.2")] = None
    multiTab: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="多效洗碗块", en="Multi-tab", hazards=SAFE, about=("Reckons with tablets that bring salt and rinse aid.", "使用含盐和亮碟剂的多效洗碗块。"), since="1.2")] = None
    doorOpen: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="门打开", en="Door open")] = None
    lastCycleEnergy: Annotated[float | None, Field(ge=0, le=20), P("kW.h", step=0.01, sens=Sens.BEHAVIOUR, cat="energy", zh="上次耗电", en="Energy of the last cycle", since="1.1")] = None
    lastCycleWater: Annotated[float | None, Field(ge=0, le=200), P("L", step=0.1, sens=Sens.BEHAVIOUR, cat="device-state", zh="上次耗水", en="Water of the last cycle", since="1.1")] = None
    cycleCount: Annotated[int | None, Field(ge=0, le=100000), P("{count}", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="累计洗涤次数", en="Cycles in total", since="1.1")] = None
    phase: Annotated[DishwasherPhase | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="洗涤阶段", en="Phase", since="1.1")] = None
