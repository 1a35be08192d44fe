"""What a home of many devices of the same kind weighs: what they share is there once."""

import gc
import json
import tracemalloc
from collections.abc import Iterator
from typing import Any

from adapters.mqtt.dialect import Message
from adapters.mqtt.homeassistant import HomeAssistantDialect
from adapters.mqtt.homeassistant.device import Bound
from schemas.registry import Registry

REGISTRY = Registry.load()
DEVICES, SENSORS = 100, 5
MOST = 2_500  # bytes of a property; the names, topics and descriptions alone are about 1,000


def described(device: int, component: str, number: int, **more: Any) -> Message:
    unique = f"dev_{device}_{component}_{number}"
    config = {
        "unique_id": unique,
        "name": f"Thing {number}",
        "state_topic": f"home/{device}/{component}/{number}",
        "device": {"identifiers": [f"dev-{device}"], "name": f"Device {device}"},
        **more,
    }
    return Message(
        f"homeassistant/{component}/{unique}/config", json.dumps(config).encode(), retained=True, arrived_ns=7
    )


def a_home(devices: range) -> Iterator[Message]:
    for device in devices:
        for number in range(SENSORS):
            template = {"value_template": "{{ value_json.value }}"}
            yield described(device, "sensor", number, device_class="temperature", unit_of_measurement="°C", **template)
        yield described(device, "binary_sensor", 0, device_class="motion", payload_on="1", payload_off="0")


def discover(dialect: HomeAssistantDialect, messages: Iterator[Message]) -> None:
    for message in messages:
        for _ in dialect.feed(message) or ():
            pass


def test_a_property_of_a_device_like_others_is_light() -> None:
    dialect = HomeAssistantDialect(REGISTRY)
    discover(dialect, a_home(range(10)))  # what is shared, and what is loaded with the first
    gc.collect()
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        discover(dialect, a_home(range(10, 10 + DEVICES)))
        gc.collect()
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert (after - before) / (DEVICES * (SENSORS + 1)) < MOST


def test_devices_of_one_kind_share_what_their_messages_mean() -> None:
    dialect = HomeAssistantDialect(REGISTRY)
    discover(dialect, a_home(range(2)))
    one, other = dialect.devices()
    assert one.points is not other.points
    assert all(mine is theirs for mine, theirs in zip(one.points, other.points, strict=True))
    assert takers(one) == takers(other)
    assert {one.description.key, other.description.key} == {"dev-0", "dev-1"}


def takers(bound: Bound) -> list[int]:
    return [id(take) for group in bound.readings.values() for _index, take in group]
