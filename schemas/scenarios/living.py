"""Scenarios of rooms, chores and leisure."""

# One role a line, so that the file reads as the table it is.
# fmt: off
# ruff: noqa: E501

from typing import Final

from schemas.scenarios.shape import Scenario, Task, role
from schemas.scenarios.standard import HEALTH

KITCHEN: Final = Scenario(
    id="kitchen",
    zh="智慧厨房",
    en="Smart kitchen",
    about_zh="灶具、油烟机与燃气安全联动，烹饪程序、冷藏、洗消与净水协同，火与气始终需要人确认。",
    about_en=(
        "Hob, hood and gas safety work together, with programmes for cooking, cooling, washing up and water; fire and"
        " gas always ask a person."
    ),
    roles=(
        role("gas", Task.DETECTS, "燃气泄漏探测", "Notices leaking gas", able="gasLeakAlarm", types="gasLeakAlarm", uses="gasLeakAlarm.gasDetected gasLeakAlarm.gasAlarm!", required=True),
        role("shutOff", Task.ACTS, "切断燃气", "Shuts gas off", able="valveControl", types="gasValve", uses="valveControl.close() valveControl.currentState"),
        role("hob", Task.ACTS, "灶具", "Hob", able="cookSurface", types="inductionHob gasHob", uses="cookSurface.on cookSurface.off() cookSurface.boilDry!", required=True),
        role("hood", Task.ACTS, "油烟机", "Hood", able="onOff fanControl", types="rangeHood", uses="onOff.onOff fanControl.percentSetting rangeHood.stoveLinked", required=True),
        role("oven", Task.ACTS, "烤箱与微波炉", "Oven and microwave", able="ovenControl", types="oven microwaveOven", uses="ovenControl.phase ovenControl.setCookingParameters() ovenControl.cookingFinished!"),
        role("programmes", Task.ACTS, "烹饪程序", "Cooks by programme", able="cookingProgram", types="airFryer riceCooker pressureCooker coffeeMachine blender", uses="cookingProgram.status cookingProgram.startCook() cookingProgram.cookingFinished!"),
        role("boiling", Task.ACTS, "烧水与饮水", "Boils and pours", able="temperatureControl", types="kettle waterDispenser", uses="temperatureControl.temperatureSetpoint"),
        role("cooling", Task.ACTS, "冷藏冷冻", "Keeps food cold", able="temperatureControl", types="refrigerator freezer", uses="temperatureControl.temperatureSetpoint refrigeratorControl.doorOpen refrigeratorControl.foodExpiring!"),
        role("washingUp", Task.ACTS, "洗碗与消毒", "Washes up and sterilises", able="operationalState", types="dishwasher sterilizer", uses="operationalState.operationalState operationalState.start() operationalState.stop()"),
        role("water", Task.TELLS, "净水", "Cleans water", able="consumableMonitoring", types="waterPurifier waterSoftener", uses="consumableMonitoring.condition waterAndSoilQuality.totalDissolvedSolids"),
    ),
)

BATHROOM: Final = Scenario(
    id="bathroom",
    zh="健康浴室",
    en="Healthy bathroom",
    about_zh="浴室先暖后用，水温不烫伤，除湿除雾，洁具清洁，久留无人应答时提醒。",
    about_en=(
        "The room is warm before it is used, water does not scald, steam goes, toilets stay clean, and somebody is told"
        " when a person stays too long."
    ),
    roles=(
        role("warming", Task.ACTS, "取暖与换气", "Warms and airs", able="bathControl", types="bathroomHeater", uses="bathControl.mode bathControl.targetTemperature bathControl.stop()", required=True),
        role("showering", Task.ACTS, "淋浴与浴缸", "Shower and bath", able="bathControl", types="shower", uses="bathControl.showerTargetTemperature bathControl.fillBath() bathControl.bathReady!"),
        role("hotWater", Task.ACTS, "热水", "Hot water", able="waterHeater", types="gasWaterHeater electricWaterHeater heatPumpWaterHeater", uses="waterHeater.targetTemperature waterHeater.waterTemperature", required=True),
        role("toilet", Task.ACTS, "智能马桶", "Toilet", able="smartToilet", types="smartToilet", uses="smartToilet.flush() smartToilet.stop() smartToilet.longOccupancy!"),
        role("towels", Task.ACTS, "毛巾与镜面", "Towels and mirror", able="onOff", types="towelRack smartMirror", uses="onOff.onOff"),
        role("softening", Task.ACTS, "软水", "Softens water", able="consumableMonitoring", types="waterSoftener", uses="consumableMonitoring.condition"),
        role("teeth", Task.TELLS, "口腔护理", "Care of teeth", able="activityTracking", types="toothbrush", uses="activityTracking.activeTime"),
        role("leak", Task.DETECTS, "漏水探测", "Notices leaks", able="liquidDetection", types="waterLeakSensor", uses="liquidDetection.leakDetected"),
    ),
    targets=(HEALTH,),
)

