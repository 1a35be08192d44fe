"""HomeKit's services for what opens, closes, locks and guards, and for water."""

from typing import Final

from schemas.conversion import Conversion, ConversionError, null_as
from schemas.mappings.code import codes, flag
from schemas.mappings.homekit.key import HomeKitRow, row
from schemas.mappings.homekit.sensing import FAULT
from schemas.value import Value
from schemas.vocabulary import Kind


def _number(value: Value) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ConversionError("a number", value)
    return value


def _openness(angle: Value) -> Value:
    degrees = _number(angle)
    return None if degrees is None else 100 - abs(degrees) * 100 / 90


def _angle(openness: Value) -> Value:
    share = _number(openness)
    return None if share is None else (100 - share) * 90 / 100


TILT: Final = Conversion(
    name="openness", decode=_openness, encode=_angle, sources=frozenset({Kind.INTEGER, Kind.NUMBER}), rescales=True
)
"""0° lets all light through, -90° and 90° none; ours is the share that is open. The way back tilts to one side."""

LOCKED: Final = null_as(
    3, codes({"unlocked": 0, "locked": 1, "notFullyLocked": 2}, near={"unlatched": 0})
)  # 2: jammed, 3: unknown
MOVING: Final = codes({"moving": 1, "stopped": 2}, also={0: "moving"}, near={"waitingForMotion": 2, "error": 2})
ARMED: Final = {"armedHome": 0, "armedAway": 1, "armedNight": 2, "disarmed": 3}
NEAR_ARMED: Final = {"armedVacation": 1, "armedCustom": 0}
VALVE: Final = codes({"closed": 0, "open": 1}, near={"transitioning": 1})

_PANELS: Final = ("Door", "Window")
_TILTED: Final = {
    "WindowCovering/CurrentHorizontalTiltAngle": "currentTilt",
    "WindowCovering/TargetHorizontalTiltAngle": "targetTilt",
    "WindowCovering/CurrentVerticalTiltAngle": "currentTilt",
    "WindowCovering/TargetVerticalTiltAngle": "targetTilt",
    "Slat/CurrentTiltAngle": "currentTilt",
    "Slat/TargetTiltAngle": "targetTilt",
}

ROWS: Final[tuple[HomeKitRow, ...]] = (
    row("WindowCovering/CurrentPosition", "windowCovering.currentPosition"),
    row("WindowCovering/TargetPosition", "windowCovering.targetPosition"),
    row(
        "WindowCovering/PositionState",
        "windowCovering.operationalStatus",
        codes({"closing": 0, "opening": 1, "stopped": 2}),
    ),
    row("WindowCovering/ObstructionDetected", "windowCovering.obstacleDetected"),
    *(row(place, f"windowCovering.{name}", TILT, one_ended=True) for place, name in _TILTED.items()),
    *(row(f"{panel}/CurrentPosition", "closureControl.position") for panel in _PANELS),
    *(row(f"{panel}/TargetPosition", "closureControl.position", only="w") for panel in _PANELS),
    *(row(f"{panel}/PositionState", "closureControl.mainState", MOVING) for panel in _PANELS),
    *(row(f"{panel}/ObstructionDetected", "closureControl.obstructionDetected") for panel in _PANELS),
    row(
        "GarageDoorOpener/CurrentDoorState",
        "closureControl.currentPosition",
        codes(
            {"fullyOpened": 0, "fullyClosed": 1, "partiallyOpened": 4},
            also={2: "partiallyOpened", 3: "partiallyOpened"},
            near=dict.fromkeys(("openedForPedestrian", "openedForVentilation", "openedAtSignature"), 4),
        ),
    ),
    row("GarageDoorOpener/ObstructionDetected", "closureControl.obstructionDetected"),
    row("GarageDoorOpener/LockCurrentState", "doorLock.lockState", LOCKED),
    row("LockMechanism/LockCurrentState", "doorLock.lockState", LOCKED),
    row("LockManagement/LockManagementAutoSecurityTimeout", "doorLock.autoRelockTime"),
    row(
        "LockManagement/CurrentDoorState",
        "doorLock.doorState",
        codes({"doorOpen": 0, "doorClosed": 1, "doorAjar": 4}, also={2: "doorAjar", 3: "doorAjar"}),
    ),
    row(
        "SecuritySystem/SecuritySystemCurrentState",
        "securitySystem.armState",
        codes({**ARMED, "triggered": 4}, near={**NEAR_ARMED, "arming": 3}),
    ),
    row("SecuritySystem/SecuritySystemTargetState", "securitySystem.targetArmState", codes(ARMED, near=NEAR_ARMED)),
    row("SecuritySystem/StatusFault", "deviceHealth.faultSeverity", FAULT),
    row("SecuritySystem/StatusTampered", "deviceHealth.tampered", flag(1, 0)),
    row("Valve/InUse", "valveControl.currentState", VALVE),
    row("Valve/SetDuration", "valveControl.openDuration", unit="s"),
    row("Valve/RemainingDuration", "valveControl.remainingDuration", unit="s"),
    row("Valve/StatusFault", "deviceHealth.faultSeverity", FAULT),
    row("Faucet/Active", "valveControl.currentState", VALVE, only="rn"),
    row("Faucet/StatusFault", "deviceHealth.faultSeverity", FAULT),
    row("IrrigationSystem/InUse", "valveControl.currentState", VALVE),
    row("IrrigationSystem/RemainingDuration", "valveControl.remainingDuration", unit="s"),
    row("IrrigationSystem/StatusFault", "deviceHealth.faultSeverity", FAULT),
)
