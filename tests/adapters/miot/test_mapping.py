"""What the home is told of devices, and what is sent for its wishes: both ways, for every instance that is here."""

import gzip
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.miot.mapping import Act, Identity, Unit, Write, unit
from adapters.miot.protocol import PropertyAddress
from adapters.sdk.errors import CannotError
from schemas.commands import InvokeCommand
from schemas.conversion import ConversionError
from schemas.device import PropertyDescription
from schemas.updates import PropertiesReported
from schemas.value import Value
from schemas.vocabulary import VENDOR, Kind
from tests.adapters.miot.stage import INSTANCES, REGISTRY, instance

CORPUS = Path(__file__).parents[2] / "corpora" / "miot-spec-instances.jsonl.gz"
NAMES = sorted(file.stem for file in INSTANCES.glob("*.json"))


def made(document: Mapping[str, Any] | None, **more: str) -> Unit:
    return unit(Identity(**{"key": "1", "name": "It", "model": "hutong.light.lamp1", **more}), document, REGISTRY)


UNITS = {name: made(instance(name)) for name in NAMES}
WRITABLE = [
    (name, index)
    for name in NAMES
    for index, one in enumerate(UNITS[name].thing.description.properties)
    if set("rw") <= set(one.access)
]


def values_of(one: PropertyDescription) -> st.SearchStrategy[Value]:
    """Whole steps of what the description allows."""
    match one.kind:
        case Kind.BOOLEAN:
            return st.booleans()
        case Kind.ENUM:
            return st.sampled_from(one.values or ())
        case Kind.INTEGER | Kind.NUMBER:
            step = one.step or 1
            low, high = one.minimum or 0, one.maximum or 100
            return st.integers(0, int((high - low) / step)).map(lambda count: low + count * step)
        case _:
            return st.text(max_size=20)


@given(st.sampled_from(WRITABLE), st.data())
def test_what_is_written_is_what_is_heard(place: tuple[str, int], data: st.DataObject) -> None:
    name, index = place
    one = UNITS[name]
    described = one.thing.description.properties[index]
    value = data.draw(values_of(described))
    (deed,) = one.writes([(index, value)])
    assert isinstance(deed, Write)
    ((address, raw),) = deed.values
    assert f"{address.siid}.{address.piid}" == described.address
    (heard,) = one.thing.report({described.address: raw}, 0)
    assert isinstance(heard, PropertiesReported)
    told = dict(heard.changes)[index]
    assert told == (pytest.approx(value) if described.kind is Kind.NUMBER else value)


@given(st.sampled_from(NAMES), st.data())
def test_any_raw_value_is_a_report_or_a_fault(name: str, data: st.DataObject) -> None:
    one = UNITS[name]
    address = data.draw(st.sampled_from(one.thing.addresses))
    raw: Value = data.draw(st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.just([]))
    assert len(list(one.thing.report({address: raw}, 0))) <= 2


@given(
    st.sampled_from(WRITABLE), st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.lists(st.none())
)
def test_any_wish_is_a_deed_or_refused(place: tuple[str, int], value: Value) -> None:
    name, index = place
    try:
        deeds = UNITS[name].writes([(index, value)])
    except (ConversionError, CannotError):
        return
    assert all(isinstance(one, Write) for one in deeds)


def test_an_air_conditioner() -> None:
    told = UNITS["air-conditioner"].thing.description
    assert told.endpoints[0].device_type == "roomAirConditioner"
    paths = {one.path: one.address for one in told.properties}
    assert paths["1/thermostat/coolingSetpoint"] == "2.3"
    assert paths["1/temperatureMeasurement/measuredValue"] == "4.1"
    assert not any(one.is_vendor for one in told.properties)


def test_minutes_of_a_heater_are_our_seconds() -> None:
    heater = UNITS["heater"]
    index = [one.path for one in heater.thing.description.properties].index("1/timerControl/countdown")
    assert heater.writes([(index, 5400)]) == [Write(values=((PropertyAddress(siid=3, piid=1), 90),))]


def invoke(one: Unit, path: str, **arguments: Value) -> Write | Act:
    endpoint, capability, name = path.split("/")
    return one.call(
        InvokeCommand(
            id="c",
            device="1",
            endpoint=int(endpoint),
            capability=capability,
            command=name,
            arguments=tuple(arguments.items()),
        )
    )


@pytest.mark.parametrize(("name", "value"), [("open", 1), ("close", 2), ("stop", 0)])
def test_a_curtain_is_told_where_to_go(name: str, value: int) -> None:
    deed = invoke(UNITS["curtain"], f"1/windowCovering/{name}")
    assert deed == Write(values=((PropertyAddress(siid=2, piid=1), value),), once=True)


