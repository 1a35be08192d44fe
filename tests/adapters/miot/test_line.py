"""One question at a time, people's wishes first; who is cancelled leaves the line as it was."""

import asyncio

import pytest

from adapters.miot.channel import MiioChannel
from adapters.miot.line import Line, listening
from adapters.miot.protocol import Conversation, PropertyAddress
from adapters.sdk.errors import DeviceError, UnreachableError
from tests.adapters.miot.device import DEVICE, TOKEN
from tests.adapters.miot.far import Far
from tests.adapters.sdk.travel import now_s, travels

ON = PropertyAddress(siid=2, piid=1)


def line(far: Far) -> Line:
    talk = Conversation(TOKEN, device_id=DEVICE)
    return Line(MiioChannel(far, talk, now_s, answer_s=1.5, trusted=True), str(DEVICE))


@travels
async def test_wishes_go_before_what_is_only_read() -> None:
    far = Far(values={("", 2, 1): False})
    async with listening(line(far)) as one, asyncio.TaskGroup() as asking:
        for _ in range(3):
            asking.create_task(one.get([ON]))
        await asyncio.sleep(0)
        asking.create_task(one.set([(ON, True)]))
    methods = [method for method, _ in far.asked if method != "hello"]
    assert methods == ["get_properties", "set_properties", "get_properties", "get_properties"]
    assert far.most_at_once == 1


@travels
async def test_who_is_cancelled_leaves_the_line_as_it_was() -> None:
    far = Far(values={("", 2, 1): False}, lose=lambda method: method == "action")
    async with listening(line(far)) as one:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.5):
                await one.act(2, 1, [])
        (result,) = await one.get([ON])
        assert result.value is False


@travels
async def test_who_waits_is_told_why_the_link_ended() -> None:
    far = Far(mute=True)
    with pytest.raises(UnreachableError) as caught:
        async with listening(line(far)) as one:
            await one.info()
    assert caught.value.code == "no-answer"


@travels
async def test_an_error_of_the_device_is_no_end_of_the_line() -> None:
    far = Far(values={("", 2, 1): False}, error=lambda method, _: -32601 if method == "miIO.info" else None)
    async with listening(line(far)) as one:
        with pytest.raises(DeviceError) as caught:
            await one.info()
        assert (caught.value.code, caught.value.retry) == ("unknown-request", False)
        assert "-32601" in caught.value.reason
        assert (await one.get([ON]))[0].outcome == "ok"


@travels
async def test_many_writes_go_in_several_requests() -> None:
    far = Far()
    async with listening(line(far)) as one:
        results = await one.set([(PropertyAddress(siid=2, piid=number), number) for number in range(1, 33)])
    assert [len(params) for method, params in far.asked if method == "set_properties"] == [15, 15, 2]
    assert {result.outcome for result in results} == {"ok"}
