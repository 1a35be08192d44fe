"""What every device has: identity, health, supply, updates, its own panel and timers."""

# One property a line, so that the file reads as the table it is.
# fmt: off

from typing import Annotated

from pydantic import Field

from schemas import reasons
from schemas.capabilities.week import Weekday
from schemas.capability import SAFE, Arg, Capability, Choice, Cmd, Ev, F, P, Record, Sens, Timestamp
from schemas.reasons import Reason
from schemas.vocabulary import Hazard


class IdentifyEffect(Choice):
    """How a device draws attention to itself."""

    BLINK = "blink", "闪烁"
    BREATHE = "breathe", "呼吸"
    OKAY = "okay", "确认"
    CHANNEL_CHANGE = "channelChange", "信道变更"
    FINISH_EFFECT = "finishEffect", "完成当前效果"
    STOP_EFFECT = "stopEffect", "停止效果"


class NetworkKind(Choice):
    """How a device is connected."""

    WIFI = "wifi", "Wi-Fi无线", "Wi-Fi"
    ETHERNET = "ethernet", "以太网"
    THREAD = "thread", "Thread网络"
    ZIGBEE = "zigbee", "Zigbee网络"
    Z_WAVE = "zWave", "Z-Wave网络", "Z-Wave"
    BLUETOOTH = "bluetooth", "蓝牙"
    CELLULAR = "cellular", "蜂窝网络"
    INFRARED = "infrared", "红外"
    RADIO_433 = "radio433", "433兆赫射频", "433 MHz radio"
    BUS = "bus", "总线", "Wired bus"
    OTHER = "other", "其他"


class DeviceInformation(Capability):
    """What the device is: maker, model, versions, names and numbers."""

    ID, ZH, GROUP = "deviceInformation", "设备信息", "core"
    ABOUT_ZH = "设备是什么：厂商、型号、版本、名称与编号。"
    VERSION = "1.1"
    COMMANDS = (
        Cmd("identify", "识别设备", "Identify", args=(Arg("identifyTime", int, "s", ge=0, le=65535, required=False, zh="持续时间"), Arg("effect", IdentifyEffect, required=False, zh="提示效果")), hazards=SAFE, about=("Blinks, beeps or moves a little, so that one finds it.", "闪烁、鸣响或轻微动作，以便找到设备。")),
    )

    vendorName: Annotated[str | None, Field(max_length=64), P("", "r", sens=Sens.PUBLIC, why=reasons.MODEL_FACT, cat="identity", zh="厂商名称", en="Vendor name")] = None
    productName: Annotated[str | None, Field(max_length=64), P("", "r", sens=Sens.PUBLIC, why=reasons.MODEL_FACT, cat="identity", zh="产品名称", en="Product name")] = None
    modelIdentifier: Annotated[str | None, Field(max_length=64), P("", "r", sens=Sens.PUBLIC, why=reasons.MODEL_FACT, cat="identity", zh="型号", en="Model identifier")] = None
    nodeLabel: Annotated[str | None, Field(max_length=64), P("", "rwn", sens=Sens.PERSONAL, cat="identity", zh="设备名称", en="Device name", about=("Given by residents; may hold the name of a person or a room.", "由住户命名，可能含人名或房间名。"), hazards=SAFE)] = None
    serialNumber: Annotated[str | None, Field(max_length=64), P("", "r", sens=Sens.PERSONAL, cat="identity", zh="序列号", en="Serial number")] = None
    hardwareVersion: Annotated[str | None, Field(max_length=64), P("", "r", sens=Sens.PUBLIC, why=reasons.MODEL_FACT, cat="identity", zh="硬件版本", en="Hardware version")] = None
    softwareVersion: Annotated[str | None, Field(max_length=64), P(sens=Sens.PUBLIC, why=Reason("What the maker gave every device of this model; it changes with releases, not with people.", "厂家为该型号提供的版本，随发布而变，与人无关。"), cat="identity", zh="固件版本", en="Software version")] = None
    uniqueId: Annotated[str | None, Field(max_length=64), P("", "r", sens=Sens.PERSONAL, cat="identity", zh="唯一标识", en="Unique identifier", about=("Never changes, even when the device is set up anew.", "重新配网后也不变。"))] = None
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
    vendorId: Annotated[str | None, Field(max_length=64), P("", "r", sens=Sens.PUBLIC, why=reasons.MODEL_FACT, cat="identity", zh="厂商编号", en="Vendor id", since="1.1")] = None
    productLabel: Annotated[str | None, Field(max_length=64), P("", "r", sens=Sens.PUBLIC, why=reasons.MODEL_FACT, cat="identity", zh="产品标签", en="Product label", since="1.1")] = None
    macAddress: Annotated[str | None, Field(max_length=32), P("", "r", sens=Sens.PERSONAL, cat="identity", zh="MAC地址", en="MAC address", since="1.1")] = None
    ipAddress: Annotated[str | None, Field(max_length=64), P(sens=Sens.PERSONAL, cat="identity", zh="IP地址", en="IP address", since="1.1")] = None
    networkKind: Annotated[NetworkKind | None, P("", "r", sens=Sens.PUBLIC, why=reasons.MODEL_FACT, cat="identity", zh="联网方式", en="Network kind", since="1.1")] = None


