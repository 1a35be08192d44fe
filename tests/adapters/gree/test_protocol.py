"""Gree messages against a unit's side written here from the published description; both ciphers."""

import base64
import json
from contextlib import suppress
from typing import Any

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import ECB
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.gree.protocol import (
    GENERIC,
    MAX_DATAGRAM,
    MAX_WAITING,
    SCAN,
    Applied,
    BadPayloadError,
    Bound,
    CipherError,
    Conversation,
    ForeignDeviceError,
    Form,
    Found,
    GreeProtocolError,
    KeyRejectedError,
    NotBoundError,
    NotGreeError,
    OversizedError,
    Refused,
    Seal,
    Status,
    SubUnits,
    UnaskedError,
    read_scan,
)
from tests.adapters.gree.far import KEY, MAC, PUBLIC, Unit


@pytest.fixture(params=list(Form))
def unit(request: pytest.FixtureRequest) -> Unit:
    form: Form = request.param
    return Unit(form)


@pytest.fixture
def talk(unit: Unit) -> Conversation:
    return Conversation(MAC, key=KEY, form=unit.form)


def test_scan(unit: Unit) -> None:
    assert json.loads(SCAN) == {"t": "scan"}
    told = {"t": "dev", "mac": MAC, "name": "客厅", "brand": "gree", "model": "gree", "mid": "10001", "ver": "V1.1.13"}
    found = read_scan(unit.says(told, key=PUBLIC[unit.form]))
    assert found == Found(
        mac=MAC,
        name="客厅",
        brand="gree",
        model="gree",
        mid="10001",
        version="V1.1.13",
        sub_count=0,
        form=unit.form,
    )
    assert read_scan(unit.says(told | {"subCnt": 6}, key=PUBLIC[unit.form])).sub_count == 6


def test_a_conversation(unit: Unit) -> None:
    talk = Conversation("94:24:B8:00:00:01")
    with pytest.raises(NotBoundError):
        talk.status(["Pow"])
    assert unit.opens(talk.bind(unit.form), PUBLIC[unit.form]) == {"mac": MAC, "t": "bind", "uid": 0}
    assert talk.receive(unit.binds()) == Bound(mac=MAC, form=unit.form, key=KEY)
    assert talk.is_bound

    assert unit.opens(talk.status(["Pow", "SetTem", "Pow"])) == {"cols": ["Pow", "SetTem"], "mac": MAC, "t": "status"}
    told = {"t": "dat", "mac": MAC, "r": 200, "cols": ["Pow", "SetTem", "Odd"], "dat": [1, 25, 7]}
    assert talk.receive(unit.says(told)) == Status(mac=MAC, values={"Pow": 1, "SetTem": 25})

    assert unit.opens(talk.command({"Pow": 0, "SetTem": 26})) == {"opt": ["Pow", "SetTem"], "p": [0, 26], "t": "cmd"}
    told = {"t": "res", "mac": MAC, "r": 200, "opt": ["Pow", "SetTem"], "p": [0, 26], "val": [0, 25]}
    assert talk.receive(unit.says(told)) == Applied(mac=MAC, values={"Pow": 0, "SetTem": 25})

    talk.command({"SetTem": 21})
    told = {"t": "res", "mac": MAC, "r": 200, "opt": ["SetTem"], "p": [21]}  # some firmware has no val
    assert talk.receive(unit.says(told)) == Applied(mac=MAC, values={"SetTem": 21})


def test_binding_under_the_other_cipher() -> None:
    """The first is not answered: units know one cipher."""
    talk, unit = Conversation(MAC), Unit(Form.GCM)
    talk.bind(Form.ECB)
    talk.bind(Form.ECB.other)
    assert talk.receive(unit.binds()) == Bound(mac=MAC, form=Form.GCM, key=KEY)
    assert unit.opens(talk.status(["Pow"]))["cols"] == ["Pow"]


