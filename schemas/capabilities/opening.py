"""Curtains, blinds, doors, gates and windows that move."""

# One property a line, so that the file reads as the table it is.
# fmt: off

from typing import Annotated

from pydantic import Field

from schemas import reasons
from schemas.capability import SAFE, Arg, Capability, Choice, Cmd, Ev, P, Sens
from schemas.vocabulary import Hazard


class WindowCoveringOperationalStatus(Choice):
    """What the motor of a covering is doing."""

    STOPPED = "stopped", "停止"
    OPENING = "opening", "打开中"
    CLOSING = "closing", "关闭中"


class WindowCoveringType(Choice):
    """What kind of covering it is."""

    ROLLER_SHADE = "rollerShade", "卷帘"
    CURTAIN = "curtain", "布帘"
    VENETIAN_BLIND = "venetianBlind", "百叶帘"
    VERTICAL_BLIND = "verticalBlind", "垂直帘"
    ROMAN_SHADE = "romanShade", "罗马帘"
    CELLULAR_SHADE = "cellularShade", "蜂巢帘", "Cellular or pleated shade"
    ZEBRA_SHADE = "zebraShade", "柔纱帘", "Sheer or zebra shade"
    SHUTTER = "shutter", "卷闸窗/百叶窗"
    AWNING = "awning", "遮阳篷"
    PROJECTOR_SCREEN = "projectorScreen", "投影幕"
    CLOTHES_AIRER = "clothesAirer", "晾衣架"
    UNKNOWN = "unknown", "未知"


