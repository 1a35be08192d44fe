"""What one frame costs of the protocols whose codec is a library's, wholly or in part: its functions and ours on them.

HomeKit is sealed and HTTP with JSON, KNX a telegram in a tunnel with its datapoint type, Modbus a question and the
answer to it with the profile's values, ESPHome an encrypted message with what the home is told of it.
"""

import json
from collections.abc import Callable, Coroutine
from itertools import cycle
from struct import Struct
from time import monotonic_ns
from types import SimpleNamespace
from typing import Any, Final, TypeVar

from aioesphomeapi import model as api
from aioesphomeapi._frame_helper.noise import make_noise_packets
from aioesphomeapi._frame_helper.noise_encryption import DecryptCipher, EncryptCipher
from aioesphomeapi.core import MESSAGE_TYPE_TO_PROTO
from chacha20poly1305_reuseable import ChaCha20Poly1305Reusable
from pymodbus.framer import FramerSocket
from pymodbus.pdu import DecodePDU

from adapters.esphome.session import EsphomeSession
from adapters.homekit.channel import SecureChannel
from adapters.homekit.line import entries
from adapters.homekit.protocol import Message, Opener, Reader, Sealer, request
from adapters.homekit.wire import Wire
from adapters.knx.protocol import frame as knx_frame
from adapters.knx.protocol.datapoint import datapoint
from adapters.knx.protocol.frame import Telegram, Tunnelled
from adapters.modbus.describe import of_profile
from adapters.modbus.part import Part
from adapters.modbus.profiles import BUILT_IN
from adapters.modbus.protocol.frame import fault_of
from adapters.modbus.protocol.pdu import read_answer, read_request
from adapters.sdk.buffer import Buffer
from adapters.sdk.jsontext import read_object, write_object
from adapters.sdk.session import Outlet
from adapters.sdk.tap import Tap
from schemas.pairing import Paired
from schemas.registry import Registry
from schemas.updates import PropertiesReported, Update

Costs = tuple[Callable[[], object], Callable[[], object]]
"""A frame out and in again, and its raw limit."""
KEY: Final = bytes(range(32))
_T = TypeVar("_T")


def at_once(work: Coroutine[Any, Any, _T]) -> _T:
    """Run what does not wait for anything."""
    try:
        work.send(None)
    except StopIteration as end:
        found: _T = end.value
        return found
    raise AssertionError("it waited")


# -- HomeKit

_BODY: Final[dict[str, Any]] = {
    "characteristics": [{"aid": 1, "iid": iid, "value": 21.5, "status": 0} for iid in range(9, 17)]
}
_SAID: Final[dict[str, Any]] = {"method": "PUT", "path": "/characteristics", "body": _BODY}
_ANSWERED: Final = b"HTTP/1.1 200 OK\r\n"


class Echo(Wire):
    """A secure wire that hears what was said, as an answer: only the first line is another."""

    def __init__(self) -> None:
        self.sealer, self.opener, self.reader = Sealer(KEY), Opener(KEY), Reader()
        self.told: list[Message] = []

    async def send(self, method: str, path: str, body: bytes = b"", kind: str = "application/hap+json") -> None:
        opened = self.opener.feed(self.sealer.seal(request(method, path, "127.0.0.1", body, kind)))
        self.told += self.reader.feed(_ANSWERED + opened.partition(b"\r\n")[2])

    async def receive(self) -> Message:
        return self.told.pop()


def homekit() -> Costs:
    """Eight characteristics written, and read from what comes back."""
    channel = SecureChannel(Echo())

    def both() -> object:
        at_once(channel.send(write_object(_SAID)))
        return entries(read_object(at_once(channel.receive()))["body"])

    assert len(entries(_BODY)) == 8
    assert both() == entries(_BODY)
    return both, lambda: json.loads(json.dumps(_BODY))


# -- KNX


def knx() -> Costs:
    """A temperature, DPT 9.001, in a tunnel."""
    dpt, head = datapoint(9, 1), Struct(">BBHH")

    def both() -> object:
        data = knx_frame.tunnelled(7, 1, Telegram(group=0x0901, service="write", payload=dpt.encode(21.5)))
        heard = knx_frame.parse(data)
        assert isinstance(heard, Tunnelled)
        assert heard.telegram is not None
        assert heard.telegram.payload is not None
        return dpt.decode(heard.telegram.payload)

    assert both() == 21.5
    data = knx_frame.tunnelled(7, 1, Telegram(group=0x0901, service="write", payload=dpt.encode(21.5)))
    return both, lambda: head.unpack_from(data)


