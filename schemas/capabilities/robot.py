"""Vacuums, service robots and helpers for pets."""

# One property a line, so that the file reads as the table it is.
# fmt: off

from typing import Annotated, Any

from pydantic import Field

from schemas import reasons
from schemas.capability import SAFE, Arg, Capability, Choice, Cmd, Ev, P, Sens, Timestamp
from schemas.vocabulary import Hazard


class RobotVacuumRunMode(Choice):
    """Run mode."""

    IDLE = "idle"
    CLEANING = "cleaning"
    MAPPING = "mapping"


class RobotVacuumCleanMode(Choice):
    """Clean mode."""

    VACUUM = "vacuum"
    MOP = "mop"
    VACUUM_THEN_MOP = "vacuumThenMop"
    DEEP_CLEAN = "deepClean"
    QUIET = "quiet"
    AUTO = "auto"
    MAX = "max"


class RobotVacuumOperationalState(Choice):
    """Operational state."""

    STOPPED = "stopped"
    RUNNING = "running"
    PAUSED = "paused"
    ERROR = "error"
    SEEKING_CHARGER = "seekingCharger"
    CHARGING = "charging"
    DOCKED = "docked"
    EMPTYING_DUST_BIN = "emptyingDustBin"
    CLEANING_MOP = "cleaningMop"
    FILLING_WATER_TANK = "fillingWaterTank"
    UPDATING_MAPS = "updatingMaps"


class RobotVacuumOperationalError(Choice):
    """Operational error."""

    NO_ERROR = "noError"
    UNABLE_TO_START_OR_RESUME = "unableToStartOrResume"
    UNABLE_TO_COMPLETE_OPERATION = "unableToCompleteOperation"
    COMMAND_INVALID_IN_STATE = "commandInvalidInState"
    FAILED_TO_FIND_CHARGING_DOCK = "failedToFindChargingDock"
    STUCK = "stuck"
    DUST_BIN_MISSING = "dustBinMissing"
    DUST_BIN_FULL = "dustBinFull"
    WATER_TANK_EMPTY = "waterTankEmpty"
    WATER_TANK_MISSING = "waterTankMissing"
    WATER_TANK_LID_OPEN = "waterTankLidOpen"
    MOP_CLEANING_PAD_MISSING = "mopCleaningPadMissing"
    LOW_BATTERY = "lowBattery"
    CANNOT_REACH_TARGET_AREA = "cannotReachTargetArea"
    DIRTY_WATER_TANK_FULL = "dirtyWaterTankFull"
    DIRTY_WATER_TANK_MISSING = "dirtyWaterTankMissing"
    WHEELS_JAMMED = "wheelsJammed"
    BRUSH_JAMMED = "brushJammed"
    NAVIGATION_SENSOR_OBSCURED = "navigationSensorObscured"


class RobotVacuumDockState(Choice):
    """Dock state."""

    IDLE = "idle"
    EMPTYING = "emptying"
    WASHING_MOP = "washingMop"
    DRYING_MOP = "dryingMop"
    FILLING_WATER = "fillingWater"
    ERROR = "error"
    NONE = "none"


class RobotVacuumDrivingMode(Choice):
    """In which order it covers the floor."""

    AREA_THEN_WALLS = "areaThenWalls", "先中间后沿边"
    WALLS_FIRST = "wallsFirst", "先沿边"
    QUICK = "quick", "快速"


