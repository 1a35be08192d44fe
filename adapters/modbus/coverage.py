"""`hutong map modbus FILE`: a profile, or a dump of registers of a SunSpec device, against the schema, offline.

A dump has one JSON object a line: {"unit": 1, "space": "holding", "address": 40000, "words": [21365, 28243, …]}.
"""

import json
from collections.abc import Coroutine, Iterable, Iterator, Sequence
from typing import Any, Final, TypeVar

from adapters.modbus.describe import of_profile
from adapters.modbus.part import Part, Table
from adapters.modbus.profile_file import parse
from adapters.modbus.protocol.outcome import ILLEGAL_ADDRESS, ExceptionAnswerError
from adapters.modbus.protocol.register import Space
from adapters.modbus.sunspec import discover
from adapters.sdk.errors import LinkError
from schemas.coverage import MapReport, MapRow
from schemas.registry import Registry

_T = TypeVar("_T")
POLL_S: Final = 5.0


def recognises(first_line: str) -> bool:
    """Tell whether a file that starts with this line is a profile or a dump."""
    text = first_line.lstrip()
    if text.startswith("{"):
        return ('"words"' in text and '"address"' in text) or '"modbus"' in text
    return text.replace(" ", "").startswith("modbus=")


def report(lines: Iterable[str]) -> MapReport:
    """Tell what becomes of each register. ValueError, with the place, for a file that is neither."""
    text = "\n".join(line.rstrip("\n") for line in lines)
    registry = Registry.load()
    tables = list(_dumped(text)) if '"words"' in text.split("\n", 1)[0] else [_of_file(text)]
    parts = [_part(table, words, registry) for table, words in tables]
    return MapReport.of(len(parts), (row for part in parts for row in _rows(part)))


def _of_file(text: str) -> tuple[Table, None]:
    profile = parse(text, "profile")
    return of_profile(profile, profile.id), None


def _part(table: Table, dump: "Dump | None", registry: Registry) -> Part:
    part = Part(table, registry, gap=0, longest=125, poll_s=POLL_S)
    if dump is not None:
        words = {one.id: dump.words(one.space, one.address, one.words) for one in table.registers}
        part.shape(part.values({name: held for name, held in words.items() if held is not None})[0])
    return part


def _rows(part: Part) -> Iterator[MapRow]:
    for one in part.bound():
        yield one.row(part.table.identity.name)


class Dump:
    """Registers of one unit, as a file has them."""

    def __init__(self) -> None:
        """Begin with none."""
        self._words: dict[tuple[Space, int], int] = {}

    def put(self, space: Space, address: int, words: Sequence[int]) -> None:
        """Take what stands in one line."""
        self._words |= {(space, address + place): word for place, word in enumerate(words)}

    def words(self, space: Space, address: int, count: int) -> tuple[int, ...] | None:
        """Give words, None where one is missing."""
        found = [self._words.get((space, address + place)) for place in range(count)]
        held = tuple(word for word in found if word is not None)
        return held if len(held) == count else None

    async def read(self, space: Space, address: int, count: int) -> tuple[int, ...]:
        """Read as from a device."""
        held = self.words(space, address, count)
        if held is None:
            raise ExceptionAnswerError(ILLEGAL_ADDRESS, f"read {space}/{address}")
        return held


def _dumped(text: str) -> Iterator[tuple[Table, Dump]]:
    units: dict[int, Dump] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            unit, space, address, words = _line(line, number)
            units.setdefault(unit, Dump()).put(space, address, words)
    for unit, dump in units.items():
        try:
            tables = _at_once(discover.tables(dump, f"unit-{unit}"))
        except LinkError as error:
            raise ValueError(f"unit {unit}: {error.reason}; {error.fix or 'dump the whole chain'}") from error
        yield from ((table, dump) for table in tables)


def _line(line: str, number: int) -> tuple[int, Space, int, list[int]]:
    try:
        one: Any = json.loads(line)
        unit, space, address, words = (
            one.get("unit", 1),
            Space(one.get("space", "holding")),
            one["address"],
            one["words"],
        )
        whole = [*words, unit, address]
        if not all(type(word) is int and 0 <= word < 1 << 16 for word in whole):
            raise ValueError("a word is 0 to 65535")  # noqa: TRY301
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError) as error:
        raise ValueError(
            f"line {number}: {error}; a line has address and words, and may have unit and space"
        ) from error
    return unit, space, address, words


def _at_once(work: Coroutine[Any, Any, _T]) -> _T:
    """Run what never waits."""
    try:
        work.send(None)
    except StopIteration as done:
        result: _T = done.value
        return result
    work.close()
    raise RuntimeError("it waited")
