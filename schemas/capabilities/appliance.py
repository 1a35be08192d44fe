"""Modes and cycles that any appliance may have."""

# One property a line, so that the file reads as the table it is.
# fmt: off

from typing import Annotated

from pydantic import Field

from schemas import reasons
from schemas.capability import SAFE, Arg, Capability, Choice, Cmd, Ev, F, P, Record, Sens, Timestamp
from schemas.vocabulary import Hazard


class ModeOption(Record):
    """One mode that a device offers."""

    mode: Annotated[int, Field(ge=0, le=255), F(zh="编号", en="Number")]
    label: Annotated[str, Field(max_length=64), F(zh="名称", en="Name, as the maker writes it")]
    labelZh: Annotated[str | None, Field(max_length=64), F(zh="中文名称", en="Name in Chinese")] = None
    tags: Annotated[list[Annotated[str, Field(max_length=64)]] | None, Field(max_length=16), F(zh="标签", en="Tags, as Matter names them")] = None


class ModeSelect(Capability):
    """Any mode with a name of its own that no other capability describes."""

    ID, ZH, GROUP = "modeSelect", "模式选择", "appliance"
    EN = "Mode selection"
    ABOUT_ZH = "没有专门能力描述的、带名称的工作模式。"
    VERSION = "1.1"
    COMMANDS = (
        Cmd("changeToMode", "切换模式", "Change to mode", args=(Arg("newMode", int, ge=0, le=255, zh="目标模式"),), hazards=SAFE, actuates=True, outcome=("currentMode",), about=("What a mode does is the device's business: its device type says what can go wrong.", "模式的作用由设备决定，风险以设备类型为准。")),
    )

    currentMode: Annotated[int | None, Field(ge=0, le=255), P("", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="当前模式", en="Current mode", about=("The `mode` number of one of `supportedModes`.", "`supportedModes`中某一项的编号。"), hazards=SAFE, actuates=True)] = None
    supportedModes: Annotated[list[ModeOption] | None, Field(max_length=256), P("", "r", sens=Sens.PUBLIC, why=reasons.MODEL_FACT, cat="device-state", zh="可选模式", en="Supported modes", about=("The modes that the maker built in; names that residents gave belong elsewhere.", "厂家内置的模式；住户自定名称不在此列。"))] = None
    startUpMode: Annotated[int | None, Field(ge=0, le=255), P("", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="上电模式", en="Start-up mode", about=("Taken when power comes back; null: the mode before.", "恢复供电后采用的模式；null表示沿用断电前的模式。"), hazards=SAFE, actuates=True, since="1.1")] = None
    onMode: Annotated[int | None, Field(ge=0, le=255), P("", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="开启后模式", en="On mode", about=("Taken when the device is switched on; null: the mode before.", "开机后采用的模式；null表示沿用之前的模式。"), hazards=SAFE, actuates=True, since="1.1")] = None
    description: Annotated[str | None, Field(max_length=64), P("", "r", sens=Sens.PUBLIC, why=reasons.MODEL_FACT, cat="device-state", zh="用途说明", en="What the modes are for", since="1.1")] = None


class OperationalStateValue(Choice):
    """Where an appliance stands in its cycle."""

    STOPPED = "stopped", "已停止"
    RUNNING = "running", "运行中"
    PAUSED = "paused", "已暂停"
    ERROR = "error", "故障"
    WAITING = "waiting", "预约等待", "Waiting to start"
    FINISHED = "finished", "已完成"


class OperationalStateOperationalError(Choice):
    """What keeps an appliance from its cycle."""

    NO_ERROR = "noError", "无错误"
    UNABLE_TO_START_OR_RESUME = "unableToStartOrResume", "无法启动或继续"
    UNABLE_TO_COMPLETE_OPERATION = "unableToCompleteOperation", "无法完成运行"
    COMMAND_INVALID_IN_STATE = "commandInvalidInState", "当前状态不允许", "Not allowed in this state"


class PlannedPhase(Record):
    """One phase of a programme."""

    name: Annotated[str, Field(max_length=64), F(zh="阶段")]
    duration: Annotated[int, Field(ge=0, le=604800), F(unit="s", zh="时长")]


