"""Ports at which nothing belongs: whoever knocks is on record."""

import asyncio
from contextlib import AsyncExitStack
from typing import Any

from simulators.recipient.recorder import Recorder


def _peer(address: Any) -> str:
    return f"{address[0]}:{address[1]}" if address else "unknown"


class _UdpTrap(asyncio.DatagramProtocol):
    def __init__(self, recorder: Recorder, port: int) -> None:
        self._recorder = recorder
        self._port = port

    def datagram_received(self, data: bytes, addr: Any) -> None:
        self._recorder.strayed("udp", self._port, _peer(addr), len(data))


async def open_udp_trap(stack: AsyncExitStack, host: str, port: int, recorder: Recorder) -> None:
    """Count datagrams to `host:port` until the stack closes. Raises OSError where the port is not ours to take."""
    loop = asyncio.get_running_loop()
    transport, _ = await loop.create_datagram_endpoint(lambda: _UdpTrap(recorder, port), local_addr=(host, port))
    stack.callback(transport.close)


async def open_tcp_trap(stack: AsyncExitStack, host: str, port: int, recorder: Recorder) -> None:
    """Count connections to `host:port` until the stack closes; each is closed at once."""

    async def knocked(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        recorder.strayed("tcp", port, _peer(writer.get_extra_info("peername")), 0)
        writer.close()

    server = await asyncio.start_server(knocked, host, port)
    stack.callback(server.close)
