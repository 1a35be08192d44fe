"""Attributes of Samsung's own SmartThings capabilities whose meaning is sure, and ours.

Facts: words and units as devices show them in the SmartThings app and its public API.
"""

from typing import Final

from schemas.conversion import ISO_TIMESTAMP, SHARE, enum_map, null_as
from schemas.mapping import Row
from schemas.mappings.smartthings.key import SmartThingsKey, row, same
from schemas.mappings.smartthings.vocabulary import (
    AMOUNT,
    COOKTOP_STATE,
    DISH_PHASE,
    DIVERTER,
    DRYNESS,
    FILTER,
    GROUP_ROLE,
    HEATING_MODE,
    INSTALLING,
    MACHINE,
    OPERATING,
    OPTIONAL_MODE,
    OVEN_MODE,
    OVEN_PHASE,
    QUALITY,
    REFERENCE,
    RESIDUAL_HEAT,
    ROBOT,
    ROBOT_DRIVING,
    ROBOT_MODE,
    ROBOT_RUN,
    SELF_TEST,
    SELF_TEST_RESULT,
    SOIL,
    STEAM_PHASE,
    WASH_MODE,
    WASH_PHASE,
    WATER_FLOW,
    ZONE,
)
from schemas.mappings.smartthings.word import (
    CYCLES,
    DURATION,
    HOURS_MINUTES,
    INPUT_NAMES,
    INPUT_RECORDS,
    LEVEL,
    LOCKED,
    MODE_NAMES,
    MUTED,
    ON_OFF,
    OPEN,
    PHASES,
    PLAN,
    SHARE_TEXT,
    TIME_OF_DAY,
    number_text,
    truth,
)

_MACHINES: Final = ("washer", "dryer")

