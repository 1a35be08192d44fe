"""The body: vital signs, measurements, activity and position."""

# One property a line, so that the file reads as the table it is.
# fmt: off

from typing import Annotated

from pydantic import Field

from schemas.capability import SAFE, Arg, Capability, Choice, Cmd, Ev, F, P, Record, Sens, Timestamp
from schemas.vocabulary import Hazard


class VitalSignsSign(Choice):
    """One of the vital signs."""

    HEART_RATE = "heartRate", "心率"
    RESPIRATORY_RATE = "respiratoryRate", "呼吸率"
    OXYGEN_SATURATION = "oxygenSaturation", "血氧饱和度"
    BODY_TEMPERATURE = "bodyTemperature", "体温"


class VitalSignsRhythm(Choice):
    """What the heart's rhythm looks like to the device; no diagnosis."""

    SINUS = "sinus", "窦性心律", "Sinus rhythm"
    ATRIAL_FIBRILLATION = "atrialFibrillation", "疑似房颤", "Possible atrial fibrillation"
    BRADYCARDIA = "bradycardia", "心动过缓", "Slow"
    TACHYCARDIA = "tachycardia", "心动过速", "Fast"
    PREMATURE_BEATS = "prematureBeats", "疑似早搏", "Possible premature beats"
    IRREGULAR = "irregular", "心律不齐"
    INCONCLUSIVE = "inconclusive", "无法判断"


