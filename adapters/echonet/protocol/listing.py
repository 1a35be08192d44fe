"""Lists that nodes tell in the data of a property: which properties an object has, which objects a node has.

Property map (9D what it announces, 9E what can be set, 9F what can be read): a count; up to 15 properties follow code
by code, more as 16 bytes of bits, where bit b of byte a is property 80 + 10·b + a. Instance list (D5, D6): a count and
three bytes each, at most 84. Class list (D7): a count and two bytes each.

Source: APPENDIX "Detailed Requirements for ECHONET Device Objects", attachment 1 (property maps); ECHONET Lite
Specification 1.12, part 2, §6.11.1 (node profile).
"""

from collections.abc import Iterable
from typing import Final

from adapters.echonet.protocol.error import BadPropertyError
from adapters.echonet.protocol.frame import Eoj

ANNOUNCED: Final = 0x9D
SETTABLE: Final = 0x9E
READABLE: Final = 0x9F
INSTANCE_NOTICE: Final = 0xD5
INSTANCES: Final = 0xD6
CLASSES: Final = 0xD7
_LISTED: Final = 16
_BITS: Final = tuple(range(0x80, 0x100))


def read_property_map(edt: bytes) -> frozenset[int]:
    """Give the codes in a property map; BadPropertyError where it is none."""
    if not edt:
        raise BadPropertyError("a property map is empty")
    if edt[0] < _LISTED and len(edt) == 1 + edt[0]:
        return frozenset(edt[1:])
    if len(edt) != 17:
        raise BadPropertyError(f"a property map of {edt[0]} properties has {len(edt)} bytes")
    return frozenset(epc for epc in _BITS if edt[1 + (epc & 15)] >> ((epc >> 4) - 8) & 1)


def write_property_map(codes: Iterable[int]) -> bytes:
    """Write a property map in the form that its size wants; ValueError for a code below 80."""
    known = sorted(set(codes))
    if any(not 0x80 <= epc <= 0xFF for epc in known):
        raise ValueError("a property code is 0x80 to 0xFF")
    if len(known) < _LISTED:
        return bytes([len(known), *known])
    bits = bytearray(16)
    for epc in known:
        bits[epc & 15] |= 1 << (epc >> 4) - 8
    return bytes([len(known)]) + bytes(bits)


def read_instances(edt: bytes) -> tuple[Eoj, ...]:
    """Give the objects of an instance list, each once; BadPropertyError where it is none.

    A node with more than 84 objects tells how many it has and lists 84.
    """
    count, rest = edt[:1], edt[1:]
    if not count or len(rest) % 3 or len(rest) // 3 != min(count[0], 84):
        raise BadPropertyError("an instance list does not hold what its count says")
    found = (Eoj(rest[at] << 8 | rest[at + 1], rest[at + 2]) for at in range(0, len(rest), 3))
    return tuple(dict.fromkeys(found))


def write_instances(objects: Iterable[Eoj]) -> bytes:
    """Write an instance list; ValueError for more than it holds."""
    known = tuple(objects)
    if len(known) > 84:
        raise ValueError("an instance list holds 84 objects")
    return bytes([len(known)]) + b"".join(one.code.to_bytes(2) + bytes([one.instance]) for one in known)
