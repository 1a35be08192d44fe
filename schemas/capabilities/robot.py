"""Vacuums, service robots and helpers for pets."""

# One property a line, so that the file reads as the table it is.
# fmt: off

from typing import Annotated

from pydantic import Field

from schemas import reasons
from schemas.capability import SAFE, Arg, Capability, Choice, Cmd, Ev, F, P, Record, Sens, Timestamp
from schemas.vocabulary import Hazard


class RobotVacuumRunMode(Choice):
    """What a robot vacuum is out for."""

    IDLE = "idle", "空闲"
    CLEANING = "cleaning", "清扫"
    MAPPING = "mapping", "建图"


class RobotVacuumCleanMode(Choice):
    """How a robot vacuum cleans."""

    VACUUM = "vacuum", "仅扫", "Vacuum only"
    MOP = "mop", "仅拖", "Mop only"
    VACUUM_THEN_MOP = "vacuumThenMop", "先扫后拖"
    DEEP_CLEAN = "deepClean", "深度清洁"
    QUIET = "quiet", "安静"
    AUTO = "auto", "自动", "Automatic"
    MAX = "max", "强力", "Strongest"
    VACUUM_AND_MOP = "vacuumAndMop", "边扫边拖", "Vacuum and mop at once"
    STANDARD = "standard", "标准"
    STRONG = "strong", "较强"
    QUICK = "quick", "快速"
    CUSTOM = "custom", "自定义"


class RobotVacuumOperationalState(Choice):
    """What a robot vacuum is doing."""

    STOPPED = "stopped", "停止"
    RUNNING = "running", "清扫中"
    PAUSED = "paused", "暂停"
    ERROR = "error", "故障"
    SEEKING_CHARGER = "seekingCharger", "回充中", "Going back to its dock"
    CHARGING = "charging", "充电中"
    DOCKED = "docked", "已在基站"
    EMPTYING_DUST_BIN = "emptyingDustBin", "集尘中"
    CLEANING_MOP = "cleaningMop", "洗拖布中"
    FILLING_WATER_TANK = "fillingWaterTank", "补水中"
    UPDATING_MAPS = "updatingMaps", "更新地图中"
    DRYING_MOP = "dryingMop", "烘干拖布中"
    REMOTE_CONTROL = "remoteControl", "遥控中", "Steered by hand"


class RobotVacuumOperationalError(Choice):
    """Why a robot vacuum does not do its work."""

    NO_ERROR = "noError", "无故障"
    UNABLE_TO_START_OR_RESUME = "unableToStartOrResume", "无法启动或继续"
    UNABLE_TO_COMPLETE_OPERATION = "unableToCompleteOperation", "无法完成清扫"
    COMMAND_INVALID_IN_STATE = "commandInvalidInState", "当前状态不支持该命令"
    FAILED_TO_FIND_CHARGING_DOCK = "failedToFindChargingDock", "找不到基站"
    STUCK = "stuck", "被困"
    DUST_BIN_MISSING = "dustBinMissing", "尘盒未安装"
    DUST_BIN_FULL = "dustBinFull", "尘盒已满"
    WATER_TANK_EMPTY = "waterTankEmpty", "水箱无水"
    WATER_TANK_MISSING = "waterTankMissing", "水箱未安装"
    WATER_TANK_LID_OPEN = "waterTankLidOpen", "水箱盖未关"
    MOP_CLEANING_PAD_MISSING = "mopCleaningPadMissing", "拖布未安装"
    LOW_BATTERY = "lowBattery", "电量低"
    CANNOT_REACH_TARGET_AREA = "cannotReachTargetArea", "无法到达目标区域"
    DIRTY_WATER_TANK_FULL = "dirtyWaterTankFull", "污水箱已满"
    DIRTY_WATER_TANK_MISSING = "dirtyWaterTankMissing", "污水箱未安装"
    WHEELS_JAMMED = "wheelsJammed", "轮子卡住"
    BRUSH_JAMMED = "brushJammed", "刷子卡住"
    NAVIGATION_SENSOR_OBSCURED = "navigationSensorObscured", "导航传感器被遮挡"


