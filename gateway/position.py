"""Where a key stands in a TOML file; the standard parser does not say."""

import re
from collections.abc import Iterator, Sequence

_HEADER = re.compile(r"^\s*\[\[?\s*(?P<name>[^\]]+?)\s*\]\]?")
_KEY = re.compile(
    r"""^\s*(?P<name>(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*'))*)\s*="""
)
_PART = re.compile(r"""[A-Za-z0-9_-]+|"[^"]*"|'[^']*'""")


def find_line(text: str, keys: Sequence[object]) -> int:
    """Return the 1-based line of a key, of the nearest table above it where it is missing, or 0."""
    wanted = tuple(str(k) for k in keys)
    best_line, best_length = 0, 0
    for line, path in _places(text):
        shared = _shared(path, wanted)
        if shared == len(path) and shared > best_length:
            best_line, best_length = line, shared
    return best_line


def _places(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(line):
            table = _parts(header["name"])
            yield number, table
        elif key := _KEY.match(line):
            yield number, table + _parts(key["name"])


def _parts(name: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in _PART.findall(name))


def _shared(path: Sequence[str], wanted: Sequence[str]) -> int:
    pairs = zip(path, wanted, strict=False)
    return next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(path), len(wanted)))