def test_units_behind_a_gateway(unit: Unit, talk: Conversation) -> None:
    assert unit.opens(talk.sub_units(5)) == {"mac": MAC, "i": 5, "t": "subDev"}
    told = {"t": "subList", "c": 7, "i": 5, "r": 200, "list": [{"mac": "AA00", "mid": "6049"}, {"mac": "bb00"}, 3, {}]}
    assert talk.receive(unit.says(told)) == SubUnits(units=(("aa00", "6049"), ("bb00", "")), start=5, count=7)
    assert json.loads(talk.sub_units_unsealed()) == {"cid": "app", "i": 0, "t": "subList", "tcid": MAC, "uid": 0}
    assert isinstance(talk.receive(json.dumps(told).encode()), SubUnits)

    assert unit.opens(talk.status(["Pow"], unit="aa00"))["mac"] == "aa00"
    assert unit.opens(talk.status(["Pow"], unit="bb00"))["mac"] == "bb00"
    answer = {"t": "dat", "r": 200, "cols": ["Pow"], "dat": [1]}
    assert talk.receive(unit.says(answer | {"mac": "bb00"})) == Status(mac="bb00", values={"Pow": 1})
    with pytest.raises(UnaskedError):
        talk.receive(unit.says(answer | {"mac": "cc00"}))
    assert talk.receive(unit.says(answer | {"mac": "aa00"})) == Status(mac="aa00", values={"Pow": 1})

    told = unit.opens(talk.command({"Pow": 1}, unit="aa00"))
    assert (told["mac"], told["sub"]) == (MAC, "aa00")
    answer = {"t": "res", "mac": MAC, "r": 200, "opt": ["Pow"], "p": [1]}
    assert talk.receive(unit.says(answer)) == Applied(mac="aa00", values={"Pow": 1})


# ---- what goes wrong


def test_another_key(unit: Unit, talk: Conversation) -> None:
    talk.status(["Pow"])
    told = {"t": "dat", "mac": MAC, "cols": ["Pow"], "dat": [1]}
    with pytest.raises(KeyRejectedError) as caught:
        talk.receive(Unit(unit.form, key=b"another key 1234").says(told))
    assert (caught.value.code, caught.value.retry) == ("key-rejected", False)
    assert isinstance(talk.receive(unit.says(told)), Status)


def test_the_other_cipher_is_named(unit: Unit, talk: Conversation) -> None:
    talk.status(["Pow"])
    with pytest.raises(CipherError) as caught:
        talk.receive(Unit(unit.form.other).says({"t": "dat"}))
    assert caught.value.reason == f"cipher {unit.form.other} expected; {unit.form} is in use"


def test_another_unit_at_the_address(unit: Unit, talk: Conversation) -> None:
    talk.status(["Pow"])
    with pytest.raises(ForeignDeviceError):
        talk.receive(Unit(unit.form, mac="aabbccddeeff").says({"t": "dat"}))


def test_an_answer_counts_once_and_only_where_asked(unit: Unit, talk: Conversation) -> None:
    data = unit.says({"t": "dat", "mac": MAC, "cols": ["Pow"], "dat": [1]})
    with pytest.raises(UnaskedError):
        talk.receive(data)
    talk.status(["Pow"])
    talk.receive(data)
    with pytest.raises(UnaskedError):
        talk.receive(data)
    talk.status(["Pow"])
    talk.forget()
    with pytest.raises(UnaskedError):
        talk.receive(data)


def test_a_key_is_taken_only_when_asked_for(unit: Unit, talk: Conversation) -> None:
    """A bindok that nobody asked for would hand the conversation to whoever sends it."""
    with pytest.raises(GreeProtocolError):
        talk.receive(unit.binds(key="evilevilevilevil"))
    assert unit.opens(talk.status(["Pow"]))["t"] == "status"


def test_a_unit_that_says_no(unit: Unit, talk: Conversation) -> None:
    talk.command({"Pow": 1})
    assert talk.receive(unit.says({"t": "res", "r": 403})) == Refused(mac=MAC, kind="res", code=403)


@pytest.mark.parametrize(
    "told",
    [
        {"t": "dat", "cols": ["Pow"], "dat": []},
        {"t": "dat", "cols": "Pow", "dat": "1"},
        {"t": "dat", "cols": [1], "dat": [1]},
        {"t": "dat", "cols": ["Pow"] * 300, "dat": [1] * 300},
        {"t": "res", "opt": ["Mod"], "val": [1]},
        {"t": "sublist", "list": 3},
    ],
)
def test_what_no_unit_should_say(unit: Unit, talk: Conversation, told: Any) -> None:
    talk.status(["Pow"])
    talk.command({"Pow": 1})
    talk.sub_units()
    with pytest.raises(BadPayloadError):
        talk.receive(unit.says(told))


@pytest.mark.parametrize("key", ["short", "sixteen letters…", None, 5])
def test_what_is_no_key(unit: Unit, key: Any) -> None:
    talk = Conversation(MAC)
    talk.bind(unit.form)
    with pytest.raises(BadPayloadError):
        talk.receive(unit.binds(key=key))


