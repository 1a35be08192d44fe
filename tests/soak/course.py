"""One soak: everything is started, the load runs, and every few seconds all that can grow is read."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from statistics import quantiles
from typing import Final

import aiohttp

from benchmarks.home import SWITCH_SET_TOPIC, SWITCH_TOPIC
from benchmarks.mqtt import MqttClient
from gateway.demo.process import Program
from tests.soak import load, sample
from tests.soak.ground import Ground, until
from tests.soak.watcher import Watcher

CLIENTS: Final = 2
COMMAND_EACH_S: Final = 5.0
CALM_S: Final = 20.0  # for what is under way when the load ends
MOST_FRAME: Final = 64 << 20
FOLDED: Final = "core.folded_total"

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is wanted of a soak."""

    seconds: float = 8100.0
    rate: float = 500.0
    every_s: float = 10.0


@dataclass(slots=True, kw_only=True)
class Record:
    """What was seen. Each sample is seconds since the load began, and figures by name."""

    plan: Plan
    samples: list[tuple[float, dict[str, float]]] = field(default_factory=list)
    offered: dict[str, int] = field(default_factory=dict)
    delivered: dict[str, int] = field(default_factory=dict)
    disordered: int = 0
    folded: int = 0
    commands: int = 0
    commands_failed: int = 0
    command_ms: tuple[float, float] = (0.0, 0.0)  # p50, p99 until confirmed
    envelopes: int = 0
    other_messages: dict[str, int] = field(default_factory=dict)


async def soak(plan: Plan, folder: Path, say: Say) -> Record:
    """Run the whole of it."""
    record = Record(plan=plan)
    watchers = [Watcher() for _ in range(CLIENTS)]
    async with Ground(folder) as ground, _home(ground), contextlib.AsyncExitStack() as stack:
        sockets = [await stack.enter_async_context(_watched(ground, watcher)) for watcher in watchers]
        await _until_known(ground, watchers)
        say(f"{watchers[0].properties} properties are known; {plan.rate:g} messages a second from now on")
        await ground.approve()
        before = (await _figures(ground))[FOLDED]
        for watcher in watchers:
            watcher.counts.clear()
        await _load(ground, watchers, sockets, record, say)
        await _tally(ground, watchers, record)
        record.folded -= int(before)
    return record


@asynccontextmanager
async def _home(ground: Ground) -> AsyncIterator[None]:
    """Describe the home to the broker and play its switch."""

    def switch(_topic: str, payload: bytes) -> None:
        mqtt.publish(SWITCH_TOPIC, payload)

    async with MqttClient(ground.ports.broker, (SWITCH_SET_TOPIC,), switch) as mqtt:
        await mqtt.send(load.descriptions(), retain=True)
        yield


@asynccontextmanager
async def _watched(ground: Ground, watcher: Watcher) -> AsyncIterator[aiohttp.ClientWebSocketResponse]:
    client = ground.client
    url = client.url("/stream")
    async with (
        client.session.ws_connect(url, ssl=client.pin, max_msg_size=MOST_FRAME) as socket,
        asyncio.TaskGroup() as tasks,
    ):
        running = tasks.create_task(watcher.run(socket), name="watcher")
        yield socket
        running.cancel()


async def _until_known(ground: Ground, watchers: list[Watcher]) -> None:
    """Wait until the home is described; then give every property a value until all have come."""
    wanted = load.SENSORS.properties + load.ZIGBEE.properties

    async def known() -> bool:
        return all(watcher.properties >= wanted for watcher in watchers)

    async def settled() -> bool:
        async with MqttClient(ground.ports.broker) as mqtt:
            await mqtt.send(load.first_values())
        return all(one.counts["sensors"] >= load.SENSORS.properties and one.counts["meter"] for one in watchers)

    await until(known)
    await until(settled)
    await asyncio.sleep(1.0)


async def _load(
    ground: Ground, watchers: list[Watcher], sockets: list[aiohttp.ClientWebSocketResponse], record: Record, say: Say
) -> None:
    plan = record.plan
    publisher = ground.program(
        *("load", "tests.soak.load", "--port", ground.ports.broker),
        *("--rate", plan.rate, "--seconds", plan.seconds),
    )
    await publisher.start()
    try:
        async with asyncio.TaskGroup() as tasks:
            commands = tasks.create_task(_command(watchers[0], sockets[0]), name="commands")
            await _sample(ground, publisher, record, say)
            commands.cancel()
        record.offered = (await publisher.read_json())["sent"]
    finally:
        await publisher.end()


async def _command(watcher: Watcher, socket: aiohttp.ClientWebSocketResponse) -> None:
    for number in count():
        await watcher.command(socket, wanted=number % 2 == 0)
        await asyncio.sleep(COMMAND_EACH_S)


async def _sample(ground: Ground, publisher: Program, record: Record, say: Say) -> None:
    """Read everything at even times for as long as the load runs."""
    began_s = time.monotonic()
    for number in count(1):
        wait_s = min(number * record.plan.every_s, record.plan.seconds) - (time.monotonic() - began_s)
        await asyncio.sleep(max(wait_s, 0.0))
        figures = await _figures(ground)
        at_s = time.monotonic() - began_s
        record.samples.append((at_s, figures))
        if number % 6 == 0 or not publisher.is_running:
            say(_progress(at_s, record.plan, figures))
        if at_s >= record.plan.seconds or not publisher.is_running:
            return


async def _figures(ground: Ground) -> dict[str, float]:
    pids = ground.pids()
    parts = {name: await asyncio.to_thread(sample.process, pid) for name, pid in pids.items()}
    inner = sample.figures(await ground.client.text_outside("/metrics"))
    disk = {"database_mb": await asyncio.to_thread(sample.disk_mb, ground.folder / "state")}
    return sample.flat(parts) | sample.flat({"core": inner}) | sample.flat({"disk": disk})


def _progress(at_s: float, plan: Plan, figures: dict[str, float]) -> str:
    memory = ", ".join(
        f"{name.removesuffix('.rss_mb')} {value:.1f}" for name, value in figures.items() if name.endswith(".rss_mb")
    )
    return f"{at_s / 60:5.1f} of {plan.seconds / 60:g} min; MB: {memory}; tasks {figures['core.tasks']:g}"


async def _tally(ground: Ground, watchers: list[Watcher], record: Record) -> None:
    async def arrived() -> bool:
        return all(one.counts[kind] >= number for one in watchers for kind, number in record.offered.items())

    with contextlib.suppress(TimeoutError):
        await until(arrived, CALM_S)
    first = watchers[0]
    record.delivered = {kind: min(one.counts[kind] for one in watchers) for kind in record.offered}
    record.disordered = sum(one.counts["events out of order"] for one in watchers)
    record.folded = int((await _figures(ground))[FOLDED])
    record.commands, record.commands_failed = len(first.command_ms), first.failed
    if len(first.command_ms) > 1:
        cuts = quantiles(first.command_ms, n=100)
        record.command_ms = cuts[49], cuts[98]
    record.envelopes = await asyncio.to_thread(ground.envelopes)
    record.other_messages = dict(sum((one.messages for one in watchers), start=type(first.messages)()))
