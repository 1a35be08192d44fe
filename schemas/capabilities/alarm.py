"""Alarms, sirens and calls for help."""

# One property a line, so that the file reads as the table it is.
# fmt: off

from typing import Annotated

from pydantic import Field

from schemas import reasons
from schemas.capability import SAFE, Arg, Capability, Choice, Cmd, Ev, P, Secret, Sens, Timestamp
from schemas.reasons import Reason
from schemas.vocabulary import Hazard


class SmokeCoAlarmSmokeState(Choice):
    """How bad an alarm is."""

    NORMAL = "normal", "正常"
    WARNING = "warning", "预警"
    CRITICAL = "critical", "报警"


class SmokeCoAlarmCoState(Choice):
    """How bad the carbon monoxide is."""

    NORMAL = "normal", "正常"
    WARNING = "warning", "预警"
    CRITICAL = "critical", "报警"


class SmokeCoAlarmExpressedState(Choice):
    """What the alarm shows and sounds now."""

    NORMAL = "normal", "正常"
    SMOKE_ALARM = "smokeAlarm", "烟雾报警"
    CO_ALARM = "coAlarm", "一氧化碳报警", "CO alarm"
    BATTERY_ALERT = "batteryAlert", "电池告警"
    TESTING = "testing", "自检中"
    HARDWARE_FAULT = "hardwareFault", "硬件故障"
    END_OF_SERVICE = "endOfService", "寿命到期"
    INTERCONNECT_SMOKE = "interconnectSmoke", "联网烟雾报警", "Smoke at a linked alarm"
    INTERCONNECT_CO = "interconnectCo", "联网一氧化碳报警", "CO at a linked alarm"
    INOPERATIVE = "inoperative", "无法工作"


class SmokeCoAlarmDeviceMuted(Choice):
    """Whether the alarm has been silenced."""

    NOT_MUTED = "notMuted", "未静音"
    MUTED = "muted", "已静音"


class SmokeCoAlarmEndOfServiceAlert(Choice):
    """Whether the sensor is past its life."""

    NORMAL = "normal", "正常"
    EXPIRED = "expired", "已到期"


class SmokeCoAlarmSensitivityLevel(Choice):
    """How soon smoke raises the alarm."""

    HIGH = "high", "高"
    STANDARD = "standard", "标准"
    LOW = "low", "低"


class ContaminationState(Choice):
    """How dirty the smoke chamber is."""

    NORMAL = "normal", "正常"
    LOW = "low", "轻微"
    WARNING = "warning", "需清洁"
    CRITICAL = "critical", "严重"


class SelfTestResult(Choice):
    """How the last self-test ended."""

    CHECKING = "checking", "自检中"
    SUCCESS = "success", "通过"
    FAILURE = "failure", "未通过"
    OTHER = "other", "其他"


