"""Locks, who may open them, and the doorbell."""

# One property a line, so that the file reads as the table it is.
# fmt: off

from typing import Annotated

from pydantic import Field

from schemas import reasons
from schemas.capabilities.week import Weekday
from schemas.capability import SAFE, Arg, Capability, Choice, Cmd, Ev, F, P, Record, Secret, Sens, Timestamp
from schemas.vocabulary import Hazard


class DoorLockLockState(Choice):
    """Whether the bolt holds the door."""

    NOT_FULLY_LOCKED = "notFullyLocked", "未完全上锁"
    LOCKED = "locked", "已上锁"
    UNLOCKED = "unlocked", "已开锁"
    UNLATCHED = "unlatched", "锁舌已缩回"


class DoorLockDoorState(Choice):
    """What the sensor of the lock says about the door itself."""

    DOOR_OPEN = "doorOpen", "门已开"
    DOOR_CLOSED = "doorClosed", "门已关"
    DOOR_JAMMED = "doorJammed", "门卡住"
    DOOR_FORCED_OPEN = "doorForcedOpen", "门被撬开", "Door forced open"
    DOOR_UNSPECIFIED_ERROR = "doorUnspecifiedError", "门状态异常", "Unspecified error"
    DOOR_AJAR = "doorAjar", "门虚掩"


class DoorLockOperatingMode(Choice):
    """Who may open the lock, and how, at the moment."""

    NORMAL = "normal", "正常"
    VACATION = "vacation", "度假"
    PRIVACY = "privacy", "免打扰（室内反锁）", "Privacy (bolted from inside)"
    NO_REMOTE_LOCK_UNLOCK = "noRemoteLockUnlock", "禁止远程操作", "No remote operation"
    PASSAGE = "passage", "常开"


class DoorLockSoundVolume(Choice):
    """How loud the lock speaks."""

    SILENT = "silent", "静音"
    LOW = "low", "低"
    HIGH = "high", "高"
    MEDIUM = "medium", "中"


class DoorLockLockType(Choice):
    """How the lock is built."""

    DEAD_BOLT = "deadBolt", "单舌锁"
    MAGNETIC = "magnetic", "磁力锁"
    OTHER = "other", "其他"
    MORTISE = "mortise", "插芯锁"
    RIM = "rim", "外装锁"
    LATCH_BOLT = "latchBolt", "斜舌锁"
    CYLINDRICAL_LOCK = "cylindricalLock", "球形锁"
    TUBULAR_LOCK = "tubularLock", "管式锁"
    INTERCONNECTED_LOCK = "interconnectedLock", "联动锁"
    DEAD_LATCH = "deadLatch", "自锁斜舌锁"
    DOOR_FURNITURE = "doorFurniture", "执手锁"
    EUROCYLINDER = "eurocylinder", "欧标锁芯"


class DoorLockLedSettings(Choice):
    """When the light of the lock may shine."""

    NO_LED_SIGNAL = "noLedSignal", "不亮", "Never"
    NO_LED_SIGNAL_ACCESS_ALLOWED = "noLedSignalAccessAllowed", "开锁成功时不亮", "Not when access is allowed"
    LED_SIGNAL_ALL = "ledSignalAll", "总是亮", "Always"


class DoorLockAlarmCode(Choice):
    """Why the lock raises an alarm."""

    LOCK_JAMMED = "lockJammed", "锁舌卡滞"
    LOCK_FACTORY_RESET = "lockFactoryReset", "恢复出厂设置"
    LOCK_RADIO_POWER_CYCLED = "lockRadioPowerCycled", "无线模块重启"
    WRONG_CODE_ENTRY_LIMIT = "wrongCodeEntryLimit", "多次输错"
    FRONT_ESCUTCHEON_REMOVED = "frontEscutcheonRemoved", "面板被拆"
    DOOR_FORCED_OPEN = "doorForcedOpen", "撬门"
    DOOR_AJAR = "doorAjar", "门虚掩"
    FORCED_USER = "forcedUser", "胁迫开锁", "Opened under duress"
    LOW_BATTERY = "lowBattery", "电量低"
    OTHER = "other", "其他"


class DoorLockOperation(Choice):
    """What was done at the lock."""

    LOCK = "lock", "上锁"
    UNLOCK = "unlock", "开锁"
    NON_ACCESS_USER_EVENT = "nonAccessUserEvent", "非开锁用户", "User without access"
    FORCED_USER_EVENT = "forcedUserEvent", "胁迫用户", "Opened under duress"
    UNLATCH = "unlatch", "退锁舌"


