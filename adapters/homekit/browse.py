"""Where accessories are: what they announce by mDNS, on the configured interfaces alone.

HomeKit Accessory Protocol Specification (Non-Commercial Version), release R2, 6.4 "Discovery": service `_hap._tcp` and
the keys of its TXT record. Accessories on Thread announce themselves as `_hap._udp` and are seen, not spoken with.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address
from types import TracebackType
from typing import Any, Final, Self

from zeroconf import DNSQuestionType, ServiceStateChange, Zeroconf, current_time_millis
from zeroconf._dns import DNSAddress, DNSQuestion, DNSRecord, DNSService, DNSText
from zeroconf._protocol.outgoing import DNSOutgoing
from zeroconf.asyncio import AsyncServiceBrowser, AsyncServiceInfo, AsyncZeroconf

from adapters.sdk.mdns import mdns

TCP: Final = "_hap._tcp.local."
UDP: Final = "_hap._udp.local."
MOST: Final = 512
"""Announcements that are looked at, the newest of them; a home has a hundred at most."""
_A, _TXT, _SRV, _IN = 1, 16, 33, 1  # types and class of DNS records (RFC 1035, 3.2; RFC 2782)
_QUERY: Final = 0  # the flags of a question (RFC 1035, 4.1.1)
MOST_PLACES: Final = 6
_LONGEST_ID: Final = 32
_LOOK_S: Final = 0.1
_ASK_MS: Final = 400
_SETTLE_S: Final = 1.5
"""An answer may be held back for 1.2 s (RFC 6762, 6 and 7.3), and so come after a newer one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One announcement. `id` is the accessory's own, "AA:BB:CC:DD:EE:FF", in capitals."""

    id: str
    name: str
    model: str
    places: tuple[tuple[str, int], ...]  # address and port, likeliest first
    config: int = 1  # c#: grows when services come or go
    is_free: bool = True  # sf, bit 0: it can be paired
    with_auth: bool = False  # ff, bit 0: it has Apple's authentication chip
    is_thread: bool = False
    told_ms: float = 0.0  # when its keys were told last, by zeroconf's clock


class Whereabouts:
    """Listens from the first question on until it is closed."""

    def __init__(self, wanted: Sequence[str]) -> None:
        """Take names or addresses of interfaces; all private ones where there is none."""
        self._wanted = tuple(wanted)
        self._opening = asyncio.Lock()
        self._zeroconf: AsyncZeroconf | None = None
        self._browser: AsyncServiceBrowser | None = None
        self._names: dict[str, str] = {}  # and the type of each
        self._doubted: asyncio.TimerHandle | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        browser, zeroconf = self._browser, self._zeroconf
        self._browser = self._zeroconf = None
        if self._doubted is not None:
            self._doubted.cancel()
        if browser is not None:
            await browser.async_cancel()
        if zeroconf is not None:
            await zeroconf.async_close()

    async def _open(self) -> Zeroconf:
        """Begin to listen, where that has not begun. UnreachableError."""
        async with self._opening:
            if self._zeroconf is None:
                self._zeroconf = await mdns(self._wanted)
                # Answers to everybody: those to one port go to whichever program of this machine has it open.
                self._browser = AsyncServiceBrowser(
                    self._zeroconf.zeroconf, [TCP, UDP], handlers=[self._note], question_type=DNSQuestionType.QM
                )
            return self._zeroconf.zeroconf

    def _note(self, service_type: str, name: str, state_change: ServiceStateChange, **_more: Any) -> None:
        self._names.pop(name, None)
        if state_change is not ServiceStateChange.Removed:
            self._names[name] = service_type
        if len(self._names) > MOST:
            del self._names[next(iter(self._names))]
        if state_change is ServiceStateChange.Updated and self._doubted is None:
            self._doubted = asyncio.get_running_loop().call_later(_SETTLE_S, self._settle)

    def _settle(self) -> None:
        """Ask once more what has changed: an older answer may have come behind the newer one, and would be believed."""
        self._doubted = None
        if self._zeroconf is not None:
            self._ask(self._zeroconf.zeroconf)

    def _ask(self, zeroconf: Zeroconf) -> float:
        """Ask everybody for their keys, whatever is known of them; gives when."""
        question = DNSOutgoing(_QUERY)
        for name in self._names:
            question.add_question(DNSQuestion(name, _TXT, _IN))
        now_ms = current_time_millis()
        if self._names:
            zeroconf.async_send(question)
        return now_ms

    async def find(self, wanted: str, seconds: float, *, anew: bool = False) -> Seen | None:
        """Give where an accessory is, or None after some seconds; `anew` asks it first. UnreachableError."""
        zeroconf = await self._open()
        since_ms = self._ask(zeroconf) if anew else 0.0
        loop = asyncio.get_running_loop()
        end = loop.time() + seconds
        while (found := self._seen(zeroconf).get(wanted.upper())) is None or found.told_ms < since_ms:
            if loop.time() >= end:
                break
            await self._complete(zeroconf)
            await asyncio.sleep(_LOOK_S)
        return found

    async def everybody(self, seconds: float) -> tuple[Seen, ...]:
        """Ask, listen for some seconds and give who is there. UnreachableError."""
        zeroconf = await self._open()
        self._ask(zeroconf)
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
            if _read(zeroconf, service_type, name) is None:
                info = AsyncServiceInfo(service_type, name)
                await info.async_request(zeroconf, _ASK_MS, question_type=DNSQuestionType.QM)

    def _seen(self, zeroconf: Zeroconf) -> dict[str, Seen]:
        found = (_read(zeroconf, service_type, name) for name, service_type in self._names.items())
        return {one.id: one for one in found if one is not None}


