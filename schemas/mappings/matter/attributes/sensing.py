"""Sensors: what is measured, detected, sensed and alarmed."""

# One attribute a line, so that the file reads as the table it is.
# fmt: off
# ruff: noqa: E501

from typing import Final

from schemas.conversion import INVERT_BOOLEAN, numbered
from schemas.mappings.matter.conversion import CENTI, DECI, EPOCH_S, ILLUMINANCE, bit, semantic
from schemas.mappings.matter.given import concentration
from schemas.mappings.matter.row import Cluster, MatterRow

OVEN: Final = (0x007B,)
COOK_SURFACE: Final = (0x0077,)
LIQUID: Final = (0x0041, 0x0043, 0x0044)

_BOOLEAN: Final = Cluster(0x0045, "BooleanState")
_BOOLEAN_SETTINGS: Final = Cluster(0x0080, "BooleanStateConfiguration")
_TEMPERATURE: Final = Cluster(0x0402, "TemperatureMeasurement")
_HUMIDITY: Final = Cluster(0x0405, "RelativeHumidityMeasurement")
_LIGHT: Final = Cluster(0x0400, "IlluminanceMeasurement")
_PRESSURE: Final = Cluster(0x0403, "PressureMeasurement")
_FLOW: Final = Cluster(0x0404, "FlowMeasurement")
_OCCUPANCY: Final = Cluster(0x0406, "OccupancySensing")
_CONTEXT: Final = Cluster(0x0431, "AmbientContextSensing", since="1.6")
_AIR: Final = Cluster(0x005B, "AirQuality")
_SOIL: Final = Cluster(0x0430, "SoilMeasurement", since="1.5")
_SMOKE: Final = Cluster(0x005C, "SmokeCoAlarm")

MEASURED: Final = "between MinMeasuredValue and MaxMeasuredValue, which the device names"


def _concentration(number: int, substance: str, ours: str, unit: str) -> tuple[MatterRow, ...]:
    """Ten clusters of one form: how much there is, or how bad it is."""
    cluster = Cluster(number, f"{substance}ConcentrationMeasurement")
    level = numbered(unknown=0, low=1, medium=2, high=3, critical=4)
    return (
        cluster.at(0x0000, "MeasuredValue", "single?", f"concentrationMeasurement.{ours}", unit=unit, given=concentration(unit)),
        cluster.at(0x000A, "LevelValue", "enum8", f"concentrationMeasurement.{ours}Level", level),
    )


ACTIVITIES: Final = {"unknown": 0, "fall": 1, "sleeping": 2, "walking": 3, "workout": 4, "sitting": 5, "standing": 6, "dancing": 7, "packageDelivery": 8, "packageRetrieval": 9}
OBJECTS: Final = {"unknown": 0, "adult": 1, "child": 2, "person": 3, "rvc": 4, "pet": 5, "dog": 6, "cat": 7, "animal": 8, "car": 9, "vehicle": 10, "package": 11, "clothes": 12}
SOUNDS: Final = {"unknown": 0, "objectFall": 1, "snoring": 2, "coughing": 3, "barking": 4, "shattering": 5, "babyCrying": 6, "utilityAlarm": 7, "urgentShouting": 8, "doorbell": 9, "knocking": 10, "urgentSiren": 11, "glassBreaking": 19, "personTalking": 21}

