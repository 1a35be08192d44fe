"""Where accessories are: what they announce by mDNS, on the configured interfaces alone.

HomeKit Accessory Protocol Specification (Non-Commercial Version), release R2, 6.4 "Discovery": service `_hap._tcp` and
the keys of its TXT record. Accessories on Thread announce themselves as `_hap._udp` and are seen, not spoken with.
"""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Final, Self

from zeroconf import DNSQuestionType, IPVersion, Zeroconf
from zeroconf.asyncio import AsyncServiceBrowser, AsyncServiceInfo, AsyncZeroconf

from adapters.sdk.errors import UnreachableError
from adapters.sdk.network import interfaces

TCP: Final = "_hap._tcp.local."
UDP: Final = "_hap._udp.local."
MOST: Final = 512
"""Announcements that are looked at; a home has a hundred at most."""
_LOOK_S: Final = 0.1
_ASK_MS: Final = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One announcement. `id` is the accessory's own, "AA:BB:CC:DD:EE:FF", in capitals."""

    id: str
    name: str
    model: str
    addresses: tuple[str, ...]
    port: int
    config: int = 1  # c#: grows when services come or go
    is_free: bool = True  # sf, bit 0: it can be paired
    with_auth: bool = False  # ff, bit 0: it has Apple's authentication chip
    is_thread: bool = False


class Whereabouts:
    """Listens from the first question on until it is closed."""

    def __init__(self, wanted: Sequence[str]) -> None:
        """Take names or addresses of interfaces; all private ones where there is none."""
        self._wanted = tuple(wanted)
        self._opening = asyncio.Lock()
        self._zeroconf: AsyncZeroconf | None = None
        self._browser: AsyncServiceBrowser | None = None
        self._names: dict[str, str] = {}  # and the type of each

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        browser, zeroconf = self._browser, self._zeroconf
        self._browser = self._zeroconf = None
        if browser is not None:
            await browser.async_cancel()
        if zeroconf is not None:
            await zeroconf.async_close()

    async def _open(self) -> Zeroconf:
        """Begin to listen, where that has not begun. UnreachableError."""
        async with self._opening:
            if self._zeroconf is None:
                places = await asyncio.to_thread(interfaces, self._wanted)
                if not places:
                    raise UnreachableError("there is no interface to search on", code="no-interface")
                try:
                    found = AsyncZeroconf(
                        interfaces=[str(one.address.ip) for one in places], ip_version=IPVersion.V4Only
                    )
                except OSError as error:
                    raise UnreachableError(f"mDNS: {error.strerror or error}", code="no-interface") from error
                self._zeroconf = found
                # Answers to everybody: those to one port go to whichever program of this machine has it open.
                self._browser = AsyncServiceBrowser(
                    found.zeroconf, [TCP, UDP], handlers=[self._note], question_type=DNSQuestionType.QM
                )
            return self._zeroconf.zeroconf

    def _note(self, service_type: str, name: str, **_more: Any) -> None:
        if len(self._names) < MOST:
            self._names[name] = service_type

    async def find(self, wanted: str, seconds: float) -> Seen | None:
        """Give where an accessory is, as it says now, or None after some seconds. UnreachableError."""
        zeroconf = await self._open()
        loop = asyncio.get_running_loop()
        end = loop.time() + seconds
        while (found := self._seen(zeroconf).get(wanted.upper())) is None and loop.time() < end:
            await self._complete(zeroconf)
            await asyncio.sleep(_LOOK_S)
        return found

    async def everybody(self, seconds: float) -> tuple[Seen, ...]:
        """Listen for some seconds and give who is there. UnreachableError."""
        zeroconf = await self._open()
        loop = asyncio.get_running_loop()
        end = loop.time() + seconds
        while loop.time() < end:
            await self._complete(zeroconf)
            await asyncio.sleep(_LOOK_S)
        return tuple(self._seen(zeroconf).values())

    def now(self, wanted: str) -> Seen | None:
        """Give what is known of an accessory without asking."""
        return None if self._zeroconf is None else self._seen(self._zeroconf.zeroconf).get(wanted.upper())

    async def _complete(self, zeroconf: Zeroconf) -> None:
        """Ask for what an announcement left out."""
        for name, service_type in tuple(self._names.items()):
            info = AsyncServiceInfo(service_type, name)
            if not info.load_from_cache(zeroconf):
                await info.async_request(zeroconf, _ASK_MS, question_type=DNSQuestionType.QM)

    def _seen(self, zeroconf: Zeroconf) -> dict[str, Seen]:
        return {one.id: one for one in self._read(zeroconf)}

    def _read(self, zeroconf: Zeroconf) -> Iterator[Seen]:
        for name, service_type in self._names.items():
            info = AsyncServiceInfo(service_type, name)
            if info.load_from_cache(zeroconf) and (found := seen(info)) is not None:
                yield found


def seen(info: AsyncServiceInfo) -> Seen | None:
    """Read an announcement; None where it is none of HAP's."""
    told = {name.lower(): value or "" for name, value in info.decoded_properties.items()}
    addresses = tuple(str(one) for one in info.ip_addresses_by_version(IPVersion.V4Only))
    if not told.get("id") or not addresses or not info.port:
        return None
    return Seen(
        id=told["id"].upper(),
        name=info.name.removesuffix(f".{info.type}")[:64],
        model=told.get("md", "")[:64],
        addresses=addresses,
        port=info.port,
        config=_number(told, "c#", 1),
        is_free=bool(_number(told, "sf", 0) & 1),
        with_auth=bool(_number(told, "ff", 0) & 1),
        is_thread=info.type == UDP,
    )


def _number(told: Mapping[str, str], name: str, otherwise: int) -> int:
    text = told.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 10 else otherwise
