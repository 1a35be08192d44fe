"""A whole adapter over a server in memory: what the home is told, and what becomes of its wishes."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from adapters.knx.config import KnxConfig
from adapters.knx.installation import Installation
from adapters.knx.link import Heard, Odd
from adapters.knx.session import KnxSession
from adapters.knx.way import Open, Pace, tunnelled
from adapters.sdk.contract import AdapterContext
from adapters.sdk.session import SessionAdapter
from schemas.commands import InvokeCommand, ReadProperties, SetProperties
from schemas.outcomes import Answer, Failed, Refused, Sent
from schemas.registry import Registry
from schemas.updates import FaultReported
from tests.adapters.bad_input import Bad, shows
from tests.adapters.knx.far import OWN, PEER, Server, cemi, written
from tests.adapters.sdk.home import Home, living
from tests.adapters.sdk.travel import now_ns, travels

REGISTRY = Registry.load()
LIGHT = {"name": "Light", "type": "light", "addresses": {"switch": "1/0/1", "switch_state": "1/0/2"}}
BLIND = {
    "name": "Blind",
    "type": "blind",
    "addresses": {"move": "2/0/1", "stop": "2/0/2", "position": "2/0/3", "position_state": "2/0/4", "tilt": "2/0/5"},
}
SENSOR = {"name": "Sensor", "type": "sensor", "addresses": {"temperature": "4/0/1"}}
SWITCHED, SHOWN, POSITION, WARM = 0x0801, 0x0802, 0x1004, 0x2001


@dataclass
class Way:
    """Leads to a server; a new one each time."""

    make: Callable[[], Server] = Server
    servers: list[Server] = field(default_factory=list)

    @asynccontextmanager
    async def __call__(self, heard: Heard, odd: Odd) -> AsyncIterator[Open]:
        server = self.make()
        self.servers.append(server)
        async with tunnelled(server, OWN, PEER, heard, odd, pace=Pace(answer_s=1, telegrams_per_s=20)) as found:
            yield found

    @property
    def server(self) -> Server:
        return self.servers[-1]

    def reads(self) -> list[int]:
        """Give the groups that were asked for a value."""
        return [int.from_bytes(raw[6:8], "big") for raw in self.server.heard if raw[9:] == b"\x00\x00"]

    def writes(self) -> list[tuple[int, bytes]]:
        return [(int.from_bytes(raw[6:8], "big"), raw[9:]) for raw in self.server.heard if raw[9:] != b"\x00\x00"]


@dataclass
class Stage:
    adapter: SessionAdapter
    home: Home
    way: Way

    async def write(self, key: str, path: str, value: Any) -> Answer:
        return await self.adapter.execute(SetProperties(id="w", device=key, changes=((self.index(key, path), value),)))

    async def invoke(self, key: str, command: str, **arguments: Any) -> Answer:
        told = InvokeCommand(
            id="i",
            device=key,
            endpoint=1,
            capability="windowCovering",
            command=command,
            arguments=tuple(arguments.items()),
        )
        return await self.adapter.execute(told)

    async def read(self, key: str, path: str) -> Answer:
        return await self.adapter.execute(ReadProperties(id="r", device=key, properties=(self.index(key, path),)))

    def index(self, key: str, path: str) -> int:
        return next(n for n, one in enumerate(self.home.devices[key].properties) if one.path == path)

    async def until_value(self, key: str, path: str, value: Any) -> None:
        await self.home.until(lambda: self.home.values.get((key, path)) == value)

    def faults(self) -> list[tuple[str, str, str]]:
        return [(f.device, f.code, f.place) for f in self.home.updates if isinstance(f, FaultReported)]


class Loaded(Installation):
    """Loads at once, without a thread, for time that jumps."""

    async def __call__(self) -> Sequence[Any]:
        return self._load()


@asynccontextmanager
async def stage(*devices: dict[str, Any], way: Way | None = None) -> AsyncIterator[Stage]:
    way = way or Way()
    config = KnxConfig.model_validate({"devices": devices})
    load = Loaded((one.wanted() for one in config.devices), None, (), REGISTRY)
    session = KnxSession(way, load, REGISTRY, refresh_s=3600, now_ns=now_ns)
    context = AdapterContext(name="knx", state_dir=Path(), monotonic_ns=now_ns)
    async with living(SessionAdapter(context, sessions=[session]), Home) as home:
        yield Stage(home.adapter, home, way)


@travels
async def test_states_are_read_and_then_heard() -> None:
    async with stage(LIGHT, SENSOR) as one:
        await one.home.until(lambda: "4/0/1" in one.home.devices)
        await one.home.until(lambda: one.home.values.get(("knx", "1/deviceInformation/productName")) == "house")
        await asyncio.sleep(1)
        assert one.way.reads() == [SHOWN, WARM]
        one.way.server.tell(cemi(0x29, SHOWN, b"\x00\x41"))
        one.way.server.tell(cemi(0x29, WARM, b"\x00\x40\x0c\x1a"))
        await one.until_value("1/0/1", "1/onOff/onOff", True)  # noqa: FBT003
        await one.until_value("4/0/1", "1/temperatureMeasurement/measuredValue", 21.0)
        # what others wish is not yet so
        one.way.server.tell(written(SWITCHED, 0))
        one.way.server.tell(cemi(0x29, WARM, b"\x00\x80\x00\x64"))
        await one.until_value("4/0/1", "1/temperatureMeasurement/measuredValue", 1.0)
        assert one.home.values["1/0/1", "1/onOff/onOff"] is True
        assert {one.home.devices[key].via for key in ("1/0/1", "4/0/1")} == {"knx"}


@shows(Bad.SILENT, "a state that nobody on the bus tells is asked for 3 more times, then once an hour")
@travels
async def test_a_state_that_nobody_tells_is_asked_for_some_more_times() -> None:
    async with stage(LIGHT) as one:
        await asyncio.sleep(300)
        assert one.way.reads() == [SHOWN] * 4
        one.way.server.tell(written(SHOWN, 1))
        await asyncio.sleep(3600)
        assert one.way.reads() == [SHOWN] * 5


@travels
async def test_a_wish_is_sent_and_its_state_is_asked_for() -> None:
    async with stage(LIGHT, BLIND, SENSOR) as one:
        await one.home.until(lambda: "4/0/1" in one.home.devices)
        assert await one.write("1/0/1", "1/onOff/onOff", True) == Sent(command="w")  # noqa: FBT003
        await asyncio.sleep(1)
        assert one.way.writes() == [(SWITCHED, b"\x00\x81")]
        assert one.way.reads().count(SHOWN) >= 1
        assert await one.write("2/0/1", "1/windowCovering/targetPosition", 60.0) == Sent(command="w")
        assert await one.invoke("2/0/1", "close") == Sent(command="i")
        assert await one.invoke("2/0/1", "open") == Sent(command="i")
        assert await one.invoke("2/0/1", "stop") == Sent(command="i", confirmable=False)
        assert await one.invoke("2/0/1", "goToTilt", tilt=100.0) == Sent(command="i")
        assert one.way.writes()[1:] == [
            (0x1003, b"\x00\x80\x66"),
            (0x1001, b"\x00\x81"),
            (0x1001, b"\x00\x80"),
            (0x1002, b"\x00\x81"),
            (0x1005, b"\x00\x80\x00"),
        ]
        one.way.server.tell(cemi(0x29, POSITION, b"\x00\x80\xff"))
        await one.until_value("2/0/1", "1/windowCovering/currentPosition", 0.0)
        await one.until_value("2/0/1", "1/windowCovering/targetPosition", 0.0)


@travels
async def test_what_is_refused() -> None:
    async with stage(LIGHT, BLIND) as one:
        await one.home.until(lambda: "2/0/1" in one.home.devices)
        for answer, code in (
            (await one.write("1/0/1", "1/onOff/onOff", "on"), "out-of-range"),
            (await one.write("2/0/1", "1/windowCovering/targetPosition", 300.0), "out-of-range"),
            (await one.write("2/0/1", "1/windowCovering/currentPosition", 3.0), "unknown-command"),
            (await one.invoke("1/0/1", "close"), "unknown-command"),
            (await one.read("2/0/1", "1/vendor/knx.move"), "not-readable"),
            (await one.write("knx", "1/deviceInformation/productName", "x"), "not-writable"),
        ):
            assert isinstance(answer, Refused)
            assert answer.code == code
        assert one.way.writes() == []
        assert await one.read("1/0/1", "1/onOff/onOff") == Sent(command="r")


@travels
async def test_a_bus_without_anybody_fails_the_wish_and_nothing_else() -> None:
    async with stage(LIGHT, way=Way(lambda: Server(failed=True))) as one:
        await one.home.until(lambda: "1/0/1" in one.home.devices)
        answer = await one.write("1/0/1", "1/onOff/onOff", True)  # noqa: FBT003
        assert isinstance(answer, Failed)
        assert answer.code == "not-acknowledged"
        assert one.home.reasons["1/0/1"] == ""


@shows(Bad.OUT_OF_SPEC, "the value before it stays; a fault names the address")
@travels
async def test_octets_of_another_type_are_a_fault_and_the_value_stays() -> None:
    async with stage(LIGHT, SENSOR) as one:
        await one.home.until(lambda: "4/0/1" in one.home.devices)
        one.way.server.tell(cemi(0x29, WARM, b"\x00\x80\x0c\x1a"))
        await one.until_value("4/0/1", "1/temperatureMeasurement/measuredValue", 21.0)
        one.way.server.tell(cemi(0x29, WARM, b"\x00\x80\x01\x02\x03\x04"))
        one.way.server.tell(written(WARM, 1))
        one.way.server.tell(cemi(0x29, WARM, b"\x00\x80\x7f\xff"))  # it has no value
        await one.until_value("4/0/1", "1/temperatureMeasurement/measuredValue", None)
        assert ("4/0/1", "unexpected-value", "4/0/1") in one.faults()


@shows(Bad.SILENT, "no answer to whether the tunnel stands, on all devices; a wish is refused until it is back")
@travels
async def test_one_lost_tunnel_is_told_by_all_and_comes_back() -> None:
    async with stage(LIGHT, SENSOR) as one:
        await one.home.until(lambda: "4/0/1" in one.home.devices)
        one.way.server.mute = lambda _: True
        await one.home.until(lambda: all(one.home.reasons.get(key) for key in ("knx", "1/0/1", "4/0/1")))
        assert "no answer" in one.home.reasons["1/0/1"]
        refused = await one.write("1/0/1", "1/onOff/onOff", True)  # noqa: FBT003
        assert isinstance(refused, Refused)
        await one.home.until(lambda: one.home.reasons["4/0/1"] == "")
        assert len(one.way.servers) == 2
        await asyncio.sleep(1)
        assert set(one.way.reads()) == {SHOWN, WARM}


@travels
async def test_a_refused_tunnel_is_told_on_the_interface() -> None:
    async with stage(LIGHT, way=Way(lambda: Server(status=0x29))) as one:
        await one.home.until(lambda: "tunnelling layer" in one.home.reasons.get("knx", ""))


@travels
async def test_a_session_that_is_not_connected_says_so() -> None:
    session = KnxSession(Way(), Loaded((), None, (), REGISTRY), REGISTRY, refresh_s=3600, now_ns=now_ns)
    answer = await session.execute(ReadProperties(id="r", device="1/0/1", properties=(0,)))
    assert isinstance(answer, Refused)
