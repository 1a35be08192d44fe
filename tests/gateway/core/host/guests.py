"""Adapters for processes of their own: one that works, and all kinds that do not."""

import asyncio
import ctypes
import json
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Callable, Mapping
from pathlib import Path
from typing import Any, NoReturn, Self

from adapters.sdk.contract import AdapterContext, Budget, Manifest
from schemas.commands import Command, InvokeCommand, SetProperties
from schemas.device import DeviceDescription, EndpointDescription, PropertyDescription
from schemas.outcomes import Answer, Refused, Sent
from schemas.pairing import Ask, Candidate, Paired, Pairing, PairingPlan, Stepped
from schemas.updates import AdapterStateChanged, DeviceDescribed, EventOccurred, PropertiesReported, Update
from schemas.vocabulary import Kind

LAMP = DeviceDescription(
    key="lamp",
    name="Lamp",
    endpoints=(EndpointDescription(id=1, device_type="onOffLight"),),
    properties=(
        PropertyDescription(
            endpoint=1, capability="onOff", name="onOff", address="on", kind=Kind.BOOLEAN, access="rwn"
        ),
        PropertyDescription(endpoint=1, capability="vendor", name="x.n", address="n", kind=Kind.INTEGER, access="rn"),
    ),
)


def reported(index: Any, value: Any) -> PropertiesReported:
    return PropertiesReported(device="lamp", arrived_ns=time.monotonic_ns(), changes=((index, value),))


ON, OFF = reported(0, value=True), reported(0, value=False)


class Guest:
    """Works: describes a lamp, reports what it is told to, and does what its settings say on top of that."""

    def __init__(self, settings: Mapping[str, Any], context: AdapterContext) -> None:
        self.settings = settings
        self.context = context
        self.waiting: asyncio.Queue[tuple[Update, ...]] = asyncio.Queue(maxsize=100)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        (self.context.state_dir / "left").touch()

    async def updates(self) -> AsyncIterator[tuple[Any, ...]]:
        yield (AdapterStateChanged(state="connected"), DeviceDescribed(device=LAMP))
        await self.misbehave()
        while True:
            yield await self.waiting.get()

    async def misbehave(self) -> None:
        """Nothing, here."""

    async def execute(self, command: Command) -> Answer:
        match command:
            case SetProperties():
                self.waiting.put_nowait((reported(*command.changes[0]),))
                return Sent(command=command.id)
            case InvokeCommand(command="wait"):
                await asyncio.Event().wait()
            case InvokeCommand(command="raise"):
                raise KeyError("no")
            case InvokeCommand(command="nonsense"):
                return "done"  # type: ignore[return-value]
            case _:
                pass
        return Refused(command=command.id, code="unsupported", reason="no")


def manifest(create: Callable[[Mapping[str, Any], AdapterContext], Any], **changes: Any) -> Manifest:
    values: dict[str, Any] = {
        "id": "guest",
        "version": "3",
        "protocol": "none",
        "sdk": "1",
        "zh": "客",
        "en": "Guest",
        "config_schema": dict,
        "check": lambda _settings: (),
        "create": create,
        "execute_timeout_s": 7.0,
    }
    return Manifest(**(values | changes))


WORKS = manifest(Guest)
GREEDY = manifest(Guest, budget=Budget(memory_mb=9000))
OLD = manifest(Guest, sdk="0")
COMPLAINS = manifest(Guest, check=lambda _settings: ("port: is no port; name one",))
NOTHING = "a word"


class Late(Guest):
    """Enters when it is let."""

    async def __aenter__(self) -> Self:
        while not await asyncio.to_thread(Path(self.settings["go"]).exists):
            await asyncio.sleep(0.01)
        return self


LATE = manifest(Late)


class Talks(Guest):
    """Says to its device what it is told to, and what it was paired with."""

    def __init__(self, settings: Mapping[str, Any], context: AdapterContext) -> None:
        super().__init__(settings, context)
        self.known = {one.key: str(one.kept["token"]) for one in context.paired}

    def say(self, key: str, **more: Any) -> None:
        token = self.known[key]
        said = {"type": "lamp", "device": key, "is": token, "hex": token.encode().hex(), **more}
        self.context.tap.said(key, json.dumps(said).encode())

    async def execute(self, command: Command) -> Answer:
        match command:
            case InvokeCommand(command="say"):
                for key in self.known:
                    self.say(key, password=self.settings.get("password", ""))
            case InvokeCommand(command="flood"):
                for number in range(FLOOD):
                    self.say(next(iter(self.known)), number=number, filler="-" * 1000)
            case InvokeCommand(command="end"):
                os._exit(3)
            case _:
                return await super().execute(command)
        return Sent(command=command.id)

    async def discover(self, seconds: float) -> tuple[Candidate, ...]:
        del seconds
        return ()

    async def pair(self, answers: Mapping[str, str]) -> AsyncIterator[Pairing]:
        self.known["B2"] = answers["token"]
        self.say("B2")
        yield Paired(key="B2", name="lamp", kept=dict(answers))

    async def unpair(self, key: str) -> Stepped | None:
        self.known.pop(key, None)
        if key == "B1":
            return None
        return Stepped(step="unpair", state="failed", code="still-paired", reason="it is away", fix="hold its button")


