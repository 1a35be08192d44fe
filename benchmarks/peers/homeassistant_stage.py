"""Home Assistant as a process: started on loopback in a fresh folder, with its API and its stream."""

import asyncio
import http.client
import json
import os
import signal
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import aiohttp

from benchmarks.home import degrees
from benchmarks.mqtt import MqttClient
from benchmarks.peers.homeassistant_config import Settings, write_config
from benchmarks.peers.homeassistant_python import own_environ
from benchmarks.peers.homeassistant_stream import PeerHome, PeerReader, opener
from benchmarks.stage import HOST, MARKS, pid_of, started
from benchmarks.stream import SilenceError
from gateway.demo.process import Program
from simulators.broker import free_port

LAUNCH: Final = Path(__file__).with_name("homeassistant_launch.py")
READY_S: Final = 90.0
LOAD_S: Final = 180.0
MARK_S: Final = 5.0
ASK_EVERY_S: Final = 0.004


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """When the API answered, and when it said that all was started (perf_counter)."""

    answered_s: float
    running_s: float


class HomeAssistant:
    """One process for the time of an `async with`; it may be started again."""

    def __init__(self, folder: Path, broker_port: int, python: Path, home: PeerHome, *, recorder: bool = False) -> None:
        self.home = home
        self.out = folder / "watch.json"
        self.port = free_port()
        self._settings = Settings(
            port=self.port, broker_port=broker_port, discovery_prefix=home.discovery_prefix, recorder=recorder
        )
        self._token = ""
        self._stack = AsyncExitStack()
        self._session: aiohttp.ClientSession | None = None
        config = folder / "config"
        command = (python, "-P", LAUNCH, self.out, "-c", config, "--skip-pip", "--log-no-color")
        self._config = config
        self.program = Program("homeassistant", tuple(map(str, command)), folder / "homeassistant.log", own_environ())

    async def __aenter__(self) -> Self:
        async with AsyncExitStack() as stack:
            self._token = await asyncio.to_thread(write_config, self._config, self._settings)
            await started(stack, self.program)
            await asyncio.to_thread(self._wait_ready)
            self._session = await stack.enter_async_context(aiohttp.ClientSession())
            self._stack = stack.pop_all()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stack.aclose()

    @property
    def pid(self) -> int:
        """The process that is measured."""
        return pid_of(self.program)

    def stream(self) -> PeerReader:
        """Return a reader of its stream, to be opened."""
        assert self._session is not None
        return PeerReader(opener(self._session, f"http://{HOST}:{self.port}/api/websocket", self._token))

    async def restart(self) -> Ready:
        """End it in order and start it again; the times since then."""
        await self.program.end()
        began_s = time.perf_counter()
        await self.program.start()
        ready = await asyncio.to_thread(self._wait_ready)
        return Ready(answered_s=ready.answered_s - began_s, running_s=ready.running_s - began_s)

    def watch(self) -> None:
        """Time the callbacks of its loop from now on."""
        os.kill(self.pid, signal.SIGUSR1)

    async def watched(self) -> dict[str, Any]:
        """End that, and return what `benchmarks.watch` saw."""
        os.kill(self.pid, signal.SIGUSR2)
        await self.program.wait_until(lambda: asyncio.to_thread(self.out.exists))
        found: dict[str, Any] = json.loads(await asyncio.to_thread(self.out.read_text, "utf-8"))
        return found

    def _wait_ready(self) -> Ready:
        answered_s, deadline_s = 0.0, time.perf_counter() + READY_S
        while time.perf_counter() < deadline_s:
            state = self._state()
            if state and not answered_s:
                answered_s = time.perf_counter()
            if state == "RUNNING":
                return Ready(answered_s=answered_s, running_s=time.perf_counter())
            time.sleep(ASK_EVERY_S)
        raise TimeoutError(f"Home Assistant was not running within {READY_S:g} s")

    def _state(self) -> str:
        """Ask for the state of the core; nothing where it does not answer."""
        connection = http.client.HTTPConnection(HOST, self.port, timeout=READY_S)
        try:
            connection.request("GET", "/api/core/state", headers={"Authorization": f"Bearer {self._token}"})
            response = connection.getresponse()
            return str(json.loads(response.read())["state"]) if response.status == http.HTTPStatus.OK else ""
        except OSError:
            return ""
        finally:
            connection.close()


async def settle_peer(peer: HomeAssistant, mqtt: MqttClient, reader: PeerReader) -> None:
    """Describe its home to the broker, wait until Home Assistant knows it whole, and give every property a value."""
    home = peer.home
    await mqtt.send(home.announcements(), retain=True)
    await reader.until(lambda: len(reader.known) >= home.properties, "the description of the home", LOAD_S)
    for attempt in range(MARKS):
        await mqtt.send(map(home.message, range(-home.properties, 0)))
        await mqtt.send([home.mark(attempt)])  # lost where it has not subscribed yet
        try:
            await reader.until_marked(degrees(attempt), MARK_S)
            await reader.until(lambda: len(reader.valued) >= home.properties, "a value of each property", MARK_S)
        except SilenceError:
            continue
        return
    raise SilenceError("Home Assistant did not subscribe to every topic")


def written(pid: int) -> int:
    """Bytes that a process has handed to the kernel by write(2) and its kin (wchar, proc(5)); no sockets."""
    lines = Path(f"/proc/{pid}/io").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("wchar:"))
