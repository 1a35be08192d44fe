"""What was recorded with knxd and its devices is said and heard again, and the home is told the same."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from adapters.knx.config import KnxConfig
from adapters.knx.link import Heard, Odd
from adapters.knx.session import KnxSession
from adapters.knx.way import Open, Pace, tunnelled
from adapters.sdk.channel import Replayed
from adapters.sdk.contract import AdapterContext
from adapters.sdk.record import read
from adapters.sdk.session import SessionAdapter
from schemas.commands import InvokeCommand, SetProperties
from schemas.outcomes import Sent
from schemas.updates import DeviceDescribed, PropertiesReported
from tests.adapters.knx.test_session import REGISTRY, Loaded
from tests.adapters.sdk.home import Home, living
from tests.adapters.sdk.travel import now_ns, travels
from tests.peers.test_knx import DEVICES

CAPTURES: Final = Path(__file__).parents[2] / "captures" / "knx"
NOWHERE: Final = ("0.0.0.0", 0)  # noqa: S104 - recordings name no address
PACE: Final = Pace(answer_s=3600, beat_s=1e9, telegrams_per_s=20)


@dataclass
class Recorded:
    """The way into a recording."""

    channel: Replayed

    @asynccontextmanager
    async def __call__(self, heard: Heard, odd: Odd) -> AsyncIterator[Open]:
        async with tunnelled(self.channel, NOWHERE, NOWHERE, heard, odd, pace=PACE) as found:
            yield found


def told(home: Home) -> list[Any]:
    """Write what the home was told as plain lists, in order."""
    found: list[Any] = []
    for update in home.updates:
        match update:
            case DeviceDescribed():
                found.append(["described", update.device.key, update.device.name])
            case PropertiesReported():
                listed = home.devices[update.device].properties
                found.append([update.device, {listed[index].path: value for index, value in update.changes}])
            case _:
                pass
    return found


@travels
async def test_a_house_says_again_what_it_said() -> None:
    lines = read((CAPTURES / "house.jsonl").read_text("utf-8").splitlines())
    channel = Replayed([(line.way, line.message) for line in lines])
    config = KnxConfig.model_validate({"devices": DEVICES})
    load = Loaded((one.wanted() for one in config.devices), None, (), REGISTRY)
    session = KnxSession(Recorded(channel), load, REGISTRY, refresh_s=3600, now_ns=now_ns)
    context = AdapterContext(name="knx", state_dir=Path(), monotonic_ns=now_ns)
    async with living(SessionAdapter(context, sessions=[session]), Home) as home:
        power = ("5/0/1", "1/electricalPowerMeasurement/activePower")
        await home.until(lambda: power in home.values)
        for key, path, value in (("1/1/1", "1/onOff/onOff", False), ("1/0/1", "1/levelControl/currentLevel", 40)):
            index = next(n for n, one in enumerate(home.devices[key].properties) if one.path == path)
            assert isinstance(
                await home.adapter.execute(SetProperties(id="w", device=key, changes=((index, value),))), Sent
            )
            await asyncio.sleep(0.3)
        close = InvokeCommand(id="i", device="2/0/1", endpoint=1, capability="windowCovering", command="close")
        assert isinstance(await home.adapter.execute(close), Sent)
        await home.until(lambda: home.values.get(("2/0/1", "1/windowCovering/currentPosition")) == 0)
    golden = CAPTURES / "house.golden.json"
    assert told(home) == json.loads(golden.read_text("utf-8"))
