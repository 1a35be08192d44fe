"""The way to one device: where it was heard last, else where it was when it was paired, else where it is heard next."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from adapters.sdk.channel import Tapped
from adapters.sdk.errors import LinkError, RejectedError, UnreachableError
from adapters.sdk.tap import Tap
from adapters.tuya.finder import Finder, Place
from adapters.tuya.household import Household, discreet
from adapters.tuya.link import Line, connected, with_fix
from adapters.tuya.protocol import SessionEndedError, VersionError

FIND_S: Final = 20.0
"""How long to wait for a beacon; devices send one every 5 to 8 s."""


class Route:
    """Addresses of one device, tried in turn: one that led nowhere is not tried again before it is told again.

    After a power cut another device may have its address, and refuse us there. So a refusal is the last word only
    where the device itself told the address after we began to look for it.
    """

    def __init__(self, household: Household, finder: Finder, tap: Tap) -> None:
        """Take what was kept, and who listens."""
        self._household = household
        self._finder = finder
        self._tap = discreet(tap, (household.head, *household.children))
        self._tried: set[str] = set()
        self._is_told = False  # whether the address that is tried was told after all others failed
        self._failure: LinkError | None = None

    async def host(self, timeout_s: float = FIND_S) -> str:
        """Give the address to try now. UnreachableError where none is known and none is told."""
        self._is_told = False
        place = self._finder.place(self._household.head.id)
        for host in (place.host if place else "", self._household.host):
            if host and host not in self._tried:
                return host
        self._tried.clear()
        try:
            found = await self._finder.find(self._household.head.id, timeout_s)
        except UnreachableError as error:
            raise (error if self._failure is None else _for_now(self._failure)) from None
        self._is_told = True
        return found.host

    @asynccontextmanager
    async def connected(self) -> AsyncIterator[Line]:
        """Connect, and tell the tap what is said."""
        home, line = self._household, None
        host = await self.host()
        try:
            async with connected(host, home.version, home.key, home.head.id) as line:
                yield Line(channel=Tapped(line.channel, self._tap, home.head.id), ended=line.ended)
        except LinkError as error:
            self._tried.add(host)
            named = version_named(error, self._finder.place(home.head.id), home.version)
            raise self._judged(named, accepted=line is not None and line.ended() is None) from None

    def _judged(self, error: LinkError, *, accepted: bool) -> LinkError:
        """Give the reason to show: a refusal stays it while other addresses lead nowhere."""
        if self._failure is None or self._is_told or accepted or _weight(error) >= _weight(self._failure):
            self._failure = error
        return self._failure if self._is_told else _for_now(self._failure)


def version_named(error: LinkError, place: Place | None, tried: str) -> LinkError:
    """Name the version that a device tells of itself, where it answers nothing that is said in another."""
    if isinstance(error, SessionEndedError) and place and place.version not in {"", tried}:
        return with_fix(VersionError(place.version, tried))
    return error


def _weight(error: LinkError) -> bool:
    return isinstance(error, RejectedError)


def _for_now(error: LinkError) -> LinkError:
    """Make a refusal one that may be somebody else's: it is tried again soon."""
    if not isinstance(error, RejectedError):
        return error
    return UnreachableError(error.reason, error.fix, code=error.code)
