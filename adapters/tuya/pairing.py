"""Taking Tuya devices in: those of a file that has their keys, or one whose key is given."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, suppress
from typing import Final

from adapters.sdk.channel import Channel, Tapped
from adapters.sdk.errors import LinkError, RejectedError, UnreachableError
from adapters.sdk.jsontext import read_object
from adapters.sdk.tap import Tap
from adapters.tuya import talk
from adapters.tuya.finder import Finder, Place
from adapters.tuya.household import Household, discreet
from adapters.tuya.link import ANSWER_S, Link, reached
from adapters.tuya.protocol import Version
from adapters.tuya.route import version_named
from adapters.tuya.wanted import Wanted, wanted
from schemas.pairing import Candidate, Paired

FIND_S: Final = 10.0
"""How long to wait for the beacon of a device whose address or version is not given."""
AT_ONCE: Final = 16
"""Devices that are tried at once."""
_SOLICIT_S: Final = 2.0
_NAMED: Final = 8


class TuyaPairer:
    """Finds devices by their beacons, and checks every key by talking to the device."""

    def __init__(self, finder: Finder, tap: Tap) -> None:
        """Take who listens."""
        self._finder = finder
        self._tap = tap

    async def discover(self, seconds: float) -> tuple[Candidate, ...]:
        """Ask for beacons, and give all that were heard so far."""
        await self._finder.solicit(seconds)
        return tuple(_candidate(place) for place in self._finder.places())

    async def pair(self, answers: Mapping[str, str]) -> AsyncIterator[str | Paired]:
        """Take the steps. Of a file, each device is for itself: what cannot be paired is told at the end."""
        yield "read"
        found, failed = wanted(answers)
        async with AsyncExitStack() as stack:
            visits = [_Visit(one, self._finder, self._tap, stack) for one in found]
            for step, work in (("connect", _Visit.reach), ("key", _Visit.agree), ("query", _Visit.ask)):
                yield step
                await _each(visits, work)
        for visit in visits:
            if (home := visit.household()) is not None:
                yield home.paired()
        failed += [(visit.name, visit.error) for visit in visits if visit.error and visit.household() is None]
        if failed:
            raise _summary(failed)

    async def forget(self, paired: Paired) -> None:
        """Do nothing: devices know nothing of us that could be taken back."""


async def _each(visits: Sequence["_Visit"], work: Callable[["_Visit"], Awaitable[None]]) -> None:
    """Take one step with all that are left; the reason of the first, where none is left then."""
    places = asyncio.Semaphore(AT_ONCE)

    async def one(visit: "_Visit") -> None:
        async with places:
            await visit.take(work)

    async with asyncio.TaskGroup() as group:
        for visit in visits:
            if visit.error is None:
                group.create_task(one(visit), name=f"tuya pairing {visit.name}")
    failed = [(visit.name, visit.error) for visit in visits if visit.error is not None]
    if len(failed) == len(visits):
        raise _summary(failed)


class _Visit:
    """One device while it is paired."""

    def __init__(self, one: Wanted, finder: Finder, tap: Tap, stack: AsyncExitStack) -> None:
        self.name = one.head.name
        self.error: LinkError | None = None
        self._wanted = one
        self._finder = finder
        self._tap = tap
        self._stack = stack
        self._host = one.head.host
        self._version = one.head.version
        self._link: Link | None = None
        self._names_points = False

    async def take(self, work: Callable[["_Visit"], Awaitable[None]]) -> None:
        """Take one step, and keep why it failed."""
        try:
            await work(self)
        except LinkError as error:
            self.error = version_named(error, self._finder.place(self._wanted.head.id), self._version)
        except OSError as error:
            self.error = UnreachableError(error.strerror or str(error) or "no answer in time")

    def household(self) -> Household | None:
        """Give what is to be kept: also of a device of a file that is not there now. None where it refuses us."""
        head = self._wanted.head
        is_away = isinstance(self.error, UnreachableError)
        if (self.error is not None and not is_away) or self._version not in set(Version):
            return None
        return Household(
            head=head,
            version=Version(self._version),
            key=self._wanted.key,
            host=self._host,
            children=self._wanted.children,
        )

    async def reach(self) -> None:
        """Find out what is not known, and connect."""
        place = self._finder.place(self._wanted.head.id)
        if not (self._host and self._version) and place is None:
            place = await self._found()
        if place is not None:
            self._host, self._version = self._host or place.host, self._version or place.version
        if self._version not in set(Version):
            raise RejectedError(f"protocol {self._version or '?'} is not known here", code="version-rejected")
        try:
            await self._connect()
        except UnreachableError:
            if place is None or place.host == self._host:
                raise
            self._host = place.host
            await self._connect()

    async def _found(self) -> Place:
        async with asyncio.TaskGroup() as group:
            asking = group.create_task(self._solicit(), name="tuya search")
            found = await self._awaited()
            asking.cancel()
        if isinstance(found, LinkError):
            raise found
        return found

    async def _solicit(self) -> None:
        with suppress(LinkError):
            await self._finder.solicit(_SOLICIT_S)

    async def _awaited(self) -> Place | LinkError:
        try:
            return await self._finder.find(self._wanted.head.id, FIND_S)
        except LinkError as error:
            return error

    async def _connect(self) -> None:
        one = self._wanted
        way = reached(self._host, Version(self._version), one.key, one.head.id)
        self._link = await self._stack.enter_async_context(way)

    async def agree(self) -> None:
        """Agree on a key."""
        await self._open().negotiate()

    async def ask(self) -> None:
        """Ask for values until the device has shown that it has our key."""
        link = self._open()
        one = self._wanted
        channel = Tapped(link, discreet(self._tap, (one.head, *one.children)), one.head.id)
        await channel.send(talk.query())
        for child in one.children:
            await channel.send(talk.query(child.cid))
        try:
            async with asyncio.timeout(ANSWER_S):
                while not await self._is_accepted(channel):
                    pass
        except TimeoutError:
            raise link.ended() or UnreachableError("it did not answer", code="no-answer") from None

    async def _is_accepted(self, channel: Channel) -> bool:
        told = read_object(await channel.receive())
        if talk.wants_points(told) and not self._names_points:
            self._names_points = True
            await channel.send(talk.query(points=[one.id for one in self._wanted.head.points]))
            return False
        return self._open().ended() is None

    def _open(self) -> Link:
        if self._link is None:
            raise UnreachableError("it is not connected")
        return self._link


def _summary(failed: Sequence[tuple[str, LinkError]]) -> LinkError:
    """Make one failure of several, with the words and the fix of the first."""
    first = failed[0][1]
    if len(failed) == 1:
        return RejectedError(f"{failed[0][0]}: {first.reason}", first.fix, code=first.code)
    names = ", ".join(f"{name} ({error.code})" for name, error in failed[:_NAMED])
    more = f" and {len(failed) - _NAMED} more" if len(failed) > _NAMED else ""
    reason = f"{len(failed)} devices were not paired: {names}{more}; {failed[0][0]}: {first.reason}"
    return RejectedError(reason, first.fix, code=first.code)


def _candidate(place: Place) -> Candidate:
    known = (("id", place.device_id), ("host", place.host), ("version", place.version))
    return Candidate(
        key=place.device_id,
        name=f"Tuya {place.device_id[-6:]}",
        address=place.host,
        model=place.product,
        answers=tuple((name, text) for name, text in known if text),
        note=f"protocol {place.version}; its local key is needed" if place.version else "its local key is needed",
    )
