"""Switching, dimming, colour, buttons and knobs."""

# One property a line, so that the file reads as the table it is.
# fmt: off

from typing import Annotated

from pydantic import Field

from schemas.capability import SAFE, Arg, Capability, Choice, Cmd, Ev, P, Sens


class OnOffStartUpOnOff(Choice):
    """State after power-up."""

    OFF = "off"
    ON = "on"
    TOGGLE = "toggle"
    PREVIOUS = "previous"


class OnOff(Capability):
    """Switch something."""

    ID, ZH, GROUP = "onOff", "开关", "lighting"
    EN = "On/off"
    COMMANDS = (
        Cmd("on", "打开", "On", hazards=SAFE),
        Cmd("off", "关闭", "Off", hazards=SAFE),
        Cmd("toggle", "翻转", "Toggle", hazards=SAFE),
    )

    onOff: Annotated[bool | None, P("", "rwn", fresh=300, sens=Sens.BEHAVIOUR, cat="device-state", zh="开关状态", en="On", hazards=SAFE)] = None
    startUpOnOff: Annotated[OnOffStartUpOnOff | None, P("", "rwn", sens=Sens.HOUSEHOLD, cat="device-state", zh="上电状态", en="State after power-up", hazards=SAFE)] = None
    onTime: Annotated[float | None, Field(ge=0, le=6553.5), P("s", "rwn", step=0.1, sens=Sens.BEHAVIOUR, cat="device-state", zh="开启时长", en="On time", hazards=SAFE)] = None


class LevelControl(Capability):
    """Level of a load."""

    ID, ZH, GROUP = "levelControl", "亮度/级别", "lighting"
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


class ColorControlColorMode(Choice):
    """Colour mode."""

    CURRENT_HUE_AND_CURRENT_SATURATION = "currentHueAndCurrentSaturation"
    CURRENT_X_AND_CURRENT_Y = "currentXAndCurrentY"
    COLOR_TEMPERATURE_MIREDS = "colorTemperatureMireds"


class ColorControl(Capability):
    """Colour and colour temperature."""

    ID, ZH, GROUP = "colorControl", "颜色", "lighting"
    EN = "Colour control"
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
