"""Water, soil and valves."""

# One property a line, so that the file reads as the table it is.
# fmt: off

from typing import Annotated

from pydantic import Field

from schemas import reasons
from schemas.capability import SAFE, Arg, Capability, Choice, Cmd, Ev, P, Sens, Timestamp
from schemas.reasons import Reason
from schemas.vocabulary import Hazard

_POOL = Reason(
    "The chemistry of a body of water; it drifts over days and does not show a single person's doing.",
    "水体的化学性质，以天为单位缓慢变化，看不出个人的行为。",
)
_PIPE = Reason(
    "Which pipe the valve was built into; it never changes and most homes have all of them.",
    "阀门装在哪种管路上，安装后不变，多数家庭都有这些管路。",
)


class LiquidDetection(Capability):
    """Tells when water is where it should not be, when it freezes, or when it rains."""

    ID, ZH, GROUP = "liquidDetection", "水浸/冻结/雨", "water"
    EN = "Leak, freeze and rain detection"
    ABOUT_ZH = "发现漏水、结冰或降雨时给出提示。"
    VERSION = "1.1"
    EVENTS = (
        Ev("leakStarted", "开始漏水", "Leak started", sens=Sens.HOUSEHOLD, why=reasons.ALARM, cat="environment", since="1.1"),
        Ev("leakEnded", "漏水结束", "Leak ended", sens=Sens.HOUSEHOLD, why=reasons.ALARM, cat="environment", since="1.1"),
    )

    leakDetected: Annotated[bool | None, P(fresh=7200, sens=Sens.HOUSEHOLD, why=reasons.ALARM, cat="environment", zh="检测到漏水", en="Leak detected")] = None
    freezeDetected: Annotated[bool | None, P(sens=Sens.HOUSEHOLD, why=reasons.ALARM, cat="environment", zh="检测到结冰", en="Freeze detected")] = None
    rainDetected: Annotated[bool | None, P(sens=Sens.PERSONAL, cat="location", zh="检测到降雨", en="Rain detected", about=("When rain begins and ends, compared with the weather radar, tells the place of the home.", "降雨起止时刻与气象雷达比对可推断住址。"))] = None
    sensitivityLevel: Annotated[int | None, Field(ge=0, le=9), P("", "rwn", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="灵敏度等级", en="Sensitivity level", hazards=(Hazard.SECURITY,), about=("0 is the least sensitive: set low, a leak is told late or never.", "0 为最不灵敏；设置过低会漏报或迟报。"))] = None
    supportedSensitivityLevels: Annotated[int | None, Field(ge=2, le=10), P("{count}", "r", step=1, sens=Sens.PUBLIC, why=reasons.RANGE, cat="device-state", zh="灵敏度等级数", en="Number of sensitivity levels", since="1.1")] = None
    waterLevel: Annotated[float | None, Field(ge=0, le=100), P("m", step=0.001, sens=Sens.BEHAVIOUR, cat="environment", zh="液位", en="Liquid level", about=("Depth of the liquid in a tank or pit.", "水箱或集水坑内的液体深度。"), since="1.1")] = None
    waterLevelPercent: Annotated[float | None, Field(ge=0, le=100), P("%", step=0.1, sens=Sens.BEHAVIOUR, cat="environment", zh="液位百分比", en="Filling of the tank", since="1.1")] = None
    alarmMuted: Annotated[bool | None, P("", "rw", sens=Sens.BEHAVIOUR, cat="device-state", zh="报警已静音", en="Alarm muted", hazards=(Hazard.SECURITY,), since="1.1")] = None
    sensorFault: Annotated[bool | None, P(sens=Sens.HOUSEHOLD, why=reasons.DIAGNOSTIC, cat="diagnostic", zh="传感器故障", en="Sensor fault", since="1.1")] = None


class FlowMeasurement(Capability):
    """Measures how much water or gas flows through a pipe."""

    ID, ZH, GROUP = "flowMeasurement", "流量测量", "water"
    ABOUT_ZH = "测量管道内水或燃气的流量。"
    VERSION = "1.1"

    measuredValue: Annotated[float | None, Field(ge=0, le=6553.3), P("m3/h", step=0.1, sens=Sens.BEHAVIOUR, cat="device-state", zh="流量", en="Flow")] = None
    minMeasuredValue: Annotated[float | None, Field(ge=0, le=6553.3), P("m3/h", "r", step=0.1, sens=Sens.PUBLIC, why=reasons.RANGE, cat="device-state", zh="流量下限", en="Smallest measurable flow", since="1.1")] = None
    maxMeasuredValue: Annotated[float | None, Field(ge=0, le=6553.4), P("m3/h", "r", step=0.1, sens=Sens.PUBLIC, why=reasons.RANGE, cat="device-state", zh="流量上限", en="Largest measurable flow", since="1.1")] = None
    volumeLastUse: Annotated[float | None, Field(ge=0, le=10000), P("L", step=0.1, sens=Sens.BEHAVIOUR, cat="device-state", zh="最近一次用量", en="Volume of the last use", since="1.1")] = None
    volumeToday: Annotated[float | None, Field(ge=0, le=1000000), P("L", step=0.1, sens=Sens.BEHAVIOUR, cat="device-state", zh="今日用量", en="Volume today", since="1.1")] = None
    volumeTotal: Annotated[float | None, Field(ge=0, le=100000000), P("m3", step=0.001, sens=Sens.BEHAVIOUR, cat="device-state", zh="累计用量", en="Volume in total", since="1.1")] = None
    flowing: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="有水流", en="Flowing", since="1.1")] = None


