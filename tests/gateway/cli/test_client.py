from pathlib import Path

import pytest

from gateway.cli.client import Access, _problem, client_file, load_access, save_access
from gateway.cli.devices import _match, _pair
from gateway.cli.output import CliError
from tests.gateway.cli.running import is_one_line, run

GOOD = Access(url="https://127.0.0.1:8443", fingerprint="ab" * 32, token='hutong_"quoted"')


def test_the_access_is_kept_for_its_owner_and_the_token_shown_to_nobody(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "client.toml"
    save_access(path, GOOD)
    assert load_access(path) == GOOD
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert "quoted" not in repr(GOOD)


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({"HUTONG_CLIENT": "/c/x.toml", "XDG_CONFIG_HOME": "/x"}, "/c/x.toml"),
        ({"XDG_CONFIG_HOME": "/x"}, "/x/hutong/client.toml"),
    ],
)
def test_where_the_access_is_kept(environ: dict[str, str], expected: str) -> None:
    assert client_file(environ) == Path(expected)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[",
        "url = 1\nfingerprint = 2\ntoken = 3\n",
        'url = "https://h"\nfingerprint = "ab"\ntoken = "t"\n',
        'url = "https://h"\nfingerprint = "zz"\ntoken = "t"\n',
        b"\xff\xfe",
    ],
)
def test_a_file_that_holds_none_says_how_to_get_one(tmp_path: Path, text: str | bytes) -> None:
    path = tmp_path / "client.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(CliError, match="run `hutong claim` again") as caught:
        load_access(path)
    assert caught.value.code == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ("devices",),
        ("status", "--check"),
        ("contracts", "list"),
        ("ledger", "verify"),
        ("set", "lamp", "onOff.onOff=1"),
    ],
)
def test_without_access_every_command_says_so_in_one_line(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    told = run(*arguments, HUTONG_CLIENT=str(tmp_path / "none.toml"))
    assert (told.code, told.out, is_one_line(told.err)) == (2, "", True)


@pytest.mark.parametrize("url", ["http://127.0.0.1", "127.0.0.1:8443", "https://"])
def test_only_a_gateways_address_can_be_claimed(tmp_path: Path, url: str) -> None:
    told = run("claim", url, "ABCD", HUTONG_CLIENT=str(tmp_path / "client.toml"))
    assert (told.code, is_one_line(told.err)) == (2, True)
    assert not (tmp_path / "client.toml").exists()


PATHS = ["1/onOff/onOff", "2/onOff/onOff", "1/vendor/zigbee2mqtt.state", "1/levelControl/currentLevel"]


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("onOff.onOff", "1/onOff/onOff"),
        ("onOff/onOff", "1/onOff/onOff"),
        ("2/onOff/onOff", "2/onOff/onOff"),
        ("vendor.zigbee2mqtt.state", "1/vendor/zigbee2mqtt.state"),
    ],
)
def test_a_property_by_its_short_name(name: str, path: str) -> None:
    assert _match(name, PATHS) == path


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("vendor.acme.power", "1/vendor/acme.power"),
        ("2/vendor/acme.power", "2/vendor/acme.power"),
        ("switch/state", "1/switch/state"),
    ],
)
def test_a_former_name_goes_to_the_gateway_which_knows_todays(name: str, path: str) -> None:
    names = (("vendor", "acme.power"), ("switch", "state"))
    assert _match(name, PATHS, dict.fromkeys(names, ("onOff", "onOff"))) == path


@pytest.mark.parametrize("name", ["onOff", "3/onOff/onOff", "onOff.off", ""])
def test_a_name_that_fits_nothing(name: str) -> None:
    with pytest.raises(CliError, match="no such property"):
        _match(name, PATHS)


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("a=true", ("a", True)),
        ("a=21.5", ("a", 21.5)),
        ("a=heat", ("a", "heat")),
        ('a="21"', ("a", "21")),
        ("a=b=c", ("a", "b=c")),
        ("a=", ("a", "")),
        ("a=[1]", ("a", [1])),
    ],
)
def test_a_value_is_json_or_else_text(text: str, pair: tuple[str, object]) -> None:
    assert _pair(text) == pair


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (None, "the gateway answered 502"),
        ({"title": "No"}, "No"),
        ({"title": "No", "detail": "not so", "place": "/x", "fix": "do y"}, "x: not so; do y"),
        ({"detail": "it is needed", "place": "/answers/token"}, "--token: it is needed"),
        ({}, "status 502"),
    ],
)
def test_a_problem_is_place_reason_and_fix(answer: object, told: str) -> None:
    assert _problem(answer, 502) == told
