"""What every device has: identity, health, supply, updates, its own panel and timers."""

# One property a line, so that the file reads as the table it is.
# fmt: off

from typing import Annotated

from pydantic import Field

from schemas import reasons
from schemas.capability import SAFE, Arg, Capability, Choice, Cmd, Ev, P, Sens, Timestamp
from schemas.reasons import Reason
from schemas.vocabulary import Hazard


class DeviceInformation(Capability):
    """Static facts of the device."""

    ID, ZH, GROUP = "deviceInformation", "设备信息", "core"
    VERSION = "1.1"
    COMMANDS = (
        Cmd("identify", "识别设备", "Identify", args=(Arg("identifyTime", int, "s", ge=0, le=65535, required=False, zh="持续时间"),), hazards=SAFE),
    )

    vendorName: Annotated[str | None, Field(max_length=64), P("", "r", sens=Sens.PUBLIC, cat="identity", zh="厂商名称", en="Vendor name")] = None
    productName: Annotated[str | None, Field(max_length=64), P("", "r", sens=Sens.PUBLIC, cat="identity", zh="产品名称", en="Product name")] = None
    modelIdentifier: Annotated[str | None, Field(max_length=64), P("", "r", sens=Sens.PUBLIC, cat="identity", zh="型号", en="Model identifier")] = None
    nodeLabel: Annotated[str | None, Field(max_length=64), P("", "rwn", sens=Sens.PERSONAL, cat="identity", zh="设备名称", en="Node label", hazards=SAFE)] = None
    serialNumber: Annotated[str | None, Field(max_length=64), P("", "r", sens=Sens.PERSONAL, cat="identity", zh="序列号", en="Serial number")] = None
    hardwareVersion: Annotated[str | None, Field(max_length=64), P("", "r", sens=Sens.PUBLIC, cat="identity", zh="硬件版本", en="Hardware version")] = None
    softwareVersion: Annotated[str | None, Field(max_length=64), P(sens=Sens.PUBLIC, cat="identity", zh="固件版本", en="Software version")] = None
    uniqueId: Annotated[str | None, Field(max_length=64), P("", "r", sens=Sens.PERSONAL, cat="identity", zh="唯一标识", en="Unique identifier")] = None
    altitude: Annotated[float | None, Field(ge=-500, le=9000), P("m", "rw", step=1, sens=Sens.PERSONAL, cat="location", zh="海拔", en="Altitude", about=("Of the place above sea level, for sensors that correct for air pressure.", "安装地点的海拔，用于气压补偿。"), hazards=SAFE, since="1.1")] = None
    productId: Annotated[str | None, Field(max_length=64), P("", "r", sens=Sens.PUBLIC, why=reasons.MODEL_FACT, cat="identity", zh="产品编号", en="Product id", since="1.1")] = None
    manufacturingDate: Annotated[str | None, Field(max_length=32), P("", "r", sens=Sens.HOUSEHOLD, why=Reason("When it was made, shared by the whole batch; it tells nothing of its use.", "同批次产品共有的生产时间，不反映使用情况。"), cat="identity", zh="生产日期", en="Manufacturing date", since="1.1")] = None
    platformId: Annotated[str | None, Field(max_length=64), P("", "r", sens=Sens.PERSONAL, cat="identity", zh="平台标识", en="Platform id", about=("The same for every function of one physical device.", "同一台实体设备的各项功能共用。"), since="1.1")] = None
    platformVersion: Annotated[str | None, Field(max_length=128), P("", "r", sens=Sens.PUBLIC, why=reasons.MODEL_FACT, cat="identity", zh="平台版本", en="Platform version", since="1.1")] = None
    operatingSystem: Annotated[str | None, Field(max_length=64), P("", "r", sens=Sens.PUBLIC, why=reasons.MODEL_FACT, cat="identity", zh="操作系统", en="Operating system", since="1.1")] = None
    specificationVersion: Annotated[str | None, Field(max_length=64), P("", "r", sens=Sens.PUBLIC, why=reasons.MODEL_FACT, cat="identity", zh="规范版本", en="Specification version", about=("Of the standard that it speaks.", "所遵循标准的版本。"), since="1.1")] = None
    dataModelVersion: Annotated[str | None, Field(max_length=64), P("", "r", sens=Sens.PUBLIC, why=reasons.MODEL_FACT, cat="identity", zh="数据模型版本", en="Data model version", since="1.1")] = None
    vendorUrl: Annotated[str | None, Field(max_length=256), P("", "r", sens=Sens.PUBLIC, why=reasons.MODEL_FACT, cat="identity", zh="厂商网址", en="Vendor URL", since="1.1")] = None
    supportUrl: Annotated[str | None, Field(max_length=256), P("", "r", sens=Sens.PUBLIC, why=reasons.MODEL_FACT, cat="identity", zh="支持网址", en="Support URL", since="1.1")] = None
    systemTime: Annotated[Timestamp | None, P("", "r", sens=Sens.HOUSEHOLD, why=reasons.DIAGNOSTIC, cat="diagnostic", zh="设备时钟", en="System time", about=("What the clock of the device says.", "设备自身时钟的时间。"), since="1.1")] = None
    countryCode: Annotated[str | None, Field(max_length=16), P("", "rwn", sens=Sens.PERSONAL, cat="location", zh="国家或地区代码", en="Country code", hazards=SAFE, since="1.1")] = None
    timeZone: Annotated[str | None, Field(max_length=64), P("", "rwn", sens=Sens.PERSONAL, cat="location", zh="时区", en="Time zone", hazards=SAFE, since="1.1")] = None


