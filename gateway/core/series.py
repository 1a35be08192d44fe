"""Rows packed: a series is one property's rows as columns of small whole numbers, which is what compresses best.

A number is counted in its last decimal from the one before it, its extremes and mean from it and from each other, so
that most take one digit. Numbers that would not come back exactly are kept as they are.
"""

import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice, repeat
from operator import attrgetter
from typing import Any, Final, NamedTuple

from gateway.core.row import Row
from privacy.block import Block

MOST_DECIMALS: Final = 12
EXACT: Final = 2**52  # whole numbers below this are exact as floats, and their quotients by powers of ten are read back
FORMER_WHOLE: Final = 6  # fields of every row in the form before this one; the others follow for those with a detail

NOT_COUNTED: Final = (None, None, None)
FORMER_LIST: Final = 2
ZLIB: Final = 0x78  # first byte of RFC 1950 §2.2; a last block of RFC 1951 §3.2.3, and the first of many, has another
WORDS: Final = (  # what is said in nearly every piece, likely words last; never changed: old ones are read with it
    b'[["true",60000]]],[[[]],[null,null,null,null],["2",["1/onOff/onOff","1/powerSource/batteryLevel",'
    b'"1/relativeHumidityMeasurement/measuredValue","1/temperatureMeasurement/measuredValue"],'
    b"[[[0,1,2,3,4,5,6,7,8,9],[5],[1],[5],[0]],[[29,1,1,1,1,1,-4,1,1,1,1,-4,1,1,1,1,1,1],[1],[1],[1],[60000]],"
    b"[[30],[60000],[0],[0,1,2],[[[]]]]],[[0],[17],[0],[null]]]"
)

Columns = list[list[Any]]
"""Three tables: of properties (path, rows, scale), of rows, and of their details."""

_path = attrgetter("path")


class Scale(NamedTuple):
    """How the numbers of a series are counted."""

    decimals: int  # of value, minimum and maximum
    of_mean: int
    whole: int  # 1 where the values are integers


def pack(rows: Iterable[Row]) -> bytes:
    """Give rows as compressed JSON, property by property; of one property they stay in their order."""
    numbers: dict[str, int] = {}
    columns = to_columns(rows, numbers)
    return pressed(["2", list(numbers), columns])


def unpack(data: bytes) -> list[Row]:
    """Give back what was packed, by this version or an older one."""
    found = pulled(data)
    if isinstance(found, dict):
        return list(_of_columns(found["paths"], found["columns"]))
    if len(found) == FORMER_LIST:  # a list a row
        paths, packed = found
        return [_former(paths[one[0]], one[1:]) for one in packed]
    _, paths, columns = found
    return list(of_columns(columns, paths))


def pressed(document: object) -> bytes:
    """Compress JSON as far as it goes: no header and no checksum, since what is sealed needs none."""
    press = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zdict=WORDS)
    return press.compress(json.dumps(document, separators=(",", ":")).encode()) + press.flush()


def pulled(data: bytes) -> Any:
    """Give back what was pressed, by this version or an older one."""
    if data[0] == ZLIB:
        return json.loads(zlib.decompress(data))
    return json.loads(zlib.decompressobj(-15, zdict=WORDS).decompress(data))


def to_columns(rows: Iterable[Row], numbers: dict[str, int]) -> Columns:
    """Give the rows as columns. A path is named by a number; new ones are added to `numbers`."""
    series, wholes, details = list[Sequence[Any]](), list[Sequence[Any]](), list[Sequence[Any]]()
    at = 0
    for path, found in groupby(sorted(rows, key=_path), _path):
        mine = list(found)
        scale, before = _scale(mine), 0
        series.append((numbers.setdefault(path, len(numbers)), len(mine), *(scale or NOT_COUNTED)))
        for row in mine:
            value: Any = row.value
            if scale is not None:
                counted = _count(value, scale.decimals)
                value, before = counted - before, counted
            wholes.append((row.minute - at, row.span, int(row.live), int(row.detail is not None), value))
            at = row.minute
            if row.detail is not None:
                details.append(_plain(row.detail) if scale is None else _counted(row.detail, scale, before))
    return [[_once(column) for column in zip(*table, strict=True)] for table in (series, wholes, details)]


def _once(column: Sequence[Any]) -> Sequence[Any]:
    """Shorten a column that is the same all along."""
    first = column[0]
    return column[:1] if all(one == first and one.__class__ is first.__class__ for one in column) else column


def _plain(one: Block) -> list[Any]:
    numbers = [one.minimum, one.maximum, one.mean, one.last]
    return [one.count, one.covered_ms, one.transitions, one.states, numbers]


def _counted(one: Block, scale: Scale, value: int) -> list[int]:
    minimum, maximum = _count(one.minimum, scale.decimals), _count(one.maximum, scale.decimals)
    mean = _count(one.mean, scale.of_mean) - minimum * 10 ** (scale.of_mean - scale.decimals)
    return [one.count, one.covered_ms, value - minimum, maximum - value, mean]


