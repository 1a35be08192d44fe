"""Components that do a job: vacuum, lawn_mower, siren, update."""

from collections.abc import Mapping
from typing import Any, Final

from adapters.mqtt.homeassistant import parse
from adapters.mqtt.homeassistant.component.plain import spoken
from adapters.mqtt.homeassistant.entity import Entity, as_payload, at, fixed, switch_out
from adapters.mqtt.homeassistant.point import Action, Offer, Parse, Point, Reading
from adapters.mqtt.template import UNDEFINED, Compiled, Failure, text_of
from schemas.value import Value
from schemas.vocabulary import Kind

_CLEANING: Final = ("cleaning", "docked", "paused", "idle", "returning", "error")
_MOWING: Final = ("mowing", "docked", "paused", "returning", "error")
_JOBS: Final = (
    ("start", "payload_start", "start", "start"),
    ("pause", "payload_pause", "pause", "pause"),
    ("stop", "payload_stop", "stop", "stop"),
    ("return_home", "payload_return_to_base", "return_to_base", "return_home"),
    ("clean_spot", "payload_clean_spot", "clean_spot", "clean_spot"),
    ("locate", "payload_locate", "locate", "locate"),
)
_DEFAULT_FEATURES: Final = frozenset({"start", "stop", "return_home", "clean_spot"})


def vacuum(entity: Entity) -> Offer:
    """A robot vacuum; its state is JSON with state, fan_speed and battery_level."""
    topic = entity.address("state_topic")
    speeds = entity.words("fan_speed_list")
    speed_out = entity.writing("fan_speed", "set_fan_speed_topic", "", text_of) if speeds else None
    points = [
        *_of_json(entity, topic, "state", Kind.ENUM, parse.word, values=_CLEANING),
        *_of_json(entity, topic, "battery_level", Kind.NUMBER, parse.number, unit="%"),
        *entity.point(
            "fan_speed",
            Kind.ENUM,
            _json_reading(topic, "fan_speed", parse.word) if speeds else None,
            speed_out,
            values=speeds,
        ),
    ]
    return Offer(
        points=tuple(points), actions=(*_jobs(entity), *spoken(entity, "send_command", "send_command_topic", "command"))
    )


def _json_reading(topic: str, key: str, take: Parse) -> Reading | None:
    return Reading(topic=topic, extract=at(key), parse=take) if topic else None


def _of_json(entity: Entity, topic: str, key: str, kind: Kind, take: Parse, **limits: Any) -> tuple[Point, ...]:
    return entity.point(key, kind, _json_reading(topic, key, take), None, **limits)


def _jobs(entity: Entity) -> tuple[Action, ...]:
    features = frozenset(entity.words("supported_features")) or _DEFAULT_FEATURES
    found = [
        entity.action(field, entity.text(key, default)) for field, key, default, feature in _JOBS if feature in features
    ]
    return tuple(action for action in found if action is not None)


def lawn_mower(entity: Entity) -> Offer:
    """A mowing robot; each command has a topic of its own."""
    read = entity.reading("activity", "activity_state_topic", "activity_value_template", parse.word)
    found = [_mow(entity, field) for field in ("start_mowing", "pause", "dock")]
    return Offer(
        points=entity.point("activity", Kind.ENUM, read, None, values=_MOWING),
        actions=tuple(action for action in found if action is not None),
    )


def _mow(entity: Entity, field: str) -> Action | None:
    topic = entity.target(f"{field}_command_topic")
    compiled = entity.template(f"{field}_command_template", f"{field}_command")
    if not topic or f"{field}_command" in entity.reasons:
        return None
    return Action(field=field, topic=topic, render=fixed(field, compiled), qos=entity.qos, retain=entity.flag("retain"))


