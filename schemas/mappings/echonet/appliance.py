"""ECHONET Lite's household appliances and audiovisual devices, class groups 03, 05 and 06."""

from typing import Final

from schemas.conversion import scale
from schemas.mappings.code import codes, flag
from schemas.mappings.echonet.edt import clock, number, part, state
from schemas.mappings.echonet.key import Class, CommandRow, EchonetRow
from schemas.mappings.echonet.superclass import ON, YES

REFRIGERATOR: Final = Class(0x03B7)
MICROWAVE: Final = Class(0x03B8)
COOKING_HEATER: Final = Class(0x03B9)
RICE_COOKER: Final = Class(0x03BB)
WASHER_DRYER: Final = Class(0x03D3)
AUDIO: Final = Class(0x0603)

_TYPE: Final = "the form holds more than any appliance has"
_COMPARTMENTS: Final = ("fridge", "freezer", "ice", "vegetable", "multi")
_BURNERS: Final = ("left", "right", "far", "grill")
_CHILLED: Final = number(1, signed=True, least=-127, most=126)
_QUICK: Final = flag(0x42, 0x41, also_false=(0x43,))
_UNKNOWN: Final = (b"\xff\xff",)


def _compartment(place: int, name: str) -> tuple[EchonetRow, ...]:
    """Write down one compartment of a refrigerator; each kind of property lists them in the same order."""
    return (
        REFRIGERATOR.at(0xB2 + place, state(), "contactState.open", YES, part=name),
        REFRIGERATOR.at(0xD1 + place, _CHILLED, "temperatureMeasurement.measuredValue", unit="Cel", part=name),
        REFRIGERATOR.at(
            0xE2 + place, _CHILLED, "temperatureControl.temperatureSetpoint", unit="Cel", w=True, part=name, wide=_TYPE
        ),
        REFRIGERATOR.at(
            0xE9 + place,
            number(1, least=1, most=255),
            "temperatureControl.selectedTemperatureLevel",
            w=True,
            part=name,
            wide=_TYPE,
        ),
    )


_REFRIGERATOR: Final = (
    REFRIGERATOR.at(0xA0, state(), "refrigeratorControl.rapidFreeze", _QUICK, w=True),
    REFRIGERATOR.at(0xA1, state(), "refrigeratorControl.rapidCool", _QUICK, w=True),
    REFRIGERATOR.at(0xA4, state(), "refrigeratorControl.iceMaker", flag(0x41, 0x42, also_false=(0x43,)), w=True),
    REFRIGERATOR.at(0xAD, state(), "refrigeratorControl.deodorization", YES, w=True),
    REFRIGERATOR.at(0xB0, state(), "refrigeratorControl.doorOpen", YES),
    REFRIGERATOR.at(0xB1, state(), "refrigeratorControl.doorOpenAlarm", YES),
    *(row for place, name in enumerate(_COMPARTMENTS) for row in _compartment(place, name)),
    REFRIGERATOR.at(0xDA, number(2), "electricalPowerMeasurement.activeCurrent", scale(1, 10), unit="A", wide=_TYPE),
    REFRIGERATOR.at(0xDC, number(2), "electricalPowerMeasurement.ratedPower", unit="W"),
)

_HEATING: Final = flag(0x41, 0x40, also_false=(0x42, 0x50))


def _burner(place: int, name: str) -> tuple[EchonetRow, ...]:
    heating = part(state(none=(0xFF,)), place, 4)
    return (COOKING_HEATER.at(0xB1, heating, "cookSurface.on", _HEATING, part=name),)


def _stove(place: int, name: str) -> tuple[EchonetRow, ...]:
    degrees = part(number(1, least=50, most=250), place, 3)
    return (COOKING_HEATER.at(0xE3, degrees, "cookSurface.targetTemperature", unit="Cel", w=True, part=name),)