class RobotVacuumDockState(Choice):
    """What the dock is doing."""

    IDLE = "idle", "空闲"
    EMPTYING = "emptying", "集尘中"
    WASHING_MOP = "washingMop", "洗拖布中"
    DRYING_MOP = "dryingMop", "烘干拖布中"
    FILLING_WATER = "fillingWater", "补水中"
    ERROR = "error", "故障"
    NONE = "none", "无基站", "No dock"
    SELF_CLEANING = "selfCleaning", "基站自清洁中"


class RobotVacuumDrivingMode(Choice):
    """In which order it covers the floor."""

    AREA_THEN_WALLS = "areaThenWalls", "先中间后沿边"
    WALLS_FIRST = "wallsFirst", "先沿边"
    QUICK = "quick", "快速"


class RobotVacuumScope(Choice):
    """How much of the floor a run covers."""

    ALL = "all", "全屋", "The whole floor"
    ROOMS = "rooms", "按房间"
    ZONE = "zone", "划区"
    SPOT = "spot", "定点"
    EDGE = "edge", "沿边", "Along the walls"
    PATH = "path", "指定路径", "Along a given path"
    MANUAL = "manual", "手动遥控", "Steered by hand"


class RobotVacuumDirection(Choice):
    """Where to drive by hand."""

    FORWARD = "forward", "前进"
    BACKWARD = "backward", "后退"
    LEFT = "left", "左转"
    RIGHT = "right", "右转"
    STOP = "stop", "停止"


class RobotVacuumWaterFlow(Choice):
    """How wet the mop is, in the steps that devices have."""

    OFF = "off", "关"
    LOW = "low", "低"
    MEDIUM = "medium", "中"
    HIGH = "high", "高"


