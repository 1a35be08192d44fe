"""Beds, sleep and nursing care."""

# One property a line, so that the file reads as the table it is.
# fmt: off

from typing import Annotated

from pydantic import Field

from schemas.capability import SAFE, Arg, Capability, Choice, Cmd, Ev, P, Sens, Timestamp
from schemas.vocabulary import Hazard


class AdjustableBedPreset(Choice):
    """Preset."""

    FLAT = "flat"
    ZERO_GRAVITY = "zeroGravity"
    READING = "reading"
    TV = "tv"
    ANTI_SNORE = "antiSnore"
    EATING = "eating"
    LEGS_UP = "legsUp"
    MEMORY_1 = "memory1"
    MEMORY_2 = "memory2"
    MEMORY_3 = "memory3"
    CUSTOM = "custom"


class AdjustableBed(Capability):
    """Adjustable and nursing bed."""

    ID, ZH, GROUP = "adjustableBed", "可调床/护理床", "care"
    COMMANDS = (
        Cmd("moveTo", "调整姿态", "Move to", args=(Arg("backAngle", float, "deg", ge=0, le=90, required=False, zh="背部角度"), Arg("legAngle", float, "deg", ge=0, le=60, required=False, zh="腿部角度"), Arg("height", float, "cm", ge=20, le=100, required=False, zh="高度")), hazards=(Hazard.MOTION_PERSON,)),
        Cmd("recallPreset", "调用姿态", "Recall preset", args=(Arg("preset", AdjustableBedPreset, zh="姿态"),), hazards=(Hazard.MOTION_PERSON,)),
        Cmd("stop", "立即停止", "Stop", hazards=SAFE),
    )
    EVENTS = (
        Ev("obstruction", "夹挤保护", "Obstruction", sens=Sens.SPECIAL, cat="health"),
        Ev("presetReached", "到位", "Preset reached", sens=Sens.SPECIAL, cat="health"),
    )

    backAngle: Annotated[float | None, Field(ge=0, le=90), P("deg", "rwn", step=1, sens=Sens.SPECIAL, cat="health", zh="背部角度", en="Back angle", hazards=(Hazard.MOTION_PERSON,))] = None
    legAngle: Annotated[float | None, Field(ge=0, le=60), P("deg", "rwn", step=1, sens=Sens.SPECIAL, cat="health", zh="腿部角度", en="Leg angle", hazards=(Hazard.MOTION_PERSON,))] = None
    lumbarAngle: Annotated[float | None, Field(ge=0, le=45), P("deg", "rwn", step=1, sens=Sens.SPECIAL, cat="health", zh="腰部角度", en="Lumbar angle", hazards=(Hazard.MOTION_PERSON,))] = None
    tiltAngle: Annotated[float | None, Field(ge=-20, le=20), P("deg", "rwn", step=0.5, sens=Sens.SPECIAL, cat="health", zh="整床倾角", en="Tilt angle", hazards=(Hazard.MOTION_PERSON,))] = None
    rollAngle: Annotated[float | None, Field(ge=-45, le=45), P("deg", "rwn", step=1, sens=Sens.SPECIAL, cat="health", zh="翻身角度", en="Roll angle", hazards=(Hazard.MOTION_PERSON,))] = None
    height: Annotated[float | None, Field(ge=20, le=120), P("cm", "rwn", step=0.5, sens=Sens.SPECIAL, cat="health", zh="床面高度", en="Height", hazards=(Hazard.MOTION_PERSON,))] = None
    firmness: Annotated[int | None, Field(ge=0, le=100), P("%", "rwn", step=1, sens=Sens.SPECIAL, cat="health", zh="软硬度", en="Firmness", hazards=(Hazard.MOTION_PERSON,))] = None
    preset: Annotated[AdjustableBedPreset | None, P("", "rwn", sens=Sens.SPECIAL, cat="health", zh="姿态", en="Preset", hazards=(Hazard.MOTION_PERSON,))] = None
    moving: Annotated[bool | None, P(sens=Sens.SPECIAL, cat="health", zh="运动中", en="Moving")] = None
    handControlLocked: Annotated[bool | None, P("", "rwn", sens=Sens.SPECIAL, cat="health", zh="手控锁定", en="Hand control locked", hazards=(Hazard.MOTION_PERSON,))] = None
    sideRailUp: Annotated[bool | None, P(sens=Sens.SPECIAL, cat="health", zh="护栏升起", en="Side rail up")] = None
    brakesLocked: Annotated[bool | None, P(sens=Sens.SPECIAL, cat="health", zh="刹车锁定", en="Brakes locked")] = None
    massageLevel: Annotated[int | None, Field(ge=0, le=10), P("", "rwn", step=1, sens=Sens.SPECIAL, cat="health", zh="按摩强度", en="Massage level", hazards=(Hazard.MOTION_PERSON,))] = None
    underBedLight: Annotated[bool | None, P("", "rwn", sens=Sens.SPECIAL, cat="health", zh="床底灯", en="Light under the bed", hazards=SAFE)] = None


class SleepMonitoringSleepStage(Choice):
    """Sleep stage."""

    UNKNOWN = "unknown"
    AWAKE = "awake"
    LIGHT = "light"
    DEEP = "deep"
    REM = "rem"
    OUT_OF_BED = "outOfBed"