class DoorLockOperationSource(Choice):
    """How it was done."""

    UNSPECIFIED = "unspecified", "未知"
    MANUAL = "manual", "手动"
    PROPRIETARY_REMOTE = "proprietaryRemote", "厂家遥控"
    KEYPAD = "keypad", "密码键盘"
    AUTO = "auto", "自动"
    BUTTON = "button", "按键"
    SCHEDULE = "schedule", "计划"
    REMOTE = "remote", "远程"
    RFID = "rfid", "门卡", "RFID card"
    BIOMETRIC = "biometric", "生物识别"
    ALIRO = "aliro", "手机近场钥匙", "Phone credential"


class DoorLockOperationError(Choice):
    """Why the lock refused."""

    UNSPECIFIED = "unspecified", "未知"
    INVALID_CREDENTIAL = "invalidCredential", "凭证无效"
    DISABLED_USER_DENIED = "disabledUserDenied", "用户已停用"
    RESTRICTED = "restricted", "不在许可时段"
    INSUFFICIENT_BATTERY = "insufficientBattery", "电量不足"


class DoorLock(Capability):
    """The lock of a door or a safe, and working it."""

    ID, ZH, GROUP, VERSION = "doorLock", "门锁", "entry", "1.1"
    ABOUT_ZH = "门或保险箱的锁及其开关操作。"
    COMMANDS = (
        Cmd("lockDoor", "上锁", "Lock door", args=(Arg("pinCode", Secret, max_length=64, required=False, zh="密码"),), hazards=(Hazard.SECURITY,), outcome=("lockState",)),
        Cmd("unlockDoor", "开锁", "Unlock door", args=(Arg("pinCode", Secret, max_length=64, required=False, zh="密码"),), hazards=(Hazard.SECURITY,), outcome=("lockState",)),
        Cmd("unboltDoor", "退主锁舌", "Unbolt door", args=(Arg("pinCode", Secret, max_length=64, required=False, zh="密码"),), hazards=(Hazard.SECURITY,), outcome=("lockState",), about=("Draws the bolt and leaves the latch, so that the door stays shut.", "只缩回主锁舌，斜舌仍扣住，门不会自开。")),
        Cmd("unlockWithTimeout", "限时开锁", "Unlock with timeout", args=(Arg("timeout", int, "s", ge=0, le=65535, zh="时长"), Arg("pinCode", Secret, max_length=64, required=False, zh="密码")), hazards=(Hazard.SECURITY,), outcome=("lockState",), about=("Locks again by itself after the time.", "到时自动重新上锁。"), since="1.1"),
    )
    EVENTS = (
        Ev("doorLockAlarm", "门锁告警", "Door lock alarm", sens=Sens.PERSONAL, cat="access", fields=(Arg("code", DoorLockAlarmCode, zh="告警"),)),
        Ev("lockOperation", "开关锁记录", "Lock operation", sens=Sens.PERSONAL, cat="access", fields=(Arg("operation", DoorLockOperation, zh="操作"), Arg("user", int, ge=0, le=65535, required=False, zh="用户序号"), Arg("source", DoorLockOperationSource, required=False, zh="方式"))),
        Ev("lockOperationError", "开锁失败", "Lock operation error", sens=Sens.PERSONAL, cat="access", fields=(Arg("operation", DoorLockOperation, zh="操作"), Arg("error", DoorLockOperationError, required=False, zh="原因"), Arg("user", int, ge=0, le=65535, required=False, zh="用户序号"), Arg("source", DoorLockOperationSource, required=False, zh="方式"))),
    )

    lockState: Annotated[DoorLockLockState | None, P(fresh=3600, sens=Sens.BEHAVIOUR, cat="access", zh="锁状态", en="Lock state", about=("Null while the bolt moves.", "锁舌运动过程中为空。"))] = None
    doorState: Annotated[DoorLockDoorState | None, P(sens=Sens.BEHAVIOUR, cat="access", zh="门状态", en="Door state")] = None
    operatingMode: Annotated[DoorLockOperatingMode | None, P("", "rwn", sens=Sens.PERSONAL, cat="presence", zh="工作模式", en="Operating mode", hazards=(Hazard.SECURITY,), actuates=True)] = None
    autoRelockTime: Annotated[int | None, Field(ge=0, le=4294967294), P("s", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="自动上锁时间", en="Automatic relock time", hazards=(Hazard.SECURITY,), about=("After unlocking; zero: it does not lock by itself.", "开锁后计时；0 表示不自动上锁。"))] = None
    soundVolume: Annotated[DoorLockSoundVolume | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="提示音量", en="Sound volume", hazards=(Hazard.SECURITY,), about=("Silent is silent for its alarms too.", "静音时告警音也不响。"))] = None
    actuatorEnabled: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="执行器可用", en="Actuator enabled", about=("False where somebody bolted it from inside.", "有人从室内反锁时为假。"))] = None
    jammed: Annotated[bool | None, P(sens=Sens.HOUSEHOLD, why=reasons.ALARM, cat="diagnostic", zh="锁舌卡滞", en="Jammed")] = None
    lockType: Annotated[DoorLockLockType | None, P("", "r", sens=Sens.PUBLIC, why=reasons.MODEL_FACT, cat="device-state", zh="锁体类型", en="Lock type", since="1.1")] = None
    insideBolted: Annotated[bool | None, P(sens=Sens.PERSONAL, cat="presence", zh="室内反锁", en="Bolted from inside", about=("Somebody is at home and wants no visit.", "说明有人在家且不愿被打扰。"), since="1.1")] = None
    openPeriod: Annotated[int | None, Field(ge=0, le=65535), P("min", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="未关门提醒时间", en="Open period", hazards=(Hazard.SECURITY,), about=("How long the door may stand open before the alarm; zero: no alarm.", "门开着多久后告警；0 表示不告警。"), since="1.1")] = None
    oneTouchLocking: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="一键上锁", en="One-touch locking", hazards=(Hazard.SECURITY,), since="1.1")] = None
    privacyModeButton: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="室内反锁键可用", en="Privacy button enabled", hazards=(Hazard.SECURITY,), since="1.1")] = None
    insideStatusLed: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="室内状态灯", en="Inside status light", hazards=SAFE, since="1.1")] = None
    ledSettings: Annotated[DoorLockLedSettings | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="指示灯设置", en="Light of the lock", hazards=SAFE, since="1.1")] = None
    localProgramming: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="允许在锁上设置", en="Programming at the lock", hazards=(Hazard.SECURITY,), since="1.1")] = None
    handleChildLock: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="把手童锁", en="Child lock of the handle", hazards=(Hazard.SECURITY,), about=("Keeps a child from opening the door from inside.", "防止儿童从室内开门。"), since="1.1")] = None
    keypadLockedOut: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="access", zh="键盘已锁定", en="Keypad locked out", about=("After too many wrong codes.", "多次输错后锁定。"), since="1.1")] = None
    duressAlarm: Annotated[bool | None, P(sens=Sens.PERSONAL, cat="access", zh="胁迫告警", en="Duress alarm", since="1.1")] = None