class RobotVacuum(Capability):
    """Drives a robot vacuum or mower, and its dock."""

    ID, ZH, GROUP = "robotVacuum", "扫地机器人", "robot"
    ABOUT_ZH = "控制扫地机器人、割草机器人及其基站。"
    VERSION = "1.1"
    COMMANDS = (
        Cmd("start", "开始清扫", "Start", hazards=(Hazard.MOTION,), actuates=True, outcome=("operationalState",)),
        Cmd("pause", "暂停", "Pause", hazards=SAFE, outcome=("operationalState",)),
        Cmd("resume", "继续", "Resume", hazards=(Hazard.MOTION,), actuates=True, outcome=("operationalState",)),
        Cmd("stop", "停止", "Stop", hazards=SAFE, outcome=("operationalState",)),
        Cmd("goHome", "回充", "Go home", hazards=(Hazard.MOTION,), actuates=True, outcome=("operationalState",)),
        Cmd("locate", "寻找机器人", "Locate", hazards=SAFE, about=("It speaks or beeps where it is.", "机器人发出声音提示位置。"), since="1.1"),
        Cmd("cleanSpot", "定点清扫", "Clean a spot", hazards=(Hazard.MOTION,), actuates=True, outcome=("operationalState",), about=("Cleans around where it stands.", "清扫所在位置周围。"), since="1.1"),
        Cmd("drive", "遥控行走", "Drive", args=(Arg("direction", RobotVacuumDirection, zh="方向"), Arg("duration", float, "s", ge=0, le=60, required=False, zh="时长")), hazards=(Hazard.MOTION, Hazard.PRIVACY), actuates=True, about=("Steers it by hand; where it has a camera it looks where it is driven.", "手动遥控；带摄像头时会拍到所到之处。"), since="1.1"),
        Cmd("emptyDustBin", "集尘", "Empty the dust bin", hazards=SAFE, outcome=("dockState",), since="1.1"),
        Cmd("washMop", "洗拖布", "Wash the mop", hazards=SAFE, outcome=("dockState",), since="1.1"),
        Cmd("dryMop", "烘干拖布", "Dry the mop", hazards=SAFE, outcome=("dockState",), since="1.1"),
    )
    EVENTS = (
        Ev("operationCompletion", "清扫完成", "Operation completed", sens=Sens.BEHAVIOUR, cat="device-state", fields=(Arg("error", RobotVacuumOperationalError, required=False, zh="结果"), Arg("totalTime", int, "s", ge=0, le=259200, required=False, zh="总时长"), Arg("pausedTime", int, "s", ge=0, le=259200, required=False, zh="暂停时长"), Arg("area", float, "m2", ge=0, le=100000, required=False, zh="清扫面积"))),
        Ev("operationalError", "出错", "Operational error", sens=Sens.BEHAVIOUR, cat="diagnostic", fields=(Arg("error", RobotVacuumOperationalError, zh="错误"), Arg("details", str, max_length=64, required=False, zh="说明"))),
    )

    runMode: Annotated[RobotVacuumRunMode | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="运行模式", en="Run mode", hazards=(Hazard.MOTION,), actuates=True)] = None
    cleanMode: Annotated[RobotVacuumCleanMode | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="清洁模式", en="Clean mode", hazards=SAFE)] = None
    operationalState: Annotated[RobotVacuumOperationalState | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="运行状态", en="Operational state")] = None
    operationalError: Annotated[RobotVacuumOperationalError | None, P(sens=Sens.BEHAVIOUR, cat="diagnostic", zh="运行错误", en="Operational error")] = None
    errorCode: Annotated[str | None, Field(max_length=64), P(sens=Sens.BEHAVIOUR, cat="diagnostic", zh="厂家错误码", en="Maker's error code", since="1.1")] = None
    suctionLevel: Annotated[int | None, Field(ge=0, le=100), P("%", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="吸力", en="Suction level", hazards=SAFE)] = None
    waterFlowLevel: Annotated[int | None, Field(ge=0, le=100), P("%", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="出水量", en="Water flow level", hazards=SAFE)] = None
    cleaningScope: Annotated[RobotVacuumScope | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="清扫范围", en="Cleaning scope", hazards=SAFE, since="1.1")] = None
    cleaningPasses: Annotated[int | None, Field(ge=1, le=10), P("", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="清扫遍数", en="Passes", hazards=SAFE, since="1.1")] = None
    drivingMode: Annotated[RobotVacuumDrivingMode | None, P("", "rwn", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="清扫路径", en="Driving mode", hazards=SAFE, since="1.1")] = None
    repeatCleaning: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="重复清扫", en="Repeat cleaning", hazards=SAFE, since="1.1")] = None
    cleanedArea: Annotated[float | None, Field(ge=0, le=100000), P("m2", step=0.01, sens=Sens.BEHAVIOUR, cat="device-state", zh="清扫面积", en="Cleaned area", about=("Of the present or the last run.", "本次或最近一次清扫。"))] = None
    cleaningTime: Annotated[int | None, Field(ge=0, le=86400), P("s", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="清扫时长", en="Cleaning time", about=("Of the present or the last run.", "本次或最近一次清扫。"))] = None
    totalCleanedArea: Annotated[float | None, Field(ge=0, le=10000000), P("m2", step=0.01, sens=Sens.BEHAVIOUR, cat="device-state", zh="累计清扫面积", en="Area cleaned in total", since="1.1")] = None
    totalCleaningTime: Annotated[int | None, Field(ge=0, le=1000000000), P("s", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="累计清扫时长", en="Cleaning time in total", since="1.1")] = None
    totalCleaningCount: Annotated[int | None, Field(ge=0, le=1000000), P("{count}", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="累计清扫次数", en="Runs in total", since="1.1")] = None
    lastCleaningStart: Annotated[Timestamp | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="最近清扫开始", en="Start of the last run", since="1.1")] = None
    lastCleaningEnd: Annotated[Timestamp | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="最近清扫结束", en="End of the last run", since="1.1")] = None
    mopAttached: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="拖布已装", en="Mop attached")] = None
    waterTankAttached: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="水箱已装", en="Water tank attached", since="1.1")] = None
    waterTankEmpty: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="水箱缺水", en="Water tank empty", since="1.1")] = None
    dirtyWaterTankFull: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="污水箱已满", en="Dirty water tank full", since="1.1")] = None
    dustBinFull: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="尘盒已满", en="Dust bin full")] = None
    dustBinAttached: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="尘盒已装", en="Dust bin attached", since="1.1")] = None
    dockState: Annotated[RobotVacuumDockState | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="基站状态", en="Dock state")] = None
    autoEmpty: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="自动集尘", en="Empties the bin by itself", hazards=SAFE, since="1.1")] = None
    mopDryingTime: Annotated[int | None, Field(ge=0, le=86400), P("s", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="拖布烘干时长", en="Time of drying the mop", hazards=SAFE, about=("0: it is left to dry.", "0 表示自然晾干。"), since="1.1")] = None
    carpetBoost: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="地毯增压", en="Stronger on carpet", hazards=SAFE, since="1.1")] = None
    obstacleAvoidance: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="智能避障", en="Obstacle avoidance", hazards=(Hazard.MOTION, Hazard.PRIVACY), about=("Switched off it bumps into things; switched on it may look with a camera.", "关闭后会碰撞物品；开启时可能使用摄像头。"), since="1.1")] = None
    resumeAfterCharging: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="断点续扫", en="Resumes after charging", hazards=(Hazard.MOTION,), since="1.1")] = None
    waterFlow: Annotated[RobotVacuumWaterFlow | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="拖地水量档", en="Water flow", about=("For robots that know steps and no per cent.", "用于只有档位、没有百分比的机器人。"), hazards=SAFE, since="1.1")] = None
    emptyInterval: Annotated[int | None, Field(ge=0, le=100), P("{count}", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="集尘间隔", en="Emptying interval", about=("Empties the dust bin after so many runs.", "每清扫这么多次集尘一次。"), hazards=SAFE, since="1.1")] = None
    multipleMaps: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="多地图", en="Multiple maps", hazards=SAFE, since="1.1")] = None
    mapSaving: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="保存地图", en="Map saving", hazards=(Hazard.PRIVACY,), since="1.1")] = None
    voicePack: Annotated[str | None, Field(max_length=64), P("", "rw", sens=Sens.PERSONAL, cat="device-state", zh="语音包", en="Voice pack", about=("The language and voice that it speaks with.", "播报所用的语言和音色。"), hazards=SAFE, since="1.1")] = None


