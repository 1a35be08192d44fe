"""Health for the service manager and figures for Prometheus."""

from collections.abc import Mapping

from aiohttp import web

from gateway.northbound import dispatch
from gateway.northbound.context import Api
from gateway.northbound.openapi import document
from gateway.northbound.route import PREFIX
from gateway.northbound.scope import Scope

SETTLED = frozenset({"connected", "degraded", "broken", "stopped"})
"""States in which it is known whether an adapter has its link."""


class Health:
    """The plain answers beside the routes."""

    def __init__(self, api: Api) -> None:
        self._api = api

    def handlers(self) -> Mapping[str, dispatch.HttpHandler]:
        """Give a handler for each path; all of them are GET."""
        return {
            "/healthz": self.alive,
            "/readyz": self.ready,
            "/metrics": self.metrics,
            f"{PREFIX}/openapi.json": self.openapi,
        }

    async def alive(self, _request: web.Request) -> web.Response:
        """Answering is the proof: the loop runs."""
        return web.Response(text="alive\n")

    async def ready(self, _request: web.Request) -> web.Response:
        """Ready when the store is open and every adapter is connected or known not to be. Names nothing."""
        if not self._api.access.is_open:
            return web.Response(status=503, text="not ready: store\n")
        if any(status.state not in SETTLED for status in self._api.home.adapters()):
            return web.Response(status=503, text="not ready: adapters\n")
        return web.Response(text="ready\n")

    async def metrics(self, request: web.Request) -> web.Response:
        """Give the figures to a token with the scope metrics."""
        grant = dispatch.authenticate(self._api, request.headers.get("Authorization", ""), request.remote or "")
        dispatch.demand(grant, frozenset({Scope.METRICS}))
        headers = {"Content-Type": "text/plain; version=0.0.4; charset=utf-8"}
        return web.Response(body=self._api.metrics.render(), headers=headers)

    async def openapi(self, _request: web.Request) -> web.Response:
        """Give the OpenAPI document; it says nothing of this home."""
        return web.Response(body=document(), content_type="application/json")
