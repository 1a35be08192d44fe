"""The air of a room and outdoors."""

# One property a line, so that the file reads as the table it is.
# fmt: off

from typing import Annotated

from pydantic import Field

from schemas import reasons
from schemas.capability import SAFE, Capability, Choice, Cmd, P, Sens
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
    """Temperature of air, water, food or body surface."""

    ID, ZH, GROUP = "temperatureMeasurement", "温度测量", "air"
    VERSION = "1.1"

    measuredValue: Annotated[float | None, Field(ge=-273.15, le=327.67), P("Cel", step=0.01, fresh=1800, sens=Sens.HOUSEHOLD, cat="environment", zh="温度", en="Measured value")] = None
    calibrationOffset: Annotated[float | None, Field(ge=-50, le=50), P("Cel", "rw", step=0.1, sens=Sens.HOUSEHOLD, cat="device-state", zh="校准偏移", en="Calibration offset", hazards=SAFE)] = None
    highThreshold: Annotated[float | None, Field(ge=-100, le=400), P("Cel", "rw", step=0.1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="上限阈值", en="High threshold", about=("Above it the device warns, or switches what is bound to it.", "高于此值时设备报警，或切换其绑定的设备。"), hazards=(Hazard.HEAT,), since="1.1")] = None
    lowThreshold: Annotated[float | None, Field(ge=-100, le=400), P("Cel", "rw", step=0.1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="下限阈值", en="Low threshold", about=("Below it the device warns, or switches what is bound to it.", "低于此值时设备报警，或切换其绑定的设备。"), hazards=(Hazard.HEAT,), since="1.1")] = None
    thresholdState: Annotated[ThresholdState | None, P(sens=Sens.HOUSEHOLD, why=reasons.CLIMATE, cat="environment", zh="阈值状态", en="Threshold state", since="1.1")] = None
    thresholdControl: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="阈值控制", en="Threshold control", about=("Whether it switches what is bound to it at its thresholds.", "是否在越过阈值时切换其绑定的设备。"), hazards=(Hazard.HEAT,), since="1.1")] = None
    thresholdAction: Annotated[TemperatureThresholdAction | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="阈值动作", en="Threshold action", hazards=(Hazard.HEAT,), since="1.1")] = None
    reportingThreshold: Annotated[float | None, Field(ge=0, le=50), P("Cel", "rw", step=0.01, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="上报变化量", en="Reporting threshold", about=("The change that is reported at once.", "达到此变化量即上报。"), hazards=SAFE, since="1.1")] = None
    reportingInterval: Annotated[int | None, Field(ge=0, le=604800), P("s", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="上报间隔", en="Reporting interval", hazards=SAFE, since="1.1")] = None


class HumidityThresholdAction(Choice):
    """What a hygrometer switches at its thresholds."""

    HUMIDIFY = "humidify", "加湿"
    DEHUMIDIFY = "dehumidify", "除湿"


class RelativeHumidityMeasurement(Capability):
    """Relative humidity."""

    ID, ZH, GROUP = "relativeHumidityMeasurement", "湿度测量", "air"
    VERSION = "1.1"

    measuredValue: Annotated[float | None, Field(ge=0, le=100), P("%", step=0.01, fresh=1800, sens=Sens.HOUSEHOLD, cat="environment", zh="相对湿度", en="Measured value")] = None
    calibrationOffset: Annotated[float | None, Field(ge=-100, le=100), P("%", "rw", step=0.1, sens=Sens.HOUSEHOLD, cat="device-state", zh="校准偏移", en="Calibration offset", hazards=SAFE)] = None
    highThreshold: Annotated[float | None, Field(ge=0, le=100), P("%", "rw", step=0.1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="上限阈值", en="High threshold", about=("Above it the device warns, or switches what is bound to it.", "高于此值时设备报警，或切换其绑定的设备。"), hazards=SAFE, since="1.1")] = None
    lowThreshold: Annotated[float | None, Field(ge=0, le=100), P("%", "rw", step=0.1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="下限阈值", en="Low threshold", about=("Below it the device warns, or switches what is bound to it.", "低于此值时设备报警，或切换其绑定的设备。"), hazards=SAFE, since="1.1")] = None
    thresholdState: Annotated[ThresholdState | None, P(sens=Sens.HOUSEHOLD, why=reasons.CLIMATE, cat="environment", zh="阈值状态", en="Threshold state", since="1.1")] = None
    thresholdControl: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="阈值控制", en="Threshold control", about=("Whether it switches what is bound to it at its thresholds.", "是否在越过阈值时切换其绑定的设备。"), hazards=SAFE, since="1.1")] = None
    thresholdAction: Annotated[HumidityThresholdAction | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="阈值动作", en="Threshold action", hazards=SAFE, since="1.1")] = None
    reportingThreshold: Annotated[float | None, Field(ge=0, le=100), P("%", "rw", step=0.1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="上报变化量", en="Reporting threshold", about=("The change that is reported at once.", "达到此变化量即上报。"), hazards=SAFE, since="1.1")] = None
    reportingInterval: Annotated[int | None, Field(ge=0, le=604800), P("s", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="上报间隔", en="Reporting interval", hazards=SAFE, since="1.1")] = None


