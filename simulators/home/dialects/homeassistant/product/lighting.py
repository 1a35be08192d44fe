"""Lamps and what only switches."""

import json
from collections.abc import Mapping
from typing import Any

from simulators.home.dialects.dialect import Orders, State
from simulators.home.dialects.homeassistant.node import (
    Heard,
    Node,
    Told,
    ask_number,
    ask_on_off,
    ask_words,
    entity,
    object_payload,
    on_off,
    word,
)

TOPIC_LIGHT = Node(
    manufacturer="Yeelight",
    model="Desk lamp",
    discovery="component",
    tilde=False,
    entities=(
        entity(
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


JSON_LIGHT = Node(
    manufacturer="Athom",
    model="LED strip controller",
    discovery="component",
    abbreviated=True,
    entities=(
        entity(
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


OPTIMISTIC_SWITCH = Node(
    manufacturer="Broadlink",
    model="SC1",
    discovery="component",
    own_availability=False,
    entities=(
        entity(
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
