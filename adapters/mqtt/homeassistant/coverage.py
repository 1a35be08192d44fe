"""What becomes of a set of discovery messages, without a broker: for `hutong map`."""

from collections.abc import Iterable, Iterator

from adapters.mqtt.dialect import Message
from adapters.mqtt.homeassistant.discovery import HomeAssistantDialect
from schemas.coverage import MapReport, MapRow
from schemas.registry import Registry
from schemas.updates import FaultReported


def report(messages: Iterable[tuple[str, bytes]], registry: Registry) -> MapReport:
    """Map (topic, payload) pairs. A component that is refused with a fault counts as lost."""
    dialect = HomeAssistantDialect(registry)
    lost = sum(_faults(dialect, topic, payload) for topic, payload in messages)
    found = tuple(rows(dialect))
    return MapReport.of(sum(1 for _ in dialect.devices()), found, lost)


def _faults(dialect: HomeAssistantDialect, topic: str, payload: bytes) -> int:
    outputs = dialect.feed(Message(topic, payload, retained=True, arrived_ns=0)) or ()
    return sum(isinstance(output, FaultReported) for output in outputs)


def rows(dialect: HomeAssistantDialect) -> Iterator[MapRow]:
    """Every property of every device, with the source it was made from."""
    for bound in dialect.devices():
        for described, (component, point) in zip(bound.description.properties, bound.sources, strict=True):
            yield MapRow(
                device=bound.description.key,
                source=f"{component}#{point.field}",
                kind=point.kind,
                unit=point.unit,
                to=f"{described.capability}.{described.name}",
                to_unit=described.unit,
                reason=described.reason,
            )
