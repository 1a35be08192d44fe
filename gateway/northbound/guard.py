"""What every request passes first: the Host it names, the Origin it comes from, and the headers of every answer."""

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from aiohttp import web

from gateway.northbound.problem import Problem

if TYPE_CHECKING:
    from multidict import CIMultiDict

SECURITY_HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "Server": "hutong",
    "X-Content-Type-Options": "nosniff",
}
CORS_METHODS: Final = "GET, POST, PUT, PATCH, DELETE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """Stands against DNS rebinding (a foreign name that resolves to the gateway) and cross-site requests.

    `hosts` are the names and addresses the gateway goes by; `origins` the further web origins that may use it.
    """

    hosts: frozenset[str]
    origins: frozenset[str]
    port: int

    @staticmethod
    def of(names: Iterable[str], origins: Iterable[str], port: int) -> "Guard":
        """Build a guard; names are compared without case and final dot."""
        return Guard(hosts=frozenset(map(_plain, names)), origins=frozenset(o.lower() for o in origins), port=port)

    def check(self, request: web.BaseRequest) -> None:
        """Raise Problem unless the request names this gateway and comes from no foreign page."""
        host = request.headers.getall("Host", [])
        if len(host) != 1 or not self._knows(host[0]):
            raise Problem("unknown-host", f"no such host here: {host[0][:100] if host else '(none)'}", place="Host")
        origin = request.headers.get("Origin")
        if origin is not None and not self.allows(origin, host[0]):
            raise Problem("cross-site", f"the origin {origin[:100]} may not use this gateway", place="Origin")
        if origin is None and request.headers.get("Sec-Fetch-Site") in ("cross-site", "same-site"):
            raise Problem("cross-site", "a page of another site asked for this", place="Sec-Fetch-Site")

    def _knows(self, host: str) -> bool:
        name, port = split_host(host)
        return name in self.hosts and port in (None, self.port)

    def allows(self, origin: str, host: str) -> bool:
        """Whether pages of this origin may use the gateway: its own, or a configured one."""
        return origin.lower() in self.origins or origin.lower() == f"https://{host.lower()}"

    def cross_origin_headers(self, request: web.BaseRequest) -> dict[str, str]:
        """Give the CORS headers (Fetch standard §3.2) for a configured origin; none for any other."""
        origin = request.headers.get("Origin", "")
        if origin.lower() not in self.origins:
            return {}
        return {"Access-Control-Allow-Origin": origin, "Vary": "Origin", "Cross-Origin-Resource-Policy": "cross-origin"}


def preflight() -> web.Response:
    """Answer a CORS preflight of a request that the guard let through."""
    headers = {
        "Access-Control-Allow-Methods": CORS_METHODS,
        "Access-Control-Allow-Headers": "Authorization, Content-Type",
        "Access-Control-Max-Age": "600",
    }
    return web.Response(status=204, headers=headers)


def harden(headers: "CIMultiDict[str]") -> None:
    """Put the security headers on an answer."""
    for name, value in SECURITY_HEADERS.items():
        headers.setdefault(name, value)


def split_host(host: str) -> tuple[str, int | None]:
    """Split a Host header into name and port; a name that is no host comes back empty."""
    try:
        parts = urlsplit(f"//{host}")
        port = parts.port
    except ValueError:
        return "", None
    if parts.username is not None or parts.path or parts.query or parts.fragment:
        return "", None
    return _plain(parts.hostname or ""), port


def _plain(name: str) -> str:
    text = name.lower().rstrip(".")
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        return text
