"""Whether somebody is there, and what is going on."""

# One property a line, so that the file reads as the table it is.
# fmt: off

from typing import Annotated

from pydantic import Field

from schemas import reasons
from schemas.capability import SAFE, Arg, Capability, Choice, Ev, P, Sens, Timestamp
from schemas.vocabulary import Hazard


class ContactState(Capability):
    """Tells whether a door, window or lid is open."""

    ID, ZH, GROUP = "contactState", "门窗状态", "presence"
    EN = "Contact"
    ABOUT_ZH = "反映门、窗或盖子是否打开。"
    VERSION = "1.1"
    EVENTS = (
        Ev("leftOpen", "长时间未关", "Left open", sens=Sens.BEHAVIOUR, cat="presence", fields=(Arg("duration", int, "s", ge=0, le=604800, required=False, zh="已打开时长"),), since="1.1"),
    )

    open: Annotated[bool | None, P(fresh=7200, sens=Sens.BEHAVIOUR, cat="presence", zh="打开", en="Open")] = None
    openDuration: Annotated[int | None, Field(ge=0, le=31536000), P("s", step=1, sens=Sens.BEHAVIOUR, cat="presence", zh="已打开时长", en="Open for", since="1.1")] = None
    leftOpenDelay: Annotated[int | None, Field(ge=0, le=86400), P("s", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="未关提醒延时", en="Left-open reminder after", hazards=(Hazard.SECURITY,), about=("0: it never reminds.", "0 表示不提醒。"), since="1.1")] = None
    lastOpened: Annotated[Timestamp | None, P(sens=Sens.BEHAVIOUR, cat="presence", zh="最近打开时间", en="Last opened", since="1.1")] = None


class OccupancySensingSensorType(Choice):
    """How a sensor finds people."""

    PIR = "pir", "被动红外", "Passive infrared"
    ULTRASONIC = "ultrasonic", "超声波"
    PHYSICAL_CONTACT = "physicalContact", "接触感应"
    ACTIVE_INFRARED = "activeInfrared", "主动红外"
    RADAR = "radar", "雷达"
    RF_SENSING = "rfSensing", "无线感知", "Radio sensing"
    VISION = "vision", "视觉"


class OccupancySensingMovement(Choice):
    """How whoever is there moves."""

    NONE = "none", "无人", "Nobody"
    STILL = "still", "静止"
    MOVING = "moving", "移动"
    APPROACHING = "approaching", "靠近"
    LEAVING = "leaving", "远离"


class OccupancySensingSensitivityLevel(Choice):
    """Sensitivity level."""

    VERY_LOW = "veryLow", "很低"
    LOW = "low", "低"
    MEDIUM = "medium", "中"
    HIGH = "high", "高"
    VERY_HIGH = "veryHigh", "很高"


