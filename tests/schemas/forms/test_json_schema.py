"""The published JSON Schema is one, says what the compiled check says, and carries every fact."""

import json
from typing import Any

import jsonschema
from hypothesis import given
from hypothesis import strategies as st

from schemas.catalogue import catalogue
from schemas.forms.json_schema import capability_schema, value_schema
from schemas.registry import PUBLISHED, Spec
from schemas.validate import check_of
from schemas.vocabulary import Kind
from tests.schemas.drawing import known_values_of

PROPERTIES = list(catalogue().specs.values())
ARGUMENTS = [
    spec
    for one in catalogue().capabilities.values()
    for command in one.commands.values()
    for spec in (*command.arguments, *command.returns)
]
ANY = st.sampled_from([*PROPERTIES, *ARGUMENTS])
SHAPED = st.sampled_from([spec for spec in PROPERTIES if spec.item or spec.fields or spec.values])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.floats(allow_nan=False) | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)


def taken(spec: Spec, value: Any) -> bool:
    return bool(jsonschema.Draft202012Validator(value_schema(spec)).is_valid(value))


def test_it_obeys_the_meta_schema() -> None:
    published = json.loads((PUBLISHED / "capabilities.schema.json").read_bytes())
    jsonschema.Draft202012Validator.check_schema(published)
    assert published["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@given(ANY.flatmap(lambda spec: st.tuples(st.just(spec), known_values_of(spec))))
def test_both_take_whatever_fits(drawn: tuple[Spec, Any]) -> None:
    spec, value = drawn
    assert check_of(spec, nullable=False)(value) is None
    assert taken(spec, value)


def whole_floats(value: Any) -> bool:
    """Whether 1.0 stands somewhere: JSON Schema takes it for a whole number, the check wants it written as one."""
    if isinstance(value, list):
        return any(map(whole_floats, value))
    if isinstance(value, dict):
        return any(map(whole_floats, value.values()))
    return isinstance(value, float)


@given(ANY, JSON)
def test_both_refuse_the_same(spec: Spec, value: Any) -> None:
    if spec.kind in {Kind.LIST, Kind.OBJECT} and not (spec.item or spec.fields):
        return  # free JSON: its depth and sum are beyond what JSON Schema can say
    fine = check_of(spec, nullable=False)(value) is None
    assert not fine or taken(spec, value)
    if not whole_floats(value):
        assert fine is taken(spec, value)


@st.composite
def bent(draw: st.DrawFn) -> tuple[Spec, Any]:
    """A value that fits but for one part, which is replaced or left out."""
    spec = draw(SHAPED)
    value = draw(known_values_of(spec))
    spot: Any = value
    while isinstance(spot, list | dict) and spot:
        key = draw(st.sampled_from(list(spot) if isinstance(spot, dict) else range(len(spot))))
        if not isinstance(spot[key], list | dict) or draw(st.booleans()):
            if isinstance(spot, dict) and draw(st.booleans()):
                del spot[key]
            else:
                spot[key] = draw(JSON)
            break
        spot = spot[key]
    return spec, value


@given(bent())
def test_one_bent_part_is_judged_alike(drawn: tuple[Spec, Any]) -> None:
    spec, value = drawn
    fine = check_of(spec, nullable=False)(value) is None
    assert not fine or taken(spec, value)
    if not whole_floats(value):
        assert fine is taken(spec, value)


def test_a_whole_device_is_validated_by_reference() -> None:
    schema = capability_schema(catalogue())
    validator = jsonschema.Draft202012Validator(schema)
    validator.validate({"thermostat": {"heatingSetpoint": 21.5, "coolingSetpoint": None}})
    assert not validator.is_valid({"thermostat": {"heatingSetpoint": "21.5"}})
    assert not validator.is_valid({"thermostat": {"heatSetpoint": 21.5}})


def test_every_fact_of_a_property_is_there() -> None:
    spec = catalogue().spec("thermostat", "heatingSetpoint")
    found = capability_schema(catalogue(), lambda *_: {"matter": ["0x0201/0x0012"]})
    told = found["$defs"]["thermostat"]["properties"]["heatingSetpoint"]
    assert told["x-unit"] == "Cel"
    assert told["x-access"] == "rwn"
    assert told["x-sensitivity"] == spec.sensitivity.name.lower()
    assert told["x-hazards"] == list(spec.hazards)
    assert (told["x-zh"], told["x-en"], told["x-since"]) == (spec.zh, spec.en, spec.since)
    assert told["x-matter"] == ["0x0201/0x0012"]
    assert told["anyOf"][0] == {"type": "number", "minimum": spec.minimum, "maximum": spec.maximum}


def test_members_carry_their_texts_and_low_labels_their_reason() -> None:
    found = capability_schema(catalogue())["$defs"]
    for spec in PROPERTIES:
        told = found[spec.capability]["properties"][spec.name]
        assert set(told.get("x-enum-texts", {})) == set(spec.values or ())
        assert ("x-why" in told) is (spec.why is not None)
        assert ("x-hazards" in told) is (spec.writable and spec.decided)


def test_commands_tell_arguments_answers_and_what_shows_them() -> None:
    capabilities = catalogue().capabilities.values()
    found = capability_schema(catalogue())["$defs"]
    commands = [command for one in capabilities for command in one.commands.values()]
    assert any(command.returns for command in commands)
    for command in commands:
        told = found[command.capability]["x-commands"][command.name]
        assert list(told["properties"]) == [one.name for one in command.arguments]
        assert told["required"] == list(command.required)
        assert list(told.get("x-returns", {}).get("properties", {})) == [one.name for one in command.returns]
        assert told.get("x-outcome", []) == list(command.outcome)
