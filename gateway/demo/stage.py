"""Everything the demonstration runs, each a process of its own, in a folder of its own."""

import asyncio
import os
import secrets
import shutil
import signal
import socket
import sys
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from gateway.cli.client import Access, Client, fetch_fingerprint
from gateway.demo.outside import Outside
from gateway.demo.process import Program, StartError, port_open
from gateway.egress.admin import Denied, PinKey, ask_admin
from privacy.approval import ApprovalKey

LOOPBACK: Final = "127.0.0.1"
WITH_US: Final = ("setpriv", "--pdeathsig", "TERM") if shutil.which("setpriv") else ()
"""Before each command (util-linux): what we start ends with us, even if we are killed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is wanted of the stage."""

    folder: Path
    speed: float
    devices: int
    seed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ports:
    """Free ports, found at the start."""

    broker: int
    api: int
    https: int
    trap: int


def free_ports() -> Ports:
    """Find ports that nobody uses; they are kept apart by asking for all of them at once."""
    sockets = [socket.create_server((LOOPBACK, 0)) for _ in Ports.__slots__]
    try:
        return Ports(**dict(zip(Ports.__slots__, (s.getsockname()[1] for s in sockets), strict=True)))
    finally:
        for one in sockets:
            one.close()


class Stage:
    """`async with` starts broker, home, recipient and gateway, claims the gateway and pins a resident's key."""

    def __init__(self, plan: Plan, outside: Outside) -> None:
        self.plan = plan
        self.outside = outside
        self.ports = free_ports()
        self.resident = ApprovalKey.from_seed(secrets.token_bytes(32))
        self._stack = AsyncExitStack()
        self._client: Client | None = None
        self.access: Access | None = None
        self.broker = self._program(
            "broker", "simulators.broker", "--port", self.ports.broker, "--dir", self._at("broker")
        )
        self.home = self._program(
            "home",
            "simulators.home",
            *("--port", self.ports.broker, "--speed", plan.speed, "--devices", plan.devices, "--seed", plan.seed),
        )
        self.recipient = self._program(
            "recipient",
            "simulators.recipient",
            *("--host", outside.host, "--https-port", self.ports.https, "--tcp-trap", self.ports.trap),
            *("--capture", self.capture, "--cert-dir", self._at("recipient")),
            prefix=outside.prefix,
        )
        self.sniffer = self._program(
            "sniffer", "simulators.capture", *("--interface", outside.interface, "--out", self.flows)
        )
        self.gateway = self._program("gateway", "gateway.launcher", "-c", self.config)

    async def __aenter__(self) -> Self:
        async with AsyncExitStack() as stack:
            await asyncio.to_thread(self._write_config)
            for program in (self.broker, self.recipient):
                await self._start(stack, program)
            await self.broker.wait_until(lambda: port_open(LOOPBACK, self.ports.broker))
            await self.recipient.read_json()
            if self.outside.interface:
                await self._start(stack, self.sniffer)
                await self.sniffer.read_json()
            await self._start(stack, self.home)
            await self.home.read_json()
            await self._start(stack, self.gateway)
            await self.gateway.wait_until(lambda: port_open(LOOPBACK, self.ports.api))
            await self._claim(stack)
            await self._pin()
            self._stack = stack.pop_all()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stack.aclose()

    @property
    def client(self) -> Client:
        """The open client of the API."""
        if self._client is None:
            raise RuntimeError("the stage is not set")
        return self._client

    @property
    def config(self) -> Path:
        """The gateway's configuration."""
        return self.plan.folder / "hutong.toml"

    @property
    def capture(self) -> Path:
        """What the recipient recorded."""
        return self.plan.folder / "capture.jsonl"

    @property
    def flows(self) -> Path:
        """What the sniffer saw on the wire."""
        return self.plan.folder / "flows.jsonl"

    @property
    def authority(self) -> Path:
        """The certificate of the recipient's authority."""
        return self.plan.folder / "recipient" / "ca.pem"

    @property
    def url(self) -> str:
        """Where the API is."""
        return f"https://{LOOPBACK}:{self.ports.api}"

    def pid_of(self, module: str) -> int:
        """Return the process that the launcher runs for a module, to kill it."""
        launcher = self.gateway.process
        if launcher is None:
            raise RuntimeError("the gateway is not started")
        for pid in Path(f"/proc/{launcher.pid}/task/{launcher.pid}/children").read_text().split():
            if module in Path(f"/proc/{pid}/cmdline").read_bytes().decode():
                return int(pid)
        raise ProcessLookupError(module)

    def kill(self, module: str) -> None:
        """Kill the core (`gateway.app`) or egress (`gateway.egress`); the launcher starts it again."""
        os.kill(self.pid_of(module), signal.SIGKILL)

    async def restart_broker(self) -> None:
        """Kill the broker and start it again."""
        self.broker.kill()
        await self.broker.wait()
        await self.broker.start()

    def _at(self, name: str) -> Path:
        return self.plan.folder / name

    def _program(self, name: str, module: str, *arguments: object, prefix: tuple[str, ...] = ()) -> Program:
        command = (*WITH_US, *prefix, sys.executable, "-P", "-m", module, *map(str, arguments))
        return Program(name, command, self._at(f"{name}.log"), os.environ)

    @staticmethod
    async def _start(stack: AsyncExitStack, program: Program) -> None:
        await program.start()
        stack.push_async_callback(program.end)

    def _write_config(self) -> None:
        for name in ("broker", "recipient"):
            self._at(name).mkdir(mode=0o700, parents=True, exist_ok=True)
        self.config.write_text(
            CONFIG.format(
                folder=self.plan.folder,
                api=self.ports.api,
                broker=self.ports.broker,
                outside=self.outside.network,
                speed=float(self.plan.speed),
                origin_ms=time.time_ns() // 1_000_000,
            ),
            "utf-8",
        )

    async def _claim(self, stack: AsyncExitStack) -> None:
        fingerprint = await asyncio.to_thread(fetch_fingerprint, LOOPBACK, self.ports.api)
        code_file = self._at("run") / "claim-code"
        await self.gateway.wait_until(lambda: asyncio.to_thread(code_file.exists))
        code = (await asyncio.to_thread(code_file.read_text)).strip()
        async with Client(Access(url=self.url, fingerprint=fingerprint)) as stranger:
            token = (await stranger.call("POST", "/claim", {"code": code, "name": "demo"}))["token"]
        self.access = Access(url=self.url, fingerprint=fingerprint, token=token)
        self._client = await stack.enter_async_context(Client(self.access))

    async def _pin(self) -> None:
        admin = self._at("egress-run") / "admin.sock"
        await self.gateway.wait_until(lambda: asyncio.to_thread(admin.exists))
        answer = await ask_admin(admin, PinKey(key=self.resident.public.hex(), name="demo resident"))
        if isinstance(answer, Denied):
            raise StartError(f"egress does not pin the key: {answer.reason}")


CONFIG: Final = """\
# Made by `hutong demo`.
config_version = 1

[home]
name = "Demonstration"

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
forbidden = ["{outside}"]

[egress]
state_dir = "{folder}/egress"
runtime_dir = "{folder}/egress-run"
sink_networks = ["{outside}"]
public_sinks = false

[demo]
speed = {speed}
origin_ms = {origin_ms}
"""
