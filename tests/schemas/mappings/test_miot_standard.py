"""Properties of the MIoT standard, device kind by device kind, each in the place where it belongs."""

import json
import re

import pytest

from schemas.descriptions.miot import read
from schemas.registry import Registry
from tests.schemas.descriptions.instance import device, prop, words

REGISTRY = Registry.load()

# kind service:property format[/access] [unit] [range] [(words)] -> our place
STANDARD = """
air-conditioner air-conditioner:target-temperature float celsius [16, 31, 0.5] -> thermostat.coolingSetpoint
air-conditioner air-conditioner:mode uint8 (Cool, Dry, Fan, Heat, Auto) -> thermostat.systemMode
air-conditioner air-conditioner:eco bool -> comfortOptions.ecoMode
air-conditioner air-conditioner:soft-wind bool -> comfortOptions.windFree
air-conditioner fan-control:fan-level uint8 (Auto, Level1, Level2, Level3, Level4, Level5) -> fanControl.speedSetting
air-conditioner fan-control:horizontal-swing bool -> comfortOptions.horizontalSwing
heater heater:target-temperature uint8 celsius [16, 28, 1] -> thermostat.heatingSetpoint
thermostat thermostat:temperature float celsius [-30, 99, 0.1] -> thermostat.localTemperature
fan fan:off-delay-time uint16 minutes [0, 480, 1] -> timerControl.offCountdown
fan fan:fan-level uint8 [1, 100, 1] -> fanControl.percentSetting
fan fan:mode uint8 (Straight Wind, Natural Wind, Sleep) -> fanControl.windSetting
fan fan:wind-reverse bool -> fanControl.airflowDirection
air-purifier air-purifier:fan-level uint8 (Level0, Level1, Level2, Level3) -> fanControl.speedSetting
air-purifier environment:pm2.5-density uint16 μg/m3 [0, 600, 1] -> concentrationMeasurement.pm25
air-purifier environment:air-quality uint8 (Excellent, Good, Moderate, Poor) -> airQuality.airQuality
air-purifier environment:hcho-density float mg/m3 [0, 3, 0.01] -> concentrationMeasurement.formaldehyde
air-purifier filter:filter-left-time uint16 days [0, 1000, 1] -> consumableMonitoring.timeLeft
humidifier humidifier:target-humidity uint8 percentage [40, 80, 1] -> humidityControl.targetHumidity
humidifier humidifier:water-level uint8 [0, 127, 1] -> humidityControl.waterLevel
dehumidifier dehumidifier:mode uint8 (Smart, Sleep, Clothes Drying) -> humidityControl.mode
light light:brightness uint8 percentage [1, 100, 1] -> levelControl.currentLevel
light light:brightness uint16 [0, 254, 1] -> levelControl.currentLevel
light light:color-temperature uint32 kelvin [2700, 6500, 1] -> colorControl.colorTemperature
light light:color uint32 rgb [0, 16777215, 1] -> colorControl.rgb
light light:mode uint8 (Day, Night, Warmth, Tv, Reading, Computer) -> colorControl.lightMode
switch switch:default-power-on-state uint8 (Off, On, Memory) -> onOff.startUpOnOff
outlet power-consumption:electric-power float watt [0, 3680, 0.1] -> electricalPowerMeasurement.activePower
any power-consumption:power-consumption float kWh [0, 65535, 1] -> electricalEnergyMeasurement.cumulativeEnergyImported
outlet countdown:countdown-time uint16 minutes [1, 1440, 1] -> timerControl.countdown
motion-sensor battery:battery-level uint8 percentage [0, 100, 1] -> powerSource.batteryLevel
motion-sensor battery:voltage uint16 mV [0, 5000, 1] -> powerSource.batteryVoltage
vacuum battery:charging-state uint8 (Charging, Not Charging, Not Chargeable) -> powerSource.batteryChargeState
curtain curtain:target-position uint8 percentage [0, 100, 1] -> windowCovering.targetPosition
curtain curtain:status uint8 (Stopped, Opening, Closing) -> windowCovering.operationalStatus
airer airer:motor-control uint8/w (Pause, Up, Down) -> windowCovering.stop
airer light:on bool -> onOff.onOff
motion-sensor motion-sensor:motion-state bool -> occupancySensing.motion
motion-sensor motion-sensor:no-motion-duration uint16 seconds [0, 3600, 1] -> occupancySensing.unoccupiedDuration
occupancy-sensor occupancy-sensor:occupancy-status uint8 (No One, Has One) -> occupancySensing.occupied
magnet-sensor magnet-sensor:contact-state bool -> contactState.open
submersion-sensor submersion-sensor:submersion-state bool -> liquidDetection.leakDetected
smoke-sensor smoke-sensor:status uint8 (Normal Monitoring, Fire Alarm) -> smokeCoAlarm.smokeState
gas-sensor gas-sensor:gas-concentration uint8 [0, 100, 1] -> gasLeakAlarm.gasConcentration
illumination-sensor illumination-sensor:illumination float lux [0, 10000, 1] -> illuminanceMeasurement.measuredValue
any temperature-humidity-sensor:temperature float celsius [-30, 100, 0.1] -> temperatureMeasurement.measuredValue
vacuum vacuum:status uint8 (Sweeping, Idle, Paused, Error, Go Charging, Charging) -> robotVacuum.operationalState
vacuum vacuum:mode uint8 (Silent, Basic, Strong, Full Speed) -> robotVacuum.cleanMode
vacuum brush-cleaner:brush-left-time uint16 hours [0, 300, 1] -> consumableMonitoring.timeLeft
camera camera-control:night-shot uint8 (Off, On, Auto) -> cameraStream.nightVision
camera camera-control:image-rollover uint16 arcdegrees (0, 180) -> cameraStream.imageRotation
camera memory-card-management:storage-free-space int32 megabytes [0, 2147483647, 1] -> cameraStream.storageFreeSpace
camera motion-detection:motion-detection bool -> visualDetection.detectionEnabled
camera motion-detection:alarm-interval uint8 minutes [1, 30, 1] -> visualDetection.alarmInterval
cooker cooker:status uint8 (Idle, Running, Keep Warm, Delay) -> cookingProgram.status
cooker cooker:left-time uint16 minutes [0, 1440, 1] -> cookingProgram.timeLeft
kettle kettle:target-temperature uint8 celsius [40, 100, 1] -> cookingProgram.targetTemperature
oven oven:temperature uint16 celsius [0, 300, 1] -> cookingProgram.currentTemperature
microwave-oven microwave-oven:mode uint8 (Microwave, Defrost, Grill) -> ovenControl.ovenMode
induction-cooker induction-cooker:heat-level uint8 [0, 9, 1] -> cookSurface.heatLevel
hood hood:fan-level uint8 (Off, Low, High) -> fanControl.fanMode
hood light:on bool -> onOff.onOff
dishwasher dishwasher:mode uint8 (Intelligent Wash, Quick Wash, Eco, Strong Wash) -> dishwasherControl.program
fridge refrigerator-chamber:target-temperature int8 celsius [2, 8, 1] -> temperatureControl.temperatureSetpoint
fridge refrigerator:mode uint8 (None, Holiday, Quick Cool, Smart) -> refrigeratorControl.mode
water-heater water-heater:target-temperature uint8 celsius [30, 75, 1] -> waterHeater.targetTemperature
water-purifier tds-sensor:tds-out uint16 [0, 999, 1] -> waterAndSoilQuality.totalDissolvedSolids
washer washer:spin-speed uint16 [0, 1400, 200] -> laundryControl.spinSpeed
washer washer:mode uint8 (Daily Wash, Quick Wash, Cotton, Wool, Drumclean) -> laundryControl.washMode
dryer dryer:left-time uint16 minutes [0, 600, 1] -> operationalState.countdownTime
toilet seat:seat-temperature uint8 (Off, Low, Medium, High) -> smartToilet.seatTemperature
bath-heater ptc-bath-heater:mode uint8 (Idle, Heat, Ventilate, Dry, Fan) -> bathControl.mode
towel-rack towel-rack:target-temperature uint8 celsius [35, 70, 1] -> temperatureControl.temperatureSetpoint
bed bed:back-angle uint8 arcdegress [0, 60, 1] -> adjustableBed.backAngle
walking-pad walking-pad:current-speed float km/h [0, 6, 0.1] -> activityTracking.speed
pet-feeder feeder:left-food-level uint8 (Normal, Low, Empty) -> petCare.foodLevel
plant-monitor plant-monitor:soil-moisture uint8 percentage [0, 100, 1] -> waterAndSoilQuality.soilMoisture
speaker speaker:volume uint8 percentage [0, 100, 1] -> audioVolume.volume
speaker play-control:playing-state uint8 (Stop, Playing, Pause) -> mediaPlayback.currentState
speaker microphone:mute bool -> microphoneControl.microphoneMuted
television television:on bool -> onOff.onOff
lock door:door-state uint8 (Open, Close, Unclosed) -> doorLock.doorState
lock lock:lock-state uint8 (Locked, Unlocked) -> doorLock.lockState
scale scale:weight float kg [1, 150, 0.1] -> healthMeasurement.bodyWeight
sleep-monitor sleep-monitor:sleep-state uint8 (Out Of Bed, Awake, Light Sleep, Deep Sleep) -> sleepMonitoring.sleepStage
any indicator-light:on bool -> userInterface.indicatorLight
any indicator-light:brightness uint8 (Brightest, Glimmer, Led Closed) -> userInterface.indicatorLevel
any physical-controls-locked:physical-controls-locked bool -> userInterface.keypadLockout
any alarm:alarm bool -> userInterface.buzzer
any screen:on bool -> userInterface.displayOn
any device-information:serial-number string/r -> deviceInformation.serialNumber
any any:fault uint8/r (No Faults, E1, E2) -> deviceHealth.faultCode
any any:fault uint32/r [0, 4294967295, 1] -> deviceHealth.faultCode
any any:status uint8/r (Idle, Busy) -> operationalState.operationalState
"""

