"""What every device has: identity, health, supply, updates, its own panel and timers."""

# One property a line, so that the file reads as the table it is.
# fmt: off

from typing import Annotated

from pydantic import Field

from schemas.capability import SAFE, Arg, Capability, Choice, Cmd, Ev, P, Sens, Timestamp
from schemas.vocabulary import Hazard


class DeviceInformation(Capability):
    """Static facts of the device."""

    ID, ZH, GROUP = "deviceInformation", "设备信息", "core"
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


class DeviceHealthFaultSeverity(Choice):
    """Fault severity."""

    NONE = "none"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"
    CRITICAL = "critical"


class DeviceHealth(Capability):
    """Reachability, radio and faults."""

    ID, ZH, GROUP = "deviceHealth", "设备健康", "core"
    COMMANDS = (
        Cmd("restart", "重启", "Restart", hazards=(Hazard.SERVICE_INTERRUPTION,)),
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

    batteryLevel: Annotated[float | None, Field(ge=0, le=100), P("%", step=0.5, fresh=86400, sens=Sens.HOUSEHOLD, cat="device-state", zh="电量", en="Battery level")] = None
    batteryChargeLevel: Annotated[PowerSourceBatteryChargeLevel | None, P(sens=Sens.HOUSEHOLD, cat="device-state", zh="电量状态", en="Battery charge level")] = None
    batteryChargeState: Annotated[PowerSourceBatteryChargeState | None, P(sens=Sens.HOUSEHOLD, cat="device-state", zh="充电状态", en="Battery charge state")] = None
    batteryVoltage: Annotated[float | None, Field(ge=0, le=100), P("V", step=0.001, sens=Sens.HOUSEHOLD, cat="diagnostic", zh="电池电压", en="Battery voltage")] = None
    batteryReplacementNeeded: Annotated[bool | None, P(sens=Sens.HOUSEHOLD, cat="device-state", zh="需更换电池", en="Battery replacement needed")] = None
    batteryTimeRemaining: Annotated[int | None, Field(ge=0, le=4294967295), P("s", step=1, sens=Sens.HOUSEHOLD, cat="device-state", zh="剩余续航", en="Battery time remaining")] = None
    mainsPresent: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="市电", en="Mains present")] = None


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


class SoftwareUpdate(Capability):
    """Firmware state."""

    ID, ZH, GROUP = "softwareUpdate", "固件升级", "core"
    COMMANDS = (
        Cmd("install", "安装升级", "Install", hazards=(Hazard.SERVICE_INTERRUPTION,)),
    )

    updateState: Annotated[SoftwareUpdateUpdateState | None, P(sens=Sens.HOUSEHOLD, cat="diagnostic", zh="升级状态", en="Update state")] = None
    updateProgress: Annotated[int | None, Field(ge=0, le=100), P("%", step=1, sens=Sens.HOUSEHOLD, cat="diagnostic", zh="升级进度", en="Update progress")] = None
    availableVersion: Annotated[str | None, Field(max_length=64), P(sens=Sens.PUBLIC, cat="diagnostic", zh="可用版本", en="Available version")] = None


class UserInterfaceTemperatureDisplayUnit(Choice):
    """Temperature display unit."""

    CELSIUS = "celsius"
    FAHRENHEIT = "fahrenheit"


class UserInterface(Capability):
    """Buttons, display, buzzer and child lock of the device itself."""

    ID, ZH, GROUP = "userInterface", "面板与提示", "core"

    keypadLockout: Annotated[bool | None, P("", "rwn", sens=Sens.HOUSEHOLD, cat="device-state", zh="童锁", en="Child lock", hazards=(Hazard.SECURITY,))] = None
    buzzer: Annotated[bool | None, P("", "rwn", sens=Sens.HOUSEHOLD, cat="device-state", zh="提示音", en="Buzzer", hazards=SAFE)] = None
    buzzerVolume: Annotated[int | None, Field(ge=0, le=100), P("%", "rwn", step=1, sens=Sens.HOUSEHOLD, cat="device-state", zh="提示音量", en="Buzzer volume", hazards=SAFE)] = None
    indicatorLight: Annotated[bool | None, P("", "rwn", sens=Sens.HOUSEHOLD, cat="device-state", zh="指示灯", en="Indicator light", hazards=SAFE)] = None
    indicatorBrightness: Annotated[int | None, Field(ge=0, le=100), P("%", "rwn", step=1, sens=Sens.HOUSEHOLD, cat="device-state", zh="指示灯亮度", en="Indicator brightness", hazards=SAFE)] = None
    displayOn: Annotated[bool | None, P("", "rwn", sens=Sens.HOUSEHOLD, cat="device-state", zh="屏显", en="Display on", hazards=SAFE)] = None
    displayBrightness: Annotated[int | None, Field(ge=0, le=100), P("%", "rwn", step=1, sens=Sens.HOUSEHOLD, cat="device-state", zh="屏幕亮度", en="Display brightness", hazards=SAFE)] = None
    temperatureDisplayUnit: Annotated[UserInterfaceTemperatureDisplayUnit | None, P("", "rwn", sens=Sens.HOUSEHOLD, cat="device-state", zh="温度显示单位", en="Temperature display unit", hazards=SAFE)] = None
    doNotDisturb: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="勿扰模式", en="Do not disturb", hazards=SAFE)] = None


class TimerControl(Capability):
    """Countdown and delayed start."""

    ID, ZH, GROUP = "timerControl", "定时与倒计时", "core"

    remainingTime: Annotated[int | None, Field(ge=0, le=604800), P("s", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="剩余时间", en="Remaining time")] = None
    countdown: Annotated[int | None, Field(ge=0, le=604800), P("s", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="倒计时", en="Countdown", hazards=SAFE)] = None
    delayedStart: Annotated[Timestamp | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="预约启动", en="Delayed start", hazards=SAFE)] = None
