"""A session with a far end, and the home that it tells."""

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

from adapters.homekit.database import read
from adapters.homekit.mapping import Unit, units
from adapters.homekit.session import HomeKitSession, Open
from adapters.sdk.contract import AdapterContext
from adapters.sdk.reconnect import Backoff
from adapters.sdk.session import Session, SessionAdapter
from adapters.sdk.tap import Tap
from schemas.pairing import Paired
from schemas.registry import Registry
from schemas.value import Value
from tests.adapters.homekit.far import Far
from tests.adapters.sdk.home import Home as Shared
from tests.adapters.sdk.home import living

REGISTRY = Registry.load()
KEY = "AA:BB:CC:DD:EE:FF"


def unit(accessory: dict[str, Any]) -> Unit:
    """Make a device of one accessory."""
    (made,) = units(read({"accessories": [accessory]}), REGISTRY, key=KEY, name="It")
    return made


class Home(Shared):
    """What the home was told; the device KEY is meant where none is named."""

    def value(self, path: str, key: str = KEY) -> Value:
        return self.values.get((key, path))


def quick() -> Backoff:
    return Backoff(first_s=0.01, ceiling_s=0.02)


def session(connect: Open, key: str = KEY, config: Callable[[], int | None] = lambda: None, **pace: float) -> Session:
    """Make a session with a far end that keeps still but for what it is asked."""
    return HomeKitSession(
        Paired(key=key, name="It", kept={}),
        connect,
        REGISTRY,
        poll_s=pace.get("poll_s", 300),
        answer_s=pace.get("answer_s", 0.2),
        tap=Tap(),
        config=config,
    )


@asynccontextmanager
async def at_home(*sessions: Session) -> AsyncIterator[Home]:
    """Run an adapter with these sessions."""
    context = AdapterContext(name="homekit", state_dir=Path(), monotonic_ns=time.monotonic_ns)
    async with living(SessionAdapter(context, sessions=sessions, backoff=quick), partial(Home, usual=KEY)) as home:
        yield home


@asynccontextmanager
async def staged(
    *fars: Far, poll_s: float = 300, answer_s: float = 0.2, config: Callable[[], int | None] = lambda: None
) -> AsyncIterator[Home]:
    """Run an adapter with a session for each far end; the first has the key KEY, the others "far 1" and so on."""
    keys = [KEY, *(f"far {number}" for number in range(1, len(fars)))]
    pairs = zip(fars, keys, strict=True)
    async with at_home(
        *(session(far.connect, key, config, poll_s=poll_s, answer_s=answer_s) for far, key in pairs)
    ) as home:
        yield home
