"""miIO packets and a conversation, against a device side written here from the published description."""

import json
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.miot.protocol import (
    HELLO,
    MAX_ID,
    MAX_PACKET,
    MAX_WAITING,
    Answered,
    BadPayloadError,
    Conversation,
    DeviceInfo,
    Failed,
    ForeignDeviceError,
    Greeted,
    MiotProtocolError,
    NotGreetedError,
    NotMiioError,
    OversizedError,
    PacketCipher,
    PropertyAddress,
    Pushed,
    ReplayedError,
    Request,
    TokenRejectedError,
    TruncatedError,
    UnaskedError,
    outcome_of,
    read_greeting,
)
from adapters.miot.protocol.text import read_text
from adapters.sdk.errors import LinkError, RejectedError
from tests.adapters.miot.device import DEVICE, TOKEN, Device

POWER = PropertyAddress(siid=2, piid=1)
LEVEL = PropertyAddress(siid=2, piid=2)


@pytest.fixture
def device() -> Device:
    return Device()


@pytest.fixture
def talk(device: Device) -> Conversation:
    conversation = Conversation(TOKEN)
    conversation.receive(device.hello(1000), 50.0)
    return conversation


def test_the_greeting_is_the_published_one() -> None:
    assert HELLO.hex() == "21310020" + "ff" * 28


def place(one: PropertyAddress) -> dict[str, Any]:
    return {"did": one.did or str(DEVICE), "siid": one.siid, "piid": one.piid}


def info(talk: Conversation, now_s: float) -> Request:
    return talk.request("miIO.info", [], now_s)


def get_properties(talk: Conversation, addresses: Iterable[PropertyAddress], now_s: float) -> Request:
    return talk.request("get_properties", [place(one) for one in addresses], now_s)


def set_properties(talk: Conversation, values: Iterable[tuple[PropertyAddress, Any]], now_s: float) -> Request:
    return talk.request("set_properties", [place(one) | {"value": value} for one, value in values], now_s)


def test_a_conversation(device: Device) -> None:
    talk = Conversation(TOKEN)
    assert not talk.is_greeted
    with pytest.raises(NotGreetedError):
        info(talk, 0.0)
    assert talk.receive(device.hello(1000), 50.0) == Greeted(device_id=DEVICE, stamp=1000, moved_s=None)

    asked = info(talk, 53.9)
    assert device.hears(asked.data) == (1003, {"id": 1, "method": "miIO.info", "params": []})
    told = talk.receive(device.answers(asked, 1004, result={"model": "test.light.one"}), 54.0)
    assert told == Answered(request=asked, result={"model": "test.light.one"})
    assert told.info() == DeviceInfo(model="test.light.one", mac="", firmware="", hardware="")

    asked = get_properties(talk, [POWER, LEVEL], 60.0)
    did = str(DEVICE)
    assert device.hears(asked.data) == (
        1010,
        {
            "id": 2,
            "method": "get_properties",
            "params": [{"did": did, "siid": 2, "piid": 1}, {"did": did, "siid": 2, "piid": 2}],
        },
    )
    told = talk.receive(
        device.answers(
            asked,
            1010,
            result=[
                {"did": did, "siid": 2, "piid": 2, "code": -4001},
                {"did": did, "siid": 2, "piid": 1, "value": True},
            ],
        ),
        60.1,
    )
    assert isinstance(told, Answered)
    assert [(one.address.piid, one.outcome, one.value) for one in told.properties()] == [
        (1, "ok", True),
        (2, "not-readable", None),
    ]

    asked = set_properties(talk, [(LEVEL, 40)], 61.0)
    assert device.hears(asked.data)[1]["params"] == [{"did": did, "siid": 2, "piid": 2, "value": 40}]
    told = talk.receive(device.answers(asked, 1011, result=[{"did": did, "siid": 2, "piid": 2, "code": 1}]), 61.0)
    assert isinstance(told, Answered)
    assert [one.outcome for one in told.properties()] == ["accepted"]

    asked = talk.request("action", {"did": did, "siid": 4, "aiid": 1, "in": ["fast", 2]}, 62.0)
    assert device.hears(asked.data)[1]["params"] == {"did": did, "siid": 4, "aiid": 1, "in": ["fast", 2]}
    told = talk.receive(device.answers(asked, 1012, result={"code": 0, "out": [{"piid": 7, "value": 3}, 9]}), 62.0)
    assert isinstance(told, Answered)
    assert told.action().values == ((7, 3), (None, 9))

    asked = info(talk, 63.0)
    told = talk.receive(device.answers(asked, 1013, error={"code": -9999, "message": "user ack timeout"}), 63.0)
    assert isinstance(told, Failed)
    assert (told.code, told.outcome, told.message) == (-9999, "no-answer-inside", "user ack timeout")


