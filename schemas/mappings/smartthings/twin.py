"""Attributes that tell the same thing: a standard capability and a maker's own beside it, a time as number and as text.

Two stand in one group only where both mean the same thing of the same component, one of them perhaps less finely; not
where they merely share a name or a place. The first named that has a value gets the place; the others stay visible as
they are and tell which one stands for them (`Row.repeats`).
"""

from collections.abc import Iterable
from dataclasses import replace
from itertools import chain
from typing import Final

from schemas.mapping import Row
from schemas.mappings.smartthings.key import SmartThingsKey, key_of

_OVEN: Final = tuple(
    (f"ovenOperatingState.{theirs}", f"samsungce.ovenOperatingState.{own}")
    for theirs, own in (
        ("machineState", "operatingState"),
        *((name, name) for name in ("ovenJobState", "completionTime", "progress", "operationTime")),
    )
)
_LAUNDRY: Final = tuple(
    group
    for one in ("washer", "dryer")
    for group in (
        (f"{one}OperatingState.machineState", f"samsungce.{one}OperatingState.operatingState"),
        (
            f"{one}OperatingState.{one}JobState",
            f"samsungce.{one}OperatingState.{one}JobState",
            f"samsungce.{one}OperatingState.{one}JobPhase",  # the same, less finely
        ),
        (f"samsungce.{one}OperatingState.remainingTime", f"samsungce.{one}OperatingState.remainingTimeStr"),
        (f"samsungce.{one}OperatingState.scheduledJobs", f"samsungce.{one}OperatingState.scheduledPhases"),
        (f"{one}Mode.{one}Mode", f"hca.{one}Mode.mode"),
    )
)
_CYCLES: Final = ("washer", "dryer", "steamCloset")
_THERMOSTAT: Final = (
    ("thermostatHeatingSetpoint.heatingSetpoint", "thermostat.heatingSetpoint"),
    ("thermostatCoolingSetpoint.coolingSetpoint", "thermostat.coolingSetpoint"),
    ("thermostatMode.thermostatMode", "thermostat.thermostatMode"),
    ("thermostatOperatingState.thermostatOperatingState", "thermostat.thermostatOperatingState"),
    ("thermostatFanMode.thermostatFanMode", "thermostat.thermostatFanMode"),
)

