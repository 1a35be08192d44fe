import asyncio
import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.sdk.channel import Replayed, ReplayError, Tapped
from adapters.sdk.errors import UnreachableError
from adapters.sdk.record import Recorder, RecordingError, Redactor, read
from adapters.sdk.tap import Tap, Way

TOKEN = "00112233445566778899aabbccddeeff"
WORDS = st.text(alphabet="gjqz", min_size=4, max_size=20)


def recorded(*messages: bytes, secrets: tuple[str, ...] = ()) -> list[str]:
    recorder = Recorder("miot", "1", Redactor(secrets))
    ways: list[Way] = ["in", "out"]
    told = enumerate(messages)
    return [recorder.head, *(recorder.line(n, "192.168.7.20", ways[n % 2], message) for n, message in told)]


@given(WORDS, WORDS, st.text(max_size=20))
def test_what_is_secret_is_nowhere_and_the_rest_is_as_it_was(secret: str, name: str, other: str) -> None:
    said = {"token": secret, "params": [{"note": f"x{secret}y", "siid": 2}], "other": other, "deviceName": name}
    text = "\n".join(recorded(json.dumps(said).encode(), secrets=(name,)))
    assert secret not in text
    assert name not in text
    (line,) = read(text.splitlines())
    again = json.loads(line.message)
    assert again["params"][0]["siid"] == 2
    assert len(again["params"][0]["note"]) == len(secret) + 2


@pytest.mark.parametrize(
    "message",
    [
        TOKEN.encode(),
        bytes.fromhex(TOKEN),
        b"\xff" + bytes.fromhex(TOKEN) + b"\xfe",
        json.dumps({"result": {"hw": TOKEN.upper(), "bssid": "aa:bb:cc:dd:ee:ff"}}).encode(),
        b"I am AA-BB-CC-DD-EE-FF at 192.168.7.20",
    ],
)
def test_keys_and_addresses_are_found_in_any_form(message: bytes) -> None:
    text = "\n".join(recorded(message, secrets=(TOKEN,))).lower()
    for secret in (TOKEN, "aa:bb:cc", "aa-bb-cc", "192.168.7.20"):
        assert secret not in text
    assert len(read(text.splitlines())) == 1


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ([], "line 1: this is no recording"),
        (['{"hutong": "conversation", "form": 2}'], "line 1: this is no recording"),
        ([recorded()[0], "{"], "line 2: this is no JSON object"),
        ([recorded()[0], '{"at_ms": 1, "link": "a", "way": "up", "text": ""}'], "line 2: 'up'"),
    ],
)
def test_a_file_that_is_none_says_where(lines: list[str], reason: str) -> None:
    with pytest.raises(RecordingError, match=reason):
        read(lines)


@given(st.lists(st.text(max_size=30), max_size=5))
def test_reading_never_fails_otherwise(lines: list[str]) -> None:
    with suppress(RecordingError):
        assert all(one.way in {"in", "out"} for one in read([*recorded(), *lines]))


class Echo:
    async def send(self, message: bytes) -> None:
        self.last = message

    async def receive(self) -> bytes:
        return self.last


async def test_a_conversation_is_recorded_and_replayed() -> None:
    tap, heard = Tap(), list[tuple[Way, bytes]]()
    channel = Tapped(Echo(), tap, "a")
    await channel.send(b"not recorded")
    with tap.listened(lambda _link, way, message: heard.append((way, message))):
        await channel.send(b"hello")
        await channel.receive()
        with pytest.raises(RuntimeError), tap.listened(print):
            pass
    assert heard == [("out", b"hello"), ("in", b"hello")]
    replay = Replayed(heard)
    answer = asyncio.create_task(replay.receive())
    await asyncio.sleep(0)
    assert not answer.done()  # nothing was said yet
    await replay.send(b"hello")
    assert await answer == b"hello"
    assert replay.is_over
    with pytest.raises(UnreachableError):
        await replay.receive()
    with pytest.raises(ReplayError, match="message 1"):
        await Replayed(heard).send(b"goodbye")