class VitalSigns(Capability):
    """Signs of life that are measured all the time or again and again."""

    ID, ZH, GROUP, VERSION = "vitalSigns", "生命体征", "health", "1.1"
    ABOUT_ZH = "持续或反复测量的生命体征。"
    COMMANDS = (
        Cmd("measureNow", "立即测量", "Measure now", hazards=(Hazard.PRIVACY,), outcome=("measuredAt",), about=("Measures a person's body without asking that person.", "不经本人操作即测量其身体。")),
    )
    EVENTS = (
        Ev("arrhythmia", "心律异常", "Arrhythmia", sens=Sens.SPECIAL, cat="health", fields=(Arg("rhythm", VitalSignsRhythm, required=False, zh="心律"), Arg("heartRate", int, "/min", ge=0, le=400, required=False, zh="心率"))),
        Ev("outOfRange", "体征超限", "Out of range", sens=Sens.SPECIAL, cat="health", fields=(Arg("sign", VitalSignsSign, required=False, zh="体征"), Arg("value", float, ge=0, le=400, required=False, zh="数值"), Arg("high", bool, required=False, zh="偏高", en="Above the limit"))),
    )

    heartRate: Annotated[int | None, Field(ge=0, le=400), P("/min", step=1, fresh=60, sens=Sens.SPECIAL, cat="health", zh="心率", en="Heart rate")] = None
    respiratoryRate: Annotated[float | None, Field(ge=0, le=120), P("/min", step=0.1, fresh=60, sens=Sens.SPECIAL, cat="health", zh="呼吸率", en="Respiratory rate")] = None
    oxygenSaturation: Annotated[float | None, Field(ge=0, le=100), P("%", step=0.1, fresh=300, sens=Sens.SPECIAL, cat="health", zh="血氧饱和度", en="Oxygen saturation")] = None
    bodyTemperature: Annotated[float | None, Field(ge=20, le=50), P("Cel", step=0.01, sens=Sens.SPECIAL, cat="health", zh="体温", en="Body temperature")] = None
    heartRateVariability: Annotated[float | None, Field(ge=0, le=1000), P("ms", step=1, sens=Sens.SPECIAL, cat="health", zh="心率变异性", en="Heart rate variability")] = None
    stressLevel: Annotated[int | None, Field(ge=0, le=100), P("{score}", step=1, sens=Sens.SPECIAL, cat="health", zh="压力指数", en="Stress level", about=("0 is relaxed, 100 the highest stress; makers reckon it differently.", "0 为放松，100 为压力最高；各厂家算法不同。"))] = None
    measurementQuality: Annotated[int | None, Field(ge=0, le=100), P("%", step=1, sens=Sens.SPECIAL, cat="health", zh="信号质量", en="Measurement quality", about=("At zero nobody lies or wears it.", "为 0 时无人佩戴或卧床。"))] = None
    measuredAt: Annotated[Timestamp | None, P(sens=Sens.SPECIAL, cat="health", zh="测量时间", en="Measured at", since="1.1")] = None
    restingHeartRate: Annotated[int | None, Field(ge=0, le=400), P("/min", step=1, sens=Sens.SPECIAL, cat="health", zh="静息心率", en="Resting heart rate", since="1.1")] = None
    rhythm: Annotated[VitalSignsRhythm | None, P(sens=Sens.SPECIAL, cat="health", zh="心律", en="Heart rhythm", since="1.1")] = None
    skinTemperature: Annotated[float | None, Field(ge=0, le=60), P("Cel", step=0.01, sens=Sens.SPECIAL, cat="health", zh="皮肤温度", en="Skin temperature", since="1.1")] = None
    perfusionIndex: Annotated[float | None, Field(ge=0, le=30), P("%", step=0.01, sens=Sens.SPECIAL, cat="health", zh="灌注指数", en="Perfusion index", since="1.1")] = None
    heartRateHighLimit: Annotated[int | None, Field(ge=0, le=400), P("/min", "rw", step=1, sens=Sens.SPECIAL, cat="health", zh="心率上限", en="Heart rate high limit", hazards=(Hazard.HEALTH,), since="1.1")] = None
    heartRateLowLimit: Annotated[int | None, Field(ge=0, le=400), P("/min", "rw", step=1, sens=Sens.SPECIAL, cat="health", zh="心率下限", en="Heart rate low limit", hazards=(Hazard.HEALTH,), since="1.1")] = None
    respiratoryRateHighLimit: Annotated[float | None, Field(ge=0, le=120), P("/min", "rw", step=0.1, sens=Sens.SPECIAL, cat="health", zh="呼吸率上限", en="Respiratory rate high limit", hazards=(Hazard.HEALTH,), since="1.1")] = None
    respiratoryRateLowLimit: Annotated[float | None, Field(ge=0, le=120), P("/min", "rw", step=0.1, sens=Sens.SPECIAL, cat="health", zh="呼吸率下限", en="Respiratory rate low limit", hazards=(Hazard.HEALTH,), since="1.1")] = None
    oxygenSaturationLowLimit: Annotated[float | None, Field(ge=0, le=100), P("%", "rw", step=0.1, sens=Sens.SPECIAL, cat="health", zh="血氧下限", en="Oxygen saturation low limit", hazards=(Hazard.HEALTH,), since="1.1")] = None
    bodyTemperatureHighLimit: Annotated[float | None, Field(ge=20, le=50), P("Cel", "rw", step=0.01, sens=Sens.SPECIAL, cat="health", zh="体温上限", en="Body temperature high limit", hazards=(Hazard.HEALTH,), since="1.1")] = None
    measuringInterval: Annotated[int | None, Field(ge=0, le=604800), P("s", "rw", step=1, sens=Sens.SPECIAL, cat="health", zh="测量间隔", en="Measuring interval", hazards=(Hazard.HEALTH, Hazard.PRIVACY), about=("Zero ends the measuring.", "0 表示停止测量。"), since="1.1")] = None


class HealthMeasurementKind(Choice):
    """What was measured."""

    BLOOD_PRESSURE = "bloodPressure", "血压"
    BLOOD_GLUCOSE = "bloodGlucose", "血糖"
    WEIGHT = "weight", "体重"
    BODY_COMPOSITION = "bodyComposition", "体成分"
    TEMPERATURE = "temperature", "体温"
    OXYGEN_SATURATION = "oxygenSaturation", "血氧"
    LUNG_FUNCTION = "lungFunction", "肺功能"
    BLOOD_LIPIDS = "bloodLipids", "血脂"
    URIC_ACID = "uricAcid", "尿酸"
    HEIGHT = "height", "身高"
    OTHER = "other", "其他"


