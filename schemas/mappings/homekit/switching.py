"""HomeKit's lights, switches, sound and screens, and what every accessory says of itself."""

from typing import Final

from schemas.conversion import MIRED_TO_KELVIN, null_as
from schemas.mappings.code import codes, flag
from schemas.mappings.homekit.key import HomeKitRow, row
from schemas.units import MIRED

PLAYING: Final = null_as(3, codes({"playing": 0, "paused": 1, "notPlaying": 2}, near={"buffering": 0}))

ROWS: Final[tuple[HomeKitRow, ...]] = (
    row("Lightbulb/On", "onOff.onOff"),
    row("Lightbulb/Brightness", "levelControl.currentLevel"),
    row("Lightbulb/ColorTemperature", "colorControl.colorTemperature", MIRED_TO_KELVIN, unit=MIRED),
    row("Lightbulb/Hue", "colorControl.hue"),
    row("Lightbulb/Saturation", "colorControl.saturation"),
    row("Switch/On", "onOff.onOff"),
    row("Outlet/On", "onOff.onOff"),
    row("Speaker/Mute", "audioVolume.mute"),
    row("Speaker/Volume", "audioVolume.volume"),
    row("TelevisionSpeaker/Mute", "audioVolume.mute"),
    row("TelevisionSpeaker/Volume", "audioVolume.volume"),
    row("Microphone/Mute", "microphoneControl.microphoneMuted"),
    row("Microphone/Volume", "microphoneControl.microphoneVolume"),
    row("Doorbell/Volume", "doorbellChime.chimeVolume"),
    row("Television/Active", "onOff.onOff", flag(1, 0)),
    row("Television/Brightness", "levelControl.currentLevel"),
    row("Television/CurrentMediaState", "mediaPlayback.currentState", PLAYING),
    row("AccessoryInformation/Manufacturer", "deviceInformation.vendorName"),
    row("AccessoryInformation/Model", "deviceInformation.modelIdentifier"),
    row("AccessoryInformation/Name", "deviceInformation.nodeLabel"),
    row("AccessoryInformation/SerialNumber", "deviceInformation.serialNumber"),
    row("AccessoryInformation/FirmwareRevision", "deviceInformation.softwareVersion"),
    row("AccessoryInformation/HardwareRevision", "deviceInformation.hardwareVersion"),
)
