"""The egress process reads its own part of the file and takes no other word for it."""

import getpass
import os
import pwd
from pathlib import Path

import pytest

from gateway.config import ConfigError, load_config
from gateway.core.clock import ManualClock
from gateway.egress.__main__ import _process_config as process_config
from gateway.egress.settings import EgressSettings, Loaded, SettingsError, load_settings


def write(folder: Path, text: str) -> Path:
    path = folder / "hutong.toml"
    path.write_text(text, "utf-8")
    return path


def test_what_it_reads(tmp_path: Path) -> None:
    text = """
[home]
name = "not its business"
[egress]
state_dir = "/e"
sink_networks = ["192.0.2.0/24", "2001:db8::/32"]
public_sinks = false
[log]
level = "debug"
[demo]
speed = 60
origin_ms = 5
"""
    assert load_settings(write(tmp_path, text)) == Loaded(
        egress=EgressSettings(state_dir="/e", sink_networks=("192.0.2.0/24", "2001:db8::/32"), public_sinks=False),
        level="debug",
        speed=60.0,
        origin_ms=5,
    )


def test_an_empty_file_gives_the_defaults(tmp_path: Path) -> None:
    assert load_settings(write(tmp_path, "")) == Loaded(egress=EgressSettings(), level="info", speed=1.0, origin_ms=0)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[egress\n", "line 1"),
        ("[egress]\nstate_dri = 'x'\n", "state_dri"),
        ("[egress]\nstate_dir = 7\n", "state_dir"),
        ("[egress]\nstate_dir = 1979-05-27\n", "state_dir"),
        ("[egress]\npublic_sinks = 1\n", "public_sinks"),
        ("[egress]\nsink_networks = '192.0.2.0/24'\n", "sink_networks"),
        ("[egress]\nsink_networks = [7]\n", "sink_networks"),
        ("egress = 3\n", "hutong config check"),
        ("[log]\nlevel = 'loud'\n", "log.level: 'loud' is no level; one of debug"),
        ("[log]\nlevel = ['info']\n", "log.level"),
        ("log = 3\n", "log"),
        ("demo = 3\n", "demo"),
        ("[demo]\nspeed = 0\n", "demo.speed: must be a number from 1 to 3600"),
        ("[demo]\nspeed = 3601\n", "demo.speed"),
        ("[demo]\nspeed = nan\n", "demo.speed"),
        ("[demo]\nspeed = true\n", "demo.speed"),
        ("[demo]\norigin_ms = -1\n", "demo.origin_ms: must be milliseconds"),
        ("[demo]\norigin_ms = 1.5\n", "demo.origin_ms"),
    ],
)
def test_a_fault_names_file_key_and_fix(tmp_path: Path, text: str, words: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(SettingsError) as caught:
        load_settings(path)
    assert str(caught.value).startswith(str(path))
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)
    with pytest.raises(ConfigError):  # both processes refuse it
        load_config(path, {})


def test_a_file_that_is_not_there_or_not_text(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="No such file"):
        load_settings(tmp_path / "none.toml")
    (tmp_path / "bad.toml").write_bytes(b"\xff")
    with pytest.raises(SettingsError, match=r"bad\.toml"):
        load_settings(tmp_path / "bad.toml")


def test_the_process_gets_networks_sockets_and_users() -> None:
    settings = EgressSettings(state_dir="/s", runtime_dir="/r", sink_networks=("192.0.2.0/24",), core_user="root")
    config = process_config(settings, ManualClock())
    assert (str(config.core_socket), str(config.admin_socket)) == ("/r/core.sock", "/r/admin.sock")
    assert [str(network) for network in config.sink_networks] == ["192.0.2.0/24"]
    assert config.core_uids == {0}
    assert config.public_sinks


def test_without_a_user_the_core_is_the_same_user() -> None:
    assert process_config(EgressSettings(), ManualClock()).core_uids == {os.geteuid()}
    assert pwd.getpwnam(getpass.getuser()).pw_uid == os.geteuid()


def test_a_user_or_network_that_is_none() -> None:
    with pytest.raises(SettingsError, match="no user 'nobody-such'; create it"):
        process_config(EgressSettings(core_user="nobody-such"), ManualClock())
    with pytest.raises(SettingsError, match=r"sink_networks: .*write it as"):
        process_config(EgressSettings(sink_networks=("192.0.2.1/24",)), ManualClock())
