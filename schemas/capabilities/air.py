"""The air of a room and outdoors."""

# One property a line, so that the file reads as the table it is.
# fmt: off

from typing import Annotated

from pydantic import Field

from schemas import reasons
from schemas.capability import SAFE, Capability, Choice, Cmd, P, Sens
from schemas.reasons import Reason
from schemas.vocabulary import Hazard


class ThresholdState(Choice):
    """Where a value stands between its two thresholds."""

    NORMAL = "normal", "正常"
    LOW = "low", "过低"
    HIGH = "high", "过高"


class TemperatureThresholdAction(Choice):
    """What a thermometer switches at its thresholds."""

    HEAT = "heat", "制热"
    COOL = "cool", "制冷"


class TemperatureMeasurement(Capability):
    """Temperature of a room, of outdoor air, water, food or a surface; that of a person's body is a vital sign."""

    ID, ZH, GROUP = "temperatureMeasurement", "温度测量", "air"
    ABOUT_ZH = "房间、室外空气、水、食物或物体表面的温度；人体温度属于生命体征。"
    VERSION = "1.1"

    measuredValue: Annotated[float | None, Field(ge=-273.15, le=327.67), P("Cel", step=0.01, fresh=1800, sens=Sens.BEHAVIOUR, cat="environment", zh="温度", en="Temperature", about=("The semantic tag of the endpoint says what is measured. A bathroom, a pan or an outlet shows what people do.", "测量对象由端点的语义标签说明。浴室、锅具或出水口的温度会反映人的活动。"))] = None
    calibrationOffset: Annotated[float | None, Field(ge=-50, le=50), P("Cel", "rw", step=0.1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="校准偏移", en="Calibration offset", about=("Added to what the sensor finds.", "加在传感器读数上的修正值。"), hazards=SAFE)] = None
    highThreshold: Annotated[float | None, Field(ge=-100, le=400), P("Cel", "rw", step=0.1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="上限阈值", en="High threshold", about=("Above it the device warns, or switches what is bound to it.", "高于此值时设备报警，或切换其绑定的设备。"), hazards=(Hazard.HEALTH,), since="1.1")] = None
    lowThreshold: Annotated[float | None, Field(ge=-100, le=400), P("Cel", "rw", step=0.1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="下限阈值", en="Low threshold", about=("Below it the device warns, or switches what is bound to it.", "低于此值时设备报警，或切换其绑定的设备。"), hazards=(Hazard.HEALTH,), since="1.1")] = None
    thresholdState: Annotated[ThresholdState | None, P(sens=Sens.BEHAVIOUR, cat="environment", zh="阈值状态", en="Threshold state", since="1.1")] = None
    thresholdControl: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="阈值控制", en="Threshold control", about=("Whether it switches what is bound to it at its thresholds.", "是否在越过阈值时切换其绑定的设备。"), hazards=(Hazard.HEALTH,), actuates=True, since="1.1")] = None
    thresholdAction: Annotated[TemperatureThresholdAction | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="阈值动作", en="Threshold action", hazards=(Hazard.HEALTH,), actuates=True, since="1.1")] = None
    reportingThreshold: Annotated[float | None, Field(ge=0, le=50), P("Cel", "rw", step=0.01, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="上报变化量", en="Reporting threshold", about=("The change that is reported at once.", "达到此变化量即上报。"), hazards=SAFE, since="1.1")] = None
    reportingInterval: Annotated[int | None, Field(ge=0, le=604800), P("s", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="上报间隔", en="Reporting interval", hazards=SAFE, since="1.1")] = None
    tolerance: Annotated[float | None, Field(ge=0, le=20.48), P("Cel", "r", step=0.01, sens=Sens.PUBLIC, why=reasons.MODEL_FACT, cat="device-state", zh="测量误差", en="Tolerance", about=("The true value lies within plus or minus this.", "真实值在此正负范围内。"), since="1.1")] = None
    minMeasuredValue: Annotated[float | None, Field(ge=-273.15, le=327.67), P("Cel", "r", step=0.01, sens=Sens.PUBLIC, why=reasons.MODEL_FACT, cat="device-state", zh="测量下限", en="Lowest value it can measure", since="1.1")] = None
    maxMeasuredValue: Annotated[float | None, Field(ge=-273.15, le=327.67), P("Cel", "r", step=0.01, sens=Sens.PUBLIC, why=reasons.MODEL_FACT, cat="device-state", zh="测量上限", en="Highest value it can measure", since="1.1")] = None
    probeFault: Annotated[bool | None, P(sens=Sens.HOUSEHOLD, why=reasons.DIAGNOSTIC, cat="diagnostic", zh="探头故障", en="Probe fault", about=("The probe is broken, shorted or not plugged in.", "探头断路、短路或未插入。"), since="1.1")] = None


