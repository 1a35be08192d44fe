"""What was recorded with a peer is said and heard again, and the home is told the same."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

import pytest

from adapters.sdk.channel import Replayed
from adapters.sdk.record import read
from adapters.tuya.link import Line
from adapters.tuya.session import Pace
from schemas.outcomes import Sent
from schemas.updates import DeviceDescribed, FaultReported, PropertiesReported
from tests.adapters.sdk.travel import travels
from tests.adapters.tuya.stage import Home, household, listed, staged

CAPTURES: Final = Path(__file__).parents[2] / "captures" / "tuya"
WISHES: Final = {
    "lamp": (
        ("1/onOff/onOff", False),
        ("1/levelControl/currentLevel", 30),
        ("1/colorControl/hue", 120),
        ("1/levelControl/currentLevel", 60),
        ("1/colorControl/colorTemperature", 6500),
    ),
    "aircond001": (
        ("1/onOff/onOff", True),
        ("1/thermostat/coolingSetpoint", 26),
        ("1/thermostat/systemMode", "dry"),
    ),
}


def told(home: Home) -> list[Any]:
    """Write what the home was told as plain lists, in order."""
    found: list[Any] = []
    for update in home.updates:
        match update:
            case DeviceDescribed():
                found.append(["described", update.device.name, update.device.model])
            case PropertiesReported():
                paths = [one.path for one in home.devices[update.device].properties]
                found.append({paths[index]: value for index, value in update.changes})
            case FaultReported():
                found.append(["fault", update.code, update.place])
            case _:
                pass
    return found


@pytest.mark.parametrize("name", WISHES)
def test_a_conversation_says_again_what_it_said(name: str) -> None:
    @travels
    async def run() -> None:
        lines = read((CAPTURES / f"{name}.jsonl").read_text("utf-8").splitlines())
        channel = Replayed([(line.way, line.message) for line in lines])

        @asynccontextmanager
        async def connect() -> AsyncIterator[Line]:
            yield Line(channel=channel, ended=lambda: None)

        head = listed(name)
        async with staged(connect, household(head), Pace(heart_beat_s=3600, refresh_s=3600)) as home:
            await home.until(lambda: bool(home.values))
            for path, value in WISHES[name]:
                assert isinstance(await home.write(path, value, head.id), Sent)
                await home.until_value(path, value, head.id)
            await home.until(lambda: channel.is_over and home.reasons[head.id] != "")
            golden = json.loads((CAPTURES / f"{name}.golden.json").read_text("utf-8"))
            assert told(home) == golden

    run()
