"""The SDF documents obey RFC 9880: without labels its validation syntax, with labels its framework syntax."""

import json
from pathlib import Path
from typing import Any

import jsonschema

from schemas.catalogue import catalogue
from schemas.forms.sdf import to_sdf

STANDARDS = Path(__file__).parents[1] / "standards"
PLAIN = to_sdf(catalogue())
LABELLED = to_sdf(catalogue(), labels=True)


def faults(name: str, document: dict[str, Any]) -> list[str]:
    schema = json.loads((STANDARDS / f"{name}.schema.json").read_bytes())
    return [
        f"{list(one.absolute_path)}: {one.message}" for one in jsonschema.Draft7Validator(schema).iter_errors(document)
    ]


def test_the_plain_document_obeys_the_validation_syntax() -> None:
    assert faults("sdf-validation", PLAIN) == []
    assert faults("sdf-framework", PLAIN) == []


def test_the_labelled_document_obeys_the_framework_syntax() -> None:
    assert faults("sdf-framework", LABELLED) == []
    assert faults("sdf-validation", LABELLED) != []  # which knows no names of others


def test_without_its_labels_it_is_the_plain_one() -> None:
    assert _stripped(LABELLED) == {**PLAIN, "info": LABELLED["info"]}


def _stripped(tree: Any) -> Any:
    if isinstance(tree, list):
        return [_stripped(one) for one in tree]
    if isinstance(tree, dict):
        return {key: _stripped(one) for key, one in tree.items() if not key.startswith("hutong:")}
    return tree


def test_a_property_says_all_of_it() -> None:
    spec = catalogue().spec("thermostat", "heatingSetpoint")
    told = LABELLED["sdfObject"]["thermostat"]["sdfProperty"]["heatingSetpoint"]
    assert (told["label"], told["unit"], told["type"]) == (spec.en, "Cel", "number")
    assert (told["readable"], told["writable"], told["observable"]) == (True, True, True)
    assert told["hutong:sensitivity"] == spec.sensitivity.name.lower()
    assert told["hutong:hazards"] == list(spec.hazards)
    assert told["hutong:zh"] == spec.zh


def test_every_reference_leads_somewhere() -> None:
    for name, thing in PLAIN["sdfThing"].items():
        for pointer in (*thing["sdfRequired"], *(one["sdfRef"] for one in thing["sdfObject"].values())):
            place: Any = PLAIN
            for step in pointer.removeprefix("#/").split("/"):
                assert step in place, f"{name}: {pointer}"
                place = place[step]


def test_units_have_their_registered_name_or_a_uri() -> None:
    found = {
        spec.unit: PLAIN["sdfObject"][spec.capability]["sdfProperty"][spec.name].get("unit")
        for spec in catalogue().specs.values()
    }
    assert (found["Cel"], found["%"], found["kW.h"], found[""]) == ("Cel", "/100", "kWh", None)
    assert found["mm[Hg]"] == "http://unitsofmeasure.org/ucum#mm%5BHg%5D"
    assert all(unit is None or ":" in unit or len(unit) <= 6 for unit in found.values())
