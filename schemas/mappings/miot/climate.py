"""Warm, cold, moving, clean, moist and dry air."""

from typing import Final

from schemas.conversion import vocabulary
from schemas.mappings.miot.row import WORD_LEVELS, claim, flag
from schemas.mappings.miot.wind import AIR_SERVICES

_SYSTEM_MODE: Final = vocabulary(
    off="off",
    close="off",
    auto="auto",
    automatic="auto",
    smart="auto",
    ai="auto",
    自动="auto",
    智能="auto",
    cool="cool",
    cooling="cool",
    cold="cool",
    制冷="cool",
    heat="heat",
    heating="heat",
    warm="heat",
    hot="heat",
    制热="heat",
    加热="heat",
    dry="dry",
    dehumidify="dry",
    dehumidification="dry",
    除湿="dry",
    fan="fanOnly",
    fan_only="fanOnly",
    wind="fanOnly",
    ventilate="fanOnly",
    ventilation="fanOnly",
    air_supply="fanOnly",
    送风="fanOnly",
    通风="fanOnly",
    sleep="sleep",
    睡眠="sleep",
)

_PRESET: Final = vocabulary(
    normal="none",
    none="none",
    manual="none",
    idle="none",
    standard="none",
    constant_temperature="none",
    普通="none",
    手动="none",
    sleep="sleep",
    night="sleep",
    睡眠="sleep",
    eco="eco",
    energy_saving="eco",
    energy_save="eco",
    节能="eco",
    comfort="comfort",
    comfortable="comfort",
    舒适="comfort",
    boost="boost",
    fast="boost",
    quick="boost",
    quick_heat="boost",
    rapid_heating="boost",
    strong="boost",
    turbo="boost",
    速热="boost",
    home="home",
    at_home="home",
    在家="home",
    away="away",
    leave_home="away",
    离家="away",
    vacation="vacation",
    holiday="vacation",
    度假="vacation",
    wake="wake",
    get_up="wake",
)

_RUNNING: Final = vocabulary(
    idle="",
    standby="",
    off="",
    not_heating="",
    未加热="",
    空闲="",
    busy="heat",
    heating="heat",
    heat="heat",
    加热中="heat",
    制热中="heat",
    cooling="cool",
    cool="cool",
    制冷中="cool",
    fan="fan",
    ventilating="fan",
)
"""Of what heats or cools; at rest it is the empty set."""

_HEATERS: Final = (
    "heater fan-heater electric-heater thermostat floor-heating radiator electric-blanket water-blanket fireplace"
)
_COOLERS: Final = "air-conditioner air-condition-outlet-matching acpartner ac-function conditioner"
TEMPERATURE: Final = (
    *claim(_COOLERS, "target-temperature", "thermostat.coolingSetpoint", unit="Cel"),
    *claim(f"{_HEATERS} {_COOLERS}", "target-temperature heat-temperature", "thermostat.heatingSetpoint", unit="Cel"),
    *claim(f"{_HEATERS} {_COOLERS}", "temperature current-temperature", "thermostat.localTemperature", unit="Cel"),
    *claim(
        f"{_HEATERS} {_COOLERS}", "temperature current-temperature", "temperatureMeasurement.measuredValue", unit="Cel"
    ),
    *claim(f"{_HEATERS} {_COOLERS}", "mode", "thermostat.systemMode", _SYSTEM_MODE),
    *claim(f"{_HEATERS} {_COOLERS}", "mode", "thermostat.preset", _PRESET),
    *claim("heater fan-heater electric-blanket", "heat-level gear gears", "comfortOptions.heatLevel"),
    *claim("heater fan-heater electric-blanket", "heat-level", "comfortOptions.heatLevel", WORD_LEVELS),
    *claim("heater fan-heater", "fan-level", "fanControl.speedSetting"),
    *claim("thermostat heater floor-heating air-conditioner", "status", "thermostat.runningState", _RUNNING),
    *flag("thermostat floor-heating", "window-open open-window window-state", "thermostat.windowOpen"),
    *flag("*", "window-open-detection anti-freeze frost-protection antifreeze", "thermostat.frostProtection"),
    *claim(_HEATERS, "min-temperature temperature-min", "thermostat.minHeatingSetpoint", unit="Cel"),
    *claim(_HEATERS, "max-temperature temperature-max temp-limit", "thermostat.maxHeatingSetpoint", unit="Cel"),
)

_CLIMATE: Final = (
    f"{AIR_SERVICES} {_HEATERS} ac-function custom custom-service enhance dm-service function air-conditioner-extend"
)
OPTIONS: Final = (
    *flag("*", "eco eco-mode energy-saving energy-saving-mode eco-on", "comfortOptions.ecoMode"),
    *flag(
        "air-conditioner fan-control fan heater air-purifier humidifier ac-function",
        "sleep-mode sleep sleep-on",
        "comfortOptions.sleepMode",
    ),
    *flag(_CLIMATE, "sleep-mode sleep-status", "comfortOptions.sleepMode"),
    *flag(
        _CLIMATE,
        "boost turbo strong turbo-mode quick-cool quick-cool-mode boost-mode powerful fast-cool-heat",
        "comfortOptions.boostMode",
    ),
    *flag(_CLIMATE, "quiet-mode silent-mode mute-mode silent quiet silence-mode", "comfortOptions.quietMode"),
    *flag(
        "air-conditioner air-fresh fan humidifier thermostat",
        "heater auxiliary-heat electric-heating ptc",
        "comfortOptions.auxiliaryHeat",
    ),
    *flag("*", "auxiliary-heat aux-heat electric-auxiliary-heating ptc-on", "comfortOptions.auxiliaryHeat"),
    *flag("air-conditioner humidifier dehumidifier", "dryer dry mildew-proof", "comfortOptions.dryer"),
    *flag("*", "dry-after-off mildew-proof anti-mildew after-off-dry", "comfortOptions.dryer"),
    *flag(_CLIMATE, "self-clean self-cleaning auto-clean-on clean-on", "comfortOptions.selfClean"),
    *flag(
        "*",
        "un-straight-blowing no-direct-blow anti-direct-blow avoid-people-wind prevent-straight-wind",
        "comfortOptions.antiDirectBlow",
    ),
    *flag("*", "soft-wind windless windless-sense no-wind-sense", "comfortOptions.windFree"),
    *flag("*", "anion ion ionizer negative-ion plasma anion-on plasma-on", "comfortOptions.ionizer"),
    *flag("*", "uv uvc uv-sterilization uv-on uv-light uv-lamp uv-sterilize", "comfortOptions.uvSterilization"),
    *flag(
        "air-conditioner air-fresh fresh-air", "fresh-air air-fresh fresh-air-on new-wind", "comfortOptions.freshAir"
    ),
    *flag("air-fresh", "heater", "comfortOptions.auxiliaryHeat"),
    *claim("*", "dry-left-time drying-left-time", "timerControl.remainingTime", unit="s"),
)

ROWS: Final = (*TEMPERATURE, *OPTIONS)
