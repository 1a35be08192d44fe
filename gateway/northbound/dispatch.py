"""Serves a route: who asks, may they, is the request sound; then the handler; then the answer."""

import asyncio
import logging
import math
from collections.abc import AsyncGenerator, Awaitable, Callable
from typing import Final

from aiohttp import web
from aiohttp.web_protocol import RequestHandler

from gateway.core.errors import DiskFailed
from gateway.northbound import guard
from gateway.northbound.access import Grant
from gateway.northbound.body import read_body, read_query
from gateway.northbound.context import Api
from gateway.northbound.guard import Guard
from gateway.northbound.problem import Problem, language_of
from gateway.northbound.route import Answer, Call, Route, check_parameters
from gateway.northbound.scope import FarEnd, Scope, View

log = logging.getLogger(__name__)

HttpHandler = Callable[[web.Request], Awaitable[web.StreamResponse]]
NOTHING: Final = View(levels=0, devices=frozenset())
HTTP_KINDS: Final = {404: "not-found", 405: "method-not-allowed", 413: "too-large"}


def authenticate(api: Api, header: str, peer: str) -> Grant:
    """Find the grant behind an Authorization header (RFC 6750 §2.1). Raises Problem."""
    scheme, _, token = header.partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise Problem("token-required", headers={"WWW-Authenticate": "Bearer"})
    return admit(api, token.strip(), peer)


def admit(api: Api, token: str, peer: str) -> Grant:
    """Find the grant of a token. A cloud-linked one is known, and refused. Raises Problem."""
    grant = api.access.find(token)
    if grant is None:
        api.metrics.counts.auth_failures += 1
        wait_s = api.throttle.fail(peer)
        if wait_s:
            raise Problem("too-many-tries", headers={"Retry-After": str(math.ceil(wait_s))})
        raise Problem("token-unknown", headers={"WWW-Authenticate": 'Bearer error="invalid_token"'})
    if grant.far_end is FarEnd.CLOUD_LINKED:
        raise Problem("recipient-gets-released-only", "this token's far end was declared as cloud-linked")
    return grant


def demand(grant: Grant, scopes: frozenset[Scope]) -> None:
    """Raise Problem when the grant lacks one of these scopes."""
    if lacking := sorted(scopes - grant.scopes):
        raise Problem("scope-missing", f"this needs the scope {', '.join(lacking)}", place=lacking[0])


def serve(api: Api, route: Route) -> HttpHandler:
    """Make the aiohttp handler of a route."""

    async def handle(request: web.Request) -> web.StreamResponse:
        grant = None
        if not route.public:
            grant = authenticate(api, request.headers.get("Authorization", ""), request.remote or "")
            demand(grant, route.scopes)
        check_parameters(request.match_info)
        call = Call(
            grant=grant,
            view=grant.view if grant else NOTHING,
            parameters=request.match_info,
            query=read_query(request, route.query),
            body=None if route.body is None else await read_body(request, route.body),
            peer=request.remote or "",
            language=language_of(request.headers.get("Accept-Language", "")),
        )
        return await _respond(request, route, await route.handler(api, call))

    return handle


async def _respond(request: web.Request, route: Route, result: object) -> web.StreamResponse:
    answer = result if isinstance(result, Answer) else Answer(status=route.status, body=result)  # type: ignore[arg-type]
    if answer.lines is not None:
        return await _stream(request, answer)
    if answer.body is None:
        return web.Response(status=answer.status, headers=answer.headers)
    raw = answer.body.model_dump_json().encode()
    return web.Response(status=answer.status, body=raw, content_type="application/json", headers=answer.headers)


async def _stream(request: web.Request, answer: Answer) -> web.StreamResponse:
    """Send lines while they are made; an error half-way cuts the connection, so that the end is not taken as whole."""
    response = web.StreamResponse(status=answer.status, headers={"Content-Type": "application/x-ndjson"})
    lines = answer.lines
    if lines is None:
        raise TypeError("an answer without lines")
    guard.harden(response.headers)
    await response.prepare(request)
    try:
        async for line in lines:
            await response.write(line)
    finally:
        if isinstance(lines, AsyncGenerator):
            await lines.aclose()
    await response.write_eof()
    return response


def middleware(
    api: Api, find_guard: Callable[[], Guard], asked: Callable[[RequestHandler], None]
) -> Callable[..., Awaitable[web.StreamResponse]]:
    """Make the one middleware: guard, time limit, problems, headers, count."""

    @web.middleware
    async def outermost(request: web.Request, handler: HttpHandler) -> web.StreamResponse:
        gatekeeper = find_guard()
        asked(request.protocol)
        try:
            gatekeeper.check(request)
            if request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers:
                response: web.StreamResponse = guard.preflight()
            else:
                response = await _in_time(api, request, handler)
        except Problem as problem:
            response = _problem_response(request, problem)
        if not response.prepared:
            guard.harden(response.headers)
            response.headers.update(gatekeeper.cross_origin_headers(request))
        api.metrics.counts.requests[f"{response.status // 100}xx"] += 1
        return response

    return outermost


STREAMED: Final = ("/ledger/export", "/recording")
"""Ends of the paths whose lines are made while they are sent."""


async def _in_time(api: Api, request: web.Request, handler: HttpHandler) -> web.StreamResponse:
    """Run the handler within the time limit; streams have none. Whatever goes wrong becomes a Problem."""
    is_stream = request.headers.get("Upgrade", "").lower() == "websocket" or request.path.endswith(STREAMED)
    try:
        async with asyncio.timeout(None if is_stream else api.settings.request_timeout_s):
            return await handler(request)
    except Problem:
        raise
    except web.HTTPException as error:
        raise _translated(error) from error
    except TimeoutError:
        raise Problem("too-slow", "the request was given up") from None
    except ConnectionError:
        raise
    except DiskFailed as error:
        log.error("a request was not carried out: %s", error)  # noqa: TRY400  the disk needs no traceback
        raise Problem("disk-failed", str(error)) from error
    except Exception as error:
        log.exception("request failed", extra={"method": request.method, "path": _route_of(request)})
        raise Problem("internal") from error


def _route_of(request: web.Request) -> str:
    """Name the route, not the path: a path names a device."""
    resource = request.match_info.route.resource
    return resource.canonical if resource else ""


def _translated(error: web.HTTPException) -> Problem:
    kind = HTTP_KINDS.get(error.status, "malformed-request")
    headers = {"Allow": error.headers["Allow"]} if "Allow" in error.headers else {}
    status = error.status if error.status in HTTP_KINDS else 400
    return Problem(kind, status=status, headers=headers)


def _problem_response(request: web.BaseRequest, problem: Problem) -> web.Response:
    body = problem.body(language_of(request.headers.get("Accept-Language", "")))
    return web.Response(
        status=problem.http_status,
        body=body.model_dump_json().encode(),
        content_type="application/problem+json",
        headers=problem.headers,
    )
