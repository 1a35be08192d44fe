"""What becomes of one, two and five times of what the gateway can take: states, events and commands at once.

First its capacity is found: messages a second that it takes in a closed loop. Then an open one offers a multiple of
that, for some seconds. The broker may queue without end, so that nothing is lost there; it is asked afterwards.
"""

import argparse
import asyncio
import json
import os
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import asdict, dataclass, field
from itertools import count
from pathlib import Path
from statistics import median
from typing import Any, Final

import aiohttp

from benchmarks.flood import HOME, bell
from benchmarks.home import MARKER_NAME, SWITCH_SET_TOPIC, SWITCH_TOPIC
from benchmarks.measure import percentile, rounded
from benchmarks.mqtt import MqttClient
from benchmarks.process import cpu_s, memory_mb
from benchmarks.stage import HOST, MOST_FRAME, Core, program, settle, started, use_bytecode
from benchmarks.stream import StreamReader
from benchmarks.traffic import CHUNK, Way
from gateway.demo.process import Program, port_open
from simulators.broker import BrokerSettings, find_mosquitto, free_port, write_mosquitto_conf

TIMES: Final = (1.0, 2.0, 5.0)
SECONDS: Final = 15.0
BURSTS: Final = 5
CHUNKS: Final = 8
COMMAND_S: Final = 0.2  # between two commands
LOOK_S: Final = 0.25  # between two looks at memory and health
CALM_S: Final = 120.0  # after the flood, at most
ANSWER_S: Final = 30.0
DROPPED_TOPIC: Final = "$SYS/broker/publish/messages/dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One flood. Milliseconds from the publisher to the client; of a command to its MQTT topic, and to its outcome."""

    times: float  # of the capacity
    offered_per_s: float  # what was really sent; a machine that is busy sends less
    offered: int  # states
    delivered: int
    folded_percent: float
    told_folded: int  # of them, those that the client was told of, as it read slowly itself
    events_offered: int
    events_delivered: int
    events_disordered: int
    event_p50_ms: float
    event_p99_ms: float
    commands: int
    commands_confirmed: int
    command_p50_ms: float  # to the topic
    command_p99_ms: float
    outcome_p50_ms: float
    outcome_p99_ms: float
    health_most_ms: float
    memory_before_mb: float
    memory_peak_mb: float
    cpu_us: float  # of the core a message offered
    calm_s: float  # from the end of the flood until its last message is through
    broker_dropped: int


@dataclass(slots=True)
class Seen:
    """What one client of the stream sees, and what the switch is told."""

    values: int = 0
    told_folded: int = 0
    events: int = 0
    disordered: int = 0
    event_ms: list[float] = field(default_factory=list)
    topic_ms: list[float] = field(default_factory=list)
    outcome_ms: list[float] = field(default_factory=list)
    confirmed: int = 0
    asked: int = 0
    health_ms: list[float] = field(default_factory=list)
    memory_mb: list[float] = field(default_factory=list)
    last_s: float = 0.0
    switch: tuple[str, str] = ("", "")  # device and path
    names: dict[str, str] = field(default_factory=dict)
    sent_s: float = 0.0  # of the command under way
    outcome: asyncio.Event = field(default_factory=asyncio.Event)

    def take(self, frame: dict[str, Any]) -> None:
        """Take one frame."""
        match frame["type"]:
            case "changes":
                now_s = time.monotonic()
                for change in frame["changes"]:
                    self._change(change, now_s)
            case "snapshot":
                for device in frame["devices"]:
                    self._know(device)
            case "outcome" | "problem":
                self.confirmed += frame.get("outcome") == "confirmed"
                self.outcome_ms.append((time.monotonic() - self.sent_s) * 1000)
                self.outcome.set()
            case "folded":
                self.told_folded += int(frame["values"])
            case _:
                pass

    def _know(self, device: dict[str, Any]) -> None:
        self.names[device["id"]] = device["name"]
        if device["name"] == MARKER_NAME:
            self.switch = device["id"], next(path for path in device["values"] if path.endswith("/onOff/onOff"))

    def _change(self, change: dict[str, Any], now_s: float) -> None:
        if "event" in change:
            fields = change["event"]["fields"]
            self.events += 1
            self.disordered += fields["number"] != self.events
            self.event_ms.append((now_s - fields["sent_s"]) * 1000)
            self.last_s = now_s
        elif "values" in change and change["device"] != self.switch[0]:
            self.values += len(change["values"])


