"""The reader of MIoT instances: both forms, places, commands, secrets, bad input, and the corpus."""

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from gzip import open as gzip_open
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.binding import Bound
from schemas.conversion import ConversionError
from schemas.descriptions.miot import (
    MAX_PROPERTIES,
    DescriptionError,
    documents,
    read,
    recognises,
    report,
)
from schemas.mappings.miot.action import ActionRow
from schemas.registry import Registry
from schemas.vocabulary import Kind
from tests.schemas.descriptions.instance import device, prop, urn, words

CORPUS = Path(__file__).parents[2] / "corpora" / "miot-spec-instances.jsonl.gz"
REGISTRY = Registry.load()


def bound(document: Mapping[str, Any]) -> dict[str, Bound]:
    return {one.described.address: one for one in read(document).bound(REGISTRY) if not one.is_extra}


def places(document: Mapping[str, Any]) -> dict[str, str]:
    return {row.source.split()[-1]: row.to for row in read(document).rows(REGISTRY)}


PURIFIER = device(
    "air-purifier",
    {2: "air-purifier", 3: "environment", 4: "filter", 5: "light"},
    prop(2, 1, "on"),
    prop(2, 4, "mode", "uint8", valueList=words("Auto", "Sleep", "Favorite", "Level1")),
    prop(3, 1, "relative-humidity", "uint8", unit="percentage", valueRange=[0, 100, 1], access=["read", "notify"]),
    prop(4, 1, "filter-life-level", "uint8", unit="percentage", valueRange=[0, 100, 1], access=["read"]),
    prop(5, 1, "on"),
    prop(2, 9, "cola", "string", ns="zhimi-spec"),
)


def test_a_device_is_read_into_places_on_its_endpoints() -> None:
    found = {address: (one.description.endpoint, one.description.path) for address, one in bound(PURIFIER).items()}
    assert {address: place for address, (place, _) in found.items()} == {
        "2.1": 1,
        "2.4": 1,
        "2.9": 1,
        "3.1": 1,
        "4.1": 4,
        "5.1": 5,
    }
    assert places(PURIFIER) == {
        "2.1": "onOff.onOff",
        "2.4": "fanControl.fanMode",
        "3.1": "relativeHumidityMeasurement.measuredValue",
        "4.1": "consumableMonitoring.condition",
        "5.1": "onOff.onOff",
        "2.9": "vendor.miot.air-purifier.cola",
    }


def test_a_line_of_the_report_names_service_property_and_address() -> None:
    assert [row.source for row in read(PURIFIER).rows(REGISTRY)][-1] == "air-purifier:cola 2.9"


def test_a_device_tells_its_model_kind_and_type() -> None:
    found = read(PURIFIER)
    assert (found.model, found.kind, found.device_type) == ("maker.air-purifier.one", "air-purifier", "airPurifier")
    assert [one.described.standard for one in found.properties if one.piid == 9] == [False]


NESTED = {
    "type": urn("device", "air-purifier"),
    "services": [
        {
            "iid": 2,
            "type": urn("service", "air-purifier"),
            "properties": [
                {"iid": 1, "type": urn("property", "on"), "format": "bool", "access": ["read", "write", "notify"]},
                {
                    "iid": 4,
                    "type": urn("property", "mode"),
                    "format": "uint8",
                    "access": ["read", "write", "notify"],
                    "value-list": words("Auto", "Sleep", "Favorite", "Level1"),
                },
                {
                    "iid": 9,
                    "type": urn("property", "cola", "zhimi-spec"),
                    "format": "string",
                    "access": ["read", "write", "notify"],
                },
            ],
            "actions": [{"iid": 1, "type": urn("action", "toggle"), "in": [], "out": []}],
        },
        {
            "iid": 3,
            "type": urn("service", "environment"),
            "properties": [
                {
                    "iid": 1,
                    "type": urn("property", "relative-humidity"),
                    "format": "uint8",
                    "access": ["read", "notify"],
                    "unit": "percentage",
                    "value-range": [0, 100, 1],
                }
            ],
        },
    ],
}


