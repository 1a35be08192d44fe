"""Scenarios that keep people and homes from harm."""

# One role a line, so that the file reads as the table it is.
# fmt: off
# ruff: noqa: E501

from typing import Final

from schemas.scenarios.shape import Scenario, Task, role
from schemas.scenarios.standard import HEALTH, PASSWORD_LENGTH

SECURITY: Final = Scenario(
    id="security",
    zh="家庭安防",
    en="Home security",
    about_zh="门窗、人体、烟雾、燃气和漏水探测器发现异常，主机布防与告警，阀门与门锁动作，家人在家中和外出时都能得知。",
    about_en=(
        "Detectors at doors and windows, of people, smoke, gas and water notice what should not be; a panel arms and"
        " raises the alarm, valves and locks act, and the household learns of it at home and away."
    ),
    roles=(
        role("intrusion", Task.DETECTS, "入侵探测", "Notices who comes in", able="contactState", types="contactSensor", uses="contactState.open contactState.leftOpen!", required=True),
        role("presence", Task.DETECTS, "人体探测", "Notices people", able="occupancySensing", types="occupancySensor", uses="occupancySensing.occupied occupancySensing.motion occupancySensing.occupancyChanged!"),
        role("tampering", Task.DETECTS, "振动与破窗探测", "Notices force", able="soundAndVibration", types="vibrationSensor", uses="soundAndVibration.vibrationDetected soundAndVibration.glassBreak!"),
        role("fire", Task.DETECTS, "烟雾与一氧化碳探测", "Notices smoke and carbon monoxide", able="smokeCoAlarm", types="smokeCoAlarm", uses="smokeCoAlarm.smokeState smokeCoAlarm.coState smokeCoAlarm.smokeAlarm! smokeCoAlarm.coAlarm!", required=True),
        role("gas", Task.DETECTS, "燃气泄漏探测", "Notices leaking gas", able="gasLeakAlarm", types="gasLeakAlarm", uses="gasLeakAlarm.gasDetected gasLeakAlarm.gasAlarm!"),
        role("water", Task.DETECTS, "漏水与结冰探测", "Notices water and frost", able="liquidDetection", types="waterLeakSensor freezeSensor", uses="liquidDetection.leakDetected liquidDetection.freezeDetected liquidDetection.leakStarted!"),
        role("watching", Task.DETECTS, "视频看护", "Watches", able="cameraStream", types="camera floodlightCamera doorbell intercom", uses="cameraStream.streaming cameraStream.captureSnapshot() visualDetection.detected!"),
        role("visitor", Task.TELLS, "访客呼叫", "Tells who rings", able="doorbellChime", types="doorbell audioDoorbell intercom", uses="doorbellChime.ring! doorbellChime.playChimeSound()"),
        role("panel", Task.ACTS, "布防与撤防", "Arms and disarms", able="securitySystem", types="securityPanel", uses="securitySystem.armState securitySystem.arm() securitySystem.disarm() securitySystem.alarmTriggered!", required=True),
        role("shutOff", Task.ACTS, "切断水气", "Shuts water and gas off", able="valveControl", types="waterValve gasValve", uses="valveControl.currentState valveControl.close()"),
        role("locking", Task.ACTS, "门锁联动", "Locks", able="doorLock", types="doorLock safeBox", uses="doorLock.lockState doorLock.lockDoor() doorLock.doorLockAlarm!"),
        role("gate", Task.ACTS, "关闭车库门与大门", "Closes garage and gate", able="closureControl", types="garageDoor", uses="closureControl.currentPosition closureControl.moveTo()"),
        role("alarm", Task.TELLS, "声光告警", "Raises the alarm", able="warningDevice", types="siren", uses="warningDevice.alarmActive warningDevice.start() warningDevice.stop()", required=True),
        role("help", Task.TELLS, "紧急求助", "Calls for help", able="emergencyCall", types="emergencyButton", uses="emergencyCall.active emergencyCall.sos!"),
    ),
    targets=(PASSWORD_LENGTH,),
)