class SmokeCoAlarm(Capability):
    """Detects smoke, heat and carbon monoxide and raises the alarm."""

    ID, ZH, GROUP = "smokeCoAlarm", "烟雾/一氧化碳报警", "alarm"
    EN = "Smoke and carbon monoxide alarm"
    ABOUT_ZH = "探测烟雾、高温和一氧化碳并发出警报。"
    VERSION = "1.1"
    COMMANDS = (
        Cmd("selfTestRequest", "自检", "Self test request", hazards=SAFE, outcome=("testInProgress",), about=("It sounds the alarm for a moment.", "会短暂鸣响。")),
        Cmd("mute", "静音", "Mute", hazards=(Hazard.HEALTH,), outcome=("deviceMuted",), about=("Silences the alarm that sounds now; it comes back by itself when the danger stays.", "使当前警报静音；若险情持续会自动恢复。"), since="1.1"),
    )
    EVENTS = (
        Ev("smokeAlarm", "烟雾报警", "Smoke alarm", sens=Sens.HOUSEHOLD, why=reasons.ALARM, cat="device-state", fields=(Arg("severity", SmokeCoAlarmSmokeState, required=False, zh="级别"),)),
        Ev("coAlarm", "一氧化碳报警", "CO alarm", sens=Sens.HOUSEHOLD, why=reasons.ALARM, cat="device-state", fields=(Arg("severity", SmokeCoAlarmSmokeState, required=False, zh="级别"),)),
        Ev("allClear", "警报解除", "All clear", sens=Sens.HOUSEHOLD, why=reasons.ALARM, cat="device-state"),
        Ev("heatAlarm", "高温报警", "Heat alarm", sens=Sens.HOUSEHOLD, why=reasons.ALARM, cat="device-state", fields=(Arg("severity", SmokeCoAlarmSmokeState, required=False, zh="级别"),), since="1.1"),
        Ev("interconnectSmokeAlarm", "联网烟雾报警", "Smoke at a linked alarm", sens=Sens.HOUSEHOLD, why=reasons.ALARM, cat="device-state", fields=(Arg("severity", SmokeCoAlarmSmokeState, required=False, zh="级别"),), since="1.1"),
        Ev("interconnectCoAlarm", "联网一氧化碳报警", "CO at a linked alarm", sens=Sens.HOUSEHOLD, why=reasons.ALARM, cat="device-state", fields=(Arg("severity", SmokeCoAlarmSmokeState, required=False, zh="级别"),), since="1.1"),
        Ev("lowBattery", "电池电量低", "Low battery", sens=Sens.HOUSEHOLD, why=reasons.WEAR, cat="device-state", fields=(Arg("severity", SmokeCoAlarmSmokeState, required=False, zh="级别"),), since="1.1"),
        Ev("hardwareFault", "硬件故障", "Hardware fault", sens=Sens.HOUSEHOLD, why=reasons.DIAGNOSTIC, cat="device-state", since="1.1"),
        Ev("endOfService", "寿命到期", "End of service", sens=Sens.HOUSEHOLD, why=reasons.WEAR, cat="device-state", since="1.1"),
        Ev("selfTestComplete", "自检完成", "Self-test complete", sens=Sens.BEHAVIOUR, cat="device-state", fields=(Arg("result", SelfTestResult, required=False, zh="结果"),), since="1.1"),
        Ev("alarmMuted", "报警被静音", "Alarm muted", sens=Sens.BEHAVIOUR, cat="device-state", since="1.1"),
        Ev("muteEnded", "静音结束", "Mute ended", sens=Sens.BEHAVIOUR, cat="device-state", since="1.1"),
    )

    smokeState: Annotated[SmokeCoAlarmSmokeState | None, P(fresh=7200, sens=Sens.HOUSEHOLD, why=reasons.ALARM, cat="environment", zh="烟雾状态", en="Smoke state")] = None
    coState: Annotated[SmokeCoAlarmCoState | None, P(fresh=7200, sens=Sens.HOUSEHOLD, why=reasons.ALARM, cat="environment", zh="一氧化碳状态", en="CO state")] = None
    expressedState: Annotated[SmokeCoAlarmExpressedState | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="当前提示状态", en="Expressed state", about=("The most urgent one where several hold; a test shows that somebody is at home.", "多种状态并存时取最紧急的一种；自检表明有人在家。"))] = None
    deviceMuted: Annotated[SmokeCoAlarmDeviceMuted | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="已静音", en="Device muted", hazards=(Hazard.HEALTH,), about=("Writing `muted` silences the alarm that sounds now.", "写入`muted`可使当前警报静音。"))] = None
    testInProgress: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="自检中", en="Test in progress", about=("Somebody pressed the test button, or asked for a test.", "有人按下自检键或请求了自检。"))] = None
    endOfServiceAlert: Annotated[SmokeCoAlarmEndOfServiceAlert | None, P(sens=Sens.HOUSEHOLD, why=reasons.WEAR, cat="diagnostic", zh="寿命到期", en="End of service alert")] = None
    sensitivityLevel: Annotated[SmokeCoAlarmSensitivityLevel | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="灵敏度", en="Sensitivity level", hazards=(Hazard.HEALTH,))] = None
    heatState: Annotated[SmokeCoAlarmSmokeState | None, P(fresh=7200, sens=Sens.HOUSEHOLD, why=reasons.ALARM, cat="environment", zh="高温状态", en="Heat state", about=("Of alarms that detect heat or its fast rise.", "用于可探测高温或快速升温的报警器。"), since="1.1")] = None
    interconnectSmokeAlarm: Annotated[SmokeCoAlarmSmokeState | None, P(fresh=7200, sens=Sens.HOUSEHOLD, why=reasons.ALARM, cat="environment", zh="联网烟雾报警", en="Smoke at a linked alarm", since="1.1")] = None
    interconnectCoAlarm: Annotated[SmokeCoAlarmSmokeState | None, P(fresh=7200, sens=Sens.HOUSEHOLD, why=reasons.ALARM, cat="environment", zh="联网一氧化碳报警", en="CO at a linked alarm", since="1.1")] = None
    batteryAlert: Annotated[SmokeCoAlarmSmokeState | None, P(sens=Sens.HOUSEHOLD, why=reasons.WEAR, cat="diagnostic", zh="电池告警", en="Battery alert", since="1.1")] = None
    hardwareFaultAlert: Annotated[bool | None, P(sens=Sens.HOUSEHOLD, why=reasons.DIAGNOSTIC, cat="diagnostic", zh="硬件故障", en="Hardware fault alert", since="1.1")] = None
    contaminationState: Annotated[ContaminationState | None, P(sens=Sens.HOUSEHOLD, why=reasons.WEAR, cat="diagnostic", zh="污染状态", en="Contamination state", since="1.1")] = None
    expiryDate: Annotated[Timestamp | None, P("", "r", sens=Sens.HOUSEHOLD, why=Reason("Fixed when the device was made; it never moves.", "出厂时即确定，永不变化。"), cat="diagnostic", zh="到期日期", en="Expiry date", since="1.1")] = None
    unmounted: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="已从底座取下", en="Unmounted", about=("Taken off its base; it may not warn.", "已离开底座，可能无法报警。"), since="1.1")] = None
    smokeDensity: Annotated[float | None, Field(ge=0, le=100), P("%", step=0.1, fresh=7200, sens=Sens.BEHAVIOUR, cat="environment", zh="烟雾浓度", en="Smoke density", about=("Of what the sensor can tell; cooking and smoking show in it.", "相对传感器量程；做饭和吸烟会有反映。"), since="1.1")] = None
    selfTestResult: Annotated[SelfTestResult | None, P(sens=Sens.BEHAVIOUR, cat="diagnostic", zh="自检结果", en="Self-test result", since="1.1")] = None
    linkageEnabled: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="报警联动", en="Linkage enabled", about=("Whether it sounds with the other alarms of the home, and they with it.", "是否与家中其他报警器同时报警。"), hazards=(Hazard.HEALTH,), since="1.1")] = None
    coHighThreshold: Annotated[float | None, Field(ge=0, le=1000), P("[ppm]", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="一氧化碳报警阈值", en="CO threshold", hazards=(Hazard.HEALTH,), since="1.1")] = None


