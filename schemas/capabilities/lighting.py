"""Switching, dimming, colour, buttons and knobs."""

# One property a line, so that the file reads as the table it is.
# fmt: off

from typing import Annotated

from pydantic import Field

from schemas import reasons
from schemas.capability import SAFE, Arg, Capability, Choice, Cmd, Ev, P, Sens
from schemas.vocabulary import Hazard


class OnOffStartUpOnOff(Choice):
    """What a load does when power comes back."""

    OFF = "off", "关"
    ON = "on", "开"
    TOGGLE = "toggle", "翻转"
    PREVIOUS = "previous", "恢复断电前", "As before"


class OnOffSwitchType(Choice):
    """What kind of wall switch is wired to the input of a relay."""

    TOGGLE = "toggle", "翘板开关", "Rocker, every change counts"
    STATE = "state", "跟随开关", "Rocker, output follows it"
    MOMENTARY = "momentary", "点动按钮", "Push button"


class OnOff(Capability):
    """Switches whatever hangs on the endpoint."""

    ID, ZH, GROUP = "onOff", "开关", "lighting"
    EN = "On/off"
    ABOUT_ZH = "接通或断开端点所带的负载。"
    VERSION = "1.1"
    COMMANDS = (
        Cmd("on", "打开", "On", hazards=SAFE, actuates=True, outcome=("onOff",)),
        Cmd("off", "关闭", "Off", hazards=SAFE, actuates=True, ends=True, outcome=("onOff",)),
        Cmd("toggle", "翻转", "Toggle", hazards=SAFE, actuates=True, outcome=("onOff",)),
        Cmd("onWithTimedOff", "限时打开", "On for a while", args=(Arg("onTime", float, "s", ge=0, le=86400, zh="开启时长"), Arg("offWaitTime", float, "s", ge=0, le=6553.5, required=False, zh="关闭后等待"), Arg("acceptOnlyWhenOn", bool, required=False, zh="仅在开启时接受")), hazards=SAFE, actuates=True, outcome=("onOff", "onTime"), since="1.1"),
    )

    onOff: Annotated[bool | None, P("", "rwn", fresh=300, sens=Sens.BEHAVIOUR, cat="device-state", zh="开关状态", en="On", hazards=SAFE, actuates=True, ends=(False,))] = None
    startUpOnOff: Annotated[OnOffStartUpOnOff | None, P("", "rwn", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="上电状态", en="State after power-up", hazards=SAFE, actuates=True)] = None
    onTime: Annotated[float | None, Field(ge=0, le=86400), P("s", "rwn", step=0.1, sens=Sens.BEHAVIOUR, cat="device-state", zh="开启时长", en="On time", hazards=SAFE, actuates=True, about=("How long it stays on from now before it switches itself off; 0: no limit.", "从现在起保持开启多久后自动关闭；0 表示不限时。"))] = None
    offWaitTime: Annotated[float | None, Field(ge=0, le=6553.5), P("s", "rwn", step=0.1, sens=Sens.BEHAVIOUR, cat="device-state", zh="关闭后等待时间", en="Off wait time", hazards=SAFE, about=("How long after a timed switching off it ignores being switched on by a sensor.", "限时关闭后，多长时间内不响应传感器的再次开启。"), since="1.1")] = None
    switchType: Annotated[OnOffSwitchType | None, P("", "rwn", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="外接开关类型", en="Type of the wired switch", hazards=SAFE, actuates=True, since="1.1")] = None
    decoupled: Annotated[bool | None, P("", "rwn", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="按键与继电器分离", en="Buttons decoupled from the relay", hazards=(Hazard.SERVICE_INTERRUPTION,), about=("True: its buttons only send events and no longer switch the load.", "为真时按键只上报事件，不再控制负载。"), since="1.1")] = None
    autoOff: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="自动关闭", en="Automatic off", about=("Switches itself off some time after it was switched on.", "打开一段时间后自动关闭。"), hazards=(Hazard.SERVICE_INTERRUPTION,), since="1.1")] = None
    autoOffDelay: Annotated[int | None, Field(ge=0, le=604800), P("s", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="自动关闭延时", en="Automatic off delay", hazards=(Hazard.SERVICE_INTERRUPTION,), since="1.1")] = None


