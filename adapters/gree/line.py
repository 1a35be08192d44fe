"""One unit or gateway to talk with: one question at a time, and people's wishes first."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from adapters.gree.mapping import says
from adapters.sdk.channel import Channel
from adapters.sdk.errors import DeviceError, UnreachableError
from adapters.sdk.jsontext import read_object, write_object
from adapters.sdk.polling import Lane

MOST: Final = 28
"""Columns in one question: some firmware takes 29 and no more."""
LETTERS: Final = 380
"""Of the names in one question: some firmware has 512 bytes for all of it."""
PAGES: Final = 64


class SilentError(UnreachableError):
    """A question was not answered."""

    code = "no-answer"


class Line:
    """Asks over a channel. `mac` is that of an indoor unit behind the gateway that is spoken with.

    Every method raises SilentError, DeviceError where the unit says no, and what the channel raises.
    """

    def __init__(self, channel: Channel, lane: Lane) -> None:
        """`lane` lets one question at a time through."""
        self._channel = channel
        self._lane = lane

    async def status(self, columns: Iterable[str], mac: str = "") -> dict[str, Any]:
        """Ask for columns, in as few questions as the unit bears, and give those that say something."""
        found: dict[str, Any] = {}
        for some in portions(columns):
            told = await self._ask({"status": some} | _of(mac), urgent=False)
            found |= {name: value for name, value in told.get("values", {}).items() if says(value)}
        return found

    async def set(self, columns: Mapping[str, Any], mac: str = "") -> None:
        """Set columns, all in one command."""
        await self._ask({"set": dict(columns)} | _of(mac), urgent=True)

    async def units(self) -> list[tuple[str, str]]:
        """Ask a gateway for its indoor units: (mac, mid). Some answer only what is asked in the open."""
        try:
            return await self._listed("units")
        except SilentError:
            return await self._listed("units_open")

    async def _listed(self, how: str) -> list[tuple[str, str]]:
        found: dict[str, str] = {}
        for _ in range(PAGES):
            told = await self._ask({how: len(found)}, urgent=False)
            before = len(found)
            found |= {str(one["mac"]): str(one["mid"]) for one in told.get("units", ())}
            if len(found) == before or len(found) >= int(told.get("count", 0)):
                break
        return list(found.items())

    async def _ask(self, question: Mapping[str, Any], *, urgent: bool) -> dict[str, Any]:
        async with self._lane.turn(urgent=urgent):
            await self._channel.send(write_object(question))
            told = read_object(await self._channel.receive())
        if told.get("unanswered"):
            raise SilentError("it does not answer any more, though it was asked several times")
        if "refused" in told:
            raise DeviceError(f"it said no, with its code {told['refused']}")
        return told


def _of(mac: str) -> dict[str, str]:
    return {"mac": mac} if mac else {}


def portions(columns: Iterable[str]) -> Iterator[list[str]]:
    """Share columns out among questions that every firmware takes."""
    some: list[str] = []
    for name in columns:
        if len(some) >= MOST or sum(len(one) + 3 for one in (*some, name)) > LETTERS:
            yield some
            some = []
        some.append(name)
    if some:
        yield some