async def overload(
    folder: Path, times: tuple[float, ...] = TIMES, seconds: float = SECONDS, capacity: float = 0.0
) -> dict[str, Any]:
    """Measure all of it; gives `capacity_per_s`, found first where none is given, and a row for each flood."""
    async with AsyncExitStack() as stack:
        port = await _broker(stack, folder)
        core = await stack.enter_async_context(Core(folder / "home", port))
        mqtt = await stack.enter_async_context(MqttClient(port))
        async with core.stream() as reader:
            await settle(HOME, mqtt, reader)
            capacity = capacity or await _capacity(core, mqtt, reader)
        await mqtt.send([bell()], retain=True)
        rows = []
        for factor in times:
            rows.append(await _row(folder, port, core, factor, capacity * factor, seconds))
            _tell(json.dumps(_figures(rows[-1])))
    return {
        "capacity_per_s": rounded(capacity),
        "seconds": seconds,
        "cpus": len(os.sched_getaffinity(0)),
        "load_average": rounded(os.getloadavg()[0]),
        "rows": [_figures(row) for row in rows],
    }


async def _capacity(core: Core, mqtt: MqttClient, reader: StreamReader) -> float:
    """Give messages a second, taken in a closed loop; a client reads every change of them."""
    way = Way(pid=core.pid, home=HOME, mqtt=mqtt, reader=reader)
    await way.burst(1)
    found = []
    for _ in range(BURSTS):
        began_s = time.perf_counter()
        await way.burst(CHUNKS)
        found.append(CHUNKS * CHUNK / (time.perf_counter() - began_s))
    _tell(f"capacity {median(found):,.0f} messages a second")
    return median(found)


async def _broker(stack: AsyncExitStack, folder: Path) -> int:
    """Start mosquitto with queues that have no end, and figures every second."""
    mosquitto = find_mosquitto()
    assert mosquitto is not None, "this takes mosquitto"
    port = free_port()
    conf = write_mosquitto_conf(BrokerSettings(port=port, directory=folder / "broker"))
    text = conf.read_text("utf-8").replace("max_queued_messages 100000", "max_queued_messages 0")
    conf.write_text(text + "sys_interval 1\n", "utf-8")
    broker = Program("broker", (mosquitto, "-c", str(conf)), folder / "broker.log", {})
    await started(stack, broker)
    await broker.wait_until(lambda: port_open(HOST, port))
    return port


async def _row(folder: Path, port: int, core: Core, factor: float, rate: float, seconds: float) -> Row:
    seen, dropped = Seen(), Dropped()
    async with (
        MqttClient(port, (DROPPED_TOPIC,), dropped.take) as _,
        _switch(port, seen),
        _client(core, seen),
        _commander(core, seen) as socket,
    ):
        before_mb, dropped_before, cpu_before_s = memory_mb(core.pid), await dropped.next(), cpu_s(core.pid)
        flood = program(folder, "flood", "benchmarks.flood", "--port", port, "--rate", rate, "--seconds", seconds)
        async with AsyncExitStack() as stack:
            await started(stack, flood)
            async with asyncio.TaskGroup() as tasks:
                others = [
                    tasks.create_task(_command(socket, seen), name="commands"),
                    tasks.create_task(_look(core, seen), name="look"),
                ]
                sent = await _sent(flood)
                await _calm(seen, int(sent["events"]))
                for task in others:
                    task.cancel()
        took_s = cpu_s(core.pid) - cpu_before_s
        lost = await dropped.next() - dropped_before
    return Row(
        times=factor,
        offered_per_s=(sent["states"] + sent["events"]) / sent["took_s"],
        offered=int(sent["states"]),
        delivered=seen.values,
        told_folded=seen.told_folded,
        folded_percent=(1 - seen.values / sent["states"]) * 100,
        events_offered=int(sent["events"]),
        events_delivered=seen.events,
        events_disordered=seen.disordered,
        event_p50_ms=percentile(seen.event_ms, 0.5),
        event_p99_ms=percentile(seen.event_ms, 0.99),
        commands=seen.asked,
        commands_confirmed=seen.confirmed,
        command_p50_ms=percentile(seen.topic_ms, 0.5),
        command_p99_ms=percentile(seen.topic_ms, 0.99),
        outcome_p50_ms=percentile(seen.outcome_ms, 0.5),
        outcome_p99_ms=percentile(seen.outcome_ms, 0.99),
        health_most_ms=max(seen.health_ms),
        memory_before_mb=before_mb,
        memory_peak_mb=max(seen.memory_mb),
        cpu_us=took_s * 1e6 / (sent["states"] + sent["events"]),
        calm_s=seen.last_s - sent["ended_s"],
        broker_dropped=lost,
    )


