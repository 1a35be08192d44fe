"""What is in the air of a room."""

from typing import Final

from schemas.conversion import vocabulary
from schemas.mappings.miot.row import PERCENT, claim

_QUALITY: Final = vocabulary(
    best="good",
    aqi_good_l="good",
    aqi_good_h="good",
    aqi_mid_l="fair",
    aqi_mid_h="moderate",
    aqi_bad_l="poor",
    aqi_bad_h="veryPoor",
    excellent="good",
    perfect="good",
    great="good",
    优="good",
    good="good",
    良="fair",
    normal="fair",
    fair="fair",
    fine="fair",
    moderate="moderate",
    medium="moderate",
    middle="moderate",
    light_pollution="moderate",
    lightly_polluted="moderate",
    轻度污染="moderate",
    中="moderate",
    bad="poor",
    poor="poor",
    差="poor",
    polluted="poor",
    moderate_pollution="poor",
    中度污染="poor",
    worse="veryPoor",
    heavy_pollution="veryPoor",
    heavily_polluted="veryPoor",
    重度污染="veryPoor",
    unhealthy="extremelyPoor",
    worst="extremelyPoor",
    severe_pollution="extremelyPoor",
    hazardous="extremelyPoor",
    严重污染="extremelyPoor",
    unknown="unknown",
)


_ENVIRONMENT: Final = (
    "environment temperature-humidity-sensor temperature-sensor humidity-sensor air-monitor air-detector sensor "
    "temp-humidity-sensor environment-sensor weather"
)


AIR: Final = (
    *claim(_ENVIRONMENT, "temperature", "temperatureMeasurement.measuredValue", unit="Cel"),
    *claim("*", "indoor-temperature room-temperature", "temperatureMeasurement.measuredValue", unit="Cel"),
    *claim(_ENVIRONMENT, "humidity", "relativeHumidityMeasurement.measuredValue", PERCENT),
    *claim("*", "relative-humidity indoor-humidity", "relativeHumidityMeasurement.measuredValue", PERCENT),
    *claim("*", "atmospheric-pressure air-pressure", "pressureMeasurement.measuredValue", unit="Pa"),
    *claim(
        "*",
        "pm2.5-density pm2-5-density pm25-density pm2.5 pm25 pm-updata",
        "concentrationMeasurement.pm25",
        unit="ug/m3",
    ),
    *claim("*", "pm10-density pm10", "concentrationMeasurement.pm10", unit="ug/m3"),
    *claim("*", "pm1-density pm1.0-density", "concentrationMeasurement.pm1", unit="ug/m3"),
    *claim("*", "co2-density co2", "concentrationMeasurement.carbonDioxide", unit="[ppm]"),
    *claim("*", "co-density", "concentrationMeasurement.carbonMonoxide", unit="[ppm]"),
    *claim(
        "*",
        "hcho-density hcho formaldehyde-density formaldehyde",
        "concentrationMeasurement.formaldehyde",
        unit="mg/m3",
    ),
    *claim("*", "tvoc-density voc-density tvoc voc-updata", "concentrationMeasurement.tvoc", unit="mg/m3"),
    *claim("environment air-monitor", "illumination", "illuminanceMeasurement.measuredValue", unit="lx"),
    *claim("*", "illumination illuminance ambient-illumination", "illuminanceMeasurement.measuredValue", unit="lx"),
    *claim("*", "noise noise-value sound-volume-level", "soundAndVibration.soundPressureLevel", unit="dB[SPL]"),
    *claim("*", "air-quality-index aqi air-quality", "airQuality.airQualityIndex"),
    *claim(
        "*",
        "air-quality air-quality-level aqi-state air-quality-index tvoc-level pm2.5-level air-quality-status",
        "airQuality.airQuality",
        _QUALITY,
    ),
    *claim("*", "outdoor-temperature outdoor-temp", "thermostat.outdoorTemperature", unit="Cel"),
    *claim("environment", "outdoor-pm2.5-density", "concentrationMeasurement.pm25Outdoor", unit="ug/m3"),
    *claim("aqi", "average-aqi", "concentrationMeasurement.pm25Average", unit="ug/m3"),
    *claim("*", "purify-volume purified-volume", "airQuality.purifiedVolume", unit="m3"),
    *claim(
        "*",
        "temperature-calibration temp-calibration temperature-compensation",
        "temperatureMeasurement.calibrationOffset",
        unit="Cel",
        difference=True,
    ),
    *claim("*", "humidity-calibration", "relativeHumidityMeasurement.calibrationOffset", unit="%"),
)

ROWS: Final = AIR