class HumidityThresholdAction(Choice):
    """What a hygrometer switches at its thresholds."""

    HUMIDIFY = "humidify", "加湿"
    DEHUMIDIFY = "dehumidify", "除湿"


class RelativeHumidityMeasurement(Capability):
    """Relative humidity of the air, and what follows from it."""

    ID, ZH, GROUP = "relativeHumidityMeasurement", "湿度测量", "air"
    ABOUT_ZH = "空气的相对湿度及由其得出的量。"
    VERSION = "1.1"

    measuredValue: Annotated[float | None, Field(ge=0, le=100), P("%", step=0.01, fresh=1800, sens=Sens.BEHAVIOUR, cat="environment", zh="相对湿度", en="Relative humidity", about=("Rises within minutes when somebody showers, cooks or dries laundry.", "有人洗澡、做饭或晾衣时，数分钟内即上升。"))] = None
    calibrationOffset: Annotated[float | None, Field(ge=-100, le=100), P("%", "rw", step=0.1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="校准偏移", en="Calibration offset", about=("Added to what the sensor finds.", "加在传感器读数上的修正值。"), hazards=SAFE)] = None
    highThreshold: Annotated[float | None, Field(ge=0, le=100), P("%", "rw", step=0.1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="上限阈值", en="High threshold", about=("Above it the device warns, or switches what is bound to it.", "高于此值时设备报警，或切换其绑定的设备。"), hazards=SAFE, since="1.1")] = None
    lowThreshold: Annotated[float | None, Field(ge=0, le=100), P("%", "rw", step=0.1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="下限阈值", en="Low threshold", about=("Below it the device warns, or switches what is bound to it.", "低于此值时设备报警，或切换其绑定的设备。"), hazards=SAFE, since="1.1")] = None
    thresholdState: Annotated[ThresholdState | None, P(sens=Sens.BEHAVIOUR, cat="environment", zh="阈值状态", en="Threshold state", since="1.1")] = None
    thresholdControl: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="阈值控制", en="Threshold control", about=("Whether it switches what is bound to it at its thresholds.", "是否在越过阈值时切换其绑定的设备。"), hazards=SAFE, actuates=True, since="1.1")] = None
    thresholdAction: Annotated[HumidityThresholdAction | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="阈值动作", en="Threshold action", hazards=SAFE, actuates=True, since="1.1")] = None
    reportingThreshold: Annotated[float | None, Field(ge=0, le=100), P("%", "rw", step=0.1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="上报变化量", en="Reporting threshold", about=("The change that is reported at once.", "达到此变化量即上报。"), hazards=SAFE, since="1.1")] = None
    reportingInterval: Annotated[int | None, Field(ge=0, le=604800), P("s", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="上报间隔", en="Reporting interval", hazards=SAFE, since="1.1")] = None
    dewPoint: Annotated[float | None, Field(ge=-100, le=100), P("Cel", step=0.1, fresh=1800, sens=Sens.BEHAVIOUR, cat="environment", zh="露点", en="Dew point", since="1.1")] = None
    absoluteHumidity: Annotated[float | None, Field(ge=0, le=1000), P("g/m3", step=0.1, fresh=1800, sens=Sens.BEHAVIOUR, cat="environment", zh="绝对湿度", en="Absolute humidity", since="1.1")] = None
    tolerance: Annotated[float | None, Field(ge=0, le=100), P("%", "r", step=0.01, sens=Sens.PUBLIC, why=reasons.MODEL_FACT, cat="device-state", zh="测量误差", en="Tolerance", about=("The true value lies within plus or minus this.", "真实值在此正负范围内。"), since="1.1")] = None


