"""HomeKit's services by id, and the device types of ours that they are.

Facts: HomeKit Accessory Protocol Specification (Non-Commercial Version), release R2, chapter 8 "Apple-defined
Services".
"""

from typing import Final

SERVICES: Final[dict[str, int]] = {
    "AccessoryInformation": 0x3E,
    "AirPurifier": 0xBB,
    "AirQualitySensor": 0x8D,
    "BatteryService": 0x96,
    "CameraRTPStreamManagement": 0x110,
    "CarbonDioxideSensor": 0x97,
    "CarbonMonoxideSensor": 0x7F,
    "ContactSensor": 0x80,
    "Door": 0x81,
    "Doorbell": 0x121,
    "Fan": 0x40,
    "Fanv2": 0xB7,
    "Faucet": 0xD7,
    "FilterMaintenance": 0xBA,
    "GarageDoorOpener": 0x41,
    "HeaterCooler": 0xBC,
    "HumidifierDehumidifier": 0xBD,
    "HumiditySensor": 0x82,
    "IrrigationSystem": 0xCF,
    "LeakSensor": 0x83,
    "LightSensor": 0x84,
    "Lightbulb": 0x43,
    "LockManagement": 0x44,
    "LockMechanism": 0x45,
    "Microphone": 0x112,
    "MotionSensor": 0x85,
    "OccupancySensor": 0x86,
    "Outlet": 0x47,
    "SecuritySystem": 0x7E,
    "Slat": 0xB9,
    "SmokeSensor": 0x87,
    "Speaker": 0x113,
    "StatelessProgrammableSwitch": 0x89,
    "Switch": 0x49,
    "Television": 0xD8,
    "TelevisionSpeaker": 0x113,
    "TemperatureSensor": 0x8A,
    "Thermostat": 0x4A,
    "Valve": 0xD0,
    "Window": 0x8B,
    "WindowCovering": 0x8C,
}
"""Short types by name. HAP gives a speaker and the speaker of a television the same one."""

TYPES: Final[dict[str, tuple[str, ...]]] = {
    "AirPurifier": ("airPurifier", "freshAirSystem"),
    "AirQualitySensor": ("airQualitySensor",),
    "BatteryService": ("homeBattery",),
    "CameraRTPStreamManagement": ("camera", "floodlightCamera", "babyMonitor"),
    "CarbonDioxideSensor": ("airQualitySensor",),
    "CarbonMonoxideSensor": ("smokeCoAlarm",),
    "ContactSensor": ("contactSensor",),
    "Door": ("garageDoor",),
    "Doorbell": ("doorbell", "audioDoorbell", "intercom"),
    "Fan": ("fan",),
    "Fanv2": ("fan", "rangeHood"),
    "Faucet": ("shower",),
    "GarageDoorOpener": ("garageDoor",),
    "HeaterCooler": (
        "roomAirConditioner",
        "spaceHeater",
        "gasWaterHeater",
        "electricWaterHeater",
        "heatPumpWaterHeater",
        "bathroomHeater",
        "towelRack",
        "electricBlanket",
    ),
    "HumidifierDehumidifier": ("humidifier", "dehumidifier", "aromaDiffuser"),
    "HumiditySensor": ("temperatureHumiditySensor",),
    "IrrigationSystem": ("irrigation",),
    "LeakSensor": ("waterLeakSensor", "freezeSensor", "rainSensor"),
    "LightSensor": ("lightSensor",),
    "Lightbulb": (
        "onOffLight",
        "dimmableLight",
        "colorTemperatureLight",
        "extendedColorLight",
        "dimmerModule",
        "dimmablePlug",
        "sleepLight",
        "smartMirror",
        "learningDevice",
    ),
    "LockMechanism": ("doorLock", "safeBox"),
    "MotionSensor": ("occupancySensor", "vibrationSensor"),
    "OccupancySensor": ("occupancySensor", "fallDetector"),
    "Outlet": ("smartPlug", "electricMeter"),
    "SecuritySystem": ("securityPanel",),
    "Slat": ("blind",),
    "SmokeSensor": ("smokeCoAlarm",),
    "Speaker": ("speaker", "voiceAssistant", "earphones"),
    "StatelessProgrammableSwitch": ("button", "dimmerSwitchController", "emergencyButton"),
    "Switch": ("wallSwitch", "mosquitoRepeller", "pump"),
    "Television": ("television", "projector"),
    "TemperatureSensor": ("temperatureHumiditySensor",),
    "Thermostat": ("thermostat", "radiatorValve", "floorHeating", "heatPump", "gasBoiler"),
    "Valve": ("waterValve",),
    "Window": ("windowOpener",),
    "WindowCovering": ("blind", "curtain", "clothesAirer"),
}
"""Our device types that a service may be, the plainest first: what a service is read as, and offered for."""


def device_type_of(service: str) -> str | None:
    """Give the device type that a service is read as; None for one that is a part of another."""
    return next(iter(TYPES.get(service, ())), None)


def services_of(device_type: str) -> tuple[str, ...]:
    """Give the services that a device type is offered as."""
    return tuple(service for service, types in TYPES.items() if device_type in types)
