"""Components that open, close, lock and guard: cover, valve, lock, alarm_control_panel."""

from collections.abc import Mapping
from typing import Any, Final

from adapters.mqtt.homeassistant import parse
from adapters.mqtt.homeassistant.entity import BadConfig, Entity, fixed
from adapters.mqtt.homeassistant.point import Action, Offer, Parse, Point, Render, Writing
from adapters.mqtt.template import UNDEFINED, Failure, text_of
from schemas.value import Value
from schemas.vocabulary import Kind

MOVES: Final = ("open", "closed", "opening", "closing", "stopped")
CLOSURES: Final = frozenset({"garage", "gate", "door", "window", "damper"})
_LOCKS: Final = ("locked", "unlocked", "locking", "unlocking", "jammed")
_ARMED: Final = ("home", "away", "night", "vacation", "custom_bypass")


def cover(entity: Entity) -> Offer:
    """A curtain, a blind, a door. With a position topic the state only tells whether it moves."""
    words = {entity.text(f"state_{word}", word): word for word in MOVES}
    take = _moving(words) if _shares_topic(entity) else parse.renamed(words)
    state = entity.reading("state", "state_topic", "value_template", take)
    points = [
        *entity.point("state", Kind.ENUM, state, None, values=MOVES),
        *_position(entity),
        *_tilt(entity),
    ]
    return Offer(points=tuple(points), actions=_moves(entity))


def _shares_topic(entity: Entity) -> bool:
    return entity.text("state_topic") == entity.text("position_topic")


def _moving(words: Mapping[str, str]) -> Parse:
    """Take a word for moving; a number on the same topic is where it is, and says nothing of that."""
    take = parse.renamed(words)

    def run(raw: Any) -> Any:
        return UNDEFINED if text_of(raw) not in words and parse.is_number(raw) else take(raw)

    return run


def _moves(entity: Entity) -> tuple[Action, ...]:
    found = [
        _payload(entity, word, f"payload_{word}", default)
        for word, default in (("open", "OPEN"), ("close", "CLOSE"), ("stop", "STOP"))
    ]
    return tuple(action for action in found if action is not None)


def _payload(
    entity: Entity, field: str, key: str, default: str, arguments: tuple[str, ...] = (), name: str = "value"
) -> Action | None:
    """A command whose payload may be null, which means that there is none."""
    if entity.config.get(key, default) is None:
        return None
    return entity.action(field, entity.text(key, default), arguments=arguments, name=name)


def _ends(entity: Entity, open_key: str, closed_key: str) -> tuple[float, float]:
    top, bottom = entity.number(open_key, 100.0), entity.number(closed_key, 0.0)
    if top is None or bottom is None or top == bottom:
        raise BadConfig(open_key, f"the same as {closed_key}", "send two different numbers")
    return top, bottom


def _percent_out(top: float, bottom: float, *, whole: bool = True) -> Render:
    def run(value: Value) -> Any:
        if isinstance(value, bool) or not isinstance(value, int | float):
            return Failure("expected a number")
        raw = bottom + value * (top - bottom) / 100
        return round(raw) if whole else parse.numeral(raw)

    return run


def _position(entity: Entity) -> tuple[Point, ...]:
    top, bottom = _ends(entity, "position_open", "position_closed")
    old = not entity.text("position_template") and (not entity.text("state_topic") or _shares_topic(entity))
    key = "value_template" if old else "position_template"  # the one for both, until 2021
    read = entity.reading("position", "position_topic", key, parse.scaled(top, bottom))
    write = entity.writing(
        "position", "set_position_topic", "set_position_template", _percent_out(top, bottom), "position"
    )
    return _both_ways(entity, "position", read, write)


def _tilt(entity: Entity) -> tuple[Point, ...]:
    top, bottom = _ends(entity, "tilt_max", "tilt_min")
    read = entity.reading("tilt", "tilt_status_topic", "tilt_status_template", parse.scaled(top, bottom))
    write = entity.writing(
        "tilt", "tilt_command_topic", "tilt_command_template", _percent_out(top, bottom), "tilt_position", "position"
    )
    return _both_ways(entity, "tilt", read, write)


def _both_ways(entity: Entity, field: str, read: Any, write: Writing | None) -> tuple[Point, ...]:
    """One point for a closure; for a covering, where it is and where it shall go are two."""
    limits: dict[str, Any] = {"unit": "%", "minimum": 0.0, "maximum": 100.0}
    if entity.text("device_class") in CLOSURES:
        return entity.point(field, Kind.NUMBER, read, write, **limits)
    is_at = entity.point(field, Kind.NUMBER, read, None, **limits) if read else ()
    return (*is_at, *entity.point(f"set_{field}", Kind.NUMBER, None, write, **limits))