class DeviceHealthFaultSeverity(Choice):
    """How bad the worst fault is."""

    NONE = "none", "无"
    INFO = "info", "提示"
    WARNING = "warning", "警告"
    ERROR = "error", "错误"
    CRITICAL = "critical", "严重"


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
    """Whether a device is reachable and sound: radio, faults, restarts, self-test."""

    ID, ZH, GROUP = "deviceHealth", "设备健康", "core"
    ABOUT_ZH = "设备是否在线、是否正常：无线信号、故障、重启与自检。"
    VERSION = "1.1"
    COMMANDS = (
        Cmd("restart", "重启", "Restart", hazards=(Hazard.SERVICE_INTERRUPTION,), outcome=("uptime",)),
        Cmd("factoryReset", "恢复出厂设置", "Factory reset", hazards=(Hazard.SERVICE_INTERRUPTION, Hazard.SECURITY), since="1.1"),
        Cmd("selfTest", "自检", "Self test", hazards=(Hazard.SERVICE_INTERRUPTION,), outcome=("selfTestResult",), since="1.1"),
    )
    EVENTS = (
        Ev("faultRaised", "故障发生", "Fault raised", sens=Sens.HOUSEHOLD, why=reasons.DIAGNOSTIC, cat="device-state", fields=(Arg("code", str, max_length=64, zh="故障码"), Arg("severity", DeviceHealthFaultSeverity, required=False, zh="级别"), Arg("text", str, max_length=256, required=False, zh="说明"))),
        Ev("faultCleared", "故障恢复", "Fault cleared", sens=Sens.HOUSEHOLD, why=reasons.DIAGNOSTIC, cat="device-state", fields=(Arg("code", str, max_length=64, zh="故障码"),)),
        Ev("restarted", "已重启", "Restarted", sens=Sens.BEHAVIOUR, cat="diagnostic", fields=(Arg("reason", DeviceHealthRestartReason, required=False, zh="原因"),), since="1.1"),
    )

    reachable: Annotated[bool | None, P(fresh=120, sens=Sens.BEHAVIOUR, cat="diagnostic", zh="在线", en="Reachable", about=("Off where somebody cut the supply at the wall: it shows use.", "有人在墙壁开关断电时即离线，会反映使用情况。"))] = None
    rssi: Annotated[float | None, Field(ge=-120, le=0), P("{dBm}", step=1, fresh=600, sens=Sens.BEHAVIOUR, cat="diagnostic", zh="信号强度", en="Signal strength (RSSI)", about=("Moves as people walk between the device and its partner.", "人在设备与对端之间走动时会变化。"))] = None
    faultCode: Annotated[str | None, Field(max_length=64), P(sens=Sens.HOUSEHOLD, why=reasons.DIAGNOSTIC, cat="diagnostic", zh="故障码", en="Fault code", about=("The maker's own code, never renumbered; empty without a fault.", "厂家故障码，不重新编号；无故障时为空。"))] = None
    faultSeverity: Annotated[DeviceHealthFaultSeverity | None, P(sens=Sens.HOUSEHOLD, why=reasons.DIAGNOSTIC, cat="diagnostic", zh="故障级别", en="Fault severity", about=("Of the worst fault that is present.", "当前最严重故障的级别。"))] = None
    tampered: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="access", zh="防拆触发", en="Tampered", about=("Opened or taken off the wall.", "被打开或从墙上取下。"))] = None
    deviceTemperature: Annotated[float | None, Field(ge=-50, le=150), P("Cel", step=0.1, sens=Sens.BEHAVIOUR, cat="diagnostic", zh="机内温度", en="Device temperature", about=("Inside the device; it follows the load.", "设备内部温度，随负载变化。"))] = None
    uptime: Annotated[int | None, Field(ge=0, le=4294967295), P("s", step=1, sens=Sens.BEHAVIOUR, cat="diagnostic", zh="运行时间", en="Uptime", about=("Since the last restart; a light behind a wall switch restarts at each use.", "自上次重启起；接在墙壁开关后的灯每次使用都会重启。"))] = None
    linkQuality: Annotated[int | None, Field(ge=0, le=255), P("{lqi}", step=1, fresh=600, sens=Sens.BEHAVIOUR, cat="diagnostic", zh="链路质量", en="Link quality", about=("0 to 255 as IEEE 802.15.4 tells it; makers scale it differently, so it is no percentage.", "IEEE 802.15.4的0至255，各厂家标度不同，不是百分比。"), since="1.1")] = None
    transmitPower: Annotated[float | None, Field(ge=-40, le=30), P("{dBm}", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="diagnostic", zh="发射功率", en="Transmit power", hazards=(Hazard.SERVICE_INTERRUPTION,), since="1.1")] = None
    operatingHours: Annotated[int | None, Field(ge=0, le=1000000), P("h", step=1, sens=Sens.BEHAVIOUR, cat="diagnostic", zh="累计运行时间", en="Operating hours", since="1.1")] = None
    powerOutageCount: Annotated[int | None, Field(ge=0, le=4294967295), P("{count}", step=1, sens=Sens.BEHAVIOUR, cat="diagnostic", zh="断电次数", en="Power outage count", since="1.1")] = None
    selfTestState: Annotated[DeviceHealthSelfTestState | None, P(sens=Sens.HOUSEHOLD, why=reasons.DIAGNOSTIC, cat="diagnostic", zh="自检状态", en="Self test state", since="1.1")] = None
    selfTestResult: Annotated[DeviceHealthSelfTestResult | None, P(sens=Sens.HOUSEHOLD, why=reasons.DIAGNOSTIC, cat="diagnostic", zh="自检结果", en="Self test result", since="1.1")] = None
    selfTestProgress: Annotated[int | None, Field(ge=0, le=100), P("%", step=1, sens=Sens.HOUSEHOLD, why=reasons.DIAGNOSTIC, cat="diagnostic", zh="自检进度", en="Self test progress", since="1.1")] = None
    faultList: Annotated[list[Annotated[str, Field(max_length=64)]] | None, Field(max_length=64), P(sens=Sens.HOUSEHOLD, why=reasons.DIAGNOSTIC, cat="diagnostic", zh="故障列表", en="Faults", about=("Every fault that is present, as codes of its maker.", "当前存在的全部故障，厂家代码。"), since="1.1")] = None
    restartReason: Annotated[DeviceHealthRestartReason | None, P(sens=Sens.BEHAVIOUR, cat="diagnostic", zh="上次重启原因", en="Reason of the last restart", since="1.1")] = None
    overheated: Annotated[bool | None, P(sens=Sens.HOUSEHOLD, why=reasons.ALARM, cat="diagnostic", zh="过热", en="Overheated", about=("The device is too hot and may have cut itself off.", "设备温度过高，可能已自行断开。"), since="1.1")] = None
    temperatureSensorFault: Annotated[bool | None, P(sens=Sens.HOUSEHOLD, why=reasons.DIAGNOSTIC, cat="diagnostic", zh="温度传感器故障", en="Temperature sensor fault", since="1.1")] = None
    humiditySensorFault: Annotated[bool | None, P(sens=Sens.HOUSEHOLD, why=reasons.DIAGNOSTIC, cat="diagnostic", zh="湿度传感器故障", en="Humidity sensor fault", since="1.1")] = None
    faultText: Annotated[str | None, Field(max_length=256), P(sens=Sens.HOUSEHOLD, why=reasons.DIAGNOSTIC, cat="diagnostic", zh="故障说明", en="Fault in words", since="1.1")] = None
    signalQuality: Annotated[int | None, Field(ge=0, le=100), P("%", step=1, fresh=600, sens=Sens.BEHAVIOUR, cat="diagnostic", zh="信号质量", en="Signal quality", about=("Moves as people walk about; each maker has its own rule.", "人走动时会变化；各厂家算法不同。"), since="1.1")] = None
    signalToNoise: Annotated[float | None, Field(ge=-50, le=100), P("dB", step=0.1, fresh=600, sens=Sens.BEHAVIOUR, cat="diagnostic", zh="信噪比", en="Signal to noise", since="1.1")] = None
    restartCount: Annotated[int | None, Field(ge=0, le=4294967295), P("{count}", step=1, sens=Sens.BEHAVIOUR, cat="diagnostic", zh="重启次数", en="Restarts so far", about=("Counts up.", "累计值。"), since="1.1")] = None


