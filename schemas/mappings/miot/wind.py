"""Moving air: how fast, how, and which way."""

from typing import Final

from schemas.conversion import vocabulary
from schemas.mappings.miot.row import OF_HUNDRED, PERCENT, WORD_LEVELS, claim, flag, states

_FAN_MODE: Final = vocabulary(
    off="off",
    close="off",
    关闭="off",
    low="low",
    level1="low",
    weak="low",
    small="low",
    低="low",
    低速="low",
    低风="low",
    medium="medium",
    middle="medium",
    mid="medium",
    level2="medium",
    standard="medium",
    中="medium",
    中速="medium",
    中风="medium",
    high="high",
    level3="high",
    strong="high",
    big="high",
    高="high",
    高速="high",
    高风="high",
    auto="auto",
    automatic="auto",
    自动="auto",
    smart="smart",
    intelligent="smart",
    ai="smart",
    comfort="smart",
    constant_humidity="smart",
    智能="smart",
    on="on",
    normal="manual",
    manual="manual",
    none="manual",
    custom="manual",
    手动="manual",
    sleep="sleep",
    sleeping="sleep",
    night="sleep",
    睡眠="sleep",
    quiet="quiet",
    silent="quiet",
    silence="quiet",
    mute="quiet",
    静音="quiet",
    turbo="turbo",
    boost="turbo",
    powerful="turbo",
    super="turbo",
    rapid="turbo",
    fast="turbo",
    急速="turbo",
    强劲="turbo",
    favorite="favorite",
    favourite="favorite",
    love="favorite",
    最爱="favorite",
)
"""Three numbered levels and "auto" are low, medium, high; more levels than three leave their rest as the vendor's."""

_WIND: Final = vocabulary(
    normal="",
    basic="",
    standard="",
    straight="",
    straight_wind="",
    direct="",
    direct_wind="",
    strong="",
    标准="",
    直吹="",
    直吹风="",
    普通风="",
    natural="naturalWind",
    nature="naturalWind",
    natural_wind="naturalWind",
    nature_wind="naturalWind",
    simulated_natural_wind="naturalWind",
    自然风="naturalWind",
    sleep="sleepWind",
    sleeping="sleepWind",
    sleep_wind="sleepWind",
    睡眠="sleepWind",
    睡眠风="sleepWind",
)
"""A straight wind is the empty set."""

AIR_SERVICES: Final = (
    "fan fan-control air-purifier air-fresh air-conditioner air-purifier-favorite humidifier dehumidifier heater hood "
    "ptc-bath-heater bath-heater fan-heater ceiling-fan air-circulator range-hood "
    "evaporative-cooler air-cooler air-curtain"
)

WIND: Final = (
    *claim(
        "fan-control fan air-conditioner",
        "fan-percent stepless-fan-level speed-level",
        "fanControl.percentSetting",
        PERCENT,
    ),
    *claim(
        "*", "stepless-fan-level fan-speed-percent wind-speed-percent speed-level", "fanControl.percentSetting", PERCENT
    ),
    *claim(f"{AIR_SERVICES} fan-heater", "fan-level", "fanControl.percentSetting", OF_HUNDRED),
    *claim(AIR_SERVICES, "fan-level", "fanControl.speedSetting"),
    *claim(AIR_SERVICES, "fan-level", "fanControl.fanMode", _FAN_MODE),
    *claim(AIR_SERVICES, "fan-level", "fanControl.speedSetting", WORD_LEVELS),
    *claim("*", "manual-level fan-gear wind-level fan-level", "fanControl.speedSetting"),
    *claim("fan fan-control", "mode wind-mode", "fanControl.windSetting", _WIND),
    *claim("air-purifier air-fresh fan fan-control hood", "mode", "fanControl.fanMode", _FAN_MODE),
    *claim("air-purifier-favorite favorite", "fan-level favorite-level level", "fanControl.favoriteLevel"),
    *claim("*", "favorite-level favorite-fan-level", "fanControl.favoriteLevel"),
    *claim("*", "favorite-speed favorite-rpm", "fanControl.favoriteSpeed", unit="{rpm}"),
    *claim("motor-speed", "m1-favorite motor-favorite", "fanControl.favoriteSpeed", unit="{rpm}"),
    *claim(
        "*",
        "motor-speed moto-speed-rpm motor-speed-rpm fan-speed-rpm speed-now current-speed-rpm "
        "motor1-speed fan-speed-rpm",
        "fanControl.motorSpeed",
        unit="{rpm}",
    ),
    *claim("*", "indoor-fan-speed", "fanControl.motorSpeed", unit="{rpm}"),
    *claim("*", "compressor-frequency", "heatSource.compressorFrequency", unit="Hz"),
    *claim("*", "motor-set-speed motor1-set-speed", "fanControl.motorSpeedTarget", unit="{rpm}"),
    *flag(
        "*", "horizontal-swing h-swing left-right-swing swing-h horizontal-swing-on", "comfortOptions.horizontalSwing"
    ),
    *flag("*", "vertical-swing v-swing up-down-swing swing-v", "comfortOptions.verticalSwing"),
    *flag("fan fan-control air-conditioner", "swing swing-mode", "comfortOptions.horizontalSwing"),
    *claim(
        "*",
        "horizontal-angle swing-mode-angle horizontal-swing-included-angle h-angle",
        "fanControl.rockAngle",
        unit="deg",
    ),
    *claim("fan fan-control", "swing-angle", "fanControl.rockAngle", unit="deg"),
    *claim("*", "vertical-angle vertical-swing-included-angle v-angle", "fanControl.verticalRockAngle", unit="deg"),
    *claim("*", "shutter-angle louver-angle", "comfortOptions.verticalAngle", unit="deg"),
    *states("*", "wind-reverse fan-reverse", "fanControl.airflowDirection", true="reverse", false="forward"),
    *claim(
        "*",
        "wind-reverse fan-direction wind-direction",
        "fanControl.airflowDirection",
        vocabulary(forward="forward", normal="forward", positive="forward", reverse="reverse", backward="reverse"),
    ),
)

ROWS: Final = WIND
