"""A whole adapter around one node in memory, its time jumping."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from adapters.echonet.meet import Node
from adapters.echonet.session import EchonetSession
from adapters.sdk.channel import Channel
from adapters.sdk.contract import AdapterContext
from adapters.sdk.session import SessionAdapter
from schemas.registry import Registry
from tests.adapters.echonet.far import NUMBER, Far
from tests.adapters.sdk.home import Home
from tests.adapters.sdk.travel import now_ns

REGISTRY = Registry.load()
POLL_S = 5.0
COOLER_KEY = f"{NUMBER}-013001"
METER_KEY = f"{NUMBER}-028801"


@asynccontextmanager
async def around(channel: Channel, context: AdapterContext, *, poll_s: float = POLL_S) -> AsyncIterator[Home]:
    @asynccontextmanager
    async def connect() -> AsyncIterator[tuple[Channel, Node]]:
        yield channel, Node(id=NUMBER)

    session = EchonetSession(
        NUMBER,
        connect,
        REGISTRY,
        poll_s=poll_s,
        answer_s=2.0,
        pause_s=0.0,
        now_ns=now_ns,
        first_tid=lambda: 1,
        tap=context.tap,
        devices=(COOLER_KEY,),
    )
    async with SessionAdapter(context, sessions=[session]) as adapter:
        home = Home(adapter)
        task = asyncio.create_task(home.listen(), name="the home")
        try:
            yield home
        finally:
            task.cancel()
            await asyncio.wait({task})


@asynccontextmanager
async def stage(far: Far) -> AsyncIterator[Home]:
    """Run an adapter with one node."""
    context = AdapterContext(name="echonet", state_dir=Path(), monotonic_ns=now_ns)
    async with around(far, context) as home:
        yield home