class ServiceAreaType(Choice):
    """What kind of room an area is."""

    BEDROOM = "bedroom", "卧室"
    CHILD_ROOM = "childRoom", "儿童房", "Child's room"
    LIVING_ROOM = "livingRoom", "客厅"
    DINING_ROOM = "diningRoom", "餐厅"
    KITCHEN = "kitchen", "厨房"
    BATHROOM = "bathroom", "卫生间"
    STUDY = "study", "书房"
    HALLWAY = "hallway", "走廊/玄关"
    BALCONY = "balcony", "阳台"
    UTILITY_ROOM = "utilityRoom", "家政间/储物间"
    GARAGE = "garage", "车库"
    GARDEN = "garden", "庭院"
    OTHER = "other", "其他"


class ServiceAreaStatus(Choice):
    """How far the work in an area is."""

    PENDING = "pending", "待处理"
    OPERATING = "operating", "进行中"
    SKIPPED = "skipped", "已跳过"
    COMPLETED = "completed", "已完成"


class ServiceAreaResult(Choice):
    """What a robot says to a choice of areas."""

    SUCCESS = "success", "成功"
    UNSUPPORTED_AREA = "unsupportedArea", "区域不存在"
    INVALID_IN_MODE = "invalidInMode", "当前模式不支持"
    INVALID_SET = "invalidSet", "区域组合无效"
    INVALID_SKIPPED_AREA = "invalidSkippedArea", "无法跳过该区域"


class Area(Record):
    """One room or zone that can be chosen."""

    id: Annotated[int, Field(ge=0, le=4294967295), F(zh="编号")]
    name: Annotated[str | None, Field(max_length=128), F(zh="名称")] = None
    mapId: Annotated[int | None, Field(ge=0, le=4294967295), F(zh="所属地图")] = None
    floor: Annotated[int | None, Field(ge=-128, le=128), F(zh="楼层")] = None
    areaType: Annotated[ServiceAreaType | None, F(zh="房间类型")] = None


class AreaMap(Record):
    """One map that a robot has drawn."""

    id: Annotated[int, Field(ge=0, le=4294967295), F(zh="编号")]
    name: Annotated[str, Field(max_length=64), F(zh="名称")]