class LevelControlLoadType(Choice):
    """What a dimmer dims."""

    LED = "led", "LED灯", "LED"
    INCANDESCENT = "incandescent", "白炽灯"
    HALOGEN = "halogen", "卤素灯"
    FLUORESCENT = "fluorescent", "节能灯"
    UNKNOWN = "unknown", "未知"


class LevelControlDimmingMode(Choice):
    """How a dimmer cuts the mains wave."""

    AUTOMATIC = "automatic", "自动"
    LEADING_EDGE = "leadingEdge", "前沿切相", "Leading edge"
    TRAILING_EDGE = "trailingEdge", "后沿切相", "Trailing edge"


class LevelControlDirection(Choice):
    """Which way a level moves."""

    UP = "up", "调高"
    DOWN = "down", "调低"


class LevelControl(Capability):
    """Sets how bright a light is, or how strong another load."""

    ID, ZH, GROUP = "levelControl", "亮度/级别", "lighting"
    ABOUT_ZH = "调节灯的亮度或其他负载的强弱。"
    VERSION = "1.1"
    COMMANDS = (
        Cmd("moveToLevel", "调至亮度", "Move to level", args=(Arg("level", float, "%", ge=0, le=100, zh="目标级别"), Arg("transitionTime", float, "s", ge=0, le=6553.4, required=False, zh="渐变时间"), Arg("withOnOff", bool, required=False, zh="联动开关", en="Switch on and off with it")), hazards=SAFE, actuates=True, outcome=("currentLevel",)),
        Cmd("step", "步进", "Step", args=(Arg("amount", float, "%", ge=-100, le=100, zh="步长"), Arg("transitionTime", float, "s", ge=0, le=6553.4, required=False, zh="渐变时间"), Arg("withOnOff", bool, required=False, zh="联动开关", en="Switch on and off with it")), hazards=SAFE, actuates=True, outcome=("currentLevel",), about=("A negative amount dims.", "负值为调低。")),
        Cmd("move", "持续调节", "Move", args=(Arg("direction", LevelControlDirection, zh="方向"), Arg("timeForFullRange", float, "s", ge=0.1, le=600, required=False, zh="全程用时")), hazards=SAFE, actuates=True, outcome=("currentLevel",), about=("Goes on until stopped or until the end of its range.", "持续变化，直到收到停止命令或到达极限。"), since="1.1"),
        Cmd("stop", "停止", "Stop", hazards=SAFE),
    )

    currentLevel: Annotated[float | None, Field(ge=0, le=100), P("%", "rwn", step=0.4, sens=Sens.BEHAVIOUR, cat="device-state", zh="当前亮度", en="Current level", hazards=SAFE, actuates=True, ends=(0,))] = None
    minLevel: Annotated[float | None, Field(ge=0, le=100), P("%", "rw", step=0.4, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="最低亮度", en="Minimum level", hazards=SAFE)] = None
    maxLevel: Annotated[float | None, Field(ge=0, le=100), P("%", "rw", step=0.4, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="最高亮度", en="Maximum level", hazards=SAFE, actuates=True)] = None
    startUpCurrentLevel: Annotated[float | None, Field(ge=0, le=100), P("%", "rw", step=0.4, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="上电亮度", en="Level after power-up", hazards=SAFE, actuates=True, about=("Null: the level before the power cut.", "空值表示恢复断电前的亮度。"))] = None
    onLevel: Annotated[float | None, Field(ge=0, le=100), P("%", "rwn", step=0.4, sens=Sens.BEHAVIOUR, cat="device-state", zh="开启亮度", en="On level", hazards=SAFE, actuates=True, about=("The level it takes when switched on; null: the last one.", "打开时采用的亮度；空值表示沿用上次的亮度。"))] = None
    transitionTime: Annotated[float | None, Field(ge=0, le=6553.4), P("s", "rw", step=0.1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="渐变时间", en="Transition time", hazards=SAFE)] = None
    onTransitionTime: Annotated[float | None, Field(ge=0, le=6553.4), P("s", "rw", step=0.1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="开启渐变时间", en="Transition time to on", hazards=SAFE, since="1.1")] = None
    offTransitionTime: Annotated[float | None, Field(ge=0, le=6553.4), P("s", "rw", step=0.1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="关闭渐变时间", en="Transition time to off", hazards=SAFE, since="1.1")] = None
    remainingTime: Annotated[float | None, Field(ge=0, le=6553.5), P("s", step=0.1, sens=Sens.BEHAVIOUR, cat="device-state", zh="渐变剩余时间", en="Remaining time of the transition", since="1.1")] = None
    loadType: Annotated[LevelControlLoadType | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="负载类型", en="Type of load", hazards=(Hazard.HEAT,), about=("The wrong kind can overheat dimmer or lamp.", "设置错误可能使调光器或灯具过热。"), since="1.1")] = None
    dimmingMode: Annotated[LevelControlDimmingMode | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="调光方式", en="Dimming mode", hazards=(Hazard.HEAT,), about=("The wrong kind can overheat dimmer or lamp.", "设置错误可能使调光器或灯具过热。"), since="1.1")] = None
    executeIfOff: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="关灯时可调光", en="Execute if off", about=("Takes a new level while it is off.", "关闭时也接受新的亮度。"), hazards=SAFE, since="1.1")] = None