class GasLeakAlarmAlarmState(Choice):
    """How bad the leak is."""

    NORMAL = "normal", "正常"
    WARNING = "warning", "预警"
    CRITICAL = "critical", "报警"


class CombustibleGas(Choice):
    """The gas that an alarm is made for."""

    NATURAL_GAS = "naturalGas", "天然气"
    LIQUEFIED_PETROLEUM_GAS = "liquefiedPetroleumGas", "液化石油气"
    TOWN_GAS = "townGas", "人工煤气"
    HYDROGEN = "hydrogen", "氢气"


class GasLeakAlarm(Capability):
    """Detects leaking natural gas, liquefied gas or town gas and raises the alarm."""

    ID, ZH, GROUP = "gasLeakAlarm", "燃气泄漏报警", "alarm"
    ABOUT_ZH = "探测天然气、液化气或人工煤气泄漏并发出警报。"
    VERSION = "2.0"
    COMMANDS = (
        Cmd("selfTest", "自检", "Self test", hazards=(Hazard.SERVICE_INTERRUPTION,), outcome=("testInProgress", "selfTestResult"), about=("Where a valve is linked it may shut the gas off.", "若联动阀门，可能切断燃气。")),
        Cmd("mute", "静音", "Mute", hazards=(Hazard.HEALTH, Hazard.GAS), outcome=("deviceMuted",)),
    )
    EVENTS = (
        Ev("gasAlarm", "燃气报警", "Gas alarm", sens=Sens.HOUSEHOLD, why=reasons.ALARM, cat="device-state", fields=(Arg("severity", GasLeakAlarmAlarmState, required=False, zh="级别"),)),
        Ev("allClear", "警报解除", "All clear", sens=Sens.HOUSEHOLD, why=reasons.ALARM, cat="device-state"),
        Ev("endOfService", "寿命到期", "End of service", sens=Sens.HOUSEHOLD, why=reasons.WEAR, cat="device-state", since="1.1"),
        Ev("selfTestComplete", "自检完成", "Self-test complete", sens=Sens.BEHAVIOUR, cat="device-state", fields=(Arg("result", SelfTestResult, required=False, zh="结果"),), since="1.1"),
    )

    gasDetected: Annotated[bool | None, P(fresh=7200, sens=Sens.HOUSEHOLD, why=reasons.ALARM, cat="environment", zh="检测到燃气", en="Gas detected")] = None
    gasConcentration: Annotated[float | None, Field(ge=0, le=100), P("%{LEL}", step=0.1, sens=Sens.BEHAVIOUR, cat="environment", zh="燃气浓度", en="Gas concentration", about=("Per cent of the lower explosive limit: at 100 the air can explode. Lighting a stove and cooking show in it.", "爆炸下限的百分比，达到100时空气可爆炸。点火和做饭会有反映。"))] = None
    alarmState: Annotated[GasLeakAlarmAlarmState | None, P(sens=Sens.HOUSEHOLD, why=reasons.ALARM, cat="environment", zh="报警状态", en="Alarm state")] = None
    valveLinked: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="联动阀门", en="Valve linked", about=("Whether the alarm shuts the gas valve; without it a leak goes on.", "报警时是否关闭燃气阀；不联动则泄漏会持续。"), hazards=(Hazard.GAS,))] = None
    deviceMuted: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="已静音", en="Device muted", about=("Writing true silences the alarm that sounds now.", "写入true可使当前警报静音。"), hazards=(Hazard.HEALTH, Hazard.GAS), since="1.1")] = None
    testInProgress: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="自检中", en="Test in progress", since="1.1")] = None
    selfTestResult: Annotated[SelfTestResult | None, P(sens=Sens.BEHAVIOUR, cat="diagnostic", zh="自检结果", en="Self-test result", since="1.1")] = None
    preheating: Annotated[bool | None, P(sens=Sens.HOUSEHOLD, why=reasons.DIAGNOSTIC, cat="diagnostic", zh="预热中", en="Preheating", about=("The sensor warms up after power-on and cannot warn yet.", "通电后传感器预热，尚不能报警。"), since="1.1")] = None
    endOfServiceAlert: Annotated[SmokeCoAlarmEndOfServiceAlert | None, P(sens=Sens.HOUSEHOLD, why=reasons.WEAR, cat="diagnostic", zh="寿命到期", en="End of service alert", since="1.1")] = None
    hardwareFaultAlert: Annotated[bool | None, P(sens=Sens.HOUSEHOLD, why=reasons.DIAGNOSTIC, cat="diagnostic", zh="硬件故障", en="Hardware fault alert", since="1.1")] = None
    gasConcentrationByVolume: Annotated[float | None, Field(ge=0, le=1000000), P("[ppm]", step=1, sens=Sens.BEHAVIOUR, cat="environment", zh="燃气体积浓度", en="Gas concentration by volume", about=("For devices that tell a share of the air instead of the explosive limit.", "用于以空气体积比而非爆炸下限上报的设备。"), since="1.1")] = None
    highThreshold: Annotated[float | None, Field(ge=0, le=100), P("%{LEL}", "rw", step=0.1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="报警阈值", en="High threshold", hazards=(Hazard.HEALTH, Hazard.GAS), since="1.1")] = None
    gasKind: Annotated[CombustibleGas | None, P("", "r", sens=Sens.HOUSEHOLD, why=Reason("Which gas the street has; it never moves.", "当地供应何种燃气，不会变化。"), cat="device-state", zh="燃气种类", en="Gas kind", since="1.1")] = None


