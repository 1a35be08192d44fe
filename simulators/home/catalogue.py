"""Which devices the home has, in the order in which a smaller or larger home gets them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from random import Random
from typing import Literal

from simulators.home.devices.alarm import AlarmPanel, Siren
from simulators.home.devices.appliance import Fridge, Kettle, Television, WashingMachine
from simulators.home.devices.climate import AirConditioner, Fan, Humidifier, RadiatorThermostat, WaterHeater
from simulators.home.devices.closure import Curtain, GasValve, Lock
from simulators.home.devices.device import Device, Place
from simulators.home.devices.light import Light, Switch
from simulators.home.devices.plug import Meter, Plug
from simulators.home.devices.sensor import (
    AirQuality,
    Alarm,
    Button,
    DoorContact,
    Intercom,
    Motion,
    Thermohygrometer,
    WeatherStation,
    WindowContact,
)
from simulators.home.randomness import stream
from simulators.home.resident import Activity

DEFAULT_SIZE = 32  # as many as it takes to show every kind in both dialects

Dialect = Literal["zigbee2mqtt", "homeassistant"]
Make = Callable[[Place, Random], Device]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One device of the home: who it is, which model speaks for it, in which dialect."""

    place: Place
    dialect: Dialect
    model: str
    make: Make


def _zigbee(name: str, zh: str, room: str, model: str, make: Make) -> Entry:
    return Entry(place=Place(name=name, zh=zh, room=room), dialect="zigbee2mqtt", model=model, make=make)


def _ha(name: str, zh: str, room: str, model: str, make: Make) -> Entry:
    return Entry(place=Place(name=name, zh=zh, room=room), dialect="homeassistant", model=model, make=make)