class OccupancySensing(Capability):
    """Tells whether somebody is there, and how near and how lively."""

    ID, ZH, GROUP = "occupancySensing", "人体存在", "presence"
    EN = "Presence"
    ABOUT_ZH = "感知是否有人，以及人的距离和活动。"
    VERSION = "1.1"
    EVENTS = (
        Ev("occupancyChanged", "存在变化", "Occupancy changed", sens=Sens.BEHAVIOUR, cat="presence", fields=(Arg("occupied", bool, zh="有人"),)),
    )

    occupied: Annotated[bool | None, P(fresh=600, sens=Sens.BEHAVIOUR, cat="presence", zh="有人", en="Occupied")] = None
    motion: Annotated[bool | None, P(fresh=300, sens=Sens.BEHAVIOUR, cat="presence", zh="有移动", en="Motion")] = None
    sensorType: Annotated[list[OccupancySensingSensorType] | None, P("", "r", sens=Sens.PUBLIC, why=reasons.MODEL_FACT, cat="device-state", zh="传感方式", en="Sensor type")] = None
    holdTime: Annotated[int | None, Field(ge=0, le=65535), P("s", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="保持时间", en="Hold time", hazards=SAFE, about=("How long after the last movement it still says that somebody is there.", "最后一次移动后，仍判定为有人的时间。"))] = None
    detectionDelay: Annotated[float | None, Field(ge=0, le=65535), P("s", "rw", step=0.1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="检测延时", en="Detection delay", hazards=(Hazard.SECURITY,), about=("How long somebody must be there before it says so.", "持续检测到多久才判定为有人。"), since="1.1")] = None
    occupantCount: Annotated[int | None, Field(ge=0, le=50), P(step=1, sens=Sens.PERSONAL, cat="presence", zh="人数", en="Number of people")] = None
    targetDistance: Annotated[float | None, Field(ge=0, le=15), P("m", step=0.01, sens=Sens.BEHAVIOUR, cat="presence", zh="目标距离", en="Distance of the person")] = None
    movement: Annotated[OccupancySensingMovement | None, P(sens=Sens.BEHAVIOUR, cat="presence", zh="人体活动状态", en="Movement", since="1.1")] = None
    targetSpeed: Annotated[float | None, Field(ge=-20, le=20), P("m/s", step=0.01, sens=Sens.BEHAVIOUR, cat="presence", zh="目标速度", en="Speed of the person", about=("Negative: coming nearer.", "负值表示靠近。"), since="1.1")] = None
    targetAngle: Annotated[float | None, Field(ge=-180, le=180), P("deg", step=0.1, sens=Sens.BEHAVIOUR, cat="presence", zh="目标方位角", en="Bearing of the person", since="1.1")] = None
    sensitivity: Annotated[int | None, Field(ge=0, le=100), P("%", "rwn", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="灵敏度", en="Sensitivity", hazards=(Hazard.SECURITY,), about=("Set to 0 it sees nobody, which disarms whatever relies on it.", "设为 0 时感知不到任何人，依赖它的防护随之失效。"))] = None
    stillSensitivity: Annotated[int | None, Field(ge=0, le=100), P("%", "rwn", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="静止灵敏度", en="Sensitivity to people who keep still", hazards=(Hazard.SECURITY,), since="1.1")] = None
    detectionRange: Annotated[float | None, Field(ge=0, le=30), P("m", "rw", step=0.01, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="最远检测距离", en="Farthest detection distance", hazards=(Hazard.SECURITY,), since="1.1")] = None
    minimumRange: Annotated[float | None, Field(ge=0, le=30), P("m", "rw", step=0.01, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="最近检测距离", en="Nearest detection distance", hazards=(Hazard.SECURITY,), since="1.1")] = None
    detectionEnabled: Annotated[bool | None, P("", "rw", sens=Sens.BEHAVIOUR, cat="device-state", zh="检测已启用", en="Detection enabled", hazards=(Hazard.SECURITY,), since="1.1")] = None
    occupiedDuration: Annotated[int | None, Field(ge=0, le=31536000), P("s", step=1, sens=Sens.BEHAVIOUR, cat="presence", zh="有人持续时长", en="Occupied for", since="1.1")] = None
    unoccupiedDuration: Annotated[int | None, Field(ge=0, le=31536000), P("s", step=1, sens=Sens.BEHAVIOUR, cat="presence", zh="无人持续时长", en="Unoccupied for", since="1.1")] = None
    lastMotion: Annotated[Timestamp | None, P(sens=Sens.BEHAVIOUR, cat="presence", zh="最近移动时间", en="Last motion", since="1.1")] = None
    sensitivityLevel: Annotated[OccupancySensingSensitivityLevel | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="灵敏度级别", en="Sensitivity level", hazards=(Hazard.SECURITY,), since="1.1")] = None


class AmbientContextSensingActivity(Choice):
    """What a person was seen to do."""

    UNKNOWN = "unknown", "未知"
    FALL = "fall", "跌倒"
    SLEEPING = "sleeping", "睡眠"
    WALKING = "walking", "行走"
    WORKOUT = "workout", "锻炼"
    SITTING = "sitting", "坐着"
    STANDING = "standing", "站立"
    DANCING = "dancing", "跳舞"
    PACKAGE_DELIVERY = "packageDelivery", "送达包裹"
    PACKAGE_RETRIEVAL = "packageRetrieval", "取走包裹"