async def _sent(flood: Program) -> dict[str, float]:
    """Wait for the flood's own count, as long as it takes."""
    assert flood.process is not None
    assert flood.process.stdout is not None
    line = await flood.process.stdout.readline()
    found: dict[str, float] = json.loads(line)
    return found


async def _calm(seen: Seen, events: int) -> None:
    """Wait until the last event is there, or it is clear that it does not come."""
    deadline_s = time.monotonic() + CALM_S
    while seen.events < events and time.monotonic() < deadline_s:  # noqa: ASYNC110 - the reader has enough to do
        await asyncio.sleep(0.01)
    await asyncio.sleep(0.5)


class Dropped:
    """What the broker says it has dropped since its start."""

    def __init__(self) -> None:
        self._count = 0
        self._news = asyncio.Event()

    def take(self, _topic: str, payload: bytes) -> None:
        """Take its word."""
        self._count = int(payload)
        self._news.set()

    async def next(self) -> int:
        """Give the count; it is told at once to who asks, and then only where it changes."""
        self._news.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(2.5):
                await self._news.wait()
        return self._count


@asynccontextmanager
async def _switch(port: int, seen: Seen) -> AsyncIterator[None]:
    """Play the switch: do what one is told and report it."""

    def told(_topic: str, payload: bytes) -> None:
        if len(seen.topic_ms) < seen.asked:  # one that is not confirmed in time is sent once more
            seen.topic_ms.append((time.monotonic() - seen.sent_s) * 1000)
        mqtt.publish(SWITCH_TOPIC, payload)

    async with MqttClient(port, (SWITCH_SET_TOPIC,), told) as mqtt:
        yield


@asynccontextmanager
async def _client(core: Core, seen: Seen) -> AsyncIterator[aiohttp.ClientWebSocketResponse]:
    client = core.client
    assert client is not None
    url = client.url("/stream")
    async with (
        client.session.ws_connect(url, ssl=client.pin, max_msg_size=MOST_FRAME) as socket,
        asyncio.TaskGroup() as tasks,
    ):

        async def read() -> None:
            async for message in socket:
                seen.take(json.loads(message.data))
            raise ConnectionError(f"the stream ended with {socket.close_code}")

        reading = tasks.create_task(read(), name="reader")
        while "Bell" not in seen.names.values():
            await asyncio.sleep(0.05)
            seen.names |= {one["id"]: one["name"] for one in (await client.call("GET", "/devices"))["devices"]}
        yield socket
        reading.cancel()