def _read(zeroconf: Zeroconf, service_type: str, name: str) -> Seen | None:
    """Read what the cache has. After a move it may have the old records for minutes, so all places count."""
    texts = [one for one in _live(zeroconf, name, _TXT) if isinstance(one, DNSText)]
    services = [one for one in _live(zeroconf, name, _SRV) if isinstance(one, DNSService)]
    places = [
        (str(IPv4Address(address.address)), service.port)
        for service in services
        for address in _live(zeroconf, service.server, _A)
        if isinstance(address, DNSAddress)
    ]
    label = name.removesuffix(f".{service_type}")
    if not texts:
        return None
    is_thread = service_type == UDP
    return seen(label, texts[0].text, places[:MOST_PLACES], is_thread=is_thread, told_ms=texts[0].created)


def _live(zeroconf: Zeroconf, name: str, kind: int) -> list[DNSRecord]:
    """Give the records that have not expired, newest first."""
    now = current_time_millis()
    found = [one for one in zeroconf.cache.get_all_by_details(name, kind, _IN) if not one.is_expired(now)]
    return sorted(found, key=lambda one: one.created, reverse=True)


def seen(
    name: str, text: bytes, places: Sequence[tuple[str, int]], *, is_thread: bool = False, told_ms: float = 0.0
) -> Seen | None:
    """Read an announcement; None where it is none of HAP's."""
    told = _keys(text)
    identity = told.get("id", "")
    if not identity or len(identity) > _LONGEST_ID or not places:
        return None
    return Seen(
        id=identity.upper(),
        name=name[:64],
        model=told.get("md", "")[:64],
        places=tuple(dict.fromkeys(places)),
        config=_number(told, "c#", 1),
        is_free=bool(_number(told, "sf", 0) & 1),
        with_auth=bool(_number(told, "ff", 0) & 1),
        is_thread=is_thread,
        told_ms=told_ms,
    )


def _keys(text: bytes) -> dict[str, str]:
    """Read a TXT record: texts "key=value", each behind its length (RFC 6763, 6.1)."""
    found: dict[str, str] = {}
    while text:
        part, text = text[1 : 1 + text[0]], text[1 + text[0] :]
        name, _, value = part.decode("utf-8", "replace").partition("=")
        found.setdefault(name.casefold(), value)
    return found


def _number(told: Mapping[str, str], name: str, otherwise: int) -> int:
    text = told.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else otherwise
