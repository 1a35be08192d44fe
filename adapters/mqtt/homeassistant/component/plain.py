"""Components of one value: sensors, switches, numbers, choices, texts, dates."""

from collections.abc import Callable
from typing import Any, Final

from adapters.mqtt.homeassistant import parse
from adapters.mqtt.homeassistant.entity import Entity, switch_out, templated, whole
from adapters.mqtt.homeassistant.point import Action, Occurrence, Offer, Parse, Point, Render
from adapters.mqtt.template import UNDEFINED, Failure, text_of
from schemas.vocabulary import Kind

_TEXTUAL: Final = frozenset({"date", "enum", "timestamp", "uptime"})


def sensor(entity: Entity) -> Offer:
    """A value that is only read. Without class, unit and state class it is a text."""
    kind, take = _sensed(entity)
    read = entity.reading("state", "state_topic", "value_template", take)
    unit = entity.text("unit_of_measurement") if kind is Kind.NUMBER else ""
    values = entity.words("options") if kind is Kind.ENUM else None
    expires = entity.seconds("expire_after")
    return Offer(points=entity.point("state", kind, read, None, unit=unit, values=values, expires_after_s=expires))


def _sensed(entity: Entity) -> tuple[Kind, Parse]:
    device_class = entity.text("device_class")
    if device_class in {"timestamp", "uptime"}:
        return Kind.TIMESTAMP, parse.moment
    if entity.words("options"):
        return Kind.ENUM, parse.word
    measured = entity.text("unit_of_measurement") or entity.text("state_class")
    if measured or (device_class and device_class not in _TEXTUAL):
        return Kind.NUMBER, parse.number
    return Kind.STRING, parse.text


def binary_sensor(entity: Entity) -> Offer:
    """A truth value that is only read; one that is never told to be off goes off by itself."""
    take = parse.boolean(entity.text("payload_on", "ON"), entity.text("payload_off", "OFF"))
    read = entity.reading("state", "state_topic", "value_template", take)
    times = {"off_after_s": entity.seconds("off_delay"), "expires_after_s": entity.seconds("expire_after")}
    return Offer(points=entity.point("state", Kind.BOOLEAN, read, None, **times))


def switch(entity: Entity) -> Offer:
    """A truth value that is read and written; the words for the two may differ."""
    on, off = entity.text("payload_on", "ON"), entity.text("payload_off", "OFF")
    take = parse.boolean(entity.text("state_on", on), entity.text("state_off", off))
    read = entity.reading("state", "state_topic", "value_template", take)
    write = entity.writing("state", "command_topic", "command_template", switch_out(on, off))
    return Offer(points=entity.point("state", Kind.BOOLEAN, read, write))


def number(entity: Entity) -> Offer:
    """A number within limits; Home Assistant's own are 1 to 100 in steps of 1."""
    read = entity.reading(
        "state", "state_topic", "value_template", parse.forgetting(entity.text("payload_reset", "None"), parse.number)
    )
    write = entity.writing("state", "command_topic", "command_template", parse.numeral)
    low, high = entity.number("min", 1.0), entity.number("max", 100.0)
    limits = {"unit": entity.text("unit_of_measurement"), "minimum": low, "maximum": high}
    return Offer(points=entity.point("state", Kind.NUMBER, read, write, step=entity.number("step", 1.0), **limits))


def select(entity: Entity) -> Offer:
    """One of the options."""
    read = entity.reading("state", "state_topic", "value_template", parse.word)
    write = entity.writing("state", "command_topic", "command_template", text_of)
    return Offer(points=entity.point("state", Kind.ENUM, read, write, values=entity.words("options")))


def text(entity: Entity) -> Offer:
    """A text; in mode "password" a secret."""
    secret = entity.text("mode") == "password"
    read = None if secret else entity.reading("state", "state_topic", "value_template", parse.text)
    write = entity.writing("state", "command_topic", "command_template", text_of)
    return Offer(points=entity.point("state", Kind.SECRET if secret else Kind.STRING, read, write))


def _dated(kind: Kind, take: Parse, render: Render) -> Callable[[Entity], Offer]:
    def build(entity: Entity) -> Offer:
        read = entity.reading("state", "state_topic", "value_template", take)
        write = entity.writing("state", "command_topic", "command_template", render)
        return Offer(points=entity.point("state", kind, read, write))

    return build


date = _dated(Kind.STRING, parse.word, text_of)
time = _dated(Kind.STRING, parse.word, text_of)
datetime = _dated(Kind.TIMESTAMP, parse.moment, parse.iso)


def button(entity: Entity) -> Offer:
    """One press."""
    return _single(entity, "press", entity.text("payload_press", "PRESS"))


def scene(entity: Entity) -> Offer:
    """One activation."""
    return _single(entity, "activate", entity.text("payload_on", "ON"))


def _single(entity: Entity, field: str, payload: str) -> Offer:
    action = entity.action(field, payload)
    return Offer(actions=(action,) if action else ())


