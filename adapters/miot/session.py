"""One conversation with a device or gateway: describe what is there, ask for values in turn, carry wishes out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any, Final, Protocol

from adapters.miot.line import SAID, Line, SilentError, listening, refusal
from adapters.miot.mapping import Deed, Unit, Write, info_values
from adapters.miot.poll import Poll
from adapters.miot.protocol import DeviceInfo, MiotProtocolError, PropertyAddress, PropertyResult
from adapters.sdk.channel import Channel, Tapped
from adapters.sdk.errors import DeviceError, LinkError, RejectedError, UnreachableError
from adapters.sdk.session import Outlet
from adapters.sdk.tap import Tap
from schemas.commands import Command, InvokeCommand, ReadProperties, SetProperties
from schemas.outcomes import Answer, Failed, Refused, Sent
from schemas.registry import Registry
from schemas.value import Value

_GIVEN: Final = frozenset({"ok", "accepted"})
_TAKEN: Final = frozenset({"ok", "accepted", "silent"})
"""Outcomes of a write after which reading back decides; some devices say nothing of what they have set."""
_ABSENT: Final = frozenset({"not-there", "not-readable"})
_GONE: Final = frozenset({"offline", "bad-did"})
_AWAY: Final = _GONE | {"no-answer-inside"}

TRUST: Final = 3
"""How often a device that only greets, and once answered, is taken for busy before its token counts as another."""


class OlderFormError(RejectedError):
    """It speaks miIO, and no MIoT."""

    code = "older-form"

    def __init__(self) -> None:
        """Say what is missing."""
        super().__init__("MIoT expected: it speaks an older form of miIO, which has no properties")


class Open(Protocol):
    """Opens a channel to the device. `trusted`: its token was right before. Raises LinkError."""

    def __call__(
        self, *, trusted: bool, odd: Callable[[MiotProtocolError], None]
    ) -> AbstractAsyncContextManager[Channel]: ...


class Describe(Protocol):
    """Makes the units of a link once its device said who it is: itself first. Raises LinkError."""

    async def __call__(self, info: DeviceInfo) -> tuple[Unit, ...]: ...


class MiotSession:
    """One device that is spoken with, and those behind it."""

    def __init__(
        self,
        name: str,
        connect: Open,
        describe: Describe,
        registry: Registry,
        *,
        poll_s: float,
        now_ns: Callable[[], int],
        tap: Tap,
    ) -> None:
        """`name` is the device's number, as text."""
        self.name = name
        self._connect = connect
        self._describe = describe
        self._registry = registry
        self._poll_s = poll_s
        self._now_ns = now_ns
        self._tap = tap
        self._trust = 0
        self._units: tuple[Unit, ...] = ()
        self._refusals: set[tuple[int, str]] = set()
        self._line: Line | None = None
        self._poll: Poll | None = None

    async def run(self, outlet: Outlet) -> None:
        def odd(error: MiotProtocolError) -> None:
            outlet.fault(error, key=self.name if self._line is not None and self._units else "")

        async with self._connect(trusted=self._trust > 0, odd=odd) as channel:
            tapped = Tapped(channel, self._tap, self.name)
            line = Line(tapped, self.name, lambda method, params: self._told(outlet, method, params))
            async with listening(line):
                try:
                    await self._converse(line, outlet)
                finally:
                    self._line = None

    async def _converse(self, line: Line, outlet: Outlet) -> None:
        info = await self._identify(line)
        self._units = await self._describe(info)
        self._refusals.clear()
        poll = Poll(self._units, self._registry, poll_s=self._poll_s, now_ns=self._now_ns)
        self._line, self._poll = line, poll
        for index, unit in enumerate(self._units):
            outlet.describe(unit.thing, answers=not poll.asks(index) or not unit.did)
            self._tell_undescribed(outlet, unit)
        outlet.heard(self._units[0].thing, info_values(info))
        while True:
            for index, addresses in await poll.due():
                await self._ask(line, poll, outlet, index, addresses)

    async def _identify(self, line: Line) -> DeviceInfo:
        """Ask who it is. A token that was right may be another by now: trust in it wears off."""
        try:
            info = await line.info()
        except UnreachableError:
            self._trust = max(self._trust - 1, 0)
            raise
        self._trust = TRUST
        return info

    def _tell_undescribed(self, outlet: Outlet, unit: Unit) -> None:
        if not unit.is_described:
            model = unit.thing.description.model or "the device"
            error = LinkError(
                f"there is no description of model {model}",
                f"pair it again with --spec-file, or put {model}.json into the folder `specs`",
                code="no-description",
            )
            outlet.fault(error, key=unit.key)

    # -- reading

    async def _ask(self, line: Line, poll: Poll, outlet: Outlet, index: int, addresses: list[str]) -> None:
        unit = self._units[index]
        try:
            results = await line.get([unit.place(one) for one in addresses])
        except SilentError:
            await self._is_silent(line, poll, outlet, index)
            return
        except DeviceError as error:
            if error.code == "unknown-request":
                raise OlderFormError from error
            is_away = index > 0 and error.code in _GONE
            if is_away or not poll.fewer(index, addresses):
                self._says_no(outlet, index, error)
            return
        raw = {_address(one): one.value for one in results if one.outcome in _GIVEN and one.value is not None}
        if not self._is_away(outlet, unit, results, raw):
            outlet.heard(unit.thing, raw)
        for address, value in raw.items():
            poll.heard(index, address, value)
            self._refusals.discard((index, address))
        for one in results:
            if _address(one) not in raw:
                self._refused(poll, outlet, index, one)

    def _says_no(self, outlet: Outlet, index: int, error: DeviceError) -> None:
        """Tell what a device answers in place of values; a gateway does so for one behind it, and is well itself."""
        if index:
            outlet.unavailable(self._units[index].key, error.reason)
        else:
            outlet.fault(error, key=self.name, place="get_properties")

    async def _is_silent(self, line: Line, poll: Poll, outlet: Outlet, index: int) -> None:
        """Tell one behind a gateway that is silent from a whole gateway that is: that one tells not even its model."""
        if not index:
            raise SilentError("it answers greetings, and did not answer the question")
        await line.info()
        outlet.unavailable(self._units[index].key, "its gateway gives no answer for it")
        poll.rest(index)

    @staticmethod
    def _is_away(outlet: Outlet, unit: Unit, results: Sequence[PropertyResult], raw: Mapping[str, Value]) -> bool:
        """Whether a device behind a gateway does not answer; says so, or that it does."""
        if not unit.did:
            return False
        away = next((one.outcome for one in results if one.outcome in _AWAY), None)
        if raw or away is None:
            outlet.available(unit.key)
            return False
        outlet.unavailable(unit.key, SAID[away])
        return True

    def _refused(self, poll: Poll, outlet: Outlet, index: int, one: PropertyResult) -> None:
        """Tell a value that was not given, once until it is given again."""
        address = _address(one)
        if (one.outcome in _AWAY and self._units[index].did) or (index, address) in self._refusals:
            return
        self._refusals.add((index, address))
        if one.outcome in _ABSENT:
            poll.leave_out(index, address)
        outlet.fault(_no(address, one), key=self._units[index].key, place=address)

    # -- what it tells by itself

    def _told(self, outlet: Outlet, method: str, params: Any) -> None:
        bodies = [one for one in params if isinstance(one, Mapping)] if isinstance(params, list) else []
        bodies = bodies or ([params] if isinstance(params, Mapping) else [])
        for body in bodies:
            unit = self._unit_of(body.get("did"))
            if unit is None:
                continue
            if method == "properties_changed" and body.get("value") is not None:
                outlet.heard(unit.thing, {f"{body.get('siid')}.{body.get('piid')}": body["value"]})
            elif method == "event_occured":
                self._occurred(outlet, unit, body)

    def _unit_of(self, did: object) -> Unit | None:
        return next((one for one in self._units if did == (one.did or self.name)), None)

    @staticmethod
    def _occurred(outlet: Outlet, unit: Unit, body: Mapping[str, Any]) -> None:
        found = unit.occurred(body)
        if found is not None:
            endpoint, capability, event, fields = found
            outlet.occurred(unit.key, endpoint, capability, event, fields)

    # -- wishes

    async def execute(self, command: Command) -> Answer:
        line, poll = self._line, self._poll
        index = next((number for number, one in enumerate(self._units) if one.key == command.device), None)
        if line is None or poll is None or index is None:
            return Refused(command=command.id, code="not-connected", reason="it is not connected yet", retry=True)
        if isinstance(command, ReadProperties):
            return self._read(command, poll, index)
        for deed in self._deeds(self._units[index], command):
            answer = await self._do(line, poll, index, deed, command.id)
            if not isinstance(answer, Sent):
                return answer
        return Sent(command=command.id)

    @staticmethod
    def _deeds(unit: Unit, command: SetProperties | InvokeCommand) -> list[Deed]:
        return unit.writes(command.changes) if isinstance(command, SetProperties) else [unit.call(command)]

    def _read(self, command: ReadProperties, poll: Poll, index: int) -> Answer:
        unit = self._units[index]
        readable = set(unit.polled(self._registry, self._poll_s))
        wanted = [unit.thing.address(one) for one in command.properties]
        silent = next((one for one in wanted if one not in readable), None)
        if silent is not None:
            return Refused(command=command.id, code="not-readable", reason=f"{silent} cannot be asked for")
        poll.hasten(index, wanted)
        return Sent(command=command.id)

    async def _do(self, line: Line, poll: Poll, index: int, deed: Deed, command: str) -> Answer:
        unit = self._units[index]
        if isinstance(deed, Write):
            results = await line.set(deed.values, once=deed.once)
            poll.written(index, [(_text(one), value) for one, value in deed.values])
            return _written(command, results)
        result = await line.act(deed.siid, deed.aiid, deed.values, unit.did)
        poll.watch(index)
        if result.outcome not in _TAKEN:
            error = refusal("the action", result.code)
            return Failed(command=command, code=error.code, reason=error.reason, retry=error.retry)
        return Sent(command=command)


def _written(command: str, results: Iterable[PropertyResult]) -> Answer:
    """Make an answer of what a device said of each property: the first no counts."""
    for one in results:
        if one.outcome not in _TAKEN:
            error = _no(_address(one), one)
            return Failed(command=command, code=error.code, reason=error.reason, retry=error.retry)
    return Sent(command=command)


def _no(what: str, one: PropertyResult) -> DeviceError:
    if one.code is None or one.outcome in _GIVEN:
        return DeviceError(f"{what}: {SAID['silent']}", code="silent")
    return refusal(what, one.code)


def _address(one: PropertyResult) -> str:
    return _text(one.address)


def _text(one: PropertyAddress) -> str:
    return f"{one.siid}.{one.piid}"
