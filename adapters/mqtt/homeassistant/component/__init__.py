"""Every component kind of Home Assistant's MQTT discovery, and what each offers."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from adapters.mqtt.homeassistant import parse
from adapters.mqtt.homeassistant.component import climate, closing, light, machine, plain
from adapters.mqtt.homeassistant.entity import Entity
from adapters.mqtt.homeassistant.point import Offer, Point
from schemas.vocabulary import Kind

COMPONENTS: Final[Mapping[str, Callable[[Entity], Offer]]] = MappingProxyType(
    {
        "alarm_control_panel": closing.alarm_control_panel,
        "binary_sensor": plain.binary_sensor,
        "button": plain.button,
        "camera": plain.camera,
        "climate": climate.climate,
        "cover": closing.cover,
        "date": plain.date,
        "datetime": plain.datetime,
        "device_automation": plain.device_automation,
        "device_tracker": plain.device_tracker,
        "event": plain.event,
        "fan": climate.fan,
        "humidifier": climate.humidifier,
        "image": plain.image,
        "infrared": plain.infrared,
        "lawn_mower": machine.lawn_mower,
        "light": light.light,
        "lock": closing.lock,
        "notify": plain.notify,
        "number": plain.number,
        "scene": plain.scene,
        "select": plain.select,
        "sensor": plain.sensor,
        "siren": machine.siren,
        "switch": plain.switch,
        "tag": plain.tag,
        "text": plain.text,
        "time": plain.time,
        "update": machine.update,
        "vacuum": machine.vacuum,
        "valve": closing.valve,
        "water_heater": climate.water_heater,
    }
)


def offer(entity: Entity) -> Offer:
    """Tell what a component offers; a kind that is not known is carried as text. Raises BadConfig."""
    found = COMPONENTS.get(entity.component, plain.unknown)(entity)
    read = entity.reading("attributes", "json_attributes_topic", "json_attributes_template", parse.structure)
    points = (*found.points, *entity.point("attributes", Kind.OBJECT, read, None))
    return Offer(points=(*points, *_refused(entity, points)), actions=found.actions, occurrences=found.occurrences)


def _refused(entity: Entity, points: tuple[Point, ...]) -> Iterator[Point]:
    """Show what cannot be written because its template is not compiled."""
    shown = {point.field for point in points}
    for field, reason in entity.reasons.items():
        if field not in shown:
            yield Point(field=field, kind=Kind.STRING, reason=reason, source=entity.topic)
