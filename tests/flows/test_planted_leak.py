"""The demonstration's own check can fail: what is planted here must show in its report."""

import asyncio
import socket
import ssl
from pathlib import Path

import pytest

from gateway.demo.outside import HEADER_BYTES
from gateway.demo.stage import Stage
from tests.flows.stage import (
    OUTSIDE,
    approve,
    connections,
    envelopes,
    make_contract,
    record,
    report,
    set_stage,
    until,
    withdraw,
)

pytestmark = [pytest.mark.network, pytest.mark.broker]

SECRET = b"the resident sleeps"


async def test_whatever_leaves_beside_the_contract_is_unexplained(tmp_path: Path) -> None:
    async with set_stage(tmp_path, devices=3) as stage:
        contract = await asyncio.to_thread(make_contract, stage)
        await approve(stage, contract)
        await until(lambda: envelopes(stage))
        await withdraw(stage, contract)
        assert (await report(stage, contract))["unexplained_bytes"] == 0

        grown = 0
        for leak in (_knock, _knock, _plain_text, _undeclared, _repeated):
            await asyncio.to_thread(leak, stage)
            await until(lambda: _is_quiet(stage))
            found = (await report(stage, contract))["unexplained_bytes"]
            assert found > grown, leak.__name__
            grown = found


async def test_without_any_contract_nothing_is_explained(tmp_path: Path) -> None:
    async with set_stage(tmp_path, devices=3) as stage:
        assert (await report(stage, None))["unexplained_bytes"] == 0
        await asyncio.to_thread(_undeclared, stage)
        await until(lambda: _is_quiet(stage) and record(stage))
        found = await report(stage, None)
        assert found["unexplained_bytes"] == len(SECRET) + HEADER_BYTES["tcp"]
        assert found["stray_connections"] == 1


def _is_quiet(stage: Stage) -> bool:
    events = [event["event"] for event in record(stage)]
    return events.count("opened") == events.count("closed")


def _knock(stage: Stage) -> None:
    """A connection to another port, without a byte."""
    with socket.create_connection((OUTSIDE.host, stage.ports.trap)) as connection:
        assert connection.recv(1) == b""  # so the trap has it on record


def _plain_text(stage: Stage) -> None:
    """The right port, but no TLS: the record holds no application byte of it."""
    with socket.create_connection((OUTSIDE.host, stage.ports.https)) as connection:
        connection.sendall(SECRET)
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(4096):
            pass


def _undeclared(stage: Stage) -> None:
    """TLS to the right port, and bytes that no ledger knows."""
    _send(stage, SECRET)


def _repeated(stage: Stage) -> None:
    """A declared envelope once more: a body is explained once."""
    _send(stage, next(one.body for one in connections(stage) if one.body))


def _send(stage: Stage, data: bytes) -> None:
    context = ssl.create_default_context(cafile=str(stage.authority))
    with (
        socket.create_connection((OUTSIDE.host, stage.ports.https)) as plain,
        context.wrap_socket(plain, server_hostname=OUTSIDE.host) as connection,
    ):
        connection.sendall(data)