class PressureMeasurement(Capability):
    """Pressure of the air, or of water in a pipe."""

    ID, ZH, GROUP = "pressureMeasurement", "压力测量", "air"
    ABOUT_ZH = "空气压力，或管道中的水压。"
    VERSION = "1.1"

    measuredValue: Annotated[float | None, Field(ge=-32767, le=32767), P("hPa", step=0.1, sens=Sens.BEHAVIOUR, cat="environment", zh="压力", en="Pressure", about=("Water pressure falls with every tap that is opened; air pressure is that of the place, not reduced to sea level, unless the device says otherwise.", "每打开一个水龙头，水压都会下降；气压为安装地点的气压，除非设备另有说明，不换算到海平面。"))] = None
    calibrationOffset: Annotated[float | None, Field(ge=-1000, le=1000), P("hPa", "rw", step=0.1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="校准偏移", en="Calibration offset", hazards=SAFE, since="1.1")] = None
    highThreshold: Annotated[float | None, Field(ge=-32767, le=32767), P("hPa", "rw", step=0.1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="上限阈值", en="High threshold", about=("Above it the device warns, or switches what is bound to it.", "高于此值时设备报警，或切换其绑定的设备。"), hazards=(Hazard.SERVICE_INTERRUPTION,), since="1.1")] = None
    lowThreshold: Annotated[float | None, Field(ge=-32767, le=32767), P("hPa", "rw", step=0.1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="下限阈值", en="Low threshold", about=("Below it the device warns, or switches what is bound to it.", "低于此值时设备报警，或切换其绑定的设备。"), hazards=(Hazard.SERVICE_INTERRUPTION,), since="1.1")] = None
    thresholdState: Annotated[ThresholdState | None, P(sens=Sens.BEHAVIOUR, cat="environment", zh="阈值状态", en="Threshold state", since="1.1")] = None


class AirQualityValue(Choice):
    """How good the air is, in words."""

    UNKNOWN = "unknown", "未知"
    GOOD = "good", "优"
    FAIR = "fair", "良"
    MODERATE = "moderate", "轻度污染"
    POOR = "poor", "中度污染"
    VERY_POOR = "veryPoor", "重度污染"
    EXTREMELY_POOR = "extremelyPoor", "严重污染"


class AirQualityIndexStandard(Choice):
    """After which rules an air quality index is worked out."""

    CN_HJ_633 = "cnHj633", "中国HJ 633", "China HJ 633"
    US_EPA = "usEpa", "美国EPA", "US EPA"
    EU_CAQI = "euCaqi", "欧洲CAQI", "Europe CAQI"
    UK_DAQI = "ukDaqi", "英国DAQI", "UK DAQI"
    MAKER = "maker", "厂家自定"


