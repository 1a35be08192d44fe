"""Coverings, closures, valves and locks. Matter counts positions as closed; ours are open."""

# One attribute a line, so that the file reads as the table it is.
# fmt: off
# ruff: noqa: E501

from typing import Final

from schemas.conversion import numbered
from schemas.mappings.matter.attributes.node import LONG_TIME
from schemas.mappings.matter.conversion import CLOSED, EPOCH_US, bit, bits
from schemas.mappings.matter.row import Cluster, MatterRow, Via

_COVERING: Final = Cluster(0x0102, "WindowCovering")
_CLOSURE: Final = Cluster(0x0104, "ClosureControl", since="1.5")
_DIMENSION: Final = Cluster(0x0105, "ClosureDimension", since="1.5")
_VALVE: Final = Cluster(0x0081, "ValveConfigurationAndControl")
_LOCK: Final = Cluster(0x0101, "DoorLock")
_ROOM: Final = "no lock has room for more users than ours allows"
_DIGITS: Final = "no pin code is longer than ours allows"

ROWS: Final[tuple[MatterRow, ...]] = (
    _COVERING.at(0x000E, "CurrentPositionLiftPercent100ths", "percent100ths?", "windowCovering.currentPosition", CLOSED, most=10000),
    _COVERING.at(0x000B, "TargetPositionLiftPercent100ths", "percent100ths?", "windowCovering.targetPosition", CLOSED, via=(Via(command=0x05, name="GoToLiftPercentage", field="liftPercent100thsValue"),)),
    _COVERING.at(0x000F, "CurrentPositionTiltPercent100ths", "percent100ths?", "windowCovering.currentTilt", CLOSED, most=10000),
    _COVERING.at(0x000C, "TargetPositionTiltPercent100ths", "percent100ths?", "windowCovering.targetTilt", CLOSED, via=(Via(command=0x08, name="GoToTiltPercentage", field="tiltPercent100thsValue"),)),
    _COVERING.at(0x000A, "OperationalStatus", "map8", "windowCovering.operationalStatus", bits(0, 2, numbered(stopped=0, opening=1, closing=2)), most=63),
    _COVERING.at(0x0017, "Mode", "map8", "windowCovering.motorReversed", bit(0), most=15, w=True),
    _COVERING.at(0x001A, "SafetyStatus", "map16", "windowCovering.obstacleDetected", bit(5)),
    # --- closures ---
    _CLOSURE.at(0x0001, "MainState", "enum8", "closureControl.mainState", numbered(stopped=0, moving=1, waitingForMotion=2, error=3, calibrating=4, protected=5, disengaged=6, setupRequired=7)),
    _CLOSURE.at(0x0003, "OverallCurrentState", "enum8?", "closureControl.currentPosition", numbered(fullyClosed=0, fullyOpened=1, partiallyOpened=2, openedForPedestrian=3, openedForVentilation=4, openedAtSignature=5), field="position"),
    _CLOSURE.at(0x0003, "OverallCurrentState", "bool?", "closureControl.secureState", field="secureState"),
    _CLOSURE.at(0x0003, "OverallCurrentState", "bool?", "closureControl.latched", field="latch"),
    _CLOSURE.at(0x0003, "OverallCurrentState", "enum8?", "closureControl.speed", numbered(auto=0, low=1, medium=2, high=3), field="speed"),
    _CLOSURE.at(0x0000, "CountdownTime", "elapsed-s?", "closureControl.countdownTime", most=259200),
    _DIMENSION.at(0x0000, "CurrentState", "percent100ths?", "closureControl.position", CLOSED, field="position", via=(Via(command=0x00, name="SetTarget", field="position", timed=True),)),
    # --- valves ---
    _VALVE.at(0x0000, "OpenDuration", "elapsed-s?", "valveControl.openDuration", least=1, wide=LONG_TIME),
    _VALVE.at(0x0001, "DefaultOpenDuration", "elapsed-s?", "valveControl.defaultOpenDuration", least=1, w=True, wide=LONG_TIME),
    _VALVE.at(0x0002, "AutoCloseTime", "epoch-us?", "valveControl.autoCloseTime", EPOCH_US),
    _VALVE.at(0x0003, "RemainingDuration", "elapsed-s?", "valveControl.remainingDuration", wide=LONG_TIME),
    _VALVE.at(0x0004, "CurrentState", "enum8?", "valveControl.currentState", numbered(closed=0, open=1, transitioning=2)),
    _VALVE.at(0x0006, "CurrentLevel", "percent?", "valveControl.currentLevel"),
    _VALVE.at(0x0007, "TargetLevel", "percent?", "valveControl.targetLevel", via=(Via(command=0x00, name="Open", field="targetLevel"),)),
    _VALVE.at(0x0008, "DefaultOpenLevel", "percent", "valveControl.defaultOpenLevel", least=1, most=100, w=True),
    _VALVE.at(0x0009, "ValveFault", "map16", "valveControl.valveFault", numbered(generalFault=0, blocked=1, leaking=2, notConnected=3, shortCircuit=4, currentExceeded=5)),
    # --- locks ---
    _LOCK.at(0x0000, "LockState", "enum8?", "doorLock.lockState", numbered(notFullyLocked=0, locked=1, unlocked=2, unlatched=3)),
    _LOCK.at(0x0001, "LockType", "enum8", "doorLock.lockType", numbered(deadBolt=0, magnetic=1, other=2, mortise=3, rim=4, latchBolt=5, cylindricalLock=6, tubularLock=7, interconnectedLock=8, deadLatch=9, doorFurniture=10, eurocylinder=11)),
    _LOCK.at(0x0002, "ActuatorEnabled", "bool", "doorLock.actuatorEnabled"),
    _LOCK.at(0x0003, "DoorState", "enum8?", "doorLock.doorState", numbered(doorOpen=0, doorClosed=1, doorJammed=2, doorForcedOpen=3, doorUnspecifiedError=4, doorAjar=5)),
    _LOCK.at(0x0006, "OpenPeriod", "uint16", "doorLock.openPeriod", unit="min", w=True),
    _LOCK.at(0x0022, "LedSettings", "enum8", "doorLock.ledSettings", numbered(noLedSignal=0, noLedSignalAccessAllowed=1, ledSignalAll=2), w=True),
    _LOCK.at(0x0011, "NumberOfTotalUsersSupported", "uint16", "lockAccess.numberOfTotalUsersSupported", wide=_ROOM),
    _LOCK.at(0x0012, "NumberOfPinUsersSupported", "uint16", "lockAccess.numberOfPinUsersSupported", wide=_ROOM),
    _LOCK.at(0x0013, "NumberOfRfidUsersSupported", "uint16", "lockAccess.numberOfRfidUsersSupported", wide=_ROOM),
    _LOCK.at(0x0017, "MaxPinCodeLength", "uint8", "lockAccess.maxPinCodeLength", wide=_DIGITS),
    _LOCK.at(0x0018, "MinPinCodeLength", "uint8", "lockAccess.minPinCodeLength", wide=_DIGITS),
    _LOCK.at(0x0023, "AutoRelockTime", "uint32", "doorLock.autoRelockTime", unit="s", w=True, wide=LONG_TIME),
    _LOCK.at(0x0024, "SoundVolume", "enum8", "doorLock.soundVolume", numbered(silent=0, low=1, high=2, medium=3), w=True),
    _LOCK.at(0x0025, "OperatingMode", "enum8", "doorLock.operatingMode", numbered(normal=0, vacation=1, privacy=2, noRemoteLockUnlock=3, passage=4), w=True),
    _LOCK.at(0x0030, "WrongCodeEntryLimit", "uint8", "lockAccess.wrongCodeEntryLimit", least=1, most=255, w=True),
    _LOCK.at(0x0031, "UserCodeTemporaryDisableTime", "uint8", "lockAccess.userCodeTemporaryDisableTime", least=1, most=255, unit="s", w=True),
    _LOCK.at(0x0035, "ExpiringUserTimeout", "uint16", "lockAccess.expiringUserTimeout", least=1, most=2880, unit="min", w=True),
    _LOCK.at(0x0033, "RequirePinForRemoteOperation", "bool", "lockAccess.requirePinForRemoteOperation", w=True),
)
