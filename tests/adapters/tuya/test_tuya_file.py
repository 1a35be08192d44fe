"""The file of the wizard: what is read of it, what is refused, what is kept, and what is asked to be paired."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.sdk.errors import LinkError
from adapters.sdk.tap import Tap
from adapters.tuya import talk
from adapters.tuya.devicefile import (
    MOST_DEVICES,
    MOST_POINTS,
    BadFileError,
    DataPoint,
    Listed,
    gateway_of,
    kept,
    read,
    read_text,
)
from adapters.tuya.household import discreet, household, local_key
from adapters.tuya.wanted import wanted
from tests.adapters.tuya.stage import FILE, listed
from tests.adapters.tuya.stage import household as a_household

KEY = "0123456789abcdef"


def entry(**more: Any) -> dict[str, Any]:
    return {"id": "bf00000001", "name": "One", "key": KEY, **more}


def test_what_the_wizard_writes() -> None:
    plug = listed("plug01")
    assert (plug.name, plug.version, plug.host, plug.category) == ("Plug", "3.1", "10.77.0.5", "cz")
    power = next(point for point in plug.points if point.code == "cur_power")
    assert (power.id, power.type, power.scale, power.number("max"), power.writable) == ("19", "integer", 1, 50000, None)
    assert KEY not in repr(read([entry()])[0])


def test_the_raw_form_of_the_cloud_tells_what_can_be_written() -> None:
    raw = entry(
        local_key=KEY,
        functions=[{"code": "switch_1", "dp_id": 1, "type": "Boolean", "values": "{}"}],
        status=[
            {"code": "switch_1", "dp_id": 1, "type": "Boolean", "values": "{}"},
            {"code": "cur_power", "dp_id": 19, "type": "Integer", "values": '{"unit":"W","scale":1}'},
            {"code": "only_in_the_cloud", "type": "Boolean", "values": "{}"},
        ],
    )
    for told in (raw, [raw], {"result": [raw]}):
        one = read(told)[0]
        assert [(point.id, point.writable) for point in one.points] == [("1", True), ("19", False)]
        assert one.points[1].scale == 1
        assert one.lost == 1


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "it is not JSON"),
        ("{", "it is not JSON"),
        ("[" * 100_000, "it is not JSON"),
        ('[{"id": "a", "name": "\\ud800"}]', "it is not JSON"),
        ("[]", "it is no list of devices"),
        ("7", "it is no list of devices"),
        ("[7]", "device 1: it is no object"),
        ('[{"name": "One"}]', "device 1: it has no id"),
        (json.dumps([entry()] * (MOST_DEVICES + 1)), "at most 1000"),
        (json.dumps([entry(mapping={str(n): {"code": "a"} for n in range(1, MOST_POINTS + 2)})]), "at most 256"),
    ],
)
def test_what_is_no_such_file(text: str, reason: str) -> None:
    with pytest.raises(BadFileError, match=reason) as caught:
        read_text(text)
    assert "; " in str(caught.value)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
NAMES = ("id", "name", "key", "ip", "version", "category", "sub", "node_id", "parent", "mapping", "functions", "status")


@given(st.lists(st.dictionaries(st.sampled_from(NAMES), JSON), min_size=1, max_size=3))
def test_any_json_is_read_or_refused_and_what_is_kept_is_the_same(told: list[dict[str, Any]]) -> None:
    try:
        found = read_text(json.dumps(told))
    except BadFileError:
        return
    for one in found:
        again = read(json.loads(json.dumps([kept(one)])))[0]
        assert (again.id, again.points, again.key, again.is_sub) == (one.id, one.points, one.key, one.is_sub)


def test_a_household_is_kept_whole() -> None:
    home = a_household(listed("lamp"), listed("plug01"))
    again = household(json.loads(json.dumps(home.paired().kept)))
    assert (again.version, again.key, again.children) == (home.version, local_key(listed("lamp").key), home.children)
    assert again.head.points == home.head.points
    assert KEY not in repr(home)
    assert KEY not in repr(home.paired())


def test_the_words_of_a_mapping_are_not_blanked_in_recordings() -> None:
    texts = {text for text in kept(listed("lamp")).values() if isinstance(text, str)}
    assert listed("lamp").key in texts
    assert not texts & {"white", "colour", "boolean", "switch_led"}


def test_who_is_behind_which_gateway() -> None:
    gateway, other = read([entry(id="gw", key="g" * 16), entry(id="other", key="o" * 16)])
    by_parent, by_key, lone = read(
        [
            entry(id="a", sub=True, parent="gw", key=""),
            entry(id="b", sub=True, key="g" * 16),
            entry(id="c", sub=True, key="x" * 16),
        ]
    )
    everybody = (gateway, other, by_parent, by_key, lone)
    assert [gateway_of(one, everybody) for one in (by_parent, by_key, lone)] == [gateway, gateway, None]


def of(*entries: dict[str, Any], **answers: str) -> tuple[list[Any], list[tuple[str, str]]]:
    named = {name.replace("_", "-"): text for name, text in answers.items()}
    found, failed = wanted({"file": json.dumps(list(entries)), **named})
    return [(one.head.id, [child.cid for child in one.children]) for one in found], [
        (name, error.code) for name, error in failed
    ]


def test_what_is_wanted_of_a_file() -> None:
    gateway = entry(id="gw", name="Gateway")
    first = entry(id="a", name="A", sub=True, parent="gw", node_id="c1", key="")
    lone = entry(id="b", name="B", sub=True, parent="nobody", node_id="c2", key="")
    keyless = entry(id="c", name="C", key="short")
    everybody = (gateway, first, lone, keyless)
    assert of(*everybody) == ([("gw", ["c1"])], [("B", "no-gateway"), ("C", "bad-key")])
    assert of(*everybody, device="a") == ([("gw", ["c1"])], [])
    assert of(*everybody, id="gw") == ([("gw", ["c1"])], [])
    assert of(*everybody, device="c", local_key=KEY) == ([("c", [])], [])


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ({}, "missing-answer"),
        ({"id": "bf00000001"}, "missing-answer"),
        ({"file": "{", "device": "a"}, "bad-file"),
        ({"file": json.dumps([entry()]), "device": "other"}, "unknown-device"),
        ({"file": json.dumps([entry(sub=True, node_id="c", parent="gone")])}, "no-gateway"),
        ({"file": json.dumps([entry(key="ключ".ljust(16))])}, "bad-key"),
    ],
)
def test_what_cannot_be_wanted(answers: dict[str, str], code: str) -> None:
    with pytest.raises(LinkError) as caught:
        wanted(answers)
    assert caught.value.code == code
    assert KEY not in caught.value.reason


def test_what_is_given_beside_the_file_holds() -> None:
    (one,), _ = wanted({"file": FILE.read_text("utf-8"), "device": "bf0000000000000000lamp", "host": "192.168.7.9"})
    assert (one.head.host, one.head.version, one.head.name) == ("192.168.7.9", "3.5", "Lamp")
    (bare,), _ = wanted({"id": "bf0000000000000000lamp", "local-key": KEY, "version": "3.3"})
    assert (bare.head.name, bare.head.version, bare.head.points) == ("Tuya 00lamp", "3.3", ())


def test_what_a_secret_data_point_holds_is_in_no_recording() -> None:
    points = (DataPoint(id="1", code="switch", type="boolean"), DataPoint(id="5", code="wifi_password", type="string"))
    tap, recorded = Tap(), list[dict[str, object]]()
    hidden = discreet(tap, [Listed(id="a", name="A"), Listed(id="b", name="B", points=points)])
    hidden.said("a", talk.query())  # nobody listens yet
    with tap.listened(lambda _link, _way, message: recorded.append(json.loads(message))):
        hidden.heard("a", b'{"told":"values","values":{"1":true,"5":"hunter22"},"cid":""}')
        hidden.said("a", talk.control({"5": "hunter22"}, "b"))
        hidden.said("a", talk.control({"1": False}))
    assert [one["values"] for one in recorded] == [{"1": True, "5": None}, {"5": None}, {"1": False}]
