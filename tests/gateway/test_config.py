import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.config import ConfigError, ConfigFault, config_schema, load_config

GOOD = """\
config_version = 1

[home]
name = "胡同 12"
language = "en"

[api]
listen = ["127.0.0.1", "eth0"]
port = 8444

[adapters.zigbee]
type = "mqtt"
host = "127.0.0.1"

[egress]
sink_networks = ["192.0.2.0/24"]
"""


def write(folder: Path, text: str | bytes) -> Path:
    path = folder / "hutong.toml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def faults(folder: Path, text: str | bytes, environ: Mapping[str, str] | None = None) -> list[tuple[int, str]]:
    """Line and key of every fault; each has a reason and a fix, and names the file."""
    path = write(folder, text)
    with pytest.raises(ConfigError) as caught:
        load_config(path, environ or {})
    for fault in caught.value.faults:
        assert fault.file == str(path)
        assert fault.reason
        assert fault.fix
    return [(fault.line, fault.key) for fault in caught.value.faults]


def told(path: Path) -> tuple[ConfigFault, ...]:
    try:
        load_config(path, {})
    except ConfigError as error:
        return error.faults
    return ()


def test_a_good_file_is_read(tmp_path: Path) -> None:
    config = load_config(write(tmp_path, GOOD), {})
    assert (config.home.name, config.api.port, config.api.listen) == ("胡同 12", 8444, ("127.0.0.1", "eth0"))
    assert config.adapters["zigbee"].settings() == {"host": "127.0.0.1"}
    assert config.egress.sink_networks == ("192.0.2.0/24",)


def test_an_empty_file_is_a_home_of_its_own(tmp_path: Path) -> None:
    config = load_config(write(tmp_path, ""), {})
    assert (config.api.listen, config.demo.speed, dict(config.adapters)) == (("127.0.0.1",), 1.0, {})


@pytest.mark.parametrize(
    ("text", "line", "key"),
    [
        ("[home\n", 1, ""),
        ('[home]\nname = "a"\nname = "b"\n', 3, ""),
        ("[home]\nname = Home\n", 2, ""),
        ("[home]\nnmae = 'x'\n", 2, "home.nmae"),
        ("[hom]\nname = 'x'\n", 1, "hom"),
        ("[home]\nname = 7\n", 2, "home.name"),
        ("[home]\nname = ''\n", 2, "home.name"),
        ("[home]\n\nlanguage = 'de'\n", 3, "home.language"),
        ("[api]\nport = '8443'\n", 2, "api.port"),
        ("[api]\nport = 65536\n", 2, "api.port"),
        ("[api]\nport = true\n", 2, "api.port"),
        ("[api]\nmdns = 1\n", 2, "api.mdns"),
        ("[api]\nlisten = ['0.0.0.0']\n", 2, "api.listen"),
        ("[api]\nlisten = ['eth0', '::']\n", 2, "api.listen"),
        ("[api]\nlisten = []\n", 2, "api.listen"),
        ("api.listen = ['*']\n", 1, "api.listen"),
        ("[demo]\nspeed = 0.5\n", 2, "demo.speed"),
        ("[demo]\nspeed = nan\n", 2, "demo.speed"),
        ("[demo]\nspeed = inf\n", 2, "demo.speed"),
        ("config_version = 2\n", 1, "config_version"),
        ("[log]\nlevel = 'loud'\n", 2, "log.level"),
        ("[adapters.Zigbee]\ntype = 'mqtt'\n", 1, "adapters.Zigbee"),
        ("[adapters.zigbee]\ntype = 3\n", 2, "adapters.zigbee.type"),
        ("[adapters]\nzigbee = 'mqtt'\n", 2, "adapters.zigbee"),
        ("[egress]\nsink_network = []\n", 2, "egress.sink_network"),
        ("[egress]\npublic_sinks = 'no'\n", 2, "egress.public_sinks"),
        ("[paths]\nstate_dir = 1979-05-27\n", 2, "paths.state_dir"),
    ],
)
def test_a_fault_names_file_line_key_and_fix(tmp_path: Path, text: str, line: int, key: str) -> None:
    assert faults(tmp_path, text) == [(line, key)]


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    text = "[home]\nname = 1\n\n[api]\nport = -1\nlisten = ['*']\n"
    assert sorted(faults(tmp_path, text)) == [(2, "home.name"), (5, "api.port"), (6, "api.listen")]