# -- Modbus


def modbus() -> Costs:
    """All measured values of the heat pump's profile: the question, and the answer as values by address."""
    part = Part(of_profile(BUILT_IN["heat-pump"], "pump"), Registry.load(), gap=8, longest=100, poll_s=5.0)
    block = max(part.wanted(), key=lambda one: len(one.registers))
    ask, answer = FramerSocket(DecodePDU(is_server=True)), FramerSocket(DecodePDU(is_server=False))
    told = _modbus_answer(block.count)

    def both() -> object:
        message = ask.decoder.decode(read_request(block.space, block.address, block.count))
        assert message is not None
        message.dev_id, message.transaction_id = 1, 1
        ask.buildFrame(message)
        assert fault_of(told) is None
        _, heard = answer.handleFrame(told, 1, 1)
        assert heard is not None
        words = read_answer(block.space, block.count, bytes((heard.function_code,)) + heard.encode())
        return part.values({one.id: block.part(one, words) for one in block.registers})

    values, odd = part.values({one.id: [200] * one.words for one in block.registers})
    assert both() == (values, odd)
    assert len(values) > 8
    head = Struct(f">HHHBBB{block.count}H")
    return both, lambda: head.unpack(told)


def _modbus_answer(count: int) -> bytes:
    """As a device packs it: transaction 1, unit 1, input registers."""
    body = bytes((1, 4, 2 * count)) + (200).to_bytes(2, "big") * count
    return b"\0\1\0\0" + len(body).to_bytes(2, "big") + body


# -- ESPHome

_LIGHT: Final = next(one for one, kind in MESSAGE_TYPE_TO_PROTO.items() if kind.__name__ == "LightStateResponse")
_LIGHT_STATE: Final[Any] = MESSAGE_TYPE_TO_PROTO[_LIGHT]
_FRAME_HEAD: Final = 3
_MESSAGE_HEAD: Final = 4


def esphome() -> Costs:
    """A light's state, encrypted, into an update."""
    session, outlet, buffer = _lamp()
    state = SimpleNamespace(cipher=SimpleNamespace(cipher=ChaCha20Poly1305Reusable(KEY)), n=0)
    ours, theirs = EncryptCipher(state), DecryptCipher(state)
    turn = cycle([_light(share) for share in range(1, 10)])

    def both() -> tuple[Update, ...]:
        data = b"".join(make_noise_packets([(_LIGHT, next(turn).SerializeToString())], ours))
        opened = theirs.decrypt(data[_FRAME_HEAD:])
        told = MESSAGE_TYPE_TO_PROTO[int.from_bytes(opened[:2], "big")].FromString(opened[_MESSAGE_HEAD:])
        session.heard(outlet, api.LightState.from_pb(told))
        return at_once(buffer.take())

    (update,) = both()
    assert isinstance(update, PropertiesReported)
    assert tuple(value for _, value in update.changes)[:2] == (True, 10.0)
    alone = _light(1)
    return both, lambda: _LIGHT_STATE.FromString(alone.SerializeToString())


def _light(share: int) -> Any:
    return _LIGHT_STATE(key=1, state=True, brightness=share / 10, color_mode=11, color_temperature=250)


def _lamp() -> tuple[EsphomeSession, Outlet, Buffer]:
    """Give a session with one lamp, as it is once the board has told what it has."""
    board = api.DeviceInfo(name="board", mac_address="02:00:00:00:00:01")  # type: ignore[call-arg]
    lamp = api.LightInfo(object_id="lamp", key=1, name="Lamp", supported_color_modes=[35, 11])  # type: ignore[call-arg]
    session = EsphomeSession(Paired(key="02:00:00:00:00:01", name="Board", kept={}), Registry.load(), Tap())
    buffer = Buffer()
    outlet = Outlet(session.name, buffer, monotonic_ns, lambda: None)
    session.introduced(outlet, board, [lamp])
    at_once(buffer.take())
    return session, outlet, buffer
