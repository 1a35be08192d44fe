"""Alarms, sirens and calls for help."""

# One property a line, so that the file reads as the table it is.
# fmt: off

from typing import Annotated

from pydantic import Field

from schemas import reasons
from schemas.capability import SAFE, Arg, Capability, Choice, Cmd, Ev, P, Secret, Sens, Timestamp
from schemas.vocabulary import Hazard


class SmokeCoAlarmSmokeState(Choice):
    """Smoke state."""

    NORMAL = "normal"
    WARNING = "warning"
    CRITICAL = "critical"


class SmokeCoAlarmCoState(Choice):
    """CO state."""

    NORMAL = "normal"
    WARNING = "warning"
    CRITICAL = "critical"


class SmokeCoAlarmExpressedState(Choice):
    """Expressed state."""

    NORMAL = "normal"
    SMOKE_ALARM = "smokeAlarm"
    CO_ALARM = "coAlarm"
    BATTERY_ALERT = "batteryAlert"
    TESTING = "testing"
    HARDWARE_FAULT = "hardwareFault"
    END_OF_SERVICE = "endOfService"
    INTERCONNECT_SMOKE = "interconnectSmoke"
    INTERCONNECT_CO = "interconnectCo"
    INOPERATIVE = "inoperative"


class SmokeCoAlarmDeviceMuted(Choice):
    """Device muted."""

    NOT_MUTED = "notMuted"
    MUTED = "muted"


class SmokeCoAlarmEndOfServiceAlert(Choice):
    """End of service alert."""

    NORMAL = "normal"
    EXPIRED = "expired"


class SmokeCoAlarmSensitivityLevel(Choice):
    """Sensitivity level."""

    HIGH = "high"
    STANDARD = "standard"
    LOW = "low"


class SmokeCoAlarm(Capability):
    """Smoke and carbon monoxide alarm."""

    ID, ZH, GROUP = "smokeCoAlarm", "烟雾/一氧化碳报警", "alarm"
    EN = "Smoke and carbon monoxide alarm"
    COMMANDS = (
        Cmd("selfTestRequest", "自检", "Self test request", hazards=SAFE),
    )
    EVENTS = (
        Ev("smokeAlarm", "烟雾报警", "Smoke alarm", sens=Sens.HOUSEHOLD, cat="device-state"),
        Ev("coAlarm", "一氧化碳报警", "CO alarm", sens=Sens.HOUSEHOLD, cat="device-state"),
        Ev("allClear", "警报解除", "All clear", sens=Sens.HOUSEHOLD, cat="device-state"),
    )

    smokeState: Annotated[SmokeCoAlarmSmokeState | None, P(fresh=7200, sens=Sens.HOUSEHOLD, cat="environment", zh="烟雾状态", en="Smoke state")] = None
    coState: Annotated[SmokeCoAlarmCoState | None, P(fresh=7200, sens=Sens.HOUSEHOLD, cat="environment", zh="一氧化碳状态", en="CO state")] = None
    expressedState: Annotated[SmokeCoAlarmExpressedState | None, P(sens=Sens.HOUSEHOLD, cat="device-state", zh="当前表现", en="Expressed state")] = None
    deviceMuted: Annotated[SmokeCoAlarmDeviceMuted | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="已静音", en="Device muted")] = None
    testInProgress: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="自检中", en="Test in progress")] = None
    endOfServiceAlert: Annotated[SmokeCoAlarmEndOfServiceAlert | None, P(sens=Sens.HOUSEHOLD, cat="diagnostic", zh="寿命到期", en="End of service alert")] = None
    sensitivityLevel: Annotated[SmokeCoAlarmSensitivityLevel | None, P("", "rw", sens=Sens.HOUSEHOLD, cat="device-state", zh="灵敏度", en="Sensitivity level", hazards=(Hazard.HEALTH,))] = None


class GasLeakAlarmAlarmState(Choice):
    """Alarm state."""

    NORMAL = "normal"
    WARNING = "warning"
    CRITICAL = "critical"


class GasLeakAlarm(Capability):
    """Combustible gas alarm."""

    ID, ZH, GROUP = "gasLeakAlarm", "燃气泄漏报警", "alarm"
    COMMANDS = (
        Cmd("selfTest", "自检", "Self test", hazards=SAFE),
        Cmd("mute", "静音", "Mute", hazards=(Hazard.HEALTH, Hazard.GAS)),
    )
    EVENTS = (
        Ev("gasAlarm", "燃气报警", "Gas alarm", sens=Sens.HOUSEHOLD, cat="device-state"),
        Ev("allClear", "警报解除", "All clear", sens=Sens.HOUSEHOLD, cat="device-state"),
    )

    gasDetected: Annotated[bool | None, P(fresh=7200, sens=Sens.HOUSEHOLD, cat="environment", zh="检测到燃气", en="Gas detected")] = None
    gasConcentration: Annotated[float | None, Field(ge=0, le=100), P("%", step=0.1, sens=Sens.HOUSEHOLD, cat="environment", zh="燃气浓度", en="Gas concentration")] = None
    alarmState: Annotated[GasLeakAlarmAlarmState | None, P(sens=Sens.HOUSEHOLD, cat="environment", zh="报警状态", en="Alarm state")] = None
    valveLinked: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, cat="device-state", zh="联动阀门", en="Valve linked", hazards=(Hazard.GAS,))] = None


class WarningDeviceSoundVolume(Choice):
    """Sound volume."""

    SILENT = "silent"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    VERY_HIGH = "veryHigh", "很高"


