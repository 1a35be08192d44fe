"""What the words of SmartThings capabilities mean: theirs first, ours second; aliases are read and never written.

Facts: SmartThings developer documentation, "Production Capabilities", enum values of attributes.
"""

from typing import Final

from schemas.mappings.smartthings.word import truth, unknown, words

QUALITY: Final = words(
    {
        "unknown": "unknown",
        "good": "good",
        "slightlyUnhealthy": "fair",
        "moderate": "moderate",
        "unhealthy": "poor",
        "veryUnhealthy": "veryPoor",
        "hazardous": "extremelyPoor",
    },
    normal="moderate",
    poor="poor",
    veryPoor="veryPoor",
)
CHARGING: Final = words(
    {"charging": "isCharging", "fullyCharged": "isAtFullCharge", "discharging": "isNotCharging"},
    stopped="isNotCharging",
    error="isNotCharging",
)
BATTERY: Final = words(
    {"normal": "ok", "warning": "warning", "critical": "critical"}, high="ok", medium="ok", low="warning"
)
MAINS: Final = truth("mains", "battery", also_true=("dc",))
LOCK: Final = words(
    {"locked": "locked", "unlocked": "unlocked", "not fully locked": "notFullyLocked"},
    **{"unlocked with timeout": "unlocked", "unlatched": "unlatched"},
)
DOOR: Final = words(
    {"open": "fullyOpened", "closed": "fullyClosed", "partially open": "partiallyOpened"},
    opening="partiallyOpened",
    closing="partiallyOpened",
)
SHADE: Final = words(
    {"opening": "opening", "closing": "closing"},
    **{"partially open": "stopped", "open": "stopped", "closed": "stopped"},
)
ARMED: Final = words(
    {"disarmed": "disarmed", "armedAway": "armedAway", "armedStay": "armedHome"},
)
THERMOSTAT: Final = words(
    {
        "auto": "auto",
        "cool": "cool",
        "heat": "heat",
        "off": "off",
        "emergency heat": "emergencyHeat",
        "fanonly": "fanOnly",
        "dryair": "dry",
        "asleep": "sleep",
    },
    emergencyheat="emergencyHeat",
    auxheatonly="emergencyHeat",
    fanOnly="fanOnly",
    dry="dry",
    fan="fanOnly",
)
RUNNING: Final = words(
    {"heating": "heat", "cooling": "cool", "fan only": "fan", "idle": ""},
    **{"pending heat": "", "pending cool": "", "vent economizer": "fan"},
)
AIR_CONDITIONER: Final = words(
    {"auto": "auto", "cool": "cool", "heat": "heat", "dry": "dry", "wind": "fanOnly", "off": "off", "sleep": "sleep"},
    fanOnly="fanOnly",
    fan="fanOnly",
    aIComfort="auto",
    dryClean="dry",
    coolClean="cool",
    heatClean="heat",
    notSupported="off",
)
FAN_MODE: Final = words(
    {
        **{name: name for name in ("auto", "low", "medium", "high", "on", "off", "smart")},
        **{name: name for name in ("turbo", "quiet", "sleep", "manual")},
    },
    max="high",
    strong="high",
    mid="medium",
    middle="medium",
    silent="quiet",
    min="low",
    circulate="on",
)
OSCILLATION: Final = words(
    {"fixed": "", "vertical": "rockUpDown", "horizontal": "rockLeftRight", "swing": "rockRound"},
    all="rockRound",
    off="",
)
GROUP_ROLE: Final = words(
    {"ungrouped": "ungrouped", "primary": "leader", "auxiliary": "member"}, none="ungrouped", master="leader"
)
CONCERN: Final = words(
    {
        "unknown": "unknown",
        "good": "low",
        "moderate": "medium",
        "unhealthy": "high",
        "hazardous": "critical",
    },
    slightlyUnhealthy="medium",
    veryUnhealthy="critical",
)
WIND: Final = words({"noWind": "", "sleepWind": "sleepWind", "naturalWind": "naturalWind"})
PLAYBACK: Final = words(
    {"playing": "playing", "paused": "paused", "stopped": "notPlaying", "buffering": "buffering"},
    **{"fast forwarding": "playing", "rewinding": "playing", "fastforwarding": "playing"},
)
MACHINE: Final = words({"run": "running", "stop": "stopped", "pause": "paused"})
OVEN_STATE: Final = words({"running": "running", "ready": "stopped", "paused": "paused"})
OPERATING: Final = words(
    {"running": "running", "stopped": "stopped", "paused": "paused", "error": "error"}, ready="stopped", idle="stopped"
)
ROBOT: Final = words(
    {
        "homing": "seekingCharger",
        "idle": "stopped",
        "charging": "charging",
        "alarm": "error",
        "cleaning": "running",
        "pause": "paused",
    },
    paused="paused",
    error="error",
    chargingForRemainingJob="charging",
    washingMop="cleaningMop",
    emptyingDustBin="emptyingDustBin",
    powerOff="stopped",
    reserve="stopped",
    point="running",
    after="running",
)
ROBOT_STATE: Final = words(
    {
        "stopped": "stopped",
        "running": "running",
        "paused": "paused",
        "error": "error",
        "seekingCharger": "seekingCharger",
        "charging": "charging",
        "docked": "docked",
        "emptyingDustBin": "emptyingDustBin",
        "cleaningMop": "cleaningMop",
        "fillingWaterTank": "fillingWaterTank",
        "updatingMaps": "updatingMaps",
    }
)
ROBOT_RUN: Final = words(
    {"stop": "idle", "auto": "cleaning", "map": "mapping"},
    part="cleaning",
    repeat="cleaning",
    manual="cleaning",
    spot="cleaning",
    area="cleaning",
)
ROBOT_TURBO: Final = words({"on": "max", "off": "vacuum", "silence": "quiet"}, extraSilence="quiet")
WASH_PHASE: Final = words(
    {
        "none": "none",
        "preWash": "preWash",
        "wash": "wash",
        "rinse": "rinse",
        "spin": "spin",
        "drying": "drying",
        "cooling": "cooling",
        "weightSensing": "sensing",
        "airWash": "airWash",
        "delayWash": "delayed",
        "wrinklePrevent": "wrinklePrevention",
        "freezeProtection": "frostProtection",
        "finish": "finished",
    },
    prewash="preWash",
    aIWash="wash",
    aIRinse="rinse",
    aISpin="spin",
    aIDrying="drying",
    finished="finished",
    dehumidifying="drying",
    internalCare="cooling",
    sanitizing="drying",
    continuousDehumidifying="drying",
    thawingFrozenInside="frostProtection",
    refreshing="airWash",
    delay="delayed",
)
DISH_PHASE: Final = words(
    {
        "none": "none",
        "preWash": "preWash",
        "wash": "wash",
        "rinse": "rinse",
        "drying": "drying",
        "finish": "finished",
        "airwash": "airWash",
        "cooling": "cooling",
    },
    unknown="none",
    prewash="preWash",
    prewashing="preWash",
    washing="wash",
    rinsing="rinse",
    finished="finished",
    predrain="preWash",
)
OVEN_MODE: Final = unknown(
    "NoOperation",
    words(
        {
            "Autocook": "auto",
            "Bake": "bake",
            "Convection": "convection",
            "ConvectionBake": "convectionBake",
            "ConvectionRoast": "convectionRoast",
            "Broil": "grill",
            "Roast": "roast",
            "SelfClean": "clean",
            "SteamClean": "steamClean",
            "KeepWarm": "warming",
            "Proof": "proofing",
            "SteamCook": "steam",
            "SteamBake": "steamBake",
            "AirFryer": "airFry",
            "Defrost": "defrost",
            "MicroWave": "microwave",
            "MicroWaveGrill": "microwaveGrill",
            "MicroWaveConvection": "microwaveConvection",
            "SlowCook": "slowCook",
            "Dehydrate": "dehydrate",
            "Preheat": "preheat",
        },
        Conventional="bake",
        FanConventional="convectionBake",
        EcoConvection="convection",
        MultiGrill="grill",
        MWplusGrill="microwaveGrill",
        MWplusConvection="microwaveConvection",
        MWplusHotBlast="microwaveConvection",
        ProRoasting="roast",
        SlimFry="airFry",
        Sterilization="sterilize",
        Descale="descale",
        SteamAutocook="auto",
        ConvectionBroil="grill",
        grill="grill",
        Grill="grill",
        heating="bake",
        warming="warming",
        PlateWarm="warming",
        LargeGrill="grill",
        EcoGrill="grill",
        FanGrill="grill",
        BreadProof="proofing",
        SteamRoast="steam",
        SteamProof="proofing",
        PureSteam="steam",
        AirFry="airFry",
        Microwave="microwave",
        MicroWaveFanGrill="microwaveGrill",
        AutocookCustom="auto",
        defrosting="defrost",
    ),
)
SOUND: Final = unknown(
    "noSound",
    words(
        {
            "babyCrying": "babyCrying",
            "dogBarking": "barking",
            "coughing": "coughing",
            "snoring": "snoring",
            "glassBreaking": "glassBreaking",
            "knocking": "knocking",
            "doorbell": "doorbell",
            "siren": "urgentSiren",
            "fireAlarm": "utilityAlarm",
            "speech": "personTalking",
        },
        infantCrying="babyCrying",
        barking="barking",
        smokeAlarm="utilityAlarm",
        shouting="urgentShouting",
        screaming="urgentShouting",
    ),
)
HUMIDIFIER: Final = words(
    {"auto": "auto", "low": "humidify", "sleep": "sleep", "high": "boost"}, medium="humidify", manual="humidify"
)
FILTER: Final = words(
    {"normal": "ok", "replace": "critical"}, wash="warning", clean="warning", warning="warning", blockage="critical"
)
WATER_HEATER: Final = words(
    {"eco": "eco", "std": "auto", "power": "boost", "off": "off", "manual": "manual", "away": "vacation"},
    force="boost",
    high="boost",
    standard="auto",
)
EVSE: Final = words(
    {
        "notPluggedIn": "notPluggedIn",
        "pluggedInNoDemand": "pluggedInNoDemand",
        "pluggedInDemand": "pluggedInDemand",
        "pluggedInCharging": "pluggedInCharging",
        "pluggedInDischarging": "pluggedInDischarging",
        "sessionEnding": "sessionEnding",
        "fault": "fault",
    }
)
WASH_MODE: Final = words(
    {
        "normal": "normal",
        "heavy": "heavy",
        "delicate": "delicate",
        "whites": "whites",
        "quickWash": "quick",
        "eco": "eco",
        "rinseSpin": "rinseSpin",
        "spinOnly": "spinOnly",
        "mix": "mixed",
        "timeDry": "timeDry",
        "wool": "wool",
        "others": "custom",
    },
    regular="normal",
    permanentPress="synthetics",
    quickDry="quick",
    airDry="airDry",
)
SYSTEM: Final = words({"normalOperation": "idle", "updateInProgress": "applying"}, updateRequested="delayedOnApply")
STORED: Final = words({"open": "open", "closed": "closed"})