def test_the_form_of_the_standards_own_site_reads_the_same() -> None:
    flat = {address: place for address, place in places(PURIFIER).items() if address[0] in "23"}
    assert places(NESTED) == flat
    found = read(NESTED)
    assert (found.model, found.device_type) == ("maker.one", "airPurifier")
    assert [one.described.standard for one in found.properties if one.piid == 9] == [False]
    assert [one.row.command for one in found.actions if one.row] == ["toggle"]


# ---- values


def test_a_number_on_the_wire_is_a_word_of_ours_and_back() -> None:
    mode = bound(PURIFIER)["2.4"]
    assert [mode.decode(number) for number in range(4)] == ["auto", "sleep", "favorite", "low"]
    assert mode.encode("favorite") == 2


def test_a_number_that_the_list_does_not_name_is_kept_and_never_written() -> None:
    mode = bound(PURIFIER)["2.4"]
    assert mode.decode(9) == "vendor:9"
    with pytest.raises(ConversionError):
        mode.encode("vendor:9")


def test_two_numbers_under_one_word_stay_apart() -> None:
    status = bound(device("fan", {2: "fan"}, prop(2, 1, "cola", "uint8", valueList=words("Idle", "Idle", "Busy"))))
    one = status["2.1"]
    assert one.description.values == ("Idle", "Idle#1", "Busy")
    assert [one.encode(one.decode(number)) for number in range(3)] == [0, 1, 2]


def test_a_mode_claims_the_place_before_a_level_whatever_their_order() -> None:
    found = places(
        device(
            "air-purifier",
            {2: "air-purifier"},
            prop(2, 2, "fan-level", "uint8", valueList=words("Auto", "Sleep", "Favorite")),
            prop(2, 3, "mode", "uint8", valueList=words("Auto", "Sleep", "Favorite")),
        )
    )
    assert found["2.3"] == "fanControl.fanMode"


def test_what_the_schema_only_reads_can_still_be_written_by_its_address() -> None:
    found = read(device("fan", {2: "fan"}, prop(2, 1, "status", "uint8", valueList=words("Idle", "Busy")))).bound(
        REGISTRY
    )
    assert [(one.description.capability, one.description.access, one.is_extra) for one in found] == [
        ("operationalState", "rn", False),
        ("vendor", "w", True),
    ]
    assert found[1].encode("Busy") == 1


@pytest.mark.parametrize("name", ["wifi-password", "ssid", "pin-code", "token", "user-pwd", "Wifi_Password", "bindkey"])
def test_what_must_stay_secret_can_only_be_written(name: str) -> None:
    one = bound(device("router", {2: "router"}, prop(2, 1, name, "string")))["2.1"].description
    assert (one.capability, one.kind, one.access) == ("vendor", Kind.SECRET, "w")


@pytest.mark.parametrize("name", ["mapping", "passive", "spin-speed-code", "tokens-left"])
def test_a_name_that_only_looks_like_one_is_no_secret(name: str) -> None:
    one = bound(device("router", {2: "router"}, prop(2, 1, name, "string")))["2.1"].description
    assert one.kind is Kind.STRING


# ---- actions


COOKER = device(
    "pressure-cooker",
    {2: "pressure-cooker"},
    prop(2, 1, "cook-mode", "uint8", access=[], valueList=words("Rice", "Soup")),
    prop(2, 2, "cola", "string", access=[]),
    actions=[{"siid": 2, "aiid": 1, "type": "start-cook", "in": [1, 2]}],
    events=[{"siid": 2, "eiid": 1, "type": "cooking-finished", "arguments": []}],
)


def test_a_parameter_of_an_action_is_written_by_it() -> None:
    found = {one.name: one for one in read(COOKER).properties}
    assert found["cook-mode"].by_action
    assert found["cook-mode"].described.source.access == "w"
    assert places(COOKER)["2.1"] == "cookingProgram.program"