class PowerSourceBatteryChargeLevel(Choice):
    """How full a battery is, in words."""

    OK = "ok", "正常", "OK"
    WARNING = "warning", "偏低", "Low"
    CRITICAL = "critical", "极低", "Nearly empty"


class PowerSourceBatteryChargeState(Choice):
    """Whether a battery is being charged."""

    UNKNOWN = "unknown", "未知"
    IS_CHARGING = "isCharging", "充电中", "Charging"
    IS_AT_FULL_CHARGE = "isAtFullCharge", "已充满", "Full"
    IS_NOT_CHARGING = "isNotCharging", "未充电", "Not charging"


class SupplyKind(Choice):
    """What feeds a device."""

    UNKNOWN = "unknown", "未知"
    MAINS = "mains", "市电"
    BATTERY = "battery", "电池"
    DC = "dc", "直流电源", "DC supply"
    POE = "poe", "以太网供电", "Power over Ethernet"
    SOLAR = "solar", "太阳能"


class BatteryReplaceability(Choice):
    """Who can change a battery."""

    UNSPECIFIED = "unspecified", "未说明"
    NOT_REPLACEABLE = "notReplaceable", "不可更换"
    USER_REPLACEABLE = "userReplaceable", "用户可更换", "By the user"
    FACTORY_REPLACEABLE = "factoryReplaceable", "返厂更换", "By the factory"


