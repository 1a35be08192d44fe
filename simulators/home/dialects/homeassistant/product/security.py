"""Alarm, siren and the door's intercom."""

import json
from typing import Final

from simulators.home.devices.alarm import AlarmPanel, Siren
from simulators.home.devices.sensor import Intercom
from simulators.home.dialects.dialect import Orders
from simulators.home.dialects.homeassistant.node import (
    Heard,
    Node,
    Told,
    ask_on_off,
    ask_word,
    ask_words,
    entity,
    keys_payload,
    on_off,
    word,
)

_ARM_WORDS: Final = {"DISARM": "disarm", **{word_.upper(): word_ for word_ in AlarmPanel.ARM}}


ALARM_PANEL = Node(
    manufacturer="Heiman",
    model="HS-AP2",
    discovery="component",
    entities=(
        entity(
            "alarm_control_panel",
            "panel",
            name=None,
            command_topic="~/arm/set",
            state_topic="~/status",
            supported_features=["arm_home", "arm_away", "arm_night"],
            code_arm_required=False,
            code_disarm_required=False,
        ),
        entity(
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


INTERCOM = Node(
    manufacturer="Dahua",
    model="VTO-S1",
    event_topic="ring",
    entities=(
        entity(
            "event",
            "ring",
            name="Ring",
            device_class="doorbell",
            state_topic="~/ring",
            event_types=["press", "double_press"],
        ),
        entity(
            "text", "message", name="Message", command_topic="~/message/set", state_topic="~/message", min=0, max=64
        ),
        entity(
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
        entity(
            "select",
            "tune",
            name="Tune",
            command_topic="~/tune/set",
            state_topic="~/state",
            value_template="{{ value_json.tune }}",
            options=list(Intercom.TUNES),
            entity_category="config",
        ),
        entity("button", "chime", name="Chime", command_topic="~/chime/set", payload_press="CHIME"),
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


SIREN = Node(
    manufacturer="Heiman",
    model="WD-2",
    discovery="component",
    abbreviated=True,
    entities=(
        entity(
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
