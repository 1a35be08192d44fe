"""The Thing Models obey W3C's schema, and a Thing Description made from one does too."""

import json
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from schemas.catalogue import catalogue
from schemas.forms.wot import thing_models
from schemas.registry import Registry

STANDARDS = Path(__file__).parents[1] / "standards"
MODELS = thing_models(catalogue())


def validator(name: str) -> jsonschema.Draft7Validator:
    return jsonschema.Draft7Validator(json.loads((STANDARDS / f"{name}.schema.json").read_bytes()))


THING_MODEL, THING_DESCRIPTION = validator("tm-1.1"), validator("td-1.1")


def test_there_is_one_for_each_capability_and_device_type() -> None:
    names = {f"capabilities/{name}.tm.jsonld" for name in catalogue().capabilities}
    names |= {f"device-types/{name}.tm.jsonld" for name in catalogue().device_types}
    assert set(MODELS) == names


def test_every_model_obeys_the_schema_of_w3c() -> None:
    for name, model in MODELS.items():
        faults = [f"{name} {list(fault.absolute_path)}: {fault.message}" for fault in THING_MODEL.iter_errors(model)]
        assert faults == []


def test_the_schema_of_w3c_does_refuse() -> None:
    model = deepcopy(MODELS["capabilities/thermostat.tm.jsonld"])
    model["properties"]["heatingSetpoint"]["type"] = "float"
    assert not THING_MODEL.is_valid(model)


def test_a_property_says_all_of_it() -> None:
    told = MODELS["capabilities/thermostat.tm.jsonld"]["properties"]["heatingSetpoint"]
    spec = catalogue().spec("thermostat", "heatingSetpoint")
    assert told["titles"] == {"en": spec.en, "zh": spec.zh}
    assert (told["type"], told["unit"]) == ("number", "Cel")
    assert (told["minimum"], told["maximum"]) == (spec.minimum, spec.maximum)
    assert (told["observable"], told["readOnly"], told["writeOnly"]) == (True, False, False)
    assert told["hutong:sensitivity"] == spec.sensitivity.name.lower()


def test_links_of_device_types_lead_to_models_that_are_there() -> None:
    for kind in catalogue().device_types.values():
        links = MODELS[f"device-types/{kind.id}.tm.jsonld"]["links"]
        assert {link["rel"] for link in links} == {"tm:submodel"}
        assert all(link["href"].removeprefix("../") in MODELS for link in links)
        optional = [link["instanceName"] for link in links if link.get("hutong:optional")]
        assert (optional, len(links)) == (list(kind.optional), len(kind.required) + len(kind.optional))


def instance(model: dict[str, Any], base: str) -> dict[str, Any]:
    """Derive a Thing Description as section 10.4 of the Recommendation says: no tm: terms, forms, security."""
    thing = {key: deepcopy(part) for key, part in model.items() if not key.startswith("tm:")}
    thing |= {"@type": "Thing", "id": "urn:uuid:0804d572-cce8-422a-bb7c-4412fcd56f06", "base": base}
    thing |= {"version": {**model["version"], "instance": "1.0"}}
    thing |= {"securityDefinitions": {"token": {"scheme": "bearer"}}, "security": "token"}
    for group in ("properties", "actions", "events"):
        for name, affordance in thing[group].items():
            affordance["forms"] = [{"href": f"{group}/{name}"}]
    return thing


@pytest.mark.parametrize("name", ["thermostat", "doorLock", "windowCovering", "healthMeasurement"])
def test_a_thing_description_made_from_a_model_obeys_too(name: str) -> None:
    thing = instance(MODELS[f"capabilities/{name}.tm.jsonld"], "http://hub.local/")
    assert [fault.message for fault in THING_DESCRIPTION.iter_errors(thing)] == []
    del next(iter(thing["properties"].values()))["forms"]
    assert not THING_DESCRIPTION.is_valid(thing)


def test_all_members_are_optional_for_a_device_has_what_it_can() -> None:
    model = MODELS["capabilities/doorLock.tm.jsonld"]
    assert len(model["tm:optional"]) == len(model["properties"]) + len(model["actions"]) + len(model["events"])


def test_what_another_maker_adds_to_a_capability_extends_its_model() -> None:
    lock = replace(catalogue().capability("doorLock"), id="acme.lock", extends="doorLock")
    model = thing_models(Registry.of("1.0", [lock], []))["capabilities/acme.lock.tm.jsonld"]
    assert [(link["rel"], link["href"]) for link in model["links"]] == [("tm:extends", "doorLock.tm.jsonld")]
    assert THING_MODEL.is_valid(model)
