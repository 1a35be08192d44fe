"""`python -m benchmarks.far_ends NUMBER`: devices of five protocols, NUMBER each, at an address each.

They are the device's sides of the adapters' tests, written apart from the codecs. Each value that is asked for is
another one every time, and who is asked when is kept: `reset` and `tell` on standard input begin and end a count.
Besides, a plain port answers what it is sent, for the raw limit.
"""

import asyncio
import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from adapters.gree.protocol import Form  # the name of a cipher, and nothing that ciphers
from tests.adapters.echonet import far as echonet
from tests.adapters.gree import far as gree
from tests.adapters.miot.device import Device as Miio
from tests.adapters.modbus.far import Unit as ModbusUnit
from tests.adapters.tuya.device import Device as Tuya

PERIOD_S: Final = 5.0
PORTS: Final = {"miot": 54321, "gree": 7000, "tuya": 6668, "modbus": 1502, "echonet": 3610}
"""The port of ECHONET Lite is fixed: nodes answer to it, whatever port asked. So each has an address of its own."""
ECHO: Final = ("127.7.0.1", 7007)
SPEC: Final = Path(__file__).parents[1] / "tests" / "peers" / "miot" / "light.json"
MODEL: Final = "hutong.light.lamp1"
TUYA_VERSIONS: Final = ("3.3", "3.4", "3.5")
FORMS: Final = ("ecb", "gcm")
ECHONET_OBJECT: Final = echonet.COOLER
HELLO_SIZE: Final = 32
REGISTERS: Final = 256


def host(protocol: str, number: int) -> str:
    """Give the address of a device; numbers are below 250."""
    return f"127.7.{1 + list(PORTS).index(protocol)}.{1 + number}"


def mac(number: int) -> str:
    """Give the address that a Gree unit is known by."""
    return f"9424b8{number:06x}"


def tuya_id(number: int) -> str:
    """Give the id of a Tuya device."""
    return f"bf{number:020d}"


def node_id(number: int) -> str:
    """Give the identification number of an ECHONET Lite node; the unique part is never all zero."""
    return f"fe000077{1 + number:026x}"


