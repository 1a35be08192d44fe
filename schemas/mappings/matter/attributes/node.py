"""Clusters that describe the device itself: identity, health, power source, software, buttons, operation."""

# One attribute a line, so that the file reads as the table it is.
# fmt: off
# ruff: noqa: E501

from typing import Final

from schemas.conversion import numbered
from schemas.mappings.matter.conversion import HALF, truth
from schemas.mappings.matter.given import STORED
from schemas.mappings.matter.row import Cluster, MatterRow, Via
from schemas.mappings.matter.structure import MODE_OPTIONS

BATTERY_STORAGE: Final = (0x0018,)
LONG_TIME: Final = "seconds without a limit; what is longer than ours allows is refused value by value"

_BASIC: Final = Cluster(0x0028, "BasicInformation")
_BRIDGED: Final = Cluster(0x0039, "BridgedDeviceBasicInformation")
_OTA: Final = Cluster(0x002A, "OtaSoftwareUpdateRequestor")
_POWER: Final = Cluster(0x002F, "PowerSource")
_DIAGNOSTICS: Final = Cluster(0x0033, "GeneralDiagnostics")
_WIFI: Final = Cluster(0x0036, "WiFiNetworkDiagnostics")
_SWITCH: Final = Cluster(0x003B, "Switch")
_MODE_SELECT: Final = Cluster(0x0050, "ModeSelect")
_OPERATION: Final = Cluster(0x0060, "OperationalState")
_CAVITY: Final = Cluster(0x0048, "OvenCavityOperationalState")
_INTERFACE: Final = Cluster(0x0204, "ThermostatUserInterfaceConfiguration")


def _identity(cluster: Cluster) -> tuple[MatterRow, ...]:
    """A node and a bridged device tell who they are in the same attributes."""
    return (
        cluster.at(0x0001, "VendorName", "string", "deviceInformation.vendorName"),
        cluster.at(0x0003, "ProductName", "string", "deviceInformation.productName"),
        cluster.at(0x0005, "NodeLabel", "string", "deviceInformation.nodeLabel", w=True),
        cluster.at(0x0008, "HardwareVersionString", "string", "deviceInformation.hardwareVersion"),
        cluster.at(0x000A, "SoftwareVersionString", "string", "deviceInformation.softwareVersion"),
        cluster.at(0x000C, "PartNumber", "string", "deviceInformation.modelIdentifier"),
        cluster.at(0x000E, "ProductLabel", "string", "deviceInformation.productLabel"),
        cluster.at(0x000F, "SerialNumber", "string", "deviceInformation.serialNumber"),
        cluster.at(0x0011, "Reachable", "bool", "deviceHealth.reachable"),
        cluster.at(0x0012, "UniqueId", "string", "deviceInformation.uniqueId"),
    )


def _operation(cluster: Cluster) -> tuple[MatterRow, ...]:
    """A device and one cavity of an oven tell what they are doing in the same attributes."""
    return (
        cluster.at(0x0000, "PhaseList", "list?", "operationalState.phaseList"),
        cluster.at(0x0001, "CurrentPhase", "uint8?", "operationalState.currentPhase", wide="an index into PhaseList, which has 32 entries at most"),
        cluster.at(0x0002, "CountdownTime", "elapsed-s?", "operationalState.countdownTime", most=259200, wide=LONG_TIME),
        cluster.at(0x0004, "OperationalState", "enum8", "operationalState.operationalState", numbered(stopped=0, running=1, paused=2, error=3)),
        cluster.at(0x0005, "OperationalError", "enum8", "operationalState.operationalError", numbered(noError=0, unableToStartOrResume=1, unableToCompleteOperation=2, commandInvalidInState=3), field="errorStateId"),
    )


ROWS: Final[tuple[MatterRow, ...]] = (
    *_identity(_BASIC),
    *_identity(_BRIDGED),
    _DIAGNOSTICS.at(0x0002, "UpTime", "uint64", "deviceHealth.uptime", unit="s", wide="64 bits of seconds; no device runs for 136 years"),
    _WIFI.at(0x0004, "Rssi", "int8?", "deviceHealth.rssi", least=-120, most=0, unit="{dBm}"),
    _OTA.at(0x0002, "UpdateState", "enum8", "softwareUpdate.updateState", numbered(unknown=0, idle=1, querying=2, delayedOnQuery=3, downloading=4, applying=5, delayedOnApply=6, rollingBack=7, delayedOnUserConsent=8)),
    _OTA.at(0x0003, "UpdateStateProgress", "uint8?", "softwareUpdate.updateProgress", least=0, most=100, unit="%"),
    # --- power source; the rows of a home battery hold within one, and come first there ---
    _POWER.at(0x0009, "WiredPresent", "bool", "powerSource.mainsPresent"),
    _POWER.at(0x000B, "BatVoltage", "uint32?", "powerSource.batteryVoltage", unit="mV", wide="32 bits of millivolts; batteries of a home stay below our limit"),
    _POWER.at(0x000C, "BatPercentRemaining", "uint8?", "batteryStorage.stateOfCharge", HALF, most=200, within=BATTERY_STORAGE),
    _POWER.at(0x000C, "BatPercentRemaining", "uint8?", "powerSource.batteryLevel", HALF, most=200),
    _POWER.at(0x000D, "BatTimeRemaining", "uint32?", "powerSource.batteryTimeRemaining", unit="s", wide=LONG_TIME),
    _POWER.at(0x000E, "BatChargeLevel", "enum8", "powerSource.batteryChargeLevel", numbered(ok=0, warning=1, critical=2)),
    _POWER.at(0x000F, "BatReplacementNeeded", "bool", "powerSource.batteryReplacementNeeded"),
    _POWER.at(0x0018, "BatCapacity", "uint32", "batteryStorage.capacity", given=STORED, within=BATTERY_STORAGE, wide="32 bits of milliampere-hours"),
    _POWER.at(0x001A, "BatChargeState", "enum8", "powerSource.batteryChargeState", numbered(unknown=0, isCharging=1, isAtFullCharge=2, isNotCharging=3)),
    # --- operation ---
    _SWITCH.at(0x0000, "NumberOfPositions", "uint8", "genericSwitch.numberOfPositions", least=2, wide="no switch of a home has more positions than ours allows"),
    _SWITCH.at(0x0001, "CurrentPosition", "uint8", "genericSwitch.currentPosition", wide="less than NumberOfPositions"),
    _SWITCH.at(0x0002, "MultiPressMax", "uint8", "genericSwitch.multiPressMax", least=2),
    _MODE_SELECT.at(0x0000, "Description", "string", "modeSelect.description"),
    _MODE_SELECT.at(0x0002, "SupportedModes", "list", "modeSelect.supportedModes", MODE_OPTIONS),
    _MODE_SELECT.at(0x0003, "CurrentMode", "uint8", "modeSelect.currentMode", via=(Via(command=0x00, name="ChangeToMode", field="newMode"),)),
    _MODE_SELECT.at(0x0004, "StartUpMode", "uint8?", "modeSelect.startUpMode", w=True),
    _MODE_SELECT.at(0x0005, "OnMode", "uint8?", "modeSelect.onMode", w=True),
    *_operation(_OPERATION),
    *_operation(_CAVITY),
    _INTERFACE.at(0x0000, "TemperatureDisplayMode", "enum8", "userInterface.temperatureDisplayUnit", numbered(celsius=0, fahrenheit=1), w=True),
    _INTERFACE.at(0x0001, "KeypadLockout", "enum8", "userInterface.keypadLockout", truth(true=(1, 2, 3, 4, 5), false=0), w=True),
)
