"""OnOff, LevelControl and ColorControl, and what they mean on a speaker, a hob or under a hood."""

# One attribute a line, so that the file reads as the table it is.
# fmt: off
# ruff: noqa: E501

from typing import Final

from schemas.conversion import INVERT_BOOLEAN, MIRED_TO_KELVIN, numbered
from schemas.mappings.matter.conversion import CIE, DECI, HUE, LEVEL, null_is
from schemas.mappings.matter.row import Cluster, MatterRow, Via
from schemas.units import MIRED

SPEAKER: Final = (0x0022,)
COOK_SURFACE: Final = (0x0077,)
EXTRACTOR_HOOD: Final = (0x007A,)

_ON_OFF: Final = Cluster(0x0006, "OnOff")
_LEVEL: Final = Cluster(0x0008, "LevelControl")
_COLOR: Final = Cluster(0x0300, "ColorControl")

AT_ONCE: Final = {"transitionTime": 0, "optionsMask": 0, "optionsOverride": 0}
AS_SET: Final = {"transitionTime": None, "optionsMask": 0, "optionsOverride": 0}
"""A transition of null is the one that the device is set to."""

_SWITCHED: Final = (Via(command=0x01, name="On", when=True), Via(command=0x00, name="Off", when=False))
_PHYSICAL: Final = "between ColorTempPhysicalMinMireds and MaxMireds, which the device names"
_LAMP: Final = "no lamp is outside the range of ours"

ROWS: Final[tuple[MatterRow, ...]] = (
    _ON_OFF.at(0x0000, "OnOff", "bool", "audioVolume.mute", INVERT_BOOLEAN, within=SPEAKER, via=_SWITCHED),  # on is audible
    _ON_OFF.at(0x0000, "OnOff", "bool", "cookSurface.on", within=COOK_SURFACE),
    _ON_OFF.at(0x0000, "OnOff", "bool", "rangeHood.hoodLight", within=EXTRACTOR_HOOD, via=_SWITCHED),  # a light below the hood
    _ON_OFF.at(0x0000, "OnOff", "bool", "onOff.onOff", via=_SWITCHED),
    _ON_OFF.at(0x4001, "OnTime", "uint16", "onOff.onTime", DECI, w=True),
    _ON_OFF.at(0x4002, "OffWaitTime", "uint16", "onOff.offWaitTime", DECI, w=True),
    _ON_OFF.at(0x4003, "StartUpOnOff", "enum8?", "onOff.startUpOnOff", null_is("previous", numbered(off=0, on=1, toggle=2)), w=True),
    # --- level: null at start-up means the one before, which is ours too ---
    _LEVEL.at(0x0000, "CurrentLevel", "uint8?", "audioVolume.volume", LEVEL, within=SPEAKER, via=(Via(command=0x00, name="MoveToLevel", field="level", also=AS_SET),)),
    _LEVEL.at(0x0000, "CurrentLevel", "uint8?", "levelControl.currentLevel", LEVEL, via=(Via(command=0x04, name="MoveToLevelWithOnOff", field="level", also=AS_SET),)),
    _LEVEL.at(0x0002, "MinLevel", "uint8", "levelControl.minLevel", LEVEL, most=254),
    _LEVEL.at(0x0003, "MaxLevel", "uint8", "levelControl.maxLevel", LEVEL, most=254),
    _LEVEL.at(0x0010, "OnOffTransitionTime", "uint16", "levelControl.transitionTime", DECI, w=True, wide="0xFFFF means as fast as the device can; ours ends just below"),
    _LEVEL.at(0x0001, "RemainingTime", "uint16", "levelControl.remainingTime", DECI),
    _LEVEL.at(0x0012, "OnTransitionTime", "uint16?", "levelControl.onTransitionTime", DECI, w=True),
    _LEVEL.at(0x0013, "OffTransitionTime", "uint16?", "levelControl.offTransitionTime", DECI, w=True),
    _LEVEL.at(0x0011, "OnLevel", "uint8?", "levelControl.onLevel", LEVEL, w=True),
    _LEVEL.at(0x4000, "StartUpCurrentLevel", "uint8?", "levelControl.startUpCurrentLevel", LEVEL, w=True),
    # --- colour ---
    _COLOR.at(0x0000, "CurrentHue", "uint8", "colorControl.hue", HUE, most=254, via=(Via(command=0x00, name="MoveToHue", field="hue", also={"direction": 0, **AT_ONCE}),)),
    _COLOR.at(0x0001, "CurrentSaturation", "uint8", "colorControl.saturation", LEVEL, most=254, via=(Via(command=0x03, name="MoveToSaturation", field="saturation", also=AT_ONCE),)),
    _COLOR.at(0x0003, "CurrentX", "uint16", "colorControl.colorX", CIE, most=65279, via=(Via(command=0x07, name="MoveToColor", field="colorX", also=AT_ONCE),)),
    _COLOR.at(0x0004, "CurrentY", "uint16", "colorControl.colorY", CIE, most=65279, via=(Via(command=0x07, name="MoveToColor", field="colorY", also=AT_ONCE),)),
    _COLOR.at(0x0007, "ColorTemperatureMireds", "uint16", "colorControl.colorTemperature", MIRED_TO_KELVIN, unit=MIRED, wide=_PHYSICAL, via=(Via(command=0x0A, name="MoveToColorTemperature", field="colorTemperatureMireds", also=AT_ONCE),)),
    _COLOR.at(0x0008, "ColorMode", "enum8", "colorControl.colorMode", numbered(currentHueAndCurrentSaturation=0, currentXAndCurrentY=1, colorTemperatureMireds=2)),
    _COLOR.at(0x4010, "StartUpColorTemperatureMireds", "uint16?", "colorControl.startUpColorTemperature", MIRED_TO_KELVIN, least=1, most=65279, unit=MIRED, wide=_PHYSICAL, w=True),
    _COLOR.at(0x400B, "ColorTempPhysicalMinMireds", "uint16", "colorControl.colorTemperatureMax", MIRED_TO_KELVIN, least=1, most=65279, unit=MIRED, wide=_LAMP),  # the least mireds are the most kelvins
    _COLOR.at(0x400C, "ColorTempPhysicalMaxMireds", "uint16", "colorControl.colorTemperatureMin", MIRED_TO_KELVIN, most=65279, unit=MIRED, wide=_LAMP),
    _COLOR.at(0x4004, "ColorLoopTime", "uint16", "colorControl.colorLoopTime", unit="s"),
)
