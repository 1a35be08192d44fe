"""Record conversations with the emulator anew, as root: `python -m tests.peers.record_gree`.

The files in tests/captures/gree are written, and beside them the updates that come of them: look at those before they
are kept.
"""

import asyncio
import json
import time
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from adapters.gree.adapter import create
from adapters.sdk.contract import AdapterContext
from adapters.sdk.record import Recorder, Redactor
from adapters.sdk.session import SessionAdapter
from schemas.commands import SetProperties
from schemas.pairing import Paired
from schemas.updates import DeviceDescribed
from tests.adapters.gree.test_replay import CAPTURES, WISHES, replay
from tests.peers.network import private_network
from tests.peers.test_gree import units

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from adapters.sdk.tap import Way
    from schemas.device import DeviceDescription

SETTINGS: Final = {"interfaces": ["home0"], "poll_s": 300, "answer_s": 0.3, "pause_s": 0}
ADDRESSES: Final = {"gcm": "10.77.0.3", "silent-columns": "10.77.0.4", "gateway": "10.77.0.7"}
NAMES: Final = {"gcm": "Bedroom", "silent-columns": "Hall", "gateway": "Roof"}
REST_S: Final = 4.0


def context(*paired: Paired) -> AdapterContext:
    return AdapterContext(name="gree", state_dir=Path(), monotonic_ns=time.monotonic_ns, paired=paired)


async def paired_with(address: str) -> Paired:
    async with create(SETTINGS, context()) as adapter:
        return next(iter([one async for one in adapter.pair({"host": address}) if isinstance(one, Paired)]))


@asynccontextmanager
async def listening(adapter: SessionAdapter) -> "AsyncIterator[dict[str, DeviceDescription]]":
    """Give the devices that it describes, by name."""
    devices: dict[str, DeviceDescription] = {}

    async def listen() -> None:
        async for batch in adapter.updates():
            devices.update({one.device.name: one.device for one in batch if isinstance(one, DeviceDescribed)})

    async with asyncio.TaskGroup() as group:
        task = group.create_task(listen(), name="listen")
        yield devices
        task.cancel()


async def want(adapter: SessionAdapter, device: "DeviceDescription", path: str, value: Any) -> None:
    index = [one.path for one in device.properties].index(path)
    await adapter.execute(SetProperties(id="c", device=device.key, changes=((index, value),)))


async def record(name: str) -> None:
    """Record one conversation: what it has, and each wish with what the unit says afterwards."""
    async with units(ADDRESSES[name]):
        paired = await paired_with(ADDRESSES[name])
        recorder = Recorder("gree", "0.1.0", Redactor([paired.key, str(paired.kept["key"])]))
        lines, began = [recorder.head], time.monotonic()
        here = context(paired)

        def heard(link: str, way: "Way", message: bytes) -> None:
            lines.append(recorder.line(round((time.monotonic() - began) * 1000), link, way, message))

        with here.tap.listened(heard):
            async with create(SETTINGS, here) as adapter, listening(adapter) as devices:
                await asyncio.sleep(REST_S)
                for who, path, value in WISHES[name]:
                    await want(adapter, devices[who.replace("Unit", NAMES[name])], path, value)
                    await asyncio.sleep(1)
    (CAPTURES / f"{name}.jsonl").write_text("\n".join(lines) + "\n", "utf-8")


def main() -> None:
    for name in WISHES:
        with private_network():
            asyncio.run(record(name))
        told = asyncio.run(replay(name))
        text = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in told)
        (CAPTURES / f"{name}.updates.jsonl").write_text(text, "utf-8")


if __name__ == "__main__":
    main()