@dataclass
class Count:
    """Who was asked when, and how long after it was due: PERIOD_S after the time before."""

    last: dict[str, float] = field(default_factory=dict)
    asked: int = 0
    octets: int = 0
    late: list[float] = field(default_factory=list)

    def note(self, who: str, size: int) -> None:
        """Take note of a question."""
        now = time.monotonic()
        self.asked += 1
        self.octets += size
        if who in self.last:
            self.late.append(now - self.last[who] - PERIOD_S)
        self.last[who] = now

    def reset(self) -> None:
        """Begin anew; when everybody was asked last stays."""
        self.asked = self.octets = 0
        self.late.clear()

    def told(self) -> dict[str, float]:
        """Give the figures; one that waits too long now counts as late as it is by now."""
        now = time.monotonic()
        waiting = [now - last - PERIOD_S for last in self.last.values()]
        late = sorted(max(one, 0.0) for one in (*self.late, *waiting))
        return {
            "devices": len(self.last),
            "asked": self.asked,
            "octets": self.octets,
            "late_s": late[-1] if late else 0.0,
            "late_p99_s": late[len(late) * 99 // 100] if late else 0.0,
        }


class Datagram(asyncio.DatagramProtocol):
    """Answers each datagram with what a function gives for it."""

    def __init__(self, answer: Callable[[bytes], bytes | None]) -> None:
        self.answer = answer
        self.transport: Any = None

    def connection_made(self, transport: Any) -> None:
        self.transport = transport

    def datagram_received(self, data: bytes, addr: Any) -> None:
        answer = self.answer(data)
        if answer is not None:
            self.transport.sendto(answer, addr)


class Lamp:
    """A miIO lamp: every value its description has, each within it."""

    def __init__(self, number: int, spec: dict[str, Any]) -> None:
        self.device = Miio(number=1000 + number)
        self.turn = 0
        self.abouts = {
            (service["iid"], one["iid"]): one for service in spec["services"] for one in service.get("properties", ())
        }

    def answer(self, data: bytes) -> bytes:
        stamp = int(time.monotonic())
        if len(data) == HELLO_SIZE:
            return self.device.hello(stamp)
        _, said = self.device.hears(data)
        told = json.dumps({"id": said["id"], "result": self.result(said["method"], said["params"])})
        return self.device.says(told.encode(), stamp)

    def result(self, method: str, params: Any) -> Any:
        if method == "miIO.info":
            return {"model": MODEL, "mac": "AA:BB:CC:DD:EE:FF", "fw_ver": "2.1", "hw_ver": "ESP"}
        self.turn += 1
        return [one | {"code": 0, "value": self.value(self.abouts[one["siid"], one["piid"]])} for one in params]

    def value(self, about: dict[str, Any]) -> Any:
        if "value-list" in about:
            listed = about["value-list"]
            return listed[self.turn % len(listed)]["value"]
        if "value-range" in about:
            low, high, step = about["value-range"]
            return low + self.turn * step % (high - low)
        return self.turn % 2 == 0 if about["format"] == "bool" else "text"


class Cooler(gree.Far):
    """A Gree unit whose room grows warmer and colder."""

    def said(self, told: dict[str, Any]) -> bytes | None:
        self.asked.clear()
        self.state["TemSen"] = 60 + (self.state["TemSen"] + 1) % 10
        return super().said(told)


class Node(echonet.Far):
    """An ECHONET Lite node with an air conditioner whose room grows warmer and colder."""

    def __init__(self, number: int) -> None:
        number_told = {0x83: bytes.fromhex(node_id(number)), 0x8A: b"\0\0\x77", 0x80: b"\x30"}
        objects = {echonet.NODE: echonet.Thing(values=number_told), echonet.COOLER: echonet.cooler()}
        super().__init__(objects=objects)
        self.turn = 0

    def hears(self, data: bytes) -> bytes | None:
        self.asked.clear()
        self.turn += 1
        self.objects[echonet.COOLER].values[0xBB] = bytes([20 + self.turn % 10])
        return super().hears(data)


class Bulb:
    """A connection of a Tuya lamp, which tells another brightness at every heart beat."""

    def __init__(self, version: str) -> None:
        self.device = Tuya(version)
        self.long = version == "3.5"
        self.turn = 0

    async def frame(self, reader: asyncio.StreamReader) -> bytes:
        start = await reader.readexactly(18 if self.long else 16)
        return start + await reader.readexactly(int.from_bytes(start[-4:]) + (4 if self.long else 0))

    def answer(self, frame: bytes) -> bytes:
        device = self.device
        if device.version != "3.3" and device.key == device.local:
            if not device.theirs:
                return device.greets(frame)
            device.agrees(frame)
            return b""
        sequence, command, _ = device.opens(frame)
        self.turn += 1
        values = {"20": True, "21": "white", "22": 10 + self.turn % 990, "23": self.turn % 1000}
        if command != 9:
            return device.tells(sequence, command, {"dps": values})
        return device.says(sequence, 9, b"") + self.push(values)

    def push(self, values: dict[str, Any]) -> bytes:
        version, data = self.device.version, {"dps": values}
        told = data if version == "3.3" else {"protocol": 4, "t": 1_700_000_000, "data": data}
        return self.device.tells(0, 8, told, header=version.encode() + bytes(12), code=None)


async def serve_tuya(version: str, note: Callable[[int], None], reader: Any, writer: Any) -> None:
    bulb = Bulb(version)
    while True:
        frame = await bulb.frame(reader)
        note(len(frame))
        writer.write(bulb.answer(frame))


async def serve_modbus(unit: ModbusUnit, note: Callable[[int], None], reader: Any, writer: Any) -> None:
    while True:
        head = await reader.readexactly(7)
        pdu = await reader.readexactly(int.from_bytes(head[4:6]) - 1)
        note(len(pdu) + 7)
        unit.words["input", 0] = 200 + (unit.words["input", 0] + 1) % 100
        answer = unit.answer(pdu)
        writer.write(head[:4] + (len(answer) + 1).to_bytes(2) + head[6:] + answer)


class Street:
    """All devices."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.count = Count()

    async def open(self) -> None:
        """Bind everything."""
        spec = json.loads(SPEC.read_text("utf-8"))
        for number in range(self.number):
            form = Form(FORMS[number % 2])
            cooler = Cooler(unit=gree.Unit(form, mac=mac(number)))
            await self.bind("miot", number, Lamp(number, spec).answer)
            await self.bind("gree", number, lambda data, cooler=cooler: cooler.answer(json.loads(data)))  # type: ignore[misc]
            await self.listener("tuya", number, serve_tuya, TUYA_VERSIONS[number % 3])
            await self.listener("modbus", number, serve_modbus, registers())
            await self.bind("echonet", number, Node(number).hears)
        await asyncio.get_running_loop().create_datagram_endpoint(lambda: Datagram(bytes), local_addr=ECHO)

    async def bind(self, protocol: str, number: int, answer: Callable[[bytes], bytes | None]) -> None:
        who = host(protocol, number)

        def noted(data: bytes) -> bytes | None:
            self.count.note(who, len(data))
            return answer(data)

        address = who, PORTS[protocol]
        await asyncio.get_running_loop().create_datagram_endpoint(lambda: Datagram(noted), local_addr=address)

    async def listener(self, protocol: str, number: int, serve: Any, what: Any) -> None:
        who = host(protocol, number)

        async def served(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            try:
                await serve(what, lambda size: self.count.note(who, size), reader, writer)
            except (asyncio.IncompleteReadError, OSError):
                writer.close()

        await asyncio.start_server(served, who, PORTS[protocol])


def registers() -> ModbusUnit:
    """Give a unit that has every register, each 20.0 where it is a temperature."""
    unit = ModbusUnit()
    for space in ("input", "holding"):
        unit.put(space, 0, *([200] * REGISTERS))
    for space in ("coil", "discrete"):
        unit.put(space, 0, *([0] * REGISTERS))
    return unit


async def main(number: int) -> None:
    """Serve until standard input ends."""
    street = Street(number)
    await street.open()
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    print("ready", flush=True)
    while line := await reader.readline():
        if line.strip() == b"reset":
            street.count.reset()
        print(json.dumps(street.count.told()), flush=True)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
