"""`hutong map tuya FILE`: devices of a devices.json, or open device configurations, against the schema, offline."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import Final

from adapters.tuya.describe import bound
from adapters.tuya.devicefile import Listed, read_text
from adapters.tuya.mapping import ARGUMENTS, COMMANDS, base
from schemas.coverage import MapReport, MapRow
from schemas.descriptions import tuya as configurations
from schemas.registry import Registry

_ENTRY: Final = re.compile(r'^\s*\[\s*\{.*"(?:local_)?key"\s*:', re.DOTALL)
_ID: Final = re.compile(r'"id"\s*:')


def recognises(first_line: str) -> bool:
    """Whether a file that begins with this line, or with these lines in one, is for `report`."""
    if _ENTRY.match(first_line) and _ID.search(first_line):
        return True
    return configurations.recognises(first_line)


def report(lines: Iterable[str]) -> MapReport:
    """Map a file. ValueError names the place of what is wrong."""
    told = iter(lines)
    first = next((line for line in told if line.strip()), "")
    if configurations.recognises(first):
        return configurations.report(chain([first], told))
    return _report(read_text(first + "".join(told)))


def _report(listed: Sequence[Listed]) -> MapReport:
    """Map devices: each value of each data point is one property."""
    registry = Registry.load()
    found = (row for one in listed for row in _rows(one, registry))
    return MapReport.of(len(listed), found, lost=sum(one.lost for one in listed))


def _rows(one: Listed, registry: Registry) -> Iterator[MapRow]:
    """Tell what became of the data points of one device; one that is a command of ours goes there."""
    codes = {point.id: base(point.code)[0] for point in one.points}
    for each in bound(one, registry):
        if each.is_extra:
            continue
        row = each.row(one.product or one.name)
        to = _command(codes[row.source.partition(".")[0]])
        yield replace(row, to=to, to_unit="", reason="") if to and not row.is_core else row


def _command(code: str) -> str:
    if code in ARGUMENTS:
        return ARGUMENTS[code][0]
    return COMMANDS[code][0][2] if code in COMMANDS else ""
