"""The light component in its three schemas: basic (a topic each), json, template."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from adapters.mqtt.homeassistant import parse
from adapters.mqtt.homeassistant.entity import BadConfig, Entity, at, fixed, fragment, switch_out
from adapters.mqtt.homeassistant.point import Elsewhere, Offer, Parse, Point, Reading, Render, Writing
from adapters.mqtt.template import UNDEFINED, Compiled, Failure, text_of
from schemas.value import Value
from schemas.vocabulary import Kind

_COLOUR_MODES: Final = frozenset({"hs", "xy", "rgb", "rgbw", "rgbww"})
_SINGLE_MODES: Final = frozenset({"onoff"})


def light(entity: Entity) -> Offer:
    """A light of any schema."""
    schema = entity.text("schema", "basic")
    build = _SCHEMAS.get(schema)
    if build is None:
        raise BadConfig("schema", f"schema {schema[:20]!r} is not known", "send basic, json or template")
    return Offer(points=tuple(build(entity)))


def _brightness_limits(entity: Entity, key: str = "brightness_scale") -> dict[str, Any]:
    """Give the limits of a level; it counts from 0 to a scale of the device's own, so it is told in per cent."""
    return {"unit": "%", "minimum": 0.0, "maximum": 100.0, "step": round(100 / _scale(entity, key), 4)}


def _scale(entity: Entity, key: str) -> float:
    top = entity.number(key, 255.0) or 255.0
    if top <= 0:
        raise BadConfig(key, "not above 0", "send the largest level, such as 255")
    return top


def _level_out(top: float) -> Render:
    def run(value: Value) -> Any:
        if isinstance(value, bool) or not isinstance(value, int | float):
            return Failure("expected a number")
        return round(value * top / 100)

    return run


def _temperature_limits(entity: Entity) -> dict[str, Any]:
    if entity.flag("color_temp_kelvin"):
        low, high = entity.number("min_kelvin", 2000.0), entity.number("max_kelvin", 6535.0)
        return {"unit": "K", "minimum": low, "maximum": high}
    low, high = entity.number("min_mireds", 153.0), entity.number("max_mireds", 500.0)
    return {"unit": "mired", "minimum": low, "maximum": high}


def _whole(value: Value) -> Any:
    return (
        round(value) if isinstance(value, int | float) and not isinstance(value, bool) else Failure("expected a number")
    )


# --- basic: a topic and a template for each property --------------------------------------------------------------


def _basic(entity: Entity) -> list[Point]:
    top = _scale(entity, "brightness_scale")
    return [
        *_basic_state(entity),
        *_basic_field(entity, "brightness", parse.scaled(top, 0), _level_out(top), **_brightness_limits(entity)),
        *_basic_field(entity, "color_temp", parse.number, _whole, **_temperature_limits(entity)),
        *_basic_effect(entity),
        *_basic_pair(entity, "hs", (("hue", "°", 360.0), ("saturation", "%", 100.0))),
        *_basic_pair(entity, "xy", (("color_x", "", 1.0), ("color_y", "", 1.0))),
        *_basic_rgb(entity),
        *_basic_text(entity, "rgbw"),
        *_basic_text(entity, "rgbww"),
        *_basic_mode(entity),
        *_basic_white(entity),
    ]


def _basic_state(entity: Entity) -> tuple[Point, ...]:
    on, off = entity.text("payload_on", "ON"), entity.text("payload_off", "OFF")
    key = "state_value_template" if entity.text("state_value_template") else "value_template"
    read = entity.reading("state", "state_topic", key, parse.boolean(on, off))
    write = entity.writing("state", "command_topic", "", _switched_on(entity, switch_out(on, off)))
    return entity.point("state", Kind.BOOLEAN, read, write)


def _switched_on(entity: Entity, plain: Render) -> Render:
    """With `on_command_type: brightness` a light is switched on by its level alone; without a level by the greatest."""
    top = _level_out(_scale(entity, "brightness_scale"))
    level = entity.writing("brightness", "brightness_command_topic", "brightness_command_template", top)
    if entity.text("on_command_type") != "brightness" or level is None:
        return plain

    def run(value: Value) -> Any:
        if value is not True:
            return plain(value)
        shown = level.render(100)
        return shown if isinstance(shown, Failure) else Elsewhere(level.topic, text_of(shown))

    return run