class PressureMeasurement(Capability):
    """Air or water pressure."""

    ID, ZH, GROUP = "pressureMeasurement", "压力测量", "air"
    VERSION = "1.1"

    measuredValue: Annotated[float | None, Field(ge=-32767, le=32767), P("hPa", step=1, sens=Sens.HOUSEHOLD, cat="environment", zh="压力", en="Measured value")] = None
    calibrationOffset: Annotated[float | None, Field(ge=-1000, le=1000), P("hPa", "rw", step=0.1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="校准偏移", en="Calibration offset", hazards=SAFE, since="1.1")] = None


class AirQualityValue(Choice):
    """Air quality."""

    UNKNOWN = "unknown"
    GOOD = "good"
    FAIR = "fair"
    MODERATE = "moderate"
    POOR = "poor"
    VERY_POOR = "veryPoor"
    EXTREMELY_POOR = "extremelyPoor"


class AirQuality(Capability):
    """Overall air quality."""

    ID, ZH, GROUP = "airQuality", "空气质量", "air"
    VERSION = "1.1"

    airQuality: Annotated[AirQualityValue | None, P(sens=Sens.HOUSEHOLD, cat="environment", zh="空气质量等级", en="Air quality")] = None
    airQualityIndex: Annotated[int | None, Field(ge=0, le=500), P("{index}", step=1, sens=Sens.HOUSEHOLD, cat="environment", zh="空气质量指数", en="Air quality index")] = None
    vocIndex: Annotated[int | None, Field(ge=0, le=500), P("{index}", step=1, sens=Sens.BEHAVIOUR, cat="environment", zh="VOC指数", en="VOC index", about=("Relative to the last day in this room: 100 is its usual (Sensirion VOC Index).", "相对本房间最近一天的水平，100为平常（Sensirion VOC指数）。"), since="1.1")] = None
    noxIndex: Annotated[int | None, Field(ge=0, le=500), P("{index}", step=1, sens=Sens.BEHAVIOUR, cat="environment", zh="NOx指数", en="NOx index", about=("Relative to the last day in this room: 1 is its usual (Sensirion NOx Index).", "相对本房间最近一天的水平，1为平常（Sensirion NOx指数）。"), since="1.1")] = None