class LockAccessUserStatus(Choice):
    """Whether a user may open the lock."""

    AVAILABLE = "available", "空闲", "Free place"
    OCCUPIED_ENABLED = "occupiedEnabled", "启用", "Enabled"
    OCCUPIED_DISABLED = "occupiedDisabled", "停用", "Disabled"


class LockAccessUserType(Choice):
    """When and how often a user may open the lock."""

    UNRESTRICTED_USER = "unrestrictedUser", "常驻用户", "Unrestricted"
    YEAR_DAY_SCHEDULE_USER = "yearDayScheduleUser", "限日期用户", "Between two dates"
    WEEK_DAY_SCHEDULE_USER = "weekDayScheduleUser", "限星期用户", "By the week"
    PROGRAMMING_USER = "programmingUser", "管理员", "May program the lock"
    NON_ACCESS_USER = "nonAccessUser", "仅告警用户", "Only raises an event"
    FORCED_USER = "forcedUser", "胁迫用户", "Duress user"
    DISPOSABLE_USER = "disposableUser", "一次性用户", "Once"
    EXPIRING_USER = "expiringUser", "限时用户", "For a time after first use"
    SCHEDULE_RESTRICTED_USER = "scheduleRestrictedUser", "限时段用户", "By schedule"
    REMOTE_ONLY_USER = "remoteOnlyUser", "仅远程用户", "Remote only"


class LockAccessCredentialRule(Choice):
    """How many credentials a user must show."""

    SINGLE = "single", "单一凭证"
    DUAL = "dual", "双重验证"
    TRI = "tri", "三重验证", "Three"


