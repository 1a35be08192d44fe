"""What only tells."""

from typing import Final

from simulators.home.dialects.homeassistant.node import (
    Heard,
    Node,
    Told,
    ask_on_off,
    battery,
    entity,
    keys_payload,
    object_payload,
    on_off,
    sensor,
)

_AIR_WIRE: Final = {
    "co2": "co2_ppm",
    "pm25": "pm25_ug_m3",
    "voc": "voc_ppb",
    "temperature": "temperature_c",
    "humidity": "humidity_pct",
}


AIR_QUALITY = Node(
    manufacturer="Qingping",
    model="CGS1",
    abbreviated=True,
    entities=(
        sensor("co2", "{{ value_json.co2 }}", "ppm", "carbon_dioxide"),
        sensor("pm25", "{{ value_json.pm25 }}", "µg/m³", "pm25"),
        sensor("voc", "{{ value_json.voc }}", "ppb", "volatile_organic_compounds_parts"),
        sensor("temperature", "{{ value_json.temperature | float }}", "°C", "temperature"),
        sensor("humidity", "{{ value_json.humidity | int }}", "%", "humidity"),
        entity("switch", "screen", name="Screen", command_topic="~/screen/set", state_topic="~/screen"),
    ),
    told=(
        Told(topic="state", keys=tuple(_AIR_WIRE.values()), show=keys_payload(_AIR_WIRE)),
        Told(topic="screen", keys=("screen_on",), show=on_off("screen_on")),
    ),
    heard=(Heard(topic="screen/set", orders=ask_on_off("screen_on")),),
)


_STATION_WIRE: Final = {"t": "temperature_c", "rh": "humidity_pct", "lx": "illuminance_lx", "bat": "battery_pct"}


WEATHER_STATION = Node(
    manufacturer="Ecowitt",
    model="WS90",
    discovery="component",
    abbreviated=True,
    own_availability=False,
    entities=(
        sensor("temperature", "{{ value_json.outdoor.t }}", "°C", "temperature", expire_after=7200),
        sensor("humidity", "{{ value_json.outdoor['rh'] }}", "%", "humidity"),
        sensor("illuminance", "{{ value_json.outdoor.lx | int }}", "lx", "illuminance"),
        battery("{{ value_json.outdoor.bat }}"),
    ),
    told=(
        Told(
            topic="state",
            keys=tuple(_STATION_WIRE.values()),
            show=object_payload(lambda state: {"outdoor": {wire: state[key] for wire, key in _STATION_WIRE.items()}}),
        ),
    ),
)


CONTACT = Node(
    manufacturer="Terncy",
    model="DS-02",
    entities=(
        entity(
            "binary_sensor",
            "window",
            name=None,
            device_class="window",
            state_topic="~/state",
            value_template="{{ value_json.open }}",
            payload_on="True",
            payload_off="False",
        ),
        battery(),
    ),
    told=(
        Told(
            topic="state",
            keys=("open", "battery_pct"),
            show=keys_payload({"open": "open", "battery": "battery_pct"}),
        ),
    ),
)


_CLIMATE_WIRE: Final = {
    "temperature": "temperature_c",
    "humidity": "humidity_pct",
    "pressure": "pressure_hpa",
    "battery": "battery_pct",
}


THERMOHYGROMETER = Node(
    manufacturer="Xiaomi",
    model="LYWSD03MMC",
    discovery="component",
    entities=(
        sensor("temperature", "{{ value_json.temperature }}", "°C", "temperature"),
        sensor("humidity", "{{ value_json.humidity }}", "%", "humidity"),
        sensor("pressure", "{{ value_json.pressure }}", "hPa", "atmospheric_pressure"),
        battery(),
    ),
    told=(Told(topic="state", keys=tuple(_CLIMATE_WIRE.values()), show=keys_payload(_CLIMATE_WIRE)),),
)
