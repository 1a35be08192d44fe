import json
import re
from pathlib import Path

import pytest

from schemas.extensions import installed
from schemas.extensions.merge import Extended
from schemas.forms.table import from_table
from schemas.registry import PUBLISHED, CapabilitySpec, Registry
from tests.gateway.cli.running import is_one_line, run, spawn

REGISTRY = Registry.load()


def test_the_list_counts_what_each_holds() -> None:
    told = json.loads(run("schema", "list", "--json").out)
    assert set(told) == {"schema", "capabilities"}
    assert {row["id"] for row in told["capabilities"]} == set(REGISTRY.capabilities)
    row = next(row for row in told["capabilities"] if row["id"] == "thermostat")
    assert (row["zh"], row["properties"]) == ("温控", len(REGISTRY.capability("thermostat").properties))


def test_a_group_and_the_device_types() -> None:
    told = json.loads(run("schema", "list", "--group", "kitchen", "--json").out)["capabilities"]
    assert {row["group"] for row in told} == {"kitchen"}
    kinds = json.loads(run("schema", "list", "--types", "--json").out)["device_types"]
    assert {row["id"] for row in kinds} == set(REGISTRY.device_types)
    lock = next(row for row in kinds if row["id"] == "doorLock")
    assert ("doorLock" in lock["required"], "security" in lock["hazards"]) == (True, True)


def test_for_people_no_id_is_cut() -> None:
    told = run("schema", "list", COLUMNS="80").out
    assert all(name in told for name in REGISTRY.capabilities)
    assert f"{len(REGISTRY.capabilities)} capabilities" in told
    kinds = run("schema", "list", "--types", COLUMNS="80").out
    assert all(name in kinds for name in REGISTRY.device_types)


def test_a_property_is_shown_with_all_its_facts() -> None:
    told = run("schema", "show", "thermostat.systemMode", "--lang", "zh").out
    for words in ("thermostat.systemMode", "模式", "emergencyHeat", "可读", "S2 行为", "发热"):
        assert words in told
    found = json.loads(run("schema", "show", "thermostat/systemMode", "--json").out)
    assert set(found) == {"property"}
    assert found["property"]["capability"] == "thermostat"
    assert (found["property"]["values"][0]["value"], found["property"]["values"][0]["en"]) == ("off", "Off")


def test_a_low_label_shows_its_reason() -> None:
    spec = next(spec for spec in REGISTRY.specs.values() if spec.sensitivity.name == "PUBLIC")
    found = json.loads(run("schema", "show", f"{spec.capability}.{spec.name}", "--json").out)["property"]
    assert found["reason"]["zh"][:8] in run("schema", "show", f"{spec.capability}.{spec.name}", "--lang", "zh").out


def test_a_name_of_two_things_shows_both() -> None:
    found = json.loads(run("schema", "show", "doorLock", "--json").out)
    assert set(found) == {"capability", "device_type"}
    assert found["device_type"]["required"][0] == "doorLock"
    told = run("schema", "show", "doorLock").out
    assert "(capability)" in told
    assert "(device type)" in told


@pytest.mark.parametrize("name", ["doorLock.lockDoor", "doorLock.lockDoor()"])
def test_a_command(name: str) -> None:
    found = json.loads(run("schema", "show", name, "--json").out)["command"]
    assert found["hazards"] == ["security"]
    assert "pinCode" in run("schema", "show", name).out


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("thermostt", "thermostat"),
        ("heatingSetpoint", "thermostat.heatingSetpoint"),
        ("Thermostat.heatingsetpoint", "thermostat.heatingSetpoint"),
        ("温控", "thermostat"),
        ("xyzzy", "hutong schema list"),
    ],
)
def test_a_name_that_is_not_there_is_one_line_with_a_near_one(name: str, near: str) -> None:
    told = run("schema", "show", name)
    assert (told.code, told.out, is_one_line(told.err)) == (2, "", True)
    assert near in told.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("list", "--group", "cellar"), "groups: air"),
        (("list", "--group", "air", "--types"), "drop --group"),
        (("show", "thermostat", "--lang", "fr"), "zh or en"),
        (("export", "--format", "yaml"), "give one of registry, table"),
        (("export", "--format", "wot"), "--out FOLDER"),
        (("export", "--format", "sdf", "--out", "/proc/none/sdf"), "--out /proc/none/sdf"),
        (("export", "--format", "html", "--json"), "--out"),
    ],
)
def test_bad_input_is_one_line_and_code_2(arguments: tuple[str, ...], words: str) -> None:
    told = run("schema", *arguments)
    assert (told.code, told.out, is_one_line(told.err)) == (2, "", True), told
    assert words in told.err