class LockAccessCredentialKind(Choice):
    """What opens the lock."""

    PROGRAMMING_PIN = "programmingPin", "管理密码", "Programming PIN"
    PIN = "pin", "密码", "PIN"
    RFID = "rfid", "门卡", "RFID card"
    FINGERPRINT = "fingerprint", "指纹"
    FINGER_VEIN = "fingerVein", "指静脉"
    FACE = "face", "人脸"
    PALM_VEIN = "palmVein", "掌静脉"
    ALIRO_CREDENTIAL_ISSUER_KEY = "aliroCredentialIssuerKey", "手机钥匙签发密钥", "Issuer key of phone credentials"
    ALIRO_EVICTABLE_ENDPOINT_KEY = "aliroEvictableEndpointKey", "手机钥匙（可替换）", "Phone credential, may be replaced"
    ALIRO_NON_EVICTABLE_ENDPOINT_KEY = "aliroNonEvictableEndpointKey", "手机钥匙（固定）", "Phone credential, fixed"


class LockAccessDataType(Choice):
    """What of the access list was changed."""

    UNSPECIFIED = "unspecified", "未知"
    PROGRAMMING_CODE = "programmingCode", "管理密码"
    USER_INDEX = "userIndex", "用户"
    WEEK_DAY_SCHEDULE = "weekDaySchedule", "周计划"
    YEAR_DAY_SCHEDULE = "yearDaySchedule", "日期计划"
    HOLIDAY_SCHEDULE = "holidaySchedule", "假日计划"
    PIN = "pin", "密码", "PIN"
    RFID = "rfid", "门卡", "RFID card"
    FINGERPRINT = "fingerprint", "指纹"
    FINGER_VEIN = "fingerVein", "指静脉"
    FACE = "face", "人脸"
    ALIRO_CREDENTIAL_ISSUER_KEY = "aliroCredentialIssuerKey", "手机钥匙签发密钥", "Issuer key of phone credentials"
    ALIRO_EVICTABLE_ENDPOINT_KEY = "aliroEvictableEndpointKey", "手机钥匙（可替换）", "Phone credential, may be replaced"
    ALIRO_NON_EVICTABLE_ENDPOINT_KEY = "aliroNonEvictableEndpointKey", "手机钥匙（固定）", "Phone credential, fixed"


class LockAccessDataOperation(Choice):
    """How it was changed."""

    ADD = "add", "新增"
    CLEAR = "clear", "删除"
    MODIFY = "modify", "修改"


class LockAccessCredential(Record):
    """That a credential exists; never the credential itself."""

    kind: Annotated[LockAccessCredentialKind, F(zh="类型")]
    index: Annotated[int | None, Field(ge=0, le=65535), F(zh="凭证序号")] = None


class LockAccessScheduleEntry(Record):
    """Hours of the week in which a user may enter."""

    days: Annotated[list[Weekday], Field(min_length=1, max_length=7), F(zh="星期")]
    start: Annotated[int, Field(ge=0, le=1439), F(unit="min", zh="开始（零点起的分钟数）", en="Start, minutes after midnight")]
    end: Annotated[int, Field(ge=0, le=1439), F(unit="min", zh="结束（零点起的分钟数）", en="End, minutes after midnight")]


class LockAccessUser(Record):
    """One user of the lock."""

    index: Annotated[int, Field(ge=1, le=65535), F(zh="用户序号")]
    name: Annotated[str | None, Field(max_length=64), F(zh="用户名")] = None
    status: Annotated[LockAccessUserStatus | None, F(zh="状态")] = None
    type: Annotated[LockAccessUserType | None, F(zh="类型")] = None
    credentialRule: Annotated[LockAccessCredentialRule | None, F(zh="验证要求")] = None
    credentials: Annotated[list[LockAccessCredential] | None, Field(max_length=64), F(zh="凭证")] = None
    schedule: Annotated[list[LockAccessScheduleEntry] | None, Field(max_length=32), F(zh="周计划")] = None
    validFrom: Annotated[Timestamp | None, F(zh="有效期起")] = None
    validUntil: Annotated[Timestamp | None, F(zh="有效期止")] = None


