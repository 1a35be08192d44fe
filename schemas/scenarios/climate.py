"""Scenarios of air, warmth, light, rest and energy."""

# One role a line, so that the file reads as the table it is.
# fmt: off
# ruff: noqa: E501

from typing import Final

from schemas.scenarios.shape import Scenario, Task, role
from schemas.scenarios.standard import (
    BEDROOM_NOISE,
    CLEAN_AIR,
    ENERGY_MANAGEMENT,
    HEALTH,
    LIGHT_ADJUSTMENT,
    LIVING_ROOM_NOISE,
    TEMPERATURE_SWING,
)

AIR: Final = Scenario(
    id="air",
    zh="空气净化",
    en="Air purification",
    about_zh="监测颗粒物、二氧化碳、甲醛与湿度，净化、新风、加湿与除湿设备协同，使空气保持洁净并提示更换滤芯。",
    about_en=(
        "Particles, carbon dioxide, formaldehyde and humidity are measured; purifiers, fresh air, humidifiers and"
        " dehumidifiers work together to keep the air clean, and filters say when they are spent."
    ),
    roles=(
        role("quality", Task.DETECTS, "空气质量监测", "Measures the air", able="airQuality concentrationMeasurement", types="airQualitySensor", uses="airQuality.airQuality concentrationMeasurement.pm25 concentrationMeasurement.carbonDioxide concentrationMeasurement.formaldehyde", required=True),
        role("humidity", Task.DETECTS, "温湿度监测", "Measures humidity", able="relativeHumidityMeasurement", types="temperatureHumiditySensor", uses="relativeHumidityMeasurement.measuredValue"),
        role("purifying", Task.ACTS, "净化", "Cleans the air", able="onOff fanControl", types="airPurifier", uses="onOff.onOff fanControl.fanMode fanControl.percentSetting", required=True),
        role("freshAir", Task.ACTS, "新风换气", "Brings fresh air", able="onOff fanControl", types="freshAirSystem roomAirConditioner", uses="onOff.onOff fanControl.percentSetting"),
        role("moistening", Task.ACTS, "加湿与除湿", "Moistens and dries", able="onOff humidityControl", types="humidifier dehumidifier", uses="humidityControl.targetHumidity humidityControl.mode"),
        role("filter", Task.TELLS, "滤芯提醒", "Tells when a filter is spent", able="consumableMonitoring", types="airPurifier freshAirSystem", uses="consumableMonitoring.condition consumableMonitoring.changeIndication"),
    ),
    targets=(CLEAN_AIR,),
)

COMFORT: Final = Scenario(
    id="comfort",
    zh="舒适环境",
    en="Comfort",
    about_zh="温度、湿度、光照与遮阳按人的活动和天气调节，室温平稳、安静。",
    about_en="Warmth, humidity, daylight and shade follow people and weather, and rooms stay even and quiet.",
    roles=(
        role("climate", Task.DETECTS, "温湿度监测", "Measures warmth and humidity", able="temperatureMeasurement relativeHumidityMeasurement", types="temperatureHumiditySensor", uses="temperatureMeasurement.measuredValue relativeHumidityMeasurement.measuredValue", required=True),
        role("daylight", Task.DETECTS, "光照监测", "Measures daylight", able="illuminanceMeasurement", types="lightSensor", uses="illuminanceMeasurement.measuredValue"),
        role("weather", Task.DETECTS, "雨水监测", "Notices rain", able="liquidDetection", types="rainSensor", uses="liquidDetection.rainDetected"),
        role("warming", Task.ACTS, "调温", "Warms and cools", able="thermostat", types="thermostat spaceHeater roomAirConditioner", uses="thermostat.localTemperature thermostat.systemMode thermostat.heatingSetpoint thermostat.coolingSetpoint", required=True),
        role("breeze", Task.ACTS, "送风", "Moves air", able="onOff fanControl", types="fan", uses="onOff.onOff fanControl.percentSetting"),
        role("shading", Task.ACTS, "遮阳与晾晒", "Shades, and dries laundry", able="windowCovering", types="curtain blind clothesAirer", uses="windowCovering.targetPosition windowCovering.open() windowCovering.close() windowCovering.stop()"),
        role("airing", Task.ACTS, "开窗", "Opens windows", able="closureControl", types="windowOpener", uses="closureControl.moveTo()"),
        role("watering", Task.ACTS, "灌溉", "Waters", able="valveControl", types="irrigation", uses="valveControl.open() valveControl.close() valveControl.rainDelayUntil"),
    ),
    targets=(TEMPERATURE_SWING, LIVING_ROOM_NOISE),
)