def valve(entity: Entity) -> Offer:
    """A valve that is open or closed, or one that reports how far it is open."""
    words = {entity.text(f"state_{word}", word): word for word in ("open", "closed", "opening", "closing")}
    if not entity.flag("reports_position"):
        take = parse.member("state", parse.renamed(words))
        read = entity.reading("state", "state_topic", "value_template", take)
        return Offer(
            points=entity.point("state", Kind.ENUM, read, None, values=tuple(words.values())),
            actions=_moves_valve(entity),
        )
    return Offer(points=_valve_position(entity, words), actions=_stop(entity))


def _valve_position(entity: Entity, words: Mapping[str, str]) -> tuple[Point, ...]:
    top, bottom = _ends(entity, "position_open", "position_closed")
    take = _numeric(words, parse.member("position", parse.scaled(top, bottom)))
    read = entity.reading("position", "state_topic", "value_template", take)
    write = entity.writing("position", "command_topic", "command_template", _percent_out(top, bottom), "position")
    limits: dict[str, Any] = {"unit": "%", "minimum": 0.0, "maximum": 100.0}
    is_at = entity.point("position", Kind.NUMBER, read, None, **limits) if read else ()
    return (*is_at, *entity.point("set_position", Kind.NUMBER, None, write, **limits))


def _numeric(words: Mapping[str, str], take: Parse) -> Parse:
    """Pass over the words for moving, which come on the same topic."""
    return lambda raw: UNDEFINED if isinstance(raw, str) and raw in words else take(raw)


def _moves_valve(entity: Entity) -> tuple[Action, ...]:
    found = [
        _payload(entity, "open", "payload_open", "OPEN"),
        _payload(entity, "close", "payload_close", "CLOSE"),
    ]
    return (*(action for action in found if action is not None), *_stop(entity))


def _stop(entity: Entity) -> tuple[Action, ...]:
    action = entity.action("stop", entity.text("payload_stop")) if entity.text("payload_stop") else None
    return (action,) if action else ()


def lock(entity: Entity) -> Offer:
    """A lock; a code goes with the command where the lock wants one."""
    words = {entity.text(f"state_{word}", word.upper()): word for word in _LOCKS}
    read = entity.reading(
        "state",
        "state_topic",
        "value_template",
        parse.forgetting(entity.text("payload_reset", "None"), parse.renamed(words)),
    )
    code = ("code",) if entity.text("code_format") else ()
    found = [
        _payload(entity, "lock", "payload_lock", "LOCK", code),
        _payload(entity, "unlock", "payload_unlock", "UNLOCK", code),
        entity.action("open", entity.text("payload_open"), arguments=code) if entity.text("payload_open") else None,
    ]
    return Offer(
        points=entity.point("state", Kind.ENUM, read, None, values=_LOCKS),
        actions=tuple(action for action in found if action is not None),
    )


_ALARM_STATES: Final = (
    *("disarmed", "armed_home", "armed_away", "armed_night", "armed_vacation", "armed_custom_bypass"),
    *("arming", "pending", "triggered", "disarming"),
)


def alarm_control_panel(entity: Entity) -> Offer:
    """An alarm panel: its state, and arming with a mode and a code."""
    read = entity.reading("state", "state_topic", "value_template", parse.word)
    code = ("code",) if entity.text("code") or entity.text("code_format") else ()
    found = [
        _arm(entity, code),
        _payload(entity, "disarm", "payload_disarm", "DISARM", code, "action"),
        _payload(entity, "trigger", "payload_trigger", "TRIGGER", code, "action"),
    ]
    return Offer(
        points=entity.point("state", Kind.ENUM, read, None, values=_ALARM_STATES),
        actions=tuple(action for action in found if action is not None),
    )


def _arm(entity: Entity, code: tuple[str, ...]) -> Action | None:
    """One command with a mode, in place of one for each mode."""
    base = entity.action("arm", "", arguments=("mode", *code))
    if base is None:
        return None
    default = "{{action}}"
    source = entity.text("command_template", default)
    compiled = None if source == default else entity.template("command_template", "arm_command")
    payloads = {mode: entity.text(f"payload_arm_{mode}", f"ARM_{mode.upper()}") for mode in _ARMED}

    def render(arguments: Mapping[str, Value]) -> Any:
        payload = payloads.get(str(arguments.get("mode", "")).removeprefix("armed_"))
        if payload is None:
            return Failure(f"mode is not one of {', '.join(_ARMED)}")
        if compiled is None:
            return payload
        return fixed(payload, compiled)({**arguments, "action": payload})

    return Action(
        field="arm", topic=base.topic, render=render, qos=base.qos, retain=base.retain, arguments=("mode", *code)
    )