def _basic_field(entity: Entity, field: str, take: Parse, render: Render, **limits: Any) -> tuple[Point, ...]:
    read = entity.reading(field, f"{field}_state_topic", f"{field}_value_template", take)
    write = entity.writing(field, f"{field}_command_topic", f"{field}_command_template", render)
    return entity.point(field, Kind.NUMBER, read, write, **limits)


def _basic_effect(entity: Entity) -> tuple[Point, ...]:
    read = entity.reading("effect", "effect_state_topic", "effect_value_template", parse.word)
    write = entity.writing("effect", "effect_command_topic", "effect_command_template", text_of)
    return entity.point("effect", Kind.ENUM, read, write, values=entity.words("effect_list") or None)


def _basic_pair(entity: Entity, key: str, halves: tuple[tuple[str, str, float], ...]) -> list[Point]:
    """Two numbers in one text, which are written together."""
    found: list[Point] = []
    fields = tuple(field for field, _unit, _top in halves)
    for index, (field, unit, top) in enumerate(halves):
        read = entity.reading(field, f"{key}_state_topic", f"{key}_value_template", parse.piece(index, 2))
        write = None if entity.text(f"{key}_command_template") else _joined(entity, f"{key}_command_topic", fields)
        found += entity.point(field, Kind.NUMBER, read, write, unit=unit, minimum=0.0, maximum=top)
    return found


def _joined(entity: Entity, topic_key: str, fields: tuple[str, ...]) -> Writing | None:
    topic = entity.target(topic_key)
    if not topic:
        return None
    return Writing(
        topic=topic, render=parse.numeral, qos=entity.qos, retain=entity.flag("retain"), together=fields, join=","
    )


def _basic_rgb(entity: Entity) -> tuple[Point, ...]:
    read = entity.reading("rgb", "rgb_state_topic", "rgb_value_template", _rgb)
    write = entity.writing("rgb", "rgb_command_topic", "rgb_command_template", _rgb_text)
    if write is not None and entity.text("rgb_command_template"):
        compiled = entity.template("rgb_command_template", "rgb_command")
        write = Writing(topic=write.topic, render=_rgb_templated(compiled), qos=write.qos, retain=write.retain)
    return entity.point("rgb", Kind.STRING, read, write)


def _rgb(raw: Any) -> Any:
    """Take "r,g,b" as "#RRGGBB"."""
    if raw is UNDEFINED or raw is None or isinstance(raw, Failure) or raw == "":
        return UNDEFINED if raw == "" else raw
    return _hex([part.strip() for part in text_of(raw).strip("[]").split(",")])


def _hex(parts: list[str]) -> Any:
    if len(parts) != 3 or not all(part.isdecimal() and part.isascii() and len(part) < 4 for part in parts):
        return Failure("expected three numbers of 0 to 255")
    levels = [int(part) for part in parts]
    return "#{:02X}{:02X}{:02X}".format(*levels) if max(levels) < 256 else Failure("expected numbers of 0 to 255")


def _levels(value: Value) -> list[int] | Failure:
    digits = value[1:] if isinstance(value, str) and len(value) == 7 and value[0] == "#" else ""
    try:
        return [int(digits[index : index + 2], 16) for index in (0, 2, 4)]
    except ValueError:
        return Failure("expected #RRGGBB")


def _rgb_text(value: Value) -> Any:
    levels = _levels(value)
    return levels if isinstance(levels, Failure) else ",".join(map(str, levels))


def _rgb_templated(compiled: Compiled | None, state: str = "") -> Render:
    def run(value: Value) -> Any:
        levels = _levels(value)
        if isinstance(levels, Failure) or compiled is None:
            return levels if isinstance(levels, Failure) else Failure("no template")
        names: dict[str, Value] = dict(zip(_PRIMARY, levels, strict=True))
        return fixed("", compiled)({**names, "state": state} if state else names)

    return run


def _basic_text(entity: Entity, field: str) -> tuple[Point, ...]:
    read = entity.reading(field, f"{field}_state_topic", f"{field}_value_template", parse.word)
    own = not entity.text(f"{field}_command_template")
    write = entity.writing(field, f"{field}_command_topic", "", text_of) if own else None
    return entity.point(field, Kind.STRING, read, write)