class AmbientContextSensingObjectType(Choice):
    """What was recognised."""

    UNKNOWN = "unknown", "未知"
    ADULT = "adult", "成人"
    CHILD = "child", "儿童"
    PERSON = "person", "人"
    RVC = "rvc", "扫地机器人", "Robot vacuum"
    PET = "pet", "宠物"
    DOG = "dog", "狗"
    CAT = "cat", "猫"
    ANIMAL = "animal", "动物"
    CAR = "car", "汽车"
    VEHICLE = "vehicle", "车辆"
    PACKAGE = "package", "包裹"
    CLOTHES = "clothes", "衣物"


class AmbientContextSensingSoundType(Choice):
    """What was heard."""

    UNKNOWN = "unknown", "未知"
    OBJECT_FALL = "objectFall", "物品掉落", "Something falling"
    SNORING = "snoring", "打鼾"
    COUGHING = "coughing", "咳嗽"
    BARKING = "barking", "狗叫"
    SHATTERING = "shattering", "破碎声"
    BABY_CRYING = "babyCrying", "婴儿哭声", "A baby crying"
    UTILITY_ALARM = "utilityAlarm", "家用报警声"
    URGENT_SHOUTING = "urgentShouting", "呼喊"
    DOORBELL = "doorbell", "门铃声"
    KNOCKING = "knocking", "敲门声"
    URGENT_SIREN = "urgentSiren", "警笛声", "Siren"
    GLASS_BREAKING = "glassBreaking", "玻璃破碎声"
    PERSON_TALKING = "personTalking", "说话声", "Somebody talking"


_CONTEXT = (
    Arg("activity", AmbientContextSensingActivity, required=False, zh="活动"),
    Arg("objectType", AmbientContextSensingObjectType, required=False, zh="识别对象"),
    Arg("soundType", AmbientContextSensingSoundType, required=False, zh="识别声音"),
)


class AmbientContextSensing(Capability):
    """Recognises activities, objects and sounds around it."""

    ID, ZH, GROUP = "ambientContextSensing", "行为与声音识别", "presence"
    EN = "Activity and sound recognition"
    ABOUT_ZH = "识别周围的活动、物体和声音。"
    VERSION = "1.1"
    EVENTS = (
        Ev("fallDetected", "检测到跌倒", "Fall detected", sens=Sens.SPECIAL, cat="health", fields=(Arg("confidence", int, "%", ge=0, le=100, required=False, zh="置信度"),)),
        Ev("activityStarted", "活动开始", "Activity started", sens=Sens.SPECIAL, cat="health", fields=(*_CONTEXT, Arg("objectCount", int, "{count}", ge=0, le=65535, required=False, zh="对象数量"))),
        Ev("activityEnded", "活动结束", "Activity ended", sens=Sens.SPECIAL, cat="health", fields=(*_CONTEXT, Arg("startTime", Timestamp, required=False, zh="开始时间"))),
    )

    humanActivityDetected: Annotated[bool | None, P(sens=Sens.SPECIAL, cat="presence", zh="检测到人的活动", en="Human activity detected")] = None
    objectIdentified: Annotated[bool | None, P(sens=Sens.PERSONAL, cat="presence", zh="识别到对象", en="Object identified", since="1.1")] = None
    soundContextDetected: Annotated[bool | None, P(sens=Sens.SPECIAL, cat="media", zh="识别到声音", en="Sound identified", since="1.1")] = None
    activity: Annotated[AmbientContextSensingActivity | None, P(sens=Sens.SPECIAL, cat="health", zh="活动", en="Activity")] = None
    objectType: Annotated[AmbientContextSensingObjectType | None, P(sens=Sens.SPECIAL, cat="presence", zh="识别对象", en="Object recognised")] = None
    soundType: Annotated[AmbientContextSensingSoundType | None, P(sens=Sens.SPECIAL, cat="media", zh="识别声音", en="Sound recognised")] = None
    objectCount: Annotated[int | None, Field(ge=0, le=65535), P(step=1, sens=Sens.PERSONAL, cat="presence", zh="对象数量", en="Object count")] = None
    objectCountReached: Annotated[bool | None, P(sens=Sens.PERSONAL, cat="presence", zh="数量已达阈值", en="Object count reached", since="1.1")] = None
    objectCountThreshold: Annotated[int | None, Field(ge=1, le=65535), P("{count}", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="数量提醒阈值", en="Object count to tell of", hazards=SAFE, since="1.1")] = None
    holdTime: Annotated[int | None, Field(ge=0, le=65535), P("s", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="保持时间", en="Hold time", hazards=SAFE, since="1.1")] = None
    fallSensitivity: Annotated[int | None, Field(ge=0, le=100), P("%", "rw", step=1, sens=Sens.SPECIAL, cat="health", zh="跌倒检测灵敏度", en="Sensitivity to falls", hazards=(Hazard.HEALTH,), about=("Set low, a fall may go unnoticed.", "设置过低会漏报跌倒。"), since="1.1")] = None
    fallDetectionEnabled: Annotated[bool | None, P("", "rw", sens=Sens.SPECIAL, cat="health", zh="跌倒检测已启用", en="Fall detection enabled", hazards=(Hazard.HEALTH,), since="1.1")] = None
    soundDetectionEnabled: Annotated[bool | None, P("", "rw", sens=Sens.BEHAVIOUR, cat="media", zh="声音识别已启用", en="Sound recognition enabled", hazards=(Hazard.PRIVACY, Hazard.SECURITY), since="1.1")] = None


