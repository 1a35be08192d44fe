"""What one frame of each vendor protocol costs, out and in again, AES and JSON included: `python -m benchmarks.codecs`.

The raw limit beside each is the JSON of the same frame alone, or the head of a frame that has none.
"""

import gc
import json
import sys
import timeit
from collections.abc import Callable
from struct import Struct
from time import process_time
from typing import Any, Final

from adapters.echonet.protocol import CONTROLLER, Eoj, Property, Service
from adapters.echonet.protocol import Frame as EchonetFrame
from adapters.echonet.protocol import decode as echonet_decode
from adapters.echonet.protocol import encode as echonet_encode
from adapters.gree.protocol import Form, Seal
from adapters.gree.protocol.message import read_outer
from adapters.miot.protocol import PacketCipher
from adapters.miot.protocol.text import read_text, write_text
from adapters.sdk.jsontext import write_object
from adapters.tuya.protocol import Command, Crypt, Decoder, Frame, Reported, Version
from adapters.tuya.protocol.message import read as tuya_read
from benchmarks import library_codecs
from benchmarks.measure import Measured

LIMIT_US: Final = 100.0
"""A frame out and in again."""
NUMBER: Final = 200
REPEATS: Final = 30
KEY: Final = bytes(range(16))

_POINTS: Final = {"20": True, "21": "colour", "22": 500, "23": 250, "24": "000003e803e8", "25": "scene", "26": 0}
_ANSWER: Final[dict[str, Any]] = {
    "id": 17,
    "result": [{"did": "305419896", "siid": 2, "piid": piid, "code": 0, "value": 21.5} for piid in range(1, 9)],
    "exe_time": 40,
}
_STATUS: Final[dict[str, Any]] = {
    "t": "dat",
    "mac": "9424b8000001",
    "r": 200,
    "cols": ["Pow", "Mod", "SetTem", "WdSpd", "Air", "Blo", "Health", "SwhSlp", "Lig", "SwUpDn", "Quiet", "Tur"],
    "dat": [1, 1, 25, 1, 0, 0, 1, 0, 0, 4, 0, 0],
}


def _us(step: Callable[[], object]) -> float:
    """Return the processor time of one call: the best of many repeats, which others disturbed least."""
    return min(timeit.repeat(step, number=NUMBER, repeat=REPEATS, timer=process_time)) / NUMBER * 1e6


def _json_us(tree: dict[str, Any]) -> float:
    return _us(lambda: json.loads(json.dumps(tree)))


def miot() -> Measured:
    """An answer with eight properties."""
    cipher = PacketCipher(KEY)

    def both() -> object:
        return read_text(cipher.decode(cipher.encode(device_id=1, stamp=2, text=write_text(_ANSWER))).text)

    assert both() == _ANSWER
    return {"miot_frame_us": (_us(both), _json_us(_ANSWER))}


def tuya(version: Version) -> Measured:
    """A push with seven data points, through the stream decoder."""
    crypt, decoder = Crypt(version, KEY), Decoder()
    tree = {"protocol": 4, "t": 1_700_000_000, "data": {"dps": _POINTS}}

    def both() -> object:
        text = write_object(tree)
        (frame,) = decoder.feed(crypt.encode(1, Command.STATUS, text))
        assert isinstance(frame, Frame)
        return tuya_read(crypt.decode(frame))

    told = both()
    assert isinstance(told, Reported)
    assert told.values == _POINTS
    return {f"tuya_{version.replace('.', '')}_frame_us": (_us(both), _json_us(tree))}


def gree(form: Form) -> Measured:
    """A status of twelve columns."""
    seal = Seal(form, KEY)
    outer = {"t": "pack", "i": 0, "uid": 0, "cid": "9424b8000001", "tcid": "app"}

    def both() -> object:
        return seal.open(read_outer(write_object(outer | seal.close(_STATUS))))

    assert both() == _STATUS
    return {f"gree_{form}_frame_us": (_us(both), _json_us(_STATUS))}


def echonet() -> Measured:
    """An answer with eight properties; it has neither AES nor JSON."""
    frame = EchonetFrame(
        tid=1,
        source=Eoj(0x0130),
        target=CONTROLLER,
        service=Service.GET_ANSWER,
        properties=tuple(Property(0x80 + at, b"\x30\x01") for at in range(8)),
    )
    head, data = Struct(">HHHBHBBB"), echonet_encode(frame)

    def both() -> object:
        return echonet_decode(echonet_encode(frame))

    assert both() == frame
    return {"echonet_frame_us": (_us(both), _us(lambda: head.unpack_from(data)))}


def by_library(codec: Callable[[], library_codecs.Costs]) -> Measured:
    """One whose codec is a library's, wholly or in part."""
    both, bare = codec()
    return {f"{codec.__name__}_frame_us": (_us(both), _us(bare))}


def all_codecs() -> Measured:
    """Measure every codec, with what the harness itself holds out of the garbage collector's way."""
    gc.freeze()
    try:
        found = miot() | echonet()
        for version in Version:
            found |= tuya(version)
        for form in Form:
            found |= gree(form)
        for codec in (library_codecs.homekit, library_codecs.knx, library_codecs.modbus, library_codecs.esphome):
            found |= by_library(codec)
        return found
    finally:
        gc.unfreeze()


def main(arguments: list[str]) -> int:
    """Tell what each costs; 1 where one is beyond the limit."""
    found = all_codecs()
    if "--json" in arguments:
        print(json.dumps({name: {"value": value, "raw": raw} for name, (value, raw) in found.items()}))
    else:
        for name, (value, raw) in found.items():
            print(f"{name:24} {value:7.1f} µs  (raw {raw:.1f}, limit {LIMIT_US:g})")
    return int(any(value > LIMIT_US for value, _ in found.values()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
