"""The conversation with one device and the devices behind it: values as they change, wishes as people have them.

The connection stays. Whoever says nothing for three heart beats is not there. Devices tell what changes by themselves;
meters are asked for the rest. Devices behind a gateway have a `cid` each; one that runs on a battery sleeps, and what
is wished of it waits until it tells something or its gateway hears it.
"""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractAsyncContextManager, suppress
from dataclasses import dataclass, field, replace
from typing import Any, Final

from adapters.sdk.channel import Channel
from adapters.sdk.contract import AdapterContext
from adapters.sdk.errors import DeviceError, LinkError, ProtocolError, UnreachableError
from adapters.sdk.jsontext import read_object
from adapters.sdk.mailbox import Mailbox
from adapters.sdk.polling import Lane
from adapters.sdk.session import Outlet
from adapters.tuya import talk
from adapters.tuya.describe import Invocation, Subject, learnt, subject
from adapters.tuya.devicefile import MOST_POINTS, Listed
from adapters.tuya.household import Household
from adapters.tuya.link import ANSWER_S, Line
from adapters.tuya.protocol import Command as WireCommand
from schemas.commands import Command, InvokeCommand, ReadProperties, SetProperties
from schemas.outcomes import Answer, Refused, Sent
from schemas.registry import Registry
from schemas.value import Value

BEATS: Final = 3
"""Heart beats that may go without a word."""
CHILDREN_S: Final = 60.0
"""How often a gateway is asked which of its devices are there."""
AWAKE_S: Final = 5.0
"""How long a device that slept is taken to listen after it told something."""
PAUSE_S: Final = 0.05
"""Between two wishes, for devices have little memory."""
TAKEN_S: Final = 2.0
"""How long to wait whether a device refuses; one that says nothing shows by its values what it did."""