class AreaProgress(Record):
    """How far the work in one area is."""

    areaId: Annotated[int, Field(ge=0, le=4294967295), F(zh="区域编号")]
    status: Annotated[ServiceAreaStatus, F(zh="状态")]
    totalTime: Annotated[int | None, Field(ge=0, le=259200), F(unit="s", zh="已用时间")] = None
    estimatedTime: Annotated[int | None, Field(ge=0, le=259200), F(unit="s", zh="预计时间")] = None


_AreaId = Annotated[int, Field(ge=0, le=4294967295)]
_ANSWER = (Arg("status", ServiceAreaResult, zh="结果"), Arg("text", str, max_length=256, required=False, zh="说明"))


class ServiceArea(Capability):
    """Chooses in which rooms a robot works, and holds its maps."""

    ID, ZH, GROUP = "serviceArea", "区域与地图", "robot"
    ABOUT_ZH = "选择机器人工作的房间，并保存其地图。"
    VERSION = "1.1"
    COMMANDS = (
        Cmd("selectAreas", "选择区域", "Select areas", args=(Arg("areas", list[_AreaId], max_length=256, zh="区域编号"),), hazards=(Hazard.MOTION,), outcome=("selectedAreas",), returns=_ANSWER, about=("An empty list means everywhere.", "空列表表示全部区域。")),
        Cmd("skipArea", "跳过区域", "Skip area", args=(Arg("area", int, ge=0, le=4294967295, zh="区域编号"),), hazards=(Hazard.MOTION,), outcome=("progress", "currentArea"), returns=_ANSWER),
    )

    supportedAreas: Annotated[list[Area] | None, Field(max_length=256), P("", "r", sens=Sens.PERSONAL, cat="location", zh="可选区域", en="Supported areas")] = None
    supportedMaps: Annotated[list[AreaMap] | None, Field(max_length=256), P("", "r", sens=Sens.PERSONAL, cat="location", zh="地图列表", en="Supported maps")] = None
    selectedAreas: Annotated[list[_AreaId] | None, Field(max_length=256), P("", "rw", sens=Sens.BEHAVIOUR, cat="location", zh="已选区域", en="Selected areas", hazards=(Hazard.MOTION,), about=("Numbers of areas; empty: everywhere.", "区域编号；为空表示全部区域。"))] = None
    currentArea: Annotated[int | None, Field(ge=0, le=4294967295), P(step=1, sens=Sens.BEHAVIOUR, cat="location", zh="当前区域", en="Current area", about=("Number of the area it is in; null: in none.", "所在区域的编号；空值表示不在任何区域。"))] = None
    currentMap: Annotated[int | None, Field(ge=0, le=4294967295), P("", "rw", step=1, sens=Sens.BEHAVIOUR, cat="location", zh="当前地图", en="Current map", hazards=(Hazard.MOTION,), about=("With the wrong map it drives where it should not.", "地图选错时会驶入不该去的地方。"), since="1.1")] = None
    progress: Annotated[list[AreaProgress] | None, Field(max_length=256), P(sens=Sens.BEHAVIOUR, cat="location", zh="各区域进度", en="Progress of each area", since="1.1")] = None
    estimatedEndTime: Annotated[Timestamp | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="预计完成时间", en="Estimated end time")] = None
    mapImage: Annotated[str | None, Field(max_length=65536), P(sens=Sens.SPECIAL, cat="location", zh="地图图像", en="Map image", about=("A picture in base64.", "以 base64 编码的图像。"))] = None


class ServiceRobotTask(Choice):
    """What a service robot is doing."""

    IDLE = "idle", "空闲"
    NAVIGATING = "navigating", "前往目的地"
    DELIVERING = "delivering", "递送"
    FOLLOWING = "following", "跟随"
    PATROLLING = "patrolling", "巡逻"
    SPEAKING = "speaking", "播报"
    ASSISTING = "assisting", "协助", "Helping somebody"
    CHARGING = "charging", "充电"
    ERROR = "error", "故障"


