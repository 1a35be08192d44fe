"""The Zigbee products of this home: real-looking definitions, one for each model word of the catalogue."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from simulators.home.colour import hs_of_rgb, hs_of_xy, xy_of
from simulators.home.devices.climate import RadiatorThermostat
from simulators.home.dialects.dialect import Orders, State
from simulators.home.dialects.zigbee2mqtt.leaf import (
    ALL,
    BATTERY,
    GET,
    SET,
    STATE,
    Leaf,
    Specific,
    action,
    binary,
    enum,
    numeric,
    setting,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A product: who makes it, how it is fed, and what it exposes."""

    vendor: str
    model: str
    model_id: str
    description: str
    exposes: Sequence[Leaf | Specific]
    battery: bool = False
    retain: bool = False

    def leaves(self) -> list[Leaf]:
        """All leaves, those of typed groups included."""
        nested = [item.leaves if isinstance(item, Specific) else (item,) for item in self.exposes]
        return [leaf for leaves in nested for leaf in leaves]


def _on_off(key: str = "on", endpoint: str | None = None) -> Leaf:
    name = f"state_{endpoint}" if endpoint else "state"
    leaf = binary(name, key, "ON", "OFF", access=ALL, value_toggle="TOGGLE", description="On/off state")
    if endpoint is None:
        return leaf
    expose = {**leaf.expose, "name": "state", "label": f"State {endpoint}", "endpoint": endpoint}
    return Leaf(expose=expose, show=leaf.show, orders=leaf.orders)


def _brightness() -> Leaf:
    return numeric(
        "brightness", "level", access=ALL, value_min=0, value_max=254, description="Brightness of this light"
    )


def _colour_temperature(coolest: int, warmest: int) -> Leaf:
    return numeric(
        "color_temp",
        "mireds",
        access=ALL,
        unit="mired",
        value_min=coolest,
        value_max=warmest,
        presets=[
            {"name": "coolest", "value": coolest, "description": "Coolest temperature supported"},
            {"name": "neutral", "value": 370, "description": "Neutral temperature (370 mireds / 2700 Kelvin)"},
            {"name": "warmest", "value": warmest, "description": "Warmest temperature supported"},
        ],
        description="Color temperature of this light",
    )


def _part(name: str) -> dict[str, Any]:
    return {"name": name, "label": name.capitalize(), "property": name, "type": "numeric", "access": ALL}


def _colour_document(name: str, label: str, parts: Sequence[str]) -> dict[str, Any]:
    features = [_part(part) for part in parts]
    document = {"name": name, "label": label, "property": "color", "type": "composite", "access": ALL}
    return document | {"description": "Color of this light", "features": features}


def _show_colour(state: State) -> dict[str, Any]:
    hue, saturation = float(state["hue"]), float(state["saturation"])
    x, y = xy_of(hue, saturation)
    return {"hue": state["hue"], "saturation": state["saturation"], "x": x, "y": y}


def _ask_colour(value: Any) -> Orders:
    """`{"hue","saturation"}`, `{"x","y"}`, `{"r","g","b"}` or `{"hex"}`."""
    if not isinstance(value, Mapping):
        return [("hue", value)]
    if "hex" in value:
        digits = str(value["hex"]).removeprefix("#")
        return _hue_and_saturation(hs_of_rgb(*(int(digits[at : at + 2], 16) for at in (0, 2, 4))))
    if {"r", "g", "b"} <= value.keys():
        return _hue_and_saturation(hs_of_rgb(value["r"], value["g"], value["b"]))
    if {"x", "y"} <= value.keys():
        return _hue_and_saturation(hs_of_xy(value["x"], value["y"]))
    return [(name, value[name]) for name in ("hue", "saturation") if name in value]


def _hue_and_saturation(pair: tuple[int, int]) -> Orders:
    return [("hue", pair[0]), ("saturation", pair[1])]


_COLOUR_XY: Final = Leaf(
    expose=_colour_document("color_xy", "Color (X/Y)", ("x", "y")), show=_show_colour, orders=_ask_colour
)
_COLOUR_HS: Final = Leaf(expose=_colour_document("color_hs", "Color (HS)", ("hue", "saturation")))
_COLOUR_MODE: Final = Leaf(
    expose={
        "name": "color_mode",
        "label": "Color mode",
        "property": "color_mode",
        "type": "enum",
        "access": STATE,
        "values": ["color_temp", "hs", "xy"],
    },
    show=lambda state: "color_temp" if state["mode"] == "white" else "hs",
)
_EFFECT: Final = Leaf(
    expose={
        "name": "effect",
        "label": "Effect",
        "property": "effect",
        "type": "enum",
        "access": SET,
        "values": ["blink", "breathe", "okay", "channel_change", "finish_effect", "stop_effect"],
        "description": "Triggers an effect on the light (e.g. make light blink for a few seconds)",
    },
    orders=lambda _value: [],
)
_POWER_ON: Final = setting(
    "power_on_behavior",
    ["off", "on", "toggle", "previous"],
    "previous",
    "Controls the behavior when the device is powered on after power loss",
)
_MOVES: Final = {"OPEN": "open", "CLOSE": "close", "STOP": "stop"}