class DeviceHealthFaultSeverity(Choice):
    """Fault severity."""

    NONE = "none"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"
    CRITICAL = "critical"


class DeviceHealthSelfTestState(Choice):
    """What the self test is doing."""

    IDLE = "idle", "未进行"
    RUNNING = "running", "进行中"


class DeviceHealthSelfTestResult(Choice):
    """How the last self test ended."""

    PASSED = "passed", "通过"
    FAILED = "failed", "未通过"


class DeviceHealthRestartReason(Choice):
    """Why the device started last."""

    UNSPECIFIED = "unspecified", "未知"
    POWER_ON = "powerOn", "上电"
    BROWN_OUT = "brownOut", "电压跌落"
    WATCHDOG = "watchdog", "看门狗复位"
    SOFTWARE_UPDATE = "softwareUpdate", "固件升级"
    SOFTWARE_RESET = "softwareReset", "软件重启"


class DeviceHealth(Capability):
    """Reachability, radio and faults."""

    ID, ZH, GROUP = "deviceHealth", "设备健康", "core"
    VERSION = "1.1"
    COMMANDS = (
        Cmd("restart", "重启", "Restart", hazards=(Hazard.SERVICE_INTERRUPTION,)),
        Cmd("factoryReset", "恢复出厂设置", "Factory reset", hazards=(Hazard.SERVICE_INTERRUPTION, Hazard.SECURITY), since="1.1"),
        Cmd("selfTest", "自检", "Self test", hazards=SAFE, outcome=("selfTestResult",), since="1.1"),
    )
    EVENTS = (
        Ev("faultRaised", "故障发生", "Fault raised", sens=Sens.HOUSEHOLD, cat="device-state", fields=(Arg("code", str, max_length=64, zh="故障码"),)),
        Ev("faultCleared", "故障恢复", "Fault cleared", sens=Sens.HOUSEHOLD, cat="device-state", fields=(Arg("code", str, max_length=64, zh="故障码"),)),
    )

    reachable: Annotated[bool | None, P(fresh=120, sens=Sens.BEHAVIOUR, cat="diagnostic", zh="在线", en="Reachable")] = None
    rssi: Annotated[float | None, Field(ge=-120, le=0), P("{dBm}", step=1, fresh=600, sens=Sens.HOUSEHOLD, cat="diagnostic", zh="信号强度", en="Signal strength (RSSI)")] = None
    faultCode: Annotated[str | None, Field(max_length=64), P(sens=Sens.HOUSEHOLD, cat="diagnostic", zh="故障码", en="Fault code")] = None
    faultSeverity: Annotated[DeviceHealthFaultSeverity | None, P(sens=Sens.HOUSEHOLD, cat="diagnostic", zh="故障级别", en="Fault severity")] = None
    tampered: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="access", zh="被拆动", en="Tampered")] = None
    deviceTemperature: Annotated[float | None, Field(ge=-50, le=150), P("Cel", step=0.1, sens=Sens.HOUSEHOLD, cat="diagnostic", zh="机内温度", en="Device temperature")] = None
    uptime: Annotated[int | None, Field(ge=0, le=4294967295), P("s", step=1, sens=Sens.HOUSEHOLD, cat="diagnostic", zh="运行时间", en="Uptime")] = None
    linkQuality: Annotated[int | None, Field(ge=0, le=255), P("{lqi}", step=1, fresh=600, sens=Sens.HOUSEHOLD, why=reasons.DIAGNOSTIC, cat="diagnostic", zh="链路质量", en="Link quality", about=("0 to 255 as IEEE 802.15.4 tells it; makers scale it differently, so it is no percentage.", "IEEE 802.15.4的0至255，各厂家标度不同，不是百分比。"), since="1.1")] = None
    transmitPower: Annotated[float | None, Field(ge=-40, le=30), P("{dBm}", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="diagnostic", zh="发射功率", en="Transmit power", hazards=(Hazard.SERVICE_INTERRUPTION,), since="1.1")] = None
    operatingHours: Annotated[int | None, Field(ge=0, le=1000000), P("h", step=1, sens=Sens.HOUSEHOLD, why=reasons.WEAR, cat="diagnostic", zh="累计运行时间", en="Operating hours", since="1.1")] = None
    powerOutageCount: Annotated[int | None, Field(ge=0, le=4294967295), P("{count}", step=1, sens=Sens.HOUSEHOLD, why=reasons.DIAGNOSTIC, cat="diagnostic", zh="断电次数", en="Power outage count", since="1.1")] = None
    selfTestState: Annotated[DeviceHealthSelfTestState | None, P(sens=Sens.HOUSEHOLD, why=reasons.DIAGNOSTIC, cat="diagnostic", zh="自检状态", en="Self test state", since="1.1")] = None
    selfTestResult: Annotated[DeviceHealthSelfTestResult | None, P(sens=Sens.HOUSEHOLD, why=reasons.DIAGNOSTIC, cat="diagnostic", zh="自检结果", en="Self test result", since="1.1")] = None
    selfTestProgress: Annotated[int | None, Field(ge=0, le=100), P("%", step=1, sens=Sens.HOUSEHOLD, why=reasons.DIAGNOSTIC, cat="diagnostic", zh="自检进度", en="Self test progress", since="1.1")] = None
    faultList: Annotated[list[Annotated[str, Field(max_length=64)]] | None, Field(max_length=64), P(sens=Sens.HOUSEHOLD, why=reasons.DIAGNOSTIC, cat="diagnostic", zh="故障列表", en="Faults", about=("Every fault that is present, as codes of its maker.", "当前存在的全部故障，厂家代码。"), since="1.1")] = None
    restartReason: Annotated[DeviceHealthRestartReason | None, P(sens=Sens.HOUSEHOLD, why=reasons.DIAGNOSTIC, cat="diagnostic", zh="上次重启原因", en="Reason of the last restart", since="1.1")] = None