def test_devices_behind_a_gateway_have_a_did_of_their_own(talk: Conversation, device: Device) -> None:
    lamps = [PropertyAddress(siid=2, piid=1, did="blt.1"), PropertyAddress(siid=2, piid=1, did="blt.2")]
    asked = get_properties(talk, lamps, 50.0)
    result = [{"did": "blt.2", "siid": 2, "piid": 1, "code": 0, "value": 2}]
    told = talk.receive(device.answers(asked, 1000, result=result), 50.0)
    assert isinstance(told, Answered)
    assert [(one.outcome, one.value) for one in told.properties()] == [("silent", None), ("ok", 2)]


def test_answers_without_numbers_are_taken_by_their_place(talk: Conversation, device: Device) -> None:
    asked = get_properties(talk, [POWER, LEVEL], 50.0)
    told = talk.receive(device.answers(asked, 1000, result=[{"value": 1}, {"value": 2, "code": 0}]), 50.0)
    assert isinstance(told, Answered)
    assert [one.value for one in told.properties()] == [1, 2]


@pytest.mark.parametrize(("result", "outcome"), [("ok", "ok"), (["ok"], "ok"), (0, "ok"), (-4004, "internal")])
def test_an_answer_for_all_that_was_set(talk: Conversation, device: Device, result: Any, outcome: str) -> None:
    asked = set_properties(talk, [(POWER, True), (LEVEL, 3)], 50.0)
    told = talk.receive(device.answers(asked, 1000, result=result), 50.0)
    assert isinstance(told, Answered)
    assert [one.outcome for one in told.properties()] == [outcome, outcome]


def test_an_answer_without_a_result_is_the_result(talk: Conversation, device: Device) -> None:
    told = talk.receive(device.answers(info(talk, 50.0), 1000, model="a.b.c", mac="AA:BB", fw_ver="1", hw_ver=2), 50.0)
    assert isinstance(told, Answered)
    assert told.info() == DeviceInfo(model="a.b.c", mac="aa:bb", firmware="1", hardware="")
    told = talk.receive(device.answers(info(talk, 50.0), 1000, error="odd"), 50.0)
    assert isinstance(told, Failed)
    assert (told.code, told.outcome) == (-1, "failed")
    told = talk.receive(device.answers(info(talk, 50.0), 1000, result=["no"]), 50.0)
    assert isinstance(told, Answered)
    with pytest.raises(BadPayloadError):
        told.info()


def test_what_was_not_asked_for_is_no_result(talk: Conversation, device: Device) -> None:
    asked = get_properties(talk, [POWER], 50.0)
    result = [{"siid": 9, "piid": 9, "value": 1}, "nonsense", {"siid": True, "piid": [], "value": 1}]
    told = talk.receive(device.answers(asked, 1000, result=result), 50.0)
    assert isinstance(told, Answered)
    assert [one.outcome for one in told.properties()] == ["silent"]


