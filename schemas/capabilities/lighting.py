"""Switching, dimming, colour, buttons and knobs."""

# One property a line, so that the file reads as the table it is.
# fmt: off

from typing import Annotated

from pydantic import Field

from schemas import reasons
from schemas.capability import SAFE, Arg, Capability, Choice, Cmd, Ev, P, Sens
from schemas.vocabulary import Hazard


class OnOffStartUpOnOff(Choice):
    """State after power-up."""

    OFF = "off"
    ON = "on"
    TOGGLE = "toggle"
    PREVIOUS = "previous"


class OnOffSwitchType(Choice):
    """Kind of switch."""

    TOGGLE = "toggle", "翘板", "Toggle: each change switches"
    STATE = "state", "随位", "State: the relay follows the contact"
    MOMENTARY = "momentary", "点动", "Momentary: each press switches"


class OnOff(Capability):
    """Switch something."""

    ID, ZH, GROUP = "onOff", "开关", "lighting"
    EN = "On/off"
    VERSION = "1.1"
    COMMANDS = (
        Cmd("on", "打开", "On", hazards=SAFE),
        Cmd("off", "关闭", "Off", hazards=SAFE),
        Cmd("toggle", "翻转", "Toggle", hazards=SAFE),
    )

    onOff: Annotated[bool | None, P("", "rwn", fresh=300, sens=Sens.BEHAVIOUR, cat="device-state", zh="开关状态", en="On", hazards=SAFE)] = None
    startUpOnOff: Annotated[OnOffStartUpOnOff | None, P("", "rwn", sens=Sens.HOUSEHOLD, cat="device-state", zh="上电状态", en="State after power-up", hazards=SAFE)] = None
    onTime: Annotated[float | None, Field(ge=0, le=6553.5), P("s", "rwn", step=0.1, sens=Sens.BEHAVIOUR, cat="device-state", zh="开启时长", en="On time", hazards=SAFE)] = None
    switchType: Annotated[OnOffSwitchType | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="外接开关类型", en="Switch type", about=("The kind of switch that is wired to its input.", "接到输入端的开关类型。"), hazards=SAFE, since="1.1")] = None
    decoupled: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="按键解耦", en="Decoupled", about=("Its button only tells; it no longer switches its own relay.", "按键只上报事件，不再控制自身继电器。"), hazards=SAFE, since="1.1")] = None
    autoOff: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="自动关闭", en="Automatic off", hazards=SAFE, since="1.1")] = None
    autoOffDelay: Annotated[int | None, Field(ge=0, le=604800), P("s", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="自动关闭延时", en="Automatic off delay", hazards=SAFE, since="1.1")] = None


class LevelControlPhaseControl(Choice):
    """How a dimmer cuts the mains."""

    AUTOMATIC = "automatic", "自动"
    LEADING_EDGE = "leadingEdge", "前沿"
    TRAILING_EDGE = "trailingEdge", "后沿"


class LevelControl(Capability):
    """Level of a load."""

    ID, ZH, GROUP = "levelControl", "亮度/级别", "lighting"
    VERSION = "1.1"
    COMMANDS = (
        Cmd("moveToLevel", "调至亮度", "Move to level", args=(Arg("level", float, "%", ge=0, le=100, zh="目标级别"), Arg("transitionTime", float, "s", ge=0, le=6553, required=False, zh="渐变时间")), hazards=SAFE),
        Cmd("step", "步进", "Step", args=(Arg("amount", float, "%", ge=-100, le=100, zh="步长"), Arg("transitionTime", float, "s", ge=0, le=6553, required=False, zh="渐变时间")), hazards=SAFE),
        Cmd("stop", "停止", "Stop", hazards=SAFE),
    )

    currentLevel: Annotated[float | None, Field(ge=0, le=100), P("%", "rwn", step=0.4, sens=Sens.BEHAVIOUR, cat="device-state", zh="当前亮度", en="Current level", hazards=SAFE)] = None
    minLevel: Annotated[float | None, Field(ge=0, le=100), P("%", "rw", step=0.4, sens=Sens.HOUSEHOLD, cat="device-state", zh="最低亮度", en="Min level", hazards=SAFE)] = None
    maxLevel: Annotated[float | None, Field(ge=0, le=100), P("%", "rw", step=0.4, sens=Sens.HOUSEHOLD, cat="device-state", zh="最高亮度", en="Max level", hazards=SAFE)] = None
    startUpCurrentLevel: Annotated[float | None, Field(ge=0, le=100), P("%", "rw", step=0.4, sens=Sens.HOUSEHOLD, cat="device-state", zh="上电亮度", en="Level after power-up", hazards=SAFE)] = None
    onLevel: Annotated[float | None, Field(ge=0, le=100), P("%", "rwn", step=0.4, sens=Sens.BEHAVIOUR, cat="device-state", zh="开启亮度", en="On level", hazards=SAFE)] = None
    transitionTime: Annotated[float | None, Field(ge=0, le=6553.4), P("s", "rw", step=0.1, sens=Sens.HOUSEHOLD, cat="device-state", zh="渐变时间", en="Transition time", hazards=SAFE)] = None
    onTransitionTime: Annotated[float | None, Field(ge=0, le=6553.4), P("s", "rw", step=0.1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="开灯渐变时间", en="On transition time", hazards=SAFE, since="1.1")] = None
    offTransitionTime: Annotated[float | None, Field(ge=0, le=6553.4), P("s", "rw", step=0.1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="关灯渐变时间", en="Off transition time", hazards=SAFE, since="1.1")] = None
    executeIfOff: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="关灯时可调光", en="Execute if off", about=("Takes a new level while it is off.", "关闭时也接受新的亮度。"), hazards=SAFE, since="1.1")] = None
    phaseControl: Annotated[LevelControlPhaseControl | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="切相方式", en="Phase control", hazards=(Hazard.HEAT,), since="1.1")] = None


