"""The OpenAPI 3.1 document, generated from the routes and their models.

`python -m gateway.northbound.openapi` writes it to published/, whence the running gateway serves it: the generator
would cost a hub 10 MB. A test compares the two.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from openapi_pydantic import OpenAPI
from pydantic.json_schema import models_json_schema

from gateway.northbound.base import Model
from gateway.northbound.health import PUBLISHED
from gateway.northbound.problem import ProblemBody
from gateway.northbound.resources import ROUTES
from gateway.northbound.route import PARAMETERS, PREFIX, Route

REF: Final = "#/components/schemas/{model}"
PROBLEM: Final = {"application/problem+json": {"schema": {"$ref": REF.format(model="ProblemBody")}}}
ABOUT: Final = (
    "Everything inside the home for those who may see it. Values above household sensitivity (S2 to S4, and without "
    "a label) need a scope of their own: read:behaviour, read:personal, read:special, read:unlabelled. Cloud-linked "
    "systems are recipients: they get what a release contract lets out, and nothing here. Live changes come over the "
    f"WebSocket at {PREFIX}/stream."
)

TEXT: Final = {"text/plain": {"schema": {"type": "string"}}}
JSON: Final = {"application/json": {"schema": {"type": "object"}}}
WITH_TOKEN: Final[list[dict[str, list[str]]]] = [{"token": []}]
PLAIN: Final[Mapping[str, Mapping[str, Any]]] = {
    "/healthz": {
        "operationId": "healthz",
        "tags": ["health"],
        "summary": "The process answers",
        "responses": {"200": {"description": "It does", "content": TEXT}},
        "security": [],
    },
    "/readyz": {
        "operationId": "readyz",
        "tags": ["health"],
        "summary": "The store is open, and each adapter is connected or known to be offline",
        "responses": {
            "200": {"description": "Ready", "content": TEXT},
            "503": {"description": "Not yet", "content": TEXT},
        },
        "security": [],
    },
    "/metrics": {
        "operationId": "metrics",
        "tags": ["health"],
        "summary": "Figures for Prometheus; none names a device. Needs: metrics.",
        "responses": {
            "200": {"description": "Text format 0.0.4", "content": TEXT},
            **{str(status): {"description": "Problem details", "content": PROBLEM} for status in (401, 403, 421, 429)},
        },
        "security": WITH_TOKEN,
    },
    f"{PREFIX}/openapi.json": {
        "operationId": "openapi",
        "tags": ["schema"],
        "summary": "This document",
        "responses": {"200": {"description": "OpenAPI 3.1", "content": JSON}},
        "security": [],
    },
    f"{PREFIX}/stream": {
        "operationId": "stream",
        "tags": ["stream"],
        "summary": "WebSocket: hello, snapshot, then changes; commands with ids. Needs: read or control.",
        "description": (
            'Authorise by the Authorization header, or by a first message {"type":"auth","token":…}; never in the '
            'URL. Resume with {"type":"auth",…,"epoch":…,"seq":…} or, with the header, ?epoch=…&seq=….'
        ),
        "responses": {
            "101": {"description": "The stream begins"},
            **{
                str(status): {"description": "Problem details", "content": PROBLEM}
                for status in (400, 401, 403, 421, 429)
            },
        },
        "security": [{}, *WITH_TOKEN],
    },
}
"""What is served beside the routes."""


def document() -> bytes:
    """Give the document as JSON."""
    found = OpenAPI.model_validate(describe(ROUTES)).model_dump_json(by_alias=True, exclude_none=True, indent=1)
    return found.encode() + b"\n"


def describe(routes: Iterable[Route]) -> dict[str, Any]:
    """Describe routes as an OpenAPI object."""
    listed = tuple(routes)
    paths: dict[str, dict[str, Any]] = {path: {"get": dict(about)} for path, about in PLAIN.items()}
    for route in listed:
        paths.setdefault(PREFIX + route.path, {})[route.method.lower()] = _operation(route)
    return {
        "openapi": "3.1.1",
        "info": {"title": "Hutong local API", "version": "1", "description": ABOUT},
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {
            "schemas": _schemas(listed),
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _operation(route: Route) -> dict[str, Any]:
    found: dict[str, Any] = {
        "operationId": route.handler.__name__,
        "tags": [route.tag],
        "summary": route.en,
        "description": _description(route),
        "parameters": [*(_in_path(name) for name in route.names), *_in_query(route)],
        "responses": {
            **{str(status): _answer(route, model) for status, model in route.answers.items()},
            **{str(status): _problem(status) for status in route.statuses},
        },
        "security": [] if route.public else [{"token": []}],
    }
    if route.body is not None:
        schema = {"$ref": REF.format(model=route.body.__name__)}
        found["requestBody"] = {"required": True, "content": {"application/json": {"schema": schema}}}
    return found


def _description(route: Route) -> str:
    story = (route.handler.__doc__ or "").strip()
    needs = ", ".join(sorted(route.scopes)) or ("no token" if route.public else "a token")
    return f"{story}\n\n{route.zh}\n\nNeeds: {needs}."


def _in_path(name: str) -> dict[str, Any]:
    parameter = PARAMETERS[name]
    schema = {"type": "string", "pattern": parameter.pattern}
    return {"name": name, "in": "path", "required": True, "description": parameter.en, "schema": schema}


def _in_query(route: Route) -> list[dict[str, Any]]:
    if route.query is None:
        return []
    schema = route.query.model_json_schema()
    required = schema.get("required", [])
    return [
        {"name": name, "in": "query", "required": name in required, "schema": _plain(part)}
        for name, part in schema["properties"].items()
    ]


def _plain(part: dict[str, Any]) -> dict[str, Any]:
    """A query parameter is left out rather than null."""
    kept = {key: value for key, value in part.items() if key not in ("title", "default")}
    options = [option for option in kept.pop("anyOf", []) if option.get("type") != "null"]
    return {**kept, **(options[0] if options else {})}


def _answer(route: Route, model: type[Model] | None) -> dict[str, Any]:
    if model is not None:
        content: dict[str, Any] = {"application/json": {"schema": {"$ref": REF.format(model=model.__name__)}}}
        return {"description": (model.__doc__ or "").partition("\n")[0], "content": content}
    if route.status == 204:
        return {"description": "Done"}
    return {"description": "JSON lines", "content": {"application/x-ndjson": {"schema": {"type": "string"}}}}


def _problem(status: int) -> dict[str, Any]:
    return {"description": f"Problem details, status {status}", "content": PROBLEM}


def _schemas(routes: Iterable[Route]) -> Mapping[str, Any]:
    answers: set[type[Model]] = {ProblemBody}
    bodies: set[type[Model]] = set()
    for route in routes:
        answers.update(model for model in route.answers.values() if model is not None)
        bodies.update(() if route.body is None else (route.body,))
    wanted = [
        *((model, "serialization") for model in sorted(answers, key=_name)),
        *((model, "validation") for model in sorted(bodies, key=_name)),
    ]
    _, found = models_json_schema(wanted, ref_template=REF)  # type: ignore[arg-type]
    definitions: Mapping[str, Any] = found["$defs"]
    return definitions


def _name(model: type[Model]) -> str:
    return model.__name__


if __name__ == "__main__":
    PUBLISHED.write_bytes(document())
