"""Air, warmth and water."""

from simulators.home.devices.climate import AirConditioner, Fan, Humidifier, WaterHeater
from simulators.home.dialects.homeassistant.node import (
    Heard,
    Node,
    Told,
    ask_number,
    ask_on_off,
    ask_word,
    ask_words,
    entity,
    keys_payload,
    object_payload,
    on_off,
    sensor,
    word,
)

AIR_CONDITIONER = Node(
    manufacturer="Midea",
    model="KFR-35GW",
    entities=(
        entity(
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
        sensor("power", "{{ value_json.power }}", "W", "power"),
        entity("switch", "display", name="Display", command_topic="~/display/set", state_topic="~/display"),
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


WATER_HEATER = Node(
    manufacturer="Haier",
    model="EC6002",
    discovery="component",
    tilde=False,
    entities=(
        entity(
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
        entity(
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


HUMIDIFIER = Node(
    manufacturer="Smartmi",
    model="CJXJSQ04ZM",
    abbreviated=True,
    entities=(
        entity(
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
        sensor("water_level", "{{ value_json.tank }}", "%", None, entity_category="diagnostic"),
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


FAN = Node(
    manufacturer="Gree",
    model="FD-35X78",
    entities=(
        entity(
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
