"""Runs devices of tuyamock 0.0.6, those of a devices.json that has their first values too: `run.py FILE`.

Reads lines: `push ID JSON` (somebody did it at the device), `set ID JSON` (the device does not tell by itself),
`key ID KEY` (another key from now on), `move ID ADDRESS`, `off ID`, `on ID`. Writes lines: `ready`, `told ID JSON` for
everything that is set, and `done LINE`.
"""

import json
import socket
import sys
import threading
from pathlib import Path
from typing import Any

from tuyamock import MockDevice  # type: ignore[import-not-found]

PORT = 6668
PROBE_PORT = 7000
EVERYBODY = "10.77.0.255"
MOTOR_S = 0.05


def say(*words: str) -> None:
    print(*words, flush=True)  # noqa: T201


class State(dict[str, Any]):
    """The data points of one device; it tells what is set, and a curtain moves."""

    def __init__(self, device: "Device", values: dict[str, Any]) -> None:
        super().__init__(values)
        self.device = device

    def update(self, values: Any) -> None:  # type: ignore[override]
        super().update(values)
        say("told", self.device.id, json.dumps(values))
        if self.device.category == "cl":
            threading.Timer(MOTOR_S, self.device.turn, (dict(values),)).start()


class Device:
    """One mock at one address."""

    def __init__(self, entry: dict[str, Any]) -> None:
        self.id = str(entry["id"])
        self.address = str(entry["ip"])
        self.category = str(entry["category"])
        self.key = str(entry["key"])
        self.version = str(entry["version"])
        self.dev22 = entry.get("dev22") is True
        self.state = State(self, entry["dps"])
        self.mock: Any = None

    def start(self) -> None:
        self.mock = MockDevice(
            self.key,
            version=self.version,
            dev22=self.dev22,
            host=self.address,
            port=PORT,
            gw_id=self.id,
            discovery=True,
            discovery_addr=self.address,
        )
        self.mock.config.dps = self.state
        self.mock.start()

    def stop(self) -> None:
        if self.mock is not None:
            self.mock.stop()
            self.mock = None

    def again(self) -> None:
        self.stop()
        self.start()

    def push(self, values: dict[str, Any]) -> None:
        self.put(values)
        self.mock.push(values)

    def put(self, values: dict[str, Any]) -> None:
        dict.update(self.state, values)

    def turn(self, values: dict[str, Any]) -> None:
        """Let the motor follow what was asked for; it counts how far it is closed."""
        place = {"open": 0, "close": 100}.get(values.get("1", ""), values.get("2"))
        if place is not None:
            self.push({"2": place, "3": place, "7": "opening" if place < 50 else "closing"})


def pass_on(devices: dict[str, Device]) -> None:
    """Hand what is broadcast to every device, as each one's own network interface would."""
    everybody = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    everybody.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    everybody.bind((EVERYBODY, PROBE_PORT))
    while True:
        data, _ = everybody.recvfrom(4096)
        for one in devices.values():
            everybody.sendto(data, (one.address, PROBE_PORT))


def obey(line: str, devices: dict[str, Device]) -> None:
    word, name, *rest = line.split(maxsplit=2)
    one = devices[name]
    if word == "push":
        one.push(json.loads(rest[0]))
    elif word == "set":
        one.put(json.loads(rest[0]))
    elif word == "key":
        one.key = rest[0]
        one.again()
    elif word == "move":
        one.stop()
        one.address = rest[0]
        one.start()
    elif word == "off":
        one.stop()
    elif word == "on":
        one.start()
    say("done", line)


def main(file: Path) -> None:
    devices = {entry["id"]: Device(entry) for entry in json.loads(file.read_text("utf-8")) if "dps" in entry}
    for one in devices.values():
        one.start()
    threading.Thread(target=pass_on, args=(devices,), daemon=True).start()
    say("ready")
    for line in sys.stdin:
        obey(line.strip(), devices)


main(Path(sys.argv[1]))