def test_a_repeated_request_has_a_new_id_and_either_answer_serves(talk: Conversation, device: Device) -> None:
    first = set_properties(talk, [(POWER, True)], 50.0)
    second = talk.repeat(first, 52.0)
    assert (first.id, second.id, second.first) == (1, 2, 1)
    assert device.hears(second.data)[1] == device.hears(first.data)[1] | {"id": 2}
    told = talk.receive(device.answers(first, 1001, result=[]), 52.5)
    assert isinstance(told, Answered)
    assert told.request.first == second.first
    with pytest.raises(ReplayedError):
        talk.receive(device.answers(second, 1002, result=[]), 53.0)


def test_ids_wrap_past_those_that_wait(device: Device) -> None:
    talk = Conversation(TOKEN, first_id=MAX_ID)
    talk.receive(device.hello(1), 0.0)
    assert [info(talk, 0.0).id for _ in range(3)] == [MAX_ID, 1, 2]
    beside = Conversation(TOKEN, first_id=MAX_ID - 1)
    beside.receive(device.hello(1), 0.0)
    first = info(beside, 0.0)
    for _ in range(MAX_ID - 1):
        beside.forget(info(beside, 0.0))
    assert info(beside, 0.0).id == first.id + 1


def test_what_is_never_answered_is_bounded(talk: Conversation, device: Device) -> None:
    asked = [info(talk, 50.0) for _ in range(MAX_WAITING * 3)]
    with pytest.raises(UnaskedError):
        talk.receive(device.answers(asked[0], 1000, result=[]), 50.0)
    assert isinstance(talk.receive(device.answers(asked[-1], 1000, result=[]), 50.0), Answered)


def test_a_forgotten_request_is_unasked(talk: Conversation, device: Device) -> None:
    asked = info(talk, 50.0)
    talk.forget(talk.repeat(asked, 51.0))
    with pytest.raises(UnaskedError):
        talk.receive(device.answers(asked, 1000, result=[]), 52.0)


def test_a_device_whose_id_takes_more_than_four_bytes() -> None:
    device, talk = Device(number=1_050_835_279_123), Conversation(TOKEN)
    talk.receive(device.hello(7), 0.0)
    asked = info(talk, 0.0)
    assert device.hears(asked.data)[1]["method"] == "miIO.info"
    assert talk.device_id == 1_050_835_279_123
    assert isinstance(talk.receive(device.answers(asked, 7, result=[]), 0.0), Answered)


def test_what_a_device_tells_by_itself(talk: Conversation, device: Device) -> None:
    params = [{"did": "1", "siid": 2, "piid": 1, "value": True}, {"did": "1", "siid": 2, "piid": 2}, 5]
    data = device.says(json.dumps({"id": 900, "method": "properties_changed", "params": params}).encode(), 1003)
    told = talk.receive(data, 53.0)
    assert isinstance(told, Pushed)
    assert told.values == ((PropertyAddress(siid=2, piid=1, did="1"), True),)
    assert device.hears(told.reply) == (1003, {"id": 900, "result": {"code": 0}})
    with pytest.raises(ReplayedError):
        talk.receive(data, 53.0)
    told = talk.receive(device.says(b'{"id":901,"method":"event_occured","params":{"eiid":1}}', 1004), 54.0)
    assert isinstance(told, Pushed)
    assert (told.method, told.params, told.values) == ("event_occured", {"eiid": 1}, ())
    with pytest.raises(BadPayloadError):
        talk.receive(device.says(b'{"id":true,"method":"x"}', 1004), 54.0)
    with pytest.raises(ReplayedError):
        talk.receive(device.says(b'{"id":902,"method":"properties_changed","params":[]}', 800), 54.0)


# ---- what goes wrong


def test_another_token_is_told_from_damage_by_length(talk: Conversation, device: Device) -> None:
    asked = info(talk, 50.0)
    other = Device(token=bytes(16)).answers(asked, 1000, result=[])
    with pytest.raises(TokenRejectedError) as caught:
        talk.receive(other, 50.0)
    assert caught.value.code == "token-rejected"
    assert not caught.value.retry
    assert isinstance(caught.value, RejectedError)
    assert isinstance(talk.receive(device.answers(asked, 1000, result=[]), 50.0), Answered)  # nothing was lost