class HealthMeasurementMealContext(Choice):
    """When the blood was taken, by the meals of the day."""

    FASTING = "fasting", "空腹"
    BEFORE_MEAL = "beforeMeal", "餐前"
    AFTER_MEAL = "afterMeal", "餐后"
    BEDTIME = "bedtime", "睡前"
    RANDOM = "random", "随机"


class HealthMeasurement(Capability):
    """Measurements that a person takes: blood pressure, glucose, weight and the like."""

    ID, ZH, GROUP, VERSION = "healthMeasurement", "健康测量", "health", "1.1"
    ABOUT_ZH = "人主动进行的测量：血压、血糖、体重等。"
    COMMANDS = (
        Cmd("startMeasurement", "开始测量", "Start measurement", hazards=(Hazard.HEALTH, Hazard.MOTION_PERSON, Hazard.PRIVACY), outcome=("measuring",), about=("The cuff of a blood pressure monitor squeezes the arm.", "血压计袖带会加压束紧手臂。"), since="1.1"),
        Cmd("stopMeasurement", "停止测量", "Stop measurement", hazards=SAFE, outcome=("measuring",), about=("Lets the air out of the cuff.", "袖带放气。"), since="1.1"),
    )
    EVENTS = (
        Ev("measurementTaken", "完成测量", "Measurement taken", sens=Sens.SPECIAL, cat="health", fields=(Arg("kind", HealthMeasurementKind, required=False, zh="测量项目"), Arg("subject", str, max_length=64, required=False, zh="被测者"), Arg("measuredAt", Timestamp, required=False, zh="测量时间"))),
    )

    systolicPressure: Annotated[int | None, Field(ge=0, le=300), P("mm[Hg]", step=1, sens=Sens.SPECIAL, cat="health", zh="收缩压", en="Systolic pressure")] = None
    diastolicPressure: Annotated[int | None, Field(ge=0, le=300), P("mm[Hg]", step=1, sens=Sens.SPECIAL, cat="health", zh="舒张压", en="Diastolic pressure")] = None
    pulseRate: Annotated[int | None, Field(ge=0, le=400), P("/min", step=1, sens=Sens.SPECIAL, cat="health", zh="脉搏", en="Pulse rate")] = None
    bloodGlucose: Annotated[float | None, Field(ge=0, le=60), P("mmol/L", step=0.01, sens=Sens.SPECIAL, cat="health", zh="血糖", en="Blood glucose")] = None
    bodyWeight: Annotated[float | None, Field(ge=0, le=500), P("kg", step=0.01, sens=Sens.SPECIAL, cat="health", zh="体重", en="Body weight")] = None
    bodyFat: Annotated[float | None, Field(ge=0, le=100), P("%", step=0.1, sens=Sens.SPECIAL, cat="health", zh="体脂率", en="Body fat")] = None
    bodyMassIndex: Annotated[float | None, Field(ge=0, le=200), P("kg/m2", step=0.1, sens=Sens.SPECIAL, cat="health", zh="体质指数", en="Body mass index")] = None
    muscleMass: Annotated[float | None, Field(ge=0, le=250), P("kg", step=0.1, sens=Sens.SPECIAL, cat="health", zh="肌肉量", en="Muscle mass")] = None
    bodyWater: Annotated[float | None, Field(ge=0, le=100), P("%", step=0.1, sens=Sens.SPECIAL, cat="health", zh="体水分率", en="Body water")] = None
    bodyHeight: Annotated[float | None, Field(ge=0, le=300), P("cm", step=0.1, sens=Sens.SPECIAL, cat="health", zh="身高", en="Body height")] = None
    subject: Annotated[str | None, Field(max_length=64), P(sens=Sens.SPECIAL, cat="identity", zh="被测者", en="Subject")] = None
    measuredAt: Annotated[Timestamp | None, P(sens=Sens.SPECIAL, cat="health", zh="测量时间", en="Measured at")] = None
    measuring: Annotated[bool | None, P(sens=Sens.SPECIAL, cat="health", zh="测量中", en="Measuring", since="1.1")] = None
    meanArterialPressure: Annotated[int | None, Field(ge=0, le=300), P("mm[Hg]", step=1, sens=Sens.SPECIAL, cat="health", zh="平均动脉压", en="Mean arterial pressure", since="1.1")] = None
    irregularHeartbeat: Annotated[bool | None, P(sens=Sens.SPECIAL, cat="health", zh="心律不齐提示", en="Irregular heartbeat", since="1.1")] = None
    cuffLoose: Annotated[bool | None, P(sens=Sens.SPECIAL, cat="health", zh="袖带过松", en="Cuff too loose", since="1.1")] = None
    movedWhileMeasuring: Annotated[bool | None, P(sens=Sens.SPECIAL, cat="health", zh="测量中有体动", en="Moved while measuring", since="1.1")] = None
    mealContext: Annotated[HealthMeasurementMealContext | None, P(sens=Sens.SPECIAL, cat="health", zh="测量时段", en="Meal context", since="1.1")] = None
    bloodKetones: Annotated[float | None, Field(ge=0, le=20), P("mmol/L", step=0.1, sens=Sens.SPECIAL, cat="health", zh="血酮", en="Blood ketones", since="1.1")] = None
    totalCholesterol: Annotated[float | None, Field(ge=0, le=40), P("mmol/L", step=0.01, sens=Sens.SPECIAL, cat="health", zh="总胆固醇", en="Total cholesterol", since="1.1")] = None
    uricAcid: Annotated[float | None, Field(ge=0, le=3), P("mmol/L", step=0.001, sens=Sens.SPECIAL, cat="health", zh="尿酸", en="Uric acid", since="1.1")] = None
    visceralFat: Annotated[float | None, Field(ge=0, le=60), P("{index}", step=0.1, sens=Sens.SPECIAL, cat="health", zh="内脏脂肪等级", en="Visceral fat level", since="1.1")] = None
    boneMass: Annotated[float | None, Field(ge=0, le=30), P("kg", step=0.1, sens=Sens.SPECIAL, cat="health", zh="骨量", en="Bone mass", since="1.1")] = None
    leanMass: Annotated[float | None, Field(ge=0, le=300), P("kg", step=0.1, sens=Sens.SPECIAL, cat="health", zh="去脂体重", en="Lean mass", since="1.1")] = None
    protein: Annotated[float | None, Field(ge=0, le=100), P("%", step=0.1, sens=Sens.SPECIAL, cat="health", zh="蛋白质率", en="Protein", since="1.1")] = None
    basalMetabolism: Annotated[float | None, Field(ge=0, le=10000), P("kcal", step=1, sens=Sens.SPECIAL, cat="health", zh="基础代谢", en="Basal metabolism", about=("Of one day.", "每日数值。"), since="1.1")] = None
    bodyAge: Annotated[int | None, Field(ge=0, le=150), P("a", step=1, sens=Sens.SPECIAL, cat="health", zh="身体年龄", en="Body age", since="1.1")] = None
    bodyScore: Annotated[int | None, Field(ge=0, le=100), P("{score}", step=1, sens=Sens.SPECIAL, cat="health", zh="身体得分", en="Body score", since="1.1")] = None
    bodyImpedance: Annotated[float | None, Field(ge=0, le=10000), P("Ohm", step=1, sens=Sens.SPECIAL, cat="health", zh="人体阻抗", en="Body impedance", since="1.1")] = None
    peakExpiratoryFlow: Annotated[float | None, Field(ge=0, le=1500), P("L/min", step=1, sens=Sens.SPECIAL, cat="health", zh="呼气峰流速", en="Peak expiratory flow", since="1.1")] = None
    forcedExpiratoryVolume: Annotated[float | None, Field(ge=0, le=15), P("L", step=0.01, sens=Sens.SPECIAL, cat="health", zh="一秒用力呼气量", en="Forced expiratory volume in one second", since="1.1")] = None


