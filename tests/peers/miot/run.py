"""Runs miot simulators of python-miio, one an address: `run.py ADDRESS=MODEL=FILE…`. Needs python-miio 0.6.0.dev0.

Reads lines: `set ADDRESS SIID.PIID JSON` (as if somebody did it at the device), `move ADDRESS OTHER` (its address
changes), `off ADDRESS`. Writes lines: `ready`, and `told ADDRESS METHOD JSON` for everything that is set or done.
"""

import asyncio
import json
import random
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from miio.devtools.simulators.common import create_info_response, did_and_mac_for_model  # type: ignore[import-not-found]
from miio.devtools.simulators.miotsimulator import MiotSimulator, SimulatedDeviceModel  # type: ignore[import-not-found]
from miio.push_server import PushServer  # type: ignore[import-not-found]

PORT = 54321
EVERYBODY = "10.77.0.255"


def say(*words: str) -> None:
    print(*words, flush=True)  # noqa: T201


class Device:
    """One simulator. What it says on the wire is its own; here it gets an address, and a motor if it is a curtain."""

    def __init__(self, address: str, model: str, file: Path) -> None:
        self.address = address
        self.model = model
        self.simulator = MiotSimulator(SimulatedDeviceModel.parse_raw(file.read_text("utf-8")))
        if "curtain" in model:
            self.put("2.1", 0)  # values begin at random, and a motor at rest
        self.transport: Any = None
        self.protocol: Any = None

    async def start(self) -> None:
        device_id, mac = did_and_mac_for_model(self.model)
        server = PushServer(device_id=device_id)
        server._address = self.address
        server.add_method("miIO.info", create_info_response(self.model, self.address, mac))
        server.add_method("get_properties", self.simulator.get_properties)
        server.add_method("set_properties", self.told("set_properties", self.simulator.set_properties))
        server.add_method("action", self.told("action", self.simulator.action))
        self.transport, self.protocol = await server.start()

    def told(self, name: str, method: Callable[[Any], Any]) -> Callable[[Any], Any]:
        def work(payload: Any) -> Any:
            answer = method(payload)
            self.turn(payload["params"])
            say("told", self.address, name, json.dumps(payload["params"]))
            return answer

        return work

    def put(self, place: str, value: Any) -> None:
        siid, piid = map(int, place.split("."))
        self.simulator._state[siid][piid].__dict__["current_value"] = value

    def turn(self, params: Any) -> None:
        """Do what a motor or a relay does; the simulator itself only keeps values."""
        state = self.simulator._state[2]
        if "curtain" in self.model:
            wish = state[1].current_value
            if wish in {1, 2}:
                self.put("2.3", 100 if wish == 1 else 0)
            self.put("2.1", 0)
            self.put("2.2", state[3].current_value)
        elif isinstance(params, dict) and "vacuum" in self.model:
            self.put("2.1", {(2, 1): 1, (2, 2): 2, (3, 1): 5}.get((params["siid"], params["aiid"]), 1))
        elif isinstance(params, dict):
            self.put("2.1", not state[1].current_value)

    async def move(self, address: str) -> None:
        self.stop()
        self.address = address
        await self.start()

    def stop(self) -> None:
        if self.transport is not None:
            self.transport.close()


class Crier(asyncio.DatagramProtocol):
    """Hands a broadcast to every device, as each one's own network interface would."""

    def __init__(self, devices: list[Device]) -> None:
        self.devices = devices

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        for one in self.devices:
            if not one.transport.is_closing():
                one.protocol.datagram_received(data, addr)


async def obey(line: str, devices: list[Device]) -> None:
    word, address, *rest = line.split(maxsplit=3)
    one = next(device for device in devices if device.address == address)
    if word == "set":
        one.put(rest[0], json.loads(rest[1]))
    elif word == "move":
        await one.move(rest[0])
    elif word == "off":
        one.stop()
    say("done", line)


async def main(arguments: list[str]) -> None:
    random.seed(1)
    devices = []
    for argument in arguments:
        address, model, file = argument.split("=")
        devices.append(Device(address, model, Path(file)))
    for one in devices:
        await one.start()
    loop = asyncio.get_running_loop()
    everybody = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    everybody.bind((EVERYBODY, PORT))
    await loop.create_datagram_endpoint(lambda: Crier(devices), sock=everybody)
    reader = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    say("ready")
    while line := (await reader.readline()).decode().strip():
        await obey(line, devices)


asyncio.run(main(sys.argv[1:]))
