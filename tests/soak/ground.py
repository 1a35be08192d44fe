"""The real thing on loopback: broker, recipient, egress with an approved contract, core with two adapters."""

import asyncio
import base64
import json
import os
import secrets
import sys
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from gateway.cli.client import Access, Client, fetch_fingerprint
from gateway.cli.contracts import sign
from gateway.demo.process import Program, port_open
from gateway.demo.stage import LOOPBACK, WITH_US, free_ports
from gateway.egress.admin import Denied, PinKey, ask_admin
from privacy.approval import ApprovalKey
from privacy.canonical import canonical
from privacy.contract import Contract
from privacy.document import parse_contract
from privacy.envelope import contract_hash
from privacy.structure import der_sha256
from tests.soak import sample

FAR: Final = "127.77.0.1"
POLL_S: Final = 0.05
PATIENCE_S: Final = 60.0


class Ground:
    """`async with` starts all of it, claims the gateway, pins a resident's key and approves a contract."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ports = free_ports()
        self.broker = self.program(
            "broker", "simulators.broker", "--port", self.ports.broker, "--dir", folder / "broker"
        )
        self.recipient = self.program(
            *("recipient", "simulators.recipient", "--host", FAR, "--https-port", self.ports.https),
            *("--capture", folder / "capture.jsonl", "--cert-dir", folder / "recipient"),
        )
        self.core = self.program("core", "gateway.app", "-c", folder / "hutong.toml")
        self.egress = self.program("egress", "gateway.egress", "-c", folder / "hutong.toml")
        self._resident = ApprovalKey.from_seed(secrets.token_bytes(32))
        self._stack = AsyncExitStack()
        self._client: Client | None = None

    @property
    def client(self) -> Client:
        assert self._client is not None
        return self._client

    def program(self, name: str, module: str, *arguments: object) -> Program:
        command = (*WITH_US, sys.executable, "-P", "-m", module, *map(str, arguments))
        return Program(name, command, self.folder / f"{name}.log", os.environ)

    async def __aenter__(self) -> Self:
        async with AsyncExitStack() as stack:
            await asyncio.to_thread(self._lay_out)
            for program in (self.broker, self.recipient, self.egress, self.core):
                stack.push_async_callback(program.end)
            await asyncio.gather(self.broker.start(), self.recipient.start(), self.egress.start())
            await self.broker.wait_until(lambda: port_open(LOOPBACK, self.ports.broker))
            await self.recipient.read_json()
            await self.core.start()
            await self.core.wait_until(lambda: port_open(LOOPBACK, self.ports.api))
            self._client = await stack.enter_async_context(Client(await self._claim()))
            await self._pin()
            self._stack = stack.pop_all()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stack.aclose()

    def _lay_out(self) -> None:
        for name in ("broker", "recipient"):
            (self.folder / name).mkdir()
        places = {"folder": self.folder, "api": self.ports.api, "broker": self.ports.broker}
        text = CONFIG.format(**places, origin_ms=time.time_ns() // 1_000_000)
        (self.folder / "hutong.toml").write_text(text, "utf-8")

    async def _claim(self) -> Access:
        url, code_file = f"https://{LOOPBACK}:{self.ports.api}", self.folder / "run" / "claim-code"
        await until(lambda: asyncio.to_thread(_has_text, code_file))
        fingerprint = await asyncio.to_thread(fetch_fingerprint, LOOPBACK, self.ports.api)
        async with Client(Access(url=url, fingerprint=fingerprint)) as stranger:
            code = (await asyncio.to_thread(code_file.read_text)).strip()
            answer = await stranger.call("POST", "/claim", {"code": code, "name": "soak"})
        return Access(url=url, fingerprint=fingerprint, token=answer["token"])

    async def _pin(self) -> None:
        admin = self.folder / "egress-run" / "admin.sock"
        await until(lambda: asyncio.to_thread(admin.exists))
        answer = await ask_admin(admin, PinKey(key=self._resident.public.hex(), name="a resident"))
        assert not isinstance(answer, Denied), answer
        await until(self._linked)

    async def _linked(self) -> bool:
        return bool((await self.client.call("GET", "/status"))["egress_connected"])

    # what is done and seen

    async def approve(self) -> None:
        """Let the demonstration's contract read the meter, in the shortest windows and slots there are."""
        contract = await asyncio.to_thread(self._contract)
        name = contract_hash(contract)
        await self.client.call("POST", "/contracts", {"document": json.loads(canonical(contract))})
        now_ms = (await self.client.call("GET", "/home"))["now_ms"]
        approval = base64.b64encode(sign(self._resident, contract, now_ms, "demo")).decode()
        answer = await self.client.call("POST", f"/contracts/{name}/approval", {"approval": approval})
        assert answer["result"].get("accepted"), answer

    def _contract(self) -> Contract:
        document = json.loads((files("privacy") / "contracts" / "demo-manufacturer.json").read_text("utf-8"))
        pem = (self.folder / "recipient" / "ca.pem").read_text("ascii")
        tls = {"ca_sha256": der_sha256(pem), "ca_pem": pem}
        document["sink"] |= {"host": FAR, "port": self.ports.https, "tls": tls}
        document["inputs"], document["outputs"] = document["inputs"][:1], document["outputs"][:1]
        contract = parse_contract(json.dumps(document).encode())
        return replace(contract, cadence=replace(contract.cadence, slot_s=300, entries=4))

    def envelopes(self) -> int:
        """How many envelopes the recipient got."""
        return sum(1 for _ in (self.folder / "capture.jsonl").open("rb"))

    def pids(self) -> dict[str, int]:
        """Give the processes that are ours to judge, and the broker."""
        core = _pid(self.core)
        hosted = {f"adapter {number}": pid for number, pid in enumerate(sample.children(core), 1)}
        return {"core": core, **hosted, "egress": _pid(self.egress), "broker": _pid(self.broker)}


def _pid(program: Program) -> int:
    assert program.process is not None
    return program.process.pid


def _has_text(file: Path) -> bool:
    return file.exists() and file.stat().st_size > 0


async def until(claim: Callable[[], Awaitable[bool]], patience_s: float = PATIENCE_S) -> None:
    """Wait for other processes to make a claim true."""
    async with asyncio.timeout(patience_s):
        while not await claim():
            await asyncio.sleep(POLL_S)


CONFIG: Final = """\
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
dialects = ["homeassistant"]
forbidden = ["127.77.0.0/16"]

[adapters.own]
type = "mqtt"
host = "127.0.0.1"
port = {broker}
dialects = ["zigbee2mqtt"]
forbidden = ["127.77.0.0/16"]
process = "own"

[egress]
state_dir = "{folder}/egress"
runtime_dir = "{folder}/egress-run"
sink_networks = ["127.77.0.0/16"]
public_sinks = false

[demo] # a clock that is not quite true: only then does the demonstration's contract, with its short slots, stand
speed = 1.0001
origin_ms = {origin_ms}
"""
