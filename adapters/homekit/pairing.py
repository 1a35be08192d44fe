"""Taking accessories into the home with their setup code, and giving them up again."""

from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from typing import Any, Final

from adapters.homekit.browse import Seen, Whereabouts
from adapters.homekit.database import read
from adapters.homekit.keys import set_up
from adapters.homekit.line import Line, listening, parts
from adapters.homekit.mapping import units
from adapters.homekit.reach import Reach
from adapters.homekit.wire import wire
from adapters.sdk.errors import LinkError, RejectedError, UnreachableError
from schemas.pairing import Candidate, Paired
from schemas.registry import Registry

LOOK_S: Final = 5.0
"""How long an accessory is looked for that somebody wants to pair."""
TAKEN: Final = "paired with another controller: remove it there, or reset it"
RESET_FIX: Final = "reset it to its factory state by hand, as its manual says: until then nobody can pair it again"
THREAD: Final = "on Thread: only accessories on Ethernet or Wi-Fi can be paired here"


class HomeKitPairer:
    """Finds accessories and takes them in."""

    def __init__(
        self,
        whereabouts: Whereabouts,
        registry: Registry,
        reach: Callable[[Mapping[str, Any]], Reach],
        *,
        answer_s: float,
        look_s: float = LOOK_S,
        ours: Iterable[str] = (),
    ) -> None:
        """`reach` makes the way to what was kept of a pairing; `ours` are the ids of what is paired already."""
        self._whereabouts = whereabouts
        self._registry = registry
        self._reach = reach
        self._answer_s = answer_s
        self._look_s = look_s
        self._ours = set(ours)

    async def discover(self, seconds: float) -> tuple[Candidate, ...]:
        return tuple(_candidate(one) for one in await self._whereabouts.everybody(seconds))

    async def _free(self, device: str) -> Seen:
        """Find an accessory that nobody has yet. LinkError."""
        found = await self._whereabouts.find(device, self._look_s, anew=True)
        if found is not None and not found.is_free and found.id in self._ours:
            raise _already_ours()
        return _free(found)

    async def pair(self, answers: Mapping[str, str]) -> AsyncIterator[str | Paired]:
        yield "find"
        found = await self._free(answers["device"])
        yield "setup-code"
        kept = await self._set_up(found, _written(answers["setup-code"]))
        # From here on the accessory takes nobody else: what was agreed upon is kept before anything else is tried.
        self._ours.add(found.id)
        yield Paired(key=found.id, name=found.name, kept=kept)
        yield "accessories"
        async with self._reach(kept).channel() as channel:
            line = Line(channel, lambda _told: None, answer_s=self._answer_s)
            async with listening(line):
                listed = units(read(await line.accessories()), self._registry, key=found.id, name=found.name)
                yield "read"
                for places in parts(place for one in listed for place in one.read)[:1]:
                    await line.get(places)

    async def _set_up(self, found: Seen, code: str) -> dict[str, Any]:
        last: LinkError = UnreachableError("it announces no address")
        for host, port in found.places:
            try:
                async with wire(host, port) as link:
                    keys = await set_up(link, code, with_auth=found.with_auth, timeout_s=self._answer_s)
            except RejectedError as error:
                if error.code == "pairing-rejected":
                    raise _wrong_code() from None
                if error.code == "already-paired" and found.id in self._ours:
                    raise _already_ours() from None  # its announcement did not say so yet
                last = error
            except UnreachableError as error:
                last = error
            else:
                return {"device": found.id, "host": host, "port": port, "pairing": keys}
        raise last

    async def forget(self, paired: Paired) -> None:
        self._ours.discard(paired.key)
        try:
            await self._reach(paired.kept).give_up()
        except LinkError as error:
            if error.code != "pairing-rejected":  # then it has let go of us before
                raise LinkError(error.reason, RESET_FIX, code=error.code) from error


def _candidate(one: Seen) -> Candidate:
    note = "" if one.is_free else TAKEN
    return Candidate(
        key=one.id,
        name=one.name,
        address=one.places[0][0],
        model=one.model,
        answers=(("device", one.id),),
        note=THREAD if one.is_thread else note,
    )


def _free(found: Seen | None) -> Seen:
    if found is None:
        raise UnreachableError(
            "no accessory of this id announces itself",
            "see `hutong search homekit`; it must be on the network of one of the interfaces",
            code="not-found",
        )
    if found.is_thread:
        raise RejectedError(f"it is {THREAD}", code="on-thread")
    if not found.is_free:
        raise RejectedError(
            "the accessory is paired with another controller",
            "remove it there, or reset it to its factory state, and try again",
            code="already-paired",
        )
    return found


def _already_ours() -> RejectedError:
    reason = "the accessory is paired with this home already"
    return RejectedError(reason, "unpair it first to pair it anew", code="already-ours")


def _wrong_code() -> RejectedError:
    return RejectedError(
        "the accessory does not accept the setup code",
        "try it once more, then read it again from the accessory or its manual: eight digits",
        code="wrong-setup-code",
    )


def _written(code: str) -> str:
    """Write the eight digits as the reckoning needs them: 123-45-678."""
    digits = code.replace("-", "")
    return f"{digits[:3]}-{digits[3:5]}-{digits[5:]}"