def test_a_file_that_is_not_text(tmp_path: Path) -> None:
    assert faults(tmp_path, b"[home]\nname = '\xff\xfe'\n") == [(0, "")]


def test_a_file_that_is_not_there_or_no_file(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"none\.toml: No such file or directory; name another file with -c"):
        load_config(tmp_path / "none.toml", {})
    with pytest.raises(ConfigError, match="Is a directory"):
        load_config(tmp_path, {})


def test_a_fault_reads_as_one_line() -> None:
    fault = ConfigFault(file="a.toml", line=3, key="api.port", reason="is bad", fix="mend it")
    assert str(fault) == "a.toml:3: api.port: is bad; mend it"
    assert str(ConfigFault(file="a.toml", line=0, key="", reason="is bad", fix="mend it")) == "a.toml: is bad; mend it"


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("HUTONG__API__PORT", "9443", 9443),
        ("HUTONG__API__LISTEN", '["127.0.0.2"]', ("127.0.0.2",)),
        ("HUTONG__API__MDNS", "false", False),
    ],
)
def test_the_environment_overrides_the_file(tmp_path: Path, name: str, text: str, expected: object) -> None:
    config = load_config(write(tmp_path, GOOD), {name: text, "HUTONG_CONFIG": "unrelated"})
    assert getattr(config.api, name.rsplit("_", 1)[1].lower()) == expected


def test_text_in_the_environment_needs_no_quotes(tmp_path: Path) -> None:
    environ = {"HUTONG__LOG__LEVEL": "debug", "HUTONG__ADAPTERS__ZIGBEE__HOST": "127.0.0.5"}
    config = load_config(write(tmp_path, GOOD), environ)
    assert (config.log.level, config.adapters["zigbee"].settings()["host"]) == ("debug", "127.0.0.5")


@pytest.mark.parametrize(
    ("name", "text", "key"),
    [
        ("HUTONG__LOG__LEVEL", "loud", "log.level"),
        ("HUTONG__API__PORT", "none", "api.port"),
        ("HUTONG__API__LISTEN", '["0.0.0.0"]', "api.listen"),
        ("HUTONG__NOPE", "1", "nope"),
        ("HUTONG__CONFIG_VERSION__X", "1", "HUTONG__CONFIG_VERSION__X"),
        ("HUTONG__HOME__NAME__X", "1", "HUTONG__HOME__NAME__X"),
    ],
)
def test_a_fault_of_the_environment_is_a_fault(tmp_path: Path, name: str, text: str, key: str) -> None:
    (found,) = faults(tmp_path, GOOD, {name: text})
    assert found[1] == key


def test_the_schema_is_json_and_knows_every_table() -> None:
    schema = json.loads(json.dumps(config_schema()))
    tables = {"config_version", "home", "paths", "api", "egress", "adapters", "hazards", "log", "demo"}
    assert set(schema["properties"]) == tables
    assert schema["additionalProperties"] is False


@given(st.binary(max_size=200))
def test_no_bytes_make_it_crash(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_bytes(data)
    assert all(fault.file == str(path) for fault in told(path))


TOML = st.recursive(
    st.booleans() | st.integers() | st.floats() | st.text("aZ09 .-_/", max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["type", "port", "host"]), inner),
    max_leaves=6,
)


@given(table=st.sampled_from(["home", "paths", "api", "egress", "adapters", "log", "demo"]), value=TOML)
def test_no_value_makes_it_crash(tmp_path_factory: pytest.TempPathFactory, table: str, value: object) -> None:
    path = tmp_path_factory.getbasetemp() / "value.toml"
    path.write_text(f"{table} = {toml(value)}\n", "utf-8")
    assert all(fault.line == 1 for fault in told(path))


def toml(value: object) -> str:
    match value:
        case dict():
            return "{" + ", ".join(f"{k} = {toml(v)}" for k, v in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(toml, value)) + "]"
        case float():
            return repr(value)
        case _:
            return json.dumps(value)
