"""Commands to messages: what several writes have in common goes in one message."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from adapters.mqtt.dialect import Encoded, Publish
from adapters.mqtt.homeassistant.device import Bound, Invocation, Outlet
from adapters.mqtt.homeassistant.entity import as_payload
from adapters.mqtt.homeassistant.point import Elsewhere
from adapters.mqtt.template import UNDEFINED, Failure, TemplateFault, text_of
from schemas.commands import Command, InvokeCommand, ReadProperties, SetProperties
from schemas.conversion import VENDOR_PREFIX, ConversionError
from schemas.mappings.homeassistant import ARM_MODES
from schemas.outcomes import Refused
from schemas.value import Value


class Refusal(Exception):  # noqa: N818 - it is caught inside and becomes a Refused
    """Why nothing is sent."""

    def __init__(self, code: str, reason: str, fix: str = "") -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason
        self.fix = fix


@dataclass(frozen=True, slots=True)
class _Part:
    """One rendered write."""

    outlet: Outlet
    rendered: Any  # text, or a fragment of JSON


def encode(bound: Bound, command: Command) -> Encoded | Refused:
    """Turn a command for this device into messages, or say why not."""
    try:
        if isinstance(command, SetProperties):
            return _set(bound, command.changes)
        if isinstance(command, InvokeCommand):
            return _invoke(bound, command)
        return _read(command)
    except Refusal as refusal:
        return Refused(command=command.id, code=refusal.code, reason=refusal.reason, fix=refusal.fix)
    except TemplateFault as fault:
        return Refused(command=command.id, code="bad-value", reason=str(fault))
    except UnicodeEncodeError:
        return Refused(command=command.id, code="bad-value", reason="it holds text that UTF-8 cannot carry")


def _read(_command: ReadProperties) -> Encoded:
    raise Refusal("not-supported", "Home Assistant's discovery has no way to ask for a value")


def _set(bound: Bound, changes: tuple[tuple[int, Value], ...]) -> Encoded:
    parts = [_part(bound, index, value) for index, value in changes]
    return Encoded(tuple(_messages(parts)), all(part.outlet.confirmable for part in parts))


def _part(bound: Bound, index: int, value: Value) -> _Part:
    outlet = bound.outlets.get(index)
    if outlet is None:
        raise Refusal("not-writable", f"property {index} cannot be written")
    _check_finite(value)
    try:
        raw = outlet.encode(value)
    except (ConversionError, OverflowError) as error:
        raise Refusal("bad-value", str(error)) from None
    _check_member(outlet, raw)
    rendered = outlet.writing.render(raw)
    if isinstance(rendered, Failure):
        raise Refusal("bad-value", rendered.reason)
    return _Part(outlet, rendered)


def _check_finite(value: Value) -> None:
    if isinstance(value, int | float) and not abs(value) < 2**63:  # takes infinity and "not a number" too
        raise Refusal("bad-value", "not a finite number of at most 64 bits")


def _check_member(outlet: Outlet, raw: Value) -> None:
    if outlet.values is None or not isinstance(raw, str):
        return
    if raw not in outlet.values:
        shown = raw.removeprefix(VENDOR_PREFIX)[:40]
        raise Refusal(
            "unknown-value", f"{shown!r} is not one of its values", f"use one of {', '.join(outlet.values)}"[:300]
        )


def _messages(parts: list[_Part]) -> Iterator[Publish]:
    """Merge fragments for one topic, join texts that belong together, and keep the order otherwise."""
    merged: dict[tuple[str, int, bool], dict[str, Any]] = {}
    joined: dict[tuple[str, str], dict[str, Any]] = {}
    for part in parts:
        writing = part.outlet.writing
        _check_together(part, parts)
        key = (writing.topic, writing.qos, writing.retain)
        if isinstance(part.rendered, Elsewhere):
            if not any(other.outlet.writing.topic == part.rendered.topic for other in parts):
                yield Publish(part.rendered.topic, part.rendered.payload.encode(), writing.qos, writing.retain)
        elif isinstance(part.rendered, dict):
            _merge(merged.setdefault(key, {}), part.rendered)
        elif writing.join:
            joined.setdefault((writing.topic, part.outlet.member), {})[part.outlet.field] = part
        else:
            yield _publish(part.outlet, text_of(part.rendered))
    for (topic, qos, retain), fragment in merged.items():
        yield Publish(topic, as_payload(fragment).encode(), qos, retain)
    for group in joined.values():
        yield _join(group)


def _check_together(part: _Part, parts: list[_Part]) -> None:
    present = {other.outlet.field for other in parts if other.outlet.member == part.outlet.member}
    missing = set(part.outlet.writing.together) - present
    if missing:
        names = ", ".join(sorted({part.outlet.field, *missing}))
        raise Refusal("incomplete", f"{names} are written together", "write them in one command")


def _merge(into: dict[str, Any], more: Mapping[str, Any]) -> None:
    for key, value in more.items():
        if isinstance(value, dict) and isinstance(into.get(key), dict):
            _merge(into[key], value)
        elif not (key == "state" and into.get("state") == "OFF"):  # "on" only comes along; "off" is meant
            into[key] = dict(value) if isinstance(value, dict) else value


def _join(group: Mapping[str, _Part]) -> Publish:
    first = next(iter(group.values())).outlet
    texts = [text_of(group[name].rendered) for name in first.writing.together]
    return _publish(first, first.writing.join.join(texts))


def _publish(outlet: Outlet, payload: str) -> Publish:
    writing = outlet.writing
    return Publish(writing.topic, payload.encode(), writing.qos, writing.retain)


def _invoke(bound: Bound, command: InvokeCommand) -> Encoded:
    found = bound.invocations.get((command.endpoint, command.capability, command.command))
    if found is None:
        raise Refusal("unknown-command", f"there is no {command.capability}.{command.command} on this endpoint")
    given = dict(command.arguments)
    if found.action is None:
        return _write(bound, found, given)
    for value in given.values():
        _check_finite(value)
    rendered = found.action.render(_renamed(found, given))
    if isinstance(rendered, Failure):
        raise Refusal("bad-value", rendered.reason)
    action = found.action
    message = Publish(action.topic, text_of(rendered).encode(), action.qos, action.retain)
    return Encoded((message,), confirmable=bool(bound.readings))


def _write(bound: Bound, found: Invocation, given: Mapping[str, Value]) -> Encoded:
    if found.value is not UNDEFINED:
        return _set(bound, ((found.writes, found.value),))
    if len(given) != 1:
        raise Refusal("bad-value", "the command takes one argument")
    return _set(bound, ((found.writes, next(iter(given.values()))),))


def _renamed(found: Invocation, given: Mapping[str, Value]) -> dict[str, Value]:
    unknown = [name for name in given if name not in found.rename]
    if unknown:
        raise Refusal("unknown-argument", f"{unknown[0][:40]!r} is not one of its arguments")
    named = {found.rename[name]: value for name, value in given.items()}
    mode = named.get("mode")
    return {**named, "mode": ARM_MODES.get(mode, mode)} if isinstance(mode, str) else named
