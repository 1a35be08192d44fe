"""Curtains, blinds, doors, gates and windows that move."""

# One property a line, so that the file reads as the table it is.
# fmt: off

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from schemas.capability import Arg, Capability, Cmd, Ev, P, Sens
from schemas.vocabulary import Hazard


class WindowCoveringOperationalStatus(StrEnum):
    """Operational status."""

    STOPPED = "stopped"
    OPENING = "opening"
    CLOSING = "closing"


class WindowCovering(Capability):
    """Curtain, blind, shade, awning."""

    ID, ZH, GROUP = "windowCovering", "窗帘", "opening"
    COMMANDS = (
        Cmd("open", "打开", "Open", hazards=(Hazard.MOTION,)),
        Cmd("close", "关闭", "Close", hazards=(Hazard.MOTION,)),
        Cmd("stop", "停止", "Stop"),
        Cmd("goToLift", "调至位置", "Go to lift", args=(Arg("position", float, "%", ge=0, le=100, zh="位置"),), hazards=(Hazard.MOTION,)),
    )

    currentPosition: Annotated[float | None, Field(ge=0, le=100), P("%", step=0.01, sens=Sens.BEHAVIOUR, cat="device-state", zh="当前位置", en="Current position", matter=(0x0102, 0x000E))] = None
    targetPosition: Annotated[float | None, Field(ge=0, le=100), P("%", "rwn", step=0.01, sens=Sens.BEHAVIOUR, cat="device-state", zh="目标位置", en="Target position", hazards=(Hazard.MOTION,), matter=(0x0102, 0x000B))] = None
    currentTilt: Annotated[float | None, Field(ge=0, le=100), P("%", step=0.01, sens=Sens.BEHAVIOUR, cat="device-state", zh="当前角度", en="Current tilt", matter=(0x0102, 0x000F))] = None
    targetTilt: Annotated[float | None, Field(ge=0, le=100), P("%", "rwn", step=0.01, sens=Sens.BEHAVIOUR, cat="device-state", zh="目标角度", en="Target tilt", hazards=(Hazard.MOTION,), matter=(0x0102, 0x000C))] = None
    operationalStatus: Annotated[WindowCoveringOperationalStatus | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="运动状态", en="Operational status", matter=(0x0102, 0x000A))] = None
    motorReversed: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, cat="device-state", zh="电机反向", en="Motor reversed", hazards=(Hazard.MOTION,), matter=(0x0102, 0x0017))] = None
    obstacleDetected: Annotated[bool | None, P(sens=Sens.HOUSEHOLD, cat="diagnostic", zh="遇阻", en="Obstacle detected", matter=(0x0102, 0x001A))] = None


class ClosureControlMainState(StrEnum):
    """Main state."""

    STOPPED = "stopped"
    MOVING = "moving"
    WAITING_FOR_MOTION = "waitingForMotion"
    ERROR = "error"
    CALIBRATING = "calibrating"
    PROTECTED = "protected"
    DISENGAGED = "disengaged"
    SETUP_REQUIRED = "setupRequired"


class ClosureControlCurrentPosition(StrEnum):
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
        Cmd("stop", "停止", "Stop"),
        Cmd("calibrate", "校准", "Calibrate", hazards=(Hazard.MOTION,)),
    )
    EVENTS = (
        Ev("secureStateChanged", "锁闭变化", "Secure state changed", sens=Sens.BEHAVIOUR, cat="device-state"),
        Ev("movementCompleted", "运动完成", "Movement completed", sens=Sens.HOUSEHOLD, cat="device-state"),
    )

    mainState: Annotated[ClosureControlMainState | None, P(sens=Sens.BEHAVIOUR, cat="access", zh="主状态", en="Main state", matter=(0x0104, 0x0001))] = None
    currentPosition: Annotated[ClosureControlCurrentPosition | None, P(sens=Sens.BEHAVIOUR, cat="access", zh="当前位置", en="Current position", matter=(0x0104, 0x0003))] = None
    position: Annotated[float | None, Field(ge=0, le=100), P("%", "rwn", step=0.01, sens=Sens.BEHAVIOUR, cat="access", zh="开合度", en="Position", hazards=(Hazard.MOTION, Hazard.SECURITY), matter=(0x0105, 0x0000))] = None
    secureState: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="access", zh="已锁闭", en="Secure state", matter=(0x0104, 0x0003))] = None