NOT_THOSE = """
any any:mode uint8 (A, B) -> vendor.miot.any.mode
any any:temperature float celsius [0, 100, 1] -> vendor.miot.any.temperature
battery battery:voltage uint16 [0, 5000, 1] -> vendor.miot.battery.voltage
outlet power-consumption:power-consumption uint32 [0, 99999, 1] -> vendor.miot.power-consumption.power-consumption
light light:color-temperature uint8 percentage [1, 100, 1] -> vendor.miot.light.color-temperature
light light:brightness int8 [-100, 100, 1] -> vendor.miot.light.brightness
heater heater:target-temperature uint16 celsius [0, 500, 1] -> vendor.miot.heater.target-temperature
"""
"""Names that alone do not say enough: no place is better than a wrong one."""

LINE = re.compile(r"(\S+) (\S+?):(\S+) (\w+)(?:/(\w+))?(?: ([^\s\[(]+))?(?: (\[.*\]))?(?: \((.*)\))? -> (\S+)")
ACCESS = {"r": "read", "w": "write", "n": "notify"}


@pytest.mark.parametrize("line", [line for line in (STANDARD + NOT_THOSE).splitlines() if line])
def test_a_property_is_where_it_belongs(line: str) -> None:
    found = LINE.fullmatch(line)
    assert found is not None
    kind, service, name, form, access, unit, limits, told, place = found.groups()
    more = {
        "access": [ACCESS[letter] for letter in access or "rwn"],
        "unit": unit,
        "valueRange": json.loads(limits) if limits else None,
        "valueList": words(*told.split(", ")) if told else None,
    }
    (row,) = read(device(kind, {2: service}, prop(2, 1, name, form, **more))).rows(REGISTRY)
    assert row.to == place, row.reason