class VibrationSensitivityLevel(Choice):
    """Sensitivity level."""

    LOW = "low", "低"
    MEDIUM = "medium", "中"
    HIGH = "high", "高"


class SoundAndVibration(Capability):
    """Measures noise, vibration and tilt, and hears breaking glass."""

    ID, ZH, GROUP = "soundAndVibration", "噪声与振动", "presence"
    ABOUT_ZH = "测量噪声、振动和倾斜，并识别玻璃破碎。"
    VERSION = "1.1"
    EVENTS = (
        Ev("vibration", "振动", "Vibration", sens=Sens.BEHAVIOUR, cat="presence", fields=(Arg("strength", float, "%", ge=0, le=100, required=False, zh="强度"),)),
        Ev("glassBreak", "玻璃破碎", "Glass break", sens=Sens.HOUSEHOLD, why=reasons.ALARM, cat="presence"),
        Ev("tilted", "倾斜", "Tilted", sens=Sens.BEHAVIOUR, cat="presence", fields=(Arg("angle", float, "deg", ge=-180, le=180, required=False, zh="倾角"),), since="1.1"),
        Ev("dropped", "跌落", "Dropped", sens=Sens.BEHAVIOUR, cat="presence", since="1.1"),
    )

    soundPressureLevel: Annotated[float | None, Field(ge=0, le=140), P("dB[SPL]", step=0.1, sens=Sens.BEHAVIOUR, cat="environment", zh="噪声", en="Sound pressure level")] = None
    soundDetected: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="presence", zh="检测到声音", en="Sound detected")] = None
    vibrationDetected: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="presence", zh="检测到振动", en="Vibration detected")] = None
    vibrationStrength: Annotated[float | None, Field(ge=0, le=100), P("%", step=0.1, sens=Sens.BEHAVIOUR, cat="presence", zh="振动强度", en="Vibration strength", since="1.1")] = None
    tiltAngle: Annotated[float | None, Field(ge=-180, le=180), P("deg", step=0.1, sens=Sens.BEHAVIOUR, cat="device-state", zh="倾角", en="Tilt angle")] = None
    tiltX: Annotated[float | None, Field(ge=-180, le=180), P("deg", step=0.1, sens=Sens.BEHAVIOUR, cat="device-state", zh="X轴倾角", en="Tilt about the x axis", since="1.1")] = None
    tiltY: Annotated[float | None, Field(ge=-180, le=180), P("deg", step=0.1, sens=Sens.BEHAVIOUR, cat="device-state", zh="Y轴倾角", en="Tilt about the y axis", since="1.1")] = None
    tiltZ: Annotated[float | None, Field(ge=-180, le=180), P("deg", step=0.1, sens=Sens.BEHAVIOUR, cat="device-state", zh="Z轴倾角", en="Tilt about the z axis", since="1.1")] = None
    tiltDetected: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="presence", zh="检测到倾斜", en="Tilt detected", since="1.1")] = None
    glassBreakDetected: Annotated[bool | None, P(sens=Sens.HOUSEHOLD, why=reasons.ALARM, cat="environment", zh="检测到玻璃破碎", en="Glass break detected")] = None
    sensitivity: Annotated[int | None, Field(ge=0, le=100), P("%", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="灵敏度", en="Sensitivity", hazards=(Hazard.SECURITY,), since="1.1")] = None
    soundThreshold: Annotated[float | None, Field(ge=0, le=140), P("dB[SPL]", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="噪声阈值", en="Sound threshold", hazards=(Hazard.SECURITY,), since="1.1")] = None
    sensitivityLevel: Annotated[VibrationSensitivityLevel | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="灵敏度级别", en="Sensitivity level", hazards=(Hazard.SECURITY,), since="1.1")] = None


