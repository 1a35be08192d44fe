"""The frame of Modbus TCP, as far as it must be looked at before the library does.

MODBUS Messaging on TCP/IP Implementation Guide V1.0b, §3.1.3: transaction, protocol (0), length of what follows (unit
and PDU), unit. A PDU has at most 253 bytes (MODBUS Application Protocol Specification V1.1b3, §4.1).
"""

from typing import Final

HEAD: Final = 6
LONGEST: Final = 254
_BYTES: Final = frozenset({1, 2, 3, 4})
_FIXED: Final = frozenset({5, 6, 15, 16})


NOBODYS: Final = b"\xff\xff"
"""A transaction that is never asked with: the library counts to 65000."""


def named(data: bytes) -> bytes:
    """Take transaction 0 away from frames: the library takes such for an answer to whatever was asked last."""
    at, found = 0, bytearray(data)
    while len(data) - at > HEAD:
        if data[at : at + 2] == b"\0\0":
            found[at : at + 2] = NOBODYS
        at += HEAD + int.from_bytes(data[at + 4 : at + HEAD], "big")
    return bytes(found)


def fault_of(data: bytes) -> str | None:
    """Tell what is wrong with bytes that came since the last request; None where nothing is, or not yet."""
    at = 0
    while len(data) - at > HEAD + 1:
        if data[at + 2] or data[at + 3]:
            return "the protocol is not 0"
        length = int.from_bytes(data[at + 4 : at + HEAD], "big")
        if not 2 < length <= LONGEST:
            return f"a length of {length}"
        end = at + HEAD + length
        if end <= len(data) and (fault := _fault_of_answer(data[at + HEAD + 1 : end])):
            return fault
        at = end
    return None


def _fault_of_answer(answer: bytes) -> str | None:
    function = answer[0]
    if function > 0x80:
        return None if len(answer) == 2 else "an exception of another length"
    if function in _BYTES:
        return None if len(answer) == 2 + answer[1] else "a count of bytes that is not theirs"
    if function in _FIXED:
        return None if len(answer) == 5 else "an answer of another length"
    return f"function {function}, which was never used"
