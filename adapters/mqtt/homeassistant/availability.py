"""Availability of components and, from it, of their device."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from adapters.mqtt.homeassistant.abbreviation import expand
from adapters.mqtt.homeassistant.entity import BadConfig, Entity, whole
from adapters.mqtt.homeassistant.point import Extract
from adapters.mqtt.template import UNDEFINED, Failure, text_of


@dataclass(frozen=True, slots=True)
class Source:
    """One availability topic. `template` is its source text, so that equal sources compare equal."""

    topic: str
    online: str
    offline: str
    template: str
    extract: Extract = field(compare=False)

    def tell(self, text: str, data: Any) -> bool | None:
        """Whether the message says available; None where it says neither."""
        raw = self.extract(text, data)
        if raw is UNDEFINED or isinstance(raw, Failure):
            return None
        shown = text_of(raw)
        return True if shown == self.online else False if shown == self.offline else None


@dataclass(frozen=True, slots=True)
class Rule:
    """When one component is available: `mode` is all, any or latest."""

    mode: str
    sources: tuple[Source, ...]


def rule_of(entity: Entity) -> Rule | None:
    """Read the rule of a component; None where it is always available. Raises BadConfig."""
    mode = entity.text("availability_mode", "latest")
    if mode not in {"all", "any", "latest"}:
        raise BadConfig("availability_mode", "not one of all, any, latest", "send all, any or latest")
    raw = entity.config.get("availability")
    entries = raw if isinstance(raw, list) else [] if raw is None else [raw]
    sources = [_source(entity, entry) for entry in entries]
    if entity.address("availability_topic"):
        sources.append(_plain(entity))
    return Rule(mode, tuple(dict.fromkeys(sources))) if sources else None


def _plain(entity: Entity) -> Source:
    entry = {
        "topic": entity.text("availability_topic"),
        "value_template": entity.text("availability_template"),
        "payload_available": entity.text("payload_available", "online"),
        "payload_not_available": entity.text("payload_not_available", "offline"),
    }
    return _source(entity, entry)


def _source(entity: Entity, entry: Any) -> Source:
    if not isinstance(entry, Mapping):
        raise BadConfig("availability", "an entry is no object", "send a list of objects with a topic")
    part = Entity(entity.component, entity.id, entity.topic, expand(entry), entity.label, entity.slug)
    topic = part.address("topic")
    if not topic:
        raise BadConfig("availability", "an entry has no topic", "name the topic")
    compiled = part.template("value_template", "availability")
    if "availability" in part.reasons:
        raise BadConfig("availability", part.reasons["availability"], "use a template that is a plain look-up")
    return Source(
        topic,
        part.text("payload_available", "online"),
        part.text("payload_not_available", "offline"),
        part.text("value_template"),
        compiled.extract if compiled else whole,
    )


@dataclass(slots=True)
class Presence:
    """Whether a device can be reached: when one of its components can. None until something was heard."""

    rules: tuple[Rule, ...]
    heard: dict[Source, bool] = field(default_factory=dict)
    latest: dict[Rule, bool] = field(default_factory=dict)
    available: bool | None = None

    def hear(self, topic: str, text: str, data: Any) -> bool | None:
        """Take one message; the new state if it changed."""
        for rule in self.rules:
            for source in rule.sources:
                if source.topic == topic and (told := source.tell(text, data)) is not None:
                    self.heard[source] = told
                    self.latest[rule] = told
        before, self.available = self.available, self._judge()
        return self.available if self.available is not before else None

    def _judge(self) -> bool | None:
        states = [self._state(rule) for rule in self.rules]
        if True in states:
            return True
        return False if False in states else None

    def _state(self, rule: Rule) -> bool | None:
        if rule.mode == "latest":
            return self.latest.get(rule)
        heard = [self.heard[source] for source in rule.sources if source in self.heard]
        if rule.mode == "any" or not heard:
            return any(heard) if heard else None
        return all(heard) and len(heard) == len(rule.sources)