TWINS: Final[tuple[tuple[str, ...], ...]] = (
    *_LAUNDRY,
    *_OVEN,
    *_THERMOSTAT,
    # --- the laundry: a steam closet reports itself as a dryer as well ---
    ("dryerOperatingState.machineState", "custom.steamClosetOperatingState.steamClosetMachineState"),
    ("dryerOperatingState.dryerJobState", "custom.steamClosetOperatingState.steamClosetJobState"),
    ("dryerOperatingState.completionTime", "custom.steamClosetOperatingState.completionTime"),
    ("custom.steamClosetOperatingState.remainingTime", "custom.steamClosetOperatingState.remainingTimeStr"),
    ("custom.supportedOptions.course", *(f"samsungce.{one}Cycle.{one}Cycle" for one in _CYCLES)),
    ("samsungce.dishwasherWashingCourse.washingCourse", "custom.supportedOptions.course"),  # a name before a code
    ("custom.supportedOptions.supportedCourses", *(f"samsungce.{one}Cycle.supportedCycles" for one in _CYCLES)),
    ("samsungce.dishwasherWashingCourse.supportedCourses", "custom.supportedOptions.supportedCourses"),
    # --- the kitchen ---
    ("dishwasherOperatingState.machineState", "samsungce.dishwasherOperation.operatingState"),
    (
        "dishwasherOperatingState.dishwasherJobState",
        "samsungce.dishwasherJobState.dishwasherJobState",
        "custom.dishwasherOperatingProgress.dishwasherOperatingProgress",  # the same, less finely
    ),
    (
        "samsungce.dishwasherOperation.progressPercentage",
        "custom.dishwasherOperatingPercentage.dishwasherOperatingPercentage",
    ),
    ("samsungce.dishwasherOperation.remainingTime", "samsungce.dishwasherOperation.remainingTimeStr"),
    ("samsungce.dishwasherWashingOptions.sanitize", "samsungce.dishwasherWashingOptions.sanitizingWash"),
    ("ovenMode.ovenMode", "samsungce.ovenMode.ovenMode"),
    ("refrigeration.rapidCooling", "samsungce.powerCool.activated"),
    ("refrigeration.rapidFreezing", "samsungce.powerFreeze.activated"),
    (
        "thermostatCoolingSetpoint.coolingSetpoint",
        "refrigerationSetpoint.refrigerationSetpoint",
        "samsungce.temperatureSetting.desiredTemperature",
    ),
    ("custom.fridgeMode.fridgeMode", "samsungce.freezerConvertMode.freezerConvertMode"),
    ("contactSensor.contact", "samsungce.doorState.doorState"),
    # --- air ---
    ("airConditionerFanMode.fanMode", "fanMode.fanMode", "airPurifierFanMode.airPurifierFanMode"),
    ("airQualityHealthConcern.airQualityHealthConcern", "samsungce.airQualityHealthConcern.airQualityHealthConcern"),
    ("dustSensor.fineDustLevel", "fineDustSensor.fineDustLevel"),
    # --- robots ---
    (
        "robotCleanerMovement.robotCleanerMovement",
        "robotCleanerOperatingState.operatingState",
        "robotCleanerState.operatingState",
        "samsungce.robotCleanerOperatingState.operatingState",
    ),
    ("robotCleanerCleaningMode.robotCleanerCleaningMode", "samsungce.robotCleanerCleaningMode.cleaningMode"),
    # --- televisions and loudspeakers ---
    (
        "mediaInputSource.inputSource",
        "samsungvd.mediaInputSource.inputSource",
        "samsungvd.audioInputSource.inputSource",
    ),
    (
        "mediaInputSource.supportedInputSources",
        "samsungvd.mediaInputSource.supportedInputSourcesMap",
        "samsungvd.audioInputSource.supportedInputSources",
    ),
    ("custom.picturemode.supportedPictureModes", "custom.picturemode.supportedPictureModesMap"),
    ("custom.soundmode.supportedSoundModes", "custom.soundmode.supportedSoundModesMap"),
    ("mediaPlayback.playbackStatus", "musicPlayer.status"),
    ("audioVolume.volume", "musicPlayer.level"),
    ("audioMute.mute", "musicPlayer.mute"),
    ("audioTrackData.audioTrackData/title", "musicPlayer.trackDescription"),
    ("mediaGroup.groupRole", "samsungvd.audioGroupInfo.role"),
    # --- power ---
    ("powerMeter.power", "powerConsumptionReport.powerConsumption/power"),
    ("energyMeter.energy", "powerConsumptionReport.powerConsumption/energy"),
    # --- locks ---
    ("lock.lock", "lockCodes.lock"),
    ("lockCodes.maxCodes", "lockCredentials.pinUsersSupported"),
    ("lockCodes.minCodeLength", "lockCredentials.minPinCodeLen"),
    ("lockCodes.maxCodeLength", "lockCredentials.maxPinCodeLen"),
    # --- the device itself ---
    ("samsungce.kidsLock.lockState", "samsungce.kidsLockControl.lockState"),
    (
        "healthCheck.DeviceWatch-DeviceStatus",
        "healthCheck.healthStatus",
        "sec.deviceConnectionState.deviceConnectionState",
    ),
)  # fmt: skip
"""Groups of attributes, each "capability.attribute", with "/field" where it is structured."""


def _place(key: SmartThingsKey) -> tuple[str, str]:
    return key.capability, key.attribute


def _turns() -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = {}
    for group in TWINS:
        for turn, name in enumerate(group):
            place = _place(key_of(name))
            found[place] = max(turn, found.get(place, 0))
    return found


TURNS: Final = _turns()
"""How many others of its group get the place before an attribute, by (capability, attribute)."""


def paired(rows: Iterable[Row[SmartThingsKey]]) -> tuple[Row[SmartThingsKey], ...]:
    """Give every row the sources that tell the same as its own."""
    kept = tuple(rows)
    sources: dict[SmartThingsKey, set[SmartThingsKey]] = {}
    for one in kept:
        sources.setdefault(one.source._replace(which=""), set()).add(one.source)
    others: dict[SmartThingsKey, set[SmartThingsKey]] = {}
    for group in TWINS:
        keys = [found for name in group for found in _fields(key_of(name), sources)]
        for key in keys:
            told = chain.from_iterable(sources[other] for other in keys if _place(other) != _place(key))
            others.setdefault(key, set()).update(told)
    return tuple(replace(one, repeats=frozenset(others.get(one.source._replace(which=""), ()))) for one in kept)


def _fields(key: SmartThingsKey, sources: Iterable[SmartThingsKey]) -> list[SmartThingsKey]:
    """Give the sources that a name stands for: those of every field where it names none."""
    return [one for one in sources if one[:2] == key[:2] and (not key.path or one.path == key.path)]