def notify(entity: Entity) -> Offer:
    """A message for people."""
    return Offer(actions=spoken(entity, "send", "command_topic", "text"))


def spoken(entity: Entity, field: str, topic_key: str, argument: str) -> tuple[Action, ...]:
    """Publish one argument as it is, through the command template if there is one."""
    topic = entity.target(topic_key)
    compiled = entity.template("command_template", f"{field}_command")
    if not topic or f"{field}_command" in entity.reasons:
        return ()
    render = templated(compiled, text_of, ("value",)) if compiled else text_of
    return (
        Action(
            field=field,
            topic=topic,
            render=lambda arguments: render(arguments.get(argument, "")),
            qos=entity.qos,
            retain=entity.flag("retain"),
            arguments=(argument,),
        ),
    )


def event(entity: Entity) -> Offer:
    """Something that happens: JSON with `event_type`."""
    types = entity.words("event_types")
    return _occurring(entity, "state_topic", types, _event_of)


def _event_of(value: Any) -> Any:
    found = parse.structure(value)
    if isinstance(found, dict):
        return found if isinstance(found.get("event_type"), str) else Failure("event_type is missing")
    return found


def device_automation(entity: Entity) -> Offer:
    """A trigger: one payload, or any, on a topic."""
    kind = "_".join(part for part in (entity.text("type"), entity.text("subtype")) if part)
    wanted = entity.text("payload")

    def trigger(value: Any) -> Any:
        shown = text_of(value)
        return {"event_type": kind} if not wanted or shown == wanted else UNDEFINED

    return _occurring(entity, "topic", (kind,), trigger)


def tag(entity: Entity) -> Offer:
    """A scanned tag."""

    def scanned(value: Any) -> Any:
        shown = parse.word(value)
        return {"event_type": "scanned", "tag": shown} if isinstance(shown, str) else shown

    return _occurring(entity, "topic", ("scanned",), scanned)


def _occurring(entity: Entity, topic_key: str, types: tuple[str, ...], take: Parse) -> Offer:
    topic, compiled = entity.address(topic_key), entity.template("value_template", "event")
    if "event" in entity.reasons:
        read = entity.reading("event", topic_key, "value_template", parse.text)
        return Offer(points=entity.point("event", Kind.STRING, read, None))
    source = compiled.extract if compiled else whole

    def extract(shown: str, data: Any) -> Any:
        raw = source(shown, data)
        return raw if raw is UNDEFINED or isinstance(raw, Failure) else take(raw)

    return Offer(occurrences=(Occurrence(field="event", topic=topic, extract=extract, types=types),) if topic else ())


def camera(entity: Entity) -> Offer:
    """Pictures on a topic: named, not carried."""
    return Offer(points=_picture(entity, "topic"))


def image(entity: Entity) -> Offer:
    """A picture on a topic, or where it is to be had."""
    link = entity.point("url", Kind.STRING, entity.reading("url", "url_topic", "url_template", parse.word), None)
    return Offer(points=(*_picture(entity, "image_topic"), *link))


def _picture(entity: Entity, topic_key: str) -> tuple[Point, ...]:
    topic = entity.address(topic_key)
    reason = "a picture is not carried as a value"
    return (Point(field="picture", kind=Kind.STRING, reason=reason, source=topic),) if topic else ()


def device_tracker(entity: Entity) -> Offer:
    """Where a device is: home, not_home or the name of a zone."""
    words = {entity.text("payload_home", "home"): "home", entity.text("payload_not_home", "not_home"): "not_home"}
    take = parse.forgetting(entity.text("payload_reset", "None"), parse.renamed(words))
    where = entity.point("state", Kind.STRING, entity.reading("state", "state_topic", "value_template", take), None)
    return Offer(points=(*where, *_position(entity)))


def _position(entity: Entity) -> tuple[Point, ...]:
    found: list[Point] = []
    for field, key in (("latitude", "latitude"), ("longitude", "longitude"), ("accuracy", "gps_accuracy")):
        read = entity.reading(
            field, "json_attributes_topic", "json_attributes_template", parse.member(key, parse.number, strict=True)
        )
        found += entity.point(field, Kind.NUMBER, read, None, unit="m" if field == "accuracy" else "°")
    return tuple(found)


def infrared(entity: Entity) -> Offer:
    """An infrared emitter or receiver; signals are JSON with `timings`."""
    signal = entity.reading("signal", "state_topic", "value_template", parse.structure)
    return Offer(
        points=entity.point("signal", Kind.OBJECT, signal, None),
        actions=spoken(entity, "send", "command_topic", "code"),
    )


def unknown(entity: Entity) -> Offer:
    """A component that this table does not know yet: whatever it reads and writes, as text."""
    read = entity.reading("state", "state_topic", "value_template", parse.text)
    write = entity.writing("state", "command_topic", "command_template", text_of)
    return Offer(points=entity.point("state", Kind.STRING, read, write))
