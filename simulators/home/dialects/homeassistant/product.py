"""The self-describing products of this home, one for each model word of the catalogue."""

import json
from collections.abc import Mapping
from typing import Any, Final

from simulators.home.devices.alarm import AlarmPanel, Siren
from simulators.home.devices.climate import AirConditioner, Fan, Humidifier, WaterHeater
from simulators.home.devices.sensor import Intercom
from simulators.home.dialects.dialect import Orders, State
from simulators.home.dialects.homeassistant.node import (
    Entity,
    Heard,
    Node,
    Told,
    ask_number,
    ask_on_off,
    ask_word,
    ask_words,
    keys_payload,
    object_payload,
    on_off,
    word,
)


def _entity(component: str, object_id: str, **config: Any) -> Entity:
    return Entity(component=component, object_id=object_id, config=config)


def _sensor(
    object_id: str, template: str, unit: str, device_class: str | None, topic: str = "~/state", **more: Any
) -> Entity:
    config = {
        "name": object_id.replace("_", " ").capitalize(),
        "state_topic": topic,
        "value_template": template,
        "unit_of_measurement": unit,
        "state_class": "measurement",
        **more,
    }
    return Entity(
        component="sensor",
        object_id=object_id,
        config=config | ({"device_class": device_class} if device_class else {}),
    )


def _battery(template: str = "{{ value_json.battery }}") -> Entity:
    return _sensor("battery", template, "%", "battery", entity_category="diagnostic")


_METER_WIRE: Final = {"Power": "power_w", "Voltage": "voltage_v", "Current": "current_a", "Frequency": "frequency_hz"}


def _show_meter(state: State) -> Mapping[str, Any]:
    measured = {wire: state[key] for wire, key in _METER_WIRE.items()}
    return {"Time": "n/a", "ENERGY": {**measured, "Total": state["energy_kwh"], "Phases": [state["power_w"]]}}


_METER = Node(
    manufacturer="Athom",
    model="EM-1P",
    abbreviated=True,
    entities=(
        _sensor("power", "{{ value_json.ENERGY.Power }}", "W", "power", "~/SENSOR", json_attributes_topic="~/SENSOR"),
        _sensor("voltage", "{{ value_json['ENERGY']['Voltage'] }}", "V", "voltage", "~/SENSOR"),
        _sensor("current", "{{ value_json.ENERGY.Current | float }}", "A", "current", "~/SENSOR"),
        _sensor("frequency", "{{ value_json.ENERGY.Frequency }}", "Hz", "frequency", "~/SENSOR"),
        _sensor("energy", "{{ value_json.ENERGY.Total }}", "kWh", "energy", "~/SENSOR", state_class="total_increasing"),
    ),
    told=(
        Told(
            topic="SENSOR", keys=(*_METER_WIRE.values(), "energy_kwh"), show=object_payload(_show_meter), retain=False
        ),
    ),
)

_TOPIC_LIGHT = Node(
    manufacturer="Yeelight",
    model="Desk lamp",
    discovery="component",
    tilde=False,
    entities=(
        _entity(
            "light",
            "light",
            name=None,
            command_topic="~/power/set",
            state_topic="~/power",
            brightness_command_topic="~/brightness/set",
            brightness_state_topic="~/brightness",
            brightness_scale=254,
            color_temp_command_topic="~/color_temp/set",
            color_temp_state_topic="~/color_temp",
            min_mireds=153,
            max_mireds=370,
            on_command_type="first",
        ),
    ),
    told=(
        Told(topic="power", keys=("on",), show=on_off("on")),
        Told(topic="brightness", keys=("level",), show=word("level")),
        Told(topic="color_temp", keys=("mireds",), show=word("mireds")),
    ),
    heard=(
        Heard(topic="power/set", orders=ask_on_off("on")),
        Heard(topic="brightness/set", orders=ask_number("level")),
        Heard(topic="color_temp/set", orders=ask_number("mireds")),
    ),
)


