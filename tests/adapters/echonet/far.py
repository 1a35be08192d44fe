"""A node's side of ECHONET Lite, written from the published specification alone, with the faults of real ones."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from adapters.sdk.errors import UnreachableError

NODE = "0ef001"
COOLER = "013001"
METER = "028801"
NUMBER = "fe00007700000200000000000000000001"
SNA = {0x60: 0x50, 0x61: 0x51, 0x62: 0x52, 0x63: 0x53, 0x6E: 0x5E}


def property_map(codes: Iterable[int]) -> bytes:
    """Up to fifteen code by code, more as bits."""
    known = sorted(set(codes))
    if len(known) <= 15:
        return bytes([len(known)]) + bytes(known)
    rows = [0] * 16
    for code in known:
        rows[code & 0x0F] |= 1 << ((code & 0x70) >> 4)
    return bytes([len(known)]) + bytes(rows)


def frame(tid: int, source: str, target: str, esv: int, properties: Iterable[tuple[int, bytes]]) -> bytes:
    told = list(properties)
    body = b"".join(bytes([epc, len(data)]) + data for epc, data in told)
    head = b"\x10\x81" + tid.to_bytes(2, "big") + bytes.fromhex(source) + bytes.fromhex(target)
    return head + bytes([esv, len(told)]) + body


def opened(data: bytes) -> tuple[int, str, str, int, list[tuple[int, bytes]]]:
    """Give number, source, target, service and properties of a frame."""
    assert data[:2] == b"\x10\x81", data.hex()
    found, at = [], 12
    for _ in range(data[11]):
        end = at + 2 + data[at + 1]
        found.append((data[at], data[at + 2 : end]))
        at = end
    assert at == len(data)
    return int.from_bytes(data[2:4], "big"), data[4:7].hex(), data[7:10].hex(), data[10], found


@dataclass
class Thing:
    """One object: what it tells, what can be set, what it announces."""

    values: dict[int, bytes]
    settable: set[int] = field(default_factory=set)
    announced: set[int] = field(default_factory=set)
    maps: dict[int, bytes] = field(default_factory=dict)  # in place of the right ones

    def told(self, epc: int) -> bytes:
        if epc in self.maps:
            return self.maps[epc]
        all_maps = {0x9D: self.announced, 0x9E: self.settable, 0x9F: {*self.values, 0x9D, 0x9E, 0x9F}}
        return property_map(all_maps[epc]) if epc in all_maps else self.values.get(epc, b"")


def cooler(**more: Any) -> Thing:
    values = {
        0x80: b"\x30",
        0x81: b"\x08",
        0x88: b"\x42",
        0x8A: b"\0\0\x77",
        0x8C: b"KT-AC1\0\0\0\0\0\0",
        0xA0: b"\x33",
        0xB0: b"\x42",
        0xB2: b"\x43",
        0xB3: b"\x1a",
        0xBB: b"\x1b",
    }
    return Thing(values=values, settable={0x80, 0x81, 0xA0, 0xB0, 0xB2, 0xB3}, announced={0x80, 0xB0}, **more)


def meter() -> Thing:
    values = {0x80: b"\x30", 0xD3: b"\0\0\0\x0a", 0xE0: b"\0\0\x03\xe8", 0xE1: b"\x01", 0xE7: b"\xff\xff\xfe\x0c"}
    return Thing(values=values)


@dataclass
class Far:
    """A node in memory; it is the channel itself. `lose` says of which frames nothing arrives."""

    objects: dict[str, Thing]
    mute: bool = False
    lose: Callable[[int], bool] = lambda _count: False
    bears: int = 255  # properties of one question
    beyond: str = "refuse"  # or "silent": what it does with more
    refuses: set[int] = field(default_factory=set)  # properties it does not take
    asleep: set[str] = field(default_factory=set)  # objects that answer nothing
    breaks: bool = False  # as its reader is ended
    slow_s: float = 0.0  # until what was set is told
    spoil: Callable[[bytes], bytes] = lambda data: data
    asked: list[tuple[str, int, list[int]]] = field(default_factory=list)
    replies: list[bytes] = field(default_factory=list)
    most_in_flight: int = 0
    _in_flight: int = 0
    _inbox: asyncio.Queue[bytes] = field(default_factory=asyncio.Queue)

    def __post_init__(self) -> None:
        self.objects.setdefault(NODE, Thing(values={0x83: bytes.fromhex(NUMBER), 0x8A: b"\0\0\x77", 0x80: b"\x30"}))

    @property
    def instances(self) -> bytes:
        listed = [bytes.fromhex(one) for one in self.objects if one != NODE]
        return bytes([len(listed)]) + b"".join(listed)

    async def send(self, message: bytes) -> None:
        answer = self.hears(message)
        if answer is not None:
            self._in_flight += 1
            self.most_in_flight = max(self.most_in_flight, self._in_flight)
            self.arrives(self.spoil(answer))

    def arrives(self, data: bytes) -> None:
        self._inbox.put_nowait(data)

    async def receive(self) -> bytes:
        try:
            data = await self._inbox.get()
        except asyncio.CancelledError:
            if self.breaks:
                raise UnreachableError("the link broke") from None
            raise
        self._in_flight = 0
        return data

    def hears(self, data: bytes) -> bytes | None:
        """Take a frame, and give the answer to it."""
        tid, source, target, esv, properties = opened(data)
        if esv not in SNA:
            self.replies.append(data)
            return None
        self.asked.append((target, esv, [epc for epc, _ in properties]))
        is_too_much = len(properties) > self.bears
        if (
            self.mute
            or target in self.asleep
            or self.lose(len(self.asked))
            or (is_too_much and self.beyond == "silent")
        ):
            return None
        thing = self.objects.get(target)
        told = [self.one(thing, target, esv, epc, edt) for epc, edt in properties]
        if is_too_much:
            told = [(epc, data if esv == 0x61 else b"", False) for epc, data in properties]
        is_good = all(good for _, _, good in told)
        return frame(tid, target, source, esv + 0x10 if is_good else SNA[esv], [(epc, edt) for epc, edt, _ in told])

    def one(self, thing: Thing | None, target: str, esv: int, epc: int, edt: bytes) -> tuple[int, bytes, bool]:
        if thing is None:
            return epc, edt, False
        if esv == 0x61:
            if epc in self.refuses or epc not in thing.settable:
                return epc, edt, False
            asyncio.get_running_loop().call_later(self.slow_s, thing.values.__setitem__, epc, edt)
            return epc, b"", True
        known = self.instances if target == NODE and epc == 0xD6 else thing.told(epc)
        return epc, known, bool(known)

    def informs(self, source: str, *properties: tuple[int, bytes], esv: int = 0x73, target: str = "05ff01") -> None:
        self.arrives(frame(0, source, target, esv, properties))

    def gets(self, target: str) -> list[list[int]]:
        """Give what was asked for of an object, question by question."""
        return [codes for one, esv, codes in self.asked if (one, esv) == (target, 0x62)]