def test_actions_and_events_are_told_with_their_rows() -> None:
    found = read(COOKER)
    (action,), (event,) = found.actions, found.events
    assert (action.siid, action.aiid, action.into, action.endpoint) == (2, 1, (1, 2), 1)
    assert isinstance(action.row, ActionRow)
    assert action.row.command == "startCook"
    assert event.row is not None
    assert event.row.event == "cookingFinished"


def test_a_parameter_that_only_a_command_takes_counts_as_that_command() -> None:
    vacuum = device(
        "vacuum",
        {2: "vacuum"},
        prop(2, 1, "room-ids", "string", access=[]),
        actions=[{"siid": 2, "aiid": 1, "type": "start-room-sweep", "in": [{"piid": 1}]}],
    )
    assert places(vacuum) == {"2.1": "serviceArea.selectAreas"}


def motor(*told: str) -> dict[str, Any]:
    return device(
        "curtain", {2: "curtain"}, prop(2, 1, "motor-control", "uint8", access=["write"], valueList=words(*told))
    )


def test_words_that_are_only_written_stand_for_commands() -> None:
    assert places(motor("Pause", "Open", "Close")) == {"2.1": "windowCovering.stop"}
    (one,) = read(motor("None", "Open", "Close")).properties
    assert [row.command for row in one.commands()] == ["open", "close"]


def test_most_words_must_be_commands_for_that() -> None:
    assert places(motor("Open", "Dance", "Sing", "Jump")) == {"2.1": "vendor.miot.curtain.motor-control"}


# ---- bad input


def test_parts_that_cannot_be_read_are_lost_with_a_reason_and_spare_the_rest() -> None:
    document = device(
        "fan",
        {2: "fan"},
        prop(2, 1, "on"),
        prop(2, 1, "on"),
        prop(7, 1, "on"),
        prop(2, 3, ""),
        {"siid": 2, "type": "mode", "format": "uint8"},
    )
    document["props"].append("mode")
    found = read(document)
    assert [one.described.address for one in found.properties] == ["2.1"]
    assert found.faults == (
        "fan:on: 2.1 is there twice",
        "props: 'on' names no service of the device",
        "fan:? has no number or no type",
        "fan:mode has no number or no type",
        "props: expected an object, got str",
    )
    whole = report([json.dumps(document)], REGISTRY)
    assert (whole.source_properties, whole.core, whole.lost) == (6, 1, 5)


def test_a_service_that_cannot_be_told_from_another_loses_each_of_its_properties() -> None:
    one = {"iid": 2, "type": urn("service", "fan"), "properties": [{"iid": 1, "type": "on", "format": "bool"}] * 2}
    found = read({"type": urn("device", "fan"), "services": [one, one, {"properties": [{}]}]})
    assert found.faults == (
        "fan: service 2 is there twice",
        "fan: service 2 is there twice",
        "a service has no number or no type",
        "fan:on: 2.1 is there twice",
    )


def test_a_device_with_too_many_properties_loses_the_rest() -> None:
    many = device("fan", {2: "fan"}, *(prop(2, piid, "cola") for piid in range(MAX_PROPERTIES + 2)))
    found = read(many)
    assert (len(found.properties), len(found.faults)) == (MAX_PROPERTIES, 2)


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        ([], "line 1: the file is empty"),
        (["", "  "], "line 1: the file is empty"),
        (["{"], "line 1: no MIoT instance"),
        (["", "[1]"], "line 2: no MIoT instance"),
        (['{"services": {}}'], "line 1: no MIoT instance"),
        ([json.dumps(PURIFIER), "nonsense"], "line 2: no MIoT instance"),
        (['{"services": [], "x": NaN}'], "line 1: no MIoT instance"),
        (["[" * 100_000], "line 1: no MIoT instance"),
    ],
)
def test_what_is_no_instance_is_refused_with_its_line(lines: list[str], text: str) -> None:
    with pytest.raises(DescriptionError) as refused:
        report(lines, REGISTRY)
    assert str(refused.value).startswith(text)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "text", [json.dumps(NESTED), json.dumps([NESTED]), json.dumps(NESTED, indent=2), "\ufeff" + json.dumps(NESTED)]
)
def test_one_document_may_stand_on_one_line_in_a_list_or_over_many(text: str) -> None:
    assert report(text.splitlines(), REGISTRY).source_properties == 4


