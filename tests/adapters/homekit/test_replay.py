"""What was recorded with a peer is said and heard again, and the home is told the same.

`python -m tests.adapters.homekit.test_replay` writes the golden lists anew; read what changed before it is kept.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

import pytest

from adapters.sdk.channel import Replayed
from adapters.sdk.record import read
from schemas.outcomes import Sent
from schemas.updates import DeviceDescribed, EventOccurred, FaultReported, PropertiesReported
from tests.adapters.homekit.stage import KEY, Home, at_home, session

CAPTURES: Final = Path(__file__).parents[2] / "captures" / "homekit"
WATTS: Final = "1/vendor/homekit.E863F10D-079E-48FF-8F27-9C2605A29F52"
_COOL, _THERMOSTAT = f"{KEY}/3", f"{KEY}/4"
WISHES: Final[dict[str, tuple[tuple[str, str, Any], ...]]] = {
    "lamp": (
        (KEY, "1/onOff/onOff", True),
        (KEY, "1/levelControl/currentLevel", 40),
        (KEY, "1/colorControl/colorTemperature", 4000),
        (KEY, WATTS, 12.5),
    ),
    "bridge": (
        (f"{KEY}/2", "1/onOff/onOff", False),
        (_COOL, "1/onOff/onOff", True),
        (_COOL, "1/thermostat/systemMode", "cool"),
        (_COOL, "1/thermostat/coolingSetpoint", 26),
        (f"{KEY}/5", "1/windowCovering/close", None),
        (f"{KEY}/6", "1/doorLock/lockDoor", None),
        (_THERMOSTAT, "1/thermostat/systemMode", "cool"),
        (_THERMOSTAT, "1/thermostat/coolingSetpoint", 25),
    ),
}
"""What was wished in each recording: device, path, and value or None for a command."""


@asynccontextmanager
async def replayed(name: str) -> AsyncIterator[tuple[Home, Replayed]]:
    lines = read((CAPTURES / f"{name}.jsonl").read_text("utf-8").splitlines())
    channel = Replayed([(line.way, line.message) for line in lines])

    @asynccontextmanager
    async def connect() -> AsyncIterator[Replayed]:
        yield channel

    async with at_home(session(connect, answer_s=5)) as home:
        yield home, channel


async def wish(home: Home, channel: Replayed, key: str, path: str, value: Any) -> None:
    await home.until(lambda: key in home.devices and (value is None or path in paths(home, key)))
    while b'"value"' not in channel._lines[channel._place][1] or channel._lines[channel._place][0] == "in":
        await asyncio.sleep(0)  # until the next line of the recording is a wish
    done = home.invoke(path, key) if value is None else home.write(path, value, key)
    assert isinstance(await done, Sent)


def paths(home: Home, key: str) -> list[str]:
    return [one.path for one in home.devices[key].properties]


def told(home: Home) -> list[Any]:
    """Write what the home was told as plain lists, in order."""
    found: list[Any] = []
    for update in home.updates:
        match update:
            case DeviceDescribed(device=device):
                types = [(one.id, one.device_type) for one in device.endpoints]
                found.append(["described", device.key, device.model, device.via, types])
            case PropertiesReported():
                listed = [one.path for one in described(home, update).properties]
                found.append([update.device, {listed[index]: value for index, value in update.changes}])
            case EventOccurred():
                found.append(["event", update.device, update.capability, update.event, dict(update.fields)])
            case FaultReported() if "recording ends" not in update.reason:
                found.append(["fault", update.code, update.place])
            case _:
                pass
    return json.loads(json.dumps(found))  # type: ignore[no-any-return]


def described(home: Home, report: PropertiesReported) -> Any:
    """Give the description that held when it was reported."""
    before = home.updates[: home.updates.index(report)]
    devices = [one.device for one in before if isinstance(one, DeviceDescribed)]
    return next(one for one in reversed(devices) if one.key == report.device)


async def run(name: str) -> list[Any]:
    async with replayed(name) as (home, channel):
        for key, path, value in WISHES[name]:
            await wish(home, channel, key, path, value)
        await home.until(lambda: home.reasons.get(KEY) == "the recording ends here")
        assert channel.is_over
        return told(home)


@pytest.mark.parametrize("name", ["lamp", "bridge"])
async def test_a_recording_is_said_again(name: str) -> None:
    assert await run(name) == json.loads((CAPTURES / f"{name}.golden.json").read_text("utf-8"))


def test_a_recording_names_nobody() -> None:
    for file in CAPTURES.glob("*.jsonl"):
        text = file.read_text("utf-8")
        for telling in ("AA:BB:CC", "S-00", "10.77.", "Desk Lamp", "Test Bridge"):
            assert telling not in text


def main() -> None:
    for name in WISHES:
        lines = ",\n ".join(json.dumps(one, ensure_ascii=False) for one in asyncio.run(run(name)))
        (CAPTURES / f"{name}.golden.json").write_text(f"[{lines}]\n", "utf-8")


if __name__ == "__main__":
    main()
