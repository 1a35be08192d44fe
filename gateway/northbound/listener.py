"""Sockets on named LAN interfaces that let only on-link peers in."""

import ipaddress
import socket
import struct
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

import ifaddr

Admit = Callable[[str], bool]
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
BACKLOG: Final = 64
RESET_ON_CLOSE: Final = struct.pack("ii", 1, 0)  # SO_LINGER on, 0 s: nothing of ours lingers for a stranger


class ListenError(Exception):
    """A configured interface or address is not there; the text says which ones are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LanAddress:
    """One address of one interface, with the prefix whose hosts are on its link."""

    interface: str
    index: int
    address: str  # without a scope id
    network: Network

    def admits(self, peer: str) -> bool:
        """Whether a peer is on this link: in the prefix, or link-local. A mapped IPv4 address counts as what it is."""
        try:
            found = ipaddress.ip_address(peer.partition("%")[0])
        except ValueError:
            return False
        if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is not None:
            found = found.ipv4_mapped
        if found.is_multicast or found.is_unspecified:
            return False
        if found.is_link_local:
            return not self.network.is_loopback and found.version == self.network.version
        return found in self.network

    @property
    def host(self) -> str:
        """As it stands in a URL."""
        return f"[{self.address}]" if ":" in self.address else self.address


def addresses_of(adapters: Iterable[ifaddr.Adapter]) -> tuple[LanAddress, ...]:
    """Flatten what ifaddr reports."""
    return tuple(_address(adapter, ip) for adapter in adapters for ip in adapter.ips)


def _address(adapter: ifaddr.Adapter, ip: ifaddr.IP) -> LanAddress:
    text = ip.ip if isinstance(ip.ip, str) else ip.ip[0]
    network = ipaddress.ip_network(f"{text}/{ip.network_prefix}", strict=False)
    return LanAddress(interface=adapter.name, index=adapter.index or 0, address=text, network=network)


def choose(names: Iterable[str], present: tuple[LanAddress, ...]) -> tuple[LanAddress, ...]:
    """Pick the addresses that the names mean, by interface or by address, each once.

    An address of 127.0.0.0/8 is there even where no interface lists it. Raises ListenError.
    """
    chosen: dict[str, LanAddress] = {}
    for name in names:
        found = [one for one in present if name in (one.interface, one.address)] or _loopback(name)
        if not found:
            known = ", ".join(sorted({f"{one.interface} ({one.address})" for one in present}))
            raise ListenError(f"[api] listen: {name!r} is no interface or address of this machine; it has {known}")
        chosen.update({one.address: one for one in found})
    return tuple(chosen.values())


def _loopback(name: str) -> list[LanAddress]:
    try:
        address = ipaddress.IPv4Address(name)
    except ValueError:
        return []
    network = ipaddress.IPv4Network("127.0.0.0/8")
    return [LanAddress(interface="lo", index=1, address=name, network=network)] if address in network else []


class OnLinkSocket(socket.socket):
    """A listening socket whose `accept` closes whatever `admit` does not want, before a byte is read or TLS begins.

    The loop sees ConnectionAbortedError, as when a peer gives up while it waits in the backlog.
    """

    admit: Admit

    def accept(self) -> tuple[socket.socket, Any]:
        connection, address = super().accept()
        if not self.admit(address[0]):
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_ON_CLOSE)
            connection.close()
            raise ConnectionAbortedError(f"{address[0]} is not let in")
        return connection, address


def listen(at: LanAddress, port: int, admit: Admit) -> OnLinkSocket:
    """Open a listening socket on one address; `admit` is asked about each peer's address. Raises ListenError."""
    family = socket.AF_INET6 if ":" in at.address else socket.AF_INET
    opened = OnLinkSocket(family, socket.SOCK_STREAM)
    opened.admit = admit
    try:
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            opened.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        opened.bind((at.address, port, 0, at.index) if family == socket.AF_INET6 else (at.address, port))
        opened.listen(BACKLOG)
        opened.settimeout(0)
    except OSError as error:
        opened.close()
        raise ListenError(f"[api] cannot listen on {at.host}:{port}: {error.strerror}; choose another port") from error
    return opened
