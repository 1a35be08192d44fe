"""The demonstration's stage for tests: real processes on loopback, and what the recipient has on record."""

import asyncio
import base64
import json
import os
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import Any

from gateway.cli.contracts import sign
from gateway.demo.mirror import Mirror
from gateway.demo.outside import Outside
from gateway.demo.report import Document, make_report
from gateway.demo.script import Script, Times
from gateway.demo.stage import Plan, Stage
from privacy.canonical import canonical
from privacy.contract import Cadence, Contract
from privacy.document import parse_contract
from privacy.envelope import contract_hash
from privacy.structure import der_sha256

OUTSIDE = Outside(host="127.77.0.1", network="127.77.0.0/16")
SPEED = 400.0  # a slot of 300 s takes 0.75 s
PATIENCE_S = 40.0
POLL_S = 0.02


async def until(claim: Callable[[], object], patience_s: float = PATIENCE_S) -> None:
    """Wait for processes of their own to make a claim true."""
    async with asyncio.timeout(patience_s):
        while not claim():
            await asyncio.sleep(POLL_S)


async def until_async(claim: Callable[[], Awaitable[object]], patience_s: float = PATIENCE_S) -> None:
    async with asyncio.timeout(patience_s):
        while not await claim():
            await asyncio.sleep(POLL_S)


@asynccontextmanager
async def set_stage(folder: Path, *, speed: float = SPEED, devices: int = 12) -> AsyncIterator[Stage]:
    """Broker, home, recipient and gateway; claimed, and a resident's key pinned."""
    plan = Plan(folder=folder, speed=speed, devices=devices, seed=7)
    stage = await asyncio.to_thread(Stage, plan, OUTSIDE)
    async with stage:
        yield stage


def make_contract(stage: Stage, *, slot_s: int = 300, window_s: int | None = None) -> Contract:
    """The demonstration's contract with this stage's recipient, and other times where wanted."""
    document = json.loads((files("privacy") / "contracts" / "demo-manufacturer.json").read_text("utf-8"))
    pem = stage.authority.read_text("ascii")
    tls = {"ca_sha256": der_sha256(pem), "ca_pem": pem}
    document["sink"] |= {"host": OUTSIDE.host, "port": stage.ports.https, "tls": tls}
    if window_s is not None:
        for output in document["outputs"]:
            output["steps"][0]["seconds"] = window_s
    contract = parse_contract(json.dumps(document).encode())
    return replace(contract, cadence=Cadence(slot_s=slot_s, envelope_bytes=1024, entries=4))


async def approve(stage: Stage, contract: Contract) -> None:
    """What a resident does: add it, read the time, sign, relay."""
    client, hash_ = stage.client, contract_hash(contract)
    assert (await client.call("POST", "/contracts", {"document": json.loads(canonical(contract))}))["hash"] == hash_
    signed = sign(stage.resident, contract, await now_ms(stage), "demo")
    body = {"approval": base64.b64encode(signed).decode()}
    answer = await client.call("POST", f"/contracts/{hash_}/approval", body)
    assert answer["result"]["accepted"], answer


async def withdraw(stage: Stage, contract: Contract) -> None:
    answer = await stage.client.call("POST", f"/contracts/{contract_hash(contract)}/withdrawal", {})
    assert answer["result"]["accepted"], answer


async def now_ms(stage: Stage) -> int:
    """The home's wall time."""
    return int((await stage.client.call("GET", "/home"))["now_ms"])


async def pass_time(stage: Stage, seconds: float) -> None:
    """Wait until so many seconds of the home's time are over."""
    end_ms = await now_ms(stage) + seconds * 1000

    async def over() -> bool:
        return await now_ms(stage) >= end_ms

    await until_async(over)


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """One connection as the recipient recorded it."""

    opened_s: float
    data: bytes
    closed: bool

    @property
    def head(self) -> bytes:
        return self.data.partition(b"\r\n\r\n")[0]

    @property
    def body(self) -> bytes:
        return self.data.partition(b"\r\n\r\n")[2]

    @property
    def document(self) -> Document:
        found: Document = json.loads(self.body)
        return found


def record(stage: Stage) -> list[Document]:
    """Every event that the recipient wrote down; a line still being written is left out."""
    return [json.loads(line) for line in stage.capture.read_text("utf-8").splitlines(keepends=True) if line[-1] == "\n"]


def connections(stage: Stage) -> list[Connection]:
    """The connections that are over, in order."""
    events = record(stage)
    opened = {e["connection"]: e["time"] for e in events if e["event"] == "opened"}
    closed = {e["connection"] for e in events if e["event"] == "closed"}
    return [
        Connection(opened_s=at, data=b"".join(_data(events, number)), closed=True)
        for number, at in opened.items()
        if number in closed
    ]


def _data(events: list[Document], connection: int) -> Iterator[bytes]:
    for event in events:
        if event["event"] == "bytes" and event["direction"] == "in" and event["connection"] == connection:
            yield base64.b64decode(event["base64"])


def envelopes(stage: Stage) -> list[Document]:
    """The bodies that arrived whole, as JSON."""
    return [one.document for one in connections(stage) if one.body]


def entries(documents: list[Document]) -> list[Document]:
    """All entries, in the order they arrived."""
    return [entry for document in documents for entry in document["entries"]]


@contextmanager
def halted(pid: int) -> Iterator[None]:
    """A process that stands still (SIGSTOP) and then goes on."""
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


def launcher_pid(stage: Stage) -> int:
    assert stage.gateway.process is not None
    return stage.gateway.process.pid


async def report(stage: Stage, contract: Contract | None) -> Document:
    """What `hutong demo --json` prints."""
    script = Script(stage, Mirror(stage.client), Times(approve_s=0, withdraw_s=None))
    script.contract = contract
    return await make_report(stage, script)


async def light(stage: Stage) -> str:
    """The id of a light that can be dimmed and has told its level."""
    found: list[str] = []

    async def there() -> bool:
        found[:] = [one async for one in _dimmable(stage)]
        return bool(found)

    await until_async(there)
    return found[0]


async def _dimmable(stage: Stage) -> AsyncIterator[str]:
    for one in (await stage.client.call("GET", "/devices"))["devices"]:
        values = await values_of(stage, one["id"])
        if values.get("1/levelControl/currentLevel") is not None:
            yield one["id"]


async def values_of(stage: Stage, device: str) -> dict[str, Any]:
    listed = (await stage.client.call("GET", f"/devices/{device}/properties"))["properties"]
    return {one["path"]: one["value"] for one in listed}


async def dim(stage: Stage, device: str, level: int) -> str:
    """Set a light's level over REST and give the outcome."""
    changes = {"1/onOff/onOff": True, "1/levelControl/currentLevel": level}
    answer = await stage.client.call("PATCH", f"/devices/{device}/properties", {"properties": changes})
    return str(answer["outcome"])
