"""What opens and closes."""

from typing import Final

from simulators.home.dialects.dialect import State
from simulators.home.dialects.homeassistant.node import (
    Heard,
    Node,
    Told,
    ask_number,
    ask_words,
    battery,
    entity,
    keys_payload,
    sensor,
    word,
)


def _curtain_state(state: State) -> str:
    if state["motion"] != "stopped":
        return str(state["motion"])
    return "open" if float(state["position_pct"]) > 0 else "closed"


CURTAIN = Node(
    manufacturer="Dooya",
    model="DT82TV",
    abbreviated=True,
    json_availability=True,
    entities=(
        entity(
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


GAS_VALVE = Node(
    manufacturer="Heiman",
    model="HS-GV",
    entities=(
        entity(
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
        entity(
            "binary_sensor",
            "gas",
            name="Gas",
            device_class="gas",
            state_topic="~/gas",
            payload_on="alarm",
            payload_off="clear",
        ),
        sensor("concentration", "{{ value | float }}", "%", None, "~/concentration", icon="mdi:molecule"),
    ),
    told=(
        Told(topic="valve", keys=("valve",), show=word("valve")),
        Told(topic="gas", keys=("gas",), show=lambda state: "alarm" if state["gas"] else "clear"),
        Told(topic="concentration", keys=("gas_lel_pct",), show=word("gas_lel_pct")),
    ),
    heard=(Heard(topic="valve/set", orders=ask_words("open", {"OPEN": True, "CLOSE": False})),),
)


_BOLT_WORDS: Final = {state: state.upper() for state in ("locked", "unlocked", "locking", "unlocking", "jammed")}


LOCK = Node(
    manufacturer="Aqara",
    model="A100",
    entities=(
        entity(
            "lock",
            "lock",
            name=None,
            command_topic="~/set",
            state_topic="~/bolt",
            payload_lock="LOCK",
            payload_unlock="UNLOCK",
            **{f"state_{state}": text for state, text in _BOLT_WORDS.items()},
        ),
        battery(),
    ),
    told=(
        Told(topic="bolt", keys=("bolt",), show=lambda state: _BOLT_WORDS[str(state["bolt"])]),
        Told(topic="state", keys=("battery_pct",), show=keys_payload({"battery": "battery_pct"})),
    ),
    heard=(Heard(topic="set", orders=ask_words("locked", {"LOCK": True, "UNLOCK": False})),),
)
