"""Sockets on named LAN interfaces that let only on-link peers in."""

import ipaddress
import socket
import struct
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

import ifaddr

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


class Doorkeeper:
    """Lets in peers on the link, as long as neither they nor all together hold too many connections.

    A connection counts from accept on, through its TLS handshake, until its socket is closed.
    """

    def __init__(self, most: int, most_per_peer: int) -> None:
        self.turned_away = 0
        self._most = most
        self._most_per_peer = most_per_peer
        self._held: Counter[str] = Counter()

    def enter(self, at: LanAddress, peer: str) -> bool:
        """Count a peer in, if it may come in."""
        if not at.admits(peer) or self._held.total() >= self._most or self._held[peer] >= self._most_per_peer:
            self.turned_away += 1
            return False
        self._held[peer] += 1
        return True

    def leave(self, peer: str) -> None:
        """Count a peer out."""
        self._held[peer] -= 1
        if not self._held[peer]:
            del self._held[peer]


class AdmittedSocket(socket.socket):
    """A connection that the doorkeeper counts until it is closed."""

    def __init__(self, accepted: socket.socket, left: Callable[[], None]) -> None:
        self._left: Callable[[], None] | None = left
        super().__init__(accepted.family, accepted.type, accepted.proto, fileno=accepted.detach())

    def close(self) -> None:
        super().close()
        if self._left is not None:
            self._left()
            self._left = None


class OnLinkSocket(socket.socket):
    """A listening socket whose `accept` closes whom the doorkeeper turns away, before a byte is read or TLS begins.

    The loop sees ConnectionAbortedError, as when a peer gives up while it waits in the backlog.
    """

    at: LanAddress
    doorkeeper: Doorkeeper

    def accept(self) -> tuple[socket.socket, Any]:
        connection, address = super().accept()
        peer = address[0]
        if not self.doorkeeper.enter(self.at, peer):
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_ON_CLOSE)
            connection.close()
            raise ConnectionAbortedError(f"{peer} is not let in")
        return AdmittedSocket(connection, lambda: self.doorkeeper.leave(peer)), address


def listen(at: LanAddress, port: int, doorkeeper: Doorkeeper) -> OnLinkSocket:
    """Open a listening socket on one address. Raises ListenError."""
    family = socket.AF_INET6 if ":" in at.address else socket.AF_INET
    opened = OnLinkSocket(family, socket.SOCK_STREAM)
    opened.at, opened.doorkeeper = at, doorkeeper
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
