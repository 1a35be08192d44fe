"""The real thing on loopback: broker, simulated home, recipient, core and egress, with the weak spots laid bare."""

import asyncio
import json
import os
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from gateway.cli.client import Access, Client, fetch_fingerprint
from gateway.cli.output import CliError
from gateway.demo.process import Program, port_open
from gateway.demo.stage import CONFIG, LOOPBACK, WITH_US, free_ports
from gateway.egress.admin import Denied, PinKey, ask_admin
from privacy.approval import ApprovalKey
from tests.faults.hand import OFFSET, Order
from tests.faults.proxy import Proxy

ROOT: Final = Path(__file__).parents[2]
FAR: Final = "127.77.0.1"
DISK_MB: Final = 48
PATIENCE_S: Final = 60.0
POLL_S: Final = 0.02

Document = dict[str, Any]


class Ground:
    """`async with` starts all of it, claims the gateway and pins a resident's key. Nothing restarts by itself."""

    def __init__(
        self,
        folder: Path,
        *,
        speed: float = 400.0,
        devices: int = 12,
        own_disk: bool = False,
        tape: bool = False,
        hosted: bool = False,
    ) -> None:
        self.folder = folder = folder.resolve()  # by which the hand knows its files
        self.disk = folder / "disk"
        self.speed = speed
        self.devices = devices
        self.own_disk = own_disk
        self.tape = tape
        self.in_own_process = hosted
        self.resident = ApprovalKey.from_seed(secrets.token_bytes(32))
        self.ports, more = free_ports(), free_ports()
        self.broker_wire = Proxy((LOOPBACK, more.broker), (LOOPBACK, self.ports.broker))
        self.sink_wire = Proxy((FAR, more.https), (FAR, self.ports.https))
        self.broker_port, self.sink_port = more.broker, more.https
        self.broker = self._program(
            "broker", "simulators.broker", "--port", self.ports.broker, "--dir", folder / "broker"
        )
        self.home = self._program(
            "home", "simulators.home", "--port", self.ports.broker, "--speed", 60, "--devices", devices, "--seed", 7
        )
        self.recipient = self._program(
            *("recipient", "simulators.recipient", "--host", FAR, "--https-port", self.ports.https),
            *("--capture", self.capture, "--cert-dir", folder / "recipient"),
        )
        self.core = self._part("core", "gateway.app")
        self.egress = self._part("egress", "gateway.egress")
        self._stack = AsyncExitStack()
        self._client: Client | None = None

    @property
    def client(self) -> Client:
        assert self._client is not None
        return self._client

    @property
    def capture(self) -> Path:
        return self.folder / "capture.jsonl"

    @property
    def config(self) -> Path:
        return self.folder / "hutong.toml"

    @property
    def url(self) -> str:
        return f"https://{LOOPBACK}:{self.ports.api}"

    def _program(self, name: str, module: str, *arguments: object) -> Program:
        command = (*WITH_US, sys.executable, "-P", "-m", module, *map(str, arguments))
        return Program(name, command, self.folder / f"{name}.log", {**os.environ, "PYTHONPATH": str(ROOT)})

    def _part(self, name: str, module: str) -> Program:
        command = (*WITH_US, sys.executable, "-P", "-m", "tests.faults.starter", name, module, "-c", str(self.config))
        hand = {"FAULTS_HAND": str(self.folder / "hand"), "FAULTS_DISK": str(self.disk), "FAULTS_TAPE": "1" * self.tape}
        environ = {**os.environ, "PYTHONPATH": str(ROOT), **hand}
        return Program(name, command, self.folder / f"{name}.log", environ)

    async def __aenter__(self) -> Self:
        async with AsyncExitStack() as stack:
            await asyncio.to_thread(self._lay_out)
            if self.own_disk:
                stack.callback(subprocess.run, ["umount", "-l", str(self.disk)], check=False)
            await stack.enter_async_context(self.broker_wire)
            await stack.enter_async_context(self.sink_wire)
            for program in (self.broker, self.recipient, self.home, self.egress, self.core):
                stack.push_async_callback(program.end)
            await asyncio.gather(self.broker.start(), self.recipient.start(), self.egress.start())
            await self.broker.wait_until(lambda: port_open(LOOPBACK, self.ports.broker))
            await self.home.start()
            await self.home.read_json()
            await self.core.start()
            await self.recipient.read_json()
            await self.core.wait_until(lambda: port_open(LOOPBACK, self.ports.api))
            self._client = await stack.enter_async_context(Client(await self._claim()))
            await self._pin()
            await until(self.is_well)
            self._stack = stack.pop_all()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stack.aclose()

    def _lay_out(self) -> None:
        for name in ("disk", "hand", "broker", "recipient"):
            (self.folder / name).mkdir()
        if self.own_disk:
            mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK_MB}m", "faults", str(self.disk)]
            subprocess.run(mount, check=True, capture_output=True)
        self.set_clock(0)
        text = CONFIG.format(
            folder=self.disk,
            api=self.ports.api,
            broker=self.broker_port,
            outside="127.77.0.0/16",
            speed=self.speed,
            origin_ms=time.time_ns() // 1_000_000,
        )
        text = text.replace(f"{self.disk}/run", f"{self.folder}/run")
        if self.in_own_process:
            text = text.replace('type = "mqtt"', 'type = "mqtt"\nprocess = "own"')
        self.config.write_text(text, "utf-8")

    async def _claim(self) -> Access:
        code_file = self.folder / "run" / "claim-code"
        await until(lambda: _true(code_file.exists()))
        fingerprint = await asyncio.to_thread(fetch_fingerprint, LOOPBACK, self.ports.api)
        async with Client(Access(url=self.url, fingerprint=fingerprint)) as stranger:
            answer = await stranger.call("POST", "/claim", {"code": code_file.read_text().strip(), "name": "t"})
        return Access(url=self.url, fingerprint=fingerprint, token=answer["token"])

    async def _pin(self) -> None:
        admin = self.disk / "egress-run" / "admin.sock"
        await until(lambda: _true(admin.exists()))
        answer = await ask_admin(admin, PinKey(key=self.resident.public.hex(), name="a resident"))
        assert not isinstance(answer, Denied), answer

    # how it goes

    async def is_ready(self) -> bool:
        try:
            return await self.client.text_outside("/readyz") == "ready\n"
        except CliError:
            return False

    async def is_well(self) -> bool:
        return not await self.ails()

    async def ails(self) -> str:
        """Tell what is missing of: ready, linked with egress and broker, every device there. Empty where nothing is."""
        try:
            status = await self.client.call("GET", "/status")
            adapters = (await self.client.call("GET", "/adapters"))["adapters"]
            devices = (await self.client.call("GET", "/devices"))["devices"]
        except CliError as error:
            return f"cannot be asked: {error}"
        wrong = [name for name in ("ready", "egress_connected") if not status[name]]
        wrong += [
            f"{one['name']} is {one['state']}: {one['reason']}" for one in adapters if one["state"] != "connected"
        ]
        away = [f"{one['name']}: {one['reason']}" for one in devices if not one["available"]]
        wrong += [f"{len(away)} of {len(devices)} devices away, as {away[0]}"] if away else []
        wrong += [f"{len(devices)} devices, not {self.devices}"] if len(devices) != self.devices else []
        return "; ".join(wrong)

    async def restarts(self) -> int:
        """How often adapters were started again."""
        return sum(one["restarts"] for one in (await self.client.call("GET", "/adapters"))["adapters"])

    # what can be done to it

    def order(self, name: str, order: Order | None) -> None:
        """Give a process an order for its disk, or take it back."""
        path = self.folder / "hand" / f"{name}.order"
        path.with_suffix(".done").unlink(missing_ok=True)
        if order is None:
            path.unlink(missing_ok=True)
            return
        new = path.with_suffix(".new")
        new.write_text(json.dumps(asdict(order)), "utf-8")
        new.replace(path)

    def struck(self, name: str) -> str:
        """Give the file at which a process died of its order; empty where it did not."""
        path = self.folder / "hand" / f"{name}.done"
        return path.read_text("utf-8") if path.exists() else ""

    def set_clock(self, offset_ns: int) -> None:
        """Set the wall clock of core and egress so far from the true one."""
        path = self.folder / "hand" / "clock"
        with path.open("r+b" if path.exists() else "wb") as file:
            file.write(OFFSET.pack(offset_ns))

    def wardens(self) -> list[int]:
        """Give the processes that the core started: wardens of adapters in processes of their own."""
        if not self.core.is_running or self.core.process is None:
            return []
        return _children(self.core.process.pid)

    def hosted(self) -> list[int]:
        """Give the processes of adapters, which are their wardens' children."""
        return [one for warden in self.wardens() for one in _children(warden)]

    def waits(self) -> dict[int, float]:
        """How long core, egress and adapters have waited for a processor: by process, since its start."""
        parts = [one.process.pid for one in (self.core, self.egress) if one.is_running and one.process is not None]
        pids = parts + self.hosted()
        return {pid: waited_s for pid in pids if (waited_s := _waited_s(pid)) is not None}

    def fill_disk(self) -> None:
        """Leave not a byte."""
        with (self.disk / "ballast").open("ab", buffering=0) as file:
            for size in (1 << 20, 1 << 12, 1 << 9, 1):
                try:
                    while file.write(bytes(size)) == size:
                        pass
                except OSError:
                    continue

    def clear_disk(self) -> None:
        (self.disk / "ballast").unlink(missing_ok=True)


async def until(claim: Callable[[], Awaitable[bool]], patience_s: float = PATIENCE_S) -> float:
    """Wait for other processes to make a claim true; gives how long it took."""
    began = time.monotonic()
    async with asyncio.timeout(patience_s):
        while not await claim():
            await asyncio.sleep(POLL_S)
    return time.monotonic() - began


def _children(pid: int) -> list[int]:
    try:
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()]
    except FileNotFoundError:
        return []


def _waited_s(pid: int) -> float | None:
    """Of the main thread (Documentation/scheduler/sched-stats.rst: the second number, in nanoseconds)."""
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text("ascii").split()[1]) / 1e9
    except (OSError, IndexError):
        return None


async def _true(claim: bool) -> bool:
    return claim


def can_mount() -> bool:
    """Whether this process has a mount namespace of its own to mount in."""
    return os.geteuid() == 0 and shutil.which("mount") is not None and bool(os.environ.get("FAULTS_NAMESPACE"))
