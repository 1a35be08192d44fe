"""ECHONET Lite's equipment of a house, class group 02: openings, locks, hot water, bathrooms, lights."""

from typing import Final

from schemas.mappings.code import bits, codes
from schemas.mappings.echonet.edt import COLOR, level, mask, number, part, state
from schemas.mappings.echonet.key import Class, CommandRow, EchonetRow
from schemas.mappings.echonet.superclass import ON, YES

BLIND: Final = Class(0x0260)
SHUTTER: Final = Class(0x0263)
GATE: Final = Class(0x0264)
WINDOW: Final = Class(0x0265)
WATER_HEATER: Final = Class(0x026B)
LOCK: Final = Class(0x026F)
INSTANT_WATER_HEATER: Final = Class(0x0272)
BATHROOM_HEATER: Final = Class(0x0273)
HYBRID_WATER_HEATER: Final = Class(0x02A6)
LIGHT: Final = Class(0x0290)
PLAIN_LIGHT: Final = Class(0x0291)
LIGHTING_SYSTEM: Final = Class(0x02A3)

_TYPE: Final = "the form holds more than any bathroom has"
_COVERS: Final = (BLIND, SHUTTER)
_CLOSURES: Final = (GATE, WINDOW)
_SPEED: Final = codes({"low": 0x41, "medium": 0x42, "high": 0x43})
_PERCENT: Final = number(1, most=100)
_AMOUNT: Final = number(2)


def _cover(one: Class) -> tuple[EchonetRow, ...]:
    status = codes({"opening": 0x43, "closing": 0x44, "stopped": 0x45}, also={0x41: "stopped", 0x42: "stopped"})
    return (
        one.at(0xD2, number(1, most=253), "windowCovering.movementTime", unit="s", w=True),
        one.at(0xE1, _PERCENT, "windowCovering.targetPosition", unit="%", w=True),
        one.at(0xE3, state(), "windowCovering.motorSpeedLevel", _SPEED, w=True),
        one.at(0xEA, state(), "windowCovering.operationalStatus", status),
    )


def _closure(one: Class) -> tuple[EchonetRow, ...]:
    position = codes(
        {"fullyOpened": 0x41, "fullyClosed": 0x42, "partiallyOpened": 0x45},
        also={0x43: "partiallyOpened", 0x44: "partiallyOpened"},
    )
    return (
        one.at(0xE1, _PERCENT, "closureControl.position", unit="%", w=True),
        one.at(0xE3, state(), "closureControl.speed", _SPEED, w=True),
        one.at(0xEA, state(), "closureControl.currentPosition", position),
    )


_WATER_HEATER: Final = (
    WATER_HEATER.at(0xB0, state(), "waterHeater.mode", codes({"auto": 0x41, "manual": 0x42, "off": 0x43}), w=True),
    WATER_HEATER.at(0xB2, state(), "waterHeater.heating", YES),
    WATER_HEATER.at(0xB3, number(1, most=100, none=(0xFD,)), "waterHeater.targetTemperature", unit="Cel", w=True),
    WATER_HEATER.at(0xC1, _PERCENT, "waterHeater.waterTemperature", unit="Cel"),
    WATER_HEATER.at(0xC2, part(mask(), 0, 4), "waterHeater.faults", bits(waterLeak=1, freezing=2)),
    WATER_HEATER.at(0xC3, state(), "waterHeater.flowing", YES),
    WATER_HEATER.at(0xD3, _PERCENT, "bathControl.bathTargetTemperature", unit="Cel", w=True, wide=_TYPE),
    WATER_HEATER.at(0xD6, _PERCENT, "audioVolume.volume", unit="%", w=True),
    WATER_HEATER.at(0xD7, state(), "audioVolume.mute", ON, w=True),
    WATER_HEATER.at(0xE1, _AMOUNT, "waterHeater.hotWaterVolume", unit="L"),
    WATER_HEATER.at(0xE2, _AMOUNT, "waterHeater.tankVolume", unit="L"),
    HYBRID_WATER_HEATER.at(
        0xB0, state(), "waterHeater.mode", codes({"auto": 0x41, "manual": 0x42, "off": 0x43}), w=True
    ),
    HYBRID_WATER_HEATER.at(0xB2, state(), "waterHeater.heating", YES),
    HYBRID_WATER_HEATER.at(0xC3, state(), "waterHeater.flowing", YES),
    HYBRID_WATER_HEATER.at(0xE1, _AMOUNT, "waterHeater.hotWaterVolume", unit="L"),
    HYBRID_WATER_HEATER.at(0xE2, _AMOUNT, "waterHeater.tankVolume", unit="L"),
    INSTANT_WATER_HEATER.at(0xD0, state(), "waterHeater.heating", YES),
    INSTANT_WATER_HEATER.at(0xD1, _PERCENT, "waterHeater.targetTemperature", unit="Cel", w=True),
    INSTANT_WATER_HEATER.at(0xD6, _PERCENT, "audioVolume.volume", unit="%", w=True),
    INSTANT_WATER_HEATER.at(0xD7, state(), "audioVolume.mute", ON, w=True),
    INSTANT_WATER_HEATER.at(0xE1, _PERCENT, "bathControl.bathTargetTemperature", unit="Cel", w=True, wide=_TYPE),
)