class IlluminanceMeasurementLightLevel(Choice):
    """How light it is, in words."""

    DARK = "dark", "暗"
    TWILIGHT = "twilight", "微亮"
    BRIGHT = "bright", "亮"


class IlluminanceMeasurement(Capability):
    """Measures how light it is."""

    ID, ZH, GROUP = "illuminanceMeasurement", "照度测量", "presence"
    ABOUT_ZH = "测量环境光照度。"
    VERSION = "1.1"

    measuredValue: Annotated[float | None, Field(ge=0, le=200000), P("lx", step=1, fresh=1800, sens=Sens.PERSONAL, cat="environment", zh="照度", en="Illuminance", about=("Shows lamps being lit; behind a window also sunrise and sunset, which tell the place of the home.", "能看出开关灯；靠窗时还能看出日出日落，从而推断住址。"))] = None
    minMeasuredValue: Annotated[float | None, Field(ge=0, le=200000), P("lx", "r", step=1, sens=Sens.PUBLIC, why=reasons.RANGE, cat="device-state", zh="照度下限", en="Smallest measurable illuminance", since="1.1")] = None
    maxMeasuredValue: Annotated[float | None, Field(ge=0, le=200000), P("lx", "r", step=1, sens=Sens.PUBLIC, why=reasons.RANGE, cat="device-state", zh="照度上限", en="Largest measurable illuminance", since="1.1")] = None
    lightLevel: Annotated[IlluminanceMeasurementLightLevel | None, P(sens=Sens.PERSONAL, cat="environment", zh="明暗程度", en="Light level", since="1.1")] = None
    darkThreshold: Annotated[float | None, Field(ge=0, le=200000), P("lx", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="暗阈值", en="Dark below", hazards=SAFE, since="1.1")] = None
    brightThreshold: Annotated[float | None, Field(ge=0, le=200000), P("lx", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="亮阈值", en="Bright above", hazards=SAFE, since="1.1")] = None
    calibrationFactor: Annotated[float | None, Field(ge=0, le=100), P("", "rw", step=0.01, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="照度校准系数", en="Calibration factor", hazards=SAFE, about=("The measured value is multiplied by it.", "测量值乘以该系数。"), since="1.1")] = None
    calibrationOffset: Annotated[float | None, Field(ge=-10000, le=10000), P("lx", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="校准偏移", en="Calibration offset", hazards=SAFE, since="1.1")] = None