class WarningDeviceSoundVolume(Choice):
    """How loud the siren is."""

    SILENT = "silent", "静音"
    LOW = "low", "低"
    MEDIUM = "medium", "中"
    HIGH = "high", "高"
    VERY_HIGH = "veryHigh", "很高"


class WarningDeviceStrobeLevel(Choice):
    """How bright the strobe is."""

    LOW = "low", "低"
    MEDIUM = "medium", "中"
    HIGH = "high", "高"
    VERY_HIGH = "veryHigh", "很高"


class WarningMode(Choice):
    """What a siren warns of."""

    STOP = "stop", "停止"
    BURGLAR = "burglar", "入侵"
    FIRE = "fire", "火警"
    EMERGENCY = "emergency", "紧急"
    POLICE_PANIC = "policePanic", "报警求助", "Panic: police"
    FIRE_PANIC = "firePanic", "火警求助", "Panic: fire"
    EMERGENCY_PANIC = "emergencyPanic", "医疗求助", "Panic: emergency"
    TEST = "test", "测试"


class WarningDevice(Capability):
    """Siren and strobe that warn everybody in and around the home."""

    ID, ZH, GROUP = "warningDevice", "声光报警器", "alarm"
    ABOUT_ZH = "向家中及周围的人发出声光警报。"
    VERSION = "1.1"
    COMMANDS = (
        Cmd("start", "开始报警", "Start", args=(Arg("duration", int, "s", ge=0, le=3600, required=False, zh="时长"), Arg("tone", str, max_length=64, required=False, zh="音色"), Arg("mode", WarningMode, required=False, zh="报警类型"), Arg("volume", WarningDeviceSoundVolume, required=False, zh="音量"), Arg("strobe", bool, required=False, zh="闪光")), hazards=SAFE, outcome=("alarmActive",), about=("Without a duration the device keeps to its own.", "未给出时长时按设备自身设定。")),
        Cmd("stop", "停止报警", "Stop", hazards=(Hazard.SECURITY, Hazard.HEALTH), outcome=("alarmActive",)),
        Cmd("chirp", "短鸣提示", "Chirp", hazards=SAFE, about=("One short sound, as when a system is armed.", "短促一声，如布防时的提示。"), since="1.1"),
    )

    alarmActive: Annotated[bool | None, P("", "rwn", sens=Sens.HOUSEHOLD, why=reasons.ALARM, cat="device-state", zh="报警中", en="Alarm active", about=("Writing false silences it.", "写入false即静音。"), hazards=(Hazard.SECURITY, Hazard.HEALTH))] = None
    soundVolume: Annotated[WarningDeviceSoundVolume | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="音量", en="Sound volume", about=("On `silent` it warns with light alone, if at all.", "设为`silent`时仅以闪光报警，或完全不报警。"), hazards=(Hazard.SECURITY, Hazard.HEALTH))] = None
    duration: Annotated[int | None, Field(ge=0, le=3600), P("s", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="持续时间", en="Duration", about=("How long it sounds; at 0 it may not sound at all.", "报警持续时间；为0时可能不响。"), hazards=(Hazard.SECURITY, Hazard.HEALTH))] = None
    tone: Annotated[str | None, Field(max_length=64), P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="铃声", en="Tone", about=("As the maker names or numbers it.", "厂家的名称或编号。"), hazards=SAFE)] = None
    strobe: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="闪光", en="Strobe", about=("Whether it flashes as well as sounds; those who do not hear depend on it.", "报警时是否同时闪光；听障者依赖于此。"), hazards=(Hazard.SECURITY, Hazard.HEALTH), since="1.1")] = None
    strobeLevel: Annotated[WarningDeviceStrobeLevel | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="闪光强度", en="Strobe level", hazards=SAFE, since="1.1")] = None
    strobeDutyCycle: Annotated[int | None, Field(ge=0, le=100), P("%", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="闪光占空比", en="Strobe duty cycle", hazards=SAFE, since="1.1")] = None
    warningMode: Annotated[WarningMode | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.ALARM, cat="device-state", zh="报警类型", en="Warning mode", about=("Writing anything but `stop` starts the siren; `stop` silences it.", "写入`stop`以外的值即开始报警；`stop`使其静音。"), hazards=(Hazard.SECURITY, Hazard.HEALTH), since="1.1")] = None
    soundLevel: Annotated[int | None, Field(ge=0, le=100), P("%", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="音量百分比", en="Sound level", about=("For sirens whose loudness is a figure; 0 is silent.", "用于以数值表示音量的报警器；0为静音。"), hazards=(Hazard.SECURITY, Hazard.HEALTH), since="1.1")] = None
    alarmEnabled: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="报警功能", en="Alarm enabled", about=("Off, the device detects and stays silent.", "关闭后设备只探测、不鸣响。"), hazards=(Hazard.SECURITY, Hazard.HEALTH), since="1.1")] = None


