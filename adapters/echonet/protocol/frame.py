"""ECHONET Lite frames of the specified message format, UDP 3610.

    EHD 1081 · TID 2 · SEOJ 3 · DEOJ 3 · ESV 1 · OPC 1 · OPC times EPC 1, PDC 1, EDT PDC bytes

SetGet has a second list behind the first: what was set, then what was read. An object (EOJ) is class group, class and
instance, a byte each; class group and class are one number here, as in the mappings.

Source: ECHONET Lite Specification 1.12, part 2, §3.2 (frame), §3.2.5 (ESV).
"""

from dataclasses import dataclass
from enum import IntEnum
from struct import Struct
from typing import Final

from adapters.echonet.protocol.error import (
    NotEchonetError,
    OversizedError,
    TruncatedError,
    UnknownServiceError,
)

PORT: Final = 3610
GROUP: Final = "224.0.23.0"
"""Where IPv4 nodes are asked all at once."""
MAX_FRAME: Final = 8192
"""Bytes of a frame; no longer one is taken. Nodes are advised to stay below 1,500."""

_HEAD: Final = Struct(">HHHBHBBB")


class Service(IntEnum):
    """What a frame wants or answers (ESV)."""

    SET_I_REFUSED = 0x50
    SET_C_REFUSED = 0x51
    GET_REFUSED = 0x52
    INFORM_REFUSED = 0x53
    SET_GET_REFUSED = 0x5E
    SET_I = 0x60
    SET_C = 0x61
    GET = 0x62
    INFORM_REQUEST = 0x63
    SET_GET = 0x6E
    SET_ANSWER = 0x71
    GET_ANSWER = 0x72
    INFORM = 0x73
    INFORM_C = 0x74
    INFORM_C_ANSWER = 0x7A
    SET_GET_ANSWER = 0x7E


_SERVICES: Final = {int(one): one for one in Service}
_DOUBLE: Final = frozenset({Service.SET_GET, Service.SET_GET_ANSWER, Service.SET_GET_REFUSED})


@dataclass(frozen=True, slots=True, order=True)
class Eoj:
    """An object of a node: class group and class in one number, and its instance, 1 to 127; 0 is all of the class."""

    code: int
    instance: int = 1

    def __str__(self) -> str:
        """Write it as documents do."""
        return f"0x{self.code:04X}{self.instance:02X}"


NODE: Final = Eoj(0x0EF0, 1)
"""The node profile, which every node has."""
CONTROLLER: Final = Eoj(0x05FF, 1)
"""What we are."""


@dataclass(frozen=True, slots=True)
class Property:
    """One property of a frame: its code and its data, empty where a frame only names it."""

    epc: int
    edt: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One frame. `read` is the second list of SetGet."""

    tid: int
    source: Eoj
    target: Eoj
    service: Service
    properties: tuple[Property, ...]
    read: tuple[Property, ...] = ()


def encode(frame: Frame) -> bytes:
    """Write one frame; OversizedError where it has more properties or data than a frame holds."""
    count = len(frame.properties)
    if count > 255 or len(frame.read) > 255:
        raise OversizedError("a frame holds at most 255 properties")
    source, target = frame.source, frame.target
    head = _HEAD.pack(
        0x1081, frame.tid, source.code, source.instance, target.code, target.instance, frame.service, count
    )
    data = head + _written(frame.properties)
    if frame.service in _DOUBLE:
        data += bytes([len(frame.read)]) + _written(frame.read)
    if len(data) > MAX_FRAME:
        raise OversizedError(f"a frame of {len(data)} bytes is more than nodes take")
    return data


def _written(properties: tuple[Property, ...]) -> bytes:
    parts = bytearray()
    for one in properties:
        if len(one.edt) > 255:
            raise OversizedError("a property holds at most 255 bytes")
        parts += bytes((one.epc, len(one.edt)))
        parts += one.edt
    return bytes(parts)


def decode(data: bytes) -> Frame:
    """Read one datagram; EchonetProtocolError where it is none."""
    if len(data) > MAX_FRAME:
        raise OversizedError(f"a frame of {len(data)} bytes is longer than is taken")
    if data[:2] != b"\x10\x81":
        raise NotEchonetError(_other(data))
    if len(data) < _HEAD.size:
        raise TruncatedError("a frame ends within its head")
    _, tid, source, source_instance, target, target_instance, esv, count = _HEAD.unpack_from(data)
    service = _SERVICES.get(esv)
    if service is None:
        raise UnknownServiceError(f"a frame asks for service 0x{esv:02X}, which is none")
    properties, end = _read(data, _HEAD.size, count)
    read: tuple[Property, ...] = ()
    if service in _DOUBLE:
        if end >= len(data):
            raise TruncatedError("a frame ends before its second list")
        read, end = _read(data, end + 1, data[end])
    if end != len(data):
        raise OversizedError("a frame goes on behind its properties")
    return Frame(
        tid=tid,
        source=Eoj(source, source_instance),
        target=Eoj(target, target_instance),
        service=service,
        properties=properties,
        read=read,
    )


def _other(data: bytes) -> str:
    """Say what a frame is that is none of ours, by its first two bytes, EHD1 and EHD2 (part 2, §3.2.1)."""
    if data[:1] >= b"\x80":
        return "this is ECHONET, the older protocol; ECHONET Lite is expected"
    if data[:2] == b"\x10\x82":
        return "this is ECHONET Lite of an arbitrary format; the specified format is expected"
    return "this is not ECHONET Lite"


def _read(data: bytes, at: int, count: int) -> tuple[tuple[Property, ...], int]:
    """Give the properties of a list, and where it ends."""
    found: list[Property] = []
    for _ in range(count):
        if at + 2 > len(data) or at + 2 + data[at + 1] > len(data):
            raise TruncatedError("a frame ends within its properties")
        end = at + 2 + data[at + 1]
        found.append(Property(data[at], data[at + 2 : end]))
        at = end
    return tuple(found), at