def siren(entity: Entity) -> Offer:
    """A siren: on and off, and started with a tone, a duration and a volume where it has them."""
    on, off = entity.text("payload_on", "ON"), entity.text("payload_off", "OFF")
    take = parse.boolean(entity.text("state_on", on), entity.text("state_off", off))
    state = entity.reading("state", "state_topic", "state_value_template", parse.member("state", take))
    topic = entity.target("command_topic")
    start, stop = entity.template("command_template", "state_command"), _off_template(entity)
    if not topic or "state_command" in entity.reasons:
        return Offer(points=entity.point("state", Kind.BOOLEAN, state, None))
    arguments = _siren_arguments(entity)
    write = entity.writing("state", "command_topic", "", _sounded(start, stop, on, off))
    actions = (
        _sound(entity, "start", topic, on, start, arguments),
        _sound(entity, "stop", topic, off, stop, ()),
    )
    return Offer(points=entity.point("state", Kind.BOOLEAN, state, write), actions=actions)


def _off_template(entity: Entity) -> Compiled | None:
    own = "command_off_template"
    return entity.template(own if entity.text(own) else "command_template", "state_command")


def _siren_arguments(entity: Entity) -> tuple[str, ...]:
    known = (
        ("tone", bool(entity.words("available_tones"))),
        ("duration", entity.flag("support_duration", default=True)),
        ("volume_level", entity.flag("support_volume_set", default=True)),
    )
    return tuple(name for name, has in known if has)


def _sounded(start: Compiled | None, stop: Compiled | None, on: str, off: str) -> Any:
    plain = switch_out(on, off)

    def run(value: Value) -> Any:
        compiled = start if value is True else stop
        payload = plain(value)
        return payload if compiled is None or isinstance(payload, Failure) else fixed(payload, compiled)({})

    return run


def _sound(
    entity: Entity, field: str, topic: str, payload: str, compiled: Compiled | None, arguments: tuple[str, ...]
) -> Action:
    def bare(given: Mapping[str, Value]) -> Any:
        return as_payload({"state": payload, **given}) if given else payload

    render = fixed(payload, compiled) if compiled else bare
    return Action(
        field=field, topic=topic, render=render, qos=entity.qos, retain=entity.flag("retain"), arguments=arguments
    )


_UPDATE_EXTRAS: Final = (
    ("in_progress", Kind.BOOLEAN, parse.boolean("True", "False"), ""),
    ("update_percentage", Kind.NUMBER, parse.number, "%"),
    ("title", Kind.STRING, parse.text, ""),
    ("release_summary", Kind.STRING, parse.text, ""),
    ("release_url", Kind.STRING, parse.text, ""),
)


def update(entity: Entity) -> Offer:
    """Firmware: the state is a version, or JSON with installed_version, latest_version and more."""
    points = [*_version(entity, "installed_version"), *_latest(entity)]
    source = entity.text("value_template")
    for key, kind, take, unit in _UPDATE_EXTRAS:
        if not (source or entity.text("latest_version_topic")) or f'"{key}"' in source or f"'{key}'" in source:
            read = entity.reading(key, "state_topic", "value_template", _within(key, take))
            points += entity.point(key, kind, read, None, unit=unit)
    install = entity.action("install", entity.text("payload_install")) if entity.text("payload_install") else None
    return Offer(points=tuple(points), actions=(install,) if install else ())


def _version(entity: Entity, key: str) -> tuple[Point, ...]:
    read = entity.reading(key, "state_topic", "value_template", _within(key, parse.word, plain=True))
    return entity.point(key, Kind.STRING, read, None)


def _latest(entity: Entity) -> tuple[Point, ...]:
    if entity.address("latest_version_topic"):
        read = entity.reading("latest_version", "latest_version_topic", "latest_version_template", parse.word)
    else:
        read = entity.reading("latest_version", "state_topic", "value_template", _within("latest_version", parse.word))
    return entity.point("latest_version", Kind.STRING, read, None)


def _within(key: str, take: Parse, *, plain: bool = False) -> Parse:
    """Take a member of the rendered JSON; a payload that is no object is a version: it says nothing of the others."""
    inside = parse.member(key, take, strict=True)

    def run(raw: Any) -> Any:
        if isinstance(raw, str) and raw[:1] != "{":
            return take(raw) if plain else UNDEFINED
        return inside(raw)

    return run
