"""How what we write and command is told to SmartThings, and what its commands mean with us.

Facts: SmartThings developer documentation, "Production Capabilities", commands and their arguments.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from schemas.conversion import IDENTITY, Conversion
from schemas.value import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One SmartThings command, as its API takes it."""

    capability: str
    command: str
    arguments: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Write:
    """How an attribute is set: by a command that takes the value, or by a command for each word."""

    capability: str
    attribute: str
    command: str = ""
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Invoke:
    """A command of ours and one of theirs; `arguments` are ours, in the order in which they take them."""

    ours: str
    capability: str
    command: str
    arguments: tuple[tuple[str, Conversion], ...] = ()
    fixed: tuple[Value, ...] = ()  # what they want besides, after the arguments


def _set(capability: str, attribute: str, command: str = "") -> Write:
    setter = command or f"set{attribute[0].upper()}{attribute[1:]}"
    return Write(capability=capability, attribute=attribute, command=setter)


def _words(capability: str, attribute: str, **words: str) -> Write:
    return Write(capability=capability, attribute=attribute, words=words)


WRITES: Final[tuple[Write, ...]] = (
    _words("switch", "switch", on="on", off="off"),
    _set("switchLevel", "level"),
    _set("colorTemperature", "colorTemperature"),
    _set("colorControl", "hue"),
    _set("colorControl", "saturation"),
    _set("thermostatHeatingSetpoint", "heatingSetpoint"),
    _set("thermostatCoolingSetpoint", "coolingSetpoint"),
    _set("thermostatMode", "thermostatMode"),
    _set("thermostatFanMode", "thermostatFanMode"),
    _set("thermostatWaterHeatingSetpoint", "heatingSetpoint"),
    _set("temperatureSetpoint", "temperatureSetpoint"),
    _set("temperatureLevel", "temperatureLevel"),
    _set("airConditionerMode", "airConditionerMode"),
    _set("airConditionerFanMode", "fanMode"),
    _set("airPurifierFanMode", "airPurifierFanMode"),
    _set("fanMode", "fanMode"),
    _set("fanSpeed", "fanSpeed"),
    _set("fanSpeedPercent", "percent"),
    _set("fanOscillationMode", "fanOscillationMode"),
    _set("windMode", "windMode"),
    _set("humidifierMode", "humidifierMode"),
    _set("windowShadeLevel", "shadeLevel"),
    _set("windowShadeTiltLevel", "shadeTiltLevel"),
    _words("alarm", "alarm", both="both", off="off"),
    _words("chime", "chime", chime="chime", off="off"),
    _words("audioMute", "mute", muted="mute", unmuted="unmute"),
    _set("audioVolume", "volume"),
    _set("mediaInputSource", "inputSource"),
    _set("tvChannel", "tvChannel"),
    _set("mediaPlaybackShuffle", "playbackShuffle"),
    _set("mediaPlaybackRepeat", "playbackRepeatMode"),
    _set("mediaGroup", "groupVolume"),
    _words("mediaGroup", "groupMute", muted="muteGroup", unmuted="unmuteGroup"),
    _set("refrigeration", "rapidCooling"),
    _set("refrigeration", "rapidFreezing"),
    _set("refrigeration", "defrost"),
    _set("refrigerationSetpoint", "refrigerationSetpoint"),
    _set("ovenMode", "ovenMode"),
    _set("ovenSetpoint", "ovenSetpoint"),
    _set("cookTime", "cookTime"),
    _set("washerMode", "washerMode"),
    _set("dryerMode", "dryerMode"),
    _set("dishwasherMode", "dishwasherMode"),
    _set("robotCleanerCleaningMode", "robotCleanerCleaningMode"),
    _set("robotCleanerTurboMode", "robotCleanerTurboMode"),
    _words("cameraPrivacyMode", "softLivestreamPrivacyMode", enabled="enableSoftLivestreamPrivacyMode",
           disabled="disableSoftLivestreamPrivacyMode"),
    _words("cameraPrivacyMode", "softRecordingPrivacyMode", enabled="enableSoftRecordingPrivacyMode",
           disabled="disableSoftRecordingPrivacyMode"),
    _set("nightVision", "nightVision"),
    _set("imageControl", "imageRotation"),
    _set("mechanicalPanTiltZoom", "pan"),
    _set("mechanicalPanTiltZoom", "tilt"),
    _set("mechanicalPanTiltZoom", "zoom"),
    _words("samsungce.kidsLock", "lockState", locked="lock", unlocked="unlock"),
    _words("samsungce.airConditionerBeep", "beep", on="on", off="off"),
    _words("samsungce.airConditionerLighting", "lighting", on="on", off="off"),
    _set("custom.airConditionerOptionalMode", "acOptionalMode"),
    _set("custom.autoCleaningMode", "autoCleaningMode"),
    _set("custom.spiMode", "spiMode"),
    _set("custom.picturemode", "pictureMode"),
    _set("custom.soundmode", "soundMode"),
    _set("custom.washerSpinLevel", "washerSpinLevel"),
    _set("custom.washerRinseCycles", "washerRinseCycles"),
    _set("custom.washerWaterTemperature", "washerWaterTemperature"),
    _set("custom.washerSoilLevel", "washerSoilLevel"),
    _set("custom.dryerDryLevel", "dryerDryLevel"),
    _set("custom.dryerWrinklePrevent", "dryerWrinklePrevent"),
    _words("samsungce.washerBubbleSoak", "status", on="on", off="off"),
    _set("hca.washerMode", "mode"),
    _set("hca.dryerMode", "mode"),
)  # fmt: skip
"""Attributes that SmartThings lets be set; what is not here is only read."""