def test_lengths_that_do_not_fit(talk: Conversation, device: Device) -> None:
    whole = device.answers(info(talk, 50.0), 1000, result=[])
    for data, error in (
        (b"", TruncatedError),
        (whole[:31], TruncatedError),
        (whole[:-1], TruncatedError),
        (whole + b"x", OversizedError),
        (b"\x21\x31\xff\xff" + bytes(65_000), OversizedError),
        (b"\x21\x32" + whole[2:], NotMiioError),
        (HELLO, NotMiioError),
    ):
        with pytest.raises(error):
            talk.receive(data, 50.0)


def test_too_long_a_request_is_refused(talk: Conversation) -> None:
    with pytest.raises(OversizedError):
        talk.request("x", "y" * MAX_PACKET, 50.0)


def test_another_device_at_the_address(talk: Conversation) -> None:
    with pytest.raises(ForeignDeviceError) as caught:
        talk.receive(Device(number=7).hello(5), 60.0)
    assert caught.value.code == "foreign-device"
    assert talk.device_id == DEVICE
    with pytest.raises(ForeignDeviceError):
        talk.receive(Device(number=7).answers(info(talk, 60.0), 1000, result=[]), 60.0)


def test_an_answer_counts_once(talk: Conversation, device: Device) -> None:
    data = device.answers(info(talk, 50.0), 1000, result=[])
    talk.receive(data, 50.0)
    with pytest.raises(ReplayedError):
        talk.receive(data, 50.0)


def test_an_old_answer_with_a_number_that_waits_is_refused(device: Device) -> None:
    """One recorded an hour ago, sent when its id came round again."""
    talk = Conversation(TOKEN)
    talk.receive(device.hello(5000), 0.0)
    asked = info(talk, 0.0)
    with pytest.raises(ReplayedError):
        talk.receive(device.answers(asked, 1400, result=[]), 0.5)
    assert not talk.is_greeted  # it may have been a clock that was set back: greet, and all is well
    assert isinstance(talk.receive(device.hello(1400), 1.0), Greeted)
    assert isinstance(talk.receive(device.answers(asked, 1401, result=[]), 1.5), Answered)


def test_a_clock_that_jumps_is_told(talk: Conversation, device: Device) -> None:
    told = talk.receive(device.hello(5), 80.0)
    assert isinstance(told, Greeted)
    assert told.moved_s == -1025.0
    asked = info(talk, 90.0)
    assert device.hears(asked.data)[0] == 15


def test_a_device_in_nobodys_account_shows_its_token() -> None:
    data = bytes.fromhex("2131002000000000123456780000000a") + TOKEN
    greeting = read_greeting(data)
    assert greeting.token == TOKEN
    assert TOKEN.hex() not in repr(greeting)
    assert str(TOKEN) not in repr(greeting)
    assert read_greeting(data[:16] + bytes(16)).token is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (b'{"id":1,"result":["a"]}\0', {"id": 1, "result": ["a"]}),
        (b'{"id":1,"result":["a"]}\0x\n', {"id": 1, "result": ["a"]}),
        (b'{"result":["on",50,"normal",6,,],"id":1}', {"id": 1, "result": ["on", 50, "normal", 6]}),
        (b'{"id":4,"result":[{"v":0},,{"v":",,"}]}', {"id": 4, "result": [{"v": 0}, {"v": ",,"}]}),
        (b'{"id":2,"result":,"exe_time":0}', {"id": 2, "result": None, "exe_time": 0}),
        (b'{"id":2,"result":[{"value":06},{"value":-00},{"value":10.05}]}', None),
        (b'{"id":5,"result":"ZH_CN 007 \\" 08"}', {"id": 5, "result": 'ZH_CN 007 " 08'}),
    ],
)
def test_json_as_devices_write_it(text: bytes, told: Any) -> None:
    expected = told or {"id": 2, "result": [{"value": 6}, {"value": 0}, {"value": 10.05}]}
    assert read_text(text) == expected


