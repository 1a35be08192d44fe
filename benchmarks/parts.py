"""The parts of a run, in their order, and what each gives."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from typing import Final

from benchmarks import growth, micro, spine
from benchmarks.callback import longest
from benchmarks.codecs import all_codecs
from benchmarks.flash import flash
from benchmarks.home import RAW_PREFIX, SensorHome
from benchmarks.load import loads
from benchmarks.measure import Measured
from benchmarks.mixed import mixed
from benchmarks.mqtt import MqttClient
from benchmarks.outbox import releases
from benchmarks.peers.compare import compare
from benchmarks.rest import QUIET_S, core_memory_mb, egress_memory_mb, start_s
from benchmarks.run import Part, Run, tell
from benchmarks.spine import Receiver, collector_at_rest
from benchmarks.stage import Core, settle
from benchmarks.traffic import CHUNK, Way, typical, typical_burst
from benchmarks.zigbee import BASE, ZigbeeHome


class UnknownPartError(Exception):
    """Neither a part nor a measure has this name."""


async def _in_thread(run: Run, work: Callable[..., Measured], *arguments: object) -> None:
    run.results |= await asyncio.to_thread(work, *arguments)


async def _steps(run: Run) -> None:
    await _in_thread(run, micro.all_steps)


async def _schema(run: Run) -> None:
    await _in_thread(run, loads, run.folder / "bytecode")


async def _outbox(run: Run) -> None:
    await _in_thread(run, releases, run.folder / "outbox", run.effort.slots)


async def _flash(run: Run) -> None:
    await _in_thread(run, flash, run.folder / "flash", run.effort.flash_per_s)


async def _codecs(run: Run) -> None:
    await _in_thread(run, all_codecs)


async def _devices(run: Run) -> None:
    """A home of simulated devices that are not behind MQTT."""
    (folder := run.folder / "mixed").mkdir()
    found, note = await mixed(folder, run.effort.mixed_s)
    run.results |= found
    run.note(note)


async def _isolated(run: Run) -> None:
    """Measure an adapter in its own process, its CPU and the core's together, beside one in the core, by turns.

    Each has a broker of its own, so that neither hears what is meant for the other.
    """
    async with _core(run, "isolated", "own") as own, _core(run, "beside", "core") as beside:
        with collector_at_rest():
            for way in (own, beside):
                await way.burst(1)
            costs = [(await own.burst(run.effort.chunks), await beside.burst(run.effort.chunks)) for _ in _turns(run)]
    ours, raws = zip(*costs, strict=True)
    run.results["update_cpu_us_isolated"] = typical(ours).cpu_us, typical(raws).cpu_us


def _turns(run: Run) -> range:
    return range(run.effort.turns)


@asynccontextmanager
async def _core(run: Run, name: str, process: str) -> AsyncIterator[Way]:
    home = SensorHome()
    async with (
        run.place(name) as (folder, port),
        Core(folder / "home", port, process=process) as core,
        MqttClient(port) as mqtt,
        core.stream() as reader,
    ):
        await settle(home, mqtt, reader)
        yield Way(pid=core.pid, home=home, mqtt=mqtt, reader=reader)


async def _zigbee2mqtt(run: Run) -> None:
    """Full states: five values a message, one of them new."""
    async with (
        run.place("zigbee2mqtt") as (folder, port),
        Core(folder / "home", port, "zigbee2mqtt") as core,
        MqttClient(port) as mqtt,
        core.stream() as reader,
    ):
        home = ZigbeeHome()
        await settle(home, mqtt, reader)
        with collector_at_rest():
            way = Way(pid=core.pid, home=home, mqtt=mqtt, reader=reader)
            burst = await typical_burst(way, run.effort.turns, run.effort.chunks)
            raw = Receiver(folder=folder, port=port, message=ZigbeeHome(base=f"{RAW_PREFIX}/{BASE}").message)
            raw_us = await raw.cost_us(run.effort.chunks * CHUNK)
    run.results["full_state_cpu_us_burst"] = burst.cpu_us * (1 - burst.lost), raw_us
    run.results["full_states_coalesced_percent"] = burst.lost * 100, 0.0


async def _start(run: Run) -> None:
    home = SensorHome()
    async with run.place("start") as (folder, port), Core(folder / "home", port) as core:
        async with MqttClient(port) as mqtt, core.stream() as reader:
            await settle(home, mqtt, reader)
        run.results["start_to_api_s"] = await start_s(core, home.properties, run.effort.starts)


async def _egress(run: Run) -> None:
    async with run.place("egress") as (folder, port), Core(folder / "home", port) as core:
        run.results["memory_egress_mb"] = await egress_memory_mb(core, QUIET_S)


async def _callbacks(run: Run) -> None:
    tell(f"{run.effort.watched_s:g} s at 3,000 a second")
    async with run.place("callbacks") as (folder, port):
        found, slowest = await longest(folder / "home", SensorHome(), port, run.effort.watched_s)
    run.results |= found
    run.tables["slowest_callbacks"] = slowest


async def _memory(run: Run) -> None:
    for devices in run.effort.sizes:
        home = SensorHome(devices=devices)
        tell(f"{home.properties:,} properties, and then {run.effort.settle_s:g} s")
        async with run.place(f"memory{devices}") as (folder, port):
            found = await core_memory_mb(folder / "home", home, run.effort.settle_s, port)
        run.results[f"memory_core_mb_{home.properties}"] = found


PARTS: Final = (
    Part(
        name="steps",
        about="single steps",
        measures=(
            "compiled_check_ns",
            "encode_update_us",
            "decode_update_us",
            "state_apply_unchanged_ns",
            "state_apply_changed_ns",
        ),
        run=_steps,
    ),
    Part(
        name="schema",
        about="loading the schema",
        measures=("catalogue_load_ms", "catalogue_mb", "registry_load_ms", "registry_mb"),
        run=_schema,
    ),
    Part(name="outbox", about="outbox and ledger", measures=("outbox_us_per_release",), run=_outbox),
    Part(name="flash", about="an hour of the home on disk", measures=("flash_mb_per_day_1000",), run=_flash),
    Part(
        name="spine",
        about="MQTT to WebSocket: bursts, an even pace, latency, commands",
        measures=(
            "update_cpu_us_burst",
            "update_cpu_ratio_to_paho_receive",
            "update_cpu_ratio_to_bare_loop",
            "update_cpu_us_500",
            "update_cpu_us_500_ratio_to_paho_receive",
            "updates_per_s",
            "updates_coalesced_percent",
            "publish_to_websocket_p50_ms_200",
            "publish_to_websocket_p99_ms_200",
            "command_p50_ms",
            "command_p99_ms",
            "command_confirmed_p50_ms",
        ),
        run=spine.spine,
    ),
    Part(name="isolated", about="an adapter in its own process", measures=("update_cpu_us_isolated",), run=_isolated),
    Part(
        name="zigbee2mqtt",
        about="Zigbee2MQTT's full states",
        measures=("full_state_cpu_us_burst", "full_states_coalesced_percent"),
        run=_zigbee2mqtt,
    ),
    Part(
        name="codecs",
        about="a frame of each vendor protocol, out and in again",
        measures=(
            "miot_frame_us",
            "echonet_frame_us",
            "tuya_31_frame_us",
            "tuya_32_frame_us",
            "tuya_33_frame_us",
            "tuya_34_frame_us",
            "tuya_35_frame_us",
            "gree_ecb_frame_us",
            "gree_gcm_frame_us",
            "homekit_frame_us",
            "knx_frame_us",
            "modbus_frame_us",
            "esphome_frame_us",
        ),
        run=_codecs,
    ),
    Part(
        name="devices_500",
        about="500 simulated devices of five protocols",
        measures=("mixed_500_core_percent", "mixed_500_late_s"),
        run=_devices,
    ),
    Part(name="start", about="starts", measures=("start_to_api_s",), run=_start),
    Part(name="egress", about="memory of egress", measures=("memory_egress_mb",), run=_egress),
    Part(
        name="callbacks",
        about="the longest callback",
        measures=("max_callback_cpu_ms_3000", "max_stall_ms_3000"),
        run=_callbacks,
    ),
    Part(
        name="memory",
        about="memory of the core",
        measures=("memory_core_mb_1000", "memory_core_mb_5000"),
        run=_memory,
    ),
    Part(name="growth", about="a growing home (a table)", quick=False, run=growth.sizes),
    Part(name="clients", about="more WebSocket clients (a table)", quick=False, run=growth.clients),
    Part(name="mqtt-clients", about="MQTT client libraries beside each other (a table)", quick=False, run=compare),
)


def chosen(names: Iterable[str], *, quick: bool) -> tuple[Part, ...]:
    """Give the parts of these names, or those that give these measures; without names all. Raises UnknownPartError."""
    wanted = [_part(name) for name in names]
    return tuple(part for part in PARTS if (part in wanted if wanted else part.quick or not quick))


def _part(name: str) -> Part:
    for part in PARTS:
        if name == part.name or name in part.measures:
            return part
    raise UnknownPartError(f"nothing is called {name!r}; --list shows the names")
