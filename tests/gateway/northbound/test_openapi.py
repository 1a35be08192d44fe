"""The document says what the server does."""

import asyncio
import json
import time
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from aiohttp import web
from hypothesis import HealthCheck, Phase, given, settings
from jsonschema import Draft202012Validator
from schemathesis.checks import load_all_checks
from schemathesis.specs.openapi.checks import positive_data_acceptance

from gateway.northbound import throttle
from gateway.northbound.health import PUBLISHED
from gateway.northbound.openapi import document
from gateway.northbound.resources import ROUTES
from gateway.northbound.route import PREFIX
from gateway.northbound.scope import Scope
from tests.gateway.northbound.fake_gate import FakeGate
from tests.gateway.northbound.running import Running, running

DOCUMENT: dict[str, Any] = json.loads(document())
NOT_HTTP = f"{PREFIX}/stream"
BEYOND_SCHEMA = {f"{PREFIX}/tokens", f"{PREFIX}/contracts"}
"""Where a sound body can still be refused for what it means."""


def test_the_published_document_is_fresh() -> None:
    assert PUBLISHED.read_bytes() == document(), "run python -m gateway.northbound.openapi"


def test_every_schema_in_it_is_valid() -> None:
    for schema in DOCUMENT["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


def test_every_name_a_person_reads_is_in_both_languages() -> None:
    for route in ROUTES:
        assert route.en
        assert any("\u4e00" <= character <= "\u9fff" for character in route.zh), route.path


def test_bodies_forbid_what_they_do_not_know() -> None:
    for name, schema in DOCUMENT["components"]["schemas"].items():
        if schema.get("type") == "object":
            assert schema.get("additionalProperties") is False, name


@pytest.mark.network
async def test_every_route_is_in_it_and_nothing_else(tmp_path: Path) -> None:
    async with running(tmp_path) as it:
        application = it.api._application()
        assert isinstance(application, web.Application)
        served = {
            (route.method.lower(), route.resource.canonical)
            for route in application.router.routes()
            if route.resource is not None
        }
        assert (await it.ask("GET", "/openapi.json")).body == DOCUMENT
    described = {(method, path) for path, methods in DOCUMENT["paths"].items() for method in methods}
    assert served == described


@pytest.mark.network
async def test_what_the_document_calls_open_is_open_and_all_else_wants_a_token(tmp_path: Path) -> None:
    async with running(tmp_path, gate=FakeGate()) as it:
        for path, methods in DOCUMENT["paths"].items():
            for method, operation in methods.items():
                if path == NOT_HTTP:
                    continue
                filled = path.replace("{", "").replace("}", "")
                reply = await it.ask(method.upper(), "/" + filled)
                assert (reply.status == 401) is bool(operation["security"]), (method, path)


def explore(it: Running, token: str, examples: int) -> None:
    """Let schemathesis try every operation, with the checks it has."""
    load_all_checks()
    for result in schemathesis.openapi.from_dict(DOCUMENT).get_all_operations():
        operation = result.ok()  # type: ignore[union-attr]
        if operation.path != NOT_HTTP and not operation.path.endswith(("/claim", "/tokens/{token}")):
            attempt(operation, it.root, token, examples)


def attempt(operation: Any, root: str, token: str, examples: int) -> None:
    beyond = [positive_data_acceptance] if operation.path in BEYOND_SCHEMA else []

    @given(case=operation.as_strategy())
    @settings(
        max_examples=examples,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def one(case: Any) -> None:
        response = case.call(base_url=root, headers={"Authorization": f"Bearer {token}"})
        case.validate_response(response, excluded_checks=beyond)

    one()


@pytest.mark.network
@pytest.mark.parametrize("examples", [3, pytest.param(60, marks=pytest.mark.long)])
async def test_schemathesis_finds_no_difference(tmp_path: Path, examples: int, monkeypatch: pytest.MonkeyPatch) -> None:
    now_ms = time.time_ns() // 1_000_000  # its client compares the certificate with the real time
    async with running(tmp_path, gate=FakeGate(), wall=now_ms) as it:
        monkeypatch.setattr(throttle, "BURST", 1e9)  # it tries many wrong tokens
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(it.api.certificate.certificate))
        token = await it.token(*Scope)
        await asyncio.to_thread(explore, it, token, examples)
