"""What was recorded with echonet-lite is said and heard again, and the home is told the same."""

import asyncio
import json
from pathlib import Path
from typing import Any, Final

from adapters.sdk.channel import Replayed
from adapters.sdk.contract import AdapterContext
from adapters.sdk.record import Line, read
from schemas.outcomes import Sent
from schemas.updates import DeviceDescribed, FaultReported, PropertiesReported
from tests.adapters.echonet.stage import COOLER_KEY, around
from tests.adapters.sdk.home import Home
from tests.adapters.sdk.travel import now_ns, travels

CAPTURES: Final = Path(__file__).parents[2] / "captures" / "echonet"
WISHES: Final = (
    ("1/onOff/onOff", False),
    ("1/thermostat/coolingSetpoint", 22),
    ("1/fanControl/speedSetting", 5),
    ("1/comfortOptions/quietMode", True),
    ("1/thermostat/systemMode", "heat"),
)


class ThenSilent(Replayed):
    """Says nothing more at the end, so that what was said last is still heard."""

    async def receive(self) -> bytes:
        if self.is_over:
            await asyncio.Event().wait()
        return await super().receive()


def recorded(name: str) -> list[Line]:
    return read((CAPTURES / f"{name}.jsonl").read_text("utf-8").splitlines())


def sets_next(channel: Replayed, lines: list[Line]) -> bool:
    """Whether all was said and heard before the next setting of the recording."""
    line = lines[channel._place]
    return line.way == "out" and line.message[10] == 0x61


def told(home: Home) -> list[Any]:
    """Write what the home was told as plain lists, in order."""
    found: list[Any] = []
    for update in home.updates:
        match update:
            case DeviceDescribed():
                described = update.device
                found.append(["described", described.name, described.manufacturer, described.model])
            case PropertiesReported():
                paths = [one.path for one in home.devices[update.device].properties]
                found.append({paths[index]: value for index, value in update.changes})
            case FaultReported():
                found.append(["fault", update.code, update.place])
            case _:
                pass
    return found


@travels
async def test_an_air_conditioner_says_again_what_it_said() -> None:
    lines = recorded("air-conditioner")
    channel = ThenSilent([(line.way, line.message) for line in lines])
    context = AdapterContext(name="echonet", state_dir=Path(), monotonic_ns=now_ns)
    async with around(channel, context, poll_s=300) as home:
        await home.until_value("1/vendor/echonet.0xF0", "0x0102", COOLER_KEY)
        for path, value in WISHES:
            await home.until(lambda: sets_next(channel, lines))
            assert isinstance(await home.write(path, value, COOLER_KEY), Sent)
            await home.until_value(path, value, COOLER_KEY)
        await home.until_value("1/thermostat/heatingSetpoint", 22, COOLER_KEY)
        golden = json.loads((CAPTURES / "air-conditioner.golden.json").read_text("utf-8"))
        await home.until(lambda: len(told(home)) == len(golden))
        assert channel.is_over
        assert told(home) == golden