LAUNDRY: Final = Scenario(
    id="laundry",
    zh="洗护",
    en="Laundry",
    about_zh="按衣物洗涤与烘干，告知剩余时间与完成。",
    about_en="Washes and dries by kind of cloth, and tells what time is left and when it is done.",
    roles=(
        role("washing", Task.ACTS, "洗涤", "Washes", able="laundryControl operationalState", types="washingMachine", uses="laundryControl.washMode operationalState.start() operationalState.countdownTime", required=True),
        role("drying", Task.ACTS, "烘干与护理", "Dries", able="laundryControl operationalState", types="dryer", uses="laundryControl.drynessLevel operationalState.operationCompletion!"),
    ),
)

ROBOT: Final = Scenario(
    id="robot",
    zh="家务机器人",
    en="Household robots",
    about_zh="清洁与服务机器人按区域工作，遇阻即停，自行回充。",
    about_en="Robots clean and serve by area, stop at obstacles, and go home by themselves.",
    roles=(
        role("floors", Task.ACTS, "扫地与割草", "Floors and lawns", able="robotVacuum", types="robotVacuum lawnMower", uses="robotVacuum.start() robotVacuum.stop() robotVacuum.goHome() robotVacuum.operationalError!", required=True),
        role("surfaces", Task.ACTS, "洗地与擦窗", "Washes floors and windows", able="operationalState", types="floorWasher windowRobot", uses="operationalState.operationalState operationalState.stop()"),
        role("serving", Task.ACTS, "服务", "Serves", able="serviceRobot", types="serviceRobot", uses="serviceRobot.task serviceRobot.goTo() serviceRobot.stop()"),
    ),
)

MEDIA: Final = Scenario(
    id="media",
    zh="影音娱乐",
    en="Media",
    about_zh="影音设备一处控制，麦克风与内容由住户掌握。",
    about_en="Sound and pictures are run from one place; microphones and contents stay with the residents.",
    roles=(
        role("watching", Task.ACTS, "观看", "Shows", able="onOff mediaPlayback", types="television projector", uses="mediaPlayback.currentState mediaPlayback.play() mediaPlayback.pause() contentControl.enabled", required=True),
        role("listening", Task.ACTS, "聆听", "Plays", able="audioVolume", types="speaker", uses="audioVolume.volume audioVolume.mute"),
        role("voice", Task.DETECTS, "语音", "Takes wishes by voice", able="audioVolume microphoneControl", types="voiceAssistant", uses="microphoneControl.microphoneMuted announcement.announce()"),
        role("remote", Task.ACTS, "红外遥控", "Runs older devices", able="irRemote", types="irController", uses="irRemote.sendKey()"),
    ),
)

PET: Final = Scenario(
    id="pet",
    zh="宠物",
    en="Pets",
    about_zh="定时喂食饮水，清洁猫砂，宠物走失可寻。",
    about_en="Feeds and waters on time, cleans up, and finds a pet that has strayed.",
    roles=(
        role("feeding", Task.ACTS, "喂食与清洁", "Feeds and cleans", able="petCare", types="petFeeder", uses="petCare.feed() petCare.clean() petCare.fed! petCare.foodLevel", required=True),
        role("finding", Task.DETECTS, "寻宠", "Finds", able="locationTracking", types="tracker", uses="locationTracking.atHome"),
    ),
)

WEARABLES: Final = Scenario(
    id="wearables",
    zh="穿戴与健康",
    en="Wearables and health",
    about_zh="穿戴、健康与健身设备的数据留在家中，与家居联动。",
    about_en="What wearables, health and fitness devices know stays at home, and the home can follow it.",
    roles=(
        role("activity", Task.DETECTS, "运动记录", "Follows activity", able="activityTracking", types="wristband treadmill toothbrush", uses="activityTracking.steps activityTracking.activeTime", required=True),
        role("vitalSigns", Task.DETECTS, "体征", "Vital signs", able="vitalSigns", types="wristband thermometer pulseOximeter", uses="vitalSigns.heartRate vitalSigns.bodyTemperature"),
        role("measuring", Task.DETECTS, "健康测量", "Measures", able="healthMeasurement", types="bloodPressureMonitor glucoseMeter bodyScale", uses="healthMeasurement.systolicPressure healthMeasurement.bodyWeight"),
        role("whereabouts", Task.DETECTS, "定位", "Whereabouts", able="locationTracking", types="childWatch tracker", uses="locationTracking.atHome"),
        role("sound", Task.ACTS, "聆听", "Plays", able="audioVolume", types="earphones", uses="audioVolume.volume"),
    ),
    targets=(HEALTH,),
)

INFRASTRUCTURE: Final = Scenario(
    id="infrastructure",
    zh="家庭网络与网关",
    en="Network and hubs",
    about_zh="网关、桥接与控制器让其余设备互通，并告知自身是否可用。",
    about_en="Gateways, bridges and controllers let all other devices work together, and tell whether they do.",
    roles=(
        role("connecting", Task.ACTS, "互联", "Connects", able="deviceHealth deviceInformation", types="gateway bridge controller", uses="deviceHealth.reachable deviceHealth.restart()", required=True),
        role("other", Task.ACTS, "其他设备", "Anything else", able="deviceHealth deviceInformation", types="genericDevice", uses="deviceHealth.reachable"),
    ),
)
