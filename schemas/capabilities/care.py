"""Beds, sleep and nursing care."""

# One property a line, so that the file reads as the table it is.
# fmt: off

from typing import Annotated

from pydantic import Field

from schemas.capabilities.week import Weekday
from schemas.capability import SAFE, Arg, Capability, Choice, Cmd, Ev, F, P, Record, Sens, Timestamp
from schemas.vocabulary import Hazard


class AdjustableBedPreset(Choice):
    """A position that a bed knows."""

    FLAT = "flat", "平躺"
    ZERO_GRAVITY = "zeroGravity", "零重力"
    READING = "reading", "阅读"
    TV = "tv", "观影", "Watching television"
    ANTI_SNORE = "antiSnore", "止鼾"
    EATING = "eating", "用餐"
    LEGS_UP = "legsUp", "抬腿"
    MEMORY_1 = "memory1", "记忆1"
    MEMORY_2 = "memory2", "记忆2"
    MEMORY_3 = "memory3", "记忆3"
    CUSTOM = "custom", "自定义"
    SLEEP = "sleep", "助眠"
    CHAIR = "chair", "坐姿", "Sitting as in a chair"
    GET_UP = "getUp", "起身", "Getting up"
    HEAD_DOWN = "headDown", "头低脚高", "Head down, feet up"
    HEAD_UP = "headUp", "头高脚低", "Head up, feet down"
    TURN_LEFT = "turnLeft", "左翻身", "Turned to the left"
    TURN_RIGHT = "turnRight", "右翻身", "Turned to the right"


