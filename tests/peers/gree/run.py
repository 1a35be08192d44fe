"""Runs units of gree_emulator, which is in greeclimate 4.1.0: `run.py SEED ADDRESS=JSON…`, JSON its list of devices.

Each address is a unit of its own, or a gateway with the units behind it. Keys come from the seed. Reads lines:
`set ADDRESS ID COLUMN JSON` (as if somebody did it at the unit), `room ADDRESS ID CELSIUS`, `move ADDRESS OTHER` (its
address changes), `off ADDRESS`. Writes lines: `ready`, `done LINE`, and `state ADDRESS ID COLUMN VALUE` of each change.
"""

import asyncio
import json
import socket
import sys
from typing import Any

from gree_emulator.__main__ import load_config  # type: ignore[import-not-found]
from gree_emulator.server import start_server  # type: ignore[import-not-found]

PORT = 7000
EVERYBODY = "10.77.0.255"


def say(*words: str) -> None:
    print(*words, flush=True)  # noqa: T201


class House:
    """The units of one address."""

    def __init__(self, address: str, seed: str, devices: list[dict[str, Any]]) -> None:
        self.address = address
        self.devices = load_config({"devices": devices}, seed=seed)[2]
        self.told = {one.id: dict(one.state) for one in self.devices}
        self.transport: Any = None
        self.server: Any = None

    async def start(self) -> None:
        self.transport, self.server = await start_server(self.devices, self.address, PORT)

    async def stop(self) -> None:
        self.server.close()
        await self.server.wait_closed()

    def one(self, name: str) -> Any:
        return next(device for device in self.devices if device.id == name)

    def tell(self) -> None:
        """Say which state is new."""
        for one in self.devices:
            for name, value in one.state.items():
                if not name.startswith("_") and self.told[one.id].get(name) != value:
                    say("state", self.address, one.id, name, json.dumps(value))
            self.told[one.id] = dict(one.state)


class Crier(asyncio.DatagramProtocol):
    """Hands a broadcast to every unit, as each one's own network interface would."""

    def __init__(self, houses: list[House]) -> None:
        self.houses = houses

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        for one in self.houses:
            if not one.transport.is_closing():
                one.server.datagram_received(data, addr)


async def obey(line: str, houses: list[House]) -> None:
    word, address, *rest = line.split(maxsplit=4)
    house = next(one for one in houses if one.address == address)
    match word:
        case "set":
            house.one(rest[0]).state[rest[1]] = json.loads(rest[2])
        case "room":
            device = house.one(rest[0])
            device.room_c = device.ambient_c = float(rest[1])
            device.profile.handler.encode_room(device)
        case "move":
            await house.stop()
            house.address = rest[0]
            await house.start()
        case "off":
            await house.stop()
        case _:
            raise ValueError(line)
    say("done", line)


async def watch(houses: list[House]) -> None:
    while True:
        await asyncio.sleep(0.02)
        for one in houses:
            one.tell()


async def main(seed: str, arguments: list[str]) -> None:
    houses = []
    for argument in arguments:
        address, _, devices = argument.partition("=")
        houses.append(House(address, seed, json.loads(devices)))
    for one in houses:
        await one.start()
    loop = asyncio.get_running_loop()
    everybody = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    everybody.bind((EVERYBODY, PORT))
    await loop.create_datagram_endpoint(lambda: Crier(houses), sock=everybody)
    reader = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    watching = asyncio.create_task(watch(houses), name="watch")
    say("ready")
    while line := (await reader.readline()).decode().strip():
        await obey(line, houses)
    watching.cancel()


asyncio.run(main(sys.argv[1], sys.argv[2:]))
