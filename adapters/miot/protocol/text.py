"""The JSON inside a packet, with what real devices get wrong in it.

NUL and more behind the text (vacuums), commas with nothing between them (power strips, vacuums), `"result":,`
(vacuums), numbers with leading zeros (curtains, mosquito repellents). Such a text is mended, any other refused.
"""

import json
import re
from collections.abc import Mapping
from typing import Any, Final

from adapters.miot.protocol.error import BadPayloadError


def _no_constant(_name: str) -> float:
    raise ValueError("no number")


_DECODE: Final = json.JSONDecoder(parse_constant=_no_constant).decode
_ENCODE: Final = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode
_BROKEN: Final = re.compile(
    r"""(?P<text>"(?:[^"\\]|\\.?)*(?:"|\Z))"""  # kept as it is, closed or not
    r"""|(?P<comma>,\s*(?=[,\]}]))"""
    r"""|(?P<nothing>:(?=\s*[,}\]]))"""
    r"""|(?P<zeros>(?<![\w.+-])(?P<sign>-?)0+(?=\d))""",
    re.DOTALL,
)


def _mended(found: re.Match[str]) -> str:
    if found["text"] is not None:
        return found["text"]
    if found["comma"] is not None:
        return ""
    return ":null" if found["nothing"] is not None else found["sign"]


def read_text(text: bytes) -> Mapping[str, Any]:
    """Read the JSON object of a packet, with the faults that devices are known for; BadPayloadError otherwise."""
    try:
        plain = text.partition(b"\0")[0].decode()
        try:
            told = _DECODE(plain)
        except ValueError:
            told = _DECODE(_BROKEN.sub(_mended, plain))
    except (ValueError, RecursionError):
        raise BadPayloadError("the text of a packet is no JSON") from None
    if not isinstance(told, dict):
        raise BadPayloadError("the text of a packet is no JSON object")
    return told


def write_text(told: Mapping[str, Any]) -> bytes:
    """Write one JSON object; ValueError for what JSON cannot say."""
    return _ENCODE(told).encode()
