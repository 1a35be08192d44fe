"""The JSON inside a packet, with what real devices get wrong in it.

NUL and more behind the text (vacuums), commas with nothing between them (power strips, vacuums), `"result":,`
(vacuums), numbers with leading zeros (curtains, mosquito repellents). Such a text is mended, any other refused.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from adapters.miot.protocol.error import BadPayloadError
from adapters.sdk.jsontext import JsonTextError, read_object, write_object

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
            return read_object(plain)
        except JsonTextError:
            return read_object(_BROKEN.sub(_mended, plain))
    except ValueError:
        raise BadPayloadError("what it sends is no JSON object") from None


def write_text(told: Mapping[str, Any]) -> bytes:
    """Write one JSON object; ValueError for what JSON cannot say."""
    return write_object(told)
