"""Adapters and faults."""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from typing import Annotated, Literal

from pydantic import Field

from gateway.northbound import shape
from gateway.northbound.base import Model, Query
from gateway.northbound.context import Api
from gateway.northbound.problem import Problem
from gateway.northbound.route import Answer, Call, Routes
from gateway.northbound.scope import Scope
from gateway.northbound.shape import FaultBody

routes = Routes("adapters")


class AdapterBody(Model):
    """One adapter instance. `state`: starting, connecting, connected, degraded, broken, stopped.

    `pid` and `memory_mb`, with all that it started, are told of one in a process of its own, while there is one.
    """

    name: str
    type: str
    state: str
    reason: str
    devices: int
    restarts: int
    faults: int
    process: Literal["core", "own"]
    pid: int | None
    memory_mb: float | None


class AdapterList(Model):
    """Adapters in the order of the configuration."""

    adapters: list[AdapterBody]


class FaultList(Model):
    """Faults of the devices that the token sees; where it sees all, of the adapters too."""

    faults: list[FaultBody]


@routes.add("GET", "/adapters", en="List adapters", zh="适配器列表", scopes=(Scope.READ,), answers={200: AdapterList})
async def list_adapters(api: Api, call: Call) -> AdapterList:
    """List the adapters; one that serves none of the token's devices is left out."""
    seen = {entry.adapter for entry in api.home.devices() if call.view.sees(entry)}
    return AdapterList(
        adapters=[
            AdapterBody(
                name=status.name,
                type=status.type,
                state=status.state,
                reason=status.reason,
                devices=status.devices,
                restarts=status.restarts,
                faults=status.faults,
                process=status.process,
                pid=status.pid,
                memory_mb=status.memory_mb,
            )
            for status in api.home.adapters()
            if call.view.is_whole or status.name in seen
        ]
    )


@routes.add(
    "POST",
    "/adapters/{adapter}/restart",
    en="Restart an adapter",
    zh="重启适配器",
    scopes=(Scope.ADMIN,),
    answers={204: None},
)
async def restart_adapter(api: Api, call: Call) -> Answer:
    """Let an adapter leave and start again. Its devices keep their ids and values, and are unavailable meanwhile."""
    try:
        api.home.restart_adapter(call.parameters["adapter"])
    except KeyError:
        raise Problem("not-found", "no such adapter", place="adapter") from None
    return Answer(status=204)


class RecordingQuery(Query):
    """How long to record."""

    seconds: Annotated[float, Field(gt=0, le=600)] = 60.0


@routes.add(
    "GET",
    "/adapters/{adapter}/recording",
    en="Record an adapter's conversations",
    zh="录制适配器通信",
    scopes=(Scope.ADMIN,),
    query=RecordingQuery,
    answers={200: None},
    problems=(409,),
)
async def record_adapter(api: Api, call: Call) -> Answer:
    """Send what the adapter says and hears as JSON lines while it happens, without names, keys and addresses."""
    lines = api.home.record(call.parameters["adapter"], call.query_as(RecordingQuery).seconds)
    try:
        first = await anext(lines)
    except KeyError:
        raise Problem("not-found", "no such adapter", place="adapter") from None
    except RuntimeError as error:
        raise Problem("conflict", str(error), place="adapter") from error
    return Answer(status=200, lines=_lines(first, lines))


async def _lines(first: str, rest: AsyncGenerator[str, None]) -> AsyncIterator[bytes]:
    async with aclosing(rest):
        yield first.encode() + b"\n"
        async for line in rest:
            yield line.encode() + b"\n"


@routes.add("GET", "/faults", en="List faults", zh="故障列表", scopes=(Scope.READ,), answers={200: FaultList})
async def list_faults(api: Api, call: Call) -> FaultList:
    """List bad input that was met and contained: first what no device can be named for, then by device."""
    adapters = api.home.adapters() if call.view.is_whole else ()
    nameless = [shape.fault(status.name, "", found, call.view) for status in adapters for found in status.problems]
    return FaultList(
        faults=[
            *nameless,
            *(
                shape.fault(entry.adapter, entry.id, found, call.view)
                for entry in api.home.devices()
                if call.view.sees(entry)
                for found in entry.faults
            ),
        ]
    )