class LockAccess(Capability):
    """Who may open a lock, by what, and when."""

    ID, ZH, GROUP, VERSION = "lockAccess", "门锁用户与凭证", "entry", "1.1"
    EN = "Lock users and credentials"
    ABOUT_ZH = "谁可以开锁、用什么开、什么时候可以开。"
    COMMANDS = (
        Cmd("setUser", "设置用户", "Set user", args=(Arg("index", int, ge=1, le=65535, zh="用户序号"), Arg("userName", str, max_length=64, required=False, zh="用户名"), Arg("userStatus", LockAccessUserStatus, required=False, zh="状态"), Arg("userType", LockAccessUserType, required=False, zh="类型"), Arg("credentialRule", LockAccessCredentialRule, required=False, zh="验证要求")), hazards=(Hazard.SECURITY,), outcome=("users",), about=("Adds the user, or changes the one at that index.", "新增用户，序号已存在则修改。")),
        Cmd("clearUser", "删除用户", "Clear user", args=(Arg("index", int, ge=1, le=65535, zh="用户序号"),), hazards=(Hazard.SECURITY,), outcome=("users",)),
        Cmd("setCredential", "设置凭证", "Set credential", args=(Arg("index", int, ge=1, le=65535, zh="凭证序号"), Arg("credential", Secret, max_length=128, zh="凭证"), Arg("kind", LockAccessCredentialKind, required=False, zh="类型"), Arg("user", int, ge=1, le=65535, required=False, zh="用户序号"), Arg("userStatus", LockAccessUserStatus, required=False, zh="用户状态"), Arg("userType", LockAccessUserType, required=False, zh="用户类型")), hazards=(Hazard.SECURITY,), outcome=("users",), returns=(Arg("user", int, ge=1, le=65535, required=False, zh="用户序号"), Arg("nextIndex", int, ge=0, le=65535, required=False, zh="下一个空闲序号")), about=("A PIN code where no kind is given; a new user where no user is given.", "不指定类型时为密码；不指定用户时新建用户。")),
        Cmd("clearCredential", "删除凭证", "Clear credential", args=(Arg("index", int, ge=1, le=65535, zh="凭证序号"), Arg("kind", LockAccessCredentialKind, required=False, zh="类型")), hazards=(Hazard.SECURITY,), outcome=("users",), about=("A PIN code where no kind is given.", "不指定类型时为密码。")),
        Cmd("setWeekDaySchedule", "设置周计划", "Set week day schedule", args=(Arg("index", int, ge=1, le=65535, zh="用户序号"), Arg("schedule", list[LockAccessScheduleEntry], max_length=32, zh="周计划")), hazards=(Hazard.SECURITY,), outcome=("users",)),
        Cmd("clearWeekDaySchedule", "删除周计划", "Clear week day schedule", args=(Arg("index", int, ge=1, le=65535, zh="用户序号"),), hazards=(Hazard.SECURITY,), outcome=("users",), about=("The user may then enter at any time.", "删除后该用户不再受时段限制。"), since="1.1"),
        Cmd("setYearDaySchedule", "设置有效期", "Set dates of access", args=(Arg("index", int, ge=1, le=65535, zh="用户序号"), Arg("start", Timestamp, zh="开始时间"), Arg("end", Timestamp, zh="结束时间")), hazards=(Hazard.SECURITY,), outcome=("users",), since="1.1"),
        Cmd("clearYearDaySchedule", "删除有效期", "Clear dates of access", args=(Arg("index", int, ge=1, le=65535, zh="用户序号"),), hazards=(Hazard.SECURITY,), outcome=("users",), since="1.1"),
    )
    EVENTS = (
        Ev("lockUserChange", "用户变更", "Lock user change", sens=Sens.SPECIAL, cat="access", fields=(Arg("data", LockAccessDataType, required=False, zh="对象"), Arg("operation", LockAccessDataOperation, required=False, zh="操作"), Arg("source", DoorLockOperationSource, required=False, zh="方式"), Arg("user", int, ge=0, le=65535, required=False, zh="用户序号"))),
    )

    numberOfTotalUsersSupported: Annotated[int | None, Field(ge=0, le=65534), P("", "r", step=1, sens=Sens.PUBLIC, why=reasons.MODEL_FACT, cat="device-state", zh="用户容量", en="Users supported")] = None
    wrongCodeEntryLimit: Annotated[int | None, Field(ge=1, le=255), P("", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="输错次数上限", en="Wrong code entry limit", hazards=(Hazard.SECURITY,))] = None
    requirePinForRemoteOperation: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="access", zh="远程开锁需密码", en="PIN required for remote operation", hazards=(Hazard.SECURITY,))] = None
    users: Annotated[list[LockAccessUser] | None, Field(max_length=256), P("", "r", sens=Sens.SPECIAL, cat="access", zh="用户列表", en="Users", about=("Names and kinds of credentials, biometric ones among them; never the secrets.", "用户名和凭证类型（含生物识别），不含凭证本身。"))] = None
    lastUser: Annotated[str | None, Field(max_length=64), P(sens=Sens.PERSONAL, cat="access", zh="最近用户", en="Last user")] = None
    minPinCodeLength: Annotated[int | None, Field(ge=0, le=64), P("", "r", step=1, sens=Sens.PUBLIC, why=reasons.MODEL_FACT, cat="device-state", zh="密码最短位数", en="Shortest PIN code", since="1.1")] = None
    maxPinCodeLength: Annotated[int | None, Field(ge=0, le=64), P("", "r", step=1, sens=Sens.PUBLIC, why=reasons.MODEL_FACT, cat="device-state", zh="密码最长位数", en="Longest PIN code", since="1.1")] = None
    numberOfPinUsersSupported: Annotated[int | None, Field(ge=0, le=65534), P("", "r", step=1, sens=Sens.PUBLIC, why=reasons.MODEL_FACT, cat="device-state", zh="密码用户容量", en="PIN users supported", since="1.1")] = None
    numberOfRfidUsersSupported: Annotated[int | None, Field(ge=0, le=65534), P("", "r", step=1, sens=Sens.PUBLIC, why=reasons.MODEL_FACT, cat="device-state", zh="门卡用户容量", en="RFID users supported", since="1.1")] = None
    userCodeTemporaryDisableTime: Annotated[int | None, Field(ge=0, le=86400), P("s", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="输错后锁定时长", en="Lock-out after wrong codes", hazards=(Hazard.SECURITY,), since="1.1")] = None
    expiringUserTimeout: Annotated[int | None, Field(ge=1, le=2880), P("min", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="限时用户有效时长", en="Time of an expiring user", hazards=(Hazard.SECURITY,), since="1.1")] = None
    dualVerification: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="access", zh="双重验证", en="Dual verification", hazards=(Hazard.SECURITY,), since="1.1")] = None


