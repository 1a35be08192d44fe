"""One discovered component: typed access to its configuration, and the usual ways to read and write."""

import json
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final

from adapters.mqtt.homeassistant import parse
from adapters.mqtt.homeassistant.point import Action, Parse, Point, Reading, Render, Writing
from adapters.mqtt.template import UNDEFINED, Compiled, Failure, Unsupported, as_json, compile_template, text_of
from schemas.value import Value
from schemas.vocabulary import Kind

TOPIC_LIMIT: Final = 65_535  # bytes, MQTT 5.0 §1.5.4

LIMIT: Final = 1e15
YEAR_S: Final = 31_622_400
_NONE: Final[Mapping[str, str]] = MappingProxyType({})

_FILTER: Final = re.compile(r"(?:(?:[^+#/]*|\+)/)*(?:[^+#/]*|\+|#)")
"""A topic filter, MQTT 5.0 §4.7.1; a broker ends the connection of a client that sends another."""


class BadConfig(Exception):  # noqa: N818 - it becomes a fault
    """A configuration that cannot be used: which key, why, and what to do."""

    def __init__(self, key: str, reason: str, fix: str) -> None:
        super().__init__(reason)
        self.key = key
        self.reason = reason
        self.fix = fix


@dataclass(slots=True)
class Entity:
    """One component with its keys written out. Every getter raises BadConfig for a value of the wrong type.

    `reasons` collects why a field can only be carried as a vendor property, by field name.
    """

    component: str
    id: str  # unique_id, else the discovery topic
    topic: str  # the discovery topic
    config: Mapping[str, Any]
    label: str  # what people call it
    slug: str  # a lasting short name, from the topic or the component's key
    reasons: Mapping[str, str] = field(default_factory=lambda: _NONE)

    def forget_all_but(self, keys: frozenset[str]) -> None:
        """Keep only these keys of the configuration, equal ones of many entities once."""
        kept = {key: value for key, value in self.config.items() if key in keys}
        self.config = _one_config(json.dumps(kept, sort_keys=True))
        self.label = sys.intern(self.label)

    def text(self, key: str, default: str = "") -> str:
        """A text; numbers and truth values are taken as their text, as Home Assistant does."""
        value = self.config.get(key, default)
        if value is None:
            return default
        if not isinstance(value, str | int | float):
            raise BadConfig(key, f"expected a text, got {type(value).__name__}", "send a text")
        return text_of(value)

    def number(self, key: str, default: float | None = None) -> float | None:
        """A finite number, or the text of one."""
        value = self.config.get(key, default)
        found = parse.number(value) if not isinstance(value, bool) else Failure("")
        if found is None or found is UNDEFINED:
            return default
        if isinstance(found, Failure) or not abs(found) < LIMIT:
            raise BadConfig(key, f"expected a number below {LIMIT:g}", "send a number")
        result: float = found
        return result

    def flag(self, key: str, default: bool = False) -> bool:
        """A truth value, or one of the usual words for it."""
        value = self.config.get(key, default)
        known = {
            "true": True,
            "false": False,
            "on": True,
            "off": False,
            "yes": True,
            "no": False,
            "1": True,
            "0": False,
        }
        found = known.get(str(value).casefold()) if not isinstance(value, bool) else value
        if found is None:
            raise BadConfig(key, "expected true or false", "send true or false")
        return found

    def seconds(self, key: str) -> float:
        """A time of at most a year; 0 where there is none."""
        found = self.number(key, 0.0) or 0.0
        if not 0 <= found <= YEAR_S:
            raise BadConfig(key, "expected seconds, at most a year", "send a number of seconds")
        return found

    def words(self, key: str) -> tuple[str, ...]:
        """A list of texts, or one text."""
        value = self.config.get(key)
        if value is None:
            return ()
        if isinstance(value, str):
            return (value,)
        if not isinstance(value, list) or not all(isinstance(one, str | int | float) for one in value):
            raise BadConfig(key, "expected a list of texts", "send a list of texts")
        return tuple(dict.fromkeys(text_of(one) for one in value))

    def address(self, key: str) -> str:
        """A topic, or nothing."""
        topic = self.text(key)
        if len(topic.encode(errors="replace")) > TOPIC_LIMIT or "\0" in topic:
            raise BadConfig(key, "not an MQTT topic", "send a topic of at most 65535 bytes without NUL")
        if ("+" in topic or "#" in topic) and not _FILTER.fullmatch(topic):
            raise BadConfig(key, "a wildcard stands for a whole level, # for the last ones", "mend the topic filter")
        return topic

    def target(self, key: str) -> str:
        """A topic to publish to: without wildcards."""
        topic = self.address(key)
        if "+" in topic or "#" in topic:
            raise BadConfig(key, "a topic to publish to has no wildcards", "name the topic in full")
        return topic

    @property
    def qos(self) -> int:
        """0, 1 or 2."""
        value = self.number("qos", 0)
        if value not in (0, 1, 2):
            raise BadConfig("qos", "expected 0, 1 or 2", "send 0, 1 or 2")
        return int(value or 0)

    def template(self, key: str, of: str) -> Compiled | None:
        """A compiled template; one that is not compiled leaves its reason for the field `of`."""
        source = self.text(key)
        if not source:
            return None
        compiled = compile_template(source)
        if isinstance(compiled, Unsupported):
            self.reasons = {**self.reasons, of: f"{key}: {compiled.reason}"}
            return None
        return compiled

    def reading(self, of: str, topic_key: str, template_key: str, take: Parse) -> Reading | None:
        """Read a field from a topic through a template; where that is not compiled, the whole payload as text."""
        topic = self.address(topic_key)
        if not topic:
            return None
        compiled = self.template(template_key, of)
        if of in self.reasons:
            return Reading(topic=topic, extract=whole, parse=parse.text)
        return Reading(topic=topic, extract=compiled.extract if compiled else whole, parse=take)

    def writing(self, of: str, topic_key: str, template_key: str, render: Render, *names: str) -> Writing | None:
        """Write a field to a topic through a template, in which the value has all these names."""
        topic = self.target(topic_key)
        if not topic:
            return None
        compiled = self.template(template_key, f"{of}_command") if template_key else None
        if compiled is None and template_key and self.text(template_key):
            return None
        final = render if compiled is None else templated(compiled, render, ("value", *names))
        return Writing(topic=topic, render=final, qos=self.qos, retain=self.flag("retain"))

    def action(
        self,
        of: str,
        payload: str,
        topic_key: str = "command_topic",
        arguments: Iterable[str] = (),
        name: str = "value",
    ) -> Action | None:
        """Publish a fixed payload, through the command template if there is one, which knows it by this name."""
        topic = self.target(topic_key)
        if not topic:
            return None
        compiled = self.template("command_template", f"{of}_command") if topic_key == "command_topic" else None
        if f"{of}_command" in self.reasons:
            return None
        return Action(
            field=of,
            topic=topic,
            render=fixed(payload, compiled, name),
            qos=self.qos,
            retain=self.flag("retain"),
            arguments=tuple(arguments),
        )

    def point(
        self, of: str, kind: Kind, read: Reading | None, write: Writing | None, **limits: Any
    ) -> tuple[Point, ...]:
        """Offer a field if it can be read or written; one with a template that is not compiled is text."""
        reason = self.reasons.get(of, "")
        if not reason:
            return (Point(field=of, kind=kind, read=read, write=write, **limits),) if read or write else ()
        raw = Point(field=of, kind=Kind.STRING, read=read, reason=reason, source=self.topic)
        if write is None:
            return (raw,)
        return raw, Point(field=f"{of}_command", kind=kind, write=write, reason=f"only written; {reason}", **limits)


