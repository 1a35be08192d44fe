"""What was recorded with pymodbus's simulator is said and heard again, and the home is told the same."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

import pytest

from adapters.sdk.channel import Replayed
from adapters.sdk.record import read
from schemas.outcomes import Sent
from schemas.updates import DeviceDescribed, FaultReported, PropertiesReported
from schemas.value import Value
from tests.adapters.modbus.stage import Home, stage
from tests.adapters.sdk.travel import travels

CAPTURES: Final = Path(__file__).parents[2] / "captures" / "modbus"
WISHES: Final[dict[str, tuple[tuple[str, Value], ...]]] = {
    "inverter": (("1/vendor/sunspec.123.WMaxLimPct", 60), ("1/vendor/sunspec.123.WMaxLim_Ena", "enabled")),
    "heat-pump": (
        ("1/heatSource/mode", "auto"),
        ("2/waterHeater/targetTemperature", 52.5),
        ("1/heatSource/quietMode", True),
    ),
}
PROFILES: Final = {"inverter": (1, "sunspec"), "heat-pump": (4, "heat-pump")}


def told(home: Home) -> list[Any]:
    """Write what the home was told as plain lists, in order."""
    found: list[Any] = []
    for update in home.updates:
        match update:
            case DeviceDescribed():
                one = update.device
                found.append(["described", one.name, one.manufacturer, one.model, one.serial, one.firmware])
            case PropertiesReported():
                paths = [one.path for one in home.devices[update.device].properties]
                found.append({paths[index]: value for index, value in update.changes})
            case FaultReported():
                found.append(["fault", update.code, update.place])
            case _:
                pass
    return found


@pytest.mark.parametrize("name", sorted(WISHES))
def test_a_recording_gives_the_same_again(name: str) -> None:
    lines = read((CAPTURES / f"{name}.jsonl").read_text("utf-8").splitlines())
    golden = json.loads((CAPTURES / f"{name}.golden.json").read_text("utf-8"))
    channel = Replayed([(line.way, line.message) for line in lines])
    unit, profile = PROFILES[name]

    @asynccontextmanager
    async def connect(host: str, port: int) -> AsyncIterator[Replayed]:
        del host, port
        yield channel

    @travels
    async def run() -> None:
        devices = [{"host": "10.77.0.2", "unit": unit, "profile": profile, "id": name}]
        async with stage(connect, {"devices": devices, "poll_s": 300}) as home:
            await home.until(lambda: any(key == name for key, _ in home.values))
            for path, value in WISHES[name]:
                assert isinstance(await home.write(name, path, value), Sent)
                await home.until_value(name, path, value)
            assert channel.is_over
            assert told(home) == golden

    run()