class DoorbellChimeSound(Record):
    """A melody that the chime knows."""

    chime: Annotated[int, Field(ge=0, le=255), F(zh="铃声编号")]
    name: Annotated[str, Field(max_length=48), F(zh="名称")]


class DoorbellChime(Capability):
    """The button at the door and the chime inside."""

    ID, ZH, GROUP, VERSION = "doorbellChime", "门铃", "entry", "1.1"
    ABOUT_ZH = "门外的门铃按钮和室内的铃声。"
    COMMANDS = (
        Cmd("playChimeSound", "播放铃声", "Play chime sound", args=(Arg("chime", int, ge=0, le=255, required=False, zh="铃声编号"),), hazards=SAFE, outcome=("chimeActive",), about=("The selected chime where none is given.", "不指定时播放当前所选铃声。")),
    )
    EVENTS = (
        Ev("ring", "按铃", "Ring", sens=Sens.BEHAVIOUR, cat="access"),
        Ev("someoneAtDoor", "有人停留", "Someone at door", sens=Sens.SPECIAL, cat="presence"),
        Ev("chimeStartedPlaying", "开始响铃", "Chime started", sens=Sens.BEHAVIOUR, cat="access", fields=(Arg("chime", int, ge=0, le=255, required=False, zh="铃声编号"),), since="1.1"),
    )

    selectedChime: Annotated[int | None, Field(ge=0, le=255), P("", "rwn", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="所选铃声", en="Selected chime", hazards=SAFE)] = None
    chimeEnabled: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="铃声开关", en="Chime enabled", hazards=(Hazard.SERVICE_INTERRUPTION,), about=("Off while somebody sleeps; visitors then ring unheard.", "有人休息时常会关闭，关闭后听不到来客按铃。"))] = None
    chimeVolume: Annotated[int | None, Field(ge=0, le=100), P("%", "rw", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="铃声音量", en="Chime volume", hazards=(Hazard.SERVICE_INTERRUPTION,), about=("At zero visitors ring unheard.", "为 0 时听不到来客按铃。"), since="1.1")] = None
    chimeSounds: Annotated[list[DoorbellChimeSound] | None, Field(max_length=255), P("", "r", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="可选铃声", en="Chime sounds", since="1.1")] = None
    chimeActive: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="正在响铃", en="Chime active", hazards=SAFE, since="1.1")] = None
