"""Every id, name, type, constraint and number of the Matter table is the published data model's."""

from typing import Any, Final

import pytest

from schemas.mappings.matter import COMMANDS, EVENTS, ROWS, TYPES, CommandRow, EventRow, MatterRow, MatterType
from schemas.mappings.matter.device_type import UTILITY
from schemas.mappings.matter.event import FALL
from schemas.mappings.matter.given import MEASUREMENT_UNITS, PRESET_SCENARIOS
from schemas.mappings.matter.mode import COMMON_TAGS
from schemas.mappings.matter.raw import RAW_TYPES
from schemas.mappings.matter.row import Argument, Via
from tests.schemas.mappings import matter_model as model

GLOBAL: Final = {"FeatureMap": 0xFFFC}
"""Attributes of every cluster; the model lists them nowhere."""

GLOBAL_TYPES: Final = {"currency": {"currency": "uint16", "decimalPoints": "uint8"}}
"""Structs of the whole data model that the extract leaves out (Core Specification, 7.19.2.45)."""

UNTYPED: Final = {"PiHeatingDemand": "percent"}
"""What the model gives no type: deprecated, and a per cent in every version before."""

OUR_SPELLING: Final = {"frontescutcheonremoved": "frontesceutcheonremoved"}
"""Where we spell a word as dictionaries do."""


def key(row: MatterRow) -> str:
    return f"{row.cluster}.{row.attribute}{'.' * bool(row.key.field)}{row.key.field}->{'.'.join(row.path)}"


def struct_field(row: MatterRow, known: dict[str, Any]) -> dict[str, Any]:
    if known["type"] in GLOBAL_TYPES:
        return {"type": GLOBAL_TYPES[known["type"]][row.key.field]}
    return model.field_of(row.cluster, known["type"], row.key.field)


@pytest.mark.parametrize("row", ROWS, ids=key)
def test_an_attribute_is_the_published_one(row: MatterRow) -> None:
    assert model.clusters()[row.cluster]["id"] == row.key.cluster
    if row.attribute in GLOBAL:
        assert (row.key.attribute, row.raw.type) == (GLOBAL[row.attribute], "map32")
        return
    known = model.attribute(row.cluster, row.attribute)
    assert known["id"] == row.key.attribute
    assert model.version(known.get("since")) == row.since
    assert ("X" in known.get("quality", "").split()) is row.raw.nullable
    assert ("W" in known["access"].split()[0]) is row.writable
    inner = struct_field(row, known) if row.key.field else known
    assert (model.base_type(row.cluster, inner.get("type")) or UNTYPED[row.attribute]) == row.raw.type
    if row.raw.type not in {"string", "list", "octstr"}:
        assert (row.raw.least, row.raw.most) in {model.limits(inner.get("constraint")), (None, None)}


WITH_NUMBERS: Final = [row for row in ROWS if row.row.convert.pairs and row.attribute not in GLOBAL and not row.given]


@pytest.mark.parametrize("row", WITH_NUMBERS, ids=key)
def test_every_number_of_an_enum_is_the_published_one(row: MatterRow) -> None:
    assert row.row.convert.pairs
    known = model.attribute(row.cluster, row.attribute)
    inner = struct_field(row, known) if row.key.field else known
    published = model.numbers(row.cluster, inner["type"])
    assert set(row.row.convert.pairs) <= set(published)
    for number, word in row.row.convert.pairs.items():
        if isinstance(word, str):
            assert is_same(word, published[int(number)]), f"{word} is not {published[int(number)]}"


def is_same(ours: str, theirs: str) -> bool:
    word = model.folded(ours)
    return OUR_SPELLING.get(word, word) == model.folded(theirs)


def semantic_rows() -> list[MatterRow]:
    return [row for row in ROWS if row.row.convert.name.startswith("semantic")]


def test_the_kinds_of_occupancy_sensor_are_the_published_features() -> None:
    row = next(row for row in ROWS if row.attribute == "FeatureMap")
    features = {int(one["bit"]): one["title"] for one in model.clusters()["OccupancySensing"]["features"]}
    assert row.row.convert.pairs
    assert all(OUR_FEATURES[str(word)] == features[int(bit)] for bit, word in row.row.convert.pairs.items())


OUR_FEATURES: Final = {
    "pir": "PassiveInfrared", "ultrasonic": "Ultrasonic", "physicalContact": "PhysicalContact",
    "activeInfrared": "ActiveInfrared", "radar": "Radar", "rfSensing": "RfSensing", "vision": "Vision",
}  # fmt: skip


