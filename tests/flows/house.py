"""A broker, a simulated home and the two processes of one gateway, each started, killed and watched by the test."""

import asyncio
import os
import sys
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Any, Self

from gateway.cli.client import Access, Client, fetch_fingerprint
from gateway.demo.process import Program, port_open
from gateway.demo.stage import CONFIG, LOOPBACK, Ports, free_ports
from tests.flows.stage import until, until_async

Document = dict[str, Any]


class House:
    """Ends all it started. `environ` goes to the gateway's processes alone; they run in `where`."""

    def __init__(self, folder: Path, ports: Ports, environ: Mapping[str, str], *, speed: float = 1.0) -> None:
        self.folder = folder
        self.ports = ports
        self.speed = speed
        self.where = folder / "where"
        self.broker = self._program("broker", "-m", "simulators.broker", "--port", ports.broker, "--dir", folder / "b")
        self.home = self._program(
            "home", "-m", "simulators.home", "--port", ports.broker, "--speed", 10, "--devices", 16
        )
        self.core = self._part("core", "gateway.app", environ)
        self.egress = self._part("egress", "gateway.egress", environ)
        self.access: Access | None = None
        self._stack = AsyncExitStack()

    def _program(self, name: str, *arguments: object) -> Program:
        return Program(name, (sys.executable, "-P", *map(str, arguments)), self.folder / f"{name}.log", os.environ)

    def _part(self, name: str, module: str, environ: Mapping[str, str]) -> Program:
        command = ("env", "-C", str(self.where), sys.executable, "-P", "-m", module, "-c", str(self.config))
        return Program(name, command, self.folder / f"{name}.log", {**os.environ, **environ})

    @property
    def config(self) -> Path:
        return self.folder / "hutong.toml"

    @property
    def url(self) -> str:
        return f"https://{LOOPBACK}:{self.ports.api}"

    async def __aenter__(self) -> Self:
        self.where.mkdir()
        (self.folder / "b").mkdir()
        self.write_config()
        async with AsyncExitStack() as stack:
            for program in (self.broker, self.home, self.core, self.egress):
                stack.push_async_callback(program.end)
            await self.broker.start()
            await self.broker.wait_until(lambda: port_open(LOOPBACK, self.ports.broker))
            await self.home.start()
            await self.home.read_json()
            await self.start()
            self._stack = stack.pop_all()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stack.aclose()

    def write_config(self) -> None:
        text = CONFIG.format(
            folder=self.folder,
            api=self.ports.api,
            broker=self.ports.broker,
            outside="127.77.0.0/16",
            speed=self.speed,
            origin_ms=time.time_ns() // 1_000_000,
        )
        self.config.write_text(text, "utf-8")

    async def start(self) -> None:
        await self.egress.start()
        await self.start_core()

    async def start_core(self) -> None:
        await self.core.start()
        await self.core.wait_until(lambda: port_open(LOOPBACK, self.ports.api))

    async def claim(self) -> Access:
        """Become its administrator with the code that it left in its runtime folder."""
        code_file = self.folder / "run" / "claim-code"
        await until(code_file.exists)
        fingerprint = await asyncio.to_thread(fetch_fingerprint, LOOPBACK, self.ports.api)
        async with Client(Access(url=self.url, fingerprint=fingerprint)) as stranger:
            token = (await stranger.call("POST", "/claim", {"code": code_file.read_text().strip(), "name": "t"}))[
                "token"
            ]
        self.access = Access(url=self.url, fingerprint=fingerprint, token=token)
        return self.access


@asynccontextmanager
async def furnished(
    folder: Path, environ: Mapping[str, str] = MappingProxyType({}), *, speed: float = 1.0
) -> AsyncIterator[tuple[House, Client]]:
    """A running, claimed house whose sixteen devices are all there."""
    ports = await asyncio.to_thread(free_ports)
    async with House(folder, ports, environ, speed=speed) as house, Client(await house.claim()) as client:
        await until_async(lambda: has_devices(client, 16))
        yield house, client


async def has_devices(client: Client, many: int) -> bool:
    found = (await client.call("GET", "/devices"))["devices"]
    return len(found) == many and all(one["available"] for one in found)


async def named(client: Client, name: str) -> Document:
    """One device with all it has."""
    listed = (await client.call("GET", "/devices"))["devices"]
    (id_,) = [one["id"] for one in listed if one["name"] == name]
    found: Document = await client.call("GET", f"/devices/{id_}")
    return found


async def values(client: Client, device: str) -> dict[str, Any]:
    listed = (await client.call("GET", f"/devices/{device}/properties"))["properties"]
    return {one["path"]: one["value"] for one in listed}
