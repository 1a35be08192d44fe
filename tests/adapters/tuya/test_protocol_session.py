"""A connection to a Tuya device in every version, as a transcript; and what goes wrong on it."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.sdk.errors import RejectedError
from adapters.tuya.protocol import (
    Acknowledged,
    BadPayloadError,
    Command,
    Complained,
    DamagedError,
    KeyRejectedError,
    NotReadyError,
    OutOfTurnError,
    ReplayedError,
    Reported,
    Session,
    SessionEndedError,
    State,
    Told,
    Version,
    VersionError,
)
from tests.adapters.tuya.device import KEY, NONCE, Device, new, old

NAME = "eb0123456789abcdefghij"
NOW = 1_700_000_000
ALL = ["3.1", "3.3", "3.4", "3.5"]
AGREEING = ["3.4", "3.5"]


def ready(version: str) -> tuple[Session, Device]:
    session, device = Session(Version(version), KEY, NAME), Device(version)
    first = session.start()
    if first:
        device.agrees(session.receive(device.greets(first)).send)
    assert session.state is State.READY
    return session, device


@pytest.mark.parametrize("version", AGREEING)
def test_a_key_is_agreed_upon(version: str) -> None:
    session, device = Session(Version(version), KEY, NAME), Device(version)
    states = [session.state]
    first = session.start()
    states.append(session.state)
    with pytest.raises(NotReadyError):
        session.query(NOW)
    step = session.receive(device.greets(first))
    assert (step.messages, step.faults) == ((), ())
    device.agrees(step.send)
    assert [*states, session.state] == [State.NEW, State.NEGOTIATING, State.READY]
    assert device.hears(session.query(NOW).data) == (3, Command.QUERY_NEW, {})


@pytest.mark.parametrize("version", ["3.1", "3.3"])
def test_older_ones_are_ready_at_once(version: str) -> None:
    session, device = Session(Version(version), KEY, NAME), Device(version)
    assert session.start() == b""
    asked = session.query(NOW)
    assert asked.sequence == 1
    assert device.hears(asked.data) == (1, 0x0A, {"gwId": NAME, "devId": NAME, "uid": NAME, "t": str(NOW)})


@pytest.mark.parametrize("version", ALL)
def test_query_answer_control_acknowledgement_push(version: str) -> None:
    session, device = ready(version)
    asked = session.query(NOW)
    step = session.receive(device.tells(asked.sequence, asked.command, {"dps": {"1": True, "22": 500}}))
    assert step.messages == (Reported(sequence=asked.sequence, command=asked.command, values={"1": True, "22": 500}),)

    asked = session.control({"1": False, "5": "灯"}, NOW)
    sequence, command, told = device.hears(asked.data)
    assert (sequence, command) == (asked.sequence, asked.command)
    assert (told["data"] if version in AGREEING else told)["dps"] == {"1": False, "5": "灯"}
    assert command == (0x0D if version in AGREEING else 0x07)
    bare = {
        "3.1": lambda: old(sequence, command, bytes(4)),
        "3.3": lambda: old(sequence, command, bytes(4)),
        "3.4": lambda: old(sequence, command, bytes(4), mac=device.key),
        "3.5": lambda: device.says(sequence, command, b""),
    }[version]()
    assert session.receive(bare).messages == (Acknowledged(sequence=sequence, command=command),)

    header = version.encode() + bytes(4) + (9).to_bytes(4) + (1).to_bytes(4) if version != "3.1" else b""
    push = {"protocol": 4, "t": NOW, "data": {"dps": {"1": False}}}
    step = session.receive(device.tells(0, 8, push, header=header))
    assert step.messages == (
        Reported(
            sequence=0,
            command=Command.STATUS,
            values={"1": False},
            is_push=True,
            time_s=NOW,
            origin=(9, 1) if header else None,
        ),
    )
    assert step.faults == ()
    assert session.ended() is None


@pytest.mark.parametrize("version", ALL)
def test_devices_behind_a_gateway(version: str) -> None:
    session, device = ready(version)
    assert device.hears(session.query(NOW, cid="a1").data)[2]["cid"] == "a1"
    told = device.hears(session.control({"1": 7}, NOW, cid="a1").data)[2]
    inner = told["data"] if version in AGREEING else told
    assert (inner["cid"], inner["dps"]) == ("a1", {"1": 7})
    step = session.receive(device.tells(0, 8, {"data": {"cid": "a1", "dps": {"1": 7}}}))
    assert [one.cid for one in step.messages if isinstance(one, Reported)] == ["a1"]
    step = session.receive(device.tells(0, 8, {"cid": "a2", "dps": {"1": 7}}))
    assert [one.cid for one in step.messages if isinstance(one, Reported)] == ["a2"]

    asked = session.children()
    assert device.hears(asked.data)[1:] == (0x40, {"reqType": "subdev_online_stat_query", "data": {"cids": []}})
    told = {"reqType": "subdev_online_stat_report", "data": {"online": ["a1"], "offline": ["a2"]}}
    (message,) = session.receive(device.tells(asked.sequence, 0x40, told)).messages
    assert isinstance(message, Told)
    assert message.data == told


@pytest.mark.parametrize("version", ALL)
def test_points_that_must_be_named_meters_and_heart_beats(version: str) -> None:
    session, device = ready(version)
    asked = session.query(NOW)
    (message,) = session.receive(device.says(asked.sequence, asked.command, b"json obj data unvalid", code=1)).messages
    assert isinstance(message, Complained)
    assert "unvalid" in message.text
    sequence, command, told = device.hears(session.query(NOW, points=["1", "2"]).data)
    assert (sequence, command) == (asked.sequence + 1, Command.CONTROL_NEW)
    assert told["dps"] == {"1": None, "2": None}
    assert device.hears(session.refresh([18, 19]).data)[1:] == (0x12, {"dpId": [18, 19]})
    assert device.hears(session.heart_beat().data)[1:] == (0x09, {"gwId": NAME, "devId": NAME})


def test_a_complaint_in_clear_is_read_in_3_3() -> None:
    session, _ = ready("3.3")
    (message,) = session.receive(old(1, 0x0A, (1).to_bytes(4) + b"json obj data unvalid")).messages
    assert message == Complained(sequence=1, command=0x0A, return_code=1, text="json obj data unvalid")


# ---- another key


@pytest.mark.parametrize("version", AGREEING)
def test_another_key_ends_the_negotiation(version: str) -> None:
    session, device = Session(Version(version), KEY, NAME), Device(version)
    device.greets(session.start())
    liar = Device(version, key=b"another key 1234")
    liar.theirs = device.theirs
    step = session.receive(liar.says(1, 4, NONCE + bytes(32)))
    assert [type(one) for one in step.faults] == [KeyRejectedError]
    assert session.state is State.FAILED
    assert isinstance(session.failure, KeyRejectedError)
    assert issubclass(KeyRejectedError, RejectedError)
    assert session.failure.code == "key-rejected"
    assert session.ended() is session.failure
    assert session.receive(device.says(1, 4, bytes(48))).faults == ()
    with pytest.raises(NotReadyError):
        session.heart_beat()


def test_a_device_that_signs_with_another_key_but_encrypts_with_ours() -> None:
    session, device = Session(Version.V34, KEY, NAME), Device("3.4")
    device.greets(session.start())
    step = session.receive(device.says(1, 4, NONCE + bytes(32)))
    assert [one.code for one in step.faults] == ["key-rejected"]


def test_another_key_in_3_3_and_3_1() -> None:
    session, other = Session(Version.V33, KEY, NAME), Device("3.3", key=b"another key 1234")
    session.start()
    session.receive(old(1, 9, bytes(4)))  # a heart beat proves no key
    step = session.receive(other.tells(1, 10, {"dps": {"1": 1}}))
    assert [one.code for one in step.faults] == ["key-rejected"]
    assert session.state is State.FAILED

    session = Session(Version.V31, KEY, NAME)
    session.start()
    step = session.receive(old(1, 8, b"3.1" + b"0" * 16 + b"AAAA"))
    assert [one.code for one in step.faults] == ["key-rejected"]


def test_silence_tells_something_before_a_good_frame_only() -> None:
    session, _ = Session(Version.V34, KEY, NAME), Device("3.4")
    session.start()
    told = session.ended()
    assert isinstance(told, SessionEndedError)
    assert told.retry


# ---- another version


@pytest.mark.parametrize("spoken", ALL)
@pytest.mark.parametrize("configured", ALL)
def test_another_version_is_named(configured: str, spoken: str) -> None:
    session, device = Session(Version(configured), KEY, NAME), Device(spoken)
    session.start()
    header = spoken.encode() + bytes(12) if spoken != "3.1" else b""
    step = session.receive(device.tells(1, 8, {"dps": {"1": True}}, header=header))
    if configured == spoken:
        assert session.state is not State.FAILED
    elif (configured, spoken) == ("3.3", "3.1"):
        assert step.messages  # plain JSON is read all the same
    else:
        assert session.state is State.FAILED
        assert isinstance(session.failure, VersionError)
        assert session.failure.spoken == spoken
        assert session.failure.reason == f"protocol {spoken} expected; {configured} is configured"
        assert not session.failure.retry


# ---- damage


@pytest.mark.parametrize("version", ALL)
def test_one_bad_frame_in_a_good_session_costs_that_frame(version: str) -> None:
    session, device = ready(version)
    good = [device.tells(n, 8, {"dps": {"1": n}}) for n in (1, 2, 3)]
    bad = bytearray(good[1])
    bad[30] ^= 1
    assert len(session.receive(good[0]).messages) == 1
    step = session.receive(bytes(bad) + good[2])
    assert len(step.faults) == 1
    assert isinstance(step.faults[0], KeyRejectedError | DamagedError)
    assert [one.values for one in step.messages if isinstance(one, Reported)] == [{"1": 3}]
    assert session.state is State.READY


def test_a_repeated_frame_of_3_5_is_refused() -> None:
    session, device = ready("3.5")
    frame = device.tells(1, 8, {"dps": {"1": 1}})
    step = session.receive(frame + frame)
    assert len(step.messages) == 1
    assert [type(one) for one in step.faults] == [ReplayedError]


@pytest.mark.parametrize("version", AGREEING)
def test_frames_out_of_turn(version: str) -> None:
    session, device = Session(Version(version), KEY, NAME), Device(version)
    first = session.start()
    step = session.receive(device.tells(1, 8, {"dps": {}}) + device.greets(first))
    assert [type(one) for one in step.faults] == [OutOfTurnError]
    device.agrees(step.send)
    step = session.receive(device.says(1, 4, bytes(48)))
    assert [type(one) for one in step.faults] == [OutOfTurnError]
    assert session.state is State.READY


@pytest.mark.parametrize("told", [b"{", b'{"dps":[]}', b'{"dps":{"1":NaN}}', b'{"a":' * 3000, b"\xff\xfe", b"a\x01"])
def test_what_no_device_should_say(told: bytes) -> None:
    session, device = ready("3.4")
    assert [type(one) for one in session.receive(device.says(1, 8, told)).faults] == [BadPayloadError]


def test_keys_are_never_shown() -> None:
    session, device = ready("3.5")
    asked = session.control({"1": "very secret"}, NOW)
    shown = repr((session, session.__dict__["_crypt"], asked, session.receive(device.tells(1, 8, {"x": 1}))))
    for secret in (KEY, device.key, b"very secret"):
        assert repr(secret)[2:-1] not in shown
        assert secret.hex() not in shown
    with pytest.raises(ValueError, match="16") as caught:
        Session(Version.V33, b"short secret", NAME)
    assert "short secret" not in str(caught.value)


# ---- arbitrary bytes

JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["dps", "data", "cid", "t", "1"]), inner, max_size=5)
    ),
    max_leaves=10,
)


@pytest.mark.parametrize("version", ALL)
@settings(max_examples=30)
@given(chunks=st.lists(st.binary(max_size=80), max_size=6))
def test_any_bytes_never_raise(version: str, chunks: list[bytes]) -> None:
    session, _ = ready(version)
    for chunk in chunks:
        session.receive(chunk)
        session.receive(b"\x00\x00\x55\xaa" + chunk)


@pytest.mark.parametrize("version", ALL)
@settings(max_examples=30)
@given(text=st.binary(max_size=80), command=st.integers(0, 255), code=st.none() | st.integers(0, 255))
def test_any_text_under_the_right_key_never_raises(version: str, text: bytes, command: int, code: int | None) -> None:
    session, device = ready(version)
    step = session.receive(device.says(1, command, text, code=code))
    assert len(step.messages) + len(step.faults) == 1


@pytest.mark.parametrize("version", AGREEING)
@settings(max_examples=30)
@given(text=st.binary(max_size=80), command=st.sampled_from([4, 8]))
def test_any_answer_to_our_nonce_never_raises(version: str, text: bytes, command: int) -> None:
    session, device = Session(Version(version), KEY, NAME), Device(version)
    device.greets(session.start())
    step = session.receive(device.says(1, command, text))
    assert len(step.faults) == 1
    assert step.send == b""


@pytest.mark.parametrize("version", ALL)
@settings(max_examples=30)
@given(told=st.dictionaries(st.sampled_from(["dps", "data", "cid", "t", "1"]), JSON), cuts=st.integers(1, 40))
def test_any_json_in_any_pieces(version: str, told: dict[str, Any], cuts: int) -> None:
    session, device = ready(version)
    data = device.tells(5, 8, told)
    steps = [session.receive(data[at : at + cuts]) for at in range(0, len(data), cuts)]
    assert sum(len(one.messages) + len(one.faults) for one in steps) == 1


@pytest.mark.parametrize("version", ["3.1", "3.3", "3.4", "3.5"])
@settings(max_examples=30)
@given(values=st.dictionaries(st.integers(1, 255).map(str), st.booleans() | st.integers() | st.text(), max_size=6))
def test_what_we_set_is_what_a_device_hears(version: str, values: dict[str, Any]) -> None:
    session, device = ready(version)
    told = device.hears(session.control(values, NOW).data)[2]
    assert (told["data"] if version in AGREEING else told)["dps"] == values


def test_a_frame_of_another_form_is_named_even_when_cut() -> None:
    session, _ = ready("3.3")
    data = new(1, 8, b"{}", KEY, bytes(12))
    assert session.receive(data[:20]).faults == ()
    assert [one.reason for one in session.receive(data[20:]).faults] == ["protocol 3.5 expected; 3.3 is configured"]