def test_the_table_is_a_whole_program_away() -> None:
    told = spawn("schema", "export", "--format", "table", "--json")
    assert (told.code, told.err) == (0, "")
    table = json.loads(told.out)
    assert set(table) == {"schema", "capabilities", "device_types"}
    assert set(from_table(table).specs) == set(REGISTRY.specs)
    wanted = {"name", "zh", "en", "type", "unit", "access", "sensitivity", "category"}
    assert all(wanted <= set(row) for one in table["capabilities"] for row in one["properties"])


def test_for_people_the_table_is_markdown() -> None:
    told = run("schema", "export", "--lang", "zh").out
    assert told.startswith("# 统一设备模型")
    assert "| heatingSetpoint | 制热设定 | 0 … 90 | °C | rwn |" in told


@pytest.mark.parametrize(
    ("form", "file"),
    [
        ("registry", "registry.json"),
        ("json-schema", "capabilities.schema.json"),
        ("sdf", "sdf/hutong.sdf.json"),
        ("typescript", "hutong.d.ts"),
        ("html", "html/en.html"),
    ],
)
def test_a_form_is_printed_as_it_is_published(form: str, file: str) -> None:
    assert run("schema", "export", "--format", form).out == (PUBLISHED / file).read_text("utf-8")


def test_a_folder_takes_every_file_of_a_form(tmp_path: Path) -> None:
    told = run("schema", "export", "--format", "wot", "--out", tmp_path / "new", "--json")
    written = json.loads(told.out)["written"]
    assert len(written) == len(REGISTRY.capabilities) + len(REGISTRY.device_types)
    for path in written:
        relative = Path(path).relative_to(tmp_path / "new")
        assert Path(path).read_bytes() == (PUBLISHED / relative).read_bytes()


def test_a_file_takes_a_form_of_one(tmp_path: Path) -> None:
    told = run("schema", "export", "--format", "html", "--lang", "zh", "--out", tmp_path / "page.html")
    assert "1 file in" in told.out
    assert (tmp_path / "page.html").read_bytes() == (PUBLISHED / "html" / "zh.html").read_bytes()


def test_no_hazard_is_an_answer_and_those_of_the_device_come_on_top() -> None:
    safe = next(spec for spec in REGISTRY.specs.values() if spec.writable and not spec.hazards and not spec.actuates)
    assert re.search(r"hazards +none", run("schema", "show", f"{safe.capability}.{safe.name}").out)
    assert re.search(r"hazards +.*\+ device", run("schema", "show", "onOff.onOff").out)


def test_capabilities_of_other_makers_are_listed_and_refused_ones_told(monkeypatch: pytest.MonkeyPatch) -> None:
    nozzle = CapabilitySpec(id="acme.nozzle", version="1.0", group="bathroom", zh="喷嘴", en="Nozzle")
    both = Registry.of("1.0", (*REGISTRY.capabilities.values(), nozzle), REGISTRY.device_types.values())
    found = Extended(registry=both, vendors=("acme",), refused=("capabilities of bad are left out: no",))
    monkeypatch.setattr(installed, "load", lambda: found)
    told = run("schema", "list", "--json")
    assert json.loads(told.out)["capabilities"][-1]["id"] == "acme.nozzle"
    assert json.loads(run("schema", "show", "acme.nozzle", "--json").out)["capability"]["en"] == "Nozzle"
    assert "acme.nozzle" not in run("schema", "export", "--json").out


DOCUMENT = Path(__file__).parents[3] / "docs" / "forms.md"
EXAMPLES = re.findall(r"^hutong (schema [^#\n]+)", DOCUMENT.read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize("line", EXAMPLES)
def test_the_examples_of_the_document_run(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(*line.split()).code == 0


def test_the_document_has_examples() -> None:
    assert len(EXAMPLES) >= 4
