"""Whether somebody is there, and what is going on."""

# One property a line, so that the file reads as the table it is.
# fmt: off

from typing import Annotated

from pydantic import Field

from schemas import reasons
from schemas.capability import SAFE, Arg, Capability, Choice, Ev, P, Sens
from schemas.vocabulary import Hazard


class ContactState(Capability):
    """Door, window or lid is open."""

    ID, ZH, GROUP = "contactState", "门窗状态", "presence"
    EN = "Contact"

    open: Annotated[bool | None, P(fresh=7200, sens=Sens.BEHAVIOUR, cat="presence", zh="打开", en="Open")] = None


class OccupancySensingSensorType(Choice):
    """Sensor type."""

    PIR = "pir"
    ULTRASONIC = "ultrasonic"
    PHYSICAL_CONTACT = "physicalContact"
    ACTIVE_INFRARED = "activeInfrared"
    RADAR = "radar"
    RF_SENSING = "rfSensing"
    VISION = "vision"


class OccupancySensingSensitivityLevel(Choice):
    """Sensitivity level."""

    VERY_LOW = "veryLow", "很低"
    LOW = "low", "低"
    MEDIUM = "medium", "中"
    HIGH = "high", "高"
    VERY_HIGH = "veryHigh", "很高"


class OccupancySensingMotionState(Choice):
    """Whether a person that is detected moves."""

    NONE = "none", "无人"
    STILL = "still", "静止"
    MOVING = "moving", "移动"


class OccupancySensingMovementDirection(Choice):
    """Which way a person moves."""

    NONE = "none", "无"
    APPROACHING = "approaching", "靠近"
    LEAVING = "leaving", "远离"


class OccupancySensing(Capability):
    """Motion and presence."""

    ID, ZH, GROUP = "occupancySensing", "人体存在", "presence"
    EN = "Presence"
    VERSION = "1.1"
    EVENTS = (
        Ev("occupancyChanged", "存在变化", "Occupancy changed", sens=Sens.BEHAVIOUR, cat="presence", fields=(Arg("occupied", bool, zh="有人"),)),
    )

    occupied: Annotated[bool | None, P(fresh=600, sens=Sens.BEHAVIOUR, cat="presence", zh="有人", en="Occupied")] = None
    motion: Annotated[bool | None, P(fresh=300, sens=Sens.BEHAVIOUR, cat="presence", zh="有移动", en="Motion")] = None
    sensorType: Annotated[list[OccupancySensingSensorType] | None, P("", "r", sens=Sens.PUBLIC, cat="device-state", zh="传感方式", en="Sensor type")] = None
    holdTime: Annotated[int | None, Field(ge=0, le=65535), P("s", "rw", step=1, sens=Sens.HOUSEHOLD, cat="device-state", zh="保持时间", en="Hold time", hazards=SAFE)] = None
    occupantCount: Annotated[int | None, Field(ge=0, le=50), P(step=1, sens=Sens.BEHAVIOUR, cat="presence", zh="人数", en="Occupant count")] = None
    targetDistance: Annotated[float | None, Field(ge=0, le=15), P("m", step=0.01, sens=Sens.BEHAVIOUR, cat="presence", zh="目标距离", en="Target distance")] = None
    sensitivity: Annotated[int | None, Field(ge=0, le=100), P("%", "rwn", step=1, sens=Sens.HOUSEHOLD, cat="device-state", zh="灵敏度", en="Sensitivity", hazards=SAFE)] = None
    detectionRange: Annotated[float | None, Field(ge=0, le=30), P("m", "rw", step=0.01, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="探测距离", en="Detection range", about=("The farthest at which it detects.", "最远探测距离。"), hazards=SAFE, since="1.1")] = None
    minimumRange: Annotated[float | None, Field(ge=0, le=30), P("m", "rw", step=0.01, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="最近探测距离", en="Minimum range", about=("Nearer than this it detects nothing.", "近于此距离不探测。"), hazards=SAFE, since="1.1")] = None
    motionSensitivity: Annotated[int | None, Field(ge=0, le=100), P("", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="运动灵敏度", en="Motion sensitivity", about=("In steps of the device; more is more sensitive.", "设备自有档位，越大越灵敏。"), hazards=SAFE, since="1.1")] = None
    staticSensitivity: Annotated[int | None, Field(ge=0, le=100), P("", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="静止灵敏度", en="Still presence sensitivity", about=("For a person who keeps still; in steps of the device, more is more sensitive.", "针对静止的人；设备自有档位，越大越灵敏。"), hazards=SAFE, since="1.1")] = None
    sensitivityLevel: Annotated[OccupancySensingSensitivityLevel | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="灵敏度级别", en="Sensitivity level", hazards=SAFE, since="1.1")] = None
    occupancyDelay: Annotated[float | None, Field(ge=0, le=65535), P("s", "rw", step=0.1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="确认延时", en="Occupancy delay", about=("How long motion lasts until somebody counts as there.", "持续多久的移动才判为有人。"), hazards=SAFE, since="1.1")] = None
    motionState: Annotated[OccupancySensingMotionState | None, P(sens=Sens.BEHAVIOUR, cat="presence", zh="运动状态", en="Motion state", since="1.1")] = None
    movementDirection: Annotated[OccupancySensingMovementDirection | None, P(sens=Sens.BEHAVIOUR, cat="presence", zh="移动方向", en="Movement direction", since="1.1")] = None
    detectionEnabled: Annotated[bool | None, P("", "rw", sens=Sens.BEHAVIOUR, cat="presence", zh="启用探测", en="Detection enabled", hazards=(Hazard.SECURITY,), since="1.1")] = None


