"""What is said with one node: numbered questions, their answers, and what it announces or asks of us.

An answer that refuses (SNA) tells property by property: one that was to be read has no data where it was refused; one
that was to be set has its data sent back where it was refused, and none where it was taken.

Source: ECHONET Lite Specification 1.12, part 2, §3.2.5 (services and answers that refuse), §4.2.3 (sequences).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from adapters.echonet.protocol.error import UnaskedError
from adapters.echonet.protocol.frame import CONTROLLER, NODE, Eoj, Frame, Property, Service, decode, encode
from adapters.echonet.protocol.listing import INSTANCES

MAX_WAITING: Final = 64
"""Questions that wait for an answer; the oldest is forgotten for a newer one."""
MAX_TID: Final = 0xFFFF

_ANSWERS: Final[Mapping[Service, frozenset[Service]]] = {
    Service.SET_C: frozenset({Service.SET_ANSWER, Service.SET_C_REFUSED}),
    Service.GET: frozenset({Service.GET_ANSWER, Service.GET_REFUSED}),
}
_REFUSALS: Final = {
    Service.SET_I: Service.SET_I_REFUSED,
    Service.SET_C: Service.SET_C_REFUSED,
    Service.GET: Service.GET_REFUSED,
    Service.INFORM_REQUEST: Service.INFORM_REFUSED,
    Service.SET_GET: Service.SET_GET_REFUSED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A question on its way; `data` is to be sent."""

    tid: int
    target: Eoj
    service: Service
    data: bytes = field(repr=False)
    read: frozenset[int] = frozenset()
    written: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """The node answered `request`, property by property.

    `values` are those that were read; `taken` those that it set. What was asked for and stands in neither was refused,
    and is in `refused`, with what the node did not speak of.
    """

    request: Request
    source: Eoj
    values: Mapping[int, bytes]
    taken: frozenset[int]
    refused: frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced:
    """The node told something by itself. `reply` is to be sent back where it wants that, and empty otherwise."""

    source: Eoj
    values: Mapping[int, bytes]
    reply: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The node asks something of us. `refusal` says no to all of it; what can be said otherwise is the adapter's."""

    frame: Frame
    refusal: bytes = field(repr=False)


Received: TypeAlias = Answered | Announced | Asked


def refusal_of(frame: Frame) -> bytes:
    """Write the answer that refuses all of a question."""
    return encode(
        Frame(
            tid=frame.tid,
            source=frame.target,
            target=frame.source,
            service=_REFUSALS[frame.service],
            properties=frame.properties,
            read=frame.read,
        )
    )


def read_answer(frame: Frame, answer: Mapping[int, bytes]) -> bytes:
    """Write the answer to a Get of ours: the properties in `answer`, the others refused."""
    told = tuple(Property(one.epc, answer.get(one.epc, b"")) for one in frame.properties)
    service = Service.GET_ANSWER if all(one.edt for one in told) else Service.GET_REFUSED
    return encode(Frame(tid=frame.tid, source=frame.target, target=frame.source, service=service, properties=told))


class Conversation:
    """Asks one node and hears it. `own` is the object that we speak as. Not for two tasks at once."""

    def __init__(self, *, own: Eoj = CONTROLLER, first_tid: int = 1) -> None:
        """Start numbering somewhere; answers to what was asked before a restart are then unasked."""
        self._own = own
        self._next = (first_tid - 1) % MAX_TID + 1
        self._waiting: dict[int, Request] = {}

    # -- asking

    def get(self, target: Eoj, codes: Iterable[int]) -> Request:
        """Read properties of an object."""
        return self._request(target, Service.GET, read=tuple(Property(epc) for epc in dict.fromkeys(codes)))

    def set(self, target: Eoj, values: Mapping[int, bytes]) -> Request:
        """Set properties of an object."""
        return self._request(target, Service.SET_C, written=tuple(Property(epc, edt) for epc, edt in values.items()))

    def discover(self) -> Request:
        """Ask which objects a node has; sent to GROUP, every node answers with the same number."""
        return self.get(NODE, (INSTANCES,))

    def forget(self, request: Request) -> None:
        """Wait no longer for an answer."""
        self._waiting.pop(request.tid, None)

    def _request(
        self,
        target: Eoj,
        service: Service,
        *,
        written: tuple[Property, ...] = (),
        read: tuple[Property, ...] = (),
    ) -> Request:
        tid = self._free_tid()
        frame = Frame(tid=tid, source=self._own, target=target, service=service, properties=written + read)
        request = Request(
            tid=tid,
            target=target,
            service=service,
            data=encode(frame),
            read=frozenset(one.epc for one in read),
            written=frozenset(one.epc for one in written),
        )
        self._waiting[tid] = request
        while len(self._waiting) > MAX_WAITING:
            del self._waiting[next(iter(self._waiting))]
        self._next = tid % MAX_TID + 1
        return request

    def _free_tid(self) -> int:
        tid = self._next
        while tid in self._waiting:
            tid = tid % MAX_TID + 1
        return tid

    # -- hearing

    def receive(self, data: bytes) -> Received:
        """Take one datagram of the node's address; EchonetProtocolError where it is not taken, and nothing changed."""
        frame = decode(data)
        request = self._waiting.get(frame.tid)
        if request is not None and _answers(request, frame):
            del self._waiting[frame.tid]
            return _answered(request, frame)
        if frame.service in {Service.INFORM, Service.INFORM_C}:
            return _announced(frame)
        if frame.service in _REFUSALS:
            return Asked(frame=frame, refusal=refusal_of(frame))
        raise UnaskedError("an answer came to no question of ours")


def _answers(request: Request, frame: Frame) -> bool:
    """Whether a frame answers a question: its kind, and its object, any instance where all were asked."""
    if frame.service not in _ANSWERS[request.service] or frame.source.code != request.target.code:
        return False
    return request.target.instance in {0, frame.source.instance}


def _answered(request: Request, frame: Frame) -> Answered:
    named = {one.epc for one in frame.properties}
    sent = {one.epc: one.edt for one in frame.properties if one.edt}
    values = {epc: edt for epc, edt in sent.items() if epc in request.read}
    is_done = frame.service is Service.SET_ANSWER
    taken = request.written if is_done else request.written & (named - sent.keys())
    return Answered(
        request=request,
        source=frame.source,
        values=values,
        taken=taken,
        refused=(request.read - values.keys()) | (request.written - taken),
    )


def _announced(frame: Frame) -> Announced:
    reply = b""
    if frame.service is Service.INFORM_C:
        named = tuple(Property(one.epc) for one in frame.properties)
        back = Frame(
            tid=frame.tid,
            source=frame.target,
            target=frame.source,
            service=Service.INFORM_C_ANSWER,
            properties=named,
        )
        reply = encode(back)
    values = {one.epc: one.edt for one in frame.properties if one.edt}
    return Announced(source=frame.source, values=values, reply=reply)