class SupplyFault(Choice):
    """What is wrong with a battery, its charging or the mains."""

    UNSPECIFIED = "unspecified", "未说明"
    OVER_VOLTAGE = "overVoltage", "电压过高"
    UNDER_VOLTAGE = "underVoltage", "电压过低"
    OVER_TEMPERATURE = "overTemperature", "温度过高"
    UNDER_TEMPERATURE = "underTemperature", "温度过低"
    AMBIENT_TOO_HOT = "ambientTooHot", "环境过热"
    AMBIENT_TOO_COLD = "ambientTooCold", "环境过冷"
    BATTERY_ABSENT = "batteryAbsent", "电池缺失"
    CHARGER_OVER_VOLTAGE = "chargerOverVoltage", "充电器电压过高"
    CHARGER_UNDER_VOLTAGE = "chargerUnderVoltage", "充电器电压过低"
    SAFETY_TIMEOUT = "safetyTimeout", "充电超时"


class PowerSource(Capability):
    """What feeds a device: battery and its charge, or the mains."""

    ID, ZH, GROUP = "powerSource", "供电", "core"
    ABOUT_ZH = "设备的供电：电池及其电量，或市电。"
    VERSION = "1.1"

    batteryLevel: Annotated[float | None, Field(ge=0, le=100), P("%", step=0.5, fresh=86400, sens=Sens.BEHAVIOUR, cat="device-state", zh="电量", en="Battery level", about=("Of robots, phones and wearables it falls with each use.", "机器人、手机和穿戴设备的电量随每次使用下降。"))] = None
    batteryChargeLevel: Annotated[PowerSourceBatteryChargeLevel | None, P(sens=Sens.HOUSEHOLD, why=Reason("Three steps: it changes when a battery runs out after weeks or after long use, not with each use.", "只有三档：电池将尽时才变化，看不出单次使用。"), cat="device-state", zh="电量状态", en="Battery charge level")] = None
    batteryChargeState: Annotated[PowerSourceBatteryChargeState | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="充电状态", en="Battery charge state")] = None
    batteryVoltage: Annotated[float | None, Field(ge=0, le=100), P("V", step=0.001, sens=Sens.BEHAVIOUR, cat="diagnostic", zh="电池电压", en="Battery voltage")] = None
    batteryReplacementNeeded: Annotated[bool | None, P(sens=Sens.HOUSEHOLD, why=reasons.WEAR, cat="device-state", zh="需更换电池", en="Battery replacement needed")] = None
    batteryTimeRemaining: Annotated[int | None, Field(ge=0, le=4294967295), P("s", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="剩余续航", en="Battery time remaining")] = None
    mainsPresent: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="市电供电", en="Mains present", about=("The mains or an outside supply feeds it now.", "当前由市电或外部电源供电。"))] = None
    batterySaving: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="省电模式", en="Battery saving", about=("Wakes less often to spare the battery.", "减少唤醒次数以省电。"), hazards=SAFE, since="1.1")] = None
    batteryQuantity: Annotated[int | None, Field(ge=0, le=255), P("{count}", "r", step=1, sens=Sens.PUBLIC, why=reasons.MODEL_FACT, cat="device-state", zh="电池数量", en="Battery quantity", since="1.1")] = None
    batteryType: Annotated[str | None, Field(max_length=32), P("", "r", sens=Sens.PUBLIC, why=reasons.MODEL_FACT, cat="device-state", zh="电池型号", en="Battery type", since="1.1")] = None
    activeSource: Annotated[SupplyKind | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="当前供电", en="Active source", since="1.1")] = None
    batteryPresent: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="电池在位", en="Battery present", since="1.1")] = None
    batteryTimeToFull: Annotated[int | None, Field(ge=0, le=4294967295), P("s", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="充满所需时间", en="Time to full charge", since="1.1")] = None
    batteryChargingCurrent: Annotated[float | None, Field(ge=-1000, le=1000), P("A", step=0.001, sens=Sens.BEHAVIOUR, cat="device-state", zh="充电电流", en="Charging current", about=("Negative while it discharges.", "放电时为负。"), since="1.1")] = None
    batteryTemperature: Annotated[float | None, Field(ge=-50, le=150), P("Cel", step=0.1, sens=Sens.BEHAVIOUR, cat="device-state", zh="电池温度", en="Battery temperature", since="1.1")] = None
    batteryHealth: Annotated[float | None, Field(ge=0, le=100), P("%", step=1, sens=Sens.HOUSEHOLD, why=reasons.WEAR, cat="diagnostic", zh="电池健康度", en="Battery health", about=("What is left of its capacity when new.", "当前容量占初始容量的比例。"), since="1.1")] = None
    batteryCapacity: Annotated[float | None, Field(ge=0, le=10000000), P("mA.h", "r", step=1, sens=Sens.PUBLIC, why=reasons.MODEL_FACT, cat="device-state", zh="电池容量", en="Battery capacity", since="1.1")] = None
    batteryReplaceability: Annotated[BatteryReplaceability | None, P("", "r", sens=Sens.PUBLIC, why=reasons.MODEL_FACT, cat="device-state", zh="电池可更换性", en="Battery replaceability", since="1.1")] = None
    supplyFaults: Annotated[list[SupplyFault] | None, P(sens=Sens.HOUSEHOLD, why=reasons.DIAGNOSTIC, cat="diagnostic", zh="供电故障", en="Supply faults", since="1.1")] = None
    mainsVoltage: Annotated[float | None, Field(ge=0, le=1000), P("V", step=0.1, sens=Sens.BEHAVIOUR, cat="device-state", zh="供电电压", en="Mains voltage", about=("Of the supply, as far as the device watches it; it dips with heavy loads.", "设备监测到的供电电压，大负载时会下降。"), since="1.1")] = None
    mainsFrequency: Annotated[float | None, Field(ge=0, le=400), P("Hz", step=0.01, sens=Sens.HOUSEHOLD, why=Reason("The same over the whole grid.", "整个电网相同。"), cat="device-state", zh="供电频率", en="Mains frequency", since="1.1")] = None


