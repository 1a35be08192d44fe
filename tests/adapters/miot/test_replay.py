"""What was recorded with a peer is said and heard again, and the home is told the same."""

import json
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any, Final

from adapters.miot.pairing import Family
from adapters.miot.protocol import MiotProtocolError
from adapters.miot.session import MiotSession
from adapters.sdk.channel import Replayed
from adapters.sdk.contract import AdapterContext
from adapters.sdk.record import Line, read
from adapters.sdk.session import SessionAdapter
from schemas.outcomes import Sent
from schemas.updates import DeviceDescribed, FaultReported, PropertiesReported
from tests.adapters.miot.stage import REGISTRY, instance
from tests.adapters.sdk.home import Home, living
from tests.adapters.sdk.travel import now_ns, travels

CAPTURES: Final = Path(__file__).parents[2] / "captures" / "miot"


def recorded(name: str) -> list[Line]:
    return read((CAPTURES / f"{name}.jsonl").read_text("utf-8").splitlines())


def did_of(lines: Sequence[Line]) -> str:
    """Give the number that stands for the device in a recording."""
    asked = (json.loads(line.message) for line in lines if line.way == "out")
    return str(next(one["params"][0]["did"] for one in asked if one["method"] == "get_properties"))


@asynccontextmanager
async def replayed(name: str, key: str, channel: Replayed) -> AsyncIterator[Home]:
    @asynccontextmanager
    async def connect(*, trusted: bool, odd: Callable[[MiotProtocolError], None]) -> AsyncIterator[Replayed]:
        del trusted, odd
        yield channel

    context = AdapterContext(name="miot", state_dir=Path(), monotonic_ns=now_ns)
    family = Family(key, {"spec": json.dumps(instance(name))}, None, REGISTRY)
    session = MiotSession(key, connect, family, REGISTRY, poll_s=300, now_ns=now_ns, tap=context.tap)
    async with living(SessionAdapter(context, sessions=[session]), partial(Home, usual=key)) as home:
        yield home


def told(home: Home) -> list[Any]:
    """Write what the home was told as plain lists, in order."""
    found: list[Any] = []
    for update in home.updates:
        match update:
            case DeviceDescribed():
                described = update.device
                found.append(["described", described.name, described.model, described.firmware])
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
    key = did_of(lines)
    channel = Replayed([(line.way, line.message) for line in lines])
    async with replayed("air-conditioner", key, channel) as home:
        for path, value in (
            ("1/onOff/onOff", True),
            ("1/thermostat/systemMode", "cool"),
            ("1/thermostat/coolingSetpoint", 26),
        ):
            await home.until(lambda: bool(home.values))
            assert isinstance(await home.write(path, value, key), Sent)
            await home.until_value(path, value, key)
        assert isinstance(await home.invoke("1/onOff/toggle", key), Sent)
        await home.until_value("1/onOff/onOff", value=False, key=key)
        assert channel.is_over
        golden = json.loads((CAPTURES / "air-conditioner.golden.json").read_text("utf-8"))
        assert told(home) == golden