class ColorControlColorMode(Choice):
    """Which of the colour properties holds at the moment."""

    CURRENT_HUE_AND_CURRENT_SATURATION = "currentHueAndCurrentSaturation", "色相与饱和度", "Hue and saturation"
    CURRENT_X_AND_CURRENT_Y = "currentXAndCurrentY", "色坐标", "Colour x and y"
    COLOR_TEMPERATURE_MIREDS = "colorTemperatureMireds", "色温", "Colour temperature"


class ColorControlLightMode(Choice):
    """The ready-made light scenes that many makers share."""

    DEFAULT = "default", "普通照明", "Plain lighting"
    DAY = "day", "日光"
    NIGHT = "night", "夜灯", "Night light"
    COLOR = "color", "彩光", "Colour"
    WARMTH = "warmth", "温馨"
    TV = "tv", "电视", "Television"
    READING = "reading", "阅读"
    WRITING = "writing", "书写"
    COMPUTER = "computer", "电脑"
    WORKING = "working", "办公"
    LEISURE = "leisure", "休闲"
    HOSPITALITY = "hospitality", "会客"
    DINING = "dining", "用餐"
    PARTY = "party", "聚会"
    ENTERTAINMENT = "entertainment", "娱乐"
    WAKE_UP = "wakeUp", "唤醒", "Wake-up"
    DUSK = "dusk", "黄昏"
    SLEEP = "sleep", "助眠"
    BREATHING = "breathing", "呼吸"
    MUSIC = "music", "音乐律动"
    CANDLE = "candle", "烛光"
    ROMANTIC = "romantic", "浪漫"
    AUTO = "auto", "自动", "Automatic"


class ColorControlStartUpColor(Choice):
    """Colour after a power cut."""

    INITIAL = "initial", "初始"
    PREVIOUS = "previous", "断电前"
    CUSTOMIZED = "customized", "自定义"


