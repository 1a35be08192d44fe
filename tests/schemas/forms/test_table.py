import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.catalogue import catalogue
from schemas.forms.table import TableError, from_table, to_table
from schemas.registry import Registry

NOZZLE: dict[str, Any] = {
    "schema": "1.0",
    "capabilities": [
        {
            "id": "acme.nozzle",
            "version": "1.2",
            "group": "bathroom",
            "zh": "喷嘴",
            "en": "Nozzle",
            "properties": [
                {
                    "name": "pressure",
                    "zh": "水压",
                    "en": "Pressure",
                    "type": "number",
                    "unit": "kPa",
                    "minimum": 0,
                    "maximum": 500.5,
                    "access": "rwn",
                    "sensitivity": "special",
                    "category": "health",
                    "hazards": ["water"],
                    "since": "1.0",
                },
                {
                    "name": "programs",
                    "zh": "程序",
                    "en": "Programs",
                    "type": "list",
                    "items": {
                        "type": "object",
                        "fields": [{"name": "mode", "type": "enum", "values": [{"value": "eco"}], "required": True}],
                    },
                    "access": "r",
                    "sensitivity": "unlabelled",
                    "category": "",
                    "since": "1.2",
                },
            ],
            "commands": [
                {
                    "name": "rinse",
                    "zh": "冲洗",
                    "en": "Rinse",
                    "arguments": [{"name": "for", "type": "integer", "unit": "s", "required": False}],
                    "outcome": ["pressure"],
                    "since": "1.0",
                }
            ],
        }
    ],
}


def test_the_table_reads_back_exactly() -> None:
    registry = catalogue()
    assert from_table(json.loads(json.dumps(to_table(registry)))) == registry


def test_the_columns_the_catalogue_promises_are_there() -> None:
    table = to_table(catalogue())
    assert list(table) == ["schema", "capabilities", "device_types"]
    for capability in table["capabilities"]:
        assert {"id", "version", "properties", "commands", "events"} <= set(capability)
        for row in capability["properties"]:
            assert {"name", "zh", "en", "type", "unit", "access", "sensitivity", "category"} <= set(row)
    assert {"id", "zh", "en", "required", "optional"} <= set(table["device_types"][0])


def test_columns_of_others_are_added_and_not_read() -> None:
    def mapped(capability: str, name: str) -> dict[str, Any]:
        return {"matter": [f"{capability}/{name}"]}

    table = to_table(catalogue(), mapped)
    row = next(one for one in table["capabilities"] if one["id"] == "onOff")["properties"][0]
    assert row["matter"] == ["onOff/onOff"]
    assert from_table(table) == catalogue()


def test_another_maker_publishes_the_same_form() -> None:
    registry = from_table(NOZZLE)
    nozzle = registry.capability("acme.nozzle")
    assert (nozzle.properties["pressure"].maximum, nozzle.properties["pressure"].hazards) == (500.5, ("water",))
    assert not nozzle.commands["rinse"].decided  # no word of hazards is not the same as none
    item = nozzle.properties["programs"].item
    assert item is not None
    assert (item.required, item.fields[0].values) == (("mode",), ("eco",))
    assert from_table(to_table(registry)) == registry


def _with(path: str, value: object) -> Any:
    table = json.loads(json.dumps(NOZZLE))
    *way, last = (int(step) if step.isdigit() else step for step in path.split("/"))
    place = table
    for step in way:
        place = place[step]
    place[last] = value
    return table


PROPERTY = "capabilities/0/properties/0"
BAD: dict[str, tuple[str, object, str]] = {
    "no version": ("schema", "newest", "table: schema newest is no version; write 1.0"),
    "no list": ("capabilities", {}, "table: capabilities must be a list of at most 4096 entries"),
    "no object": (PROPERTY, 7, "table.capabilities[0] (acme.nozzle).properties[0]: must be an object"),
    "kind": (f"{PROPERTY}/type", "float", "(pressure): type float is none of boolean, integer, number"),
    "limits": (f"{PROPERTY}/minimum", 501, "(pressure): minimum 501 is above maximum 500.5"),
    "not finite": (f"{PROPERTY}/maximum", float("inf"), "(pressure): maximum must be a finite number"),
    "too large": (f"{PROPERTY}/maximum", 10**400, "(pressure): maximum must be a finite number"),
    "boolean": (f"{PROPERTY}/maximum", True, "(pressure): maximum must be a finite number"),
    "step": (f"{PROPERTY}/step", 0, "(pressure): step must be above 0"),
    "access": (f"{PROPERTY}/access", "rx", "(pressure): access rx must be letters of r, w, n"),
    "label": (f"{PROPERTY}/sensitivity", "S1", "(pressure): sensitivity S1 is none of public"),
    "hazard": (f"{PROPERTY}/hazards", ["fire"], "(pressure): hazards fire is none of heat"),
    "misspelt": (f"{PROPERTY}/hazard", ["heat"], "(pressure): hazard is no key of the table"),
    "values of a number": (f"{PROPERTY}/values", [], "(pressure): values are for enum and enumset"),
    "name": (f"{PROPERTY}/name", "a b", "name a b must be letters and digits"),
    "line break": (f"{PROPERTY}/name", "a\nb", "'a\\nb'"),
    "twice": ("capabilities/0/properties/1/name", "pressure", "(pressure): name occurs twice"),
    "no name": (f"{PROPERTY}/zh", None, "(pressure): zh must be a text"),
    "read-only hazard": (f"{PROPERTY}/access", "rn", "hazards on a property that cannot be written; drop them"),
    "outcome": ("capabilities/0/commands/0/outcome", ["flow"], "outcome of rinse: flow is not one of its properties"),
    "argument": ("capabilities/0/commands/0/arguments/0/required", None, "(for): required must be true or false"),
    "no members": (
        "capabilities/0/properties/1/items/fields/0/values",
        [],
        "properties[1] (programs).items.fields[0] (mode): values must name at least one",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_what_is_wrong_is_told_with_its_place(case: str) -> None:
    path, value, words = BAD[case]
    with pytest.raises(TableError) as told:
        from_table(_with(path, value))
    assert words in str(told.value)
    assert "\n" not in str(told.value)


def test_nesting_has_an_end() -> None:
    deep: dict[str, Any] = {"type": "boolean"}
    for _ in range(500):
        deep = {"type": "list", "items": deep}
    with pytest.raises(TableError, match="at most 8 levels deep"):
        from_table(_with("capabilities/0/properties/1/items", deep))


PATHS = sorted(
    {
        "/".join(map(str, way))
        for way in [
            ("schema",),
            ("capabilities", 0),
            *((("capabilities", 0, key)) for key in NOZZLE["capabilities"][0]),
            *(
                (*map(str, ("capabilities", 0, "properties", 0)), key)
                for key in NOZZLE["capabilities"][0]["properties"][0]
            ),
            *(
                (*map(str, ("capabilities", 0, "properties", 1)), key)
                for key in NOZZLE["capabilities"][0]["properties"][1]
            ),
            *((*map(str, ("capabilities", 0, "commands", 0)), key) for key in NOZZLE["capabilities"][0]["commands"][0]),
        ]
    }
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(path=st.sampled_from(PATHS), value=JSON)
def test_whatever_stands_there_it_is_a_registry_or_one_line(path: str, value: object) -> None:
    try:
        registry = from_table(_with(path, value))
    except TableError as error:
        assert "\n" not in str(error)  # noqa: PT017  both ends are right
    else:
        assert isinstance(registry, Registry)
        assert from_table(to_table(registry)) == registry