@asynccontextmanager
async def _commander(core: Core, seen: Seen) -> AsyncIterator[aiohttp.ClientWebSocketResponse]:
    """Open a stream that sees no device: what comes are outcomes, whatever the other client has to read."""
    client = core.client
    assert client is not None
    wish = {"name": "commander", "far_end": "person", "scopes": ["control"]}
    token = (await client.call("POST", "/tokens", wish))["token"]
    headers = {"Authorization": f"Bearer {token}"}
    async with (
        client.session.ws_connect(client.url("/stream"), ssl=client.pin, headers=headers) as socket,
        asyncio.TaskGroup() as tasks,
    ):

        async def read() -> None:
            async for message in socket:
                frame = json.loads(message.data)
                if frame["type"] in {"outcome", "problem"}:
                    seen.take(frame)

        reading = tasks.create_task(read(), name="outcomes")
        yield socket
        reading.cancel()


async def _command(socket: aiohttp.ClientWebSocketResponse, seen: Seen) -> None:
    """Set the switch again and again, one command at a time."""
    device, path = seen.switch
    for number in count():
        seen.outcome.clear()
        seen.sent_s = time.monotonic()
        wish = {"type": "set", "id": str(number), "device": device, "properties": {path: number % 2 == 0}}
        seen.asked += 1
        await socket.send_json(wish)
        async with asyncio.timeout(ANSWER_S):
            await seen.outcome.wait()
        await asyncio.sleep(COMMAND_S)


async def _look(core: Core, seen: Seen) -> None:
    """Ask how it is, and see how large."""
    client = core.client
    assert client is not None
    while True:
        began_s = time.monotonic()
        assert await client.text_outside("/healthz") == "alive\n"
        seen.health_ms.append((time.monotonic() - began_s) * 1000)
        seen.memory_mb.append(memory_mb(core.pid))
        await asyncio.sleep(LOOK_S)


def _figures(row: Row) -> dict[str, Any]:
    return {name: rounded(value) if isinstance(value, float) else value for name, value in asdict(row).items()}


def _tell(what: str) -> None:
    sys.stderr.write(what + "\n")
    sys.stderr.flush()


def table(found: dict[str, Any]) -> str:
    """Write the rows as a table in Markdown."""
    names = [name for name in found["rows"][0] if name != "times"]
    lines = [
        "| times the capacity | " + " | ".join(f"{row['times']:g}" for row in found["rows"]) + " |",
        "| --- |" + " ---: |" * len(found["rows"]),
        *(f"| {name} | " + " | ".join(f"{row[name]:,}" for row in found["rows"]) + " |" for name in names),
    ]
    return f"capacity {found['capacity_per_s']:,} messages a second\n\n" + "\n".join(lines)


PAGE: Final = """\
# Overload

**一句话：** 先测出网关的能力，再以其一、二、五倍持续冲击：数值只留最新，事件一个不丢，命令照常下达，内存有界。

`python -m benchmarks.overload --report FILE.md` wrote this page: {seconds:g} s of each flood, {cpus} processors that
broker, publisher and client share with the core, load average {load_average:g}. Beside every hundred states comes
an event, numbered; a command is sent 0.2 s after the outcome of the one before. What becomes of what is too much is
told in [Operations](../operations.md#over-capacity). The broker's queues have no end here, and it says that it
dropped nothing (`broker_dropped`): what is missing was folded by the gateway. Events that are late waited in the
broker. `command` is until the device's topic, `outcome` until the device's report has come back through the flood, or
did not in time. `calm` is from the end of the flood until its last event is there.

"""


def page(found: dict[str, Any]) -> str:
    """Make the page."""
    return PAGE.format(**found) + table(found).replace("capacity", "Capacity", 1) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.overload", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
    parser.add_argument("--times", type=float, nargs="+", default=TIMES, help="of the capacity (default 1 2 5)")
    parser.add_argument("--capacity", type=float, default=0.0, help="messages a second (default: is found first)")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="of each flood (default %(default)g)")
    parser.add_argument("--report", type=Path, help="write a page here too")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="overload-") as name:
        use_bytecode(Path(name))
        found = asyncio.run(overload(Path(name), tuple(options.times), options.seconds, options.capacity))
    if options.report is not None:
        options.report.write_text(page(found), "utf-8")
    sys.stdout.write((json.dumps(found) if options.json else table(found)) + "\n")


if __name__ == "__main__":
    main()
