"""Taking nodes into the home. There is no secret: who can reach a node may use it."""

from collections.abc import AsyncIterator, Mapping
from typing import Final

from adapters.echonet.line import Line, listening
from adapters.echonet.mapping import MAKER, PRODUCT, ascii_of
from adapters.echonet.meet import Node, instances, meet, who
from adapters.echonet.reach import Whereabouts, a_tid
from adapters.echonet.switchboard import Switchboard
from adapters.sdk.errors import DeviceError
from schemas.pairing import Candidate, Paired
from schemas.registry import Registry

FLEETING_NOTE: Final = "it has no identification number: give it a fixed address"


class EchonetPairer:
    """Finds nodes and takes them in."""

    def __init__(
        self, board: Switchboard, whereabouts: Whereabouts, registry: Registry, *, answer_s: float, pause_s: float
    ) -> None:
        """`answer_s`: how long an answer may take; `pause_s`: how long a node is left alone between questions."""
        self._board = board
        self._whereabouts = whereabouts
        self._registry = registry
        self._answer_s = answer_s
        self._pause_s = pause_s

    async def discover(self, seconds: float) -> tuple[Candidate, ...]:
        found = await self._whereabouts.everybody(seconds)
        return tuple(_candidate(address, node) for address, node in found.values())

    async def pair(self, answers: Mapping[str, str]) -> AsyncIterator[str | Paired]:
        host = answers["host"]
        yield "find"
        async with self._board.call(host) as call:
            line = Line(call, answer_s=self._answer_s, first_tid=a_tid(), pause_s=self._pause_s)
            async with listening(line):
                if not await instances(line):
                    raise DeviceError("the node has no device, only itself", code="no-devices")
                yield "identify"
                node = await who(line, host)
                yield "maps"
                met = await meet(line, node, self._registry)
                if not met.units:
                    raise DeviceError("none of its objects tells what it has", code="no-description")
                yield "read"
                first = met.units[-1]
                await line.read(first.eoj, sorted(first.maps.readable)[:1])
        devices = [one.key for one in met.units]
        name = ", ".join(one.thing.description.name for one in met.units if one.key != node.id)
        yield Paired(key=node.id, name=name[:64], kept={"host": host, "id": node.id, "devices": list(devices)})

    async def forget(self, paired: Paired) -> None:
        """Nothing is told: a node knows of no pairing."""


def _candidate(address: str, node: Node) -> Candidate:
    maker = node.told.get(MAKER, b"").hex().upper()
    product = ascii_of(node.told.get(PRODUCT, b""))
    return Candidate(
        key=node.id,
        name=f"ECHONET Lite {product or (f'0x{maker}' if maker else address)}",
        address=address,
        model=product,
        answers=(("host", address),),
        note="" if node.is_lasting else FLEETING_NOTE,
    )
