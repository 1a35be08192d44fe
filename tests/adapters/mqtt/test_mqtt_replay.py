"""Everything that people have described, through a real broker: no crash, nothing lost; and a list of 50 MB."""

import asyncio
import gc
import gzip
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from adapters.mqtt.zigbee2mqtt.expose import READ, Leaf, leaves
from adapters.mqtt.zigbee2mqtt.leaf import is_secret
from schemas.updates import PropertiesReported
from tests.adapters.mqtt.broker import Broker, Client
from tests.adapters.mqtt.listening import Listener, listening

pytestmark = pytest.mark.broker
CORPORA = Path(__file__).parents[2] / "corpora"
MEGABYTE = 1 << 20


def rows(name: str) -> Iterator[dict[str, Any]]:
    with gzip.open(CORPORA / name, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def network(*, pad: int = 0, megabytes: float = 0) -> list[dict[str, Any]]:
    """Make a device of each definition, again and again until there are so many megabytes."""
    definitions = list(rows("zigbee2mqtt-exposes.jsonl.gz"))
    devices: list[dict[str, Any]] = []
    size = 0
    while size < megabytes * MEGABYTE or not size:
        for definition in definitions:
            number = len(devices)
            devices.append(
                {
                    "ieee_address": f"0x{number:016x}",
                    "friendly_name": f"device {number}",
                    "type": "Router",
                    "definition": definition,
                    "endpoints": {"1": "x" * pad},
                }
            )
            size += len(json.dumps(devices[-1]))
            if megabytes and size >= megabytes * MEGABYTE:
                break
    return devices


def sample(leaf: Leaf) -> Any:
    match leaf.type:
        case "numeric":
            low, high = leaf.minimum, leaf.maximum
            return (low + high) / 2 if low is not None and high is not None else 1
        case "binary":
            return leaf.value_on
        case "enum":
            return leaf.values[0] if leaf.values else "word"
        case "list":
            return []
        case _:
            return "text"


def state(device: dict[str, Any]) -> tuple[dict[str, Any], int]:
    """Make a state message that has every readable leaf, and count them."""
    found: dict[str, Any] = {}
    count = 0
    for leaf in leaves(device["definition"]["exposes"]):
        if not isinstance(leaf, Leaf) or not leaf.access & READ or is_secret(leaf):
            continue
        level = found
        for part in leaf.path[:-1]:
            level = level.setdefault(part, {})
        if leaf.path[-1] not in level:
            count += 1
        level[leaf.path[-1]] = sample(leaf)
    return found, count


@pytest.mark.parametrize("protocol", ["3.1.1", "5"])
async def test_every_definition_and_a_value_of_each_property(broker: Broker, protocol: str) -> None:
    devices = network()
    client = await asyncio.to_thread(Client, broker.port)
    await asyncio.to_thread(client.publish, "zigbee2mqtt/bridge/devices", json.dumps(devices), retain=True)
    async with listening(port=broker.port, protocol=protocol, dialects=("zigbee2mqtt",)) as home:
        await home.until(lambda one: len(one.devices()) == len(devices))
        await listened_to(home, client)
        wanted = await asyncio.to_thread(publish_states, client, devices)
        await asyncio.to_thread(client.publish, "zigbee2mqtt/end", b"{}")
        await home.until(lambda one: any(fault.place == "zigbee2mqtt/end" for fault in one.faults()))
        assert told(home) >= wanted
        ours = {"zigbee2mqtt/begin", "zigbee2mqtt/end"}
        assert [fault for fault in home.faults() if fault.place not in ours and not fault.device] == []
    client.close()


async def listened_to(home: Listener, client: Client) -> None:
    """Wait until the broker has the subscription to states, which follows the descriptions: a probe is heard."""
    while not any(fault.place == "zigbee2mqtt/begin" for fault in home.faults()):
        await asyncio.to_thread(client.publish, "zigbee2mqtt/begin", b"{}")
        await asyncio.sleep(0.02)


def publish_states(client: Client, devices: list[dict[str, Any]]) -> int:
    wanted = 0
    for device in devices:
        message, count = state(device)
        wanted += count
        client._client.publish(f"zigbee2mqtt/{device['friendly_name']}", json.dumps(message), 1)
    return wanted


def told(home: Listener) -> int:
    """Count source values: those reported, once each where one feeds two properties, and those that are faults."""
    count = 0
    for one in home.heard:
        if isinstance(one, PropertiesReported):
            addresses = [each.address for each in home.devices()[one.device].device.properties]
            count += len({addresses[index] for index, _ in one.changes})
    return count + sum(fault.count for fault in home.faults() if fault.device)


async def test_every_discovery_message(broker: Broker) -> None:
    messages = list(rows("ha-mqtt-discovery.jsonl.gz"))
    client = await asyncio.to_thread(Client, broker.port)

    def publish() -> None:
        for message in messages:
            payload = message["payload"]
            text = payload if isinstance(payload, str) else json.dumps(payload)
            client._client.publish(message["topic"], text, 1, retain=True)
        client.publish("homeassistant/end/end/config", b"not json", retain=True)

    await asyncio.to_thread(publish)
    heard: set[str] = set()
    async with listening(port=broker.port, protocol="5") as home:
        keep = home.adapter.message

        def message(topic: str, payload: bytes, retained: bool) -> None:
            heard.add(topic)
            keep(topic, payload, retained)

        home.adapter.message = message  # type: ignore[method-assign]
        await home.until(lambda one: len(heard) > len(messages) and not one.adapter._inbox)
        await home.until(lambda one: len(one.devices()) == 689)
        assert [fault.place for fault in home.faults()] == ["homeassistant/end/end/config"]
    client.close()


def resident_bytes() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096


async def test_a_list_of_50_mb_neither_blocks_nor_swells(broker: Broker, capsys: pytest.CaptureFixture[str]) -> None:
    devices = network(pad=20_000, megabytes=50)
    data = json.dumps(devices).encode()
    count = len(devices)
    del devices
    client = await asyncio.to_thread(Client, broker.port)
    await asyncio.to_thread(client.publish, "zigbee2mqtt/bridge/devices", data, retain=True)
    client.close()
    size, data = len(data), b""
    stall_s = held_s = peak = 0.0

    async def tick() -> None:
        nonlocal stall_s, held_s, peak
        last, last_held = time.perf_counter(), time.thread_time()
        while True:
            await asyncio.sleep(0.001)
            now, now_held = time.perf_counter(), time.thread_time()
            stall_s, last = max(stall_s, now - last), now
            held_s, last_held = max(held_s, now_held - last_held), now_held
            peak = max(peak, resident_bytes())

    gc.collect()
    before = resident_bytes()
    async with listening(port=broker.port, dialects=("zigbee2mqtt",)) as home:
        ticker = asyncio.create_task(tick())
        await home.until(lambda one: len(one.devices()) == count)
        ticker.cancel()
        await asyncio.wait({ticker})
        assert not home.faults()
    with capsys.disabled():
        print(  # noqa: T201
            f"\n{size / 1e6:.1f} MB, {count} devices: the loop was held {held_s * 1e3:.1f} ms at most, "
            f"{stall_s * 1e3:.1f} ms with what else this machine did, "
            f"memory {(peak - before) / size:.2f} times the size"
        )
    assert held_s < 0.2  # of processor time; parsed in one go it would be half a second and more
    assert peak - before < 4 * size