def _invoke(ours: str, theirs: str, *arguments: tuple[str, Conversion], fixed: tuple[Value, ...] = ()) -> Invoke:
    capability, command = theirs.split(".")
    return Invoke(ours=ours, capability=capability, command=command, arguments=arguments, fixed=fixed)


COMMANDS: Final[tuple[Invoke, ...]] = (
    _invoke("onOff.on", "switch.on"),
    _invoke("onOff.off", "switch.off"),
    _invoke("levelControl.moveToLevel", "switchLevel.setLevel", ("level", IDENTITY)),
    _invoke("colorControl.moveToColorTemperature", "colorTemperature.setColorTemperature",
            ("colorTemperature", IDENTITY)),
    _invoke("doorLock.lockDoor", "lock.lock"),
    _invoke("doorLock.unlockDoor", "lock.unlock"),
    _invoke("doorLock.unboltDoor", "lock.unlatch"),
    _invoke("windowCovering.open", "windowShade.open"),
    _invoke("windowCovering.close", "windowShade.close"),
    _invoke("windowCovering.stop", "windowShade.pause"),
    _invoke("windowCovering.goToLift", "windowShadeLevel.setShadeLevel", ("position", IDENTITY)),
    _invoke("windowCovering.goToTilt", "windowShadeTiltLevel.setShadeTiltLevel", ("tilt", IDENTITY)),
    _invoke("valveControl.open", "valve.open"),
    _invoke("valveControl.close", "valve.close"),
    _invoke("warningDevice.start", "alarm.both"),
    _invoke("warningDevice.stop", "alarm.off"),
    _invoke("doorbellChime.playChimeSound", "chime.chime"),
    _invoke("securitySystem.disarm", "securitySystem.disarm"),
    _invoke("mediaPlayback.play", "mediaPlayback.play"),
    _invoke("mediaPlayback.pause", "mediaPlayback.pause"),
    _invoke("mediaPlayback.stop", "mediaPlayback.stop"),
    _invoke("mediaPlayback.fastForward", "mediaPlayback.fastForward"),
    _invoke("mediaPlayback.rewind", "mediaPlayback.rewind"),
    _invoke("mediaPlayback.next", "mediaTrackControl.nextTrack"),
    _invoke("mediaPlayback.previous", "mediaTrackControl.previousTrack"),
    _invoke("mediaPlayback.selectInput", "mediaInputSource.setInputSource", ("input", IDENTITY)),
    _invoke("audioVolume.volumeUp", "audioVolume.volumeUp"),
    _invoke("audioVolume.volumeDown", "audioVolume.volumeDown"),
    _invoke("announcement.announce", "speechSynthesis.speak", ("text", IDENTITY)),
    _invoke("operationalState.start", "washerOperatingState.setMachineState", fixed=("run",)),
    _invoke("operationalState.pause", "washerOperatingState.setMachineState", fixed=("pause",)),
    _invoke("operationalState.stop", "washerOperatingState.setMachineState", fixed=("stop",)),
    _invoke("operationalState.start", "dryerOperatingState.setMachineState", fixed=("run",)),
    _invoke("operationalState.pause", "dryerOperatingState.setMachineState", fixed=("pause",)),
    _invoke("operationalState.stop", "dryerOperatingState.setMachineState", fixed=("stop",)),
    _invoke("operationalState.start", "dishwasherOperatingState.setMachineState", fixed=("run",)),
    _invoke("operationalState.pause", "dishwasherOperatingState.setMachineState", fixed=("pause",)),
    _invoke("operationalState.stop", "dishwasherOperatingState.setMachineState", fixed=("stop",)),
    _invoke("operationalState.start", "ovenOperatingState.start"),
    _invoke("operationalState.stop", "ovenOperatingState.stop"),
    _invoke("operationalState.start", "operationalState.start"),
    _invoke("operationalState.stop", "operationalState.stop"),
    _invoke("operationalState.pause", "operationalState.pause"),
    _invoke("operationalState.resume", "operationalState.resume"),
    _invoke("robotVacuum.goHome", "robotCleanerMovement.setRobotCleanerMovement", fixed=("homing",)),
    _invoke("robotVacuum.pause", "robotCleanerMovement.setRobotCleanerMovement", fixed=("pause",)),
    _invoke("robotVacuum.start", "robotCleanerCleaningMode.setRobotCleanerCleaningMode", fixed=("auto",)),
    _invoke("robotVacuum.stop", "robotCleanerCleaningMode.setRobotCleanerCleaningMode", fixed=("stop",)),
    _invoke("softwareUpdate.install", "firmwareUpdate.updateFirmware"),
    _invoke("softwareUpdate.check", "firmwareUpdate.checkForFirmwareUpdate"),
    _invoke("consumableMonitoring.resetCondition", "filterState.resetFilter"),
    _invoke("petCare.feed", "feederOperatingState.startFeeding"),
    _invoke("emergencyCall.call", "panicAlarm.panic"),
    _invoke("cameraStream.captureSnapshot", "imageCapture.take"),
)  # fmt: skip
"""Commands of ours, the first of several for a device that has more than one of them."""