def _show_json_light(state: State) -> Mapping[str, Any]:
    shown = {"state": on_off("on")(state), "brightness": round(float(state["level"]) / 254 * 255)}
    if state["mode"] == "white":
        return {**shown, "color_mode": "color_temp", "color_temp": state["mireds"]}
    return {**shown, "color_mode": "hs", "color": {"h": state["hue"], "s": state["saturation"]}}


def _ask_json_light(payload: str) -> Orders:
    wanted = json.loads(payload)
    orders: list[tuple[str, Any]] = []
    if "brightness" in wanted:
        orders.append(("level", round(wanted["brightness"] / 255 * 254)))
    if "color_temp" in wanted:
        orders.append(("mireds", wanted["color_temp"]))
    if "color" in wanted:
        orders += [("hue", wanted["color"]["h"]), ("saturation", wanted["color"]["s"])]
    if "state" in wanted:
        orders += ask_on_off("on")(wanted["state"])
    return orders


_JSON_LIGHT = Node(
    manufacturer="Athom",
    model="LED strip controller",
    discovery="component",
    abbreviated=True,
    entities=(
        _entity(
            "light",
            "strip",
            name="Strip",
            schema="json",
            command_topic="~/set",
            state_topic="~/state",
            brightness=True,
            supported_color_modes=["color_temp", "hs"],
            min_mireds=153,
            max_mireds=454,
        ),
    ),
    told=(
        Told(
            topic="state",
            keys=("on", "level", "mireds", "hue", "saturation", "mode"),
            show=object_payload(_show_json_light),
        ),
    ),
    heard=(Heard(topic="set", orders=_ask_json_light),),
)

_AIR_CONDITIONER = Node(
    manufacturer="Midea",
    model="KFR-35GW",
    entities=(
        _entity(
            "climate",
            "climate",
            name=None,
            modes=list(AirConditioner.MODES),
            mode_command_topic="~/mode/set",
            mode_state_topic="~/mode",
            action_topic="~/action",
            temperature_command_topic="~/target/set",
            temperature_state_topic="~/target",
            current_temperature_topic="~/state",
            current_temperature_template="{{ value_json.room }}",
            min_temp=16,
            max_temp=30,
            temp_step=0.5,
            temperature_unit="C",
            fan_modes=list(AirConditioner.FANS),
            fan_mode_command_topic="~/fan/set",
            fan_mode_state_topic="~/fan",
            swing_modes=list(AirConditioner.SWINGS),
            swing_mode_command_topic="~/swing/set",
            swing_mode_state_topic="~/swing",
        ),
        _sensor("power", "{{ value_json.power }}", "W", "power"),
        _entity("switch", "display", name="Display", command_topic="~/display/set", state_topic="~/display"),
    ),
    told=(
        Told(topic="mode", keys=("mode",), show=word("mode")),
        Told(topic="action", keys=("action",), show=word("action")),
        Told(topic="target", keys=("target_c",), show=word("target_c")),
        Told(topic="fan", keys=("fan",), show=word("fan")),
        Told(topic="swing", keys=("swing",), show=word("swing")),
        Told(topic="display", keys=("display",), show=on_off("display")),
        Told(topic="state", keys=("room_c", "power_w"), show=keys_payload({"room": "room_c", "power": "power_w"})),
    ),
    heard=(
        Heard(topic="mode/set", orders=ask_word("mode")),
        Heard(topic="target/set", orders=ask_number("target_c")),
        Heard(topic="fan/set", orders=ask_word("fan")),
        Heard(topic="swing/set", orders=ask_word("swing")),
        Heard(topic="display/set", orders=ask_on_off("display")),
    ),
)