def _cover_state() -> Leaf:
    return Leaf(
        expose={
            "name": "state",
            "label": "State",
            "property": "state",
            "type": "enum",
            "access": STATE | SET,
            "values": ["OPEN", "CLOSE", "STOP"],
        },
        show=lambda state: "OPEN" if float(state["position_pct"]) > 0 else "CLOSE",
        orders=lambda value: [("move", _MOVES.get(value, value))],
    )


def _lock_state() -> tuple[Leaf, Leaf]:
    words = {"LOCK": True, "UNLOCK": False}
    moving = {"locked": "locked", "unlocked": "unlocked"}
    state = Leaf(
        expose={
            "name": "state",
            "label": "State",
            "property": "state",
            "type": "binary",
            "access": ALL,
            "value_on": "LOCK",
            "value_off": "UNLOCK",
            "description": "State of the lock",
        },
        show=lambda shown: "LOCK" if shown["bolt"] == "locked" else "UNLOCK",
        orders=lambda value: [("locked", words.get(value, value))],
    )
    bolt = Leaf(
        expose={
            "name": "lock_state",
            "label": "Lock state",
            "property": "lock_state",
            "type": "enum",
            "access": STATE,
            "values": ["not_fully_locked", "locked", "unlocked"],
            "description": "Actual state of the lock",
        },
        show=lambda shown: moving.get(str(shown["bolt"]), "not_fully_locked"),
    )
    return state, bolt


def _light(*leaves: Leaf) -> Specific:
    return Specific(type="light", leaves=(_on_off(), _brightness(), *leaves))


_TAMPER: Final = binary("tamper", "tamper", description="Indicates whether the device is tampered")