ELDERLY_CARE: Final = Scenario(
    id="elderlyCare",
    zh="适老照护",
    en="Elderly care",
    about_zh="跌倒、离床和体征异常被及时发现，求助一键可达，护理床与照护设备协助起居和服药，信息只告知得到授权的家人。",
    about_en=(
        "Falls, empty beds and unusual vital signs are noticed in time and help is one press away; beds and other"
        " aids support getting up and taking medicine, and only relatives who may know are told."
    ),
    roles=(
        role("fall", Task.DETECTS, "跌倒探测", "Notices falls", able="ambientContextSensing", types="fallDetector", uses="ambientContextSensing.activity ambientContextSensing.fallDetected!", required=True),
        role("vitalSigns", Task.DETECTS, "体征监测", "Watches vital signs", able="vitalSigns", types="healthMonitor wristband thermometer pulseOximeter", uses="vitalSigns.heartRate vitalSigns.respiratoryRate"),
        role("measuring", Task.DETECTS, "健康测量", "Measures", able="healthMeasurement", types="bloodPressureMonitor glucoseMeter bodyScale", uses="healthMeasurement.systolicPressure healthMeasurement.bloodGlucose healthMeasurement.bodyWeight"),
        role("sleep", Task.DETECTS, "睡眠与离床监测", "Watches sleep and empty beds", able="sleepMonitoring", types="sleepMonitor nursingBed", uses="sleepMonitoring.inBed sleepMonitoring.sleepStage"),
        role("watching", Task.DETECTS, "视频看护", "Watches", able="cameraStream", types="camera serviceRobot", uses="cameraStream.softLivestreamPrivacyModeEnabled visualDetection.detected!"),
        role("toilet", Task.ACTS, "如厕辅助", "Helps in the bathroom", able="smartToilet", types="smartToilet", uses="smartToilet.seatOccupied smartToilet.longOccupancy!"),
        role("bed", Task.ACTS, "护理床", "Nursing bed", able="adjustableBed nursingCare", types="nursingBed", uses="adjustableBed.backAngle adjustableBed.moveTo() adjustableBed.stop() adjustableBed.obstruction!"),
        role("medicine", Task.TELLS, "服药提醒", "Reminds of medicine", able="nursingCare", types="medicationDispenser nursingBed", uses="nursingCare.medicationDue"),
        role("walking", Task.ACTS, "代步", "Helps with walking", able="locationTracking", types="wheelchair", uses="locationTracking.atHome"),
        role("massage", Task.ACTS, "按摩", "Massages", able="adjustableBed", types="massageChair", uses="adjustableBed.massageLevel adjustableBed.stop()"),
        role("help", Task.TELLS, "紧急求助", "Calls for help", able="emergencyCall", types="emergencyButton wristband fallDetector", uses="emergencyCall.active emergencyCall.sos! emergencyCall.acknowledge()", required=True),
        role("companion", Task.ACTS, "陪护", "Keeps company", able="serviceRobot", types="serviceRobot", uses="serviceRobot.goTo() serviceRobot.say() serviceRobot.personFallen!"),
    ),
    targets=(HEALTH,),
)

CHILDREN: Final = Scenario(
    id="children",
    zh="儿童看护",
    en="Children",
    about_zh="看护婴幼儿，知道孩子是否到家，引导学习与用眼、用屏时间。未成年人的数据默认按最严级别保护。",
    about_en=(
        "Watches over babies, knows whether a child is home, and guides study, eyes and time at screens. Data of minors"
        " has the strictest protection by default."
    ),
    roles=(
        role("baby", Task.DETECTS, "婴儿看护", "Watches a baby", able="cameraStream ambientContextSensing", types="babyMonitor", uses="ambientContextSensing.soundType cameraStream.streaming", required=True),
        role("whereabouts", Task.DETECTS, "定位与到家", "Knows who is home", able="locationTracking", types="childWatch tracker", uses="locationTracking.atHome"),
        role("fever", Task.DETECTS, "体温", "Takes the temperature", able="vitalSigns", types="thermometer", uses="vitalSigns.bodyTemperature"),
        role("watching", Task.DETECTS, "视频看护", "Watches", able="cameraStream", types="camera serviceRobot", uses="cameraStream.softLivestreamPrivacyModeEnabled"),
        role("study", Task.ACTS, "学习与用眼", "Light and screens for study", able="onOff", types="learningDevice", uses="contentControl.screenDailyTime contentControl.eyeProtection levelControl.currentLevel"),
        role("companion", Task.ACTS, "陪伴", "Keeps company", able="serviceRobot", types="serviceRobot", uses="serviceRobot.say()"),
        role("call", Task.TELLS, "呼叫家人", "Calls the parents", able="emergencyCall", types="childWatch", uses="emergencyCall.sos!"),
    ),
)
