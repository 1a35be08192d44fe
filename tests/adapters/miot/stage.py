"""A whole adapter around one far end in memory, its time jumping."""

import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

from adapters.miot.channel import MiioChannel
from adapters.miot.pairing import Family
from adapters.miot.protocol import Conversation, MiotProtocolError
from adapters.miot.session import MiotSession
from adapters.sdk.contract import AdapterContext
from adapters.sdk.session import SessionAdapter
from schemas.registry import Registry
from tests.adapters.miot.device import DEVICE, TOKEN
from tests.adapters.miot.far import Far
from tests.adapters.sdk.home import Home, living
from tests.adapters.sdk.travel import now_ns, now_s

REGISTRY = Registry.load()
INSTANCES = Path(__file__).parents[2] / "peers" / "miot"
KEY = str(DEVICE)
POLL_S = 5.0
OTHER = str(DEVICE + 1)
"""The number of another device."""


def instance(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((INSTANCES / f"{name}.json").read_text("utf-8"))
    return found


def session(
    far: Far, kept: Mapping[str, Any], context: AdapterContext, *, poll_s: float = POLL_S, name: str = KEY
) -> MiotSession:
    @asynccontextmanager
    async def connect(
        *, trusted: bool = False, odd: Callable[[MiotProtocolError], None] = lambda _: None
    ) -> AsyncIterator[MiioChannel]:
        talk = Conversation(TOKEN, device_id=int(name))
        yield MiioChannel(far, talk, now_s, answer_s=1.5, trusted=trusted, odd=odd)

    return MiotSession(
        name,
        connect,
        Family(name, kept, None, REGISTRY),
        REGISTRY,
        poll_s=poll_s,
        now_ns=now_ns,
        tap=context.tap,
    )


@asynccontextmanager
async def stage(
    far: Far,
    document: Mapping[str, Any] | None = None,
    *,
    children: Any = (),
    poll_s: float = POLL_S,
    other: Far | None = None,
) -> AsyncIterator[Home]:
    """Run an adapter with one device, described as a light where nothing else is given; and another light."""
    context = AdapterContext(name="miot", state_dir=Path(), monotonic_ns=now_ns)
    spec = instance("light") if document is None else document
    kept = {"spec": json.dumps(spec) if spec else "", "children": json.dumps(list(children))}
    sessions = [session(far, kept, context, poll_s=poll_s)]
    if other is not None:
        sessions.append(session(other, {"spec": json.dumps(instance("light"))}, context, name=OTHER))
    async with living(SessionAdapter(context, sessions=sessions), partial(Home, usual=KEY)) as home:
        yield home