class ServiceRobot(Capability):
    """Drives a companion, delivery or care robot."""

    ID, ZH, GROUP = "serviceRobot", "服务机器人", "robot"
    ABOUT_ZH = "控制陪伴、递送或照护机器人。"
    VERSION = "1.1"
    COMMANDS = (
        Cmd("goTo", "前往", "Go to", args=(Arg("area", str, max_length=64, zh="区域"),), hazards=(Hazard.MOTION, Hazard.PRIVACY), actuates=True, outcome=("task", "destination")),
        Cmd("startPatrol", "巡逻", "Start patrol", hazards=(Hazard.MOTION, Hazard.PRIVACY), actuates=True, outcome=("task",)),
        Cmd("follow", "跟随", "Follow", args=(Arg("person", str, max_length=64, required=False, zh="跟随对象"),), hazards=(Hazard.MOTION, Hazard.PRIVACY), actuates=True, outcome=("task", "followTarget"), since="1.1"),
        Cmd("stop", "停止", "Stop", hazards=SAFE, outcome=("task",)),
        Cmd("returnToDock", "返回充电", "Return to dock", hazards=(Hazard.MOTION, Hazard.PRIVACY), actuates=True, outcome=("task",)),
        Cmd("say", "播报", "Say", args=(Arg("text", str, max_length=512, zh="文本"),), hazards=SAFE),
    )
    EVENTS = (
        Ev("personFallen", "发现跌倒", "Person fallen", sens=Sens.SPECIAL, cat="health", fields=(Arg("area", str, max_length=64, required=False, zh="区域"),)),
        Ev("taskCompleted", "任务完成", "Task completed", sens=Sens.BEHAVIOUR, cat="device-state", fields=(Arg("task", ServiceRobotTask, required=False, zh="任务"), Arg("succeeded", bool, required=False, zh="是否成功"))),
    )

    task: Annotated[ServiceRobotTask | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="当前任务", en="Task")] = None
    locationArea: Annotated[str | None, Field(max_length=64), P(sens=Sens.PERSONAL, cat="location", zh="所在区域", en="Where it is", about=("Name of the room; a robot that follows somebody tells where that person is.", "房间名称；跟随人时会反映人的位置。"))] = None
    destination: Annotated[str | None, Field(max_length=64), P("", "rw", sens=Sens.PERSONAL, cat="location", zh="目的地", en="Destination", hazards=(Hazard.MOTION, Hazard.PRIVACY), actuates=True)] = None
    emergencyStop: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="diagnostic", zh="急停", en="Emergency stop", hazards=(Hazard.MOTION, Hazard.PRIVACY), about=("True holds it still; writing false lets it move again.", "为真时保持停止；写入假值解除急停。"))] = None
    payloadPresent: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="载物", en="Carries something")] = None
    followTarget: Annotated[str | None, Field(max_length=64), P("", "rw", sens=Sens.SPECIAL, cat="presence", zh="跟随对象", en="Whom it follows", hazards=(Hazard.MOTION, Hazard.PRIVACY), actuates=True)] = None
    obstacleDetected: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="diagnostic", zh="遇障", en="Obstacle detected")] = None
    speed: Annotated[float | None, Field(ge=0, le=5), P("m/s", step=0.01, sens=Sens.BEHAVIOUR, cat="device-state", zh="行进速度", en="Speed", since="1.1")] = None
    maxSpeed: Annotated[float | None, Field(ge=0, le=5), P("m/s", "rw", step=0.01, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="最高速度", en="Highest speed", hazards=(Hazard.MOTION,), since="1.1")] = None


class PetCareFoodLevel(Choice):
    """How much food is left."""

    EMPTY = "empty", "空"
    LOW = "low", "少"
    NORMAL = "normal", "充足"
    FULL = "full", "满"


class PetCareLitterBoxState(Choice):
    """What a litter box is doing."""

    IDLE = "idle", "空闲"
    OCCUPIED = "occupied", "宠物在内"
    CLEANING = "cleaning", "清理中"
    BIN_FULL = "binFull", "集便仓已满", "Waste bin full"
    ERROR = "error", "故障"


