"""HomeKit's sensors, and what every sensor says of itself."""

from typing import Final

from schemas.mappings.code import codes, flag, sets
from schemas.mappings.homekit.key import HomeKitRow, row

QUALITY: Final = codes(
    {"unknown": 0, "good": 1, "fair": 2, "moderate": 3, "poor": 4, "veryPoor": 5}, near={"extremelyPoor": 5}
)
"""Excellent, good, fair, inferior and poor: five steps of HAP for five of ours, in their order."""
ALARM: Final = codes({"normal": 0, "critical": 1}, near={"warning": 1})
DETECTED: Final = flag(1, 0)
HIGH: Final = sets({0: (), 1: ("carbonDioxide",)})
FAULT: Final = codes({"none": 0, "error": 1}, near={"info": 0, "warning": 0, "critical": 1})
BATTERY: Final = codes({"ok": 0, "warning": 1}, near={"critical": 1})

_WIDE: Final = "HAP's own limits are those of any thermometer; an accessory names narrower ones"
_DENSITIES: Final = {
    "OzoneDensity": "ozone",
    "NitrogenDioxideDensity": "nitrogenDioxide",
    "SulphurDioxideDensity": "sulphurDioxide",
    "PM2.5Density": "pm25",
    "PM10Density": "pm10",
    "VOCDensity": "tvoc",
}

_MEASURED: Final = (
    row("AirQualitySensor/AirQuality", "airQuality.airQuality", QUALITY),
    *(
        row(f"AirQualitySensor/{theirs}", f"concentrationMeasurement.{ours}", unit="ug/m3")
        for theirs, ours in _DENSITIES.items()
    ),
    row("AirQualitySensor/CarbonMonoxideLevel", "concentrationMeasurement.carbonMonoxide", unit="[ppm]"),
    row("AirQualitySensor/CarbonDioxideLevel", "concentrationMeasurement.carbonDioxide", unit="[ppm]", wide=_WIDE),
    row("CarbonMonoxideSensor/CarbonMonoxideDetected", "smokeCoAlarm.coState", ALARM),
    row("CarbonMonoxideSensor/CarbonMonoxideLevel", "concentrationMeasurement.carbonMonoxide", unit="[ppm]"),
    row("CarbonDioxideSensor/CarbonDioxideDetected", "concentrationMeasurement.highAlarms", HIGH),
    row("CarbonDioxideSensor/CarbonDioxideLevel", "concentrationMeasurement.carbonDioxide", unit="[ppm]", wide=_WIDE),
    row("ContactSensor/ContactSensorState", "contactState.open", flag(1, 0)),  # 0: the two parts touch, it is closed
    row("HumiditySensor/CurrentRelativeHumidity", "relativeHumidityMeasurement.measuredValue"),
    row("LeakSensor/LeakDetected", "liquidDetection.leakDetected", DETECTED),
    row("LightSensor/CurrentAmbientLightLevel", "illuminanceMeasurement.measuredValue"),
    row("MotionSensor/MotionDetected", "occupancySensing.motion"),
    row("OccupancySensor/OccupancyDetected", "occupancySensing.occupied", DETECTED),
    row("SmokeSensor/SmokeDetected", "smokeCoAlarm.smokeState", ALARM),
    row("TemperatureSensor/CurrentTemperature", "temperatureMeasurement.measuredValue", wide=_WIDE),
)

SENSORS: Final = (
    "AirQualitySensor",
    "CarbonDioxideSensor",
    "CarbonMonoxideSensor",
    "ContactSensor",
    "HumiditySensor",
    "LeakSensor",
    "LightSensor",
    "MotionSensor",
    "OccupancySensor",
    "SmokeSensor",
    "TemperatureSensor",
)
"""Services that may say whether they work, were opened, or need a battery."""

_CHARGE: Final = codes({"isNotCharging": 0, "isCharging": 1}, also={2: "isNotCharging"}, near={"isAtFullCharge": 0})

ROWS: Final[tuple[HomeKitRow, ...]] = (
    *_MEASURED,
    row("BatteryService/BatteryLevel", "powerSource.batteryLevel"),
    row("BatteryService/StatusLowBattery", "powerSource.batteryChargeLevel", BATTERY),
    row("BatteryService/ChargingState", "powerSource.batteryChargeState", _CHARGE),
    *(row(f"{service}/StatusFault", "deviceHealth.faultSeverity", FAULT) for service in SENSORS),
    *(row(f"{service}/StatusTampered", "deviceHealth.tampered", DETECTED) for service in SENSORS),
    *(row(f"{service}/StatusLowBattery", "powerSource.batteryChargeLevel", BATTERY) for service in SENSORS),
)
