"""Locks, who may open them, and the doorbell."""

# One property a line, so that the file reads as the table it is.
# fmt: off

from typing import Annotated, Any

from pydantic import Field

from schemas.capability import SAFE, Arg, Capability, Choice, Cmd, Ev, P, Secret, Sens
from schemas.vocabulary import Hazard


class DoorLockLockState(Choice):
    """Lock state."""

    NOT_FULLY_LOCKED = "notFullyLocked"
    LOCKED = "locked"
    UNLOCKED = "unlocked"
    UNLATCHED = "unlatched"


class DoorLockDoorState(Choice):
    """Door state."""

    DOOR_OPEN = "doorOpen"
    DOOR_CLOSED = "doorClosed"
    DOOR_JAMMED = "doorJammed"
    DOOR_FORCED_OPEN = "doorForcedOpen"
    DOOR_UNSPECIFIED_ERROR = "doorUnspecifiedError"
    DOOR_AJAR = "doorAjar"


class DoorLockOperatingMode(Choice):
    """Operating mode."""

    NORMAL = "normal"
    VACATION = "vacation"
    PRIVACY = "privacy"
    NO_REMOTE_LOCK_UNLOCK = "noRemoteLockUnlock"
    PASSAGE = "passage"


class DoorLockSoundVolume(Choice):
    """Sound volume."""

    SILENT = "silent"
    LOW = "low"
    HIGH = "high"
    MEDIUM = "medium"


class DoorLock(Capability):
    """Lock state and operation."""

    ID, ZH, GROUP = "doorLock", "门锁", "entry"
    COMMANDS = (
        Cmd("lockDoor", "上锁", "Lock door", args=(Arg("pinCode", Secret, max_length=64, required=False, zh="密码"),), hazards=(Hazard.SECURITY,)),
        Cmd("unlockDoor", "开锁", "Unlock door", args=(Arg("pinCode", Secret, max_length=64, required=False, zh="密码"),), hazards=(Hazard.SECURITY,)),
        Cmd("unboltDoor", "退锁舌", "Unbolt door", args=(Arg("pinCode", Secret, max_length=64, required=False, zh="密码"),), hazards=(Hazard.SECURITY,)),
    )
    EVENTS = (
        Ev("doorLockAlarm", "门锁告警", "Door lock alarm", sens=Sens.BEHAVIOUR, cat="access", fields=(Arg("code", str, max_length=32, zh="告警"),)),
        Ev("lockOperation", "开关锁记录", "Lock operation", sens=Sens.PERSONAL, cat="access", fields=(Arg("operation", str, max_length=32, zh="操作"), Arg("user", int, ge=0, le=65535, required=False, zh="用户序号"), Arg("source", str, max_length=32, required=False, zh="方式"))),
        Ev("lockOperationError", "开锁失败", "Lock operation error", sens=Sens.PERSONAL, cat="access", fields=(Arg("operation", str, max_length=32, zh="操作"),)),
    )

    lockState: Annotated[DoorLockLockState | None, P(fresh=3600, sens=Sens.BEHAVIOUR, cat="access", zh="锁定状态", en="Lock state")] = None
    doorState: Annotated[DoorLockDoorState | None, P(sens=Sens.BEHAVIOUR, cat="access", zh="门状态", en="Door state")] = None
    operatingMode: Annotated[DoorLockOperatingMode | None, P("", "rwn", sens=Sens.PERSONAL, cat="presence", zh="工作模式", en="Operating mode", hazards=(Hazard.SECURITY,))] = None
    autoRelockTime: Annotated[int | None, Field(ge=0, le=4294967294), P("s", "rw", step=1, sens=Sens.HOUSEHOLD, cat="device-state", zh="自动上锁时间", en="Auto relock time", hazards=(Hazard.SECURITY,))] = None
    soundVolume: Annotated[DoorLockSoundVolume | None, P("", "rw", sens=Sens.HOUSEHOLD, cat="device-state", zh="提示音量", en="Sound volume", hazards=SAFE)] = None
    actuatorEnabled: Annotated[bool | None, P(sens=Sens.HOUSEHOLD, cat="device-state", zh="执行器可用", en="Actuator enabled")] = None
    jammed: Annotated[bool | None, P(sens=Sens.HOUSEHOLD, cat="diagnostic", zh="卡滞", en="Jammed")] = None