class Lingers(Talks):
    """Waits for ever once its device is kept, or at once, and writes down how far it came."""

    async def pair(self, answers: Mapping[str, str]) -> AsyncIterator[Pairing]:
        yield Stepped(step="press", state="running")
        try:
            if answers["token"] != "wait":
                yield Paired(key="B2", name="lamp", kept=dict(answers))
                (self.context.state_dir / "taken").touch()
            await asyncio.Event().wait()
        finally:
            (self.context.state_dir / "ended").touch()


FLOOD = 3000
PLAN = PairingPlan(asks=(Ask(id="token", zh="令牌", en="Token", secret=True),), steps=())
TALKS = manifest(Talks, pairing=PLAN)
LINGERS = manifest(Lingers, pairing=PLAN)


class Busy(Guest):
    """Never gives its loop a turn."""

    async def misbehave(self) -> None:
        while True:
            pass


class Eats(Guest):
    """Wants a gigabyte at once."""

    async def misbehave(self) -> None:
        self.eaten = b"x" * (1 << 30)


class Grows(Guest):
    """Takes a little more every moment."""

    async def misbehave(self) -> None:
        self.eaten = []
        while True:
            self.eaten.append(b"x" * (4 << 20))
            await asyncio.sleep(0.01)


class Segfault(Guest):
    async def misbehave(self) -> None:
        ctypes.string_at(0)


class Exits(Guest):
    async def misbehave(self) -> None:
        sys.stderr.write(f"the key is {self.settings.get('password')}\nno more paper\n")
        sys.stderr.flush()
        os._exit(3)


class Raises(Guest):
    async def misbehave(self) -> None:
        raise OSError("socket\nlost")


class Enters(Guest):
    async def __aenter__(self) -> Self:
        raise ExceptionGroup("several", [ValueError("first")])


class Ends(Guest):
    async def updates(self) -> AsyncIterator[tuple[Any, ...]]:
        yield (DeviceDescribed(device=LAMP),)


class Hangs(Guest):
    """Does not leave."""

    async def __aexit__(self, *_: object) -> None:
        await asyncio.Event().wait()


def sleep(pids: str) -> NoReturn:
    """Write down who this is, and stay for ever."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    with Path(pids).open("a") as file:
        file.write(f"{os.getpid()}\n")
    while True:
        time.sleep(600)


class Forks(Guest):
    """Starts processes that sleep, half of them away from its group and its parent."""

    async def misbehave(self) -> None:
        for number in range(int(self.settings["children"])):
            if os.fork():
                continue
            if number % 2:
                os.setsid()
                if os.fork():
                    os._exit(0)
            sleep(self.settings["pids"])


class Floods(Guest):
    """Reports as fast as it is let, and an event now and then, for so long."""

    async def updates(self) -> AsyncIterator[tuple[Any, ...]]:
        yield (DeviceDescribed(device=LAMP),)
        end_s = time.monotonic() + float(self.settings["seconds"])
        number = 0
        while time.monotonic() < end_s:
            yield tuple(reported(1, number + step) for step in range(500))
            number += 500
            yield (event(number),)
            await asyncio.sleep(0)
        yield (reported(1, -1),)
        yield await self.waiting.get()


def event(number: int) -> EventOccurred:
    return EventOccurred(
        device="lamp", endpoint=1, capability="vendor", event="x.e", arrived_ns=number, fields=(("number", number),)
    )


class Chatters(Guest):
    """Writes far too much to its standard error."""

    async def misbehave(self) -> None:
        for number in range(5000):
            sys.stderr.write(f"line {number} {'x' * 100}\n")


class Nonsense(Guest):
    """Yields what is no update, beside what is."""

    async def updates(self) -> AsyncIterator[tuple[Any, ...]]:
        yield (DeviceDescribed(device=LAMP),)
        yield (ON, "a word", reported(0, float("nan")), LAMP, reported("0", 1), OFF)
        yield (reported(1, "x" * (2 << 20)),)
        yield await self.waiting.get()


class Spoils(Guest):
    """Takes the socket and writes to it by itself."""

    def send(self, data: bytes) -> None:
        os.write(int(sys.argv[1]), data)

    async def misbehave(self) -> None:
        await asyncio.sleep(0)
        self.send(bytes.fromhex(self.settings["hex"]))


class Uses(Guest):
    """Tells what it may use."""

    async def misbehave(self) -> None:
        status = dict(line.split(":\t", 1) for line in Path("/proc/self/status").read_text().splitlines())
        limits = Path("/proc/self/limits").read_text()
        files = sorted(int(name) for name in os.listdir("/proc/self/fd"))  # noqa: PTH208
        told = {
            "status": status["NoNewPrivs"],
            "limits": limits,
            "files": files,
            "environ": dict(os.environ),
            "argv": sys.orig_argv,
            "nice": os.nice(0),
            "cwd": str(Path.cwd()),
            "settings": dict(self.settings),
        }
        (self.context.state_dir / "told.json").write_text(json.dumps(told))
        self.waiting.put_nowait((ON,))


BUSY, EATS, GROWS, SEGFAULT, EXITS, RAISES, ENTERS, ENDS, HANGS, FORKS, FLOODS, CHATTERS, NONSENSE, SPOILS, USES = map(
    manifest,
    (Busy, Eats, Grows, Segfault, Exits, Raises, Enters, Ends, Hangs, Forks, Floods, Chatters, Nonsense, Spoils, Uses),
)
SUDDEN = manifest(lambda settings, _context: settings["nothing"])