class PowerSourceBatteryChargeLevel(Choice):
    """Battery charge level."""

    OK = "ok"
    WARNING = "warning"
    CRITICAL = "critical"


class PowerSourceBatteryChargeState(Choice):
    """Battery charge state."""

    UNKNOWN = "unknown"
    IS_CHARGING = "isCharging"
    IS_AT_FULL_CHARGE = "isAtFullCharge"
    IS_NOT_CHARGING = "isNotCharging"


class PowerSource(Capability):
    """Battery or mains supply."""

    ID, ZH, GROUP = "powerSource", "供电", "core"
    VERSION = "1.1"

    batteryLevel: Annotated[float | None, Field(ge=0, le=100), P("%", step=0.5, fresh=86400, sens=Sens.HOUSEHOLD, cat="device-state", zh="电量", en="Battery level")] = None
    batteryChargeLevel: Annotated[PowerSourceBatteryChargeLevel | None, P(sens=Sens.HOUSEHOLD, cat="device-state", zh="电量状态", en="Battery charge level")] = None
    batteryChargeState: Annotated[PowerSourceBatteryChargeState | None, P(sens=Sens.HOUSEHOLD, cat="device-state", zh="充电状态", en="Battery charge state")] = None
    batteryVoltage: Annotated[float | None, Field(ge=0, le=100), P("V", step=0.001, sens=Sens.HOUSEHOLD, cat="diagnostic", zh="电池电压", en="Battery voltage")] = None
    batteryReplacementNeeded: Annotated[bool | None, P(sens=Sens.HOUSEHOLD, cat="device-state", zh="需更换电池", en="Battery replacement needed")] = None
    batteryTimeRemaining: Annotated[int | None, Field(ge=0, le=4294967295), P("s", step=1, sens=Sens.HOUSEHOLD, cat="device-state", zh="剩余续航", en="Battery time remaining")] = None
    mainsPresent: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="市电", en="Mains present")] = None
    batterySaving: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="省电模式", en="Battery saving", about=("Wakes less often to spare the battery.", "减少唤醒次数以省电。"), hazards=SAFE, since="1.1")] = None
    batteryQuantity: Annotated[int | None, Field(ge=0, le=255), P("{count}", "r", step=1, sens=Sens.PUBLIC, why=reasons.MODEL_FACT, cat="device-state", zh="电池数量", en="Battery quantity", since="1.1")] = None
    batteryType: Annotated[str | None, Field(max_length=32), P("", "r", sens=Sens.PUBLIC, why=reasons.MODEL_FACT, cat="device-state", zh="电池型号", en="Battery type", since="1.1")] = None