_COOKING: Final = (
    COOKING_HEATER.at(0xA1, state(), "userInterface.keypadLockout", flag(0x41, 0x40), w=True),
    *(row for place, name in enumerate(_BURNERS) for row in _burner(place, name)),
    *(row for place, name in enumerate(_BURNERS[:3]) for row in _stove(place, name)),
    RICE_COOKER.at(0xB0, state(), "cookingProgram.lidOpen", YES),
    RICE_COOKER.at(
        0xB1,
        state(),
        "cookingProgram.status",
        codes({"idle": 0x41, "preheating": 0x42, "cooking": 0x43, "finished": 0x45}, also={0x44: "cooking"}),
    ),
    RICE_COOKER.at(0xE1, state(), "cookingProgram.keepWarm", YES, w=True),
    RICE_COOKER.at(0xE5, state(), "cookingProgram.potPresent", flag(0x42, 0x41)),
    MICROWAVE.at(0xB0, state(), "ovenControl.doorOpen", YES),
    MICROWAVE.at(
        0xB1,
        state(),
        "ovenControl.phase",
        codes(
            {"idle": 0x40, "cooking": 0x41, "paused": 0x42, "finished": 0x43, "preheating": 0x45},
            also={0x44: "idle", 0x46: "preheating", 0x47: "idle"},
        ),
    ),
    MICROWAVE.at(
        0xE0,
        state(none=(0xFF,)),
        "ovenControl.ovenMode",
        codes(
            {
                "microwave": 0x41,
                "defrost": 0x42,
                "bake": 0x43,
                "grill": 0x44,
                "proofing": 0x46,
                "slowCook": 0x47,
                "steam": 0x48,
            }
        ),
        w=True,
    ),
    MICROWAVE.at(0xE7, number(2), "ovenControl.selectedWatts", unit="W", w=True, wide=_TYPE),
)

_PHASES: Final = codes(
    {
        "wash": 0x41,
        "rinse": 0x42,
        "spin": 0x43,
        "finished": 0x45,
        "drying": 0x52,
        "wrinklePrevention": 0x53,
        "none": 0x61,
    },
    also={
        0x51: "finished",
        0x54: "finished",
        0x91: "spin",
        **dict.fromkeys(range(0x71, 0x79), "rinse"),
        **dict.fromkeys(range(0x81, 0x89), "spin"),
    },
)

_LAUNDRY: Final = (
    WASHER_DRYER.at(0xB0, state(), "laundryControl.doorOpen", YES),
    WASHER_DRYER.at(
        0xB2,
        state(),
        "operationalState.operationalState",
        codes({"running": 0x41, "paused": 0x42, "stopped": 0x43}, near={"finished": 0x43}),
    ),
    WASHER_DRYER.at(0xD7, number(2, most=4095), "laundryControl.spinSpeed", unit="{rpm}", w=True, wide=_TYPE),
    WASHER_DRYER.at(0xE2, state(), "laundryControl.phase", _PHASES),
    WASHER_DRYER.at(0xE5, clock(none=_UNKNOWN), "laundryControl.washTime", w=True),
    WASHER_DRYER.at(0xE6, number(1, most=8), "laundryControl.rinseCount", w=True),
    WASHER_DRYER.at(0xE9, clock(none=_UNKNOWN), "laundryControl.dryingTime", w=True),
    WASHER_DRYER.at(0xEA, number(1, most=100), "laundryControl.washTemperature", unit="Cel", w=True),
    WASHER_DRYER.at(0xEC, state(), "laundryControl.wrinklePrevention", YES, w=True),
    WASHER_DRYER.at(0xED, clock(none=_UNKNOWN), "operationalState.countdownTime"),
    WASHER_DRYER.at(0xEE, state(), "laundryControl.doorLocked", YES),
)

ROWS: Final[tuple[EchonetRow, ...]] = (
    *_REFRIGERATOR,
    *_COOKING,
    *_LAUNDRY,
    AUDIO.at(0xB8, number(1, most=100), "audioVolume.volume", unit="%", w=True),
    AUDIO.at(0xB9, state(), "audioVolume.mute", ON, w=True),
)

COMMANDS: Final[tuple[CommandRow, ...]] = (
    COOKING_HEATER.command(0xB3, 0x40, "cookSurface.off"),
    RICE_COOKER.command(0xB2, 0x41, "cookingProgram.resume"),
    RICE_COOKER.command(0xB2, 0x42, "cookingProgram.pause"),
    MICROWAVE.command(0xB2, 0x41, "operationalState.start"),
    MICROWAVE.command(0xB2, 0x42, "operationalState.pause"),
    MICROWAVE.command(0xB2, 0x43, "operationalState.stop"),
    WASHER_DRYER.command(0xB2, 0x41, "operationalState.start"),
    WASHER_DRYER.command(0xB2, 0x42, "operationalState.pause"),
    WASHER_DRYER.command(0xB2, 0x43, "operationalState.stop"),
)