def _basic_mode(entity: Entity) -> tuple[Point, ...]:
    read = entity.reading("color_mode", "color_mode_state_topic", "color_mode_value_template", parse.word)
    return entity.point("color_mode", Kind.ENUM, read, None, values=("hs", "xy", "color_temp"))


def _basic_white(entity: Entity) -> tuple[Point, ...]:
    write = entity.writing("white", "white_command_topic", "", _level_out(_scale(entity, "white_scale")))
    return entity.point("white", Kind.NUMBER, None, write, **_brightness_limits(entity, "white_scale"))


# --- json: one message each way -----------------------------------------------------------------------------------


def _json(entity: Entity) -> list[Point]:
    modes = _modes(entity)
    on = {"state": "ON"}
    top = _scale(entity, "brightness_scale")
    found = [*_json_field(entity, "state", Kind.BOOLEAN, parse.boolean("ON", "OFF"), _json_switch)]
    if modes - _SINGLE_MODES or entity.flag("brightness"):
        level = fragment("brightness", render=_level_out(top), base=on)
        found += _json_field(
            entity, "brightness", Kind.NUMBER, parse.scaled(top, 0), level, **_brightness_limits(entity)
        )
    if "color_temp" in modes:
        render = fragment("color_temp", render=_whole, base=on)
        found += _json_field(entity, "color_temp", Kind.NUMBER, parse.number, render, **_temperature_limits(entity))
    found += _json_colours(entity, modes)
    if entity.flag("effect") or entity.words("effect_list"):
        render = fragment("effect", render=text_of, base=on)
        values = entity.words("effect_list") or None
        found += _json_field(entity, "effect", Kind.ENUM, parse.word, render, values=values)
    if len(modes - _SINGLE_MODES) > 1:
        found += _json_field(entity, "color_mode", Kind.ENUM, parse.word, None, values=tuple(sorted(modes)))
    return found


def _modes(entity: Entity) -> frozenset[str]:
    named = frozenset(entity.words("supported_color_modes"))
    old = [mode for mode in ("color_temp", "hs", "rgb", "xy") if mode in entity.config and entity.flag(mode)]
    return named or frozenset(old)


def _json_switch(value: Value) -> Any:
    return {"state": "ON" if value else "OFF"} if isinstance(value, bool) else Failure("expected true or false")


def _json_field(
    entity: Entity,
    field: str,
    kind: Kind,
    take: Parse,
    render: Render | None,
    path: tuple[str, ...] = (),
    **limits: Any,
) -> tuple[Point, ...]:
    topic = entity.address("state_topic")
    read = Reading(topic=topic, extract=at(*(path or (field,))), parse=take) if topic else None
    write = _json_writing(entity, render) if render is not None else None
    return entity.point(field, kind, read, write, **limits)


def _json_writing(entity: Entity, render: Render, together: tuple[str, ...] = ()) -> Writing | None:
    topic = entity.target("command_topic")
    if not topic:
        return None
    return Writing(topic=topic, render=render, qos=entity.qos, retain=entity.flag("retain"), together=together)


def _json_colours(entity: Entity, modes: frozenset[str]) -> list[Point]:
    found: list[Point] = []
    if "xy" in modes:
        found += _json_pair(entity, (("color_x", "x", "", 1.0), ("color_y", "y", "", 1.0)))
    if "hs" in modes:
        found += _json_pair(entity, (("hue", "h", "°", 360.0), ("saturation", "s", "%", 100.0)))
    for mode, keys in (("rgb", "rgb"), ("rgbw", "rgbw"), ("rgbww", "rgbcw")):
        if mode in modes:
            found += _json_rgb(entity, mode, keys)
    return found


def _json_pair(entity: Entity, halves: tuple[tuple[str, str, str, float], ...]) -> list[Point]:
    found: list[Point] = []
    fields = tuple(half[0] for half in halves)
    for field, key, unit, top in halves:
        topic = entity.address("state_topic")
        read = Reading(topic=topic, extract=at("color", key), parse=parse.number) if topic else None
        write = _json_writing(entity, fragment("color", key, base={"state": "ON"}), fields)
        found += entity.point(field, Kind.NUMBER, read, write, unit=unit, minimum=0.0, maximum=top)
    return found