ROWS: Final[tuple[MatterRow, ...]] = (
    # --- one cluster for four sensors, told apart by their device type; a contact that is closed is true ---
    _BOOLEAN.at(0x0000, "StateValue", "bool", "contactState.open", INVERT_BOOLEAN, within=(0x0015,)),
    _BOOLEAN.at(0x0000, "StateValue", "bool", "liquidDetection.leakDetected", within=(0x0043,)),
    _BOOLEAN.at(0x0000, "StateValue", "bool", "liquidDetection.freezeDetected", within=(0x0041,)),
    _BOOLEAN.at(0x0000, "StateValue", "bool", "liquidDetection.rainDetected", within=(0x0044,)),
    _BOOLEAN_SETTINGS.at(0x0000, "CurrentSensitivityLevel", "uint8", "liquidDetection.sensitivityLevel", w=True, within=LIQUID, wide="less than SupportedSensitivityLevels, which is 10 at most"),
    _BOOLEAN_SETTINGS.at(0x0001, "SupportedSensitivityLevels", "uint8", "liquidDetection.supportedSensitivityLevels", least=2, most=10, within=LIQUID),
    _BOOLEAN_SETTINGS.at(0x0007, "SensorFault", "map16", "liquidDetection.sensorFault", bit(0), within=LIQUID),
    # --- measured ---
    _TEMPERATURE.at(0x0000, "MeasuredValue", "temperature?", "cookSurface.surfaceTemperature", CENTI, within=COOK_SURFACE, wide=MEASURED),
    _TEMPERATURE.at(0x0000, "MeasuredValue", "temperature?", "ovenControl.cavityTemperature", CENTI, within=OVEN, wide=MEASURED),
    _TEMPERATURE.at(0x0000, "MeasuredValue", "temperature?", "temperatureMeasurement.measuredValue", CENTI, wide=MEASURED),
    _TEMPERATURE.at(0x0001, "MinMeasuredValue", "temperature?", "temperatureMeasurement.minMeasuredValue", CENTI),
    _TEMPERATURE.at(0x0002, "MaxMeasuredValue", "temperature?", "temperatureMeasurement.maxMeasuredValue", CENTI),
    _TEMPERATURE.at(0x0003, "Tolerance", "uint16", "temperatureMeasurement.tolerance", CENTI, most=2048, difference=True),
    _HUMIDITY.at(0x0000, "MeasuredValue", "uint16?", "relativeHumidityMeasurement.measuredValue", CENTI, wide=MEASURED),
    _HUMIDITY.at(0x0003, "Tolerance", "uint16", "relativeHumidityMeasurement.tolerance", CENTI, most=2048),
    _LIGHT.at(0x0000, "MeasuredValue", "uint16?", "illuminanceMeasurement.measuredValue", ILLUMINANCE, wide=MEASURED),
    _LIGHT.at(0x0001, "MinMeasuredValue", "uint16?", "illuminanceMeasurement.minMeasuredValue", ILLUMINANCE, least=1, most=65533, wide="up to 3.6 million lux; no sensor of a home goes beyond sunlight"),
    _LIGHT.at(0x0002, "MaxMeasuredValue", "uint16?", "illuminanceMeasurement.maxMeasuredValue", ILLUMINANCE, wide="up to 3.6 million lux; no sensor of a home goes beyond sunlight"),
    _PRESSURE.at(0x0000, "MeasuredValue", "int16?", "pressureMeasurement.measuredValue", unit="hPa", wide=MEASURED),  # 0.1 kPa is 1 hPa
    _FLOW.at(0x0000, "MeasuredValue", "uint16?", "flowMeasurement.measuredValue", DECI, wide=MEASURED),
    _FLOW.at(0x0001, "MinMeasuredValue", "uint16?", "flowMeasurement.minMeasuredValue", DECI, most=65533),
    _FLOW.at(0x0002, "MaxMeasuredValue", "uint16?", "flowMeasurement.maxMeasuredValue", DECI),
    _FLOW.at(0x0000, "MeasuredValue", "uint16?", "utilityMeter.flowRate", DECI, wide=MEASURED),  # only north: no meter of Matter's has this cluster
    _AIR.at(0x0000, "AirQuality", "enum8", "airQuality.airQuality", numbered(unknown=0, good=1, fair=2, moderate=3, poor=4, veryPoor=5, extremelyPoor=6)),
    *_concentration(0x040C, "CarbonMonoxide", "carbonMonoxide", "[ppm]"),
    *_concentration(0x040D, "CarbonDioxide", "carbonDioxide", "[ppm]"),
    *_concentration(0x0413, "NitrogenDioxide", "nitrogenDioxide", "ug/m3"),
    *_concentration(0x0415, "Ozone", "ozone", "ug/m3"),
    *_concentration(0x042A, "Pm25", "pm25", "ug/m3"),
    *_concentration(0x042B, "Formaldehyde", "formaldehyde", "mg/m3"),
    *_concentration(0x042C, "Pm1", "pm1", "ug/m3"),
    *_concentration(0x042D, "Pm10", "pm10", "ug/m3"),
    *_concentration(0x042E, "TotalVolatileOrganicCompounds", "tvoc", "mg/m3"),
    *_concentration(0x042F, "Radon", "radon", "Bq/m3"),
    _SOIL.at(0x0001, "SoilMoistureMeasuredValue", "percent?", "waterAndSoilQuality.soilMoisture"),
    # --- presence; the feature map names every kind of sensor since 1.4, the bitmap only three ---
    _OCCUPANCY.at(0x0000, "Occupancy", "map8", "occupancySensing.occupied", bit(0), least=0, most=1),
    _OCCUPANCY.at(0xFFFC, "FeatureMap", "map32", "occupancySensing.sensorType", numbered(pir=1, ultrasonic=2, physicalContact=3, activeInfrared=4, radar=5, rfSensing=6, vision=7), since="1.4"),
    _OCCUPANCY.at(0x0002, "OccupancySensorTypeBitmap", "map8", "occupancySensing.sensorType", numbered(pir=0, ultrasonic=1, physicalContact=2), least=0, most=7),
    _OCCUPANCY.at(0x0003, "HoldTime", "uint16", "occupancySensing.holdTime", unit="s", w=True, since="1.4", wide="between HoldTimeMin and HoldTimeMax of HoldTimeLimits"),
    _CONTEXT.at(0x0000, "HumanActivityDetected", "bool", "ambientContextSensing.humanActivityDetected"),
    _CONTEXT.at(0x0001, "ObjectIdentified", "bool", "ambientContextSensing.objectIdentified"),
    _CONTEXT.at(0x0002, "AudioContextDetected", "bool", "ambientContextSensing.soundContextDetected"),
    _CONTEXT.at(0x0005, "ObjectCountReached", "bool", "ambientContextSensing.objectCountReached"),
    _CONTEXT.at(0x0009, "HoldTime", "uint16", "ambientContextSensing.holdTime", unit="s", w=True),
    _CONTEXT.at(0x0003, "AmbientContextType", "list", "ambientContextSensing.activity", semantic(0x4B, **ACTIVITIES)),
    _CONTEXT.at(0x0003, "AmbientContextType", "list", "ambientContextSensing.objectType", semantic(0x49, **OBJECTS)),
    _CONTEXT.at(0x0003, "AmbientContextType", "list", "ambientContextSensing.soundType", semantic(0x4A, **SOUNDS)),
    _CONTEXT.at(0x0007, "ObjectCount", "uint16", "ambientContextSensing.objectCount", least=1, wide="as many as a sensor tells apart, far fewer than 16 bits hold"),
    # --- alarms ---
    _SMOKE.at(0x0000, "ExpressedState", "enum8", "smokeCoAlarm.expressedState", numbered(normal=0, smokeAlarm=1, coAlarm=2, batteryAlert=3, testing=4, hardwareFault=5, endOfService=6, interconnectSmoke=7, interconnectCo=8, inoperative=9)),
    _SMOKE.at(0x0001, "SmokeState", "enum8", "smokeCoAlarm.smokeState", numbered(normal=0, warning=1, critical=2)),
    _SMOKE.at(0x0002, "CoState", "enum8", "smokeCoAlarm.coState", numbered(normal=0, warning=1, critical=2)),
    _SMOKE.at(0x0003, "BatteryAlert", "enum8", "smokeCoAlarm.batteryAlert", numbered(normal=0, warning=1, critical=2)),
    _SMOKE.at(0x0004, "DeviceMuted", "enum8", "smokeCoAlarm.deviceMuted", numbered(notMuted=0, muted=1)),
    _SMOKE.at(0x0005, "TestInProgress", "bool", "smokeCoAlarm.testInProgress"),
    _SMOKE.at(0x0006, "HardwareFaultAlert", "bool", "smokeCoAlarm.hardwareFaultAlert"),
    _SMOKE.at(0x0007, "EndOfServiceAlert", "enum8", "smokeCoAlarm.endOfServiceAlert", numbered(normal=0, expired=1)),
    _SMOKE.at(0x0008, "InterconnectSmokeAlarm", "enum8", "smokeCoAlarm.interconnectSmokeAlarm", numbered(normal=0, warning=1, critical=2)),
    _SMOKE.at(0x0009, "InterconnectCoAlarm", "enum8", "smokeCoAlarm.interconnectCoAlarm", numbered(normal=0, warning=1, critical=2)),
    _SMOKE.at(0x000A, "ContaminationState", "enum8", "smokeCoAlarm.contaminationState", numbered(normal=0, low=1, warning=2, critical=3)),
    _SMOKE.at(0x000B, "SmokeSensitivityLevel", "enum8", "smokeCoAlarm.sensitivityLevel", numbered(high=0, standard=1, low=2), w=True),
    _SMOKE.at(0x000C, "ExpiryDate", "epoch-s", "smokeCoAlarm.expiryDate", EPOCH_S),
    _SMOKE.at(0x000D, "Unmounted", "bool", "smokeCoAlarm.unmounted", since="1.6"),
)
