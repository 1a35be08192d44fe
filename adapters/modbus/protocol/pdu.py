"""Requests and answers of the functions that are used, without unit and frame: bytes both ways.

MODBUS Application Protocol Specification V1.1b3 (2012), §6: 01 to 04 read coils, discrete inputs, holding and input
registers; 05 and 06 write one coil or register; 16 (0x10) writes several registers. §7: exceptions.
"""

import struct
from collections.abc import Sequence
from typing import Final

from adapters.modbus.protocol.register import LONGEST_WRITE, Space
from adapters.sdk.errors import ProtocolError

READS: Final = {Space.COIL: 1, Space.DISCRETE: 2, Space.HOLDING: 3, Space.INPUT: 4}
WRITE_COIL: Final = 5
WRITE_REGISTER: Final = 6
WRITE_REGISTERS: Final = 16
EXCEPTION: Final = 0x80
_ON: Final = 0xFF00


def read_request(space: Space, address: int, count: int) -> bytes:
    """Ask for `count` registers or bits from an address on."""
    if not (1 <= count <= space.longest and address >= 0 and address + count <= 1 << 16):
        raise ValueError(f"{count} from {address} on cannot be asked for at once")
    return struct.pack(">BHH", READS[space], address, count)


def read_answer(space: Space, count: int, answer: bytes) -> tuple[int, ...]:
    """Give the words, or the bits as 0 and 1, of an answer that is no exception. Raises ProtocolError."""
    size = (count + 7) // 8 if space.is_bits else 2 * count
    if len(answer) != size + 2 or answer[0] != READS[space] or answer[1] != size:
        raise _odd(answer)
    if space.is_bits:
        return tuple(answer[2 + place // 8] >> place % 8 & 1 for place in range(count))
    return struct.unpack(f">{count}H", answer[2:])


def write_request(space: Space, address: int, words: Sequence[int], *, several: bool = False) -> bytes:
    """Write a coil or registers. `several`: with function 16 even where it is one."""
    if not (1 <= len(words) <= LONGEST_WRITE and address >= 0 and address + len(words) <= 1 << 16):
        raise ValueError(f"{len(words)} from {address} on cannot be written at once")
    if space is Space.COIL:
        return struct.pack(">BHH", WRITE_COIL, address, _ON if words[0] else 0)
    if space is not Space.HOLDING:
        raise ValueError(f"{space} registers cannot be written")
    if len(words) == 1 and not several:
        return struct.pack(">BHH", WRITE_REGISTER, address, words[0])
    head = struct.pack(">BHHB", WRITE_REGISTERS, address, len(words), 2 * len(words))
    return head + struct.pack(f">{len(words)}H", *words)


def check_written(request: bytes, answer: bytes) -> None:
    """Check that an answer that is no exception belongs to what was written. Raises ProtocolError."""
    if answer != request[:5]:
        raise _odd(answer)


def exception(request: bytes, answer: bytes) -> int | None:
    """Give the code of an exception, None where it is none. Raises ProtocolError for what answers nothing."""
    if not answer:
        raise _odd(answer)
    if not answer[0] & EXCEPTION:
        return None
    if answer[0] != request[0] | EXCEPTION or len(answer) != 2:
        raise _odd(answer)
    return answer[1]


def _odd(answer: bytes) -> ProtocolError:
    return ProtocolError(f"its answer of {len(answer)} bytes is none to what was asked")