class AirQuality(Capability):
    """How good the air is as a whole, in a word and as an index."""

    ID, ZH, GROUP = "airQuality", "空气质量", "air"
    ABOUT_ZH = "空气质量的总体评价：等级与指数。"
    VERSION = "1.1"

    airQuality: Annotated[AirQualityValue | None, P(sens=Sens.BEHAVIOUR, cat="environment", zh="空气质量等级", en="Air quality")] = None
    airQualityIndex: Annotated[int | None, Field(ge=0, le=500), P("{index}", step=1, sens=Sens.BEHAVIOUR, cat="environment", zh="空气质量指数", en="Air quality index", about=("0 is the cleanest; `indexStandard` says after which rules.", "0为最清洁；按`indexStandard`所指标准计算。"))] = None
    vocIndex: Annotated[int | None, Field(ge=0, le=500), P("{index}", step=1, sens=Sens.BEHAVIOUR, cat="environment", zh="VOC指数", en="VOC index", about=("Relative to the last day in this room: 100 is its usual (Sensirion VOC Index).", "相对本房间最近一天的水平，100为平常（Sensirion VOC指数）。"), since="1.1")] = None
    noxIndex: Annotated[int | None, Field(ge=0, le=500), P("{index}", step=1, sens=Sens.BEHAVIOUR, cat="environment", zh="NOx指数", en="NOx index", about=("Relative to the last day in this room: 1 is its usual (Sensirion NOx Index).", "相对本房间最近一天的水平，1为平常（Sensirion NOx指数）。"), since="1.1")] = None
    indexStandard: Annotated[AirQualityIndexStandard | None, P("", "r", sens=Sens.PUBLIC, why=reasons.MODEL_FACT, cat="device-state", zh="指数标准", en="Index standard", since="1.1")] = None
    odorLevel: Annotated[int | None, Field(ge=0, le=10), P(step=1, sens=Sens.BEHAVIOUR, cat="environment", zh="异味等级", en="Odour level", about=("0 is none.", "0为无异味。"), since="1.1")] = None
    continuousMonitoring: Annotated[bool | None, P("", "rwn", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="持续监测", en="Continuous monitoring", hazards=SAFE, about=("Measures on while the device is otherwise off.", "设备待机时仍持续测量。"), since="1.1")] = None
    purifiedVolume: Annotated[float | None, Field(ge=0, le=1000000000), P("m3", step=1, sens=Sens.BEHAVIOUR, cat="environment", zh="累计净化风量", en="Air purified in total", about=("Counts up; its growth shows when the purifier runs.", "累计值，其增长反映净化器何时运行。"), since="1.1")] = None


class ConcentrationLevel(Choice):
    """How much there is of a substance, for sensors that tell a word and no figure."""

    UNKNOWN = "unknown", "未知"
    LOW = "low", "低"
    MEDIUM = "medium", "中"
    HIGH = "high", "高"
    CRITICAL = "critical", "危险"


class Substance(Choice):
    """A gas or a size of particles."""

    CARBON_DIOXIDE = "carbonDioxide", "二氧化碳"
    CARBON_MONOXIDE = "carbonMonoxide", "一氧化碳"
    PM1 = "pm1", "PM1.0", "PM1"
    PM25 = "pm25", "PM2.5", "PM2.5"
    PM10 = "pm10", "PM10", "PM10"
    TVOC = "tvoc", "总挥发性有机物", "Volatile organic compounds"
    FORMALDEHYDE = "formaldehyde", "甲醛"
    NITROGEN_DIOXIDE = "nitrogenDioxide", "二氧化氮"
    OZONE = "ozone", "臭氧"
    RADON = "radon", "氡"


