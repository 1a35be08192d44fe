"""What each kind of entity has: its values, and the client's command that writes them.

Facts: aioesphomeapi 46 (model.py) and the native API of ESPHome 2026.10; words are Home Assistant's, whose rows in
schemas/mappings/homeassistant.py hold here too.
"""

import colorsys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, time
from typing import Any, Final

from aioesphomeapi import model as api

from adapters.esphome.field import (
    PERCENT,
    SEEN,
    TEXT,
    TRUTH,
    Field,
    argument,
    member,
    number,
    percent,
    plain,
    share,
    told,
    word,
    words,
)
from schemas.mapping import Source
from schemas.units import MIRED
from schemas.value import Value
from schemas.vocabulary import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One kind of entity. `command` is the method of the client that takes what `write` gives."""

    component: str  # Home Assistant's word for it
    fields: Callable[[Any], Iterator[Field]]
    command: str = ""
    device_type: Callable[[Any], str] = lambda _info: "genericDevice"
    actions: tuple[tuple[str, dict[str, Any]], ...] = ()  # field of the row, arguments of the command
    own: str = ""  # ESPHome's word, where two kinds share the other

    @property
    def word(self) -> str:
        """What stands before the name in addresses."""
        return self.own or self.component


def _class(info: Any) -> str:
    return str(getattr(info, "device_class", "") or "")


def _slug(info: Any) -> str:
    return str(info.object_id)


def _light(info: api.LightInfo) -> Iterator[Field]:
    able = 0
    for mode in info.supported_color_modes:
        able |= int(mode)
    yield Field(name="state", source=TRUTH, read=plain("state"), write=argument("state"))
    if able & (api.LightColorCapability.BRIGHTNESS | api.LightColorCapability.RGB):
        yield Field(name="brightness", source=PERCENT, read=share("brightness"), write=percent("brightness"))
    if able & (api.LightColorCapability.COLOR_TEMPERATURE | api.LightColorCapability.COLD_WARM_WHITE):
        low, high = number(info.min_mireds), number(info.max_mireds)
        source = Source(kind=Kind.NUMBER, unit=MIRED, minimum=low or None, maximum=high or None, access="rwn")  # type: ignore[arg-type]
        yield Field(
            name="color_temp", source=source, read=told("color_temperature"), write=argument("color_temperature")
        )
    if able & api.LightColorCapability.RGB:
        yield Field(name="rgb", source=Source(kind=Kind.STRING, access="rwn"), read=_rgb, write=_rgb_out)
        yield Field(name="hue", source=Source(kind=Kind.NUMBER, unit="°", minimum=0, maximum=360), read=_hue)
        yield Field(
            name="saturation", source=Source(kind=Kind.NUMBER, unit="%", minimum=0, maximum=100), read=_saturation
        )
    if info.effects:
        source = words(tuple(info.effects))
        yield Field(name="effect", source=source, read=plain("effect"), write=argument("effect"))


def _colour(state: Any) -> tuple[float, float, float]:
    return tuple(min(max(float(getattr(state, name)), 0.0), 1.0) for name in ("red", "green", "blue"))  # type: ignore[return-value]


def _rgb(state: Any) -> Value:
    return "#" + "".join(f"{round(part * 255):02X}" for part in _colour(state))


def _rgb_out(value: Value) -> dict[str, Any]:
    text = str(value)
    return {"rgb": tuple(int(text[place : place + 2], 16) / 255 for place in (1, 3, 5))}


def _hue(state: Any) -> Value:
    return round(colorsys.rgb_to_hsv(*_colour(state))[0] * 360, 1)


def _saturation(state: Any) -> Value:
    return round(colorsys.rgb_to_hsv(*_colour(state))[1] * 100, 1)


def _light_type(info: api.LightInfo) -> str:
    names = {one.name for one in _light(info)}
    if "rgb" in names:
        return "extendedColorLight"
    if "color_temp" in names:
        return "colorTemperatureLight"
    return "dimmableLight" if "brightness" in names else "onOffLight"


def _switch(info: api.SwitchInfo) -> Iterator[Field]:
    which = (f"name:{_slug(info)}", _class(info), "switch")
    yield Field(name="state", source=TRUTH, read=plain("state"), write=argument("state"), which=which)


def _sensor(info: api.SensorInfo) -> Iterator[Field]:
    source = Source(kind=Kind.NUMBER, unit=info.unit_of_measurement or "", access="rn")
    which = (_class(info), f"name:{_slug(info)}")
    yield Field(name="state", source=source, read=told("state"), which=which)


def _binary(info: api.BinarySensorInfo) -> Iterator[Field]:
    yield Field(name="state", source=SEEN, read=plain("state"), which=(_class(info), f"name:{_slug(info)}"))


def _text_sensor(info: api.TextSensorInfo) -> Iterator[Field]:
    yield Field(name="state", source=TEXT, read=plain("state"), which=(f"name:{_slug(info)}",))


def _number(info: api.NumberInfo) -> Iterator[Field]:
    source = Source(
        kind=Kind.NUMBER,
        unit=info.unit_of_measurement or "",
        minimum=info.min_value,
        maximum=info.max_value,
        step=info.step or None,
        access="rwn",
    )
    which = (f"name:{_slug(info)}", _class(info))
    yield Field(name="state", source=source, read=told("state"), write=argument("state"), which=which)


def _select(info: api.SelectInfo) -> Iterator[Field]:
    which = (f"name:{_slug(info)}",)
    source = words(tuple(info.options))
    yield Field(name="state", source=source, read=plain("state"), write=argument("state"), which=which)


def _text(info: api.TextInfo) -> Iterator[Field]:
    if info.mode == api.TextMode.PASSWORD:
        yield Field(name="state", source=Source(kind=Kind.SECRET, access="w"), write=argument("state"))
    else:
        source = Source(kind=Kind.STRING, access="rwn")
        yield Field(name="state", source=source, read=plain("state"), write=argument("state"))


def _cover(info: api.CoverInfo) -> Iterator[Field]:
    moving = {0: "stopped", 1: "opening", 2: "closing"}
    seen = words(("opening", "closing", "stopped"), "rn")
    yield Field(name="state", source=seen, read=lambda s: moving.get(int(s.current_operation)), which=("positioned",))
    access = "rwn" if info.supports_position else "rn"
    position = Source(kind=Kind.NUMBER, unit="%", minimum=0, maximum=100, access="rn")
    yield Field(name="position", source=position, read=share("position"))
    if access == "rwn":
        wanted = Source(kind=Kind.NUMBER, unit="%", minimum=0, maximum=100, access="w")
        yield Field(name="set_position", source=wanted, write=percent("position"))
    if info.supports_tilt:
        yield Field(name="tilt", source=position, read=share("tilt"))
        wanted = Source(kind=Kind.NUMBER, unit="%", minimum=0, maximum=100, access="w")
        yield Field(name="set_tilt", source=wanted, write=percent("tilt"))


def _valve(info: api.ValveInfo) -> Iterator[Field]:
    yield Field(name="state", source=words(("open", "closed", "opening", "closing"), "rn"), read=_valve_state)
    position = Source(kind=Kind.NUMBER, unit="%", minimum=0, maximum=100, access="rn")
    yield Field(name="position", source=position, read=share("position"))
    if info.supports_position:
        wanted = Source(kind=Kind.NUMBER, unit="%", minimum=0, maximum=100, access="w")
        yield Field(name="set_position", source=wanted, write=percent("position"))


def _valve_state(state: Any) -> Value:
    moving = {1: "opening", 2: "closing"}.get(int(state.current_operation))
    return moving or ("open" if state.position > 0 else "closed")


def _fan(info: api.FanInfo) -> Iterator[Field]:
    yield Field(name="state", source=TRUTH, read=plain("state"), write=argument("state"))
    if info.supports_speed:
        top = info.supported_speed_count or 100
        source = Source(kind=Kind.NUMBER, unit="%", minimum=0, maximum=100, step=100 / top, access="rwn")
        yield Field(
            name="percentage",
            source=source,
            read=lambda state: round(state.speed_level * 100 / top, 3),
            write=lambda value: {"speed_level": round(float(str(value)) * top / 100)},
        )
    if info.supports_oscillation:
        yield Field(name="oscillation", source=TRUTH, read=plain("oscillating"), write=argument("oscillating"))
    if info.supports_direction:
        yield Field(
            name="direction",
            source=words(("forward", "reverse")),
            read=word(api.FanDirection, "direction"),
            write=member(api.FanDirection, "direction"),
        )
    if info.supported_preset_modes:
        source = words(tuple(info.supported_preset_modes))
        yield Field(name="preset_mode", source=source, read=plain("preset_mode"), write=argument("preset_mode"))


def _climate(info: api.ClimateInfo) -> Iterator[Field]:
    modes = tuple(api.ClimateMode(one).name.lower() for one in info.supported_modes)
    which = ("heat_cool", "") if "heat_cool" in modes and "auto" not in modes else ("",)
    yield Field(
        name="mode",
        source=words(modes),
        read=word(api.ClimateMode, "mode"),
        write=member(api.ClimateMode, "mode"),
        which=which,
    )
    yield from _climate_temperatures(info, modes)
    if info.supports_action:
        doing = ("heating", "cooling", "fan", "drying", "defrosting")
        source = Source(kind=Kind.ENUMSET, values=doing, access="rn")
        yield Field(name="action", source=source, read=_doing)
    yield from _climate_words(info)


def _climate_temperatures(info: api.ClimateInfo, modes: tuple[str, ...]) -> Iterator[Field]:
    if info.supports_current_temperature:
        source = Source(kind=Kind.NUMBER, unit="°C", access="rn")
        yield Field(name="current_temperature", source=source, read=told("current_temperature"))
    wanted = Source(
        kind=Kind.NUMBER,
        unit="°C",
        minimum=info.visual_min_temperature,
        maximum=info.visual_max_temperature,
        step=info.visual_target_temperature_step or None,
        access="rwn",
    )
    if info.supports_two_point_target_temperature:
        names = [("temperature_low", "target_temperature_low"), ("temperature_high", "target_temperature_high")]
    else:
        names = [("temperature", "target_temperature")]
    which = ("cooling", "") if "cool" in modes and "heat" not in modes else ("",)
    for name, theirs in names:
        yield Field(name=name, source=wanted, read=told(theirs), write=argument(theirs), which=which)


def _climate_words(info: api.ClimateInfo) -> Iterator[Field]:
    fans = tuple(api.ClimateFanMode(one).name.lower() for one in info.supported_fan_modes)
    if fans:
        read, write = word(api.ClimateFanMode, "fan_mode"), member(api.ClimateFanMode, "fan_mode")
        yield Field(name="fan_mode", source=words(fans), read=read, write=write)
    swings = tuple(api.ClimateSwingMode(one).name.lower() for one in info.supported_swing_modes)
    if swings:
        read, write = word(api.ClimateSwingMode, "swing_mode"), member(api.ClimateSwingMode, "swing_mode")
        yield Field(name="swing_mode", source=words(swings), read=read, write=write)
    presets = tuple(api.ClimatePreset(one).name.lower() for one in info.supported_presets)
    if presets:
        read, write = word(api.ClimatePreset, "preset"), member(api.ClimatePreset, "preset")
        yield Field(name="preset_mode", source=words(presets), read=read, write=write)


def _doing(state: Any) -> Value:
    name = word(api.ClimateAction, "action")(state)
    return [] if name in {"off", "idle", None} else [name]


def _lock(_info: api.LockInfo) -> Iterator[Field]:
    seen = ("locked", "unlocked", "jammed", "locking", "unlocking")
    yield Field(name="state", source=words(seen, "rn"), read=_lock_state)


def _lock_state(state: Any) -> Value:
    name = word(api.LockState, "state")(state)
    return {"opening": "unlocking", "open": "unlocked", "none": None}.get(str(name), name)


def _siren(info: api.SirenInfo) -> Iterator[Field]:
    yield Field(name="state", source=TRUTH, read=plain("state"), write=argument("state"))
    if info.tones:
        yield Field(name="tone", source=words(tuple(info.tones), "w"), write=argument("tone"))


def _button(_info: api.ButtonInfo) -> Iterator[Field]:
    yield Field(name="press", source=Source(kind=Kind.BOOLEAN, access="w"), write=lambda _value: {})


def _update(_info: api.UpdateInfo) -> Iterator[Field]:
    yield Field(name="installed_version", source=TEXT, read=plain("current_version"))
    yield Field(name="latest_version", source=TEXT, read=plain("latest_version"))
    yield Field(name="in_progress", source=SEEN, read=plain("in_progress"))


def _alarm(_info: api.AlarmControlPanelInfo) -> Iterator[Field]:
    seen = tuple(one.name.lower() for one in api.AlarmControlPanelState)
    yield Field(name="state", source=words(seen, "rn"), read=word(api.AlarmControlPanelState, "state"))


def _player(_info: api.MediaPlayerInfo) -> Iterator[Field]:
    seen = tuple(one.name.lower() for one in api.MediaPlayerState)
    yield Field(name="state", source=words(seen, "rn"), read=word(api.MediaPlayerState, "state"))
    yield Field(name="volume", source=PERCENT, read=share("volume"), write=percent("volume"))
    yield Field(name="muted", source=SEEN, read=plain("muted"))


def _heater(info: api.WaterHeaterInfo) -> Iterator[Field]:
    seen = Source(kind=Kind.NUMBER, unit="°C", access="rn")
    yield Field(name="current_temperature", source=seen, read=told("current_temperature"))
    wanted = Source(
        kind=Kind.NUMBER, unit="°C", minimum=info.min_temperature, maximum=info.max_temperature, access="rwn"
    )
    yield Field(
        name="temperature", source=wanted, read=told("target_temperature"), write=argument("target_temperature")
    )


def _date(_info: api.DateInfo) -> Iterator[Field]:
    yield Field(name="state", source=Source(kind=Kind.STRING, access="rn"), read=_date_text)


def _date_text(state: Any) -> Value:
    return None if state.missing_state else date(state.year, state.month, state.day).isoformat()


def _time(_info: api.TimeInfo) -> Iterator[Field]:
    yield Field(name="state", source=Source(kind=Kind.STRING, access="rn"), read=_time_text)


def _time_text(state: Any) -> Value:
    return None if state.missing_state else time(state.hour, state.minute, state.second).isoformat()


def _moment(_info: api.DateTimeInfo) -> Iterator[Field]:
    source = Source(kind=Kind.INTEGER, unit="s", access="rwn")
    yield Field(name="state", source=source, read=plain("epoch_seconds"), write=argument("epoch_seconds"))


def _event(info: api.EventInfo) -> Iterator[Field]:
    yield Field(name="event", source=words(tuple(info.event_types), "n"), read=plain("event_type"))


_BINARY_TYPES: Final = {
    "door": "contactSensor", "window": "contactSensor", "opening": "contactSensor", "garage_door": "contactSensor",
    "motion": "occupancySensor", "occupancy": "occupancySensor", "presence": "occupancySensor",
    "smoke": "smokeCoAlarm", "carbon_monoxide": "smokeCoAlarm", "gas": "gasLeakAlarm", "moisture": "waterLeakSensor",
    "vibration": "vibrationSensor",
}  # fmt: skip
_SENSOR_TYPES: Final = {
    "temperature": "temperatureHumiditySensor", "humidity": "temperatureHumiditySensor", "illuminance": "lightSensor",
    "power": "electricMeter", "energy": "electricMeter", "voltage": "electricMeter", "current": "electricMeter",
    "carbon_dioxide": "airQualitySensor", "pm25": "airQualitySensor", "pm10": "airQualitySensor",
}  # fmt: skip


def _by_class(types: dict[str, str]) -> Callable[[Any], str]:
    return lambda info: types.get(_class(info), "genericDevice")


def _is(name: str) -> Callable[[Any], str]:
    return lambda _info: name


PARTS: Final[dict[type[Any], Part]] = {
    api.LightInfo: Part(component="light", fields=_light, command="light_command", device_type=_light_type),
    api.SwitchInfo: Part(
        component="switch",
        fields=_switch,
        command="switch_command",
        device_type=lambda info: "smartPlug" if _class(info) == "outlet" else "wallSwitch",
    ),
    api.SensorInfo: Part(component="sensor", fields=_sensor, device_type=_by_class(_SENSOR_TYPES)),
    api.BinarySensorInfo: Part(component="binary_sensor", fields=_binary, device_type=_by_class(_BINARY_TYPES)),
    api.TextSensorInfo: Part(component="sensor", fields=_text_sensor, own="text_sensor"),
    api.NumberInfo: Part(component="number", fields=_number, command="number_command"),
    api.SelectInfo: Part(component="select", fields=_select, command="select_command"),
    api.TextInfo: Part(component="text", fields=_text, command="text_command"),
    api.CoverInfo: Part(
        component="cover",
        fields=_cover,
        command="cover_command",
        device_type=lambda info: {"garage": "garageDoor", "curtain": "curtain"}.get(_class(info), "blind"),
        actions=(("open", {"position": 1.0}), ("close", {"position": 0.0}), ("stop", {"stop": True})),
    ),
    api.ValveInfo: Part(
        component="valve",
        fields=_valve,
        command="valve_command",
        device_type=lambda info: "gasValve" if _class(info) == "gas" else "waterValve",
        actions=(("open", {"position": 1.0}), ("close", {"position": 0.0}), ("stop", {"stop": True})),
    ),
    api.FanInfo: Part(component="fan", fields=_fan, command="fan_command", device_type=_is("fan")),
    api.ClimateInfo: Part(
        component="climate",
        fields=_climate,
        command="climate_command",
        device_type=lambda info: "roomAirConditioner" if 2 in info.supported_modes else "thermostat",
    ),
    api.LockInfo: Part(
        component="lock",
        fields=_lock,
        command="lock_command",
        device_type=_is("doorLock"),
        actions=(
            ("lock", {"command": api.LockCommand.LOCK}),
            ("unlock", {"command": api.LockCommand.UNLOCK}),
            ("open", {"command": api.LockCommand.OPEN}),
        ),
    ),
    api.SirenInfo: Part(component="siren", fields=_siren, command="siren_command", device_type=_is("siren")),
    api.ButtonInfo: Part(component="button", fields=_button, command="button_command", actions=(("press", {}),)),
    api.UpdateInfo: Part(
        component="update",
        fields=_update,
        command="update_command",
        actions=(("install", {"command": api.UpdateCommand.INSTALL}),),
    ),
    api.AlarmControlPanelInfo: Part(component="alarm_control_panel", fields=_alarm, device_type=_is("securityPanel")),
    api.MediaPlayerInfo: Part(
        component="media_player", fields=_player, command="media_player_command", device_type=_is("speaker")
    ),
    api.WaterHeaterInfo: Part(
        component="water_heater",
        fields=_heater,
        command="water_heater_command",
        device_type=_is("electricWaterHeater"),
    ),
    api.DateInfo: Part(component="date", fields=_date),
    api.TimeInfo: Part(component="time", fields=_time),
    api.DateTimeInfo: Part(component="datetime", fields=_moment, command="datetime_command"),
    api.EventInfo: Part(component="event", fields=_event),
}
"""Every kind of entity that holds a value. Cameras, infrared senders and voice assistants are not carried."""