_BATHROOM: Final = (
    BATHROOM_HEATER.at(
        0xB0,
        state(),
        "bathControl.mode",
        codes({"off": 0x00, "ventilate": 0x10, "heat": 0x30, "dry": 0x40, "blow": 0x50}, also={0x20: "heat"}),
        w=True,
    ),
    BATHROOM_HEATER.at(0xB3, level(none=(0x41, 0x42)), "bathControl.heatLevel", w=True),
    BATHROOM_HEATER.at(0xB1, level(none=(0x41, 0x42)), "bathControl.fanLevel", w=True),
    BATHROOM_HEATER.at(0xBA, _PERCENT, "relativeHumidityMeasurement.measuredValue", unit="%"),
    BATHROOM_HEATER.at(0xBB, number(1, signed=True, none=(0x7E,)), "bathControl.temperature", unit="Cel", wide=_TYPE),
    BATHROOM_HEATER.at(
        0xCF,
        state(),
        "consumableMonitoring.changeIndication",
        codes({"critical": 0x41, "ok": 0x42}, near={"warning": 0x42}),
        part="filter",
    ),
    BATHROOM_HEATER.at(0xE0, state(), "occupancySensing.occupied", YES),
)

_LOCK: Final = (
    LOCK.at(0xE0, state(), "doorLock.lockState", codes({"locked": 0x41, "unlocked": 0x42}, near={"unlatched": 0x42})),
    LOCK.at(0xE2, state(), "doorLock.insideBolted", YES),
    LOCK.at(0xE3, state(), "doorLock.doorState", codes({"doorOpen": 0x41, "doorClosed": 0x42})),
    LOCK.at(0xE4, state(), "occupancySensing.occupied", YES),
    LOCK.at(
        0xE7,
        state(),
        "powerSource.batteryChargeLevel",
        codes({"ok": 0x40, "warning": 0x41}, near={"critical": 0x41}),
    ),
)

_LIGHT_MODE: Final = codes({"auto": 0x41, "default": 0x42, "night": 0x43, "color": 0x45})

ROWS: Final[tuple[EchonetRow, ...]] = (
    *(row for one in _COVERS for row in _cover(one)),
    *(row for one in _CLOSURES for row in _closure(one)),
    *_LOCK,
    *_WATER_HEATER,
    *_BATHROOM,
    *(one.at(0xB0, _PERCENT, "levelControl.currentLevel", unit="%", w=True) for one in (LIGHT, PLAIN_LIGHT)),
    LIGHT.at(0xB6, state(), "colorControl.lightMode", _LIGHT_MODE, w=True),
    LIGHT.at(0xC0, COLOR, "colorControl.rgb", w=True),
    LIGHTING_SYSTEM.at(0xB0, _PERCENT, "levelControl.currentLevel", unit="%", w=True),
    LIGHTING_SYSTEM.at(0xC0, number(1, least=1, most=253, none=(0,)), "modeSelect.currentMode", w=True),
)

COMMANDS: Final[tuple[CommandRow, ...]] = (
    *(one.command(0xE0, 0x41, "windowCovering.open") for one in _COVERS),
    *(one.command(0xE0, 0x42, "windowCovering.close") for one in _COVERS),
    *(one.command(0xE0, 0x43, "windowCovering.stop") for one in _COVERS),
    *(one.command(0xE0, 0x41, "closureControl.moveTo", preset="fullyOpened") for one in _CLOSURES),
    *(one.command(0xE0, 0x42, "closureControl.moveTo", preset="fullyClosed") for one in _CLOSURES),
    *(one.command(0xE0, 0x43, "closureControl.stop") for one in _CLOSURES),
    LOCK.command(0xE0, 0x41, "doorLock.lockDoor"),
    LOCK.command(0xE0, 0x42, "doorLock.unlockDoor"),
    WATER_HEATER.command(0xE3, 0x41, "bathControl.fillBath"),
    INSTANT_WATER_HEATER.command(0xE3, 0x41, "bathControl.fillBath"),
    BATHROOM_HEATER.command(0xB0, 0x00, "bathControl.stop"),
)