_PLUG_WIRE: Final = {"power": "power_w", "voltage": "voltage_v", "current": "current_a", "energy": "energy_kwh"}
_PLUG = Node(
    manufacturer="Athom",
    model="PG03V2",
    discovery="component",
    abbreviated=True,
    entities=(
        _entity(
            "switch",
            "relay",
            name=None,
            device_class="outlet",
            command_topic="~/relay/set",
            state_topic="~/relay",
            json_attributes_topic="~/state",
        ),
        _sensor("power", "{{ value_json.power }}", "W", "power"),
        _sensor("voltage", "{{ value_json.voltage }}", "V", "voltage", entity_category="diagnostic"),
        _sensor("current", "{{ value_json['current'] }}", "A", "current"),
        _sensor("energy", "{{ value_json.energy | round(2) }}", "kWh", "energy", state_class="total_increasing"),
    ),
    told=(
        Told(topic="relay", keys=("on",), show=on_off("on")),
        Told(topic="state", keys=tuple(_PLUG_WIRE.values()), show=keys_payload(_PLUG_WIRE), retain=False),
    ),
    heard=(Heard(topic="relay/set", orders=ask_on_off("on")),),
)


def _curtain_state(state: State) -> str:
    if state["motion"] != "stopped":
        return str(state["motion"])
    return "open" if float(state["position_pct"]) > 0 else "closed"


_CURTAIN = Node(
    manufacturer="Dooya",
    model="DT82TV",
    abbreviated=True,
    json_availability=True,
    entities=(
        _entity(
            "cover",
            "curtain",
            name=None,
            device_class="curtain",
            command_topic="~/set",
            state_topic="~/state",
            position_topic="~/position",
            position_template="{{ value_json.position }}",
            set_position_topic="~/position/set",
            payload_open="OPEN",
            payload_close="CLOSE",
            payload_stop="STOP",
        ),
    ),
    told=(
        Told(topic="state", keys=("motion", "position_pct"), show=_curtain_state),
        Told(topic="position", keys=("position_pct",), show=keys_payload({"position": "position_pct"})),
    ),
    heard=(
        Heard(topic="set", orders=ask_words("move", {"OPEN": "open", "CLOSE": "close", "STOP": "stop"})),
        Heard(topic="position/set", orders=ask_number("position_pct")),
    ),
)

_AIR_WIRE: Final = {
    "co2": "co2_ppm",
    "pm25": "pm25_ug_m3",
    "voc": "voc_ppb",
    "temperature": "temperature_c",
    "humidity": "humidity_pct",
}
_AIR_QUALITY = Node(
    manufacturer="Qingping",
    model="CGS1",
    abbreviated=True,
    entities=(
        _sensor("co2", "{{ value_json.co2 }}", "ppm", "carbon_dioxide"),
        _sensor("pm25", "{{ value_json.pm25 }}", "µg/m³", "pm25"),
        _sensor("voc", "{{ value_json.voc }}", "ppb", "volatile_organic_compounds_parts"),
        _sensor("temperature", "{{ value_json.temperature | float }}", "°C", "temperature"),
        _sensor("humidity", "{{ value_json.humidity | int }}", "%", "humidity"),
        _entity("switch", "screen", name="Screen", command_topic="~/screen/set", state_topic="~/screen"),
    ),
    told=(
        Told(topic="state", keys=tuple(_AIR_WIRE.values()), show=keys_payload(_AIR_WIRE)),
        Told(topic="screen", keys=("screen_on",), show=on_off("screen_on")),
    ),
    heard=(Heard(topic="screen/set", orders=ask_on_off("screen_on")),),
)

_WATER_HEATER = Node(
    manufacturer="Haier",
    model="EC6002",
    discovery="component",
    tilde=False,
    entities=(
        _entity(
            "water_heater",
            "tank",
            name=None,
            modes=list(WaterHeater.MODES),
            mode_command_topic="~/mode/set",
            mode_state_topic="~/state",
            mode_state_template="{{ value_json.mode }}",
            temperature_command_topic="~/target/set",
            temperature_state_topic="~/state",
            temperature_state_template="{{ value_json.target }}",
            current_temperature_topic="~/state",
            current_temperature_template="{{ value_json.water }}",
            min_temp=35,
            max_temp=75,
            temperature_unit="C",
        ),
        _entity(
            "binary_sensor",
            "heating",
            name="Heating",
            device_class="heat",
            state_topic="~/state",
            value_template="{{ 'ON' if value_json.heating else 'OFF' }}",
        ),
    ),
    told=(
        Told(
            topic="state",
            keys=("mode", "target_c", "water_c", "heating"),
            show=keys_payload({"mode": "mode", "target": "target_c", "water": "water_c", "heating": "heating"}),
        ),
    ),
    heard=(
        Heard(topic="mode/set", orders=ask_word("mode")),
        Heard(topic="target/set", orders=ask_number("target_c")),
    ),
)

