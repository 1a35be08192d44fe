"""The commands: ours, and the one of Matter's that does it, with its arguments."""

# One command or argument a line, so that the file reads as the table it is.
# fmt: off
# ruff: noqa: E501

from typing import Final

from schemas.conversion import IDENTITY, MIRED_TO_KELVIN, numbered
from schemas.mappings.matter.attributes.appliance import MICROWAVE_MODES
from schemas.mappings.matter.attributes.climate import WATER_HEATER
from schemas.mappings.matter.attributes.lighting import AS_SET, AT_ONCE, COOK_SURFACE
from schemas.mappings.matter.conversion import (
    CENTI,
    CLOSED,
    DECI,
    EPOCH_S,
    HEX,
    HUE,
    LEVEL,
    MILLI,
    OCTETS,
    PLAIN,
    bit,
    only_one,
    search,
    signed_step,
    truth,
)
from schemas.mappings.matter.given import INPUTS, PRESETS, cook_modes
from schemas.mappings.matter.mode import mode_tags
from schemas.mappings.matter.row import Cluster, CommandRow, argument
from schemas.mappings.matter.structure import PRIORITIES, VERTICES, ZONE_USE, Part, records
from schemas.units import MIRED

_IDENTIFY: Final = Cluster(0x0003, "Identify")
_ON_OFF: Final = Cluster(0x0006, "OnOff")
_LEVEL: Final = Cluster(0x0008, "LevelControl")
_COLOR: Final = Cluster(0x0300, "ColorControl")
_MODE_SELECT: Final = Cluster(0x0050, "ModeSelect")
_OPERATION: Final = Cluster(0x0060, "OperationalState")
_CAVITY: Final = Cluster(0x0048, "OvenCavityOperationalState")
_SMOKE: Final = Cluster(0x005C, "SmokeCoAlarm")
_LOCK: Final = Cluster(0x0101, "DoorLock")
_COVERING: Final = Cluster(0x0102, "WindowCovering")
_CLOSURE: Final = Cluster(0x0104, "ClosureControl", since="1.5")
_DIMENSION: Final = Cluster(0x0105, "ClosureDimension", since="1.5")
_VALVE: Final = Cluster(0x0081, "ValveConfigurationAndControl")
_THERMOSTAT: Final = Cluster(0x0201, "Thermostat")
_THERMOSTAT_1_4: Final = Cluster(0x0201, "Thermostat", since="1.4")
_FAN: Final = Cluster(0x0202, "FanControl")
_HEPA: Final = Cluster(0x0071, "HepaFilterMonitoring")
_CARBON: Final = Cluster(0x0072, "ActivatedCarbonFilterMonitoring")
_HEATER: Final = Cluster(0x0094, "WaterHeaterManagement", since="1.4")
_EVSE: Final = Cluster(0x0099, "EnergyEvse")
_MANAGEMENT: Final = Cluster(0x0098, "DeviceEnergyManagement")
_TEMPERATURE: Final = Cluster(0x0056, "TemperatureControl")
_MICROWAVE: Final = Cluster(0x005F, "MicrowaveOvenControl")
_RUN_MODE: Final = Cluster(0x0054, "RvcRunMode")
_ROBOT: Final = Cluster(0x0061, "RvcOperationalState")
_AREA: Final = Cluster(0x0150, "ServiceArea", since="1.4")
_PLAYBACK: Final = Cluster(0x0506, "MediaPlayback")
_INPUT: Final = Cluster(0x0507, "MediaInput")
_KEYPAD: Final = Cluster(0x0509, "KeypadInput")
_LAUNCHER: Final = Cluster(0x050A, "ContentLauncher")
_CONTENT: Final = Cluster(0x050F, "ContentControl")
_MESSAGES: Final = Cluster(0x0097, "Messages")
_CAMERA: Final = Cluster(0x0551, "CameraAvStreamManagement", since="1.5")
_MOUNT: Final = Cluster(0x0552, "CameraAvSettingsUserLevelManagement", since="1.5")
_RTC: Final = Cluster(0x0553, "WebRtcTransportProvider", since="1.5")
_ZONES: Final = Cluster(0x0550, "ZoneManagement", since="1.5")
_CHIME: Final = Cluster(0x0556, "Chime", since="1.5")