@pytest.mark.parametrize("name", NAMES)
def test_every_command_that_is_offered_can_be_invoked(name: str) -> None:
    offered = [one for one in UNITS[name].thing.description.commands if not one.arguments]
    for one in offered:
        assert isinstance(invoke(UNITS[name], f"{one.endpoint}/{one.capability}/{one.name}"), Write | Act)
    assert len(offered) == {"light": 1, "air-conditioner": 1, "curtain": 3, "heater": 0, "vacuum": 4}[name]


def document(*services: dict[str, Any]) -> dict[str, Any]:
    return {"type": "urn:miot-spec-v2:device:fan:0000A005:hutong-fan1:1", "services": list(services)}


FAN = document(
    {
        "iid": 2,
        "type": "urn:miot-spec-v2:service:fan:00007808:hutong-fan1:1",
        "properties": [
            {"iid": 1, "type": "urn:miot-spec-v2:property:on:00000006:hutong-fan1:1", "format": "bool"},
            {
                "iid": 2,
                "type": "urn:hutong-spec:property:swing-step-move:0000002B:hutong-fan1:1",
                "format": "uint8",
                "access": ["write"],
                "value-list": [
                    {"value": number, "description": word} for number, word in enumerate(("None", "Left", "Right"))
                ],
            },
            {"iid": 3, "type": "urn:hutong-spec:property:pace:00000001:hutong-fan1:1", "format": "uint8", "access": []},
            {
                "iid": 4,
                "type": "urn:hutong-spec:property:song:00000002:hutong-fan1:1",
                "format": "string",
                "access": [],
            },
        ],
        "actions": [
            {"iid": 1, "type": "urn:hutong-spec:action:sing:00002801:hutong-fan1:1", "in": [4, 3], "out": []},
            {"iid": 2, "type": "urn:hutong-spec:action:sing:00002802:hutong-fan1:1", "in": [], "out": []},
        ],
    }
)


def test_the_way_of_a_step_is_what_counts() -> None:
    fan = made(FAN)
    assert invoke(fan, "1/fanControl/nudge", angle=-30) == Write(
        values=((PropertyAddress(siid=2, piid=2), 1),), once=True
    )
    assert invoke(fan, "1/fanControl/nudge", angle=3) == Write(
        values=((PropertyAddress(siid=2, piid=2), 2),), once=True
    )
    (one,) = [command for command in fan.thing.description.commands if command.name == "nudge"]
    assert one.arguments == ("angle",)


def test_a_makers_own_action_takes_its_parameters_by_name_in_its_own_order() -> None:
    fan = made(FAN)
    own = {one.name: one.arguments for one in fan.thing.description.commands if one.capability == VENDOR}
    assert own == {"miot.fan.sing": ("song", "pace"), "miot.fan.sing#2": ()}
    assert invoke(fan, "1/vendor/miot.fan.sing", pace=3, song="la") == Act(siid=2, aiid=1, values=("la", 3))
    assert invoke(fan, "1/vendor/miot.fan.sing#2") == Act(siid=2, aiid=2, values=())
    with pytest.raises(CannotError) as caught:
        invoke(fan, "1/vendor/miot.fan.sing", song="la")
    assert caught.value.code == "missing-argument"
    with pytest.raises(CannotError) as caught:
        invoke(fan, "1/vendor/miot.fan.sing", pace=3, song=4)
    assert caught.value.code == "wrong-type"


def test_one_of_several_parameters_cannot_be_written_alone() -> None:
    fan = made(FAN)
    index = [one.address for one in fan.thing.description.properties].index("2.3")
    with pytest.raises(CannotError) as caught:
        fan.writes([(index, 3)])
    assert caught.value.code == "not-writable"


def test_without_a_description_it_is_what_it_says_of_itself() -> None:
    plain = made(None, firmware="2.1")
    assert [one.path for one in plain.thing.description.properties] == [
        "1/deviceInformation/modelIdentifier",
        "1/deviceInformation/softwareVersion",
        "1/deviceInformation/hardwareVersion",
    ]
    assert plain.polled(REGISTRY, 5.0) == {}
    assert not plain.is_described


@given(
    st.recursive(
        st.none() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(
                st.sampled_from(
                    ["services", "properties", "actions", "iid", "type", "in", "format", "access", "value-list"]
                ),
                inner,
            )
        ),
    )
)
def test_any_document_makes_a_device(services: Any) -> None:
    assert made({"type": "urn:miot-spec-v2:device:light:1:a-b:1", "services": services}).key == "1"


def test_every_real_instance_makes_a_device() -> None:
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        documents = [json.loads(line) for line in lines]
    for one in documents:
        real = made(one, model=one["model"])
        told = real.thing.description
        assert len({about.path for about in told.properties}) == len(told.properties)
        assert len({(about.endpoint, about.capability, about.name) for about in told.commands}) == len(told.commands)
        places = {about.endpoint for about in told.properties} | {about.endpoint for about in told.commands}
        assert places <= {about.id for about in told.endpoints}
        assert set(real.polled(REGISTRY, 5.0)) == set(real.thing.readable())
    assert len(documents) == 115