_GAS_VALVE = Node(
    manufacturer="Heiman",
    model="HS-GV",
    entities=(
        _entity(
            "valve",
            "valve",
            name=None,
            device_class="gas",
            command_topic="~/valve/set",
            state_topic="~/valve",
            payload_open="OPEN",
            payload_close="CLOSE",
            reports_position=False,
        ),
        _entity(
            "binary_sensor",
            "gas",
            name="Gas",
            device_class="gas",
            state_topic="~/gas",
            payload_on="alarm",
            payload_off="clear",
        ),
        _sensor("concentration", "{{ value | float }}", "%", None, "~/concentration", icon="mdi:molecule"),
    ),
    told=(
        Told(topic="valve", keys=("valve",), show=word("valve")),
        Told(topic="gas", keys=("gas",), show=lambda state: "alarm" if state["gas"] else "clear"),
        Told(topic="concentration", keys=("gas_lel_pct",), show=word("gas_lel_pct")),
    ),
    heard=(Heard(topic="valve/set", orders=ask_words("open", {"OPEN": True, "CLOSE": False})),),
)

_HUMIDIFIER = Node(
    manufacturer="Smartmi",
    model="CJXJSQ04ZM",
    abbreviated=True,
    entities=(
        _entity(
            "humidifier",
            "humidifier",
            name=None,
            device_class="humidifier",
            command_topic="~/power/set",
            state_topic="~/power",
            target_humidity_command_topic="~/target/set",
            target_humidity_state_topic="~/state",
            target_humidity_state_template="{{ value_json.target }}",
            current_humidity_topic="~/state",
            current_humidity_template="{{ value_json.humidity }}",
            action_topic="~/action",
            min_humidity=30,
            max_humidity=80,
            modes=list(Humidifier.MODES),
            mode_command_topic="~/mode/set",
            mode_state_topic="~/mode",
        ),
        _sensor("water_level", "{{ value_json.tank }}", "%", None, entity_category="diagnostic"),
    ),
    told=(
        Told(topic="power", keys=("on",), show=on_off("on")),
        Told(topic="mode", keys=("mode",), show=word("mode")),
        Told(topic="action", keys=("action",), show=word("action")),
        Told(
            topic="state",
            keys=("target_pct", "humidity_pct", "tank_pct"),
            show=keys_payload({"target": "target_pct", "humidity": "humidity_pct", "tank": "tank_pct"}),
        ),
    ),
    heard=(
        Heard(topic="power/set", orders=ask_on_off("on")),
        Heard(topic="target/set", orders=ask_number("target_pct")),
        Heard(topic="mode/set", orders=ask_word("mode")),
    ),
)

_ARM_WORDS: Final = {"DISARM": "disarm", **{word_.upper(): word_ for word_ in AlarmPanel.ARM}}
_ALARM_PANEL = Node(
    manufacturer="Heiman",
    model="HS-AP2",
    discovery="component",
    entities=(
        _entity(
            "alarm_control_panel",
            "panel",
            name=None,
            command_topic="~/arm/set",
            state_topic="~/status",
            supported_features=["arm_home", "arm_away", "arm_night"],
            code_arm_required=False,
            code_disarm_required=False,
        ),
        _entity(
            "binary_sensor",
            "tamper",
            name="Tamper",
            device_class="tamper",
            state_topic="~/tamper",
            entity_category="diagnostic",
        ),
    ),
    told=(
        Told(topic="status", keys=("status",), show=word("status")),
        Told(topic="tamper", keys=("tamper",), show=on_off("tamper")),
    ),
    heard=(Heard(topic="arm/set", orders=ask_words("arm", _ARM_WORDS)),),
)

