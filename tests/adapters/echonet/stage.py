"""A whole adapter around nodes in memory, its time jumping."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from adapters.echonet.meet import Node, OtherNodeError
from adapters.echonet.session import EchonetSession
from adapters.sdk.channel import Channel
from adapters.sdk.contract import AdapterContext
from adapters.sdk.session import SessionAdapter
from schemas.registry import Registry
from tests.adapters.echonet.far import COOLER, NODE, NUMBER, Far, Thing, cooler
from tests.adapters.sdk.home import Home, living
from tests.adapters.sdk.travel import now_ns

REGISTRY = Registry.load()
POLL_S = 5.0
NUMBER_OF_IT = 0x83
COOLER_KEY = f"{NUMBER}-013001"
METER_KEY = f"{NUMBER}-028801"
OTHER = NUMBER[:-1] + "2"
OTHER_KEY = f"{OTHER}-013001"


def neighbour() -> Far:
    """Another node, also with an air conditioner."""
    return Far({NODE: Thing(values={0x83: bytes.fromhex(OTHER), 0x8A: b"\0\0\x77"}), COOLER: cooler()})


def _session(name: str, channel: Channel, context: AdapterContext, poll_s: float) -> EchonetSession:
    @asynccontextmanager
    async def connect() -> AsyncIterator[tuple[Channel, Node]]:
        if isinstance(channel, Far) and channel.objects[NODE].values[NUMBER_OF_IT].hex() != name:
            raise OtherNodeError("at its address")  # it is looked for before each conversation
        yield channel, Node(id=name)

    return EchonetSession(
        name,
        connect,
        REGISTRY,
        poll_s=poll_s,
        answer_s=2.0,
        pause_s=0.0,
        now_ns=now_ns,
        first_tid=lambda: 1,
        tap=context.tap,
        devices=(f"{name}-{COOLER}",),
    )


@asynccontextmanager
async def around(
    channel: Channel, context: AdapterContext, *others: Channel, poll_s: float = POLL_S
) -> AsyncIterator[Home]:
    nodes = [(NUMBER, channel), *((OTHER, one) for one in others)]
    sessions = [_session(name, one, context, poll_s) for name, one in nodes]
    async with living(SessionAdapter(context, sessions=sessions), Home) as home:
        yield home


@asynccontextmanager
async def stage(far: Far, *others: Far) -> AsyncIterator[Home]:
    """Run an adapter with one node, or with another one beside it."""
    context = AdapterContext(name="echonet", state_dir=Path(), monotonic_ns=now_ns)
    async with around(far, context, *others) as home:
        yield home