class ColorControl(Capability):
    """Sets colour, colour temperature, light scene and effect of a light."""

    ID, ZH, GROUP = "colorControl", "颜色", "lighting"
    EN = "Colour control"
    ABOUT_ZH = "调节灯的颜色、色温、场景和灯效。"
    VERSION = "1.1"
    COMMANDS = (
        Cmd("moveToColorTemperature", "调至色温", "Move to colour temperature", args=(Arg("colorTemperature", int, "K", ge=1000, le=40000, zh="色温", en="Colour temperature"), Arg("transitionTime", float, "s", ge=0, le=6553.4, required=False, zh="渐变时间")), hazards=SAFE, outcome=("colorTemperature",)),
        Cmd("stepColorTemperature", "色温步进", "Step colour temperature", args=(Arg("amount", int, "K", ge=-10000, le=10000, zh="步长"), Arg("transitionTime", float, "s", ge=0, le=6553.4, required=False, zh="渐变时间")), hazards=SAFE, outcome=("colorTemperature",), about=("A positive amount makes it cooler.", "正值使光色变冷。"), since="1.1"),
        Cmd("moveToHueAndSaturation", "调至颜色", "Move to hue and saturation", args=(Arg("hue", float, "deg", ge=0, le=360, zh="色相"), Arg("saturation", float, "%", ge=0, le=100, zh="饱和度"), Arg("transitionTime", float, "s", ge=0, le=6553.4, required=False, zh="渐变时间")), hazards=SAFE, outcome=("hue", "saturation")),
        Cmd("moveToColor", "调至色坐标", "Move to colour x and y", args=(Arg("colorX", float, ge=0, le=1, zh="色坐标x", en="Colour x (CIE 1931)"), Arg("colorY", float, ge=0, le=1, zh="色坐标y", en="Colour y (CIE 1931)"), Arg("transitionTime", float, "s", ge=0, le=6553.4, required=False, zh="渐变时间")), hazards=SAFE, outcome=("colorX", "colorY"), since="1.1"),
        Cmd("stopMoveStep", "停止变色", "Stop the change of colour", hazards=SAFE, since="1.1"),
    )

    colorTemperature: Annotated[int | None, Field(ge=1000, le=40000), P("K", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="色温", en="Colour temperature", hazards=SAFE)] = None
    colorTemperatureMin: Annotated[int | None, Field(ge=1000, le=40000), P("K", "r", step=1, sens=Sens.PUBLIC, why=reasons.RANGE, cat="device-state", zh="最低色温", en="Lowest colour temperature", since="1.1")] = None
    colorTemperatureMax: Annotated[int | None, Field(ge=1000, le=40000), P("K", "r", step=1, sens=Sens.PUBLIC, why=reasons.RANGE, cat="device-state", zh="最高色温", en="Highest colour temperature", since="1.1")] = None
    startUpColorTemperature: Annotated[int | None, Field(ge=1000, le=40000), P("K", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="上电色温", en="Colour temperature after power-up", hazards=SAFE, about=("Null: the one before the power cut.", "空值表示恢复断电前的色温。"))] = None
    hue: Annotated[float | None, Field(ge=0, le=360), P("deg", "rwn", step=0.1, sens=Sens.BEHAVIOUR, cat="device-state", zh="色相", en="Hue", hazards=SAFE)] = None
    saturation: Annotated[float | None, Field(ge=0, le=100), P("%", "rwn", step=0.4, sens=Sens.BEHAVIOUR, cat="device-state", zh="饱和度", en="Saturation", hazards=SAFE)] = None
    colorX: Annotated[float | None, Field(ge=0, le=1), P("", "rwn", step=0.0001, sens=Sens.BEHAVIOUR, cat="device-state", zh="色坐标x", en="Colour x (CIE 1931)", hazards=SAFE)] = None
    colorY: Annotated[float | None, Field(ge=0, le=1), P("", "rwn", step=0.0001, sens=Sens.BEHAVIOUR, cat="device-state", zh="色坐标y", en="Colour y (CIE 1931)", hazards=SAFE)] = None
    rgb: Annotated[str | None, Field(max_length=7), P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="RGB颜色", en="RGB colour", hazards=SAFE, about=("As #RRGGBB, in hexadecimal.", "格式为 #RRGGBB，十六进制。"))] = None
    whiteLevel: Annotated[float | None, Field(ge=0, le=100), P("%", "rwn", step=0.4, sens=Sens.BEHAVIOUR, cat="device-state", zh="白光亮度", en="White level", hazards=SAFE, actuates=True, about=("Brightness of the white channel of a colour light, apart from its colours.", "彩光灯中白光通道的亮度，与彩色通道分开。"), since="1.1")] = None
    colorMode: Annotated[ColorControlColorMode | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="颜色模式", en="Colour mode")] = None
    lightMode: Annotated[ColorControlLightMode | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="灯光场景", en="Light scene", hazards=SAFE, actuates=True, since="1.1")] = None
    effect: Annotated[str | None, Field(max_length=64), P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="灯效", en="Effect", hazards=SAFE, actuates=True)] = None
    supportedEffects: Annotated[list[Annotated[str, Field(max_length=64)]] | None, Field(max_length=256), P("", "r", sens=Sens.PERSONAL, cat="device-state", zh="可选灯效", en="Supported effects", about=("People add and name their own.", "用户可自建并命名灯效。"), since="1.1")] = None
    effectSpeed: Annotated[float | None, Field(ge=0, le=100), P("%", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="灯效速度", en="Speed of the effect", hazards=SAFE, since="1.1")] = None
    colorLoopActive: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="颜色循环", en="Colour loop", hazards=SAFE, since="1.1")] = None
    colorLoopTime: Annotated[int | None, Field(ge=0, le=65535), P("s", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="颜色循环周期", en="Time of one colour loop", hazards=SAFE, since="1.1")] = None
    adaptiveLighting: Annotated[bool | None, P("", "rwn", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="节律照明", en="Adaptive lighting", hazards=SAFE, about=("Colour temperature follows the time of day.", "色温随一天中的时间自动变化。"), since="1.1")] = None
    startUpColor: Annotated[ColorControlStartUpColor | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="上电颜色", en="Start-up colour", hazards=SAFE, since="1.1")] = None


