"""Curtains, blinds, doors, gates and windows that move."""

# One property a line, so that the file reads as the table it is.
# fmt: off

from typing import Annotated

from pydantic import Field

from schemas import reasons
from schemas.capability import SAFE, Arg, Capability, Choice, Cmd, Ev, P, Sens
from schemas.vocabulary import Hazard


class WindowCoveringOperationalStatus(Choice):
    """Operational status."""

    STOPPED = "stopped"
    OPENING = "opening"
    CLOSING = "closing"


class WindowCoveringMotorSpeedLevel(Choice):
    """Motor speed level."""

    LOW = "low", "低"
    MEDIUM = "medium", "中"
    HIGH = "high", "高"


class WindowCoveringMotorMode(Choice):
    """Whether a press moves all the way or step by step."""

    CONTINUOUS = "continuous", "连续"
    INTERMITTENT = "intermittent", "点动"


class WindowCovering(Capability):
    """Curtain, blind, shade, awning."""

    ID, ZH, GROUP = "windowCovering", "窗帘", "opening"
    VERSION = "1.1"
    COMMANDS = (
        Cmd("open", "打开", "Open", hazards=(Hazard.MOTION,)),
        Cmd("close", "关闭", "Close", hazards=(Hazard.MOTION,)),
        Cmd("stop", "停止", "Stop", hazards=SAFE),
        Cmd("goToLift", "调至位置", "Go to lift", args=(Arg("position", float, "%", ge=0, le=100, zh="位置"),), hazards=(Hazard.MOTION,)),
    )

    currentPosition: Annotated[float | None, Field(ge=0, le=100), P("%", step=0.01, sens=Sens.BEHAVIOUR, cat="device-state", zh="当前位置", en="Current position")] = None
    targetPosition: Annotated[float | None, Field(ge=0, le=100), P("%", "rwn", step=0.01, sens=Sens.BEHAVIOUR, cat="device-state", zh="目标位置", en="Target position", hazards=(Hazard.MOTION,))] = None
    currentTilt: Annotated[float | None, Field(ge=0, le=100), P("%", step=0.01, sens=Sens.BEHAVIOUR, cat="device-state", zh="当前角度", en="Current tilt")] = None
    targetTilt: Annotated[float | None, Field(ge=0, le=100), P("%", "rwn", step=0.01, sens=Sens.BEHAVIOUR, cat="device-state", zh="目标角度", en="Target tilt", hazards=(Hazard.MOTION,))] = None
    operationalStatus: Annotated[WindowCoveringOperationalStatus | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="运动状态", en="Operational status")] = None
    motorReversed: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, cat="device-state", zh="电机反向", en="Motor reversed", hazards=(Hazard.MOTION,))] = None
    obstacleDetected: Annotated[bool | None, P(sens=Sens.HOUSEHOLD, cat="diagnostic", zh="遇阻", en="Obstacle detected")] = None
    openingTime: Annotated[float | None, Field(ge=0, le=900), P("s", "rw", step=0.1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="全开用时", en="Opening time", hazards=(Hazard.MOTION,), since="1.1")] = None
    closingTime: Annotated[float | None, Field(ge=0, le=900), P("s", "rw", step=0.1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="全关用时", en="Closing time", hazards=(Hazard.MOTION,), since="1.1")] = None
    calibrating: Annotated[bool | None, P("", "rwn", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="行程校准", en="Calibrating", hazards=(Hazard.MOTION,), since="1.1")] = None
    favoritePosition: Annotated[float | None, Field(ge=0, le=100), P("%", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="常用位置", en="Favourite position", hazards=SAFE, since="1.1")] = None
    motorSpeed: Annotated[int | None, Field(ge=0, le=100), P("%", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="电机速度", en="Motor speed", hazards=(Hazard.MOTION,), since="1.1")] = None
    motorSpeedLevel: Annotated[WindowCoveringMotorSpeedLevel | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="电机速度档", en="Motor speed level", hazards=(Hazard.MOTION,), since="1.1")] = None
    motorMode: Annotated[WindowCoveringMotorMode | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="电机模式", en="Motor mode", hazards=(Hazard.MOTION,), since="1.1")] = None


class ClosureControlMainState(Choice):
    """Main state."""

    STOPPED = "stopped"
    MOVING = "moving"
    WAITING_FOR_MOTION = "waitingForMotion"
    ERROR = "error"
    CALIBRATING = "calibrating"
    PROTECTED = "protected"
    DISENGAGED = "disengaged"
    SETUP_REQUIRED = "setupRequired"


class ClosureControlCurrentPosition(Choice):
    """Current position."""

    FULLY_CLOSED = "fullyClosed"
    FULLY_OPENED = "fullyOpened"
    PARTIALLY_OPENED = "partiallyOpened"
    OPENED_FOR_PEDESTRIAN = "openedForPedestrian"
    OPENED_FOR_VENTILATION = "openedForVentilation"
    OPENED_AT_SIGNATURE = "openedAtSignature"


class ClosureControl(Capability):
    """Garage door, gate, powered window or door."""

    ID, ZH, GROUP = "closureControl", "门/闸/窗机", "opening"
    EN = "Door, gate and window drive"
    COMMANDS = (
        Cmd("moveTo", "移动到", "Move to", args=(Arg("position", float, "%", ge=0, le=100, zh="位置"),), hazards=(Hazard.MOTION, Hazard.SECURITY)),
        Cmd("stop", "停止", "Stop", hazards=SAFE),
        Cmd("calibrate", "校准", "Calibrate", hazards=(Hazard.MOTION,)),
    )
    EVENTS = (
        Ev("secureStateChanged", "锁闭变化", "Secure state changed", sens=Sens.BEHAVIOUR, cat="device-state"),
        Ev("movementCompleted", "运动完成", "Movement completed", sens=Sens.HOUSEHOLD, cat="device-state"),
    )

    mainState: Annotated[ClosureControlMainState | None, P(sens=Sens.BEHAVIOUR, cat="access", zh="主状态", en="Main state")] = None
    currentPosition: Annotated[ClosureControlCurrentPosition | None, P(sens=Sens.BEHAVIOUR, cat="access", zh="当前位置", en="Current position")] = None
    position: Annotated[float | None, Field(ge=0, le=100), P("%", "rwn", step=0.01, sens=Sens.BEHAVIOUR, cat="access", zh="开合度", en="Position", hazards=(Hazard.MOTION, Hazard.SECURITY))] = None
    secureState: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="access", zh="已锁闭", en="Secure state")] = None
