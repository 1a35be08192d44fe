import json
from pathlib import Path

import jsonschema
import pytest

from tests.gateway.cli.running import is_one_line, run, spawn

GOOD = """\
[home]
name = "Hutong 12"

[adapters.zigbee]
type = "mqtt"
host = "127.0.0.1"
username = "hub"
password_file = "{password}"
"""


@pytest.fixture
def good(tmp_path: Path) -> Path:
    password = tmp_path / "password"
    password.write_text("open sesame\n")
    path = tmp_path / "hutong.toml"
    path.write_text(GOOD.format(password=password))
    return path


def bad(folder: Path, text: str) -> Path:
    path = folder / "bad.toml"
    path.write_text(text)
    return path


def test_a_good_file_is_called_good(good: Path) -> None:
    assert (run("config", "check", "-c", good).code, run("config", "check", "-c", good).err) == (0, "")
    told = run("config", "check", "-c", good, "--json")
    assert (told.code, json.loads(told.out)) == (0, {"ok": True, "faults": [], "warnings": []})


def test_an_interface_that_is_not_there_now_is_a_warning(tmp_path: Path) -> None:
    path = bad(tmp_path, '[adapters.tuya]\ntype = "tuya"\ninterfaces = ["lo", "absent7"]\n')
    told = run("config", "check", "-c", path)
    assert (told.code, is_one_line(told.err)) == (0, True)
    place = f"warning: {path}:3: adapters.tuya.interfaces: there is no interface absent7 with an IPv4 address; name one"
    assert told.err.startswith(place)
    assert "lo" in told.err.removeprefix(place)
    told = run("config", "check", "-c", path, "--json")
    found = json.loads(told.out)
    assert (told.code, found["ok"], [one["key"] for one in found["warnings"]]) == (
        0,
        True,
        ["adapters.tuya.interfaces"],
    )


def test_the_variable_names_the_file_too(good: Path) -> None:
    assert run("config", "check", HUTONG_CONFIG=str(good)).code == 0


def test_faults_are_lines_for_people_and_json_for_programs(tmp_path: Path) -> None:
    path = bad(tmp_path, "[home]\nname = 1\n[api]\nport = 'x'\n")
    told = run("config", "check", "-c", path)
    assert (told.code, told.out) == (2, "")
    first, second = told.err.splitlines()
    assert first.startswith(f"{path}:2: home.name: ")
    assert second.startswith(f"{path}:4: api.port: ")
    told = run("config", "check", "-c", path, "--json")
    found = json.loads(told.out)
    assert (told.code, found["ok"], len(found["faults"])) == (2, False, 2)
    assert [set(fault) for fault in found["faults"]] == [{"file", "line", "key", "reason", "fix"}] * 2


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("[home\n", ":1: "),
        ("[hoem]\n", ":1: hoem: "),
        ("[api]\nlisten = ['0.0.0.0']\n", ":2: api.listen: "),
        ("[adapters.x]\ntype = 'nope'\n", ":2: adapters.x.type: "),
        ("[adapters.x]\ntype = 'mqtt'\nhost = '1.1.1.1'\n", ":3: adapters.x.host: "),
    ],
)
@pytest.mark.parametrize("command", [("config", "check"), ("config", "show")])
def test_each_fault_is_one_line_with_its_place_and_a_fix(
    tmp_path: Path, text: str, place: str, command: tuple[str, ...]
) -> None:
    path = bad(tmp_path, text)
    told = run(*command, "-c", path)
    assert told.code == 2
    assert is_one_line(told.err), told.err
    assert told.err.startswith(f"{path}{place}")
    assert "; " in told.err


def test_real_exit_codes_and_streams(good: Path, tmp_path: Path) -> None:
    assert spawn("config", "check", "-c", good).code == 0
    told = spawn("config", "check", "-c", bad(tmp_path, "[home]\nnmae = 'x'\n"))
    assert (told.code, told.out) == (2, "")
    assert is_one_line(told.err)  # on one line, however narrow the terminal
    told = spawn("run", "core", "-c", bad(tmp_path, "[home]\nnmae = 'x'\n"))
    assert (told.code, is_one_line(told.err)) == (2, True)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    told = run("config", "check", "-c", tmp_path / "none.toml")
    assert (told.code, told.out, is_one_line(told.err)) == (2, "", True)


