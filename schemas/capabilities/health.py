"""The body: vital signs, measurements, activity and position."""

# One property a line, so that the file reads as the table it is.
# fmt: off

from typing import Annotated

from pydantic import Field

from schemas.capability import SAFE, Capability, Choice, Cmd, Ev, P, Sens, Timestamp
from schemas.vocabulary import Hazard


class VitalSigns(Capability):
    """Continuous vital signs."""

    ID, ZH, GROUP = "vitalSigns", "生命体征", "health"
    COMMANDS = (
        Cmd("measureNow", "立即测量", "Measure now", hazards=SAFE),
    )
    EVENTS = (
        Ev("arrhythmia", "心律异常", "Arrhythmia", sens=Sens.SPECIAL, cat="health"),
        Ev("outOfRange", "体征超限", "Out of range", sens=Sens.SPECIAL, cat="health"),
    )

    heartRate: Annotated[int | None, Field(ge=20, le=300), P("/min", step=1, fresh=60, sens=Sens.SPECIAL, cat="health", zh="心率", en="Heart rate")] = None
    respiratoryRate: Annotated[float | None, Field(ge=0, le=80), P("/min", step=0.1, fresh=60, sens=Sens.SPECIAL, cat="health", zh="呼吸率", en="Respiratory rate")] = None
    oxygenSaturation: Annotated[float | None, Field(ge=50, le=100), P("%", step=0.1, fresh=300, sens=Sens.SPECIAL, cat="health", zh="血氧饱和度", en="Oxygen saturation")] = None
    bodyTemperature: Annotated[float | None, Field(ge=25, le=45), P("Cel", step=0.1, sens=Sens.SPECIAL, cat="health", zh="体温", en="Body temperature")] = None
    heartRateVariability: Annotated[float | None, Field(ge=0, le=500), P("ms", step=1, sens=Sens.SPECIAL, cat="health", zh="心率变异性", en="Heart rate variability")] = None
    stressLevel: Annotated[int | None, Field(ge=0, le=100), P("{score}", step=1, sens=Sens.SPECIAL, cat="health", zh="压力指数", en="Stress level")] = None
    measurementQuality: Annotated[int | None, Field(ge=0, le=100), P("%", step=1, sens=Sens.SPECIAL, cat="health", zh="信号质量", en="Measurement quality")] = None


class HealthMeasurement(Capability):
    """Spot measurements: blood pressure, glucose, weight."""

    ID, ZH, GROUP = "healthMeasurement", "健康测量", "health"
    EVENTS = (
        Ev("measurementTaken", "完成测量", "Measurement taken", sens=Sens.SPECIAL, cat="health"),
    )

    systolicPressure: Annotated[int | None, Field(ge=40, le=300), P("mm[Hg]", step=1, sens=Sens.SPECIAL, cat="health", zh="收缩压", en="Systolic pressure")] = None
    diastolicPressure: Annotated[int | None, Field(ge=20, le=200), P("mm[Hg]", step=1, sens=Sens.SPECIAL, cat="health", zh="舒张压", en="Diastolic pressure")] = None
    pulseRate: Annotated[int | None, Field(ge=20, le=300), P("/min", step=1, sens=Sens.SPECIAL, cat="health", zh="脉搏", en="Pulse rate")] = None
    bloodGlucose: Annotated[float | None, Field(ge=0.5, le=40), P("mmol/L", step=0.1, sens=Sens.SPECIAL, cat="health", zh="血糖", en="Blood glucose")] = None
    bodyWeight: Annotated[float | None, Field(ge=0.5, le=300), P("kg", step=0.01, sens=Sens.SPECIAL, cat="health", zh="体重", en="Body weight")] = None
    bodyFat: Annotated[float | None, Field(ge=1, le=80), P("%", step=0.1, sens=Sens.SPECIAL, cat="health", zh="体脂率", en="Body fat")] = None
    bodyMassIndex: Annotated[float | None, Field(ge=5, le=100), P("kg/m2", step=0.1, sens=Sens.SPECIAL, cat="health", zh="体质指数", en="Body mass index")] = None
    muscleMass: Annotated[float | None, Field(ge=0, le=150), P("kg", step=0.1, sens=Sens.SPECIAL, cat="health", zh="肌肉量", en="Muscle mass")] = None
    bodyWater: Annotated[float | None, Field(ge=0, le=100), P("%", step=0.1, sens=Sens.SPECIAL, cat="health", zh="体水分率", en="Body water")] = None
    bodyHeight: Annotated[float | None, Field(ge=20, le=250), P("cm", step=0.1, sens=Sens.SPECIAL, cat="health", zh="身高", en="Body height")] = None
    subject: Annotated[str | None, Field(max_length=64), P(sens=Sens.SPECIAL, cat="identity", zh="被测者", en="Subject")] = None
    measuredAt: Annotated[Timestamp | None, P(sens=Sens.SPECIAL, cat="health", zh="测量时间", en="Measured at")] = None


class ActivityTrackingActivityType(Choice):
    """Activity type."""

    UNKNOWN = "unknown"
    STILL = "still"
    WALKING = "walking"
    RUNNING = "running"
    CYCLING = "cycling"
    STAIRS = "stairs"
    SWIMMING = "swimming"
    WORKOUT = "workout"