class AdjustableBed(Capability):
    """Moves a bed and whoever lies in it: back, legs, height, turning and massage."""

    ID, ZH, GROUP = "adjustableBed", "可调床/护理床", "care"
    ABOUT_ZH = "调整床体及床上人的姿态：背部、腿部、高度、翻身和按摩。"
    VERSION = "1.1"
    COMMANDS = (
        Cmd("moveTo", "调整姿态", "Move to", args=(Arg("backAngle", float, "deg", ge=0, le=90, required=False, zh="背部角度"), Arg("legAngle", float, "deg", ge=0, le=60, required=False, zh="腿部角度"), Arg("height", float, "cm", ge=20, le=120, required=False, zh="床面高度"), Arg("lumbarAngle", float, "deg", ge=0, le=45, required=False, zh="腰部角度"), Arg("tiltAngle", float, "deg", ge=-20, le=20, required=False, zh="整床倾角"), Arg("rollAngle", float, "deg", ge=-45, le=45, required=False, zh="翻身角度")), hazards=(Hazard.MOTION_PERSON,), outcome=("backAngle", "legAngle", "height", "lumbarAngle", "tiltAngle", "rollAngle"), about=("What is left out stays as it is.", "未给出的部位保持不变。")),
        Cmd("recallPreset", "调用姿态", "Recall preset", args=(Arg("preset", AdjustableBedPreset, zh="姿态"),), hazards=(Hazard.MOTION_PERSON,), outcome=("preset",)),
        Cmd("stop", "立即停止", "Stop", hazards=SAFE, outcome=("moving",)),
        Cmd("savePreset", "保存姿态", "Save preset", args=(Arg("preset", AdjustableBedPreset, zh="姿态"),), hazards=(Hazard.MOTION_PERSON,), about=("The next recall moves the bed to where it stands now.", "下次调用时床将移动到当前位置。"), since="1.1"),
    )
    EVENTS = (
        Ev("obstruction", "防夹停止", "Obstruction", sens=Sens.SPECIAL, cat="health", about=("The bed stopped because something, or somebody, was in its way.", "因有物或人阻挡而停止。")),
        Ev("presetReached", "姿态到位", "Preset reached", sens=Sens.SPECIAL, cat="health", fields=(Arg("preset", AdjustableBedPreset, required=False, zh="姿态"),)),
    )

    backAngle: Annotated[float | None, Field(ge=0, le=90), P("deg", "rwn", step=1, sens=Sens.SPECIAL, cat="health", zh="背部角度", en="Back angle", about=("0 is flat.", "0为平躺。"), hazards=(Hazard.MOTION_PERSON,))] = None
    legAngle: Annotated[float | None, Field(ge=0, le=60), P("deg", "rwn", step=1, sens=Sens.SPECIAL, cat="health", zh="腿部角度", en="Leg angle", about=("0 is flat.", "0为平躺。"), hazards=(Hazard.MOTION_PERSON,))] = None
    lumbarAngle: Annotated[float | None, Field(ge=0, le=45), P("deg", "rwn", step=1, sens=Sens.SPECIAL, cat="health", zh="腰部角度", en="Lumbar angle", hazards=(Hazard.MOTION_PERSON,))] = None
    tiltAngle: Annotated[float | None, Field(ge=-20, le=20), P("deg", "rwn", step=0.5, sens=Sens.SPECIAL, cat="health", zh="整床倾角", en="Tilt angle", about=("Of the whole bed; positive is head up.", "整床倾斜，头高为正。"), hazards=(Hazard.MOTION_PERSON,))] = None
    rollAngle: Annotated[float | None, Field(ge=-45, le=45), P("deg", "rwn", step=1, sens=Sens.SPECIAL, cat="health", zh="翻身角度", en="Roll angle", about=("Positive turns the person to the right.", "向右翻身为正。"), hazards=(Hazard.MOTION_PERSON,))] = None
    height: Annotated[float | None, Field(ge=20, le=120), P("cm", "rwn", step=0.5, sens=Sens.SPECIAL, cat="health", zh="床面高度", en="Bed height", about=("From the floor to the mattress base.", "床面到地面的高度。"), hazards=(Hazard.MOTION_PERSON,))] = None
    firmness: Annotated[int | None, Field(ge=0, le=100), P("%", "rwn", step=1, sens=Sens.SPECIAL, cat="health", zh="软硬度", en="Firmness", about=("100 is the hardest.", "100为最硬。"), hazards=(Hazard.MOTION_PERSON,))] = None
    preset: Annotated[AdjustableBedPreset | None, P("", "rwn", sens=Sens.SPECIAL, cat="health", zh="姿态", en="Preset", hazards=(Hazard.MOTION_PERSON,))] = None
    moving: Annotated[bool | None, P(sens=Sens.SPECIAL, cat="health", zh="床体运动中", en="Moving")] = None
    handControlLocked: Annotated[bool | None, P("", "rwn", sens=Sens.SPECIAL, cat="health", zh="手控锁定", en="Hand control locked", about=("Locked, the person in bed cannot move it; unlocked, a child or a confused person can.", "锁定后床上的人无法操作；解锁后儿童或意识不清者可能误操作。"), hazards=(Hazard.MOTION_PERSON, Hazard.HEALTH))] = None
    sideRailUp: Annotated[bool | None, P(sens=Sens.SPECIAL, cat="health", zh="护栏升起", en="Side rail up")] = None
    brakesLocked: Annotated[bool | None, P(sens=Sens.SPECIAL, cat="health", zh="刹车锁定", en="Brakes locked")] = None
    massageLevel: Annotated[int | None, Field(ge=0, le=10), P("", "rwn", step=1, sens=Sens.SPECIAL, cat="health", zh="按摩强度", en="Massage level", about=("0 is off.", "0为关闭。"), hazards=(Hazard.MOTION_PERSON,))] = None
    underBedLight: Annotated[bool | None, P("", "rwn", sens=Sens.SPECIAL, cat="health", zh="床底灯", en="Light under the bed", hazards=SAFE)] = None
    neckAngle: Annotated[float | None, Field(ge=-30, le=60), P("deg", "rwn", step=1, sens=Sens.SPECIAL, cat="health", zh="颈部角度", en="Neck angle", hazards=(Hazard.MOTION_PERSON,), since="1.1")] = None
    headMassageLevel: Annotated[int | None, Field(ge=0, le=10), P("", "rwn", step=1, sens=Sens.SPECIAL, cat="health", zh="头部按摩强度", en="Head massage level", about=("0 is off.", "0为关闭。"), hazards=(Hazard.MOTION_PERSON,), since="1.1")] = None
    footMassageLevel: Annotated[int | None, Field(ge=0, le=10), P("", "rwn", step=1, sens=Sens.SPECIAL, cat="health", zh="足部按摩强度", en="Foot massage level", about=("0 is off.", "0为关闭。"), hazards=(Hazard.MOTION_PERSON,), since="1.1")] = None
    massageDuration: Annotated[int | None, Field(ge=0, le=7200), P("s", "rwn", step=1, sens=Sens.SPECIAL, cat="health", zh="按摩时长", en="Massage duration", hazards=(Hazard.MOTION_PERSON,), since="1.1")] = None
    massageRemaining: Annotated[int | None, Field(ge=0, le=7200), P("s", step=1, sens=Sens.SPECIAL, cat="health", zh="按摩剩余时间", en="Massage time left", since="1.1")] = None
    heatingLevel: Annotated[int | None, Field(ge=0, le=10), P("", "rwn", step=1, sens=Sens.SPECIAL, cat="health", zh="加热档位", en="Heating level", about=("0 is off; who cannot feel or move is burnt at low warmth too.", "0为关闭；感觉或行动障碍者在低温下也会烫伤。"), hazards=(Hazard.HEAT, Hazard.HEALTH), since="1.1")] = None
    snoreResponse: Annotated[bool | None, P("", "rwn", sens=Sens.SPECIAL, cat="health", zh="鼾声干预", en="Snore response", about=("Raises the head by itself when the sleeper snores.", "检测到打鼾时自动抬高头部。"), hazards=(Hazard.MOTION_PERSON,), since="1.1")] = None
    autoTurn: Annotated[bool | None, P("", "rwn", sens=Sens.SPECIAL, cat="health", zh="自动翻身", en="Turns by itself", about=("Turns the person at an interval against bedsores; off, somebody must do it.", "按间隔翻身以防压疮；关闭后须由人翻身。"), hazards=(Hazard.MOTION_PERSON, Hazard.HEALTH), since="1.1")] = None
    turnInterval: Annotated[int | None, Field(ge=0, le=86400), P("s", "rwn", step=1, sens=Sens.SPECIAL, cat="health", zh="翻身间隔", en="Turn interval", hazards=(Hazard.MOTION_PERSON, Hazard.HEALTH), since="1.1")] = None
    obstructed: Annotated[bool | None, P(sens=Sens.SPECIAL, cat="health", zh="遇阻", en="Obstructed", since="1.1")] = None