@lru_cache(maxsize=1024)
def _one_config(text: str) -> Mapping[str, Any]:
    """Give the configuration that this JSON tells; it is only read."""
    found: Mapping[str, Any] = json.loads(text)
    return found


def whole(text: str, _data: Any) -> Any:
    """Take the payload as it is."""
    return text


@lru_cache(maxsize=1024)
def at(*path: str) -> Callable[[str, Any], Any]:
    """Look a path up in the payload's JSON."""

    def extract(_text: str, data: Any) -> Any:
        for key in path:
            if not isinstance(data, dict):
                return UNDEFINED
            data = data.get(key, UNDEFINED)
        return data

    return extract


@lru_cache(maxsize=1024)
def templated(compiled: Compiled, render: Render, names: tuple[str, ...]) -> Render:
    """Put a rendered value through a command template."""

    def run(value: Value) -> Any:
        shown = render(value)
        return shown if isinstance(shown, Failure) else published(compiled.render(dict.fromkeys(names, shown)))

    return run


@lru_cache(maxsize=1024)
def fixed(payload: str, compiled: Compiled | None, name: str = "value") -> Callable[[Mapping[str, Value]], Any]:
    """Make a payload from arguments alone."""
    if compiled is None:
        return lambda _arguments: payload
    return lambda arguments: published(compiled.render({name: payload, **arguments}))


def published(result: Any) -> Any:
    """What a command template gave, as payload text."""
    return result if isinstance(result, Failure) else text_of(result)


@lru_cache(maxsize=1024)
def switch_out(on: str, off: str) -> Render:
    """Write one of two configured words."""
    table = {True: on, False: off}
    return lambda value: table[value] if isinstance(value, bool) else Failure("expected true or false")


def fragment(*path: str, render: Render = parse.numeral, base: Mapping[str, Any] | None = None) -> Render:
    """Write a value as a part of one JSON message."""

    def run(value: Value) -> Any:
        shown = render(value)
        if isinstance(shown, Failure):
            return shown
        for key in reversed(path):
            shown = {key: shown}
        return {**(base or {}), **shown}

    return run


def as_payload(parts: Any) -> str:
    """A merged fragment as JSON text."""
    return as_json(parts)
