"""Where units are, and the way to each: scans of one address and of whole interfaces, binding, keys that change.

Nothing a unit tells before it is bound is secret, and its key it gives to everybody who asks; so a unit that was reset
and has a new key is bound anew without a person. Who is at an address is known by its mac alone.
"""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Final

from adapters.gree.channel import GreeChannel, ignored
from adapters.gree.protocol import (
    PORT,
    SCAN,
    Bound,
    Conversation,
    Form,
    Found,
    GreeProtocolError,
    Message,
    Status,
    SubUnits,
    read_scan,
)
from adapters.sdk import whereabouts
from adapters.sdk.errors import LinkError, UnreachableError
from adapters.sdk.network import Datagrams
from adapters.sdk.whereabouts import SEARCH_S

TRIES: Final = 2


def _found(data: bytes) -> Found | None:
    with suppress(GreeProtocolError):
        return read_scan(data)
    return None


async def scan(host: str, *, answer_s: float, tries: int = TRIES) -> Found | None:
    """Ask who is at one address; None where nobody answers. RejectedError for an address that is not in the home."""
    try:
        async with await Datagrams.open(host, PORT) as link:
            return await link.ask(lambda: SCAN, _found, timeout_s=answer_s, tries=tries)
    except UnreachableError:
        return None


class Whereabouts(whereabouts.Whereabouts[str, Found]):
    """Asks everybody."""

    def __init__(self, wanted: Sequence[str], *, seconds: float = SEARCH_S) -> None:
        """Take names or addresses of interfaces; all private ones where there is none."""
        super().__init__(wanted, PORT, SCAN, _met, seconds=seconds)


def _met(data: bytes) -> tuple[str, Found] | None:
    found = _found(data)
    return None if found is None else (found.mac, found)


@dataclass(slots=True, kw_only=True)
class Access:
    """What it takes to speak with a unit; the key and cipher are those that it gave last."""

    host: str
    mac: str
    form: Form = Form.ECB
    key: bytes | None = field(default=None, repr=False)
    is_gateway: bool = False

    def talk(self) -> Conversation:
        """Begin a conversation."""
        return Conversation(self.mac, key=self.key, form=self.form)


class Reach:
    """The way to one unit, wherever it is now."""

    def __init__(self, access: Access, whereabouts: Whereabouts, *, answer_s: float) -> None:
        """Begin with where it was last, and the key that it had."""
        self.access = access
        self._whereabouts = whereabouts
        self._answer_s = answer_s

    @asynccontextmanager
    async def channel(self, odd: Callable[[GreeProtocolError], None] = ignored) -> AsyncIterator[GreeChannel]:
        """Find it, bind it where its key is not known, and open a channel. LinkError."""
        if not await self._knock():
            await self._look_for()
        async with await Datagrams.open(self.access.host, PORT) as link:
            yield GreeChannel(link, self.access.talk(), answer_s=self._answer_s, odd=odd)

    async def _look_for(self) -> None:
        """Find it elsewhere, or with another key."""
        before = self.access.host
        here = await scan(before, answer_s=self._answer_s, tries=1)
        if here is None or here.mac != self.access.mac:
            self.access.host = await self._elsewhere() or before
        if self.access.host != before and await self._knock():
            return
        if await self.bind():
            return
        if here is not None and here.mac == self.access.mac:
            raise UnreachableError(
                "it is there, does not accept the key that it gave, and gives no other",
                "switch its supply off and on",
                code="key-rejected",
            )
        if here is not None and self.access.host == before:
            raise UnreachableError(f"another unit answers at {before}", code="foreign-device")
        raise UnreachableError(f"{self.access.host}: no answer", code="no-answer")

    async def _elsewhere(self) -> str | None:
        try:
            return await self._whereabouts.find(self.access.mac)
        except LinkError:  # no interface to search on
            return None

    async def _knock(self) -> bool:
        """Whether it answers at its address under its key."""
        if self.access.key is None:
            return False
        talk = self.access.talk()
        ask = talk.sub_units if self.access.is_gateway else lambda: talk.status(["Pow"])
        return isinstance(await self._asked(talk, ask), Status | SubUnits)

    async def bind(self) -> bool:
        """Ask for the key, under one cipher and then under the other; units know one."""
        for form in (self.access.form, self.access.form.other):
            talk = Conversation(self.access.mac)
            heard = await self._asked(talk, lambda talk=talk, form=form: talk.bind(form))  # type: ignore[misc]
            if isinstance(heard, Bound):
                self.access.key, self.access.form = heard.key, heard.form
                return True
        return False

    async def _asked(self, talk: Conversation, make: Callable[[], bytes]) -> Message | None:
        def accept(data: bytes) -> Message | None:
            with suppress(GreeProtocolError):
                return talk.receive(data)
            return None

        try:
            async with await Datagrams.open(self.access.host, PORT) as link:
                return await link.ask(make, accept, timeout_s=self._answer_s, tries=TRIES)
        except UnreachableError:
            return None