class GenericSwitchDirection(Choice):
    """Which way a knob was turned."""

    CLOCKWISE = "clockwise", "顺时针"
    COUNTERCLOCKWISE = "counterclockwise", "逆时针"


class GenericSwitchOperationMode(Choice):
    """What a button sends when it is pressed."""

    EVENT = "event", "上报事件", "Events to the hub"
    COMMAND = "command", "直接控制", "Commands to bound devices"


_POSITION = Arg("position", int, ge=0, le=255, required=False, zh="位置")


class GenericSwitch(Capability):
    """Tells how a button, knob, cube or scene panel is handled."""

    ID, ZH, GROUP = "genericSwitch", "按键", "lighting"
    EN = "Buttons and knobs"
    ABOUT_ZH = "上报按键、旋钮、魔方或场景面板的操作。"
    VERSION = "1.1"
    EVENTS = (
        Ev("switchLatched", "拨到", "Switch latched", sens=Sens.BEHAVIOUR, cat="device-state", fields=(_POSITION,), about=("A switch that stays where it is put was moved.", "自锁开关被拨到新位置。"), since="1.1"),
        Ev("initialPress", "按下", "Initial press", sens=Sens.BEHAVIOUR, cat="device-state", fields=(_POSITION,)),
        Ev("shortRelease", "单击", "Short release", sens=Sens.BEHAVIOUR, cat="device-state", fields=(_POSITION,)),
        Ev("longPress", "长按", "Long press", sens=Sens.BEHAVIOUR, cat="device-state", fields=(_POSITION,)),
        Ev("longRelease", "长按松开", "Long release", sens=Sens.BEHAVIOUR, cat="device-state", fields=(_POSITION, Arg("duration", float, "s", ge=0, le=3600, required=False, zh="按住时长"))),
        Ev("multiPressOngoing", "连击中", "Multi press ongoing", sens=Sens.BEHAVIOUR, cat="device-state", fields=(_POSITION, Arg("count", int, "{count}", ge=1, le=255, zh="次数")), since="1.1"),
        Ev("multiPressComplete", "连击", "Multi press complete", sens=Sens.BEHAVIOUR, cat="device-state", fields=(Arg("count", int, "{count}", ge=1, le=255, zh="次数"), _POSITION)),
        Ev("rotated", "旋转", "Rotated", sens=Sens.BEHAVIOUR, cat="device-state", fields=(Arg("steps", int, "{count}", ge=-255, le=255, required=False, zh="步数"), Arg("direction", GenericSwitchDirection, required=False, zh="方向"), Arg("angle", float, "deg", ge=-3600, le=3600, required=False, zh="角度")), about=("Steps and angle are positive clockwise.", "步数和角度以顺时针为正。")),
        Ev("flipped", "翻面", "Flipped", sens=Sens.BEHAVIOUR, cat="device-state", fields=(Arg("side", int, ge=0, le=20, required=False, zh="朝上的面", en="Side that is up"),), since="1.1"),
        Ev("shaken", "摇一摇", "Shaken", sens=Sens.BEHAVIOUR, cat="device-state", since="1.1"),
    )

    numberOfPositions: Annotated[int | None, Field(ge=2, le=16), P("", "r", step=1, sens=Sens.PUBLIC, why=reasons.MODEL_FACT, cat="device-state", zh="位数", en="Number of positions")] = None
    currentPosition: Annotated[int | None, Field(ge=0, le=15), P(step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="当前位置", en="Current position", about=("0: not pressed.", "0 表示未按下。"))] = None
    multiPressMax: Annotated[int | None, Field(ge=2, le=255), P("{count}", "r", step=1, sens=Sens.PUBLIC, why=reasons.MODEL_FACT, cat="device-state", zh="最多连击次数", en="Most presses counted", since="1.1")] = None
    side: Annotated[int | None, Field(ge=0, le=20), P(step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="朝上的面", en="Side that is up", since="1.1")] = None
    operationMode: Annotated[GenericSwitchOperationMode | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="按键工作方式", en="Operation mode", hazards=SAFE, since="1.1")] = None