def _count(number: Any, decimals: int) -> int:
    counted: int = round(number * 10**decimals)
    return counted


def _scale(rows: list[Row]) -> Scale | None:
    """Find how all numbers of a series can be counted and come back the same; None for no way."""
    kind = rows[0].value.__class__
    if kind not in {int, float} or any(row.value.__class__ is not kind or _is_odd(row) for row in rows):
        return None
    busy = [row.detail for row in rows if row.detail is not None]
    numbers: list[Any] = [*(row.value for row in rows), *(end for one in busy for end in (one.minimum, one.maximum))]
    means: list[Any] = [one.mean for one in busy]
    decimals = max(map(_decimals, numbers))
    of_mean = max((decimals, *map(_decimals, means)))
    if of_mean > MOST_DECIMALS or max(map(abs, (*numbers, *means))) * 10**of_mean >= EXACT:
        return None
    return Scale(decimals, of_mean, int(kind is int))


def _is_odd(row: Row) -> bool:
    """Whether a detail is not what a number's is: all numbers there, the last one the value."""
    one = row.detail
    if one is None:
        return False
    return None in {one.minimum, one.maximum, one.mean} or one.last != row.value or bool(one.states or one.transitions)


def _decimals(number: float) -> int:
    """Tell how many decimals the shortest text of a number has."""
    text = repr(number)
    if text.endswith(".0") or isinstance(number, int):
        return 0
    return len(text.partition(".")[2]) if text.lstrip("-").replace(".", "").isdigit() else MOST_DECIMALS + 1


def of_columns(columns: Columns, paths: Sequence[str]) -> Iterator[Row]:
    """Give back the rows."""
    series, wholes, details = map(_table, columns)
    at, properties = 0, len(columns[0][0]) if columns[0] else 0
    for number, many, decimals, of_mean, whole in islice(series, properties):
        scale, counted = None if decimals is None else Scale(decimals, of_mean, whole), 0
        for step, span, live, is_busy, given in islice(wholes, many):
            at += step
            value = given
            if scale is not None:
                counted += given
                value = _number(counted, scale)
            detail = None
            if is_busy:
                one = next(details)
                detail = _block(at, *one) if scale is None else _numbers(at, counted, scale, one)
            yield Row(paths[number], at, span, bool(live), value, detail)


def _table(columns: list[list[Any]]) -> Iterator[tuple[Any, ...]]:
    """Give row after row, for ever where all columns are short: what is read says how many there are."""
    return zip(*(column if len(column) > 1 else repeat(column[0]) for column in columns), strict=False)


def _number(counted: int, scale: Scale) -> float:
    unit: int = 10**scale.decimals
    return counted // unit if scale.whole else counted / unit


def _numbers(minute: int, counted: int, scale: Scale, one: Sequence[int]) -> Block:
    count, covered_ms, below, above, mean = one
    minimum, unit = counted - below, 10**scale.decimals
    return Block(
        minute=minute,
        count=count,
        minimum=minimum / unit,
        maximum=(counted + above) / unit,
        mean=(minimum * 10 ** (scale.of_mean - scale.decimals) + mean) / 10**scale.of_mean,
        last=counted / unit,
        covered_ms=covered_ms,
    )


def _block(
    minute: int, count: int, covered_ms: int, transitions: int, states: list[list[Any]], numbers: list[float | None]
) -> Block:
    minimum, maximum, mean, last = numbers
    return Block(
        minute=minute,
        count=count,
        minimum=minimum,
        maximum=maximum,
        mean=mean,
        last=last,
        states=tuple((state, ms) for state, ms in states),
        transitions=transitions,
        covered_ms=covered_ms,
    )


# forms of older versions


def _of_columns(paths: list[str], columns: list[list[Any]]) -> Iterator[Row]:
    details = iter(zip(*columns[FORMER_WHOLE:], strict=True))
    for path, minute, span, live, value, is_busy in zip(*columns[:FORMER_WHOLE], strict=True):
        yield _former(paths[path], [minute, span, live, value, *(_given(next(details), value) if is_busy else ())])


def _given(detail: tuple[Any, ...], value: Any) -> list[Any]:
    count, is_number, minimum, maximum, mean, last, *rest = detail
    numbers = [minimum, maximum, mean, float(value) if last is True else last]
    return [count, numbers if is_number else None, *rest]


def _former(path: str, one: list[Any]) -> Row:
    minute, span, live, value, *detail = one
    if not detail:
        return Row(path, minute, span, live, value)
    count, numbers, states, transitions, covered_ms = detail
    block = _block(minute, count, covered_ms, transitions, states, numbers or [None] * 4)
    return Row(path, minute, span, live, value, block)