class ConcentrationMeasurement(Capability):
    """Concentration of gases and particles in the air, with the thresholds and calibration of their sensors."""

    ID, ZH, GROUP = "concentrationMeasurement", "浓度测量", "air"
    EN = "Gases and particles"
    ABOUT_ZH = "空气中气体与颗粒物的浓度，以及传感器的阈值与校准。"
    VERSION = "1.1"
    COMMANDS = (
        Cmd("calibrateCarbonDioxide", "校准二氧化碳", "Calibrate carbon dioxide", hazards=(Hazard.HEALTH,), about=("Takes the air around it for outdoor air.", "把当前空气当作室外空气校准。"), since="1.1"),
        Cmd("resetCarbonDioxideCalibration", "恢复二氧化碳出厂校准", "Reset carbon dioxide calibration", hazards=(Hazard.HEALTH,), since="1.1"),
    )

    carbonDioxide: Annotated[float | None, Field(ge=0, le=40000), P("[ppm]", step=1, fresh=1800, sens=Sens.BEHAVIOUR, cat="environment", zh="二氧化碳", en="Carbon dioxide", about=("Shows how many people are in a room, and when they sleep.", "可反映房间内有多少人、何时入睡。"))] = None
    carbonMonoxide: Annotated[float | None, Field(ge=0, le=10000), P("[ppm]", step=0.1, fresh=1800, sens=Sens.BEHAVIOUR, cat="environment", zh="一氧化碳", en="Carbon monoxide")] = None
    pm1: Annotated[float | None, Field(ge=0, le=5000), P("ug/m3", step=1, fresh=1800, sens=Sens.BEHAVIOUR, cat="environment", zh="PM1.0", en="PM1")] = None
    pm25: Annotated[float | None, Field(ge=0, le=5000), P("ug/m3", step=1, fresh=1800, sens=Sens.BEHAVIOUR, cat="environment", zh="PM2.5", en="PM2.5")] = None
    pm10: Annotated[float | None, Field(ge=0, le=5000), P("ug/m3", step=1, fresh=1800, sens=Sens.BEHAVIOUR, cat="environment", zh="PM10", en="PM10")] = None
    tvoc: Annotated[float | None, Field(ge=0, le=100), P("mg/m3", step=0.001, fresh=1800, sens=Sens.BEHAVIOUR, cat="environment", zh="总挥发性有机物", en="Total volatile organic compounds")] = None
    formaldehyde: Annotated[float | None, Field(ge=0, le=10), P("mg/m3", step=0.001, fresh=1800, sens=Sens.BEHAVIOUR, cat="environment", zh="甲醛", en="Formaldehyde")] = None
    nitrogenDioxide: Annotated[float | None, Field(ge=0, le=2000), P("ug/m3", step=1, fresh=1800, sens=Sens.BEHAVIOUR, cat="environment", zh="二氧化氮", en="Nitrogen dioxide")] = None
    ozone: Annotated[float | None, Field(ge=0, le=2000), P("ug/m3", step=1, fresh=1800, sens=Sens.BEHAVIOUR, cat="environment", zh="臭氧", en="Ozone")] = None
    radon: Annotated[float | None, Field(ge=0, le=10000), P("Bq/m3", step=1, fresh=1800, sens=Sens.HOUSEHOLD, why=Reason("Comes from the ground and is averaged over hours; it follows soil, weather and airing over days, not single acts.", "来自地下并按小时平均，以天为单位随土壤、天气和通风变化，看不出具体活动。"), cat="environment", zh="氡", en="Radon")] = None
    pm4: Annotated[float | None, Field(ge=0, le=1000), P("ug/m3", step=1, sens=Sens.BEHAVIOUR, cat="environment", zh="PM4", en="PM4", since="1.1")] = None
    carbonDioxideHighThreshold: Annotated[float | None, Field(ge=0, le=40000), P("[ppm]", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="二氧化碳上限", en="Carbon dioxide high threshold", hazards=(Hazard.HEALTH,), since="1.1")] = None
    carbonDioxideLowThreshold: Annotated[float | None, Field(ge=0, le=40000), P("[ppm]", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="二氧化碳下限", en="Carbon dioxide low threshold", hazards=(Hazard.HEALTH,), since="1.1")] = None
    carbonDioxideThresholdControl: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="二氧化碳阈值控制", en="Carbon dioxide threshold control", about=("Whether it switches what is bound to it at these thresholds.", "是否在越过阈值时切换其绑定的设备。"), hazards=(Hazard.HEALTH,), actuates=True, since="1.1")] = None
    carbonDioxideSelfCalibration: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="二氧化碳自动校准", en="Carbon dioxide self-calibration", about=("Whether it takes the freshest air of the last days for outdoor air.", "是否把最近几天最清新的空气当作室外空气自动校准。"), hazards=SAFE, since="1.1")] = None
    carbonDioxideReference: Annotated[float | None, Field(ge=0, le=5000), P("[ppm]", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="二氧化碳校准浓度", en="Carbon dioxide calibration reference", about=("The true concentration; writing it calibrates the sensor to it.", "真实浓度；写入即按此值校准。"), hazards=(Hazard.HEALTH,), since="1.1")] = None
    carbonMonoxideHighThreshold: Annotated[float | None, Field(ge=0, le=1000), P("[ppm]", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="一氧化碳上限", en="Carbon monoxide high threshold", hazards=(Hazard.HEALTH,), since="1.1")] = None
    formaldehydeHighThreshold: Annotated[float | None, Field(ge=0, le=10), P("mg/m3", "rw", step=0.01, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="甲醛上限", en="Formaldehyde high threshold", hazards=(Hazard.HEALTH,), since="1.1")] = None
    tvocHighThreshold: Annotated[float | None, Field(ge=0, le=100), P("mg/m3", "rw", step=0.01, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="TVOC上限", en="TVOC high threshold", hazards=(Hazard.HEALTH,), since="1.1")] = None
    pm25HighThreshold: Annotated[float | None, Field(ge=0, le=1000), P("ug/m3", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="PM2.5上限", en="PM2.5 high threshold", hazards=(Hazard.HEALTH,), since="1.1")] = None
    pm25LowThreshold: Annotated[float | None, Field(ge=0, le=1000), P("ug/m3", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="PM2.5下限", en="PM2.5 low threshold", hazards=(Hazard.HEALTH,), since="1.1")] = None
    pm25ThresholdControl: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="PM2.5阈值控制", en="PM2.5 threshold control", about=("Whether it switches what is bound to it at these thresholds.", "是否在越过阈值时切换其绑定的设备。"), hazards=(Hazard.HEALTH,), actuates=True, since="1.1")] = None
    equivalentCarbonDioxide: Annotated[float | None, Field(ge=0, le=65000), P("[ppm]", step=1, fresh=1800, sens=Sens.BEHAVIOUR, cat="environment", zh="等效二氧化碳", en="Equivalent carbon dioxide", about=("Worked out from organic compounds, not measured.", "由有机物推算，非直接测量。"), since="1.1")] = None
    tvocByVolume: Annotated[float | None, Field(ge=0, le=100000), P("[ppb]", step=1, fresh=1800, sens=Sens.BEHAVIOUR, cat="environment", zh="总挥发性有机物（体积比）", en="Total volatile organic compounds by volume", about=("For devices that tell a share of volume: without the mixture it does not convert to mg/m3.", "用于以体积比上报的设备：不知混合物组成则无法换算为mg/m3。"), since="1.1")] = None
    nitrogenMonoxide: Annotated[float | None, Field(ge=0, le=5000), P("ug/m3", step=1, fresh=1800, sens=Sens.BEHAVIOUR, cat="environment", zh="一氧化氮", en="Nitrogen monoxide", since="1.1")] = None
    sulphurDioxide: Annotated[float | None, Field(ge=0, le=5000), P("ug/m3", step=1, fresh=1800, sens=Sens.BEHAVIOUR, cat="environment", zh="二氧化硫", en="Sulphur dioxide", since="1.1")] = None
    ammonia: Annotated[float | None, Field(ge=0, le=100), P("[ppm]", step=0.01, fresh=1800, sens=Sens.BEHAVIOUR, cat="environment", zh="氨", en="Ammonia", since="1.1")] = None
    hydrogenSulphide: Annotated[float | None, Field(ge=0, le=100), P("[ppm]", step=0.01, fresh=1800, sens=Sens.BEHAVIOUR, cat="environment", zh="硫化氢", en="Hydrogen sulphide", since="1.1")] = None
    oxygen: Annotated[float | None, Field(ge=0, le=100), P("%", step=0.1, fresh=1800, sens=Sens.BEHAVIOUR, cat="environment", zh="氧气", en="Oxygen", since="1.1")] = None
    carbonDioxideOffset: Annotated[float | None, Field(ge=-5000, le=5000), P("[ppm]", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="二氧化碳校准偏移", en="Carbon dioxide offset", about=("Added to what the sensor finds.", "加在传感器读数上的修正值。"), hazards=(Hazard.HEALTH,), since="1.1")] = None
    pm25Offset: Annotated[float | None, Field(ge=-1000, le=1000), P("ug/m3", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="PM2.5校准偏移", en="PM2.5 offset", about=("Added to what the sensor finds.", "加在传感器读数上的修正值。"), hazards=(Hazard.HEALTH,), since="1.1")] = None
    formaldehydeOffset: Annotated[float | None, Field(ge=-10, le=10), P("mg/m3", "rw", step=0.001, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="甲醛校准偏移", en="Formaldehyde offset", about=("Added to what the sensor finds.", "加在传感器读数上的修正值。"), hazards=(Hazard.HEALTH,), since="1.1")] = None
    radonHighThreshold: Annotated[float | None, Field(ge=0, le=10000), P("Bq/m3", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="氡上限", en="Radon high threshold", hazards=(Hazard.HEALTH,), since="1.1")] = None
    highAlarms: Annotated[list[Substance] | None, P(sens=Sens.BEHAVIOUR, cat="environment", zh="超限物质", en="Above threshold", about=("The substances that stand above their threshold now.", "当前超过阈值的物质。"), since="1.1")] = None
    carbonDioxideLevel: Annotated[ConcentrationLevel | None, P(sens=Sens.BEHAVIOUR, cat="environment", zh="二氧化碳水平", en="Carbon dioxide level", since="1.1")] = None
    carbonMonoxideLevel: Annotated[ConcentrationLevel | None, P(sens=Sens.BEHAVIOUR, cat="environment", zh="一氧化碳水平", en="Carbon monoxide level", since="1.1")] = None
    pm1Level: Annotated[ConcentrationLevel | None, P(sens=Sens.BEHAVIOUR, cat="environment", zh="PM1.0水平", en="PM1 level", since="1.1")] = None
    pm25Level: Annotated[ConcentrationLevel | None, P(sens=Sens.BEHAVIOUR, cat="environment", zh="PM2.5水平", en="PM2.5 level", since="1.1")] = None
    pm10Level: Annotated[ConcentrationLevel | None, P(sens=Sens.BEHAVIOUR, cat="environment", zh="PM10水平", en="PM10 level", since="1.1")] = None
    tvocLevel: Annotated[ConcentrationLevel | None, P(sens=Sens.BEHAVIOUR, cat="environment", zh="总挥发性有机物水平", en="Volatile organic compounds level", since="1.1")] = None
    formaldehydeLevel: Annotated[ConcentrationLevel | None, P(sens=Sens.BEHAVIOUR, cat="environment", zh="甲醛水平", en="Formaldehyde level", since="1.1")] = None
    nitrogenDioxideLevel: Annotated[ConcentrationLevel | None, P(sens=Sens.BEHAVIOUR, cat="environment", zh="二氧化氮水平", en="Nitrogen dioxide level", since="1.1")] = None
    ozoneLevel: Annotated[ConcentrationLevel | None, P(sens=Sens.BEHAVIOUR, cat="environment", zh="臭氧水平", en="Ozone level", since="1.1")] = None
    radonLevel: Annotated[ConcentrationLevel | None, P(sens=Sens.HOUSEHOLD, why=Reason("Comes from the ground and is averaged over hours; it follows soil, weather and airing over days, not single acts.", "来自地下并按小时平均，以天为单位随土壤、天气和通风变化，看不出具体活动。"), cat="environment", zh="氡水平", en="Radon level", since="1.1")] = None
    pm25Outdoor: Annotated[float | None, Field(ge=0, le=5000), P("ug/m3", step=1, fresh=7200, sens=Sens.HOUSEHOLD, why=reasons.OUTDOORS, cat="environment", zh="室外PM2.5", en="PM2.5 outdoors", about=("As the device was told or measures outside.", "设备获知或在室外测得的数值。"), since="1.1")] = None
    pm25Average: Annotated[float | None, Field(ge=0, le=5000), P("ug/m3", step=1, fresh=7200, sens=Sens.BEHAVIOUR, cat="environment", zh="平均PM2.5", en="PM2.5 average", since="1.1")] = None