_WISHES: Final = frozenset({WireCommand.CONTROL, WireCommand.CONTROL_NEW})
Connect = Callable[[], AbstractAsyncContextManager[Line]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How often what is asked."""

    heart_beat_s: float = 10.0
    refresh_s: float = 30.0
    queue_s: float = 3600.0


@dataclass(slots=True, kw_only=True)
class Member:
    """One device of a household; `cid` is "" for the one that answers on the network."""

    listed: Listed
    subject: Subject
    cid: str = ""
    is_heard: bool | None = None  # whether its gateway hears it, where that was told
    awake_until_ns: int = 0
    mailbox: Mailbox = field(default_factory=Mailbox)

    def sleeps(self, now_ns: int) -> bool:
        """Whether a wish has to wait."""
        return bool(self.cid) and self.subject.sleeps and not self.is_heard and now_ns >= self.awake_until_ns


class TuyaSession:
    """One household."""

    def __init__(
        self,
        household: Household,
        context: AdapterContext,
        connect: Connect,
        *,
        registry: Registry,
        pace: Pace | None = None,
        opening: Iterable[str] = (),
    ) -> None:
        """Describe everybody; `opening` are the ids of covers that count how far they are open."""
        self.name = household.head.id
        self._connect = connect
        self._now_ns = context.monotonic_ns
        self._registry = registry
        self._pace = pace or Pace()
        self._opening = frozenset(opening)
        self._lane = Lane(PAUSE_S)
        self._channel: Channel | None = None
        self._answer: asyncio.Future[LinkError | None] | None = None
        self._quiet = 0
        self._names_points = False
        self._refreshes = True
        self._due: dict[str, float] = {}
        self._head = self._member(household.head)
        self._members = {"": self._head} | {one.cid: self._member(one, via=self.name) for one in household.children}

    def _member(self, one: Listed, via: str = "") -> Member:
        return Member(
            listed=one,
            subject=self._described(one, via),
            cid=one.cid if via else "",
            mailbox=Mailbox(self._pace.queue_s),
        )

    def _described(self, one: Listed, via: str) -> Subject:
        return subject(one, self._registry, via=via, opens=one.id in self._opening)

    # ---- listening

    async def run(self, outlet: Outlet) -> None:
        """Talk until the link ends."""
        async with self._connect() as line:
            self._channel, self._quiet, self._refreshes = line.channel, 0, True
            for member in self._members.values():
                member.is_heard = None
            try:
                await self._greet(line, outlet)
                await self._listen(line.channel, outlet)
            finally:
                self._channel = None
                self._settle(UnreachableError("the connection ended"))

    async def _greet(self, line: Line, outlet: Outlet) -> None:
        """Ask for everything, and describe everybody once the device has shown that it accepts us."""
        await self._query(self._head, line.channel)
        await self._ask_children(line.channel)
        try:
            async with asyncio.timeout(ANSWER_S):
                told = await self._accepted(line, outlet)
        except TimeoutError:
            raise line.ended() or UnreachableError("it did not answer", code="no-answer") from None
        self._introduce(outlet)
        await self._hear(told, line.channel, outlet)

    def _introduce(self, outlet: Outlet) -> None:
        """Describe everybody; who was there when it was paired before, and is not any more, is gone."""
        here = {member.subject.thing.key for member in self._members.values()}
        for key in tuple(outlet.devices):
            if key not in here:
                outlet.remove(key, "its gateway was paired anew without it")
        for member in self._members.values():
            outlet.describe(member.subject.thing)

    async def _query(self, member: Member, channel: Channel) -> None:
        named = self._names_points and member is self._head
        await channel.send(talk.query(member.cid, [one.id for one in member.subject.points] if named else []))

    async def _accepted(self, line: Line, outlet: Outlet) -> dict[str, Any]:
        """Give the first message that only a device says that has our key."""
        while True:
            told = read_object(await line.channel.receive())
            if told["told"] == "values" or (line.ended() is None and self._is_enough(told)):
                return told
            if told["told"] != "other":
                await self._hear(told, line.channel, outlet)

    def _is_enough(self, told: Mapping[str, Any]) -> bool:
        """Whether it is what a device says that has no values of its own: a gateway."""
        return told["told"] == "other" or (told["told"] != "fault" and not len(self._head.subject.points))

    async def _ask_children(self, channel: Channel) -> None:
        if len(self._members) == 1:
            return
        await channel.send(talk.children())
        for cid in self._members:
            if cid:
                await channel.send(talk.query(cid))

    async def _listen(self, channel: Channel, outlet: Outlet) -> None:
        now = asyncio.get_running_loop().time()
        self._due = {"beat": now + self._pace.heart_beat_s}
        if self._head.subject.measured:
            self._due["refresh"] = now
        if len(self._members) > 1:
            self._due["children"] = now + CHILDREN_S
        while True:
            message = b""
            with suppress(TimeoutError):
                async with asyncio.timeout_at(min(self._due.values())):
                    message = await channel.receive()
            if message:
                await self._hear(read_object(message), channel, outlet)
            await self._do_due(channel, outlet)

    async def _do_due(self, channel: Channel, outlet: Outlet) -> None:
        now = asyncio.get_running_loop().time()
        for what, at in tuple(self._due.items()):
            if now >= at:
                self._due[what] = now + await self._do(what, channel, outlet)

    async def _do(self, what: str, channel: Channel, outlet: Outlet) -> float:
        """Do one thing that is due, and give when it is again."""
        if what == "refresh":
            if self._refreshes:
                await channel.send(talk.refresh(self._head.subject.measured))
            return self._pace.refresh_s
        if what == "children":
            await channel.send(talk.children())
            return CHILDREN_S
        self._expire(outlet)
        if self._quiet >= BEATS:
            raise UnreachableError(f"no answer to {BEATS} heart beats", code="no-answer")
        self._quiet += 1
        await channel.send(talk.heart_beat())
        return self._pace.heart_beat_s

    def _expire(self, outlet: Outlet) -> None:
        for member in self._members.values():
            for address in member.mailbox.expired(self._now_ns()):
                reason = f"a wish for {address} was dropped: the device has not woken in {self._pace.queue_s:g} s"
                outlet.fault(DeviceError(reason, code="expired"), key=member.subject.thing.key, place=address)

    # ---- what is told

    async def _hear(self, told: Mapping[str, Any], channel: Channel, outlet: Outlet) -> None:
        if told["told"] != "fault":  # what cannot be read shows nobody there
            self._quiet = 0
        match told["told"]:
            case "values":
                await self._values(told, channel, outlet)
            case "done":
                self._settle(None, told["command"])
            case "refused":
                await self._refused(told, channel, outlet)
            case "fault":
                outlet.fault(ProtocolError(told["reason"], code=told["code"]))
            case _:
                await self._others(told["data"], channel, outlet)

    async def _values(self, told: Mapping[str, Any], channel: Channel, outlet: Outlet) -> None:
        member = self._members.get(told["cid"]) or (self._head if self._is_alone else None)
        if member is None:
            reason = "values came of a device that is not in the file"
            outlet.fault(ProtocolError(reason, "pair its gateway anew with the present file", code="unknown-device"))
            return
        self._learn(member, told["values"], outlet)
        if told["push"] and member.is_heard is False:
            member.is_heard = None  # it is there after all
        if member.is_heard is not False:  # a gateway may answer for who is not there
            outlet.available(member.subject.thing.key)
        self._report(member, told, outlet)
        self._settle(None)
        if told["push"]:
            member.awake_until_ns = self._now_ns() + round(AWAKE_S * 1e9)
            await self._deliver(member, channel, outlet)

    @property
    def _is_alone(self) -> bool:
        """Whether nobody is behind it, so that a `cid` can only be its own."""
        return len(self._members) == 1 and not self._head.subject.is_gateway

    def _report(self, member: Member, told: Mapping[str, Any], outlet: Outlet) -> None:
        values, odd = member.subject.points.taken(told["values"])
        time_s = told["time_s"]
        device_time_ms = time_s * 1000 if isinstance(time_s, int) else None
        outlet.heard(member.subject.thing, values, device_time_ms=device_time_ms)
        for point, reason in odd:
            error = ProtocolError(f"{reason}; the value before it stays", code="unexpected-value")
            outlet.fault(error, key=member.subject.thing.key, place=point)

    def _learn(self, member: Member, values: Mapping[str, Any], outlet: Outlet) -> None:
        """Take up what a device tells and its description does not; it is never lost."""
        more = learnt(values, member.subject.points)
        if not more:
            return
        if len(member.subject.points) + len(more) > MOST_POINTS:
            reason = f"it tells more than {MOST_POINTS} data points"
            outlet.fault(ProtocolError(reason, code="too-many-points"), key=member.subject.thing.key)
            return
        member.listed = replace(member.listed, points=(*member.listed.points, *more))
        former = member.subject.points
        member.subject = self._described(member.listed, member.subject.thing.description.via)
        member.subject.points.remember(former)
        outlet.describe(member.subject.thing)

    async def _refused(self, told: Mapping[str, Any], channel: Channel, outlet: Outlet) -> None:
        """Take a refusal: of a wish, of a question for everything (some want the points named), of a refresh."""
        error = DeviceError(f"the device refused: {told['text'] or told['code']}")
        if self._settle(error, told["command"]):
            return
        if told["command"] == WireCommand.REFRESH:
            self._refreshes = False
        elif talk.wants_points(told) and not self._names_points and len(self._head.subject.points):
            self._names_points = True
            await self._query(self._head, channel)
        elif told["command"] in _WISHES:  # one that waited until somebody woke, for nobody waits for its answer
            outlet.fault(error, key=self.name)

    async def _others(self, data: Mapping[str, Any], channel: Channel, outlet: Outlet) -> None:
        """Take what a gateway tells of who is there: `{"data": {"online": […], "offline": […]}}`."""
        inner = data.get("data")
        told = inner if isinstance(inner, dict) else data
        for name, is_heard in (("online", True), ("offline", False)):
            cids = told.get(name)
            for cid in cids if isinstance(cids, list) else ():
                member = self._members.get(cid) if isinstance(cid, str) and cid else None
                if member is not None:
                    await self._present(member, channel, outlet, is_heard=is_heard)

    async def _present(self, member: Member, channel: Channel, outlet: Outlet, *, is_heard: bool) -> None:
        came = is_heard and member.is_heard is False
        member.is_heard = is_heard
        if not is_heard and not member.subject.sleeps:
            outlet.unavailable(member.subject.thing.key, "its gateway does not hear it")
        elif is_heard:
            outlet.available(member.subject.thing.key)
            await self._deliver(member, channel, outlet)
            if came:
                await self._query(member, channel)

    async def _deliver(self, member: Member, channel: Channel, outlet: Outlet) -> None:
        """Tell a device that is awake what waits for it; that waits on where the link breaks."""
        self._expire(outlet)
        if len(member.mailbox):
            with member.mailbox.taken(self._now_ns()) as wanted:
                await channel.send(talk.control(member.subject.points.given(wanted.items()), member.cid))

    def _settle(self, error: LinkError | None, command: int = WireCommand.CONTROL) -> bool:
        """End the wait for the answer to a wish; false where nobody waits, or the answer is to something else."""
        if self._answer is None or self._answer.done() or command not in _WISHES:
            return False
        self._answer.set_result(error)
        return True

    # ---- what is wanted

    async def execute(self, command: Command) -> Answer:
        """Pass one wish on."""
        member = next((one for one in self._members.values() if one.subject.thing.key == command.device), None)
        if member is None:
            return Refused(command=command.id, code="unknown-device", reason="it was not paired with its gateway")
        match command:
            case SetProperties():
                return await self._set(command, member)
            case InvokeCommand():
                return await self._invoke(command, member)
            case ReadProperties():
                await self._query(member, self._open())
                return Sent(command=command.id)

    async def _set(self, command: SetProperties, member: Member) -> Answer:
        return await self._write(command.id, member, member.subject.thing.writes(command.changes))

    async def _invoke(self, command: InvokeCommand, member: Member) -> Answer:
        found = member.subject.invocations.get((command.endpoint, command.capability, command.command))
        if found is None:
            return Refused(command=command.id, code="unknown-command", reason="the device has no such command")
        return await self._write(command.id, member, [(found.point, _argument(found, command))])

    async def _write(self, command: str, member: Member, writes: list[tuple[str, Value]]) -> Answer:
        if member.sleeps(self._now_ns()):
            if not member.mailbox.put(writes, self._now_ns()):
                return Refused(command=command, code="too-many-waiting", reason="the device has not woken for long")
            return Sent(command=command, within_s=self._pace.queue_s)
        async with self._lane.turn(urgent=True):
            await self._tell(member.subject.points.given(writes), member.cid)
        return Sent(command=command)

    async def _tell(self, values: Mapping[str, Value], cid: str) -> None:
        """Set values, and wait for a moment whether that is refused. Values that come show what was done."""
        self._answer = asyncio.get_running_loop().create_future()
        try:
            await self._open().send(talk.control(values, cid))
            with suppress(TimeoutError):
                async with asyncio.timeout(TAKEN_S):
                    error = await self._answer
                    if error is not None:
                        raise error
        finally:
            self._answer = None

    def _open(self) -> Channel:
        if self._channel is None:
            raise UnreachableError("the connection is being made")
        return self._channel


def _argument(found: Invocation, command: InvokeCommand) -> Value:
    return dict(command.arguments).get(found.argument) if found.argument else found.value