@pytest.mark.parametrize("row", semantic_rows(), ids=key)
def test_every_semantic_tag_is_the_published_one(row: MatterRow) -> None:
    number = int(row.row.convert.name.removeprefix("semantic(").removesuffix(")"), 16)
    space = next(one for one in model.model()["semanticNamespaces"].values() if one["id"] == number)
    published = {one["id"]: one["name"] for one in space["tags"]}
    found = {
        number: word
        for number in published
        if not str(word := row.row.convert.decode(context(space["id"], number))).startswith("vendor:")
    }
    assert found
    assert all(is_same(str(word), published[number]) for number, word in found.items())


def context(space: int, tag: int) -> list[Any]:
    return [{"ambientContextSensed": [{"namespaceId": space, "tag": tag}]}]


def test_the_tag_of_a_fall_is_the_published_one() -> None:
    tags = model.model()["semanticNamespaces"]["IdentifiedHumanActivity"]
    assert (tags["id"], model.named(tags["tags"], "Fall")) == (FALL.namespace, {"id": FALL.tag, "name": "Fall"})


OUR_MODES: Final = {"eco": "LowEnergy"}
"""A word of ours that is a common tag under another name."""


@pytest.mark.parametrize("row", [row for row in ROWS if row.given and row.given.names == ("SupportedModes",)], ids=key)
def test_every_mode_tag_is_the_published_one(row: MatterRow) -> None:
    published = model.numbers(row.cluster, "ModeTag")
    assert row.row.convert.pairs
    for tag, word in row.row.convert.pairs.items():
        assert is_same(OUR_MODES.get(str(word), str(word)), published[int(tag)])


def test_the_common_mode_tags_are_the_published_ones() -> None:
    published = model.numbers("RvcCleanMode", "ModeTag")
    assert {number: name for number, name in published.items() if number < 0x4000} == {
        number: word[0].upper() + word[1:] for word, number in COMMON_TAGS.items()
    }


def test_units_and_scenarios_are_the_published_numbers() -> None:
    assert set(MEASUREMENT_UNITS) == set(model.numbers("OzoneConcentrationMeasurement", "MeasurementUnitEnum"))
    scenarios = model.numbers("Thermostat", "PresetScenarioEnum")
    assert [scenarios[number] for number in PRESET_SCENARIOS] == ["Occupied", "Unoccupied", "Sleep", "Wake", "Vacation"]


WITH_GIVEN: Final = [row for row in ROWS if row.given]


@pytest.mark.parametrize("row", WITH_GIVEN, ids=key)
def test_what_a_row_needs_is_there_to_be_read(row: MatterRow) -> None:
    assert row.given is not None
    cluster = "PowerSource" if row.attribute == "BatCapacity" else row.cluster
    assert [model.attribute(cluster, name)["id"] for name in row.given.names] == list(row.given.attributes)


def cluster_name(number: int) -> str:
    return next(name for name, one in model.clusters().items() if one.get("id") == number)


VIAS: Final = [(row, via) for row in ROWS for via in row.via]
WITH_ON_OFF: Final = {"MoveToLevelWithOnOff": "MoveToLevel", "StepWithOnOff": "Step"}
"""The model gives these the fields of the command without the suffix, by reference."""


def command(cluster: str, name: str) -> dict[str, Any]:
    found = model.named(clusters := model.clusters()[cluster]["commands"], name)
    assert found is not None, f"{cluster} has no command {name}"
    like = model.named(clusters, WITH_ON_OFF.get(name, name)) or found
    return {**found, "fields": like.get("fields", [])}


