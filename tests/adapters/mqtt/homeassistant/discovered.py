"""A home in which things are discovered: the dialect with short ways to tell it something and to look at the answer."""

import json
from typing import Any

from adapters.mqtt.dialect import Encoded, Message, Output
from adapters.mqtt.homeassistant import HomeAssistantDialect
from schemas.commands import InvokeCommand, SetProperties
from schemas.device import DeviceDescription, PropertyDescription
from schemas.outcomes import Refused
from schemas.registry import Registry
from schemas.updates import EventOccurred, FaultReported, PropertiesReported

REGISTRY = Registry.load()


class Discovered:
    """One dialect; every method but `feed` is about the one device that there is."""

    def __init__(self, *configs: tuple[str, dict[str, Any]], origins: frozenset[str] = frozenset()) -> None:
        self.dialect = HomeAssistantDialect(REGISTRY, ignored_origins=origins)
        self.outputs: list[Output] = []
        for number, (component, config) in enumerate(configs):
            full = {"unique_id": f"id-{number}", "device": {"identifiers": ["dev-1"], "name": "Thing"}, **config}
            slug = config.get("object_id", component)
            self.outputs += self.feed(f"homeassistant/{component}/dev-1/{slug}/config", full)

    def feed(self, topic: str, payload: Any, *, retained: bool = False) -> list[Output]:
        raw = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
        return [one for one in self.dialect.feed(Message(topic, raw, retained, 7)) or () if one is not None]

    @property
    def device(self) -> DeviceDescription:
        (bound,) = self.dialect.devices()
        return bound.description

    @property
    def paths(self) -> list[str]:
        return [one.path for one in self.device.properties]

    def property(self, path: str) -> PropertyDescription:
        return next(one for one in self.device.properties if one.path == path)

    def state(self, topic: str, payload: Any) -> dict[str, Any]:
        """The values that a message reported, by path; a text is sent as it is."""
        raw = payload.encode() if isinstance(payload, str) else payload
        reports = [one for one in self.feed(topic, raw) if isinstance(one, PropertiesReported)]
        changes = [change for report in reports for change in report.changes]
        return {self.device.properties[index].path: value for index, value in changes}

    def faults(self, topic: str, payload: Any) -> list[FaultReported]:
        raw = payload.encode() if isinstance(payload, str) else payload
        return [one for one in self.feed(topic, raw) if isinstance(one, FaultReported)]

    def events(self, topic: str, payload: Any, *, retained: bool = False) -> list[EventOccurred]:
        raw = payload.encode() if isinstance(payload, str) else payload
        return [one for one in self.feed(topic, raw, retained=retained) if isinstance(one, EventOccurred)]

    def set(self, **changes: Any) -> list[tuple[str, str]] | str:
        """The messages of a write, or the code of the refusal; names are paths without the endpoint, with `__`."""
        known = {
            one.path.partition("/")[2].replace("/", "__").replace(".", "_"): i
            for i, one in enumerate(self.device.properties)
        }
        wanted = tuple((known[name], value) for name, value in changes.items())
        return sent(self.dialect.encode(SetProperties(id="c", device=self.device.key, changes=wanted)))

    def invoke(self, capability: str, name: str, /, endpoint: int = 1, **arguments: Any) -> list[tuple[str, str]] | str:
        wanted = InvokeCommand(
            id="c",
            device=self.device.key,
            endpoint=endpoint,
            capability=capability,
            command=name,
            arguments=tuple(arguments.items()),
        )
        return sent(self.dialect.encode(wanted))


def sent(answer: Encoded | Refused | None) -> list[tuple[str, str]] | str:
    assert answer is not None
    if isinstance(answer, Refused):
        return answer.code
    return [(one.topic, one.payload.decode()) for one in answer.messages]