class LockAccess(Capability):
    """Users, credentials and schedules of a lock."""

    ID, ZH, GROUP = "lockAccess", "门锁用户与凭证", "entry"
    EN = "Lock users and credentials"
    COMMANDS = (
        Cmd("setUser", "新增用户", "Set user", args=(Arg("index", int, ge=1, le=65535, zh="用户序号"), Arg("userName", str, max_length=64, required=False, zh="用户名")), hazards=(Hazard.SECURITY,)),
        Cmd("clearUser", "删除用户", "Clear user", args=(Arg("index", int, ge=1, le=65535, zh="用户序号"),), hazards=(Hazard.SECURITY,)),
        Cmd("setCredential", "设置凭证", "Set credential", args=(Arg("index", int, ge=1, le=65535, zh="用户序号"), Arg("credential", Secret, max_length=128, zh="凭证")), hazards=(Hazard.SECURITY,)),
        Cmd("clearCredential", "删除凭证", "Clear credential", args=(Arg("index", int, ge=1, le=65535, zh="用户序号"),), hazards=(Hazard.SECURITY,)),
        Cmd("setWeekDaySchedule", "设置周计划", "Set week day schedule", args=(Arg("index", int, ge=1, le=65535, zh="用户序号"), Arg("schedule", list, max_length=32, zh="周计划")), hazards=(Hazard.SECURITY,)),
    )
    EVENTS = (
        Ev("lockUserChange", "用户变更", "Lock user change", sens=Sens.PERSONAL, cat="access"),
    )

    numberOfTotalUsersSupported: Annotated[int | None, Field(ge=0, le=65534), P("", "r", step=1, sens=Sens.PUBLIC, cat="device-state", zh="用户容量", en="Number of total users supported")] = None
    wrongCodeEntryLimit: Annotated[int | None, Field(ge=1, le=255), P("", "rw", step=1, sens=Sens.HOUSEHOLD, cat="device-state", zh="试错次数上限", en="Wrong code entry limit", hazards=(Hazard.SECURITY,))] = None
    requirePinForRemoteOperation: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, cat="access", zh="远程开锁需密码", en="Require PIN for remote operation", hazards=(Hazard.SECURITY,))] = None
    users: Annotated[list[Any] | None, Field(max_length=256), P("", "r", sens=Sens.SPECIAL, cat="access", zh="用户列表", en="Users")] = None
    lastUser: Annotated[str | None, Field(max_length=64), P(sens=Sens.PERSONAL, cat="access", zh="最近用户", en="Last user")] = None


class DoorbellChime(Capability):
    """Doorbell button and chime."""

    ID, ZH, GROUP = "doorbellChime", "门铃", "entry"
    VERSION = "1.1"
    COMMANDS = (
        Cmd("playChimeSound", "播放铃声", "Play chime sound", args=(Arg("chime", int, ge=0, le=255, required=False, zh="铃声"),), hazards=SAFE),
    )
    EVENTS = (
        Ev("ring", "按铃", "Ring", sens=Sens.BEHAVIOUR, cat="access"),
        Ev("someoneAtDoor", "有人停留", "Someone at door", sens=Sens.SPECIAL, cat="health"),
    )

    selectedChime: Annotated[int | None, Field(ge=0, le=255), P("", "rwn", step=1, sens=Sens.HOUSEHOLD, cat="device-state", zh="铃声", en="Selected chime", hazards=SAFE)] = None
    chimeEnabled: Annotated[bool | None, P("", "rwn", sens=Sens.HOUSEHOLD, cat="device-state", zh="铃声开关", en="Chime enabled", hazards=SAFE)] = None
    chimeActive: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="正在响铃", en="Chime active", hazards=SAFE, since="1.1")] = None