class RobotVacuum(Capability):
    """Robot vacuum and its dock."""

    ID, ZH, GROUP = "robotVacuum", "扫地机器人", "robot"
    VERSION = "1.1"
    COMMANDS = (
        Cmd("start", "开始清扫", "Start", hazards=(Hazard.MOTION,)),
        Cmd("pause", "暂停", "Pause", hazards=SAFE),
        Cmd("resume", "继续", "Resume", hazards=(Hazard.MOTION,)),
        Cmd("stop", "停止", "Stop", hazards=SAFE),
        Cmd("goHome", "回充", "Go home", hazards=(Hazard.MOTION,)),
    )
    EVENTS = (
        Ev("operationCompletion", "清扫完成", "Operation completion", sens=Sens.BEHAVIOUR, cat="device-state"),
        Ev("operationalError", "出错", "Operational error", sens=Sens.HOUSEHOLD, cat="device-state"),
    )

    runMode: Annotated[RobotVacuumRunMode | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="运行模式", en="Run mode", hazards=(Hazard.MOTION,))] = None
    cleanMode: Annotated[RobotVacuumCleanMode | None, P("", "rwn", sens=Sens.HOUSEHOLD, cat="device-state", zh="清洁模式", en="Clean mode", hazards=SAFE)] = None
    operationalState: Annotated[RobotVacuumOperationalState | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="状态", en="Operational state")] = None
    operationalError: Annotated[RobotVacuumOperationalError | None, P(sens=Sens.HOUSEHOLD, cat="diagnostic", zh="错误", en="Operational error")] = None
    suctionLevel: Annotated[int | None, Field(ge=0, le=100), P("%", "rwn", step=1, sens=Sens.HOUSEHOLD, cat="device-state", zh="吸力", en="Suction level", hazards=SAFE)] = None
    waterFlowLevel: Annotated[int | None, Field(ge=0, le=100), P("%", "rwn", step=1, sens=Sens.HOUSEHOLD, cat="device-state", zh="出水量", en="Water flow level", hazards=SAFE)] = None
    cleanedArea: Annotated[float | None, Field(ge=0, le=1000), P("m2", step=0.01, sens=Sens.BEHAVIOUR, cat="device-state", zh="清扫面积", en="Cleaned area")] = None
    cleaningTime: Annotated[int | None, Field(ge=0, le=86400), P("s", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="清扫时长", en="Cleaning time")] = None
    mopAttached: Annotated[bool | None, P(sens=Sens.HOUSEHOLD, cat="device-state", zh="拖布已装", en="Mop attached")] = None
    dustBinFull: Annotated[bool | None, P(sens=Sens.HOUSEHOLD, cat="device-state", zh="尘盒已满", en="Dust bin full")] = None
    dockState: Annotated[RobotVacuumDockState | None, P(sens=Sens.HOUSEHOLD, cat="device-state", zh="基站状态", en="Dock state")] = None
    drivingMode: Annotated[RobotVacuumDrivingMode | None, P("", "rwn", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="清扫路径", en="Driving mode", hazards=SAFE, since="1.1")] = None
    repeatCleaning: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="重复清扫", en="Repeat cleaning", hazards=SAFE, since="1.1")] = None


class ServiceArea(Capability):
    """Rooms, maps and selected areas."""

    ID, ZH, GROUP = "serviceArea", "区域与地图", "robot"
    COMMANDS = (
        Cmd("selectAreas", "选择区域", "Select areas", args=(Arg("areas", list, max_length=256, zh="区域"),), hazards=(Hazard.MOTION,)),
        Cmd("skipArea", "跳过区域", "Skip area", args=(Arg("area", int, ge=0, le=4294967295, zh="区域"),), hazards=(Hazard.MOTION,)),
    )

    supportedAreas: Annotated[list[Any] | None, Field(max_length=256), P("", "r", sens=Sens.PERSONAL, cat="location", zh="可选区域", en="Supported areas")] = None
    supportedMaps: Annotated[list[Any] | None, Field(max_length=256), P("", "r", sens=Sens.PERSONAL, cat="location", zh="地图列表", en="Supported maps")] = None
    selectedAreas: Annotated[list[Any] | None, Field(max_length=256), P("", "rw", sens=Sens.BEHAVIOUR, cat="location", zh="已选区域", en="Selected areas", hazards=(Hazard.MOTION,))] = None
    currentArea: Annotated[int | None, Field(ge=0, le=4294967295), P(step=1, sens=Sens.BEHAVIOUR, cat="location", zh="当前区域", en="Current area")] = None
    estimatedEndTime: Annotated[Timestamp | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="预计完成", en="Estimated end time")] = None
    mapImage: Annotated[str | None, Field(max_length=65536), P(sens=Sens.SPECIAL, cat="location", zh="地图图像", en="Map image")] = None


class ServiceRobotTask(Choice):
    """Task."""

    IDLE = "idle"
    NAVIGATING = "navigating"
    DELIVERING = "delivering"
    FOLLOWING = "following"
    PATROLLING = "patrolling"
    SPEAKING = "speaking"
    ASSISTING = "assisting"
    CHARGING = "charging"
    ERROR = "error"


