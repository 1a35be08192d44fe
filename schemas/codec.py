"""The one codec: records to JSON bytes and back, strictly and losslessly (RFC 8259).

Compiled once per type from its hints. Nothing is coerced: a whole number may stand for a float, and nothing else
for anything else. Unknown, missing and doubled keys are refused. A record on its own carries its class name under
`type`; so does a member of a union; a field of one record type does not need to.
"""

import json
from collections.abc import Callable
from typing import Any, Final, NoReturn, TypeVar, cast, overload

from schemas.decoders import decoder_for
from schemas.encoders import writer_of
from schemas.errors import CodecError

__all__ = ["MAX_BYTES", "MAX_DEPTH", "CodecError", "decode", "decoder", "encode", "from_tree", "parse", "to_tree"]

T = TypeVar("T")

MAX_BYTES: Final = 4 * 1024 * 1024
MAX_DEPTH: Final = 64


def encode(record: Any) -> bytes:
    """Write one record, compact and in UTF-8. CodecError where a value has no form in JSON (NaN, bytes, ...)."""
    try:
        return writer_of(record.__class__)(record).encode()
    except CodecError:
        raise
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        name = type(record).__name__
        raise CodecError(f"{name} cannot be written ({error!r})", "give each field a value of its own type") from error


def to_tree(record: Any) -> dict[str, Any]:
    """Give the JSON tree of one record, for a caller that puts it into a greater message."""
    return cast("dict[str, Any]", json.loads(encode(record)))


@overload
def decode(data: bytes, expected: type[T], *, max_bytes: int = ..., max_depth: int = ...) -> T: ...
@overload
def decode(data: bytes, expected: Any, *, max_bytes: int = ..., max_depth: int = ...) -> Any: ...
def decode(data: bytes, expected: Any, *, max_bytes: int = MAX_BYTES, max_depth: int = MAX_DEPTH) -> Any:
    """Read one record of the expected type, or one member of the expected union.

    CodecError for whatever is not exactly that. `max_depth` bounds free values; records have a depth of their own.
    """
    return decoder_for(expected, max_depth)(parse(data, max_bytes=max_bytes))


def decoder(expected: Any, *, max_bytes: int = MAX_BYTES, max_depth: int = MAX_DEPTH) -> Callable[[bytes], Any]:
    """Compile `decode` for one expected type, for a place that many messages pass."""
    run = decoder_for(expected, max_depth)
    return lambda data: run(parse(data, max_bytes=max_bytes))


def from_tree(tree: Any, expected: Any, *, max_depth: int = MAX_DEPTH) -> Any:
    """Read a record out of a JSON tree that `parse` gave."""
    return decoder_for(expected, max_depth)(tree)


def parse(data: bytes, *, max_bytes: int = MAX_BYTES) -> Any:
    """Read strict JSON: UTF-8, no doubled keys, no NaN. CodecError for the rest."""
    if len(data) > max_bytes:
        raise CodecError(f"message of {len(data)} bytes", f"send at most {max_bytes}")
    try:
        return _whole(data.decode())
    except CodecError:
        raise
    except UnicodeDecodeError as error:
        raise CodecError(f"byte {error.start} is not UTF-8", "send UTF-8") from None
    except RecursionError:
        raise CodecError("nested too deeply", "send a flatter message") from None
    except json.JSONDecodeError as error:
        raise CodecError(f"not JSON at line {error.lineno} column {error.colno}: {error.msg}", "send JSON") from None
    except ValueError as error:  # an integer of thousands of digits
        raise CodecError(f"not JSON: {error}", "send JSON") from None


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) != len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise CodecError(f"key {twice!r} stands there twice", "name each key once")
    return table


def _constant(text: str) -> NoReturn:
    raise CodecError(f"{text} is not JSON", "send a finite number or null")


_parse: Final = json.JSONDecoder(object_pairs_hook=_pairs, parse_constant=_constant).raw_decode
_SPACE: Final = " \t\n\r"


def _whole(text: str) -> Any:
    """Parse a text that is one value and nothing else; the standard `decode` looks for white space with two regexes."""
    if text[:1] in _SPACE:
        text = text.lstrip(_SPACE)
    tree, end = _parse(text)
    if end != len(text) and text[end:].strip(_SPACE):
        raise json.JSONDecodeError("Extra data", text, end)
    return tree
