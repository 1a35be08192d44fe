"""Kitchen and laundry appliances, and cleaning robots."""

# One attribute a line, so that the file reads as the table it is.
# fmt: off
# ruff: noqa: E501

from typing import Final

from schemas.conversion import numbered
from schemas.mappings.matter.conversion import CENTI, EPOCH_S, bit
from schemas.mappings.matter.given import SPIN_SPEEDS, WATTS
from schemas.mappings.matter.mode import mode_tags, supported
from schemas.mappings.matter.row import Cluster, MatterRow, Via
from schemas.mappings.matter.structure import AREAS, MAPS

_TEMPERATURE: Final = Cluster(0x0056, "TemperatureControl")
_OVEN_MODE: Final = Cluster(0x0049, "OvenMode")
_MICROWAVE_MODE: Final = Cluster(0x005E, "MicrowaveOvenMode")
_MICROWAVE: Final = Cluster(0x005F, "MicrowaveOvenControl")
_FRIDGE_MODE: Final = Cluster(0x0052, "RefrigeratorAndTemperatureControlledCabinetMode")
_FRIDGE_ALARM: Final = Cluster(0x0057, "RefrigeratorAlarm")
_DISHWASHER_MODE: Final = Cluster(0x0059, "DishwasherMode")
_DISHWASHER_ALARM: Final = Cluster(0x005D, "DishwasherAlarm")
_WASHER_MODE: Final = Cluster(0x0051, "LaundryWasherMode")
_WASHER: Final = Cluster(0x0053, "LaundryWasherControls")
_DRYER: Final = Cluster(0x004A, "LaundryDryerControls")
_RUN_MODE: Final = Cluster(0x0054, "RvcRunMode")
_CLEAN_MODE: Final = Cluster(0x0055, "RvcCleanMode")
_ROBOT: Final = Cluster(0x0061, "RvcOperationalState")
_AREA: Final = Cluster(0x0150, "ServiceArea", since="1.4")

_CHANGE: Final = (Via(command=0x00, name="ChangeToMode", field="newMode"),)
_CABINET: Final = "between MinTemperature and MaxTemperature, which the device names"

_OVEN: Final = {
    "auto": 0, "bake": 0x4000, "convection": 0x4001, "grill": 0x4002, "roast": 0x4003, "clean": 0x4004,
    "convectionBake": 0x4005, "convectionRoast": 0x4006, "warming": 0x4007, "proofing": 0x4008, "steam": 0x4009,
    "airFry": 0x400A, "airSousVide": 0x400B, "frozenFood": 0x400C,
}
MICROWAVE_MODES: Final = {"normal": 0x4000, "defrost": 0x4001}
_FRIDGE: Final = {"auto": 0, "rapidCool": 0x4000, "rapidFreeze": 0x4001, "vacation": 5, "eco": 4}
_DISHES: Final = {"auto": 0, "quick": 1, "quiet": 2, "normal": 0x4000, "heavy": 0x4001, "light": 0x4002, "eco": 4}
_WASH: Final = {"normal": 0x4000, "delicate": 0x4001, "heavy": 0x4002, "whites": 0x4003, "quick": 1, "eco": 4}
_RUN: Final = {"idle": 0x4000, "cleaning": 0x4001, "mapping": 0x4002}
_CLEAN: Final = {"vacuum": 0x4001, "mop": 0x4002, "vacuumThenMop": 0x4003, "deepClean": 0x4000, "quiet": 2, "auto": 0, "max": 7}

DISHWASHER_ALARMS: Final = numbered(inflowError=0, drainError=1, doorError=2, tempTooLow=3, tempTooHigh=4, waterLevelError=5)

ROBOT_ERRORS: Final = numbered(noError=0, unableToStartOrResume=1, unableToCompleteOperation=2, commandInvalidInState=3, failedToFindChargingDock=64, stuck=65, dustBinMissing=66, dustBinFull=67, waterTankEmpty=68, waterTankMissing=69, waterTankLidOpen=70, mopCleaningPadMissing=71, lowBattery=72, cannotReachTargetArea=73, dirtyWaterTankFull=74, dirtyWaterTankMissing=75, wheelsJammed=76, brushJammed=77, navigationSensorObscured=78)