class WarningDeviceStrobeLevel(Choice):
    """Strobe level."""

    LOW = "low", "低"
    MEDIUM = "medium", "中"
    HIGH = "high", "高"
    VERY_HIGH = "veryHigh", "很高"


class WarningDevice(Capability):
    """Siren and strobe."""

    ID, ZH, GROUP = "warningDevice", "声光报警器", "alarm"
    VERSION = "1.1"
    COMMANDS = (
        Cmd("start", "开始报警", "Start", args=(Arg("duration", int, "s", ge=0, le=3600, required=False, zh="时长"), Arg("tone", str, max_length=64, required=False, zh="音色")), hazards=SAFE),
        Cmd("stop", "停止报警", "Stop", hazards=(Hazard.SECURITY,)),
    )

    alarmActive: Annotated[bool | None, P("", "rwn", sens=Sens.HOUSEHOLD, cat="device-state", zh="报警中", en="Alarm active", hazards=(Hazard.SECURITY,))] = None
    soundVolume: Annotated[WarningDeviceSoundVolume | None, P("", "rw", sens=Sens.HOUSEHOLD, cat="device-state", zh="音量", en="Sound volume", hazards=SAFE)] = None
    duration: Annotated[int | None, Field(ge=0, le=3600), P("s", "rw", step=1, sens=Sens.HOUSEHOLD, cat="device-state", zh="持续时间", en="Duration", hazards=SAFE)] = None
    tone: Annotated[str | None, Field(max_length=32), P("", "rw", sens=Sens.HOUSEHOLD, cat="device-state", zh="铃声", en="Tone", hazards=SAFE)] = None
    strobe: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="闪光", en="Strobe", hazards=SAFE, since="1.1")] = None
    strobeLevel: Annotated[WarningDeviceStrobeLevel | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="闪光强度", en="Strobe level", hazards=SAFE, since="1.1")] = None
    strobeDutyCycle: Annotated[int | None, Field(ge=0, le=100), P("%", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="闪光占空比", en="Strobe duty cycle", hazards=SAFE, since="1.1")] = None


class SecuritySystemArmState(Choice):
    """Arm state."""

    DISARMED = "disarmed"
    ARMED_HOME = "armedHome"
    ARMED_AWAY = "armedAway"
    ARMED_NIGHT = "armedNight"
    ARMED_VACATION = "armedVacation"
    ARMED_CUSTOM = "armedCustom"
    ARMING = "arming"
    PENDING = "pending"
    TRIGGERED = "triggered"


class SecuritySystemTargetArmState(Choice):
    """Target arm state."""

    DISARMED = "disarmed"
    ARMED_HOME = "armedHome"
    ARMED_AWAY = "armedAway"
    ARMED_NIGHT = "armedNight"


class SecuritySystem(Capability):
    """Alarm panel."""

    ID, ZH, GROUP = "securitySystem", "安防布撤防", "alarm"
    COMMANDS = (
        Cmd("arm", "布防", "Arm", args=(Arg("mode", SecuritySystemTargetArmState, zh="布防模式"), Arg("code", Secret, max_length=64, required=False, zh="密码")), hazards=(Hazard.SECURITY,)),
        Cmd("disarm", "撤防", "Disarm", args=(Arg("code", Secret, max_length=64, required=False, zh="密码"),), hazards=(Hazard.SECURITY,)),
        Cmd("trigger", "触发报警", "Trigger", hazards=(Hazard.SECURITY,)),
    )
    EVENTS = (
        Ev("alarmTriggered", "报警触发", "Alarm triggered", sens=Sens.BEHAVIOUR, cat="device-state"),
    )

    armState: Annotated[SecuritySystemArmState | None, P(sens=Sens.PERSONAL, cat="presence", zh="布防状态", en="Arm state")] = None
    targetArmState: Annotated[SecuritySystemTargetArmState | None, P("", "rw", sens=Sens.PERSONAL, cat="presence", zh="目标布防状态", en="Target arm state", hazards=(Hazard.SECURITY,))] = None
    triggeredBy: Annotated[str | None, Field(max_length=64), P(sens=Sens.BEHAVIOUR, cat="access", zh="触发源", en="Triggered by")] = None
    entryDelay: Annotated[int | None, Field(ge=0, le=300), P("s", "rw", step=1, sens=Sens.HOUSEHOLD, cat="device-state", zh="进入延时", en="Entry delay", hazards=(Hazard.SECURITY,))] = None
    exitDelay: Annotated[int | None, Field(ge=0, le=300), P("s", "rw", step=1, sens=Sens.HOUSEHOLD, cat="device-state", zh="外出延时", en="Exit delay", hazards=(Hazard.SECURITY,))] = None


class EmergencyCall(Capability):
    """SOS button or cord."""

    ID, ZH, GROUP = "emergencyCall", "紧急呼叫", "alarm"
    COMMANDS = (
        Cmd("acknowledge", "确认求助", "Acknowledge", hazards=(Hazard.HEALTH,)),
        Cmd("cancel", "取消求助", "Cancel", hazards=(Hazard.HEALTH,)),
    )
    EVENTS = (
        Ev("sos", "紧急求助", "Call for help", sens=Sens.SPECIAL, cat="health"),
    )

    active: Annotated[bool | None, P(sens=Sens.SPECIAL, cat="health", zh="求助中", en="Active")] = None
    lastTriggered: Annotated[Timestamp | None, P(sens=Sens.SPECIAL, cat="health", zh="最近求助时间", en="Last triggered")] = None
