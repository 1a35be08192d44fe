"""Addresses must be on the home's own links: checked after resolution, at every connect, and then used as checked.

A name may resolve to something else a second later, so what was checked is the address that is connected to.
On-link is what lies in a prefix of a local interface (RFC 4861 §2.1), loopback, or IPv6 link-local (RFC 4291 §2.5.6).
A prefix of /0 says nothing and is passed over. Whole nets can be forbidden even where they are on-link.
"""

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

import ifaddr

IP: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address
Network: TypeAlias = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One checked address, ready for socket.connect."""

    family: int
    address: tuple[str, int] | tuple[str, int, int, int]


class OffLinkError(OSError):
    """No address of a host is on the home's own links. Retrying helps only if the host or the network changes."""

    code = "off-link"

    def __init__(self, host: str, reason: str) -> None:
        """Name the host as configured, and say which address was refused and why."""
        super().__init__(f"{host}: {reason}")
        self.host = host
        self.reason = reason


Resolve: TypeAlias = Callable[[str, int], Awaitable[list[Target]]]


def local_prefixes() -> tuple[Network, ...]:
    """Give the prefixes of this machine's interfaces as they are now."""
    found = []
    for adapter in ifaddr.get_adapters():
        for ip in adapter.ips:
            text = ip.ip if isinstance(ip.ip, str) else ip.ip[0]
            if ip.network_prefix:
                found.append(ipaddress.ip_network(f"{text}/{ip.network_prefix}", strict=False))
    return tuple(found)


def refusal(ip: IP, prefixes: Iterable[Network], forbidden: Iterable[Network] = ()) -> str:
    """Say why an address must not be connected to; empty where it may be."""
    real = getattr(ip, "ipv4_mapped", None) or ip
    if any(real in network for network in forbidden if network.version == real.version):
        return f"{ip} is in a network that is forbidden here"
    if real.is_multicast or real.is_unspecified:
        return f"{ip} is not the address of one host"
    if real.is_loopback or (real.version == 6 and real.is_link_local):
        return ""
    if any(real in network for network in prefixes if network.version == real.version):
        return ""
    kind = "a public address" if real.is_global else "not in a network of this machine"
    return f"{ip} is {kind}"


async def resolve(host: str, port: int) -> list[Target]:
    """Resolve a host without blocking the loop; gaierror is an OSError."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [Target(family=family, address=address) for family, _, _, _, address in found]  # type: ignore[arg-type]


async def on_link(
    host: str,
    port: int,
    *,
    forbidden: Iterable[Network] = (),
    resolver: Resolve = resolve,
    prefixes: Callable[[], Iterable[Network]] = local_prefixes,
) -> list[Target]:
    """Give the addresses of a host that may be connected to; OffLinkError where there is none."""
    targets = await resolver(host, port)
    links = tuple(await asyncio.to_thread(prefixes))
    reasons = [refusal(_ip(target), links, forbidden) for target in targets]
    allowed = [target for target, reason in zip(targets, reasons, strict=True) if not reason]
    if not allowed:
        raise OffLinkError(host, "; ".join(dict.fromkeys(reasons)) or "it has no address")
    return allowed


def _ip(target: Target) -> IP:
    return ipaddress.ip_address(target.address[0].partition("%")[0])


def public_literal(host: str) -> bool:
    """Whether a configured host is plainly a public address, so that the configuration can be refused at once."""
    try:
        ip = ipaddress.ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        return False
    real = getattr(ip, "ipv4_mapped", None) or ip
    return bool(real.is_global)
