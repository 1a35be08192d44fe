"""Reads a request's body and query into their models, or says what is wrong with them."""

import json
from collections.abc import Iterable
from typing import Final, NoReturn, TypeVar

from aiohttp import web
from pydantic import ValidationError

from gateway.northbound.base import Model, Query
from gateway.northbound.problem import Problem

M = TypeVar("M", bound=Model)
Q = TypeVar("Q", bound=Query)

MOST_VIOLATIONS: Final = 20


async def read_body(request: web.Request, model: type[M]) -> M:
    """Read and validate a JSON body; it is bounded by the application's `client_max_size`."""
    if request.content_type != "application/json":
        raise Problem("not-json", f"Content-Type is {request.content_type}")
    try:
        raw = await request.read()
    except web.HTTPRequestEntityTooLarge:
        raise Problem("too-large", "the body is larger than [api] max_body_kib") from None
    return parse(raw, model)


def parse(raw: bytes, model: type[M]) -> M:
    """Validate JSON strictly; raises Problem."""
    check_json(raw)
    try:
        return model.model_validate_json(raw, strict=True)
    except ValidationError as error:
        raise violated("invalid-body", error) from None


def check_json(raw: bytes | str) -> None:
    """Raise Problem for what is no JSON, uses a name twice, holds NaN or infinities, or nests too deeply."""
    try:
        json.loads(raw, object_pairs_hook=_no_doubles, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise Problem("malformed-json", str(error)[:200]) from None


def read_query(request: web.Request, model: type[Q] | None) -> Q | None:
    """Validate the query; a route without a model takes no parameters."""
    given = request.query
    if model is None:
        if given:
            raise Problem("invalid-query", f"{next(iter(given))}: unknown parameter", place=next(iter(given)))
        return None
    if doubles := [name for name in given if len(given.getall(name)) > 1]:
        raise Problem("invalid-query", f"{doubles[0]} is given twice", place=doubles[0])
    try:
        return model.model_validate(dict(given))
    except ValidationError as error:
        raise violated("invalid-query", error) from None


def _no_doubles(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        double = next(name for name in names if names.count(name) > 1)
        raise Problem("malformed-json", f"the name {double[:64]!r} is used twice in one object")
    return found


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def violated(kind: str, error: ValidationError) -> Problem:
    """Name each place; the offending input itself is not repeated."""
    found = error.errors(include_input=False, include_url=False, include_context=False)[:MOST_VIOLATIONS]
    violations = tuple((_pointer(one["loc"]), one["msg"]) for one in found)
    place, reason = violations[0]
    return Problem(kind, f"{place or '/'}: {reason}", place=place, violations=violations)


def _pointer(parts: Iterable[int | str]) -> str:
    """JSON pointer (RFC 6901 §3)."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in parts)