class SoftwareUpdateUpdateState(Choice):
    """Update state."""

    UNKNOWN = "unknown"
    IDLE = "idle"
    QUERYING = "querying"
    DELAYED_ON_QUERY = "delayedOnQuery"
    DOWNLOADING = "downloading"
    APPLYING = "applying"
    DELAYED_ON_APPLY = "delayedOnApply"
    ROLLING_BACK = "rollingBack"
    DELAYED_ON_USER_CONSENT = "delayedOnUserConsent"


class SoftwareUpdateLastResult(Choice):
    """How the last update ended."""

    SUCCEEDED = "succeeded", "成功"
    FAILED = "failed", "失败"


class SoftwareUpdate(Capability):
    """Firmware state."""

    ID, ZH, GROUP = "softwareUpdate", "固件升级", "core"
    VERSION = "1.1"
    COMMANDS = (
        Cmd("install", "安装升级", "Install", hazards=(Hazard.SERVICE_INTERRUPTION,)),
    )

    updateState: Annotated[SoftwareUpdateUpdateState | None, P(sens=Sens.HOUSEHOLD, cat="diagnostic", zh="升级状态", en="Update state")] = None
    updateProgress: Annotated[int | None, Field(ge=0, le=100), P("%", step=1, sens=Sens.HOUSEHOLD, cat="diagnostic", zh="升级进度", en="Update progress")] = None
    availableVersion: Annotated[str | None, Field(max_length=64), P(sens=Sens.PUBLIC, cat="diagnostic", zh="可用版本", en="Available version")] = None
    updateAvailable: Annotated[bool | None, P(sens=Sens.HOUSEHOLD, why=reasons.DIAGNOSTIC, cat="diagnostic", zh="有新版本", en="Update available", since="1.1")] = None
    lastResult: Annotated[SoftwareUpdateLastResult | None, P(sens=Sens.HOUSEHOLD, why=reasons.DIAGNOSTIC, cat="diagnostic", zh="上次升级结果", en="Last result", since="1.1")] = None
    lastFailure: Annotated[str | None, Field(max_length=128), P(sens=Sens.HOUSEHOLD, why=reasons.DIAGNOSTIC, cat="diagnostic", zh="上次升级失败原因", en="Last failure", since="1.1")] = None
    lastUpdated: Annotated[Timestamp | None, P(sens=Sens.HOUSEHOLD, why=reasons.DIAGNOSTIC, cat="diagnostic", zh="上次升级时间", en="Last updated", since="1.1")] = None


class UserInterfaceTemperatureDisplayUnit(Choice):
    """Temperature display unit."""

    CELSIUS = "celsius"
    FAHRENHEIT = "fahrenheit"


class UserInterfaceIndicatorMode(Choice):
    """What the indicator light shows."""

    OFF = "off", "常灭"
    ON = "on", "常亮"
    STATE = "state", "随开关状态"
    INVERSE_STATE = "inverseState", "与开关状态相反"


class UserInterfaceIndicatorLevel(Choice):
    """How bright the lights of the panel are, in the steps that devices have."""

    OFF = "off", "关"
    DIM = "dim", "微亮"
    MEDIUM = "medium", "中亮"
    BRIGHT = "bright", "全亮"
    AUTO = "auto", "自动"


