"""Getting to know a node: who it is, which objects it has, what each can do."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from adapters.echonet.line import Line, SilentObjectError
from adapters.echonet.mapping import (
    MAKER,
    NUMBER,
    SERIAL,
    WHO,
    Maps,
    Unit,
    ascii_of,
    class_name,
    identity,
    unit,
    wanted_first,
)
from adapters.echonet.protocol import (
    ANNOUNCED,
    INSTANCES,
    NODE,
    READABLE,
    SETTABLE,
    BadPropertyError,
    Eoj,
    read_instances,
    read_property_map,
)
from adapters.sdk.errors import LinkError, ProtocolError, RejectedError
from schemas.registry import Registry

_NUMBER_BYTES: Final = 17
_ALL_MAPS: Final = (ANNOUNCED, SETTABLE, READABLE)
GATEWAY: Final = "gateway"


class OtherNodeError(RejectedError):
    """Another node has the address now."""

    code = "other-node"
    retry = True

    def __init__(self, where: str) -> None:
        """Name the address, or say where it was."""
        super().__init__(f"another node answers {where}", "pair it anew if it was exchanged")


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """Who a node is. `id` is lasting; `is_lasting` is false where the node tells nothing that is, only its address."""

    id: str
    told: Mapping[int, bytes] = field(default_factory=dict)
    is_lasting: bool = True


def node_id(told: Mapping[int, bytes], host: str) -> Node:
    """Name a node: by its identification number, else by maker and serial number, else by its address alone.

    A number is 17 bytes, of which the unique part is not all zero (APPENDIX, super class, 0x83).
    """
    number = told.get(NUMBER, b"")
    if len(number) == _NUMBER_BYTES and any(number[4:]):
        return Node(id=number.hex(), told=told)
    serial = ascii_of(told.get(SERIAL, b""))
    if serial and told.get(MAKER):
        return Node(id=f"{told[MAKER].hex()}-{serial}", told=told)
    return Node(id=f"at-{host}", told=told, is_lasting=False)


async def who(line: Line, host: str) -> Node:
    """Ask a node who it is. LinkError."""
    try:
        told = (await line.get(NODE, (NUMBER, *WHO), urgent=True)).values
    except LinkError:  # one that says nothing to many
        told = (await line.read(NODE, (NUMBER,), urgent=True)).values
        line.most = 1
        return node_id({**told, **(await line.read(NODE, WHO, urgent=True)).values}, host)
    if NUMBER not in told:  # one that bears fewer at once, or has none
        told = (await line.read(NODE, (NUMBER, *WHO), urgent=True)).values
    return node_id(told, host)


async def see(line: Line, node: Node) -> None:
    """See that it is still this node: its address may have become another's. LinkError, OtherNodeError."""
    if not node.is_lasting:
        return
    told = (await line.read(NODE, (NUMBER,), urgent=True)).values
    found = node_id(told, "")
    if not found.is_lasting:
        found = await who(line, "")
    if found.is_lasting and found.id != node.id:
        raise OtherNodeError("at its address")


async def instances(line: Line) -> tuple[Eoj, ...]:
    """Ask a node which objects it has. ProtocolError where it does not tell."""
    told = (await line.read(NODE, (INSTANCES,), urgent=True)).values.get(INSTANCES)
    if told is None:
        raise ProtocolError("the node does not tell its objects, property 0xD6", code="no-instances")
    try:
        return tuple(one for one in read_instances(told) if one.code != NODE.code)
    except BadPropertyError as error:
        reason = f"the list of its objects, property 0xD6, cannot be read: {error.reason}"
        raise ProtocolError(reason, "see whether it has newer firmware", code=error.code) from error


async def maps(line: Line, eoj: Eoj) -> Maps | None:
    """Ask an object what it has; None where it does not tell. BadPropertyError."""
    told = (await line.read(eoj, _ALL_MAPS)).values
    if READABLE not in told:
        return None
    found = {epc: read_property_map(data) for epc, data in told.items()}
    return Maps(
        announced=found.get(ANNOUNCED, frozenset()),
        settable=found.get(SETTABLE, frozenset()),
        readable=found[READABLE],
    )


def device_key(node: str, eoj: Eoj) -> str:
    """Name a device object."""
    return f"{node}-{eoj.code:04x}{eoj.instance:02x}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """The units of a node, itself first where it has several; and the objects that could not be described, and why.

    Those in `silent` answered nothing, and may later.
    """

    objects: tuple[Eoj, ...]
    units: tuple[Unit, ...]
    odd: Mapping[Eoj, str] = field(default_factory=dict)
    silent: Mapping[Eoj, SilentObjectError] = field(default_factory=dict)


def names(objects: Iterable[Eoj], registry: Registry) -> dict[Eoj, str]:
    """Name objects after their classes, those that would be called the same with a number."""
    counts: Counter[str] = Counter()
    found: dict[Eoj, str] = {}
    for eoj in objects:
        name = class_name(eoj, registry)
        counts[name] += 1
        found[eoj] = name if counts[name] == 1 else f"{name} {counts[name]}"
    return found


async def meet(line: Line, node: Node, registry: Registry) -> Met:
    """Describe all objects of a node. LinkError where it does not answer or tells no objects."""
    objects = await instances(line)
    units: list[Unit] = []
    odd: dict[Eoj, str] = {}
    silent: dict[Eoj, SilentObjectError] = {}
    several = len(objects) > 1
    for eoj, name in names(((NODE,) if several else ()) + objects, registry).items():
        try:
            found = await maps(line, eoj)
            told = await _needed_first(line, eoj, found) if found else {}
        except BadPropertyError as error:
            odd[eoj] = error.reason
            continue
        except SilentObjectError as error:
            silent[eoj] = error
            continue
        if found is None:
            odd[eoj] = "it does not tell its property maps"
            continue
        key = node.id if eoj == NODE else device_key(node.id, eoj)
        via = node.id if several and eoj != NODE else ""
        person = identity(key, name, told, node.told, via=via)
        units.append(unit(person, eoj, found, told, registry, kind=GATEWAY if eoj == NODE else ""))
    return Met(objects=objects, units=tuple(units), odd=odd, silent=silent)


async def _needed_first(line: Line, eoj: Eoj, found: Maps) -> dict[int, bytes]:
    codes = [epc for epc in sorted({*WHO, *wanted_first(eoj)}) if epc in found.readable]
    return (await line.read(eoj, codes)).values if codes else {}
