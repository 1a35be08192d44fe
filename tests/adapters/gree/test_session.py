"""A session against units that answer at once; time is moved by hand."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from adapters.gree.mapping import FIRST, FURTHER
from adapters.gree.session import SETTLE_S, GreeSession, Pace
from adapters.gree.unit import Identity
from adapters.sdk.channel import Channel
from adapters.sdk.contract import AdapterContext
from adapters.sdk.reconnect import Backoff
from adapters.sdk.session import SessionAdapter
from adapters.sdk.tap import Tap
from schemas.commands import Command, InvokeCommand, ReadProperties, SetProperties
from schemas.device import DeviceDescription
from schemas.outcomes import Failed, Refused, Sent
from schemas.registry import Registry
from schemas.updates import (
    AvailabilityChanged,
    DeviceDescribed,
    FaultReported,
    PropertiesReported,
    Update,
)

REGISTRY = Registry.load()
NS = 10**9
POLL_S = 10.0


class Units:
    """The far end of a channel: one unit, or a gateway with `behind`. What it is asked is in `asked`."""

    def __init__(self, **columns: Any) -> None:
        self.state: dict[str, Any] = {"Pow": 0, "Mod": 1, "SetTem": 24, "TemSen": 66, "TemUn": 0} | columns
        self.behind: dict[str, dict[str, Any]] = {}
        self.silent: set[str] = set()  # macs; "" is the one that is spoken with
        self.unknown: set[str] = set()  # columns that silence it
        self.refuses: int = 0
        self.stubborn = False
        self.asked: list[dict[str, Any]] = []
        self.news = asyncio.Event()

    async def send(self, message: bytes) -> None:
        self.asked.append(json.loads(message))
        self.news.set()

    async def receive(self) -> bytes:
        await asyncio.sleep(0)
        return json.dumps(self.answer(self.asked[-1])).encode()

    def answer(self, told: dict[str, Any]) -> dict[str, Any]:
        mac = told.get("mac", "")
        columns = self.behind.get(mac, self.state)
        if mac in self.silent or "" in self.silent or self.unknown & set(told.get("status", ())):
            return {"unanswered": True}
        if self.refuses:
            return {"refused": self.refuses}
        if "status" in told:
            return {"values": {name: columns.get(name, "") for name in told["status"]}}
        if "set" in told:
            columns.update({} if self.stubborn else told["set"])
            return {"applied": told["set"]}
        return {"units": [{"mac": one, "mid": "6049"} for one in self.behind], "count": len(self.behind)}

    async def times(self, count: int) -> None:
        """Wait until it was asked so often."""
        async with asyncio.timeout(5):
            while len(self.asked) < count:
                self.news.clear()
                await self.news.wait()


async def settle() -> None:
    """Let everybody come to rest: nothing here waits for the network."""
    for _ in range(100):
        await asyncio.sleep(0)


class Home:
    """What a session told, and the clock."""

    def __init__(self, adapter: SessionAdapter, session: GreeSession) -> None:
        self.adapter = adapter
        self.session = session
        self.told: list[Update] = []
        self.now_ns = 0
        self._news = asyncio.Event()

    async def tick(self, seconds: float) -> None:
        """Move time, once all is done that there is to do."""
        await settle()
        self.now_ns += round(seconds * NS)
        self.session._nap.wake()  # as when its time has come
        await settle()

    async def listen(self) -> None:
        async for batch in self.adapter.updates():
            self.told += batch
            self._news.set()

    async def until(self, holds: Callable[[], bool]) -> None:
        async with asyncio.timeout(5):
            while not holds():
                self._news.clear()
                await self._news.wait()

    def description(self, key: str = "roof") -> DeviceDescription:
        return next(u.device for u in reversed(self.told) if isinstance(u, DeviceDescribed) and u.device.key == key)

    def value(self, path: str, key: str = "roof") -> Any:
        number = self.index(path, key)
        found = [v for u in self.told if isinstance(u, PropertiesReported) and u.device == key
                 for i, v in u.changes if i == number]  # fmt: skip
        return found[-1] if found else "nothing"

    def index(self, path: str, key: str = "roof") -> int:
        return [p.path for p in self.description(key).properties].index(path)

    def away(self, key: str = "roof") -> str | None:
        """Why a device is away; empty where it is there, None where nothing was told."""
        found = [u for u in self.told if isinstance(u, AvailabilityChanged) and u.device == key]
        return None if not found else "" if found[-1].available else found[-1].reason

    def codes(self) -> list[str]:
        return [u.code for u in self.told if isinstance(u, FaultReported)]

    async def want(self, wanted: dict[str, Any], key: str = "roof") -> Any:
        changes = tuple((self.index(path, key), value) for path, value in wanted.items())
        return await self.adapter.execute(SetProperties(id="c", device=key, changes=changes))


@asynccontextmanager
async def home(units: Units, *, gateway: bool = False, extra: tuple[str, ...] = ()) -> AsyncIterator[Home]:
    @asynccontextmanager
    async def connect(odd: Any) -> AsyncIterator[Channel]:
        del odd
        yield units

    clock: list[Home] = []
    session = GreeSession(
        Identity(key="roof", name="Roof", brand="gree", model="60", is_gateway=gateway),
        connect,
        REGISTRY,
        pace=Pace(poll_s=POLL_S, pause_s=0),
        now_ns=lambda: clock[0].now_ns,
        tap=Tap(),
        extra=extra,
    )
    context = AdapterContext(name="gree", state_dir=Path(), monotonic_ns=time.monotonic_ns)
    held = asyncio.Event()

    async def pause(_seconds: float) -> None:
        await held.wait()
        held.clear()

    adapter = SessionAdapter(context, backoff=lambda: Backoff(first_s=0.01), sleep=pause)
    one = Home(adapter, session)
    one.again = held  # type: ignore[attr-defined]
    clock.append(one)
    async with adapter, asyncio.TaskGroup() as group:
        listening = group.create_task(one.listen(), name="listen")
        adapter.adopt(session)
        yield one
        listening.cancel()


async def test_what_it_has_is_found_out_once_and_then_asked_for_in_one_question() -> None:
    units = Units(AssHt=0, OutEnvTem=45)
    units.unknown = {"TemBody"}
    async with home(units) as one:
        await one.until(lambda: one.away() == "")
        await settle()
        assert one.value("1/thermostat/localTemperature") == 26
        assert [told["status"] for told in units.asked] == [[*FIRST], *map(list, FURTHER)]
        assert one.value("1/thermostat/outdoorTemperature") == 5
        assert {p.address for p in one.description().properties} == {
            "Pow", "Mod", "SetTem", "TemSen", "TemUn", "AssHt", "OutEnvTem",
        }  # fmt: skip
        units.state["TemSen"] = 67
        await one.tick(POLL_S)
        await one.until(lambda: one.value("1/thermostat/localTemperature") == 27)
        assert units.asked[-1] == {"status": ["Pow", "Mod", "SetTem", "TemSen", "TemUn", "AssHt", "OutEnvTem"]}
        assert len(units.asked) == 2 + len(FURTHER)
        assert one.away() == ""


async def test_a_wish_is_one_command_and_is_asked_about_until_it_is_so() -> None:
    units = Units(SwhSlp=0, SlpMod=0)
    async with home(units) as one:
        await one.until(lambda: one.away() == "")
        before = len(units.asked)
        units.stubborn = True
        wanted = {"1/onOff/onOff": True, "1/thermostat/coolingSetpoint": 26, "1/comfortOptions/sleepMode": True}
        assert await one.want(wanted) == Sent(command="c")
        assert units.asked[before] == {"set": {"Pow": 1, "SetTem": 26, "SwhSlp": 1, "SlpMod": 1}}
        await units.times(before + 2)
        await one.tick(0.5)  # it says as before; so it is asked again soon
        await units.times(before + 3)
        units.state |= {"Pow": 1, "SetTem": 26, "SwhSlp": 1, "SlpMod": 1}
        await one.tick(0.5)
        await one.until(lambda: one.value("1/onOff/onOff") is True)
        assert one.value("1/thermostat/coolingSetpoint") == 26
        count = len(units.asked)
        await one.tick(POLL_S - 0.1)  # it is so; so it is left alone as usual
        assert len(units.asked) == count


async def test_one_that_never_does_as_told_is_left_alone_after_a_while() -> None:
    units = Units()
    units.stubborn = True
    async with home(units) as one:
        await one.until(lambda: one.away() == "")
        await one.want({"1/onOff/onOff": True})
        count = len(units.asked)
        await units.times(count + 1)
        await one.tick(SETTLE_S)
        await units.times(count + 2)
        await one.tick(POLL_S - 1)
        assert len(units.asked) == count + 2
        assert one.value("1/onOff/onOff") is False


async def test_wishes_that_cannot_be() -> None:
    units = Units()
    async with home(units) as one:
        await one.until(lambda: one.away() == "")
        count = len(units.asked)
        cold = await one.want({"1/thermostat/coolingSetpoint": 12})
        assert isinstance(cold, Refused)
        assert (cold.code, cold.reason) == ("out-of-range", "expected 16 to 30 °C, got 12")
        call: Command = InvokeCommand(id="c", device="roof", endpoint=1, capability="onOff", command="toggle")
        refused = await one.adapter.execute(call)
        assert isinstance(refused, Refused)
        assert refused.code == "unknown-command"
        assert len(units.asked) == count  # nothing was sent
        units.refuses = 403
        no = await one.want({"1/onOff/onOff": True})
        assert isinstance(no, Failed)
        assert (no.code, no.retry) == ("device-refused", False)
        units.refuses, units.silent = 0, {""}
        lost = await one.want({"1/onOff/onOff": True})
        assert isinstance(lost, Failed)
        assert (lost.code, lost.retry) == ("no-answer", True)


async def test_somebody_asks_for_a_value() -> None:
    units = Units()
    async with home(units) as one:
        await one.until(lambda: one.away() == "")
        units.state["Pow"] = 1
        answer = await one.adapter.execute(ReadProperties(id="c", device="roof", properties=(0,)))
        assert answer == Sent(command="c")
        await one.until(lambda: one.value("1/onOff/onOff") is True)


async def test_it_says_what_no_unit_should_and_the_rest_is_taken() -> None:
    units = Units(Tur=0)
    async with home(units) as one:
        await one.until(lambda: one.away() == "")
        units.state |= {"Tur": 9, "SetTem": "x", "Pow": 1, "Mod": ""}
        await one.tick(POLL_S)
        await one.until(lambda: one.value("1/onOff/onOff") is True)
        assert one.codes().count("unexpected-value") == 2
        assert one.value("1/comfortOptions/boostMode") is False
        assert one.value("1/thermostat/systemMode") == "cool"


async def test_it_refuses_to_tell_and_stays() -> None:
    units = Units()
    async with home(units) as one:
        await one.until(lambda: one.away() == "")
        units.refuses = 500
        await one.tick(POLL_S)
        await one.until(lambda: "device-refused" in one.codes())
        assert one.away() == ""


async def test_it_falls_silent_and_comes_back_as_what_it_was() -> None:
    units = Units(AssHt=0)
    async with home(units) as one:
        await one.until(lambda: one.away() == "")
        units.silent = {""}
        await one.tick(POLL_S)
        await one.until(lambda: "does not answer" in (one.away() or ""))
        units.silent = set()
        units.unknown = set(FURTHER[0])  # it is not asked what it has again
        count = len(units.asked)
        one.again.set()  # type: ignore[attr-defined]
        await one.until(lambda: one.away() == "")
        await units.times(count + 1)
        assert len([u for u in one.told if isinstance(u, DeviceDescribed)]) == 1


async def test_a_gateway_and_the_units_behind_it() -> None:
    units = Units()
    units.behind = {"a1": {"Pow": 0, "SetTem": 20, "TemBody": 21}, "a2": {"Pow": 1, "SetTem": 22}}
    units.silent = {"a2"}
    async with home(units, gateway=True) as one:
        await one.until(lambda: one.away("a1") == "")
        roof, first = one.description(), one.description("a1")
        assert [e.device_type for e in roof.endpoints] == ["gateway"]
        assert (first.via, first.name, first.model) == ("roof", "Roof 1", "6049")
        assert one.value("1/thermostat/localTemperature", "a1") == 21
        assert one.away("a2") is None  # not described before it answers
        units.silent = set()
        await one.tick(POLL_S)
        await one.until(lambda: one.away("a2") == "")
        assert await one.want({"1/onOff/onOff": False}, "a2") == Sent(command="c")
        assert {"set": {"Pow": 0}, "mac": "a2"} in units.asked
        await one.until(lambda: one.value("1/onOff/onOff", "a2") is False)
        # one falls silent, and the others do not
        units.silent = {"a1"}
        await one.tick(POLL_S)
        await one.until(lambda: one.away("a1") == "it does not answer behind its gateway")
        assert (one.away(), one.away("a2")) == ("", "")
        # all of it does
        units.silent = {""}
        await one.tick(POLL_S)
        await one.until(lambda: "any more" in (one.away() or ""))
        assert "any more" in (one.away("a2") or "")
        # it comes back, and lists one no more
        units.silent, units.behind = set(), {"a2": units.behind["a2"]}
        one.again.set()  # type: ignore[attr-defined]
        await one.until(lambda: one.away("a2") == "")
        asked = len(units.asked)
        answer = await one.want({"1/onOff/onOff": True}, "a1")
        assert isinstance(answer, Refused)
        assert (answer.code, len(units.asked)) == ("not-connected", asked)


async def test_a_gateway_without_units_is_asked_whether_it_is_there() -> None:
    units = Units()
    async with home(units, gateway=True) as one:
        await one.until(lambda: one.away() == "")
        assert one.away() == ""
        assert units.asked == [{"units": 0}]


async def test_columns_that_a_person_wants_besides() -> None:
    units = Units(EnvArea1St=3)
    units.unknown = {"Nonsense"}
    async with home(units, extra=("EnvArea1St", "Nonsense")) as one:
        await one.until(lambda: one.away() == "")
        await one.until(lambda: one.value("1/vendor/gree.EnvArea1St") == 3)


@pytest.mark.parametrize("device", ["roof", "nobody"])
async def test_nothing_can_be_set_before_it_answered(device: str) -> None:
    units = Units()
    units.silent = {""}
    async with home(units) as one:
        await one.until(lambda: one.away() is not None)
        answer = await one.adapter.execute(SetProperties(id="c", device=device, changes=((0, True),)))
        assert isinstance(answer, Refused)
