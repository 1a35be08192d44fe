"""Adapters are found by entry point; each way in which one can be wrong has its own words."""

from dataclasses import replace
from importlib.metadata import EntryPoint, EntryPoints, entry_points
from pathlib import Path
from typing import Any

import pytest

from adapters.sdk.contract import Budget, Manifest
from adapters.sdk.later import MissingPackageError
from gateway import adapters
from gateway.adapters import AdapterError, adapter_types, check_adapters, load_manifest, plan_adapters
from gateway.config import Config, ConfigError, load_config


def manifest(**changes: Any) -> Manifest:
    def check(settings: object) -> tuple[str, ...]:
        return ("colour: is no colour; name one", "size.width: is too wide") if settings else ()

    values: dict[str, Any] = {
        "id": "paint",
        "version": "1",
        "protocol": "paint",
        "sdk": "1",
        "zh": "油漆",
        "en": "Paint",
        "config_schema": dict,
        "check": check,
        "create": lambda *_: None,
    }
    return Manifest(**(values | changes))


def lacking(_: object) -> tuple[str, ...]:
    raise MissingPackageError("the package paintbrush is not installed; get one")


GOOD = manifest()
OLD = manifest(sdk="0")
DRY = manifest(check=lacking)
NOTHING = "a word"


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    def entry(name: str, value: str) -> EntryPoint:
        return EntryPoint(name=name, value=value, group="hutong.adapters")

    there = EntryPoints(
        [
            entry("paint", f"{__name__}:GOOD"),
            entry("dry", f"{__name__}:DRY"),
            entry("old", f"{__name__}:OLD"),
            entry("nothing", f"{__name__}:NOTHING"),
            entry("absent", "no_such_module_anywhere:MANIFEST"),
            entry("lacking", f"{__name__}:MISSING"),
        ]
    )
    monkeypatch.setattr(adapters, "entry_points", lambda **_: there)


def test_the_installed_types_are_those_with_an_entry_point() -> None:
    there = {path.parent.name for path in (Path(__file__).parents[2] / "adapters").glob("*/adapter.py")}
    assert set(adapter_types()) == there
    assert all(load_manifest(name).id == name for name in there)


def test_one_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(AdapterError, match=r"there is no adapter 'zwave'; installed: .*mqtt"):
        load_manifest("zwave")


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("old", "is written against contract 0, this is 1; update it"),
        ("nothing", "offers str, not a Manifest"),
        ("absent", "does not load: ModuleNotFoundError"),
        ("lacking", "does not load: AttributeError"),
    ],
)
def test_one_that_cannot_be_used_says_why(name: str, words: str) -> None:
    with pytest.raises(AdapterError, match=words):
        load_manifest(name)


@pytest.mark.usefixtures("installed")
def test_its_complaints_become_faults_with_lines(tmp_path: Path) -> None:
    path = tmp_path / "hutong.toml"
    path.write_text("[adapters.wall]\ntype = 'paint'\ncolour = 'loud'\n\n[adapters.wall.size]\nwidth = 9\n")
    with pytest.raises(ConfigError) as caught:
        check_adapters(path, load_config(path, {}))
    assert str(caught.value).splitlines() == [
        f"{path}:3: adapters.wall.colour: is no colour; name one",
        f"{path}:6: adapters.wall.size.width: is too wide; correct it",
    ]


@pytest.mark.usefixtures("installed")
def test_a_library_that_is_not_installed_is_a_fault_of_the_section(tmp_path: Path) -> None:
    path = tmp_path / "hutong.toml"
    path.write_text("[adapters.wall]\ntype = 'dry'\n")
    with pytest.raises(ConfigError) as caught:
        check_adapters(path, load_config(path, {}))
    assert str(caught.value) == f"{path}:2: adapters.wall.type: the package paintbrush is not installed; get one"


@pytest.mark.parametrize(
    ("section", "line", "key", "words"),
    [
        ("type = 'zwave'", 2, "type", "there is no adapter 'zwave'"),
        ("type = 'mqtt'\nhost = '8.8.8.8'", 3, "host", "public address; give one on the local network"),
        ("type = 'mqtt'\nhost = '2606:4700::1111'", 3, "host", "public address"),
        ("type = 'mqtt'\nhots = '127.0.0.1'", 3, "hots", "there is no such key; did you mean host?"),
        ("type = 'mqtt'\nport = '1883'", 3, "port", "valid integer"),
        ("type = 'mqtt'\nport = 0", 3, "port", "greater than or equal to 1"),
        ("type = 'mqtt'\nbase_topics = ['a/+']", 3, "base_topics.0", "plain topic"),
        ("type = 'mqtt'\npassword_file = '/p'", 3, "password_file", "stands without username; name both"),
        ("type = 'mqtt'\ntls.key_file = '/k'", 3, "tls.key_file", "stands without certificate_file; name both"),
        ("type = 'mqtt'\nforbidden = ['10.0.0.1/8']", 3, "forbidden.0", "write it like"),
    ],
)
def test_a_fault_in_the_section_of_mqtt(tmp_path: Path, section: str, line: int, key: str, words: str) -> None:
    path = tmp_path / "hutong.toml"
    path.write_text(f"[adapters.zigbee]\n{section}\n")
    with pytest.raises(ConfigError) as caught:
        check_adapters(path, load_config(path, {}))
    (fault,) = caught.value.faults
    assert (fault.file, fault.line, fault.key) == (str(path), line, f"adapters.zigbee.{key}")
    assert words in f"{fault.reason}; {fault.fix}"