_STATION_WIRE: Final = {"t": "temperature_c", "rh": "humidity_pct", "lx": "illuminance_lx", "bat": "battery_pct"}
_WEATHER_STATION = Node(
    manufacturer="Ecowitt",
    model="WS90",
    discovery="component",
    abbreviated=True,
    own_availability=False,
    entities=(
        _sensor("temperature", "{{ value_json.outdoor.t }}", "°C", "temperature", expire_after=7200),
        _sensor("humidity", "{{ value_json.outdoor['rh'] }}", "%", "humidity"),
        _sensor("illuminance", "{{ value_json.outdoor.lx | int }}", "lx", "illuminance"),
        _battery("{{ value_json.outdoor.bat }}"),
    ),
    told=(
        Told(
            topic="state",
            keys=tuple(_STATION_WIRE.values()),
            show=object_payload(lambda state: {"outdoor": {wire: state[key] for wire, key in _STATION_WIRE.items()}}),
        ),
    ),
)

_FAN = Node(
    manufacturer="Gree",
    model="FD-35X78",
    entities=(
        _entity(
            "fan",
            "fan",
            name=None,
            command_topic="~/power/set",
            state_topic="~/state",
            state_value_template="{{ value_json.state }}",
            percentage_command_topic="~/speed/set",
            percentage_state_topic="~/state",
            percentage_value_template="{{ value_json.speed }}",
            preset_modes=list(Fan.PRESETS),
            preset_mode_command_topic="~/preset/set",
            preset_mode_state_topic="~/state",
            preset_mode_value_template="{{ value_json.preset }}",
            oscillation_command_topic="~/oscillation/set",
            payload_oscillation_on="oscillate_on",
            payload_oscillation_off="oscillate_off",
        ),
    ),
    told=(
        Told(
            topic="state",
            keys=("on", "speed_pct", "preset"),
            show=object_payload(
                lambda state: {"state": on_off("on")(state), "speed": state["speed_pct"], "preset": state["preset"]}
            ),
        ),
    ),
    heard=(
        Heard(topic="power/set", orders=ask_on_off("on")),
        Heard(topic="speed/set", orders=ask_number("speed_pct")),
        Heard(topic="preset/set", orders=ask_word("preset")),
        Heard(topic="oscillation/set", orders=ask_words("oscillating", {"oscillate_on": True, "oscillate_off": False})),
    ),
)

_INTERCOM = Node(
    manufacturer="Dahua",
    model="VTO-S1",
    event_topic="ring",
    entities=(
        _entity(
            "event",
            "ring",
            name="Ring",
            device_class="doorbell",
            state_topic="~/ring",
            event_types=["press", "double_press"],
        ),
        _entity(
            "text", "message", name="Message", command_topic="~/message/set", state_topic="~/message", min=0, max=64
        ),
        _entity(
            "number",
            "volume",
            name="Volume",
            command_topic="~/volume/set",
            command_template='{"volume": {{ value }} }',
            state_topic="~/state",
            value_template="{{ value_json.volume }}",
            min=0,
            max=100,
            step=5,
            unit_of_measurement="%",
            entity_category="config",
        ),
        _entity(
            "select",
            "tune",
            name="Tune",
            command_topic="~/tune/set",
            state_topic="~/state",
            value_template="{{ value_json.tune }}",
            options=list(Intercom.TUNES),
            entity_category="config",
        ),
        _entity("button", "chime", name="Chime", command_topic="~/chime/set", payload_press="CHIME"),
    ),
    told=(
        Told(topic="message", keys=("message",), show=word("message")),
        Told(
            topic="state",
            keys=("volume_pct", "tune"),
            show=keys_payload({"volume": "volume_pct", "tune": "tune"}),
        ),
    ),
    heard=(
        Heard(topic="message/set", orders=ask_word("message")),
        Heard(topic="volume/set", orders=lambda payload: [("volume_pct", json.loads(payload)["volume"])]),
        Heard(topic="tune/set", orders=ask_word("tune")),
        Heard(topic="chime/set", orders=ask_words("chime", {"CHIME": True})),
    ),
)