MODELS: Final[Mapping[str, Model]] = {
    "dimmable_light": Model(
        vendor="Innr",
        model="RB 265",
        model_id="RB 265",
        description="E27 bulb dimmable",
        exposes=(_light(), _EFFECT, _POWER_ON),
        retain=True,
    ),
    "white_light": Model(
        vendor="IKEA",
        model="LED1949C5",
        model_id="TRADFRIbulbE27WSglobeopal1055lm",
        description="TRADFRI bulb E27, white spectrum, globe, opal, 1055 lm",
        exposes=(_light(_colour_temperature(250, 454)), _EFFECT, _POWER_ON),
    ),
    "colour_light": Model(
        vendor="Philips",
        model="9290022166",
        model_id="LCA001",
        description="Hue white and color ambiance E26/E27",
        exposes=(_light(_colour_temperature(153, 500), _COLOUR_XY, _COLOUR_HS), _COLOUR_MODE, _EFFECT, _POWER_ON),
    ),
    "plug": Model(
        vendor="Tuya",
        model="TS011F_plug_1",
        model_id="TS011F",
        description="Smart plug (with power monitoring)",
        exposes=(
            Specific(type="switch", leaves=(_on_off(),)),
            setting("power_outage_memory", ["on", "off", "restore"], "restore", "Recover state after power outage"),
            numeric("power", "power_w", access=STATE | GET, unit="W", description="Instantaneous measured power"),
            numeric("current", "current_a", access=STATE | GET, unit="A", description="Instantaneous measured current"),
            numeric(
                "voltage", "voltage_v", access=STATE | GET, unit="V", description="Measured electrical potential value"
            ),
            numeric("energy", "energy_kwh", unit="kWh", description="Sum of consumed energy"),
        ),
        retain=True,
    ),
    "thermohygrometer": Model(
        vendor="Aqara",
        model="WSDCGQ11LM",
        model_id="lumi.weather",
        description="Temperature and humidity sensor",
        battery=True,
        exposes=(
            BATTERY,
            numeric("temperature", "temperature_c", unit="°C", description="Measured temperature value"),
            numeric("humidity", "humidity_pct", unit="%", description="Measured relative humidity"),
            numeric("pressure", "pressure_hpa", unit="hPa", description="The measured atmospheric pressure"),
        ),
    ),
    "contact": Model(
        vendor="Aqara",
        model="MCCGQ11LM",
        model_id="lumi.sensor_magnet.aq2",
        description="Door and window sensor",
        battery=True,
        retain=True,
        exposes=(
            BATTERY,
            binary(
                "contact", "open", on=False, off=True, description="Indicates if the contact is closed (= true) or open"
            ),
        ),
    ),
    "motion": Model(
        vendor="Aqara",
        model="RTCGQ11LM",
        model_id="lumi.sensor_motion.aq2",
        description="Motion sensor",
        battery=True,
        exposes=(
            BATTERY,
            binary("occupancy", "occupied", description="Indicates whether the device detected occupancy"),
            numeric("illuminance", "illuminance_lx", unit="lx", description="Measured illuminance"),
        ),
    ),
    "curtain": Model(
        vendor="Aqara",
        model="ZNCLDJ11LM",
        model_id="lumi.curtain",
        description="Curtain controller",
        exposes=(
            Specific(
                type="cover",
                leaves=(
                    _cover_state(),
                    numeric(
                        "position",
                        "position_pct",
                        access=ALL,
                        unit="%",
                        value_min=0,
                        value_max=100,
                        description="Position of this cover",
                    ),
                ),
            ),
            Leaf(
                expose={
                    "name": "running",
                    "label": "Running",
                    "property": "running",
                    "type": "binary",
                    "access": STATE,
                    "value_on": True,
                    "value_off": False,
                    "description": "Whether the motor is moving or not",
                },
                show=lambda state: state["motion"] != "stopped",
            ),
        ),
    ),
    "radiator": Model(
        vendor="Danfoss",
        model="014G2461",
        model_id="eTRV0100",
        description="Ally thermostat",
        battery=True,
        exposes=(
            BATTERY,
            Specific(
                type="climate",
                leaves=(
                    numeric(
                        "occupied_heating_setpoint",
                        "target_c",
                        access=ALL,
                        unit="°C",
                        value_min=5,
                        value_max=30,
                        value_step=0.5,
                        description="Temperature setpoint",
                    ),
                    numeric(
                        "local_temperature",
                        "room_c",
                        access=STATE | GET,
                        unit="°C",
                        description="Current temperature measured on the device",
                    ),
                    enum(
                        "system_mode", "mode", RadiatorThermostat.MODES, access=ALL, description="Mode of this device"
                    ),
                    Leaf(
                        expose={
                            "name": "running_state",
                            "label": "Running state",
                            "property": "running_state",
                            "type": "enum",
                            "access": STATE | GET,
                            "values": ["idle", "heat"],
                            "description": "The current running state",
                        },
                        show=lambda state: "heat" if float(state["demand_pct"]) > 0 else "idle",
                    ),
                    numeric(
                        "pi_heating_demand",
                        "demand_pct",
                        access=STATE | GET,
                        unit="%",
                        value_min=0,
                        value_max=100,
                        description="Position of the valve: 0% is fully closed, 100% is fully open",
                    ),
                ),
            ),
            binary(
                "child_lock",
                "child_lock",
                "LOCK",
                "UNLOCK",
                access=ALL,
                description="Enables/disables physical input on the device",
            ),
        ),
    ),
    "lock": Model(
        vendor="Kwikset",
        model="66492-001",
        model_id="SMARTCODE_CONVERT_GEN1",
        description="Home connect smart lock conversion kit",
        battery=True,
        exposes=(
            Specific(type="lock", leaves=_lock_state()),
            BATTERY,
            enum(
                "action_source_name",
                "by",
                ["keypad", "rfid", "manual", "rf"],
                description="Source of the triggered action on the lock",
            ),
        ),
    ),
    "leak": Model(
        vendor="Aqara",
        model="SJCGQ11LM",
        model_id="lumi.sensor_wleak.aq1",
        description="Water leak sensor",
        battery=True,
        retain=True,
        exposes=(
            BATTERY,
            binary("water_leak", "alarm", description="Indicates whether the device detected a water leak"),
            _TAMPER,
        ),
    ),
    "smoke": Model(
        vendor="HEIMAN",
        model="HS1SA-E",
        model_id="SmokeSensor-EF-3.0",
        description="Smoke detector",
        battery=True,
        retain=True,
        exposes=(
            binary("smoke", "alarm", description="Indicates whether the device detected smoke"),
            BATTERY,
            _TAMPER,
        ),
    ),
    "two_gang": Model(
        vendor="Tuya",
        model="TS0012",
        model_id="TS0012",
        description="2-Gang switch with neutral",
        exposes=(
            Specific(type="switch", leaves=(_on_off("on_left", "left"),), endpoint="left"),
            Specific(type="switch", leaves=(_on_off("on_right", "right"),), endpoint="right"),
            setting("backlight_mode", ["low", "medium", "high"], "low", "Indicator light status"),
        ),
    ),
    "button": Model(
        vendor="Aqara",
        model="WXKG11LM",
        model_id="lumi.remote.b1acn01",
        description="Wireless mini switch",
        battery=True,
        exposes=(BATTERY, action(["single", "double", "triple", "quadruple", "hold", "release"])),
    ),
}