SLEEP: Final = Scenario(
    id="sleep",
    zh="智慧睡眠",
    en="Smart sleep",
    about_zh="感知入睡与起夜，床、灯光、窗帘、温湿度与空气随睡眠阶段调节，安静并在早晨自然唤醒。",
    about_en=(
        "Falling asleep and getting up at night are noticed; bed, light, curtains, warmth and air follow the stages of"
        " sleep, quietly, and the morning wakes gently."
    ),
    roles=(
        role("sleeping", Task.DETECTS, "睡眠监测", "Watches sleep", able="sleepMonitoring", types="sleepMonitor smartMattress smartBed", uses="sleepMonitoring.inBed sleepMonitoring.sleepStage sleepMonitoring.sleepScore", required=True),
        role("gettingUp", Task.DETECTS, "起夜感知", "Notices who gets up", able="occupancySensing", types="occupancySensor", uses="occupancySensing.occupied"),
        role("bed", Task.ACTS, "床的姿态", "Moves the bed", able="adjustableBed", types="smartBed smartMattress massageChair", uses="adjustableBed.preset adjustableBed.recallPreset() adjustableBed.stop()"),
        role("light", Task.ACTS, "助眠与唤醒灯光", "Light for sleep and waking", able="onOff levelControl", types="sleepLight", uses="onOff.onOff levelControl.moveToLevel()", required=True),
        role("darkness", Task.ACTS, "遮光", "Darkens", able="windowCovering", types="curtain", uses="windowCovering.targetPosition windowCovering.close()"),
        role("warmth", Task.ACTS, "调温", "Warms and cools", able="thermostat", types="roomAirConditioner", uses="thermostat.coolingSetpoint thermostat.localTemperature comfortOptions.sleepMode comfortOptions.quietMode"),
        role("blanket", Task.ACTS, "床上取暖", "Warms the bed", able="onOff temperatureControl", types="electricBlanket", uses="temperatureControl.temperatureSetpoint timerControl.offCountdown"),
        role("air", Task.ACTS, "空气与湿度", "Air and humidity", able="onOff", types="airPurifier fan humidifier aromaDiffuser mosquitoRepeller", uses="onOff.onOff fanControl.fanMode humidityControl.targetHumidity"),
        role("noise", Task.DETECTS, "噪声监测", "Measures noise", able="soundAndVibration", types="sleepMonitor", uses="soundAndVibration.soundPressureLevel"),
    ),
    targets=(TEMPERATURE_SWING, BEDROOM_NOISE, HEALTH),
)

