"""Devices beyond the home's own link: no adapter sends them anything, wherever it runs and whatever names them.

The gateway is at home; names lead to the street (a hosts file), settings and former pairings have them, people enter
them, and somebody on the link announces them. In the street everything that arrives is looked at.
"""

import asyncio
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Final

import pytest

from benchmarks.mixed_home import paired as simulated
from gateway.core.pairing import PairedStore
from gateway.core.storage import Database
from gateway.core.vault import RootKey, Vault
from schemas.pairing import Paired
from tests.flows.test_far_network import (  # noqa: F401  row is a fixture
    HOME,
    NEAR,
    STREET,
    Row,
    _says,
    process,
    row,
    until,
)
from tests.gateway.cli.running import HUTONG

pytestmark = [pytest.mark.namespace]

NAME: Final = "street.test"
NEW: Final = "new.street.test"  # there as well, and in no configuration
HOMEKIT: Final = "AA:BB:CC:00:00:07"
CONFIG: Final = """\
[paths]
state_dir = "{folder}/state"
runtime_dir = "{folder}/run"
[api]
listen = ["home"]
port = 8443
mdns = false
[egress]
state_dir = "{folder}/egress"
runtime_dir = "{folder}/egress-run"
[adapters.miot]
process = "{process}"
interfaces = ["home"]
[adapters.tuya]
process = "{process}"
interfaces = ["home"]
[adapters.gree]
process = "{process}"
interfaces = ["home"]
[adapters.homekit]
process = "{process}"
interfaces = ["home"]
[adapters.esphome]
process = "{process}"
interfaces = ["home"]
[adapters.echonet]
process = "{process}"
interfaces = ["home"]
[adapters.modbus]
process = "{process}"
devices = [{{ host = "street.test" }}]
[adapters.knx]
process = "{process}"
interfaces = ["home"]
host = "street.test"
devices = [{{ name = "Lamp", type = "light", addresses = {{ switch = "1/1/1" }} }}]
"""
SNIFF: Final = """
import socket, sys
plain = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(0x0800))
plain.bind(("street", 0))
print("ready", flush=True)
while True:
    data, (_, _, kind, *_) = plain.recvfrom(65535)
    if kind != socket.PACKET_OUTGOING:
        head = 14 + (data[14] & 15) * 4
        print("came", data[23], int.from_bytes(data[head + 2 : head + 4], "big"), flush=True)
"""
ANNOUNCE: Final = f"""
import socket, time
from zeroconf import ServiceInfo, Zeroconf
told = {{"c#": "1", "ff": "0", "id": "{HOMEKIT}", "md": "Lamp", "pv": "1.1", "s#": "1", "sf": "1", "ci": "5"}}
far = socket.inet_aton("{STREET[4]}")
kind = "_hap._tcp.local."
one = ServiceInfo(kind, "Lamp." + kind, 51827, addresses=[far], properties=told, server="lamp.local.")
Zeroconf(interfaces=["{NEAR[4]}"]).register_service(one)
print("ready", flush=True)
time.sleep(600)
"""
SEND: Final = """
import socket, sys
socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", (sys.argv[1], 9))
"""
FAULTS: Final = """
import json, ssl, sys, tomllib, urllib.request
told = tomllib.load(open(sys.argv[1], "rb"))
request = urllib.request.Request(told["url"] + "/api/v1/faults", headers={"Authorization": "Bearer " + told["token"]})
print(urllib.request.urlopen(request, context=ssl._create_unverified_context()).read().decode())
"""
TOKEN: Final = "0" * 32
ANSWERS: Final[Mapping[str, Mapping[str, str]]] = {
    "miot": {"host": NEW, "token": TOKEN},
    "tuya": {"host": NEW, "id": "bf0000000000000000lamp", "local-key": "0123456789abcdef", "version": "3.3"},
    "gree": {"host": NEW},
    "homekit": {"device": HOMEKIT, "setup-code": "123-45-678"},
    "esphome": {"host": NEW},
    "echonet": {"host": NEW},
    "modbus": {"host": NEW},
    "knx": {"host": NEW},
}