def _json_rgb(entity: Entity, mode: str, keys: str) -> tuple[Point, ...]:
    if mode != "rgb":
        render = fragment("color", render=parse.members, base={"state": "ON"})
        return _json_field(entity, mode, Kind.OBJECT, parse.structure, render, ("color",))
    return _json_field(entity, mode, Kind.STRING, _rgb_members(keys), _json_rgb_out, ("color",))


def _rgb_members(keys: str) -> Parse:
    def take(raw: Any) -> Any:
        if not isinstance(raw, dict):
            return raw if raw is UNDEFINED or raw is None else Failure("expected an object")
        return _hex([text_of(raw.get(key, "")) for key in keys])

    return take


def _json_rgb_out(value: Value) -> Any:
    levels = _levels(value)
    if isinstance(levels, Failure):
        return levels
    return {"state": "ON", "color": dict(zip("rgb", levels, strict=True))}


# --- template: one topic each way, a template for each property ---------------------------------------------------


def _template(entity: Entity) -> list[Point]:
    on, off = (entity.template(f"command_{word}_template", "state_command") for word in ("on", "off"))
    return [
        *_template_field(entity, "state", Kind.BOOLEAN, parse.boolean("on", "off"), _template_switch(on, off)),
        *_template_field(
            entity, "brightness", Kind.NUMBER, parse.scaled(255, 0), _template_out(on, "brightness", _level_out(255)),
            unit="%", minimum=0.0, maximum=100.0, step=round(100 / 255, 4),
        ),
        *_template_field(
            entity, "color_temp", Kind.NUMBER, parse.number, _template_out(on, "color_temp", _whole),
            **_temperature_limits(entity),
        ),
        *_template_field(
            entity, "effect", Kind.ENUM, parse.word, _template_out(on, "effect", text_of),
            values=entity.words("effect_list") or None,
        ),
        *_template_rgb(entity, on),
    ]  # fmt: skip


_PRIMARY: Final = ("red", "green", "blue")


def _template_rgb(entity: Entity, on: Compiled | None) -> tuple[Point, ...]:
    """Three templates, one colour; Home Assistant too takes it only where all three are there."""
    if not all(entity.text(f"{colour}_template") for colour in _PRIMARY):
        return ()
    parts = [entity.template(f"{colour}_template", "rgb") for colour in _PRIMARY]
    if "rgb" in entity.reasons:
        return entity.point("rgb", Kind.STRING, entity.reading("rgb", "state_topic", "", parse.text), None)
    compiled = [part for part in parts if part is not None]

    def extract(text: str, data: Any) -> Any:
        levels = [parse.number(part.extract(text, data)) for part in compiled]
        if any(level is UNDEFINED or level is None or isinstance(level, Failure) for level in levels):
            return next((level for level in levels if isinstance(level, Failure)), UNDEFINED)
        return _hex([str(round(level)) for level in levels])

    topic, target = entity.address("state_topic"), entity.target("command_topic")
    read = Reading(topic=topic, extract=extract, parse=parse.word) if topic else None
    write = None
    if on is not None and target:
        write = Writing(topic=target, render=_rgb_templated(on, "on"), qos=entity.qos, retain=entity.flag("retain"))
    return entity.point("rgb", Kind.STRING, read, write)


def _template_field(
    entity: Entity, field: str, kind: Kind, take: Parse, render: Render | None, **limits: Any
) -> tuple[Point, ...]:
    key = f"{field}_template"
    has = bool(entity.text(key)) or field == "state"
    read = entity.reading(field, "state_topic", key, take) if entity.text(key) else None
    topic = entity.target("command_topic")
    usable = has and render is not None and topic
    write = (
        Writing(topic=topic, render=render, qos=entity.qos, retain=entity.flag("retain")) if usable and render else None
    )
    return entity.point(field, kind, read, write, **limits)


def _template_switch(on: Compiled | None, off: Compiled | None) -> Render | None:
    if on is None or off is None:
        return None

    def run(value: Value) -> Any:
        return fixed("", on if value else off)({"state": "on" if value else "off"})

    return run


def _template_out(on: Compiled | None, name: str, render: Callable[[Value], Any]) -> Render | None:
    if on is None:
        return None

    def run(value: Value) -> Any:
        shown = render(value)
        return shown if isinstance(shown, Failure) else fixed("", on)({"state": "on", name: shown})

    return run


_SCHEMAS: Final[Mapping[str, Callable[[Entity], list[Point]]]] = {"basic": _basic, "json": _json, "template": _template}
