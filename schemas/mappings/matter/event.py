"""The events: Matter's, and what they are here."""

# One event or field a line, so that the file reads as the table it is.
# fmt: off
# ruff: noqa: E501

from typing import Final

from schemas.conversion import numbered
from schemas.mappings.matter.attributes.appliance import DISHWASHER_ALARMS, ROBOT_ERRORS
from schemas.mappings.matter.attributes.energy import EVSE_FAULTS, EVSE_STATES
from schemas.mappings.matter.attributes.sensing import ACTIVITIES, OBJECTS, SOUNDS
from schemas.mappings.matter.conversion import EPOCH_S, HEX, bit, context
from schemas.mappings.matter.given import MONEY
from schemas.mappings.matter.row import Cluster, EventRow, SemanticTag, argument

DOORBELL: Final = (0x0148, 0x0141, 0x0143)
FALL: Final = SemanticTag(0x4B, 1)

_SWITCH: Final = Cluster(0x003B, "Switch")
_OPERATION: Final = Cluster(0x0060, "OperationalState")
_CAVITY: Final = Cluster(0x0048, "OvenCavityOperationalState")
_OCCUPANCY: Final = Cluster(0x0406, "OccupancySensing")
_CONTEXT: Final = Cluster(0x0431, "AmbientContextSensing", since="1.6")
_SMOKE: Final = Cluster(0x005C, "SmokeCoAlarm")
_LOCK: Final = Cluster(0x0101, "DoorLock")
_ZONES: Final = Cluster(0x0550, "ZoneManagement", since="1.5")
_CLOSURE: Final = Cluster(0x0104, "ClosureControl", since="1.5")
_VALVE: Final = Cluster(0x0081, "ValveConfigurationAndControl")
_EVSE: Final = Cluster(0x0099, "EnergyEvse")
_PRICE: Final = Cluster(0x0095, "CommodityPrice", since="1.5")
_FRIDGE_ALARM: Final = Cluster(0x0057, "RefrigeratorAlarm")
_DISHWASHER_ALARM: Final = Cluster(0x005D, "DishwasherAlarm")
_ROBOT: Final = Cluster(0x0061, "RvcOperationalState")
_CONTENT: Final = Cluster(0x050F, "ContentControl")
_MESSAGES: Final = Cluster(0x0097, "Messages")

_NEW: Final = argument("position", "newPosition", "uint8")
_PREVIOUS: Final = argument("position", "previousPosition", "uint8")
_OPERATION_TYPE: Final = argument("operation", "lockOperationType", "enum8", numbered(lock=0, unlock=1, nonAccessUserEvent=2, forcedUserEvent=3, unlatch=4))
_SOURCE: Final = argument("source", "operationSource", "enum8", numbered(unspecified=0, manual=1, proprietaryRemote=2, keypad=3, auto=4, button=5, schedule=6, remote=7, rfid=8, biometric=9, aliro=10))
_ERRORS: Final = numbered(noError=0, unableToStartOrResume=1, unableToCompleteOperation=2, commandInvalidInState=3)
_ERROR: Final = argument("code", "errorState.errorStateId", "enum8", _ERRORS)
_ERROR_TEXTS: Final = (argument("label", "errorState.errorStateLabel", "string"), argument("details", "errorState.errorStateDetails", "string"))
_TIMES: Final = (argument("totalTime", "totalOperationalTime", "elapsed-s?"), argument("pausedTime", "pausedTime", "elapsed-s?"))
_SEVERITY: Final = argument("severity", "alarmSeverityLevel", "enum8", numbered(normal=0, warning=1, critical=2))
_ZONE: Final = argument("zone", "zone", "uint16")
_SESSION: Final = argument("sessionId", "sessionId", "uint32")
_EVSE_STATE: Final = argument("state", "state", "enum8", EVSE_STATES)