class SoftwareUpdateUpdateState(Choice):
    """Where an update stands."""

    UNKNOWN = "unknown", "未知"
    IDLE = "idle", "空闲"
    QUERYING = "querying", "查询中", "Asking for updates"
    DELAYED_ON_QUERY = "delayedOnQuery", "等待再次查询", "Told to ask later"
    DOWNLOADING = "downloading", "下载中"
    APPLYING = "applying", "安装中", "Installing"
    DELAYED_ON_APPLY = "delayedOnApply", "等待安装", "Told to install later"
    ROLLING_BACK = "rollingBack", "回退中"
    DELAYED_ON_USER_CONSENT = "delayedOnUserConsent", "等待用户同意", "Waiting for consent"


class SoftwareUpdateLastResult(Choice):
    """How the last update ended."""

    SUCCEEDED = "succeeded", "成功"
    FAILED = "failed", "失败"


class SoftwareUpdate(Capability):
    """Which firmware a device could have, and where its update stands."""

    ID, ZH, GROUP = "softwareUpdate", "固件升级", "core"
    ABOUT_ZH = "可用固件版本与升级进度。"
    VERSION = "1.1"
    COMMANDS = (
        Cmd("install", "安装升级", "Install", args=(Arg("version", str, max_length=64, required=False, zh="版本"),), hazards=(Hazard.SERVICE_INTERRUPTION,), outcome=("updateState",), about=("The device does not work meanwhile; some cannot go back.", "升级期间设备不可用，部分设备无法回退。")),
        Cmd("check", "检查更新", "Check for updates", hazards=(Hazard.PRIVACY,), outcome=("updateAvailable", "availableVersion"), about=("The device may ask its maker over the internet.", "设备可能通过互联网询问厂家。"), since="1.1"),
    )
    EVENTS = (
        Ev("installed", "升级完成", "Installed", sens=Sens.HOUSEHOLD, why=reasons.DIAGNOSTIC, cat="diagnostic", fields=(Arg("version", str, max_length=64, required=False, zh="版本"),), since="1.1"),
        Ev("failed", "升级失败", "Failed", sens=Sens.HOUSEHOLD, why=reasons.DIAGNOSTIC, cat="diagnostic", fields=(Arg("version", str, max_length=64, required=False, zh="版本"), Arg("reason", str, max_length=128, required=False, zh="原因")), since="1.1"),
    )

    updateState: Annotated[SoftwareUpdateUpdateState | None, P(sens=Sens.HOUSEHOLD, why=reasons.DIAGNOSTIC, cat="diagnostic", zh="升级状态", en="Update state")] = None
    updateProgress: Annotated[int | None, Field(ge=0, le=100), P("%", step=1, sens=Sens.HOUSEHOLD, why=reasons.DIAGNOSTIC, cat="diagnostic", zh="升级进度", en="Update progress")] = None
    availableVersion: Annotated[str | None, Field(max_length=64), P(sens=Sens.PUBLIC, why=Reason("What the maker gave every device of this model; it changes with releases, not with people.", "厂家为该型号提供的版本，随发布而变，与人无关。"), cat="diagnostic", zh="可用版本", en="Available version")] = None
    updateAvailable: Annotated[bool | None, P(sens=Sens.HOUSEHOLD, why=reasons.DIAGNOSTIC, cat="diagnostic", zh="有新版本", en="Update available", since="1.1")] = None
    lastResult: Annotated[SoftwareUpdateLastResult | None, P(sens=Sens.HOUSEHOLD, why=reasons.DIAGNOSTIC, cat="diagnostic", zh="上次升级结果", en="Last result", since="1.1")] = None
    lastFailure: Annotated[str | None, Field(max_length=128), P(sens=Sens.HOUSEHOLD, why=reasons.DIAGNOSTIC, cat="diagnostic", zh="上次升级失败原因", en="Last failure", since="1.1")] = None
    lastUpdated: Annotated[Timestamp | None, P(sens=Sens.HOUSEHOLD, why=reasons.DIAGNOSTIC, cat="diagnostic", zh="上次升级时间", en="Last updated", since="1.1")] = None
    automaticUpdate: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="自动升级", en="Automatic update", about=("Installs updates by itself, at a time of its own.", "自行择时安装更新。"), hazards=(Hazard.SERVICE_INTERRUPTION,), since="1.1")] = None