class UserInterface(Capability):
    """Buttons, display, buzzer and child lock of the device itself."""

    ID, ZH, GROUP = "userInterface", "面板与提示", "core"
    VERSION = "1.1"

    keypadLockout: Annotated[bool | None, P("", "rwn", sens=Sens.HOUSEHOLD, cat="device-state", zh="童锁", en="Child lock", hazards=(Hazard.SECURITY,))] = None
    buzzer: Annotated[bool | None, P("", "rwn", sens=Sens.HOUSEHOLD, cat="device-state", zh="提示音", en="Buzzer", hazards=SAFE)] = None
    buzzerVolume: Annotated[int | None, Field(ge=0, le=100), P("%", "rwn", step=1, sens=Sens.HOUSEHOLD, cat="device-state", zh="提示音量", en="Buzzer volume", hazards=SAFE)] = None
    indicatorLight: Annotated[bool | None, P("", "rwn", sens=Sens.HOUSEHOLD, cat="device-state", zh="指示灯", en="Indicator light", hazards=SAFE)] = None
    indicatorBrightness: Annotated[int | None, Field(ge=0, le=100), P("%", "rwn", step=1, sens=Sens.HOUSEHOLD, cat="device-state", zh="指示灯亮度", en="Indicator brightness", hazards=SAFE)] = None
    displayOn: Annotated[bool | None, P("", "rwn", sens=Sens.HOUSEHOLD, cat="device-state", zh="屏显", en="Display on", hazards=SAFE)] = None
    displayBrightness: Annotated[int | None, Field(ge=0, le=100), P("%", "rwn", step=1, sens=Sens.HOUSEHOLD, cat="device-state", zh="屏幕亮度", en="Display brightness", hazards=SAFE)] = None
    temperatureDisplayUnit: Annotated[UserInterfaceTemperatureDisplayUnit | None, P("", "rwn", sens=Sens.HOUSEHOLD, cat="device-state", zh="温度显示单位", en="Temperature display unit", hazards=SAFE)] = None
    doNotDisturb: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="勿扰模式", en="Do not disturb", hazards=SAFE)] = None
    indicatorMode: Annotated[UserInterfaceIndicatorMode | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="指示灯模式", en="Indicator mode", hazards=SAFE, since="1.1")] = None
    automaticBrightness: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="自动亮度", en="Automatic brightness", hazards=SAFE, since="1.1")] = None
    displayRotation: Annotated[int | None, Field(ge=0, le=270), P("deg", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="显示方向", en="Display rotation", hazards=SAFE, since="1.1")] = None
    displayInverted: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="反色显示", en="Display inverted", about=("White on black instead of black on white.", "黑底白字，而非白底黑字。"), hazards=SAFE, since="1.1")] = None
    displayTimeout: Annotated[int | None, Field(ge=0, le=86400), P("s", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="熄屏时间", en="Display timeout", hazards=SAFE, since="1.1")] = None
    nightMode: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="夜间模式", en="Night mode", about=("Dims or darkens its lights between two times of day.", "在两个时刻之间调暗或关闭灯光。"), hazards=SAFE, since="1.1")] = None
    nightModeStart: Annotated[int | None, Field(ge=0, le=1440), P("min", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="夜间模式开始", en="Night mode start", about=("Minutes after midnight.", "从零点起的分钟数。"), hazards=SAFE, since="1.1")] = None
    nightModeEnd: Annotated[int | None, Field(ge=0, le=1440), P("min", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="夜间模式结束", en="Night mode end", about=("Minutes after midnight.", "从零点起的分钟数。"), hazards=SAFE, since="1.1")] = None
    remoteControlEnabled: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="允许远程控制", en="Remote control enabled", about=("Often switched on at the machine before each run.", "通常在每次使用前于机器上开启。"), since="1.1")] = None
    sabbathMode: Annotated[bool | None, P("", "rwn", sens=Sens.SPECIAL, cat="device-state", zh="安息日模式", en="Sabbath mode", about=("Tells the faith of the household.", "会透露家庭的宗教信仰。"), hazards=(Hazard.SERVICE_INTERRUPTION,), since="1.1")] = None
    doNotDisturbStart: Annotated[int | None, Field(ge=0, le=1440), P("min", "rw", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="勿扰开始", en="Do not disturb start", about=("Minutes after midnight.", "从零点起的分钟数。"), hazards=SAFE, since="1.1")] = None
    doNotDisturbEnd: Annotated[int | None, Field(ge=0, le=1440), P("min", "rw", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="勿扰结束", en="Do not disturb end", about=("Minutes after midnight.", "从零点起的分钟数。"), hazards=SAFE, since="1.1")] = None
    indicatorLevel: Annotated[UserInterfaceIndicatorLevel | None, P("", "rwn", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="指示灯亮度档", en="Indicator level", about=("For panels that know steps and no per cent.", "用于只有档位、没有百分比的面板。"), hazards=SAFE, since="1.1")] = None
    language: Annotated[str | None, Field(max_length=64), P("", "rwn", sens=Sens.PERSONAL, cat="device-state", zh="语言", en="Language", about=("Of voice and display, as the device names it.", "语音和屏幕所用语言，按设备的叫法。"), hazards=SAFE, since="1.1")] = None