class WaterAndSoilQuality(Capability):
    """Measures the quality of drinking water, pool water or soil."""

    ID, ZH, GROUP = "waterAndSoilQuality", "水质与土壤", "water"
    ABOUT_ZH = "测量饮用水、泳池水或土壤的质量。"
    VERSION = "1.1"

    totalDissolvedSolids: Annotated[int | None, Field(ge=0, le=20000), P("mg/L", step=1, sens=Sens.BEHAVIOUR, cat="environment", zh="溶解性总固体", en="Total dissolved solids", about=("After the filter where there is one.", "有滤芯时指过滤后的出水。"))] = None
    totalDissolvedSolidsIn: Annotated[int | None, Field(ge=0, le=20000), P("mg/L", step=1, sens=Sens.BEHAVIOUR, cat="environment", zh="进水溶解性总固体", en="Total dissolved solids before the filter")] = None
    ph: Annotated[float | None, Field(ge=0, le=14), P("[pH]", step=0.01, sens=Sens.HOUSEHOLD, why=_POOL, cat="environment", zh="酸碱度", en="pH")] = None
    conductivity: Annotated[float | None, Field(ge=0, le=100000), P("uS/cm", step=1, sens=Sens.BEHAVIOUR, cat="environment", zh="电导率", en="Conductivity")] = None
    turbidity: Annotated[float | None, Field(ge=0, le=4000), P("{NTU}", step=0.1, sens=Sens.BEHAVIOUR, cat="environment", zh="浊度", en="Turbidity")] = None
    soilMoisture: Annotated[int | None, Field(ge=0, le=100), P("%", step=1, sens=Sens.BEHAVIOUR, cat="environment", zh="土壤湿度", en="Soil moisture", about=("It jumps when somebody waters.", "有人浇水时会跳升。"))] = None
    soilTemperature: Annotated[float | None, Field(ge=-40, le=80), P("Cel", step=0.1, sens=Sens.HOUSEHOLD, why=reasons.CLIMATE, cat="environment", zh="土壤温度", en="Soil temperature", since="1.1")] = None
    waterTemperature: Annotated[float | None, Field(ge=-5, le=100), P("Cel", step=0.1, sens=Sens.BEHAVIOUR, cat="environment", zh="水温", en="Water temperature", since="1.1")] = None
    salinity: Annotated[float | None, Field(ge=0, le=100000), P("mg/L", step=1, sens=Sens.HOUSEHOLD, why=_POOL, cat="environment", zh="盐度", en="Salinity", since="1.1")] = None
    oxidationReductionPotential: Annotated[float | None, Field(ge=-2000, le=2000), P("mV", step=1, sens=Sens.HOUSEHOLD, why=_POOL, cat="environment", zh="氧化还原电位", en="Oxidation-reduction potential", since="1.1")] = None
    freeChlorine: Annotated[float | None, Field(ge=0, le=20), P("mg/L", step=0.01, sens=Sens.HOUSEHOLD, why=_POOL, cat="environment", zh="余氯", en="Free chlorine", since="1.1")] = None
    dissolvedOxygen: Annotated[float | None, Field(ge=0, le=30), P("mg/L", step=0.01, sens=Sens.HOUSEHOLD, why=_POOL, cat="environment", zh="溶解氧", en="Dissolved oxygen", since="1.1")] = None
    soilNutrients: Annotated[float | None, Field(ge=0, le=20000), P("uS/cm", step=1, sens=Sens.BEHAVIOUR, cat="environment", zh="土壤肥力", en="Soil fertility", about=("Electrical conductivity of the soil water.", "以土壤溶液电导率表示。"), since="1.1")] = None
    dry: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="environment", zh="土壤缺水", en="Soil is dry", since="1.1")] = None


class ValveControlCurrentState(Choice):
    """Whether a valve is open."""

    CLOSED = "closed", "关闭"
    OPEN = "open", "打开"
    TRANSITIONING = "transitioning", "动作中", "Moving"


class ValveControlValveFault(Choice):
    """What is wrong with a valve."""

    GENERAL_FAULT = "generalFault", "一般故障"
    BLOCKED = "blocked", "堵塞"
    LEAKING = "leaking", "泄漏"
    NOT_CONNECTED = "notConnected", "未连接"
    SHORT_CIRCUIT = "shortCircuit", "短路"
    CURRENT_EXCEEDED = "currentExceeded", "过流", "Current too high"
    NO_FLOW = "noFlow", "无水流", "Open but nothing flows"


