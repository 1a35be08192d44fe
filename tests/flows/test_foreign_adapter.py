"""An adapter that this tree has never heard of, installed beside it: every command works with it unchanged."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, cast

import pytest

from gateway.cli.client import Access, Client, fetch_fingerprint, save_access
from gateway.demo.process import Program, port_open
from gateway.demo.stage import LOOPBACK, free_ports
from tests.flows.stage import until, until_async
from tests.gateway.cli.running import is_one_line, spawn

HERE = Path(__file__).parent / "foreign"
METADATA = "Metadata-Version: 2.1\nName: acme-lamps\nVersion: 1.0\n"
ENTRY_POINTS = "[hutong.adapters]\nacme = acme_lamps:MANIFEST\n"
CONFIG = """\
[paths]
state_dir = "{folder}/state"
runtime_dir = "{folder}/run"
[api]
port = {api}
mdns = false
[egress]
state_dir = "{folder}/egress"
runtime_dir = "{folder}/egress-run"
public_sinks = false
[adapters.hall]
type = "acme"
port = {port}
"""


@pytest.fixture
def site(tmp_path: Path) -> str:
    """A folder as pip would leave it, on the path of child processes."""
    found = tmp_path / "site"
    info = found / "acme_lamps-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(METADATA)
    (info / "entry_points.txt").write_text(ENTRY_POINTS)
    (found / "acme_lamps.py").write_text((HERE / "acme_lamps.py").read_text())
    return str(found)


def test_map_knows_it(site: str, tmp_path: Path) -> None:
    described = tmp_path / "lamps.txt"
    described.write_text("hall\nattic\n")
    told = spawn("map", "acme", described, "--json", PYTHONPATH=site)
    row = {
        "device": "hall",
        "source": "on",
        "kind": "boolean",
        "unit": "",
        "to": "onOff.onOff",
        "to_unit": "",
        "standard": True,
        "reason": "",
        "is_given": True,
    }
    report = json.loads(told.out)
    assert (told.code, report["rows"][0], report["devices"]) == (0, row, 2)
    told = spawn("map", "acme", described)  # not installed: not known
    assert (told.code, is_one_line(told.err)) == (2, True)
    assert "installed: " in told.err
    assert "mqtt" in told.err


def test_config_check_asks_it(site: str, tmp_path: Path) -> None:
    path = tmp_path / "hutong.toml"
    path.write_text(CONFIG.format(folder=tmp_path, api=0, port=7))
    assert spawn("config", "check", "-c", path, PYTHONPATH=site).code == 0
    path.write_text(CONFIG.format(folder=tmp_path, api=0, port="'x'"))
    told = spawn("config", "check", "-c", path, PYTHONPATH=site)
    assert (told.code, is_one_line(told.err)) == (2, True)
    line = path.read_text().splitlines().index("port = 'x'") + 1
    assert told.err == f"{path}:{line}: adapters.hall.port: is not the number of a port; give the lamps' UDP port\n"


class Lamp(asyncio.DatagramProtocol):
    """The lamp in the hall, and one in the attic for whoever knows its PIN."""

    def __init__(self) -> None:
        self.on = False
        self.transport: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.DatagramTransport", transport)

    def datagram_received(self, data: bytes, addr: Any) -> None:
        said = json.loads(data)
        self.on = said.get("on", self.on)
        answer: dict[str, Any] = {"lamp": "hall", "on": self.on}
        if "pair" in said:
            answer = {"paired": "attic" if said["pair"] == "4711" else ""}
        elif said.get("pin") == "4711":
            answer = {"lamp": "attic", "on": False}
        assert self.transport is not None
        self.transport.sendto(json.dumps(answer).encode(), addr)


@pytest.mark.network
async def test_run_runs_it(site: str, tmp_path: Path) -> None:
    loop = asyncio.get_running_loop()
    transport, lamp = await loop.create_datagram_endpoint(Lamp, local_addr=(LOOPBACK, 0))
    async with _gateway(site, tmp_path, transport.get_extra_info("sockname")[1]) as client:
        await until_async(lambda: _has(client, 1))
        (device,) = (await client.call("GET", "/devices"))["devices"]
        assert (device["name"], device["adapter"], device["available"]) == ("Hall", "hall", True)
        path = f"/devices/{device['id']}/properties"
        assert (await client.call("PATCH", path, {"properties": {"1/onOff/onOff": True}}))["outcome"] == "confirmed"
        assert lamp.on
        (adapter,) = (await client.call("GET", "/adapters"))["adapters"]
        assert (adapter["name"], adapter["type"], adapter["state"]) == ("hall", "acme", "connected")
        assert (adapter["process"], adapter["restarts"]) == ("own", 0)  # as one of another package always is
        program = Path(f"/proc/{adapter['pid']}/cmdline").read_bytes().split(b"\0")
        assert b"adapters.sdk.host" in program
    transport.close()


@pytest.mark.network
async def test_pair_pairs_it_and_a_restart_keeps_it(site: str, tmp_path: Path) -> None:
    loop = asyncio.get_running_loop()
    transport, _ = await loop.create_datagram_endpoint(Lamp, local_addr=(LOOPBACK, 0))
    port = transport.get_extra_info("sockname")[1]
    async with _gateway(site, tmp_path, port) as client:
        await until_async(lambda: _has(client, 1))
        env = {"PYTHONPATH": site, "HUTONG_CLIENT": str(await asyncio.to_thread(_saved, client, tmp_path))}
        told = await asyncio.to_thread(spawn, "search", "acme", "--seconds", "0.5", "--json", **env)
        assert [one["key"] for one in json.loads(told.out)["candidates"]] == ["attic"]
        told = await asyncio.to_thread(spawn, "pair", "hall", **env)
        assert "--pin" in told.out
        told = await asyncio.to_thread(spawn, "pair", "acme", "--pin", "0815", **env)
        assert (told.code, "the lamp has another PIN (pin-rejected)" in told.out) == (1, True)
        told = await asyncio.to_thread(spawn, "pair", "acme", "--pin", "47", **env)
        assert (told.code, is_one_line(told.err), "47;" in told.err) == (1, True, False)
        told = await asyncio.to_thread(spawn, "pair", "acme", "--pin", "4711", **env)
        assert (told.code, "✓ Check the PIN" in told.out) == (0, True)
        await until_async(lambda: _has(client, 2))
        await client.call("POST", "/adapters/hall/restart")
        await until_async(lambda: _all_there(client, 2))
        assert (await asyncio.to_thread(spawn, "unpair", "acme", "attic", **env)).code == 0
        await until_async(lambda: _has(client, 1))
        assert (await client.call("GET", "/adapters/hall/pairing"))["paired"] == []
    transport.close()


def _saved(client: Client, folder: Path) -> Path:
    """Leave the client's access where commands find it."""
    path = folder / "client.toml"
    save_access(path, client.access)
    return path