class ConcentrationMeasurement(Capability):
    """Concentration of gases and particles."""

    ID, ZH, GROUP = "concentrationMeasurement", "浓度测量", "air"
    EN = "Gases and particles"
    VERSION = "1.1"
    COMMANDS = (
        Cmd("calibrateCarbonDioxide", "校准二氧化碳", "Calibrate carbon dioxide", hazards=(Hazard.HEALTH,), about=("Takes the air around it for outdoor air.", "把当前空气当作室外空气校准。"), since="1.1"),
        Cmd("resetCarbonDioxideCalibration", "恢复二氧化碳出厂校准", "Reset carbon dioxide calibration", hazards=(Hazard.HEALTH,), since="1.1"),
    )

    carbonDioxide: Annotated[float | None, Field(ge=0, le=40000), P("[ppm]", step=1, fresh=1800, sens=Sens.BEHAVIOUR, cat="environment", zh="二氧化碳", en="Carbon dioxide")] = None
    carbonMonoxide: Annotated[float | None, Field(ge=0, le=1000), P("[ppm]", step=0.1, fresh=1800, sens=Sens.HOUSEHOLD, cat="environment", zh="一氧化碳", en="Carbon monoxide")] = None
    pm1: Annotated[float | None, Field(ge=0, le=1000), P("ug/m3", step=1, fresh=1800, sens=Sens.HOUSEHOLD, cat="environment", zh="PM1.0", en="PM1")] = None
    pm25: Annotated[float | None, Field(ge=0, le=1000), P("ug/m3", step=1, fresh=1800, sens=Sens.HOUSEHOLD, cat="environment", zh="PM2.5", en="PM2.5")] = None
    pm10: Annotated[float | None, Field(ge=0, le=1000), P("ug/m3", step=1, fresh=1800, sens=Sens.HOUSEHOLD, cat="environment", zh="PM10", en="PM10")] = None
    tvoc: Annotated[float | None, Field(ge=0, le=100), P("mg/m3", step=0.001, fresh=1800, sens=Sens.HOUSEHOLD, cat="environment", zh="总挥发性有机物", en="Total volatile organic compounds")] = None
    formaldehyde: Annotated[float | None, Field(ge=0, le=10), P("mg/m3", step=0.001, fresh=1800, sens=Sens.HOUSEHOLD, cat="environment", zh="甲醛", en="Formaldehyde")] = None
    nitrogenDioxide: Annotated[float | None, Field(ge=0, le=2000), P("ug/m3", step=1, fresh=1800, sens=Sens.HOUSEHOLD, cat="environment", zh="二氧化氮", en="Nitrogen dioxide")] = None
    ozone: Annotated[float | None, Field(ge=0, le=2000), P("ug/m3", step=1, fresh=1800, sens=Sens.HOUSEHOLD, cat="environment", zh="臭氧", en="Ozone")] = None
    radon: Annotated[float | None, Field(ge=0, le=10000), P("Bq/m3", step=1, fresh=1800, sens=Sens.HOUSEHOLD, cat="environment", zh="氡", en="Radon")] = None
    pm4: Annotated[float | None, Field(ge=0, le=1000), P("ug/m3", step=1, sens=Sens.BEHAVIOUR, cat="environment", zh="PM4", en="PM4", since="1.1")] = None
    carbonDioxideHighThreshold: Annotated[float | None, Field(ge=0, le=40000), P("[ppm]", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="二氧化碳上限", en="Carbon dioxide high threshold", hazards=(Hazard.HEALTH,), since="1.1")] = None
    carbonDioxideLowThreshold: Annotated[float | None, Field(ge=0, le=40000), P("[ppm]", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="二氧化碳下限", en="Carbon dioxide low threshold", hazards=(Hazard.HEALTH,), since="1.1")] = None
    carbonDioxideThresholdControl: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="二氧化碳阈值控制", en="Carbon dioxide threshold control", about=("Whether it switches what is bound to it at these thresholds.", "是否在越过阈值时切换其绑定的设备。"), hazards=(Hazard.HEALTH,), since="1.1")] = None
    carbonDioxideSelfCalibration: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="二氧化碳自动校准", en="Carbon dioxide self-calibration", about=("Whether it takes the freshest air of the last days for outdoor air.", "是否把最近几天最清新的空气当作室外空气自动校准。"), hazards=SAFE, since="1.1")] = None
    carbonDioxideReference: Annotated[float | None, Field(ge=0, le=5000), P("[ppm]", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="二氧化碳校准浓度", en="Carbon dioxide calibration reference", about=("The true concentration; writing it calibrates the sensor to it.", "真实浓度；写入即按此值校准。"), hazards=(Hazard.HEALTH,), since="1.1")] = None
    carbonMonoxideHighThreshold: Annotated[float | None, Field(ge=0, le=1000), P("[ppm]", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="一氧化碳上限", en="Carbon monoxide high threshold", hazards=(Hazard.HEALTH,), since="1.1")] = None
    formaldehydeHighThreshold: Annotated[float | None, Field(ge=0, le=10), P("mg/m3", "rw", step=0.01, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="甲醛上限", en="Formaldehyde high threshold", hazards=(Hazard.HEALTH,), since="1.1")] = None
    tvocHighThreshold: Annotated[float | None, Field(ge=0, le=100), P("mg/m3", "rw", step=0.01, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="TVOC上限", en="TVOC high threshold", hazards=(Hazard.HEALTH,), since="1.1")] = None
    pm25HighThreshold: Annotated[float | None, Field(ge=0, le=1000), P("ug/m3", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="PM2.5上限", en="PM2.5 high threshold", hazards=(Hazard.HEALTH,), since="1.1")] = None
    pm25LowThreshold: Annotated[float | None, Field(ge=0, le=1000), P("ug/m3", "rw", step=1, sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="PM2.5下限", en="PM2.5 low threshold", hazards=(Hazard.HEALTH,), since="1.1")] = None
    pm25ThresholdControl: Annotated[bool | None, P("", "rw", sens=Sens.HOUSEHOLD, why=reasons.SETTING, cat="device-state", zh="PM2.5阈值控制", en="PM2.5 threshold control", about=("Whether it switches what is bound to it at these thresholds.", "是否在越过阈值时切换其绑定的设备。"), hazards=(Hazard.HEALTH,), since="1.1")] = None


class WeatherMeasurement(Capability):
    """Wind, rain and UV outdoors."""

    ID, ZH, GROUP = "weatherMeasurement", "气象测量", "air"

    windSpeed: Annotated[float | None, Field(ge=0, le=150), P("m/s", step=0.1, sens=Sens.HOUSEHOLD, cat="environment", zh="风速", en="Wind speed")] = None
    windDirection: Annotated[int | None, Field(ge=0, le=360), P("deg", step=1, sens=Sens.HOUSEHOLD, cat="environment", zh="风向", en="Wind direction")] = None
    gustSpeed: Annotated[float | None, Field(ge=0, le=150), P("m/s", step=0.1, sens=Sens.HOUSEHOLD, cat="environment", zh="阵风", en="Gust speed")] = None
    precipitationIntensity: Annotated[float | None, Field(ge=0, le=500), P("mm/h", step=0.1, sens=Sens.HOUSEHOLD, cat="environment", zh="雨强", en="Precipitation intensity")] = None
    precipitationTotal: Annotated[float | None, Field(ge=0, le=1000000), P("mm", step=0.1, sens=Sens.HOUSEHOLD, cat="environment", zh="累计降雨", en="Precipitation total")] = None
    uvIndex: Annotated[float | None, Field(ge=0, le=20), P("{index}", step=0.1, sens=Sens.HOUSEHOLD, cat="environment", zh="紫外线指数", en="UV index")] = None
