"""What we are in the network: a node with a controller, which others may ask too.

Source: ECHONET Lite Specification 1.12, part 2, §6.11.1 (node profile), §6.3 (what every node must answer).
"""

import secrets
from dataclasses import replace
from pathlib import Path
from typing import Final

from adapters.echonet.protocol import (
    ANNOUNCED,
    CLASSES,
    CONTROLLER,
    INSTANCES,
    NODE,
    READABLE,
    SETTABLE,
    EchonetProtocolError,
    Eoj,
    Service,
    decode,
    read_answer,
    refusal_of,
    write_instances,
    write_property_map,
)

NUMBER: Final = 0x83
_NOBODY: Final = b"\xff\xff\xff"
"""The maker code of who has none."""
_UNIQUE: Final = 13
_PLACE: Final = 0x81
_QUESTIONS: Final = range(0x60, 0x70)


def own_number(folder: Path) -> bytes:
    """Give our identification number, which is drawn once and kept. Blocks for a moment."""
    file = folder / "node-number"
    try:
        unique = bytes.fromhex(file.read_text("ascii").strip())
    except (OSError, ValueError):
        unique = b""
    if len(unique) != _UNIQUE:
        unique = secrets.token_bytes(_UNIQUE)
        file.write_text(unique.hex(), "ascii")
    return b"\xfe" + _NOBODY + unique


def _with_maps(told: dict[int, bytes]) -> dict[int, bytes]:
    readable = write_property_map({*told, ANNOUNCED, SETTABLE, READABLE})
    return told | {ANNOUNCED: write_property_map(()), SETTABLE: write_property_map(()), READABLE: readable}


def properties(number: bytes) -> dict[Eoj, dict[int, bytes]]:
    """Give what our two objects tell."""
    common = {0x80: b"\x30", NUMBER: number, 0x88: b"\x42", 0x8A: _NOBODY}
    node = {
        0x82: b"\x01\x0d\x01\x00",
        0xD3: b"\0\0\x01",
        0xD4: b"\0\x02",
        INSTANCES: write_instances((CONTROLLER,)),
        CLASSES: b"\x01" + CONTROLLER.code.to_bytes(2),
    }
    return {
        NODE: _with_maps(common | node),
        CONTROLLER: _with_maps(common | {_PLACE: b"\0", 0x82: b"\0\0R\x01"}),
    }


def answer(data: bytes, ours: dict[Eoj, dict[int, bytes]]) -> bytes | None:
    """Answer a question to us; None for what is none."""
    if len(data) < 11 or data[10] not in _QUESTIONS:
        return None
    try:
        frame = decode(data)
    except EchonetProtocolError:
        return None
    us = next((one for one in ours if frame.target.code == one.code and frame.target.instance < 2), None)
    if us is None:
        return None
    frame = replace(frame, target=us)  # all of a class were asked, and this one answers
    return read_answer(frame, ours[us]) if frame.service is Service.GET else refusal_of(frame)