def test_a_bad_environment_is_a_fault_of_the_configuration(good: Path) -> None:
    told = run("config", "check", "-c", good, HUTONG__API__PORT="none")
    assert (told.code, is_one_line(told.err)) == (2, True)
    assert "api.port" in told.err


def test_show_gives_what_is_in_force_and_no_secret(good: Path) -> None:
    told = run("config", "show", "-c", good, HUTONG__LOG__LEVEL="debug")
    shown = json.loads(told.out)
    assert (shown["home"]["name"], shown["log"]["level"], shown["api"]["port"]) == ("Hutong 12", "debug", 8443)
    assert shown["adapters"]["zigbee"]["username"] == "hub"
    assert shown["adapters"]["zigbee"]["password_file"] == str(good.with_name("password"))
    assert "sesame" not in told.out


def test_a_password_in_the_file_itself_is_refused_and_not_repeated(tmp_path: Path) -> None:
    text = "[adapters.x]\ntype = 'mqtt'\nusername = 'hub'\npassword = 'open sesame'\n"
    for command in (("check",), ("check", "--json"), ("show",)):
        told = run("config", *command, "-c", bad(tmp_path, text))
        assert told.code == 2
        assert "sesame" not in told.out + told.err
        assert "adapters.x.password" in told.out + told.err


def test_the_schema_judges_as_the_program_does(good: Path) -> None:
    schema = json.loads(run("config", "schema").out)
    shown = json.loads(run("config", "show", "-c", good).out)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(shown, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**shown, "hoem": {}}, schema)


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("api.port", {"key": "api.port", "default": 8443, "type": "integer", "minimum": 0, "maximum": 65535}),
        ("home.language", {"key": "home.language", "default": "zh", "enum": ["zh", "en"]}),
        ("adapters.zigbee.type", {"key": "adapters.zigbee.type", "type": "string"}),
    ],
)
def test_explain_says_type_and_default(key: str, expected: dict[str, object]) -> None:
    found = json.loads(run("config", "explain", key).out)
    assert found.items() >= expected.items()


@pytest.mark.parametrize(("key", "names"), [("api.prot", "port"), ("nope", "egress"), ("api.port.x", "(none)")])
def test_explain_of_a_key_that_is_none_names_those_there_are(key: str, names: str) -> None:
    told = run("config", "explain", key)
    assert (told.code, is_one_line(told.err)) == (2, True)
    assert names in told.err


def test_every_fix_of_a_fault_leads_to_an_explanation(tmp_path: Path) -> None:
    told = run("config", "check", "-c", bad(tmp_path, "[api]\nport = 'x'\nlisten = [7]\n"))
    keys = [line.partition("`hutong config explain ")[2].rstrip("`") for line in told.err.splitlines()]
    assert len(keys) == 2
    for key in keys:
        assert run("config", "explain", key).code == 0, key


def test_the_schema_knows_the_keys_of_installed_adapters() -> None:
    schema = json.loads(run("config", "schema").out)
    jsonschema.Draft202012Validator.check_schema(schema)
    judge = jsonschema.Draft202012Validator(schema).is_valid
    mqtt = {"type": "mqtt", "host": "127.0.0.1", "process": "own", "budget": {"files": 64}, "tls": {}}
    assert judge({"adapters": {"zigbee": mqtt}})
    assert not judge({"adapters": {"zigbee": mqtt | {"hots": "127.0.0.1"}}})
    assert not judge({"adapters": {"zigbee": mqtt | {"tls": {"caa": "x"}}}})
    assert judge({"adapters": {"mqtt": {"host": "127.0.0.1"}}}), "named like its type"
    assert not judge({"adapters": {"mqtt": {"hots": "127.0.0.1"}}})
    assert judge({"adapters": {"mqtt": {"type": "gree", "poll_s": 5}}})
    assert judge({"adapters": {"new": {"type": "not-installed", "any": 1}}})


def test_a_key_of_an_adapter_is_explained() -> None:
    told = json.loads(run("config", "explain", "adapters.gree.poll_s").out)
    assert (told["default"], "How often" in told["description"]) == (10.0, True)
    assert "memory" in run("config", "explain", "adapters.gree.budget.memory_mb").out
    odd = run("config", "explain", "adapters.gree.pol_s")
    assert (odd.code, "poll_s" in odd.err) == (2, True)
    assert json.loads(run("config", "explain", "adapters.anything.type").out)["type"] == "string"