class PetCareFault(Choice):
    """What is wrong with a feeder, fountain or litter box."""

    FOOD_JAMMED = "foodJammed", "出粮卡住"
    OUTLET_BLOCKED = "outletBlocked", "出粮口堵塞"
    PUMP = "pump", "水泵异常", "Pump fault"
    DRUM_JAMMED = "drumJammed", "滚筒卡住"
    BIN_MISSING = "binMissing", "集便仓未安装", "Waste bin missing"
    SENSOR = "sensor", "传感器异常", "Sensor fault"
    OTHER = "other", "其他"


class PetCare(Capability):
    """Feeds and waters pets and keeps their litter box clean."""

    ID, ZH, GROUP = "petCare", "宠物用品", "robot"
    ABOUT_ZH = "为宠物喂食、供水并清理猫砂盆。"
    VERSION = "1.1"
    COMMANDS = (
        Cmd("feed", "出粮", "Feed", args=(Arg("portions", int, "{count}", ge=1, le=20, zh="份数"),), hazards=(Hazard.HEALTH,), outcome=("fedToday",)),
        Cmd("clean", "清理", "Clean", hazards=(Hazard.MOTION,), outcome=("litterBoxState",)),
    )
    EVENTS = (
        Ev("petVisited", "宠物使用", "Pet visited", sens=Sens.BEHAVIOUR, cat="device-state", fields=(Arg("duration", int, "s", ge=0, le=86400, required=False, zh="时长"), Arg("weight", float, "kg", ge=0, le=100, required=False, zh="宠物体重"))),
        Ev("fed", "已出粮", "Fed", sens=Sens.BEHAVIOUR, cat="device-state", fields=(Arg("portions", int, "{count}", ge=0, le=100, required=False, zh="份数"), Arg("manual", bool, required=False, zh="手动")), since="1.1"),
    )

    foodLevel: Annotated[PetCareFoodLevel | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="余粮", en="Food level")] = None
    foodLevelPercent: Annotated[int | None, Field(ge=0, le=100), P("%", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="余粮百分比", en="Food left", since="1.1")] = None
    portionSize: Annotated[int | None, Field(ge=0, le=500), P("g", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="单份量", en="Portion size", hazards=(Hazard.HEALTH,), about=("Every later feeding follows it; 0 starves.", "此后每次出粮均按此量；0 会导致断粮。"))] = None
    fedToday: Annotated[int | None, Field(ge=0, le=5000), P("g", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="今日出粮", en="Fed today")] = None
    portionsToday: Annotated[int | None, Field(ge=0, le=1000), P("{count}", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="今日出粮份数", en="Portions today", since="1.1")] = None
    lastFed: Annotated[Timestamp | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="最近出粮时间", en="Last fed", since="1.1")] = None
    waterLevelLow: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="缺水", en="Water level low")] = None
    waterFlowing: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="出水", en="Water flowing", hazards=(Hazard.HEALTH,), about=("Of a fountain; switched off the pet has no fresh water.", "饮水机出水；关闭后宠物无活水可饮。"), since="1.1")] = None
    litterBoxState: Annotated[PetCareLitterBoxState | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="猫砂盆状态", en="Litter box state")] = None
    autoClean: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="自动清理", en="Cleans by itself", hazards=(Hazard.MOTION,), since="1.1")] = None
    autoCleanDelay: Annotated[int | None, Field(ge=0, le=86400), P("s", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="自动清理延时", en="Delay of cleaning by itself", hazards=(Hazard.MOTION,), about=("How long after the pet has left; too short can catch it.", "宠物离开后等待的时间；过短可能夹到宠物。"), since="1.1")] = None
    wasteBinFull: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="集便仓已满", en="Waste bin full", since="1.1")] = None
    petWeight: Annotated[float | None, Field(ge=0, le=100), P("kg", step=0.01, sens=Sens.BEHAVIOUR, cat="device-state", zh="宠物体重", en="Pet weight")] = None
    usageCount: Annotated[int | None, Field(ge=0, le=1000), P("{count}", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="今日使用次数", en="Visits today")] = None
    faults: Annotated[list[PetCareFault] | None, P(sens=Sens.HOUSEHOLD, why=reasons.ALARM, cat="diagnostic", zh="故障", en="Faults", since="1.1")] = None
