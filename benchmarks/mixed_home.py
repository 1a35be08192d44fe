"""`python -m benchmarks.mixed_home NUMBER FOLDER`: one event loop, NUMBER devices each of five protocols.

`python -m benchmarks.mixed_home raw ASKED_PER_S` is the raw limit: as many sockets and questions, and nothing else.
"""

import asyncio
import json
import socket
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from adapters.tuya.devicefile import read
from adapters.tuya.household import Household
from adapters.tuya.protocol import Version
from benchmarks.far_ends import (
    ECHO,
    ECHONET_OBJECT,
    MODEL,
    PERIOD_S,
    PORTS,
    SPEC,
    TUYA_VERSIONS,
    host,
    mac,
    node_id,
    tuya_id,
)
from gateway.adapters import load_manifest
from gateway.core.clock import SystemClock
from gateway.core.home import Home
from gateway.core.pairing import PairedStore
from gateway.core.storage import Database
from gateway.core.supervisor import AdapterPlan
from gateway.core.vault import RootKey, Vault
from schemas.pairing import Paired

if TYPE_CHECKING:
    from schemas.value import Value

READY_S: Final = 120.0
QUESTION: Final = bytes(200)
SOCKETS: Final = 500
SETTINGS: Final[Mapping[str, Mapping[str, Any]]] = {
    "miot": {"interfaces": ["lo"], "poll_s": PERIOD_S},
    "gree": {"interfaces": ["lo"], "poll_s": PERIOD_S},
    "tuya": {"interfaces": ["lo"], "heart_beat_s": PERIOD_S},
    "modbus": {"poll_s": PERIOD_S},
    "echonet": {"interfaces": ["lo"], "poll_s": PERIOD_S},
}
DEVICES: Final = SPEC.parents[1] / "tuya" / "devices.json"
TOKEN: Final = "00112233445566778899aabbccddeeff"  # noqa: S105 - of a simulated device
KEY: Final = "Abcdef0123456789"
TUYA_KEY: Final = "0123456789abcdef"


def paired(protocol: str, number: int) -> Paired:
    """Give what pairing keeps of a device."""
    where = host(protocol, number)
    match protocol:
        case "miot":
            spec = json.dumps(json.loads(SPEC.read_text("utf-8")))
            return Paired(
                key=str(1000 + number), name=MODEL, kept={"host": where, "token": TOKEN, "spec": spec, "model": MODEL}
            )
        case "gree":
            form = ("ecb", "gcm")[number % 2]
            told: dict[str, Value] = {"name": "Room", "brand": "gree", "model": "10001", "firmware": "V1.2"}
            told |= {"host": where, "key": KEY, "form": form, "gateway": False}
            return Paired(key=mac(number), name="Room", kept=told)
        case "tuya":
            entry = json.loads(DEVICES.read_text("utf-8"))[0]
            head = read([entry | {"id": tuya_id(number), "key": TUYA_KEY, "ip": where}])[0]
            version = Version(TUYA_VERSIONS[number % 3])
            return Household(head=head, version=version, key=TUYA_KEY.encode(), host=where).paired()
        case "echonet":
            node = node_id(number)
            known: dict[str, Value] = {"host": where, "id": node, "devices": [f"{node}-{ECHONET_OBJECT}"]}
            return Paired(key=node, name="Air conditioner", kept=known)
        case _:
            kept: dict[str, Value] = {
                "host": where,
                "port": PORTS["modbus"],
                "unit": 1,
                "profile": "heat-pump",
                "name": "",
                "serial": "",
            }
            return Paired(key=f"{where}:{PORTS['modbus']}/1", name="Heat pump", kept=kept)


def everybody(number: int) -> Iterator[tuple[str, Paired]]:
    """Give all devices."""
    for protocol in PORTS:
        for one in range(number):
            yield protocol, paired(protocol, one)


def plan(name: str) -> AdapterPlan:
    """Plan an adapter in the home's own process."""
    manifest = load_manifest(name)
    faults = manifest.check(SETTINGS[name])
    assert not faults, faults
    return AdapterPlan(name=name, type=name, manifest=manifest, settings=SETTINGS[name])


async def live(number: int, folder: Path) -> None:
    """Be a home until standard input ends; says `ready` once every device is there."""
    async with (
        Database(folder / "trust.db", migrations="trust", synchronous="FULL") as trust,
        Database(folder / "state.db", migrations="state", synchronous="NORMAL") as state,
    ):
        vault = Vault(trust, RootKey.load(folder / "state", {}))
        store = PairedStore(trust, vault)
        for protocol, one in everybody(number):
            await store.keep(protocol, one)
        plans = tuple(map(plan, SETTINGS))
        async with (
            Home(clock=SystemClock(), state_db=state, vault=vault, state_dir=folder, plans=plans, paired=store) as home,
            asyncio.TaskGroup() as tasks,
        ):
            task = tasks.create_task(home.run(), name="home")
            await there(home, number * len(PORTS))
            print("ready", flush=True)
            before = home.seq
            await until_told()
            print(json.dumps({"changes": home.seq - before}), flush=True)
            task.cancel()


async def there(home: Home, number: int) -> None:
    """Wait until so many devices are there."""
    try:
        async with asyncio.timeout(READY_S):
            while sum(one.available for one in home.devices()) < number:  # noqa: ASYNC110 - no event tells it
                await asyncio.sleep(0.2)
    except TimeoutError:
        seen = {one.adapter: 0 for one in home.devices()}
        for one in home.devices():
            seen[one.adapter] += one.available
        reasons = sorted({one.reason for one in home.devices() if not one.available})
        raise TimeoutError(f"of {number} devices there are {seen}: {reasons[:5]}") from None


async def until_told() -> None:
    """Wait until standard input ends."""
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    await reader.read()


class Asker(asyncio.DatagramProtocol):
    """Sends a datagram every so often, and looks at the answer."""

    def __init__(self, period_s: float) -> None:
        self.period_s = period_s
        self.transport: Any = None
        self.answers = 0
        self.late_s = 0.0

    def connection_made(self, transport: Any) -> None:
        self.transport = transport
        self.ask(asyncio.get_running_loop().time())

    def ask(self, due: float) -> None:
        self.transport.sendto(QUESTION)
        loop = asyncio.get_running_loop()
        self.late_s = max(self.late_s, loop.time() - due)
        loop.call_at(due + self.period_s, self.ask, due + self.period_s)

    def datagram_received(self, data: bytes, addr: Any) -> None:
        self.answers += len(data) > 0 and bool(addr)


async def raw(asked_per_s: float) -> None:
    """Ask as much from as many sockets."""
    loop = asyncio.get_running_loop()
    askers = [Asker(SOCKETS / asked_per_s) for _ in range(SOCKETS)]
    for one in askers:
        plain = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        plain.setblocking(False)  # noqa: FBT003
        plain.connect(ECHO)
        await loop.create_datagram_endpoint(lambda one=one: one, sock=plain)  # type: ignore[misc]
        await asyncio.sleep(0.002)  # spread, as devices are
    print("ready", flush=True)
    await until_told()
    told = {"answers": sum(one.answers for one in askers), "late_s": max(one.late_s for one in askers)}
    print(json.dumps(told), flush=True)


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        asyncio.run(raw(float(sys.argv[2])) if sys.argv[1] == "raw" else live(int(sys.argv[1]), Path(sys.argv[2])))
