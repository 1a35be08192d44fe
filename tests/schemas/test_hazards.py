"""Every writable path is decided: it names its hazards, or it stands here as harmless in itself.

What stands here may still be dangerous because of the device it belongs to (onOff of a heater): that hazard comes from
the device type.
"""

from schemas.catalogue import catalogue
from schemas.vocabulary import Hazard

HARMLESS_PROPERTIES = {
    "adjustableBed": "underBedLight",
    "audioVolume": "volume mute soundMode",
    "cameraStream": "nightVision speakerVolumeLevel imageRotation",
    "colorControl": "colorTemperature startUpColorTemperature hue saturation colorX colorY rgb effect",
    "comfortOptions": (
        "ecoMode sleepMode boostMode quietMode selfClean verticalSwing horizontalSwing verticalAngle "
        "antiDirectBlow ionizer freshAir"
    ),
    "consumableMonitoring": "lastChanged",
    "contentControl": "eyeProtection",
    "deviceInformation": "nodeLabel",
    "dishwasherControl": "dryingLevel storageMode",
    "doorLock": "soundVolume",
    "doorbellChime": "selectedChime chimeEnabled",
    "fanControl": "fanMode percentSetting speedSetting rockSetting rockAngle windSetting airflowDirection",
    "humidityControl": "targetHumidity mode mistLevel overwetProtect",
    "laundryControl": "spinSpeed numberOfRinses drynessLevel waterLevel detergentAutoDose softenerAutoDose",
    "levelControl": "currentLevel minLevel maxLevel startUpCurrentLevel onLevel transitionTime",
    "liquidDetection": "sensitivityLevel",
    "mediaPlayback": "currentInput currentChannel",
    "microphoneControl": "wakeWord",
    "modeSelect": "currentMode",
    "occupancySensing": "holdTime sensitivity",
    "onOff": "onOff startUpOnOff onTime",
    "ovenControl": "cavityLight",
    "petCare": "portionSize",
    "rangeHood": "hoodLight delayedOff gestureControl airPatrol",
    "refrigeratorControl": "rapidCool rapidFreeze iceMaker deodorization",
    "relativeHumidityMeasurement": "calibrationOffset",
    "robotVacuum": "cleanMode suctionLevel waterFlowLevel",
    "smartToilet": "nightLight deodorization",
    "temperatureMeasurement": "calibrationOffset",
    "thermostat": "coolingSetpoint localTemperatureCalibration setpointHold",
    "timerControl": "countdown delayedStart",
    "userInterface": (
        "buzzer buzzerVolume indicatorLight indicatorBrightness displayOn displayBrightness "
        "temperatureDisplayUnit doNotDisturb"
    ),
    "warningDevice": "soundVolume duration tone",
}

HARMLESS_COMMANDS = {
    "adjustableBed": "stop",
    "announcement": "announce present cancel",
    "bathControl": "stop",
    "cameraStream": "endSession",
    "closureControl": "stop",
    "colorControl": "moveToColorTemperature moveToHueAndSaturation",
    "consumableMonitoring": "resetCondition",
    "cookSurface": "off",
    "cookingProgram": "cancelCooking",
    "deviceInformation": "identify",
    "doorbellChime": "playChimeSound",
    "fanControl": "step nudge",
    "gasLeakAlarm": "selfTest",
    "irRemote": "learn",
    "levelControl": "moveToLevel step stop",
    "locationTracking": "ring",
    "mediaPlayback": "play pause stop next previous seek selectInput sendKey",
    "modeSelect": "changeToMode",
    "onOff": "on off toggle",
    "operationalState": "stop pause",
    "robotVacuum": "pause stop",
    "serviceRobot": "stop say",
    "smartToilet": "stop",
    "smokeCoAlarm": "selfTestRequest",
    "valveControl": "close",
    "vitalSigns": "measureNow",
    "warningDevice": "start",
    "waterHeater": "cancelBoost",
    "windowCovering": "stop",
}


def paths(table: dict[str, str]) -> set[str]:
    return {f"{capability}.{name}" for capability, names in table.items() for name in names.split()}


def test_every_writable_property_is_decided() -> None:
    silent = {f"{s.capability}.{s.name}" for s in catalogue().specs.values() if s.writable and not s.hazards}
    assert silent == paths(HARMLESS_PROPERTIES)


def test_every_command_is_decided() -> None:
    commands = [one for capability in catalogue().capabilities.values() for one in capability.commands.values()]
    assert {f"{c.capability}.{c.name}" for c in commands if not c.hazards} == paths(HARMLESS_COMMANDS)


def test_a_property_and_the_command_that_sets_it_share_their_hazards() -> None:
    registry = catalogue()
    for capability, name, command in (
        ("windowCovering", "targetPosition", "goToLift"),
        ("temperatureControl", "temperatureSetpoint", "setTemperature"),
        ("securitySystem", "targetArmState", "disarm"),
        ("adjustableBed", "backAngle", "moveTo"),
        ("closureControl", "position", "moveTo"),
    ):
        spec = registry.spec(capability, name)
        assert set(spec.hazards) == set(registry.command(capability, command).hazards), capability


def test_dangerous_device_types_say_so() -> None:
    wanted = {
        "doorLock": Hazard.SECURITY,
        "gasValve": Hazard.GAS,
        "waterValve": Hazard.WATER,
        "spaceHeater": Hazard.HEAT,
        "kettle": Hazard.HEAT,
        "electricBlanket": Hazard.HEAT,
        "garageDoor": Hazard.SECURITY,
        "nursingBed": Hazard.MOTION_PERSON,
        "homeBattery": Hazard.ENERGY,
        "camera": Hazard.PRIVACY,
    }
    for name, hazard in wanted.items():
        assert hazard in catalogue().device_type(name).hazards, name