class SecuritySystemArmState(Choice):
    """What the alarm panel does now."""

    DISARMED = "disarmed", "已撤防"
    ARMED_HOME = "armedHome", "在家布防"
    ARMED_AWAY = "armedAway", "离家布防"
    ARMED_NIGHT = "armedNight", "夜间布防"
    ARMED_VACATION = "armedVacation", "度假布防"
    ARMED_CUSTOM = "armedCustom", "自定义布防"
    ARMING = "arming", "布防中"
    PENDING = "pending", "进入延时", "Entry delay"
    TRIGGERED = "triggered", "已触发"
    DISARMING = "disarming", "撤防中"


class SecuritySystemTargetArmState(Choice):
    """What the alarm panel was told to do."""

    DISARMED = "disarmed", "撤防"
    ARMED_HOME = "armedHome", "在家布防"
    ARMED_AWAY = "armedAway", "离家布防"
    ARMED_NIGHT = "armedNight", "夜间布防"
    ARMED_VACATION = "armedVacation", "度假布防"
    ARMED_CUSTOM = "armedCustom", "自定义布防"


class CodeNeeded(Choice):
    """When an alarm panel asks for its code."""

    NEVER = "never", "从不"
    DISARM = "disarm", "撤防时", "To disarm"
    ALWAYS = "always", "布防和撤防时", "To arm and to disarm"