def kept() -> dict[str, Paired]:
    """Give devices that were paired; their names lead to the street by now."""
    found = {name: simulated(name, 0) for name in ("miot", "tuya", "gree")}
    moved = {name: replace(one, kept={**one.kept, "host": NAME}) for name, one in found.items()}
    return moved | {"esphome": Paired(key="02:00:00:00:00:01", name="Board", kept={"host": NAME})}


async def keep(folder: Path, root: RootKey, devices: Mapping[str, Paired]) -> None:
    """Have them paired."""
    async with Database(folder / "trust.db", migrations="trust", synchronous="FULL") as trust:
        store = PairedStore(trust, Vault(trust, root))
        for adapter, one in devices.items():
            await store.keep(adapter, one)


@pytest.fixture
def hosts(row: Row) -> Iterator[None]:  # noqa: F811
    """The names that hold at home: `ip netns exec` puts this file in place of /etc/hosts (ip-netns(8))."""
    folder = Path("/etc/netns") / row.home
    folder.mkdir(parents=True)
    try:
        (folder / "hosts").write_text(f"127.0.0.1 localhost\n{STREET[4]} {NAME} {NEW}\n")
        yield
    finally:
        shutil.rmtree(folder)


@pytest.mark.usefixtures("hosts")
@pytest.mark.parametrize("where", ["core", "own"])
@pytest.mark.timeout(180)
def test_no_adapter_sends_anything_to_the_street(row: Row, tmp_path: Path, where: str) -> None:  # noqa: F811
    (state := tmp_path / "state").mkdir(mode=0o700)
    asyncio.run(keep(state, RootKey.load(state, {}), kept()))
    config = tmp_path / "hutong.toml"
    config.write_text(CONFIG.format(folder=tmp_path, process=where))
    environ = {"HUTONG_CLIENT": str(tmp_path / "client.toml")}
    with ExitStack() as stack:
        for name, namespace, code in (("street", row.street, SNIFF), ("near", row.router, ANNOUNCE)):
            stack.enter_context(process(tmp_path / name, *row.inside(namespace, sys.executable, "-c", code)))
            until(partial(_says, tmp_path / name, "ready"))
        core = ("-P", "-m", "gateway.app", "-c", config)
        stack.enter_context(process(tmp_path / "core.log", *row.inside(row.home, sys.executable, *core)))
        until((tmp_path / "run" / "claim-code").exists)
        code = (tmp_path / "run" / "claim-code").read_text().strip()
        row.run(row.router, HUTONG, "claim", f"https://{HOME[4]}:8443", code, **environ)

        # who enters such an address, or finds such a device, is told why it is not taken
        with ThreadPoolExecutor(4) as pool:
            told = dict(zip(ANSWERS, pool.map(partial(paired, row, environ), ANSWERS), strict=True))
        # (KNX has its one interface in the configuration: nobody is asked for another)
        assert told == dict.fromkeys(ANSWERS, "off-link") | {"knx": "configured"}
        # nor is one that was paired or set up before
        until(lambda: refused(row, environ) >= {"miot", "tuya", "gree", "esphome", "modbus", "knx"})

        # nobody in the street has seen anything of this; and would have
        assert (tmp_path / "street").read_text() == "ready\n"
        row.run(row.home, sys.executable, "-c", SEND, STREET[4])
        until(partial(_says, tmp_path / "street", "came 17 9"))


def paired(row: Row, environ: Mapping[str, str], adapter: str) -> str:  # noqa: F811
    """Try to pair, and give the code of what came of it."""
    given = [f"--{name}={text}" for name, text in ANSWERS[adapter].items()]
    command = row.inside(row.router, HUTONG, "pair", adapter, *given, "--json")
    attempt = json.loads(output(command, environ))
    return str(attempt["told"][-1]["code"])


def output(command: tuple[str, ...], environ: Mapping[str, str]) -> str:
    """Run a command that may fail, and give what it says."""
    done = subprocess.run(command, env={**os.environ, **environ}, capture_output=True, text=True, check=False)
    assert done.stdout, done.stderr
    return done.stdout


def refused(row: Row, environ: Mapping[str, str]) -> set[str]:  # noqa: F811
    """Give the adapters that told of an address off the link."""
    told: dict[str, Any] = json.loads(row.run(row.router, sys.executable, "-c", FAULTS, environ["HUTONG_CLIENT"]))
    return {fault["adapter"] for fault in told["faults"] if fault["code"] == "off-link"}
