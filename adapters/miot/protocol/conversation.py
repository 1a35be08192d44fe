"""One conversation with one device: greetings, numbered requests, and which answer belongs to which.

The stamp sent with a request is the device's own, moved on by the time that went by since it was heard.
"""

from collections import OrderedDict, deque
from typing import Any, Final

from adapters.miot.protocol.error import (
    BadPayloadError,
    ForeignDeviceError,
    NotGreetedError,
    ReplayedError,
    UnaskedError,
)
from adapters.miot.protocol.message import (
    Greeted,
    Pushed,
    Received,
    Request,
    answer_of,
    push_of,
)
from adapters.miot.protocol.packet import Greeting, Packet, PacketCipher, is_greeting, read_greeting
from adapters.miot.protocol.text import read_text, write_text

MAX_ID: Final = 9999
MAX_WAITING: Final = 64
"""Requests that wait for an answer; the oldest is forgotten for a newer one."""
MAX_PROPERTIES: Final = 15
"""Properties to ask for at once: more is what many devices answer with -9999."""
STAMP_SLACK_S: Final = 10
"""How far a stamp may lie behind the newest one before the packet counts as an old one sent again."""


class Conversation:
    """What is said with one device: greets, numbers requests, and knows which answer belongs to which.

    `now_s` is monotonic time in seconds, the same clock in every call. One that is never answered costs a place among
    MAX_WAITING; `forget` gives it back. Not for two tasks at once.
    """

    def __init__(self, token: bytes, *, device_id: int | None = None, first_id: int = 1) -> None:
        """Take the token, and the device id where it is known, so that another device at the address is noticed."""
        self._cipher = PacketCipher(token)
        self._device_id = device_id
        self._next_id = (first_id - 1) % MAX_ID + 1
        self._stamp: tuple[int, float] | None = None
        self._is_doubted = False  # an older stamp came
        self._waiting: OrderedDict[int, Request] = OrderedDict()
        self._done: OrderedDict[int, None] = OrderedDict()
        self._told_before: deque[int] = deque(maxlen=MAX_WAITING)

    @property
    def device_id(self) -> int | None:
        """Give the number of the device, None before the first greeting unless it was told."""
        return self._device_id

    @property
    def is_greeted(self) -> bool:
        """Whether a request can be sent; false at first, and after a stamp that went back."""
        return self._stamp is not None and not self._is_doubted

    # -- asking

    def request(self, method: str, params: Any, now_s: float) -> Request:
        """Make a request with a new id; NotGreetedError before a greeting, OversizedError where it is too long."""
        return self._made(method, params, now_s, first=None)

    def repeat(self, request: Request, now_s: float) -> Request:
        """Ask the same with a new id; the answer to either is the answer to both."""
        return self._made(request.method, request.params, now_s, first=request.first)

    def forget(self, request: Request) -> None:
        """Wait no longer for an answer to a request and to what repeats it; one that comes yet is Unasked."""
        for one in [one.id for one in self._waiting.values() if one.first == request.first]:
            del self._waiting[one]

    def _made(self, method: str, params: Any, now_s: float, first: int | None) -> Request:
        if self._stamp is None or self._device_id is None:
            raise NotGreetedError("the device has not answered a greeting yet")
        stamp, arrived_s = self._stamp
        number = self._free_id()
        text = write_text({"id": number, "method": method, "params": params})
        data = self._cipher.encode(device_id=self._device_id, stamp=stamp + max(0, int(now_s - arrived_s)), text=text)
        made = Request(id=number, first=first or number, method=method, params=params, data=data)
        self._waiting[number] = made
        while len(self._waiting) > MAX_WAITING:
            self._waiting.popitem(last=False)
        self._next_id = number % MAX_ID + 1
        return made

    def _free_id(self) -> int:
        """Give the next number that no request which waits has."""
        number = self._next_id
        while number in self._waiting:
            number = number % MAX_ID + 1
        return number

    # -- hearing

    def receive(self, data: bytes, now_s: float) -> Received:
        """Take one datagram of the device's address; MiotProtocolError where it is not taken, and nothing changed.

        After ReplayedError `is_greeted` may be false, and the device wants to be greeted anew: its clock may have been
        set back. Until then only what is newer is taken.
        """
        return self._greeted(read_greeting(data), now_s) if is_greeting(data) else self._answered(data, now_s)

    def _greeted(self, greeting: Greeting, now_s: float) -> Greeted:
        self._check_device(greeting.device_id)
        moved = None if self._stamp is None else greeting.stamp - self._expected(self._stamp, now_s)
        self._device_id = greeting.device_id
        self._stamp, self._is_doubted = (greeting.stamp, now_s), False
        return Greeted(device_id=greeting.device_id, stamp=greeting.stamp, moved_s=moved)

    def _check_device(self, device_id: int) -> None:
        if self._device_id is not None and device_id != self._device_id:
            raise ForeignDeviceError(f"device {device_id} answers where {self._device_id} was")

    @staticmethod
    def _expected(stamp: tuple[int, float], now_s: float) -> float:
        return stamp[0] + now_s - stamp[1]

    def _answered(self, data: bytes, now_s: float) -> Received:
        packet = self._cipher.decode(data)
        self._check_device(packet.device_id)
        told = read_text(packet.text)
        method = told.get("method")
        if isinstance(method, str):
            return self._pushed(packet, told.get("id"), method, told.get("params"), now_s)
        request = self._asked(told.get("id"))
        self._check_stamp(packet.stamp, now_s)
        self._close(request)
        return answer_of(request, told)

    def _pushed(self, packet: Packet, number: object, method: str, params: object, now_s: float) -> Pushed:
        if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number < 1 << 64:
            raise BadPayloadError("what a device tells by itself has no number")
        if number in self._told_before:
            raise ReplayedError("a message came twice")
        self._check_stamp(packet.stamp, now_s)
        self._told_before.append(number)
        text = write_text({"id": number, "result": {"code": 0}})
        reply = self._cipher.encode(device_id=packet.device_id, stamp=packet.stamp, text=text)
        return push_of(method, params, reply)

    def _asked(self, number: object) -> Request:
        if isinstance(number, int) and not isinstance(number, bool):
            request = self._waiting.get(number)
            if request is not None:
                return request
            if number in self._done:
                raise ReplayedError("an answer came twice")
        raise UnaskedError("an answer came to no question of ours")

    def _check_stamp(self, stamp: int, now_s: float) -> None:
        """Refuse a stamp that went back, and greet anew: an old packet, or a clock that was set."""
        if self._stamp is None:
            raise ReplayedError("nothing is known of its clock yet, so an old message cannot be told from a new one")
        if stamp + STAMP_SLACK_S < self._stamp[0]:
            self._is_doubted = True
            raise ReplayedError("an answer is older than what came before it")
        self._stamp, self._is_doubted = (stamp, now_s), False

    def _close(self, request: Request) -> None:
        for number in [one.id for one in self._waiting.values() if one.first == request.first]:
            del self._waiting[number]
            self._done[number] = None
        while len(self._done) > MAX_WAITING:
            self._done.popitem(last=False)
