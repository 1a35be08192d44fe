"""Attributes that describe another one: its values, its limits, or the commands that its capability takes."""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Final, NamedTuple

from schemas.mappings.smartthings.consumable import ROWS as CONSUMABLES
from schemas.mappings.smartthings.samsung import ROWS as SAMSUNG
from schemas.mappings.smartthings.standard import ROWS as STANDARD


class Use(StrEnum):
    """What the description is good for."""

    VALUES = "values"
    RANGE = "range"  # {"minimum", "maximum", "step"}
    MINIMUM = "minimum"
    MAXIMUM = "maximum"
    STEP = "step"
    COMMANDS = "commands"
    SUPPORT = "support"  # whether it can be set at all


class Facet(NamedTuple):
    """Which attribute is described, and how."""

    capability: str
    attribute: str
    use: Use


def _facets(capability: str, use: Use, **described: str) -> dict[tuple[str, str], Facet]:
    return {(capability, name): Facet(capability, attribute, use) for name, attribute in described.items()}


NAMED: Final[dict[tuple[str, str], Facet]] = {
    **_facets(
        "airConditionerMode",
        Use.VALUES,
        supportedAcModes="airConditionerMode",
        availableAcModes="airConditionerMode",
    ),
    **_facets("airConditionerFanMode", Use.VALUES, supportedAcFanModes="fanMode", availableAcFanModes="fanMode"),
    **_facets("fanMode", Use.VALUES, supportedFanModes="fanMode"),
    **_facets("airPurifierFanMode", Use.VALUES, supportedAirPurifierFanModes="airPurifierFanMode"),
    **_facets("airQualityHealthConcern", Use.VALUES, supportedAirQualityValues="airQualityHealthConcern"),
    **_facets("securitySystem", Use.VALUES, supportedSecuritySystemStatuses="securitySystemStatus"),
    **_facets("ovenMode", Use.VALUES, supportedOvenModes="ovenMode"),
    **_facets("custom.energyType", Use.VALUES, supportedEnergySavingLevels="energySavingLevel"),
    **_facets("custom.washerRinseCycles", Use.VALUES, supportedWasherRinseCycles="washerRinseCycles"),
    **_facets("samsungce.airConditionerLighting", Use.VALUES, supportedLightingLevels="lighting"),
    **_facets(
        "custom.energyType",
        Use.SUPPORT,
        energySavingSupport="energySavingLevel",
        energySavingOperationSupport="energySavingOperation",
    ),
    **_facets("samsungce.robotCleanerCleaningMode", Use.SUPPORT, supportRepeatMode="repeatModeEnabled"),
    **_facets("samsungce.selfCheck", Use.COMMANDS, supportedActions="status"),
    **{
        (f"{name}HealthConcern", f"supported{name[0].upper()}{name[1:]}Values"): Facet(
            f"{name}HealthConcern", f"{name}HealthConcern", Use.VALUES
        )
        for name in (
            *("carbonDioxide", "carbonMonoxide", "dust", "fineDust", "veryFineDust", "formaldehyde"),
            *("nitrogenDioxide", "ozone", "radon", "tvoc"),
        )
    },
    **_facets("samsungce.sabbathMode", Use.VALUES, supportedActions="status"),
    **_facets("soundDetection", Use.VALUES, supportedSoundTypes="soundDetected"),
    **_facets("evseState", Use.VALUES, supportedChargingStates="chargingState"),
    **_facets("samsungce.cooktopHeatingPower", Use.MINIMUM, manualLevelMin="manualLevel"),
    **_facets("samsungce.cooktopHeatingPower", Use.MAXIMUM, manualLevelMax="manualLevel"),
    **_facets("samsungce.hoodFanSpeed", Use.MINIMUM, settableMinFanSpeed="hoodFanSpeed"),
    **_facets("samsungce.hoodFanSpeed", Use.MAXIMUM, settableMaxFanSpeed="hoodFanSpeed"),
    **_facets("samsungce.meatProbe", Use.RANGE, temperatureSetpointRange="temperatureSetpoint"),
    **_facets("mediaPlayback", Use.COMMANDS, supportedPlaybackCommands="playbackStatus"),
    ("mediaTrackControl", "supportedTrackControlCommands"): Facet("mediaPlayback", "playbackStatus", Use.COMMANDS),
    **_facets("windowShadePreset", Use.COMMANDS, supportedCommands="position"),
    **_facets("button", Use.VALUES, supportedButtonValues="button"),
    **_facets("windowShade", Use.COMMANDS, supportedWindowShadeCommands="windowShade"),
    **_facets("lock", Use.COMMANDS, supportedLockCommands="lock"),
    **_facets("securitySystem", Use.COMMANDS, supportedSecuritySystemCommands="securitySystemStatus"),
    **_facets("firmwareUpdate", Use.COMMANDS, supportedCommands="state"),
    **_facets("valve", Use.COMMANDS, supportedCommands="valve"),
    **_facets("ovenOperatingState", Use.VALUES, supportedMachineStates="machineState"),
}
"""Those whose names do not say what they describe."""


def _mapped() -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for one in (*STANDARD, *SAMSUNG, *CONSUMABLES):
        found.setdefault(one.source.capability, {})[one.source.attribute] = None
    return {capability: tuple(names) for capability, names in found.items()}


MAPPED: Final = _mapped()
"""The attributes that have rows, by capability."""


def facet_of(capability: str, attribute: str) -> Facet | None:
    """Tell what an attribute describes, None where it stands for itself."""
    named = NAMED.get((capability, attribute))
    if named is not None or attribute in MAPPED.get(capability, ()):
        return named
    return next(_guessed(capability, attribute), None)


def _guessed(capability: str, attribute: str) -> Iterator[Facet]:
    """Read `supportedXs`, `availableXs`, `xRange` and `xStep` as descriptions of x, by SmartThings' own habit.

    `supportedXValues` are those of x, and `supportedXCommands` the commands of the capability whose state x is.
    """
    called = re.fullmatch(r"supported(?:\w*)Commands", attribute)
    listed = re.fullmatch(r"(?:supported|available)(?:List)?([A-Z]\w*)", attribute)
    ended = re.fullmatch(r"(\w+?)(Range|Step)", attribute)
    if called:
        wanted, use = (MAPPED.get(capability) or ("",))[0].casefold(), Use.COMMANDS
    elif listed:
        wanted, use = _singular(listed[1].removesuffix("Values") or listed[1]), Use.VALUES
    elif ended:
        wanted, use = ended[1].casefold(), Use.RANGE if ended[2] == "Range" else Use.STEP
    else:
        return
    names = MAPPED.get(capability, ())
    for name in sorted(names, key=lambda name: name.casefold() != wanted):
        if name.casefold() == wanted or (use is Use.VALUES and _ends(name.casefold(), wanted)):
            yield Facet(capability, name, use)


def _singular(word: str) -> str:
    folded = word.casefold()
    return f"{folded[:-3]}y" if folded.endswith("ies") else folded.removesuffix("s")


def _ends(name: str, wanted: str) -> bool:
    return len(wanted) >= 4 and (name.endswith(wanted) or wanted.endswith(name))