LIGHTING: Final = Scenario(
    id="lighting",
    zh="智慧照明",
    en="Lighting",
    about_zh="灯光随人、日光与用途开关、调光和调色，面板与按键随手可控。",
    about_en="Light follows people, daylight and what they do, and switches on the wall still work by hand.",
    roles=(
        role("wish", Task.DETECTS, "按键与面板", "Takes wishes", able="genericSwitch", types="button dimmerSwitchController", uses="genericSwitch.shortRelease! genericSwitch.longPress! genericSwitch.multiPressComplete!"),
        role("presence", Task.DETECTS, "人体与光照感知", "Notices people and daylight", able="occupancySensing", types="occupancySensor", uses="occupancySensing.occupied illuminanceMeasurement.measuredValue"),
        role("light", Task.ACTS, "开关", "Switches light", able="onOff", types="onOffLight dimmableLight colorTemperatureLight extendedColorLight wallSwitch smartPlug", uses="onOff.onOff onOff.on() onOff.off()", required=True),
        role("dimming", Task.ACTS, "调光", "Dims", able="onOff levelControl", types="dimmableLight colorTemperatureLight extendedColorLight dimmerModule dimmablePlug", uses="levelControl.currentLevel levelControl.moveToLevel()"),
        role("color", Task.ACTS, "调色", "Colours", able="onOff levelControl colorControl", types="colorTemperatureLight extendedColorLight", uses="colorControl.colorTemperature colorControl.moveToColorTemperature()"),
    ),
    targets=(LIGHT_ADJUSTMENT,),
)

ENERGY: Final = Scenario(
    id="energy",
    zh="家庭能源",
    en="Energy",
    about_zh="计量水电气热，光伏、储能与充电桩协同，大功率电器错峰运行，提示待机浪费与异常用量。",
    about_en=(
        "Electricity, water, gas and heat are counted; solar power, battery and charger work together, large appliances"
        " run when energy is plenty, and waste is pointed out."
    ),
    roles=(
        role("metering", Task.DETECTS, "电能计量", "Counts electricity", able="electricalEnergyMeasurement", types="electricMeter smartPlug", uses="electricalEnergyMeasurement.cumulativeEnergyImported electricalEnergyMeasurement.cumulativeEnergyExported electricalPowerMeasurement.activePower", required=True),
        role("utilities", Task.DETECTS, "水气热计量", "Counts water, gas and heat", able="utilityMeter", types="waterMeter gasMeter", uses="utilityMeter.volumeTotal utilityMeter.leakSuspected"),
        role("generating", Task.ACTS, "光伏发电", "Generates", able="solarGeneration", types="solarInverter", uses="solarGeneration.generationPower solarGeneration.generationTotal"),
        role("storing", Task.ACTS, "储能", "Stores", able="batteryStorage", types="homeBattery", uses="batteryStorage.stateOfCharge batteryStorage.operatingMode batteryStorage.setPower()"),
        role("charging", Task.ACTS, "车辆充电", "Charges a car", able="energyEvse", types="evCharger", uses="energyEvse.state energyEvse.enableCharging() energyEvse.disable()"),
        role("heating", Task.ACTS, "供暖与制冷", "Heats and cools", able="thermostat", types="thermostat radiatorValve floorHeating heatPump roomAirConditioner", uses="thermostat.systemMode thermostat.heatingSetpoint"),
        role("boiling", Task.ACTS, "热源", "Makes heat", able="heatSource", types="gasBoiler heatPump heatPumpWaterHeater solarWaterHeater", uses="heatSource.flowTemperature heatSource.mode"),
        role("hotWater", Task.ACTS, "热水", "Makes hot water", able="waterHeater", types="gasWaterHeater electricWaterHeater heatPumpWaterHeater solarWaterHeater", uses="waterHeater.targetTemperature waterHeater.mode waterHeater.boost()"),
        role("appliances", Task.ACTS, "错峰电器", "Appliances that can wait", able="electricalEnergyMeasurement", types="refrigerator dishwasher washingMachine", uses="electricalEnergyMeasurement.cumulativeEnergyImported"),
        role("cooking", Task.ACTS, "灶具与油烟机", "Hob and hood", able="electricalPowerMeasurement", types="inductionHob rangeHood", uses="electricalPowerMeasurement.activePower"),
        role("water", Task.ACTS, "水泵与水阀", "Pumps and valves", able="flowMeasurement", types="pump waterValve", uses="flowMeasurement.measuredValue"),
    ),
    targets=(ENERGY_MANAGEMENT,),
)