class WindowCoveringFault(Choice):
    """What is wrong with a covering, or keeps it from moving."""

    REMOTE_LOCKOUT = "remoteLockout", "已锁定远程控制", "Locked against remote control"
    TAMPERED = "tampered", "被撬动"
    COMMUNICATION_FAILED = "communicationFailed", "通信故障"
    POSITION_LOST = "positionLost", "位置丢失"
    OVERHEATED = "overheated", "电机过热"
    OBSTACLE = "obstacle", "遇阻"
    POWER = "power", "供电异常", "Power out of range"
    STOP_INPUT = "stopInput", "停止信号有效", "Stop input active"
    MOTOR_JAMMED = "motorJammed", "电机卡死"
    OVERWEIGHT = "overweight", "超重"
    HARDWARE = "hardware", "硬件故障"
    MANUAL_OPERATION = "manualOperation", "手动操作中"
    PROTECTION = "protection", "保护动作", "Protection active"
    LIMITS_NOT_SET = "limitsNotSet", "未设行程", "Limits not set"


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
    """Moves a curtain, blind, shade, awning or clothes airer."""

    ID, ZH, GROUP = "windowCovering", "窗帘", "opening"
    ABOUT_ZH = "驱动窗帘、百叶、卷帘、遮阳篷或晾衣架。"
    VERSION = "1.1"
    COMMANDS = (
        Cmd("open", "打开", "Open", hazards=(Hazard.MOTION,), actuates=True, outcome=("targetPosition", "currentPosition")),
        Cmd("close", "关闭", "Close", hazards=(Hazard.MOTION,), actuates=True, outcome=("targetPosition", "currentPosition")),
        Cmd("stop", "停止", "Stop", hazards=SAFE, outcome=("operationalStatus",)),
        Cmd("goToLift", "调至位置", "Go to position", args=(Arg("position", float, "%", ge=0, le=100, zh="位置"),), hazards=(Hazard.MOTION,), actuates=True, outcome=("targetPosition", "currentPosition")),
        Cmd("goToTilt", "调至角度", "Go to tilt", args=(Arg("tilt", float, "%", ge=0, le=100, zh="翻转开度"),), hazards=(Hazard.MOTION,), actuates=True, outcome=("targetTilt", "currentTilt"), since="1.1"),
        Cmd("calibrate", "行程校准", "Calibrate", hazards=(Hazard.MOTION,), actuates=True, outcome=("calibrated",), about=("Runs to both ends to learn its way.", "运行到两端以学习行程。"), since="1.1"),
    )

    currentPosition: Annotated[float | None, Field(ge=0, le=100), P("%", step=0.01, sens=Sens.BEHAVIOUR, cat="device-state", zh="当前位置", en="Current position", about=("100 is open, 0 is closed.", "100 为全开，0 为全关。"))] = None
    targetPosition: Annotated[float | None, Field(ge=0, le=100), P("%", "rwn", step=0.01, sens=Sens.BEHAVIOUR, cat="device-state", zh="目标位置", en="Target position", hazards=(Hazard.MOTION,), actuates=True, about=("100 is open, 0 is closed.", "100 为全开，0 为全关。"))] = None
    currentTilt: Annotated[float | None, Field(ge=0, le=100), P("%", step=0.01, sens=Sens.BEHAVIOUR, cat="device-state", zh="当前翻转开度", en="Current tilt", about=("100: the slats let most light through.", "100 表示叶片透光最多。"))] = None
    targetTilt: Annotated[float | None, Field(ge=0, le=100), P("%", "rwn", step=0.01, sens=Sens.BEHAVIOUR, cat="device-state", zh="目标翻转开度", en="Target tilt", hazards=(Hazard.MOTION,), actuates=True, about=("100: the slats let most light through.", "100 表示叶片透光最多。"))] = None
    operationalStatus: Annotated[WindowCoveringOperationalStatus | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="运动状态", en="Operational status")] = None
    motorReversed: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="电机反向", en="Motor reversed", hazards=(Hazard.MOTION,))] = None
    obstacleDetected: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="diagnostic", zh="遇阻", en="Obstacle detected")] = None
    coveringType: Annotated[WindowCoveringType | None, P("", "r", sens=Sens.PUBLIC, why=reasons.MODEL_FACT, cat="device-state", zh="窗帘类型", en="Type of covering", since="1.1")] = None
    calibrated: Annotated[bool | None, P(sens=Sens.HOUSEHOLD, why=reasons.DIAGNOSTIC, cat="diagnostic", zh="行程已校准", en="Calibrated", since="1.1")] = None
    calibrationMode: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="校准模式", en="Calibration mode", hazards=(Hazard.MOTION,), actuates=True, since="1.1")] = None
    movementTime: Annotated[float | None, Field(ge=0, le=600), P("s", "rw", step=0.1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="全程运行时间", en="Time of a full run", hazards=(Hazard.MOTION,), about=("How long the motor needs from end to end; position is reckoned from it.", "电机走完全程所需时间，用于推算位置。"), since="1.1")] = None
    motorSpeed: Annotated[float | None, Field(ge=0, le=100), P("%", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="电机速度", en="Motor speed", hazards=(Hazard.MOTION,), since="1.1")] = None
    openLimit: Annotated[float | None, Field(ge=0, le=100), P("%", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="打开限位", en="Open limit", hazards=(Hazard.MOTION,), about=("How far it opens at most.", "允许打开的最大位置。"), since="1.1")] = None
    closeLimit: Annotated[float | None, Field(ge=0, le=100), P("%", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="关闭限位", en="Close limit", hazards=(Hazard.MOTION,), about=("How far it closes at most.", "允许关闭到的最小位置。"), since="1.1")] = None
    pullToStart: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="手拉启动", en="Starts when pulled by hand", hazards=(Hazard.MOTION,), since="1.1")] = None
    faults: Annotated[list[WindowCoveringFault] | None, P(sens=Sens.BEHAVIOUR, cat="diagnostic", zh="故障", en="Faults", since="1.1")] = None
    openingTime: Annotated[float | None, Field(ge=0, le=900), P("s", "rw", step=0.1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="全开用时", en="Opening time", hazards=(Hazard.MOTION,), since="1.1")] = None
    closingTime: Annotated[float | None, Field(ge=0, le=900), P("s", "rw", step=0.1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="全关用时", en="Closing time", hazards=(Hazard.MOTION,), since="1.1")] = None
    favoritePosition: Annotated[float | None, Field(ge=0, le=100), P("%", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="常用位置", en="Favourite position", hazards=SAFE, since="1.1")] = None
    motorSpeedLevel: Annotated[WindowCoveringMotorSpeedLevel | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="电机速度档", en="Motor speed level", hazards=(Hazard.MOTION,), since="1.1")] = None
    motorMode: Annotated[WindowCoveringMotorMode | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="电机模式", en="Motor mode", hazards=(Hazard.MOTION,), since="1.1")] = None


class ClosureControlMainState(Choice):
    """What the drive of a door, gate or window is doing."""

    STOPPED = "stopped", "停止"
    MOVING = "moving", "运动中"
    WAITING_FOR_MOTION = "waitingForMotion", "等待运动"
    ERROR = "error", "故障"
    CALIBRATING = "calibrating", "校准中"
    PROTECTED = "protected", "保护中", "Protected, will not move"
    DISENGAGED = "disengaged", "离合已脱开", "Disengaged, moved by hand"
    SETUP_REQUIRED = "setupRequired", "需要设置"


class ClosureControlCurrentPosition(Choice):
    """Where a door, gate or window stands."""

    FULLY_CLOSED = "fullyClosed", "全关"
    FULLY_OPENED = "fullyOpened", "全开", "Fully open"
    PARTIALLY_OPENED = "partiallyOpened", "部分打开", "Partly open"
    OPENED_FOR_PEDESTRIAN = "openedForPedestrian", "行人通行位", "Open for a pedestrian"
    OPENED_FOR_VENTILATION = "openedForVentilation", "通风位", "Open for ventilation"
    OPENED_AT_SIGNATURE = "openedAtSignature", "预设位", "Open at its favourite position"


