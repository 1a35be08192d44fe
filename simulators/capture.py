"""Which flows cross an interface? A sniffer that needs CAP_NET_RAW and nothing but the standard library.

`python -m simulators.capture --interface IF --out FILE` prints `ready`, watches until SIGTERM (or `--seconds`), then
writes one JSON line a flow: `{"protocol", "source", "source_port", "destination", "destination_port", "packets",
"bytes", "payload_bytes", "first", "last"}`. Sources: RFC 791 §3.1, RFC 8200 §3, RFC 9293 §3.1, RFC 768.
"""

import argparse
import ipaddress
import json
import selectors
import signal
import socket
import sys
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from types import FrameType

_ETH_P_ALL = 0x0003
_ETH_IPV4, _ETH_IPV6, _ETH_ARP = 0x0800, 0x86DD, 0x0806
_PACKET_OUTGOING = 4
_NAMES = {1: "icmp", 6: "tcp", 17: "udp", 58: "icmpv6"}
_TCP, _UDP = 6, 17


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowKey:
    """One direction of a conversation; ports are 0 where the protocol has none."""

    protocol: str
    source: str
    source_port: int
    destination: str
    destination_port: int


@dataclass(slots=True, kw_only=True)
class Counts:
    """Sums of one flow. `payload_bytes` is what the transport carried (above TCP, UDP)."""

    packets: int = 0
    bytes: int = 0
    payload_bytes: int = 0
    first: float = 0.0
    last: float = 0.0


def dissect(frame: bytes) -> tuple[FlowKey, int] | None:
    """The flow an Ethernet frame belongs to and its transport payload's size; None for what is cut short."""
    if len(frame) < 14:
        return None
    kind = int.from_bytes(frame[12:14], "big")
    if kind == _ETH_IPV4 and len(frame) >= 34:
        return _ipv4(frame[14:])
    if kind == _ETH_IPV6 and len(frame) >= 54:
        return _ipv6(frame[14:])
    name = "arp" if kind == _ETH_ARP else f"ethertype-{kind:04x}"
    return _key(name, frame[6:12].hex(":"), 0, frame[0:6].hex(":"), 0), len(frame) - 14


def _key(protocol: str, source: str, source_port: int, destination: str, destination_port: int) -> FlowKey:
    return FlowKey(
        protocol=protocol,
        source=source,
        source_port=source_port,
        destination=destination,
        destination_port=destination_port,
    )


def _ipv4(packet: bytes) -> tuple[FlowKey, int] | None:
    head = (packet[0] & 0x0F) * 4
    total = int.from_bytes(packet[2:4], "big")
    source, destination = (str(ipaddress.IPv4Address(packet[start : start + 4])) for start in (12, 16))
    later_fragment = int.from_bytes(packet[6:8], "big") & 0x1FFF
    return _transport(packet[9], source, destination, b"" if later_fragment else packet[head:total], total - head)


def _ipv6(packet: bytes) -> tuple[FlowKey, int] | None:
    size = int.from_bytes(packet[4:6], "big")
    source, destination = (str(ipaddress.IPv6Address(packet[start : start + 16])) for start in (8, 24))
    return _transport(packet[6], source, destination, packet[40 : 40 + size], size)


def _transport(number: int, source: str, destination: str, segment: bytes, size: int) -> tuple[FlowKey, int]:
    name = _NAMES.get(number, f"ip-{number}")
    if number == _TCP and len(segment) >= 20:
        head = (segment[12] >> 4) * 4
    elif number == _UDP and len(segment) >= 8:
        head = 8
    else:
        return _key(name, source, 0, destination, 0), size
    ports = int.from_bytes(segment[0:2], "big"), int.from_bytes(segment[2:4], "big")
    return _key(name, source, ports[0], destination, ports[1]), size - head


class Flows:
    """Sums by flow."""

    def __init__(self) -> None:
        self.counts: dict[FlowKey, Counts] = {}

    def add(self, frame: bytes, now: float) -> None:
        """Count one frame that was seen at `now` (Unix seconds)."""
        found = dissect(frame)
        if found is None:
            return
        key, payload = found
        counts = self.counts.setdefault(key, Counts(first=now))
        counts.packets += 1
        counts.bytes += len(frame)
        counts.payload_bytes += payload
        counts.last = now

    def lines(self) -> Iterable[str]:
        """One JSON object a flow, in the order they were first seen."""
        return (json.dumps({**asdict(key), **asdict(counts)}) for key, counts in self.counts.items())


def flows_beyond(flows: Iterable[FlowKey], allowed: Iterable[tuple[str, int]]) -> list[FlowKey]:
    """The flows that neither go to nor come from an allowed (address, port)."""
    ends = set(allowed)
    return [
        flow
        for flow in flows
        if (flow.destination, flow.destination_port) not in ends and (flow.source, flow.source_port) not in ends
    ]


def watch(interface: str, seconds: float | None, wake: socket.socket) -> Flows:
    """Count until a byte arrives on `wake` or the seconds are over. Raises PermissionError without CAP_NET_RAW."""
    flows = Flows()
    deadline = None if seconds is None else time.monotonic() + seconds
    with (
        socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(_ETH_P_ALL)) as tap,
        selectors.DefaultSelector() as selector,
    ):
        tap.bind((interface, 0))
        loopback = tap.getsockname()[3] == 772  # ARPHRD_LOOPBACK: each packet shows twice, going out and coming in
        selector.register(tap, selectors.EVENT_READ)
        selector.register(wake, selectors.EVENT_READ)
        _say({"event": "ready", "interface": interface})
        while deadline is None or deadline > time.monotonic():
            ready = selector.select(None if deadline is None else max(0.0, deadline - time.monotonic()))
            while _take(tap, flows, skip_outgoing=loopback):
                pass
            if any(key.fileobj is wake for key, _ in ready):
                break
    return flows


def _take(tap: socket.socket, flows: Flows, *, skip_outgoing: bool) -> bool:
    """Count one frame that waits; False when none does."""
    try:
        frame, address = tap.recvfrom(65_536, socket.MSG_DONTWAIT)
    except BlockingIOError:
        return False
    if not (skip_outgoing and address[2] == _PACKET_OUTGOING):
        flows.add(frame, time.time())
    return True


def _say(message: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


def main() -> None:
    """Watch, then write the flows and a one-line summary."""
    parser = argparse.ArgumentParser(prog="python -m simulators.capture", description=__doc__)
    parser.add_argument("--interface", required=True, help="network interface to watch, for example eth0 or lo")
    parser.add_argument("--out", type=Path, required=True, help="JSON lines, one a flow")
    parser.add_argument("--seconds", type=float, help="stop by itself after so long")
    options = parser.parse_args()
    wake, waker = socket.socketpair()

    def stop(_number: int, _frame: FrameType | None) -> None:
        waker.send(b"\0")

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    try:
        flows = watch(options.interface, options.seconds, wake)
    except OSError as error:
        raise SystemExit(f"simulators.capture: {error} (watching needs root or CAP_NET_RAW)") from error
    options.out.write_text("".join(line + "\n" for line in flows.lines()))
    _say({"event": "summary", "flows": len(flows.counts), "packets": sum(c.packets for c in flows.counts.values())})


if __name__ == "__main__":
    main()
