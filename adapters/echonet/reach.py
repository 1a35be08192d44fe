"""Where nodes are: one address asked who it is, and everybody on the configured interfaces."""

import asyncio
import secrets
from collections import deque
from collections.abc import AsyncIterator, Mapping
from contextlib import aclosing, asynccontextmanager, suppress
from typing import Final

from adapters.echonet.line import Line, listening
from adapters.echonet.meet import Node, OtherNodeError, who
from adapters.echonet.protocol import NODE, Conversation, EchonetProtocolError, Service, decode
from adapters.echonet.protocol.conversation import MAX_TID
from adapters.echonet.switchboard import Call, Switchboard
from adapters.sdk.errors import LinkError
from adapters.sdk.network import Interface

SEARCH_S: Final = 2.0
FRESH_S: Final = 3.0
"""How long what a search found is good for others who look, so that a whole home that vanishes asks once."""
LEAST_S: Final = 0.3
"""Between two tries, however many nodes say that they begin."""
RECENT: Final = 8
MOST: Final = 256
"""Nodes that one search asks who they are."""


def a_tid() -> int:
    """Begin numbering somewhere, so that what answers another conversation with the same node is told apart."""
    return secrets.randbelow(MAX_TID) + 1


class Whereabouts:
    """Finds nodes; one search at a time, however many look for one."""

    def __init__(self, board: Switchboard, *, answer_s: float, seconds: float = SEARCH_S) -> None:
        """Take the ports to ask from."""
        self._board = board
        self._answer_s = answer_s
        self._seconds = seconds
        self._lock = asyncio.Lock()
        self._found: Mapping[str, tuple[str, Node]] = {}
        self._until = 0.0
        self._begun: deque[str] = deque(maxlen=RECENT)  # where nodes said that they begin, oldest first
        self._news = asyncio.Event()
        board.begun = self._note

    def _note(self, host: str) -> None:
        if host in self._begun:
            self._begun.remove(host)
        self._begun.append(host)
        self._news.set()

    async def nap(self, seconds: float) -> None:
        """Sleep before the next try, and not on when a node says that it begins."""
        loop = asyncio.get_running_loop()
        end = loop.time() + seconds
        self._news.clear()
        with suppress(LinkError, OSError):  # TimeoutError is one
            async with asyncio.timeout_at(end), self._board.open():
                await self._news.wait()
                end = min(end, loop.time() + LEAST_S)
        await asyncio.sleep(max(end - loop.time(), 0))

    async def ask(self, host: str) -> Node:
        """Ask one address who it is. LinkError."""
        async with self._board.call(host) as call:
            line = Line(call, answer_s=self._answer_s, first_tid=a_tid())
            async with listening(line):
                return await who(line, host)

    async def everybody(self, seconds: float) -> dict[str, tuple[str, Node]]:
        """Search all interfaces at once; address and node by the node's id."""
        hosts: list[str] = []
        places = await self._board.places()
        async with asyncio.TaskGroup() as group:
            for place in places:
                group.create_task(self._on(place, seconds, hosts), name=f"echonet search {place.name}")
        found: dict[str, tuple[str, Node]] = {}
        async with asyncio.TaskGroup() as group:
            for host in hosts:
                group.create_task(self._met(host, found), name=f"echonet search {host}")
        return found

    async def _on(self, place: Interface, seconds: float, hosts: list[str]) -> None:
        asked = Conversation(first_tid=a_tid()).discover()
        with suppress(LinkError):  # an interface whose port is taken hinders nobody else
            async with aclosing(self._board.shout(place, asked.data, seconds=seconds)) as answers:
                async for sender, data in answers:
                    if len(hosts) < MOST and sender not in hosts and _is_answer(data, asked.tid):
                        hosts.append(sender)

    async def _met(self, host: str, found: dict[str, tuple[str, Node]]) -> None:
        with suppress(LinkError):
            node = await self.ask(host)
            found.setdefault(node.id, (host, node))

    async def find(self, node: str) -> str | None:
        """Give the address at which a node answers now; None where it does not."""
        async with self._lock:
            for host in list(self._begun):
                if await self._is_at(node, host):
                    self._begun.remove(host)
                    return host
            now = asyncio.get_running_loop().time()
            if now >= self._until:
                self._found = await self.everybody(self._seconds)
                self._until = asyncio.get_running_loop().time() + FRESH_S
        return self._found[node][0] if node in self._found else None

    async def _is_at(self, node: str, host: str) -> bool:
        with suppress(LinkError):
            return (await self.ask(host)).id == node
        if host in self._begun:
            self._begun.remove(host)
        return False


def _is_answer(data: bytes, tid: int) -> bool:
    try:
        frame = decode(data)
    except EchonetProtocolError:
        return False
    told = (Service.GET_ANSWER, Service.GET_REFUSED)
    return frame.tid == tid and frame.source.code == NODE.code and frame.service in told


class Reach:
    """The way to one node, wherever it is now."""

    def __init__(self, host: str, node: str, *, board: Switchboard, whereabouts: Whereabouts) -> None:
        """Begin with the address at which it was last. `node` is its id."""
        self.host = host
        self.node = node
        self._board = board
        self._whereabouts = whereabouts

    @asynccontextmanager
    async def channel(self) -> AsyncIterator[tuple[Call, Node]]:
        """Find it, and open a channel to it. UnreachableError, OtherNodeError."""
        node = await self._located()
        async with self._board.call(self.host) as call:
            yield call, node

    async def _located(self) -> Node:
        try:
            return await self._there(self.host)
        except LinkError:
            found = None
            with suppress(LinkError):
                found = await self._whereabouts.find(self.node)
            if found is None or found == self.host:
                raise
            node = await self._there(found)
            self.host = found
            return node

    async def _there(self, host: str) -> Node:
        node = await self._whereabouts.ask(host)
        if node.id != self.node:
            raise OtherNodeError(f"at {host}")
        return node