class ValveControlMedium(Choice):
    """What runs through a valve."""

    WATER = "water", "水"
    GAS = "gas", "燃气"
    HEATING = "heating", "采暖水", "Heating water"


class ValveControl(Capability):
    """Opens and closes a valve of water, gas or heating."""

    ID, ZH, GROUP = "valveControl", "阀门", "water"
    ABOUT_ZH = "开关水、燃气或采暖管路的阀门。"
    VERSION = "1.1"
    COMMANDS = (
        Cmd("open", "打开阀门", "Open", args=(Arg("duration", int, "s", ge=0, le=4294967295, required=False, zh="时长"), Arg("level", int, "%", ge=1, le=100, required=False, zh="开度")), hazards=(Hazard.GAS, Hazard.WATER), actuates=True, outcome=("currentState", "currentLevel"), about=("Without a duration, or with 0, it stays open.", "不给时长或时长为 0 时保持打开。")),
        Cmd("close", "关闭阀门", "Close", hazards=SAFE, ends=True, outcome=("currentState",), about=("Cuts off water, gas or heating; it is what stops a leak, so nobody is asked.", "会切断水、燃气或供暖；漏水、漏气时靠它止损，因此无需确认。")),
    )
    EVENTS = (
        Ev("valveStateChanged", "阀门变化", "Valve state changed", sens=Sens.BEHAVIOUR, cat="device-state", fields=(Arg("state", ValveControlCurrentState, zh="阀门状态"), Arg("level", int, "%", ge=0, le=100, required=False, zh="开度"))),
        Ev("valveFault", "阀门故障", "Valve fault", sens=Sens.HOUSEHOLD, why=reasons.ALARM, cat="diagnostic", fields=(Arg("faults", list[ValveControlValveFault], zh="故障"),), since="1.1"),
    )

    currentState: Annotated[ValveControlCurrentState | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="阀门状态", en="Current state")] = None
    currentLevel: Annotated[int | None, Field(ge=0, le=100), P("%", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="开度", en="Current level", about=("100 is open.", "100 为全开。"))] = None
    targetLevel: Annotated[int | None, Field(ge=0, le=100), P("%", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="目标开度", en="Target level", hazards=(Hazard.GAS, Hazard.WATER, Hazard.SERVICE_INTERRUPTION), actuates=True, about=("0 closes.", "0 为关闭。"), since="1.1")] = None
    openDuration: Annotated[int | None, Field(ge=0, le=4294967295), P("s", "rw", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="开启时长", en="Open duration", hazards=(Hazard.GAS, Hazard.WATER), actuates=True, about=("How long it stays open before it closes by itself; 0: no limit.", "打开后多久自动关闭；0 表示不限时。"))] = None
    defaultOpenDuration: Annotated[int | None, Field(ge=0, le=4294967295), P("s", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="默认开启时长", en="Open duration where none is said", hazards=(Hazard.GAS, Hazard.WATER), since="1.1")] = None
    defaultOpenLevel: Annotated[int | None, Field(ge=1, le=100), P("%", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="默认开度", en="Open level where none is said", hazards=(Hazard.GAS, Hazard.WATER), since="1.1")] = None
    autoCloseTime: Annotated[Timestamp | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="自动关闭时刻", en="Closes by itself at", since="1.1")] = None
    remainingDuration: Annotated[int | None, Field(ge=0, le=4294967295), P("s", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="剩余时长", en="Remaining duration")] = None
    valveFault: Annotated[list[ValveControlValveFault] | None, P(sens=Sens.HOUSEHOLD, why=reasons.ALARM, cat="diagnostic", zh="阀门故障", en="Valve faults")] = None
    medium: Annotated[ValveControlMedium | None, P("", "r", sens=Sens.PUBLIC, why=_PIPE, cat="device-state", zh="介质", en="Medium")] = None
    volumeLimit: Annotated[float | None, Field(ge=0, le=100000), P("L", "rw", step=0.1, sens=Sens.BEHAVIOUR, cat="device-state", zh="单次用量上限", en="Volume after which it closes", hazards=(Hazard.WATER,), about=("0: no limit.", "0 表示不限量。"), since="1.1")] = None
    lastOpened: Annotated[Timestamp | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="最近开启时间", en="Last opened", since="1.1")] = None
    rainDelayUntil: Annotated[Timestamp | None, P("", "rw", sens=Sens.PERSONAL, cat="location", zh="雨天暂停至", en="Paused for rain until", hazards=(Hazard.SERVICE_INTERRUPTION,), about=("Watering rests until then; rain tells the place of the home.", "在此之前暂停灌溉；降雨情况可推断住址。"), since="1.1")] = None
