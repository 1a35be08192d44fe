"""Three network namespaces in a row, home, router and street: whoever is not on the home's own link stays outside.

The gateway is at home; the router's near side is on its link, the street is one hop further, with a working route.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.gateway.cli.running import HUTONG

pytestmark = [pytest.mark.namespace]

PATIENCE_S = 30.0
HOME = {4: "10.66.1.1", 6: "fd66:1::1"}
NEAR = {4: "10.66.1.2", 6: "fd66:1::2"}
STREET = {4: "10.66.2.2", 6: "fd66:2::2"}
CONFIG = """\
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
[adapters.near]
type = "mqtt"
host = "10.66.1.2"
[adapters.far]
type = "mqtt"
host = "10.66.2.2"
"""
LISTENER = """
import socket, sys
server = socket.create_server((sys.argv[1], 1883))
print("ready", flush=True)
while True:
    server.accept()[0].close()
    print("knocked", flush=True)
"""
ASK = """
import socket, ssl, sys
context = ssl._create_unverified_context()
try:
    plain = socket.create_connection((sys.argv[1], int(sys.argv[2])), timeout=10)
    with plain, context.wrap_socket(plain):
        print("admitted")
except (ConnectionResetError, BrokenPipeError, ssl.SSLEOFError):
    print("turned away")
except ConnectionRefusedError:
    print("nobody there")
"""


def ip(*arguments: str) -> None:
    subprocess.run(("ip", *arguments), check=True, capture_output=True, text=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The names of the three namespaces."""

    home: str
    router: str
    street: str

    @staticmethod
    def inside(namespace: str, *command: object) -> tuple[str, ...]:
        return ("ip", "netns", "exec", namespace, *map(str, command))

    def run(self, namespace: str, *command: object, **environ: str) -> str:
        done = subprocess.run(
            self.inside(namespace, *command),
            env={**os.environ, **environ},
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE_S,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture
def row() -> Iterator[Row]:
    if os.geteuid() != 0 or shutil.which("ip") is None:
        pytest.skip("network namespaces need root and iproute2")
    tag = str(os.getpid())
    row = Row(home=f"hth{tag}", router=f"htr{tag}", street=f"hts{tag}")
    with ExitStack() as stack:
        for name in (row.home, row.router, row.street):
            try:
                ip("netns", "add", name)
            except subprocess.CalledProcessError as error:
                pytest.skip(f"network namespaces are not permitted here ({error.stderr.strip()})")
            stack.callback(ip, "netns", "del", name)
        connect(row)
        yield row


def connect(row: Row) -> None:
    ip("link", "add", "home", "netns", row.home, "type", "veth", "peer", "name", "near", "netns", row.router)
    ip("link", "add", "street", "netns", row.street, "type", "veth", "peer", "name", "far", "netns", row.router)
    place(row.home, "home", "10.66.1.1/24", "fd66:1::1/64")
    place(row.router, "near", "10.66.1.2/24", "fd66:1::2/64")
    place(row.router, "far", "10.66.2.1/24", "fd66:2::1/64")
    place(row.street, "street", "10.66.2.2/24", "fd66:2::2/64")
    for namespace, far4, near4, far6, near6 in (
        (row.home, "10.66.2.0/24", NEAR[4], "fd66:2::/64", NEAR[6]),
        (row.street, "10.66.1.0/24", "10.66.2.1", "fd66:1::/64", "fd66:2::1"),
    ):
        ip("-n", namespace, "route", "add", far4, "via", near4)
        ip("-n", namespace, "-6", "route", "add", far6, "via", near6)
    for key in ("net.ipv4.ip_forward", "net.ipv6.conf.all.forwarding"):
        row.run(row.router, "sysctl", "-qw", f"{key}=1")


def place(namespace: str, link: str, *addresses: str) -> None:
    for address in addresses:
        ip("-n", namespace, "address", "add", address, "dev", link, *(["nodad"] if ":" in address else []))
    for name in ("lo", link):
        ip("-n", namespace, "link", "set", name, "up")


@contextmanager
def process(log: Path, *command: str) -> Iterator[Path]:
    """A process whose standard output and error are a file."""
    with log.open("wb") as out, subprocess.Popen(command, stdout=out, stderr=out) as running:
        try:
            yield log
        finally:
            running.terminate()
            running.wait(PATIENCE_S)


def _says(log: Path, word: str) -> bool:
    return word in log.read_text()


def until(claim: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not claim():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.fixture
def gateway(row: Row, tmp_path: Path) -> Iterator[Path]:
    """The core at home, and something that listens where its adapters look for brokers; gives the knocks' records."""
    config = tmp_path / "hutong.toml"
    config.write_text(CONFIG.format(folder=tmp_path))
    listener, core = ("-c", LISTENER), ("-P", "-m", "gateway.app", "-c", config)
    with ExitStack() as stack:
        for name, namespace, address in (("near", row.router, NEAR[4]), ("far", row.street, STREET[4])):
            command = row.inside(namespace, sys.executable, *listener, address)
            log = stack.enter_context(process(tmp_path / f"{name}.log", *command))
            until(partial(_says, log, "ready"))
        stack.enter_context(process(tmp_path / "core.log", *row.inside(row.home, sys.executable, *core)))
        until((tmp_path / "run" / "claim-code").exists)
        yield tmp_path


@pytest.mark.usefixtures("gateway")
@pytest.mark.parametrize("version", [4, 6])
def test_the_api_lets_in_the_link_and_nobody_from_beyond(row: Row, version: int) -> None:
    def ask(namespace: str, port: int) -> str:
        return row.run(namespace, sys.executable, "-c", ASK, HOME[version], port).strip()

    assert ask(row.street, 9) == "nobody there"  # the home itself says so: there is a way
    assert ask(row.router, 8443) == "admitted"
    assert ask(row.street, 8443) == "turned away"


def test_an_adapter_connects_on_link_and_refuses_a_broker_beyond(row: Row, gateway: Path) -> None:
    environ = {"HUTONG_CLIENT": str(gateway / "client.toml")}
    code = (gateway / "run" / "claim-code").read_text().strip()
    row.run(row.router, HUTONG, "claim", f"https://{HOME[4]}:8443", code, **environ)

    def adapters() -> dict[str, Any]:
        status = json.loads(row.run(row.router, HUTONG, "status", "--json", **environ))
        return {one["name"]: one for one in status["adapters"]}

    until(partial(_says, gateway / "near.log", "knocked"))
    until(lambda: adapters()["far"]["reason"])
    assert f"{STREET[4]} is not in a network of this machine" in adapters()["far"]["reason"]
    assert (gateway / "far.log").read_text() == "ready\n"
