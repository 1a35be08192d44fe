"""The core's end of the socket, fed by hand."""

import asyncio
from typing import Any

import pytest

from gateway.core.host.channel import GRANT, UNWRITTEN, Channel
from schemas.codec import CodecError, encode
from schemas.host import WINDOW, Alive, Answered, Broke, Grant, Leave, Started, Told, framed
from schemas.outcomes import Sent
from schemas.updates import FaultReported, PropertiesReported


class Wire(asyncio.Transport):
    """Writes down what is written."""

    def __init__(self) -> None:
        super().__init__()
        self.written: list[bytes] = []
        self.waits = 0
        self.aborted = False

    def write(self, data: Any) -> None:
        self.written.append(bytes(data))

    def get_write_buffer_size(self) -> int:
        return self.waits

    def abort(self) -> None:
        self.aborted = True


def channel() -> tuple[Channel, Wire, list[object]]:
    heard: list[object] = []
    made, wire = Channel(heard.append, lambda: 7), Wire()
    made.connection_made(wire)
    return made, wire, heard


def told(size: int) -> bytes:
    report = PropertiesReported(device="d", arrived_ns=1, changes=((0, "x" * size),))
    return framed(encode(Told(updates=(report,))))


def test_batches_wait_and_all_else_is_heard_at_once() -> None:
    made, _wire, heard = channel()
    answered = Answered(call=3, answer=Sent(command="c"))
    started = Started(version="1", execute_timeout_s=5.0, memory_mb=1)
    made.data_received(told(1) + framed(encode(answered)) + framed(encode(Alive())) + told(2))
    made.data_received(framed(encode(started)) + framed(encode(Broke(reason="r"))))
    assert heard == [answered, started, Broke(reason="r")]
    sizes = []
    while (batch := made.take()) is not None:
        sizes += [len(str(one.changes[0][1])) for one in batch if isinstance(one, PropertiesReported)]
    assert sizes == [1, 2]


def test_what_is_taken_is_granted_again_now_and_then() -> None:
    made, wire, _heard = channel()
    body = len(told(10_000)) - 4
    count = GRANT // body + 1
    for _ in range(count):
        made.data_received(told(10_000))
        assert not wire.written
    for _ in range(count):
        made.take()
    assert wire.written == [framed(encode(Grant(bytes=count * body)))]


def test_more_than_was_granted_is_its_end_and_what_came_before_stays() -> None:
    made, wire, _heard = channel()
    for _ in range(WINDOW // 10_000 + 2):
        made.data_received(told(10_000))
    assert (made.wrong, wire.aborted) == ("it sent more than it was granted", True)
    assert made.take() is not None


def test_a_process_that_does_not_read_gets_no_more() -> None:
    made, wire, _heard = channel()
    assert made.say(Leave())
    wire.waits = UNWRITTEN + 1
    assert not made.say(Leave())
    wire.waits = 0
    made.connection_lost(None)
    assert not made.say(Leave())
    assert (made.closed, made.news.is_set()) == (True, True)


def test_keys_in_another_order_are_as_good() -> None:
    made, _wire, heard = channel()
    made.data_received(framed(b'{"updates":[{"device":"d","type":"DeviceRemoved"}],"type":"Told"}'))
    assert (len(made.take() or ()), heard) == (1, [])


@pytest.mark.parametrize(
    ("tree", "device", "place"),
    [
        (b'{"type":"PropertiesReported","device":"d"}', "d", "PropertiesReported"),
        (b'{"type":"Sent","device":7}', "", "Sent"),
        (b"[1]", "", ""),
        (b'{"type":9}', "", ""),
    ],
)
def test_one_that_is_wrong_does_not_spoil_the_others(tree: bytes, device: str, place: str) -> None:
    made, _wire, _heard = channel()
    good = b'{"type":"DeviceRemoved","device":"d"}'
    made.data_received(framed(b'{"type":"Told","updates":[' + good + b"," + tree + b"," + good + b"]}"))
    first, fault, last = made.take() or ()
    assert first == last
    assert isinstance(fault, FaultReported)
    assert (fault.device, fault.code, fault.place) == (device, "malformed-record", place)


def test_a_batch_that_is_none_is_refused_when_it_is_taken() -> None:
    made, _wire, _heard = channel()
    made.data_received(framed(b'{"type":"Told"'))
    with pytest.raises(CodecError):
        made.take()