ROWS: Final[tuple[Row[SmartThingsKey], ...]] = (
    # --- any machine ---
    row("samsungce.kidsLock.lockState", "userInterface.keypadLockout", LOCKED),
    row("samsungce.kidsLockControl.lockState", "userInterface.keypadLockout", LOCKED),
    row("samsungce.airConditionerBeep.beep", "userInterface.buzzer", ON_OFF),
    row("samsungce.airConditionerLighting.lighting", "userInterface.displayOn", ON_OFF),
    row("samsungce.airConditionerDisplay.display", "userInterface.displayOn", ON_OFF),
    row("custom.doNotDisturbMode.doNotDisturb", "userInterface.doNotDisturb", ON_OFF),
    row("custom.doNotDisturbMode.startTime", "userInterface.doNotDisturbStart", TIME_OF_DAY),
    row("custom.doNotDisturbMode.endTime", "userInterface.doNotDisturbEnd", TIME_OF_DAY),
    row("samsungce.sabbathMode.status", "userInterface.sabbathMode", ON_OFF),
    row("samsungce.microphoneSettings.mute", "microphoneControl.microphoneMuted", MUTED),
    row("samsungce.toggleSwitch.switch", "onOff.onOff", ON_OFF),
    row("samsungce.connectionState.connectionState", "deviceHealth.reachable", truth("connected", "disconnected")),
    row("samsungce.selfCheck.status", "deviceHealth.selfTestState", SELF_TEST),
    row("samsungce.selfCheck.result", "deviceHealth.selfTestResult", SELF_TEST_RESULT),
    row("samsungce.selfCheck.progress", "deviceHealth.selfTestProgress", unit="%"),
    row("samsungce.selfCheck.errors", "deviceHealth.faultList"),
    row("custom.error.error", "deviceHealth.faultCode"),
    row("samsungce.countDownTimer.currentValue", "timerControl.remainingTime", unit="s"),
    row("samsungce.countDownTimer.startValue", "timerControl.countdown", unit="s"),
    row("samsungce.audioVolumeLevel.volumeLevel", "userInterface.buzzerVolume", SHARE, whole=True),
    row("samsungce.viewInside.lastUpdatedTime", "cameraStream.lastSnapshot", ISO_TIMESTAMP),
    # --- energy ---
    row("custom.energyType.energySavingOperation", "comfortOptions.ecoMode"),
    row("custom.energyType.energySavingLevel", "comfortOptions.ecoLevel"),
    row("custom.energyType.drMaxDuration", "deviceEnergyManagement.maxLoadControlDuration", unit="min"),
    row("samsungce.waterConsumptionReport.waterConsumption/cumulativeAmount", "utilityMeter.volumeTotal", unit="mL"),
    row("samsungce.waterConsumptionReport.waterConsumption/delta", "utilityMeter.periodicVolume", unit="mL"),
    row("samsungce.waterConsumptionReport.waterConsumption/start", "utilityMeter.periodStart", ISO_TIMESTAMP),
    row("samsungce.waterConsumptionReport.waterConsumption/end", "utilityMeter.readAt", ISO_TIMESTAMP),
    # --- heating, cooling, air ---
    row("custom.airConditionerOptionalMode.acOptionalMode", "thermostat.preset", OPTIONAL_MODE),
    row(
        "custom.airConditionerOdorController.airConditionerOdorControllerState", "comfortOptions.deodorization", ON_OFF
    ),
    row(
        "custom.airConditionerOdorController.airConditionerOdorControllerProgress",
        "comfortOptions.deodorizationProgress",
        unit="%",
    ),
    row("custom.autoCleaningMode.autoCleaningMode", "comfortOptions.selfClean", ON_OFF),
    row("custom.autoCleaningMode.progress", "comfortOptions.selfCleanProgress", unit="%"),
    row(
        "custom.autoCleaningMode.operatingState",
        "comfortOptions.selfCleaning",
        truth("running", "ready", also_false=("idle", "stopped")),
    ),
    row("custom.autoCleaningMode.timedCleanDuration", "comfortOptions.selfCleanDuration", unit="min"),
    row("custom.airConditionerTropicalNightMode.acTropicalNightModeLevel", "comfortOptions.sleepLevel"),
    row("samsungce.alwaysOnSensing.alwaysOn", "airQuality.continuousMonitoring", ON_OFF),
    row("custom.spiMode.spiMode", "comfortOptions.ionizer", ON_OFF),
    row("custom.virusDoctorMode.virusDoctorMode", "comfortOptions.ionizer", ON_OFF),
    row(
        "custom.thermostatSetpointControl.minimumSetpoint@refrigerator", "temperatureControl.minTemperature", unit="Cel"
    ),
    row(
        "custom.thermostatSetpointControl.maximumSetpoint@refrigerator", "temperatureControl.maxTemperature", unit="Cel"
    ),
    row(
        "custom.thermostatSetpointControl.minimumSetpoint@waterHeater", "temperatureControl.minTemperature", unit="Cel"
    ),
    row(
        "custom.thermostatSetpointControl.maximumSetpoint@waterHeater", "temperatureControl.maxTemperature", unit="Cel"
    ),
    row("custom.thermostatSetpointControl.minimumSetpoint", "thermostat.minCoolingSetpoint", unit="Cel"),
    row("custom.thermostatSetpointControl.maximumSetpoint", "thermostat.maxCoolingSetpoint", unit="Cel"),
    row("samsungce.airQualityHealthConcern.airQualityHealthConcern", "airQuality.airQuality", QUALITY),
    row("samsungce.relativeHumidityLevel.relativeHumidityLevel", "relativeHumidityMeasurement.measuredValue", unit="%"),
    row("samsungce.dehumidifierMode.dehumidifierMode", "humidityControl.mode"),
    row("custom.outingMode.outingMode", "thermostat.away", ON_OFF),
    row("samsungce.ehsDefrostMode.status", "heatSource.defrosting", ON_OFF),
    row("samsungce.ehsDiverterValve.position", "heatSource.diverterValve", DIVERTER),
    row(
        "samsungce.ehsThermostat.connectionState",
        "heatSource.thermostatConnected",
        truth("connected", "disconnected"),
    ),
    row("samsungce.ehsTemperatureReference.temperatureReference", "heatSource.controlReference", REFERENCE),
    row("samsungce.ehsBoosterHeater.status", "comfortOptions.auxiliaryHeat", ON_OFF),
    row("samsungce.hoodFanSpeed.hoodFanSpeed", "fanControl.speedSetting"),
    row("custom.periodicSensing.periodicSensing", "reportingConfiguration.enabled", ON_OFF),
    row("custom.periodicSensing.periodicSensingInterval", "reportingConfiguration.measurementInterval", unit="min"),
    # --- the refrigerator ---
    *same(("samsungce.powerCool.activated",), "refrigeratorControl.rapidCool"),
    *same(("samsungce.powerFreeze.activated",), "refrigeratorControl.rapidFreeze"),
    row("samsungce.fridgeVacationMode.vacationMode", "refrigeratorControl.vacationMode", ON_OFF),
    *same(
        (
            "custom.fridgeMode.fridgeMode",
            "samsungce.freezerConvertMode.freezerConvertMode",
            "samsungce.fridgePantryMode.mode",
        ),
        "refrigeratorControl.zoneMode",
        ZONE,
    ),
    row("samsungce.fridgePantryInfo.name", "deviceInformation.nodeLabel"),
    row("samsungce.fridgeIcemakerInfo.name", "deviceInformation.nodeLabel"),
    row("samsungce.temperatureSetting.desiredTemperature", "temperatureControl.temperatureSetpoint", unit="Cel"),
    row("samsungce.foodDefrost.remainingTime", "cookingProgram.timeLeft", unit="min"),
    row("samsungce.foodDefrost.operationTime", "operationalState.totalTime", unit="min"),
    row("samsungce.foodDefrost.foodType", "cookingProgram.program"),
    row("samsungce.weightMeasurement.weight", "consumableMonitoring.remainingMass", unit="g"),
    row("samsungce.doorState.doorState", "contactState.open", OPEN),
    # --- the laundry ---
    *(
        row(f"samsungce.{one}OperatingState.{attribute}", to, convert, unit=unit)
        for one in _MACHINES
        for attribute, to, convert, unit in (
            ("operatingState", "operationalState.operationalState", OPERATING, ""),
            (f"{one}JobState", "laundryControl.phase", WASH_PHASE, ""),
            (f"{one}JobPhase", "laundryControl.phase", WASH_PHASE, ""),
        )
    ),
    *(
        row(f"{capability}.{attribute}", to, unit=unit)
        for capability in (
            "samsungce.washerOperatingState",
            "samsungce.dryerOperatingState",
            "samsungce.dishwasherOperation",
            "custom.steamClosetOperatingState",
            "samsungce.ovenOperatingState",
            "samsungce.airDresserOperatingState",
        )
        for attribute, to, unit in (
            ("remainingTime", "operationalState.countdownTime", "min"),
            ("operationTime", "operationalState.totalTime", "min"),
            ("progress", "operationalState.progress", "%"),
            ("progressPercentage", "operationalState.progress", "%"),
        )
    ),
    *(
        row(f"{capability}.remainingTimeStr", "operationalState.countdownTime", HOURS_MINUTES)
        for capability in (
            "samsungce.washerOperatingState",
            "samsungce.dryerOperatingState",
            "samsungce.dishwasherOperation",
            "custom.steamClosetOperatingState",
        )
    ),
    *(
        row(f"{capability}.remainingTime", "timerControl.remainingTime", unit="min")
        for capability in ("samsungce.washerDelayEnd", "samsungce.dryerDelayEnd", "samsungce.steamClosetDelayEnd")
    ),
    *(
        row(f"{capability}.minimumReservableTime", "timerControl.minimumDelay", unit="min")
        for capability in ("samsungce.washerDelayEnd", "samsungce.dryerDelayEnd", "samsungce.steamClosetDelayEnd")
    ),
    row("samsungce.dishwasherOperation.timeLeftToStart", "timerControl.remainingTime", unit="min"),
    *(
        row(f"samsungce.{one}Cycle.{one}Cycle", "operationalState.program")
        for one in ("washer", "dryer", "steamCloset")
    ),
    *same(
        ("custom.supportedOptions.course", "samsungce.dishwasherWashingCourse.washingCourse"),
        "operationalState.program",
    ),
    row("custom.supportedOptions.supportedCourses", "operationalState.programList"),
    *(row(f"samsungce.{one}OperatingState.scheduledJobs", "operationalState.phasePlan", PLAN) for one in _MACHINES),
    row("samsungce.dishwasherJobState.scheduledJobs", "operationalState.phasePlan", PLAN),
    *(row(f"samsungce.{one}OperatingState.scheduledPhases", "operationalState.phasePlan", PHASES) for one in _MACHINES),
    *(
        row(f"samsungce.{one}Cycle.supportedCycles", "operationalState.programList", CYCLES)
        for one in ("washer", "dryer", "steamCloset")
    ),
    *same(
        (
            "samsungce.dryerAutoCycleLink.dryerAutoCycleLink",
            "samsungce.steamClosetAutoCycleLink.steamClosetAutoCycleLink",
        ),
        "laundryControl.followsWasher",
        ON_OFF,
    ),
    row(
        "custom.dryerWrinklePrevent.operatingState",
        "laundryControl.wrinklePreventing",
        truth("running", "ready", also_false=("idle", "stopped")),
    ),
    row("samsungce.microfiberFilterOperatingState.operatingState", "operationalState.operationalState", OPERATING),
    row("samsungce.microfiberFilterStatus.status", "consumableMonitoring.changeIndication", FILTER),
    row("samsungce.autoDispenseDetergent.density", "laundryControl.detergentConcentration"),
    row("samsungce.autoDispenseSoftener.density", "laundryControl.softenerConcentration"),
    *(row(f"hca.{one}Mode.mode", "laundryControl.washMode", WASH_MODE) for one in _MACHINES),
    row("samsungce.dishwasherWashingOptions.sanitize/value", "dishwasherControl.sanitize"),
    row("samsungce.dishwasherWashingOptions.sanitizingWash/value", "dishwasherControl.sanitize"),
    *(
        row(f"samsungce.dishwasherWashingOptions.{theirs}/value", f"dishwasherControl.{ours}")
        for theirs, ours in (
            ("heatedDry", "heatedDrying"),
            ("hotAirDry", "heatedDrying"),
            ("highTempWash", "highTemperature"),
            ("speedBooster", "speedUp"),
            ("addRinse", "extraRinse"),
            ("rinsePlus", "extraRinse"),
            ("stormWash", "intensiveZone"),
            ("multiTab", "multiTab"),
        )
    ),
    row(
        "samsungce.dishwasherWashingOptions.zoneBooster/value",
        "dishwasherControl.intensiveZone",
        truth("all", "none", also_true=("left", "right")),
    ),
    row(
        "samsungce.dishwasherWashingOptions.selectedZone/value",
        "dishwasherControl.halfLoad",
        truth("lower", "all", also_true=("upper",)),
    ),
    row(
        "samsungce.dishwasherWashingOptions.dryPlus/value",
        "dishwasherControl.dryingLevel",
        enum_map({True: "extra", False: "normal"}),
    ),
    row("custom.washerSpinLevel.washerSpinLevel", "laundryControl.spinSpeed", number_text(noSpin=0, rinseHold=0)),
    row("custom.washerRinseCycles.washerRinseCycles", "laundryControl.rinseCount", number_text()),
    row("custom.washerSoilLevel.washerSoilLevel", "laundryControl.soilLevel", SOIL),
    row("custom.washerWaterTemperature.washerWaterTemperature", "temperatureControl.selectedTemperatureLevel", LEVEL),
    row("custom.washerAutoDetergent.washerAutoDetergent", "laundryControl.detergentAutoDose", ON_OFF),
    row("custom.washerAutoSoftener.washerAutoSoftener", "laundryControl.softenerAutoDose", ON_OFF),
    row("samsungce.washerBubbleSoak.status", "laundryControl.preSoak", ON_OFF),
    row("samsungce.washerWashingTime.washingTime", "laundryControl.washTime", number_text(60)),
    row("samsungce.dryerDryingTime.dryingTime", "laundryControl.dryingTime", number_text(60)),
    row("samsungce.dryerDryingTemperature.dryingTemperature", "temperatureControl.selectedTemperatureLevel", LEVEL),
    row("custom.dryerDryLevel.dryerDryLevel", "laundryControl.drynessLevel", DRYNESS),
    row("custom.dryerWrinklePrevent.dryerWrinklePrevent", "laundryControl.wrinklePrevention", ON_OFF),
    row("custom.steamClosetWrinklePrevent.steamClosetWrinklePrevent", "laundryControl.wrinklePrevention", ON_OFF),
    row("samsungce.steamClosetSanitizeMode.status", "laundryControl.sterilization", ON_OFF),
    row("samsungce.steamClosetKeepFreshMode.status", "laundryControl.keepFresh", ON_OFF),
    row("custom.steamClosetOperatingState.steamClosetMachineState", "operationalState.operationalState", MACHINE),
    row("custom.steamClosetOperatingState.steamClosetJobState", "laundryControl.phase", STEAM_PHASE),
    row("custom.steamClosetOperatingState.completionTime", "operationalState.completionTime", ISO_TIMESTAMP),
    row("samsungce.autoDispenseDetergent.amount", "laundryControl.detergentAmount", AMOUNT),
    row("samsungce.autoDispenseSoftener.amount", "laundryControl.softenerAmount", AMOUNT),
    row("samsungce.dishwasherOperation.operatingState", "operationalState.operationalState", OPERATING),
    row("samsungce.dishwasherJobState.dishwasherJobState", "dishwasherControl.phase", DISH_PHASE),
    row("custom.dishwasherOperatingProgress.dishwasherOperatingProgress", "dishwasherControl.phase", DISH_PHASE),
    row("custom.dishwasherOperatingPercentage.dishwasherOperatingPercentage", "operationalState.progress", unit="%"),
    # --- the kitchen ---
    row("samsungce.ovenMode.ovenMode", "ovenControl.ovenMode", OVEN_MODE),
    row("samsungce.ovenOperatingState.operatingState", "operationalState.operationalState", OPERATING),
    row("samsungce.ovenOperatingState.operationTime", "operationalState.totalTime", DURATION),
    row("custom.dishwasherDelayStartTime.dishwasherDelayStartTime", "timerControl.startDelay", DURATION),
    row("samsungce.dishwasherWashingCourse.supportedCourses", "operationalState.programList"),
    row("samsungce.ovenOperatingState.ovenJobState", "ovenControl.phase", OVEN_PHASE),
    row("samsungce.ovenOperatingState.completionTime", "operationalState.completionTime", ISO_TIMESTAMP),
    row("samsungce.meatProbe.temperature", "ovenControl.coreTemperature", unit="Cel"),
    row("samsungce.meatProbe.temperatureSetpoint", "ovenControl.coreTemperatureSetpoint", unit="Cel"),
    row("samsungce.meatProbe.status", "ovenControl.probeConnected", truth("connected", "disconnected")),
    row("samsungce.microwavePower.powerLevel", "ovenControl.powerSetting", SHARE_TEXT),
    row("samsungce.microwavePower.powerLevel", "ovenControl.powerSetting", unit="%"),
    row(
        "samsungce.lamp.brightnessLevel@oven", "ovenControl.cavityLight", truth("high", "off", also_true=("low", "on"))
    ),
    row(
        "samsungce.lamp.brightnessLevel@hood",
        "rangeHood.hoodLight",
        truth("high", "off", also_true=("low", "mid", "on")),
    ),
    row("samsungce.cooktopHeatingPower.manualLevel", "cookSurface.heatLevel"),
    row("samsungce.cooktopHeatingPower.heatingMode", "cookSurface.heatingMode", HEATING_MODE),
    row("samsungce.surfaceResidualHeat.surfaceResidualHeat", "cookSurface.residualHeat", RESIDUAL_HEAT),
    row("custom.cooktopOperatingState.cooktopOperatingState", "operationalState.operationalState", COOKTOP_STATE),
    # --- robots ---
    row("samsungce.robotCleanerOperatingState.operatingState", "robotVacuum.operationalState", ROBOT),
    row("samsungce.robotCleanerCleaningMode.cleaningMode", "robotVacuum.runMode", ROBOT_RUN),
    row("samsungce.robotCleanerCleaningMode.repeatModeEnabled", "robotVacuum.repeatCleaning"),
    row("samsungce.robotCleanerCleaningType.cleaningType", "robotVacuum.cleanMode", ROBOT_MODE),
    row("samsungce.robotCleanerDrivingMode.drivingMode", "robotVacuum.drivingMode", ROBOT_DRIVING),
    row("samsungce.robotCleanerWaterSprayLevel.waterSprayLevel", "robotVacuum.waterFlow", WATER_FLOW),
    row("samsungce.robotCleanerMapCleaningInfo.cleanedExtent", "robotVacuum.cleanedArea", null_as(-1), unit="m2"),
    row(
        "samsungce.robotCleanerSystemSoundMode.soundMode",
        "userInterface.buzzer",
        truth("beep", "mute", also_true=("voice",)),
    ),
    row("samsungce.robotCleanerAudioClip.enabled", "userInterface.buzzer"),
    row("samsungce.robotCleanerDustBag.status", "robotVacuum.dustBinFull", truth("full", "normal")),
    # --- televisions and loudspeakers ---
    row("samsungvd.mediaInputSource.inputSource", "mediaPlayback.currentInput"),
    row("samsungvd.audioInputSource.inputSource", "mediaPlayback.currentInput"),
    row("samsungvd.mediaInputSource.supportedInputSourcesMap", "mediaPlayback.inputList", INPUT_RECORDS),
    row("samsungvd.audioInputSource.supportedInputSources", "mediaPlayback.inputList", INPUT_NAMES),
    row("mediaInputSource.supportedInputSources", "mediaPlayback.inputList", INPUT_NAMES),
    row("custom.picturemode.pictureMode", "mediaPlayback.pictureMode"),
    row("custom.picturemode.supportedPictureModes", "mediaPlayback.pictureModeList"),
    row("custom.picturemode.supportedPictureModesMap", "mediaPlayback.pictureModeList", MODE_NAMES),
    row("custom.soundmode.soundMode", "audioVolume.soundMode"),
    row("custom.soundmode.supportedSoundModes", "audioVolume.soundModeList"),
    row("custom.soundmode.supportedSoundModesMap", "audioVolume.soundModeList", MODE_NAMES),
    row("samsungvd.soundDetection.soundDetected", "soundAndVibration.soundDetected", ON_OFF),
    row("samsungvd.soundFrom.detailName", "mediaPlayback.inputName"),
    row("samsungvd.audioGroupInfo.role", "mediaPlayback.groupRole", GROUP_ROLE),
    # --- tags ---
    row("tag.updatedInfo.connection", "deviceHealth.reachable", truth("connected", "disconnected")),
    row("tag.searchingStatus.searchingStatus", "locationTracking.ringing", truth("searching", "idle")),
    # --- the device itself ---
    row(
        "sec.deviceConnectionState.deviceConnectionState", "deviceHealth.reachable", truth("connected", "disconnected")
    ),
    row("samsungvd.firmwareVersion.firmwareVersion", "deviceInformation.softwareVersion"),
    row("samsungce.softwareVersion.versionNumber", "deviceInformation.softwareVersion"),
    row("samsungce.deviceIdentification.modelName", "deviceInformation.productName"),
    row("samsungce.deviceIdentification.serialNumber", "deviceInformation.serialNumber"),
    row("samsungce.softwareUpdate.newVersionAvailable", "softwareUpdate.updateAvailable"),
    row("samsungce.softwareUpdate.operatingState", "softwareUpdate.updateState", INSTALLING),
    row("samsungce.softwareUpdate.progress", "softwareUpdate.updateProgress", unit="%"),
    row("samsungce.softwareUpdate.lastUpdatedDate", "softwareUpdate.lastUpdated", ISO_TIMESTAMP),
)