class SleepMonitoringSleepStage(Choice):
    """How deeply somebody sleeps."""

    UNKNOWN = "unknown", "未知"
    AWAKE = "awake", "清醒"
    LIGHT = "light", "浅睡", "Light sleep"
    DEEP = "deep", "深睡", "Deep sleep"
    REM = "rem", "快速眼动", "REM sleep"
    OUT_OF_BED = "outOfBed", "离床"


class SleepMonitoring(Capability):
    """Who is in bed, how deeply they sleep, and how the night was."""

    ID, ZH, GROUP = "sleepMonitoring", "睡眠监测", "care"
    ABOUT_ZH = "是否在床、睡眠深浅以及整晚睡眠情况。"
    VERSION = "1.1"
    EVENTS = (
        Ev("bedEntered", "上床", "Bed entered", sens=Sens.SPECIAL, cat="health"),
        Ev("bedLeft", "离床", "Bed left", sens=Sens.SPECIAL, cat="health"),
        Ev("wokeUp", "醒来", "Woke up", sens=Sens.SPECIAL, cat="health"),
        Ev("apneaSuspected", "疑似呼吸暂停", "Apnoea suspected", sens=Sens.SPECIAL, cat="health", fields=(Arg("duration", int, "s", ge=0, le=86400, required=False, zh="时长"),)),
        Ev("fellAsleep", "入睡", "Fell asleep", sens=Sens.SPECIAL, cat="health", since="1.1"),
        Ev("longAbsence", "离床未归", "Long absence from bed", sens=Sens.SPECIAL, cat="health", fields=(Arg("duration", int, "s", ge=0, le=86400, required=False, zh="时长"),), about=("Somebody left the bed at night and has not come back.", "夜间离床后长时间未归。"), since="1.1"),
    )

    inBed: Annotated[bool | None, P(sens=Sens.SPECIAL, cat="health", zh="在床", en="In bed")] = None
    sleepStage: Annotated[SleepMonitoringSleepStage | None, P(sens=Sens.SPECIAL, cat="health", zh="睡眠阶段", en="Sleep stage")] = None
    sleepScore: Annotated[int | None, Field(ge=0, le=100), P("{score}", step=1, sens=Sens.SPECIAL, cat="health", zh="睡眠评分", en="Sleep score", about=("100 is the best night; each maker has its own rule.", "100为最佳；各厂家算法不同。"))] = None
    timeAsleep: Annotated[int | None, Field(ge=0, le=86400), P("s", step=1, sens=Sens.SPECIAL, cat="health", zh="睡眠时长", en="Time asleep", about=("Of the last night.", "最近一晚。"))] = None
    timeDeep: Annotated[int | None, Field(ge=0, le=86400), P("s", step=1, sens=Sens.SPECIAL, cat="health", zh="深睡时长", en="Time in deep sleep", about=("Of the last night.", "最近一晚。"))] = None
    timeLight: Annotated[int | None, Field(ge=0, le=86400), P("s", step=1, sens=Sens.SPECIAL, cat="health", zh="浅睡时长", en="Time in light sleep", about=("Of the last night.", "最近一晚。"))] = None
    timeRem: Annotated[int | None, Field(ge=0, le=86400), P("s", step=1, sens=Sens.SPECIAL, cat="health", zh="快速眼动时长", en="Time in REM sleep", about=("Of the last night.", "最近一晚。"))] = None
    timeAwake: Annotated[int | None, Field(ge=0, le=86400), P("s", step=1, sens=Sens.SPECIAL, cat="health", zh="清醒时长", en="Time awake", about=("Of the last night.", "最近一晚。"))] = None
    snoring: Annotated[bool | None, P(sens=Sens.SPECIAL, cat="health", zh="打鼾", en="Snoring")] = None
    bodyMovement: Annotated[int | None, Field(ge=0, le=10000), P("{count}", step=1, sens=Sens.SPECIAL, cat="health", zh="体动", en="Body movement", about=("Movements in the last reporting period.", "最近上报周期内的体动次数。"))] = None
    fellAsleepAt: Annotated[Timestamp | None, P(sens=Sens.SPECIAL, cat="health", zh="入睡时间", en="Fell asleep at")] = None
    wokeUpAt: Annotated[Timestamp | None, P(sens=Sens.SPECIAL, cat="health", zh="醒来时间", en="Woke up at")] = None
    asleep: Annotated[bool | None, P(sens=Sens.SPECIAL, cat="health", zh="睡着", en="Asleep", since="1.1")] = None
    timeInBed: Annotated[int | None, Field(ge=0, le=86400), P("s", step=1, sens=Sens.SPECIAL, cat="health", zh="在床时长", en="Time in bed", about=("Of the last night.", "最近一晚。"), since="1.1")] = None
    sleepLatency: Annotated[int | None, Field(ge=0, le=86400), P("s", step=1, sens=Sens.SPECIAL, cat="health", zh="入睡用时", en="Time to fall asleep", about=("Of the last night.", "最近一晚。"), since="1.1")] = None
    snoringDuration: Annotated[int | None, Field(ge=0, le=86400), P("s", step=1, sens=Sens.SPECIAL, cat="health", zh="打鼾时长", en="Time snoring", about=("Of the last night.", "最近一晚。"), since="1.1")] = None
    sleepEfficiency: Annotated[int | None, Field(ge=0, le=100), P("%", step=1, sens=Sens.SPECIAL, cat="health", zh="睡眠效率", en="Sleep efficiency", about=("Share of the time in bed spent asleep, of the last night.", "最近一晚睡着时间占在床时间的比例。"), since="1.1")] = None
    awakenings: Annotated[int | None, Field(ge=0, le=1000), P("{count}", step=1, sens=Sens.SPECIAL, cat="health", zh="醒来次数", en="Awakenings", about=("Of the last night.", "最近一晚。"), since="1.1")] = None
    bedExits: Annotated[int | None, Field(ge=0, le=1000), P("{count}", step=1, sens=Sens.SPECIAL, cat="health", zh="离床次数", en="Bed exits", about=("Of the last night.", "最近一晚。"), since="1.1")] = None
    turnovers: Annotated[int | None, Field(ge=0, le=10000), P("{count}", step=1, sens=Sens.SPECIAL, cat="health", zh="翻身次数", en="Turnovers", about=("Of the last night.", "最近一晚。"), since="1.1")] = None
    apneaIndex: Annotated[float | None, Field(ge=0, le=200), P("{index}", step=0.1, sens=Sens.SPECIAL, cat="health", zh="呼吸暂停指数", en="Apnoea-hypopnoea index", about=("Events an hour of sleep; 30 and more is severe.", "每小时睡眠的事件次数，30及以上为重度。"), since="1.1")] = None
    outOfBedTime: Annotated[int | None, Field(ge=0, le=86400), P("s", step=1, sens=Sens.SPECIAL, cat="health", zh="本次离床时长", en="Time out of bed", about=("Since the bed was left; 0 in bed.", "离床以来的时间，在床时为0。"), since="1.1")] = None
    bedExitAlarm: Annotated[bool | None, P("", "rw", sens=Sens.SPECIAL, cat="health", zh="离床提醒", en="Bed exit alarm", about=("Off, nobody is told when somebody leaves the bed and does not come back.", "关闭后，离床未归不再提醒。"), hazards=(Hazard.HEALTH,), since="1.1")] = None
    bedExitAlarmDelay: Annotated[int | None, Field(ge=0, le=86400), P("s", "rw", step=1, sens=Sens.SPECIAL, cat="health", zh="离床提醒延时", en="Bed exit alarm delay", hazards=(Hazard.HEALTH,), since="1.1")] = None
    monitoringEnabled: Annotated[bool | None, P("", "rwn", sens=Sens.SPECIAL, cat="health", zh="监测开关", en="Monitoring enabled", hazards=(Hazard.HEALTH, Hazard.PRIVACY), since="1.1")] = None


