"""Moist and dry air."""

from typing import Final

from schemas.conversion import vocabulary
from schemas.mappings.miot.row import PERCENT, claim, flag

_HUMIDITY_MODE: Final = vocabulary(
    off="off",
    close="off",
    auto="auto",
    smart="auto",
    constant_humidity="auto",
    humidity="auto",
    constant="auto",
    const_humidity="auto",
    auto_dry="auto",
    恒湿="auto",
    智能="auto",
    自动="auto",
    sleep="sleep",
    quiet="sleep",
    silent="sleep",
    睡眠="sleep",
    boost="boost",
    strong="boost",
    turbo="boost",
    high="boost",
    strong_humidity="boost",
    强力="boost",
    clothes_drying="dryClothes",
    cloth_drying="dryClothes",
    dry_cloth="dryClothes",
    dry_clothes="dryClothes",
    drying="dryClothes",
    干衣="dryClothes",
    continuous="continuous",
    continue_="continuous",
    none="continuous",
    normal="continuous",
    manual="continuous",
    dehumidify="dehumidify",
    humidify="humidify",
    手动="continuous",
)

_MOIST: Final = "humidifier dehumidifier custom custom-service dm-service"

HUMIDITY: Final = (
    *claim("*", "target-humidity", "humidityControl.targetHumidity", PERCENT),
    *claim("humidifier dehumidifier", "mode", "humidityControl.mode", _HUMIDITY_MODE),
    *claim("humidifier", "fan-level mode", "humidityControl.mode", _HUMIDITY_MODE),
    *claim("humidifier", "water-level water-tank-level", "humidityControl.waterLevel", PERCENT),
    *claim("humidifier", "mist-level fog-level spray-level", "humidityControl.mistLevel", PERCENT),
    *flag(_MOIST, "the-tank-filed tank-filed tank-removed water-tank-removed", "humidityControl.tankRemoved"),
    *flag(_MOIST, "tank-full water-full water-tank-full bucket-full", "humidityControl.tankFull"),
    *flag(
        "*",
        "overwet-protect-on over-wet-protect-on overwet-protect-switch",
        "humidityControl.overwetProtect",
    ),
    *flag(_MOIST, "water-shortage-fault lack-of-water water-shortage no-water", "humidityControl.waterShortage"),
    *claim("humidifier", "heat-level", "humidityControl.warmMistLevel", PERCENT),
)

ROWS: Final = HUMIDITY