def test_padding_of_other_kinds_is_read() -> None:
    talk = Conversation(MAC, key=KEY)
    talk.status(["Pow"])
    text = b'{"t":"dat","cols":["Pow"],"dat":[1]}'
    encryptor = Cipher(AES(KEY), ECB()).encryptor()  # noqa: S305
    pack = base64.b64encode(encryptor.update(text.ljust(48, b"\0"))).decode()
    data = json.dumps({"t": "pack", "i": 0, "cid": MAC, "pack": pack}).encode() + b"\0"
    assert talk.receive(data) == Status(mac=MAC, values={"Pow": 1})


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", NotGreeError),
        (b"\xff", NotGreeError),
        (b"[]", NotGreeError),
        (b"{}", NotGreeError),
        (b'{"t":1}', NotGreeError),
        (b'{"t":"pack","cid":NaN}', NotGreeError),
        (b"[" * 5000, NotGreeError),
        (bytes(MAX_DATAGRAM + 1), OversizedError),
        (b'{"t":"pack"}', BadPayloadError),
        (b'{"t":"pack","pack":"AAAA"}', BadPayloadError),
        ('{"t":"pack","pack":"é"}'.encode(), BadPayloadError),
    ],
)
def test_other_datagrams(data: bytes, error: type[GreeProtocolError]) -> None:
    for read in (read_scan, Conversation(MAC, key=KEY).receive):
        with pytest.raises(error):
            read(data)


def test_questions_are_bounded(talk: Conversation, unit: Unit) -> None:
    for number in range(MAX_WAITING * 2):
        talk.status(["Pow"], unit=f"{number:012x}")
    answer = {"t": "dat", "cols": ["Pow"], "dat": [1]}
    with pytest.raises(UnaskedError):
        talk.receive(unit.says(answer | {"mac": f"{0:012x}"}))
    assert isinstance(talk.receive(unit.says(answer | {"mac": f"{MAX_WAITING * 2 - 1:012x}"})), Status)


def test_keys_are_never_shown(unit: Unit) -> None:
    talk = Conversation(MAC)
    talk.bind(unit.form)
    shown = repr((talk, talk.receive(unit.binds()), Seal(unit.form, KEY)))
    assert KEY.decode() not in shown
    with pytest.raises(ValueError, match="16") as caught:
        Seal(unit.form, b"short secret")
    assert "secret" not in str(caught.value)


# ---- arbitrary bytes

NAMES = ["t", "mac", "r", "cols", "dat", "opt", "p", "val", "key", "list", "cid", "pack", "tag", "i"]
KINDS = st.sampled_from(["dat", "res", "bindok", "subList", "dev", "pack"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | KINDS | st.just(MAC),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=4),
    max_leaves=10,
)


def asked(form: Form) -> Conversation:
    talk = Conversation(MAC, key=KEY, form=form)
    talk.bind(form)
    talk.status(["Pow"])
    talk.command({"Pow": 1})
    talk.sub_units()
    return talk


@given(st.binary(max_size=200))
def test_any_bytes_are_a_typed_error(data: bytes) -> None:
    for read in (read_scan, asked(Form.ECB).receive):
        with pytest.raises(GreeProtocolError):
            read(data)


@settings(max_examples=50)
@given(st.dictionaries(st.sampled_from(NAMES), JSON), st.sampled_from(list(Form)), KINDS, st.booleans())
def test_any_json_is_a_message_or_a_typed_error(told: dict[str, Any], form: Form, kind: str, sealed: bool) -> None:
    whole = told | {"t": kind}
    data = Unit(form).says(whole) if sealed else json.dumps(whole).encode()
    with suppress(GreeProtocolError):
        asked(form).receive(data)
    with suppress(GreeProtocolError):
        read_scan(Unit(form).says(whole, key=PUBLIC[form]) if sealed else data)


@settings(max_examples=50)
@given(st.binary(max_size=100), st.binary(max_size=20), st.sampled_from(list(Form)))
def test_any_sealed_bytes_are_a_typed_error(pack: bytes, tag: bytes, form: Form) -> None:
    with pytest.raises(GreeProtocolError):
        asked(form).receive(Unit(form).says(pack))
    outer = {"t": "pack", "pack": base64.b64encode(pack).decode(), "tag": base64.b64encode(tag).decode()}
    with pytest.raises(GreeProtocolError):
        asked(form).receive(json.dumps(outer).encode())


@settings(max_examples=50)
@given(
    st.binary(min_size=16, max_size=16),
    st.dictionaries(st.text(max_size=9), st.integers() | st.text(max_size=9), max_size=9),
    st.sampled_from(list(Form)),
)
def test_round_trip(key: bytes, told: dict[str, Any], form: Form) -> None:
    seal = Seal(form, key)
    assert seal.open(seal.close(told)) == told
    assert GENERIC[form].open(GENERIC[form].close(told)) == told
