"""Which texts of a pairing are secrets: those in doubt too, and no ordinary word that is known to be one."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.sdk.secret import Known, is_key_like, known, of_descriptions
from schemas.device import DeviceDescription
from schemas.pairing import Ask, Paired, PairingPlan
from schemas.value import Value

PLAN = PairingPlan(asks=(Ask(id="host", zh="", en=""), Ask(id="door-word", zh="", en="", secret=True)), steps=())
KEY = "0123456789abcdef0123456789abcdef"


def secrets(**kept: Value) -> frozenset[str]:
    return known([Paired(key="lamp", name="lamp", kept=kept)], PLAN).secrets


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        (KEY, True),
        ("Abcdef0123456789", True),
        ("YWJjZGVmZ2hpamtsbW5vcA==", True),
        ("abcdefghijklmnop", True),
        ("Abcdef012345678", False),
        ("temp_current_external_1", False),
        ("relative-humidity", False),
        ("hutong.light.lamp1", False),
        ("Lamp beside the big bed", False),
    ],
)
def test_what_looks_like_a_key(text: str, is_one: bool) -> None:
    assert is_key_like(text) is is_one


def test_a_name_is_a_name_and_no_secret() -> None:
    found = known([Paired(key="lamp", name="lamp", kept={"name": "lamp", "model": "lamp", "version": "3.4"})], PLAN)
    assert not found.secrets
    assert found.names == {"lamp"}


def test_a_name_of_more_than_one_word_is_found_anywhere() -> None:
    assert secrets(name="Anna's room") == {"Anna's room"}
    assert secrets(name="Küche") == {"Küche"}


def test_what_the_plan_declares_is_secret_whatever_it_looks_like() -> None:
    assert secrets(door_word="lamp", model="lamp") == {"lamp"}
    assert known([Paired(key="", name="", kept={"door-word": {"name": "lamp", "model": "bed"}})], PLAN).secrets == {
        "lamp",
        "bed",
    }


def test_so_are_members_with_telling_names_and_what_looks_like_a_key_under_any() -> None:
    assert secrets(password="bed", localKey="window", pin=12345) == {"bed", "window", "12345"}
    assert secrets(model=KEY, name=KEY) == {KEY}


def test_in_doubt_it_is_secret() -> None:
    assert secrets(words="kitchen", list=["one", {"two": "three"}]) == {"kitchen", "one", "three"}


def test_a_description_is_no_secret_but_for_what_it_tells_by_name() -> None:
    spec = '{"services": [{"description": "Light", "access": ["read"], "range": ["white"]}], "did": "blt.3.1abc"}'
    assert secrets(spec=spec) == {"blt.3.1abc"}


def test_a_key_of_letters_is_a_word_and_any_other_is_secret() -> None:
    assert not known([Paired(key="knx", name="KNX", kept={})]).secrets
    assert known([Paired(key="305419896", name="", kept={})]).secrets == {"305419896"}


def test_of_settings_only_what_is_told_by_its_name_or_its_look() -> None:
    settings = {"interfaces": ["lo"], "password": "lamp", "broker": "mqtt.local", "more": {"ident": KEY}}
    assert known([], None, settings).secrets == {"lamp", KEY}


@given(st.recursive(st.text() | st.integers() | st.none(), lambda inner: st.dictionaries(st.text(), inner)))
def test_whatever_stands_under_a_declared_secret_is_one(value: Value) -> None:
    def texts(tree: object) -> set[str]:
        if isinstance(tree, dict):
            return set().union(*map(texts, tree.values()))
        return {tree} if isinstance(tree, str) else set()

    assert texts(value) - {""} <= secrets(door_word=value)


def test_a_description_names_a_device_but_maker_model_and_short_numbers_do_not() -> None:
    described = DeviceDescription(key="lamp", name="Acme L2", manufacturer="Acme", model="L2", serial="0001")
    assert known([of_descriptions([described])]) == Known()
    named = replace(described, key="hub-aa:bb:cc:dd:ee:01-2", name="Anna's lamp", serial="SN77031")
    found = known([of_descriptions([named])])
    assert found.secrets == {"hub-aa:bb:cc:dd:ee:01-2", "aa:bb:cc:dd:ee:01", "SN77031", "Anna's lamp"}
    assert found.names == {"Anna's lamp"}