class AmbientContextSensingActivity(Choice):
    """Activity."""

    UNKNOWN = "unknown"
    FALL = "fall"
    SLEEPING = "sleeping"
    WALKING = "walking"
    WORKOUT = "workout"
    SITTING = "sitting"
    STANDING = "standing"
    DANCING = "dancing"
    PACKAGE_DELIVERY = "packageDelivery"
    PACKAGE_RETRIEVAL = "packageRetrieval"


class AmbientContextSensingObjectType(Choice):
    """Object type."""

    UNKNOWN = "unknown"
    ADULT = "adult"
    CHILD = "child"
    PERSON = "person"
    RVC = "rvc"
    PET = "pet"
    DOG = "dog"
    CAT = "cat"
    ANIMAL = "animal"
    CAR = "car"
    VEHICLE = "vehicle"
    PACKAGE = "package"
    CLOTHES = "clothes"


class AmbientContextSensingSoundType(Choice):
    """Sound type."""

    UNKNOWN = "unknown"
    OBJECT_FALL = "objectFall"
    SNORING = "snoring"
    COUGHING = "coughing"
    BARKING = "barking"
    SHATTERING = "shattering"
    BABY_CRYING = "babyCrying"
    UTILITY_ALARM = "utilityAlarm"
    URGENT_SHOUTING = "urgentShouting"
    DOORBELL = "doorbell"
    KNOCKING = "knocking"
    URGENT_SIREN = "urgentSiren"
    GLASS_BREAKING = "glassBreaking"
    PERSON_TALKING = "personTalking"


class AmbientContextSensing(Capability):
    """Recognised activity, object or sound."""

    ID, ZH, GROUP = "ambientContextSensing", "行为与声音识别", "presence"
    EN = "Activity and sound recognition"
    EVENTS = (
        Ev("fallDetected", "检测到跌倒", "Fall detected", sens=Sens.SPECIAL, cat="health"),
        Ev("activityStarted", "活动开始", "Activity started", sens=Sens.SPECIAL, cat="health"),
        Ev("activityEnded", "活动结束", "Activity ended", sens=Sens.SPECIAL, cat="health"),
    )

    humanActivityDetected: Annotated[bool | None, P(sens=Sens.SPECIAL, cat="presence", zh="检测到人的活动", en="Human activity detected")] = None
    activity: Annotated[AmbientContextSensingActivity | None, P(sens=Sens.SPECIAL, cat="health", zh="活动", en="Activity")] = None
    objectType: Annotated[AmbientContextSensingObjectType | None, P(sens=Sens.BEHAVIOUR, cat="presence", zh="识别对象", en="Object type")] = None
    soundType: Annotated[AmbientContextSensingSoundType | None, P(sens=Sens.SPECIAL, cat="media", zh="识别声音", en="Sound type")] = None
    objectCount: Annotated[int | None, Field(ge=0, le=65535), P(step=1, sens=Sens.BEHAVIOUR, cat="presence", zh="对象数量", en="Object count")] = None