class TimerControl(Capability):
    """Countdown and delayed start."""

    ID, ZH, GROUP = "timerControl", "定时与倒计时", "core"
    VERSION = "1.1"

    remainingTime: Annotated[int | None, Field(ge=0, le=604800), P("s", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="剩余时间", en="Remaining time")] = None
    countdown: Annotated[int | None, Field(ge=0, le=604800), P("s", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="倒计时", en="Countdown", hazards=SAFE)] = None
    delayedStart: Annotated[Timestamp | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="预约启动", en="Delayed start", hazards=SAFE)] = None
    onCountdown: Annotated[int | None, Field(ge=0, le=604800), P("s", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="倒计时开", en="On countdown", about=("Switches on after this time.", "到时打开。"), hazards=SAFE, actuates=True, since="1.1")] = None
    offCountdown: Annotated[int | None, Field(ge=0, le=604800), P("s", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="倒计时关", en="Off countdown", about=("Switches off after this time.", "到时关闭。"), hazards=(Hazard.SERVICE_INTERRUPTION,), since="1.1")] = None
    minimumDelay: Annotated[int | None, Field(ge=0, le=604800), P("s", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="最短预约时间", en="Minimum delay", about=("The programme that is set needs at least this long.", "所选程序至少需要的时间。"), since="1.1")] = None
    countdownEnabled: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="倒计时开关", en="Countdown enabled", hazards=SAFE, actuates=True, since="1.1")] = None
    cycleEnabled: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="循环定时开关", en="Cycle enabled", about=("Switches on and off by turns, in times set on the device.", "按设备上设定的时间循环开关。"), hazards=SAFE, actuates=True, since="1.1")] = None
    startDelay: Annotated[int | None, Field(ge=0, le=604800), P("s", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="预约时长", en="Start delay", about=("Starts after this time.", "到时启动。"), hazards=SAFE, actuates=True, since="1.1")] = None


class ReportingConfiguration(Capability):
    """How often a device measures and reports."""

    ID, ZH, GROUP = "reportingConfiguration", "测量与上报设置", "core"
    VERSION = "1.1"

    measurementInterval: Annotated[int | None, Field(ge=0, le=604800), P("s", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="测量间隔", en="Measurement interval", hazards=SAFE, since="1.1")] = None
    reportingInterval: Annotated[int | None, Field(ge=0, le=604800), P("s", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="上报间隔", en="Reporting interval", hazards=SAFE, since="1.1")] = None
    minimumInterval: Annotated[int | None, Field(ge=0, le=604800), P("s", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="最短上报间隔", en="Minimum reporting interval", hazards=SAFE, since="1.1")] = None
    maximumInterval: Annotated[int | None, Field(ge=0, le=604800), P("s", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="最长上报间隔", en="Maximum reporting interval", hazards=SAFE, since="1.1")] = None
    onlyChanges: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="仅上报变化", en="Only changes", about=("Reports a value only where it differs from the one before.", "仅当与上次不同时上报。"), hazards=SAFE, since="1.1")] = None
    enabled: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="启用上报配置", en="Enabled", about=("Whether reports follow what the gateway has configured.", "是否按网关下发的上报配置上报。"), hazards=SAFE, since="1.1")] = None
