"""The air of a room and outdoors."""

# One property a line, so that the file reads as the table it is.
# fmt: off

from typing import Annotated

from pydantic import Field

from schemas.capability import SAFE, Capability, Choice, P, Sens


class TemperatureMeasurement(Capability):
    """Temperature of air, water, food or body surface."""

    ID, ZH, GROUP = "temperatureMeasurement", "温度测量", "air"

    measuredValue: Annotated[float | None, Field(ge=-273.15, le=327.67), P("Cel", step=0.01, fresh=1800, sens=Sens.HOUSEHOLD, cat="environment", zh="温度", en="Measured value")] = None
    calibrationOffset: Annotated[float | None, Field(ge=-50, le=50), P("Cel", "rw", step=0.1, sens=Sens.HOUSEHOLD, cat="device-state", zh="校准偏移", en="Calibration offset", hazards=SAFE)] = None


class RelativeHumidityMeasurement(Capability):
    """Relative humidity."""

    ID, ZH, GROUP = "relativeHumidityMeasurement", "湿度测量", "air"

    measuredValue: Annotated[float | None, Field(ge=0, le=100), P("%", step=0.01, fresh=1800, sens=Sens.HOUSEHOLD, cat="environment", zh="相对湿度", en="Measured value")] = None
    calibrationOffset: Annotated[float | None, Field(ge=-100, le=100), P("%", "rw", step=0.1, sens=Sens.HOUSEHOLD, cat="device-state", zh="校准偏移", en="Calibration offset", hazards=SAFE)] = None


class PressureMeasurement(Capability):
    """Air or water pressure."""

    ID, ZH, GROUP = "pressureMeasurement", "压力测量", "air"

    measuredValue: Annotated[float | None, Field(ge=-32767, le=32767), P("hPa", step=1, sens=Sens.HOUSEHOLD, cat="environment", zh="压力", en="Measured value")] = None


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

    airQuality: Annotated[AirQualityValue | None, P(sens=Sens.HOUSEHOLD, cat="environment", zh="空气质量等级", en="Air quality")] = None
    airQualityIndex: Annotated[int | None, Field(ge=0, le=500), P("{index}", step=1, sens=Sens.HOUSEHOLD, cat="environment", zh="空气质量指数", en="Air quality index")] = None


class ConcentrationMeasurement(Capability):
    """Concentration of gases and particles."""

    ID, ZH, GROUP = "concentrationMeasurement", "浓度测量", "air"
    EN = "Gases and particles"

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


class WeatherMeasurement(Capability):
    """Wind, rain and UV outdoors."""

    ID, ZH, GROUP = "weatherMeasurement", "气象测量", "air"

    windSpeed: Annotated[float | None, Field(ge=0, le=150), P("m/s", step=0.1, sens=Sens.HOUSEHOLD, cat="environment", zh="风速", en="Wind speed")] = None
    windDirection: Annotated[int | None, Field(ge=0, le=360), P("deg", step=1, sens=Sens.HOUSEHOLD, cat="environment", zh="风向", en="Wind direction")] = None
    gustSpeed: Annotated[float | None, Field(ge=0, le=150), P("m/s", step=0.1, sens=Sens.HOUSEHOLD, cat="environment", zh="阵风", en="Gust speed")] = None
    precipitationIntensity: Annotated[float | None, Field(ge=0, le=500), P("mm/h", step=0.1, sens=Sens.HOUSEHOLD, cat="environment", zh="雨强", en="Precipitation intensity")] = None
    precipitationTotal: Annotated[float | None, Field(ge=0, le=1000000), P("mm", step=0.1, sens=Sens.HOUSEHOLD, cat="environment", zh="累计降雨", en="Precipitation total")] = None
    uvIndex: Annotated[float | None, Field(ge=0, le=20), P("{index}", step=0.1, sens=Sens.HOUSEHOLD, cat="environment", zh="紫外线指数", en="UV index")] = None