EVENTS: Final[dict[tuple[str, str], dict[str, str]]] = {
    ("button", "button"): {
        "pushed": "genericSwitch.shortRelease",
        "held": "genericSwitch.longPress",
        "double": "genericSwitch.multiPressComplete",
        "down": "genericSwitch.initialPress",
        "up": "genericSwitch.shortRelease",
        "down_hold": "genericSwitch.longPress",
        "up_hold": "genericSwitch.longRelease",
        **{f"pushed_{count}x": "genericSwitch.multiPressComplete" for count in range(2, 7)},
    },
    ("tag.tagButton", "tagButton"): {
        "pushed": "genericSwitch.shortRelease",
        "held": "genericSwitch.longPress",
        "double": "genericSwitch.multiPressComplete",
    },
    ("holdableButton", "button"): {"pushed": "genericSwitch.shortRelease", "held": "genericSwitch.longPress"},
}
"""Attributes whose values are things that happen: the event of ours for each word."""

_BY_ATTRIBUTE: Final = {(one.capability, one.attribute): one for one in WRITES}
_BY_SETTER: Final = {(one.capability, one.command): one for one in WRITES if one.command}
_BY_WORD: Final = {(one.capability, command): (one, word) for one in WRITES for word, command in one.words.items()}


def write(capability: str, attribute: str, encoded: Value) -> Call | None:
    """Give the command that sets an attribute to a value of SmartThings' own; None where it cannot be set so."""
    one = _BY_ATTRIBUTE.get((capability, attribute))
    if one is None:
        return None
    if one.command:
        return Call(capability=capability, command=one.command, arguments=(encoded,))
    command = one.words.get(encoded) if isinstance(encoded, str) else None
    return Call(capability=capability, command=command) if command else None


def written(call: Call) -> tuple[str, str, Value] | None:
    """Give (capability, attribute, value) that a command sets; None where it sets none."""
    setter = _BY_SETTER.get((call.capability, call.command))
    if setter is not None:
        return (setter.capability, setter.attribute, call.arguments[0]) if call.arguments else None
    found = _BY_WORD.get((call.capability, call.command))
    return (found[0].capability, found[0].attribute, found[1]) if found else None


def invoke(ours: str, arguments: Mapping[str, Value], capabilities: frozenset[str]) -> Call | None:
    """Give the call that does our `capability.command` on a device with these SmartThings capabilities.

    None where it has none that does it with just these arguments.
    """
    for one in COMMANDS:
        wanted = one.ours == ours and one.capability in capabilities
        if wanted and arguments.keys() == {name for name, _ in one.arguments}:
            told = tuple(convert.encode(arguments[name]) for name, convert in one.arguments)
            return Call(capability=one.capability, command=one.command, arguments=(*told, *one.fixed))
    return None


def invoked(call: Call) -> tuple[str, dict[str, Value]] | None:
    """Give our `capability.command` and arguments for a call; None where it is none of ours."""
    for one in COMMANDS:
        count = len(one.arguments)
        same = (one.capability, one.command) == (call.capability, call.command)
        if same and len(call.arguments) >= count and call.arguments[count:] == one.fixed:
            named = zip(one.arguments, call.arguments[:count], strict=True)
            return one.ours, {name: convert.decode(value) for (name, convert), value in named}
    return None
