"""The link to an egress that answers late."""

import asyncio
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from gateway.core.clock import ManualClock
from gateway.core.gate.link import EgressLink
from privacy.wire import (
    ApprovalResult,
    Contracts,
    FromCore,
    FromEgress,
    Hello,
    HelloAck,
    QueryContracts,
    RelayWithdrawal,
)
from schemas import codec
from tests.gateway.core.stage import until

pytestmark = pytest.mark.network


class LateEgress:
    """Answers in order, but not before it is let."""

    def __init__(self) -> None:
        self.asked: list[FromCore] = []
        self.answering = asyncio.Event()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while header := await reader.read(4):
            message = codec.decode(await reader.readexactly(struct.unpack(">I", header)[0]), FromCore)
            self.asked.append(message)
            if not isinstance(message, Hello):
                await self.answering.wait()
            body = codec.encode(_answer(message))
            writer.write(struct.pack(">I", len(body)) + body)
        writer.close()


def _answer(message: FromCore) -> FromEgress:
    match message:
        case Hello():
            return HelloAck(version=1, boot="b")
        case QueryContracts():
            return Contracts(contracts=())
        case RelayWithdrawal():
            return ApprovalResult(accepted=True, contract=message.contract)
        case _:
            raise AssertionError(message)


async def _nothing(_: Any) -> None:
    return


@asynccontextmanager
async def linked(folder: Path, egress: LateEgress) -> AsyncIterator[EgressLink]:
    path = folder / "core.sock"
    link = EgressLink(path, clock=ManualClock(), greeted=_nothing, told=_nothing)
    server = await asyncio.start_unix_server(egress.serve, path)
    running = asyncio.create_task(link.run())
    try:
        await until(lambda: link.connected)
        yield link
    finally:
        link.end()
        running.cancel()
        await asyncio.wait({running})
        server.close()
        await server.wait_closed()


async def test_the_answer_of_a_question_that_was_given_up_is_not_the_next_ones(tmp_path: Path) -> None:
    egress = LateEgress()
    async with linked(tmp_path, egress) as link, asyncio.timeout(30):
        given_up = asyncio.create_task(link.ask(QueryContracts(), Contracts))
        await until(lambda: len(egress.asked) == 2)
        given_up.cancel()
        withdrawn = asyncio.create_task(link.ask(RelayWithdrawal(contract="c"), ApprovalResult))
        await asyncio.wait({given_up})
        egress.answering.set()
        assert (await withdrawn).contract == "c"
        assert link.connected
