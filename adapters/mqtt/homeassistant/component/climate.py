"""Components that make air and water pleasant: climate, water_heater, humidifier, fan."""

from collections.abc import Mapping
from typing import Any, Final

from adapters.mqtt.homeassistant import parse
from adapters.mqtt.homeassistant.entity import BadConfig, Entity, switch_out
from adapters.mqtt.homeassistant.point import Offer, Point, Render
from adapters.mqtt.template import Failure, text_of
from schemas.value import Value
from schemas.vocabulary import Kind

_UNITS: Final = {"C": "°C", "F": "°F", "°C": "°C", "°F": "°F"}
_ACTIONS: Final = ("heating", "cooling", "drying", "fan", "preheating", "defrosting")
_MODES: Final = ("auto", "off", "cool", "heat", "dry", "fan_only")
_HEATER_MODES: Final = ("off", "eco", "electric", "gas", "heat_pump", "high_demand", "performance")


def climate(entity: Entity) -> Offer:
    """A thermostat or an air conditioner."""
    unit = _temperature_unit(entity)
    limits = _temperatures(entity, unit, 7.0, 35.0)
    points = [
        *_measured(entity, "current_temperature", unit),
        *_measured(entity, "current_humidity", "%"),
        *_target(entity, "temperature", limits),
        *_target(entity, "temperature_high", limits),
        *_target(entity, "temperature_low", limits),
        *_humidity(entity, 30.0, 99.0),
        *_choice(entity, "mode", entity.words("modes") or _MODES),
        *_choice(entity, "fan_mode", entity.words("fan_modes") or ("auto", "low", "medium", "high")),
        *_choice(entity, "swing_mode", entity.words("swing_modes") or ("on", "off")),
        *_choice(entity, "swing_horizontal_mode", entity.words("swing_horizontal_modes") or ("on", "off")),
        *_choice(entity, "preset_mode", ("none", *entity.words("preset_modes")), "preset_mode_value_template"),
        *_action(entity),
        *_power(entity),
    ]
    return Offer(points=tuple(points))


def water_heater(entity: Entity) -> Offer:
    """A tank or a boiler that makes hot water."""
    unit = _temperature_unit(entity)
    limits = _temperatures(entity, unit, 43.3, 60.0)
    points = [
        *_measured(entity, "current_temperature", unit),
        *_target(entity, "temperature", limits),
        *_choice(entity, "mode", entity.words("modes") or _HEATER_MODES),
        *_power(entity),
    ]
    return Offer(points=tuple(points))


def humidifier(entity: Entity) -> Offer:
    """A humidifier or a dehumidifier."""
    points = [
        *switched(entity, "state_value_template"),
        *_measured(entity, "current_humidity", "%"),
        *_humidity(entity, 0.0, 100.0),
        *_choice(entity, "mode", entity.words("modes")),
        *_humidifying(entity),
    ]
    return Offer(points=tuple(points))


def fan(entity: Entity) -> Offer:
    """A fan: on, speed, preset, oscillation, direction."""
    points = [
        *switched(entity, "state_value_template"),
        *_speed(entity),
        *_choice(entity, "preset_mode", entity.words("preset_modes"), "preset_mode_value_template"),
        *_oscillation(entity),
        *_direction(entity),
    ]
    return Offer(points=tuple(points))


def switched(entity: Entity, template_key: str) -> tuple[Point, ...]:
    """On or off, on the main topics."""
    on, off = entity.text("payload_on", "ON"), entity.text("payload_off", "OFF")
    read = entity.reading("state", "state_topic", template_key, parse.boolean(on, off))
    write = entity.writing("state", "command_topic", "command_template", switch_out(on, off))
    return entity.point("state", Kind.BOOLEAN, read, write)


def _power(entity: Entity) -> tuple[Point, ...]:
    on, off = entity.text("payload_on", "ON"), entity.text("payload_off", "OFF")
    write = entity.writing("power", "power_command_topic", "power_command_template", switch_out(on, off))
    return entity.point("power", Kind.BOOLEAN, None, write)


def _temperature_unit(entity: Entity) -> str:
    unit = entity.text("temperature_unit", "C")
    if unit not in _UNITS:
        raise BadConfig("temperature_unit", f"unit {unit[:20]!r} is not known", "send C or F")
    return _UNITS[unit]


def _temperatures(entity: Entity, unit: str, low: float, high: float) -> dict[str, Any]:
    """Give the limits of set points; Home Assistant's defaults are in °C."""
    if unit == "°F":
        low, high = (round(end * 9 / 5 + 32, 1) for end in (low, high))
    step = entity.number("temp_step", entity.number("precision"))
    minimum, maximum = entity.number("min_temp", low), entity.number("max_temp", high)
    return {"unit": unit, "minimum": minimum, "maximum": maximum, "step": step}


