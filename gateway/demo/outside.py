"""Where "outside the home" is: a network namespace of its own where that is permitted, else 127.77.0.0/16."""

import asyncio
import ipaddress
import json
import os
import random
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import ifaddr

WIRES: Final = tuple(map(ipaddress.ip_network, ("198.51.100.0/24", "203.0.113.0/24", "192.0.2.0/24")))
"""Networks that are never routed (RFC 5737); each demonstration takes a /30 that the machine does not use."""
LOOPBACK_SIDE: Final = "127.77.0.1"
HEADER_BYTES: Final = {"tcp": 40, "udp": 28}
"""What the first packet takes even when it carries nothing: IPv4 (RFC 791) and TCP (RFC 9293) or UDP (RFC 768)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """An address that stands for the internet, and how programs are started there."""

    host: str
    network: str
    prefix: tuple[str, ...] = ()  # goes before a command that shall run outside
    namespace: str = ""
    interface: str = ""  # the home's end of the wire, where one can watch
    why: str = ""

    async def close(self) -> None:
        """Take the namespace down; the wire goes with it."""
        if self.namespace:
            with suppress(OSError, RuntimeError):
                await _ip("netns", "del", self.namespace)


async def find_outside() -> Outside:
    """Make a namespace with a wire to it; without root or iproute2, stay on loopback and say so."""
    if os.geteuid() != 0 or shutil.which("ip") is None:
        return _loopback("a network namespace needs root and iproute2")
    tag = str(os.getpid())
    near, host = (str(address) for address in free_wire().hosts())
    outside = Outside(
        host=host,
        network=f"{host}/32",
        prefix=("ip", "netns", "exec", f"hutong-{tag}"),
        namespace=f"hutong-{tag}",
        interface=f"hto{tag}"[:15],
    )
    try:
        await _wire(outside, near)
    except (OSError, RuntimeError) as error:
        await outside.close()
        return _loopback(f"a network namespace is not permitted ({error})")
    return outside


def _loopback(why: str) -> Outside:
    return Outside(host=LOOPBACK_SIDE, network="127.77.0.0/16", why=why)


def free_wire() -> ipaddress.IPv4Network | ipaddress.IPv6Network:
    """Pick a network that no interface touches, by chance: several demonstrations may start at once."""
    ips = [ip for adapter in ifaddr.get_adapters() for ip in adapter.ips if ip.is_IPv4]
    used = [ipaddress.ip_network(f"{ip.ip}/{ip.network_prefix}", strict=False) for ip in ips]
    wires = [wire for network in WIRES for wire in network.subnets(new_prefix=30)]
    return random.choice([wire for wire in wires if not any(wire.overlaps(network) for network in used)])  # noqa: S311


async def _wire(outside: Outside, address: str) -> None:
    name, near, far = outside.namespace, outside.interface, "far"
    inside = ("netns", "exec", name)
    await _ip("netns", "add", name)
    await _ip("link", "add", near, "type", "veth", "peer", "name", far, "netns", name)
    with suppress(OSError):  # without IPv6 in the kernel there is nothing to quieten
        await asyncio.to_thread((Path("/proc/sys/net/ipv6/conf") / near / "disable_ipv6").write_text, "1")
    await _ip("address", "add", f"{address}/30", "dev", near)
    await _ip("link", "set", near, "up")
    with suppress(RuntimeError):
        await _ip(*inside, "sysctl", "-qw", "net.ipv6.conf.all.disable_ipv6=1")
    await _ip(*inside, "ip", "address", "add", f"{outside.host}/30", "dev", far)
    for link in ("lo", far):
        await _ip(*inside, "ip", "link", "set", link, "up")


async def _ip(*arguments: str) -> None:
    process = await asyncio.create_subprocess_exec(
        "ip", *arguments, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE
    )
    _, said = await process.communicate()
    if process.returncode:
        raise RuntimeError(said.decode(errors="replace").strip() or f"ip {arguments[0]} failed")


def stray_bytes(flows: Path, outside: Outside, port: int) -> int:
    """Count what crossed the wire from the home to anything but the recipient, headers included."""
    lines: list[dict[str, Any]] = [json.loads(line) for line in flows.read_text("utf-8").splitlines()]
    return sum(flow["bytes"] for flow in lines if _is_stray(flow, outside.host, port))


def trapped_bytes(capture: Path) -> int:
    """Count what knocked at the recipient's traps, at least one packet's headers each."""
    events: list[dict[str, Any]] = [json.loads(line) for line in capture.read_text("utf-8").splitlines()]
    return sum(HEADER_BYTES[one["transport"]] + one["size"] for one in events if one["event"] == "stray")


def _is_stray(flow: dict[str, Any], host: str, port: int) -> bool:
    if flow["protocol"] == "arp" or flow["source"] == host:
        return False
    return (flow["protocol"], flow["destination"], flow["destination_port"]) != ("tcp", host, port)
