"""Questions and answers in clear, over a link that loses, repeats, mixes up and forges."""

import asyncio
import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.miot.channel import TRIES, MiioChannel
from adapters.miot.protocol import Conversation, ForeignDeviceError, MiotProtocolError, TokenRejectedError
from adapters.sdk.errors import LinkError, UnreachableError
from tests.adapters.miot.device import DEVICE, TOKEN, Device
from tests.adapters.miot.far import Far
from tests.adapters.sdk.travel import now_s, travels

INFO = b'{"method":"miIO.info","params":[]}'
READ = {"method": "get_properties", "params": [{"did": str(DEVICE), "siid": 2, "piid": 1}]}
ANSWER_S = 1.5


class Talk:
    """A channel to a far end, and the odd things that it told."""

    def __init__(self, far: Far, *, trusted: bool = False) -> None:
        self.odd: list[str] = []
        self.channel = MiioChannel(
            far,
            Conversation(TOKEN, device_id=DEVICE),
            now_s,
            answer_s=ANSWER_S,
            trusted=trusted,
            odd=lambda error: self.odd.append(error.code),
        )

    async def ask(self, message: bytes = INFO) -> dict[str, Any]:
        await self.channel.send(message)
        told: dict[str, Any] = json.loads(await self.channel.receive())
        return told


@travels
async def test_it_greets_first_and_then_asks() -> None:
    far = Far()
    talk = Talk(far)
    assert (await talk.ask())["result"]["model"] == "hutong.light.lamp1"
    assert (await talk.ask())["result"]["fw_ver"] == "2.1"
    assert [method for method, _ in far.asked] == ["hello", "miIO.info", "miIO.info"]


@travels
async def test_what_is_lost_is_asked_again() -> None:
    losses = iter([True, True, False, True, True, False])
    far = Far(lose=lambda _: next(losses))
    assert "result" in await Talk(far).ask()
    assert (far.count("hello"), far.count("miIO.info")) == (3, 3)


@travels
async def test_what_must_not_be_repeated_is_asked_once() -> None:
    far = Far(lose=lambda method: method == "action")
    talk = Talk(far, trusted=True)
    told = await talk.ask(b'{"method":"action","params":{"siid":2,"aiid":1,"in":[]},"once":true}')
    assert told == {"unanswered": True}
    assert far.count("action") == 1
    assert "result" in await talk.ask()  # and the link is as good as before


@travels
async def test_nobody_there() -> None:
    far = Far(mute=True)
    with pytest.raises(UnreachableError) as caught:
        await Talk(far).ask()
    assert caught.value.code == "no-answer"
    assert far.count("hello") == TRIES
    assert now_s() == pytest.approx(TRIES * ANSWER_S)


@travels
async def test_a_device_that_only_greets_has_another_token() -> None:
    far = Far(deaf=True)
    with pytest.raises(TokenRejectedError) as caught:
        await Talk(far).ask()
    assert (caught.value.code, caught.value.retry) == ("token-rejected", False)
    assert "pair it anew" in caught.value.fix


@travels
async def test_a_device_that_only_greets_now_was_not_reached() -> None:
    far = Far()
    talk = Talk(far)
    await talk.ask()
    far.deaf = True
    assert await talk.ask() == {"unanswered": True}


@travels
async def test_a_device_that_answers_with_another_token() -> None:
    far, other = Far(deaf=True), Device(token=bytes(range(16)))
    talk = Talk(far)
    await talk.channel.send(INFO)
    far.arrives(other.says(b'{"id":1,"result":[]}', far.stamp()))
    with pytest.raises(TokenRejectedError):
        await talk.channel.receive()
    assert talk.odd == ["token-rejected"]


@travels
async def test_another_device_at_the_address() -> None:
    far = Far(device=Device(number=77))
    with pytest.raises(ForeignDeviceError):
        await Talk(far).ask()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "truncated"),
        (b"GET / HTTP/1.1\r\n\r\n" + bytes(32), "not-miio"),
        (b"\x21\x31\xff\xff" + bytes(60_000), "oversized"),
        (Device().says(b"not JSON", 1000), "bad-payload"),
        (Device().says(b'{"id":9,"result":[]}', 1000), "unasked"),
        (Device().says(b'{"id":1,"result":[]}', 1000)[:-1], "truncated"),
    ],
)
@travels
async def test_rubbish_before_an_answer_changes_nothing(data: bytes, code: str) -> None:
    far = Far()
    talk = Talk(far)
    await talk.ask()
    await talk.channel.send(INFO)
    answer = await far.receive()
    far.arrives(data)
    far.arrives(answer)
    assert "result" in json.loads(await talk.channel.receive())
    assert talk.odd == [code]


