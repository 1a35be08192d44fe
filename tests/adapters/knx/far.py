"""The server's side of a tunnel in memory, its frames packed by hand: apart from the codec under test."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from adapters.sdk.errors import UnreachableError

OWN, PEER = ("127.0.0.1", 40_000), ("127.0.0.1", 3671)
CHANNEL = 7
CONNECT, STATE, DISCONNECT, TUNNEL, ACK, DESCRIPTION = 0x0205, 0x0207, 0x0209, 0x0420, 0x0421, 0x0203


def framed(service: int, body: bytes) -> bytes:
    """3/8/1: header size 6, version 1.0, service, total length."""
    return b"\x06\x10" + service.to_bytes(2, "big") + (6 + len(body)).to_bytes(2, "big") + body


def hpai(host: str, port: int) -> bytes:
    return b"\x08\x01" + bytes(map(int, host.split("."))) + port.to_bytes(2, "big")


def description(name: str = "house", serial: str = "00c5 0001 2345") -> bytes:
    """3/8/2 §7.5.4.2: device information, and the supported services: core, tunnelling, routing."""
    about = b"\x02\x00" + b"\x11\x01" + bytes(2) + bytes.fromhex(serial) + bytes([224, 0, 23, 12])
    device = about + bytes.fromhex("02aabbccddee") + name.encode("latin-1").ljust(30, b"\0")
    return bytes([54, 0x01]) + device + bytes([8, 0x02, 2, 1, 4, 1, 5, 1])


def cemi(code: int, group: int, apci: bytes, *, source: int = 0x1105, failed: bool = False) -> bytes:
    """3/6/3 §4.1.5.3: no additional information, control fields, source, group, length, transport and application."""
    control = bytes([0xBC | failed, 0xE0])
    return (
        bytes([code, 0])
        + control
        + source.to_bytes(2, "big")
        + group.to_bytes(2, "big")
        + bytes([len(apci) - 1])
        + apci
    )


def written(group: int, value: int) -> bytes:
    """A_GroupValue_Write of six bits, from the bus."""
    return cemi(0x29, group, bytes([0, 0x80 | value]))


def tunnelled(sequence: int, raw: bytes, channel: int = CHANNEL) -> bytes:
    return framed(TUNNEL, bytes([4, channel, sequence, 0]) + raw)


@dataclass
class Server:
    """Answers as an interface does; each habit can be changed. It is the channel of the client at the same time."""

    status: int = 0  # of the answer to a request for a tunnel
    endpoint: tuple[str, int] = PEER
    state: int = 0  # of a tunnel that stands
    mute: Callable[[int], bool] = lambda _service: False  # which requests it does not answer
    confirm: bool = True
    failed: bool = False  # nobody on the bus acknowledges
    spoil: Callable[[bytes], bytes] = lambda data: data
    said: list[bytes] = field(default_factory=list)
    heard: list[bytes] = field(default_factory=list)  # what was put onto the bus
    acknowledged: list[int] = field(default_factory=list)
    services: list[int] = field(default_factory=list)
    hung_up: bool = False
    next: int = 0  # count of what is tunnelled
    _inbox: "asyncio.Queue[bytes | None]" = field(default_factory=asyncio.Queue)

    async def send(self, message: bytes) -> None:
        service, body = int.from_bytes(message[2:4], "big"), message[6:]
        assert len(message) == int.from_bytes(message[4:6], "big")
        self.services.append(service)
        if self.mute(service):
            return
        match service:
            case 0x0203:
                self.say(framed(0x0204, description()))
            case 0x0205:
                assert body[:16] == hpai(*OWN) * 2
                granted = bytes([CHANNEL, 0]) + hpai(*self.endpoint) + b"\x04\x04\x11\x0a"
                self.say(framed(0x0206, bytes([0, self.status]) if self.status else granted))
            case 0x0207:
                self.say(framed(0x0208, bytes([CHANNEL, self.state])))
            case 0x0209:
                self.say(framed(0x020A, bytes([CHANNEL, 0])))
            case 0x0420:
                self._take(body)
            case 0x0421:
                self.acknowledged.append(body[2])
            case _:
                pass

    def _take(self, body: bytes) -> None:
        sequence, raw = body[2], body[4:]
        self.heard.append(raw)
        self.say(framed(ACK, bytes([4, CHANNEL, sequence, 0])))
        if self.confirm:
            group, apci = int.from_bytes(raw[6:8], "big"), raw[9:]
            self.tell(cemi(0x2E, group, apci, failed=self.failed))

    def say(self, data: bytes) -> None:
        self.said.append(data)
        self._inbox.put_nowait(self.spoil(data))

    def tell(self, raw: bytes) -> None:
        """Tunnel something from the bus."""
        self.say(tunnelled(self.next, raw))
        self.next = self.next + 1 & 255

    def hang_up(self) -> None:
        self._inbox.put_nowait(None)

    async def receive(self) -> bytes:
        data = await self._inbox.get()
        if data is None:
            raise UnreachableError("it hung up")
        return data