class ClosureControlSpeed(Choice):
    """How fast a door, gate or window moves."""

    AUTO = "auto", "自动", "Automatic"
    LOW = "low", "慢速"
    MEDIUM = "medium", "中速"
    HIGH = "high", "快速"


class ClosureControlError(Choice):
    """Why a door, gate or window does not move as told."""

    PHYSICALLY_BLOCKED = "physicallyBlocked", "被阻挡"
    BLOCKED_BY_SENSOR = "blockedBySensor", "防夹传感器触发", "Blocked by a safety sensor"
    TEMPERATURE_LIMITED = "temperatureLimited", "温度限制"
    MAINTENANCE_REQUIRED = "maintenanceRequired", "需要维护"
    INTERNAL_INTERFERENCE = "internalInterference", "内部干扰"


class ClosureControl(Capability):
    """Drives a garage door, gate, powered window or door."""

    ID, ZH, GROUP = "closureControl", "门/闸/窗机", "opening"
    EN = "Door, gate and window drive"
    ABOUT_ZH = "驱动车库门、大门、电动门或电动窗。"
    VERSION = "1.1"
    COMMANDS = (
        Cmd("moveTo", "移动到", "Move to", args=(Arg("position", float, "%", ge=0, le=100, required=False, zh="位置"), Arg("preset", ClosureControlCurrentPosition, required=False, zh="预设位置"), Arg("latch", bool, required=False, zh="锁闭"), Arg("speed", ClosureControlSpeed, required=False, zh="速度")), hazards=(Hazard.MOTION, Hazard.SECURITY), actuates=True, outcome=("position", "currentPosition", "latched"), about=("At least one of position, preset and latch; 100 is open.", "位置、预设位置、锁闭至少给出一个；100 为全开。")),
        Cmd("stop", "停止", "Stop", hazards=SAFE, outcome=("mainState",)),
        Cmd("calibrate", "校准", "Calibrate", hazards=(Hazard.MOTION, Hazard.SECURITY), actuates=True, outcome=("mainState",), about=("It may open fully while it learns its way.", "校准过程中可能完全打开。")),
    )
    EVENTS = (
        Ev("secureStateChanged", "锁闭变化", "Secure state changed", sens=Sens.BEHAVIOUR, cat="access", fields=(Arg("secure", bool, zh="已锁闭"),)),
        Ev("movementCompleted", "运动完成", "Movement completed", sens=Sens.BEHAVIOUR, cat="access"),
        Ev("operationalError", "运行出错", "Operational error", sens=Sens.BEHAVIOUR, cat="diagnostic", fields=(Arg("errors", list[ClosureControlError], zh="错误"),), since="1.1"),
        Ev("engageStateChanged", "离合变化", "Engage state changed", sens=Sens.BEHAVIOUR, cat="access", fields=(Arg("engaged", bool, zh="已接合"),), about=("Engaged: the motor holds it; otherwise it moves by hand.", "接合时由电机驱动，脱开时可手动推拉。"), since="1.1"),
    )

    mainState: Annotated[ClosureControlMainState | None, P(sens=Sens.BEHAVIOUR, cat="access", zh="主状态", en="Main state")] = None
    currentPosition: Annotated[ClosureControlCurrentPosition | None, P(sens=Sens.BEHAVIOUR, cat="access", zh="当前位置", en="Current position")] = None
    position: Annotated[float | None, Field(ge=0, le=100), P("%", "rwn", step=0.01, sens=Sens.BEHAVIOUR, cat="access", zh="开合度", en="Position", hazards=(Hazard.MOTION, Hazard.SECURITY), actuates=True, about=("100 is open, 0 is closed.", "100 为全开，0 为全关。"))] = None
    secureState: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="access", zh="已锁闭", en="Secure", about=("True: closed and latched.", "为真表示已关闭且锁紧。"))] = None
    latched: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="access", zh="锁扣已锁", en="Latched", hazards=(Hazard.SECURITY,), actuates=True, since="1.1")] = None
    speed: Annotated[ClosureControlSpeed | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="运行速度", en="Speed", hazards=(Hazard.MOTION,), since="1.1")] = None
    obstructionDetected: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="diagnostic", zh="遇阻", en="Obstruction detected", since="1.1")] = None
    errors: Annotated[list[ClosureControlError] | None, P(sens=Sens.BEHAVIOUR, cat="diagnostic", zh="错误", en="Errors", since="1.1")] = None
    countdownTime: Annotated[int | None, Field(ge=0, le=259200), P("s", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="剩余运行时间", en="Time left of the movement", since="1.1")] = None
    autoCloseDelay: Annotated[int | None, Field(ge=0, le=86400), P("s", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="自动关闭延时", en="Delay of closing by itself", hazards=(Hazard.MOTION, Hazard.SECURITY), about=("0: it stays open.", "0 表示不自动关闭。"), since="1.1")] = None