ROWS: Final[tuple[MatterRow, ...]] = (
    _TEMPERATURE.at(0x0000, "TemperatureSetpoint", "temperature", "temperatureControl.temperatureSetpoint", CENTI, wide=_CABINET, via=(Via(command=0x00, name="SetTemperature", field="targetTemperature"),)),
    _TEMPERATURE.at(0x0001, "MinTemperature", "temperature", "temperatureControl.minTemperature", CENTI, wide=_CABINET),
    _TEMPERATURE.at(0x0002, "MaxTemperature", "temperature", "temperatureControl.maxTemperature", CENTI, wide=_CABINET),
    _TEMPERATURE.at(0x0003, "Step", "temperature", "temperatureControl.temperatureStep", CENTI, least=1, difference=True, wide="less than the range of the device"),
    _TEMPERATURE.at(0x0004, "SelectedTemperatureLevel", "uint8", "temperatureControl.selectedTemperatureLevel", most=31, via=(Via(command=0x00, name="SetTemperature", field="targetTemperatureLevel"),)),
    _TEMPERATURE.at(0x0005, "SupportedTemperatureLevels", "list", "temperatureControl.supportedTemperatureLevels"),
    # --- kitchen ---
    _OVEN_MODE.at(0x0001, "CurrentMode", "uint8", "ovenControl.ovenMode", mode_tags(**_OVEN), given=supported(**_OVEN), via=_CHANGE),
    _MICROWAVE_MODE.at(0x0001, "CurrentMode", "uint8", "ovenControl.ovenMode", mode_tags(**MICROWAVE_MODES), given=supported(**MICROWAVE_MODES), via=(Via(cluster=0x005F, command=0x00, name="SetCookingParameters", field="cookMode"),)),
    _MICROWAVE.at(0x0000, "CookTime", "elapsed-s", "ovenControl.cookTime", wide="MaxCookTime at most, which is a day at most", via=(Via(command=0x00, name="SetCookingParameters", field="cookTime"),)),
    _MICROWAVE.at(0x0001, "MaxCookTime", "elapsed-s", "ovenControl.maxCookTime", least=1, most=86400),
    _MICROWAVE.at(0x0006, "SupportedWatts", "list", "ovenControl.supportedWatts"),
    _MICROWAVE.at(0x0007, "SelectedWattIndex", "uint8", "ovenControl.selectedWatts", given=WATTS, via=(Via(command=0x00, name="SetCookingParameters", field="wattSettingIndex"),)),
    _MICROWAVE.at(0x0008, "WattRating", "uint16", "ovenControl.wattRating", unit="W", wide="no microwave oven takes more than ours allows"),
    _MICROWAVE.at(0x0002, "PowerSetting", "uint8", "ovenControl.powerSetting", unit="%", wide="between MinPower and MaxPower, which are per cent", via=(Via(command=0x00, name="SetCookingParameters", field="powerSetting"),)),
    _FRIDGE_MODE.at(0x0001, "CurrentMode", "uint8", "refrigeratorControl.mode", mode_tags(**_FRIDGE), given=supported(**_FRIDGE), via=_CHANGE),
    _FRIDGE_ALARM.at(0x0002, "State", "map32", "refrigeratorControl.doorOpenAlarm", bit(0)),
    _DISHWASHER_MODE.at(0x0001, "CurrentMode", "uint8", "dishwasherControl.program", mode_tags(**_DISHES), given=supported(**_DISHES), via=_CHANGE),
    _DISHWASHER_ALARM.at(0x0002, "State", "map32", "dishwasherControl.alarms", DISHWASHER_ALARMS),
    # --- laundry ---
    _WASHER_MODE.at(0x0001, "CurrentMode", "uint8", "laundryControl.washMode", mode_tags(**_WASH), given=supported(**_WASH), via=_CHANGE),
    _WASHER.at(0x0001, "SpinSpeedCurrent", "uint8?", "laundryControl.spinSpeed", given=SPIN_SPEEDS, most=15, w=True),
    _WASHER.at(0x0002, "NumberOfRinses", "enum8", "laundryControl.numberOfRinses", numbered(none=0, normal=1, extra=2, max=3), w=True),
    _DRYER.at(0x0001, "SelectedDrynessLevel", "enum8?", "laundryControl.drynessLevel", numbered(low=0, normal=1, extra=2, max=3), w=True),
    # --- robots ---
    _RUN_MODE.at(0x0001, "CurrentMode", "uint8", "robotVacuum.runMode", mode_tags(**_RUN), given=supported(**_RUN), via=_CHANGE),
    _CLEAN_MODE.at(0x0001, "CurrentMode", "uint8", "robotVacuum.cleanMode", mode_tags(**_CLEAN), given=supported(**_CLEAN), via=_CHANGE),
    _ROBOT.at(0x0004, "OperationalState", "enum8", "robotVacuum.operationalState", numbered(stopped=0, running=1, paused=2, error=3, seekingCharger=64, charging=65, docked=66, emptyingDustBin=67, cleaningMop=68, fillingWaterTank=69, updatingMaps=70)),
    _ROBOT.at(0x0005, "OperationalError", "enum8", "robotVacuum.operationalError", ROBOT_ERRORS, field="errorStateId"),
    _AREA.at(0x0000, "SupportedAreas", "list", "serviceArea.supportedAreas", AREAS),
    _AREA.at(0x0001, "SupportedMaps", "list", "serviceArea.supportedMaps", MAPS),
    _AREA.at(0x0002, "SelectedAreas", "list", "serviceArea.selectedAreas", via=(Via(command=0x00, name="SelectAreas", field="newAreas"),)),
    _AREA.at(0x0003, "CurrentArea", "uint32?", "serviceArea.currentArea"),
    _AREA.at(0x0004, "EstimatedEndTime", "epoch-s?", "serviceArea.estimatedEndTime", EPOCH_S),
)
