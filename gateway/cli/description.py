"""Files of vendor descriptions: opened packed or plain, told apart by how they begin, and read."""

import gzip
import io
import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gateway.adapters import AdapterError, adapter_types, load_manifest
from gateway.cli.output import CliError
from schemas.coverage import MapReport

if TYPE_CHECKING:
    from schemas.descriptions.reader import Reader

Report = Callable[[Iterable[str]], MapReport]
Readings = Callable[[MapReport], Mapping[str, MapReport]]
ENCODING: Final = "utf-8-sig"
GZIP: Final = b"\x1f\x8b"
START_LINES: Final = 400
"""Of a document that is laid out over many lines, so many tell what it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """A file of a known form. `report` reads it and raises CliError; `readings` are further ways to count that."""

    file: Path
    form: str
    read: Report
    readings: Readings

    def report(self) -> MapReport:
        """Map all of it."""
        try:
            return self.read(_lines(self.file))
        except (OSError, EOFError, zlib.error, ValueError) as error:
            raise _unreadable(self.file, error) from error


def described(file: Path) -> Description:
    """Tell what form a file has. Raises CliError where it cannot be read or nobody knows its form."""
    try:
        start = _start(_lines(file))
    except (OSError, EOFError, zlib.error, ValueError) as error:
        raise _unreadable(file, error) from error
    if not start:
        raise CliError(f"{file}: it is empty; give a file of descriptions")
    for reader in _readers():
        if _knows(reader, start):
            return Description(file=file, form=reader.name, read=reader.report, readings=reader.readings)
    known = ", ".join(reader.en for reader in _readers())
    raise CliError(f"{file}: it begins in no known form; give one of: {known}")


def _knows(reader: "Reader", start: str) -> bool:
    try:
        return reader.recognises(start)
    except Exception:  # noqa: BLE001 - an adapter of others may raise anything; it is not asked again
        return False


def _lines(file: Path) -> Iterator[str]:
    with file.open("rb") as raw:
        packed = raw.peek(len(GZIP))[: len(GZIP)] == GZIP
        with gzip.open(raw, "rt", encoding=ENCODING) if packed else io.TextIOWrapper(raw, encoding=ENCODING) as lines:
            yield from lines


def _start(lines: Iterable[str]) -> str:
    """Give the first line that is not blank, and of a document over many lines some more, as one line."""
    written = (line for line in lines if line.strip())
    first = next(written, "").strip()
    if _is_whole(first) or first[:1] not in {"{", "["}:
        return first
    return " ".join(line.strip() for line in chain([first], islice(written, START_LINES)))


def _is_whole(line: str) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _readers() -> "Iterator[Reader]":
    from schemas.descriptions.reader import READERS, Reader  # noqa: PLC0415  tables that no other command needs

    yield from READERS
    for name in adapter_types():
        try:
            one = load_manifest(name)
        except AdapterError:
            continue
        if one.recognises is not None and one.map_file is not None:
            yield Reader(name=name, en=one.en, recognises=one.recognises, report=one.map_file)


def _unreadable(file: Path, error: Exception) -> CliError:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    if isinstance(error, UnicodeDecodeError):
        reason = "it is no text in UTF-8"
    return CliError(f"{file}: {reason}; give a file of descriptions")