class ActivityTracking(Capability):
    """Wearable activity."""

    ID, ZH, GROUP = "activityTracking", "运动与佩戴", "health"
    VERSION = "1.1"
    EVENTS = (
        Ev("fallDetected", "跌倒", "Fall detected", sens=Sens.SPECIAL, cat="health"),
        Ev("inactivity", "久未活动", "Inactivity", sens=Sens.SPECIAL, cat="health"),
        Ev("wornChanged", "佩戴变化", "Worn changed", sens=Sens.SPECIAL, cat="health"),
    )

    worn: Annotated[bool | None, P(sens=Sens.SPECIAL, cat="health", zh="佩戴中", en="Worn")] = None
    steps: Annotated[int | None, Field(ge=0, le=200000), P("{steps}", step=1, sens=Sens.SPECIAL, cat="health", zh="步数", en="Steps")] = None
    distance: Annotated[float | None, Field(ge=0, le=1000000), P("m", step=1, sens=Sens.SPECIAL, cat="health", zh="距离", en="Distance")] = None
    energyExpended: Annotated[float | None, Field(ge=0, le=20000), P("kcal", step=1, sens=Sens.SPECIAL, cat="health", zh="消耗热量", en="Energy expended")] = None
    activityType: Annotated[ActivityTrackingActivityType | None, P(sens=Sens.SPECIAL, cat="health", zh="活动类型", en="Activity type")] = None
    activeTime: Annotated[int | None, Field(ge=0, le=86400), P("s", step=1, sens=Sens.SPECIAL, cat="health", zh="活动时长", en="Active time")] = None
    speed: Annotated[float | None, Field(ge=0, le=20), P("m/s", step=0.01, sens=Sens.SPECIAL, cat="health", zh="速度", en="Speed")] = None
    stepGoal: Annotated[int | None, Field(ge=0, le=200000), P("{steps}", "rw", step=1, sens=Sens.SPECIAL, cat="health", zh="步数目标", en="Step goal", hazards=SAFE, since="1.1")] = None
    targetSpeed: Annotated[float | None, Field(ge=0, le=20), P("m/s", "rwn", step=0.01, sens=Sens.SPECIAL, cat="health", zh="目标速度", en="Target speed", about=("Of a treadmill: the belt moves under the person on it.", "跑步机的目标带速。"), hazards=(Hazard.MOTION_PERSON,), since="1.1")] = None


class LocationTrackingPlace(Choice):
    """Place."""

    HOME = "home"
    AWAY = "away"
    SCHOOL = "school"
    WORK = "work"
    HOSPITAL = "hospital"
    UNKNOWN = "unknown"


class LocationTrackingMethod(Choice):
    """How the position was found."""

    SATELLITE = "satellite", "卫星"
    NETWORK = "network", "移动网络"
    WIFI = "wifi", "无线局域网"
    BLUETOOTH = "bluetooth", "蓝牙"


class LocationTracking(Capability):
    """Position of a person, pet or thing."""

    ID, ZH, GROUP = "locationTracking", "定位", "health"
    VERSION = "1.1"
    COMMANDS = (
        Cmd("locateNow", "立即定位", "Locate now", hazards=(Hazard.PRIVACY,)),
        Cmd("ring", "响铃寻物", "Ring", hazards=SAFE),
    )
    EVENTS = (
        Ev("geofenceEntered", "进入围栏", "Geofence entered", sens=Sens.SPECIAL, cat="health"),
        Ev("geofenceLeft", "离开围栏", "Geofence left", sens=Sens.SPECIAL, cat="health"),
    )

    latitude: Annotated[float | None, Field(ge=-90, le=90), P("deg", step=1e-05, sens=Sens.SPECIAL, cat="location", zh="纬度", en="Latitude")] = None
    longitude: Annotated[float | None, Field(ge=-180, le=180), P("deg", step=1e-05, sens=Sens.SPECIAL, cat="location", zh="经度", en="Longitude")] = None
    accuracy: Annotated[float | None, Field(ge=0, le=100000), P("m", step=1, sens=Sens.SPECIAL, cat="location", zh="精度", en="Accuracy")] = None
    place: Annotated[LocationTrackingPlace | None, P(sens=Sens.SPECIAL, cat="location", zh="所在地点", en="Place")] = None
    atHome: Annotated[bool | None, P(sens=Sens.PERSONAL, cat="presence", zh="在家", en="At home")] = None
    altitudeAccuracy: Annotated[float | None, Field(ge=0, le=100000), P("m", step=0.1, sens=Sens.SPECIAL, cat="location", zh="海拔精度", en="Altitude accuracy", since="1.1")] = None
    heading: Annotated[float | None, Field(ge=0, le=360), P("deg", step=0.1, sens=Sens.SPECIAL, cat="location", zh="方向", en="Heading", since="1.1")] = None
    speed: Annotated[float | None, Field(ge=0, le=400), P("m/s", step=0.1, sens=Sens.SPECIAL, cat="location", zh="速度", en="Speed", since="1.1")] = None
    method: Annotated[LocationTrackingMethod | None, P(sens=Sens.SPECIAL, cat="location", zh="定位方式", en="Method", since="1.1")] = None
    measuredAt: Annotated[Timestamp | None, P(sens=Sens.SPECIAL, cat="location", zh="定位时间", en="Measured at", since="1.1")] = None
    ringing: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="正在响铃", en="Ringing", since="1.1")] = None