class SleepMonitoring(Capability):
    """Bed presence and sleep."""

    ID, ZH, GROUP = "sleepMonitoring", "睡眠监测", "care"
    EVENTS = (
        Ev("bedEntered", "上床", "Bed entered", sens=Sens.SPECIAL, cat="health"),
        Ev("bedLeft", "离床", "Bed left", sens=Sens.SPECIAL, cat="health"),
        Ev("wokeUp", "醒来", "Woke up", sens=Sens.SPECIAL, cat="health"),
        Ev("apneaSuspected", "疑似呼吸暂停", "Apnoea suspected", sens=Sens.SPECIAL, cat="health"),
    )

    inBed: Annotated[bool | None, P(sens=Sens.SPECIAL, cat="health", zh="在床", en="In bed")] = None
    sleepStage: Annotated[SleepMonitoringSleepStage | None, P(sens=Sens.SPECIAL, cat="health", zh="睡眠阶段", en="Sleep stage")] = None
    sleepScore: Annotated[int | None, Field(ge=0, le=100), P("{score}", step=1, sens=Sens.SPECIAL, cat="health", zh="睡眠评分", en="Sleep score")] = None
    timeAsleep: Annotated[int | None, Field(ge=0, le=86400), P("s", step=1, sens=Sens.SPECIAL, cat="health", zh="睡眠时长", en="Time asleep")] = None
    timeDeep: Annotated[int | None, Field(ge=0, le=86400), P("s", step=1, sens=Sens.SPECIAL, cat="health", zh="深睡时长", en="Time in deep sleep")] = None
    timeLight: Annotated[int | None, Field(ge=0, le=86400), P("s", step=1, sens=Sens.SPECIAL, cat="health", zh="浅睡时长", en="Time in light sleep")] = None
    timeRem: Annotated[int | None, Field(ge=0, le=86400), P("s", step=1, sens=Sens.SPECIAL, cat="health", zh="快速眼动时长", en="Time in REM sleep")] = None
    timeAwake: Annotated[int | None, Field(ge=0, le=86400), P("s", step=1, sens=Sens.SPECIAL, cat="health", zh="清醒时长", en="Time awake")] = None
    snoring: Annotated[bool | None, P(sens=Sens.SPECIAL, cat="health", zh="打鼾", en="Snoring")] = None
    bodyMovement: Annotated[int | None, Field(ge=0, le=10000), P("{count}", step=1, sens=Sens.SPECIAL, cat="health", zh="体动", en="Body movement")] = None
    fellAsleepAt: Annotated[Timestamp | None, P(sens=Sens.SPECIAL, cat="health", zh="入睡时间", en="Fell asleep at")] = None
    wokeUpAt: Annotated[Timestamp | None, P(sens=Sens.SPECIAL, cat="health", zh="醒来时间", en="Woke up at")] = None


class NursingCareToiletingState(Choice):
    """Toileting state."""

    IDLE = "idle"
    DETECTED = "detected"
    WASHING = "washing"
    DRYING = "drying"
    FULL = "full"
    ERROR = "error"


class NursingCare(Capability):
    """Care functions: incontinence, turning, medication."""

    ID, ZH, GROUP = "nursingCare", "护理", "care"
    COMMANDS = (
        Cmd("startCare", "开始护理", "Start care", hazards=(Hazard.MOTION_PERSON, Hazard.WATER)),
        Cmd("dispenseMedication", "出药", "Dispense medication", args=(Arg("slot", int, ge=0, le=255, required=False, zh="药格"),), hazards=(Hazard.HEALTH,)),
        Cmd("acknowledge", "确认", "Acknowledge", hazards=(Hazard.HEALTH,)),
    )
    EVENTS = (
        Ev("wetnessDetected", "尿湿提醒", "Wetness detected", sens=Sens.SPECIAL, cat="health"),
        Ev("doseMissed", "漏服提醒", "Dose missed", sens=Sens.SPECIAL, cat="health"),
    )

    wetness: Annotated[bool | None, P(sens=Sens.SPECIAL, cat="health", zh="尿湿", en="Wetness")] = None
    turnDue: Annotated[bool | None, P(sens=Sens.SPECIAL, cat="health", zh="需翻身", en="Turn due")] = None
    lastTurn: Annotated[Timestamp | None, P(sens=Sens.SPECIAL, cat="health", zh="上次翻身", en="Last turn")] = None
    toiletingState: Annotated[NursingCareToiletingState | None, P(sens=Sens.SPECIAL, cat="health", zh="大小便护理状态", en="Toileting state")] = None
    wasteTankFull: Annotated[bool | None, P(sens=Sens.SPECIAL, cat="health", zh="污物箱满", en="Waste tank full")] = None
    medicationDue: Annotated[bool | None, P(sens=Sens.SPECIAL, cat="health", zh="需服药", en="Medication due")] = None
    medicationTaken: Annotated[bool | None, P(sens=Sens.SPECIAL, cat="health", zh="已服药", en="Medication taken")] = None
    nextDoseAt: Annotated[Timestamp | None, P("", "rw", sens=Sens.SPECIAL, cat="health", zh="下次服药", en="Next dose at", hazards=(Hazard.HEALTH,))] = None
    infusionRemaining: Annotated[int | None, Field(ge=0, le=1000), P("mL", step=1, sens=Sens.SPECIAL, cat="health", zh="输液余量", en="Infusion remaining")] = None
