"""Interfaces of a home, and who answers on each when everybody is asked."""

import asyncio
import ipaddress
from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass, field

import pytest

from adapters.sdk import whereabouts
from adapters.sdk.errors import UnreachableError
from adapters.sdk.network import Interface

PLACES = tuple(
    Interface(name=name, address=ipaddress.IPv4Interface(f"10.0.{number}.1/24"))
    for number, name in enumerate(("eth0", "wlan0"))
)


@dataclass
class Air:
    """What answers on each interface, and how often somebody asked."""

    answers: Mapping[str, list[tuple[str, bytes]]] = field(default_factory=dict)
    broken: str = ""
    searches: int = 0

    async def search(
        self, where: Interface, _port: int, _data: bytes, *, seconds: float
    ) -> AsyncGenerator[tuple[str, bytes], None]:
        assert seconds > 0
        self.searches += 1
        if where.name == self.broken:
            raise UnreachableError("it cannot broadcast")
        for one in self.answers.get(where.name, ()):
            await asyncio.sleep(0)
            yield one

    def into(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Take the place of the network."""
        monkeypatch.setattr(whereabouts, "search", self.search)
        monkeypatch.setattr(whereabouts, "interfaces", lambda _wanted: PLACES)