class OperationalState(Capability):
    """Cycle of an appliance: started, paused, finished, with its phases and time left."""

    ID, ZH, GROUP = "operationalState", "运行状态", "appliance"
    ABOUT_ZH = "家电的运行周期：启动、暂停、完成，以及阶段和剩余时间。"
    VERSION = "1.1"
    COMMANDS = (
        Cmd("start", "启动", "Start", hazards=(Hazard.HEAT, Hazard.MOTION, Hazard.WATER), actuates=True, outcome=("operationalState",), returns=(Arg("error", OperationalStateOperationalError, zh="结果"), Arg("details", str, max_length=64, required=False, zh="说明"))),
        Cmd("stop", "停止", "Stop", hazards=SAFE, outcome=("operationalState",), returns=(Arg("error", OperationalStateOperationalError, zh="结果"), Arg("details", str, max_length=64, required=False, zh="说明"))),
        Cmd("pause", "暂停", "Pause", hazards=SAFE, outcome=("operationalState",), returns=(Arg("error", OperationalStateOperationalError, zh="结果"), Arg("details", str, max_length=64, required=False, zh="说明"))),
        Cmd("resume", "继续", "Resume", hazards=(Hazard.HEAT, Hazard.MOTION, Hazard.WATER), actuates=True, outcome=("operationalState",), returns=(Arg("error", OperationalStateOperationalError, zh="结果"), Arg("details", str, max_length=64, required=False, zh="说明"))),
    )
    EVENTS = (
        Ev("operationCompletion", "运行完成", "Operation completion", sens=Sens.BEHAVIOUR, cat="device-state", fields=(Arg("error", OperationalStateOperationalError, required=False, zh="结果"), Arg("totalTime", int, "s", ge=0, le=4294967295, required=False, zh="总时长"), Arg("pausedTime", int, "s", ge=0, le=4294967295, required=False, zh="暂停时长"))),
        Ev("operationalError", "运行出错", "Operational error", sens=Sens.BEHAVIOUR, cat="device-state", fields=(Arg("code", str, max_length=64, zh="错误码"), Arg("label", str, max_length=64, required=False, zh="名称"), Arg("details", str, max_length=64, required=False, zh="说明")), about=("Errors come when people use the appliance.", "错误发生在人使用家电之时。")),
    )

    operationalState: Annotated[OperationalStateValue | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="运行状态", en="Operational state")] = None
    currentPhase: Annotated[int | None, Field(ge=0, le=31), P(step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="当前阶段", en="Current phase", about=("Place in `phaseList`, from 0.", "`phaseList`中的序号，从0开始。"))] = None
    phaseList: Annotated[list[Annotated[str, Field(max_length=64)]] | None, Field(max_length=256), P("", "r", sens=Sens.PUBLIC, why=reasons.MODEL_FACT, cat="device-state", zh="阶段列表", en="Phase list")] = None
    countdownTime: Annotated[int | None, Field(ge=0, le=259200), P("s", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="剩余时间", en="Countdown time", about=("Until the cycle ends; the device corrects it as it goes.", "距运行结束的时间，设备会随进度修正。"))] = None
    progress: Annotated[int | None, Field(ge=0, le=100), P("%", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="进度", en="Progress")] = None
    operationalError: Annotated[OperationalStateOperationalError | None, P(sens=Sens.BEHAVIOUR, cat="diagnostic", zh="运行错误", en="Operational error")] = None
    completionTime: Annotated[Timestamp | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="预计完成时间", en="Completion time", since="1.1")] = None
    totalTime: Annotated[int | None, Field(ge=0, le=259200), P("s", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="程序总时长", en="Total time", since="1.1")] = None
    program: Annotated[str | None, Field(max_length=64), P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="程序", en="Programme", about=("As its maker calls it.", "厂家的程序名称或代码。"), hazards=(Hazard.HEAT, Hazard.WATER), since="1.1")] = None
    elapsedTime: Annotated[int | None, Field(ge=0, le=604800), P("s", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="已运行时间", en="Elapsed time", about=("Since the cycle was started.", "自启动以来的时间。"), since="1.1")] = None
    cycleCount: Annotated[int | None, Field(ge=0, le=4294967295), P("{count}", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="累计运行次数", en="Cycles so far", about=("Counts up; each step is one use.", "累计值，每次加一即使用一次。"), since="1.1")] = None
    lastCycleEnergy: Annotated[float | None, Field(ge=0, le=1000), P("kW.h", step=0.001, sens=Sens.BEHAVIOUR, cat="energy", zh="上次耗电", en="Energy of the last cycle", since="1.1")] = None
    lastCycleWater: Annotated[float | None, Field(ge=0, le=10000), P("L", step=0.1, sens=Sens.BEHAVIOUR, cat="energy", zh="上次用水", en="Water of the last cycle", since="1.1")] = None
    supportedStates: Annotated[list[OperationalStateValue] | None, P("", "r", sens=Sens.PUBLIC, why=reasons.MODEL_FACT, cat="device-state", zh="可能的状态", en="States it can have", since="1.1")] = None
    programList: Annotated[list[Annotated[str, Field(max_length=64)]] | None, Field(max_length=256), P("", "r", sens=Sens.PUBLIC, why=reasons.MODEL_FACT, cat="device-state", zh="程序列表", en="Programme list", about=("As their maker calls them.", "厂家的程序名称或代码。"), since="1.1")] = None
    phasePlan: Annotated[list[PlannedPhase] | None, Field(max_length=64), P(sens=Sens.BEHAVIOUR, cat="device-state", zh="阶段计划", en="Phase plan", about=("The phases of the programme that is set, in order.", "所选程序的各阶段，按顺序排列。"), since="1.1")] = None