async def _all_there(client: Client, many: int) -> bool:
    return [one["available"] for one in (await client.call("GET", "/devices"))["devices"]] == [True] * many


async def _has(client: Client, many: int) -> bool:
    return len((await client.call("GET", "/devices"))["devices"]) == many


@asynccontextmanager
async def _gateway(site: str, folder: Path, port: int) -> AsyncIterator[Client]:
    """`hutong run`, claimed."""
    ports = await asyncio.to_thread(free_ports)
    config = folder / "hutong.toml"
    config.write_text(CONFIG.format(folder=folder, api=ports.api, port=port))
    command = (str(Path(sys.executable).with_name("hutong")), "run", "-c", str(config))
    program = Program("gateway", command, folder / "gateway.log", {**os.environ, "PYTHONPATH": site})
    await program.start()
    try:
        await program.wait_until(lambda: port_open(LOOPBACK, ports.api))
        code = folder / "run" / "claim-code"
        await until(code.exists)
        url = f"https://{LOOPBACK}:{ports.api}"
        fingerprint = await asyncio.to_thread(fetch_fingerprint, LOOPBACK, ports.api)
        async with Client(Access(url=url, fingerprint=fingerprint)) as stranger:
            token = (await stranger.call("POST", "/claim", {"code": code.read_text().strip(), "name": "t"}))["token"]
        async with Client(Access(url=url, fingerprint=fingerprint, token=token)) as client:
            yield client
    finally:
        await program.end()
