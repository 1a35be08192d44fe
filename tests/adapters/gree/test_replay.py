"""What was recorded with an emulator that others wrote, once more: the same questions, and the same updates."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from adapters.gree.session import GreeSession, Pace
from adapters.gree.unit import Identity
from adapters.sdk.channel import Replayed
from adapters.sdk.contract import AdapterContext
from adapters.sdk.record import Line, read
from adapters.sdk.session import SessionAdapter
from adapters.sdk.tap import Tap
from schemas.commands import SetProperties
from schemas.outcomes import Sent
from schemas.registry import Registry
from schemas.updates import AvailabilityChanged, DeviceDescribed, PropertiesReported, Update

if TYPE_CHECKING:
    from schemas.device import DeviceDescription

CAPTURES = Path(__file__).parents[2] / "captures" / "gree"
REGISTRY = Registry.load()
WISHES: dict[str, list[tuple[str, str, Any]]] = {
    "gcm": [
        ("Unit", "1/onOff/onOff", True),
        ("Unit", "1/thermostat/coolingSetpoint", 26),
        ("Unit", "1/comfortOptions/sleepMode", True),
    ],
    "silent-columns": [("Unit", "1/thermostat/systemMode", "heat")],
    "gateway": [("Unit 2", "1/onOff/onOff", True)],
}


def recorded(name: str) -> list[Line]:
    return read((CAPTURES / f"{name}.jsonl").read_text("utf-8").splitlines())


def golden(name: str) -> list[Any]:
    return [json.loads(line) for line in (CAPTURES / f"{name}.updates.jsonl").read_text("utf-8").splitlines()]


def shown(told: list[Update]) -> Iterator[Any]:
    """Write updates down, values by path."""
    devices: dict[str, DeviceDescription] = {}
    for one in told:
        match one:
            case DeviceDescribed():
                devices[one.device.key] = one.device
                yield {"described": one.device.name, "via": one.device.via, "type": one.device.endpoints[0].device_type}
            case AvailabilityChanged():
                yield {"available": devices[one.device].name if one.device in devices else "", "is": one.available}
            case PropertiesReported():
                device = devices[one.device]
                yield {"reported": device.name} | {device.properties[i].path: value for i, value in one.changes}
            case _:
                pass


class Home:
    def __init__(self, adapter: SessionAdapter) -> None:
        self.adapter = adapter
        self.told: list[Update] = []

    async def listen(self) -> None:
        async for batch in self.adapter.updates():
            self.told += batch

    async def rest(self) -> None:
        """Let everything come to rest that can: nothing here waits for the network."""
        for _ in range(2000):
            await asyncio.sleep(0)

    async def want(self, name: str, path: str, value: Any) -> None:
        device = next(u.device for u in self.told if isinstance(u, DeviceDescribed) and u.device.name == name)
        index = [one.path for one in device.properties].index(path)
        answer = await self.adapter.execute(SetProperties(id="c", device=device.key, changes=((index, value),)))
        assert answer == Sent(command="c")
        await self.rest()


async def replay(name: str) -> list[Any]:
    """Have the recorded conversation again, and give the updates that came of it."""
    replayed = Replayed([(one.way, one.message) for one in recorded(name)])

    @asynccontextmanager
    async def connect(odd: Any) -> AsyncIterator[Replayed]:
        del odd
        yield replayed

    session = GreeSession(
        Identity(key="unit", name="Unit", is_gateway=name == "gateway"),
        connect,
        REGISTRY,
        pace=Pace(poll_s=300, pause_s=0),
        now_ns=lambda: 0,
        tap=Tap(),
    )
    context = AdapterContext(name="gree", state_dir=Path(), monotonic_ns=time.monotonic_ns)
    async with SessionAdapter(context, sessions=[session]) as adapter, asyncio.TaskGroup() as group:
        home = Home(adapter)
        listening = group.create_task(home.listen(), name="listen")
        await home.rest()
        for wish in WISHES[name]:
            await home.want(*wish)
        listening.cancel()
    assert replayed.is_over
    return list(shown(home.told))


@pytest.mark.parametrize("name", WISHES)
async def test_the_recorded_conversation_gives_the_same_updates(name: str) -> None:
    assert await replay(name) == golden(name)


@pytest.mark.parametrize("name", WISHES)
def test_no_address_and_no_key_is_in_a_recording(name: str) -> None:
    text = (CAPTURES / f"{name}.jsonl").read_text("utf-8")
    assert "020000000" not in text
    assert "10.77." not in text
    assert "key" not in text
