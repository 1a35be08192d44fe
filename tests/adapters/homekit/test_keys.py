"""Pairing and proving, as far as a far end in memory can play them; the whole of it runs in tests/peers."""

import logging

import pytest
from aiohomekit import exceptions as theirs
from aiohomekit.protocol import get_session_keys, perform_pair_setup_part1
from aiohomekit.protocol.tlv import TLV
from hypothesis import given
from hypothesis import strategies as st

from adapters.homekit import keys
from adapters.homekit.keys import LARGEST, OTHER, set_up, verify
from adapters.homekit.protocol import Message
from adapters.homekit.wire import Wire
from adapters.sdk.errors import LinkError, ProtocolError, RejectedError, UnreachableError
from tests.adapters.homekit.stage import KEY

CODE = "123-45-678"
KEPT = {
    "AccessoryPairingID": KEY,
    "AccessoryLTPK": "00" * 32,
    "iOSPairingId": "we",
    "iOSDeviceLTSK": "11" * 32,
    "iOSDeviceLTPK": "22" * 32,
}


class Answers(Wire):
    """Gives one answer after another."""

    def __init__(self, *answers: Message) -> None:
        self.answers = [*answers]
        self.asked: list[bytes] = []

    async def ask(self, path: str, body: bytes, kind: str, *, timeout_s: float) -> Message:
        del kind, timeout_s
        self.asked.append(body)
        if not self.answers:
            raise UnreachableError(f"no answer to {path}")
        return self.answers.pop(0)


def tlv(*told: tuple[int, bytes], status: int = 200) -> Message:
    return Message(status=status, body=bytes(TLV.encode_list([(kind, bytearray(value)) for kind, value in told])))


def refusing(state: bytes, error: bytes) -> Message:
    return tlv((TLV.kTLVType_State, state), (TLV.kTLVType_Error, error))


@pytest.mark.parametrize(
    ("error", "code", "retry"),
    [
        (b"\x02", "pairing-rejected", False),
        (b"\x03", "busy", True),
        (b"\x04", "no-room", False),
        (b"\x05", "too-many-tries", False),
        (b"\x06", "already-paired", False),
        (b"\x07", "busy", True),
        (b"\x01", "malformed-message", True),
    ],
)
async def test_every_refusal_has_a_code_and_a_reason(error: bytes, code: str, retry: bool) -> None:
    with pytest.raises(LinkError) as caught:
        await set_up(Answers(refusing(b"\x02", error)), CODE, with_auth=False, timeout_s=1)
    assert (caught.value.code, caught.value.retry) == (code, retry)
    assert CODE not in caught.value.reason


async def test_a_pairing_that_is_not_known_is_rejected_and_told_once() -> None:
    with pytest.raises(RejectedError) as caught:
        await verify(Answers(refusing(b"\x02", b"\x02")), KEPT, timeout_s=1)
    assert caught.value.code == "pairing-rejected"


@given(answer=st.binary(max_size=300))
def test_answers_of_no_sense_are_typed_errors(answer: bytes) -> None:
    for steps in (get_session_keys({**KEPT}), perform_pair_setup_part1(), keys._parting("we")):
        done, (_, expected) = keys._step(steps, None)
        assert not done
        try:
            keys._step(steps, keys._decoded(answer, expected))
        except LinkError:
            continue


async def test_an_answer_that_is_too_long_or_empty() -> None:
    with pytest.raises(ProtocolError) as caught:
        await verify(Answers(Message(status=200, body=bytes(LARGEST + 1))), KEPT, timeout_s=1)
    assert caught.value.code == "too-large"
    with pytest.raises(RejectedError):
        await verify(Answers(Message(status=470, body=b"")), KEPT, timeout_s=1)
    with pytest.raises(ProtocolError, match="HTTP 500"):
        await verify(Answers(Message(status=500, body=b"")), KEPT, timeout_s=1)


async def test_a_key_that_is_none_is_an_error_of_ours() -> None:
    said = tlv((TLV.kTLVType_State, b"\x02"), (TLV.kTLVType_PublicKey, bytes(32)), (TLV.kTLVType_EncryptedData, b"x"))
    with pytest.raises(LinkError):
        await verify(Answers(said), KEPT, timeout_s=1)


@pytest.mark.parametrize(
    "name", ["IncorrectPairingIdError", "InvalidSignatureError", "InvalidAuthTagError", "InvalidError"]
)
def test_the_library_s_errors_become_ours(name: str) -> None:
    found = keys._ours(getattr(theirs, name)("step"))
    assert found.retry == (name in {"IncorrectPairingIdError", "InvalidError"})
    assert (found.code == OTHER) == (name == "IncorrectPairingIdError")


async def test_nothing_of_the_library_s_log_is_heard(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    said = tlv((TLV.kTLVType_State, b"\x02"), (TLV.kTLVType_PublicKey, bytes(384)), (TLV.kTLVType_Salt, bytes(16)))
    with pytest.raises(LinkError):
        await set_up(Answers(said), CODE, with_auth=False, timeout_s=1)
    assert not [one for one in caplog.records if one.name.startswith("aiohomekit")]