class NursingCareToiletingState(Choice):
    """What an excretion care device does now."""

    IDLE = "idle", "待机"
    DETECTED = "detected", "检测到排泄", "Excretion detected"
    WASHING = "washing", "冲洗中"
    DRYING = "drying", "烘干中"
    FULL = "full", "污物箱满", "Waste tank full"
    ERROR = "error", "故障"


class MedicationDose(Record):
    """A dose that is due every day, or on some days."""

    time: Annotated[int, Field(ge=0, le=1439), F(unit="min", zh="时刻（零点起的分钟数）", en="Minutes after midnight")]
    slot: Annotated[int | None, Field(ge=0, le=255), F(zh="药格")] = None
    count: Annotated[float | None, Field(ge=0, le=100), F(zh="数量", en="How many")] = None
    name: Annotated[str | None, Field(max_length=64), F(zh="药名")] = None
    days: Annotated[list[Weekday] | None, F(zh="星期", en="Days; none for every day")] = None


class NursingCare(Capability):
    """Care of somebody who needs help: incontinence, turning, infusion and medication."""

    ID, ZH, GROUP = "nursingCare", "护理", "care"
    ABOUT_ZH = "对需要照护者的护理：失禁、翻身、输液与服药。"
    VERSION = "1.1"
    COMMANDS = (
        Cmd("startCare", "开始护理", "Start care", hazards=(Hazard.MOTION_PERSON, Hazard.WATER, Hazard.HEAT), outcome=("toiletingState",), about=("Washes and dries the person in bed with warm water and air.", "用温水和暖风为床上的人冲洗、烘干。")),
        Cmd("dispenseMedication", "出药", "Dispense medication", args=(Arg("slot", int, ge=0, le=255, required=False, zh="药格"),), hazards=(Hazard.HEALTH,), outcome=("lastDispensed",), about=("A wrong or double dose can kill.", "错服或重复服药可致命。")),
        Cmd("acknowledge", "确认", "Acknowledge", hazards=(Hazard.HEALTH,), outcome=("turnDue", "wetness", "medicationDue"), about=("Says that somebody saw to it, and ends the reminder.", "表示已有人处理，并结束提醒。")),
        Cmd("stopCare", "停止护理", "Stop care", hazards=SAFE, outcome=("toiletingState",), since="1.1"),
    )
    EVENTS = (
        Ev("wetnessDetected", "尿湿提醒", "Wetness detected", sens=Sens.SPECIAL, cat="health"),
        Ev("doseMissed", "漏服提醒", "Dose missed", sens=Sens.SPECIAL, cat="health", fields=(Arg("slot", int, ge=0, le=255, required=False, zh="药格"), Arg("dueAt", Timestamp, required=False, zh="应服时间"))),
        Ev("doseTaken", "已服药", "Dose taken", sens=Sens.SPECIAL, cat="health", fields=(Arg("slot", int, ge=0, le=255, required=False, zh="药格"), Arg("dueAt", Timestamp, required=False, zh="应服时间")), since="1.1"),
        Ev("turnOverdue", "翻身超时", "Turn overdue", sens=Sens.SPECIAL, cat="health", since="1.1"),
        Ev("infusionEnding", "输液将尽", "Infusion ending", sens=Sens.SPECIAL, cat="health", since="1.1"),
    )

    wetness: Annotated[bool | None, P(sens=Sens.SPECIAL, cat="health", zh="尿湿", en="Wetness")] = None
    turnDue: Annotated[bool | None, P(sens=Sens.SPECIAL, cat="health", zh="需翻身", en="Turn due", about=("The person must be turned against bedsores.", "应翻身以防压疮。"))] = None
    lastTurn: Annotated[Timestamp | None, P(sens=Sens.SPECIAL, cat="health", zh="上次翻身", en="Last turn")] = None
    toiletingState: Annotated[NursingCareToiletingState | None, P(sens=Sens.SPECIAL, cat="health", zh="大小便护理状态", en="Toileting state")] = None
    wasteTankFull: Annotated[bool | None, P(sens=Sens.SPECIAL, cat="health", zh="污物箱满", en="Waste tank full")] = None
    medicationDue: Annotated[bool | None, P(sens=Sens.SPECIAL, cat="health", zh="需服药", en="Medication due")] = None
    medicationTaken: Annotated[bool | None, P(sens=Sens.SPECIAL, cat="health", zh="已服药", en="Medication taken", about=("The dose that was due last.", "最近一次应服的药。"))] = None
    nextDoseAt: Annotated[Timestamp | None, P("", "rw", sens=Sens.SPECIAL, cat="health", zh="下次服药", en="Next dose at", hazards=(Hazard.HEALTH,))] = None
    infusionRemaining: Annotated[int | None, Field(ge=0, le=1000), P("mL", step=1, sens=Sens.SPECIAL, cat="health", zh="输液余量", en="Infusion remaining")] = None
    turnInterval: Annotated[int | None, Field(ge=0, le=86400), P("s", "rw", step=1, sens=Sens.SPECIAL, cat="health", zh="翻身间隔", en="Turn interval", hazards=(Hazard.HEALTH,), since="1.1")] = None
    medicationSchedule: Annotated[list[MedicationDose] | None, Field(max_length=64), P("", "rw", sens=Sens.SPECIAL, cat="health", zh="服药计划", en="Medication schedule", hazards=(Hazard.HEALTH,), since="1.1")] = None
    lastDispensed: Annotated[Timestamp | None, P(sens=Sens.SPECIAL, cat="health", zh="最近出药时间", en="Last dispensed", since="1.1")] = None
    dosesRemaining: Annotated[int | None, Field(ge=0, le=10000), P("{count}", step=1, sens=Sens.SPECIAL, cat="health", zh="剩余药量", en="Doses left", since="1.1")] = None
    medicationReminder: Annotated[bool | None, P("", "rw", sens=Sens.SPECIAL, cat="health", zh="服药提醒", en="Medication reminder", about=("Off, nobody is told when a dose is due.", "关闭后到时不再提醒。"), hazards=(Hazard.HEALTH,), since="1.1")] = None
    infusionRunning: Annotated[bool | None, P(sens=Sens.SPECIAL, cat="health", zh="输液中", en="Infusion running", since="1.1")] = None
    wetnessLevel: Annotated[int | None, Field(ge=0, le=100), P("%", step=1, sens=Sens.SPECIAL, cat="health", zh="尿湿程度", en="Wetness level", about=("100 is soaked.", "100为完全浸湿。"), since="1.1")] = None
    waterLow: Annotated[bool | None, P(sens=Sens.SPECIAL, cat="health", zh="清水不足", en="Clean water low", since="1.1")] = None
    washTemperature: Annotated[float | None, Field(ge=20, le=45), P("Cel", "rwn", step=0.5, sens=Sens.SPECIAL, cat="health", zh="冲洗水温", en="Wash temperature", hazards=(Hazard.HEAT, Hazard.MOTION_PERSON), since="1.1")] = None