class WeatherMeasurement(Capability):
    """Wind, rain, lightning and sun outdoors."""

    ID, ZH, GROUP = "weatherMeasurement", "气象测量", "air"
    ABOUT_ZH = "户外的风、雨、雷电与日照。"
    VERSION = "1.1"

    windSpeed: Annotated[float | None, Field(ge=0, le=150), P("m/s", step=0.1, sens=Sens.HOUSEHOLD, why=reasons.OUTDOORS, cat="environment", zh="风速", en="Wind speed")] = None
    windDirection: Annotated[int | None, Field(ge=0, le=360), P("deg", step=1, sens=Sens.HOUSEHOLD, why=reasons.OUTDOORS, cat="environment", zh="风向", en="Wind direction", about=("Where the wind comes from: 0 and 360 are north, 90 is east.", "风的来向：0与360为北，90为东。"))] = None
    gustSpeed: Annotated[float | None, Field(ge=0, le=150), P("m/s", step=0.1, sens=Sens.HOUSEHOLD, why=reasons.OUTDOORS, cat="environment", zh="阵风", en="Gust speed")] = None
    precipitationIntensity: Annotated[float | None, Field(ge=0, le=500), P("mm/h", step=0.1, sens=Sens.PERSONAL, cat="environment", zh="雨强", en="Precipitation intensity", about=("A series of it, held against records of rain radar, tells where the home stands.", "与雷达降雨记录比对，其序列可推知住宅位置。"))] = None
    precipitationTotal: Annotated[float | None, Field(ge=0, le=1000000), P("mm", step=0.1, sens=Sens.PERSONAL, cat="environment", zh="累计降雨", en="Precipitation total", about=("Counts up since the device was made or reset.", "自出厂或清零起累计。"))] = None
    uvIndex: Annotated[float | None, Field(ge=0, le=30), P("{index}", step=0.1, sens=Sens.PERSONAL, cat="environment", zh="紫外线指数", en="UV index", about=("Follows the sun, and so tells where the home stands.", "随太阳变化，可推知住宅位置。"))] = None
    precipitationToday: Annotated[float | None, Field(ge=0, le=2000), P("mm", step=0.1, sens=Sens.PERSONAL, cat="environment", zh="今日降雨", en="Precipitation today", about=("Since local midnight.", "自当地零点起。"), since="1.1")] = None
    apparentTemperature: Annotated[float | None, Field(ge=-100, le=100), P("Cel", step=0.1, sens=Sens.HOUSEHOLD, why=reasons.OUTDOORS, cat="environment", zh="体感温度", en="Apparent temperature", about=("Outdoors, with wind, humidity and sun counted in.", "户外，已计入风、湿度与日照。"), since="1.1")] = None
    lightningStrikeCount: Annotated[int | None, Field(ge=0, le=4294967295), P("{count}", step=1, sens=Sens.PERSONAL, cat="environment", zh="雷击次数", en="Lightning strikes", about=("Counts up; strikes are recorded by place worldwide, so a series tells where the home stands.", "累计值；全球雷击均按地点记录，其序列可推知住宅位置。"), since="1.1")] = None
    lightningDistance: Annotated[float | None, Field(ge=0, le=100), P("km", step=1, sens=Sens.PERSONAL, cat="environment", zh="最近雷击距离", en="Distance of the last lightning", since="1.1")] = None