class SecuritySystem(Capability):
    """Alarm panel that is armed when people leave or sleep, and calls out when somebody breaks in."""

    ID, ZH, GROUP = "securitySystem", "安防布撤防", "alarm"
    ABOUT_ZH = "离家或睡眠时布防，有人闯入时报警的安防主机。"
    VERSION = "1.1"
    COMMANDS = (
        Cmd("arm", "布防", "Arm", args=(Arg("mode", SecuritySystemTargetArmState, zh="布防模式"), Arg("code", Secret, max_length=64, required=False, zh="密码"), Arg("bypassOpen", bool, required=False, zh="旁路未关闭的防区", en="Leave out what stands open")), hazards=(Hazard.SECURITY,), outcome=("armState", "targetArmState")),
        Cmd("disarm", "撤防", "Disarm", args=(Arg("code", Secret, max_length=64, required=False, zh="密码"),), hazards=(Hazard.SECURITY,), outcome=("armState", "targetArmState")),
        Cmd("trigger", "触发报警", "Trigger", hazards=(Hazard.SECURITY, Hazard.COST), outcome=("armState",), about=("As if somebody broke in; a guard service may come and charge for it.", "等同于有人闯入；联网报警服务可能出警并收费。")),
        Cmd("silence", "静音", "Silence", args=(Arg("code", Secret, max_length=64, required=False, zh="密码"),), hazards=(Hazard.SECURITY,), about=("Ends the sound, not the alarm.", "停止鸣响，但不解除报警。"), since="1.1"),
    )
    EVENTS = (
        Ev("alarmTriggered", "报警触发", "Alarm triggered", sens=Sens.PERSONAL, cat="presence", fields=(Arg("source", str, max_length=64, required=False, zh="触发源"), Arg("mode", SecuritySystemArmState, required=False, zh="触发时的布防状态", en="Arm state before")), about=("While armed away it tells that nobody is at home.", "离家布防时触发表明家中无人。")),
        Ev("armFailed", "布防失败", "Arm failed", sens=Sens.PERSONAL, cat="presence", fields=(Arg("reason", str, max_length=64, required=False, zh="原因"),), since="1.1"),
        Ev("codeRejected", "密码错误", "Code rejected", sens=Sens.PERSONAL, cat="access", since="1.1"),
        Ev("duress", "胁迫报警", "Duress", sens=Sens.SPECIAL, cat="access", about=("Somebody was made to disarm it and gave the code that says so.", "有人被胁迫撤防并输入了胁迫密码。"), since="1.1"),
    )

    armState: Annotated[SecuritySystemArmState | None, P(sens=Sens.PERSONAL, cat="presence", zh="布防状态", en="Arm state", about=("Says whether people are at home, away or asleep.", "反映人是在家、外出还是睡眠。"))] = None
    targetArmState: Annotated[SecuritySystemTargetArmState | None, P("", "rw", sens=Sens.PERSONAL, cat="presence", zh="目标布防状态", en="Target arm state", hazards=(Hazard.SECURITY,))] = None
    triggeredBy: Annotated[str | None, Field(max_length=64), P(sens=Sens.PERSONAL, cat="access", zh="触发源", en="Triggered by", about=("The sensor or zone that raised the alarm; often named after a room or a person.", "触发报警的传感器或防区，常以房间或人名命名。"))] = None
    entryDelay: Annotated[int | None, Field(ge=0, le=300), P("s", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="进入延时", en="Entry delay", about=("Between the door and the alarm; a burglar has it too.", "开门到报警之间的时间；闯入者同样拥有。"), hazards=(Hazard.SECURITY,))] = None
    exitDelay: Annotated[int | None, Field(ge=0, le=300), P("s", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="外出延时", en="Exit delay", hazards=(Hazard.SECURITY,))] = None
    readyToArm: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="可布防", en="Ready to arm", about=("Every door and window is shut.", "门窗均已关闭。"), since="1.1")] = None
    openZones: Annotated[list[Annotated[str, Field(max_length=64)]] | None, Field(max_length=256), P(sens=Sens.PERSONAL, cat="access", zh="未关闭的防区", en="Open zones", since="1.1")] = None
    bypassedZones: Annotated[list[Annotated[str, Field(max_length=64)]] | None, Field(max_length=256), P("", "rw", sens=Sens.PERSONAL, cat="access", zh="旁路的防区", en="Bypassed zones", about=("They raise no alarm while armed.", "布防期间不报警。"), hazards=(Hazard.SECURITY,), since="1.1")] = None
    alarmMemory: Annotated[bool | None, P(sens=Sens.PERSONAL, cat="presence", zh="报警记忆", en="Alarm memory", about=("There was an alarm since it was last armed.", "上次布防以来发生过报警。"), since="1.1")] = None
    codeNeeded: Annotated[CodeNeeded | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="access", zh="需要密码", en="Code needed", hazards=(Hazard.SECURITY,), since="1.1")] = None
    changedBy: Annotated[str | None, Field(max_length=64), P(sens=Sens.PERSONAL, cat="access", zh="最近操作者", en="Changed by", about=("The person, remote control or rule that last armed or disarmed it.", "最近布防或撤防的人、遥控器或规则。"), since="1.1")] = None
    alarmDuration: Annotated[int | None, Field(ge=0, le=86400), P("s", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="报警时长", en="Alarm duration", about=("How long the sirens sound; at 0 they may not.", "警号鸣响的时间；为0时可能不响。"), hazards=(Hazard.SECURITY,), since="1.1")] = None
    silentAlarm: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="静默报警", en="Silent alarm", about=("It calls out without sirens.", "只通知、不鸣响。"), hazards=(Hazard.SECURITY,), since="1.1")] = None