EVENTS: Final[tuple[EventRow, ...]] = (
    # --- buttons; the button of a doorbell rings ---
    _SWITCH.event(0x01, "InitialPress", "doorbellChime.ring", within=DOORBELL),
    _SWITCH.event(0x01, "InitialPress", "genericSwitch.initialPress", _NEW),
    _SWITCH.event(0x02, "LongPress", "genericSwitch.longPress", _NEW),
    _SWITCH.event(0x03, "ShortRelease", "genericSwitch.shortRelease", _PREVIOUS),
    _SWITCH.event(0x04, "LongRelease", "genericSwitch.longRelease", _PREVIOUS),
    _SWITCH.event(0x06, "MultiPressComplete", "genericSwitch.multiPressComplete", argument("count", "totalNumberOfPressesCounted", "uint8"), _PREVIOUS),
    # --- operation ---
    *(row for cluster in (_OPERATION, _CAVITY) for row in (
        cluster.event(0x00, "OperationalError", "operationalState.operationalError", _ERROR, *_ERROR_TEXTS),
        cluster.event(0x01, "OperationCompletion", "operationalState.operationCompletion", argument("error", "completionErrorCode", "enum8", _ERRORS), *_TIMES),
    )),
    _ROBOT.event(0x00, "OperationalError", "robotVacuum.operationalError", argument("error", "errorState.errorStateId", "enum8", ROBOT_ERRORS), _ERROR_TEXTS[1]),
    _ROBOT.event(0x01, "OperationCompletion", "robotVacuum.operationCompletion", argument("error", "completionErrorCode", "enum8", ROBOT_ERRORS), *_TIMES),
    # --- sensing; one event tells every context, a fall among them ---
    _OCCUPANCY.event(0x00, "OccupancyChanged", "occupancySensing.occupancyChanged", argument("occupied", "occupancy", "map8", bit(0))),
    _CONTEXT.event(0x00, "AmbientContextDetectStarted", "ambientContextSensing.fallDetected", only=FALL),
    _CONTEXT.event(0x00, "AmbientContextDetectStarted", "ambientContextSensing.activityStarted", argument("activity", "ambientContextDetected", "struct", context(0x4B, **ACTIVITIES)), argument("objectType", "ambientContextDetected", "struct", context(0x49, **OBJECTS)), argument("soundType", "ambientContextDetected", "struct", context(0x4A, **SOUNDS)), argument("objectCount", "objectCount", "uint16", least=1)),
    _CONTEXT.event(0x01, "AmbientContextDetectEnded", "ambientContextSensing.activityEnded", argument("startTime", "eventStartTime", "posix-ms")),
    _SMOKE.event(0x00, "SmokeAlarm", "smokeCoAlarm.smokeAlarm", _SEVERITY),
    _SMOKE.event(0x01, "CoAlarm", "smokeCoAlarm.coAlarm", _SEVERITY),
    _SMOKE.event(0x0A, "AllClear", "smokeCoAlarm.allClear"),
    _ZONES.event(0x00, "ZoneTriggered", "visualDetection.zoneTriggered", _ZONE, argument("reason", "reason", "enum8", numbered(motion=0))),
    _ZONES.event(0x01, "ZoneStopped", "visualDetection.zoneStopped", _ZONE, argument("reason", "reason", "enum8", numbered(actionStopped=0, timeout=1))),
    # --- locks and openings ---
    _LOCK.event(0x00, "DoorLockAlarm", "doorLock.doorLockAlarm", argument("code", "alarmCode", "enum8", numbered(lockJammed=0, lockFactoryReset=1, lockRadioPowerCycled=3, wrongCodeEntryLimit=4, frontEscutcheonRemoved=5, doorForcedOpen=6, doorAjar=7, forcedUser=8))),
    _LOCK.event(0x02, "LockOperation", "doorLock.lockOperation", _OPERATION_TYPE, _SOURCE, argument("user", "userIndex", "uint16?")),
    _LOCK.event(0x03, "LockOperationError", "doorLock.lockOperationError", _OPERATION_TYPE, _SOURCE, argument("user", "userIndex", "uint16?"), argument("error", "operationError", "enum8", numbered(unspecified=0, invalidCredential=1, disabledUserDenied=2, restricted=3, insufficientBattery=4))),
    _LOCK.event(0x04, "LockUserChange", "lockAccess.lockUserChange", argument("data", "lockDataType", "enum8", numbered(unspecified=0, programmingCode=1, userIndex=2, weekDaySchedule=3, yearDaySchedule=4, holidaySchedule=5, pin=6, rfid=7, fingerprint=8, fingerVein=9, face=10, aliroCredentialIssuerKey=11, aliroEvictableEndpointKey=12, aliroNonEvictableEndpointKey=13)), argument("operation", "dataOperationType", "enum8", numbered(add=0, clear=1, modify=2)), _SOURCE, argument("user", "userIndex", "uint16?")),
    _CLOSURE.event(0x01, "MovementCompleted", "closureControl.movementCompleted"),
    _CLOSURE.event(0x03, "SecureStateChanged", "closureControl.secureStateChanged", argument("secure", "secureValue", "bool")),
    _VALVE.event(0x00, "ValveStateChanged", "valveControl.valveStateChanged", argument("state", "valveState", "enum8", numbered(closed=0, open=1, transitioning=2)), argument("level", "valveLevel", "percent")),
    # --- energy ---
    _EVSE.event(0x00, "EvConnected", "energyEvse.evConnected", _SESSION),
    _EVSE.event(0x01, "EvNotDetected", "energyEvse.evNotDetected", _SESSION, _EVSE_STATE, argument("sessionDuration", "sessionDuration", "elapsed-s"), argument("sessionEnergyCharged", "sessionEnergyCharged", "energy-mWh", least=0), argument("sessionEnergyDischarged", "sessionEnergyDischarged", "energy-mWh", least=0)),
    _EVSE.event(0x02, "EnergyTransferStarted", "energyEvse.energyTransferStarted", _SESSION, _EVSE_STATE, argument("maximumCurrent", "maximumCurrent", "amperage-mA", least=0)),
    _EVSE.event(0x03, "EnergyTransferStopped", "energyEvse.energyTransferStopped", _SESSION, _EVSE_STATE, argument("reason", "reason", "enum8", numbered(evStopped=0, evseStopped=1, other=2)), argument("energyTransferred", "energyTransferred", "energy-mWh", least=0)),
    _EVSE.event(0x04, "Fault", "energyEvse.fault", argument("previous", "faultStatePreviousState", "enum8", EVSE_FAULTS), argument("current", "faultStateCurrentState", "enum8", EVSE_FAULTS)),
    _PRICE.event(0x00, "PriceChange", "energyTariff.priceChange", argument("price", "currentPrice.price", "money", given=MONEY), argument("priceLevel", "currentPrice.priceLevel", "int16"), argument("periodStart", "currentPrice.periodStart", "epoch-s", EPOCH_S), argument("periodEnd", "currentPrice.periodEnd", "epoch-s", EPOCH_S)),
    # --- appliances and media ---
    _FRIDGE_ALARM.event(0x00, "Notify", "refrigeratorControl.doorAlarm", argument("active", "active", "map32", bit(0))),
    _DISHWASHER_ALARM.event(0x00, "Notify", "dishwasherControl.alarm", argument("active", "active", "map32", DISHWASHER_ALARMS), argument("inactive", "inactive", "map32", DISHWASHER_ALARMS)),
    _CONTENT.event(0x00, "RemainingScreenTimeExpired", "contentControl.remainingScreenTimeExpired"),
    _MESSAGES.event(0x02, "MessageComplete", "announcement.messageComplete", argument("message", "messageId", "octstr", HEX), argument("reply", "reply", "string?"), argument("futureMessages", "futureMessagesPreference", "enum8?", numbered(allowed=0, increased=1, reduced=2, disallowed=3))),
)
"""Every event row."""
