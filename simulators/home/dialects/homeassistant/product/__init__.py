"""The self-describing products of this home, one for each model word of the catalogue."""

from collections.abc import Mapping
from typing import Final

from simulators.home.dialects.homeassistant.node import Node
from simulators.home.dialects.homeassistant.product.closure import CURTAIN, GAS_VALVE, LOCK
from simulators.home.dialects.homeassistant.product.comfort import AIR_CONDITIONER, FAN, HUMIDIFIER, WATER_HEATER
from simulators.home.dialects.homeassistant.product.energy import METER, PLUG
from simulators.home.dialects.homeassistant.product.lighting import JSON_LIGHT, OPTIMISTIC_SWITCH, TOPIC_LIGHT
from simulators.home.dialects.homeassistant.product.security import ALARM_PANEL, INTERCOM, SIREN
from simulators.home.dialects.homeassistant.product.sensing import (
    AIR_QUALITY,
    CONTACT,
    THERMOHYGROMETER,
    WEATHER_STATION,
)

PRODUCTS: Final[Mapping[str, Node]] = {
    "meter": METER,
    "topic_light": TOPIC_LIGHT,
    "json_light": JSON_LIGHT,
    "air_conditioner": AIR_CONDITIONER,
    "plug": PLUG,
    "curtain": CURTAIN,
    "air_quality": AIR_QUALITY,
    "water_heater": WATER_HEATER,
    "gas_valve": GAS_VALVE,
    "humidifier": HUMIDIFIER,
    "alarm_panel": ALARM_PANEL,
    "weather_station": WEATHER_STATION,
    "fan": FAN,
    "intercom": INTERCOM,
    "siren": SIREN,
    "optimistic_switch": OPTIMISTIC_SWITCH,
    "contact": CONTACT,
    "thermohygrometer": THERMOHYGROMETER,
    "lock": LOCK,
}
