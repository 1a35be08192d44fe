"""What we answer to who asks us."""

from pathlib import Path

import pytest

from adapters.echonet.own import answer, own_number, properties
from adapters.echonet.protocol import CONTROLLER, NODE
from tests.adapters.echonet.far import frame, opened

NUMBER = b"\xfe\xff\xff\xff" + bytes(range(1, 14))
OURS = properties(NUMBER)


def test_our_number_is_drawn_once(tmp_path: Path) -> None:
    first = own_number(tmp_path)
    assert len(first) == 17
    assert own_number(tmp_path) == first
    (tmp_path / "node-number").write_text("broken")
    assert own_number(tmp_path) != first


@pytest.mark.parametrize("target", ["0ef001", "0ef000"])
def test_our_node_says_what_it_has(target: str) -> None:
    asked = frame(7, "0ef001", target, 0x62, [(0xD6, b""), (0x83, b""), (0x9F, b"")])
    reply = answer(asked, OURS)
    assert reply is not None
    tid, source, to, esv, told = opened(reply)
    assert (tid, source, to, esv) == (7, "0ef001", "0ef001", 0x72)
    assert dict(told)[0xD6] == b"\x01\x05\xff\x01"
    assert dict(told)[0x83] == NUMBER
    assert len(OURS[NODE]) == dict(told)[0x9F][0] == 12
    assert len(OURS[CONTROLLER]) == OURS[CONTROLLER][0x9F][0]


def test_what_is_not_ours_is_refused() -> None:
    reply = answer(frame(7, "013001", "05ff01", 0x62, [(0x80, b""), (0xB0, b"")]), OURS)
    assert reply is not None
    assert opened(reply)[3:] == (0x52, [(0x80, b"\x30"), (0xB0, b"")])
    reply = answer(frame(7, "013001", "05ff01", 0x61, [(0x80, b"\x31")]), OURS)
    assert reply is not None
    assert opened(reply)[3:] == (0x51, [(0x80, b"\x31")])


@pytest.mark.parametrize(
    "data",
    [
        b"",
        bytes(11),
        frame(1, "013001", "05ff01", 0x72, [(0x80, b"\x30")]),
        frame(1, "013001", "05ff01", 0x73, [(0x80, b"\x30")]),
        frame(1, "013001", "028801", 0x62, [(0x80, b"")]),
        frame(1, "013001", "05ff02", 0x62, [(0x80, b"")]),
        frame(1, "013001", "05ff01", 0x62, [(0x80, b"")])[:-1],
    ],
)
def test_what_is_no_question_to_us_is_not_answered(data: bytes) -> None:
    assert answer(data, OURS) is None