class ColorControlColorMode(Choice):
    """Colour mode."""

    CURRENT_HUE_AND_CURRENT_SATURATION = "currentHueAndCurrentSaturation"
    CURRENT_X_AND_CURRENT_Y = "currentXAndCurrentY"
    COLOR_TEMPERATURE_MIREDS = "colorTemperatureMireds"


class ColorControlStartUpColor(Choice):
    """Colour after a power cut."""

    INITIAL = "initial", "初始"
    PREVIOUS = "previous", "断电前"
    CUSTOMIZED = "customized", "自定义"


class ColorControl(Capability):
    """Colour and colour temperature."""

    ID, ZH, GROUP = "colorControl", "颜色", "lighting"
    EN = "Colour control"
    VERSION = "1.1"
    COMMANDS = (
        Cmd("moveToColorTemperature", "调至色温", "Move to colour temperature", args=(Arg("colorTemperature", int, "K", ge=1000, le=20000, zh="色温"), Arg("transitionTime", float, "s", ge=0, le=6553, required=False, zh="渐变时间")), hazards=SAFE),
        Cmd("moveToHueAndSaturation", "调至颜色", "Move to hue and saturation", args=(Arg("hue", float, "deg", ge=0, le=360, zh="色相"), Arg("saturation", float, "%", ge=0, le=100, zh="饱和度"), Arg("transitionTime", float, "s", ge=0, le=6553, required=False, zh="渐变时间")), hazards=SAFE),
    )

    colorTemperature: Annotated[int | None, Field(ge=1000, le=40000), P("K", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="色温", en="Colour temperature", hazards=SAFE)] = None
    startUpColorTemperature: Annotated[int | None, Field(ge=1000, le=40000), P("K", "rw", step=1, sens=Sens.HOUSEHOLD, cat="device-state", zh="上电色温", en="Start-up colour temperature", hazards=SAFE)] = None
    hue: Annotated[float | None, Field(ge=0, le=360), P("deg", "rwn", step=0.1, sens=Sens.BEHAVIOUR, cat="device-state", zh="色相", en="Hue", hazards=SAFE)] = None
    saturation: Annotated[float | None, Field(ge=0, le=100), P("%", "rwn", step=0.4, sens=Sens.BEHAVIOUR, cat="device-state", zh="饱和度", en="Saturation", hazards=SAFE)] = None
    colorX: Annotated[float | None, Field(ge=0, le=1), P("", "rwn", step=0.0001, sens=Sens.BEHAVIOUR, cat="device-state", zh="色坐标x", en="Colour x (CIE 1931)", hazards=SAFE)] = None
    colorY: Annotated[float | None, Field(ge=0, le=1), P("", "rwn", step=0.0001, sens=Sens.BEHAVIOUR, cat="device-state", zh="色坐标y", en="Colour y (CIE 1931)", hazards=SAFE)] = None
    rgb: Annotated[str | None, Field(max_length=7), P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="RGB", en="RGB colour", hazards=SAFE)] = None
    colorMode: Annotated[ColorControlColorMode | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="颜色模式", en="Colour mode")] = None
    effect: Annotated[str | None, Field(max_length=64), P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="灯效", en="Effect", hazards=SAFE)] = None
    startUpColor: Annotated[ColorControlStartUpColor | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="上电颜色", en="Start-up colour", hazards=SAFE, since="1.1")] = None


class GenericSwitch(Capability):
    """Buttons, knobs and scene panels."""

    ID, ZH, GROUP = "genericSwitch", "按键", "lighting"
    EN = "Buttons and knobs"
    EVENTS = (
        Ev("initialPress", "按下", "Initial press", sens=Sens.BEHAVIOUR, cat="device-state"),
        Ev("shortRelease", "单击", "Short release", sens=Sens.BEHAVIOUR, cat="device-state"),
        Ev("longPress", "长按", "Long press", sens=Sens.BEHAVIOUR, cat="device-state"),
        Ev("longRelease", "长按松开", "Long release", sens=Sens.BEHAVIOUR, cat="device-state"),
        Ev("multiPressComplete", "连击", "Multi press complete", sens=Sens.BEHAVIOUR, cat="device-state", fields=(Arg("count", int, "{count}", ge=1, le=20, zh="次数"),)),
        Ev("rotated", "旋转", "Rotated", sens=Sens.BEHAVIOUR, cat="device-state", fields=(Arg("steps", int, "{count}", ge=-255, le=255, required=False, zh="步数"),)),
    )

    numberOfPositions: Annotated[int | None, Field(ge=2, le=16), P("", "r", step=1, sens=Sens.PUBLIC, cat="device-state", zh="位数", en="Number of positions")] = None
    currentPosition: Annotated[int | None, Field(ge=0, le=15), P(step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="当前位置", en="Current position")] = None
