"""A bulb that speaks JSON over UDP, and the adapter for it: the smallest that uses all of the session layer."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from adapters.sdk.contract import AdapterContext, Manifest
from adapters.sdk.errors import RejectedError
from adapters.sdk.network import Datagrams
from adapters.sdk.polling import Lane, Schedule
from adapters.sdk.reconnect import Backoff
from adapters.sdk.session import Outlet, SessionAdapter
from adapters.sdk.tap import Tap
from adapters.sdk.thing import Thing
from schemas.binding import Described, bind
from schemas.commands import Command, SetProperties
from schemas.conversion import scale
from schemas.device import DeviceDescription, EndpointDescription
from schemas.mapping import Row, Source
from schemas.outcomes import Answer, Refused, Sent
from schemas.pairing import Ask, Candidate, Paired, PairingPlan, Step
from schemas.registry import Registry
from schemas.vocabulary import Kind

REGISTRY = Registry.load()
ROWS = {
    "power": Row(source="power", capability="onOff", name="onOff"),
    "level": Row(source="level", capability="levelControl", name="currentLevel", convert=scale(100, 255), whole=True),
}
SOURCES = {
    "power": Source(kind=Kind.BOOLEAN, access="rwn"),
    "level": Source(kind=Kind.INTEGER, minimum=0, maximum=255, access="rwn"),
    "mood": Source(kind=Kind.STRING, access="rwn"),
}
PLAN = PairingPlan(
    asks=(
        Ask(id="host", zh="地址", en="Address", example="192.168.7.20"),
        Ask(id="token", zh="令牌", en="Token", secret=True, pattern="[0-9a-f]{4}"),
    ),
    steps=(Step(id="connect", zh="连接", en="Connect"), Step(id="token", zh="验证令牌", en="Check the token")),
)


@dataclass
class Bulb(asyncio.DatagramProtocol):
    """The device. Silent where `mute`; refuses another token than its own."""

    token: str = "c0de"
    state: dict[str, Any] = field(default_factory=lambda: {"power": False, "level": 51, "mood": "calm"})
    mute: bool = False
    asked: list[str] = field(default_factory=list)
    most_at_once: int = 0
    transport: Any = None
    port: int = 0
    delay_turns: int = 0

    def connection_made(self, transport: Any) -> None:
        self.transport = transport
        self.port = transport.get_extra_info("sockname")[1]

    def datagram_received(self, data: bytes, addr: Any) -> None:
        said = json.loads(data)
        self.asked.append(said["ask"])
        if self.mute:
            return
        if said["token"] != self.token:
            answer: dict[str, Any] = {"error": "token"}
        else:
            self.state.update(said.get("set", {}))
            answer = {"serial": "B1", "state": {k: self.state[k] for k in said.get("get", self.state)}}
        self.transport.sendto(json.dumps({"id": said["id"], **answer}).encode(), addr)


@asynccontextmanager
async def bulb(port: int = 0, **more: Any) -> AsyncIterator[Bulb]:
    device = Bulb(**more)
    loop = asyncio.get_running_loop()
    transport, _ = await loop.create_datagram_endpoint(lambda: device, local_addr=("127.0.0.1", port))
    try:
        yield device
    finally:
        transport.close()
        await asyncio.sleep(0)


class Line:
    """Asks the device and gives its answer."""

    def __init__(self, link: Datagrams, token: str, tap: Tap | None = None) -> None:
        self._link = link
        self._token = token
        self._tap = tap or Tap()
        self._id = 0

    async def ask(self, ask: str, **body: Any) -> dict[str, Any]:
        self._id += 1
        said = json.dumps({"id": self._id, "ask": ask, "token": self._token, **body}).encode()
        self._tap.said("bulb", said)
        answer = await self._link.ask(lambda: said, self._accept, timeout_s=0.2, tries=2)
        self._tap.heard("bulb", json.dumps(answer).encode())
        if "error" in answer:
            raise RejectedError("the bulb does not accept the token", "pair it anew", code="token-rejected")
        return answer

    def _accept(self, data: bytes) -> dict[str, Any] | None:
        answer: dict[str, Any] = json.loads(data)
        return answer if answer["id"] == self._id else None


class BulbSession:
    """One bulb: describe, then ask for what is due."""

    def __init__(self, paired: Paired, context: AdapterContext) -> None:
        self.name = paired.key
        self._kept: Mapping[str, Any] = paired.kept
        self._now_ns = context.monotonic_ns
        self._tap = context.tap
        self._lane = Lane()
        self._line: Line | None = None
        self._thing = thing(paired)
        self._schedule = Schedule({})
        self._news = asyncio.Event()

    async def run(self, outlet: Outlet) -> None:
        async with await Datagrams.open(self._kept["host"], int(self._kept["port"])) as link:
            self._line = Line(link, self._kept["token"], self._tap)
            self._schedule = Schedule(self._thing.periods(REGISTRY, 5.0))
            while True:
                due = self._schedule.take(self._now_ns(), 16)
                if due:
                    async with self._lane.turn():
                        answer = await self._line.ask("get", get=due)
                    outlet.describe(self._thing)
                    outlet.heard(self._thing, answer["state"])
                else:
                    self._news.clear()
                    await self._news.wait()

    async def execute(self, command: Command) -> Answer:
        if not isinstance(command, SetProperties) or self._line is None:
            return Refused(command=command.id, code="unknown-command", reason="a bulb only takes values")
        writes = dict(self._thing.writes(command.changes))
        async with self._lane.turn(urgent=True):
            await self._line.ask("set", set=writes)
        self._schedule.hasten(writes)
        self._news.set()
        return Sent(command=command.id)


def thing(paired: Paired) -> Thing:
    rows = {name: (ROWS[name],) if name in ROWS else () for name in SOURCES}
    found = (
        Described(endpoint=1, name=f"bulb.{name}", address=name, source=source, rows=rows[name])
        for name, source in SOURCES.items()
    )
    bound = bind(found, REGISTRY)
    description = DeviceDescription(
        key=paired.key,
        name=paired.name,
        endpoints=(EndpointDescription(id=1, device_type="dimmableLight"),),
        properties=tuple(one.description for one in bound),
    )
    return Thing(description, bound)


class BulbPairer:
    """Two steps."""

    def __init__(self, port: int) -> None:
        self._port = port

    async def discover(self, seconds: float) -> tuple[Candidate, ...]:
        del seconds
        known = (("host", "127.0.0.1"),)
        return (Candidate(key="B1", name="Bulb", address="127.0.0.1", answers=known),)

    async def pair(self, answers: Mapping[str, str]) -> AsyncIterator[str | Paired]:
        yield "connect"
        async with await Datagrams.open(answers["host"], self._port) as link:
            yield "token"
            serial = (await Line(link, answers["token"]).ask("get"))["serial"]
        yield Paired(key=serial, name="Bulb", kept={**answers, "port": self._port})

    async def forget(self, paired: Paired) -> None:
        async with await Datagrams.open(str(paired.kept["host"]), self._port) as link:
            await Line(link, str(paired.kept["token"])).ask("forget")


def create(port: int, context: AdapterContext) -> SessionAdapter:
    return SessionAdapter(
        context,
        make=lambda paired: BulbSession(paired, context),
        pairer=BulbPairer(port),
        backoff=lambda: Backoff(first_s=0.01, ceiling_s=0.02),
    )


def manifest(port: int) -> Manifest:
    return Manifest(
        id="bulb",
        version="1",
        protocol="bulb",
        sdk="1",
        zh="灯泡",
        en="Bulb",
        config_schema=dict,
        check=lambda _settings: (),
        create=lambda _settings, context: create(port, context),
        pairing=PLAN,
    )
