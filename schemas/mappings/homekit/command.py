"""Our commands and events, and the values of HomeKit that stand for them."""

from typing import Final

from schemas.mappings.homekit.key import CommandRow, EventRow, command, event

_KEYS: Final = {
    "rewind": 0,
    "fastForward": 1,
    "next": 2,
    "previous": 3,
    "up": 4,
    "down": 5,
    "left": 6,
    "right": 7,
    "select": 8,
    "back": 9,
    "exit": 10,
    "info": 15,
}
"""Words of `mediaPlayback.supportedKeys` and the numbers of RemoteKey; 11 is one key for play and pause."""

COMMANDS: Final[tuple[CommandRow, ...]] = (
    command("deviceInformation.identify", "AccessoryInformation/Identify", True),  # noqa: FBT003
    command("consumableMonitoring.resetCondition", "FilterMaintenance/ResetFilterIndication", 1),
    command("doorLock.unlockDoor", "LockMechanism/LockTargetState", 0),
    command("doorLock.lockDoor", "LockMechanism/LockTargetState", 1),
    command("doorLock.unlockDoor", "GarageDoorOpener/LockTargetState", 0),
    command("doorLock.lockDoor", "GarageDoorOpener/LockTargetState", 1),
    command("closureControl.moveTo", "GarageDoorOpener/TargetDoorState", 0, preset="fullyOpened"),
    command("closureControl.moveTo", "GarageDoorOpener/TargetDoorState", 1, preset="fullyClosed"),
    command("closureControl.stop", "Door/HoldPosition", True),  # noqa: FBT003
    command("closureControl.stop", "Window/HoldPosition", True),  # noqa: FBT003
    command("windowCovering.stop", "WindowCovering/HoldPosition", True),  # noqa: FBT003
    command("windowCovering.open", "WindowCovering/TargetPosition", 100),
    command("windowCovering.close", "WindowCovering/TargetPosition", 0),
    command("valveControl.open", "Valve/Active", 1),
    command("valveControl.close", "Valve/Active", 0),
    command("valveControl.open", "Faucet/Active", 1),
    command("valveControl.close", "Faucet/Active", 0),
    command("valveControl.open", "IrrigationSystem/Active", 1),
    command("valveControl.close", "IrrigationSystem/Active", 0),
    command("audioVolume.volumeUp", "TelevisionSpeaker/VolumeSelector", 0),
    command("audioVolume.volumeDown", "TelevisionSpeaker/VolumeSelector", 1),
    command("mediaPlayback.play", "Television/TargetMediaState", 0),
    command("mediaPlayback.pause", "Television/TargetMediaState", 1),
    command("mediaPlayback.stop", "Television/TargetMediaState", 2),
    *(command("mediaPlayback.sendKey", "Television/RemoteKey", number, key=word) for word, number in _KEYS.items()),
    command("securitySystem.disarm", "SecuritySystem/SecuritySystemTargetState", 3),
)
"""Commands that are the writing of one value."""

_BUTTON: Final = "StatelessProgrammableSwitch/ProgrammableSwitchEvent"

EVENTS: Final[tuple[EventRow, ...]] = (
    event("genericSwitch.multiPressComplete", _BUTTON, 0, count=1, position=1),
    event("genericSwitch.multiPressComplete", _BUTTON, 1, count=2, position=1),
    event("genericSwitch.longPress", _BUTTON, 2, position=1),
    event("doorbellChime.ring", "Doorbell/ProgrammableSwitchEvent", 0),
)
"""What a press tells; which of several buttons it was is the service's ServiceLabelIndex, our endpoint."""
