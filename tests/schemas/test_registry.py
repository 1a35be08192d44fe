"""The flat registry and the published forms: current, quick, and every value of every property round-trips."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from schemas import publish
from schemas.catalogue import catalogue
from schemas.codec import decode, encode
from schemas.forms.json_schema import value_schema
from schemas.registry import PUBLISHED, Registry, Spec, UnknownName, from_flat, to_flat
from schemas.updates import PropertiesReported
from schemas.validate import check_of
from schemas.value import Value
from schemas.vocabulary import Kind
from tests.schemas.drawing import values_of

REGISTRY = Registry.load()
SPECS = list(REGISTRY.specs.values())
ANY_SPEC = st.sampled_from(SPECS)
SPEC_AND_VALUE = ANY_SPEC.flatmap(lambda spec: st.tuples(st.just(spec), values_of(spec)))


@given(SPEC_AND_VALUE)
def test_every_value_of_every_property_is_accepted_and_survives_the_codec(drawn: tuple[Spec, Value]) -> None:
    spec, value = drawn
    assert check_of(spec)(value) is None
    report = PropertiesReported(device="d", arrived_ns=1, changes=((0, value),))
    assert decode(encode(report), PropertiesReported) == report


@given(SPEC_AND_VALUE)
def test_the_published_schema_says_the_same_as_the_check(drawn: tuple[Spec, Value]) -> None:
    spec, value = drawn
    assume(value is not None)
    jsonschema.Draft202012Validator(value_schema(spec)).validate(value)


@given(ANY_SPEC, st.floats() | st.integers() | st.text() | st.booleans() | st.lists(st.text()) | st.just({"a": 1}))
def test_the_check_never_raises_and_never_takes_another_kind(spec: Spec, value: Any) -> None:
    expected = {
        Kind.BOOLEAN: (bool,),
        Kind.NUMBER: (int, float),
        Kind.INTEGER: (int,),
        Kind.TIMESTAMP: (int,),
        Kind.STRING: (str,),
        Kind.ENUM: (str,),
        Kind.ENUMSET: (list,),
        Kind.LIST: (list,),
        Kind.OBJECT: (dict,),
    }[spec.kind]
    if type(value) not in expected:
        assert check_of(spec)(value)


@given(st.sampled_from([spec for spec in SPECS if spec.maximum is not None]), st.floats(1, 1e6))
def test_numbers_outside_the_limits_are_refused(spec: Spec, by: float) -> None:
    assert spec.minimum is not None
    assert spec.maximum is not None
    above, below = spec.maximum + by, spec.minimum - by
    whole = spec.kind is Kind.INTEGER
    assert check_of(spec)(round(above) if whole else above)
    assert check_of(spec)(round(below) if whole else below)


def test_the_published_files_are_current() -> None:
    assert publish.stale() == []


def test_a_changed_or_forgotten_file_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    publish.write(tmp_path)
    (tmp_path / "registry.json").write_text("{}")
    (tmp_path / "old.json").write_text("{}")
    assert publish.stale(tmp_path) == ["old.json", "registry.json"]
    assert publish.main(["--check"]) == 0
    assert publish.main(["--nonsense"]) == 2
    assert "usage" in capsys.readouterr().err


def test_the_flat_file_holds_the_whole_catalogue() -> None:
    assert to_flat(catalogue()) == to_flat(REGISTRY)  # texts for readers stand in the table
    assert from_flat(json.loads(json.dumps(to_flat(REGISTRY)))) == REGISTRY


@pytest.mark.parametrize("name", sorted(path.name for path in PUBLISHED.glob("*.schema.json")))
def test_published_schemas_are_valid_json_schema(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads((PUBLISHED / name).read_text(encoding="utf-8")))


def test_unknown_names_are_named() -> None:
    with pytest.raises(UnknownName, match="no property 'onOff/nope'"):
        REGISTRY.spec("onOff", "nope")
    with pytest.raises(UnknownName, match="no capability 'nope'"):
        REGISTRY.command("nope", "on")
    with pytest.raises(UnknownName, match="no command in onOff, 'nope'"):
        REGISTRY.command("onOff", "nope")
    with pytest.raises(UnknownName, match="no event in onOff, 'nope'"):
        REGISTRY.event("onOff", "nope")
    with pytest.raises(UnknownName, match="no device type 'nope'"):
        REGISTRY.device_type("nope")
    assert REGISTRY.specs.get(("onOff", "nope")) is None


def test_the_registry_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        REGISTRY.capabilities["x"] = REGISTRY.capability("onOff")  # type: ignore[index]


def test_the_core_loads_the_schema_without_pydantic() -> None:
    script = (
        "import sys; from schemas.registry import Registry; import schemas.codec, schemas.validate, schemas.mapping; "
        "Registry.load(); sys.exit('pydantic' in sys.modules or 'schemas.capabilities' in sys.modules)"
    )
    root = Path(__file__).parents[2]
    assert subprocess.run([sys.executable, "-c", script], cwd=root, check=False).returncode == 0