class UserInterfaceTemperatureDisplayUnit(Choice):
    """In which unit temperatures are shown."""

    CELSIUS = "celsius", "摄氏度"
    FAHRENHEIT = "fahrenheit", "华氏度"


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
    """Buttons, display, sounds and child lock of the device itself."""

    ID, ZH, GROUP = "userInterface", "面板与提示", "core"
    ABOUT_ZH = "设备自身的按键、屏幕、提示音与童锁。"
    VERSION = "1.1"

    keypadLockout: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="童锁", en="Child lock", about=("True: its buttons do nothing. Lifting it lets a child start what the device can do; having it tells of children.", "为true时面板按键无效。解除后儿童可启动设备；启用表明家中可能有儿童。"), hazards=(Hazard.SECURITY,), actuates=True)] = None
    buzzer: Annotated[bool | None, P("", "rwn", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="提示音", en="Buzzer", about=("Beeps for keys and the end of a run, not alarms.", "按键与结束提示音，不含报警。"), hazards=SAFE)] = None
    buzzerVolume: Annotated[int | None, Field(ge=0, le=100), P("%", "rwn", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="提示音量", en="Buzzer volume", hazards=SAFE)] = None
    indicatorLight: Annotated[bool | None, P("", "rwn", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="指示灯", en="Indicator light", hazards=SAFE)] = None
    indicatorBrightness: Annotated[int | None, Field(ge=0, le=100), P("%", "rwn", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="指示灯亮度", en="Indicator brightness", hazards=SAFE)] = None
    displayOn: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="屏幕显示", en="Display on", about=("Often darkened at bedtime.", "常在就寝时关闭。"), hazards=SAFE)] = None
    displayBrightness: Annotated[int | None, Field(ge=0, le=100), P("%", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="屏幕亮度", en="Display brightness", hazards=SAFE)] = None
    temperatureDisplayUnit: Annotated[UserInterfaceTemperatureDisplayUnit | None, P("", "rwn", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="温度显示单位", en="Temperature display unit", hazards=SAFE)] = None
    doNotDisturb: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="勿扰模式", en="Do not disturb", hazards=SAFE)] = None
    indicatorMode: Annotated[UserInterfaceIndicatorMode | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="指示灯模式", en="Indicator mode", hazards=SAFE, since="1.1")] = None
    automaticBrightness: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="自动亮度", en="Automatic brightness", hazards=SAFE, since="1.1")] = None
    displayRotation: Annotated[int | None, Field(ge=0, le=270), P("deg", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="显示方向", en="Display rotation", hazards=SAFE, since="1.1")] = None
    displayInverted: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="反色显示", en="Display inverted", about=("White on black instead of black on white.", "黑底白字，而非白底黑字。"), hazards=SAFE, since="1.1")] = None
    displayTimeout: Annotated[int | None, Field(ge=0, le=86400), P("s", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="熄屏时间", en="Display timeout", hazards=SAFE, since="1.1")] = None
    nightMode: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="夜间模式", en="Night mode", about=("Dims or darkens its lights between two times of day.", "在两个时刻之间调暗或关闭灯光。"), hazards=SAFE, since="1.1")] = None
    nightModeStart: Annotated[int | None, Field(ge=0, le=1440), P("min", "rw", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="夜间模式开始", en="Night mode start", about=("Minutes after midnight.", "从零点起的分钟数。"), hazards=SAFE, since="1.1")] = None
    nightModeEnd: Annotated[int | None, Field(ge=0, le=1440), P("min", "rw", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="夜间模式结束", en="Night mode end", about=("Minutes after midnight.", "从零点起的分钟数。"), hazards=SAFE, since="1.1")] = None
    remoteControlEnabled: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="允许远程控制", en="Remote control enabled", about=("Often switched on at the machine before each run.", "通常在每次使用前于机器上开启。"), since="1.1")] = None
    sabbathMode: Annotated[bool | None, P("", "rwn", sens=Sens.SPECIAL, cat="device-state", zh="安息日模式", en="Sabbath mode", about=("Tells the faith of the household.", "会透露家庭的宗教信仰。"), hazards=(Hazard.SERVICE_INTERRUPTION,), since="1.1")] = None
    doNotDisturbStart: Annotated[int | None, Field(ge=0, le=1440), P("min", "rw", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="勿扰开始", en="Do not disturb start", about=("Minutes after midnight.", "从零点起的分钟数。"), hazards=SAFE, since="1.1")] = None
    doNotDisturbEnd: Annotated[int | None, Field(ge=0, le=1440), P("min", "rw", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="勿扰结束", en="Do not disturb end", about=("Minutes after midnight.", "从零点起的分钟数。"), hazards=SAFE, since="1.1")] = None
    indicatorLevel: Annotated[UserInterfaceIndicatorLevel | None, P("", "rwn", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="指示灯亮度档", en="Indicator level", about=("For panels that know steps and no per cent.", "用于只有档位、没有百分比的面板。"), hazards=SAFE, since="1.1")] = None
    language: Annotated[str | None, Field(max_length=64), P("", "rwn", sens=Sens.PERSONAL, cat="device-state", zh="语言", en="Language", about=("Of voice and display, as the device names it.", "语音和屏幕所用语言，按设备的叫法。"), hazards=SAFE, since="1.1")] = None
    lastButton: Annotated[str | None, Field(max_length=64), P(sens=Sens.BEHAVIOUR, cat="device-state", zh="最近按键", en="Last button", about=("Pressed on the device itself.", "在设备上按下的按键。"), since="1.1")] = None
    keySound: Annotated[bool | None, P("", "rwn", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="按键音", en="Key sound", about=("Where it is set apart from other sounds.", "与其他提示音分开设置时使用。"), hazards=SAFE, since="1.1")] = None
    indicatorColor: Annotated[str | None, Field(max_length=32), P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="指示灯颜色", en="Indicator colour", about=("As #RRGGBB or the maker's word.", "#RRGGBB或厂家名称。"), hazards=SAFE, since="1.1")] = None