class VibrationSensitivityLevel(Choice):
    """Sensitivity level."""

    LOW = "low", "低"
    MEDIUM = "medium", "中"
    HIGH = "high", "高"


class SoundAndVibration(Capability):
    """Noise, vibration, tilt and glass break."""

    ID, ZH, GROUP = "soundAndVibration", "噪声与振动", "presence"
    VERSION = "1.1"
    EVENTS = (
        Ev("vibration", "振动", "Vibration", sens=Sens.BEHAVIOUR, cat="presence"),
        Ev("glassBreak", "玻璃破碎", "Glass break", sens=Sens.HOUSEHOLD, cat="presence"),
    )

    soundPressureLevel: Annotated[float | None, Field(ge=0, le=140), P("dB[SPL]", step=0.1, sens=Sens.BEHAVIOUR, cat="environment", zh="噪声", en="Sound pressure level")] = None
    soundDetected: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="presence", zh="检测到声音", en="Sound detected")] = None
    vibrationDetected: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="presence", zh="检测到振动", en="Vibration detected")] = None
    tiltAngle: Annotated[float | None, Field(ge=-180, le=180), P("deg", step=0.1, sens=Sens.HOUSEHOLD, cat="device-state", zh="倾角", en="Tilt angle")] = None
    glassBreakDetected: Annotated[bool | None, P(sens=Sens.HOUSEHOLD, cat="environment", zh="玻璃破碎", en="Glass break detected")] = None
    sensitivityLevel: Annotated[VibrationSensitivityLevel | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="灵敏度", en="Sensitivity level", hazards=(Hazard.SECURITY,), since="1.1")] = None
    sensitivity: Annotated[int | None, Field(ge=0, le=100), P("", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="灵敏度档位", en="Sensitivity", about=("In steps of the device.", "设备自有档位。"), hazards=(Hazard.SECURITY,), since="1.1")] = None


class IlluminanceLevel(Choice):
    """Light level."""

    DARK = "dark", "暗"
    DIM = "dim", "较暗"
    MEDIUM = "medium", "适中"
    BRIGHT = "bright", "亮"


class IlluminanceMeasurement(Capability):
    """Illuminance."""

    ID, ZH, GROUP = "illuminanceMeasurement", "照度测量", "presence"
    VERSION = "1.1"

    measuredValue: Annotated[float | None, Field(ge=0, le=200000), P("lx", step=1, fresh=1800, sens=Sens.BEHAVIOUR, cat="environment", zh="照度", en="Measured value")] = None
    calibrationFactor: Annotated[float | None, Field(ge=0, le=100), P("1", "rw", step=0.01, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="校准系数", en="Calibration factor", about=("What the sensor reads is multiplied by it.", "传感器读数乘以该系数。"), hazards=SAFE, since="1.1")] = None
    calibrationOffset: Annotated[float | None, Field(ge=-10000, le=10000), P("lx", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="校准偏移", en="Calibration offset", hazards=SAFE, since="1.1")] = None
    highThreshold: Annotated[float | None, Field(ge=0, le=200000), P("lx", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="上限阈值", en="High threshold", about=("Above it counts as bright.", "高于此值视为明亮。"), hazards=SAFE, since="1.1")] = None
    lowThreshold: Annotated[float | None, Field(ge=0, le=200000), P("lx", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="下限阈值", en="Low threshold", about=("Below it counts as dark.", "低于此值视为昏暗。"), hazards=SAFE, since="1.1")] = None
    level: Annotated[IlluminanceLevel | None, P(sens=Sens.BEHAVIOUR, cat="environment", zh="光照级别", en="Light level", since="1.1")] = None
    reportingInterval: Annotated[int | None, Field(ge=0, le=604800), P("s", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="上报间隔", en="Reporting interval", hazards=SAFE, since="1.1")] = None