_OPTIONS: Final = {"optionsMask": 0, "optionsOverride": 0}
_TRANSITION: Final = argument("transitionTime", "transitionTime", "uint16?", DECI)
_COLOR_TRANSITION: Final = argument("transitionTime", "transitionTime", "uint16", DECI, most=65534)
_LEVEL_TO: Final = (argument("level", "level", "uint8", LEVEL, most=254), _TRANSITION)
_LEVEL_BY: Final = (argument("amount", "", "struct", signed_step(LEVEL, mode="stepMode", size="stepSize")), _TRANSITION)
_PIN: Final = argument("pinCode", "pinCode", "octstr", OCTETS)
_USER_STATUS: Final = argument("userStatus", "userStatus", "enum8?", numbered(available=0, occupiedEnabled=1, occupiedDisabled=3))
_USER_TYPE: Final = argument("userType", "userType", "enum8?", numbered(unrestrictedUser=0, yearDayScheduleUser=1, weekDayScheduleUser=2, programmingUser=3, nonAccessUser=4, forcedUser=5, disposableUser=6, expiringUser=7, scheduleRestrictedUser=8, remoteOnlyUser=9))
_CREDENTIAL: Final = argument("kind", "credential.credentialType", "enum8", numbered(programmingPin=0, pin=1, rfid=2, fingerprint=3, fingerVein=4, face=5, aliroCredentialIssuerKey=6, aliroEvictableEndpointKey=7, aliroNonEvictableEndpointKey=8))
_CAUSE: Final = argument("cause", "cause", "enum8", numbered(localOptimization=0, gridOptimization=1))
_USAGE: Final = argument("streamUsage", "streamUsage", "enum8", numbered(internal=0, recording=1, analysis=2, liveView=3))
_VIDEO: Final = argument("videoStream", "videoStreamId", "uint16?")
_AUDIO: Final = argument("audioStream", "audioStreamId", "uint16?")
_ICE: Final = argument("iceServers", "iceServers", "list", records(Part("urls", "urLs"), Part("username", "username"), Part("credential", "credential")))
_ICE_POLICY: Final = argument("iceTransportPolicy", "iceTransportPolicy", "string")
_LATCH: Final = argument("latch", "latch", "bool")
_SPEED: Final = argument("speed", "speed", "enum8", numbered(auto=0, low=1, medium=2, high=3))
_LIVE_VIEW: Final = 3  # StreamUsageEnum
_HANG_UP: Final = 2  # WebRTCEndReasonEnum: the user does
_GRID: Final = 1  # AdjustmentCauseEnum: a request from outside the device is on behalf of the grid

CEC_KEYS: Final = numbered(
    select=0x00, up=0x01, down=0x02, left=0x03, right=0x04, rootMenu=0x09, setupMenu=0x0A, contentsMenu=0x0B, favoriteMenu=0x0C, exit=0x0D,
    number0=0x20, number1=0x21, number2=0x22, number3=0x23, number4=0x24, number5=0x25, number6=0x26, number7=0x27, number8=0x28, number9=0x29,
    dot=0x2A, enter=0x2B, clear=0x2C, channelUp=0x30, channelDown=0x31, previousChannel=0x32, soundSelect=0x33, inputSelect=0x34,
    displayInformation=0x35, help=0x36, pageUp=0x37, pageDown=0x38, power=0x40, volumeUp=0x41, volumeDown=0x42, mute=0x43, play=0x44, stop=0x45,
    pause=0x46, record=0x47, rewind=0x48, fastForward=0x49, eject=0x4A, forward=0x4B, backward=0x4C, electronicProgramGuide=0x53,
    blue=0x71, red=0x72, green=0x73, yellow=0x74,
)
"""Keys of a remote control, with the numbers of HDMI-CEC that Matter took over."""