_ENTRIES: Sequence[Entry] = (
    _zigbee(
        "living_ceiling", "客厅吸顶灯", "living", "white_light", lambda p, r: Light(p, r, full_w=36, mireds=(250, 454))
    ),
    _ha("power_meter", "电表", "hall", "meter", Meter),
    _zigbee("fridge_plug", "冰箱插座", "kitchen", "plug", lambda p, r: Plug(p, r, Fridge(r))),
    _ha("desk_lamp", "书桌灯", "study", "topic_light", lambda p, r: Light(p, r, full_w=12, mireds=(153, 370))),
    _zigbee("living_climate", "客厅温湿度", "living", "thermohygrometer", Thermohygrometer),
    _ha("study_ac", "书房空调", "study", "air_conditioner", AirConditioner),
    _zigbee("front_door", "入户门磁", "hall", "contact", DoorContact),
    _ha("tv_plug", "电视插座", "living", "plug", lambda p, r: Plug(p, r, Television(r))),
    _zigbee("hall_motion", "玄关人体传感器", "hall", "motion", Motion),
    _ha("bedroom_curtain", "卧室窗帘", "bedroom", "curtain", lambda p, r: Curtain(p, r, travel_s=18)),
    _zigbee("living_curtain", "客厅窗帘", "living", "curtain", lambda p, r: Curtain(p, r, travel_s=24)),
    _ha("air_quality", "空气质量", "living", "air_quality", AirQuality),
    _zigbee(
        "bedroom_radiator", "卧室暖气阀", "bedroom", "radiator", lambda p, r: RadiatorThermostat(p, r, full_w=1100)
    ),
    _ha("water_heater", "热水器", "bathroom", "water_heater", WaterHeater),
    _zigbee("door_lock", "入户门锁", "hall", "lock", Lock),
    _ha("gas_valve", "燃气阀", "kitchen", "gas_valve", GasValve),
    _zigbee("bathroom_leak", "浴室水浸", "bathroom", "leak", lambda p, r: Alarm(p, r, per_day=0.05)),
    _ha("bedroom_humidifier", "卧室加湿器", "bedroom", "humidifier", Humidifier),
    _zigbee(
        "kitchen_smoke", "厨房烟感", "kitchen", "smoke", lambda p, r: Alarm(p, r, per_day=1.5, cause=Activity.COOK)
    ),
    _ha("alarm_panel", "安防主机", "hall", "alarm_panel", AlarmPanel),
    _zigbee(
        "bedroom_lamp",
        "床头彩灯",
        "bedroom",
        "colour_light",
        lambda p, r: Light(p, r, full_w=9, mireds=(153, 500), colour=True),
    ),
    _ha(
        "tv_strip",
        "电视灯带",
        "living",
        "json_light",
        lambda p, r: Light(p, r, full_w=14, mireds=(153, 454), colour=True),
    ),
    _zigbee("washer_plug", "洗衣机插座", "bathroom", "plug", lambda p, r: Plug(p, r, WashingMachine(r))),
    _ha("balcony_station", "阳台气象", "balcony", "weather_station", WeatherStation),
    _zigbee(
        "kitchen_switch",
        "厨房双键开关",
        "kitchen",
        "two_gang",
        lambda p, r: Switch(p, r, load_w=11, gangs=("left", "right")),
    ),
    _ha("living_fan", "客厅风扇", "living", "fan", Fan),
    _zigbee("bedside_button", "床头按钮", "bedroom", "button", Button),
    _ha("intercom", "门铃", "hall", "intercom", Intercom),
    _zigbee("kettle_plug", "水壶插座", "kitchen", "plug", lambda p, r: Plug(p, r, Kettle(r))),
    _ha("hall_siren", "警号", "hall", "siren", Siren),
    _zigbee("hall_lamp", "玄关灯", "hall", "dimmable_light", lambda p, r: Light(p, r, full_w=8)),
    _ha("back_lock", "储物间门锁", "hall", "lock", Lock),
    _ha("balcony_socket", "阳台插座", "balcony", "optimistic_switch", lambda p, r: Switch(p, r, load_w=7)),
    _zigbee("bedroom_window", "卧室窗磁", "bedroom", "contact", WindowContact),
    _ha("study_window", "书房窗磁", "study", "contact", WindowContact),
    _zigbee("living_radiator", "客厅暖气阀", "living", "radiator", lambda p, r: RadiatorThermostat(p, r, full_w=1900)),
    _ha("bathroom_climate", "浴室温湿度", "bathroom", "thermohygrometer", Thermohygrometer),
    _zigbee("bedroom_climate", "卧室温湿度", "bedroom", "thermohygrometer", Thermohygrometer),
)
_MORE: Sequence[tuple[str, str, str, str, Make]] = (
    ("lamp", "灯", "zigbee2mqtt", "white_light", lambda p, r: Light(p, r, full_w=9, mireds=(250, 454))),
    ("climate", "温湿度", "homeassistant", "thermohygrometer", Thermohygrometer),
    ("motion", "人体传感器", "zigbee2mqtt", "motion", Motion),
    ("air", "空气质量", "homeassistant", "air_quality", AirQuality),
    ("plug", "插座", "zigbee2mqtt", "plug", lambda p, r: Plug(p, r, Television(r))),
    ("lamp", "灯", "homeassistant", "json_light", lambda p, r: Light(p, r, full_w=9, mireds=(153, 454), colour=True)),
)
_ROOMS = ("living", "kitchen", "bedroom", "study", "bathroom", "hall")


def _further() -> Iterator[Entry]:
    for number in count(1):
        kind, zh, dialect, model, make = _MORE[(number - 1) % len(_MORE)]
        place = Place(name=f"extra_{kind}_{number}", zh=f"备用{zh}{number}", room=_ROOMS[number % len(_ROOMS)])
        chosen: Dialect = "zigbee2mqtt" if dialect == "zigbee2mqtt" else "homeassistant"
        yield Entry(place=place, dialect=chosen, model=model, make=make)


def entries(size: int) -> list[Entry]:
    """The first `size` devices; beyond the designed ones the home gets further lamps, sensors and plugs."""
    more = _further()
    return [_ENTRIES[index] if index < len(_ENTRIES) else next(more) for index in range(size)]


def furnish(chosen: Sequence[Entry], seed: int) -> list[Device]:
    """Make the devices, each with the stream of its own name."""
    return [entry.make(entry.place, stream(seed, f"device/{entry.place.name}")) for entry in chosen]
