from pathlib import Path

import pytest
from pydantic import ValidationError

from gateway.northbound.guard import Guard, split_host
from gateway.northbound.scope import Scope
from gateway.northbound.settings import ApiSettings
from tests.gateway.northbound.running import running


@pytest.mark.network
@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "evil.example"}, 421),
        ({"Host": "127.0.0.1:1"}, 421),
        ({"Host": "evil@127.0.0.1"}, 421),
        ({"Host": ""}, 421),
        ({"Host": "localhost"}, 200),
        ({"Host": "LOCALHOST."}, 200),
        ({"Host": "panel.example"}, 200),
        ({"Host": "localhost", "Origin": "https://localhost"}, 200),
        ({"Host": "localhost", "Origin": "http://localhost"}, 403),
        ({"Host": "localhost", "Origin": "https://localhost:1"}, 403),
        ({"Host": "localhost", "Origin": "https://evil.example"}, 403),
        ({"Host": "localhost", "Origin": "null"}, 403),
        ({"Host": "localhost", "Origin": "https://friend.example"}, 200),
        ({"Host": "localhost", "Sec-Fetch-Site": "cross-site"}, 403),
        ({"Host": "localhost", "Sec-Fetch-Site": "same-origin"}, 200),
    ],
)
async def test_host_and_origin(tmp_path: Path, headers: dict[str, str], status: int) -> None:
    async with running(tmp_path, names=("panel.example",), origins=("https://friend.example",)) as it:
        reply = await it.ask("GET", "/home", await it.token(Scope.READ), headers=headers)
        assert reply.status == status
        assert (await it.ask("GET", "//healthz", headers=headers)).status == status


@pytest.mark.network
async def test_the_stream_is_guarded_too(tmp_path: Path) -> None:
    async with running(tmp_path) as it:
        reply = await it.ask("GET", "/stream", headers={"Origin": "https://evil.example", "Upgrade": "websocket"})
        assert (reply.status, reply.code) == (403, "cross-site")


@pytest.mark.network
async def test_a_configured_origin_may_ask_from_a_browser(tmp_path: Path) -> None:
    async with running(tmp_path, origins=("https://friend.example",)) as it:
        headers = {"Origin": "https://friend.example", "Access-Control-Request-Method": "PUT"}
        reply = await it.ask("OPTIONS", "/home", headers=headers)
        assert reply.status == 204
        assert reply.headers["Access-Control-Allow-Origin"] == "https://friend.example"
        assert "Authorization" in reply.headers["Access-Control-Allow-Headers"]
        stranger = await it.ask("OPTIONS", "/home", headers={**headers, "Origin": "https://evil.example"})
        assert stranger.status == 403
        assert "Access-Control-Allow-Origin" not in stranger.headers


@pytest.mark.network
async def test_every_answer_carries_the_security_headers_and_no_version(tmp_path: Path) -> None:
    async with running(tmp_path) as it:
        for path in ("/home", "//healthz", "/openapi.json", "/nothing"):
            headers = (await it.ask("GET", path)).headers
            assert headers["X-Content-Type-Options"] == "nosniff"
            assert headers["Cache-Control"] == "no-store"
            assert headers["Server"] == "hutong"


@pytest.mark.parametrize(
    ("host", "parts"),
    [
        ("a.local:8443", ("a.local", 8443)),
        ("[FD00::0002]:1", ("fd00::2", 1)),
        ("a:b", ("", None)),
        ("a/b", ("", None)),
        ("a?b", ("", None)),
        ("[::1", ("", None)),
        ("a:99999", ("", None)),
    ],
)
def test_hosts_are_split(host: str, parts: tuple[str, int | None]) -> None:
    assert split_host(host) == parts


def test_an_empty_name_is_never_known() -> None:
    assert "" not in Guard.of(["a.local"], [], 1).hosts


@pytest.mark.parametrize("listen", [["0.0.0.0"], ["::"], [""], []])  # noqa: S104 - what must be refused
def test_listening_everywhere_is_a_configuration_error(listen: list[str]) -> None:
    with pytest.raises(ValidationError):
        ApiSettings.model_validate({"listen": listen})
    assert ApiSettings.model_validate({"listen": ["eth0"]}).listen == ("eth0",)