def fields(known: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {model.lower(one["name"]): one for one in known["fields"]}


def mandatory(known: dict[str, Any]) -> set[str]:
    return {name for name, one in fields(known).items() if one.get("conformance") == "M"}


@pytest.mark.parametrize(("row", "via"), VIAS, ids=lambda one: key(one) if isinstance(one, MatterRow) else one.name)
def test_a_command_that_writes_is_the_published_one(row: MatterRow, via: Via) -> None:
    cluster = cluster_name(via.cluster or row.key.cluster)
    known = command(cluster, via.name)
    sent = {via.field, *via.also} - {""}
    assert known["id"] == via.command
    assert known["access"].endswith(" T") is via.timed
    assert sent <= set(fields(known))
    assert mandatory(known) - sent <= OTHER_COORDINATE


OTHER_COORDINATE: Final = {"colorX", "colorY"}
"""MoveToColor takes both; who writes one sends the other as it stands."""


@pytest.mark.parametrize("row", ROWS, ids=key)
def test_what_is_read_only_in_matter_says_how_it_is_written(row: MatterRow) -> None:
    if row.via:
        assert not row.writable


def command_id(row: CommandRow | EventRow) -> str:
    return f"{row.capability}.{row.name}->{row.matter}"


@pytest.mark.parametrize("row", COMMANDS, ids=command_id)
def test_a_command_is_the_published_one(row: CommandRow) -> None:
    known = command(row.cluster_name, row.matter)
    assert (model.clusters()[row.cluster_name]["id"], known["id"]) == (row.cluster, row.command)
    assert known.get("direction", "request") == "request"
    assert known["access"].endswith(" T") is row.timed
    carried = {one.field.partition(".")[0] for one in row.arguments} - {""}
    sent = carried | set(row.always) | set(row.asks) | ({"stepMode", "stepSize"} if carried != names(row) else set())
    assert sent <= set(fields(known))
    assert mandatory(known) <= sent
    for one in row.arguments:
        check_argument(row.cluster_name, fields(known), one)


def names(row: CommandRow) -> set[str]:
    return {one.field.partition(".")[0] for one in row.arguments}


def check_argument(cluster: str, known: dict[str, dict[str, Any]], one: Argument) -> None:
    """Compare type, limits and numbers of one field; a path leads into a struct."""
    if not one.field:
        return
    first, _, rest = one.field.partition(".")
    inner = model.field_of(cluster, known[first]["type"], rest) if rest else known[first]
    assert model.base_type(cluster, inner["type"]) == one.raw.type
    assert ("X" in inner.get("quality", "").split()) is one.raw.nullable
    assert (one.raw.least, one.raw.most) in {model.limits(inner.get("constraint")), (None, None)}
    published = model.numbers(cluster, ERROR_CODE.get(one.field, inner["type"]))
    for number, word in (one.row.convert.pairs or {}).items() if one.given is None else ():
        assert int(number) in published
        if isinstance(word, str):
            assert is_one_of(word, published[int(number)])


ERROR_CODE: Final = {"completionErrorCode": "ErrorStateEnum"}
"""An enum8 in the model, whose numbers the specification takes from another type."""

OUR_KEYS: Final = {
    "number0": "Number0OrNumber10", "blue": "F1Blue", "red": "F2Red", "green": "F3Green", "yellow": "F4Yellow",
    **{f"number{digit}": f"Numbers{digit}" for digit in range(1, 10)},
    "fullyClosed": "MoveToFullyClosed", "fullyOpened": "MoveToFullyOpen",
    "openedForPedestrian": "MoveToPedestrianPosition", "openedForVentilation": "MoveToVentilationPosition",
    "openedAtSignature": "MoveToSignaturePosition",
}  # fmt: skip
"""Words of ours for which Matter has a longer one."""


def is_one_of(ours: str, theirs: str) -> bool:
    return OUR_KEYS.get(ours) == theirs or is_same(ours, theirs)


@pytest.mark.parametrize("row", EVENTS, ids=command_id)
def test_an_event_is_the_published_one(row: EventRow) -> None:
    cluster = model.clusters()[row.cluster_name]
    known = model.named(cluster["events"], row.matter)
    assert known is not None
    assert (cluster["id"], known["id"]) == (row.cluster, row.event)
    published = fields({"fields": known.get("fields", [])})
    assert {one.field.partition(".")[0] for one in row.fields} - {""} <= set(published)
    for one in row.fields:
        check_argument(row.cluster_name, published, one)


def device_types() -> list[MatterType]:
    return [one for row in TYPES for one in (row.matter, *row.also)]


@pytest.mark.parametrize("one", device_types(), ids=lambda one: one.name)
def test_a_device_type_is_the_published_one(one: MatterType) -> None:
    known = model.model()["deviceTypes"][one.name]
    assert (known["id"], model.version(known.get("since"))) == (one.id, one.since)


def test_every_published_device_type_has_its_place() -> None:
    placed = {one.id for one in device_types()} | set(UTILITY) | {SOIL_SENSOR}
    assert {one["id"] for one in model.model()["deviceTypes"].values() if "id" in one} == placed


SOIL_SENSOR: Final = 0x0045
"""We have the capability and no device type for it; it is carried as a generic device."""


def test_the_ranges_of_types_are_those_of_their_integers() -> None:
    for name, one in RAW_TYPES.items():
        if one.base and one.least is not None and one.most is not None:
            whole = RAW_TYPES[one.base]
            assert whole.least is not None, name
            assert whole.most is not None, name
            assert whole.least <= one.least < one.most <= whole.most
