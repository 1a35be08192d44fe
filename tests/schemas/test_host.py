"""The messages between a core and an adapter's process: framed, published, and the same for everybody."""

import json
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.codec import CodecError, decode, encode
from schemas.commands import SetProperties
from schemas.host import (
    FRAME_MAX,
    Alive,
    Answered,
    Broke,
    Cancel,
    Execute,
    Frames,
    Grant,
    HostMessage,
    Introduce,
    Introduced,
    Leave,
    Start,
    Started,
    Told,
    framed,
)
from schemas.outcomes import Sent
from schemas.updates import PropertiesReported

ALL: list[HostMessage] = [
    Introduce(secret="s", version="1"),
    Introduced(secret="s", version="1", sdk="1"),
    Start(name="n", entry="a:B", settings={"port": 7, "tls": {"x": [1]}}, state_dir="/s", memory_mb=256),
    Started(version="1", execute_timeout_s=5.0, memory_mb=256),
    Told(updates=(PropertiesReported(device="d", arrived_ns=1, changes=((0, 21.5),)),)),
    Grant(bytes=9),
    Execute(call=1, command=SetProperties(id="c", device="d", changes=((0, True),))),
    Cancel(call=1),
    Answered(call=1, answer=Sent(command="c")),
    Alive(),
    Leave(),
    Broke(reason="r"),
]


@pytest.mark.parametrize("message", ALL, ids=lambda one: type(one).__name__)
def test_each_is_as_published_and_comes_back_as_it_went(message: HostMessage) -> None:
    schema = json.loads((Path("schemas") / "published" / "host.schema.json").read_text("utf-8"))
    body = encode(message)
    jsonschema.validate(json.loads(body), schema)
    assert decode(body, HostMessage) == message


@given(st.lists(st.binary(min_size=1, max_size=40), max_size=10), st.lists(st.integers(1, 20), min_size=1))
def test_frames_survive_any_cut(bodies: list[bytes], cuts: list[int]) -> None:
    stream, frames, turn = b"".join(map(framed, bodies)), Frames(), 0
    found: list[bytes] = []
    while stream:
        size = cuts[turn % len(cuts)]
        found += frames.feed(stream[:size])
        stream, turn = stream[size:], turn + 1
    assert found == bodies


@pytest.mark.parametrize("head", [b"\x00\x00\x00\x00", (FRAME_MAX + 1).to_bytes(4, "big"), b"GET "])
def test_a_length_that_cannot_be_is_refused_at_once(head: bytes) -> None:
    with pytest.raises(CodecError):
        list(Frames().feed(head))