@pytest.mark.parametrize(
    ("line", "ours"),
    [
        (json.dumps(PURIFIER), True),
        (json.dumps(NESTED), True),
        ('[{"siid": 2}]', True),
        ("{", False),
        ('{"exposes": []}', False),
        ("", False),
    ],
)
def test_an_instance_is_recognised_by_its_first_line(line: str, ours: bool) -> None:
    assert recognises(line) is ours


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
ODD = st.fixed_dictionaries(
    {},
    optional={
        key: JSON
        | st.sampled_from(
            [2, "on", "mode", "fan-level", "uint8", "bool", ["read", "write"], [0, 1, 1], [5, 1], words("Off", "On")]
        )
        for key in (
            "siid",
            "iid",
            "piid",
            "type",
            "format",
            "access",
            "unit",
            "valueRange",
            "value-range",
            "valueList",
            "value-list",
            "ns",
            "in",
        )
    },
)


@given(
    st.fixed_dictionaries(
        {"services": st.lists(ODD | JSON, max_size=3), "props": st.lists(ODD | JSON, max_size=5) | JSON},
        optional={"urn": JSON, "model": JSON, "actions": st.lists(ODD, max_size=2) | JSON, "events": JSON},
    )
)
def test_no_document_makes_the_reader_raise_or_lose_a_part_unseen(document: dict[str, Any]) -> None:
    found = read(document)
    rows = list(found.rows(REGISTRY))
    assert len(rows) == len(found.properties)
    if isinstance(document["props"], list):
        assert len(rows) + len(found.faults) >= len(document["props"])


@given(st.lists(ODD | JSON, max_size=4))
def test_nor_does_one_of_the_nested_form(properties: list[Any]) -> None:
    service = {"iid": 2, "type": urn("service", "fan"), "properties": properties}
    found = read({"type": urn("device", "fan"), "services": [service]})
    assert len(found.properties) + len(found.faults) == len(properties)


@given(JSON)
def test_any_json_is_read_or_refused(value: Any) -> None:
    with suppress(DescriptionError):
        assert report([json.dumps(value)], REGISTRY).devices >= 0


# ---- the corpus


@pytest.fixture(scope="module")
def corpus() -> list[str]:
    with gzip_open(CORPUS, "rt", encoding="utf-8") as file:
        return file.read().splitlines()


def half(line: str) -> int:
    """Which half of the models a line is in; one was in view when the rows were written."""
    return hashlib.sha256(json.loads(line)["model"].encode()).digest()[0] % 2


@pytest.mark.parametrize("which", [0, 1])
def test_both_halves_of_the_corpus_are_covered_and_nothing_is_lost(corpus: list[str], which: int) -> None:
    found = report((line for line in corpus if half(line) == which), REGISTRY)
    assert found.lost == 0
    assert found.standard().core_share >= 0.93
    assert found.core_share >= 0.55


def test_no_property_of_the_corpus_is_missing(corpus: list[str]) -> None:
    assert report(corpus, REGISTRY).source_properties == sum(len(json.loads(line)["props"]) for line in corpus)


def test_every_device_of_the_corpus_has_a_type(corpus: list[str]) -> None:
    kinds = {read(one).kind: read(one).device_type for one in documents(corpus)}
    assert "genericDevice" not in kinds.values(), kinds


def test_no_place_is_taken_twice_on_an_endpoint(corpus: list[str]) -> None:
    for document in documents(corpus):
        taken = [
            (d.endpoint, d.capability, d.name) for d in (one.description for one in read(document).bound(REGISTRY))
        ]
        assert len(taken) == len(set(taken))