OVEN_PHASE: Final = words(
    {
        "ready": "idle",
        "preheat": "preheating",
        "cooking": "cooking",
        "cooling": "cooling",
        "cleaning": "cleaning",
        "finished": "finished",
        "draining": "draining",
        "paused": "paused",
        "rinsing": "rinsing",
    },
    fastPreheat="preheating",
    stoneHeating="preheating",
    timeHoldPreheat="preheating",
    warming="cooking",
    defrosting="cooking",
    sensing="cooking",
    searing="cooking",
    stage_1="cooking",
    stage_2="cooking",
    stage_3="cooking",
    stage_4="cooking",
    stage_5="cooking",
)
SELF_TEST: Final = words({"ready": "idle", "running": "running"}, finished="idle", stopped="idle")
SELF_TEST_RESULT: Final = words({"passed": "passed", "failed": "failed"})
OPTIONAL_MODE: Final = words(
    {"off": "none", "sleep": "sleep", "speed": "boost", "quiet": "quiet", "smart": "smart", "comfort": "comfort"},
    energySaving="eco",
    windFreeSleep="sleep",
)
INSTALLING: Final = words({"none": "idle", "downloading": "downloading", "installing": "applying"}, idle="idle")
ZONE: Final = words(
    {
        "CV_FDR_WINE": "wine",
        "CV_FDR_DELI": "deli",
        "CV_FDR_BEVERAGE": "beverage",
        "CV_FDR_MEAT": "meat",
        "freezer": "freezer",
        "fridge": "fridge",
        "fruit_vegetable": "produce",
        "soft_freezing": "softFreeze",
    },
    CV_FDR_FREEZE="freezer",
    CV_FDR_FRIDGE="fridge",
    freeze="freezer",
    cool="fridge",
    wine="wine",
    deli="deli",
    beverage="beverage",
    meat_fish="meat",
)
SOIL: Final = words(
    {
        "none": "none",
        "extraLight": "extraLight",
        "light": "light",
        "normal": "normal",
        "heavy": "heavy",
        "extraHeavy": "extraHeavy",
    },
    up="heavy",
    down="light",
)
DRYNESS: Final = words({"less": "low", "normal": "normal", "more": "extra", "very": "max"}, damp="low")
AMOUNT: Final = words({"none": "none", "less": "low", "standard": "normal", "extra": "high"})
STEAM_PHASE: Final = words(
    {"none": "none", "steaming": "steam", "airwashing": "airWash", "drying": "drying", "finish": "finished"},
    cooling="cooling",
    delay="delayed",
    preheat="steam",
    internalCare="cooling",
)
HEATING_MODE: Final = words(
    {name: name for name in ("manual", "boost", "keepWarm", "quickPreheat", "defrost", "melt", "simmer")}
)
DIVERTER: Final = words({"room": "heating", "tank": "hotWater"})
REFERENCE: Final = words({"water": "flow", "indoor": "room", "outdoor": "weather"})
WATER_FLOW: Final = words(
    {"off": "off", "low": "low", "medium": "medium", "high": "high"},
    mediumLow="low",
    mediumHigh="high",
    none="off",
)
RINSES: Final = words({"off": "none", "normal": "normal", "extra": "extra", "max": "max"})
LIGHT_MODE: Final = words(
    {
        "reading": "reading",
        "writing": "writing",
        "computer": "computer",
        "night": "night",
        "day": "day",
        "sleepPreparation": "sleep",
    }
)
CONSUMABLE: Final = words({"good": "ok", "replace": "critical"}, order="warning", maintenance_required="warning")
KEYS: Final = words(
    {
        "UP": "up",
        "DOWN": "down",
        "LEFT": "left",
        "RIGHT": "right",
        "SELECT": "select",
        "BACK": "back",
        "EXIT": "exit",
        "MENU": "menu",
        "HOME": "home",
        **{f"NUMBER{number}": f"number{number}" for number in range(10)},
    }
)
RESIDUAL_HEAT: Final = words({"none": "none", "low": "warm", "high": "hot"}, off="none", on="hot")
COOKTOP_STATE: Final = words({"ready": "stopped", "run": "running", "pause": "paused"}, finished="stopped")
ROBOT_MODE: Final = words(
    {"vacuum": "vacuum", "mop": "mop", "mopAfterVacuum": "vacuumThenMop"}, vacuumAndMopTogether="vacuumThenMop"
)
ROBOT_DRIVING: Final = words(
    {"areaThenWalls": "areaThenWalls", "wallFirst": "wallsFirst"}, quickCleaningZigzagPattern="quick"
)
MAINTENANCE: Final = words({"replaceable": "replace", "washable": "wash"})
STOCK: Final = unknown(
    "unknown",
    words({"normal": "ok", "insufficient": "warning", "empty": "critical"}, low="warning", enough="ok", full="ok"),
)
