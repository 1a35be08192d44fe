"""The processes that are measured: a real broker and the real core, in a folder of their own."""

import asyncio
import contextlib
import http.client
import os
import ssl
import subprocess
import sys
import time
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from benchmarks.home import Load, degrees
from benchmarks.mqtt import MqttClient
from benchmarks.stream import WAIT_S, SilenceError, StreamReader
from gateway.cli.client import Access, Client, fetch_fingerprint
from gateway.demo.process import Program, port_open
from simulators.broker import free_port

if TYPE_CHECKING:
    import aiohttp

HOST: Final = "127.0.0.1"
MOST_FRAME: Final = 64 << 20
READY_S: Final = 30.0
MARKS: Final = 50  # markers that the preparation may use
PROGRAMS: Final = (  # one process each: what they import
    "gateway.app, adapters.mqtt.create, schemas.descriptions, jinja2.ext",
    "gateway.egress.process",
    "benchmarks.raw_process, benchmarks.raw_loop, benchmarks.raw_receive, benchmarks.crowd",
)


def use_bytecode(folder: Path) -> None:
    """Let every process that is started find compiled modules, as an installed gateway does; the tree stays clean."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(folder / "bytecode")
    for modules in PROGRAMS:
        subprocess.run([sys.executable, "-c", f"import {modules}"], check=True, timeout=READY_S)


def program(folder: Path, name: str, module: str, *arguments: object) -> Program:
    """Make a Python process; its log is below `folder`."""
    command = (sys.executable, "-P", "-m", module, *map(str, arguments))
    return Program(name, command, folder / f"{name}.log", os.environ)


async def started(stack: AsyncExitStack, one: Program) -> Program:
    """Start a process that ends with the stack, however that ends."""
    await one.start()
    stack.push_async_callback(one.end)
    return one


def pid_of(one: Program) -> int:
    """Return the process id of a started program."""
    assert one.process is not None
    return one.process.pid


async def start_broker(stack: AsyncExitStack, folder: Path) -> int:
    """Start a broker and return its port."""
    port = free_port()
    (folder / "broker").mkdir()
    broker = await started(
        stack, program(folder, "broker", "simulators.broker", "--port", port, "--dir", folder / "broker")
    )
    await broker.wait_until(lambda: port_open(HOST, port))
    return port


class Core:
    """The core process with one MQTT adapter, claimed, for the time of an `async with`; it may be started again."""

    def __init__(self, folder: Path, broker_port: int, dialect: str = "homeassistant", process: str = "core") -> None:
        self.folder = folder
        self.config = folder / "hutong.toml"
        self.port = free_port()
        self.program = program(folder, "core", "gateway.app", "-c", self.config)
        self.client: Client | None = None
        self._access: Access | None = None
        self._broker_port = broker_port
        self._dialect = dialect
        self._process = process
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        async with AsyncExitStack() as stack:
            await asyncio.to_thread(self._write_config)
            await started(stack, self.program)
            await asyncio.to_thread(wait_ready, self.port)
            await self._claim(stack)
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

    def stream(self) -> StreamReader:
        """Return a reader of the core's stream, to be opened."""
        return StreamReader(self._socket)

    def _socket(self) -> "AbstractAsyncContextManager[aiohttp.ClientWebSocketResponse]":
        client = self.client
        assert client is not None
        return client.session.ws_connect(client.url("/stream"), ssl=client.pin, max_msg_size=MOST_FRAME)

    @property
    def access(self) -> Access:
        """How a client of its own gets in."""
        assert self._access is not None
        return self._access

    async def restart_s(self) -> float:
        """End it in order, start it again, and return the time from exec to 200 from /readyz."""
        await self.program.end()
        began_s = time.perf_counter()
        await self.program.start()
        return await asyncio.to_thread(wait_ready, self.port) - began_s

    def _write_config(self) -> None:
        self.folder.mkdir(exist_ok=True)
        places = {"folder": self.folder, "api": self.port, "broker": self._broker_port}
        text = CONFIG.format(**places, dialect=self._dialect, process=self._process)
        self.config.write_text(text, "utf-8")

    async def _claim(self, stack: AsyncExitStack) -> None:
        url = f"https://{HOST}:{self.port}"
        fingerprint = await asyncio.to_thread(fetch_fingerprint, HOST, self.port)
        code_file = self.folder / "run" / "claim-code"
        await self.program.wait_until(lambda: asyncio.to_thread(_has_text, code_file))
        code = (await asyncio.to_thread(code_file.read_text)).strip()
        async with Client(Access(url=url, fingerprint=fingerprint)) as stranger:
            token = (await stranger.call("POST", "/claim", {"code": code, "name": "bench"}))["token"]
        self._access = Access(url=url, fingerprint=fingerprint, token=token)
        self.client = await stack.enter_async_context(Client(self._access))


async def settle(home: Load, mqtt: MqttClient, reader: StreamReader) -> None:
    """Describe a home to the broker, wait until the core knows it whole, and give every property a value."""
    await mqtt.send(home.announcements(), retain=True)
    wait_s = WAIT_S + home.properties / 100
    await reader.until(lambda: sum(reader.sizes.values()) >= home.properties, "the description of the home", wait_s)
    for attempt in range(MARKS):
        await mqtt.send([home.mark(attempt)])  # lost where the core has not subscribed yet
        with contextlib.suppress(SilenceError):
            await reader.until_marked(degrees(attempt), 0.2)
            break
    await mqtt.send(map(home.message, range(-home.properties, 0)))
    await mqtt.send([home.mark(MARKS)])
    await reader.until_marked(degrees(MARKS))


def _has_text(file: Path) -> bool:
    return file.exists() and file.stat().st_size > 0


def wait_ready(port: int) -> float:
    """Ask /readyz again and again until it says 200; returns when that was (perf_counter). TimeoutError after 30 s."""
    context = ssl._create_unverified_context()  # noqa: S323, SLF001 - who answers is not in question here
    deadline_s = time.perf_counter() + READY_S
    while time.perf_counter() < deadline_s:
        connection = http.client.HTTPSConnection(HOST, port, timeout=READY_S, context=context)
        try:
            connection.request("GET", "/readyz")
            if connection.getresponse().status == http.HTTPStatus.OK:
                return time.perf_counter()
        except OSError:
            pass
        finally:
            connection.close()
        time.sleep(0.004)
    raise TimeoutError(f"/readyz on port {port} did not say 200 within {READY_S:g} s")


CONFIG: Final = """\
# Made by `python -m benchmarks`.
config_version = 1

[log]
level = "warning"

[paths]
state_dir = "{folder}/state"
runtime_dir = "{folder}/run"

[api]
listen = ["127.0.0.1"]
port = {api}
mdns = false

[adapters.home]
type = "mqtt"
host = "127.0.0.1"
port = {broker}
dialects = ["{dialect}"]
process = "{process}"

[egress]
state_dir = "{folder}/egress"
runtime_dir = "{folder}/egress-run"
"""