def _measured(entity: Entity, field: str, unit: str) -> tuple[Point, ...]:
    read = entity.reading(field, f"{field}_topic", f"{field}_template", parse.number)
    return entity.point(field, Kind.NUMBER, read, None, unit=unit)


def _target(entity: Entity, field: str, limits: Mapping[str, Any]) -> tuple[Point, ...]:
    read = entity.reading(field, f"{field}_state_topic", _shared(entity, f"{field}_state_template"), parse.number)
    write = entity.writing(field, f"{field}_command_topic", f"{field}_command_template", parse.numeral)
    return entity.point(field, Kind.NUMBER, read, write, **limits)


def _shared(entity: Entity, key: str) -> str:
    """A template of its own, or the one that all readings share."""
    return key if entity.text(key) else "value_template"


def _humidity(entity: Entity, low: float, high: float) -> tuple[Point, ...]:
    field = "target_humidity"
    read = entity.reading(field, f"{field}_state_topic", _shared(entity, f"{field}_state_template"), parse.number)
    write = entity.writing(field, f"{field}_command_topic", f"{field}_command_template", parse.numeral)
    ends = {"minimum": entity.number("min_humidity", low), "maximum": entity.number("max_humidity", high)}
    return entity.point(field, Kind.NUMBER, read, write, unit="%", **ends)


def _choice(entity: Entity, field: str, values: tuple[str, ...], template_key: str = "") -> tuple[Point, ...]:
    template = _shared(entity, template_key or f"{field}_state_template")
    read = entity.reading(field, f"{field}_state_topic", template, parse.word)
    write = entity.writing(field, f"{field}_command_topic", f"{field}_command_template", text_of)
    return entity.point(field, Kind.ENUM, read, write, values=tuple(dict.fromkeys(values)))


def _action(entity: Entity) -> tuple[Point, ...]:
    read = entity.reading("action", "action_topic", "action_template", _doing)
    return entity.point("action", Kind.ENUMSET, read, None, values=_ACTIONS)


def _humidifying(entity: Entity) -> tuple[Point, ...]:
    read = entity.reading("action", "action_topic", "action_template", parse.word)
    return entity.point("action", Kind.ENUM, read, None, values=("off", "idle", "humidifying", "drying"))


def _doing(raw: Any) -> Any:
    """Take what the device does as the set of it: idle and off are nothing."""
    found = parse.word(raw)
    if not isinstance(found, str):
        return found
    return [] if found in {"idle", "off"} else [found]


def _speed(entity: Entity) -> tuple[Point, ...]:
    low, high = entity.number("speed_range_min", 1.0) or 1.0, entity.number("speed_range_max", 100.0) or 100.0
    if high <= low:
        raise BadConfig("speed_range_max", "not above speed_range_min", "send a larger speed_range_max")
    take = parse.forgetting(entity.text("payload_reset_percentage", "None"), parse.scaled(high, low - 1))
    read = entity.reading("percentage", "percentage_state_topic", "percentage_value_template", take)
    render = _ranged(low, high)
    write = entity.writing("percentage", "percentage_command_topic", "percentage_command_template", render)
    ends: dict[str, Any] = {"unit": "%", "minimum": 0.0, "maximum": 100.0, "step": 100 / (high - low + 1)}
    return entity.point("percentage", Kind.NUMBER, read, write, **ends)


def _ranged(low: float, high: float) -> Render:
    """Write per cent as a step of the range; 0 is one below the lowest."""

    def run(value: Value) -> Any:
        if isinstance(value, bool) or not isinstance(value, int | float):
            return Failure("expected a number")
        return round(low - 1 + value * (high - low + 1) / 100)

    return run


def _oscillation(entity: Entity) -> tuple[Point, ...]:
    on = entity.text("payload_oscillation_on", "oscillate_on")
    off = entity.text("payload_oscillation_off", "oscillate_off")
    key = "oscillation"
    read = entity.reading(key, f"{key}_state_topic", f"{key}_value_template", parse.boolean(on, off))
    write = entity.writing(key, f"{key}_command_topic", f"{key}_command_template", switch_out(on, off))
    return entity.point(key, Kind.BOOLEAN, read, write)


def _direction(entity: Entity) -> tuple[Point, ...]:
    read = entity.reading("direction", "direction_state_topic", "direction_value_template", parse.word)
    write = entity.writing("direction", "direction_command_topic", "direction_command_template", text_of)
    return entity.point("direction", Kind.ENUM, read, write, values=("forward", "reverse"))