def outside(name: str, value: str) -> EntryPoint:
    """Be an entry point of another distribution."""
    found = EntryPoint(name=name, value=value, group="hutong.adapters")
    vars(found)["dist"] = type("Other", (), {"name": "acme-lamps"})()
    return found


@pytest.fixture
def another(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = tuple(entry_points(group="hutong.adapters"))
    there = EntryPoints(
        [*ours, outside("acme", "no_such_module_anywhere:MANIFEST"), outside("good", f"{__name__}:GOOD")]
    )
    monkeypatch.setattr(adapters, "entry_points", lambda **_: there)


def loaded(path: Path, text: str) -> Config:
    path.write_text(text)
    return load_config(path, {})


@pytest.mark.usefixtures("another")
def test_adapters_of_others_run_in_processes_of_their_own_and_are_not_imported(tmp_path: Path) -> None:
    path = tmp_path / "hutong.toml"
    config = loaded(path, "[adapters.a]\ntype = 'acme'\nx = 1\n[adapters.b]\ntype = 'mqtt'\n")
    check_adapters(path, config, all_here=False)  # that it cannot be imported is for its own process to find out
    there, here = plan_adapters(config)
    assert (there.host is not None, here.host) == (True, None)
    assert there.host is not None
    assert (there.host.entry, there.host.budget, there.settings) == (
        "no_such_module_anywhere:MANIFEST",
        Budget(),
        {"x": 1},
    )
    with pytest.raises(ConfigError, match="does not load: ModuleNotFoundError"):
        check_adapters(path, config)


@pytest.mark.usefixtures("another")
def test_ours_run_where_they_are_told_to_within_the_budget_they_are_given(tmp_path: Path) -> None:
    path = tmp_path / "hutong.toml"
    text = "[adapters.a]\ntype = 'mqtt'\nprocess = 'own'\nport = 7\n[adapters.a.budget]\nmemory_mb = 64\nnice = 0\n"
    config = loaded(path, text)
    (plan,) = plan_adapters(config)
    assert plan.host is not None
    assert plan.host.entry == "adapters.mqtt:MANIFEST"
    assert plan.host.budget == replace(load_manifest("mqtt").budget, memory_mb=64, nice=0)
    assert (plan.settings, plan.execute_timeout_s) == ({"port": 7}, 5.0)


@pytest.mark.usefixtures("another")
def test_those_of_others_cannot_be_put_into_the_core(tmp_path: Path) -> None:
    path = tmp_path / "hutong.toml"
    config = loaded(path, "[adapters.a]\ntype = 'good'\nprocess = 'core'\n")
    with pytest.raises(ConfigError) as caught:
        check_adapters(path, config, all_here=False)
    assert str(caught.value) == (
        f"{path}:3: adapters.a.process: only adapters of this package run in the core; remove the key"
    )


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("process = 'mine'", "adapters.a.process"),
        ("budget.memory_mb = 1", "adapters.a.budget.memory_mb"),
        ("budget.cpu_percent = '7'", "adapters.a.budget.cpu_percent"),
        ("budget.colour = 7", "adapters.a.budget.colour"),
    ],
)
def test_a_fault_in_where_and_how_it_runs(tmp_path: Path, text: str, key: str) -> None:
    with pytest.raises(ConfigError) as caught:
        loaded(tmp_path / "hutong.toml", f"[adapters.a]\ntype = 'mqtt'\n{text}\n")
    assert [(fault.line, fault.key) for fault in caught.value.faults] == [(3, key)]


def test_no_other_package_takes_over_an_adapter_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = tuple(entry_points(group="hutong.adapters"))
    twice = [outside("lamps", f"{__name__}:GOOD"), outside("lamps", "another_package:MANIFEST")]
    monkeypatch.setattr(
        adapters, "entry_points", lambda **_: EntryPoints([outside("mqtt", f"{__name__}:GOOD"), *ours, *twice])
    )
    assert load_manifest("mqtt").id == "mqtt"
    with pytest.raises(AdapterError, match="'lamps' is offered by more than one package: acme-lamps, acme-lamps"):
        load_manifest("lamps")