@pytest.mark.parametrize("text", [b"", b"[]", b"1", b"\xff", b'{"a":NaN}', b'{"a":' * 5000, b'{"a":"x', b'"\\' * 4000])
def test_other_text_is_refused(text: bytes) -> None:
    with pytest.raises(BadPayloadError):
        read_text(text)


def test_no_secret_in_what_is_shown(talk: Conversation) -> None:
    cipher = PacketCipher(TOKEN)
    request = set_properties(talk, [(POWER, "very secret")], 50.0)
    packet = cipher.decode(request.data)
    told = talk.receive(Device().answers(request, 1000, result={"token": TOKEN.hex()}), 50.0)
    shown = repr((talk, cipher, request, packet, told))
    assert "very secret" not in shown
    assert TOKEN.hex() not in shown
    with pytest.raises(ValueError, match="16 bytes"):
        PacketCipher(b"short secret")


def test_codes_have_words() -> None:
    words = [outcome_of(code) for code in (0, 1, -4001, -4002, -4003, -4004, -4005, -704042011, -5)]
    assert words == [
        "ok",
        "accepted",
        "not-readable",
        "not-writable",
        "not-there",
        "internal",
        "bad-value",
        "offline",
        "vendor",
    ]


# ---- arbitrary bytes

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["id", "result", "error", "code", "out", "siid", "piid", "did", "x"]), inner)
    ),
    max_leaves=12,
)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_typed_error(data: bytes) -> None:
    talk = Conversation(TOKEN)
    with suppress(MiotProtocolError):
        talk.receive(data, 0.0)


@given(st.binary(max_size=16), st.binary(max_size=120), st.integers(0, 2**32 - 1))
def test_any_text_of_our_own_device_is_a_typed_error(start: bytes, text: bytes, stamp: int) -> None:
    device, talk = Device(), Conversation(TOKEN)
    talk.receive(device.hello(1), 0.0)
    info(talk, 0.0)
    with suppress(MiotProtocolError):
        talk.receive(device.says(b'{"id":1,"result":' + start + text, stamp), 0.0)


@given(JSON, JSON)
def test_any_json_is_read_without_fault(result: Any, error: Any) -> None:
    device, talk = Device(), Conversation(TOKEN)
    talk.receive(device.hello(1), 0.0)
    asked = get_properties(talk, [POWER, LEVEL], 0.0)
    told = talk.receive(device.answers(asked, 1, result=result), 0.0)
    assert isinstance(told, Answered)
    assert [one.address for one in told.properties()] == [
        PropertyAddress(siid=2, piid=1, did=str(DEVICE)),
        PropertyAddress(siid=2, piid=2, did=str(DEVICE)),
    ]
    with suppress(BadPayloadError):
        told.action()
    assert isinstance(talk.receive(device.answers(info(talk, 0.0), 1, error=error), 0.0), Answered | Failed)


@given(st.binary(min_size=16, max_size=16), st.binary(max_size=2000), st.integers(0, 2**32 - 1))
def test_both_sides_read_each_other(token: bytes, text: bytes, stamp: int) -> None:
    device, cipher = Device(token), PacketCipher(token)
    packet = cipher.decode(device.says(text, stamp))
    assert (packet.device_id, packet.stamp, packet.text) == (DEVICE, stamp, text)
    assert cipher.encode(device_id=DEVICE, stamp=stamp, text=text) == device.says(text, stamp)


@given(st.integers(0, 10_000), st.integers(1, 255))
def test_one_changed_byte_is_noticed(place: int, flip: int) -> None:
    data = bytearray(Device().says(b'{"id":1,"result":["ok"]}', 9))
    data[place % len(data)] ^= flip
    with pytest.raises(LinkError):
        PacketCipher(TOKEN).decode(bytes(data))
