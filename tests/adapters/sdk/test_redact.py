"""No secret is in a recording: not plain, not in hex, not in base64; and an ordinary word stays."""

import base64
import json
from collections.abc import Callable, Iterable

from hypothesis import given
from hypothesis import strategies as st

from adapters.sdk.record import Recorder, Redactor, read
from adapters.sdk.secret import known
from schemas.pairing import Ask, Paired, PairingPlan

PLAN = PairingPlan(asks=(Ask(id="word", zh="", en="", secret=True),), steps=())
SECRETS = (
    st.text(min_size=4, max_size=24)
    | st.binary(min_size=4, max_size=16).map(bytes.hex)
    | st.binary(min_size=12, max_size=24).map(lambda one: base64.b64encode(one).decode())
    | st.text(alphabet="0123456789", min_size=4, max_size=8)
)
Write = Callable[[bytes], bytes]
WAYS: tuple[Write, ...] = (
    lambda one: one,
    lambda one: one.hex().encode(),
    lambda one: one.hex().upper().encode(),
    lambda one: one.hex(":").encode(),
    base64.b64encode,
    base64.urlsafe_b64encode,
    lambda one: base64.b64encode(b"x" + one + b"yz"),
    lambda one: base64.b64encode(b"xy" + one + b"z"),
)
SURROUNDINGS = st.sampled_from((b"", b" ", b"0", b"1", b"\x00", b"\xff", b"abc", b'"', b"key="))


def body(redactor: Redactor, message: bytes) -> bytes:
    """What stands in the line, and what is read from it."""
    recorder = Recorder("any", "1", redactor)
    line = recorder.line(0, "a", "in", message)
    (read_again,) = read([recorder.head, line])
    told: dict[str, str] = json.loads(line)
    return read_again.message + b"\n" + (told["hex"] if "hex" in told else told["text"]).encode()


def redactor(*secrets: str, name: str = "lamp") -> Redactor:
    paired = [Paired(key="lamp", name=name, kept={"word": one}) for one in secrets]
    found = known(paired, PLAN)
    return Redactor(found.secrets, found.names)


def traces(secret: str) -> Iterable[bytes]:
    raw = secret.encode()
    yield raw.lower()
    yield raw.hex().encode()
    yield base64.b64encode(raw).rstrip(b"=").lower()
    yield base64.urlsafe_b64encode(raw).rstrip(b"=").lower()


@given(SECRETS, st.sampled_from(WAYS), SURROUNDINGS, SURROUNDINGS)
def test_no_declared_secret_is_in_a_plain_message(secret: str, write: Write, before: bytes, after: bytes) -> None:
    told = body(redactor(secret), before + write(secret.encode()) + after).lower()
    assert not [one for one in traces(secret) if one in told]


@given(st.lists(SECRETS, min_size=1, max_size=4), st.sampled_from(WAYS), st.text(max_size=8), st.data())
def test_nor_in_a_json_message(secrets: list[str], write: Write, other: str, data: st.DataObject) -> None:
    shown = [write(one.encode()).decode("utf-8", "replace") for one in secrets]
    one = data.draw(st.sampled_from(shown))
    tree = {"a": shown, one: other + one, "b": {"token": other, "n": len(one)}, "c": json.dumps({"deep": one})}
    redacted = redactor(*secrets)
    told = body(redacted, json.dumps(tree, ensure_ascii=data.draw(st.booleans())).encode()).lower()
    assert not [trace for secret in secrets for trace in traces(secret) if trace in told]


@given(st.integers(1000, 10**12))
def test_nor_as_a_number(pin: int) -> None:
    told = body(redactor(str(pin)), json.dumps({"code": pin, "all": [pin, 1.5], "on": True}).encode())
    assert str(pin).encode() not in told
    assert b"1.5" in told


@given(SECRETS, st.binary(max_size=200))
def test_nor_by_chance(secret: str, message: bytes) -> None:
    told = body(redactor(secret), message).lower()
    assert not [one for one in traces(secret) if one in told]


@given(st.lists(SECRETS, max_size=5))
def test_what_holds_none_stays(secrets: list[str]) -> None:
    message = json.dumps({"siid": 2, "on": True}, separators=(",", ":")).encode()
    found = redactor(*secrets)
    if not found.holds(message.decode()):
        assert found.message(message) == message


def test_raw_bytes_of_a_key_are_found_between_others() -> None:
    key = "00112233445566778899aabbccddeeff"
    told = redactor(key).message(b"\xff" + bytes.fromhex(key) + b"\xfe")
    assert told == b"\xff" + bytes(16) + b"\xfe"


def test_a_thing_called_lamp_leaves_the_word_and_hides_the_name() -> None:
    said = {"type": "lamp", "text": "a lamp burns", "deviceName": "Lamp", "label": "bed"}
    told = json.loads(redactor("c0de").message(json.dumps(said).encode()))
    assert told == {"type": "lamp", "text": "a lamp burns", "deviceName": "0001", "label": "bed"}


def test_a_name_that_is_no_ordinary_word_is_hidden_everywhere() -> None:
    told = redactor("c0de", name="Anna's lamp").message(b'{"text": "here is anna\\u0027s lamp", "type": "lamp"}')
    assert b"nna" not in told
    assert json.loads(told)["type"] == "lamp"


def test_a_secret_that_a_message_names_is_hidden_before_it_and_after_it() -> None:
    told = json.loads(redactor().message(b'{"a": "hunter2", "password": "hunter2", "user": "lamp", "b": "a lamp"}'))
    assert told["a"] == told["password"] != "hunter2"
    assert told["user"] != "lamp"
    assert told["b"] == "a lamp"


def test_where_something_is_is_no_number_either() -> None:
    assert json.loads(redactor().message(b'{"latitude": 52.5, "level": 52.5}')) == {"latitude": 0, "level": 52.5}


def test_a_placeholder_is_never_a_secret() -> None:
    found = redactor("0001", "0002", "000000")
    told = found.message(b'{"a": "0001", "b": "0002", "c": "000000"}')
    assert not found.holds(told.decode())


def test_what_is_learned_is_bounded() -> None:
    found = redactor()
    for number in range(1000):
        found.message(json.dumps({"token": f"secret-{number}"}).encode())
    assert len(found._forms) < 256 * 30