class TimerAction(Choice):
    """What a timer does when it ends."""

    ON = "on", "开启", "Switch on"
    OFF = "off", "关闭", "Switch off"
    TOGGLE = "toggle", "切换"


class TimerEntry(Record):
    """A time of the week at which the device switches by itself."""

    time: Annotated[int, Field(ge=0, le=1439), F(unit="min", zh="时刻（零点起的分钟数）", en="Minutes after midnight")]
    action: Annotated[TimerAction, F(zh="动作")]
    days: Annotated[list[Weekday] | None, F(zh="星期", en="Days; none for once")] = None
    enabled: Annotated[bool | None, F(zh="启用")] = None


class TimerControl(Capability):
    """Countdowns, delayed starts and weekly times that the device keeps by itself."""

    ID, ZH, GROUP = "timerControl", "定时与倒计时", "core"
    ABOUT_ZH = "设备自行执行的倒计时、预约和每周定时。"
    VERSION = "1.1"
    COMMANDS = (
        Cmd("startCountdown", "开始倒计时", "Start countdown", args=(Arg("duration", int, "s", ge=0, le=604800, zh="时长"), Arg("action", TimerAction, required=False, zh="到时动作")), hazards=(Hazard.SERVICE_INTERRUPTION,), actuates=True, outcome=("remainingTime", "countdown"), since="1.1"),
        Cmd("cancel", "取消定时", "Cancel", hazards=SAFE, outcome=("remainingTime", "countdown"), about=("What runs goes on running; what waits does not start.", "运行中的继续运行，等待中的不再启动。"), actuates=True, since="1.1"),
    )
    EVENTS = (
        Ev("elapsed", "定时结束", "Elapsed", sens=Sens.BEHAVIOUR, cat="device-state", fields=(Arg("action", TimerAction, required=False, zh="动作"),), since="1.1"),
    )

    remainingTime: Annotated[int | None, Field(ge=0, le=604800), P("s", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="剩余时间", en="Remaining time")] = None
    countdown: Annotated[int | None, Field(ge=0, le=604800), P("s", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="倒计时", en="Countdown", about=("When it ends the device switches, mostly off; 0 cancels it.", "到时设备切换状态，多为关闭；0为取消。"), hazards=(Hazard.SERVICE_INTERRUPTION,), actuates=True)] = None
    delayedStart: Annotated[Timestamp | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="预约启动", en="Delayed start", about=("The device starts by itself then, whoever is there.", "到时设备自行启动，无论是否有人在场。"), hazards=SAFE, actuates=True)] = None
    onCountdown: Annotated[int | None, Field(ge=0, le=604800), P("s", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="倒计时开", en="On countdown", about=("Switches on after this time.", "到时打开。"), hazards=SAFE, actuates=True, since="1.1")] = None
    offCountdown: Annotated[int | None, Field(ge=0, le=604800), P("s", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="倒计时关", en="Off countdown", about=("Switches off after this time.", "到时关闭。"), hazards=(Hazard.SERVICE_INTERRUPTION,), actuates=True, since="1.1")] = None
    minimumDelay: Annotated[int | None, Field(ge=0, le=604800), P("s", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="最短预约时间", en="Minimum delay", about=("The programme that is set needs at least this long.", "所选程序至少需要的时间。"), since="1.1")] = None
    countdownEnabled: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="倒计时开关", en="Countdown enabled", hazards=(Hazard.SERVICE_INTERRUPTION,), actuates=True, since="1.1")] = None
    cycleEnabled: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="循环定时开关", en="Cycle enabled", about=("Switches on and off by turns, in times set on the device.", "按设备上设定的时间循环开关。"), hazards=(Hazard.SERVICE_INTERRUPTION,), actuates=True, since="1.1")] = None
    startDelay: Annotated[int | None, Field(ge=0, le=604800), P("s", "rwn", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="预约时长", en="Start delay", about=("Starts after this time.", "到时启动。"), hazards=SAFE, actuates=True, since="1.1")] = None
    startDelayLeft: Annotated[int | None, Field(ge=0, le=604800), P("s", step=1, sens=Sens.BEHAVIOUR, cat="device-state", zh="预约剩余时间", en="Start delay left", since="1.1")] = None
    endTime: Annotated[Timestamp | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="预约完成时间", en="End time", about=("The device starts by itself so as to be ready then.", "设备自行启动，以便在此时完成。"), hazards=SAFE, actuates=True, since="1.1")] = None
    schedule: Annotated[list[TimerEntry] | None, Field(max_length=64), P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="定时计划", en="Schedule", hazards=(Hazard.SERVICE_INTERRUPTION,), actuates=True, since="1.1")] = None
    scheduleEnabled: Annotated[bool | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="启用定时计划", en="Schedule enabled", hazards=(Hazard.SERVICE_INTERRUPTION,), actuates=True, since="1.1")] = None