class ActivityTrackingActivityType(Choice):
    """What the person does."""

    UNKNOWN = "unknown", "未知"
    STILL = "still", "静止"
    WALKING = "walking", "步行"
    RUNNING = "running", "跑步"
    CYCLING = "cycling", "骑行"
    STAIRS = "stairs", "爬楼"
    SWIMMING = "swimming", "游泳"
    WORKOUT = "workout", "锻炼"


class ActivityTracking(Capability):
    """How much a person moves, by what is worn or trained on."""

    ID, ZH, GROUP, VERSION = "activityTracking", "运动与佩戴", "health", "1.1"
    ABOUT_ZH = "由佩戴或健身设备得知的人的活动量。"
    EVENTS = (
        Ev("fallDetected", "跌倒", "Fall detected", sens=Sens.SPECIAL, cat="health", fields=(Arg("confidence", int, "%", ge=0, le=100, required=False, zh="置信度"),)),
        Ev("inactivity", "久未活动", "Inactivity", sens=Sens.SPECIAL, cat="health", fields=(Arg("duration", int, "s", ge=0, le=2678400, required=False, zh="时长"),)),
        Ev("wornChanged", "佩戴变化", "Worn changed", sens=Sens.SPECIAL, cat="health", fields=(Arg("worn", bool, required=False, zh="佩戴中"),)),
    )

    worn: Annotated[bool | None, P(sens=Sens.SPECIAL, cat="health", zh="佩戴中", en="Worn")] = None
    steps: Annotated[int | None, Field(ge=0, le=200000), P("{steps}", step=1, sens=Sens.SPECIAL, cat="health", zh="步数", en="Steps", about=("Of the day in most makes.", "多数品牌为当日步数。"))] = None
    distance: Annotated[float | None, Field(ge=0, le=1000000), P("m", step=1, sens=Sens.SPECIAL, cat="health", zh="距离", en="Distance")] = None
    energyExpended: Annotated[float | None, Field(ge=0, le=20000), P("kcal", step=1, sens=Sens.SPECIAL, cat="health", zh="消耗热量", en="Energy expended")] = None
    activityType: Annotated[ActivityTrackingActivityType | None, P(sens=Sens.SPECIAL, cat="health", zh="活动类型", en="Activity type")] = None
    activeTime: Annotated[int | None, Field(ge=0, le=86400), P("s", step=1, sens=Sens.SPECIAL, cat="health", zh="活动时长", en="Active time")] = None
    speed: Annotated[float | None, Field(ge=0, le=20), P("m/s", step=0.01, sens=Sens.SPECIAL, cat="health", zh="速度", en="Speed")] = None
    floorsClimbed: Annotated[int | None, Field(ge=0, le=10000), P("{count}", step=1, sens=Sens.SPECIAL, cat="health", zh="爬楼层数", en="Floors climbed", since="1.1")] = None
    cadence: Annotated[int | None, Field(ge=0, le=400), P("/min", step=1, sens=Sens.SPECIAL, cat="health", zh="步频/踏频", en="Cadence", since="1.1")] = None
    inactiveTime: Annotated[int | None, Field(ge=0, le=2678400), P("s", step=1, sens=Sens.SPECIAL, cat="health", zh="持续未活动时长", en="Inactive time", since="1.1")] = None
    targetSpeed: Annotated[float | None, Field(ge=0, le=20), P("m/s", "rwn", step=0.01, sens=Sens.SPECIAL, cat="health", zh="目标速度", en="Target speed", hazards=(Hazard.MOTION_PERSON,), actuates=True, about=("The belt of a treadmill starts above zero, whoever stands on it.", "大于 0 时跑带即启动，无论是否有人站在上面。"), since="1.1")] = None
    incline: Annotated[float | None, Field(ge=-30, le=60), P("%", "rwn", step=0.5, sens=Sens.SPECIAL, cat="health", zh="坡度", en="Incline", hazards=(Hazard.MOTION_PERSON,), since="1.1")] = None
    resistanceLevel: Annotated[int | None, Field(ge=0, le=100), P("", "rwn", step=1, sens=Sens.SPECIAL, cat="health", zh="阻力档位", en="Resistance level", hazards=(Hazard.MOTION_PERSON,), since="1.1")] = None
    mechanicalPower: Annotated[float | None, Field(ge=0, le=3000), P("W", step=1, sens=Sens.SPECIAL, cat="health", zh="运动功率", en="Mechanical power", since="1.1")] = None
    fallDetection: Annotated[bool | None, P("", "rw", sens=Sens.SPECIAL, cat="health", zh="跌倒检测开关", en="Fall detection", hazards=(Hazard.HEALTH,), about=("Off: nobody is told of a fall.", "关闭后跌倒不再报警。"), since="1.1")] = None
    inactivityLimit: Annotated[int | None, Field(ge=0, le=2678400), P("s", "rw", step=1, sens=Sens.SPECIAL, cat="health", zh="久未活动提醒时长", en="Inactivity limit", hazards=(Hazard.HEALTH,), about=("Zero: nobody is told.", "0 表示不提醒。"), since="1.1")] = None
    sedentaryReminder: Annotated[bool | None, P("", "rw", sens=Sens.SPECIAL, cat="health", zh="久坐提醒", en="Sedentary reminder", hazards=SAFE, since="1.1")] = None
    stepGoal: Annotated[int | None, Field(ge=0, le=200000), P("{steps}", "rw", step=1, sens=Sens.SPECIAL, cat="health", zh="步数目标", en="Step goal", hazards=SAFE, since="1.1")] = None


