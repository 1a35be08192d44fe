"""Another vendor's adapter, as somebody outside this project would ship it: lamps over JSON in UDP datagrams."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterable, Mapping
from types import TracebackType
from typing import Any, Self

from adapters.sdk import AdapterContext, Manifest, MapReport, MapRow
from schemas.commands import Command, SetProperties
from schemas.device import DeviceDescription, EndpointDescription, PropertyDescription
from schemas.outcomes import Answer, Refused, Sent
from schemas.pairing import Ask, Candidate, Paired, Pairing, PairingPlan, Step, Stepped
from schemas.updates import AdapterStateChanged, DeviceDescribed, DeviceRemoved, PropertiesReported, Update
from schemas.vocabulary import Kind


class Lamps(asyncio.DatagramProtocol):
    """Says hello; the lamps answer with `{"lamp": name, "on": boolean}` now and at every change."""

    def __init__(self, settings: Mapping[str, Any], context: AdapterContext) -> None:
        self._settings = settings
        self._context = context
        self._transport: asyncio.DatagramTransport | None = None
        self._waiting: asyncio.Queue[tuple[Update, ...]] = asyncio.Queue(maxsize=1000)
        self._known: set[str] = set()
        self._pairing: asyncio.Future[dict[str, Any]] | None = None

    async def __aenter__(self) -> Self:
        there = ("127.0.0.1", self._settings["port"])
        loop = asyncio.get_running_loop()
        self._transport, _ = await loop.create_datagram_endpoint(lambda: self, remote_addr=there)
        self._send({"hello": 1})
        for one in self._context.paired:
            self._send({"hello": 1, "pin": one.kept["pin"]})
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._transport is not None:
            self._transport.close()

    def _send(self, message: dict[str, Any]) -> None:
        assert self._transport is not None
        self._transport.sendto(json.dumps(message).encode())

    def datagram_received(self, data: bytes, _addr: object) -> None:
        told = json.loads(data)
        if "paired" in told:
            if self._pairing is not None and not self._pairing.done():
                self._pairing.set_result(told)
            return
        batch: list[Update] = [AdapterStateChanged(state="connected")]
        if told["lamp"] not in self._known:
            self._known.add(told["lamp"])
            batch.append(DeviceDescribed(device=describe(told["lamp"])))
        now_ns = self._context.monotonic_ns()
        batch.append(PropertiesReported(device=told["lamp"], arrived_ns=now_ns, changes=((0, told["on"]),)))
        self._waiting.put_nowait(tuple(batch))

    async def updates(self) -> AsyncIterator[tuple[Update, ...]]:
        while True:
            yield await self._waiting.get()

    async def execute(self, command: Command) -> Answer:
        if not isinstance(command, SetProperties):
            return Refused(command=command.id, code="unsupported", reason="a lamp can be switched only")
        self._send({"lamp": command.device, "on": dict(command.changes)[0]})
        return Sent(command=command.id)

    async def discover(self, seconds: float) -> tuple[Candidate, ...]:
        await asyncio.sleep(seconds)
        return (Candidate(key="attic", name="Attic", address="127.0.0.1"),)

    async def pair(self, answers: Mapping[str, str]) -> AsyncIterator[Pairing]:
        yield Stepped(step="pin", state="running")
        self._pairing = asyncio.get_running_loop().create_future()
        self._send({"pair": answers["pin"]})
        name = (await self._pairing)["paired"]
        if not name:
            yield Stepped(step="pin", state="failed", code="pin-rejected", reason="the lamp has another PIN")
            return
        yield Paired(key=name, name=name.title(), kept={"pin": answers["pin"]})
        yield Stepped(step="pin", state="done")
        self._send({"hello": 1, "pin": answers["pin"]})

    async def unpair(self, key: str) -> None:
        self._waiting.put_nowait((DeviceRemoved(device=key, reason="it was given up"),))


def describe(name: str) -> DeviceDescription:
    return DeviceDescription(
        key=name,
        name=name.title(),
        manufacturer="Acme",
        endpoints=(EndpointDescription(id=1, device_type="onOffLight"),),
        properties=(
            PropertyDescription(
                endpoint=1, capability="onOff", name="onOff", address="on", kind=Kind.BOOLEAN, access="rwn"
            ),
        ),
    )


def check(settings: Mapping[str, Any]) -> tuple[str, ...]:
    unknown = tuple(f"{key}: there is no such key; leave it out" for key in settings if key != "port")
    if not isinstance(settings.get("port"), int):
        return (*unknown, "port: is not the number of a port; give the lamps' UDP port")
    return unknown


def map_file(lines: Iterable[str]) -> MapReport:
    names = [line.strip() for line in lines if line.strip()]
    rows = tuple(
        MapRow(device=name, source="on", kind="boolean", unit="", to="onOff.onOff", to_unit="") for name in names
    )
    return MapReport(devices=len(names), source_properties=len(names), core=len(names), vendor=0, lost=0, rows=rows)


MANIFEST = Manifest(
    id="acme",
    version="1.0",
    protocol="acme-udp",
    sdk="1",
    zh="Acme 灯",
    en="Acme lamps",
    config_schema=lambda: {"type": "object", "properties": {"port": {"type": "integer"}}},
    check=check,
    create=Lamps,
    map_file=map_file,
    pairing=PairingPlan(
        asks=(Ask(id="pin", zh="配对码", en="PIN on the lamp", secret=True, pattern="[0-9]{4}", example="4711"),),
        steps=(Step(id="pin", zh="验证配对码", en="Check the PIN"),),
    ),
)