class ServiceRobot(Capability):
    """Companion, delivery or care robot."""

    ID, ZH, GROUP = "serviceRobot", "服务机器人", "robot"
    COMMANDS = (
        Cmd("goTo", "前往", "Go to", args=(Arg("area", str, max_length=64, zh="区域"),), hazards=(Hazard.MOTION, Hazard.PRIVACY)),
        Cmd("startPatrol", "巡逻", "Start patrol", hazards=(Hazard.MOTION, Hazard.PRIVACY)),
        Cmd("stop", "停止", "Stop", hazards=SAFE),
        Cmd("returnToDock", "返回充电", "Return to dock", hazards=(Hazard.MOTION, Hazard.PRIVACY)),
        Cmd("say", "播报", "Say", args=(Arg("text", str, max_length=512, zh="文本"),), hazards=SAFE),
    )
    EVENTS = (
        Ev("personFallen", "发现跌倒", "Person fallen", sens=Sens.SPECIAL, cat="health"),
        Ev("taskCompleted", "任务完成", "Task completed", sens=Sens.HOUSEHOLD, cat="device-state"),
    )

    task: Annotated[ServiceRobotTask | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="当前任务", en="Task")] = None
    locationArea: Annotated[str | None, Field(max_length=64), P(sens=Sens.BEHAVIOUR, cat="location", zh="所在区域", en="Location area")] = None
    destination: Annotated[str | None, Field(max_length=64), P("", "rw", sens=Sens.BEHAVIOUR, cat="location", zh="目的地", en="Destination", hazards=(Hazard.MOTION, Hazard.PRIVACY))] = None
    emergencyStop: Annotated[bool | None, P("", "rwn", sens=Sens.HOUSEHOLD, cat="diagnostic", zh="急停", en="Emergency stop", hazards=(Hazard.MOTION, Hazard.PRIVACY))] = None
    payloadPresent: Annotated[bool | None, P(sens=Sens.HOUSEHOLD, cat="device-state", zh="载物", en="Payload present")] = None
    followTarget: Annotated[str | None, Field(max_length=64), P("", "rw", sens=Sens.SPECIAL, cat="presence", zh="跟随对象", en="Whom it follows", hazards=(Hazard.MOTION, Hazard.PRIVACY))] = None
    obstacleDetected: Annotated[bool | None, P(sens=Sens.HOUSEHOLD, cat="diagnostic", zh="遇障", en="Obstacle detected")] = None


class PetCareFoodLevel(Choice):
    """Food level."""

    EMPTY = "empty"
    LOW = "low"
    NORMAL = "normal"
    FULL = "full"


class PetCareLitterBoxState(Choice):
    """Litter box state."""

    IDLE = "idle"
    OCCUPIED = "occupied"
    CLEANING = "cleaning"
    BIN_FULL = "binFull"
    ERROR = "error"


class PetCare(Capability):
    """Feeder, fountain, litter box."""

    ID, ZH, GROUP = "petCare", "宠物用品", "robot"
    COMMANDS = (
        Cmd("feed", "出粮", "Feed", args=(Arg("portions", int, "{count}", ge=1, le=20, zh="份数"),), hazards=(Hazard.HEALTH,)),
        Cmd("clean", "清理", "Clean", hazards=(Hazard.MOTION,)),
    )
    EVENTS = (
        Ev("petVisited", "宠物使用", "Pet visited", sens=Sens.BEHAVIOUR, cat="device-state"),
    )

    foodLevel: Annotated[PetCareFoodLevel | None, P(sens=Sens.HOUSEHOLD, cat="device-state", zh="余粮", en="Food level")] = None
    portionSize: Annotated[int | None, Field(ge=0, le=500), P("g", "rw", step=1, sens=Sens.HOUSEHOLD, cat="device-state", zh="单份量", en="Portion size", hazards=SAFE)] = None
    fedToday: Annotated[int | None, Field(ge=0, le=5000), P("g", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="今日出粮", en="Fed today")] = None
    waterLevelLow: Annotated[bool | None, P(sens=Sens.HOUSEHOLD, cat="device-state", zh="缺水", en="Water level low")] = None
    litterBoxState: Annotated[PetCareLitterBoxState | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="猫砂盆状态", en="Litter box state")] = None
    petWeight: Annotated[float | None, Field(ge=0, le=100), P("kg", step=0.01, sens=Sens.HOUSEHOLD, cat="device-state", zh="宠物体重", en="Pet weight")] = None
    usageCount: Annotated[int | None, Field(ge=0, le=1000), P("{count}", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="使用次数", en="Usage count")] = None