class ReportingConfiguration(Capability):
    """How often a device measures and reports."""

    ID, ZH, GROUP = "reportingConfiguration", "测量与上报设置", "core"
    ABOUT_ZH = "设备测量与上报的频率。"
    VERSION = "1.1"

    measurementInterval: Annotated[int | None, Field(ge=0, le=604800), P("s", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="测量间隔", en="Measurement interval", hazards=SAFE, since="1.1")] = None
    reportingInterval: Annotated[int | None, Field(ge=0, le=604800), P("s", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="上报间隔", en="Reporting interval", hazards=SAFE, since="1.1")] = None
    minimumInterval: Annotated[int | None, Field(ge=0, le=604800), P("s", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="最短上报间隔", en="Minimum reporting interval", hazards=SAFE, since="1.1")] = None
    maximumInterval: Annotated[int | None, Field(ge=0, le=604800), P("s", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="最长上报间隔", en="Maximum reporting interval", hazards=SAFE, since="1.1")] = None
    onlyChanges: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="仅上报变化", en="Only changes", about=("Reports a value only where it differs from the one before.", "仅当与上次不同时上报。"), hazards=SAFE, since="1.1")] = None
    enabled: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="启用上报配置", en="Enabled", about=("Whether reports follow what the gateway has configured.", "是否按网关下发的上报配置上报。"), hazards=SAFE, since="1.1")] = None
