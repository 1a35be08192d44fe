"""What measures electricity."""

from collections.abc import Mapping
from typing import Any, Final

from simulators.home.dialects.dialect import State
from simulators.home.dialects.homeassistant.node import (
    Heard,
    Node,
    Told,
    ask_on_off,
    entity,
    keys_payload,
    object_payload,
    on_off,
    sensor,
)

_METER_WIRE: Final = {"Power": "power_w", "Voltage": "voltage_v", "Current": "current_a", "Frequency": "frequency_hz"}


def _show_meter(state: State) -> Mapping[str, Any]:
    measured = {wire: state[key] for wire, key in _METER_WIRE.items()}
    return {"Time": "n/a", "ENERGY": {**measured, "Total": state["energy_kwh"], "Phases": [state["power_w"]]}}


METER = Node(
    manufacturer="Athom",
    model="EM-1P",
    abbreviated=True,
    entities=(
        sensor("power", "{{ value_json.ENERGY.Power }}", "W", "power", "~/SENSOR", json_attributes_topic="~/SENSOR"),
        sensor("voltage", "{{ value_json['ENERGY']['Voltage'] }}", "V", "voltage", "~/SENSOR"),
        sensor("current", "{{ value_json.ENERGY.Current | float }}", "A", "current", "~/SENSOR"),
        sensor("frequency", "{{ value_json.ENERGY.Frequency }}", "Hz", "frequency", "~/SENSOR"),
        sensor("energy", "{{ value_json.ENERGY.Total }}", "kWh", "energy", "~/SENSOR", state_class="total_increasing"),
    ),
    told=(
        Told(
            topic="SENSOR", keys=(*_METER_WIRE.values(), "energy_kwh"), show=object_payload(_show_meter), retain=False
        ),
    ),
)


_PLUG_WIRE: Final = {"power": "power_w", "voltage": "voltage_v", "current": "current_a", "energy": "energy_kwh"}


PLUG = Node(
    manufacturer="Athom",
    model="PG03V2",
    discovery="component",
    abbreviated=True,
    entities=(
        entity(
            "switch",
            "relay",
            name=None,
            device_class="outlet",
            command_topic="~/relay/set",
            state_topic="~/relay",
            json_attributes_topic="~/state",
        ),
        sensor("power", "{{ value_json.power }}", "W", "power"),
        sensor("voltage", "{{ value_json.voltage }}", "V", "voltage", entity_category="diagnostic"),
        sensor("current", "{{ value_json['current'] }}", "A", "current"),
        sensor("energy", "{{ value_json.energy | round(2) }}", "kWh", "energy", state_class="total_increasing"),
    ),
    told=(
        Told(topic="relay", keys=("on",), show=on_off("on")),
        Told(topic="state", keys=tuple(_PLUG_WIRE.values()), show=keys_payload(_PLUG_WIRE), retain=False),
    ),
    heard=(Heard(topic="relay/set", orders=ask_on_off("on")),),
)
