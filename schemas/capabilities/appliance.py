"""Modes and cycles that any appliance may have."""

# One property a line, so that the file reads as the table it is.
# fmt: off

from typing import Annotated, Any

from pydantic import Field

from schemas.capability import SAFE, Arg, Capability, Choice, Cmd, Ev, P, Sens
from schemas.vocabulary import Hazard


class ModeSelect(Capability):
    """Any labelled mode that has no better home."""

    ID, ZH, GROUP = "modeSelect", "模式选择", "appliance"
    EN = "Mode selection"
    COMMANDS = (
        Cmd("changeToMode", "切换模式", "Change to mode", args=(Arg("newMode", int, ge=0, le=255, zh="目标模式"),), hazards=SAFE),
    )

    currentMode: Annotated[int | None, Field(ge=0, le=255), P("", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="当前模式", en="Current mode", hazards=SAFE)] = None
    supportedModes: Annotated[list[Any] | None, Field(max_length=256), P("", "r", sens=Sens.PUBLIC, cat="device-state", zh="可选模式", en="Supported modes")] = None


class OperationalStateValue(Choice):
    """Operational state."""

    STOPPED = "stopped"
    RUNNING = "running"
    PAUSED = "paused"
    ERROR = "error"


class OperationalStateOperationalError(Choice):
    """Operational error."""

    NO_ERROR = "noError"
    UNABLE_TO_START_OR_RESUME = "unableToStartOrResume"
    UNABLE_TO_COMPLETE_OPERATION = "unableToCompleteOperation"
    COMMAND_INVALID_IN_STATE = "commandInvalidInState"


class OperationalState(Capability):
    """Cycle of an appliance."""

    ID, ZH, GROUP = "operationalState", "运行状态", "appliance"
    COMMANDS = (
        Cmd("start", "启动", "Start", hazards=(Hazard.HEAT, Hazard.MOTION)),
        Cmd("stop", "停止", "Stop", hazards=SAFE),
        Cmd("pause", "暂停", "Pause", hazards=SAFE),
        Cmd("resume", "继续", "Resume", hazards=(Hazard.HEAT, Hazard.MOTION)),
    )
    EVENTS = (
        Ev("operationCompletion", "运行完成", "Operation completion", sens=Sens.BEHAVIOUR, cat="device-state"),
        Ev("operationalError", "运行出错", "Operational error", sens=Sens.HOUSEHOLD, cat="device-state", fields=(Arg("code", str, max_length=64, zh="错误码"),)),
    )

    operationalState: Annotated[OperationalStateValue | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="运行状态", en="Operational state")] = None
    currentPhase: Annotated[int | None, Field(ge=0, le=31), P(step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="当前阶段", en="Current phase")] = None
    phaseList: Annotated[list[Any] | None, Field(max_length=256), P("", "r", sens=Sens.PUBLIC, cat="device-state", zh="阶段列表", en="Phase list")] = None
    countdownTime: Annotated[int | None, Field(ge=0, le=259200), P("s", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="剩余时间", en="Countdown time")] = None
    progress: Annotated[int | None, Field(ge=0, le=100), P("%", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="进度", en="Progress")] = None
    operationalError: Annotated[OperationalStateOperationalError | None, P(sens=Sens.HOUSEHOLD, cat="diagnostic", zh="运行错误", en="Operational error")] = None