def _ask_siren(payload: str) -> Orders:
    wanted = json.loads(payload)
    names = {"tone": "tone", "duration": "duration_s", "volume_level": "volume"}
    orders = [(key, wanted[wire]) for wire, key in names.items() if wire in wanted]
    return [*orders, *ask_on_off("on")(wanted["state"])]


_SIREN = Node(
    manufacturer="Heiman",
    model="WD-2",
    discovery="component",
    abbreviated=True,
    entities=(
        _entity(
            "siren",
            "siren",
            name=None,
            command_topic="~/set",
            available_tones=list(Siren.TONES),
            support_duration=True,
            support_volume_set=True,
            optimistic=True,
        ),
    ),
    told=(),
    heard=(Heard(topic="set", orders=_ask_siren),),
)

_OPTIMISTIC_SWITCH = Node(
    manufacturer="Broadlink",
    model="SC1",
    discovery="component",
    own_availability=False,
    entities=(
        _entity(
            "switch",
            "socket",
            name=None,
            command_topic="~/set",
            optimistic=True,
            payload_on="1",
            payload_off="0",
        ),
    ),
    told=(),
    heard=(Heard(topic="set", orders=ask_words("on", {"1": True, "0": False})),),
)

_CONTACT = Node(
    manufacturer="Terncy",
    model="DS-02",
    entities=(
        _entity(
            "binary_sensor",
            "window",
            name=None,
            device_class="window",
            state_topic="~/state",
            value_template="{{ value_json.open }}",
            payload_on="True",
            payload_off="False",
        ),
        _battery(),
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
_THERMOHYGROMETER = Node(
    manufacturer="Xiaomi",
    model="LYWSD03MMC",
    discovery="component",
    entities=(
        _sensor("temperature", "{{ value_json.temperature }}", "°C", "temperature"),
        _sensor("humidity", "{{ value_json.humidity }}", "%", "humidity"),
        _sensor("pressure", "{{ value_json.pressure }}", "hPa", "atmospheric_pressure"),
        _battery(),
    ),
    told=(Told(topic="state", keys=tuple(_CLIMATE_WIRE.values()), show=keys_payload(_CLIMATE_WIRE)),),
)

_BOLT_WORDS: Final = {state: state.upper() for state in ("locked", "unlocked", "locking", "unlocking", "jammed")}
_LOCK = Node(
    manufacturer="Aqara",
    model="A100",
    entities=(
        _entity(
            "lock",
            "lock",
            name=None,
            command_topic="~/set",
            state_topic="~/bolt",
            payload_lock="LOCK",
            payload_unlock="UNLOCK",
            **{f"state_{state}": text for state, text in _BOLT_WORDS.items()},
        ),
        _battery(),
    ),
    told=(
        Told(topic="bolt", keys=("bolt",), show=lambda state: _BOLT_WORDS[str(state["bolt"])]),
        Told(topic="state", keys=("battery_pct",), show=keys_payload({"battery": "battery_pct"})),
    ),
    heard=(Heard(topic="set", orders=ask_words("locked", {"LOCK": True, "UNLOCK": False})),),
)

PRODUCTS: Final[Mapping[str, Node]] = {
    "meter": _METER,
    "topic_light": _TOPIC_LIGHT,
    "json_light": _JSON_LIGHT,
    "air_conditioner": _AIR_CONDITIONER,
    "plug": _PLUG,
    "curtain": _CURTAIN,
    "air_quality": _AIR_QUALITY,
    "water_heater": _WATER_HEATER,
    "gas_valve": _GAS_VALVE,
    "humidifier": _HUMIDIFIER,
    "alarm_panel": _ALARM_PANEL,
    "weather_station": _WEATHER_STATION,
    "fan": _FAN,
    "intercom": _INTERCOM,
    "siren": _SIREN,
    "optimistic_switch": _OPTIMISTIC_SWITCH,
    "contact": _CONTACT,
    "thermohygrometer": _THERMOHYGROMETER,
    "lock": _LOCK,
}
