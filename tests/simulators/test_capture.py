import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from simulators.capture import FlowKey, Flows, dissect, flows_beyond

ETHERNET_IPV4 = bytes(12) + b"\x08\x00"
ETHERNET_IPV6 = bytes(12) + b"\x86\xdd"


def ipv4(protocol: int, segment: bytes, *, options: bytes = b"", fragment: int = 0) -> bytes:
    head = bytes([0x45 + len(options) // 4, 0]) + (20 + len(options) + len(segment)).to_bytes(2, "big")
    head += b"\0\0" + fragment.to_bytes(2, "big") + bytes([64, protocol, 0, 0])
    return ETHERNET_IPV4 + head + bytes([10, 0, 0, 1]) + bytes([10, 0, 0, 2]) + options + segment


def tcp(payload: bytes, *, options: bytes = b"") -> bytes:
    offset = (5 + len(options) // 4) << 4
    return b"\x30\x39\x01\xbb" + bytes(8) + bytes([offset, 0x18]) + bytes(6) + options + payload


def udp(port: int, payload: bytes) -> bytes:
    return b"\x30\x39" + port.to_bytes(2, "big") + (8 + len(payload)).to_bytes(2, "big") + b"\0\0" + payload


def key(protocol: str, source_port: int, destination_port: int) -> FlowKey:
    return FlowKey(
        protocol=protocol,
        source="10.0.0.1",
        source_port=source_port,
        destination="10.0.0.2",
        destination_port=destination_port,
    )


def test_tcp_payload_excludes_ip_and_tcp_options_and_ethernet_padding() -> None:
    frame = ipv4(6, tcp(b"hello", options=bytes(12)), options=bytes(4)) + bytes(6)
    assert dissect(frame) == (key("tcp", 12345, 443), 5)


def test_udp_names_its_ports() -> None:
    assert dissect(ipv4(17, udp(53, b"query"))) == (key("udp", 12345, 53), 5)


def test_icmp_and_later_fragments_have_no_ports() -> None:
    assert dissect(ipv4(1, b"ping")) == (key("icmp", 0, 0), 4)
    assert dissect(ipv4(17, b"rest", fragment=4)) == (key("udp", 0, 0), 4)


def test_ipv6_is_understood() -> None:
    segment = udp(123, b"time")
    head = bytes([0x60, 0, 0, 0]) + len(segment).to_bytes(2, "big") + bytes([17, 64])
    frame = ETHERNET_IPV6 + head + bytes(15) + b"\x01" + bytes(15) + b"\x02" + segment
    found = dissect(frame)
    assert found is not None
    assert (found[0].source, found[0].destination, found[0].destination_port, found[1]) == ("::1", "::2", 123, 4)


def test_other_ethertypes_are_flows_too_and_scraps_are_not() -> None:
    arp = dissect(bytes(12) + b"\x08\x06" + bytes(28))
    assert arp is not None
    assert (arp[0].protocol, arp[1]) == ("arp", 28)
    assert dissect(b"short") is None


def test_flows_sum_up() -> None:
    flows = Flows()
    flows.add(ipv4(6, tcp(b"hello")), 1.0)
    flows.add(ipv4(6, tcp(b"again!")), 3.0)
    flows.add(b"short", 4.0)
    (line,) = flows.lines()
    shown = json.loads(line)
    assert (shown["packets"], shown["payload_bytes"], shown["first"], shown["last"]) == (2, 11, 1.0, 3.0)


def test_flows_to_and_from_an_allowed_end_are_not_beyond() -> None:
    to, query = key("tcp", 12345, 443), key("udp", 12345, 53)
    assert flows_beyond([to, query], [("10.0.0.2", 443)]) == [query]


def may_sniff() -> bool:
    try:
        socket.socket(socket.AF_PACKET, socket.SOCK_RAW).close()
    except (PermissionError, OSError):
        return False
    return True


@pytest.mark.network
def test_the_sniffer_sees_a_datagram_on_loopback_once(tmp_path: Path) -> None:
    if os.geteuid() != 0 or not may_sniff():
        pytest.skip("watching needs root or CAP_NET_RAW")
    out = tmp_path / "flows"
    command = [sys.executable, "-m", "simulators.capture", "--interface", "lo", "--out", str(out)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as sniffer:
        assert sniffer.stdout is not None
        assert json.loads(sniffer.stdout.readline())["event"] == "ready"
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sink, socket.socket(type=socket.SOCK_DGRAM) as source:
            sink.bind(("127.0.0.1", 0))
            port = sink.getsockname()[1]
            source.sendto(b"twelve bytes", ("127.0.0.1", port))
            sink.recv(100)
        sniffer.terminate()
        sniffer.wait(10)
    seen = [json.loads(line) for line in out.read_text().splitlines()]
    (flow,) = [flow for flow in seen if flow["protocol"] == "udp" and flow["destination_port"] == port]
    assert (flow["packets"], flow["payload_bytes"]) == (1, 12)