class LocationTrackingPlace(Choice):
    """A place that has a name for the people of the home."""

    HOME = "home", "家"
    AWAY = "away", "外出"
    SCHOOL = "school", "学校"
    WORK = "work", "工作单位"
    HOSPITAL = "hospital", "医院"
    UNKNOWN = "unknown", "未知"


class LocationTrackingGeofence(Record):
    """A circle on the map; entering and leaving it is told."""

    name: Annotated[str, Field(max_length=64), F(zh="名称")]
    latitude: Annotated[float, Field(ge=-90, le=90), F(unit="deg", zh="纬度")]
    longitude: Annotated[float, Field(ge=-180, le=180), F(unit="deg", zh="经度")]
    radius: Annotated[float, Field(ge=0, le=100000), F(unit="m", zh="半径")]


class LocationTrackingMethod(Choice):
    """How the position was found."""

    SATELLITE = "satellite", "卫星"
    NETWORK = "network", "移动网络"
    WIFI = "wifi", "无线局域网"
    BLUETOOTH = "bluetooth", "蓝牙"


class LocationTracking(Capability):
    """Where a person, a pet or a thing is."""

    ID, ZH, GROUP, VERSION = "locationTracking", "定位", "health", "1.1"
    ABOUT_ZH = "人、宠物或物品的位置。"
    COMMANDS = (
        Cmd("locateNow", "立即定位", "Locate now", hazards=(Hazard.PRIVACY,), outcome=("measuredAt",)),
        Cmd("ring", "响铃寻物", "Ring", hazards=SAFE, outcome=("ringing",)),
        Cmd("stopRinging", "停止响铃", "Stop ringing", hazards=SAFE, outcome=("ringing",), since="1.1"),
    )
    EVENTS = (
        Ev("geofenceEntered", "进入围栏", "Geofence entered", sens=Sens.SPECIAL, cat="location", fields=(Arg("geofence", str, max_length=64, required=False, zh="围栏名称"),)),
        Ev("geofenceLeft", "离开围栏", "Geofence left", sens=Sens.SPECIAL, cat="location", fields=(Arg("geofence", str, max_length=64, required=False, zh="围栏名称"),)),
    )

    latitude: Annotated[float | None, Field(ge=-90, le=90), P("deg", step=1e-05, sens=Sens.SPECIAL, cat="location", zh="纬度", en="Latitude", about=("WGS 84.", "WGS 84 坐标系。"))] = None
    longitude: Annotated[float | None, Field(ge=-180, le=180), P("deg", step=1e-05, sens=Sens.SPECIAL, cat="location", zh="经度", en="Longitude", about=("WGS 84.", "WGS 84 坐标系。"))] = None
    accuracy: Annotated[float | None, Field(ge=0, le=100000), P("m", step=1, sens=Sens.SPECIAL, cat="location", zh="水平精度", en="Accuracy")] = None
    place: Annotated[LocationTrackingPlace | None, P(sens=Sens.SPECIAL, cat="location", zh="所在地点", en="Place")] = None
    atHome: Annotated[bool | None, P(sens=Sens.PERSONAL, cat="presence", zh="在家", en="At home")] = None
    altitude: Annotated[float | None, Field(ge=-1000, le=20000), P("m", step=0.1, sens=Sens.SPECIAL, cat="location", zh="海拔", en="Altitude", since="1.1")] = None
    distanceFromHome: Annotated[float | None, Field(ge=0, le=21000000), P("m", step=1, sens=Sens.SPECIAL, cat="location", zh="离家距离", en="Distance from home", since="1.1")] = None
    room: Annotated[str | None, Field(max_length=64), P(sens=Sens.SPECIAL, cat="location", zh="所在房间", en="Room", since="1.1")] = None
    geofences: Annotated[list[LocationTrackingGeofence] | None, Field(max_length=64), P("", "rw", sens=Sens.SPECIAL, cat="location", zh="电子围栏", en="Geofences", hazards=(Hazard.PRIVACY, Hazard.HEALTH), about=("Without them nobody is told when a confused person leaves.", "删除后走失时不再报警。"), since="1.1")] = None
    trackingEnabled: Annotated[bool | None, P("", "rw", sens=Sens.SPECIAL, cat="location", zh="定位开关", en="Tracking enabled", hazards=(Hazard.PRIVACY, Hazard.HEALTH), about=("On: a person is watched. Off: a lost person is not found.", "开启意味着持续跟踪，关闭后走失时无法找到。"), since="1.1")] = None
    trackingInterval: Annotated[int | None, Field(ge=0, le=604800), P("s", "rw", step=1, sens=Sens.SPECIAL, cat="location", zh="定位间隔", en="Tracking interval", hazards=(Hazard.PRIVACY,), since="1.1")] = None
    altitudeAccuracy: Annotated[float | None, Field(ge=0, le=100000), P("m", step=0.1, sens=Sens.SPECIAL, cat="location", zh="海拔精度", en="Altitude accuracy", since="1.1")] = None
    heading: Annotated[float | None, Field(ge=0, le=360), P("deg", step=0.1, sens=Sens.SPECIAL, cat="location", zh="方向", en="Heading", since="1.1")] = None
    speed: Annotated[float | None, Field(ge=0, le=400), P("m/s", step=0.1, sens=Sens.SPECIAL, cat="location", zh="速度", en="Speed", since="1.1")] = None
    method: Annotated[LocationTrackingMethod | None, P(sens=Sens.SPECIAL, cat="location", zh="定位方式", en="Method", since="1.1")] = None
    measuredAt: Annotated[Timestamp | None, P(sens=Sens.SPECIAL, cat="location", zh="定位时间", en="Measured at", since="1.1")] = None
    ringing: Annotated[bool | None, P(sens=Sens.BEHAVIOUR, cat="device-state", zh="正在响铃", en="Ringing", since="1.1")] = None