class EmergencySource(Choice):
    """What a call for help came from."""

    BUTTON = "button", "按钮"
    CORD = "cord", "拉绳"
    WEARABLE = "wearable", "穿戴设备"
    VOICE = "voice", "语音"
    FALL = "fall", "跌倒检测", "Fall detection"
    REMOTE = "remote", "远程"


class EmergencyCall(Capability):
    """Call for help by button, cord, wearable or voice."""

    ID, ZH, GROUP = "emergencyCall", "紧急呼叫", "alarm"
    ABOUT_ZH = "通过按钮、拉绳、穿戴设备或语音发出求助。"
    VERSION = "1.1"
    COMMANDS = (
        Cmd("acknowledge", "确认求助", "Acknowledge", hazards=(Hazard.HEALTH,), outcome=("acknowledged",), about=("Tells the caller that help is coming, and stops calling others.", "告知求助者援助将至，并停止继续通知他人。")),
        Cmd("cancel", "取消求助", "Cancel", hazards=(Hazard.HEALTH,), outcome=("active",)),
        Cmd("call", "发起求助", "Call", hazards=(Hazard.COST,), outcome=("active",), about=("Calls for help in somebody's stead; a care service may come and charge for it.", "代他人求助；照护服务可能上门并收费。"), since="1.1"),
    )
    EVENTS = (
        Ev("sos", "紧急求助", "Call for help", sens=Sens.SPECIAL, cat="health", fields=(Arg("source", EmergencySource, required=False, zh="来源"),)),
        Ev("acknowledged", "求助已确认", "Acknowledged", sens=Sens.SPECIAL, cat="health", since="1.1"),
        Ev("cancelled", "求助已取消", "Cancelled", sens=Sens.SPECIAL, cat="health", since="1.1"),
    )

    active: Annotated[bool | None, P(sens=Sens.SPECIAL, cat="health", zh="求助中", en="Call for help active", about=("True from the call until it is cancelled or dealt with.", "从求助起至取消或处理完毕为true。"))] = None
    lastTriggered: Annotated[Timestamp | None, P(sens=Sens.SPECIAL, cat="health", zh="最近求助时间", en="Last triggered")] = None
    acknowledged: Annotated[bool | None, P(sens=Sens.SPECIAL, cat="health", zh="求助已确认", en="Acknowledged", about=("Somebody said that help is coming.", "已有人确认前往援助。"), since="1.1")] = None
    source: Annotated[EmergencySource | None, P(sens=Sens.SPECIAL, cat="health", zh="求助来源", en="Source", since="1.1")] = None