COMMANDS: Final[tuple[CommandRow, ...]] = (
    _IDENTIFY.command(0x00, "Identify", "deviceInformation.identify", argument("identifyTime", "identifyTime", "uint16", unit="s"), always={"identifyTime": 10}),
    _IDENTIFY.command(0x40, "TriggerEffect", "deviceInformation.identify", argument("effect", "effectIdentifier", "enum8", numbered(blink=0, breathe=1, okay=2, channelChange=11, finishEffect=254, stopEffect=255)), always={"effectVariant": 0}),
    # --- light ---
    _ON_OFF.command(0x00, "Off", "cookSurface.off", within=COOK_SURFACE),
    _ON_OFF.command(0x01, "On", "onOff.on"),
    _ON_OFF.command(0x00, "Off", "onOff.off"),
    _ON_OFF.command(0x02, "Toggle", "onOff.toggle"),
    _LEVEL.command(0x04, "MoveToLevelWithOnOff", "levelControl.moveToLevel", *_LEVEL_TO, always=AS_SET, only_where={"withOnOff": True}),
    _LEVEL.command(0x00, "MoveToLevel", "levelControl.moveToLevel", *_LEVEL_TO, always=AS_SET),
    _LEVEL.command(0x06, "StepWithOnOff", "levelControl.step", *_LEVEL_BY, always=AS_SET, only_where={"withOnOff": True}),
    _LEVEL.command(0x02, "Step", "levelControl.step", *_LEVEL_BY, always=AS_SET),
    _LEVEL.command(0x03, "Stop", "levelControl.stop", always=_OPTIONS),
    _COLOR.command(0x0A, "MoveToColorTemperature", "colorControl.moveToColorTemperature", argument("colorTemperature", "colorTemperatureMireds", "uint16", MIRED_TO_KELVIN, unit=MIRED, most=65279), _COLOR_TRANSITION, always=AT_ONCE),
    _COLOR.command(0x06, "MoveToHueAndSaturation", "colorControl.moveToHueAndSaturation", argument("hue", "hue", "uint8", HUE, most=254), argument("saturation", "saturation", "uint8", LEVEL, most=254), _COLOR_TRANSITION, always=AT_ONCE),
    # --- operation ---
    _MODE_SELECT.command(0x00, "ChangeToMode", "modeSelect.changeToMode", argument("newMode", "newMode", "uint8")),
    *(row for cluster in (_OPERATION, _CAVITY) for row in (
        cluster.command(0x02, "Start", "operationalState.start"),
        cluster.command(0x01, "Stop", "operationalState.stop"),
    )),
    _OPERATION.command(0x00, "Pause", "operationalState.pause"),
    _OPERATION.command(0x03, "Resume", "operationalState.resume"),
    _SMOKE.command(0x00, "SelfTestRequest", "smokeCoAlarm.selfTestRequest"),
    # --- locks ---
    _LOCK.command(0x00, "LockDoor", "doorLock.lockDoor", _PIN, timed=True),
    _LOCK.command(0x01, "UnlockDoor", "doorLock.unlockDoor", _PIN, timed=True),
    _LOCK.command(0x27, "UnboltDoor", "doorLock.unboltDoor", _PIN, timed=True),
    _LOCK.command(0x1A, "SetUser", "lockAccess.setUser", argument("index", "userIndex", "uint16"), argument("userName", "userName", "string?"), _USER_STATUS, _USER_TYPE, argument("credentialRule", "credentialRule", "enum8?", numbered(single=0, dual=1, tri=2)), always={"operationType": 0, "userName": None, "userUniqueId": None, "userStatus": None, "userType": None, "credentialRule": None}, timed=True),
    _LOCK.command(0x1D, "ClearUser", "lockAccess.clearUser", argument("index", "userIndex", "uint16"), timed=True),
    _LOCK.command(0x22, "SetCredential", "lockAccess.setCredential", argument("index", "credential.credentialIndex", "uint16"), _CREDENTIAL, argument("user", "userIndex", "uint16?"), _USER_STATUS, _USER_TYPE, argument("credential", "credentialData", "octstr", OCTETS), always={"operationType": 0, "credential": {"credentialType": 1}, "userIndex": None, "userStatus": None, "userType": None}, timed=True),
    _LOCK.command(0x26, "ClearCredential", "lockAccess.clearCredential", argument("index", "credential.credentialIndex", "uint16"), _CREDENTIAL, always={"credential": {"credentialType": 1}}, timed=True),
    # --- openings ---
    _COVERING.command(0x00, "UpOrOpen", "windowCovering.open"),
    _COVERING.command(0x01, "DownOrClose", "windowCovering.close"),
    _COVERING.command(0x02, "StopMotion", "windowCovering.stop"),
    _COVERING.command(0x05, "GoToLiftPercentage", "windowCovering.goToLift", argument("position", "liftPercent100thsValue", "percent100ths", CLOSED)),
    _CLOSURE.command(0x01, "MoveTo", "closureControl.moveTo", argument("preset", "position", "enum8", numbered(fullyClosed=0, fullyOpened=1, openedForPedestrian=2, openedForVentilation=3, openedAtSignature=4)), _LATCH, _SPEED, timed=True),
    _DIMENSION.command(0x00, "SetTarget", "closureControl.moveTo", argument("position", "position", "percent100ths", CLOSED), _LATCH, _SPEED, timed=True),
    _CLOSURE.command(0x00, "Stop", "closureControl.stop"),
    _CLOSURE.command(0x02, "Calibrate", "closureControl.calibrate", timed=True),
    _VALVE.command(0x00, "Open", "valveControl.open", argument("duration", "openDuration", "elapsed-s?", least=1), argument("level", "targetLevel", "percent", least=1)),
    _VALVE.command(0x01, "Close", "valveControl.close"),
    # --- climate ---
    _THERMOSTAT.command(0x00, "SetpointRaiseLower", "thermostat.setpointRaiseLower", argument("amount", "amount", "int8", DECI, difference=True), argument("mode", "mode", "enum8", numbered(heat=0, cool=1, both=2)), always={"mode": 2}),
    _THERMOSTAT_1_4.command(0x06, "SetActivePresetRequest", "thermostat.setActivePreset", argument("preset", "presetHandle", "octstr?", IDENTITY, given=PRESETS)),
    _FAN.command(0x00, "Step", "fanControl.step", argument("up", "direction", "enum8", truth(true=(0,), false=1)), argument("wrap", "wrap", "bool"), argument("lowestOff", "lowestOff", "bool")),
    _HEPA.command(0x00, "ResetCondition", "consumableMonitoring.resetCondition"),
    _CARBON.command(0x00, "ResetCondition", "consumableMonitoring.resetCondition"),
    _HEATER.command(0x00, "Boost", "waterHeater.boost", argument("duration", "boostInfo.duration", "elapsed-s", least=1), argument("targetTemperature", "boostInfo.temporarySetpoint", "temperature", CENTI), argument("oneShot", "boostInfo.oneShot", "bool"), argument("emergencyBoost", "boostInfo.emergencyBoost", "bool"), argument("targetPercentage", "boostInfo.targetPercentage", "percent"), argument("targetReheat", "boostInfo.targetReheat", "percent"), within=WATER_HEATER),
    _HEATER.command(0x01, "CancelBoost", "waterHeater.cancelBoost", within=WATER_HEATER),
    # --- energy; null until means until further notice ---
    _EVSE.command(0x02, "EnableCharging", "energyEvse.enableCharging", argument("until", "chargingEnabledUntil", "epoch-s?", EPOCH_S), argument("minimumCurrent", "minimumChargeCurrent", "amperage-mA", least=0), argument("maximumCurrent", "maximumChargeCurrent", "amperage-mA", least=0), always={"chargingEnabledUntil": None, "minimumChargeCurrent": 6000, "maximumChargeCurrent": 80000}, timed=True),
    _EVSE.command(0x01, "Disable", "energyEvse.disable", timed=True),
    _MANAGEMENT.command(0x00, "PowerAdjustRequest", "deviceEnergyManagement.powerAdjustRequest", argument("power", "power", "power-mW"), argument("duration", "duration", "elapsed-s"), _CAUSE, always={"cause": _GRID}),
    _MANAGEMENT.command(0x01, "CancelPowerAdjustRequest", "deviceEnergyManagement.cancelPowerAdjust"),
    _MANAGEMENT.command(0x02, "StartTimeAdjustRequest", "deviceEnergyManagement.startTimeAdjustRequest", argument("start", "requestedStartTime", "epoch-s", EPOCH_S), _CAUSE, always={"cause": _GRID}),
    _MANAGEMENT.command(0x03, "PauseRequest", "deviceEnergyManagement.pauseRequest", argument("duration", "duration", "elapsed-s"), _CAUSE, always={"cause": _GRID}),
    _MANAGEMENT.command(0x04, "ResumeRequest", "deviceEnergyManagement.resumeRequest"),
    # --- appliances and robots ---
    _TEMPERATURE.command(0x00, "SetTemperature", "temperatureControl.setTemperature", argument("targetTemperature", "targetTemperature", "temperature", CENTI), argument("targetTemperatureLevel", "targetTemperatureLevel", "uint8")),
    _MICROWAVE.command(0x00, "SetCookingParameters", "ovenControl.setCookingParameters", argument("ovenMode", "cookMode", "uint8", mode_tags(**MICROWAVE_MODES), given=cook_modes(**MICROWAVE_MODES)), argument("cookTime", "cookTime", "elapsed-s", least=1), argument("powerSetting", "powerSetting", "uint8", unit="%"), argument("startAfterSetting", "startAfterSetting", "bool")),
    _MICROWAVE.command(0x01, "AddMoreTime", "ovenControl.addMoreTime", argument("time", "timeToAdd", "elapsed-s", least=1)),
    _RUN_MODE.command(0x00, "ChangeToMode", "robotVacuum.start", mode_tag=0x4001, asks=("newMode",)),
    _RUN_MODE.command(0x00, "ChangeToMode", "robotVacuum.stop", mode_tag=0x4000, asks=("newMode",)),
    _ROBOT.command(0x00, "Pause", "robotVacuum.pause"),
    _ROBOT.command(0x03, "Resume", "robotVacuum.resume"),
    _ROBOT.command(0x80, "GoHome", "robotVacuum.goHome"),
    _AREA.command(0x00, "SelectAreas", "serviceArea.selectAreas", argument("areas", "newAreas", "list")),
    _AREA.command(0x02, "SkipArea", "serviceArea.skipArea", argument("area", "skippedArea", "uint32")),
    # --- media ---
    _PLAYBACK.command(0x00, "Play", "mediaPlayback.play"),
    _PLAYBACK.command(0x01, "Pause", "mediaPlayback.pause"),
    _PLAYBACK.command(0x02, "Stop", "mediaPlayback.stop"),
    _PLAYBACK.command(0x04, "Previous", "mediaPlayback.previous"),
    _PLAYBACK.command(0x05, "Next", "mediaPlayback.next"),
    _PLAYBACK.command(0x0B, "Seek", "mediaPlayback.seek", argument("position", "position", "uint64", MILLI)),
    _INPUT.command(0x00, "SelectInput", "mediaPlayback.selectInput", argument("input", "index", "uint8", IDENTITY, given=INPUTS)),
    _KEYPAD.command(0x00, "SendKey", "mediaPlayback.sendKey", argument("key", "keyCode", "enum8", CEC_KEYS)),
    _LAUNCHER.command(0x00, "LaunchContent", "mediaPlayback.launchContent", argument("content", "search", "struct", search(16)), argument("autoPlay", "autoPlay", "bool"), always={"autoPlay": True}),
    _CONTENT.command(0x03, "Enable", "contentControl.enable", timed=True),
    _CONTENT.command(0x04, "Disable", "contentControl.disable", timed=True),
    _CONTENT.command(0x05, "AddBonusTime", "contentControl.addBonusTime", argument("time", "bonusTime", "elapsed-s"), argument("pin", "pinCode", "string", PLAIN)),
    _MESSAGES.command(0x00, "PresentMessagesRequest", "announcement.present", argument("text", "messageText", "string"), argument("priority", "priority", "enum8", PRIORITIES), argument("message", "messageId", "octstr", HEX), argument("duration", "duration", "uint64?", MILLI), argument("confirmationRequired", "messageControl", "map16", bit(0)), always={"priority": 1, "messageControl": 0, "startTime": None, "duration": None}, asks=("messageId",)),
    _MESSAGES.command(0x01, "CancelMessagesRequest", "announcement.cancel", argument("message", "messageIDs", "list", only_one())),
    # --- cameras ---
    _RTC.command(0x00, "SolicitOffer", "cameraStream.solicitOffer", _USAGE, _VIDEO, _AUDIO, _ICE, _ICE_POLICY, always={"streamUsage": _LIVE_VIEW}, asks=("originatingEndpointId",)),
    _RTC.command(0x02, "ProvideOffer", "cameraStream.solicitOffer", argument("sdp", "sdp", "string"), _USAGE, _VIDEO, _AUDIO, _ICE, _ICE_POLICY, always={"webRtcSessionId": None, "streamUsage": _LIVE_VIEW}, asks=("originatingEndpointId",)),
    _RTC.command(0x06, "EndSession", "cameraStream.endSession", argument("session", "webRtcSessionId", "uint16"), argument("reason", "reason", "enum8", numbered(iceFailed=0, iceTimeout=1, userHangup=2, userBusy=3, replaced=4, noUserMedia=5, inviteTimeout=6, answeredElsewhere=7, outOfResources=8, mediaTimeout=9, lowPower=10, privacyMode=11, unknownReason=12)), always={"reason": _HANG_UP}),
    _CAMERA.command(0x0C, "CaptureSnapshot", "cameraStream.captureSnapshot", argument("stream", "snapshotStreamId", "uint16?"), argument("width", "requestedResolution.width", "uint16"), argument("height", "requestedResolution.height", "uint16"), always={"snapshotStreamId": None, "requestedResolution": {"width": 1920, "height": 1080}}),
    _MOUNT.command(0x02, "MptzMoveToPreset", "cameraStream.moveToPreset", argument("preset", "presetId", "uint8", least=1)),
    _ZONES.command(0x00, "CreateTwoDCartesianZone", "visualDetection.createZone", argument("name", "zone.name", "string"), argument("polygon", "zone.vertices", "list", VERTICES), argument("use", "zone.use", "enum8", ZONE_USE), argument("color", "zone.color", "string"), always={"zone": {"use": 0}}),
    _CHIME.command(0x00, "PlayChimeSound", "doorbellChime.playChimeSound", argument("chime", "chimeId", "uint8")),
)
"""Every command row. Of several for one of ours, the first that holds and takes all the arguments at hand is the one."""