@travels
async def test_an_answer_that_nobody_can_read_is_told_as_that() -> None:
    far = Far(deaf=True)
    talk = Talk(far, trusted=True)
    await talk.channel.send(INFO)
    far.arrives(far.device.says(b"not JSON", far.stamp()))
    with pytest.raises(MiotProtocolError) as caught:
        await talk.channel.receive()
    assert caught.value.code == "bad-payload"


@travels
async def test_a_clock_that_goes_back_is_greeted_anew() -> None:
    far = Far(clock_s=90_000)
    talk = Talk(far)
    await talk.ask()
    far.clock_s = 5
    assert "result" in await talk.ask()
    assert talk.odd == ["replayed"]
    assert [method for method, _ in far.asked] == ["hello", "miIO.info", "miIO.info", "hello", "miIO.info"]


@travels
async def test_a_clock_that_jumps_ahead_is_followed() -> None:
    far = Far()
    talk = Talk(far)
    await talk.ask()
    far.clock_s = 4_000_000
    assert "result" in await talk.ask()
    assert "result" in await talk.ask()
    assert talk.odd == []


@travels
async def test_a_device_whose_clock_always_goes_back_does_not_keep_us_for_ever() -> None:
    far = Far(deaf=True)
    talk = Talk(far, trusted=True)
    await talk.channel.send(INFO)
    for number in range(20):
        far.says({"id": number + 1, "result": []}, 0)
    assert await asyncio.wait_for(talk.channel.receive(), 60) == b'{"unanswered":true}'
    assert far.count("hello") <= 2 * TRIES


@travels
async def test_answers_that_come_twice_or_late_are_dropped() -> None:
    far = Far()
    talk = Talk(far)
    await talk.ask()
    await talk.channel.send(json.dumps(READ).encode())
    first = await far.receive()
    await talk.channel.send(INFO)  # the first question was given up
    second = await far.receive()
    for data in (first, second, second):
        far.arrives(data)
    assert "model" in json.loads(await talk.channel.receive())["result"]
    assert "result" in await talk.ask()
    assert sorted(talk.odd) == ["replayed", "unasked"]


@travels
async def test_what_it_tells_by_itself_is_confirmed_and_given() -> None:
    far = Far()
    talk = Talk(far)
    await talk.ask()
    far.says({"id": 5, "method": "properties_changed", "params": [{"did": "1", "siid": 2, "piid": 1, "value": 3}]})
    told = json.loads(await talk.channel.receive())
    assert told == {"method": "properties_changed", "params": [{"did": "1", "siid": 2, "piid": 1, "value": 3}]}
    assert far.replies == [{"id": 5, "result": {"code": 0}}]


@travels
async def test_while_nothing_is_asked_nothing_times_out() -> None:
    far = Far()
    talk = Talk(far)
    await talk.ask()
    waiting = asyncio.create_task(talk.channel.receive())
    await asyncio.sleep(3600)
    assert not waiting.done()
    await talk.channel.send(INFO)
    assert "result" in json.loads(await waiting)


_FRAMES = st.binary(max_size=80) | st.builds(
    lambda told, stamp: Device().says(json.dumps(told).encode(), stamp),
    st.dictionaries(st.sampled_from(["id", "result", "error", "method", "params"]), st.none() | st.integers(0, 4)),
    st.integers(0, 2**32 - 1),
)


@given(st.lists(_FRAMES, max_size=8), st.booleans())
@travels
async def test_whatever_comes_ends_in_an_answer_or_a_typed_error(frames: list[bytes], deaf: bool) -> None:
    far = Far()
    talk = Talk(far)
    await talk.ask()
    far.deaf = deaf
    for frame in frames:
        far.arrives(frame)
    async with asyncio.timeout(60):
        with suppress(LinkError):
            await talk.ask()
    assert len(far.asked) < 2 + 3 * TRIES + 2 * len(frames)
