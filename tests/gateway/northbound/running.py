"""A real server over TLS on loopback, before a fake home."""

import json
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp

from gateway.core.clock import ManualClock
from gateway.core.home import Home
from gateway.core.storage import Database
from gateway.northbound import AccessStore, ApiSettings, Northbound
from gateway.northbound.gate import Gate
from gateway.northbound.scope import FarEnd, Scope
from tests.gateway.northbound.fake_home import NOW_MS, FakeHome

X509_V_FLAG_NO_CHECK_TIME = 0x200000


@dataclass(slots=True, kw_only=True)
class Reply:
    status: int
    body: Any
    headers: dict[str, str]

    @property
    def code(self) -> str:
        return str(self.body["code"])


@dataclass(slots=True, kw_only=True)
class Running:
    home: FakeHome  # where the test gave the real one, it keeps it itself
    access: AccessStore
    api: Northbound
    clock: ManualClock
    session: aiohttp.ClientSession
    database: Database

    @property
    def root(self) -> str:
        return f"https://127.0.0.1:{self.api.port}"

    async def token(
        self,
        *scopes: Scope,
        far_end: FarEnd = FarEnd.PERSON,
        devices: list[str] | None = None,
        rooms: list[str] | None = None,
    ) -> str:
        _, secret = await self.access.create("test", far_end, scopes, devices=devices, rooms=rooms)
        return secret

    async def ask(self, method: str, path: str, token: str = "", **more: Any) -> Reply:
        """Ask below /api/v1, or at the root for a path with two slashes in front."""
        headers = dict(more.pop("headers", {}))
        if token:
            headers["Authorization"] = f"Bearer {token}"
        url = self.root + (path[1:] if path.startswith("//") else "/api/v1" + path)
        async with self.session.request(method, url, headers=headers, **more) as response:
            text = await response.text()
            kind = response.content_type
            body = json.loads(text) if kind.endswith("json") and kind != "application/x-ndjson" and text else text
            return Reply(status=response.status, body=body, headers=dict(response.headers))

    @asynccontextmanager
    async def stream(self, token: str = "", query: str = "") -> AsyncIterator[aiohttp.ClientWebSocketResponse]:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        async with self.session.ws_connect(f"{self.root}/api/v1/stream{query}", headers=headers) as socket:
            yield socket


@asynccontextmanager
async def running(
    tmp_path: Path,
    *,
    home: FakeHome | Home | None = None,
    gate: Gate | None = None,
    wall: int = NOW_MS + 5_000,
    **settings: Any,
) -> AsyncIterator[Running]:
    """Start a server on a free port of loopback."""
    home = home or FakeHome()
    served = home.as_home if isinstance(home, FakeHome) else home
    clock = ManualClock(wall=wall)
    chosen = ApiSettings(**{"port": 0, "mdns": False, "stream_gap_ms": 0.0, **settings})
    async with (
        Database(tmp_path / "trust.db", migrations="trust", synchronous="FULL") as database,
        AccessStore(database) as access,
        Northbound(served, access, gate, clock, chosen, tls_dir=tmp_path / "tls") as api,
        aiohttp.ClientSession(connector=aiohttp.TCPConnector(ssl=trusting(api), force_close=False)) as session,
    ):
        fake = home if isinstance(home, FakeHome) else FakeHome()
        yield Running(home=fake, access=access, api=api, clock=clock, session=session, database=database)


def trusting(api: Northbound) -> ssl.SSLContext:
    """Trust this very certificate; the home's clock is moved by hand, so its time is not compared with ours."""
    context = ssl.create_default_context(cafile=str(api.certificate.certificate))
    context.verify_flags |= ssl.VerifyFlags(X509_V_FLAG_NO_CHECK_TIME)
    return context
