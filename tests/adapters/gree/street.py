"""A unit and its neighbour in memory, in one adapter, their time jumping: datagrams as they are on the wire."""

import asyncio
import json
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

from adapters.gree.channel import GreeChannel
from adapters.gree.protocol import Conversation, Form, GreeProtocolError
from adapters.gree.session import GreeSession, Pace
from adapters.gree.unit import Identity
from adapters.sdk.channel import Channel
from adapters.sdk.contract import AdapterContext
from adapters.sdk.session import SessionAdapter
from adapters.sdk.tap import Tap
from schemas.outcomes import Failed, Refused, Sent
from schemas.registry import Registry
from schemas.updates import AvailabilityChanged, PropertiesReported
from tests.adapters.gree.far import KEY, MAC, Far, Unit
from tests.adapters.sdk.home import Home, living
from tests.adapters.sdk.travel import now_ns

OTHER = "9424b8000002"
POWER, TARGET, FAN, ROOM = (
    "1/onOff/onOff",
    "1/thermostat/coolingSetpoint",
    "1/fanControl/fanMode",
    "1/thermostat/localTemperature",
)
POLL_S = 10.0
REGISTRY = Registry.load()


class Air:
    """Datagrams to and from one unit. `instead` gives what comes in place of an answer."""

    def __init__(self, far: Far) -> None:
        self.far = far
        self.instead: Callable[[bytes], Iterable[bytes]] = lambda answer: (answer,)
        self._coming: deque[bytes] = deque()
        self._news = asyncio.Event()

    def send(self, data: bytes) -> None:
        answer = self.far.answer(json.loads(data))
        if answer is not None:
            self.arrives(*self.instead(answer))

    def arrives(self, *datagrams: bytes) -> None:
        self._coming += datagrams
        self._news.set()

    def forget(self) -> None:
        self._coming.clear()

    async def receive(self) -> bytes:
        while not self._coming:
            self._news.clear()
            await self._news.wait()
        return self._coming.popleft()


class Street:
    """What the home knows of both."""

    def __init__(self, home: Home, air: Air, other: Air) -> None:
        self.home = home
        self.air = air
        self.far = air.far
        self.other = other.far

    async def others_are_well(self) -> None:
        """See that the neighbour is read and written, and was never away."""
        self.other.state["TemSen"] = self.other.state["TemSen"] % 30 + 41
        await self.home.until_value(ROOM, self.other.state["TemSen"] - 40, OTHER)
        wanted = 16 + self.other.state["SetTem"] % 10
        assert isinstance(await self.home.write(TARGET, wanted, OTHER), Sent)
        await self.home.until_value(TARGET, wanted, OTHER)
        assert self.home.reasons[OTHER] == ""
        told = [one for one in self.home.updates if isinstance(one, AvailabilityChanged) and one.device == OTHER]
        assert all(one.available for one in told)

    async def away(self, reason: str) -> None:
        """Wait until the unit is away for this reason; what was confirmed stays, and no write is claimed."""
        await self.home.until(lambda: reason in self.home.reasons[MAC])
        assert self.home.values[MAC, TARGET] == 24
        assert isinstance(await self.home.write(POWER, value=True), Refused | Failed)
        await self.others_are_well()

    async def back(self) -> None:
        """Wait until the unit answers again."""
        await self.home.until(lambda: self.home.reasons[MAC] == "")

    def ever(self, path: str, value: object) -> bool:
        """Whether the unit was ever said to have this value."""
        at = (self.home.index(path), value)
        told = [one for one in self.home.updates if isinstance(one, PropertiesReported)]
        return any(at in one.changes for one in told if one.device == MAC)


def session(air: Air) -> GreeSession:
    @asynccontextmanager
    async def connect(odd: Callable[[GreeProtocolError], None]) -> AsyncIterator[Channel]:
        talk = Conversation(air.far.unit.mac, key=KEY, form=air.far.unit.form)
        yield GreeChannel(air, talk, answer_s=1.0, odd=odd)

    return GreeSession(
        Identity(key=air.far.unit.mac, name="Room", is_gateway=bool(air.far.children)),
        connect,
        REGISTRY,
        pace=Pace(poll_s=POLL_S, pause_s=0.2),
        now_ns=now_ns,
        tap=Tap(),
    )


@asynccontextmanager
async def street(form: Form = Form.ECB, **more: Any) -> AsyncIterator[Street]:
    """Run both, and wait until they are known."""
    air, other = Air(Far(Unit(form), **more)), Air(Far(Unit(Form.GCM, mac=OTHER)))
    context = AdapterContext(name="gree", state_dir=Path(), monotonic_ns=now_ns)
    adapter = SessionAdapter(context, sessions=[session(air), session(other)])
    async with living(adapter, partial(Home, usual=MAC)) as home:
        await home.until_value(TARGET, 24, OTHER)
        await home.until(lambda: home.reasons.get(MAC) == "")
        yield Street(home, air, other)
